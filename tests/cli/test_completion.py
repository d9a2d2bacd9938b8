"""Completion: what is offered for a word, and that no name out of a document gets past a shell."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian_metrics.cli import completing
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.store import adding, connection
from dangjian_metrics.store.rows import Source
from stand_in import claim

NOW = "2025-07-01T08:00:00+00:00"
SOURCE = Path(__file__).resolve().parents[2] / "src"
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "党;touch pwned",
    "党'支\"部",
    "党 支部",
    "*",
    "~",
    "党\\支部",
    "党!支部",
    "-党",
)
UNSEEN = ("党\x1b[31m支部", "党\n支部", "党\u202e支部")

Completed = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store whose fields are as bad as they can be, and a command dj-metrics that notes what it is called with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DJ_METRICS_STORE", raising=False)
    _fill(tmp_path / "dj-metrics.db", ("党建指导员", *HOSTILE, *UNSEEN))
    (tmp_path / "briefs.txt").touch()
    command = tmp_path / "bin" / "dj-metrics"
    command.parent.mkdir()
    command.write_text(
        f"""#!/bin/sh
if [ -n "$_DJ_METRICS_COMPLETE" ] || [ "$1" = completion ]; then
    {sys.executable} -m dangjian_metrics "$@"; echo >> {tmp_path}/asked; exit
fi
printf '<%s>' "$@" > called.part; mv called.part called
""",
        encoding="utf-8",
    )
    command.chmod(0o755)
    for name, value in _ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


_ENVIRONMENT = {
    "PYTHONPATH": str(SOURCE),
    "LC_ALL": "C.UTF-8",
    "INPUTRC": os.devnull,
    "TERM": "dumb",
    "HISTFILE": "",
}


def _fill(path: Path, fields: tuple[str, ...]) -> None:
    text = "新建党支部32个。"
    claims = [claim(field=field, doc="简报 一.txt") for field in fields]
    found = Extraction("简报 一.txt", len(text), 1, [], claims, Counter(claim=len(claims)))
    with connection.writing(path, NOW) as store:
        adding.Writer(store, NOW, "0").add(
            [Source("/简报 一.txt", Document("简报 一.txt", text), found, "0")]
        )


def completed(*words: str, status: int = 0) -> list[str]:
    """What is offered for the last of the words."""
    asked = {
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        completing.ASKED: "complete_bash",
    }
    done = subprocess.run(
        [sys.executable, "-m", "dangjian_metrics"], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (status, "")
    return [name for name in done.stdout.splitlines() if name]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ex",), ["extract", "explain", "export"]),
        (("sources", "re"), ["remove"]),
        (("query", "--fie"), ["--field"]),
        (("query", "--format", "js"), ["json", "jsonl"]),
        (("compare", "--by", "p"), ["province", "period"]),
        (("compare", "--agg", "l"), ["latest"]),
        (("query", "--field", "党建"), ["党建指导员", "党建工作指导员"]),
        (("query", "--field", "党员", "--field", "党建指"), ["党建指导员"]),
        (("query", "--field=党建指"), ["党建指导员"]),
        (("query", "--limit", "nonsense", "--field", "党建指"), ["党建指导员"]),
        (("query", "--region", "潍"), ["潍坊市", "潍坊"]),
        (("query", "--region", "山东省潍"), ["山东省潍坊市安丘市"]),
        (("query", "--region", "广"), []),
        (("query", "--unit", ""), ["个"]),
        (("query", "--action", "新"), ["新建"]),
        (("query", "--kind", "p"), ["person"]),
        (("query", "--statistic", "c"), ["cumulative", "change"]),
        (("query", "--sort", "value_"), ["value_to", "value_number", "value_to_number"]),
        (("query", "--columns", "id,re"), ["id,region"]),
        (("query", "--columns", "region,re"), []),
        (("audit", "--only", "claim,l"), ["claim,label"]),
        (("extract", "--encoding", "g"), ["gb18030"]),
        (("query", "--doc", "简"), ["简报 一.txt"]),
        (("sources", "--doc", "简"), ["简报 一.txt"]),
        (("sources", "remove", "简"), ["简报 一.txt"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("query", "--store", ""), []),
    ],
)
def test_what_is_offered(words: tuple[str, ...], offered: list[str]) -> None:
    assert completed("dj-metrics", *words) == offered


def test_names_that_a_terminal_would_obey_are_not_offered() -> None:
    offered = completed("dj-metrics", "query", "--field", "")
    assert set(HOSTILE) < set(offered)
    assert "党建指导员" in offered
    assert all(name.isprintable() for name in offered)


def test_the_store_is_the_one_that_the_call_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(tmp_path / "另一个.db", ("网格员",))
    assert "网格员" in completed("dj-metrics", "query", "--store", "另一个.db", "--field", "网")
    assert completed("dj-metrics", "compare", "--field", "网格员", "--unit", "", "--store", "另一个.db") != [
        "网格员"
    ]
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "网格员" in completed("dj-metrics", "query", "--store", "~/另一个.db", "--field", "网")
    assert "网格员" in completed("dj-metrics", "query", "--store", "$HOME/另一个.db", "--field", "网")
    monkeypatch.setenv("DJ_METRICS_STORE", "另一个.db")
    assert "网格员" in completed("dj-metrics", "query", "--field", "网")


def test_without_a_store_the_lexicon_offers_its_names(tmp_path: Path) -> None:
    (tmp_path / "dj-metrics.db").unlink()
    assert "党建指导员" in completed("dj-metrics", "query", "--field", "党建")
    assert completed("dj-metrics", "query", "--region", "") == []
    assert not (tmp_path / "dj-metrics.db").exists()


@pytest.mark.parametrize("content", [b"", b"no store", b"SQLite format 3\0" + bytes(5000)])
def test_a_store_that_is_none_is_passed_over_in_silence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dj-metrics.db").write_bytes(content)
    assert "党建指导员" in completed("dj-metrics", "query", "--field", "党建")
    assert completed("dj-metrics", "query", "--unit", "") == []


def test_a_damaged_store_is_passed_over_in_silence(tmp_path: Path) -> None:
    whole = bytearray((tmp_path / "dj-metrics.db").read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    (tmp_path / "dj-metrics.db").write_bytes(whole)
    completed("dj-metrics", "query", "--field", "党")
    completed("dj-metrics", "query", "--region", "潍")
    completed("dj-metrics", "query", "--doc", "")


@pytest.mark.parametrize("shell", list(completing.Shell))
def test_the_script_is_printed(shell: completing.Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dangjian_metrics", "completion", shell],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == completing.script(shell)
    assert "dj-metrics" in done.stdout


def test_another_shell_is_a_call_that_is_off() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dangjian_metrics", "completion", "tcsh"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "tcsh" in done.stderr


BASH = shutil.which("bash") or ""
needs_bash = pytest.mark.skipif(not BASH, reason="needs bash")


def _in_bash(*words: str, quote: str = "") -> list[str]:
    """What bash makes of the words that it puts on the line behind ``quote``, when it reads them again."""
    line = " ".join(map(shlex.quote, words))
    ask = f"""
eval "$SCRIPT"
COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_dj_metrics dj-metrics
for each in "${{COMPREPLY[@]}}"; do eval "set -- $QUOTE$each$QUOTE"; printf '%s:%s\\n' $# "$1"; done
"""
    script = completing.script(completing.Shell.BASH)
    done = subprocess.run(
        [BASH, "--norc", "-c", ask], env={**os.environ, "SCRIPT": script, "QUOTE": quote}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    found = [each.partition(":") for each in done.stdout.splitlines()]
    assert {number for number, _, _ in found} <= {"1"}, "a name is one word"
    return [word for _, _, word in found]


@needs_bash
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_bash_reads_every_name_as_it_is(folder: Path, quote: str) -> None:
    found = _in_bash("dj-metrics", "query", "--field", quote, quote=quote)
    assert set(HOSTILE) - set(found) == ({"党!支部"} if quote == '"' else set())
    assert "党建指导员" in found
    assert not (folder / "pwned").exists()


@needs_bash
def test_bash_takes_an_option_apart_at_its_sign() -> None:
    assert _in_bash("dj-metrics", "query", "--field", "=", "党建指") == ["党建指导员"]
    assert "党建指导员" in _in_bash("dj-metrics", "query", "--field", "=")


@needs_bash
def test_bash_completes_behind_quoted_words() -> None:
    assert _in_bash("dj-metrics", "query", "--doc", "'简报 一.txt'", "--field", "党建指") == ["党建指导员"]
    assert _in_bash("dj-metrics", "query", "--field", "'党建指") == ["党建指导员"]


def typed(shell: list[str], prepare: str, line: str, folder: Path) -> str:
    """What dj-metrics is called with when a line is typed at an interactive shell."""
    called = folder / "called"
    called.unlink(missing_ok=True)
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(shell[0], shell)
    try:
        os.write(terminal, f"{prepare}\n".encode())
        _settled(terminal, folder / "asked")
        for part in line.split("\t")[:-1]:
            (folder / "asked").unlink(missing_ok=True)
            os.write(terminal, f"{part}\t".encode())
            _settled(terminal, folder / "asked")
        os.write(terminal, b"\n")
        until = time.monotonic() + 10
        while not called.exists() and time.monotonic() < until:
            _read(terminal, 0.1)
        return called.read_text(encoding="utf-8") if called.exists() else ""
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _settled(terminal: int, asked: Path) -> None:
    """Waits until the shell has asked, and shows nothing more."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        shown = _read(terminal, 0.4)
        if not shown and asked.exists():
            return


def _read(terminal: int, seconds: float) -> bytes:
    """What the terminal shows meanwhile."""
    shown, until = b"", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
    return shown


SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(dj-metrics completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -U compinit; compinit -u -D; eval "$(dj-metrics completion zsh)"'),
    "fish": (["fish", "--no-config", "-i"], "dj-metrics completion fish | source"),
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "called"),
    [
        ("dj-metrics que\t--field 党建指\t", "<query><--field><党建指导员>"),
        ("dj-metrics query --field=党建指\t", "<query><--field=党建指导员>"),
        ("dj-metrics query --field \\$\t", "<query><--field><$(touch pwned)>"),
        ("dj-metrics query --field '$\t", "<query><--field><$(touch pwned)>"),
        ("dj-metrics query --field \\`\t", "<query><--field><`touch pwned`>"),
        ("dj-metrics query --field '党;\t", "<query><--field><党;touch pwned>"),
        ("dj-metrics extract bri\t", "<extract><briefs.txt>"),
        ("dj-metrics sources remove 简\t", "<sources><remove><简报 一.txt>"),
    ],
)
def test_what_is_typed_is_completed_and_never_run(folder: Path, shell: str, line: str, called: str) -> None:
    command, prepare = SHELLS[shell]
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {shell}")
    assert typed(command, prepare, line, folder) == called
    assert not (folder / "pwned").exists()


def test_a_folder_of_parts_is_a_store_too(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    from dangjian_metrics.store.parts import writing

    parts = tmp_path / "parts"
    parts.mkdir()
    writing.write(parts, 1, [claim(field="网格员", unit="名", doc="简报 二.txt")])
    assert completed("dj-metrics", "query", "--store", "parts", "--field", "网格员") == ["网格员"]
    assert completed("dj-metrics", "query", "--store", "parts", "--unit", "") == ["名"]
    assert completed("dj-metrics", "query", "--store", "parts", "--doc", "") == ["简报 二.txt"]
    assert completed("dj-metrics", "query", "--store", "parts", "--region", "潍坊市") == ["潍坊市"]
