"""A store, or what filters leave of it, article by article through the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dangjian_metrics.checking import passages
from dangjian_metrics.checking.passages import Article
from dangjian_metrics.checking.record import Finding, once
from dangjian_metrics.checking.rules import ACROSS, LOCAL, RULES, Across, Local
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import asking
from dangjian_metrics.store.answering import Condition, Store


def findings(
    store: Store, found: Sequence[Condition], lexicon: Lexicon, rules: Collection[str] = RULES
) -> Iterator[tuple[Article | None, list[Finding]]]:
    """Each article with what the rules find in it; last, without one, what is known when all were seen.

    Memory does not grow with the claims but with the articles, and with the claims that say their year.
    """
    local: list[Local] = [rule for name in LOCAL if name in rules for rule in LOCAL[name]]
    across: list[Across] = [made(store, lexicon) for names, made in ACROSS if not names.isdisjoint(rules)]
    for article in passages.articles(asking.claims(store, found)):
        yield article, [each for each in once(_of(article, local, across)) if each.rule in rules]
    yield None, [each for rule in across for each in rule.end() if each.rule in rules]


def _of(article: Article, local: Sequence[Local], across: Sequence[Across]) -> Iterator[Finding]:
    for rule in local:
        yield from rule(article)
    for each in across:
        yield from each.take(article)
