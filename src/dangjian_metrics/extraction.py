"""A document to its claims: the one verb of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_metrics.claims import cells, reading, regions
from dangjian_metrics.claims.reading import Context
from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.claims.writing import with_headings
from dangjian_metrics.documents import Article, Document, articles, read
from dangjian_metrics.documents.patience import Patience
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.language.traditional import simplified
from dangjian_metrics.language.words import nouns_known
from dangjian_metrics.memory import collector_paused
from dangjian_metrics.text import Passage

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an article as a whole: its number in the document, its title and its place."""

    number: int
    title: str
    region: Region


@dataclass(slots=True)
class Extraction:
    """What one document yielded, in the order of reading.

    ``heads`` lists its articles; ``numbers`` counts the numbers of the document by disposition;
    ``dispositions`` lists them, in the order of the document, where the call asked for an audit.
    """

    doc: str
    characters: int
    articles: int = 0
    heads: list[Head] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    dispositions: list[Disposition] = field(default_factory=list)


def extract_document(
    document: Document, lexicon: Lexicon | None = None, *, audit: bool = False
) -> Extraction:
    """The claims of one document; with ``audit`` also the disposition of every number of it.

    Raises DocumentError with the place in the text where reading it takes beyond all measure (``documents/patience.py``).

    >>> found = extract_document(Document("a.txt", "第一书记带动280余人就业。"), audit=True)
    >>> [claim.entity for claim in found.claims], dict(found.numbers)
    (['就业'], {'ordinal': 1, 'claim': 1})
    >>> found.dispositions[0].context
    '第一书记带动280余人就业。'
    """
    found = Extraction(document.name, len(document.text))
    words = lexicon or (Lexicon.load() if nouns_known() else Lexicon.of([]))
    patience = Patience(document)
    with patience.kept(), collector_paused():
        passages = list(patience.over(_passages(document, found, words)))
        for at in range(0, len(passages), _TOGETHER):
            _read(passages[at : at + _TOGETHER], found, patience, audit=audit)
    found.dispositions.sort(key=lambda number: number.start)
    return found


_TOGETHER = 100


def _passages(document: Document, found: Extraction, lexicon: Lexicon) -> Iterator[tuple[Passage, Context]]:
    """The passages of a document in order, each with what is known of its article; in simplified characters."""
    text = simplified(document.text)
    written = None if text is document.text else document.text
    for article in list(articles(text)):
        found.articles += 1
        head = Head(article.number, _title(article, written), _region(article))
        found.heads.append(head)
        context = Context(document.name, head.number, head.title, head.region, lexicon, written)
        passages = article.passages if written is None else with_headings(article.passages, written)
        for passage in cells.headed(passages) if "\t" in text else passages:
            yield passage, context


def _read(
    passages: Sequence[tuple[Passage, Context]], found: Extraction, patience: Patience, *, audit: bool
) -> None:
    """Adds what some passages yield. Step by step over all of them: that is quicker than one by one."""
    numbers = [(passage, reading.numbers(passage), context) for passage, context in patience.over(passages)]
    held = [(passage, each, context) for passage, each, context in numbers if each is not None]
    sentences = [
        (passage, reading.sentences(passage, each), context)
        for passage, each, context in patience.over(held)
        if each.sentences
    ]
    for passage, read_sentences, context in patience.over(sentences):
        found.claims.extend(reading.claims(passage, read_sentences, context))
    found.numbers.update([numeral[2] for _, each, _ in held for numeral in each.numerals])
    if audit:
        for passage, each, context in held:
            found.dispositions.extend(reading.dispositions(passage, each, found.doc, context.written))


def _title(article: Article, written: str | None) -> str:
    """The title of an article as the document writes it."""
    if written is None or not article.title:
        return article.title
    return next(passage for passage in article.passages if passage.kind == "title").of(written)


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
