"""A document to its claims: the one verb of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_metrics.claims import reading, regions
from dangjian_metrics.claims.reading import Context
from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Article, Document, articles, read
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.language.words import nouns_known

if TYPE_CHECKING:
    import pandas


@dataclass(slots=True)
class Extraction:
    """What one document yielded, in the order of reading.

    ``numbers`` counts the numbers of the document by disposition; ``dispositions`` lists them, in the
    order of the document, where the call asked for an audit.
    """

    doc: str
    characters: int
    articles: int = 0
    claims: list[Claim] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    dispositions: list[Disposition] = field(default_factory=list)


def extract_document(
    document: Document, lexicon: Lexicon | None = None, *, audit: bool = False
) -> Extraction:
    """The claims of one document; with ``audit`` also the disposition of every number of it.

    >>> found = extract_document(Document("a.txt", "第一书记带动280余人就业。"), audit=True)
    >>> [claim.entity for claim in found.claims], dict(found.numbers)
    (['就业'], {'ordinal': 1, 'claim': 1})
    >>> found.dispositions[0].context
    '第一书记带动280余人就业。'
    """
    found = Extraction(document.name, len(document.text))
    words = lexicon or (Lexicon.load() if nouns_known() else Lexicon.of([]))
    # Step by step over the whole document: that is quicker than passage by passage.
    numbers = []
    for article in list(articles(document.text)):
        found.articles += 1
        context = Context(document.name, article.number, article.title, _region(article), words)
        for passage in article.passages:
            each = reading.numbers(passage)
            if each is not None:
                numbers.append((passage, each, context))
    sentences = [
        (passage, reading.sentences(passage, each), context)
        for passage, each, context in numbers
        if each.sentences
    ]
    for passage, read_sentences, context in sentences:
        found.claims.extend(reading.claims(passage, read_sentences, context))
    found.numbers.update([numeral[2] for _, each, _ in numbers for numeral in each.numerals])
    if audit:
        for passage, each, _ in numbers:
            found.dispositions.extend(reading.dispositions(passage, each, document.name))
    found.dispositions.sort(key=lambda number: number.start)
    return found


def _region(article: Article) -> Region:
    """The place of an article; a subtitle (——湖南省平江县防汛见闻) tells it as well as the title."""
    titles = [passage.text for passage in article.passages[:4] if passage.kind == "title"] or [article.title]
    for title in titles:
        region = regions.locate(title, article.lead.partition("\n")[2])
        if region != Region.NONE:
            return region
    return Region.NONE


def extract(source: str | Path, lexicon: Lexicon | None = None) -> list[Claim]:
    """The claims of a text (a str is text) or of a file (a Path), in the order of reading."""
    document = read(source) if isinstance(source, Path) else Document("", source)
    return extract_document(document, lexicon).claims


def to_frame(claims: Iterable[Claim]) -> pandas.DataFrame:
    """Claims as a pandas frame, a row each, with the columns of docs/claims.md §6 in that order."""
    import pandas

    from dangjian_metrics.claims.record import COLUMNS, row

    return pandas.DataFrame.from_records([row(claim) for claim in claims], columns=list(COLUMNS))
