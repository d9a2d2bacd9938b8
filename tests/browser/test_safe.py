"""What a document says is shown and never done; spans in and across each other; characters that count twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dangjian_metrics.store.reports import Told
from reported import ASTRAL, HOSTILE, all_told, html, told
from stand_in import claim

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]


def test_a_hostile_document_does_nothing(opened: Opened) -> None:
    document = replace(told(HOSTILE), doc="</title><img src=x onerror=alert(7)>\u202egpj.txt")
    page = opened(html([document], title="<b>{{script}}</b></script><script>alert(8)</script>"))
    assert page.locator("img, iframe, object, embed, #documents script, #documents b").count() == 0
    assert page.locator("script").count() == 2
    assert page.locator("a[href^=javascript]").count() == 0
    said = page.inner_text("#documents")
    for text in (
        "<img src=x onerror=alert(2)>",
        "{{constructor.constructor('alert(4)')()}}",
        "${alert(5)}",
        "<!-- ",
        "&lt;b&gt;",
    ):
        assert text in said
    assert "</script><script>alert(1)</script>" in said
    assert "\u202e" not in said
    assert "\u2327拨付资金" in said
    assert "\u2407一声" in said
    assert page.inner_text("h1") == "<b>{{script}}</b></script><script>alert(8)</script>"


def test_its_cells_are_text_too(opened: Opened) -> None:
    bad = "<img src=x onerror=alert(1)>"
    text = f"{bad}32个。"
    found = claim(field=bad, entity=f"{bad}{bad}", action=bad, period=bad, province=bad, city=None, county=None,
                  sentence=text, start=len(bad), end=len(text) - 1)  # fmt: skip
    other = replace(found, province=f"{bad}2", value=Decimal(3))
    page = opened(html([Told(bad, "/a", text, [(1, bad)], [], [(1, found), (2, other)])]))
    assert page.locator("img").count() == 0
    for tab in ("claims", "charts", "places"):
        page.click(f"#tab-{tab}")
        assert bad in page.inner_text(f"#{tab}")
    assert page.locator("#charts svg").count() == 1


def test_spans_in_and_across_each_other(opened: Opened) -> None:
    text = "甲乙丙丁戊己庚辛壬癸"
    spans = [(1, 6), (3, 8), (3, 4), (9, 10)]
    claims = [
        (id_, claim(quote=text[start:end], start=start, end=end, sentence=text))
        for id_, (start, end) in enumerate(spans, 1)
    ]
    numbers = [(0, 2, "label", "a"), (1, 5, "time", "b"), (7, 9, "word", "c")]
    page = opened(html([Told("a.txt", "/a", text, [], numbers, claims)]))
    assert page.inner_text("#documents p") == text
    for id_, (start, end) in enumerate(spans, 1):
        page.click(f'#rows tr[data-claim="{id_}"]')
        chosen = page.eval_on_selector_all(
            "#documents .chosen", "all => all.map(each => each.textContent).join('')"
        )
        assert chosen == text[start:end]


def test_characters_that_count_twice_move_no_mark(opened: Opened) -> None:
    page = opened(html(all_told([ASTRAL, ASTRAL])))
    marks = page.eval_on_selector_all("#documents a.claim", "all => all.map(each => each.textContent)")
    assert marks == ["28名", "3个", "45家"] * 2
    page.click("#rows tr:nth-child(2)")
    lit = page.eval_on_selector_all("#documents .lit", "all => all.map(each => each.textContent).join('')")
    assert lit == "𠮷林😀县选派党建指导员28名，新建党支部3个😀，覆盖企业45家。"


def test_a_broken_sentence_is_lit_whole(opened: Opened) -> None:
    text = "# 市里：一\n\n今年以来，全市各级党组织齐心协力，选派党务骨\n干33名，\n\n图为揭牌现场。\n\n新建党支部32个，群众都说好。\n"
    said = "今年以来，全市各级党组织齐心协力，选派党务骨干33名，新建党支部32个，群众都说好。"
    start = text.index("33名")
    found = claim(quote="33名", start=start, end=start + 3, sentence=said)
    page = opened(html([Told("a.txt", "/a", text, [(1, "市里：一")], [], [(1, found)])]))
    page.click("#rows tr")
    lit = page.eval_on_selector_all("#documents .lit", "all => all.map(each => each.textContent).join('')")
    assert lit.replace("\n", "") == said
    assert page.inner_text("#documents h3") == "市里：一"


def test_the_policy_stands_in_the_page_and_holds(opened: Opened) -> None:
    page = opened(html(all_told([HOSTILE])))
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert page.locator("[style]:not(.body, #map li)").count() == 0
