"""One claim in its sentence, with its place in the document."""

from __future__ import annotations

from bisect import bisect_right

from rich.console import Console
from rich.text import Text

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.messages import _, word
from dangjian_metrics.store.asking import InPlace
from dangjian_metrics.views.figures import figure, place, plain
from dangjian_metrics.views.records import lines
from dangjian_metrics.views.table import labelled, printable

_ELSEWHERE = frozenset(
    ("doc", "title", "section", "sentence", "province", "city", "county", "quote", "start", "end")
)
_AROUND = 8  # characters before a quote by which it is found again in the mended sentence


def show(terminal: Console, found: InPlace) -> None:
    """Shows where the claim stands, its sentence with the quantity marked, and what was read."""
    claim = found.claim
    starts = list(lines(found.text))
    line = bisect_right(starts, claim.start)
    where = _("{doc}, line {line}, column {column} (characters {start} to {end})").format(
        doc=claim.doc, line=line, column=claim.start - starts[line - 1] + 1, start=claim.start, end=claim.end
    )
    head = _("claim {id}: {figure}").format(id=found.id, figure=figure(claim))
    terminal.print(Text(printable(head), style="bold"))
    terminal.print(Text(printable(where), style="dim", overflow="fold"))
    for name in (place(claim), claim.title, claim.section):
        if name:
            terminal.print(Text(printable(name), overflow="fold"))
    terminal.print()
    terminal.print(_marked(claim, found.text))
    terminal.print()
    for name in COLUMNS:
        value = getattr(claim, name)
        if value is not None and name not in _ELSEWHERE:
            said = plain(value) if name in ("value", "value_to") else word(name, str(value))
            terminal.print(labelled(name, said))


def _marked(claim: Claim, text: str) -> Text:
    at = _place(claim, text)
    sentence = claim.sentence
    if at < 0:
        return Text(printable(sentence), overflow="fold")
    end = at + len(claim.quote)
    return Text.assemble(
        printable(sentence[:at]),
        (printable(sentence[at:end]), "bold reverse"),
        printable(sentence[end:]),
        overflow="fold",
    )


def _place(claim: Claim, text: str) -> int:
    """Where the quantity stands in its sentence: of several like it, the one behind the same words."""
    before = "".join(text[max(0, claim.start - 2 * _AROUND) : claim.start].split())[-_AROUND:]
    for length in range(len(before), -1, -1):
        at = claim.sentence.find(before[len(before) - length :] + claim.quote)
        if at >= 0:
            return at + length
    return -1
