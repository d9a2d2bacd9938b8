"""Kinds of rows: which columns they have, and what the columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dangjian_metrics.claims.record import COLUMNS, Disposition

Row = tuple[Any, ...]
"""The cells of a row in the order of its layout's columns."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a kind of row: which hold decimals, integers, floats, which text of the document.

    A decimal cell is a Decimal or its plain digits as text; any cell may be None. Only text of the document
    (and its name) can begin with anything; the words of closed choices and of the table of divisions are our own.
    """

    columns: tuple[str, ...]
    decimals: tuple[str, ...] = ()
    integers: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    reals: tuple[str, ...] = ()

    def places(self, names: Iterable[str]) -> tuple[int, ...]:
        """Where the named columns stand."""
        return tuple(self.columns.index(name) for name in names)

    @property
    def numeric(self) -> frozenset[str]:
        """The columns that hold numbers."""
        return frozenset((*self.decimals, *self.integers, *self.reals))

    @property
    def strange(self) -> tuple[int, ...]:
        """Where the columns stand whose text is not our own."""
        known = self.numeric.union(self.ours)
        return self.places(name for name in self.columns if name not in known)


CLAIMS = Layout(
    COLUMNS,
    decimals=("value", "value_to"),
    integers=("article", "start", "end"),
    ours=("province", "city", "county", "bound", "kind", "statistic", "direction", "rule"),
)
NUMBERS = Layout(tuple(Disposition.__slots__), integers=("start", "end"), ours=("disposition", "reason"))


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Sequence[Any]]]:
    """The rows as columns, ``size`` rows at a time: a column repeats itself, and each text is treated once.

    >>> list(batches([("甲", 1), ("乙", 2), ("丙", 3)], 2))
    [[('甲', '乙'), (1, 2)], [('丙',), (3,)]]
    """
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield list(zip(*batch, strict=True))
