"""The days on which a decision can change as one date moves: the bounds that the other dates put on it."""

from collections.abc import Iterator

from clea_eligibility.deciding.network import Bounds, Edge, Network, gains

_MOST_STEPS = 5_000

Way = tuple[tuple[Edge, int], ...]
"""Edges that lead on from one date, each with the bound that the next date has from it."""


def cuts(comparisons: Network, days: Bounds, place: int) -> set[int] | None:
    """The ordinals of the days from which on a comparison with the date at ``place`` can come out otherwise.

    ``comparisons`` is a network of everything that is compared; the known ``days`` reach the date through unknown
    dates in between, from before and from after, and round in circles as long as these move a bound. There may be days
    too many, on which nothing changes.

    ``None`` where the date may push itself on through unknown dates, since no bound says then on which days it does:
    think of two dates that are one month and at most thirty days apart. So, too, where the ways are too many to follow.
    The page has no such rules.
    """
    freed = [*days]
    freed[place] = None
    found: set[int] = set()
    steps = 0
    for source, day in enumerate(days):
        if source == place or day is not None:
            for forward in (True, False):
                for reached in _Ways(comparisons, freed, source, place, forward).from_here(source, day or 1, ()):
                    steps += 1
                    if reached is None or steps > _MOST_STEPS:
                        return None
                    found.add(reached if forward else reached + 1)
    return found


class _Ways:
    """The ways from one date to another through unknown dates, later dates ever or earlier ones ever."""

    def __init__(self, network: Network, days: Bounds, source: int, goal: int, forward: bool) -> None:
        self.edges = network.leaving if forward else network.arriving
        self.days = days
        self.source, self.goal, self.forward = source, goal, forward
        self.passed: set[tuple[Way, int]] = set()

    def from_here(self, node: int, day: int, way: Way) -> Iterator[int | None]:
        """The bounds that the goal has by every way on; ``None`` for one that may lead the goal beyond itself."""
        nodes = [self.source, *(edge.later if self.forward else edge.earlier for edge, _ in way)]
        for edge in self.edges[node]:
            following = edge.later if self.forward else edge.earlier
            if following in nodes:
                yield from self.round(nodes.index(following), day, (*way, (edge, 0)))
            elif following == self.goal:
                yield edge.push(day) if self.forward else edge.pull(day)
            elif self.days[following] is None:
                reached = edge.push(day) if self.forward else edge.pull(day)
                yield from self.from_here(following, reached, (*way, (edge, reached)))

    def round(self, place: int, day: int, way: Way) -> Iterator[int | None]:
        """The same, where the last edge of the way leads back to a date that was passed, at its place."""
        circle = tuple(edge for edge, _ in way[place:])
        if sum(edge.most for edge in circle) <= 0 or gains(circle if self.forward else circle[::-1]):
            return  # it moves nothing, or leaves no room on any day
        if self.source == self.goal:
            yield None
        elif place:
            before, (edge, bound) = way[: place - 1], way[place - 1]
            reached = circle[-1].push(day) if self.forward else circle[-1].pull(day)
            moves = reached > bound if self.forward else reached < bound
            if moves and (before, reached) not in self.passed:
                self.passed.add((before, reached))
                node = circle[-1].later if self.forward else circle[-1].earlier
                yield reached  # a day too many, so that every round counts as a step
                yield from self.from_here(node, reached, (*before, (edge, reached)))
