"""How fast and large a store is: claims made by the million, loaded, asked, compared, exported."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median

from dangjian_metrics.claims import divisions
from dangjian_metrics.claims.record import Claim
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction, Head
from dangjian_metrics.language.lexicon import shipped_entries
from dangjian_metrics.store import adding, connection
from dangjian_metrics.store.rows import Source

COMMAND = Path(sys.executable).with_name("dj-metrics")
COMPARED = ("党建指导员", "网格员", "居民")
_COMMON = 20  # the first has one claim in sixty, as the first fields of the articles in the samples do
NOW = "2025-01-01T00:00:00+00:00"
PER_DOCUMENT, TOGETHER = 25, 200
UNITS = ("名", "个", "项", "家", "次", "万元", "%", "户", "公里", "亩", "人次", "元")
ACTIONS = ("选派", "新建", "解决", "覆盖", "完成", "投入", None)
ROLES = ("网格员", "党建指导员", "楼栋长", "宣讲员", "理事长", "监督员", "第一书记", "联络员")
STATISTICS = ("value", "value", "value", "cumulative", "share", "change")
SENTENCE = "截至目前，全市累计选派{0}人，组建服务队32支，服务群众1.2万人次，推动解决问题诉求3100个，群众满意率达98.5%以上。"


def documents(claims: int, seed: int = 1) -> Iterator[Source]:
    """Made-up documents with so many claims in all, in every county, on every field of the lexicon.

    Few fields have many claims and many have few, as in real articles; those that are compared are among the many.
    """
    chance = random.Random(seed)
    places = sorted({place for *_, place in divisions.entries() if place[2]}, key=str)
    fields = [entry.name for entry in shipped_entries()]
    fields = [*COMPARED, *(name for name in fields if name not in COMPARED)]
    weights = [1 / (rank + _COMMON) for rank in range(len(fields))]
    for number in range(claims // PER_DOCUMENT):
        region = Region(*chance.choice(places))
        named = chance.choices(fields, weights, k=PER_DOCUMENT)
        made = [
            _claim(f"articles/{number:07}.txt", region, at, name, chance) for at, name in enumerate(named)
        ]
        found = Extraction(
            made[0].doc, 400, 1, [Head(1, made[0].title, region)], made, Counter(claim=len(made))
        )
        yield Source(f"/{made[0].doc}", Document(made[0].doc, f"第{number}篇"), found, "made up")


def _claim(doc: str, region: Region, at: int, name: str, chance: random.Random) -> Claim:
    value, unit = chance.randrange(1, 100_000), chance.choice(UNITS)
    field = name if chance.random() < 0.7 else None
    return Claim(
        doc, 1, f"{region.county}：支部串成链", region.province, region.city, region.county, "聚人气 老街巷换新颜", None,
        field, name, chance.choice(ROLES) if value % 50 == 0 else None, chance.choice(ACTIONS), Decimal(value), None, unit,
        "exact" if value % 4 else "over", "object", chance.choice(STATISTICS), None, None, None,
        "今年以来" if value % 3 else None, f"{value}{unit}", 40 * at, 40 * at + 6, SENTENCE.format(at // 2),
        "count after noun",
    )  # fmt: skip


def load(path: Path, claims: int) -> float:
    """Claims a second of a bulk load, into a new store at ``path``; making them is not counted."""
    spent, batch = 0.0, list[Source]()
    with connection.writing(path, NOW) as store:
        writer = adding.Writer(store, NOW, "bench")
        begun = time.perf_counter()
        with adding.in_bulk(store):
            spent += time.perf_counter() - begun
            for source in documents(claims):
                batch.append(source)
                if len(batch) == TOGETHER:
                    begun = time.perf_counter()
                    writer.add(batch)
                    spent += time.perf_counter() - begun
                    batch = []
            begun = time.perf_counter()
            writer.add(batch)
        spent += time.perf_counter() - begun
    return writer.tally.claims_added / spent


def command(*arguments: str, rounds: int = 3) -> float:
    """The median of the seconds that a whole process takes."""
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run(
            [str(COMMAND), *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        spent.append(time.perf_counter() - begun)
    return median(spent)


def measured(claims: int, launched: Callable[..., tuple[float, int]]) -> Iterator[str]:
    """Every measurement of a store of so many claims, each with its target.

    ``launched`` runs a process: its seconds and peak memory (KiB).
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "claims.db")
        store, out = ("--store", str(path)), Path(folder, "claims.csv")
        speed = load(path, claims)
        yield f"STORE of {claims:,} claims, {path.stat().st_size / 1e6:,.0f} MB"
        yield _line("bulk load, claims a second", speed, 200_000, least=True)
        if COMMAND.exists():
            yield _line(
                "query by field and region, s",
                command("query", "--field", "党建指导员", "--region", "潍坊", *store),
                0.3,
            )
            three = ("--field", "党建指导员", "--field", "网格员", "--field", "居民")
            yield _line("compare of three fields, s", command("compare", *three, *store), 1)
            yield _line("fields, s", command("fields", *store), 1)
            rows = claims // PER_DOCUMENT * PER_DOCUMENT
            spent, peak = launched(str(COMMAND), "export", str(out), *store)
            yield _line("CSV export, rows a second", rows / spent, 250_000, least=True)
            yield _line("  its peak memory, MB", peak * 1024 / 1e6, 400)
            out.unlink()
        empty, full = added(Path(folder, "empty.db")), added(path)
        yield f"  {'one more document, ms':<34}{full:>12.2f}   (into an empty store {empty:.2f})"


def added(path: Path) -> float:
    """Milliseconds that one more document takes in the store there: the median of some."""
    with connection.writing(path, NOW) as store:
        writer = adding.Writer(store, NOW, "bench")
        spent = []
        for source in documents(PER_DOCUMENT * 21, seed=3):
            begun = time.perf_counter()
            writer.add([replace(source, path=f"{source.path} again")])
            spent.append(time.perf_counter() - begun)
    return median(spent) * 1000


def _line(name: str, value: float, target: float, *, least: bool = False) -> str:
    reached = value >= target if least else value <= target
    shown = f"{value:>12,.0f}" if value >= 1000 else f"{value:>12.2f}"
    return f"  {name:<34}{shown}   (at {'least' if least else 'most'} {target:,}) {'ok' if reached else 'MISSED'}"
