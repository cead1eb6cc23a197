"""What a change of the rules does to a table: two rule sets decide it in one pass, sharing what they share."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import is_pandas_dataframe, is_pyarrow_table

from clea_eligibility.frames._deciding import engine_of
from clea_eligibility.frames._plan import Planner, outcome
from clea_eligibility.frames._steps import Plan
from clea_eligibility.frames._tries import Columns
from clea_eligibility.frames._vocabulary import PREFIX
from clea_eligibility.rules._ruleset import RuleSet

NativeFrame = TypeVar("NativeFrame")
_SIDES = ("before", "after")
_COMPARED = tuple(f"{side}.{name}" for side in _SIDES for name in ("outcome", "amount"))
_AMOUNTS = [f"{PREFIX}amount_{side}" for side in _SIDES]
_OUTCOMES = [f"{PREFIX}outcome_{side}" for side in _SIDES]
_EUROS = f"{PREFIX}euros"


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
    decide, _ = engine_of(frame)
    columns = dict(zip(_COMPARED[1::2], _AMOUNTS, strict=True))
    compared: NativeFrame = decide(frame, partial(_plan, before, after, columns, _COMPARED[::2]), _COMPARED, ignore)
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
    decide, _ = engine_of(frame)
    names = [*_OUTCOMES, _EUROS]
    compared = decide(frame, partial(_plan, before, after, {_EUROS: _EUROS}, _OUTCOMES), names, ignore)
    # Without the other columns, which may have names that not every library takes.
    own: Any = nw.from_native(_only(compared, names))
    counted = own.group_by(_OUTCOMES).agg(nw.len().alias("rows"), nw.col(_EUROS).sum().alias("euros"))
    outcomes = (nw.col(name).alias(side) for name, side in zip(_OUTCOMES, _SIDES, strict=True))
    found = counted.sort(_OUTCOMES, nulls_last=True).select(*outcomes, nw.col("rows", "euros").cast(nw.Int64))
    transitions_: NativeFrame = found.to_native()
    return transitions_


def _plan(before: RuleSet, after: RuleSet, values: Mapping[str, str], outcomes: Sequence[str]) -> Plan:
    """The plan for two worlds: the outcomes under the names given, and the values named."""
    planner, worlds = Planner(before, findings=False), (before, after)
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
