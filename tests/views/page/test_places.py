"""Sentences and titles, kept as their author wrote them, found again in a page copy."""

from __future__ import annotations

import pytest

from dangjian_metrics.store.reports import Told
from dangjian_metrics.views.page.places import Copy, articles
from stand_in import claim

PLAIN = "各地都好。选派党务骨干33名，新建党支部32个，群众都说好。另一句。"
BROKEN = PLAIN.replace("骨干", "骨\n\u3000干")
CAPTION = PLAIN.replace("33名，", "33名，\n\n图为揭牌现场。\n王某某摄\n\n")
SAID = "选派党务骨干33名，新建党支部32个，群众都说好。"


def lit(text: str, said: str, quote: str = "33名", last: bool = False) -> str:
    start = text.rindex(quote) if last else text.index(quote)
    found = Copy(text).sentence(claim(quote=quote, start=start, end=start + len(quote), sentence=said))
    if not found.gap:
        return text[found.start : found.end]
    return text[found.start : found.gap] + text[found.again : found.end]


@pytest.mark.parametrize("text", [PLAIN, BROKEN, CAPTION])
@pytest.mark.parametrize("quote", ["33名", "32个"])
def test_a_sentence_is_found(text: str, quote: str) -> None:
    assert "".join(lit(text, SAID, quote).split()) == SAID


def test_of_two_alike_the_one_that_holds_the_claim() -> None:
    text = f"{SAID}又说一遍。{SAID}"
    start = text.rindex("33名")
    found = Copy(text).sentence(claim(start=start, end=start + 3, sentence=SAID))
    assert found.start == text.rindex(SAID)


def test_claims_of_one_sentence_share_it() -> None:
    copy, one, other = Copy(PLAIN), PLAIN.index("33名"), PLAIN.index("32个")
    found = [copy.sentence(claim(start=at, end=at + 3, sentence=SAID)) for at in (one, other)]
    assert found[0] is found[1]


@pytest.mark.parametrize("said", ["", "文中没有这句话，也没有它的两头。"])
def test_a_sentence_that_is_not_there_is_what_stands_around(said: str) -> None:
    assert lit(PLAIN, said) == SAID


def test_a_claim_at_the_very_end() -> None:
    assert lit("建成33名", "别的话。") == "建成33名"


def test_titles_are_found_in_their_order_in_front_of_their_claims() -> None:
    text = "目录\n甲县：好\n乙县：更好\n\n# 甲县：\n好\n\n甲县建成33名。\n\n乙县：更好\n\n乙县建成32个。"
    claims = [
        (1, claim(article=1, start=text.index("33名"), sentence="甲县建成33名。")),
        (2, claim(article=2, start=text.index("32个"), sentence="乙县建成32个。")),
    ]
    document = Told("a", "/a", text, [(1, "甲县：好"), (2, "乙县：更好")], [], claims)
    found = articles(document, Copy(text))
    assert [text[start:end] for _, (start, end) in found] == ["# 甲县：\n好", "乙县：更好"]
    assert found[1][1][0] == text.rindex("乙县：更好")


def test_a_title_that_is_not_there_is_left_out() -> None:
    text = "甲县：好\n\n都好。"
    document = Told("a", "/a", text, [(1, "甲县：好"), (2, ""), (3, "丙县：好")])
    assert [at for at, _ in articles(document, Copy(text))] == [0]
