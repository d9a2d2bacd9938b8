"""Filters leave exactly the claims that they say, whatever stands in them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from decimal import Decimal
from fnmatch import translate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Document
from dangjian_metrics.errors import UsageError
from dangjian_metrics.extraction import Extraction, Head
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import adding, asking, connection, filters
from dangjian_metrics.store.asking import Order
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.filters import Filter
from dangjian_metrics.store.rows import Source
from stand_in import claim
from store.stores import NOW

HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE claims; --',
    "%",
    "_",
    "*",
    "?",
    "[a]",
    "\\",
    "a'b",
    "NULL",
    "''",
    "\0",
    "🚩",
]
PLACES = [
    Region("山东省", "潍坊市", "安丘市"),
    Region("山东省", "潍坊市", "寿光市"),
    Region("山东省", "潍坊市", None),
    Region("山东省", None, None),
    Region("吉林省", "吉林市", None),
    Region("吉林省", "长春市", "朝阳区"),
    Region("北京市", None, "朝阳区"),
    Region(None, None, None),
    Region("某省", "某市", "某新区"),
    Region("a'b", "%", None),
]
DOCS = ["简报/一.txt", "简报/二.md", "b[1].txt", "100%_'.txt", "c\\d.txt"]
POOLS: dict[str, list[str | None]] = {
    "field": ["党支部", "党员", "党建指导员", "自定", None, *HOSTILE[:3]],
    "role": [None, None, None, "党建工作指导员", "第一书记", "自定角色"],
    "action": [None, "选派", "新建", *HOSTILE],
    "unit": [None, "名", "个", "元", *HOSTILE],
    "kind": [None, "person", "money"],
    "statistic": ["value", "cumulative", "share"],
    "period": [None, "2024年上半年", "今年", *HOSTILE],
    "sentence": ["选派党员 28 名。", "新建党支部，共 3 个。", *HOSTILE],
}
VALUES = [
    "0",
    "1",
    "1200",
    "12000",
    "0.1",
    "480000000",
    "33.333333333333333333",
    "-5",
    "123456789012345678901",
]


def made(count: int = 400) -> list[Source]:
    """Documents with claims of every kind, the same each time."""
    chance, sources = random.Random(7), []
    for name in DOCS:
        heads = [Head(number, "题", place) for number, place in enumerate(PLACES, 1)]
        claims = [
            a_claim(chance, name, head) for head in heads for _ in range(count // len(PLACES) // len(DOCS))
        ]
        sources.append(
            Source(name, Document(name, ""), Extraction(name, 0, len(heads), heads, claims), "rules")
        )
    return sources


def a_claim(chance: random.Random, name: str, head: Head) -> Claim:
    columns: dict[str, Any] = {column: chance.choice(pool) for column, pool in POOLS.items()}
    region = head.region
    return claim(
        doc=name, article=head.number, title=head.title, province=region.province, city=region.city, county=region.county,
        value=Decimal(chance.choice(VALUES)), **columns,
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = tmp_path_factory.mktemp("filters") / "store.db"
    with connection.writing(path, NOW) as opened:
        adding.Writer(opened, NOW, "0").add(made())
    with connection.reading(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture(scope="module")
def every(store: Connection) -> list[tuple[int, Claim]]:
    return [(row[0], asking.claim(row)) for row in asking.select(store, [])]


def asked(store: Connection, wanted: Filter, lexicon: Lexicon, **order: Any) -> list[int]:
    """The numbers of the claims that the filter leaves."""
    found = filters.conditions(store, wanted, lexicon)
    ids = [number for (number,) in asking.select(store, found, ("id",), Order(**order))]
    assert order or asking.count(store, found) == len(ids)
    return ids


# What names of places stand for, written out.
REGIONS: dict[str, list[Region]] = {
    "山东省": PLACES[:4], "山东": PLACES[:4], "潍坊市": PLACES[:3], "潍坊": PLACES[:3], "山东省潍坊市": PLACES[:3],
    "山东潍坊": PLACES[:3], "安丘": PLACES[:1], "安丘市": PLACES[:1], "潍坊市安丘市": PLACES[:1],
    "山东省潍坊市安丘市": PLACES[:1], "山东省安丘": PLACES[:1], "吉林省": PLACES[4:6], "吉林市": [PLACES[4]],
    "朝阳区": PLACES[5:7], "北京市朝阳区": [PLACES[6]], "长春朝阳": [PLACES[5]], "北京": [PLACES[6]], "四川省": [],
    "某省": [PLACES[8]], "某市": [PLACES[8]], "某省某市": [PLACES[8]], "某市某新区": [PLACES[8]],
    "某省某市某新区": [PLACES[8]], "a'b": [PLACES[9]], "%": [PLACES[9]],
}  # fmt: skip
# What names of fields stand for: a field, and the roles that are read as it.
FIELDS = {
    "党支部": ("党支部", []), "支部": ("党支部", []), "党建指导员": ("党建指导员", ["党建工作指导员"]),
    "党建工作指导员": ("党建指导员", ["党建工作指导员"]), "第一书记": ("第一书记", ["第一书记"]), "党员": ("党员", []),
    "自定": ("自定", []), "自定角色": ("自定角色", ["自定角色"]), **{word: (word, []) for word in HOSTILE[:3]},
}  # fmt: skip


def fits(each: Claim, wanted: Filter) -> bool:
    """Whether a claim is one of those asked for, column by column."""
    place = Region(each.province, each.city, each.county)
    return (
        (not wanted.fields or any(has_field(each, word) for word in wanted.fields))
        and (wanted.region is None or place in REGIONS[wanted.region])
        and all(
            getattr(wanted, name) in {None, getattr(each, name)}
            for name in ("action", "unit", "kind", "statistic")
        )
        and (wanted.period is None or wanted.period in (each.period or ""))
        and (wanted.least is None or float(each.value) >= float(wanted.least))
        and (wanted.most is None or float(each.value) <= float(wanted.most))
        and all(word in each.sentence for word in (wanted.text or "").split())
        and (wanted.doc is None or named(each.doc, wanted.doc))
    )


def has_field(each: Claim, word: str) -> bool:
    field, roles = FIELDS[word]
    return each.field == field or each.role in roles


def named(doc: str, pattern: str) -> bool:
    if "*" in pattern or "?" in pattern:
        return re.match(translate(pattern.replace("[", "[[]")), doc) is not None
    return pattern in doc


def pool(*values: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.none() | st.sampled_from(values)


FILTERS = st.builds(
    Filter,
    fields=st.just(()) | st.lists(st.sampled_from([*FIELDS]), max_size=3).map(tuple),
    region=pool(*REGIONS),
    action=pool("选派", "撤销", *HOSTILE),
    unit=pool("名", "亩", *HOSTILE),
    kind=pool("person", "money", "area"),
    statistic=pool("value", "mean"),
    period=pool("上半年", "年", *HOSTILE),
    least=pool(*VALUES, "999"),
    most=st.none(),
    text=pool("党", "党 28", "支部 党员", *HOSTILE),
    doc=pool("简报", "*.txt", "?/*", "简报/?.md", "*[1]*", "b[1]", "[a-z]*", *HOSTILE),
)


@settings(max_examples=400, deadline=None)
@given(wanted=FILTERS, most=pool(*VALUES))
def test_filters_leave_what_fits_all_of_them(
    store: Connection, lexicon: Lexicon, every: list[tuple[int, Claim]], wanted: Filter, most: str | None
) -> None:
    if most is not None and Decimal(most) >= Decimal(wanted.least or most):
        wanted = replace(wanted, most=most)
    assert asked(store, wanted, lexicon) == [number for number, each in every if fits(each, wanted)]


SINGLE = [
    Filter(**{name: value})
    for name, values in {
        "fields": [(word,) for word in FIELDS], "region": REGIONS, "action": ["选派", *HOSTILE], "unit": ["名", *HOSTILE],
        "kind": ["person", "money"], "statistic": ["value", "share"], "period": ["上半年", "今年", *HOSTILE],
        "least": VALUES, "most": VALUES, "text": ["党员 28", *HOSTILE], "doc": ["一", "*.md", *HOSTILE],
    }.items()
    for value in values
]  # fmt: skip


@pytest.mark.parametrize(
    "wanted", SINGLE, ids=lambda wanted: str({k: v for k, v in asdict(wanted).items() if v})
)
def test_each_filter_alone(
    store: Connection, lexicon: Lexicon, every: list[tuple[int, Claim]], wanted: Filter
) -> None:
    assert asked(store, wanted, lexicon) == [number for number, each in every if fits(each, wanted)]


def test_no_filter_leaves_all(store: Connection, lexicon: Lexicon) -> None:
    assert asked(store, Filter(), lexicon) == list(range(1, 401))


def test_every_claim_comes_out_as_it_went_in(every: list[tuple[int, Claim]]) -> None:
    assert [each for _, each in every] == [each for given_ in made() for each in given_.found.claims]


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
    with pytest.raises(UsageError, match=r"^--(min|max) .*write 1200 or 1\.2万"):
        filters.conditions(store, Filter(**{option: written}), lexicon)


@pytest.mark.parametrize("value", VALUES)
def test_a_bound_takes_its_own_value_in(
    store: Connection, lexicon: Lexicon, every: list[tuple[int, Claim]], value: str
) -> None:
    same = [number for number, each in every if each.value == Decimal(value)]
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
        (Filter(region="安丘市潍坊市"), "--region 安丘市潍坊市: no such place in the store; the nearest: 潍坊市, 安丘市"),
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
    store: Connection, lexicon: Lexicon, every: list[tuple[int, Claim]], column: str, descending: bool
) -> None:
    def key(number: int) -> Any:
        each = dict(every)[number]
        if column == "id":
            return number
        if column == "region":
            return "".join(filter(None, (each.province, each.city, each.county)))
        cell = getattr(each, column)
        return float(cell) if isinstance(cell, Decimal) else cell

    held = [number for number, _ in every if key(number) is not None]
    empty = [number for number, _ in every if key(number) is None]
    by = sorted(held, key=key, reverse=descending)
    expected = sorted(by, key=lambda number: by_rank(by, key, number)) + empty
    assert asked(store, Filter(), lexicon, by=column, descending=descending) == expected
    assert asked(store, Filter(), lexicon, by=column, descending=descending, limit=7) == expected[:7]


def by_rank(ordered: list[int], key: Any, number: int) -> tuple[int, int]:
    """Rows of the same cell come in the order of reading."""
    ranks = {}
    for each in ordered:
        ranks.setdefault(key(each), len(ranks))
    return ranks[key(number)], number


@pytest.mark.parametrize(
    ("names", "said"),
    [("id,valeu", "--columns valeu: no such column: did you mean value"), ("", "names no column"), (",", "names no column"),
     ("id;DROP", "no such column"), ("document", "no such column"), ('id" FROM claims --', "no such column")],
)  # fmt: skip
def test_columns_that_there_are_not(names: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        asking.columns(names)


def test_every_filter_has_its_test() -> None:
    assert {name for each in SINGLE for name, value in asdict(each).items() if value} == {
        f.name for f in fields(Filter)
    }
