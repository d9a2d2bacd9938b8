"""Documents into the store while they are read: the unchanged ones are taken from it."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dangjian_metrics import __version__
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _, listed, several
from dangjian_metrics.store import adding, asking, connection, decisions, rows, rules
from dangjian_metrics.store.rows import Source

_CLAIMS, _SECONDS = 2000, 0.5
"""So much waits at most before it is written: a transaction for each document would cost more than reading it."""


def now() -> str:
    """The time of day as the store writes it: UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(slots=True)
class Keeper:
    """The store of a run, which takes each document as it is read."""

    path: Path
    rules: str
    wait: float
    stack: ExitStack
    refresh: bool = False
    tally: adding.Tally = field(default_factory=adding.Tally)
    _writer: adding.Writer | None = None
    stale: list[str] = field(default_factory=list)
    _waiting: list[Source] = field(default_factory=list)
    _named: set[str] = field(default_factory=set)
    _claims: int = 0
    _since: float = field(default_factory=time.monotonic)

    def sum_of(self, name: str) -> str | None:
        """The sum of the text that the document had when it was kept; None for one that is to be read in any case."""
        if self.refresh:
            return None
        there = self._known(rows.identity(name))
        return None if there is None else there.hash

    def has_taken(self, document: Document) -> bool:
        """Whether this run has read the document before."""
        return rows.identity(document.name) in self._named

    def kept(self, document: Document) -> Extraction | None:
        """What the store has of a document that has not changed; None for one that is to be read."""
        path = rows.identity(document.name)
        if path in self._named:  # named twice in one call
            self.write()
        there = self._known(path)
        if there is None or there.hash != rules.sum_of(document.text):
            return None
        store = self._opened().store
        with connection.said(self.path, self.wait), connection.snapshot(store):
            self.tally.unchanged += 1
            return self._stored(store, document, there.id)

    def _known(self, path: str) -> adding.Known | None:
        """What the store has of the document, if it was read with the same lexicon: whoever names one wants its names."""
        if self._writer is None and not os.path.exists(self.path):  # Path.exists() refuses some names  # noqa: PTH110
            return None
        with connection.said(self.path, self.wait):
            there = adding.known(self._opened().store, path)
        if there is None or rules.lexicon_of(there.rules) != rules.lexicon_of(self.rules):
            return None
        return there

    def take(self, document: Document, found: Extraction) -> Extraction:
        """Takes what was found in a document; it is written with the next few. What reviewers left of it comes back."""
        path = rows.identity(document.name)
        self._named.add(path)
        self._waiting.append(Source(path, document, found, self.rules))
        self._claims += len(found.claims)
        if self._claims >= _CLAIMS or time.monotonic() - self._since > _SECONDS:
            self.write()
        return self._decided(path, document, found)

    def _decided(self, path: str, document: Document, found: Extraction) -> Extraction:
        """What was found, as reviewers decided; a store that is not there yet holds no decisions."""
        if self._writer is None and not os.path.exists(self.path):  # as above  # noqa: PTH110
            return found
        store = self._opened().store
        with connection.said(self.path, self.wait), connection.snapshot(store):
            if not decisions.any_there(store):
                return found
            bounds = decisions.for_text(store, path, rules.sum_of(document.text), document.text)
            return decisions.settled(found, bounds).left

    def write(self) -> None:
        """Writes what waits."""
        sources, self._waiting, self._claims = self._waiting, [], 0
        if not sources:
            return
        try:
            writer = self._opened()
            with connection.said(self.path, self.wait):
                writer.add(sources)
        except KeyboardInterrupt:
            self._waiting = sources  # taken back whole: written when the run ends
            raise
        self._since = time.monotonic()

    def summary(self, failed: int) -> str:
        """The line that says what came into the store, and what in it older rules have read."""
        tally = self.tally
        return _(
            "{path}: documents {new} new, {changed} changed, {unchanged} unchanged, {failed} failed;"
            " claims +{added} -{removed}"
        ).format(
            path=self.path, new=tally.new, changed=tally.changed, unchanged=tally.unchanged, failed=failed,
            added=tally.claims_added, removed=tally.claims_removed,
        )  # fmt: skip

    def look_back(self) -> None:
        """Notes which documents of the store other rules have read."""
        if self._writer is not None:
            with connection.said(self.path, self.wait):
                self.stale = asking.stale(self._writer.store, self.rules)

    def warning(self) -> str | None:
        """The line that names documents which other rules have read; None where there is none."""
        if not self.stale:
            return None
        were = several(
            "{n} document was read by other rules", "{n} documents were read by other rules", len(self.stale)
        )
        return _("{path}: {were} ({names}): dj-metrics extract --refresh reads them again").format(
            path=self.path, were=were, names=listed(self.stale, 5)
        )

    def _opened(self) -> adding.Writer:
        """The store, made where there is none: not before there is a document to keep."""
        if self._writer is None:
            store = self.stack.enter_context(connection.writing(self.path, now(), self.wait))
            self._writer = adding.Writer(store, now(), __version__, self.tally)
        return self._writer

    def _stored(self, store: connection.Connection, document: Document, number: int) -> Extraction:
        claims: list[Claim] = asking.claims_of(store, number)
        for claim in claims:
            claim.doc = document.name
        articles, numbers = asking.numbers_of(store, number)
        return Extraction(document.name, len(document.text), articles, [], claims, Counter(numbers))


@contextmanager
def kept_in(path: Path, lexicon: Path | None, *, refresh: bool, wait: float) -> Iterator[Keeper]:
    """The store at ``path``; whatever ends the run, what was read whole is written."""
    Lexicon.load(lexicon)  # a broken one is said before a store is made
    with ExitStack() as stack:
        keeper = Keeper(path, rules.of(lexicon), wait, stack, refresh)
        try:
            yield keeper
        finally:
            keeper.write()
        keeper.look_back()
