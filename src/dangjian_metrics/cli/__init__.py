"""The command ``dj-metrics``: parses the call, calls one verb of the library, prints.

Nothing heavy is imported until a command runs, so that ``dj-metrics --help`` answers at once.
"""

from __future__ import annotations

from dangjian_metrics.cli.app import main

__all__ = ["main"]
