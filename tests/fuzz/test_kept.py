"""Inputs that once failed are read or refused, and so are seeds with some bytes changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_metrics import Document, extract_document
from fuzz.seeds import seeds
from fuzz.targets import TARGETS

CASES = sorted(path for path in (Path(__file__).parent / "cases").glob("*/*") if path.is_file())


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_failed(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds(target: str) -> None:
    for seed in seeds(target):
        TARGETS[target](seed)


CHANGE = st.tuples(
    st.floats(0, 1),
    st.integers(0, 12),
    st.binary(max_size=8) | st.sampled_from([b"\xff" * 4, b"\0" * 4, b"<", b"&#xD83D;"]),
)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    choice=st.floats(0, 0.999),
    changes=st.lists(CHANGE, min_size=1, max_size=4),
    cut=st.floats(0, 1) | st.just(1.0),
)
def test_changed_seeds(
    target: str, choice: float, changes: list[tuple[float, int, bytes]], cut: float
) -> None:
    made = _SEEDS.setdefault(target, seeds(target))
    data = made[int(choice * len(made))]
    for place, gone, put in changes:
        at = int(place * len(data))
        data = data[:at] + put + data[at + gone :]
    TARGETS[target](data[: int(cut * len(data)) + 1])


_SEEDS: dict[str, list[bytes]] = {}


def test_a_sign_that_looks_like_a_mark_of_ours_hides_no_claim() -> None:
    found = extract_document(
        Document("", "今年\ue000新建\ue000茶亭36座，组建\ud83d护港队6支。\ue001选派骨干7名。")
    )
    assert [(claim.entity, claim.quote) for claim in found.claims] == [
        ("茶亭", "36座"),
        ("护港队", "6支"),
        ("骨干", "7名"),
    ]
