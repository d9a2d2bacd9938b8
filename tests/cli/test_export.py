"""``export``, and that every command which lists rows writes the same in every form, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars
import pytest

from cli.test_forms import FILES, read
from cli.test_process import REAL, on_terminal, posix, process
from comparison.told import FILTERS, INJECTIONS, STORED, keep
from dangjian_metrics.cli import output
from dangjian_metrics.cli.request import counted
from dangjian_metrics.store.asking import LISTED
from dangjian_metrics.views.dictionary import entries
from dangjian_metrics.views.layouts import Row
from stand_in import Call, rows

LISTINGS: dict[str, list[str]] = {
    "query": ["query"],
    "some columns": ["query", "--columns", "id,region,value", "--sort", "value"],
    "fields": ["fields"],
    "compare": ["compare", "--field", "党建指导员"],
    "matrix": ["compare", "--field", "党建指导员", "--field", "资金", "--field", "耕地"],
    "sources": ["sources"],
    "sql": ["sql", "select id, region, value, value_number, bound from claims order by value_number"],
    "export": ["export"],
    "schema": ["export", "--schema"],
}
every_listing = pytest.mark.parametrize("command", LISTINGS.values(), ids=LISTINGS.keys())


@pytest.fixture(autouse=True)
def kept(store: Path) -> Path:
    return keep(store)


def to(target: object, command: list[str]) -> list[object]:
    """The call that writes the listing to a file; ``export`` takes it as its argument."""
    return [*command, target] if command[0] == "export" else [*command, "-o", target]


def plain(cell: Any) -> str:
    """A cell of any form as text: 33 and 33.0 and "33" are one."""
    text = "" if cell is None else str(cell)
    try:
        return f"{float(text):.9g}"
    except ValueError:
        return text.removeprefix("'").replace("\\", "")


def on_pipe(call: Call, command: list[str], *options: str) -> list[dict[str, Any]]:
    call_ = to("-", command) if command[0] == "export" else command
    answer: list[dict[str, Any]] = json.loads(call(*call_, "--format", "json", *options)[1])
    return answer


@every_listing
@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_form_of_every_listing(
    call: Call, tmp_path: Path, command: list[str], form: str, language: str
) -> None:
    target = tmp_path / f"指标 表.{form}"
    status, out, _ = call(*to(target, command), "--headers", language)
    assert (status, out) == (0, "")
    if (
        command[-1] == "党建指导员" or "--field" not in command
    ):  # several fields: rows in JSON, a matrix elsewhere
        expected = on_pipe(call, command, "--headers", language)
        found = [{name: plain(cell) for name, cell in row.items()} for row in read(target)]
        assert found == [{name: plain(cell) for name, cell in row.items()} for row in expected]
    assert read(target)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@every_listing
def test_headings_in_both_languages(call: Call, command: list[str]) -> None:
    english, chinese = (on_pipe(call, command, "--headers", language)[0] for language in ("en", "zh"))
    assert list(english.values()) == list(chinese.values())
    assert list(english) != list(chinese)
    assert all(name.isascii() for name in english)


@every_listing
@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md"])
def test_every_form_on_a_pipe(call: Call, tmp_path: Path, command: list[str], form: str) -> None:
    call(*to(tmp_path / "out.txt", command), "--format", form, "--no-bom")
    piped = call(*(to("-", command) if command[0] == "export" else command), "--format", form)[1]
    assert piped == (tmp_path / "out.txt").read_text(encoding="utf-8")
    start = {"csv": "", "json": "[\n{", "jsonl": "{", "md": "| "}[form]
    assert piped.startswith(start)


@every_listing
def test_a_pipe_gets_csv(call: Call, command: list[str]) -> None:
    plain_ = to("-", command) if command[0] == "export" else command
    assert call(*plain_)[1] == call(*plain_, "--format", "csv")[1]


@every_listing
def test_only_csv_has_a_byte_order_mark(call: Call, tmp_path: Path, command: list[str]) -> None:
    for form in ("csv", "json", "md"):
        call(*to(tmp_path / f"a.{form}", command))
    call(*to(tmp_path / "b.csv", command), "--no-bom")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "b.csv").read_bytes()
    assert not any((tmp_path / f"a.{form}").read_bytes().startswith(b"\xef") for form in ("json", "md"))


@posix
@every_listing
def test_a_terminal_gets_a_table(kept: Path, command: list[str]) -> None:
    if command[0] == "export" and "--schema" not in command:
        command = [*command, "-"]
    status, shown = on_terminal([*REAL, *command, "--store", str(kept)])
    assert status == 0
    if command[-1] == "-":
        assert shown.startswith("id,doc,")
    else:
        assert "," not in shown.splitlines()[0]
        assert "  " in shown.splitlines()[1]


@posix
def test_a_real_pipe_gets_csv(kept: Path) -> None:
    ended = process([*REAL, "query", "--store", str(kept)])
    assert ended.stdout.decode().splitlines()[0] == ",".join(LISTED)


OUTPUTS = {
    "an unknown suffix": (
        "out.docx",
        [],
        "the suffix tells no format: name it .csv, .json, .jsonl, .md, .xlsx or",
    ),
    "no suffix": ("out", [], "the suffix tells no format"),
    "no folder": ("none/out.csv", [], "there is no folder"),
    "a table": ("out.csv", ["--format", "table"], "a table goes to the terminal only"),
    "an unknown format": ("out.csv", ["--format", "xml"], "'xml' is not one of"),
    "an unknown language": ("out.csv", ["--headers", "fr"], "'fr' is not one of"),
}


@every_listing
@pytest.mark.parametrize(("name", "options", "said"), OUTPUTS.values(), ids=OUTPUTS.keys())
def test_an_output_that_cannot_be(
    call: Call, tmp_path: Path, command: list[str], name: str, options: list[str], said: str
) -> None:
    status, out, err = call(*to(tmp_path / name, command), *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("dj-metrics: error: ")
    assert said in err
    assert list(tmp_path.iterdir()) == []


@every_listing
@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_bytes_go_to_a_file_only(call: Call, command: list[str], form: str) -> None:
    status, out, err = call(*(to("-", command) if command[0] == "export" else command), "--format", form)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert f"--format {form} writes a file: say which, with -o FILE.{form}" in err


@every_listing
@pytest.mark.parametrize("form", ["csv", "json", "md", "xlsx", "parquet"])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_is_whole_or_not_at_all(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], form: str, there: bool
) -> None:
    target, write = tmp_path / f"out.{form}", output.Sink.write
    if there:
        target.write_bytes(b"old")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken(sink: output.Sink, rows: Iterable[Row]) -> None:
        write(sink, rows)
        raise ZeroDivisionError

    monkeypatch.setattr(output.Sink, "write", broken)
    with pytest.raises(ZeroDivisionError):
        call(*to(target, command))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == (
        {target.name: b"old"} if there else {}
    )


@pytest.mark.parametrize(("options", "expected"), FILTERS, ids=lambda each: " ".join(map(str, each)))
def test_the_same_filters_as_query(
    call: Call, tmp_path: Path, options: list[str], expected: list[int]
) -> None:
    target = tmp_path / "a.jsonl"
    status, out, err = call("export", target, *options)
    assert (status, out, err) == (0, "", f"{target}: {counted(len(expected), 'claim')}\n")
    assert [row["id"] for row in read(target)] == expected


ORDERS = [
    ["--sort", "value"], ["--sort", "value", "--desc"], ["--limit", "2"], ["--columns", "id,region"],
    ["--sort", "period", "--desc", "--limit", "3", "--columns", "period,value"],
]  # fmt: skip


@pytest.mark.parametrize("options", ORDERS, ids=" ".join)
def test_the_same_order_and_columns_as_query(call: Call, options: list[str]) -> None:
    exported = call("export", "-", *options)[1]
    assert exported == call("query", *options)[1]
    assert exported != call("export", "-")[1]


def test_export_writes_the_whole_store(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "全部 数据.parquet"
    assert call("export", target) == (0, "", f"{target}: 8 claims\n")
    frame = polars.read_parquet(target)
    assert tuple(frame.columns) == LISTED
    assert frame["id"].to_list() == list(range(1, 9))
    assert [str(value).rstrip("0").rstrip(".") for value in frame["value"]][5] == "99.07"


def test_export_of_another_store(call: Call, tmp_path: Path) -> None:
    other = keep(tmp_path / "b.db", STORED[:1])
    assert call("export", tmp_path / "a.csv", "--store", other)[2] == f"{tmp_path / 'a.csv'}: 1 claim\n"


def test_export_with_the_names_of_a_lexicon(call: Call, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."党建指导员"]\nwords = ["红管家"]\nyes = ["红管家"]\n', encoding="utf-8")
    assert call("export", "-", "--field", "红管家")[0] == 2
    assert len(rows(call("export", "-", "--field", "红管家", "--lexicon", lexicon)[1])) == 3


def test_export_that_finds_nothing_says_which_filter_left_nothing(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    status, out, err = call("export", target, "--region", "北京", "--unit", "名")
    assert (status, out) == (0, "")
    assert err.splitlines() == [
        "no claim found: 8 claims in the store, and --region 北京 leaves none of them",
        f"{target}: 0 claims",
    ]
    assert read(target) == []


def test_export_needs_a_file(call: Call) -> None:
    assert call("export") == (2, "", "dj-metrics: error: export: which file? dj-metrics export claims.xlsx\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--columns", "valeu"], "did you mean value"), (["--sort", "valeu"], "did you mean value"),
        (["--sort", 'id" DESC --'], "no such column"), (["--field", "党建指导"], "the nearest: 党建指导员"),
        (["--region", "安丘县"], "the nearest: 安丘市"), (["--min", "x"], "is no number"), (["--kind", "x"], "unknown kind"),
        (["--limit", "-1"], "--limit"),
    ],
)  # fmt: skip
def test_export_refuses_what_query_refuses(call: Call, tmp_path: Path, options: list[str], said: str) -> None:
    status, out, err = call("export", tmp_path / "a.csv", *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", INJECTIONS)
def test_values_of_filters_are_data(call: Call, value: str) -> None:
    for option in ("--action", "--period"):
        assert rows(call("export", "-", f"{option}={value}")[1]) == []


def test_the_data_dictionary(call: Call) -> None:
    status, out, err = call("export", "--schema")
    assert (status, err) == (0, "")
    answer = rows(out)
    assert [row["name"] for row in answer] == [entry.name for entry in entries()]
    assert {row["name"] for row in answer} == set(LISTED)
    assert all(row["meaning"] and row["name_zh"] and row["meaning_zh"] for row in answer)


def test_the_data_dictionary_needs_no_store(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJ_METRICS_STORE", str(tmp_path / "no.db"))
    assert call("export", tmp_path / "a.md", "--schema") == (0, "", "")
    assert read(tmp_path / "a.md")[0]["name"] == "doc"
