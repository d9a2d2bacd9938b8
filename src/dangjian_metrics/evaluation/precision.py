"""How often each rule is right: measured on the project's own gold, kept in ``precision.toml``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

from dangjian_metrics.evaluation.groups import Figures
from dangjian_metrics.messages import _

SELDOM = 10
"""A rule that found fewer claims than this on gold is seldom seen: its share says little."""
_Z = 1.96  # 95 %
_FILE = "precision.toml"
_HEADER = """\
# How often each rule was right on the project's own gold: claims it found, right in number and noun, right in all.
# Written by `make precision`; tests/evaluation/test_precision.py fails where it is not what the rules reach now.
"""


@dataclass(frozen=True, slots=True)
class Precision:
    """What a rule found on gold: claims, how many of them are right in number and noun, how many in all.

    >>> Precision("change", 104, 100, 96).lower, Precision("multiple", 2, 2, 2).lower, Precision("new", 0, 0, 0).lower
    (0.9053, 0.3424, 0.0)
    """

    rule: str
    found: int
    right: int
    full: int

    @property
    def lower(self) -> float:
        """The share that it is right in at least, as far as so many cases can tell (Wilson's bound at 95 %)."""
        if not self.found:
            return 0.0
        share, spread = self.right / self.found, _Z * _Z / self.found
        middle = share + spread / 2
        off = _Z * sqrt(share * (1 - share) / self.found + spread / (4 * self.found))
        return round(max(0.0, (middle - off) / (1 + spread)), 4)

    def said(self) -> str:
        """How often it is right, in words.

        >>> Precision("change", 104, 100, 96).said(), Precision("multiple", 3, 2, 2).said()
        ('100 of 104', 'seldom seen: 2 of 3')
        """
        if not self.found:
            return _("never seen")
        said = _("{right} of {found}").format(right=self.right, found=self.found)
        return _("seldom seen: {said}").format(said=said) if self.found < SELDOM else said


@cache
def measured() -> Mapping[str, Precision]:
    """The precision of each rule on the project's own gold, by its name."""
    source = resources.files("dangjian_metrics.evaluation").joinpath(_FILE)
    table = tomllib.loads(source.read_text(encoding="utf-8"))["rules"]
    return {rule: Precision(rule, **counts) for rule, counts in table.items()}


def of(rule: str) -> Precision:
    """The precision of a rule; one that gold never met has found nothing.

    >>> of("count after noun").found > 100, of("a rule of tomorrow").said()
    (True, 'never seen')
    """
    return measured().get(rule) or Precision(rule, 0, 0, 0)


def written(figures: Iterable[Figures]) -> str:
    """The text of ``precision.toml`` for these figures, of which those by rule count."""
    rules = sorted(
        (each.name, each.found, each.right, each.full) for each in figures if each.by == "rule" and each.name
    )
    lines = (
        f"{json.dumps(name)} = {{ found = {found}, right = {right}, full = {full} }}\n"
        for name, found, right, full in rules
    )
    return f"{_HEADER}\n[rules]\n{''.join(lines)}"
