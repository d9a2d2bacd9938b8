"""Lines to paragraphs: what goes on over a line's end, what begins anew, and what is a title by its size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dangjian_metrics.documents import shapes
from dangjian_metrics.documents.readers.pdf.characters import is_cjk
from dangjian_metrics.documents.readers.pdf.columns import Column
from dangjian_metrics.documents.readers.pdf.pieces import Piece

_INDENT = 0.7
_OTHER_SIZE = 1.08
_GAP = 1.3
_LONGEST_HEADING = 80
_FEW_LINES = 4
_SAME_EDGE = 6
_ROOM = 0.3
_NO_ROOM = -0.005
_ENTRY = re.compile(r"(?:[.…·．][ ]?){4}\d+\Z")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a document is set: the ``size`` of its text in points, the ``pitch`` of its lines in sizes, and whether it indents."""

    size: float
    pitch: float
    indents: bool


@dataclass(slots=True)
class Paragraph:
    """Lines that make a paragraph; ``apart`` where an indent or a gap parts it from the one above."""

    text: str
    size: float
    apart: bool


def measure(columns: Iterable[Sequence[Piece]]) -> Measure:
    """The measure of a document with these lines, those of each column or page by themselves."""
    sizes: Counter[float] = Counter()
    pairs: list[tuple[Piece, Piece]] = []
    for lines in columns:
        pairs.extend(pairwise(lines))
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    text = [(a, b) for a, b in pairs if max(abs(a.size - size), abs(b.size - size)) < 1]
    steps = sorted((a.base - b.base) / size for a, b in text if 0.9 * size < a.base - b.base < 4 * size)
    indents = sum(size < a.left - b.left < 4 * size for a, b in text)
    # The first quarter, as in a text of short paragraphs most lines stand behind a gap.
    return Measure(size, steps[len(steps) // 4] if steps else 1.5, indents > max(1, len(text) // 20))


def text(pages: Sequence[Sequence[Column]], usual: Measure) -> str:
    """The text of the columns of all pages, a paragraph a line, an empty line before it where the page parts it."""
    found = list(_paragraphs(pages, usual))
    title = _title_size(found, usual)
    parts: list[str] = []
    for at, paragraph in enumerate(found):
        mark = _mark(paragraph, usual, title)
        apart = paragraph.apart or mark or (at and _mark(found[at - 1], usual, title))
        parts.append(("\n\n" if apart else "\n") if at else "")
        parts.append(mark + paragraph.text)
    return "".join(parts) + ("\n" if parts else "")


def _paragraphs(pages: Sequence[Sequence[Column]], usual: Measure) -> Iterator[Paragraph]:
    opened: Paragraph | None = None
    lines: list[_Placed] = []
    placed = list(_placed([column for page in pages for column in page]))
    for at, line in enumerate(placed):
        following = placed[at + 1] if at + 1 < len(placed) and not placed[at + 1].fresh else None
        link = _link(lines, line, following, usual) if lines else _PARTED
        if opened is not None and link == _JOINED:
            large = line.piece.size > _OTHER_SIZE * usual.size
            _add(opened, line.piece, spaced=large and _is_short(lines[-1], line.piece, _NO_ROOM))
            lines = [lines[0], line]
            continue
        if opened is not None:
            yield opened
        opened, lines = Paragraph(line.piece.text, line.piece.size, link == _PARTED), [line]
    if opened is not None:
        yield opened


_JOINED, _BROKEN, _PARTED = range(3)
"""How a line stands to the one above: of the same paragraph, on a line of its own, a paragraph of its own."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, the edges of the text around it, and whether it is the first of its column."""

    piece: Piece
    left: float
    right: float
    fresh: bool

    @property
    def inside(self) -> float:
        """How far from the left edge the line begins."""
        return self.piece.left - self.left


def _placed(columns: list[Column]) -> Iterator[_Placed]:
    edges = [(column, _edges(column)) for column in columns]
    # A page with few lines is set as those with many that begin at the same place.
    alike = {(size, _place(column)): edge for column, own in edges for size, edge in own.items()}
    for column, own in edges:
        for at, piece in enumerate(column.lines):
            size = round(piece.size)
            right = own.get(size) or max(alike.get((size, _place(column)), column.right), piece.right)
            yield _Placed(piece, column.left, right, at == 0)


def _edges(column: Column) -> dict[int, float]:
    """The right edge of a column's text by its size, where there are lines enough to tell it."""
    by_size: dict[int, list[float]] = {}
    for piece in column.lines:
        # A comma may hang out behind the edge.
        if piece.text[-1].isalnum():
            by_size.setdefault(round(piece.size), []).append(piece.right)
    return {size: max(rights) for size, rights in by_size.items() if len(rights) >= _FEW_LINES}


def _place(column: Column) -> int:
    return round(column.left / _SAME_EDGE)


def _link(lines: Sequence[_Placed], line: _Placed, following: _Placed | None, usual: Measure) -> int:
    """How the line stands to the paragraph above it, of which ``lines`` are the first and the last."""
    above = lines[-1]
    size = max(above.piece.size, line.piece.size)
    if size > _OTHER_SIZE * min(above.piece.size, line.piece.size):
        return _PARTED
    step = 0.0 if line.fresh else above.piece.base - line.piece.base
    if step > _GAP * usual.pitch * size:
        return _PARTED
    if _is_whole(above.piece.text) or _is_row(line.piece.text):
        return _BROKEN
    if size > _OTHER_SIZE * usual.size and not line.fresh:
        return _JOINED
    if _is_indented(lines, line, following):
        return _PARTED
    if line.fresh and not usual.indents and shapes.is_closed(above.piece.text):
        return _PARTED
    if not _is_short(above, line.piece):
        return _JOINED
    return _PARTED if usual.indents and line.inside >= _INDENT * size and not _is_centred(line) else _BROKEN


def _is_row(text: str) -> bool:
    return "\t" in text


def _is_whole(text: str) -> bool:
    """Whether nothing goes on behind the line: the row of a table, an entry of the contents."""
    return _is_row(text) or _ENTRY.search(text) is not None


def _is_indented(lines: Sequence[_Placed], line: _Placed, following: _Placed | None) -> bool:
    """Whether the line begins further in, as the first of a paragraph does."""
    above, least = lines[-1], _INDENT * line.piece.size
    if line.inside < least or (_is_centred(above) and _is_centred(line)):
        return False
    if line.inside - above.inside >= least:
        # The lines of an item may stand behind its number.
        return len(lines) > 1 or shapes.number(above.piece.text) is None
    if len(lines) > 1 or line.inside - above.inside <= -least:
        return False
    return following is None or line.inside - following.inside >= least


def _is_centred(line: _Placed) -> bool:
    behind = line.right - line.piece.right
    return min(line.inside, behind) > line.piece.size and abs(line.inside - behind) < line.piece.size


def _is_short(above: _Placed, line: Piece, room: float = _ROOM) -> bool:
    """Whether what begins the line had found room behind the line above, and some more: then the break is meant."""
    return above.right - above.piece.right > line.first + room * line.size


def _add(opened: Paragraph, line: Piece, *, spaced: bool) -> None:
    """Takes the line into the paragraph; a space only between letters, and where it alone can have broken a title."""
    last, first = opened.text[-1], line.text[0]
    if last == "-" and opened.text[-2:-1].isalpha() and first.islower():
        opened.text = opened.text[:-1] + line.text
        return
    apart = spaced or not (is_cjk(last) or is_cjk(first))
    opened.text += f" {line.text}" if apart else line.text


def _title_size(found: Sequence[Paragraph], usual: Measure) -> float:
    """The size of titles: the largest above the first text, or behind the number of a bulletin's issue."""
    top: list[Paragraph] = []
    for paragraph in found:
        if shapes.is_issue(paragraph.text):
            top = []
        elif _is_large(paragraph, usual) and len(paragraph.text) <= _LONGEST_HEADING:
            top.append(paragraph)
        elif len(paragraph.text) > _LONGEST_HEADING:
            break
    return max((paragraph.size for paragraph in top), default=0.0)


def _is_large(paragraph: Paragraph, usual: Measure) -> bool:
    return paragraph.size > _OTHER_SIZE * usual.size


def _mark(paragraph: Paragraph, usual: Measure, title: float) -> str:
    """The sign of a title or heading, none where the size alone does not tell it for sure."""
    text = paragraph.text
    if not title or not _is_large(paragraph, usual) or len(text) > _LONGEST_HEADING or _is_whole(text):
        return ""
    if shapes.is_closed(text) or shapes.is_byline(text) or shapes.is_subtitle(text):
        return ""
    if paragraph.size > title * _OTHER_SIZE:
        return ""
    return "# " if paragraph.size * _OTHER_SIZE > title else "## "
