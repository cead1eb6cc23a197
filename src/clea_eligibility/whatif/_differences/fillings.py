"""Whether unknown facts can be filled in so that a rule set finds the dossier eligible, and what keeps them from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any, TypeAlias

from attrs import frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.facts import FACTS, FLAG_OF
from clea_eligibility.rules._conditions import NotAfter
from clea_eligibility.whatif._differences.arrangements import DATES, OWN_ORDERS, Days, Wanted, renamed
from clea_eligibility.whatif._differences.rows import Facts, Table
from clea_eligibility.whatif._differences.ways import Way, ways_by

_FLAGS = frozenset(FLAG_OF.values())
_ORDERED = tuple({fact.on_or_after, fact.path} for fact in FACTS if fact.on_or_after is not None)
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
        """What is stated: True for a date."""
        stated: dict[str, Any] = {}
        for part in self.parts:
            stated.update(part.ends if isinstance(part, Way) else dict([part]))
        return stated

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What its days keep to."""
        return tuple(part.closed for part in self.parts if isinstance(part, Way))


class Fillings:
    """The eligible ways of filling in what a dossier leaves unknown, under one of the two rule sets.

    ``values`` are those of each fact that conditions tell apart.
    """

    def __init__(self, tables: Sequence[Table], side: int, values: Mapping[str, Sequence[Any]], days: Days) -> None:
        self._tables = {table.code: table for table in tables if table.rules[side] or not table.code}
        self._terms = {code: tuple(_terms(table, side)) for code, table in self._tables.items()}
        self._reads = {code: _with_partners(table.reads) for code, table in self._tables.items()}
        self._values = values
        self._days = days

    def wanted(self, facts: Facts, wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...] | None:
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
            self._days.work.add(1 + len(found))
            if any(conflict.parts <= tried.parts for conflict in found):
                continue
            for codes in self._hanging_together(tried):
                self._days.work.codes = codes
                terms = self._chosen(tried.facts, tried.wanted, codes)
                if terms is None:
                    found.append(tried)
                    break
                for part in self._otherwise(terms, tried.facts):
                    more = Conflict(tried.parts | {part})
                    if more not in seen and self._days.are_possible(more.facts, more.wanted):
                        seen.add(more)
                        waiting.append(more)
        return found

    def _chosen(self, facts: Facts, wanted: tuple[Wanted, ...], codes: Iterable[str]) -> list[Term] | None:
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
                self._days.work.add(5)
                if all(filled.get(path, value) == value for path, value in term.facts if path in filled):
                    chosen.append(term)
                    are_possible = not term.bounds or self._days.are_possible(
                        stated, (*wanted, *_bounds(chosen, stated))
                    )
                    if are_possible and choose(turn + 1, {**filled, **dict(term.facts)}):
                        return True
                    chosen.pop()
            return False

        return chosen if choose(0, {}) else None

    def _otherwise(self, terms: Sequence[Term], facts: Facts) -> Iterator[Part]:
        """What could be stated besides that does not go with the terms."""
        for path, value in dict.fromkeys(pair for term in terms for pair in term.facts):
            if path not in facts and (path not in DATES or value is None):
                others = (True,) if path in DATES else self._values.get(path, (True,))
                yield from ((path, other) for other in others if other != value)
        bounds = dict.fromkeys((bound, term.code) for term in terms for bound in term.bounds)
        yield from ways_by(bounds, facts, self._days.work)

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
    return reads | {path for order in _ORDERED if order & reads for path in order}


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
