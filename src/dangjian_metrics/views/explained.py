"""The reading of one sentence, shown stage by stage."""

from __future__ import annotations

from collections.abc import Collection

from rich.console import Console
from rich.text import Text

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.evaluation import precision
from dangjian_metrics.explanation import Explanation
from dangjian_metrics.messages import _, word
from dangjian_metrics.views.figures import plain
from dangjian_metrics.views.table import labelled, printable, rows

_QUANTITIES = {"quote": 24, "value": 26, "bound": 12, "unit": 12}
_STEPS = {"quote": 12, "rule": 18, "on gold": 12, "what it did": 32}
# The columns that say where a claim stands tell nothing about a single sentence.
_UNSAID = frozenset({"doc", "article", "title", "section", "sentence"})


def show(terminal: Console, explanation: Explanation) -> None:
    """Shows tokens, quantities, steps and records; a stage with nothing in it is said to be empty."""
    _heading(terminal, _("tokens"), empty=not explanation.tokens)
    if explanation.tokens:
        terminal.print(
            Text("  ".join(f"{printable(text)}/{word('class', name)}" for text, name in explanation.tokens))
        )
    _heading(terminal, _("quantities"), empty=not explanation.quantities)
    if explanation.quantities:
        found = [
            (each.quote, each.value, word("bound", each.bound), each.unit or "")
            for each in explanation.quantities
        ]
        rows(terminal, _QUANTITIES, found)
    _heading(terminal, _("steps"), empty=not explanation.steps)
    if explanation.steps:
        linked = frozenset(claim.rule for claim in explanation.claims)
        told = [
            (step.quote, word("reason", word("rule", step.rule)), _right(step.rule, linked), step.description)
            for step in explanation.steps
        ]
        rows(terminal, _STEPS, told)
    _heading(terminal, _("claims"), empty=not explanation.claims)
    for number, claim in enumerate(explanation.claims, 1):
        _record(terminal, number, claim)


def _right(rule: str, linked: Collection[str]) -> str:
    """How often a rule is right, of one that links a number; what says that a number is no claim is not measured."""
    return precision.of(rule).said() if rule in linked else ""


def _heading(terminal: Console, name: str, *, empty: bool) -> None:
    terminal.print(Text(_("{name}: none").format(name=name) if empty else name, style="bold"))


def _record(terminal: Console, number: int, claim: Claim) -> None:
    for name in COLUMNS:
        value = getattr(claim, name)
        if value is not None and name not in _UNSAID:
            shown = plain(value) if name in {"value", "value_to"} else word(name, str(value))
            terminal.print(Text.assemble(f"{number}  ", labelled(name, shown)))
