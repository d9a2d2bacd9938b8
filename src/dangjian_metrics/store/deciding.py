"""Decisions made, applied to the rows at once, listed and undone: views ask the rows and know nothing of decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import StoreError
from dangjian_metrics.messages import _
from dangjian_metrics.store.anchors import Bare, Span
from dangjian_metrics.store.asking import claim as claim_of_row
from dangjian_metrics.store.asking import rows_at
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.decisions import (
    REJECT,
    Bound,
    as_json,
    claim_of,
    decided,
    for_text,
    noted,
    standing,
)
from dangjian_metrics.store.rows import Words, exact, next_number, place_of


class Target(NamedTuple):
    """A claim of the store to decide on, with the document that it stands in; ``shown`` unless it was set aside."""

    id: int
    claim: Claim
    shown: bool
    document: int
    path: str
    hash: str
    text: str

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.claim.start, self.claim.end


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says of a claim: keep, edit (with the columns changed) or reject; who, and when."""

    verdict: str
    who: str
    at: str
    changes: Mapping[str, Any]


_FACTS, _ASIDE = "claim_facts", "claims_set_aside"
_OWN = (
    "place", "field", "manner", "subject", "entity", "role", "action", "value", "value_to", "basis", "period", "quote",
    "start", "end",
)  # fmt: skip
_MOVED = ", ".join(f'"{name}"' for name in ("id", "article", "sentence", *_OWN))
_WHOLE = """
SELECT f.id, d.doc, a.number, a.title, p.province, p.city, p.county, s.section, f.subject, n.name, f.entity, f.role, f.action,
    f.value, f.value_to, m.unit, m.bound, m.kind, m.statistic, m.per, m.direction, f.basis, f.period, f.quote, f.start,
    f."end", s.text, m.rule, d.id, d.path, d.hash, d.text
FROM {table} AS f JOIN articles AS a ON a.id = f.article JOIN documents AS d ON d.id = a.document
JOIN places AS p ON p.id = f.place JOIN fields AS n ON n.id = f.field JOIN manners AS m ON m.id = f.manner
LEFT JOIN sentences AS s ON s.id = f.sentence WHERE f.id = ?
"""


def target(store: Connection, number: int) -> Target:
    """The claim of that number, also one that was rejected. Raises StoreError where there is none."""
    for table in (_FACTS, _ASIDE):
        row = store.execute(_WHOLE.format(table=table), (number,)).fetchone()
        if row is not None:
            own = len(COLUMNS) + 1
            return Target(row[0], claim_of_row(row[:own]), table == _FACTS, *row[own:])
    raise StoreError(
        _("no claim {number} in the store: dj-metrics query lists their numbers in the column id").format(
            number=number
        )
    )


def decide(store: Connection, asked: Target, verdict: Verdict) -> int:
    """Notes a decision and applies it, within a transaction of the caller's; its number.

    Raises StoreError where the claim is no longer what the reviewer saw: another may have read the document again.
    """
    if not any(number == asked.id for number in rows_at(store, asked.hash, asked.span)):
        raise _gone(asked)
    now = target(store, asked.id)
    if (now.hash, now.claim) != (asked.hash, asked.claim):
        raise _gone(asked)
    before = _found_before(store, now)
    number = next_number(store, "decisions")
    anchor = Bare(now.text).anchor(now.claim.sentence, now.span)
    store.execute(
        "INSERT INTO decisions (id, path, doc, quote, sentence, sentence_start, verdict, changes, record, who, decided_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number, now.path, now.claim.doc, now.claim.quote, anchor.sentence, anchor.at, verdict.verdict,
            json.dumps(dict(verdict.changes), ensure_ascii=False), as_json(now.claim), verdict.who, verdict.at,
        ),
    )  # fmt: skip
    store.execute("INSERT INTO decision_places VALUES (?, ?, ?, ?, ?)", (now.hash, *now.span, number, before))
    _apply(store, now.hash, now.span)
    return number


def _gone(asked: Target) -> StoreError:
    return StoreError(
        _("claim {number} is no longer what it was: another process has changed the store meanwhile").format(
            number=asked.id
        )
    )


def _found_before(store: Connection, asked: Target) -> str | None:
    """What the rules found where a claim stands: noted with an earlier decision, else the claim as it is."""
    row = store.execute(
        'SELECT found FROM decision_places WHERE hash = ? AND start = ? AND "end" = ? ORDER BY decision DESC LIMIT 1',
        (asked.hash, *asked.span),
    ).fetchone()
    return as_json(asked.claim) if row is None else row[0]


def undo(store: Connection, number: int, who: str, at: str) -> None:
    """Takes a decision back, within a transaction of the caller's: the one before it holds again, else what was found.

    Raises StoreError where there is no such decision, or it was taken back already.
    """
    row = store.execute("SELECT undone_at FROM decisions WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise StoreError(
            _("no decision {number} in the store: dj-metrics review --list shows them").format(number=number)
        )
    if row[0] is not None:
        raise StoreError(_("decision {number} was undone already").format(number=number))
    store.execute("UPDATE decisions SET undone_by = ?, undone_at = ? WHERE id = ?", (who, at, number))
    places: list[Any] = store.execute(
        'SELECT hash, start, "end", found FROM decision_places WHERE decision = ?', (number,)
    ).fetchall()
    for sum_, start, end, found in places:
        _bind_earlier(store, sum_, (start, end), found)
        _apply(store, sum_, (start, end), found)


def _bind_earlier(store: Connection, sum_: str, span: Span, found: str | None) -> None:
    """An earlier decision that never came to this text, as the one undone stood before it, has its place here too."""
    held = store.execute("SELECT path, text FROM documents WHERE hash = ? LIMIT 1", (sum_,)).fetchone()
    if held is None:
        return
    path, text = held
    raw = claim_of(json.loads(found)) if found is not None else None
    new = [each for each in for_text(store, path, sum_, text) if not each.known and each.span == span]
    noted(store, sum_, new, {each.decision.id: raw for each in new})


def _apply(store: Connection, sum_: str, span: Span, found: str | None = None) -> None:
    """Makes the rows on a span what is decided of it; where nothing is, what the rules ``found`` there."""
    bound = next((each for each in standing(store, sum_) if each.span == span), None)
    raw = claim_of(json.loads(found)) if found is not None else None
    words = Words(store)
    for number in rows_at(store, sum_, span):
        if bound is None:
            claim = raw
        else:
            claim = None if bound.decision.verdict == REJECT else _as_decided(store, number, bound)
        if claim is None:
            set_aside(store, number)
        else:
            _bring_back(store, number)
            _write(store, words, number, claim)


def _as_decided(store: Connection, number: int, bound: Bound) -> Claim:
    now = target(store, number).claim
    claim = decided(bound, None)
    claim.rule, claim.doc = now.rule, now.doc
    return claim


def set_aside(store: Connection, number: int) -> None:
    """Takes a claim out of every view, within a transaction of the caller's; its number stays its own."""
    row = store.execute(
        f"SELECT a.document, a.id FROM {_FACTS} AS f JOIN articles AS a ON a.id = f.article WHERE f.id = ?",
        (number,),
    ).fetchone()
    if row is not None:
        store.execute(
            f"INSERT INTO {_ASIDE} ({_MOVED}, document) SELECT {_MOVED}, ? FROM {_FACTS} WHERE id = ?",
            (row[0], number),
        )
        _moved(store, _FACTS, number, row, -1)


def _bring_back(store: Connection, number: int) -> None:
    row = store.execute(f"SELECT document, article FROM {_ASIDE} WHERE id = ?", (number,)).fetchone()
    if row is not None:
        store.execute(
            f"INSERT INTO {_FACTS} ({_MOVED}) SELECT {_MOVED} FROM {_ASIDE} WHERE id = ?", (number,)
        )
        _moved(store, _ASIDE, number, row, 1)


def _moved(store: Connection, table: str, number: int, of: tuple[int, int], more: int) -> None:
    document, article = of
    store.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
    store.execute("UPDATE documents SET claims = claims + ? WHERE id = ?", (more, document))
    store.execute("UPDATE articles SET claims = claims + ? WHERE id = ?", (more, article))


def _write(store: Connection, words: Words, number: int, claim: Claim) -> None:
    """Makes the row of a claim say what the record says; where it stands in the document stays."""
    manner = (claim.unit, claim.bound, claim.kind, claim.statistic, claim.per, claim.direction, claim.rule)
    cells = (
        words.place(place_of(claim)),
        words.fields([claim.field])[0], words.manners([manner])[0],
        claim.subject, claim.entity, claim.role, claim.action, exact(claim.value),
        None if claim.value_to is None else exact(claim.value_to),
        claim.basis, claim.period, claim.quote, claim.start, claim.end,
    )  # fmt: skip
    changes = ", ".join(f'"{name}" = ?' for name in _OWN)
    store.execute(f"UPDATE {_FACTS} SET {changes} WHERE id = ?", (*cells, number))
