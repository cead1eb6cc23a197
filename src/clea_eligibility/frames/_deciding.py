"""One call for every engine, which reads a table or decides it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import (
    is_duckdb_relation,
    is_pandas_dataframe,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyarrow_table,
    is_pyspark_dataframe,
)

from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import of_type, shown_name
from clea_eligibility.frames._notation import Notation
from clea_eligibility.frames._plan import Planner, outcome, output_columns, plan
from clea_eligibility.frames._steps import Plan
from clea_eligibility.frames._tries import Columns
from clea_eligibility.frames._vocabulary import PREFIX, Engine
from clea_eligibility.rules._ruleset import RuleSet

NativeFrame = TypeVar("NativeFrame")
_SIDES = ("before", "after")
_COMPARED = tuple(f"{side}.{name}" for side in _SIDES for name in ("outcome", "amount"))
_AMOUNTS = [f"{PREFIX}amount_{side}" for side in _SIDES]
_OUTCOMES = [f"{PREFIX}outcome_{side}" for side in _SIDES]
_EUROS = f"{PREFIX}euros"


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
    of_type(rules, RuleSet, "rules")
    decide, outputs = engine_of(frame).decide, output_columns(rules, findings)
    decided: NativeFrame = decide(frame, partial(plan, rules, findings), outputs, ignore)
    return decided


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
        names, values, dates, true, false: As in :class:`Notation`.
        ignore: Columns that are no facts, whatever their names are like.

    Raises:
        CleaError: A name, a path, a value of ours or a way to write days that does not exist, and columns that were
            surely meant as facts; never for a value of the table.
        TypeError: What is no such frame.
    """
    read: NativeFrame = engine_of(frame).read(frame, Notation(names, values, dates, true, false), ignore)
    return read


def engine_of(frame: object) -> Engine:
    """The library that holds a frame; :class:`TypeError` for what is no frame."""
    if is_polars_dataframe(frame) or is_polars_lazyframe(frame):
        from clea_eligibility.frames._on_polars import POLARS

        return POLARS
    if is_pandas_dataframe(frame):
        from clea_eligibility.frames._on_pandas import PANDAS

        return PANDAS
    if is_pyarrow_table(frame):
        from clea_eligibility.frames._on_arrow import ARROW

        return ARROW
    if is_duckdb_relation(frame):
        from clea_eligibility.frames._on_sql import DUCKDB

        return DUCKDB
    if is_pyspark_dataframe(frame):  # pragma: no cover - PySpark is no part of the default run
        from clea_eligibility.frames._on_sql import SPARK

        return SPARK
    raise no_frame(frame, "Polars, pandas, PyArrow, DuckDB or PySpark")


def no_frame(frame: object, expected: str) -> TypeError:
    name = shown_name(f"{type(frame).__module__}.{type(frame).__qualname__}")
    return TypeError(f"expected a frame of {expected}, not {name}")


def compare_rules(
    frame: NativeFrame, before: RuleSet, after: RuleSet, *, ignore: Collection[object] = ()
) -> NativeFrame:
    """Decide every row of a table under two rule sets, in one pass.

    The columns of facts are those that :func:`decide_frame` wants. The frame that comes back is of the same kind, a
    lazy one still lazy, with ``before.outcome``, ``before.amount``, ``after.outcome`` and ``after.amount`` added: as
    :func:`decide_frame` says them under each, null for a row that no dossier could be.

    >>> from datetime import date
    >>> import polars as pl
    >>> from clea_eligibility import GUIDE
    >>> from clea_eligibility.rules import Day, NotAfter
    >>> two_weeks = GUIDE.evolve(
    ...     id="two-weeks",
    ...     requires={"filed_three_weeks_before": NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))},
    ... )
    >>> late = pl.DataFrame({"filed_on": [date(2026, 4, 7)], "evaluation.starts_on": [date(2026, 4, 27)]})
    >>> compare_rules(late, GUIDE, two_weeks).select("before.outcome", "after.outcome").row(0)
    ('ineligible', 'undetermined')

    Raises:
        CleaError: A column is refused, or one of the rule sets is: see :func:`decide_frame`.
        TypeError: The frame is none.
    """
    columns = dict(zip(_COMPARED[1::2], _AMOUNTS, strict=True))
    make_plan = partial(_plan, before, after, columns, _COMPARED[::2])
    compared: NativeFrame = engine_of(frame).decide(frame, make_plan, _COMPARED, ignore)
    return compared


def transitions(frame: NativeFrame, before: RuleSet, after: RuleSet, *, ignore: Collection[object] = ()) -> NativeFrame:
    """Count the rows of a table by what two rule sets decide of them, and add up what that costs.

    Returns:
        A frame of the same kind, a lazy one still lazy, with a row for each pair of outcomes that occurs, in the order
        of the alphabet. ``before`` and ``after`` are the outcomes, null for rows that no dossier could be; ``rows``
        says how many there are; ``euros`` is what they are paid after less what they are paid before, where an amount
        that is null counts as 0.

    Raises:
        CleaError: A column is refused, or one of the rule sets is: see :func:`decide_frame`.
        TypeError: The frame is none.

    >>> import polars as pl
    >>> from clea_eligibility import GUIDE
    >>> open_ = pl.DataFrame({"filing_open": [True, False, None, False]})
    >>> always_open = GUIDE.evolve(id="always-open", rules=GUIDE.rules[1:])
    >>> transitions(open_, GUIDE, always_open).rows()
    [('ineligible', 'undetermined', 2, 0), ('undetermined', 'undetermined', 2, 0)]
    """
    names = [*_OUTCOMES, _EUROS]
    compared = engine_of(frame).decide(frame, partial(_plan, before, after, {_EUROS: _EUROS}, _OUTCOMES), names, ignore)
    # Without the other columns, which may have names that not every library takes.
    own: Any = nw.from_native(_only(compared, names))
    counted = own.group_by(_OUTCOMES).agg(nw.len().alias("rows"), nw.col(_EUROS).sum().alias("euros"))
    outcomes = (nw.col(name).alias(side) for name, side in zip(_OUTCOMES, _SIDES, strict=True))
    found = counted.sort(_OUTCOMES, nulls_last=True).select(*outcomes, nw.col("rows", "euros").cast(nw.Int64))
    transitions_: NativeFrame = found.to_native()
    return transitions_


def _plan(before: RuleSet, after: RuleSet, values: Mapping[str, str], outcomes: Sequence[str]) -> Plan:
    """The plan for two worlds: the outcomes under the names given, and the values named."""
    worlds = before, after
    for name, rules in zip(_SIDES, worlds, strict=True):
        of_type(rules, RuleSet, name)
    planner = Planner(before, findings=False)
    steps, _ = planner.decided(worlds, Columns())
    amounts = {
        name: planner.amount(number, world) for number, (name, world) in enumerate(zip(_AMOUNTS, worlds, strict=True))
    }
    paid_before, paid_after = (nw.col(name).fill_null(0) for name in _AMOUNTS)
    return Plan(
        settled=dict(planner.settled()),
        moved=tuple(planner.make.moved.values()),
        steps=(*steps, amounts, {_EUROS: paid_after - paid_before}),
        values=values,
        texts={},
        choices={name: outcome(number) for number, name in enumerate(outcomes)},
    )


def _only(frame: Any, names: list[str]) -> Any:
    if is_pandas_dataframe(frame):
        return frame[names]
    return frame.select(names) if is_pyarrow_table(frame) else frame.select(*names)
