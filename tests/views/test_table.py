"""Tables on a terminal: aligned, nothing lost, nothing that the terminal would obey."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from dangjian_metrics.claims.record import Disposition
from dangjian_metrics.explanation import Explanation, Quantity, Step, Token
from dangjian_metrics.views import explained
from dangjian_metrics.views.table import ClaimTable, NumberTable
from stand_in import claim

LONG = "新业态新就业群体友好型小区物业服务企业党组织"


def terminal(width: int = 80, **options: Any) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False, **options)


def shown(console: Console) -> list[str]:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def column(line: str, word: str) -> int:
    return cell_len(line[: line.index(word)])


@pytest.mark.parametrize("width", [20, 40, 80, 120, 300])
def test_fits_the_terminal(width: int) -> None:
    console = terminal(width)
    ClaimTable(console).write("简报.txt", [claim(entity=LONG, field=None, period="“十四五”以来")])
    assert max(map(cell_len, shown(console))) <= max(width, 20)


def test_headings() -> None:
    console = terminal()
    ClaimTable(console).write("简报.txt", [claim()])
    assert shown(console)[0].rstrip() == "简报.txt"
    assert shown(console)[1].split() == ["place", "field", "action", "value", "period"]


def test_columns_stand_under_their_headings() -> None:
    console = terminal()
    table = ClaimTable(console)
    table.write("a.txt", [claim(period="今年")])
    table.write("b.txt", [claim(entity="户", field=None, city=None)])
    lines = shown(console)
    assert lines[2].split() == ["山东省潍坊市安丘市", "党支部", "新建", "32个", "今年"]
    assert {column(lines[1], "value"), column(lines[2], "32"), column(lines[4], "32")} == {52}


def test_nothing_is_cut_off() -> None:
    console = terminal()
    ClaimTable(console).write(
        "简报.txt", [claim(entity=LONG, field=None, action="排查梳理核减整合", period="今年以来")]
    )
    folded = [line[column(line, line[0]) :] for line in shown(console)[2:]]
    for text in (LONG, "排查梳理核减整合"):
        assert text == "".join(character for line in folded for character in line if character in text)


def test_a_place_is_said_once() -> None:
    console = terminal()
    ClaimTable(console).write("简报.txt", [claim(), claim(), claim(article=2, county="昌邑市")])
    text = "\n".join(shown(console))
    assert (text.count("安丘市"), text.count("昌邑市")) == (1, 1)


def test_field_entity_and_role() -> None:
    console = terminal(120)
    ClaimTable(console).write(
        "简报.txt",
        [
            claim(entity="党建工作指导员", field="党建指导员", role="网格员"),
            claim(entity="机关干部", field="干部"),
            claim(entity="暖心鞋", field=None),
            claim(entity=None, field=None),
        ],
    )
    names = [line.split()[-3] for line in shown(console)[2:]]
    assert names == ["党建指导员（网格员）", "机关干部", "暖心鞋", "–"]


def test_nothing_is_taken_for_mark_up() -> None:
    console = terminal(120)
    ClaimTable(console).write("[red]简报.txt", [claim(entity="[bold]站[/bold]:smile:", field=None)])
    assert "[bold]站[/bold]:smile:" in "\n".join(shown(console))
    assert shown(console)[0].startswith("[red]简报.txt")


def test_control_characters_do_not_reach_the_terminal() -> None:
    console = terminal(120, force_terminal=False)
    ClaimTable(console).write("\x1b]0;简报\x07.txt", [claim(entity="站\x1b[31m\x9b31m\u202e点", field=None)])
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set("".join(shown(console)))


def test_a_document_without_claims_shows_nothing() -> None:
    console = terminal()
    ClaimTable(console).write("简报.txt", [])
    assert shown(console) == []


TEXT = "一、组织\n截至目前，选派党建指导员28人，覆盖率达99%。\n"


def numbers() -> list[Disposition]:
    at = TEXT.index("28")
    return [
        Disposition("简报.txt", 0, 1, "一", "ordinal", "list number", "一、组织"),
        Disposition("简报.txt", at, at + 2, "28", "claim", "count after noun", "选派党建指导员28人"),
    ]


def test_numbers_in_their_context() -> None:
    console = terminal()
    NumberTable(console).write("简报.txt", TEXT, numbers())
    lines = shown(console)
    assert lines[1].split() == ["where", "number", "in", "its", "context", "disposition", "reason"]
    assert lines[2].startswith("1:1 ")
    assert lines[3].startswith(f"2:{TEXT.index('28') - 5 + 1} ")
    assert "，选派党建指导员28人，覆盖率达99%" in lines[3]
    assert "count after" in lines[3]


def test_the_number_is_highlighted() -> None:
    console = terminal(force_terminal=True, color_system="standard")
    NumberTable(console).write("简报.txt", TEXT, numbers())
    assert "党建指导员\x1b[1;7m28\x1b[0m人" in "\n".join(shown(console))


def test_explanation() -> None:
    console = terminal()
    explained.show(
        console,
        Explanation(
            tokens=[Token("新建", "verb"), Token("党支部", "noun")],
            quantities=[Quantity("32个", "32", "exact", "个")],
            steps=[Step("32个", "count after noun", "entity 党支部")],
            claims=[claim(value=Decimal("1E+3"))],
        ),
    )
    text = "\n".join(line.rstrip() for line in shown(console))
    assert "新建/verb  党支部/noun" in text
    assert "count after noun" in text
    assert "1  value      1000" in text
    assert "sentence" not in text


def test_explanation_of_a_sentence_without_a_number() -> None:
    console = terminal()
    explained.show(console, Explanation())
    assert shown(console) == ["tokens: none", "quantities: none", "steps: none", "claims: none"]
