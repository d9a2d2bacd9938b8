"""The command line under test: in this process, on a reading that the tests can foresee."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import stand_in
from dangjian_metrics.cli.app import run
from stand_in import Call


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that commands take where the call names none."""
    path = tmp_path_factory.mktemp("store") / "dj-metrics.db"
    monkeypatch.setenv("DJ_METRICS_STORE", str(path))
    return path


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one of them in GB18030, below a folder with a space in its name."""
    below = tmp_path / "二〇二五年 简报"
    below.mkdir()
    (below / "a 安丘.txt").write_text("新建党支部32个。\n", encoding="utf-8")
    (below / "b.md").write_bytes("选派党建工作指导员28人，一批。".encode("gb18030"))
    return below
