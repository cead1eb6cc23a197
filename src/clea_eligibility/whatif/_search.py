"""The smallest dossier in which every rule comes to a case that is wanted, and what it leaves unknown can be filled in.

:class:`Fillings` says whether it can, and lists what keeps a dossier from being filled in so that it is eligible.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_, is_
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FLAG_OF, fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._conditions import OWN_ORDERS, NotAfter, date_bounds
from clea_eligibility.rules._sharing import Domains, known_values
from clea_eligibility.whatif._arrangements import (
    DATES,
    Way,
    Work,
    earliest_days,
    renamed,
    stated_dates,
    ways_by,
)
from clea_eligibility.whatif._cases import Facts, Row, Table, size

_FLAGS = frozenset(FLAG_OF.values())
_FINE = frozenset((None, Status.SATISFIED, Status.PRESUMED, Status.NOT_APPLICABLE))
Part: TypeAlias = tuple[str, Any] | Way
"""A fact with its value, or a way that is closed."""


@frozen
class Term:
    """As few facts and comparisons as make the rule of one table come out well, whatever else is stated."""

    code: str
    facts: tuple[tuple[str, Any], ...]
    bounds: tuple[NotAfter, ...]


@frozen
class Conflict:
    """Something stated that no filling-in makes eligible, while any part of it may be."""

    parts: frozenset[Part]

    @property
    def facts(self) -> dict[str, Any]:
        stated: dict[str, Any] = {}
        for part in self.parts:
            stated.update(part.ends if isinstance(part, Way) else dict([part]))
        return stated

    @property
    def wanted(self) -> tuple[NotAfter, ...]:
        return tuple(bound for part in self.parts if isinstance(part, Way) for bound in part.closed)


class Fillings:
    """The eligible ways of filling in what a dossier leaves unknown, under one of the two rule sets.

    ``values`` are those of each fact that conditions tell apart.
    """

    def __init__(self, tables: Sequence[Table], side: int, values: Domains, work: Work) -> None:
        self._tables = {table.code: table for table in tables if table.rules[side] or not table.code}
        self._terms = {code: tuple(_terms(table, side)) for code, table in self._tables.items()}
        self._reads = {code: _with_partners(table.reads) for code, table in self._tables.items()}
        self._values = values
        self._work = work

    def wanted(self, facts: Facts, wanted: tuple[NotAfter, ...]) -> tuple[NotAfter, ...] | None:
        """What days keep to where an eligible filling-in is possible; ``None`` where none is."""
        terms = self._chosen(facts, wanted, self._tables)
        return None if terms is None else (*wanted, *_bounds(terms, facts))

    def conflicts(self) -> list[Conflict]:
        """Every smallest conflict: no filling-in of a dossier is eligible exactly where it contains one of these.

        Starting from nothing, something is stated that the filling-in just found has otherwise, until no filling-in is
        left. Rules that share no unknown fact are looked at apart.
        """
        found: list[Conflict] = []
        waiting = [Conflict(frozenset())]
        seen = {waiting[0]}
        for tried in waiting:
            self._work.add(1 + len(found))
            if any(conflict.parts <= tried.parts for conflict in found):
                continue
            for codes in self._hanging_together(tried):
                self._work.codes = codes
                terms = self._chosen(tried.facts, tried.wanted, codes)
                if terms is None:
                    found.append(tried)
                    break
                for part in self._otherwise(terms, tried.facts):
                    more = Conflict(tried.parts | {part})
                    if more not in seen and self._work.has_days(more.facts, more.wanted):
                        seen.add(more)
                        waiting.append(more)
        return found

    def _chosen(self, facts: Facts, wanted: tuple[NotAfter, ...], codes: Iterable[str]) -> list[Term] | None:
        """A term for each table, such that all go together with what is stated."""
        stated = {path: value for path, value in facts.items() if value is not None}
        present = {FLAG_OF[path] for path in stated if path in FLAG_OF}
        fitting = [[term for term in self._terms[code] if _fits(term, stated, present)] for code in codes]
        fitting.sort(key=len)
        chosen: list[Term] = []

        def choose(turn: int, filled: Mapping[str, Any]) -> bool:
            if turn == len(fitting):
                return True
            for term in fitting[turn]:
                self._work.add(5)
                if all(filled.get(path, value) == value for path, value in term.facts if path in filled):
                    chosen.append(term)
                    has_days = not term.bounds or self._work.has_days(stated, (*wanted, *_bounds(chosen, stated)))
                    if has_days and choose(turn + 1, {**filled, **dict(term.facts)}):
                        return True
                    chosen.pop()
            return False

        return chosen if choose(0, {}) else None

    def _otherwise(self, terms: Sequence[Term], facts: Facts) -> Iterator[Part]:
        for path, value in dict.fromkeys(pair for term in terms for pair in term.facts):
            if path not in facts and (path not in DATES or value is None):
                others = (True,) if path in DATES else known_values(self._values[path])
                yield from ((path, other) for other in others if other != value)
        bounds = dict.fromkeys((bound, term.code) for term in terms for bound in term.bounds)
        yield from ways_by(bounds, facts, self._work)

    def _hanging_together(self, tried: Conflict) -> Iterator[list[str]]:
        """The tables that hang together by facts that are not stated, where all that is tried concerns them."""
        stated = tried.facts
        left = dict(self._reads)
        while left:
            code, reads = left.popitem()
            codes, together = [code], set(reads)
            while more := [code for code, reads in left.items() if not together.isdisjoint(reads - stated.keys())]:
                codes += more
                together.update(*(left.pop(code) for code in more))
            if all(not together.isdisjoint(part.ends if isinstance(part, Way) else part[:1]) for part in tried.parts):
                yield codes


def _terms(table: Table, side: int) -> list[Term]:
    """Terms that together cover every case of the table that comes out well."""
    every = (1 << len(table.rows)) - 1
    well = sum(1 << place for place, row in enumerate(table.rows) if row.statuses[side] in _FINE)
    having: dict[object, int] = {}
    for place, row in enumerate(table.rows):
        for one in (*row.facts.items(), *row.bounds):
            having[one] = having.get(one, 0) | 1 << place

    def covered(facts: Facts, bounds: Iterable[NotAfter]) -> int:
        return reduce(and_, (having[one] for one in (*facts.items(), *bounds)), every)

    left, found = well, []
    for place, row in enumerate(table.rows):
        if left >> place & 1:
            facts, bounds = dict(row.facts), list(row.bounds)
            for bound in row.bounds:
                fewer = [other for other in bounds if other != bound]
                if not covered(facts, fewer) & ~well:
                    bounds = fewer
            for path in sorted(facts, key=_FLAGS.__contains__):
                others = {other: value for other, value in facts.items() if other != path}
                if not _is_needed(path, others, bounds) and not covered(others, bounds) & ~well:
                    facts = others
            left &= ~covered(facts, bounds)
            found.append(Term(table.code, tuple(facts.items()), tuple(bounds)))
    return sorted(found, key=lambda term: (len(term.bounds), len(term.facts)))


def _is_needed(path: str, facts: Facts, bounds: Iterable[NotAfter]) -> bool:
    """Whether bounds speak of the day, or facts that are stated need the presence flag."""
    return any(path in (bound.earlier.of, bound.later.of) for bound in bounds) or any(
        FLAG_OF.get(other) == path for other, value in facts.items() if value is not None
    )


def _with_partners(reads: set[str]) -> set[str]:
    """The facts, and those that have an order of their own with one of them."""
    pairs = ({str(order.earlier.of), str(order.later.of)} for order in OWN_ORDERS)
    return reads.union(*(pair for pair in pairs if pair & reads))


def _bounds(terms: Sequence[Term], facts: Facts) -> list[NotAfter]:
    """What the days of the terms keep to, those that are not stated under names of their own."""
    bounds = dict.fromkeys(bound for term in terms for bound in term.bounds)
    if not bounds:
        return []
    unknown = {path for path in DATES if facts.get(path) is None}
    return [renamed(bound, unknown, "filled in") for bound in (*OWN_ORDERS, *bounds)]


def _fits(term: Term, stated: Facts, present: set[str]) -> bool:
    return all(
        stated.get(path, value) == value and not (value is None and path in present) for path, value in term.facts
    )


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
    wanted: tuple[NotAfter, ...] = ()
    accepts: Callable[[Sequence[Row]], bool] = lambda _: True

    def with_tables(self, cases: Mapping[str, Table]) -> "Goal":
        tables = tuple(cases.get(table.code, table) for table in self.tables)
        return evolve(self, tables=tables, first=self.first | cases.keys())


@frozen
class Found:
    """The smallest dossier, by what it states, and what its days keep to."""

    facts: Facts
    wanted: tuple[NotAfter, ...]

    @property
    def size(self) -> int:
        return size(self.facts)

    def dossier(self) -> Dossier:
        """The dossier, on days that are easy to read if there are such days."""
        stated = stated_dates(self.facts)
        days = earliest_days(stated, self.wanted, READABLE) or earliest_days(stated, self.wanted)
        values = {path: (days or {}).get(path, value) for path, value in self.facts.items() if value is not None}
        return changed(Dossier(), {fact(path).path: value for path, value in values.items()})


def smallest(work: Work, fillings: tuple[Fillings, Fillings], goal: Goal, below: int | None) -> Found | None:
    """The smallest dossier for a goal, of fewer than ``below`` facts; ``None`` if there is none.

    ``fillings`` are those of the two rule sets.
    """
    if below is not None and size(goal.facts) >= below:
        return None
    work.codes = goal.first or [table.code for table in goal.tables]
    work.add(50)
    tables = _going_together(goal)
    if not all(table.rows for table in tables):
        return None
    return _Search(work, fillings, evolve(goal, tables=tables), below).found()


class _Search:
    """One search: case by case, table by table, the fewest new facts first; skips what states as much as the best."""

    def __init__(self, work: Work, fillings: tuple[Fillings, Fillings], goal: Goal, below: int | None) -> None:
        self._work = work
        self._fillings = fillings
        self._goal = goal
        self._below = below
        self._best: Found | None = None
        self._turns = _turns(goal)

    def found(self) -> Found | None:
        if self._filled_in(self._goal.facts, self._goal.wanted) is not None:
            self._visit(0, dict(self._goal.facts), self._goal.wanted, ((), ()), ())
        return self._best

    def _visit(
        self, turn: int, facts: dict[str, object], wanted: tuple[NotAfter, ...], binding: Binding, rows: tuple[Row, ...]
    ) -> None:
        if turn == len(self._turns):
            all_wanted = self._filled_in(facts, self._all_wanted(facts, wanted, binding))
            if all_wanted is not None and self._goal.accepts(rows):
                self._best = Found(facts, all_wanted)
                self._below = self._best.size
            return
        table, rest = self._turns[turn]
        self._work.add(len(table.rows))
        for more, row in _fitting(table.rows, facts):
            known = {**facts, **row.facts}
            if self._below is not None and size(known) + rest >= self._below:
                return  # the rows that follow state no less
            bounds = (*wanted, *(bound for bound in row.bounds if bound not in wanted))
            bound_now = self._bound_by(table, row, binding)
            same = bounds == wanted and bound_now == binding and not more
            if same or self._filled_in(known, self._all_wanted(known, bounds, bound_now)) is not None:
                self._visit(turn + 1, known, bounds, bound_now, (*rows, row))

    def _filled_in(self, facts: Facts, wanted: tuple[NotAfter, ...]) -> tuple[NotAfter, ...] | None:
        """What is wanted, and the days of eligible filling-ins; ``None`` where one is wanted, and there is none.

        What is stated besides never makes another filling-in eligible.
        """
        if not self._work.has_days(facts, wanted):
            return None
        for fillings, needed in zip(self._fillings, self._goal.can_be_eligible, strict=True):
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

    def _all_wanted(self, facts: Facts, wanted: tuple[NotAfter, ...], binding: Binding) -> tuple[NotAfter, ...]:
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
    tables = goal.tables
    while True:
        allowed = {path: {value} for path, value in goal.facts.items()}
        for table in tables:
            for path, values in table.values.items():
                allowed[path] = allowed.get(path, values) & values
        fewer = tuple(_within(table, allowed) for table in tables)
        if all(map(is_, fewer, tables)):
            return tables
        tables = fewer


def _within(table: Table, allowed: Mapping[str, set[object]]) -> Table:
    short = [path for path, values in table.values.items() if not values <= allowed[path]]
    return table.where(lambda row: all(row.facts[path] in allowed[path] for path in short)) if short else table


def _fitting(rows: Sequence[Row], facts: Facts) -> list[tuple[list[str], Row]]:
    """The rows that go with what is stated, with the facts that each states anew; the fewest first."""
    fitting = [
        ([path for path, value in row.facts.items() if value is not None and path not in facts], row)
        for row in rows
        if all(facts[path] == value for path, value in row.facts.items() if path in facts)
    ]
    return sorted(fitting, key=lambda pair: len(pair[0]))


def _turns(goal: Goal) -> list[tuple[Table, int]]:
    """The tables in an order in which contradictions show early: the first ones, then always one that shares facts.

    With each comes how many facts the cases of the tables after it state at least that no table before them reads.
    """
    waiting = list(goal.tables)
    order: list[tuple[Table, int]] = []
    read = set(goal.facts)
    while waiting:
        waiting.sort(key=lambda table: (table.code not in goal.first, read.isdisjoint(table.reads), len(table.rows)))
        table = waiting.pop(0)
        own = table.reads - read
        order.append((table, min((sum(row.facts[path] is not None for path in own) for row in table.rows), default=0)))
        read |= table.reads
    return [(table, sum(least for _, least in order[turn:])) for turn, (table, _) in enumerate(order, 1)]
