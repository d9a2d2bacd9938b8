"""One quantity in its clause, and what it is linked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dangjian_metrics.claims.linking import verbs
from dangjian_metrics.claims.linking.phrases import Clause, Phrase
from dangjian_metrics.claims.linking.sentence import Sentence
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.language import endings

AMOUNTS = frozenset(("money", "area", "length", "mass", "volume", "duration", "share", "ratio", "change"))


@dataclass(slots=True)
class Link:
    """What a quantity measures. ``property`` says that the entity names a level, not counted things."""

    rule: str
    entity: str | None = None
    action: str | None = None
    role: str | None = None
    statistic: str | None = None
    direction: str | None = None
    basis: str | None = None
    property: bool = False
    noun: Phrase | None = None


@dataclass(slots=True)
class Place:
    """One quantity in its clause: index of its token, the clause, what was linked before it in the sentence."""

    sentence: Sentence
    quantity: Quantity
    clause: Clause
    at: int
    earlier: list[tuple[Quantity, Link, int]]
    topic: str | None
    words: list[str]
    codes: str
    cue: int = -2


Shape = Callable[[Place], Link | None]


def cue(place: Place) -> int:
    """The token left of the quantity that is no adverb or particle; ``clause.first - 1`` where there is none."""
    if place.cue == -2:
        place.cue = _cue(place)
    return place.cue


def _cue(place: Place) -> int:
    at = place.at - 1
    if place.codes[at - 1 : at + 1] in ("TU", "tU") and at - 1 > place.clause.first:
        at -= 2  # 提高到2021年的15.1%
    while at >= place.clause.first and (
        place.codes[at] in _SKIPPED
        or (place.words[at] == "将" and _hedged(place))
        or (place.codes[at] == "t" and place.words[at][0] == "每")
    ):
        at -= 1
    return at


def _hedged(place: Place) -> bool:
    """Whether a hedge stands before the number: 将突破120亿元 is no 将-object."""
    return place.quantity.left < place.quantity.start


_SKIPPED = frozenset("dk_")


def skip_adverbs(place: Place, end: int) -> int:
    while end > place.clause.first and (place.codes[end - 1] in "dkTtm" or place.words[end - 1] == "将"):
        end -= 1
    return end


def codes_of(place: Place, phrase: Phrase) -> str:
    """The codes of a phrase's tokens."""
    return place.codes[phrase.first : phrase.last]


def is_holder(place: Place, phrase: Phrase | None) -> bool:
    return phrase is not None and (
        place.codes[phrase.last - 1] == "g" or endings.is_holder(place.words[phrase.last - 1])
    )


def noun_adjacent(place: Place) -> bool:
    left = place.at - 1
    return left >= place.clause.first and place.codes[left] in "nw" and place.words[left] not in verbs.HOLDERS


def first_of_row(place: Place) -> int:
    """The first of quantities that stand side by side (53户200多名群众)."""
    at = place.at
    while at > place.clause.first and place.codes[at - 1] == "Q":
        at -= 1
    return at
