"""What a comparison is made of: numbered claims, rows with their rank, columns of what can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Literal, get_args

from dangjian_metrics.claims.record import Claim

By = Literal["region", "province", "city", "doc", "article", "period"]
Agg = Literal["all", "latest", "max", "sum"]
BYS: tuple[By, ...] = get_args(By)
AGGS: tuple[Agg, ...] = get_args(Agg)


Numbered = tuple[int, Claim]
"""A claim behind its number in the store."""

SAME = attrgetter("subject", "role", "action", "period", "statistic", "direction", "basis")
"""What two claims of one place and thing share that should tell one value."""


@dataclass(slots=True)
class Row:
    """A claim in its column: ``value`` and ``value_to`` in the column's unit, ``rank`` from 1, ``ratio`` to the median.

    ``conflict`` holds the numbers of claims that say otherwise of the same, one for each value; ``note`` says what
    else to know.
    """

    label: str
    id: int
    claim: Claim
    value: Decimal
    value_to: Decimal | None
    unit: str | None
    bound: str
    rank: int = 0
    ratio: float | None = None
    conflict: Sequence[int] = ()
    note: str = ""


@dataclass(slots=True)
class Column:
    """What can be compared: one field, stated alike, in one unit; rows by value, the greatest first.

    ``reprints`` is how many claims were left out, as they stand in copies of texts that told them before.
    """

    field: str
    statistic: str
    per: str | None
    unit: str | None
    rows: list[Row]
    note: str = ""
    reprints: int = 0
