"""A claim's number as people write it: scale, hedge, unit, direction."""

from __future__ import annotations

import math
from decimal import Decimal

from dangjian_metrics.claims.record import Claim

SIGNS = {"about": "≈", "nearly": "≈", "over": ">", "under": "<", "at_least": "≥", "at_most": "≤"}
"""The sign of each hedge; 近 and 约 share one, as no common sign says "just under"."""

_ARROWS = {"up": "↑", "down": "↓"}
_SCALES = ((12, "万亿"), (8, "亿"), (4, "万"))
_PER = {
    "year": "年", "quarter": "季度", "month": "月", "week": "周", "day": "天", "hour": "小时",
    "person": "人", "household": "户", "village": "村",
}  # fmt: skip


def plain(value: Decimal) -> str:
    """The number in plain decimal digits: exact, no exponent, no idle zeros behind the point.

    >>> plain(Decimal("1.036E+19")), plain(Decimal("0.130")), plain(Decimal("480000000.0"))
    ('10360000000000000000', '0.13', '480000000')
    """
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def scaled(value: Decimal) -> str:
    """The number with 万, 亿 or 万亿 where that is shorter.

    >>> scaled(Decimal(480000000)), scaled(Decimal(31000)), scaled(Decimal(57500)), scaled(Decimal(32))
    ('4.8亿', '3.1万', '57500', '32')
    """
    digits = plain(value)
    for zeros, name in _SCALES:
        if value.adjusted() >= zeros:
            short = plain(Decimal(f"{digits}E-{zeros}")) + name
            return short if len(short) < len(digits) else digits
    return digits


def figure(claim: Claim) -> str:
    """Hedge, number and unit: ``>1.2万人次``, ``3～5名``, ``↑10%`` (a change), ``3天↓`` (a level)."""
    number = scaled(claim.value)
    if claim.value_to is not None:
        number += f"～{scaled(claim.value_to)}"
    per = f"/{_PER.get(claim.per, claim.per)}" if claim.per else ""
    shown = f"{SIGNS.get(claim.bound, '')}{number}{claim.unit or ''}{per}"
    arrow = _ARROWS.get(claim.direction or "", "")
    return arrow + shown if claim.statistic == "change" else shown + arrow


def place(claim: Claim) -> str:
    """The region's full names joined: 山东省潍坊市安丘市."""
    return "".join(name for name in (claim.province, claim.city, claim.county) if name)


def digits(number: Decimal | float | str) -> str:
    """A number in plain decimal digits; what is no finite number gives the empty text.

    >>> digits(Decimal("1.036E+19")), digits("83.2"), digits(1e-7), digits(float("nan"))
    ('10360000000000000000', '83.2', '0.0000001', '')
    """
    if isinstance(number, str):
        return number
    if isinstance(number, Decimal):
        return plain(number)
    return plain(Decimal(repr(number))) if math.isfinite(number) else ""
