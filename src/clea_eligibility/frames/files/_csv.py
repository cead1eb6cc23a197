"""CSV, slice by slice: everything is text, days are ISO, truth values ``true`` or ``false``, and empty is unknown.

Where a :class:`Notation` is given, facts are read as it says instead, as by ``facts_from``.

Cells are those that Python's :mod:`csv` finds. Polars finds the same, and sooner, where quotes enclose whole cells and
every row has as many cells as the header; other stretches of a file are read here, cell by cell.
"""

import re
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from clea_eligibility.errors import CleaError, Text, joined, lines, problem, said
from clea_eligibility.frames._notation import Notation
from clea_eligibility.frames._on_polars import POLARS
from clea_eligibility.frames._rows import stated
from clea_eligibility.frames.files._slices import (
    BYTES,
    FACT_TYPES,
    ROWS,
    Problems,
    Slice,
    at_row,
    name_of,
    no_facts,
    problems_of,
    with_facts,
    without_unread,
)

_MARK = b"\xef\xbb\xbf"
_NEWLINE, _QUOTE = b"\n", b'"'
_LONGEST = 4 * BYTES
"""No single record is as long."""
_FEW = 10_000
"""How many rows that are read cell by cell are decided at once: as objects, they take more room."""
_SEPARATORS = (
    (",", Text("des virgules", "commas")),
    (";", Text("des points-virgules", "semicolons")),
    ("\t", Text("des tabulations", "tabs")),
)
_ENCLOSED = re.compile(rb'"(?:[^"]++|"")*+"')


def _cell(separator: bytes) -> re.Pattern[bytes]:
    """A cell: what quotes enclose, what follows without, and what ends it."""
    between = re.escape(separator)
    return re.compile(rb'(?:"((?:[^"]++|"")*+)")?([^%b\r\n]*)(%b|\r\n|\r|\n|\Z)' % (between, between))


_COLON = Text(" : ", ": ")
_HEADER_UNREAD = Text("impossible de lire l'en-tête de {name} : {why}", "cannot read the header of {name}: {why}")
_NO_HEADER = Text(
    "{name} n'a pas d'en-tête, c'est-à-dire de première ligne qui nomme ses colonnes",
    "{name} has no header: a first line that names its columns",
)
_FOR_SPREADSHEETS = Text(
    "{name} commence par {line}, une ligne pour les tableurs : supprimez-la",
    "{name} begins with {line}, a line for spreadsheets: delete it",
)
_SEPARATED = Text(
    "les cellules de {name} sont séparées par {by} ; indiquez-le : separator={separator}, --separator en ligne de "
    "commande",
    "the cells of {name} are separated by {by}; say so: separator={separator}, --separator on the command line",
)
_NO_SEPARATOR = Text(
    "« separator » : attendu : un seul signe, comme « ; » ou une tabulation ; reçu : {got}",
    "separator: expected a single sign, such as ';' or a tab, got {got}",
)
_NO_ENCODING = Text(
    "« encoding » : attendu : un codage comme cp1252, latin-1 ou utf-8 ; reçu : {got}",
    "encoding: expected one such as cp1252, latin-1 or utf-8, got {got}",
)
_REPEATED = Text("la colonne {column} figure {times} fois", "column {column} is there {times} times")
_CELLS = Text("la ligne a {found} cellules, l'en-tête en a {width}", "the line has {found} cells, its header {width}")
_NOT_UTF_8 = Text(
    "{name} n'est pas en UTF-8 ; indiquez son codage : pour Excel, souvent cp1252 (encoding=, --encoding en ligne de "
    "commande)",
    "{name} is not UTF-8; say its encoding: for Excel, often cp1252 (encoding=, --encoding on the command line)",
)
_NOT_SO_ENCODED = Text("{name} n'est pas en {encoding}", "{name} is not {encoding}")
_NEVER_CLOSED = Text("un guillemet ouvre une cellule et n'est jamais fermé", "a quote opens a cell and is never closed")
_CLOSED_TOO_EARLY = Text(
    "un guillemet ferme une cellule avant sa fin ; dans une cellule, un guillemet s'écrit deux fois",
    "a quote closes a cell before its end; inside of a cell, a quote is written twice",
)


@frozen
class _Record:
    """A row as it stands in the file: its cells, ``None`` where nothing stands; none at all if it is a blank line.

    ``end`` is where the next one begins; ``doubt`` says why nobody can be sure which cells were meant.
    """

    cells: Sequence[bytes | None]
    end: int
    doubt: Text | None = None


class CsvFile:
    """A CSV file of dossiers. With ``as_text``, its cells are to be written as they came, wrong ones too.

    Columns at the end that have no name are no columns: cells there are to be empty.
    """

    def __init__(
        self,
        source: Path,
        as_text: bool,
        notation: Notation | None,
        ignore: Collection[str],
        separator: str,
        encoding: str | None,
    ) -> None:
        if len(separator) != 1 or not separator.isascii() or separator.isalnum() or separator in '"\r\n':
            raise CleaError(_NO_SEPARATOR.filled(got=said(separator)))
        self._source, self._as_text, self._encoding = source, as_text, encoding
        self._notation, self._ignore, self._separator = notation, ignore, separator.encode()
        pieces = self._pieces()
        start = next(pieces, b"")
        text = start.removeprefix(_MARK)
        header = next(_records(text, self._separator, is_last=not next(pieces, b"")), _Record((), 0))
        self._records_from = len(start) - len(text) + header.end
        self._width = len(header.cells)
        self._columns = self._names(header)
        came = pl.DataFrame(schema=dict.fromkeys(self._columns, pl.String()))
        frame, _ = self._facts(came)
        self.schema: pl.Schema = frame.schema
        typed = without_unread(frame, notation)
        self.written: pl.Schema = came.schema if as_text else typed.schema
        self.others: list[str] = no_facts(typed.columns, ignore)

    def _pieces(self) -> Iterator[bytes]:
        encoding = self._encoding
        newline, mode = (None, "rb") if encoding is None else ("", "r")
        try:
            with self._source.open(mode, encoding=encoding, newline=newline) as file:
                while piece := file.read(BYTES):
                    yield piece.encode() if isinstance(piece, str) else piece
        except UnicodeError:
            raise CleaError(_NOT_SO_ENCODED.filled(name=name_of(self._source), encoding=encoding)) from None
        except LookupError:
            raise CleaError(_NO_ENCODING.filled(got=said(encoding))) from None

    def _names(self, header: _Record) -> list[str]:
        """The names of its columns; raises :class:`CleaError` where they are none."""
        name = name_of(self._source)
        if header.doubt:
            raise CleaError(_HEADER_UNREAD.filled(name=name, why=header.doubt))
        names = [cell or "" for cell in self._decoded(header.cells)]
        while names and not names[-1]:
            names.pop()
        if not names:
            raise CleaError(_NO_HEADER.filled(name=name))
        if len(names) == 1 and names[0].casefold().startswith("sep="):
            raise CleaError(_FOR_SPREADSHEETS.filled(name=name, line=said(names[0])))
        for separator, word in _SEPARATORS:
            if len(names) == 1 and separator in names[0] and separator.encode() != self._separator:
                raise CleaError(_SEPARATED.filled(name=name, by=word, separator=repr(separator)))
        repeated = [(column, times) for column, times in Counter(names).items() if times > 1]
        if repeated:
            raise CleaError(lines(_REPEATED.filled(column=said(column), times=times) for column, times in repeated))
        return names

    def slices(self) -> Iterator[Slice]:
        """Its rows, numbered as a spreadsheet does: the header is row 1. Blank lines are left out, but counted."""
        row, rest, header = 2, b"", self._records_from
        for piece in chain(self._pieces(), [b""]):
            rest, header, more = rest + piece[header:], 0, bool(piece)
            end = _end_of_last_record(rest) if more else len(rest)
            frame = self._quickly(rest[:end])
            if frame is None:
                end, row = yield from self._carefully(rest, row, is_last=not more)
            else:
                for start in range(row, row + frame.height, ROWS):
                    part = frame[start - row : start - row + ROWS]
                    yield self._slice(part, range(start, start + part.height), {})
                row += frame.height
            rest = rest[end:]
            if len(rest) > _LONGEST:
                raise CleaError(joined(at_row(self._source, row), _COLON, _NEVER_CLOSED))

    def _quickly(self, records: bytes) -> pl.DataFrame | None:
        """The cells as Polars reads them; ``None`` where it might read them otherwise than we do."""
        outline = _ENCLOSED.sub(_QUOTE, records)
        if not outline.endswith(_NEWLINE):
            outline += _NEWLINE
        lines, width = outline.count(_NEWLINE), self._width
        if (
            outline.count(self._separator) != lines * (width - 1)
            or outline.count(b"\r") != outline.count(b"\r\n")
            or (_QUOTE in outline and not (records.count(_QUOTE) % 2 == 0 and _only_encloses(outline, self._separator)))
        ):
            return None
        # If no line has more cells than there are columns, which Polars finds out, then none has less.
        numbered = self._separator.join(str(place).encode() for place in range(width)) + _NEWLINE
        try:
            read = pl.read_csv(numbered + records, infer_schema=False, separator=self._separator.decode())
        except pl.exceptions.PolarsError:
            return None
        unnamed = read[:, len(self._columns) :]
        if read.shape != (lines, width) or any((cells.fill_null("") != "").any() for cells in unnamed):
            return None
        return read.select(pl.nth(place).alias(name) for place, name in enumerate(self._columns))

    def _carefully(self, text: bytes, row: int, *, is_last: bool) -> Generator[Slice, None, tuple[int, int]]:
        """The whole records of a text; returns where they end, and the number of the next row."""
        end, width = 0, len(self._columns)
        records = _records(text, self._separator, is_last=is_last)
        while some := list(islice(records, _FEW)):
            start, end = end, some[-1].end
            self._decoded([text[start:end]])  # as a whole it tells better what is wrong with it
            kept = {row + place: record for place, record in enumerate(some) if record.cells or self._width == 1}
            row += len(some)
            cells = [self._decoded(record.cells)[:width] for record in kept.values()]
            filled_up = [[*found, *[None] * (width - len(found))] for found in cells]
            read = pl.DataFrame(filled_up, dict.fromkeys(self._columns, pl.String), orient="row")
            doubts = {place: self._doubt(record) for place, record in enumerate(kept.values())}
            yield self._slice(read, list(kept), {place: doubt for place, doubt in doubts.items() if doubt})
        return end, row

    def _doubt(self, record: _Record) -> Text | None:
        width, found = len(self._columns), len(record.cells) or 1
        fits = width <= found <= self._width and not any(record.cells[width:])
        return record.doubt or (None if fits else _CELLS.filled(found=found, width=width))

    def _slice(self, came: pl.DataFrame, numbers: Sequence[int], doubts: Mapping[int, Text]) -> Slice:
        frame, refused = self._facts(came)
        doubtful = {place: (problem("", "wrong_length", doubt),) for place, doubt in doubts.items()}
        return Slice(frame, came if self._as_text else frame.select(*self.written), numbers, {**refused, **doubtful})

    def _facts(self, came: pl.DataFrame) -> tuple[pl.DataFrame, Problems]:
        """The columns with facts of their types, and what is wrong where a text is none."""
        if self._notation is not None:
            return POLARS.read(came, self._notation, self._ignore), {}
        facts = [name for name in self._columns if name in FACT_TYPES and name not in self._ignore]
        raw = came.select(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in facts)
        typed, lost = with_facts(raw)
        refused = {
            place: problems_of(stated(_as_json(row)))
            for place, row in zip(lost, raw[lost].iter_rows(named=True), strict=True)
        }
        return came.with_columns(typed), refused

    def _decoded(self, cells: Sequence[bytes | None]) -> list[str | None]:
        try:
            return [cell if cell is None else cell.decode() for cell in cells]
        except UnicodeDecodeError:
            raise CleaError(_NOT_UTF_8.filled(name=name_of(self._source))) from None


def _as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    truth = {"true": True, "false": False}
    is_truth = {path: FACT_TYPES[path] == pl.Boolean for path in row}
    return {path: truth.get(cell, cell) if is_truth[path] else cell for path, cell in row.items()}


# A record ends where a line does, unless inside of quotes


def _records(text: bytes, separator: bytes, *, is_last: bool) -> Iterator[_Record]:
    """The records of a text that begins with one; unless nothing follows, only those that surely are whole."""
    end, cell = 0, _cell(separator)
    while end < len(text):
        cells: list[bytes | None] = []
        doubt: Text | None = None
        mark = separator
        while mark == separator:
            found: Any = cell.match(text, end)
            end = found.end()
            enclosed, after, mark = found.groups()
            if enclosed is None and after.startswith(_QUOTE):
                if not is_last:
                    return
                doubt = _NEVER_CLOSED
                enclosed, after, mark, end = text[found.start() + 1 :], b"", b"", len(text)
            elif enclosed is not None and after:
                doubt = _CLOSED_TOO_EARLY
            cells.append(after or None if enclosed is None else enclosed.replace(_QUOTE * 2, _QUOTE) + after)
        if end == len(text) and not is_last and not mark.endswith(_NEWLINE):
            return
        yield _Record([] if cells == [None] else cells, end, doubt)


def _only_encloses(outline: bytes, separator: bytes) -> bool:
    """Whether each quote of a text stands for a whole cell."""
    before, after = (separator + _QUOTE, b'\n"'), (_QUOTE + separator, b'"\n', b'"\r\n')
    quotes = outline.count(_QUOTE) - outline.startswith(_QUOTE)
    if sum(map(outline.count, before)) != quotes:
        return False
    return sum(map(outline.count, after)) == outline.count(_QUOTE)


def _end_of_last_record(text: bytes) -> int:
    end = text.rfind(_NEWLINE) + 1
    is_quoted = text.count(_QUOTE, 0, end) % 2 == 1
    while is_quoted:
        start = text.rfind(_NEWLINE, 0, end - 1) + 1
        is_quoted ^= text.count(_QUOTE, start, end) % 2 == 1
        end = start
    return end
