"""Records as JSON lines and CSV: exact numbers, empty cells, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from operator import length_hint
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.claims.record import COLUMNS, Disposition
from dangjian_metrics.views.records import CLAIMS, NUMBERS, Layout, lines, writer
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


def written(form: str, records: list[Any], layout: Layout = CLAIMS) -> str:
    stream = io.StringIO(newline="")
    out = writer(form, stream, layout)
    out.header()
    out.write(iter(records))
    return stream.getvalue()


def csv_rows(records: list[Any], layout: Layout = CLAIMS) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", records, layout), newline="")))


def test_columns_are_those_of_the_standard() -> None:
    standard = Path(__file__).parents[2].joinpath("docs/claims.md").read_text(encoding="utf-8")
    section = standard[standard.index("## 6.") :]
    listed = section[section.index("`doc,") + 1 :].split("`", 1)[0].replace("\n", " ")
    assert [name.strip() for name in listed.split(",")] == list(COLUMNS)
    assert written("csv", []).rstrip("\n").split(",") == list(COLUMNS)


@pytest.mark.parametrize(("value", "digits"), EXACT)
def test_numbers_are_exact(value: str, digits: str) -> None:
    record = claim(value=Decimal(value), value_to=Decimal(value))
    row = csv_rows([record])[0]
    assert (row["value"], row["value_to"]) == (digits, digits)
    line = written("jsonl", [record])
    assert f'"value": {digits}, "value_to": {digits}, ' in line
    assert json.loads(line, parse_float=Decimal)["value"] == Decimal(value)


def test_empty_is_null_and_an_empty_cell() -> None:
    record = claim(section=None, value_to=None, unit=None)
    row = csv_rows([record])[0]
    assert (row["section"], row["value_to"], row["unit"]) == ("", "", "")
    parsed = json.loads(written("jsonl", [record]))
    assert (parsed["section"], parsed["value_to"], parsed["unit"]) == (None, None, None)


def test_json_keeps_types_and_order() -> None:
    parsed = json.loads(written("jsonl", [claim()]))
    assert list(parsed) == list(COLUMNS)
    assert (parsed["article"], parsed["value"], parsed["start"], parsed["doc"]) == (1, 32, 5, "简报.txt")
    assert "党支部" in written("jsonl", [claim()])  # as it is, not \u515a


@pytest.mark.parametrize("text", RISKY)
@pytest.mark.parametrize(
    "column", ["doc", "title", "section", "subject", "entity", "action", "quote", "sentence", "unit"]
)
def test_formulas_are_defused(column: str, text: str) -> None:
    assert csv_rows([claim(**{column: text})])[0][column] == f"'{text}"
    assert json.loads(written("jsonl", [claim(**{column: text})]))[column] == text


def test_every_column_with_text_of_the_document_is_defused() -> None:
    closed = {"article", "start", "end", "value", "value_to", "province", "city", "county"}
    closed |= {"bound", "kind", "statistic", "direction", "rule"}
    row = csv_rows([claim(**dict.fromkeys(set(COLUMNS) - closed, "=1"))])[0]
    assert {name for name in COLUMNS if row[name] == "'=1"} == set(COLUMNS) - closed


def test_negative_numbers_stay_numbers() -> None:
    assert csv_rows([claim(value=Decimal("-3.5"))])[0]["value"] == "-3.5"


def test_safe_cells_stay_as_they_are() -> None:
    assert csv_rows([claim(sentence="增长-5%"), claim(sentence="=1")])[0]["sentence"] == "增长-5%"


def test_lines_end_in_one_newline() -> None:
    text = written("csv", [claim()])
    assert text.endswith("rule\n简报.txt" + text.split("简报.txt", 1)[1])
    assert "\r" not in text


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\n", "\r", "\x0b", "\x1c"])
def test_a_json_record_is_one_line(mark: str) -> None:
    text = written("jsonl", [claim(sentence=f"上{mark}下")])
    assert len(text.splitlines()) == 1
    assert json.loads(text)["sentence"] == f"上{mark}下"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=3, max_size=3))
def test_any_text_comes_back(texts: list[str]) -> None:
    doc, entity, sentence = texts
    record = claim(doc=doc, entity=entity, sentence=sentence)
    parsed = json.loads(written("jsonl", [record]))
    assert (parsed["doc"], parsed["entity"], parsed["sentence"]) == (doc, entity, sentence)
    row = csv_rows([record])[0]
    for name, text in zip(("doc", "entity", "sentence"), texts, strict=True):
        assert row[name] in {text, f"'{text}"}


def test_more_records_than_one_batch() -> None:
    records = [claim(start=number, value=Decimal(number)) for number in range(2501)]
    assert [int(row["start"]) for row in csv_rows(records)] == list(range(2501))
    assert [json.loads(line)["value"] for line in written("jsonl", records).splitlines()] == list(range(2501))


def test_records_are_not_gathered() -> None:
    taken = iter(range(3000))
    left: list[int] = []

    class Stream(io.StringIO):
        def write(self, text: str) -> int:
            left.append(length_hint(taken))
            return len(text)

    writer("jsonl", Stream(), CLAIMS).write(claim() for _ in taken)
    assert left == [2000, 1000, 0]


def test_numbers_with_their_dispositions() -> None:
    number = Disposition("a.txt", 2, 4, "28", "claim", "count", "=选派28人")
    assert json.loads(written("jsonl", [number], NUMBERS)) == {
        "doc": "a.txt", "start": 2, "end": 4, "number": "28", "disposition": "claim", "reason": "count",
        "context": "=选派28人",
    }  # fmt: skip
    assert csv_rows([number], NUMBERS)[0]["context"] == "'=选派28人"


def test_lines_of_a_text() -> None:
    assert list(lines("")) == [0]
    assert list(lines("党\n\n员\n")) == [0, 2, 3, 5]
