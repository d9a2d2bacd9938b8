"""``dj-metrics extract``: the claims of documents as a table or as records."""

from __future__ import annotations

import sys

from dangjian_metrics.cli.output import opened
from dangjian_metrics.cli.reading import Reading
from dangjian_metrics.cli.request import Form, Request, one_line
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.views.records import CLAIMS


def run(request: Request) -> int:
    """Writes the claims, then the summary line on standard error; the exit status."""
    form = request.written_as()
    reading = Reading(request, Lexicon.load(request.lexicon))
    if form is Form.TABLE:
        _show(reading)
    else:
        with opened(request, form, CLAIMS) as sink:
            for _, extraction in reading:
                sink.write(extraction.claims)
    sys.stdout.flush()
    print(one_line(reading.summary()), file=sys.stderr)  # noqa: T201
    return reading.status


def _show(reading: Reading) -> None:
    from dangjian_metrics.views.table import ClaimTable, console

    table = ClaimTable(console(sys.stdout))
    for document, extraction in reading:
        table.write(document.name, extraction.claims)
