"""What the page holds: escaped, counted as JavaScript counts, each word once, small."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.reports import Told
from dangjian_metrics.views.page.content import COLUMNS, embedded, packed
from dangjian_metrics.views.page.offsets import utf16
from reported import ARTICLE, ASTRAL, HOSTILE, OTHER, all_told, html, many, told
from stand_in import claim

LEXICON = Lexicon.load()
SIGNS = "<>&\x7f\x85\u061c\u200e\u2028\u2029\u202e\u2066\ufeff"


def unpacked(row: list[Any]) -> dict[str, Any]:
    return dict(zip(COLUMNS, row, strict=True))


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_embedded_comes_back(text: str) -> None:
    written = embedded([text, {text: 1}])
    # Two halves side by side are one character to whoever reads JSON.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert json.loads(written) == [whole, {whole: 1}]
    assert not set(written) & set(SIGNS)
    assert written.encode()


@pytest.mark.parametrize(
    "bad", ["</script>", "<!--", "]]>", "<script", "\u2028", "\u202e", "\ud800", "&lt;", "\U000e0041"]
)
def test_nothing_ends_the_script_or_turns_the_text(bad: str) -> None:
    assert bad not in embedded(bad)
    assert json.loads(embedded(bad)) == bad


@given(st.text(st.sampled_from("党员3名𠮷😀\n ")))
def test_offsets_count_as_javascript_does(text: str) -> None:
    units = utf16(text)
    for at in range(len(text) + 1):
        assert units(at) == len(text[:at].encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", [ARTICLE, OTHER, HOSTILE, ASTRAL])
def test_every_row_leads_to_its_quote_and_its_sentence(text: str) -> None:
    document = told(text)
    (_, whole, _, _, numbers, rows) = packed([document], LEXICON)["documents"][0]
    coded, start = whole.encode("utf-16-le"), 0

    def cut(begin: int, end: int) -> str:
        return str(coded[2 * begin : 2 * end].decode("utf-16-le"))

    claims = dict(document.claims)
    assert len(rows) == len(claims) > 2
    for row in map(unpacked, rows):
        start += row["start"]
        found = claims[row["id"]]
        assert cut(start, start + row["length"]) == found.quote
        first, gap = start - row["back"], start - row["back"] + row["gap"]
        behind = gap + row["caption"]
        said = cut(first, gap) + cut(behind, first + row["long"])
        assert "".join(said.split()) == "".join(found.sentence.split())
    starts = [sum(numbers[: 3 * at + 1 : 3]) for at in range(len(numbers) // 3)]
    assert [cut(begin, begin + numbers[3 * at + 1]) for at, begin in enumerate(starts)] == [
        text[begin:end] for begin, end, *_ in document.numbers
    ]


def test_words_stand_once_and_lead_back() -> None:
    held = packed(all_told([ARTICLE, ARTICLE]), LEXICON)
    assert len(held["strings"]) == len(set(held["strings"]))
    rows = [unpacked(row) for document in held["documents"] for row in document[5]]
    assert {held["strings"][row["place"]] for row in rows} == {"山东省\t潍坊市\t安丘市"}
    assert "党建指导员" in {held["strings"][row["field"]] for row in rows}
    assert {held["manners"][document[4][2]][0] for document in held["documents"]} <= set(held["dispositions"])


def test_a_role_is_named_as_its_field() -> None:
    found = claim(role="党建工作指导员", sentence="新建党支部32个。")
    held = packed([Told("a", "/a", "新建党支部32个。", [], [], [(1, found)])], LEXICON)
    row = unpacked(held["documents"][0][5][0])
    assert held["strings"][row["role"]] == "党建指导员"


@pytest.mark.parametrize("value", ["1e400", "-1e400", "0.1", "99999999999999999999", "-3"])
def test_any_value_can_be_sorted_by(value: str) -> None:
    found = claim(value=Decimal(value), sentence="新建党支部32个。")
    held = packed([Told("a", "/a", "新建党支部32个。", [], [], [(1, found)])], LEXICON)
    json.loads(embedded(held))
    assert (held["documents"][0][5][0][COLUMNS.index("value")] > 0) == (Decimal(value) > 0)


def test_an_unknown_kind_is_none() -> None:
    found = replace(claim(sentence="新建党支部32个。"), kind=None)
    held = packed([Told("a", "/a", "新建党支部32个。", [], [], [(1, found)])], LEXICON)
    assert held["documents"][0][5][0][COLUMNS.index("kind")] == -1


def test_a_claim_takes_less_than_two_hundred_bytes() -> None:
    documents = many(2_000)
    claims = sum(len(document.claims) for document in documents)
    texts = sum(len(document.text.encode()) for document in documents)
    assert (len(html(documents).encode()) - texts) / claims < 200
