"""The commands that judge what was found, and their options: evaluate and review."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dangjian_metrics.cli import options as o
from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.cli.store_commands import End
from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _

_EVALUATE = _("Hold what is found, or what a store holds, against gold; or write a draft of gold.")
_GOLD = _(
    "A folder of NAME.gold.json files, or one such file; the documents beside it or in the folder above."
)
_DOCUMENTS = _("The folder of the documents, where they stand elsewhere.")
_JUDGED = _("Judge what this store holds of the documents, instead of reading them now.")
_BY = _("Only these figures; give it again for more.")
_DIFFERENCES = _("List every difference instead: where it is, what gold wants, what was found.")
_FLOOR = _("Fail where a figure is below the one in this TOML file.")
_RAISE = _("Lift the figures in the file of --floor to those reached, and make it where it is missing.")
_DRAFT = _("Write the gold of this document as it is read now, to correct it by hand; -o names the file.")


class Group(StrEnum):
    """By what figures are grouped."""

    ALL = "all"
    FIELD = "field"
    KIND = "kind"
    RULE = "rule"
    DOCUMENT = "document"


def register(app: typer.Typer, end: End) -> None:
    """Adds the commands to the program; ``end`` runs one and ends the process."""
    _register_evaluate(app, end)


def _register_evaluate(app: typer.Typer, end: End) -> None:
    @app.command(help=_EVALUATE)
    def evaluate(
        gold: Annotated[Path | None, typer.Argument(metavar="GOLD_DIR", help=_GOLD, show_default=False)] = None,
        *,
        documents: Annotated[Path | None, typer.Option("--documents", metavar="DIR", help=_DOCUMENTS)] = None,
        store: Annotated[Path | None, typer.Option("--store", metavar="FILE", help=_JUDGED)] = None,
        by: Annotated[list[Group] | None, typer.Option("--by", help=_BY)] = None,
        differences: Annotated[bool, typer.Option("--differences", help=_DIFFERENCES)] = False,
        floor: Annotated[Path | None, typer.Option("--floor", metavar="FILE", help=_FLOOR)] = None,
        raise_floor: Annotated[bool, typer.Option("--raise-floor", help=_RAISE)] = False,
        draft: Annotated[str | None, typer.Option("--draft", metavar="DOC", help=_DRAFT)] = None,
        output: o.Output = None, form: o.Written = None, headers: o.Headers = None, no_bom: o.NoBom = False,
        lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import evaluating

        if (gold is None) == (draft is None):
            raise UsageError(
                _("evaluate: name a folder of gold, or with --draft a document to write gold for")
            )
        if draft is not None:
            _refuse_form(form)
            end(lambda: evaluating.write_draft(Request([], output, lexicon=lexicon), draft))
        assert gold is not None
        request = Request([], output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        groups = tuple(each.value for each in by or ())
        asked = evaluating.Asked(gold, documents, store, groups, differences, floor, raise_floor)
        end(lambda: evaluating.run(request, asked))


def _refuse_form(form: Form | None) -> None:
    if form is not None:
        raise UsageError(_("--format {form}: gold has a form of its own: leave it out").format(form=form))
