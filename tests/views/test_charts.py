"""Charts of places: SVG, PNG, and block characters."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dangjian_metrics.errors import UsageError
from dangjian_metrics.views import charts
from dangjian_metrics.views.charts import Bar, Panel, blocks, draw, png, svg

PLACES = [
    Bar("四川省眉山市", Decimal(650), "650名"),
    Bar("山东省威海市威海南海新区", Decimal(39), "39名"),
    Bar("山东省潍坊市安丘市", Decimal(33), "33名"),
    Bar("辽宁省沈阳市沈河区", Decimal(32), "32名"),
    Bar("甘肃省嘉峪关市", Decimal(28), "28人", note="选派 · 截至目前"),
]
NAMESPACE = "{http://www.w3.org/2000/svg}"
SOLID, LIGHT, HATCH = "#2f5d8c", "#bcd0e4", "url(#dj-hatch)"


def read(picture: str) -> ElementTree.Element:
    """The picture parsed as XML."""
    return ElementTree.fromstring(picture)


def texts(picture: str) -> list[str]:
    """The texts that a reader sees, in the order of the picture."""
    return [
        "".join([e.text or "", *(c.tail or "" for c in e)]) for e in read(picture).iter(NAMESPACE + "text")
    ]


def parts(picture: str) -> list[tuple[str, float, float]]:
    """Fill, left end and width of each part of a bar that has any; the legend at the margin left out."""
    boxes = [e.attrib for e in read(picture).iter(NAMESPACE + "rect") if "stroke" in e.attrib]
    found = [(box["fill"], float(box["x"]), float(box["width"])) for box in boxes]
    return [part for part in found if part[2] and part[1] not in {24, 174}]


def bars(*found: Bar) -> str:
    return svg([Panel("", found)])


def ticks(*values: str) -> list[str]:
    picture = bars(*(Bar("", Decimal(value), "") for value in values))
    return re.findall(r'text-anchor="middle"[^>]*>([^<]*)<', picture)


def test_labels_figures_and_notes_are_text() -> None:
    found = texts(svg([Panel("党建指导员（名）", PLACES)], "各地对比", "简报.txt"))
    assert {"各地对比", "党建指导员（名）", "来源：简报.txt", "选派 · 截至目前"} <= set(found)
    assert {bar.label for bar in PLACES} | {bar.shown for bar in PLACES} <= set(found)


def test_a_picture_says_what_it_is() -> None:
    root = read(svg([Panel("书记（名）", PLACES)], '"各地"对比'))
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", '"各地"对比')
    assert root.findtext(NAMESPACE + "title") == '"各地"对比'
    assert read(svg([Panel("书记（名）", PLACES)])).attrib["aria-label"] == "书记（名）"


def test_a_picture_needs_nothing_else() -> None:
    picture = svg([Panel("书记", PLACES)], "各地")
    assert "<script" not in picture
    assert re.findall(r"href|@import|https?://[^\"]+", picture) == ["http://www.w3.org/2000/svg"]


def test_texts_are_escaped() -> None:
    bad = "<script>'&\"</script>]]>"
    picture = svg([Panel(bad, [Bar(bad, Decimal(1), bad, note=bad)])], bad, bad)
    assert "<script" not in picture
    assert texts(picture).count(bad) == 5


def test_control_characters_are_taken_out() -> None:
    bad = "甲\x00\x1b[31m\u202e\ufffe\ud800乙\n丙"
    assert "甲[31m乙 丙" in texts(svg([Panel(bad, [Bar(bad, Decimal(1), bad)])], bad, bad))
    svg([Panel(bad, [Bar(bad, Decimal(1), bad)])], bad, bad).encode()


@pytest.mark.parametrize("panels", [[], [Panel("书记（名）", [])]])
def test_nothing_to_compare(panels: list[Panel]) -> None:
    assert "没有可比的数据" in texts(svg(panels))


def test_an_empty_panel_among_others() -> None:
    found = texts(svg([Panel("书记（名）", []), Panel("党员（名）", PLACES)]))
    assert found[:3] == ["书记（名）", "没有可比的数据", "党员（名）"]


def test_200_bars_are_drawn_and_the_others_counted() -> None:
    many = [Bar(f"第{number}县", Decimal(number), f"{number}名") for number in range(500, 0, -1)]
    found = texts(bars(*many))
    assert "… 另 300 个地区" in found
    assert "第301县" in found
    assert "第300县" not in found
    assert "个地区" not in bars(*many[:200])


def test_panels_are_below_each_other() -> None:
    one, two = (float(read(svg([Panel("书记", PLACES)] * n)).attrib["height"]) for n in (1, 2))
    assert two > 1.8 * one


def test_bars_are_as_long_as_their_values() -> None:
    widths = [width for _, _, width in parts(bars(*PLACES))]
    assert widths == pytest.approx([widths[0] * float(bar.value) / 650 for bar in PLACES], abs=0.1)


def test_equal_values_are_equally_long() -> None:
    assert len(set(parts(bars(*[Bar("甲", Decimal(7), "7")] * 3)))) == 1


def test_all_are_zero() -> None:
    picture = bars(Bar("甲", Decimal(0), "0名"), Bar("乙", Decimal(0), "0名"))
    assert parts(picture) == []
    assert "0名" in texts(picture)


def test_negative_values_lie_left_of_zero() -> None:
    picture = bars(Bar("甲", Decimal("-12.5"), "-12.5%"), Bar("乙", Decimal(5), "5%"))
    (_, left, width), (_, zero, _) = parts(picture)
    assert left + width == pytest.approx(zero, abs=0.2)
    assert "-12.5%" in texts(picture)
    shown = re.search(r'<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>-12\.5%', picture)
    assert shown
    assert float(shown[1]) < left


def test_only_negative_values() -> None:
    (_, left, width), (_, other, half) = parts(bars(*(Bar("甲", Decimal(v), "") for v in (-4, -2))))
    assert (left + width, half) == pytest.approx((other + half, width / 2), abs=0.2)


@pytest.mark.parametrize("shown", ["≈650名", ">650名", "<650名", "≥650名", "≤650名", "↑>650名"])
def test_a_hedged_value_ends_hatched(shown: str) -> None:
    solid, hatched = parts(bars(Bar("甲", Decimal(650), shown)))
    assert (solid[0], hatched[0]) == (SOLID, HATCH)
    assert solid[1] + solid[2] == pytest.approx(hatched[1] + hatched[2], abs=0.2)
    assert "约数、上限或下限" in texts(bars(Bar("甲", Decimal(650), shown)))


def test_a_hedged_negative_value() -> None:
    solid, hatched = parts(bars(Bar("甲", Decimal(-9), "≈-9%")))
    assert (hatched[0], hatched[1]) == (HATCH, solid[1])
    assert hatched[2] < solid[2]


def test_an_exact_value_is_solid() -> None:
    picture = bars(*PLACES)
    assert {fill for fill, _, _ in parts(picture)} == {SOLID}
    assert "约数" not in picture


@pytest.mark.parametrize(
    ("value", "value_to", "lights"),
    [(3, 5, (0.6, 0.4)), (5, 3, (0.6, 0.4)), (-3, -5, (0.6, 0.4)), (-5, -3, (0.6, 0.4)), (0, 4, (0, 1))],
)
def test_a_range_is_solid_and_then_light(value: int, value_to: int, lights: tuple[float, float]) -> None:
    picture = bars(Bar("甲", Decimal(value), "3～5名", Decimal(value_to)))
    widths = {fill: width for fill, _, width in parts(picture)}
    whole = sum(widths.values())
    found = (widths.get(SOLID, 0) / whole, widths[LIGHT] / whole)
    assert found == pytest.approx(lights, abs=0.01)
    assert "区间" in texts(picture)


def test_a_range_across_zero_is_light() -> None:
    assert [fill for fill, _, _ in parts(bars(Bar("甲", Decimal(-2), "-2～4%", Decimal(4))))] == [LIGHT]


def test_a_hedged_range_is_hatched() -> None:
    fills = [fill for fill, _, _ in parts(bars(Bar("甲", Decimal(3), "≈3～5名", Decimal(5))))]
    assert fills == [SOLID, HATCH]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["650"], ["0", "200", "400", "600"]),
        (["-12.5", "8"], ["-10", "-5", "0", "5"]),
        (["480000000", "31000"], ["0", "1亿", "2亿", "3亿", "4亿"]),
        (["57500"], ["0", "2万", "4万"]),
        (["1.1"], ["0", "0.25", "0.5", "0.75", "1"]),
        (["3"], ["0", "1", "2", "3"]),
        (["11"], ["0", "5", "10"]),
        (["1"], ["0", "1"]),
        (["0"], ["0"]),
        (["1E+60"], ["0", "2.5E+59", "5E+59", "7.5E+59", "1E+60"]),
        (["1E-30"], ["0", "2.5E-31", "5E-31", "7.5E-31", "1E-30"]),
    ],
)
def test_ticks(values: list[str], expected: list[str]) -> None:
    assert ticks(*values) == expected


@pytest.mark.parametrize("low", [0, -1, -7, -40, -99, -400])
def test_three_to_five_ticks(low: int) -> None:
    for high in range(2, 400):
        assert 3 <= len(ticks(str(low), f"{high}.5")) <= 5


def test_huge_beside_tiny() -> None:
    picture = bars(*(Bar("甲", Decimal(v), v) for v in ("1E+400", "1E-400", "-1E-400", "9" * 80)))
    assert [width for _, _, width in parts(picture)][1:] == [0.1] * (len(parts(picture)) - 1)
    assert "NaN" not in picture
    assert "inf" not in picture


def test_a_value_next_to_nothing_shows() -> None:
    assert len(parts(bars(Bar("甲", Decimal(480000000), "4.8亿元"), Bar("乙", Decimal(3), "3元")))) == 2


def test_labels_stay_in_the_picture() -> None:
    county = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县"
    assert county in texts(bars(Bar(county, Decimal(1), "1名")))


def test_what_is_too_long_is_cut() -> None:
    long = "甲" * 60
    picture = svg([Panel(long * 2, [Bar(long, Decimal(1), long, note=long)])], long, long * 2)
    found = texts(picture)
    assert long not in "".join(found).split("…")
    assert sum(text.endswith("…") for text in found) == 6
    assert {e.text for e in read(picture).iter(NAMESPACE + "title")} == {long, long * 2, f"来源：{long * 2}"}


def test_a_suffix_says_which() -> None:
    panels = [Panel("书记（名）", PLACES)]
    assert draw(Path("a.SVG"), panels, "各地", "源").decode() == svg(panels, "各地", "源")
    with pytest.raises(UsageError, match=r"^a\.jpg: a chart is \.svg or \.png$"):
        draw(Path("a.jpg"), panels)


@pytest.mark.parametrize(
    ("value", "bar"),
    [
        (650, "█" * 10),
        (900, "█" * 10),
        (325, "█" * 5),
        (39, "▋"),
        (0.001, "▏"),
        (0, ""),
        (-3, ""),
        (73, "█▏"),
    ],
)
def test_blocks(value: float, bar: str) -> None:
    assert blocks(value, 650, 10) == bar


@pytest.mark.parametrize("most", [0, -1, float("nan")])
def test_blocks_without_a_most(most: float) -> None:
    assert blocks(1, most, 10) == ""


def test_blocks_grow() -> None:
    bars = [blocks(value, 80, 10) for value in range(1, 81)]
    assert len(set(bars)) == 80
    assert all(len(one) <= len(next_one) for one, next_one in pairwise(bars))


def test_blocks_of_infinite_values() -> None:
    infinite = float("inf")
    assert (blocks(infinite, infinite, 4), blocks(1, infinite, 4), blocks(float("nan"), 1, 4)) == (
        "████",
        "▏",
        "",
    )


def test_png_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError, match=r"pip install 'dangjian-metrics\[charts\]', or write \.svg"):
        draw(Path("a.png"), [])


def test_png_without_a_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(charts, "_FONT_FOLDERS", (str(tmp_path), "$NO_SUCH/fonts"))
    (tmp_path / "DejaVuSans.ttf").touch()
    with pytest.raises(
        UsageError, match=r"boxes.*fonts-noto-cjk.*fonts-wqy-zenhei.*google-noto-sans-cjk-fonts"
    ):
        png(svg([]))


@pytest.mark.parametrize(
    "name", ["NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "msyh.ttc", "PingFang.ttc", "SIMHEI.TTF"]
)
def test_a_font_is_found_without_fontconfig(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(charts, "_FONT_FOLDERS", ("$HOME/.fonts",))
    (tmp_path / ".fonts" / "chinese").mkdir(parents=True)
    (tmp_path / ".fonts" / "Arial.ttf").touch()
    (tmp_path / ".fonts" / "chinese" / name).touch()
    assert charts._font_folders() == {str(tmp_path / ".fonts" / "chinese")}


@pytest.fixture
def drawable() -> None:
    pytest.importorskip("vl_convert")
    if not charts._font_folders():
        pytest.skip("no font with Chinese characters")


def pixels(picture: bytes) -> list[bytes]:
    """The rows of a PNG of four bytes a pixel."""
    chunks, at = b"", 8
    while at < len(picture):
        length = int.from_bytes(picture[at : at + 4])
        if picture[at + 4 : at + 8] == b"IDAT":
            chunks += picture[at + 8 : at + 8 + length]
        at += 12 + length
    width, height = struct.unpack(">II", picture[16:24])
    assert picture[24:29] == b"\x08\x06\0\0\0"
    raw, size, rows = zlib.decompress(chunks), 4 * width, [bytes(4 * width)]
    for start in range(0, height * (size + 1), size + 1):
        rows.append(unfiltered(raw[start], raw[start + 1 : start + 1 + size], rows[-1]))
    return rows[1:]


def unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """The row of a PNG with its filter undone."""
    out = bytearray(line)
    for i, byte in enumerate(line):
        left, up, corner = (out[i - 4], above[i], above[i - 4]) if i >= 4 else (0, above[i], 0)
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda near: abs(guess - near))
        out[i] = (byte + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(out)


def drawn(character: str) -> list[bytes]:
    """The pixels where a single large character stands."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"'
    fonts = re.search(r'font-family="[^"]*"', svg([]))
    assert fonts
    return pixels(png(f'{frame} {fonts[0]}><text x="5" y="45" font-size="40">{character}</text></svg>', 1))


@pytest.mark.usefixtures("drawable")
def test_a_png_is_one_and_twice_as_large() -> None:
    panels = [Panel("党建指导员（名）", PLACES)]
    picture = draw(Path("a.png"), panels)
    height = int(read(svg(panels)).attrib["height"])
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1920, 2 * height)


@pytest.mark.usefixtures("drawable")
def test_chinese_characters_are_no_boxes() -> None:
    # All missing characters would be drawn as the same box, or as nothing.
    pictures = [drawn(character) for character in "川眉党名\U0010fffd"]
    assert all(any(map(any, rows)) for rows in pictures[:4])
    assert len({b"".join(rows) for rows in pictures}) == 5


@pytest.mark.usefixtures("drawable")
def test_labels_are_drawn_in_the_chart() -> None:
    first, second = (
        pixels(png(bars(Bar(label, Decimal(1), "1名")), 1)) for label in ("四川省眉山市", "甘肃省嘉峪关")
    )
    assert len(first) == len(second)
    assert first != second


@pytest.mark.usefixtures("drawable")
def test_a_long_chart_is_drawn_smaller() -> None:
    monstrous = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="{}"></svg>'
    picture = png(monstrous.format(3_000_000), 2)
    width, height = struct.unpack(">II", picture[16:24])
    assert width * height <= 70_000_000
    with pytest.raises(UsageError, match=r"too long for a \.png"):
        png(monstrous.format(9_000_000))
