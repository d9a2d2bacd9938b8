"""Which units measure the same, and how many of one make another."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from importlib.resources import files

_ONE = Fraction(1)
_DIGITS = 15
"""So many digits of a converted value are kept; one that comes out even is exact."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit measures (``area``, ``count 0``; else the unit itself), and how many of the first unit it is."""

    name: str
    factor: Fraction


def of(unit: str | None) -> Measure:
    """The measure of a unit as written.

    >>> of("亩").name, of("公顷").factor / of("亩").factor, of("名") == of("人"), of("人次").name
    ('area', Fraction(15, 1), True, '人次')
    """
    return _table().get(unit or "") or Measure(unit or "", _ONE)


def converted(value: Decimal, unit: str | None, to: str | None) -> Decimal:
    """The value in another unit of the same measure.

    >>> converted(Decimal(3), "公顷", "亩"), converted(Decimal(2000), "公斤", "吨")
    (Decimal('45'), Decimal('2'))
    """
    if unit == to or (factor := of(unit).factor / of(to).factor) == 1:
        return value
    exact = Fraction(value) * factor
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    with localcontext() as context:
        context.prec = max(_DIGITS, len(str(exact.numerator // exact.denominator)) + 1)
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).normalize()


@cache
def _table() -> dict[str, Measure]:
    table = tomllib.loads(files(__package__).joinpath("conversions.toml").read_text("utf-8"))
    counts = table.pop("counts")["words"]
    found = {unit: Measure(f"count {i}", Fraction(1)) for i, words in enumerate(counts) for unit in words}
    for name, units in table.items():
        found |= {unit: Measure(name, Fraction(factor)) for unit, factor in units.items()}
    return found
