"""What a comparison notes beside its rows, in the language of who reads it; files keep the English words."""

from __future__ import annotations

from dangjian_metrics.messages import _, marked, retold

_NOTES = (
    marked("changes, apart from levels"),
    marked("rises, apart from the others"),
    marked("falls, apart from the others"),
    marked("earlier levels, apart from the later ones"),
    marked("means, apart from totals"),
    marked("levels"),
    marked("totals, apart"),
    marked("per {what}, apart"),
    marked("in {unit}, which cannot be brought to {other}"),
    marked("no unit"),
    marked("from {unit}"),
    marked("{n} other values"),
    marked("latest of {n}"),
    marked("greatest of {n}"),
    marked("sum of {n}: {claims}"),
    marked("{statistics} are not added up"),
)


def noted(note: str) -> str:
    """The note, each of its parts retold.

    >>> noted("from 公顷; latest of 3")
    'from 公顷; latest of 3'
    """
    return _("; ").join(retold(part, _NOTES) for part in note.split("; "))
