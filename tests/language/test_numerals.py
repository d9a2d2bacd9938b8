"""Numerals: exact values of digits with scale words, of Chinese numerals, of their vague forms and spans."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.language import numerals
from dangjian_metrics.language.numerals import Number


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("", 1),
        ("十", 10),
        ("拾", 10),
        ("百", 100),
        ("佰", 100),
        ("千", 1000),
        ("仟", 1000),
        ("万", 10**4),
        ("十万", 10**5),
        ("百万", 10**6),
        ("千万", 10**7),
        ("亿", 10**8),
        ("千亿", 10**11),
        ("万亿", 10**12),
    ],
)
def test_scale(words: str, factor: int) -> None:
    assert numerals.scale(words) == factor


@pytest.mark.parametrize(
    ("digits", "words", "written"),
    [
        ("7", "", "7"),
        ("7.0", "", "7"),
        ("0.35", "", "0.35"),
        ("99.10", "", "99.1"),
        ("2,305", "", "2305"),
        ("2，305", "", "2305"),
        ("1,204,800.5", "", "1204800.5"),
        ("5.75", "万", "57500"),
        ("3.1", "万", "31000"),
        ("0.0001", "万", "1"),
        ("6.237", "亿", "623700000"),
        ("1.08", "万亿", "1080000000000"),
        ("12", "百万", "12000000"),
        ("8", "千", "8000"),
        ("0", "万", "0"),
    ],
)
def test_digits_are_exact(digits: str, words: str, written: str) -> None:
    value = numerals.decimal(digits, words)
    assert value == Decimal(written)
    assert f"{value:f}" == written  # plain digits, no trailing zeros, no exponent


@given(st.integers(0, 10**9), st.integers(0, 6), st.sampled_from(["", "千", "万", "百万", "亿", "万亿"]))
def test_no_digit_is_lost(figure: int, places: int, words: str) -> None:
    digits = f"{Decimal(figure).scaleb(-places):f}"
    assert numerals.decimal(digits, words) == Decimal(digits) * numerals.scale(words)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("〇", 0),
        ("零", 0),
        ("六", 6),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("四十", 40),
        ("廿", 20),
        ("廿三", 23),
        ("七十八", 78),
        ("百", 100),
        ("一百零五", 105),
        ("三百六十", 360),
        ("千", 1000),
        ("两千", 2000),
        ("两千零九", 2009),
        ("一万", 10000),
        ("一万三千", 13000),
        ("二十五万", 250000),
        ("四千六百万", 46000000),
        ("两亿", 200000000),
        ("二〇二四", 2024),
        ("一二八", 128),
        ("叁佰贰拾", 320),
        ("伍仟", 5000),
    ],
)
def test_chinese_integers(numeral: str, value: int) -> None:
    assert numerals.whole(numeral) == value


@pytest.mark.parametrize("numeral", ["三亿五", "十十", "万万万", "百百三", "零百"])
def test_what_is_no_integer_is_refused_or_read(numeral: str) -> None:
    try:
        assert numerals.whole(numeral) >= 0
    except ValueError:
        assert numerals.chinese(numeral) is None


def spelled(value: int) -> str:
    """A whole number below 10000 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    if value < 10:
        return digits[value]
    written, gap = "", False
    for unit, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = value // unit % 10
        if figure:
            written += ("零" if gap and written else "") + digits[figure] + place
        gap = not figure
    return written.removeprefix("一") if written.startswith("一十") else written


@given(st.integers(0, 9999))
def test_every_integer_is_read(value: int) -> None:
    assert numerals.whole(spelled(value)) == value


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_every_scaled_integer_is_read(value: int, scale: tuple[str, int]) -> None:
    if value >= 10 and spelled(value)[0] in "百千":
        return
    assert numerals.whole(spelled(value) + scale[0]) == value * scale[1]


VAGUE: dict[str, list[tuple[str, int, int | None, str | None]]] = {
    "plain": [
        ("三十二", 32, None, None),
        ("五十", 50, None, None),
        ("一二三", 123, None, None),
    ],
    "inner hedge": [
        ("四十余", 40, None, "over"),
        ("三百多", 300, None, "over"),
        ("两千余", 2000, None, "over"),
        ("六十来", 60, None, "about"),
        ("十余万", 100000, None, "over"),
        ("二十多万", 200000, None, "over"),
        ("四千余万", 40000000, None, "over"),
    ],
    "several": [
        ("十几", 11, 19, "about"),
        ("二十几", 21, 29, "about"),
        ("十几万", 110000, 190000, "about"),
        ("几十", 10, None, "over"),
        ("几百", 100, None, "over"),
        ("几千", 1000, None, "over"),
        ("几十万", 100000, None, "over"),
        ("数十", 10, None, "over"),
        ("数百", 100, None, "over"),
        ("数千万", 10000000, None, "over"),
        ("数万", 10000, None, "over"),
    ],
    "span": [
        ("三五", 3, 5, None),
        ("两三", 2, 3, None),
        ("七八", 7, 8, None),
        ("十二三", 12, 13, None),
        ("二十五六", 25, 26, None),
        ("四五十", 40, 50, None),
        ("六七百", 600, 700, None),
        ("三四千", 3000, 4000, None),
        ("两三万", 20000, 30000, None),
        ("五六十万", 500000, 600000, None),
    ],
}
CASES = [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, cases in VAGUE.items() for case in cases]


@pytest.mark.parametrize(("numeral", "value", "value_to", "bound"), CASES)
def test_vague_numerals(numeral: str, value: int, value_to: int | None, bound: str | None) -> None:
    upper = None if value_to is None else Decimal(value_to)
    assert numerals.chinese(numeral) == Number(Decimal(value), upper, bound)


@pytest.mark.parametrize("numeral", ["十几〇", "二十几三", "拾几万九"])
def test_several_before_a_digit(numeral: str) -> None:
    numerals.chinese(numeral)


@given(st.text("〇零一二三四五六七八九十百千万亿两廿几数余多来壹贰叁拾佰仟", min_size=1, max_size=12))
def test_any_run_is_read_or_refused(numeral: str) -> None:
    if numeral.strip("余多来"):
        number = numerals.chinese(numeral)
        assert number is None or number.value_to is None or number.value < number.value_to
        assert numerals.chinese(numeral) == number


@pytest.mark.parametrize(
    ("part", "whole", "per_cent"),
    [
        (2, 3, "66.67"),
        (1, 3, "33.33"),
        (1, 2, "50"),
        (3, 4, "75"),
        (1, 8, "12.5"),
        (5, 6, "83.33"),
        (37, 100, "37"),
        (3, 1000, "0.3"),
        (8, 8, "100"),
    ],
)
def test_fractions_in_per_cent(part: int, whole: int, per_cent: str) -> None:
    value = numerals.percent(Decimal(part), Decimal(whole))
    assert (value, f"{value:f}") == (Decimal(per_cent), per_cent)


def test_digits_beyond_the_ordinary_precision_are_exact() -> None:
    for digits, words, written in (
        ("9" * 40, "", "9" * 40),
        ("1." + "5" * 40, "万", "15555." + "5" * 36),
        ("3" * 30, "亿", "3" * 30 + "0" * 8),
    ):
        assert f"{numerals.decimal(digits, words):f}" == written


@pytest.mark.parametrize("numeral", ["万亿" * 30, "三" * 41, "十几" + "百" * 40])
def test_a_run_longer_than_any_number_is_none(numeral: str) -> None:
    assert numerals.chinese(numeral) is None
    with pytest.raises(ValueError, match=numeral[:5]):
        numerals.whole(numeral)
