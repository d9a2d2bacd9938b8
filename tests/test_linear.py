"""Ten times the text takes about ten times as long, whatever the text: each pattern alone, and the whole way through.

The bounds are wide, for machines that do other things too: four times the text may take twice what it should,
where a loop inside a loop takes four times that. benchmarks/bench.py measures the same inputs closely.

Patterns are found by themselves (patterns.py), so that a new one needs no word here. That they hold is why those of ``re``, which knows
no time limit, may stay where they are; documents/patience.py is the guard behind them.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import patterns
from dangjian_metrics.documents import Document
from dangjian_metrics.explanation import explain
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


def _is_linear(make: Callable[[int], str]) -> bool:
    """Whether four times the text takes less than eight times as long; measured again where it does not, for the noise."""
    return any(
        _least(make(SMALL * TIMES)) < _least(make(SMALL)) * TIMES * 2 + UNMEASURED for _ in range(ROUNDS)
    )


@pytest.mark.parametrize("name", loads.HARD)
def test_hard_text_takes_linear_time(name: str) -> None:
    assert _is_linear(loads.HARD[name])


def test_one_long_document_takes_linear_time() -> None:
    assert _is_linear(loads.one_document)


@pytest.mark.parametrize("name", loads.HARD)
def test_hard_text_is_fast_enough_for_a_megabyte(name: str) -> None:
    # A megabyte within twenty seconds on any machine: the bound is not speed but that nothing explodes.
    assert _least(loads.HARD[name](SMALL * TIMES)) < 20 * SMALL * TIMES / 1_000_000 + UNMEASURED


# ---------------------------------------------------------------- each pattern alone

PATTERNS = patterns.asked()
COMMON = [*"1三、“（( \n党-。，:<&#.年省", "1,", "百万", "“”", "2024年", "、1", "党\n", " 1", "😀", "e\u0301"]
"""What is repeated for every pattern, besides what it is made of itself."""
FEW, MANY, MEGABYTE = 3_000, 20_000, 1_000_000
SLOW = 2e-6
"""Seconds a character: what takes less on so short a text has no loop inside a loop, which would take ten times that."""


def _asked(pattern: patterns.Asked, text: str) -> float:
    begun = time.process_time()
    for how in pattern.how:
        if how == "scan":
            for _ in pattern.pattern.finditer(text):
                pass
        else:
            getattr(pattern.pattern, how)(text)
    return time.process_time() - begun


def _grows(work: Callable[[str], float], make: Callable[[int], str], size: int) -> bool:
    """Whether ten times the text takes more than thirteen times as long, measured again where it seems so."""
    little, much = make(size // 10), make(size)
    for _ in range(ROUNDS):
        longer, shorter = work(much), min(work(little) for _ in range(3))
        if longer < 13 * shorter + UNMEASURED:
            return False
        if longer > 2:
            break  # no noise
    return True


def _texts(pattern: patterns.Asked) -> dict[str, Callable[[int], str]]:
    """The texts that are hard for a pattern, by what is repeated in them."""
    written = pattern.pattern.pattern
    hard = {unit: loads._repeating(unit) for unit in dict.fromkeys([*patterns.hard(written, 12), *COMMON])}
    open_ = {before + unit: _opened(before, unit) for before, unit in patterns.openers(written, 6)}
    return open_ | hard


def _opened(before: str, unit: str) -> Callable[[int], str]:
    return lambda size: before + loads._filled(unit, size)


def test_every_pattern_is_found() -> None:
    unseen = {name: lines for name, tree in patterns.modules() if (lines := patterns.unfound(tree))}
    # Fonts are looked for in what fontconfig lists, and messages in what is no longer than one: no text of a document.
    assert unseen.keys() <= {"dangjian_metrics.views.charts", "dangjian_metrics.messages"}
    assert len(PATTERNS) > 100


def test_every_pattern_takes_linear_time() -> None:
    slow = [
        (pattern.place, unit)
        for pattern in PATTERNS
        for unit, make in _texts(pattern).items()
        if _asked(pattern, make(MANY)) > SLOW * MANY
        and _grows(lambda text, one=pattern: _asked(one, text), make, MANY)  # type: ignore[misc]
    ]
    assert slow == []


def test_every_pattern_is_done_with_a_megabyte() -> None:
    for pattern in PATTERNS:
        texts = [make(MANY) for make in _texts(pattern).values()]
        megabyte = loads._filled("".join(texts), MEGABYTE)
        assert _asked(pattern, megabyte) < 5, pattern.place


# ---------------------------------------------------------------- the whole way through


def _units() -> list[tuple[str, Callable[[int], str]]]:
    """What is hard for one pattern, once each, over all of them: a pattern may be harmless where it stands alone."""
    found: dict[str, Callable[[int], str]] = {}
    for pattern in PATTERNS:
        if pattern.place.startswith(
            ("dangjian_metrics.documents", "dangjian_metrics.claims", "dangjian_metrics.language")
        ):
            found |= _texts(pattern)
    return list(found.items())


def test_what_is_hard_for_a_pattern_is_hard_for_no_document() -> None:
    slow = [
        unit
        for unit, make in _units()
        if _seconds(make(FEW)) > 6e-5 * FEW and _grows(_seconds, make, FEW * 10)
    ]
    assert slow == []


WHOLE: dict[str, Callable[[int], str]] = {
    "nested": lambda size: "（“《【" * (size // 8) + "】》”）" * (size // 8),
    "one line": loads._repeating("选派党员28名，新建支部3个，"),
    "a character a line": loads._repeating("党\n"),
    "a digit a line": loads._repeating("1\n"),
    "a table": loads._repeating("| 一组 | 32个 | 5.6% |\n"),
    "cells": loads._repeating("一组\t32\t5.6%\n"),
    "a sign of two halves": loads._repeating("\U00020bb7"),
    "half signs": loads._repeating("\ud83d3"),
    "emoji": loads._repeating("👨‍👩‍👧"),
    "combining marks": loads._repeating("e\u0301\u0302"),
    "directions": loads._repeating("\u202e2\u2066人"),
    "NULs": loads._repeating("党\0"),
    "our own marks": loads._repeating("\ue000\ue001\ue0023名"),
    "a title again and again": loads._repeating("# 四川省眉山市：红色动能\n"),
    "articles": loads._repeating("四川省眉山市：红色动能\n\n支部领着干。\n\n"),
    "a title without end": lambda size: f"# {'党' * (size // 2)}建引领\n" + "党党建引\n" * (size // 10),
    "a list with one unit": loads._repeating("、5"),
    "scale words": loads._repeating("万亿"),
    "digits behind a point": loads._repeating("5.5555555555"),
    "captions": loads._repeating("图为党员。\n供图\n\n"),
    "comments": loads._repeating("<!--"),
    "short sentences": loads._repeating("3人。"),
    "spread digits": loads._repeating("1 2 "),
    "controls": loads._repeating("\x1b[31m1"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_strange_text_takes_linear_time(name: str) -> None:
    make = WHOLE[name]
    assert not _grows(_seconds, make, 10 * FEW)
    assert _seconds(make(10 * FEW)) < 6e-5 * 10 * FEW + UNMEASURED


@pytest.mark.parametrize("name", [*WHOLE, *loads.HARD])
def test_an_explanation_takes_linear_time(name: str) -> None:
    make = WHOLE.get(name) or loads.HARD[name]
    assert not _grows(_explained, make, 10 * FEW)


@pytest.mark.parametrize("unit", ["四川地区", "各类诉求", "每人5元比", "服务组织"])
def test_an_endless_sentence_is_explained_in_linear_time(unit: str) -> None:
    assert not _grows(_explained, loads._repeating(unit), 100 * FEW)


def _explained(text: str) -> float:
    begun = time.process_time()
    explain(text)
    return time.process_time() - begun


def test_a_pattern_that_is_not_linear_would_be_seen() -> None:
    square = patterns.Asked("", re.compile(r"[（(][^）)]*[）)]"), frozenset(("scan",)))
    assert _asked(square, "（" * FEW) > SLOW * FEW
    assert _grows(lambda text: _asked(square, text), loads._repeating("（"), 2 * FEW)
    assert "（" in _texts(square)
