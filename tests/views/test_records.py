"""Rows as text: exact numbers, empty cells, nothing that a spreadsheet runs or a table breaks at."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from operator import length_hint
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.claims.record import COLUMNS, Disposition, number_row, row
from dangjian_metrics.views.records import CLAIMS, NUMBERS, Layout, Row, lines, titles, writer
from stand_in import claim

EXACT = [
    ("10360000000000000000", "10360000000000000000"),
    ("1.036E+19", "10360000000000000000"),
    ("0.13", "0.13"),
    ("1E-7", "0.0000001"),
    ("83.20", "83.2"),
    ("480000000.0", "480000000"),
    ("57500", "57500"),
    ("0", "0"),
    ("-5", "-5"),
    ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
]
RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1"]


MIXED = Layout(
    ("field", "value", "claims", "share"), decimals=("value",), integers=("claims",), reals=("share",)
)


def written(form: str, rows: list[Row], layout: Layout = CLAIMS, language: str = "en") -> str:
    stream = io.StringIO(newline="")
    out = writer(form, stream, layout, language)
    out.header()
    out.write(iter(rows))
    out.end()
    return stream.getvalue()


def csv_rows(rows: list[Row], layout: Layout = CLAIMS, language: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", rows, layout, language), newline="")))


def cells(line: str) -> list[str]:
    """The cells of a line of Markdown, as they show."""
    shown = [re.sub(r"\\([^\w\s])", r"\1", cell) for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line)]
    return [cell.strip() for cell in shown[1:-1]]


def test_columns_are_those_of_the_standard() -> None:
    standard = Path(__file__).parents[2].joinpath("docs/claims.md").read_text(encoding="utf-8")
    section = standard[standard.index("## 6.") :]
    listed = section[section.index("`doc,") + 1 :].split("`", 1)[0].replace("\n", " ")
    assert [name.strip() for name in listed.split(",")] == list(COLUMNS)
    assert written("csv", []).rstrip("\n").split(",") == list(COLUMNS)


@pytest.mark.parametrize(("value", "digits"), EXACT)
def test_numbers_are_exact(value: str, digits: str) -> None:
    record = row(claim(value=Decimal(value), value_to=Decimal(value)))
    read = csv_rows([record])[0]
    assert (read["value"], read["value_to"]) == (digits, digits)
    line = written("jsonl", [record])
    assert f'"value": {digits}, "value_to": {digits}, ' in line
    assert json.loads(line, parse_float=Decimal)["value"] == Decimal(value)


def test_empty_is_null_and_an_empty_cell() -> None:
    record = row(claim(section=None, value_to=None, unit=None))
    read = csv_rows([record])[0]
    assert (read["section"], read["value_to"], read["unit"]) == ("", "", "")
    parsed = json.loads(written("jsonl", [record]))
    assert (parsed["section"], parsed["value_to"], parsed["unit"]) == (None, None, None)


def test_json_keeps_types_and_order() -> None:
    parsed = json.loads(written("jsonl", [row(claim())]))
    assert list(parsed) == list(COLUMNS)
    assert (parsed["article"], parsed["value"], parsed["start"], parsed["doc"]) == (1, 32, 5, "简报.txt")
    assert "党支部" in written("jsonl", [row(claim())])  # as it is, not \u515a


@pytest.mark.parametrize("text", RISKY)
@pytest.mark.parametrize(
    "column", ["doc", "title", "section", "subject", "entity", "action", "quote", "sentence", "unit"]
)
def test_formulas_are_defused(column: str, text: str) -> None:
    assert csv_rows([row(claim(**{column: text}))])[0][column] == f"'{text}"
    assert json.loads(written("jsonl", [row(claim(**{column: text}))]))[column] == text


def test_every_column_with_text_of_the_document_is_defused() -> None:
    closed = {"article", "start", "end", "value", "value_to", "province", "city", "county"}
    closed |= {"bound", "kind", "statistic", "direction", "rule"}
    read = csv_rows([row(claim(**dict.fromkeys(set(COLUMNS) - closed, "=1")))])[0]
    assert {name for name in COLUMNS if read[name] == "'=1"} == set(COLUMNS) - closed


def test_negative_numbers_stay_numbers() -> None:
    assert csv_rows([row(claim(value=Decimal("-3.5")))])[0]["value"] == "-3.5"


def test_safe_cells_stay_as_they_are() -> None:
    assert csv_rows([row(claim(sentence="增长-5%")), row(claim(sentence="=1"))])[0]["sentence"] == "增长-5%"


def test_lines_end_in_one_newline() -> None:
    text = written("csv", [row(claim())])
    assert text.endswith("rule\n简报.txt" + text.split("简报.txt", 1)[1])
    assert "\r" not in text


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\n", "\r", "\x0b", "\x1c"])
def test_a_json_record_is_one_line(mark: str) -> None:
    text = written("jsonl", [row(claim(sentence=f"上{mark}下"))])
    assert len(text.splitlines()) == 1
    assert json.loads(text)["sentence"] == f"上{mark}下"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=3, max_size=3))
def test_any_text_comes_back(texts: list[str]) -> None:
    doc, entity, sentence = texts
    record = row(claim(doc=doc, entity=entity, sentence=sentence))
    parsed = json.loads(written("jsonl", [record]))
    assert (parsed["doc"], parsed["entity"], parsed["sentence"]) == (doc, entity, sentence)
    read = csv_rows([record])[0]
    for name, text in zip(("doc", "entity", "sentence"), texts, strict=True):
        assert read[name] in {text, f"'{text}"}


def test_more_records_than_one_batch() -> None:
    records = [row(claim(start=number, value=Decimal(number))) for number in range(2501)]
    assert [int(line["start"]) for line in csv_rows(records)] == list(range(2501))
    assert [json.loads(line)["value"] for line in written("jsonl", records).splitlines()] == list(range(2501))


def test_records_are_not_gathered() -> None:
    taken = iter(range(3000))
    left: list[int] = []

    class Stream(io.StringIO):
        def write(self, text: str) -> int:
            left.append(length_hint(taken))
            return len(text)

    writer("jsonl", Stream(), CLAIMS).write(row(claim()) for _ in taken)
    assert left == [2000, 1000, 0]


def test_numbers_with_their_dispositions() -> None:
    number = number_row(Disposition("a.txt", 2, 4, "28", "claim", "count", "=选派28人"))
    assert json.loads(written("jsonl", [number], NUMBERS)) == {
        "doc": "a.txt", "start": 2, "end": 4, "number": "28", "disposition": "claim", "reason": "count",
        "context": "=选派28人",
    }  # fmt: skip
    assert csv_rows([number], NUMBERS)[0]["context"] == "'=选派28人"


def test_lines_of_a_text() -> None:
    assert list(lines("")) == [0]
    assert list(lines("党\n\n员\n")) == [0, 2, 3, 5]


def test_a_decimal_may_be_its_digits() -> None:
    rows: list[Row] = [("党支部", "10360000000000000000", 2, 0.5), ("党支部", Decimal("1E-7"), None, None)]
    assert [read["value"] for read in csv_rows(rows, MIXED)] == ["10360000000000000000", "0.0000001"]
    assert '"value": 10360000000000000000, "claims": 2, "share": 0.5}' in written("json", rows, MIXED)
    assert cells(written("md", rows, MIXED).splitlines()[3]) == ["党支部", "0.0000001", "", ""]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), None])
def test_what_is_no_number_is_empty(odd: float | None) -> None:
    rows: list[Row] = [("党支部", None, None, odd)]
    assert csv_rows(rows, MIXED)[0]["share"] == ""
    assert json.loads(written("jsonl", rows, MIXED))["share"] is None
    assert cells(written("md", rows, MIXED).splitlines()[2]) == ["党支部", "", "", ""]


def test_reals_have_no_exponent() -> None:
    rows: list[Row] = [("党支部", None, None, 1e-7), ("党支部", None, None, 1e22)]
    assert [read["share"] for read in csv_rows(rows, MIXED)] == ["0.0000001", "1" + "0" * 22]
    assert [found["share"] for found in json.loads(written("json", rows, MIXED))] == [1e-7, 1e22]


@pytest.mark.parametrize("count", [0, 1, 2, 1000, 2001])
def test_json_is_one_array(count: int) -> None:
    rows = [row(claim(start=number)) for number in range(count)]
    text = written("json", rows)
    assert [found["start"] for found in json.loads(text)] == list(range(count))
    assert text.count("\n") == (count + 2 if count else 1)
    assert text.endswith("]\n")


def test_json_of_several_writes() -> None:
    stream = io.StringIO()
    out = writer("json", stream, MIXED)
    for rows in ([], [("甲", 1, 1, 1.0)], [], [("乙", 2, 2, 2.0)], []):
        out.write(rows)
    out.end()
    assert [found["field"] for found in json.loads(stream.getvalue())] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("form", "empty"), [("csv", "field,value,claims,share\n"), ("jsonl", ""), ("json", "[]\n")]
)
def test_no_rows(form: str, empty: str) -> None:
    assert written(form, [], MIXED) == empty
    assert written("md", [], MIXED).splitlines() == [
        "| field | value | claims | share |",
        "| --- | ---: | ---: | ---: |",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"), ("a\\b", r"a\\b"), ("a\\|b", r"a\\\|b"), ("a\nb\r\nc\rd", "a<br>b<br>c<br>d"), ("3~5人", r"3\~5人"),
        ("<b>", r"\<b>"), ("*重*", r"\*重\*"), ("=1+1", "=1+1"), ("at_least", "at_least"), ("😀", "😀"),
    ],
)  # fmt: skip
def test_signs_of_markdown_are_escaped(text: str, shown: str) -> None:
    lines = written("md", [(text, 1, 1, 1.0)], MIXED).splitlines()
    assert lines[2:] == [f"| {shown} | 1 | 1 | 1 |"]


def test_headings_in_chinese() -> None:
    assert titles(NUMBERS, "en") == NUMBERS.columns
    assert list(csv_rows([row(claim())], language="zh")[0])[:3] == ["文件", "篇次", "标题"]
    assert json.loads(written("jsonl", [row(claim())], language="zh"))["数值"] == 32
    assert json.loads(written("json", [row(claim())], language="zh"))[0]["原文数量"] == "32个"
    assert cells(written("md", [], MIXED, "zh").splitlines()[0]) == ["指标", "数值", "条数", "share"]


def test_headings_may_be_any_text() -> None:
    layout = Layout(('=1"%s|', "百分比%"), decimals=("百分比%",))
    assert list(csv_rows([("甲", 1)], layout)[0]) == ["'=1\"%s|", "百分比%"]
    assert json.loads(written("jsonl", [("甲", 1)], layout)) == {'=1"%s|': "甲", "百分比%": 1}
    assert cells(written("md", [], layout).splitlines()[0]) == ['=1"%s|', "百分比%"]


def test_none_everywhere() -> None:
    nothing = (None,) * len(COLUMNS)
    assert set(csv_rows([nothing])[0].values()) == {""}
    assert set(json.loads(written("jsonl", [nothing])).values()) == {None}
    assert set(cells(written("md", [nothing]).splitlines()[2])) == {""}
