"""Quantities: every form of docs/claims.md §2, its quote, exact value, unit, kind and hedge."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.claims import quantities
from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.language import tables

NUMERALS = "0123456789〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟"


def first(text: str) -> Quantity | None:
    """The quantity at the first numeral of a text."""
    at = next(i for i, c in enumerate(text) if c in NUMERALS)
    if text[at] > "9":
        return quantities.at_chinese(text, at)
    return quantities.tenths_at(text, at) or quantities.at_digits(text, at)


def value(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


# text, quote, value, value_to, unit, kind, bound
FORMS: dict[str, list[tuple[str, str, str, str | None, str, str, str]]] = {
    "plain": [
        ("栽树365株，", "365株", "365", None, "株", "object", "exact"),
        ("茶农46人，", "46人", "46", None, "人", "person", "exact"),
        ("作坊8家，", "8家", "8", None, "家", "organisation", "exact"),
        ("义诊14场次，", "14场次", "14", None, "场次", "event", "exact"),
        ("接待206人次，", "206人次", "206", None, "人次", "event", "exact"),
        ("修渠9公里，", "9公里", "9", None, "公里", "length", "exact"),
        ("茶青70吨，", "70吨", "70", None, "吨", "mass", "exact"),
        ("蓄水50立方米，", "50立方米", "50", None, "立方米", "volume", "exact"),
        ("限时45分钟，", "45分钟", "45", None, "分钟", "duration", "exact"),
        ("人手0个，", "0个", "0", None, "个", "object", "exact"),
    ],
    "decimals and thousands": [
        ("合格率98.06%，", "98.06%", "98.06", None, "%", "share", "exact"),
        ("茶园0.8亩，", "0.8亩", "0.8", None, "亩", "area", "exact"),
        ("栽树2,305株，", "2,305株", "2305", None, "株", "object", "exact"),
        ("投入1,204,800元，", "1,204,800元", "1204800", None, "元", "money", "exact"),
        ("投入1,204.5万元，", "1,204.5万元", "12045000", None, "元", "money", "exact"),
    ],
    "full width": [
        ("栽树２３０５株，", "2305株", "2305", None, "株", "object", "exact"),
        ("合格率９８．０６％，", "98.06%", "98.06", None, "%", "share", "exact"),
    ],
    "scale words": [
        ("栽树3.1万株，", "3.1万株", "31000", None, "株", "object", "exact"),
        ("投入6.29万元，", "6.29万元", "62900", None, "元", "money", "exact"),
        ("投入7.2亿元，", "7.2亿元", "720000000", None, "元", "money", "exact"),
        ("投入1.04万亿元，", "1.04万亿元", "1040000000000", None, "元", "money", "exact"),
        ("投入8百万元，", "8百万元", "8000000", None, "元", "money", "exact"),
        ("投入3千元，", "3千元", "3000", None, "元", "money", "exact"),
        ("栽树4千万株，", "4千万株", "40000000", None, "株", "object", "exact"),
        ("装机6千瓦，", "6千瓦", "6", None, "千瓦", "object", "exact"),
        ("修渠8.5千米，", "8.5千米", "8.5", None, "千米", "length", "exact"),
        ("装机6万千瓦，", "6万千瓦", "60000", None, "千瓦", "object", "exact"),
    ],
    "Chinese integers": [
        ("茶亭三十六座，", "三十六座", "36", None, "座", "object", "exact"),
        ("茶农两千人，", "两千人", "2000", None, "人", "person", "exact"),
        ("茶农一百零七名，", "一百零七名", "107", None, "名", "person", "exact"),
        ("投入三千五百万元，", "三千五百万元", "35000000", None, "元", "money", "exact"),
        ("投入叁万元，", "叁万元", "30000", None, "元", "money", "exact"),
        ("茶农廿六人，", "廿六人", "26", None, "人", "person", "exact"),
    ],
    "a hedge inside": [
        ("茶农160余名，", "160余名", "160", None, "名", "person", "over"),
        ("茶农160多名，", "160多名", "160", None, "名", "person", "over"),
        ("茶农40来户，", "40来户", "40", None, "户", "organisation", "about"),
        ("受理2300余万条，", "2300余万条", "23000000", None, "条", "object", "over"),
        ("受理2300万余条，", "2300万余条", "23000000", None, "条", "object", "over"),
        ("受理8万多条，", "8万多条", "80000", None, "条", "object", "over"),
        ("投入12亿多元，", "12亿多元", "1200000000", None, "元", "money", "over"),
        ("茶农二百余名，", "二百余名", "200", None, "名", "person", "over"),
        ("栽树四十余万株，", "四十余万株", "400000", None, "株", "object", "over"),
        ("茶农百余名，", "百余名", "100", None, "名", "person", "over"),
        ("茶农十来个，", "十来个", "10", None, "个", "object", "about"),
    ],
    "several": [
        ("茶亭十几座，", "十几座", "11", "19", "座", "object", "about"),
        ("茶亭二十几座，", "二十几座", "21", "29", "座", "object", "about"),
        ("茶亭20几座，", "20几座", "21", "29", "座", "object", "about"),
        ("茶农十几万名，", "十几万名", "110000", "190000", "名", "person", "about"),
        ("茶农数十名，", "数十名", "10", None, "名", "person", "over"),
        ("茶农几百名，", "几百名", "100", None, "名", "person", "over"),
        ("栽树数万株，", "数万株", "10000", None, "株", "object", "over"),
        ("茶农上千名，", "千名", "1000", None, "名", "person", "over"),
        ("茶农近千名，", "千名", "1000", None, "名", "person", "nearly"),
        ("茶农上百名，", "百名", "100", None, "名", "person", "over"),
        ("茶园近万亩，", "万亩", "10000", None, "亩", "area", "nearly"),
    ],
    "ranges": [
        ("每组3至5名，", "3至5名", "3", "5", "名", "person", "exact"),
        ("每组3到5名，", "3到5名", "3", "5", "名", "person", "exact"),
        ("每组3-5名，", "3-5名", "3", "5", "名", "person", "exact"),
        ("每组3—5名，", "3—5名", "3", "5", "名", "person", "exact"),
        ("每组3–5名，", "3–5名", "3", "5", "名", "person", "exact"),
        ("每组3~5名，", "3~5名", "3", "5", "名", "person", "exact"),
        ("每组3～5名，", "3～5名", "3", "5", "名", "person", "exact"),
        ("奖励5～10万元，", "5～10万元", "50000", "100000", "元", "money", "exact"),
        ("奖励5万至10万元，", "5万至10万元", "50000", "100000", "元", "money", "exact"),
        ("奖励5万元至10万元，", "5万元至10万元", "50000", "100000", "元", "money", "exact"),
        ("奖励8000元至1万元，", "8000元至1万元", "8000", "10000", "元", "money", "exact"),
        ("提速1.5—2.5倍，", "1.5—2.5倍", "1.5", "2.5", "倍", "ratio", "exact"),
        ("占30%—40%，", "30%—40%", "30", "40", "%", "share", "exact"),
        ("占30%至40%，", "30%至40%", "30", "40", "%", "share", "exact"),
        ("占30至40%，", "30至40%", "30", "40", "%", "share", "exact"),
        ("每组三五名，", "三五名", "3", "5", "名", "person", "exact"),
        ("每组七八户，", "七八户", "7", "8", "户", "organisation", "exact"),
        ("茶农三四百人，", "三四百人", "300", "400", "人", "person", "exact"),
        ("茶农十二三人，", "十二三人", "12", "13", "人", "person", "exact"),
        ("奖励两三万元，", "两三万元", "20000", "30000", "元", "money", "exact"),
    ],
    "no range": [
        ("由18%到5户，", "18%", "18", None, "%", "share", "exact"),
        ("由6天到村里，", "6天", "6", None, "天", "duration", "exact"),
    ],
    "tenths": [
        ("占九成，", "九成", "90", None, "%", "share", "exact"),
        ("占9成，", "9成", "90", None, "%", "share", "exact"),
        ("占九成五，", "九成五", "95", None, "%", "share", "exact"),
        ("占三成半，", "三成半", "35", None, "%", "share", "exact"),
        ("占两三成，", "两三成", "20", "30", "%", "share", "exact"),
        ("占七至八成，", "七至八成", "70", "80", "%", "share", "exact"),
    ],
    "fractions": [
        ("占三分之二，", "三分之二", "66.67", None, "%", "share", "exact"),
        ("占四分之一，", "四分之一", "25", None, "%", "share", "exact"),
        ("占百分之三十五，", "百分之三十五", "35", None, "%", "share", "exact"),
        ("占百分之6.5，", "百分之6.5", "6.5", None, "%", "share", "exact"),
        ("占3/4，", "3/4", "75", None, "%", "share", "exact"),
        ("死亡率3.5‰，", "3.5‰", "3.5", None, "‰", "share", "exact"),
    ],
    "halves": [
        ("占一半，", "一半", "50", None, "%", "share", "exact"),
        ("占半数，", "半数", "50", None, "%", "share", "exact"),
        ("茶园半亩，", "半亩", "0.5", None, "亩", "area", "exact"),
        ("茶园3亩半，", "3亩半", "3.5", None, "亩", "area", "exact"),
        ("用时两小时半，", "两小时半", "2.5", None, "小时", "duration", "exact"),
        ("用时半小时，", "半小时", "0.5", None, "小时", "duration", "exact"),
    ],
    "changes and ratios": [
        ("翻两番，", "两番", "2", None, "番", "change", "exact"),
        ("翻一番，", "一番", "1", None, "番", "change", "exact"),
        ("翻2番，", "2番", "2", None, "番", "change", "exact"),
        ("扩大4.5倍，", "4.5倍", "4.5", None, "倍", "ratio", "exact"),
        ("提高2.7个百分点，", "2.7个百分点", "2.7", None, "个百分点", "share", "exact"),
        ("供需比为1.35：1，", "1.35：1", "1.35", None, "", "", "exact"),
        ("供需比为1.35:1，", "1.35:1", "1.35", None, "", "", "exact"),
    ],
    "currencies": [
        ("结汇35亿美元，", "35亿美元", "3500000000", None, "美元", "money", "exact"),
        ("结汇60万欧元，", "60万欧元", "600000", None, "欧元", "money", "exact"),
        ("结汇9000港元，", "9000港元", "9000", None, "港元", "money", "exact"),
        ("结汇2万英镑，", "2万英镑", "20000", None, "英镑", "money", "exact"),
        ("结汇300万日元，", "300万日元", "3000000", None, "日元", "money", "exact"),
    ],
    "no measure word": [
        ("惠及36.4万青年，", "36.4万", "364000", None, "", "", "exact"),
        ("惠及2300余万群众，", "2300余万", "23000000", None, "", "", "over"),
    ],
    "ranges and mixes": [
        ("每组三至五名，", "三至五名", "3", "5", "名", "person", "exact"),
        ("占6至8成，", "6至8成", "60", "80", "%", "share", "exact"),
        ("投入1亿3000万元，", "1亿3000万元", "130000000", None, "元", "money", "exact"),
        ("用时7个半小时，", "7个半小时", "7.5", None, "小时", "duration", "exact"),
    ],
    "below zero": [("零下12℃，", "零下12℃", "-12", None, "℃", "object", "exact")],
}
GAPS = {
    "栽树2，305株，": ("2，305株", "2305", None, "株", "object", "exact", "a full-width thousands separator"),
}


def form_cases() -> list[Any]:
    listed: list[Any] = [
        pytest.param(*case, id=f"{kind}: {case[0]}") for kind, cases in FORMS.items() for case in cases
    ]
    return listed + [
        pytest.param(text, *case[:-1], id=f"gap: {text}", marks=pytest.mark.xfail(reason=case[-1]))
        for text, case in GAPS.items()
    ]


@pytest.mark.parametrize(("text", "quote", "low", "high", "unit", "kind", "bound"), form_cases())
def test_form(text: str, quote: str, low: str, high: str | None, unit: str, kind: str, bound: str) -> None:
    text = fold(text)
    at = text.index(quote) if quote.startswith("零下") else None
    found = quantities.at_digits(text, at + 2) if at is not None else first(text)
    assert found is not None
    assert text[found.start : found.end] == quote
    assert (found.value, found.value_to) == (Decimal(low), value(high))
    assert (found.unit, found.kind, found.bound) == (unit, kind, bound)
    assert "E" not in f"{found.value:f}"


PER = [
    ("租金620元/亩，", "元", "亩"),
    ("补助15元/人，", "元", "人"),
    ("浓度31微克/立方米，", "微克", "立方米"),
    ("电价0.42元/千瓦时，", "元", "千瓦时"),
    ("均价7300元/平方米，", "元", "平方米"),
    ("流速6立方米/秒，", "立方米", "秒"),
    ("租金620元，", "元", None),
]


@pytest.mark.parametrize(("text", "unit", "per"), PER, ids=[case[0] for case in PER])
def test_per(text: str, unit: str, per: str | None) -> None:
    found = first(text)
    assert found is not None
    assert (found.unit, found.per) == (unit, per)
    assert text[found.end] == "，"


HEDGES = tables.load("hedges")
BEFORE = [(word, bound) for bound, words in HEDGES["before"].items() for word in words]
BEHIND = [(word, bound) for bound, words in HEDGES["behind"].items() for word in words]
ONLY_BEFORE_SCALES = {"上", "过"}


@pytest.mark.parametrize(("word", "bound"), BEFORE, ids=[word for word, _ in BEFORE])
def test_hedge_in_front(word: str, bound: str) -> None:
    figure = "千" if word in ONLY_BEFORE_SCALES else "37"
    text = f"茶园{word}{figure}亩，"
    found = first(text)
    assert found is not None
    assert found.bound == bound
    assert text[found.left : found.start] == word
    assert text[found.start : found.end] == f"{figure}亩"  # the hedge stays outside the quote


@pytest.mark.parametrize(("word", "bound"), BEHIND, ids=[word for word, _ in BEHIND])
def test_hedge_behind(word: str, bound: str) -> None:
    text = f"茶园37亩{word}，"
    found = first(text)
    assert found is not None
    assert found.bound == bound
    assert text[found.end : found.right] == word
    assert text[found.start : found.end] == "37亩"


@pytest.mark.parametrize("text", HEDGES["examples"]["before"] + HEDGES["examples"]["behind"])
def test_examples_of_hedges(text: str) -> None:
    found = first(text)
    assert found is not None
    assert found.bound != "exact"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "附近37亩，",
            "最近37亩，",
            "节约37元，",
            "预约37人，",
            "签约37家，",
            "合约37份，",
            "侦破37起，",
            "反超37分，",
        ),
        *(
            "茶园达37亩，",
            "茶园高达37亩，",
            "茶园仅37亩，",
            "茶园只37亩，",
            "37家内资企业",
            "37个多元主体",
            "37条许可",
        ),
    ],
)
def test_what_hedges_nothing(text: str) -> None:
    found = first(text)
    assert found is not None
    assert found.bound == "exact"


AT_A_DISTANCE = [
    ("每季度至少开展3次", "at_least"),
    ("每人最多领取3份", "at_most"),
    ("约占茶园的3成", "about"),
]


@pytest.mark.parametrize(("text", "bound"), AT_A_DISTANCE, ids=[text for text, _ in AT_A_DISTANCE])
def test_a_hedge_before_the_verb(text: str, bound: str) -> None:
    found = first(text)
    assert found is not None
    assert found.bound == bound


@pytest.mark.parametrize("text", ["成立", "成员", "成果", "半路", "亩"])
def test_no_quantity(text: str) -> None:
    assert quantities.at_digits(text, 0) is None
    if text[0] in NUMERALS:
        found = quantities.at_chinese(text, 0)
        assert found is None or found.unit != "%"


def check(text: str) -> None:
    for at, c in enumerate(text):
        if c in NUMERALS:
            found = quantities.at_digits(text, at) if c <= "9" else quantities.at_chinese(text, at)
            if found is not None:
                assert 0 <= found.left <= found.start < found.end <= found.right <= len(text)
                assert found.value.is_finite()


AROUND = "至到-—.,/:：%分余多来约近超亩个元名以上内的，"


@given(st.text(NUMERALS + AROUND, max_size=24), st.sampled_from("，。的；"))
def test_any_numeral_is_read_within_the_text(text: str, last: str) -> None:
    check(text + last)


@pytest.mark.parametrize("text", ["占三分之二", "占九成", "占一半", "占3/4"])
def test_a_share_at_the_end(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["零亿分之三，", "亿〇分之6，", "〇分之七，"])
def test_a_denominator_that_is_no_number(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["十几〇座，", "二十几三名，", "拾几九万元，"])
def test_several_before_a_digit(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["9" * 21 + "万元", "1." + "5" * 20 + "亿元", "1/" + "8" * 5000])
def test_a_number_longer_than_any_measures_nothing(text: str) -> None:
    found = quantities.at_digits(text, 0)
    assert found is None or found.end == 1


def test_a_range_to_a_number_longer_than_any_is_none() -> None:
    found = quantities.at_digits(f"3至{'9' * 30}名", 0)
    assert found is not None
    assert found.value == 3
    assert found.value_to is None


@pytest.mark.parametrize(
    ("text", "value", "value_to", "quote"),
    [
        ("百分之十八点五", "18.5", None, "百分之十八点五"),
        ("十一点六个百分点", "11.6", None, "十一点六个百分点"),
        ("三点五亿元", "350000000", None, "三点五亿元"),
        ("七十八点二岁", "78.2", None, "七十八点二岁"),
        ("百分之二到三。", "2", "3", "百分之二到三"),
        ("百分之四至百分之五", "4", "5", "百分之四至百分之五"),
        ("百分之二十到三十个村", "20", None, "百分之二十"),
        ("百分之十点检查", "10", None, "百分之十"),
    ],
)
def test_a_point_and_a_range_in_chinese(text: str, value: str, value_to: str | None, quote: str) -> None:
    found = quantities.at_chinese(text, 0)
    assert found is not None
    assert (found.value, found.value_to) == (Decimal(value), Decimal(value_to) if value_to else None)
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize("text", ["两点三人到场", "十点三十分开会", "一点一滴", "三点建议"])
def test_a_time_of_day_is_no_decimal(text: str) -> None:
    found = quantities.at_chinese(text, 0)
    assert found is None or found.value == found.value.to_integral_value()
