"""``dj-metrics review``: doubtful claims one after the other, and what was decided of them."""

from __future__ import annotations

import getpass
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from dangjian_metrics.cli.asking import Question, opened_store, refuse_itself, say, some, write
from dangjian_metrics.cli.keeping import now
from dangjian_metrics.cli.output import whole_bytes
from dangjian_metrics.cli.request import Form, one_line
from dangjian_metrics.errors import StoreError, UsageError
from dangjian_metrics.evaluation import draft
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _, listed, retold, several
from dangjian_metrics.review import corrections, doubts, gold_export
from dangjian_metrics.store import asking, connection, deciding, decision_list
from dangjian_metrics.store.answering import Condition
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.deciding import Target, Verdict
from dangjian_metrics.store.decisions import EDIT, KEEP, REJECT
from dangjian_metrics.store.filters import Filter
from dangjian_metrics.views.layouts import Layout

_LISTED = Layout(
    tuple(decision_list.Listed.__slots__),
    integers=("decision", "claim"),
    ours=("verdict", "state", "decided_at"),
)
_SHORT = Layout(
    ("decision", "verdict", "quote", "changes", "who", "state", "claim"),
    integers=("decision", "claim"), ours=("verdict", "state"),
)  # fmt: skip
_CHECKED = 200_000
"""So many claims are checked for what cannot all be true before a review begins; of more it takes too long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose claims are reviewed, by whom; ``every`` is with those that are not doubtful."""

    question: Question
    who: str | None = None
    wait: float = connection.WAIT
    every: bool = False

    @property
    def path(self) -> Path:
        """The store."""
        return self.question.path


@dataclass(frozen=True, slots=True)
class Way:
    """In which way review was called: to decide on one claim, to undo, to export gold, to list; else it walks."""

    decide: int | None = None
    undo: int | None = None
    gold: Path | None = None
    listing: bool = False
    keep: bool = False
    reject: bool = False
    written: tuple[str, ...] = ()
    partial: bool = False

    @property
    def options(self) -> list[str]:
        """The options that say so."""
        said = {
            "--decide": self.decide is not None,
            "--undo": self.undo is not None,
            "--export-gold": self.gold is not None,
            "--list": self.listing,
        }
        return [option for option, there in said.items() if there]

    @property
    def verdict(self) -> str:
        """The one verdict that the call gives. Raises UsageError for none, or several."""
        given = [
            name
            for name, said in ((KEEP, self.keep), (REJECT, self.reject), (EDIT, bool(self.written)))
            if said
        ]
        if len(given) != 1:
            raise UsageError(_("--decide: give one of --keep, --reject and --set field=value"))
        return given[0]


def run(asked: Asked, way: Way) -> int:
    """Does what the call asks for; the exit status."""
    _refuse_stray(asked, way)
    if way.decide is not None:
        return decide(asked, way.decide, way.verdict, way.written)
    if way.undo is not None:
        return undo(asked, way.undo)
    if way.gold is not None:
        return export_gold(asked, way.gold, partial=way.partial)
    return list_decisions(asked) if way.listing else walk(asked)


def _refuse_stray(asked: Asked, way: Way) -> None:
    """Options that go with another way of calling review would be passed over in silence."""
    given, question = way.options, asked.question
    if len(given) > 1:
        raise UsageError(_("review: one at a time: {options}").format(options=", ".join(given)))
    if given and (question.filter != Filter() or asked.every or question.order.limit is not None):
        raise UsageError(
            _("review: filters, --limit and --all do not go with {option}").format(option=given[0])
        )
    if (way.keep or way.reject or way.written) and way.decide is None:
        raise UsageError(_("review: --keep, --reject and --set go with --decide ID"))
    if way.partial and way.gold is None:
        raise UsageError(_("review: --partial goes with --export-gold DIR"))
    if (question.request.output or question.request.form) and not way.listing:
        raise UsageError(_("review: -o and --format go with --list"))


def reviewer(named: str | None) -> str:
    """Who decides: as the call says, else the environment, else the user's login name. Raises UsageError for nobody."""
    who = named or os.environ.get("DJ_METRICS_WHO")
    if who is None:
        try:
            who = getpass.getuser()
        except (KeyError, OSError, ImportError):  # a user that the system has no name for
            who = ""
    who = one_line(who).strip()
    if not who:
        raise UsageError(_("who decides? say --who NAME, or set DJ_METRICS_WHO"))
    return who


def _brought_up_to_date(path: Path, wait: float) -> None:
    """A store that is there may be of an older shape; where there is none, none is made."""
    if path.exists():
        with connection.writing(path, now(), wait):
            return


def decide(asked: Asked, number: int, verdict: str, written: Sequence[str]) -> int:
    """Decides on one claim; the exit status."""
    who, lexicon = reviewer(asked.who), Lexicon.load(asked.question.request.lexicon)
    _brought_up_to_date(asked.path, asked.wait)
    with connection.reading(asked.path) as store:
        target = deciding.target(store, number)
    changes = corrections.corrected(target.claim, written, lexicon)
    if verdict == EDIT and not changes:
        raise UsageError(_("--set: the claim says so already: --keep notes that it is right"))
    made = decided(asked.path, asked.wait, target, Verdict(verdict, who, now(), changes))
    say(
        _("decision {decision}: claim {claim} ({quote}): {verdict}").format(
            decision=made, claim=number, quote=target.claim.quote, verdict=verdict
        )
    )
    return 0


def decided(path: Path, wait: float, target: Target, verdict: Verdict) -> int:
    """Decides in the store at ``path``; the number of the decision."""
    with connection.writing(path, now(), wait) as store, connection.transaction(store):
        return deciding.decide(store, target, verdict)


def undo(asked: Asked, number: int) -> int:
    """Takes a decision back; the exit status."""
    who = reviewer(asked.who)
    _brought_up_to_date(asked.path, asked.wait)
    if not asked.path.exists():
        with connection.reading(asked.path):  # which says so
            return 1
    undone(asked.path, asked.wait, number, who)
    say(_("decision {decision}: undone").format(decision=number))
    return 0


def undone(path: Path, wait: float, number: int, who: str) -> None:
    """Takes a decision back in the store at ``path``."""
    with connection.writing(path, now(), wait) as store, connection.transaction(store):
        deciding.undo(store, number, who, now())


def list_decisions(asked: Asked) -> int:
    """Lists every decision; the exit status."""
    request = asked.question.request
    refuse_itself(request, asked.path)
    # A terminal has no room for the sentences.
    kind = _SHORT if request.written_as() is Form.TABLE else _LISTED
    with connection.reading(asked.path) as store:
        found = list(decision_list.listed(store))
        write(request, kind, some(map(attrgetter(*kind.columns), found)))
    states = Counter(each.state for each in found)
    said = [
        f"{states[state]} {state}" for state in ("applied", "waiting", "replaced", "undone") if states[state]
    ]
    say(several("{n} decision", "{n} decisions", len(found)) + (f": {', '.join(said)}" if said else ""))
    return 0


def export_gold(asked: Asked, folder: Path, *, partial: bool) -> int:
    """Writes what was decided as gold files; the exit status."""
    with connection.reading(asked.path) as store:
        golds = list(gold_export.exported(store))
    if not folder.parent.is_dir() or (folder.exists() and not folder.is_dir()):
        raise UsageError(_("{folder}: is no folder that can be made: choose another").format(folder=folder))
    chosen = [gold for gold in golds if gold.whole or partial]
    if chosen:
        folder.mkdir(exist_ok=True)
    for gold in chosen:
        whole_bytes(folder / gold.name, draft.written(gold.page).encode("utf-8", "backslashreplace"))
    left = [gold.page["document"] for gold in golds if not gold.whole]
    say(f"{folder}: " + several("{n} gold file", "{n} gold files", len(chosen)))
    if left:
        said = (
            _("partial, as not all of their claims were decided: {names}")
            if partial
            else _("left out, as not all of their claims were decided: {names}; --partial writes them too")
        )
        say(said.format(names=listed(left, 5)))
    return 0


def walk(asked: Asked) -> int:
    """Walks through the doubtful claims; the exit status."""
    who, lexicon = reviewer(asked.who), Lexicon.load(asked.question.request.lexicon)
    _brought_up_to_date(asked.path, asked.wait)
    with opened_store(asked.question) as (store, found):
        if not isinstance(store, Connection):
            raise StoreError(
                _(
                    "{path}: is a folder of Parquet parts, which takes no decisions: make a store in a file, "
                    "with dj-metrics extract PATH --store FILE"
                ).format(path=asked.path)
            )
        findings = _findings(store, found, lexicon)
        queue = doubts.queue(store, found, findings, decision_list.decided_claims(store), every=asked.every)
    queue = queue[: asked.question.order.limit]
    if not queue:
        say(
            _("no doubtful claim is left: --all shows the others")
            if not asked.every
            else _("no claim is left")
        )
        return 0
    from dangjian_metrics.cli.review_walk import Walk

    return Walk(asked.path, asked.wait, who, lexicon, findings, queue).run()


def _findings(store: Connection, found: Sequence[Condition], lexicon: Lexicon) -> dict[int, list[str]]:
    """What checks find, by the claims in doubt; notes are none."""
    if asking.count(store, found) > _CHECKED:
        say(_("more than {most} claims: they are not checked first").format(most=_CHECKED))
        return {}
    from dangjian_metrics.checking import running
    from dangjian_metrics.checking.sayings import TEMPLATES

    noted: dict[int, list[str]] = {}
    for _article, findings in running.findings(store, found, lexicon):
        for each in findings:
            if each.severity != "note":
                # The last of its claims is the one in doubt.
                noted.setdefault(each.claims[-1], []).append(retold(each.message, TEMPLATES))
    return noted
