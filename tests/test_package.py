"""What the package offers a program."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import dangjian_metrics
from dangjian_metrics.claims.record import COLUMNS
from stand_in import claim


@pytest.mark.parametrize("name", dangjian_metrics.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(dangjian_metrics, name) is not None
    assert name in dir(dangjian_metrics)


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        dangjian_metrics.extrakt  # noqa: B018


def test_the_package_is_typed() -> None:
    assert Path(dangjian_metrics.__file__).with_name("py.typed").exists()


def test_a_text_and_a_file_give_the_same(tmp_path: Path) -> None:
    text = "选派党建指导员28人。"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (found,) = dangjian_metrics.extract(text)
    (read,) = dangjian_metrics.extract(tmp_path / "a.txt")
    assert (found.value, found.quote, found.doc) == (read.value, read.quote, "") == (Decimal(28), "28人", "")
    assert read.doc == str(tmp_path / "a.txt")


def test_a_frame_has_the_columns() -> None:
    frame = dangjian_metrics.to_frame([claim(), claim(value=Decimal("0.13"))])
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["value"]) == [Decimal(32), Decimal("0.13")]
    assert list(dangjian_metrics.to_frame([]).columns) == list(COLUMNS)
