"""One claim in its sentence: where it stands, what it says, and which of several like it is meant."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from rich.cells import cell_len
from rich.console import Console

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.store.asking import InPlace
from dangjian_metrics.views.one_claim import show
from dangjian_metrics.views.table import console
from stand_in import claim

TEXT = "# 标题\n\n第一段。\n新建党支部32个，选派28人。\n"


def stands(quote: str, text: str = TEXT, **changes: object) -> Claim:
    """The claim of a quote where it stands in the text for the first time."""
    start = text.index(quote)
    sentence = next(line for line in text.split("\n") if quote in line)
    return claim(quote=quote, start=start, end=start + len(quote), sentence=sentence, **changes)


def shown(found: Claim, text: str = TEXT, width: int = 100) -> list[str]:
    stream = io.StringIO()
    terminal = console(stream)
    terminal.width = width
    show(terminal, InPlace(7, found, text))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def marked(found: Claim, text: str) -> str:
    """The sentence with the marked quantity in 【】."""
    stream = io.StringIO()
    show(
        Console(file=stream, force_terminal=True, color_system="standard", width=400), InPlace(7, found, text)
    )
    (line,) = [line for line in stream.getvalue().splitlines() if "\x1b[1;7m" in line]
    return line.replace("\x1b[1;7m", "【").replace("\x1b[0m", "】").rstrip()


def test_the_claim_its_place_its_sentence_and_what_was_read() -> None:
    assert shown(stands("32个", section="支部建设")) == [
        "claim 7: 32个",
        "简报.txt, line 4, column 6 (characters 16 to 19)",
        "山东省潍坊市安丘市",
        "支部串成链",
        "支部建设",
        "",
        "新建党支部32个，选派28人。",
        "",
        "article    1",
        "field      党支部",
        "entity     党支部",
        "action     新建",
        "value      32",
        "unit       个",
        "bound      exact",
        "kind       organisation",
        "statistic  value",
        "rule       count after noun",
    ]


@pytest.mark.parametrize(
    ("text", "quote", "where"),
    [
        ("28人", "28人", "line 1, column 1 (characters 0 to 3)"),
        ("选派28人", "28人", "line 1, column 3 (characters 2 to 5)"),
        ("一\n\n选派28人", "28人", "line 3, column 3 (characters 5 to 8)"),
        ("\n28人\n", "28人", "line 2, column 1 (characters 1 to 4)"),
        ("𠮷𠮷28人", "28人", "line 1, column 3 (characters 2 to 5)"),
    ],
)
def test_line_and_column_count_from_one(text: str, quote: str, where: str) -> None:
    assert shown(stands(quote, text), text)[1] == f"简报.txt, {where}"


def test_hedges_ranges_and_directions_are_told() -> None:
    found = stands(
        "32个", value_to=Decimal("35.50"), bound="about", statistic="change", direction="up", basis="同比"
    )
    lines = shown(found)
    assert lines[0] == "claim 7: ↑≈32～35.5个"
    assert {
        "value      32",
        "value_to   35.5",
        "bound      about",
        "direction  up",
        "basis      同比",
    } <= set(lines)


def test_what_is_not_told_takes_no_line() -> None:
    lines = shown(stands("32个", province=None, city=None, county=None, title="", field=None, action=None))
    assert lines[2] == ""
    assert not any(line.split()[:1] in (["field"], ["action"], ["section"]) for line in lines)


def test_the_quantity_is_marked_in_its_sentence() -> None:
    assert marked(stands("28人"), TEXT) == "新建党支部32个，选派【28人】。"


@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_several_alike_the_one_that_is_meant_is_marked(which: int) -> None:
    text = "甲村选派5人，乙村选派5人，丙村选派5人。"
    start = [at for at in range(len(text)) if text.startswith("5人", at)][which]
    sentence = list(text)
    sentence.insert(start, "【")
    sentence.insert(start + 3, "】")
    found = claim(quote="5人", start=start, end=start + 2, sentence=text)
    assert marked(found, text) == "".join(sentence)


def test_a_quantity_that_a_page_break_parts_is_marked_in_the_mended_sentence() -> None:
    text = "完成融资5.75万\n\n元，入库。"
    found = claim(quote="5.75万元", start=4, end=12, sentence="完成融资5.75万元，入库。")
    assert marked(found, text) == "完成融资【5.75万元】，入库。"


def test_a_sentence_without_its_quote_is_shown_unmarked() -> None:
    found = claim(quote="32个", start=0, end=3, sentence="别的话。")
    assert "别的话。" in shown(found, "32个")


def test_real_claims_are_marked_where_they_stand() -> None:
    text = "选派党建指导员28人，\n组建党小组28个；新入库企业5家，累计达93\n家。\n"
    for found in extract_document(Document("a.txt", text)).claims:
        line = marked(found, text)
        at = line.index("【")
        assert line[at + 1 : line.index("】")] == found.quote
        assert line[max(0, at - 2) : at] == "".join(text[: found.start].split())[-2:]


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = "党建" * 100 + "32个" + "引领" * 100
    lines = shown(stands("32个", text, doc="很长的路径/" * 20 + "简报.txt", title="标题" * 50), text, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).count("引领") >= 99


def test_no_line_obeys_what_a_document_says() -> None:
    text = "\x1b[31m新建[bold]党支部[/bold]32个\x07。"
    lines = shown(stands("32个", text, doc="a\x1b.txt", title="标\x1b题"), text)
    assert not any("\x1b" in line or "\x07" in line for line in lines)
    assert any("[bold]党支部[/bold]32个" in line for line in lines)
