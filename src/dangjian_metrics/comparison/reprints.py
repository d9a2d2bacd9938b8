"""Text that stands in two places: the same article twice, whatever title it has there and whatever was cut or mended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

_SIZE = 8
_NO_WORD = re.compile(r"[\W_]+")
LEAST = 24
"""Texts of fewer shingles, a short sentence, are too short to be known again."""
ALIKE = 0.7
"""So much of the shorter text stands in the other where one is a copy of it."""


@dataclass(frozen=True, slots=True)
class Print:
    """What a text is known by again: its shingles, and the figures in it."""

    shingles: frozenset[int]
    quotes: frozenset[str]

    def is_copy(self, other: Print) -> bool:
        """Whether most of the shorter text stands in the other, its figures too."""
        return self.shared(other) >= ALIKE and _shared(self.quotes, other.quotes) >= ALIKE

    def shared(self, other: Print) -> float:
        """How much of the shorter text stands in the other, from 0 to 1."""
        if min(len(self.shingles), len(other.shingles)) < LEAST:
            return 0.0
        return _shared(self.shingles, other.shingles)


def _shared(one: frozenset[int] | frozenset[str], other: frozenset[int] | frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def printed(sentences: Iterable[str], quotes: Iterable[str]) -> Print:
    """The print of the sentences of a text with its figures.

    >>> one = printed(["截至目前，全市选派党建指导员28人，覆盖园区企业85家，收集诉求13个，已推动解决9个。"], ["28人"])
    >>> other = printed(["截至目前，我市选派党建指导员28人，覆盖园区企业85家，收集诉求13个，推动解决9个。"], ["28人"])
    >>> one.is_copy(one), round(one.shared(other), 2), one.shared(printed(["选派28人。"], []))
    (True, 0.65, 0.0)
    """
    found: set[int] = set()
    for sentence in dict.fromkeys(sentences):
        found |= shingles(sentence)
    return Print(frozenset(found), frozenset(quotes))


def shingles(text: str) -> set[int]:
    """Each stretch of eight letters and digits of a text as a number; marks and blanks are passed over."""
    data = _NO_WORD.sub("", text).encode("utf-32-le", "surrogatepass")
    return {crc32(data[at : at + 4 * _SIZE]) for at in range(0, max(len(data) - 4 * _SIZE, 0) + 4, 4)}
