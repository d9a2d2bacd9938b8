"""Word files: made into a page by mammoth, and read on as pages are."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.dom import DOMException
from xml.parsers.expat import ExpatError

from dangjian_metrics.documents.document import Decoded, shown
from dangjian_metrics.documents.readers import needed, word_package
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

_BROKEN = (
    *(LookupError, ValueError, TypeError, AttributeError, OSError, RuntimeError, AssertionError),
    *(ExpatError, DOMException),  # of the parser of XML, which are none of the others
)
"""What mammoth raises on a file that Word did not write."""


def text(data: bytes, name: str, _encoding: str | None = None) -> Decoded:
    """The text of a Word file. Raises DocumentError for what is damaged, locked, too large, or no Word file."""
    parts = word_package.parts(data, name)
    try:
        from dangjian_metrics.documents.readers import markup, word_parts
    except ImportError:
        raise needed(name) from None
    try:
        page = markup.parsed(_page(word_parts.plain(parts)))
    except ImportError:
        raise needed(name) from None
    except _BROKEN as error:
        reason = shown(" ".join(str(error).split()))[:200]
        raise DocumentError(
            _(
                "{name}: the Word file cannot be read ({reason}); save it anew from Word, WPS or LibreOffice"
            ).format(name=shown(name), reason=reason)
        ) from None
    return Decoded("" if page is None else markup.laid_out(markup.blocks(page)), "Word")


def _page(parts: dict[str, bytes]) -> str:
    """The page that mammoth makes of a package of these parts."""
    import mammoth  # type: ignore[import-untyped]

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    # A style map packed in the file would let its author choose what is shown.
    return str(
        mammoth.convert_to_html(package, convert_image=_no_image, include_embedded_style_map=False).value
    )


def _no_image(_image: Any) -> list[Any]:
    return []
