"""make bench: the speed of the extraction, as ratios to other work done in the same run (see README.md)."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import loads
import many
import stores
from contenders import Contender, scanning, tagging, whole, yardstick
from processes import COMMAND, launched, write


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: characters, rounds, bytes."""

    samples: int = 1_000_000
    baseline: int = 150_000
    growth: int = 1_000_000
    rounds: int = 11
    memory: tuple[int, int] = (3_000_000, 30_000_000)
    starts: int = 9
    claims: int = 2_000_000
    many: int = 100_000_000
    turns: int = 3


QUICK = Sizes(300_000, 50_000, 200_000, 3, (1_000_000, 6_000_000), 3, 200_000, 20_000_000, 1)


def main() -> None:
    """Prints every measurement with its target."""
    parser = argparse.ArgumentParser(description="the speed of the extraction")
    parser.add_argument("--quick", action="store_true", help="small inputs, few rounds: a rough look")
    parser.add_argument("--only", action="append", choices=tuple(SECTIONS), help="only this part")
    asked = parser.parse_args()
    sizes = QUICK if asked.quick else Sizes()
    for name in asked.only or SECTIONS:
        for line in SECTIONS[name](sizes):
            print(line, flush=True)
        print()


def speed(sizes: Sizes) -> Iterator[str]:
    """The extraction beside tagging alone, a scan for numbers, and the baseline."""
    yield from _race("the samples, repeated", loads.samples(sizes.samples), sizes, 1_000_000, held=True)
    if loads.REPORTS.is_dir():
        yield from _race("reports, each once", loads.read_all(loads.REPORTS), sizes, 500_000, held=False)
    else:
        yield f"reports: {loads.REPORTS} is not there, left out"


def _race(title: str, documents: Sequence[str], sizes: Sizes, target: int, *, held: bool) -> Iterator[str]:
    yield _counted(title, documents)
    with tempfile.TemporaryDirectory() as folder:
        runners = _contenders(documents, sizes, Path(folder, "in"))
        for _ in range(sizes.rounds):
            for runner in runners:
                runner.run()
    yield f"  {'characters per second':<44}{'median':>12}{'best':>12}{'per CPU s':>12}"
    for one in runners:
        cells = f"{median(one.speeds):>12,.0f}{max(one.speeds):>12,.0f}{median(one.cpu_speeds):>12,.0f}"
        yield f"  {one.name:<44}{cells}"
    reached = median(runners[0].speeds) >= target
    yield f"  {'target of the whole extraction':<44}{target:>12,} {_verdict(reached)}"
    yield from _ratios(runners, held=held)


def _counted(title: str, documents: Sequence[str]) -> str:
    # Also the warm-up: word lists are loaded here, and jieba's dictionary, not in the first round.
    claims, _ = whole(documents), yardstick(["新建党支部32个"])
    characters = sum(map(len, documents))
    density = f"one in {characters / claims:.0f}" if claims else "SO THE FIGURES BELOW MEAN NOTHING"
    size = f"{len(documents)} documents, {characters:,} characters"
    return f"SPEED on {title}: {size}, {claims:,} claims ({density})"


def _contenders(documents: Sequence[str], sizes: Sizes, folder: Path) -> list[Contender]:
    runners = [
        Contender("whole extraction, text to claims", whole, documents),
        Contender("tagging alone (rjieba)", tagging, documents),
        Contender("one scan for numbers (regex)", scanning, documents),
        Contender("baseline (regex + jieba.posseg)", yardstick, loads.about(documents, sizes.baseline)),
        Contender("whole extraction, digits changed each time", whole, loads.varied(documents)),
    ]
    if COMMAND.exists():
        write(documents, folder)
        runners.append(Contender("whole command, files to .jsonl, with start", _commanded(folder), documents))
    return runners


def _ratios(runners: Sequence[Contender], *, held: bool) -> Iterator[str]:
    extraction, tags, scan, yard, changed = runners[:5]
    slower, faster = tags.times(extraction), extraction.times(yard)
    aims = (
        [f" (at most 6) {_verdict(slower <= 6)}", f" (at least 4) {_verdict(faster >= 4)}"]
        if held
        else ["", ""]
    )
    yield f"  whole / tagging alone: {slower:.2f} times as long{aims[0]}"
    yield f"  whole / baseline: {faster:.1f} times as fast{aims[1]}"
    yield f"  whole / scan for numbers: {scan.times(extraction):.0f} times as long"
    yield f"  changed / same digits: {changed.times(extraction):.2f} times as fast (1: nothing is remembered)"


def growth(sizes: Sizes) -> Iterator[str]:
    """What ten times the text costs, on text as it is and on text made to be hard."""
    yield f"LINEAR: ten times the text takes (at most 11; CPU time; seconds for {sizes.growth:,} characters)"
    for name, make in {"one document": loads.one_document, **loads.HARD}.items():
        yield _grown(name, _single(make), sizes)
    yield _grown("many documents", loads.samples, sizes)


def _single(make: Callable[[int], str]) -> Callable[[int], list[str]]:
    return lambda characters: [make(characters)]


def _grown(name: str, make: Callable[[int], list[str]], sizes: Sizes) -> str:
    parts = [_cpu(make(max(10, sizes.growth // part))) for part in (10_000, 1000)]
    for part in (100, 10):
        parts.append(_cpu(make(sizes.growth // part)))
        if parts[-1] > 0.2 and parts[-1] > 30 * parts[-2]:
            cost = f"{parts[-2]:.2f} s, then {parts[-1]:.2f} s for ten times"
            return f"  {name:<26} MISSED: {cost}; more is not tried"
    little, much = make(sizes.growth // 10), make(sizes.growth)
    share = sum(map(len, much)) / sum(map(len, little))
    ratios, seconds = [], []
    for _ in range(3):
        before = sum(_cpu(little) for _ in range(10)) / 10
        seconds.append(_cpu(much))
        ratios.append(seconds[-1] / before * 10 / share)
    verdict = _verdict(median(ratios) <= 11)
    return f"  {name:<26}{median(ratios):>7.2f} times   {min(seconds):>7.2f} s {verdict}"


def memory(sizes: Sizes) -> Iterator[str]:
    """The peak of the whole command on few and on many documents."""
    if not COMMAND.exists():
        yield f"MEMORY: {COMMAND} is not there, left out"
        return
    peaks = [_peak(size) for size in sizes.memory]
    for size, (seconds, peak) in zip(sizes.memory, peaks, strict=True):
        cost = f"peak {peak:.0f} MB in {seconds:.1f} s (under 150 MB) {_verdict(peak < 150)}"
        yield f"MEMORY: {size / 1e6:.0f} MB of documents: {cost}"


def _peak(size: int) -> tuple[float, float]:
    texts = loads.samples(1)
    bytes_each = sum(len(text.encode()) for text in texts) / sum(map(len, texts))
    with tempfile.TemporaryDirectory() as folder:
        write(loads.samples(round(size / bytes_each)), Path(folder, "in"))
        out = str(Path(folder, "out.jsonl"))
        seconds, kib = launched(str(COMMAND), "extract", str(Path(folder, "in")), "-o", out, "--jobs", "1")
        return seconds, kib * 1024 / 1e6


def starts(sizes: Sizes) -> Iterator[str]:
    """How long whole processes take that have little to do."""
    seeds = loads.ROOT / "seeds"
    calls = {
        "dj-metrics --help": (["--help"], 0.25),
        "dj-metrics extract seeds/": (["extract", str(seeds)], 0.8),
    }
    if not COMMAND.exists():
        yield f"START: {COMMAND} is not there, left out"
        return
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(sizes.starts):
        for name, (arguments, _) in calls.items():
            with tempfile.TemporaryDirectory() as folder:
                os.environ["DJ_METRICS_STORE"] = str(Path(folder, "new.db"))
                spent[name].append(launched(str(COMMAND), *arguments)[0])
    del os.environ["DJ_METRICS_STORE"]
    for name, (_, limit) in calls.items():
        middle = median(spent[name])
        cost = f"{middle:.3f} s, best {min(spent[name]):.3f} (under {limit}) {_verdict(middle < limit)}"
        yield f"START: {name:<28}{cost}"


def _commanded(folder: Path) -> Callable[[Sequence[str]], object]:
    """The files of a folder through the command into a file."""
    return lambda _: launched(str(COMMAND), "extract", str(folder), "-o", f"{folder}.jsonl", "--jobs", "1")


def _cpu(documents: Sequence[str]) -> float:
    begun = time.process_time()
    whole(documents)
    return max(time.process_time() - begun, 1e-4)


def _verdict(reached: bool, /) -> str:
    return "ok" if reached else "MISSED"


def kept(sizes: Sizes) -> Iterator[str]:
    """A store of many claims: loaded, asked, compared, exported; and the answer over a small one."""
    yield from stores.measured(sizes.claims, launched)
    if COMMAND.exists():
        with tempfile.TemporaryDirectory() as folder:
            store = str(Path(folder, "seeds.db"))
            launched(str(COMMAND), "extract", str(loads.ROOT / "seeds"), "--store", store)
            spent = [
                launched(str(COMMAND), "query", "--field", "党建指导员", "--store", store)[0]
                for _ in range(sizes.starts)
            ]
        yield f"  {'query over seeds/, s':<34}{median(spent):>12.2f}   (at most 0.5) {_verdict(median(spent) <= 0.5)}"


def scale(sizes: Sizes) -> Iterator[str]:
    """Many documents by one process, by two and by Dask."""
    if COMMAND.exists():
        yield from many.measured(sizes.many, sizes.turns)


SECTIONS: dict[str, Callable[[Sizes], Iterator[str]]] = {
    "speed": speed,
    "growth": growth,
    "memory": memory,
    "starts": starts,
    "store": kept,
    "many": scale,
}

if __name__ == "__main__":
    main()
