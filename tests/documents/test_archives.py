"""Documents in archives: read as if they lay in a folder, and nothing that an archive may do harms."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from dangjian_metrics.documents import Packed, archives, limits, read, walk
from dangjian_metrics.errors import DocumentError

TEXT = "新建党支部32个。"


def packed(path: Path, **files: bytes) -> Path:
    """An archive with these files, ``__`` in their names for a slash and ``_`` for the dot."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            inner = name.replace("__", "/").replace("_", ".")
            archive.writestr(inner.replace("MACOSX", "__MACOSX").replace("HIDDEN", ".hidden"), data)
    return path


def found(path: Path) -> list[Packed | DocumentError]:
    return [each for each in walk([path]) if not isinstance(each, Path)]


def test_the_documents_of_an_archive_in_order_as_of_a_folder(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "简报.zip", b_txt=TEXT.encode("gb18030"), A_txt=TEXT.encode(), sub__c_md=TEXT.encode(),
        README_md=b"", x_json=b"", sub__inner_zip=b"", MACOSX__a_txt=b"", sub__HIDDEN__a_txt=b"",
    )  # fmt: skip
    names = [str(each) for each in found(archive)]
    assert names == [f"{archive}/A.txt", f"{archive}/b.txt", f"{archive}/sub/c.md"]
    documents = [read(each) for each in found(archive) if isinstance(each, Packed)]
    assert [(each.text, each.how) for each in documents] == [
        (TEXT, "UTF-8"), (TEXT, "GB18030"), (TEXT, "UTF-8")
    ]  # fmt: skip
    assert [each.name for each in documents] == names


def test_an_archive_in_a_folder_stands_in_its_place(tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    packed(tmp_path / "b.zip", x_txt=TEXT.encode())
    assert [str(each).removeprefix(f"{tmp_path}/") for each in walk([tmp_path])] == [
        "a.txt",
        "b.zip/x.txt",
        "c.txt",
    ]


def test_names_that_windows_wrote_in_gb18030(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", xx_txt=TEXT.encode())
    path.write_bytes(path.read_bytes().replace(b"xx.txt", "二.txt".encode("gb18030")))
    assert [str(each) for each in found(path)] == [f"{path}/二.txt"]
    assert [read(each).text for each in found(path) if isinstance(each, Packed)] == [TEXT]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda data: data[:-30], "the archive is damaged"),
        (lambda data: data.replace(b"PK\5\6", b"PKxx"), "the archive is damaged"),
        (lambda _: b"", "the archive is damaged"),
        (lambda _: TEXT.encode(), "the archive is damaged"),
    ],
)
def test_a_damaged_archive_is_said(tmp_path: Path, harm: object, said: str) -> None:
    path = packed(tmp_path / "a.zip", x_txt=TEXT.encode())
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]
    (error,) = walk([path])
    assert isinstance(error, DocumentError)
    assert str(error).startswith(f"{path}: {said}")


def test_damaged_content_is_said_of_the_file(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_txt=TEXT.encode() * 40, y_txt=TEXT.encode())
    data = bytearray(path.read_bytes())
    data[40:50] = bytes(10)
    path.write_bytes(bytes(data))
    first, second = found(path)
    assert isinstance(first, Packed)
    assert isinstance(second, Packed)
    with pytest.raises(DocumentError, match=r"a\.zip/x\.txt: the archive is damaged"):
        read(first)
    assert read(second).text == TEXT


def test_a_locked_file_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_txt=TEXT.encode())
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\1\2")
    data[6] |= 1
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    (only,) = found(path)
    assert isinstance(only, Packed)
    with pytest.raises(DocumentError, match="is locked with a password; unpack it and read the folder"):
        read(only)


def test_what_unpacks_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_FILE", 1000)
    path = packed(tmp_path / "bomb.zip", x_txt=b" " * 1_000_000, y_txt=TEXT.encode())
    bomb, other = found(path)
    assert isinstance(bomb, Packed)
    with pytest.raises(DocumentError, match=r"bomb\.zip/x\.txt: is larger than"):
        read(bomb)
    # Nor is what the archive says of the size believed.
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 5)
    path.write_bytes(bytes(data))
    lied = found(path)[0]
    assert isinstance(lied, Packed)
    with pytest.raises(DocumentError):
        read(lied)
    assert isinstance(other, Packed)
    assert read(other).text == TEXT


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_PACKED", 1)
    (error,) = walk([packed(tmp_path / "a.zip", x_txt=b"", y_txt=b"")])
    assert "holds 2 files, at most 1 are read; unpack it into folders" in str(error)


def test_an_archive_without_documents_is_said(tmp_path: Path) -> None:
    (error,) = walk([packed(tmp_path / "a.zip", x_json=b"")])
    assert "no document in this archive" in str(error)


def test_an_archive_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", x_txt=TEXT.encode())
    (only,) = found(path)
    path.unlink()
    assert isinstance(only, Packed)
    with pytest.raises(DocumentError, match="cannot be opened"):
        read(only)


def test_a_file_beyond_the_largest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dangjian_metrics.documents import reading

    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(DocumentError, match=r"a\.txt: is larger than 100 MB; split it"):
        read(tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(b"x" * 10)
    assert read(tmp_path / "a.txt").text == "x" * 10
    assert limits.LARGEST_FILE == 100_000_000
