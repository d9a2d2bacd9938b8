"""PDFs read: lines in the order of reading, paragraphs, furniture, tables, characters, and what cannot be read."""

from __future__ import annotations

import random
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.documents.readers import pdf
from dangjian_metrics.documents.readers.pdf import glyphs
from dangjian_metrics.documents.readers.pdf.characters import is_nonsense, mended
from dangjian_metrics.documents.readers.pdf.columns import columns
from dangjian_metrics.documents.readers.pdf.glyphs import Glyph
from dangjian_metrics.documents.readers.pdf.pieces import pieces
from dangjian_metrics.errors import DocumentError
from documents.readers import drawn_pdf
from documents.readers.drawn_pdf import LOCKED, Drawn, column

SAMPLE = Path(__file__).parent / "samples" / "nanhai-habahe.pdf"
# Lines of 27 characters, as wide as one of their pages is.
LINES = [
    "　　柳林县今年在枣林里建起党支部十二个，选派党建指导员三",
    "十二名，支部书记带着党员一户一户地问，一家一家地看，把枣",
    "农的难处记在本子上，回来开会商量，能办的当天办，不能办的",
    "说明白，枣农心里亮堂，干起活来有劲头，日子一天比一天好过",
    "起来。",
    "　　截至目前，累计解决难题96件。",
]
TEXT = "".join(line.strip() for line in LINES[:5]) + "\n\n" + LINES[5].strip() + "\n"


def read(pages: list[list[Drawn]], trailer: str = "") -> str:
    return pdf.text(drawn_pdf.pdf(pages, trailer), "枣林.pdf").text


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        pdf.text(data, "枣\n林.pdf")
    assert "\n" not in str(error.value)
    return str(error.value)


def test_lines_become_paragraphs_by_their_indents() -> None:
    assert read([column(LINES)]) == TEXT


def test_lines_become_paragraphs_by_the_gaps_between_them() -> None:
    first, second = column(LINES[1:5]), column(LINES[1:5], y=640)
    whole = "".join(LINES[1:5])
    assert read([[*first, *second]]) == f"{whole}\n\n{whole}\n"


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert read([column(LINES[:3]), column(LINES[3:])]) == TEXT


def test_a_short_line_ends_its_paragraph_without_indent_or_gap() -> None:
    lines = ["各位代表：", *(line.strip("　") for line in LINES[1:5])]
    assert read([column(lines)]) == "各位代表：\n" + "".join(LINES[1:5]) + "\n"


def _turned(drawn: Drawn, angle: int) -> Drawn:
    """The text on a page that is turned by the angle against the clock."""
    x, y = {90: (842 - drawn.y, drawn.x), 180: (595 - drawn.x, 842 - drawn.y), 270: (drawn.y, 842 - drawn.x)}[
        angle
    ]
    return drawn._replace(x=x, y=y, turned=angle)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_like_one_that_stands(angle: int) -> None:
    assert read([[_turned(drawn, angle) for drawn in column(LINES)]]) == TEXT


def test_marks_across_the_page_are_left_out() -> None:
    aslant, over = Drawn("严禁外传", 100, 500, 60, 30), Drawn("内部资料", 100, 690, 80)
    assert read([[aslant, over, *column(LINES)]]) == TEXT


def test_text_drawn_twice_is_read_once() -> None:
    again = [Drawn(d.text, d.x + 0.3, d.y - 0.1) for d in column(LINES)]
    letters = [
        part
        for d in column(LINES)
        for at, sign in enumerate(d.text)
        for part in [Drawn(sign, d.x + 12 * at, d.y), Drawn(sign, d.x + 12 * at + 0.3, d.y)]
        if not sign.isascii()
    ]
    assert read([[*column(LINES), *again]]) == TEXT
    assert read([letters]).startswith(TEXT[:60])


def test_text_is_read_as_it_stands_and_not_as_it_is_drawn() -> None:
    drawn = column(LINES)
    random.Random(3).shuffle(drawn)
    assert read([drawn]) == TEXT


def _narrow(lines: int, word: str, x: float) -> list[Drawn]:
    return column(
        [f"{word}栏第{'一二三四五六'[at]}行写在这里共计十五字" for at in range(lines)], x=x, step=18
    )


def _written(lines: int, word: str) -> str:
    return "".join(drawn.text for drawn in _narrow(lines, word, 0))


@pytest.mark.parametrize("turns", ["column by column", "line by line"])
def test_columns_are_read_one_after_the_other(turns: str) -> None:
    left, right = _narrow(6, "左", 60), _narrow(6, "右", 310)
    drawn = (
        [*left, *right]
        if turns == "column by column"
        else [d for pair in zip(left, right, strict=True) for d in pair]
    )
    assert read([drawn]) == _written(6, "左") + _written(6, "右") + "\n"


def test_a_line_across_parts_the_columns_above_it_from_those_below() -> None:
    above = [*_narrow(3, "左", 60), *_narrow(3, "右", 310)]
    across = Drawn("横贯两栏的一行文字把上面的两栏同下面的两栏分开来读，不会读错", 60, 680)
    below = [Drawn(d.text.replace("栏第", "边第"), d.x, d.y - 110) for d in above]
    found = read([[*above, across, *below]])
    order = ["左栏第一", "左栏第三", "右栏第一", "右栏第三", "横贯", "左边第一", "左边第三", "右边第一"]
    assert [found.index(word) for word in order] == sorted(found.index(word) for word in order)


@pytest.mark.parametrize("drawn", ["row by row", "cell by cell down the column"])
def test_the_rows_of_a_table_are_lines(drawn: str) -> None:
    cells = [
        column(["乡镇", "三交", "孟门"], 90),
        column(["党支部", "32个", "28个"], 250),
        column(["党员", "120名", "99名"], 400),
    ]
    shown = (
        [d for row in zip(*cells, strict=True) for d in row]
        if drawn == "row by row"
        else [d for cell in cells for d in cell]
    )
    rows = "乡镇\t党支部\t党员\n三交\t32个\t120名\n孟门\t28个\t99名\n"
    assert read([[*column(LINES), *(Drawn(d.text, d.x, d.y - 200) for d in shown)]]) == TEXT + "\n" + rows


@pytest.mark.parametrize("foot", ["- {} -", "第{}页 共4页", "{}", "{}/4", "— {} —", "Page {} of 4"])
def test_heads_and_feet_and_page_numbers_are_left_out(foot: str) -> None:
    pages = [
        [Drawn("党建工作简报 第7期", 240, 800, 9), Drawn(foot.format(at), 290, 40, 9), *column(LINES)]
        for at in range(1, 5)
    ]
    assert read(pages) == "\n".join([TEXT] * 4)


def test_the_number_of_a_single_page_is_left_out_and_a_number_of_the_text_is_not() -> None:
    assert read([[*column(LINES), Drawn("- 3 -", 290, 40)]]) == TEXT
    assert read([column([*LINES[:5], "96"])]).endswith("起来。\n96\n")


def test_what_every_page_says_in_its_text_is_kept() -> None:
    assert read([column(LINES)] * 3) == "\n".join([TEXT] * 3)


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    head = Drawn("2025/3/5 16:04    枣林里的支部", 30, 815, 8)
    foot = Drawn("https://example.org/zao.html    1/1", 30, 20, 8)
    assert read([[head, *column(LINES), foot]]) == TEXT


def test_a_large_title_is_marked_and_so_are_the_headings_below_it() -> None:
    drawn = [
        Drawn("柳林县：枣林里的支部", 180, 780, 22),
        Drawn("支部建在枣林里", 90, 745, 15),
        *column(LINES, y=715),
    ]
    assert read([drawn]) == f"# 柳林县：枣林里的支部\n\n## 支部建在枣林里\n\n{TEXT}"


def test_a_title_on_two_lines_is_one() -> None:
    drawn = [
        Drawn("关于柳林县枣林里党支部建设的", 130, 790, 22),
        Drawn("工作报告", 240, 762, 22),
        *column(LINES, y=720),
    ]
    assert read([drawn]).startswith("# 关于柳林县枣林里党支部建设的")
    assert "工作报告\n\n柳林县" in read([drawn])


def test_the_name_of_a_bulletin_is_not_its_title() -> None:
    drawn = [
        Drawn("党建工作简报", 150, 800, 40),
        Drawn("第7期", 270, 770),
        Drawn("枣林里的支部", 200, 740, 20),
        *column(LINES, y=700),
    ]
    assert read([drawn]).startswith("党建工作简报\n\n第7期\n\n# 枣林里的支部\n\n")


def test_entries_of_the_contents_are_no_headings_and_stay_apart() -> None:
    entries = ["一、总体情况" + "." * 20 + "1", "二、主要做法" + "." * 20 + "2"]
    assert read([[*column(entries, y=790), *column(LINES, y=700)]]) == "\n".join(entries) + "\n\n" + TEXT


def test_a_word_set_wide_is_closed_and_the_space_between_two_parts_is_not() -> None:
    assert read([[Drawn("通", 200, 790), Drawn("知", 320, 790), *column(LINES, y=740)]]) == "通知\n\n" + TEXT
    assert read([column(["枣 林 里 的 支 部 有 党 员 1 2 名"])]) == "枣林里的支部有党员12名\n"
    assert read([column(["三方联动 治理提效"])]) == "三方联动 治理提效\n"


def test_figures_that_stand_apart_are_not_closed() -> None:
    assert read([column(["3 5 8 9 7 6"])]) == "3 5 8 9 7 6\n"
    cells = [Glyph(digit, 100 + 80 * at, 110 + 80 * at, 700, 10) for at, digit in enumerate("358")]
    assert [line.text for line in columns(pieces(cells))[0].lines] == ["3\t5\t8"]


def _set(*runs: tuple[str, float, float, float]) -> str:
    """What is read of runs (text, left, height, size) set on one line, each character as wide as high."""
    drawn = [
        Glyph(sign, left + at * size, left + (at + 1) * size, base, size)
        for text, left, base, size in runs
        for at, sign in enumerate(text)
    ]
    return "|".join(piece.text for piece in pieces(drawn))


def test_a_raised_digit_is_no_part_of_the_number_before_it() -> None:
    assert _set(("面积45", 0, 100, 10), ("2", 40, 105, 6)) == "面积45²"
    assert _set(("解决难题96件", 0, 100, 10), ("1", 70, 104, 5), ("。", 75, 100, 10)) == "解决难题96件¹。"


def test_the_gap_that_programs_set_around_digits_is_no_space() -> None:
    assert _set(("选派", 0, 100, 10), ("28", 22.5, 100, 10), ("人", 45, 100, 10)) == "选派28人"
    assert _set(("选派", 0, 100, 10), ("28", 26, 100, 10)) == "选派 28"


def test_a_gap_wider_than_a_square_parts() -> None:
    assert _set(("支部", 0, 100, 10), ("32个", 60, 100, 10)) == "支部|32个"


@given(st.sampled_from([*range(0x2F00, 0x2FD6), *range(0x2E81, 0x2EF3)]))
def test_every_radical_becomes_the_character_that_looks_like_it(code: int) -> None:
    if unicodedata.name(chr(code), "") and code not in (0x2E8D, 0x2EA5, 0x2EBF, 0x2EC0, 0x2ECD, 0x2ECE):
        whole = mended(code)
        assert len(whole) == 1
        assert not 0x2E80 <= ord(whole) < 0x2FE0


@given(st.characters(categories=["L", "N", "P", "S"]))
def test_other_characters_stay_what_they_are(character: str) -> None:
    blocks = [(0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0xFB00, 0xFB06)]
    if not any(first <= ord(character) <= last for first, last in blocks):
        assert mended(ord(character)) == character


@pytest.mark.parametrize("text", ["选派党建指导员28人", "Café 2025, 32 %", "。", "①②③"])
def test_text_in_any_language_is_no_nonsense(text: str) -> None:
    assert not is_nonsense(text)


def test_pages_without_text_are_counted() -> None:
    found = pdf.text(drawn_pdf.pdf([column(LINES), [], [], column(LINES)]), "枣林.pdf")
    assert found.how == "PDF, 2 of 4 pages without text"
    assert found.text == f"{TEXT}\n{TEXT}"


def test_pages_of_pictures_only_are_refused_with_the_way_out() -> None:
    assert "3 pages without text" in refusal(drawn_pdf.pdf([[], [], []]))
    assert "ocrmypdf" in refusal(drawn_pdf.pdf([[]]))


def test_fonts_without_names_of_their_characters_are_refused() -> None:
    private = "".join(chr(0xE000 + at) for at in range(20))
    assert "--force-ocr" in refusal(drawn_pdf.pdf([column([private, private])]))


def test_a_locked_file_is_refused_with_the_way_out() -> None:
    assert "password" in refusal(drawn_pdf.pdf([column(LINES)], LOCKED))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all", b"%PDF-1.6\ntrailer<</Root 1 0 R>>"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert "no whole PDF" in refusal(data)


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "MOST_PAGES", 3)
    assert "has 4 pages, at most 3" in refusal(drawn_pdf.pdf([column(LINES)] * 4))


def test_a_missing_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert "pip install" in refusal(drawn_pdf.pdf([column(LINES)]))


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(SAMPLE.read_bytes())
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(0, len(whole)))]
    else:
        for _ in range(data.draw(st.sampled_from([1, 5, 50]))):
            whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert _how(bytes(whole)).startswith(("PDF", "枣林.pdf: "))


def _how(data: bytes) -> str:
    """How the file was read, or the one line that refuses it."""
    try:
        said = pdf.text(data, "枣林.pdf").how
    except DocumentError as error:
        said = str(error)
    assert "\n" not in said
    return said


_SIGNS = st.sampled_from("党建支部2５%，。 　a.|#")
_DRAWN = st.builds(
    Drawn,
    st.text(_SIGNS, min_size=1, max_size=6),
    st.floats(-50, 600),
    st.floats(-50, 850),
    st.sampled_from([0.5, 7, 12, 40]),
    st.sampled_from([0, 0, 0, 30, 90]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_DRAWN, max_size=12), min_size=1, max_size=3))
def test_whatever_is_drawn_is_read_or_refused(pages: list[list[Drawn]]) -> None:
    try:
        found = read(pages)
    except DocumentError:
        return
    signs = set("".join(drawn.text for page in pages for drawn in page))
    assert set(found) <= signs | set("#\t \n⁰¹²³⁴⁵⁶⁷⁸⁹")
