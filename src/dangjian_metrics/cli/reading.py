"""The documents that a call names, read one after the other; what fails is said and passed over."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_metrics.claims.record import DISPOSITIONS
from dangjian_metrics.cli.progress import Progress
from dangjian_metrics.cli.request import Request, complain, counted
from dangjian_metrics.documents import Document, Packed, document, read, walk
from dangjian_metrics.errors import DocumentError, UsageError
from dangjian_metrics.extraction import Extraction, extract_document
from dangjian_metrics.language.lexicon import Lexicon

if TYPE_CHECKING:
    from dangjian_metrics.cli.keeping import Keeper

STDIN = "-"


@dataclass(slots=True)
class Reading:
    """The documents of a call as they are read, and the sums of what they held."""

    request: Request
    lexicon: Lexicon
    audit: bool = False
    keeper: Keeper | None = None
    documents: int = 0
    articles: int = 0
    claims: int = 0
    failed: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.perf_counter)

    @property
    def status(self) -> int:
        """The exit status: 1 when a document could not be read."""
        return 1 if self.failed else 0

    def __iter__(self) -> Iterator[tuple[Document, Extraction]]:
        """Each document with what was found in it; nothing of it is kept."""
        with Progress(shown=self.request.target is not None or not sys.stdout.isatty()) as progress:
            for found in _sources(self.request.paths):
                try:
                    document = self._document(found)
                except DocumentError as error:
                    progress.hide()
                    self.failed += 1
                    complain(str(error))
                    continue
                extraction = self._extraction(document)
                self._count(extraction)
                progress.step(self.documents, extraction.characters)
                yield document, extraction

    def summary(self) -> str:
        """The line that says how much was read: documents, articles, claims, numbers, time."""
        said = [
            counted(self.documents, "document"),
            counted(self.articles, "article"),
            counted(self.claims, "claim"),
        ]
        if self.failed:
            said.append(f"{self.failed} failed")
        seconds = time.perf_counter() - self.began
        return f"{', '.join(said)}; {totals(self.numbers)}; {seconds:.2f} s"

    def _document(self, found: str | Path | Packed | DocumentError) -> Document:
        if isinstance(found, DocumentError):
            raise found
        if found == STDIN:
            return document(sys.stdin.buffer.read(), "stdin")
        read_from = found if isinstance(found, Packed) else Path(found)
        path = found.archive if isinstance(found, Packed) else Path(found)
        if _same(path, self.request.target):
            raise UsageError(f"{path}: is one of the documents to read: choose another name for -o")
        return read(read_from)

    def _extraction(self, document: Document) -> Extraction:
        """What is in the document: from the store where it has not changed, else read, and kept there."""
        keeper = self.keeper
        if keeper is None:
            return extract_document(document, self.lexicon, audit=self.audit)
        found = keeper.kept(document)
        if found is None:
            found = extract_document(document, self.lexicon, audit=True)
            keeper.take(document, found)
        return found

    def _count(self, extraction: Extraction) -> None:
        self.documents += 1
        self.articles += extraction.articles
        self.claims += len(extraction.claims)
        self.numbers.update(extraction.numbers)


def totals(numbers: Counter[str]) -> str:
    """How many numbers there are, and of each disposition.

    >>> totals(Counter(claim=3, word=1))
    '4 numbers: 3 claim, 1 word'
    """
    parts = [f"{numbers[name]} {name}" for name in DISPOSITIONS if numbers[name]]
    return counted(numbers.total(), "number") + (f": {', '.join(parts)}" if parts else "")


def _same(path: Path, target: Path | None) -> bool:
    try:
        return target is not None and target.samefile(path)
    except OSError:  # one of them is not there
        return False


def _sources(paths: list[str]) -> Iterator[str | Path | Packed | DocumentError]:
    for path in paths:
        if path == STDIN:
            yield STDIN
        else:
            yield from walk([path])
