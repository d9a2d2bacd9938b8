"""Pieces to lines in the order of reading: columns one after the other, the rows of tables as rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise

from dangjian_metrics.documents.readers.pdf.pieces import Piece

_SAME_LINE = 0.35
_LINES_OF_A_COLUMN = 3
_LETTERS_OF_A_COLUMN = 8


@dataclass(frozen=True, slots=True)
class Column:
    """Lines one below the other, between the edges ``left`` and ``right``."""

    lines: list[Piece]
    left: float
    right: float


def rows(found: list[Piece]) -> list[list[Piece]]:
    """The pieces by the height on which they stand, from above, each row from left to right."""
    gathered: list[list[Piece]] = []
    for piece in sorted(found, key=lambda each: -each.base):
        if gathered and abs(gathered[-1][0].base - piece.base) < _SAME_LINE * piece.size:
            gathered[-1].append(piece)
        else:
            gathered.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in gathered]


def columns(found: list[Piece]) -> list[Column]:
    """The columns of a page in the order of reading; what goes across parts those above it from those below."""
    gutter = _gutter(found)
    if gutter is None:
        return [_column(found)] if found else []
    ordered: list[Column] = []
    for band in _bands(found, gutter):
        texts = _texts(band, gutter)
        if texts:
            ordered += [column for text in texts for column in columns(text)]
        elif ordered and ordered[-1].right > gutter:
            ordered[-1] = _merged(ordered[-1], _column(band))
        else:
            ordered.append(_column(band))
    return ordered


def _gutter(found: list[Piece]) -> float | None:
    """Where most lines begin that begin behind the end of others; None if that is nowhere."""
    begins = Counter(round(piece.left / 2) for row in rows(found) for _, piece in pairwise(row))
    if not begins:
        # Lines of two columns may all stand on different heights.
        edge = min((piece.right for piece in found), default=0.0)
        begins = Counter(round(piece.left / 2) for piece in found if piece.left > edge)
    if not begins or max(begins.values()) < 2:
        return None
    return 2 * begins.most_common(1)[0][0] - 3.0


def _bands(found: list[Piece], gutter: float) -> list[list[Piece]]:
    """The pieces from above, parted wherever one goes across the gutter, and behind it."""
    bands: list[list[Piece]] = []
    across = False
    for piece in sorted(found, key=lambda each: (-each.base, each.left)):
        crosses = piece.left < gutter < piece.right
        if not bands or crosses != across:
            bands.append([])
        bands[-1].append(piece)
        across = crosses
    return bands


def _texts(band: list[Piece], gutter: float) -> list[list[Piece]]:
    """The texts left and right of the gutter, in the order of reading; none where lines lie across it as rows of a table.

    A file draws a column of text down to its end, and a table row by row. Where it draws single lines from both sides in
    turn, columns are what is filled to its edge.
    """
    left = [piece for piece in band if piece.left < gutter]
    right = [piece for piece in band if piece.left >= gutter]
    if min(len(left), len(right)) < 2 or not (_is_wide(left) and _is_wide(right)):
        return []
    drawn = sorted(band, key=lambda piece: piece.order)
    texts = [list(text) for _, text in groupby(drawn, key=lambda piece: piece.left < gutter)]
    if len(texts) == 2 and texts[0][0].left < gutter:
        return texts
    if len(texts) > 2 and len(band) >= _LINES_OF_A_COLUMN * len(texts):
        return texts
    alike = min(len(left), len(right)) >= _LINES_OF_A_COLUMN and _is_filled(left) and _is_filled(right)
    return [left, right] if len(texts) == 2 or alike else []


def _is_wide(lines: list[Piece]) -> bool:
    """Whether the lines have the width of text, more than that of a cell."""
    letters = max(piece.right - piece.left for piece in lines) / max(piece.size for piece in lines)
    return letters >= _LETTERS_OF_A_COLUMN


def _is_filled(lines: list[Piece]) -> bool:
    edge = max(piece.right for piece in lines)
    full = [piece for piece in lines if edge - piece.right < 2 * piece.size]
    return len(full) > 0.6 * len(lines)


def _column(found: list[Piece]) -> Column:
    lines = [_line(row) for row in rows(found)]
    # A comma may hang out behind the edge.
    full = [piece.right for piece in lines if piece.text[-1].isalnum()] or [piece.right for piece in lines]
    return Column(lines, min(piece.left for piece in lines), max(full))


def _merged(above: Column, below: Column) -> Column:
    return Column(above.lines + below.lines, min(above.left, below.left), max(above.right, below.right))


def _line(row: list[Piece]) -> Piece:
    """A row as one line: its cells with tabs between them; a word set wide (通　　知) as the word."""
    if len(row) == 1:
        return row[0]
    first, last = row[0], row[-1]
    # Figures side by side are cells: closed, they would be another number.
    wide = all(len(piece.text) == 1 and not piece.text.isnumeric() for piece in row)
    text = ("" if wide else "\t").join(piece.text for piece in row)
    return Piece(text, first.left, last.right, first.base, first.size, first.first, first.order)
