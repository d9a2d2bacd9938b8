"""``dj-metrics compare``: places beside each other on a field, or on several."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from dangjian_metrics.cli.asking import Question, opened_store, write
from dangjian_metrics.cli.output import whole_bytes
from dangjian_metrics.cli.request import Form, one_line
from dangjian_metrics.comparison import matrix, rows
from dangjian_metrics.comparison.record import Agg, By, Column, Numbered
from dangjian_metrics.language.lexicon import Lexicon
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
    as_matrix = len(question.filter.fields) > 1 and form not in (Form.JSON, Form.JSONL)
    titled = asked.by == "article" or asked.agg == "latest"  # a title may name the year of its claims
    columns = _columns(asked, texts=not as_matrix or titled)
    if asked.chart is not None:
        _draw(asked, asked.chart, columns)
    if form is Form.TABLE and len(question.filter.fields) == 1:
        from dangjian_metrics.views.table import console

        compared.show(console(sys.stdout), columns, asked.by, question.request.headers)
    elif not as_matrix:
        write(question.request, compared.ROWS, compared.cells(columns))
    else:
        beside = matrix.beside(columns)
        write(question.request, compared.matrix_layout(beside), compared.matrix_cells(beside))
    return 0


def _columns(asked: Comparison, *, texts: bool) -> list[Column]:
    """The columns of each field in turn; a filter that leaves nothing is said."""
    found: dict[str, list[Column]] = {}
    lexicon = Lexicon.load(asked.question.request.lexicon)
    for field in asked.question.filter.fields:
        one = replace(asked.question, filter=replace(asked.question.filter, fields=(field,)))
        with opened_store(one) as (store, conditions):
            name = str(conditions[0].values[0])  # the field's own name, under whichever it was asked for
            if name in found:
                continue
            claims = [Numbered(*each) for each in asking.claims(store, conditions, texts=texts)]
            if not claims:
                print(one_line(filters.emptied(store, conditions)), file=sys.stderr)  # noqa: T201
        names = {word for word, field in lexicon.whole.items() if field == name}
        found[name] = rows.compare(name, claims, asked.by, asked.agg, names)
    return [column for columns in found.values() for column in columns]


def _draw(asked: Comparison, target: Path, columns: list[Column]) -> None:
    title = "、".join(dict.fromkeys(column.field for column in columns) or asked.question.filter.fields)
    documents = len({row.claim.doc for column in columns for row in column.rows})
    drawn = charts.draw(target, compared.panels(columns), title, f"dj-metrics · {documents} 个文件")
    whole_bytes(target, drawn)
    print(one_line(f"{target}: {sum(len(c.rows) for c in columns)} bars"), file=sys.stderr)  # noqa: T201
