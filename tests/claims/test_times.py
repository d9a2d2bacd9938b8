"""Times: dates, spans and the signs of a period, whole, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.claims import times

PERIODS = {
    "a year": [
        "2023年",
        "2021年度",
        "2019年以来",
        "2020年起",
        "2022年底",
        "今年",
        "去年",
        "上年",
        "二〇二二年",
        "2018—2022年",
    ],
    "part of a year": [
        "上半年",
        "下半年",
        "一季度",
        "前三季度",
        "今年上半年",
        "2023年一季度",
        "全年",
        "年内",
        "今年前5个月",
        "2024年1—9月",
    ],
    "a month": ["3月", "5月份", "8月底", "今年6月", "2022年10月", "本月", "去年12月以来"],
    "since and until": [
        "今年以来",
        "截至目前",
        "截至2024年6月",
        "截至今年5月底",
        "截至去年底",
        "近年来",
        "至今",
        "目前",
        "党的二十大以来",
    ],
    "a span to now": ["近三年", "近5年来", "过去十年", "最近两个月", "近两年来", "5年来", "十年间"],
    "a plan or a festival": ["“十四五”期间", "“十三五”时期", "春节期间", "国庆假期期间", "暑期"],
    "from an event on": ["活动开展以来", "项目实施以来"],
}
SPANS = {
    "a day": ["15日", "28号", "2024-03-05", "2024.6.1"],
    "a clock time": ["8:30", "9:00—17:30", "9点半", "下午三点半", "晚上8点", "晚7点到9点", "凌晨2点"],
    "a day of the old calendar": ["腊月二十三", "正月初五", "农历八月十五"],
    "a weekday": ["周三", "星期五", "周一至周五"],
    "a span": ["30年", "八年多", "三年内"],
}


def covered(text: str, expected: str) -> tuple[str, bool] | None:
    """The time expression in ``text`` that holds the last character of ``expected``, and whether it is a period."""
    last = text.index(expected) + len(expected) - 1
    found = [time for time in times.find(text) if time.start <= last < time.end]
    return (text[found[0].start : found[0].end], found[0].period) if found else None


def cases(table: dict[str, list[str]]) -> list[object]:
    return [pytest.param(time, id=f"{kind}: {time}") for kind, listed in table.items() for time in listed]


@pytest.mark.parametrize("time", cases(PERIODS))
@pytest.mark.parametrize("sentence", ["{}，修渠9条。", "全镇在{}修渠9条。"])
def test_periods(time: str, sentence: str) -> None:
    found = covered(sentence.format(time), time)
    assert found is not None
    assert found[1]
    assert found[0] in time or time in found[0]
    assert len(found[0]) >= len(time) - 4  # 活动|开展以来


@pytest.mark.parametrize("time", cases(SPANS))
def test_spans(time: str) -> None:
    found = covered(f"茶亭{time}开放。", time)
    assert found is not None
    assert found[0] == time


def test_the_whole_of_a_morning() -> None:
    assert covered("茶亭早上七点半开门。", "七点半") == ("早上七点半", False)


@pytest.mark.parametrize(
    "text",
    [
        *("修渠2023条", "茶亭35座", "覆盖率达98.5%", "3号线", "6号楼", "1号院", "比分3:1", "12.30万元"),
        *("5个站点", "二十户人家", "第三方", "投入2400万元", "2个月", "100分钟", "15分", "3时代"),
    ],
)
def test_no_time(text: str) -> None:
    assert list(times.find(text)) == []


WHOLE = {
    "signs in front belong to it": [
        ("截至2024年6月底，建成茶亭6座", "截至2024年6月底"),
        ("截止到5月，修渠2条", "截止到5月"),
    ],
    "from year to year": [
        ("2021年至2023年，修渠8条", "2021年"),
        ("2020—2022年修渠8条", "2020—2022年"),
        ("1—9月修渠8条", "1—9月"),
    ],
    "date and clock": [("3月5日修渠8条", "3月5日"), ("9月28日至30日修渠8条", "9月28日至30日")],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, listed in WHOLE.items() for case in listed],
)
def test_whole(text: str, expected: str) -> None:
    assert next(text[time.start : time.end] for time in times.find(text)) == expected


@given(
    st.one_of(
        st.text(max_size=60),
        st.text("0123456789年月日今去上下半截至目前近来以一二三十五“”期间:—～个周时点，", max_size=60),
    )
)
def test_times_stand_in_order_and_apart(text: str) -> None:
    end = 0
    for time in times.find(text):
        assert end <= time.start < time.end <= len(text)
        end = time.end


def test_nothing_in_nothing() -> None:
    assert list(times.find("")) == []
