"""Findings on the terminal, in the language of who reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.console import Console

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.record import Finding
from dangjian_metrics.checking.sayings import TEMPLATES
from dangjian_metrics.messages import retold
from dangjian_metrics.views import findings
from dangjian_metrics.views.findings import FINDINGS

FOUND = Finding(
    "error", "rate", "5个 / 6个 = 83.3%, stated 85%", "四川省眉山市", "a.txt", 1, "红色动能", (1, 2, 3),
    ("6个", "5个", "85%"), "排查问题6个，完成整改5个，整改完成率达85%。",
)  # fmt: skip
_Shown = Callable[..., str]


@pytest.fixture
def shown() -> _Shown:
    def show(*found: Finding) -> str:
        stream = io.StringIO()
        findings.show(Console(file=stream, width=80), found)
        return stream.getvalue()

    return show


def test_a_finding_is_three_lines(shown: _Shown) -> None:
    assert shown(FOUND).splitlines() == [
        "error rate: 5个 / 6个 = 83.3%, stated 85%",
        "    a.txt:1 · 四川省眉山市 · #1 6个 #2 5个 #3 85%",
        "    排查问题6个，完成整改5个，整改完成率达85%。",
    ]


def test_it_is_told_in_chinese(shown: _Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJ_METRICS_LANG", "zh")
    assert shown(FOUND).splitlines()[0] == "错误 比率: 5个 / 6个 = 83.3%，文中写 85%"


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_saying_is_told_in_chinese_by_its_own_template(
    template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJ_METRICS_LANG", "zh")
    gaps = {name: f"{number}个" for number, name in enumerate(re.findall(r"\{(\w+)\}", template), 1)}
    told = retold(template.format(**gaps), TEMPLATES)
    assert told != template.format(**gaps)
    assert not re.search("[A-Za-z]", told)


def test_all_sayings_are_templates() -> None:
    assert {value for name, value in vars(sayings).items() if name.isupper() and name != "TEMPLATES"} == set(
        TEMPLATES
    )


def test_a_row_has_the_columns_of_its_layout() -> None:
    (row,) = findings.cells([FOUND])
    assert dict(zip(FINDINGS.columns, row, strict=True)) == {
        "severity": "error", "rule": "rate", "message": "5个 / 6个 = 83.3%, stated 85%", "region": "四川省眉山市",
        "doc": "a.txt", "article": 1, "title": "红色动能", "ids": "1, 2, 3", "quotes": "6个；5个；85%",
        "sentence": "排查问题6个，完成整改5个，整改完成率达85%。",
    }  # fmt: skip
