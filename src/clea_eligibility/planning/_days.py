"""The dates of a dossier as the network of the date rules sees them."""

from datetime import date

from clea_eligibility.deciding._compiler import Compiled
from clea_eligibility.deciding.engine import compiled_rules
from clea_eligibility.deciding.network import Bounds, Network
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import FILING_DAY
from clea_eligibility.dossier.changing import Changes, Varying
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import shown
from clea_eligibility.rules._ruleset import RuleSet

DATE_FACTS: tuple[Fact, ...] = tuple(fact for fact in FACTS if fact.type == "date")
"""The facts that are dates: the first nodes of every network, in this order."""
PLACES = {fact.path: place for place, fact in enumerate(DATE_FACTS)}
"""Where each date stands among them."""
_FILING = next(place for place, fact in enumerate(DATE_FACTS) if FILING_DAY in fact.levers)
_NO_END = dates.NO_END.toordinal()


def checked(dossier: Dossier, rules: RuleSet, today: date | None) -> Compiled:
    """The compiled rules; raises :class:`TypeError` for anything but a dossier, a rule set and, if given, a date."""
    if type(dossier) is not Dossier:
        raise TypeError(f"expected a Dossier, got {shown(dossier)}: wire.dossier_from_dict makes one")
    if type(rules) is not RuleSet:
        raise TypeError(f"rules: expected a RuleSet, got {shown(rules)}")
    if today is not None and not dates.is_calendar_day(today):
        raise TypeError(f"today: expected a date without a time, got {shown(today)}")
    return compiled_rules(rules)


def days_of(dossier: Dossier, network: Network) -> Bounds:
    """The ordinals of the dates that a dossier states, and of the fixed days; ``None`` where a date is unknown."""
    stated = [fact.of(dossier) for fact in DATE_FACTS]
    return [day and day.toordinal() for day in (*stated, *network.nodes[len(DATE_FACTS) :])]


def without_ends(days: Bounds) -> Bounds:
    """The same days, but for those of what never ends, which are no bound."""
    return [None if day == _NO_END else day for day in days]


def floors(days: Bounds, today: date | None) -> Bounds:
    """For each date a day that it cannot be before: today for a filing that is still to be made."""
    lowest: Bounds = [None] * len(days)
    if today is not None and days[_FILING] is None:
        lowest[_FILING] = today.toordinal()
    return lowest


def binding_rules(compiled: Compiled, dossier: Dossier) -> int:
    """The date rules that surely apply to a dossier, violated or not: a bit mask over those of the network."""
    _, reasons, _, _, _, binding = compiled.evaluate(dossier)
    for finding in reasons:
        if finding.rule in compiled.network.rules:
            binding |= 1 << compiled.network.rules.index(finding.rule)
    return binding


def restated(dossier: Dossier, values: Changes) -> Dossier:
    """The dossier with other values at some paths, known to go together; ``None`` makes a fact unknown."""
    made: Dossier
    made, _ = Varying(Dossier, dossier, values).with_values(values)
    return made
