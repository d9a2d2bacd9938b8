"""Folding: full width to half width, one kind of comma for Chinese text; never moves an offset."""

from __future__ import annotations

import re

import regex

_WIDE = re.compile(r"[０-９％．Ａ-Ｚａ-ｚ]")
_ANY = re.compile(r"[０-９％．Ａ-Ｚａ-ｚ,﹪;?!()∶○]")
_TABLE = {
    c: c - 0xFEE0
    for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E)
}
_THOUSANDS = re.compile("[0-9],[0-9]{3}")
_COMMA = regex.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")  # regex finds it nine times as fast as re
_CELL = "|"  # opens or ends a row of a table: |党支部|32个|
_ROUND_ZERO = re.compile("(?<=[一二三四五六七八九〇])○|○(?=[一二三四五六七八九])")
"""A circle among Chinese digits (一九五○年) is the zero 〇."""
_MARKS = (("﹪", "%"), (";", "；"), ("?", "？"), ("!", "！"), ("(", "（"), (")", "）"), ("∶", "："))


def fold(text: str) -> str:
    """The text with digits, letters and marks in one width each; as long as the text it came from.

    >>> fold("月均接待居民１．５万人次,满意率９５％"), fold("栽树1,860株,其中"), fold("一九五○年")
    ('月均接待居民1.5万人次，满意率95%', '栽树1,860株，其中', '一九五〇年')
    """
    if _CELL in (text[:1], text[-1:]):
        text = text.replace(_CELL, "\t").replace(" \t", "\t\t").replace("\t ", "\t\t")
    first = _ANY.search(text)
    if first is None:
        return text
    if _WIDE.search(text, first.start()):
        text = text.translate(_TABLE)
    if "," in text:
        text = _COMMA.sub("，", text) if _THOUSANDS.search(text) else text.replace(",", "，")
    if "○" in text:
        text = _ROUND_ZERO.sub("〇", text)
    for mark, folded in _MARKS:
        if mark in text:
            text = text.replace(mark, folded)
    return text
