"""The figures of an evaluation: over all, and field by field, kind by kind, rule by rule, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dangjian_metrics.evaluation.scoring import TESTS, Evaluation, Match
from dangjian_metrics.language import units
from dangjian_metrics.language.lexicon import Lexicon

GROUPS = ("field", "kind", "rule", "document")
"""By what claims are grouped."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many claims of a group stand in gold, were found, and are right; None where there is nothing to share.

    Over ``all``, ``name`` says what has to be right: ``claim`` (found at all), one of :data:`TESTS`, ``row`` (number and
    noun), ``full``. In a group, a claim is right when number and noun are, and ``full`` counts those right in all.

    >>> Figures("rule", "change", 8, 10, 6, 5).f1, Figures("rule", None, 2, 0, 0, 0).precision
    (0.6667, None)
    """

    by: str
    name: str | None
    gold: int
    found: int
    right: int
    full: int | None

    @property
    def precision(self) -> float | None:
        """The share of the claims found that are right."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float | None:
        """The share of the claims in gold that are found and right."""
        return _share(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """Precision and recall in one figure."""
        return _share(2 * self.right, self.gold + self.found)


def figures(evaluation: Evaluation, lexicon: Lexicon) -> Iterator[Figures]:
    """Every figure of an evaluation, those of all claims first; in a group the most frequent first, last those without."""
    scores = evaluation.scores
    for name in ("claim", *TESTS, "row", "full"):
        right = scores.hit if name == "claim" else scores.right[name]
        yield Figures("all", name, scores.gold, scores.pred, right, None)
    for by in GROUPS:
        yield from _grouped(evaluation, by, _keys(lexicon)[by])


_Key = Callable[[Match], str | None]


def _keys(lexicon: Lexicon) -> dict[str, tuple[_Key, _Key]]:
    """By what each group knows a claim of the gold, and one that was found."""
    return {
        "field": (lambda match: _field(match, lexicon), lambda match: match.got.field if match.got else None),
        "kind": (_kind, lambda match: match.got.kind if match.got else None),
        # Gold names no rule: a claim of it counts for the rule that found it.
        "rule": (_rule, _rule),
        "document": (lambda match: match.document.doc, lambda match: match.document.doc),
    }


def _grouped(evaluation: Evaluation, by: str, keys: tuple[_Key, _Key]) -> Iterator[Figures]:
    of_gold, of_found = keys
    gold, found, right, full = (Counter[str | None]() for _ in range(4))
    for match in evaluation.matches:
        names = of_gold(match), of_found(match)
        gold[names[0]] += match.wanted is not None
        found[names[1]] += match.got is not None
        if names[0] == names[1]:
            right[names[0]] += match.row
            full[names[0]] += match.full
    there = {name for name in (*gold, *found) if gold[name] or found[name]}
    for name in sorted(there, key=lambda each: (each is None, -gold[each], -found[each], each or "")):
        yield Figures(by, name, gold[name], found[name], right[name], full[name])


def _field(match: Match, lexicon: Lexicon) -> str | None:
    """The field of a claim of the gold: that of its noun, whichever of the accepted has one."""
    if match.wanted is None:
        return None
    if match.got is not None and "field" not in match.failed:
        return match.got.field
    nouns = (noun for noun in match.wanted.accepted.get("entity", ()) if noun)
    return next((field for noun in nouns if (field := lexicon.field(noun))), None)


def _kind(match: Match) -> str | None:
    """What the unit of a claim of the gold measures."""
    if match.wanted is None:
        return None
    if match.got is not None and "number" not in match.failed:
        return match.got.kind
    accepted = match.wanted.accepted
    unit = next((found for each in accepted.get("unit", ()) if each and (found := units.get(each))), None)
    if unit is None:
        return None
    return "change" if unit.kind == "share" and "change" in accepted.get("statistic", ()) else unit.kind


def _rule(match: Match) -> str | None:
    return match.got.rule if match.got else None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
