"""A document as lines: where each stands, how it is marked, and what in it is not text.

Only lines with something on them come out. Mark-up (``#``, ``- ``, ``**``, HTML comments, the words
``<U+00A0>`` and ``&nbsp;`` that some page copies hold) is not text, but it keeps its place as a span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]

PLAIN, ITEM, RULE = 0, -1, -2
"""What :attr:`Line.level` says besides the depth of a heading."""

_RUN = re.compile(r"[^\r\n]+")
# Between two digits the words stand for the space that keeps them apart, so there they stay.
_NOT_TEXT = re.compile(r"<U\+[0-9A-F]{4}>(?![0-9])|(?<![0-9])<U\+[0-9A-F]{4}>|&nbsp;|\*\*|__| #+(?=\s)")
_NOT_BREAK = re.compile(r"[^\r\n]")
_RULE_SIGNS = "-*=_~—·… \u3000"
_MARKERS = "#-*+•>|"
_SIGNS = frozenset(_RULE_SIGNS + _MARKERS)


@dataclass(slots=True)
class Line:
    """A line with something on it: ``text`` without space and marker, ``start`` its document offset.

    ``gap`` counts the newlines since the line before, ``level`` is the depth of a ``#`` heading or one
    of PLAIN, ITEM, RULE; ``marker`` is where the marker in front begins; ``indented`` tells a paragraph's
    first line in pages that indent. (A tuple: there is one for every few dozen characters.)
    """

    text: str
    start: int
    gap: int
    level: int
    marker: int
    indented: bool


def split(document: str) -> tuple[list[Line], list[Span]]:
    r"""The lines of ``document`` and the holes in it: spans, in order, that are mark-up inside the text.

    >>> lines, holes = split("# 安丘市\n\n- 选派**33名**\n")
    >>> [(line.text, line.start, line.gap, line.level) for line in lines]
    [('安丘市', 2, 0, 1), ('选派  33名', 9, 2, -1)]
    >>> holes
    [(11, 13), (16, 18)]
    """
    holes = _holes(document)
    blanked = _blank(document, holes)
    lines = []
    # Page copies end lines with \\r\\r\\n: count the newline that such a page has one of for each line.
    newline = "\n" if "\n" in blanked else "\r"
    count, end = blanked.count, 0
    for run in _RUN.finditer(blanked):
        raw = run.group()
        text = raw.strip()
        if not text:
            continue
        first = run.start()
        gap = count(newline, end, first) or int(first > end > 0)
        end = run.end()
        indent = 0 if raw[0] == text[0] else raw.index(text[0])
        first += indent
        if text[0] in _SIGNS:
            lines.append(_marked(text, first, gap))
        else:
            lines.append(Line(text, first, gap, PLAIN, first, indent > 1))
    return lines, holes


def _holes(document: str) -> list[Span]:
    marked = "<" in document or "&nbsp;" in document or "**" in document or "__" in document
    if not marked and " #" not in document:
        return []
    holes: list[Span] = []
    at = 0
    for start, end in _comments(document):
        holes += [found.span() for found in _NOT_TEXT.finditer(document, at, start)]
        holes.append((start, end))
        at = end
    return holes + [found.span() for found in _NOT_TEXT.finditer(document, at)]


def _comments(document: str) -> list[Span]:
    """Where ``<!-- … -->`` stand. By find, as a pattern would look for the end of each anew."""
    found, at = [], 0
    while (start := document.find("<!--", at)) >= 0 and (end := document.find("-->", start + 4)) >= 0:
        at = end + 3
        found.append((start, at))
    return found


def _blank(document: str, holes: list[Span]) -> str:
    """The document with spaces for what is not text; newlines stay, so that lines stay."""
    parts, at = [], 0
    for start, end in holes:
        parts += [document[at:start], _NOT_BREAK.sub(" ", document[start:end])]
        at = end
    return "".join(parts) + document[at:] if holes else document


def _marked(text: str, at: int, gap: int) -> Line:
    """The line whose first sign may be a marker."""
    if not text.strip(_RULE_SIGNS):
        return Line(text, at, gap, RULE, at, False)
    if text[0] == "#":
        return _heading(text, at, gap)
    if text[0] in _MARKERS and text[1:2].isspace():
        bare = text[1:].lstrip()
        return Line(bare, at + len(text) - len(bare), gap, ITEM, at, False)
    return Line(text, at, gap, ITEM if text[0] == "|" else PLAIN, at, False)


def _heading(text: str, at: int, gap: int) -> Line:
    bare = text.lstrip("#")
    depth = len(text) - len(bare)
    if "#" in bare and not bare[0].isspace():
        return Line(text, at, gap, PLAIN, at, False)  # a hashtag: #党建引领# 今年以来…
    bare = bare.lstrip()
    start = at + len(text) - len(bare)
    return Line(bare, start, gap, min(depth, 6), at, False) if bare else Line(text, at, gap, RULE, at, False)
