"""Every rule that links a number is told, and its example is read by it."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

import dangjian_metrics.claims
from dangjian_metrics import extract

CLAIMS = Path(dangjian_metrics.claims.__file__).parent
RULES: dict[str, dict[str, Any]] = tomllib.loads((CLAIMS / "rules.toml").read_text(encoding="utf-8"))


def named() -> set[str]:
    """The rules that the code names: what a ``Link`` is made with."""
    calls = [
        node
        for path in CLAIMS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Link"
    ]
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_rule_is_told() -> None:
    assert RULES.keys() == named()
    assert all(
        {"says", "says_zh"} <= rule.keys() <= {"says", "says_zh", "example"} for rule in RULES.values()
    )


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if "example" in rule])
def test_its_example_is_read_by_it(name: str) -> None:
    example = RULES[name]["example"]
    found = [claim for claim in extract(example["sentence"]) if claim.quote == example["quote"]]
    assert [(claim.rule, claim.entity) for claim in found] == [(name, example.get("entity"))]


def test_only_what_needs_a_table_has_no_example() -> None:
    assert [name for name, rule in RULES.items() if "example" not in rule] == ["figure alone in its cell"]
