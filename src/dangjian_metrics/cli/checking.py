"""``dj-metrics check``: what in a store, or in documents, cannot all be true or wants a second look."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from dangjian_metrics.checking import running
from dangjian_metrics.checking.record import SEVERITIES, Finding
from dangjian_metrics.checking.rules import RULES
from dangjian_metrics.cli.asking import Question, opened_store, say, write
from dangjian_metrics.cli.request import FAILED, Form
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.memory import collector_paused
from dangjian_metrics.messages import _, several
from dangjian_metrics.store import asking, filters
from dangjian_metrics.store.answering import Condition, Store
from dangjian_metrics.views import findings as views

_LONG, _STEP = 1.0, 0.2
"""After so many seconds a terminal is told how far it is, and again after so many."""


@dataclass(frozen=True, slots=True)
class Check:
    """What is checked: the documents of the request, or without any the store; by which rules, and what of it is shown."""

    question: Question
    rules: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()


def run(asked: Check) -> int:
    """Writes the findings, then how many there are on standard error; the exit status, 1 where one is an error."""
    _refuse_unknown("--rule", asked.rules, RULES)
    _refuse_unknown("--severity", asked.severities, SEVERITIES)
    request = asked.question.request
    request.written_as()
    if not request.paths:
        return _checked(asked)
    if asked.question.store is not None:
        raise UsageError(_("check: PATH is read by itself: leave out --store"))
    with TemporaryDirectory(prefix="dj-metrics-") as folder:
        store = Path(folder) / "dj-metrics.db"
        status = _read(asked, store)
        if not store.exists():
            return status
        return max(status, _checked(replace(asked, question=replace(asked.question, store=store))))


def _refuse_unknown(option: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UsageError(
                _("{option} {name}: there is none: choose from {names}").format(
                    option=option, name=name, names=", ".join(known)
                )
            )


def _read(asked: Check, store: Path) -> int:
    """Reads the documents into a store that is gone afterwards; 1 when one of them could not be read."""
    from dangjian_metrics.cli.keeping import kept_in
    from dangjian_metrics.cli.reading import Engine, Reading

    request = asked.question.request
    with kept_in(store, request.lexicon, refresh=False, wait=1) as keeper:
        reading = Reading(request, Lexicon.load(request.lexicon), keeper=keeper, engine=Engine(0))
        for _each in reading:
            pass
    say(reading.summary())
    return reading.status


def _checked(asked: Check) -> int:
    """Asks the store, and writes what is found as it is found; the exit status."""
    request, counts = asked.question.request, Counter[str]()
    with opened_store(asked.question) as (store, conditions), collector_paused():
        total = _to_check(store, conditions)
        found = _found(asked, store, conditions, total, counts)
        if request.written_as() is Form.TABLE:
            from dangjian_metrics.views.table import console

            terminal = console(sys.stdout)
            for each in found:
                views.show(terminal, each)
        else:
            write(request, views.FINDINGS, (row for each in found for row in views.cells(each)))
    sys.stdout.flush()
    say(_summary(counts, total))
    return FAILED if counts["error"] else 0


def _to_check(store: Store, conditions: Sequence[Condition]) -> int:
    """How many claims are checked; where there are none it is said which filter left none."""
    total = asking.count(store, conditions)
    if not total:
        say(filters.emptied(store, conditions))
    return total


def _found(
    asked: Check, store: Store, conditions: Sequence[Condition], total: int, counts: Counter[str]
) -> Iterator[list[Finding]]:
    """The findings that are asked for, article by article; ``counts`` counts them by severity."""
    lexicon = Lexicon.load(asked.question.request.lexicon)
    wanted = asked.severities or SEVERITIES
    with _Bar(total) as bar:
        for article, findings in running.findings(store, conditions, lexicon, asked.rules or RULES):
            shown = [each for each in findings if each.severity in wanted]
            counts.update(each.severity for each in shown)
            if shown:
                bar.hide()
                yield shown
            bar.step(len(article.claims) if article else 0)


def _summary(counts: Counter[str], total: int) -> str:
    """The line that counts the findings."""
    said = [
        several("{n} error", "{n} errors", counts["error"]),
        several("{n} warning", "{n} warnings", counts["warning"]),
        several("{n} note", "{n} notes", counts["note"]),
    ]
    claims = several("{n} claim", "{n} claims", total)
    return _("{found} in {claims}").format(found=_(", ").join(said), claims=claims)


class _Bar:
    """How far a long check is, on standard error and only when that is a terminal."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._next = time.perf_counter() + _LONG
        self._on, self._shown = sys.stderr.isatty(), False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hide()

    def step(self, claims: int) -> None:
        """Says that so many claims more are checked."""
        self._done += claims
        if self._on and time.perf_counter() > self._next:
            self._next = time.perf_counter() + _STEP
            self._shown = True
            said = _("{done} of {total} claims").format(done=self._done, total=self._total)
            print(f"\r{said}\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201

    def hide(self) -> None:
        """Takes it off the screen."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201
            self._shown = False
