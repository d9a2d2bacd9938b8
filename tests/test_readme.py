"""The READMEs tell the truth: commands print what is shown, examples run, both languages say the same."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dangjian_metrics.claims.record import COLUMNS
from dangjian_metrics.language.lexicon import Lexicon

if os.name != "posix":
    pytest.skip("the READMEs' commands run on a POSIX terminal", allow_module_level=True)

import readme

ENGLISH, CHINESE = (path.read_text(encoding="utf-8") for path in readme.READMES)
_PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


@pytest.mark.parametrize("block", readme.blocks(ENGLISH), ids=readme.command)
def test_a_command_prints_what_is_shown(block: str) -> None:
    assert readme.timeless(readme.printed(readme.command(block))) == readme.timeless(block)


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
@pytest.mark.parametrize("command", ["extract", "audit", "explain"])
def test_every_option_is_documented(text: str, command: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "dangjian_metrics", command, "--help"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(readme.ROOT / "src")},
    ).stdout  # fmt: skip
    options = {
        option for line in shown.splitlines() if line.startswith("  -") for option in _OPTION.findall(line)
    }
    section = text[text.index(f"### `dj-metrics {command}") :].split("\n### ", 1)[0]
    assert [option for option in options - {"-h", "--help"} if f"`{option}" not in section] == []


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_the_lexicon_shown_is_a_lexicon(text: str, tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "my.toml").write_text(shown, encoding="utf-8")
    assert Lexicon.load(tmp_path / "my.toml").field("党建辅导员") == "党建指导员"


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_every_column_is_documented(text: str) -> None:
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(COLUMNS)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_links_lead_somewhere(text: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links
    assert [link for link in links if not Path(readme.ROOT, link).exists()] == []
