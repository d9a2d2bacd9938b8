"""A folder of parts, opened and asked by DuckDB. The only importer of duckdb, with ``sandbox``."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_metrics.claims.record import COLUMNS, Claim
from dangjian_metrics.errors import StoreError
from dangjian_metrics.messages import _
from dangjian_metrics.store.answering import Answer, Clause, Condition, Counts, Known, blanks, where
from dangjian_metrics.store.parts import folder as parts
from dangjian_metrics.store.parts.writing import MISSING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MANY = 5_000
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,  # else a name in SQL may be a variable of this program
    "allow_persistent_secrets": False,  # else passwords that the user keeps for DuckDB could be listed
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_SPILLED = "20GB"


class Parts:
    """The claims of a folder's parts, as a :class:`~dangjian_metrics.store.answering.Store`."""

    in_order = True

    def __init__(self, engine: DuckDBPyConnection) -> None:
        self.engine = engine

    def execute(self, sql: str, values: Any = (), /) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, as they come."""
        return fetched(self.engine.cursor().execute(sql, list(values)))

    def places(self) -> list[Known]:
        """The places that claims are about."""
        return self._places

    def fields(self) -> list[str]:
        """The fields that claims have."""
        return self._fields

    def roles(self) -> list[str]:
        """The roles that the counted serve in."""
        return self._roles

    @cached_property
    def _places(self) -> list[Known]:
        rows = self.execute("SELECT DISTINCT province, city, county FROM claims")
        return [Known(row, *row) for row in rows if any(row)]

    @cached_property
    def _fields(self) -> list[str]:
        rows = self.execute("SELECT DISTINCT field FROM claims WHERE field IS NOT NULL ORDER BY field")
        return [name for (name,) in rows]

    @cached_property
    def _roles(self) -> list[str]:
        rows = self.execute("SELECT DISTINCT role FROM claims WHERE role IS NOT NULL ORDER BY role")
        return [role for (role,) in rows]

    def in_places(self, keys: Sequence[Any]) -> Clause:
        """Claims about one of the places."""
        names = [name or "" for key in keys for name in key]
        sql = f"(ifnull(province, ''), ifnull(city, ''), ifnull(county, '')) IN ({', '.join(['(?, ?, ?)'] * len(keys))})"
        return Clause(sql, tuple(names)) if keys else Clause("1 = 0", ())

    def of_fields(self, names: Sequence[str], roles: Sequence[str], _keys: Sequence[object] | None) -> Clause:
        """Claims with one of the fields or of the roles."""
        said = [
            (f"{column} IN ({blanks(words)})", words)
            for column, words in (("field", names), ("role", roles))
            if words
        ]
        return Clause(" OR ".join(sql for sql, _ in said), tuple(word for _, words in said for word in words))

    def named(self, pattern: str) -> Clause:
        """Claims of documents whose name fits."""
        if "*" in pattern or "?" in pattern:
            return Clause("regexp_full_match(doc, ?)", (_regular(pattern),))
        return Clause("instr(doc, ?) > 0", (pattern,))

    def bare_claims(self, found: Sequence[Condition]) -> list[tuple[int, Claim]]:
        """The claims without what needs their article or sentence, whose columns are not read."""
        sql, values = where(found)
        listed = ", ".join(_EMPTY.get(name, name) for name in COLUMNS)
        rows = self.execute(f"SELECT id, {listed} FROM claims WHERE {sql} ORDER BY id", values)
        return [(number, _bare(cells)) for number, *cells in rows]

    def per_field(self, served: Mapping[str, str]) -> Iterator[Counts]:
        """Every field with its counts; a claim with a role in ``served`` counts for that field as well."""
        roles = [[*served.keys()], [*served.values()]]
        units: dict[str | None, Counter[str]] = {}
        for field, unit, claims in self.execute(_COUNTED + _UNITS, roles):
            units.setdefault(field, Counter())[unit or ""] += claims
        places = dict(self.execute(_COUNTED + _PLACES, roles))
        for field, counted in units.items():
            yield Counts(field, counted.total(), places.get(field, 0), counted)

    def ask(self, question: str, seconds: float) -> Answer:
        """The answer to one SELECT of the user's own. Raises UsageError."""
        from dangjian_metrics.store.parts import sandbox

        return sandbox.ask(self.engine, question, seconds)


_EMPTY = {
    "doc": "''", "article": "0", "title": "''", "section": "NULL", "quote": "''", "start": "0", "end": "0",
    "sentence": "''",
}  # fmt: skip
_COUNTED = """
WITH served AS (SELECT unnest(?::VARCHAR[]) AS role, unnest(?::VARCHAR[]) AS field),
counted AS (
    SELECT field, unit, province, city, county FROM claims
    UNION ALL
    SELECT s.field, c.unit, c.province, c.city, c.county FROM claims AS c JOIN served AS s ON s.role = c.role
    WHERE s.field IS DISTINCT FROM c.field
)
"""
_UNITS = "SELECT field, unit, count(*) FROM counted GROUP BY field, unit"
_PLACES = """
SELECT field, count(*) FROM (SELECT DISTINCT field, province, city, county FROM counted)
WHERE coalesce(province, city, county) IS NOT NULL GROUP BY field
"""


def _bare(cells: list[Any]) -> Claim:
    claim = Claim(*cells)
    claim.value = Decimal(claim.value)
    if claim.value_to is not None:
        claim.value_to = Decimal(claim.value_to)
    return claim


def _regular(pattern: str) -> str:
    r"""The pattern of a document's name as a regular expression.

    >>> _regular("简报/?.t*")
    '(?s)简报\\x2f.\\x2et.*'
    """
    signs = {"*": ".*", "?": "."}
    escaped = (
        signs.get(sign) or (sign if sign.isalnum() or not sign.isascii() else f"\\x{ord(sign):02x}")
        for sign in pattern
    )
    return f"(?s){''.join(escaped)}"


def fetched(result: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of an answer, some thousand at a time."""
    while rows := result.fetchmany(_MANY):
        yield from rows


@contextmanager
def reading(folder: Path) -> Iterator[Parts]:
    """The parts of the folder, to be asked. Raises StoreError."""
    found = parts.listed(folder)
    try:
        import duckdb
    except ImportError:
        raise StoreError(
            _("{folder}: a folder of parts is read with duckdb: {install}").format(
                folder=folder, install=MISSING
            )
        ) from None
    with (
        tempfile.TemporaryDirectory(prefix="dj-metrics-", ignore_cleanup_errors=True) as room,
        closing(duckdb.connect(config=_CLOSED)) as engine,
    ):
        try:
            names = [_pattern(path) for path in found]
            _view(engine, found, names)
            _close_off(engine, [*map(str, found), *names], room)
            yield Parts(engine)
        except UnicodeEncodeError:
            raise StoreError(
                _("{folder}: its name is no text: give the folder another one").format(folder=folder)
            ) from None
        except duckdb.Error as error:
            raise StoreError(_in_words(folder, engine, found, error)) from None


def _view(engine: DuckDBPyConnection, found: Sequence[Path], names: Sequence[str]) -> None:
    """Makes the view ``claims`` over the parts. Raises StoreError for a file that is none."""
    before = [0, *accumulate(_rows(engine, found, names))][:-1]
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    engine.execute(
        f"CREATE VIEW claims AS SELECT CAST({before} AS BIGINT[])[CAST(file_index AS BIGINT) + 1] + file_row_number + 1 AS id,"
        f" {columns}, TRY_CAST(value AS DOUBLE) AS value_number, TRY_CAST(value_to AS DOUBLE) AS value_to_number,"
        " ifnull(province, '') || ifnull(city, '') || ifnull(county, '') AS region"
        f" FROM read_parquet([{', '.join(map(_quoted, names))}], hive_partitioning = false)"
    )


def _rows(engine: DuckDBPyConnection, found: Sequence[Path], names: Sequence[str]) -> list[int]:
    """How many claims each part has. Raises StoreError for a file that is no part, or a broken one."""
    import duckdb

    try:
        rows = dict(engine.execute(_ROWS, [names]).fetchall())
        shapes = dict(engine.execute(_SHAPES, [names, parts.NOTE.encode()]).fetchall())
    except duckdb.Error:
        if len(found) == 1:
            raise StoreError(_broken(found[0])) from None
        return [_rows(engine, [path], [name])[0] for path, name in zip(found, names, strict=True)]
    for path in found:
        _refuse_strange(path, shapes.get(str(path)))
    return [rows[str(path)] for path in found]


def _refuse_strange(path: Path, shape: bytes | None) -> None:
    if shape is None:
        raise StoreError(
            _("{path}: is no part of a store, but another Parquet file: move it out of the folder").format(
                path=path
            )
        )
    if shape != str(parts.FORMAT).encode():
        raise StoreError(_("{path}: was made by a newer dj-metrics: update dj-metrics").format(path=path))


_ROWS = "SELECT file_name, num_rows FROM parquet_file_metadata(?)"
_SHAPES = "SELECT file_name, value FROM parquet_kv_metadata(?) WHERE key = ?"


def _close_off(engine: DuckDBPyConnection, names: Sequence[str], room: str) -> None:
    """From here on the engine opens nothing but the parts, and what it has no memory for goes to ``room``."""
    engine.execute(f"SET temp_directory = {_quoted(room)}")
    engine.execute(f"SET max_temp_directory_size = '{_SPILLED}'")
    engine.execute(f"SET allowed_paths = [{', '.join(map(_quoted, dict.fromkeys(names)))}]")
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")


def _pattern(path: Path) -> str:
    """The path as DuckDB takes it, which reads ``*``, ``?`` and ``[`` as signs of its own."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _in_words(folder: Path, engine: DuckDBPyConnection, found: Sequence[Path], error: Exception) -> str:
    for path in found:
        if not _reads(engine, path):
            return _broken(path)
    return _(
        "{folder}: cannot be asked ({error}): ask for less, or read it where there is more memory"
    ).format(folder=folder, error=str(error).splitlines()[0])


def _broken(path: Path) -> str:
    return _("{path}: is broken or may not be read: make this part again").format(path=path)


def _reads(engine: DuckDBPyConnection, path: Path) -> bool:
    """Whether every cell of a part can be read, which is only asked where something could not."""
    import duckdb

    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    try:
        engine.execute(f"SELECT max(hash({columns})) FROM read_parquet(?)", [[_pattern(path)]]).fetchall()
    except duckdb.Error:
        return False
    return True
