"""Word files: what is read of them, what is left out, and what is said of those that cannot be read."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.documents.readers import docx, word_package
from dangjian_metrics.errors import DocumentError
from documents.readers.word_files import NAMES, notes, packed, paragraph, run, style, table, word_file


def lines(*body: str, styles: str | None = None, **parts: str) -> list[str]:
    """The lines that are read of a Word file with this body."""
    text = docx.text(word_file(*body, styles=styles, **parts), "简报.docx").text
    return [line for line in text.splitlines() if line]


def drawn(text: str) -> str:
    """A text box as Word draws it, without the copy for older programs."""
    box = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>"
    return f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing></mc:Choice>"


def field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_paragraphs_stand_apart_and_runs_together() -> None:
    made = docx.text(word_file(paragraph("选派", "33", "名骨干。"), paragraph("服务85家企业。")), "a.docx")
    assert made == ("选派33名骨干。\n\n服务85家企业。\n", "Word")


def test_headings_by_style_and_title() -> None:
    body = [
        paragraph("安丘市：支部串成链", named="Title"),
        paragraph("人派到门上", named="Heading1"),
        paragraph("选派33名。"),
        paragraph("两员服务", named="a5"),
        paragraph("细目", named="9"),
    ]
    assert lines(*body) == [
        "# 安丘市：支部串成链",
        "## 人派到门上",
        "选派33名。",
        "### 两员服务",
        "#### 细目",
    ]


def test_headings_of_the_first_rank_head_articles_where_nothing_stands_above() -> None:
    body = [
        paragraph(text, named=named) for text, named in (("安丘市：甲", "Heading1"), ("选派33名。", None))
    ]
    assert lines(*body, *body)[::2] == ["# 安丘市：甲", "# 安丘市：甲"]


def test_a_line_without_style_above_the_headings_is_the_title() -> None:
    assert lines(paragraph("工作报告"), paragraph("过去一年", named="Heading1"))[1] == "## 过去一年"


def test_a_numbered_heading_of_the_first_rank_heads_a_section() -> None:
    assert lines(paragraph("一、过去一年", named="Heading1")) == ["## 一、过去一年"]


@pytest.mark.parametrize(
    ("styles", "properties"),
    [
        (style("gw", "公文一级", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'), ""),
        (style("h", "heading 2") + style("gw", "公文一级", '<w:basedOn w:val="h"/>'), ""),
        (style("gw", "公文一级"), '<w:outlineLvl w:val="1"/>'),
    ],
    ids=["outline of the style", "style above", "outline of the paragraph"],
)
def test_headings_by_outline(styles: str, properties: str) -> None:
    body = [paragraph("工作报告"), paragraph("人派到门上", named="gw", properties=properties)]
    assert lines(*body, styles=styles)[1] == "### 人派到门上"


def test_styles_based_on_each_other_are_no_headings() -> None:
    circle = style("a", "甲", '<w:basedOn w:val="b"/>') + style("b", "乙", '<w:basedOn w:val="a"/>')
    assert lines(paragraph("正文。", named="a"), styles=circle) == ["正文。"]


def test_a_table_row_by_row() -> None:
    rows = table(("指标", "2025年"), ("党建指导员", "33名"))
    assert lines(paragraph("如下："), rows, paragraph("完。")) == [
        "如下：",
        "| 指标\t2025年",
        "| 党建指导员\t33名",
        "完。",
    ]


def test_a_table_of_one_column_is_text_in_a_frame() -> None:
    assert lines(table(("选派33名。",), ("服务85家。",))) == ["选派33名。", "服务85家。"]


def test_insertions_are_read_and_deletions_not() -> None:
    inserted = f'<w:ins w:id="1" w:author="a">{run("33")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>28</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{run("41")}</w:moveFrom>'
    assert lines(paragraph("选派", deleted, inserted, moved, "名。")) == ["选派33名。"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_at_the_end_and_leave_no_mark(kind: str) -> None:
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="1"/></w:r>'
    read = lines(
        paragraph("选派33名", mark, "骨干。"),
        paragraph("服务85家。"),
        **{f"{kind}s": notes(kind, "含6名挂职。")},
    )
    assert read == ["选派33名骨干。", "服务85家。", "- 含6名挂职。"]


@pytest.mark.parametrize(
    "fallback",
    [
        "",
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('帮办9件。')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>",
    ],
)
def test_a_text_box_is_read_once_behind_its_paragraph(fallback: str) -> None:
    box = drawn("帮办9件。") + f"{fallback}</mc:AlternateContent></w:r>"
    assert lines(paragraph("选派33名", box, "骨干。"), paragraph("完。")) == [
        "选派33名骨干。",
        "帮办9件。",
        "完。",
    ]


def test_page_numbers_and_contents_go_other_fields_stay() -> None:
    body = [
        paragraph("目录", run("3"), named="TOC1"),
        paragraph(field("TOC \\o", "一、选派……3")),
        paragraph("第", field("PAGE", "7"), "页"),
        paragraph('<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>12</w:t></w:r></w:fldSimple>'),
        paragraph(
            "共",
            field("REF x", "33"),
            "名，",
            f'<w:fldSimple w:instr="REF y">{run("85")}</w:fldSimple>',
            "家。",
        ),
    ]
    assert lines(*body) == ["第页", "共33名，85家。"]


def test_hidden_text_and_prompts_go() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入9个字')}</w:sdtContent></w:sdt>"
    kept = run("名", '<w:vanish w:val="0"/>')
    assert lines(paragraph("选派33", run("28", "<w:vanish/>"), kept, prompt, "。")) == ["选派33名。"]


def test_formulas_are_read_on_one_line() -> None:
    def part(name: str, inside: str) -> str:
        return f"<m:{name}>{inside}</m:{name}>"

    def letters(text: str) -> str:
        return part("r", part("t", text))

    fraction = part("oMath", part("f", part("num", letters("3")) + part("den", letters("4"))))
    power = part("oMath", part("sSup", part("e", letters("m")) + part("sup", letters("2"))))
    assert lines(paragraph("约", fraction, "，28", power)) == ["约3/4，28m²"]


def test_ruby_links_breaks_and_marks_of_order() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('qiū')}</w:rt><w:rubyBase>{run('丘')}</w:rubyBase></w:ruby></w:r>"
    link = f'<w:hyperlink w:anchor="a">{run("33名")}</w:hyperlink>'
    body = paragraph(
        "安", ruby, "市", link, f'<w:bdo w:val="ltr">{run("骨干")}</w:bdo>', "<w:r><w:br/></w:r>", "。"
    )
    assert lines(body) == ["安丘市33名骨干", "。"]


def test_a_raised_number_after_a_letter_is_a_power() -> None:
    assert lines(paragraph("28km", run("2", '<w:vertAlign w:val="superscript"/>'))) == ["28km²"]


def test_what_is_set_higher_than_the_run_before_is_raised() -> None:
    higher, high = '<w:position w:val="8"/>', '<w:position w:val="2"/>'
    assert lines(paragraph("选派33名", run("1", higher), "骨干。")) == ["选派33名骨干。"]
    assert lines(paragraph(run("选派", high), run("33", high), run("名。", high))) == ["选派33名。"]


def test_cells_over_several_rows_name_each_of_them() -> None:
    def cell(text: str, merge: str) -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [cell("党建指导员", begin) + cell("33名", ""), cell("", go_on) + cell("46名", "")]
    merged = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert lines(merged) == ["| 党建指导员\t33名", "| 党建指导员\t46名"]


def test_nothing_in_it_is_no_text() -> None:
    assert docx.text(word_file(paragraph("")), "a.docx") == ("", "Word")


def refused(data: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        docx.text(data, "党建\n简报.docx")
    said = str(error.value)
    assert said.startswith("党建\\n简报.docx: ")
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a .doc under another name"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"{\\rtf1 }", "no Word file"),
        ("选派33名".encode(), "no Word file"),
        (word_file(paragraph("甲"))[:-40], "damaged"),
        (word_file(paragraph("甲"))[:200], "damaged"),
        (packed({"xl/workbook.xml": "<a/>"}), "no Word file"),
        (packed({"word/styles.xml": "<a/>"}), "main document part"),
        (packed({"word/document.xml": "<a><b></a>"}), "word/document.xml"),
        (packed({"word/document.xml": f"<!DOCTYPE a><w:document {NAMES}/>"}), "declares a document type"),
        (word_file("<w:p>" * 300 + "</w:p>" * 300), "cannot be read"),
        (
            word_file('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr></w:tc></w:tr></w:tbl>'),
            "cannot be read",
        ),
    ],
)
def test_what_is_no_word_file_is_refused_with_the_way_out(data: bytes, says: str) -> None:
    assert says in refused(data)


def test_a_locked_package_is_said_to_be() -> None:
    data = bytearray(word_file(paragraph("甲")))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1  # the flag of encryption in the list of contents
    assert "locked with a password" in refused(bytes(data))


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "选派33名"><!ENTITY y "&x;&x;">]>'
    refused(packed({"word/document.xml": f"{bomb}<w:document {NAMES}><w:body>&y;</w:body></w:document>"}))


def test_what_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "LARGEST_UNPACKED", 1_000_000)
    assert "larger than 1 MB" in refused(word_file(paragraph("选" * 400_000)))


def test_more_mark_up_than_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "_MOST_TAGS", 10_000)
    assert docx.text(word_file(paragraph("甲")), "a.docx").text == "甲\n"
    assert "more mark-up than is read" in refused(word_file(paragraph("<w:r/>" * 10_000)))


def test_pictures_do_not_count_and_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "LARGEST_UNPACKED", 10_000)
    data = io.BytesIO(word_file(paragraph("选派33名。")))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", bytes(1_000_000))
    assert docx.text(data.getvalue(), "a.docx").text == "选派33名。\n"


def test_damage_in_parts_without_text_does_no_harm() -> None:
    data = io.BytesIO(word_file(paragraph("选派33名。")))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("customXml/item1.xml", "<!DOCTYPE a><a><b></a>")
    assert docx.text(data.getvalue(), "a.docx").text == "选派33名。\n"


def test_a_style_map_packed_in_the_file_is_not_followed() -> None:
    data = io.BytesIO(word_file(paragraph("选派33名。")))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("mammoth/style-map", "p => !")
    assert docx.text(data.getvalue(), "a.docx").text == "选派33名。\n"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1), min_size=1, max_size=5))
def test_every_word_is_read_in_order(texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    read = docx.text(word_file(*(paragraph(run(text)) for text in escaped)), "a.docx").text
    assert "".join(read.split()) == "".join(texts)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(word_file(paragraph("选派33名。"), table(("甲", "乙"))))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = docx.text(bytes(whole), "a.docx").how
    except DocumentError as error:
        read = str(error)
    assert read == "Word" or (read.startswith("a.docx: ") and "\n" not in read)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    docx.text(word_file(paragraph("甲", named="没有的样式"), "<w:unknown/>"), "a.docx")
    assert capfd.readouterr() == ("", "")
