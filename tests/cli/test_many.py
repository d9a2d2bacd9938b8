"""Many documents: by several processes, by Dask, into a folder of parts; with the encoding named, and strictly."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from scale.crowd import ENVIRONMENT, command, run, write
from stand_in import Call


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("many"), 40)


@pytest.fixture(scope="module")
def alone(many: Path) -> str:
    """What one process makes of the documents."""
    return run("extract", many, "-o", "-", "--format", "csv").stdout


def read(*arguments: object, failed: int = 2) -> str:
    """What the command prints, some documents failing."""
    done = run(*arguments, at_once=True)
    assert (done.returncode, done.stderr.count(": is a binary file")) == (1, failed), done.stderr
    return done.stdout


def test_the_same_by_one_process_and_by_two(many: Path, alone: str) -> None:
    assert alone.count("\n") > 1000
    assert read("extract", many, "-o", "-", "--format", "csv", "--jobs", "2") == alone


def test_what_failed_is_named_again_at_the_end(many: Path) -> None:
    done = run("extract", many, "-o", "-", "--jobs", "1")
    last = done.stderr.splitlines()[-2]
    assert last.startswith("failed: ")
    assert last.count("broken ") == 2


def test_the_same_by_dask(many: Path, alone: str) -> None:
    assert read("extract", many, "-o", "-", "--format", "csv", "--engine", "dask", "--jobs", "2") == alone


START = """
import asyncio, sys
from distributed import Scheduler, Nanny
async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard_address=None) as scheduler:
        async with Nanny(scheduler.address, nthreads=1):
            print(scheduler.address, flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler with a worker, in processes of their own."""
    script = tmp_path / "cluster.py"
    script.write_text(START, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        assert process.stdin is not None
        process.stdin.close()


def test_the_same_by_a_cluster_that_is_there(many: Path, alone: str, cluster: str) -> None:
    asked = ("extract", many, "-o", "-", "--format", "csv", "--engine", "dask", "--scheduler", cluster)
    assert read(*asked) == alone


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scheduler", "tcp://127.0.0.1:1"), "--scheduler: goes with --engine dask"),
        (("--engine", "dask", "--scheduler", "nowhere"), "--scheduler nowhere: does not answer"),
        (
            ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"),
            "--scheduler tcp://127.0.0.1:1: does not answer",
        ),
    ],
)
def test_a_scheduler_that_is_none(
    options: tuple[str, ...], said: str, many: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    monkeypatch.setattr("dangjian_metrics.scale.cluster._ANSWER", "1s")
    status, out, err = call("extract", many, "-o", "-", *options)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_documents_for_another_cluster_have_whole_paths(
    call: Call, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(many)
    status, _, err = call("extract", "1", "-o", "-", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert (status, err.count("\n")) == (2, 1)
    assert f"1: with --scheduler name it by its whole path ({many / '1'})" in err


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_folder_of_parts_holds_the_same(many: Path, alone: str, tmp_path: Path, engine: str) -> None:
    parts = tmp_path / "parts"
    read("extract", many, "-o", f"{parts}/", "--engine", engine, "--jobs", "2")
    assert len(list(parts.glob("part-*.parquet"))) > 3
    out = run("query", "--store", parts).stdout
    assert [line.partition(",")[2] for line in out.splitlines()] == alone.splitlines()
    again = run("extract", many, "-o", f"{parts}/")
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "holds parts already: name another folder, or --refresh writes them anew" in again.stderr
    assert run("extract", many / "1", "-o", f"{parts}/", "--refresh").returncode == 1
    assert 1 < run("query", "--store", parts).stdout.count("\n") < alone.count("\n")


def test_a_folder_of_parts_takes_parquet_only(many: Path, tmp_path: Path, call: Call) -> None:
    for options in (("--format", "csv"), ("--store", tmp_path / "a.db")):
        status, _, err = call("extract", many, "-o", f"{tmp_path}/parts/", *options)
        assert (status, err.count("\n")) == (2, 1)
        assert "is a folder, which takes Parquet only" in err
    status, _, err = call("extract", many, "-o", f"{tmp_path}/no/parts/")
    assert (status, err.count("\n")) == (2, 1)
    assert "there is no folder" in err


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_store_takes_the_same(many: Path, alone: str, tmp_path: Path, engine: str) -> None:
    store = tmp_path / "a.db"
    first = run("extract", many, "--store", store, "--engine", engine, "--jobs", "2", at_once=True)
    assert first.stdout == alone
    assert "40 new, 0 changed, 0 unchanged, 2 failed" in first.stderr
    again = run("extract", many, "--store", store, "--engine", engine, "--jobs", "2", at_once=True)
    assert again.stdout == alone
    assert "0 new, 0 changed, 40 unchanged, 2 failed" in again.stderr


def test_a_full_disk_is_said_of_parts(many: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir(mode=0o755)
    small = f"ulimit -f 8; exec {shlex.join(command('extract', many, '-o', f'{parts}/', '--jobs', '2', at_once=True))}"
    done = subprocess.run(["bash", "-c", small], capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("engine", "seconds"), [("local", 0.7), ("dask", 1.4)])
def test_a_worker_killed_in_mid_run_changes_nothing(tmp_path: Path, engine: str, seconds: float) -> None:
    many, target = write(tmp_path / "many", 40, copies=30), tmp_path / "out.csv"
    asked = command(
        "extract", many, "-o", target, "--no-bom", "--engine", engine, "--jobs", "2", at_once=True
    )
    with subprocess.Popen(asked, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        worker = _at_work(process.pid, seconds)
        worker.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
    assert process.returncode == 1, errors
    assert "Traceback" not in errors
    alone = run("extract", many, "-o", "-", "--format", "csv", "--jobs", "1").stdout
    assert target.read_text(encoding="utf-8") == alone


def test_a_worker_of_dask_killed_while_parts_are_written_changes_nothing(tmp_path: Path) -> None:
    many, parts = write(tmp_path / "many", 40, copies=30), tmp_path / "parts"
    asked = command("extract", many, "-o", f"{parts}/", "--engine", "dask", "--jobs", "2", at_once=True)
    with subprocess.Popen(asked, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        _at_work(process.pid, 1.4).send_signal(signal.SIGKILL)
        _, errors = process.communicate()
    assert process.returncode == 1, errors
    alone = run("extract", many, "-o", "-", "--format", "csv", "--jobs", "1").stdout
    found = run("query", "--store", parts).stdout
    assert [line.partition(",")[2] for line in found.splitlines()] == alone.splitlines()


def _at_work(pid: int, seconds: float) -> psutil.Process:
    """A process that this one started to read, once it has used its processor for longer than starting takes."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for child in psutil.Process(pid).children(recursive=True):
            try:
                spent = child.cpu_times().user
                if spent > seconds and "spawn_main" in " ".join(child.cmdline()):
                    return child
            except psutil.Error:
                continue
        time.sleep(0.02)
    raise AssertionError("nobody works")


def test_an_encoding_that_is_known(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_bytes("选派党建指导员28人。".encode("utf-16-le"))
    assert call("extract", page, "-o", "-")[0] == 1
    status, out, err = call("extract", page, "-o", "-", "--encoding", "utf-16-le")
    assert status == 0, err
    assert "选派党建指导员28人" in out
    status, _, err = call("extract", page, "-o", "-", "--encoding", "klingon")
    assert status in {1, 2}
    assert err.startswith("dj-metrics: error: ")
    assert "--encoding" in err


def test_strict_stops_at_the_first_failure(call: Call, tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text("选派28人。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0")
    assert call("extract", tmp_path, "-o", tmp_path / "out.csv", "--jobs", "1")[0] == 1
    (tmp_path / "out.csv").unlink()
    status, _, err = call("extract", tmp_path, "-o", tmp_path / "out.csv", "--strict")
    assert status == 1
    assert "b.txt: is a binary file" in err
    assert "stopped at the first document that failed, as --strict asks" in err
    assert not (tmp_path / "out.csv").exists()
