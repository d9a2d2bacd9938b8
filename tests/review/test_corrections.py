"""What a correction may say, and what follows from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.errors import UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.review.corrections import corrected
from dangjian_metrics.store.decisions import EDITABLE
from stand_in import claim

RIGHT: dict[str, dict[str, Any]] = {
    "entity=党建工作指导员": {"field": "党建指导员", "entity": "党建工作指导员"},
    "entity=": {"field": None, "entity": None},
    "entity=党支部": {},
    "field=党建工作指导员": {"field": "党建指导员"},
    "value=1.2万": {"value": "12000"},
    "value=32.0": {},
    "value_to=40": {"value_to": "40"},
    "unit=名": {"unit": "名", "kind": "person"},
    "unit=": {"unit": None, "kind": None},
    "unit=枚甲": {"unit": "枚甲", "kind": None},
    "bound=over": {"bound": "over"},
    "statistic=cumulative": {"statistic": "cumulative"},
    "direction=up": {"direction": "up"},
    "region=四川省眉山市": {"province": "四川省", "city": "眉山市", "county": None},
    "region=": {"province": None, "city": None, "county": None},
    "county=诸城市": {"county": "诸城市"},
    "county=潍坊滨海新区": {"county": "潍坊滨海新区"},
    " action = 组建 ": {"action": "组建"},
    "period=今年=去年": {"period": "今年=去年"},
}

WRONG = {
    "entity": "write field=value",
    "=x": "no field that may be corrected",
    "entitty=x": "choose from entity",
    "sentence=x": "no field that may be corrected",
    "value=": "value: cannot be empty",
    "value=many": "value many: is no number",
    "value_to=3": "value_to=3: is less than value 32",
    "bound=exactly": "bound=exactly: choose from exact",
    "bound=": "bound: cannot be empty",
    "kind=people": "kind=people: choose from person",
    "field=鞋": "field=鞋: no field of the lexicon",
    "region=朝阳区城": "region=朝阳区城: no such place",
    "region=鼓楼区": "region=鼓楼区: there are several: choose from",
    "county=眉山市": "no such place",
    "city=成都市": "山东省成都市安丘市: no such place",
    "entity=党\x1b支部": "on one line",
    f"entity={'党' * 201}": "at most 200 characters",
}


@pytest.mark.parametrize("written", RIGHT)
def test_a_correction_changes_what_it_says(written: str) -> None:
    assert corrected(claim(), [written], Lexicon.load()) == RIGHT[written]


@pytest.mark.parametrize("written", WRONG)
def test_what_a_column_may_not_hold_is_said(written: str) -> None:
    with pytest.raises(UsageError, match=r".") as error:
        corrected(claim(), [written], Lexicon.load())
    assert WRONG[written] in str(error.value)


def test_of_several_the_last_holds() -> None:
    assert corrected(claim(), ["value=3", "value=4", "field="], Lexicon.load()) == {
        "field": None,
        "value": "4",
    }


def test_what_people_say_themselves_does_not_follow() -> None:
    assert corrected(claim(), ["unit=名", "kind=object"], Lexicon.load()) == {"unit": "名", "kind": "object"}
    assert corrected(claim(statistic="change"), ["unit=%"], Lexicon.load())["kind"] == "change"


@settings(deadline=None)
@given(st.sampled_from([*EDITABLE, "region", "x"]), st.text(max_size=30))
def test_anything_is_taken_or_said(name: str, value: str) -> None:
    try:
        changes = corrected(claim(), [f"{name}={value}"], Lexicon.load())
    except UsageError:
        return
    assert changes.keys() <= {*EDITABLE}
    for column in changes.keys() & {"value", "value_to"} if changes.get(name) else ():
        assert Decimal(changes[column]).is_finite()
