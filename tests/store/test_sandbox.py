"""The user's own SQL reads, and does nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dangjian_metrics.errors import UsageError
from dangjian_metrics.store import connection, sandbox
from stand_in import Call
from store.stores import add, snapshot, source

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "

REFUSED = [
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    "ATTACH '' AS other",
    "DETACH main",
    "PRAGMA user_version = 7",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA query_only = 0",
    "PRAGMA writable_schema = 1",
    "INSERT INTO runs (started_at, version, rules) VALUES ('', '', '')",
    "INSERT INTO fields VALUES (99, 'x') RETURNING id",
    "REPLACE INTO fields VALUES (0, 'x')",
    "UPDATE claim_facts SET value = '0'",
    "DELETE FROM claim_facts",
    "WITH gone AS (SELECT 1) DELETE FROM claim_facts",
    "DROP TABLE claim_facts",
    "DROP VIEW claims",
    "CREATE TABLE mine (x)",
    "CREATE TEMP TABLE mine (x)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE TEMP TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END",
    "CREATE INDEX mine ON claim_facts (value)",
    "CREATE VIRTUAL TABLE mine USING fts5(x)",
    "ALTER TABLE claim_facts RENAME TO facts",
    "VACUUM",
    "VACUUM INTO 'copy.db'",
    "ANALYZE",
    "REINDEX",
    "BEGIN",
    "BEGIN EXCLUSIVE",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT here",
    "SELECT load_extension('evil.so')",
    "SELECT LOAD_EXTENSION('evil.so', 'main')",
    "SELECT writefile('here.txt', 'x')",
    "SELECT readfile('/etc/passwd')",
    "SELECT edit('x')",
    "SELECT fts3_tokenizer('simple', x'00')",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE claim_facts",
    "SELECT 1 -- and then\n; DELETE FROM runs",
    "",
    "   \n",
    ";",
    "-- nothing but a remark",
    "/* nothing */",
    "SELECT",
    "SELEKT 1",
    "SELECT nothing FROM claims",
    "SELECT * FROM nowhere",
    "SELECT ?",
    "SELECT :name",
    "SELECT 'never closed",
    "SELECT 1\0",
    "SELECT '\udcff'",
    "党支部",
]


@pytest.fixture
def kept(path: Path) -> Path:
    """A store with some claims."""
    add(path, [source(f"{n}.txt", f"新建党支部{n}个，选派{n}.5人，一批。") for n in range(3)])
    return path


def ask(path: Path, question: str, seconds: float = 5) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The columns and rows of the answer."""
    with connection.reading(path) as store:
        answer = sandbox.ask(store, question, seconds)
        return answer.columns, list(answer.rows)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("SELECT count(*) FROM claims", [(6,)]),
        ("select field, sum(value_number) from claims group by field order by 1", [(None, 4.5), ("党支部", 3.0)]),
        ("SELECT 1;", [(1,)]),
        ("SELECT 1 -- a remark", [(1,)]),
        ("/* a remark */ SELECT 1", [(1,)]),
        ("VALUES (1, 'a'), (2, 'b')", [(1, "a"), (2, "b")]),
        ("SELECT 1 WHERE 0", []),
        (ENDLESS + "x FROM n LIMIT 3", [(1,), (2,), (3,)]),
        ("SELECT quote FROM claims WHERE sentence GLOB '*0.5*'", [("0个",), ("0.5人",)]),
        ("SELECT d.doc FROM claims AS c JOIN documents AS d ON d.id = c.document WHERE c.id = 6", [("2.txt",)]),
        ("SELECT name FROM sqlite_schema WHERE type = 'view'", [("claims",)]),
        ("SELECT rank() OVER (ORDER BY value_number) FROM claims LIMIT 1", [(1,)]),
    ],
)  # fmt: skip
def test_a_select_is_answered(kept: Path, question: str, rows: list[tuple[object, ...]]) -> None:
    assert ask(kept, question)[1] == rows


def test_an_answer_names_its_columns(kept: Path) -> None:
    assert ask(kept, 'SELECT 1 AS "数", 2, 3 AS "数" WHERE 0') == (("数", "2", "数"), [])


@pytest.mark.parametrize("question", REFUSED)
def test_all_else_is_refused_and_changes_nothing(kept: Path, tmp_path: Path, question: str) -> None:
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match=r"^sql: "):
        ask(kept, question)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("question", REFUSED[::3])
def test_it_is_refused_by_the_command_too(call: Call, kept: Path, tmp_path: Path, question: str) -> None:
    before = snapshot(tmp_path)
    status, output, errors = call("sql", question, "--store", kept)
    assert (status, output) == (2, "")
    assert errors.startswith("dj-metrics: error: ")
    assert errors.count("\n") == 1
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("question", "word"),
    [("ATTACH 'x' AS y", "ATTACH"), ("PRAGMA user_version", "PRAGMA"), ("DELETE FROM runs", "DELETE"),
     ("BEGIN", "a transaction"), ("SELECT load_extension('x')", "function")],
)  # fmt: skip
def test_a_refusal_says_what_it_refuses(kept: Path, question: str, word: str) -> None:
    with pytest.raises(UsageError, match=rf"{word}.* not allowed|{word}.*not authori[sz]ed"):
        ask(kept, question)


@pytest.mark.parametrize(
    "question",
    [
        ENDLESS + "count(*) FROM n",
        ENDLESS + "x FROM n WHERE x < 0",
        "SELECT count(*) FROM " + ", ".join(f"claim_facts AS f{n}" for n in range(20)),
    ],
)
def test_an_endless_question_ends(kept: Path, question: str) -> None:
    began = time.perf_counter()
    with pytest.raises(UsageError, match=r"no answer within 0.3 s.*--timeout"):
        ask(kept, question, 0.3)
    assert 0.25 < time.perf_counter() - began < 2


def test_the_time_of_rows_that_keep_coming_ends_too(kept: Path) -> None:
    began = time.perf_counter()
    with connection.reading(kept) as store, pytest.raises(UsageError, match="no answer within"):
        for _ in sandbox.ask(store, ENDLESS + "x FROM n", 0.3).rows:
            pass
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "question",
    [
        "SELECT zeroblob(2000000000)",
        "SELECT randomblob(2000000000)",
        "SELECT hex(zeroblob(90000000))",
        "SELECT replace(hex(zeroblob(40000)), '0', hex(zeroblob(40000)))",
    ],
)
def test_a_value_that_is_too_large_fails(kept: Path, question: str) -> None:
    with pytest.raises(UsageError, match=r"^sql: "):
        ask(kept, question)


def test_a_question_does_not_change_the_next_one(kept: Path) -> None:
    with connection.reading(kept) as store:
        with pytest.raises(UsageError):
            sandbox.ask(store, "DROP TABLE runs")
        assert list(sandbox.ask(store, "SELECT count(*) FROM claims").rows) == [(6,)]
