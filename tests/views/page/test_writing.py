"""The page as a file: whole in itself, its policy true, its words complete, text never mark-up."""

from __future__ import annotations

import re
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from importlib import resources
from xml.etree import ElementTree as ET

import pytest

from dangjian_metrics.claims.record import DISPOSITIONS
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store.filters import KINDS
from dangjian_metrics.views.charts import Bar, Panel
from dangjian_metrics.views.page import drawing, writing
from reported import ARTICLE, HOSTILE, OTHER, all_told, html, told
from stand_in import claim

FOLDER = resources.files("dangjian_metrics.views.page")
SCRIPT = "\n".join(FOLDER.joinpath("script", f"{name}.js").read_text("utf-8") for name in writing.SCRIPTS)


class Reader(HTMLParser):
    """The elements of a page with their attributes, and what stands in its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.held: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.held:
            self.held[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.held:
            self.held[str(self.cdata_elem)][-1] += data


@pytest.fixture(scope="module", params=[[ARTICLE, OTHER], [HOSTILE], [HOSTILE, HOSTILE, ARTICLE]])
def page(request: pytest.FixtureRequest) -> Reader:
    return Reader(html(all_told(request.param), title="</title><script>alert(1)</script>{{data}}"))


def test_the_policy_names_the_one_script_and_the_one_style(page: Reader) -> None:
    data, script = page.held["script"]
    (style,) = page.held["style"]
    (policy,) = [str(held["content"]) for _, held in page.elements if held.get("http-equiv")]
    for text in (script, style):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "<" not in data
    assert "\r" not in script + style


def test_nothing_is_asked_for(page: Reader) -> None:
    for name, held in page.elements:
        assert name not in {"link", "img", "iframe", "object", "embed", "base", "audio", "video"}
        assert not held.keys() & {"src", "style", "action", "srcdoc", "background"}
        assert not [key for key in held if key.startswith("on")]
        assert held.get("href", "#").startswith("#")  # type: ignore[union-attr]
    assert "url(" not in page.held["style"][0].replace("url(#", "")
    assert "@import" not in page.held["style"][0]


def test_no_text_becomes_markup(page: Reader) -> None:
    names = [name for name, _ in page.elements]
    assert (names.count("script"), names.count("style"), names.count("title")) == (
        2,
        1,
        1 + names.count("svg"),
    )


def test_the_script_makes_elements_one_by_one() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|DOMParser|fetch\(|XMLHttp|WebSocket|import\(|localStorage"
    assert re.findall(forbidden, SCRIPT) == []
    assert "</script" not in SCRIPT


def test_the_functions_of_the_script_are_short() -> None:
    for found in re.finditer(r"^(?:async )?function (\w+).*?^}", SCRIPT, re.MULTILINE | re.DOTALL):
        assert found[0].count("\n") <= 40, found[1]


def test_every_part_is_there_and_short() -> None:
    there = {path.name.removesuffix(".js") for path in FOLDER.joinpath("script").iterdir()}
    assert there == set(writing.SCRIPTS)
    for path in [
        *FOLDER.joinpath("script").iterdir(),
        FOLDER.joinpath("page.css"),
        FOLDER.joinpath("page.html"),
    ]:
        assert path.read_text("utf-8").count("\n") <= 300


def test_words_are_complete_in_both_languages() -> None:
    words = writing.words()
    for name, (english, chinese) in words.items():
        assert english.strip(), name
        assert chinese.strip(), name
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", chinese)), name
        assert name == "switch" or re.search("[\u4e00-\u9fff]", chinese), name
        assert name == "switch" or not re.search("[\u4e00-\u9fff]", english), name


def test_every_word_that_is_asked_for_is_there_and_no_other() -> None:
    page = FOLDER.joinpath("page.html").read_text("utf-8")
    drawn = FOLDER.joinpath("drawing.py").read_text("utf-8")
    asked = set(re.findall(r'\bsay\("(\w+)"', SCRIPT))
    asked |= set(re.findall(r'data-(?:word|label|hint)="(\w+)"', page + drawn))
    asked |= {f"kind_{kind}" for kind in (*KINDS, "none")} | {f"disposition_{name}" for name in DISPOSITIONS}
    asked |= {f"column_{name}" for name in ("figure", "field", "action", "place", "period", "kind")}
    asked |= {"charts_help", "no_charts", "noscript", "chart_bars", "chart_all"}
    assert asked == set(writing.words())


def test_every_kind_and_disposition_has_its_look_and_can_be_hidden() -> None:
    style = FOLDER.joinpath("page.css").read_text("utf-8")
    for name in (*(f"kind-{kind}" for kind in (*KINDS, "none")), *DISPOSITIONS):
        assert f".hide-{name} .{name}" in style
        assert len(re.findall(rf"\.{name}\b", style)) > 1


def test_the_language_of_the_page() -> None:
    documents = [told(ARTICLE)]
    assert '<html lang="zh-CN">' in html(documents, "zh")
    assert "<title>1 份文件中的数据</title>" in html(documents, "zh")
    assert '<html lang="en">' in html(documents)
    assert "<title>我的报告</title>" in html(documents, title="我的\u202e报告")


def test_charts_are_whole_and_their_names_their_own() -> None:
    hostile = {"field": "<b>&\"'", "entity": "<b>&\"'", "county": "</svg>\u202e\x07", "action": "\x00<i>"}
    texts = [ARTICLE, OTHER]
    claims = [each for document in all_told(texts) for each in document.claims]
    claims += [(100, claim(**hostile)), (101, claim(**hostile | {"province": "<script>"}))]
    drawn = drawing.charts(claims, Lexicon.load())
    tree = ET.fromstring(f"<div>{drawn}</div>")
    pictures = tree.findall(".//{http://www.w3.org/2000/svg}svg")
    assert len(pictures) >= 3
    ids = [held.get("id") for held in tree.iter() if held.get("id")]
    assert len(ids) == len(set(ids))
    for picture in pictures:
        assert picture.get("role") == "img"
        title, desc = list(picture)[:2]
        assert title.text
        assert desc.text
    assert not {held.tag for held in tree.iter()} & {"b", "i", "script"}


def test_a_field_of_one_place_is_no_comparison() -> None:
    claims = [
        (1, claim()),
        (2, claim(value=claim().value + 1)),
        (3, claim(province=None, city=None, county=None)),
    ]
    assert drawing.charts(claims, Lexicon.of([])) == ""
    page = html([])
    assert 'data-word="no_charts"' in page
    assert drawing.svg(Panel("空", [])).startswith("<svg")


def test_bars_stay_in_their_picture() -> None:
    bars = [
        Bar("甲" * 60, Decimal(10) ** 30, ">1", note="长" * 60), Bar("乙", Decimal(-5), "-5"),
        Bar("丙", Decimal(3), "≈3～8", Decimal(8)), Bar("丁", Decimal(0), "0"), Bar("戊", Decimal(1), "很长" * 60),
    ]  # fmt: skip
    for shown in (bars, bars[1:], bars[1:2], bars[3:4]):
        tree = ET.fromstring(drawing.svg(Panel("名", shown)))
        for part in tree.findall("{http://www.w3.org/2000/svg}rect"):
            left, width = float(part.attrib["x"]), float(part.attrib["width"])
            assert width >= 0
            assert -1 <= left <= left + width <= 441
