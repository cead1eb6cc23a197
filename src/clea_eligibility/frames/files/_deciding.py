"""``decide_file``: one file in, one file out, whatever their formats."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import polars as pl
from attrs import evolve, frozen
from polars.io.plugins import register_io_source

from clea_eligibility.dossier.models import PREFIX
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError, Text, meant, said, why
from clea_eligibility.frames import decide_frame
from clea_eligibility.frames._notation import Notation
from clea_eligibility.frames._plan import output_columns
from clea_eligibility.frames._rows import read_row
from clea_eligibility.frames._vocabulary import READ
from clea_eligibility.frames.files._csv import CsvFile
from clea_eligibility.frames.files._json_lines import OPENED, JsonLines
from clea_eligibility.frames.files._slices import FACT_TYPES, ParquetFile, Problems, Slice, name_of, problems_of
from clea_eligibility.frames.files._writing import LINES, Writer, aside, refuse_types, sink_of
from clea_eligibility.rules._ruleset import RuleSet

_FORMATS = MappingProxyType({".parquet": "Parquet", ".csv": "CSV", ".jsonl": "JSON Lines", ".ndjson": "JSON Lines"})
_OBJECTS = tuple(prefix for prefix in PREFIX.values() if prefix)
_PROBLEMS = pl.Schema({"row": pl.Int64(), "path": pl.String(), "code": pl.String(), "message": pl.String()})


_File: TypeAlias = ParquetFile | CsvFile | JsonLines


@frozen
class Tally:
    """How many rows were decided, and how many of them are bad: they state what no dossier can, and have no outcome.

    ``notes`` are sentences about columns that nobody may have meant to be passed over, in both languages.
    """

    rows: int
    bad: int
    notes: tuple[Text, ...] = ()


def decide_file(
    source: str | PathLike[str],
    target: str | PathLike[str],
    errors: str | PathLike[str] | None = None,
    *,
    rules: RuleSet = GUIDE,
    progress: Callable[[int], object] | None = None,
    separator: str = ",",
    encoding: str | None = None,
    notation: Notation | None = None,
    ignore: Collection[str] = (),
) -> Tally:
    """Decide every dossier of a file, slice by slice, and write the decisions into another.

    Formats go by the ends of the names: ``.parquet``, ``.csv``, ``.jsonl`` or ``.ndjson``. ``target`` has what
    ``source`` has, in the same order, and the columns that :func:`clea_eligibility.frames.decide_frame` adds. Rows that
    no dossier could be have no outcome, but ``problems``, and are counted.

    Files are written beside their places and moved there once they are whole.

    Args:
        source: The dossiers.
        target: Where the decisions go.
        errors: Where every problem goes: the number of the row as somebody who opens ``source`` sees it (in a CSV file
            the header is row 1), and path, code and message of each problem.
        rules: The rules that decide.
        progress: Is told the number of rows decided, from time to time.
        separator: What stands between the cells of CSV files, read and written.
        encoding: How the text of a CSV file is encoded that is not UTF-8; what is written always is.
        notation: How facts are written; one that cannot be read makes a bad row, code ``unreadable``. ``true`` and
            ``false`` are truth values all the same. Without a notation, days are ``YYYY-MM-DD``, and values ours.
        ignore: Columns, or keys of JSON Lines, that are no facts, whatever their names are like.

    Returns:
        How many rows were decided, and how many are bad.

    Raises:
        CleaError: A file, a column or an option cannot be used; nothing has been written then.

    >>> decide_file("a.xlsx", "b.csv")
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.CleaError: 'a.xlsx' has no known format; expected .parquet, .csv, .jsonl or .ndjson
    """
    source, target = Path(source), Path(target)
    into = [(Path(errors), _format_of(Path(errors)))] if errors is not None else []
    form = _format_of(target)
    for path in (source, target, *(path for path, _ in into)):
        _refuse_the_name(path)
    _refuse_the_same([source, target, *(path for path, _ in into)])
    if notation is not None:
        notation = evolve(notation, true={*notation.true, "true"}, false={*notation.false, "false"})
    is_same = _format_of(source) == form
    with _readable(source):
        file: _File
        match _format_of(source):
            case "Parquet":
                file = ParquetFile(source, not is_same, notation, ignore)
            case "CSV":
                file = CsvFile(source, is_same, notation, ignore, separator, encoding)
            case _:
                file = JsonLines(source, is_same, notation, ignore, output_columns(rules, findings=False))
    decider = _Decider(file.schema, rules, ignore)
    refuse_types(target, form, file.written)
    is_lines = is_same and form == "JSON Lines"
    written = file.written if is_lines else pl.Schema({**file.written, **decider.outputs})
    with ExitStack() as stack:
        part = stack.enter_context(aside(target))
        parts = [stack.enter_context(aside(path)) for path, _ in into]
        decisions = stack.enter_context(Writer(target, part, written, LINES if is_lines else sink_of(form, separator)))
        problems = [
            stack.enter_context(Writer(path, beside, _PROBLEMS, sink_of(its_form, separator)))
            for (path, its_form), beside in zip(into, parts, strict=True)
        ]
        done = bad = 0
        for some in stack.enter_context(closing(_slices(file, source))):
            decided = decider.decide(some)
            decisions.write(_with_keys(some, decided) if is_lines else some.written.hstack(decided))
            wrong = (decided["problems"] != "").arg_true().to_list()
            for writer in problems:
                writer.write(_told(some, wrong, ignore))
            done, bad = done + len(some.rows), bad + len(wrong)
            if progress is not None:
                progress(done)
    return Tally(done, bad, tuple(_notes(file.others)))


def _slices(file: _File, source: Path) -> Generator[Slice, None, None]:
    with _readable(source):
        yield from file.slices()


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise CleaError(_CANNOT_READ.filled(name=name_of(source), why=why(error))) from error


_CANNOT_READ = Text("impossible de lire {name} : {why}", "cannot read {name}: {why}")
_NO_FACT = Text("la colonne {column} n'est pas une information ; {hint}", "column {column} is no fact; {hint}")
_NO_FORMAT = Text(
    "{name} n'a pas de format connu ; attendu : {most} ou {last}",
    "{name} has no known format; expected {most} or {last}",
)
_NAME_NOT_UTF_8 = Text(
    "{name} : ce nom, ou celui de son dossier, n'est pas en UTF-8 ; renommez-le",
    "{name}: the name, or that of its folder, is not UTF-8; rename it",
)
_NO_NAME = Text("{name} ne peut pas être le nom d'un fichier : {why}", "{name} cannot be the name of a file: {why}")
_SAME_FILE = Text("{name} et {other} sont le même fichier", "{name} and {other} are the same file")


def _notes(others: Iterable[str]) -> Iterator[Text]:
    for name in others:
        folded = name.strip().casefold()
        if folded.startswith(_OBJECTS):
            yield _NO_FACT.filled(column=said(name), hint=meant(folded, FACT_TYPES))


def _format_of(path: Path) -> str:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        *most, last = _FORMATS
        raise CleaError(_NO_FORMAT.filled(name=name_of(path), most=", ".join(most), last=last))
    return form


def _refuse_the_name(path: Path) -> None:
    """Raise :class:`CleaError` where no file can be found, or Polars can be told of none."""
    try:
        str(path.resolve()).encode()
    except UnicodeError:
        raise CleaError(_NAME_NOT_UTF_8.filled(name=name_of(path))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise CleaError(_NO_NAME.filled(name=name_of(path), why=why(error))) from None


def _refuse_the_same(paths: list[Path]) -> None:
    for place, path in enumerate(paths):
        for other in paths[:place]:
            if path.resolve() == other.resolve() or (path.exists() and other.exists() and path.samefile(other)):
                raise CleaError(_SAME_FILE.filled(name=name_of(other), other=name_of(path)))


class _Decider:
    def __init__(self, schema: pl.Schema, rules: RuleSet, ignore: Collection[str]) -> None:
        self._frame = pl.DataFrame(schema=schema)
        given = register_io_source(lambda columns, *_: iter((self._frame.select(columns or pl.all()),)), schema=schema)
        self._decided = decide_frame(given, rules, ignore=ignore).select(output_columns(rules, findings=False))
        self.outputs = self._decided.collect_schema()

    def decide(self, some: Slice) -> pl.DataFrame:
        self._frame = some.frame
        decided = self._decided.collect()
        return _refused(decided, some.refused) if some.refused else decided


def _refused(decided: pl.DataFrame, refused: Problems) -> pl.DataFrame:
    codes: list[str | None] = [None] * decided.height
    for place, problems in refused.items():
        codes[place] = ";".join(problem.code for problem in problems)
    given = pl.Series(codes, dtype=pl.String)
    nothing = dict.fromkeys(("outcome", "amount", "documents_only"), pl.lit(None))
    instead = {**nothing, "problems": pl.lit(given)}
    return decided.with_columns(
        pl.when(given.is_null()).then(pl.col(name)).otherwise(instead.get(name, pl.lit(""))).alias(name)
        for name in decided.columns
    )


def _with_keys(some: Slice, decided: pl.DataFrame) -> pl.DataFrame:
    keys = decided.select(pl.struct(pl.all()).struct.json_encode()).to_series()
    return some.written.select(pl.concat_str(OPENED, keys.str.slice(1)).alias(OPENED))


def _told(some: Slice, wrong: list[int], ignore: Collection[str]) -> pl.DataFrame:
    stated = [name for name in READ if name in some.frame.columns and name not in ignore]
    told = [
        (some.rows[place], problem.path, problem.code, problem.message)
        for place, row in zip(wrong, some.frame.select(stated)[wrong].iter_rows(named=True), strict=True)
        for problem in some.refused.get(place) or problems_of(row, read_row)
    ]
    return pl.DataFrame(told, _PROBLEMS, orient="row")
