"""A document that takes beyond all measure fails with its place, and the others are read."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from dangjian_metrics import Document, extract_document
from dangjian_metrics.cli.app import run
from dangjian_metrics.documents import patience
from dangjian_metrics.errors import DocumentError

# Takes 2ⁿ steps on n characters of 渔 and no end.
RUNAWAY = "(?:(?:渔|渔渔)+)+[完了]"
HARD = "港" * 3 + "渔" * 60
PAGE = f"渔港亮起党旗\n\n新建茶亭36座。\n\n巡山{HARD}9场。\n\n组建护港队6支。\n"
PLACE = PAGE.index("巡山")

signals = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals here")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    extract_document(Document("", PAGE))  # words are loaded once, and that takes its time
    monkeypatch.setattr(patience, "LEAST", 0.2)
    monkeypatch.setattr(patience, "EACH", 0.0)


@signals
@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("made", [re.compile, regex.compile])
def test_a_runaway_pattern_is_ended_at_its_place(monkeypatch: pytest.MonkeyPatch, made: type) -> None:
    monkeypatch.setattr("dangjian_metrics.claims.dispositions.amounts._OR_MORE", made(RUNAWAY))
    monkeypatch.setattr("dangjian_metrics.claims.dispositions.page._QUOTED", made(RUNAWAY))
    with pytest.raises(DocumentError) as error:
        extract_document(Document("茶\n亭.txt", PAGE.replace("9场", "”9场")))
    assert str(error.value) == (
        f"茶\\n亭.txt: line 5 (character {PLACE}) takes longer than 0 s; take out what stands there, and report it"
    )
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


@signals
@pytest.mark.usefixtures("hurried")
def test_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dangjian_metrics.claims.dispositions.page._QUOTED", re.compile(RUNAWAY))
    for name, text in (("a", "新建茶亭36座。"), ("b", f"{HARD}”9场。"), ("c", "组建护港队6支。")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(["extract", str(tmp_path), "-o", str(tmp_path / "o.csv")]) == 1
    assert (tmp_path / "o.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    said = capsys.readouterr().err
    assert f"error: {tmp_path / 'b.txt'}: line 1 (character 0) takes longer than" in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("hurried")
def test_outside_the_main_thread_time_is_looked_at_between_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    read, errors = patience.Patience.over, list[str]()

    def slowly(self: patience.Patience, held: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for each in read(self, held):
            until = time.thread_time() + 0.15
            while time.thread_time() < until:
                pass
            yield each

    monkeypatch.setattr(patience.Patience, "over", slowly)
    monkeypatch.setattr(patience, "_LOOKS", 1)

    def reading() -> None:
        try:
            extract_document(Document("茶亭.txt", PAGE))
        except DocumentError as error:
            errors.append(str(error))

    thread = threading.Thread(target=reading)
    thread.start()
    thread.join()
    assert errors
    assert errors[0].startswith("茶亭.txt: line 5 ")


@signals
def test_a_timer_of_the_caller_is_left_alone() -> None:
    def mine(*_: object) -> None: ...

    before = signal.signal(signal.SIGVTALRM, mine)
    try:
        assert len(extract_document(Document("茶亭.txt", PAGE)).claims) == 3
        assert signal.getsignal(signal.SIGVTALRM) is mine
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_time_grows_with_the_document() -> None:
    small, large = (patience.Patience(Document("", "党" * size)) for size in (1, 1_000_000))
    assert (small._seconds, large._seconds) == pytest.approx((60, 160), abs=0.01)
