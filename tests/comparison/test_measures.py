"""Units that measure the same are brought to one, exactly where that comes out even."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.told import values
from dangjian_metrics import comparison
from dangjian_metrics.comparison import measures
from dangjian_metrics.comparison.measures import converted

TABLE = tomllib.loads(files(comparison).joinpath("conversions.toml").read_text("utf-8"))
MEASURES = {name: list(units) for name, units in TABLE.items() if name != "counts"}
pairs = st.sampled_from(list(MEASURES.values())).flatmap(
    lambda units: st.tuples(st.sampled_from(units), st.sampled_from(units))
)
huge = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(-99, 99), st.integers(-60, 60)
)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("1", "公顷", "亩", "15"),
        ("30", "亩", "公顷", "2"),
        ("3", "亩", "平方米", "2000"),
        ("2", "平方公里", "公顷", "200"),
        ("2000", "公斤", "吨", "2"),
        ("1", "吨", "斤", "2000"),
        ("3", "公里", "里", "6"),
        ("1", "海里", "米", "1852"),
        ("1.5", "小时", "分钟", "90"),
        ("5", "‰", "%", "0.5"),
        ("100", "角", "元", "10"),
        ("7", "名", "人", "7"),
        ("1", "亩", "公顷", "0.0666666666666667"),
        ("0", "亩", "公顷", "0"),
        ("-3", "公顷", "亩", "-45"),
    ],
)
def test_a_value_in_another_unit(value: str, unit: str, to: str, expected: str) -> None:
    assert str(converted(Decimal(value), unit, to)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("人", "人次"), ("人", "户"), ("元", "美元"), ("亩", "公里"), ("个", "场"), ("天", "月"), ("%", None)],
)
def test_what_counts_or_measures_something_else_is_another_measure(one: str, other: str | None) -> None:
    assert measures.of(one) != measures.of(other)
    assert measures.of(one).name != measures.of(other).name


def test_a_unit_stands_under_one_measure_only() -> None:
    units = [unit for units in MEASURES.values() for unit in units]
    units += [unit for words in TABLE["counts"]["words"] for unit in words]
    assert len(units) == len(set(units))


def test_every_measure_counts_in_its_first_unit() -> None:
    assert [measures.of(units[0]).factor for units in MEASURES.values()] == [1] * len(MEASURES)


@given(values, pairs)
def test_there_and_back(value: Decimal, units: tuple[str, str]) -> None:
    one, other = units
    back = converted(converted(value, one, other), other, one)
    assert abs(Fraction(back) - Fraction(value)) <= abs(Fraction(value)) / 10**14


@given(st.integers(-(10**9), 10**9), pairs)
def test_there_and_back_is_exact_where_it_comes_out_even(value: int, units: tuple[str, str]) -> None:
    one, other = units
    exact = Fraction(value) * measures.of(one).factor / measures.of(other).factor
    if exact.denominator == 1:
        assert Fraction(converted(Decimal(value), one, other)) == exact
        assert converted(converted(Decimal(value), one, other), other, one) == value


@given(values)
def test_a_value_in_its_own_unit_is_left_as_it_is(value: Decimal) -> None:
    assert str(converted(value, "亩", "亩")) == str(converted(value, "名", "人")) == str(value)
    assert str(converted(value, None, None)) == str(value)


@given(st.lists(values, min_size=2, max_size=5), pairs)
def test_conversion_keeps_the_order(found: list[Decimal], units: tuple[str, str]) -> None:
    brought = [converted(value, *units) for value in sorted(found)]
    assert brought == sorted(brought)


@given(huge, pairs)
def test_the_largest_and_the_smallest_values_are_converted_too(
    value: Decimal, units: tuple[str, str]
) -> None:
    exact = Fraction(value) * measures.of(units[0]).factor / measures.of(units[1]).factor
    assert abs(Fraction(converted(value, *units)) - exact) <= abs(exact) / 10**14


def test_a_number_of_thousands_of_digits_is_converted() -> None:
    assert converted(Decimal(10) ** 6000, "公顷", "亩") == Decimal(15).scaleb(6000)
