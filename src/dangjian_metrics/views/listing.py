"""Any rows as a table for the terminal: as wide as they are, folded where the terminal is narrower."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dangjian_metrics.messages import word
from dangjian_metrics.views.layouts import Layout, Row
from dangjian_metrics.views.records import digits
from dangjian_metrics.views.table import printable

_GAP = 2
_NARROWEST = 6


def show(terminal: Console, titles: Sequence[str], layout: Layout, rows: Iterable[Row]) -> None:
    """Shows the rows under their titles; numbers stand to the right."""
    titles = [printable(title) for title in titles]
    closed = [name if name in layout.ours else "" for name in layout.columns]
    cells = [[cell(value, name) for value, name in zip(row, closed, strict=True)] for row in rows]
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    numeric = [name in layout.numeric for name in layout.columns]
    widths = _widths(terminal.width, titles, cells, numeric)
    for title, width, right in zip(titles, widths, numeric, strict=True):
        table.add_column(title, width=width, overflow="fold", justify="right" if right else "left")
    for row in cells:
        table.add_row(*(Text(each, overflow="fold") for each in row))
    terminal.print(table)


def cell(value: object, closed: str = "") -> str:
    """A value as it stands in a table: one line, nothing for None; of a column of our own words in the reader's language."""
    if value is None:
        return ""
    if closed and isinstance(value, str):
        value = word(closed, value)
    return printable(digits(value) if isinstance(value, float) else str(value))


def _widths(
    room: int, titles: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> list[int]:
    """As wide as the widest cell; where they do not fit beside each other, the widest give way, numbers never."""
    room = max(room - _GAP * (len(titles) - 1), len(titles))
    cells = [max((cell_len(row[at]) for row in rows), default=0) for at in range(len(titles))]
    widths = [min(max(cell_len(title), cell), room) for title, cell in zip(titles, cells, strict=True)]
    least = [cell if right else _NARROWEST for cell, right in zip(cells, numeric, strict=True)]
    while sum(widths) > room:
        yielding = [at for at, width in enumerate(widths) if width > least[at]]
        if not yielding:
            break
        widths[max(yielding, key=widths.__getitem__)] -= 1
    return widths
