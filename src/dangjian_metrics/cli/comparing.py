"""``dj-metrics compare``: places beside each other on a field, or on several."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dangjian_metrics.cli.asking import Question, refuse_itself, write
from dangjian_metrics.cli.output import whole_bytes
from dangjian_metrics.cli.request import Form, one_line
from dangjian_metrics.comparison import matrix, rows
from dangjian_metrics.comparison.record import Agg, By, Column
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.memory import collector_paused
from dangjian_metrics.messages import _, several
from dangjian_metrics.store import asking, filters, opening
from dangjian_metrics.store.copies import copies
from dangjian_metrics.views import compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared (the fields of the question's filter), told apart by what, joined how, drawn where.

    ``reprints`` are shown as well only where that is asked for.
    """

    question: Question
    by: By = "region"
    agg: Agg = "all"
    chart: Path | None = None
    reprints: bool = False

    @property
    def beside(self) -> bool:
        """Whether fields stand beside each other in a matrix, not claim below claim."""
        return len(self.question.filter.fields) > 1 and self._form not in (Form.JSON, Form.JSONL)

    @property
    def on_terminal(self) -> bool:
        """Whether it is one field with bars."""
        return len(self.question.filter.fields) == 1 and self._form is Form.TABLE

    @property
    def bare(self) -> bool:
        """Whether nothing of the claims' articles is shown or asked: a title may name the year that is the latest."""
        return (
            self.beside and self.by not in ("doc", "article") and self.agg != "latest" and self.chart is None
        )

    @property
    def _form(self) -> Form:
        return self.question.request.written_as()


def run(asked: Comparison) -> int:
    """Writes the comparison; the exit status."""
    with collector_paused():  # every record is gone again where it ends
        _write(asked)
    return 0


def _write(asked: Comparison) -> None:
    request, columns = asked.question.request, _columns(asked)
    if asked.chart is not None:
        _draw(asked, asked.chart, columns)
    if asked.on_terminal:
        from dangjian_metrics.views import bars
        from dangjian_metrics.views.table import console

        bars.show(console(sys.stdout), columns, asked.by, request.titles)
    elif asked.beside:
        beside = matrix.beside(columns)
        write(request, compared.matrix_layout(beside), compared.matrix_cells(beside))
    else:
        write(request, compared.ROWS, compared.cells(columns))


def _columns(asked: Comparison) -> list[Column]:
    """The columns of each field in turn, all as the store is at one moment; a filter that leaves nothing is said."""
    question = asked.question
    found: dict[str, list[Column]] = {}
    lexicon = Lexicon.load(question.request.lexicon)
    refuse_itself(question.request, question.path)
    with opening.reading(question.path) as store:
        for field in question.filter.fields:
            ((name,), _) = filters.field_names(store, (field,), lexicon)
            if name in found:
                continue
            conditions = filters.conditions(store, replace(question.filter, fields=(field,)), lexicon)
            claims = store.bare_claims(conditions) if asked.bare else list(asking.claims(store, conditions))
            if not claims:
                print(one_line(filters.emptied(store, conditions)), file=sys.stderr)  # noqa: T201
            names = {word for word, field in lexicon.whole.items() if field == name}
            found[name] = rows.compare(
                name, claims, asked.by, asked.agg, names, ranked=not asked.beside,
                copies=None if asked.reprints else partial(copies, store),
            )  # fmt: skip
    columns = [column for each in found.values() for column in each]
    _say_left_out(sum(column.reprints for column in columns))
    return columns


def _say_left_out(claims: int) -> None:
    if claims:
        left_out = several(
            "{n} claim is left out, as it stands in a copy of a text that told it before: --reprints shows it",
            "{n} claims are left out, as they stand in copies of texts that told them before: --reprints shows them",
            claims,
        )
        print(left_out, file=sys.stderr)  # noqa: T201


def _draw(asked: Comparison, target: Path, columns: list[Column]) -> None:
    from dangjian_metrics.views import bars, charts

    title = "、".join(dict.fromkeys(column.field for column in columns) or asked.question.filter.fields)
    documents = len({row.claim.doc for column in columns for row in column.rows})
    drawn = charts.draw(target, bars.panels(columns), title, f"dj-metrics · {documents} 个文件")
    whole_bytes(target, drawn)
    bars_ = sum(len(column.rows) for column in columns)
    print(one_line(_("{target}: {bars} bars").format(target=target, bars=bars_)), file=sys.stderr)  # noqa: T201
