"""A connection to the store's file: opened to read or to write, and its errors in plain words.

SQLite comes with apsw, the same everywhere: half again as quick as Python's own module where claims are written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import apsw

from dangjian_metrics.errors import StoreError
from dangjian_metrics.messages import _
from dangjian_metrics.store import schema
from dangjian_metrics.store.tables import Tables

Connection = Tables
Cursor = apsw.Cursor

WAIT = 10.0
"""Seconds that a writer waits for another one, unless told otherwise."""

_FLAGS = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
_LONGEST_WAIT = 2_000_000.0  # seconds; SQLite counts milliseconds in 32 bits
_CACHE = -65_536  # KiB of pages in memory
_LOCKED = (apsw.BusyError, apsw.LockedError)
_DAMAGED = (apsw.CorruptError, apsw.NotADBError)


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """The store at ``path``, to read, as it is now: what is written meanwhile is neither waited for nor seen.

    Raises StoreError.
    """
    if not _is_there(path):
        raise StoreError(
            _(
                "{path}: there is no store here: make one with dj-metrics extract PATH, or name one with --store"
            ).format(path=path)
        )
    with said(path):
        _refuse_strange(path)
        with closing(_connected(path, _to_read(path))) as store:
            _refuse_newer(path, store)
            if version(store) < len(schema.MIGRATIONS):
                raise StoreError(
                    _("{path}: is of an older shape: dj-metrics extract PATH brings it up to date").format(
                        path=path
                    )
                )
            store.execute("BEGIN")  # one look at everything; it ends with the connection
            with _doubted(store):
                yield store


@contextmanager
def writing(path: Path, now: str, wait: float = WAIT) -> Iterator[Connection]:
    """The store at ``path``, to write: made where there is none, brought to the newest shape. Raises StoreError."""
    if not (_is_there(path.parent) and path.parent.is_dir()):
        raise StoreError(
            _("{path}: there is no folder {folder}: make it first, or choose another --store").format(
                path=path, folder=path.parent
            )
        )
    with said(path, wait):
        if _is_there(path):
            _refuse_strange(path)
        with closing(_connected(path, "mode=rwc", wait)) as store:
            _refuse_newer(path, store)
            _shape(store, now, wait)
            with _doubted(store):
                yield store


@contextmanager
def transaction(store: Connection) -> Iterator[Connection]:
    """Everything within is written, or nothing of it; it waits for another writer at the beginning."""
    store.execute("BEGIN IMMEDIATE")
    try:
        yield store
        store.execute("COMMIT")
    except BaseException:
        if store.in_transaction:  # SQLite has taken it back by itself where the disk is full
            store.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(store: Connection) -> Iterator[Connection]:
    """Every question within sees the store as the first of them did, whatever others write."""
    store.execute("BEGIN")
    try:
        yield store
    finally:
        store.execute("ROLLBACK")


def version(store: Connection) -> int:
    """How many migrations the store has had."""
    found: int = store.execute("PRAGMA user_version").get
    return found


@contextmanager
def said(path: Path, wait: float = WAIT) -> Iterator[None]:
    """SQLite's errors within become StoreErrors that name the file and the way out."""
    try:
        yield
    except apsw.Error as error:
        raise StoreError(f"{path}: {_in_words(error, wait)}") from None
    except UnicodeDecodeError:
        raise StoreError(f"{path}: {_damage(_('bytes that are no text'))}") from None


@contextmanager
def _doubted(store: Connection) -> Iterator[None]:
    """What only a damaged store makes fail is SQLite's error too: a value that is no number, a row that is gone."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        store.set_authorizer(None)  # the sandbox allows no PRAGMA
        faults = store.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",)
        if not faults and store.execute("PRAGMA foreign_key_check").fetchone() is None:
            raise
        raise apsw.CorruptError(f"{type(error).__name__}: {error}") from None


def _damage(fault: object) -> str:
    return _("the store is damaged ({fault}): restore a copy, or move it away and extract again").format(
        fault=fault
    )


def _in_words(error: apsw.Error, wait: float) -> str:
    if isinstance(error, _LOCKED):
        return _(
            "another process has been writing for more than {wait:g} s: try again, or wait longer with --wait"
        ).format(wait=wait)
    if isinstance(error, _DAMAGED):
        return _damage(error)
    if isinstance(error, apsw.FullError):
        return _("there is no room left to write: nothing that was there is lost; make room and try again")
    if isinstance(error, (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError)):
        said = _("may not be opened or written ({error}): choose another place with --store")
    elif isinstance(error, apsw.IOError):
        said = _("cannot be written or read ({error}): nothing that was there is lost; look at the disk")
    else:
        said = _("cannot be used ({error})")
    return said.format(error=error)


def _to_read(path: Path) -> str:
    """How to open a store to read; where its folder may not be written and nothing waits beside it, as it lies there."""
    waiting = path.with_name(f"{path.name}-wal")
    return "mode=ro" if os.access(path.parent, os.W_OK) or waiting.exists() else "mode=ro&immutable=1"


def _connected(path: Path, mode: str, wait: float = WAIT) -> Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?{mode}"
    timeout = wait if 0 <= wait < _LONGEST_WAIT else _LONGEST_WAIT
    store = Tables(address, _FLAGS)
    store.set_busy_timeout(int(timeout * 1000))
    store.execute(f"PRAGMA cache_size = {_CACHE}")
    return store


_MAGIC = b"SQLite format 3\0"


def _is_there(path: Path) -> bool:
    """Whether something stands at the path. Raises StoreError where the system refuses to look."""
    try:
        return path.exists()
    except OSError as error:
        raise StoreError(
            _("{path}: may not be opened ({reason}): choose another --store").format(
                path=path, reason=error.strerror
            )
        ) from None


def is_folder(path: Path) -> bool:
    """Whether a folder stands at the path. Raises StoreError where the system refuses to look."""
    return _is_there(path) and path.is_dir()


def _refuse_strange(path: Path) -> None:
    """A file that is no store is never touched; an empty one may become one."""
    if path.is_dir():
        raise StoreError(
            _(
                "{path}: is a folder, which holds claims but no text of documents: make a store in a file, with dj-metrics extract PATH --store FILE"
            ).format(path=path)
        )
    if not path.is_file():  # a pipe would be waited for, a device written to
        raise _strange(path)
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise StoreError(
            _("{path}: may not be opened ({reason}): choose another --store").format(
                path=path, reason=error.strerror
            )
        ) from None
    if head and head != _MAGIC:
        raise _strange(path)


def _strange(path: Path) -> StoreError:
    return StoreError(_("{path}: is no dj-metrics store: name another file with --store").format(path=path))


def _refuse_newer(path: Path, store: Connection) -> None:
    """Neither another program's database nor a store of a later shape is opened."""
    whose = store.execute("PRAGMA application_id").get
    used = whose or version(store) or store.execute("SELECT count(*) FROM sqlite_schema").get
    if whose != schema.APPLICATION and used:
        raise _strange(path)
    if version(store) > len(schema.MIGRATIONS):
        raise StoreError(
            _(
                "{path}: was made by a newer dj-metrics (shape {shape}, this one knows {known}): update dj-metrics"
            ).format(path=path, shape=version(store), known=len(schema.MIGRATIONS))
        )


def _shape(store: Connection, now: str, wait: float) -> None:
    """Brings the store to the newest shape; several processes may try at once."""
    if version(store) < len(schema.MIGRATIONS):
        _write_ahead(store, wait)
        with transaction(store):
            for number, (name, statements) in enumerate(schema.MIGRATIONS):
                if number >= version(store):
                    _run(store, statements)
                    store.execute("INSERT INTO migrations VALUES (?, ?)", (name, now))
                    store.execute(f"PRAGMA user_version = {number + 1}")
            store.execute(f"PRAGMA application_id = {schema.APPLICATION}")
    store.execute("PRAGMA synchronous = NORMAL")
    index(store)


def index(store: Connection) -> None:
    """Makes the indexes that are missing: in a new store, or after a bulk load that was broken off."""
    there = {name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    if not schema.INDEXES.keys() <= there:
        with transaction(store):
            for statement in schema.INDEXES.values():
                store.execute(statement)


def _write_ahead(store: Connection, wait: float) -> None:
    # SQLite does not wait by itself when two processes change the journal's mode at once.
    until = time.monotonic() + wait
    while True:
        try:
            store.execute("PRAGMA journal_mode = WAL")
        except apsw.BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _run(store: Connection, statements: str) -> None:
    # Not executescript: it would commit the transaction.
    for statement in statements.split(";\n"):
        if statement.strip():
            store.execute(statement)
