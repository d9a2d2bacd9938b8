"""What the tests of the report share: documents as a store tells them, some of them hostile, and many of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.reports import Told
from dangjian_metrics.views.page.writing import Report, page

ARTICLE = """# 山东省安丘市： 支部进园区

## 选派有章法

今年以来，安丘市选派党建指导员46名，覆盖企业85家、项目21个，帮助解决困难问题120余个。“两个覆盖”一体推进。

## 服务有温度

一是建好阵地，新建党群服务中心2处，投入资金3.5万元；二是用好队伍，网格员由12名增加到30名，满意度达98.5%。
"""
OTHER = """四川省眉山市：老街添新绿

眉山市选派党建指导员650人，覆盖企业500余家，解决问题22个。2024年新建口袋公园3至5处，绿地1.2万平方米。
"""
HOSTILE = """# 市里：</script><script>alert(1)</script>

新建党支部32个。<img src=x onerror=alert(2)> 选派指导员5名，javascript:alert(3)，{{constructor.constructor('alert(4)')()}}，${alert(5)}。

<a href="javascript:alert(6)">培训党员7名</a>，\u202e拨付资金8万元\u202c，响铃\x07一声，<!-- 奖励9人 --> ]]> &lt;b&gt; "'`。
"""
ASTRAL = "𠮷林😀县：好\n\n𠮷林😀县选派党建指导员28名，新建党支部3个😀，覆盖企业45家。\n"
_PROVINCES = (
    "山东省潍坊市",
    "四川省眉山市",
    "广东省佛山市",
    "甘肃省酒泉市",
    "云南省大理州",
    "辽宁省沈阳市",
    "江苏省苏州市",
)


def told(text: str, doc: str = "简报.txt", first: int = 1) -> Told:
    """A document read, its claims numbered from ``first``."""
    found = extract_document(Document(doc, text), audit=True)
    return Told(
        doc,
        f"/{doc}",
        text,
        [(head.number, head.title) for head in found.heads],
        [(each.start, each.end, each.disposition, each.reason) for each in found.dispositions],
        list(enumerate(found.claims, first)),
    )


def all_told(texts: Sequence[str], name: str = "{}.txt") -> list[Told]:
    """Documents read one after the other."""
    found: list[Told] = []
    first = 1
    for at, text in enumerate(texts, 1):
        found.append(told(text, name.format(at), first))
        first += len(found[-1].claims)
    return found


@cache
def many(claims: int = 10_000) -> tuple[Told, ...]:
    """Documents that hold at least so many claims."""
    found: list[Told] = []
    held = 0
    while held < claims:
        found.append(told(_long(len(found)), f"简报{len(found):04}.txt", held + 1))
        held += len(found[-1].claims)
    return tuple(found)


def _long(at: int) -> str:
    place = _PROVINCES[at % len(_PROVINCES)]
    paragraphs = [
        f"{place}把队伍建在一线，第{n}批选派党建指导员{at + n}名，新建党支部{n + 2}个，覆盖企业{3 * at + n}家。"
        f"截至目前，累计培训党员{100 + at * n}人次，帮助解决困难问题{n + 5}余个，拨付帮扶资金{n + 1}.5万元。"
        f"坚持“一老一小”同抓，新建红色广场{n}处、面积{200 + at}平方米，群众满意度达9{n % 10}.{at % 10}%。"
        for n in range(1, 11)
    ]
    return f"# {place}：第{at}期\n\n" + "\n\n".join(paragraphs) + "\n"


def at_length(parts: int) -> str:
    """One article of so many parts."""
    return "# 一篇长文\n\n" + "\n\n".join(_long(at).split("\n\n", 1)[1] for at in range(parts))


def html(documents: Sequence[Told], language: str = "en", **changes: str) -> str:
    """The page that shows them."""
    return page(Report(documents, language, **changes), Lexicon.load())
