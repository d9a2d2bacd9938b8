"""Every pattern of the package, found by itself, how the code asks it, and the texts that are hard for it."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, cast

import regex

import dangjian_metrics

_KINDS: tuple[type, ...] = (re.Pattern, type(regex.compile("")))
_HOLDERS = (list, tuple, set, frozenset)
_ASKING = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"}
# The parser of patterns: what a pattern can be made of is known from nowhere else.
_parser: Any = import_module("re._parser")


@dataclass(frozen=True)
class Asked:
    """A pattern, where it stands, and what the code does with it.

    ``match`` at one place, ``search`` for the first place, ``scan`` for all of them.
    """

    place: str
    pattern: re.Pattern[str]
    how: frozenset[str]


def asked() -> list[Asked]:
    """The patterns of all modules of the package: those that are kept, and those that are written where they are used."""
    found: dict[tuple[str, str], Asked] = {}
    for name, tree in modules():
        module = importlib.import_module(name)
        uses = _uses(tree)
        for where, pattern in _kept(vars(module).items(), set()):
            if not _is_imported(tree, where):
                how = uses.get(re.split(r"[.(\[]", where)[0], frozenset(("scan",)))
                found[name, where] = Asked(f"{name}.{where}", pattern, how)
        for line, text, method in _written(tree):
            found[name, str(line)] = Asked(f"{name}:{line}", re.compile(text), frozenset((_manner(method),)))
    return list(found.values())


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules of the package by name, with what is written in them; those that start on import are left out."""
    for each in pkgutil.walk_packages(dangjian_metrics.__path__, "dangjian_metrics."):
        if not each.name.endswith("__main__"):
            spec = importlib.util.find_spec(each.name)
            assert spec is not None
            assert spec.origin is not None
            yield each.name, ast.parse(Path(spec.origin).read_text(encoding="utf-8"))


def unfound(tree: ast.Module) -> list[int]:
    """The lines on which a pattern is made where :func:`asked` could not see it.

    In a function, of a text that is not written there; a function that a module calls for its constants is none.
    """
    kept = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _keeps(node)]
    at_once = {node.name for node in kept}
    for place in (*_outside(tree), *(inner for node in kept for inner in ast.walk(node))):
        if isinstance(place, ast.Call) and isinstance(place.func, ast.Name):
            at_once.add(place.func.id)
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name not in at_once
    ]
    calls = {call for function in functions for call in _makings(function)}
    return sorted(
        call.lineno
        for call in calls
        if not (call.args and _text_of(call.args[0])) and not _names_constant(call)
    )


def _names_constant(call: ast.Call) -> bool:
    """Whether the pattern is one that the module keeps: it is found there, as a text."""
    return bool(call.args) and isinstance(call.args[0], ast.Name) and call.args[0].id.isupper()


def _keeps(function: ast.FunctionDef) -> bool:
    """Whether a function makes patterns once and keeps them: it takes nothing and is cached."""
    cached = any("cache" in ast.unparse(decorator) for decorator in function.decorator_list)
    return (
        cached
        and not function.args.args
        and function.returns is not None
        and "Pattern" in ast.unparse(function.returns)
    )


def _outside(tree: ast.Module) -> Iterator[ast.AST]:
    for statement in tree.body:
        if not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            yield from ast.walk(statement)


def _makings(within: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(within):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            value = node.func.value
            if (
                isinstance(value, ast.Name)
                and value.id in ("re", "regex")
                and node.func.attr in _ASKING | {"compile"}
            ):
                yield node


def _text_of(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _written(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Patterns in functions: their line, text, and method."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for call in {call for function in functions for call in _makings(function)}:
        text = _text_of(call.args[0]) if call.args else None
        if text is not None:
            method = cast("ast.Attribute", call.func).attr
            yield call.lineno, text, "search" if method == "compile" else method


def _is_imported(tree: ast.Module, where: str) -> bool:
    name = re.split(r"[.(\[]", where)[0]
    return not any(
        (isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.FunctionDef) and node.name == name)
        for node in ast.walk(tree)
    )


def _kept(named: Iterable[tuple[Any, Any]], seen: set[int]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns among named values and within them."""
    for name, value in named:
        if isinstance(value, _KINDS):
            pattern = cast("re.Pattern[str]", value)
            if isinstance(pattern.pattern, str):
                yield str(name), pattern
        elif (
            hasattr(value, "cache_info")
            and "Pattern" in str(value.__annotations__.get("return"))
            and len(value.__annotations__) == 1
        ):
            yield from _kept([(f"{name}()", value())], seen)
        elif isinstance(value, (dict, *_HOLDERS)) and id(value) not in seen and len(value) < 10_000:
            seen.add(id(value))
            parts = value.items() if isinstance(value, dict) else enumerate(value)
            yield from ((f"{name}[{at}]", found) for at, found in _kept(parts, seen))


def _uses(tree: ast.Module) -> dict[str, frozenset[str]]:
    """How each name of a module is asked; a name that is handed on may be asked in any way."""
    found: dict[str, set[str]] = {}
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)):
            continue
        attribute = parents[node]
        if not isinstance(attribute, ast.Attribute):
            found.setdefault(node.id, set()).add("scan")
        elif attribute.attr in _ASKING:
            found.setdefault(node.id, set()).add(_manner(attribute.attr))
    return {name: frozenset(how) for name, how in found.items()}


def _manner(method: str) -> str:
    return {"match": "match", "fullmatch": "match", "search": "search"}.get(method, "scan")


# ---------------------------------------------------------------- hard texts

_FILLING = "党"
_CATEGORIES = {"CATEGORY_DIGIT": "5", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "党", "CATEGORY_NOT_DIGIT": "党",
               "CATEGORY_NOT_SPACE": "党", "CATEGORY_NOT_WORD": "，"}  # fmt: skip


def hard(pattern: str, most: int) -> list[str]:
    """Texts to repeat, made of what the pattern is made of: what fits it, what nearly fits, and its endless parts.

    >>> hard("[（(][^）)]*报", 9)
    ['（', '（党', '（党报', '党', '报']
    """
    found: dict[str, None] = {}
    for sequence in _sequences(_parser.parse(pattern)):
        parts = [_fitting(node) for node in sequence]
        whole = [part for part in parts if part]
        for end in range(1, len(whole) + 1):
            found["".join(whole[:end])] = None
        found |= dict.fromkeys(whole)
    return list(_spread(list(found), most))


def openers(pattern: str, most: int) -> list[tuple[str, str]]:
    """What may stand once before an endless part, and that part: an opener that is never closed."""
    found: dict[tuple[str, str], None] = {}
    for sequence in _sequences(_parser.parse(pattern)):
        before = ""
        for node in sequence:
            part = _fitting(node)
            if part and str(node[0]) in _REPEATS and node[1][1] > 8:
                found[before, _fitting(node[1][2])] = None
            before += part
    return list(_spread(list(found), most))


_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _spread(found: list[Any], most: int) -> Iterator[Any]:
    step = max(1, -(-len(found) // most))
    return islice(found, 0, None, step)


def _sequences(parsed: Any) -> Iterator[list[Any]]:
    """The sequence of a pattern and those inside it."""
    nodes = list(parsed)
    yield nodes
    for name, value in nodes:
        for inner in _inside(str(name), value):
            yield from _sequences(inner)


def _inside(name: str, value: Any) -> list[Any]:
    if name == "BRANCH":
        return list(value[1])
    if name == "SUBPATTERN":
        return [value[3]]
    if name in _REPEATS:
        return [value[2]]
    return [value[1]] if name in ("ASSERT", "ASSERT_NOT") else [value] if name == "ATOMIC_GROUP" else []


def _fitting(node: Any) -> str:
    """A text that fits a node of a pattern, or a whole sequence of them; a look behind or ahead fits nothing."""
    if not isinstance(node, tuple):
        return "".join(map(_fitting, node))
    name, value = str(node[0]), node[1]
    if name == "LITERAL":
        return chr(value)
    if name in ("NOT_LITERAL", "ANY"):
        return _FILLING
    if name == "IN":
        return _one_of(value)
    if name in ("ASSERT", "ASSERT_NOT", "AT", "GROUPREF"):
        return ""
    inner = _inside(name, value)
    least = max(1, value[0]) if name in _REPEATS else 1
    return _fitting(inner[0]) * min(least, 8) if inner else ""


def _one_of(members: Any) -> str:
    signs = []
    for name, value in members:
        if str(name) == "NEGATE":
            return _FILLING
        signs.append(
            chr(value if str(name) == "LITERAL" else value[0])
            if str(name) != "CATEGORY"
            else _CATEGORIES[str(value)]
        )
    return signs[0]
