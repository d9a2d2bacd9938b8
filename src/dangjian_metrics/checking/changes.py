"""Changes against the levels that are stated beside them: 由15天压缩至3天, 增长10% with both years given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.parts import STOP
from dangjian_metrics.checking.passages import Article, Figure, Sentence
from dangjian_metrics.checking.rates import rounded
from dangjian_metrics.checking.record import Finding, finding
from dangjian_metrics.checking.spans import Span
from dangjian_metrics.comparison.joining import when
from dangjian_metrics.comparison.measures import converted

_REAL = re.compile(
    "实际|可比|不变价|同口径|扣除|生产总值|GDP|增加值|年均|每年|(?<![上去今本前当])年增|递增|逐年|平均|复合"
)
"""Signs of a change that is not that of the levels as stated: at constant prices, on another basis, for each year of several."""
_GRADES = frozenset(("类", "级", "等", "档", "位", "名", "星", "线"))
"""Units of a rank, which rises as its number falls: 水质由五类提升至三类."""
_FALLING = re.compile("(?:压缩|压减|精简|缩短|缩减|下降|减少|降低|核减)(?:率|比例|幅度)$")
"""Names of a rate that says by how much something has fallen."""
_NET = {"增加": "up", "净增": "up", "减少": "down", "净减": "down"}
_REACHED = re.compile(
    "[，、]?(?:已|共|总数|总量|总额){0,3}(?:达到|达|增至|增加到|增长到|升至|提高到|降至|减至|下降到|减少到|为)"
)
_YEARS = {"前年": -2, "去年": -1, "上年度": -1, "上年": -1, "今年": 0, "本年度": 0, "本年": 0}
_BETTER = re.compile("效率|效能|速度|时效|时限|时长|时间|优化|改善|工作日|小时|分钟|天|日")
"""What is better where it takes less: 办理效率由15个工作日提升至5个工作日."""
_ONE, _DOUBLINGS = Decimal(1), Decimal(40)
_NEARLY, _LOOSELY = Decimal("0.9"), Decimal("0.75")


def directions(article: Article) -> Iterator[Finding]:
    """What rises to a level was below it, what falls to it was above it.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in directions(each)]
    >>> said("办理时限由15天压缩至3天。"), said("办理时限由15天压缩至30天。")
    ([], ['from 15天 down to 30天: that is more'])
    """
    for sentence in article.sentences:
        for before, after in _steps(sentence):
            way = after.claim.direction
            if after.claim.unit in _GRADES or (
                way == "up" and _BETTER.search(_words(sentence, before, after))
            ):
                continue
            one, other = before.within(after.claim.unit), after.span
            if way == "up" and one.low > other.high:
                message = sayings.UP
            elif way == "down" and one.high < other.low:
                message = sayings.DOWN
            else:
                continue
            said = message.format(before=before.quote, after=after.quote)
            yield finding("error", "direction", said, [before.numbered, after.numbered])


def _words(sentence: Sentence, before: Figure, after: Figure) -> str:
    """What is said of a step: the name of the earlier level, and what stands between the two."""
    return f"{before.claim.entity or ''}{before.claim.unit or ''}{sentence.between(before, after)}"


def _steps(sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """Each earlier level with the level reached right behind it."""
    for before, after in pairwise(sentence.figures):
        if _is_step(sentence, before, after):
            yield before, after


def _is_step(sentence: Sentence, before: Figure, after: Figure) -> bool:
    return (
        before.claim.statistic == "baseline"
        and after.claim.statistic not in ("baseline", "change")
        and before.measure == after.measure
        and not STOP.search(sentence.between(before, after))
    )


def changes(article: Article) -> Iterator[Finding]:
    """A change is the difference of its levels: both stated, or one of them and the difference.

    由50人增加到60人，增长20%; 达110亿元，比上年增加10亿元，增长10%. Growth at constant prices and growth a year of several are not looked
    at.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in changes(each)]
    >>> said("志愿者由50人增加到60人，增长20%。"), said("志愿者由50人增加到60人，增长30%。")
    ([], ['(60人 − 50人) / 50人 = 20%, stated 30%'])
    >>> said("2023年营业收入100万元，2024年营业收入110万元，增长15%。")
    ['(110万元 − 100万元) / 100万元 = 10%, stated 15%']
    >>> said("村集体收入由2023年的100万元增长15%，达到120万元。")
    ['(120万元 − 100万元) / 100万元 = 20%, stated 15%']
    >>> said("审批时限由15天压缩至3天，压缩率达90%。")
    ['(15天 − 3天) / 15天 = 80%, stated 90%']
    >>> said("营业收入110万元，比上年增加10万元，增长15%。")
    ['10万元 / (110万元 − 10万元) = 10%, stated 15%']
    """
    for sentence in article.sentences:
        for change in sentence.figures:
            if _way(change) and not _REAL.search(_clauses(sentence, change)):
                yield from _between_levels(sentence, change)
                yield from _by_difference(sentence, change)


def _way(figure: Figure) -> str | None:
    """Up or down where a figure tells by how much something has changed: 增长20%, 压缩率80%, 增加15人; else None."""
    claim = figure.claim
    if claim.statistic == "change":
        return claim.direction
    if figure.is_percent and _FALLING.search(claim.entity or ""):
        return "down"
    return _NET.get(claim.action or "") if claim.rule == "left out" and figure.is_level else None


def _clauses(sentence: Sentence, change: Figure) -> str:
    """The clauses before the change from the last ；on, and its own to its end."""
    end = re.search("[，；。]|$", sentence.text[change.end :])
    begin = max(sentence.text.rfind(mark, 0, change.start) for mark in "；。")
    return sentence.text[begin + 1 : change.end + (end.start() if end else 0)]


def _between_levels(sentence: Sentence, change: Figure) -> Iterator[Finding]:
    """The finding that a change is not that from the one level to the other."""
    pair = _levels(sentence, change)
    if pair is None or pair[0].claim.value <= 0 or not _of_the_same(pair[1], change):
        return
    first, after = pair
    if _in_points(after, change) or (change.measure == after.measure and change.claim.unit != "%"):
        yield from _difference(first, after, change)
    elif (found := _ratio(first, after, change)) and not found.meets(_stated(change)):
        ratio = rounded(abs(_percent(first, after)))
        template = sayings.RISE if _percent(first, after) >= 0 else sayings.FALL
        said = template.format(after=after.quote, before=first.quote, found=ratio, stated=change.quote)
        yield finding("error", "change", said, [first.numbered, after.numbered, change.numbered])


def _levels(sentence: Sentence, change: Figure) -> tuple[Figure, Figure] | None:
    """The two levels that a change is told of: both before it, or around it (由100万元增长15%，达到115万元)."""
    at = sentence.figures.index(change)
    if at > 1:
        first, after = sentence.figures[at - 2 : at]
        ends = STOP.search(sentence.between(after, change))
        stepped = _is_step(sentence, first, after) and change.claim.basis is None
        if not ends and (stepped or _of_two_years(first, after, change)):
            return first, after
    if 0 < at < len(sentence.figures) - 1:
        first, after = sentence.figures[at - 1], sentence.figures[at + 1]
        told = first.claim.statistic == "baseline" and after.is_level and first.like(after)
        if told and _REACHED.fullmatch(sentence.between(change, after)) and first.measure == after.measure:
            return first, after
    return None


def _in_points(after: Figure, change: Figure) -> bool:
    """Whether the levels are shares and the change is told in points of them."""
    return after.claim.unit == "%" and change.claim.unit in ("个百分点", "百分点")


def _of_two_years(first: Figure, after: Figure, change: Figure) -> bool:
    """Whether the same is stated of two years, the second that after the first: 2023年…100万元，2024年…110万元."""
    one, other = _year(first.claim.period or ""), _year(after.claim.period or "")
    return (
        one is not None
        and other is not None
        and one[0] == other[0] - 1
        and one[1:] == other[1:]
        and first.claim.entity == after.claim.entity is not None
        and first.is_level
        and after.is_level
        and first.like(after)
        and change.claim.per is None
    )


def _year(period: str) -> tuple[int, bool, str] | None:
    """The year of a period, whether it is told from this one, and what of the year it is: 2024年上半年, 去年."""
    word = next((word for word in _YEARS if period.startswith(word)), None)
    if word is not None:
        return _YEARS[word], True, period.removeprefix(word)
    year = when(period)[0]
    return (year, False, re.sub(r"^(?:19|20)\d\d年?", "", period)) if year else None


def _of_the_same(after: Figure, change: Figure) -> bool:
    """Whether the change is one of this level."""
    same = change.claim.entity in (after.claim.entity, None) or bool(
        _FALLING.search(change.claim.entity or "")
    )
    return same and change.claim.per in (None, after.claim.per)


def _ratio(first: Figure, after: Figure, change: Figure) -> Span | None:
    """By how much the second level is more or less, as a share of the first; None where the change is of another kind."""
    if (
        change.claim.unit not in ("%", "倍", "番")
        or after.measure != first.measure
        or after.claim.unit == "%"
    ):
        return None
    quotient = after.within(first.claim.unit).over(first.span)
    if _way(change) == "down":
        return Span(_ONE - quotient.high, _ONE - quotient.low)
    return Span(quotient.low - _ONE, quotient.high - _ONE)


def _stated(change: Figure) -> Span:
    """The change as a share of one: 20% is 0.2, 3倍 is 3, 翻两番 is 3."""
    if change.claim.unit == "番":
        return _doubled(change)
    return change.span.times(Decimal("0.01") if change.claim.unit == "%" else 1)


def _doubled(change: Figure) -> Span:
    """By how much more something is when it has doubled so many times, which is never said to the last digit: 翻两番 is about 3."""
    times = Decimal(2) ** min(change.claim.value, _DOUBLINGS)
    bound = change.claim.bound
    low = times * (_LOOSELY if bound in ("nearly", "about", "under") else _NEARLY) - 1
    return Span(low, Decimal("Infinity") if bound == "over" else times / _NEARLY - 1)


def _percent(first: Figure, after: Figure) -> Decimal:
    value = converted(after.claim.value, after.claim.unit, first.claim.unit)
    return (value - first.claim.value) / first.claim.value * 100


def _difference(first: Figure, after: Figure, change: Figure) -> Iterator[Finding]:
    """由15天压缩至3天，减少12天."""
    unit = after.claim.unit
    found = after.span - first.within(unit)
    if _way(change) == "down":
        found = first.within(unit) - after.span
    if not found.meets(change.span if _in_points(after, change) else change.within(unit)):
        said = sayings.DIFFERENCE.format(
            after=after.quote,
            before=first.quote,
            found=abs(after.claim.value - first.claim.value),
            stated=change.quote,
        )
        yield finding("error", "change", said, [first.numbered, after.numbered, change.numbered])


def _by_difference(sentence: Sentence, change: Figure) -> Iterator[Finding]:
    """A level, by how much it has changed, and by how many percent: 110万元，比上年增加10万元，增长10%.

    The level may stand behind the change as well: 减少50件，下降到150件，降幅25%.
    """
    before = sentence.before(change)
    if change.claim.unit != "%" or len(before) < 2:
        return
    step, level = before[:2] if before[0].claim.statistic == "change" else (before[1], before[0])
    if not (
        step.claim.statistic == "change"
        and step.claim.direction == change.claim.direction is not None
        and level.is_level
        and step.like(level)
        and step.claim.entity == level.claim.entity == change.claim.entity is not None
        and step.claim.basis == (change.claim.basis or step.claim.basis)
        and not STOP.search(sentence.between(before[1], change))
    ):
        return
    span = step.within(level.claim.unit)
    base = level.span - span if change.claim.direction == "up" else level.span + span
    if base.low <= 0 or span.over(base).times(100).meets(change.span):
        return
    yield _from_difference(level, step, change)


def _from_difference(level: Figure, step: Figure, change: Figure) -> Finding:
    value = converted(step.claim.value, step.claim.unit, level.claim.unit)
    more = change.claim.direction == "up"
    base = level.claim.value - value if more else level.claim.value + value
    said = (sayings.BY_MORE if more else sayings.BY_LESS).format(
        step=step.quote, level=level.quote, found=rounded(value / base * 100), stated=change.quote
    )
    return finding("error", "change", said, [level.numbered, step.numbered, change.numbered])
