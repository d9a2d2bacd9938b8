"""Spaces inside numbers: closed where they only spread a number, kept where they part cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics import Document, extract_document
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents.spacing import closed


def claims(text: str) -> list[Claim]:
    return extract_document(Document("", f"党旗红\n\n近年来，支部领着干。\n\n{text}\n")).claims


def read(text: str) -> str:
    """The text without the spaces that are closed."""
    spaces = {at for start, end in closed(text) for at in range(start, end)}
    return "".join(character for at, character in enumerate(text) if at not in spaces)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("1 9 9 8 年", "1998年"),
        ("2 0 2 4 年1 2 月 3 日", "2024年12月3日"),
        ("2024 年 12 月 3 日", "2024年12月3日"),
        ("粮食产量3 1 0 0 亿斤", "粮食产量3100亿斤"),
        ("新建党支部3 2个", "新建党支部32个"),
        ("增长4 ．5 ％", "增长4．5％"),
        ("完成1 0 4. 3%", "完成104.3%"),
        ("投资10 .28亿元", "投资10.28亿元"),
        ("投入1 260 000元", "投入1260000元"),
        ("选派 28 人，新建 32 个", "选派28人，新建32个"),
        ("，28 人参加", "，28人参加"),
        ("投资 4.8 亿 元", "投资4.8亿元"),
        ("投资4.8亿 元", "投资4.8亿元"),
        ("选派\xa028\xa0人", "选派28人"),
        ("覆盖率达 99.07 %", "覆盖率达99.07%"),
    ],
)
def test_spaces_that_spread_a_number(written: str, wanted: str) -> None:
    assert read(written) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "指标  28  人",
        "党支部\t32\t个",
        "1 家庭农场",
        "|32 |个",
        "3 5 8 12",
        "城关镇 32 1260",
        "1. 28人参加",
        "5 G 基站",
        "A1 2 个",
        "三方联动 治理提效",
        "第1 260号",
        "2024年 12月",
    ],
)
def test_spaces_that_part(text: str) -> None:
    assert closed(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "value", "entity"),
    [
        ("1 9 9 8 年新建党支部3 2个。", "32个", "32", "党支部"),
        ("选派党建指导员 28 人。", "28人", "28", "党建指导员"),
        ("完成投资 4.8 亿 元。", "4.8亿元", "480000000", "投资"),
        ("完成投资1 0 . 2亿元。", "10.2亿元", "1020000000", "投资"),
        ("完成投资10.2\n8亿元。", "10.28亿元", "1028000000", "投资"),
    ],
)
def test_what_is_read(text: str, quote: str, value: str, entity: str) -> None:
    (claim,) = claims(text)
    assert (claim.quote, claim.value, claim.entity) == (quote, Decimal(value), entity)


def test_the_span_holds_the_spaces_and_the_quote_does_not() -> None:
    page = "党旗红\n\n1 9 9 8 年以来，选派党建指导员 2 8 人。\n"
    (claim,) = extract_document(Document("", page)).claims
    assert (claim.quote, page[claim.start : claim.end]) == ("28人", "2 8 人")
    assert claim.sentence == "1998年以来，选派党建指导员28人。"
    assert claim.period == "1998年以来"


@given(st.text(" \xa0 1２3.．万亿元人个年%党支\n\t，", max_size=40))
def test_only_spaces_are_closed_each_once_and_in_order(text: str) -> None:
    spans = closed(text)
    assert all(text[start:end] in (" ", "\xa0") for start, end in spans)
    assert spans == sorted(set(spans))


@given(st.integers(10, 10**9), st.sampled_from(["人", "个", "万元", "亿斤"]))
def test_a_spread_number_has_the_value_of_the_number(number: int, unit: str) -> None:
    spread, plain = (claims(f"完成了{figure}{unit}。") for figure in (" ".join(str(number)), str(number)))
    assert [(claim.value, claim.unit) for claim in spread] == [(claim.value, claim.unit) for claim in plain]
