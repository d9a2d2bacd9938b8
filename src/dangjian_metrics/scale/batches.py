"""Batches of documents, and what becomes of each document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents import Document, Packed, read
from dangjian_metrics.documents.document import shown
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.extraction import Extraction, extract_document
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.rules import sum_of

Found = Path | Packed | Document | DocumentError
"""A document to read, one that is read already, or why there is none."""

_PLAIN = (".txt", ".md")
_LABOUR = 8
"""A byte of a page, a Word file or a PDF takes about so many times as long as one of plain text."""

_BATCH = 1_000_000
"""Bytes of plain text in a batch: a quarter of a second, long beside what it costs to hand a batch on."""
_MOST = 200
"""Documents in a batch, as also an empty one has to be opened."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with each document: read in which encoding, with which lexicon, every number listed or not.

    With ``parts`` the claims of a batch go into that folder, as a part that has its number, and no further. Texts are handed
    on by another process only where ``texts`` are asked for.
    """

    lexicon: Lexicon | None = None
    encoding: str | None = None
    audit: bool = False
    parts: Path | None = None
    texts: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: ``known`` is the sum of the text it had, if that need not be read again."""

    found: Found
    size: int
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are done together; ``number`` counts from 0."""

    number: int
    sources: tuple[Source, ...]


@dataclass(slots=True)
class Outcome:
    """What became of one document: an ``error``, or its text with what was ``found`` in it, None where it is as known.

    ``claims`` counts what was found; what was written into a part is not handed on.
    """

    size: int
    error: str | None = None
    document: Document | None = None
    found: Extraction | None = None
    claims: int = 0


def sources(found: Iterable[Found], known: Callable[[str], str | None] = lambda _: None) -> Iterator[Source]:
    """The documents with their size in bytes; ``known`` tells the sum that a name's text had."""
    for each in found:
        name = each.name if isinstance(each, Document) else str(each)
        yield Source(each, _size(each), None if isinstance(each, DocumentError) else known(name))


def grouped(documents: Iterable[Source]) -> Iterator[Batch]:
    """The documents in batches of about the same labour, in their order."""
    number, waiting, labour = 0, list[Source](), 0
    for source in documents:
        waiting.append(source)
        labour += effort(source)
        if labour >= _BATCH or len(waiting) >= _MOST:
            yield Batch(number, tuple(waiting))
            number, waiting, labour = number + 1, [], 0
    if waiting:
        yield Batch(number, tuple(waiting))


def effort(source: Source) -> int:
    """What a document costs, in bytes of plain text."""
    found = source.found
    name = found.inner if isinstance(found, Packed) else found.name if isinstance(found, Path) else ".txt"
    return source.size if name.lower().endswith(_PLAIN) else source.size * _LABOUR


def do(batch: Batch, task: Task) -> list[Outcome]:
    """What becomes of the documents of a batch, in their order."""
    return handed_on([outcome(source, task) for source in batch.sources], batch.number, task)


def handed_on(done: list[Outcome], number: int, task: Task) -> list[Outcome]:
    """The outcomes of the batch of that number; where the task asks for parts, without the claims, which become one."""
    if task.parts is not None:
        from dangjian_metrics.store import parts  # few calls need pyarrow

        parts.write(task.parts, number + 1, _taken(done))
    if not task.texts:
        for each in done:
            if each.document is not None:
                each.document = replace(each.document, text="")
    return done


def _taken(done: Sequence[Outcome]) -> list[Claim]:
    """The claims of a batch, taken out of its outcomes."""
    taken: list[Claim] = []
    for each in done:
        if each.found is not None:
            taken += each.found.claims
            each.found.claims = []
    return taken


def outcome(source: Source, task: Task) -> Outcome:
    """What becomes of a document."""
    found = source.found
    if isinstance(found, DocumentError):
        return Outcome(source.size, str(found))
    try:
        document = found if isinstance(found, Document) else read(found, task.encoding)
        if source.known is not None and source.known == sum_of(document.text):
            return Outcome(source.size, document=document)
        found_in = extracted(document, task)
        return Outcome(source.size, None, document, found_in, len(found_in.claims))
    except DocumentError as error:
        return Outcome(source.size, str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, it never stops the others
        return Outcome(source.size, _unforeseen(source, error))


def extracted(document: Document, task: Task) -> Extraction:
    """What is found in a document."""
    return extract_document(document, task.lexicon, audit=task.audit)


def broken_off(source: Source) -> Outcome:
    """The outcome of a document at which the process that read it ended."""
    return Outcome(source.size, f"{_name(source)}: its reader broke off; convert it to .txt, and report it")


def _unforeseen(source: Source, error: Exception) -> str:
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"{_name(source)}: its reader stumbled ({shown(said[:200])}); convert it to .txt, and report it"


def _name(source: Source) -> str:
    found = source.found
    return shown(found.name if isinstance(found, Document) else str(found))


def _size(found: Found) -> int:
    if isinstance(found, Packed):
        return found.size
    if isinstance(found, Document):
        return len(found.text)
    try:
        return found.stat().st_size if isinstance(found, Path) else 0
    except (OSError, ValueError):  # said when it is read
        return 0
