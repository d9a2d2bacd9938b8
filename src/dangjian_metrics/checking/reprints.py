"""The same article twice, and text that stands in one article several times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dangjian_metrics.checking import sayings, spans
from dangjian_metrics.checking.passages import Article
from dangjian_metrics.checking.record import Finding, Numbered, finding
from dangjian_metrics.comparison.record import SAME
from dangjian_metrics.comparison.reprints import LEAST, Print, printed, shingles
from dangjian_metrics.comparison.rows import stated
from dangjian_metrics.store import asking
from dangjian_metrics.store.answering import Condition, Store

_CANDIDATES = 3
_KEPT = 64
_AGAIN = 0.3
"""An article so much of whose sentences stand in it before holds its own text again."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """An article that was seen: where its claims lie in the store."""

    doc: str
    number: int
    first: int
    last: int


class Reprints:
    """Knows each article again by the least shingle of each of its sentences; only those that share some are compared whole."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: list[_Seen] = []
        self._by_mark: dict[int, int] = {}
        self._print = lru_cache(_KEPT)(self._of)

    def take(self, article: Article) -> Iterator[Finding]:
        """Whether the article is one that was seen, or holds its own text again."""
        yield from _again(article)
        marks = _marks(article)
        shared = Counter(self._by_mark[mark] for mark in marks if mark in self._by_mark)
        if shared:
            yield from self._against(article, [at for at, _count in shared.most_common(_CANDIDATES)])
        here = len(self._seen)
        self._seen.append(_Seen(article.doc, article.number, article.claims[0][0], article.claims[-1][0]))
        for mark in marks:
            self._by_mark.setdefault(mark, here)

    def end(self) -> Iterator[Finding]:
        """Nothing is left to say."""
        return iter(())

    def _against(self, article: Article, candidates: Sequence[int]) -> Iterator[Finding]:
        own = of_claims(article.claims)
        for at in candidates:
            other = self._print(at)
            if own.is_copy(other):
                seen = self._seen[at]
                said = sayings.REPRINT.format(
                    doc=seen.doc, number=seen.number, percent=int(own.shared(other) * 100)
                )
                yield finding("note", "reprint", said, [article.claims[0]])
                yield from _otherwise(self._claims(at), article.claims)
                return

    def _of(self, at: int) -> Print:
        return of_claims(self._claims(at))

    def _claims(self, at: int) -> list[Numbered]:
        seen = self._seen[at]
        between = Condition("", "id BETWEEN ? AND ?", (seen.first, seen.last))
        return list(asking.claims(self._store, [between]))


def of_claims(claims: Sequence[Numbered]) -> Print:
    """The print of an article's claims."""
    return printed((claim.sentence for _number, claim in claims), (claim.quote for _number, claim in claims))


def _otherwise(there: Sequence[Numbered], here: Sequence[Numbered]) -> Iterator[Finding]:
    """What a copy says otherwise than its original, of what each of them tells one value of."""
    told, again = _by_thing(there), _by_thing(here)
    for thing, each in again.items():
        other = told.get(thing)
        if each and other and not spans.in_unit(other[1], each[1].unit).meets(spans.of(each[1])):
            said = sayings.CONFLICT.format(here=each[1].quote, there=other[1].quote, doc=other[1].doc)
            yield finding("warning", "conflict", said, [other, each])


def _by_thing(claims: Sequence[Numbered]) -> dict[Hashable, Numbered | None]:
    """The one claim of each thing told by the same words; None where several are."""
    found: dict[Hashable, Numbered | None] = {}
    for each in claims:
        claim = each[1]
        thing = claim.entity, stated(claim), claim.unit, claim.per, *SAME(claim)
        found[thing] = None if thing in found or not claim.entity else each
    return found


def _marks(article: Article) -> set[int]:
    """The least shingle of each sentence that is long enough to be known again."""
    found = (shingles(sentence.text) for sentence in article.sentences)
    return {min(each) for each in found if len(each) >= LEAST // 2}


def _again(article: Article) -> Iterator[Finding]:
    """An article that holds much of its own text several times."""
    texts = Counter(sentence.text for sentence in article.sentences if len(sentence.text) >= LEAST)
    again = texts.total() - len(texts)
    if again > 1 and again >= _AGAIN * texts.total():
        said = sayings.AGAIN.format(again=again, all=texts.total())
        yield finding("note", "reprint", said, [article.claims[0]])
