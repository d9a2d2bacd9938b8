"""Gold files: what an annotator found in a document, and whether the file can be right (docs/gold.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any, TypeGuard

from dangjian_metrics.claims.record import DISPOSITIONS
from dangjian_metrics.documents.readers import SUFFIXES
from dangjian_metrics.errors import DocumentError
from dangjian_metrics.messages import _
from dangjian_metrics.store.filters import BOUNDS, STATISTICS

SUFFIX = ".gold.json"
"""What the name of a gold file ends in."""
REJECTED = "rejected"
"""The class of a number that a reviewer said is no claim, without saying what it is."""

ANSWERED = ("unit", "bound", "entity", "role", "action", "statistic", "direction", "period")
REGION = ("province", "city", "county")
_NEEDED = ("start", "end", "quote", "value", "unit", "bound", "entity", "statistic")
_SAID = ("value_to", "role", "action", "direction", "basis", "per", "period", *REGION)
_NOTES = ("optional", "hard", "note", "sentence")
_KNOWN = {
    "": frozenset(("document", "hash", "partial", "articles", "claims", "others")),
    "articles": frozenset(("title", "start", *REGION)),
    "claims": frozenset((*_NEEDED, *_SAID, *_NOTES)),
    "others": frozenset(("start", "end", "quote", "class", "note")),
}
_CHOICES = {"bound": BOUNDS, "statistic": STATISTICS}
_BLANK = re.compile(r"\s+")


class GoldError(DocumentError):
    """A gold file that cannot be right; ``lines`` say of each fault where it stands."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines[0])
        self.lines = tuple(str(DocumentError(line)) for line in lines)


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim as annotated; ``accepted`` holds the answers that count as right, by column name.

    ``start`` and ``end`` are offsets in the document; an ``optional`` claim is not counted, found or not.
    """

    start: int
    end: int
    quote: str
    value: Decimal | None
    value_to: Decimal | None
    accepted: Mapping[str, tuple[str | None, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What the annotator found in one document; ``doc`` is the text's file name.

    ``others`` are its numbers that are no claims: start, end, disposition (docs/claims.md §1). Of a ``partial``
    document only the numbers named are judged: what is found elsewhere is neither right nor wrong.
    """

    doc: str
    claims: tuple[GoldClaim, ...]
    others: tuple[tuple[int, int, str], ...] = ()
    partial: bool = False


def files(path: Path) -> list[Path]:
    """The gold files of a folder, sorted, or the one named. Raises DocumentError where there is none."""
    found = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    if not found:
        raise DocumentError(
            _("{path}: no NAME{suffix} in this folder; check the path").format(path=path, suffix=SUFFIX)
        )
    return found


def load_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The gold of a folder of ``NAME.gold.json`` files, sorted, or of one; GoldError when it is none."""
    return tuple(load(file) for file in files(path))


def load(file: Path, text: str | None = None, doc: str | None = None) -> GoldDocument:
    """One gold file, held against the text where that is given; ``doc`` is the document's name, where it is known.

    Raises GoldError with every fault.
    """
    page = _page(file)
    if faults := [
        _("{file}: is no gold file: {fault}").format(file=file, fault=f) for f in _faults(page, text)
    ]:
        raise GoldError(faults)
    articles = sorted(page["articles"], key=lambda article: article.get("start") or 0)
    claims = tuple(_claim(entry, articles) for entry in page["claims"])
    others = tuple((o["start"], o["end"], o["class"]) for o in page["others"])
    name = doc or page.get("document") or file.name.removesuffix(SUFFIX) + ".txt"
    return GoldDocument(name, claims, others, bool(page.get("partial")))


def documents_of(file: Path) -> list[str]:
    """The names that the document of a gold file may have: the one it gives itself, else its own with each suffix read."""
    page = _page(file)
    name = page.get("document") if isinstance(page, dict) else None
    if isinstance(name, str) and PurePath(name).name:
        return [PurePath(name).name]  # one with a folder in it would lead anywhere
    return [file.name.removesuffix(SUFFIX) + suffix for suffix in SUFFIXES]


def sum_of(file: Path) -> str | None:
    """The sum of the text that a gold file was made from; None where it does not say."""
    page = _page(file)
    known = page.get("hash") if isinstance(page, dict) else None
    return known if isinstance(known, str) else None


def found_beside(file: Path, folder: Path | None = None) -> Path | None:
    """The document of a gold file: in ``folder``, else beside it or in the folder above; None where there is none."""
    above = file.parent.parent if file.parent.name else file.parent / ".."
    folders = (folder,) if folder is not None else (file.parent, above)
    places = (place / name for place in folders for name in documents_of(file))
    return next((place for place in places if place.is_file()), None)


def _page(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoldError(
            [_("{file}: is no gold file: cannot be opened ({reason})").format(file=file, reason=reason)]
        ) from None
    except (ValueError, RecursionError) as error:
        raise GoldError(
            [_("{file}: is no gold file: not JSON ({error})").format(file=file, error=error)]
        ) from None


def _faults(page: Any, text: str | None) -> Iterator[str]:
    """What is wrong with a page, each with the entry that it stands in."""
    if not isinstance(page, dict):
        yield _("it holds no object with articles, claims and others; docs/gold.md shows the form")
        return
    for name in ("articles", "claims", "others"):
        if not isinstance(page.get(name), list):
            yield _("no list of {name}; docs/gold.md shows the form").format(name=name)
            return
    yield from _strange("", page)
    for name in ("articles", "claims", "others"):
        for number, entry in enumerate(page[name], 1):
            if not isinstance(entry, dict):
                yield _("{name} {number}: is no object").format(name=name, number=number)
                continue
            where = f"{name} {number}" + (f" ({entry['quote']})" if entry.get("quote") else "")
            for fault in (*_strange(name, entry), *_CHECKS[name](entry), *_misplaced(name, entry, text)):
                yield f"{where}: {fault}"


def _strange(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(entry.keys() - _KNOWN[name]):
        yield _("unknown field {key}: known are {names}").format(
            key=key, names=", ".join(sorted(_KNOWN[name]))
        )


def _article_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    if not (entry.get("start") is None or _is_offset(entry["start"])):
        yield _("start is no offset: give a whole number of characters")
    yield from _no_answers(entry, REGION)


def _claim_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in _NEEDED:
        if key not in entry:
            yield _("no {key}: every claim has one").format(key=key)
    for key in ("value", "value_to"):
        if not _is_number(entry.get(key)):
            yield _("{key} is no number").format(key=key)
    yield from _no_answers(entry, (*ANSWERED, *REGION))
    for key, known in _CHOICES.items():
        for answer in _answers(entry.get(key)):
            if isinstance(answer, str) and answer not in known:
                yield _("unknown {key} {answer}: choose from {known}").format(
                    key=key, answer=answer, known=", ".join(known)
                )


def _other_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    known = (*(name for name in DISPOSITIONS if name != "claim"), REJECTED)
    if entry.get("class") not in known:
        yield _("unknown class {answer}: choose from {known}").format(
            answer=entry.get("class"), known=", ".join(known)
        )


_CHECKS = {"articles": _article_faults, "claims": _claim_faults, "others": _other_faults}


def _no_answers(entry: Mapping[str, Any], keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        answers = _answers(entry.get(key))
        if not answers or not all(answer is None or isinstance(answer, str) for answer in answers):
            yield _("{key} is no answer: give a text, null, or a list of them").format(key=key)


def _misplaced(name: str, entry: Mapping[str, Any], text: str | None) -> Iterator[str]:
    """Whether the span lies in the text, and the quote at the span."""
    if name == "articles":
        return
    start, end = entry.get("start"), entry.get("end")
    if not (_is_offset(start) and _is_offset(end) and start < end):
        yield _("start and end are no span: give whole numbers, end behind start")
    elif text is not None and end > len(text):
        yield _("the span {start} to {end} lies outside the text, which has {length} characters").format(
            start=start, end=end, length=len(text)
        )
    elif text is not None and "quote" in entry and _bare(text[start:end]) != _bare(entry["quote"]):
        yield _("at {start} to {end} stands {found}, not the quote").format(
            start=start, end=end, found=_bare(text[start:end])[:40]
        )


def _bare(text: object) -> str:
    return _BLANK.sub("", str(text))


def _is_offset(given: object) -> TypeGuard[int]:
    return isinstance(given, int) and not isinstance(given, bool) and given >= 0


def _is_number(given: object) -> bool:
    try:
        number = _decimal(given)
    except (ArithmeticError, ValueError):
        return False
    return number is None or number.is_finite()


def _claim(entry: Mapping[str, Any], articles: Sequence[Mapping[str, Any]]) -> GoldClaim:
    start = entry["start"]
    begun = [article for article in articles if (article.get("start") or 0) <= start] or articles[:1] or [{}]
    accepted = {name: _answers(entry.get(name)) for name in ANSWERED}
    accepted |= {name: _answers(entry.get(name, begun[-1].get(name))) for name in REGION}
    numbers = _decimal(entry["value"]), _decimal(entry.get("value_to"))
    return GoldClaim(start, entry["end"], entry["quote"], *numbers, accepted, bool(entry.get("optional")))


def _answers(given: Any) -> tuple[str | None, ...]:
    """Gold states one answer or a list of those accepted; an empty one is None."""
    return tuple(answer or None for answer in (given if isinstance(given, list) else [given]))


def _decimal(given: object) -> Decimal | None:
    return None if given in (None, "") else Decimal(str(given))
