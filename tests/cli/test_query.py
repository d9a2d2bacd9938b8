"""``query``, ``fields`` and ``show``: every filter and option, on claims of whose every word the tests know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from comparison.told import FILTERS, INJECTIONS, STORED, keep
from dangjian_metrics.claims.record import COLUMNS
from dangjian_metrics.store import connection
from dangjian_metrics.store.asking import LISTED
from stand_in import Call, rows


@pytest.fixture(autouse=True)
def kept(store: Path) -> Path:
    return keep(store)


def found(call: Call, *arguments: object) -> list[int]:
    status, out, _ = call("query", *arguments)
    assert status == 0
    return [int(row["id"]) for row in rows(out)]


def test_all_claims_with_all_columns(call: Call) -> None:
    status, out, err = call("query")
    assert (status, err) == (0, "")
    assert out.startswith(",".join(["id", *COLUMNS]) + "\n")
    assert [(row["id"], row["value"], row["doc"]) for row in rows(out)] == [
        (str(number), str(claim.value), claim.doc) for number, claim in enumerate(STORED, 1)
    ]


@pytest.mark.parametrize(("options", "expected"), FILTERS, ids=lambda each: " ".join(map(str, each)))
def test_a_filter(call: Call, options: list[str], expected: list[int]) -> None:
    assert found(call, *options) == expected
    assert call("query", "--count", *options) == (0, f"{len(expected)}\n", "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--sort", "value"], [7, 5, 8, 1, 6, 2, 3, 4]),
        (["--sort", "value", "--desc"], [4, 3, 2, 6, 1, 8, 5, 7]),
        (["--desc"], [8, 7, 6, 5, 4, 3, 2, 1]),
        (["--sort", "period"], [4, 2, 5, 1, 3, 6, 7, 8]),
        (["--sort", "period", "--desc"], [2, 5, 4, 1, 3, 6, 7, 8]),
        (["--sort", "region", "--limit", "2"], [7, 8]),
        (["--limit", "3"], [1, 2, 3]),
        (["--limit", "99"], [1, 2, 3, 4, 5, 6, 7, 8]),
        (["--sort", "value", "--desc", "--limit", "1", "--unit", "人"], [3]),
    ],
)
def test_the_order_and_how_many(call: Call, options: list[str], expected: list[int]) -> None:
    assert found(call, *options) == expected


@pytest.mark.parametrize("names", ["id,region,value", " value , id", "value_to", "sentence,region"])
def test_only_these_columns(call: Call, names: str) -> None:
    asked = [name.strip() for name in names.split(",")]
    lines = rows(call("query", "--columns", names)[1])
    assert [list(line) for line in lines] == [asked] * len(STORED)
    whole = [{"region": "".join(filter(None, (c.province, c.city, c.county)))} for c in STORED]
    if "region" in asked:
        assert [line["region"] for line in lines] == [each["region"] for each in whole]


def test_columns_in_a_table(call: Call) -> None:
    out = call("query", "--columns", "id,region,value,unit", "--format", "table", "--headers", "zh")[1]
    assert [line.split() for line in out.splitlines()[:2]] == [
        ["编号", "地区", "数值", "单位"],
        ["1", "山东省潍坊市安丘市", "33", "名"],
    ]


def test_count_of_all(call: Call) -> None:
    assert call("query", "--count") == (0, f"{len(STORED)}\n", "")


def test_a_store_named_on_the_line(call: Call, tmp_path: Path) -> None:
    other = keep(tmp_path / "另 一个.db", STORED[:1])
    assert found(call, "--store", other) == [1]
    assert len(found(call)) == len(STORED)


def test_a_store_in_this_folder(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJ_METRICS_STORE")
    monkeypatch.chdir(tmp_path)
    keep(tmp_path / "dj-metrics.db", STORED[:2])
    assert found(call) == [1, 2]


def test_an_output_file(call: Call, tmp_path: Path) -> None:
    assert call("query", "-o", tmp_path / "a.jsonl", "--unit", "人") == (0, "", "")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [3, 5]


def test_a_format_on_a_pipe(call: Call) -> None:
    answer = json.loads(call("query", "--format", "json", "--limit", "1")[1])
    assert answer[0] | {"id": 1, "value": 33, "role": "党建指导员", "field": None} == answer[0]


def test_headings_in_chinese(call: Call) -> None:
    assert call("query", "--headers", "zh", "--columns", "id,region,value")[1].startswith("编号,地区,数值\n")


@pytest.mark.parametrize(("option", "begins"), [([], b"\xef\xbb\xbfid"), (["--no-bom"], b"id")])
def test_a_byte_order_mark(call: Call, tmp_path: Path, option: list[str], begins: bytes) -> None:
    call("query", "-o", tmp_path / "a.csv", *option)
    assert (tmp_path / "a.csv").read_bytes().startswith(begins)


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """A lexicon that calls 党建指导员 also 红管家."""
    path = tmp_path / "my.toml"
    path.write_text('[fields."党建指导员"]\nwords = ["红管家"]\nyes = ["红管家"]\n', encoding="utf-8")
    return path


def test_a_lexicon_gives_other_names(call: Call, lexicon: Path) -> None:
    assert call("query", "--field", "红管家")[0] == 2
    assert found(call, "--field", "红管家", "--lexicon", lexicon) == [1, 3, 5]


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_table_of_claims(call: Call, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    status, out, err = call("query", "--format", "table")
    assert (status, err) == (0, "")
    assert out.split()[:6] == ["id", "place", "field", "action", "value", "period"]
    for shown in ("650人", ">120个", "≈4.8万元", "99.07%", "3公顷"):
        assert shown in out
    assert max(map(cell_len, out.splitlines())) <= width
    assert "\x1b" not in out


def test_a_filter_that_finds_nothing_is_named(call: Call) -> None:
    status, out, err = call("query", "--field", "党建指导员", "--unit", "人", "--region", "安丘")
    assert (status, out) == (0, ",".join(LISTED) + "\n")
    assert err == (
        "no claim found: 8 claims in the store, 2 with --region 安丘, 1 with --field 党建指导员, "
        "and --unit 人 leaves none of them\n"
    )


@pytest.mark.parametrize(
    "options",
    [
        ["--region", "北京"], ["--action", "没有"], ["--unit", "吨"], ["--kind", "ratio"], ["--statistic", "mean"],
        ["--period", "1999"], ["--min", "1亿"], ["--max", "1"], ["--text", "没有的话"], ["--doc", "z.txt"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_each_filter_says_that_it_left_nothing(call: Call, options: list[str], form: str) -> None:
    status, out, err = call("query", *options, "--format", form)
    assert status == 0
    assert out == {"table": "", "json": "[]\n", "csv": ",".join(LISTED) + "\n"}[form]
    assert err == f"no claim found: 8 claims in the store, and {' '.join(options)} leaves none of them\n"


def test_an_empty_store_says_how_to_fill_it(call: Call, tmp_path: Path) -> None:
    empty = keep(tmp_path / "empty.db", [])
    assert call("query", "--store", empty)[2] == (
        "the store holds no claims yet: dj-metrics extract PATH adds some\n"
    )


UNKNOWN = {
    "a field": (["--field", "党建指导"], "--field 党建指导: no such field; the nearest: 党建指导员"),
    "a field of the lexicon": (["--field", "党支部"], "--field 党支部: no claim in the store has this field"),
    "nothing like a field": (["--field", "xyz"], "dj-metrics fields lists those there are"),
    "a place": (["--region", "安丘县"], "--region 安丘县: no such place in the store; the nearest: 安丘市"),
    "a kind": (["--kind", "people"], "--kind people: unknown kind: choose from person, organisation,"),
    "a statistic": (["--statistic", "sum"], "--statistic sum: unknown statistic: choose from value,"),
    "a least": (["--min", "many"], "--min many: is no number: write 1200 or 1.2万"),
    "a most": (["--max", ""], "--max : is no number"),
    "least above most": (["--min", "2万", "--max", "1"], "--min 2万 is more than --max 1"),
    "a column": (["--columns", "id,valeu"], "--columns valeu: no such column: did you mean value"),
    "no column": (["--columns", ","], "names no column: choose from id, doc"),
    "a sort": (["--sort", "valeu"], "--sort valeu: no such column: did you mean value"),
    "SQL to sort by": (["--sort", 'id" DESC --'], "no such column"),
    "a limit": (["--limit", "-1"], "--limit"),
    "a limit in words": (["--limit", "ten"], "--limit"),
    "a format": (["--format", "xml"], "--format"),
    "an argument": (["claims"], "claims"),
}


@pytest.mark.parametrize(("options", "said"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_cannot_be_is_refused(call: Call, options: list[str], said: str) -> None:
    status, out, err = call("query", *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("dj-metrics: error: ")
    assert said in err


@pytest.mark.parametrize("option", ["--action", "--unit", "--period", "--text", "--doc"])
@pytest.mark.parametrize("value", INJECTIONS)
def test_values_are_data(call: Call, kept: Path, option: str, value: str) -> None:
    column = {"--text": "sentence"}.get(option, option[2:])
    told = [str(getattr(claim, column) or "") for claim in STORED]
    whole = option in {"--action", "--unit"}
    assert found(call, option, value) == [
        number
        for number, cell in enumerate(told, 1)
        if (cell == value if whole else all(word in cell for word in value.split()))
    ]
    with connection.reading(kept) as store:
        assert store.execute("SELECT count(*) FROM claim_facts").get == len(STORED)


@pytest.mark.parametrize("option", ["--field", "--region", "--kind", "--statistic", "--min", "--columns"])
@pytest.mark.parametrize("value", INJECTIONS)
def test_strange_values_are_refused_in_one_line(call: Call, option: str, value: str) -> None:
    status, out, err = call("query", f"{option}={value}")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_what_a_document_says_is_shown_as_it_is(call: Call) -> None:
    assert rows(call("query", "--doc", "c", "--columns", "sentence")[1])[0]["sentence"] == (
        "'=耕地3公顷; say \"so\", or it's not."
    )
    shown = json.loads(call("query", "--doc", "c", "--columns", "doc,sentence", "--format", "json")[1])
    assert shown[0] == {"doc": "c 50%'s.txt", "sentence": '=耕地3公顷; say "so", or it\'s not.'}


def listed(call: Call, *options: object) -> list[tuple[str, ...]]:
    status, out, err = call("fields", *options)
    assert (status, err) == (0, "")
    return [tuple(row.values()) for row in rows(out)]


def test_the_fields_with_claims_places_and_units(call: Call) -> None:
    assert listed(call) == [
        ("党建指导员", "3", "3", "人、名"),
        ("耕地", "2", "0", "亩、公顷"),
        ("覆盖率", "1", "1", "%"),
        ("资金", "1", "1", "元"),
        ("问题", "1", "1", "个"),
        ("", "1", "1", "名"),
    ]


def test_the_fields_under_the_names_of_a_lexicon(call: Call, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."红管家"]\nwords = ["党建指导员"]\nyes = ["党建指导员"]\n', encoding="utf-8")
    names = [row[0] for row in listed(call, "--lexicon", lexicon)]
    assert "红管家" in names
    assert "红管家" not in [row[0] for row in listed(call)]


def test_the_fields_of_another_store(call: Call, tmp_path: Path) -> None:
    assert [row[:2] for row in listed(call, "--store", keep(tmp_path / "b.db", STORED[5:6]))] == [
        ("覆盖率", "1")
    ]


def test_the_fields_as_a_table_and_in_chinese(call: Call) -> None:
    out = call("fields", "--format", "table", "--headers", "zh")[1].splitlines()
    assert out[0].split()[0] == "指标"
    assert out[1].split() == ["党建指导员", "3", "3", "人、名"]


def test_the_fields_of_an_empty_store(call: Call, tmp_path: Path) -> None:
    empty = keep(tmp_path / "empty.db", [])
    assert call("fields", "--store", empty) == (
        0, "field,claims,places,units\n", "the store holds no claims yet: dj-metrics extract PATH adds some\n",
    )  # fmt: skip


def test_show_prints_a_claim_in_its_sentence(call: Call, tmp_path: Path) -> None:
    document = tmp_path / "简报.txt"
    document.write_text("第二行\n新建党支部32个，组建党小组5个。\n", encoding="utf-8")
    call("extract", document, "--store", tmp_path / "a.db")
    status, out, err = call("show", 2, "--store", tmp_path / "a.db")
    assert (status, err) == (0, "")
    assert out.startswith("claim 2: 5个\n")
    assert "简报.txt,line2,column15(characters18to20)" in "".join(out.split())  # wherever lines are broken
    assert "新建党支部32个，组建党小组5个。" in out
    assert "entity     组建党小组\n" in out


@pytest.mark.parametrize("number", ["0", "9", "999999999"])
def test_show_of_no_claim_is_an_error(call: Call, number: str) -> None:
    status, out, err = call("show", number)
    assert (status, out) == (1, "")
    assert err == (
        f"dj-metrics: error: no claim {number} in the store: dj-metrics query lists their numbers in the column id\n"
    )


@pytest.mark.parametrize("number", ["three", "1.5", "", "-1", "1; DROP TABLE claim_facts", "１２x"])
def test_show_of_what_is_no_number_is_an_error(call: Call, number: str) -> None:
    status, out, err = call("show", number)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "dj-metrics show --help" in err


def test_show_needs_a_number(call: Call) -> None:
    assert call("show")[:2] == (2, "")


@pytest.mark.parametrize("arguments", [["show", "9" * 20], ["query", "--limit", "9" * 20]])
def test_numbers_that_are_too_large(call: Call, arguments: list[str]) -> None:
    assert call(*arguments)[0] in (0, 1, 2)


def test_what_was_extracted_is_found(call: Call, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert call("extract", folder, "--store", path)[0] == 0
    answer = rows(call("query", "--store", path, "--field", "党建工作指导员")[1])
    assert [(row["doc"], row["value"], row["field"]) for row in answer] == [
        (str(folder / "b.md"), "28", "党建指导员")
    ]


def test_filters_in_traditional_characters(call: Call) -> None:
    asked = ("--field", "黨建指導員", "--region", "安丘", "--action", "選派")
    same = ("--field", "党建指导员", "--region", "安丘", "--action", "选派")
    assert call("query", *asked)[1] == call("query", *same)[1]
    assert call("compare", "--field", "黨建指導員")[1] == call("compare", "--field", "党建指导员")[1]
