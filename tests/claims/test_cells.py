"""Rows of tables in plain text: cells that say their unit are read, bare figures are accounted for and claim nothing."""

from __future__ import annotations

import pytest

from dangjian_metrics import Document, extract_document

HEAD = "# 柳林县：党旗红\n\n近年来，支部领着大家干。\n\n"
ROWS = [("党支部", "32个", "增长10%"), ("党员", "1,260名", "下降2.5%")]
SAID = [
    ("32个", "党支部", None),
    ("10%", "党支部", "up"),
    ("1,260名", "党员", None),
    ("2.5%", "党员", "down"),
]


@pytest.mark.parametrize(("edge", "between"), [("", "\t"), ("", "    "), ("|", "|"), ("| ", " | ")])
def test_cells_that_say_their_unit(edge: str, between: str) -> None:
    rows = [("指标", "数值", "同比"), *ROWS]
    page = HEAD + "".join(f"{edge}{between.join(row)}{edge[::-1]}\n" for row in rows)
    claims = extract_document(Document("", page)).claims
    assert [(claim.quote, claim.entity, claim.direction) for claim in claims] == SAID
    assert [page[claim.start : claim.end] for claim in claims] == [quote for quote, *_ in SAID]


@pytest.mark.parametrize("between", ["\t", "   ", "|"])
def test_a_bare_figure_is_no_claim_and_has_its_disposition(between: str) -> None:
    edge = between.strip(" \t")
    rows = [
        ("项目", "单位", "金额（万元）"),
        ("水渠", "亿元", "480.5"),
        ("道路", "元", "35.5"),
        ("绿化", "3.1万", "-6.2"),
    ]
    page = HEAD + "".join(f"{edge}{between.join(row)}{edge}\n" for row in rows)
    found = extract_document(Document("", page), audit=True)
    assert found.claims == []
    said = {number.number: number.disposition for number in found.dispositions}
    assert {"480.5": "identifier", "35.5": "identifier"}.items() <= said.items()


def test_a_bare_figure_in_a_sentence_is_still_one() -> None:
    text = "柳林县粮食产量达到40.8万，　　比上年增长10%。"
    assert [claim.quote for claim in extract_document(Document("", HEAD + text)).claims] == ["40.8万", "10%"]


def test_a_figure_with_its_unit_is_read_behind_the_head_of_its_column() -> None:
    rows = [
        ("镇（街道）", "办理事项（件）", "按时办结率", "投入资金"),
        ("永兴镇", "2106件", "98.6%", "45万元"),
        ("城关街道", "1874", "99.1%", "无"),
    ]
    page = HEAD + "".join("\t".join(row) + "\n" for row in rows)
    claims = extract_document(Document("", page)).claims
    assert [(claim.quote, claim.entity, claim.action, claim.subject) for claim in claims] == [
        ("2106件", "事项", "办理", "永兴镇"),
        ("98.6%", "办结率", None, "永兴镇"),
        ("45万元", "资金", "投入", "永兴镇"),
        ("99.1%", "办结率", None, "城关街道"),
    ]
    assert [page[claim.start : claim.end] for claim in claims] == [claim.quote for claim in claims]


def test_without_heads_no_figure_counts_the_place_of_its_row() -> None:
    page = HEAD + "永兴镇\t2106件\t98.6%\n城关街道\t1874件\t99.1%\n"
    assert {claim.entity for claim in extract_document(Document("", page)).claims} == {None}


def test_below_a_head_spaced_digits_keep_their_places() -> None:
    page = HEAD + "镇\t投入资金\n永兴镇\t到位 2 1 0 6 万元\n永兴镇\t1 0.2亿元\n"
    claims = extract_document(Document("", page)).claims
    assert [(page[claim.start : claim.end], int(claim.value)) for claim in claims] == [
        ("2 1 0 6 万元", 21_060_000),
        ("1 0.2亿元", 1_020_000_000),
    ]
