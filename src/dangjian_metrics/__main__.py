"""``python -m dangjian_metrics`` is the command ``dj-metrics``."""

from __future__ import annotations

from dangjian_metrics.cli import main

if __name__ == "__main__":
    main()
