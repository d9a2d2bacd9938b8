"""Classes of words as one-letter codes, so that a sentence becomes a string that patterns can read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from dangjian_metrics.language import tables

CODES = {
    "noun": "n", "suffix": "s", "measure_suffix": "S", "verbal_noun": "w", "verb": "v", "pivot": "p", "role": "r", "up": "u", "down": "o",
    "level": "l", "share": "z", "to": "y", "adverb": "d", "mean": "m", "time": "t", "preposition": "P",
    "coordinator": "c", "linker": "&", "partitive": "h", "etcetera": "H", "basis": "b", "aspect": "k",
    "determiner": "D", "evaluation": "e", "attribute": "a", "place": "g", "localizer": "f",
}  # fmt: skip
"""The code of each class of ``words.toml``; :data:`MARKS` has those of punctuation."""

MARKS = {
    "，": ",", "；": ";", "：": ":", "。": ".", "！": ".", "？": ".", "、": "、", "（": "(", "）": ")", "(": "(", ")": ")",
    "的": "U", "之": "n", "—": ":", "–": "n", "…": ".", "“": "“", "”": "”", " ": "_", "　": "_", "\n": ".", "\t": "_",
    "·": "n", "+": "n", "/": "n", "-": "n", "《": "“", "》": "”", "■": ".", "●": ".", "|": ".", "【": "(", "】": ")",
}  # fmt: skip

_TAGS = {
    "n": "n", "v": "w", "a": "a", "b": "a", "d": "d", "f": "f", "i": "n", "l": "n", "j": "n", "m": "a", "q": "n", "r": "D",
    "p": "P", "c": "&", "t": "t", "s": "n", "z": "e", "y": "k", "e": "_", "o": "_", "k": "n", "h": "a", "g": "n", "x": "n",
    "u": "k",
}  # fmt: skip
_FULL_TAGS = {
    "vn": "w",
    "ad": "d",
    "an": "n",
    "uj": "U",
    "zg": "n",
    "ns": "g",
    "eng": "n",
    "vd": "d",
    "ug": "k",
    "ul": "k",
    "mq": "D",
}


_NAMES = {code: name for name, code in reversed(CODES.items())} | {
    "Q": "quantity", "T": "time", "U": "的", "D": "determiner", ",": "comma", ";": "semicolon", ":": "colon", ".": "stop", "、": "list comma",
    "(": "bracket", ")": "bracket", "“": "quotation mark", "_": "space", "”": "quotation mark",
}  # fmt: skip


def name_of(code: str) -> str:
    """The name of a class, for people.

    >>> name_of("v"), name_of("Q")
    ('verb', 'quantity')
    """
    return _NAMES.get(code, code)


@cache
def classes(nouns: bool = True) -> dict[str, str]:
    """The code of every listed word and mark; without ``nouns`` the listed nouns are left out.

    >>> classes()["选派"], classes()["培训"], classes()["，"]
    ('v', 'w', ',')
    """
    table = MARKS | {"\ue000": "Q", "\ue001": "T", "\ue002": "q"}
    for name, group in tables.load("words").items():
        if nouns or name != "noun":
            table.update(dict.fromkeys(group["words"], CODES[name]))
    return table


@cache
def of_tag(tag: str) -> str:
    """The code for a word that is not listed, by the tagger's own class.

    >>> of_tag("n"), of_tag("vn"), of_tag("nrfg")
    ('n', 'w', 'n')
    """
    return _FULL_TAGS.get(tag) or _TAGS.get(tag[:1], "n")


class _Switch:
    nouns = True


def current() -> dict[str, str]:
    """The table in force (see :func:`without_nouns`)."""
    return classes(_Switch.nouns)


def nouns_known() -> bool:
    """Whether the listed nouns are in force."""
    return _Switch.nouns


@contextmanager
def without_nouns() -> Iterator[None]:
    """Within it the extractor does without every listed noun: the guard against memory (``make eval``)."""
    _Switch.nouns = False
    try:
        yield
    finally:
        _Switch.nouns = True
