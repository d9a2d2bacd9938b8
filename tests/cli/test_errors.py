"""Bad input: one line on standard error with the way out, the rest still done, no half-written file."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from dangjian_metrics.cli import output
from stand_in import Call, rows

LINE = re.compile(r"dj-metrics: error: [^\n]+\n")


def error_of(err: str) -> str:
    """The one line of error, which may be followed by the summary line."""
    found = LINE.match(err)
    assert found, err
    assert "Traceback" not in err
    return found.group()


USAGE = {
    "no path": (["extract"], "Missing argument 'PATH"),
    "unknown option": (["extract", "x.txt", "--colour"], "--colour"),
    "unknown format": (
        ["extract", "x.txt", "--format", "xml"],
        "'--format': 'xml' is not one of 'table', 'csv', 'json', 'jsonl', 'md', 'xlsx',",
    ),
    "option without value": (["extract", "x.txt", "-o"], "-o"),
    "unknown command": (["extrakt"], "extrakt"),
    "unknown suffix": (
        ["extract", "x.txt", "-o", "out.docx"],
        "out.docx: the suffix tells no format: name it .csv, .json, .jsonl, .md, .xlsx or .parquet, or",
    ),
    "a sheet on standard output": (
        ["extract", "x.txt", "--format", "xlsx"],
        "--format xlsx writes a file: say which, with -o FILE.xlsx",
    ),
    "parquet on standard output": (
        ["audit", "x.txt", "-o", "-", "--format", "parquet"],
        "--format parquet writes a file: say which, with -o FILE.parquet",
    ),
    "unknown language": (
        ["extract", "x.txt", "--headers", "fr"],
        "'--headers': 'fr' is not one of 'en', 'zh'",
    ),
    "no suffix": (["extract", "x.txt", "-o", "out"], "out: the suffix tells no format"),
    "table to a file": (
        ["extract", "x.txt", "-o", "o.csv", "--format", "table"],
        "o.csv: a table goes to the terminal only",
    ),
    "output in no folder": (
        ["extract", "x.txt", "-o", "none/o.csv"],
        "none/o.csv: there is no folder none: make it",
    ),
    "output is a folder": (
        ["extract", "x.txt", "-o", ".", "--format", "csv"],
        ".: is a folder: name a file in it",
    ),
    "empty output": (["extract", "x.txt", "-o", ""], "the suffix tells no format"),
    "unknown disposition": (
        ["audit", "x.txt", "--only", "claim,maybe"],
        "--only: unknown disposition 'maybe': choose from claim,",
    ),
    "no disposition": (["audit", "x.txt", "--only", ""], "--only: unknown disposition ''"),
    "no lexicon": (["extract", "x.txt", "--lexicon", "no.toml"], "no.toml: cannot be read as a lexicon"),
    "no sentence": (["explain"], "Missing argument 'SENTENCE"),
    "empty sentence": (["explain", "  "], "the sentence is empty: dj-metrics explain"),
    "two sentences": (["explain", "一句", "两句"], "unexpected extra argument"),
}


@pytest.mark.parametrize(("arguments", "said"), USAGE.values(), ids=USAGE.keys())
def test_usage(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text("选派28人", encoding="utf-8")
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    assert said in error_of(err)
    assert err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_usage_errors_say_where_help_is(call: Call) -> None:
    assert call("extract", "--colour")[2].endswith(": see dj-metrics extract --help\n")


def test_no_command_shows_help(call: Call) -> None:
    status, out, err = call()
    assert (status, out) == (2, "")
    assert err.startswith("Usage: dj-metrics")


def test_a_broken_lexicon_names_the_entry(call: Call, folder: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."鞋"]\nwords = ["布鞋"]\n', encoding="utf-8")
    for command in (["extract", folder], ["explain", "新建党支部32个"]):
        status, out, err = call(*command, "--lexicon", lexicon)
        assert (status, out) == (2, "")
        assert f"{lexicon}: 鞋: no example: give at least one" in error_of(err)


FAILING = {
    "missing": (None, "no such file"),
    "binary": (b"PK\x03\x04" + bytes(200), "is a binary file"),
    "undecodable": (b"\xff\x81\xff" * 20, "save it again as UTF-8"),
}


@pytest.mark.parametrize(("content", "said"), FAILING.values(), ids=FAILING.keys())
@pytest.mark.parametrize("command", ["extract", "audit"])
def test_a_failing_file_stops_no_other(
    call: Call, folder: Path, tmp_path: Path, command: str, content: bytes | None, said: str
) -> None:
    bad = tmp_path / "坏 文件.txt"
    if content is not None:
        bad.write_bytes(content)
    status, out, err = call(command, bad, folder / "a 安丘.txt")
    assert status == 1
    assert len(rows(out)) == 1
    assert error_of(err).startswith(f"dj-metrics: error: {bad}: ")
    assert said in err
    assert err.count("\n") == (3 if command == "extract" else 2)  # and a line on the store


def test_failures_are_counted(call: Call, folder: Path) -> None:
    assert (
        "2 documents (1 UTF-8, 1 GB18030), 2 articles, 2 claims, 1 failed; "
        in call("extract", "no.txt", folder)[2]
    )


def test_a_folder_without_documents(call: Call, tmp_path: Path) -> None:
    status, out, err = call("extract", tmp_path)
    assert (status, out) == (1, "")
    assert "no document in this folder (.txt, .md, .html, .htm, .docx, .pdf, .zip)" in error_of(err)


def test_another_suffix(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.doc").touch()
    (tmp_path / "a.pptx").touch()
    assert ".doc is not read; open it in Word, WPS" in error_of(call("extract", tmp_path / "a.doc")[2])
    assert ".pptx is not read; convert it to one of .txt" in error_of(call("extract", tmp_path / "a.pptx")[2])


def test_a_failing_file_and_an_output_file(call: Call, folder: Path, tmp_path: Path) -> None:
    status, _, _ = call("extract", "no.txt", folder, "-o", tmp_path / "out.csv")
    assert status == 1
    assert len(rows((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))) == 2


def test_nothing_read_leaves_the_output_as_it_was(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    assert call("extract", "no.txt", "-o", target)[0] == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_crash_leaves_the_output_as_it_was(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(output.Sink, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call("extract", folder, "-o", target)
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["out.csv", folder.name])


def test_ctrl_c_is_quiet(call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output.Sink, "write", interrupted)
    assert call("extract", folder, "-o", tmp_path / "out.csv") == (130, "", "")
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_output_over_a_document(call: Call, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("选派28人", encoding="utf-8")
    status, _, err = call("extract", tmp_path, "-o", document, "--format", "csv")
    assert status == 2
    assert "a.txt: is one of the documents to read" in error_of(err)
    assert document.read_text(encoding="utf-8") == "选派28人"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_output_keeps_the_rights_of_the_file(call: Call, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.touch(0o640)
    call("extract", folder, "-o", target)
    assert target.stat().st_mode & 0o777 == 0o640


def test_output_through_a_link(call: Call, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert call("extract", folder, "-o", tmp_path / "link.csv")[0] == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert len(rows((tmp_path / "real.csv").read_text(encoding="utf-8-sig"))) == 2


def test_output_to_a_device(call: Call, folder: Path) -> None:
    assert call("extract", folder, "-o", "/dev/null", "--format", "csv")[0] == 0
    assert not Path("/dev/null").is_file()


def test_output_that_may_not_be_written(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    status, _, err = call("extract", folder, "-o", target)
    assert status == 2
    assert "out.csv: may not be written: choose another name" in error_of(err)
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet"])
def test_output_to_a_full_device(call: Call, folder: Path, form: str) -> None:
    status, _, err = call("extract", folder, "-o", "/dev/full", "--format", form)
    assert status == 2
    assert "/dev/full: cannot be written (No space left on device)" in error_of(err)


def test_errors_are_one_line(call: Call, tmp_path: Path) -> None:
    _, _, err = call("extract", tmp_path / "a\nb\x1b[31m.txt")
    assert err.splitlines()[0].startswith("dj-metrics: error: ")
    assert "\x1b" not in err
    assert len(err.splitlines()) == 3


def test_a_name_that_is_no_text(call: Call, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    try:
        (tmp_path / name).write_text("选派28人", encoding="utf-8")
    except OSError:
        pytest.skip("file names must be text here")
    status, _, _ = call("extract", tmp_path / name, "-o", tmp_path / "out.jsonl")
    assert status == 0
    assert "\\udcff.txt" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert call("extract", tmp_path / name, "--format", "table")[0] == 0
