"""The house holds: who may import whom, and who alone imports what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "dangjian_metrics"
MODULES = sorted(SOURCE.rglob("*.py"))
# A room imports only itself and rooms before it.
ROOMS = [
    "messages",
    "errors",
    "memory",
    "text",
    "documents",
    "language",
    "claims",
    "extraction",
    "explanation",
    "comparison",
    "store",
    "checking",
    "evaluation",
    "review",
    "views",
    "scale",
    "cli",
]
ONLY_IMPORTER = {
    "rjieba": "language/tokens.py",
    "cn2an": "language/numerals.py",
    "pandas": "extraction.py",
    "apsw": "store/",
    "xlsxwriter": "views/sheets.py",
    "pyarrow": "store/parquet.py",
    "duckdb": "store/parts/",
    "vl_convert": "views/charts.py",
    "lxml": "documents/readers/",
    "mammoth": "documents/readers/docx.py",
    "trafilatura": "documents/readers/article.py",
    "pypdfium2": "documents/readers/pdf/glyphs.py",
    "distributed": "scale/cluster.py",
}
OPEN_HOUSES = {"__init__.py", "__main__.py"}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it, those for type checking left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {node for block in ast.walk(tree) if is_for_types(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "dangjian_metrics":
            yield from (f"dangjian_metrics.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if place(path) in OPEN_HOUSES:
        return
    allowed = ROOMS[: ROOMS.index(room) + 1]
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("dangjian_metrics.")}
    assert [found for found in rooms if found in ROOMS and found not in allowed] == []


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_some_packages_have_one_importer(path: Path) -> None:
    packages = {name.split(".")[0] for name in imported(path)}
    assert [
        name for name in packages & ONLY_IMPORTER.keys() if not place(path).startswith(ONLY_IMPORTER[name])
    ] == []


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_click_stays_behind_typer(path: Path) -> None:
    assert "click" not in {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_only_the_command_line_prints(path: Path) -> None:
    if path.is_relative_to(SOURCE / "cli"):
        return
    calls = [
        node.func
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id in {"print", "exit"}]
