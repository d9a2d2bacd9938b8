"""SQL of the user's own: it reads the store and nothing else, and it comes to an end."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

import apsw

from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _
from dangjian_metrics.store.answering import Answer

SECONDS = 30.0
"""How long a question may take, unless told otherwise."""

_LARGEST = 100_000_000  # bytes of one value
_STEPS = 10_000  # of SQLite's machine between two looks at the clock
_READS = frozenset((apsw.SQLITE_SELECT, apsw.SQLITE_READ, apsw.SQLITE_RECURSIVE))
_FUNCTIONS_NOT_MEANT = frozenset(("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"))
_WORDS = {
    apsw.SQLITE_ATTACH: "ATTACH", apsw.SQLITE_DETACH: "DETACH", apsw.SQLITE_PRAGMA: "PRAGMA",
    apsw.SQLITE_INSERT: "INSERT", apsw.SQLITE_UPDATE: "UPDATE",
    apsw.SQLITE_DELETE: "DELETE",
}  # fmt: skip


def ask(store: apsw.Connection, question: str, seconds: float = SECONDS) -> Answer:
    """The answer to one SELECT. Raises UsageError for anything else, for a fault in it, and when time is up."""
    refused: list[str] = []
    until = time.monotonic() + seconds
    store.limit(apsw.SQLITE_LIMIT_LENGTH, _LARGEST)
    store.set_authorizer(lambda *action: _allowed(action, refused))
    store.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    rows = _rows(store, question, seconds, refused)
    columns = next(rows)
    return Answer(tuple(columns), rows)


def _allowed(action: Sequence[Any], refused: list[str]) -> int:
    code, _, function = action[:3]
    meant = code in _READS or (code == apsw.SQLITE_FUNCTION and function not in _FUNCTIONS_NOT_MEANT)
    if not meant:
        refused.append(_called(code))
    return apsw.SQLITE_OK if meant else apsw.SQLITE_DENY


def _called(code: int) -> str:
    if code == apsw.SQLITE_FUNCTION:
        return _("this function")
    return _("a transaction") if code == apsw.SQLITE_TRANSACTION else _WORDS.get(code) or _("this statement")


def _rows(
    store: apsw.Connection, question: str, seconds: float, refused: list[str]
) -> Iterator[tuple[Any, ...]]:
    """First the names of the columns, then the rows."""
    from apsw.ext import query_info

    try:
        asked = query_info(store, question)
        if _COMMENT.sub("", asked.query_remaining or "").strip():
            raise UsageError(_("sql: one question at a time: leave out what stands behind the ;"))
        if not asked.is_readonly:
            raise UsageError(_("sql: the store is only read here, with SELECT"))
        if not asked.description:
            raise UsageError(_("sql: this says nothing to show: ask with a SELECT"))
        yield tuple(name for name, _ in asked.description)
        yield from store.execute(question)
    except apsw.Error as error:
        raise UsageError(_in_words(error, seconds, refused)) from None
    except ValueError as error:  # an empty character
        raise UsageError(_("sql: cannot be read ({error})").format(error=error)) from None


_COMMENT = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)|;", re.DOTALL)


def _in_words(error: apsw.Error, seconds: float, refused: list[str]) -> str:
    if isinstance(error, apsw.ReadOnlyError):
        return _("sql: the store is only read here, with SELECT")
    if refused:
        return _("sql: {what} is not allowed: the store is only read here, with SELECT").format(
            what=refused[0]
        )
    if isinstance(error, apsw.InterruptError):
        return _("sql: no answer within {seconds:g} s: ask for less, or give it more with --timeout").format(
            seconds=seconds
        )
    return _('sql: {error}: dj-metrics sql "select name, sql from sqlite_schema" shows the tables').format(
        error=error
    )
