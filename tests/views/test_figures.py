"""A claim's number as people write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dangjian_metrics.views.figures import figure, place, plain, scaled
from stand_in import claim

SHOWN: list[tuple[dict[str, Any], str]] = [
    ({}, "32个"),
    ({"bound": "about"}, "≈32个"),
    ({"bound": "nearly"}, "≈32个"),
    ({"bound": "over"}, ">32个"),
    ({"bound": "under"}, "<32个"),
    ({"bound": "at_least"}, "≥32个"),
    ({"bound": "at_most"}, "≤32个"),
    ({"value": Decimal(480000000), "unit": "元"}, "4.8亿元"),
    ({"value": Decimal(3), "value_to": Decimal(5), "unit": "名"}, "3～5名"),
    ({"value": Decimal(50000), "value_to": Decimal(100000), "unit": "元"}, "5万～10万元"),
    ({"value": Decimal(10), "unit": "%", "statistic": "change", "direction": "up"}, "↑10%"),
    (
        {"value": Decimal(30), "unit": "%", "statistic": "change", "direction": "down", "bound": "over"},
        "↓>30%",
    ),
    ({"value": Decimal(3), "unit": "天", "direction": "down"}, "3天↓"),
    ({"value": Decimal("99.07"), "unit": "%", "statistic": "share"}, "99.07%"),
    ({"value": Decimal(500), "unit": "人次", "per": "month", "statistic": "mean"}, "500人次/月"),
    ({"value": Decimal(343), "unit": "元", "per": "亩"}, "343元/亩"),
    ({"value": Decimal("40.8E4"), "unit": None}, "40.8万"),
]


@pytest.mark.parametrize(("changes", "shown"), SHOWN)
def test_figure(changes: dict[str, Any], shown: str) -> None:
    assert figure(claim(**changes)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("0.13", "0.13"),
        ("9999", "9999"),
        ("10000", "1万"),
        ("12345", "12345"),
        ("100000000", "1亿"),
        ("5670000000000", "5.67万亿"),
        ("123456789", "123456789"),
        ("-31000", "-3.1万"),
        ("10360000000000000000", "10360000万亿"),
        ("1" + "0" * 60, "1" + "0" * 48 + "万亿"),
    ],
)
def test_scaled(value: str, shown: str) -> None:
    assert scaled(Decimal(value)) == shown


def test_plain_never_uses_an_exponent() -> None:
    assert plain(Decimal("1E+40")) == "1" + "0" * 40


def test_place() -> None:
    assert place(claim()) == "山东省潍坊市安丘市"
    assert place(claim(city=None)) == "山东省安丘市"
    assert place(claim(province=None, city=None, county=None)) == ""
