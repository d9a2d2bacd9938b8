"""Spaces inside numbers: those that a page sets between digits, and between a number and its measure word.

They are closed as line breaks are: 1 9 9 8 年 reads 1998年, 选派 28 人 reads 选派28人. Cells of a table keep apart: only single
spaces are closed, and between digits only where each digit stands alone and a measure word follows.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_SPACE = "[ \xa0]"
_MEASURE = (
    "[万亿千百余多个名家人元件项次户处支场条所座栋部台辆亩公平吨斤米年月日天小分倍届期位组岁株头批轮款套间层级号份本册篇类种对双枚"
    "艘架厘毫克升度兆瓦美欧港里周季只%％‰℃]"
)
_DIGIT = "[0-9０-９]"
_POINT = "[.．]"
# 1 9 9 8 年, 1 0 4. 3%: every digit alone
_SPREAD = (
    rf"(?<![0-9０-９A-Za-z.．,，])(?<!{_DIGIT}{_SPACE}){_DIGIT}"
    rf"(?:{_SPACE}{_DIGIT}(?!{_DIGIT})|{_SPACE}?{_POINT}{_SPACE}?{_DIGIT}(?!{_DIGIT}))+(?={_SPACE}?{_MEASURE})"
)
# 投资10 .28亿元, 投入1 260 000元
_PARTED = (
    rf"(?<=[\u4e00-\u9fff])(?<!第){_DIGIT}+(?:{_SPACE}{_POINT}{_SPACE}?|{_POINT}{_SPACE}){_DIGIT}+(?={_SPACE}?{_MEASURE})"
    rf"|(?<=[\u4e00-\u9fff])(?<!第){_DIGIT}{{1,3}}(?:{_SPACE}{_DIGIT}{{3}}(?!{_DIGIT}))+(?={_SPACE}?{_MEASURE})"
)
_NUMBER = re.compile(f"{_SPREAD}|{_PARTED}")
# 选派 28 人, 4.8 亿 元
_UNIT = re.compile(
    rf"(?P<left>(?<=[\u4e00-\u9fff]){_SPACE})?(?<![0-9０-９A-Za-z.．])(?P<number>{_DIGIT}[0-9０-９,.．]*)(?P<right>{_SPACE})(?={_MEASURE})"
    rf"|(?:(?<={_DIGIT}[万亿千百余多])|(?<={_DIGIT}{_SPACE}[万亿千百余多]))(?P<scale>{_SPACE})(?={_MEASURE})"
)
# A quick look at a text: most have no such space. A pattern that begins with a letter is looked for by that letter.
_PLAIN = re.compile(rf" (?<=[0-9０-９.．万亿千百余多] )(?=[0-9０-９.．]|{_MEASURE})")
_ANY = re.compile(_SPACE)
_EDGES = frozenset(" \t\r\n\xa0\u3000|")


def closed(document: str) -> list[Span]:
    """Where the spaces stand that are no part of the text, in order.

    >>> closed("选派 28 人"), closed("1 9 年"), closed("指标  28  人")
    ([(2, 3), (5, 6)], [(1, 2), (3, 4)], [])
    """
    if "\xa0" not in document and _PLAIN.search(document) is None:
        return []
    within = [
        space.span()
        for number in _NUMBER.finditer(document)
        for space in _ANY.finditer(document, *_with_sides(document, *number.span()))
    ]
    units = [
        unit.span(side)
        for unit in _UNIT.finditer(document)
        if unit["scale"] or not _is_list_number(document, unit)
        for side in ("left", "right", "scale")
        if unit[side]
    ]
    return sorted({*within, *units})


def _with_sides(document: str, start: int, end: int) -> Span:
    """A spread number with the space behind it and, where there is one, that between it and the word before."""
    if _ANY.match(document, end) is None:
        return start, end
    before = document[max(0, start - 2) : start]
    joined = len(before) == 2 and "\u4e00" <= before[0] <= "\u9fff" and _ANY.match(before, 1) is not None
    return start - joined, end + 1


def _is_list_number(document: str, unit: re.Match[str]) -> bool:
    """Whether the number opens its line or cell and may only number it: 1 家庭农场 120亩."""
    begin = unit.start("number")
    opens = begin == 0 or document[begin - 1] in _EDGES
    return unit["left"] is None and opens and len(unit["number"]) < 3
