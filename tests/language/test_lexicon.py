"""The field lexicon: its own examples, words without use, and broken files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.errors import LexiconError
from dangjian_metrics.language import lexicon as lexica
from dangjian_metrics.language.lexicon import Entry, Lexicon

ENTRIES = lexica.shipped_entries()
WORDS = [(entry, word) for entry in ENTRIES for word in (*entry.words, *entry.exact)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_examples_read_as_said(entry: Entry) -> None:
    assert list(lexica.misread([entry], Lexicon.load())) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_canonical_name_reads_as_itself(entry: Entry) -> None:
    assert Lexicon.load().field(entry.name) == entry.name


@pytest.mark.parametrize(("entry", "word"), WORDS, ids=lambda value: getattr(value, "name", value))
def test_every_word_is_needed(entry: Entry, word: str) -> None:
    without = replace(
        entry,
        words=tuple(w for w in entry.words if w != word),
        exact=tuple(w for w in entry.exact if w != word),
    )
    rest = Lexicon.of([without if e is entry else e for e in ENTRIES])
    assert any(rest.field(example) != entry.name for example in entry.yes)


def test_every_entry_says_what_it_is_not() -> None:
    assert [entry.name for entry in ENTRIES if not entry.no] == []


def test_no_word_stands_in_two_fields() -> None:
    assert list(lexica.shared_words(ENTRIES)) == []


@pytest.mark.parametrize(
    ("entity", "field"),
    [
        ("党建工作指导员", "党建指导员"),
        ("“红立方”党群服务站", "党群服务站"),
        ("专职网格员", "网格员"),
        ("非党员", None),
        ("家电、农机具", None),
        ("农户、商户", None),
        ("", None),
        ("村", "村"),
        ("暖心鞋", None),
    ],
)
def test_field(entity: str, field: str | None) -> None:
    assert Lexicon.load().field(entity) == field


@given(st.text(max_size=40))
def test_any_entity_is_read(entity: str) -> None:
    lexicon = Lexicon.load()
    assert lexicon.field(entity) == lexicon.field(entity)


def test_memory_is_bounded() -> None:
    lexicon = Lexicon.of(ENTRIES)
    for number in range(lexica._REMEMBERED + 10):
        lexicon.field(f"第{number}党支部")
    assert len(lexicon._known) <= lexica._REMEMBERED


def written(folder: Path, source: str) -> Path:
    path = folder / "my.toml"
    path.write_text(source, encoding="utf-8")
    return path


def test_user_file_extends_a_field(tmp_path: Path) -> None:
    path = written(tmp_path, '[fields."党建指导员"]\nwords = ["党建辅导员"]\nyes = ["党建辅导员"]\n')
    lexicon = Lexicon.load(path)
    assert lexicon.field("专职党建辅导员") == "党建指导员"
    assert lexicon.field("党建工作指导员") == "党建指导员"


def test_user_file_makes_a_field(tmp_path: Path) -> None:
    lexicon = Lexicon.load(
        written(tmp_path, '[fields."鞋"]\nexact = ["鞋"]\nwords = ["暖心鞋"]\nyes = ["暖心鞋", "鞋"]\n')
    )
    assert (lexicon.field("暖心鞋"), lexicon.field("鞋"), lexicon.field("皮鞋")) == ("鞋", "鞋", None)


def test_user_file_wins(tmp_path: Path) -> None:
    path = written(tmp_path, '[fields."公司"]\nwords = ["公司"]\nyes = ["分公司"]\nno = ["企业"]\n')
    assert Lexicon.load(path).field("第三方服务公司") == "公司"
    assert Lexicon.load().field("第三方服务公司") == "企业"


def test_user_file_makes_a_head_exact(tmp_path: Path) -> None:
    path = written(tmp_path, '[fields."收入"]\nexact = ["收入"]\nyes = ["收入"]\nno = ["家庭收入"]\n')
    assert Lexicon.load(path).field("家庭收入") is None


def test_user_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff[fields."鞋"]\nexact = ["鞋"]\nyes = ["鞋"]\n')
    assert Lexicon.load(path).field("鞋") == "鞋"


BROKEN = {
    "not TOML": ("[fields", "not TOML"),
    "no fields": ("", "no fields"),
    "empty fields": ("[fields]", "no fields"),
    "unknown table": ("[felder.x]\nwords=['ab']", "unknown key 'felder'"),
    "fields of another type": ("fields = 3", "no fields"),
    "entry of another type": ("[fields]\nx = 3", "x: not an entry"),
    "unknown key": ('[fields."鞋"]\nwords=["布鞋"]\nyes=["布鞋"]\nmaybe=["x"]', "鞋: unknown key 'maybe'"),
    "words of another type": ('[fields."鞋"]\nwords="布鞋"\nyes=["布鞋"]', "鞋: words: not a list of words"),
    "a word of another type": (
        '[fields."鞋"]\nwords=["布鞋", 3]\nyes=["布鞋"]',
        "鞋: words: not a list of words",
    ),
    "a blank word": ('[fields."鞋"]\nwords=[" "]\nyes=["布鞋"]', "鞋: words: not a list of words"),
    "no words": ('[fields."鞋"]\nyes=["布鞋"]', "鞋: no words"),
    "no example": ('[fields."鞋"]\nwords=["布鞋"]', "鞋: no example"),
    "a head of one character": ('[fields."鞋"]\nwords=["鞋"]\nyes=["鞋"]', "鞋: '鞋' is too short"),
    "a word twice": (
        '[fields."鞋"]\nwords=["布鞋","布鞋"]\nyes=["布鞋"]',
        "鞋: words: '布鞋' stands there twice",
    ),
    "a word in two fields": (
        '[fields."鞋"]\nwords=["布鞋"]\nyes=["布鞋"]\n[fields."靴"]\nwords=["布鞋"]\nyes=["布鞋"]',
        "靴: '布鞋' is a word of 鞋 too",
    ),
    "a word in words and exact": (
        '[fields."鞋"]\nwords=["布鞋"]\nexact=["布鞋"]\nyes=["布鞋"]',
        "鞋: '布鞋' is a word of",
    ),
    "an example that is not so": (
        '[fields."鞋"]\nwords=["布鞋"]\nyes=["皮鞋"]',
        "鞋: the example '皮鞋' under yes reads as no field",
    ),
    "a counter-example that is so": (
        '[fields."鞋"]\nwords=["布鞋"]\nyes=["布鞋"]\nno=["老布鞋"]',
        "鞋: the example '老布鞋' under no reads as 鞋",
    ),
}


@pytest.mark.parametrize(("source", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_file(tmp_path: Path, source: str, message: str) -> None:
    path = written(tmp_path, source)
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no-such"):
        Lexicon.load(tmp_path / "no-such.toml")


def test_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="not UTF-8"):
        Lexicon.load(tmp_path / "my.toml")
