"""The options that commands share, each with its help in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dangjian_metrics.cli import completing
from dangjian_metrics.cli.request import Form, Language
from dangjian_metrics.messages import _

_PATHS = _(
    "Files (.txt .md .html .docx .pdf .zip), folders (read throughout, sorted) and - for standard input."
)
_ENCODING = _("The encoding of the documents, where it is known: utf-8, gb18030, big5, utf-16.")
_OUTPUT = _("Write to FILE: .csv, .xlsx, .json, .jsonl, .md or .parquet; - is standard output.")
_FORMAT = _("How to write; without it the suffix of FILE decides, a terminal gets a table, a pipe gets csv.")
_HEADERS = _(
    "The language of the column names, and of the keys in JSON; without it a table is in the language of the messages, "
    "and what goes to files and other programs is in English."
)
_NO_BOM = _("Leave out the byte order mark by which spreadsheets know a CSV file as UTF-8.")
_LEXICON = _("A lexicon file of your own: it adds names of fields, and wins over the shipped one.")
_STORE = _("The store; without it the one that $DJ_METRICS_STORE names, else dj-metrics.db in this folder.")
_WAIT = _("So long another process that writes is waited for.")
_FIELD = _(
    "Claims of this field, or that serve as it, under any of its names; give it again for more fields."
)
_REGION = _("Claims of this place and of what lies in it, by its full or short name: 潍坊, 山东省潍坊市.")
_ACTION = _("Claims with this verb: 选派.")
_UNIT = _("Claims in this unit or measure word: 名.")
_KIND = _("Claims whose unit measures this: person, organisation, object, event, money, area, share, …")
_STATISTIC = _("Claims stated so: value, cumulative, mean, change, baseline or share.")
_PERIOD = _("Claims whose period holds these words: 上半年.")
_LEAST = _("Claims of at least this value: 1200, 1.2万.")
_MOST = _("Claims of at most this value.")
_TEXT = _("Claims in whose sentence all these words stand.")
_DOC = _("Claims of documents whose name holds this; * and ? stand for anything.")

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help=_PATHS, show_default=False)]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT)]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help=_ENCODING, autocompletion=completing.encodings),
]
NoBom = Annotated[bool, typer.Option("--no-bom", help=_NO_BOM)]
LexiconFile = Annotated[Path | None, typer.Option("--lexicon", metavar="FILE", help=_LEXICON)]
Written = Annotated[Form | None, typer.Option("--format", help=_FORMAT, show_default=False)]
Headers = Annotated[Language | None, typer.Option("--headers", help=_HEADERS)]
StoreFile = Annotated[Path | None, typer.Option("--store", metavar="FILE", help=_STORE)]
Wait = Annotated[float, typer.Option("--wait", metavar="SECONDS", min=0, help=_WAIT)]
Fields = Annotated[
    list[str] | None, typer.Option("--field", metavar="NAME", help=_FIELD, autocompletion=completing.fields)
]
Region = Annotated[
    str | None, typer.Option("--region", metavar="PLACE", help=_REGION, autocompletion=completing.regions)
]
Action = Annotated[
    str | None, typer.Option("--action", metavar="VERB", help=_ACTION, autocompletion=completing.actions)
]
Unit = Annotated[
    str | None, typer.Option("--unit", metavar="UNIT", help=_UNIT, autocompletion=completing.units)
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_KIND, autocompletion=completing.kinds)
]
Statistic = Annotated[
    str | None,
    typer.Option("--statistic", metavar="NAME", help=_STATISTIC, autocompletion=completing.statistics),
]
Period = Annotated[str | None, typer.Option("--period", metavar="WORDS", help=_PERIOD)]
Least = Annotated[str | None, typer.Option("--min", metavar="NUMBER", help=_LEAST)]
Most = Annotated[str | None, typer.Option("--max", metavar="NUMBER", help=_MOST)]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help=_TEXT)]
Doc = Annotated[
    str | None, typer.Option("--doc", metavar="NAME", help=_DOC, autocompletion=completing.documents)
]
