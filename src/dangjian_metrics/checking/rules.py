"""The rules of a check by their names, each with how grave its findings are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from dangjian_metrics.checking import changes, outliers, parts, per_unit, rates, regions, shares, sums
from dangjian_metrics.checking.conflicts import Conflicts
from dangjian_metrics.checking.outliers import Outliers
from dangjian_metrics.checking.passages import Article
from dangjian_metrics.checking.record import Finding
from dangjian_metrics.checking.reprints import Reprints
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.answering import Store

Local = Callable[[Article], Iterator[Finding]]
"""A rule that looks at one article."""


class Across(Protocol):
    """A rule that remembers articles."""

    def take(self, article: Article) -> Iterator[Finding]:
        """What an article says against those before it."""
        ...

    def end(self) -> Iterator[Finding]:
        """What is known when all were seen."""
        ...


LOCAL: dict[str, tuple[Local, ...]] = {
    "rate": (rates.rates,),
    "share": (rates.shares,),
    "part": (parts.parts,),
    "sum": (sums.sums,),
    "direction": (changes.directions,),
    "change": (changes.changes,),
    "per-unit": (per_unit.per_unit,),
    "above-100": (shares.shares,),
    "outlier": (outliers.slips,),
    "region": (regions.regions,),
}
"""The rules of one article, by name."""

ACROSS: tuple[tuple[frozenset[str], Callable[[Store, Lexicon], Across]], ...] = (
    (frozenset(("outlier",)), lambda store, _lexicon: Outliers(store)),
    (frozenset(("conflict",)), lambda _store, lexicon: Conflicts(lexicon)),
    (frozenset(("reprint", "conflict")), lambda store, _lexicon: Reprints(store)),
)
"""The rules across articles, with the names of what they find."""

RULES: tuple[str, ...] = (*LOCAL, "conflict", "reprint")
"""The names of all rules."""
