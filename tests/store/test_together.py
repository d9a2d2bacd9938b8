"""Several processes and one store: writers take turns, readers never wait."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from dangjian_metrics.store import adding, asking, columns, connection, sandbox
from stand_in import Call
from store.stores import NOW, add, contents, faults_of, locked, run, source, start, write


def together(*commands: tuple[object, ...]) -> None:
    """Runs them all at once; each is to end well."""
    started = [start(*command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for command in commands]
    said = [process.communicate()[1].decode() for process in started]
    assert [process.returncode for process in started] == [0] * len(started), said


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders of documents, the same words in some of both."""
    texts = [f"新建党支部{number}个，选派{number}人，一批。" * 5 for number in range(120)]
    return [write(tmp_path / "一", texts[:80]), write(tmp_path / "二", texts[40:])]


@pytest.mark.parametrize("_again", range(2))
def test_two_that_read_different_folders_both_keep_all(
    _again: int, folders: list[Path], path: Path, tmp_path: Path
) -> None:
    together(*(("extract", folder, "--store", path) for folder in folders))
    assert faults_of(path) == []
    run("extract", *folders, "--store", tmp_path / "one.db")
    assert contents(path) == contents(tmp_path / "one.db")


@pytest.mark.parametrize("_again", range(2))
def test_two_that_read_the_same_folder_double_nothing(
    _again: int, folders: list[Path], path: Path, tmp_path: Path
) -> None:
    together(
        ("extract", *folders, "--store", path), ("extract", *folders[::-1], "--refresh", "--store", path)
    )
    assert faults_of(path) == []
    run("extract", *folders, "--store", tmp_path / "one.db")
    assert contents(path) == contents(tmp_path / "one.db")


def test_four_at_once_make_a_store_together(folders: list[Path], path: Path) -> None:
    together(*(("extract", folder, "--store", path) for folder in folders * 2))
    assert len(contents(path)) == 160
    assert faults_of(path) == []


def test_one_writes_words_that_the_other_thinks_it_knows(path: Path) -> None:
    with connection.writing(path, NOW) as one, connection.writing(path, NOW) as other:
        writers = [adding.Writer(one, NOW, "0"), adding.Writer(other, NOW, "0")]
        for number in range(8):
            writers[number % 2].add(
                [source(f"{number}.txt", f"党支部{number}个，新{number // 2}词{number}条。")]
            )
    assert faults_of(path) == []


def test_a_reader_answers_at_once_while_another_writes(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    with locked(path):
        began = time.perf_counter()
        assert call("query", "--count", "--store", path)[:2] == (0, "3\n")
        assert call("sources", "--store", path)[0] == 0
        assert time.perf_counter() - began < 1


def test_a_reader_sees_the_store_as_it_was_when_it_asked(path: Path) -> None:
    add(path, [source("a.txt", "选派28人。")])
    with connection.reading(path) as store:
        rows = store.execute("SELECT id FROM documents, (SELECT 1 UNION ALL SELECT 2)")
        rows.fetchone()
        add(path, [source("b.txt", "选派29人。")])
        assert len(rows.fetchall()) == 1


def test_one_export_sees_one_store(path: Path) -> None:
    add(path, [source("a.txt", "选派28人。")])
    with connection.reading(path) as store:
        held = asking.count(store, [])
        add(path, [source("b.txt", "党支部29新。"), source("a.txt", "")])
        assert [batch[0] for batch in columns.batches(store)] == [("1",)]
        assert asking.count(store, []) == held == 1


def test_a_question_that_is_left_half_answered_ends_quietly(path: Path) -> None:
    add(path, [source("a.txt", "选派28人，选派29人。")])
    with connection.reading(path) as store:
        rows, answer = asking.select(store, []), sandbox.ask(store, "SELECT id FROM claims").rows
        assert next(iter(rows))[0] == next(answer)[0] == 1
    del rows, answer  # pytest makes an error of what is said here


def test_a_writer_that_waits_too_long_says_so(call: Call, folder: Path, path: Path) -> None:
    add(path, [source("before.txt", "选派28人。")])
    before = contents(path)
    with locked(path):
        began = time.perf_counter()
        status, _, errors = call("extract", folder, "--store", path, "--wait", "0.2")
        assert 0.15 < time.perf_counter() - began < 2
    assert status == 1
    assert errors == (
        f"dj-metrics: error: {path}: another process has been writing for more than 0.2 s:"
        " try again, or wait longer with --wait\n"
    )
    assert contents(path) == before


def test_a_removal_that_waits_too_long_says_so(call: Call, path: Path) -> None:
    add(path, [source("before.txt", "选派28人。")])
    with locked(path):
        status, _, errors = call("sources", "remove", "before", "--yes", "--store", path, "--wait", "0.1")
    assert status == 1
    assert "--wait" in errors
    assert len(contents(path)) == 1


def test_without_wait_a_writer_gives_up_at_once(call: Call, folder: Path, path: Path) -> None:
    add(path, [])
    with locked(path):
        assert call("extract", folder, "--store", path, "--wait", "0")[0] == 1
    assert call("extract", folder, "--store", path, "--wait", "0")[0] == 0


def test_a_writer_waits_for_its_turn(folder: Path, path: Path) -> None:
    add(path, [])
    with locked(path):
        process = start(
            "extract",
            folder,
            "--store",
            path,
            "--wait",
            "30",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.8)
        assert process.poll() is None
    assert process.wait(30) == 0
    assert len(contents(path)) == 2


@pytest.mark.parametrize("wait", ["inf", "1e10", "99999999999999999999"])
def test_any_wait_may_be_asked_for(call: Call, folder: Path, path: Path, wait: str) -> None:
    assert call("extract", folder, "--store", path, "--wait", wait)[0] == 0


def test_an_endless_wait_is_no_short_one(path: Path) -> None:
    for wait in (float("inf"), 1e10):
        with connection.writing(path, NOW, wait) as store:
            assert store.execute("PRAGMA busy_timeout").get > 1_000_000
