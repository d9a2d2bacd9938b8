"""Characters to pieces of lines: what stands close together, spaces as they are meant, doubled and laid-over text gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from dangjian_metrics.documents.readers.pdf.characters import is_cjk, raised
from dangjian_metrics.documents.readers.pdf.glyphs import Glyph

_OPENS = frozenset("“‘（(《「『【〔[")
_NO_LINE_BEGINS = frozenset("，。、；：？！”’）》」』】〕％%,.;:?!)]…—")
_QUOTES = frozenset("“”‘’")  # programs that know no Chinese break on neither side of them
_SAME_LINE = 0.35
_APART = 1.0
_CLOSE = 0.5
_RAISED_SIZE = 0.8
_OTHER_KIND = 2.5
_CELLS = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one line: ``text`` from ``left`` to ``right`` on the height ``base``, ``size`` in points.

    ``first`` is the width of what a line cannot be broken in at its beginning (a character with its brackets and
    commas, a number), ``order`` its place among what the page draws.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    order: int


def pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """The pieces of a page, in the order in which it draws them.

    >>> row = [Glyph(text, 50 + 10 * at, 60 + 10 * at, 700, 10) for at, text in enumerate("选派28人")]
    >>> [piece.text for piece in pieces([*row, Glyph("户", 300, 310, 700, 10)])]
    ['选派28人', '户']
    """
    runs = _joined(_runs(_drawn_once(glyphs)))
    found = [_piece(run, order) for order, run in enumerate(runs) if any(not g.text.isspace() for g in run)]
    return _without_overlay(found)


def _drawn_once(glyphs: Iterable[Glyph]) -> Iterable[Glyph]:
    """The characters, those left out that are drawn a second time at the same place, as if bold."""
    seen: set[tuple[str, int]] = set()
    for glyph in glyphs:
        text, cell = glyph.text, glyph.size / 10
        row = int(glyph.base / cell) * _CELLS + int(glyph.left / cell)
        if (text, row) in seen:
            continue
        # The neighbouring cells too, as the second may stand across the border.
        seen.update(
            [(text, near + side) for near in (row - _CELLS, row, row + _CELLS) for side in (-1, 0, 1)]
        )
        yield glyph


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters in runs, as they are drawn one after the other on one line."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _goes_on(runs[-1], glyph, _APART):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _goes_on(run: list[Glyph], glyph: Glyph, reach: float) -> bool:
    """Whether the character follows the run; a small one may stand higher or lower (m², notes)."""
    last = run[-1]
    small, large = min(last.size, glyph.size), max(last.size, glyph.size)
    if large > _OTHER_KIND * small:
        return False
    height = 0.6 if small < _RAISED_SIZE * large else _SAME_LINE
    if min(abs(glyph.base - last.base), abs(glyph.base - run[0].base)) > height * large:
        return False
    # pdfium gives both letters of a ligature the place of one.
    return glyph.left == last.left or -0.5 * small < glyph.left - last.right < reach * small


def _joined(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs that stand close beside each other on a line made one, whatever the order in which they are drawn."""
    places = sorted(range(len(runs)), key=lambda at: (-runs[at][0].base, runs[at][0].left))
    rows: list[list[int]] = []
    for at in places:
        if rows and abs(runs[rows[-1][0]][0].base - runs[at][0].base) < _SAME_LINE * runs[at][0].size:
            rows[-1].append(at)
        else:
            rows.append([at])
    joined = dict(pair for row in rows for pair in _row(row, runs))
    return [joined[at] for at in sorted(joined)]


def _row(row: list[int], runs: list[list[Glyph]]) -> list[tuple[int, list[Glyph]]]:
    """The runs of one row from left to right, each with its place among what is drawn."""
    found: list[tuple[int, list[Glyph]]] = []
    for at in sorted(row, key=lambda each: runs[each][0].left):
        if found and (both := _interleaved(found[-1][1], runs[at])):
            order, _ = found.pop()
            found.append((min(order, at), both))
        elif found and _goes_on(found[-1][1], runs[at][0], _CLOSE):
            order, run = found.pop()
            run.extend(runs[at])
            found.append((min(order, at), run))
        else:
            found.append((at, runs[at]))
    return found


def _interleaved(run: list[Glyph], other: list[Glyph]) -> list[Glyph]:
    """Two runs of which one fills the gaps of the other: signs of another font are drawn when the rest is. Else nothing."""
    if other[0].left >= run[-1].left:
        return []
    both = sorted([*run, *other], key=_LEFT)
    slack = _SAME_LINE * both[0].size
    apart = all(left.right - slack < right.left for left, right in pairwise(both))
    return both if apart and all(_goes_on([left], right, _APART) for left, right in pairwise(both)) else []


_LEFT = attrgetter("left")


def _piece(run: list[Glyph], order: int) -> Piece:
    size = median(glyph.size for glyph in run)
    base = median(glyph.base for glyph in run)
    marks = [glyph for glyph in run if not glyph.text.isspace()]
    texts = [_level(glyph, size, base) for glyph in run]
    text = _closed("".join(_spaced(run, texts, size)))
    return Piece(text, marks[0].left, marks[-1].right, base, size, _first(marks), order)


def _level(glyph: Glyph, size: float, base: float) -> str:
    high = glyph.size < _RAISED_SIZE * size and glyph.base > base + 0.15 * size
    return raised(glyph.text) if high else glyph.text


def _spaced(run: list[Glyph], texts: list[str], size: float) -> Iterable[str]:
    """The texts with a space where there is a gap, and without a space that takes no room."""
    pairs = list(pairwise(run))
    usual = max(0.0, median(right.left - left.right for left, right in pairs)) if pairs else 0.0
    yield texts[0]
    for (left, right), text in zip(pairs, texts[1:], strict=True):
        if right.text.isspace():
            yield text if right.right - right.left > 0.1 * size else ""
        elif left.text.isspace() or right.left - left.right < usual + _gap(left.text, right.text) * size:
            yield text
        else:
            yield f" {text}"


def _gap(left: str, right: str) -> float:
    """From which width on, in sizes, a gap between two characters is a space."""
    if is_cjk(left) == is_cjk(right) or not left[-1].isalnum() or not right[0].isalnum():
        return 0.2
    # A quarter of a square between Chinese characters and digits is how programs set them, no space.
    return 0.45


def _closed(text: str) -> str:
    """The text of a line whose characters all stand apart (党 建 工 作 1 2 期) with its spaces closed; figures alone stay apart."""
    parts = text.split()
    single = sum(len(part) == 1 for part in parts)
    written = sum(map(is_cjk, text))
    apart = len(parts) > 4 and single > 0.8 * len(parts) and written > 0.5 * len(parts)
    return "".join(parts) if apart else text.strip(" ")


def _first(marks: list[Glyph]) -> float:
    """The width of what no line is broken in at the beginning of these characters."""
    at = 0
    while at < len(marks) - 1 and _hold(marks[at], marks[at + 1]):
        at += 1
    return marks[at].right - marks[0].left


def _hold(left: Glyph, right: Glyph) -> bool:
    """Whether no line is broken between the two: a word, a bracket or comma and what it belongs to."""
    if left.text in _OPENS or right.text in _NO_LINE_BEGINS or left.text in _QUOTES or right.text in _QUOTES:
        return True
    return not is_cjk(left.text) and not is_cjk(right.text) and right.left - left.right < 0.2 * left.size


def _without_overlay(found: list[Piece]) -> list[Piece]:
    """The pieces without those that lie in large letters over the text: marks such as 内部资料."""
    if not found:
        return found
    usual = median(piece.size for piece in found)
    large = [piece for piece in found if piece.size > 2 * usual]
    return [p for p in found if p not in large or not any(_lies_over(p, q) for q in found if q.size < p.size)]


def _lies_over(mark: Piece, piece: Piece) -> bool:
    if piece.right < mark.left or piece.left > mark.right:
        return False
    return mark.base < piece.base < mark.base + 0.7 * mark.size
