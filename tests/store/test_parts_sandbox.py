"""The user's own SQL over a folder of parts reads the claims, and does nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dangjian_metrics.errors import UsageError
from dangjian_metrics.store import opening, parts
from stand_in import Call, claim
from store.stores import snapshot

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "

REFUSED = [
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH memory",
    "USE memory",
    "COPY claims TO 'here.csv'",
    "COPY claims TO 'parts/part-000001.parquet' (USE_TMP_FILE false)",
    "COPY (SELECT 1) TO 'parts/part-000009.parquet' (FORMAT parquet)",
    "EXPORT DATABASE 'here'",
    "IMPORT DATABASE 'here'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD 'evil.duckdb_extension'",
    "FORCE INSTALL httpfs FROM community",
    "PRAGMA threads = 1",
    "PRAGMA enable_profiling",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET GLOBAL allowed_directories = ['/']",
    "SET memory_limit = '1TB'",
    "RESET enable_external_access",
    "CREATE SECRET (TYPE s3)",
    "CREATE PERSISTENT SECRET kept (TYPE http, BEARER_TOKEN 'x')",
    "CREATE TABLE mine (x INTEGER)",
    "CREATE TEMP TABLE mine AS SELECT 1",
    "CREATE OR REPLACE VIEW claims AS SELECT 1",
    "CREATE MACRO mine(x) AS x",
    "CREATE SEQUENCE mine",
    "DROP VIEW claims",
    "ALTER VIEW claims RENAME TO mine",
    "INSERT INTO claims VALUES (1)",
    "UPDATE claims SET value = '0'",
    "DELETE FROM claims",
    "TRUNCATE claims",
    "CALL enable_logging(storage_path = 'here')",
    "FROM enable_logging(storage_path = 'here')",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "PREPARE mine AS SELECT 1",
    "EXECUTE mine",
    "EXPLAIN ANALYZE SELECT 1",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv_auto('words.txt')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_text('words.txt')",
    "SELECT * FROM read_blob('words.txt')",
    "SELECT * FROM read_json('words.txt')",
    "SELECT * FROM sniff_csv('words.txt')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM 'words.txt'",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM 'https://example.com/a.parquet'",
    "SELECT * FROM read_parquet('other.parquet')",
    "SELECT * FROM parquet_metadata('other.parquet')",
    "SELECT * FROM sqlite_scan('a.db', 'claims')",
    "SELECT * FROM query('COPY claims TO ''here.csv''')",
    "SELECT * FROM query_table('/etc/passwd')",
    "SELECT getenv('HOME')",
    "SELECT * FROM question",  # names of this program
    "SELECT * FROM rows",
    "SELECT * FROM REFUSED",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP VIEW claims",
    "SELECT 1 -- and then\n; COPY claims TO 'here.csv'",
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
    "SELECT $name",
    "SELECT 'never closed",
    "SELECT 1\0",
    "SELECT '\udcff'",
    "SELECT error('so')",
    "党支部",
]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder of two parts, beside it files that nobody may read."""
    folder = tmp_path / "parts"
    folder.mkdir()
    for number in (1, 2):
        parts.write(folder, number, [claim(value=each) for each in range(3)])
    (tmp_path / "words.txt").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "other.parquet").write_bytes((folder / "part-000001.parquet").read_bytes())
    return folder


def ask(folder: Path, question: str, seconds: float = 5) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The columns and rows of the answer."""
    with opening.reading(folder) as store:
        answer = store.ask(question, seconds)
        return answer.columns, list(answer.rows)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("SELECT count(*) FROM claims", [(6,)]),
        ("select value, sum(value_number) from claims group by value order by 1", [("0", 0.0), ("1", 2.0), ("2", 4.0)]),
        ("SELECT id FROM claims ORDER BY id DESC LIMIT 1;", [(6,)]),
        ("SELECT 1 -- a remark", [(1,)]),
        ("VALUES (1, 'a'), (2, 'b')", [(1, "a"), (2, "b")]),
        ("SELECT 1 WHERE 1 = 0", []),
        ("SELECT region FROM claims LIMIT 1", [("山东省潍坊市安丘市",)]),
        ("SELECT 2.5, sum(1), true, NULL, unhex('00ff'), 'nan'::DOUBLE", [(2.5, 1, 1, None, b"\x00\xff", None)]),
        ("SELECT DATE '2025-07-01', [1, 2]", [("2025-07-01", "[1, 2]")]),
        ("SELECT * FROM duckdb_secrets()", []),
        (ENDLESS + "x FROM n LIMIT 3", [(1,), (2,), (3,)]),
    ],
)  # fmt: skip
def test_a_select_is_answered(kept: Path, question: str, rows: list[tuple[object, ...]]) -> None:
    assert ask(kept, question)[1] == rows


def test_an_answer_names_its_columns(kept: Path) -> None:
    assert ask(kept, 'SELECT 1 AS "数", 2, 3 AS "数" WHERE 1 = 0') == (("数", "2", "数"), [])


def test_the_columns_can_be_listed(kept: Path) -> None:
    assert [row[0] for row in ask(kept, "describe claims")[1]][:3] == ["id", "doc", "article"]


@pytest.mark.parametrize("question", REFUSED)
def test_all_else_is_refused_and_changes_nothing(kept: Path, tmp_path: Path, question: str) -> None:
    before = snapshot(tmp_path), snapshot(kept), sorted(tmp_path.iterdir())
    with pytest.raises(UsageError, match=r"^sql: ") as error:
        ask(kept, question)
    assert "\n" not in str(error.value)
    assert (snapshot(tmp_path), snapshot(kept), sorted(tmp_path.iterdir())) == before


@pytest.mark.parametrize("question", REFUSED[::5])
def test_it_is_refused_by_the_command_too(call: Call, kept: Path, question: str) -> None:
    status, output, errors = call("sql", question, "--store", kept)
    assert (status, output, errors.count("\n")) == (2, "", 1)
    assert errors.startswith("dj-metrics: error: sql: ")


@pytest.mark.parametrize(
    "question",
    [
        ENDLESS + "count(*) FROM n",
        "SELECT count(*) FROM " + ", ".join(f"range(1000) AS f{n}" for n in range(20)),
        "SELECT x FROM range(100000000000) AS n(x) WHERE x < 0",
    ],
)
def test_an_endless_question_ends(kept: Path, question: str) -> None:
    began = time.perf_counter()
    with pytest.raises(UsageError, match=r"no answer within 0.3 s.*--timeout"):
        ask(kept, question, 0.3)
    assert time.perf_counter() - began < 3


def test_the_time_of_rows_that_keep_coming_ends_too(kept: Path) -> None:
    began = time.perf_counter()
    with opening.reading(kept) as store, pytest.raises(UsageError, match="no answer within"):
        for _ in store.ask("SELECT * FROM range(100000000000)", 0.3).rows:
            pass
    assert time.perf_counter() - began < 3


def test_a_question_does_not_change_the_next_one(kept: Path) -> None:
    with opening.reading(kept) as store:
        with pytest.raises(UsageError):
            store.ask("DROP VIEW claims", 5)
        with pytest.raises(UsageError, match="no answer within"):
            list(store.ask("SELECT * FROM range(100000000000)", 0.1).rows)
        assert list(store.ask("SELECT count(*) FROM claims", 5).rows) == [(6,)]
