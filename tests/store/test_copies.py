"""Claims that are told again in a copy of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from comparison.told import keep
from dangjian_metrics import extract_document
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents import Document
from dangjian_metrics.store import opening
from dangjian_metrics.store.copies import copies
from dangjian_metrics.store.parts import writing

TEXT = (
    "四川省眉山市：红色动能\n\n"
    "今年以来，眉山市把支部建在产业链上，选派党建指导员65人，联系园区企业128家，收集生产经营诉求213个。\n\n"
    "全市组建党员先锋队32支，开展技能比武18场次，带动职工1260人次参加培训。\n"
)


def read(*texts: str) -> list[Claim]:
    return [
        claim
        for number, text in enumerate(texts, 1)
        for claim in extract_document(Document(f"{number}.txt", text)).claims
    ]


def groups(claims: list[Claim]) -> list[list[int]]:
    """The numbers of claims that say the same."""
    alike: dict[str, list[int]] = {}
    for number, claim in enumerate(claims, 1):
        alike.setdefault(f"{claim.entity} {claim.quote}", []).append(number)
    return [numbers for numbers in alike.values() if len(numbers) > 1]


@pytest.fixture(params=["a.db", "parts/"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def found(path: Path, *texts: str) -> set[int]:
    claims = read(*texts)
    if path.suffix:
        keep(path, claims)
    else:
        path.mkdir()
        writing.write(path, 1, claims)
    with opening.reading(path) as store:
        return copies(store, groups(claims))


def test_the_claims_of_a_second_copy_are_copies(path: Path) -> None:
    assert found(path, TEXT, TEXT, TEXT) == set(range(7, 19))


def test_a_paragraph_less_makes_no_difference(path: Path) -> None:
    assert found(path, "\n\n".join(TEXT.split("\n\n")[:2]), TEXT) == {4, 5, 6}


def test_the_same_figure_in_another_text_is_its_own(path: Path) -> None:
    other = "四川省眉山市：红色动能\n\n眉山市选派党建指导员65人。各村成立合作社21家，流转土地3500亩，户均增收2300元。\n"
    assert found(path, TEXT, other) == set()


def test_a_sentence_that_stands_in_an_article_twice_counts_once(path: Path) -> None:
    assert found(path, f"{TEXT}\n{TEXT.split(chr(10), 2)[2]}") == set(range(7, 13))


def test_two_figures_of_one_sentence_are_two(path: Path) -> None:
    assert found(path, "东片选派干部28人，西片选派干部28人。") == set()


def test_no_groups_are_no_copies(path: Path) -> None:
    assert found(path, TEXT) == set()
