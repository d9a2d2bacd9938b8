"""Found against gold: how many claims are found, how much of each is right, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.evaluation.gold import REGION, GoldClaim, GoldDocument

TESTS = ("number", "field", "action", "role", "statistic", "period", "region")
"""What is asked of a claim that was found; ``row`` and ``full`` are made of these."""
# Page copies differ in blanks, quotation marks and brackets; none of them makes an answer wrong.
_STRIPPED = re.compile(r"[\s“”\"‘’'「」《》（）()、·]")
# Shares such as 三分之二 are stated to two decimals, so a ten-thousandth apart is the same number.
_TOLERANCE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Match:
    """A claim of the gold with the one found for it; one of them is None where it was missed, or is in excess.

    ``failed`` are those of :data:`TESTS` that the claim found does not pass.
    """

    document: GoldDocument
    wanted: GoldClaim | None
    got: Claim | None
    failed: tuple[str, ...] = ()

    @property
    def row(self) -> bool:
        """Whether number and noun are right."""
        return self._whole and "number" not in self.failed and "field" not in self.failed

    @property
    def full(self) -> bool:
        """Whether all is right."""
        return self._whole and not self.failed

    @property
    def _whole(self) -> bool:
        return self.wanted is not None and self.got is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where found and gold differ.

    ``test`` is one of :data:`TESTS`, or ``missed`` (in gold only), or ``spurious`` (found only); ``rule`` is that of
    the claim found.
    """

    test: str
    doc: str
    start: int
    quote: str
    wanted: str
    got: str
    context: str
    rule: str | None = None


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
    """The scores of a set of documents, every difference in the order of reading, and what they were counted from."""

    scores: Scores
    differences: tuple[Difference, ...]
    matches: tuple[Match, ...] = ()


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
    matches = tuple(match for page in gold for match in _matches(page, claims_by_doc.get(page.doc, ())))
    found = [each for match in matches for each in _differences(match, texts.get(match.document.doc, ""))]
    return Evaluation(_scores(matches), tuple(found), matches)


def _scores(matches: Sequence[Match]) -> Scores:
    pairs = [match for match in matches if match.wanted is not None and match.got is not None]
    right = {test: sum(test not in match.failed for match in pairs) for test in TESTS}
    right |= {"row": sum(match.row for match in pairs), "full": sum(match.full for match in pairs)}
    gold = sum(match.wanted is not None for match in matches)
    found = sum(match.got is not None for match in matches)
    return Scores(gold, found, len(pairs), right)


def normalised(answer: str | None) -> str:
    """An answer as it is compared: without blanks, quotation marks, brackets, 、 and ·.

    >>> normalised("“四上” 企业"), normalised(None)
    ('四上企业', '')
    """
    return _STRIPPED.sub("", answer or "")


def _matches(page: GoldDocument, found: Sequence[Claim]) -> Iterator[Match]:
    """What counts: first the claims of the gold, then those in excess."""
    spare = list(found)
    for wanted in page.claims:
        claim = _take_most_overlapping(wanted, spare)
        if not wanted.optional:
            failed = tuple(test for test in TESTS if not _CHECKS[test](wanted, claim)) if claim else ()
            yield Match(page, wanted, claim, failed)
    for claim in spare:
        if not page.partial or any(start < claim.end and claim.start < end for start, end, _ in page.others):
            yield Match(page, None, claim)


def _take_most_overlapping(wanted: GoldClaim, spare: list[Claim]) -> Claim | None:
    overlaps = [min(claim.end, wanted.end) - max(claim.start, wanted.start) for claim in spare]
    most = max(overlaps, default=0)
    return spare.pop(overlaps.index(most)) if most > 0 else None


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
    "region": lambda gold, got: _among(gold, got, *REGION),
}
_SHOWN = {"number": ("value", "value_to", "unit", "bound"), "field": ("entity", "field")}
_SHOWN |= {"statistic": ("statistic", "direction"), "region": REGION, "missed": ("entity",)}


def _differences(match: Match, text: str) -> Iterator[Difference]:
    wanted, got = match.wanted, match.got
    if wanted is None:
        if got is not None:
            yield _spurious(got, match.document, text)
    elif got is None:
        yield _difference("missed", wanted, None, match.document.doc, text)
    else:
        yield from (_difference(test, wanted, got, match.document.doc, text) for test in match.failed)


def _difference(test: str, wanted: GoldClaim, got: Claim | None, doc: str, text: str) -> Difference:
    columns = _SHOWN.get(test, (test,))
    right = " ".join(_wanted(wanted, name) for name in columns if name != "field")
    said = " ".join(_cell(getattr(got, name)) for name in columns) if got else ""
    context = _context(text, wanted.start, wanted.end)
    rule = got.rule if got else None
    return Difference(test, doc, wanted.start, wanted.quote, right, said, context, rule)


def _spurious(got: Claim, document: GoldDocument, text: str) -> Difference:
    touched = (why for start, end, why in document.others if start < got.end and got.start < end)
    wanted, context = next(touched, "nothing"), _context(text, got.start, got.end)
    said = _cell(got.entity)
    return Difference("spurious", document.doc, got.start, got.quote, wanted, said, context, got.rule)


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
