"""The page written out: one file with its data, its looks and its script, and a policy that lets it do nothing else."""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib import resources
from typing import Any

from dangjian_metrics import __version__
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.reports import Told
from dangjian_metrics.views.page import drawing
from dangjian_metrics.views.page.content import embedded, packed

LANGUAGES = ("en", "zh")
SCRIPTS = (
    "dom", "data", "words", "cutting", "marking", "articles", "choosing", "legend", "table", "filters", "places",
    "tabs", "start",
)  # fmt: skip
"""The parts of the script in their order; together they are one function, so that nothing of it is seen outside."""

_HTML_LANGUAGES = {"en": "en", "zh": "zh-CN"}
_GAP = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Report:
    """What the page is to show: documents, under which title, in which language, after which filters."""

    documents: Sequence[Told]
    language: str = "en"
    title: str = ""
    filters: Sequence[str] = ()


def page(report: Report, lexicon: Lexicon) -> str:
    """The page as HTML; it holds all that it needs.

    >>> shown = page(Report([Told("简报.txt", "/简报.txt", "选派3名<b>。")], "zh"), Lexicon.of([]))
    >>> "选派3名\\\\u003cb\\\\u003e。" in shown, "<b>" in shown, "default-src 'none'" in shown
    (True, False, True)
    """
    drawn = drawing.charts([claim for document in report.documents for claim in document.claims], lexicon)
    script, style = _script(), _file("page.css")
    parts = {
        "lang": _HTML_LANGUAGES[report.language],
        "policy": policy(script, style),
        "version": escape(__version__),
        "title": escape(_title(report)),
        "style": style,
        "script": script,
        "noscript": escape(_said("noscript", report.language)),
        "charts": drawn,
        "charts_word": "charts_help" if drawn else "no_charts",
        "data": embedded(_data(report, lexicon)),
    }
    # In one go: what a part holds is never taken for a gap.
    return _GAP.sub(lambda gap: parts[gap[1]], _file("page.html"))


def policy(script: str, style: str) -> str:
    """The Content-Security-Policy: this script and these looks, and nothing from anywhere."""
    return (
        f"default-src 'none'; script-src '{_sum(script)}'; style-src '{_sum(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def words() -> dict[str, list[str]]:
    """The words of the interface by their names, in the order of :data:`LANGUAGES`."""
    found = tomllib.loads(_file("words.toml"))
    return {name: [said[language] for language in LANGUAGES] for name, said in found.items()}


def _said(name: str, language: str) -> str:
    return words()[name][LANGUAGES.index(language)]


def _title(report: Report) -> str:
    said = report.title or _said("title", report.language).format(documents=len(report.documents))
    return "".join(c if c.isprintable() else " " * c.isspace() for c in said)


def _data(report: Report, lexicon: Lexicon) -> dict[str, Any]:
    return {
        "language": report.language,
        "title": report.title,
        "filters": list(report.filters),
        "words": words(),
        "provinces": tomllib.loads(_file("provinces.toml"))["provinces"],
        **packed(report.documents, lexicon),
    }


def _script() -> str:
    parts = "\n".join(_file("script", f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _sum(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _file(*names: str) -> str:
    return resources.files("dangjian_metrics.views.page").joinpath(*names).read_text(encoding="utf-8")
