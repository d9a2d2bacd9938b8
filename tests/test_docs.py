"""The pages of docs/ tell the truth: their commands print what is shown, the reference is what the code says, both languages agree."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

if os.name != "posix":
    pytest.skip("the commands run on a POSIX terminal", allow_module_level=True)

import readme
import reference
import sessions

DOCS, CHINESE = sessions.DOCS, sessions.DOCS / "zh"
FOR_DEVELOPERS = {"claims.md", "gaps.md", "linking.md"}
SHOWING = [page for page in sessions.pages() if CHINESE not in page.parents]
ENGLISH = [page for page in sorted(DOCS.rglob("*.md")) if CHINESE not in page.parents]
_PROSE = re.compile(r"^dj-metrics|^>|\d numbers?\b|\d claims?\b")  # lines on standard error wrap as they do


def named(page: Path) -> str:
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", SHOWING, ids=named)
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert readme.timeless(sessions.anew(text)) == readme.timeless(text)
    for block in sessions.blocks(text):
        lines = [line for line in block.splitlines()[1:] if not _PROSE.search(line)]
        assert [line for line in lines if cell_len(line) > 80] == []


@pytest.mark.parametrize("page", SHOWING, ids=named)
def test_the_chinese_page_shows_the_same(page: Path) -> None:
    english, chinese = (
        sessions.blocks(each.read_text(encoding="utf-8")) for each in (page, CHINESE / page.relative_to(DOCS))
    )
    assert [*map(readme.timeless, chinese)] == [*map(readme.timeless, english)]


def test_what_users_read_is_there_in_both_languages() -> None:
    english = {named(page) for page in ENGLISH} - FOR_DEVELOPERS
    assert {str(page.relative_to(CHINESE)) for page in CHINESE.rglob("*.md")} == english
    for page in english:
        up = "../" * page.count("/")
        assert f"[中文]({up}zh/{page})" in (DOCS / page).read_text(encoding="utf-8")
        assert f"[English]({up}../{page})" in (CHINESE / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", reference.FOLDERS)
def test_the_reference_is_what_the_code_says(language: str) -> None:
    folder = reference.FOLDERS[language]
    assert {
        page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")
    } == reference.asked_for(language)


def test_a_page_that_shows_other_output_is_found(tmp_path: Path) -> None:
    page = "```console\n$ echo 28人 \\\n>   33名\n28人\n```\n"
    assert sessions.anew(page) == "```console\n$ echo 28人 \\\n>   33名\n28人 33名\n```\n"
    assert sessions.anew(page.replace("\n28人\n", "\n…\n")) == page.replace("\n28人\n", "\n…\n")
    both = "```console\n$ echo 1 > a\n```\n\n```console\n$ cat a\n```\n"
    assert sessions.anew(both).endswith("$ cat a\n1\n```\n")
