"""``dj-metrics extract``: the claims of documents as a table or as records, and into the store."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from dangjian_metrics.claims.record import row
from dangjian_metrics.cli.asking import store_path
from dangjian_metrics.cli.keeping import kept_in
from dangjian_metrics.cli.output import opened
from dangjian_metrics.cli.reading import Reading
from dangjian_metrics.cli.request import Form, Request, one_line
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import connection
from dangjian_metrics.views.layouts import CLAIMS


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which store takes the claims, whether unchanged documents are read again, how long a writer waits."""

    store: Path | None = None
    refresh: bool = False
    wait: float = connection.WAIT


def run(request: Request, keeping: Keeping) -> int:
    """Writes the claims, then the summary on standard error; without -o they go into the store too."""
    form, lexicon = request.written_as(), Lexicon.load(request.lexicon)
    if request.output is not None and keeping.store is None:
        reading = Reading(request, lexicon)
        _write(reading, form)
        _say(reading.summary())
        return reading.status
    path = store_path(keeping.store)
    with kept_in(path, request.lexicon, refresh=keeping.refresh, wait=keeping.wait) as keeper:
        reading = Reading(request, lexicon, keeper=keeper)
        _write(reading, form)
    _say(reading.summary())
    _say(keeper.summary(reading.failed))
    if warning := keeper.warning():
        _say(warning)
    return reading.status


def _say(line: str) -> None:
    print(one_line(line), file=sys.stderr)  # noqa: T201


def _write(reading: Reading, form: Form) -> None:
    """Writes the claims of each document as it is read."""
    if form is Form.TABLE:
        _show(reading)
    else:
        with opened(reading.request, form, CLAIMS) as sink:
            for _, extraction in reading:
                sink.write(map(row, extraction.claims))
    sys.stdout.flush()


def _show(reading: Reading) -> None:
    from dangjian_metrics.views.table import ClaimTable, console

    table = ClaimTable(console(sys.stdout))
    for document, extraction in reading:
        table.write(document.name, extraction.claims)
