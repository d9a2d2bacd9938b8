"""Any rows as a table: as wide as they are, folded where the terminal is narrower, never wider than it."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from dangjian_metrics.views.layouts import Layout, Row
from dangjian_metrics.views.listing import cell, show
from dangjian_metrics.views.table import console

LAYOUT = Layout(("region", "value", "note"), decimals=("value",))


def shown(rows: list[Row], width: int = 80, layout: Layout = LAYOUT) -> list[str]:
    stream = io.StringIO()
    terminal = console(stream)
    terminal.width = width
    show(terminal, layout.columns, layout, rows)
    return stream.getvalue().splitlines()


def test_rows_under_their_titles() -> None:
    assert [line.rstrip() for line in shown([("四川省眉山市", "650", "选派"), ("安丘", "33", None)])] == [
        "region        value  note",
        "四川省眉山市    650  选派",
        "安丘             33",
    ]


def test_no_rows_leave_the_titles() -> None:
    assert [line.split() for line in shown([])] == [["region", "value", "note"]]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""), (33, "33"), ("33名", "33名"), (1.0, "1"), (1e-7, "0.0000001"), (1e20, "100000000000000000000"),
        (float("nan"), ""), (float("inf"), ""), (Decimal("4.50"), "4.50"), ("第一行\n第二行\t。", "第一行 第二行 。"),
        ("\x1b[31m红", " [31m红"), ("[bold]粗[/bold] :smile:", "[bold]粗[/bold] :smile:"), (True, "True"),
    ],
)  # fmt: skip
def test_a_cell_is_one_line_that_no_terminal_obeys(value: object, said: str) -> None:
    assert cell(value) == said


def test_markup_of_a_document_is_shown_as_it_is() -> None:
    assert "[bold]粗[/bold] :smile:" in "\n".join(shown([("[bold]粗[/bold] :smile:", "1", "")]))


def test_a_column_that_does_not_fit_gives_way_and_the_short_ones_stay() -> None:
    lines = shown([("四川省眉山市", "650", "党建带群建" * 20)], width=60)
    assert lines[1].startswith("四川省眉山市    650  党建带群建")
    assert len(lines) > 4
    assert "".join(line[15:].strip() for line in lines[2:]) != ""


def test_nothing_of_a_folded_cell_is_lost() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(150))
    lines = shown([("", "1", text)], width=50)
    assert "".join("".join(line.split()) for line in lines[1:]).replace("1", "", 1) == text


cells_ = st.one_of(
    st.none(), st.integers(), st.text(max_size=40), st.text("党建指导员一二三", max_size=60), st.floats()
)


@given(st.lists(st.tuples(*[cells_] * 6), max_size=5), st.integers(60, 140))
def test_no_line_is_wider_than_the_terminal(rows: list[Row], width: int) -> None:
    layout = Layout(("id", "doc", "一列", "value", "sentence", "period"), decimals=("value",))
    assert max(map(cell_len, shown(rows, width, layout)), default=0) <= width


@pytest.mark.parametrize("many", [12, 30, 60, 200])
def test_more_columns_than_a_terminal_has_room_for_are_no_wider_than_it(many: int) -> None:
    layout = Layout(tuple(f"列{number}" for number in range(many)))
    assert max(map(cell_len, shown([("党支部",) * many], 80, layout))) <= 80


def test_numbers_stay_whole_where_words_can_give_way() -> None:
    layout = Layout(("region", "社零额（元）", "sentence"), decimals=("社零额（元）",))
    lines = shown([("四川省眉山市", "480000000", "党建带群建" * 20)], 50, layout)
    assert any("480000000" in line for line in lines)


def test_there_is_no_colour_where_there_is_no_terminal() -> None:
    assert "\x1b" not in "\n".join(shown([("安丘", "33", "")]))


def test_a_terminal_shows_the_titles_in_bold() -> None:
    stream = io.StringIO()
    show(
        Console(file=stream, force_terminal=True, color_system="standard", width=80),
        ("a",),
        Layout(("a",)),
        [("1",)],
    )
    assert stream.getvalue().startswith("\x1b[1ma")
