"""Passages to claims: places, sentences, topics and what was read before, for any text of the genre."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims import reading
from dangjian_metrics.claims.reading import Context
from dangjian_metrics.claims.record import DISPOSITIONS, Claim, Disposition
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.text import Passage

CONTEXT = Context("简报.txt", 2, "渔港新貌", Region("浙江省", "舟山市", "嵊泗县"), Lexicon.load())


def passage(text: str, section: str | None = None, origin: int = 0) -> Passage:
    return Passage(text, "body", section, (0,), (origin,))


def claims(one: Passage) -> list[Claim]:
    numbers = reading.numbers(one)
    return [] if numbers is None else list(reading.claims(one, reading.sentences(one, numbers), CONTEXT))


def dispositions(one: Passage) -> list[Disposition]:
    numbers = reading.numbers(one)
    return [] if numbers is None else list(reading.dispositions(one, numbers, "简报.txt"))


# ---------------------------------------------------------------- examples


@pytest.mark.parametrize("text", ["", "护林修渠。", "渔港变了样，日子好了。", "ABC", "……"])
def test_without_numbers_nothing_is_read(text: str) -> None:
    assert reading.numbers(passage(text)) is None


def test_a_record_names_its_context() -> None:
    (claim,) = claims(passage("新建茶亭9座。", section="一、补短板"))
    assert (claim.doc, claim.article, claim.title) == ("简报.txt", 2, "渔港新貌")
    assert (claim.province, claim.city, claim.county) == ("浙江省", "舟山市", "嵊泗县")
    assert (claim.section, claim.sentence) == ("一、补短板", "新建茶亭9座。")


def test_offsets_follow_the_map_of_pieces() -> None:
    """新建茶亭6.⏎⏎5万座: the break is closed in the quote, and kept in the span."""
    mended = Passage("新建茶亭6.5万座。", "body", None, (0, 6), (100, 108))
    (claim,) = claims(mended)
    assert (claim.quote, claim.start, claim.end) == ("6.5万座", 104, 111)
    (number,) = [each for each in dispositions(mended) if each.number == "6.5"]
    assert (number.start, number.end) == (104, 109)


def test_the_quote_is_the_text_and_not_its_folding() -> None:
    (claim,) = claims(passage("栽树２，３０５．５亩。".replace("，", "")))
    assert (claim.quote, f"{claim.value:f}") == ("２３０５．５亩", "2305.5")


SENTENCES = [
    ("新建茶亭9座。修渠6条！补路3条？", ["新建茶亭9座。", "修渠6条！", "补路3条？"]),
    ("他说：“新建茶亭9座。”修渠6条。", ["他说：“新建茶亭9座。”", "修渠6条。"]),
    ("新建茶亭9座；修渠6条，补路3条。", ["新建茶亭9座；修渠6条，补路3条。"] * 3),
    ("　　新建茶亭9座。", ["新建茶亭9座。"]),
    ("新建茶亭9座", ["新建茶亭9座"]),
    ("渔港变了样。新建茶亭9座。日子好了。", ["新建茶亭9座。"]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [claim.sentence for claim in claims(passage(text))] == sentences


def test_an_audit_shows_each_number_in_its_place() -> None:
    found = dispositions(passage("第一书记统一购置渔具36套，“三晒”活动9场。", origin=7))
    assert [(each.number, each.disposition) for each in found] == [
        ("一", "ordinal"),
        ("一", "word"),
        ("36", "claim"),
        ("三", "label"),
        ("9", "claim"),
    ]
    assert found[2].start == 17
    assert all(each.reason and each.number in each.context and each.doc == "简报.txt" for each in found)


def test_the_context_stands_on_one_line() -> None:
    (found,) = dispositions(passage("渔港变样\n栽树9株\n护林"))
    assert found.context == "渔港变样 栽树9株 护林"


def test_tokens_name_the_words_of_each_sentence() -> None:
    read = list(reading.tokens(passage("新建茶亭9座。护林。")))
    assert ["".join(words) for words, _ in read] == ["新建茶亭9座。", "护林。"]
    assert "Q" in read[0][1]
    assert all(len(words) == len(codes) for words, codes in read)


# ---------------------------------------------------------------- any text

DIGITS = "0123456789０１２３４５６７８９"
CHINESE = "〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟"
WORDS = [
    *(
        "新建",
        "选派",
        "党支部",
        "网格员",
        "茶亭",
        "志愿服务队",
        "覆盖率",
        "同比",
        "增长",
        "下降",
        "达",
        "占",
        "由",
        "至",
        "压缩到",
    ),
    *(
        "累计",
        "截至目前",
        "今年以来",
        "2024年",
        "上半年",
        "近三年",
        "每月",
        "月均",
        "人均",
        "其中",
        "分别",
        "等",
        "担任",
        "完成",
    ),
    *(
        "个",
        "名",
        "人次",
        "平方米",
        "万元",
        "亿元",
        "%",
        "％",
        "个百分点",
        "元/亩",
        "倍",
        "番",
        "成",
        "分之",
        "余",
        "多",
        "以上",
    ),
    *(
        "近",
        "约",
        "超",
        "不足",
        "至少",
        "左右",
        "第",
        "首",
        "一是",
        "“三晒两比”",
        "12345热线",
        "〔2022〕36号",
        "15分钟",
        "60岁以上",
    ),
]
MARKS = "，。；：、！？“”‘’（）《》〔〕—…·.,;:-~～/+%％ 　"
GENRE = st.one_of(
    st.sampled_from(WORDS),
    st.text(DIGITS, min_size=1, max_size=5),
    st.text(CHINESE, min_size=1, max_size=3),
    st.sampled_from([*MARKS]),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x21, max_codepoint=0x7E),
)
TEXTS: st.SearchStrategy[str] = st.lists(GENRE, max_size=25).map("".join)
PROPERTY = settings(deadline=None, max_examples=250)


@PROPERTY
@given(TEXTS)
def test_claims_stand_in_order_at_their_quotes(text: str) -> None:
    found = claims(passage(text))
    for claim in found:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.quote == claim.quote.strip()
        assert claim.quote in claim.sentence
        assert claim.rule
        assert claim.value.is_finite()
        assert claim.value_to is None or claim.value_to.is_finite()
        assert claim.unit != ""
        assert claim.entity != ""
        assert claim.action != ""
    assert all(first.end <= second.start for first, second in pairwise(found))


@PROPERTY
@given(TEXTS)
def test_dispositions_partition_the_numbers(text: str) -> None:
    found = dispositions(passage(text))
    assert {each.disposition for each in found} <= set(DISPOSITIONS)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for each in found:
        assert text[each.start : each.end] == each.number
        assert each.reason
    spans = [(each.start, each.end) for each in found]
    for at, c in enumerate(text):
        if c in DIGITS or c in CHINESE:
            assert sum(start <= at < end for start, end in spans) == 1


@PROPERTY
@given(TEXTS)
def test_what_is_a_claim_lies_in_one(text: str) -> None:
    spans = [(claim.start, claim.end) for claim in claims(passage(text))]
    for each in dispositions(passage(text)):
        inside = [span for span in spans if span[0] <= each.start < span[1]]
        assert bool(inside) == (each.disposition == "claim"), each


@PROPERTY
@given(TEXTS)
def test_reading_twice_is_reading_once(text: str) -> None:
    one = passage(text)
    assert claims(one) == claims(one)
    assert dispositions(one) == dispositions(one)


@PROPERTY
@given(TEXTS, st.integers(0, 10**6))
def test_where_a_passage_stands_changes_only_its_offsets(text: str, origin: int) -> None:
    here, there = claims(passage(text)), claims(passage(text, origin=origin))
    assert [(c.start + origin, c.end + origin, c.quote, c.entity, c.value) for c in here] == [
        (c.start, c.end, c.quote, c.entity, c.value) for c in there
    ]


@PROPERTY
@given(TEXTS)
def test_tokens_join_to_the_sentences(text: str) -> None:
    read = list(reading.tokens(passage(text)))
    assert all(len(words) == len(codes) for words, codes in read)
    if "（" not in text and "(" not in text:  # an aside is taken out: 指数（CPI）
        joined = "".join(word for words, _ in read for word in words)
        apart = str.maketrans("|", " ")  # | parts cells
        assert len("".join(joined.translate(apart).split())) == len("".join(text.translate(apart).split()))
