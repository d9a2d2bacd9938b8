"""Bytes to text: which encoding a file is in, and what cannot be read as text at all."""

from __future__ import annotations

import codecs

from dangjian_metrics.documents.document import Decoded, shown
from dangjian_metrics.errors import DocumentError

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r") + b"\x7f"
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
# So many characters of well-formed UTF-8 before the first fault never come about by chance in GB18030.
_UTF8_BEYOND_CHANCE = 12
_TEXT_ONLY = "only plain text can be read: export it as UTF-8 .txt"


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    r"""The text in ``data``: in the ``encoding`` asked for, else as its byte order mark says, else UTF-8, else GB18030.

    Without the mark. Raises DocumentError, naming ``name``, when the bytes are binary or fit no encoding.

    >>> decode(b"\xef\xbb\xbf" + "选派28人".encode(), "简报.txt")
    Decoded(text='选派28人', how='UTF-8')
    """
    if encoding is not None:
        return _strictly(data, encoding, name)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strictly(data, marked, name)
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as fault:
        _refuse_broken_utf8(data, fault.start, name)
    return _strictly(data, "gb18030", name)


def _strictly(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding.upper().removesuffix("-SIG"))
    except UnicodeDecodeError as fault:
        known = "UTF-8 nor GB18030" if encoding == "gb18030" else encoding.upper().removesuffix("-SIG")
        isnt = "neither " if encoding == "gb18030" else "not the "
        raise DocumentError(
            f"{shown(name)}: is {isnt}{known} (byte {fault.start}); save it again as UTF-8"
        ) from None


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(_SIGNATURES):
        raise DocumentError(f"{shown(name)}: is a binary file; {_TEXT_ONLY}")
    if b"\0" in data:
        raise DocumentError(f"{shown(name)}: is a binary file (NUL bytes); {_TEXT_ONLY}")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls * 10 > len(data):
        raise DocumentError(f"{shown(name)}: is a binary file (control characters); {_TEXT_ONLY}")


def _refuse_broken_utf8(data: bytes, fault: int, name: str) -> None:
    # A torn UTF-8 file decodes as GB18030 without complaint, into nonsense: 选派 becomes 閫夋淳.
    good = data[:fault].decode("utf-8")
    if len(data[:fault]) - len(good) > 2 * _UTF8_BEYOND_CHANCE:
        raise DocumentError(f"{shown(name)}: is UTF-8 but damaged at byte {fault}; get a whole copy of it")
