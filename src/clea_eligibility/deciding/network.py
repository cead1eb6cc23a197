"""The date rules taken together: the bounds that each date puts on the others.

Every date rule says ``earlier + shift <= later + shift``, and shifts never change the order of two days. So the
earliest day that each date may take follows from those of its neighbours, and likewise the latest; where a known day
would have to be later than it is, the rules cannot hold together, and otherwise they can. Days are ordinals without
limit.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import combinations, pairwise
from operator import or_
from typing import TypeAlias

import attrs
from attrs import field, frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import (
    AllOf,
    AnyOf,
    Condition,
    Day,
    NotAfter,
    Same,
    Unless,
    bounds_of,
    date_bounds,
    is_of_dates,
    two_valued,
)
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet

__all__ = [
    "Bounds",
    "Chain",
    "Edge",
    "Network",
    "comparisons",
    "dates_of",
    "gains",
    "network",
    "pulled",
    "pushed",
    "rules_of",
]

_MANY_CHAINS = 200

Bounds = list[int | None]
"""For each date the ordinal of one bound; ``None`` where it is open."""


@frozen
class Edge:
    """One date, shifted, is on or before another, shifted.

    ``rules`` is the bit of the date rule that says so; every set of rules has the bit of the dates' own order.
    """

    rules: int
    earlier: int
    earlier_shift: tuple[int, int]
    later: int
    later_shift: tuple[int, int]
    most: int = field(init=False)
    """A later date that is so many days after the earlier one is never too early; nor, if ``is_exact``, need it be."""
    is_exact: bool = field(init=False)
    least: int = field(init=False)
    """The earliest day of the later date is always so many days after the earlier one, or more."""

    @most.default
    def _most(self) -> int:
        (earlier_months, earlier_days), (later_months, later_days) = self.earlier_shift, self.later_shift
        return dates.most_days(earlier_months) + earlier_days - dates.fewest_days(later_months) - later_days

    @least.default
    def _least(self) -> int:
        (earlier_months, earlier_days), (later_months, later_days) = self.earlier_shift, self.later_shift
        return dates.fewest_days(earlier_months) + earlier_days - dates.most_days(later_months) - later_days

    @is_exact.default
    def _is_exact(self) -> bool:
        return not self.earlier_shift[0] and not self.later_shift[0]

    @classmethod
    def of(cls, bound: NotAfter, rules: int = 0, earlier: int = 0, later: int = 1) -> "Edge":
        """The edge between two dates, given by their places, that a comparison of them makes."""
        return cls(
            rules,
            earlier,
            (bound.earlier.months, bound.earlier.days),
            later,
            (bound.later.months, bound.later.days),
        )

    def push(self, low: int) -> int:
        """The earliest day of the later date, given that of the earlier one."""
        if self.is_exact:
            return low + self.most
        months, days = self.earlier_shift
        return dates.earliest_after(dates.add_months(low, months) + days, *self.later_shift)

    def pull(self, high: int) -> int:
        """The latest day of the earlier date, given that of the later one."""
        if self.is_exact:
            return high - self.most
        months, days = self.later_shift
        return dates.latest_before(dates.add_months(high, months) + days, *self.earlier_shift)


@frozen
class Network:
    """The dates of a rule set and what binds them.

    ``nodes`` are the date facts, by path, then the fixed days; ``rules`` the date rules. A set of date rules is a
    bit mask over ``rules``. ``reach`` is a number of days by which no bound ever moves away from the known days, but
    where rules push one another on for ever: the calendar repeats itself after a cycle, so that dates that can be
    found at all are found within one. ``rests`` remembers where circles of bounds come to rest: the first and the last
    days of stretches of which one end is the rest of all, or ``None`` for a circle that never rests; see :meth:`_rest`.
    """

    nodes: tuple[str | date, ...]
    rules: tuple[Rule, ...]
    edges: tuple[Edge, ...]
    reach: int
    rests: "dict[tuple[bool, Chain], tuple[list[int], list[int]] | None]" = field(factory=dict, eq=False, repr=False)
    leaving: tuple[tuple[Edge, ...], ...] = field(init=False)
    """For each date the edges on which it is the earlier one."""

    arriving: tuple[tuple[Edge, ...], ...] = field(init=False)
    """For each date the edges on which it is the later one."""

    @leaving.default
    def _leaving(self) -> tuple[tuple[Edge, ...], ...]:
        return tuple(tuple(edge for edge in self.edges if edge.earlier == node) for node in range(len(self.nodes)))

    @arriving.default
    def _arriving(self) -> tuple[tuple[Edge, ...], ...]:
        return tuple(tuple(edge for edge in self.edges if edge.later == node) for node in range(len(self.nodes)))

    @property
    def own_order(self) -> int:
        """The bit of the order that some dates have of their own, whatever the rules: a start comes before its end."""
        return 1 << len(self.rules)

    def earliest(self, days: Bounds, active: int, floors: Bounds | None = None) -> Bounds | None:
        """The earliest day of every date under the active rules; ``None`` if some date is left no day.

        ``days`` gives the ordinal of every known date, in the order of ``nodes``; ``floors`` a day that an unknown
        one is not to be before.
        """
        lows = list(days) if floors is None else [floors[i] if day is None else day for i, day in enumerate(days)]
        return self._settled(days, lows, active, forward=True)

    def latest(self, days: Bounds, active: int) -> Bounds | None:
        """The latest day of every date under the active rules: :meth:`earliest` in a mirror, without the floors."""
        return self._settled(days, list(days), active, forward=False)

    def _settled(self, days: Bounds, bounds: Bounds, active: int, *, forward: bool) -> Bounds | None:
        """The bounds, moved on until every active edge holds; ``None`` if a known day or no day would have to move."""
        sign = 1 if forward else -1
        furthest = max((bound * sign for bound in bounds if bound is not None), default=0) + self.reach
        binding = active | self.own_order
        edges = self.leaving if forward else self.arriving
        waiting = [node for node, bound in enumerate(bounds) if bound is not None]
        moved_by: dict[int, Edge] = {}
        while waiting:
            node = waiting.pop()
            start: int = bounds[node]  # type: ignore[assignment]
            for edge in edges[node]:
                if not edge.rules & binding:
                    continue
                moved = edge.later if forward else edge.earlier
                known = bounds[moved]
                if known is None or (known - start) * sign < edge.most:
                    bound: int | None = edge.push(start) if forward else edge.pull(start)
                    if known is None or (known - bound) * sign < 0:  # type: ignore[operator]
                        moved_by[moved] = edge
                        if known is not None and (circle := _circle(moved_by, moved, forward)):
                            bound = self._rest(circle, bound, forward)  # type: ignore[arg-type]
                        if days[moved] is not None or bound is None or bound * sign > furthest:
                            return None
                        bounds[moved] = bound
                        waiting.append(moved)
        return bounds

    def _rest(self, circle: "Chain", bound: int, forward: bool) -> int | None:
        """The first day from ``bound`` on that a circle of bounds leaves where it is; ``None`` if there is none.

        Moving days never changes their order, so no day before such a day passes it: the days from which one was
        found all have it as their first. A circle that has none in some years, nor around the years that lack a
        29 February, never will: the calendar repeats itself. Backwards, it is the last day until ``bound``.
        """
        if gains(circle if forward else circle[::-1]):
            return None
        found = self.rests.setdefault((forward, circle), ([], []))
        if found is None:
            return None
        firsts, lasts = found
        place = bisect_left(lasts, bound)
        if place < len(lasts) and firsts[place] <= bound:
            return lasts[place] if forward else firsts[place]
        rests = (_rest_near(circle, day, forward) for day in _unlike(circle, bound, forward))
        rest = next((rest for rest in rests if rest is not None), None)
        if rest is None:
            self.rests[forward, circle] = None
        elif forward and place < len(lasts) and lasts[place] == rest:
            firsts[place] = bound
        elif not forward and place and firsts[place - 1] == rest:
            lasts[place - 1] = bound
        else:
            firsts.insert(place, min(bound, rest))
            lasts.insert(place, max(bound, rest))
        return rest

    def with_bounds(self, bounds: Iterable[tuple[int, NotAfter]]) -> "Network":
        """The same network with more bounds, each under a bit of its own."""
        bounds = list(bounds)
        days = [day for _, bound in bounds for day in (bound.earlier, bound.later)]
        nodes = tuple(dict.fromkeys([*self.nodes, *(day.of for day in days)]))
        edges = [
            Edge.of(bound, bit, nodes.index(bound.earlier.of), nodes.index(bound.later.of)) for bit, bound in bounds
        ]
        return Network(nodes, self.rules, (*self.edges, *edges), self.reach + _reach(days))

    def kept_apart(self, earlier: int, later: int, days: int) -> "Network":
        """The same network, in which the later of two dates is exactly so many days after the earlier one."""
        return Network(
            self.nodes,
            self.rules,
            (
                *self.edges,
                Edge(self.own_order, earlier, (0, days), later, (0, 0)),
                Edge(self.own_order, later, (0, -days), earlier, (0, 0)),
            ),
            self.reach + 2 * days,
            self.rests,
        )

    def chains(self) -> "tuple[Chain, ...] | None":
        """The ways by which one known day bounds another over unknown dates: the fewest rules first, then in order.

        Known days leave no room where, and only where, all the rules of some chain bind, the dates on the way are
        unknown, and the last day comes too early. ``None`` where bounds may push a date beyond itself, since no list
        would end, and where there are more than anybody would read.
        """
        found: list[Chain] = []
        waiting: list[Chain] = [(edge,) for edge in self.edges]
        while waiting:
            chain = waiting.pop()
            first, last = chain[0].earlier, chain[-1].later
            if first == last:
                if sum(edge.most for edge in chain) > 0:
                    return None
                continue
            if len(chain) > 1 and rules_of(chain, self):
                found.append(chain)
                if len(found) > _MANY_CHAINS:
                    return None
            if isinstance(self.nodes[last], str):
                passed = [edge.later for edge in chain]
                waiting += [(*chain, edge) for edge in self.leaving[last] if edge.later not in passed]
        return tuple(sorted(found, key=lambda chain: _few_and_first(rules_of(chain, self))))

    def has_room(self, days: Bounds, active: int) -> bool:
        """Whether some choice of the unknown dates keeps every active edge, those between unknown dates alone too."""
        return self.earliest(days, active, self.far_back(days)) is not None

    def far_back(self, days: Bounds) -> Bounds:
        """Floors so long before the known days that they bind nothing; with them, no circle of bounds is overlooked."""
        first = min((day for day in days if day is not None), default=1) - self.reach
        return [first - first % dates.CYCLE] * len(days)  # the same for most, so that little is worked out again

    def conflict(self, days: Bounds, active: int, floors: Bounds | None = None) -> int:
        """A smallest set of active rules that no choice of the unknown dates can satisfy; 0 if there is none.

        If no known day has to be later than it is, then every date at its earliest is a choice that will do. Among
        sets of one size, the first in the order of the rules. Active rules are taken to hold wherever they
        compare two known days: one that does not is violated, and no longer active.
        """
        floors = self.far_back(days) if floors is None else floors
        if self.earliest(days, active, floors) is not None:
            return 0
        bits = [1 << index for index in range(len(self.rules)) if active >> index & 1]
        return next(
            chosen
            for size in range(1, len(bits) + 1)
            for chosen in map(sum, combinations(bits, size))
            if self.earliest(days, chosen, floors) is None
        )


Chain: TypeAlias = tuple[Edge, ...]
"""Edges of which each begins where the one before ends."""


def rules_of(chain: Chain, network: Network) -> int:
    """The rules whose bounds make the chain: a bit mask over those of the network."""
    return reduce(or_, (edge.rules for edge in chain)) & (network.own_order - 1)


def dates_of(chain: Chain, network: Network) -> list[str | date]:
    """The dates along the chain."""
    return [network.nodes[chain[0].earlier], *(network.nodes[edge.later] for edge in chain)]


def pushed(chain: Chain, low: int) -> int:
    """The earliest day of the last date, given that of the first (ordinals)."""
    for edge in chain:
        low = edge.push(low)
    return low


def pulled(chain: Chain, high: int) -> int:
    """The latest day of the date before the first edge, where the edges lead back one by one (ordinals)."""
    for edge in chain:
        high = edge.pull(high)
    return high


def gains(circle: Chain) -> bool:
    """Whether a circle of bounds surely moves every day on: each time round by a day or more.

    Where what arrives at a date moves it by as many months as what leaves it, only days are left to be counted.
    """
    alike = all(one.later_shift[0] == other.earlier_shift[0] for one, other in pairwise((*circle, circle[0])))
    days = sum(edge.earlier_shift[1] - edge.later_shift[1] for edge in circle)
    return (alike and days > 0) or sum(edge.least for edge in circle) > 0


def _unlike(circle: Chain, bound: int, forward: bool) -> Iterator[int]:
    """The bound, and days from which on the calendar is another: every 29 February that a hundredth year lacks."""
    cycles = [(bound // dates.CYCLE + place) * dates.CYCLE for place in range(-1, 3)]
    lacking = [day + cycle for cycle in cycles for day in dates.LACKING]
    half = _stretch(circle) // 2
    yield bound
    if forward:
        yield from (day - half for day in lacking if bound < day - half <= bound + dates.CYCLE)
    else:
        yield from (day + half for day in reversed(lacking) if bound > day + half >= bound - dates.CYCLE)


def _rest_near(circle: Chain, day: int, forward: bool) -> int | None:
    """The first day that a circle leaves where it is, in the years from a day on; ``None`` if there is none."""
    rest, before, stretch = day, None, _stretch(circle)
    while rest != before and abs(rest - day) <= stretch:
        before = rest
        rest = max(rest, pushed(circle, rest)) if forward else min(rest, pulled(circle, rest))
    return rest if rest == before else None


def _stretch(circle: Chain) -> int:
    """So many days that a circle sees the calendar as it is in them: every ordinary year, and around any other."""
    shifts = (shift for edge in circle for shift in (edge.earlier_shift, edge.later_shift))
    return 4 * (sum(31 * abs(months) + abs(days) + 1 for months, days in shifts) + 4 * 366)


def _circle(moved_by: dict[int, Edge], node: int, forward: bool) -> Chain:
    """The edges, in order, by which a date moved its own bound; none where it did not."""
    found: list[Edge] = []
    at = node
    while at in moved_by and len(found) < len(moved_by):
        edge = moved_by[at]
        found.append(edge)
        at = edge.earlier if forward else edge.later
        if at == node:
            return tuple(reversed(found))
    return ()


def _few_and_first(rules: int) -> tuple[int, list[int]]:
    return rules.bit_count(), [bit for bit in range(rules.bit_length()) if rules >> bit & 1]


def network(rules: RuleSet) -> Network:
    """The network of a rule set; raises :class:`CleaError` if no dates at all could satisfy its rules."""
    date_rules = tuple(rule for rule in rules.rules if any(date_bounds(rule.requires)))
    made = _network(
        date_rules,
        [(1 << index, bound) for index, rule in enumerate(date_rules) for bound in date_bounds(rule.requires)],
    )
    _check(made, rules)
    return made


def comparisons(rules: RuleSet) -> Network:
    """Every comparison of two days that can make a decision another: of rules, readings, presumptions, whatever holds.

    Two dates that a condition calls the same are compared both ways. Where a comparison may have to fail, since an
    unless or what makes a rule apply reads it, its opposite is there, too. No rule is named: this network decides
    nothing.
    """
    conditions = [(rule.applies, True) for rule in rules.rules]
    conditions += [(rule.requires, False) for rule in rules.rules]
    conditions += [(rule.presumed, False) for rule in rules.rules if rule.presumed is not None]
    conditions += [(reading.requires, False) for reading in rules.readings]
    found = (bound for condition, may_fail in conditions for bound in _compared(condition, may_fail))
    return _network((), [(1, bound) for bound in dict.fromkeys(found)])


def _compared(condition: Condition, may_fail: bool) -> Iterator[NotAfter]:
    match condition:
        case NotAfter() | Same() if is_of_dates(condition):
            for bound in bounds_of(condition):
                yield bound
                if may_fail:
                    yield NotAfter(attrs.evolve(bound.later, days=bound.later.days + 1), bound.earlier)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _compared(part, may_fail)
        case Unless(inner):
            yield from _compared(inner, True)
        case _:
            return


def _network(date_rules: tuple[Rule, ...], bounds: list[tuple[int, NotAfter]]) -> Network:
    facts = [fact for fact in FACTS if fact.type == "date"]
    own_order = 1 << len(date_rules)
    own = [
        (own_order, NotAfter(Day(fact.on_or_after), Day(fact.path))) for fact in facts if fact.on_or_after is not None
    ]
    alone = Network(tuple(fact.path for fact in facts), date_rules, (), dates.CYCLE)
    return alone.with_bounds([*own, *bounds])


def _reach(days: Iterable[Day]) -> int:
    """By how many days bounds between these can move a date away from the others, but for circles."""
    return sum(31 * abs(day.months) + abs(day.days) + 1 for day in days)


def _check(made: Network, rules: RuleSet) -> None:
    always = [1 << place for place, rule in enumerate(made.rules) if two_valued(rule.applies)]
    fixed = [of.toordinal() if isinstance(of, date) else None for of in made.nodes]
    if not made.has_room(fixed, sum(always)):
        raise CleaError(f"{rules.id}: no dates at all can satisfy its date rules together")
