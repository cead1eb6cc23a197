"""Days in a wanted order: whether there are any in the years that a dossier may speak of, and then the earliest.

Every comparison of two days, and its contrary, is a bound: one day, shifted, is on or before another, shifted. Each
day starts at its first possible day and is pushed on by its bounds until all hold or a day is pushed too far. Shifts
never change the order of two days, so the days found are the earliest, and where none are found there are none.

Bounds in a circle may push one another on day by day, up to the end of a month at which they hold, or for ever. Most
circles of the second kind are found before any day is pushed: by adding up what each bound pushes at least.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from itertools import pairwise, permutations
from operator import add
from typing import TypeAlias

from attrs import define, evolve, frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import OWN_ORDERS, Day, NotAfter, contrary, date_bounds
from clea_eligibility.rules._ruleset import RuleSet

Node: TypeAlias = tuple[str | date, int]
"""A day (a path, a name or a fixed day), moved by months."""

DATES = frozenset(fact.path for fact in FACTS if fact.type == "date")
_FEW_MONTHS, _RAISED_FOR_EVER = 36, 9 * 366
_ENDLESS = frozenset(fact.path for fact in FACTS if fact.may_have_no_end)
_NO_END = dates.NO_END.toordinal()
_ENOUGH = 2_000_000
"""So many steps are taken before a comparison is given up: they are counted, and no clock is read."""


@define
class Work:
    """The steps that comparing two rule sets has taken; ``codes`` are the rules that it is about just now."""

    pair: str = "these rules"
    codes: Iterable[str] = ()
    taken: int = 0

    def add(self, steps: int) -> None:
        """Count steps; raises :class:`CleaError` where they become too many."""
        self.taken += steps
        if self.taken > _ENOUGH:
            raise CleaError(
                f"{self.pair}: too many cases to compare, those of {', '.join(sorted(filter(None, self.codes)))}; "
                "compare rule sets in which fewer rules hang together, or take the changes one by one"
            )


@frozen
class Closed:
    """A way of bounds, each of which leads from one day to the next, that no days in between keep to.

    Then, and only then, its first day is after the latest one from which its last day can be reached.
    """

    bounds: tuple[NotAfter, ...]

    @property
    def first(self) -> Day:
        """The first day, shifted."""
        return self.bounds[0].earlier

    @property
    def last(self) -> Day:
        """The last day, shifted."""
        return self.bounds[-1].later

    def push(self, low: int) -> int:
        """The earliest day for the first day, moved by its months, given that of the last one, moved by its own."""
        reached = low + self.last.days
        for bound, before in zip(self.bounds[:0:-1], self.bounds[-2::-1], strict=True):
            passed = dates.latest_before(reached, bound.earlier.months, bound.earlier.days)
            reached = dates.add_months(passed, before.later.months) + before.later.days
        return reached - self.first.days + 1

    @property
    def least(self) -> int:
        """By how many days it pushes at least."""
        shifts = [(before.later, bound.earlier) for before, bound in pairwise(self.bounds)]
        least = sum(dates.fewest_days(later.months) - dates.most_days(earlier.months) for later, earlier in shifts)
        return least + sum(bound.later.days - bound.earlier.days for bound in self.bounds) + 1

    @property
    def months(self) -> int:
        """How many months it counts, on and back."""
        return sum(abs(day.months) for bound in self.bounds for day in (bound.earlier, bound.later))


Wanted: TypeAlias = NotAfter | Closed
"""What days have to keep to. A day is a fact, by its path; a fixed day; or any other name: a day without limits."""


def closed(bounds: Iterable[NotAfter]) -> Wanted:
    """What holds of the two ends of a way exactly where no days in between keep to its bounds."""
    joined: list[NotAfter] = []
    for bound in bounds:
        joined.append(bound)
        while len(joined) > 1 and (both := _joined(*joined[-2:])) is not None:
            joined[-2:] = [both]
    return contrary(joined[0]) if len(joined) == 1 else Closed(tuple(joined))


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
    facts: Iterable[str], wanted: Iterable[Wanted], floor: date = dates.FIRST_DAY, work: Work | None = None
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
    pushes = _pushes([*orders, *wanted])
    if _push_round_and_round(pushes, work):
        return None
    lows: dict[Node, int] = {(path, 0): floor.toordinal() for path in facts}
    highs: dict[Node, int] = {(path, 0): dates.LAST_DAY.toordinal() for path in facts}
    for push in pushes:
        for of, months in (push.source, push.target):
            if isinstance(of, date) and not months:
                lows[of, 0] = highs[of, 0] = of.toordinal()
    if not _pushed_up(pushes, lows, highs, work):
        return None
    return {path: date.fromordinal(lows[path, 0]) for path in facts}


@frozen
class _Push:
    """A day that keeps another from being earlier than the day which it ``reach``es."""

    source: Node
    target: Node
    #: How many days the target is after the source at least, whatever the source.
    least: int
    #: The day to which the target is pushed, given the source.
    reach: Callable[[int], int]
    #: How many months it counts, on and back.
    months: int = 0


Apart: TypeAlias = tuple[Node, Node, int]
"""Two days, and by how many days the second is after the first at least."""


def _pushes(wanted: Sequence[Wanted]) -> list[_Push]:
    pushes = [
        _Push((way.last.of, way.last.months), (way.first.of, way.first.months), way.least, way.push, way.months)
        for way in wanted
        if isinstance(way, Closed)
    ]
    apart: list[Apart] = [
        ((one.earlier.of, one.earlier.months), (one.later.of, one.later.months), one.earlier.days - one.later.days)
        for one in wanted
        if isinstance(one, NotAfter)
    ]
    ends = [*((push.source, push.target) for push in pushes), *((one, other) for one, other, _ in apart)]
    nodes = dict.fromkeys(node for both in ends for node in both)
    apart += [implied for one in apart for implied in _implied(one, nodes.keys())]
    for node in nodes:
        of, months = node
        if months:
            on, back = partial(dates.add_months, months=months), partial(dates.earliest_after, months=months, days=0)
            pushes.append(_Push((of, 0), node, dates.fewest_days(months), on, abs(months)))
            pushes.append(_Push(node, (of, 0), -dates.most_days(months), back))
    fixed = {of for of, _ in nodes if isinstance(of, date)}
    apart += [((one, 0), (other, 0), (other - one).days) for one, other in permutations(fixed, 2)]
    return [*pushes, *(_Push(one, other, by, partial(add, by)) for one, other, by in apart)]


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


def _push_round_and_round(pushes: Sequence[_Push], work: Work) -> bool:
    """Whether some pushes form a circle in which each day is to be after itself."""
    heights = dict.fromkeys((node for push in pushes for node in (push.source, push.target)), 0)
    for _ in heights:
        work.add(len(pushes))
        settled = True
        for push in pushes:
            height = heights[push.source] + push.least
            if height > heights[push.target]:
                heights[push.target] = height
                settled = False
        if settled:
            return False
    return bool(heights)


def _pushed_up(pushes: Sequence[_Push], lows: dict[Node, int], highs: Mapping[Node, int], work: Work) -> bool:
    """Raise every day as far as it is pushed; false where one is pushed beyond its last day.

    A day that is raised again and again over nine years, in a circle of a few months, is raised for ever: it has been
    on every day of a leap year and of the years around it.
    """
    leaving: dict[Node, list[_Push]] = {}
    for push in pushes:
        leaving.setdefault(push.source, []).append(push)
    waiting = list(lows)
    by_few_months = sum(push.months for push in pushes) <= _FEW_MONTHS
    raised: dict[Node, int] = {}
    while waiting:
        source = waiting.pop()
        work.add(1 + len(leaving.get(source, ())))
        for push in leaving.get(source, ()):
            target, low = push.target, push.reach(lows[source])
            if target not in lows or low > lows[target]:
                if low > highs.get(target, low):
                    if target[0] not in _ENDLESS or low > _NO_END:
                        return False
                    low = _NO_END
                lows[target] = low
                raised[target] = raised.get(target, 0) + 1
                if by_few_months and raised[target] > _RAISED_FOR_EVER:
                    return False
                waiting.append(target)
    return True


class Days:
    """Whether there are days: what was learned is kept for the next time."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._possible: dict[frozenset[object], bool] = {}

    def are_possible(self, facts: Mapping[str, object], wanted: Iterable[Wanted]) -> bool:
        """Whether there are days for the stated dates that keep to what is wanted."""
        stated = stated_dates(facts)
        wanted = tuple(wanted)
        key = frozenset((*stated, *wanted))
        if key not in self._possible:
            self._possible[key] = earliest_days(stated, wanted, work=self.work) is not None
        return self._possible[key]


def stated_dates(facts: Mapping[str, object]) -> list[str]:
    """The date facts that are stated."""
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
    def closed(self) -> Wanted:
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
        if (is_circle or not way.ends) and earliest_days(way.ends, [way.closed], work=work) is not None:
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
