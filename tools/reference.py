"""Writes ``docs/reference/`` and ``docs/zh/reference/`` from the code: commands, columns, rules, field lexicon.

``python tools/reference.py`` says whether the pages are up to date (exit status 1 if not), ``--write`` makes them so. The help of the commands is
in the language that the process started with, so each language is asked of a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"en": ROOT / "docs" / "reference", "zh": ROOT / "docs" / "zh" / "reference"}
_OTHER = {"en": "[中文](../zh/reference/{page})", "zh": "[English](../../reference/{page})"}
_MADE = {
    "en": "<!-- Written by tools/reference.py from the code: make readme -->",
    "zh": "<!-- 由 tools/reference.py 依代码生成：make readme -->",
}
_WORDS = {
    "en": {
        "commands": "Commands", "command": "command", "option": "option", "what": "what it does", "all": "All commands",
        "columns": "Columns of a claim", "column": "column", "chinese": "in Chinese", "type": "type", "meaning": "what it says", "example": "example",
        "rules": "Rules", "rule": "rule", "says": "what it says", "counts": "counted", "right": "right on gold",
        "rules_intro": "The column `rule` of a claim names the rule that linked the number to what it counts. In each example it links the words in bold. The last column is how often it named noun, number and unit rightly in the project's own annotated articles.",
        "lexicon": "The field lexicon", "field": "field", "names": "names, also as the end of a longer name", "exact": "names that hold alone only",
        "lexicon_intro": "Things that are the same under several names have one `field`, by which they are compared. [Your own field names](../how-to/field-names.md) tells how to add to it.",
    },
    "zh": {
        "commands": "命令", "command": "命令", "option": "选项", "what": "作用", "all": "全部命令",
        "columns": "数据的各列", "column": "列", "chinese": "中文名", "type": "类型", "meaning": "含义", "example": "例",
        "rules": "规则", "rule": "规则", "says": "含义", "counts": "对象", "right": "标注上的对错",
        "rules_intro": "数据的 `rule` 列写着是哪条规则把数字和它所计的对象连在一起的。下面每个例句里，粗体的数量由该规则处理。末列是在本项目标注的文章上，名词、数值和单位都对的次数。",
        "lexicon": "指标词表", "field": "指标", "names": "名称（也作更长名称的词尾）", "exact": "只在单独出现时才算的名称",
        "lexicon_intro": "同一事物的不同叫法归到同一个 `field` 下，才能相互比较。如何补充，见[添加自己的指标名称](../how-to/field-names.md)。",
    },
}  # fmt: skip


def pages(language: str) -> dict[str, str]:
    """The pages of a language by their names; the process must run in that language."""
    makers: dict[str, Callable[[str, dict[str, str]], Iterator[str]]] = {
        "commands.md": _commands,
        "columns.md": _columns,
        "rules.md": _rules,
        "lexicon.md": _lexicon,
    }
    words = _WORDS[language]
    return {
        name: "\n".join(
            [
                _MADE[language],
                "",
                f"# {words[name.removesuffix('.md')]}",
                "",
                _OTHER[language].format(page=name),
                "",
                *make(language, words),
            ]
        )
        + "\n"
        for name, make in makers.items()
    }


def _commands(_: str, words: dict[str, str]) -> Iterator[str]:
    import typer

    from dangjian_metrics.cli.app import app

    found = list(_walked(typer.main.get_command(app), ()))
    yield from _table(
        (words["command"], words["what"]),
        ((f"[`{name}`](#{_anchor(name)})", _first(command.help)) for name, command in found),
    )
    for name, command in found:
        arguments = [each for each in command.params if each.param_type_name == "argument"]
        usage = " ".join(["dj-metrics", name, *(_metavar(each) for each in arguments)])
        yield from ("", f"## {name}", "", f"`{usage}`", "", *_paragraphs(command.help), "")
        rows = [(f"`{_spelled(each)}`", str(each.help or "")) for each in command.params if not each.hidden]
        yield from _table((words["option"], words["what"]), rows)


def _walked(command: Any, before: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, each in getattr(command, "commands", {}).items():
        path = (*before, name)
        yield " ".join(path), each
        yield from _walked(each, path)


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _spelled(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return _metavar(parameter)
    names = ", ".join(sorted(parameter.opts, key=len))
    if getattr(parameter, "is_flag", False):
        return names
    choices = "|".join(_choices(parameter.type_descriptor.annotation))
    return f"{names} {choices or parameter.metavar or ''}".strip()


def _choices(annotation: Any) -> Iterator[str]:
    """The values of an option that takes one of several; ``Form | None`` takes those of Form."""
    for each in get_args(annotation) or (annotation,):
        if isinstance(each, type) and issubclass(each, Enum):
            yield from (str(member.value) for member in each)


def _paragraphs(text: str | None) -> list[str]:
    return [" ".join(part.split()) for part in (text or "").split("\n\n")]


def _first(text: str | None) -> str:
    return _paragraphs(text)[0]


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _columns(language: str, words: dict[str, str]) -> Iterator[str]:
    from dangjian_metrics.views import dictionary

    heads = (words["column"], words["chinese"], words["type"], words["meaning"], words["example"])
    yield from _table(
        heads,
        (
            (f"`{entry.name}`", entry.name_zh, entry.type, entry.meaning if language == "en" else entry.meaning_zh, entry.example)
            for entry in dictionary.entries()
        ),
    )  # fmt: skip


def _rules(language: str, words: dict[str, str]) -> Iterator[str]:
    from dangjian_metrics.evaluation import precision

    yield from (words["rules_intro"], "")
    says = "says" if language == "en" else "says_zh"
    rows = (
        (name, rule[says], *_shown(rule.get("example")), precision.of(name).said())
        for name, rule in _packaged("claims", "rules").items()
    )
    yield from _table((words["rule"], words["says"], words["example"], words["counts"], words["right"]), rows)


def _shown(example: dict[str, str] | None) -> tuple[str, str]:
    if example is None:
        return "", ""
    quote = example["quote"]
    return example["sentence"].replace(quote, f"**{quote}**"), example.get("entity", "")


def _lexicon(_: str, words: dict[str, str]) -> Iterator[str]:
    yield from (words["lexicon_intro"], "")
    rows = (
        (name, "、".join(entry.get("words", ())), "、".join(entry.get("exact", ())))
        for name, entry in _packaged("language", "fields")["fields"].items()
    )
    yield from _table((words["field"], words["names"], words["exact"]), rows)


def _packaged(room: str, name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files(f"dangjian_metrics.{room}").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def asked_for(language: str) -> dict[str, str]:
    """The pages of a language, by a process that runs in it."""
    environment = {
        **os.environ,
        "DJ_METRICS_LANG": language,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
    }
    call = [sys.executable, __file__, "--pages", language]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment, encoding="utf-8")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def main(arguments: list[str]) -> int:
    """Checks or, with ``--write``, renews the pages; the exit status."""
    if arguments[:1] == ["--pages"]:
        print(json.dumps(pages(arguments[1]), ensure_ascii=False))
        return 0
    stale = 0
    for language, folder in FOLDERS.items():
        for name, text in asked_for(language).items():
            path = folder / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            if "--write" in arguments:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            else:
                print(f"{path.relative_to(ROOT)}: is not what the code says: make readme")
                stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
