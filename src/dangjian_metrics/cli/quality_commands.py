"""The commands that judge what was found, and their options: evaluate and review."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dangjian_metrics.cli import options as o
from dangjian_metrics.cli.request import Form, Request
from dangjian_metrics.cli.store_commands import MOST, End
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
_REVIEW = _("Look at doubtful claims one by one: keep, correct, reject; decisions last.")
_WHO = _("Who decides; without it $DJ_METRICS_WHO, else your login name.")
_ALL = _("Also claims that nothing makes doubtful, behind those that something does.")
_REVIEW_LIMIT = _("At most so many claims.")
_DECIDE = _("Decide on the claim of this number, without asking: with --keep, --reject or --set.")
_KEEP = _("With --decide: the claim is right as it is.")
_REJECT = _("With --decide: it is no claim.")
_SET = _("With --decide: correct this field; give it again for more.")
_UNDO = _("Take back the decision of this number.")
_LIST = _("List what was decided, by whom and when, and whether it has its place in the store now.")
_EXPORT = _("Write documents of which every claim was decided as gold files into this folder.")
_PARTIAL = _("With --export-gold: also the others, with what was decided of them.")

Number = Annotated[int | None, typer.Option("--decide", metavar="ID", min=0, max=MOST, help=_DECIDE)]
Undone = Annotated[int | None, typer.Option("--undo", metavar="DECISION", min=0, max=MOST, help=_UNDO)]
GoldFolder = Annotated[Path | None, typer.Option("--export-gold", metavar="DIR", help=_EXPORT)]
Corrections = Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=_SET)]


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
    _register_review(app, end)


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


def _register_review(app: typer.Typer, end: End) -> None:
    @app.command(help=_REVIEW)
    def review(
        *,
        fields: o.Fields = None, region: o.Region = None, action: o.Action = None, unit: o.Unit = None, kind: o.Kind = None,
        statistic: o.Statistic = None, period: o.Period = None, least: o.Least = None, most: o.Most = None,
        words: o.Words = None, doc: o.Doc = None,
        limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=0, max=MOST, help=_REVIEW_LIMIT)] = None,
        every: Annotated[bool, typer.Option("--all", help=_ALL)] = False,
        who: Annotated[str | None, typer.Option("--who", metavar="NAME", help=_WHO)] = None,
        decide: Number = None,
        keep: Annotated[bool, typer.Option("--keep", help=_KEEP)] = False,
        reject: Annotated[bool, typer.Option("--reject", help=_REJECT)] = False,
        corrections: Corrections = None, undo: Undone = None,
        listing: Annotated[bool, typer.Option("--list", help=_LIST)] = False,
        gold: GoldFolder = None, partial: Annotated[bool, typer.Option("--partial", help=_PARTIAL)] = False,
        wait: o.Wait = 10, store: o.StoreFile = None, output: o.Output = None, form: o.Written = None,
        headers: o.Headers = None, no_bom: o.NoBom = False, lexicon: o.LexiconFile = None,
    ) -> None:  # fmt: skip
        from dangjian_metrics.cli import asking, reviewing
        from dangjian_metrics.store.asking import Order
        from dangjian_metrics.store.filters import Filter

        wanted = Filter(
            tuple(fields or ()), region, action, unit, kind, statistic, period, least, most, words, doc
        )
        request = Request([], output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
        asked = reviewing.Asked(
            asking.Question(request, store, wanted, Order(limit=limit)), who, wait, every=every
        )
        way = reviewing.Way(decide, undo, gold, listing, keep, reject, tuple(corrections or ()), partial)
        end(lambda: reviewing.run(asked, way))


def _refuse_form(form: Form | None) -> None:
    if form is not None:
        raise UsageError(_("--format {form}: gold has a form of its own: leave it out").format(form=form))
