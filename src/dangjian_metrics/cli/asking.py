"""Commands that ask the store: claims, fields, one claim, sources, the user's own SQL, and a whole export."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from dangjian_metrics.cli.output import opened
from dangjian_metrics.cli.request import Form, Request, counted, one_line
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _, word
from dangjian_metrics.store import asking, connection, filters, opening
from dangjian_metrics.store.answering import Condition, Store
from dangjian_metrics.store.asking import Order
from dangjian_metrics.store.filters import Filter
from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.figures import digits
from dangjian_metrics.views.layouts import CLAIMS, Layout, Row

_DEFAULT = "dj-metrics.db"
_FIELDS = Layout(tuple(asking.FieldCount.__slots__), integers=("claims", "places"))
_SOURCES = Layout(
    tuple(asking.ArticleCount.__slots__),
    integers=("article", "claims"),
    ours=("region", "read_as", "read_at", "rules"),
)
_SHORT_SOURCES = Layout(_SOURCES.columns[:5], integers=("article", "claims"), ours=("region",))


@dataclass(frozen=True, slots=True)
class Question:
    """What of a store is asked for, and how the answer is to be written."""

    request: Request
    store: Path | None = None
    filter: Filter = field(default_factory=Filter)
    order: Order = field(default_factory=Order)
    columns: str | None = None

    @property
    def path(self) -> Path:
        """The store: its file, or the folder of its parts."""
        return store_path(self.store)


def store_path(named: Path | None) -> Path:
    """The store that the call names, else the environment, else the one in this folder."""
    return named or Path(os.environ.get("DJ_METRICS_STORE") or _DEFAULT)


def layout(listed: Sequence[str]) -> Layout:
    """The layout of some columns of listed claims."""

    def those(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in listed if name in names)

    reals = tuple(f"{name}_number" for name in CLAIMS.decimals)
    return Layout(
        tuple(listed),
        those(CLAIMS.decimals),
        those(("id", *CLAIMS.integers)),
        those(CLAIMS.ours),
        those(reals),
    )


def query(question: Question, *, count: bool) -> int:
    """Writes the claims that the filters leave, or says which filter left none; the exit status."""
    form, listed = question.request.written_as(), asking.columns(question.columns)
    if question.order.by is not None:
        asking.known(question.order.by, "--sort")
    if count and question.request.target is not None:
        raise UsageError(_("--count prints a number: leave out -o"))
    with opened_store(question) as (store, found):
        if count:
            claims = asking.count(store, found)
            print(min(claims, question.order.limit) if question.order.limit is not None else claims)  # noqa: T201
            if not claims:
                say(filters.emptied(store, found))
            return 0
        if form is Form.TABLE and question.columns is None:
            rows = some(asking.select(store, found, order=question.order))
            _claims(question.request, rows)
        else:
            rows = some(asking.select(store, found, listed, question.order))
            write(question.request, layout(listed), rows)
        if rows is _NONE and question.order.limit != 0:
            say(filters.emptied(store, found))
    return 0


@contextmanager
def opened_store(question: Question) -> Iterator[tuple[Store, list[Condition]]]:
    """The store, opened to read, and the conditions of the question's filter."""
    lexicon = Lexicon.load(question.request.lexicon)
    refuse_itself(question.request, question.path)
    with opening.reading(question.path) as store:
        yield store, filters.conditions(store, question.filter, lexicon)


def refuse_itself(request: Request, store: Path) -> None:
    """An output that would take the place of the store. Raises UsageError."""
    target = request.target
    if target is None:
        return
    beside = (store, store.with_name(f"{store.name}-wal"), store.with_name(f"{store.name}-shm"))
    if target.resolve() in {path.resolve() for path in beside}:
        raise UsageError(_("{target}: is the store itself: choose another name for -o").format(target=target))
    if target.suffix == ".parquet" and target.resolve().parent == store.resolve():
        raise UsageError(
            _("{target}: would stand among the parts of the store: choose another folder for -o").format(
                target=target
            )
        )


_NONE: tuple[Row, ...] = ()


def some(rows: Iterator[Row]) -> Iterable[Row]:
    """The rows, or an empty tuple where there is not one."""
    first = next(rows, None)
    return _NONE if first is None else chain((first,), rows)


def write(request: Request, kind: Layout, rows: Iterable[Row]) -> None:
    """Writes rows as the call asks: a table, records, or a file."""
    form = request.written_as()
    if form is Form.TABLE:
        from dangjian_metrics.views import listing
        from dangjian_metrics.views.table import console

        shown = list(rows)
        if shown:
            listing.show(console(sys.stdout), titles(kind, request.titles), kind, shown)
    else:
        with opened(request, form, kind) as sink:
            sink.write(rows)
    sys.stdout.flush()


def _claims(request: Request, rows: Iterable[Row]) -> None:
    from dangjian_metrics.views.table import StoredTable, console

    StoredTable(console(sys.stdout), request.titles).write((row[0], asking.claim(row)) for row in rows)


def say(line: str) -> None:
    print(one_line(line), file=sys.stderr)  # noqa: T201


def fields(question: Question) -> int:
    """Lists the fields of the store."""
    refuse_itself(question.request, question.path)
    with opening.reading(question.path) as store:
        rows = map(attrgetter(*_FIELDS.columns), asking.fields(store, Lexicon.load(question.request.lexicon)))
        found = some(rows)
        write(question.request, _FIELDS, found)
        if found is _NONE:
            say(filters.emptied(store, []))
    return 0


def show(number: int, store: Path | None) -> int:
    """Shows one claim in its sentence."""
    from dangjian_metrics.store import decision_list
    from dangjian_metrics.views import one_claim
    from dangjian_metrics.views.table import console, labelled

    terminal = console(sys.stdout)
    with connection.reading(store_path(store)) as opened_:
        one_claim.show(terminal, asking.show(opened_, number))
        decision = decision_list.of_claim(opened_, number)
    if decision is not None:
        said = word("verdict", decision.verdict), decision.who, decision.decided_at
        terminal.print(labelled("verdict", ", ".join(said)))
    return 0


def sources(question: Question, pattern: str | None) -> int:
    """Lists documents and articles; the totals on standard error."""
    refuse_itself(question.request, question.path)
    with connection.reading(question.path) as store:
        found = list(asking.sources(store, pattern))
        # A terminal has no room for when and by which rules each document was read.
        kind = _SHORT_SOURCES if question.request.written_as() is Form.TABLE else _SOURCES
        write(question.request, kind, map(attrgetter(*kind.columns), found))
        documents = len({each.doc for each in found})
        articles = sum(1 for each in found if each.article)
        claims = sum(each.claims for each in found)
        totals = counted(documents, "document"), counted(articles, "article"), counted(claims, "claim")
        say(_(", ").join(totals))
    return 0


def remove(pattern: str, store: Path | None, *, yes: bool, wait: float) -> int:
    """Takes documents out of the store; on a terminal it asks first."""
    from dangjian_metrics.cli.keeping import now
    from dangjian_metrics.store import adding

    path = store_path(store)
    with connection.reading(path) as opened_:
        found = asking.documents(opened_, pattern)
    if not found:
        raise UsageError(
            _("{pattern}: no document of this name in {path}: dj-metrics sources lists them").format(
                pattern=pattern, path=path
            )
        )
    asked = {each[:2] for each in found}
    documents, claims = counted(len(found), "document"), counted(sum(each[2] for each in found), "claim")
    names = ", ".join(each[1] for each in found[:3]) + (" …" if len(found) > 3 else "")
    what = _("remove {documents} with {claims} ({names})")
    if not yes and not _agreed(what.format(documents=documents, claims=claims, names=names)):
        say(_("nothing removed"))
        return 0
    with connection.writing(path, now(), wait) as opened_, connection.transaction(opened_):
        # Another process may have written since: only what was asked about goes, and a number may be another's by now.
        for each in set(asking.documents(opened_, pattern)):
            if each[:2] in asked:
                adding.remove(opened_, each[0])
    say(_("removed {documents} with {claims}").format(documents=documents, claims=claims))
    return 0


def _agreed(what: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(_("{what}? there is no terminal to ask at: say --yes").format(what=what))
    print(_("{what}? [y/N] ").format(what=one_line(what)), end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}


def sql(question: Question, statement: str, seconds: float) -> int:
    """Writes the answer to the user's own SELECT."""
    question.request.written_as()
    refuse_itself(question.request, question.path)
    with opening.reading(question.path) as store:
        answer = store.ask(statement, seconds)
        rows = [tuple(map(_plain, row)) for row in answer.rows]
    kind = _layout_of(answer.columns, rows)
    words = [name not in kind.numeric for name in kind.columns]
    write(question.request, kind, [tuple(map(_worded, row, words)) for row in rows])
    return 0


def _plain(cell: Any) -> Any:
    return cell.hex() if isinstance(cell, bytes) else cell


def _worded(cell: Any, word: bool) -> Any:
    """A number in a column of words as its digits."""
    if word and isinstance(cell, (int, float)):
        return digits(cell) if isinstance(cell, float) else str(cell)
    return cell


def _layout_of(names: Sequence[str], rows: Sequence[Row]) -> Layout:
    """The layout of an answer: what its columns hold is seen from their cells."""
    columns = _once(names)
    held = [{type(row[at]) for row in rows} - {type(None)} for at in range(len(columns))]
    integers = tuple(name for name, types in zip(columns, held, strict=True) if types == {int})
    reals = tuple(name for name, types in zip(columns, held, strict=True) if types in ({float}, {int, float}))
    return Layout(columns, integers=integers, reals=reals)


def _once(names: Sequence[str]) -> tuple[str, ...]:
    """The names, those that came before with a number behind: n, n_2."""
    found: list[str] = []
    for name in names:
        number, once = 1, name
        while once in found:
            number += 1
            once = f"{name}_{number}"
        found.append(once)
    return tuple(found)
