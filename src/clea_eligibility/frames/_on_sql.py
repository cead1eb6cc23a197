"""DuckDB relations and PySpark frames: lazy in, lazy out; SQL makes facts into numbers and moves days.

As numbers, dates depend on no session's time zone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.frames._notation import NOUGHTS, Notation, pattern, renamed, words
from clea_eligibility.frames._steps import Plan
from clea_eligibility.frames._vocabulary import (
    FIRST,
    NO_END,
    NO_SUCH_VALUE,
    NOTHING,
    PREFIX,
    READ,
    SQL_TYPES,
    UNREAD,
    Engine,
    Move,
    Moved,
    check,
    codes,
    column,
    kind_of,
)

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "date": "date",
        "boolean": "bool",
        **dict.fromkeys(("varchar", "enum", "string"), "text"),
        **dict.fromkeys(("null", "void"), NOTHING),
    }
)
NESTED = ("struct", "map", "array", "list")
"""How the types of objects of several values begin."""
_SPARK_TYPES = MappingProxyType({"timestamp": "timestamp with time zone", "timestamp_ntz": "timestamp"})
_DECIMAL = ("float", "double")
_BLANK = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
"""What Python strips from a text."""
_TYPES = MappingProxyType({"date": "INTEGER", "bool": "BOOLEAN", "text": "INTEGER"})
_FEW = 8


@frozen
class _Dialect:
    """How an engine is told things, most of them as templates of its SQL."""

    #: Of each column of a frame the name of its type, without what it is made of, and the type in words.
    types: Callable[[Any], Iterable[tuple[str, str]]]
    #: A frame with other names for its columns, whatever these names are.
    renamed: Callable[[Any, Sequence[str]], Any]
    #: A frame with SQL expressions added, each with its name.
    extended: Callable[[Any, Sequence[str]], Any]
    #: A value as a literal.
    literal: Callable[[Any], str]
    #: A text without what is blank around it.
    trimmed: str
    #: A number with decimals as text.
    decimal: str
    #: The place of a text that is not null among some values.
    place: Callable[[str, Sequence[str]], str]
    #: The day of a number.
    day: str
    #: The number of a day.
    number: str
    #: A day some months later.
    later: str


def _decided(
    sql: _Dialect, frame: Any, make_plan: Callable[[], Plan], outputs: Sequence[str], ignore: Collection[object]
) -> Any:
    names = list(frame.columns)
    own = [f"{PREFIX}in_{place}" for place in range(len(names))]
    types = {
        name: (_KINDS.get(kind, "other"), in_words)
        for name, (kind, in_words) in zip(names, sql.types(frame), strict=True)
    }
    stated = check(
        names,
        {path: types[path] for path in READ if path in types},
        outputs,
        case=False,
        nested=[name for name, (_, in_words) in types.items() if in_words.casefold().startswith(NESTED)],
        ignore=ignore,
    )
    plan = make_plan()
    holding = {path: own[names.index(path)] for path in stated}
    facts = [f"{_fact(sql, known, holding.get(known.path))} AS {column(known.path)}" for known in FACTS]
    unread = f"coalesce(CAST({holding[UNREAD]} AS STRING), '') <> ''" if UNREAD in holding else "FALSE"
    facts.append(f"{unread} AS {column(UNREAD)}")
    safe = sql.extended(sql.renamed(frame, own), facts)
    worked = plan.worked_out(nw.from_native(safe), partial(_move, sql))
    written = plan.written()
    decided = worked.select(
        *map(nw.col, own), *(written[name].alias(f"{PREFIX}out_{place}") for place, name in enumerate(outputs))
    )
    return sql.renamed(decided.to_native(), [*names, *outputs])


def _fact(sql: _Dialect, known: Fact, stated: str | None) -> str:
    kind = kind_of(known)
    if stated is None:
        return f"CAST(NULL AS {_TYPES[kind]})"
    if kind == "bool":
        return stated
    if kind == "date":
        # A day that no dossier may speak of is as good as any other such: with infinity nobody can calculate.
        day = sql.number.format(stated)
        return f"CASE WHEN {day} BETWEEN {FIRST} AND {NO_END} THEN {day} WHEN {stated} IS NOT NULL THEN {FIRST - 1} END"
    return f"CASE WHEN {stated} IS NOT NULL THEN {sql.place(f'CAST({stated} AS STRING)', codes(known))} END"


def _move(sql: _Dialect, frame: Any, moved: tuple[Moved, ...]) -> Any:
    added = [f"{_moved(sql, column(date.path), date.moves)} AS {date.name}" for date in moved]
    return nw.from_native(sql.extended(frame.to_native(), added))


def _moved(sql: _Dialect, number: str, moves: tuple[Move, ...]) -> str:
    def by_months(number: str, months: int) -> str:
        return sql.number.format(sql.later.format(sql.day.format(number), months)) if months else number

    for move in moves:
        number = f"({by_months(number, move.months)} + {move.days})"
        if move.reach:
            back = by_months(number, -move.reach)
            ends = (f"extract(day FROM {sql.day.format(of)})" for of in (back, number))
            number = f"(CASE WHEN {' = '.join(ends)} THEN {back} ELSE {back} + 1 END)"
    return number


# Facts of a table as it comes


def _read(sql: _Dialect, frame: Any, notation: Notation, ignore: Collection[object]) -> Any:
    names, types = list(frame.columns), [kind for kind, _ in sql.types(frame)]
    nested = [name for name, kind in zip(names, types, strict=True) if kind.startswith(NESTED)]
    found = renamed(names, notation.names, nested, ignore)
    own = [f"{PREFIX}in_{place}" for place in range(len(names))]
    places = {path: found.index(path) for path in FACT_BY_PATH if path in found and path not in ignore}
    facts = [_Stated(path, f"{PREFIX}in_{place}", types[place], f"{PREFIX}{place}_") for path, place in places.items()]
    texts = [f"{_text(sql, fact)} AS {fact.text}" for fact in facts]
    read = [f"{_value(sql, notation, fact)} AS {fact.read}" for fact in facts]
    lost = ", ".join(_lost(sql, fact) for fact in facts)
    made = sql.renamed(frame, own)
    for added in (texts, read, [f"concat_ws(';', {lost}) AS {column(UNREAD)}"]):
        made = sql.extended(made, added)
    kept = [*own, column(UNREAD)]
    for fact in facts:
        kept[kept.index(fact.column)] = fact.read
    return sql.renamed(nw.from_native(made).select(*map(nw.col, kept)).to_native(), [*found, UNREAD])


@frozen
class _Stated:
    """A fact and the column that states it, of a type, and the names of columns that are added for it."""

    path: str
    column: str
    type: str
    prefix: str

    @property
    def text(self) -> str:
        return f"{self.prefix}text"

    @property
    def read(self) -> str:
        """The column of its values, once they are read."""
        return f"{self.prefix}read"


def _said(sql: _Dialect, stated: _Stated) -> str:
    return (sql.decimal if stated.type in _DECIMAL else "CAST({0} AS STRING)").format(stated.column)


def _text(sql: _Dialect, stated: _Stated) -> str:
    """A value as text, without what is blank around it, and without the decimals of a small whole number."""
    text = sql.trimmed.format(_said(sql, stated))
    return f"coalesce(nullif(regexp_extract({text}, {sql.literal(NOUGHTS)}, 1), ''), {text})"


def _value(sql: _Dialect, notation: Notation, stated: _Stated) -> str:
    known, text = FACT_BY_PATH[stated.path], stated.text
    kind = kind_of(known)
    if stated.type in ("boolean", "date"):
        return stated.column if _KINDS[stated.type] == kind else f"CAST(NULL AS {SQL_TYPES[kind]})"
    if kind == "text":
        otherwise = f"CASE WHEN {text} IN ({', '.join(map(sql.literal, known.values))}) THEN {text} END"
    elif kind == "bool":
        is_text = _KINDS.get(stated.type) == "text"
        otherwise = "NULL" if is_text else f"CASE {text} WHEN '1' THEN TRUE WHEN '0' THEN FALSE END"
    elif stated.type.startswith("timestamp") and "zone" not in stated.type:
        is_midnight = f"substr({_said(sql, stated)}, 11) IN ('', ' 00:00:00')"
        otherwise = f"CASE WHEN {is_midnight} THEN CAST({stated.column} AS DATE) END"
    else:
        day, groups = pattern(notation.dates)
        parts = (f"regexp_extract({text}, {sql.literal(f'^{day}$')}, {group})" for group in groups)
        otherwise = f"TRY_CAST(concat_ws('-', {', '.join(parts)}) AS DATE)"
    meant = "".join(
        f" WHEN {sql.literal(word)} THEN {sql.literal(ours)}" for word, ours in words(notation, stated.path).items()
    )
    read = f"CASE lower({text}){meant} ELSE {otherwise} END" if meant else otherwise
    return f"CAST({read} AS {SQL_TYPES[kind]})"


def _lost(sql: _Dialect, stated: _Stated) -> str:
    nothing = "'', 'nan'" if stated.type in _DECIMAL else "''"
    is_lost = f"lower({stated.text}) NOT IN ({nothing}) AND {stated.read} IS NULL"
    return f"CASE WHEN {is_lost} THEN concat({sql.literal(stated.path + ': ')}, {_said(sql, stated)}) END"


# The two dialects


def _renamed_in_duckdb(relation: Any, names: Sequence[str]) -> Any:
    pairs = zip(relation.columns, names, strict=True)
    return relation.project(", ".join(f"{quoted(before)} AS {quoted(name)}" for before, name in pairs))


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return f"DATE '{value}'" if isinstance(value, date) else "'" + str(value).replace("'", "''") + "'"


def _literal_in_spark(value: Any) -> str:  # pragma: no cover - as below
    if isinstance(value, bool | date):
        return _literal(value)
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


def _place_in_duckdb(stated: str, values: Sequence[str]) -> str:
    if len(values) <= _FEW:
        places = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(values))
        return f"CASE {stated} {places} ELSE {NO_SUCH_VALUE} END"
    listed = ", ".join(f"'{value}'" for value in values)
    return f"coalesce(enum_code(TRY_CAST({stated} AS ENUM({listed})))::INTEGER, {NO_SUCH_VALUE})"


def _place_in_spark(stated: str, values: Sequence[str]) -> str:  # pragma: no cover - the full run tries PySpark
    listed = ", ".join(f"'{value}'" for value in values)
    return f"CAST(array_position(array({listed}), {stated}) - 1 AS INTEGER)"


_DUCKDB = _Dialect(
    types=lambda relation: ((dtype.id, str(dtype)) for dtype in relation.types),
    renamed=_renamed_in_duckdb,
    extended=lambda relation, added: relation.project(", ".join(["*", *added])),
    literal=_literal,
    trimmed=f"trim({{}}, {_literal(_BLANK)})",
    decimal="CAST({} AS STRING)",
    place=_place_in_duckdb,
    day="DATE '1970-01-01' + {}",
    number="CAST({} - DATE '1970-01-01' AS INTEGER)",
    later="CAST({} + INTERVAL ({}) MONTH AS DATE)",
)
_SPARK = _Dialect(
    # What Spark calls a timestamp is a moment, whatever the time zone of the session.
    types=lambda frame: ((_SPARK_TYPES.get(dtype, dtype), dtype) for _, dtype in frame.dtypes),
    renamed=lambda frame, names: frame.toDF(*names) if names else frame,
    extended=lambda frame, added: frame.selectExpr("*", *added),
    literal=_literal_in_spark,
    trimmed=f"trim(BOTH '{_BLANK}' FROM {{}})",
    # As other engines write it: 1.0, 12345678.5 and 1e+16, where Spark has 1.2345678E7 and 1.0E16.
    decimal=(
        "CASE WHEN abs({0}) < 1e16 AND {0} = floor({0}) THEN concat(CAST({0} AS BIGINT), '.0') "
        "WHEN abs({0}) >= 1e-4 AND abs({0}) < 1e16 "
        "THEN trim(TRAILING '0' FROM CAST(CAST(CAST({0} AS STRING) AS DECIMAL(38, 18)) AS STRING)) "
        "ELSE regexp_replace(regexp_replace(CAST({0} AS STRING), '([.]0)?E', 'e'), 'e([0-9])', 'e+$1') END"
    ),
    place=_place_in_spark,
    day="date_from_unix_date({})",
    number="unix_date({})",
    later="add_months({}, {})",
)


def _facts_in_duckdb(relation: Any, ignore: Collection[object]) -> tuple[dict[str, list[Any]], int]:
    from clea_eligibility.frames._on_arrow import ARROW

    return ARROW.facts(relation.to_arrow_table(), ignore)


def _facts_in_spark(
    frame: Any, ignore: Collection[object]
) -> tuple[dict[str, list[Any]], int]:  # pragma: no cover - as above
    rows = frame.collect()
    places = {name: place for place, name in enumerate(frame.columns) if name in READ and name not in ignore}
    return {path: [row[place] for row in rows] for path, place in places.items()}, len(rows)


DUCKDB = Engine(partial(_decided, _DUCKDB), _facts_in_duckdb, partial(_read, _DUCKDB))
SPARK = Engine(partial(_decided, _SPARK), _facts_in_spark, partial(_read, _SPARK))
