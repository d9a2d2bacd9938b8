"""A comparison as bars: on the terminal, and as the panels of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dangjian_metrics.comparison.matrix import heading
from dangjian_metrics.comparison.notes import noted
from dangjian_metrics.comparison.record import Column, Row
from dangjian_metrics.messages import _
from dangjian_metrics.views.charts import Bar, Panel, blocks
from dangjian_metrics.views.compared import figure
from dangjian_metrics.views.table import heading as title
from dangjian_metrics.views.table import printable

_BAR = 10
_WIDTHS = {"": 3, "place": 24, "value": 11, "bar": _BAR, "×median": 7, "action": 8, "period": 8}


def show(terminal: Console, columns: Sequence[Column], by: str = "region", language: str = "en") -> None:
    """Each column as a table with bars; below each row what was counted, its quote and where it stands."""
    for at, column in enumerate(columns):
        if at:
            terminal.print()
        terminal.print(
            Text.assemble(
                (printable(heading(column, in_words=True)), "bold"),
                (f"  {printable(noted(column.note))}" if column.note else "", "dim"),
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
    if row.conflict:
        said.append(
            _("differs from {claims}").format(claims=", ".join(f"#{number}" for number in row.conflict))
        )
    if row.note:
        said.append(noted(row.note))
    return " · ".join(said)


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
