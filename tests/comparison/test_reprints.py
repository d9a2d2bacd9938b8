"""Text that stands in two places is known again by its shingles and its figures."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.comparison.reprints import ALIKE, LEAST, Print, printed, shingles

SENTENCES = [
    f"第{name}党支部联系园区企业{at * 13 + 8}家，收集诉求{at * 7 + 5}个，推动解决{at * 5 + 3}个。"
    for at, name in enumerate("甲乙丙丁戊己庚辛壬癸")
]
QUOTES = [f"{at * 13 + 8}家" for at in range(len(SENTENCES))]


def of(sentences: list[str]) -> Print:
    """The print of some of the sentences with their figures."""
    return printed(sentences, [f"{sentence.split('企业')[1].split('，')[0]}" for sentence in sentences])


def test_a_text_is_a_copy_of_itself_in_any_order() -> None:
    assert of(SENTENCES).is_copy(of(SENTENCES[::-1]))


def test_marks_and_blanks_make_no_difference() -> None:
    assert shingles("选派党建 指导员，28人。") == shingles("选派党建指导员28人")


def test_a_part_of_a_text_is_a_copy_of_it() -> None:
    assert of(SENTENCES[2:5]).is_copy(of(SENTENCES))
    assert of(SENTENCES).is_copy(of(SENTENCES[2:5]))


def test_a_text_with_most_of_its_sentences_changed_is_none() -> None:
    others = [f"另有{at * 17 + 9}户居民领到企业{at * 11 + 400}家发来的慰问信。" for at in range(8)]
    assert not of(SENTENCES).is_copy(of([*SENTENCES[:2], *others]))


def test_the_same_words_with_other_figures_are_none() -> None:
    one = printed(SENTENCES, QUOTES)
    assert one.shared(printed(SENTENCES, ["1家"])) >= ALIKE
    assert not one.is_copy(printed(SENTENCES, ["1家", "2家", "3家"]))


def test_a_short_text_is_never_known_again() -> None:
    short = printed(["选派党建指导员28人。"], ["28人"])
    assert len(short.shingles) < LEAST
    assert not short.is_copy(short)


def test_nothing_is_no_copy() -> None:
    assert not printed([], []).is_copy(printed([], []))
    assert shingles("") == shingles("，。")


def test_a_lone_surrogate_is_a_letter_like_any() -> None:
    assert shingles("\ud800" + "选派党建指导员28人")


@given(st.integers(0, 2**32), st.integers(1, 2))
def test_a_copy_with_a_sentence_or_two_left_out_is_one(seed: int, gone: int) -> None:
    kept = sorted(random.Random(seed).sample(range(len(SENTENCES)), len(SENTENCES) - gone))
    assert of([SENTENCES[at] for at in kept]).is_copy(of(SENTENCES))
