"""What of the claims is asked for: filters that combine, each one condition of SQL with its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches

from dangjian_metrics.claims import divisions
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language import numerals
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.language.traditional import simplified
from dangjian_metrics.messages import _
from dangjian_metrics.store.answering import Condition, Known, Store, where

BOUNDS = ("exact", "about", "nearly", "over", "under", "at_least", "at_most")
KINDS = (
    "person", "organisation", "object", "event", "money", "area", "length", "mass", "volume", "duration", "share",
    "ratio", "change",
)  # fmt: skip
STATISTICS = ("value", "cumulative", "mean", "change", "baseline", "share")
_LONGEST = 40  # characters of a number; no article counts further
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


def conditions(store: Store, asked: Filter, lexicon: Lexicon) -> list[Condition]:
    """The conditions of a filter. Raises UsageError for a value that cannot be, naming the nearest that can."""
    return list(_conditions(store, _as_kept(asked), lexicon))


def _as_kept(asked: Filter) -> Filter:
    """The filter in simplified characters, in which all is kept but what a document says in its own words."""
    words = {name: getattr(asked, name) for name in ("region", "action", "unit", "period")}
    return replace(
        asked,
        fields=tuple(map(simplified, asked.fields)),
        **{name: simplified(word) for name, word in words.items() if word is not None},
    )


def _conditions(store: Store, asked: Filter, lexicon: Lexicon) -> Iterator[Condition]:
    places = _places(store, asked.region) if asked.region is not None else None
    if places is not None:
        yield Condition(f"--region {asked.region}", *store.in_places(places))
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
        yield Condition(f"--doc {asked.doc}", *store.named(asked.doc))


def counted(store: Store, found: Sequence[Condition]) -> int:
    """How many claims there are with these conditions."""
    sql, values = where(found)
    return int(next(store.execute(f"SELECT count(*) FROM claims WHERE {sql}", values))[0])


def emptied(store: Store, found: Sequence[Condition]) -> str:
    """Which filter left nothing: how many claims each one, after those before it, still leaves."""
    left = counted(store, ())
    if not left:
        return _("the store holds no claims yet: dj-metrics extract PATH adds some")
    said = _("{claims} claims in the store").format(claims=left)
    for number, each in enumerate(found, 1):
        left = counted(store, found[:number])
        if not left:
            return _("no claim found: {said}, and {option} leaves none of them").format(
                said=said, option=each.option
            )
        said += _(", {claims} with {option}").format(claims=left, option=each.option)
    return _("no claim found: {said}").format(said=said)


def _fields(
    store: Store, asked: Sequence[str], lexicon: Lexicon, places: Sequence[object] | None
) -> Condition:
    """Claims whose field or role is one of those asked for, under whatever name they were."""
    names, served = field_names(store, asked, lexicon)
    said = " ".join(f"--field {word}" for word in asked)
    return Condition(said, *store.of_fields(names, served, places))


def field_names(store: Store, asked: Sequence[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """The fields' own names, in the order asked for, and the roles that stand for them.

    Raises UsageError for one that no claim has, naming the nearest.
    """
    here, roles = store.fields(), store.roles()
    names, served = [], []
    for word in map(simplified, asked):
        name = word if word in here else lexicon.field(word) or word
        as_role = [role for role in roles if name in (role, lexicon.field(role))]
        if name not in here and not as_role:
            raise UsageError(_no_such_field(word, name, here, roles, lexicon))
        names.append(name)
        served += as_role
    return names, served


def _no_such_field(word: str, name: str, here: Sequence[str], roles: Sequence[str], lexicon: Lexicon) -> str:
    if not here:
        return _("--field {name}: the store holds no claims yet: dj-metrics extract PATH adds some").format(
            name=word
        )
    known = name in lexicon.whole.values()
    near = nearest(word, [*here, *roles, *lexicon.whole])
    offer = list(
        dict.fromkeys(found if found in here or found in roles else lexicon.whole[found] for found in near)
    )
    offer = [found for found in offer if found in here or found in roles]
    said = _("no claim in the store has this field") if known else _("no such field")
    if offer:
        return _("--field {name}: {said}; the nearest: {nearest}").format(
            name=word, said=said, nearest=", ".join(offer[:5])
        )
    return _("--field {name}: {said}: dj-metrics fields lists those there are").format(name=word, said=said)


def nearest(word: str, names: Sequence[str]) -> list[str]:
    """The names most like a word: those that hold it or stand in it first, then by their letters.

    >>> nearest("指导员", ["党建指导员", "党支部"])
    ['党建指导员']
    """
    within = [name for name in names if word in name or (len(name) > 1 and name in word)]
    return list(dict.fromkeys([*within, *get_close_matches(word, names, n=8, cutoff=0.4)]))


def _places(store: Store, name: str) -> tuple[object, ...]:
    """The places of that name and those that lie in them; the name may be short (潍坊) or joined (山东省潍坊市)."""
    there, meant = store.places(), meant_by(name)
    keys = tuple(each.key for each in there if _is_meant(each, name, meant))
    if not keys and not meant:
        full = {level for _, *place in there for level in place if level}
        near = nearest(name, sorted(full))[:5]
        said = (
            _("--region {name}: no such place in the store; the nearest: {nearest}")
            if near
            else _("--region {name}: no such place in the store")
        )
        raise UsageError(said.format(name=name, nearest=", ".join(near)))
    return keys


def _is_meant(each: Known, name: str, meant: Sequence[divisions.Place]) -> bool:
    place = each.province, each.city, each.county
    return (
        any(place == outer or divisions.inside(place, outer) for outer in meant)
        or (not meant and name in place)
        or name in _joined(place)
    )


def _joined(place: Sequence[str | None]) -> set[str]:
    """The names of a place's levels, one by one and joined: 山东省潍坊市, 潍坊市安丘市."""
    levels = [level for level in place if level]
    return {
        "".join(levels[first:last])
        for first in range(len(levels))
        for last in range(first + 1, len(levels) + 1)
    }


def meant_by(name: str) -> list[divisions.Place]:
    """The places that a name may stand for; of a joined one those of its last part that lie in the first."""
    table = divisions.names()
    if name in table:
        return list(table[name].places)
    for cut in range(len(name) - 1, 1, -1):
        if name[:cut] in table:
            outer, inner = table[name[:cut]].places, meant_by(name[cut:])
            joined = [place for place in inner if any(divisions.inside(place, each) for each in outer)]
            if joined:
                return joined
    return []


def _refuse_unknown(name: str, value: str) -> None:
    known = {"kind": KINDS, "statistic": STATISTICS}.get(name)
    if known is not None and value not in known:
        raise UsageError(
            _("--{name} {value}: unknown {name}: choose from {known}").format(
                name=name, value=value, known=", ".join(known)
            )
        )


def _bounds(asked: Filter) -> Iterator[Condition]:
    # As text, so that the store makes the same float of it as of the values it keeps.
    least = number("--min", asked.least) if asked.least is not None else None
    most = number("--max", asked.most) if asked.most is not None else None
    if least is not None and most is not None and least > most:
        raise UsageError(
            _("--min {least} is more than --max {most}: no claim can be both").format(
                least=asked.least, most=asked.most
            )
        )
    if least is not None:
        yield Condition(f"--min {asked.least}", "value_number >= cast(? AS DOUBLE)", (str(least),))
    if most is not None:
        yield Condition(f"--max {asked.most}", "value_number <= cast(? AS DOUBLE)", (str(most),))


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
    if not value.is_finite() or "e" in written.lower() or len(written) > _LONGEST:
        raise UsageError(
            _("{option} {written}: is no number: write 1200 or 1.2万").format(option=option, written=written)
        )
    return value
