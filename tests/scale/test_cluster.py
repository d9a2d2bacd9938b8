"""Documents at which the workers of a Dask cluster end, or would never come to an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_metrics.documents import walk
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.scale import batches, local
from dangjian_metrics.scale.batches import Outcome, Task
from scale.crowd import Deadly, Endless, write

pytest.importorskip("distributed")
from dangjian_metrics.scale import cluster


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(batches, "_BATCH", 20_000)
    return write(tmp_path / "many", 20)


def read(folder: Path, task: Task) -> list[Outcome]:
    return list(cluster.outcomes(batches.sources(walk([folder])), task, 2))


def told(outcomes: list[Outcome]) -> list[object]:
    return [(each.error, each.document, each.found and each.found.claims) for each in outcomes]


@pytest.mark.parametrize(
    ("lexicon", "text", "said"),
    [
        (Deadly, "发放毒药32瓶。", "poison.txt: its reader broke off; convert it to .txt"),
        (
            Endless,
            "发放红旗2面。\n\n建造渔船32艘。",
            "poison.txt: line 3 (character 9) takes longer than 0 s",
        ),
    ],
)
def test_one_document_fails_and_the_others_are_read(
    many: Path, lexicon: type[Lexicon], text: str, said: str
) -> None:
    others = list(local.outcomes(batches.sources(walk([many])), Task(texts=True), 1))
    poison = many / "2" / "poison.txt"
    poison.write_text(text, encoding="utf-8")
    found = told(read(many, Task(lexicon.of([]), texts=True)))
    failed = [each for each in found if each[0] and "poison" in each[0]]  # type: ignore[index]
    assert len(failed) == 1
    assert said in str(failed[0])
    assert len([each for each in found if each not in failed]) == len(others)


def test_parts_are_whole_where_a_worker_ends(many: Path, tmp_path: Path) -> None:
    (many / "2" / "poison.txt").write_text("发放毒药32瓶。", encoding="utf-8")
    parts = tmp_path / "parts"
    parts.mkdir()
    found = read(many, Task(Deadly.of([]), parts=parts))
    import pyarrow.parquet

    written = sum(pyarrow.parquet.read_metadata(part).num_rows for part in parts.glob("*.parquet"))
    assert written == sum(each.claims for each in found) > 0
