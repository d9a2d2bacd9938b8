"""Which claims of a store are doubtful, the most doubtful first, and why."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.evaluation import precision
from dangjian_metrics.evaluation.precision import Precision
from dangjian_metrics.messages import _, word
from dangjian_metrics.store.answering import Condition, where
from dangjian_metrics.store.connection import Connection

SURE = 0.8
"""A rule that is right in at least so many cases (by Wilson's lower bound) makes no claim doubtful by itself."""

Findings = Mapping[int, Sequence[str]]
"""What checks found, by the numbers of the claims: a line for each finding."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim to look at: its number, and the chance (a lower bound) that number and noun are right."""

    id: int
    chance: float


def queue(
    store: Connection,
    found: Sequence[Condition],
    findings: Findings,
    decided: Collection[int],
    *,
    every: bool = False,
) -> list[Doubt]:
    """The claims to review among those with these conditions, the most doubtful first, those ``decided`` left out.

    Doubtful is a claim of a rule that is not :data:`SURE`, one without an entity, and one that a check found something
    about; with ``every`` all the others come behind them.
    """
    rules: dict[str, Precision] = {
        rule: precision.of(rule) for (rule,) in store.execute("SELECT DISTINCT rule FROM manners")
    }
    conditions = list(found)
    if not every:
        doubtful = [rule for rule, each in rules.items() if each.lower < SURE]
        sql = "entity IS NULL OR rule IN (SELECT value FROM json_each(?)) OR id IN (SELECT value FROM json_each(?))"
        conditions.append(Condition("", sql, (json.dumps(doubtful), json.dumps(list(findings)))))
    sql, values = where(conditions)
    rows = store.execute(f"SELECT id, entity IS NULL, rule FROM claims WHERE {sql}", values)
    doubts = [
        Doubt(number, _chance(rules[rule], bare=bool(bare), found=len(findings.get(number, ()))))
        for number, bare, rule in rows
        if number not in decided
    ]
    return sorted(doubts, key=lambda doubt: (doubt.chance, doubt.id))


def _chance(rule: Precision, *, bare: bool, found: int) -> float:
    """Without an entity a claim is not right; each finding makes it half as likely."""
    return 0.0 if bare else rule.lower / 2**found


def reasons(claim: Claim, found: Sequence[str] = ()) -> list[str]:
    """Why a claim is doubtful, a line for each reason; of one that is not, how often its rule is right.

    >>> from dangjian_metrics import extract
    >>> (claim,) = extract("新建党支部32个。")
    >>> reasons(claim, ["99.9 and 12 stand for the same"])[0]
    'check: 99.9 and 12 stand for the same'
    """
    said = [_("check: {finding}").format(finding=each) for each in found]
    if not claim.entity:
        said.append(_("no entity: the text leaves in doubt what is counted"))
    rule = precision.of(claim.rule)
    said.append(
        _("rule {rule}: {said} right on gold").format(rule=word("rule", claim.rule), said=rule.said())
    )
    return said
