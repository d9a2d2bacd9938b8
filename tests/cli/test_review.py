"""``dj-metrics review``: doubtful claims at a terminal and through a pipe, decisions without asking, decisions as gold."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dangjian_metrics.cli import review_walk, reviewing
from dangjian_metrics.store import asking, connection, deciding
from stand_in import Call, rows

posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal of POSIX")

TEXT = "新建党支部32个，选派 28人。\n\n帮扶企业15家，一批。\n"
"""The stand-in reads three claims here; the second has no entity."""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a 安丘.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def kept(call: Call, document: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with that document; who decides is told."""
    monkeypatch.setenv("DJ_METRICS_WHO", "李")
    assert call("extract", document, "-o", document.parent / "out.csv", "--store", store)[0] == 0
    return store


def typed(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def decisions(call: Call, *arguments: object) -> list[dict[str, str]]:
    return rows(call("review", "--list", *arguments)[1])


def held(call: Call) -> dict[str, str]:
    return {each["quote"]: each["entity"] for each in rows(call("query", "--format", "csv")[1])}


def test_a_doubtful_claim_is_shown_with_its_reason(call: Call, kept: Path) -> None:
    status, out, errors = call("review", stdin=typed("k"))
    assert status == 0
    assert "1 of 1" in out
    assert "claim 2: 28人" in out
    assert "选派 28人" in out
    assert "? no entity" in out
    assert "right on gold" in out
    assert errors == "1 kept, 0 corrected, 0 rejected, 0 skipped; 0 left\n"
    assert [(each["verdict"], each["who"], each["state"]) for each in decisions(call)] == [
        ("keep", "李", "applied")
    ]
    assert call("review", stdin=typed("k"))[2] == "no doubtful claim is left: --all shows the others\n"


def test_with_all_the_others_come_behind(call: Call, kept: Path) -> None:
    status, out, errors = call("review", "--all", stdin=typed("s", "s", "s"))
    assert status == 0
    assert [line for line in out.splitlines() if line.startswith("claim ")] == [
        "claim 2: 28人", "claim 1: 32个", "claim 3: 15家",
    ]  # fmt: skip
    assert errors.endswith("3 skipped; 3 left\n")
    assert call("review", "--all", "--limit", 1, stdin=typed("s"))[2].endswith("1 skipped; 1 left\n")
    assert "claim 3" in call("review", "--all", "--text", "帮扶", "--field", "企业", stdin=typed("q"))[1]


def test_every_key(call: Call, kept: Path) -> None:
    status, out, errors = call(
        "review", "--all",
        stdin=typed("x", "u", "e", "entity", "", "e entity=指导员 value=29", "r", "u", "s", "K", "q"),
    )  # fmt: skip
    assert status == 0
    assert "one of k, e, r, s, u, q" in out
    assert "nothing to undo" in out
    assert "write field=value" in out
    assert errors == "1 kept, 1 corrected, 0 rejected, 1 skipped; 1 left\n"
    assert held(call) == {"32个": "新建党支部", "28人": "指导员", "15家": "帮扶企业"}
    assert [(each["verdict"], each["state"]) for each in decisions(call)] == [
        ("edit", "applied"), ("reject", "undone"), ("keep", "applied"),
    ]  # fmt: skip


FILTERS = {
    "--field": ("企业", "15家"), "--region": ("潍坊", "28人"), "--action": ("选派", None), "--unit": ("家", "15家"),
    "--kind": ("organisation", "28人"), "--statistic": ("value", "28人"), "--period": ("今年", None), "--min": ("30", "32个"),
    "--max": ("20", "15家"), "--text": ("帮扶", "28人"), "--doc": ("安丘", "28人"),
}  # fmt: skip


@pytest.mark.parametrize("option", FILTERS)
def test_a_filter_of_a_review(call: Call, kept: Path, option: str) -> None:
    value, first = FILTERS[option]
    _, out, errors = call("review", "--all", option, value, stdin=typed("q"))
    assert f": {first}\n" in out if first else errors == "no claim is left\n"


def test_a_lexicon_of_ones_own_names_the_field_of_a_correction(
    call: Call, kept: Path, tmp_path: Path
) -> None:
    own = tmp_path / "my.toml"
    own.write_text('[fields."布鞋"]\nwords = ["布鞋"]\nyes = ["布鞋"]\n', encoding="utf-8")
    call("review", "--decide", 1, "--set", "entity=布鞋", "--lexicon", own)
    call("review", "--decide", 2, "--set", "entity=布鞋")
    assert [each["changes"] for each in decisions(call)] == ["field=布鞋; entity=布鞋", "entity=布鞋"]


def test_corrections_line_by_line(call: Call, kept: Path) -> None:
    call("review", stdin=typed("e", "entity=党建指导员", "bound=over", ""))
    (found,) = decisions(call)
    assert found["changes"] == "field=党建指导员; entity=党建指导员; bound=over"
    assert found["sentence"].startswith("新建党支部32个")


def test_a_correction_that_changes_nothing_asks_again(call: Call, kept: Path) -> None:
    out = call("review", stdin=typed("e", "", "e value=28", "q"))[1]
    assert out.count("nothing changed") == 2
    assert decisions(call) == []


def test_the_end_of_a_pipe_is_the_end(call: Call, kept: Path) -> None:
    status, _, errors = call("review", "--all", stdin=typed("r"))
    assert (status, errors) == (0, "0 kept, 0 corrected, 1 rejected, 0 skipped; 2 left\n")
    assert held(call).keys() == {"32个", "15家"}


def test_without_a_terminal_and_without_lines_it_is_said(call: Call, kept: Path) -> None:
    status, out, errors = call("review")
    assert (status, out, errors.count("\n")) == (2, "", 1)
    assert "--decide ID --keep, --reject or --set" in errors


def test_a_claim_that_went_meanwhile_is_passed_over(
    call: Call, kept: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = review_walk.Walk._shown

    def removed(walk: review_walk.Walk, at: int) -> deciding.Target | None:
        if at == 1:
            call("sources", "remove", "安丘", "--yes")
        return shown(walk, at)

    monkeypatch.setattr(review_walk.Walk, "_shown", removed)
    status, _, errors = call("review", "--all", stdin=typed("k", "k", "k"))
    assert status == 0
    assert errors.count("no claim ") == 2


def test_a_claim_that_changed_meanwhile_is_not_decided(
    call: Call, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide = reviewing.decided

    def late(path: Path, wait: float, target: deciding.Target, verdict: deciding.Verdict) -> int:
        monkeypatch.setattr(reviewing, "decided", decide)
        other = deciding.Verdict("edit", "王", "", {"entity": "别的"})
        decide(path, wait, target, other)
        return decide(path, wait, target, verdict)

    monkeypatch.setattr(reviewing, "decided", late)
    out = call("review", stdin=typed("r", "q"))[1]
    assert "no longer what it was" in out
    assert held(call)["28人"] == "别的"


def test_findings_of_check_make_doubtful(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "b.txt"
    text.write_text("覆盖率120%。\n", encoding="utf-8")
    call("extract", text)
    out = call("review", stdin=typed("s"))[1]
    monkeypatch.setattr(reviewing, "_CHECKED", 0)
    unchecked = call("review", stdin=typed("s"))
    assert "claims: they are not checked first" in unchecked[2]
    if "? check: " in out:  # whatever the rules of check say of it, it is among the reasons
        assert "? check: " not in unchecked[1]


def test_decided_without_asking(call: Call, kept: Path) -> None:
    assert call("review", "--decide", 1, "--set", "entity=党组织", "--set", "value=33", "--who", "王")[0] == 0
    assert call("review", "--decide", 3, "--reject")[0] == 0
    status, out, errors = call("review", "--decide", 2, "--keep")
    assert (status, out, errors) == (0, "", "decision 3: claim 2 (28人): keep\n")
    assert held(call) == {"32个": "党组织", "28人": ""}
    assert [(each["verdict"], each["who"]) for each in decisions(call)] == [
        ("edit", "王"), ("reject", "李"), ("keep", "李"),
    ]  # fmt: skip
    assert call("query", "--count")[1] == "2\n"
    assert call("review", "--undo", 2)[2] == "decision 2: undone\n"
    assert call("query", "--count")[1] == "3\n"


def test_every_view_says_what_was_decided(call: Call, kept: Path, tmp_path: Path) -> None:
    call("review", "--decide", 1, "--set", "entity=党建指导员", "--set", "unit=名", "--set", "region=眉山")
    call("review", "--decide", 3, "--reject")
    assert "党建指导员" in call("fields", "--format", "csv")[1]
    assert "企业" not in call("fields", "--format", "csv")[1]
    assert rows(call("sources", "--format", "csv")[1])[0]["claims"] == "2"
    assert "四川省眉山市" in call("compare", "--field", "党建指导员", "--format", "csv")[1]
    assert "person" in call("show", 1)[1]
    assert "\nverdict    edit, 李, 20" in call("show", 1)[1]
    assert "verdict" not in call("show", 2)[1]
    assert call("show", 3)[0] == 1
    assert call("sql", "select count(*) n from claims")[1] == "n\n2\n"
    for name in ("out.csv", "out.jsonl"):
        assert call("export", tmp_path / name)[2].endswith("2 claims\n")
        assert "党建指导员" in (tmp_path / name).read_text(encoding="utf-8")
    assert "28人" in call("query", "--columns", "quote", "--sort", "quote")[1]


WRONG: dict[str, tuple[tuple[object, ...], int, str]] = {
    "no verdict": (("--decide", 1), 2, "give one of --keep, --reject and --set"),
    "two verdicts": (("--decide", 1, "--keep", "--reject"), 2, "give one of --keep, --reject and --set"),
    "no claim": (("--decide", 99, "--keep"), 1, "no claim 99 in the store"),
    "no field": (("--decide", 1, "--set", "value=x"), 2, "value x: is no number"),
    "as it is": (("--decide", 1, "--set", "value=32"), 2, "--keep notes that it is right"),
    "no decision": (("--undo", 99), 1, "no decision 99 in the store"),
    "a verdict alone": (("--keep",), 2, "go with --decide ID"),
    "partial alone": (("--partial",), 2, "goes with --export-gold DIR"),
    "a form alone": (("--format", "csv"), 2, "go with --list"),
    "two ways": (("--list", "--undo", 1), 2, "one at a time: --undo, --list"),
    "filters": (("--list", "--field", "企业"), 2, "filters, --limit and --all do not go with --list"),
    "nobody": (("--decide", 1, "--keep", "--who", " "), 2, "--who NAME"),
    "no such field": (("--field", "鞋"), 2, "--field 鞋"),
    "gold in no folder": (("--export-gold", "{here}/a/b"), 2, "is no folder that can be made"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_call_that_is_off(call: Call, kept: Path, tmp_path: Path, wrong: str) -> None:
    arguments, status, said = WRONG[wrong]
    told = [str(each).format(here=tmp_path) for each in arguments]
    found, out, errors = call("review", *told)
    assert (found, out, errors.count("\n")) == (status, "", 1)
    assert said in errors
    assert decisions(call) == []


@pytest.mark.parametrize(
    "arguments", [(), ("--list",), ("--undo", 1), ("--decide", 1, "--keep"), ("--export-gold", "g")], ids=str
)
def test_where_there_is_no_store_none_is_made(
    call: Call, store: Path, arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, errors = call("review", *arguments)
    assert (status, out, errors.count("\n")) == (1, "", 1)
    assert "there is no store here" in errors
    assert not store.exists()


@pytest.mark.parametrize("arguments", [(), ("--list",), ("--undo", 1), ("--decide", 1, "--keep")], ids=str)
def test_a_folder_of_parts_takes_no_decisions(
    call: Call, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    status, out, errors = call("review", *arguments, "--store", folder)
    assert (status, out, errors.count("\n")) == (1, "", 1)
    assert "is a folder" in errors
    assert "dj-metrics extract PATH --store FILE" in errors


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md", "xlsx"])
def test_decisions_are_listed_in_every_form(call: Call, kept: Path, tmp_path: Path, form: str) -> None:
    call("review", "--decide", 2, "--keep")
    target = tmp_path / f"list.{form}"
    status, _, errors = call("review", "--list", "-o", target, "--headers", "zh", "--no-bom")
    assert (status, errors) == (0, "1 decision: 1 applied\n")
    if form == "jsonl":
        assert json.loads(target.read_text(encoding="utf-8"))["决定"] == "keep"
    assert target.stat().st_size > 0
    assert "28人" in call("review", "--list", "--format", "table")[1]


def test_a_decision_without_a_place_says_so(call: Call, kept: Path, document: Path) -> None:
    call("review", "--decide", 1, "--reject")
    document.write_text("另一篇，新建党支部32个。\n", encoding="utf-8")
    call("extract", document)
    assert decisions(call)[0]["state"] == "waiting"
    assert held(call).keys() == {"32个"}


def test_who_decides_without_being_told(call: Call, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJ_METRICS_WHO")
    monkeypatch.setattr("getpass.getuser", lambda: "赵")
    call("review", "--decide", 1, "--keep")
    assert decisions(call)[0]["who"] == "赵"

    def nameless() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nameless)
    assert "--who NAME" in call("review", "--decide", 2, "--keep")[2]


def test_what_was_decided_whole_is_gold(call: Call, kept: Path, tmp_path: Path, document: Path) -> None:
    gold = tmp_path / "gold"
    call("review", "--decide", 1, "--keep")
    assert call("review", "--export-gold", gold)[2].splitlines() == [
        f"{gold}: 0 gold files",
        "left out, as not all of their claims were decided: a 安丘.txt; --partial writes them too",
    ]
    assert not gold.exists()
    call("review", "--decide", 2, "--set", "entity=指导员")
    call("review", "--decide", 3, "--reject")
    status, out, errors = call("review", "--export-gold", gold)
    assert (status, out, errors) == (0, "", f"{gold}: 1 gold file\n")
    page = json.loads((gold / "a 安丘.gold.json").read_text(encoding="utf-8"))
    assert [entry["class"] for entry in page["others"]] == ["rejected", "word"]
    status, out, _ = call("evaluate", gold, "--store", kept, "--by", "all")
    assert status == 0
    assert {each["f1"] for each in rows(out)} == {"1"}


def test_what_was_kept_is_right_in_what_is_read_now(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dangjian_metrics import extraction

    monkeypatch.setattr("dangjian_metrics.scale.batches.extract_document", extraction.extract_document)
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    call(
        "extract",
        seeds / "anqiu-hejiang.txt",
        "-o",
        tmp_path / "x.csv",
        "--store",
        os.environ["DJ_METRICS_STORE"],
    )
    status, _, errors = call("review", "--all", stdin=typed(*["k"] * 40))
    assert (status, errors) == (0, "15 kept, 0 corrected, 0 rejected, 0 skipped; 0 left\n")
    call("review", "--export-gold", tmp_path / "gold")
    status, out, _ = call("evaluate", tmp_path / "gold", "--documents", seeds, "--by", "all")
    assert status == 0
    assert {each["f1"] for each in rows(out)} == {"1"}


def test_what_was_decided_in_part_is_marked_so(call: Call, kept: Path, tmp_path: Path) -> None:
    call("review", "--decide", 1, "--keep")
    call("review", "--decide", 3, "--reject")
    call("review", "--export-gold", tmp_path / "g", "--partial")
    page = json.loads((tmp_path / "g" / "a 安丘.gold.json").read_text(encoding="utf-8"))
    assert page["partial"] is True
    assert [entry["quote"] for entry in page["claims"]] == ["32个"]
    out = call("evaluate", tmp_path / "g", "--store", kept, "--by", "all")[1]
    assert {each["f1"] for each in rows(out)} == {"1"}
    call("review", "--undo", 2)
    call("review", "--export-gold", tmp_path / "g", "--partial")
    assert {each["found"] for each in rows(call("evaluate", tmp_path / "g", "--store", kept)[1])} == {"1"}


def session(arguments: list[str], drive: Callable[[int, Callable[[str], str]], None]) -> tuple[int, str]:
    """A process at a terminal of its own: its status, and all that it showed."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as running:
        os.close(theirs)
        shown = bytearray()

        def until(words: str) -> str:
            end = time.monotonic() + 30
            while words not in shown.decode("utf-8", "replace"):
                assert time.monotonic() < end, shown.decode("utf-8", "replace")
                with suppress(OSError):
                    shown.extend(os.read(ours, 65536))
            return shown.decode("utf-8", "replace")

        drive(running.pid, lambda words: _answered(ours, until, words))
        with suppress(OSError):
            while piece := os.read(ours, 65536):
                shown += piece
        status = running.wait(30)
    os.close(ours)
    return status, shown.decode("utf-8", "replace")


def _answered(terminal: int, until: Callable[[str], str], words: str) -> str:
    wanted, _, typed_ = words.partition(" -> ")
    said = until(wanted)
    os.write(terminal, typed_.encode())
    return said


COMMAND = [sys.executable, "-m", "dangjian_metrics", "review", "--all"]


@posix
def test_at_a_terminal(call: Call, kept: Path) -> None:
    def drive(_pid: int, answer: Callable[[str], str]) -> None:
        answer("1 of 3 -> ")
        answer("q quit: -> e\n")
        answer("when done: -> entity=指导员\n\n")
        answer("2 of 3 -> ")
        answer("2 of 3 -> r\n")
        answer("3 of 3 -> q\n")

    status, shown = session(COMMAND, drive)
    assert status == 0
    assert "1 kept" not in shown
    assert "0 kept, 1 corrected, 1 rejected, 0 skipped; 1 left" in shown
    assert held(call) == {"28人": "指导员", "15家": "帮扶企业"}


@posix
def test_an_interruption_loses_nothing(call: Call, kept: Path) -> None:
    def drive(pid: int, answer: Callable[[str], str]) -> None:
        answer("1 of 3 -> r\n")
        answer("2 of 3 -> ")
        os.kill(pid, signal.SIGINT)

    status, shown = session(COMMAND, drive)
    assert status == 130
    assert "Traceback" not in shown
    assert held(call).keys() == {"32个", "15家"}


@posix
def test_the_end_of_input_at_a_terminal_stops(call: Call, kept: Path) -> None:
    def drive(_pid: int, answer: Callable[[str], str]) -> None:
        answer("1 of 3 -> \x04")

    status, shown = session(COMMAND, drive)
    assert status == 0
    assert "0 kept" in shown


def test_signs_of_a_document_never_reach_the_terminal(call: Call, tmp_path: Path) -> None:
    name = "简\x1b[31m\u202e报.txt"
    (tmp_path / name).write_text("新建党支\x1b[2J部\u202e32个，选派 28人。", encoding="utf-8")
    call("extract", tmp_path / name)
    out = "".join(call("review", "--all", stdin=typed("e entity=\x1b[3m", "k", "s"))[1:])
    out += "".join(call("review", "--list", "--format", "table")[1:])
    assert {sign for sign in out if not sign.isprintable()} <= {"\n"}


def test_a_store_that_is_busy_is_waited_for(call: Call, kept: Path) -> None:
    with connection.writing(kept, "") as store, connection.transaction(store):
        status, _, errors = call("review", "--decide", 1, "--keep", "--wait", "0.1")
    assert (status, errors.count("\n")) == (1, 1)
    assert "--wait" in errors
    with connection.reading(kept) as store:
        assert asking.count(store, []) == 3
