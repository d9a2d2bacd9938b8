"""Parquet files, written column by column as the rows come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

LARGEST_GROUP = 50_000
"""So many rows together: few enough for memory, enough for a reader to skip by."""


class Columns:
    """A Parquet file of some columns, each ``text``, ``integer`` (64 bit) or ``real`` (double).

    Raises ImportError where pyarrow is not there.
    """

    def __init__(
        self,
        stream: IO[bytes],
        columns: Sequence[tuple[str, str]],
        notes: Mapping[str, str] | None = None,
        compression: str = "snappy",
    ) -> None:
        import pyarrow
        from pyarrow import parquet

        self._arrow = pyarrow
        types = {"text": pyarrow.string(), "integer": pyarrow.int64(), "real": pyarrow.float64()}
        self._schema = pyarrow.schema([(name, types[kind]) for name, kind in columns], metadata=notes)
        self._file = parquet.ParquetWriter(stream, self._schema, compression=compression)

    def __enter__(self) -> Columns:
        return self

    def __exit__(self, kind: object, _error: object, _trace: object) -> None:
        (self.close if kind is None else self.discard)()

    def write(self, columns: Sequence[Iterable[Any]]) -> None:
        """Writes rows, given column by column; None is an empty cell."""
        arrays = [self._array(cells, kind) for cells, kind in zip(columns, self._schema.types, strict=True)]
        self._file.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema), LARGEST_GROUP)

    def _array(self, cells: Iterable[Any], kind: Any) -> Any:
        held = list(cells)
        try:
            return self._arrow.array(held, type=kind)
        except UnicodeEncodeError:
            # A file name whose bytes are no text reaches us with lone surrogates: write them as escapes.
            plain = [cell and cell.encode("utf-8", "backslashreplace").decode("utf-8") for cell in held]
            return self._arrow.array(plain, type=kind)

    def close(self) -> None:
        """Writes the names of the columns, by which the file ends."""
        self._file.close()

    def discard(self) -> None:
        """Gives the file up."""
        self._file.is_open = False  # else it would be finished when it is forgotten
