"""A large store as CSV, several parts at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_metrics.cli import whole_csv
from stand_in import Call

MANY = "、".join(f"党支部{number}个" for number in range(1, 40)) + "。"


@pytest.fixture
def large(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that counts as large, of 39 claims and of parts of 10; its claims row by row are in all.csv."""
    (tmp_path / "a.txt").write_text(MANY, encoding="utf-8")
    assert call("extract", tmp_path / "a.txt")[0] == 0
    assert call("export", tmp_path / "all.csv", "--sort", "id")[0] == 0
    monkeypatch.setattr(whole_csv, "_ALONE", 0)
    monkeypatch.setattr(whole_csv, "_PART", 10)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    return tmp_path


def test_parts_are_put_together_in_order(call: Call, large: Path) -> None:
    status, _, err = call("export", large / "parts.csv")
    assert (status, err) == (0, f"{large / 'parts.csv'}: 39 claims\n")
    assert (large / "parts.csv").read_bytes() == (large / "all.csv").read_bytes()


def test_parts_of_a_store_that_is_being_written_are_not_mixed(
    call: Call, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_csv, "state", lambda _: ("another",))
    assert call("export", large / "parts.csv")[0] == 0
    assert (large / "parts.csv").read_bytes() == (large / "all.csv").read_bytes()


def test_a_part_that_fails_is_said(call: Call, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_csv, "_work", _ends)
    status, out, err = call("export", large / "parts.csv")
    assert (status, out) == (1, "")
    assert err.endswith("a part of it could not be read: try again\n")
    assert not (large / "parts.csv").exists()


def _ends(*_: object) -> None:
    """A process that sends nothing."""
