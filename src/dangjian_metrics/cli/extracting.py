"""``dj-metrics extract``: the claims of documents as a table or as records, and into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dangjian_metrics.claims.record import row
from dangjian_metrics.cli.asking import refuse_itself, store_path
from dangjian_metrics.cli.keeping import kept_in
from dangjian_metrics.cli.output import opened
from dangjian_metrics.cli.reading import Engine, Reading
from dangjian_metrics.cli.request import Form, Request, one_line
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import connection
from dangjian_metrics.views.layouts import CLAIMS


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which store takes the claims, whether unchanged documents are read again, how long a writer waits."""

    store: Path | None = None
    refresh: bool = False
    wait: float = connection.WAIT


def run(request: Request, keeping: Keeping, engine: Engine) -> int:
    """Writes the claims, then the summary on standard error; without -o they go into the store too."""
    form, lexicon = request.written_as(), Lexicon.load(request.lexicon)
    if request.output is not None and keeping.store is None:
        reading = Reading(request, lexicon, engine=engine)
        _write(reading, form, iter(reading))
        _sum_up(reading)
        return reading.status
    path = store_path(keeping.store)
    refuse_itself(request, path)
    with kept_in(path, request.lexicon, refresh=keeping.refresh, wait=keeping.wait) as keeper:
        reading = Reading(request, lexicon, keeper=keeper, engine=engine)
        gone = _written_while_read(reading, form)
    _sum_up(reading)
    _say(keeper.summary(len(reading.failed)))
    if warning := keeper.warning():
        _say(warning)
    if gone:
        raise BrokenPipeError
    return reading.status


def _written_while_read(reading: Reading, form: Form) -> bool:
    """Writes the claims of each document; whether their reader went away, for which the store does not wait."""
    documents = iter(reading)
    try:
        _write(reading, form, documents)
    except BrokenPipeError:
        for _ in documents:
            pass
        return True
    return False


def _sum_up(reading: Reading) -> None:
    for line in (reading.failures(), reading.summary()):
        if line is not None:
            _say(line)


def _say(line: str) -> None:
    print(one_line(line), file=sys.stderr)  # noqa: T201


Documents = Iterator[tuple[Document, Extraction]]


def _write(reading: Reading, form: Form, documents: Documents) -> None:
    """Writes the claims of each document as it is read."""
    if form is Form.TABLE:
        _show(reading.request, documents)
    else:
        with opened(reading.request, form, CLAIMS) as sink:
            for _, extraction in documents:
                sink.write(map(row, extraction.claims))
    sys.stdout.flush()


def _show(request: Request, documents: Documents) -> None:
    from dangjian_metrics.views.table import ClaimTable, console

    table = ClaimTable(console(sys.stdout), request.headers)
    for document, extraction in documents:
        table.write(document.name, extraction.claims)
