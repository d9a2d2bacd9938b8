"""Runs the browser tests in Chromium: the one that ``CHROMIUM`` names, else one that is found, else Debian's, installed.

python tools/in_chromium.py          # fails where there is no Chromium
python tools/in_chromium.py --soft   # says so in a line, and goes on
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGES = ("playwright", "axe_playwright_python")
_PIP = (
    sys.executable,
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--editable",
    ".[browser]",
)
_APT = (
    ("apt-get", "update", "-qq"),
    ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"),
)
_PATIENCE = 90  # seconds for each step of an installation


def main() -> int:
    """Runs the tests; their exit status."""
    parser = argparse.ArgumentParser(description="runs tests/browser in Chromium")
    parser.add_argument("--soft", action="store_true", help="no failure where Chromium cannot be had")
    soft = parser.parse_args().soft
    chromium = found() or installed()
    if chromium is None:
        return missing(
            "no Chromium: install it (apt-get install chromium), or name it in CHROMIUM", soft=soft
        )
    if not (all(map(find_spec, _PACKAGES)) or succeeded(_PIP)):
        return missing("no Playwright: pip install '.[browser]'", soft=soft)
    tests = [sys.executable, "-m", "pytest", "-q", "tests/browser"]
    return subprocess.run(tests, cwd=ROOT, env={**os.environ, "CHROMIUM": chromium}, check=False).returncode


def found() -> str | None:
    """The Chromium that is named or on the path."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)


def installed() -> str | None:
    """Debian's Chromium, installed; only the administrator may do that."""
    if os.environ.get("CHROMIUM") or not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    return found() if all(map(succeeded, _APT)) else None


def succeeded(command: tuple[str, ...]) -> bool:
    """Whether a command ends well, and in good time; what it says is kept back."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def missing(what: str, *, soft: bool) -> int:
    """Says what is missing; no failure where that was asked for."""
    print(f"browser tests not run: {what}", file=sys.stderr)
    return 0 if soft else 1


if __name__ == "__main__":
    sys.exit(main())
