"""The ways by which one date of a rule set bounds another over dates in between that nobody knows."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from clea_eligibility.conditions import Day, NotAfter, date_bounds
from clea_eligibility.errors import CleaError
from clea_eligibility.facts import FACTS
from clea_eligibility.ruleset import RuleSet
from clea_eligibility.whatif._differences.arrangements import Wanted, contrary, earliest_days, out_of_reach

OWN_ORDERS = tuple(NotAfter(Day(fact.on_or_after), Day(fact.path)) for fact in FACTS if fact.on_or_after is not None)
"""The orders that dates have of their own, whatever the rules: a start comes before its end."""


@frozen
class Way:
    """Bounds that lead from one date to another over unknown ones; ``codes`` are the rules that set them."""

    bounds: tuple[NotAfter, ...]
    codes: frozenset[str]

    @property
    def facts(self) -> dict[str, bool | None]:
        """The date facts on the way: the ends are stated (True), those in between are not."""
        ends = (self.bounds[0].earlier.of, self.bounds[-1].later.of)
        between = {str(bound.later.of): None for bound in self.bounds[:-1]}
        return {**between, **{end: True for end in ends if isinstance(end, str)}}

    def closed(self) -> tuple[Wanted, ...]:
        """What holds of the two ends exactly where no days in between keep to the bounds."""
        if len(self.bounds) == 1:
            return (contrary(self.bounds[0]),)
        return tuple(out_of_reach(self.bounds, "between"))


def ways(rules: RuleSet) -> tuple[Way, ...]:
    """Every way over at least one date in between that passes no date twice; it may end where it began.

    These are all that matter: a way in a circle over unknown dates leads nowhere, as long as its bounds do not push
    a date beyond itself. Raises :class:`CleaError` for rules that do: think of two dates that are a month apart at
    the least and thirty days at the most.
    """
    steps = [(bound, "") for bound in OWN_ORDERS]
    steps += [(bound, rule.code) for rule in rules.rules for bound in date_bounds(rule.requires)]
    found = [Way(tuple(bound for bound, _ in way), _codes(way)) for way in _ways(steps)]
    for way in found:
        end = way.bounds[0].earlier.of
        if end == way.bounds[-1].later.of and isinstance(end, str) and earliest_days([end], way.closed()):
            pushing = ", ".join(sorted(way.codes))
            raise CleaError(f"{rules.id}: unknown dates may push each other on and on by {pushing}; no list would end")
    return tuple(way for way in found if len(way.bounds) > 1 and way.codes)


def _codes(way: tuple[tuple[NotAfter, str], ...]) -> frozenset[str]:
    return frozenset(code for _, code in way if code)


def _ways(steps: list[tuple[NotAfter, str]]) -> Iterator[tuple[tuple[NotAfter, str], ...]]:
    waiting: list[tuple[tuple[NotAfter, str], ...]] = [(step,) for step in steps]
    while waiting:
        way = waiting.pop()
        yield way
        last = way[-1][0].later.of
        passed = {bound.later.of for bound, _ in way[:-1]}
        if not isinstance(last, date) and last != way[0][0].earlier.of:
            waiting += [
                (*way, step) for step in steps if step[0].earlier.of == last and step[0].later.of not in passed | {last}
            ]
