"""Where articles begin: the title on top, and those behind the closed body of another article."""

from __future__ import annotations

from typing import NamedTuple

from dangjian_metrics.documents import shapes
from dangjian_metrics.documents.lines import PLAIN, Line

_HEAD_LINES = 40
_TITLE_LENGTH = 60
_UNBROKEN_LENGTH = 45
_BODY_LENGTH = 20


class Opening(NamedTuple):
    """An article's beginning: the index of its ``first`` line and of its ``title`` line or lines.

    The two differ where a masthead stands on top (党建工作简报, 第14期); a page without title has none.
    """

    first: int
    title: tuple[int, ...]


def openings(lines: list[Line]) -> list[Opening]:
    r"""Where each article of the document begins, in order; at least one if there is any line.

    >>> from dangjian_metrics.documents.lines import split
    >>> page = "四川省眉山市：红色动能\n\n眉山市选派党建指导员650人。\n\n重庆市铜梁区：小院落\n\n支部领着干。"
    >>> openings(split(page)[0])
    [Opening(first=0, title=(0,)), Opening(first=2, title=(2,))]
    """
    if not lines:
        return []
    found = [Opening(0, _with_second_half(lines, _top_title(lines)))]
    leader = lines[found[0].title[0]] if found[0].title else None
    body = False
    for at in range(found[0].title[-1] + 1 if found[0].title else 1, len(lines) - 1):
        line = lines[at]
        length = len(line.text)
        if length > _TITLE_LENGTH and line.level != 1:
            body = True
        elif body and _begins(lines, at, leader):
            found.append(Opening(at, _with_second_half(lines, at)))
            body = False
        elif not body:
            body = line.text[-1] == "。" or (length > _BODY_LENGTH and shapes.is_closed(line.text))
    return found


def _top_title(lines: list[Line]) -> int | None:
    """The index of the first title: marked, behind an issue number, of a place, above a byline, or on top."""
    head = _head(lines)
    marked = [at for at in head if lines[at].level == 1]
    if marked:
        return marked[0]
    issues = [at for at in range(head[-1] if head else 0) if shapes.is_issue(lines[at].text)]
    if issues:
        return next(at for at in head if at > issues[-1])
    placed = [at for at in head if shapes.place_levels(lines[at].text)]
    signed = [at for at in head if at + 1 < len(lines) and _is_under_title(lines[at + 1].text)]
    return next(iter(placed or signed or head), None)


def _head(lines: list[Line]) -> list[int]:
    """The lines above the first body text that may be a title."""
    head = []
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if shapes.is_furniture(line.text) or _is_under_title(line.text) or line.level < PLAIN:
            continue
        if _is_body(line) or (shapes.number(line.text) and line.level != 1):
            break
        head.append(at)
    return head


def _is_under_title(text: str) -> bool:
    return shapes.is_byline(text) or shapes.is_subtitle(text)


def _is_body(line: Line) -> bool:
    text = line.text
    if line.level > PLAIN:
        return False
    if len(text) > 2 * _UNBROKEN_LENGTH or (len(text) > _UNBROKEN_LENGTH and " " not in text):
        return True
    return text[-1] in "。；;，,、…" or (text[-1] in "：:" and not shapes.is_place_alone(text))


def _begins(lines: list[Line], at: int, leader: Line | None) -> bool:
    """Whether an article begins here: the line looks like a title and what is around it like its place."""
    line, text = lines[at], lines[at].text
    if (
        line.level not in (PLAIN, 1)
        or text[-1] in "。；，、…"
        or shapes.number(text)
        or _is_under_title(text)
    ):
        return False
    if shapes.is_furniture(text):
        return False
    levels = shapes.place_levels(text)
    signed = shapes.is_opening_byline(lines[at + 1].text)
    if line.level == 1:
        # Where the top title is marked and names no place, nothing but the mark tells titles.
        return signed or levels > 0 or (_is_marked(leader) and not _names_place(leader))
    if not (levels or signed) or shapes.goes_on(text, lines[at + 1].text):
        return False
    apart = line.gap > 2
    if not (shapes.is_closed(lines[at - 1].text) or signed or apart):
        return False
    # One level (晋江市：) may as well head a section on one of several counties.
    return levels > 1 or signed or apart


def _is_marked(leader: Line | None) -> bool:
    return leader is not None and leader.level == 1


def _names_place(leader: Line | None) -> bool:
    return leader is not None and shapes.place_levels(leader.text) > 0


def _with_second_half(lines: list[Line], at: int | None) -> tuple[int, ...]:
    """The title's lines: two when the first is a place and a colon only (山东省威海南海新区：)."""
    if at is None:
        return ()
    if at + 2 < len(lines) and shapes.is_place_alone(lines[at].text) and not _is_body(lines[at + 1]):
        return (at, at + 1)
    return (at,)
