"""Days in a wanted order: whether there are any in the years that a dossier may speak of, and then the earliest.

Every comparison of two days, and its contrary, is a bound: one day, shifted, is on or before another, shifted. Each
day starts at its first possible day and is pushed on by its bounds until all hold or a day is pushed too far. Shifts
never change the order of two days, so the days found are the earliest, and where none are found there are none.

Bounds in a circle may push one another on day by day, up to the end of a month at which they hold, or for ever. Most
circles of the second kind are found before any day is pushed: by adding up what each bound pushes at least.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import pairwise, permutations
from typing import Literal, TypeAlias

from attrs import evolve, field, frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.rules._conditions import Day, NotAfter
from clea_eligibility.whatif._differences.work import Work

Node: TypeAlias = tuple[str | date, int]
"""A day (a path, a name or a fixed day), moved by months."""


OWN_ORDERS = tuple(NotAfter(Day(fact.on_or_after), Day(fact.path)) for fact in FACTS if fact.on_or_after is not None)
"""The orders that dates have of their own, whatever the rules: a start comes before its end."""
DATES = frozenset(fact.path for fact in FACTS if fact.type == "date")
_FEW_MONTHS, _RAISED_FOR_EVER = 36, 9 * 366
_NO_END = dates.NO_END.toordinal()


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


Wanted: TypeAlias = NotAfter | Closed
"""What days have to keep to. A day is a fact, by its path; a fixed day; or any other name: a day without limits."""


def contrary(bound: NotAfter) -> NotAfter:
    """What holds of two days exactly where the bound does not.

    >>> print(contrary(NotAfter(Day("filed_on", days=21), Day("evaluation.starts_on"))))
    evaluation.starts_on + 1 day <= filed_on + 3 weeks
    """
    later = bound.later
    return NotAfter(Day(later.of, months=later.months, days=later.days + 1), bound.earlier)


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
    orders = [
        NotAfter(Day(earlier), Day(path)) for path in facts if (earlier := FACT_BY_PATH[path].on_or_after) in facts
    ]
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
    """A day that keeps another from being earlier than some days, or months, after it.

    Months lead ``on``; or ``back``, to the first day that they lead on to the source or later. A way that is ``closed``
    pushes its first day.
    """

    source: Node
    target: Node
    how: Literal["days", "on", "back", "closed"]
    by: int = 0
    way: Closed | None = None
    least: int = field(init=False)
    """How many days the target is after the source at least, whatever the source."""

    @least.default
    def _least(self) -> int:
        if self.way is not None:
            return self.way.least
        if self.how == "days":
            return self.by
        return dates.fewest_days(self.by) if self.how == "on" else -dates.most_days(self.by)

    @property
    def months(self) -> int:
        """How many months it counts, on or back."""
        if self.way is None:
            return abs(self.by) if self.how == "on" else 0
        days = (day for bound in self.way.bounds for day in (bound.earlier, bound.later))
        return sum(abs(day.months) for day in days)

    def reach(self, low: int) -> int:
        """The day to which the target is pushed."""
        if self.way is not None:
            return self.way.push(low)
        if self.how == "days":
            return low + self.by
        return dates.add_months(low, self.by) if self.how == "on" else dates.earliest_after(low, self.by, 0)


def _pushes(wanted: Iterable[Wanted]) -> list[_Push]:
    pushes = []
    for one in wanted:
        if isinstance(one, Closed):
            source, target = (one.last.of, one.last.months), (one.first.of, one.first.months)
            pushes.append(_Push(source, target, "closed", way=one))
        else:
            earlier, later = one.earlier, one.later
            source, target = (earlier.of, earlier.months), (later.of, later.months)
            pushes.append(_Push(source, target, "days", earlier.days - later.days))
    nodes = {node: None for push in pushes for node in (push.source, push.target)}.keys()
    pushes += [implied for push in pushes for implied in _implied(push, nodes)]
    for node in nodes:
        of, months = node
        if months:
            pushes += [_Push((of, 0), node, "on", months), _Push(node, (of, 0), "back", months)]
    fixed = {of for of, _ in nodes if isinstance(of, date)}
    pushes += [_Push((one, 0), (other, 0), "days", (other - one).days) for one, other in permutations(fixed, 2)]
    return pushes


def _implied(push: _Push, nodes: Set[Node]) -> Iterator[_Push]:
    """What a push means for other days that are moved by months.

    Months never change the order of two days. There and back they lead to the same day or an earlier one; but from
    the day after the one that they led to, back to the same day or a later one.
    """
    (source, on), (target, back) = push.source, push.target
    if push.how != "days" or push.by < 0:
        return
    if not on and not back:
        both = ((months, (source, months), (target, months)) for _, months in nodes)
        yield from (_Push(one, other, "days", 0) for months, one, other in both if months and {one, other} <= nodes)
    if back and not on and (source, -back) in nodes:
        yield _Push((source, -back), (target, 0), "days", 0)
    if on and not back and push.by and (target, -on) in nodes:
        yield _Push((source, 0), (target, -on), "days", 0)


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
                    if not _may_have_no_end(target) or low > _NO_END:
                        return False
                    low = _NO_END
                lows[target] = low
                raised[target] = raised.get(target, 0) + 1
                if by_few_months and raised[target] > _RAISED_FOR_EVER:
                    return False
                waiting.append(target)
    return True


def _may_have_no_end(node: Node) -> bool:
    fact = FACT_BY_PATH.get(str(node[0]))
    return fact is not None and fact.may_have_no_end


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
