"""A store of claims of every kind, for filters to choose from."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from dangjian_metrics.claims.record import Claim
from dangjian_metrics.claims.regions import Region
from dangjian_metrics.documents import Document
from dangjian_metrics.extraction import Extraction, Head
from dangjian_metrics.language.lexicon import Lexicon
from dangjian_metrics.store import asking, filters
from dangjian_metrics.store.asking import Order
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.filters import Filter
from dangjian_metrics.store.rows import Source
from stand_in import claim

HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE claims; --',
    "%",
    "_",
    "*",
    "?",
    "[a]",
    "\\",
    "a'b",
    "NULL",
    "''",
    "\0",
    "🚩",
]
PLACES = [
    Region("山东省", "潍坊市", "安丘市"),
    Region("山东省", "潍坊市", "寿光市"),
    Region("山东省", "潍坊市", None),
    Region("山东省", None, None),
    Region("吉林省", "吉林市", None),
    Region("吉林省", "长春市", "朝阳区"),
    Region("北京市", None, "朝阳区"),
    Region(None, None, None),
    Region("某省", "某市", "某新区"),
    Region("a'b", "%", None),
]
DOCS = ["简报/一.txt", "简报/二.md", "b[1].txt", "100%_'.txt", "c\\d.txt"]
POOLS: dict[str, list[str | None]] = {
    "field": ["党支部", "党员", "党建指导员", "自定", None, *HOSTILE[:3]],
    "role": [None, None, None, "党建工作指导员", "第一书记", "自定角色"],
    "action": [None, "选派", "新建", *HOSTILE],
    "unit": [None, "名", "个", "元", *HOSTILE],
    "kind": [None, "person", "money"],
    "statistic": ["value", "cumulative", "share"],
    "period": [None, "2024年上半年", "今年", *HOSTILE],
    "sentence": ["选派党员 28 名。", "新建党支部，共 3 个。", *HOSTILE],
}
VALUES = [
    "0",
    "1",
    "1200",
    "12000",
    "0.1",
    "480000000",
    "33.333333333333333333",
    "-5",
    "123456789012345678901",
]


def made(count: int = 400) -> list[Source]:
    """Documents with claims of every kind, the same each time."""
    chance, sources = random.Random(7), []
    for name in DOCS:
        heads = [Head(number, "题", place) for number, place in enumerate(PLACES, 1)]
        claims = [
            a_claim(chance, name, head) for head in heads for _ in range(count // len(PLACES) // len(DOCS))
        ]
        sources.append(
            Source(name, Document(name, ""), Extraction(name, 0, len(heads), heads, claims), "rules")
        )
    return sources


def a_claim(chance: random.Random, name: str, head: Head) -> Claim:
    columns: dict[str, Any] = {column: chance.choice(pool) for column, pool in POOLS.items()}
    region = head.region
    return claim(
        doc=name, article=head.number, title=head.title, province=region.province, city=region.city, county=region.county,
        value=Decimal(chance.choice(VALUES)), **columns,
    )  # fmt: skip


def asked(store: Connection, wanted: Filter, lexicon: Lexicon, **order: Any) -> list[int]:
    """The numbers of the claims that the filter leaves."""
    found = filters.conditions(store, wanted, lexicon)
    ids = [number for (number,) in asking.select(store, found, ("id",), Order(**order))]
    assert order or asking.count(store, found) == len(ids)
    return ids
