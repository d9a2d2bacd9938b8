"""Bytes to text: encodings, marks, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangjian_metrics.documents import Document, read
from dangjian_metrics.documents.decoding import decode
from dangjian_metrics.errors import DocumentError

TEXT = "柳林县新建党支部32个，\r\n选派党建指导员28人。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_each_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "简报.txt").text == TEXT


def test_big_endian_utf16_is_told_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "简报.txt").text == TEXT


def test_read_keeps_name_and_newlines(tmp_path: Path) -> None:
    page = tmp_path / "简报.txt"
    page.write_bytes(TEXT.encode())
    assert read(page) == Document(str(page), TEXT, "UTF-8")


def test_an_empty_file_is_a_document(tmp_path: Path) -> None:
    page = tmp_path / "空.txt"
    page.touch()
    assert read(page).text == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02", "binary"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04....", "binary"),
        (b"\x01\x02\x03\x04 ab", "binary"),
        ("选派".encode() + b"\xff\xff\xff", "UTF-8"),
        (TEXT.encode() + b"\xe6\x94", "damaged"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as refused:
        decode(data, "附件.txt")
    message = str(refused.value)
    assert message.startswith("附件.txt: ")
    assert said in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.txt", tmp_path, Path("有\0零.txt")):
        with pytest.raises(DocumentError) as refused:
            read(path)
        assert "\n" not in str(refused.value)
        assert ";" in str(refused.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    page = tmp_path / "密.txt"
    page.touch(mode=0)
    with pytest.raises(DocumentError, match="right to read"):
        read(page)


def test_a_name_with_a_newline_stays_on_one_line() -> None:
    with pytest.raises(DocumentError) as refused:
        decode(b"\0", "坏\n名.txt")
    assert "\n" not in str(refused.value)
