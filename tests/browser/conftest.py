"""The report in Chromium. ``make test-browser`` names it in ``CHROMIUM``; without that nothing here is collected."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route

CHROMIUM = os.environ.get("CHROMIUM")
collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]
_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# When the first frame with the table and the articles in it has been drawn, in milliseconds from the call of the page.
_WHEN_READY = """
new MutationObserver((_, observer) => {
  if (!document.documentElement?.dataset.ready) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.readyAt = performance.now(); }));
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
"""

Opened = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens a page from the disk; the test fails where it asks for anything, complains, or asks the reader."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_(html: str, width: int = 1280, height: int = 800, address: str = "", **looks: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **looks)
        contexts.append(context)
        page = context.new_page()
        file = tmp_path / "报告 report.html"
        file.write_text(html, encoding="utf-8", newline="")
        own = file.as_uri()

        def refuse(route: Route) -> None:
            if route.request.url.split("#")[0] == own:
                route.continue_()
            else:
                complaints.append(f"asked for {route.request.url}")
                route.abort()

        def dismiss(dialog: Dialog) -> None:
            complaints.append(dialog.message)
            dialog.dismiss()

        page.route("**/*", refuse)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        page.on("dialog", dismiss)
        page.add_init_script(_WHEN_READY)
        page.goto(own + address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
