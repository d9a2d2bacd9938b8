"""The pages of a PDF as characters with their places. The only importer of pypdfium2."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from math import hypot
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from dangjian_metrics.documents.document import shown
from dangjian_metrics.documents.limits import MOST_PAGES
from dangjian_metrics.documents.readers import needed
from dangjian_metrics.documents.readers.pdf.characters import mended
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

if TYPE_CHECKING:
    import pypdfium2
    from pypdfium2 import raw

_OBLIQUE = 0.1
_SPACE = 0x20
_MADE_UP = frozenset((0xD, 0xA, _SPACE))  # what pdfium adds between lines and words
_ALONE = Lock()  # pdfium knows no threads


class Glyph(NamedTuple):
    """A character on a page: from ``left`` to ``right`` on the line at the height ``base``, ``size`` high, in points.

    Heights grow upwards. Where most of a page is turned, so are its places: text always runs from left to right.
    """

    text: str
    left: float
    right: float
    base: float
    size: float


def pages(data: bytes, name: str) -> Iterator[list[Glyph]]:
    """The characters of each page as the file draws them. Raises DocumentError for what cannot be opened.

    One page is open at a time: a page takes a hundred times the memory of its text.
    """
    try:
        import pypdfium2
    except ImportError:
        raise needed(name) from None
    with _ALONE:
        document = _opened(data, name)
        try:
            yield from (_glyphs(document, at) for at in range(_count(document, name)))
        except pypdfium2.PdfiumError:
            raise _damaged(name) from None
        finally:
            document.close()


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    import pypdfium2
    from pypdfium2 import raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise DocumentError(
                _(
                    "{name}: is locked with a password; save it without one (qpdf --decrypt --password=… FILE OUT)"
                ).format(name=shown(name))
            ) from None
        raise _damaged(name) from None


def _count(document: pypdfium2.PdfDocument, name: str) -> int:
    count = len(document)
    if count > MOST_PAGES:
        raise DocumentError(
            _("{name}: has {pages} pages, at most {most} are read; split it").format(
                name=shown(name), pages=count, most=MOST_PAGES
            )
        )
    if not count:
        raise _damaged(name)
    return count


def _damaged(name: str) -> DocumentError:
    return DocumentError(_("{name}: is no whole PDF; get a whole copy of it").format(name=shown(name)))


def _glyphs(document: pypdfium2.PdfDocument, at: int) -> list[Glyph]:
    """The characters of a page, those left out that are not turned as most of it is (watermarks, stamps)."""
    page = document[at]
    try:
        drawn = page.get_textpage()
        try:
            turned = _turned(drawn)
        finally:
            drawn.close()
    finally:
        page.close()
    return max(turned, key=len)


def _turned(drawn: pypdfium2.PdfTextPage) -> list[list[Glyph]]:
    """The characters by the side of the page that is up for them: its top, left, bottom, right."""
    from pypdfium2 import raw

    sides: list[list[Glyph]] = [[], [], [], []]
    page, box, matrix, x, y = drawn.raw, raw.FS_RECTF(), raw.FS_MATRIX(), c_double(), c_double()
    for at in range(drawn.count_chars()):
        code = raw.FPDFText_GetUnicode(page, at)
        if code in _MADE_UP and (code != _SPACE or raw.FPDFText_IsGenerated(page, at) == 1):
            continue
        raw.FPDFText_GetLooseCharBox(page, at, box)
        raw.FPDFText_GetMatrix(page, at, matrix)
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        side = _side(matrix.a, matrix.b)
        size = raw.FPDFText_GetFontSize(page, at) * hypot(matrix.c, matrix.d)
        text = mended(code)
        if text and side is not None and size > 0:
            sides[side].append(Glyph(text, *_span(box, side), _base(x.value, y.value, side), size))
    return sides


def _side(along: float, across: float) -> int | None:
    """Which side of the page is up for text that runs so; None where it runs aslant, as watermarks do."""
    if abs(across) <= _OBLIQUE * abs(along):
        return 0 if along > 0 else 2
    if abs(along) <= _OBLIQUE * abs(across):
        return 1 if across > 0 else 3
    return None


def _span(box: raw.FS_RECTF, side: int) -> tuple[float, float]:
    """Where the character begins and ends if its side were up."""
    spans = (
        (box.left, box.right),
        (box.bottom, box.top),
        (-box.right, -box.left),
        (-box.top, -box.bottom),
    )
    return spans[side]


def _base(x: float, y: float, side: int) -> float:
    """The height of the line on which the character stands if its side were up."""
    return (y, -x, -y, x)[side]
