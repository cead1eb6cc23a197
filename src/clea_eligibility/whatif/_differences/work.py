"""How much is tried before a comparison is given up, counted in steps: no clock is read."""

from collections.abc import Iterable

from attrs import define

from clea_eligibility.errors import CleaError

_ENOUGH = 2_000_000


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
