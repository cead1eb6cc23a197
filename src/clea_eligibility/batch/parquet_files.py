"""Parquet, slice by slice: columns of facts are of their types, or of none."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from clea_eligibility.batch.slices import FACT_TYPES, ROWS, Slice


class ParquetFile:
    """A Parquet file of dossiers."""

    def __init__(self, source: Path) -> None:
        scanned = pl.scan_parquet(source, glob=False)
        found = scanned.collect_schema()
        empty = [path for path in found if path in FACT_TYPES and _is_empty(scanned, path, found[path])]
        self._scanned = scanned.with_columns(pl.lit(None, FACT_TYPES[path]).alias(path) for path in empty)
        self.written: pl.Schema = self._scanned.collect_schema()
        missing = {path: dtype for path, dtype in FACT_TYPES.items() if path not in found}
        self.schema: pl.Schema = pl.Schema({**self.written, **missing})
        self.others: list[str] = [name for name in self.written if name not in FACT_TYPES]

    def slices(self) -> Iterator[Slice]:
        """Its rows; the first is row 1."""
        missing = [pl.lit(None, dtype).alias(path) for path, dtype in self.schema.items() if path not in self.written]
        start = 1
        for written in self._scanned.collect_batches(chunk_size=ROWS, maintain_order=True):
            yield Slice(written.with_columns(missing), written, range(start, start + written.height))
            start += written.height


def _is_empty(scanned: pl.LazyFrame, path: str, dtype: pl.DataType) -> bool:
    """Whether a column of another type than its fact is null throughout, so that its type means nothing."""
    if dtype in (FACT_TYPES[path], pl.Categorical, pl.Enum):
        return False
    column = pl.col(path).fill_nan(None) if dtype.is_float() else pl.col(path)
    return not scanned.select(column.is_not_null().any()).collect(engine="streaming").item()
