"""The smallest dossier in which every rule comes to a case that is wanted, and unknown dates can, or cannot, meet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from attrs import evolve, frozen

from clea_eligibility.conditions import Day, NotAfter, date_bounds
from clea_eligibility.facts import fact
from clea_eligibility.models import Dossier
from clea_eligibility.whatif._differences.arrangements import Wanted, earliest_days
from clea_eligibility.whatif._differences.rows import Facts, Row, Table, dossier_of, size
from clea_eligibility.whatif._differences.ways import OWN_ORDERS, Way

Binding: TypeAlias = tuple[tuple[NotAfter, ...], tuple[NotAfter, ...]]
"""The bounds that bind the unknown dates under each of the two rule sets."""

READABLE = date(2026, 1, 1)
"""Examples have their dates from this day on, wherever they can: in the year of the page."""


@frozen
class Goal:
    """What the dossier is to come to.

    ``tables`` hold the cases that are wanted; those of ``first`` decide most. ``can_meet`` says under which of the
    two rule sets some days of the unknown dates keep to the rules that bind; on the ``way``, if there is one, none do.
    ``accepts`` looks at the cases chosen.
    """

    tables: tuple[Table, ...]
    first: frozenset[str] = frozenset()
    can_meet: tuple[bool, bool] = (False, False)
    way: Way | None = None
    accepts: Callable[[Sequence[Row]], bool] = lambda _: True

    def with_tables(self, cases: Mapping[str, Table]) -> "Goal":
        """The goal with other cases of some tables, which then come first."""
        tables = tuple(cases.get(table.code, table) for table in self.tables)
        return evolve(self, tables=tables, first=frozenset(cases))


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
        stated = [path for path, value in self.facts.items() if value is not None and fact(path).type == "date"]
        days = earliest_days(stated, self.wanted, READABLE) or earliest_days(stated, self.wanted)
        return dossier_of(self.facts, days or {})


@frozen
class _Place:
    """A table in its turn: what its cases state that no table before it reads costs ``rest`` at least, from here on."""

    table: Table
    rest: int


class Search:
    """Finds the smallest dossiers for goals; what was learned about days on the way is kept for the next goal."""

    def __init__(self) -> None:
        self._possible: dict[frozenset[object], bool] = {}

    def smallest(self, goal: Goal, below: int | None = None) -> Found | None:
        """The smallest dossier for a goal, of fewer than ``below`` facts; ``None`` if there is none."""
        return _Descent(self, goal, below).found()

    def is_possible(self, facts: Facts, wanted: Sequence[Wanted]) -> bool:
        """Whether there are days for the stated dates that keep to what is wanted."""
        stated = [path for path, value in facts.items() if value is not None and fact(path).type == "date"]
        key = frozenset((*stated, *wanted))
        if key not in self._possible:
            self._possible[key] = earliest_days(stated, wanted) is not None
        return self._possible[key]


class _Descent:
    """One search: case by case, table by table, the fewest new facts first; never to a dossier that is no smaller."""

    def __init__(self, search: Search, goal: Goal, below: int | None) -> None:
        self._search = search
        self._goal = goal
        self._below = below
        self._best: Found | None = None
        self._start: dict[str, object] = dict(goal.way.facts) if goal.way else {}
        self._places = tuple(_in_turn(goal, self._start))

    def found(self) -> Found | None:
        wanted = self._goal.way.closed() if self._goal.way else ()
        if all(place.table.rows for place in self._places) and self._search.is_possible(self._start, wanted):
            self._visit(0, self._start, wanted, ((), ()), ())
        return self._best

    def _visit(
        self, turn: int, facts: dict[str, object], wanted: tuple[Wanted, ...], binding: Binding, rows: tuple[Row, ...]
    ) -> None:
        if turn == len(self._places):
            if self._goal.accepts(rows):
                self._best = Found(facts, self._all_wanted(facts, wanted, binding))
                self._below = self._best.size
            return
        place = self._places[turn]
        rest = self._places[turn + 1].rest if turn + 1 < len(self._places) else 0
        for more, row in _fitting(place.table.rows, facts):
            known = {**facts, **row.facts}
            if self._below is not None and size(known) + rest >= self._below:
                return  # the rows that follow state no less
            bounds = (*wanted, *(bound for bound in row.bounds if bound not in wanted))
            bound_now = self._bound_by(place.table, row, binding)
            same = bounds == wanted and bound_now == binding and not any(fact(path).type == "date" for path in more)
            if same or self._search.is_possible(known, self._all_wanted(known, bounds, bound_now)):
                self._visit(turn + 1, known, bounds, bound_now, (*rows, row))

    def _bound_by(self, table: Table, row: Row, binding: Binding) -> Binding:
        before, after = (
            (*bounds, *date_bounds(rule.requires)) if rule is not None and binds and can_meet else bounds
            for bounds, rule, binds, can_meet in zip(binding, table.rules, row.binds, self._goal.can_meet, strict=True)
        )
        return before, after

    def _all_wanted(self, facts: Facts, wanted: tuple[Wanted, ...], binding: Binding) -> tuple[Wanted, ...]:
        """What the days keep to, and for each rule set some days of the unknown dates, named after it."""
        unknown = (
            NotAfter(_named(bound.earlier, facts, side), _named(bound.later, facts, side))
            for side, bounds, can_meet in zip(("before", "after"), binding, self._goal.can_meet, strict=True)
            if can_meet and bounds
            for bound in (*OWN_ORDERS, *bounds)
        )
        return (*wanted, *unknown)


def _named(day: Day, facts: Facts, side: str) -> Day:
    if isinstance(day.of, date) or facts.get(day.of):
        return day
    return evolve(day, of=f"{day.of} {side}")


def _fitting(rows: Sequence[Row], facts: Facts) -> list[tuple[list[str], Row]]:
    """The rows that go with what is stated, with the facts that each states anew; the fewest first."""
    fitting = [
        ([path for path, value in row.facts.items() if value is not None and path not in facts], row)
        for row in rows
        if all(facts[path] == value for path, value in row.facts.items() if path in facts)
    ]
    return sorted(fitting, key=lambda pair: len(pair[0]))


def _in_turn(goal: Goal, start: Facts) -> Iterator[_Place]:
    """The tables in an order in which contradictions show early: the first ones, then always one that shares facts."""
    waiting = list(goal.tables)
    order: list[Table] = []
    read = set(start)
    while waiting:
        waiting.sort(key=lambda table: (table.code not in goal.first, read.isdisjoint(table.reads), len(table.rows)))
        order.append(waiting.pop(0))
        read |= order[-1].reads
    seen = set(start)
    least = []
    for table in order:
        own = table.reads - seen
        least.append(min((sum(row.facts[path] is not None for path in own) for row in table.rows), default=0))
        seen |= table.reads
    yield from (_Place(table, sum(least[turn:])) for turn, table in enumerate(order))
