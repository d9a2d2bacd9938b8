"""A comparison as rows for spreadsheets and programs: the claims one by one, or fields beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dangjian_metrics.comparison.matrix import Matrix, heading
from dangjian_metrics.comparison.record import Column, Row
from dangjian_metrics.views.figures import SIGNS, plain, scaled
from dangjian_metrics.views.layouts import Layout
from dangjian_metrics.views.layouts import Row as Cells

ROWS = Layout(
    (
        "region", "field", "value", "value_to", "unit", "bound", "value_shown", "statistic", "per", "direction",
        "entity", "role", "action", "period", "rank", "ratio", "conflict", "note", "quote", "sentence", "doc", "article",
        "title", "start", "end", "id",
    ),
    decimals=("value", "value_to"), integers=("rank", "article", "start", "end", "id"), reals=("ratio",),
    ours=("unit", "bound", "statistic", "direction", "per"),
)  # fmt: skip
"""The rows of a comparison of one field; ``region`` is the label that the rows were asked to be told apart by."""


def figure(row: Row) -> str:
    """Hedge, number and unit as the column has it: ``>120名``, ``3～5名``."""
    number = scaled(row.value) + (f"～{scaled(row.value_to)}" if row.value_to is not None else "")
    return f"{SIGNS.get(row.bound, '')}{number}{row.unit or ''}"


def cells(columns: Sequence[Column]) -> Iterator[Cells]:
    """The rows of the columns, one after the other."""
    for column in columns:
        for row in column.rows:
            claim = row.claim
            note = "; ".join(filter(None, (column.note, row.note)))
            ratio = round(row.ratio, 4) if row.ratio is not None else None
            yield (
                row.label, column.field, plain(row.value), plain(row.value_to) if row.value_to is not None else None,
                row.unit, row.bound, figure(row), claim.statistic, claim.per, claim.direction, claim.entity, claim.role,
                claim.action, claim.period, row.rank, ratio, ", ".join(map(str, row.conflict)) or None, note or None,
                claim.quote, claim.sentence, claim.doc, claim.article, claim.title, claim.start, claim.end, row.id,
            )  # fmt: skip


def matrix_layout(matrix: Matrix) -> Layout:
    """A column of places, and one for each field and way of stating it; one of exact single figures holds numbers."""
    names = [heading(column) for column in matrix.columns]
    return Layout(("region", *names), decimals=tuple(names[at] for at in _numeric(matrix)))


def _numeric(matrix: Matrix) -> list[int]:
    return [
        at
        for at in range(len(matrix.columns))
        if all(len(line[at]) < 2 and all(map(_bare, line[at])) for line in matrix.cells.values())
    ]


def matrix_cells(matrix: Matrix) -> Iterator[Cells]:
    """The lines of a matrix; several figures of one cell stand side by side, hedges keep their sign."""
    numeric = set(_numeric(matrix))
    for label in matrix.labels:
        line: list[object] = [label]
        for at, rows in enumerate(matrix.cells[label]):
            if rows:
                line.append(plain(rows[0].value) if at in numeric else "；".join(map(_signed, rows)))
            else:
                line.append(None)
        yield tuple(line)


def _bare(row: Row) -> bool:
    return row.bound == "exact" and row.value_to is None and not row.conflict


def _signed(row: Row) -> str:
    number = plain(row.value)
    if row.value_to is not None:
        number = f"{number}～{plain(row.value_to)}"
    return f"{SIGNS.get(row.bound, '')}{number}{'*' if row.conflict else ''}"
