"""``dj-metrics report``: the articles of a store with their claims, as one web page."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from dangjian_metrics.cli.asking import Question, refuse_itself, say
from dangjian_metrics.cli.output import whole_bytes
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.memory import collector_paused
from dangjian_metrics.messages import _, language, several
from dangjian_metrics.store import connection, filters, reports
from dangjian_metrics.store.reports import Told
from dangjian_metrics.store.rows import identity
from dangjian_metrics.views.page import writing

_SUFFIXES = (".html", ".htm")
_MANY = 50_000
"""Claims from which on a browser takes seconds to open the page."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is reported, in which language (that of the messages where none is asked for), under which title."""

    question: Question
    language: str | None = None
    title: str = ""


def run(asked: Reporting) -> int:
    """Writes the page, or says which filter left nothing to show; the exit status."""
    question, target = asked.question, asked.question.request.target
    if target is not None and target.suffix.lower() not in _SUFFIXES:
        raise UsageError(_("{name}: a report is a web page: name it .html").format(name=target))
    refuse_itself(question.request, question.path)
    lexicon = Lexicon.load(question.request.lexicon)
    with connection.reading(question.path) as store, collector_paused():
        found = filters.conditions(store, question.filter, lexicon)
        documents = list(reports.told(store, found))
        if not documents:
            say(filters.emptied(store, found))
            return 0
    _refuse_a_document(target, documents)
    report = writing.Report(
        documents, asked.language or language(), asked.title, [each.option for each in found]
    )
    _write(target, writing.page(report, lexicon).encode())
    _tell(target, documents)
    return 0


def _refuse_a_document(target: Path | None, documents: list[Told]) -> None:
    if target is not None and identity(str(target)) in {document.path for document in documents}:
        raise UsageError(
            _("{name}: is one of the documents of the report: choose another name").format(name=target)
        )


def _write(target: Path | None, page: bytes) -> None:
    if target is not None:
        whole_bytes(target, page)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(page)


def _tell(target: Path | None, documents: list[Told]) -> None:
    claims = sum(len(document.claims) for document in documents)
    counts = f"{several('{n} claim', '{n} claims', claims)}, {several('{n} document', '{n} documents', len(documents))}"
    say(f"{target}: {counts}" if target is not None else counts)
    if claims > _MANY:
        say(_("a page of so many claims opens slowly: filters (--region, --field) make it smaller"))
