"""A person before doubtful claims: each is shown, asked about, and decided at once."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dangjian_metrics.cli import reviewing
from dangjian_metrics.cli.asking import say
from dangjian_metrics.cli.keeping import now
from dangjian_metrics.cli.request import one_line
from dangjian_metrics.errors import DjError, StoreError, UsageError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
from dangjian_metrics.review import corrections, doubts
from dangjian_metrics.store import asking, connection, deciding
from dangjian_metrics.store.deciding import Target, Verdict
from dangjian_metrics.store.decisions import EDIT, KEEP, REJECT

_SKIP, _UNDO, _QUIT = "skip", "undo", "quit"
_KEYS = {"k": KEEP, "e": EDIT, "r": REJECT, "s": _SKIP, "u": _UNDO, "q": _QUIT}


@dataclass(slots=True)
class Walk:
    """A person before the claims of a queue: each is shown, and every decision is in the store at once."""

    path: Path
    wait: float
    who: str
    lexicon: Lexicon
    findings: dict[int, list[str]]
    queue: list[doubts.Doubt]
    counts: Counter[str] = field(default_factory=Counter)
    _made: list[tuple[int, int, str]] = field(default_factory=list)
    _first: str = ""

    def run(self) -> int:
        """Asks until the queue is done, or the person stops; the exit status."""
        at = 0
        self._refuse_silence()
        try:
            while at < len(self.queue):
                target = self._shown(at)
                step = self._step(at, target) if target is not None else 1
                if step is None:
                    break
                at = max(0, at + step)
        finally:
            self._sum_up()
        return 0

    def _shown(self, at: int) -> Target | None:
        """The claim at that place of the queue, shown; None for one that is no longer there."""
        from dangjian_metrics.views import one_claim
        from dangjian_metrics.views.table import console, printable

        number = self.queue[at].id
        try:
            with connection.reading(self.path) as store:
                target = deciding.target(store, number)
        except StoreError as error:
            say(str(error))
            return None
        place = _("{at} of {all}").format(at=at + 1, all=len(self.queue))
        self._tell(f"\n── {place} ──")
        one_claim.show(console(sys.stdout), asking.InPlace(target.id, target.claim, target.text))
        for reason in doubts.reasons(target.claim, self.findings.get(number, ())):
            self._tell(printable(f"? {reason}"))
        return target

    def _step(self, at: int, target: Target) -> int | None:
        """Asks until something was decided; how far to go on in the queue, None to stop."""
        while True:
            line = self._asked(_("k keep, e edit, r reject, s skip, u undo, q quit: "))
            key, _blank, rest = ("q" if line is None else line).partition(" ")
            action = _KEYS.get(key.lower(), key.lower())
            try:
                if action in (KEEP, REJECT):
                    return self._decide(at, target, action)
                if action == EDIT:
                    if self._edit(at, target, rest):
                        return 1
                elif action == _SKIP:
                    self.counts[_SKIP] += 1
                    return 1
                elif action == _UNDO:
                    if self._made:
                        return self._take_back(at)
                    self._tell(_("nothing to undo"))
                elif action == _QUIT:
                    return None
                else:
                    self._tell(_("one of k, e, r, s, u, q"))
            except DjError as error:
                self._tell(str(error))

    def _edit(self, at: int, target: Target, written: str) -> bool:
        """Takes corrections, from behind the key or line by line; False where none came."""
        lines = written.split() or self._lines(target)
        changes = corrections.corrected(target.claim, lines, self.lexicon)
        if not changes:
            self._tell(_("nothing changed"))
            return False
        self._decide(at, target, EDIT, changes)
        return True

    def _lines(self, target: Target) -> list[str]:
        """Corrections line by line, until an empty one; a wrong one is said at once."""
        lines: list[str] = []
        while line := self._asked(_("field=value, an empty line when done: ")):
            try:
                corrections.corrected(target.claim, [*lines, line], self.lexicon)
            except DjError as error:
                self._tell(str(error))
            else:
                lines.append(line)
        return lines

    def _decide(
        self, at: int, target: Target, verdict: str, changes: corrections.Changes | None = None
    ) -> int:
        made = reviewing.decided(
            self.path, self.wait, target, Verdict(verdict, self.who, now(), changes or {})
        )
        self._made.append((made, at, verdict))
        self.counts[verdict] += 1
        return 1

    def _take_back(self, at: int) -> int:
        number, there, verdict = self._made.pop()
        reviewing.undone(self.path, self.wait, number, self.who)
        self.counts[verdict] -= 1
        return there - at

    def _asked(self, prompt: str) -> str | None:
        """The next line that the person writes, without blanks around it; None when there are no more."""
        self._tell(prompt, end="")
        sys.stdout.flush()
        line, self._first = self._first or sys.stdin.readline(), ""
        if not line:
            self._tell("")
            return None
        if not sys.stdin.isatty():
            self._tell(one_line(line.strip()))  # no terminal has shown it
        return line.strip()

    def _refuse_silence(self) -> None:
        """Without a terminal the answers come from a pipe or a file; without those nobody can be asked."""
        if not sys.stdin.isatty():
            self._first = sys.stdin.readline()
            if not self._first:
                raise UsageError(
                    _(
                        "review: there is no terminal to ask at, and standard input is empty: "
                        "decide with --decide ID --keep, --reject or --set field=value"
                    )
                )

    def _tell(self, line: str, end: str = "\n") -> None:
        print(line, end=end)  # noqa: T201

    def _sum_up(self) -> None:
        decided = self.counts.total() - self.counts[_SKIP]
        said = _("{kept} kept, {edited} corrected, {rejected} rejected, {skipped} skipped; {left} left")
        say(
            said.format(
                kept=self.counts[KEEP],
                edited=self.counts[EDIT],
                rejected=self.counts[REJECT],
                skipped=self.counts[_SKIP],
                left=len(self.queue) - decided,
            )
        )
