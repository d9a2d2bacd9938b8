"""Which rules read a document: the version, and a sum over everything that decides what is read."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import dangjian_metrics

_HOUSE = Path(dangjian_metrics.__file__).parent
_ROOMS = ("documents", "language", "claims")
_LEXICON = "+lexicon."
_FILES = ("text.py", "extraction.py")


@cache
def shipped() -> str:
    """The rules of this program (``0.1.0+3f2a9c01``): another sum means that a document might be read otherwise."""
    sum_ = hashlib.sha256()
    rooms = (
        path
        for room in _ROOMS
        for path in (_HOUSE / room).rglob("*")
        if path.suffix in {".py", ".toml", ".tsv"}
    )
    for path in sorted([*rooms, *(_HOUSE / name for name in _FILES)]):
        sum_.update(path.relative_to(_HOUSE).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{dangjian_metrics.__version__}+{sum_.hexdigest()[:8]}"


def of(lexicon: Path | None) -> str:
    """The shipped rules, and the user's own lexicon where there is one."""
    if lexicon is None:
        return shipped()
    return f"{shipped()}{_LEXICON}{hashlib.sha256(lexicon.read_bytes()).hexdigest()[:8]}"


def lexicon_of(rules: str) -> str:
    """The part of the rules that tells the user's own lexicon; empty for none.

    >>> lexicon_of("0.1.0+3f2a9c01+lexicon.51f0aa37"), lexicon_of("0.1.0+3f2a9c01")
    ('51f0aa37', '')
    """
    return rules.partition(_LEXICON)[2]


def sum_of(text: str) -> str:
    """The sum by which a document's text is known again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
