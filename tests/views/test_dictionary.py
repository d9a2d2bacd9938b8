"""The data dictionary: every column of a claim, with its type, both names, both meanings, an example."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from dangjian_metrics.claims.record import COLUMNS
from dangjian_metrics.views.dictionary import ENTRIES, Entry, entries, listing, titles
from dangjian_metrics.views.layouts import CLAIMS, NUMBERS, Layout

OTHERS = {
    "disposition": "归类", "number": "数字", "reason": "理由", "context": "上下文", "region": "地区", "rank": "名次",
    "bar": "条形", "ratio": "与中位数之比", "claims": "条数", "places": "地区数", "units": "单位", "documents": "文件数",
    "articles": "篇数", "characters": "字数", "numbers": "数字个数", "read_as": "读取方式", "read_at": "读取时间", "rules": "规则版本", "path": "路径",
    "source": "来源", "note": "备注", "conflict": "冲突", "value_shown": "显示", "hash": "校验",
}  # fmt: skip


def test_it_covers_the_columns_in_their_order() -> None:
    assert [entry.name for entry in entries()] == [*COLUMNS, "id"]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_an_entry_is_whole(entry: Entry) -> None:
    assert entry.type in {"text", "integer", "decimal"}
    assert entry.example
    assert entry.meaning.endswith((".", "…"))
    assert entry.meaning_zh.endswith(("。", "…"))
    assert re.fullmatch(r"[\u4e00-\u9fff]+", entry.name_zh)
    assert re.search(r"[\u4e00-\u9fff]", entry.meaning_zh)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_an_example_is_of_its_type(entry: Entry) -> None:
    if entry.type != "text":
        assert {"integer": int, "decimal": Decimal}[entry.type](entry.example) > 0


def test_the_types_are_those_of_the_layout() -> None:
    types = {entry.name: entry.type for entry in entries()}
    assert tuple(name for name in COLUMNS if types[name] == "decimal") == CLAIMS.decimals
    assert tuple(name for name in COLUMNS if types[name] == "integer") == CLAIMS.integers


def test_the_examples_are_those_of_the_readme() -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^\| `(\w+)` \| [^|]*\| ([^|]*) \|$", readme, re.MULTILINE))
    assert {"field", "value", "quote"} <= shown.keys()
    for name in ("field", "value", "unit", "quote", "start", "end", "role"):
        assert next(entry.example for entry in entries() if entry.name == name) == shown[name]


def test_the_closed_words_are_all_told() -> None:
    said = {entry.name: entry.meaning + entry.meaning_zh for entry in entries()}
    for name, words in {
        "bound": "exact about nearly over under at_least at_most",
        "statistic": "value cumulative mean change baseline share",
        "kind": "person organisation object event money area length mass volume duration share ratio change",
        "direction": "up down",
    }.items():
        assert [word for word in words.split() if said[name].count(word) < 2] == []


def test_chinese_names_differ() -> None:
    assert len({entry.name_zh for entry in entries()}) == len(entries())


@pytest.mark.parametrize(("name", "title"), OTHERS.items())
def test_other_columns_have_chinese_names(name: str, title: str) -> None:
    assert titles(Layout((name,)), "zh") == (title,)


@pytest.mark.parametrize("layout", [CLAIMS, NUMBERS, ENTRIES])
def test_whole_listings_are_in_chinese(layout: Layout) -> None:
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", title) for title in titles(layout, "zh"))


def test_headings_stay_apart() -> None:
    assert titles(Layout(("unit", "units", "x")), "zh") == ("单位", "units", "x")
    assert titles(Layout(("field", "指标", "单位", "unit")), "zh") == ("field", "指标", "单位", "unit")
    assert titles(Layout(("units", "unit")), "en") == ("units", "unit")


def test_the_listing() -> None:
    rows, layout = listing()
    assert layout.columns == ("name", "type", "meaning", "example", "name_zh", "meaning_zh")
    assert [found[0] for found in rows] == [*COLUMNS, "id"]
    assert rows[12][1] == "decimal"
    assert rows[12][4] == "数值"
