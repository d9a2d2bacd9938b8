"""What reviewers decide is in every view at once, comes back when documents are read again, and can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.errors import StoreError
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import adding, asking, columns, connection, deciding, decision_list, schema
from dangjian_metrics.store.anchors import Anchor, Bare
from dangjian_metrics.store.deciding import Verdict
from dangjian_metrics.store.rows import Source
from stand_in import Call, claim, rows
from store.stores import NOW, add, contents, faults_of, source, start, write

TEXT = "新建党支部32个，选派指导员28人。\n\n帮扶企业15家。\n"
LATER = "2025-07-02T08:00:00+00:00"


def decide(path: Path, number: int, verdict: str, who: str = "李", **changes: Any) -> int:
    """Decides on the claim of that number, as a process of its own would."""
    with connection.writing(path, LATER) as store, connection.transaction(store):
        target = deciding.target(store, number)
        return deciding.decide(store, target, Verdict(verdict, who, LATER, changes))


def undo(path: Path, number: int) -> None:
    with connection.writing(path, LATER) as store, connection.transaction(store):
        deciding.undo(store, number, "王", LATER)


def held(path: Path) -> dict[str, Claim]:
    """The claims of a store by their quotes."""
    with connection.reading(path) as store:
        return {each.quote: each for _, each in asking.claims(store, [])}


def numbers(path: Path) -> dict[str, int]:
    with connection.reading(path) as store:
        return {each.quote: number for number, each in asking.claims(store, [])}


def states(path: Path) -> list[tuple[str, str, int | None]]:
    with connection.reading(path) as store:
        return [(each.verdict, each.state, each.claim) for each in decision_list.listed(store)]


def counts(path: Path) -> dict[str, Any]:
    """The same number of claims, as each view counts it."""
    with connection.reading(path) as store:
        exported = sum(len(batch[0]) for batch in map(_cells, columns.batches(store)))
        return {
            "query": asking.count(store, []),
            "fields": sum(each.claims for each in asking.fields(store, Lexicon.load())),
            "sources": sum(each.claims for each in asking.sources(store)),
            "documents": store.execute("SELECT sum(claims) FROM documents").get,
            "sql": next(store.ask("select count(*) from claims", 5).rows)[0],
            "compare": len(store.bare_claims([])),
            "export": exported,
        }


def _cells(batch: Sequence[Any]) -> list[list[Any]]:
    return [list(getattr(column, "codes", column)) for column in batch]


@pytest.fixture
def kept(path: Path) -> Path:
    """A store of one document with three claims."""
    add(path, [source("a.txt", TEXT)])
    return path


@pytest.fixture
def settled(kept: Path) -> Path:
    """The same, one claim kept, one corrected, one rejected."""
    there = numbers(kept)
    decide(kept, there["32个"], "keep")
    decide(
        kept, there["28人"], "edit", entity="党建指导员", field="党建指导员", value="29", province="四川省"
    )
    decide(kept, there["15家"], "reject")
    return kept


def test_a_correction_is_in_the_rows_at_once(settled: Path) -> None:
    corrected = held(settled)["28人"]
    assert (corrected.entity, corrected.field, str(corrected.value)) == ("党建指导员", "党建指导员", "29")
    assert (corrected.province, corrected.city) == ("四川省", "潍坊市")
    with connection.reading(settled) as store:
        sql = "SELECT value_number, region FROM claims WHERE field = '党建指导员'"
        assert store.execute(sql).fetchall() == [(29.0, "四川省潍坊市安丘市")]
    assert faults_of(settled) == []


def test_a_rejected_claim_is_in_no_view(settled: Path) -> None:
    assert held(settled).keys() == {"32个", "28人"}
    assert set(counts(settled).values()) == {2}


def test_what_was_rejected_last_keeps_its_number(settled: Path) -> None:
    add(settled, [source("b.txt", "新建党支部7个。")])
    assert numbers(settled)["7个"] == 4
    undo(settled, 3)
    assert numbers(settled) == {"32个": 1, "28人": 2, "15家": 3, "7个": 4}
    assert faults_of(settled) == []


def test_decisions_say_who_and_when(settled: Path) -> None:
    with connection.reading(settled) as store:
        listed = list(decision_list.listed(store))
    assert [(each.verdict, each.who, each.decided_at, each.state) for each in listed] == [
        (verdict, "李", LATER, "applied") for verdict in ("keep", "edit", "reject")
    ]
    assert listed[1].changes == "entity=党建指导员; field=党建指导员; value=29; province=四川省"
    assert listed[1].entity == "选派指导员"


def test_reading_again_brings_decisions_back(settled: Path) -> None:
    before = contents(settled)
    tally = add(settled, [source("a.txt", TEXT)])
    assert contents(settled) == before
    assert (tally.claims_added, tally.claims_removed) == (2, 2)
    assert [state for _, state, _ in states(settled)] == ["applied"] * 3
    assert set(counts(settled).values()) == {2}
    assert faults_of(settled) == []


def otherwise(text: str, change: Any) -> Source:
    """The document as other rules read it."""
    read = source("a.txt", text, "other rules")
    return replace(read, found=replace(read.found, claims=list(change(read.found.claims))))


def test_other_rules_do_not_change_what_was_decided(settled: Path) -> None:
    def change(claims: Iterable[Claim]) -> Iterable[Claim]:
        return (
            replace(each, entity="别的", field=None, rule="a newer rule", section="甲") for each in claims
        )

    add(settled, [otherwise(TEXT, change)])
    found = held(settled)
    assert [(each.entity, each.rule, each.section) for each in found.values()] == [
        ("新建党支部", "a newer rule", "甲"), ("党建指导员", "a newer rule", "甲"),
    ]  # fmt: skip
    undo(settled, 2)
    assert held(settled)["28人"].entity == "别的"


def test_a_newer_lexicon_names_the_field_of_a_kept_claim(kept: Path) -> None:
    decide(kept, 1, "keep")
    add(kept, [otherwise(TEXT, lambda claims: (replace(each, field="新的指标") for each in claims))])
    assert held(kept)["32个"].field == "新的指标"


def test_what_rules_no_longer_find_stays_where_it_was_kept(settled: Path) -> None:
    add(settled, [otherwise(TEXT, lambda claims: claims[2:])])
    assert held(settled).keys() == {"32个", "28人"}
    assert set(counts(settled).values()) == {2}
    assert faults_of(settled) == []
    undo(settled, 1)
    assert held(settled).keys() == {"28人"}
    add(settled, [otherwise(TEXT, lambda claims: claims[2:])])
    assert held(settled).keys() == {"28人"}
    assert faults_of(settled) == []


def test_a_quantity_drawn_otherwise_is_the_same_quantity(settled: Path) -> None:
    def longer(claims: Iterable[Claim]) -> Iterable[Claim]:
        return (replace(each, start=each.start - 1, quote=f"?{each.quote}") for each in claims)

    add(settled, [otherwise(TEXT, longer)])
    assert held(settled).keys() == {"32个", "28人"}


def test_in_a_changed_text_decisions_follow_their_sentence(kept: Path) -> None:
    there = numbers(kept)
    text = "新建党支部32个。\n\n帮扶企业15家。\n"
    add(kept, [source("a.txt", text)])
    there = numbers(kept)
    decide(kept, there["32个"], "edit", entity="党组织")
    decide(kept, there["15家"], "reject")
    add(kept, [otherwise(f"序言2个。\n\n{text}", lambda claims: claims)])
    assert {quote: each.entity for quote, each in held(kept).items()} == {"2个": "序言", "32个": "党组织"}
    assert [state for _, state, _ in states(kept)] == ["applied", "applied"]
    assert faults_of(kept) == []


def in_sentences(name: str, text: str) -> Source:
    """A document whose claims stand each in the line of the text that holds it."""
    read = source(name, text)
    bare = Bare(text)
    claims = [
        replace(each, sentence=bare.line_of((each.start, each.end)).strip()) for each in read.found.claims
    ]
    return replace(read, found=replace(read.found, claims=claims))


def test_a_decision_waits_where_its_sentence_is_gone_or_stands_twice(path: Path) -> None:
    text = "新建党支部32个。\n帮扶企业15家。\n"
    add(path, [in_sentences("a.txt", text)])
    decide(path, 1, "edit", entity="党组织")
    decide(path, 2, "reject")
    add(path, [in_sentences("a.txt", "新建党支部\n33个。\n帮扶企业\n15家。\n帮扶企业15家。")])
    assert [state for _, state, _ in states(path)] == ["waiting", "waiting"]
    assert set(counts(path).values()) == {3}
    add(path, [in_sentences("a.txt", text)])
    assert [(state, number) for _, state, number in states(path)] == [("applied", 1), ("applied", 2)]
    assert {each.entity for each in held(path).values()} == {"党组织"}


def test_a_broken_line_is_no_other_sentence(path: Path) -> None:
    add(path, [in_sentences("a.txt", "新建党支部32个。\n帮扶企业15家。\n")])
    decide(path, 1, "edit", entity="党组织")
    changed = in_sentences("a.txt", "前言。\n新建党支\n部32个。\n帮扶企业15家。\n")
    add(path, [changed])
    assert held(path)["32个"].entity == "党组织"


def test_decisions_outlive_their_document(settled: Path) -> None:
    before = contents(settled)
    with connection.writing(settled, NOW) as store, connection.transaction(store):
        assert adding.remove(store, 1) == 2
    assert faults_of(settled) == []
    with connection.reading(settled) as store:
        assert store.execute("SELECT count(*) FROM claims_set_aside").get == 0
    assert [state for _, state, _ in states(settled)] == ["waiting"] * 3
    add(settled, [source("a.txt", TEXT)])
    assert contents(settled) == before


def test_the_same_text_under_another_name_is_decided_too(settled: Path) -> None:
    add(settled, [source("b.txt", TEXT)])
    assert set(counts(settled).values()) == {4}
    undo(settled, 3)
    assert set(counts(settled).values()) == {6}
    decide(settled, 4, "reject")
    assert set(counts(settled).values()) == {4}
    assert faults_of(settled) == []


def test_undone_the_claim_is_what_was_found(kept: Path) -> None:
    before = contents(kept)
    decide(kept, 1, "edit", entity="党组织", unit="家", value="3.5", value_to="4", bound="over")
    decide(kept, 2, "reject")
    decide(kept, 3, "keep")
    for number in (1, 2, 3):
        undo(kept, number)
    assert contents(kept) == before
    assert {state for _, state, _ in states(kept)} == {"undone"}
    assert faults_of(kept) == []


def test_the_last_decision_holds_and_under_it_the_one_before(kept: Path) -> None:
    decide(kept, 1, "edit", entity="甲")
    decide(kept, 1, "edit", who="王", action="设")
    assert (held(kept)["32个"].entity, held(kept)["32个"].action) == ("甲", "设")
    decide(kept, 1, "reject")
    assert [state for _, state, _ in states(kept)] == ["replaced", "replaced", "applied"]
    undo(kept, 3)
    assert (held(kept)["32个"].entity, held(kept)["32个"].action) == ("甲", "设")
    undo(kept, 1)  # under the one that holds, which saw its entity
    assert held(kept)["32个"].entity == "甲"
    undo(kept, 2)
    assert held(kept)["32个"].entity == "新建党支部"


def test_a_rejected_claim_may_be_decided_again(settled: Path) -> None:
    decide(settled, 3, "keep")
    assert set(counts(settled).values()) == {3}
    assert faults_of(settled) == []


@pytest.mark.parametrize(("number", "said"), [(99, "no decision 99"), (1, "undone already")])
def test_what_cannot_be_undone_is_said(settled: Path, number: int, said: str) -> None:
    undo(settled, 1)
    with pytest.raises(StoreError, match=said):
        undo(settled, number)


def test_no_claim_of_that_number(kept: Path) -> None:
    with pytest.raises(StoreError, match="no claim 9 in the store"):
        decide(kept, 9, "keep")


def test_a_claim_that_changed_meanwhile_is_not_decided(kept: Path) -> None:
    with connection.reading(kept) as store:
        seen = deciding.target(store, 1)
    decide(kept, 1, "edit", entity="党组织")
    with (
        connection.writing(kept, NOW) as store,
        pytest.raises(StoreError, match="no longer what it was"),
        connection.transaction(store),
    ):
        deciding.decide(store, seen, Verdict("reject", "王", NOW, {}))
    assert held(kept)["32个"].entity == "党组织"


def test_an_older_store_keeps_its_claims_and_takes_decisions(path: Path) -> None:
    add(path, [source("a.txt", TEXT)])
    with closing(sqlite3.connect(path)) as store:
        for table in ("decision_places", "decisions", "claims_set_aside"):
            store.execute(f"DROP TABLE {table}")
        store.execute("DROP INDEX documents_by_hash")
        number = [name for name, _ in schema.MIGRATIONS].index("decisions of reviewers")
        store.executemany(
            "DELETE FROM migrations WHERE name = ?", [(name,) for name, _ in schema.MIGRATIONS[number:]]
        )
        store.execute(f"PRAGMA user_version = {number}")
        store.commit()
    decide(path, 3, "reject")
    assert held(path).keys() == {"32个", "28人"}
    assert faults_of(path) == []


def test_two_that_decide_and_one_that_reads_lose_nothing(path: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "件", [f"新建党支部{number}个，选派{number}人。" for number in range(40)])
    add(path, [source(str(file), file.read_text(encoding="utf-8")) for file in sorted(folder.iterdir())])
    reader = start("extract", folder, "--refresh", "--store", path)
    made = 0
    for number in range(1, 81, 4):
        try:
            decide(path, number, "reject")
            made += 1
        except StoreError:  # read again in this moment
            continue
    assert reader.wait(60) == 0
    assert faults_of(path) == []
    assert set(counts_of(path)) == {80 - made}


def counts_of(path: Path) -> list[int]:
    with connection.reading(path) as store:
        return [asking.count(store, []), store.execute("SELECT sum(claims) FROM documents").get]


def test_extract_shows_what_was_decided(call: Call, folder: Path, path: Path) -> None:
    assert call("extract", folder, "--store", path)[0] == 0
    decide(path, 1, "edit", entity="党组织")
    decide(path, 2, "reject")
    for again in ((), ("--refresh",)):
        status, out, errors = call("extract", folder, "--store", path, "--format", "csv", *again)
        assert (status, [each["entity"] for each in rows(out)]) == (0, ["党组织", "帮扶资金"])
        assert "2 claims" in errors


def test_export_sees_a_decision_made_meanwhile(settled: Path) -> None:
    from dangjian_metrics.cli import whole_csv

    with connection.reading(settled) as store:
        before = whole_csv.state(store)
    undo(settled, 2)
    with connection.reading(settled) as store:
        assert whole_csv.state(store) != before


CELLS = st.sampled_from(["entity", "action", "subject", "role", "period", "basis", "per"])
WORDS = st.text("党支部新建网格员一二", min_size=1, max_size=4)
STEPS = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from(["keep", "edit", "reject", "undo", "read"]), st.dictionaries(CELLS, WORDS)
    ),
    max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(STEPS)
def test_whatever_is_decided_reading_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, dict[str, str]]]
) -> None:
    path = tmp_path_factory.mktemp("decided") / "a.db"
    add(path, [source("a.txt", TEXT)])
    first, made = contents(path), list[int]()
    for number, step, changes in steps:
        if step == "read":
            add(path, [source("a.txt", TEXT)])
        elif step == "undo":
            if made:
                undo(path, made.pop())
        else:
            made.append(decide(path, number, step, **(changes if step == "edit" else {})))
    before = contents(path)
    add(path, [source("a.txt", TEXT)])
    assert contents(path) == before
    assert faults_of(path) == []
    while made:
        undo(path, made.pop())
    assert contents(path) == first


@settings(deadline=None)
@given(st.text("党员 \n28人。，", max_size=30), st.data())
def test_an_anchor_leads_back(text: str, data: st.DataObject) -> None:
    signs = [at for at, c in enumerate(text) if not c.isspace()]
    if not signs:
        return
    first = data.draw(st.integers(0, len(signs) - 1))
    last = data.draw(st.integers(first, len(signs) - 1))
    span = signs[first], signs[last] + 1
    sentence = data.draw(st.sampled_from([text, text[: span[1]], "别的话"]))
    bare = Bare(text)
    anchor = bare.anchor(sentence, span)
    place = bare.place(anchor)
    assert place == span or bare.text.count(anchor.sentence) != 1 or _overlapping(bare.text, anchor)


def _overlapping(text: str, anchor: Anchor) -> bool:
    """Whether the sentence begins again within itself, so that it stands there twice."""
    return text.find(anchor.sentence, text.find(anchor.sentence) + 1) >= 0


def test_a_record_beside_a_decision_is_exact() -> None:
    from dangjian_metrics.store import decisions

    long = claim(value="0.12345678901234567890123", value_to=None)
    told = json.loads(decisions.as_json(decisions.claim_of({**_cells_of(long)})) or "")
    assert told["value"] == "0.12345678901234567890123"


def _cells_of(each: Claim) -> dict[str, Any]:
    return {name: getattr(each, name) for name in Claim.__slots__}
