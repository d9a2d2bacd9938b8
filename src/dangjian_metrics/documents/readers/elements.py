"""What an element of a page is: seen or not, a link, a table of figures."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

_UNREAD = frozenset(
    [
        *("head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas"),
        *("audio", "video", "map", "input", "button", "select", "textarea", "dialog"),
        *("del", "rt", "rp", "rtc"),
    ]
)
"""What no reader sees, presses only, or has struck out; of ruby the base stays, not its reading."""
_LONGEST_CELL = 500
"""Characters. A longer cell holds a column of the page, not of a table."""
_LONGEST_LINK = 400
"""Characters, and pieces of them: a headline and its summary."""
_WIDEST = 1000
"""Columns or rows that a cell spans: what browsers take at most."""
# Script uncovers what WeChat keeps under visibility: hidden, so only what takes no room counts as unseen.
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def is_seen(element: Any) -> bool:
    """Whether a browser shows an element, as far as the element itself tells."""
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return False
    return element.tag not in _UNREAD and not _UNSEEN.search(attributes.get("style", ""))


def is_link(element: Any) -> bool:
    """Whether what is in the element is the text of a link; of one that was never closed it is the rest of the page."""
    if "href" not in element.attrib:
        return False
    return sum(map(len, islice(element.itertext(), _LONGEST_LINK))) <= _LONGEST_LINK


def leads_back(element: Any) -> bool:
    """Whether the element is the arrow of a note that leads back to its place in the text."""
    return element.tag == "a" and element.get("href", "").startswith("#") and element.text in ("↑", "↩", "^")


def is_of_figures(table: Any) -> bool:
    """Whether the table has rows of cells to be read across, and is not there to lay out the page.

    >>> from lxml.html import fragment_fromstring
    >>> is_of_figures(fragment_fromstring("<table><tr><td>党建指导员<td>33名</table>"))
    True
    """
    if any(True for _ in table.iterdescendants("table", "h1", "h2", "h3", "h4", "h5", "h6")):
        return False
    if max((len(cells(row)) for row in table.iter("tr")), default=0) < 2:
        return False
    return all(len("".join(cell.itertext())) <= _LONGEST_CELL for cell in table.iter("td", "th"))


def span(cell: Any, direction: str) -> int:
    """How many rows (``rowspan``) or columns (``colspan``) a cell takes, at least 1.

    >>> from lxml.html import fragment_fromstring
    >>> span(fragment_fromstring("<td rowspan=2>党建指导员</td>"), "rowspan")
    2
    """
    said = cell.get(direction, "1").strip()[:4]
    return min(max(int(said), 1), _WIDEST) if said.isascii() and said.isdecimal() else 1


def cells(row: Any) -> list[Any]:
    """The cells of a row, in order."""
    return [cell for cell in row if cell.tag in ("td", "th")]
