"""From dossiers to the rows of a frame, and back; and tables of what is wrong with rows, and of reasons."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import narwhals.stable.v2 as nw
from attrs import evolve
from narwhals.stable.v2.dependencies import (
    is_duckdb_relation,
    is_pandas_dataframe,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyarrow_table,
    is_pyspark_dataframe,
)

from clea_eligibility.dossier.dates import FIRST_DAY, LAST_DAY
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import (
    CleaError,
    InvalidDossier,
    Problem,
    Text,
    did_you_mean,
    of_type,
    problem,
    said,
    shown,
)
from clea_eligibility.frames._deciding import decide_frame, engine_of, no_frame
from clea_eligibility.frames._vocabulary import BEYOND, PREFIX, UNREAD
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import known_language
from clea_eligibility.wire import dossier_from_dict

NativeFrame = TypeVar("NativeFrame")
_ORDER = tuple(FACT_BY_PATH)


def dossiers_to_frame(dossiers: Iterable[Dossier], backend: Literal["polars", "pandas", "pyarrow"] = "polars") -> Any:
    """A table of dossiers: a row for each, a column for each fact, null where it is unknown.

    Dates are dates, truth values truth values, and the values of enums text, on the library that ``backend`` names.

    >>> from clea_eligibility import Quote
    >>> frame = dossiers_to_frame([Dossier(), Dossier(quote=Quote(names_applicant=True))])
    >>> frame.shape, frame["quote.provided"].to_list()
    ((2, 24), [None, True])
    """
    dossiers = list(dossiers)
    values: dict[str, list[Any]] = {fact.path: [_plain(fact.of(dossier)) for dossier in dossiers] for fact in FACTS}
    types = {"date": nw.Date(), "bool": nw.Boolean(), "enum": nw.String(), "str": nw.String()}
    if backend == "pandas":
        return _pandas(values)
    schema: dict[str, Any] = {fact.path: types[fact.type] for fact in FACTS}
    return nw.from_dict(values, schema, backend=backend).to_native()


def frame_to_dossiers(frame: Any, *, ignore: Collection[object] = ()) -> list[Dossier]:
    """The dossiers that the rows of a frame state: any frame that ``decide_frame`` takes, columns as it wants them.

    A lazy frame is executed. Raises :class:`CleaError` for a column of the wrong type and :class:`InvalidDossier` for
    rows that no dossier could be, with every problem and its row, counted from 0.

    >>> import polars as pl
    >>> frame_to_dossiers(pl.DataFrame({"evaluation.stage": ["final", "prealable"]}))
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.stage: row 1: unknown value 'prealable'; did you mean 'initial'?
    """
    columns, count = engine_of(frame).facts(frame, ignore)
    dossiers: list[Dossier] = []
    problems: list[Problem] = []
    for row in range(count):
        try:
            dossiers.append(read_row({path: values[row] for path, values in columns.items()}))
        except InvalidDossier as refused:
            problems += (
                evolve(wrong, message=f"row {row}: {wrong.message}", french=f"ligne {row}\u00a0: {wrong.french}")
                for wrong in refused.problems
            )
    if problems:
        raise InvalidDossier(problems)
    return dossiers


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _pandas(values: Mapping[str, list[Any]]) -> Any:
    import pandas as pd

    dtypes: Mapping[str, Any] = {"date": "datetime64[s]", "bool": "boolean", "enum": "string", "str": "string"}
    # As objects: NO_END is beyond what pandas' default unit can hold.
    return pd.DataFrame(
        {fact.path: pd.Series(values[fact.path], dtype=object).astype(dtypes[fact.type]) for fact in FACTS}
    )


_NOT_BETWEEN = Text("le jour n'est pas entre {first} et {last}", "the day is not between {first} and {last}").filled(
    first=FIRST_DAY, last=LAST_DAY
)
_UNREAD = Text("{got} n'a pas pu être lu", "{got} could not be read")


def read_row(row: Mapping[str, Any]) -> Dossier:
    """The dossier that a row states; raises :class:`InvalidDossier` with everything that is wrong with it."""
    problems = [problem(path, "out_of_range", _NOT_BETWEEN) for path, value in row.items() if value is BEYOND]
    known = {path: None if value is BEYOND else value for path, value in row.items() if path in FACT_BY_PATH}
    problems += unread_problems(row.get(UNREAD))
    try:
        dossier = dossier_from_dict(stated(known))
    except InvalidDossier as refused:
        problems += refused.problems
    if problems:
        problems.sort(key=lambda problem: _place(problem.path))
        raise InvalidDossier(problems)
    return dossier


def unread_problems(unread: object) -> list[Problem]:
    return [problem(path, "unreadable", _UNREAD.filled(got=said(value))) for path, value in unread_values(unread)]


def unread_values(said: object) -> list[tuple[str, str]]:
    """What the column ``unread`` says of a row: paths, and the values that could not be read, in the order of facts."""
    if not isinstance(said, str) or not said:
        return []
    parts = re.split(rf";(?=(?:{'|'.join(map(re.escape, _ORDER))}): )", said)
    found = ((path, value) for path, _, value in (part.partition(": ") for part in parts))
    pairs = [
        (path, value) if path in FACT_BY_PATH else ("", part) for (path, value), part in zip(found, parts, strict=True)
    ]
    return sorted(pairs, key=lambda pair: _place(pair[0]))


def _place(path: str) -> int:
    return _ORDER.index(path) if path else len(_ORDER)


def stated(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as parsed JSON: nested, without what is unknown."""
    stated: dict[str, Any] = {}
    for path, value in row.items():
        if value is not None:
            *way, name = path.split(".")
            place = stated
            for step in way:
                place = place.setdefault(step, {})
            place[name] = value.isoformat() if isinstance(value, date) else value
    return stated


# Tables about tables: a row for each problem, and one for each reason

_PROBLEMS = ("path", "code", "value", "message")
_REASONS = ("code", "label", "group", "basis")
_Row = tuple[int, tuple[str | None, ...]]
"""The place of a row, counted from 0, and what is said of it."""


def frame_problems(frame: NativeFrame, key: str | None = None, *, ignore: Collection[object] = ()) -> NativeFrame:
    """A row for each problem of the bad rows of a frame: ``row``, ``path``, ``code``, ``value``, ``message``.

    Rows are counted from 0. ``key`` names a column of the frame that takes the place of ``row``: DuckDB and PySpark,
    which promise no order, need one. A lazy frame stays lazy, and PySpark's workers write the messages: nothing comes
    to the driver. A relation is executed.

    >>> import polars as pl
    >>> frame = pl.DataFrame({"number": ["A1", "A2"], "evaluation.stage": ["final", "prealable"]})
    >>> frame_problems(frame, key="number").rows()
    [('A2', 'evaluation.stage', 'unknown_value', 'prealable', "unknown value 'prealable'; did you mean 'initial'?")]

    Raises:
        CleaError: What :func:`decide_frame` raises for such a frame, and a key that it lacks.
        TypeError: What is no such frame.
    """
    if is_polars_lazyframe(frame) or is_pyspark_dataframe(frame):
        decide_frame(frame, ignore=ignore)  # what cannot be done is said before any work
    return _table(frame, key, _PROBLEMS, partial(_problems, ignore=ignore))  # type: ignore[no-any-return]


def reasons_table(
    decided: NativeFrame,
    lang: Literal["fr", "en"] = "fr",
    rules: RuleSet = GUIDE,
    key: str | None = None,
    *,
    ignore: Collection[object] = (),
) -> NativeFrame:
    """A row for each reason in a decided frame: ``row``, ``code``, ``label``, ``group``, ``basis``.

    ``row`` and ``key`` are those of :func:`frame_problems`; ``ignore`` is there for all functions to take the same.

    >>> import polars as pl
    >>> from datetime import date
    >>> late = {"filed_on": [date(2026, 4, 10)], "evaluation.starts_on": [date(2026, 4, 27)]}
    >>> reasons_table(decide_frame(pl.DataFrame(late)), lang="en").select("row", "code", "group").rows()
    [(0, 'filed_three_weeks_before', 'criterion')]

    Raises:
        CleaError: A frame without ``reasons``, reasons that are no rules of the rule set, and a key that it lacks.
        TypeError: What is no such frame.
    """
    known_language(lang)
    of_type(rules, RuleSet, "rules")
    del ignore
    return _table(decided, key, _REASONS, partial(_reasons, lang=lang, rules=rules))  # type: ignore[no-any-return]


def _table(frame: Any, key: str | None, names: tuple[str, ...], rows_of: Callable[[Any], Iterator[_Row]]) -> Any:
    if is_polars_lazyframe(frame):
        import polars as pl

        schema = frame.collect_schema()
        _check_key(schema.names(), key)
        next(rows_of(schema.to_frame()), None)
        row_type = {"row": pl.Int64()} if key is None else {key: schema[key]}
        work = partial(_table, key=key, names=names, rows_of=rows_of)
        new = pl.Schema({**row_type, **dict.fromkeys(names, pl.String())})
        return frame.map_batches(work, schema=new, projection_pushdown=False, predicate_pushdown=False)
    if key is None and (is_duckdb_relation(frame) or is_pyspark_dataframe(frame)):
        raise CleaError("a DuckDB relation or a PySpark frame has no order of rows: name a column of it as key")
    if is_duckdb_relation(frame):
        import duckdb

        return duckdb.from_arrow(_table(frame.to_arrow_table(), key, names, rows_of))
    if is_pyspark_dataframe(frame):  # pragma: no cover - PySpark is no part of the default run
        from pyspark.sql.pandas.types import to_arrow_schema
        from pyspark.sql.types import StringType, StructField, StructType

        _check_key(frame.columns, key)
        next(rows_of(to_arrow_schema(frame.schema).empty_table()), None)
        new = StructType([frame.schema[key], *(StructField(name, StringType()) for name in names)])
        work = partial(_in_batches, frame.columns, key=key, names=names, rows_of=rows_of)
        safe = (f"{PREFIX}in_{place}" for place in range(len(frame.columns)))  # a dot in a name is an object to it
        return frame.toDF(*safe).mapInArrow(work, new)
    if not (is_polars_dataframe(frame) or is_pandas_dataframe(frame) or is_pyarrow_table(frame)):
        raise no_frame(frame, "Polars, pandas, PyArrow, DuckDB or PySpark")
    whole = nw.from_native(frame, eager_only=True)
    _check_key(whole.columns, key)
    found = list(rows_of(frame))
    places = [place for place, _ in found]
    said = {name: [said[number] for _, said in found] for number, name in enumerate(names)}
    columns: dict[str, Any] = {"row": places} if key is None else {key: _taken(whole[key].to_list(), places)}
    types: dict[str, Any] = {"row": nw.Int64()} if key is None else {key: whole.schema[key]}
    types |= dict.fromkeys(names, nw.String())
    return nw.from_dict({**columns, **said}, types, backend=whole.implementation).to_native()


def _in_batches(
    columns: list[str], batches: Iterable[Any], **asked: Any
) -> Iterator[Any]:  # pragma: no cover - in a worker of PySpark
    import pyarrow as pa

    for batch in batches:
        yield from _table(pa.Table.from_batches([batch]).rename_columns(columns), **asked).to_batches()


def _taken(values: list[Any], places: list[int]) -> list[Any]:
    return [values[place] for place in places]


def _check_key(columns: list[str], key: str | None) -> None:
    if key is not None and key not in columns:
        raise CleaError(f"key: there is no column {shown(key)}; {did_you_mean(str(key), map(str, columns))}")


def _problems(frame: Any, ignore: Collection[object]) -> Iterator[_Row]:
    codes = nw.from_native(decide_frame(frame, ignore=ignore), eager_only=True)["problems"].to_list()
    bad = [place for place, said in enumerate(codes) if said]
    native = nw.from_native(frame, eager_only=True)[bad].to_native() if bad else frame
    columns, _ = engine_of(native).facts(native, ignore)
    for number, place in enumerate(bad):
        row = {path: values[number] for path, values in columns.items()}
        unread = iter(unread_values(row.get(UNREAD)))
        try:
            read_row(row)
        except InvalidDossier as refused:
            for problem in refused.problems:
                value = next(unread)[1] if problem.code == "unreadable" else row.get(problem.path)
                yield place, (problem.path, problem.code, None if value is None else str(value), problem.message)


def _reasons(frame: Any, lang: Literal["fr", "en"], rules: RuleSet) -> Iterator[_Row]:
    whole = nw.from_native(frame, eager_only=True)
    if "reasons" not in whole.columns:
        raise CleaError("there is no column 'reasons'; pass what decide_frame returns")
    of: Mapping[str, tuple[str, ...]] = MappingProxyType(
        {rule.code: (rule.code, rule.label(lang), str(rule.group), rule.basis) for rule in rules.rules}
    )
    for place, reasons in enumerate(whole["reasons"].to_list()):
        for code in reasons.split(";") if isinstance(reasons, str) and reasons else ():
            if code not in of:
                raise CleaError(f"{shown(code)} is no rule of {rules.id}; pass the rules that decided the frame")
            yield place, of[code]
