"""A folder of Parquet parts as a store: claims of very many documents, to be asked by DuckDB.

``writing`` says what a part is and writes one, ``folder`` lists them, ``reading`` opens them and answers questions,
``sandbox`` those in the user's own SQL.
"""

from dangjian_metrics.store.parts.reading import reading
from dangjian_metrics.store.parts.writing import write

__all__ = ["reading", "write"]
