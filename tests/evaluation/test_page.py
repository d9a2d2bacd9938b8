"""What docs/gold.md shows is what is read."""

from __future__ import annotations

import re
from pathlib import Path

from dangjian_metrics.evaluation import floor, gold

PAGE = Path(__file__).resolve().parents[2].joinpath("docs", "gold.md").read_text(encoding="utf-8")


def shown(kind: str, folder: Path) -> Path:
    (text,) = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    file = folder / f"shown{gold.SUFFIX}"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_gold_shown_is_gold(tmp_path: Path) -> None:
    read = gold.load(shown("json", tmp_path))
    assert read.claims[0].accepted["entity"] == ("党建指导员", "指导员")
    assert read.claims[0].accepted["county"] == ("安丘市",)
    assert read.others == ((25, 26, "word"),)


def test_the_floor_shown_is_a_floor(tmp_path: Path) -> None:
    assert floor.load(shown("toml", tmp_path))["all"]["row"] == {"f1": 0.95}


def test_every_key_is_told() -> None:
    for keys in gold._KNOWN.values():
        assert [key for key in keys if f"`{key}`" not in PAGE and f'"{key}"' not in PAGE] == []
