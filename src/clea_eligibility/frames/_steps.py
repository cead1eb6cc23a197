"""A plan, the same for every engine: the columns to work out, step by step, and the words that they stand for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import add, and_, or_
from typing import Any, Protocol, TypeAlias, TypeVar

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

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")
Truth: TypeAlias = "nw.Expr | bool"
"""The same for every row, or an expression of truth values, null where unknown."""
Step: TypeAlias = Mapping[str, Truth]
Words: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a column of truth values and the word that stands for it."""
Bit: TypeAlias = Callable[[nw.Expr, nw.Expr], nw.Expr]
"""A number where a column is true, and else 0, in the way that is quickest on an engine."""
PART = 10
"""How many words have one table of the texts that they make."""
_BYTE = 8
_MOST_BITS = 32


# What rules require, on every row at once, by Kleene's logic


def all_of(*truths: Truth) -> Truth:
    if any(truth is False for truth in truths):
        return False
    expressions = _varying(truths)
    return reduce(and_, expressions) if expressions else True


def any_of(*truths: Truth) -> Truth:
    if any(truth is True for truth in truths):
        return True
    expressions = _varying(truths)
    return reduce(or_, expressions) if expressions else False


def negated(truth: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    return not truth if isinstance(truth, bool) else ~truth


def surely(truth: Truth) -> Truth:
    return truth if isinstance(truth, bool) else truth.fill_null(False)


def surely_not(truth: Truth) -> Truth:
    return surely(negated(truth))


def unknown(truth: Truth) -> Truth:
    return False if isinstance(truth, bool) else truth.is_null()


def _varying(truths: Iterable[Truth]) -> list[nw.Expr]:
    return [truth for truth in truths if not isinstance(truth, bool)]


@frozen
class Expressions:
    #: Moved dates, by the date and its moves.
    moved: dict[tuple[str, tuple[Move, ...]], Moved] = field(factory=dict)
    #: Whether days come too early, by the names of the columns.
    early: dict[str, nw.Expr] = field(factory=dict)
    #: The names of these columns, by the days.
    named: dict[tuple[str | date, tuple[Move, ...], str | date], str] = field(factory=dict)
    #: Values of facts where they are not stated.
    assumed: Mapping[str, Value] = field(factory=dict)

    def assuming(self, assumed: Mapping[str, Value]) -> "Expressions":
        return evolve(self, assumed=assumed)

    def of(self, path: str) -> nw.Expr:
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
        if (start, moves, end) not in self.named:
            truth = surely(self.day(start, moves) > self.day(end, ()))
            if isinstance(truth, bool):
                return truth
            name = self.named[start, moves, end] = f"{PREFIX}early_{len(self.early)}"
            self.early[name] = truth
        return nw.col(self.named[start, moves, end])


# What to work out


@frozen
class Text:
    """The words whose columns are true, joined by semicolons; nothing unless the column ``where`` is true."""

    words: Words
    where: str

    @property
    def has_mask(self) -> bool:
        """Whether a mask of bits can say which words are to be written."""
        return 0 < len(self.words) <= _MOST_BITS

    def mask(self, bit: Bit) -> nw.Expr:
        """A bit for each word that is to be written, the first the lowest; null nowhere."""
        parts = []
        for start in range(0, len(self.words), _BYTE):
            byte = self.words[start : start + _BYTE]
            bits = (bit(nw.col(name), nw.lit(1 << place, nw.UInt8)) for place, (name, _) in enumerate(byte))
            parts.append(reduce(add, bits).cast(nw.UInt32) * nw.lit(1 << start, nw.UInt32))
        return reduce(add, parts) * nw.col(self.where).cast(nw.UInt32)

    def tables(self) -> list[list[str]]:
        """For each :data:`PART` of the words the text of every combination, in the order of their masks."""
        tables = []
        for start in range(0, len(self.words), PART):
            texts = [""]
            for _, word in self.words[start : start + PART]:
                texts += [f"{text};{word}" if text else word for text in texts]
            tables.append(texts)
        return tables

    def joined(self) -> nw.Expr:
        """The text, in an engine's own strings."""
        if not self.words:
            return nw.lit("")
        parts = [nw.when(nw.col(name)).then(nw.lit(word)) for name, word in self.words]
        found = nw.concat_str(parts, separator=";", ignore_nulls=True)
        return nw.when(nw.col(self.where)).then(found).otherwise(nw.lit(""))


@frozen
class Choice:
    """The word of the first column that is true, ``otherwise`` where none is; null unless the column ``where`` is."""

    words: Words
    otherwise: str
    where: str

    def table(self) -> list[str]:
        """The words, the one otherwise last."""
        return [*(word for _, word in self.words), self.otherwise]

    def place(self) -> nw.Expr:
        return self._first(nw.lit(place, nw.UInt8) for place in range(len(self.words) + 1))

    def chosen(self) -> nw.Expr:
        return self._first(map(nw.lit, self.table()))

    def _first(self, values: Iterable[nw.Expr]) -> nw.Expr:
        *_, found = values = list(values)
        for (name, _), value in reversed([*zip(self.words, values, strict=False)]):
            found = nw.when(nw.col(name)).then(value).otherwise(found)
        return nw.when(nw.col(self.where)).then(found)


class MoveDates(Protocol):
    """Adds the moved dates to a frame, in an engine's own way."""

    def __call__(self, frame: Frame, moved: tuple[Moved, ...]) -> Frame:
        """The frame with a column for each of them."""


@frozen
class Plan:
    """What to work out, in the order of the fields; each step reads the columns of those before it."""

    #: Presence flags, as what is stated of their objects settles them.
    settled: Step
    #: Dates after moves that take more than an addition.
    moved: tuple[Moved, ...]
    steps: tuple[Step, ...]
    #: The columns of the outputs that are no text, by name.
    values: Mapping[str, str]
    #: The output columns of text, by name.
    texts: Mapping[str, Text] = field(kw_only=True)
    choices: Mapping[str, Choice] = field(kw_only=True)

    def worked_out(self, frame: Frame, move: MoveDates) -> Frame:
        frame = frame.with_columns(_columns_of(self.settled))
        if self.moved:
            frame = move(frame, self.moved)
        for step in self.steps:
            if step:
                frame = frame.with_columns(_columns_of(step))
        return frame

    def written(self, bit: Bit | None = None) -> dict[str, nw.Expr]:
        """The output columns; with ``bit`` masks and places instead of texts, where an engine can look these up."""
        values = {name: nw.col(found) for name, found in self.values.items()}
        texts = {name: text.mask(bit) if bit and text.has_mask else text.joined() for name, text in self.texts.items()}
        return values | texts | {name: one.place() if bit else one.chosen() for name, one in self.choices.items()}


def _columns_of(step: Step) -> list[nw.Expr]:
    return [
        (nw.lit(truth, nw.Boolean) if isinstance(truth, bool) else truth).alias(name) for name, truth in step.items()
    ]
