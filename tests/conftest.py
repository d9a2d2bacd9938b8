"""The tests read English, whatever the locale; what is Chinese says so itself."""

from __future__ import annotations

import os

os.environ["DJ_METRICS_LANG"] = "en"
