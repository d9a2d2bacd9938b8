"""The page as a reader uses it: choosing, sorting, filtering, switching, with the mouse and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from browser.waiting import until
from reported import ARTICLE, OTHER, all_told, html, many

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
DOCUMENTS = all_told([ARTICLE, OTHER])


@pytest.fixture
def page(opened: Opened) -> Page:
    return opened(html(DOCUMENTS))


def texts(page: Page, selector: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(selector, "all => all.map(each => each.textContent)")
    return found


def figures(page: Page) -> list[str]:
    return texts(page, "#rows th")


def row(page: Page, figure: str) -> Any:
    return page.locator("#rows tr", has=page.locator("th", has_text=figure)).first


def in_sight(page: Page, selector: str, within: str) -> bool:
    """Whether the element is to be seen in the part of the window that scrolls."""
    seen: bool = page.evaluate(
        """([selector, within]) => {
            const a = document.querySelector(selector).getBoundingClientRect();
            const b = document.querySelector(within).getBoundingClientRect();
            return a.height > 0 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
        }""",
        [selector, within],
    )
    return seen


def test_every_claim_is_a_row_and_a_mark(page: Page) -> None:
    ids = {str(id_) for document in DOCUMENTS for id_, _ in document.claims}
    for part in ("#rows tr", "#documents a.claim"):
        assert set(page.eval_on_selector_all(part, "all => all.map(each => each.dataset.claim)")) == ids


def test_every_number_is_marked_by_its_disposition(page: Page) -> None:
    for name in ("label", "ordinal", "time"):
        expected = [
            document.text[start:end]
            for document in DOCUMENTS
            for start, end, disposition, _ in document.numbers
            if disposition == name
        ]
        assert expected
        assert texts(page, f"#documents .number.{name}") == expected


@pytest.mark.parametrize("width", [1280, 400])
def test_a_row_finds_its_sentence(opened: Opened, width: int) -> None:
    page = opened(html(DOCUMENTS), width)
    row(page, "2处").locator("td").first.click()
    lit = "".join(texts(page, "#documents .lit"))
    assert lit.startswith("一是建好阵地，新建党群服务中心2处")
    assert texts(page, "#documents .chosen") == ["2处"]
    assert in_sight(page, "#documents .chosen", "#articles")
    assert page.evaluate("document.activeElement.textContent") == "2处"
    row(page, "650人").click()
    assert texts(page, "#documents .chosen") == ["650人"]
    assert "".join(texts(page, "#documents .lit")).startswith("眉山市选派")


@pytest.mark.parametrize("width", [1280, 400])
def test_a_number_finds_its_row(opened: Opened, width: int) -> None:
    page = opened(html(DOCUMENTS), width)
    page.click("#tab-charts")
    page.locator("#documents a.claim", has_text="120余个").click()
    assert texts(page, "#rows tr[aria-current] th") == [">120个"]
    assert in_sight(page, "#rows tr[aria-current]", "#table")


def test_a_number_that_the_filters_left_out_finds_its_row(page: Page) -> None:
    page.fill("#filter-text", "眉山")
    page.locator("#documents a.claim", has_text="46名").click()
    assert texts(page, "#rows tr[aria-current] th") == ["46名"]
    assert page.input_value("#filter-text") == ""


def test_an_address_opens_at_its_claim(opened: Opened) -> None:
    page = opened(html(DOCUMENTS), address="#claim-5")
    assert len(texts(page, "#documents .chosen")) == 1
    assert page.get_attribute("#rows tr[aria-current]", "data-claim") == "5"


def test_sorting(page: Page) -> None:
    page.click("#columns [data-sort=figure]")
    values = [claim.value for document in DOCUMENTS for _, claim in document.claims]
    assert figures(page)[0] == "2处"
    assert page.get_attribute("#columns th.column-figure", "aria-sort") == "ascending"
    page.click("#columns [data-sort=figure]")
    assert page.get_attribute("#columns th.column-figure", "aria-sort") == "descending"
    assert figures(page)[0] == "3.5万元"
    assert len(figures(page)) == len(values)
    page.click("#columns [data-sort=period]")
    periods = texts(page, "#rows .column-period")
    assert periods == sorted(periods, key=lambda said: said == "")


def test_each_filter(page: Page) -> None:
    page.select_option("#filter-place", "四川省")
    assert {*texts(page, "#rows .column-place")} == {"四川省 眉山市"}
    page.select_option("#filter-field", "党建指导员")
    assert figures(page) == ["650人"]
    page.click("#filters [type=reset]")
    until(page, "document.querySelector('#filter-place').value === ''")
    page.select_option("#filter-kind", "money")
    assert figures(page) == ["3.5万元"]
    page.select_option("#filter-kind", "")
    page.fill("#filter-text", "覆盖 问题")
    assert {*figures(page)} == {"46名", "85家", "21个", ">120个", "650人", ">500家", "22个"}
    assert page.inner_text("#status") == f"7 of {sum(len(d.claims) for d in DOCUMENTS)} claims"
    page.fill("#filter-text", "无此词")
    assert figures(page) == []
    assert page.is_visible("#nothing")


def test_the_provinces_filter(page: Page) -> None:
    page.click("#tab-places")
    tile = page.locator("#map button", has_text="四川")
    assert tile.inner_text().split() == ["四川", str(len(DOCUMENTS[1].claims))]
    tile.click()
    assert tile.get_attribute("aria-pressed") == "true"
    page.click("#tab-claims")
    assert {*texts(page, "#rows .column-place")} == {"四川省 眉山市"}
    assert page.locator("#map li").count() == 34


def test_the_charts(page: Page) -> None:
    page.click("#tab-charts")
    assert "党建指导员（名）" in texts(page, "#charts h3")
    chart = page.locator("#charts svg").first
    assert chart.get_attribute("role") == "img"
    assert chart.locator("rect.solid").count() > 1
    page.locator("#charts figure", has_text="党建指导员").locator("button").click()
    assert {*figures(page)} == {"46名", "650人"}


def test_the_legend_hides_marks(page: Page) -> None:
    line = "getComputedStyle(document.querySelector('#documents .number.label')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.click("#legend [data-hide=label]")
    assert page.evaluate(line) == "none"
    assert page.get_attribute("#legend [data-hide=label]", "aria-pressed") == "false"
    page.click("#legend [data-hide=label]")
    assert page.evaluate(line) == "underline"


def test_the_language_is_switched(page: Page) -> None:
    assert (page.title(), page.get_attribute("html", "lang")) == ("Figures in 2 documents", "en")
    page.fill("#filter-text", "眉山")
    before = len(figures(page))
    page.click("#language")
    assert (page.title(), page.get_attribute("html", "lang")) == ("2 份文件中的数据", "zh-CN")
    assert page.inner_text("#columns th:first-child").strip() == "数值"
    assert page.inner_text("#legend summary") == "标记说明"
    assert (len(figures(page)), page.input_value("#filter-text")) == (before, "眉山")
    page.click("#language")
    assert page.inner_text("#columns th:first-child").strip() == "Figure"


def test_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#tab-claims")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#charts")
    page.keyboard.press("End")
    assert page.is_visible("#places")
    page.keyboard.press("Home")
    page.focus("#filter-text")
    page.keyboard.type("眉山")
    for _ in range(3):  # clear filters, the table, the first row
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#columns') !== null"):
            break
    while not page.evaluate("document.activeElement.closest('#rows') !== null"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == figures(page)[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == figures(page)[1]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#documents') !== null")
    first = page.evaluate("document.activeElement.dataset.claim")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.claim") == str(int(first) + 1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').dataset.claim") == str(int(first) + 1)


def test_the_tab_key_passes_the_articles_in_few_steps(page: Page) -> None:
    stops = page.evaluate("document.querySelectorAll('#documents [tabindex=\"0\"]').length")
    rows = page.evaluate("document.querySelectorAll('#rows [tabindex=\"0\"]').length")
    assert (stops, rows) == (1, 1)


def test_on_paper_stands_everything(opened: Opened) -> None:
    documents = many(600)
    page = opened(html(documents))
    claims = sum(len(document.claims) for document in documents)
    assert page.locator("#rows tr").count() == 100
    page.emulate_media(media="print")
    until(page, f"document.querySelectorAll('#rows tr').length === {claims}")
    assert page.locator("#documents .body:empty").count() == 0
    assert page.is_visible("#charts")
    assert not page.is_visible("#filters")
    assert page.evaluate(
        "document.querySelector('#articles').scrollHeight <= document.querySelector('#articles').clientHeight + 1"
    )
    assert len(page.pdf()) > 10_000
    page.emulate_media(media="screen")
    until(page, "document.querySelectorAll('#rows tr').length === 100")


@pytest.mark.parametrize("width", [1280, 700, 400, 320])
def test_nothing_runs_over_the_edge(opened: Opened, width: int) -> None:
    page = opened(html(DOCUMENTS, "zh"), width)
    for tab in ("claims", "charts", "places"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("#articles", "#side", f"#{tab}"):
            assert (
                page.evaluate(
                    f"document.querySelector('{part}').scrollWidth - document.querySelector('{part}').clientWidth"
                )
                <= 0
            )
