"""``compare``: places beside each other, on the sample documents and on claims of whose every word the tests know."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from comparison.told import ALL_FIELDS, ANQIU, FILTERS, GUIDES, INJECTIONS, MEISHAN, STORED, keep, told
from dangjian_metrics.cli.app import run
from stand_in import Call, rows

SEEDS = Path(__file__).parents[2] / "seeds"
FIVE = [
    ("四川省眉山市", 650), ("山东省威海市威海南海新区", 39), ("山东省潍坊市安丘市", 33), ("辽宁省沈阳市沈河区", 32), ("甘肃省嘉峪关市", 28),
]  # fmt: skip


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the sample documents, as they are really read."""
    folder = tmp_path_factory.mktemp("seeds")
    arguments = ["extract", str(SEEDS), "--store", str(folder / "a.db"), "-o", str(folder / "a.jsonl")]
    assert run(arguments) == 0
    return folder / "a.db"


@pytest.fixture
def kept(store: Path) -> Path:
    return keep(store)


def compared(call: Call, *arguments: object, field: str = "党建指导员") -> list[dict[str, Any]]:
    status, out, _ = call("compare", "--field", field, *arguments, "--format", "json")
    assert status == 0
    answer: list[dict[str, Any]] = json.loads(out)
    return answer


def shown(call: Call, *arguments: object) -> str:
    status, out, _ = call("compare", *arguments, "--format", "table")
    assert status == 0
    return out


def test_the_two_commands_of_the_readme(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("DJ_METRICS_STORE")
    monkeypatch.chdir(tmp_path)
    assert run(["extract", str(SEEDS)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["dj-metrics.db"]
    capsys.readouterr()
    assert run(["compare", "--field", "党建指导员"]) == 0
    answer = rows(capsys.readouterr().out)
    assert [(row["region"], int(row["value"])) for row in answer] == FIVE


def test_the_five_places_of_the_sample_documents(call: Call, seeds: Path) -> None:
    answer = compared(call, "--store", seeds)
    assert [(row["region"], row["value"]) for row in answer] == FIVE
    assert [row["rank"] for row in answer] == [1, 2, 3, 4, 5]
    assert [row["ratio"] for row in answer] == [19.697, 1.1818, 1, 0.9697, 0.8485]
    assert [row["unit"] for row in answer] == ["人", "名", "名", "名", "人"]
    assert [row["action"] for row in answer] == ["选派", None, "选派", "配齐", "选派"]
    assert [row["period"] for row in answer] == [None, None, None, None, "截至目前"]
    assert {(row["field"], row["bound"]) for row in answer} == {("党建指导员", "exact")}


def test_who_serves_as_it_is_compared_too(call: Call, seeds: Path) -> None:
    row = compared(call, "--store", seeds)[2]
    assert (row["entity"], row["role"], row["quote"]) == ("党务骨干", "党建指导员", "33名")
    assert row["doc"].endswith("seeds/anqiu-hejiang.txt")
    assert (row["article"], row["id"]) == (1, 1)


def test_the_rows_of_json_have_these_keys(call: Call, seeds: Path) -> None:
    assert list(compared(call, "--store", seeds)[0]) == [
        "region", "field", "value", "value_to", "unit", "bound", "value_shown", "statistic", "per", "direction",
        "entity", "role", "action", "period", "rank", "ratio", "conflict", "note", "quote", "sentence", "doc",
        "article", "title", "start", "end", "id",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_table_of_the_sample_documents(
    call: Call, seeds: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = shown(call, "--field", "党建指导员", "--store", seeds)
    assert max(map(cell_len, out.splitlines())) <= width
    assert "\x1b" not in out
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["党建指导员（名）"]
    assert lines[1] == ["place", "value", "bar", "×median", "action", "period"]
    assert lines[2] == ["1", "四川省眉山市", "650人", "██████████", "19.70", "选派"]
    assert [line[:3] for line in lines[2:] if line[0].isdigit()] == [
        [str(rank), region, f"{value}{'人' if value in (650, 28) else '名'}"]
        for rank, (region, value) in enumerate(FIVE, 1)
    ]
    assert "党务骨干（党建指导员） 33名 · " in out
    assert "anqiu-hejiang.txt:1 #1" in out.replace("\n    ", "")


@pytest.mark.parametrize("field", ["问题", "企业", "党群服务中心", "社零额", "居民"])
def test_no_line_is_wider_than_the_terminal(
    call: Call, seeds: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for out in (
        shown(call, "--field", field, "--store", seeds),
        shown(call, "--field", field, "--field", "资金", "--field", "网格员", "--store", seeds),
    ):
        assert max(map(cell_len, out.splitlines())) <= 80


def test_hedges_keep_their_sign(call: Call, seeds: Path) -> None:
    signs = [row["value_shown"] for row in compared(call, "--store", seeds, field="问题")]
    assert signs[:3] == [">1000件", ">780件", ">120个"]
    assert ">780件" in shown(call, "--field", "问题", "--store", seeds)
    assert "≈2800平方米" in shown(call, "--field", "党群服务中心", "--store", seeds)


def test_levels_and_changes_stand_apart(call: Call, seeds: Path) -> None:
    level, change = compared(call, "--store", seeds, field="社零额")
    assert (level["value"], level["unit"], level["note"]) == (480000000, "元", None)
    assert (change["value"], change["unit"], change["direction"]) == (10, "%", "up")
    assert change["note"] == "rises, apart from the others"
    out = shown(call, "--field", "社零额", "--store", seeds)
    assert "社零额（元）\n" in out
    assert "\n\n社零额（%, change up）  rises, apart from the others\n" in out


def test_what_cannot_be_converted_stands_apart(call: Call, seeds: Path) -> None:
    out = shown(call, "--field", "党群服务中心", "--store", seeds)
    assert "党群服务中心（平方米）  in 平方米, which cannot be brought to 处" in out


def test_several_fields_as_a_matrix(call: Call, seeds: Path) -> None:
    options = ["--field", "党建指导员", "--field", "企业", "--field", "问题", "--store", seeds]
    answer = rows(call("compare", *options)[1])
    assert list(answer[0]) == ["region", "党建指导员（名）", "企业（家）", "问题（个）"]
    cells = {row["region"]: list(row.values())[1:] for row in answer}
    assert cells["山东省潍坊市安丘市"] == ["33", "85", ">120"]
    assert cells["辽宁省沈阳市沈河区"] == ["32", "41；6", ""]
    assert cells["甘肃省嘉峪关市"] == ["28", "", ""]
    out = shown(call, *options)
    assert out.splitlines()[0].split() == list(answer[0])
    assert "41；6" in out


def test_several_fields_as_json_are_rows(call: Call, kept: Path) -> None:
    answer = compared(call, "--field", "资金")
    assert [(row["field"], row["value_shown"]) for row in answer] == [
        ("党建指导员", "650人"), ("党建指导员", "33名"), ("党建指导员", "28人"), ("资金", "≈4.8万元"),
    ]  # fmt: skip


def test_a_field_under_two_of_its_names_is_one(call: Call, kept: Path) -> None:
    answer = rows(call("compare", "--field", "党建工作指导员", "--field", "党建指导员")[1])
    assert [list(row) for row in answer] == [["region", "党建指导员（人）"]] * 3
    assert {row["field"] for row in compared(call, field="党建工作指导员")} == {"党建指导员"}


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("region", ["四川省眉山市", "山东省潍坊市安丘市", "甘肃省嘉峪关市"]),
        ("province", ["四川省", "山东省", "甘肃省"]),
        ("city", ["四川省眉山市", "山东省潍坊市", "甘肃省嘉峪关市"]),
        ("doc", ["b.txt", "a.txt", "b.txt"]),
        (
            "article",
            [
                "b.txt 1 四川省眉山市：红色动能",
                "a.txt 1 山东省安丘市：支部串成链",
                "b.txt 2 甘肃省嘉峪关市：支部",
            ],
        ),
        ("period", ["–", "–", "截至目前"]),
    ],
)
def test_what_rows_are_told_apart_by(call: Call, kept: Path, by: str, labels: list[str]) -> None:
    assert [row["region"] for row in compared(call, "--by", by)] == labels
    matrix = call("compare", "--field", "党建指导员", "--field", "问题", "--by", by)[1]
    assert set(labels) <= {row["region"] for row in rows(matrix)}


@pytest.fixture
def several(store: Path) -> Path:
    """Claims of one cell, of which two say otherwise of the same."""
    titled = {**ANQIU, "title": "2025年工作"}
    return keep(
        store,
        [
            told(30, doc="a.txt", **ANQIU, **GUIDES, period="2024年"),
            told(33, doc="b.txt", **ANQIU, **GUIDES, period="2024年"),
            told(5, doc="b.txt", **ANQIU, **GUIDES, period="2025年上半年"),
            told(40, doc="b.txt", **ANQIU, **GUIDES, statistic="cumulative", period="截至目前"),
            told(7, doc="b.txt", article=2, **MEISHAN, **GUIDES),
            told(1, "个", doc="c.txt", **titled, field="问题"),
            told(2, "个", doc="d.txt", **{**titled, "title": "2024年工作"}, field="问题"),
        ],
    )


@pytest.mark.parametrize(
    ("agg", "shown_"),
    [
        ("all", [(40, None), (33, None), (30, None), (7, None), (5, None)]),
        ("latest", [(7, None), (5, "latest of 4")]),
        ("max", [(40, "greatest of 4"), (7, None)]),
        (
            "sum",
            [
                (68, "sum of 3: 1, 2, 3; value and cumulative are not added up"),
                (40, "value and cumulative are not added up"),
                (7, None),
            ],
        ),
    ],
)
def test_how_claims_of_one_cell_join(
    call: Call, several: Path, agg: str, shown_: list[tuple[int, str | None]]
) -> None:
    assert [(row["value"], row["note"]) for row in compared(call, "--agg", agg)] == shown_


def test_all_claims_are_shown_by_default(call: Call, several: Path) -> None:
    assert compared(call) == compared(call, "--agg", "all")


def test_the_latest_is_the_same_in_a_matrix(call: Call, several: Path) -> None:
    assert [row["value"] for row in compared(call, "--agg", "latest", field="问题")] == [1]
    matrix = rows(call("compare", "--field", "问题", "--field", "党建指导员", "--agg", "latest")[1])
    assert {row["region"]: row["问题（个）"] for row in matrix} == {
        "山东省潍坊市安丘市": "1*",
        "四川省眉山市": "",
    }


def test_a_conflict_is_marked_with_both_sources(call: Call, several: Path) -> None:
    marked = [(row["id"], row["doc"], row["conflict"]) for row in compared(call) if row["conflict"]]
    assert marked == [(2, "b.txt", "1"), (1, "a.txt", "2")]
    out = shown(call, "--field", "党建指导员")
    assert "党建指导员 33名 · b.txt:1 #2 · differs from #1" in out
    assert "党建指导员 30名 · a.txt:1 #1 · differs from #2" in out
    matrix = rows(call("compare", "--field", "党建指导员", "--field", "问题")[1])
    assert {row["region"]: row["党建指导员（名）"] for row in matrix}[
        "山东省潍坊市安丘市"
    ] == "40；33*；30*；5"


def test_units_are_brought_to_one(call: Call, kept: Path) -> None:
    answer = compared(call, field="耕地")
    assert {(row["unit"], row["value"], row["note"]) for row in answer} == {
        ("公顷", 3, None),
        ("公顷", 2, "from 亩"),
    }


@pytest.mark.parametrize(("options", "expected"), FILTERS, ids=lambda each: " ".join(map(str, each)))
def test_a_filter(call: Call, kept: Path, options: list[str], expected: list[int]) -> None:
    fields = [] if "--field" in options else ALL_FIELDS
    status, out, _ = call("compare", *fields, *options, "--format", "json")
    assert (status, sorted(row["id"] for row in json.loads(out))) == (0, expected)


def test_a_filter_that_finds_nothing_is_named(call: Call, kept: Path) -> None:
    status, out, err = call("compare", "--field", "党建指导员", "--region", "北京", "--format", "json")
    assert (status, out) == (0, "[]\n")
    assert err == "no claim found: 8 claims in the store, and --region 北京 leaves none of them\n"


def test_a_lexicon_gives_other_names(call: Call, kept: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "my.toml"
    lexicon.write_text('[fields."党建指导员"]\nwords = ["红管家"]\nyes = ["红管家"]\n', encoding="utf-8")
    assert call("compare", "--field", "红管家")[0] == 2
    assert len(compared(call, "--lexicon", lexicon, field="红管家")) == 3


def test_headings_in_chinese(call: Call, kept: Path) -> None:
    out = call("compare", "--field", "党建指导员", "--headers", "zh")[1]
    assert out.startswith("地区,指标,数值,")
    matrix = call("compare", "--field", "党建指导员", "--field", "资金", "--headers", "zh")[1]
    assert matrix.startswith("地区,党建指导员（人）,资金（元）\n")


@pytest.mark.parametrize(("option", "begins"), [([], b"\xef\xbb\xbfregion"), (["--no-bom"], b"region")])
def test_an_output_file(call: Call, kept: Path, tmp_path: Path, option: list[str], begins: bytes) -> None:
    status, out, err = call("compare", "--field", "党建指导员", "-o", tmp_path / "a.csv", *option)
    assert (status, out, err) == (0, "", "")
    assert (tmp_path / "a.csv").read_bytes().startswith(begins)


def texts(picture: Path) -> list[str]:
    """The words of an SVG picture, in their order."""
    return [node.text or "" for node in ElementTree.parse(picture).iter() if node.tag.endswith("}text")]


def test_a_chart(call: Call, kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "图 1.svg"
    status, out, err = call("compare", "--field", "党建指导员", "--field", "资金", "--chart", target)
    assert (status, err) == (0, f"{target}: 4 bars\n")
    assert out.startswith("region,党建指导员（人）,资金（元）\n")
    said = texts(target)
    assert said[0] == "党建指导员、资金"
    for words in ("四川省眉山市", "650人", "33名", "≈4.8万元", "来源：dj-metrics · 2 个文件"):
        assert words in said


def test_a_chart_as_png(call: Call, kept: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    status, _, err = call("compare", "--field", "党建指导员", "--chart", tmp_path / "a.PNG")
    if "no font with Chinese characters" in err:
        pytest.skip("no font with Chinese characters here")
    assert (status, err) == (0, f"{tmp_path / 'a.PNG'}: 3 bars\n")
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG\r\n")


def test_a_chart_of_nothing_says_so(call: Call, kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    assert call("compare", "--field", "党建指导员", "--region", "北京", "--chart", target)[0] == 0
    assert texts(target)[:2] == ["党建指导员", "没有可比的数据"]


CHARTS = {
    "another suffix": ("a.pdf", "a.pdf: a chart is .svg or .png"),
    "no suffix": ("a", "a: a chart is .svg or .png"),
    "no folder": ("none/a.svg", "there is no folder"),
}


@pytest.mark.parametrize(("name", "said"), CHARTS.values(), ids=CHARTS.keys())
@pytest.mark.parametrize("region", ["山东", "北京"])
def test_a_chart_that_cannot_be(
    call: Call, kept: Path, tmp_path: Path, name: str, said: str, region: str
) -> None:
    status, out, err = call(
        "compare", "--field", "党建指导员", "--region", region, "--chart", tmp_path / name
    )
    assert (status, out) == (2, "")
    assert err.splitlines()[-1].startswith("dj-metrics: error: ")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_chart_without_the_package(
    call: Call, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    status, out, err = call("compare", "--field", "党建指导员", "--chart", tmp_path / "a.png")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "pip install 'dangjian-metrics[charts]', or write .svg" in err
    assert list(tmp_path.iterdir()) == []


USAGE = {
    "no field": ([], "compare: which field? give --field NAME; dj-metrics fields lists those there are"),
    "an unknown field": (["--field", "党建指导"], "no such field; the nearest: 党建指导员"),
    "one of two unknown": (["--field", "资金", "--field", "xyz"], "--field xyz: no such field"),
    "by what": (["--field", "资金", "--by", "county"], "--by"),
    "joined how": (["--field", "资金", "--agg", "mean"], "--agg"),
    "a place": (["--field", "资金", "--region", "安丘县"], "the nearest: 安丘市"),
    "a store": (["--field", "资金", "--store", "no.db"], "no.db: there is no store here"),
}


@pytest.mark.parametrize(("options", "said"), USAGE.values(), ids=USAGE.keys())
def test_what_cannot_be_is_refused(call: Call, kept: Path, options: list[str], said: str) -> None:
    status, out, err = call("compare", *options)
    assert (status > 0, out, err.count("\n")) == (True, "", 1)
    assert said in err


@pytest.mark.parametrize("value", INJECTIONS)
def test_values_are_data(call: Call, kept: Path, value: str) -> None:
    for option in ("--action", "--unit", "--period"):
        assert compared(call, option, value) == []
    assert call("compare", "--field", value)[0] == 2
    assert len(compared(call)) == 3
    assert len(STORED) == 8
