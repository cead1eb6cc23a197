"""The ways by which one date bounds another over dates in between that nobody knows."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import NotAfter, date_bounds
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.whatif._differences.arrangements import (
    OWN_ORDERS,
    Wanted,
    are_possible,
    closed,
    earliest_days,
)
from clea_eligibility.whatif._differences.work import Work


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
