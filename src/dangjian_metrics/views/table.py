"""Tables for the terminal: claims, and numbers with their dispositions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dangjian_metrics.claims.record import Claim, Disposition
from dangjian_metrics.messages import language, word
from dangjian_metrics.views.dictionary import titles
from dangjian_metrics.views.figures import figure, place
from dangjian_metrics.views.layouts import Layout
from dangjian_metrics.views.records import lines

_CLAIMS = {"place": 18, "field": 18, "action": 10, "value": 16, "period": 10}
_STORED = {"id": 6, "place": 16, "field": 16, "action": 8, "value": 14, "period": 10}
_NUMBERS = {"where": 8, "number in its context": 40, "disposition": 11, "reason": 15}
"""The columns and their widths on 80 columns; a wider terminal widens them alike."""

_GAP = 2
_NARROWEST, _WIDEST = 40, 140
_AROUND = 9
"""So many characters on either side show a number in its context: one line of its column."""


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Lets the caller see that the reader has gone; rich itself would end the process."""
        raise BrokenPipeError


def console(stream: TextIO) -> Console:
    """The terminal behind ``stream``; text of documents is shown as it is, never as mark-up."""
    return _Terminal(file=stream, markup=False, highlight=False, emoji=False, soft_wrap=False)


class ClaimTable:
    """The claims of document after document, in columns that stay where they are.

    Widths come from the terminal, not from the claims, so that each document is shown as soon as it is
    read. A place that stands above is not repeated.
    """

    def __init__(self, terminal: Console, language: str = "en") -> None:
        self._terminal, self._language = terminal, language
        self._headed = False

    def write(self, name: str, claims: Sequence[Claim]) -> None:
        """Shows the claims of the document ``name``."""
        if not claims:
            return
        table = _table(_CLAIMS, self._terminal.width, headed=not self._headed, language=self._language)
        above = None
        for claim in claims:
            article = (claim.article, place(claim))
            table.add_row(*_cells(claim, repeated=article == above))
            above = article
        _show(self._terminal, name, table)
        self._headed = True


class StoredTable:
    """Claims of a store with their numbers, whatever documents they come from."""

    def __init__(self, terminal: Console, language: str = "en") -> None:
        self._terminal, self._language = terminal, language

    def write(self, claims: Iterable[tuple[int, Claim]]) -> None:
        """Shows the claims; a place that stands above is not repeated."""
        table = _table(_STORED, self._terminal.width, headed=True, language=self._language)
        above = None
        for number, claim in claims:
            article = (claim.doc, claim.article)
            table.add_row(Text(str(number)), *_cells(claim, repeated=article == above))
            above = article
        if table.row_count:
            self._terminal.print(table)


class NumberTable:
    """Numbers with their dispositions, document after document."""

    def __init__(self, terminal: Console, language: str = "en") -> None:
        self._terminal, self._language = terminal, language
        self._headed = False

    def write(self, name: str, text: str, numbers: Sequence[Disposition]) -> None:
        """Shows the numbers of the document ``name``, whose decoded text is ``text``."""
        if not numbers:
            return
        table = _table(_NUMBERS, self._terminal.width, headed=not self._headed, language=self._language)
        starts = list(lines(text))
        for number in numbers:
            line = bisect_right(starts, number.start)
            where = f"{line}:{number.start - starts[line - 1] + 1}"
            disposition, reason = word("disposition", number.disposition), word("reason", number.reason)
            table.add_row(Text(where), _context(text, number), Text(disposition), _text(reason))
        _show(self._terminal, name, table)
        self._headed = True


def heading(name: str, language: str) -> str:
    """The heading of a table's column: its name, or with ``zh`` its Chinese name.

    >>> heading("place", "zh"), heading("action", "zh"), heading("place", "en")
    ('地区', '动作', 'place')
    """
    if language == "en":
        return name
    return _CHINESE.get(name) or titles(Layout((name,)), language)[0]


_CHINESE = {
    "place": "地区",
    "where": "位置",
    "number in its context": "数字及上下文",
    "bar": "条形",
    "×median": "中位比",
    "on gold": "标注集",
    "what it did": "所做的事",
}


def labelled(name: str, said: str, width: int = 10) -> Text:
    """A line that says one thing of a claim, behind the name of the column in the language of the messages."""
    head = heading(name, language())
    return Text(f"{head}{' ' * (width - cell_len(head))} {printable(said)}", overflow="fold")


def printable(text: str) -> str:
    """The text on one line; control characters, which a terminal would obey, are spaces.

    >>> printable("选派\\x1b[31m28人\\n")
    '选派 [31m28人 '
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def rows(terminal: Console, widths: dict[str, int], cells: Iterable[Sequence[str]]) -> None:
    """Shows rows under headings; ``widths`` are those on 80 columns."""
    table = _table(widths, terminal.width, headed=True, language=language())
    for row in cells:
        table.add_row(*map(_text, row))
    terminal.print(table)


def _show(terminal: Console, name: str, table: Table) -> None:
    # The name above its rows; over the first document the heading comes first.
    table.title = Text(printable(name), style="dim", overflow="fold")
    table.title_justify = "left"
    terminal.print(table)


def _table(widths: dict[str, int], width: int, *, headed: bool, language: str = "en") -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=headed, header_style="bold")
    room = min(max(width, _NARROWEST), _WIDEST) - _GAP * (len(widths) - 1)
    whole = sum(widths.values())
    for name, share in widths.items():
        table.add_column(heading(name, language), width=room * share // whole, overflow="fold")
    return table


def _cells(claim: Claim, *, repeated: bool) -> list[Text]:
    role = f"（{claim.role}）" if claim.role else ""
    where = "" if repeated else place(claim) or "–"
    cells = (where, _named(claim) + role, claim.action or "", figure(claim), claim.period or "")
    return [_text(cell) for cell in cells]


def _named(claim: Claim) -> str:
    """The field; the entity where that is the field told more closely (机关干部 of the field 干部)."""
    if claim.field and not (claim.entity or "").endswith(claim.field):
        return claim.field
    return claim.entity or "–"


def _context(text: str, number: Disposition) -> Text:
    before = printable(text[max(0, number.start - _AROUND) : number.start]).lstrip()
    found = printable(text[number.start : number.end])
    after = printable(text[number.end : number.end + _AROUND]).rstrip()
    return Text.assemble(before, (found, "bold reverse"), after)


def _text(cell: str) -> Text:
    return Text(printable(cell), overflow="fold")
