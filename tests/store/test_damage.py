"""A damaged store: whatever bytes are wrong in it, one line says so, and no traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dangjian_metrics.errors import StoreError
from dangjian_metrics.store import asking, connection
from stand_in import Call
from store.stores import NOW, add, source

READERS = [
    ("query",),
    ("query", "--field", "党支部", "--sort", "value", "--format", "table"),
    ("fields",),
    ("sources",),
    ("show", "1"),
    ("sql", "select * from claims"),
    ("export", "out.csv"),
    ("export", "out.json"),
]
WRITERS = [("extract", ".", "--format", "csv"), ("sources", "remove", "0", "--yes")]
TEXTS = {f"{n}.txt": f"镇{n}新建党支部{n}.5个，选派{n}人，一批。" * 9 for n in range(40)}


@pytest.fixture
def whole(path: Path) -> bytes:
    """The bytes of a store of many pages, whose documents stand in this folder."""
    for name, text in TEXTS.items():
        Path(name).write_text(text, encoding="utf-8")
    add(path, [source(name, text) for name, text in TEXTS.items()])
    return path.read_bytes()


def damaged(whole: bytes, seed: int) -> bytes:
    """The store with some bytes overwritten."""
    chance, torn = random.Random(seed), bytearray(whole)
    for _ in range(1 + seed % 4):
        size = chance.choice([1, 8, 60, 3000])
        at = chance.randrange(100, len(whole) - size)
        torn[at : at + size] = chance.choice([chance.randbytes(size), b"\0" * size, b"9" * size])
    return bytes(torn)


@pytest.mark.parametrize("seed", range(8))
def test_damage_is_said_in_one_line(call: Call, path: Path, whole: bytes, seed: int) -> None:
    for arguments in [*READERS, *WRITERS]:
        path.write_bytes(damaged(whole, seed))
        status, _, errors = call(*arguments, "--store", path)  # a traceback would come through here
        assert status in {0, 1, 2}
        assert status == 0 or errors.splitlines()[-1].startswith("dj-metrics: error: ")
        assert "Traceback" not in errors
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_a_wholly_damaged_store_is_called_so(
    call: Call, path: Path, whole: bytes, arguments: tuple[str, ...]
) -> None:
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    status, _, errors = call(*arguments, "--store", path)
    assert status == 1
    assert errors == (
        f"dj-metrics: error: {path}: the store is damaged (database disk image is malformed):"
        " restore a copy, or move it away and extract again\n"
    )


def show_all(path: Path) -> None:
    with connection.reading(path) as store:
        for number in range(1, asking.count(store, []) + 1):
            asking.show(store, number)


@pytest.mark.parametrize("torn", ["党建党建".encode()[:10] + b"\xff\xff", b"\xff" * 12])
def test_a_text_that_is_no_text_is_damage(path: Path, whole: bytes, torn: bytes) -> None:
    path.write_bytes(whole.replace("新建党支".encode(), torn))
    with pytest.raises(StoreError, match="the store is damaged"):
        show_all(path)


def test_an_error_of_ours_is_not_taken_for_damage(path: Path) -> None:
    add(path, [])
    with pytest.raises(LookupError, match="ours"), connection.reading(path):
        raise LookupError("ours")
    with pytest.raises(ValueError, match="ours"), connection.writing(path, NOW):
        raise ValueError("ours")
