"""What a reader hands on: a document as text, and how it came to be text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Decoded(NamedTuple):
    """Text, and how it was read: ``UTF-8``, ``GB18030``, ``HTML in UTF-8``, ``Word``, ``PDF``."""

    text: str
    how: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text; ``name`` is its path as the user gave it, ``text`` is decoded, newlines untouched.

    ``how`` says how it was read (``UTF-8``, ``HTML in GB18030``, ``Word``); it is empty for text that was no file.
    """

    name: str
    text: str
    how: str = ""


_LONGEST_NAME = 500
"""Characters; in an archive a name may have 65,535."""


def shown(name: str) -> str:
    r"""``name`` fit for a message of one line: control characters written as escapes, the middle of an endless one left out.

    >>> shown("党建\n简报.txt")
    '党建\\n简报.txt'
    """
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    return escaped if len(escaped) <= _LONGEST_NAME else f"{escaped[:200]}…{escaped[-100:]}"
