"""Files to documents: whatever a file system may hold, or do meanwhile, is said in a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangjian_metrics.documents import document, read, walk
from dangjian_metrics.errors import DocumentError

TEXT = "选派党建指导员28人。"
posix = pytest.mark.skipif(os.name != "posix", reason="names as bytes")


def test_how_it_was_read_is_told(tmp_path: Path) -> None:
    for name, encoding, how in (
        ("a.txt", "utf-8", "UTF-8"),
        ("b.txt", "gb18030", "GB18030"),
        ("c.md", "utf-16", "UTF-16"),
    ):
        (tmp_path / name).write_text(TEXT, encoding=encoding)
        assert (read(tmp_path / name).text, read(tmp_path / name).how) == (TEXT, how)


def test_bytes_without_a_suffix_are_plain_text() -> None:
    assert document(TEXT.encode(), "stdin").text == TEXT


def test_a_file_that_vanishes_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (found,) = walk([tmp_path])
    (tmp_path / "a.txt").unlink()
    assert isinstance(found, Path)
    with pytest.raises(DocumentError, match=r"a\.txt: no such file; check the path"):
        read(found)


def test_a_file_that_changes_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.txt"
    page.write_text("选派", encoding="utf-8")
    real, changes = os.fstat, iter(["选派28人。", ""])

    def changing(file: int) -> os.stat_result:
        found = real(file)
        if text := next(changes, ""):
            page.write_text(text, encoding="utf-8")
        return found

    monkeypatch.setattr(os, "fstat", changing)
    assert read(page).text == "选派28人。"


def test_a_file_that_goes_on_changing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.txt"
    page.write_text("选派", encoding="utf-8")
    real = os.fstat

    def changing(file: int) -> os.stat_result:
        found = real(file)
        with page.open("a", encoding="utf-8") as stream:
            stream.write("了")
        return found

    monkeypatch.setattr(os, "fstat", changing)
    with pytest.raises(DocumentError, match="changes while it is read; read it again when it is finished"):
        read(page)


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(DocumentError, match="is no file but a pipe or a device"):
        read(tmp_path / "a.txt")


@posix
@pytest.mark.parametrize(
    "name", [b"a\nb.txt", b"\xff\xfe.txt", b"\x1b[31m.txt", "\u202etxt.exe.txt".encode()]
)
def test_any_name_is_read_and_shown_in_a_line(tmp_path: Path, name: bytes) -> None:
    Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(TEXT.encode())  # noqa: PTH118
    (found,) = walk([tmp_path])
    assert isinstance(found, Path)
    assert read(found).text == TEXT
    found.unlink()
    with pytest.raises(DocumentError) as raised:
        read(found)
    said = str(raised.value)
    assert said.endswith(": no such file; check the path")
    assert not {"\n", "\x1b", "\u202e"} & set(said)


@posix
def test_links_to_themselves_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "in").symlink_to(tmp_path)
    for found in walk([tmp_path, tmp_path / "a.txt"]):
        with pytest.raises(DocumentError):
            raise found if isinstance(found, DocumentError) else DocumentError(str(read(found)))
