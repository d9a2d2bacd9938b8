"""The store under test: a folder of its own for each test, and the command line on a reading that can be foreseen."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import stand_in
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.cli.app import run
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import adding, asking, connection
from dangjian_metrics.store.connection import Connection
from stand_in import Call
from store import pool
from store.stores import NOW


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets a store that it did not make."""
    monkeypatch.delenv("DJ_METRICS_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "数据.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents below a folder with a space in its name."""
    below = tmp_path / "二〇二五年 简报"
    below.mkdir()
    (below / "a 安丘.txt").write_text("新建党支部32个。\n", encoding="utf-8")
    (below / "b.md").write_text("选派党建工作指导员28人，一批；帮扶资金1.5元。", encoding="utf-8")
    return below


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs dj-metrics in this process: its status, standard output and standard error."""
    monkeypatch.setattr("dangjian_metrics.scale.batches.extract_document", stand_in.extract_document)
    monkeypatch.setenv("COLUMNS", "100")

    def called(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return called


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A store of claims of every kind, open to read."""
    path: Path = tmp_path_factory.mktemp("filters") / "store.db"
    with connection.writing(path, NOW) as opened:
        adding.Writer(opened, NOW, "0").add(pool.made())
    with connection.reading(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon.load()


@pytest.fixture(scope="session")
def every(store: Connection) -> dict[int, Claim]:
    """Every claim of that store under its number."""
    return {row[0]: asking.claim(row) for row in asking.select(store, [])}
