"""Measure words and units: the longest one that stands at a place, and the kind it measures."""

from __future__ import annotations

from typing import NamedTuple

from dangjian_metrics.language import tables


class Unit(NamedTuple):
    """A measure word as written (``个百分点``), the kind it measures, and the group it stands in."""

    word: str
    kind: str
    group: str


_TABLE = {
    word: Unit(word, group["kind"], name)
    for name, group in tables.load("units").items()
    for word in group["words"]
} | {"大": Unit("大", "object", "objects"), "％": Unit("%", "share", "shares")}
_FIRST = frozenset(word[0] for word in _TABLE)
_NOUNS = frozenset(tables.load("fixed")["noun"]["words"])


def _lengths() -> dict[str, list[int]]:
    """The lengths to try, longest first, by the two characters that stand there, or by the first alone."""
    found: dict[str, list[int]] = {}
    for word in sorted(_TABLE, key=len, reverse=True):
        lengths = found.setdefault(word[:2], [])
        if len(word) not in lengths:
            lengths.append(len(word))
    for opening, lengths in found.items():
        if len(opening) == 2 and opening[0] in _TABLE:
            lengths.append(1)
    return found


_LENGTHS = _lengths()
_NONE: list[int] = []


def at(text: str, start: int, *, bare: bool = True) -> Unit | None:
    """The longest unit that stands in ``text`` at ``start``; None where a longer noun begins there
    (only behind a ``bare`` number, one that Chinese lets stand without a measure word: 40万人口).

    >>> at("28人，支部", 2).word, at("0.4个百分点", 3).word, at("40万人口", 3)
    ('人', '个百分点', None)
    """
    opening = text[start : start + 2]
    for length in _LENGTHS.get(opening) or _LENGTHS.get(opening[:1], _NONE):
        unit = _TABLE.get(text[start : start + length])
        if unit is not None:
            return None if _noun_begins(text, start, unit, bare) else unit
    return None


def may_begin(c: str) -> bool:
    """Whether a measure word begins with this character.

    >>> may_begin("个"), may_begin("统")
    (True, False)
    """
    return c in _FIRST


def get(word: str) -> Unit | None:
    """The unit of that spelling, or None."""
    return _TABLE.get(word)


def _noun_begins(text: str, start: int, unit: Unit, bare: bool) -> bool:
    if unit.word[-1].isascii() and unit.word[-1].isalpha():
        following = text[start + len(unit.word) : start + len(unit.word) + 1]
        return following.isascii() and following.isalnum()
    if text[start : start + 2] in ("部门", "部委"):  # 七部委: no measure word even behind a small number
        return True
    shorter = len(unit.word)
    return bare and any(text[start : start + n] in _NOUNS for n in (2, 3) if n > shorter)
