"""Lines that a page or a printer put there, wherever they stand: page numbers, counters of readers, buttons, links.

None of it is text of the article, and none of its numbers is a claim. Only what cannot be a piece of a sentence is taken
for furniture here; what depends on the lines around it (a lone 大 or 下载) is told in :mod:`shapes`.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from itertools import pairwise

from dangjian_metrics.documents.lines import ITEM, PLAIN, Line

_LONGEST = 60
_PAGE_LENGTH = 200  # characters at least between the numbers of two pages that stand alone on their lines

_PAGE = re.compile(
    r"[-—–－―─·•~～]{1,3} ?\d{1,4} ?[-—–－―─·•~～]{1,3}"
    r"|[（(【]?第 ?\d{1,4} ?页[）)】]?(?:[ ，,/／|(（]*[共总] ?\d{1,4} ?页[）)]?)?"
    r"|[共总] ?\d{1,4} ?页(?:[ ，,/／|(（]*第 ?\d{1,4} ?页[）)]?)?"
    r"|\d{1,3} ?[/／] ?\d{1,3} ?页?|页[码数][：:] ?\d{1,4}|[Pp]age \d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[Pp]\.? ?\d{1,4}"
    r"|第? ?[A-Z]?\d{1,3} ?版(?:[：: ][^。，；]{0,12})?"
)
_COUNTED = (
    r"(?:(?:本文|本页|文章|网站)?(?:总|累计|今日|已)?(?:浏览|阅读|点击|访问|点赞|评论|转发|收藏|分享|播放|围观|跟帖|已阅|阅|赞|在看)"
    r"(?:次数|人数|总量|总数|量|数)?)"
)
_COUNT = r"\d[\d,.]{0,15}[万亿kKwW]?\+?"
_TIMES = r"(?:人次|[次人条个遍])?"
_COUNTER = rf"{_COUNTED} ?[：:（(]? ?{_COUNT} ?{_TIMES}[）)]?|{_COUNT} ?{_TIMES}{_COUNTED}"
_COUNTERS = re.compile(rf"[\[【（(]?(?:{_COUNTER})(?:[ |｜/·,，、]{{1,3}}(?:{_COUNTER})){{0,5}}[\]】）)]?")
_COUNTER_WITHIN = re.compile(_COUNTER)
_WORDS: dict[str, str] = tomllib.loads(
    resources.files("dangjian_metrics.documents").joinpath("furniture.toml").read_text(encoding="utf-8")
)
_OPENINGS = tuple(_WORDS["openings"].split())
_LENGTH_TOLD = re.compile(r"(?:本文|全文)(?:共|约|字数[：:]?) ?\d+ ?字|字数[：:] ?\d+")
_SEPARATORS = re.compile(r"[\s|｜【】\[\]（）()：:>＞·/、]+")
_BUTTONS = frozenset(_WORDS["buttons"].split())
_PLAINLY = 4
# With what such a line can begin: for most lines the answer is no at their first character.
_FIRST = frozenset(
    "-—–－―─·•~～（(【[第共总页Pp本全文章网累今已浏阅点访评转收分播围跟赞在字0123456789版ABCDEFGH"
    + "".join(word[0] for word in (*_OPENINGS, *_BUTTONS))
)


def is_furniture(text: str) -> bool:
    """Whether a line is furniture of the page wherever it stands.

    >>> is_furniture("第3页 共8页"), is_furniture("浏览次数：1234次"), is_furniture("【打印本页】 【关闭窗口】")
    (True, True, True)
    >>> is_furniture("3名党员"), is_furniture("浏览次数达1234次"), is_furniture("大")
    (False, False, False)
    """
    if text[0] not in _FIRST or text[-1] in "。，；、":
        return False
    if text.startswith(_OPENINGS) or _PAGE.fullmatch(text) or _COUNTERS.fullmatch(text):
        return True
    return _LENGTH_TOLD.match(text) is not None or _is_row_of_buttons(text)


def holds_counter(byline: str) -> bool:
    """Whether a line of source and date also counts the readers (来源：安丘日报 浏览次数：1234次)."""
    return _COUNTER_WITHIN.search(byline) is not None


def lift(document: str, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    r"""The lines without furniture, and the furniture, both in order.

    >>> from dangjian_metrics.documents.lines import split
    >>> page = "选派党建\n\n- 3 -\n\n指导员28人。"
    >>> text, lifted = lift(page, split(page)[0])
    >>> [line.text for line in text], [page[line.marker :][:5] for line in lifted]
    (['选派党建', '指导员28人。'], ['- 3 -'])
    """
    found = [line for line in lines if document[line.marker] in _FIRST and len(line.text) <= _LONGEST]
    if not found:
        return lines, []
    numbers = _page_numbers(found)
    found = [line for line in found if _is_whole(line, document) or line.start in numbers]
    if not found:
        return lines, []
    gone = {line.start for line in found}
    return [line for line in lines if line.start not in gone], found


def _is_whole(line: Line, document: str) -> bool:
    marker = document[line.marker : line.start]
    return line.level in (PLAIN, ITEM) and is_furniture(marker + line.text)


def _is_row_of_buttons(text: str) -> bool:
    parts = [part for part in _SEPARATORS.split(text) if part]
    # A lone 打印 or 收藏 may be a piece of a torn sentence: shapes.is_furniture looks at what stands around it.
    plain = len(parts) > 1 or text[0] in "【[（(" or len(text) >= _PLAINLY
    return plain and max(map(len, parts), default=0) > 1 and _BUTTONS.issuperset(parts)


def _page_numbers(lines: list[Line]) -> frozenset[int]:
    """Where numbers stand alone on a line and count the pages: each a page behind the one before and one more."""
    alone = [line for line in lines if len(line.text) < 4 and line.text.isdecimal()]
    counted = set()
    for one, other in pairwise(alone):
        if int(other.text) == int(one.text) + 1 and other.start - one.start > _PAGE_LENGTH:
            counted |= {one.start, other.start}
    return frozenset(counted)
