"""Ways of doing something with documents, timed against each other."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

import regex
import rjieba

import baseline
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import extract_document

NUMBERS = regex.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?|[〇零一二三四五六七八九十百千万亿两几数半]+"
)


@dataclass(slots=True)
class Contender:
    """One way of doing something with documents, and the characters per second of its rounds."""

    name: str
    work: Callable[[Sequence[str]], object]
    documents: Sequence[str]
    speeds: list[float] = field(default_factory=list)
    cpu_speeds: list[float] = field(default_factory=list)

    def run(self) -> None:
        """One round."""
        gc.collect()
        wall, cpu = time.perf_counter(), _cpu_clock()
        self.work(self.documents)
        wall, cpu = time.perf_counter() - wall, _cpu_clock() - cpu
        characters = sum(map(len, self.documents))
        self.speeds.append(characters / wall)
        self.cpu_speeds.append(characters / max(cpu, 1e-9))

    def times(self, other: Contender) -> float:
        """How many times as fast as ``other``: the median over the rounds, each against its neighbour."""
        return median(mine / theirs for mine, theirs in zip(self.speeds, other.speeds, strict=True))


def whole(documents: Sequence[str]) -> int:
    """Every document to its claims; how many there are."""
    return sum(len(extract_document(Document("text.txt", text)).claims) for text in documents)


def tagging(documents: Sequence[str]) -> int:
    """Every document cut into words with classes, and nothing else."""
    return sum(len(rjieba.tag(text)) for text in documents)


def scanning(documents: Sequence[str]) -> int:
    """Every number of every document found, and nothing else."""
    return sum(1 for text in documents for _ in NUMBERS.finditer(text))


def yardstick(documents: Sequence[str]) -> int:
    """Every document through the baseline."""
    return sum(1 for text in documents for _ in baseline.extract(text))


def _cpu_clock() -> float:
    """CPU seconds of this process and of those it waited for."""
    waited = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + waited.ru_utime + waited.ru_stime
