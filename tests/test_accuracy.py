"""The figures of the project's own gold sets hold their floor; the evaluation counts as it should."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dangjian_metrics import evaluation
from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import DocumentError

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score.py"


def _sets() -> ModuleType:
    """benchmarks/sets.py, which is a script's module and in no package."""
    spec = importlib.util.spec_from_file_location("benchmark_sets", ROOT / "benchmarks" / "sets.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sets = _sets()


@pytest.mark.parametrize("mode", sets.MODES)
@pytest.mark.parametrize("known", sets.own_sets(), ids=lambda known: known.name)
def test_figures_hold_their_floor(known: Any, mode: str) -> None:
    floor = sets.load_floor().get(known.name)
    assert floor, f"{known.name} has no floor: run benchmarks/eval.py --raise-floor"
    assert sets.fallen(known, mode, sets.measure(known, mode).scores) == []


@pytest.mark.parametrize("known", sets.own_sets(), ids=lambda known: known.name)
def test_listed_nouns_are_not_what_carries_the_figures(known: Any) -> None:
    as_is, without = (sets.measure(known, mode).scores.row_f1 for mode in sets.MODES)
    assert without >= as_is - 0.03


def test_floor_rises_and_never_falls(tmp_path: Path) -> None:
    path = tmp_path / "floor.toml"
    good = evaluation.Scores(10, 10, 9, {"row": 8, "full": 5, "number": 9, "field": 8})
    poor = evaluation.Scores(10, 10, 6, {"row": 4, "full": 3, "number": 6, "field": 5})
    known = sets.GoldSet("seeds", tmp_path, tmp_path, own=True)
    sets.raise_floor({("seeds", "as is"): good}, path)
    sets.raise_floor({("seeds", "as is"): poor, ("shared/pages", "without nouns"): poor}, path)
    assert sets.load_floor(path)["seeds"]["as_is"]["row_f1"] == 0.8
    assert sets.load_floor(path)["shared/pages"]["without_nouns"]["claim_f1"] == 0.6
    assert sets.fallen(known, "as is", good, path) == []
    assert any("row_f1 is 0.4000" in line for line in sets.fallen(known, "as is", poor, path))


def _claim(**cells: Any) -> Claim:
    for name in ("value", "value_to"):
        if cells.get(name) is not None:
            cells[name] = Decimal(str(cells[name]))
    return Claim(**{**dict.fromkeys(COLUMNS), **{name: cells[name] for name in cells if name in COLUMNS}})


def _entry(start: int, end: int, **cells: Any) -> dict[str, Any]:
    plain = {"value": 3, "value_to": None, "unit": "个", "bound": "exact", "entity": ["党支部", None]}
    plain |= {"role": None, "action": [None, "新建"], "statistic": ["value", "cumulative"], "period": [None]}
    return {"start": start, "end": end, "quote": "3个", **plain, **cells}


def _write_gold(folder: Path, entries: list[dict[str, Any]], others: list[dict[str, Any]]) -> None:
    articles = [{"title": "后", "start": 50, "county": ["安丘市", "诸城市"]}, {"title": "前", "start": 0}]
    page = {"articles": articles, "claims": entries, "others": others}
    (folder / "简报.gold.json").write_text(json.dumps(page), encoding="utf-8")


def _evaluate(folder: Path, *claims: Claim) -> evaluation.Evaluation:
    return evaluation.score(evaluation.load_gold(folder), {"简报.txt": claims}, {})


def test_each_found_claim_belongs_to_the_gold_claim_it_overlaps_most(tmp_path: Path) -> None:
    _write_gold(tmp_path, [_entry(0, 4), _entry(4, 8)], [{"start": 20, "end": 22, "class": "label"}])
    right = {"value": 3, "unit": "个", "bound": "exact", "statistic": "value", "entity": "党支部"}
    found = [_claim(start=3, end=8, **right), _claim(start=0, end=4, **right), _claim(start=21, end=23)]
    evaluation = _evaluate(tmp_path, *found)
    assert (evaluation.scores.gold, evaluation.scores.pred, evaluation.scores.hit) == (2, 3, 2)
    assert evaluation.scores.full_f1 == pytest.approx(0.8)
    assert [(d.test, d.wanted) for d in evaluation.differences] == [("spurious", "label")]


def test_optional_claims_are_not_counted_found_or_not(tmp_path: Path) -> None:
    _write_gold(tmp_path, [_entry(0, 4, optional=True), _entry(8, 10, optional=True)], [])
    scores = _evaluate(tmp_path, _claim(start=0, end=4)).scores
    assert (scores.gold, scores.pred, scores.hit) == (0, 0, 0)
    assert scores.precision == scores.recall == scores.claim_f1 == scores.accuracy("number") == 0.0


def test_any_accepted_answer_is_right_whatever_its_marks(tmp_path: Path) -> None:
    _write_gold(tmp_path, [_entry(60, 62, value=66.67, entity=["党支部", "党组织"])], [])
    cells: dict[str, Any] = {"start": 60, "end": 62, "value": "66.666", "unit": " 个", "bound": "exact"}
    cells |= {"entity": "“党支部”", "action": "新建", "statistic": "cumulative", "county": "诸城市"}
    assert _evaluate(tmp_path, _claim(**cells)).scores.full_f1 == 1.0
    wrong = _claim(**{**cells, "value": "66.65", "entity": "支部", "county": None, "direction": "up"})
    tests = [difference.test for difference in _evaluate(tmp_path, wrong).differences]
    assert tests == ["number", "field", "statistic", "region"]


def test_gold_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"no NAME\.gold\.json"):
        evaluation.load_gold(tmp_path)
    (tmp_path / "x.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DocumentError, match="is no gold file"):
        evaluation.load_gold(tmp_path)


def _disturbed(page: dict[str, Any], doc: str, chance: random.Random) -> list[dict[str, Any]]:
    """Gold as predictions with every kind of mistake: answers swapped, spans moved, claims lost or added."""
    found = []
    for entry in page["claims"]:
        other = chance.choice(page["claims"])
        cells = {key: (entry if chance.random() < 0.95 else other).get(key) for key in COLUMNS}
        moved = chance.choice((0, 0, 0, -3, 2, 9))
        cells |= {"doc": doc, "start": max(0, entry["start"] + moved), "end": entry["end"] + moved}
        article = chance.choice(page["articles"])
        cells |= {key: article.get(key) for key in ("province", "city", "county") if chance.random() < 0.9}
        found += [cells] * chance.choice((0, 1, 1, 1, 1, 1, 2))
    return [{key: _one(cell, chance) for key, cell in cells.items()} for cells in found]


def _one(answers: Any, chance: random.Random) -> Any:
    return chance.choice(answers) if isinstance(answers, list) else answers


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer beside the checkout is not there")
@pytest.mark.parametrize("name", ["seeds", "samples", "articles", "pages"])
def test_figures_agree_with_the_scorer_beside_the_checkout(name: str, tmp_path: Path) -> None:
    chance, folder = random.Random(name), SHARED / "gold" / name
    pages = {page.doc: folder / f"{Path(page.doc).stem}.gold.json" for page in evaluation.load_gold(folder)}
    found = {doc: json.loads(path.read_text(encoding="utf-8")) for doc, path in pages.items()}
    records = {doc: _disturbed(page, doc, chance) for doc, page in found.items()}
    lines = [json.dumps(record, ensure_ascii=False) for doc in records for record in records[doc]]
    (tmp_path / "found.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(folder), str(tmp_path / "found.jsonl"), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    claims = {doc: [_claim(**record) for record in records[doc]] for doc in records}
    scores = evaluation.score(evaluation.load_gold(folder), claims, {}).scores
    ours: dict[str, float] = {"gold": scores.gold, "pred": scores.pred, "hit": scores.hit}
    ours |= {"P": scores.precision, "R": scores.recall}
    ours |= {figure.replace("_f1", "_F1"): value for figure, value in scores.figures().items()}
    assert {figure: round(value, 4) for figure, value in ours.items()} == theirs
    assert 0.1 < scores.full_f1 < scores.row_f1 < scores.claim_f1 < 1
