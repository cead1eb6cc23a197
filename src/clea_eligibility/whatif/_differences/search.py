"""The smallest dossier in which every rule comes to a case that is wanted, and unknown dates can, or cannot, meet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from attrs import evolve, field, frozen

from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._conditions import NotAfter, date_bounds
from clea_eligibility.whatif._differences.arrangements import (
    DATES,
    OWN_ORDERS,
    Days,
    Wanted,
    earliest_days,
    renamed,
    stated_dates,
)
from clea_eligibility.whatif._differences.fillings import Fillings
from clea_eligibility.whatif._differences.rows import Facts, Row, Table, dossier_of, size

Binding: TypeAlias = tuple[tuple[NotAfter, ...], tuple[NotAfter, ...]]
"""The bounds that bind the unknown dates under each of the two rule sets."""

READABLE = date(2026, 1, 1)
"""Examples have their dates from this day on, wherever they can: in the year of the page."""


@frozen
class Goal:
    """What the dossier is to come to.

    ``tables`` hold the cases that are wanted; those of ``first`` decide most. ``can_meet`` says under which of the
    two rule sets some days of the unknown dates keep to the rules that bind, and ``can_be_eligible`` under which some
    filling-in is eligible. ``facts`` are stated, or not (``None``), and their days keep to what is ``wanted``.
    ``accepts`` looks at the cases chosen.
    """

    tables: tuple[Table, ...]
    first: frozenset[str] = frozenset()
    can_meet: tuple[bool, bool] = (False, False)
    can_be_eligible: tuple[bool, bool] = (False, False)
    facts: Facts = field(factory=dict)
    wanted: tuple[Wanted, ...] = ()
    accepts: Callable[[Sequence[Row]], bool] = lambda _: True

    def with_tables(self, cases: Mapping[str, Table]) -> "Goal":
        """The goal with other cases of some tables, which then come first."""
        tables = tuple(cases.get(table.code, table) for table in self.tables)
        return evolve(self, tables=tables, first=self.first | cases.keys())


@frozen
class Found:
    """The smallest dossier, by what it states, and what its days keep to."""

    facts: Facts
    wanted: tuple[Wanted, ...]

    @property
    def size(self) -> int:
        """How many facts it states."""
        return size(self.facts)

    def dossier(self) -> Dossier:
        """The dossier, on days that are easy to read if there are such days."""
        stated = stated_dates(self.facts)
        days = earliest_days(stated, self.wanted, READABLE) or earliest_days(stated, self.wanted)
        return dossier_of(self.facts, days or {})


@frozen
class _Place:
    """A table in its turn: what its cases state that no table before it reads costs ``rest`` at least, from here on."""

    table: Table
    rest: int


class Search:
    """Finds the smallest dossiers for goals; ``fillings`` are those of the two rule sets."""

    def __init__(self, days: Days, fillings: tuple[Fillings, Fillings]) -> None:
        self.days = days
        self.fillings = fillings

    def smallest(self, goal: Goal, below: int | None = None) -> Found | None:
        """The smallest dossier for a goal, of fewer than ``below`` facts; ``None`` if there is none."""
        if below is not None and size(goal.facts) >= below:
            return None
        self.days.work.codes = goal.first or [table.code for table in goal.tables]
        self.days.work.add(50)
        tables = _going_together(goal)
        if not all(table.rows for table in tables):
            return None
        goal = evolve(goal, tables=tables)
        return _Descent(self, goal, below).found()


class _Descent:
    """One search: case by case, table by table, the fewest new facts first; skips what states as much as the best."""

    def __init__(self, search: Search, goal: Goal, below: int | None) -> None:
        self._search = search
        self._goal = goal
        self._below = below
        self._best: Found | None = None
        self._places = tuple(_in_turn(goal))

    def found(self) -> Found | None:
        if self._filled_in(self._goal.facts, self._goal.wanted) is not None:
            self._visit(0, dict(self._goal.facts), self._goal.wanted, ((), ()), ())
        return self._best

    def _visit(
        self, turn: int, facts: dict[str, object], wanted: tuple[Wanted, ...], binding: Binding, rows: tuple[Row, ...]
    ) -> None:
        if turn == len(self._places):
            all_wanted = self._filled_in(facts, self._all_wanted(facts, wanted, binding))
            if all_wanted is not None and self._goal.accepts(rows):
                self._best = Found(facts, all_wanted)
                self._below = self._best.size
            return
        place = self._places[turn]
        rest = self._places[turn + 1].rest if turn + 1 < len(self._places) else 0
        self._search.days.work.add(len(place.table.rows))
        for more, row in _fitting(place.table.rows, facts):
            known = {**facts, **row.facts}
            if self._below is not None and size(known) + rest >= self._below:
                return  # the rows that follow state no less
            bounds = (*wanted, *(bound for bound in row.bounds if bound not in wanted))
            bound_now = self._bound_by(place.table, row, binding)
            same = bounds == wanted and bound_now == binding and not more
            if same or self._filled_in(known, self._all_wanted(known, bounds, bound_now)) is not None:
                self._visit(turn + 1, known, bounds, bound_now, (*rows, row))

    def _filled_in(self, facts: Facts, wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...] | None:
        """What is wanted, and the days of eligible filling-ins; ``None`` where one is wanted, and there is none.

        What is stated besides never makes another filling-in eligible.
        """
        if not self._search.days.are_possible(facts, wanted):
            return None
        for fillings, needed in zip(self._search.fillings, self._goal.can_be_eligible, strict=True):
            more = fillings.wanted(facts, wanted) if needed else wanted
            if more is None:
                return None
            wanted = more
        return wanted

    def _bound_by(self, table: Table, row: Row, binding: Binding) -> Binding:
        before, after = (
            (*bounds, *date_bounds(rule.requires)) if rule is not None and binds and can_meet else bounds
            for bounds, rule, binds, can_meet in zip(binding, table.rules, row.binds, self._goal.can_meet, strict=True)
        )
        return before, after

    def _all_wanted(self, facts: Facts, wanted: tuple[Wanted, ...], binding: Binding) -> tuple[Wanted, ...]:
        """What the days keep to, and for each rule set some days of the unknown dates, named after it."""
        unstated = DATES - set(stated_dates(facts))
        unknown = (
            renamed(bound, unstated, side)
            for side, bounds, can_meet in zip(("before", "after"), binding, self._goal.can_meet, strict=True)
            if can_meet and bounds
            for bound in (*OWN_ORDERS, *bounds)
        )
        return (*wanted, *unknown)


def _going_together(goal: Goal) -> tuple[Table, ...]:
    """The tables without the cases that state of some fact what no case of another table does."""
    tables, left = goal.tables, -1
    while (count := sum(len(table.rows) for table in tables)) != left:
        left = count
        allowed = {path: {value} for path, value in goal.facts.items()}
        for table in tables:
            for path in table.reads:
                values = {row.facts[path] for row in table.rows}
                allowed[path] = allowed.get(path, values) & values
        tables = tuple(
            evolve(
                table,
                rows=tuple(
                    row for row in table.rows if all(value in allowed[path] for path, value in row.facts.items())
                ),
            )
            for table in tables
        )
    return tables


def _fitting(rows: Sequence[Row], facts: Facts) -> list[tuple[list[str], Row]]:
    """The rows that go with what is stated, with the facts that each states anew; the fewest first."""
    fitting = [
        ([path for path, value in row.facts.items() if value is not None and path not in facts], row)
        for row in rows
        if all(facts[path] == value for path, value in row.facts.items() if path in facts)
    ]
    return sorted(fitting, key=lambda pair: len(pair[0]))


def _in_turn(goal: Goal) -> Iterator[_Place]:
    """The tables in an order in which contradictions show early: the first ones, then always one that shares facts."""
    waiting = list(goal.tables)
    order: list[Table] = []
    read = set(goal.facts)
    while waiting:
        waiting.sort(key=lambda table: (table.code not in goal.first, read.isdisjoint(table.reads), len(table.rows)))
        order.append(waiting.pop(0))
        read |= order[-1].reads
    seen = set(goal.facts)
    least = []
    for table in order:
        own = table.reads - seen
        least.append(min((sum(row.facts[path] is not None for path in own) for row in table.rows), default=0))
        seen |= table.reads
    yield from (_Place(table, sum(least[turn:])) for turn, table in enumerate(order))
