"""What a run of Chinese numerals is: the tests in the order in which they are tried."""

from __future__ import annotations

import re
from collections import defaultdict

from dangjian_metrics.claims import quantities
from dangjian_metrics.claims.dispositions import amounts
from dangjian_metrics.claims.dispositions.page import Page, Verdict
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.language import tables, units

_FORMAL = frozenset("零〇壹贰叁肆伍陆柒捌玖拾佰仟")
_COMMON = frozenset("一数几万千")
_LIST_NUMBER = re.compile(r"\s*[（(]?[一二三四五六七八九十]{1,3}[）)]?(?:[.．、）)]|(?<=[）)]))(?!\d)")
_BREAKS = frozenset("，。；：、 ")
_PLAIN = frozenset(
    [
        "persons",
        "organisations",
        "collectives",
        "objects",
        "events",
        "money",
        "area",
        "length",
        "mass",
        "volume",
        "shares",
        "multiples",
        "doublings",
        "points",
        "duration",
        "energy_and_power",
        "containers",
        "age",
        "data",
    ]
)
_RANKED = frozenset(
    "级方步星代手面路层级单元味点角道行线眼身口重队版课章发响声下里圈车板舱仓石字节令仗分度团样式"
) | {"层级", "单元"}
_SCALE_ONLY = frozenset("百千万亿")


def judge(page: Page, start: int, end: int) -> Verdict:
    """The verdict on the run of Chinese numerals at ``start``.

    >>> judge(Page("第一书记"), 1, 2)[0], judge(Page("新建三十二个"), 2, 5)[0], judge(Page("统一部署"), 1, 2)[0]
    ('ordinal', 'claim', 'word')
    """
    text = page.text
    if (
        text[start] == "一"
        and text[start - 1 : start] in _ENDS_IN_ONE
        and text[start + 1 : start + 2] in _COUNTED
    ):
        start += 1  # 唯一一家, 统一三项
    single = end - start == 1
    before = text[start - 1 : start]
    ranked = before in {"第", "首"}
    if page.in_quotes(start, end) and not (ranked and single):
        return ("word", "numeral inside a word", None) if text[start] == "数" else _QUOTED
    if (
        single
        and not ranked
        and (text[start] in _FORMAL or (text[start] in _COMMON and _plain_word(text, start, end)))
    ):
        return _uncounted(page, start, end)
    if before == "届" or (text[end : end + 1] in _CONGRESS_FIRST and _is_congress(text, start, end)):
        return "ordinal", "session of a congress", None
    if page.in_time(start) or text[end : end + 1] == "年" or before == "周":
        return "time", "date or span", None
    if ranked:
        return "ordinal", "says which, not how many", None
    named = _named(page, start, end)
    if named is not None:
        return named
    quantity = quantities.at_chinese(text, start)
    if quantity is None:
        return "word", "numeral inside a word", None
    return _judge_quantity(page, quantity, start, end)


_ENDS_IN_ONE = frozenset("唯统逐专单划归")  # 同 and 万 stand before numerals too
_COUNTED = frozenset("一二三四五六七八九两几")
_QUOTED: Verdict = ("label", "inside quotation marks", None)
_CONGRESS_FIRST = frozenset("大中届")
_CONGRESS = re.compile(r"大(?=以来|报告|精神|[，。和的、提召])|中全会|届")
_SPAN_FIRST = frozenset("多个年天月星季整夜早")
_SPANS = re.compile(r"[多个]?[年天]|个?(?:月|星期)|季度|整?夜|早上")


def _is_congress(text: str, start: int, end: int) -> bool:
    """党的二十大, 三中全会, 十四届: which congress or session."""
    named = text[start - 1 : start] == "的" or text.startswith(("十", "二十"), start)
    return named and _CONGRESS.match(text, end) is not None


def _uncounted(page: Page, start: int, end: int) -> Verdict:
    """一, 数, 几 and their like where they count nothing: a list number, a span, a fixed expression, a word."""
    text, after = page.text, page.text[end : end + 1]
    if after == "、" and page.opens(start):
        return "ordinal", "list number", None
    if (after in _SPAN_FIRST and _SPANS.match(text, end)) or text[start - 1 : start] == "周":
        return "time", "date or span", None
    kind = _fixed(text, start, end) if after in _FIXED_SECONDS else None
    return (kind, "fixed expression", None) if kind else ("word", "numeral inside a word", None)


def _plain_word(text: str, start: int, end: int) -> bool:
    """The common single numerals that begin no measured amount: 一 without 每, 数, 几, 万 and 千 in words."""
    numeral, after = text[start], text[end : end + 1]
    if numeral in "数几":
        return True
    if numeral != "一":
        return after not in "余多名人个户家元件吨亩次场条台辆列座万亿千标处项份株平公分"
    if text[start - 1 : start] in _DISTRIBUTED:
        return True
    if after and after in "半是、）)番成分":
        return False
    return not units.may_begin(after) or not _counts_each(text, start)


_DISTRIBUTED = frozenset(("每", "某", "任", "哪", "另"))
_EACH = re.compile(r"(?:每|各|仅|只|平均|至少|不少于)[^，。；]{0,14}$")
_BESIDE = re.compile(r"(?:\d|[二三四五六七八九十两][个名座处家支条辆台])[^，。；、和及与“]{1,8}[、和及与]$")
_EACH_SIGN = re.compile("[每各仅只]|至少|不少于|平均")
_ALL = re.compile(r"(?:各类|各项|各级|各地|各界|各方|每一)[^，。；]{0,14}$")


def _counts_each(text: str, start: int) -> bool:
    """Whether 一 counts: with 每, 各, 仅 or 只 (每月确定一个主题), or beside another count (2个站和一座亭)."""
    window = text[max(0, start - 18) : start]
    if window[-1:] in ("和", "、", "及", "与") and _BESIDE.search(window):
        return True
    if not _EACH_SIGN.search(window):
        return False
    return _EACH.search(window) is not None and _ALL.search(window) is None


def _fixed_words() -> dict[str, list[tuple[int, str, str]]]:
    """The fixed expressions by the numeral in them and what follows it: where it stands, the word, its class."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for kind, group in tables.load("fixed").items():
        for word in group["words"] if kind != "noun" else ():
            for at, c in enumerate(word):
                if c in _NUMERALS:
                    found[word[at : at + 2]].append((at, word, kind))
    return {key: sorted(entries, key=lambda e: (-e[0], -len(e[1]))) for key, entries in found.items()}


_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几数半")
_FIXED = _fixed_words()
# What follows 一 in the fixed expressions that are no mere words (一站式): the test that keeps 一 quick.
_FIXED_SECONDS = frozenset(
    key[1]
    for key, entries in _FIXED.items()
    for at, _, kind in entries
    if key[0] == "一" and at == 0 and kind != "word" and len(key) > 1
)


def _fixed(text: str, start: int, end: int) -> str | None:
    """The class of a fixed expression (``fixed.toml``) that the numeral stands in."""
    for key in (text[start : start + 2], text[start]):
        for at, word, kind in _FIXED.get(key, ()):
            if start - at + len(word) >= end and text.startswith(word, start - at):
                return kind
    return None


_ONLY = re.compile("[仅只]有?$")


def _named(page: Page, start: int, end: int) -> Verdict | None:
    """Fixed expressions, list numbers, 一是…二是…, ranks: numerals that name and do not measure."""
    text = page.text
    kind = _fixed(text, start, end)
    if kind is not None and not (text[start:end] == "一" and _ONLY.search(text, max(0, start - 2), start)):
        return kind, "fixed expression", None
    if page.opens(start) and _LIST_NUMBER.match(text, start):
        return "ordinal", "list number", None
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == "是" and end - start == 1 and (not before or before in _BREAKS):
        return "ordinal", "一是…二是…", None
    if before == "前" and after and after in "名位强十":
        return "ordinal", "says which, not how many", None
    if after in {"+", "＋"}:
        return "label", "slogan", None
    return None


_CONGRESSES = ("会议", "全会", "全体会议", "代表大会")


def _judge_quantity(page: Page, q: Quantity, start: int, end: int) -> Verdict:
    text = page.text
    if q.kind == "share" and q.unit == "%":
        return amounts.judge(page, q, digits=False)
    if (q.unit == "届" and text[q.start - 2 : q.start] not in ("举办", "连续", "召开")) or (
        q.unit == "次" and text.startswith(_CONGRESSES, q.end)
    ):
        return "ordinal", "session of a congress", None
    if q.bare:
        if (q.value >= 10000 and q.bound != "exact") or text.startswith(("部门", "部委"), q.end):
            return "claim", "bare number before its noun", q
        return "word", "numeral inside a word", None
    return _judge_counted(page, q, start, end)


_FEW = range(2, 7)
# 市县两级, 街道、社区、小区三级, “党委—支部—小组”四级
_LEVELS_LISTED = re.compile(r"(?:[省市县区镇乡村街][省市县乡镇村街]|[—、][^，。；]{1,12})$")


def _judge_counted(page: Page, q: Quantity, start: int, end: int) -> Verdict:
    text, group = page.text, quantities.group(q.unit)
    if (
        text[end : end + 1] in {"级", "方"}
        and q.value in _FEW
        and _LEVELS_LISTED.search(text, max(0, start - 16), start)
    ):
        return "enumeration", "sums up the list before it", None
    if (
        text[q.end : q.end + 1] == "级"
        or q.unit == "级"
        or (q.unit in _RANKED and q.value <= 10 and start == q.start)
    ):
        return "label", "grade or rank in words", None
    if group not in _PLAIN and q.value < 20:
        return "word", "numeral inside a word", None
    if q.bound == "exact" and all(c in _SCALE_ONLY for c in text[q.start : min(end, q.end)]):
        return "label", "round figure without a hedge", None
    if (
        q.value == 1
        and text[q.start] == "一"
        and q.unit != "番"
        and (group == "duration" or not _counts_each(text, start))
    ):
        return "word", "一 that does not count", None
    return amounts.judge(page, q, digits=False)
