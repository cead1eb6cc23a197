"""Dates taken together, on rows: the chains of bounds that lead from one known date through others to another.

If the dates cannot all be met, some known date, pushed on along the bounds from date to date, comes out after another
known one. A chain of one bound alone is its rule's own business; and a date on the way may be known or not: if it is,
the chain breaks at it too. So the rows where dates cannot meet are those where some chain of two bounds or more
comes out too late, all of whose rules bind.
"""

from datetime import date

from attrs import frozen

from clea_eligibility.deciding import network as joint
from clea_eligibility.deciding.network import Network
from clea_eligibility.errors import CleaError
from clea_eligibility.frames._vocabulary import Move


@frozen
class Chain:
    """From a date through bounds to another; ``rules`` are the bits of those needed."""

    start: str | date
    moves: tuple[Move, ...]
    end: str | date
    rules: int


def chains(network: Network, name: str) -> tuple[Chain, ...]:
    """Every chain of two bounds or more between two dates that passes no date twice.

    Raises :class:`CleaError` where rules push dates round in a circle, each time further: no fixed number of steps
    would do; and where there are more chains than columns that anybody would want.
    """
    found = network.chains()
    if found is None:
        raise CleaError(
            f"{name}: its date rules push dates on in a circle, or in hundreds of ways, which cannot be decided for a "
            "whole frame; decide each dossier on its own"
        )
    return tuple(dict.fromkeys(_chain(network, edges) for edges in found))


def _chain(network: Network, edges: joint.Chain) -> Chain:
    moves: list[Move] = []
    for edge in edges:
        months, days, reach = edge.earlier_shift[0], edge.earlier_shift[1] - edge.later_shift[1], edge.later_shift[0]
        if moves and not months and not moves[-1].reach:
            moves[-1] = Move(moves[-1].months, moves[-1].days + days, reach)
        else:
            moves.append(Move(months, days, reach))
    passed = joint.dates_of(edges, network)
    return Chain(passed[0], tuple(moves), passed[-1], joint.rules_of(edges, network))
