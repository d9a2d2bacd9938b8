"""``sources``, ``sources remove`` and ``sql``; and that every option of the commands on a store has its test."""

from __future__ import annotations

import ast
import json
import re
import sqlite3
import time
from pathlib import Path

import pytest

from comparison.told import INJECTIONS, NOW, STORED, keep
from dangjian_metrics.store import connection
from stand_in import Call, rows

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.fixture(autouse=True)
def kept(store: Path) -> Path:
    return keep(store)


def listed(call: Call, *options: object) -> list[tuple[str, str, str]]:
    status, out, _ = call("sources", *options)
    assert status == 0
    return [(row["doc"], row["article"], row["claims"]) for row in rows(out)]


ALL = [("a.txt", "1", "2"), ("b.txt", "1", "2"), ("b.txt", "2", "2"), ("c 50%'s.txt", "1", "2")]


def test_the_documents_and_articles(call: Call) -> None:
    status, out, err = call("sources")
    assert (status, err) == (0, "3 documents, 4 articles, 8 claims\n")
    assert rows(out)[0] == {
        "doc": "a.txt", "article": "1", "title": "山东省安丘市：支部串成链", "region": "山东省潍坊市安丘市", "claims": "2",
        "read_as": "", "read_at": NOW, "rules": "these rules",
    }  # fmt: skip
    assert listed(call) == ALL


@pytest.mark.parametrize(
    ("pattern", "docs"),
    [("b", ALL[1:3]), ("?.txt", ALL[:3]), ("c*", ALL[3:]), ("50%'s", ALL[3:]), ("%", ALL[3:])],
)
def test_the_documents_of_a_name(call: Call, pattern: str, docs: list[tuple[str, str, str]]) -> None:
    assert listed(call, "--doc", pattern) == docs


def test_no_document_of_a_name(call: Call) -> None:
    assert listed(call, "--doc", "z.txt") == []
    assert call("sources", "--doc", "z.txt")[2] == "0 documents, 0 articles, 0 claims\n"


def test_the_documents_of_another_store(call: Call, tmp_path: Path) -> None:
    assert listed(call, "--store", keep(tmp_path / "b.db", STORED[:1])) == [("a.txt", "1", "1")]


def test_the_documents_as_a_file_without_a_mark(call: Call, tmp_path: Path) -> None:
    assert call("sources", "-o", tmp_path / "a.csv")[:2] == (0, "")
    assert call("sources", "-o", tmp_path / "b.csv", "--no-bom")[:2] == (0, "")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "b.csv").read_bytes()


def test_the_documents_in_other_words(call: Call) -> None:
    assert (
        json.loads(call("sources", "--format", "json", "--headers", "zh")[1])[0]["地区"]
        == "山东省潍坊市安丘市"
    )


def test_remove_takes_a_document_out(call: Call, kept: Path) -> None:
    assert call("sources", "remove", "b.txt", "--yes") == (0, "", "removed 1 document with 4 claims\n")
    assert listed(call) == [ALL[0], ALL[3]]
    with connection.reading(kept) as store:
        assert store.execute("SELECT count(*) FROM claims").get == 4


@pytest.mark.parametrize(("pattern", "left"), [("?.txt", [ALL[3]]), ("*", []), ("%", ALL[:3]), ("txt", [])])
def test_remove_takes_a_pattern(call: Call, pattern: str, left: list[tuple[str, str, str]]) -> None:
    assert call("sources", "remove", pattern, "-y")[0] == 0
    assert listed(call) == left


def test_remove_without_a_terminal_wants_yes(call: Call) -> None:
    status, out, err = call("sources", "remove", "a.txt")
    assert (status, out) == (2, "")
    assert err == (
        "dj-metrics: error: remove 1 document with 2 claims (a.txt)? there is no terminal to ask at: say --yes\n"
    )
    assert listed(call) == ALL


@pytest.mark.parametrize("before", [True, False])
def test_remove_from_another_store(call: Call, tmp_path: Path, before: bool) -> None:
    named = ["--store", str(keep(tmp_path / "b.db"))]
    words = ["sources", *named, "remove"] if before else ["sources", "remove", *named]
    assert call(*words, "a.txt", "--yes")[0] == 0
    assert listed(call, *named) == ALL[1:]
    assert listed(call) == ALL


def test_remove_waits_for_another_writer_only_so_long(call: Call, kept: Path) -> None:
    with connection.writing(kept, NOW) as store, connection.transaction(store):
        began = time.monotonic()
        status, out, err = call("sources", "remove", "a.txt", "--yes", "--wait", "0.1")
        assert time.monotonic() - began < 5
    assert (status, out) == (1, "")
    assert "another process has been writing for more than 0.1 s" in err
    assert listed(call) == ALL


@pytest.mark.parametrize("pattern", ["z.txt", "", *INJECTIONS])
def test_remove_of_a_strange_name_takes_nothing_else(call: Call, pattern: str) -> None:
    status = call("sources", "remove", f"{pattern}", "--yes")[0]
    gone = [] if status else [name for name in ("a.txt", "b.txt", "c 50%'s.txt") if pattern in name]
    assert [doc for doc, _, _ in listed(call)] == [doc for doc, _, _ in ALL if doc not in gone]


def test_remove_of_no_document_is_an_error(call: Call, kept: Path) -> None:
    assert call("sources", "remove", "z.txt", "--yes") == (
        2, "", f"dj-metrics: error: z.txt: no document of this name in {kept}: dj-metrics sources lists them\n",
    )  # fmt: skip


def test_sql_answers_a_question(call: Call) -> None:
    question = "select unit, count(*) as n, avg(value_number) as mean from claims group by unit order by n desc, unit"
    status, out, err = call("sql", question)
    assert (status, err) == (0, "")
    assert out.splitlines()[:3] == ["unit,n,mean", "人,2,339", "%,1,99.07"]
    answer = json.loads(call("sql", question, "--format", "json")[1])
    assert answer[0] == {"unit": "人", "n": 2, "mean": 339}


def test_sql_with_headings_in_chinese(call: Call) -> None:
    assert call("sql", "select doc, id from claims limit 1", "--headers", "zh")[1] == "文件,编号\na.txt,1\n"


def test_sql_as_a_table(call: Call) -> None:
    out = call("sql", "select id, region from claims where unit = '人'", "--format", "table")[1]
    assert [line.split() for line in out.splitlines()] == [
        ["id", "region"],
        ["3", "四川省眉山市"],
        ["5", "甘肃省嘉峪关市"],
    ]


def test_sql_to_a_file(call: Call, tmp_path: Path) -> None:
    assert call("sql", "select id from claims limit 1", "-o", tmp_path / "a.csv") == (0, "", "")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfid\n1\n"
    call("sql", "select id from claims limit 1", "-o", tmp_path / "a.csv", "--no-bom")
    assert (tmp_path / "a.csv").read_bytes() == b"id\n1\n"


def test_sql_of_another_store(call: Call, tmp_path: Path) -> None:
    other = keep(tmp_path / "b.db", STORED[:1])
    assert call("sql", "select count(*) as n from claims", "--store", other)[1] == "n\n1\n"


def test_sql_that_finds_nothing(call: Call) -> None:
    assert call("sql", "select id, value from claims where 0") == (0, "id,value\n", "")
    assert call("sql", "select id from claims where 0", "--format", "json")[1] == "[]\n"


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ("null", [None]),
        ("x'00ff'", ["00ff"]),
        ("1e400", [None]),
        ("2.50", [2.5]),
        ("'=1'", ["=1"]),
        ("-0.0", [0]),
    ],
)
def test_sql_shows_any_cell(call: Call, cells: str, shown: list[object]) -> None:
    answer = json.loads(call("sql", f"select {cells} as a", "--format", "json")[1])
    assert [row["a"] for row in answer] == shown


MIXED = (
    "select 1 as a union all select 'x' union all select 2.5 union all select null union all select x'00ff'"
)


@pytest.mark.parametrize(
    "form",
    ["csv", "table", "json", "md", "xlsx", "parquet"],
)
def test_sql_shows_a_column_of_several_types(call: Call, tmp_path: Path, form: str) -> None:
    target = ["-o", tmp_path / f"a.{form}"] if form in {"xlsx", "parquet"} else []
    status, out, err = call("sql", MIXED, "--format", form, *target)
    assert (status, err) == (0, "")
    assert target or all(cell in out for cell in ("1", "x", "2.5", "00ff"))


def test_sql_ends_after_its_time(call: Call) -> None:
    began = time.monotonic()
    status, out, err = call("sql", ENDLESS, "--timeout", "0.1")
    assert time.monotonic() - began < 5
    assert (status, out) == (2, "")
    assert (
        err
        == "dj-metrics: error: sql: no answer within 0.1 s: ask for less, or give it more with --timeout\n"
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_sql_wants_some_time(call: Call, seconds: str) -> None:
    status, _, err = call("sql", "select 1", "--timeout", seconds)
    assert (status, err.count("\n")) == (2, 1)
    assert "--timeout" in err


@pytest.mark.parametrize(
    "statement",
    [
        "delete from documents", "update claim_facts set value = 1", "drop table documents", "insert into fields values (9, 'x')",
        "create table x (a)", "attach 'x.db' as x", "vacuum into 'x.db'", "pragma journal_mode = delete", "begin",
        "select 1; delete from documents", "", "/* nothing */", "selekt 1", "select * from nothing", "select ?", "select '",
    ],
)  # fmt: skip
def test_sql_only_reads(
    call: Call, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = kept.read_bytes()
    status, out, err = call("sql", statement)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("dj-metrics: error: sql: ")
    assert kept.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


COMMANDS: dict[str, list[str]] = {
    "query": ["query"], "fields": ["fields"], "show": ["show", "1"], "compare": ["compare", "--field", "资金"],
    "sources": ["sources"], "sources remove": ["sources", "remove", "a", "--yes"], "sql": ["sql", "select 1"],
    "export": ["export", "a.csv"],
}  # fmt: skip
every_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())


def refused(call: Call, command: list[str], store: Path) -> str:
    status, out, err = call(*command, "--store", store)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"dj-metrics: error: {store}: ")
    return err


@every_command
def test_a_store_that_is_not_there(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused(call, command, tmp_path / "no.db")
    assert "there is no store here: make one with dj-metrics extract PATH, or name one with --store" in said
    assert list(tmp_path.iterdir()) == []


@every_command
@pytest.mark.parametrize("content", [b"SQLite", b"doc,article\n", b"\x00" * 4096])
def test_a_file_that_is_no_store(call: Call, tmp_path: Path, command: list[str], content: bytes) -> None:
    (tmp_path / "a.db").write_bytes(content)
    assert "is no dj-metrics store" in refused(call, command, tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == content


@every_command
def test_a_folder_is_no_store(call: Call, tmp_path: Path, command: list[str]) -> None:
    assert "is a folder" in refused(call, command, tmp_path)


@every_command
def test_the_database_of_another_program(call: Call, tmp_path: Path, command: list[str]) -> None:
    with sqlite3.connect(tmp_path / "a.db") as other:
        other.execute("CREATE TABLE claims (id, field)")
    other.close()
    assert "is no dj-metrics store" in refused(call, command, tmp_path / "a.db")


@pytest.fixture
def calls_of_extract(call: Call, tmp_path: Path) -> Call:
    (tmp_path / "a.txt").write_text("选派28人。", encoding="utf-8")

    def extract(*options: object, stdin: bytes = b"") -> tuple[int, str, str]:
        return call("extract", tmp_path / "a.txt", "--store", tmp_path / "a.db", *options)

    return extract


def test_extract_keeps_in_the_store_named(
    calls_of_extract: Call, call: Call, tmp_path: Path, kept: Path
) -> None:
    before = kept.read_bytes()
    assert calls_of_extract()[0] == 0
    assert listed(call, "--store", tmp_path / "a.db") == [(str(tmp_path / "a.txt"), "1", "1")]
    assert kept.read_bytes() == before


def test_extract_reads_again_with_refresh(calls_of_extract: Call) -> None:
    calls_of_extract()
    assert "documents 0 new, 0 changed, 1 unchanged" in calls_of_extract()[2]
    assert "documents 0 new, 1 changed, 0 unchanged" in calls_of_extract("--refresh")[2]


def test_extract_waits_for_another_writer_only_so_long(calls_of_extract: Call, tmp_path: Path) -> None:
    with connection.writing(tmp_path / "a.db", NOW) as store, connection.transaction(store):
        began = time.monotonic()
        status, _, err = calls_of_extract("--wait", "0.1")
        assert time.monotonic() - began < 5
    assert status == 1
    assert "another process has been writing for more than 0.1 s" in err


_LISTING = {
    "--store": "test_a_store_that_is_not_there", "--output": "test_every_form_of_every_listing",
    "--format": "test_every_form_on_a_pipe", "--headers": "test_every_form_of_every_listing",
    "--no-bom": "test_only_csv_has_a_byte_order_mark", "--help": "test_every_option_has_its_test",
}  # fmt: skip
_FILTERS = [
    "--field", "--region", "--action", "--unit", "--kind", "--statistic", "--period", "--min", "--max", "--text", "--doc",
]  # fmt: skip
_CHOICE = {
    **dict.fromkeys(_FILTERS, "test_a_filter"), "--lexicon": "test_a_lexicon_gives_other_names", **_LISTING,
}  # fmt: skip
_ORDER = {
    "--sort": "test_the_order_and_how_many", "--desc": "test_the_order_and_how_many",
    "--limit": "test_the_order_and_how_many", "--columns": "test_only_these_columns",
}  # fmt: skip
_EXPORT = {name: test for name, test in _CHOICE.items() if name != "--output"} | dict.fromkeys(
    [*_FILTERS], "test_the_same_filters_as_query"
)
COVERED: dict[str, dict[str, str]] = {
    "query": {**_CHOICE, **_ORDER, "--count": "test_count_of_all"},
    "fields": {**_LISTING, "--lexicon": "test_the_fields_under_the_names_of_a_lexicon"},
    "show": {"--store": "test_a_store_that_is_not_there", "--help": "test_every_option_has_its_test"},
    "compare": {
        **_CHOICE, "--by": "test_what_rows_are_told_apart_by", "--agg": "test_how_claims_of_one_cell_join",
        "--chart": "test_a_chart", "--reprints": "test_several_fields_beside_each_other",
    },
    "check": {
        **dict.fromkeys(_FILTERS, "test_it_takes_every_filter"), "--lexicon": "test_a_lexicon_gives_its_names",
        **dict.fromkeys(("--rule", "--severity"), "test_what_is_asked_for_is_what_is_found"),
        "--store": "test_a_store_that_is_not_there_is_said", "--output": "test_it_goes_to_a_file",
        "--format": "test_every_format_has_the_findings", "--headers": "test_columns_have_chinese_names",
        "--no-bom": "test_a_file_without_the_mark_of_its_encoding", "--help": "test_every_option_has_its_test",
    },
    "sources": {**_LISTING, "--doc": "test_the_documents_of_a_name"},
    "sources remove": {
        "--yes": "test_remove_takes_a_document_out", "-y": "test_remove_takes_a_pattern",
        "--store": "test_remove_from_another_store", "--wait": "test_remove_waits_for_another_writer_only_so_long",
        "--help": "test_every_option_has_its_test",
    },
    "sql": {**_LISTING, "--timeout": "test_sql_ends_after_its_time"},
    "export": {
        **_EXPORT, **dict.fromkeys(_ORDER, "test_the_same_order_and_columns_as_query"),
        "--schema": "test_the_data_dictionary", "--lexicon": "test_export_with_the_names_of_a_lexicon",
    },
    "report": {
        **dict.fromkeys(_FILTERS, "test_a_filter_of_a_report"), "--lang": "test_the_language_of_a_report",
        "--title": "test_a_report_on_standard_output", "--store": "test_what_a_report_refuses",
        "--lexicon": "test_a_report_with_the_names_of_a_lexicon", "--help": "test_every_option_has_its_test",
    },
    "evaluate": {
        "--documents": "test_documents_may_stand_elsewhere", "--store": "test_what_a_store_holds_is_judged",
        "--by": "test_only_some_figures", "--differences": "test_every_difference_is_listed",
        "--floor": "test_a_figure_below_its_floor_fails", "--raise-floor": "test_a_floor_is_raised_and_never_lowered",
        "--draft": "test_a_draft_is_right_about_itself", "--lexicon": "test_a_lexicon_of_ones_own_names_fields",
        **dict.fromkeys(("--output", "--headers", "--no-bom"), "test_figures_in_every_form"),
        "--format": "test_every_difference_is_listed", "--help": "test_every_option_has_its_test",
    },
    "review": {
        **dict.fromkeys(_FILTERS, "test_a_filter_of_a_review"),
        **dict.fromkeys(("--all", "--limit"), "test_with_all_the_others_come_behind"),
        **dict.fromkeys(("--decide", "--keep", "--reject", "--set", "--undo", "--who"), "test_decided_without_asking"),
        **dict.fromkeys(("--list", "--output", "--format", "--headers", "--no-bom"), "test_decisions_are_listed_in_every_form"),
        "--export-gold": "test_what_was_decided_whole_is_gold", "--partial": "test_what_was_decided_in_part_is_marked_so",
        "--wait": "test_a_store_that_is_busy_is_waited_for", "--store": "test_a_folder_of_parts_takes_no_decisions",
        "--lexicon": "test_a_lexicon_of_ones_own_names_the_field_of_a_correction",
        "--help": "test_every_option_has_its_test",
    },
    "extract": {
        "--store": "test_extract_keeps_in_the_store_named", "--refresh": "test_extract_reads_again_with_refresh",
        "--wait": "test_extract_waits_for_another_writer_only_so_long", "--output": "test_the_suffix_decides",
        "--format": "test_json_lines_on_a_pipe", "--headers": "test_every_form_holds_the_claims",
        "--no-bom": "test_byte_order_mark", "--lexicon": "test_a_lexicon_of_ones_own", "--help": "test_help",
        "--jobs": "test_the_same_by_one_process_and_by_two", "--encoding": "test_an_encoding_that_is_known",
        "--strict": "test_strict_stops_at_the_first_failure", "--engine": "test_the_same_by_dask",
        "--scheduler": "test_the_same_by_a_cluster_that_is_there",
    },
}  # fmt: skip
"""Which test would fail if the option of a command did nothing; -o and -h stand beside --output and --help."""


def options_of(call: Call, command: str) -> set[str]:
    out = call(*command.split(), "--help")[1]
    return set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", out, re.MULTILINE)) | set(
        re.findall(r"^  (-y),", out, re.MULTILINE)
    )


@pytest.mark.parametrize("command", COVERED)
def test_every_option_has_its_test(call: Call, command: str) -> None:
    assert call(*command.split(), "--help")[1].startswith(f"Usage: dj-metrics {command} [OPTIONS]")
    assert options_of(call, command) == COVERED[command].keys()


def test_every_command_on_a_store_is_in_the_table(call: Call) -> None:
    groups = {
        "sources": re.findall(
            r"^  (\w+) +[A-Z]", call("sources", "--help")[1].split("Commands:")[1], re.MULTILINE
        )
    }
    top = re.findall(r"^  (\w+) +[A-Z]", call("--help")[1].split("Commands:")[1], re.MULTILINE)
    commands = {*top, *(f"{group} {name}" for group, names in groups.items() for name in names)}
    assert commands - {"audit", "completion", "explain", "version"} == COVERED.keys()


def test_the_tests_in_the_table_are_there() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(__file__).parent.glob("test_*.py")]
    there = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert {name for tests in COVERED.values() for name in tests.values()} <= there
