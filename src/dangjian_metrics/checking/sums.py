"""Parts that make up the whole, and their sum: 其中男性28人，女性14人; 已解决9个，其余4个; 共计12个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from operator import add

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.parts import STOP, listed, may_hold, wholes_before
from dangjian_metrics.checking.passages import Article, Figure, Sentence
from dangjian_metrics.checking.record import Finding, finding
from dangjian_metrics.checking.spans import ALL, Span
from dangjian_metrics.comparison.measures import converted

_EXCLUDING = tuple(
    tuple(map(re.compile, words))
    for words in (
        ("男", "女"),
        ("城镇|城市", "农村|乡村"),
        ("出口", "进口"),
        ("第一产业", "第二产业", "第三产业"),
        ("境外|输入", "本土|本地"),
    )
)
"""Kinds that exclude each other and leave nothing out: their sum is the whole."""
_APART_BUT_SOME = tuple(
    tuple(map(re.compile, words))
    for words in (
        ("境内|国内", "境外|国外"),
        ("公办", "民办"),
        ("党委", "党?总支", "党?支部"),
        ("赞成", "反对", "弃权"),
        ("已", "未|正在|尚"),
    )
)
"""Kinds that exclude each other and may leave some out (已完工, 正在建设 and 未开工): their sum is at most the whole."""
_PARTED = re.compile("其中|(?<=[，、])(?=男(?:性|党员|职工|干部|队员|生)?[\\d一-九]+.{0,8}?女)")
_REST = re.compile("其余|剩余|余下")
_TOTAL = re.compile("[，、](?:合计|共计|总计|一共|共|总共)$")
_SHARED_OUT = re.compile(
    "分别[^，。；]{0,6}占|占比[^，。；]{0,6}分别|比重[^，。；]{0,6}分别|比例[^，。；]{0,6}分别"
)
_APART = re.compile(
    "男[^，。]{0,20}女|女[^，。]{0,20}男|一、二、三(?:次)?产业|一产.{0,40}二产.{0,40}三产|第一产业.{0,40}第二产业.{0,40}第三产业|(?:城镇|城市).{0,40}(?:农村|乡村)"
    "|岁[^，。；]{0,3}下.{0,40}岁[^，。；]{0,3}上"
)
_STRUCTURE = re.compile(
    r"产业(?:结构|比例|比重|占比|构成)[^\d，。；]{0,12}"
    r"(\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)(?![:：.\d])"
)


def sums(article: Article) -> Iterator[Finding]:
    """Parts that exclude each other and leave nothing out add up to their whole; a list to the total behind it; shares to 100%.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in sums(each)]
    >>> said("现有党员42人，其中男性28人、女性14人。"), said("现有党员42人，其中男性28人、女性24人。")
    ([], ['28人 + 24人 = 52, stated 42人'])
    >>> said("收集问题13个，已解决9个，其余5个正在办理。")
    ['9个 + 5个 = 14, stated 13个']
    """
    for earlier, sentence in article.neighbours():
        if len(sentence.figures) > 1:
            yield from list(_kinds(earlier, sentence)) or _many(sentence)
            yield from _rest(sentence)
            yield from _totals(sentence)
            yield from _shared_out(sentence)
        yield from _structure(sentence)


def _kinds(earlier: Sentence | None, sentence: Sentence) -> Iterator[Finding]:
    """Parts behind 其中 by kinds that exclude each other."""
    for sign in _PARTED.finditer(sentence.text):
        behind = [
            each
            for each in sentence.figures
            if each.start >= sign.end() and not STOP.search(sentence.text, sign.end(), each.start)
        ]
        for kinds in (*_EXCLUDING, *_APART_BUT_SOME):
            parts = _of_kinds(kinds, sentence, behind)
            if parts:
                first = min(part.start for part in parts)
                wholes = wholes_before(sentence, first, None) or wholes_before(
                    sentence, sign.start(), earlier
                )
                alike = [each for each in wholes if each.like(parts[0])]
                yield from _against(parts, alike, some=kinds in _APART_BUT_SOME)


def _many(sentence: Sentence) -> Iterator[Finding]:
    """Parts of one list behind 其中 that are more than the whole: 其中机关支部5个、企业支部4个、农村支部4个 of 12个.

    Persons are passed over, who are of several kinds at once (女性40名、党员60名).
    """
    for sign in re.finditer("其中", sentence.text):
        parts = [each for each in listed(sentence, sign.end()) if each.claim.kind != "person"]
        wholes = [
            each for each in wholes_before(sentence, sign.start(), None) if parts and may_hold(each, parts[0])
        ]
        alike = all(part.like(parts[0]) and part.claim.action is None for part in parts)
        if (
            len(parts) > 1
            and alike
            and wholes
            and all(_sum(parts, whole).low > whole.span.high for whole in wholes)
        ):
            whole = wholes[0]
            said = sayings.MANY.format(
                sum=_plus(parts), found=_exact(parts, whole.claim.unit), whole=whole.quote
            )
            yield finding("warning", "sum", said, [whole.numbered, *(part.numbered for part in parts)])


def _of_kinds(
    kinds: Sequence[re.Pattern[str]], sentence: Sentence, figures: Sequence[Figure]
) -> list[Figure]:
    """A level of each kind, all counted alike; none where one is missing."""
    found = [_of_kind(kind, sentence, figures) for kind in kinds]
    parts = [part for part in found if part is not None]
    whole = len(set(parts)) == len(kinds) and all(parts[0].like(part) for part in parts)
    return parts if whole else []


def _of_kind(kind: re.Pattern[str], sentence: Sentence, figures: Sequence[Figure]) -> Figure | None:
    """The one level that is said to be of this kind; None where several are, or none."""
    found = [each for each in figures if each.is_level and kind.search(_said_of(sentence, each))]
    return found[0] if len(found) == 1 else None


def _said_of(sentence: Sentence, figure: Figure) -> str:
    """What the clause says before a figure."""
    return re.split("[，、]|其中", sentence.ahead(figure))[-1]


def _rest(sentence: Sentence) -> Iterator[Finding]:
    """The rest, with what was told before of the whole, makes up the whole."""
    for rest in sentence.figures:
        if not (rest.is_level and _REST.match(_said_of(sentence, rest))):
            continue
        before = [each for each in sentence.before(rest) if each.is_level and each.like(rest)]
        if len(before) > 1 and all(each.claim.entity == rest.claim.entity for each in before):
            readings = [(before[:at], before[at]) for at in range(1, len(before))]
            if not any(_sum([*parts, rest], whole).meets(whole.span) for parts, whole in readings):
                parts, whole = readings[-1]
                yield _finding([*parts[::-1], rest], whole)


def _totals(sentence: Sentence) -> Iterator[Finding]:
    """The total behind a list of parts."""
    for total in sentence.figures:
        if not (total.is_level and _TOTAL.search(sentence.ahead(total))):
            continue
        parts = _list_before(sentence, total)
        if len(parts) > 1:
            readings = [parts[at:] for at in range(len(parts) - 1)]
            if not any(_sum(each, total).meets(total.span) for each in readings):
                yield _finding(parts, total)


def _list_before(sentence: Sentence, total: Figure) -> list[Figure]:
    """The parts of one list, with 、 between them, that ends where the total is told."""
    found: list[Figure] = []
    for figure in sentence.before(total):
        if not (figure.is_level and figure.claim.unit == total.claim.unit and figure.like(total)):
            break
        if found and not re.match("、|和|及", sentence.between(figure, found[-1])):
            break
        found.append(figure)
    return found[::-1]


def _shared_out(sentence: Sentence) -> Iterator[Finding]:
    """Shares of kinds that exclude each other, told one after the other: 男、女分别占45%、65%."""
    for sign in _SHARED_OUT.finditer(sentence.text):
        if not _APART.search(sentence.text, max(sentence.text.rfind("；", 0, sign.start()), 0), sign.start()):
            continue
        shares: list[Figure] = []
        for figure in sentence.figures:
            if figure.start < sign.end():
                continue
            between = sentence.text[shares[-1].end if shares else sign.end() : figure.start]
            if not figure.is_percent or re.search("[，；。]", between):
                break
            shares.append(figure)
        if len(shares) > 1 and _total(shares, None).low > ALL.high:
            message = sayings.SHARES.format(sum=_plus(shares), found=_exact(shares, None))
            yield finding("error", "sum", message, [each.numbered for each in shares])


def _structure(sentence: Sentence) -> Iterator[Finding]:
    """The shares of the three industries, which are all: 三次产业结构为5：40：55."""
    for found in _STRUCTURE.finditer(sentence.text):
        terms = [Decimal(term) for term in found.groups()]
        places = max(len(term.partition(".")[2]) for term in found.groups())
        figures = [each for each in sentence.figures if found.start() <= each.start <= found.end()]
        if figures and abs(sum(terms, Decimal(-100))) > 2 * Decimal(10) ** -places:
            message = sayings.STRUCTURE.format(sum=" + ".join(found.groups()), found=sum(terms, Decimal(0)))
            yield finding("error", "sum", message, [each.numbered for each in figures])


def _against(parts: Sequence[Figure], wholes: Sequence[Figure], *, some: bool) -> Iterator[Finding]:
    """The finding that the parts add up to none of the wholes, or, where they are but some, to more than each of them."""
    if not wholes or any(_sum(parts, whole).meets(whole.span) for whole in wholes):
        return
    if not some or all(_sum(parts, whole).low > whole.span.high for whole in wholes):
        yield _finding(parts, wholes[0])


def _sum(parts: Sequence[Figure], whole: Figure) -> Span:
    return _total(parts, whole.claim.unit)


def _total(parts: Sequence[Figure], unit: str | None) -> Span:
    return reduce(add, (part.within(unit) if unit else part.span for part in parts))


def _exact(parts: Sequence[Figure], unit: str | None) -> Decimal:
    return sum(
        (converted(each.claim.value, each.claim.unit, unit or each.claim.unit) for each in parts), Decimal(0)
    )


def _plus(parts: Sequence[Figure]) -> str:
    return " + ".join(part.quote for part in parts)


def _finding(parts: Sequence[Figure], whole: Figure) -> Finding:
    message = sayings.SUM.format(sum=_plus(parts), found=_exact(parts, whole.claim.unit), stated=whole.quote)
    return finding("error", "sum", message, [*(part.numbered for part in parts), whole.numbered])
