"""Documents taken out of the store, with all that was found in them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dangjian_metrics.store import connection
from stand_in import Call
from store.stores import add, contents, faults_of, posix, snapshot, source, start

NAMES = ["a/一.txt", "a/二.txt", "b/一.md", "b/100%_[x].txt"]


@pytest.fixture
def kept(path: Path) -> Path:
    """A store with some documents."""
    add(path, [source(name, f"新建党支部{n}个，选派{n}.5人，一批。") for n, name in enumerate(NAMES)])
    return path


def names(path: Path) -> list[str]:
    with connection.reading(path) as store:
        return [doc for (doc,) in store.execute("SELECT doc FROM documents ORDER BY id")]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("a/一.txt", NAMES[1:]),
        ("一", [NAMES[1], NAMES[3]]),
        ("a/*", NAMES[2:]),
        ("*.txt", [NAMES[2]]),
        ("?/一.*", [NAMES[1], NAMES[3]]),
        ("*", []),
        ("%", NAMES[:3]),
        ("_[x]", NAMES[:3]),
        ("*[x]*", NAMES[:3]),
    ],
)
def test_documents_that_fit_the_pattern_go(call: Call, kept: Path, pattern: str, left: list[str]) -> None:
    before = {document[1]: document for document in contents(kept)}
    status, output, errors = call("sources", "remove", pattern, "--yes", "--store", kept)
    gone = len(NAMES) - len(left)
    assert (status, output) == (0, "")
    assert errors.strip().startswith(f"removed {gone} document")
    assert names(kept) == left
    assert faults_of(kept) == []
    assert {document[1]: document for document in contents(kept)} == {name: before[name] for name in left}


def test_nothing_of_them_is_left(call: Call, kept: Path) -> None:
    call("sources", "remove", "*", "--yes", "--store", kept)
    with connection.reading(kept) as store:
        for table in ("documents", "articles", "sentences", "claim_facts", "dispositions"):
            assert store.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("pattern", ["nowhere", "*.pdf", "a?b", "' OR 1=1 --", "[ab]/*"])
def test_a_pattern_that_fits_nothing_is_said(call: Call, kept: Path, tmp_path: Path, pattern: str) -> None:
    before = snapshot(tmp_path)
    status, _, errors = call("sources", "remove", pattern, "--yes", "--store", kept)
    assert status == 2
    assert "dj-metrics sources lists them" in errors
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("pattern", ["", " "])
def test_an_empty_pattern_takes_nothing_out(call: Call, kept: Path, pattern: str) -> None:
    assert call("sources", "remove", pattern, "--yes", "--store", kept)[0] == 2
    assert names(kept) == NAMES


def test_without_a_terminal_yes_has_to_be_said(call: Call, kept: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    status, _, errors = call("sources", "remove", "一", "--store", kept)
    assert status == 2
    assert errors == (
        "dj-metrics: error: remove 2 documents with 4 claims (a/一.txt, b/一.md)? there is no terminal to ask at: say --yes\n"
    )
    assert snapshot(tmp_path) == before


@posix
@pytest.mark.parametrize("yes", ["y", "Y", "yes", "是"])
def test_on_a_terminal_it_asks_and_does_so(kept: Path, yes: str) -> None:
    status, said = answered(kept, yes)
    assert status == 0
    assert "remove 2 documents with 4 claims (a/一.txt, b/一.md)? [y/N]" in said
    assert "removed 2 documents" in said
    assert names(kept) == [NAMES[1], NAMES[3]]


@posix
@pytest.mark.parametrize("no", ["", "n", "no", "否", "yess", "x"])
def test_on_a_terminal_it_asks_and_leaves_them(kept: Path, no: str) -> None:
    status, said = answered(kept, no)
    assert status == 0
    assert "nothing removed" in said
    assert names(kept) == NAMES


def answered(path: Path, answer: str) -> tuple[int, str]:
    """The status, and what is said on standard error, of a removal that is answered so on a terminal."""
    import pty

    master, terminal = pty.openpty()
    with start("sources", "remove", "一", "--store", path, stdin=terminal, stderr=subprocess.PIPE) as process:
        os.write(master, f"{answer}\n".encode())
        said = process.communicate(timeout=30)[1].decode()
    os.close(master)
    os.close(terminal)
    return process.returncode, said


def test_a_document_that_was_taken_out_comes_back(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    before = contents(path)
    call("sources", "remove", "b.md", "--yes", "--store", path)
    assert "1 new, 0 changed, 1 unchanged" in call("extract", folder, "--store", path)[2]
    assert contents(path) == before
    assert faults_of(path) == []
