"""What conditions can still come to, as more becomes known: exact where nothing is read twice."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import frozen

from clea_eligibility.dossier.facts import fact
from clea_eligibility.errors import Shown
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    conjuncts,
    date_bounds,
    is_of_dates,
    paths,
)
from clea_eligibility.rules._rule import Rule

OPEN = object()
"""Stands for a fact, or a comparison of days, that may still come out either way."""
Truth = TypeVar("Truth")
Want: TypeAlias = bool | None
"""The truth that a condition is to come to; ``None`` is unknown."""


@frozen(repr=False)
class Bound(Shown):
    """A comparison of days that must hold for its rule to hold."""

    of: NotAfter


class Reach(ABC, Generic[Truth]):
    """Whether conditions can still come to a truth, given the same of the parts that they are made of.

    Exact where nothing is read twice. Answers are truth values, lines of source or columns: whatever ``all_of`` and
    ``any_of`` join.
    """

    settled: frozenset[str] = frozenset()
    """Facts that nothing tells from their being unknown any more: what is said of them stands."""

    @abstractmethod
    def can(self, part: Any, want: Want) -> Truth:
        """Whether a part that has no parts of its own can come to a truth."""

    @staticmethod
    @abstractmethod
    def all_of(*truths: Truth) -> Truth:
        """Every truth holds."""

    @staticmethod
    @abstractmethod
    def any_of(*truths: Truth) -> Truth:
        """At least one truth holds."""

    def __call__(self, condition: Any, want: Want) -> Truth:
        """Whether a condition can come to a truth."""
        match condition:
            case AllOf(parts):
                return self._joined(parts, want, decided=False)
            case AnyOf(parts):
                return self._joined(parts, want, decided=True)
            case Unless(inner) if not set(paths(inner)) <= self.settled:
                if want is None:
                    return self.any_of()
                return self(inner, True) if want is False else self.any_of(self(inner, False), self(inner, None))
            case _:
                return self.can(condition, want)

    def _joined(self, parts: Sequence[Any], want: Want, *, decided: bool) -> Truth:
        """An all-of (or, in a mirror, an any-of): one part that is ``decided`` decides it."""
        if want is decided:
            return self.any_of(*(self(part, decided) for part in parts))
        if want is not None:
            return self.all_of(*(self(part, want) for part in parts))
        open_ = [self(part, None) for part in parts]
        not_deciding = [self.any_of(self(part, not decided), truth) for part, truth in zip(parts, open_, strict=True)]
        return self.any_of(
            *(
                self.all_of(truth, *not_deciding[:place], *not_deciding[place + 1 :])
                for place, truth in enumerate(open_)
            )
        )

    def stands(self, rule: Rule) -> Truth:
        """Whether a rule can come out satisfied, presumed or not applicable."""
        requires, presumed = split(rule), ALWAYS if rule.presumed is None else rule.presumed
        presumable = (
            self.any_of()
            if rule.presumed is None
            else self.all_of(self(rule.applies, True), self(requires, None), self(presumed, True))
        )
        return self.any_of(self(rule.applies, False), self(requires, True), presumable)


class Scalar(Reach[bool]):
    """What can be reached from a state: of each fact and each comparison a value, ``None`` (stays unknown) or open."""

    def __init__(self, state: Mapping[Any, Any]) -> None:
        self.state = state

    @staticmethod
    def all_of(*truths: bool) -> bool:
        """Every truth holds."""
        return all(truths)

    @staticmethod
    def any_of(*truths: bool) -> bool:
        """At least one truth holds."""
        return any(truths)

    def can(self, part: Any, want: Want) -> bool:
        """Whether a part can come to a truth."""
        state = self.state
        match part:
            case Is(path) | OneOf(path):
                return want in _truths(state[path], lambda value: value in values_of(part), path)
            case Unknown(path):
                return want is (state[path] is None) or (state[path] is OPEN and want is True)
            case Same(left, right) if part not in state:
                one, other = state[left], state[right]
                if one is OPEN:
                    one, other = other, one
                if other is not OPEN or one is None:
                    return want is (None if one is None or other is None else one == other)
                return one is OPEN or want in _truths(OPEN, lambda value: value == one, left)
            case _:
                return state[part] is OPEN or want is state[part]


def _truths(value: Any, holds: Callable[[Any], bool], path: str) -> set[Want]:
    if value is OPEN:
        return {None, *map(holds, fact(path).domain)}
    return {None if value is None else holds(value)}


def days_of(part: NotAfter | Same) -> list[str | date]:
    """The two days of a comparison."""
    return [part.earlier.of, part.later.of] if isinstance(part, NotAfter) else [part.left, part.right]


def split(rule: Rule) -> Condition:
    """What a rule requires, its bounds marked as such."""
    bounds = [Bound(bound) for bound in date_bounds(rule.requires)]
    others = [part for part in conjuncts(rule.requires) if not is_of_dates(part)]
    return AllOf((*bounds, *others)) if bounds else rule.requires  # type: ignore[arg-type]


def values_of(part: Is | OneOf) -> tuple[Any, ...]:
    """The values of which the fact is to have one."""
    return (part.value,) if isinstance(part, Is) else part.values
