"""The READMEs tell the truth: commands print what is shown, examples run, both languages say the same."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from dangjian_metrics.claims.record import COLUMNS
from dangjian_metrics.cli.app import app
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import adding, connection
from dangjian_metrics.store.rows import Source

if os.name != "posix":
    pytest.skip("the READMEs' commands run on a POSIX terminal", allow_module_level=True)

import readme

COMMANDS = (
    "extract", "audit", "explain", "query", "fields", "show", "compare", "sources", "sources remove", "sql", "export",
    "check", "report", "review", "evaluate",
)  # fmt: skip
ENGLISH, CHINESE = (path.read_text(encoding="utf-8") for path in readme.READMES)
STORE = readme.ROOT / "docs" / "store.md"
PAGES = (*readme.READMES, readme.ROOT / "CONTRIBUTING.md", *sorted((readme.ROOT / "docs").rglob("*.md")))
_PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROSE = re.compile(
    r"^dj-metrics|^no claim found|\d numbers?\b|\d claims? in gold"
)  # lines on standard error wrap as they do
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


@pytest.mark.parametrize("block", readme.blocks(ENGLISH), ids=readme.command)
def test_a_command_prints_what_is_shown(block: str) -> None:
    assert readme.timeless(readme.anew(block)) == readme.timeless(block)


@pytest.mark.parametrize(
    "block", [block for block in readme.blocks(ENGLISH) if "--format" not in block], ids=readme.command
)
def test_what_is_shown_fits_a_terminal(block: str) -> None:
    lines = [line for line in block.splitlines()[1:] if not _PROSE.search(line)]
    assert [line for line in lines if cell_len(line) > 80] == []


def test_both_languages_show_the_same() -> None:
    assert len(readme.blocks(ENGLISH)) >= 5
    assert [*map(readme.timeless, readme.blocks(ENGLISH))] == [*map(readme.timeless, readme.blocks(CHINESE))]
    assert _PYTHON.findall(ENGLISH) == _PYTHON.findall(CHINESE)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_the_python_examples_run(text: str) -> None:
    source = "\n".join(_PYTHON.findall(text))
    example = doctest.DocTestParser().get_doctest(source, {}, "README", None, 0)
    assert example.examples
    said: list[str] = []
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append).failed == 0, (
        "".join(said)
    )


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(text: str, command: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "dangjian_metrics", *command.split(), "--help"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(readme.ROOT / "src")},
    ).stdout  # fmt: skip
    options = {
        option for line in shown.splitlines() if line.startswith("  -") for option in _OPTION.findall(line)
    }
    (section,) = re.findall(
        rf"^### `dj-metrics {command}(?: [A-Z._]+)?`\n(.*?)^##", text, re.MULTILINE | re.DOTALL
    )
    assert options
    assert [option for option in options - {"-h", "--help"} if f"`{option}" not in section] == []


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_every_command_is_documented(text: str) -> None:
    names = {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    names |= {str(group.name) for group in app.registered_groups}
    assert names == {command.split()[0] for command in COMMANDS} | {"version", "completion"}
    assert [
        name for name in names if not re.search(rf"^### `dj-metrics {name}[` ]", text, re.MULTILINE)
    ] == []
    assert [name for name in names if f"| [`{name}`](#dj-metrics-{name}" not in text] == []


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_the_lexicon_shown_is_a_lexicon(text: str, tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "my.toml").write_text(shown, encoding="utf-8")
    assert Lexicon.load(tmp_path / "my.toml").field("党建辅导员") == "党建指导员"


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_every_column_is_documented(text: str) -> None:
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(COLUMNS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(readme.ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^):]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not heading or heading in _headings(target), link


def _headings(page: Path) -> set[str]:
    """The names by which headings are linked to: small letters and hyphens, no other signs."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store, in which something is."""
    folder = tmp_path_factory.mktemp("folder")
    with connection.writing(folder / "dj-metrics.db", "2025-07-01T08:00:00+00:00") as opened:
        document = Document("a.txt", "截至目前，选派党建指导员28人。")
        found = extract_document(document, audit=True)
        adding.Writer(opened, "2025-07-01T08:00:00+00:00", "0").add([Source("/a.txt", document, found, "0")])
    return folder


def test_every_table_of_the_store_is_documented(store: Path) -> None:
    text = STORE.read_text(encoding="utf-8")
    with connection.reading(store / "dj-metrics.db") as opened:
        parts = [
            name
            for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        ]
        columns = {row[1] for part in parts for row in opened.execute(f"PRAGMA table_info({part})")}
    assert [part for part in parts if not re.search(rf"^##.*`{part}`", text, re.MULTILINE)] == []
    named = set(re.findall(r"`(?:\w+\.)?(\w+)`", "\n".join(re.findall(r"^\|.*\|", text, re.MULTILINE))))
    assert columns - named - set(COLUMNS) == set()


@pytest.mark.parametrize("example", range(2))
def test_the_examples_of_the_store_run(store: Path, example: int) -> None:
    shown = re.findall(r"^```python\n(.*?)^```$", STORE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(shown) == 2
    (store / "example.py").write_text(shown[example], encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "DJ_METRICS_STORE": "dj-metrics.db"}
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=store,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr
