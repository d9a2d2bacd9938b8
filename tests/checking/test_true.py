"""True arithmetic yields no finding, however it is rounded; arithmetic that is off does."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from checking.told import said

counts = st.integers(2, 9000)


def rounded(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


@given(counts, counts, st.integers(0, 2))
def test_a_true_rate_is_no_finding(one: int, other: int, places: int) -> None:
    part, whole = sorted((one, other))
    rate = rounded(Decimal(100 * part) / whole, places)
    assert said(f"排查问题{whole}个，完成整改{part}个，整改完成率达{rate}%。") == []
    assert said(f"现有职工{whole}人，其中党员{part}名，占{rate}%。") == []


@given(counts, counts, st.integers(2, 60))
def test_a_false_rate_is_one(one: int, other: int, off: int) -> None:
    part, whole = sorted((one, other))
    rate = int(rounded(Decimal(100 * part) / whole, 0)) - off
    if rate > 0 and part > 1:
        assert said(f"排查问题{whole}个，完成整改{part}个，整改完成率达{rate}%。") != []


@given(counts, counts)
def test_a_true_change_is_no_finding(first: int, after: int) -> None:
    verb = "增加" if after > first else "减少"
    change = abs(Decimal(after - first)) * 100 / first
    if after != first:
        text = f"志愿者由{first}人{verb}到{after}人，{verb}{rounded(change, 1)}%。"
        assert said(text) == []
        assert said(f"志愿者由{first}人{verb}到{after}人。") == []


@given(st.lists(counts, min_size=2, max_size=2))
def test_true_sums_are_no_finding(parts: list[int]) -> None:
    men, women = parts
    assert said(f"现有党员{men + women}人，其中男性{men}人、女性{women}人。") == []
    assert said(f"收集问题{men + women}个，已解决{men}个，其余{women}个正在办理。") == []
    assert said(f"组建宣讲队{men}支、巡查队{women}支，共计{men + women}支。") == []


@given(st.lists(counts, min_size=2, max_size=2), st.integers(1, 900))
def test_false_sums_are(parts: list[int], more: int) -> None:
    men, women = parts
    assert said(f"现有党员{men + women + more}人，其中男性{men}人、女性{women}人。") != []


@given(st.integers(2, 300), st.integers(1, 50))
def test_a_true_mean_is_no_finding(households: int, each: int) -> None:
    text = f"发放补贴{households * each}万元，惠及农户{households}户，户均补贴{each}万元。"
    assert said(text) == []
