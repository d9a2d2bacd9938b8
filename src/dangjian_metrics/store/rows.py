"""What was found in documents as rows of the store's tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction, Head
from dangjian_metrics.store import rules
from dangjian_metrics.store.connection import Connection

NUMBERED = ("documents", "articles", "sentences", "claim_facts")
INSERT = {
    "documents": f"INSERT INTO documents VALUES ({', '.join('?' * 17)})",
    "articles": "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)",
    "sentences": "INSERT INTO sentences VALUES (?, ?, ?)",
    "claim_facts": (
        "INSERT INTO claim_facts (id, article, sentence, place, field, manner, subject, entity, role, action, value,"
        f' value_to, basis, period, quote, start, "end") VALUES ({", ".join("?" * 17)})'
    ),
    "dispositions": "INSERT INTO dispositions VALUES (?, ?, ?, ?, ?, ?)",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A document with what was found in it: ``path`` is its identity, ``rules`` say who read it."""

    path: str
    document: Document
    found: Extraction
    rules: str


class Rows:
    """The rows of some documents, table by table; ``first`` gives the number of the first row of each."""

    def __init__(self, first: dict[str, int], words: Words) -> None:
        self._first, self._words = first, words
        self._own_places = False
        self.of: dict[str, list[tuple[Any, ...]]] = {table: [] for table in INSERT}

    def add(
        self, source: Source, number: int | None, run: tuple[int, str], *, own_places: bool = False
    ) -> None:
        """Takes a document with what was found in it; ``number`` is the one it had, ``run`` who reads it when.

        With ``own_places`` a claim may be about another place than its article.
        """
        self._own_places = own_places
        found, text = source.found, source.document.text
        document = number or self._next("documents")
        if number is not None:
            self._first["documents"] -= 1  # it takes none of the new numbers
        first = [self._next(table) for table in NUMBERED[1:]]
        self._articles(document, found)
        articles, sentences = self._next("articles") - first[0], self._next("sentences") - first[1]
        self.of["documents"].append(
            (
                document, source.path, _named(source.document.name), rules.sum_of(text), source.rules, *run,
                articles, len(found.claims), found.numbers.total(), len(text), first[0], first[1],
                first[1] + sentences - 1, first[2], text, source.document.how,
            )
        )  # fmt: skip
        self.of["dispositions"] += [
            (document, d.start, d.end, d.number, d.disposition, d.reason) for d in found.dispositions
        ]

    @property
    def next_claim(self) -> int:
        """The number that the next claim takes."""
        return self._next("claim_facts")

    def _next(self, table: str) -> int:
        return self._first[table] + len(self.of[table])

    def _articles(self, document: int, found: Extraction) -> None:
        claims = {number: list(group) for number, group in groupby(found.claims, key=_ARTICLE)}
        heads = {head.number: head for head in found.heads}
        for number in sorted(heads.keys() | claims.keys()):
            own = claims.get(number, [])
            head = heads.get(number) or _head(own[0])
            place = self._words.place(place_of(head.region))
            article = self._next("articles")
            self.of["articles"].append((article, document, head.number, head.title, place, len(own)))
            self._claims(article, place, own)

    def _claims(self, article: int, place: int, claims: Sequence[Claim]) -> None:
        """Column by column, which is quicker than claim by claim."""
        if not claims:
            return
        section, sentence, field, *texts = zip(*map(_CELLS, claims), strict=True)
        subject, entity, role, action, basis, period, quote, value, value_to, start, end = texts
        first, many = self._next("claim_facts"), len(claims)
        places = (
            [self._words.place(place_of(claim)) for claim in claims] if self._own_places else [place] * many
        )
        self.of["claim_facts"] += zip(
            range(first, first + many), [article] * many, self._sentences(section, sentence), places,
            self._words.fields(field), self._words.manners(map(_MANNER, claims)),
            subject, entity, role, action, map(exact, value), map(_exact_or_none, value_to),
            basis, period, quote, start, end, strict=True,
        )  # fmt: skip

    def _sentences(self, sections: Sequence[str | None], texts: Sequence[str]) -> list[int]:
        """The number of each claim's sentence; claims of one sentence stand together."""
        rows, number, last, found = self.of["sentences"], self._next("sentences") - 1, None, []
        for where in zip(sections, texts, strict=True):
            if where != last:
                last, number = where, number + 1
                rows.append((number, *where))
            found.append(number)
        return found


def _exact_or_none(value: Decimal | None) -> str | None:
    return None if value is None else exact(value)


def exact(value: Any) -> str:
    """A decimal in plain digits, as in every view; quick for the common case."""
    digits = str(value)
    if "E" in digits or "." in digits:
        digits = format(value, "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits


def place_of(of: Region | Claim) -> tuple[str, str, str]:
    return of.province or "", of.city or "", of.county or ""


def _head(claim: Claim) -> Head:
    return Head(claim.article, claim.title, Region(claim.province, claim.city, claim.county))


_ARTICLE = attrgetter("article")
_CELLS = attrgetter(
    "section", "sentence", "field", "subject", "entity", "role", "action", "basis", "period", "quote",
    "value", "value_to", "start", "end",
)  # fmt: skip
_MANNER = attrgetter("unit", "bound", "kind", "statistic", "per", "direction", "rule")


def next_number(store: Connection, table: str) -> int:
    found: int = store.execute(f"SELECT ifnull(max(id), 0) + 1 FROM {table}").get
    if table == "claim_facts":  # a claim that was set aside keeps its number
        return max(found, next_number(store, "claims_set_aside"))
    return found


class Words:
    """The numbers of the words that stand once in the store; what is new is written when it is asked for."""

    def __init__(self, store: Connection) -> None:
        self._store, self._version = store, -1
        self._places: dict[tuple[str, ...], int] = {}
        self._fields: dict[str | None, int] = {}
        self._manners: dict[tuple[str | None, ...], int] = {}

    def look(self) -> None:
        """Forgets what it knows where another process has written since."""
        version = self._store.execute("PRAGMA data_version").get
        if version != self._version:
            self.forget()
            self._version = version

    def forget(self) -> None:
        """Forgets what it knows, as a transaction was taken back."""
        self._places.clear()
        self._fields.clear()
        self._manners.clear()

    def place(self, names: tuple[str, str, str]) -> int:
        """The number of a place."""
        return self._number(self._places, names, "places", ("province", "city", "county"), names)

    def fields(self, names: Sequence[str | None]) -> list[int]:
        """The numbers of the fields' names."""
        known = self._fields
        try:
            return [known[name] for name in names]
        except KeyError:
            for name in names:
                self._number(known, name, "fields", ("name",), (name,))
            return self.fields(names)

    def manners(self, cells: Iterable[tuple[str | None, ...]]) -> list[int]:
        """The numbers of the ways in which figures are stated."""
        known, asked = self._manners, list(cells)
        try:
            return [known[each] for each in asked]
        except KeyError:
            columns = ("unit", "bound", "kind", "statistic", "per", "direction", "rule")
            for each in asked:
                self._number(known, each, "manners", columns, each)
            return self.manners(asked)

    def _number(
        self,
        known_: dict[Any, int],
        key: Any,
        table: str,
        columns: Sequence[str],
        cells: Sequence[str | None],
    ) -> int:
        if key in known_:
            return known_[key]
        values = [cell or "" for cell in cells]
        same = " AND ".join(f"{name} = ?" if name in _SAID else f"ifnull({name}, '') = ?" for name in columns)
        found = self._store.execute(f"SELECT id FROM {table} WHERE {same}", values).fetchone()
        if found is None:
            blanks = ", ".join(["nullif(?, '')"] * len(values))
            found = (next_number(self._store, table),)
            self._store.execute(f"INSERT INTO {table} VALUES (?, {blanks})", (*found, *values))
        known_[key] = number = int(found[0])
        return number


_SAID = frozenset(("statistic", "bound", "rule"))  # never empty: asked so that the index is used


def identity(name: str) -> str:
    """The path by which a document is known: absolute, so that it is the same from every folder; stdin is stdin."""
    return _named(name if name == "stdin" else str(Path(name).absolute()))


def _named(name: str) -> str:
    # A file name whose bytes are no text reaches us with lone surrogates.
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
