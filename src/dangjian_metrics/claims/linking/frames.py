"""Which noun a quantity measures and by which verb: the shapes of sentence, in the order in which they are tried.

Each shape returns a :class:`Link` or None; docs/linking.md says why the order is so.
"""

from __future__ import annotations

from dangjian_metrics.claims.linking import (
    activities,
    before_number,
    behind_number,
    changes,
    lists,
    omissions,
    shares,
)
from dangjian_metrics.claims.linking.place import AMOUNTS, Link, Place, Shape

_SHARES: tuple[Shape, ...] = (
    lists.respectively, lists.beside, shares.share_of, changes.baseline, changes.reached_after_to, changes.compared, changes.change, changes.multiple, shares.genitive, omissions.part, before_number.level, shares.of_thing, before_number.after_noun, shares.part_of_thing,
    omissions.fronted, omissions.left_out,
)  # fmt: skip


_AMOUNTS: tuple[Shape, ...] = (
    lists.respectively, lists.beside, changes.baseline, changes.reached_after_to, changes.compared, changes.change, changes.multiple, omissions.part, activities.spent, before_number.level, behind_number.before_noun, before_number.after_noun, activities.activity,
    omissions.fronted, omissions.left_out,
)  # fmt: skip


_COUNTS: tuple[Shape, ...] = (
    lists.respectively, behind_number.places, lists.beside, changes.baseline, changes.reached_after_to, changes.compared, changes.change, omissions.part, activities.times, behind_number.before_noun, behind_number.before_clause,
    activities.people_activity, before_number.level, before_number.after_noun, activities.activity, omissions.fronted, omissions.left_out,
)  # fmt: skip


def link(place: Place) -> Link:
    """The first shape that fits; an uncertain noun is left empty and said so."""
    kind = place.quantity.kind
    order = (_SHARES if place.quantity.unit == "%" else _AMOUNTS) if kind in AMOUNTS else _COUNTS
    for shape in order:
        found = shape(place)
        if found is not None and (found.entity or shape in (omissions.left_out, omissions.fronted)):
            return found
    return Link("no noun found")
