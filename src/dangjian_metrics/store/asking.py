"""Questions to an open store: claims, fields, sources, one claim in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import StoreError, UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import filters
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.filters import Condition

LISTED = ("id", *COLUMNS)
"""The columns of a listed claim: its number in the store, then those of docs/claims.md §6."""

_NAMED = (*LISTED, "region")
"""The columns that may be named: the region is those of the place, joined."""

_NUMERIC = {"value": "value_number", "value_to": "value_to_number"}


@dataclass(frozen=True, slots=True)
class Order:
    """In which order rows come, and how many; without ``by`` in the order of reading."""

    by: str | None = None
    descending: bool = False
    limit: int | None = None


def count(store: Connection, found: Sequence[Condition]) -> int:
    """How many claims there are with these conditions."""
    sql, values = filters.where(found)
    return int(store.execute(f"SELECT count(*) FROM claims WHERE {sql}", values).fetchone()[0])


def select(
    store: Connection, found: Sequence[Condition], columns: Sequence[str] = LISTED, order: Order | None = None
) -> Iterator[tuple[Any, ...]]:
    """The columns of the claims with these conditions, row by row; values as exact text."""
    sql, values = filters.where(found)
    listed = ", ".join(f'"{name}"' for name in columns)
    ordered = order or Order()
    tail = f" ORDER BY {_by(ordered)}"
    if ordered.limit is not None:
        tail += " LIMIT ?"
        values.append(ordered.limit)
    yield from store.execute(f"SELECT {listed} FROM claims WHERE {sql}{tail}", values)


def _by(order: Order) -> str:
    if order.by is None:
        return f"id {'DESC' if order.descending else 'ASC'}"
    column = _NUMERIC.get(order.by, f'"{order.by}"')
    return f"{column} IS NULL, {column} {'DESC' if order.descending else 'ASC'}, id"


def columns(asked: str | None) -> tuple[str, ...]:
    """The columns of a list with commas; all where none is asked for. Raises UsageError for one there is not."""
    if asked is None:
        return LISTED
    names = tuple(name.strip() for name in asked.split(",") if name.strip())
    for name in names:
        known(name, "--columns")
    if not names:
        raise UsageError(f"--columns {asked!r}: names no column: choose from {', '.join(_NAMED)}")
    return names


def known(name: str, option: str) -> str:
    """The name of a listed column. Raises UsageError for another, with the nearest."""
    if name not in _NAMED:
        near = filters.nearest(name, _NAMED)[:3]
        offer = f"did you mean {' or '.join(near)}?" if near else f"choose from {', '.join(_NAMED)}"
        raise UsageError(f"{option} {name}: no such column: {offer}")
    return name


def claim(row: Sequence[Any]) -> Claim:
    """The record of a row of :data:`LISTED`, without its number."""
    cells = dict(zip(COLUMNS, row[1:], strict=True))
    cells["value"] = Decimal(cells["value"])
    if cells["value_to"] is not None:
        cells["value_to"] = Decimal(cells["value_to"])
    return Claim(**cells)


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field with how many claims it has, in how many places, and its units, the most frequent first."""

    field: str | None
    claims: int
    places: int
    units: str


def fields(store: Connection, lexicon: Lexicon) -> list[FieldCount]:
    """Every field of the store, those with most claims first; last, under no name, the claims without one.

    A claim counts for its field, and for the one that the counted serve as.
    """
    tally = _Tally(dict(store.execute("SELECT id, name FROM fields")))
    for number, place, unit, claims in store.execute(
        "SELECT g.field, g.place, m.unit, g.n FROM (SELECT field, place, manner, count(*) AS n FROM claim_facts"
        " GROUP BY field, place, manner) AS g JOIN manners AS m ON m.id = g.manner"
    ):
        tally.add(tally.names[number], place, unit, claims)
    for role, number, place, unit in store.execute(
        "SELECT f.role, f.field, f.place, m.unit FROM claim_facts AS f JOIN manners AS m ON m.id = f.manner"
        " WHERE f.role IS NOT NULL"
    ):
        served = lexicon.field(role)
        if served is not None and served != tally.names[number]:
            tally.add(served, place, unit, 1)
    return sorted(tally.counted(), key=lambda each: (each.field is None, -each.claims, each.field or ""))


@dataclass(slots=True)
class _Tally:
    """Claims, places and units of each field, as they are counted."""

    names: dict[int, str | None]
    claims: Counter[str | None] = field(default_factory=Counter)
    places: dict[str | None, set[int]] = field(default_factory=dict)
    units: dict[str | None, Counter[str]] = field(default_factory=dict)

    def add(self, name: str | None, place: int, unit: str | None, claims: int) -> None:
        """Counts so many claims of a field in a place."""
        self.claims[name] += claims
        if place:
            self.places.setdefault(name, set()).add(place)
        if unit:
            self.units.setdefault(name, Counter())[unit] += claims

    def counted(self) -> Iterator[FieldCount]:
        """What was counted of each field."""
        for name, claims in self.claims.items():
            units = "、".join(unit for unit, _ in self.units.get(name, Counter()).most_common())
            yield FieldCount(name, claims, len(self.places.get(name, ())), units)


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """An article of a document in the store."""

    doc: str
    article: int
    title: str
    region: str
    claims: int
    read_at: str
    rules: str


def sources(store: Connection, pattern: str | None = None) -> Iterator[ArticleCount]:
    """The articles of the documents whose name fits the pattern, in the order of reading."""
    sql, values = filters.document(pattern, "d.doc") if pattern is not None else ("1", ())
    yield from (
        ArticleCount(*row)
        for row in store.execute(
            "SELECT d.doc, ifnull(a.number, 0), ifnull(a.title, ''), ifnull(p.province, '') || ifnull(p.city, '') ||"
            " ifnull(p.county, ''), ifnull(a.claims, 0), d.read_at, d.rules"
            " FROM documents AS d LEFT JOIN articles AS a ON a.id BETWEEN d.first_article"
            " AND d.first_article + d.articles - 1 LEFT JOIN places AS p ON p.id = a.place"
            f" WHERE {sql} ORDER BY d.id, a.id",
            values,
        )
    )


def documents(store: Connection, pattern: str) -> list[tuple[int, str, int]]:
    """The documents whose name fits the pattern: number, name, claims."""
    sql, values = filters.document(pattern)
    return list(store.execute(f"SELECT id, doc, claims FROM documents WHERE {sql} ORDER BY id", values))


def stale(store: Connection, rules: str) -> list[str]:
    """The names of the documents that other rules have read."""
    return [
        doc for (doc,) in store.execute("SELECT doc FROM documents WHERE rules <> ? ORDER BY id", (rules,))
    ]


@dataclass(frozen=True, slots=True)
class InPlace:
    """A claim with the document that it stands in."""

    id: int
    claim: Claim
    text: str


def show(store: Connection, number: int) -> InPlace:
    """The claim of that number. Raises StoreError where there is none."""
    listed = ", ".join(f'c."{name}"' for name in LISTED)
    row = store.execute(
        f"SELECT {listed}, d.text FROM claims AS c JOIN documents AS d ON d.id = c.document WHERE c.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise StoreError(
            f"no claim {number} in the store: dj-metrics query lists their numbers in the column id"
        )
    return InPlace(number, claim(row[:-1]), row[-1])


def claims_of(store: Connection, document: int) -> list[Claim]:
    """The claims of a document, in the order of reading."""
    listed = ", ".join(f'"{name}"' for name in LISTED)
    first, claims = store.execute(
        "SELECT first_claim, claims FROM documents WHERE id = ?", (document,)
    ).fetchone()
    rows = store.execute(
        f"SELECT {listed} FROM claims WHERE id BETWEEN ? AND ? ORDER BY id", (first, first + claims - 1)
    )
    return [claim(row) for row in rows]


def numbers_of(store: Connection, document: int) -> tuple[int, dict[str, int]]:
    """How many articles a document has, and how many numbers of each disposition."""
    articles = store.execute("SELECT articles FROM documents WHERE id = ?", (document,)).fetchone()[0]
    counted = store.execute(
        "SELECT disposition, count(*) FROM dispositions WHERE document = ? GROUP BY disposition", (document,)
    )
    return articles, dict(counted)
