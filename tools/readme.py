"""Runs the commands that the READMEs show and writes what they print below them.

A shown command is a line ``$ …`` in a fenced ``console`` block. Each runs by itself, in a folder with ``seeds/``;
one that asks a store, or ends in ``# again``, finds the claims of ``seeds/`` in ``dj-metrics.db``. A line ``…``
stands for lines left out: as many as it takes to keep those before and after it. ``python tools/readme.py`` says
whether the READMEs are up to date (exit status 1 if not), ``--write`` makes them so. POSIX only: the commands run on
a terminal of 80 columns, as a reader would see them.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")

_BLOCK = re.compile(r"(?<=^```console\n)\$ [^\n]+\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)
# What differs from run to run: how long it took, when it was, and by which rules.
_PASSING = (
    re.compile(r"\d+\.\d\d s$", re.MULTILINE),
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"),
    re.compile(r"\d+\.\d+\.\d+\+[0-9a-f]{8}\b"),
)
_LEFT_OUT = "…"
# The command of this checkout, whether or not it is installed.
_COMMAND = 'dj-metrics() { "$PYTHON" -m dangjian_metrics "$@"; }; '
_ASKS = re.compile(r"dj-metrics (query|fields|show|compare|sources|sql|export|report|review)\b|# again$")
_KEEP = "dj-metrics extract seeds/ -o - --store dj-metrics.db >/dev/null 2>&1; "


def blocks(text: str) -> list[str]:
    """The console blocks of a README: a command and what it prints."""
    return _BLOCK.findall(text)


def command(block: str) -> str:
    """The command that a block shows."""
    return block.split("\n", 1)[0].removeprefix("$ ")


def timeless(block: str) -> str:
    """The block without run times, dates and versions of the rules, to compare it.

    >>> timeless("5 documents; 0.23 s"), timeless("a.txt,2025-07-01T08:00:00+00:00,0.1.0+3f2a9c01")
    ('5 documents; …', 'a.txt,…,…')
    """
    for passing in _PASSING:
        block = passing.sub("…", block)
    return block


def printed(shown: str) -> str:
    """The block anew: the command and what a terminal of 80 columns shows when it runs beside ``seeds/``."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "seeds").symlink_to(ROOT / "seeds")
        output = on_terminal(f"{_KEEP}{shown}" if _ASKS.search(shown) else shown, folder)
    lines = [line.rstrip() for line in output.splitlines()]
    return "\n".join([f"$ {shown}", *lines]) + "\n"


def anew(block: str) -> str:
    """The block with what its command prints now, as much of it as the block shows."""
    return shortened(printed(command(block)), block)


def shortened(block: str, like: str) -> str:
    """The block with lines left out as in the other one.

    >>> shortened("$ dj-metrics fields\\n1\\n2\\n3\\n4\\n", "$ dj-metrics fields\\n1\\n…\\n4\\n")
    '$ dj-metrics fields\\n1\\n…\\n4\\n'
    """
    shown, lines = like.splitlines(), block.splitlines()
    if _LEFT_OUT not in shown:
        return block
    before = shown.index(_LEFT_OUT)
    after = len(lines) - (len(shown) - before - 1)
    return "\n".join([*lines[:before], _LEFT_OUT, *lines[after:]] if before < after else lines) + "\n"


def renewed(text: str) -> str:
    """The README with every block anew."""
    return _BLOCK.sub(lambda found: anew(found.group()), text)


def on_terminal(shown: str, folder: str) -> str:
    """What a terminal of 80 columns shows when a command runs in a folder."""
    ours, theirs = pty.openpty()
    # A dumb terminal: 80 columns and no colours.
    environment = {
        **os.environ,
        "PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT / "src"),
        "TERM": "dumb",
        "PYTHONUTF8": "1",
    }
    for name in ("COLUMNS", "DJ_METRICS_STORE", "DJ_METRICS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        environment.pop(name, None)
    arguments = ["bash", "-c", _COMMAND + shown]
    with subprocess.Popen(
        arguments, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        output = b"".join(iter(lambda: _piece(ours), b""))
        running.wait()
    os.close(ours)
    return output.decode()


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody writes any more
        return b""


def main(arguments: list[str]) -> int:
    """Checks or, with ``--write``, renews the READMEs; the exit status."""
    return kept_current(READMES, renewed, write="--write" in arguments)


def kept_current(paths: Iterable[Path], anew_: Callable[[str], str], *, write: bool) -> int:
    """Checks pages against themselves made anew, or writes them so; 1 where one that is only checked is stale."""
    stale = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        new = anew_(text)
        if timeless(new) == timeless(text):
            continue
        if write:
            path.write_text(new, encoding="utf-8")
        else:
            print(f"{path.relative_to(ROOT)}: shows other output than the commands print: make readme")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
