"""Whatever records a document has, the gold written from them says them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.documents import Document
from dangjian_metrics.evaluation import draft, gold, load_gold, score
from dangjian_metrics.extraction import Extraction, extract_document
from dangjian_metrics.store.filters import BOUNDS, STATISTICS
from stand_in import claim

WORDS = st.none() | st.text("党支部一网格员 “”（）x0", min_size=1, max_size=6).filter(str.strip)
VALUES = st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=4) | st.integers(0, 10**30).map(
    Decimal
)
CELLS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("entity", "role", "action", "period", "unit", "basis", "per", "province", "city"), WORDS
    ),
    "value": VALUES,
    "value_to": st.none() | VALUES,
    "bound": st.sampled_from(BOUNDS),
    "statistic": st.sampled_from(STATISTICS),
    "direction": st.sampled_from([None, "up", "down"]),
}


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Claims one behind the other in a text."""
    found, at = [], 0
    for _ in range(draw(st.integers(0, 5))):
        start = at + draw(st.integers(0, 3))
        at = start + draw(st.integers(1, 4))
        found.append(claim(start=start, end=at, **draw(st.fixed_dictionaries(CELLS))))
    return found


@settings(deadline=None)
@given(claims())
def test_a_draft_says_what_the_records_say(found: list[Claim]) -> None:
    text = "党" * 60
    for each in found:
        each.quote = text[each.start : each.end]
    page = draft.drafted(Document("简报.txt", text), Extraction("简报.txt", 60, 1, claims=found))
    # Through the file's own text, as a person gets it.
    written = draft.written(page)
    assert json.loads(written)["document"] == "简报.txt"
    read = _loaded(written, text)
    scores = score([read], {"简报.txt": found}, {}).scores
    assert (scores.gold, scores.hit, scores.right["full"]) == (len(found),) * 3
    assert score([read], {"简报.txt": found}, {}).differences == ()


def _loaded(written: str, text: str) -> gold.GoldDocument:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "简报.gold.json")
        file.write_text(written, encoding="utf-8")
        return gold.load(file, text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["新建党支部32个，", "选派28人。", "\n\n", "投入4.6万元，", "# 眉山市：动能\n\n", "占三分之二。"]
        )
    )
)
def test_a_draft_of_what_is_read_is_right_about_it(pieces: list[str]) -> None:
    document = Document("a.txt", "".join(pieces))
    found = extract_document(document, audit=True)
    read = _loaded(draft.written(draft.drafted(document, found)), document.text)
    assert score([read], {"a.txt": found.claims}, {}).differences == ()
    assert len(read.others) == found.numbers.total() - found.numbers["claim"]


def test_of_a_partial_document_only_what_it_names_is_judged(tmp_path: Path) -> None:
    page = {
        "partial": True,
        "articles": [],
        "claims": [],
        "others": [{"start": 0, "end": 2, "class": "rejected"}],
    }
    (tmp_path / "a.gold.json").write_text(json.dumps(page), encoding="utf-8")
    found = [claim(start=0, end=3), claim(start=8, end=9)]
    (read,) = load_gold(tmp_path)
    assert [each.test for each in score([read], {"a.txt": found}, {}).differences] == ["spurious"]
    assert score([read], {"a.txt": found}, {}).scores.pred == 1


def test_a_claim_about_another_place_than_its_article_says_so() -> None:
    found = [claim(start=0, end=1, county="诸城市")]
    page = draft.drafted(Document("a.txt", "党员"), Extraction("a.txt", 2, 1, claims=found))
    assert page["claims"][0]["county"] == "诸城市"
