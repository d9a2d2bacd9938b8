"""How often each rule is right: what the package says is what its gold says, and few cases say little."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sets
from dangjian_metrics.evaluation import precision
from dangjian_metrics.evaluation.groups import Figures
from dangjian_metrics.evaluation.precision import Precision


def test_the_package_says_what_gold_says_now() -> None:
    kept = sets.PRECISION.read_text(encoding="utf-8")
    assert kept == sets.precision_of_rules(), "run make precision"


def test_every_figure_can_be() -> None:
    assert len(precision.measured()) > 10
    for each in precision.measured().values():
        assert 0 <= each.full <= each.right <= each.found
        assert 0 <= each.lower <= each.right / each.found


@settings(deadline=None)
@given(st.integers(1, 500), st.data())
def test_the_bound_lies_below_the_share_and_rises_with_the_cases(found: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, found))
    once, twice = Precision("a", found, right, 0), Precision("a", 2 * found, 2 * right, 0)
    assert 0 <= once.lower <= right / found
    assert twice.lower >= once.lower


@pytest.mark.parametrize(
    ("found", "right", "lower"), [(10, 10, 0.7225), (100, 90, 0.8256), (81, 45, 0.4473), (1, 0, 0.0)]
)
def test_the_bound_is_that_of_wilson(found: int, right: int, lower: float) -> None:
    assert Precision("a", found, right, 0).lower == lower


def test_what_is_written_is_read_again() -> None:
    rows = [
        Figures("rule", 'a "rule"', 5, 4, 3, 2),
        Figures("rule", None, 2, 0, 0, 0),
        Figures("kind", "person", 9, 9, 9, 9),
    ]
    import tomllib

    assert tomllib.loads(precision.written(rows))["rules"] == {
        'a "rule"': {"found": 4, "right": 3, "full": 2}
    }
