"""What the tests of checks share: what the rules find in a text as it is really read, and in made-up claims."""

from __future__ import annotations

from dangjian_metrics import extract
from dangjian_metrics.checking import passages
from dangjian_metrics.checking.record import Finding, once
from dangjian_metrics.checking.rules import LOCAL


def found(text: str, *rules: str) -> list[Finding]:
    """What the rules of one article find in a text; all of them, or those that are named."""
    return [
        each
        for article in passages.articles(enumerate(extract(text), 1))
        for name, several in LOCAL.items()
        if not rules or name in rules
        for rule in several
        for each in once(rule(article))
    ]


def said(text: str, *rules: str) -> list[str]:
    """The messages of what is found."""
    return [each.message for each in found(text, *rules)]
