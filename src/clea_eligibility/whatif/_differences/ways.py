"""The ways by which one date bounds another over dates in between that nobody knows."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attrs import frozen

from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import NotAfter, date_bounds
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.whatif._differences.arrangements import OWN_ORDERS, Wanted, closed, earliest_days
from clea_eligibility.whatif._differences.work import Work


@frozen
class Way:
    """Bounds that lead from one date to another over unknown ones; ``codes`` are the rules that set them."""

    bounds: tuple[NotAfter, ...]
    codes: frozenset[str]

    @property
    def ends(self) -> dict[str, bool]:
        """The date facts at the ends, which are stated (True)."""
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
    """Every way of the date rules over at least one date in between, as :func:`ways_by` gives them."""
    bounds = [(bound, rule.code) for rule in rules.rules for bound in date_bounds(rule.requires)]
    return tuple(way for way in ways_by(bounds, (), work) if len(way.bounds) > 1)


def ways_by(bounds: Iterable[tuple[NotAfter, str]], known: Collection[str], work: Work) -> list[Way]:
    """Every way by some bounds that passes no date twice and no known one; it may end where it began.

    These are all that matter: a way in a circle over unknown dates leads nowhere, as long as its bounds do not push
    a date beyond itself. Raises :class:`CleaError` for rules that do: think of two dates that are a month apart at
    the least and thirty days at the most.
    """
    steps = [*((order, "") for order in OWN_ORDERS), *bounds]
    found = []
    for steps_taken in _ways(steps, known, work):
        way = Way(tuple(bound for bound, _ in steps_taken), frozenset(code for _, code in steps_taken if code))
        end = way.bounds[0].earlier.of
        is_circle = end == way.bounds[-1].later.of and isinstance(end, str) and end not in known
        if is_circle and earliest_days([str(end)], [way.closed], work=work):
            pushing = ", ".join(sorted(way.codes))
            raise CleaError(f"{work.pair}: unknown dates may push each other on and on by {pushing}; no list would end")
        if way.codes and way.ends:
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
