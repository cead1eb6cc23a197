"""Days in a wanted order: whether there are any in the years that a dossier may speak of, and then the earliest.

Every comparison of two days, and its contrary, is a bound: one day, shifted, is on or before another, shifted. Each
day starts at its first possible day and is pushed on by its bounds until all hold or a day is pushed too far. Shifts
never change the order of two days, so the days found are the earliest, and where none are found there are none.

Bounds in a circle may push one another on day by day, up to the end of a month at which they hold, or for ever. Most
circles of the second kind are found before any day is pushed: by adding up what each bound pushes at least.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import permutations
from typing import Literal, TypeAlias

from attrs import field, frozen

from clea_eligibility import dates
from clea_eligibility.conditions import Day, NotAfter
from clea_eligibility.facts import FACT_BY_PATH

Node: TypeAlias = tuple[str | date, int, str]
"""A day, moved by months; a path, a name or a fixed day, the months, and ``last`` for what a :class:`Last` bounds."""


_NO_END = dates.NO_END.toordinal()


@frozen
class Last:
    """A day that is the last one which, shifted, is on or before another: the bound that it is for an earlier day.

    ``shift`` is the months and the days by which the day ``name`` is shifted.
    """

    name: str
    shift: tuple[int, int]
    bound: Day


Wanted: TypeAlias = NotAfter | Last
"""What days have to keep to. A day is a fact, by its path; a fixed day; or any other name: a day without limits."""


def contrary(bound: NotAfter) -> NotAfter:
    """What holds of two days exactly where the bound does not.

    >>> print(contrary(NotAfter(Day("filed_on", days=21), Day("evaluation.starts_on"))))
    evaluation.starts_on + 1 day <= filed_on + 3 weeks
    """
    later = bound.later
    return NotAfter(Day(later.of, months=later.months, days=later.days + 1), bound.earlier)


def out_of_reach(way: Iterable[NotAfter], name: str) -> Iterator[Wanted]:
    """What holds of the two ends of a way of bounds exactly where no days in between keep to them.

    Each bound leads from one day to the next. ``name`` begins the names of the days in between.
    """
    first, *others = way
    end = others[-1].later.of
    for place in range(len(others), 0, -1):
        earlier, later = others[place - 1].earlier, others[place - 1].later
        bound = Day(end if place == len(others) else f"{name} {place + 1}", months=later.months, days=later.days)
        yield Last(f"{name} {place}", (earlier.months, earlier.days), bound)
    reached = Day(f"{name} 1", months=first.later.months, days=first.later.days)
    yield contrary(NotAfter(first.earlier, reached))


def earliest_days(
    facts: Iterable[str], wanted: Iterable[Wanted], floor: date = dates.FIRST_DAY
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
    orders = [
        NotAfter(Day(earlier), Day(path)) for path in facts if (earlier := FACT_BY_PATH[path].on_or_after) in facts
    ]
    pushes = _pushes([*orders, *wanted])
    if _push_round_and_round(pushes):
        return None
    lows: dict[Node, int] = {(path, 0, ""): floor.toordinal() for path in facts}
    highs: dict[Node, int] = {(path, 0, ""): dates.LAST_DAY.toordinal() for path in facts}
    for push in pushes:
        for of, months, _ in (push.source, push.target):
            if isinstance(of, date) and not months:
                lows[of, 0, ""] = highs[of, 0, ""] = of.toordinal()
    if not _pushed_up(pushes, lows, highs):
        return None
    return {path: date.fromordinal(lows[path, 0, ""]) for path in facts}


@frozen
class _Push:
    """A day that keeps another from being earlier than some days, or months, after it.

    Months lead ``on``; or ``back``, to the first day that they lead on to the source or later; or to the ``last`` day
    that they lead on to the source or earlier.
    """

    source: Node
    target: Node
    how: Literal["days", "on", "back", "last"]
    by: int
    least: int = field(init=False)
    """How many days the target is after the source at least, whatever the source."""

    @least.default
    def _least(self) -> int:
        if self.how == "days":
            return self.by
        return dates.fewest_days(self.by) if self.how == "on" else -dates.most_days(self.by)

    def reach(self, low: int) -> int:
        """The day to which the target is pushed."""
        match self.how:
            case "days":
                return low + self.by
            case "on":
                return dates.add_months(low, self.by)
            case "back":
                return dates.earliest_after(low, self.by, 0)
            case _:
                return dates.latest_before(low, self.by, 0)


def _pushes(wanted: Iterable[Wanted]) -> list[_Push]:
    pushes = []
    for one in wanted:
        if isinstance(one, NotAfter):
            earlier, later = one.earlier, one.later
            source, target = (earlier.of, earlier.months, ""), (later.of, later.months, "")
            pushes.append(_Push(source, target, "days", earlier.days - later.days))
        else:
            months, days = one.shift
            source, target = (one.bound.of, one.bound.months, ""), (one.name, months, "last")
            pushes.append(_Push(source, target, "days", one.bound.days - days))
            pushes.append(_Push(target, (one.name, 0, ""), "last", months))
    nodes = {node: None for push in pushes for node in (push.source, push.target)}.keys()
    pushes += [implied for push in pushes for implied in _implied(push, nodes)]
    for node in nodes:
        of, months, kind = node
        if months and not kind:
            pushes += [_Push((of, 0, ""), node, "on", months), _Push(node, (of, 0, ""), "back", months)]
    fixed = [of for of, _, _ in nodes if isinstance(of, date)]
    pushes += [_Push((one, 0, ""), (other, 0, ""), "days", (other - one).days) for one, other in permutations(fixed, 2)]
    return pushes


def _implied(push: _Push, nodes: Set[Node]) -> Iterator[_Push]:
    """What a push means for other days that are moved by months.

    Months never change the order of two days. There and back they lead to the same day or an earlier one; but from
    the day after the one that they led to, back to the same day or a later one.
    """
    (source, on, _), (target, back, last) = push.source, push.target
    if push.how != "days" or push.by < 0 or last:
        return
    if not on and not back:
        both = ((months, (source, months, ""), (target, months, "")) for _, months, _ in nodes)
        yield from (_Push(one, other, "days", 0) for months, one, other in both if months and {one, other} <= nodes)
    if back and not on and (source, -back, "") in nodes:
        yield _Push((source, -back, ""), (target, 0, ""), "days", 0)
    if on and not back and push.by and (target, -on, "") in nodes:
        yield _Push((source, 0, ""), (target, -on, ""), "days", 0)


def _push_round_and_round(pushes: Sequence[_Push]) -> bool:
    """Whether some pushes form a circle in which each day is to be after itself."""
    heights = dict.fromkeys((node for push in pushes for node in (push.source, push.target)), 0)
    for _ in heights:
        settled = True
        for push in pushes:
            height = heights[push.source] + push.least
            if height > heights[push.target]:
                heights[push.target] = height
                settled = False
        if settled:
            return False
    return bool(heights)


def _pushed_up(pushes: Sequence[_Push], lows: dict[Node, int], highs: Mapping[Node, int]) -> bool:
    """Raise every day as far as it is pushed; false where one is pushed beyond its last day."""
    leaving: dict[Node, list[_Push]] = {}
    for push in pushes:
        leaving.setdefault(push.source, []).append(push)
    waiting = list(lows)
    while waiting:
        source = waiting.pop()
        for push in leaving.get(source, ()):
            target, low = push.target, push.reach(lows[source])
            if target not in lows or low > lows[target]:
                if low > highs.get(target, low):
                    if not _may_have_no_end(target) or low > _NO_END:
                        return False
                    low = _NO_END
                lows[target] = low
                waiting.append(target)
    return True


def _may_have_no_end(node: Node) -> bool:
    fact = FACT_BY_PATH.get(str(node[0]))
    return fact is not None and fact.may_have_no_end
