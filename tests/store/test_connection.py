"""What may be opened as a store, and what is never touched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from dangjian_metrics.errors import StoreError
from dangjian_metrics.store import connection, schema
from stand_in import Call
from store.stores import NOW, add, contents, faults_of, posix, snapshot, source

READERS = [
    ("query",),
    ("query", "--count"),
    ("fields",),
    ("sources",),
    ("show", "1"),
    ("sql", "select count(*) from claims"),
    ("export", "out.csv"),
]
WRITERS = [("extract", "words.md"), ("sources", "remove", "words", "--yes")]

plain_user = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do everything"
)


def database(path: Path, *statements: str) -> None:
    """A file of SQLite's that these statements made."""
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        for statement in statements:
            store.execute(statement)


def test_a_store_is_made_with_its_tables(path: Path) -> None:
    add(path, [])
    with connection.reading(path) as store:
        there = {name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert {*schema.PARTS, "dispositions"} <= there
        assert list(store.execute("SELECT name, applied_at FROM migrations")) == [
            (name, NOW) for name, _ in schema.MIGRATIONS
        ]
        assert store.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.version(store) == len(schema.MIGRATIONS)


def test_a_store_that_is_there_is_not_made_again(path: Path) -> None:
    add(path, [])
    with connection.writing(path, "later") as store:
        assert list(store.execute("SELECT DISTINCT applied_at FROM migrations")) == [(NOW,)]


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    add(path, [source("a.txt", "选派28人。")])
    assert faults_of(path) == []


def test_an_empty_file_is_not_read_as_one(call: Call, path: Path) -> None:
    path.touch()
    status, _, errors = call("query", "--store", path)
    assert (status, errors.count("\n")) == (1, 1)
    assert path.read_bytes() == b""


@pytest.mark.parametrize("arguments", [each for each in READERS if each[0] != "show"], ids=" ".join)
def test_a_store_without_claims_answers(call: Call, path: Path, arguments: tuple[str, ...]) -> None:
    add(path, [])
    assert call(*arguments, "--store", path)[0] == 0


def a_text(path: Path) -> None:
    path.write_text("党建简报", encoding="utf-8")


def a_spreadsheet(path: Path) -> None:
    path.write_bytes(b"PK\3\4" + bytes(range(256)) * 40)


def another_database(path: Path) -> None:
    database(path, "CREATE TABLE documents (id, path)", "INSERT INTO documents VALUES (1, 'a')")


def another_application(path: Path) -> None:
    database(path, "PRAGMA application_id = 252006675")


def another_version(path: Path) -> None:
    database(path, "PRAGMA user_version = 1")


def a_newer_store(path: Path) -> None:
    add(path, [source("a.txt", "选派28人。")])
    database(path, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")


def a_torn_store(path: Path) -> None:
    add(path, [source("a.txt", "选派28人。")])
    path.write_bytes(path.read_bytes()[:1000])


def a_head_alone(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


STRANGE = [
    a_text,
    a_spreadsheet,
    another_database,
    another_application,
    another_version,
    a_newer_store,
    a_torn_store,
    a_head_alone,
]


@pytest.mark.parametrize("arguments", [*READERS, *WRITERS], ids=" ".join)
@pytest.mark.parametrize("make", STRANGE)
def test_what_is_no_store_stays_as_it_is(
    call: Call, tmp_path: Path, path: Path, make: Callable[[Path], None], arguments: tuple[str, ...]
) -> None:
    make(path)
    (tmp_path / "words.md").write_text("选派28人。", encoding="utf-8")
    before = snapshot(tmp_path)
    status, output, errors = call(*arguments, "--store", path)
    assert status == 1
    assert output == ""
    assert errors.startswith(f"dj-metrics: error: {path}: ")
    assert errors.count("\n") == 1
    assert snapshot(tmp_path) == before


def test_a_newer_store_says_who_can_read_it(call: Call, path: Path) -> None:
    a_newer_store(path)
    assert call("query", "--store", path)[2] == (
        f"dj-metrics: error: {path}: was made by a newer dj-metrics (shape {len(schema.MIGRATIONS) + 1},"
        f" this one knows {len(schema.MIGRATIONS)}): update dj-metrics\n"
    )


@pytest.mark.parametrize("arguments", [*READERS, *WRITERS], ids=" ".join)
def test_a_folder_is_no_store(call: Call, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "words.md").write_text("选派28人。", encoding="utf-8")
    (tmp_path / "below").mkdir()
    status, _, errors = call(*arguments, "--store", tmp_path / "below")
    assert (status, errors.count("\n")) == (1, 1)
    assert "is a folder" in errors
    assert list((tmp_path / "below").iterdir()) == []


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_a_question_makes_no_store(
    call: Call, tmp_path: Path, path: Path, arguments: tuple[str, ...]
) -> None:
    status, _, errors = call(*arguments, "--store", path)
    assert (status, errors.count("\n")) == (1, 1)
    assert "dj-metrics extract PATH" in errors
    assert list(tmp_path.iterdir()) == []


def test_a_store_in_no_folder_is_not_made(call: Call, folder: Path, tmp_path: Path) -> None:
    status, _, errors = call("extract", folder, "--store", tmp_path / "nowhere" / "a.db")
    assert status == 1
    assert f"there is no folder {tmp_path / 'nowhere'}" in errors
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["a" * 300, "below/" * 2000 + "a"])
@pytest.mark.parametrize("command", ["query", "extract"])
def test_a_name_that_the_system_refuses_is_said(call: Call, folder: Path, command: str, name: str) -> None:
    status, _, errors = call(*([command, folder] if command == "extract" else [command]), "--store", name)
    assert (status, errors.count("\n")) == (1, 1)


@posix
def test_a_name_that_is_no_text_may_be_that_of_a_store(call: Call, folder: Path, tmp_path: Path) -> None:
    name = tmp_path / "\udcff.db"
    try:
        name.touch()
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert call("extract", folder, "--store", name)[0] == 0
    assert call("query", "--count", "--store", name)[:2] == (0, "3\n")


@posix
@pytest.mark.parametrize("command", ["query", "extract"])
def test_a_pipe_is_no_store_and_not_waited_for(call: Call, folder: Path, path: Path, command: str) -> None:
    os.mkfifo(path)
    status, _, errors = call(*([command, folder] if command == "extract" else [command]), "--store", path)
    assert (status, errors.count("\n")) == (1, 1)


def interrupted(path: Path) -> None:
    with connection.writing(path, NOW) as store, connection.transaction(store):
        store.execute("DELETE FROM claim_facts")
        raise RuntimeError


def test_a_transaction_is_taken_back_whole(path: Path) -> None:
    add(path, [source("a.txt", "选派28人。")])
    before = contents(path)
    with pytest.raises(RuntimeError):
        interrupted(path)
    assert contents(path) == before


@plain_user
def test_in_a_folder_that_may_not_be_written_no_store_is_made(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    status, _, errors = call("extract", folder, "--store", closed / "a.db")
    assert (status, errors.count("\n")) == (1, 1)
    assert "choose another place with --store" in errors


@plain_user
@pytest.mark.parametrize("command", ["query", "extract"])
def test_a_folder_that_may_not_be_looked_into_is_said(
    call: Call, folder: Path, tmp_path: Path, command: str
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    arguments = [command, folder] if command == "extract" else [command]
    status, _, errors = call(*arguments, "--store", closed / "a.db")
    assert (status, errors.count("\n")) == (1, 1)


@plain_user
def test_a_store_that_may_only_be_read_is_not_written(call: Call, folder: Path, path: Path) -> None:
    add(path, [source("a.txt", "选派28人。")])
    path.chmod(0o400)
    before = path.read_bytes()
    status, _, errors = call("extract", folder, "--store", path)
    assert (status, errors.count("\n")) == (1, 1)
    assert path.read_bytes() == before
    assert call("query", "--count", "--store", path)[:2] == (0, "1\n")


def test_an_error_without_a_code_is_still_one_line(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used"), connection.said(path):
        raise apsw.Error("a thing that nobody foresaw")


def test_a_store_of_an_older_shape_is_brought_up_to_date(path: Path) -> None:
    name, statements = schema.MIGRATIONS[0]
    database(
        path, *statements.split(";\n"), f"INSERT INTO migrations VALUES ('{name}', 'once')", "PRAGMA user_version = 1",
        f"PRAGMA application_id = {schema.APPLICATION}",
    )  # fmt: skip
    with (
        pytest.raises(StoreError, match="is of an older shape: dj-metrics extract"),
        connection.reading(path),
    ):
        pass
    add(path, [source("a.txt", "选派28人。")])
    assert faults_of(path) == []
    with connection.reading(path) as store:
        assert list(store.execute("SELECT name, applied_at FROM migrations")) == [
            (name, "once"),
            *((later, NOW) for later, _ in schema.MIGRATIONS[1:]),
        ]
        assert store.execute("SELECT doc, manner_number FROM claims").fetchall() == [("a.txt", 1)]
