"""Folding: one width for digits, letters and marks, and never a moved offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_metrics.claims.folding import fold

CASES = {
    "digits and letters": [
        ("０１２３４５６７８９", "0123456789"),
        ("ＡＺａｚ", "AZaz"),
        ("５Ｇ基站３６座", "5G基站36座"),
        ("满意率９６．５％", "满意率96.5%"),
        ("一〇二", "一〇二"),
    ],
    "commas": [
        ("修渠,栽树", "修渠，栽树"),
        ("栽树2,305株,修渠", "栽树2,305株，修渠"),
        ("投入1,204,800元", "投入1,204,800元"),
        ("共8个,120人", "共8个，120人"),
        ("增至8,12个站点", "增至8，12个站点"),
        ("编号8,1234", "编号8，1234"),
        ("栽树2，305株", "栽树2，305株"),
        (",", "，"),
    ],
    "marks": [
        ("修渠;栽树", "修渠；栽树"),
        ("好不好?好!", "好不好？好！"),
        ("茶亭(含新建)", "茶亭（含新建）"),
        ("占比9﹪", "占比9%"),
    ],
    "rows": [
        ("|党支部|32个|", "\t党支部\t32个\t"),
        ("| 党支部 | 32个 |", "\t\t党支部\t\t\t32个\t\t"),
        ("甲|乙", "甲|乙"),
    ],
    "what stays": [
        ("“茶亭”：修渠、栽树。", "“茶亭”：修渠、栽树。"),
        ("A:B", "A:B"),
        ("3.5", "3.5"),
        ("", ""),
    ],
}


@pytest.mark.parametrize(
    ("text", "folded"),
    [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, cases in CASES.items() for case in cases],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_full_width_thousand_folds_to_the_half_width_one() -> None:
    assert fold("２,３０５株") == "2,305株"


ANY = st.one_of(st.text(max_size=60), st.text("0１9９,，;；()?!%％﹪.．ＡＢａ一茶", max_size=30))


@given(ANY)
def test_folding_moves_no_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    changed = {a for a, b in zip(text, folded, strict=True) if a != b}
    assert changed <= set("０１２３４５６７８９．％﹪,;?!()| ") | {chr(c) for c in range(0xFF21, 0xFF5B)}


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
