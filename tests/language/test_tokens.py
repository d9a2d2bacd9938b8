"""Tokens: words joined give the text again, one letter a word, and the borders that the tagger would cross."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.language import marks, tokens, words

MARKS = str.maketrans({"Q": marks.QUANTITY, "T": marks.TIME, "q": marks.QUOTED})


def read(text: str) -> list[str]:
    """The tokens of a text as ``word/code``; Q stands for a quantity, T for a time, q for a quotation."""
    found = tokens.tokenize(text.translate(MARKS))
    shown = {marks.QUANTITY: "Q", marks.TIME: "T", marks.QUOTED: "q"}
    return [f"{shown.get(word, word)}/{code}" for word, code in zip(found.words, found.codes, strict=True)]


READ = {
    "what has been read stays one token": [
        ("Q", "Q/Q"),
        ("T，新建茶亭Q。", "T/T ，/, 新建/v 茶亭/n Q/Q 。/."),
        ("“红果”小组Q", "“/“ 红果/n ”/” 小组/n Q/Q"),
        ("成立q小组Q", "成立/v q/q 小组/n Q/Q"),
    ],
    "a suffix is glued to what it makes a noun of": [
        ("办结率达Q", "办结/n 率/n 达/l Q/Q"),
        ("续签率达Q", "续签/n 率/n 达/l Q/Q"),
        ("巡逻队Q", "巡逻队/n Q/Q"),
        ("护林员Q", "护林员/n Q/Q"),
    ],
    "占 and 比 are one noun": [
        ("医药占比为Q", "医药/n 占比/n 为/P Q/Q"),
        ("绿电占比达Q", "绿电/n 占比/n 达/l Q/Q"),
        ("占全镇Q", "占/z 全镇/D Q/Q"),
    ],
    "每 with its noun says per what": [
        ("每村配备Q", "每村/t 配备/v Q/Q"),
        ("每月走访Q", "每月/t 走访/v Q/Q"),
        ("每股东Q", "每/t 股东/t Q/Q"),
    ],
    "比 between a noun and a change is a suffix": [
        ("收入比增长Q", "收入/n 比/n 增长/u Q/Q"),
        ("比上年增长Q", "比/P 上年/t 增长/u Q/Q"),
    ],
    "borders": [
        ("共Q", "共/d Q/Q"),
        ("党员中有Q", "党员/n 中/f 有/l Q/Q"),
        ("建制村通客车", "建制/n 村/n 通/v 客车/n"),
        ("茶艺等便民活动Q", "茶艺/n 等/H 便民/a 活动/n Q/Q"),
    ],
    "words that hide a verb are two": [
        ("发展党员Q", "发展/w 党员/n Q/Q"),
        ("物价上涨Q", "物价/n 上涨/u Q/Q"),
        ("圆满完成Q", "圆满/e 完成/v Q/Q"),
        ("共走访Q", "共/d 走访/v Q/Q"),
        ("均配备Q", "均/d 配备/v Q/Q"),
    ],
    "words that hide none stay whole": [
        ("高等院校Q", "高等院校/n Q/Q"),
        ("提质增效", "提质增效/u"),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, cases in READ.items() for case in cases],
)
def test_read(text: str, expected: str) -> None:
    assert " ".join(read(text)) == expected


@pytest.mark.parametrize("text", ["药占比降至Q", "煤电占比降到Q"])
def test_ratio_before_a_fall(text: str) -> None:
    assert "占比/n" in read(text)


GENRE = (
    "新建选派党支部网格员志愿服务队累计同比增长下降达到占比每月全市居民群众诉求覆盖率提升发展党员等中有通村"
    "的和与，、。；：“”（）《》 0123456789一二三十百万ABab%\n\ue000\ue001\ue002"
)
TEXTS = st.one_of(
    st.text(GENRE, max_size=60),
    st.lists(st.sampled_from([*list(words.classes())[:4000:7], *GENRE]), max_size=20).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=marks.CUT), max_size=40),
)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_words_joined_are_the_text(text: str) -> None:
    found = tokens.tokenize(text)
    assert "".join(found.words) == text
    assert len(found.words) == len(found.codes)
    assert "" not in found.words


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_what_was_read_before_changes_nothing(text: str, other: str) -> None:
    first = tokens.tokenize(text)
    tokens.tokenize(other)
    assert tokens.tokenize(text) == first


def test_known_words_are_bounded() -> None:
    known = {marks.CUT: "", **{f"词{i}": "n" for i in range(tokens._MOST_KNOWN)}}
    assert tokens._learn(known, "茶亭", "n") == "n"
    assert known.keys() == {marks.CUT, "茶亭"}
