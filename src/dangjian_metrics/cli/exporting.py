"""``dj-metrics export``: the store, or a part of it, as a file; and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dangjian_metrics.cli import whole_csv
from dangjian_metrics.cli.asking import Question, layout, opened_store, say, write
from dangjian_metrics.cli.request import Form, Request, counted
from dangjian_metrics.store import asking, connection, filters
from dangjian_metrics.store.asking import LISTED, Order
from dangjian_metrics.views.layouts import Row


def export(question: Question) -> int:
    """Writes the store, or what the filters leave of it, to a file, and says how much that was."""
    listed = asking.columns(question.columns)
    if question.order.by is not None:
        asking.known(question.order.by, "--sort")
    with opened_store(question) as (store, found):
        if (
            isinstance(store, connection.Connection)
            and question.request.written_as() is Form.CSV
            and not found
            and (listed, question.order) == (LISTED, Order())
        ):
            rows = whole_csv.write(question.request, question.path, store)
        else:
            through = Counted()
            write(
                question.request,
                layout(listed),
                through.rows_of(asking.select(store, found, listed, question.order)),
            )
            rows = through.rows
        if not rows:
            say(filters.emptied(store, found))
    named = f"{question.request.output}: " if question.request.target is not None else ""
    say(named + counted(rows, "claim"))
    return 0


@dataclass(slots=True)
class Counted:
    """How many rows went through."""

    rows: int = 0

    def rows_of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, counted."""
        for row in rows:
            self.rows += 1
            yield row


def dictionary(request: Request) -> int:
    """Writes the data dictionary."""
    from dangjian_metrics.views.dictionary import listing

    rows, kind = listing()
    write(request, kind, rows)
    return 0
