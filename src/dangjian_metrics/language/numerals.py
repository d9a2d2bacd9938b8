"""Numerals to exact values: digits with scale words, Chinese integers, ranges, orders of magnitude.

The only importer of cn2an, which is asked for whole Chinese integers and nothing else: it refuses
mixed forms (5.67万亿), vague ones (10余万) and fractions, and returns floats for decimals.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCALES = {"万": 10**4, "亿": 10**8}
_FORMAL = str.maketrans("〇廿", "零廿")
_VAGUE = {"余": "over", "多": "over", "来": "about"}
_LONGEST = 40
"""Characters of a Chinese numeral: sixteen places written out take 31. 万亿万亿… of a page would take hours."""


class Number(NamedTuple):
    """A value, the upper end of a range (or None), and the hedge inside the numeral (or None)."""

    value: Decimal
    value_to: Decimal | None = None
    bound: str | None = None


@lru_cache(maxsize=512)
def scale(words: str) -> int:
    """The factor that scale words stand for, in units of one.

    >>> scale("万亿"), scale("千万"), scale(""), scale("百亿亿")
    (1000000000000, 10000000, 1, 1000000000000000000)
    """
    factor = 1
    for c in words:
        factor *= PLACES.get(c) or SCALES[c]
    return factor


_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Python's own context rounds to 28 digits, and fails where a whole number has more."""


@lru_cache(maxsize=4096)
def decimal(digits: str, words: str = "") -> Decimal:
    """Digits (thousands separators allowed) times their scale words, exactly.

    >>> decimal("5.75", "万"), decimal("1,860")
    (Decimal('57500'), Decimal('1860'))
    """
    value = _EXACT.multiply(Decimal(digits.replace(",", "").replace("，", "")), scale(words))
    whole_number = value == value.to_integral_value()
    return value.quantize(Decimal(1), context=_EXACT) if whole_number else value.normalize(_EXACT)


@lru_cache(maxsize=2048)
def whole(numeral: str) -> int:
    """A Chinese integer. Raises ValueError for what is none, and for what is longer than any.

    >>> whole("三十二"), whole("两千"), whole("千"), whole("一二八")
    (32, 2000, 1000, 128)
    """
    if len(numeral) == 1 and numeral in DIGITS:
        return DIGITS[numeral]
    if len(numeral) > _LONGEST:
        raise ValueError(numeral[:_LONGEST])
    if all(c in DIGITS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    if (numeral[0] in PLACES and numeral[0] not in "十拾") or numeral[0] in SCALES:
        numeral = "一" + numeral
    from cn2an import cn2an  # 40 ms that a document of plain digits need not pay

    try:
        return int(cn2an(numeral.replace("廿", "二十").replace("〇", "零"), "smart"))
    except (KeyError, IndexError) as error:  # cn2an's answer to 三亿五 and its like
        raise ValueError(numeral) from error


@lru_cache(maxsize=2048)
def chinese(numeral: str) -> Number | None:
    """What a run of Chinese numerals says, with its vague parts; None for what is no number.

    A range is two neighbouring digits at one place (三五, 十八九, 五六百); 数, 几 and 上 stand for the
    order of magnitude that they precede (spec: ``value_to``).

    >>> chinese("十几")
    Number(value=Decimal('11'), value_to=Decimal('19'), bound='about')
    >>> chinese("数十万").value, chinese("四十余万"), chinese("五六百").value_to
    (Decimal('100000'), Number(value=Decimal('400000'), value_to=None, bound='over'), Decimal('600'))
    """
    if len(numeral) > _LONGEST:
        return None
    bound = next((_VAGUE[c] for c in numeral if c in _VAGUE), None)
    core = "".join(c for c in numeral if c not in _VAGUE)
    try:
        return _vague(core) or _span(core, bound) or Number(Decimal(whole(core)), None, bound)
    except (ValueError, KeyError):  # KeyError: 十几三, no scale behind 几
        return None


@lru_cache(maxsize=512)
def chinese_decimal(numeral: str) -> Decimal | None:
    """A Chinese numeral that may have a point and scale words behind it; None for what is no number.

    >>> chinese_decimal("十八点五"), chinese_decimal("三点五亿"), chinese_decimal("二十"), chinese_decimal("一点滴")
    (Decimal('18.5'), Decimal('350000000'), Decimal('20'), None)
    """
    integer, _, rest = numeral.partition("点")
    digits = rest.rstrip("百千万亿")
    try:
        figures = "".join(str(DIGITS[c]) for c in digits)
        return decimal(f"{whole(integer)}.{figures}" if figures else str(whole(integer)), rest[len(digits) :])
    except (ValueError, KeyError):
        return None


def _vague(core: str) -> Number | None:
    if core[0] in "数几" and len(core) > 1:
        return Number(Decimal(whole(core[1:])), None, "over")
    head, several, tail = core.partition("几")
    if several and head and head[-1] in "十拾":
        tens, factor = whole(head), scale(tail)
        return Number(Decimal((tens + 1) * factor), Decimal((tens + 9) * factor), "about")
    return None


def _span(core: str, bound: str | None) -> Number | None:
    for i in range(len(core) - 1):
        low, high = DIGITS.get(core[i], 0), DIGITS.get(core[i + 1], 0)
        if low and high > low and not _plain_digits(core, i):
            first, second = core[: i + 1] + core[i + 2 :], core[:i] + core[i + 1 :]
            return Number(Decimal(whole(first)), Decimal(whole(second)), bound)
    return None


def _plain_digits(core: str, at: int) -> bool:
    """Whether the pair is part of a string of digits (一二三, 一二八) rather than a span."""
    around = core[max(0, at - 1) : at] + core[at + 2 : at + 3]
    return any(c in DIGITS for c in around)


def percent(part: Decimal, whole_: Decimal) -> Decimal:
    """A part of a whole in per cent, to two decimals where it does not come out even.

    >>> percent(Decimal(2), Decimal(3)), percent(Decimal(1), Decimal(4))
    (Decimal('66.67'), Decimal('25'))
    """
    value = part * 100 / whole_
    return value if value == value.to_integral_value() else value.quantize(Decimal("0.01")).normalize()
