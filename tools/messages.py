"""Keeps the Chinese catalogue, ``src/dangjian_metrics/locale/zh_CN``, in step with the messages in the code.

``python tools/messages.py`` says what is missing, stale or not compiled (exit status 1 if anything is), ``--write`` brings the catalogue up to
date: what is new comes in empty, to be translated in the ``.po``; what is gone goes; the ``.mo`` is compiled. Run it again after translating.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dangjian_metrics.checking.record import SEVERITIES
from dangjian_metrics.checking.rules import RULES
from dangjian_metrics.claims.record import DISPOSITIONS
from dangjian_metrics.evaluation.scoring import TESTS
from dangjian_metrics.language import words
from dangjian_metrics.store.decisions import VERDICTS
from dangjian_metrics.store.filters import BOUNDS, KINDS, STATISTICS

SOURCE = Path(__file__).resolve().parents[1] / "src" / "dangjian_metrics"
PO = SOURCE / "locale" / "zh_CN" / "LC_MESSAGES" / "dj-metrics.po"
MO = PO.with_suffix(".mo")
_HEADER = [
    ("Project-Id-Version", "dj-metrics"),
    ("Language", "zh_CN"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
]
_COMMENT = "# What dj-metrics says, in Chinese. make messages brings it up to date; words of closed choices have a context."


class Key(NamedTuple):
    """By what a message is found: its words (and those for several), and the choice that a single word belongs to."""

    message: str
    several: str = ""
    context: str | None = None


class _Plain(Catalog):
    """A catalogue whose header says nothing of people, places and times."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header."""
        return _HEADER

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Leaves out what a file says of itself."""


def wanted() -> list[Key]:
    """Every message that the code may say, those of one word by their choice, in the order of their letters."""
    found = {key for path in SOURCE.rglob("*.py") for key in _said(ast.parse(path.read_text("utf-8")))}
    return sorted({*found, *vocabulary()}, key=lambda key: (key.context or "", key.message))


def _said(tree: ast.AST) -> Iterator[Key]:
    """The messages that are translated in a module: ``_("…")``, ``marked("…")``, ``several("…", "…", n)``, ``counted(n, "…")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if node.func.id in ("_", "marked") and texts and isinstance(texts[0], str):
                yield Key(texts[0])
            elif node.func.id == "several" and len(texts) >= 2:
                yield Key(str(texts[0]), str(texts[1]))
            elif node.func.id == "counted" and len(texts) == 1 and isinstance(texts[0], str):
                yield Key(f"{{n}} {texts[0]}", f"{{n}} {texts[0]}s")


def vocabulary() -> Iterator[Key]:
    """The words of closed choices, which stand in records as they are and are translated where people read them."""
    choices: dict[str, Iterable[str]] = {
        "disposition": DISPOSITIONS,
        "bound": BOUNDS,
        "kind": KINDS,
        "statistic": STATISTICS,
        "direction": ("up", "down"),
        "stated": ("mean", "baseline", "change", "change up", "change down"),
        "per": _pers(),
        "class": {name for name in map(words.name_of, _codes()) if name.isascii()},
        "rule": rules(),
        "reason": reasons(),
        "severity": SEVERITIES,
        "check": RULES,
        "verdict": VERDICTS,
        "state": ("applied", "replaced", "undone", "waiting"),
        "by": ("all", "field", "kind", "rule", "document"),
        "test": (*TESTS, "missed", "spurious"),
    }
    return (Key(word, context=choice) for choice, held in choices.items() for word in held)


def _codes() -> set[str]:
    return {*words.CODES.values(), *words.MARKS.values(), *"QT"}


def _pers() -> set[str]:
    from dangjian_metrics.claims.linking import modality

    tables = (
        held for name, held in vars(modality).items() if isinstance(held, dict) and not name.startswith("__")
    )
    return {word for table in tables for word in table.values() if isinstance(word, str) and word.isascii()}


def rules() -> set[str]:
    """The names of the rules: what every ``Link`` begins with."""
    calls = (node for path in _rooms("claims") for node in ast.walk(path) if isinstance(node, ast.Call))
    links = (
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Link" and call.args
    )
    return {text for link in links for text in _texts(link.args[0])}


def reasons() -> set[str]:
    """Why numbers were taken for what they are: the texts of several words among the dispositions, and of the reading."""
    found = {text for tree in _rooms("claims/dispositions") for text in _texts(tree)}
    found |= set(_texts(ast.parse((SOURCE / "claims" / "reading.py").read_text("utf-8"))))
    return {text for text in found if re.fullmatch(r"[a-z]+(?:,? [a-z]+)+", text)} - rules()


def _rooms(room: str) -> Iterator[ast.AST]:
    return (ast.parse(path.read_text("utf-8")) for path in sorted((SOURCE / room).rglob("*.py")))


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def translated() -> Catalog:
    """The catalogue as it is."""
    if not PO.exists():
        return Catalog("zh_CN")
    with PO.open("rb") as file:
        return read_po(file, "zh_CN", abort_invalid=True)


def renewed(there: Catalog) -> Catalog:
    """The messages of the code, with the translations that are there."""
    new = _Plain("zh_CN", header_comment=_COMMENT, charset="utf-8", fuzzy=False)
    for key in wanted():
        names: Any = (key.message, key.several) if key.several else key.message
        known = there.get(names, key.context)
        new.add(names, known.string if known else "", context=key.context)
    return new


def source(catalogue: Catalog) -> bytes:
    """The catalogue as the text that people translate in."""
    into = io.BytesIO()
    write_po(into, catalogue, width=0, no_location=True)
    return into.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as programs read it."""
    into = io.BytesIO()
    write_mo(into, catalogue)
    return into.getvalue()


def faults(catalogue: Catalog) -> list[str]:
    """What is left to do by hand: messages without a translation, or whose gaps differ."""
    found = []
    for message in catalogue:
        text, said = _last(message.id), _last(message.string)
        if text and (not said or message.fuzzy):
            found.append(f"not translated: {text}")
        elif gaps(text) != gaps(said):
            found.append(f"other gaps: {text} / {said}")
    return found


def _last(texts: Any) -> str:
    """The text, or of one for each number the last, which Chinese has alone."""
    return str(texts if isinstance(texts, str) else texts[-1])


def gaps(text: str) -> set[str]:
    """The gaps of a message, with how each is filled in.

    >>> sorted(gaps("{name!r}: {seconds:.2f} s, {{braces}}"))
    ['{name!r}', '{seconds:.2f}']
    """
    return set(re.findall(r"\{[^{}]*\}", text.replace("{{", "").replace("}}", "")))


def main() -> int:
    """Says what is to be done; with ``--write`` does what can be done without knowing Chinese."""
    catalogue = renewed(translated())
    new = {PO: source(catalogue), MO: compiled(catalogue)}
    if "--write" in sys.argv[1:]:
        PO.parent.mkdir(parents=True, exist_ok=True)
        for path, content in new.items():
            path.write_bytes(content)
    old = [path for path, content in new.items() if not path.exists() or path.read_bytes() != content]
    to_do = [*(f"{path.name}: out of date: make messages" for path in old), *faults(catalogue)]
    print("\n".join(to_do) if to_do else f"{PO.name}: {len(catalogue)} messages, all translated")
    return 1 if to_do else 0


if __name__ == "__main__":
    sys.exit(main())
