"""Claims written as a part: a Parquet file that is there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import StoreError
from dangjian_metrics.messages import _
from dangjian_metrics.store import parquet
from dangjian_metrics.store.parts import folder as parts
from dangjian_metrics.store.rows import exact

_INTEGERS = frozenset(("article", "start", "end"))
_DECIMALS = frozenset(("value", "value_to"))
_NEVER_BLANK = frozenset(("province", "city", "county", "field", "unit", "kind", "per", "direction"))
"""Where the tables of a store in SQLite hold no empty text either."""

SHAPE = [(name, "integer" if name in _INTEGERS else "text") for name in COLUMNS]
"""The columns of a part: those of a claim, decimals as their digits, so that none is rounded."""

_NOTES = {parts.NOTE: str(parts.FORMAT)}
MISSING = "pip install 'dangjian-metrics[scale]'"


def write(folder: Path, number: int, claims: Sequence[Claim]) -> Path:
    """Writes the claims of some documents as the part of that number, in the place of one that was there; its path.

    A part without claims is a part too. Raises StoreError; then what was there before is there still.
    """
    target = folder / parts.name(number)
    try:
        with _whole(target) as stream, parquet.Columns(stream, SHAPE, _NOTES, "zstd") as file:
            file.write([_cells(name, claims) for name in COLUMNS])
    except ImportError:
        raise StoreError(
            _("{target}: a part is written with pyarrow: {install}").format(target=target, install=MISSING)
        ) from None
    except OSError as error:
        said = error.strerror or error
        raise StoreError(
            _("{target}: cannot be written ({said}): make room, or name another folder").format(
                target=target, said=said
            )
        ) from None
    return target


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    """A stream under a hidden name beside the target, which takes its place when all is on the disk."""
    hidden = target.with_name(f".{target.stem}.{secrets.token_hex(6)}.tmp")
    try:
        with hidden.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        hidden.replace(target)
    except BaseException:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)
        raise


def _cells(name: str, claims: Sequence[Claim]) -> Iterable[Any]:
    """The cells of a column."""
    cells = map(attrgetter(name), claims)
    if name in _DECIMALS:
        return [None if cell is None else exact(cell) for cell in cells]
    return (cell or None for cell in cells) if name in _NEVER_BLANK else cells
