"""The texts that are timed: samples repeated, reports, and inputs made to be hard."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REPORTS = SHARED / "corpus" / "reports"


def samples(characters: int) -> list[str]:
    """The documents of seeds/ in turn, each repetition a document of its own, up to so many characters."""
    texts = read_all(ROOT / "seeds") or read_all(SHARED / "samples")
    average = sum(map(len, texts)) / len(texts)
    return list(islice(cycle(texts), max(len(texts), round(characters / average))))


def varied(documents: Sequence[str]) -> list[str]:
    """The same documents with other digits in each, so that hardly a sentence with a number comes twice.

    >>> first, second = varied(["选派38562人", "选派38562人"])
    >>> first == second, len(first)
    (False, 8)
    """
    chance = random.Random(2025)
    return [re.sub("[1-9]", lambda _: chance.choice("123456789"), text) for text in documents]


def read_all(folder: Path) -> list[str]:
    """The texts of a folder, in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def about(documents: Sequence[str], characters: int) -> list[str]:
    """An even choice of the documents, of about so many characters together."""
    step = max(1, round(sum(map(len, documents)) / characters))
    return list(documents[::step])


def one_document(characters: int) -> str:
    """The samples as one long document."""
    return _filled("\n".join(samples(1)) + "\n", characters)


def _filled(unit: str, characters: int) -> str:
    return (unit * (characters // len(unit) + 1))[:characters]


def _repeating(unit: str) -> Callable[[int], str]:
    return lambda characters: _filled(unit, characters)


def _endless(characters: int) -> str:
    """The samples with every end of a sentence, heading and line made a comma."""
    return _filled(re.sub(r"[。！？；：!?;:\s#]+", "，", "".join(samples(1))), characters)


HARD: dict[str, Callable[[int], str]] = {
    "digits": _repeating("1234567890"),
    "Chinese numerals": _repeating("三百二十一万零五"),
    "、": _repeating("、"),
    "opening quotation marks": _repeating("“"),
    "quotation marks": _repeating("“”"),
    "brackets": _repeating("（（《"),
    "one endless sentence": _endless,
    "one endless list": _repeating("志愿者3名、党员5人、"),
    "one endless noun": _repeating("志愿服务队伍建设"),
    "numbers without nouns": _repeating("3个，"),
    "blank lines": _repeating("\n \n"),
    "short lines": _repeating("一、\n"),
}
"""Texts of a given length, by what they are."""
