"""Claims of a field side by side: in columns of what can be compared, ranked, with ratios and conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from operator import attrgetter
from statistics import median
from typing import Any

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import joining, measures
from dangjian_metrics.comparison.record import SAME, Agg, By, Column, Numbered, Row


def compare(
    field_: str,
    found: Iterable[Numbered],
    by: By = "region",
    agg: Agg = "all",
    names: Container[str] = (),
    *,
    ranked: bool = True,
    copies: Copies | None = None,
) -> list[Column]:
    """The columns of a field's claims, the one with most rows first; the others say why they stand apart.

    Entities under one of the ``names`` of the field are the same thing; any other says more (机关干部). Rows that are
    not ``ranked`` stand in the order of reading, without a rank, and come sooner. Of claims that tell the same value of
    the same, those that ``copies`` knows for copies are left out.
    """
    groups = _groups(found)
    columns = [
        _column(Column(field_, statistic, per, _unit(units), []), units, by, names, copies)
        for (statistic, per, _), units in groups.items()
    ]
    for column in columns:
        if agg != "all":
            column.rows = joining.joined(column.rows, agg)
        if ranked:
            _rank(column.rows)
    columns.sort(key=lambda column: (column.statistic != "level", -len(column.rows)))
    for column in columns[1:]:
        column.note = _apart(column, columns[0])
    return columns


Copies = Callable[[Iterable[Sequence[int]]], Container[int]]
"""Which claims are copies, of groups of claims that say the same."""
_Kind = tuple[str, str | None, str]
"""What a claim must share with another to stand in one column with it: how it is stated, per what, its measure."""
_Units = dict[str | None, list[Numbered]]


def _groups(found: Iterable[Numbered]) -> dict[_Kind, _Units]:
    """The claims of each column by their unit, column and unit in the order of their first claims."""
    alike: dict[tuple[str | None, ...], list[Numbered]] = {}
    groups: dict[_Kind, _Units] = {}
    for each in found:
        claim = each[1]
        key = claim.statistic, claim.direction, claim.per, claim.unit
        same = alike.get(key)
        if same is None:
            kind = stated(claim), claim.per, measures.of(claim.unit).name
            same = alike[key] = groups.setdefault(kind, {}).setdefault(claim.unit, [])
        same.append(each)
    return groups


def stated(claim: Claim) -> str:
    """``level``, ``mean``, ``change up``, ``change down`` or ``baseline``: a running total is a level too.

    A fall by 30% is not more than a rise by 10%: they are never ranked or added up together.
    """
    if claim.statistic == "change":
        return f"change {claim.direction}" if claim.direction else "change"
    return claim.statistic if claim.statistic in ("mean", "baseline") else "level"


def _unit(units: _Units) -> str | None:
    """The unit that most claims are in."""
    return max(units, key=lambda unit: len(units[unit]))


def _column(column: Column, units: _Units, by: By, names: Container[str], copies: Copies | None) -> Column:
    column.rows = [row for unit, claims in units.items() for row in _rows(claims, unit, column.unit, by)]
    if len(units) > 1:
        column.rows.sort(key=_ID)  # the order of reading
    places = [row.label if by == "region" else region(row.claim) for row in column.rows]
    often = Counter(places)
    nowhere = often.pop(_NOWHERE, 0)
    groups = _of_the_same(column.rows, places, often, names)
    if copies is not None:
        alike = _things(column.rows, names) if nowhere else groups
        told = [numbers for group in alike for numbers in _told_again(group)]
        groups = _without(column, groups, copies(told)) if told else groups
    for group in groups:
        _mark(group)
    return column


def _told_again(group: Iterable[Row]) -> Iterator[list[int]]:
    """Of rows of the same thing the numbers of those that tell the same value, several at a time."""
    values: dict[tuple[Decimal, Decimal | None], list[int]] = {}
    for row in group:
        values.setdefault((row.value, row.value_to), []).append(row.id)
    return (numbers for numbers in values.values() if len(numbers) > 1)


def _things(rows: Sequence[Row], names: Container[str]) -> list[list[Row]]:
    """Rows of the same thing wherever they are, several at a time, those first whose place is known.

    A copy may have lost its place with its title.
    """
    same: dict[tuple[Any, ...], list[Row]] = {}
    for row in sorted(rows, key=lambda row: region(row.claim) == _NOWHERE):
        entity = None if row.claim.entity in names else row.claim.entity
        same.setdefault((entity, SAME(row.claim)), []).append(row)
    return [group for group in same.values() if len(group) > 1]


def _without(column: Column, groups: Sequence[list[Row]], copies: Container[int]) -> list[list[Row]]:
    """The groups without copies, which leave the column."""
    kept = [row for row in column.rows if row.id not in copies]
    column.reprints, column.rows = len(column.rows) - len(kept), kept
    return [[row for row in group if row.id not in copies] for group in groups]


_VALUE, _LABEL, _ID = attrgetter("value"), attrgetter("label"), attrgetter("id")


def _rows(claims: Sequence[Numbered], unit: str | None, to: str | None, by: By) -> list[Row]:
    """The rows of claims in one unit, brought to another if that is another measure's size."""
    label = _LABELS[by]
    if measures.of(unit).factor == measures.of(to).factor:
        return [
            Row(label(claim), number, claim, claim.value, claim.value_to, unit, claim.bound)
            for number, claim in claims
        ]
    return [
        Row(
            label(claim), number, claim, measures.converted(claim.value, unit, to),
            None if claim.value_to is None else measures.converted(claim.value_to, unit, to), to, claim.bound,
            note=f"from {unit}",
        )
        for number, claim in claims
    ]  # fmt: skip


def region(claim: Claim) -> str:
    """The full names of a claim's place, joined; – where the text does not tell it."""
    return _joined(claim.province, claim.city, claim.county)


@cache
def _joined(*names: str | None) -> str:
    return "".join(filter(None, names)) or _NOWHERE


_NOWHERE = "–"


_LABELS: dict[By, Callable[[Claim], str]] = {
    "region": region,
    "province": lambda claim: claim.province or _NOWHERE,
    "city": lambda claim: f"{claim.province or ''}{claim.city or ''}" or _NOWHERE,
    "doc": lambda claim: claim.doc,
    "article": lambda claim: f"{claim.doc} {claim.article} {claim.title}".strip(),
    "period": lambda claim: claim.period or _NOWHERE,
}


def _of_the_same(
    rows: Sequence[Row], places: Sequence[str], often: Counter[str], names: Container[str]
) -> list[list[Row]]:
    """Rows of the same place, thing, period, verb and statistic, several at a time."""
    same: dict[tuple[Any, ...], list[Row]] = {}
    more: list[list[Row]] = []
    for place, row in zip(places, rows, strict=True):
        if often[place] > 1:
            claim = row.claim
            key = place, None if claim.entity in names else claim.entity, SAME(claim)
            group = same.get(key)
            if group is None:
                same[key] = [row]
                continue
            if len(group) == 1:
                more.append(group)
            group.append(row)
    return more


_MOST_NAMED = 20


def _mark(group: Sequence[Row]) -> None:
    """Each row names the first claim of each other value of its group; of very many the first few, and a note says how many."""
    first: dict[tuple[Decimal, Decimal | None], int] = {}
    for row in group:
        first.setdefault((row.value, row.value_to), row.id)
    if len(first) < 2:
        return
    named = list(first.items())[: _MOST_NAMED + 1]
    for row in group:
        own = row.value, row.value_to
        row.conflict = [number for value, number in named if value != own][:_MOST_NAMED]
        if len(first) - 1 > _MOST_NAMED:
            row.note = "; ".join(filter(None, (row.note, f"{len(first) - 1} other values")))


def _rank(rows: list[Row]) -> None:
    """The greatest first, equal values by label and share a rank."""
    rows.sort(key=_ID)
    rows.sort(key=_LABEL)
    rows.sort(key=_VALUE, reverse=True)
    middle = float(median(map(_VALUE, rows))) if rows else 0.0
    rank, last = 0, None
    for at, row in enumerate(rows, 1):
        if row.value != last:
            rank, last = at, row.value
        row.rank = rank
        row.ratio = float(row.value) / middle if middle else None


_APART = {
    "change": "changes, apart from levels", "change up": "rises, apart from the others",
    "change down": "falls, apart from the others", "baseline": "earlier levels, apart from the later ones",
    "mean": "means, apart from totals", "level": "levels",
}  # fmt: skip


def _apart(column: Column, first: Column) -> str:
    if column.statistic != first.statistic:
        return _APART[column.statistic]
    if column.per != first.per:
        return f"per {column.per}, apart" if column.per else "totals, apart"
    return f"in {column.unit or 'no unit'}, which cannot be brought to {first.unit or 'no unit'}"
