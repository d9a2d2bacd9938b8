"""What a check finds: a rule, how grave it is, the figures, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Literal, get_args

from dangjian_metrics.claims.record import Claim

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""``error`` cannot be true, ``warning`` wants a second look, ``note`` is good to know."""

Numbered = tuple[int, Claim]
"""A claim behind its number in the store."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: ``claims`` are their numbers in the store, ``quotes`` the figures as written.

    It stands in the document, article, place and sentence of the last of them, which is the one in doubt.
    """

    severity: Severity
    rule: str
    message: str
    region: str
    doc: str
    article: int
    title: str
    claims: tuple[int, ...]
    quotes: tuple[str, ...]
    sentence: str


COLUMNS: tuple[str, ...] = tuple(Finding.__slots__)
"""The names of a finding's columns in their order."""

_SHOWN = 20


def finding(severity: Severity, rule: str, message: str, claims: Sequence[Numbered]) -> Finding:
    """The finding of a rule about these claims, the last of which is the one in doubt.

    >>> from dangjian_metrics import extract
    >>> (claim,) = extract("覆盖率达120%。")
    >>> finding("error", "above-100", "120% is more than all", [(1, claim)]).quotes
    ('120%',)
    """
    last = claims[-1][1]
    return Finding(
        severity,
        rule,
        message,
        place(last),
        last.doc,
        last.article,
        last.title,
        tuple(number for number, _ in claims[:_SHOWN]),
        tuple(claim.quote for _, claim in claims[:_SHOWN]),
        last.sentence,
    )


def plain(value: Decimal) -> str:
    """A number that was reckoned, in plain digits, of which at most four are behind the point.

    >>> plain(Decimal("20000.00")), plain(Decimal(1) / 3)
    ('20000', '0.3333')
    """
    found = f"{value:.4f}"
    return found.rstrip("0").rstrip(".")


def place(claim: Claim) -> str:
    """The full names of a claim's place, joined; empty where the text does not tell it."""
    return "".join(filter(None, (claim.province, claim.city, claim.county)))


_SAID = attrgetter("rule", "message", "doc", "article", "sentence")


def once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings without those that say the same of a sentence that stands in an article twice."""
    seen: set[tuple[object, ...]] = set()
    for each in findings:
        said = _SAID(each)
        if said not in seen:
            seen.add(said)
            yield each
