"""The word tables that ship with the package (``*.toml``), read once each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The table ``name`` (``units`` reads ``units.toml``) as plain data.

    >>> "about" in load("hedges")["before"]
    True
    """
    source = resources.files("dangjian_metrics.language").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
