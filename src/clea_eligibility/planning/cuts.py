"""The days on which a decision can change as one date moves: the bounds that the other dates put on it."""

from collections.abc import Iterator, Mapping

from clea_eligibility.joint import Bounds, Network


def cuts(comparisons: Network, days: Bounds, place: int) -> set[int] | None:
    """The ordinals of the days from which on a comparison with the date at ``place`` can come out otherwise.

    ``comparisons`` is a network of everything that is compared; the known ``days`` reach the date through unknown
    dates in between, from before and from after. There may be days too many, on which nothing changes.

    ``None`` where unknown dates can push each other round and round. No bound says then on which days they do: think of
    two dates that are one month and at most thirty days apart. The page has no such rules.
    """
    freed = [*days]
    freed[place] = None
    found = set()
    for source, day in enumerate(days):
        if source == place or day is not None:
            for forward in (True, False):
                for reached in _reached(comparisons, freed, place, forward, {source: 0}, source, day or 1):
                    if reached is None:
                        return None
                    found.add(reached if forward else reached + 1)
    return found


def _reached(
    network: Network, days: Bounds, goal: int, forward: bool, way: Mapping[int, int], node: int, day: int
) -> Iterator[int | None]:
    """The bounds that the goal has from one node, by every way through unknown dates; ``None`` for one going round.

    ``way`` gives the dates passed, and by how many days their bound has moved until then at the most.
    """
    for edge in network.leaving[node] if forward else network.arriving[node]:
        following = edge.later if forward else edge.earlier
        moved = way[node] + edge.most
        if following in way:
            if days[following] is None and moved > way[following]:
                yield None
        elif following == goal:
            yield edge.push(day) if forward else edge.pull(day)
        elif days[following] is None:
            bound = edge.push(day) if forward else edge.pull(day)
            yield from _reached(network, days, goal, forward, {**way, following: moved}, following, bound)
