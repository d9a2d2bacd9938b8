"""A disk without room: what was there stays, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.stores import COMMAND, ENVIRONMENT, contents, faults_of, posix, run, write

# Runs the rest of its arguments where no file may grow beyond so many bytes.
_LIMITED = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""

# On a small disk of its own that nobody else sees: the store goes in, and what became of it comes out.
_SMALL_DISK = """
set -e
mount -t tmpfs -o size="$1" none "$2"
cp "$3" "$2/store.db"
head -c 20000000 /dev/zero > "$2/filler" 2>/dev/null || true
truncate -s -"$4" "$2/filler"
shift 4
status=0
"$@" || status=$?
rm "$FILLER"
cp "$DISK"/store.db* "$OUT"
exit $status
"""

pytestmark = posix


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Documents that the store has."""
    return write(
        tmp_path / "old", (f"新建党支部{number}个，选派{number}人，一批。" * 20 for number in range(30))
    )


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Documents that are to come in, and take more room."""
    return write(
        tmp_path / "new", (f"新建党支部{number}个，选派{number}人，一批。" * 60 for number in range(40))
    )


@pytest.fixture
def kept(old: Path, path: Path) -> Path:
    """A store with some documents."""
    assert run("extract", old, "--store", path).returncode == 0
    return path


@pytest.mark.parametrize(
    ("room", "refresh"),
    [(0, False), (0, True), (4096, False), (70_000, True), (200_000, False), (300_000, True)],
)
def test_files_that_may_not_grow(kept: Path, old: Path, new: Path, room: int, refresh: bool) -> None:
    before, limit = contents(kept), kept.stat().st_size + room
    command = [
        *COMMAND,
        "extract",
        str(new),
        *([str(old), "--refresh"] if refresh else []),
        "--store",
        str(kept),
    ]
    ended = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(limit), *command], capture_output=True, env=ENVIRONMENT, text=True, check=False
    )  # fmt: skip
    said = ended.stderr.splitlines()
    assert ended.returncode == 1, ended.stderr
    assert len(said) == 1
    assert "nothing that was there is lost" in said[0]
    assert_nothing_is_lost(kept, before)
    assert run("extract", new, "--store", kept).returncode == 0
    assert len(contents(kept)) == 70


def assert_nothing_is_lost(store: Path, before: list[tuple[object, ...]]) -> None:
    after = contents(store)
    assert [document for document in after if "/old/" in document[0]] == before
    assert faults_of(store) == []


@pytest.mark.skipif(
    shutil.which("unshare") is None or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="needs root to mount",
)
@pytest.mark.parametrize("room", [0, 30_000, 150_000, 300_000])
def test_a_disk_that_is_full(kept: Path, new: Path, tmp_path: Path, room: int) -> None:
    disk, out, before = tmp_path / "disk", tmp_path / "out", contents(kept)
    disk.mkdir()
    out.mkdir()
    environment = {**ENVIRONMENT, "DISK": str(disk), "FILLER": str(disk / "filler"), "OUT": str(out)}
    small = ["unshare", "-m", "sh", "-c", _SMALL_DISK, "sh", "4m", str(disk), str(kept), str(room)]
    ended = subprocess.run(
        [*small, *COMMAND, "extract", str(new), "--store", str(disk / "store.db")],
        capture_output=True, env=environment, text=True, check=False,
    )  # fmt: skip
    if "mount" in ended.stderr:
        pytest.skip("no disk may be mounted here")
    assert ended.returncode == 1, ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert "make room" in ended.stderr or "look at the disk" in ended.stderr
    assert_nothing_is_lost(out / "store.db", before)
