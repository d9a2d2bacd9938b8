"""The article of a page: which of its blocks are it, and which navigation, recommendations, comments."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dangjian_metrics.documents.readers import markup
from dangjian_metrics.documents.readers.markup import Block

_FEW_LINKS = 0.05
"""Share of a page's characters that stand in links, up to which all of it is the article."""
_MOST_PROSE = 0.9
"""Share of the prose that the element of the article holds at least: a comment may be taken for text."""
_SHORTEST_TITLE = 4
_TITLE_BLOCKS = 60
_MOST_BLOCKS = 50_000
"""Up to which the article is looked for by trafilatura, which takes some ten seconds then."""
_PROSE_ENDS = tuple("。！？…；：”’）)」』")
_SITE = re.compile(
    r"_|\||｜|--+|——| [-–—] | {0,9}[-–—] {0,9}(?=[^-–—]{2,12}(?:网|在线|日报|频道|新闻|资讯)\s{0,9}\Z)"
)


def chosen(page: Any, found: list[Block]) -> list[Block]:
    """Those of the blocks found on a page that are its article, its title first behind ``#``; none on a page of links.

    Raises ImportError where what tells the article from other things is needed and not installed.

    >>> page = markup.parsed("<title>安丘：支部_安丘网</title><h3>安丘：支部</h3><p>选派党务骨干33名。")
    >>> [each.marker + each.text for each in chosen(page, markup.blocks(page))]
    ['# 安丘：支部', '选派党务骨干33名。']
    """
    named = _cut_site(markup.tidied(page.findtext(".//title") or ""))
    if _is_simple(found):
        return found if any(each.marker == "# " for each in found) else _titled(found, found, named)
    prose = _prose(page, found)
    return _titled(_in_one_element(found, prose), found, named) if prose else []


def recognised(page: Any) -> str:
    """The text of a page's article as trafilatura finds it; it may lack paragraphs, and hold some that are none."""
    import trafilatura

    # Where no one listens, logging writes warnings to the terminal.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found: Any = trafilatura.bare_extraction(page, include_comments=False, fast=True)
    return "" if found is None else "".join(found.body.itertext())


def _is_simple(found: Sequence[Block]) -> bool:
    return sum(each.linked for each in found) <= _FEW_LINKS * sum(len(each.text) for each in found)


def _prose(page: Any, found: Sequence[Block]) -> list[Block]:
    """The blocks of sentences that belong to the article; where none is known to, all that the page has."""
    prose = [each for each in found if _is_prose(each)]
    if not prose or len(found) > _MOST_BLOCKS:
        return prose
    article = _squeezed(recognised(page))
    return [each for each in prose if _squeezed(each.text) in article] or prose


def _is_prose(block: Block) -> bool:
    """Whether the block is text that was written as such. A teaser ends in a link (【详细】), a headline in no stop."""
    return block.text.endswith(_PROSE_ENDS) and "。" in block.text and block.linked * 5 < len(block.text)


def _in_one_element(found: list[Block], prose: list[Block]) -> list[Block]:
    """What stands in the innermost element that holds most of the prose, without its lists of links.

    Prose beside it stays too: a lead, or a last page, has an element of its own.
    """
    held: Counter[Any] = Counter()
    for block in prose:
        held.update(dict.fromkeys([block.element, *block.element.iterancestors()], len(block.text)))
    least = _MOST_PROSE * sum(len(block.text) for block in prose)
    element = max((each for each in held if held[each] >= least), key=_depth)
    inside, beside = set(element.iter()), set(_around(element).iter())
    kept = {id(block) for block in prose if block.element in beside}
    return [each for each in found if id(each) in kept or (each.element in inside and not _is_of_links(each))]


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _around(element: Any) -> Any:
    """The element two levels up, below the body of the page."""
    above = [each for each in element.iterancestors() if each.tag not in ("html", "body")]
    return above[min(1, len(above) - 1)] if above else element


def _is_of_links(block: Block) -> bool:
    return block.linked * 2 > len(block.text) and not block.text.endswith(_PROSE_ENDS)


def _titled(kept: list[Block], found: list[Block], named: str) -> list[Block]:
    """The article with its title on top, once."""
    title = _title(kept, found, named)
    if title is None:
        return kept
    said = _squeezed(title.text)
    text = [each for each in kept if _squeezed(each.text) != said]
    if not (title.marker == "# " and any(each is title for each in kept)):
        # Headings of the first rank below a title that is none head its sections; beside one that is they head articles.
        text = [replace(each, marker="## ") if each.marker == "# " else each for each in text]
    return [replace(title, marker="# ", gap=2), *text]


def _title(kept: list[Block], found: list[Block], named: str) -> Block | None:
    """The block that the page's own name begins with or is part of, else the heading on top, else that name."""
    first = next((at for at, each in enumerate(found) if each is kept[0]), 0) if kept else 0
    above = [each for each in found[: first + _TITLE_BLOCKS] if len(each.text) >= _SHORTEST_TITLE]
    same = [each for each in above if _is_named(_squeezed(each.text), _squeezed(named))]
    if same:
        return max(same, key=lambda each: len(each.text))
    ranked = [each for each in found[: first + 1] if each.marker == "# "]
    if ranked:
        return ranked[-1]
    return Block("# ", named, 2) if named else None


def _is_named(text: str, name: str) -> bool:
    """Whether a block says the name of the page, all of it or nearly so."""
    return bool(name) and (
        text == name or (2 * len(text) > len(name) and text in name) or text.startswith(name)
    )


def _cut_site(name: str) -> str:
    """The name of a page without that of its site.

    >>> _cut_site("支部领着干_安丘新闻网"), _cut_site("支部领着干-安丘市人民政府网"), _cut_site("中国—东盟")
    ('支部领着干', '支部领着干', '中国—东盟')
    """
    parts = [part.strip() for part in _SITE.split(name)]
    return next((part for part in parts if len(part) >= _SHORTEST_TITLE), "")


def _squeezed(text: str) -> str:
    return "".join(markup.tidied(text).split())
