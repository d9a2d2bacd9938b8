"""A store opened to be asked, whatever it lies in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from dangjian_metrics.store import connection
from dangjian_metrics.store.answering import Store


def reading(path: Path) -> AbstractContextManager[Store]:
    """The store at ``path``: of a folder its Parquet parts, else the SQLite file. Raises StoreError."""
    if connection.is_folder(path):
        from dangjian_metrics.store import parts

        return parts.reading(path)
    return connection.reading(path)
