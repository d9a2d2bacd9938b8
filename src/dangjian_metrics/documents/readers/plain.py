"""Plain text: decoded, and left as it is."""

from __future__ import annotations

from dangjian_metrics.documents.decoding import decode
from dangjian_metrics.documents.document import Decoded


def text(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text in the bytes; ``encoding`` where it is known. Raises DocumentError for what is no text."""
    return decode(data, name, encoding)
