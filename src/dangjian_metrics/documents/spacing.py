"""Spaces inside numbers: those that a page sets between digits, and between a number and its measure word.

They are closed as line breaks are: 1 9 9 8 年 reads 1998年, 选派 28 人 reads 选派28人. Cells of a table keep apart: only single
spaces are closed, and between digits only where each digit stands alone and a measure word follows.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_SPACE = " "
_FIXED = "\xa0"  # the space that breaks no line
_MEASURE = (
    "[万亿千百余多个名家人元件项次户处支场条所座栋部台辆亩公平吨斤米年月日天小分倍届期位组岁株头批轮款套间层级号份本册篇类种对双枚"
    "艘架厘毫克升度兆瓦美欧港里周季只%％‰℃]"
)
_DIGIT = "[0-9０-９]"
_POINT = "[.．]"
# Each pattern begins with a class of characters, which is what makes the search quick; what stands before comes behind it.
_MEASURED = rf"(?={_SPACE}?{_MEASURE})"
# 1 9 9 8 年, 1 0 4. 3%: every digit alone
_SPREAD = re.compile(
    rf"{_DIGIT}(?<![0-9０-９A-Za-z.．,，].)(?<!{_DIGIT}{_SPACE}.)"
    rf"(?:{_SPACE}{_DIGIT}(?!{_DIGIT})|{_SPACE}?{_POINT}{_SPACE}?{_DIGIT}(?!{_DIGIT})){{1,30}}{_MEASURED}"
)
# 投资10 .28亿元, 投入1 260 000元
_PARTED = re.compile(
    rf"{_DIGIT}(?<=[\u4e00-\u9fff].)(?<!第.)(?:{_DIGIT}*(?:{_SPACE}{_POINT}{_SPACE}?|{_POINT}{_SPACE}){_DIGIT}+"
    rf"|{_DIGIT}{{0,2}}(?:{_SPACE}{_DIGIT}{{3}}(?!{_DIGIT}))+){_MEASURED}"
)
# 选派 28 人
_BEFORE_UNIT = re.compile(rf"{_DIGIT}(?<![0-9０-９A-Za-z.．].)[0-9０-９,.．]{{0,30}}{_SPACE}(?={_MEASURE})")
# 4.8 亿 元
_BEHIND_SCALE = re.compile(
    rf"{_SPACE}(?={_MEASURE})(?:(?<={_DIGIT}[万亿千百余多].)|(?<={_DIGIT}{_SPACE}[万亿千百余多].))"
)
# A quick look at a text: most have no such space.
_PLAIN = re.compile(rf"{_SPACE}(?=[0-9０-９.．]|{_MEASURE})(?<=[0-9０-９.．万亿千百余多].)")
_ANY = re.compile(_SPACE)
_EDGES = frozenset(" \t\r\n\u3000|")


def closed(document: str) -> list[Span]:
    """Where the spaces stand that are no part of the text, in order.

    >>> closed("选派 28 人"), closed("1 9 年"), closed("指标  28  人")
    ([(2, 3), (5, 6)], [(1, 2), (3, 4)], [])
    """
    document = document.replace(_FIXED, _SPACE)
    found: set[Span] = set()
    until = 0
    for space in _PLAIN.finditer(document):
        if space.start() >= until:
            first = max(document.rfind("\n", until, space.start()) + 1, until)
            end = document.find("\n", space.start())
            until = end if end >= 0 else len(document)
            found |= _in_line(document, first, until)
    return sorted(found)


def _in_line(document: str, first: int, last: int) -> set[Span]:
    numbers = [
        _with_sides(document, *number.span())
        for pattern in (_SPREAD, _PARTED)
        for number in pattern.finditer(document, first, last)
    ]
    numbers += [
        _with_sides(document, number.start(), number.end() - 1)
        for number in _BEFORE_UNIT.finditer(document, first, last)
        if not _is_list_number(document, number.start(), number.end() - 1)
    ]
    within = {space.span() for number in numbers for space in _ANY.finditer(document, *number)}
    return within | {space.span() for space in _BEHIND_SCALE.finditer(document, first, last)}


def _with_sides(document: str, start: int, end: int) -> Span:
    """A spread number with the space behind it and, where there is one, that between it and the word before."""
    if _ANY.match(document, end) is None:
        return start, end
    before = document[max(0, start - 2) : start]
    joined = len(before) == 2 and "\u4e00" <= before[0] <= "\u9fff" and _ANY.match(before, 1) is not None
    return start - joined, end + 1


def _is_list_number(document: str, start: int, end: int) -> bool:
    """Whether the number opens its line or cell and may only number it: 1 家庭农场 120亩."""
    if end - start > 2 or (start and document[start - 1] not in _EDGES):
        return False
    return _with_sides(document, start, end)[0] == start
