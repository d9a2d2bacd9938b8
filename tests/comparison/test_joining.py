"""Several claims of one cell join only where that is asked for, and say what they were."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.told import ANQIU, MEISHAN, NOWHERE, claims, every, numbered, told
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import measures
from dangjian_metrics.comparison.joining import added, bound, when
from dangjian_metrics.comparison.record import AGGS, Agg, Row
from dangjian_metrics.comparison.rows import compare

many = st.lists(claims, max_size=12)


def joined(agg: Agg, *told_: Claim) -> list[Row]:
    return every(compare("党支部", numbered(*told_), "region", agg))


def test_all_are_shown_by_default() -> None:
    assert [row.id for row in every(compare("党支部", numbered(told(1), told(2), told(2))))] == [2, 3, 1]


def test_the_greatest_of_a_cell() -> None:
    (row, other) = joined("max", told(3), told(8), told(5), told(1, **MEISHAN))
    assert (row.id, str(row.value), row.note) == (2, "8", "greatest of 3")
    assert (other.id, other.note) == (4, "")


@pytest.mark.parametrize(
    ("periods", "latest"),
    [
        (["2023年", "2025年", "2024年"], 2),
        (["2024年上半年", "2024年", "2023年12月"], 2),
        (["2024年一季度", "2024年2月", "2024年三季度"], 3),
        (["2024年11月", "今年以来", None], 1),
        ([None, "截至目前", None], 3),
        (["2025年", "2025年", "2024年"], 2),
    ],
)
def test_the_latest_of_a_cell(periods: list[str | None], latest: int) -> None:
    (row,) = joined("latest", *(told(9 - at, period=period, title="") for at, period in enumerate(periods)))
    assert (row.id, row.note) == (latest, "latest of 3")


def test_a_title_dates_its_claims_where_they_have_no_period() -> None:
    (row,) = joined("latest", told(1, title="2025年工作总结"), told(2, title="2024年工作总结"))
    assert row.id == 1


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2024年", (2024, 12)), ("2024年上半年", (2024, 6)), ("2024年下半年", (2024, 12)), ("2025年3月底", (2025, 3)),
        ("2025年前三季度", (2025, 9)), ("2025年10月", (2025, 10)), ("截至2023年底", (2023, 12)), ("今年以来", (0, 0)),
        ("", (0, 0)), ("1876年", (0, 0)), ("12345热线", (0, 0)),
    ],
)  # fmt: skip
def test_dates_that_periods_name(words: str, date: tuple[int, int]) -> None:
    assert when(words) == date


def test_a_sum_names_the_claims_it_is_of() -> None:
    (row,) = joined("sum", told("0.1"), told("0.2"), told(3))
    assert (str(row.value), row.note, row.bound) == ("3.3", "sum of 3: 1, 2, 3", "exact")


def test_one_claim_is_no_sum() -> None:
    assert [row.note for row in joined("sum", told(3))] == [""]


def test_a_running_total_is_never_added_to_a_count() -> None:
    rows = joined("sum", told(28, statistic="cumulative"), told(5), told(2))
    apart = "cumulative and value are not added up"
    assert [(str(row.value), row.note) for row in rows] == [("28", apart), ("7", f"sum of 2: 2, 3; {apart}")]


def test_rises_and_falls_are_never_added_up() -> None:
    ways = [
        told(value, "%", statistic="change", direction=way)
        for value, way in ((4, "up"), (3, "down"), (2, "up"))
    ]
    assert sorted(row.value for row in joined("sum", *ways)) == [3, 6]


def test_a_sum_is_in_one_unit() -> None:
    (row,) = joined("sum", told(15, "亩"), told(1, "公顷"), told(3, "亩"))
    assert (str(row.value), row.unit) == ("33", "亩")


def test_a_sum_of_ranges_is_a_range() -> None:
    (row,) = joined("sum", told(3, value_to=Decimal(5)), told(10))
    assert [row.value, row.value_to] == [13, 15]


def test_an_upper_end_of_zero_counts() -> None:
    (row,) = joined("sum", told(-3, value_to=Decimal(0)), told(10))
    assert [row.value, row.value_to] == [7, 10]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("exact", "exact"), ("over", "over"), ("exact over", "over"), ("exact at_least", "at_least"),
        ("over at_least", "over"), ("exact nearly", "nearly"), ("exact at_most", "at_most"), ("under at_most", "under"),
        ("over under", "about"), ("exact about", "about"), ("over about", "about"), ("over nearly exact", "about"),
    ],
)  # fmt: skip
def test_the_hedge_of_a_sum(bounds: str, expected: str) -> None:
    assert bound(set(bounds.split())) == expected
    (row,) = joined("sum", *(told(1, bound=each) for each in (bounds.split() * 2)))
    assert row.bound == expected


def test_conflicts_are_still_told_of_what_was_joined() -> None:
    said = told(33, doc="a.txt", **ANQIU), told(30, doc="b.txt", **ANQIU)
    assert {agg: [row.conflict for row in joined(agg, *said)] for agg in AGGS} == {
        "all": [[2], [1]],
        "latest": [[1]],
        "max": [[2]],
        "sum": [[2]],
    }


def test_places_that_are_not_told_join_as_such() -> None:
    assert [row.label for row in joined("sum", told(1, **NOWHERE), told(2, **NOWHERE))] == ["–"]


Cells = dict[tuple[str, str, str | None, str], list[Row]]


def cells(found: list[Claim], agg: Agg) -> Cells:
    """The rows of each label in each column."""
    there: Cells = {}
    for column in compare("党支部", numbered(*found), "region", agg):
        for row in column.rows:
            key = (row.label, column.statistic, column.per, measures.of(column.unit).name)
            there.setdefault(key, []).append(row)
    return there


@given(many)
def test_sums_are_exact(found: list[Claim]) -> None:
    parts, sums = cells(found, "all"), cells(found, "sum")
    assert sums.keys() == parts.keys()
    for key, rows in sums.items():
        assert sum(Fraction(row.value) for row in rows) == sum(Fraction(row.value) for row in parts[key])
        assert len(rows) == len({row.claim.statistic for row in parts[key]})


@given(many)
def test_the_greatest_is_that_of_its_cell(found: list[Claim]) -> None:
    greatest = {key: row.value for key, (row,) in cells(found, "max").items()}
    assert greatest == {key: max(row.value for row in rows) for key, rows in cells(found, "all").items()}


@given(many)
def test_the_latest_is_one_of_its_cell(found: list[Claim]) -> None:
    parts, latest = cells(found, "all"), cells(found, "latest")
    assert latest.keys() == parts.keys()
    for key, (row,) in latest.items():
        assert (row.id, row.value) in {(part.id, part.value) for part in parts[key]}


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40), max_size=6
    )
)
def test_nothing_is_rounded_in_a_sum(found: list[Decimal]) -> None:
    assert Fraction(added(found)) == sum(map(Fraction, found))
