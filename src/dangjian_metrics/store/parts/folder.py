"""Which files of a folder are parts, and in which order."""

from __future__ import annotations

import re
from pathlib import Path

from dangjian_metrics.errors import StoreError
from dangjian_metrics.messages import _

FORMAT = 1
"""The shape of a part; a part of a later one is refused."""

NOTE = "dj_metrics_parts"
"""Under this key a part's metadata names its shape."""

_NAME = re.compile(r"part-(\d{6,})\.parquet")


def name(number: int) -> str:
    """The name of a part.

    >>> name(1)
    'part-000001.parquet'
    """
    return f"part-{number:06}.parquet"


def listed(folder: Path) -> list[Path]:
    """The parts of a folder in the order of their numbers; hidden files and those of other kinds are left alone.

    Raises StoreError where there is none, or a Parquet file that is no part.
    """
    try:
        found = [
            path for path in folder.iterdir() if path.suffix == ".parquet" and not path.name.startswith(".")
        ]
    except OSError as error:
        raise StoreError(
            _("{folder}: may not be read ({reason}): choose another --store").format(
                folder=folder, reason=error.strerror
            )
        ) from None
    numbered = {path: _NAME.fullmatch(path.name) for path in found}
    for path in sorted(path for path, match in numbered.items() if match is None):
        raise StoreError(
            _("{path}: is no part of a store ({example}): move it out of the folder").format(
                path=path, example=name(1)
            )
        )
    if not found:
        raise StoreError(
            _(
                "{folder}: is a folder without parts ({example}): name one with parts, or a file, with --store"
            ).format(folder=folder, example=name(1))
        )
    return sorted(found, key=lambda path: (int(path.stem.removeprefix("part-")), path.name))
