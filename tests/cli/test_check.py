"""``check``: formats, exit status, filters, documents of their own, calls that are off."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from comparison.told import ANQIU, FILTERS, GUIDES, MEISHAN, keep, told
from dangjian_metrics.checking.rules import RULES
from dangjian_metrics.cli.app import run
from stand_in import Call, rows

WRONG = (
    "四川省眉山市：红色动能\n\n排查问题6个，完成整改5个，整改完成率达85%。收集诉求13个，其中已解决15个。\n"
)
RIGHT = "四川省眉山市：红色动能\n\n排查问题6个，完成整改5个，整改完成率达83%。收集诉求13个，其中已解决9个。\n"
COPY = (
    "今年以来，全市把支部建在产业链上，选派党建指导员65人，联系园区企业128家，收集生产经营诉求213个。\n\n"
    "全市组建党员先锋队32支，开展技能比武18场次，带动职工1260人次参加培训。\n"
)


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Documents with two errors and a reprint."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("a.txt", WRONG), ("b.txt", RIGHT), ("c.txt", COPY), ("d.txt", f"换了标题\n\n{COPY}")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def checked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """The command as it really reads documents: its status, standard output and standard error."""
    status = run(["check", *map(str, arguments)])
    return status, *capsys.readouterr()


@pytest.fixture
def kept(documents: Path, store: Path) -> Path:
    """The store of the documents."""
    assert run(["extract", str(documents), "--store", str(store), "-o", str(store.with_name("x.csv"))]) == 0
    return store


def test_errors_make_the_exit_status_one(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    status, out, err = checked(capsys, "--format", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [(each["severity"], each["rule"], each["message"]) for each in found][:2] == [
        ("error", "rate", "5个 / 6个 = 83.3%, stated 85%"),
        ("error", "part", "15个 of 13个: a part is more than its whole"),
    ]
    assert found[0]["ids"] == "1, 2, 3"
    assert found[0]["quotes"] == "6个；5个；85%"
    assert found[0]["region"] == "四川省眉山市"
    assert found[2]["rule"] == "reprint"
    assert err.splitlines()[-1] == "2 errors, 0 warnings, 1 note in 22 claims"


def test_without_errors_it_is_nought(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    status, out, err = checked(capsys, "--doc", "b.txt")
    assert (status, len(out.splitlines())) == (0, 1)
    assert err == "0 errors, 0 warnings, 0 notes in 5 claims\n"
    assert checked(capsys, "--doc", "c.txt", "--doc", "d.txt")[0] == 0


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md", "table"])
def test_every_format_has_the_findings(kept: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    capsys.readouterr()
    status, out, _err = checked(capsys, "--format", form)
    assert status == 1
    assert out.count("83.3%, stated 85%") == 1
    if form == "csv":
        assert list(rows(out)[0]) == [
            "severity", "rule", "message", "region", "doc", "article", "title", "ids", "quotes", "sentence",
        ]  # fmt: skip
    if form == "json":
        assert len(json.loads(out)) == 3


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".md"])
def test_it_goes_to_a_file(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    capsys.readouterr()
    target = tmp_path / f"found{suffix}"
    assert checked(capsys, "-o", target)[0] == 1
    assert target.stat().st_size > 100


def test_a_file_without_the_mark_of_its_encoding(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options, begins in (((), b"\xef\xbb\xbf"), (("--no-bom",), b"sev")):
        checked(capsys, "-o", tmp_path / "a.csv", *options)
        assert (tmp_path / "a.csv").read_bytes().startswith(begins)


def test_a_lexicon_gives_its_names(call: Call, store: Path, tmp_path: Path) -> None:
    keep(store)
    mine = tmp_path / "my.toml"
    mine.write_text('[fields."党建指导员"]\nwords = ["党建辅导员"]\nyes = ["党建辅导员"]\n', encoding="utf-8")
    assert "党建辅导员" in call("check", "--field", "党建辅导员")[2]
    assert "党建辅导员" not in call("check", "--field", "党建辅导员", "--lexicon", str(mine))[2]


def test_columns_have_chinese_names(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    _status, out, _err = checked(capsys, "--format", "csv", "--headers", "zh")
    assert next(csv.reader(io.StringIO(out))) == [
        "程度", "规则", "发现", "地区", "文件", "篇次", "标题", "相关编号", "相关原文", "原句",
    ]  # fmt: skip


def test_the_table_fits_the_terminal(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    _status, out, _err = checked(capsys, "--format", "table")
    lines = out.splitlines()
    assert lines[0] == "error rate: 5个 / 6个 = 83.3%, stated 85%"
    assert "".join(line.strip() for line in lines[1:3]).endswith(
        "a.txt:1 · 四川省眉山市 · #1 6个 #2 5个 #3 85%"
    )
    assert max(map(cell_len, lines)) <= 80


def test_signs_that_a_terminal_obeys_are_shown_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "a.txt"
    document.write_text("覆盖率\x1b[31m\u202e达\x07，覆盖率达120%。", encoding="utf-8")
    _status, out, _err = checked(capsys, document, "--format", "table")
    assert "120%" in out
    assert not any(sign in out for sign in "\x1b\x07\u202e")


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--rule", "rate"], ["rate"]),
        (["--rule", "rate", "--rule", "part"], ["rate", "part"]),
        (["--rule", "reprint"], ["reprint"]),
        (["--rule", "conflict"], []),
        (["--severity", "note"], ["reprint"]),
        (["--severity", "note", "--severity", "error"], ["rate", "part", "reprint"]),
        (["--severity", "warning"], []),
        (["--region", "眉山"], ["rate", "part"]),
        (["--field", "诉求"], ["part", "reprint"]),
        (["--text", "排查"], ["rate"]),
        (["--doc", "d.txt"], []),
    ],
)
def test_what_is_asked_for_is_what_is_found(
    kept: Path, capsys: pytest.CaptureFixture[str], options: list[str], left: list[str]
) -> None:
    capsys.readouterr()
    status, out, _err = checked(capsys, "--format", "csv", *options)
    assert [row["rule"] for row in rows(out)] == left
    assert status == (1 if {"rate", "part"} & set(left) else 0)


@pytest.mark.parametrize("options", [options for options, _left in FILTERS])
def test_it_takes_every_filter(call: Call, store: Path, options: list[str]) -> None:
    keep(store)
    status, _out, err = call("check", *options)
    assert status == 0
    assert err.endswith(("claims\n", "1 claim\n"))


def test_a_filter_that_leaves_nothing_is_said(call: Call, store: Path) -> None:
    keep(store)
    _status, _out, err = call("check", "--unit", "艘")
    assert err.splitlines()[0] == "no claim found: 8 claims in the store, and --unit 艘 leaves none of them"


def test_documents_are_checked_by_themselves(
    documents: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = checked(capsys, documents, "--format", "csv")
    assert (status, [row["rule"] for row in rows(out)]) == (1, ["rate", "part", "reprint"])
    assert err.splitlines()[0].startswith("4 documents, 4 articles, 22 claims; ")
    assert not store.exists()
    assert checked(capsys, documents / "b.txt")[0] == 0


def test_documents_that_cannot_be_read_are_said(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = checked(capsys, documents / "b.txt", documents / "none.txt", "--format", "csv")
    assert (status, rows(out)) == (1, [])
    assert err.splitlines()[0].endswith("none.txt: no such file or folder; check the path")
    status, out, _err = checked(capsys, documents / "none.txt")
    assert (status, out) == (1, "")


def test_a_folder_of_parts_is_checked_like_a_file(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["extract", str(documents), "-o", f"{tmp_path / 'parts'}/"]) == 0
    capsys.readouterr()
    status, out, _err = checked(capsys, "--store", tmp_path / "parts", "--format", "csv")
    assert (status, [row["rule"] for row in rows(out)]) == (1, ["rate", "part", "reprint"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "rates"], f"--rule rates: there is none: choose from {', '.join(RULES)}"),
        (["--severity", "fatal"], "--severity fatal: there is none: choose from error, warning, note"),
        (["--format", "xlsx"], "--format xlsx writes a file: say which, with -o FILE.xlsx"),
        (["a.txt", "--store", "b.db"], "check: PATH is read by itself: leave out --store"),
        (["--kind", "people"], "--kind people: unknown kind: choose from person, "),
        (["-o", "found.doc"], "found.doc: the suffix tells no format: "),
        (["--region", "火星"], "--region 火星: no such place in the store"),
    ],
)
def test_a_call_that_is_off_is_said_in_one_line(
    call: Call, store: Path, arguments: list[str], said: str
) -> None:
    keep(store)
    status, out, err = call("check", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"dj-metrics: error: {said}")
    assert err.count("\n") == 1


def test_a_store_that_is_not_there_is_said(call: Call) -> None:
    status, _out, err = call("check")
    assert status == 1
    assert err.startswith("dj-metrics: error: ")


def test_its_output_may_not_be_the_store(call: Call, store: Path) -> None:
    keep(store)
    status, _out, err = call("check", "-o", store, "--format", "csv")
    assert status == 2
    assert "is the store itself" in err


class TestReprintsInCompare:
    """Claims of a reprint count once in ``compare``."""

    @pytest.fixture
    def twice(self, tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> Path:
        folder = tmp_path / "articles"
        folder.mkdir()
        (folder / "a.txt").write_text("一篇转载\n\n" + COPY, encoding="utf-8")
        for name in ("b.txt", "c.txt"):
            (folder / name).write_text(f"四川省眉山市：红色动能\n\n{COPY}", encoding="utf-8")
        (folder / "d.txt").write_text("四川省眉山市：另一篇\n\n选派党建指导员65人。\n", encoding="utf-8")
        target = str(store.with_name("x.csv"))
        assert run(["extract", str(folder), "--store", str(store), "-o", target]) == 0
        capsys.readouterr()
        return store

    @pytest.mark.parametrize(
        ("options", "values", "left_out"),
        [
            ([], ["65", "65"], 2),
            (["--agg", "sum"], ["130"], 2),
            (["--reprints"], ["65"] * 4, 0),
            (["--by", "doc"], ["65", "65"], 2),
        ],
    )
    def test_one_field(
        self, twice: Path, capsys: pytest.CaptureFixture[str], options: list[str], values: list[str], left_out: int
    ) -> None:  # fmt: skip
        status = run(["compare", "--field", "党建指导员", "--format", "csv", "--store", str(twice), *options])
        out, err = capsys.readouterr()
        assert status == 0
        assert [row["value"] for row in rows(out)] == values
        assert ("2 claims are left out" in err) == (left_out == 2)

    def test_several_fields_beside_each_other(self, twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
        fields = ["--field", "党建指导员", "--field", "诉求", "--agg", "sum", "--format", "csv"]
        assert run(["compare", *fields, "--store", str(twice)]) == 0
        out, err = capsys.readouterr()
        (row,) = rows(out)
        assert list(row.values()) == ["四川省眉山市", "130", "213"]
        assert "4 claims are left out" in err
        assert run(["compare", *fields, "--reprints", "--store", str(twice)]) == 0
        out, err = capsys.readouterr()
        assert [list(row.values())[1:] for row in rows(out)] == [["65", "213"], ["195", "426"]]
        assert err == ""

    def test_equal_figures_of_other_texts_stay(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        claims = [told(28, doc="a.txt", **ANQIU, **GUIDES), told(28, doc="b.txt", **ANQIU, **GUIDES),
                  told(28, doc="c.txt", **MEISHAN, **GUIDES)]  # fmt: skip
        path = keep(tmp_path / "b.db", claims)
        assert run(["compare", "--field", "党建指导员", "--format", "csv", "--store", str(path)]) == 0
        out, err = capsys.readouterr()
        assert (len(rows(out)), err) == (3, "")
