"""Places compared as horizontal bars: an SVG or PNG picture, or block characters in the terminal."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import accumulate
from pathlib import Path
from unicodedata import east_asian_width

from dangjian_metrics.errors import UsageError
from dangjian_metrics.messages import _
from dangjian_metrics.views.figures import scaled

_WIDTH, _MARGIN, _GAP = 960, 24, 8
# The widest that labels and figures get: 360 holds the full names of a county and what it lies in.
_LABELS, _FIGURES = 360, 240
_ROW, _NOTED_ROW, _BAR, _HATCHED = 27, 42, 16, 26
_TITLE, _HEADING, _LABEL, _SMALL = 20, 15, 14, 11.5
# So many pixels are 256 MB; where memory ends, the drawing library ends the whole process.
_MOST_BARS, _MOST_PIXELS = 200, 64_000_000
_FAMILIES = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Zen Hei','SimHei',sans-serif"
# One hue, told apart by lightness and pattern: it survives grey printing and any colour vision.
_SOLID, _LIGHT, _HATCH = "#2f5d8c", "#bcd0e4", "url(#dj-hatch)"
_INK, _GRID, _ZERO = "#1a1a1a", "#dcdfe3", "#7a8088"
_MUTED, _BOLD, _TO_THE_LEFT = 'fill="#595959"', 'font-weight="bold"', 'text-anchor="end"'
_HALO = 'stroke="#fff" stroke-width="4" paint-order="stroke"'
_NOTHING = "没有可比的数据"
_FONT_FILE = r"(?im)^(noto(sans|serif)(cjk|sc)|sourcehan|wqy|msyh|sim(hei|sun)|pingfang|stheiti|hiragino sans gb|droidsansfallback|uming|ukai).*\.[to]t[fc]$"
_FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "$HOME/.fonts", "$HOME/.local/share/fonts",
    "/System/Library/Fonts", "/Library/Fonts", "$HOME/Library/Fonts", "$WINDIR/Fonts", "$LOCALAPPDATA/Microsoft/Windows/Fonts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """A place (四川省眉山市), its value, and the figure as people write it (``>120名``, ``3～5名``)."""

    label: str
    value: Decimal
    shown: str
    value_to: Decimal | None = None
    note: str = ""

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The lower and the upper end of the range; of a single value both are that."""
        other = self.value if self.value_to is None else self.value_to
        return min(self.value, other), max(self.value, other)

    @property
    def hedged(self) -> bool:
        """Whether the figure is written as not exact; an arrow may stand before the sign."""
        return self.shown.lstrip("↑↓").startswith(tuple("≈><≥≤"))

    @property
    def leftward(self) -> bool:
        """Whether nothing of the bar is above zero: its figure then stands to the left."""
        return self.ends[0] < 0 and self.ends[1] <= 0


@dataclass(frozen=True, slots=True)
class Panel:
    """One field in one unit, 党建指导员（名）: its bars share an axis that holds zero."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class _Axis:
    # The values from low to high, between two horizontal positions.
    low: Decimal
    high: Decimal
    left: float
    right: float

    def x(self, value: Decimal) -> float:
        # Decimals up to the ratio: a value may be larger than any float.
        return self.left + float((value - self.low) / (self.high - self.low or 1)) * (self.right - self.left)


def svg(panels: Sequence[Panel], title: str = "", source: str = "") -> str:
    """One self-contained SVG picture, the panels below each other.

    >>> picture = svg([Panel("党建指导员（名）", [Bar("四川省眉山市", Decimal(650), "650名")])])
    >>> "四川省眉山市</text>" in picture, "650名</text>" in picture, "没有可比的数据" in svg([])
    (True, True, True)
    """
    bars = [bar for panel in panels for bar in panel.bars[:_MOST_BARS]]
    widths = [max(_em(bar.label) * _LABEL, _em(bar.note) * _SMALL) for bar in bars]
    left = _MARGIN + min(max(widths, default=0), _LABELS) + _GAP
    marks, y = [], float(_MARGIN)
    if title:
        marks.append(_text(_MARGIN, y + 16, title, _TITLE, extra=_BOLD))
        y += 36
    for panel in panels or [Panel("", [])]:
        drawn, y = _panel(panel, left, y)
        marks += drawn
    if legend := _legend(bars, y):
        marks += legend
        y += 22
    if source:
        marks.append(_text(_MARGIN, y + 12, f"来源：{source}", _SMALL, extra=_MUTED))
        y += 22
    name = title or "、".join(panel.title for panel in panels if panel.title) or _NOTHING
    return _sheet(escape(_clean(name)), round(y) + 4, marks)


def png(svg_text: str, scale: float = 2.0) -> bytes:
    """The picture as PNG, ``scale`` times as large; a very long one less so."""
    try:
        import vl_convert
    except ImportError:
        said = _("a .png chart needs vl-convert: pip install 'dangjian-metrics[charts]', or write .svg")
        raise UsageError(said) from None
    folders = _font_folders()
    if not folders:
        said = _(
            "no font with Chinese characters is installed, a .png would show boxes: install one (Debian, Ubuntu: "
            "fonts-noto-cjk or fonts-wqy-zenhei; Fedora: google-noto-sans-cjk-fonts), or write .svg"
        )
        raise UsageError(said)
    for folder in folders:  # it finds the system's by itself; one named twice does no harm
        vl_convert.register_font_directory(folder)
    return vl_convert.svg_to_png(svg_text, scale=_fitting(svg_text, scale))


def draw(path: Path, panels: Sequence[Panel], title: str = "", source: str = "") -> bytes:
    """What belongs into the file: an SVG or a PNG picture, as the name ends."""
    suffix = path.suffix.lower()
    if suffix not in {".svg", ".png"}:
        raise UsageError(_("{path}: a chart is .svg or .png").format(path=path))
    picture = svg(panels, title, source)
    return png(picture) if suffix == ".png" else picture.encode()


def blocks(value: float, most: float, width: int) -> str:
    """The bar of ``value`` where ``most`` takes ``width`` characters; whatever is above zero shows.

    >>> blocks(650, 650, 10), blocks(39, 650, 10), blocks(325, 650, 5), blocks(0, 650, 10)
    ('██████████', '▋', '██▌', '')
    """
    if not (value > 0 and most > 0):
        return ""
    eighths = 8 * width if value >= most else max(round(value / most * width * 8), 1)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def _panel(panel: Panel, left: float, y: float) -> tuple[list[str], float]:
    """The marks of a panel whose top is at ``y``, and where the next one begins."""
    bars = panel.bars[:_MOST_BARS]
    marks = [_text(_MARGIN, y + 13, panel.title, _HEADING, extra=_BOLD)] if panel.title else []
    y += 28 * len(marks)
    if not bars:
        return [*marks, _text(_MARGIN, y + 14, _NOTHING, _LABEL)], y + 44
    axis, row = _axis(bars, left), _NOTED_ROW if any(bar.note for bar in bars) else _ROW
    top, y = y + 20, y + 20 + row * len(bars)
    marks += _grid(axis, _ticks(axis, whole=all(_whole(end) for bar in bars for end in bar.ends)), top, y)
    for number, bar in enumerate(bars):
        marks += _row(bar, axis, left, top + row * (number + 0.5))
    if more := len(panel.bars) - len(bars):
        marks.append(_text(_MARGIN, y + 18, f"… 另 {more} 个地区", _LABEL))
        y += 24
    return marks, y + 28


def _axis(bars: Sequence[Bar], left: float) -> _Axis:
    """From the lowest to the highest value and zero, with room for the figures at either end."""
    low = min(Decimal(0), *(bar.ends[0] for bar in bars))
    high = max(Decimal(0), *(bar.ends[1] for bar in bars))
    widths = [(bar.leftward, min(_em(bar.shown) * _LABEL, _FIGURES)) for bar in bars]
    before = max((width for leftward, width in widths if leftward), default=0)
    behind = max((width for leftward, width in widths if not leftward), default=0)
    return _Axis(low, high, left + before + _GAP, _WIDTH - _MARGIN - behind - _GAP)


def _ticks(axis: _Axis, *, whole: bool) -> list[Decimal]:
    """Zero and round values, three to five; among ``whole`` values (28名) no fractions, if only two are left."""
    exponent = (axis.high - axis.low).adjusted() - 1
    steps = (Decimal(m).scaleb(exponent + e) for e in range(3) for m in ("1", "2", "2.5", "5"))
    fitting = (step for step in steps if axis.high // step + -axis.low // step <= 4)
    step = next(step for step in fitting if _whole(step) or not whole)
    # Zero times the step would keep its exponent.
    return [n * step or Decimal(0) for n in range(-int(-axis.low // step), int(axis.high // step) + 1)]


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _grid(axis: _Axis, ticks: Sequence[Decimal], top: float, bottom: float) -> Iterator[str]:
    for tick in ticks:
        x, named = axis.x(tick), scaled(tick)
        yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{_GRID if tick else _ZERO}"/>'
        named = named if len(named) <= 8 else f"{tick.normalize():E}"
        yield _text(x, top - 6, named, _SMALL, extra=f'text-anchor="middle" {_MUTED}')


def _row(bar: Bar, axis: _Axis, left: float, middle: float) -> Iterator[str]:
    """Label, note, the parts of the bar and the figure, around the height ``middle``."""
    x, room = left - _GAP, left - _GAP - _MARGIN
    yield _text(x, middle - (2 if bar.note else -5), bar.label, _LABEL, room, extra=_TO_THE_LEFT)
    if bar.note:
        yield _text(x, middle + 14, bar.note, _SMALL, room, extra=f"{_TO_THE_LEFT} {_MUTED}")
    for fill, start, end in _parts(bar, axis):
        yield _part(fill, start, end, middle)
    low, high = map(axis.x, bar.ends)
    x, side = (low - _GAP, _TO_THE_LEFT) if bar.leftward else (high + _GAP, "")
    yield _text(x, middle + 5, bar.shown, _LABEL, _FIGURES, extra=f"{side} {_HALO}")


def _parts(bar: Bar, axis: _Axis) -> Iterator[tuple[str, float, float]]:
    """The fills of the bar, each with where it begins and ends; solid is what every reading holds."""
    low, high = bar.ends
    zero, near = axis.x(Decimal(0)), axis.x(min(max(low, Decimal(0)), high))
    yield _SOLID, zero, near
    if low != high:
        yield _HATCH if bar.hedged else _LIGHT, axis.x(low), axis.x(high)
    elif bar.hedged:
        yield _HATCH, near, max(near - _HATCHED, zero) if near > zero else min(near + _HATCHED, zero)


def _part(fill: str, start: float, end: float, middle: float) -> str:
    # A value next to nothing still shows: no viewer draws the outline of a part that is 0 wide.
    width = max(abs(end - start), 0.1) if start != end else 0.0
    box = f'x="{min(start, end):.1f}" y="{middle - _BAR / 2:.1f}" width="{width:.1f}" height="{_BAR}"'
    return f'<rect {box} fill="{fill}" stroke="{_SOLID}"/>'


def _legend(bars: Sequence[Bar], y: float) -> list[str]:
    """What hatching and lightness mean, as far as there are any."""
    marks, x = [], _MARGIN
    unsure = {bar.hedged for bar in bars if bar.hedged or bar.ends[0] != bar.ends[1]}
    for hedged, fill, meaning in ((True, _HATCH, "约数、上限或下限"), (False, _LIGHT, "区间")):
        if hedged in unsure:
            marks += [_part(fill, x, x + 26, y + 8), _text(x + 32, y + 12, meaning, _SMALL, extra=_MUTED)]
            x += 150
    return marks


def _sheet(name: str, height: int, marks: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{name}" font-family="{_FAMILIES}" '
        f'fill="{_INK}"><title>{name}</title><defs><pattern id="dj-hatch" width="6" height="6" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="{_LIGHT}"/>'
        f'<rect width="2.5" height="6" fill="{_SOLID}"/></pattern></defs><rect width="100%" height="100%" fill="#fff"/>'
        + "".join(f"\n{mark}" for mark in marks)
        + "\n</svg>\n"
    )


def _text(
    x: float, y: float, text: str, size: float, room: float = _WIDTH - 2 * _MARGIN, *, extra: str = ""
) -> str:
    """The text, cut to ``room``; the full wording is then the title that a pointer brings up."""
    full, name = _clean(text), ""
    cut = full
    if _em(full) * size > room + 0.01:
        widths = accumulate(map(_em, full), initial=1.0)
        cut = full[: sum(width * size <= room for width in widths) - 1] + "…"
        name = f"<title>{escape(full)}</title>"
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" {extra}>{name}{escape(cut)}</text>'


def _em(text: str) -> float:
    """The width in font sizes: a Chinese character takes one, a Latin letter about half."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.55 for character in text)


def _clean(text: str) -> str:
    """The text without what XML forbids or a viewer obeys: control characters, halves of pairs."""
    return "".join(c if c.isprintable() else " " * c.isspace() for c in text)


def _fitting(svg_text: str, scale: float) -> float:
    size = re.search(r'width="(\d+)" height="(\d+)"', svg_text)
    largest = (_MOST_PIXELS / (int(size[1]) * int(size[2]))) ** 0.5 if size else scale
    if largest < min(scale, 1):
        raise UsageError(_("the chart is too long for a .png: compare fewer fields or places, or write .svg"))
    return min(scale, largest)


def _font_folders() -> set[str]:
    """Where fonts with Chinese characters are: as fontconfig knows, else in the usual folders."""
    files: list[bytes] = []
    with suppress(OSError, subprocess.TimeoutExpired):
        command = ["fc-list", "--format=%{file}\n", ":lang=zh"]
        files = subprocess.run(command, capture_output=True, check=False, timeout=60).stdout.splitlines()
    known = {os.fsdecode(os.path.split(file)[0]) for file in files if re.search(rb"(?i)[.][to]t[fc]$", file)}
    walks = (os.walk(os.path.expandvars(folder)) for folder in _FONT_FOLDERS)
    return known or {at for walk in walks for at, _, names in walk if re.search(_FONT_FILE, "\n".join(names))}
