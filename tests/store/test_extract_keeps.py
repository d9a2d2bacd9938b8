"""dj-metrics extract keeps what it reads: each document once, the changed one anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian_metrics.store import connection, rules
from stand_in import Call, rows
from store.stores import contents, faults_of, posix, snapshot, write


def said(call: Call, *arguments: object) -> str:
    """The line about the store that an extraction without fault ends with."""
    status, _, errors = call("extract", *arguments)
    assert status == 0, errors
    return errors.splitlines()[1].partition(": ")[2]


def test_without_o_the_store_of_this_folder_takes_the_claims(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    status, output, errors = call("extract", folder)
    assert status == 0
    assert len(rows(output)) == 3
    assert errors.splitlines()[1] == (
        "dj-metrics.db: documents 2 new, 0 changed, 0 unchanged, 0 failed; claims +3 -0"
    )
    assert faults_of(tmp_path / "dj-metrics.db") == []


def test_the_environment_names_the_store(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJ_METRICS_STORE", str(tmp_path / "other.db"))
    call("extract", folder)
    assert set(snapshot(tmp_path)) == {"other.db"}


def test_an_empty_environment_names_none(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJ_METRICS_STORE", "")
    call("extract", folder)
    assert set(snapshot(tmp_path)) == {"dj-metrics.db"}


def test_the_option_wins_over_the_environment(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJ_METRICS_STORE", str(tmp_path / "other.db"))
    call("extract", folder, "--store", tmp_path / "named.db")
    assert set(snapshot(tmp_path)) == {"named.db"}


def test_with_o_no_store_is_touched(call: Call, folder: Path, tmp_path: Path) -> None:
    assert call("extract", folder, "-o", tmp_path / "claims.csv")[0] == 0
    assert call("extract", folder, "-o", "-")[0] == 0
    assert set(snapshot(tmp_path)) == {"claims.csv"}


def test_with_o_and_store_both_are_written(call: Call, folder: Path, tmp_path: Path, path: Path) -> None:
    assert call("extract", folder, "-o", tmp_path / "claims.csv", "--store", path)[0] == 0
    assert set(snapshot(tmp_path)) == {"claims.csv", path.name}
    assert faults_of(path) == []


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "a?b#c.db", "库.db", "file:x.db", "a'b\".db"])
def test_any_name_may_be_that_of_a_store(call: Call, folder: Path, tmp_path: Path, name: str) -> None:
    assert call("extract", folder, "--store", tmp_path / name)[0] == 0
    assert set(snapshot(tmp_path)) == {name}
    assert call("query", "--count", "--store", tmp_path / name)[:2] == (0, "3\n")


def test_a_store_is_one_file_once_it_is_closed(call: Call, folder: Path, tmp_path: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == [path.name]
    with connection.reading(path) as store:
        assert store.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_has_not_changed_is_taken_from_the_store(
    call: Call, folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call("extract", folder, "--store", path)
    monkeypatch.setattr(
        "dangjian_metrics.scale.batches.extract_document", lambda *_, **__: pytest.fail("read again")
    )
    status, output, errors = call("extract", folder, "--store", path)
    assert (status, output) == first[:2]
    assert "documents 0 new, 0 changed, 2 unchanged, 0 failed; claims +0 -0" in errors


def test_what_has_changed_is_replaced_whole(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    before = contents(path)
    (folder / "a 安丘.txt").write_text("新建党支部33个，选派1人，一次。", encoding="utf-8")
    assert said(call, folder, "--store", path) == (
        "documents 0 new, 1 changed, 1 unchanged, 0 failed; claims +2 -1"
    )
    after = contents(path)
    assert after[1] == before[1]
    assert [claim[12] for claim in after[0][-2]] == ["33", "1"]
    assert faults_of(path) == []


def test_what_comes_back_as_it_was_is_as_it_was(call: Call, folder: Path, path: Path) -> None:
    document, text = folder / "b.md", (folder / "b.md").read_text(encoding="utf-8")
    call("extract", folder, "--store", path)
    before = contents(path)
    for changed in ("", "没有数字。", text):
        document.write_text(changed, encoding="utf-8")
        call("extract", folder, "--store", path)
        assert faults_of(path) == []
    assert contents(path) == before


def test_a_document_is_the_same_from_every_folder(
    call: Call, folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("extract", folder, "--store", path)
    monkeypatch.chdir(folder)
    assert said(call, "b.md", "--store", path) == (
        "documents 0 new, 0 changed, 1 unchanged, 0 failed; claims +0 -0"
    )


def test_a_document_that_is_named_twice_is_read_once(call: Call, folder: Path, path: Path) -> None:
    assert said(call, folder, folder / "b.md", "--store", path) == (
        "documents 2 new, 0 changed, 1 unchanged, 0 failed; claims +3 -0"
    )
    assert faults_of(path) == []


def test_refresh_reads_all_again(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    before = contents(path)
    assert said(call, folder, "--refresh", "--store", path) == (
        "documents 0 new, 2 changed, 0 unchanged, 0 failed; claims +3 -3"
    )
    assert contents(path) == before
    assert faults_of(path) == []


def test_refresh_takes_a_document_that_is_named_twice_once(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, folder, "--refresh", "--store", path)
    once = contents(path)
    call("extract", folder, "--refresh", "--store", path)
    assert contents(path) == once
    assert faults_of(path) == []


def test_what_fails_is_counted_and_the_rest_is_kept(call: Call, folder: Path, path: Path) -> None:
    (folder / "c.txt").write_bytes(b"\0\0\0")
    status, _, errors = call("extract", folder, "nowhere.txt", "--store", path)
    assert status == 1
    assert f"{path}: documents 2 new, 0 changed, 0 unchanged, 2 failed; claims +3 -0" in errors
    assert len(contents(path)) == 2


def test_a_document_that_can_no_longer_be_read_stays(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    before = contents(path)
    (folder / "b.md").write_bytes(b"\0\0\0")
    assert call("extract", folder, "--store", path)[0] == 1
    assert contents(path) == before


def test_standard_input_is_a_document(call: Call, path: Path) -> None:
    assert call("extract", "-", "--store", path, stdin="选派28人。".encode())[0] == 0
    assert call("extract", "-", "--store", path, stdin="选派29人。".encode())[0] == 0
    assert [(held[0], held[1], held[-2][0][12]) for held in contents(path)] == [("stdin", "stdin", "29")]


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """A lexicon of one's own."""
    file = tmp_path / "my.toml"
    words = '[fields."专员"]\nwords = ["党建工作指导员"]\nyes = ["党建工作指导员"]\n'
    file.write_text(words, encoding="utf-8")
    return file


@pytest.fixture
def update(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes the program one with other rules."""
    return lambda: monkeypatch.setattr(rules, "shipped", lambda: "9.9.9+0123abcd")


def test_documents_of_other_rules_are_named(
    call: Call, folder: Path, path: Path, update: Callable[[], None]
) -> None:
    call("extract", folder, "--store", path)
    update()
    status, _, errors = call("extract", folder, "--store", path)
    assert status == 0
    assert "0 changed, 2 unchanged" in errors
    assert errors.splitlines()[-1] == (
        f"{path}: 2 documents were read by other rules ({folder}/a 安丘.txt, {folder}/b.md):"
        " dj-metrics extract --refresh reads them again"
    )


def test_refresh_ends_the_warning(call: Call, folder: Path, path: Path, update: Callable[[], None]) -> None:
    call("extract", folder, "--store", path)
    update()
    assert (
        "1 document was read by other rules"
        in call("extract", folder / "b.md", "--refresh", "--store", path)[2]
    )
    assert "other rules" not in call("extract", folder, "--refresh", "--store", path)[2]
    assert "other rules" not in call("extract", folder, "--store", path)[2]


def test_of_many_documents_of_other_rules_five_are_named(
    call: Call, tmp_path: Path, path: Path, update: Callable[[], None]
) -> None:
    many = write(tmp_path / "many", ["选派28人。"] * 8)
    call("extract", many, "--store", path)
    update()
    warning = call("extract", many, "--store", path)[2].splitlines()[-1]
    assert warning.count(".txt") == 5
    assert "and 3 more" in warning


def test_with_a_lexicon_of_one_s_own_documents_are_read_again(
    call: Call, folder: Path, path: Path, lexicon: Path
) -> None:
    call("extract", folder, "--store", path)
    own = call("extract", folder, "--lexicon", lexicon, "--store", path)
    assert "2 changed, 0 unchanged" in own[2]
    assert [row["field"] for row in rows(own[1])] == ["党支部", "专员", "资金"]
    again = call("extract", folder, "--lexicon", lexicon, "--store", path)
    assert again[1] == own[1]
    assert "0 changed, 2 unchanged" in again[2]


def test_a_mistyped_path_makes_no_store(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert call("extract", tmp_path / "empty", "nowhere.txt")[0] == 1
    assert snapshot(tmp_path) == {}


def test_a_broken_lexicon_makes_no_store(call: Call, folder: Path, tmp_path: Path, lexicon: Path) -> None:
    lexicon.write_text("[fields", encoding="utf-8")
    assert call("extract", folder, "--lexicon", lexicon)[0] == 2
    assert set(snapshot(tmp_path)) == {lexicon.name}


def test_each_run_is_kept_with_what_it_did(call: Call, folder: Path, path: Path) -> None:
    call("extract", folder, "--store", path)
    (folder / "b.md").write_text("无", encoding="utf-8")
    call("extract", folder, "--store", path)
    with connection.reading(path) as store:
        runs = store.execute(
            "SELECT id, new_documents, changed_documents, claims_added, claims_removed FROM runs ORDER BY id"
        )
        assert list(runs) == [(1, 2, 0, 3, 0), (2, 0, 1, 0, 2)]
        assert list(store.execute("SELECT run FROM documents ORDER BY path")) == [(1,), (2,)]


@posix
def test_names_that_are_no_text_are_kept(call: Call, folder: Path, path: Path) -> None:
    try:
        (folder / "\udcff.txt").write_text("选派28人。", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert said(call, folder, "--store", path).startswith("documents 3 new")
    assert said(call, folder, "--store", path).startswith("documents 0 new, 0 changed, 3 unchanged")
    assert faults_of(path) == []
