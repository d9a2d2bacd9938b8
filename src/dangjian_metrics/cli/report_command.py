"""The command ``report`` and its options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from dangjian_metrics.cli import options as o
from dangjian_metrics.cli.request import Language, Request
from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _

_HELP = _("Write one web page that shows the articles with their claims marked, beside a table of them.")
_TARGET = _("The page to write: FILE.html; - is standard output.")
_LANG = _("The language of the page's interface; without it that of the messages.")
_TITLE = _("The title of the page.")

Target = Annotated[str | None, typer.Argument(metavar="FILE.html", help=_TARGET, show_default=False)]
Lang = Annotated[Language | None, typer.Option("--lang", help=_LANG, show_default=False)]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help=_TITLE, show_default=False)]


def register(app: typer.Typer, end: Callable[[Callable[[], int]], NoReturn]) -> None:
    """Adds the command to the program; ``end`` runs it and ends the process."""

    @app.command(help=_HELP)
    def report(
        target: Target = None,
        *,
        fields: o.Fields = None, region: o.Region = None, action: o.Action = None, unit: o.Unit = None, kind: o.Kind = None,
        statistic: o.Statistic = None, period: o.Period = None, least: o.Least = None, most: o.Most = None,
        words: o.Words = None, doc: o.Doc = None, lang: Lang = None, title: Title = "", store: o.StoreFile = None,
        lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking, reporting
        from dangjian_metrics.store.filters import Filter

        if not target:
            raise UsageError(_("report: which file? dj-metrics report FILE.html"))
        wanted = Filter(
            tuple(fields or ()), region, action, unit, kind, statistic, period, least, most, words, doc
        )
        question = asking.Question(Request([], target, lexicon=lexicon), store, wanted)
        asked = reporting.Reporting(question, lang.value if lang else None, title)
        end(lambda: reporting.run(asked))
