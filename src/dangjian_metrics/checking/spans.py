"""What a stated figure may be: its number as rounded as it is written, and as its hedge leaves it open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import measures

_MOST = Decimal("Infinity")
_COUNTED = frozenset(("person", "organisation", "object", "event", None))
_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?\s*([十百千万亿]*)")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_LARGE = Decimal(10_000)
"""From here on numbers in Chinese numerals are rounded at their zeros: 二万八千亿."""
_LOOSE = Decimal(10)
"""A share in tenths (九成), or as a fraction (三分之一, 一半), is rounded to so many percent."""
_HALF, _NEARLY_ONE = Decimal("0.5"), Decimal("0.999")
_ABOUT, _NEARLY = Decimal("0.1"), Decimal("0.2")
_PRECISION = 40


@dataclass(frozen=True, slots=True)
class Span:
    """From the least to the greatest that a figure may be, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Span) -> bool:
        """Whether both may be the same."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def over(self, other: Span) -> Span:
        """One divided by the other, both of them more than nothing.

        >>> Span(Decimal(5), Decimal(5)).over(Span(Decimal(4), Decimal(8)))
        Span(low=Decimal('0.625'), high=Decimal('1.25'))
        """
        with localcontext() as context:
            context.prec = _PRECISION
            low = Decimal(0) if other.high == _MOST or other.high <= 0 else self.low / other.high
            high = _MOST if other.low <= 0 or self.high == _MOST else self.high / other.low
        return Span(low, high)

    def times(self, factor: Decimal | int) -> Span:
        """So many times as much, by a factor of more than nothing."""
        return Span(self.low * factor, self.high * factor)


ALL = Span(Decimal(100), Decimal(100))
"""The whole in percent."""


def of(claim: Claim) -> Span:
    """What the figure of a claim may be: rounded or cut off where its digits end, and as its hedge leaves it open.

    An exact count is what it says; 83% is anything from 82.5 to almost 84, 3.1万 anything from 30,500 to almost 32,000.

    >>> from dangjian_metrics import extract
    >>> [(str(span.low), str(span.high)) for span in map(of, extract("培训干部28人，超80%通过。"))]
    [('28', '28'), ('79.5', 'Infinity')]
    """
    ends = claim.value, claim.value if claim.value_to is None else claim.value_to
    low, high = min(ends), max(ends)  # 3000到30万元 ends below its begin as it is written
    step = rounded_to(claim)
    if step:
        low, high = low - step * _HALF, high + step * _NEARLY_ONE
    bound = claim.bound
    if bound in ("over", "at_least"):
        return Span(low, _MOST)
    if bound in ("under", "at_most"):
        return Span(Decimal(0) if high >= 0 else -_MOST, high)
    if bound == "nearly":
        return Span(low - abs(low) * _NEARLY, high)
    if bound == "about":
        return Span(low - abs(low) * _ABOUT, high + abs(high) * _ABOUT)
    return Span(low, high)


def in_unit(claim: Claim, unit: str | None) -> Span:
    """What the figure may be in another unit of the same measure.

    >>> from dangjian_metrics import extract
    >>> (claim,) = extract("流转土地1.50万亩。")
    >>> in_unit(claim, "公顷").low
    Decimal('996.6666666666666666666666666666666666667')
    """
    span = of(claim)
    factor = measures.of(claim.unit).factor / measures.of(unit).factor
    if factor == 1:
        return span
    with localcontext() as context:
        context.prec = _PRECISION
        return span.times(Decimal(factor.numerator) / Decimal(factor.denominator))


def rounded_to(claim: Claim) -> Decimal:
    """The step to which a figure is rounded as it is written; 0 for what is counted one by one.

    >>> from dangjian_metrics import extract
    >>> [str(rounded_to(claim)) for claim in extract("服务3.1万人，投入4.8亿元，办结率83.2%，选派28人，占九成。")]
    ['1000', '10000000', '0.1', '0', '10']
    """
    found = _DIGITS.search(fold(claim.quote))
    if found is None:
        return _rounded_in_words(claim)
    power = sum(_SCALES[scale] for scale in found[2]) - len(found[1] or "")
    if power == 0 and claim.kind in _COUNTED:
        return Decimal(0)
    return Decimal(10) ** power


def _rounded_in_words(claim: Claim) -> Decimal:
    """The step of a figure in Chinese numerals."""
    quote, value = claim.quote, claim.value
    if "百分之" in quote or "千分之" in quote or "点" in quote:
        decimals = len(re.sub(r"[^〇零○一二三四五六七八九]", "", quote.partition("点")[2]))
        scale = next((Decimal(10) ** _SCALES[sign] for sign in "亿万" if sign in quote), Decimal(1))
        return scale / Decimal(10) ** decimals / (10 if "千分之" in quote else 1)
    if claim.unit == "%" or "半" in quote:
        return _LOOSE if claim.unit == "%" else value
    if value < _LARGE or value != value.to_integral_value():
        return Decimal(0) if claim.kind in _COUNTED else Decimal(1)
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
