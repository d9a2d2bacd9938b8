"""What can be compared stands in one column, ranked; what cannot stands in a column of its own that says why."""

from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.told import ANQIU, GUIDES, JIAYUGUAN, MEISHAN, NOWHERE, STORED, claims, every, numbered, told
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import measures
from dangjian_metrics.comparison.record import AGGS, BYS, Agg, By, Column, Row
from dangjian_metrics.comparison.rows import compare, stated
from stand_in import claim

many = st.lists(claims, max_size=12)


def columns(*told_: Claim, by: By = "region") -> list[Column]:
    return compare("党建指导员", numbered(*told_), by)


def only(*told_: Claim, by: By = "region") -> Column:
    (column,) = columns(*told_, by=by)
    return column


def test_places_by_value_with_rank_and_ratio_to_the_median() -> None:
    column = only(told(28, **JIAYUGUAN), told(650, **MEISHAN), told(40, **ANQIU))
    assert [(row.label, row.id, row.rank, row.ratio) for row in column.rows] == [
        ("四川省眉山市", 2, 1, 16.25),
        ("山东省潍坊市安丘市", 3, 2, 1.0),
        ("甘肃省嘉峪关市", 1, 3, 0.7),
    ]
    assert (column.field, column.statistic, column.unit, column.note) == ("党建指导员", "level", "名", "")


def test_equal_values_share_a_rank_and_stand_by_name() -> None:
    rows = only(told(5, **MEISHAN), told(5, **ANQIU), told(9), told(3)).rows
    assert [(row.id, row.rank) for row in rows] == [(3, 1), (1, 2), (2, 2), (4, 4)]


def test_a_median_of_nothing_gives_no_ratio() -> None:
    assert [row.ratio for row in only(told(0), told(0)).rows] == [None, None]


@pytest.mark.parametrize(
    ("unit", "other", "value"),
    [("公顷", "亩", 15), ("吨", "公斤", 1000), ("公里", "里", 2), ("元", "角", 10)],
)
def test_convertible_units_are_brought_to_the_one_most_are_in(unit: str, other: str, value: int) -> None:
    column = only(told(7, other), told(1, unit, value_to=Decimal(2)), told(8, other))
    brought = next(row for row in column.rows if row.id == 2)
    assert [column.unit, brought.unit, brought.value, brought.value_to] == [other, other, value, 2 * value]
    assert brought.note == f"from {unit}"
    assert [row.note for row in column.rows if row is not brought] == ["", ""]


def test_measure_words_for_the_same_stand_in_one_column_as_they_were_written() -> None:
    column = only(told(650, "人"), told(32, "名"), told(28, "名"))
    assert column.unit == "名"
    assert [(int(row.value), row.unit, row.note) for row in column.rows] == [
        (650, "人", ""),
        (32, "名", ""),
        (28, "名", ""),
    ]


@pytest.mark.parametrize(("unit", "note"), [("人次", "in 人次"), ("户", "in 户"), (None, "in no unit")])
def test_what_cannot_be_converted_stands_apart_and_says_so(unit: str | None, note: str) -> None:
    first, second = columns(told(1, unit), told(2), told(3))
    assert [row.id for row in first.rows] == [3, 2]
    assert [row.id for row in second.rows] == [1]
    assert second.note == f"{note}, which cannot be brought to 名"


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"statistic": "change", "direction": "up"}, "rises, apart from the others"),
        ({"statistic": "change", "direction": "down"}, "falls, apart from the others"),
        ({"statistic": "change"}, "changes, apart from levels"),
        ({"statistic": "baseline"}, "earlier levels, apart from the later ones"),
        ({"statistic": "mean"}, "means, apart from totals"),
        ({"per": "year"}, "per year, apart"),
    ],
)
def test_figures_stated_otherwise_stand_apart_and_say_so(changes: dict[str, str], note: str) -> None:
    first, second = columns(told(10, "%", **changes), told(99, "%"), told(98, "%"))
    assert [row.id for row in first.rows] == [2, 3]
    assert ([row.id for row in second.rows], second.note) == ([1], note)


def test_a_rise_and_a_fall_are_never_ranked_together() -> None:
    rise, fall = (
        told(value, "%", statistic="change", direction=way) for value, way in ((10, "up"), (30, "down"))
    )
    assert [(column.statistic, len(column.rows)) for column in columns(rise, fall)] == [
        ("change up", 1),
        ("change down", 1),
    ]


def test_levels_come_first_whatever_there_is_more_of() -> None:
    rises = [told(10, "%", statistic="change", direction="up")] * 3
    assert [column.statistic for column in columns(*rises, told(1, "元"), told(2, "个"), told(3, "个"))] == [
        "level",
        "level",
        "change up",
    ]


def test_a_running_total_is_compared_with_a_count() -> None:
    assert len(only(told(28, statistic="cumulative"), told(32), told(90, statistic="share")).rows) == 3


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("region", ["–", "四川省眉山市", "山东省潍坊市安丘市"]),
        ("province", ["–", "四川省", "山东省"]),
        ("city", ["–", "四川省眉山市", "山东省潍坊市"]),
        ("doc", ["a.txt", "b.txt", "c.txt"]),
        (
            "article",
            [
                "a.txt 1 山东省安丘市：支部串成链",
                "b.txt 2 四川省眉山市：红色动能",
                "c.txt 1 一处不知何处的田",
            ],
        ),
        ("period", ["–", "上半年", "截至目前"]),
    ],
)
def test_what_rows_are_told_apart_by(by: By, labels: list[str]) -> None:
    rows = only(
        told(1, doc="a.txt", **ANQIU, period="截至目前"),
        told(2, doc="b.txt", article=2, **MEISHAN, period="上半年"),
        told(3, doc="c.txt", **NOWHERE),
        by=by,
    ).rows
    assert sorted(row.label for row in rows) == labels


def conflicts(*told_: Claim) -> dict[int, list[int]]:
    return {row.id: list(row.conflict) for row in every(columns(*told_)) if row.conflict}


def test_another_value_for_the_same_marks_every_side() -> None:
    said = [
        told(value, doc=doc, **ANQIU, **GUIDES)
        for value, doc in ((33, "a.txt"), (30, "b.txt"), (33, "c.txt"))
    ]
    assert conflicts(*said) == {1: [2], 2: [1], 3: [2]}


def test_another_value_in_another_unit_is_a_conflict_only_if_it_is_another_value() -> None:
    assert conflicts(told(15, "亩"), told(1, "公顷")) == {}
    assert conflicts(told(15, "亩"), told(2, "公顷")) == {1: [2], 2: [1]}


@pytest.mark.parametrize(
    "changes",
    [
        {"county": "寿光市"}, {"period": "今年以来"}, {"action": "配齐"}, {"entity": "组织员"}, {"statistic": "cumulative"},
        {"role": "网格员"}, {"subject": "犀牛社区"}, {"basis": "同比"}, {"statistic": "change", "direction": "up"},
    ],
)  # fmt: skip
def test_another_value_for_something_else_is_no_conflict(changes: dict[str, str]) -> None:
    assert conflicts(told(33), told(30, **changes)) == {}


def test_places_that_are_not_told_cannot_contradict_each_other() -> None:
    assert conflicts(told(33, **NOWHERE), told(30, **NOWHERE)) == {}


def test_another_upper_end_is_a_conflict() -> None:
    assert conflicts(told(3, value_to=Decimal(5)), told(3, value_to=Decimal(6))) == {1: [2], 2: [1]}
    assert conflicts(told(3, value_to=Decimal(5)), told(3, value_to=Decimal(5))) == {}


def test_of_very_many_values_some_are_named_and_the_rest_are_counted() -> None:
    rows = every(columns(*(told(value) for value in range(30))))
    assert {(len(row.conflict), row.note) for row in rows} == {(20, "29 other values")}
    assert not any(row.id in row.conflict for row in rows)


def test_thousands_of_claims_of_the_same_take_no_time() -> None:
    began = time.perf_counter()
    rows = every(columns(*(told(value) for value in range(20_000))))
    assert time.perf_counter() - began < 5  # alone it takes 0.2 s; each with each would take a minute
    assert len(rows) == 20_000


def test_nothing_found_gives_no_column() -> None:
    assert [compare("党支部", [], by, agg) for by in BYS for agg in AGGS] == [[]] * len(BYS) * len(AGGS)


@given(many, st.sampled_from(BYS))
def test_every_claim_is_in_exactly_one_column(found: list[Claim], by: By) -> None:
    rows = every(columns(*found, by=by))
    assert sorted(row.id for row in rows) == list(range(1, len(found) + 1))
    assert all(row.claim is found[row.id - 1] for row in rows)


@given(many)
def test_a_column_holds_one_measure_stated_alike(found: list[Claim]) -> None:
    shown = columns(*found)
    for column in shown:
        assert {stated(row.claim) for row in column.rows} == {column.statistic}
        assert {row.claim.per for row in column.rows} == {column.per}
        assert {measures.of(row.claim.unit).name for row in column.rows} == {measures.of(column.unit).name}
    assert len({(each.statistic, each.per, measures.of(each.unit).name) for each in shown}) == len(shown)
    assert [each for each in shown if each.note] == shown[1:]


@given(many)
def test_hedges_are_kept(found: list[Claim]) -> None:
    rows = every(columns(*found))
    assert Counter(row.bound for row in rows) == Counter(each.bound for each in found)


def in_order(rows: list[Row]) -> bool:
    return all(
        (a.value > b.value and b.rank > a.rank) or (a.value == b.value and a.rank == b.rank)
        for a, b in pairwise(rows)
    )


@given(many, st.sampled_from(BYS), st.sampled_from(AGGS))
def test_ranks_ascend_as_values_descend(found: list[Claim], by: By, agg: Agg) -> None:
    for column in compare("党支部", numbered(*found), by, agg):
        assert in_order(column.rows)
        assert column.rows[0].rank == 1
        assert all(
            row.rank == 1 + sum(other.value > row.value for other in column.rows) for row in column.rows
        )


@given(st.lists(st.integers(-(10**40), 10**40), min_size=2, max_size=4))
def test_ranks_tell_apart_what_differs_in_the_last_of_forty_digits(found: list[int]) -> None:
    assert in_order(only(*(told(value) for value in found)).rows)


@given(many)
def test_ratios_are_those_to_the_median(found: list[Claim]) -> None:
    for column in columns(*found):
        middle = float(median(row.value for row in column.rows))
        for row in column.rows:
            assert row.ratio == (pytest.approx(float(row.value) / middle) if middle else None)


def test_the_claims_that_the_commands_are_tested_on() -> None:
    guides, fields = (STORED[0], STORED[2], STORED[4]), (STORED[6], STORED[7])
    assert [row.value for row in only(*guides).rows] == [650, 33, 28]
    assert [row.value for row in only(*fields).rows] == [3, 2]


def test_two_names_of_a_field_are_the_same_thing() -> None:
    claims = [
        (1, claim(doc="a", entity="党建指导员", field="党建指导员", value=Decimal(28))),
        (2, claim(doc="b", entity="党建工作指导员", field="党建指导员", value=Decimal(30))),
        (3, claim(doc="b", entity="专职党建指导员", field="党建指导员", value=Decimal(5))),
    ]
    names = {"党建指导员", "党建工作指导员"}
    (column,) = compare("党建指导员", claims, names=names)
    assert {row.id: row.conflict for row in column.rows} == {1: [2], 2: [1], 3: ()}
