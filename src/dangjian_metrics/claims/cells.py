"""Rows of a table in plain text: a figure with its unit in a cell is read behind the head of its column.

A figure without a unit is no claim: its unit stands elsewhere, and would be a guess. So would be the noun of a figure alone in its cell where the
columns have no heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from dangjian_metrics.claims.dispositions import Reading, Sentence
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.language import tables
from dangjian_metrics.text import Passage

_EDGE_BEFORE = re.compile(r"(?:\t|\||[ 　]{2})[ 　]{0,8}[-+－＋]?\Z")
_EDGE_BEHIND = re.compile(r"[ 　]*(?:\Z|\t|\||[ 　]{2})")
_REACH = 8


def is_row(text: str) -> bool:
    """Whether a passage has cells: parted by tabs, by several spaces, which folding makes of ``|``."""
    return "\t" in text or "  " in text


def headed(passages: Iterable[Passage]) -> Iterator[Passage]:
    r"""The passages, in rows the figures that have a unit behind the head of their column, which is the row without figures above.

    >>> rows = [Passage(text, "body", None, (0,), (at,)) for at, text in ((0, "镇\t办理事项"), (8, "永兴镇\t2106件"))]
    >>> [passage.text for passage in headed(rows)]
    ['镇\t办理事项', '永兴镇\t办理事项2106件']
    """
    heads: list[tuple[str, int]] | None = None
    for passage in passages:
        cells = _cells(passage) if "\t" in passage.text else None
        if cells is None:
            heads = None
        elif not _NUMERAL.search(passage.text):
            heads = cells
        elif heads is not None and _are_of(cells, heads, passage):
            yield _behind_heads(passage, cells, heads)
            continue
        yield passage


def _are_of(cells: list[tuple[str, int]], heads: list[tuple[str, int]], row: Passage) -> bool:
    """Whether each cell is below its head: of a row without an edge nobody knows at which end a cell is empty."""
    return len(cells) == len(heads) or (row.text.startswith("|") and len(cells) < len(heads))


def label(row: Passage) -> str | None:
    r"""What a row is about: the words of its first cell; None where that holds a figure.

    >>> label(Passage("永兴镇\t2106件", "body", None, (0,), (0,)))
    '永兴镇'
    """
    first = row.text.partition("\t")[0].strip("| 　")
    return first if first and not _NUMERAL.search(first) else None


def _cells(passage: Passage) -> list[tuple[str, int]]:
    """The cells of a row, each with the offset at which it begins."""
    return [(m[0], m.start()) for m in _CELL.finditer(passage.text)]


def _behind_heads(row: Passage, cells: list[tuple[str, int]], heads: list[tuple[str, int]]) -> Passage:
    pieces: list[tuple[str, int]] = []
    for at, ((cell, start), (head, _)) in enumerate(zip(cells, heads, strict=False)):
        said = _BRACKET.sub("", head).strip(_SPACE)
        if at and said not in _HEADS_OF_ANYTHING and _WITH_UNIT.fullmatch(cell.strip(_SPACE)):
            # Its place is that of the cell: the head stands in another line.
            pieces.append((said, row.origin(start)))
        pieces += row.pieces(start, start + len(cell) + 1)
    starts = tuple(accumulate((len(text) for text, _ in pieces[:-1]), initial=0))
    return Passage(
        "".join(text for text, _ in pieces),
        row.kind,
        row.section,
        starts,
        tuple(origin for _, origin in pieces),
    )


_CELL = re.compile(r"[^\t]+|(?<=\t)(?=\t|\Z)")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_NUMERAL = re.compile(r"[0-9０-９]|[〇零一二三四五六七八九十百千万亿两]{2}")
_WITH_UNIT = re.compile(r"[-+－＋]?[0-9０-９][0-9０-９,，.．]*[百千万亿]*[^0-9０-９\s,，.．百千万亿].{0,8}")
_SPACE = "| 　"
_WORDS = tables.load("cells")
_HEADS_OF_ANYTHING = frozenset(_WORDS["heads"]["of_anything"])
_PLACES = tuple(_WORDS["labels"]["of_places"])


def without_bare_figures(reading: Reading) -> Reading:
    """The reading of a row without the claims that are a number and nothing else in a cell.

    >>> from dangjian_metrics.claims import dispositions
    >>> row = without_bare_figures(dispositions.read("水渠  35.5  12个"))
    >>> [(row.text[start:end], said) for start, end, said, _ in row.numerals]
    [('35.5', 'identifier'), ('12', 'claim')]
    """
    bare = {
        q.start for each in reading.sentences for q in each.quantities if q.bare and is_alone(reading.text, q)
    }
    if not bare:
        return reading
    kept = [_without(each, bare) for each in reading.sentences]
    numerals = [
        (start, end, "identifier", "figure alone in its cell")
        if start in bare
        else (start, end, said, reason)
        for start, end, said, reason in reading.numerals
    ]
    return replace(reading, numerals=numerals, sentences=[each for each in kept if each.quantities])


def is_of_a_place(row: Passage) -> bool:
    """Whether a row is about a place, which no figure counts."""
    named = label(row)
    return named is not None and named.endswith(_PLACES)


def is_alone(text: str, quantity: Quantity) -> bool:
    r"""Whether nothing else stands in the cell of a quantity.

    >>> from dangjian_metrics.claims import quantities
    >>> is_alone("永兴镇\t98.6%", quantities.at_digits("永兴镇\t98.6%", 4))
    True
    """
    before = text[max(0, quantity.left - _REACH) : quantity.left]
    return (
        _EDGE_BEFORE.search(before if quantity.left > _REACH else "\t" + before) is not None
        and _EDGE_BEHIND.match(text, quantity.right) is not None
    )


def _without(sentence: Sentence, bare: set[int]) -> Sentence:
    return replace(sentence, quantities=[q for q in sentence.quantities if q.start not in bare])
