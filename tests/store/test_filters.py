"""Filters leave exactly the claims that they say, whatever stands in them."""

from __future__ import annotations

import re
from dataclasses import asdict, fields, replace
from decimal import Decimal
from fnmatch import translate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.filters import Filter
from store.pool import HOSTILE, PLACES, VALUES, asked, made

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


def one_of(*values: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.none() | st.sampled_from(values)


FILTERS = st.builds(
    Filter,
    fields=st.just(()) | st.lists(st.sampled_from([*FIELDS]), max_size=3).map(tuple),
    region=one_of(*REGIONS),
    action=one_of("选派", "撤销", *HOSTILE),
    unit=one_of("名", "亩", *HOSTILE),
    kind=one_of("person", "money", "area"),
    statistic=one_of("value", "mean"),
    period=one_of("上半年", "年", *HOSTILE),
    least=one_of(*VALUES, "999"),
    most=st.none(),
    text=one_of("党", "党 28", "支部 党员", *HOSTILE),
    doc=one_of("简报", "*.txt", "?/*", "简报/?.md", "*[1]*", "b[1]", "[a-z]*", *HOSTILE),
)


@settings(max_examples=400, deadline=None)
@given(wanted=FILTERS, most=one_of(*VALUES))
def test_filters_leave_what_fits_all_of_them(
    store: Connection, lexicon: Lexicon, every: dict[int, Claim], wanted: Filter, most: str | None
) -> None:
    if most is not None and Decimal(most) >= Decimal(wanted.least or most):
        wanted = replace(wanted, most=most)
    assert asked(store, wanted, lexicon) == [number for number, each in every.items() if fits(each, wanted)]


ALONE: dict[str, list[Any]] = {
    "fields": [(word,) for word in FIELDS], "region": [*REGIONS], "action": ["选派", *HOSTILE], "unit": ["名", *HOSTILE],
    "kind": ["person", "money"], "statistic": ["value", "share"], "period": ["上半年", "今年", *HOSTILE],
    "least": [*VALUES], "most": [*VALUES], "text": ["党员 28", *HOSTILE], "doc": ["一", "*.md", *HOSTILE],
}  # fmt: skip
SINGLE = [Filter(**{name: value}) for name, values in ALONE.items() for value in values]


@pytest.mark.parametrize(
    "wanted", SINGLE, ids=lambda wanted: str({k: v for k, v in asdict(wanted).items() if v})
)
def test_each_filter_alone(
    store: Connection, lexicon: Lexicon, every: dict[int, Claim], wanted: Filter
) -> None:
    assert asked(store, wanted, lexicon) == [number for number, each in every.items() if fits(each, wanted)]


def test_no_filter_leaves_all(store: Connection, lexicon: Lexicon) -> None:
    assert asked(store, Filter(), lexicon) == list(range(1, 401))


def test_every_claim_comes_out_as_it_went_in(every: dict[int, Claim]) -> None:
    assert list(every.values()) == [each for given_ in made() for each in given_.found.claims]


def test_every_filter_has_its_test() -> None:
    assert [*ALONE] == [each.name for each in fields(Filter)]
