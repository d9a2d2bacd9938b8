"""``dj-metrics compare``: places beside each other on a field, or on several."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from dangjian_metrics.cli.asking import Question, opened_store, write
from dangjian_metrics.cli.output import whole_bytes
from dangjian_metrics.cli.request import Form, one_line
from dangjian_metrics.comparison import matrix, rows
from dangjian_metrics.comparison.rows import Agg, By, Column, Numbered
from dangjian_metrics.store import asking, filters
from dangjian_metrics.views import charts, compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared (the fields of the question's filter), told apart by what, joined how, drawn where."""

    question: Question
    by: By = "region"
    agg: Agg = "all"
    chart: Path | None = None


def run(asked: Comparison) -> int:
    """Writes the comparison; the exit status."""
    question = asked.question
    form = question.request.written_as()
    columns = _columns(asked)
    if columns and asked.chart is not None:
        _draw(asked, columns)
    if form is Form.TABLE and len(question.filter.fields) == 1:
        from dangjian_metrics.views.table import console

        compared.show(console(sys.stdout), columns)
    elif len(question.filter.fields) == 1 or form in (Form.JSON, Form.JSONL):
        write(question.request, compared.ROWS, compared.cells(columns))
    else:
        beside = matrix.beside(columns)
        write(question.request, compared.matrix_layout(beside), compared.matrix_cells(beside))
    return 0


def _columns(asked: Comparison) -> list[Column]:
    """The columns of each field in turn; a filter that leaves nothing is said."""
    found: list[Column] = []
    for field in dict.fromkeys(asked.question.filter.fields):
        one = replace(asked.question, filter=replace(asked.question.filter, fields=(field,)))
        with opened_store(one) as (store, conditions):
            claims = [Numbered(row[0], asking.claim(row)) for row in asking.select(store, conditions)]
            if not claims:
                print(one_line(filters.emptied(store, conditions)), file=sys.stderr)  # noqa: T201
        found += rows.compare(field, claims, asked.by, asked.agg)
    return found


def _draw(asked: Comparison, columns: list[Column]) -> None:
    assert asked.chart is not None
    title = "、".join(dict.fromkeys(column.field for column in columns))
    documents = len({row.claim.doc for column in columns for row in column.rows})
    drawn = charts.draw(asked.chart, compared.panels(columns), title, f"dj-metrics · {documents} 个文件")
    whole_bytes(asked.chart, drawn)
    print(one_line(f"{asked.chart}: {sum(len(c.rows) for c in columns)} bars"), file=sys.stderr)  # noqa: T201
