"""CSV, slice by slice: everything is text, days are ISO, truth values ``true`` or ``false``, and empty is unknown."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from clea_eligibility.batch.slices import BYTES, FACT_TYPES, ROWS, Slice, name_of, problems_of, with_facts
from clea_eligibility.errors import CleaError, Problem, shown
from clea_eligibility.frames.rows import stated

_MARK = b"\xef\xbb\xbf"
_NEWLINE, _QUOTE = b"\n", b'"'
_LONGEST = 4 * BYTES
"""No single record is as long."""
_OTHER_SEPARATORS = ((";", "semicolons"), ("\t", "tabs"))


class CsvFile:
    """A CSV file of dossiers. With ``as_text``, its cells are to be written as they came, wrong ones too."""

    def __init__(self, source: Path, as_text: bool) -> None:
        self._source, self._as_text = source, as_text
        with source.open("rb") as file:
            start = file.read(BYTES)
        header = start.removeprefix(_MARK)
        self._header = header[: _end_of_first_record(header)]
        self._records_from = len(start) - len(header) + len(self._header)
        self._columns = self._names()
        types = {name: FACT_TYPES.get(name, pl.String()) for name in self._columns}
        self.written: pl.Schema = pl.Schema(dict.fromkeys(types, pl.String()) if as_text else types)
        self.schema: pl.Schema = pl.Schema({**types, **FACT_TYPES})
        self.others: list[str] = [name for name in types if name not in FACT_TYPES]

    def _names(self) -> list[str]:
        """The names of its columns; raises :class:`CleaError` where they are none."""
        name = name_of(self._source)
        try:
            names = next(csv.reader([self._decoded(self._header)], strict=True), [])
        except csv.Error as error:
            raise CleaError(f"cannot read the header of {name}: {error}") from None
        if not names:
            raise CleaError(f"{name} has no header: a first line that names its columns")
        for separator, word in _OTHER_SEPARATORS:
            if len(names) == 1 and separator in names[0]:
                raise CleaError(f"the cells of {name} are separated by {word}; expected commas")
        repeated = [(column, times) for column, times in Counter(names).items() if times > 1]
        if repeated:
            raise CleaError("\n".join(f"column {shown(column)} is there {times} times" for column, times in repeated))
        return names

    def slices(self) -> Iterator[Slice]:
        """Its rows, numbered as a spreadsheet does: the header is row 1. Blank lines are left out, but counted."""
        row = 2
        with self._source.open("rb") as file:
            file.seek(self._records_from)
            for records in self._whole_records(file):
                read, cells = self._parsed(records, row)
                numbers = pl.int_range(row, row + len(cells), eager=True)
                row += len(cells)
                if len(self._columns) > 1:
                    kept = cells > 0
                    read, numbers, cells = read.filter(kept), numbers.filter(kept), cells.filter(kept)
                for start in range(0, len(cells), ROWS):
                    part = slice(start, start + ROWS)
                    yield self._slice(read[part], numbers[part], cells[part])

    def _whole_records(self, file: BinaryIO) -> Iterator[bytes]:
        rest = b""
        while read := file.read(BYTES):
            rest += read
            end = _end_of_last_record(rest)
            if end:
                yield rest[:end]
            rest = rest[end:]
            if len(rest) > _LONGEST:
                raise CleaError(f"{name_of(self._source)}: quotes are opened and never closed")
        if rest:
            yield rest

    def _slice(self, read: pl.DataFrame, numbers: pl.Series, cells: pl.Series) -> Slice:
        facts = [name for name in self._columns if name in FACT_TYPES]
        raw = read.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in facts)
        frame, lost = with_facts(raw)
        refused = {
            place: problems_of(stated(_as_json(row)))
            for place, row in zip(lost, raw[lost].select(facts).iter_rows(named=True), strict=True)
        }
        width = len(self._columns)
        for place in (cells.clip(1) != width).arg_true():
            message = f"the line has {cells[place]} cells, its header {width}"
            refused[place] = (Problem("", "wrong_length", message),)
        return Slice(frame, read if self._as_text else frame.select(self._columns), numbers.to_list(), refused)

    def _parsed(self, records: bytes, row: int) -> tuple[pl.DataFrame, pl.Series]:
        """The cells of the records, and how many each of them has: 0 if it is a blank line."""
        width, lines = len(self._columns), records.count(_NEWLINE) + (not records.endswith(_NEWLINE))
        if _QUOTE not in records and records.count(b",") == lines * (width - 1):
            # If no line has more cells than there are columns, which Polars finds out, then none has less.
            read = self._read(records, may_be_longer=False)
            if read.height == lines:
                return read, pl.repeat(width, lines, dtype=pl.Int64, eager=True)
        cells = _cells(self._decoded(records))
        read = self._read(records, may_be_longer=True)
        if read.height != len(cells):
            raise CleaError(
                f"{name_of(self._source)}: in row {row:,} or below, a cell has quotes that do not enclose it; "
                "inside of a cell, a quote is written twice"
            )
        return read, cells

    def _read(self, records: bytes, may_be_longer: bool) -> pl.DataFrame:
        """The cells, short lines filled up with unknown ones; no rows where Polars cannot read them."""
        try:
            read = pl.read_csv(self._header + records, infer_schema=False, truncate_ragged_lines=may_be_longer)
            read.columns = self._columns
        except pl.exceptions.PolarsError:
            return pl.DataFrame()
        return read

    def _decoded(self, text: bytes) -> str:
        try:
            return text.decode()
        except UnicodeDecodeError as error:
            raise CleaError(f"{name_of(self._source)} is not UTF-8: {error.reason}") from None


def _as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row as JSON would have them."""
    truth = {"true": True, "false": False}
    is_truth = {path: FACT_TYPES[path] == pl.Boolean for path in row}
    return {path: truth.get(cell, cell) if is_truth[path] else cell for path, cell in row.items()}


def _cells(records: str) -> pl.Series:
    """How many cells each record has: 0 if it is a blank line."""
    bare = records if '"' not in records else pl.Series([records]).str.replace_all('"[^"]*"', "q").item()
    lines = pl.Series(bare.removesuffix("\n").split("\n"))
    is_blank = lines.str.strip_chars_end("\r") == ""
    commas = lines.str.count_matches(",", literal=True).cast(pl.Int64)
    return (commas + 1) * (~is_blank).cast(pl.Int64)


# A record ends where a line does, unless inside of quotes


def _end_of_first_record(text: bytes) -> int:
    end, is_quoted = 0, False
    while (newline := text.find(_NEWLINE, end)) >= 0:
        is_quoted ^= text.count(_QUOTE, end, newline) % 2 == 1
        end = newline + 1
        if not is_quoted:
            return end
    return len(text)


def _end_of_last_record(text: bytes) -> int:
    end = text.rfind(_NEWLINE) + 1
    is_quoted = text.count(_QUOTE, 0, end) % 2 == 1
    while is_quoted:
        start = text.rfind(_NEWLINE, 0, end - 1) + 1
        is_quoted ^= text.count(_QUOTE, start, end) % 2 == 1
        end = start
    return end
