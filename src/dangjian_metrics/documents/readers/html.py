"""Pages: the article in a saved page of the web, as plain text."""

from __future__ import annotations

import re

from dangjian_metrics.documents import decoding
from dangjian_metrics.documents.document import Decoded, shown
from dangjian_metrics.documents.readers import needed
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(gb|big-?5)", re.IGNORECASE)
_HEAD = 4096
_LARGEST_PAGE = 20_000_000
"""Bytes. The longest article has a twentieth of it; reading takes up to forty times the size of the page."""


def text(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The article in the bytes of a page. Raises DocumentError where there is none, naming the way out.

    >>> text("<h1>安丘市</h1><p>选派33名。</p>".encode(), "安丘.html")
    Decoded(text='# 安丘市\\n\\n选派33名。\\n', how='HTML in UTF-8')
    """
    if len(data) > _LARGEST_PAGE:
        size = _LARGEST_PAGE // 1_000_000
        raise DocumentError(
            _("{name}: is a page of more than {size} MB; save its text as .txt").format(
                name=shown(name), size=size
            )
        )
    source = _decoded(data, name, encoding)
    try:
        found = _article(source.text, name) if source.text.strip() else ""
    except ImportError:
        raise needed(name) from None
    return Decoded(found, f"HTML in {source.how}")


def _article(source: str, name: str) -> str:
    from dangjian_metrics.documents.readers import article, markup

    try:
        page = markup.parsed(source)
    except ValueError as error:
        raise DocumentError(
            _("{name}: {reason}; save its text as .txt").format(
                name=shown(name), reason=shown(str(error))[:200]
            )
        ) from None
    found = [] if page is None else markup.blocks(page)
    if not found:
        raise DocumentError(
            _(
                "{name}: the page holds no text, a script writes it; save the page from the browser that shows it"
            ).format(name=shown(name))
        )
    chosen = article.chosen(page, found)
    if not chosen:
        raise DocumentError(
            _("{name}: the page holds links but no article; save the page of the article itself").format(
                name=shown(name)
            )
        )
    return markup.laid_out(chosen)


def _decoded(data: bytes, name: str, encoding: str | None) -> Decoded:
    """The source of a page: UTF-8 where it is well formed, as some pages declare gb2312 and are UTF-8 all the same."""
    declared = _DECLARED.search(data[:_HEAD])
    if encoding is None and declared is not None and not _is_utf8(data):
        try:
            # GB18030 has every character of gb2312 and gbk, and pages that declare the smaller sets use them all.
            return decoding.decode(data, name, "gb18030" if declared.group(1).lower() == b"gb" else "big5")
        except DocumentError:
            return decoding.decode(data, name)  # what it declares is wrong
    return decoding.decode(data, name, encoding)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
