"""Dates taken together, on rows: the chains of bounds that lead from one known date through others to another.

If the dates cannot all be met, some known date, pushed on along the bounds from date to date, comes out after another
known one. A chain of one bound alone is its rule's own business; and a date on the way may be known or not: if it is,
the chain breaks at it too. So the rows where dates cannot meet are those where some chain of two bounds or more
comes out too late, all of whose rules bind.
"""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from clea_eligibility.errors import CleaError
from clea_eligibility.frames.vocabulary import Move
from clea_eligibility.joint import Edge, Network


@frozen
class Chain:
    """From a date through bounds to another, by their places in the network; ``rules`` are the bits of those needed."""

    start: str | date
    moves: tuple[Move, ...]
    end: str | date
    rules: int


def chains(network: Network, name: str) -> tuple[Chain, ...]:
    """Every chain of two bounds or more between two dates that passes no date twice.

    Raises :class:`CleaError` where rules push dates round in a circle, each time further: no fixed number of steps
    would do.
    """
    found: dict[Chain, None] = {}
    for node in range(len(network.nodes)):
        for edges in _walks(network, (), node, name):
            if len(edges) > 1:
                found[_chain(network, edges)] = None
    return tuple(found)


def _walks(network: Network, walked: tuple[Edge, ...], node: int, name: str) -> Iterator[tuple[Edge, ...]]:
    for edge in network.leaving[node]:
        further = (*walked, edge)
        if edge.later == further[0].earlier:
            if sum(step.most for step in further) > 0:
                raise CleaError(
                    f"{name}: its date rules push {network.nodes[node]} on in a circle, which cannot be decided for "
                    "a whole frame; decide each dossier on its own"
                )
        elif all(edge.later != step.earlier for step in further):
            yield further
            yield from _walks(network, further, edge.later, name)


def _chain(network: Network, edges: tuple[Edge, ...]) -> Chain:
    own_order = 1 << len(network.rules)
    moves: list[Move] = []
    rules = 0
    for edge in edges:
        rules |= edge.rules & ~own_order
        months, days, reach = edge.earlier_shift[0], edge.earlier_shift[1] - edge.later_shift[1], edge.later_shift[0]
        if moves and not months and not moves[-1].reach:
            moves[-1] = Move(moves[-1].months, moves[-1].days + days, reach)
        else:
            moves.append(Move(months, days, reach))
    return Chain(network.nodes[edges[0].earlier], tuple(moves), network.nodes[edges[-1].later], rules)
