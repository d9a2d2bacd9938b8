"""What goes into the store comes out of it again: any claim, in any order of adding, replacing and removing."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import DISPOSITIONS, Claim, Disposition
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction, Head
from dangjian_metrics.store import adding, asking, connection, rows
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.rows import Source
from stand_in import claim
from store.stores import NOW, add, faults, source

CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]), st.sampled_from("党支部一二,，。'\"\\%_*[;\n\0🚩")
)
TEXTS = st.text(CHARACTERS, max_size=12)
SAID = st.text(CHARACTERS, min_size=1, max_size=6)
MAYBE = st.none() | SAID
VALUES = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e30"), max_value=Decimal("1e30")),
    st.integers(-(10**18), 10**18).map(Decimal),
    st.sampled_from([Decimal("1E+3"), Decimal("0.10"), Decimal("1E-12"), Decimal("-0.0"), Decimal("9" * 40)]),
)
REGIONS = st.builds(Region, MAYBE, MAYBE, MAYBE)


@st.composite
def claims(draw: st.DrawFn, document: Document, head: Head) -> Claim:
    """A claim of an article, whose quote stands in the document."""
    start = draw(st.integers(0, len(document.text)))
    end = draw(st.integers(start, len(document.text)))
    columns: dict[str, Any] = {
        "doc": document.name, "article": head.number, "title": head.title, "province": head.region.province,
        "city": head.region.city, "county": head.region.county, "value": draw(VALUES),
        "value_to": draw(st.none() | VALUES), "quote": document.text[start:end], "start": start, "end": end,
        "sentence": draw(TEXTS),
    }  # fmt: skip
    for name in (
        "section",
        "subject",
        "field",
        "entity",
        "role",
        "action",
        "unit",
        "kind",
        "per",
        "direction",
    ):
        columns[name] = draw(MAYBE)
    for name in ("bound", "statistic", "rule"):
        columns[name] = draw(SAID)
    return Claim(**columns, basis=draw(MAYBE), period=draw(MAYBE))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """A document with anything that might be found in it."""
    name = draw(st.sampled_from(["a.txt", "b.txt", "c.txt", "d'; DROP TABLE claims; --.txt"]))
    document = Document(name, draw(TEXTS))
    heads = [Head(number, draw(TEXTS), draw(REGIONS)) for number in range(1, draw(st.integers(1, 4)))]
    found = [each for head in heads for each in draw(st.lists(claims(document, head), max_size=4))]
    starts = draw(st.lists(st.integers(0, 99), unique=True, max_size=4))
    numbers = [
        Disposition(name, start, start + 1, draw(TEXTS), draw(st.sampled_from(DISPOSITIONS)), draw(TEXTS), "")
        for start in sorted(starts)
    ]
    counted = Counter(number.disposition for number in numbers)
    extraction = Extraction(name, len(document.text), len(heads), heads, found, counted, numbers)
    return Source(rows.identity(name), document, extraction, draw(SAID))


STEPS = st.lists(
    st.lists(sources(), min_size=1, max_size=3) | st.sampled_from(["a.txt", "b.txt"]), max_size=6
)


@contextmanager
def new_store() -> Iterator[Connection]:
    with tempfile.TemporaryDirectory() as folder, connection.writing(Path(folder, "store.db"), NOW) as store:
        yield store


@settings(max_examples=50, deadline=None)
@given(STEPS)
def test_what_goes_in_comes_out(steps: list[list[Source] | str]) -> None:
    held: dict[str, Source] = {}
    with new_store() as store:
        writer = adding.Writer(store, NOW, "0")
        for step in steps:
            if isinstance(step, str):
                take_out(store, held, step)
            else:
                writer.add(step)
                held |= {each.path: each for each in step}
            assert_holds(store, held)


def take_out(store: Connection, held: dict[str, Source], name: str) -> None:
    there = adding.known(store, rows.identity(name))
    assert (there is not None) == (held.pop(rows.identity(name), None) is not None)
    if there is not None:
        with connection.transaction(store):
            adding.remove(store, there.id)


def assert_holds(store: Connection, held: dict[str, Source]) -> None:
    """These documents are in the store, whole, and nothing else is."""
    assert [fault for fault in faults(store) if not fault.startswith("a quote")] == []
    numbered = dict(store.execute("SELECT path, id FROM documents"))
    assert numbered.keys() == held.keys()
    for path, each in held.items():
        assert asking.claims_of(store, numbered[path]) == each.found.claims
        assert asking.numbers_of(store, numbered[path]) == (each.found.articles, dict(each.found.numbers))
        assert_numbers_are_right(store, numbered[path], each.document.text)


def assert_numbers_are_right(store: Connection, document: int, text: str) -> None:
    held = 'SELECT value, value_number, value_to, value_to_number, quote, start, "end" FROM claims WHERE document = ?'
    for value, number, value_to, number_to, quote, start, end in store.execute(held, (document,)):
        assert quote == text[start:end]
        assert number == pytest.approx(float(value), rel=1e-15)
        assert "E" not in value
        assert (value_to is None) == (number_to is None)
        assert value_to is None or number_to == pytest.approx(float(value_to), rel=1e-15)


@settings(max_examples=40, deadline=None)
@given(sources())
def test_a_claim_is_shown_with_its_document(given_: Source) -> None:
    with new_store() as store:
        adding.Writer(store, NOW, "0").add([given_])
        for number, expected in enumerate(given_.found.claims, 1):
            shown = asking.show(store, number)
            assert (shown.id, shown.claim, shown.text) == (number, expected, given_.document.text)


def test_the_head_of_an_article_tells_its_place(path: Path) -> None:
    given_ = source("a.txt", "选派28人。")
    heads = [Head(1, "题", Region("山东省", "潍坊市", None)), Head(2, "无数字", Region.NONE)]
    add(path, [replace(given_, found=replace_(given_.found, heads=heads, articles=2))])
    with connection.reading(path) as store:
        assert [(each.article, each.title, each.region, each.claims) for each in asking.sources(store)] == [
            (1, "题", "山东省潍坊市", 1),
            (2, "无数字", "", 0),
        ]
        assert asking.claims_of(store, 1)[0].county is None


def replace_(found: Extraction, **changes: Any) -> Extraction:
    return replace(found, **changes)


def test_a_write_that_fails_leaves_all_as_it_was(path: Path) -> None:
    good, bad = source("a.txt", "选派28人。"), source("b.txt", "选派29人。")
    broken = replace(bad, found=replace(bad.found, claims=[claim(rule="")]))
    with connection.writing(path, NOW) as store:
        writer = adding.Writer(store, NOW, "0")
        writer.add([good])
        for batch in ([source("a.txt", "镇选派1元。"), broken], [broken]):
            with pytest.raises(Exception, match="NOT NULL"):
                writer.add(batch)
            assert_holds(store, {good.path: good})
        writer.add([bad])
        assert writer.tally == adding.Tally(new=2, claims_added=2)
        assert_holds(store, {good.path: good, bad.path: bad})
        assert list(store.execute("SELECT new_documents, claims_added FROM runs")) == [(2, 2)]


def test_a_bulk_load_ends_as_any_other(path: Path) -> None:
    given_ = [source(f"{n}.txt", f"镇{n}选派{n}人。") for n in range(20)]
    with connection.writing(path, NOW) as store:
        with adding.in_bulk(store):
            adding.Writer(store, NOW, "0").add(given_)
        assert_holds(store, {each.path: each for each in given_})


def test_a_bulk_load_that_breaks_off_is_mended_by_the_next_writer(path: Path) -> None:
    with connection.writing(path, NOW) as store:
        store.execute("DROP INDEX claims_by_field")
    add(path, [source("a.txt", "选派28人。")])
    with connection.reading(path) as store:
        assert faults(store) == []


@dataclass(frozen=True)
class Timed:
    """How long adding one document takes, opening and closing included."""

    path: Path

    def seconds(self) -> float:
        return statistics.median(self._once(number) for number in range(7))

    def _once(self, number: int) -> float:
        given_ = source(f"new {number}.txt", "新建党支部32个，选派28人。")
        began = time.perf_counter()
        add(self.path, [given_])
        return time.perf_counter() - began


def test_adding_to_a_store_of_many_is_as_quick_as_to_an_empty_one(path: Path, tmp_path: Path) -> None:
    add(tmp_path / "empty.db", [])
    with connection.writing(path, NOW) as store, adding.in_bulk(store):
        writer = adding.Writer(store, NOW, "0")
        writer.add([source(f"{n}.txt", f"新建党支部{n}个，选派{n}人，第{n}批。") for n in range(5000)])
    assert Timed(path).seconds() < 5 * Timed(tmp_path / "empty.db").seconds() + 0.05
