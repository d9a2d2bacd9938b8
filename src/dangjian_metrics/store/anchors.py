"""Where a quantity stands in its sentence, so that it is found again where the document around it has changed."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

Span = tuple[int, int]


class Anchor(NamedTuple):
    """A sentence without its blanks, and where in it a quantity begins; ``quote`` is the quantity, without blanks too."""

    sentence: str
    at: int
    quote: str


class Bare:
    """A text without its blanks and line breaks, which page copies put anywhere, with the way back to it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._origins = [at for at, c in enumerate(text) if not c.isspace()]
        self.text = "".join(text.split())

    def anchor(self, sentence: str, span: Span) -> Anchor:
        """The anchor of the quantity at ``span``: in its sentence, else (where a caption cuts it in two) in its line.

        >>> Bare("今年，新建\\n党支部32个。").anchor("今年，新建党支部32个。", (9, 12))
        Anchor(sentence='今年，新建党支部32个。', at=8, quote='32个')
        """
        start, end = span
        quote = "".join(self._text[start:end].split())
        at = bisect_left(self._origins, start)
        for words in (sentence, self.line_of(span)):
            bare = "".join(words.split())
            begin = self.text.find(bare, max(0, at + len(quote) - len(bare)))
            if 0 <= begin <= at:
                return Anchor(bare, at - begin, quote)
        return Anchor(quote, 0, quote)

    def place(self, anchor: Anchor) -> Span | None:
        """Where the quantity of an anchor stands here; None where its sentence stands nowhere, or twice.

        >>> Bare("小结 新建党支部\\n32个。").place(Anchor("新建党支部32个。", 5, "32个"))
        (9, 12)
        """
        begin = self.text.find(anchor.sentence)
        if begin < 0 or self.text.find(anchor.sentence, begin + 1) >= 0:
            return None
        start = begin + anchor.at
        end = start + len(anchor.quote)
        if not anchor.quote or self.text[start:end] != anchor.quote:
            return None
        return self._origins[start], self._origins[end - 1] + 1

    def line_of(self, span: Span) -> str:
        """The line of the text in which a span stands."""
        start, end = span
        behind = self._text.find("\n", end)
        return self._text[self._text.rfind("\n", 0, start) + 1 : behind if behind >= 0 else len(self._text)]
