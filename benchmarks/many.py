"""How many documents scale: one process beside two, Dask beside both, memory of all processes, ten times the documents."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

import psutil

import loads
from processes import COMMAND

_LOOK = 0.05
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds, and the most memory that all its processes had at once, in MB."""

    seconds: float
    memory: float


def measured(size: int, rounds: int) -> Iterator[str]:
    """Every measurement over so many bytes of documents, each with its target."""
    with tempfile.TemporaryDirectory() as name:
        large, small = Path(name, "large"), Path(name, "small")
        many, few = _fill(large, size), _fill(small, size // 10)
        yield f"MANY: {size / 1e6:,.0f} MB of documents ({many:,}), the texts of the corpus again and again"
        alone, two, dask = [], [], []
        for _ in range(rounds):
            alone.append(_run(large, "--jobs", "1"))
            two.append(_run(large, "--jobs", "2"))
            dask.append(_run(large, "--jobs", "2", "--engine", "dask"))
        tenth = median(_run(small, "--jobs", "2").seconds for _ in range(rounds))
        times = median(one.seconds / both.seconds for one, both in zip(alone, two, strict=True))
        more = median(other.seconds / both.seconds for other, both in zip(dask, two, strict=True))
        whole = median(run.seconds for run in two)
        yield f"  one process {median(run.seconds for run in alone):.1f} s, two {whole:.1f} s, Dask {median(run.seconds for run in dask):.1f} s"
        yield _line("two processes, times as fast as one", times, 1.7, least=True)
        yield _line("Dask, times as long as two processes", more, 1.15)
        yield _line("memory of all processes, MB", max(run.memory for run in two), 400)
        yield _line(f"{many / few:.1f} times the documents, times as long", whole / tenth, 11)


def _fill(folder: Path, size: int) -> int:
    """Writes so many bytes of documents; how many."""
    folder.mkdir()
    texts = [path.read_bytes() for path in _texts()]
    random.Random(2).shuffle(texts)  # so that few documents are like many
    written = number = 0
    for text in cycle(texts):
        if written >= size:
            return number
        (folder / f"{number:06}.txt").write_bytes(text)
        written, number = written + len(text), number + 1
    return number


def _texts() -> list[Path]:
    corpus = loads.SHARED / "corpus"
    found = [*sorted(corpus.glob("reports/*.txt")), *sorted(corpus.glob("news/*.txt"))]
    return found or sorted((loads.ROOT / "seeds").glob("*-*.txt"))


def _run(folder: Path, *options: str) -> Run:
    target = folder.with_suffix(".jsonl")
    begun, most = time.perf_counter(), 0.0
    with subprocess.Popen(
        [COMMAND, "extract", folder, "-o", target, *options], stderr=subprocess.PIPE, text=True
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _memory(watched))
            time.sleep(_LOOK)
        spent = time.perf_counter() - begun
        if process.returncode:
            sys.exit(f"extract {' '.join(options)} failed: {process.stderr and process.stderr.read()}")
    target.unlink()
    return Run(spent, most)


def _memory(process: psutil.Process) -> float:
    """The memory of a process and of those it started, in MB; what they share is counted for each."""
    most = 0.0
    try:
        for each in (process, *process.children(recursive=True)):
            most += each.memory_info().rss / 1e6
    except psutil.Error:  # one has just ended
        return 0.0
    return most


def _line(name: str, value: float, target: float, *, least: bool = False) -> str:
    reached = value >= target if least else value <= target
    return f"  {name:<44}{value:>8.2f}   (at {'least' if least else 'most'} {target:g}) {'ok' if reached else 'MISSED'}"
