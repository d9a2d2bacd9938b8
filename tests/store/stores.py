"""What the tests of the store share: documents for it, and whether what it holds is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import stand_in
from dangjian_metrics.documents import Document
from dangjian_metrics.store import adding, connection, rows, schema
from dangjian_metrics.store.connection import Connection
from dangjian_metrics.store.rows import Source

NOW = "2025-07-01T08:00:00+00:00"
STAND_IN = str(Path(__file__).parents[1] / "stand_in.py")
COMMAND = [sys.executable, STAND_IN]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "DJ_METRICS_STORE"},
    "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    "PYTHONUTF8": "1",
}

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals and terminals of POSIX")


def source(name: str, text: str, rules: str = "these rules") -> Source:
    """A document with what the stand-in reads in it."""
    document = Document(name, text)
    return Source(rows.identity(name), document, stand_in.extract_document(document, audit=True), rules)


def add(path: Path, sources: Sequence[Source]) -> adding.Tally:
    """Puts documents into the store at ``path``."""
    with connection.writing(path, NOW) as store:
        writer = adding.Writer(store, NOW, "0")
        writer.add(sources)
    return writer.tally


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """While another writes the store."""
    with connection.writing(path, NOW) as store, connection.transaction(store):
        yield


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs dj-metrics, with the stand-in's reading, as a process of its own."""
    return subprocess.run(
        command(*arguments), capture_output=True, env=ENVIRONMENT, timeout=60, check=False, text=True, **options
    )  # fmt: skip


def start(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    """Starts dj-metrics, with the stand-in's reading, and lets it run."""
    return subprocess.Popen(command(*arguments), env=ENVIRONMENT, **options)


def command(*arguments: object) -> list[str]:
    return [*COMMAND, *map(str, arguments)]


def write(folder: Path, texts: Iterable[str]) -> Path:
    """A folder with a document of each text."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """The files of a folder with their bytes; what SQLite keeps beside a store that is open is left out."""
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


def contents(path: Path) -> list[tuple[Any, ...]]:
    """All that a store holds but the numbers it gives and its times, document by document."""
    with connection.reading(path) as store:
        parts = [_by_document(store.execute(sql)) for sql in _PARTS]
        held = store.execute(
            "SELECT id, path, doc, hash, rules, articles, claims, numbers, characters, text FROM documents ORDER BY path"
        )
        return [(*of, *(part.get(number, []) for part in parts)) for number, *of in held]


def _by_document(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for document, *cells in rows:
        found.setdefault(document, []).append(tuple(cells))
    return found


_CLAIM = (
    'doc, article, title, province, city, county, section, subject, field, entity, role, "action", value, value_to, unit,'
    ' bound, kind, statistic, per, direction, basis, period, quote, start, "end", sentence, rule, value_number,'
    " value_to_number, region"
)
_PARTS = (
    (
        "SELECT document, number, title, province, city, county, claims FROM articles"
        " JOIN places ON places.id = place ORDER BY articles.id"
    ),
    f"SELECT document, {_CLAIM} FROM claims ORDER BY id",
    'SELECT document, start, "end", number, disposition, reason FROM dispositions ORDER BY document, start',
)

_FAULTS = {
    "a claim count that is not that of its claims": (
        "SELECT d.path FROM documents AS d LEFT JOIN claims AS c ON c.document = d.id GROUP BY d.id"
        " HAVING d.claims <> count(c.id)"
    ),
    "claims whose numbers do not follow each other": (
        "SELECT d.path FROM documents AS d JOIN (SELECT id, document FROM claims UNION ALL SELECT id, document"
        " FROM claims_set_aside) AS c ON c.document = d.id GROUP BY d.id"
        " HAVING min(c.id) <> d.first_claim OR max(c.id) <> d.first_claim + count(*) - 1"
    ),
    "an article count that is not that of its articles": (
        "SELECT d.path FROM documents AS d LEFT JOIN articles AS a ON a.document = d.id GROUP BY d.id"
        " HAVING d.articles <> count(a.id) OR min(a.id) <> d.first_article"
    ),
    "an article whose claims are not as many as it says": (
        "SELECT a.id FROM articles AS a LEFT JOIN claim_facts AS f ON f.article = a.id"
        " GROUP BY a.id HAVING a.claims <> count(f.id)"
    ),
    "sentences that are not those it says": (
        "SELECT d.path FROM documents AS d JOIN articles AS a ON a.document = d.id"
        " JOIN (SELECT article, sentence FROM claim_facts UNION ALL SELECT article, sentence FROM claims_set_aside) AS f"
        " ON f.article = a.id GROUP BY d.id"
        " HAVING min(f.sentence) <> d.first_sentence OR max(f.sentence) <> d.last_sentence"
    ),
    "a sentence without a claim": (
        "SELECT id FROM sentences WHERE id NOT IN"
        " (SELECT sentence FROM claim_facts UNION ALL SELECT sentence FROM claims_set_aside)"
    ),
    "numbers that are not as many as it says": (
        "SELECT d.path FROM documents AS d LEFT JOIN dispositions AS n ON n.document = d.id GROUP BY d.id"
        " HAVING d.numbers <> count(n.start)"
    ),
    "a quote that is not what stands there": (
        'SELECT c.id FROM claims AS c JOIN documents AS d ON d.id = c.document'
        ' WHERE c.quote <> substr(d.text, c.start + 1, c."end" - c.start)'
    ),
    "a value that is not its number": (
        "SELECT id FROM claims WHERE value_number IS NOT cast(value AS REAL)"
        " OR value_to_number IS NOT cast(value_to AS REAL)"
    ),
    "a claim without its document": "SELECT id FROM claims WHERE doc IS NULL",
    "an index that is missing": (
        f"SELECT n FROM (SELECT count(*) AS n FROM sqlite_schema WHERE name IN ({str([*schema.INDEXES])[1:-1]}))"
        f" WHERE n <> {len(schema.INDEXES)}"
    ),
    "a row without what it belongs to": "PRAGMA foreign_key_check",
    "damage": "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
}  # fmt: skip


def faults(store: Connection) -> list[str]:
    """What is not whole in an open store."""
    return [
        f"{fault}: {found}" for fault, sql in _FAULTS.items() if (found := store.execute(sql).fetchall()[:3])
    ]


def faults_of(path: Path) -> list[str]:
    """What is not whole in the store at ``path``."""
    with connection.reading(path) as store:
        return faults(store)
