"""``facts_from``: text and numbers as people keep them, as facts of their types."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import field, frozen
from narwhals.stable.v2.dependencies import (
    is_duckdb_relation,
    is_pandas_dataframe,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyarrow_table,
)

from clea_eligibility.dossier.facts import FACT_BY_PATH, fact
from clea_eligibility.errors import CleaError, Text, lines, meant, said
from clea_eligibility.frames._deciding import no_frame
from clea_eligibility.frames._names import overlooked
from clea_eligibility.frames._vocabulary import UNREAD, kind_of

NativeFrame = TypeVar("NativeFrame")
_DIRECTIVES = MappingProxyType({"d": "[0-9]{1,2}", "m": "[0-9]{1,2}", "Y": "[1-9][0-9]{3}"})
_NOUGHTS = r"^([0-9]{1,3})[.,]0+$"


def facts_from(
    frame: NativeFrame,
    names: Mapping[str, str] = MappingProxyType({}),
    values: Mapping[str, Mapping[Any, Any]] = MappingProxyType({}),
    dates: str = "%d/%m/%Y",
    true: Iterable[Any] = ("oui",),
    false: Iterable[Any] = ("non",),
    *,
    ignore: Collection[object] = (),
) -> NativeFrame:
    """Make facts of the text and the numbers of a table as it comes, for :func:`decide_frame`.

    Columns take the names and the types of facts, others stay as they are. A value that cannot be read becomes null,
    and stands in the column of text ``unread``, as ``path: value``, joined by ``;``: ``decide_frame`` takes such a row
    as a bad one. A lazy frame stays lazy.

    >>> import polars as pl
    >>> table = pl.DataFrame({"Dépôt": ["06/04/2026", "31/04/2026"], "Dpt": [33, 1]})
    >>> facts_from(table, {"Dépôt": "filed_on", "Dpt": "applicant.department"}).rows()
    [(datetime.date(2026, 4, 6), '33', ''), (None, None, 'filed_on: 31/04/2026;applicant.department: 1')]

    Args:
        frame: A frame of Polars, pandas or PyArrow, or a DuckDB relation.
        names: The paths of the facts that columns of other names state, by these names.
        values: By path what words of the table stand for.
        dates: How days are written as text: ``%d``, ``%m`` and ``%Y`` in any order, with what separates them.
        true: What stands for true, besides truth values and the number 1; capitals make no difference.
        false: What stands for false, besides truth values and the number 0.
        ignore: Columns that are no facts, whatever their names are like.

    Raises:
        CleaError: A name, a path, a value of ours or a way to write days that does not exist, and columns that were
            surely meant as facts; never for a value of the table.
        TypeError: What is no such frame.
    """
    return read_frame(frame, Reader(names, values, dates.strip(), true, false), ignore)


def read_frame(frame: NativeFrame, read: "Reader", ignore: Collection[object]) -> NativeFrame:
    """The facts of a table, as a reader reads them."""
    if is_polars_lazyframe(frame) or is_polars_dataframe(frame):
        return _polars(frame, read, ignore)  # type: ignore[no-any-return]
    if is_pandas_dataframe(frame):
        return _pandas(frame, read, ignore)  # type: ignore[no-any-return]
    if is_pyarrow_table(frame):
        return _arrow(frame, read, ignore)  # type: ignore[no-any-return]
    if is_duckdb_relation(frame):
        return _duckdb(frame, read, ignore)  # type: ignore[no-any-return]
    raise no_frame(frame, "Polars, pandas, PyArrow or DuckDB")


def _text(value: Any) -> str:
    """A value as text, without spaces around it, and without the decimals of a small whole number."""
    return re.sub(_NOUGHTS, r"\1", str(value).strip())


def _word(value: Any) -> str:
    return _text(value).lower()


def _words(words: Iterable[Any]) -> frozenset[str]:
    return frozenset(map(_word, [words] if isinstance(words, str) else words))


_DATES = Text(
    "« dates » : attendu : %d, %m et %Y, une fois chacun, avec des séparateurs ; reçu : {got}",
    "dates: expected %d, %m and %Y, once each, with separators, got {got}",
)
_NO_FACT = Text("{path} n'est pas une information ; {hint}", "{path} is no fact; {hint}")
_VALUE = Text(
    "« values », {path} : attendu : {expected} ; reçu : {got}", "values of {path}: expected {expected}, got {got}"
)
_NO_VALUE = Text("« values », {path} : {value} n'en est pas une ; {hint}", "values of {path}: {value} is none; {hint}")
_TRUE_OR_FALSE = Text("True ou False", "True or False")
_A_DATE = Text("une date", "a date")
_NO_COLUMN = Text("il n'y a pas de colonne {name} ; {hint}", "there is no column {name}; {hint}")
_TWICE = Text("la colonne {column} figurerait deux fois", "column {column} would be there twice")
_UNREAD_THERE = Text(
    "la colonne {column} existe déjà : renommez la vôtre", "column {column} is there already: rename yours"
)


def _pattern(dates: str) -> str:
    """The regular expression of days that are so written."""
    parts = re.split("%(.)", dates)
    known, between = parts[1::2], parts[::2]
    if sorted(known) != ["Y", "d", "m"] or not all(re.fullmatch(r"[^\w%'\"]*", text) for text in between):
        raise CleaError(_DATES.filled(got=said(dates)))
    tight = not all(between[1:-1])
    found = ["[0-9]{2}" if tight and name != "Y" else _DIRECTIVES[name] for name in known]
    return "".join(re.escape(text) + part for text, part in zip(between, [*found, ""], strict=True))


def _no_fact(path: object) -> Text:
    return _NO_FACT.filled(path=said(path), hint=meant(str(path), FACT_BY_PATH))


def _named(names: Mapping[str, str]) -> Mapping[str, str]:
    """The names, if they lead to facts."""
    problems = [_no_fact(path) for path in names.values() if path not in FACT_BY_PATH]
    if problems:
        raise CleaError(lines(problems))
    return names


def _given(values: Mapping[str, Mapping[Any, Any]]) -> dict[str, dict[str, Any]]:
    """The values of ours by the words of theirs, if all of them are any."""
    problems: list[Text] = []
    found = {}
    for path, words in values.items():
        if path not in FACT_BY_PATH:
            problems.append(_no_fact(path))
            continue
        known, kind = fact(path), kind_of(fact(path))
        for ours in words.values():
            if kind == "bool" and not isinstance(ours, bool):
                problems.append(_VALUE.filled(path=path, expected=_TRUE_OR_FALSE, got=said(ours)))
            elif kind == "date" and (not isinstance(ours, date) or isinstance(ours, datetime)):
                problems.append(_VALUE.filled(path=path, expected=_A_DATE, got=said(ours)))
            elif kind == "text" and str(ours) not in known.values:
                hint = meant(str(ours), known.values)
                problems.append(_NO_VALUE.filled(path=path, value=said(ours), hint=hint))
        found[path] = {_word(theirs): str(ours) if kind == "text" else ours for theirs, ours in words.items()}
    if problems:
        raise CleaError(lines(problems))
    return found


@frozen
class Reader:
    """Reads values of facts, in Python and as SQL."""

    names: Mapping[str, str] = field(converter=_named)
    given: Mapping[str, Mapping[str, Any]] = field(converter=_given)
    dates: str
    true: frozenset[str] = field(converter=_words)
    false: frozenset[str] = field(converter=_words)
    pattern: str = field(init=False)

    @pattern.default
    def _its_pattern(self) -> str:
        return _pattern(self.dates)

    def words(self, path: str) -> dict[str, Any]:
        """What words stand for, whatever their capitals."""
        truths = dict.fromkeys(self.false, False) | dict.fromkeys(self.true, True)
        return {**(truths if kind_of(fact(path)) == "bool" else {}), **self.given.get(path, {})}

    def column(self, path: str, values: Iterable[Any], unread: Sequence[list[str]]) -> list[Any]:
        """The facts in a column; what cannot be read is noted with its row."""
        words, seen = self.words(path), dict[Any, Any]()
        found = []
        for row, value in enumerate(values):
            nothing = value is None or value != value or not str(value).strip()
            key = None if nothing else (type(value), str(value))
            if key is not None and key not in seen:
                seen[key] = self.one(path, value, words)
            found.append(seen.get(key))
            if key is not None and seen[key] is None:
                unread[row].append(f"{path}: {value}")
        return found

    def one(self, path: str, value: Any, words: Mapping[str, Any]) -> Any:
        """The value of a fact; ``None`` where it cannot be read."""
        known, text = fact(path), _text(value)
        kind = kind_of(known)
        if isinstance(value, bool):
            return value if kind == "bool" else None
        if text.lower() in words:
            return words[text.lower()]
        if kind == "text":
            return text if text in known.values else None
        if kind == "bool":
            return None if isinstance(value, str) else {"0": False, "1": True}.get(text)
        if isinstance(value, datetime):
            is_day = value.tzinfo is None and str(value)[10:] in ("", " 00:00:00")
            return date(value.year, value.month, value.day) if is_day else None
        if isinstance(value, date):
            return value
        if not re.fullmatch(self.pattern, text):
            return None
        try:
            return datetime.strptime(text, self.dates).date()  # noqa: DTZ007
        except ValueError:
            return None

    def sql(self, path: str, column: str, dtype: str) -> tuple[str, str]:
        """The same in DuckDB's SQL: the value of a fact, and whether there is something that cannot be read."""
        known, stated = fact(path), f"CAST({column} AS VARCHAR)"
        kind, text = kind_of(known), f"regexp_replace(trim({stated}), {_literal(_NOUGHTS)}, '\\1')"
        known_words = "".join(
            f" WHEN lower({text}) = {_literal(word)} THEN {_literal(ours)}" for word, ours in self.words(path).items()
        )
        is_text = dtype.startswith(("varchar", "enum"))
        if kind == "text":
            listed = ", ".join(map(_literal, known.values))
            otherwise = f"WHEN {text} IN ({listed}) THEN {text}"
        elif kind == "bool":
            otherwise = (
                "WHEN FALSE THEN NULL" if is_text else f"WHEN {text} = '1' THEN TRUE WHEN {text} = '0' THEN FALSE"
            )
        elif is_text:
            day = f"CAST(try_strptime({text}, {_literal(self.dates)}) AS DATE)"
            otherwise = f"WHEN regexp_full_match({text}, {_literal(self.pattern)}) THEN {day}"
        elif dtype.startswith("timestamp") and "zone" not in dtype:
            otherwise = f"WHEN {column} = CAST(CAST({column} AS DATE) AS TIMESTAMP) THEN CAST({column} AS DATE)"
        else:
            otherwise = "WHEN FALSE THEN NULL"
        read = f"CASE{known_words} {otherwise} END"
        if dtype in ("boolean", "date"):
            read = column if (dtype, kind) in (("boolean", "bool"), ("date", "date")) else "NULL"
        types = {"date": "DATE", "bool": "BOOLEAN", "text": "VARCHAR"}
        read = f"CAST({read} AS {types[kind]})"
        something = (
            f"coalesce(trim({stated}), '') NOT IN ('', 'nan')"
            if dtype in ("float", "double")
            else (f"coalesce(trim({stated}), '') <> ''")
        )
        return read, f"CASE WHEN {something} AND {read} IS NULL THEN {_literal(path + ': ')} || {stated} END"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return f"DATE '{value}'"
    return "'" + str(value).replace("'", "''") + "'"


def _renamed(
    columns: Sequence[Any], names: Mapping[str, str], nested: Collection[object], ignore: Collection[object]
) -> list[Any]:
    """The names that columns take; raises :class:`CleaError` where they cannot."""
    problems = [
        _NO_COLUMN.filled(name=said(theirs), hint=meant(str(theirs), map(str, columns)))
        for theirs in names
        if theirs not in columns
    ]
    found = [names.get(name, name) for name in columns]
    problems += [_TWICE.filled(column=repr(path)) for path in FACT_BY_PATH if found.count(path) > 1]
    problems += [_UNREAD_THERE.filled(column=repr(UNREAD))] if UNREAD in found else []
    kept = [name for place, name in enumerate(found) if columns[place] in nested]
    problems += overlooked(found, kept, ignore)
    if problems:
        raise CleaError(lines(problems))
    return found


def _polars(frame: Any, read: Reader, ignore: Collection[object]) -> Any:
    import polars as pl

    lazy, types = frame.lazy(), {"date": pl.Date(), "bool": pl.Boolean(), "text": pl.String()}
    before = lazy.collect_schema()
    found = _renamed(before.names(), read.names, [name for name, dtype in before.items() if dtype.is_nested()], ignore)
    facts = {path: types[kind_of(fact(path))] for path in found if path in FACT_BY_PATH and path not in ignore}
    after = {path: facts.get(path, dtype) for path, dtype in zip(found, before.values(), strict=True)}
    schema = pl.Schema({**after, UNREAD: pl.String()})

    def work(some: pl.DataFrame) -> pl.DataFrame:
        unread: list[list[str]] = [[] for _ in range(some.height)]
        some = some.rename(dict(zip(some.columns, found, strict=True)))
        made = [
            pl.Series(path, read.column(path, some[path].to_list(), unread), facts[path])
            for path in FACT_BY_PATH
            if path in facts and (facts[path] == pl.String() or some[path].dtype != facts[path])
        ]
        return some.with_columns(*made, pl.Series(UNREAD, [";".join(parts) for parts in unread], pl.String()))

    if isinstance(frame, pl.DataFrame):
        return work(frame)
    return frame.map_batches(work, schema=schema, projection_pushdown=False, streamable=True)


def _arrow(table: Any, read: Reader, ignore: Collection[object]) -> Any:
    import pyarrow as pa

    from clea_eligibility.frames._on_arrow import type_of

    nested = [of.name for of in table.schema if pa.types.is_nested(of.type)]
    table = table.rename_columns(_renamed(table.column_names, read.names, nested, ignore))
    unread: list[list[str]] = [[] for _ in range(table.num_rows)]
    for path in FACT_BY_PATH:
        if path in table.column_names and path not in ignore:
            place = table.column_names.index(path)
            if table.schema.field(place).type != type_of(path) or kind_of(fact(path)) == "text":
                values = read.column(path, table.column(place).to_pylist(), unread)
                table = table.set_column(place, path, pa.array(values, type_of(path)))
    return table.append_column(UNREAD, pa.array([";".join(parts) for parts in unread], pa.string()))


def _pandas(frame: Any, read: Reader, ignore: Collection[object]) -> Any:
    import pandas as pd

    from clea_eligibility.frames._on_pandas import nested_in

    dtypes: Mapping[str, Any] = {"date": "datetime64[s]", "bool": "boolean", "text": "string"}
    columns = list(frame.columns)
    made = frame.copy(deep=False)
    made.columns = found = _renamed(columns, read.names, nested_in(frame), ignore)
    unread: list[list[str]] = [[] for _ in range(len(made))]
    for path in FACT_BY_PATH:
        if path in found and path not in ignore:
            stated = made[path].astype(object)
            values = read.column(path, stated.where(stated.notna(), None).tolist(), unread)
            facts = pd.Series(values, index=made.index, dtype=object)
            made[path] = facts.astype(dtypes[kind_of(fact(path))])
    made[UNREAD] = pd.Series([";".join(parts) for parts in unread], index=made.index, dtype="string")
    return made


def _duckdb(relation: Any, read: Reader, ignore: Collection[object]) -> Any:
    from clea_eligibility.frames._on_sql import NESTED, quoted

    types = dict(zip(relation.columns, (str(dtype).lower() for dtype in relation.types), strict=True))
    nested = [name for name, dtype in types.items() if dtype.startswith(NESTED) or dtype.endswith("]")]
    found = dict(zip(relation.columns, _renamed(relation.columns, read.names, nested, ignore), strict=True))
    written, unread = [], {}
    for theirs, name in found.items():
        value = quoted(theirs)
        if name in FACT_BY_PATH and name not in ignore:
            value, unread[name] = read.sql(name, value, types[theirs])
        written.append(f"{value} AS {quoted(name)}")
    parts = [unread[path] for path in FACT_BY_PATH if path in unread]
    return relation.project(", ".join([*written, f"concat_ws(';', {', '.join(parts)}) AS {quoted(UNREAD)}"]))
