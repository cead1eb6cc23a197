"""The specification of ``decide``: a plain interpreter of any rule set, to be read beside the contract.

It shares nothing with the engine but the data: the models, the vocabulary, the conditions and the rules.
Where the engine is fast, this is short. ``None`` is unknown throughout.

First what a condition is worth, then the decision, then the search for a filling-in that is eligible, then days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import chain, combinations, count, product
from typing import Any, TypeAlias, TypeVar

import attrs
from dateutil.relativedelta import relativedelta

from clea_eligibility import Dossier, Rule, RuleSet
from clea_eligibility.dossier.facts import FACTS, FLAG_OF, fact
from clea_eligibility.rules import (
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
)
from clea_eligibility.rules._conditions import nodes, paths

Values: TypeAlias = Mapping[str, Any]
"""What is stated of each fact, by path."""
Days: TypeAlias = Mapping[str | date, int]
"""The known days, by fact or fixed day, as ordinals."""

KIND, STAGE = "certification.kind", "evaluation.stage"
OKAY = {"satisfied", "presumed", "not_applicable"}
K = TypeVar("K")
T = TypeVar("T")


def once(function: Callable[[K], T]) -> Callable[[K], T]:
    """Remember what a function makes of the last things given, by identity: to compare them would take longer."""
    found: dict[int, tuple[K, T]] = {}

    def remembered(given: K) -> T:
        if id(given) not in found:
            if len(found) == 1000:
                found.clear()
            found[id(given)] = given, function(given)
        return found[id(given)][1]

    return remembered


@once
def stated(dossier: Dossier) -> dict[str, Any]:
    """What a dossier states of each fact, by path."""
    return {fact.path: fact.of(dossier) for fact in FACTS}


# What a condition is worth


def truth(condition: Condition | None, values: Values, compared: Mapping[Condition, bool]) -> bool | None:
    """Kleene's three-valued logic; only ``Unless`` and ``Unknown`` always know."""
    match condition:
        case Is(path, value):
            known = values.get(path)
            return None if known is None else known == value
        case OneOf(path, expected):
            known = values.get(path)
            return None if known is None else known in expected
        case Same(left, right) if not compares_days(condition):
            both = values.get(left), values.get(right)
            return None if None in both else both[0] == both[1]
        case Same() | NotAfter():
            return compared.get(condition)
        case AllOf(parts):
            truths = [truth(part, values, compared) for part in parts]
            return False if False in truths else None if None in truths else True
        case AnyOf(parts):
            truths = [truth(part, values, compared) for part in parts]
            return True if True in truths else None if None in truths else False
        case Unless(inner):
            return truth(inner, values, compared) is not True
        case Unknown(path):
            return values.get(path) is None
        case None:  # a rule without a presumption
            return False
        case _:
            raise AssertionError(f"{condition} has no truth of its own")


def compares_days(condition: Condition) -> bool:
    """Whether the condition is one comparison of two days."""
    return isinstance(condition, NotAfter) or (isinstance(condition, Same) and fact(condition.left).type == "date")


def as_bounds(comparison: Condition) -> list[NotAfter]:
    """A comparison of two days as bounds that must all hold; the same day is a bound both ways."""
    if isinstance(comparison, Same):
        left, right = Day(comparison.left), Day(comparison.right)
        return [NotAfter(left, right), NotAfter(right, left)]
    assert isinstance(comparison, NotAfter)
    return [comparison]


def date_bounds(condition: Condition) -> list[NotAfter]:
    """The comparisons of days in a requirement: in all-of, never elsewhere."""
    if isinstance(condition, AllOf):
        return [bound for part in condition.conditions for bound in date_bounds(part)]
    return as_bounds(condition) if compares_days(condition) else []


@attrs.frozen(cache_hash=True)
class Comparison:
    """A comparison of two days that a rule makes somewhere."""

    condition: Condition

    @property
    def bounds(self) -> list[NotAfter]:
        return as_bounds(self.condition)

    def either_way(self) -> Iterator[tuple[bool, list[NotAfter]]]:
        """How it may come out, with the bounds that say so."""
        yield True, self.bounds
        for bound in self.bounds:
            late = bound.later
            yield False, [NotAfter(Day(late.of, months=late.months, days=late.days + 1), bound.earlier)]


Compared: TypeAlias = Mapping[Comparison, bool]
"""Whether each comparison of two known days holds."""


@attrs.frozen(eq=False)
class Terms:
    """A rule and what it reads."""

    rule: Rule
    facts: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    bounds: tuple[NotAfter, ...]
    found: dict[object, tuple[str, bool]] = attrs.field(factory=dict)
    """How it stood so far."""

    @classmethod
    def of(cls, rule: Rule) -> "Terms":
        conditions = [rule.applies, rule.requires, *([] if rule.presumed is None else [rule.presumed])]
        read = dict.fromkeys(path for condition in conditions for path in paths(condition))
        compared = dict.fromkeys(node for each in conditions for node in nodes(each) if compares_days(node))
        return cls(rule, tuple(read), tuple(map(Comparison, compared)), tuple(date_bounds(rule.requires)))

    def status(self, values: Values, compared: Compared) -> str:
        """How the rule stands (contract, section 2)."""
        return self._stands(values, compared)[0]

    def binds(self, values: Values, compared: Compared) -> bool:
        """Whether it is a date rule that surely applies and is not itself violated."""
        return bool(self.bounds) and self._stands(values, compared)[1]

    def _stands(self, values: Values, compared: Compared) -> tuple[str, bool]:
        """Its status, and whether it surely applies and is not violated."""
        key = *map(values.get, self.facts), *map(compared.get, self.comparisons)
        if key not in self.found:
            holding = {
                comparison.condition: compared[comparison] for comparison in self.comparisons if comparison in compared
            }
            applies, holds, presumed = (
                truth(condition, values, holding)
                for condition in (self.rule.applies, self.rule.requires, self.rule.presumed)
            )
            self.found[key] = _status(applies, holds, presumed), applies is True and holds is not False
        return self.found[key]


def _status(applies: bool | None, holds: bool | None, presumed: bool | None) -> str:
    if applies is False:
        return "not_applicable"
    if holds is True:
        return "satisfied"
    if applies and holds is False:
        return "violated"
    return "presumed" if applies and presumed else "unknown"


terms_of_rule = once(Terms.of)


def is_joint(rule: Rule) -> bool:
    return isinstance(rule.requires, DatesCompatible)


@once
def terms_of(rules: RuleSet) -> tuple[Terms, ...]:
    """The rules but for ``dates_compatible``."""
    return tuple(terms_of_rule(rule) for rule in rules.rules if not is_joint(rule))


@once
def other_readings(rules: RuleSet) -> tuple[tuple[str, RuleSet], ...]:
    """Every other reading of a rule, one at a time: its code, and the rules so read."""
    current = {rule.code: rule.reading for rule in rules.rules}
    others = [reading for reading in rules.readings if reading.name != current[reading.rule]]
    return tuple((other.rule, rules.read(**{other.rule: other.name})) for other in others)


# The decision


@attrs.frozen(slots=False)  # so that the oldest attrs lets it cache
class Interpretation:
    """What a rule set makes of a dossier, in codes and paths."""

    dossier: Dossier
    rules: RuleSet

    @cached_property
    def values(self) -> Values:
        return stated(self.dossier)

    @cached_property
    def days(self) -> Days:
        """The days that the dossier states."""
        return {path: day.toordinal() for path, day in self.values.items() if isinstance(day, date)}

    @cached_property
    def compared(self) -> Compared:
        return compared_days(chain.from_iterable(terms.comparisons for terms in self.terms), self.days)

    @cached_property
    def terms(self) -> tuple[Terms, ...]:
        return terms_of(self.rules)

    def truth(self, condition: Condition | None) -> bool | None:
        holding = {comparison.condition: holds for comparison, holds in self.compared.items()}
        return truth(condition, self.values, holding)

    @cached_property
    def _own_statuses(self) -> dict[str, str]:
        """The statuses of the rules but for ``dates_compatible``."""
        return {terms.rule.code: terms.status(self.values, self.compared) for terms in self.terms}

    @cached_property
    def statuses(self) -> dict[str, str]:
        joint = {rule.code: "violated" if self.between else "satisfied" for rule in self.rules.rules if is_joint(rule)}
        found = self._own_statuses | joint
        return {rule.code: found[rule.code] for rule in self.rules.rules}

    def of_status(self, status: str) -> list[Rule]:
        return [rule for rule in self.rules.rules if self.statuses[rule.code] == status]

    @cached_property
    def outcome(self) -> str:
        if "violated" in self._own_statuses.values() or self.of_status("violated"):
            return "ineligible"
        undetermined = self.of_status("unknown") or None in (self.values[KIND], self.values[STAGE])
        return "undetermined" if undetermined else "eligible"

    @property
    def amount(self) -> int | None:
        if self.outcome == "eligible":
            (only,) = self.possible_amounts
            return only
        return 0 if self.outcome == "ineligible" else None

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
            code
            for code, other in other_readings(self.rules)
            if Interpretation(self.dossier, other).outcome != self.outcome
        }
        return [rule.code for rule in self.rules.rules if rule.code in reread]

    @property
    def missing(self) -> list[str]:
        if self.outcome != "undetermined":
            return []
        asked = {KIND, STAGE}
        for rule in self.of_status("unknown"):
            asked |= self._hangs_on(rule.applies) | self._requirement_asks(rule)
        return [fact.path for fact in FACTS if fact.path in asked and self.values[fact.path] is None]

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
        return {path for path in paths(condition) if self.values[path] is None}

    # Rules taken together

    @property
    def possible_amounts(self) -> list[int]:
        """The amounts of every eligible filling-in."""
        if self.outcome == "ineligible":
            return []
        amounts = [self.rules.tariff.amount(*pair) for pair in self._pairs if self._can_meet(self.terms, *pair)]
        assert None not in amounts, "a certification is accepted for which there is no amount"
        return sorted({amount for amount in amounts if amount is not None})

    @cached_property
    def between(self) -> list[str]:
        """A smallest set of rules that cannot hold together, the first in the order of the rules; or none."""
        return self._dates_that_cannot_meet() or self._rules_that_cannot_meet()

    def _dates_that_cannot_meet(self) -> list[str]:
        """Date rules that surely apply and are not violated, and whose bounds no choice of the unknown dates keeps."""
        binding = [terms for terms in self.terms if terms.binds(self.values, self.compared)]
        return smallest(binding, lambda some: can_hold([bound for terms in some for bound in terms.bounds], self.days))

    def _rules_that_cannot_meet(self) -> list[str]:
        """Where no rule is violated, and yet no filling-in is eligible: rules that no filling-in meets together."""
        own = set(self._own_statuses.values())
        if "violated" in own or (own <= OKAY and None not in (self.values[KIND], self.values[STAGE])):
            return []
        # A smallest set hangs together by unknown facts: of parts that share none, one alone could not be met.
        groups = [group for group in apart(self.terms, self.values) if not self._can_meet_somehow(group)]
        suspects = [terms for terms in self.terms if any(terms in group for group in groups)]
        return smallest(suspects, self._can_meet_somehow)

    def _can_meet_somehow(self, terms: Iterable[Terms]) -> bool:
        return any(self._can_meet(terms, *pair) for pair in self._pairs)

    @property
    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        """Every kind and stage that a filling-in may have."""
        choices = ((self.values[path],) if self.values[path] else domain(path) for path in (KIND, STAGE))
        return product(*choices)

    def _can_meet(self, terms: Iterable[Terms], kind: object, stage: object) -> bool:
        """Whether a filling-in of this kind and stage meets the rules, and ``dates_compatible`` with them alone."""
        values = {**self.values, KIND: kind, STAGE: stage}
        return all(self._group_can_meet(tuple(group), values) for group in apart(terms, values))

    def _group_can_meet(self, group: tuple[Terms, ...], values: Values) -> bool:
        read = [values[path] for path in (KIND, STAGE) if any(path in terms.facts for terms in group)]
        found, key = searches(self.dossier), (*group, *read, self._together, *self._departments)
        if key not in found:
            search = Search(group, values, self.days, self.compared, self._together, self._departments)
            found[key] = search.succeeds
        return found[key]

    @cached_property
    def _together(self) -> bool:
        return any(map(is_joint, self.rules.rules))

    @cached_property
    def _departments(self) -> tuple[str, ...]:
        """The departments that the rules or the dossier name, and two others: the rules cannot tell more apart."""
        named = {self.values[path] for path in DEPARTMENTS} - {None} | departments_named(self.rules)
        return (*sorted(named), *[other for other in domain("applicant.department") if other not in named][:2])


DEPARTMENTS = ("applicant.department", "evaluator.department")


@once
def departments_named(rules: RuleSet) -> set[Any]:
    named: set[Any] = set()
    for rule in rules.rules:
        for condition in (rule.applies, rule.requires, rule.presumed):
            for node in () if condition is None else nodes(condition):
                match node:
                    case Is(path, value) if path in DEPARTMENTS:
                        named.add(value)
                    case OneOf(path, values) if path in DEPARTMENTS:
                        named.update(values)
    return named


@cache
def domain(path: str) -> tuple[Any, ...]:
    return fact(path).domain


def smallest(terms: Sequence[Terms], can_be: Callable[[Sequence[Terms]], bool]) -> list[str]:
    """The codes of the first smallest set of rules that cannot be; none where all together can."""
    if not can_be(terms):
        for size in range(1, len(terms) + 1):
            for some in combinations(terms, size):
                if not can_be(some):
                    return [each.rule.code for each in some]
    return []


# The search for a filling-in


@once
def searches(_: Dossier) -> dict[object, bool]:
    """What was found of a dossier: other readings of one rule ask much the same."""
    return {}


SOME_DAY = "some day"
"""What a filling-in makes of an unknown date: it is known, and how it compares with others is chosen."""


def apart(terms: Iterable[Terms], values: Values) -> list[list[Terms]]:
    """The rules in groups: those of one group share no unknown fact with those of another."""
    groups: list[tuple[set[str], list[Terms]]] = []
    for each in terms:
        shared = {linked for path in each.facts if values[path] is None for linked in (path, _OBJECT.get(path, path))}
        members = [each]
        for group in [group for group in groups if group[0] & shared]:
            groups.remove(group)
            shared |= group[0]
            members = [*group[1], *members]
        groups.append((shared, members))
    return [members for _, members in groups]


_OBJECT = {**FLAG_OF, "evaluation.starts_on": "evaluation.ends_on"}
"""For facts that are bound to another, whatever the rules: that other."""


@attrs.frozen(slots=False)
class Search:
    """Whether some filling-in of the unknown facts meets all of some rules.

    Every unknown fact takes every value, or stays unknown. A date becomes known without a day: instead, every
    comparison that the rules make of two known dates comes out either way, as long as there are days that compare so.
    """

    terms: Sequence[Terms]
    values: Values
    days: Days
    compared: Compared
    together: bool
    """Whether ``dates_compatible`` is one of the rules."""
    departments: tuple[str, ...]

    @property
    def succeeds(self) -> bool:
        values = {path: value for path, value in self.values.items() if value is not None}
        return self._from(0, values, self.compared, [])

    @cached_property
    def _steps(self) -> list[str | Comparison | Terms]:
        """The facts to fill in, the comparisons to decide and the rules to meet; a rule once all that it reads is."""
        steps: dict[Any, None] = {}
        for terms in sorted(self.terms, key=lambda terms: sum(self.values[path] is None for path in terms.facts)):
            steps |= dict.fromkeys(path for path in terms.facts if self.values[path] is None)
            steps |= dict.fromkeys(terms.comparisons)
            steps[terms] = None
        return list(steps)

    def _from(self, place: int, values: Values, compared: Compared, bounds: list[NotAfter]) -> bool:
        if place == len(self._steps):
            return not self.together or self._dates_can_meet(values, compared, bounds)
        step = self._steps[place]
        if isinstance(step, Terms):
            if step.status(values, compared) not in OKAY or (step.comparisons and not can_hold(bounds, self.days)):
                return False
            return self._from(place + 1, values, compared, bounds)
        if isinstance(step, str):
            return any(
                self._from(place + 1, filled_in, compared, bounds)
                for filled_in in ({**values, step: value} for value in self._choices(step))
                if _flags_are_settled(step, filled_in)
            )
        if step in compared or not all(values.get(path) for path in paths(step.condition)):
            return self._from(place + 1, values, compared, bounds)
        return any(
            self._from(place + 1, values, {**compared, step: holds}, [*bounds, *more])
            for holds, more in step.either_way()
        )

    def _choices(self, path: str) -> tuple[object, ...]:
        if fact(path).type == "date":
            return (SOME_DAY, None)
        return (*(self.departments if path in DEPARTMENTS else domain(path)), None)

    def _dates_can_meet(self, values: Values, compared: Compared, bounds: list[NotAfter]) -> bool:
        """Whether the filling-in leaves days for the dates that it leaves unknown (they may be presumed to fit)."""
        binding = [bound for terms in self.terms if terms.binds(values, compared) for bound in terms.bounds]
        return can_hold([*bounds, *binding], self.days)


def _flags_are_settled(changed: str, values: Values) -> bool:
    """Whether no presence flag is unknown although another fact of its object is known."""
    flag = FLAG_OF.get(changed, changed)
    if flag not in values or values[flag] is not None:  # not filled in yet, or known
        return True
    return not any(values.get(path) is not None for path, its_flag in FLAG_OF.items() if its_flag == flag)


# Days

ORDERINGS = [
    NotAfter(Day("evaluation.starts_on"), Day("evaluation.ends_on")),
    NotAfter(Day("evaluator.accreditation.valid_from"), Day("evaluator.accreditation.valid_until")),
]
LONG_AGO = date(1500, 1, 1).toordinal()  # days are unlimited: any day long before 1900 does
THREE_YEARS = 36  # months
REGULAR = date(1601, 1, 1).toordinal()  # ninety-nine years from here on every fourth has a leap day
FORTY_YEARS = 14_610  # days
CALENDAR_CYCLE = 146_097  # days in 400 years, after which the calendar repeats itself


def can_hold(bounds: Iterable[NotAfter], days: Days) -> bool:
    """Whether some choice of the unknown days keeps every bound, and the order that two pairs of dates have anyway."""
    bounds = [*bounds, *ORDERINGS]
    known = {**days, **fixed_days(bounds)}
    quick = can_be_put_off(bounds, known, at_most=len(known) + len(bounds))
    if quick is not None:
        return quick
    # Days push one another round. Whether they can at all, wherever the known days are, is found once.
    circles = frozenset(bound for bound in bounds if bound.later.of not in known)
    return circles_can_hold(circles) and can_be_put_off(bounds, known) is True


def can_be_put_off(
    bounds: Iterable[NotAfter],
    known: Days,
    at_most: int | None = None,
    start: int = LONG_AGO,
    cycle: int = CALENDAR_CYCLE,
) -> bool | None:
    """Whether days can be put off until every bound holds; ``None`` where that is still open after so many rounds.

    Every unknown day starts long ago. As long as a bound is broken, its later day is put off, by no more than it
    must. It cannot be a known day; and one that is put off for 400 years will be put off for ever.
    """
    days = {day.of: known.get(day.of, start) for bound in bounds for day in (bound.earlier, bound.later)}
    for_ever = max(days.values(), default=0) + cycle
    for rounds in count():
        broken = [bound for bound in bounds if not put_off(bound, days)]
        if not broken:
            return True
        if any(bound.later.of in known or days[bound.later.of] > for_ever for bound in broken):
            return False
        if rounds == at_most:
            return None
    raise AssertionError("there is no last round")


def put_off(bound: NotAfter, days: dict[str | date, int]) -> bool:
    """Whether the bound holds; where it does not, put off its later day until it does."""
    reached, late = moved(days[bound.earlier.of], bound.earlier), bound.later
    if reached <= moved(days[late.of], late):
        return True
    days[late.of] = first_day_to_reach(reached - late.days, late.months)
    return False


@lru_cache(maxsize=10_000)
def circles_can_hold(bounds: frozenset[NotAfter]) -> bool:
    """Whether days can keep the bounds, but for those that bind them to known days.

    Days that bind one another both ways lie within the months that their bounds name. Whatever three years hold,
    four years without a missing leap day hold too; a few times four are enough, should circles push circles.
    """
    later = {bound.later.of for bound in bounds}
    loose = [bound for bound in bounds if bound.earlier.of in later]
    if goes_round_for_ever(loose):
        return False
    shifts = [day for bound in loose for day in (bound.earlier, bound.later)]
    if sum(abs(day.months) + abs(day.days) // 28 + 1 for day in shifts) <= THREE_YEARS:
        return can_be_put_off(loose, {}, start=REGULAR, cycle=FORTY_YEARS) is True
    return can_be_put_off(loose, {}) is True


def goes_round_for_ever(bounds: Iterable[NotAfter]) -> bool:
    """Whether bounds make a circle on which each time round puts off a day by a day at least."""
    days = {day.of: 0 for bound in bounds for day in (bound.earlier, bound.later)}
    for _ in range(len(days) + 1):
        before = dict(days)
        for bound in bounds:
            least = days[bound.earlier.of] + fewest_days(bound.earlier) + fewest_days_back(bound.later)
            days[bound.later.of] = max(days[bound.later.of], least)
        if days == before:
            return False
    return True


def fewest_days(by: Day) -> int:
    """No shift of a day reaches less far: a month has 28 to 31 days."""
    return (28 if by.months > 0 else 31) * by.months + by.days


def fewest_days_back(by: Day) -> int:
    return -(31 if by.months > 0 else 28) * by.months - by.days


def fixed_days(bounds: Iterable[NotAfter]) -> Days:
    of = {day.of for bound in bounds for day in (bound.earlier, bound.later)}
    return {day: day.toordinal() for day in of if isinstance(day, date)}


def compared_days(comparisons: Iterable[Comparison], days: Days) -> Compared:
    """The comparisons of two known days, and whether each holds."""
    found = {}
    for comparison in comparisons:
        bounds = comparison.bounds
        known = {**days, **fixed_days(bounds)}
        if all({bound.earlier.of, bound.later.of} <= known.keys() for bound in bounds):
            found[comparison] = not any(is_broken(bound, known) for bound in bounds)
    return found


def is_broken(bound: NotAfter, days: Days) -> bool:
    return moved(days[bound.earlier.of], bound.earlier) > moved(days[bound.later.of], bound.later)


def moved(ordinal: int, by: Day) -> int:
    """A day moved by months, then by days."""
    return (months_later(ordinal, by.months) if by.months else ordinal) + by.days


@cache
def months_later(ordinal: int, months: int) -> int:
    """A day moved by months as ``relativedelta`` does, in whatever years ``date`` can hold."""
    cycles, rest = divmod(ordinal, CALENDAR_CYCLE)
    reached = date.fromordinal(rest + CALENDAR_CYCLE) + relativedelta(months=months)
    return reached.toordinal() + (cycles - 1) * CALENDAR_CYCLE


@cache
def first_day_to_reach(target: int, months: int) -> int:
    """The first day that falls on or after the target once it is moved, found by trying one after the other."""
    surely_too_early = target - (31 if months > 0 else 28) * months - 1
    return next(day for day in count(surely_too_early) if months_later(day, months) >= target)
