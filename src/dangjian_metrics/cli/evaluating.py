"""``dj-metrics evaluate``: what is found in documents, or what a store holds of them, against gold."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePath
from typing import NamedTuple

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.cli.asking import say, some, write
from dangjian_metrics.cli.output import whole_bytes
from dangjian_metrics.cli.request import FAILED, Form, Request, complain, counted
from dangjian_metrics.documents import Document, read
from dangjian_metrics.errors import DocumentError, StoreError, UsageError
from dangjian_metrics.evaluation import draft, floor, gold, groups
from dangjian_metrics.evaluation.gold import GoldDocument, GoldError
from dangjian_metrics.evaluation.scoring import Evaluation, score
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
from dangjian_metrics.store import asking, connection, rules
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.views.layouts import Layout, Row
from dangjian_metrics.views.records import lines

_FIGURES = Layout(
    ("by", "name", "gold", "found", "right", "full", "precision", "recall", "f1"),
    integers=("gold", "found", "right", "full"),
    ours=("by",),
    reals=("precision", "recall", "f1"),
)
_DIFFERENCES = Layout(
    ("doc", "line", "start", "quote", "test", "wanted", "got", "rule", "context"),
    integers=("line", "start"),
    ours=("test", "rule"),
)
# A terminal has no room for the context, nor for folders.
_SHORT = Layout(("doc", "line", "quote", "test", "wanted", "got"), integers=("line",), ours=("test",))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is held against gold, and how the answer is shown.

    ``documents`` is the folder of the documents where they do not stand beside the gold; ``store`` the store that is judged
    instead of a fresh extraction; ``by`` the groups shown, none for all; ``floor`` the least that figures may be.
    """

    path: Path
    documents: Path | None = None
    store: Path | None = None
    by: tuple[str, ...] = ()
    differences: bool = False
    floor: Path | None = None
    raise_floor: bool = False


class _Judged(NamedTuple):
    gold: GoldDocument
    text: str
    claims: list[Claim]


def run(request: Request, asked: Asked) -> int:
    """Writes the figures or the differences, and the figures of all on standard error; the exit status."""
    request.written_as()
    lexicon, least = Lexicon.load(request.lexicon), _floor(asked)
    judged, faults = _all_judged(asked, lexicon)
    for line in faults:
        complain(line)
    if faults:
        return FAILED
    evaluation = score(
        [each.gold for each in judged],
        {each.gold.doc: each.claims for each in judged},
        {each.gold.doc: each.text for each in judged},
    )
    reached = list(groups.figures(evaluation, lexicon))
    _write(request, asked, evaluation, reached, {each.gold.doc: each.text for each in judged})
    say(_summary(evaluation, len(judged)))
    fallen = list(floor.fallen(least, reached))
    for line in fallen:
        say(line)
    if asked.raise_floor and asked.floor is not None:
        whole_bytes(asked.floor, floor.written(floor.raised(least, reached)).encode())
    return FAILED if fallen else 0


def _floor(asked: Asked) -> floor.Floor:
    if asked.raise_floor and asked.floor is None:
        raise UsageError(_("--raise-floor: which floor? name its file with --floor FILE"))
    if asked.floor is None or (asked.raise_floor and not asked.floor.exists()):
        return {}
    return floor.load(asked.floor)


def _all_judged(asked: Asked, lexicon: Lexicon) -> tuple[list[_Judged], list[str]]:
    """Every gold document with what is held against it, and a line for each fault there is."""
    if asked.store is None:
        return _each(asked, None, lexicon)
    with connection.reading(asked.store) as store:
        return _each(asked, store, lexicon)


def _each(asked: Asked, store: Connection | None, lexicon: Lexicon) -> tuple[list[_Judged], list[str]]:
    found: list[_Judged] = []
    faults: list[str] = []
    for file in gold.files(asked.path):
        try:
            found.append(_judged(file, asked, store, lexicon))
        except GoldError as error:
            faults += error.lines
        except (DocumentError, StoreError) as error:
            faults.append(str(error))
    return found, faults


def _judged(file: Path, asked: Asked, store: Connection | None, lexicon: Lexicon) -> _Judged:
    place = gold.found_beside(file, asked.documents)
    if store is not None and asked.store is not None:
        name, text, claims = _stored(file, asked.store, place, store)
        return _Judged(gold.load(file, text, name), text, claims)
    if place is None:
        raise DocumentError(
            _(
                "{file}: no document {name} beside it or in the folder above: name its folder with --documents"
            ).format(file=file, name=gold.documents_of(file)[0])
        )
    document = read(place)
    page = gold.load(file, document.text, document.name)
    return _Judged(page, document.text, extract_document(document, lexicon).claims)


def _stored(file: Path, path: Path, place: Path | None, store: Connection) -> tuple[str, str, list[Claim]]:
    """What the store holds of the document of a gold file: known by its text, where that is there, else by its name."""
    sums = {rules.sum_of(read(place).text)} if place is not None else set()
    sums |= {known for known in (gold.sum_of(file),) if known}
    names = gold.documents_of(file)
    there = asking.holding(store, sums) or [
        each for each in asking.holding_names(store, names) if PurePath(each.doc).name in names
    ]
    if not there:
        raise StoreError(
            _("{path}: holds no document {name}, which {file} is about: dj-metrics extract adds it").format(
                path=path, name=names[0], file=file
            )
        )
    if len({each.hash for each in there}) > 1:
        raise StoreError(
            _(
                "{path}: holds several documents {name}, and {file} does not say which: put the document beside it"
            ).format(path=path, name=names[0], file=file)
        )
    return there[0].doc, there[0].text, asking.claims_of(store, there[0].id)


def _write(
    request: Request,
    asked: Asked,
    evaluation: Evaluation,
    reached: Sequence[groups.Figures],
    texts: dict[str, str],
) -> None:
    if asked.differences:
        rows = _differences(evaluation, texts)
        if request.written_as() is Form.TABLE:
            places = _DIFFERENCES.places(_SHORT.columns[1:])
            shorter = ((PurePath(row[0]).name, *(row[at] for at in places)) for row in rows)
            write(request, _SHORT, some(shorter))
        else:
            write(request, _DIFFERENCES, some(rows))
    else:
        shown = (each for each in reached if not asked.by or each.by in asked.by)
        write(request, _FIGURES, map(attrgetter(*_FIGURES.columns), shown))


def _differences(evaluation: Evaluation, texts: dict[str, str]) -> Iterator[Row]:
    starts = {doc: list(lines(text)) for doc, text in texts.items()}
    for each in evaluation.differences:
        line = sum(begin <= each.start for begin in starts[each.doc])
        yield (
            each.doc, line, each.start, each.quote, each.test, each.wanted, each.got or None, each.rule, each.context
        )  # fmt: skip


def _summary(evaluation: Evaluation, documents: int) -> str:
    scores = evaluation.scores
    told = {
        "documents": counted(documents, "document"),
        "claims": counted(scores.gold, "claim"),
        "found": scores.pred,
        "precision": f"{scores.precision:.4f}",
        "recall": f"{scores.recall:.4f}",
        "f1": f"{scores.claim_f1:.4f}",
        "row": f"{scores.row_f1:.4f}",
        "full": f"{scores.full_f1:.4f}",
    }
    return _(
        "{documents}, {claims} in gold, {found} found: precision {precision}, recall {recall}, F1 {f1}; "
        "F1 of rows {row}, of rows right in all {full}"
    ).format(**told)


def write_draft(request: Request, path: str) -> int:
    """Writes what is found in a document as gold to correct; the exit status."""
    target = request.target
    if target is not None and target.exists():
        raise UsageError(
            _("{target}: is there already, and may have been corrected: choose another name for -o").format(
                target=target
            )
        )
    document: Document = read(Path(path))
    found = extract_document(document, Lexicon.load(request.lexicon), audit=True)
    text = draft.written(draft.drafted(document, found))
    if target is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        whole_bytes(target, text.encode("utf-8", "backslashreplace"))
    say(
        _("{claims} and {others} to look at: docs/gold.md tells how").format(
            claims=counted(len(found.claims), "claim"),
            others=counted(found.numbers.total() - found.numbers["claim"], "other number"),
        )
    )
    return 0
