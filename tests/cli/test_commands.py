"""Every command with every option, on a reading that the test can foresee."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dangjian_metrics import __version__
from dangjian_metrics.claims.record import COLUMNS
from stand_in import Call, rows


def test_csv_on_a_pipe(call: Call, folder: Path) -> None:
    status, out, err = call("extract", folder)
    assert status == 0
    assert [(row["doc"], row["entity"], row["value"], row["unit"]) for row in rows(out)] == [
        (str(folder / "a 安丘.txt"), "新建党支部", "32", "个"),
        (str(folder / "b.md"), "选派党建工作指导员", "28", "人"),
    ]
    assert out.startswith(",".join(COLUMNS) + "\n")
    assert err.startswith(
        "2 documents (1 UTF-8, 1 GB18030), 2 articles, 2 claims; 3 numbers: 2 claim, 1 word; "
    )
    assert "documents 2 new, 0 changed, 0 unchanged, 0 failed; claims +2 -0" in err
    assert err.count("\n") == 2


def test_offsets_are_those_of_the_document(call: Call, folder: Path) -> None:
    row = rows(call("extract", folder)[1])[0]
    text = (folder / "a 安丘.txt").read_text(encoding="utf-8")
    assert text[int(row["start"]) : int(row["end"])] == row["quote"] == "32个"


def test_json_lines_on_a_pipe(call: Call, folder: Path) -> None:
    status, out, _ = call("extract", folder, "--format", "jsonl")
    assert status == 0
    assert [json.loads(line)["value"] for line in out.splitlines()] == [32, 28]


def test_table_when_asked(call: Call, folder: Path) -> None:
    status, out, err = call("extract", folder, "--format", "table")
    assert status == 0
    assert out.splitlines()[1].split() == ["place", "field", "action", "value", "period"]
    assert "32个" in out
    assert err.startswith("2 documents")


def test_dash_is_standard_output(call: Call, folder: Path) -> None:
    assert call("extract", folder, "-o", "-")[1] == call("extract", folder)[1]


def test_order_is_that_of_reading(call: Call, folder: Path) -> None:
    first, second = folder / "b.md", folder / "a 安丘.txt"
    assert [row["value"] for row in rows(call("extract", first, second, first)[1])] == ["28", "32", "28"]


def test_standard_input(call: Call) -> None:
    status, out, _ = call("extract", "-", stdin="选派28人".encode("gb18030"))
    assert status == 0
    assert [(row["doc"], row["value"]) for row in rows(out)] == [("stdin", "28")]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".CSV"])
def test_the_suffix_decides(call: Call, folder: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"指标 表{suffix}"
    status, out, err = call("extract", folder, "--output", target)
    assert (status, out) == (0, "")
    assert err.startswith("2 documents")
    text = target.read_text(encoding="utf-8")
    assert text.startswith('{"doc": ' if suffix == ".jsonl" else "\ufeffdoc,article,")
    assert len(text.splitlines()) == (2 if suffix == ".jsonl" else 3)


def test_the_format_decides_over_the_suffix(call: Call, folder: Path, tmp_path: Path) -> None:
    call("extract", folder, "-o", tmp_path / "out.csv", "--format", "jsonl")
    assert json.loads((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0])["value"] == 32


def test_byte_order_mark(call: Call, folder: Path, tmp_path: Path) -> None:
    call("extract", folder, "-o", tmp_path / "a.csv")
    call("extract", folder, "-o", tmp_path / "b.csv", "--no-bom")
    call("extract", folder, "-o", tmp_path / "c.jsonl")
    first, second, third = (path.read_bytes() for path in sorted(tmp_path.glob("*.*")))
    assert first == b"\xef\xbb\xbf" + second
    assert third.startswith(b'{"doc"')
    assert b"\r" not in first
    assert not call("extract", folder)[1].startswith("\ufeff")


def test_formulas_are_defused_on_the_way(call: Call, tmp_path: Path) -> None:
    (tmp_path / "=1.txt").write_text("=选派28人", encoding="utf-8")
    row = rows(call("extract", tmp_path)[1])[0]
    assert row["sentence"] == "'=选派28人"


def test_a_lexicon_of_ones_own(call: Call, folder: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."支部"]\nwords = ["党支部"]\nyes = ["党支部"]\n', encoding="utf-8")
    assert rows(call("extract", folder)[1])[0]["field"] == "党支部"
    assert rows(call("extract", folder, "--lexicon", lexicon)[1])[0]["field"] == "支部"


def test_a_document_without_numbers(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("支部活动很受欢迎。", encoding="utf-8")
    status, out, err = call("extract", tmp_path / "a.txt")
    assert (status, rows(out)) == (0, [])
    assert err.startswith("1 document, 1 article, 0 claims; 0 numbers; ")


def test_an_empty_document(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    status, out, err = call("extract", tmp_path / "a.txt")
    assert (status, rows(out)) == (0, [])
    assert err.startswith("1 document")


def test_audit_as_records(call: Call, folder: Path) -> None:
    status, out, err = call("audit", folder, "--format", "jsonl", "-o", "-")
    assert status == 0
    found = [json.loads(line) for line in out.splitlines()]
    assert list(found[0]) == ["doc", "start", "end", "number", "disposition", "reason", "context"]
    assert [(number["number"], number["disposition"]) for number in found] == [
        ("32", "claim"), ("28", "claim"), ("一", "word"),
    ]  # fmt: skip
    assert err == "3 numbers: 2 claim, 1 word\n"


def test_audit_as_csv_file(call: Call, folder: Path, tmp_path: Path) -> None:
    status, out, _ = call("audit", folder, "-o", tmp_path / "a.csv", "--no-bom")
    assert (status, out) == (0, "")
    assert [row["number"] for row in rows((tmp_path / "a.csv").read_text(encoding="utf-8"))] == [
        "32",
        "28",
        "一",
    ]


def test_audit_as_table(call: Call, folder: Path) -> None:
    status, out, err = call("audit", folder, "--format", "table")
    assert (status, err) == (0, "")
    assert "选派党建工作指导员28人" in out
    assert out.splitlines()[-1] == "3 numbers: 2 claim, 1 word"


@pytest.mark.parametrize("only", ["word", "word,label", " label , word "])
def test_audit_of_one_disposition(call: Call, folder: Path, only: str) -> None:
    _, out, err = call("audit", folder, "--only", only)
    assert [row["number"] for row in rows(out)] == ["一"]
    assert err == "1 number: 1 word\n"


def test_explain(call: Call) -> None:
    status, out, err = call("explain", "支部活动很受欢迎。")
    assert (status, err) == (0, "")
    assert [line.split(":")[0] for line in out.splitlines() if not line.startswith(" ")][-1] == "claims"


def test_explain_reads_standard_input(call: Call) -> None:
    assert call("explain", "-", stdin="支部活动很受欢迎。".encode()) == call("explain", "支部活动很受欢迎。")


def test_explain_with_a_lexicon(call: Call, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."支部"]\nwords = ["党支部"]\nyes = ["党支部"]\n', encoding="utf-8")
    assert call("explain", "支部活动很受欢迎。", "--lexicon", lexicon)[0] == 0


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_version(call: Call, arguments: list[str]) -> None:
    assert call(*arguments) == (0, f"dj-metrics {__version__}\n", "")


@pytest.mark.parametrize("command", ["extract", "audit", "explain", "version"])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(call: Call, command: str, option: str) -> None:
    status, out, err = call(command, option)
    assert (status, err) == (0, "")
    assert out.startswith(f"Usage: dj-metrics {command}")
    assert command in call(option)[1]
