"""What may be asked for: numbers, columns and an order; and what is said where nothing can be found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import asking, connection, filters
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.filters import Filter
from store.pool import VALUES, asked
from store.stores import NOW


@pytest.mark.parametrize(
    ("written", "number"),
    [("1200", "1200"), ("1.2万", "12000"), ("4.8亿", "480000000"), ("12百", "1200"), ("1,200", "1200"), ("-5", "-5"),
     ("1万亿", "1000000000000"), ("0.1", "0.1"), ("１２００", "1200")],
)  # fmt: skip
def test_numbers_are_written_as_people_do(
    store: Connection, lexicon: Lexicon, written: str, number: str
) -> None:
    assert filters.number("--min", written) == Decimal(number)
    assert asked(store, Filter(least=written), lexicon) == asked(store, Filter(least=number), lexicon)


@pytest.mark.parametrize("written", ["", "万", "abc", "nan", "inf", "-inf", "1.2.3", "1 0", "' OR 1=1 --", "1e999999万",
                                     "9" * 60 + "万", "0x10", "\0", "两千", "½"])  # fmt: skip
@pytest.mark.parametrize("option", ["least", "most"])
def test_what_is_no_number_is_said(store: Connection, lexicon: Lexicon, option: str, written: str) -> None:
    wanted = Filter(least=written) if option == "least" else Filter(most=written)
    with pytest.raises(UsageError, match=r"^--(min|max) .*write 1200 or 1\.2万"):
        filters.conditions(store, wanted, lexicon)


@pytest.mark.parametrize("value", VALUES)
def test_a_bound_takes_its_own_value_in(
    store: Connection, lexicon: Lexicon, every: dict[int, Claim], value: str
) -> None:
    same = [number for number, each in every.items() if each.value == Decimal(value)]
    assert asked(store, Filter(least=value, most=value), lexicon) == same != []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter(fields=("党支",)), "--field 党支: no such field; the nearest: 党支部"),
        (Filter(fields=("党支部", "支部名")), "--field 支部名: no such field; the nearest: 党支部"),
        (Filter(fields=("党小组",)), "--field 党小组: no claim in the store has this field"),
        (Filter(fields=("",)), "--field : no such field"),
        (Filter(fields=("xyz",)), "--field xyz: no such field: dj-metrics fields lists those there are"),
        (Filter(region="潍纺市"), "--region 潍纺市: no such place in the store; the nearest: 潍坊市"),
        (Filter(region="安丘市潍坊市"), "--region 安丘市潍坊市: no such place in the store; the nearest: 安丘市, 潍坊市"),
        (Filter(region=""), "--region : no such place in the store"),
        (Filter(region="' OR 1=1 --"), "--region ' OR 1=1 --: no such place in the store"),
        (Filter(kind="people"), "--kind people: unknown kind: choose from person, organisation"),
        (Filter(statistic="sum"), "--statistic sum: unknown statistic: choose from value, cumulative"),
        (Filter(least="2万", most="1200"), "--min 2万 is more than --max 1200: no claim can be both"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_the_nearest(
    store: Connection, lexicon: Lexicon, wanted: Filter, said: str
) -> None:
    with pytest.raises(UsageError) as error:
        filters.conditions(store, wanted, lexicon)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter(unit="亩"), "400 claims in the store, and --unit 亩 leaves none of them"),
        (Filter(region="四川省"), "and --region 四川省 leaves none of them"),
        (Filter(region="潍坊", kind="area", unit="名"), "120 with --region 潍坊, 0 with --unit 名"),
        (Filter(fields=("第一书记", "自定"), doc="nowhere"), "with --field 第一书记 --field 自定, and --doc nowhere leaves"),
        (Filter(text="' OR 1=1 --", least="1亿", most="1亿"), "leaves none of them"),
    ],
)  # fmt: skip
def test_the_filter_that_leaves_nothing_is_named(
    store: Connection, lexicon: Lexicon, wanted: Filter, said: str
) -> None:
    found = filters.conditions(store, wanted, lexicon)
    told = filters.emptied(store, found)
    assert told.startswith("no claim found: 400 claims in the store")
    if "0 with" not in said:
        assert said in told


def test_an_empty_store_says_so(path: Path, lexicon: Lexicon) -> None:
    with connection.writing(path, NOW) as store:
        assert (
            filters.emptied(store, []) == "the store holds no claims yet: dj-metrics extract PATH adds some"
        )
        with pytest.raises(UsageError, match="the store holds no claims yet"):
            filters.conditions(store, Filter(fields=("党支部",)), lexicon)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["id", *COLUMNS, "region"])
def test_rows_are_sorted_by_a_column(
    store: Connection, lexicon: Lexicon, every: dict[int, Claim], column: str, descending: bool
) -> None:
    cells = {number: sortable(number, each, column) for number, each in every.items()}
    held = [number for number in every if cells[number] is not None]
    expected = sorted(held, key=lambda number: cells[number], reverse=descending)
    expected += [number for number in every if cells[number] is None]
    assert asked(store, Filter(), lexicon, by=column, descending=descending) == expected
    assert asked(store, Filter(), lexicon, by=column, descending=descending, limit=7) == expected[:7]


def sortable(number: int, each: Claim, column: str) -> Any:
    """What a claim is sorted by."""
    if column == "id":
        return number
    if column == "region":
        return "".join(filter(None, (each.province, each.city, each.county)))
    cell = getattr(each, column)
    return float(cell) if isinstance(cell, Decimal) else cell


@pytest.mark.parametrize(
    ("names", "said"),
    [("id,valeu", "--columns valeu: no such column: did you mean value"), ("", "names no column"), (",", "names no column"),
     ("id;DROP", "no such column"), ("document", "no such column"), ('id" FROM claims --', "no such column")],
)  # fmt: skip
def test_columns_that_there_are_not(names: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        asking.columns(names)
