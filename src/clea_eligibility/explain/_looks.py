"""How outcomes and statuses look in pictures and notebooks: a colour, and a mark and a hatch that do without it."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Status


@frozen
class Look:
    """A colour of Okabe and Ito's palette, which colour-blind people can tell apart; a mark; a hatch of matplotlib."""

    colour: str
    mark: str
    hatch: str

    def tint(self, share: float) -> str:
        """The colour thinned with white, of which ``share`` is left: opaque, for through paint SVG shows no hatch.

        >>> Look("#D55E00", "✗", "///").tint(0.5)
        '#eaae80'
        """
        parts = (int(self.colour[place : place + 2], 16) for place in (1, 3, 5))
        return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)


GREEN, VERMILLION, ORANGE, BLUE, SKY, GREY = "#009E73", "#D55E00", "#E69F00", "#0072B2", "#56B4E9", "#808080"

VERDICTS: Mapping[str, Look] = MappingProxyType(
    {
        "eligible": Look(GREEN, "✓", ""),
        "ineligible": Look(VERMILLION, "✗", "///"),
        "incomplete": Look(ORANGE, "◐", "\\\\\\"),
        "undetermined": Look(BLUE, "?", "..."),
        "impossible": Look(GREY, "–", "xx"),
    }
)
"""By what :func:`verdict_of` says."""

STATUSES: Mapping[Status | None, Look] = MappingProxyType(
    {
        Status.SATISFIED: Look(GREEN, "✓", ""),
        Status.VIOLATED: Look(VERMILLION, "✗", "///"),
        Status.PRESUMED: Look(SKY, "≈", ""),
        Status.UNKNOWN: Look(BLUE, "?", "..."),
        Status.NOT_APPLICABLE: Look(GREY, "–", "xx"),
        None: Look(GREY, "∅", "xx"),
    }
)
"""How a rule stands; ``None`` where it is not among the rules."""


def verdict_of(decision: Decision | None) -> str:
    """The outcome, ``incomplete`` where only documents fail, and ``impossible`` where there could be no dossier.

    >>> from clea_eligibility import Dossier, decide
    >>> from clea_eligibility.dossier.models import Quote
    >>> verdict_of(decide(Dossier(quote=Quote(provided=False)))), verdict_of(None)
    ('incomplete', 'impossible')
    """
    if decision is None:
        return "impossible"
    return "incomplete" if decision.documents_only else decision.outcome
