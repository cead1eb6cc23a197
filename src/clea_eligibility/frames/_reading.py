"""``facts_from``: text and numbers as people keep them, as facts of their types."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from narwhals.stable.v2.dependencies import (
    is_duckdb_relation,
    is_pandas_dataframe,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyarrow_table,
    is_pyspark_dataframe,
)

from clea_eligibility.dossier.facts import FACT_BY_PATH, fact
from clea_eligibility.frames._deciding import no_frame
from clea_eligibility.frames._notation import Notation, read_column, renamed
from clea_eligibility.frames._vocabulary import UNREAD, kind_of

NativeFrame = TypeVar("NativeFrame")


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
        frame: A frame of Polars, pandas, PyArrow or PySpark, or a DuckDB relation.
        names: As in :class:`Notation`, and so are the next four.
        values: By path what words of the table stand for.
        dates: How days are written as text.
        true: What stands for true.
        false: What stands for false.
        ignore: Columns that are no facts, whatever their names are like.

    Raises:
        CleaError: A name, a path, a value of ours or a way to write days that does not exist, and columns that were
            surely meant as facts; never for a value of the table.
        TypeError: What is no such frame.
    """
    return read_frame(frame, Notation(names, values, dates, true, false), ignore)


def read_frame(frame: NativeFrame, notation: Notation, ignore: Collection[object]) -> NativeFrame:
    if is_polars_lazyframe(frame) or is_polars_dataframe(frame):
        return _polars(frame, notation, ignore)  # type: ignore[no-any-return]
    if is_pandas_dataframe(frame):
        return _pandas(frame, notation, ignore)  # type: ignore[no-any-return]
    if is_pyarrow_table(frame):
        return _arrow(frame, notation, ignore)  # type: ignore[no-any-return]
    if is_duckdb_relation(frame):
        from clea_eligibility.frames._on_sql import read_duckdb

        return read_duckdb(frame, notation, ignore)  # type: ignore[no-any-return]
    if is_pyspark_dataframe(frame):  # pragma: no cover - PySpark is no part of the default run
        from clea_eligibility.frames._on_sql import read_spark

        return read_spark(frame, notation, ignore)  # type: ignore[no-any-return]
    raise no_frame(frame, "Polars, pandas, PyArrow, DuckDB or PySpark")


def _polars(frame: Any, notation: Notation, ignore: Collection[object]) -> Any:
    import polars as pl

    lazy, types = frame.lazy(), {"date": pl.Date(), "bool": pl.Boolean(), "text": pl.String()}
    before = lazy.collect_schema()
    found = renamed(
        before.names(), notation.names, [name for name, dtype in before.items() if dtype.is_nested()], ignore
    )
    facts = {path: types[kind_of(fact(path))] for path in found if path in FACT_BY_PATH and path not in ignore}
    after = {path: facts.get(path, dtype) for path, dtype in zip(found, before.values(), strict=True)}
    schema = pl.Schema({**after, UNREAD: pl.String()})

    def work(some: pl.DataFrame) -> pl.DataFrame:
        unread: list[list[str]] = [[] for _ in range(some.height)]
        some = some.rename(dict(zip(some.columns, found, strict=True)))
        made = [
            pl.Series(path, read_column(notation, path, some[path].to_list(), unread), facts[path])
            for path in FACT_BY_PATH
            if path in facts and (facts[path] == pl.String() or some[path].dtype != facts[path])
        ]
        return some.with_columns(*made, pl.Series(UNREAD, [";".join(parts) for parts in unread], pl.String()))

    if isinstance(frame, pl.DataFrame):
        return work(frame)
    return frame.map_batches(work, schema=schema, projection_pushdown=False, streamable=True)


def _arrow(table: Any, notation: Notation, ignore: Collection[object]) -> Any:
    import pyarrow as pa

    from clea_eligibility.frames._on_arrow import type_of

    nested = [of.name for of in table.schema if pa.types.is_nested(of.type)]
    table = table.rename_columns(renamed(table.column_names, notation.names, nested, ignore))
    unread: list[list[str]] = [[] for _ in range(table.num_rows)]
    for path in FACT_BY_PATH:
        if path in table.column_names and path not in ignore:
            place = table.column_names.index(path)
            if table.schema.field(place).type != type_of(path) or kind_of(fact(path)) == "text":
                values = read_column(notation, path, table.column(place).to_pylist(), unread)
                table = table.set_column(place, path, pa.array(values, type_of(path)))
    return table.append_column(UNREAD, pa.array([";".join(parts) for parts in unread], pa.string()))


def _pandas(frame: Any, notation: Notation, ignore: Collection[object]) -> Any:
    import pandas as pd

    from clea_eligibility.frames._on_pandas import nested_in

    dtypes: Mapping[str, Any] = {"date": "datetime64[s]", "bool": "boolean", "text": "string"}
    columns = list(frame.columns)
    made = frame.copy(deep=False)
    made.columns = found = renamed(columns, notation.names, nested_in(frame), ignore)
    unread: list[list[str]] = [[] for _ in range(len(made))]
    for path in FACT_BY_PATH:
        if path in found and path not in ignore:
            stated = made[path].astype(object)
            values = read_column(notation, path, stated.where(stated.notna(), None).tolist(), unread)
            facts = pd.Series(values, index=made.index, dtype=object)
            made[path] = facts.astype(dtypes[kind_of(fact(path))])
    made[UNREAD] = pd.Series([";".join(parts) for parts in unread], index=made.index, dtype="string")
    return made
