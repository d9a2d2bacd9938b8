"""What people read, in their language: English as it stands in the code, Chinese by the catalogue in ``locale/``.

``DJ_METRICS_LANG`` decides (``en`` or ``zh``), else the locale of the environment, on Windows the language of its windows: a Chinese one
gets Chinese.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

DOMAIN = "dj-metrics"
FOLDER = Path(__file__).with_name("locale")
_CHINESE = 0x04  # the low ten bits of a language as Windows numbers it
_ASKED = ("DJ_METRICS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """The language of the messages: ``zh`` or ``en``."""
    asked = next((value for name in _ASKED if (value := os.environ.get(name))), None) or _of_windows()
    return "zh" if re.split(r"[-_.@]", asked.lower())[0] == "zh" else "en"


@cache
def _of_windows() -> str:
    if sys.platform != "win32":
        return "en"
    import ctypes

    return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE else "en"


def _(message: str) -> str:
    """The message in the language of who reads it; what varies is filled in afterwards, by its name.

    >>> _("{name}: no such file").format(name="简报.txt")
    '简报.txt: no such file'
    """
    return _catalogue(language()).gettext(message) if message else ""  # under no name stands its heading


def several(one: str, more: str, number: int) -> str:
    """The message for so many, with ``{n}`` filled in.

    >>> several("{n} claim", "{n} claims", 28)
    '28 claims'
    """
    return _catalogue(language()).ngettext(one, more, number).format(n=number)


def word(what: str, code: str) -> str:
    """A word of a closed choice (a kind, a disposition, a rule) as people read it; files keep the code.

    >>> word("kind", "person")
    'person'
    """
    return _catalogue(language()).pgettext(what, code)


def marked(message: str) -> str:
    """The message as it is: one that is translated elsewhere, by ``_``."""
    return message


def listed(names: Sequence[str], most: int) -> str:
    """The first names, and how many more there are.

    >>> listed(["a.txt", "b.txt", "c.txt"], 2)
    'a.txt, b.txt and 1 more'
    """
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else _("{names} and {n} more").format(names=shown, n=len(names) - most)


def retold(said: str, templates: Sequence[str]) -> str:
    """What another program (or a record) says in English, in the language of who reads it, by the template that it fits.

    What stands in the gaps is retold likewise; what fits no template stays as it is.

    >>> retold("No such option: --feld", ("No such option: {name}",))
    'No such option: --feld'
    """
    for template in templates if language() != "en" and len(said) <= _LONGEST else ():
        found = _shape(template).fullmatch(said)
        if found is not None:
            gaps = {name: retold(value, templates) for name, value in found.groupdict().items()}
            return _(template).format(**gaps)
    return said


_LONGEST = (
    2000  # characters: what holds more is no message but what somebody typed, and takes its time to fit
)


@cache
def _shape(template: str) -> re.Pattern[str]:
    """The template as a pattern: every gap takes one or more characters, and one that comes again the same ones."""
    parts = re.split(r"\{(\w+)\}", template)
    pieces = [
        re.escape(part) if at % 2 == 0 else f"(?P={part})" if part in parts[1:at:2] else f"(?P<{part}>.+)"
        for at, part in enumerate(parts)
    ]
    return re.compile("".join(pieces), re.DOTALL)


@cache
def _catalogue(language_: str) -> gettext.NullTranslations:
    if language_ == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, ["zh_CN"], fallback=True)
