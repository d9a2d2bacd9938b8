"""PDF: characters at places on pages, read back into lines, columns and paragraphs."""

from __future__ import annotations

from dangjian_metrics.documents.document import Decoded, shown
from dangjian_metrics.documents.readers.pdf import glyphs, paragraphs
from dangjian_metrics.documents.readers.pdf.characters import is_nonsense
from dangjian_metrics.documents.readers.pdf.columns import columns, rows
from dangjian_metrics.documents.readers.pdf.furniture import without_furniture
from dangjian_metrics.documents.readers.pdf.pieces import Piece, pieces
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _, several


def text(data: bytes, name: str, _encoding: str | None = None) -> Decoded:
    """The text of a PDF: a paragraph a line, large titles behind ``#``; how many pages had none is said.

    Raises DocumentError for what is damaged, locked, too long, or holds pictures of text only.
    """
    pages = [pieces(drawn) for drawn in glyphs.pages(data, name)]
    written = [page for page in pages if page]
    read = [page for page in written if not is_nonsense("".join(piece.text for piece in page))]
    if not read:
        raise DocumentError(_unread(name, len(pages), unnamed=len(written) > 0))
    missing = len(pages) - len(read)
    return Decoded(
        _laid_out(read), f"PDF, {missing} of {len(pages)} pages without text" if missing else "PDF"
    )


def _unread(name: str, pages: int, *, unnamed: bool) -> str:
    count = several("{n} page", "{n} pages", pages)
    if unnamed:
        said = _(
            "{name}: its fonts do not say which characters they draw ({pages});"
            " read it with OCR (ocrmypdf --force-ocr -l chi_sim FILE OUT)"
        )
    else:
        said = _(
            "{name}: {pages} without text, pictures only; read it with OCR first (ocrmypdf -l chi_sim FILE OUT)"
        )
    return said.format(name=shown(name), pages=count)


def _laid_out(pages: list[list[Piece]]) -> str:
    found = [rows(page) for page in pages]
    usual = paragraphs.measure([row[0] for row in page] for page in found)
    kept = without_furniture(found, usual.pitch * usual.size)
    ordered = [columns([piece for row in page for piece in row]) for page in kept]
    usual = paragraphs.measure(column.lines for page in ordered for column in page)
    return paragraphs.text(ordered, usual)
