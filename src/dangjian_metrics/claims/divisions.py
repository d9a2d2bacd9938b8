"""The table of divisions: every province, city and county by its full and short names (divisions.tsv).

Made by tools/build_divisions.py, which names the source; zones that publish as counties do are in it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

Place = tuple[str | None, str | None, str | None]
"""Province, city and county by their full names."""


class Name(NamedTuple):
    """What a name may stand for; `full`: 安丘市, not 安丘; `word`: an ordinary word too (平安).

    A tuple and no dataclass: 6,400 of them are made at once.
    """

    places: Sequence[Place]
    full: bool
    word: bool = False


def _spellings(entry: str) -> tuple[list[str], str, bool]:
    """Full names, short form ("" if none) and whether that is a word, from an entry of the table.

    >>> _spellings("北川羌族自治县,北川县|北川"), _spellings("合作市~"), _spellings("易县")
    ((['北川羌族自治县', '北川县'], '北川', False), (['合作市'], '合作', True), (['易县'], '', False))
    """
    if entry.isalpha():  # no marks: nine of ten
        return [entry], entry[:-1] if len(entry) > 2 else "", False
    spelled, bar, short = entry.rstrip("~").partition("|")
    full = spelled.split(",")
    return full, short if bar else full[0][:-1], entry.endswith("~")


def entries() -> Iterator[tuple[list[str], str, bool, Place]]:
    """Each division and zone of the table: its spellings and its place."""
    province: str | None = None
    for line in files(__package__).joinpath("divisions.tsv").read_text("utf-8").splitlines():
        if line[0] == "#":
            continue
        code, name, below = f"{line}\t".split("\t")[:3]
        own, zones = _spellings(name), code[0] == "@"
        city = None if name in ("", "-") else own[0][0]
        if len(code) == 2:
            province, city = city, None
        if name and not zones:
            yield *own, (province, city, None)
        for entry in below.split():
            county = _spellings(entry if zones else entry[2:])
            yield *county, (province, city, county[0][0])


@cache
def names() -> dict[str, Name]:
    """Every name of the table; a name that several places share stands for all of them."""
    full: dict[str, list[Place]] = {}
    short: dict[str, list[Place]] = {}
    words = set()
    for names, brief, word, place in entries():
        for name in names:
            full.setdefault(name, []).append(place)
        if brief:
            short.setdefault(brief, []).append(place)
        if word:
            words.add(brief)
    shorts = {text: Name(of, False, text in words) for text, of in short.items()}
    return shorts | {text: Name(of, True) for text, of in full.items()}


@cache
def heads() -> dict[str, list[str]]:
    """Names by their first two characters, longest first."""
    heads: dict[str, list[str]] = {}
    for text in sorted(names(), key=len, reverse=True):
        heads.setdefault(text[:2], []).append(text)
    return heads


def inside(inner: Place, outer: Place) -> bool:
    (province, city, county), (own_province, own_city, own_county) = outer, inner
    return (
        inner != outer
        and (province is None or province == own_province)
        and (city is None or city == own_city)
        and (county is None or county == own_county)
    )


def rank(place: Place) -> int:
    return 3 if place[2] else 2 if place[1] else 1


def alone(name: Name) -> Sequence[Place]:
    """What a name means alone: the highest (吉林 is the province), any if it is a word (朝阳)."""
    top = min(map(rank, name.places))
    if name.full or (name.word and top > 1):
        return name.places
    return tuple(place for place in name.places if rank(place) == top)
