"""Headings without mark: short lines that head a section, told from pieces of a broken paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangjian_metrics.documents import shapes
from dangjian_metrics.documents.lines import PLAIN, Line

_LONGEST = 40
_LONGEST_RUN_ON = 40
_LONGEST_COUPLET = 30
_LONGEST_PHRASE = 30
_LONGEST_PHRASE_IN_BROKEN_PAGE = 18
_BROKEN_LINE = 45
_ITEM_LENGTH = 18

_INNER_STOP = re.compile("[。！？；](?=.)")
_TOPIC = re.compile("[^，,：: ]{2,10}：(?=.{4})")
"""What stands before a colon (陈玲玲：执着前行 探索奥秘): the rest has the form of a heading, or has not."""
_COMMA = re.compile("[，,]")
_OPENS_A_CLAUSE = tuple("由对在据随经自从为将被按依针")
_OPENS_A_TEXT = re.compile(
    "近年来|近日|今年(?!工作)|去年|目前|截至|同时|此外|其中|下一步|各位代表|[一二三四五六七八九十]是|[—―]|央视网消息"
)
_COUNT = re.compile("[0-9０-９][余多]?[名个人家项件条次户处支场万亿元]")
_NEIGHBOURHOOD = 4000
_FIRST_SENTENCE = re.compile("([^。！？]{2,60})[。！？]")


@dataclass(frozen=True, slots=True)
class Style:
    """How an article is set.

    ``broken``: paragraphs break off. ``odd``: its headings are marked or in two parts (三方联动 治理提效),
    so that a short line of another form is rather the first piece of a paragraph.
    """

    broken: bool
    odd: bool


def style(lines: list[Line]) -> Style:
    r"""The style of an article's lines; where paragraphs break off, short lines are under suspicion.

    >>> from dangjian_metrics.documents.lines import split
    >>> style(split("三方联动 治理提效\n\n面对面说。\n\n服务暖心 日子更好\n\n他们说。")[0])
    Style(broken=False, odd=True)
    """
    regular = irregular = 0
    broken = False
    for line in lines:
        text = line.text
        if line.level > 1:
            regular += 1
        elif line.level != PLAIN or shapes.is_closed(text):
            continue
        elif len(text) > _BROKEN_LINE:
            broken = True
        elif len(text) <= _LONGEST and not shapes.is_byline(text):
            spaced = _is_spaced(text)
            regular += spaced
            irregular += not spaced
    return Style(broken, regular >= 2 and regular >= (irregular if broken else 3 * irregular))


def is_seam(line: Line, following: Line, document: str) -> bool:
    """Whether a break between the lines cut a word: its two halves stand together nearby (…实施“习近｜平…).

    By chance that happens to one heading in seventy.
    """
    pair = line.text[-1] + following.text[0]
    if not ("\u4e00" <= pair[0] <= "\u9fff" and "\u4e00" <= pair[1] <= "\u9fff"):
        return False
    # A neighbourhood, as a search of the whole for every short line would take square time.
    return pair in document[max(0, line.start - _NEIGHBOURHOOD) : line.start + _NEIGHBOURHOOD]


def is_heading(line: Line, following: Line | None, page: Style) -> bool:
    """Whether an unmarked line that is not closed, at the beginning of a paragraph, heads a section.

    >>> page, text = Style(True, False), Line("矿党委书记介绍。", 20, 2, 0, 20, False)
    >>> is_heading(Line("抱团联建，小村变“大村”", 0, 2, 0, 0, False), text, page)
    True
    >>> is_heading(Line("由社区党组织牵头,物业", 0, 2, 0, 0, False), text, page)
    False
    """
    text = line.text
    if len(text) > _LONGEST or following is None or _INNER_STOP.search(text):
        return False
    if shapes.goes_on(text, following.text):
        return False
    return shapes.number(text) is not None or _has_form(text, page)


def interrupts(line: Line, following: Line | None, page: Style) -> bool:
    """Whether the line is a heading even behind a paragraph that was not closed.

    Only the two-part form (三方联动解难题 治理效能提起来) is so plain that it needs no full stop before it.
    """
    text = line.text
    if len(text) > _LONGEST or following is None or not page.odd or not _is_spaced(text):
        return False
    return len(following.text) > len(text) and line.gap > 1 and not shapes.goes_on(text, following.text)


def is_list_item(line: Line, before: Line | None, following: Line | None) -> bool:
    """Whether the line is one of several short ones, one below the other, none closed."""
    if len(line.text) > _ITEM_LENGTH:
        return False
    above = before is not None and line.gap == 1 and _is_short(before)
    below = following is not None and following.gap == 1 and _is_short(following)
    return above or below


def run_on(text: str) -> str | None:
    """The heading sentence with which a numbered paragraph begins, None where there is none.

    >>> run_on("（一）聚力兴产业，发展动能更加强劲。新开工亿元以上项目31个。")
    '（一）聚力兴产业，发展动能更加强劲'
    """
    if not shapes.number(text):
        return None
    first = _FIRST_SENTENCE.match(text)
    return (
        first.group(1)
        if first and len(first.group(1)) <= _LONGEST_RUN_ON and first.end() < len(text)
        else None
    )


def _has_form(text: str, page: Style) -> bool:
    if _OPENS_A_TEXT.match(text):
        return False
    text = _TOPIC.sub("", text)
    if _is_spaced(text):
        return True
    if page.odd:
        return False
    return _is_couplet(text) if _COMMA.search(text) else _is_phrase(text, page)


def _is_spaced(text: str) -> bool:
    """Whether the line is of two or three parts with a space between, no punctuation among them."""
    parts = text.split()
    return (
        1 < len(parts) < 5 and min(map(len, parts)) > 2 and not _COMMA.search(text) and "、" not in parts[-1]
    )


def _is_couplet(text: str) -> bool:
    parts = [len(part) for part in _COMMA.split(text)]
    if len(text) > _LONGEST_COUPLET or len(parts) > 3 or text.startswith(_OPENS_A_CLAUSE):
        return False
    return min(parts) >= 3 and max(parts) <= 2 * min(parts) + 2


def _is_phrase(text: str, page: Style) -> bool:
    if len(text.rpartition("、")[2]) < 2:
        return False  # 办事大厅、健身房、文｜化活动室
    longest = _LONGEST_PHRASE_IN_BROKEN_PAGE if page.broken else _LONGEST_PHRASE
    if page.broken and (text.startswith(_OPENS_A_CLAUSE) or _COUNT.search(text)):
        return False
    return 3 < len(text) <= longest


def _is_short(line: Line) -> bool:
    return line.level == PLAIN and len(line.text) <= _ITEM_LENGTH and not shapes.is_closed(line.text)
