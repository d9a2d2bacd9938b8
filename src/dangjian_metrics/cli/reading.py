"""The documents that a call names, read what fails is said and passed over."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_metrics.claims.record import DISPOSITIONS
from dangjian_metrics.cli.progress import Progress
from dangjian_metrics.cli.request import Request, complain, counted
from dangjian_metrics.documents import Document, Packed, document, walk
from dangjian_metrics.errors import DocumentError, UsageError
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _, listed, word
from dangjian_metrics.scale import batches, local
from dangjian_metrics.scale.batches import Found, Outcome, Task

if TYPE_CHECKING:
    from dangjian_metrics.cli.keeping import Keeper

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Engine:
    """Who reads: so many processes (0: as there are processors) of our own or of Dask's, or the cluster at ``scheduler``.

    In which encoding; whether a failure ends it; ``parts`` is the folder that takes the claims in parts.
    """

    jobs: int = 1
    encoding: str | None = None
    strict: bool = False
    dask: bool = False
    scheduler: str | None = None
    parts: Path | None = None


@dataclass(slots=True)
class Reading:
    """The documents of a call as they are read, and the sums of what they held."""

    request: Request
    lexicon: Lexicon
    audit: bool = False
    keeper: Keeper | None = None
    engine: Engine = Engine()
    documents: int = 0
    articles: int = 0
    claims: int = 0
    failed: list[str] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    read_as: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.perf_counter)

    @property
    def status(self) -> int:
        """The exit status: 1 when a document could not be read."""
        return 1 if self.failed else 0

    def __iter__(self) -> Iterator[tuple[Document, Extraction]]:
        """Each document with what was found in it; nothing of it is kept."""
        shown = self.request.target is not None or not sys.stdout.isatty()
        with Progress(self._size, shown=shown) as progress:
            for outcome in self._outcomes():
                if outcome.error is not None or outcome.document is None:
                    progress.hide()
                    self._fail(str(outcome.error))
                    continue
                extraction = self._extraction(outcome.document, outcome.found)
                self._count(outcome.document, extraction, outcome.claims)
                progress.step(self.documents, extraction.characters, outcome.size)
                yield outcome.document, extraction

    def summary(self) -> str:
        """The line that says how much was read: documents, articles, claims, numbers, time."""
        said = [
            counted(self.documents, "document") + _kinds(self.read_as),
            counted(self.articles, "article"),
            counted(self.claims, "claim"),
        ]
        if self.failed:
            said.append(_("{n} failed").format(n=len(self.failed)))
        seconds = time.perf_counter() - self.began
        return _("{documents}; {numbers}; {seconds:.2f} s").format(
            documents=_(", ").join(said), numbers=totals(self.numbers), seconds=seconds
        )

    def failures(self) -> str | None:
        """The line that names again what failed, for whoever missed it in a long run; None for less than two."""
        if len(self.failed) < 2:
            return None
        return _("failed: {names}").format(names=listed(self.failed, _NAMED))

    def _outcomes(self) -> Iterator[Outcome]:
        known = self.keeper.sum_of if self.keeper is not None else _unknown
        documents, engine = batches.sources(self._found(), known), self.engine
        jobs = engine.jobs or local.processors()
        if not engine.dask:
            return local.outcomes(documents, self._task(), jobs)
        from dangjian_metrics.scale import cluster

        return cluster.outcomes(documents, self._task(), jobs, engine.scheduler)

    def _task(self) -> Task:
        # What the lexicon has looked up so far need not go to other processes.
        lexicon = replace(self.lexicon, _known={})
        kept = self.keeper is not None
        return Task(lexicon, self.engine.encoding, self.audit or kept, self.engine.parts, texts=kept)

    def _found(self) -> Iterator[Found]:
        for found in _sources(self.request.paths, self.engine.encoding):
            path = found.archive if isinstance(found, Packed) else found
            if isinstance(path, Path) and _same(path, self.request.target):
                raise UsageError(
                    _("{path}: is one of the documents to read: choose another name for -o").format(path=path)
                )
            yield found

    def _size(self) -> int:
        """The bytes of all documents."""
        return sum(source.size for source in batches.sources(_files(self.request.paths)))

    def _fail(self, error: str) -> None:
        complain(error)
        self.failed.append(error.partition(": ")[0])
        if self.engine.strict:
            raise DocumentError(_("stopped at the first document that failed, as --strict asks"))

    def _extraction(self, document: Document, found: Extraction | None) -> Extraction:
        """What is in the document: as it was read now, and then kept, or from the store where it has not changed."""
        keeper = self.keeper
        if keeper is not None and (found is None or keeper.has_taken(document)):
            stored = keeper.kept(document)
            if stored is not None:
                return stored
        if found is None:
            found = batches.extracted(document, self._task())
        if keeper is not None:
            return keeper.take(document, found)
        return found

    def _count(self, document: Document, extraction: Extraction, claims: int) -> None:
        self.documents += 1
        self.articles += extraction.articles
        # Of claims that went into a part only their number came back; of all others reviewers may have taken some out.
        self.claims += claims if self.engine.parts is not None else len(extraction.claims)
        self.numbers.update(extraction.numbers)
        self.read_as[document.how] += 1


_NAMED = 10


def _unknown(_name: str) -> str | None:
    return None


def _kinds(read_as: Counter[str]) -> str:
    """How many documents were read in which way, where not all are UTF-8.

    >>> _kinds(Counter({"UTF-8": 3, "Word": 1})), _kinds(Counter({"UTF-8": 3}))
    (' (3 UTF-8, 1 Word)', '')
    """
    if read_as.keys() <= {"UTF-8", ""}:
        return ""
    return f" ({', '.join(f'{count} {how}' for how, count in read_as.most_common())})"


def totals(numbers: Counter[str]) -> str:
    """How many numbers there are, and of each disposition.

    >>> totals(Counter(claim=3, word=1))
    '4 numbers: 3 claim, 1 word'
    """
    total = counted(numbers.total(), "number")
    parts = [f"{numbers[name]} {word('disposition', name)}" for name in DISPOSITIONS if numbers[name]]
    return _("{total}: {parts}").format(total=total, parts=_(", ").join(parts)) if parts else total


def _same(path: Path, target: Path | None) -> bool:
    try:
        return target is not None and target.samefile(path)
    except OSError:  # one of them is not there
        return False


def _sources(paths: list[str], encoding: str | None) -> Iterator[Found]:
    for path in paths:
        if path == STDIN:
            yield _standard_input(encoding)
        else:
            yield from walk([path])


def _files(paths: list[str]) -> Iterator[Found]:
    return walk([path for path in paths if path != STDIN])


def _standard_input(encoding: str | None) -> Document | DocumentError:
    try:
        return document(sys.stdin.buffer.read(), "stdin", encoding)
    except DocumentError as error:
        return error
