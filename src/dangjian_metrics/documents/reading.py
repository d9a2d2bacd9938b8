"""Files to documents: the bytes of a file, handed to the reader of its format."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from dangjian_metrics.documents import archives, readers
from dangjian_metrics.documents.archives import Packed
from dangjian_metrics.documents.document import Document, shown
from dangjian_metrics.documents.limits import LARGEST_FILE, too_large
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _


def read(path: Path | Packed, encoding: str | None = None) -> Document:
    """The document that stands in the file at ``path``, or packed in an archive; an empty file is one with no text.

    ``encoding`` is that of plain text and pages, where it is known. Raises DocumentError when the file is missing,
    cannot be opened, is too large, or its reader cannot make text of it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = Path(folder, "简报.txt")
    ...     size = page.write_bytes("新建党支部32个".encode("gb18030"))
    ...     read(page).text
    '新建党支部32个'
    """
    name = str(path)
    data = archives.unpacked(path) if isinstance(path, Packed) else _bytes(path, name)
    return document(data, name, encoding)


def document(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The document of these bytes, whose format the name's suffix tells (none: plain text). Raises DocumentError."""
    if len(data) > LARGEST_FILE:
        raise DocumentError(too_large(name))
    return Document(name, *readers.text(data, name, encoding))


def _bytes(path: Path, name: str) -> bytes:
    try:
        for _turn in range(_TRIES):
            data, settled = _read(path, name)
            if settled:
                return data
    except FileNotFoundError:
        raise DocumentError(_("{name}: no such file; check the path").format(name=shown(name))) from None
    except IsADirectoryError:
        raise DocumentError(
            _("{name}: is a folder; name a file, or let walk() list it").format(name=shown(name))
        ) from None
    except PermissionError:
        raise DocumentError(
            _("{name}: may not be opened; give yourself the right to read it").format(name=shown(name))
        ) from None
    except (OSError, ValueError) as error:
        raise DocumentError(
            _("{name}: cannot be opened ({reason}); check the path").format(
                name=shown(name), reason=_reason(error)
            )
        ) from None
    raise DocumentError(
        _("{name}: changes while it is read; read it again when it is finished").format(name=shown(name))
    )


_TRIES = 3


def _read(path: Path, name: str) -> tuple[bytes, bool]:
    """The bytes of a file, and whether it stayed as it was meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():  # a pipe would be waited for
        raise DocumentError(
            _("{name}: is no file but a pipe or a device; write it to a file first").format(name=shown(name))
        )
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        data = file.read(LARGEST_FILE + 1)
        after = os.fstat(file.fileno())
    return data, (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
