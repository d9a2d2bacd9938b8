"""Bytes to text: encodings, marks, and what is refused."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.documents import Document, read
from dangjian_metrics.documents.decoding import decode
from dangjian_metrics.documents.document import Decoded
from dangjian_metrics.errors import DocumentError, UsageError
from dangjian_metrics.language import tables

OWN = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
TWINS = {
    pair[1]: pair[0]
    for pair in tables.load("traditional")["pairs"].split()
    if pair[0].encode("big5", "ignore")
}
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


# ---------------------------------------------------------------- GB18030 or Big5

TRADITIONAL = "洛南縣新建黨支部32個，\r\n選派黨建指導員28人。覆蓋率達99.07%。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "how"),
    [
        (TEXT, "utf-8", "UTF-8"),
        (TEXT, "utf-8-sig", "UTF-8"),
        (TEXT, "utf-16", "UTF-16"),
        (TEXT, "utf-32", "UTF-32"),
        (TEXT, "gb2312", "GB18030"),
        (TEXT, "gb18030", "GB18030"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        ("覆蓋率99%", "big5", "Big5"),
        ("覆盖率99%", "gb18030", "GB18030"),
        ("，。、；", "gb18030", "GB18030"),
        ("┌──┬──┐│", "gb18030", "GB18030"),
        ("邨落啟用５個", "big5hkscs", "Big5"),
        ("plain ASCII 28", "ascii", "UTF-8"),
    ],
)
def test_the_decision_is_told(text: str, encoding: str, how: str) -> None:
    assert decode(text.encode(encoding), "简报.txt") == Decoded(text, how)


@pytest.mark.parametrize("length", [20, 50, 200])
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_slices_of_any_place_are_told_apart(path: Path, length: int) -> None:
    text = path.read_text(encoding="utf-8")
    other = (
        "".join(TWINS.get(character, character) for character in text).encode("big5", "ignore").decode("big5")
    )
    for at in range(0, len(text) - length, 97):
        here, there = text[at : at + length], other[at : at + length]
        if any("一" <= character <= "鿿" for character in here):
            assert decode(here.encode("gb18030"), "简报.txt") == Decoded(here, "GB18030")
        if sum("一" <= character <= "鿿" for character in there) > length // 2:
            assert decode(there.encode("big5"), "简报.txt") == Decoded(there, "Big5")


@given(
    st.text(
        alphabet=st.sampled_from(sorted({*"".join(page.read_text("utf-8") for page in OWN)})), min_size=30
    )
)
def test_what_any_encoding_wrote_is_read_again(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        assert decode(text.encode(encoding), "简报.txt").text == text


# ---------------------------------------------------------------- an encoding asked for


@pytest.mark.parametrize(
    ("asked", "written", "how"),
    [
        ("utf-8", "utf-8-sig", "UTF-8"),
        ("UTF8", "utf-8", "UTF-8"),
        ("gb2312", "gb18030", "GB18030"),
        ("GBK", "gb18030", "GB18030"),
        ("utf-16", "utf-16", "UTF-16"),
        ("utf-16-le", "utf-16-le", "UTF-16"),
        ("utf-16-be", "utf-16-be", "UTF-16"),
        ("utf-32-le", "utf-32-le", "UTF-32"),
    ],
)
def test_an_encoding_asked_for_is_taken(asked: str, written: str, how: str) -> None:
    text = TEXT + "朱镕基，㐀，𠀀\n"
    assert decode(text.encode(written), "简报.txt", asked) == Decoded(text, how)


@pytest.mark.parametrize("asked", ["big5", "cp950", "Big5-HKSCS"])
def test_big5_goes_by_three_names(asked: str) -> None:
    assert decode(TRADITIONAL.encode("big5"), "簡報.txt", asked) == Decoded(TRADITIONAL, "Big5")


@pytest.mark.parametrize("asked", ["gb99", "latin-1", "shift_jis", "", "utf-7", "base64", "坏\n名", "\0"])
def test_an_encoding_that_is_not_known_names_the_known_ones(asked: str) -> None:
    with pytest.raises(UsageError, match=r"--encoding: .*utf-8, gb18030") as refused:
        decode(TEXT.encode(), "简报.txt", asked)
    assert "\n" not in str(refused.value)


def test_a_wrong_encoding_asked_for_is_said() -> None:
    with pytest.raises(DocumentError, match=r"简报.txt: is not UTF-8 \(byte 0\); leave out --encoding"):
        decode(TEXT.encode("gb18030"), "简报.txt", "utf-8")
    with pytest.raises(DocumentError, match=r"is not GB18030 \(byte 54\)"):
        decode(TEXT.encode(), "简报.txt", "gb18030")


# ---------------------------------------------------------------- what is refused


def garble(text: str, written: str, read: str) -> bytes:
    return text.encode(written).decode(read, "replace").encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (garble(TEXT * 3, "utf-8", "gbk").replace("\ufffd".encode(), b"?"), "read as GBK"),
        (
            garble(TEXT, "utf-8", "gbk").replace("\ufffd".encode(), b"?").decode().encode("gb18030"),
            "neither UTF-8",
        ),
        (garble(TEXT, "utf-8", "latin-1"), "UTF-8 that was read as Latin-1"),
        (garble(TEXT, "utf-8", "cp1252").replace("\ufffd".encode(), b""), "UTF-8 that was read as Latin-1"),
        (garble(TEXT, "gb18030", "latin-1"), "GBK that was read as Latin-1"),
        (garble(TEXT, "gb18030", "utf-8"), "lost its characters (\ufffd)"),
        (garble(TEXT, "gb18030", "utf-8").decode().encode().decode("gbk", "ignore").encode(), "锟斤拷"),
        (
            "地域の党組織は、住民の相談を受けて解決した。".encode("shift_jis"),
            "neither UTF-8, GB18030 nor Big5",
        ),
        (TEXT.encode("gb18030")[:-4], "GB18030 but damaged at byte"),
        (TEXT.encode("gb18030").replace("部".encode("gb18030"), b"\xff"), "GB18030 but damaged at byte"),
        (TRADITIONAL.encode("big5")[:-2] + b"\xff\n", "Big5 but damaged at byte"),
        (codecs.BOM_UTF16_LE + "新\0建".encode("utf-16-le"), "binary"),
    ],
)
def test_what_was_garbled_or_torn_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as refused:
        decode(data, "附件.txt")
    message = str(refused.value)
    assert message.startswith("附件.txt: ")
    assert said in message
    assert ";" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "text",
    [
        "电话××××××××，编号××××××",
        "·········第一章·········",
        "café à Besançon，28人" * 3,
        "锟斤拷是乱码，" + "正常的文字很长。" * 60,
        "\ufffd" + "正常的文字很长。" * 60,
        "浜、鏈、锛、銆都是汉字，涓涓细流、吴鏈",
        "ÄÖÜ äöü Ångström，±5%，30℃，№3，½",
    ],
)
def test_odd_but_real_text_is_read(text: str) -> None:
    assert decode(text.encode(), "简报.txt").text == text


@pytest.mark.parametrize("folder", ["corpus", "samples", "articles", "seeds", "pages"])
def test_no_real_text_is_refused(folder: str) -> None:
    place = Path(__file__).resolve().parents[3] / "shared" / folder
    if not place.is_dir():
        pytest.skip(f"{place} is not there")
    for path in place.rglob("*.txt"):
        assert decode(path.read_bytes(), path.name).how in ("UTF-8", "GB18030")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        found = decode(data, "附件.txt").text
    except DocumentError as refused:
        found = str(refused).replace("\n", "\0")
    assert "\0" not in found
