"""Classes of words: the tables load, each word has one class, and each class shows in its own examples."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dangjian_metrics.language import marks, tables, tokens, words

GROUPS: dict[str, dict[str, Any]] = tables.load("words")
TABLES = ("words", "units", "hedges", "fixed", "fields")
EXAMPLES = [(name, example) for name, group in GROUPS.items() for example in group["examples"]]
_AMOUNT = re.compile(r"\d[\d.]*(?:万|亿)?(?:人次|%|[^\W\d_])")
# The tagger has the example as one longer word, or the class shows only as part of one.
JOINED = {"优秀青年12名", "降低到3天"}


@pytest.mark.parametrize("name", TABLES)
def test_tables_load_once(name: str) -> None:
    assert tables.load(name) is tables.load(name)
    assert tables.load(name)


def test_no_table_of_that_name() -> None:
    with pytest.raises(FileNotFoundError):
        tables.load("no-such")


def test_every_class_has_a_code_of_its_own() -> None:
    assert set(GROUPS) == set(words.CODES)
    assert len(set(words.CODES.values())) == len(words.CODES)
    assert {len(code) for code in words.CODES.values()} == {1}


def test_every_code_has_a_name() -> None:
    codes = {*words.classes().values()} - {"q", "_"}
    assert [code for code in codes if words.name_of(code) == code] == []
    assert words.name_of("?") == "?"


def test_no_word_stands_twice() -> None:
    listed = [word for group in GROUPS.values() for word in group["words"]]
    assert (
        sorted({word for word in listed if listed.count(word) > 1} if len(listed) != len(set(listed)) else ())
        == []
    )


def test_no_word_is_a_mark() -> None:
    assert [word for group in GROUPS.values() for word in group["words"] if word in words.MARKS] == []


@pytest.mark.parametrize("name", GROUPS)
def test_a_class_holds_words_and_examples(name: str) -> None:
    group = GROUPS[name]
    assert set(group) == {"words", "examples"}
    assert group["words"]
    assert group["examples"]
    assert [
        word for word in group["words"] if not word or word != word.strip() or re.search(r"[\d,，。\s]", word)
    ] == []


@pytest.mark.parametrize(
    ("name", "example"),
    [
        pytest.param(name, example, marks=pytest.mark.xfail(reason="read as part of a longer word"))
        if example in JOINED
        else pytest.param(name, example)
        for name, example in EXAMPLES
        if "suffix" not in name
    ],
)
def test_examples_show_their_class(name: str, example: str) -> None:
    found = tokens.tokenize(_AMOUNT.sub(marks.QUANTITY, example))
    assert words.CODES[name] in found.codes


@pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name, example in EXAMPLES if "suffix" in name]
)
def test_a_suffix_makes_a_noun(name: str, example: str) -> None:
    found = tokens.tokenize(_AMOUNT.sub(marks.QUANTITY, example, count=1))
    before = found.words[: found.words.index(marks.QUANTITY)]
    assert any(before[-1].endswith(suffix) for suffix in GROUPS[name]["words"])
    assert found.codes[len(before) - 1] == "n"


SAMPLES = {
    "verb": ["新建", "选派", "化解"],
    "verbal_noun": ["服务", "培训", "就业"],
    "pivot": ["带动", "帮助"],
    "role": ["担任", "受聘为"],
    "up": ["增长", "提高"],
    "down": ["下降", "减少"],
    "level": ["有", "达"],
    "share": ["占"],
    "mean": ["月均", "人均"],
    "coordinator": ["和", "以及"],
    "partitive": ["其中"],
    "etcetera": ["等"],
    "basis": ["同比", "环比"],
    "localizer": ["中", "之间"],
}


@pytest.mark.parametrize(("name", "listed"), SAMPLES.items(), ids=SAMPLES.keys())
def test_class_of_common_words(name: str, listed: list[str]) -> None:
    assert {words.classes()[word] for word in listed} == {words.CODES[name]}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("n", "n"),
        ("nz", "n"),
        ("ns", "g"),
        ("vn", "w"),
        ("v", "w"),
        ("a", "a"),
        ("ad", "d"),
        ("d", "d"),
        ("p", "P"),
        ("r", "D"),
        ("uj", "U"),
        ("ul", "k"),
        ("", "n"),
        ("?", "n"),
    ],
)
def test_words_that_are_not_listed_go_by_their_tag(tag: str, code: str) -> None:
    assert words.of_tag(tag) == code


def test_without_nouns_takes_exactly_the_listed_nouns_away() -> None:
    whole = words.current()
    with words.without_nouns():
        rest = words.current()
        assert not words.nouns_known()
    gone = whole.keys() - rest.keys()
    assert gone == set(GROUPS["noun"]["words"])
    assert {word: code for word, code in whole.items() if word not in gone} == rest


def test_without_nouns_restores_them() -> None:
    before = words.current()
    with words.without_nouns():
        pass
    assert words.nouns_known()
    assert words.current() is before


def test_without_nouns_restores_them_after_an_exception() -> None:
    before = words.current()
    with pytest.raises(ZeroDivisionError), words.without_nouns():
        raise ZeroDivisionError
    assert words.nouns_known()
    assert words.current() is before


def test_tokens_follow_the_switch() -> None:
    noun = next(word for word in GROUPS["noun"]["words"] if changes_without(word))
    known = tokens.tokenize(noun)
    with words.without_nouns():
        unknown = tokens.tokenize(noun)
    assert unknown.codes != known.codes
    assert tokens.tokenize(noun) == known


def changes_without(noun: str) -> bool:
    with words.without_nouns():
        return tokens.tokenize(noun).codes != "n"
