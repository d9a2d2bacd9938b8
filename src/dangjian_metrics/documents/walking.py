"""Paths to files: which documents a list of files and folders names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dangjian_metrics.documents import archives, readers
from dangjian_metrics.documents.archives import Packed
from dangjian_metrics.documents.document import shown
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _

_ARCHIVE = ".zip"
_KNOWN = (*readers.SUFFIXES, _ARCHIVE)


def walk(paths: Sequence[str | Path]) -> Iterator[Path | Packed | DocumentError]:
    """The files that ``paths`` name, in order: files as they are, folders and archives searched throughout, sorted.

    In folders and archives only what has a reader counts; hidden entries and ``README*`` (which speak about the
    documents) are passed over. What cannot be read (no such path, another suffix, a folder without
    documents) comes out as a DocumentError in its place, so that the rest is still done.

    >>> [str(found) for found in walk(["没有这个文件.txt"])]
    ['没有这个文件.txt: no such file or folder; check the path']
    """
    for given in paths:
        path = Path(given)
        if _is(path.is_dir):
            yield from _folder(path)
        elif not _is(path.exists):
            yield DocumentError(
                _("{name}: no such file or folder; check the path").format(name=shown(str(given)))
            )
        elif path.suffix.lower() == _ARCHIVE:
            yield from _archive(path)
        elif not readers.is_read(path.suffix):
            yield DocumentError(readers.refusal(str(given)))
        else:
            yield path


def _is(asked: Callable[[], bool]) -> bool:
    """What the path answers to ``asked``; a path that the system refuses to look at is not there."""
    try:
        return asked()
    except (OSError, ValueError):
        return False


def _folder(folder: Path) -> Iterator[Path | Packed | DocumentError]:
    closed: list[OSError] = []
    found = sorted(_documents(folder, closed), key=_order)
    for path in found:
        if path.suffix.lower() == _ARCHIVE:
            yield from _archive(path)
        else:
            yield path
    for error in closed:
        where = shown(str(error.filename or folder))
        yield DocumentError(
            _("{where}: the folder may not be opened; give yourself the right to read it").format(where=where)
        )
    if not found and not closed:
        yield DocumentError(
            _("{name}: no document in this folder ({kinds}); check the path").format(
                name=shown(str(folder)), kinds=_KINDS
            )
        )


_KINDS = ", ".join(_KNOWN)


def _archive(path: Path) -> Iterator[Packed | DocumentError]:
    try:
        packed = archives.members(path)
    except DocumentError as error:
        yield error
        return
    found = [each for each in packed if _is_packed_document(each.inner)]
    yield from sorted(found, key=lambda each: _order(Path(each.inner)))
    if not found:
        yield DocumentError(
            _("{name}: no document in this archive ({kinds}); check the path").format(
                name=shown(str(path)), kinds=_KINDS
            )
        )


def _is_packed_document(inner: str) -> bool:
    *folders, name = inner.split("/")
    hidden = any(folder.startswith((".", "__MACOSX")) for folder in folders)
    return not hidden and _is_document(name) and not name.lower().endswith(_ARCHIVE)


def _documents(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    # os.walk rather than rglob: it does not follow links, so no circle, and tells what it could not open.
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in files if _is_document(name))


def _is_document(name: str) -> bool:
    if name.startswith(".") or name.upper().startswith("README"):
        return False
    return name.lower().endswith(_KNOWN)


def _order(path: Path) -> list[tuple[str, str]]:
    """Sorts a.txt, B.txt, c.txt alike on every system; the exact name decides between equals."""
    return [(part.casefold(), part) for part in path.parts]
