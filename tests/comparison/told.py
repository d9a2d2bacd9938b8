"""What the tests of comparisons and of the commands on a store share: claims of whose every word they know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.comparison.record import Column, Numbered, Row
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction
from dangjian_metrics.store import adding, connection, rows
from stand_in import claim

NOW = "2025-07-01T08:00:00+00:00"

ANQIU = {"province": "山东省", "city": "潍坊市", "county": "安丘市", "title": "山东省安丘市：支部串成链"}
MEISHAN = {"province": "四川省", "city": "眉山市", "county": None, "title": "四川省眉山市：红色动能"}
JIAYUGUAN = {"province": "甘肃省", "city": "嘉峪关市", "county": None, "title": "甘肃省嘉峪关市：支部"}
NOWHERE = {"province": None, "city": None, "county": None, "title": "一处不知何处的田"}
GUIDES = {"field": "党建指导员", "entity": "党建指导员", "kind": "person", "action": "选派"}


def told(value: float | str | Decimal, unit: str | None = "名", **changes: Any) -> Claim:
    """A claim of so many; its quote and its sentence say so."""
    quote = f"{value}{unit or ''}"
    changes = {"sentence": f"选派{quote}。", **changes}
    return claim(value=Decimal(str(value)), unit=unit, quote=quote, start=2, end=2 + len(quote), **changes)


STORED = (
    told(33, doc="a.txt", **ANQIU, **GUIDES | {"field": None, "entity": "党务骨干", "role": "党建指导员"}),
    told(
        120, "个", doc="a.txt", **ANQIU, field="问题", entity="困难问题", kind="event", action="解决", bound="over",
        statistic="cumulative", period="截至目前", sentence="截至目前，解决困难问题120余个；他说“100%”。",
    ),
    told(650, "人", doc="b.txt", **MEISHAN, **GUIDES),
    told(
        48000, "元", doc="b.txt", **MEISHAN, field="资金", entity="资金", kind="money", action="投入", bound="about",
        period="2024年上半年", sentence="2024年上半年，投入资金约4.8万元。",
    ),
    told(28, "人", doc="b.txt", article=2, **JIAYUGUAN, **GUIDES, statistic="cumulative", period="截至目前"),
    told(
        "99.07", "%", doc="b.txt", article=2, **JIAYUGUAN, field="覆盖率", entity="覆盖率", kind="share", action=None,
        statistic="share",
    ),
    told(
        3, "公顷", doc="c 50%'s.txt", **NOWHERE, field="耕地", entity="耕地", kind="area", action=None,
        sentence='=耕地3公顷; say "so", or it\'s not.',
    ),
    told(30, "亩", doc="c 50%'s.txt", **NOWHERE, field="耕地", entity="耕地", kind="area", action=None),
)  # fmt: skip
"""The claims of a store by their numbers 1 to 8."""

FIELDS = ("党建指导员", "问题", "资金", "覆盖率", "耕地")
ALL_FIELDS = [word for name in FIELDS for word in ("--field", name)]

FILTERS: tuple[tuple[list[str], list[int]], ...] = (
    (["--field", "党建指导员"], [1, 3, 5]),
    (["--field", "党建工作指导员"], [1, 3, 5]),
    (["--field", "资金", "--field", "党建工作指导员"], [1, 3, 4, 5]),
    (["--region", "山东"], [1, 2]),
    (["--region", "山东省潍坊市"], [1, 2]),
    (["--region", "潍坊"], [1, 2]),
    (["--region", "安丘市"], [1, 2]),
    (["--region", "嘉峪关"], [5, 6]),
    (["--action", "选派"], [1, 3, 5]),
    (["--unit", "人"], [3, 5]),
    (["--unit", "%"], [6]),
    (["--kind", "money"], [4]),
    (["--kind", "area"], [7, 8]),
    (["--statistic", "cumulative"], [2, 5]),
    (["--statistic", "share"], [6]),
    (["--period", "上半年"], [4]),
    (["--min", "650"], [3, 4]),
    (["--min", "4.8万"], [4]),
    (["--max", "30"], [5, 7, 8]),
    (["--min", "99.07", "--max", "120"], [2, 6]),
    (["--text", "目前 解决"], [2]),
    (["--text", "100%"], [2]),
    (["--text", '"so", or it\'s'], [7]),
    (["--text", "; say"], [7]),
    (["--doc", "b"], [3, 4, 5, 6]),
    (["--doc", "?.txt"], [1, 2, 3, 4, 5, 6]),
    (["--doc", "c*"], [7, 8]),
    (["--doc", "50%'s"], [7, 8]),
    (["--field", "党建指导员", "--unit", "人", "--max", "100"], [5]),
)
"""Options of a filter, and the numbers of the claims in :data:`STORED` that they leave."""

INJECTIONS = ("' OR 1=1 --", '" OR 1=1 --', "%", "_", "'; DROP TABLE claim_facts; --", "\\", "$(id)", "选派%")


def keep(path: Path, claims: Iterable[Claim] | None = None) -> Path:
    """A store that holds these claims, without any those of :data:`STORED`; they are numbered from 1."""
    if claims is None:
        path.write_bytes(_stored())
        return path
    sources = []
    for doc, group in groupby(claims, key=attrgetter("doc")):
        found = list(group)
        text = "\n".join(each.sentence for each in found)
        extraction = Extraction(doc, len(text), claims=found, numbers=Counter(claim=len(found)))
        sources.append(rows.Source(f"/{doc}", Document(doc, text), extraction, "these rules"))
    with connection.writing(path, NOW) as store:
        adding.Writer(store, NOW, "0").add(sources)
    return path


@cache
def _stored() -> bytes:
    with TemporaryDirectory() as folder:
        return keep(Path(folder) / "a.db", STORED).read_bytes()


def numbered(*claims: Claim) -> list[Numbered]:
    """The claims, numbered from 1."""
    return list(enumerate(claims, 1))


def row(claim_: Claim, **changes: Any) -> Row:
    """A claim as the row of a column in its own unit."""
    cells: dict[str, Any] = {
        "label": "山东省", "id": 1, "claim": claim_, "value": claim_.value, "value_to": claim_.value_to,
        "unit": claim_.unit, "bound": claim_.bound,
    }  # fmt: skip
    return Row(**cells | changes)


def every(columns: Iterable[Column]) -> list[Row]:
    """The rows of all columns."""
    return [each for column in columns for each in column.rows]


values = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
"""Values such as texts tell; other tests take larger ones."""

_STATED = (
    ("value", None), ("cumulative", None), ("share", None), ("mean", None), ("baseline", None), ("value", "down"),
    ("change", None), ("change", "up"), ("change", "down"),
)  # fmt: skip
_LIKE = [
    told(
        1,
        unit,
        **place,
        statistic=statistic,
        direction=way,
        per=per,
        bound=bound,
        period=period,
        value_to=value_to,
    )
    for unit in ("名", "人", "人次", "亩", "公顷", "平方米", "吨", "公斤", None)
    for place in (ANQIU, MEISHAN, NOWHERE)
    for statistic, way in _STATED
    for per, value_to in ((None, None), ("year", None), (None, Decimal(10**10)))
    for bound, period in (("exact", None), ("over", "2024年"), ("nearly", "2025年上半年"), ("about", None))
]
claims = st.builds(
    lambda value, like: replace(like, value=Decimal(value) / 100),
    st.integers(0, 10**11),
    st.sampled_from(_LIKE),
)
"""Any claim of one field."""
