"""What articles say against each other: conflicts, reprints, values far off their peers, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking.told import said
from comparison.told import ANQIU, GUIDES, JIAYUGUAN, MEISHAN, NOWHERE, keep, told
from dangjian_metrics import extract_document
from dangjian_metrics.checking import passages, regions, running
from dangjian_metrics.checking.conflicts import Conflicts
from dangjian_metrics.checking.record import Finding
from dangjian_metrics.checking.rules import RULES
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents import Document
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import opening

YEAR = {"period": "2024年"}
TEXT = (
    "四川省眉山市：红色动能\n\n"
    "今年以来，眉山市把支部建在产业链上，选派党建指导员65人，联系园区企业128家，收集生产经营诉求213个。\n\n"
    "全市组建党员先锋队32支，开展技能比武18场次，带动职工1260人次参加培训，攻克技术难题47个。\n\n"
    "各链上支部每月召开一次议事会，协调解决用工、用地、融资等问题96个，为企业节约成本340万元。\n"
)


def checked(path: Path, claims: Iterable[Claim], *rules: str) -> list[Finding]:
    """What is found in a store of these claims."""
    with opening.reading(keep(path / "a.db", claims)) as store:
        found = running.findings(store, [], Lexicon.load(), rules or RULES)
        return [each for _article, findings in found for each in findings]


def messages(path: Path, claims: Iterable[Claim], *rules: str) -> list[str]:
    return [each.message for each in checked(path, claims, *rules)]


def read(*texts: str) -> list[Claim]:
    """The claims of texts, each a document of its own."""
    return [
        claim
        for number, text in enumerate(texts, 1)
        for claim in extract_document(Document(f"{number}.txt", text)).claims
    ]


def guides(value: int, doc: str, **changes: Any) -> Claim:
    """A claim of so many guides in 安丘 in 2024, in a document."""
    cells: dict[str, Any] = {**ANQIU, **GUIDES, **YEAR, "sentence": f"2024年，全市选派{value}名。", **changes}
    return told(value, doc=doc, **cells)


class TestConflict:
    """The same place, thing and year with another value in another document."""

    def test_two_documents_that_differ(self, tmp_path: Path) -> None:
        (each,) = checked(tmp_path, [guides(28, "a.txt"), guides(33, "b.txt")])
        assert (each.severity, each.rule, each.message) == (
            "warning",
            "conflict",
            "33名 here, 28名 in a.txt",
        )
        assert (each.doc, each.claims, each.quotes) == ("b.txt", (1, 2), ("28名", "33名"))

    def test_names_of_one_field_are_one_thing_and_units_are_brought_together(self, tmp_path: Path) -> None:
        other = guides(33, "b.txt", entity="党建工作指导员", unit="人")
        assert len(checked(tmp_path, [guides(28, "a.txt"), other])) == 1
        land = {"field": "耕地", "entity": "耕地", "kind": "area", "action": None}
        same = [guides(15, "c.txt", **land, unit="亩"), guides(1, "d.txt", **land, unit="公顷")]
        assert checked(tmp_path / "..", same) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"period": None},
            {"period": "今年以来"},
            {"period": "2023年"},
            {"entity": "专职党建指导员"},
            {"subject": "南塔商圈"},
            {"action": "配齐"},
            {"statistic": "cumulative"},
            {"unit": "次"},
            {"per": "month"},
            {**MEISHAN},
            {**NOWHERE},
            {"bound": "over", "value": Decimal(20)},
            {"value": Decimal(28)},
            {"sentence": "2024年，两个街道选派33名。"},
        ],
        ids=str,
    )
    def test_what_differs_in_anything_else_is_another_thing(
        self, tmp_path: Path, changes: dict[str, object]
    ) -> None:
        assert checked(tmp_path, [guides(28, "a.txt"), replace(guides(33, "b.txt"), **changes)]) == []  # type: ignore[arg-type]

    def test_what_one_article_tells_several_values_of_is_several_things(self, tmp_path: Path) -> None:
        claims = [guides(28, "a.txt"), guides(30, "b.txt"), guides(33, "b.txt")]
        assert checked(tmp_path, claims) == []

    def test_a_third_that_says_as_the_second_is_not_named_again(self, tmp_path: Path) -> None:
        claims = [guides(28, "a.txt"), guides(33, "b.txt"), guides(33, "c.txt")]
        assert messages(tmp_path, claims) == ["33名 here, 28名 in a.txt"]

    def test_a_copy_that_tells_another_figure(self, tmp_path: Path) -> None:
        claims = read(TEXT, TEXT.replace("企业128家", "企业182家"))
        assert messages(tmp_path, claims, "conflict") == ["182家 here, 128家 in 1.txt"]


class TestReprint:
    """The same article twice."""

    @pytest.mark.parametrize(
        "copy",
        [
            TEXT,
            TEXT.replace("四川省眉山市：红色动能", "支部建在产业链上"),
            TEXT.replace("今年以来，", "今年以来,").replace("。\n\n", "。\n"),
            TEXT.replace("各链上支部每月召开一次议事会", "链上各个支部每月都要开一次议事会"),
            "\n\n".join(TEXT.split("\n\n")[:3]),
            TEXT + "\n下一步，全市将新建党群服务中心12个，培育示范支部30个，拿出专项资金500万元给予支持。\n",
        ],
        ids=["same", "retitled", "marks", "a sentence changed", "a paragraph dropped", "a paragraph more"],
    )
    def test_a_near_copy_is_known_again(self, tmp_path: Path, copy: str) -> None:
        (each,) = checked(tmp_path, read(TEXT, copy), "reprint")
        assert (each.severity, each.doc) == ("note", "2.txt")
        assert each.message.startswith("the text of 1.txt, article 1: ")

    @pytest.mark.parametrize(
        "other",
        [
            TEXT.replace("65", "72").replace("128", "93").replace("213", "180").replace("32", "41")
            .replace("18场", "25场").replace("1260", "980").replace("47", "39").replace("96", "51").replace("340", "210"),
            (
                "四川省眉山市：红色动能\n\n今年以来，眉山市选派党建指导员65人，联系园区企业128家。\n\n"
                "各村成立合作社21家，流转土地3500亩，户均增收2300元，村集体经营性收入都在20万元以上。\n"
            ),
            "选派党建指导员65人。",
        ],
        ids=["the same words with other figures", "one sentence alike", "too short"],
    )  # fmt: skip
    def test_what_is_only_like_it_is_none(self, tmp_path: Path, other: str) -> None:
        assert checked(tmp_path, read(TEXT, other), "reprint") == []

    def test_text_that_stands_in_one_article_again(self, tmp_path: Path) -> None:
        body = TEXT.split("\n\n", 1)[1]
        (each,) = checked(tmp_path, read(f"{TEXT}\n{body}\n{body}"), "reprint")
        assert each.message == "6 of 9 sentences stand in the article more than once"

    def test_an_original_is_found_among_many(self, tmp_path: Path) -> None:
        others = [
            "".join(f"第{at}组走访农户{at * 7 + 3}户，解决{'急难愁盼'[at % 4]}问题{seed * 31 + at}个，投入{seed + at}万元。\n\n" for at in range(6))
            for seed in range(1, 40)
        ]  # fmt: skip
        found = checked(tmp_path, read(*others, TEXT, *others[:2], TEXT), "reprint")
        assert [each.doc for each in found] == ["41.txt", "42.txt", "43.txt"]


class TestOutlier:
    """A value thousands of times off its peers."""

    @staticmethod
    def peers(*values: int, place: dict[str, Any] = ANQIU) -> list[Claim]:
        return [told(value, doc=f"{at}.txt", **place, **GUIDES) for at, value in enumerate(values)]

    def test_one_that_is_ten_thousand_times_more(self, tmp_path: Path) -> None:
        (each,) = checked(tmp_path, self.peers(28, 33, 39, 32, 65, 330_000), "outlier")
        assert (each.severity, each.quotes) == ("warning", ("330000名",))
        assert each.message == "330000名 is 9167 times 36名, the median of 党建指导员"

    def test_one_that_is_ten_thousand_times_less(self, tmp_path: Path) -> None:
        values = (280_000, 330_000, 390_000, 320_000, 650_000, 33)
        assert messages(tmp_path, self.peers(*values), "outlier") == [
            "33名 is one 9848th of 325000名, the median of 党建指导员"
        ]

    @pytest.mark.parametrize(
        "values",
        [(28, 33, 39, 32, 65, 6500), (28, 33, 39, 330_000), (1, 10, 100, 1000, 10_000, 100_000), (28,) * 6 + (330_000,)],
    )  # fmt: skip
    def test_less_far_too_few_or_wide_apart_is_none(self, tmp_path: Path, values: Sequence[int]) -> None:
        assert checked(tmp_path, self.peers(*values), "outlier") == []

    def test_places_of_another_rank_and_nowhere_are_no_peers(self, tmp_path: Path) -> None:
        claims = self.peers(28, 33, 39, 32, 65)
        province = told(
            330_000, doc="p.txt", province="山东省", city=None, county=None, title="山东", **GUIDES
        )
        nowhere = told(330_000, doc="q.txt", **NOWHERE, **GUIDES)
        assert checked(tmp_path, [*claims, province, nowhere], "outlier") == []


class TestRegion:
    """More than one place for one article."""

    @staticmethod
    def found(*claims: Claim) -> list[Finding]:
        return [
            each for article in passages.articles(enumerate(claims, 1)) for each in regions.regions(article)
        ]

    def test_claims_of_one_article_in_two_places(self) -> None:
        (each,) = self.found(
            told(28, **{**ANQIU, "title": ""}, **GUIDES), told(33, **{**JIAYUGUAN, "title": ""}, **GUIDES)
        )
        assert (each.severity, each.rule, each.claims) == ("warning", "region", (1, 2))
        assert each.message == "the claims of one article stand in 山东省潍坊市安丘市、甘肃省嘉峪关市"

    def test_places_one_inside_the_other_are_one(self) -> None:
        city = {**ANQIU, "county": None}
        assert self.found(told(28, **ANQIU, **GUIDES), told(33, **city, **GUIDES)) == []

    def test_a_title_and_an_opening_in_two_places(self) -> None:
        text = "山东省安丘市：支部串成链\n\n四川省眉山市彭山区选派党建指导员28人。"
        assert said(text, "region") == [
            "the title says 山东省潍坊市安丘市, the first figure stands in 四川省眉山市彭山区"
        ]

    @pytest.mark.parametrize(
        "opening",
        ["山东省潍坊市安丘市选派党建指导员28人。", "潍坊市选派党建指导员28人。", "选派党建指导员28人，到四川省眉山市学习。"],
    )  # fmt: skip
    def test_an_opening_that_agrees_with_its_title(self, opening: str) -> None:
        assert said(f"山东省安丘市：支部串成链\n\n{opening}", "region") == []


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6))
def test_figures_that_agree_as_rounded_are_no_conflict(values: list[int]) -> None:
    exact = values[0] * 1000
    claims = [guides(exact, "a.txt"), *(guides(exact + 1, f"{at}.txt", bound="about") for at in values)]
    rule = Conflicts(Lexicon.load())
    assert [each for article in passages.articles(enumerate(claims, 1)) for each in rule.take(article)] == []
