"""Mark-up to lines: the elements of a page laid out as the plain text that people would copy from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from dangjian_metrics.documents.readers import elements

_HEADINGS = {f"h{depth}": "#" * depth + " " for depth in range(1, 7)}
_PARAGRAPHS = frozenset(
    [
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "nav",
            "aside",
            "blockquote",
            "center",
        ),
        *("figure", "figcaption", "address", "details", "summary", "ul", "ol", "dl", "menu", "pre", "form"),
        *("fieldset", "hr", "table", "caption", "tr", "td", "th", "body", "html"),
    ]
)
_LINES = frozenset(["li", "dt", "dd"])
_ITEM = "- "
_ROW = "| "
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_SPACE = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·]"
# A line of the source that ends between two Chinese characters: no space was meant.
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\f\r\n]*(?={_WIDE})")
_FIGURE = re.compile(r"\d")
_NOTE_MARK = re.compile(r"[\[［〔(（【]?\s{0,9}(?:注?\s{0,9}[0-9]{1,3}|[①-⑳*＊†])\s{0,9}[\]］〕)）】]?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page: ``text`` behind its ``marker``, ``gap`` the newlines before it (1 goes on, 2 stands apart).

    ``linked`` counts its characters that stand in links, ``element`` is where it begins on the page.
    """

    marker: str
    text: str
    gap: int
    linked: int = 0
    element: Any = None


def parsed(source: str) -> Any:
    """The tree of a page; None where there is no element in it. Raises ValueError where its mark-up nests too deep.

    >>> parsed("<p>选派<b>28</b>人").tag
    'html'
    """
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return None
    # libxml2 drops without a word what lies deeper.
    if any("xcessive depth" in fault.message for fault in parser.error_log):
        raise ValueError("mark-up nests too deep")
    return tree


def laid_out(found: list[Block]) -> str:
    """The text of blocks: paragraphs with an empty line between, items and rows one below the other.

    >>> laid_out([Block("# ", "安丘市", 2), Block("", "选派33名。", 2), Block("", "到岗。", 1)])
    '# 安丘市\\n\\n选派33名。\\n到岗。\\n'
    """
    lines = [("\n" * each.gap if at else "") + each.marker + each.text for at, each in enumerate(found)]
    return "".join([*lines, "\n"]) if lines else ""


def blocks(root: Any) -> list[Block]:
    """What is to be read under an element, block by block.

    >>> page = "<h2>安丘</h2><p>选派<b>28</b>人，<a href='/'>详见</a><ul><li>一件</ul>"
    >>> [(each.marker, each.text, each.gap, each.linked) for each in blocks(parsed(page))]
    [('## ', '安丘', 2, 0), ('', '选派28人，详见', 2, 2), ('- ', '一件', 2, 0)]
    """
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end"))
    passed = None
    for event, element in walk:
        if event == "start":
            if not _enter(writer, element):
                passed = element
                walk.skip_subtree()
            continue
        if element is passed:
            passed = None
        else:
            _leave(writer, element)
        if element is not root:
            writer.write(element.tail, element.getparent())
    writer.end(2)
    return writer.found


def tidied(text: str) -> str:
    """Text of the source as a browser shows it: one space for many, none where a line of the source wraps.

    >>> tidied("党建\\n  指导员\\u200b 28&nbsp;名".replace("&nbsp;", "\\xa0"))
    '党建指导员 28 名'
    """
    return _SPACE.sub(" ", _WRAPPED.sub("", _INVISIBLE.sub("", text))).replace("\xa0", " ")


class _Writer:
    """Takes text and the ends of lines in order and makes blocks; not a record, it holds the line that is open."""

    __slots__ = ("element", "found", "gap", "kept", "linked", "links", "marker", "pieces")

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.pieces: list[str] = []
        self.marker, self.gap = "", 2
        self.linked = self.kept = 0
        self.links: list[Any] = []
        self.element: Any = None

    def write(self, text: str | None, element: Any) -> None:
        first, *others = (text or "").split("\n") if self.kept else [text or ""]
        self._add(first, element)
        for line in others:
            self.line_break()
            self._add(line, element)

    def _add(self, text: str, element: Any) -> None:
        if self.element is None and text.strip():
            self.element = element
        if self.links:
            self.linked += len("".join(text.split()))
        self.pieces.append(text)

    def begin(self, marker: str, gap: int) -> None:
        """The next text begins a line of its own."""
        self.end(gap)
        self.marker = marker

    def end(self, gap: int) -> None:
        """The line ends here; ``gap`` newlines at least stand before the next one."""
        text = tidied("".join(self.pieces)).rstrip()
        self.pieces.clear()
        if self.marker or self.gap > 1 or not text.strip():
            text = text.lstrip()  # behind a broken line the indent tells a paragraph, elsewhere it only fills
        if text:
            self.found.append(Block(self.marker, text, self.gap, self.linked, self.element))
            self.marker, self.gap = "", gap
        elif not self.marker:
            self.gap = max(self.gap, gap)
        self.linked, self.element = 0, None

    def line_break(self) -> None:
        """A break within a paragraph; two of them part paragraphs, and a heading goes on over it."""
        if self.marker.startswith("#"):
            self.pieces.append(" ")
        elif any(map(str.strip, self.pieces)):
            self.end(1)
        else:
            self.gap = 2


def _enter(writer: _Writer, element: Any) -> bool:
    """Opens an element; whether what is in it is still to be read."""
    tag = element.tag
    if (
        not elements.is_seen(element)
        or (tag == "sup" and _is_raised(writer, element))
        or elements.leads_back(element)
    ):
        return False
    if tag == "table" and elements.is_of_figures(element):
        _rows(writer, element)
        return False
    if tag == "br":
        writer.line_break()
    elif tag in _HEADINGS:
        writer.begin(_HEADINGS[tag], 2)
    elif tag in _PARAGRAPHS:
        writer.end(2)
        writer.kept += tag == "pre"
    elif tag in _LINES:
        writer.begin(_ITEM if tag == "li" else "", 1)
    elif tag == "a" and elements.is_link(element):
        writer.links.append(element)
    writer.write(element.text, element)
    return True


def _leave(writer: _Writer, element: Any) -> None:
    tag = element.tag
    if tag in _HEADINGS or tag in _LINES:
        writer.end(2 if tag in _HEADINGS else 1)
        writer.marker = ""
    elif tag in _PARAGRAPHS:
        writer.end(2)
        writer.kept -= tag == "pre"
    elif writer.links and writer.links[-1] is element:
        writer.links.pop()


def _is_raised(writer: _Writer, element: Any) -> bool:
    """Whether raised characters are dealt with: a power is written as such (m²), the mark of a note left out."""
    text = "".join(element.itertext()).strip()
    before = "".join(writer.pieces[-1:])[-1:]
    if text.isdecimal() and before.isascii() and before.isalnum() and element.find(".//a") is None:
        writer.write(text.translate(_RAISED), element)
        return True
    return _NOTE_MARK.fullmatch(text) is not None


def _rows(writer: _Writer, table: Any) -> None:
    """Writes a table, a line a row, its cells parted by tabs."""
    writer.end(2)
    for caption in table.iter("caption"):
        writer.found += blocks(caption)
    spanning: dict[int, tuple[str, int]] = {}
    for row in table.iter("tr"):
        if not elements.is_seen(row):
            continue
        cells = _row(row, spanning)
        if any(cells):
            writer.found.append(Block(_ROW, "\t".join(cells).strip(), writer.gap, 0, row))
            writer.gap = 1
    writer.gap = 2


def _row(row: Any, spanning: dict[int, tuple[str, int]]) -> list[str]:
    """The cells of a row, column by column; ``spanning`` holds those from above that reach into it, and is kept up.

    A name that spans rows is said in each of them, figures are not: a figure said twice would be two.
    """
    cells: list[str] = []
    own = [cell for cell in elements.cells(row) if elements.is_seen(cell)]
    while own or len(cells) in spanning:
        text, left = spanning.pop(len(cells), ("", 0))
        if not left:
            cell = own.pop(0)
            text, left = " ".join(block.text for block in blocks(cell)), elements.span(cell, "rowspan")
            cells += [""] * (elements.span(cell, "colspan") - 1)
        if left > 1:
            spanning[len(cells)] = ("" if _FIGURE.search(text) else text, left - 1)
        cells.append(text)
    return cells
