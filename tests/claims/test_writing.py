"""Documents in traditional characters: the same records as in simplified ones, quoted as they are written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics import Document, extract_document
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.explanation import explain
from dangjian_metrics.language import tables
from dangjian_metrics.language.traditional import simplified

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "gold" / "articles").glob("*.txt")])
# Of several traditional characters with one twin the last in the table: any of them must do.
TWINS = {pair[1]: pair[0] for pair in tables.load("traditional")["pairs"].split()}


def traditional(text: str) -> str:
    return "".join(TWINS.get(character, character) for character in text)


def claims(text: str) -> list[Claim]:
    return extract_document(Document("简报.txt", text)).claims


def read(claim: Claim) -> Claim:
    """The claim with everything as written put into simplified characters."""
    title, quote, sentence = (simplified(written) for written in (claim.title, claim.quote, claim.sentence))
    section, entity = (simplified(written) if written else None for written in (claim.section, claim.entity))
    return replace(claim, title=title, section=section, entity=entity, quote=quote, sentence=sentence)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_gives_the_same_records_in_either_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    other = traditional(text)
    assert other != text
    here, there = claims(text), claims(other)
    assert [read(claim) for claim in there] == [read(claim) for claim in here]
    for claim in there:
        assert claim.quote == other[claim.start : claim.end] or len(claim.quote) < claim.end - claim.start
        assert all(
            getattr(claim, name) == traditional(getattr(claim, name) or "") for name in ("quote", "sentence")
        )
        assert claim.title == traditional(claim.title)
        assert (claim.section or "") == traditional(claim.section or "")
        assert (claim.entity or "") == traditional(claim.entity or "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_number_keeps_its_disposition(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [
        extract_document(Document("", each), audit=True).dispositions for each in (text, traditional(text))
    ]
    here, there = ([(n.start, n.end, n.disposition, n.reason) for n in each] for each in found)
    assert here == there
    assert [n.context for n in found[1]] == [traditional(n.context) for n in found[0]]


def test_what_is_written_stays_and_the_rest_compares() -> None:
    page = "陝西省洛南縣：黨旗紅\n\n一、選派骨幹\n\n洛南縣選派稅務骨幹37名擔任黨建指導員，增長10%。\n"
    found = extract_document(Document("简报.txt", page))
    claim = found.claims[0]
    assert (claim.title, claim.section, claim.entity) == ("陝西省洛南縣：黨旗紅", "一、選派骨幹", "稅務骨幹")
    assert claim.sentence == "洛南縣選派稅務骨幹37名擔任黨建指導員，增長10%。"
    assert (claim.province, claim.city, claim.county) == ("陕西省", "商洛市", "洛南县")
    assert (claim.role, claim.action) == ("党建指导员", "选派")
    assert (found.heads[0].title, found.heads[0].region.county) == ("陝西省洛南縣：黨旗紅", "洛南县")


def test_a_county_that_keeps_its_old_character() -> None:
    assert claims("陝西省乾縣：產業興\n\n乾縣新建黨支部32個。")[0].county == "乾县"


def test_a_noun_put_together_from_parts_is_written_as_its_letters_are() -> None:
    (here,), (there,) = claims("税后40%的利润归集体。"), claims("稅後40%的利潤歸集體。")
    assert here.entity
    assert there.entity == traditional(here.entity)


def test_a_traditional_section_that_opens_its_paragraph() -> None:
    (claim,) = claims("（一）聚力興產業，發展動能更強勁。新開工項目31個。")
    assert claim.section == "（一）聚力興產業，發展動能更強勁"


def test_a_break_in_the_middle_of_a_quote() -> None:
    page = "黨旗紅\n\n今年上半年實現營收5.75萬\n\n元，其中投入社區建設4.8萬元。"
    first = claims(page)[0]
    assert (first.quote, page[first.start : first.end]) == ("5.75萬元", "5.75萬\n\n元")
    assert first.sentence == "今年上半年實現營收5.75萬元，其中投入社區建設4.8萬元。"


def test_an_explanation_reads_traditional_text_too() -> None:
    shown = explain("新建黨支部32個。")
    assert [(token.text, token.name) for token in shown.tokens][:2] == [("新建", "verb"), ("党支部", "noun")]
    assert (shown.claims[0].entity, shown.quantities[0].quote) == ("黨支部", "32個")


PIECES = st.lists(
    st.sampled_from(
        [
            "新建黨支部32個",
            "。",
            "，",
            "覆蓋率達99.07%",
            "\n\n",
            "兩千餘人",
            "黨",
            "选派28人",
            "稅後",
            "的",
            "一、",
        ]
    ),
    max_size=12,
)


@given(PIECES)
def test_any_mixture_reads_as_its_simplified_twin(pieces: list[str]) -> None:
    text = "".join(pieces)
    there = claims(text)
    assert [read(claim) for claim in there] == [read(claim) for claim in claims(simplified(text))]
    assert all(claim.quote in text.replace("\n", "") for claim in there)
