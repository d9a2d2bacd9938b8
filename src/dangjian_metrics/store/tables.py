"""A store in one SQLite file: what is asked of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import apsw

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.store.answering import Answer, Clause, Condition, Counts, Known, blanks, where

_Served = dict[str | None, tuple[int, set[int], Counter[str]]]


class Tables(apsw.Connection):
    """A connection to the store's file, as a :class:`~dangjian_metrics.store.answering.Store`."""

    in_order = False

    def places(self) -> list[Known]:
        """The places that claims are, or were, about."""
        return [
            Known(*row) for row in self.execute("SELECT id, province, city, county FROM places WHERE id > 0")
        ]

    def fields(self) -> list[str]:
        """The fields that claims have, or had."""
        rows = self.execute("SELECT name FROM fields WHERE name IS NOT NULL ORDER BY name")
        return [name for (name,) in rows]

    def roles(self) -> list[str]:
        """The roles that the counted serve in."""
        rows = self.execute("SELECT DISTINCT role FROM claim_facts WHERE role IS NOT NULL ORDER BY role")
        return [role for (role,) in rows]

    def in_places(self, keys: Sequence[object]) -> Clause:
        """Claims about one of the places."""
        return Clause(f"place_number IN ({blanks(keys)})", tuple(keys))

    def of_fields(self, names: Sequence[str], roles: Sequence[str], keys: Sequence[object] | None) -> Clause:
        """Claims with one of the fields or of the roles.

        The places asked for beside them are named here again, so that the index finds the few claims of both.
        """
        there = f" AND place IN ({blanks(keys)})" if keys is not None else ""
        sql = (
            "id IN (SELECT id FROM claim_facts WHERE field IN"
            f" (SELECT id FROM fields WHERE name IN ({blanks(names)})){there}"
            f" UNION ALL SELECT id FROM claim_facts WHERE role IN ({blanks(roles)}){there})"
        )
        return Clause(sql, (*names, *(keys or ()), *roles, *(keys or ())))

    def named(self, pattern: str) -> Clause:
        """Claims of documents whose name fits."""
        return named(pattern, "doc")

    def bare_claims(self, found: Sequence[Condition]) -> list[tuple[int, Claim]]:
        """The claims without what needs their article or sentence, which is several times as quick."""
        fields = dict(self.execute("SELECT id, name FROM fields"))
        places = {number: names for number, *names in self.execute("SELECT * FROM places")}
        manners = {number: said for number, *said in self.execute(f"SELECT id, {_MANNER} FROM manners")}
        rules = dict(self.execute("SELECT id, rule FROM manners"))
        sql, values = where(found)
        return [
            (number, Claim(*(
                "", 0, "", *places[place], None, subject, fields[field], entity, role, action, Decimal(value),
                None if value_to is None else Decimal(value_to), *manners[manner], basis, period, "", 0, 0, "",
                rules[manner],
            )))
            for number, place, field, manner, subject, entity, role, action, value, value_to, basis, period
            in self.execute(f"SELECT {_BARE} FROM claims WHERE {sql} ORDER BY id", values)
        ]  # fmt: skip

    def per_field(self, served: Mapping[str, str]) -> Iterator[Counts]:
        """Every field with its counts; a claim with a role in ``served`` counts for that field as well."""
        names = dict(self.execute("SELECT id, name FROM fields"))
        units = {str(number): unit or "" for number, unit in self.execute("SELECT id, unit FROM manners")}
        more = self._served(served, names, units)
        for number, claims, places, manners in self.execute(_PER_FIELD):
            counted = Counter[str]()
            for manner, times in Counter(manners.split(",")).items():
                counted[units[manner]] += times
            extra, where_, how = more.pop(names[number], (0, set(), Counter()))
            there = len(where_ | self._places_of(number)) if where_ else places
            yield Counts(names[number], claims + extra, there, counted + how)
        for name, (claims, where_, how) in more.items():
            yield Counts(name, claims, len(where_), how)

    def _served(
        self, served: Mapping[str, str], names: dict[int, str | None], units: dict[str, str]
    ) -> _Served:
        """Claims by the field of their role, where that is not their own: how many, in which places and units."""
        found: _Served = {}
        for role, number, place, manner, claims in self.execute(_PER_ROLE):
            name = served.get(role)
            if name is not None and name != names[number]:
                before, places, counted = found.get(name, (0, set[int](), Counter[str]()))
                counted[units[str(manner)]] += claims
                found[name] = (before + claims, places | ({place} - {0}), counted)
        return found

    def _places_of(self, field: int) -> set[int]:
        sql = "SELECT DISTINCT place FROM claim_facts WHERE field = ? AND place > 0"
        return {place for (place,) in self.execute(sql, (field,))}

    def ask(self, question: str, seconds: float) -> Answer:
        """The answer to one SELECT of the user's own. Raises UsageError."""
        from dangjian_metrics.store import sandbox

        return sandbox.ask(self, question, seconds)


def named(pattern: str, column: str) -> Clause:
    """The condition for a document's name: a pattern with * or ?, else a part of the name."""
    if "*" in pattern or "?" in pattern:
        return Clause(f"{column} GLOB ?", (pattern.replace("[", "[[]"),))
    return Clause(f"instr({column}, ?) > 0", (pattern,))


_MANNER = "unit, bound, kind, statistic, per, direction"
_BARE = "id, place_number, field_number, manner_number, subject, entity, role, action, value, value_to, basis, period"
_PER_FIELD = """
SELECT field, count(*), count(DISTINCT nullif(place, 0)), group_concat(manner) FROM claim_facts GROUP BY field
"""
"""Reads the index alone, in its order; counting the manners here would sort all claims, which takes twice as long."""

_PER_ROLE = """
SELECT role, field, place, manner, count(*) FROM claim_facts WHERE role IS NOT NULL GROUP BY 1, 2, 3, 4
"""
