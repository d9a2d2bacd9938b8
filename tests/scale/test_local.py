"""Documents read by processes of this machine: the same as by one, in the same order, whatever ends meanwhile."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dangjian_metrics.documents import walk
from dangjian_metrics.scale import batches, local
from dangjian_metrics.scale.batches import Outcome, Task
from dangjian_metrics.store import connection
from scale.crowd import ENVIRONMENT, Deadly, command, run, write


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_ALONE", 0)
    monkeypatch.setattr(batches, "_BATCH", 20_000)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return write(tmp_path / "many", 60)


def told(outcomes: list[Outcome]) -> list[object]:
    return [(each.error, each.document, each.found and each.found.claims, each.size) for each in outcomes]


def read(folder: Path, jobs: int, task: Task | None = None) -> list[Outcome]:
    return list(local.outcomes(batches.sources(walk([folder])), task or Task(audit=True, texts=True), jobs))


def test_the_same_by_one_and_by_two(many: Path) -> None:
    alone, together = read(many, 1), read(many, 2)
    assert told(together) == told(alone)
    assert len(alone) == 63
    assert sum(each.error is not None for each in alone) == 3


def test_a_process_that_ends_takes_nothing_with_it(many: Path) -> None:
    found: list[Outcome] = []
    for outcome in local.outcomes(batches.sources(walk([many])), Task(audit=True, texts=True), 2):
        if len(found) == 10:
            child = multiprocessing.active_children()[0]
            child.kill()
            child.join()
        found.append(outcome)
    assert told(found) == told(read(many, 1))


def test_a_document_at_which_its_reader_ends_fails_alone(many: Path) -> None:
    (many / "2" / "0010 deadly.txt").write_text("发放毒药32瓶。", encoding="utf-8")
    lexicon = Deadly.of([])
    found = read(many, 2, Task(lexicon, texts=True))
    failed = [each.error for each in found if each.error and "broke off" in each.error]
    assert len(failed) == 1
    assert "0010 deadly.txt: its reader broke off; convert it to .txt" in str(failed[0])
    (many / "2" / "0010 deadly.txt").unlink()
    assert [each for each in told(found) if "broke off" not in str(each)] == told(
        read(many, 1, Task(lexicon, texts=True))
    )


def test_whoever_wants_no_more_leaves_no_process_behind(many: Path) -> None:
    outcomes = local.outcomes(batches.sources(walk([many])), Task(), 2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert all(not child.is_alive() for child in multiprocessing.active_children())


def test_few_and_small_documents_start_no_process(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_ALONE", 100_000_000)
    monkeypatch.setattr(local, "_Crew", lambda *_: pytest.fail("started"))
    assert len(read(many, 2)) == 63


def test_interrupted_it_keeps_what_is_done_and_goes_on_from_there(tmp_path: Path) -> None:
    many, store = write(tmp_path / "many", 400), tmp_path / "a.db"
    with subprocess.Popen(
        command("extract", many, "--jobs", "2", "--store", store, at_once=True),
        env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        until = time.monotonic() + 30
        while not store.exists() or held(store) < 20:
            assert time.monotonic() < until
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors
    kept = held(store)
    assert 20 <= kept < 400
    again = run("extract", many, "--jobs", "2", "--store", store, at_once=True)
    assert f"{400 - kept} new, 0 changed, {kept} unchanged, 20 failed" in again.stderr
    assert run("query", "--store", store, "--columns", "doc,value,entity,quote,start").stdout.count(
        "\n"
    ) == 1 + sum(each.claims for each in read(many, 1))


def held(store: Path) -> int:
    try:
        with connection.reading(store) as opened:
            found: int = opened.execute("SELECT count(*) FROM documents").get
            return found
    except Exception:  # noqa: BLE001 - it is being made
        return 0
