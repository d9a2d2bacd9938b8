"""The package of a Word file: its parts of text, unpacked within limits."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from dangjian_metrics.documents.document import shown
from dangjian_metrics.documents.limits import LARGEST_UNPACKED, too_large
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED = 0x1
_MOST_TAGS = 3_000_000
"""In all parts: mammoth takes a minute and two gigabytes for them. A report of 33,000 characters has 10,000."""
_PASSED_OVER = ("customXml/", "docProps/", "word/theme/", "word/glossary/")
"""Parts without text of the document: what is wrong with them does no harm."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


def parts(data: bytes, name: str) -> dict[str, bytes]:
    """The XML parts of a Word file by name; pictures stay packed. Raises DocumentError for what is no Word file."""
    _refuse_others(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if any(entry.flag_bits & _ENCRYPTED for entry in package.infolist()):
                raise DocumentError(
                    _("{name}: is locked with a password; save it without one").format(name=shown(name))
                )
            found = _unpacked(package, name)
    except _DAMAGED as error:
        reason = shown(" ".join(str(error).split()))[:200]
        raise DocumentError(
            _("{name}: the Word file is damaged ({reason}); get a whole copy of it").format(
                name=shown(name), reason=reason
            )
        ) from None
    if sum(part.count(b"<") for part in found.values()) > _MOST_TAGS:
        raise DocumentError(
            _("{name}: holds more mark-up than is read; split it, or save its text as .txt").format(
                name=shown(name)
            )
        )
    if not any(part.startswith("word/") for part in found):
        raise DocumentError(
            _(
                "{name}: is no Word file (it holds no text of Word); open it in Word, WPS or LibreOffice and save it as .docx"
            ).format(name=shown(name))
        )
    return found


def _unpacked(package: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """The parts, read up to the limit: what the package says of their sizes may be wrong."""
    found: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    for entry in package.infolist():
        name_within = entry.filename
        if not name_within.lower().endswith((".xml", ".rels")) or name_within.startswith(_PASSED_OVER):
            continue
        with package.open(entry) as part:
            found[name_within] = part.read(left + 1)
        left -= len(found[name_within])
        if left < 0:
            raise DocumentError(too_large(name, LARGEST_UNPACKED))
    return found


def _refuse_others(data: bytes, name: str) -> None:
    """Raises DocumentError for files of another kind that carry the suffix of Word."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise DocumentError(
                _("{name}: is locked with a password; save it without one").format(name=shown(name))
            )
        raise DocumentError(
            _(
                "{name}: is a .doc under another name; open it in Word, WPS or LibreOffice and save it as .docx"
            ).format(name=shown(name))
        )
    if not data:
        raise DocumentError(_("{name}: is empty; get a whole copy of it").format(name=shown(name)))
    if not data.startswith(b"PK"):
        raise DocumentError(
            _(
                "{name}: is no Word file, or a damaged one; open it in Word, WPS or LibreOffice and save it as .docx, or name it by what it is"
            ).format(name=shown(name))
        )
