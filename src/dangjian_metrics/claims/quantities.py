"""Quantities in a sentence: number, scale, hedge, unit, range.

:func:`at_digits` and :func:`at_chinese` read the longest quantity that begins at a numeral. They say
what stands there, not whether it is a claim: that is for :mod:`dispositions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dangjian_metrics.claims import hedges
from dangjian_metrics.language import numerals, units
from dangjian_metrics.language.numerals import Number
from dangjian_metrics.language.units import Unit


@dataclass(slots=True)
class Quantity:
    """A number with its unit: offsets in the folded text, end exclusive.

    ``start``/``end`` span the quote; ``left``/``right`` include the hedges around it. ``unit`` is as
    written, without scale; ``bound`` one of docs/claims.md §2; ``per`` the unit under a unit over a unit;
    ``bare`` says that no measure word stands behind the number.
    """

    start: int
    end: int
    left: int
    right: int
    value: Decimal
    value_to: Decimal | None
    unit: str
    kind: str
    bound: str
    per: str | None = None
    bare: bool = False


_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"[十百千]?(?:万亿|亿亿|万|亿)|(?:百|千)(?![克米瓦伏帕卡焦赫])"
_MIXED = re.compile(rf"({_NUM})亿(\d{{1,8}}(?:\.\d{{1,8}})?)万")
_DIGITS = re.compile(rf"(?P<n>{_NUM})(?P<v1>[余多几来])?(?P<s1>{_SCALE})?(?P<v2>[余多几])?")
_TO = re.compile(rf"(?:[至到\-—–―－～~]+)(?P<n>{_NUM})(?P<v1>[余多])?(?P<s1>{_SCALE})?(?P<v2>[余多])?")
_SLASH = re.compile(r"(\d{1,9})/(\d{1,9})(?![\d/])")
_RATIO = re.compile(r"(\d+(?:\.\d+)?)[:：∶](1)(?![\d.])")
_PER = re.compile(
    r"/(?:人次|平方米|平方公里|立方米|公顷|[亩人户吨日天月年秒次平度个件台辆]|千瓦时|小时|分钟|公斤|千克|斤|kWh|m³)"
)

_C = "〇零一二三四五六七八九十百千万亿两廿壹贰叁肆伍陆柒捌玖拾佰仟"
_POINT = "点[零〇一二三四五六七八九]+"
_CHINESE = re.compile(rf"[数几]?[{_C}]+(?:几[{_C}]*)?(?:[余多来](?![自源到临])[十百千万亿]*)?")
_CHINESE_TO = re.compile(rf"[至到\-—–―－～~]+([{_C}]+)")
_FRACTION = re.compile(rf"([{_C}]+)分之([{_C}]+(?:{_POINT}(?![十百千万亿]))?|\d+(?:\.\d+)?)")
_UP_TO = frozenset("至到-—–―－～~")
_FRACTION_TO = re.compile(rf"[至到\-—–―－～~]+(百分之)?([{_C}]+(?:{_POINT}(?![十百千万亿]))?)")
_CHINESE_DECIMAL = re.compile(rf"([{_C}]+){_POINT}([百千]?[万亿]+)?(?![十百千])")
_TENTHS = re.compile(
    r"([一二两三四五六七八九\d])(?:[至到—\-～]?([二三四五六七八九])|[至到—\-～]([2-9]))?成(?!立|为|员|果|功|本|效|长|熟|就|交|都|品|人|渝|年|型|片|像|份|分|对|群|套|色|因|千|章|家|了|一[体片批个线]|全)([一二三四五六七八九半])?"
)
_HALF = re.compile(r"一半|半数|过半(?=[,，。；的、]|$)|(?<=[近超])半(?=[的,，。；])")
_HALF_UNIT = re.compile(r"半(?=亩|小时|个小时|公里|斤|公斤|吨|里)")
_BEHIND_HALF = frozenset("导径岛挂球")  # 半导体 is a word of its own
_HALF_OF_ONE = Decimal("0.5")
_HALVED = frozenset(("duration", "mass", "length", "area"))
_LONGEST = 20  # characters of a number: all the money of the world in fen has 17 digits


def at_digits(text: str, start: int) -> Quantity | None:
    """The quantity that begins with the digits at ``start`` of a folded text; None where there is none.

    >>> q = at_digits("投入近1100余万元", 3); q.value, q.unit, q.bound, "投入近1100余万元"[q.start:q.end]
    (Decimal('11000000'), '元', 'nearly', '1100余万元')
    >>> q = at_digits("培育3至5名", 2); q.value, q.value_to, q.unit
    (Decimal('3'), Decimal('5'), '名')
    """
    m = _DIGITS.match(text, start)
    if m is None or len(m["n"]) > _LONGEST:
        return None
    end = m.end()
    if text[end : end + 1] in _PARTED:
        special = _fraction_of_digits(text, start)
        if special is not None:
            return special
    digits, before, scale, behind = m.groups("")
    vague = before or behind
    value, value_to = numerals.decimal(digits, scale), None
    mixed = _MIXED.match(text, start) if scale == "亿" else None
    if mixed is not None:  # 1亿3000万元
        value, end = value + numerals.decimal(mixed[2], "万"), mixed.end()
    unit = units.at(text, end, bare=bool(scale) or value >= 1000)
    to = _second_number(text, end, unit)
    if to is not None and _is_range(text, end, unit, to):
        second = units.at(text, to.end(), bare=to["s1"] is not None)
        value_to = numerals.decimal(to["n"], to["s1"] or "")
        if not scale and unit is None and to["s1"]:
            value = numerals.decimal(digits, to["s1"])
        vague, end, unit = vague or to["v1"] or to["v2"] or "", to.end(), second or unit
        unit = second
    elif vague == "几" and value % 10 == 0 and not scale:
        value, value_to = value + 1, value + 9
    return _finish(text, start, end, Number(value, value_to, _VAGUE.get(vague)), unit)


_PARTED = frozenset("/:：∶")
_DASHES = frozenset("至到-—–―－～~")


def _second_number(text: str, end: int, unit: Unit | None) -> re.Match[str] | None:
    """The second number of a range, behind the first or behind its unit."""
    behind = end + len(unit.word) if unit is not None else end
    at = next((at for at in (end, behind) if text[at : at + 1] in _DASHES), None)
    to = _TO.match(text, at) if at is not None else None
    return to if to is not None and len(to["n"]) <= _LONGEST else None


_VAGUE = {"余": "over", "多": "over", "几": "about", "来": "about"}


def _is_range(text: str, end: int, unit: Unit | None, to: re.Match[str]) -> bool:
    """Whether the second number belongs to the first: 3至5名, 10万～30万元, 1500元至2000元, not 18%到5%."""
    second = units.at(text, to.end(), bare=to["s1"] is not None)
    if second is None and (to["s1"] is None or unit is not None):
        return False
    if unit is None or to.start() == end:
        return second is not None or to["s1"] is not None
    return second is not None and (second.word == unit.word or second.kind == unit.kind)


def _fraction_of_digits(text: str, start: int) -> Quantity | None:
    """3/4 as a share; 2.34：1 as a ratio."""
    slash = _SLASH.match(text, start)
    if slash is not None and units.at(text, slash.end()) is None and int(slash[1]) < int(slash[2]) <= 1000:
        share = numerals.percent(Decimal(slash[1]), Decimal(slash[2]))
        return _finish(text, start, slash.end(), Number(share), _PERCENT)
    ratio = _RATIO.match(text, start)
    return _finish(text, start, ratio.end(), Number(Decimal(ratio[1])), None) if ratio is not None else None


_PERCENT = Unit("%", "share", "shares")


def at_chinese(text: str, start: int) -> Quantity | None:
    """The quantity that begins with the Chinese numeral at ``start`` of a folded text.

    >>> q = at_chinese("约四十余万株", 1); q.value, q.unit, q.bound
    (Decimal('400000'), '株', 'about')
    >>> [at_chinese(t, 0).value for t in ("九成二", "三分之二的", "两成半", "一半以上")]
    [Decimal('92'), Decimal('66.67'), Decimal('25'), Decimal('50')]
    """
    share = _chinese_share(text, start)
    if share is not None:
        return share
    if text[start] == "半" and _HALF_UNIT.match(text, start):
        unit = units.at(text, start + 1, bare=False)
        return _finish(text, start, start + 1, Number(_HALF_OF_ONE), unit)
    m = _CHINESE.match(text, start)
    if m is not None and text[m.end() : m.end() + 1] == "点":
        decimal = _chinese_decimal(text, start)
        if decimal is not None:
            return decimal
    number = numerals.chinese(m[0]) if m is not None else None
    if m is None or number is None:
        return None
    to = _CHINESE_TO.match(text, m.end()) if text[m.end() : m.end() + 1] in _DASHES else None
    second = numerals.chinese(to[1]) if to is not None else None
    if to is not None and second is not None and number.value < second.value and number.value_to is None:
        unit = units.at(text, to.end(), bare=False)
        if unit is not None:
            return _finish(text, start, to.end(), Number(number.value, second.value, number.bound), unit)
    unit = units.at(text, m.end(), bare=number.value >= 1000)
    return _finish(text, start, m.end(), number, unit)


def _chinese_decimal(text: str, start: int) -> Quantity | None:
    """十一点六个百分点, 三点五亿元; a time of day (两点三人到场) has no scale behind it, and counts no half persons."""
    m = _CHINESE_DECIMAL.match(text, start)
    value = numerals.chinese_decimal(m[0]) if m is not None else None
    unit = units.at(text, m.end(), bare=False) if m is not None else None
    if m is None or value is None or unit is None or not (m[2] or unit.kind in _MEASURED):
        return None
    return _finish(text, start, m.end(), Number(value), unit)


_MEASURED = frozenset(("share", "ratio", "money", "area", "length", "mass", "volume", "duration", "change"))


def _chinese_share(text: str, start: int) -> Quantity | None:
    """分之, 成, 半: shares in Chinese numerals, as per cent."""
    near = text[start : start + 8]
    m = _FRACTION.match(text, start) if "分之" in near else None
    if m is not None:
        share = _fraction(m[1], m[2])
        if share is None:
            return None
        to = _FRACTION_TO.match(text, m.end()) if text[m.end() : m.end() + 1] in _UP_TO else None
        most = _fraction(m[1], to[2]) if to is not None and (to[1] or not units.at(text, to.end())) else None
        if to is not None and most is not None and share < most:
            return _finish(text, start, to.end(), Number(share, most), _PERCENT)
        return _finish(text, start, m.end(), Number(share), _PERCENT)
    m = _TENTHS.match(text, start) if "成" in near else None
    if m is not None:
        return _tenths(text, m)
    m = _HALF.match(text, start) if "半" in near[:3] else None
    if m is not None:
        more = m[0] == "过半"
        number = Number(Decimal(50), None, "over" if more else None)
        return _finish(text, start + more, m.end(), number, _PERCENT)
    return None


def _fraction(whole: str, part: str) -> Decimal | None:
    """三分之二 in per cent; None for what is no share (零分之三)."""
    try:
        of = Decimal(part) if part[0].isdigit() else numerals.chinese_decimal(part)
        if of is None:
            return None
        return numerals.percent(of, Decimal(numerals.whole(whole)))
    except (ValueError, ArithmeticError):
        return None


def tenths_at(text: str, start: int) -> Quantity | None:
    """A share in tenths whose figure is a digit (9成以上)."""
    m = _TENTHS.match(text, start)
    return _tenths(text, m) if m is not None else None


def _tenths(text: str, m: re.Match[str]) -> Quantity:
    def figure(c: str) -> int:
        return int(c) if c.isdigit() else numerals.DIGITS[c]

    value = Decimal(figure(m[1]) * 10)
    upper = m[2] or m[3]
    value_to = Decimal(figure(upper) * 10) if upper else None
    if m[4]:
        value += 5 if m[4] == "半" else figure(m[4])
    return _finish(text, m.start(), m.end(), Number(value, value_to), _PERCENT)


def _finish(text: str, start: int, end: int, number: Number, unit: Unit | None) -> Quantity:
    """The quantity whose number stands between ``start`` and ``end``, with its unit and the hedges around."""
    (value, value_to, inner), word, kind, per = number, "", "", None
    if text[start - 2 : start] == "零下":
        start, value = start - 2, -value
    if unit is not None:
        word, kind = unit.word, unit.kind
        if unit is not _PERCENT or text[end : end + 1] == "%":
            end += len(word)
        if (
            text[end : end + 1] == "半"
            and text[end + 1 : end + 2] not in _BEHIND_HALF
            and (kind in _HALVED or word == "个")
        ):
            value, end, word, kind = _and_a_half(text, end, value, word, kind)
        under = _PER.match(text, end) if text[end : end + 1] == "/" else None
        if under is not None:
            per, end = under[0][1:], under.end()
    left, before = hedges.before(text, start)
    right, behind = hedges.behind(text, end)
    bound = before or inner or behind or "exact"
    return Quantity(start, end, left, right, value, value_to, word, kind, bound, per, unit is None)


def _and_a_half(text: str, end: int, value: Decimal, word: str, kind: str) -> tuple[Decimal, int, str, str]:
    """两天半, 两个半小时: half a unit more; 个 gives way to the unit behind."""
    if word != "个":
        return value + _HALF_OF_ONE, end + 1, word, kind
    unit = units.at(text, end + 1, bare=False)
    if unit is None or unit.kind != "duration":
        return value, end, word, kind
    return value + _HALF_OF_ONE, end + 1 + len(unit.word), unit.word, unit.kind


def group(word: str) -> str:
    """The group of a unit in the table (``persons``, ``money``, …); empty for none."""
    unit = units.get(word)
    return unit.group if unit is not None else ""
