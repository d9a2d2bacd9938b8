"""One reader a format: bytes become text, laid out as plain text is.

What a reader hands on is the document from then on: offsets and quotes point into it. A paragraph is a line of its own with an empty line
before it, a heading of a format that knows headings stands behind ``#`` signs, a row of a table is a line.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath

from dangjian_metrics.documents.document import Decoded, shown
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

_READERS = {
    ".txt": "plain",
    ".md": "plain",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
SUFFIXES = tuple(_READERS)
"""The suffixes of what is read."""

_LEGACY = frozenset((".doc", ".wps", ".rtf", ".odt", ".docm", ".dot"))


def text(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text in the bytes of a file of that name. Raises DocumentError, naming the file and the way out."""
    suffix = PurePath(name).suffix.lower()
    reader = import_module(f"{__name__}.{_READERS.get(suffix, 'plain')}")
    found: Decoded = reader.text(data, name, encoding)
    return found


def is_read(suffix: str) -> bool:
    """Whether files with this suffix are read."""
    return suffix.lower() in _READERS


def refusal(name: str) -> str:
    """The line that says why a file of that name is not read, and what to do.

    >>> refusal("通知.doc")
    '通知.doc: .doc is not read; open it in Word, WPS or LibreOffice and save it as .docx (soffice --convert-to docx FILE)'
    """
    suffix = PurePath(name).suffix
    if suffix.lower() in _LEGACY:
        way = _("open it in Word, WPS or LibreOffice and save it as .docx (soffice --convert-to docx FILE)")
    else:
        way = _("convert it to one of {known}").format(known=", ".join(SUFFIXES))
    return _("{name}: {suffix} is not read; {way}").format(
        name=shown(name), suffix=suffix or _("no suffix"), way=way
    )


def needed(name: str, extra: str = "documents") -> DocumentError:
    """The error for a file whose reader is not installed."""
    return DocumentError(
        _("{name}: its reader is not installed; pip install 'dangjian-metrics[{extra}]' brings it").format(
            name=shown(name), extra=extra
        )
    )
