"""Several claims of one cell as one: the latest, the greatest, or their sum, only where that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import MAX_PREC, Decimal, localcontext

from dangjian_metrics.comparison.record import Agg, Row

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:.*?(?P<month>\d{1,2})月|(?P<half>[上下])半年|.*?(?P<quarter>[一二三四])季度)?"
)
_HALVES = {"上": 6, "下": 12}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}


def joined(rows: Sequence[Row], how: Agg) -> list[Row]:
    """One row for each cell; what cannot be joined stays in rows of its own and says so."""
    cells: dict[str, list[Row]] = {}
    for row in rows:
        cells.setdefault(row.label, []).append(row)
    return [row for cell in cells.values() for row in _JOIN[how](cell)]


def _latest(cell: Sequence[Row]) -> list[Row]:
    """The row of the latest named date; among those without one, the last read."""
    found = max(cell, key=lambda row: (when(row.claim.period or row.claim.title), row.id))
    return [_of_several(found, cell, "latest")]


def when(words: str) -> tuple[int, int]:
    """The year and month that a period names, (0, 0) where it names none.

    >>> when("2024年上半年"), when("2025年3月底"), when("今年以来")
    ((2024, 6), (2025, 3), (0, 0))
    """
    found = _DATE.search(words)
    if found is None:
        return 0, 0
    month = (
        int(found["month"] or 0)
        or _HALVES.get(found["half"] or "")
        or _QUARTERS.get(found["quarter"] or "", 12)
    )
    return int(found["year"]), month


def _greatest(cell: Sequence[Row]) -> list[Row]:
    return [_of_several(max(cell, key=lambda row: row.value), cell, "greatest")]


def _of_several(row: Row, cell: Sequence[Row], which: str) -> Row:
    if len(cell) == 1:
        return row
    return replace(row, note="; ".join(filter(None, (row.note, f"{which} of {len(cell)}"))))


def _sums(cell: Sequence[Row]) -> list[Row]:
    """A sum for each statistic: a running total holds what was counted before, so it is added to no other figure."""
    kinds: dict[str, list[Row]] = {}
    for row in cell:
        kinds.setdefault(row.claim.statistic, []).append(row)
    apart = f"{' and '.join(kinds)} are not added up" if len(kinds) > 1 else ""
    return [_sum(rows, apart) for rows in kinds.values()]


def _sum(rows: Sequence[Row], apart: str) -> Row:
    if len(rows) == 1:
        return replace(rows[0], note="; ".join(filter(None, (rows[0].note, apart))))
    ranged = any(row.value_to is not None for row in rows)
    return replace(
        rows[0],
        value=added(row.value for row in rows),
        value_to=added(row.value if row.value_to is None else row.value_to for row in rows)
        if ranged
        else None,
        bound=bound({row.bound for row in rows}),
        note="; ".join(
            filter(None, (f"sum of {len(rows)}: {', '.join(str(row.id) for row in rows)}", apart))
        ),
    )


def added(values: Iterable[Decimal]) -> Decimal:
    """The exact sum, however many digits it takes.

    >>> added([Decimal("0.1"), Decimal(10) ** 30])
    Decimal('1000000000000000000000000000000.1')
    """
    with localcontext() as context:
        context.prec = MAX_PREC
        return sum(values, Decimal(0))


_UP, _DOWN = {"over", "at_least"}, {"under", "nearly", "at_most"}


def bound(bounds: set[str]) -> str:
    """The hedge of a sum: what all agree on, else about.

    >>> bound({"exact"}), bound({"exact", "over"}), bound({"exact", "at_least"}), bound({"over", "under"})
    ('exact', 'over', 'at_least', 'about')
    """
    hedged = bounds - {"exact"}
    if len(hedged) < 2:
        return next(iter(hedged or bounds))
    if hedged <= _UP:
        return "over"
    return "under" if hedged <= _DOWN else "about"


_JOIN = {"latest": _latest, "max": _greatest, "sum": _sums}
