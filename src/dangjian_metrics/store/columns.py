"""Every claim of a store, column by column: what stands once in the store is handed on once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dangjian_metrics.store.asking import LISTED
from dangjian_metrics.store.connection import Connection

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Coded:
    """A column whose cells repeat: a code for each row, and the cell that each code stands for."""

    codes: Sequence[int]
    values: dict[int, Any]


Column = Sequence[Any] | Coded

_OWN = (
    "id",
    "subject",
    "entity",
    "role",
    "action",
    "value",
    "value_to",
    "basis",
    "period",
    "quote",
    "start",
    "end",
)
_NUMBERS = ("id", "start", "end")
_FACTS = f"""
SELECT article, sentence, field, manner,
    {", ".join(f'CAST("{name}" AS TEXT)' if name in _NUMBERS else f"ifnull({name}, '')" for name in _OWN)}
FROM claim_facts WHERE id BETWEEN ? AND ? ORDER BY id
"""
_ARTICLES = """
SELECT a.id, d.doc, a.number, a.title, p.province, p.city, p.county FROM articles AS a
JOIN documents AS d ON d.id = a.document JOIN places AS p ON p.id = a.place WHERE a.id BETWEEN ? AND ?
"""
_OF_ARTICLES = ("doc", "article", "title", "province", "city", "county")
_OF_MANNERS = ("unit", "bound", "kind", "statistic", "per", "direction", "rule")


def batches(store: Connection, first: int = 0, last: int = 2**63 - 1) -> Iterator[list[Column]]:
    """The claims of these numbers in the order of reading, some thousand at a time, as the columns of
    :data:`asking.LISTED`.

    Every cell is a text (of a number its digits), empty ones are empty texts.
    """
    fields = dict(store.execute("SELECT id, name FROM fields"))
    manners = _by_column(store.execute(f"SELECT id, {', '.join(_OF_MANNERS)} FROM manners"), _OF_MANNERS)
    cursor = store.execute(_FACTS, (first, last))
    while rows := list(islice(cursor, _BATCH)):
        article, sentence, field, manner, *own = zip(*rows, strict=True)
        found: dict[str, Column] = dict(zip(_OWN, own, strict=True))
        found["field"] = Coded(field, fields)
        found |= {name: Coded(manner, values) for name, values in manners.items()}
        between = (min(article), max(article))
        articles = _by_column(store.execute(_ARTICLES, between), _OF_ARTICLES)
        found |= {name: Coded(article, values) for name, values in articles.items()}
        said = store.execute(
            "SELECT id, section, text FROM sentences WHERE id BETWEEN ? AND ?", (min(sentence), max(sentence))
        )
        sentences = _by_column(said, ("section", "sentence"))
        found |= {name: Coded(sentence, values) for name, values in sentences.items()}
        yield [found[name] for name in LISTED]


def _by_column(rows: Iterator[tuple[Any, ...]], names: Sequence[str]) -> dict[str, dict[int, Any]]:
    """The cells of each column by the number in front of their row."""
    found = list(rows)
    if not found:
        return {name: {} for name in names}
    numbers, *cells = zip(*found, strict=True)
    return {name: dict(zip(numbers, column, strict=True)) for name, column in zip(names, cells, strict=True)}
