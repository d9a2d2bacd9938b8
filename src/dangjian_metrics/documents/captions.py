"""Photo captions and their credits: which lines speak about a picture, wherever the page put them."""

from __future__ import annotations

from dangjian_metrics.documents import shapes
from dangjian_metrics.documents.lines import PLAIN, Line

_CREDIT_ALONE = 40
_CAPTION_LENGTH = 120
_SENTENCE_LENGTH = 60
_BLOCK_LINES = 4


def lift(document: str, lines: list[Line]) -> tuple[list[Line], list[tuple[Line, ...]]]:
    r"""The lines without captions, and the captions in order, each with its credit.

    >>> from dangjian_metrics.documents.lines import split
    >>> page = "选派33名经验\n\n安丘市成立党建联盟。\n安丘市委组织部供图\n\n丰富的干部。"
    >>> text, captions = lift(page, split(page)[0])
    >>> [line.text for line in text], [line.text for line in captions[0]]
    (['选派33名经验', '丰富的干部。'], ['安丘市成立党建联盟。', '安丘市委组织部供图'])
    """
    if not ("摄" in document or "图" in document):
        return lines, []
    text: list[Line] = []
    captions: list[tuple[Line, ...]] = []
    for at, line in enumerate(lines):
        if line.level != PLAIN or not (shapes.is_credit(line.text) or shapes.is_caption(line.text)):
            text.append(line)
            continue
        # A caption just above this credit has closed its own picture; what follows it is text again.
        free = text[-_BLOCK_LINES - 1 :] if not captions or _stands_behind(text, captions[-1]) else []
        set_off = at + 1 == len(lines) or lines[at + 1].gap > 1
        above = _caption_above(free, line, set_off) if _is_credit_alone(line.text) else 0
        captions.append((*text[len(text) - above :], line))
        del text[len(text) - above :]
    return text, captions


def _stands_behind(text: list[Line], caption: tuple[Line, ...]) -> bool:
    """Whether two lines of text at least stand between the caption and here."""
    return len(text) > 1 and text[-2].start > caption[-1].start


def _is_credit_alone(text: str) -> bool:
    return len(text) <= _CREDIT_ALONE and "。" not in text[:-1] and not shapes.is_caption(text)


def _caption_above(text: list[Line], credit: Line, set_off: bool) -> int:
    """How many of the last lines of ``text`` are the caption of a credit that stands alone.

    ``set_off`` tells whether a blank line is below: only such pages set off their captions as blocks.
    """
    if len(text) < 2 or text[-1].level != PLAIN or len(text[-1].text) > _CAPTION_LENGTH:
        return 0
    if set_off and credit.gap == 1:
        return _block(text)
    caption, before = text[-1], text[-2]
    if before.level != PLAIN or shapes.number(caption.text):
        return 0
    if not shapes.is_closed(before.text):
        return 1 if len(before.text) > 2 and shapes.is_closed(caption.text) else 0
    if credit.gap > 1:
        return 1 if caption.gap > 2 else 0
    return 1 if len(caption.text) <= _SENTENCE_LENGTH and shapes.is_closed(caption.text) else 0


def _block(text: list[Line]) -> int:
    """The height of the last block between blank lines, 0 when it is no caption."""
    height, length = 1, len(text[-1].text)
    while text[-height].gap < 2:
        height += 1
        if height > min(_BLOCK_LINES, len(text) - 1):
            return 0
        length += len(text[-height].text)
    return height if length <= _CAPTION_LENGTH and _stands_apart(text, height) else 0


def _stands_apart(text: list[Line], height: int) -> bool:
    """A block above a credit is its caption if it interrupts a sentence or is one short sentence."""
    before, block = text[-height - 1], text[-height]
    if block.level != PLAIN or shapes.number(block.text):
        return False
    return block.gap > 2 or not shapes.is_closed(before.text) or len(block.text) <= _SENTENCE_LENGTH
