"""Stub, to be written."""

from __future__ import annotations

from dangjian_metrics.documents.document import Decoded
from dangjian_metrics.documents.readers import needed


def text(_data: bytes, name: str, _encoding: str | None = None) -> Decoded:
    """The text of a PDF."""
    raise needed(name)
