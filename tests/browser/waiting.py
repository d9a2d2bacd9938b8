"""Waiting for a page. Playwright's own way runs a text as a script there, which the page's policy forbids."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PATIENCE = 20.0


def until(page: Page, condition: str) -> None:
    """Comes back when the condition holds in the page; fails where it does not in good time."""
    end = time.monotonic() + _PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)
