"""A part is at most its whole: 收集诉求13个，其中已解决9个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dangjian_metrics.checking import sayings
from dangjian_metrics.checking.passages import Article, Figure, Sentence
from dangjian_metrics.checking.record import Finding, finding

_OF_IT = re.compile("其中(?!之)")
STOP = re.compile("[；。！？]")
"""Where what was said of one thing ends."""
_THINGS = frozenset(("object", "organisation", "event"))
_KINDS_OF = frozenset("级型类性等")
"""What ends the name of a kind: 国家级, 示范型."""
_BUILT = re.compile("建筑|使用面积|楼")
"""A house of several floors has more room than its ground."""
_RUNNING = re.compile("累计|总共|历年|以来|共计")
_GATHERED = frozenset(
    [
        "收集",
        "排查",
        "受理",
        "梳理",
        "征集",
        "发现",
        "摸排",
        "登记",
        "接收",
        "交办",
        "排查梳理",
        "收集梳理",
        "征求",
        "接到",
        "收到",
        "承办",
        "查摆",
        "查找",
    ]
)
_SETTLED = frozenset(["解决", "整改", "办结", "化解", "处置", "采纳", "答复", "回复", "调处", "销号"])


def parts(article: Article) -> Iterator[Finding]:
    """What stands behind 其中 is at most what stands before it; no more is settled than was gathered.

    Any figure before 其中 that counts alike may be the whole: only what is more than all of them cannot be.

    >>> from dangjian_metrics import extract
    >>> from dangjian_metrics.checking.passages import articles
    >>> def said(text):
    ...     return [found.message for each in articles(enumerate(extract(text))) for found in parts(each)]
    >>> said("收集诉求13个，其中已解决9个。"), said("收集诉求13个，其中已解决15个。")
    ([], ['15个 of 13个: a part is more than its whole'])
    """
    for earlier, sentence in article.neighbours():
        found = dict.fromkeys(
            [*_of_it(earlier, sentence), *_settled(earlier, sentence), *_new_ones(sentence)]
        )
        for whole, part in found:
            # What is settled may have been gathered before, unless the text leaves out what it is of: 收集诉求13个，已解决15个
            sure = part.claim.action not in _SETTLED or part.claim.rule == "left out"
            yield finding(
                "error" if sure else "warning",
                "part",
                sayings.PART.format(part=part.quote, whole=whole.quote),
                [whole.numbered, part.numbered],
            )


def _of_it(earlier: Sentence | None, sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """Each part behind 其中 that is more than every whole that it may be of, with the nearest of these."""
    for sign in _OF_IT.finditer(sentence.text):
        wholes = wholes_before(sentence, sign.start(), earlier)
        for part in listed(sentence, sign.end()):
            alike = [
                whole for whole in wholes if may_hold(whole, part) and not _runs_on(whole, part, sentence)
            ]
            if alike and alike[0] not in sentence.figures:  # a new sentence may tell of something else
                alike = [whole for whole in alike if _is_kind(part, whole)]
            if alike and all(is_more(part, whole) for whole in alike):
                yield alike[0], part


def may_hold(whole: Figure, part: Figure) -> bool:
    """Whether one may be a part of the other: persons of persons, money of money; of things only those of one name.

    个 counts villages and the groups in them alike: 8个村，其中村民小组65个.
    """
    if not whole.like(part) or _BUILT.search(part.claim.entity or ""):
        return False
    one, other = whole.claim.entity, part.claim.entity
    if part.claim.kind not in _THINGS or one is None or other is None:
        return True
    return one[-1] == other[-1] or other[-1] in _KINDS_OF


def _is_kind(part: Figure, whole: Figure) -> bool:
    """Whether the name of the part says that it is one of the whole: 女党员 of 党员."""
    name = whole.claim.entity
    return name is not None and (part.claim.entity or "").endswith(name)


def wholes_before(sentence: Sentence, at: int, earlier: Sentence | None) -> list[Figure]:
    """The levels before a place of the sentence, the nearest first; at its head those of the sentence before."""
    before = [
        each
        for each in sentence.wholes(reversed(sentence.figures))
        if each.end <= at and not STOP.search(sentence.text, each.end, at)
    ]
    if not before and earlier and not sentence.text[:at].strip("，、"):
        return last_told(earlier)
    return before


def last_told(sentence: Sentence | None) -> list[Figure]:
    """The wholes that a sentence ends with, behind its last ；, the nearest to its end first."""
    if sentence is None:
        return []
    end = len(sentence.text) - 1
    wholes = sentence.wholes(reversed(sentence.figures))
    return [each for each in wholes if not STOP.search(sentence.text, each.end, end)]


def listed(sentence: Sentence, at: int) -> Iterator[Figure]:
    """The levels from a place on, as far as they stand in one list: 党员5名、干部3名."""
    end = at
    for figure in sentence.figures:
        if figure.start < at:
            continue
        between = sentence.text[end : figure.start]
        if STOP.search(between) or not figure.is_level or (end > at and not between.startswith("、")):
            return
        yield figure
        end = figure.end


def _runs_on(whole: Figure, part: Figure, sentence: Sentence) -> bool:
    """Whether the part is a running total and the whole is none: 今年收集10个，累计解决30个."""
    return whole.claim.statistic != "cumulative" and bool(_RUNNING.search(sentence.ahead(part)))


def is_more(part: Figure, whole: Figure) -> bool:
    """Whether a part is more than its whole can be."""
    return part.within(whole.claim.unit).low > whole.span.high


def _settled(earlier: Sentence | None, sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """What was settled of what was gathered just before, where it is more."""
    for part in sentence.figures:
        if part.claim.action in _SETTLED and part.is_level and part.claim.entity:
            whole = _gathered(part, sentence.before(part) or last_told(earlier))
            if whole and not _runs_on(whole, part, sentence) and is_more(part, whole):
                yield whole, part


def _new_ones(sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    """What is new, where it is more than the running total behind it: 新建党支部32个，累计达30个."""
    for new, total in pairwise(sentence.figures):
        if (
            (new.claim.action or "").startswith("新")
            and new.is_level
            and total.claim.statistic == "cumulative"
            and total.claim.entity == new.claim.entity is not None
            and total.like(new)
            and re.fullmatch("[，、](?:累计|总数|总量)(?:已?达到?|为|有)?", sentence.between(new, total))
            and is_more(new, total)
        ):
            yield total, new


def _gathered(part: Figure, before: Sequence[Figure]) -> Figure | None:
    """What was gathered last of what the part counts."""
    for figure in before:
        if figure.claim.entity == part.claim.entity and figure.like(part) and figure.is_level:
            return figure if figure.claim.action in _GATHERED else None
    return None
