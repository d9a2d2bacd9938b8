"""Questions to an open store: claims, fields, sources, one claim in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import StoreError, UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
from dangjian_metrics.store import filters
from dangjian_metrics.store.answering import Condition, Store, blanks, where
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.tables import named

LISTED = ("id", *COLUMNS)
"""The columns of a listed claim: its number in the store, then those of docs/claims.md §6."""

NAMED = (*LISTED, "region", "value_number", "value_to_number")
"""The columns that may be named: beside those listed the place's names joined, and values as plain numbers."""

_NUMERIC = {"value": "value_number", "value_to": "value_to_number"}


@dataclass(frozen=True, slots=True)
class Order:
    """In which order rows come, and how many; without ``by`` in the order of reading."""

    by: str | None = None
    descending: bool = False
    limit: int | None = None


count = filters.counted


def select(
    store: Store, found: Sequence[Condition], columns: Sequence[str] = LISTED, order: Order | None = None
) -> Iterator[tuple[Any, ...]]:
    """The columns of the claims with these conditions, row by row; values as exact text."""
    sql, values = where(found)
    listed = ", ".join(f'"{name}"' for name in columns)
    ordered = order or Order()
    as_they_are = store.in_order and not found and (ordered.by, ordered.descending) == (None, False)
    tail = "" if as_they_are else f" ORDER BY {_by(ordered)}"
    if ordered.limit is not None:
        tail += " LIMIT ?"
        values.append(ordered.limit)
    # The cursor itself: a generator that is left half read would close it after the store, and complain.
    return store.execute(f"SELECT {listed} FROM claims WHERE {sql}{tail}", values)


def claims(store: Store, found: Sequence[Condition]) -> Iterator[tuple[int, Claim]]:
    """The claims with these conditions, each with its number."""
    return ((row[0], claim(row)) for row in select(store, found))


def _by(order: Order) -> str:
    if order.by is None:
        return f"id {'DESC' if order.descending else 'ASC'}"
    column = _NUMERIC.get(order.by, f'"{order.by}"')
    return f"{column} IS NULL, {column} {'DESC' if order.descending else 'ASC'}, id"


def columns(asked: str | None) -> tuple[str, ...]:
    """The columns of a list with commas; all where none is asked for. Raises UsageError for one there is not."""
    if asked is None:
        return LISTED
    names = tuple(dict.fromkeys(name.strip() for name in asked.split(",") if name.strip()))
    for name in names:
        known(name, "--columns")
    if not names:
        raise UsageError(
            _("--columns {asked!r}: names no column: choose from {columns}").format(
                asked=asked, columns=", ".join(NAMED)
            )
        )
    return names


def known(name: str, option: str) -> str:
    """The name of a listed column. Raises UsageError for another, with the nearest."""
    if name not in NAMED:
        near = filters.nearest(name, NAMED)[:3]
        if near:
            offer = _("did you mean {names}?").format(names=_(" or ").join(near))
        else:
            offer = _("choose from {names}").format(names=", ".join(NAMED))
        raise UsageError(
            _("{option} {name}: no such column: {offer}").format(option=option, name=name, offer=offer)
        )
    return name


def claim(row: Sequence[Any]) -> Claim:
    """The record of a row of :data:`LISTED`, without its number."""
    cells = list(row[1:])
    cells[_VALUE] = Decimal(cells[_VALUE])
    if cells[_VALUE_TO] is not None:
        cells[_VALUE_TO] = Decimal(cells[_VALUE_TO])
    return Claim(*cells)


_VALUE, _VALUE_TO = COLUMNS.index("value"), COLUMNS.index("value_to")


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field with how many claims it has, in how many places, and its units, the most frequent first."""

    field: str | None
    claims: int
    places: int
    units: str


def fields(store: Store, lexicon: Lexicon) -> list[FieldCount]:
    """Every field of the store, those with most claims first; last, under no name, the claims without one.

    A claim counts for its field, and for the one that the counted serve as.
    """
    served = {role: name for role in store.roles() if (name := lexicon.field(role)) is not None}
    found = [
        FieldCount(name, claims, places, "、".join(_units(units)))
        for name, claims, places, units in store.per_field(served)
    ]
    return sorted(found, key=lambda each: (each.field is None, -each.claims, each.field or ""))


def _units(counted: Counter[str]) -> list[str]:
    return sorted(filter(None, counted), key=lambda unit: (-counted[unit], unit))


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """An article of a document in the store."""

    doc: str
    article: int
    title: str
    region: str
    claims: int
    read_as: str
    read_at: str
    rules: str


def sources(store: Connection, pattern: str | None = None) -> Iterator[ArticleCount]:
    """The articles of the documents whose name fits the pattern, in the order of reading."""
    sql, values = named(pattern, "d.doc") if pattern is not None else ("1", ())
    yield from (
        ArticleCount(*row)
        for row in store.execute(
            "SELECT d.doc, ifnull(a.number, 0), ifnull(a.title, ''), ifnull(p.province, '') || ifnull(p.city, '') ||"
            " ifnull(p.county, ''), ifnull(a.claims, 0), d.read_as, d.read_at, d.rules"
            " FROM documents AS d LEFT JOIN articles AS a ON a.id BETWEEN d.first_article"
            " AND d.first_article + d.articles - 1 LEFT JOIN places AS p ON p.id = a.place"
            f" WHERE {sql} ORDER BY d.id, a.id",
            values,
        )
    )


def documents(store: Connection, pattern: str) -> list[tuple[int, str, int]]:
    """The documents whose name fits the pattern: number, name, claims. None fits an empty one, not all of them."""
    if not pattern:
        return []
    sql, values = named(pattern, "doc")
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
            _("no claim {number} in the store: dj-metrics query lists their numbers in the column id").format(
                number=number
            )
        )
    return InPlace(number, claim(row[:-1]), row[-1])


def spans_of(store: Connection, condition: str, values: Iterable[object]) -> list[tuple[int, int]]:
    """The first and the last number of the claims of some documents, those set aside among them."""
    sql = (
        "SELECT first_claim, first_claim + claims - 1 +"
        " (SELECT count(*) FROM claims_set_aside AS a WHERE a.document = documents.id) FROM documents"
        f" WHERE {condition}"
    )
    found: list[Any] = store.execute(sql, tuple(values)).fetchall()
    return found


def rows_at(store: Connection, sum_: str, span: tuple[int, int]) -> list[int]:
    """The numbers of the claims on a span in the documents with this text, those set aside too."""
    return [
        number
        for table in ("claim_facts", "claims_set_aside")
        for first, last in spans_of(store, "hash = ?", (sum_,))
        for (number,) in store.execute(
            f'SELECT id FROM {table} WHERE id BETWEEN ? AND ? AND start = ? AND "end" = ?',
            (first, last, *span),
        )
    ]


def claims_of(store: Connection, document: int) -> list[Claim]:
    """The claims of a document, in the order of reading."""
    listed = ", ".join(f'"{name}"' for name in LISTED)
    (span,) = spans_of(store, "id = ?", (document,))
    rows = store.execute(f"SELECT {listed} FROM claims WHERE id BETWEEN ? AND ? ORDER BY id", span)
    return [claim(row) for row in rows]


class Held(NamedTuple):
    """A document of the store with its text."""

    id: int
    doc: str
    hash: str
    text: str


def holding(store: Connection, sums: Iterable[str]) -> list[Held]:
    """The documents with one of these sums of their text."""
    asked = list(sums)
    return _held(store, f"hash IN ({blanks(asked)})", asked)


def holding_names(store: Connection, names: Iterable[str]) -> list[Held]:
    """The documents in whose name one of these stands."""
    asked = list(names)
    return _held(store, " OR ".join(["instr(doc, ?) > 0"] * len(asked)) or "0", asked)


def _held(store: Connection, condition: str, values: list[str]) -> list[Held]:
    sql = f"SELECT id, doc, hash, text FROM documents WHERE {condition} ORDER BY id"
    return [Held(*row) for row in store.execute(sql, values)]


def numbers_of(store: Connection, document: int) -> tuple[int, dict[str, int]]:
    """How many articles a document has, and how many numbers of each disposition."""
    articles = store.execute("SELECT articles FROM documents WHERE id = ?", (document,)).get
    counted = store.execute(
        "SELECT disposition, count(*) FROM dispositions WHERE document = ? GROUP BY disposition", (document,)
    )
    return articles, dict(counted)
