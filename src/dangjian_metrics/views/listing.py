"""Any rows as a table for the terminal: as wide as they are, folded where the terminal is narrower."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dangjian_metrics.views.layouts import Layout, Row
from dangjian_metrics.views.records import digits
from dangjian_metrics.views.table import printable

_GAP = 2
_NARROWEST = 6


def show(terminal: Console, titles: Sequence[str], layout: Layout, rows: Iterable[Row]) -> None:
    """Shows the rows under their titles; numbers stand to the right."""
    cells = [[cell(value) for value in row] for row in rows]
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    numeric = [name in layout.numeric for name in layout.columns]
    for title, width, right in zip(titles, _widths(terminal.width, titles, cells), numeric, strict=True):
        table.add_column(title, width=width, overflow="fold", justify="right" if right else "left")
    for row in cells:
        table.add_row(*(Text(each, overflow="fold") for each in row))
    terminal.print(table)


def cell(value: object) -> str:
    """A value as it stands in a table: one line, nothing for None."""
    if value is None:
        return ""
    return printable(digits(value) if isinstance(value, float) else str(value))


def _widths(room: int, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """As wide as the widest cell; where they do not fit beside each other, the widest give way."""
    widths = [max([cell_len(title), *(cell_len(row[at]) for row in rows)]) for at, title in enumerate(titles)]
    room -= _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = max(widths)
        next_ = max((width for width in widths if width < widest), default=_NARROWEST)
        many = widths.count(widest)
        cut = max(next_, widest - -(-(sum(widths) - room) // many), _NARROWEST)
        widths = [cut if width == widest else width for width in widths]
    return widths
