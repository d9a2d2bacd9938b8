"""Build src/dangjian_metrics/language/traditional.toml, the table that `language.traditional` reads.

Source: PyPI package opencc 1.4.2 (Apache License 2.0, Carbo Kuo and contributors, https://github.com/BYVoid/OpenCC), its
configurations t2s and hk2s, asked for one character at a time. It is needed here only, never at run time:

    pip install opencc==1.4.2
    python tools/build_traditional.py > /tmp/traditional.toml
    mv /tmp/traditional.toml src/dangjian_metrics/language/traditional.toml

A character comes into the table when people write it (GBK or Big5 with the Hong Kong supplement has it). One that GB 2312
has is in use in simplified text too (著名, 乾县, 蒜薹) and stays out, but for those listed as sure below.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module

CONFIGURATIONS = ("t2s", "hk2s")
CHARACTERS = range(0x3400, 0xA000)
# Simplified text holds these only in names and quotations from old books, where nothing is read from them.
SURE = frozenset("後於徵夥菸麽")
WIDTH = 20

HEADER = """\
# Traditional characters, each followed by its simplified twin. Made by tools/build_traditional.py from the data of
# OpenCC 1.4.2 (Apache License 2.0, Carbo Kuo and contributors); change it there.
#
# What belongs in it: a character that simplified text does not use. One that it does use stands in neither table but
# under [[words]], if it is common: there the words say when it is read as its twin.

pairs = '''
"""

WORDS = """\
'''

# 著 is 着 in 隨著, 沿著, 圍繞著 and behind any other verb, and itself in these.
[[words]]
character = "著"
twin = "着"
but = [
    "著名", "著作", "著称", "著书", "著述", "著者", "著有", "著录", "著于", "著文", "显著", "卓著", "昭著", "彰著",
    "名著", "专著", "论著", "原著", "编著", "合著", "译著", "巨著", "遗著", "拙著", "土著", "见微知著",
]

# 乾 is 干 in these, and itself in 乾坤, 乾隆, 乾县, 乾安县 and in names.
[[words]]
character = "乾"
twin = "干"
only = [
    "乾净", "乾燥", "乾旱", "乾货", "乾果", "乾粮", "乾涸", "乾脆", "乾枯", "乾洗", "饼乾", "烘乾", "晒乾", "风乾",
    "晾乾", "豆乾", "肉乾", "笋乾", "果乾", "萄乾", "茶乾", "鱼乾", "菜乾", "薯乾",
]
"""


def main() -> None:
    """Prints the table."""
    twins = dict(pairs([import_module("opencc").OpenCC(name).convert for name in CONFIGURATIONS]))
    # 薴 is 苧 and 苧 is 苎: of such a chain the commoner end stays.
    rows = [character + twin for character, twin in twins.items() if twin not in twins]
    sys.stdout.write(HEADER)
    for at in range(0, len(rows), WIDTH):
        sys.stdout.write(" ".join(rows[at : at + WIDTH]) + "\n")
    sys.stdout.write(WORDS)


def pairs(conversions: list[Callable[[str], str]]) -> Iterator[tuple[str, str]]:
    """A traditional character and its twin, for every character that has one."""
    for character in map(chr, CHARACTERS):
        twin = next((t for convert in conversions if (t := convert(character)) != character), None)
        if twin and len(twin) == 1 and ord(twin) < 0x10000 and _is_traditional(character):
            yield character, twin


def _is_traditional(character: str) -> bool:
    if _is_in(character, "gb2312"):
        return character in SURE
    return _is_in(character, "gbk") or _is_in(character, "big5hkscs")


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
