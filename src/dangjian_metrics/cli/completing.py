"""What a shell offers behind an option: names out of the store at hand, the lexicon, and the words of closed choices.

A shell asks at every press of a key, so nothing that goes wrong here is said, and nothing takes long.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from dangjian_metrics.language.lexicon import Lexicon
    from dangjian_metrics.store.answering import Known, Store

ASKED = "_DJ_METRICS_COMPLETE"
_SECONDS = 0.2  # for one question to a store, however large
_MOST = 500

Offer = Callable[[typer.Context, str], list[str]]


class Shell(StrEnum):
    """A shell that completes."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def script(shell: Shell) -> str:
    """The lines by which the shell completes the words behind ``dj-metrics``."""
    from importlib.resources import files

    return files(__package__).joinpath("shells", f"dj-metrics.{shell}").read_text("utf-8")


def ready() -> None:
    """Lets typer answer a shell, which asks by an environment variable; it knows how without the options that it would add."""
    if ASKED in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]  # no export, but no other way in

        completion_init()


def fields(context: typer.Context, incomplete: str) -> list[str]:
    """The fields of the store, what serves as one, and their other names in the lexicon; without a store the lexicon's."""

    def named(store: Store, lexicon: Lexicon) -> Iterator[str]:
        here = {*store.fields(), *store.roles()}
        yield from sorted(here)
        yield from (word for word, field in lexicon.whole.items() if field in here)

    return _offered(context, incomplete, named, _words_of)


def regions(context: typer.Context, incomplete: str) -> list[str]:
    """The places of the store and what they lie in: full names, names joined and, once something is typed, short ones."""

    def named(store: Store, _lexicon: Lexicon) -> Iterator[str]:
        places = store.places()
        for each in places:
            yield from filter(None, (each.province, each.city, each.county))
        if incomplete:
            yield from _longer_and_shorter(places, incomplete)

    return _offered(context, incomplete, named)


def _longer_and_shorter(places: list[Known], incomplete: str) -> Iterator[str]:
    from dangjian_metrics.claims import divisions

    here = set()
    for each in places:
        province, city, county = each.province, each.city, each.county
        yield f"{province or ''}{city or ''}{county or ''}"
        here |= {(province, None, None), (province, city, None), (province, city, county)}
    for name, meant in divisions.names().items():
        if name.startswith(incomplete) and not here.isdisjoint(meant.places):
            yield name


def units(context: typer.Context, incomplete: str) -> list[str]:
    """The units of the store."""
    return _offered(context, incomplete, _answer("SELECT DISTINCT unit FROM claims WHERE unit IS NOT NULL"))


def actions(context: typer.Context, incomplete: str) -> list[str]:
    """The verbs of the store."""
    return _offered(
        context, incomplete, _answer("SELECT DISTINCT action FROM claims WHERE action IS NOT NULL")
    )


def documents(context: typer.Context, incomplete: str) -> list[str]:
    """The names of the documents of the store."""
    return _offered(
        context, incomplete, _answer("SELECT doc FROM documents", "SELECT DISTINCT doc FROM claims")
    )


def kinds(incomplete: str) -> list[str]:
    """What units measure."""
    from dangjian_metrics.store import filters

    return _fitting(incomplete, filters.KINDS)


def statistics(incomplete: str) -> list[str]:
    """How numbers are stated."""
    from dangjian_metrics.store import filters

    return _fitting(incomplete, filters.STATISTICS)


def column(incomplete: str) -> list[str]:
    """The columns of claims."""
    from dangjian_metrics.store import asking

    return _fitting(incomplete, asking.NAMED)


def columns(incomplete: str) -> list[str]:
    """The columns of claims behind those that are named already, with a comma between."""
    from dangjian_metrics.store import asking

    return _next(incomplete, asking.NAMED)


def dispositions(incomplete: str) -> list[str]:
    """What a number can be taken for, behind what is named already."""
    from dangjian_metrics.claims.record import DISPOSITIONS

    return _next(incomplete, DISPOSITIONS)


def encodings(incomplete: str) -> list[str]:
    """The encodings that documents are usually in."""
    return _fitting(incomplete, ("utf-8", "gb18030", "big5", "utf-16"))


def _next(incomplete: str, names: Iterable[str]) -> list[str]:
    """The names that are not in the list yet, each behind what is.

    >>> _next("id,re", ("id", "region", "rule"))
    ['id,region']
    """
    before, comma, last = incomplete.rpartition(",")
    there = before.split(",")
    return [before + comma + name for name in _fitting(last, names) if name not in there]


def _fitting(incomplete: str, names: Iterable[str]) -> list[str]:
    """The names that begin so, each once. One that a terminal would obey is none to offer.

    >>> _fitting("党", ["党支部", "党建指导员", "党\\x1b[31m", "网格", "党支部"])
    ['党支部', '党建指导员']
    """
    found = dict.fromkeys(name for name in names if name.startswith(incomplete) and name.isprintable())
    return [name for name in found if name][:_MOST]


def _answer(*questions: str) -> Callable[[Store, Lexicon], Iterator[str]]:
    """What the store answers to the first question that it knows, in the order of the names, if it does so at once."""

    def asked(store: Store, _lexicon: Lexicon) -> Iterator[str]:
        from dangjian_metrics.errors import UsageError

        for question in questions:
            with suppress(UsageError):
                yield from sorted(str(row[0]) for row in store.ask(question, _SECONDS).rows)
                return

    return asked


def _words_of(lexicon: Lexicon) -> Iterable[str]:
    return lexicon.whole


def _nothing(_lexicon: Lexicon) -> Iterable[str]:
    return ()


def _offered(
    context: typer.Context,
    incomplete: str,
    named: Callable[[Store, Lexicon], Iterable[str]],
    otherwise: Callable[[Lexicon], Iterable[str]] = _nothing,
) -> list[str]:
    """The names that fit, out of the store that the call names; ``otherwise`` are those without a store."""
    from dangjian_metrics.errors import DjError
    from dangjian_metrics.language.lexicon import Lexicon
    from dangjian_metrics.store import opening

    lexicon = Lexicon.load(None)
    try:
        with opening.reading(_store(context)) as store:
            return _fitting(incomplete, named(store, lexicon))
    except (DjError, OSError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return _fitting(incomplete, otherwise(lexicon))  # no store, or a broken one: said when it is asked


def _store(context: typer.Context) -> Path:
    """The store that the call names so far: ``~`` and variables stand in it as they were typed."""
    from dangjian_metrics.cli.asking import store_path

    at: typer.Context | None = context
    while at is not None:
        if named := at.params.get("store"):
            return store_path(Path(os.path.expandvars(named)).expanduser())
        at = at.parent  # type: ignore[assignment]  # typer's own contexts all the way up
    return store_path(None)
