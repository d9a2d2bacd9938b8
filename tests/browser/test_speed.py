"""Ten thousand claims stay usable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from browser.waiting import until
from reported import html, many

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
CLAIMS = 10_000
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# From the event to the frame that is drawn after it.
_FILTER = """
([name, value]) => new Promise((done) => {
  const control = document.getElementById(`filter-${name}`);
  const begun = performance.now();
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => { const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - begun); channel.port2.postMessage(0); });
})
"""


@pytest.fixture(scope="module")
def large() -> str:
    return html(many(CLAIMS), "zh")


def test_the_first_paint(opened: Opened, large: str) -> None:
    page = opened(large)
    until(page, f"{_PAINT} > 0 && window.readyAt > 0")
    paint, ready = page.evaluate(f"[{_PAINT}, window.readyAt]")
    print(f"first paint {paint:.0f} ms, all of it {ready:.0f} ms, {len(large.encode()) / 1e6:.1f} MB")
    assert max(paint, ready) < 2000


def test_filters(opened: Opened, large: str) -> None:
    page = opened(large)
    page.wait_for_timeout(300)
    for name, value in (
        ("text", "党"), ("text", "党员"), ("text", "党员 培训"), ("text", ""), ("field", "党支部"), ("field", ""),
        ("place", "四川省"), ("kind", "money"), ("place", ""), ("kind", ""),
    ):  # fmt: skip
        took = page.evaluate(_FILTER, [name, value])
        print(f"filter {name} {value!r} {took:.0f} ms")
        assert took < 100


def test_every_claim_is_found(opened: Opened, large: str) -> None:
    page = opened(large)
    page.click("#columns [data-sort=figure]")
    page.click("#columns [data-sort=figure]")
    page.click("#next")
    page.click("#rows tr:nth-child(50)")
    assert page.locator("#documents .chosen").count() == 1
    chosen = page.inner_text("#documents .chosen")
    assert chosen in page.inner_text("#rows tr:nth-child(50)").replace("\t", "")
