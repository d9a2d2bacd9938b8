"""How one sentence was read: its tokens, its quantities, which rule linked what, and the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dangjian_metrics.claims import reading
from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.documents import Document, articles
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.traditional import simplified
from dangjian_metrics.language.words import name_of
from dangjian_metrics.memory import collector_paused
from dangjian_metrics.messages import _, marked, word

if TYPE_CHECKING:
    from dangjian_metrics.language.lexicon import Lexicon


class Token(NamedTuple):
    """A word of the sentence and the class it was read as."""

    text: str
    name: str


class Quantity(NamedTuple):
    """A number with its unit: as written, its value in plain digits (a range as 3～5), hedge and unit."""

    quote: str
    value: str
    bound: str
    unit: str | None


class Step(NamedTuple):
    """What one rule made of one number."""

    quote: str
    rule: str
    description: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading of one sentence, stage by stage; each list is in the order of the text."""

    tokens: list[Token] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def explain(sentence: str, lexicon: Lexicon | None = None) -> Explanation:
    """How ``sentence`` is read; numbers that are no claim have a step that says what they are.

    >>> shown = explain("新建党支部32个。")
    >>> [(token.text, token.name) for token in shown.tokens][:2], shown.steps[0].rule
    ([('新建', 'verb'), ('党支部', 'noun')], 'count after noun')
    """
    with collector_paused():
        found = extract_document(Document("", sentence), lexicon, audit=True)
        others = [number for number in found.dispositions if number.disposition != "claim"]
        placed = [(claim.start, _linked(claim)) for claim in found.claims]
        placed += [(number.start, _disposed(number)) for number in others]
        return Explanation(
            tokens=list(_tokens(sentence)),
            quantities=[_quantity(claim) for claim in found.claims],
            steps=[step for _, step in sorted(placed, key=lambda pair: pair[0])],
            claims=found.claims,
        )


def _tokens(text: str) -> Iterator[Token]:
    """The words of a text with the names of their classes, as they were read; quantities and times as one word each."""
    for article in articles(simplified(text)):
        for passage in article.passages:
            if passage.kind == "furniture":
                continue
            for words, codes in reading.tokens(passage):
                yield from (Token(word, name_of(code)) for word, code in zip(words, codes, strict=True))


def _quantity(claim: Claim) -> Quantity:
    upper = "" if claim.value_to is None else f"～{claim.value_to:f}"
    return Quantity(claim.quote, f"{claim.value:f}{upper}", claim.bound, claim.unit)


_FOUND = {
    "subject": marked("subject {}"),
    "entity": marked("entity {}"),
    "role": marked("role {}"),
    "action": marked("action {}"),
    "period": marked("period {}"),
}


def _linked(claim: Claim) -> Step:
    found = [_(said).format(value) for name, said in _FOUND.items() if (value := getattr(claim, name))]
    return Step(claim.quote, claim.rule, _(", ").join(found) or _("nothing found that it counts"))


def _disposed(number: Disposition) -> Step:
    return Step(
        number.number,
        number.reason,
        _("no claim: {disposition}").format(disposition=word("disposition", number.disposition)),
    )
