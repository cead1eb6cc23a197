"""The date rules taken together: the bounds that each date puts on the others.

Every date rule says ``earlier + shift <= later + shift``, and shifts never change the order of two days. So the
earliest day that each date may take follows from those of its neighbours, and likewise the latest; where a known day
would have to be later than it is, the rules cannot hold together, and otherwise they can. Days are ordinals without
limit.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import combinations, pairwise, product
from operator import or_
from typing import TypeAlias

from attrs import field, frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import (
    OWN_ORDERS,
    AllOf,
    AnyOf,
    Condition,
    Day,
    NotAfter,
    Same,
    Unless,
    bounds_of,
    contrary,
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
    "pushed",
    "rules_of",
]

_MANY_CHAINS = 200
_MOST_STEPS = 5_000

Bounds = list[int | None]
"""For each date the ordinal of one bound; ``None`` where it is open."""


@frozen(repr=False)
class Edge:
    """One date, shifted, is on or before another, shifted."""

    #: The bit of the date rule that says so; every set of rules has the bit of the dates' own order.
    rules: int
    earlier: int
    earlier_shift: tuple[int, int]
    later: int
    later_shift: tuple[int, int]
    #: So many days after the earlier date the later one is never too early: exact where no months are counted.
    most: int
    #: The earliest day of the later date is always so many days after the earlier one, or more.
    least: int
    is_exact: bool

    @classmethod
    def of(cls, bound: NotAfter, rules: int = 0, earlier: int = 0, later: int = 1) -> "Edge":
        """The edge between two dates, given by their places, that a comparison of them makes."""
        one, other = bound.earlier, bound.later
        days = one.days - other.days
        return cls(
            rules=rules,
            earlier=earlier,
            earlier_shift=(one.months, one.days),
            later=later,
            later_shift=(other.months, other.days),
            most=dates.most_days(one.months) - dates.fewest_days(other.months) + days,
            least=dates.fewest_days(one.months) - dates.most_days(other.months) + days,
            is_exact=not one.months and not other.months,
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


Step: TypeAlias = tuple[Edge, int, Callable[[int], int]]
"""An edge, the date to which it leads, and how it moves a bound there."""


@frozen(eq=False, repr=False)
class Network:
    """The dates of a rule set and what binds them.

    Bounds are followed along ``steps``: from earlier dates to later ones (sign 1), or back (sign -1), where all days
    count in a mirror.
    """

    #: The date facts, by path, then the fixed days.
    nodes: tuple[str | date, ...]
    #: The date rules. A set of them is a bit mask.
    rules: tuple[Rule, ...]
    edges: tuple[Edge, ...]
    #: A number of days by which no bound ever moves away from the known days, but where rules push one another on for
    #: ever: the calendar repeats itself after a cycle, so that dates that can be found at all are found within one.
    reach: int
    #: Where circles of bounds come to rest, by the day from which on; ``None`` for one that never does.
    rests: "dict[tuple[int, Chain], dict[int, int] | None]" = field(factory=dict)
    #: By sign, for each date the steps that lead on from it.
    steps: dict[int, tuple[tuple[Step, ...], ...]] = field(init=False)

    @steps.default
    def _steps(self) -> dict[int, tuple[tuple[Step, ...], ...]]:
        onward: list[list[Step]] = [[] for _ in self.nodes]
        back: list[list[Step]] = [[] for _ in self.nodes]
        for edge in self.edges:
            onward[edge.earlier].append((edge, edge.later, edge.push))
            back[edge.later].append((edge, edge.earlier, edge.pull))
        return {1: tuple(map(tuple, onward)), -1: tuple(map(tuple, back))}

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
        return self._settled(days, lows, active, 1)

    def latest(self, days: Bounds, active: int) -> Bounds | None:
        """The latest day of every date under the active rules: :meth:`earliest` in a mirror, without the floors."""
        return self._settled(days, list(days), active, -1)

    def _settled(self, days: Bounds, bounds: Bounds, active: int, sign: int) -> Bounds | None:
        """The bounds, moved on until every active edge holds; ``None`` if a known day or no day would have to move."""
        waiting = [node for node, bound in enumerate(bounds) if bound is not None]
        furthest = max([bounds[node] * sign for node in waiting], default=0) + self.reach  # type: ignore[operator]
        binding = active | self.own_order
        steps = self.steps[sign]
        moved_by: dict[int, tuple[Edge, int]] = {}
        while waiting:
            node = waiting.pop()
            start: int = bounds[node]  # type: ignore[assignment]
            for edge, moved, move in steps[node]:
                if not edge.rules & binding:
                    continue
                known = bounds[moved]
                if known is None or (known - start) * sign < edge.most:
                    bound: int | None = move(start)
                    if known is None or (known - bound) * sign < 0:  # type: ignore[operator]
                        moved_by[moved] = edge, node
                        if known is not None and (circle := _circle(moved_by, moved)):
                            bound = self._rest(circle, bound, sign)  # type: ignore[arg-type]
                        if days[moved] is not None or bound is None or bound * sign > furthest:
                            return None
                        bounds[moved] = bound
                        waiting.append(moved)
        return bounds

    def _rest(self, circle: "Chain", bound: int, sign: int) -> int | None:
        """The first day from ``bound`` on that a circle of bounds leaves where it is; ``None`` if there is none.

        A circle that has none in some years, nor around the years that lack a 29 February, never will: the calendar
        repeats itself. Backwards, it is the last day until ``bound``.
        """
        known = None if gains(circle[::sign]) else self.rests.setdefault((sign, circle), {})
        if known is None:
            return None
        if bound not in known:
            rests = (_rest_near(circle, day, sign) for day in _unlike(circle, bound, sign))
            rest = next((rest for rest in rests if rest is not None), None)
            if rest is None:
                self.rests[sign, circle] = None
                return None
            known[bound] = rest
        return known[bound]

    def cuts(self, days: Bounds, place: int) -> set[int] | None:
        """The ordinals of the days from which on a comparison with the date at ``place`` can come out otherwise.

        The known ``days`` reach the date through unknown dates in between, from before and from after, and round in
        circles as long as these move a bound. There may be days too many, on which nothing changes.

        ``None`` where the date may push itself on through unknown dates, since no bound says then on which days it
        does: think of two dates that are one month and at most thirty days apart. So, too, where the ways are too many
        to follow. The page has no such rules.
        """
        freed = [*days]
        freed[place] = None
        sources = [(place, 1), *((node, day) for node, day in enumerate(freed) if day is not None)]
        found: set[int] = set()
        count = 0
        for sign, (source, start) in product(self.steps, sources):
            passed: set[tuple[Way, Chain]] = set()
            waiting: list[tuple[Way, Chain]] = [(((source, start),), ())]
            while waiting:
                way, edges = waiting.pop()
                last, day = way[-1]
                for edge, node, move in self.steps[sign][last]:
                    at = next((at for at, (there, _) in enumerate(way) if there == node), None)
                    if at is not None:
                        circle = (*edges[at:], edge)
                        if sum(each.most for each in circle) <= 0 or gains(circle[::sign]):
                            continue  # it moves nothing, or leaves no room on any day
                        if source == place:
                            return None
                        again = (*way[:at], (node, move(day))), edges[:at]
                        if at and (again[0][at][1] - way[at][1]) * sign > 0 and again not in passed:
                            count += 1
                            passed.add(again)
                            waiting.append(again)
                    elif node == place:
                        count += 1
                        found.add(move(day) if sign > 0 else move(day) + 1)
                    elif freed[node] is None:
                        waiting.append(((*way, (node, move(day))), (*edges, edge)))
                if count > _MOST_STEPS:
                    return None
        return found

    def with_bounds(self, bounds: Iterable[tuple[int, NotAfter]]) -> "Network":
        """The same network with more bounds, each under a bit of its own; itself where there are none."""
        bounds = list(bounds)
        if not bounds:
            return self
        days = [day for _, bound in bounds for day in (bound.earlier, bound.later)]
        nodes = tuple(dict.fromkeys([*self.nodes, *(day.of for day in days)]))
        edges = [
            Edge.of(bound, bit, nodes.index(bound.earlier.of), nodes.index(bound.later.of)) for bit, bound in bounds
        ]
        return Network(nodes, self.rules, (*self.edges, *edges), self.reach + _reach(days), self.rests)

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
            if len(chain) > 1:
                found.append(chain)
                if len(found) > _MANY_CHAINS:
                    return None
            if isinstance(self.nodes[last], str):
                passed = [edge.later for edge in chain]
                waiting += [(*chain, edge) for edge, later, _ in self.steps[1][last] if later not in passed]
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
Way: TypeAlias = tuple[tuple[int, int], ...]
"""Dates that a chain passes, each with the bound that it has there."""


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


def gains(circle: Chain) -> bool:
    """Whether a circle of bounds surely moves every day on: each time round by a day or more.

    Where what arrives at a date moves it by as many months as what leaves it, only days are left to be counted.
    """
    alike = all(one.later_shift[0] == other.earlier_shift[0] for one, other in pairwise((*circle, circle[0])))
    days = sum(edge.earlier_shift[1] - edge.later_shift[1] for edge in circle)
    return (alike and days > 0) or sum(edge.least for edge in circle) > 0


def _unlike(circle: Chain, bound: int, sign: int) -> Iterator[int]:
    """The bound, and days from which on the calendar is another: every 29 February that a hundredth year lacks."""
    cycles = [(bound // dates.CYCLE + place) * dates.CYCLE for place in range(-1, 3)]
    near = [day + cycle - sign * (_stretch(circle) // 2) for cycle in cycles for day in dates.LACKING]
    yield bound
    yield from (day for day in near[::sign] if 0 < (day - bound) * sign <= dates.CYCLE)


def _rest_near(circle: Chain, day: int, sign: int) -> int | None:
    """The first day that a circle leaves where it is, in the years from a day on; ``None`` if there is none."""
    rest, stretch = day, _stretch(circle)
    while (rest - day) * sign <= stretch:
        moved = rest
        for edge in circle:
            moved = edge.push(moved) if sign > 0 else edge.pull(moved)
        if (moved - rest) * sign <= 0:
            return rest
        rest = moved
    return None


def _stretch(circle: Chain) -> int:
    """So many days that a circle sees the calendar as it is in them: every ordinary year, and around any other."""
    shifts = (shift for edge in circle for shift in (edge.earlier_shift, edge.later_shift))
    return 4 * (sum(31 * abs(months) + abs(days) + 1 for months, days in shifts) + 4 * 366)


def _circle(moved_by: dict[int, tuple[Edge, int]], node: int) -> Chain:
    """The edges, in order, by which a date moved its own bound; none where it did not."""
    found: list[Edge] = []
    at = node
    while at in moved_by and len(found) < len(moved_by):
        edge, at = moved_by[at]
        found.append(edge)
        if at == node:
            return tuple(reversed(found))
    return ()


def _few_and_first(rules: int) -> tuple[int, list[int]]:
    return rules.bit_count(), [bit for bit in range(rules.bit_length()) if rules >> bit & 1]


def network(rules: RuleSet) -> Network:
    """The network of a rule set; raises :class:`CleaError` if no dates at all could satisfy its rules."""
    date_rules = tuple(rule for rule in rules.rules if any(date_bounds(rule.requires)))
    bounds = [(1 << place, bound) for place, rule in enumerate(date_rules) for bound in date_bounds(rule.requires)]
    made = _network(date_rules, bounds)
    always = sum(1 << place for place, rule in enumerate(date_rules) if two_valued(rule.applies))
    if not made.has_room([of.toordinal() if isinstance(of, date) else None for of in made.nodes], always):
        raise CleaError(f"{rules.id}: no dates at all can satisfy its date rules together")
    return made


def comparisons(rules: RuleSet) -> Network:
    """Every comparison of two days that can make a decision another: of rules, readings, presumptions, whatever holds.

    Two dates that a condition calls the same are compared both ways. Where a comparison may have to fail, since an
    unless or what makes a rule apply reads it, its opposite is there, too. No rule is named: this network decides
    nothing.
    """
    must_hold = [part for rule in rules.rules for part in (rule.requires, rule.presumed) if part is not None]
    must_hold += [reading.requires for reading in rules.readings]
    conditions = [*((rule.applies, True) for rule in rules.rules), *((part, False) for part in must_hold)]
    found = (bound for condition, may_fail in conditions for bound in _compared(condition, may_fail))
    return _network((), [(1, bound) for bound in dict.fromkeys(found)])


def _compared(condition: Condition, may_fail: bool) -> Iterator[NotAfter]:
    match condition:
        case NotAfter() | Same() if is_of_dates(condition):
            for bound in bounds_of(condition):
                yield bound
                if may_fail:
                    yield contrary(bound)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _compared(part, may_fail)
        case Unless(inner):
            yield from _compared(inner, True)
        case _:
            return


def _network(date_rules: tuple[Rule, ...], bounds: list[tuple[int, NotAfter]]) -> Network:
    alone = Network(tuple(fact.path for fact in FACTS if fact.type == "date"), date_rules, (), dates.CYCLE)
    return alone.with_bounds([*((alone.own_order, order) for order in OWN_ORDERS), *bounds])


def _reach(days: Iterable[Day]) -> int:
    """By how many days bounds between these can move a date away from the others, but for circles."""
    return sum(31 * abs(day.months) + abs(day.days) + 1 for day in days)
