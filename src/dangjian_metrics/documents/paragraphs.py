"""Lines to passages: broken paragraphs closed, captions set behind them, headings told apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from dangjian_metrics.documents import headings, shapes
from dangjian_metrics.documents.lines import ITEM, PLAIN, Line, Span
from dangjian_metrics.text import Passage

_NUMBERED_HEADING = 60
_TITLE_SAID_AGAIN = 300
_BARE = frozenset(("title", "byline", "heading", "furniture"))
"""The kinds of passage that stand under no heading."""
_FRAGMENT_END = frozenset("0123456789０１２３４５６７８９第")


class Writer:
    """Takes an article's lines in order and makes its passages.

    Not a record: it holds what is open, that is the paragraph whose last line was not closed, and the
    captions that wait for its end. ``holes`` are what is no text, ``cuts`` these and the spaces within numbers.
    """

    __slots__ = (
        "cuts",
        "document",
        "form",
        "head",
        "holes",
        "last",
        "litter",
        "open",
        "page",
        "passages",
        "section",
        "subject",
        "waiting",
    )

    def __init__(self, document: str, holes: list[Span], cuts: list[Span], page: headings.Style) -> None:
        self.document, self.holes, self.cuts, self.page = document, holes, cuts, page
        self.passages: list[Passage] = []
        self.litter: list[Span] = []
        self.open: list[Span] = []
        self.waiting: list[tuple[str, list[Span]]] = []
        self.last: Line | None = None
        self.subject = ""
        self.section: str | None = None
        self.form: str | None = None
        self.head = True

    def masthead(self, line: Line) -> None:
        """A line above the title."""
        self._mark(line)
        if line.level < ITEM or shapes.is_furniture(line.text):
            self.litter.append(_span(line))
        else:
            self._emit("byline", [_span(line)])

    def title(self, lines: Sequence[Line]) -> str:
        """The title's line or lines; what comes back is its text."""
        for line in lines:
            self._mark(line)
        self._emit("title", [_span(line) for line in lines])
        self.subject = self.passages[-1].text
        return self.subject

    def interrupt(self, kind: str, lines: Sequence[Line]) -> None:
        """A caption or furniture: it stands behind the paragraph that it interrupts."""
        self.waiting.append((kind, [(line.marker, _span(line)[1]) for line in lines]))
        if not self.open:
            self._flush()

    def line(self, line: Line, following: Line | None) -> None:
        """The next line of the article, ``following`` the one after it."""
        if line.level == PLAIN:
            if self.open and "\t" not in line.text and not self._breaks_in(line, following):
                self._go_on(line)
            else:
                self._flush()
                self._begin(line, following)
        else:
            self._flush()
            self._marked(line, following)
        self.last = line

    def finish(self, holes: list[Span]) -> list[Passage]:
        """All passages; the last holds what is no text: ``holes``, markers, rules, buttons of the page."""
        self._flush()
        if self.litter or holes:
            spans = [part for span in self.litter for part in _cut(span, self.holes)]
            spans = sorted(part for part in [*spans, *holes] if part[0] < part[1])
            self.passages.append(_passage(self.document, spans, "furniture", None))
        return self.passages

    def _marked(self, line: Line, following: Line | None) -> None:
        self._mark(line)
        if line.level > 0:
            self._heading(line)
        elif line.level < ITEM:
            self.litter.append(_span(line))
        else:
            wrapped = following is not None and following.level == PLAIN and following.gap == 1
            self._body(line, shapes.is_closed(line.text) or not wrapped or self.document[line.start] == "|")

    def _begin(self, line: Line, following: Line | None) -> None:
        """A line where no paragraph is open."""
        if self.head and self._is_head(line):
            return
        closed = shapes.is_closed(line.text)
        form = shapes.number_form(line.text)
        if form and self._is_numbered_heading(line, following, form, closed):
            self._heading(line)
        elif closed:
            self._body(line, closed=True)
        else:
            self._begin_open(line, following, form)
        self.form = form

    def _begin_open(self, line: Line, following: Line | None, form: str | None) -> None:
        text = line.text
        if shapes.is_furniture(text):
            self.litter.append(_span(line))
        elif shapes.is_byline(text):
            self._emit("byline", [_span(line)])
        elif form is None and self._is_plain_heading(line, following):
            self._heading_or_item(line, following)
        else:
            self._body(line, closed=form is not None and form == _form(following))

    def _is_plain_heading(self, line: Line, following: Line | None) -> bool:
        if following is None or "\t" in line.text or not headings.is_heading(line, following, self.page):
            return False
        if " " in line.text and not self.page.broken:
            return True
        # Pictures break paragraphs, they do not follow headings. (Holes hide captions from this look.)
        if not (self.holes or self.document[_span(line)[1] : following.marker].isspace()):
            return False
        return not headings.is_seam(line, following, self.document)

    def _heading_or_item(self, line: Line, following: Line | None) -> None:
        if not headings.is_list_item(line, self.last, following):
            self._heading(line)
        elif self.head:
            # The rubrics of a web page between its title and its text.
            self._emit("byline", [_span(line)])
        else:
            self._body(line, closed=True)

    def _is_head(self, line: Line) -> bool:
        """Whether the line belongs to the title (which some pages say twice); if so it is written."""
        text = line.text
        if shapes.is_furniture(text):
            self.litter.append(_span(line))
        elif shapes.is_subtitle(text) or self._is_said_again(text):
            self._emit("title", [_span(line)])
        elif shapes.is_byline(text) or (not shapes.is_closed(text) and self._is_signature(text)):
            self._emit("byline", [_span(line)])
        else:
            self.head = False
        return self.head

    def _is_said_again(self, text: str) -> bool:
        # Of a title without end its beginning will do: to look through all of it for each line takes square time.
        return len(text) > 3 and text in self.subject[:_TITLE_SAID_AGAIN]

    def _is_signature(self, text: str) -> bool:
        if shapes.is_office(text):
            return True
        # 来源： on one line, the newspaper on the next.
        above = self.last.text if self.last else "。"
        return len(text) <= 20 and above[-1] in "：:" and shapes.is_byline(above)

    def _is_numbered_heading(self, line: Line, following: Line | None, form: str, closed: bool) -> bool:
        """Whether a numbered line heads what follows and is no item of a list."""
        if form in (self.form, _form(following)) or following is None:
            return False
        if not closed:
            return self._is_plain_heading(line, following)
        return line.text[-1] == "。" and len(line.text) <= _NUMBERED_HEADING and line.text.count("。") == 1

    def _breaks_in(self, line: Line, following: Line | None) -> bool:
        """Whether the line begins something new although the paragraph before it was not closed."""
        text, above = line.text, self.document[self.open[-1][1] - 1]
        if above in _FRAGMENT_END:
            return False
        if shapes.number(text):
            return True
        if line.indented and self._last_level() != ITEM and not shapes.goes_on(above, text):
            return True
        if shapes.is_closed(text):
            return False
        return shapes.is_byline(text) or headings.interrupts(line, following, self.page)

    def _last_level(self) -> int:
        return self.last.level if self.last else PLAIN

    def _go_on(self, line: Line) -> None:
        self.open.append(_span(line))
        if shapes.is_closed(line.text):
            self._flush()

    def _body(self, line: Line, closed: bool) -> None:
        self.head = False
        self.open = [_span(line)]
        if closed or "\t" in line.text:  # the row of a table
            self._flush()

    def _heading(self, line: Line) -> None:
        self.head = False
        self._emit("heading", [_span(line)])
        self.section = self.passages[-1].text

    def _flush(self) -> None:
        """Writes the open paragraph and behind it what interrupted it."""
        if self.open:
            self._emit("body", self.open)
            self.open = []
        if self.waiting:
            for kind, spans in self.waiting:
                self._emit(kind, spans)
            self.waiting = []

    def _emit(self, kind: str, spans: list[Span]) -> None:
        if self.cuts:
            spans = [part for span in spans for part in _cut(span, self.cuts)]
        section = None if kind in _BARE else self.section
        passage = _passage(self.document, spans, kind, section)
        if kind == "body" and (own := headings.run_on(passage.text)):
            passage = Passage(passage.text, kind, own, passage.starts, passage.origins)
        self.passages.append(passage)

    def _mark(self, line: Line) -> None:
        if line.marker < line.start:
            self.litter.append((line.marker, line.start))


def _span(line: Line) -> Span:
    return line.start, line.start + len(line.text)


def _form(line: Line | None) -> str | None:
    return shapes.number_form(line.text) if line is not None and line.level == PLAIN else None


def _passage(document: str, spans: list[Span], kind: str, section: str | None) -> Passage:
    if len(spans) == 1:
        start, end = spans[0]
        return Passage(document[start:end], kind, section, (0,), (start,))
    pieces = [document[start:end] for start, end in spans]
    starts = tuple(accumulate(map(len, pieces[:-1]), initial=0))
    return Passage("".join(pieces), kind, section, starts, tuple(start for start, _ in spans))


def _cut(span: Span, holes: list[Span]) -> list[Span]:
    """What is left of ``span`` without the holes in it."""
    start, end = span
    left = []
    for at in range(bisect_left(holes, span), len(holes)):
        if holes[at][0] >= end:
            break
        left.append((start, holes[at][0]))
        start = max(start, holes[at][1])  # a space may stand within a comment
    left.append((start, end))
    return [part for part in left if part[0] < part[1]]
