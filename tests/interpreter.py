"""The specification of ``decide``: a plain interpreter of any rule set, to be read beside the contract.

It shares nothing with the engine but the data: the models, the vocabulary, the conditions and the rules.
Where the engine is fast, this is short. ``None`` is unknown throughout.
"""

from datetime import date
from functools import cache, cached_property
from itertools import combinations, count

import attrs
from dateutil.relativedelta import relativedelta

from clea_eligibility import Certification, Dossier, Evaluation, Rule, RuleSet
from clea_eligibility.conditions import (
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    paths,
)
from clea_eligibility.facts import FACTS, fact
from clea_eligibility.ruleset import Rate


@attrs.frozen(slots=False)  # so that the oldest attrs lets it cache
class Interpretation:
    """What a rule set makes of a dossier, in codes and paths."""

    dossier: Dossier
    rules: RuleSet

    def truth(self, condition: Condition | None) -> bool | None:
        """Kleene's three-valued logic; only ``Unless``, ``Unknown`` and ``DatesCompatible`` always know."""
        match condition:
            case Is(path, value):
                return self.truth(OneOf(path, (value,)))
            case OneOf(path, values):
                stated = self.stated(path)
                return None if stated is None else stated in values
            case Same(left, right):
                both = self.stated(left), self.stated(right)
                return None if None in both else both[0] == both[1]
            case NotAfter(earlier, later):
                days = known_days([condition], self.dossier)
                return not is_broken(condition, days) if {earlier.of, later.of} <= days.keys() else None
            case AllOf(parts):
                truths = [self.truth(part) for part in parts]
                return False if False in truths else None if None in truths else True
            case AnyOf(parts):
                truths = [self.truth(part) for part in parts]
                return True if True in truths else None if None in truths else False
            case Unless(inner):
                return self.truth(inner) is not True
            case Unknown(path):
                return self.stated(path) is None
            case DatesCompatible():
                return not self.between
            case None:  # a rule without a presumption
                return False

    def stated(self, path: str) -> object:
        return fact(path).of(self.dossier)

    @cached_property
    def statuses(self) -> dict[str, str]:
        return {rule.code: self._status(rule) for rule in self.rules.rules}

    def _status(self, rule: Rule) -> str:
        applies, holds = self.truth(rule.applies), self.truth(rule.requires)
        if applies is False:
            return "not_applicable"
        if holds is True:
            return "satisfied"
        if applies and holds is False:
            return "violated"
        return "presumed" if applies and self.truth(rule.presumed) else "unknown"

    def of_status(self, status: str) -> list[Rule]:
        return [rule for rule in self.rules.rules if self.statuses[rule.code] == status]

    @property
    def outcome(self) -> str:
        if self.of_status("violated"):
            return "ineligible"
        undetermined = self.of_status("unknown") or None in self._kind_and_stage
        return "undetermined" if undetermined else "eligible"

    @property
    def _kind_and_stage(self) -> tuple[object, object]:
        return self.stated("certification.kind"), self.stated("evaluation.stage")

    @property
    def amount(self) -> int | None:
        if self.outcome == "eligible":
            (only,) = self.possible_amounts
            return only
        return 0 if self.outcome == "ineligible" else None

    @property
    def possible_amounts(self) -> list[int]:
        """The amounts of the kinds and stages that may fill in the unknown ones without breaking a rule."""
        kind, stage = self._kind_and_stage
        return sorted(
            {
                rate.euros
                for rate in self.rules.tariff.rates
                if kind in (None, rate.kind) and stage in (None, rate.stage)
                if not self._filled_in(rate).of_status("violated")
            }
        )

    def _filled_in(self, rate: Rate) -> "Interpretation":
        certification = Certification(kind=rate.kind)
        evaluation = attrs.evolve(self.dossier.evaluation or Evaluation(), stage=rate.stage)
        filled_in = attrs.evolve(self.dossier, certification=certification, evaluation=evaluation)
        return Interpretation(filled_in, self.rules)

    @property
    def documents_only(self) -> bool:
        return self.outcome == "ineligible" and {rule.group for rule in self.of_status("violated")} == {"document"}

    @property
    def payee(self) -> str | None:
        return None if self.outcome == "ineligible" else "evaluator"

    @property
    def contested(self) -> list[str]:
        """The rules of which some other reading, alone, gives another outcome."""
        reread = {
            reading.rule
            for reading in self.rules.readings
            if Interpretation(self.dossier, self.rules.read(**{reading.rule: reading.name})).outcome != self.outcome
        }
        return [rule.code for rule in self.rules.rules if rule.code in reread]

    @property
    def missing(self) -> list[str]:
        if self.outcome != "undetermined":
            return []
        asked = {"certification.kind", "evaluation.stage"}
        for rule in self.of_status("unknown"):
            asked |= self._hangs_on(rule.applies) | self._requirement_asks(rule)
        return [fact.path for fact in FACTS if fact.path in asked and self.stated(fact.path) is None]

    def _requirement_asks(self, rule: Rule) -> set[str]:
        if self.truth(rule.requires) is not None or self.truth(rule.presumed):
            return set()
        return self._hangs_on(rule.presumed) or self._hangs_on(rule.requires)

    def _hangs_on(self, condition: Condition | None) -> set[str]:
        """The unknown facts that can still make a difference to the condition."""
        if condition is None or self.truth(condition) is not None:
            return set()
        if isinstance(condition, AllOf | AnyOf):
            return set().union(*map(self._hangs_on, condition.conditions))
        return {path for path in paths(condition) if self.stated(path) is None}

    @cached_property
    def between(self) -> list[str]:
        """A smallest set of date rules that cannot hold together, the first in the order of the rules; or none."""
        binding = {
            rule.code: bounds
            for rule in self.rules.rules
            if (bounds := date_bounds(rule.requires))
            and self.truth(rule.applies)
            and self.truth(rule.requires) is not False
        }
        for size in range(1, len(binding) + 1):
            for codes in combinations(binding, size):
                if not can_hold([bound for code in codes for bound in binding[code]], self.dossier):
                    return list(codes)
        return []


def date_bounds(condition: Condition) -> list[NotAfter]:
    """The comparisons of days in a requirement: in all-of, never elsewhere."""
    match condition:
        case NotAfter():
            return [condition]
        case AllOf(parts):
            return [bound for part in parts for bound in date_bounds(part)]
        case _:
            return []


ORDERINGS = [
    NotAfter(Day("evaluation.starts_on"), Day("evaluation.ends_on")),
    NotAfter(Day("evaluator.accreditation.valid_from"), Day("evaluator.accreditation.valid_until")),
]
LONG_AGO = date(1500, 1, 1).toordinal()  # days are unlimited: any day long before 1900 does
CALENDAR_CYCLE = 146_097  # days in 400 years, after which the calendar repeats itself


def can_hold(bounds: list[NotAfter], dossier: Dossier) -> bool:
    """Whether some choice of the unknown days keeps every bound.

    Every unknown day starts long ago. As long as a bound is broken, its later day is put off, by no more than it
    must. It cannot be a known day; and one that is put off for 400 years will be put off for ever.
    """
    bounds = [*bounds, *ORDERINGS]
    known = known_days(bounds, dossier)
    days = {day.of: known.get(day.of, LONG_AGO) for bound in bounds for day in (bound.earlier, bound.later)}
    for_ever = max(days.values()) + CALENDAR_CYCLE
    while broken := next((bound for bound in bounds if is_broken(bound, days)), None):
        late = broken.later
        if late.of in known or days[late.of] > for_ever:
            return False
        days[late.of] = first_day_to_reach(moved(days[broken.earlier.of], broken.earlier), late.months, late.days)
    return True


def known_days(bounds: list[NotAfter], dossier: Dossier) -> dict[str | date, int]:
    """The days, as ordinals, that the dossier states or that are fixed."""
    of = {day.of for bound in bounds for day in (bound.earlier, bound.later)}
    days = {of: of if isinstance(of, date) else fact(of).of(dossier) for of in of}
    return {of: day.toordinal() for of, day in days.items() if day is not None}


def is_broken(bound: NotAfter, days: dict[str | date, int]) -> bool:
    return moved(days[bound.earlier.of], bound.earlier) > moved(days[bound.later.of], bound.later)


def moved(ordinal: int, by: Day) -> int:
    return shifted(ordinal, by.months, by.days)


@cache
def shifted(ordinal: int, months: int, days: int) -> int:
    """A day moved by months, then by days, as ``relativedelta`` does, in whatever years ``date`` can hold."""
    cycles, rest = divmod(ordinal, CALENDAR_CYCLE)
    reached = date.fromordinal(rest + CALENDAR_CYCLE) + relativedelta(months=months, days=days)
    return reached.toordinal() + (cycles - 1) * CALENDAR_CYCLE


@cache
def first_day_to_reach(target: int, months: int, days: int) -> int:
    """The first day that falls on or after the target once it is moved, found by trying one after the other."""
    surely_too_early = target - days - 31 * abs(months) - 1
    return next(day for day in count(surely_too_early) if shifted(day, months, days) >= target)
