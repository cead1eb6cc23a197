"""Parquet, slice by slice: columns of facts are of their types, or of none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType

import polars as pl

from clea_eligibility.errors import CleaError, shown
from clea_eligibility.frames._rows import read_row
from clea_eligibility.frames._vocabulary import BEYOND, EPOCH
from clea_eligibility.frames.files._slices import FACT_TYPES, ROWS, Slice, name_of, problems_of

_DATES = tuple(path for path, dtype in FACT_TYPES.items() if dtype == pl.Date)
_FIRST, _LAST = (day.toordinal() - EPOCH for day in (date.min, date.max))
_FAR = 90_000_000
"""So many days before or after 1970 are still days that Polars can write as text."""
_SECONDS = 86_400
_UNITS = MappingProxyType({"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000})


class ParquetFile:
    """A Parquet file of dossiers. With ``as_text``, its values are to be written as text."""

    def __init__(self, source: Path, as_text: bool) -> None:
        self._source, self._as_text = source, as_text
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
            frame = written.with_columns(missing)
            beyond = _beyond(frame)
            if beyond:
                frame = frame.with_columns(pl.when(_is_a_day(path)).then(pl.col(path)).alias(path) for path in _DATES)
            rows = frame.select(*FACT_TYPES)[list(beyond)].iter_rows(named=True)
            refused = {
                place: problems_of(row | dict.fromkeys(beyond[place], BEYOND), read_row)
                for place, row in zip(beyond, rows, strict=True)
            }
            as_written = self._as_text_can_say(frame.select(written.columns)) if self._as_text else written
            yield Slice(frame, as_written, range(start, start + written.height), refused)
            start += written.height

    def _as_text_can_say(self, written: pl.DataFrame) -> pl.DataFrame:
        for name in self.others:
            dtype, units = written.schema[name], written[name].to_physical()
            a_day = _SECONDS * _UNITS[dtype.time_unit] if isinstance(dtype, pl.Datetime) else 1
            if isinstance(dtype, pl.Date | pl.Datetime) and not (units // a_day).is_between(-_FAR, _FAR).all():
                raise CleaError(
                    f"{name_of(self._source)}: column {shown(name)} holds days that text cannot name, infinity say; "
                    "drop it, or write .parquet"
                )
        return written


def _is_a_day(path: str) -> pl.Expr:
    return pl.col(path).to_physical().is_between(_FIRST, _LAST)


def _beyond(frame: pl.DataFrame) -> dict[int, list[str]]:
    """By the place of a row, its dates that Python's calendar lacks, infinity included."""
    found: dict[int, list[str]] = {}
    for path in _DATES:
        for place in frame.select(~_is_a_day(path)).to_series().arg_true():
            found.setdefault(place, []).append(path)
    return found


def _is_empty(scanned: pl.LazyFrame, path: str, dtype: pl.DataType) -> bool:
    """Whether a column of another type than its fact is null throughout, so that its type means nothing."""
    if dtype in (FACT_TYPES[path], pl.Categorical, pl.Enum):
        return False
    column = pl.col(path).fill_nan(None) if dtype.is_float() else pl.col(path)
    return not scanned.select(column.is_not_null().any()).collect(engine="streaming").item()
