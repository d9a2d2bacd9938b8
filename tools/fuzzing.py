"""make fuzz: lets the coverage of the code choose inputs for each way into the package (tests/fuzz/targets.py).

    .venv/bin/python tools/fuzzing.py                  every target, a minute each
    .venv/bin/python tools/fuzzing.py pdf --seconds 600

What is learnt stays in .fuzz/corpus and is where the next run begins. An input that fails is written to .fuzz/found/TARGET: make it small, mend
what it shows, and keep it in tests/fuzz/cases/TARGET, where every test run reads it.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".fuzz"
_LARGEST = 8192
_SLOW = 30  # seconds for one input, which ordinarily takes a few thousandths
_MEMORY = 2048

sys.path.insert(0, str(ROOT / "tests"))


def main() -> int:
    """Runs the targets that are asked for; 1 where an input was found that fails."""
    parser = argparse.ArgumentParser(description="inputs chosen by the coverage of the code")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="all without one")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument(
        "--here", action="store_true", help="one target in this process, as the others are run"
    )
    asked = parser.parse_args()
    if asked.here:
        _run(asked.targets[0], asked.seconds)
    names = _targets()
    if unknown := set(asked.targets) - names.keys():
        parser.error(f"no target {', '.join(sorted(unknown))}: there are {', '.join(names)}")
    return max([_apart(target, asked.seconds) for target in asked.targets or names])


def _targets() -> dict[str, Any]:
    found: dict[str, Any] = import_module("fuzz.targets").TARGETS
    return found


def _run(target: str, seconds: int) -> None:
    """Runs a target and ends the process."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["dangjian_metrics"]):
        targets, seeds = _targets(), import_module("fuzz.seeds").seeds
        # Readers are imported only where a file asks for them.
        readers = import_module("dangjian_metrics.documents.readers")
        for found in pkgutil.walk_packages(readers.__path__, f"{readers.__name__}."):
            import_module(found.name)
    corpus, failed = PLACE / "corpus" / target, PLACE / "found" / target
    for folder in (corpus, failed):
        folder.mkdir(parents=True, exist_ok=True)
    (PLACE / ".gitignore").write_text("*\n", encoding="utf-8")
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = {
        "max_total_time": seconds, "max_len": _LARGEST, "timeout": _SLOW, "rss_limit_mb": _MEMORY,
        "artifact_prefix": f"{failed}{os.sep}", "print_final_stats": 1,
    }  # fmt: skip
    kept = ROOT / "tests" / "fuzz" / "cases" / target
    folders = [str(folder) for folder in (corpus, kept) if folder.is_dir()]
    atheris.Setup(
        [sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), *folders], targets[target]
    )
    atheris.Fuzz()


def _apart(target: str, seconds: int) -> int:
    """Runs a target in a process of its own, as a library that is not Python can end it; says what came of it."""
    call = [sys.executable, __file__, target, "--here", "--seconds", str(seconds)]
    done = subprocess.run(call, check=False, capture_output=True, text=True, errors="replace")
    tried = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    said = "nothing found" if done.returncode == 0 else f"FAILED, see {PLACE / 'found' / target}"
    print(f"{target:<12}{int(tried[1]) if tried else 0:>10,} inputs   {said}", flush=True)
    if done.returncode:
        print(
            *[line for line in (done.stderr + done.stdout).splitlines() if not line.startswith("INFO")][-40:],
            sep="\n",
            flush=True,
        )
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
