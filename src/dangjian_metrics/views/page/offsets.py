"""Places in a text as JavaScript counts them: in units of UTF-16, of which a rare character takes two."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

_LAST_OF_ONE = "\uffff"


def utf16(text: str) -> Callable[[int], int]:
    """From an offset of Python's in ``text`` to that of JavaScript.

    >>> units = utf16("𠮷林3名")
    >>> [units(at) for at in range(5)]
    [0, 2, 3, 4, 5]
    """
    if not text or max(text) <= _LAST_OF_ONE:
        return _same
    units = list(accumulate((1 + (character > _LAST_OF_ONE) for character in text), initial=0))
    return lambda at: units[min(at, len(text))]


def _same(at: int) -> int:
    return at
