"""Chinese articles in, typed claim records out.

>>> from dangjian_metrics import __version__
>>> __version__.count(".")
2
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dangjian_metrics.claims.record import Claim
    from dangjian_metrics.documents import Document
    from dangjian_metrics.errors import DjError
    from dangjian_metrics.extraction import extract, extract_document, to_frame

__version__ = "0.1.0"
__all__ = ["Claim", "DjError", "Document", "__version__", "extract", "extract_document", "to_frame"]

# Looked up on first use, so that `import dangjian_metrics` (and `dj-metrics --help`) costs nothing.
_HOMES = {
    "Claim": "dangjian_metrics.claims.record",
    "DjError": "dangjian_metrics.errors",
    "Document": "dangjian_metrics.documents",
    "extract": "dangjian_metrics.extraction",
    "extract_document": "dangjian_metrics.extraction",
    "to_frame": "dangjian_metrics.extraction",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
