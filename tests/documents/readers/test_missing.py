"""Where the package of a reader is missing, the extra that brings it is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dangjian_metrics.documents import document
from dangjian_metrics.errors import DocumentError, UsageError
from dangjian_metrics.scale import cluster
from dangjian_metrics.scale.batches import Task

HERE = Path(__file__).parent
LINKS = "".join(f'<a href="{at}">频道{at}</a>' for at in range(40))
PAGE = f"<html><body><div>{LINKS}</div><div><p>新建党支部32个。</p></div></body></html>".encode()


@pytest.mark.parametrize(
    ("package", "name", "data"),
    [
        ("mammoth", "a.docx", next(HERE.glob("samples/*.docx")).read_bytes()),
        ("pypdfium2", "a.pdf", next(HERE.glob("**/*.pdf")).read_bytes()),
        ("trafilatura", "a.html", PAGE),
    ],
)
def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, package: str, name: str, data: bytes) -> None:
    for module in [each for each in sys.modules if each.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    for module in [each for each in sys.modules if each.startswith("dangjian_metrics.documents.readers.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DocumentError) as raised:
        document(data, name)
    assert (
        str(raised.value)
        == f"{name}: its reader is not installed; pip install 'dangjian-metrics[documents]' brings it"
    )


def test_dask_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        UsageError, match=r"--engine dask: is not installed: pip install 'dangjian-metrics\[scale\]'"
    ):
        list(cluster.outcomes([], Task(), 1))
