"""Text that was read in a wrong encoding and saved again: told by what never stands in real text."""

from __future__ import annotations

import re

from dangjian_metrics.messages import _

_SAMPLE = 2_000
# What three bytes of UTF-8 look like in Latin-1 and in Windows-1252: é€‰æ´¾ for 选派.
_BEHIND = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
# These begin with one class of characters, which is what makes the search quick.
_LATIN = re.compile(f"[ã-é]{_BEHIND}(?:[ã-é]{_BEHIND}){{3}}")
# What comma, full stop and common characters of UTF-8 begin with in GBK: rare characters, and looked for a hundred times as fast.
_SIGNS = "锛紝銆涓鐨鍏鍥鍙"
# Chinese in UTF-8, so much of it in a row that the bytes of real text in GB18030 never come to it by chance.
_UTF8_WITHIN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef\xbc[\x80-\xbf]){5}")
_GB18030_WITHIN = re.compile("[¡-ÿ][¡-ÿ]{5,}")
_KINDS = 6  # 选派 of GB18030 in Latin-1 is Ñ¡ÅÉ; a masked figure (××××××××) is of one kind of letter
_LOST = "\ufffd"
_LOST_TWICE = "锟斤拷"
"""Two lost characters, saved as UTF-8 and read as GBK."""
_ONE_IN = 100


def garbled(text: str) -> str | None:
    """What is wrong with a text that was once read in a wrong encoding, as a clause; None for real text.

    >>> garbled("涓夋槸鎻愬崌鏈嶅姟锛岃鐩栫巼"), garbled("é\x80\x89æ´¾å\x85\x9aå»ºæ\x8c\x87å¯¼å\x91\x9828äºº")
    ('holds UTF-8 that was read as GBK', 'holds UTF-8 that was read as Latin-1')
    >>> garbled("选派党建指导员28人")
    """
    sample = text[:_SAMPLE]
    if text.count(_LOST) * _ONE_IN > len(text):
        return _("has lost its characters ({sign})").format(sign=_LOST)
    if len(_LOST_TWICE) * text.count(_LOST_TWICE) * _ONE_IN > len(text):
        return _("has lost its characters ({sign})").format(sign=_LOST_TWICE)
    if _LATIN.search(sample):
        return _("holds UTF-8 that was read as Latin-1")
    signs = any(sign in sample for sign in _SIGNS)
    if signs and _UTF8_WITHIN.search(sample.encode("gb18030", "replace")):
        return _("holds UTF-8 that was read as GBK")
    if any(len(set(run)) >= _KINDS for run in _GB18030_WITHIN.findall(sample)):
        return _("holds GBK that was read as Latin-1")
    return None
