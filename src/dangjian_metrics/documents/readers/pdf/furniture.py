"""What stands on pages and not in the text: running heads and feet, page numbers, what a browser prints around a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangjian_metrics.documents.readers.pdf.pieces import Piece

Row = list[Piece]

_EDGE_ROWS = 3
_PAGES = 3
_APART = 1.2
_SMALL = 0.9
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–―－─·•|\s]{0,40}(?:第|P(?:age|\.)?)?\s{0,9}(?:\d{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6})\s{0,9}页?"
    r"(?:\s{0,9}(?:[,，、/|／]|of)?\s{0,9}共?\s{0,9}\d{1,4}\s{0,9}页?)?[-—–―－─·•|\s]{0,40}"
)
_PRINTED = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4},? ?(?:上午|下午)?\d{1,2}:\d\d|(?:https?|file)://\S+(?:\s.{0,200}?\d{1,4}\s?/\s?\d{1,4}\s?\|?)?\Z"
)


def without_furniture(pages: Sequence[list[Row]], pitch: float) -> list[list[Row]]:
    """The rows of each page without what is repeated at the same height, and without page numbers.

    ``pitch`` is the usual distance of two lines: heads, feet and numbers keep a greater one from the text.
    """
    repeated = _repeated(pages)
    left = []
    for page in pages:
        head = _height(page, repeated, pitch)
        foot = _height(page[head:][::-1], repeated, pitch)
        left.append(_trimmed(page[head : len(page) - foot], pitch))
    return left if any(left) else list(pages)


def _height(page: list[Row], repeated: set[tuple[str, int]], pitch: float) -> int:
    """How many of the first rows are a running head."""
    height = 0
    for at, row in enumerate(page[:_EDGE_ROWS], 1):
        if _key(row) not in repeated:
            break
        if at == len(page) or _is_apart(row, page[at], pitch):
            height = at
    return height


def _is_apart(row: Row, other: Row, pitch: float) -> bool:
    return abs(row[0].base - other[0].base) > _APART * pitch or row[0].size < _SMALL * other[0].size


def _repeated(pages: Sequence[list[Row]]) -> set[tuple[str, int]]:
    """What stands at the edge of three pages in a row, or on every other page, at one height; of both where there are two."""
    wanted = min(_PAGES, max(2, len(pages)))
    chains: dict[tuple[str, int], tuple[int, int]] = {}
    found = set()
    for number, page in enumerate(pages):
        for key in {_key(row) for at, row in enumerate(page) if _is_edge(at, page)}:
            last, length = chains.get(key, (-3, 0))
            chains[key] = number, length + 1 if number - last <= 2 else 1
            if chains[key][1] >= wanted:
                found.add(key)
    return found


def _is_edge(at: int, page: list[Row]) -> bool:
    return at < _EDGE_ROWS or at >= len(page) - _EDGE_ROWS


def _key(row: Row) -> tuple[str, int]:
    """A row's text and height; digits count as one, as those of the page change."""
    text = "".join(_text(row).split())
    return _DIGITS.sub("0", text), round(row[0].base / 3)


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)


def _trimmed(page: list[Row], pitch: float) -> list[Row]:
    """A page without the number above or below it, and without the lines of a browser."""
    while page and _PRINTED.match(_text(page[0])):
        page = page[1:]
    while page and _PRINTED.match(_text(page[-1])):
        page = page[:-1]
    if page and _is_page_number(page[-1], page[-2:-1], pitch):
        page = page[:-1]
    if page and _is_page_number(page[0], page[1:2], pitch):
        page = page[1:]
    return page


def _is_page_number(row: Row, beside: list[Row], pitch: float) -> bool:
    if not _PAGE_NUMBER.fullmatch(_text(row)):
        return False
    return not beside or _is_apart(row, beside[0], pitch)
