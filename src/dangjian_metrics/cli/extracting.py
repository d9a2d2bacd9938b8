"""``dj-metrics extract``: the claims of documents as a table or as records, and into the store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dangjian_metrics.claims.record import row
from dangjian_metrics.cli.asking import refuse_itself, store_path
from dangjian_metrics.cli.keeping import kept_in
from dangjian_metrics.cli.output import opened
from dangjian_metrics.cli.reading import STDIN, Engine, Reading
from dangjian_metrics.cli.request import Form, Request, counted, one_line
from dangjian_metrics.documents import Document
from dangjian_metrics.errors import UsageError
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
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
    lexicon = Lexicon.load(request.lexicon)
    _refuse_relative(request, engine)
    if request.output is not None and _is_folder(request.output):
        return _into_parts(request, lexicon, engine, keeping)
    form = request.written_as()
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


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep))


def _into_parts(request: Request, lexicon: Lexicon, engine: Engine, keeping: Keeping) -> int:
    """Writes the claims into a folder, part by part, by whoever reads them; the exit status."""
    from dangjian_metrics.store.parts import folder as parts

    if keeping.store is not None or request.form not in (None, Form.PARQUET):
        raise UsageError(
            _("{name}: is a folder, which takes Parquet only: leave out --store and --format").format(
                name=request.output
            )
        )
    folder = Path(request.output or "")
    _made_ready(folder, anew=keeping.refresh)
    reading = Reading(request, lexicon, engine=replace(engine, parts=folder))
    for _each in reading:
        pass
    _sum_up(reading)
    _say(f"{folder}: {counted(len(parts.listed(folder)), 'part')}")
    return reading.status


def _made_ready(folder: Path, *, anew: bool) -> None:
    """The folder for the parts: made where it is missing, without those of another run."""
    if not folder.parent.is_dir():
        raise UsageError(
            _("{folder}: there is no folder {parent}: make it first").format(
                folder=folder, parent=folder.parent
            )
        )
    folder.mkdir(exist_ok=True)
    there = list(folder.glob("*.parquet"))
    if there and not anew:
        raise UsageError(
            _("{folder}: holds parts already: name another folder, or --refresh writes them anew").format(
                folder=folder
            )
        )
    for part in there:
        part.unlink()


def _refuse_relative(request: Request, engine: Engine) -> None:
    """The workers of another cluster may stand in another folder."""
    if engine.scheduler is None:
        return
    if not engine.dask:
        raise UsageError(_("--scheduler: goes with --engine dask"))
    named = [*request.paths, *([request.output] if request.output and _is_folder(request.output) else [])]
    for path in named:
        if path != STDIN and not Path(path).is_absolute():
            raise UsageError(
                _(
                    "{path}: with --scheduler name it by its whole path ({whole}): workers may be elsewhere"
                ).format(path=path, whole=Path(path).absolute())
            )


def _written_while_read(reading: Reading, form: Form) -> bool:
    """Writes the claims of each document; whether their reader went away, for which the store does not wait."""
    documents = iter(reading)
    try:
        _write(reading, form, documents)
    except BrokenPipeError:
        for _each in documents:
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
            for _document, extraction in documents:
                sink.write(map(row, extraction.claims))
    sys.stdout.flush()


def _show(request: Request, documents: Documents) -> None:
    from dangjian_metrics.views.table import ClaimTable, console

    table = ClaimTable(console(sys.stdout), request.titles)
    for document, extraction in documents:
        table.write(document.name, extraction.claims)
