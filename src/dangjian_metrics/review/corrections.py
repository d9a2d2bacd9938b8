"""Corrections as people write them, ``field=value``: each is held against what the column may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from dangjian_metrics.claims import divisions
from dangjian_metrics.claims.divisions import Place
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.errors import UsageError
from dangjian_metrics.language import units
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.messages import _
from dangjian_metrics.store.decisions import EDITABLE
from dangjian_metrics.store.filters import BOUNDS, KINDS, STATISTICS, meant_by, nearest, number
from dangjian_metrics.store.rows import exact

_REGION = "region"
_LEVELS = ("province", "city", "county")
_NAMES = (_REGION, *EDITABLE)
_VALUES = ("value", "value_to")
_CHOICES = {"bound": BOUNDS, "kind": KINDS, "statistic": STATISTICS, "direction": ("up", "down")}
_FULL = frozenset(("value", "bound", "statistic"))
_LONGEST = 200

Changes = dict[str, Any]
"""What columns are to hold: a text, or None for nothing; values as exact digits."""


def corrected(claim: Claim, written: Iterable[str], lexicon: Lexicon) -> Changes:
    """What some corrections change in a claim, with what follows from them: the field of an entity, the kind of a unit.

    What is so already changes nothing. Raises UsageError, naming the column and what it may hold.

    >>> from dangjian_metrics import extract
    >>> (claim,) = extract("新建党支部32个。")
    >>> corrected(claim, ["value=1.2万", "entity=党建工作指导员"], Lexicon.load())
    {'field': '党建指导员', 'entity': '党建工作指导员', 'value': '12000'}
    """
    changes: Changes = {}
    for each in written:
        changes |= _parsed(each, lexicon)
    if "entity" in changes and "field" not in changes:
        changes["field"] = lexicon.field(changes["entity"]) if changes["entity"] else None
    if "unit" in changes and "kind" not in changes:
        statistic = changes.get("statistic", claim.statistic)
        changes["kind"] = _kind(changes["unit"], statistic)
    now = _cells(claim) | changes
    _refuse_range(now)
    if changes.keys() & {*_LEVELS}:
        _refuse_place((now["province"], now["city"], now["county"]))
    before = _cells(claim)
    return {name: changes[name] for name in EDITABLE if name in changes and changes[name] != before[name]}


def _cells(claim: Claim) -> dict[str, Any]:
    """The columns of a claim that may be corrected, as changes hold them."""
    cells = {name: getattr(claim, name) for name in EDITABLE}
    return cells | {name: exact(cells[name]) for name in _VALUES if cells[name] is not None}


def _parsed(written: str, lexicon: Lexicon) -> Changes:
    name, equals, value = written.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or name not in _NAMES:
        raise _unknown(written, name)
    if not value:
        if name in _FULL:
            raise UsageError(_("{name}: cannot be empty").format(name=name))
        return dict.fromkeys(_LEVELS) if name == _REGION else {name: None}
    if len(value) > _LONGEST or not value.isprintable():
        raise UsageError(
            _("{name}: give at most {most} characters, on one line").format(name=name, most=_LONGEST)
        )
    if name == _REGION:
        return dict(zip(_LEVELS, _place(value), strict=True))
    return {name: _checked(name, value, lexicon)}


def _unknown(written: str, name: str) -> UsageError:
    near = nearest(name, _NAMES)[:3] if name else []
    if not written.partition("=")[1]:
        return UsageError(_("{written}: write field=value: entity=党支部").format(written=written))
    return UsageError(
        _("{name}: no field that may be corrected: choose from {known}").format(
            name=name, known=", ".join(near or _NAMES)
        )
    )


def _checked(name: str, value: str, lexicon: Lexicon) -> str:
    if name in _VALUES:
        return exact(number(name, value))
    if name in _CHOICES and value not in _CHOICES[name]:
        known = ", ".join(_CHOICES[name])
        raise UsageError(_("{name}={value}: choose from {known}").format(name=name, value=value, known=known))
    if name == "field":
        return _field(value, lexicon)
    return value


def _field(value: str, lexicon: Lexicon) -> str:
    """The lexicon's own name for a field."""
    known = frozenset(lexicon.whole.values())
    name = value if value in known else lexicon.field(value)
    if name is None:
        near = nearest(value, sorted(known))[:5]
        raise UsageError(
            _("field={value}: no field of the lexicon; the nearest: {nearest}").format(
                value=value, nearest=", ".join(near)
            )
            if near
            else _("field={value}: no field of the lexicon: --lexicon FILE adds fields").format(value=value)
        )
    return name


def _kind(unit: str | None, statistic: str) -> str | None:
    found = units.get(unit) if unit else None
    if found is None:
        return None
    return "change" if found.kind == "share" and statistic == "change" else found.kind


def _refuse_range(now: Mapping[str, Any]) -> None:
    if now["value_to"] is not None and Decimal(now["value_to"]) < Decimal(now["value"]):
        raise UsageError(
            _("value_to={upper}: is less than value {lower}").format(
                upper=now["value_to"], lower=now["value"]
            )
        )


@cache
def _places() -> frozenset[Place]:
    return frozenset(place for *_names, place in divisions.entries()) | {(None, None, None)}


def _place(name: str) -> Place:
    meant = sorted(set(meant_by(name)), key=str)
    if len(meant) == 1:
        return meant[0]
    if meant:
        joined = ", ".join("".join(filter(None, place)) for place in meant[:5])
        raise UsageError(
            _("region={name}: there are several: choose from {places}").format(name=name, places=joined)
        )
    near = nearest(name, list(divisions.names()))[:5]
    raise UsageError(
        _("region={name}: no such place; the nearest: {nearest}").format(name=name, nearest=", ".join(near))
        if near
        else _("region={name}: no such place").format(name=name)
    )


def _refuse_place(place: Place) -> None:
    """A place of the table of divisions, or a functional zone (新区, 开发区) in one, which no table lists whole."""
    province, city, county = place
    if place in _places() or (county and county.endswith("区") and (province, city, None) in _places()):
        return
    raise UsageError(
        _(
            "{place}: no such place: name province, city and county as they lie in each other, or region="
        ).format(place="".join(filter(None, place)) or _REGION)
    )
