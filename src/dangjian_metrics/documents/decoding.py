"""Bytes to text: which encoding a file is in, and what cannot be read as text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text; ``name`` is its path as the user gave it, ``text`` is decoded, newlines untouched."""

    name: str
    text: str


def read(path: Path) -> Document:
    """The document that stands in the file at ``path``; an empty file is a document with no text.

    Raises DocumentError when the file is missing, cannot be opened, is binary, or is in no encoding
    that :func:`decode` knows.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = Path(folder, "简报.txt")
    ...     size = page.write_bytes("新建党支部32个".encode("gb18030"))
    ...     read(page).text
    '新建党支部32个'
    """
    name = str(path)
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{shown(name)}: no such file; check the path") from None
    except IsADirectoryError:
        raise DocumentError(f"{shown(name)}: is a folder; name a file, or let walk() list it") from None
    except PermissionError:
        raise DocumentError(f"{shown(name)}: may not be opened; give yourself the right to read it") from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"{shown(name)}: cannot be opened ({_reason(error)}); check the path") from None
    return Document(name, decode(data, name))


def decode(data: bytes, name: str) -> str:
    r"""The text in ``data``: as its byte order mark says, else UTF-8, else GB18030; without the mark.

    Raises DocumentError, naming ``name``, when the bytes are binary or fit no encoding.

    >>> decode(b"\xef\xbb\xbf" + "选派28人".encode(), "简报.txt")
    '选派28人'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        _refuse_broken_utf8(data, fault.start, name)
    return _strictly(data, "gb18030", name)


def shown(name: str) -> str:
    r"""``name`` fit for a message of one line: control characters written as escapes.

    >>> shown("党建\n简报.txt")
    '党建\\n简报.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
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
