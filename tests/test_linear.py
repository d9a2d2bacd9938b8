"""Ten times the text takes about ten times as long, whatever the text.

The bounds are wide, for machines that do other things too: four times the text may take twice what it should,
where a loop inside a loop takes four times that. benchmarks/bench.py measures the same inputs closely.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import extract_document

ROOT = Path(__file__).resolve().parents[1]
SMALL, TIMES, ROUNDS = 8_000, 4, 3
# What a text may cost that takes no time worth measuring: clocks and collectors have their say there.
UNMEASURED = 0.05


def _loads() -> ModuleType:
    """benchmarks/loads.py, which is a script's module and in no package."""
    spec = importlib.util.spec_from_file_location("benchmark_loads", ROOT / "benchmarks" / "loads.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


loads = _loads()


def _seconds(text: str) -> float:
    begun = time.process_time()
    extract_document(Document("简报.txt", text), audit=True)
    return time.process_time() - begun


def _least(text: str) -> float:
    first = _seconds(text)
    # Again only where noise could matter: what takes so long is no noise, and failing should not take minutes.
    return first if first > 0.5 else min(first, *(_seconds(text) for _ in range(ROUNDS - 1)))


@pytest.mark.parametrize("name", loads.HARD)
def test_hard_text_takes_linear_time(name: str) -> None:
    make: Callable[[int], str] = loads.HARD[name]
    small = _least(make(SMALL))
    assert _least(make(SMALL * TIMES)) < small * TIMES * 2 + UNMEASURED


def test_one_long_document_takes_linear_time() -> None:
    small = _least(loads.one_document(SMALL))
    assert _least(loads.one_document(SMALL * TIMES)) < small * TIMES * 2 + UNMEASURED


@pytest.mark.parametrize("name", loads.HARD)
def test_hard_text_is_fast_enough_for_a_megabyte(name: str) -> None:
    # A megabyte within twenty seconds on any machine: the bound is not speed but that nothing explodes.
    assert _least(loads.HARD[name](SMALL * TIMES)) < 20 * SMALL * TIMES / 1_000_000 + UNMEASURED
