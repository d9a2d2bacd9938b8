"""The fields that stand in most places, each drawn as bars: SVG that takes its colours and its words from the page.

A place stands above its bar, so that a narrow screen holds both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import accumulate
from unicodedata import east_asian_width

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison import rows
from dangjian_metrics.comparison.record import Column, Numbered
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.views.bars import panels
from dangjian_metrics.views.charts import Bar, Panel

_CHARTS, _BARS = 6, 12
_WIDTH, _ROW, _BAR, _SIZE, _SMALL = 440, 40, 12, 14, 12
_GAP, _SHARE_OF_FIGURE = 12, 0.45


def charts(claims: Sequence[Numbered], lexicon: Lexicon) -> str:
    """A figure for each of the fields that claims of most places are about; of fewer than two places none."""
    drawn = [
        column for name, held in _most_compared(claims, lexicon) for column in _columns(name, held, lexicon)
    ]
    return "\n".join(_figure(number, column) for number, column in enumerate(drawn))


def _most_compared(claims: Sequence[Numbered], lexicon: Lexicon) -> list[tuple[str, list[Numbered]]]:
    """The fields with most places, with their claims about a place.

    A claim counts for its field and for the one that the counted serve as.
    """
    fields: dict[str, list[Numbered]] = {}
    for each in claims:
        claim = each[1]
        if not any(_place(claim)):
            continue
        for name in {claim.field, lexicon.field(claim.role) if claim.role else None} - {None}:
            fields.setdefault(str(name), []).append(each)
    several = [(name, held) for name, held in fields.items() if _places(held) > 1]
    several.sort(key=lambda field: (-_places(field[1]), -len(field[1]), field[0]))
    return several[:_CHARTS]


def _places(held: Sequence[Numbered]) -> int:
    return len({_place(claim) for _, claim in held})


def _place(claim: Claim) -> tuple[str | None, ...]:
    return claim.province, claim.city, claim.county


def _columns(name: str, held: Sequence[Numbered], lexicon: Lexicon) -> list[Column]:
    """The column of the field that holds most, if places can be compared in it."""
    names = {word for word, field in lexicon.whole.items() if field == name}
    columns = rows.compare(name, held, names=names)
    best = max(columns, key=lambda column: len({row.label for row in column.rows}))
    return [best] if len({row.label for row in best.rows}) > 1 else []


def _figure(number: int, column: Column) -> str:
    (panel,) = panels([column])
    places = len({row.label for row in column.rows})
    shown = panel.bars[:_BARS]
    said = "chart_bars" if len(shown) < len(panel.bars) else "chart_all"
    return (
        f'<figure><figcaption><h3 lang="zh">{_text(panel.title)}</h3>'
        f'<p><span data-word="chart_places" data-n="{places}"></span>'
        f'<span data-word="{said}" data-n="{len(shown)}" data-all="{len(panel.bars)}"></span> '
        f'<button type="button" data-field="{_text(column.field)}" data-word="chart_claims"></button></p></figcaption>'
        f"{svg(panel, number)}</figure>"
    )


def svg(panel: Panel, number: int = 0) -> str:
    """The greatest bars of a panel as a picture; ``number`` tells its names from those of others on the page.

    >>> picture = svg(Panel("党建指导员（名）", [Bar("四川省眉山市", Decimal(650), "650名", note="选派")]))
    >>> "四川省眉山市" in picture, "650名</text>" in picture, "<style" in picture, "style=" in picture
    (True, True, False, False)
    """
    bars, name = panel.bars[:_BARS], f"chart-{number}"
    said = "；".join(f"{bar.label} {bar.shown}" for bar in bars)
    marks = "".join(
        mark for at, bar in enumerate(bars) for mark in _row(bar, bars, at * _ROW, f"hatch-{number}")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {len(bars) * _ROW}" role="img" lang="zh" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc"><title id="{name}-title">{_text(panel.title)}</title>'
        f'<desc id="{name}-desc">{_text(said)}</desc><defs><pattern id="hatch-{number}" width="6" height="6" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="light"/>'
        f'<rect width="2.5" height="6" class="solid"/></pattern></defs>{marks}</svg>'
    )


def _row(bar: Bar, bars: Sequence[Bar], top: int, hatch: str) -> Iterator[str]:
    """The place and what is said of it, the figure at the other end, below them the bar."""
    y = top + 16
    figure = _cut(bar.shown, _SIZE, _WIDTH * _SHARE_OF_FIGURE)
    room = _WIDTH - _em(figure) * _SIZE - _GAP
    label = _cut(bar.label, _SIZE, room)
    behind = _em(label) * _SIZE + _GAP
    yield f'<text x="0" y="{y}" font-size="{_SIZE}">{_text(label)}</text>'
    if bar.note and room - behind > 3 * _SMALL:
        note = _text(_cut(bar.note, _SMALL, room - behind))
        yield f'<text x="{behind:.0f}" y="{y}" font-size="{_SMALL}" class="note">{note}</text>'
    yield f'<text x="{_WIDTH}" y="{y}" font-size="{_SIZE}" class="value">{_text(figure)}</text>'
    yield from _bar(bar, bars, top + 21, hatch)


def _bar(bar: Bar, bars: Sequence[Bar], top: int, hatch: str) -> Iterator[str]:
    """The bar from zero on: solid is what every reading holds, light a range, hatched what is hedged."""
    low = min(Decimal(0), *(each.ends[0] for each in bars), Decimal(0))
    high = max(Decimal(0), *(each.ends[1] for each in bars), Decimal(0))

    def x(value: Decimal) -> float:
        return float((value - low) / (high - low or 1)) * (_WIDTH - 2) + 1

    first, last = bar.ends
    near = min(max(first, Decimal(0)), last)
    ends = sorted((x(Decimal(0)), x(near)))
    if bar.hedged and first == last:
        tip = min(24.0, ends[1] - ends[0])
        ends = [ends[0], ends[1] - tip] if near >= 0 else [ends[0] + tip, ends[1]]
        yield _part(ends[1] if near >= 0 else ends[0] - tip, tip, top, f'fill="url(#{hatch})"')
    yield _part(ends[0], max(ends[1] - ends[0], 1.0), top, 'class="solid"')
    if first != last:
        yield _part(
            x(first), x(last) - x(first), top, f'fill="url(#{hatch})"' if bar.hedged else 'class="light"'
        )


def _part(left: float, width: float, top: int, look: str) -> str:
    return f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" {look}/>'


def _cut(text: str, size: float, room: float) -> str:
    if _em(text) * size <= room:
        return text
    widths = accumulate(map(_em, text), initial=1.0)
    return text[: max(0, sum(width * size <= room for width in widths) - 1)] + "…"


def _em(text: str) -> float:
    """The width in font sizes: a Chinese character takes one, a Latin letter about half."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.6 for character in text)


def _text(text: str) -> str:
    """The text as mark-up shows it: without what a viewer obeys."""
    return escape("".join(c if c.isprintable() else " " * c.isspace() for c in text))
