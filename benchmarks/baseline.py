"""The yardstick: what one writes in an afternoon with a pattern and jieba's word classes.

A number with a measure word, the nearest noun phrase behind it (else before it), the nearest verb before it.
It knows no ranges, ellipsis, periods, regions or dispositions; it stands for how fast and how far that goes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from decimal import Decimal

import jieba
import jieba.posseg

jieba.setLogLevel(logging.ERROR)
MEASURES = (
    "平方米|平方公里|公里|公顷|公斤|小时|人次|场次|件次|个百分点|"
    "[人名位个家户项件条次场支所座处间套台辆亩吨元倍种类批期组对]"
)
QUANTITY = re.compile(
    r"(?P<hedge>近|约|超过|超|逾|突破)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]*)[余多]?"
    rf"(?P<unit>{MEASURES}|[%％])"
)
SENTENCE = re.compile(r"[^。！？；;\n]+")
SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
Word = tuple[str, str, int, int]


def extract(text: str) -> Iterator[dict[str, object]]:
    """One record for each number with a measure word."""
    for sentence in SENTENCE.finditer(text):
        found = list(QUANTITY.finditer(sentence[0]))
        words = list(tagged(sentence[0])) if found else []
        for match in found:
            behind = noun([word for word in words if word[2] >= match.end()])
            before = noun([word for word in reversed(words) if word[3] <= match.start()], backwards=True)
            verbs = [word for word, tag, _, end in words if tag == "v" and end <= match.start()]
            value = Decimal(match["number"].replace(",", ""))
            for scale in match["scale"]:
                value *= SCALES[scale]
            yield {
                "start": sentence.start() + match.start("number"),
                "end": sentence.start() + match.end(),
                "value": value,
                "unit": match["unit"],
                "bound": "exact" if match["hedge"] is None else "about",
                "entity": behind or before,
                "action": verbs[-1] if verbs else None,
            }


def tagged(sentence: str) -> Iterator[Word]:
    """The words of a sentence with class, start and end."""
    at = 0
    for word, tag in jieba.posseg.cut(sentence):
        yield word, tag, at, at + len(word)
        at += len(word)


def noun(words: list[Word], *, backwards: bool = False) -> str | None:
    """The noun phrase with which a run of words begins."""
    phrase: list[str] = []
    for word, tag, _, _ in words:
        if not (tag[0] in "nlj" or tag in ("vn", "a", "b")):
            break
        phrase.append(word)
    return "".join(reversed(phrase) if backwards else phrase) or None
