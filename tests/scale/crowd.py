"""Many documents for the tests of scale, and ways of reading them."""

from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
from pathlib import Path

from dangjian_metrics.documents import patience
from dangjian_metrics.language.lexicon import Lexicon

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*-*.txt"))
# As the command, but it calls other processes at once, however small the documents are.
AT_ONCE = """
import sys
from dangjian_metrics.cli.app import main
from dangjian_metrics.scale import batches, local
local._ALONE = 0
batches._BATCH = 20_000
main(sys.argv[1:])
"""


def write(folder: Path, many: int, copies: int = 1) -> Path:
    """So many documents, each a sample (so often over) with another number in it; some that cannot be read."""
    texts = [path.read_text(encoding="utf-8") * copies for path in SEEDS]
    for number in range(many):
        below = folder / f"{number % 7}"
        below.mkdir(parents=True, exist_ok=True)
        text = f"{texts[number % len(texts)]}\n新建党支部{number + 1}个。\n"
        (below / f"{number:04}.txt").write_text(text, encoding="utf-8")
    for number in range(many // 20):
        (folder / f"{number % 7}" / f"broken {number}.txt").write_bytes(b"\0\1\2")
    return folder


def command(*arguments: object, at_once: bool = False) -> list[str]:
    """The command line that runs dj-metrics."""
    start = ["-c", AT_ONCE] if at_once else ["-m", "dangjian_metrics"]
    return [sys.executable, *start, *map(str, arguments)]


def run(*arguments: object, at_once: bool = False) -> subprocess.CompletedProcess[str]:
    """Runs dj-metrics to its end."""
    return subprocess.run(
        command(*arguments, at_once=at_once), capture_output=True, text=True, check=False, env=ENVIRONMENT
    )


ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8"}
ENVIRONMENT.pop("DJ_METRICS_STORE", None)


class Endless(Lexicon):
    """A lexicon with an entity that a pattern takes 2ⁿ steps on; who gets it from another process has little patience."""

    def field(self, entity: str) -> str | None:
        if "渔船" in entity:
            re.search("(?:(?:渔|渔渔)+)+[完了]", "渔" * 60)
        return super().field(entity)

    def __reduce__(self) -> tuple[object, ...]:
        return _hurried, ()


def _hurried() -> Lexicon:
    if multiprocessing.parent_process() is not None:
        patience.LEAST, patience.EACH = 0.5, 0.0
    return Endless.of([])


class Deadly(Lexicon):
    """A lexicon at one of whose entities the process ends."""

    def field(self, entity: str) -> str | None:
        if "毒药" in entity:
            os._exit(9)
        return super().field(entity)
