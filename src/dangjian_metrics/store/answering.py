"""What every store answers, whatever it lies in: one SQLite file, or a folder of Parquet parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from dangjian_metrics.claims.record import Claim


class Condition(NamedTuple):
    """A filter as SQL over the view ``claims``; ``option`` is how it was asked for on the command line."""

    option: str
    sql: str
    values: tuple[object, ...]


class Clause(NamedTuple):
    """A part of a condition, with its values in order."""

    sql: str
    values: tuple[object, ...]


class Known(NamedTuple):
    """A place that claims of the store are about, and by what the store knows it."""

    key: object
    province: str | None
    city: str | None
    county: str | None


class Counts(NamedTuple):
    """A field with its claims, its places, and how many claims there are in each unit (empty for none)."""

    field: str | None
    claims: int
    places: int
    units: Counter[str]


class Answer(NamedTuple):
    """The columns of an answer to the user's own SQL, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class Store(Protocol):
    """An open store. SQL that is asked of it keeps to what SQLite and DuckDB read alike."""

    @property
    def in_order(self) -> bool:
        """Whether all its claims come in the order of reading without being sorted."""
        ...

    def execute(self, sql: str, values: Any = (), /) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, as they come."""
        ...

    def places(self) -> list[Known]:
        """The places that claims are about."""
        ...

    def fields(self) -> list[str]:
        """The fields that claims have, in the order of their names."""
        ...

    def roles(self) -> list[str]:
        """The roles that the counted serve in, in the order of their names."""
        ...

    def in_places(self, keys: Sequence[object]) -> Clause:
        """Claims about one of the places."""
        ...

    def of_fields(self, names: Sequence[str], roles: Sequence[str], keys: Sequence[object] | None) -> Clause:
        """Claims with one of the fields or of the roles; beside it the places that are asked for, None for all."""
        ...

    def named(self, pattern: str) -> Clause:
        """Claims of documents whose name fits: a pattern with * or ?, else a part of the name."""
        ...

    def bare_claims(self, found: Sequence[Condition]) -> list[tuple[int, Claim]]:
        """The claims with these conditions, each with its number, without what needs their article or sentence."""
        ...

    def per_field(self, served: Mapping[str, str]) -> Iterator[Counts]:
        """Every field with its counts; a claim with a role in ``served`` counts for that field as well."""
        ...

    def ask(self, question: str, seconds: float) -> Answer:
        """The answer to one SELECT of the user's own. Raises UsageError."""
        ...


def where(found: Sequence[Condition]) -> tuple[str, list[object]]:
    """The conditions joined, with their values in order; ``1`` where there is none."""
    return " AND ".join(f"({each.sql})" for each in found) or "1", [v for each in found for v in each.values]


def blanks(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(values))
