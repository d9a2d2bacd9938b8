"""The characters of a PDF mended: fonts name some by another sign of the same shape, some by none at all."""

from __future__ import annotations

import unicodedata

_SAME_SHAPE = (
    *range(0x2F00, 0x2FE0),  # Kangxi radicals: ⼈ for 人
    *range(0xF900, 0xFB00),  # CJK compatibility ideographs
    *range(0x2F800, 0x2FA20),
    *range(0xFB00, 0xFB07),  # ligatures: ﬁ for fi
)
# Radicals that are no compatibility characters, yet drawn as a whole character is: EquivalentUnifiedIdeograph.txt of
# Unicode 14, all that it says of the block CJK Radicals Supplement.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小尐兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爬丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艺艻虎衤覀西见角𧢲讠贝𧾷车辶辷辸邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# NFKC of those blocks alone: of everything it would make ％ a %, and 2 of the ² in 45m².
_WHOLE: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _SAME_SHAPE},
    **{code: chr(whole) for code, whole in _RADICALS.items()},
    0x2: "-",  # what pdfium says for a hyphen at the end of a line
}
UNKNOWN = "\ufffd"
"""What stands for a character that the font has no name for: left out, it would make another number of the digits around it."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def mended(code: int) -> str:
    """The character with this code, or letters; empty for what has no width (marks of direction, soft hyphens).

    >>> mended(ord("⼈")), mended(ord("⻓")), mended(ord("ﬁ")), mended(ord("％")), mended(0x200B), mended(0)
    ('人', '长', 'fi', '％', '', '�')
    """
    whole = _WHOLE.get(code)
    if whole is not None:
        return whole
    if code < 0x3400 or code > 0x9FFF:
        return _rare(code)
    return chr(code)


def _rare(code: int) -> str:
    if code in {0x9, 0xA0}:
        return " "
    character = chr(code) if code < 0x110000 else UNKNOWN
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return UNKNOWN if kind in {"Cc", "Cs", "Cn"} else character


def raised(text: str) -> str:
    """Digits as small raised digits: the number of a note is no part of the number before it, m² no m2.

    >>> raised("2")
    '²'
    """
    return text.translate(_RAISED)


def is_nonsense(text: str) -> bool:
    """Whether the text is what a font without names of its characters leaves: private signs, or Chinese bytes as Latin letters.

    >>> is_nonsense("选派党建指导员28人"), is_nonsense("ÖÐ¹ú¹²²úµ³"), is_nonsense("")
    (False, True, False)
    """
    known = [character for character in text if not character.isspace()]
    # Europe's letters are few in its own words; where every third sign is one, it is a byte of something else.
    odd = sum(0xA1 <= ord(each) <= 0xFF or each == UNKNOWN or _is_private(each) for each in known)
    return odd * 3 > len(known)


def _is_private(character: str) -> bool:
    return unicodedata.category(character) == "Co"


def is_cjk(character: str) -> bool:
    """Whether the character takes a square of its own: a Chinese character or its punctuation.

    >>> is_cjk("党"), is_cjk("，"), is_cjk("“"), is_cjk("8"), is_cjk("a")
    (True, True, True, False, False)
    """
    code = ord(character)
    if code < 0x2E80:
        return character in "“”‘’—…·"
    return code <= 0xD7FF or 0xF900 <= code <= 0xFFEF or code >= 0x20000
