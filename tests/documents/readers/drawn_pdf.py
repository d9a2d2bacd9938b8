"""PDFs drawn for the tests: text at places, in a font that a reader has to know by name (no outlines, a few kilobytes)."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin
from typing import NamedTuple

_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/W[1 95 500]>>]>>"
)


class Drawn(NamedTuple):
    """Text that begins at ``x`` and stands at the height ``y``, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 12
    turned: float = 0


LOCKED = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'00' * 32}>/P -4>>"
"""The trailer of a file for whose password there is no key."""


def pdf(pages: Sequence[Sequence[Drawn]], trailer: str = "") -> bytes:
    """A PDF with these pages; ``trailer`` is written into its trailer."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", _FONT]
    kids = []
    for page in pages:
        content = "".join(map(_shown, page))
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return _file(objects, trailer)


def _shown(drawn: Drawn) -> str:
    along, across = cos(radians(drawn.turned)), sin(radians(drawn.turned))
    place = f"{along:.4f} {across:.4f} {-across:.4f} {along:.4f} {drawn.x:.2f} {drawn.y:.2f} Tm"
    return f"BT /F {drawn.size} Tf {place} <{drawn.text.encode('utf-16-be').hex()}> Tj ET\n"


def _file(objects: Sequence[str], extra: str) -> bytes:
    written, places = "%PDF-1.6\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    written += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R{extra}>>\n"
    return (written + f"startxref\n{written.rindex('xref')}\n%%EOF\n").encode("ascii")


def column(lines: Sequence[str], x: float = 90, y: float = 760, step: float = 20) -> list[Drawn]:
    """Lines one below the other; a line that begins with two full spaces is indented by as much."""
    drawn = []
    for at, line in enumerate(lines):
        text = line.lstrip("　")
        drawn.append(Drawn(text, x + 12 * (len(line) - len(text)), y - step * at))
    return drawn
