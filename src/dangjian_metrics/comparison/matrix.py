"""Several fields beside each other: a line for each place, a column for each field and way of stating it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from dangjian_metrics.comparison.record import Column, Row
from dangjian_metrics.messages import _, word

_ID, _VALUE = attrgetter("id"), attrgetter("value")


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[label][i]`` are the rows of ``columns[i]`` that stand for the label, the greatest first."""

    columns: Sequence[Column]
    labels: Sequence[str]
    cells: dict[str, list[Sequence[Row]]]


def beside(columns: Sequence[Column]) -> Matrix:
    """The columns of several fields; the labels that stand in most of them come first, then by name."""
    cells: dict[str, list[Sequence[Row]]] = {}
    several: list[list[Row]] = []
    for at, column in enumerate(columns):
        for row in column.rows:
            line = cells.get(row.label)
            if line is None:
                line = cells[row.label] = [()] * len(columns)
            cell = line[at]
            if not cell:
                line[at] = (row,)
            elif isinstance(cell, list):
                cell.append(row)
            else:
                line[at] = more = [*cell, row]
                several.append(more)
    for more in several:
        more.sort(key=_ID)
        more.sort(key=_VALUE, reverse=True)
    filled = {label: sum(1 for cell in line if cell) for label, line in cells.items()}
    return Matrix(columns, sorted(cells, key=lambda label: (-filled[label], label)), cells)


def heading(column: Column, *, in_words: bool = False) -> str:
    """What a column holds: 覆盖率（%）, 成本（元, change); ``in_words`` in the language of the messages, else in our codes.

    >>> heading(Column("成本", "change", None, "元", []))
    '成本（元, change）'
    """
    how = "" if column.statistic == "level" else column.statistic
    if in_words:
        per = _("per {what}").format(what=word("per", column.per)) if column.per else ""
        said = _(", ").join(filter(None, (column.unit, how and word("stated", how), per)))
    else:
        said = ", ".join(filter(None, (column.unit, how, f"per {column.per}" if column.per else "")))
    return f"{column.field}（{said}）" if said else column.field
