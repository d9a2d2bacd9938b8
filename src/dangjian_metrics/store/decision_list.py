"""Decisions as they are listed, and which claims they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dangjian_metrics.store.asking import rows_at
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.decisions import COLUMNS_READ, Decision, read, standing


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision as it is listed.

    ``state`` is ``applied``, ``replaced`` (by a later one), ``undone``, or ``waiting``: it has no place now, as its
    document is not in the store, or no longer holds the sentence once. ``claim`` is the claim's number in the store.
    """

    decision: int
    verdict: str
    doc: str
    quote: str
    entity: str | None
    changes: str
    who: str
    decided_at: str
    state: str
    claim: int | None
    sentence: str


def listed(store: Connection) -> Iterator[Listed]:
    """Every decision, in the order in which they were made."""
    rows: list[Any] = store.execute(
        f"SELECT d.undone_at, {COLUMNS_READ} FROM decisions AS d ORDER BY d.id"
    ).fetchall()
    for undone, *cells in rows:
        decision = read(cells)
        state, claim = ("undone", None) if undone else _state(store, decision)
        changes = "; ".join(f"{name}={value or ''}" for name, value in decision.changes.items())
        yield Listed(
            decision.id, decision.verdict, decision.doc, decision.quote, decision.record["entity"], changes,
            decision.who, decision.decided_at, state, claim, decision.record["sentence"],
        )  # fmt: skip


def _state(store: Connection, decision: Decision) -> tuple[str, int | None]:
    replaced = False
    places: list[Any] = store.execute(
        'SELECT hash, start, "end" FROM decision_places WHERE decision = ?', (decision.id,)
    ).fetchall()
    for sum_, start, end in places:
        ids = rows_at(store, sum_, (start, end))
        if not ids:
            continue
        if any(
            each.span == (start, end) and each.decision.id == decision.id for each in standing(store, sum_)
        ):
            return "applied", ids[0]
        replaced = True
    return ("replaced" if replaced else "waiting"), None


def of_claim(store: Connection, number: int) -> Decision | None:
    """The decision that holds for a claim; None where nobody decided."""
    row: Any = store.execute(
        'SELECT d.hash, f.start, f."end" FROM claim_facts AS f JOIN articles AS a ON a.id = f.article'
        " JOIN documents AS d ON d.id = a.document WHERE f.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    sum_, *span = row
    return next((each.decision for each in standing(store, sum_) if each.span == tuple(span)), None)


def decided_claims(store: Connection) -> set[int]:
    """The numbers of the claims that somebody has decided on."""
    sums = [sum_ for (sum_,) in store.execute("SELECT DISTINCT hash FROM decision_places")]
    return {
        number
        for sum_ in sums
        for bound in standing(store, sum_)
        for number in rows_at(store, sum_, bound.span)
    }
