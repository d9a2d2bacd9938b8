"""How much of a file is read: what is larger is refused, not read in part."""

from __future__ import annotations

from dangjian_metrics.documents.document import shown
from dangjian_metrics.messages import _

LARGEST_FILE = 100_000_000
"""Bytes of a file, and of one file of an archive when unpacked. The longest yearbook has a tenth of it as text."""

LARGEST_UNPACKED = 200_000_000
"""Bytes of all parts of a Word file when unpacked."""

MOST_PACKED = 100_000
"""Files in an archive."""

MOST_PAGES = 5_000
"""Pages of a PDF. The longest yearbook has two thousand."""


def too_large(name: str, limit: int = LARGEST_FILE) -> str:
    """The line that refuses a file.

    >>> too_large("年鉴.pdf")
    '年鉴.pdf: is larger than 100 MB; split it, or take out its pictures'
    """
    return _("{name}: is larger than {size} MB; split it, or take out its pictures").format(
        name=shown(name), size=limit // 1_000_000
    )
