"""Text to articles: the layout of a page read back into what its authors wrote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dangjian_metrics.documents import captions, furniture, headings, lines, spacing, titles
from dangjian_metrics.documents.lines import Line, Span
from dangjian_metrics.documents.paragraphs import Writer
from dangjian_metrics.text import Passage

_LEAD_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a document and its passages in reading order.

    ``number`` counts from 1 within the document. ``title`` is as written, without ``#``; it is empty
    where the page has none. ``start`` is the document offset of the title's first character. ``lead``
    holds title, bylines and about the first 200 characters of the text, where an article tells its region.
    Passages of kind ``furniture`` hold what is no text: each page number or counter where it stands, and the last one
    markers, comments and buttons, if anything.
    """

    number: int
    title: str
    start: int
    lead: str
    passages: tuple[Passage, ...]


Lifted = tuple[str, tuple[Line, ...]]
"""What was taken out of the text: a caption or furniture, by the kind of passage that it makes, and its lines."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the whole document is read into before its articles are told apart."""

    document: str
    text: list[Line]
    lifted: list[Lifted]
    holes: list[Span]
    cuts: list[Span]


def articles(document_text: str) -> Iterator[Article]:
    r"""The articles of a decoded document, in order; none where there is nothing but space.

    Every character but space lies in exactly one passage of one article, at one place, and
    ``document_text[passage.origin(i)] == passage.text[i]`` for each ``i``. Takes any text, in linear time.

    >>> page = "# 船山区： 培育社企\n\n今年上半年实现营收5.75万\n\n元，其中投入社区建设4.8万元。\n"
    >>> for article in articles(page):
    ...     article.title, article.start, article.passages[1].text
    ('船山区： 培育社企', 2, '今年上半年实现营收5.75万元，其中投入社区建设4.8万元。')
    """
    found, holes = lines.split(document_text)
    found, litter = furniture.lift(document_text, found)
    text, spoken = captions.lift(document_text, found)
    lifted = [("caption", caption) for caption in spoken]
    if litter:
        lifted = sorted([*lifted, *(("furniture", (line,)) for line in litter)], key=_start)
    spaces = spacing.closed(document_text)
    page = _Page(document_text, text, lifted, holes, sorted([*holes, *spaces]) if spaces else holes)
    openings = titles.openings(text) or ([titles.Opening(0, ())] if lifted or holes else [])
    for number, opening in enumerate(openings, 1):
        last = openings[number].first if number < len(openings) else len(text)
        yield _article(page, number, opening, last)


def _article(page: _Page, number: int, opening: titles.Opening, last: int) -> Article:
    writer = Writer(page.document, page.holes, page.cuts, headings.style(page.text[opening.first : last]))
    begin = page.text[opening.first].marker if number > 1 else 0
    end = page.text[last].marker if last < len(page.text) else len(page.document)
    title, start = "", page.text[opening.first].start if page.text else 0
    if opening.title:
        for line in page.text[opening.first : opening.title[0]]:
            writer.masthead(line)
        title = writer.title([page.text[at] for at in opening.title])
        start = page.text[opening.title[0]].start
    first = opening.title[-1] + 1 if opening.title else opening.first
    _write(writer, page.text[first:last], _within(page.lifted, begin, end))
    holes = page.holes[bisect_left(page.holes, (begin, 0)) : bisect_left(page.holes, (end, 0))]
    passages = tuple(writer.finish(holes))
    return Article(number, title, start, _lead(passages), passages)


def _write(writer: Writer, text: list[Line], lifted: list[Lifted]) -> None:
    """Hands the lines, captions and furniture to the writer in the order of the page."""
    upcoming = iter(lifted)
    other = next(upcoming, None)
    last = len(text) - 1
    for at, line in enumerate(text):
        while other is not None and _start(other) < line.start:
            writer.interrupt(*other)
            other = next(upcoming, None)
        writer.line(line, text[at + 1] if at < last else None)
    while other is not None:
        writer.interrupt(*other)
        other = next(upcoming, None)


def _within(lifted: list[Lifted], begin: int, end: int) -> list[Lifted]:
    first = bisect_left(lifted, begin, key=_start)
    return lifted[first : bisect_left(lifted, end, first, key=_start)]


def _start(lifted: Lifted) -> int:
    return lifted[1][0].start


def _lead(passages: tuple[Passage, ...]) -> str:
    """What stands around the title and the first characters of the text below."""
    above, body, length = [], [], 0
    for passage in passages:
        if passage.kind == "body":
            body.append(passage.text)
            length += len(passage.text)
        elif not body and passage.kind in ("title", "byline"):
            above.append(passage.text)
        if length >= _LEAD_LENGTH:
            break
    return "\n".join([*above, "\n".join(body)[:_LEAD_LENGTH]])
