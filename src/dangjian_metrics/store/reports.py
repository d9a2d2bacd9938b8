"""What a report shows: the documents that hold the claims asked for, whole, with every number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.store import asking
from dangjian_metrics.store.answering import Condition
from dangjian_metrics.store.connection import Connection

Number = tuple[int, int, str, str]
"""A number of a document: where it begins and ends, its disposition, the reason."""

Article = tuple[int, str]
"""An article of a document: which, and its title."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document as its author wrote it, all its articles and numbers, and the claims asked for behind their ids.

    Offsets are those of Python, in characters. ``path`` is where it was read.
    """

    doc: str
    path: str
    text: str
    articles: Sequence[Article] = ()
    numbers: Sequence[Number] = ()
    claims: Sequence[tuple[int, Claim]] = field(default_factory=tuple)


def told(store: Connection, found: Sequence[Condition]) -> Iterator[Told]:
    """The documents that hold a claim with these conditions, in the order of reading."""
    rows = list(asking.select(store, found, (*asking.LISTED, "document")))
    rows.sort(key=itemgetter(-1, 0))
    for document, group in groupby(rows, key=itemgetter(-1)):
        claims = [(row[0], asking.claim(row[:-1])) for row in group]
        yield _told(store, document, claims)


def _told(store: Connection, document: int, claims: Sequence[tuple[int, Claim]]) -> Told:
    doc, path, text, first, articles = store.execute(
        "SELECT doc, path, text, first_article, articles FROM documents WHERE id = ?", (document,)
    ).get
    heads = store.execute(
        "SELECT number, title FROM articles WHERE id BETWEEN ? AND ? ORDER BY id",
        (first, first + articles - 1),
    )
    numbers = store.execute(
        'SELECT start, "end", disposition, reason FROM dispositions WHERE document = ? ORDER BY start',
        (document,),
    )
    return Told(doc, path, text, list(heads), list(numbers), claims)
