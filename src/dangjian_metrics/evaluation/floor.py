"""The floor under the figures of an evaluation: a TOML file of the least that each may be (docs/gold.md)."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dangjian_metrics.errors import DocumentError
from dangjian_metrics.evaluation.groups import GROUPS, Figures
from dangjian_metrics.messages import _

FIGURES = ("precision", "recall", "f1")
Floor = dict[str, dict[str, dict[str, float]]]
"""By group (``all``, ``field``, …), name in it, and figure."""

_HEADER = """\
# The least that each figure may be; dj-metrics evaluate --floor fails when one falls below, --raise-floor lifts them to what
# is reached and lowers none. Further lines may be added: [rule], "count after noun" = { precision = 0.95 }.
"""


def load(path: Path) -> Floor:
    """The floor that stands in a file. Raises DocumentError with the line out where it is none."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(
            _("{path}: cannot be read as a floor ({reason}): check the path").format(path=path, reason=reason)
        ) from None
    except ValueError as error:
        raise DocumentError(_("{path}: not TOML: {error}").format(path=path, error=error)) from None
    for by, rows in table.items():
        if by not in ("all", *GROUPS) or not isinstance(rows, dict):
            known = ", ".join(("all", *GROUPS))
            raise DocumentError(
                _("{path}: unknown group {by}: choose from {known}").format(path=path, by=by, known=known)
            )
        for name, figures in rows.items():
            _refuse(path, f"{by}.{name}", figures)
    return table


def _refuse(path: Path, where: str, figures: object) -> None:
    if not isinstance(figures, dict) or not figures:
        raise DocumentError(
            _("{path}: {where}: no figures: write {{ f1 = 0.95 }}").format(path=path, where=where)
        )
    for figure, least in figures.items():
        if figure not in FIGURES or isinstance(least, bool) or not isinstance(least, (int, float)):
            known = ", ".join(FIGURES)
            raise DocumentError(
                _("{path}: {where}: {figure} is no figure with a number: choose from {known}").format(
                    path=path, where=where, figure=figure, known=known
                )
            )


def fallen(floor: Floor, reached: Iterable[Figures]) -> Iterator[str]:
    """A line for each figure below its floor, and for each that is not there to be judged."""
    there = {(each.by, each.name): each for each in reached}
    for by, rows in floor.items():
        for name, figures in rows.items():
            for figure, least in figures.items():
                found = getattr(there.get((by, name)), figure, None)
                told = {"by": by, "name": name, "figure": figure, "least": least}
                if found is None:
                    yield _(
                        "{by} {name}: {figure} has a floor of {least}, and there is no such claim"
                    ).format(**told)
                elif found < least:
                    yield _("{by} {name}: {figure} is {found:.4f}, its floor {least}").format(
                        found=found, **told
                    )


def raised(floor: Mapping[str, Mapping[str, Mapping[str, float]]], reached: Iterable[Figures]) -> Floor:
    """The floor lifted to what was reached: every figure that it names, and F1 over all; none is lowered."""
    lifted: Floor = {by: {name: dict(each) for name, each in rows.items()} for by, rows in floor.items()}
    for each in reached:
        if each.name is None:
            continue
        names = {*lifted.get(each.by, {}).get(each.name, {}), *(("f1",) if each.by == "all" else ())}
        for figure in names:
            found = getattr(each, figure)
            if found is not None:
                rows = lifted.setdefault(each.by, {}).setdefault(each.name, {})
                rows[figure] = max(rows.get(figure, 0.0), math.floor(found * 10_000) / 10_000)
    return lifted


def written(floor: Floor) -> str:
    """A floor as the text of its file."""
    return _HEADER + "".join(_lines(floor))


def _lines(floor: Floor) -> Iterator[str]:
    for by, rows in floor.items():
        yield f"\n[{by}]\n"
        for name, figures in rows.items():
            cells = ", ".join(f"{figure} = {least}" for figure, least in sorted(figures.items()))
            # A TOML string is written as one of JSON is.
            yield f"{json.dumps(name, ensure_ascii=False)} = {{ {cells} }}\n"
