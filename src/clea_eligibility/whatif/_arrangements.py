"""Days in a wanted order: whether there are any in the years that a dossier may speak of, and then the earliest.

Every comparison of two days, and its contrary, is a bound: one day, shifted, is on or before another, shifted. Each
day starts at its first possible day and is pushed on by its bounds, in :mod:`clea_eligibility.deciding.network`, until
all hold or a day is pushed too far.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from clea_eligibility.deciding.network import Bounds, Network
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import OWN_ORDERS, Day, NotAfter, contrary, date_bounds
from clea_eligibility.rules._ruleset import RuleSet

DATES = frozenset(fact.path for fact in FACTS if fact.type == "date")
_ENDLESS = frozenset(fact.path for fact in FACTS if fact.may_have_no_end)
Node: TypeAlias = tuple[str | date, int]
"""A day (a path, a name or a fixed day), moved by months."""
Apart: TypeAlias = tuple[Node, Node, int]
"""Two days, and by how many days the second is after the first at least."""

_LAST, _NO_END = dates.LAST_DAY.toordinal(), dates.NO_END.toordinal()
_ENOUGH = 2_000_000
"""So many steps are taken before a comparison is given up: they are counted, and no clock is read."""


@define
class Work:
    """Comparing two rule sets: the steps taken, and what was learned, which is kept for the next time.

    ``codes`` are the rules that it is about just now.
    """

    pair: str = "these rules"
    codes: Iterable[str] = ()
    taken: int = 0
    network: Network = field(init=False, factory=lambda: Network(tuple(sorted(DATES)), (), (), dates.CYCLE))
    _found: dict[frozenset[object], bool] = field(init=False, factory=dict)

    def add(self, steps: int) -> None:
        """Count steps; raises :class:`CleaError` where they become too many."""
        self.taken += steps
        if self.taken > _ENOUGH:
            raise CleaError(
                f"{self.pair}: too many cases to compare, those of {', '.join(sorted(filter(None, self.codes)))}; "
                "compare rule sets in which fewer rules hang together, or take the changes one by one"
            )

    def has_days(self, facts: Mapping[str, object], wanted: Iterable[NotAfter]) -> bool:
        stated = stated_dates(facts)
        wanted = tuple(wanted)
        key = frozenset((*stated, *wanted))
        if key not in self._found:
            self._found[key] = earliest_days(stated, wanted, work=self) is not None
        return self._found[key]


def closed(bounds: Sequence[NotAfter]) -> tuple[NotAfter, ...]:
    """What holds of the two ends of a way exactly where no days in between keep to its bounds.

    Then, and only then, its first day is after the latest one from which its last day can be reached. Going back from
    there, each day in between is found as the day after the latest one, and as that latest one, under names of its own.
    """
    way: list[NotAfter] = []
    for bound in bounds:
        way.append(bound)
        while len(way) > 1 and (both := _joined(*way[-2:])) is not None:
            way[-2:] = [both]
    found = []
    last = way[-1].later
    for place in range(len(way) - 1, 0, -1):
        after = f"after all {' and '.join(map(str, way[place:]))}"
        found += [
            contrary(NotAfter(evolve(way[place].earlier, of=after), last)),
            NotAfter(Day(after, days=-1), Day(f"just not {after}")),
        ]
        last = evolve(way[place - 1].later, of=f"just not {after}")
    return (*found, contrary(NotAfter(way[0].earlier, last)))


def _joined(one: NotAfter, other: NotAfter) -> NotAfter | None:
    """The one bound that two come to, the day between them being free; ``None`` where months stand on both sides."""
    before, after = one.later, other.earlier
    if not before.months and not after.months:
        return NotAfter(evolve(one.earlier, days=one.earlier.days + after.days - before.days), other.later)
    if not before.months and not one.earlier.months and one.earlier.days == before.days:
        return NotAfter(evolve(after, of=one.earlier.of), other.later)
    if not after.months and not other.later.months and other.later.days == after.days:
        return NotAfter(one.earlier, evolve(before, of=other.later.of))
    return None


def are_possible(bounds: Iterable[NotAfter], work: Work) -> bool:
    """Whether any days at all keep to bounds between facts and fixed days: days without limits, where it matters."""
    days = [day for bound in bounds for day in (bound.earlier, bound.later)]
    facts = dict.fromkeys(day.of for day in days if isinstance(day.of, str))
    if earliest_days(facts, bounds, work=work) is not None:
        return True
    fixed = [day.of for day in days if isinstance(day.of, date)]
    if all(dates.FIRST_DAY < day < dates.LAST_DAY for day in fixed):
        return False
    return (
        earliest_days((), [renamed(bound, facts, "at some time") for bound in (*OWN_ORDERS, *bounds)], work=work)
        is not None
    )


def renamed(bound: NotAfter, facts: Container[object], name: str) -> NotAfter:
    """The same bound of days that are no facts, so that they have no limits: those of ``facts``, after a name."""
    earlier, later = (
        evolve(day, of=f"{day.of} {name}") if day.of in facts else day for day in (bound.earlier, bound.later)
    )
    return NotAfter(earlier, later)


def earliest_days(
    facts: Iterable[str], wanted: Iterable[NotAfter], floor: date = dates.FIRST_DAY, work: Work | None = None
) -> dict[str, date] | None:
    """The earliest days, from ``floor`` on, of date facts that are to keep to bounds; ``None`` if there are none.

    Facts of one object that have an order of their own keep to it as well.

    >>> issued, filed = Day("applicant.proof_of_residence.issued_on"), Day("filed_on")
    >>> within_three_months = NotAfter(filed, Day(issued.of, months=3))
    >>> counted_back = NotAfter(Day("filed_on", months=-3), issued)
    >>> stray = earliest_days([filed.of, issued.of], [counted_back, contrary(within_three_months)], date(2026, 1, 1))
    >>> [str(day) for day in stray.values()]
    ['2026-05-29', '2026-02-28']
    >>> earliest_days([filed.of, issued.of], [within_three_months, contrary(counted_back)]) is None
    True
    """
    facts = tuple(facts)
    work = work or Work()
    orders = [order for order in OWN_ORDERS if {order.earlier.of, order.later.of} <= {*facts}]
    bounds = (*orders, *wanted)
    work.add(2 * len(bounds))
    if _push_round_and_round(bounds):
        return None
    together = work.network.with_bounds((1, bound) for bound in bounds)
    known = [of.toordinal() if isinstance(of, date) else None for of in together.nodes]
    first = floor.toordinal()
    long_before = min([first, *filter(None, known)]) - together.reach
    floors: Bounds = [first if of in facts else long_before for of in together.nodes]
    while (lows := together.earliest(known, 1, floors)) is not None:
        found = {str(of): low for of, low in zip(together.nodes, lows, strict=True) if of in facts and low is not None}
        late = {path for path, low in found.items() if low > _LAST}
        if late - _ENDLESS or any(found[path] > _NO_END for path in late):
            return None
        if all(found[path] == _NO_END for path in late):
            return {path: date.fromordinal(found[path]) for path in facts}
        floors = [_NO_END if of in late else low for of, low in zip(together.nodes, floors, strict=True)]
    return None


def _push_round_and_round(bounds: Iterable[NotAfter]) -> bool:
    """Whether some bounds surely form a circle in which each day is to be after itself: no day has to be pushed."""
    apart: list[Apart] = [
        ((one.earlier.of, one.earlier.months), (one.later.of, one.later.months), one.earlier.days - one.later.days)
        for one in bounds
    ]
    nodes = {node for one, other, _ in apart for node in (one, other)}
    apart += [implied for one in apart for implied in _implied(one, nodes)]
    for of, months in nodes:
        apart.append(((of, 0), (of, months), dates.fewest_days(months)))
        apart.append(((of, months), (of, 0), -dates.most_days(months)))
    heights = dict.fromkeys((node for one, other, _ in apart for node in (one, other)), 0)
    for _ in heights:
        settled = True
        for one, other, by in apart:
            if heights[one] + by > heights[other]:
                heights[other] = heights[one] + by
                settled = False
        if settled:
            return False
    return bool(heights)


def _implied(apart: Apart, nodes: Set[Node]) -> Iterator[Apart]:
    """What days apart mean for other days that are moved by months.

    Months never change the order of two days. There and back they lead to the same day or an earlier one; but from
    the day after the one that they led to, back to the same day or a later one.
    """
    (source, on), (target, back), by = apart
    if by < 0:
        return
    if not on and not back:
        both = ((months, (source, months), (target, months)) for _, months in nodes)
        yield from ((one, other, 0) for months, one, other in both if months and {one, other} <= nodes)
    if back and not on and (source, -back) in nodes:
        yield (source, -back), (target, 0), 0
    if on and not back and by and (target, -on) in nodes:
        yield (source, 0), (target, -on), 0


def stated_dates(facts: Mapping[str, object]) -> list[str]:
    return [path for path, value in facts.items() if value is not None and FACT_BY_PATH[path].type == "date"]


@frozen
class Way:
    """Bounds that lead from one date to another over unknown ones; ``codes`` are the rules that set them.

    No days at all keep to those of a way that ``never`` opens: nothing has to be stated for it to be closed.
    """

    bounds: tuple[NotAfter, ...]
    codes: frozenset[str]
    never: bool = False

    @property
    def ends(self) -> dict[str, bool]:
        """The date facts at the ends, which are stated (True)."""
        if self.never:
            return {}
        ends = (self.bounds[0].earlier.of, self.bounds[-1].later.of)
        return {end: True for end in ends if isinstance(end, str)}

    @property
    def facts(self) -> dict[str, bool | None]:
        """The date facts on the way: the ends are stated, those in between are not."""
        return {**{str(bound.later.of): None for bound in self.bounds[:-1]}, **self.ends}

    @property
    def closed(self) -> tuple[NotAfter, ...]:
        """What holds of the two ends exactly where no days in between keep to the bounds."""
        return closed(self.bounds)


def ways(rules: RuleSet, work: Work) -> tuple[Way, ...]:
    """Every way of the date rules over at least one unknown date, as :func:`ways_by` gives them."""
    bounds = [(bound, rule.code) for rule in rules.rules for bound in date_bounds(rule.requires)]
    return tuple(way for way in ways_by(bounds, (), work) if way.never or len(way.bounds) > 1)


def ways_by(bounds: Iterable[tuple[NotAfter, str]], known: Collection[str], work: Work) -> list[Way]:
    """Every way by some bounds that passes no date twice and no known one; it may end where it began.

    These are all that matter: a way in a circle over unknown dates leads nowhere, as long as its bounds do not push
    a date beyond itself. Where they do so on every day, the circle never opens. Raises :class:`CleaError` for rules
    that do so on some days: think of two dates that are a month apart at the least and thirty days at the most.
    """
    steps = [*((order, "") for order in OWN_ORDERS), *bounds]
    found = []
    for steps_taken in _ways(steps, known, work):
        way = Way(tuple(bound for bound, _ in steps_taken), frozenset(code for _, code in steps_taken if code))
        first, last = way.bounds[0].earlier.of, way.bounds[-1].later.of
        is_circle = first == last and first in way.ends and first not in known
        if (is_circle or not way.ends) and earliest_days(way.ends, way.closed, work=work) is not None:
            way = evolve(way, never=not are_possible(way.bounds, work))
            if not way.never:
                pushing = ", ".join(sorted(way.codes))
                raise CleaError(
                    f"{work.pair}: unknown dates may push each other on and on by {pushing}; no list would end"
                )
        if way.codes and (way.ends or way.never):
            found.append(way)
    return found


def _ways(
    steps: list[tuple[NotAfter, str]], known: Collection[str], work: Work
) -> Iterator[tuple[tuple[NotAfter, str], ...]]:
    waiting: list[tuple[tuple[NotAfter, str], ...]] = [(step,) for step in steps]
    while waiting:
        work.add(1)
        way = waiting.pop()
        yield way
        last = way[-1][0].later.of
        passed = {bound.later.of for bound, _ in way}
        if not isinstance(last, date) and last not in known and last != way[0][0].earlier.of:
            waiting += [(*way, step) for step in steps if step[0].earlier.of == last and step[0].later.of not in passed]
