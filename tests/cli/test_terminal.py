"""Nothing that a terminal would obey reaches it from a document, its name, a lexicon or a store."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dangjian_metrics.cli.app import run

SIGNS = "\x1b[31m\x07\x08\x9b2J\u202e\u2066\u200f\u2028\x7f\ufeff"
"""ESC, bell, backspace, a C1 control, overrides of direction, a separator of lines, delete, a mark of order."""
NAME = f"简报{SIGNS.replace('/', '')}.txt"
PAGE = (
    f"# 四川省眉山市：红色{SIGNS}动能\n\n## 一、选派{SIGNS}骨干\n\n今年{SIGNS}以来，选派党建{SIGNS}指导员26名，新建茶{SIGNS}亭"
    f"36{SIGNS}座，{SIGNS}投入4.6万元；“三{SIGNS}晒”活动，社区{SIGNS}党支部走访党建指导员29名{SIGNS}。\n"
)
PAGES = {NAME: PAGE, f"另{NAME}": PAGE.replace("眉山", "遂宁").replace("26", "27")}

Shown = tuple[int, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    below = tmp_path / f"文{SIGNS}件"
    below.mkdir()
    try:
        for name, text in PAGES.items():
            (below / name).write_text(text, encoding="utf-8")
    except OSError:
        pytest.skip("file names may not hold such signs here")
    assert run(["extract", str(below), "-o", "out.csv", "--store", "dj-metrics.db"]) == 0
    monkeypatch.setenv("DJ_METRICS_STORE", str(tmp_path / "dj-metrics.db"))
    return below


def unprintable(shown: str) -> set[str]:
    return {sign for sign in shown if not sign.isprintable() and sign != "\n"}


COMMANDS = {
    "extract": ["extract", "{folder}", "--format", "table"],
    "extract again": ["extract", "{folder}", "--format", "table", "--refresh"],
    "extract, unread": ["extract", "{folder}/没有{name}", "{folder}", "--format", "table"],
    "another suffix": ["extract", "{folder}/{name}.xyz"],
    "audit": ["audit", "{folder}", "--format", "table"],
    "explain": ["explain", "{page}"],
    "query": ["query", "--format", "table"],
    "query, columns": ["query", "--columns", "doc,title,section,entity,sentence,quote", "--format", "table"],
    "query of nothing": ["query", "--field", "{name}", "--doc", "{name}"],
    "an unknown region": ["query", "--region", "{name}"],
    "fields": ["fields", "--format", "table"],
    "show": ["show", "1"],
    "compare": ["compare", "--field", "党建指导员", "--format", "table"],
    "compare by document": ["compare", "--field", "党建指导员", "--by", "doc", "--format", "table"],
    "compare by title": ["compare", "--field", "党建指导员", "--by", "article", "--format", "table"],
    "compare fields": ["compare", "--field", "党建指导员", "--field", "党支部", "--by", "doc", "--format", "table"],
    "compare nothing": ["compare", "--field", "{name}", "--format", "table"],
    "sources": ["sources", "--format", "table"],
    "remove": ["sources", "remove", "{name}", "--yes"],
    "remove nothing": ["sources", "remove", "没有{name}", "--yes"],
    "sql": ["sql", "select doc, sentence from claims", "--format", "table"],
    "sql, headings": ["sql", 'select 1 as "{name}", 2 as "b{name}"', "--format", "table"],
    "sql, wrong": ["sql", "select {name}", "--format", "table"],
    "export": ["export", "{name}.csv"],
    "export nowhere": ["export", "{name}/x.csv"],
    "an unknown suffix": ["export", "{name}.x"],
    "no store": ["query", "--store", "没有{name}.db"],
    "no lexicon": ["query", "--lexicon", "没有{name}.toml"],
    "a broken lexicon": ["query", "--lexicon", "{lexicon}"],
    "a lexicon not closed": ["query", "--lexicon", "{torn}"],
    "an unknown option": ["query", "--{name}"],
    "an unknown command": ["{name}"],
    "an unknown choice": ["query", "--format", "{name}"],
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_a_terminal_obeys_is_shown(
    folder: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    lexicon, torn = folder / f"词{NAME}.toml", folder / f"坏{NAME}.toml"
    lexicon.write_text('[fields."鞋\\u001b\\u202e"]\nwords = ["布鞋\\u001b"]\n', encoding="utf-8")
    torn.write_text(f'[fields."{SIGNS[9:11]}鞋"', encoding="utf-8")
    capfd.readouterr()
    told = {"folder": folder, "name": NAME, "page": PAGE, "lexicon": lexicon, "torn": torn}
    status = run([part.format(**told) for part in COMMANDS[command]])
    sys.stdout.flush()
    shown = "".join(capfd.readouterr())
    assert shown.strip() or status == 0
    assert unprintable(shown) == set()
    assert "Traceback" not in shown


FORMS = ["csv", "json", "jsonl", "md"]


@pytest.mark.parametrize("form", FORMS)
def test_data_for_a_pipe_is_kept(folder: Path, capfd: pytest.CaptureFixture[str], form: str) -> None:
    capfd.readouterr()
    assert run(["query", "--format", form]) == 0
    sys.stdout.flush()
    shown = capfd.readouterr().out
    assert "\u202e" in shown
    assert "\u2066" in shown


@pytest.mark.parametrize("form", FORMS)
def test_records_on_a_terminal_are_defused(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    capfd.readouterr()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["query", "--format", form]) == 0
    sys.stdout.flush()
    shown = capfd.readouterr().out
    assert "\\u202e" in shown
    assert unprintable(shown) == set()
