"""What of the claims is asked for: filters that combine, each one condition of SQL with its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from dangjian_metrics.claims import divisions
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language import numerals
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.connection import Connection

BOUNDS = ("exact", "about", "nearly", "over", "under", "at_least", "at_most")
KINDS = (
    "person", "organisation", "object", "event", "money", "area", "length", "mass", "volume", "duration", "share",
    "ratio", "change",
)  # fmt: skip
STATISTICS = ("value", "cumulative", "mean", "change", "baseline", "share")
_SCALES = frozenset("十百千万亿")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; what is empty asks for nothing. ``fields`` are joined by *or*, all else by *and*."""

    fields: tuple[str, ...] = ()
    region: str | None = None
    action: str | None = None
    unit: str | None = None
    kind: str | None = None
    statistic: str | None = None
    period: str | None = None
    least: str | None = None
    most: str | None = None
    text: str | None = None
    doc: str | None = None


class Condition(NamedTuple):
    """A filter as SQL over the view ``claims``; ``option`` is how it was asked for on the command line."""

    option: str
    sql: str
    values: tuple[object, ...]


def conditions(store: Connection, asked: Filter, lexicon: Lexicon) -> list[Condition]:
    """The conditions of a filter. Raises UsageError for a value that cannot be, naming the nearest that can."""
    return list(_conditions(store, asked, lexicon))


def _conditions(store: Connection, asked: Filter, lexicon: Lexicon) -> Iterator[Condition]:
    places = _places(store, asked.region) if asked.region is not None else None
    if places is not None:
        yield Condition(f"--region {asked.region}", f"place_number IN ({_blanks(places)})", places)
    if asked.fields:
        yield _fields(store, asked.fields, lexicon, places)
    for name in ("action", "unit", "kind", "statistic"):
        value = getattr(asked, name)
        if value is not None:
            _refuse_unknown(name, value)
            yield Condition(f"--{name} {value}", f"{name} = ?", (value,))
    if asked.period is not None:
        yield Condition(f"--period {asked.period}", "instr(period, ?) > 0", (asked.period,))
    yield from _bounds(asked)
    if asked.text is not None:
        words = tuple(asked.text.split())
        yield Condition(
            f"--text {asked.text}", " AND ".join(["instr(sentence, ?) > 0"] * len(words)) or "1", words
        )
    if asked.doc is not None:
        yield Condition(f"--doc {asked.doc}", *document(asked.doc))


def document(pattern: str, column: str = "doc") -> tuple[str, tuple[object, ...]]:
    """The condition for a document's name: a pattern with * or ?, else a part of the name."""
    if "*" in pattern or "?" in pattern:
        return f"{column} GLOB ?", (pattern.replace("[", "[[]"),)
    return f"instr({column}, ?) > 0", (pattern,)


def where(found: Sequence[Condition]) -> tuple[str, list[object]]:
    """The conditions joined, with their values in order; ``1`` where there is none."""
    return " AND ".join(f"({each.sql})" for each in found) or "1", [v for each in found for v in each.values]


def emptied(store: Connection, found: Sequence[Condition]) -> str:
    """Which filter left nothing: how many claims each one, after those before it, still leaves."""
    left = store.execute("SELECT count(*) FROM claim_facts").get
    if not left:
        return "the store holds no claims yet: dj-metrics extract PATH adds some"
    said = f"{left} claims in the store"
    for number, each in enumerate(found, 1):
        sql, values = where(found[:number])
        left = store.execute(f"SELECT count(*) FROM claims WHERE {sql}", values).get
        if not left:
            return f"no claim found: {said}, and {each.option} leaves none of them"
        said += f", {left} with {each.option}"
    return f"no claim found: {said}"


def _fields(
    store: Connection, asked: Sequence[str], lexicon: Lexicon, places: tuple[object, ...] | None
) -> Condition:
    """Claims whose field or role is one of those asked for, under whatever name they were.

    The places asked for beside them are named here again, so that the index finds the few claims of both.
    """
    names, served = field_names(store, asked, lexicon)
    there = f" AND place IN ({_blanks(places)})" if places is not None else ""
    sql = (
        "id IN (SELECT id FROM claim_facts WHERE field IN"
        f" (SELECT id FROM fields WHERE name IN ({_blanks(names)})){there}"
        f" UNION ALL SELECT id FROM claim_facts WHERE role IN ({_blanks(served)}){there})"
    )
    return Condition(
        " ".join(f"--field {word}" for word in asked),
        sql,
        (*names, *(places or ()), *served, *(places or ())),
    )


def field_names(store: Connection, asked: Sequence[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """The fields' own names, in the order asked for, and the roles that stand for them.

    Raises UsageError for one that no claim has, naming the nearest.
    """
    here = {name for (name,) in store.execute("SELECT name FROM fields WHERE name IS NOT NULL")}
    roles = [
        name for (name,) in store.execute("SELECT DISTINCT role FROM claim_facts WHERE role IS NOT NULL")
    ]
    names, served = [], []
    for word in asked:
        name = word if word in here else lexicon.field(word) or word
        as_role = [role for role in roles if name in (role, lexicon.field(role))]
        if name not in here and not as_role:
            raise UsageError(_no_such_field(word, name, here, roles, lexicon))
        names.append(name)
        served += as_role
    return names, served


def _no_such_field(word: str, name: str, here: set[str], roles: Sequence[str], lexicon: Lexicon) -> str:
    if not here:
        return f"--field {word}: the store holds no claims yet: dj-metrics extract PATH adds some"
    known = name in lexicon.whole.values()
    near = nearest(word, [*here, *roles, *lexicon.whole])
    offer = list(
        dict.fromkeys(found if found in here or found in roles else lexicon.whole[found] for found in near)
    )
    offer = [found for found in offer if found in here or found in roles]
    said = "no claim in the store has this field" if known else "no such field"
    if offer:
        return f"--field {word}: {said}; the nearest: {', '.join(offer[:5])}"
    return f"--field {word}: {said}: dj-metrics fields lists those there are"


def nearest(word: str, names: Sequence[str]) -> list[str]:
    """The names most like a word: those that hold it or stand in it first, then by their letters.

    >>> nearest("指导员", ["党建指导员", "党支部"])
    ['党建指导员']
    """
    within = [name for name in names if word in name or (len(name) > 1 and name in word)]
    return list(dict.fromkeys([*within, *get_close_matches(word, names, n=8, cutoff=0.4)]))


def _blanks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _places(store: Connection, name: str) -> tuple[int, ...]:
    """The places of that name and those that lie in them; the name may be short (潍坊) or joined (山东省潍坊市)."""
    there = [
        tuple(row) for row in store.execute("SELECT id, province, city, county FROM places WHERE id > 0")
    ]
    meant = _meant(name)
    ids = [
        number
        for number, *place in there
        if any(tuple(place) == outer or divisions.inside(_place(place), outer) for outer in meant)
        or (not meant and name in place)
        or name in _joined(place)
    ]
    if not ids and not meant:
        full = {level for _, *place in there for level in place if level}
        near = nearest(name, sorted(full))[:5]
        offer = f"; the nearest: {', '.join(near)}" if near else ""
        raise UsageError(f"--region {name}: no such place in the store{offer}")
    return tuple(ids)


def _place(names: Sequence[str | None]) -> divisions.Place:
    return names[0], names[1], names[2]


def _joined(place: Sequence[str | None]) -> set[str]:
    """The names of a place's levels, one by one and joined: 山东省潍坊市, 潍坊市安丘市."""
    levels = [level for level in place if level]
    return {
        "".join(levels[first:last])
        for first in range(len(levels))
        for last in range(first + 1, len(levels) + 1)
    }


def _meant(name: str) -> list[divisions.Place]:
    """The places that a name may stand for; of a joined one those of its last part that lie in the first."""
    table = divisions.names()
    if name in table:
        return list(table[name].places)
    for cut in range(len(name) - 1, 1, -1):
        if name[:cut] in table:
            outer, inner = table[name[:cut]].places, _meant(name[cut:])
            joined = [place for place in inner if any(divisions.inside(place, each) for each in outer)]
            if joined:
                return joined
    return []


def _refuse_unknown(name: str, value: str) -> None:
    known = {"kind": KINDS, "statistic": STATISTICS}.get(name)
    if known is not None and value not in known:
        raise UsageError(f"--{name} {value}: unknown {name}: choose from {', '.join(known)}")


def _bounds(asked: Filter) -> Iterator[Condition]:
    # As text, so that SQLite makes the same REAL of it as of the values it keeps.
    least = number("--min", asked.least) if asked.least is not None else None
    most = number("--max", asked.most) if asked.most is not None else None
    if least is not None and most is not None and least > most:
        raise UsageError(f"--min {asked.least} is more than --max {asked.most}: no claim can be both")
    if least is not None:
        yield Condition(f"--min {asked.least}", "value_number >= cast(? AS REAL)", (str(least),))
    if most is not None:
        yield Condition(f"--max {asked.most}", "value_number <= cast(? AS REAL)", (str(most),))


def number(option: str, written: str) -> Decimal:
    """A number as people write it: 1200, 1.2万, 4.8亿. Raises UsageError for what is none.

    >>> number("--min", "1.2万")
    Decimal('12000')
    """
    digits = written.rstrip("".join(_SCALES))
    try:
        value = numerals.decimal(digits, written[len(digits) :])
    except (ArithmeticError, ValueError, KeyError):
        value = Decimal("nan")
    if not value.is_finite():
        raise UsageError(f"{option} {written}: is no number: write 1200 or 1.2万")
    return value
