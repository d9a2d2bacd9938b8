"""What reviewers decided as gold files, which ``evaluate`` reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from dangjian_metrics.claims.regions import Region
from dangjian_metrics.evaluation import draft
from dangjian_metrics.evaluation.draft import Other
from dangjian_metrics.evaluation.gold import REJECTED, SUFFIX
from dangjian_metrics.extraction import Head
from dangjian_metrics.store import asking, decisions
from dangjian_metrics.store.anchors import Span
from dangjian_metrics.store.asking import Held
from dangjian_metrics.store.connection import Connection


class Gold(NamedTuple):
    """A gold file of a document: its name, its page, and how many of how many claims were decided."""

    name: str
    page: draft.Page
    decided: int
    claims: int

    @property
    def whole(self) -> bool:
        """Whether every claim of the document was decided."""
        return self.decided == self.claims


def exported(store: Connection) -> Iterator[Gold]:
    """A gold file for each text of which something was decided; it is partial where something was not."""
    sums = [sum_ for (sum_,) in store.execute("SELECT DISTINCT hash FROM decision_places ORDER BY hash")]
    texts = {held.hash: held for held in reversed(asking.holding(store, sums))}
    names: set[str] = set()
    for held in sorted(texts.values(), key=lambda each: each.id):
        gold = _gold(store, held, names)
        if gold is not None:
            yield gold


def _gold(store: Connection, held: Held, names: set[str]) -> Gold | None:
    bounds = decisions.standing(store, held.hash)
    if not bounds:
        return None
    claims = asking.claims_of(store, held.id)
    spans = {bound.span for bound in bounds if bound.decision.verdict != decisions.REJECT}
    decided = [claim for claim in claims if (claim.start, claim.end) in spans]
    rejected = [bound.span for bound in bounds if bound.decision.verdict == decisions.REJECT]
    whole = len(decided) == len(claims)
    others = [(start, end, REJECTED) for start, end in rejected]
    if whole:
        others += _others(store, held.id, [*spans, *rejected])
    page = draft.page(held.doc, held.text, _heads(store, held.id), decided, others, partial=not whole)
    name = _name(held.doc, names)
    return Gold(name, page | {"hash": held.hash}, len(decided) + len(rejected), len(claims) + len(rejected))


def _others(store: Connection, document: int, spans: list[Span]) -> list[Other]:
    """The numbers of a document that are no claims, but those that stand in a claim, or in one that was rejected."""
    rows: list[Any] = store.execute(
        "SELECT start, \"end\", disposition FROM dispositions WHERE document = ? AND disposition <> 'claim'",
        (document,),
    ).fetchall()
    return [row for row in rows if not any(start < row[1] and row[0] < end for start, end in spans)]


def _heads(store: Connection, document: int) -> list[Head]:
    rows: list[Any] = store.execute(
        "SELECT a.number, a.title, p.province, p.city, p.county FROM articles AS a JOIN places AS p ON p.id = a.place"
        " WHERE a.document = ? ORDER BY a.id",
        (document,),
    ).fetchall()
    return [Head(number, title, Region(*place)) for number, title, *place in rows]


def _name(doc: str, taken: set[str]) -> str:
    """The name of a gold file; of documents of the same name in several folders each has its own.

    >>> taken = set()
    >>> _name("a/简报.txt", taken), _name("b/简报.txt", taken)
    ('简报.gold.json', '简报-2.gold.json')
    """
    stem = PurePath(doc.replace("\\", "/")).stem or "stdin"
    names = (f"{stem}{'' if turn == 1 else f'-{turn}'}{SUFFIX}" for turn in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
