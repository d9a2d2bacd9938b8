"""Archives: the documents packed in a ``.zip``, one by one, without unpacking it to disk."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dangjian_metrics.documents.document import shown
from dangjian_metrics.documents.limits import LARGEST_FILE, MOST_PACKED, too_large
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Packed(NamedTuple):
    """A file in an archive: ``member`` is its name as the archive has it, ``inner`` as people read it; ``size`` in bytes."""

    archive: Path
    member: str
    inner: str
    size: int

    def __str__(self) -> str:
        return f"{self.archive}/{self.inner}"


def members(archive: Path) -> list[Packed]:
    """The files of an archive, in its order. Raises DocumentError for one that is damaged, locked or too many."""
    with _said(archive), zipfile.ZipFile(archive) as packed:
        found = [each for each in packed.infolist() if each.filename and not each.is_dir()]
    if len(found) > MOST_PACKED:
        raise DocumentError(
            _("{name}: holds {files} files, at most {most} are read; unpack it into folders").format(
                name=shown(str(archive)), files=len(found), most=MOST_PACKED
            )
        )
    return [Packed(archive, each.filename, _inner(each), each.file_size) for each in found]


def unpacked(packed: Packed) -> bytes:
    """The bytes of a packed file. Raises DocumentError where they are damaged, locked or too many."""
    name = str(packed)
    with _said(packed.archive, name):
        archive = _opened(packed.archive, packed.archive.stat().st_mtime_ns)
        entry = archive.getinfo(packed.member)
        if entry.flag_bits & _ENCRYPTED:
            raise DocumentError(
                _("{name}: is locked with a password; unpack it and read the folder").format(name=shown(name))
            )
        with archive.open(entry) as file:
            data = file.read(LARGEST_FILE + 1)  # what the archive says of its size may be wrong
    if len(data) > LARGEST_FILE:
        raise DocumentError(too_large(name))
    return data


@lru_cache(maxsize=1)
def _opened(archive: Path, changed: int) -> zipfile.ZipFile:  # noqa: ARG001
    """The archive, kept open for its next file: its list of contents is long to read."""
    return zipfile.ZipFile(archive)


@contextmanager
def _said(archive: Path, name: str | None = None) -> Iterator[None]:
    where = shown(name or str(archive))
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError) as error:
        raise DocumentError(
            _("{where}: the archive is damaged ({reason}); get a whole copy of it").format(
                where=where, reason=_reason(error)
            )
        ) from None
    except NotImplementedError as error:
        raise DocumentError(
            _("{where}: is packed in a way that is not read ({reason}); unpack it").format(
                where=where, reason=_reason(error)
            )
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise DocumentError(
            _("{where}: cannot be opened ({reason}); check the path").format(
                where=where, reason=_reason(error)
            )
        ) from None


def _reason(error: Exception) -> str:
    return shown(getattr(error, "strerror", None) or str(error))[:200]


def _inner(entry: zipfile.ZipInfo) -> str:
    """The name of a packed file; without a word on it, older programs for Windows write GB18030."""
    if not entry.flag_bits & _UTF8_NAME:
        try:
            return str(PurePosixPath(entry.filename.encode("cp437").decode("gb18030")))
        except ValueError:
            pass
    return str(PurePosixPath(entry.filename))
