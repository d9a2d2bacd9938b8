"""What a figure may be: its number as rounded as it is written, and as its hedge leaves it open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics import extract
from dangjian_metrics.checking import spans
from dangjian_metrics.checking.spans import Span
from dangjian_metrics.claims.record import Claim
from stand_in import claim

INFINITE = Decimal("Infinity")


def only(text: str) -> Claim:
    (found,) = extract(text)
    return found


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("选派干部28人。", ["28"], ["27.9", "28.1"]),
        ("服务群众3.1万人。", ["30500", "31999"], ["30400", "32000"]),
        ("投入资金343元。", ["342.5", "343.9"], ["342", "344"]),
        ("投入资金4.8亿元。", ["475000000", "489000000"], ["470000000", "490000000"]),
        ("办结率达83%。", ["82.5", "83.9"], ["82.4", "84"]),
        ("办结率达83.22%。", ["83.215", "83.229"], ["83.21", "83.23"]),
        ("办结率达九成。", ["85", "99"], ["84", "100"]),
        ("办结率达百分之八十五点八。", ["85.75", "85.89"], ["85.7", "85.9"]),
        ("服务群众二万八千人。", ["27500", "28900"], ["27000", "29000"]),
        ("新建党支部三十二个。", ["32"], ["31", "33"]),
        ("新建党支部120余个。", ["120", "500"], ["119"]),
        ("新建党支部近100个。", ["80", "100"], ["79", "101"]),
        ("新建党支部约100个。", ["90", "110"], ["89", "111"]),
        ("新建党支部不足100个。", ["1", "100"], ["101"]),
        ("每组配备干部3至5名。", ["3", "4", "5"], ["2", "6"]),
    ],
)
def test_a_figure_is_what_it_may_be_and_nothing_else(
    text: str, within: list[str], without: list[str]
) -> None:
    span = spans.of(only(text))
    for value in map(Decimal, within):
        assert span.meets(Span(value, value)), value
    for value in map(Decimal, without):
        assert not span.meets(Span(value, value)), value


def test_a_range_that_is_written_with_one_scale_for_both_ends_is_still_one() -> None:
    turned = claim(value=Decimal(3000), value_to=Decimal(30), unit="元", quote="3000到30元", kind="money")
    assert spans.of(turned).low < spans.of(turned).high


def test_below_zero_there_is_room_below() -> None:
    assert spans.of(claim(value=Decimal(-20), bound="under", quote="零下20度")).low == -INFINITE


def test_units_of_a_measure_are_brought_together() -> None:
    span = spans.in_unit(only("流转土地15亩。"), "公顷")
    assert span.meets(Span(Decimal(1), Decimal(1)))
    assert not span.meets(Span(Decimal(2), Decimal(2)))


numbers = st.decimals(min_value="0.01", max_value=10**12, places=2)
around = st.builds(lambda low, more: Span(low, low + more), numbers, numbers)


@given(around, around, st.floats(0, 1), st.floats(0, 1))
def test_what_is_reckoned_with_spans_holds_what_is_reckoned_with_numbers(
    one: Span, other: Span, here: float, there: float
) -> None:
    a = one.low + (one.high - one.low) * Decimal(here)
    b = other.low + (other.high - other.low) * Decimal(there)
    slack = Decimal("1e-9")
    for span, exact in ((one + other, a + b), (one - other, a - b), (one.over(other), a / b)):
        assert span.low - slack * (1 + abs(exact)) <= exact <= span.high + slack * (1 + abs(exact))


def test_nothing_is_divided_by_nothing() -> None:
    zero, open_ = Span(Decimal(0), Decimal(0)), Span(Decimal(1), INFINITE)
    assert Span(Decimal(1), Decimal(1)).over(zero).high == INFINITE
    assert open_.over(open_) == Span(Decimal(0), INFINITE)
