"""Found against gold: how many claims are found, how much of each is right, and where they differ."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.errors import DocumentError

TESTS = ("number", "field", "action", "role", "statistic", "period", "region")
"""What is asked of a claim that was found; ``row`` and ``full`` are made of these."""
_SUFFIX = ".gold.json"
_ANSWERED = ("unit", "bound", "entity", "role", "action", "statistic", "direction", "period")
_REGION = ("province", "city", "county")
# Page copies differ in blanks, quotation marks and brackets; none of them makes an answer wrong.
_STRIPPED = re.compile(r"[\s“”\"‘’'「」《》（）()、·]")
# Shares such as 三分之二 are stated to two decimals, so a ten-thousandth apart is the same number.
_TOLERANCE = Decimal("0.0001")


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

    ``others`` are its numbers that are no claims: start, end, disposition (docs/claims.md §1).
    """

    doc: str
    claims: tuple[GoldClaim, ...]
    others: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where found and gold differ.

    ``test`` is one of :data:`TESTS`, or ``missed`` (in gold only), or ``spurious`` (found only).
    """

    test: str
    doc: str
    start: int
    quote: str
    wanted: str
    got: str
    context: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of an evaluation and the figures made of them, each between 0 and 1.

    ``right`` counts how many of the claims found (``hit``) pass each test. Accuracies are shares of these;
    F1s also pay for claims missed or in excess. A row is right when number and field are, full when all is.

    >>> scores = Scores(gold=4, pred=5, hit=4, right={"number": 3, "row": 3})
    >>> scores.precision, scores.recall, scores.accuracy("number"), round(scores.row_f1, 4)
    (0.8, 1.0, 0.75, 0.6667)
    """

    gold: int
    pred: int
    hit: int
    right: Mapping[str, int]

    @property
    def precision(self) -> float:
        """The share of the claims found that are in gold."""
        return _share(self.hit, self.pred)

    @property
    def recall(self) -> float:
        """The share of the claims in gold that are found."""
        return _share(self.hit, self.gold)

    @property
    def claim_f1(self) -> float:
        """Precision and recall of the claims in one figure."""
        return self._f1(self.hit)

    @property
    def row_f1(self) -> float:
        """As :attr:`claim_f1`, counting only claims whose number and field are right."""
        return self._f1(self.right.get("row", 0))

    @property
    def full_f1(self) -> float:
        """As :attr:`claim_f1`, counting only claims that are right in everything."""
        return self._f1(self.right.get("full", 0))

    def accuracy(self, test: str) -> float:
        """The share of the claims found that pass ``test``, one of :data:`TESTS`."""
        return _share(self.right.get(test, 0), self.hit)

    def figures(self) -> dict[str, float]:
        """Every figure by its name, in the order in which they are read."""
        f1s = {"claim_f1": self.claim_f1, "row_f1": self.row_f1, "full_f1": self.full_f1}
        return {**f1s, **{f"{test}_acc": self.accuracy(test) for test in TESTS}}

    def _f1(self, count: int) -> float:
        return _share(2 * count, self.gold + self.pred)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a set of documents, and every difference in the order of reading."""

    scores: Scores
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


def load_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The gold of a folder of ``NAME.gold.json`` files, sorted, or of one; DocumentError when it is none."""
    files = sorted(path.glob(f"*{_SUFFIX}")) if path.is_dir() else [path]
    if not files:
        raise DocumentError(f"{path}: no NAME{_SUFFIX} in this folder; check the path")
    return tuple(_gold_document(file) for file in files)


def score(
    gold: Sequence[GoldDocument], claims_by_doc: Mapping[str, Sequence[Claim]], texts: Mapping[str, str]
) -> Evaluation:
    """How well the claims found in each document agree with gold.

    ``claims_by_doc`` and ``texts`` (for the context of differences only) go by file name, as ``doc`` of the
    gold does. A found claim belongs to the gold claim whose span it overlaps most, one to one; claims of
    documents without gold are not counted.

    >>> document = GoldDocument("简报.txt", (GoldClaim(5, 8, "32个", Decimal(32), None, {}),))
    >>> score([document], {}, {"简报.txt": "新建党支部32个"}).differences[0].test
    'missed'
    """
    tally = _Tally()
    for document in gold:
        _score_document(tally, document, claims_by_doc.get(document.doc, ()), texts.get(document.doc, ""))
    count = tally.counts
    right = {test: count[test] for test in (*TESTS, "row", "full")}
    scores = Scores(count["gold"], count["pred"], count["hit"], right)
    return Evaluation(scores, tuple(tally.differences))


def normalised(answer: str | None) -> str:
    """An answer as it is compared: without blanks, quotation marks, brackets, 、 and ·.

    >>> normalised("“四上” 企业"), normalised(None)
    ('四上企业', '')
    """
    return _STRIPPED.sub("", answer or "")


def _gold_document(path: Path) -> GoldDocument:
    try:
        page = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        articles = sorted(page["articles"], key=lambda article: article.get("start") or 0)
        claims = tuple(_gold_claim(entry, articles) for entry in page["claims"])
        others = tuple((o["start"], o["end"], o["class"]) for o in page["others"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocumentError(f"{path}: is no gold file ({error!r}); compare another") from error
    return GoldDocument(path.name.removesuffix(_SUFFIX) + ".txt", claims, others)


def _gold_claim(entry: Mapping[str, Any], articles: Sequence[Mapping[str, Any]]) -> GoldClaim:
    start = entry["start"]
    begun = [article for article in articles if (article.get("start") or 0) <= start] or articles[:1] or [{}]
    accepted = {name: _answers(entry.get(name)) for name in _ANSWERED}
    accepted |= {name: _answers(begun[-1].get(name)) for name in _REGION}
    numbers = _decimal(entry["value"]), _decimal(entry.get("value_to"))
    return GoldClaim(start, entry["end"], entry["quote"], *numbers, accepted, bool(entry.get("optional")))


def _answers(given: Any) -> tuple[str | None, ...]:
    """Gold states one answer or a list of those accepted; an empty one is None."""
    return tuple(answer or None for answer in (given if isinstance(given, list) else [given]))


def _decimal(given: Any) -> Decimal | None:
    return None if given in (None, "") else Decimal(str(given))


def _score_document(tally: _Tally, document: GoldDocument, found: Sequence[Claim], text: str) -> None:
    spare = list(found)
    tally.counts["pred"] += len(found)
    for wanted in document.claims:
        claim = _take_most_overlapping(wanted, spare)
        if wanted.optional:
            tally.counts["pred"] -= claim is not None
        else:
            _score_claim(tally, wanted, claim, document.doc, text)
    tally.differences.extend(_spurious(claim, document, text) for claim in spare)


def _take_most_overlapping(wanted: GoldClaim, spare: list[Claim]) -> Claim | None:
    overlaps = [min(claim.end, wanted.end) - max(claim.start, wanted.start) for claim in spare]
    most = max(overlaps, default=0)
    return spare.pop(overlaps.index(most)) if most > 0 else None


def _score_claim(tally: _Tally, wanted: GoldClaim, got: Claim | None, doc: str, text: str) -> None:
    tally.counts["gold"] += 1
    if got is None:
        tally.differences.append(_difference("missed", wanted, None, doc, text))
        return
    failed = [test for test in TESTS if not _CHECKS[test](wanted, got)]
    tally.counts.update(["hit", *(test for test in TESTS if test not in failed)])
    tally.counts["row"] += "number" not in failed and "field" not in failed
    tally.counts["full"] += not failed
    tally.differences.extend(_difference(test, wanted, got, doc, text) for test in failed)


def _number_right(wanted: GoldClaim, got: Claim) -> bool:
    values = _close(got.value, wanted.value) and _close(got.value_to, wanted.value_to)
    return values and _answered(wanted, "unit", got.unit) and got.bound in wanted.accepted["bound"]


def _close(got: Decimal | None, wanted: Decimal | None) -> bool:
    if got is None or wanted is None:
        return got is wanted
    return abs(got - wanted) <= abs(wanted) * _TOLERANCE


def _answered(wanted: GoldClaim, column: str, got: str | None) -> bool:
    return normalised(got) in {normalised(answer) for answer in wanted.accepted[column]}


def _among(gold: GoldClaim, got: Claim, *columns: str) -> bool:
    return all((getattr(got, column) or None) in gold.accepted[column] for column in columns)


_CHECKS: dict[str, Callable[[GoldClaim, Claim], bool]] = {
    "number": _number_right,
    "field": lambda gold, got: _answered(gold, "entity", got.entity) or _answered(gold, "entity", got.field),
    "action": lambda gold, got: _answered(gold, "action", got.action),
    "role": lambda gold, got: _answered(gold, "role", got.role),
    "statistic": lambda gold, got: _among(gold, got, "statistic", "direction"),
    "period": lambda gold, got: _answered(gold, "period", got.period),
    "region": lambda gold, got: _among(gold, got, *_REGION),
}
_SHOWN = {"number": ("value", "value_to", "unit", "bound"), "field": ("entity", "field")}
_SHOWN |= {"statistic": ("statistic", "direction"), "region": _REGION, "missed": ("entity",)}


def _difference(test: str, wanted: GoldClaim, got: Claim | None, doc: str, text: str) -> Difference:
    columns = _SHOWN.get(test, (test,))
    right = " ".join(_wanted(wanted, name) for name in columns if name != "field")
    said = " ".join(_cell(getattr(got, name)) for name in columns) if got else ""
    context = _context(text, wanted.start, wanted.end)
    return Difference(test, doc, wanted.start, wanted.quote, right, said, context)


def _spurious(got: Claim, document: GoldDocument, text: str) -> Difference:
    touched = (why for start, end, why in document.others if start < got.end and got.start < end)
    wanted, context = next(touched, "nothing"), _context(text, got.start, got.end)
    return Difference("spurious", document.doc, got.start, got.quote, wanted, _cell(got.entity), context)


def _wanted(gold: GoldClaim, column: str) -> str:
    if column in ("value", "value_to"):
        return _cell(getattr(gold, column))
    return "|".join(_cell(answer) for answer in gold.accepted.get(column, ()))


def _cell(answer: object) -> str:
    return "–" if answer is None else str(answer)


def _context(text: str, start: int, end: int) -> str:
    return text[max(0, start - 25) : end + 15].replace("\n", "⏎")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
