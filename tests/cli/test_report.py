"""``dj-metrics report``: filters, where it writes, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from comparison.told import FILTERS, STORED, keep
from dangjian_metrics.cli import output
from dangjian_metrics.views.page.content import COLUMNS
from stand_in import Call


@pytest.fixture(autouse=True)
def kept(store: Path) -> Path:
    return keep(store)


def data(page: str) -> Any:
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def ids(page: str) -> list[int]:
    return sorted(row[COLUMNS.index("id")] for document in data(page)["documents"] for row in document[5])


def test_all_claims(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    status, out, err = call("report", target)
    assert (status, out, err) == (0, "", f"{target}: 8 claims, 3 documents\n")
    assert ids(target.read_text(encoding="utf-8")) == list(range(1, len(STORED) + 1))
    assert [path.name for path in tmp_path.iterdir()] == ["报告.html"]


@pytest.mark.parametrize(("options", "expected"), FILTERS, ids=lambda each: " ".join(map(str, each)))
def test_a_filter_of_a_report(call: Call, tmp_path: Path, options: list[str], expected: list[int]) -> None:
    target = tmp_path / "a.html"
    assert call("report", target, *options)[0] == 0
    page = target.read_text(encoding="utf-8")
    assert ids(page) == expected
    held = data(page)
    assert {document[0] for document in held["documents"]} == {STORED[id_ - 1].doc for id_ in expected}
    assert all(part in " ".join(held["filters"]) for part in options if not part.startswith("--"))


def test_a_report_with_the_names_of_a_lexicon(call: Call, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."党建指导员"]\nwords = ["红管家"]\nyes = ["红管家"]\n', encoding="utf-8")
    assert call("report", tmp_path / "a.html", "--field", "红管家")[0] == 2
    assert call("report", tmp_path / "a.html", "--field", "红管家", "--lexicon", lexicon)[0] == 0
    assert ids((tmp_path / "a.html").read_text(encoding="utf-8")) == [1, 3, 5]


def test_nothing_left_is_said_and_nothing_written(call: Call, tmp_path: Path) -> None:
    status, out, err = call("report", tmp_path / "a.html", "--region", "山东", "--kind", "money")
    assert (status, out) == (0, "")
    assert err.startswith(
        "no claim found: 8 claims in the store, 2 with --region 山东, and --kind money leaves none"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_report_on_standard_output(call: Call) -> None:
    status, page, err = call("report", "-", "--lang", "zh", "--title", "我的报告")
    assert (status, err) == (0, "8 claims, 3 documents\n")
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    assert "<title>我的报告</title>" in page
    assert ids(page) == list(range(1, 9))


@pytest.mark.parametrize(
    ("options", "environment", "expected"),
    [([], "en", "en"), ([], "zh", "zh"), (["--lang", "zh"], "en", "zh"), (["--lang", "en"], "zh", "en")],
)
def test_the_language_of_a_report(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    environment: str,
    expected: str,
) -> None:
    monkeypatch.setenv("DJ_METRICS_LANG", environment)
    assert call("report", tmp_path / "a.html", *options)[0] == 0
    assert data((tmp_path / "a.html").read_text(encoding="utf-8"))["language"] == expected


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "report: which file? dj-metrics report FILE.html"),
        (["a.csv"], 2, "a.csv: a report is a web page: name it .html"),
        (["no/a.html"], 2, "no/a.html: there is no folder no: make it first"),
        (["a.html", "--lang", "fr"], 2, "'fr'"),
        (["a.html", "--kind", "people"], 2, "--kind people: unknown kind"),
        (["a.html", "--region", "无此地"], 2, "--region 无此地: no such place in the store"),
        (["a.html", "--store", "none.db"], 1, "none.db: there is no store here"),
        (["a.html", "--lexicon", "none.toml"], 2, "none.toml"),
    ],
)
def test_what_a_report_refuses(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found, out, err = call("report", *arguments)
    assert (found, out, err.count("\n")) == (status, "", 1)
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_parts_has_no_texts(call: Call, folder: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    assert call("extract", folder, "-o", f"{parts}/")[0] == 0
    status, _, err = call("report", tmp_path / "a.html", "--store", parts)
    assert (status, err.count("\n")) == (1, 1)
    assert "is a folder, which holds claims but no text of documents: make a store in a file" in err
    assert not (tmp_path / "a.html").exists()


def test_neither_the_store_nor_a_document_is_written_over(call: Call, tmp_path: Path) -> None:
    document, store = tmp_path / "a.html", tmp_path / "store.html"
    document.write_text("<p>新建党支部32个。</p>", encoding="utf-8")
    assert call("extract", document, "--store", store)[0] == 0
    before = document.read_bytes(), store.read_bytes()
    for target, said in ((document, "is one of the documents of the report"), (store, "is the store itself")):
        status, _, err = call("report", target, "--store", store)
        assert (status, err.count("\n")) == (2, 1)
        assert said in err
    assert before == (document.read_bytes(), store.read_bytes())


def test_it_is_there_whole_or_not_at_all(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.html"
    target.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.Keep, "__call__", full)
    status, _, err = call("report", target)
    assert (status, target.read_text(encoding="utf-8")) == (2, "old")
    assert "a.html: cannot be written (No space left on device)" in err
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_hostile_names_reach_the_page_and_no_terminal(call: Call, tmp_path: Path) -> None:
    document = tmp_path / "<img src=x onerror=alert(1)>\u202e\x07.txt"
    document.write_text("新建党支部32个。", encoding="utf-8")
    store = tmp_path / "store.db"
    assert call("extract", document, "--store", store)[0] == 0
    status, _, err = call("report", tmp_path / "a\u202e\x1b.html", "--store", store)
    assert (status, "\u202e" in err, "\x1b" in err) == (0, False, False)
    (page,) = tmp_path.glob("*.html")
    assert "<img" not in page.read_text(encoding="utf-8")
