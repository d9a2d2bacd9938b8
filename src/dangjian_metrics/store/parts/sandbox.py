"""SQL of the user's own over a folder of parts: it reads the claims and nothing else, and it comes to an end."""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _
from dangjian_metrics.store.answering import Answer

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MANY = 1_000
_NOT_MEANT = re.compile(r"\b(?:en|dis)able_logging\b", re.IGNORECASE)
"""Functions that change what DuckDB does, though a SELECT may name them; DuckDB 1.4 ends the process over one."""


def ask(engine: DuckDBPyConnection, question: str, seconds: float) -> Answer:
    """The answer to one SELECT. Raises UsageError for anything else, for a fault in it, and when time is up."""
    rows = _rows(engine.cursor(), question, seconds)
    columns = next(rows)
    return Answer(columns, rows)


def _rows(engine: DuckDBPyConnection, question: str, seconds: float) -> Iterator[tuple[Any, ...]]:
    """First the names of the columns, then the rows."""
    import duckdb

    until = time.monotonic() + seconds
    try:
        _refuse(engine, question)
        with _within(engine, seconds):
            answer = engine.execute(question)
            yield tuple(column[0] for column in answer.description)
            while rows := answer.fetchmany(_MANY):
                yield from (tuple(map(_plain, row)) for row in rows)
                _look(until)
    except duckdb.InterruptException:
        raise UsageError(
            _("sql: no answer within {seconds:g} s: ask for less, or give it more with --timeout").format(
                seconds=seconds
            )
        ) from None
    except duckdb.Error as error:
        raise UsageError(
            _('sql: {fault}: dj-metrics sql "describe claims" shows the columns').format(fault=_line(error))
        ) from None
    except UnicodeError as error:
        raise UsageError(_("sql: cannot be read ({error})").format(error=error)) from None


def _look(until: float) -> None:
    """At the clock: rows that keep coming end too."""
    import duckdb

    if time.monotonic() > until:
        raise duckdb.InterruptException


def _refuse(engine: DuckDBPyConnection, question: str) -> None:
    """Anything that is not one SELECT. Raises UsageError."""
    import duckdb

    question.encode()
    if "\0" in question:
        raise UsageError(_("sql: cannot be read (an empty character)"))
    if _NOT_MEANT.search(question):
        raise UsageError(
            _("sql: {what} is not allowed: the store is only read here, with SELECT").format(
                what=_("this function")
            )
        )
    statements = engine.extract_statements(question)
    if not statements:
        raise UsageError(_("sql: this says nothing to show: ask with a SELECT"))
    if len(statements) > 1:
        raise UsageError(_("sql: one question at a time: leave out what stands behind the ;"))
    if statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError(_("sql: the store is only read here, with SELECT"))


@contextmanager
def _within(engine: DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupts what the engine does when the time is up."""
    clock = threading.Timer(min(seconds, threading.TIMEOUT_MAX), engine.interrupt)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        clock.join()  # an interruption under way when the interpreter ends would abort it


def _plain(cell: Any) -> Any:
    """A cell as SQLite would give it: a number, text, bytes or nothing."""
    if isinstance(cell, float):
        return None if math.isnan(cell) else cell
    if cell is None or isinstance(cell, (str, bytes)):
        return cell
    if isinstance(cell, (bool, int)):
        return int(cell)
    return float(cell) if isinstance(cell, Decimal) else str(cell)


def _line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
