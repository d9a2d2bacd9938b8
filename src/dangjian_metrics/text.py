"""Text as its author wrote it, with a way back to the document it came from.

A :class:`Passage` is a stretch of running text (a title, a heading, a paragraph) from which layout
has been taken out: line breaks are closed, captions lifted out. It keeps a map of pieces, so that
every offset in it has its place in the decoded document. Folding (full width to half width, one
character to one character) never moves an offset.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Passage:
    """A stretch of mended text and where its pieces stand in the document.

    ``starts[i]`` is the offset in ``text`` at which piece *i* begins, ``origins[i]`` the offset of
    that character in the decoded document. ``kind`` is one of ``title``, ``byline``, ``heading``,
    ``body``, ``caption``; ``section`` the heading it stands under.

    >>> p = Passage("5.75万元", "body", None, (0, 5), (10, 17))
    >>> p.origin(0), p.origin(5), p.end_origin(6)
    (10, 17, 18)
    """

    text: str
    kind: str
    section: str | None
    starts: Sequence[int]
    origins: Sequence[int]

    def origin(self, at: int) -> int:
        """The document offset of the character at ``at``."""
        if len(self.starts) == 1:
            return at - self.starts[0] + self.origins[0]
        piece = bisect_right(self.starts, at) - 1
        return at - self.starts[piece] + self.origins[piece]

    def end_origin(self, end: int) -> int:
        """The document offset just behind the character before ``end`` (an exclusive end)."""
        return self.origin(end - 1) + 1 if end else self.origin(0)

    def pieces(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The text of a stretch, piece by piece, each with its place in the document.

        >>> list(Passage("5.75万元", "body", None, (0, 5), (10, 17)).pieces(3, 6))
        [('5万', 13), ('元', 17)]
        """
        end = min(end, len(self.text))
        while start < end:
            piece = bisect_right(self.starts, start)
            until = min(end, self.starts[piece]) if piece < len(self.starts) else end
            yield self.text[start:until], self.origin(start)
            start = until

    def of(self, document: str) -> str:
        """What stands at the places of this passage in ``document``, a text as long as the one it was taken from.

        >>> Passage("万元", "body", None, (0, 1), (3, 6)).of("5.7萬⏎⏎元")
        '萬元'
        """
        ends = [*self.starts[1:], len(self.text)]
        pieces = zip(self.starts, ends, self.origins, strict=True)
        return "".join(document[origin : origin + end - start] for start, end, origin in pieces)
