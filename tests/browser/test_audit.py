"""What axe-core finds wrong: nothing, in both languages, light and dark, wide and narrow, in every view."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from reported import ARTICLE, HOSTILE, OTHER, all_told, html

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
DOCUMENTS = all_told([ARTICLE, OTHER, HOSTILE])
_AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_WHAT = "(found) => found.violations.map(each => [each.id, each.help, each.nodes.slice(0, 3).map(node => node.html + node.failureSummary)])"


def violations(page: Page) -> Any:
    """What axe finds, best practices among it."""
    return page.evaluate(f"axe.run(document).then({_WHAT})")


def test_the_audit_finds_what_is_wrong(opened: Opened) -> None:
    page = opened(html(DOCUMENTS))
    page.evaluate(_AXE)
    page.evaluate(
        "document.querySelector('#filter-kind').labels[0].replaceWith(document.querySelector('#filter-kind'))"
    )
    page.evaluate("document.querySelector('#documents p').style.color = '#bbb'")
    assert {found[0] for found in violations(page)} == {"select-name", "color-contrast"}


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_audit_finds_nothing(opened: Opened, language: str, scheme: str, width: int) -> None:
    page = opened(html(DOCUMENTS, language), width, color_scheme=scheme)
    page.evaluate(_AXE)
    page.evaluate("document.querySelector('#legend').open = true")
    assert violations(page) == []
    page.click("#rows tr:nth-child(2)")
    assert violations(page) == []
    for tab in ("charts", "places"):
        page.click(f"#tab-{tab}")
        assert violations(page) == []
