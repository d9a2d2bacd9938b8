"""The installed command, run as a process of its own and measured from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

COMMAND = Path(sys.executable).with_name("dj-metrics")
# It prints seconds, peak memory (KiB) and exit status of the command it ran. It is a process of its own and
# small, because a child's peak counts what its parent held when it was born.
LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
spent = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([spent, peak if sys.platform != "darwin" else peak // 1024, done.returncode]))
sys.stderr.buffer.write(done.stderr)
"""


def write(documents: Sequence[str], folder: Path) -> None:
    """The documents as files of a new folder."""
    folder.mkdir()
    for number, text in enumerate(documents):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def launched(*arguments: str) -> tuple[float, int]:
    """Seconds and peak memory (KiB) of a process; ends the benchmark when it fails."""
    call = [sys.executable, "-S", "-c", LAUNCHER, *arguments]
    done = subprocess.run(call, check=True, capture_output=True, text=True)
    seconds, peak, status = json.loads(done.stdout)
    if status:
        sys.exit(f"{' '.join(arguments)} failed with {status}: {done.stderr}")
    return seconds, peak
