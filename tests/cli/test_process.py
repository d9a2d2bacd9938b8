"""The command as a process: start-up, pipes, terminals, signals."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stand_in import rows

STAND_IN = [sys.executable, str(Path(__file__).parents[1] / "stand_in.py")]
REAL = [sys.executable, "-m", "dangjian_metrics"]


def environment() -> dict[str, str]:
    """What a process sees: among other things the store of the test."""
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
    }


HEAVY = {
    "pandas",
    "numpy",
    "cn2an",
    "rjieba",
    "rich",
    "regex",
    "xlsxwriter",
    "pyarrow",
    "dangjian_metrics.extraction",
}

posix = pytest.mark.skipif(os.name != "posix", reason="needs pipes and terminals of POSIX")


def process(arguments: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        arguments, capture_output=True, env=environment(), timeout=60, check=False, **options
    )  # type: ignore[call-overload]
    return done


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A document with far more claims than a pipe holds."""
    document = tmp_path / "简报.txt"
    document.write_text("选派28人。\n" * 50, encoding="utf-8")
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text("选派28人。" * 20, encoding="utf-8")
    return tmp_path


def imported(*arguments: str) -> set[str]:
    shown = process(
        [sys.executable, "-X", "importtime", "-m", "dangjian_metrics", *arguments]
    ).stderr.decode()
    return {line.rsplit("|", 1)[1].strip() for line in shown.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["extract", "--help"], ["--version"], ["extract", "--oops"]]
)
def test_nothing_heavy_is_imported_at_the_start(arguments: list[str]) -> None:
    assert not HEAVY & imported(*arguments)


def test_pandas_is_not_imported_to_extract(many: Path) -> None:
    assert not {"pandas", "numpy", "xlsxwriter", "pyarrow"} & imported("extract", str(many / "简报.txt"))


def test_the_package_is_cheap_to_import() -> None:
    code = "import sys, dangjian_metrics; print(sorted(m for m in sys.modules if m.startswith('dangjian_metrics')))"
    assert process([sys.executable, "-c", code]).stdout.decode().strip() == "['dangjian_metrics']"


def test_help_is_quick() -> None:
    def seconds() -> float:
        began = time.perf_counter()
        assert process([*REAL, "--help"]).returncode == 0
        return time.perf_counter() - began

    # Alone it takes 0.07 s; the best of five, as other tests may run beside this one.
    assert min(seconds() for _ in range(5)) < 0.25


@posix
@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md", "table"])
def test_a_pipe_that_closes_early(many: Path, form: str) -> None:
    command = subprocess.list2cmdline([*STAND_IN, "extract", str(many), "--format", form])
    ended = process(["bash", "-c", f"set -o pipefail; {command} | head -n 1"])
    assert ended.returncode == 0
    assert ended.stdout.count(b"\n") == 1
    assert b"Traceback" not in ended.stderr
    assert b"BrokenPipe" not in ended.stderr


@posix
def test_a_pipe_that_closes_before_the_last_flush(many: Path) -> None:
    command = subprocess.list2cmdline([*STAND_IN, "extract", str(many / "00.txt")])
    ended = process(["bash", "-c", f"{command} | true"])
    assert ended.stderr == b"" or ended.stderr.startswith(b"1 document")


@posix
def test_a_full_device_as_standard_output(many: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    command = subprocess.list2cmdline([*STAND_IN, "extract", str(many)])
    ended = process(["bash", "-c", f"{command} > /dev/full"])
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"dj-metrics: error: standard output: cannot be written (No space left")
    assert ended.stderr.count(b"\n") == 1


@posix
def test_records_only_on_a_pipe(many: Path) -> None:
    ended = process([*STAND_IN, "extract", str(many)])
    assert [row["value"] for row in rows(ended.stdout.decode())] == ["28"] * (50 + 60 * 20)


@posix
@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}]
)
def test_records_are_utf8_whatever_the_locale(many: Path, locale: dict[str, str]) -> None:
    ended = subprocess.run(
        [*STAND_IN, "extract", str(many / "简报.txt")],
        capture_output=True, env={**environment(), **locale}, timeout=60, check=True,
    )  # fmt: skip
    assert "选派28人" in ended.stdout.decode("utf-8")


def on_terminal(arguments: list[str], width: int = 80) -> tuple[int, str]:
    """The exit status and what a terminal of ``width`` columns shows, both streams in one."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    seen = {key: value for key, value in environment().items() if key != "COLUMNS"} | {"TERM": "xterm"}
    with subprocess.Popen(arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=seen) as running:
        os.close(theirs)
        shown = bytearray()
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        status = running.wait(60)
    os.close(ours)
    return status, shown.decode().replace("\r\n", "\n")


@posix
def test_a_table_on_a_terminal(many: Path) -> None:
    status, shown = on_terminal([*STAND_IN, "extract", str(many / "00.txt")])
    assert status == 0
    assert "place" in shown
    assert "28人" in shown
    assert "\n1 document, 1 article, 20 claims; 20 numbers: 20 claim; " in shown.replace("\r", "")


@posix
def test_records_on_a_terminal_when_asked(many: Path) -> None:
    _, shown = on_terminal([*STAND_IN, "extract", str(many / "00.txt"), "--format", "jsonl"])
    assert shown.startswith('{"doc": ')


@posix
def test_a_progress_bar_when_it_takes_long(many: Path) -> None:
    slow = f"import dangjian_metrics.cli.progress as p; p._LONG = 0; import runpy; import sys; sys.argv = {STAND_IN[1:]!r}"
    slow += f" + ['extract', {str(many)!r}, '-o', {str(many / 'out.jsonl')!r}]; runpy.run_path(sys.argv[0], run_name='__main__')"
    status, shown = on_terminal([sys.executable, "-c", slow])
    assert status == 0
    assert "documents, 0.0 M characters" in shown
    assert "61 documents, 61 articles, 1250 claims" in shown.splitlines()[-1]


@posix
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_leave_nothing_behind(many: Path, sent: signal.Signals, status: int) -> None:
    target = many / "out.jsonl"
    arguments = [*STAND_IN, "extract", str(many / "00.txt"), "-", "-o", str(target)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        while not list(many.glob(".out.jsonl.*")):
            time.sleep(0.01)
        running.send_signal(sent)
        assert running.wait(60) == status
        assert running.stderr.read() == b""
    assert not list(many.glob("*out.jsonl*"))
