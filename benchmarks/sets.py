"""The gold sets there are, what the extractor makes of each, and the floor under its figures."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from dangjian_metrics import evaluation
from dangjian_metrics.documents import Document, read
from dangjian_metrics.evaluation import groups, precision
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.lexicon import Lexicon

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOOR = Path(__file__).with_name("floor.toml")
PRECISION = ROOT / "src/dangjian_metrics/evaluation/precision.toml"
MODES = ("as is", "without nouns")
FIGURES = ("claim_f1", "number_acc", "field_acc", "row_f1", "full_f1")
# Figures may move so much, by a claim or two, before a change counts as a step back.
SLACK = 0.002
_HEADER = """\
# The best figures reached so far on each set. `make eval` and tests/test_accuracy.py fail when a figure falls
# more than 0.002 below; `benchmarks/eval.py --raise-floor` lifts the floor and never lowers it. When the gold
# itself was corrected, lower the figure by hand and say why in the commit.
"""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A folder of texts and the folder of its gold; ``own`` when both belong to the project."""

    name: str
    texts: Path
    gold: Path
    own: bool

    def documents(self) -> list[Document]:
        """The documents that have gold, in the order of their names."""
        return [read(self.texts / page.doc) for page in evaluation.load_gold(self.gold)]

    def content(self) -> frozenset[tuple[str, str]]:
        """What the set consists of, whatever its files are called and however the gold is laid out."""
        pages = evaluation.load_gold(self.gold)
        golds = [self.gold / f"{Path(page.doc).stem}.gold.json" for page in pages]
        plain = [json.dumps(json.loads(gold.read_text(encoding="utf-8")), sort_keys=True) for gold in golds]
        return frozenset(zip((document.text for document in self.documents()), plain, strict=True))


def own_sets(root: Path = ROOT) -> list[GoldSet]:
    """The sets of the project: seeds/ with seeds/gold/, and every folder of tests/gold/ that holds gold."""
    found = [GoldSet("seeds", root / "seeds", root / "seeds/gold", own=True)]
    folders = sorted(folder for folder in (root / "tests/gold").glob("*/"))
    found += [GoldSet(folder.name, folder, folder, own=True) for folder in folders]
    return [known for known in found if _holds_gold(known)]


def all_sets(root: Path = ROOT, shared: Path = SHARED) -> list[GoldSet]:
    """The sets of the project, and those beside the checkout that are not the same under another name."""
    own = own_sets(root)
    seen = {known.content() for known in own}
    names = sorted(folder.name for folder in (shared / "gold").glob("*/"))
    beside = [GoldSet(f"shared/{name}", shared / name, shared / "gold" / name, own=False) for name in names]
    return own + [found for found in beside if _holds_gold(found) and found.content() not in seen]


def measure(known: GoldSet, mode: str = "as is") -> evaluation.Evaluation:
    """What the extractor makes of a set, in one of :data:`MODES`."""
    documents = known.documents()
    with listed_nouns_off() if mode == "without nouns" else contextlib.nullcontext():
        claims = {Path(page.name).name: extract_document(page).claims for page in documents}
    if mode == "without nouns":
        # The field lexicon lists nouns too: a canonical name must not pass for an entity that was not read.
        claims = {doc: [replace(claim, field=None) for claim in found] for doc, found in claims.items()}
    texts = {Path(page.name).name: page.text for page in documents}
    return evaluation.score(evaluation.load_gold(known.gold), claims, texts)


def precision_of_rules() -> str:
    """The text of the package's ``precision.toml``: how often each rule is right on the project's own sets."""
    matches = tuple(match for known in own_sets() for match in measure(known).matches)
    scores = evaluation.Scores(0, 0, 0, dict.fromkeys((*evaluation.TESTS, "row", "full"), 0))
    return precision.written(groups.figures(evaluation.Evaluation(scores, (), matches), Lexicon.load()))


def can_forget_nouns() -> bool:
    """Whether the extractor knows how to work without its listed nouns."""
    return _without_nouns() is not None


def listed_nouns_off() -> AbstractContextManager[object]:
    """While it is open, the extractor works without the nouns that its lexicon lists."""
    switch = _without_nouns()
    if switch is None:
        raise NotImplementedError(
            "dangjian_metrics.language.words has no without_nouns(): cannot switch nouns off"
        )
    return switch()


def load_floor(path: Path = FLOOR) -> dict[str, dict[str, dict[str, float]]]:
    """The floor by set, mode and figure; empty where there is none yet."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def fallen(known: GoldSet, mode: str, scores: evaluation.Scores, path: Path = FLOOR) -> list[str]:
    """What has fallen below the floor, a sentence each."""
    floor = load_floor(path).get(known.name, {}).get(_key(mode), {})
    figures = scores.figures()
    low = [name for name in floor if figures[name] < floor[name] - SLACK]
    return [
        f"{known.name}, {mode}: {name} is {figures[name]:.4f}, its floor {floor[name]:.4f}" for name in low
    ]


def raise_floor(measured: Mapping[tuple[str, str], evaluation.Scores], path: Path = FLOOR) -> None:
    """Lifts the floor to what was measured by set name and mode; what was better before stays."""
    floor = load_floor(path)
    for (name, mode), scores in measured.items():
        before = floor.setdefault(name, {}).get(_key(mode), {})
        figures = scores.figures()
        floor[name][_key(mode)] = {f: max(before.get(f, 0.0), _rounded_down(figures[f])) for f in FIGURES}
    path.write_text(_HEADER + "".join(_floor_lines(floor)), encoding="utf-8")


def _holds_gold(known: GoldSet) -> bool:
    return known.texts.is_dir() and any(known.gold.glob("*.gold.json"))


def _without_nouns() -> Callable[[], AbstractContextManager[object]] | None:
    # By name, so that an extractor without the switch can still be measured as it is.
    name = "dangjian_metrics.language.words"
    words = importlib.import_module(name) if importlib.util.find_spec(name) else None
    return getattr(words, "without_nouns", None)


def _key(mode: str) -> str:
    return mode.replace(" ", "_")


def _rounded_down(figure: float) -> float:
    return math.floor(figure * 10_000) / 10_000


def _floor_lines(floor: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterator[str]:
    for name in sorted(floor):
        yield f'\n["{name}"]\n'
        for mode in sorted(floor[name]):
            cells = ", ".join(f"{figure} = {value:.4f}" for figure, value in floor[name][mode].items())
            yield f"{mode} = {{ {cells} }}\n"
