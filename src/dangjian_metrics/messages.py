"""What people read, in their language: English as it stands in the code, Chinese by the catalogue in ``locale/``.

``DJ_METRICS_LANG`` decides (``en`` or ``zh``), else the locale of the system: a Chinese one gets Chinese.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

DOMAIN = "dj-metrics"
FOLDER = Path(__file__).with_name("locale")
_ASKED = ("DJ_METRICS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """The language of the messages: ``zh`` or ``en``."""
    asked = next((value for name in _ASKED if (value := os.environ.get(name))), "en")
    return "zh" if asked.lower().startswith("zh") else "en"


def _(message: str) -> str:
    """The message in the language of who reads it; what varies is filled in afterwards, by its name.

    >>> _("{name}: no such file").format(name="简报.txt")
    '简报.txt: no such file'
    """
    return _catalogue(language()).gettext(message)


def several(one: str, more: str, number: int) -> str:
    """The message for so many, with ``{n}`` filled in.

    >>> several("{n} claim", "{n} claims", 28)
    '28 claims'
    """
    return _catalogue(language()).ngettext(one, more, number).format(n=number)


@cache
def _catalogue(language_: str) -> gettext.NullTranslations:
    if language_ == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, ["zh_CN"], fallback=True)
