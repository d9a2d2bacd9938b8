"""Documents to claims: any document is read, its offsets hold, and its numbers are all accounted for."""

from __future__ import annotations

import re
from dataclasses import fields
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dangjian_metrics
from dangjian_metrics import Document, extract, extract_document, to_frame
from dangjian_metrics.claims.folding import fold
from dangjian_metrics.claims.record import COLUMNS, DISPOSITIONS, Claim
from dangjian_metrics.documents import articles
from dangjian_metrics.explanation import explain
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.language.traditional import simplified

CLAIMS = Path(__file__).resolve().parents[1] / "docs" / "claims.md"
STANDARD = re.findall(r"\w+", re.findall(r"`(doc, [^`]+)`", CLAIMS.read_text(encoding="utf-8"))[0])
"""The columns that §6 of the standard lists, in their order."""

BRIEF = """# 浙江省舟山市嵊泗县：渔港亮起党旗

近年来，嵊泗县统筹推进渔港治理。

## 一、选派骨干

今年以来，选派党建工作指导员26名，组建护港队6支，覆盖率达98.5%。

## 二、办好实事

累计新建茶亭１２座，投入资金4.6万元；“三晒”活动惠及渔户1,260户，第一书记走访340余户。

# 浙江省湖州市安吉县：茶山上的先锋

每月服务茶农300人次，茶青收入由8万元提高到12.5万元。
"""

# ---------------------------------------------------------------- examples


def test_a_brief() -> None:
    found = extract_document(Document("简报.md", BRIEF), audit=True)
    assert (found.doc, found.articles, found.characters) == ("简报.md", 2, len(BRIEF))
    assert [(c.article, c.county, c.section, c.quote) for c in found.claims] == [
        (1, "嵊泗县", "一、选派骨干", "26名"),
        (1, "嵊泗县", "一、选派骨干", "6支"),
        (1, "嵊泗县", "一、选派骨干", "98.5%"),
        (1, "嵊泗县", "二、办好实事", "１２座"),
        (1, "嵊泗县", "二、办好实事", "4.6万元"),
        (1, "嵊泗县", "二、办好实事", "1,260户"),
        (1, "嵊泗县", "二、办好实事", "340余户"),
        (2, "安吉县", None, "300人次"),
        (2, "安吉县", None, "8万元"),
        (2, "安吉县", None, "12.5万元"),
    ]
    assert [(c.start, c.end) for c in found.claims] == [
        (BRIEF.index(c.quote), BRIEF.index(c.quote) + len(c.quote)) for c in found.claims
    ]
    assert found.claims[0].field == "党建指导员"
    assert found.claims[0].doc == "简报.md"
    assert found.claims[3].value == Decimal(12)


def test_numbers_are_counted_with_and_without_an_audit() -> None:
    audited, plain = (extract_document(Document("", BRIEF), audit=audit) for audit in (True, False))
    assert plain.dispositions == []
    assert plain.numbers == audited.numbers
    assert plain.claims == audited.claims
    assert sum(audited.numbers.values()) == len(audited.dispositions)
    assert audited.numbers == {
        "claim": 13,
        "label": 1,
        "ordinal": 3,
    }  # 4.6|万, 8|万 and 12.5|万 are two runs each


LINE = "近年来，东湾镇坚持把支部建在渔港上，把服务送到渔船边，渔港变了样，"
LAYOUT = {
    "a line broken in a word": (
        f"{LINE}全镇新建茶\n亭36座，受到渔民一致好评，大家都来这里歇脚。\n",
        "36座",
        "茶亭",
    ),
    "a line broken in a quantity": (
        f"{LINE}全镇落实奖补资金4.6万\n\n元，受到渔民一致好评。\n",
        "4.6万元",
        "奖补资金",
    ),
    "a line broken in a number": (
        f"{LINE}全镇落实奖补资金4\n.6万元，受到渔民一致好评。\n",
        "4.6万元",
        "奖补资金",
    ),
    "half-width commas": ("渔港变了样,全镇新建茶亭36座,受到好评。\n", "36座", "茶亭"),
    "full width": ("渔港变了样，全镇新建茶亭３６座。\n", "３６座", "茶亭"),
}


@pytest.mark.parametrize(("body", "quote", "entity"), LAYOUT.values(), ids=LAYOUT.keys())
def test_layout_is_read_as_written(body: str, quote: str, entity: str) -> None:
    text = f"渔港亮起党旗\n\n{body}"
    (claim,) = extract(text)
    assert (claim.quote, claim.entity) == (quote, entity)
    assert "\n" not in claim.sentence
    assert re.sub(r"\s", "", text[claim.start : claim.end]) == quote


def test_a_caption_is_lifted_out_of_the_sentence() -> None:
    text = (
        f"渔港亮起党旗\n\n{LINE}全镇新建茶\n\n图为渔民在茶亭歇脚。（王小海 摄）\n\n亭36座，受到渔民好评。\n"
    )
    (claim,) = extract(text)
    assert (claim.quote, claim.entity) == ("36座", "茶亭")
    assert claim.sentence == f"{LINE}全镇新建茶亭36座，受到渔民好评。"
    assert text[claim.start : claim.end] == "36座"


@pytest.mark.parametrize("text", ["", " \n\t　\n", "\ufeff", "渔港变了样。", "。。。", "\n\n\n"])
def test_nothing_to_claim(text: str) -> None:
    assert extract(text) == []
    assert extract_document(Document("", text), audit=True).dispositions == []


def test_a_lexicon_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[fields."茶亭"]\nwords = ["茶亭"]\nyes = ["茶亭"]\n', encoding="utf-8")
    assert [claim.field for claim in extract("新建茶亭36座。", Lexicon.load(path))] == ["茶亭"]
    assert [claim.field for claim in extract("新建茶亭36座。")] == [None]


# ---------------------------------------------------------------- the record


def test_columns_are_those_of_the_standard() -> None:
    assert len(STANDARD) == 27
    assert list(COLUMNS) == STANDARD
    assert [field.name for field in fields(Claim)] == STANDARD
    (claim,) = extract("新建茶亭36座。")
    assert [name for name in STANDARD if not hasattr(claim, name)] == []


def test_a_frame_has_the_columns_and_the_rows() -> None:
    claims = extract(BRIEF)
    frame = to_frame(claims)
    assert list(frame.columns) == STANDARD
    assert len(frame) == len(claims)
    for name in STANDARD:
        assert [none_of(value) for value in frame[name]] == [
            none_of(getattr(claim, name)) for claim in claims
        ]
    assert {name: frame[name].dtype.kind for name in ("article", "start", "end")} == dict.fromkeys(
        ("article", "start", "end"), "i"
    )
    assert all(isinstance(value, Decimal) for value in frame["value"])


def test_a_frame_of_nothing() -> None:
    frame = to_frame([])
    assert list(frame.columns) == STANDARD
    assert len(frame) == 0


def test_a_frame_of_a_generator() -> None:
    assert len(to_frame(claim for claim in extract(BRIEF))) == 10


def none_of(value: Any) -> Any:
    """None for what a frame holds for an empty cell."""
    return None if value is None or value != value else value


def test_the_package_offers_the_library() -> None:
    assert {"extract", "extract_document", "to_frame", "Claim", "Document", "DjError"} <= set(
        dir(dangjian_metrics)
    )
    with pytest.raises(AttributeError, match="no attribute 'extracts'"):
        _ = dangjian_metrics.extracts


# ---------------------------------------------------------------- any document

DIGITS = "0123456789０１２３４５６７８９"
CHINESE = "〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟"
_RUN = re.compile(f"[{DIGITS}]+|[{CHINESE}]+")
PIECES = [
    *(
        "新建茶亭9座",
        "选聘护林员27人",
        "续签率达98.06%",
        "由9天压缩至2天",
        "投入7.2亿元",
        "环比增长6.3%",
        "其中渔民389名",
    ),
    *(
        "今年以来，",
        "截至目前，",
        "2024年",
        "累计",
        "每月",
        "近三年",
        "“三晒两比”活动",
        "第一书记",
        "一是",
        "10分钟便民圈",
        "〔2022〕36号",
    ),
    *(
        "# 浙江省嵊泗县：渔港先锋\n",
        "## 一、强组织\n",
        "（一）聚人才\n",
        "1.办实事\n",
        "浙江省 杭州市\n",
        "■中共某县委组织部\n",
    ),
    *(
        "图为渔民歇脚。（王小海 摄）\n",
        "\n\n",
        "\n",
        "。\n",
        "\r\n",
        "　　",
        "网格员",
        "护港队",
        "个",
        "名",
        "万元",
        "以上",
        "3至5",
        "12，",
        "1,",
    ),
]
GENRE = st.one_of(
    st.sampled_from(PIECES),
    st.text(DIGITS, min_size=1, max_size=4),
    st.text(CHINESE, min_size=1, max_size=3),
    st.sampled_from([*"，。；：、！？“”‘’（）()《》〔〕—…·.,;:-~～/+%％# 　\n\t"]),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x21, max_codepoint=0x7E),
)
DOCUMENTS: st.SearchStrategy[str] = st.lists(GENRE, max_size=25).map("".join)
PROPERTY = settings(deadline=None, max_examples=200)


def read(text: str) -> Extraction:
    return extract_document(Document("文.txt", text), audit=True)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def captions(text: str) -> list[tuple[int, int]]:
    """Where the captions of a document stand."""
    passages = [
        passage for article in articles(text) for passage in article.passages if passage.kind == "caption"
    ]
    return [
        (passage.origin(0), passage.end_origin(len(passage.text))) for passage in passages if passage.text
    ]


@PROPERTY
@given(st.text(max_size=80))
@example("9\x00座")
@example("\ud7ff9座")
@example("٣٤座")
@example("²³½①⑩座")
@example("9" * 400 + "座")
@example("三" * 400 + "座")
@example("1" * 5000)
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert all(0 <= claim.start < claim.end <= len(text) for claim in found.claims)


@PROPERTY
@given(DOCUMENTS)
def test_offsets_hold(text: str) -> None:
    holes = captions(text)
    for claim in read(text).claims:
        span = text[claim.start : claim.end]
        for start, end in reversed(holes):
            if claim.start <= start and end <= claim.end:
                span = text[claim.start : start] + text[end : claim.end]
        assert squeezed(span) == squeezed(claim.quote)
        assert squeezed(claim.quote) in squeezed(claim.sentence)
        assert claim.quote[0] == text[claim.start]
        assert claim.quote[-1] == text[claim.end - 1]


@PROPERTY
@given(DOCUMENTS)
def test_numbers_are_partitioned(text: str) -> None:
    found = read(text)
    if captions(text):  # a number broken by a caption holds the numbers of the caption in its span
        return
    spans = [(number.start, number.end) for number in found.dispositions]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for run in _RUN.finditer(text):
        assert [start <= run.start() and run.end() <= end for start, end in spans].count(True) == 1
        assert sum(start < run.end() and run.start() < end for start, end in spans) == 1
    assert {number.disposition for number in found.dispositions} <= set(DISPOSITIONS)
    assert sum(found.numbers.values()) == len(spans)


@PROPERTY
@given(DOCUMENTS)
def test_claims_and_dispositions_agree(text: str) -> None:
    found = read(text)
    claimed = [number for number in found.dispositions if number.disposition == "claim"]
    assert found.numbers["claim"] == len(claimed)
    for claim in found.claims:
        inside = [number for number in claimed if claim.start <= number.start < claim.end]
        assert inside
        assert inside[0].start <= claim.start + 2 or claim.quote.startswith("零下")
    assert len(found.claims) <= len(claimed)


@PROPERTY
@given(DOCUMENTS)
def test_order_is_the_order_of_reading(text: str) -> None:
    found = read(text)
    order = [(claim.article, claim.start) for claim in found.claims]
    if not captions(text):
        assert order == sorted(order)
    assert [article for article, _ in order] == sorted(article for article, _ in order)
    assert all(first.start <= second.start for first, second in pairwise(found.dispositions))
    assert all(1 <= article <= found.articles for article, _ in order)


@PROPERTY
@given(DOCUMENTS)
def test_twice_is_the_same(text: str) -> None:
    assert read(text) == read(text)


@PROPERTY
@given(st.lists(DOCUMENTS, max_size=4), DOCUMENTS)
def test_what_was_read_before_changes_nothing(others: list[str], text: str) -> None:
    alone = read(text)
    for other in others:
        read(other)
    assert read(text) == alone


@PROPERTY
@given(text=DOCUMENTS)
def test_text_and_file_agree(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("documents") / "文.txt"
    path.write_bytes(text.encode())
    names = [name for name in COLUMNS if name != "doc"]
    from_text, from_file = extract(text), extract(path)
    assert [[getattr(claim, name) for name in names] for claim in from_file] == [
        [getattr(claim, name) for name in names] for claim in from_text
    ]
    assert {claim.doc for claim in from_text} <= {""}
    assert {Path(claim.doc).name for claim in from_file} <= {"文.txt"}


@PROPERTY
@given(DOCUMENTS)
def test_frame_of_any_claims(text: str) -> None:
    claims = extract(text)
    frame = to_frame(claims)
    assert list(frame.columns) == STANDARD
    assert len(frame) == len(claims)
    if claims:
        assert [frame[name].dtype.kind for name in ("article", "start", "end")] == ["i", "i", "i"]
        assert frame["value"].dtype == object
        assert list(frame["value"]) == [claim.value for claim in claims]
        assert list(frame["quote"]) == [claim.quote for claim in claims]


# ---------------------------------------------------------------- explanation


@PROPERTY
@given(DOCUMENTS.map(lambda text: re.sub(r"[（()）]", "", text)))
def test_tokens_join_to_the_text(text: str) -> None:
    """All of it but page furniture, in simplified characters; marks may be folded, a break is closed."""
    text = simplified(text)
    passages = [each for article in articles(text) for each in article.passages if each.kind != "furniture"]
    written = squeezed(fold("".join(each.text for each in passages)))
    shown = explain(text)
    assert squeezed(fold("".join(token.text for token in shown.tokens))) == written
    assert all(token.name for token in shown.tokens)


SENTENCES = [
    "今年以来，选派党建工作指导员26名，组建护港队6支。",
    "办证时间由9天压缩至2天，满意度达98.5%；渔民“三晒”9场！",
    "每组3至5名护林员巡山，近三成茶农受益。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tokens_join_to_the_sentence(sentence: str) -> None:
    assert "".join(token.text for token in explain(sentence).tokens) == sentence


@PROPERTY
@given(DOCUMENTS)
def test_every_number_has_a_step(text: str) -> None:
    shown = explain(text)
    found = extract_document(Document("", text), audit=True)
    assert shown.claims == found.claims
    assert len(shown.quantities) == len(shown.claims)
    assert len(shown.steps) == len(shown.claims) + sum(
        count for disposition, count in found.numbers.items() if disposition != "claim"
    )
    assert all(step.quote and step.rule and step.description for step in shown.steps)


@pytest.mark.xfail(reason="an aside is taken out of the tokens too")
def test_tokens_keep_an_aside() -> None:
    text = "渔民合作社（联社）新建茶亭9座。"
    assert "".join(token.text for token in explain(text).tokens) == text


def test_an_explanation() -> None:
    shown = explain("今年以来，每组3至5名护林员巡山，“三晒”活动9场。")
    assert [(q.quote, q.value, q.bound, q.unit) for q in shown.quantities] == [
        ("3至5名", "3～5", "exact", "名"),
        ("9场", "9", "exact", "场"),
    ]
    assert [step.quote for step in shown.steps] == ["3至5名", "三", "9场"]
    assert shown.steps[1].description == "no claim: label"
    assert ("护林员", "noun") in shown.tokens
    assert explain("") == explain(" ")
