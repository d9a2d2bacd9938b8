"""A folder of parts answers as the store in a file that holds the same claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.documents import Document
from dangjian_metrics.errors import UsageError
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import asking, filters, opening, parts
from dangjian_metrics.store.answering import Store
from dangjian_metrics.store.asking import Order
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.filters import Filter
from dangjian_metrics.store.rows import Source, exact
from stand_in import claim
from store import pool
from store.stores import add, source
from store.test_filters import FILTERS, SINGLE, one_of


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The claims of the fixture ``store`` as parts, one a document, whose numbers leave gaps."""
    path = tmp_path_factory.mktemp("parts [1] 'a'?*")
    for number, made in enumerate(pool.made()):
        parts.write(path, number * 7, made.found.claims)
    with opening.reading(path) as opened:
        yield opened


def answers(store: Store, wanted: Filter, lexicon: Lexicon) -> Any:
    """All that is said to a filter: claims, how many, with bare ones; or why it cannot be."""
    try:
        found = filters.conditions(store, wanted, lexicon)
    except UsageError as error:
        return str(error)
    rows = list(asking.select(store, found, asking.columns(NAMED)))
    return rows, asking.count(store, found), store.bare_claims(found), filters.emptied(store, found)


NAMED = ",".join(("id", *COLUMNS, "region", "value_number", "value_to_number"))


@settings(max_examples=200, deadline=None)
@given(wanted=FILTERS, most=one_of(*pool.VALUES))
def test_every_filter_leaves_the_same(
    store: Connection, folder: Store, lexicon: Lexicon, wanted: Filter, most: str | None
) -> None:
    wanted = replace(wanted, most=most)
    assert answers(folder, wanted, lexicon) == answers(store, wanted, lexicon)


SAID = [
    Filter(), Filter(fields=("党支",)), Filter(fields=("党小组",)), Filter(fields=("",)), Filter(region="潍纺市"),
    Filter(region=""), Filter(kind="people"), Filter(least="2万", most="1"), Filter(period=""), Filter(doc=""),
    Filter(doc="*一*"), Filter(doc="??/一*"), Filter(doc="?/一*"), Filter(doc="*.t?t"), Filter(doc="*\n*"), Filter(text=" "),
    Filter(least="9" * 60), Filter(most="0.1"), Filter(doc="c\\*"), Filter(doc="(*"), Filter(doc="*{1}"),
]  # fmt: skip


@pytest.mark.parametrize(
    "wanted", [*SAID, *SINGLE], ids=lambda each: str({k: v for k, v in asdict(each).items() if v})
)
def test_each_filter_alone_leaves_the_same(
    store: Connection, folder: Store, lexicon: Lexicon, wanted: Filter
) -> None:
    assert answers(folder, wanted, lexicon) == answers(store, wanted, lexicon)


@pytest.mark.parametrize("limit", [None, 0, 7, 2**63 - 1])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by", [None, *NAMED.split(",")])
def test_rows_come_in_the_same_order(
    store: Connection, folder: Store, by: str | None, descending: bool, limit: int | None
) -> None:
    order = Order(by, descending, limit)
    assert list(asking.select(folder, [], order=order)) == list(asking.select(store, [], order=order))


def test_the_same_fields(store: Connection, folder: Store, lexicon: Lexicon) -> None:
    counted = asking.fields(folder, lexicon)
    assert counted == asking.fields(store, lexicon)
    assert len(counted) > 5
    assert any(each.places > 5 and "、" in each.units for each in counted)


def test_claims_come_out_as_they_went_in(folder: Store) -> None:
    expected = [each for made in pool.made() for each in made.found.claims]
    assert list(asking.claims(folder, [])) == list(enumerate(expected, 1))


DIGITS = st.decimals(allow_nan=False, allow_infinity=False) | st.integers(-(10**40), 10**40).map(Decimal)
WORDS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5)
CLAIMS = st.lists(
    st.builds(
        claim,
        **dict.fromkeys(("subject", "entity", "role", "action", "basis", "period", "unit", "per", "field"), WORDS),
        **dict.fromkeys(("value",), DIGITS), value_to=st.none() | DIGITS, sentence=st.text(st.characters(exclude_categories=["Cs"])),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(batches=st.lists(CLAIMS, min_size=1, max_size=3))
def test_any_claim_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Claim]]
) -> None:
    path = tmp_path_factory.mktemp("parts")
    for number, claims in enumerate(batches):
        parts.write(path, number, claims)
    with opening.reading(path) as store:
        found = list(asking.claims(store, []))
        sorted_ = [n for n, _ in asking.select(store, [], ("id", "value"), Order("value"))]
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert list(map(as_text, (each for _, each in found))) == [as_text(e) for each in batches for e in each]
    assert sorted_ == [
        n for n, _ in sorted(found, key=lambda pair: (float(pair[1].value), pair[0]))
    ]  # as doubles, then in the order of reading


ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*(ROOT / "seeds").glob("*-*.txt"), *(ROOT / "tests" / "gold" / "articles").glob("*.txt")])


def test_the_samples_as_they_are_really_read(path: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    sources = [
        Source(file.name, document, extract_document(document, lexicon), "rules")
        for file in DOCUMENTS
        for document in [Document(file.name, file.read_text(encoding="utf-8"))]
    ]
    add(path, sources)
    for number in range(0, len(sources), 3):
        claims = [each for made in sources[number : number + 3] for each in made.found.claims]
        parts.write(tmp_path, number, claims)
    with opening.reading(path) as file_, opening.reading(tmp_path) as folder_:
        counted = asking.fields(file_, lexicon)
        assert asking.fields(folder_, lexicon) == counted
        for field in filter(None, (each.field for each in counted)):
            for wanted in (Filter(fields=(field,)), Filter(fields=(field,), region="山东省", least="10")):
                assert answers(folder_, wanted, lexicon) == answers(file_, wanted, lexicon)


def as_text(each: Claim) -> Sequence[Any]:
    """A claim with its decimals in plain digits, as every store keeps them."""
    cells = [getattr(each, name) for name in COLUMNS]
    return [exact(cell) if isinstance(cell, Decimal) else cell for cell in cells]


def test_units_are_counted_exactly_in_both(path: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    # So many in the first place of another unit, that a sample would put it in front.
    texts = ["新建党支部1家。" * 3000, "新建党支部2个。" * 3001]
    sources = [source(f"{n}.txt", text) for n, text in enumerate(texts)]
    add(path, sources)
    parts.write(tmp_path, 1, [each for made in sources for each in made.found.claims])
    with opening.reading(path) as file, opening.reading(tmp_path) as folder:
        counted = asking.fields(file, lexicon)
        assert counted == asking.fields(folder, lexicon)
    assert [(each.field, each.claims, each.units) for each in counted] == [("党支部", 6001, "个、家")]
