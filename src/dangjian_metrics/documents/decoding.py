"""Bytes to text: which encoding a file is in, and what cannot be read as text at all."""

from __future__ import annotations

import codecs

from dangjian_metrics.documents import legacy
from dangjian_metrics.documents.document import Decoded, shown
from dangjian_metrics.documents.garbling import garbled
from dangjian_metrics.documents.legacy import BIG5, GB18030
from dangjian_metrics.errors import DocumentError, UsageError
from dangjian_metrics.messages import _

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The name by which Python knows what was asked for, the codec that reads it, and how it is called. Files that say
# GB2312 or GBK hold characters of the larger set: GB18030 has them all.
_KNOWN = {
    "utf-8": ("utf-8-sig", "UTF-8"),
    "utf-8-sig": ("utf-8-sig", "UTF-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), GB18030),
    **dict.fromkeys(("big5", "cp950", "big5hkscs"), BIG5),
    "utf-16": ("utf-16", "UTF-16"),
    "utf-16-le": ("utf-16-le", "UTF-16"),
    "utf-16-be": ("utf-16-be", "UTF-16"),
    "utf-32": ("utf-32", "UTF-32"),
    "utf-32-le": ("utf-32-le", "UTF-32"),
    "utf-32-be": ("utf-32-be", "UTF-32"),
}
_NAMED = "utf-8, gb18030 (gbk, gb2312), big5, utf-16, utf-16-le, utf-16-be, utf-32"
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r") + b"\x7f"
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
# So many characters of well-formed UTF-8 before the first fault never come about by chance in GB18030.
_UTF8_BEYOND_CHANCE = 12


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    r"""The text in ``data``: in the ``encoding`` asked for, else as its byte order mark says, else UTF-8, GB18030 or Big5.

    Without the mark. Raises DocumentError, naming ``name``, when the bytes are binary, fit no encoding, or hold what
    was read in a wrong one before; UsageError for an encoding that is not known.

    >>> decode(b"\xef\xbb\xbf" + "选派28人".encode(), "简报.txt")
    Decoded(text='选派28人', how='UTF-8')
    >>> decode("選派黨建指導員28人".encode("big5"), "簡報.txt")
    Decoded(text='選派黨建指導員28人', how='Big5')
    """
    codec, called = _encoding(data, name, encoding)
    try:
        text = data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise _broken(name, called, fault.start, asked=encoding is not None) from None
    if "\0" in text:
        raise DocumentError(
            _(
                "{name}: is a binary file (NUL characters); only plain text can be read: export it as UTF-8 .txt"
            ).format(name=shown(name))
        )
    fault_found = garbled(text)
    if fault_found is not None:
        raise DocumentError(
            _("{name}: {fault}; get the file as it was first saved").format(
                name=shown(name), fault=fault_found
            )
        )
    return Decoded(text, called)


def _encoding(data: bytes, name: str, asked: str | None) -> tuple[str, str]:
    """The codec for the bytes, and how it is called."""
    if asked is not None:
        return _asked(data, name, asked)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _KNOWN[codec]
    _refuse_binary(data, name)
    if _is_utf8(data, name):
        return _KNOWN["utf-8"]
    found = legacy.likelier(data)
    if found is None:
        raise DocumentError(
            _("{name}: is neither UTF-8, GB18030 nor Big5; save it again as UTF-8").format(name=shown(name))
        )
    return found


def _asked(data: bytes, name: str, asked: str) -> tuple[str, str]:
    try:
        found = _KNOWN[codecs.lookup(asked).name]
    except (LookupError, ValueError):
        raise UsageError(
            _("--encoding: {encoding} is not known; take one of {known}").format(
                encoding=shown(asked), known=_NAMED
            )
        ) from None
    if found[1] not in ("UTF-16", "UTF-32"):
        _refuse_binary(data, name)
    return found


def _is_utf8(data: bytes, name: str) -> bool:
    """Whether the bytes are UTF-8. Raises DocumentError where they are but for some damage.

    A torn UTF-8 file decodes as GB18030 without complaint, into nonsense: 选派 becomes 閫夋淳.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        good = data[: fault.start].decode("utf-8")
        if fault.start - len(good) > 2 * _UTF8_BEYOND_CHANCE:
            raise _broken(name, "UTF-8", fault.start, asked=False) from None
        return False
    return True


def _broken(name: str, called: str, at: int, *, asked: bool) -> DocumentError:
    """The error for bytes that are in an encoding but for some damage, or that were said to be in it and are not."""
    if asked:
        return DocumentError(
            _("{name}: is not {encoding} (byte {byte}); leave out --encoding or name another").format(
                name=shown(name), encoding=called, byte=at
            )
        )
    return DocumentError(
        _("{name}: is {encoding} but damaged at byte {byte}; get a whole copy of it").format(
            name=shown(name), encoding=called, byte=at
        )
    )


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(_SIGNATURES):
        raise DocumentError(
            _("{name}: is a binary file; only plain text can be read: export it as UTF-8 .txt").format(
                name=shown(name)
            )
        )
    if b"\0" in data:
        raise DocumentError(
            _(
                "{name}: is a binary file (NUL bytes); only plain text can be read: export it as UTF-8 .txt"
            ).format(name=shown(name))
        )
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls * 10 > len(data):
        raise DocumentError(
            _(
                "{name}: is a binary file (control characters); only plain text can be read: export it as UTF-8 .txt"
            ).format(name=shown(name))
        )
