"""Pages: encodings, mark-up as lines, the article among what surrounds it, and what is refused."""

from __future__ import annotations

import builtins
import sys
import time
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.documents import articles, decoding
from dangjian_metrics.documents.document import Decoded
from dangjian_metrics.documents.readers import html, markup
from dangjian_metrics.errors import DocumentError

SHARED = Path(__file__).resolve().parents[4] / "shared"
PAGES = sorted((SHARED / "corpus" / "html").glob("*.html"))
TEXT = "安丘市选派33名懂党务的骨干到企业担任党建指导员，服务85家园区企业。"
MORE = "截至目前，两员已帮企业解决困难问题120余个，群众都说好。"


def lines(page: str) -> list[str]:
    """The lines that are read of a page."""
    return [line for line in html.text(page.encode(), "简报.html").text.splitlines() if line]


def surrounded(inside: str, title: str = "支部串成链_安丘新闻网") -> str:
    """A page of a news site: navigation above, headlines and comments below."""
    headlines = "".join(f'<li><a href="/{at}">某市新增企业{at}00家 群众点赞</a></li>' for at in range(1, 30))
    teaser = '<div><h4><a href="/x">某县</a></h4><p>某县今年新建支部77个，成效明显。<a href="/x">【详细】</a></p></div>'
    comments = '<div class="comments"><p>我们村也有9名指导员。</p><p>点赞！已经转发了3次。</p></div>'
    return (
        f"<html><head><title>{title}</title></head><body><ul class='nav'>{headlines}</ul>"
        f"<div id='content'>{inside}</div>{teaser * 3}{comments}<ul>{headlines}</ul>"
        "<p>客服电话 400-000-0000 版权所有 © 2025</p></body></html>"
    )


@pytest.fixture
def _finder() -> None:
    """What finds the article must be usable."""
    pytest.importorskip("trafilatura", exc_type=ImportError)


with_finder = pytest.mark.usefixtures("_finder")


@pytest.mark.parametrize(
    ("encoding", "declared", "how"),
    [
        ("utf-8", "gb2312", "HTML in UTF-8"),
        ("utf-8", None, "HTML in UTF-8"),
        ("utf-8-sig", "gbk", "HTML in UTF-8"),
        ("gb18030", "gb2312", "HTML in GB18030"),
        ("gb18030", "GBK", "HTML in GB18030"),
        ("gb18030", "utf-8", "HTML in GB18030"),
        ("gb18030", None, "HTML in GB18030"),
        ("big5", "big5", "HTML in BIG5"),
        ("big5", "Big5-HKSCS", "HTML in BIG5"),
        ("utf-16", None, "HTML in UTF-16"),
    ],
)
def test_encodings(encoding: str, declared: str | None, how: str) -> None:
    text = "黨建指導員28人，服務群眾，成效很好。" if encoding == "big5" else TEXT
    meta = f'<meta charset="{declared}">' if declared else ""
    read = html.text(f"<html><head>{meta}</head><p>{text}</p></html>".encode(encoding), "a.html")
    assert (read.text, read.how.upper()) == (text + "\n", how.upper())


def test_the_encoding_asked_for_comes_before_the_declared_one() -> None:
    page = '<meta charset="gbk"><p>黨建指導員28人。</p>'.encode("big5")
    assert html.text(page, "a.html", "big5").text == "黨建指導員28人。\n"


def test_a_declared_encoding_that_is_wrong_is_passed_over() -> None:
    page = f'<meta charset="big5"><p>{TEXT}镕㐀</p>'.encode("gb18030")
    assert html.text(page, "a.html").text == f"{TEXT}镕㐀\n"


def test_declarations_of_xml_do_no_harm() -> None:
    assert lines('<?xml version="1.0" encoding="gb2312"?><html><body><p>选派33名。</p></body></html>') == [
        "选派33名。"
    ]


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<p>选派<b>33</b><span>名</span>。", ["选派33名。"]),
        ("<p>党建\n    指导员\n<b>28</b>名。", ["党建指导员 28名。"]),
        ("<p>选派33名<br>服务85家", ["选派33名", "服务85家"]),
        ("<h2>人派到门上<br>难题有人接手</h2><p>正文。", ["## 人派到门上 难题有人接手", "正文。"]),
        ("<h2><div>人派到门上</div></h2><p>正文。", ["## 人派到门上", "正文。"]),
        ("<ul><li><p>一件</p></li><li>两件</li></ul>", ["- 一件", "- 两件"]),
        ("<p>&#26381;&#21153;&nbsp;85&ensp;家&hellip;&ldquo;好&rdquo;", ["服务 85\u2002家…“好”"]),
        ("<p>选\u200b派\u00ad33\ufeff名。", ["选派33名。"]),
        (
            "<script>var a='9名'</script><style>p{}</style><noscript>9名</noscript><p>甲。<!-- 9名 -->",
            ["甲。"],
        ),
        ("<p hidden>9名</p><p style='display: none'>9名</p><p aria-hidden=true>9名</p><p>甲。", ["甲。"]),
        ("<div style='visibility: hidden'><p>选派33名。</div>", ["选派33名。"]),
        ("<p>安<ruby>丘<rp>(</rp><rt>qiū</rt><rp>)</rp></ruby>市", ["安丘市"]),
        ("<p>选派<del>28</del><ins>33</ins>名。", ["选派33名。"]),
        ("<p>面积28m<sup>2</sup>，10<sup>8</sup>次", ["面积28m²，10⁸次"]),
        (
            "<p>增长12%<sup>[1]</sup>，选派33名<sup><a href='#n'>2</a></sup>。<sup>③</sup>",
            ["增长12%，选派33名。"],
        ),
        ("<p>二氧化碳CO<sub>2</sub>", ["二氧化碳CO2"]),
        ("<pre>选派33名。\n服务85家。</pre>", ["选派33名。", "服务85家。"]),
        ("<table><tr><td>选派33名。<tr><td>服务85家。</table>", ["选派33名。", "服务85家。"]),
        (
            "<table><caption>表1</caption><tr><th>指标<th>2025年<tr><td>党建<br>指导员<td>33名</table><p>完。",
            ["表1", "| 指标\t2025年", "| 党建 指导员\t33名", "完。"],
        ),
        (
            "<table><tr><td rowspan=3>党建指导员<td rowspan=2>9名<td>甲<tr><td>乙<tr><td>7名<td>丙<tr><td colspan=2>计<td>16名</table>",
            [
                "| 党建指导员\t9名\t甲",
                "| 党建指导员\t\t乙",
                "| 党建指导员\t7名\t丙",
                "| 计\t16名",
            ],
        ),
        (
            "<table><tr><td rowspan=0>甲<td colspan=x>乙<td rowspan=" + "9" * 9000 + ">丙</table>",
            ["| 甲\t乙\t丙"],
        ),
        ("<table><tr><td><h1>甲</h1><p>选派33名。<td>侧栏</table>", ["# 甲", "选派33名。", "侧栏"]),
    ],
)
def test_mark_up_as_lines(page: str, read: list[str]) -> None:
    found = markup.laid_out(markup.blocks(markup.parsed(page)))
    assert [line for line in found.splitlines() if line] == read


def test_paragraphs_stand_apart_broken_lines_do_not() -> None:
    page = "<p>选派33名<br>骨干。<br><br>服务85家。</p><ul><li>一件<li>两件</ul>"
    assert html.text(page.encode(), "a.html").text == "选派33名\n骨干。\n\n服务85家。\n\n- 一件\n- 两件\n"


def test_the_indent_of_a_broken_line_stays() -> None:
    page = f"<div>　　{TEXT}<br>　　{MORE}</div>"
    (only,) = articles(html.text(page.encode(), "a.html").text)
    assert [passage.text for passage in only.passages if passage.kind == "body"] == [TEXT, MORE]


def test_a_simple_page_gives_all_of_its_text() -> None:
    page = f"<h1>安丘市：甲</h1><p>短。</p><p>{TEXT}</p><h1>铜梁区：乙</h1><p>{MORE}</p><p>末"
    assert lines(page) == ["# 安丘市：甲", "短。", TEXT, "# 铜梁区：乙", MORE, "末"]


def test_the_name_of_a_simple_page_becomes_its_title() -> None:
    assert lines(f"<title>支部串成链 - 安丘市人民政府网</title><p>{TEXT}") == ["# 支部串成链", TEXT]
    assert lines(f"<title>支部串成链</title><h2>支部串成链</h2><p>支部串成链</p><p>{TEXT}") == [
        "# 支部串成链",
        TEXT,
    ]


@with_finder
def test_the_article_is_found_among_other_things() -> None:
    inside = f"<h1>支部串成链</h1><div>时间：2025-01-02</div><p>{TEXT}</p><h2>两员</h2><p>{MORE}</p>" * 1
    assert lines(surrounded(inside)) == ["# 支部串成链", "时间：2025-01-02", TEXT, "## 两员", MORE]


@with_finder
@pytest.mark.parametrize("opened", ["<a name='top'>", "<a href='/'>"])
def test_a_link_that_is_never_closed_does_not_hide_the_article(opened: str) -> None:
    body = "".join(f"<p>{TEXT}{at}，{MORE}</p>" for at in range(12))
    assert len(lines(surrounded(f"{opened}<h1>支部串成链</h1>{body}"))) >= 13


@with_finder
def test_an_article_in_one_piece_of_preformatted_text() -> None:
    assert lines(surrounded(f"<pre>支部串成链\n\n{TEXT}\n{MORE}</pre>"))[-2:] == [TEXT, MORE]


@with_finder
def test_links_within_the_article_go_and_words_that_are_linked_stay() -> None:
    linked = f'<p>{TEXT[:8]}<a href="/">{TEXT[8:14]}</a>{TEXT[14:]}</p>'
    more = '<ul><li><a href="/1">另有77家企业获奖</a></li></ul>'
    assert lines(surrounded(f"<h1>支部串成链</h1>{linked}{more}<p>{MORE}</p>")) == [
        "# 支部串成链",
        TEXT,
        MORE,
    ]


@with_finder
@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("<h1>安丘新闻</h1><h2>支部串成链</h2>", "支部串成链_安丘新闻网"),
        ("<h2>支部串成链</h2><p>支部串成链</p>", "支部串成链-党建频道"),
        ("<h1>支部串成链</h1>", "首页"),
        ("", "支部串成链 | 安丘新闻网"),
    ],
)
def test_the_title_stands_on_top_once_without_the_site(above: str, name: str) -> None:
    read = lines(surrounded(f"{above}<p>{TEXT}</p><p>{MORE}</p>", name))
    assert read[0] == "# 支部串成链"
    assert sum("支部串成链" in line for line in read) == 1
    assert read[-2:] == [TEXT, MORE]


@with_finder
def test_a_lead_beside_the_article_is_kept() -> None:
    body = "".join(f"<p>{TEXT}{at}，{MORE}</p>" for at in range(12))
    page = surrounded(f"<div class='lead'><p>{TEXT}</p></div><div class='body'>{body}</div>")
    assert lines(page)[1] == TEXT
    assert len(lines(page)) == 14


def said(page: str) -> str:
    with pytest.raises(DocumentError) as error:
        html.text(page.encode(), "党建\n简报.html")
    line = str(error.value)
    assert line.startswith("党建\\n简报.html: ")
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (
            "<html><body><div id=app></div><script>render('选派33名')</script></body></html>",
            "a script writes it",
        ),
        ("<!-- 选派33名 -->", "a script writes it"),
        ("<div>" * 3000 + TEXT, "nests too deep"),
        ("<ul>" + "<li><a href='/'>某市新增企业100家</a>" * 40 + "</ul>", "links but no article"),
    ],
)
def test_pages_without_an_article_are_refused_with_the_way_out(page: str, says: str) -> None:
    assert says in said(page)


def test_a_page_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_LARGEST_PAGE", 1_000_000)
    assert "more than 1 MB" in said("<p>选" * 300_000)


def test_no_bytes_are_no_text() -> None:
    assert html.text(b"", "a.html") == Decoded("", "HTML in UTF-8")


def test_pages_as_deep_as_they_may_be_are_read() -> None:
    assert lines("<div>" * 1900 + TEXT) == [TEXT]


def test_without_its_packages_a_reader_says_what_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] in ("lxml", "trafilatura", "mammoth"):
            raise ImportError(name)
        return found(name, *args, **kwargs)

    for name in [each for each in sys.modules if each.startswith("dangjian_metrics.documents.readers.")]:
        if name.endswith((".markup", ".article", ".word_parts")):
            monkeypatch.delitem(sys.modules, name)
            monkeypatch.delattr(sys.modules["dangjian_metrics.documents.readers"], name.rpartition(".")[2])
    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'dangjian-metrics[documents]'" in said(f"<p>{TEXT}")


@with_finder
def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    html.text(surrounded(f"<p>{TEXT}</p>").encode(), "a.html")
    html.text(surrounded("<p>短。</p>").encode(), "a.html")
    assert capfd.readouterr() == ("", "")


_TEXTS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=6), st.sampled_from(["p", "div", "h2", "li", "section"]))
def test_every_word_of_a_simple_page_is_read_in_order(texts: list[str], element: str) -> None:
    page = "".join(f"<{element}>{escape(text)}</{element}>" for text in texts)
    read = html.text(f"<body>{page}</body>".encode(), "a.html").text
    assert "".join(read.replace("#", "").replace("- ", "").split()) == "".join("".join(texts).split())


_TAGS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<a href='/'>",
            "</a>",
            "<h1>",
        ),
        *(
            "</h1>",
            "<ul>",
            "<li>",
            "</ul>",
            "<br>",
            "<sup>",
            "</sup>",
            "<pre>",
            "<form>",
            "<!--",
            "-->",
            "&#0;",
        ),
        *(
            "&amp;",
            "<",
            "]]>",
            "<title>",
            "</title>",
            "<svg>",
            "<math>",
            "<template>",
            "<select>",
            "<frameset>",
        ),
        *(TEXT, "33名", " ", "\n", "　"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_TAGS, max_size=40).map("".join))
def test_any_mark_up_is_read_or_refused(page: str) -> None:
    page = f"<a href='/'>{MORE}</a><p>{TEXT}" + page
    try:
        read = html.text(page.encode(), "a.html").text
    except DocumentError as error:
        read = str(error)
    assert "\0" not in read
    assert list(articles(read)) or not read.strip()


@pytest.mark.parametrize(
    "unit", ["<p>选派33名。", "<b>选</b>派33名。<br>", "<tr><td>甲<td>乙", "<li>甲。", "　\n"]
)
def test_time_grows_with_the_page_and_no_faster(unit: str) -> None:
    def seconds(count: int) -> float:
        page = markup.parsed(f"<table>{unit * count}")
        start = time.perf_counter()
        markup.blocks(page)
        return time.perf_counter() - start

    assert seconds(20_000) < 30 * seconds(2_000) + 0.5


@pytest.mark.skipif(not PAGES, reason="the shared corpus is not here")
@with_finder
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_pages_of_the_corpus(path: Path) -> None:
    data = path.read_bytes()
    read = html.text(data, path.name).text
    source = decoding.decode(data, path.name).text
    assert read.startswith("# ")
    assert len(read) < len(source) / 2
    # What every site puts around its articles.
    assert not any(
        word in read for word in ("ICP备", "Copyright", "点击排行", "热门推荐", "相关推荐", "跟贴排行")
    )
