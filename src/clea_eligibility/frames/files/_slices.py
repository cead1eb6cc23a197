"""Slices of a file of dossiers, and Parquet, whose columns of facts are of their types already, or of none."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
from attrs import field, frozen

from clea_eligibility.dossier.facts import FACTS, Fact, fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import CleaError, InvalidDossier, Problem, Text, counted, said
from clea_eligibility.frames._notation import Notation
from clea_eligibility.frames._on_polars import POLARS
from clea_eligibility.frames._rows import read_row
from clea_eligibility.frames._vocabulary import BEYOND, EPOCH, READ, UNREAD
from clea_eligibility.wire import dossier_from_dict

ROWS = 100_000
"""How many rows are decided at once, at most: what a slice costs by itself no longer counts, and it is small."""
_AHEAD = 250_000
"""How many rows of a Parquet file are read at once: left to itself, Polars reads ahead, and holds, all that it can."""
BYTES = 1 << 24
Problems = Mapping[int, Sequence[Problem]]
"""By the place of a row, what is wrong with it."""

FACT_TYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {fact.path: {"date": pl.Date(), "bool": pl.Boolean()}.get(fact.type, pl.String()) for fact in FACTS}
)
_FIRST, _LAST = (day.toordinal() - EPOCH for day in (date.min, date.max))
_FAR = 90_000_000
"""So many days before or after 1970 are still days that Polars can write as text."""
_SECONDS = 86_400
_UNITS = MappingProxyType({"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000})


@frozen
class Slice:
    """Some rows of a file.

    ``frame`` has the columns of the facts; ``written`` what is to be written of them;
    ``rows`` their numbers, as somebody who opens the file counts; ``refused`` the rows of which ``frame`` does not say
    all that was stated, because it was nothing that the column of the fact can hold.
    """

    frame: pl.DataFrame
    written: pl.DataFrame
    rows: Sequence[int]
    refused: Problems = field(factory=dict)


def name_of(path: Path) -> str:
    return repr(str(path))


def at_row(path: Path, row: int) -> Text:
    return _AT_ROW.filled(name=name_of(path), row=counted(row))


_AT_ROW = Text("{name}, ligne {row}", "{name}, row {row}")


def problems_of(stated: Any, read: Callable[[Any], Dossier] = dossier_from_dict) -> tuple[Problem, ...]:
    try:
        read(stated)
    except InvalidDossier as refused:
        return refused.problems
    return ()


def no_facts(names: Iterable[str], ignore: Collection[str]) -> list[str]:
    return [name for name in names if name not in FACT_TYPES or name in ignore]


def without_unread(frame: pl.DataFrame, notation: Notation | None) -> pl.DataFrame:
    """What is to be written of facts that were read: what could not be read, the problems say."""
    return frame if notation is None else frame.drop(UNREAD)


def with_facts(raw: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """The frame with its facts in columns of their types.

    In ``raw`` days are text, and truth values too unless they are truth values. With the frame come the places of the
    rows where a text is no day written YYYY-MM-DD, or neither ``true`` nor ``false``: there, the fact is null as well.
    """
    stated = [path for path in FACT_TYPES if path in raw.columns]
    frame = raw.with_columns(_read(fact(path), raw.schema[path]).alias(path) for path in stated)
    short = [path for path in stated if frame[path].null_count() > raw[path].null_count()]
    lost = (raw[path].is_not_null() & frame[path].is_null() for path in short)
    return frame, pl.select(pl.any_horizontal(pl.lit(False), *lost)).to_series().arg_true().to_list()


def _read(known: Fact, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(known.path)
    if known.type == "date":
        # Polars knows a year 0, a dossier does not.
        is_iso = cell.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$") & ~cell.str.starts_with("0000")
        return pl.when(is_iso).then(cell).str.to_date("%Y-%m-%d", strict=False, cache=False)
    if known.type == "bool" and dtype == pl.String:
        return pl.when(cell == "true").then(True).when(cell == "false").then(False)
    return cell


# Parquet


class ParquetFile:
    """A Parquet file of dossiers. With ``as_text``, its values are to be written as text."""

    def __init__(self, source: Path, as_text: bool, notation: Notation | None, ignore: Collection[str]) -> None:
        self._source, self._as_text, self._notation, self._ignore = source, as_text, notation, ignore
        self._scanned = pl.scan_parquet(source, glob=False)
        found = self._scanned.collect_schema()
        if notation is None:
            empty = [path for path in found if path in FACT_TYPES and _is_empty(self._scanned, path, found[path])]
            self._scanned = self._scanned.with_columns(pl.lit(None, FACT_TYPES[path]).alias(path) for path in empty)
        came = pl.DataFrame(schema=self._scanned.collect_schema())
        facts = self._facts(came)
        typed = without_unread(facts, notation)
        self.schema: pl.Schema = facts.schema
        self.written: pl.Schema = typed.schema if as_text else came.schema
        self.others: list[str] = no_facts(typed.columns, ignore)
        self._stated = [path for path in READ if path in self.schema and path not in ignore]
        self._dates = [path for path in self._stated if self.schema[path] == pl.Date]

    def _facts(self, came: pl.DataFrame) -> pl.DataFrame:
        return came if self._notation is None else POLARS.read(came, self._notation, self._ignore)

    def slices(self) -> Iterator[Slice]:
        """Its rows; the first is row 1."""
        rows = self._scanned.select(pl.len()).collect().item()
        parts = (self._scanned.slice(first, _AHEAD).collect() for first in range(0, rows, _AHEAD))
        start = 1
        for came in chain.from_iterable(part.iter_slices(ROWS) for part in parts):
            frame = self._facts(came)
            beyond = _beyond(frame, self._dates)
            if beyond:
                frame = frame.with_columns(
                    pl.when(_is_a_day(path)).then(pl.col(path)).alias(path) for path in self._dates
                )
            rows = frame.select(self._stated)[list(beyond)].iter_rows(named=True)
            refused = {
                place: problems_of(row | dict.fromkeys(beyond[place], BEYOND), read_row)
                for place, row in zip(beyond, rows, strict=True)
            }
            written = self._as_text_can_say(frame.select(*self.written)) if self._as_text else came
            yield Slice(frame, written, range(start, start + came.height), refused)
            start += came.height

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


def _beyond(frame: pl.DataFrame, dates: Iterable[str]) -> dict[int, list[str]]:
    """By the place of a row, its dates that Python's calendar lacks, infinity included."""
    found: dict[int, list[str]] = {}
    for path in dates:
        for place in frame.select(~_is_a_day(path)).to_series().arg_true():
            found.setdefault(place, []).append(path)
    return found


def _is_empty(scanned: pl.LazyFrame, path: str, dtype: pl.DataType) -> bool:
    """Whether a column of another type than its fact is null throughout, so that its type means nothing."""
    if dtype in (FACT_TYPES[path], pl.Categorical, pl.Enum):
        return False
    column = pl.col(path).fill_nan(None) if dtype.is_float() else pl.col(path)
    return not scanned.select(column.is_not_null().any()).collect(engine="streaming").item()
