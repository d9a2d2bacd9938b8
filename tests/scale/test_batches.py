"""What becomes of one document, and how documents are put into batches."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.documents import Document
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.scale import batches
from dangjian_metrics.scale.batches import Source, Task
from dangjian_metrics.store.rules import sum_of

TEXT = "选派党建指导员28人。"


@given(
    st.lists(st.tuples(st.integers(0, 900_000), st.sampled_from(["a.txt", "b.docx", "c.PDF"])), max_size=450)
)
def test_every_document_is_in_one_batch_in_order(sizes: list[tuple[int, str]]) -> None:
    documents = [Source(Path(f"{at}/{name}"), size) for at, (size, name) in enumerate(sizes)]
    found = list(batches.grouped(documents))
    assert [source for batch in found for source in batch.sources] == documents
    assert [batch.number for batch in found] == list(range(len(found)))
    for batch in found:
        assert 1 <= len(batch.sources) <= batches._MOST
        assert sum(map(batches.effort, batch.sources[:-1])) < batches._BATCH


def test_a_document_that_has_not_changed_is_not_read_again() -> None:
    document = Document("a.txt", TEXT)
    assert batches.outcome(Source(document, 9, sum_of(TEXT)), Task()).found is None
    changed = batches.outcome(Source(document, 9, sum_of("else")), Task())
    assert changed.found is not None
    assert [str(claim.value) for claim in changed.found.claims] == ["28"]


def test_what_cannot_be_read_is_an_outcome_too(tmp_path: Path) -> None:
    gone = batches.outcome(Source(tmp_path / "a.txt", 0), Task())
    assert (gone.error, gone.document) == (f"{tmp_path / 'a.txt'}: no such file; check the path", None)
    refused = batches.outcome(Source(DocumentError("x: is not read"), 0), Task())
    assert refused.error == "x: is not read"


def test_a_size_is_told_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found: list[batches.Found] = [
        tmp_path / "a.txt",
        tmp_path / "b.txt",
        Document("stdin", TEXT),
        DocumentError("no"),
    ]
    assert [source.size for source in batches.sources(found)] == [len(TEXT.encode()), 0, len(TEXT), 0]


def test_whatever_goes_wrong_with_a_document_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(*_: object, **__: object) -> None:
        raise RecursionError("too deep\x1b[31m")

    monkeypatch.setattr(batches, "extract_document", stumbling)
    outcome = batches.outcome(Source(Document("a\n.txt", TEXT), 9), Task())
    assert outcome.error == (
        "a\\n.txt: its reader stumbled (RecursionError: too deep\\x1b[31m); convert it to .txt, and report it"
    )
