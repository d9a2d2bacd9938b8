"""Several fields beside each other lose nothing of what each column holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.told import ANQIU, JIAYUGUAN, MEISHAN, claims, every, numbered, told
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison.matrix import beside, heading
from dangjian_metrics.comparison.record import Column
from dangjian_metrics.comparison.rows import compare


def test_a_line_for_each_place_and_a_column_for_each_field() -> None:
    guides = compare("党建指导员", numbered(told(650, **MEISHAN), told(28, **JIAYUGUAN)))
    branches = compare(
        "党支部", numbered(told(3, "个", **JIAYUGUAN), told(9, "个", **JIAYUGUAN), told(1, "个", **ANQIU))
    )
    found = beside([*guides, *branches])
    assert found.labels == ["甘肃省嘉峪关市", "四川省眉山市", "山东省潍坊市安丘市"]
    assert {
        label: [[int(row.value) for row in cell] for cell in line] for label, line in found.cells.items()
    } == {
        "四川省眉山市": [[650], []],
        "甘肃省嘉峪关市": [[28], [9, 3]],
        "山东省潍坊市安丘市": [[], [1]],
    }


def test_no_columns_make_no_lines() -> None:
    assert (beside([]).labels, beside([]).cells) == ([], {})


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (Column("覆盖率", "level", None, "%", []), "覆盖率（%）"),
        (Column("产值", "change up", None, "%", []), "产值（%, change up）"),
        (Column("服务", "mean", "month", "人次", []), "服务（人次, mean, per month）"),
        (Column("青年", "level", None, None, []), "青年"),
    ],
)
def test_a_heading_says_what_the_column_holds(column: Column, said: str) -> None:
    assert heading(column) == said


@given(st.lists(claims, max_size=12), st.lists(claims, max_size=12))
def test_no_row_is_lost(first: list[Claim], second: list[Claim]) -> None:
    columns = [*compare("党支部", numbered(*first)), *compare("企业", numbered(*second))]
    found = beside(columns)
    assert sorted(found.labels) == sorted({row.label for row in every(columns)})
    for at, column in enumerate(columns):
        rows = [row for label in found.labels for row in found.cells[label][at]]
        assert sorted(map(id, rows)) == sorted(map(id, column.rows))


@given(st.lists(claims, max_size=12))
def test_no_two_columns_share_a_heading(found: list[Claim]) -> None:
    headings = [heading(column) for column in compare("党支部", numbered(*found))]
    assert len(set(headings)) == len(headings)
