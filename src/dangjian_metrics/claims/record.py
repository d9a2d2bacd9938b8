"""The records that come out: a claim, and the disposition of a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any


@dataclass(slots=True)
class Claim:
    """One quantity that an article asserts, linked to what it measures (docs/claims.md §6).

    The attributes are the columns, in their order. ``start`` and ``end`` are offsets in the decoded
    document, end exclusive; ``value`` and ``value_to`` are exact; empty is None.
    """

    doc: str
    article: int
    title: str
    province: str | None
    city: str | None
    county: str | None
    section: str | None
    subject: str | None
    field: str | None
    entity: str | None
    role: str | None
    action: str | None
    value: Decimal
    value_to: Decimal | None
    unit: str | None
    bound: str
    kind: str | None
    statistic: str
    per: str | None
    direction: str | None
    basis: str | None
    period: str | None
    quote: str
    start: int
    end: int
    sentence: str
    rule: str

    def __reduce__(self) -> tuple[type[Claim], tuple[Any, ...]]:
        """As a row: processes hand claims on in a third of the time that a copy by name takes."""
        return Claim, row(self)


COLUMNS: tuple[str, ...] = tuple(Claim.__slots__)
"""The names of a record's columns in their order (docs/claims.md §6)."""

row = attrgetter(*COLUMNS)
"""A claim's values as a tuple in the order of :data:`COLUMNS`."""


@dataclass(slots=True)
class Disposition:
    """What became of one number of a document (docs/claims.md §1).

    ``start`` and ``end`` are offsets in the decoded document; ``number`` is the run of digits or
    Chinese numerals as written; ``disposition`` one of claim, enumeration, label, ordinal, time,
    identifier, word; ``reason`` the rule that decided; ``context`` the text around it on one line.
    """

    doc: str
    start: int
    end: int
    number: str
    disposition: str
    reason: str
    context: str


number_row = attrgetter(*Disposition.__slots__)
"""A number's disposition as a tuple in the order of its attributes."""

DISPOSITIONS = ("claim", "enumeration", "label", "ordinal", "time", "identifier", "word")
