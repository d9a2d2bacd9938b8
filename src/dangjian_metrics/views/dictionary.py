"""The data dictionary: what each column of a claim means, and what every column is called in Chinese."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import attrgetter
from typing import Any

from dangjian_metrics.views.layouts import Layout, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of a claim: its type (text, integer, decimal), meaning and an example."""

    name: str
    type: str
    meaning: str
    example: str
    name_zh: str
    meaning_zh: str


ENTRIES = Layout(tuple(Entry.__slots__), ours=("name", "type", "meaning", "name_zh", "meaning_zh"))


@cache
def entries() -> tuple[Entry, ...]:
    """The columns of a claim in their order, and behind them ``id``, its number in a store.

    >>> entries()[12].name, entries()[12].name_zh, entries()[12].type
    ('value', '数值', 'decimal')
    """
    return tuple(Entry(name, **entry) for name, entry in _load()["claims"].items())


def listing() -> tuple[list[Row], Layout]:
    """The dictionary as rows, and their layout: name, type, meaning, example, and both in Chinese."""
    return list(map(attrgetter(*ENTRIES.columns), entries())), ENTRIES


def titles(layout: Layout, language: str) -> tuple[str, ...]:
    """The headings of the columns: their own names, or with ``zh`` their Chinese names.

    A column without a Chinese name, or whose Chinese name is taken, keeps its own.

    >>> titles(Layout(("doc", "unit", "units", "甲")), "zh")
    ('文件', '单位', 'units', '甲')
    """
    if language == "en":
        return layout.columns
    chinese, found = _chinese(), set(layout.columns)
    named: list[str] = []
    for name in layout.columns:
        title = chinese.get(name, name)
        named.append(name if title in found else title)
        found.add(title)
    return tuple(named)


@cache
def _chinese() -> dict[str, str]:
    named: dict[str, str] = {entry.name: entry.name_zh for entry in entries()}
    return named | _load()["titles"]


@cache
def _load() -> dict[str, dict[str, Any]]:
    source = resources.files("dangjian_metrics.views").joinpath("dictionary.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
