"""Slices of a file of dossiers, and Parquet, whose columns of facts are of their types already, or of none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
from attrs import field, frozen

from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import CleaError, InvalidDossier, Problem, Text, counted, said
from clea_eligibility.frames._rows import read_row
from clea_eligibility.frames._vocabulary import BEYOND, EPOCH
from clea_eligibility.wire import dossier_from_dict

ROWS = 100_000
"""How many rows are decided at once, at most: what a slice costs by itself no longer counts, and it is small."""
BYTES = 1 << 24
"""How much text is read at once."""
Problems = Mapping[int, Sequence[Problem]]
"""By the place of a row, what is wrong with it."""

FACT_TYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {fact.path: {"date": pl.Date(), "bool": pl.Boolean()}.get(fact.type, pl.String()) for fact in FACTS}
)
"""What a column of facts holds, by its path."""
_DATES = tuple(path for path, dtype in FACT_TYPES.items() if dtype == pl.Date)
_FIRST, _LAST = (day.toordinal() - EPOCH for day in (date.min, date.max))
_FAR = 90_000_000
"""So many days before or after 1970 are still days that Polars can write as text."""
_SECONDS = 86_400
_UNITS = MappingProxyType({"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000})


@frozen
class Slice:
    """Some rows of a file.

    ``frame`` has a column for every fact, and the others of the file; ``written`` what is to be written of them;
    ``rows`` their numbers, as somebody who opens the file counts; ``refused`` the rows of which ``frame`` does not say
    all that was stated, because it was nothing that the column of the fact can hold.
    """

    frame: pl.DataFrame
    written: pl.DataFrame
    rows: Sequence[int]
    refused: Problems = field(factory=dict)


def name_of(path: Path) -> str:
    """A file as a message names it."""
    return repr(str(path))


def at_row(path: Path, row: int) -> Text:
    """A row of a file as a message names it."""
    return _AT_ROW.filled(name=name_of(path), row=counted(row))


_AT_ROW = Text("{name}, ligne {row}", "{name}, row {row}")


def problems_of(stated: Any, read: Callable[[Any], Dossier] = dossier_from_dict) -> tuple[Problem, ...]:
    """What is wrong with what should be a dossier; nothing, if it is one."""
    try:
        read(stated)
    except InvalidDossier as refused:
        return refused.problems
    return ()


def with_facts(raw: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """The frame with a column of its own type for every fact, null where ``raw`` has none.

    In ``raw`` days are text, and truth values too unless they are truth values. With the frame come the places of the
    rows where a text is no day written YYYY-MM-DD, or neither ``true`` nor ``false``: there, the fact is null as well.
    """
    frame = raw.with_columns(_read(known, raw.schema.get(known.path)).alias(known.path) for known in FACTS)
    stated = [path for path in FACT_TYPES if path in raw.columns]
    lost = (raw[path].is_not_null() & frame[path].is_null() for path in stated)
    return frame, pl.select(pl.any_horizontal(pl.lit(False), *lost)).to_series().arg_true().to_list()


def _read(known: Fact, dtype: pl.DataType | None) -> pl.Expr:
    if dtype is None:
        return pl.lit(None, FACT_TYPES[known.path])
    cell = pl.col(known.path)
    if known.type == "date":
        # Polars knows a year 0, a dossier does not.
        is_iso = cell.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$") & ~cell.str.starts_with("0000")
        return pl.when(is_iso).then(cell).str.to_date("%Y-%m-%d", strict=False)
    if known.type == "bool" and dtype == pl.String:
        return pl.when(cell == "true").then(True).when(cell == "false").then(False)
    return cell


# Parquet


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
                raise CleaError(_NO_TEXT.filled(name=name_of(self._source), column=said(name)))
        return written


_NO_TEXT = Text(
    "{name} : la colonne {column} contient des jours qu'un texte ne peut pas dire, l'infini par exemple ; retirez-la, "
    "ou écrivez du .parquet",
    "{name}: column {column} holds days that text cannot name, infinity say; drop it, or write .parquet",
)


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
