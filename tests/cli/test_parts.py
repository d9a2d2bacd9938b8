"""The commands over a folder of parts write what they write over a file that holds the same claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.test_export import LISTINGS
from comparison.told import ALL_FIELDS, FILTERS, INJECTIONS, STORED, keep
from dangjian_metrics.store import parts
from stand_in import Call


@pytest.fixture(autouse=True)
def kept(store: Path) -> Path:
    return keep(store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The claims of the store, as parts whose borders stand within documents."""
    below = tmp_path / "分片"
    below.mkdir()
    for number in range(3):
        parts.write(below, number, STORED[number * 3 : number * 3 + 3])
    return below


BY = ["region", "province", "city", "doc", "article", "period"]
COMMANDS = {
    **{name: command for name, command in LISTINGS.items() if name not in ("sources", "schema")},
    **{f"by {by}": ["compare", *ALL_FIELDS, "--by", by] for by in BY},
    **{f"{agg}": ["compare", *ALL_FIELDS, "--agg", agg] for agg in ("latest", "max", "sum")},
    "count": ["query", "--count", "--field", "党建指导员"],
    "limited": ["query", "--limit", "3", "--desc"],
    "nothing found": ["query", "--unit", "亩", "--region", "山东"],
    "nothing compared": ["compare", "--field", "党建指导员", "--field", "资金", "--unit", "亩"],
    "nearest field": ["query", "--field", "党建指导"],
    "nearest place": ["compare", "--field", "资金", "--region", "安丘县"],
    "no number": ["export", "--min", "x"],
    "no column": ["query", "--sort", "valeu"],
    "several fields in a file": ["compare", *ALL_FIELDS, "--format", "jsonl"],
}  # fmt: skip
FORMS = ["csv", "json", "jsonl", "md", "table"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_the_same_output(call: Call, folder: Path, kept: Path, command: list[str], form: str) -> None:
    call_ = [*command, *(["-"] if command[0] == "export" else []), "--format", form]
    assert call(*call_, "--store", folder) == call(*call_, "--store", kept)


@pytest.mark.parametrize(("options", "expected"), FILTERS, ids=lambda each: " ".join(map(str, each)))
def test_the_same_filters(
    call: Call, folder: Path, kept: Path, options: list[str], expected: list[int]
) -> None:
    found = call("export", "-", *options, "--store", folder)
    assert found == call("export", "-", *options, "--store", kept)
    assert len(found[1].splitlines()) > len(expected)


@pytest.mark.parametrize("form", ["csv", "jsonl", "md", "parquet"])
def test_the_same_files(call: Call, folder: Path, kept: Path, tmp_path: Path, form: str) -> None:
    files = [tmp_path / f"{name}.{form}" for name in ("from parts", "from the file")]
    for target, store in zip(files, (folder, kept), strict=True):
        assert call("export", target, "--store", store)[0] == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("value", INJECTIONS)
def test_values_of_filters_are_data(call: Call, folder: Path, kept: Path, value: str) -> None:
    for option in ("--action", "--period", "--text", "--doc", "--region", "--unit", "--field"):
        question = "query", f"{option}={value}", "--store"
        assert call(*question, folder) == call(*question, kept)


@pytest.mark.parametrize(
    "command", [["show", "1"], ["sources"], ["sources", "remove", "a.txt", "--yes"]], ids=" ".join
)
def test_what_needs_the_text_says_where_it_is(call: Call, folder: Path, command: list[str]) -> None:
    before = sorted(folder.iterdir())
    assert call(*command, "--store", folder) == (
        1,
        "",
        (
            f"dj-metrics: error: {folder}: is a folder, which holds claims but no text of documents: "
            "make a store in a file, with dj-metrics extract PATH --store FILE\n"
        ),
    )
    assert sorted(folder.iterdir()) == before


def test_no_file_is_written_among_the_parts(call: Call, folder: Path) -> None:
    status, out, err = call("export", folder / "claims.parquet", "--store", folder)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "would stand among the parts of the store: choose another folder" in err
    assert call("export", folder / "claims.csv", "--store", folder)[0] == 0
    assert call("query", "--count", "--store", folder)[1] == "8\n"


def test_parts_by_the_environment(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJ_METRICS_STORE", f"{folder}/")
    assert call("query", "--count") == (0, "8\n", "")


def test_a_folder_of_parts_without_claims(call: Call, folder: Path, tmp_path: Path, kept: Path) -> None:
    for number in range(3):
        parts.write(folder, number, [])
    assert call("query", "--store", folder)[2] == (
        "the store holds no claims yet: dj-metrics extract PATH adds some\n"
    )
    assert call("fields", "--store", folder)[0] == 0
    assert call("query", "--field", "党支部", "--store", folder)[0] == 2
    assert call("export", tmp_path / "a.csv", "--store", folder)[0] == 0


def test_a_relative_folder(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert call("query", "--count", "--store", ".") == (0, "8\n", "")
    monkeypatch.chdir(folder.parent)
    assert call("query", "--count", "--store", f"../{folder.parent.name}/./{folder.name}/") == (0, "8\n", "")
