"""Traditional characters: each has one twin, no offset moves, and what simplified text uses too is let alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dangjian_metrics.language import tables
from dangjian_metrics.language.traditional import simplified

PAIRS = tables.load("traditional")["pairs"].split()
TRADITIONAL = {pair[0]: pair[1] for pair in PAIRS}
WORDS = tables.load("traditional")["words"]
SEEDS = Path(__file__).resolve().parents[2] / "seeds"

CASES = [
    ("洛南縣駐村幹部37名", "洛南县驻村干部37名"),
    ("新建黨支部32個", "新建党支部32个"),
    ("完成投資4.8億元，增長10%", "完成投资4.8亿元，增长10%"),
    ("覆蓋率達99.07%", "覆盖率达99.07%"),
    ("兩千餘人", "两千余人"),
    ("近2800平方米", "近2800平方米"),
    ("截至目前，累計選派黨建指導員28人", "截至目前，累计选派党建指导员28人"),
    ("每週後，於臺上徵集說明", "每周后，于台上征集说明"),
    ("裏裡隻祕羣峯綫線産產爲為啟啓眾衆衞敍", "里里只秘群峰线线产产为为启启众众卫叙"),
    ("隨著網格員入戶，成效顯著", "随着网格员入户，成效显著"),
    ("圍繞著著名專著", "围绕着著名专著"),
    ("曬乾的餅乾銷往乾縣、乾安縣", "晒干的饼干销往乾县、乾安县"),
]


@pytest.mark.parametrize(("written", "read"), CASES)
def test_what_is_written_and_what_is_read(written: str, read: str) -> None:
    assert simplified(written) == read


@pytest.mark.parametrize(
    "text",
    ["成效显著，著名的乾县", "蒜薹、哪吒、瞭望塔、凭藉、覆盖", "", "2800平方米", "ABC，。、；：“”（）"],
)
def test_simplified_text_is_handed_back_as_it_is(text: str) -> None:
    assert simplified(text) is text


def test_a_name_in_simplified_text_changes_nothing_else() -> None:
    text = "近年来，村里干部隨手做，成效显著，编著教材若干，工作队围着群众转，带着群众干，引导大家学着做、跟着走、比着来。"
    assert simplified(text) == text.replace("隨", "随")


def test_each_character_has_one_twin_that_is_none_itself() -> None:
    assert len(TRADITIONAL) == len(PAIRS) > 2500
    assert all(len(pair) == 2 for pair in PAIRS)
    assert not TRADITIONAL.keys() & set(TRADITIONAL.values())


def test_what_simplified_text_uses_is_listed_only_where_it_is_sure() -> None:
    in_use = [each for each in TRADITIONAL if each.encode("gb2312", "ignore")]
    assert sorted(in_use) == sorted("後於徵夥菸麽")
    assert not TRADITIONAL.keys() & {word["character"] for word in WORDS}


@pytest.mark.parametrize("words", WORDS, ids=lambda words: str(words["character"]))
def test_each_word_of_a_doubtful_character_is_needed(words: dict[str, object]) -> None:
    character, twin = str(words["character"]), str(words["twin"])
    listed = words.get("only") or words["but"]
    assert isinstance(listed, list)
    assert len(set(listed)) == len(listed)
    for word in listed:
        wanted = word.replace(character, twin) if "only" in words else word
        assert simplified(f"黨、{word}") == f"党、{wanted}"


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_own_texts_hold_nothing_traditional(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert simplified(text) is text


ANY = st.one_of(st.text(max_size=60), st.text("黨建著乾顯餅縣名淨党28個，於" + "".join(TRADITIONAL)[:200]))


@given(ANY)
@example("隨著")
@example("苧薴")
def test_length_stays_and_doing_it_twice_is_doing_it_once(text: str) -> None:
    found = simplified(text)
    assert len(found) == len(text)
    assert simplified(found) == found
    assert not TRADITIONAL.keys() & set(found)
