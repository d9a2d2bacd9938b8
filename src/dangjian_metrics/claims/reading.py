"""A passage to its claims: numbers, sentences, links, records."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from dangjian_metrics.claims import cells
from dangjian_metrics.claims import dispositions as numbers_of
from dangjian_metrics.claims.dispositions import Reading
from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.linking import frames, modality, sentence
from dangjian_metrics.claims.linking.phrases import Clause
from dangjian_metrics.claims.linking.place import Link, Place
from dangjian_metrics.claims.linking.sentence import Found
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.claims.writing import as_written
from dangjian_metrics.documents import furniture
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.text import Passage

_SENTENCE_END = re.compile(r"[。！？][”’」』）]*")
_Span = TypeVar("_Span", bound=tuple[Any, ...])
_NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]")


@dataclass(frozen=True, slots=True)
class Context:
    """Where the passages being read stand: document, article and its place.

    ``written`` is the document as it is written, where the passages are not: traditional characters are read as
    their simplified twins.
    """

    doc: str
    article: int
    title: str
    region: Region
    lexicon: Lexicon
    written: str | None = None


def numbers(passage: Passage) -> Reading | None:
    """The numbers of a passage; None where it holds none."""
    if _NUMERAL.search(passage.text) is None:
        return None
    found = numbers_of.read(fold(passage.text))
    if found.sentences and _is_aside(passage):
        return _without_claims(found)
    return cells.without_bare_figures(found) if found.sentences and cells.is_row(found.text) else found


def _is_aside(passage: Passage) -> bool:
    """Whether the passage is no text of the article, whatever its numbers count: pages, readers, other articles."""
    return passage.kind == "furniture" or (passage.kind == "byline" and furniture.holds_counter(passage.text))


def _without_claims(found: Reading) -> Reading:
    numerals = [
        (start, end, "identifier", "page furniture")
        if disposition == "claim"
        else (start, end, disposition, reason)
        for start, end, disposition, reason in found.numerals
    ]
    return replace(found, numerals=numerals, sentences=[])


def sentences(passage: Passage, reading: Reading) -> list[tuple[str, sentence.Sentence]]:
    """The sentences of a passage that hold claims: each as written and as tokens."""
    text = passage.text
    read = []
    for each in reading.sentences:
        start, end = each.start, each.end
        found = Found(
            each.quantities, _within(reading.times, start, end), _within(reading.quotes, start, end)
        )
        read.append((text[start:end].strip(), sentence.read(reading.text, text, (start, end), found)))
    return read


def claims(passage: Passage, found: Iterable[tuple[str, sentence.Sentence]], context: Context) -> list[Claim]:
    """The claims in the sentences of a passage, in order."""
    topic: str | None = None
    is_row = "\t" in passage.text
    of_a_place = is_row and cells.is_of_a_place(passage)
    linked = []
    for whole, read in found:
        for place, found_link in _links(read, topic):
            link = _ALONE if of_a_place and cells.is_alone(passage.text, place.quantity) else found_link
            linked.append((whole, place, link))
            if link.entity and not link.property:
                topic = link.entity
    records = [_record(passage, whole, place, link, context) for whole, place, link in linked]
    if is_row and (label := cells.label(passage)) is not None:
        for record in records:
            if record.entity is None or record.entity not in label:
                record.subject = label
    if context.written is None:
        return records
    return as_written(
        zip(records, [place.quantity.start for _, place, _ in linked], strict=True), passage, context.written
    )


_ALONE = Link("figure alone in its cell")


def _within(spans: Sequence[_Span], start: int, end: int) -> Sequence[_Span]:
    """The spans that begin in a stretch of the text."""
    if not spans:
        return spans
    return spans[bisect_left(spans, start, key=_START) : bisect_left(spans, end, key=_START)]


_START = itemgetter(0)
_BEGIN = attrgetter("start")
_RIGHT = attrgetter("right")


_AROUND = 15  # characters on each side of a number, for reading it in its place


def dispositions(
    passage: Passage, reading: Reading, doc: str, written: str | None = None
) -> Iterator[Disposition]:
    """What became of each number of a passage, with the text around it on one line."""
    text = passage.text if written is None else passage.of(written)
    for start, end, disposition, reason in reading.numerals:
        around = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
        yield Disposition(
            doc, passage.origin(start), passage.end_origin(end), text[start:end], disposition, reason, around
        )


def tokens(passage: Passage) -> Iterator[tuple[list[str], str]]:
    """The words and codes of each sentence of a passage, as the linking sees them."""
    text = passage.text
    found = numbers_of.read(fold(text))
    every = [q for each in found.sentences for q in each.quantities]
    for start, end in _stretches(found.text, every):
        if text[start:end].strip():
            quantities = every[bisect_left(every, start, key=_BEGIN) : bisect_left(every, end, key=_BEGIN)]
            spans = Found(quantities, _within(found.times, start, end), _within(found.quotes, start, end))
            read = sentence.read(found.text, text, (start, end), spans, whole=True)
            yield read.words, read.codes


_LONG = 1500  # characters: one sentence of a megabyte is read piece by piece, so that time stays linear


def _stretches(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """The sentences of a text, endless ones in pieces that part no quantity."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    for first, end in zip([0, *ends], [*ends, len(text)], strict=True):
        start = first
        while end - start > _LONG:
            cut = start + _LONG
            i = bisect_left(quantities, cut, key=_RIGHT)
            if i < len(quantities) and quantities[i].left < cut:
                cut = max(start + 1, quantities[i].left)
            yield start, cut
            start = cut
        yield start, end


_BOUNDARY = re.compile(r"[,;:.()]")
_REACH = 120  # tokens: no noun stands further from its number


def _links(read: sentence.Sentence, topic: str | None) -> list[tuple[Place, Link]]:
    bounds = [-1, *[m.start() for m in _BOUNDARY.finditer(read.codes)], len(read.codes)]
    found: list[tuple[Place, Link]] = []
    earlier: list[tuple[Quantity, Link, int]] = []
    clause = Clause(read.words, read.codes, 0, 0)
    for quantity, at in zip(read.quantities, read.at, strict=False):
        i = bisect_right(bounds, at)
        first, last = bounds[i - 1] + 1, bounds[i]
        if last - first > _REACH:
            first, last = max(first, at - _REACH), min(last, at + _REACH)
        if clause.first != first or clause.last != last:
            clause = Clause(read.words, read.codes, first, last)
        place = Place(
            read,
            quantity,
            clause,
            at,
            earlier if len(earlier) < _REACH else earlier[-_REACH:],
            topic,
            read.words,
            read.codes,
        )
        link = frames.link(place)
        found.append((place, link))
        earlier.append((quantity, link, at))
    return found


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
