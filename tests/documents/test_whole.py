"""What holds for any text, and for the shared sets where they are at hand."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.documents import Article, articles, read

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = sorted((SHARED / "gold").glob("*/*.gold.json"))
CORPUS = sorted((SHARED / "corpus").glob("*/*"))
TEXTS = [path for path in CORPUS if path.suffix == ".txt"]
PAGES = [path for path in CORPUS if path.suffix == ".html"]
PRINTED = [path for path in CORPUS if path.suffix in (".docx", ".pdf")]

_PIECES = [
    *[
        "\n",
        "\n\n",
        "\n\n\n\n",
        "\r\n",
        "\r",
        " ",
        "　　",
        "\t",
        "# ",
        "## ",
        "#",
        "- ",
        "**",
        "---",
        "<!--",
        "-->",
        "<U+00A0>",
    ],
    *[
        "&nbsp;",
        "。",
        "，",
        "；",
        "：",
        "“",
        "”",
        "（",
        "）",
        "、",
        "…",
        ".",
        "?",
        "28",
        "5.75万",
        "元",
        "１２",
        "三十二",
        "个",
        "一、",
    ],
    *[
        "（一）",
        "1．",
        "山西省吕梁市柳林县：",
        "柳林县：",
        "枣林里的支部",
        "卖枣30吨",
        "■记者 张三",
        "来源：柳林发布",
        "县委组织部供图",
    ],
    *[
        "李四 摄",
        "图为党员摘枣。",
        "第3页 共8页",
        "- 4 -",
        "浏览次数：12次",
        "5",
        "6",
        "第7期",
        "2025年3月5日",
        "各位代表：",
        "下载",
        "——副题",
        "|",
        ">",
        "\ufeff",
        "\x00",
        "\u2028",
        "😀",
        "é",
    ],
]
_PAGES = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join) | st.text(max_size=200)


def _misplaced(document: str) -> str | None:
    """The first character that stands in no passage, in two, or not where its passage says; None if none."""
    seen = bytearray(len(document))
    for article in articles(document):
        for passage in article.passages:
            for at, sign in enumerate(passage.text):
                origin = passage.origin(at)
                if document[origin] != sign or (seen[origin] and not sign.isspace()):
                    return document[origin : origin + 20]
                seen[origin] = 1
    missing = (at for at, sign in enumerate(document) if not seen[at] and not sign.isspace())
    return next((document[at : at + 20] for at in missing), None)


@settings(max_examples=400, deadline=None)
@given(_PAGES)
def test_every_character_has_its_one_place(document: str) -> None:
    assert _misplaced(document) is None
    for article in articles(document):
        assert all(passage.text for passage in article.passages)
        assert (
            article.title.replace(" ", "")[:1] == document[article.start : article.start + 1]
            or not article.title
        )


@pytest.mark.skipif(not CORPUS, reason="the shared corpus is not here")
def test_every_character_of_the_corpus_has_its_one_place() -> None:
    for path in TEXTS[::4] + PRINTED:
        assert _misplaced(read(path).text) is None, path


@pytest.mark.skipif(not PAGES, reason="the shared corpus is not here")
def test_every_character_of_its_pages_has_its_one_place() -> None:
    pytest.importorskip("trafilatura", exc_type=ImportError)
    for path in PAGES:
        assert _misplaced(read(path).text) is None, path


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "\r\n",
        "#",
        "#\n",
        "党",
        " ",
        "<!--",
        "<U+",
        "**党",
        " #",
        "“",
        "摄\n",
        "供图\n\n",
        "党建\n",
        "一、",
        "省",
        "<!---->",
        "1.\n",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    small, large = (_seconds(unit * (size // len(unit))) for size in (20_000, 200_000))
    assert large < 60 * small + 0.5


def _seconds(document: str) -> float:
    start = time.perf_counter()
    for _ in articles(document):
        pass
    return time.perf_counter() - start


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _read_gold(gold: Path) -> tuple[list[Article], dict[str, list[dict[str, object]]]]:
    page = SHARED / gold.parent.name / gold.name.replace(".gold.json", ".txt")
    return list(articles(read(page).text)), json.loads(gold.read_text(encoding="utf-8"))


@pytest.mark.skipif(not GOLD, reason="the shared gold files are not here")
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name)
def test_articles_titles_and_starts_agree_with_gold(gold: Path) -> None:
    found, expected = _read_gold(gold)
    wanted = [(_squeezed(str(a["title"])), a["start"]) for a in expected["articles"]]
    assert [(_squeezed(a.title), a.start) for a in found] == wanted


@pytest.mark.skipif(not GOLD, reason="the shared gold files are not here")
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name)
def test_every_claim_of_the_gold_stands_whole_in_one_passage(gold: Path) -> None:
    found, expected = _read_gold(gold)
    places = [
        {p.origin(at): (at, p.text) for at in range(len(p.text))}
        for article in found
        for p in article.passages
    ]
    for claim in expected["claims"]:
        start, end = int(str(claim["start"])), int(str(claim["end"]))
        first, last = next((p[start], p[end - 1]) for p in places if start in p and end - 1 in p)
        assert _squeezed(first[1][first[0] : last[0] + 1]) == _squeezed(str(claim["quote"]))
