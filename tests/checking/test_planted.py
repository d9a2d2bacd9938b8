"""Thirty sentences with a contradiction each: all are found, by the rule that is meant; put right, nothing is."""

from __future__ import annotations

import pytest

from checking.planted import PLANTED
from checking.told import found


@pytest.mark.parametrize(("rule", "sentence", "figures"), PLANTED, ids=[text[:12] for _, text, _ in PLANTED])
def test_a_contradiction_is_found_and_its_correction_is_none(rule: str, sentence: str, figures: str) -> None:
    wrong, right = figures.split("|")
    assert [each.rule for each in found(sentence.format(wrong))] == [rule]
    assert found(sentence.format(right)) == []


def test_there_are_thirty_and_every_rule_of_a_sentence_has_some() -> None:
    assert len(PLANTED) == 30
    assert {rule for rule, _, _ in PLANTED} == {
        "rate", "share", "part", "sum", "direction", "change", "per-unit", "above-100", "outlier",
    }  # fmt: skip
