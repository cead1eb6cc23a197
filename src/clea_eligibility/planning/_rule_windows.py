"""What each date rule says alone: the days that it admits for the date that it judges."""

from collections.abc import Iterator

from attrs import frozen

from clea_eligibility.deciding._compiler import Compiled
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import Lever
from clea_eligibility.dossier.facts import Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.planning._days import DATE_FACTS, PLACES, binding_rules, checked, days_of, without_ends
from clea_eligibility.planning._windows import Window, window_at
from clea_eligibility.rules._conditions import date_bounds
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE


@frozen
class RuleWindow:
    """A date rule alone: the dates that it judges, the others that it reads, and the days that it admits.

    The judged dates, which move together, are a filing day or an evaluation where the rule reads one, unless what
    would bound them is unknown. ``window`` has no ends where the rule does not apply, knows too little to bind
    anything, or reads a date without an end; it is ``None`` where no day will do.
    """

    rule: Rule
    judged: tuple[Fact, ...]
    others: tuple[Fact, ...]
    window: Window | None


def rule_windows(dossier: Dossier, rules: RuleSet = GUIDE) -> tuple[RuleWindow, ...]:
    """For every date rule, as if it were the only one, the days that it admits, both ends in, in the rules' order.

    >>> from datetime import date
    >>> from clea_eligibility import Applicant, Evaluation, IdentityDocument
    >>> applicant = Applicant(identity_document=IdentityDocument(valid_until=date(2026, 3, 31)))
    >>> dossier = Dossier(applicant=applicant, evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> for found in rule_windows(dossier):
    ...     print(found.rule.code, found.judged, found.window)
    filed_three_weeks_before (Fact('filed_on'),) (-∞, 2026-04-06]
    accreditation_covers_evaluation (Fact('evaluation.starts_on'), Fact('evaluation.ends_on')) (-∞, +∞)
    identity_document_valid (Fact('filed_on'),) (-∞, 2026-03-31]
    proof_of_residence_recent (Fact('filed_on'),) (-∞, +∞)

    Raises :class:`TypeError` for anything but a dossier and a rule set.
    """
    compiled = checked(dossier, rules, None)
    binding = binding_rules(compiled, dossier)
    return tuple(_alone(rule, 1 << bit & binding, compiled, dossier) for bit, rule in enumerate(compiled.network.rules))


_OPEN = Window(None, None)


def _alone(rule: Rule, active: int, compiled: Compiled, dossier: Dossier) -> RuleWindow:
    read = {day.of for bound in date_bounds(rule.requires) for day in (bound.earlier, bound.later)}
    facts = tuple(fact for fact in DATE_FACTS if fact.path in read)
    candidates = [
        RuleWindow(rule, judged, tuple(fact for fact in facts if fact not in judged), window)
        for judged in _groups(facts)
        for window in [_window(judged, active, compiled, dossier)]
    ]
    telling = (
        found
        for found in candidates
        if found.window != _OPEN or any(fact.of(dossier) == dates.NO_END for fact in found.others)
    )
    return next(telling, candidates[0] if candidates else RuleWindow(rule, (), facts, _OPEN))


def _groups(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
    """The dates that may be judged, first those that somebody can simply move: what moves together is judged so."""
    moved = {fact: lever for fact in facts if (lever := _moving(fact)) is not None}
    for lever in dict.fromkeys(moved.values()):
        yield tuple(fact for fact in moved if moved[fact] == lever)
    yield from ((fact,) for fact in facts if fact not in moved)


def _moving(fact: Fact) -> Lever | None:
    return next((lever for lever in fact.levers if lever.how != "replaced"), None)


def _window(judged: tuple[Fact, ...], active: int, compiled: Compiled, dossier: Dossier) -> Window | None:
    """The days from the earliest to the latest of the judged dates under the active rules, these dates being open."""
    network = compiled.network
    days = days_of(dossier, network)
    places = [PLACES[fact.path] for fact in judged]
    for place in places:
        days[place] = None
    lows, highs = network.earliest(days, active), network.latest(without_ends(days), active)
    first, last = window_at(places[0], lows, highs), window_at(places[-1], lows, highs)
    return first and last and Window(first.earliest, last.latest)
