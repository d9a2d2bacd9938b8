"""A passage to its claims: numbers, sentences, links, records."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dangjian_metrics.claims import dispositions
from dangjian_metrics.claims.dispositions import Reading
from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.linking import frames, modality, sentence
from dangjian_metrics.claims.linking.frames import Link, Place
from dangjian_metrics.claims.linking.phrases import Clause
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.text import Passage

_NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]")
_SENTENCE_END = re.compile(r"[。！？][”’」』）]*|…{1,2}")


@dataclass(frozen=True, slots=True)
class Context:
    """Where the passages being read stand: document, article and its place."""

    doc: str
    article: int
    title: str
    region: Region
    lexicon: Lexicon


def numbers(passage: Passage) -> Reading | None:
    """The numbers of a passage; None where it holds none."""
    if _NUMERAL.search(passage.text) is None:
        return None
    return dispositions.read(fold(passage.text))


def claims(passage: Passage, reading: Reading, context: Context) -> Iterator[Claim]:
    """The claims of a passage, in order."""
    text = passage.text
    folded = fold(text)
    topic: str | None = None
    for start, end, quantities in _sentences(folded, reading.quantities):
        times = [t for t in reading.times if start <= t.start < end]
        quotes = [q for q in reading.quotes if start <= q[0] and q[1] <= end]
        read = sentence.read(folded, text, start, end, quantities, times, quotes)
        whole = text[start:end].strip()
        for place, link in _links(read, topic):
            yield _record(passage, whole, place, link, context)
            if link.entity and not link.property:
                topic = link.entity


def _sentences(folded: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int, list[Quantity]]]:
    """The sentences that hold a quantity, with their quantities."""
    ends = [m.end() for m in _SENTENCE_END.finditer(folded)]
    if not ends or ends[-1] < len(folded):
        ends.append(len(folded))
    group: list[Quantity] = []
    current = -1
    for quantity in quantities:
        at = bisect_right(ends, quantity.start)
        if at != current and group:
            yield ends[current - 1] if current else 0, ends[current], group
            group = []
        current = at
        group.append(quantity)
    if group:
        yield ends[current - 1] if current else 0, ends[current], group


_BOUNDARY = re.compile(r"[,;:.()]")


def _links(read: sentence.Sentence, topic: str | None) -> Iterator[tuple[Place, Link]]:
    bounds = [-1, *(m.start() for m in _BOUNDARY.finditer(read.codes)), len(read.codes)]
    earlier: list[tuple[Quantity, Link, int]] = []
    for quantity, at in zip(read.quantities, read.at, strict=False):
        i = bisect_right(bounds, at) - 1
        place = Place(read, quantity, Clause(read.words, read.codes, bounds[i] + 1, bounds[i + 1]), at, earlier, topic)
        link = frames.link(place)
        yield place, link
        earlier.append((quantity, link, at))


def _record(passage: Passage, whole: str, place: Place, link: Link, context: Context) -> Claim:
    quantity, region = place.quantity, context.region
    statistic = modality.statistic(place, link)
    return Claim(
        context.doc, context.article, context.title, region.province, region.city, region.county, passage.section,
        modality.subject(place, link), context.lexicon.field(link.entity) if link.entity else None, link.entity, link.role, link.action,
        quantity.value, quantity.value_to, quantity.unit or None, quantity.bound,
        "change" if statistic == "change" and quantity.kind == "share" else quantity.kind or None, statistic,
        modality.per(place), link.direction, link.basis, modality.period(place),
        passage.text[quantity.start : quantity.end], passage.origin(quantity.start), passage.end_origin(quantity.end), whole, link.rule,
    )  # fmt: skip
