"""The encodings from before Unicode: GB18030 or Big5, told apart by the characters that come out."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_SAMPLE = 6_000  # bytes: two thousand characters or more
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")
# What is judged: letters other than Latin ones, what stands for private use, and what could not be read.
_LETTERS = re.compile(r"[^\W\d_A-Za-zＡ-Ｚａ-ｚ]|[\ue000-\uf8ff\ufffd]")
# So many letters are taken on trust, so that a few rare ones in a short text weigh little.
_TRUST = 3
_LEAST = 0.5


class Legacy(NamedTuple):
    """An encoding from before Unicode: its codec and how it is called."""

    codec: str
    called: str


GB18030 = Legacy("gb18030", "GB18030")
BIG5 = Legacy("big5hkscs", "Big5")


def likelier(data: bytes) -> Legacy | None:
    """In which of the two encodings the bytes are Chinese, GB18030 where both would do; None: in neither.

    >>> likelier("新建党支部32个".encode("gb18030")).called, likelier("新建黨支部32個".encode("big5")).called
    ('GB18030', 'Big5')
    """
    first = _ABOVE_ASCII.search(data)
    sample = data[first.start() : first.start() + _SAMPLE] if first is not None else b""
    shares = [(_common_share(sample.decode(one.codec, "replace")), one) for one in (GB18030, BIG5)]
    best = max(share for share, _ in shares)
    return next(one for share, one in shares if share == best) if best >= _LEAST else None


def _common_share(text: str) -> float:
    """Which part of the letters of ``text`` are common Chinese characters.

    Of real Chinese nine in ten at least; of one encoding read as the other, less than half.
    """
    letters = _LETTERS.findall(text)
    common = _common()
    return (sum(letter in common for letter in letters) + _TRUST) / (len(letters) + _TRUST)


@cache
def _common() -> frozenset[str]:
    """The common characters of either script: the first levels of GB 2312 and of Big5, nine thousand in all."""
    simplified = bytes(
        byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail)
    )
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))
