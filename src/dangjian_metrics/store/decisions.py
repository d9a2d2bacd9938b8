"""What reviewers decided of claims: bound to the text of a document and a span in it, applied whenever it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from dangjian_metrics.claims.record import COLUMNS, Claim, row
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.store.anchors import Anchor, Bare, Span
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.rows import exact

KEEP, EDIT, REJECT = "keep", "edit", "reject"
VERDICTS = (KEEP, EDIT, REJECT)

EDITABLE = (
    "province", "city", "county", "subject", "field", "entity", "role", "action", "value", "value_to", "unit", "bound",
    "kind", "statistic", "per", "direction", "basis", "period",
)  # fmt: skip
"""The columns of a claim that a reviewer may correct; the others say where it stands and who found it."""

DERIVED = {"field": "entity", "kind": "unit"}
"""Columns that follow from another one, as long as nobody corrects them themselves."""

_VALUES = ("value", "value_to")

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: of which quantity, the verdict, the columns changed, the record that the reviewer saw, who and when."""

    id: int
    doc: str
    quote: str
    verdict: str
    changes: Record
    record: Record
    who: str
    decided_at: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Bound:
    """A decision with its place in a text; ``known`` where the store has the place already."""

    decision: Decision
    span: Span
    known: bool = True


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found in a document, as reviewers left it.

    ``found`` has corrected and kept claims as decided, and those still in it that were rejected: ``rejected`` names
    their spans. ``raw`` is what the rules found for each decision (by its number), None for nothing.
    """

    found: Extraction
    rejected: frozenset[Span]
    raw: Mapping[int, Claim | None]

    @property
    def left(self) -> Extraction:
        """What was found, without what was rejected."""
        claims = [claim for claim in self.found.claims if (claim.start, claim.end) not in self.rejected]
        return replace(self.found, claims=claims)


def any_there(store: Connection) -> bool:
    """Whether somebody has decided something."""
    return store.execute("SELECT 1 FROM decisions LIMIT 1").fetchone() is not None


COLUMNS_READ = (
    "d.id, d.doc, d.quote, d.verdict, d.changes, d.record, d.who, d.decided_at, d.sentence, d.sentence_start"
)
"""What of a decision is read, in this order."""


def read(cells: Sequence[Any]) -> Decision:
    """The decision of a row with the columns of :data:`COLUMNS_READ`."""
    number, doc, quote, verdict, changes, record, who, when, sentence, at = cells
    anchor = Anchor(sentence, at, "".join(quote.split()))
    return Decision(number, doc, quote, verdict, json.loads(changes), json.loads(record), who, when, anchor)


def standing(store: Connection, sum_: str) -> list[Bound]:
    """The decisions that hold in a text, by its sum: of several on one span the last, and none that was undone."""
    rows = store.execute(
        f'SELECT p.start, p."end", {COLUMNS_READ} FROM decision_places AS p JOIN decisions AS d ON d.id = p.decision'
        " WHERE p.hash = ? AND d.undone_at IS NULL ORDER BY d.id",
        (sum_,),
    )
    return list({(start, end): Bound(read(cells), (start, end)) for start, end, *cells in rows}.values())


def for_text(store: Connection, path: str, sum_: str, text: str) -> list[Bound]:
    """The decisions that hold in the text of a document: those bound to it, and those of an earlier text of the
    document whose sentence stands in this one too, once.
    """
    rows = store.execute(
        f"SELECT {COLUMNS_READ} FROM decisions AS d WHERE d.path = ? AND d.undone_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM decision_places AS p WHERE p.decision = d.id AND p.hash = ?) ORDER BY d.id",
        (path, sum_),
    )
    waiting = [read(cells) for cells in rows]
    found = standing(store, sum_)
    if not waiting:
        return found
    bare, places = Bare(text), {bound.span: bound for bound in found}
    for decision in waiting:
        span = bare.place(decision.anchor)
        if span is not None and not (span in places and places[span].decision.id > decision.id):
            places[span] = Bound(decision, span, known=False)
    return list(places.values())


def settled(found: Extraction, bounds: Sequence[Bound]) -> Settled:
    """What was found in a document with the decisions applied.

    A claim belongs to the decision whose span it overlaps: rules that draw a quantity longer or shorter than before
    do not bring back what was rejected, nor double what was kept.
    """
    claims, rejected, raw = list(found.claims), set[Span](), dict[int, Claim | None]()
    for bound in bounds:
        met = [claim for claim in claims if claim.start < bound.span[1] and bound.span[0] < claim.end]
        own = max(met, key=lambda claim: _overlap(claim, bound.span), default=None)
        raw[bound.decision.id] = own
        if bound.decision.verdict == REJECT:
            rejected |= {(claim.start, claim.end) for claim in met}
            continue
        claim = decided(bound, own, found)
        if own is None:
            claims.insert(_between(claims, claim), claim)
        else:
            gone = {id(each) for each in met} - {id(own)}
            claims = [claim if each is own else each for each in claims if id(each) not in gone]
    return Settled(replace(found, claims=claims), frozenset(rejected), raw)


def _overlap(claim: Claim, span: Span) -> int:
    return min(claim.end, span[1]) - max(claim.start, span[0])


def decided(bound: Bound, found: Claim | None, extraction: Extraction | None = None) -> Claim:
    """The record as the reviewer left it: the columns that say what, from the decision; where it stands, as found now."""
    decision = bound.decision
    then = claim_of({**decision.record, **decision.changes})
    there = found if found is not None else _near(then, bound.span, extraction)
    claim = replace(there, **{name: getattr(then, name) for name in EDITABLE})
    for name, source in DERIVED.items():
        if (
            found is not None
            and name not in decision.changes
            and getattr(found, source) == getattr(then, source)
        ):
            setattr(claim, name, getattr(found, name))
    claim.quote, (claim.start, claim.end) = decision.quote, bound.span
    return claim


def _near(then: Claim, span: Span, extraction: Extraction | None) -> Claim:
    """The record of a claim that the rules no longer find, in the article of the claims around it."""
    if extraction is None:
        return then
    before = [claim for claim in extraction.claims if claim.start <= span[0]]
    near = before[-1] if before else next(iter(extraction.claims), None)
    titles = {head.number: head.title for head in extraction.heads}
    if titles.get(then.article) == then.title or (near is None and not titles):
        return replace(then, doc=extraction.doc)
    article = near.article if near is not None else min(titles)
    title = titles.get(article, near.title if near is not None else then.title)
    return replace(then, doc=extraction.doc, article=article, title=title)


def _between(claims: Sequence[Claim], claim: Claim) -> int:
    """Where a claim comes in among those of its article, and its article among the others."""
    later = (
        at
        for at, each in enumerate(claims)
        if each.article > claim.article or (each.article == claim.article and each.start > claim.start)
    )
    return next(later, len(claims))


def noted(store: Connection, sum_: str, bounds: Sequence[Bound], raw: Mapping[int, Claim | None]) -> None:
    """Notes where decisions have their place in a text, and what the rules found there."""
    store.executemany(
        'INSERT INTO decision_places (hash, start, "end", decision, found) VALUES (?, ?, ?, ?, ?)'
        " ON CONFLICT DO UPDATE SET found = excluded.found",
        [(sum_, *bound.span, bound.decision.id, as_json(raw[bound.decision.id])) for bound in bounds],
    )


def as_json(claim: Claim | None) -> str | None:
    """A record as the store keeps it beside a decision: values as their exact digits."""
    if claim is None:
        return None
    cells = dict(zip(COLUMNS, row(claim), strict=True))
    cells |= {name: exact(cells[name]) for name in _VALUES if cells[name] is not None}
    return json.dumps(cells, ensure_ascii=False)


def claim_of(record: Record) -> Claim:
    """The claim of such a record."""
    cells: dict[str, Any] = {name: record.get(name) for name in COLUMNS}
    cells |= {name: Decimal(cells[name]) for name in _VALUES if cells[name] is not None}
    return Claim(**cells)
