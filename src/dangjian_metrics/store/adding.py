"""Documents into the store: each whole or not at all, the same one never twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dangjian_metrics.memory import collector_paused
from dangjian_metrics.store import deciding, decisions, rules, schema
from dangjian_metrics.store.asking import spans_of
from dangjian_metrics.store.connection import Connection, index, transaction
from dangjian_metrics.store.rows import INSERT, NUMBERED, Rows, Source, Words, next_number


@dataclass(slots=True)
class Tally:
    """What a run did: documents by their fate, and the claims that came and went."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    claims_added: int = 0
    claims_removed: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has of a document."""

    id: int
    hash: str
    rules: str


def known(store: Connection, path: str) -> Known | None:
    """What the store has of the document at ``path``; None where it has nothing."""
    found = store.execute("SELECT id, hash, rules FROM documents WHERE path = ?", (path,)).fetchone()
    return Known(*found) if found else None


class Writer:
    """Adds documents to an open store, as one run."""

    def __init__(self, store: Connection, now: str, version: str, tally: Tally | None = None) -> None:
        self.store, self._now, self._version = store, now, version
        self._run: int | None = None
        self._words = Words(store)
        self._decided = False
        self.tally = tally or Tally()

    def add(self, sources: Sequence[Source]) -> None:
        """Writes the documents in one transaction; of one that is there already, what it held goes first."""
        if not sources:
            return
        before, run = replace(self.tally), self._run
        try:
            with collector_paused(), transaction(self.store):
                self._words.look()
                self._decided = decisions.any_there(self.store)
                for group in _apart(sources):
                    self._write(group)
                self._log(sources[-1].rules)
        except BaseException:
            for name in Tally.__slots__:
                setattr(self.tally, name, getattr(before, name))
            self._run = run
            self._words.forget()
            raise

    def _write(self, sources: Sequence[Source]) -> None:
        """Writes documents of which none is there twice."""
        numbers = self._cleared([source.path for source in sources])
        first = {table: next_number(self.store, table) for table in NUMBERED}
        # A number that was just cleared is taken again by its own document only.
        first["documents"] = max([first["documents"], *(number + 1 for number in numbers if number)])
        rows = Rows(first, self._words)
        run = self._started(sources[-1].rules)
        rejected = set[int]()
        for source, number in zip(sources, numbers, strict=True):
            at, settled = rows.next_claim, self._settled(source) if self._decided else None
            found = source if settled is None else replace(source, found=settled.found)
            rows.add(found, number, (run, self._now), own_places=settled is not None)
            self.tally.claims_added += len(found.found.claims)
            if settled is not None:
                spans = [(claim.start, claim.end) for claim in settled.found.claims]
                rejected |= {at + row for row, span in enumerate(spans) if span in settled.rejected}
        for table, statement in INSERT.items():
            self.store.executemany(statement, rows.of[table])
        for claim in rejected:
            deciding.set_aside(self.store, claim)
        self.tally.claims_added -= len(rejected)

    def _settled(self, source: Source) -> decisions.Settled:
        """What was found in a document with what reviewers decided of it, noted where it came to a new text."""
        sum_ = rules.sum_of(source.document.text)
        bounds = decisions.for_text(self.store, source.path, sum_, source.document.text)
        settled = decisions.settled(source.found, bounds)
        decisions.noted(self.store, sum_, bounds, settled.raw)
        return settled

    def _cleared(self, paths: Sequence[str]) -> list[int | None]:
        """Takes out what the store has of the documents; the number of each, None for a new one."""
        there = dict(
            self.store.execute(
                "SELECT path, id FROM documents WHERE path IN (SELECT value FROM json_each(?))",
                (json.dumps(paths),),
            )
        )
        for number in there.values():
            self.tally.claims_removed += remove(self.store, number)
        self.tally.changed += len(there)
        self.tally.new += len(paths) - len(there)
        return [there.get(path) for path in paths]

    def _started(self, rules_: str) -> int:
        if self._run is None:
            self._run = next_number(self.store, "runs")
            self.store.execute(
                "INSERT INTO runs (id, started_at, version, rules) VALUES (?, ?, ?, ?)",
                (self._run, self._now, self._version, rules_),
            )
        return self._run

    def _log(self, rules_: str) -> None:
        self.store.execute(
            "UPDATE runs SET new_documents = ?, changed_documents = ?, claims_added = ?, claims_removed = ? WHERE id = ?",
            (
                self.tally.new, self.tally.changed, self.tally.claims_added, self.tally.claims_removed,
                self._started(rules_),
            ),
        )  # fmt: skip


def remove(store: Connection, document: int) -> int:
    """Takes a document out, within a transaction of the caller's; how many claims went. One that is gone is no error."""
    row = store.execute(
        "SELECT claims, articles, first_article, first_sentence, last_sentence FROM documents WHERE id = ?",
        (document,),
    ).fetchone()
    if row is None:
        return 0
    claims, articles, article, sentence, last_sentence = row
    ((claim, last_claim),) = spans_of(store, "id = ?", (document,))
    store.execute("DELETE FROM claims_set_aside WHERE document = ?", (document,))
    for table, first, last in (
        ("claim_facts", claim, last_claim),
        ("sentences", sentence, last_sentence),
        ("articles", article, article + articles - 1),
    ):
        store.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last))
    store.execute("DELETE FROM dispositions WHERE document = ?", (document,))
    store.execute("DELETE FROM documents WHERE id = ?", (document,))
    return int(claims)


@contextmanager
def in_bulk(store: Connection) -> Iterator[None]:
    """Without the indexes meanwhile; they are made anew at the end, or by the next writer after a break."""
    with transaction(store):
        for name in schema.INDEXES:
            store.execute(f"DROP INDEX IF EXISTS {name}")
    store.execute("PRAGMA wal_autocheckpoint = 20000")
    try:
        yield
    finally:
        index(store)


def _apart(sources: Sequence[Source]) -> Iterator[list[Source]]:
    """The documents in their order, in groups in which none is twice."""
    group: dict[str, Source] = {}
    for source in sources:
        if source.path in group:
            yield list(group.values())
            group = {}
        group[source.path] = source
    yield list(group.values())
