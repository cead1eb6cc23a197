"""The small closed language in which rules are written: what a rule requires, as data.

A condition reads facts by their paths and is true, false or, where facts are unknown, possibly neither:
Kleene's three-valued logic, with two exceptions that look at what is stated and always know: :class:`Unless` and
:class:`Unknown`. Conditions hold no code; :mod:`clea_eligibility.deciding._compiler` turns them into a function.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeGuard, assert_never

from attrs import evolve, field, frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS, fact
from clea_eligibility.errors import CleaError, Shown, shown

Value: TypeAlias = bool | str | StrEnum

_DEEPEST = 20
"""Conditions may stand so deep inside conditions: Python reads generated code of so many brackets with ease."""
_FURTHEST = (("months", 120_000), ("days", 3_660_000))
"""How far a day may be shifted, either way: ten thousand years."""


@frozen(repr=False)
class Is(Shown):
    """The fact has this value."""

    path: str
    value: Value


@frozen(repr=False)
class OneOf(Shown):
    """The fact has one of these values."""

    path: str
    values: tuple[Value, ...]


@frozen(repr=False)
class Same(Shown):
    """The two facts have the same value."""

    left: str
    right: str


@frozen(repr=False)
class Day(Shown):
    """A date fact (or one fixed day), shifted by months, then by days.

    >>> str(Day("filed_on", days=21)), str(Day(date(2026, 3, 1)))
    ('filed_on + 3 weeks', '2026-03-01')
    """

    of: str | date
    months: int = field(default=0, kw_only=True)
    days: int = field(default=0, kw_only=True)

    def __str__(self) -> str:
        return str(self.of) + "".join(_shift(self.months, "month")) + "".join(_shift_days(self.days))


@frozen(repr=False)
class NotAfter(Shown):
    """The earlier day is on or before the later one; both may be the same day.

    >>> print(NotAfter(Day("filed_on", days=21), Day("evaluation.starts_on")))
    filed_on + 3 weeks <= evaluation.starts_on
    """

    earlier: Day
    later: Day

    def __str__(self) -> str:
        if self.earlier.days == 1 and self.later.days == 0:  # whole days: "a day later at most" is "before"
            return f"{Day(self.earlier.of, months=self.earlier.months)} < {self.later}"
        return f"{self.earlier} <= {self.later}"


@frozen(repr=False)
class AllOf(Shown):
    """Every condition holds; of none at all, true."""

    conditions: tuple["Condition", ...]


@frozen(repr=False)
class AnyOf(Shown):
    """At least one condition holds."""

    conditions: tuple["Condition", ...]


@frozen(repr=False)
class Unless(Shown):
    """True unless the condition surely holds: an unknown fact leaves it true."""

    condition: "Condition"


@frozen(repr=False)
class Unknown(Shown):
    """The dossier does not state the fact."""

    path: str


@frozen(repr=False)
class DatesCompatible(Shown):
    """Some choice of the unknown dates lets every date rule hold that applies and is not itself violated."""


Condition: TypeAlias = Is | OneOf | Same | NotAfter | AllOf | AnyOf | Unless | Unknown | DatesCompatible
ALWAYS = AllOf(())
"""The condition that is always true."""


def nodes(condition: Condition) -> Iterator[Condition]:
    """The condition and, one by one, every condition that is a part of it."""
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from nodes(part)
        case Unless(inner):
            yield from nodes(inner)
        case _:
            return


def paths(condition: Condition) -> Iterator[str]:
    """The facts that a condition reads, in the order in which it names them, possibly twice."""
    match condition:
        case Is(path) | OneOf(path) | Unknown(path):
            yield path
        case NotAfter(earlier, later):
            yield from (day.of for day in (earlier, later) if isinstance(day.of, str))
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from paths(part)
        case Unless(inner):
            yield from paths(inner)
        case Same(left, right):
            yield from (left, right)


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The conditions, none of them an all-of, that must all hold for this one to hold."""
    if isinstance(condition, AllOf):
        for part in condition.conditions:
            yield from conjuncts(part)
    else:
        yield condition


def date_bounds(condition: Condition) -> Iterator[NotAfter]:
    """The comparisons of days that must hold whenever the condition does; the same day is a comparison both ways."""
    for part in conjuncts(condition):
        if is_of_dates(part):
            yield from bounds_of(part)


def is_of_dates(condition: Condition) -> TypeGuard[NotAfter | Same]:
    """Whether the condition compares two days."""
    return isinstance(condition, NotAfter) or (isinstance(condition, Same) and fact(condition.left).type == "date")


def bounds_of(comparison: NotAfter | Same) -> tuple[NotAfter, ...]:
    """What a comparison of two days says, as days that do not come after others."""
    if isinstance(comparison, NotAfter):
        return (comparison,)
    left, right = Day(comparison.left), Day(comparison.right)
    return NotAfter(left, right), NotAfter(right, left)


def contrary(bound: NotAfter) -> NotAfter:
    """What holds of two days exactly where the bound does not.

    >>> print(contrary(NotAfter(Day("filed_on", days=21), Day("evaluation.starts_on"))))
    evaluation.starts_on + 1 day <= filed_on + 3 weeks
    """
    return NotAfter(evolve(bound.later, days=bound.later.days + 1), bound.earlier)


OWN_ORDERS = tuple(NotAfter(Day(fact.on_or_after), Day(fact.path)) for fact in FACTS if fact.on_or_after is not None)
"""The orders that dates have of their own, whatever the rules: a start comes before its end."""


def ill_formed(condition: object, place: str, depth: int = 0) -> Iterator[str]:
    """What is no condition, or no part of one: each with its place, and what was expected there.

    >>> list(ill_formed(AllOf([ALWAYS]), "requires"))
    ['requires.conditions: expected a tuple of conditions, got a list']

    What a condition of the right form says is for :func:`check` to judge.
    """
    match condition:
        case AllOf() | AnyOf() | Unless() if depth == _DEEPEST:
            yield f"{place}: expected conditions inside conditions {_DEEPEST} deep at the most"
        case AllOf(parts) | AnyOf(parts):
            yield from not_a_tuple(parts, f"{place}.conditions", "conditions") or (
                problem
                for number, part in enumerate(parts)
                for problem in ill_formed(part, f"{place}.conditions[{number}]", depth + 1)
            )
        case Unless(inner):
            yield from ill_formed(inner, f"{place}.condition", depth + 1)
        case NotAfter(earlier, later):
            yield from _ill_formed_day(earlier, f"{place}.earlier")
            yield from _ill_formed_day(later, f"{place}.later")
        case OneOf(_, values):
            yield from not_a_tuple(values, f"{place}.values", "values")
        case Is() | Same() | Unknown() | DatesCompatible():
            return
        case _:
            yield f"{place}: expected a condition, such as Is(…) or AllOf(…), got {shown(condition)}"


def not_a_tuple(values: object, place: str, of: str) -> list[str]:
    """What to say of values that are no tuple: a list could change, and a generator gives its values once."""
    return [] if isinstance(values, tuple) else [f"{place}: expected a tuple of {of}, got {shown(values)}"]


def _ill_formed_day(day: object, place: str) -> Iterator[str]:
    if not isinstance(day, Day):
        yield f"{place}: expected a Day, got {shown(day)}"
        return
    if not isinstance(day.of, str) and not dates.is_calendar_day(day.of):
        yield f"{place}.of: expected the path of a date or a date without a time, got {shown(day.of)}"
    for unit, most in _FURTHEST:
        count = getattr(day, unit)
        if type(count) is not int or abs(count) > most:
            yield f"{place}.{unit}: expected a whole number from {-most:,} to {most:,}, got {shown(count)}"


def check(condition: Condition) -> None:
    """Raise :class:`CleaError` for a condition that names no fact, or a value that its fact cannot take.

    ``DatesCompatible`` stands alone: it is refused as a part of another condition.
    """
    for part in nodes(condition):
        match part:
            case Is(path, value):
                _check_values(path, (value,))
            case OneOf(path, values):
                if not values:
                    raise CleaError(f"{path}: one of no values can never hold")
                _check_values(path, values)
            case Same(left, right):
                if fact(left).python_type is not fact(right).python_type:
                    raise CleaError(f"{left} and {right} are of different types and can never be the same")
            case NotAfter(earlier, later):
                for day in (earlier, later):
                    if isinstance(day.of, str) and fact(day.of).type != "date":
                        raise CleaError(f"{day.of} is not a date")
            case AnyOf() if any(map(is_of_dates, nodes(part))):
                raise CleaError("days may be compared in all-of, not in any-of: dates would no longer be bounds")
            case Unknown(path):
                fact(path)
            case DatesCompatible():
                raise CleaError("dates are compatible in the whole dossier or not: no part of another condition")


def _check_values(path: str, values: tuple[Value, ...]) -> None:
    found = fact(path)
    for value in values:
        sound = type(value) is found.python_type and (not found.values or value in found.values)
        if not sound or found.type == "date":
            raise CleaError(f"{path} can never be {shown(value)}")


def looked_at(*conditions: Condition) -> set[str]:
    """The facts of which conditions ask whether they are known: what they say may turn once they are."""
    parts = (part for condition in conditions for part in nodes(condition))
    return {path for part in parts if isinstance(part, Unless | Unknown) for path in paths(part)}


def hangs_on(condition: Condition) -> Iterator[tuple[tuple[Condition, ...], str]]:
    """The facts that a condition, should it be unknown, may still hang on if they are unknown.

    With each come the all-of and any-of around it, outermost first, the condition among them: they must be unknown,
    too. ``Unless`` and ``Unknown`` always know.
    """
    match condition:
        case AllOf(parts) | AnyOf(parts):
            yield from (((condition, *around), path) for part in parts for around, path in hangs_on(part))
        case Unless() | Unknown():
            return
        case _:
            yield from (((), path) for path in dict.fromkeys(paths(condition)))


def two_valued(condition: Condition) -> bool:
    """Whether the condition is true or false whatever is unknown."""
    match condition:
        case Unless() | Unknown():
            return True
        case AllOf(parts) | AnyOf(parts):
            return all(map(two_valued, parts))
        case _:
            return False


def _shift(count: int, unit: str) -> Iterator[str]:
    if count:
        yield f" {'+' if count > 0 else '-'} {abs(count)} {unit}{'s' if abs(count) > 1 else ''}"


def _shift_days(days: int) -> Iterator[str]:
    yield from _shift(days // 7, "week") if days % 7 == 0 else _shift(days, "day")


def notation(condition: Condition) -> str:
    """A condition on one line, with facts by their paths and values as they stand in JSON.

    >>> notation(AnyOf((Is("quote.provided", True), Unknown("filed_on"))))
    'quote.provided or filed_on is unknown'
    """
    match condition:
        case Is(path, bool() as value):
            return path if value else f"{path} is false"
        case Is(path, value):
            return f"{path} = {value}"
        case OneOf(path, values):
            return f"{path} in ({', '.join(map(str, values))})"
        case Same(left, right):
            return f"{left} = {right}"
        case NotAfter():
            return str(condition)
        case AllOf(parts):
            return " and ".join(map(_part_noted, parts)) or "always"
        case AnyOf(parts):
            return " or ".join(map(_part_noted, parts)) or "never"
        case Unless(inner):
            return f"unless {_part_noted(inner)}"
        case Unknown(path):
            return f"{path} is unknown"
        case DatesCompatible():
            return "the date rules can hold together"
        case _:
            assert_never(condition)


def _part_noted(condition: Condition) -> str:
    several = isinstance(condition, AllOf | AnyOf) and len(condition.conditions) > 1
    return f"({notation(condition)})" if several else notation(condition)
