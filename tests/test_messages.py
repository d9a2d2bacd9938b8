"""One catalogue holds every message in Chinese, and what people read under a Chinese locale is Chinese."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import messages as catalogue
from dangjian_metrics.cli.app import app
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.messages import language

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dangjian_metrics"
MODULES = sorted(SOURCE.rglob("*.py"))
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*")
_NAMES = re.compile(
    r"--?[a-z][\w-]*|<[^>]*>|\[[A-Z]+\](?:\.\.\.)?|[\w./$~*=-]*[._/=$][\w./$~*=-]*|tcp://\S+|\b[A-Z][A-Z_]+\b|\"[^\"]*\""
)


def test_every_message_is_translated_and_none_is_stale() -> None:
    there = catalogue.translated()
    wanted = {(key.message, key.context) for key in catalogue.wanted()}
    known = {(_first(message.id), message.context) for message in there if message.id}
    assert sorted(wanted - known, key=str) == [], "make messages, then translate them in the .po"
    assert sorted(known - wanted, key=str) == [], "make messages takes them out"
    assert catalogue.faults(catalogue.renewed(there)) == []


def _first(texts: object) -> object:
    return texts[0] if isinstance(texts, (tuple, list)) else texts


def test_the_catalogue_is_compiled_as_it_stands() -> None:
    renewed = catalogue.renewed(catalogue.translated())
    assert catalogue.PO.read_bytes() == catalogue.source(renewed), "make messages"
    assert catalogue.MO.read_bytes() == catalogue.compiled(renewed), "make messages"


def test_the_catalogue_says_nothing_of_people_and_machines() -> None:
    text = catalogue.PO.read_text(encoding="utf-8")
    assert not re.search(r"@|#:|/home|/work|/tmp|Last-Translator|Creation-Date", text)
    assert "fuzzy" not in text


def _pairs() -> list[tuple[str, str]]:
    """Every message with its translation."""
    return [(str(_first(each.id)), str(_first(each.string))) for each in catalogue.translated() if each.id]


_FRONT = re.compile(
    r"(?:\{(?:name|path|file|folder|where|target|source|pattern|place)\}|--[a-z]+|sql|review|report): "
)


def test_a_translation_keeps_the_file_in_front() -> None:
    """Who reads a line, man or program, takes the file or the option from what stands before the first colon."""
    heads = [(head[0], chinese) for said, chinese in _pairs() if (head := _FRONT.match(said))]
    assert heads
    assert [chinese for head, chinese in heads if not chinese.startswith(head)] == []


def test_translations_use_chinese_signs() -> None:
    spoilt = [
        chinese
        for _, chinese in _pairs()
        if re.search(r"[\u4e00-\u9fff][,;!?](?!\w)|[\u4e00-\u9fff]:(?! )|[\u4e00-\u9fff]\(", chinese)
    ]
    assert spoilt == []


def test_translations_are_chinese() -> None:
    bare = [
        said
        for said, chinese in _pairs()
        if _LATIN.search(re.sub(r"\{.*?\}", "", said)) and not re.search("[\u4e00-\u9fff]", chinese)
    ]
    assert bare == ["check: {finding}", "{at} of {all}", "{what}? [y/N] "]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _english(node: ast.AST) -> list[str]:
    """The words that an expression says by itself, outside of what is translated."""
    if isinstance(node, ast.Call):
        inside = node.func.value if isinstance(node.func, ast.Attribute) else None
        return [] if inside is None or isinstance(inside, ast.Name) else _english(inside)
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) and re.search(r"[A-Za-z]{2}", node.value) else []
    if isinstance(node, ast.FormattedValue):
        return _english(node.value)
    return [text for child in ast.iter_child_nodes(node) for text in _english(child)]


ERRORS = {"DjError", "UsageError", "DocumentError", "LexiconError", "StoreError", "GoldError"}
SAYING = ERRORS | {"say", "_say", "complain", "print", "Text"}
SHOWING_HELP = {"Option", "Argument", "Typer", "command", "callback"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_whatever_is_said_goes_through_the_messages(path: Path) -> None:
    unsaid = []
    for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        if _name(call) in SAYING:
            unsaid += [text for each in call.args[:1] for text in _english(each)]
        elif _name(call) in SHOWING_HELP:
            said = [each.value for each in call.keywords if each.arg in ("help", "epilog", "short_help")]
            unsaid += [text for each in said for text in _english(each)]
    assert unsaid == [], 'write _("…").format(…)'


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_what_is_translated_is_a_template_and_never_filled_in(path: Path) -> None:
    calls = [
        call for call in _calls(ast.parse(path.read_text(encoding="utf-8"))) if _name(call) in ("_", "marked")
    ]
    assert [
        ast.unparse(call) for call in calls for each in call.args if isinstance(each, ast.JoinedStr)
    ] == []


def run(
    *arguments: str, language_: str | None = "zh", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs dj-metrics in a process of its own."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "DJ_METRICS"))
    }
    asked = {"DJ_METRICS_LANG": language_} if language_ is not None else {}
    return subprocess.run(
        [sys.executable, "-m", "dangjian_metrics", *arguments],
        env={**clean, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **asked, **environment},
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def commands() -> list[str]:
    """Every command, and those below one."""
    import typer

    program = typer.main.get_command(app)
    held: Mapping[str, object] = getattr(program, "commands", {})
    below = [
        f"{name} {inner}" for name, command in held.items() for inner in getattr(command, "commands", {})
    ]
    return ["", *held, *below]


@pytest.mark.parametrize("command", commands())
def test_the_help_of_every_command_is_chinese(command: str) -> None:
    done = run(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for line in done.stdout.splitlines():
        said = re.sub(r"^  \S.*?(?:  +|$)", "", line) if line.startswith(("  -", "  [")) else line
        assert re.search("[一-鿿]", line) or len(_LATIN.findall(_NAMES.sub(" ", said))) < 3, line
    assert "显示这份说明。" in done.stdout
    assert done.stdout.startswith("用法：dj-metrics")


@pytest.mark.parametrize("command", commands())
def test_the_help_fits_a_terminal(command: str) -> None:
    from dangjian_metrics.cli.wording import cells

    shown = run(*command.split(), "--help", COLUMNS="80").stdout
    assert [line for line in shown.splitlines() if cells(line) > 80 and "<" not in line] == []


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["quary"], "dj-metrics: 错误：没有 'quary' 这个命令；是不是 'query'？（用法见 dj-metrics --help）", 2),
        (["query", "--feld"], "dj-metrics: 错误：没有 --feld 这个选项（可能是 --field, --help）（用法见 dj-metrics query --help）", 2),
        (["query", "--limit", "多"], "dj-metrics: 错误：'--limit' 的值不对：应当是整数（用法见 dj-metrics query --help）", 2),
        (["query", "--limit", "-1"], "dj-metrics: 错误：'--limit' 的值不对：不能小于 0（用法见 dj-metrics query --help）", 2),
        (["query", "--limit"], "dj-metrics: 错误：选项 '--limit' 后面要写值（用法见 dj-metrics --help）", 2),
        (["query", "--desc=1"], "dj-metrics: 错误：选项 '--desc' 后面不能写值（用法见 dj-metrics --help）", 2),
        (["show"], "dj-metrics: 错误：缺少参数 'ID'（用法见 dj-metrics show --help）", 2),
        (["show", "1", "2"], "dj-metrics: 错误：多出了参数（2）（用法见 dj-metrics show --help）", 2),
        (
            ["compare", "--by", "x", "--field", "党支部"],
            "dj-metrics: 错误：'--by' 的值不对：没有 'x' 这个选择；可以选用 'region', 'province', 'city', 'doc', 'article', 'period'（用法见 dj-metrics compare --help）",
            2,
        ),
        (["completion"], "dj-metrics: 错误：缺少参数 'shell'；可以选用：bash, zsh, fish（用法见 dj-metrics completion --help）", 2),
        (["extract", "没有.txt", "-o", "-"], "dj-metrics: 错误：没有.txt: 没有这个文件或文件夹；请检查路径", 1),
        (["query"], "dj-metrics: 错误：dj-metrics.db: 这里没有库：请用 dj-metrics extract PATH 建一个，或用 --store 写明", 1),
        (["explain", " "], "dj-metrics: 错误：句子是空的：例如 dj-metrics explain \"选派党建指导员28人。\"", 2),
        (["audit", "x", "--only", "y"], "dj-metrics: 错误：--only: 没有 'y' 这种归类；可以选用 claim, enumeration, label, ordinal, time, identifier, word", 2),
    ],
)  # fmt: skip
def test_errors_are_chinese(
    arguments: list[str], said: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.stderr.splitlines()[0] == said
    assert done.returncode == status


def test_a_file_with_braces_in_its_name_is_no_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "{name} {0} {}.txt").write_bytes(b"\0\0")
    (tmp_path / "{x}").mkdir()
    done = run("extract", ".", "{x}", "{}.txt", "-o", "-")
    assert done.returncode == 1
    assert "{name} {0} {}.txt: 是二进制文件" in done.stderr
    assert "{}.txt: 没有这个文件或文件夹" in done.stderr
    assert "没读成的：" in done.stderr
    assert "Traceback" not in done.stderr


def test_tables_are_chinese_and_what_programs_read_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "简报.txt").write_text(
        "安丘市简报\n\n截至目前，选派党建指导员28人，覆盖率达99%。\n", encoding="utf-8"
    )
    table = run("extract", "简报.txt", "--format", "table").stdout
    assert re.search(r"地区 +指标 +动作 +数值 +时间", table)
    assert run("query").stdout.startswith("id,doc,article,")
    assert run("query", "--headers", "zh").stdout.startswith("编号,文件,篇次,")
    assert '"bound": "exact"' in run("query", "--format", "jsonl").stdout
    shown = run("query", "--format", "table", "--columns", "entity,kind,bound,rule").stdout
    assert re.search(r"对象 +类别 +限定 +规则", shown)
    assert "person" not in shown
    assert re.search(r"党建指导员 +人 +确数 +名词后的数量", shown)
    english = run("query", "--format", "table", "--headers", "en", "--columns", "entity,kind").stdout
    assert english.startswith("entity")
    one = run("show", "1").stdout
    assert "第 1 条：" in one
    assert re.search(r"^类别 +人$", one, re.MULTILINE)
    assert re.search(
        r"覆盖率.*（%）|党建指导员（人）", run("compare", "--field", "党建指导员", "--format", "table").stdout
    )


def test_explanations_are_chinese() -> None:
    shown = run("explain", "第一书记带动，选派党建指导员28人。").stdout
    assert re.search(r"^词$.*^数量$.*^步骤$.*^数据$", shown, re.MULTILINE | re.DOTALL)
    assert not _LATIN.search(shown)


def test_no_code_of_ours_is_without_its_word() -> None:
    """What is found in the samples has its words: every rule, every reason."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    texts += [
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests" / "gold" / "articles").glob("*.txt"))
    ]
    words = {(key.context, key.message) for key in catalogue.vocabulary()}
    for text in texts:
        found = extract_document(Document("a.txt", text), audit=True)
        assert {("rule", claim.rule) for claim in found.claims} <= words
        assert {("per", claim.per) for claim in found.claims if claim.per and claim.per.isascii()} <= words
        assert {("kind", claim.kind) for claim in found.claims if claim.kind} <= words
        other = {("reason", number.reason) for number in found.dispositions if number.disposition != "claim"}
        assert other <= words


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_TW"}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"DJ_METRICS_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"DJ_METRICS_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"DJ_METRICS_LANG": "ZH-cn"}, "zh"),
        ({"DJ_METRICS_LANG": "fr", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"DJ_METRICS_LANG": "zhx"}, "en"),
        ({"DJ_METRICS_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_who_decides_on_the_language(
    environment: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DJ_METRICS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == spoken


@pytest.mark.parametrize("environment", [{"LC_ALL": "zh_CN.UTF-8"}, {"LANG": "zh_CN.UTF-8"}])
def test_a_chinese_locale_gets_chinese(environment: dict[str, str]) -> None:
    assert "显示版本" in run("--help", language_=None, **environment).stdout
    assert "Show the version" in run("--help", language_="en", **environment).stdout
    assert "Show the version" in run("--help", language_="klingon", **environment).stdout


def test_the_library_binds_no_language_of_others() -> None:
    script = (
        "import gettext, os, dangjian_metrics.cli, dangjian_metrics\n"
        "from dangjian_metrics import extract\n"
        "extract('选派28人。')\n"
        "print(gettext.textdomain(), gettext.gettext('Options'), 'LANGUAGE' in os.environ)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "DJ_METRICS_LANG": "zh", "LANGUAGE": ""}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.split() == ["messages", "Options", "True"]
