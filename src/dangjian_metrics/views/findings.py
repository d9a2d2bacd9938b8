"""What a check found: as rows for programs and spreadsheets, and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dangjian_metrics.checking.record import Finding
from dangjian_metrics.checking.sayings import TEMPLATES
from dangjian_metrics.messages import retold, word
from dangjian_metrics.views.layouts import Layout, Row
from dangjian_metrics.views.table import printable

FINDINGS = Layout(
    ("severity", "rule", "message", "region", "doc", "article", "title", "ids", "quotes", "sentence"),
    integers=("article",),
    ours=("severity", "rule", "ids"),
)
"""The columns of a finding; several claims and their quotes stand in one cell each."""

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold"}
_INDENT = 4


def cells(findings: Iterable[Finding]) -> Iterator[Row]:
    """A row for each finding."""
    for each in findings:
        yield (
            each.severity, each.rule, each.message, each.region or None, each.doc, each.article, each.title,
            ", ".join(map(str, each.claims)), "；".join(each.quotes), each.sentence,
        )  # fmt: skip


def show(terminal: Console, findings: Sequence[Finding]) -> None:
    """Each finding with its arithmetic; below it where it stands, the claims by their numbers, and the sentence."""
    for each in findings:
        terminal.print(
            Text.assemble(
                (word("severity", each.severity), _STYLES[each.severity]),
                f" {word('check', each.rule)}: ",
                printable(retold(each.message, TEMPLATES)),
                overflow="fold",
            )
        )
        for line in (_where(each), printable(each.sentence)):
            terminal.print(
                Padding(Text(line, style="dim", overflow="fold"), (0, 0, 0, _INDENT), expand=False)
            )


def _where(finding: Finding) -> str:
    claims = zip(finding.claims, finding.quotes, strict=True)
    said = [
        f"{finding.doc}:{finding.article}",
        finding.region,
        " ".join(f"#{number} {quote}" for number, quote in claims),
    ]
    return printable(" · ".join(filter(None, said)))
