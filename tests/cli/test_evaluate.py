"""``dj-metrics evaluate``: figures and differences against gold, a floor under them, drafts of gold."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from stand_in import Call, rows

ROOT = Path(__file__).resolve().parents[2]
TEXT = "# 四川省眉山市：支部聚力\n\n新建党支部32个，选派党建指导员28人。\n\n投入资金4.6万元，一批。\n"


@pytest.fixture
def gold(tmp_path: Path, call: Call) -> Path:
    """A folder with a document, and the draft of its gold in a folder below."""
    (tmp_path / "简报.txt").write_text(TEXT, encoding="utf-8")
    below = tmp_path / "gold"
    below.mkdir()
    assert call("evaluate", "--draft", tmp_path / "简报.txt", "-o", below / "简报.gold.json")[0] == 0
    return below


def page(gold: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((gold / "简报.gold.json").read_text(encoding="utf-8"))
    return found


def rewrite(gold: Path, **changes: Any) -> None:
    """Changes the first claim of the gold."""
    whole = page(gold)
    whole["claims"][0] |= changes
    (gold / "简报.gold.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def figures(out: str, by: str = "all") -> dict[str, dict[str, str]]:
    return {each["name"]: each for each in rows(out) if each["by"] == by}


def test_a_draft_is_right_about_itself(call: Call, gold: Path) -> None:
    status, out, errors = call("evaluate", gold)
    assert status == 0
    assert {each["f1"] for each in figures(out).values()} == {"1"}
    assert errors.startswith("1 document, 3 claims in gold, 3 found: precision 1.0000")


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "seeds").glob("*.txt")))
def test_the_drafts_of_the_samples_are_right_about_themselves(call: Call, tmp_path: Path, name: str) -> None:
    draft = tmp_path / f"{name}.gold.json"
    assert call("evaluate", "--draft", ROOT / "seeds" / f"{name}.txt", "-o", draft)[0] == 0
    status, out, _ = call("evaluate", draft, "--documents", ROOT / "seeds", "--by", "all")
    assert status == 0
    assert figures(out)["full"]["f1"] == figures(out)["claim"]["f1"] == "1"
    ours = json.loads((ROOT / "seeds" / "gold" / f"{name}.gold.json").read_text(encoding="utf-8"))
    drafted = json.loads(draft.read_text(encoding="utf-8"))
    assert [*drafted["claims"][0]][:15] == [key for key in ours["claims"][0] if key != "hard"]
    assert [*drafted] == ["document", *ours]


def test_the_samples_against_their_gold(call: Call) -> None:
    status, out, errors = call("evaluate", ROOT / "seeds" / "gold")
    assert (status, figures(out)["claim"]["gold"]) == (0, "127")
    assert errors.startswith("5 documents, 127 claims in gold")
    for by in ("field", "kind", "rule", "document"):
        found = figures(out, by)
        assert sum(int(each["gold"]) for each in found.values()) == 127
        assert all(int(each["full"]) <= int(each["right"]) <= int(each["gold"]) for each in found.values())
    assert float(figures(out, "rule")["count after noun"]["precision"]) > 0.9
    assert figures(out, "kind")["person"]["gold"] == "20"


def test_only_some_figures(call: Call, gold: Path) -> None:
    out = call("evaluate", gold, "--by", "kind", "--by", "document")[1]
    assert {each["by"] for each in rows(out)} == {"kind", "document"}


def test_every_difference_is_listed(call: Call, gold: Path) -> None:
    whole = page(gold)
    whole["claims"][0] |= {"entity": ["党组织"], "value": 33}
    missed = whole["others"].pop()
    whole["claims"].append({**whole["claims"][0], **missed, "quote": missed["quote"], "class": None})
    del whole["claims"][-1]["class"], whole["claims"][1]
    (gold / "简报.gold.json").write_text(json.dumps(whole), encoding="utf-8")
    status, out, _ = call("evaluate", gold, "--differences")
    found = [(each["line"], each["test"], each["wanted"], each["got"]) for each in rows(out)]
    assert status == 0
    assert found == [
        ("3", "number", "33 – 个 exact", "32 – 个 exact"),
        ("3", "field", "党组织", "党支部 党支部"),
        ("5", "missed", "党组织", ""),
        ("3", "spurious", "nothing", "党建指导员"),
    ]
    assert rows(out)[0]["doc"].endswith("简报.txt")
    assert rows(out)[0]["rule"] == "count after noun"
    shown = call("evaluate", gold, "--differences", "--format", "table")[1]
    assert "简报.txt" in shown
    assert "党组织" in shown


def test_what_a_store_holds_is_judged(call: Call, gold: Path, tmp_path: Path) -> None:
    store = tmp_path / "数据.db"
    (tmp_path / "one").mkdir()
    other = tmp_path / "one" / "改名.txt"
    other.write_text(TEXT, encoding="utf-8")
    call("extract", other, "--store", store)
    call("review", "--store", store, "--decide", "1", "--reject")
    status, out, _ = call("evaluate", gold, "--store", store)
    claim = figures(out)["claim"]
    assert (status, claim["gold"], claim["found"]) == (0, "3", "2")
    assert "改名.txt" in next(iter(figures(out, "document")))


def test_a_document_of_the_gold_that_a_store_lacks_is_named(call: Call, gold: Path, tmp_path: Path) -> None:
    store = tmp_path / "数据.db"
    (tmp_path / "别的.txt").write_text("新建党支部3个。", encoding="utf-8")
    call("extract", tmp_path / "别的.txt", "--store", store)
    status, out, errors = call("evaluate", gold, "--store", store)
    assert (status, out, errors.count("\n")) == (1, "", 1)
    assert f"{store}: holds no document 简报.txt" in errors


def test_of_several_documents_of_one_name_the_text_decides(call: Call, gold: Path, tmp_path: Path) -> None:
    store = tmp_path / "数据.db"
    for name, text in (("甲", TEXT.replace("32", "33")), ("乙", TEXT)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "简报.txt").write_text(text, encoding="utf-8")
        call("extract", tmp_path / name, "--store", store)
    assert "乙" in call("evaluate", gold, "--store", store, "--by", "document")[1]
    (tmp_path / "简报.txt").unlink()
    status, _, errors = call("evaluate", gold, "--store", store)
    assert (status, errors.count("\n")) == (1, 1)
    assert "holds several documents 简报.txt" in errors


def test_documents_may_stand_elsewhere(call: Call, gold: Path, tmp_path: Path) -> None:
    away = tmp_path / "文件"
    away.mkdir()
    (tmp_path / "简报.txt").rename(away / "简报.txt")
    status, _, errors = call("evaluate", gold)
    assert (status, errors.count("\n")) == (1, 1)
    assert "no document 简报.txt beside it or in the folder above: name its folder with --documents" in errors
    assert call("evaluate", gold, "--documents", away)[0] == 0
    assert call("evaluate", gold / "简报.gold.json", "--documents", away)[0] == 0


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "outside": ({"start": 900, "end": 903}, "claims 1 (32个): the span 900 to 903 lies outside the text"),
    "another quote": ({"quote": "33个"}, "claims 1 (33个): at"),
    "no span": ({"start": 9, "end": 9}, "claims 1 (32个): start and end are no span"),
    "unknown field": ({"entitty": ["党支部"]}, "claims 1 (32个): unknown field entitty"),
    "unknown bound": ({"bound": "exactly"}, "claims 1 (32个): unknown bound exactly: choose from exact"),
    "unknown statistic": ({"statistic": ["sum"]}, "claims 1 (32个): unknown statistic sum"),
    "no number": ({"value": "many"}, "claims 1 (32个): value is no number"),
    "endless": ({"value": "NaN"}, "claims 1 (32个): value is no number"),
    "no answer": ({"entity": []}, "claims 1 (32个): entity is no answer"),
    "an answer that is no text": ({"action": [{"a": 1}]}, "claims 1 (32个): action is no answer"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_broken_gold_is_said_with_file_and_entry(call: Call, gold: Path, fault: str) -> None:
    changes, said = FAULTS[fault]
    rewrite(gold, **changes)
    status, out, errors = call("evaluate", gold)
    assert (status, out, errors.count("\n")) == (1, "", 1)
    assert f"{gold / '简报.gold.json'}: is no gold file: {said}" in errors


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"), ("[]", "no object"), ("{}", "no list of articles"), ("\udcff", "not JSON"),
        ('{"articles": [], "claims": [3], "others": []}', "claims 1: is no object"),
        ('{"articles": [], "claims": [], "others": [{"start": 1, "end": 2, "class": "claim"}]}', "unknown class claim"),
        ('{"articles": [{"start": "x"}], "claims": [], "others": []}', "articles 1: start is no offset"),
        ('{"articles": [], "claims": [{}], "others": []}', "claims 1: no start"),
        ('{"articles": [], "claims": [], "others": [], "cliams": []}', "unknown field cliams"),
        ("[" * 100_000, "not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_gold_is_said(call: Call, gold: Path, text: str, said: str) -> None:
    (gold / "简报.gold.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    status, out, errors = call("evaluate", gold)
    assert (status, out) == (1, "")
    assert all(str(gold / "简报.gold.json") in line for line in errors.splitlines())
    assert said in errors


def test_every_fault_has_its_line(call: Call, gold: Path) -> None:
    rewrite(gold, bound="x", statistic="y")
    (gold / "b.gold.json").write_text("{", encoding="utf-8")
    errors = call("evaluate", gold)[2]
    assert errors.count("\n") == 3


def test_signs_of_a_gold_file_never_reach_the_terminal(call: Call, gold: Path) -> None:
    rewrite(gold, quote="32\x1b[31m\u202e个")
    errors = call("evaluate", gold)[2]
    assert {sign for sign in errors if not sign.isprintable()} == {"\n"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a folder of gold, or with --draft a document"),
        (("{gold}", "--draft", "{text}"), "name a folder of gold, or with --draft a document"),
        (("{gold}", "--raise-floor"), "name its file with --floor"),
        (("--draft", "{text}", "--format", "csv"), "leave it out"),
    ],
)
def test_a_call_that_is_off(call: Call, gold: Path, arguments: tuple[str, ...], said: str) -> None:
    told = {"gold": str(gold), "text": str(gold.parent / "简报.txt")}
    status, out, errors = call("evaluate", *(each.format(**told) for each in arguments))
    assert (status, out, errors.count("\n")) == (2, "", 1)
    assert said in errors


def test_a_folder_without_gold_is_said(call: Call, tmp_path: Path) -> None:
    status, _, errors = call("evaluate", tmp_path)
    assert (status, errors.count("\n")) == (1, 1)
    assert "no NAME.gold.json in this folder" in errors


def test_a_figure_below_its_floor_fails(call: Call, gold: Path, tmp_path: Path) -> None:
    floor = tmp_path / "floor.toml"
    floor.write_text(
        '[all]\nrow = { f1 = 0.9 }\n[rule]\n"count after noun" = { precision = 1.0 }\n[kind]\nlength = { f1 = 0.1 }\n',
        encoding="utf-8",
    )
    status, _, errors = call("evaluate", gold, "--floor", floor)
    assert (status, errors.count("\n")) == (1, 2)
    assert "kind length: f1 has a floor of 0.1, and there is no such claim" in errors
    rewrite(gold, entity=["党组织"])
    errors = call("evaluate", gold, "--floor", floor)[2]
    assert "all row: f1 is 0.6667, its floor 0.9" in errors
    assert "rule count after noun: precision is 0." in errors


def test_a_floor_is_raised_and_never_lowered(call: Call, gold: Path, tmp_path: Path) -> None:
    floor = tmp_path / "floor.toml"
    assert call("evaluate", gold, "--floor", floor, "--raise-floor")[0] == 0
    first = tomllib.loads(floor.read_text(encoding="utf-8"))
    assert first["all"]["full"] == {"f1": 1.0}
    assert call("evaluate", gold, "--floor", floor)[0] == 0
    rewrite(gold, entity=["党组织"])
    assert call("evaluate", gold, "--floor", floor, "--raise-floor")[0] == 1
    assert tomllib.loads(floor.read_text(encoding="utf-8")) == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "not TOML"), ("[al]\nrow = { f1 = 1 }", "unknown group al"), ("all = 3", "unknown group all"),
        ("[all]\nrow = 3", "all.row: no figures"), ("[all]\nrow = { f2 = 1 }", "all.row: f2 is no figure"),
        ("[all]\nrow = { f1 = true }", "all.row: f1 is no figure"), (None, "cannot be read as a floor"),
    ],
)  # fmt: skip
def test_what_is_no_floor_is_said(
    call: Call, gold: Path, tmp_path: Path, text: str | None, said: str
) -> None:
    floor = tmp_path / "floor.toml"
    if text is not None:
        floor.write_text(text, encoding="utf-8")
    status, out, errors = call("evaluate", gold, "--floor", floor)
    assert (status, out, errors.count("\n")) == (1, "", 1)
    assert str(floor) in errors
    assert said in errors


def test_a_corrected_draft_is_not_written_over(call: Call, gold: Path) -> None:
    before = (gold / "简报.gold.json").read_bytes()
    status, _, errors = call("evaluate", "--draft", gold.parent / "简报.txt", "-o", gold / "简报.gold.json")
    assert (status, errors.count("\n")) == (2, 1)
    assert "may have been corrected" in errors
    assert (gold / "简报.gold.json").read_bytes() == before


def test_a_draft_goes_to_standard_output(call: Call, gold: Path) -> None:
    status, out, errors = call("evaluate", "--draft", gold.parent / "简报.txt")
    assert (status, json.loads(out)) == (0, page(gold))
    assert errors == "3 claims and 2 other numbers to look at: docs/gold.md tells how\n"


def test_the_draft_of_a_missing_document(call: Call, tmp_path: Path) -> None:
    status, out, errors = call("evaluate", "--draft", tmp_path / "没有.txt")
    assert (status, out, errors.count("\n")) == (1, "", 1)


def test_a_draft_with_another_name_knows_its_document(call: Call, gold: Path) -> None:
    (gold / "简报.gold.json").rename(gold / "another.gold.json")
    assert call("evaluate", gold)[0] == 0


@pytest.mark.parametrize("form", ["json", "jsonl", "md", "xlsx", "csv"])
def test_figures_in_every_form(call: Call, gold: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    status, out, _ = call("evaluate", gold, "-o", target, "--headers", "zh", "--no-bom")
    assert (status, out) == (0, "")
    assert target.stat().st_size > 100
    if form == "csv":
        assert target.read_text(encoding="utf-8").startswith("分组,")


def test_a_lexicon_of_ones_own_names_fields(call: Call, gold: Path, tmp_path: Path) -> None:
    own = tmp_path / "my.toml"
    own.write_text('[fields."新支部"]\nwords = ["党支部"]\nyes = ["党支部"]\n', encoding="utf-8")
    assert "新支部" in figures(call("evaluate", gold, "--lexicon", own)[1], "field")
