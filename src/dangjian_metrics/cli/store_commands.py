"""The commands that work on a store, and their options."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from dangjian_metrics.cli import completing
from dangjian_metrics.cli import options as o
from dangjian_metrics.cli.request import Request
from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _

End = Callable[[Callable[[], int]], NoReturn]

_SORT = _("Sort by this column; without it rows come in the order of reading.")
_DESC = _("The greatest first.")
_LIMIT = _("At most so many rows.")
_COLUMNS = _("These columns only, with commas between: id,region… see the README for their names.")
_COUNT = _("Print only how many claims there are.")
_BY = _("What to tell rows apart by.")
_AGG = _("How several claims of one cell join: all are shown, or the latest, the greatest, or their sum.")
_CHART = _("Draw the comparison as bars: FILE.svg or FILE.png.")
_REPRINTS = _("Show claims of reprints too; without it the same text in two places counts once.")
_DOCUMENTS = _("Documents whose name holds this; * and ? stand for anything.")
_SQL = _('One SELECT over the store: "select field, count(*) from claims group by field".')
_TIMEOUT = _("So long the answer may take.")
_SCHEMA = _("Write what each column means instead, in English and Chinese.")
_PATTERN = _("The name of a document or a part of it; * and ? stand for anything.")
_ID = _("The claim's number: the column id of query and compare.")
_TARGET = _("The file to write: .csv, .xlsx, .json, .jsonl, .md or .parquet.")
_YES = _("Do not ask.")
_CHECKED = _("Documents to check by themselves, as extract takes them; without any the store is checked.")
_RULE = _(
    "Findings of this rule only; give it again for more: rate, share, part, sum, direction, change, per-unit, above-100,"
    " outlier, region, conflict, reprint."
)
_SEVERITY = _("Findings as grave as this only: error, warning or note; give it again for more.")

MOST = 2**63 - 1  # SQLite's largest integer

Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=0, max=MOST, help=_LIMIT)]
Sort = Annotated[
    str | None, typer.Option("--sort", metavar="COLUMN", help=_SORT, autocompletion=completing.column)
]
Desc = Annotated[bool, typer.Option("--desc", help=_DESC)]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="NAME,...", help=_COLUMNS, autocompletion=completing.columns),
]


Doc = Annotated[
    str | None,
    typer.Option("--doc", metavar="NAME", help=_DOCUMENTS, autocompletion=completing.documents),
]
Pattern = Annotated[
    str,
    typer.Argument(metavar="PATTERN", help=_PATTERN, show_default=False, autocompletion=completing.documents),
]


class By(StrEnum):
    """What rows of a comparison are told apart by."""

    REGION = "region"
    PROVINCE = "province"
    CITY = "city"
    DOC = "doc"
    ARTICLE = "article"
    PERIOD = "period"


class Agg(StrEnum):
    """How several claims of one cell join."""

    ALL = "all"
    LATEST = "latest"
    MAX = "max"
    SUM = "sum"


def register(app: typer.Typer, end: End) -> None:
    """Adds the commands to the program; ``end`` runs one and ends the process."""
    _register_asking(app, end)
    _register_looking(app, end)
    _register_comparing(app, end)
    _register_checking(app, end)
    _register_sources(app, end)
    _register_sql(app, end)
    _register_export(app, end)


def _register_asking(app: typer.Typer, end: End) -> None:
    @app.command(help=_("Find claims in the store."))
    def query(
        *,
        fields: o.Fields = None, region: o.Region = None, action: o.Action = None, unit: o.Unit = None, kind: o.Kind = None,
        statistic: o.Statistic = None, period: o.Period = None, least: o.Least = None, most: o.Most = None,
        words: o.Words = None, doc: o.Doc = None, sort: Sort = None, desc: Desc = False, limit: Limit = None,
        columns: Columns = None, count: Annotated[bool, typer.Option("--count", help=_COUNT)] = False,
        store: o.StoreFile = None, output: o.Output = None, form: o.Written = None, headers: o.Headers = None,
        no_bom: o.NoBom = False, lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking
        from dangjian_metrics.store.asking import Order
        from dangjian_metrics.store.filters import Filter

        request = Request([], output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        wanted = Filter(
            tuple(fields or ()), region, action, unit, kind, statistic, period, least, most, words, doc
        )
        question = asking.Question(request, store, wanted, Order(sort, desc, limit), columns)
        end(lambda: asking.query(question, count=count))


def _register_looking(app: typer.Typer, end: End) -> None:
    @app.command("fields", help=_("List the fields of the store, with their claims, places and units."))
    def list_fields(
        *,
        store: o.StoreFile = None, output: o.Output = None, form: o.Written = None, headers: o.Headers = None,
        no_bom: o.NoBom = False, lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking

        request = Request([], output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        end(lambda: asking.fields(asking.Question(request, store)))

    @app.command(help=_("Show one claim in its sentence, with its place in the document."))
    def show(
        number: Annotated[int, typer.Argument(metavar="ID", min=0, max=MOST, help=_ID, show_default=False)],
        store: o.StoreFile = None,
    ) -> None:
        from dangjian_metrics.cli import asking

        end(lambda: asking.show(number, store))


def _register_comparing(app: typer.Typer, end: End) -> None:
    @app.command(help=_("Set places beside each other on a field, or on several."))
    def compare(
        *,
        fields: o.Fields = None, by: Annotated[By, typer.Option("--by", help=_BY)] = By.REGION,
        agg: Annotated[Agg, typer.Option("--agg", help=_AGG)] = Agg.ALL,
        chart: Annotated[Path | None, typer.Option("--chart", metavar="FILE", help=_CHART)] = None,
        reprints: Annotated[bool, typer.Option("--reprints", help=_REPRINTS)] = False,
        region: o.Region = None, action: o.Action = None, unit: o.Unit = None, kind: o.Kind = None,
        statistic: o.Statistic = None, period: o.Period = None, least: o.Least = None, most: o.Most = None,
        words: o.Words = None, doc: o.Doc = None, store: o.StoreFile = None, output: o.Output = None,
        form: o.Written = None, headers: o.Headers = None, no_bom: o.NoBom = False,
        lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking, comparing
        from dangjian_metrics.store.filters import Filter

        if not fields:
            raise UsageError(
                _("compare: which field? give --field NAME; dj-metrics fields lists those there are")
            )
        request = Request([], output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        wanted = Filter(tuple(fields), region, action, unit, kind, statistic, period, least, most, words, doc)
        question = asking.Question(request, store, wanted)
        end(lambda: comparing.run(comparing.Comparison(question, by.value, agg.value, chart, reprints)))


def _register_checking(app: typer.Typer, end: End) -> None:
    @app.command(
        help=_(
            "Look for what cannot all be true, or wants a second look; exit status 1 when there are errors.\n\n"
            "error: the arithmetic is off; warning: look again; note: good to know, such as the same article twice."
        )
    )
    def check(
        paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help=_CHECKED, show_default=False)] = None,
        *,
        rules: Annotated[list[str] | None, typer.Option("--rule", metavar="NAME", help=_RULE)] = None,
        severities: Annotated[list[str] | None, typer.Option("--severity", metavar="NAME", help=_SEVERITY)] = None,
        fields: o.Fields = None, region: o.Region = None, action: o.Action = None, unit: o.Unit = None, kind: o.Kind = None,
        statistic: o.Statistic = None, period: o.Period = None, least: o.Least = None, most: o.Most = None,
        words: o.Words = None, doc: o.Doc = None, store: o.StoreFile = None, output: o.Output = None,
        form: o.Written = None, headers: o.Headers = None, no_bom: o.NoBom = False,
        lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking, checking
        from dangjian_metrics.store.filters import Filter

        request = Request(paths or [], output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        wanted = Filter(
            tuple(fields or ()), region, action, unit, kind, statistic, period, least, most, words, doc
        )
        question = asking.Question(request, store, wanted)
        end(lambda: checking.run(checking.Check(question, tuple(rules or ()), tuple(severities or ()))))


def _register_sources(app: typer.Typer, end: End) -> None:
    sources = typer.Typer(
        help=_("List the documents and articles of the store, or take documents out."),
        invoke_without_command=True, rich_markup_mode=None, add_completion=False,
    )  # fmt: skip
    app.add_typer(sources, name="sources")

    @sources.callback()
    def list_sources(
        context: typer.Context,
        *,
        doc: Doc = None,
        store: o.StoreFile = None, output: o.Output = None, form: o.Written = None,
        headers: o.Headers = None, no_bom: o.NoBom = False,
    ) -> None:  # fmt: skip
        if context.invoked_subcommand is None:
            from dangjian_metrics.cli import asking

            request = Request([], output, form, bom=not no_bom, headers=headers)
            end(lambda: asking.sources(asking.Question(request, store), doc))
        context.obj = store

    @sources.command(help=_("Take documents out of the store, with all that was found in them."))
    def remove(
        context: typer.Context,
        pattern: Pattern,
        *,
        yes: Annotated[bool, typer.Option("--yes", "-y", help=_YES)] = False,
        store: o.StoreFile = None,
        wait: o.Wait = 10,
    ) -> None:
        from dangjian_metrics.cli import asking

        end(lambda: asking.remove(pattern, store or context.obj, yes=yes, wait=wait))


def _register_sql(app: typer.Typer, end: End) -> None:
    @app.command(help=_("Ask the store in SQL; it is only read."))
    def sql(
        statement: Annotated[str, typer.Argument(metavar="SELECT", help=_SQL, show_default=False)],
        *,
        seconds: Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help=_TIMEOUT)] = 30,
        store: o.StoreFile = None, output: o.Output = None, form: o.Written = None, headers: o.Headers = None,
        no_bom: o.NoBom = False,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking

        request = Request([], output, form, bom=not no_bom, headers=headers)
        end(lambda: asking.sql(asking.Question(request, store), statement, seconds))


def _register_export(app: typer.Typer, end: End) -> None:
    @app.command(help=_("Write the store, or what filters leave of it, to a file."))
    def export(
        target: Annotated[str | None, typer.Argument(metavar="FILE", help=_TARGET, show_default=False)] = None,
        *,
        schema: Annotated[bool, typer.Option("--schema", help=_SCHEMA)] = False, fields: o.Fields = None,
        region: o.Region = None, action: o.Action = None, unit: o.Unit = None, kind: o.Kind = None,
        statistic: o.Statistic = None, period: o.Period = None, least: o.Least = None, most: o.Most = None,
        words: o.Words = None, doc: o.Doc = None, sort: Sort = None, desc: Desc = False, limit: Limit = None,
        columns: Columns = None, store: o.StoreFile = None, form: o.Written = None, headers: o.Headers = None,
        no_bom: o.NoBom = False, lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking, exporting
        from dangjian_metrics.store.asking import Order
        from dangjian_metrics.store.filters import Filter

        request = Request([], target, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        if schema:
            end(lambda: exporting.dictionary(request))
        if target is None:
            raise UsageError(_("export: which file? dj-metrics export claims.xlsx"))
        wanted = Filter(
            tuple(fields or ()), region, action, unit, kind, statistic, period, least, most, words, doc
        )
        question = asking.Question(request, store, wanted, Order(sort, desc, limit), columns)
        end(lambda: exporting.export(question))
