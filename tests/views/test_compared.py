"""A comparison on the terminal, as rows and as a chart: nothing of what was compared is lost on the way."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from comparison.told import ANQIU, GUIDES, MEISHAN, NOWHERE, claims, every, numbered, row, told
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison.matrix import beside
from dangjian_metrics.comparison.record import Column
from dangjian_metrics.comparison.rows import compare
from dangjian_metrics.views import bars, compared
from dangjian_metrics.views.charts import svg
from dangjian_metrics.views.table import console

GUIDES_OF = compare(
    "党建指导员",
    numbered(
        told(650, "人", **MEISHAN, **GUIDES, bound="about", period="今年以来"),
        told(33, doc="b.txt", **ANQIU, **GUIDES | {"entity": "党务骨干", "role": "党建指导员"}),
        told(30, **ANQIU, **GUIDES | {"entity": "党务骨干", "role": "党建指导员"}),
    ),
)


def shown(columns: list[Column], width: int = 80) -> list[str]:
    stream = io.StringIO()
    terminal = console(stream)
    terminal.width = width
    bars.show(terminal, columns)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def cells(columns: list[Column]) -> list[dict[str, Any]]:
    return [dict(zip(compared.ROWS.columns, line, strict=True)) for line in compared.cells(columns)]


def test_places_with_hedge_unit_bar_ratio_action_and_period() -> None:
    assert shown(GUIDES_OF) == [
        "党建指导员（名）",
        "    place                           value bar        ×median action   period",
        "  1 四川省眉山市                   ≈650人 ██████████   19.70 选派     今年以来",
        "    党建指导员 650人 · 简报.txt:1 #1",
        "  2 山东省潍坊市安丘市               33名 ▌             1.00 选派",
        "    党务骨干（党建指导员） 33名 · b.txt:1 #2 · differs from #3",
        "  3 山东省潍坊市安丘市               30名 ▌             0.91 选派",
        "    党务骨干（党建指导员） 30名 · 简报.txt:1 #3 · differs from #2",
    ]


def test_columns_that_stand_apart_say_why() -> None:
    lines = shown(compare("耕地", numbered(told(3, "亩"), told(2, "亩"), told(1, "公顷"), told(5, "户"))))
    assert [line for line in lines if line.startswith("耕地")] == [
        "耕地（亩）",
        "耕地（户）  in 户, which cannot be brought to 亩",
    ]
    assert lines[lines.index("耕地（户）  in 户, which cannot be brought to 亩") - 1] == ""
    assert any(line.endswith("· from 公顷") for line in lines)


def test_nothing_compared_shows_nothing() -> None:
    assert shown([]) == []


@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({}, "120个"), ({"bound": "over"}, ">120个"), ({"bound": "about"}, "≈120个"), ({"bound": "nearly"}, "≈120个"),
        ({"bound": "at_least"}, "≥120个"), ({"bound": "under"}, "<120个"), ({"bound": "at_most"}, "≤120个"),
        ({"value_to": Decimal(150)}, "120～150个"), ({"unit": None}, "120"), ({"value": Decimal(480000000)}, "4.8亿个"),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_hedge(changes: dict[str, Any], figure: str) -> None:
    assert compared.figure(row(told(120, "个"), **changes)) == figure


def test_rows_hold_what_the_claim_says_and_where_it_stands() -> None:
    first, second, _ = cells(GUIDES_OF)
    assert first | {
        "region": "四川省眉山市", "field": "党建指导员", "value": "650", "value_to": None, "unit": "人", "bound": "about",
        "value_shown": "≈650人", "rank": 1, "ratio": 19.697, "conflict": None, "note": None, "period": "今年以来",
    } == first  # fmt: skip
    assert second | {
        "role": "党建指导员", "entity": "党务骨干", "quote": "33名", "sentence": "选派33名。", "doc": "b.txt", "article": 1,
        "conflict": "3", "id": 2, "start": 2, "end": 5,
    } == second  # fmt: skip


def test_notes_of_the_column_and_of_the_row_stand_together() -> None:
    columns = compare("耕地", numbered(*[told(3, "户")] * 4, told(3, "亩"), told(2, "亩"), told(1, "公顷")))
    assert [line["note"] for line in cells(columns)][-3:] == [
        "in 亩, which cannot be brought to 户; from 公顷",
        "in 亩, which cannot be brought to 户",
        "in 亩, which cannot be brought to 户",
    ]


def matrix(*columns: list[Column]) -> list[dict[str, Any]]:
    found = beside([column for each in columns for column in each])
    names = compared.matrix_layout(found).columns
    return [dict(zip(names, line, strict=True)) for line in compared.matrix_cells(found)]


def test_a_matrix_keeps_signs_and_marks_conflicts() -> None:
    branches = compare("党支部", numbered(told(9, "个", **MEISHAN), told(4, "个", **ANQIU)))
    assert matrix(GUIDES_OF, branches) == [
        {"region": "四川省眉山市", "党建指导员（名）": "≈650", "党支部（个）": "9"},
        {"region": "山东省潍坊市安丘市", "党建指导员（名）": "33*；30*", "党支部（个）": "4"},
    ]


def test_a_column_of_exact_single_figures_holds_numbers() -> None:
    branches = compare("党支部", numbered(told(9, "个", **MEISHAN), told(4, "个", **ANQIU)))
    layout = compared.matrix_layout(beside([*GUIDES_OF, *branches]))
    assert (layout.columns, layout.decimals) == (
        ("region", "党建指导员（名）", "党支部（个）"),
        ("党支部（个）",),
    )


def test_several_measures_of_a_field_are_several_columns() -> None:
    sales = compare("社零额", numbered(told(48, "元"), told(10, "%", statistic="change", direction="up")))
    assert matrix(sales) == [
        {"region": "山东省潍坊市安丘市", "社零额（元）": "48", "社零额（%, change up）": "10"}
    ]


def test_ranges_stand_in_a_matrix() -> None:
    assert matrix(compare("党支部", numbered(told(3, value_to=Decimal(5)))))[0]["党支部（名）"] == "3～5"


def test_a_chart_has_a_panel_for_each_column_and_a_bar_for_each_row() -> None:
    panels = bars.panels(GUIDES_OF)
    assert [panel.title for panel in panels] == ["党建指导员（名）"]
    assert [(bar.label, bar.shown, bar.note, bar.hedged) for bar in panels[0].bars] == [
        ("四川省眉山市", "≈650人", "选派 · 今年以来", True),
        ("山东省潍坊市安丘市", "33名", "选派", False),
        ("山东省潍坊市安丘市", "30名", "选派", False),
    ]
    assert "≈650人</text>" in svg(panels)


def test_no_line_obeys_what_a_document_says() -> None:
    wild = told(3, "\x1b[31m名", doc="a\nb.txt", entity="[bold]企业\x07", **NOWHERE)
    lines = shown(compare("企业\x1b", numbered(wild)))
    assert not any("\x1b" in line or "\x07" in line for line in lines)
    assert any("[bold]企业" in line and "a b.txt:1 #1" in line for line in lines)


@given(st.lists(claims, max_size=8), st.integers(80, 160))
def test_no_line_is_wider_than_the_terminal(found: list[Claim], width: int) -> None:
    lines = shown(compare("党建工作指导员和第一书记", numbered(*found)), width)
    assert max(map(cell_len, lines), default=0) <= width


@given(st.lists(claims, max_size=8))
def test_every_row_is_shown_listed_and_drawn(found: list[Claim]) -> None:
    columns = compare("党支部", numbered(*found))
    numbers = sorted(each.id for each in every(columns))
    assert sorted(line["id"] for line in cells(columns)) == numbers
    assert sum(len(panel.bars) for panel in bars.panels(columns)) == len(numbers)
    text = "".join("".join(line.split()) for line in shown(columns, 200))
    assert all(f"#{number}" in text for number in numbers)


@given(st.lists(claims, max_size=8), st.lists(claims, max_size=8))
def test_a_matrix_shows_every_figure(first: list[Claim], second: list[Claim]) -> None:
    columns = [*compare("党支部", numbered(*first)), *compare("企业", numbered(*second))]
    lines = matrix(columns)
    figures = sum(
        str(cell).count("；") + 1 for line in lines for cell in list(line.values())[1:] if cell is not None
    )
    assert figures == len(first) + len(second)
