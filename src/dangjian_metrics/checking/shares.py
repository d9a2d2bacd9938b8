"""A percentage above 100 where it cannot be: 覆盖率达120%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.passages import Article, Figure, Sentence
from dangjian_metrics.checking.record import Finding, finding
from dangjian_metrics.checking.spans import ALL

_BOUNDED = re.compile(
    "(?:覆盖|办结|合格|满意|知晓|达标|及格|优良|优秀|出勤|参与|参会|参选|投票|入住|化解|整改|解决|答复|回复|回访|见面|采纳|命中|成活|存活"
    "|绿化|城镇化|城市化|普查|接种|签约|建档|入户|按时|按期|准点|正点|上线|公开|规范化|好评|支持|赞成|通过|就业|升学|巩固|识字|治愈|死亡|贫困"
    "|失业|空置|污染|中标|录取|破案|结案|调解成功|调处成功|安全处置|无害化处理)率$"
    "|满意度$|知晓度$|占比$|所占比重$|比重$"
)
"""Rates of which the whole can be no more than all of it. Not here: those that run over a plan (完成率, 产销率, 自给率, 毛入学率, 参保率)."""
_GROSS = re.compile(
    "毛|相当于|计划|目标任务|年度任务|债|生产总值|GDP|市值|收入|存款|贷款|信贷|资产|出口|进口|拨备|流动性|利息|偿付|准备金"
)
"""Signs of a ratio that is no share of a whole: 拨备覆盖率, 占生产总值的124%, 进口额占出口额的130%."""
_OF = re.compile("占[^，。；]{0,40}$")
_NOT_OF = re.compile("相当于|[是超][^，。；]{0,30}的$|比[^，。；]{0,30}[高多增]")


def shares(article: Article) -> Iterator[Finding]:
    """A part is at most 100% of its whole: what is told behind 占, and rates that no plan or forecast can be below.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in shares(each)]
    >>> said("网格覆盖率达120%。"), said("网格覆盖率达100%。"), said("任务完成率达120%。")
    (['120% is more than the whole'], [], [])
    """
    for sentence in article.sentences:
        for figure in sentence.figures:
            if figure.is_percent and figure.span.low > ALL.high and _is_part(figure, sentence):
                said = sayings.ABOVE.format(stated=figure.quote)
                yield finding("error", "above-100", said, [figure.numbered])


def _is_part(figure: Figure, sentence: Sentence) -> bool:
    ahead = sentence.ahead(figure)
    said = f"{ahead}{figure.claim.entity or ''}{figure.claim.basis or ''}"
    if _GROSS.search(said) or _NOT_OF.search(ahead):
        return False
    return bool(_OF.search(ahead) or _BOUNDED.search(figure.claim.entity or ""))
