"""``dj-metrics audit``: every number of documents, what it was taken for, and why."""

from __future__ import annotations

import sys
from collections import Counter

from dangjian_metrics.claims.record import DISPOSITIONS, Disposition, number_row
from dangjian_metrics.cli.output import opened
from dangjian_metrics.cli.reading import Reading, totals
from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.errors import UsageError
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
from dangjian_metrics.views.records import NUMBERS


def run(request: Request, only: str | None) -> int:
    """Writes the numbers, then their totals (below the table, else on standard error); the exit status."""
    form, wanted = request.written_as(), _wanted(only)
    reading = Reading(request, Lexicon.load(request.lexicon), audit=True)
    shown: Counter[str] = Counter()
    if form is Form.TABLE:
        _show(reading, wanted, shown)
        print(totals(shown))  # noqa: T201
        return reading.status
    with opened(request, form, NUMBERS) as sink:
        for _, extraction in reading:
            sink.write(map(number_row, _chosen(extraction, wanted, shown)))
    sys.stdout.flush()
    print(totals(shown), file=sys.stderr)  # noqa: T201
    return reading.status


def _wanted(only: str | None) -> frozenset[str]:
    names = DISPOSITIONS if only is None else [name.strip() for name in only.split(",")]
    if strange := [name for name in names if name not in DISPOSITIONS]:
        raise UsageError(
            _("--only: unknown disposition {name!r}: choose from {known}").format(
                name=strange[0], known=", ".join(DISPOSITIONS)
            )
        )
    return frozenset(names)


def _chosen(extraction: Extraction, wanted: frozenset[str], shown: Counter[str]) -> list[Disposition]:
    chosen = [number for number in extraction.dispositions if number.disposition in wanted]
    shown.update(number.disposition for number in chosen)
    return chosen


def _show(reading: Reading, wanted: frozenset[str], shown: Counter[str]) -> None:
    from dangjian_metrics.views.table import NumberTable, console

    table = NumberTable(console(sys.stdout), reading.request.titles)
    for document, extraction in reading:
        table.write(document.name, document.text, _chosen(extraction, wanted, shown))
