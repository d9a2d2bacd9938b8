"""Measure words: each group's examples, the longest word, and nouns that only begin like one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dangjian_metrics.claims import quantities
from dangjian_metrics.language import tables, units

GROUPS: dict[str, dict[str, Any]] = tables.load("units")
WORDS = [(name, word) for name, group in GROUPS.items() for word in group["words"]]
EXAMPLES = [(name, example) for name, group in GROUPS.items() for example in group["examples"]]
KINDS = {
    *("person", "organisation", "object", "event", "money", "area", "length", "mass", "volume"),
    *("duration", "share", "ratio", "change"),
}


def test_kinds_are_those_of_the_standard() -> None:
    assert {group["kind"] for group in GROUPS.values()} == KINDS


def test_no_word_stands_in_two_groups() -> None:
    words = [word for _, word in WORDS]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_examples_read_as_their_group(name: str, example: str) -> None:
    found = []
    for numeral in re.finditer(r"\d[\d.]*|[两]", example):
        read = quantities.at_digits if numeral[0][0].isdigit() else quantities.at_chinese
        quantity = read(example, numeral.start())
        found.append(quantities.group(quantity.unit) if quantity is not None else None)
    assert found
    assert name in found


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_has_examples(name: str) -> None:
    assert len(GROUPS[name]["examples"]) >= 1
    assert set(GROUPS[name]) == {"kind", "words", "examples"}


HIDDEN = ("单元", "人民币", "人民币元", "字节")  # they begin with a noun of fixed.toml: 单元, 人民, 字节


@pytest.mark.parametrize("name", GROUPS)
def test_every_word_reads_as_itself(name: str) -> None:
    for word in GROUPS[name]["words"]:
        unit = units.at(f"6{word}。", 1, bare=False)
        expected = "%" if word == "％" else word
        assert unit == (expected, GROUPS[name]["kind"], name)
        assert word in HIDDEN or units.at(f"6{word}。", 1) == unit


@pytest.mark.parametrize("word", HIDDEN)
def test_no_unit_is_hidden_by_a_noun(word: str) -> None:
    assert units.at(f"{word}。", 0) == units.get(word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("人次，", "人次"),
        ("人，", "人"),
        ("个百分点。", "个百分点"),
        ("个。", "个"),
        ("个工作日内", "个工作日"),
        ("个月", "个月"),
        ("平方米", "平方米"),
        ("平方公里的", "平方公里"),
        ("立方米水", "立方米"),
        ("千瓦时电", "千瓦时"),
        ("千瓦光伏", "千瓦"),
        ("美元", "美元"),
        ("元", "元"),
        ("件次", "件次"),
        ("场次活动", "场次"),
        ("分钟", "分钟"),
        ("分，", "分"),
        ("标箱", "标箱"),
        ("台（套）设备", "台（套）"),
        ("吨标准煤", "吨标准煤"),
        ("％", "%"),
        ("%", "%"),
        ("‰", "‰"),
        ("kWh", "kWh"),
        ("km²", "km²"),
    ],
)
def test_the_longest_word_holds(text: str, word: str) -> None:
    unit = units.at(text, 0)
    assert unit is not None
    assert unit.word == word


@pytest.mark.parametrize(
    "text",
    [
        *("青年", "人口", "人才", "群众", "员工", "市民", "村民", "户籍人口", "项目", "单位", "支部", "党员"),
        *("家庭", "条件", "面积", "农户", "职工", "网格", "学生", "代表"),
    ],
)
def test_a_noun_behind_a_bare_number_is_no_unit(text: str) -> None:
    assert units.at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "word"), [("项目标", "项"), ("人口", "人"), ("家庭院", "家"), ("条件", "条")]
)
def test_behind_a_small_number_the_measure_word_holds(text: str, word: str) -> None:
    unit = units.at(text, 0, bare=False)
    assert unit is not None
    assert unit.word == word


@pytest.mark.parametrize("text", ["部门联动", "部委会商"])
def test_departments_take_no_measure_word(text: str) -> None:
    assert units.at(text, 0) is None
    assert units.at(text, 0, bare=False) is None


@pytest.mark.parametrize("text", ["mg2", "kmh", "GBase", "tons", "mm9"])
def test_a_latin_unit_ends_where_the_letters_end(text: str) -> None:
    assert units.at(text, 0) is None


@pytest.mark.parametrize("text", ["", "，", "的", "号线", "强", "A级"])
def test_other_text_is_no_unit(text: str) -> None:
    assert units.at(text, 0) is None


GUARDED = [
    ("惠及36.4万青年", "36.4万", ""),
    ("常住8.6万人口", "8.6万", ""),
    ("拥有2.3万家庭", "2.3万", ""),
    ("联合9部门", "9", ""),
    ("会同5部委", "5", ""),
    ("印发6部手册", "6部", "部"),
    ("引来1200人才", "1200", ""),
    ("引来1200人", "1200人", "人"),
    ("来自43户籍", "43户", "户"),
]


@pytest.mark.parametrize(("text", "quote", "unit"), GUARDED, ids=[text for text, _, _ in GUARDED])
def test_guards(text: str, quote: str, unit: str) -> None:
    at = next(i for i, c in enumerate(text) if c.isdigit())
    quantity = quantities.at_digits(text, at)
    assert quantity is not None
    assert (text[quantity.start : quantity.end], quantity.unit, quantity.bare) == (quote, unit, not unit)


COMPOUND = [
    ("每股价5.2元/股", "5.2元", "元", None),
    ("租金620元/亩", "620元/亩", "元", "亩"),
    ("补助15元/人", "15元/人", "元", "人"),
    ("浓度为31微克/立方米", "31微克/立方米", "微克", "立方米"),
    ("电价0.42元/千瓦时", "0.42元/千瓦时", "元", "千瓦时"),
    ("流量80立方米/秒", "80立方米/秒", "立方米", "秒"),
    ("均价7300元/平方米", "7300元/平方米", "元", "平方米"),
    ("日产260吨/日", "260吨/日", "吨", "日"),
    ("处理90件/月", "90件/月", "件", "月"),
]


@pytest.mark.parametrize(("text", "quote", "unit", "per"), COMPOUND, ids=[case[0] for case in COMPOUND])
def test_a_unit_over_a_unit(text: str, quote: str, unit: str, per: str | None) -> None:
    at = next(i for i, c in enumerate(text) if c.isdigit())
    quantity = quantities.at_digits(text, at)
    assert quantity is not None
    assert (text[quantity.start : quantity.end], quantity.unit, quantity.per) == (quote, unit, per)


@pytest.mark.parametrize(
    ("word", "group"), [("人", "persons"), ("元", "money"), ("百分点", "shares"), ("咄", "")]
)
def test_group(word: str, group: str) -> None:
    assert quantities.group(word) == group


def test_get() -> None:
    assert units.get("人次") == ("人次", "event", "events")
    assert units.get("人才") is None
