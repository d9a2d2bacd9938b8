"""Paths to files."""

from __future__ import annotations

from pathlib import Path

from dangjian_metrics.documents import Packed, walk
from dangjian_metrics.errors import DocumentError


def _names(found: list[Path | Packed | DocumentError], root: Path) -> list[str]:
    return [str(f.relative_to(root)) for f in found if isinstance(f, Path)]


def _fill(root: Path) -> None:
    for name in ("b.txt", "A.txt", "c.MD", "README.md", "readme.txt", ".hidden.txt", "x.json"):
        (root / name).write_text("字", encoding="utf-8")
    for folder in ("gold", ".git", "sub"):
        (root / folder).mkdir()
    (root / "gold" / "a.json").touch()
    (root / ".git" / "d.txt").touch()
    (root / "sub" / "e.txt").touch()


def test_a_folder_gives_its_documents_sorted(tmp_path: Path) -> None:
    _fill(tmp_path)
    assert _names(list(walk([tmp_path])), tmp_path) == ["A.txt", "b.txt", "c.MD", "sub/e.txt"]


def test_a_named_file_is_taken_as_it_is(tmp_path: Path) -> None:
    _fill(tmp_path)
    assert list(walk([str(tmp_path / "README.md")])) == [tmp_path / "README.md"]


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    _fill(tmp_path)
    found = list(
        walk([tmp_path / "没有", tmp_path / "x.json", tmp_path / "gold", "有\0零", tmp_path / "b.txt"])
    )
    assert [type(f) is DocumentError for f in found] == [True, True, True, True, False]
    assert all("\n" not in str(f) and ";" in str(f) for f in found[:4])


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    assert _names(list(walk([tmp_path])), tmp_path) == ["a.txt"]
