"""A comparison shown: on the terminal with bars, as rows for spreadsheets and programs, as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dangjian_metrics.comparison.matrix import Matrix, heading
from dangjian_metrics.comparison.record import Column, Row
from dangjian_metrics.views.charts import Bar, Panel, blocks
from dangjian_metrics.views.figures import SIGNS, plain, scaled
from dangjian_metrics.views.layouts import Layout
from dangjian_metrics.views.layouts import Row as Cells
from dangjian_metrics.views.table import heading as title
from dangjian_metrics.views.table import printable

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

_BAR = 10
_WIDTHS = {"": 3, "place": 24, "value": 11, "bar": _BAR, "×median": 7, "action": 8, "period": 8}


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


def show(terminal: Console, columns: Sequence[Column], by: str = "region", language: str = "en") -> None:
    """Each column as a table with bars; below each row what was counted, its quote and where it stands."""
    for at, column in enumerate(columns):
        if at:
            terminal.print()
        terminal.print(
            Text.assemble(
                (printable(heading(column)), "bold"), (f"  {column.note}" if column.note else "", "dim")
            )
        )
        most = max((abs(row.value) for row in column.rows), default=Decimal(0))
        for number, row in enumerate(column.rows):
            terminal.print(
                _line(terminal.width, row, float(most), _titles(by, language) if number == 0 else None)
            )
            terminal.print(Padding(Text(printable(_below(row)), style="dim", overflow="fold"), (0, 0, 0, 4)))


def _line(width: int, row: Row, most: float, headings: Sequence[str] | None) -> Table:
    """A row as a table of its own, so that the line below it may run over its columns."""
    table = Table(
        box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=headings is not None, header_style="bold"
    )
    spare = max(0, min(width, 120) - sum(_WIDTHS.values()) - len(_WIDTHS))
    for (name, wide), head in zip(_WIDTHS.items(), headings or [""] * len(_WIDTHS), strict=True):
        right = name in ("", "value", "×median")
        more = {"place": spare // 2, "action": spare // 4, "period": spare // 4}.get(name, 0)
        table.add_column(head, width=wide + more, overflow="fold", justify="right" if right else "left")
    claim = row.claim
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    bar = blocks(float(abs(row.value)), most, _BAR)
    cells_ = (str(row.rank), row.label, figure(row), bar, ratio, claim.action or "", claim.period or "")
    table.add_row(*(Text(printable(cell), overflow="fold") for cell in cells_))
    return table


def _titles(by: str, language: str) -> list[str]:
    """The headings of the columns; the rows' labels are headed by what they are told apart by."""
    names = (by if name == "place" and by != "region" else name for name in _WIDTHS)
    return [title(name, language) if name else "" for name in names]


def _below(row: Row) -> str:
    """What stands below a row: what was counted where, and what else to know."""
    claim = row.claim
    role = f"（{claim.role}）" if claim.role else ""
    said = [f"{claim.entity or '–'}{role} {claim.quote}", f"{claim.doc}:{claim.article} #{row.id}"]
    said += [f"differs from #{', #'.join(map(str, row.conflict))}"] if row.conflict else []
    said += [row.note] if row.note else []
    return " · ".join(said)


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
        yield (
            label,
            *(
                None if not rows else plain(rows[0].value) if at in numeric else "；".join(map(_signed, rows))
                for at, rows in enumerate(matrix.cells[label])
            ),
        )


def _bare(row: Row) -> bool:
    return row.bound == "exact" and row.value_to is None and not row.conflict


def _signed(row: Row) -> str:
    number = plain(row.value) + (f"～{plain(row.value_to)}" if row.value_to is not None else "")
    return f"{SIGNS.get(row.bound, '')}{number}" + ("*" if row.conflict else "")


def panels(columns: Sequence[Column]) -> list[Panel]:
    """The columns as panels of a chart."""
    return [
        Panel(
            heading(column),
            [
                Bar(
                    row.label,
                    row.value,
                    figure(row),
                    row.value_to,
                    " · ".join(filter(None, (row.claim.action, row.claim.period))),
                )
                for row in column.rows
            ],
        )
        for column in columns
    ]
