"""Killed at any moment, an extraction leaves whole documents, and the next one goes on from there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dangjian_metrics.store import connection
from store.stores import ENVIRONMENT, STAND_IN, contents, faults_of, posix, run, start, write

KILLS = 25
# The command, which writes after so many claims already, so that there are more moments to be killed at.
SMALL_STEPS = f"""
import runpy
from dangjian_metrics.cli import keeping
keeping._CLAIMS = 150
runpy.run_path({STAND_IN!r}, run_name="__main__")
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Documents enough for several transactions."""
    return write(
        tmp_path / "many",
        (
            "".join(f"镇{number}新建党支部{number + each}.5个，一批。\n" for each in range(8))
            for number in range(300)
        ),
    )


@pytest.fixture
def seconds(many: Path, tmp_path: Path) -> float:
    """How long an extraction goes on after the first it says."""
    process = start("extract", many, "--store", tmp_path / "in one go.db", stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    began = time.perf_counter()
    process.communicate()
    assert process.returncode == 0
    return time.perf_counter() - began


def killed(after: float, *arguments: object) -> bool:
    """Whether an extraction was killed so many seconds after the first that it said, rather than done before."""
    command = [sys.executable, "-c", SMALL_STEPS, *map(str, arguments)]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        drain.wait()
    return process.wait() == -signal.SIGKILL


@posix
def test_killed_at_any_moment_only_whole_documents_stay(
    many: Path, seconds: float, tmp_path: Path, path: Path
) -> None:
    chance, kills, held = random.Random(25), 0, []
    for number in range(3 * KILLS):
        if kills == KILLS:
            break
        options = ["--refresh"] if number % 2 else []
        kills += killed(chance.uniform(0, seconds), "extract", many, "--store", path, *options)
        if path.exists():
            assert faults_of(path) == []
            held.append(documents(path))
        if number % 8 == 7:
            remove_some(path, chance)
    assert kills == KILLS
    assert min(held) < 300
    assert run("extract", many, "--store", path).returncode == 0
    assert contents(path) == contents(tmp_path / "in one go.db")
    assert faults_of(path) == []


def documents(path: Path) -> int:
    with connection.reading(path) as store:
        found: int = store.execute("SELECT count(*) FROM documents").get
        return found


def remove_some(path: Path, chance: random.Random) -> None:
    """Takes out documents, so that there is always something to add."""
    removed = run("sources", "remove", f"*/{chance.randrange(3)}??.txt", "--yes", "--store", path)
    assert removed.returncode in {0, 2}, removed.stderr
    assert faults_of(path) == []


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_stopped_it_keeps_what_it_has_read(many: Path, path: Path, number: signal.Signals) -> None:
    with start("extract", many, "--store", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode in {0, 128 + number}
    assert b"Traceback" not in errors
    assert faults_of(path) == []
