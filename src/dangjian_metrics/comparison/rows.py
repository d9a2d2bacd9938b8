"""Claims of a field side by side: in columns of what can be compared, ranked, with ratios and conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from statistics import median

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import joining, measures
from dangjian_metrics.comparison.record import Agg, By, Column, Numbered, Row


def compare(
    field_: str, found: Iterable[Numbered], by: By = "region", agg: Agg = "all", names: Container[str] = ()
) -> list[Column]:
    """The columns of a field's claims, the one with most rows first; the others say why they stand apart.

    Entities under one of the ``names`` of the field are the same thing; any other says more (机关干部).
    """
    groups: dict[tuple[str, str | None, str], list[Numbered]] = {}
    for each in found:
        groups.setdefault(_kind(each.claim), []).append(each)
    columns = [
        _column(Column(field_, statistic, per, _unit(claims), []), claims, by, names)
        for (statistic, per, _), claims in groups.items()
    ]
    for column in columns:
        _finish(column, agg)
    columns.sort(key=lambda column: (column.statistic != "level", -len(column.rows)))
    for column in columns[1:]:
        column.note = _apart(column, columns[0])
    return columns


def _kind(claim: Claim) -> tuple[str, str | None, str]:
    """What a claim must share with another to stand in one column with it."""
    return stated(claim), claim.per, measures.of(claim.unit).name


def stated(claim: Claim) -> str:
    """``level``, ``mean``, ``change up``, ``change down`` or ``baseline``: a running total is a level too.

    A fall by 30% is not more than a rise by 10%: they are never ranked or added up together.
    """
    if claim.statistic == "change":
        return f"change {claim.direction}" if claim.direction else "change"
    return claim.statistic if claim.statistic in ("mean", "baseline") else "level"


def _unit(claims: Sequence[Numbered]) -> str | None:
    """The unit that most claims are in."""
    return Counter(each.claim.unit for each in claims).most_common(1)[0][0]


def _column(column: Column, claims: Sequence[Numbered], by: By, names: Container[str]) -> Column:
    column.rows = [_row(each, column.unit, by) for each in claims]
    _mark_conflicts(column.rows, names)
    return column


def _finish(column: Column, agg: Agg) -> None:
    rows = joining.joined(column.rows, agg) if agg != "all" else column.rows
    rows.sort(key=_LABEL)
    rows.sort(key=_VALUE, reverse=True)
    _rank(rows)
    column.rows = rows


_VALUE, _LABEL = attrgetter("value"), attrgetter("label", "id")


def _row(each: Numbered, unit: str | None, by: By) -> Row:
    claim = each.claim
    value = measures.converted(claim.value, claim.unit, unit)
    value_to = measures.converted(claim.value_to, claim.unit, unit) if claim.value_to is not None else None
    same = claim.unit == unit or measures.of(claim.unit).factor == measures.of(unit).factor
    row = Row(_LABELS[by](claim), each.id, claim, value, value_to, claim.unit if same else unit, claim.bound)
    if not same:
        row.note = f"from {claim.unit}"
    return row


def region(claim: Claim) -> str:
    """The full names of a claim's place, joined; – where the text does not tell it."""
    return f"{claim.province or ''}{claim.city or ''}{claim.county or ''}" or "–"


_LABELS: dict[By, Callable[[Claim], str]] = {
    "region": region,
    "province": lambda claim: claim.province or "–",
    "city": lambda claim: f"{claim.province or ''}{claim.city or ''}" or "–",
    "doc": lambda claim: claim.doc,
    "article": lambda claim: f"{claim.doc} {claim.article} {claim.title}".strip(),
    "period": lambda claim: claim.period or "–",
}


def _mark_conflicts(rows: Sequence[Row], names: Container[str]) -> None:
    """The same place, thing, period, verb and statistic with another value: each row names the others."""
    same: dict[tuple[str | None, ...], list[Row]] = {}
    for row in rows:
        claim = row.claim
        place = region(claim)
        if place != "–":
            key = (
                place, claim.subject, None if claim.entity in names else claim.entity, claim.role, claim.action, claim.period, claim.statistic,
                claim.direction, claim.basis,
            )  # fmt: skip
            same.setdefault(key, []).append(row)
    for group in same.values():
        _mark(group)


_MOST_NAMED = 20


def _mark(group: Sequence[Row]) -> None:
    """Each row names the first claim of each other value; of very many the first few, and a note says how many."""
    first: dict[tuple[Decimal, Decimal | None], int] = {}
    for row in group:
        first.setdefault((row.value, row.value_to), row.id)
    if len(first) == 1:
        return
    named = list(first.items())[: _MOST_NAMED + 1]
    for row in group:
        own = row.value, row.value_to
        row.conflict = [number for value, number in named if value != own][:_MOST_NAMED]
        if len(first) - 1 > _MOST_NAMED:
            row.note = "; ".join(filter(None, (row.note, f"{len(first) - 1} other values")))


def _rank(rows: Sequence[Row]) -> None:
    """Ranks rows that stand in order; equal values share a rank."""
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
