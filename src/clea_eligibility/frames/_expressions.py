"""Conditions as expressions of columns, by Kleene's logic: what each rule requires, on every row at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

import narwhals.stable.v2 as nw
from attrs import evolve, field, frozen

from clea_eligibility.frames._vocabulary import EPOCH, PREFIX, Move, Moved, code, column
from clea_eligibility.rules._conditions import (
    AllOf,
    AnyOf,
    Condition,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unless,
    Value,
    paths,
)

Truth: TypeAlias = "nw.Expr | bool"
"""The same for every row, or an expression of truth values, null where unknown."""


def all_of(*truths: Truth) -> Truth:
    """Every truth holds; of none at all, true."""
    if any(truth is False for truth in truths):
        return False
    expressions = _varying(truths)
    return reduce(and_, expressions) if expressions else True


def any_of(*truths: Truth) -> Truth:
    """At least one truth holds."""
    if any(truth is True for truth in truths):
        return True
    expressions = _varying(truths)
    return reduce(or_, expressions) if expressions else False


def negated(truth: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    return not truth if isinstance(truth, bool) else ~truth


def surely(truth: Truth) -> Truth:
    """Whether it is true, not false and not unknown."""
    return truth if isinstance(truth, bool) else truth.fill_null(False)


def surely_not(truth: Truth) -> Truth:
    """Whether it is false, not true and not unknown."""
    return surely(negated(truth))


def unknown(truth: Truth) -> Truth:
    """Whether it is neither."""
    return False if isinstance(truth, bool) else truth.is_null()


def _varying(truths: Iterable[Truth]) -> list[nw.Expr]:
    return [truth for truth in truths if not isinstance(truth, bool)]


@frozen
class Expressions:
    """Makes expressions, and collects what they need as columns."""

    #: Moved dates, by the date and its moves.
    moved: dict[tuple[str, tuple[Move, ...]], Moved] = field(factory=dict)
    #: Whether days come too early, by the names of the columns.
    early: dict[str, nw.Expr] = field(factory=dict)
    #: The names of these columns, by the days.
    named: dict[tuple[str | date, tuple[Move, ...], str | date], str] = field(factory=dict)
    #: Values of facts where they are not stated.
    assumed: Mapping[str, Value] = field(factory=dict)

    def assuming(self, assumed: Mapping[str, Value]) -> "Expressions":
        """The same, with values of facts where they are not stated."""
        return evolve(self, assumed=assumed)

    def of(self, path: str) -> nw.Expr:
        """A fact, which is no date."""
        stated, assumed = nw.col(column(path)), self.assumed.get(path)
        if assumed is None:
            return stated
        return stated.fill_null(assumed if isinstance(assumed, bool) else code(path, assumed))

    def truth(self, condition: Condition) -> Truth:
        """What a condition is worth: Kleene's logic, but for ``Unless`` and ``Unknown``, which always know."""
        match condition:
            case Is(path, True):
                return self.of(path)
            case Is(path, False):
                return ~self.of(path)
            case Is(path, value):
                return self.of(path) == code(path, value)
            case OneOf(path, values):
                return self._one_of(path, values)
            case Same(left, right):
                return self.of(left) == self.of(right)
            case NotAfter(earlier, later):
                return self._not_after(earlier, later)
            case AllOf(parts):
                return all_of(*map(self.truth, parts))
            case AnyOf(parts):
                return any_of(*map(self.truth, parts))
            case Unless(inner):
                return negated(surely(self.truth(inner)))
            case _:  # Unknown: that dates are compatible is no condition on a row's own facts
                (path,) = paths(condition)
                return self.of(path).is_null()

    def _one_of(self, path: str, values: tuple[object, ...]) -> Truth:
        if all(isinstance(value, bool) for value in values):
            return any_of(*(self.truth(Is(path, bool(value))) for value in dict.fromkeys(values)))
        return self.of(path).is_in([code(path, str(value)) for value in values])

    def _not_after(self, earlier: Day, later: Day) -> Truth:
        left, right = (self.day(day.of, (Move(day.months, day.days),)) for day in (earlier, later))
        return left <= right

    def day(self, of: str | date, moves: tuple[Move, ...]) -> "nw.Expr | int":
        """A day after some moves, as a number: of a fact, or always the same."""
        if isinstance(of, date):
            ordinal = of.toordinal()
            for move in moves:
                ordinal = move.of(ordinal)
            return ordinal - EPOCH
        last = sum(move.days for move in moves[-1:]) if moves and not moves[-1].reach else 0
        kept = (*moves[:-1], Move(moves[-1].months)) if last else moves
        kept = tuple(move for move in kept if move != Move())
        if all(not move.months and not move.reach for move in kept):
            return nw.col(column(of)) + (sum(move.days for move in kept) + last)
        named = Moved(of, kept, f"{PREFIX}moved_{len(self.moved)}")
        return nw.col(self.moved.setdefault((of, kept), named).name) + last

    def too_early(self, start: str | date, moves: tuple[Move, ...], end: str | date) -> Truth:
        """Whether a day is known to be before another one after some moves."""
        if (start, moves, end) not in self.named:
            truth = surely(self.day(start, moves) > self.day(end, ()))
            if isinstance(truth, bool):
                return truth
            name = self.named[start, moves, end] = f"{PREFIX}early_{len(self.early)}"
            self.early[name] = truth
        return nw.col(self.named[start, moves, end])
