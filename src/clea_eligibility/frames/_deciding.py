"""``decide_frame``: one call for every engine."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, TypeVar

from narwhals.stable.v2.dependencies import (
    is_duckdb_relation,
    is_pandas_dataframe,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyarrow_table,
    is_pyspark_dataframe,
)

from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import shown_name
from clea_eligibility.frames._plan import output_columns, plan
from clea_eligibility.rules._ruleset import RuleSet

NativeFrame = TypeVar("NativeFrame")


def decide_frame(
    frame: NativeFrame, rules: RuleSet = GUIDE, findings: bool = False, *, ignore: Collection[object] = ()
) -> NativeFrame:
    """Decide every row of a table, on the engine that holds it.

    Columns are named by the paths of facts (``evaluation.starts_on``); one that is missing is unknown throughout, and
    null, NaN and NaT are unknown. Other columns pass through. The frame that comes back is of the same kind, a lazy one
    still lazy, with these columns added: ``outcome``; ``amount`` in whole euros (0 when ineligible, null when
    undetermined); ``reasons``, ``presumed``, ``contested``, ``missing`` and ``problems``, codes or paths joined by
    ``;``; ``documents_only``, whether nothing but documents fails; ``possible_amounts``, joined by ``;``. With
    ``findings`` also ``finding.<code>``, the status of each rule. Every row is decided as
    :func:`clea_eligibility.decide` would; one that no dossier could be has no outcome, but ``problems``, and so has one
    of which the column ``unread`` says something, as :func:`facts_from` makes it.

    >>> import polars as pl
    >>> decided = decide_frame(pl.DataFrame({"evaluation.stage": ["final", "prealable"]}))
    >>> decided["outcome"].to_list(), decided["problems"].to_list()
    (['undetermined', None], ['', 'unknown_value'])

    Polars (eager and lazy), pandas, PyArrow, DuckDB relations and PySpark. Raises :class:`CleaError`, before any work,
    for a column of the wrong type, one named like a column to be added, one that was surely meant as a fact and is none
    (unless ``ignore`` names it), where no column is a fact, and for rules that only single dossiers can be
    held to; :class:`TypeError` for what is no such frame.
    """
    decide, _ = engine_of(frame)
    decided: NativeFrame = decide(frame, partial(plan, rules, findings), output_columns(rules, findings), ignore)
    return decided


def facts_of(frame: Any, ignore: Collection[object] = ()) -> tuple[dict[str, list[Any]], int]:
    """The columns of facts of a frame, as lists, and the number of its rows; a lazy frame is executed."""
    _, facts = engine_of(frame)
    found: tuple[dict[str, list[Any]], int] = facts(frame, ignore)
    return found


def engine_of(frame: object) -> tuple[Callable[..., Any], Callable[..., Any]]:
    if is_polars_dataframe(frame) or is_polars_lazyframe(frame):
        from clea_eligibility.frames._on_polars import decide_polars, polars_facts

        return decide_polars, polars_facts
    if is_pandas_dataframe(frame):
        from clea_eligibility.frames._on_pandas import decide_pandas, pandas_facts

        return decide_pandas, pandas_facts
    if is_pyarrow_table(frame):
        from clea_eligibility.frames._on_arrow import arrow_facts, decide_arrow

        return decide_arrow, arrow_facts
    if is_duckdb_relation(frame):
        from clea_eligibility.frames._on_sql import decide_duckdb, duckdb_facts

        return decide_duckdb, duckdb_facts
    if is_pyspark_dataframe(frame):  # pragma: no cover - PySpark is no part of the default run
        from clea_eligibility.frames._on_sql import decide_spark, spark_facts

        return decide_spark, spark_facts
    raise no_frame(frame, "Polars, pandas, PyArrow, DuckDB or PySpark")


def no_frame(frame: object, expected: str) -> TypeError:
    name = shown_name(f"{type(frame).__module__}.{type(frame).__qualname__}")
    return TypeError(f"expected a frame of {expected}, not {name}")
