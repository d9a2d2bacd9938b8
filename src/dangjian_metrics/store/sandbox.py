"""SQL of the user's own: it reads the store and nothing else, and it comes to an end."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dangjian_metrics.errors import UsageError
from dangjian_metrics.store.connection import Connection

SECONDS = 30.0
"""How long a question may take, unless told otherwise."""

_LARGEST = 100_000_000  # bytes of one value
_STEPS = 10_000  # of SQLite's machine between two looks at the clock
_READS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE))
_FUNCTIONS_NOT_MEANT = frozenset(("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"))
_WORDS = {
    sqlite3.SQLITE_ATTACH: "ATTACH", sqlite3.SQLITE_DETACH: "DETACH", sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_TRANSACTION: "a transaction", sqlite3.SQLITE_INSERT: "INSERT", sqlite3.SQLITE_UPDATE: "UPDATE",
    sqlite3.SQLITE_DELETE: "DELETE", sqlite3.SQLITE_FUNCTION: "this function",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def ask(store: Connection, question: str, seconds: float = SECONDS) -> Answer:
    """The answer to one SELECT. Raises UsageError for anything else, for a fault in it, and when time is up."""
    refused: list[str] = []
    until = time.monotonic() + seconds
    store.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
    store.set_authorizer(lambda *action: _allowed(action, refused))
    store.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    rows = _rows(store, question, seconds, refused)
    columns = next(rows)
    return Answer(tuple(columns), rows)


def _allowed(action: Sequence[Any], refused: list[str]) -> int:
    code, _, function = action[:3]
    meant = code in _READS or (code == sqlite3.SQLITE_FUNCTION and function not in _FUNCTIONS_NOT_MEANT)
    if not meant:
        refused.append(_WORDS.get(code, "this statement"))
    return sqlite3.SQLITE_OK if meant else sqlite3.SQLITE_DENY


def _rows(store: Connection, question: str, seconds: float, refused: list[str]) -> Iterator[tuple[Any, ...]]:
    """First the names of the columns, then the rows."""
    try:
        cursor = store.execute(question)
        if cursor.description is None:
            raise UsageError("sql: this says nothing to show: ask with a SELECT")
        yield tuple(column[0] for column in cursor.description)
        yield from iter(cursor.fetchone, None)  # not the cursor, which would be closed after the store
    except sqlite3.Error as error:
        raise UsageError(_in_words(error, seconds, refused)) from None
    except (sqlite3.Warning, ValueError) as error:
        raise UsageError(f"sql: one question at a time ({error})") from None


def _in_words(error: sqlite3.Error, seconds: float, refused: list[str]) -> str:
    if "one statement at a time" in str(error):
        return "sql: one question at a time: leave out what stands behind the ;"
    if "cannot modify" in str(error):
        return "sql: the store is only read here, with SELECT"
    if refused:
        return f"sql: {refused[0]} is not allowed: the store is only read here, with SELECT"
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
        return f"sql: no answer within {seconds:g} s: ask for less, or give it more with --timeout"
    return f'sql: {error}: dj-metrics sql "select name, sql from sqlite_schema" shows the tables'
