"""What all engines share: the plan's steps through Narwhals, and text where an engine has no quicker way."""

from collections.abc import Callable
from functools import reduce
from operator import add
from typing import Any, Protocol, TypeVar

import narwhals.stable.v2 as nw

from clea_eligibility.frames._plan import Choice, Plan, Text, columns_of
from clea_eligibility.frames._vocabulary import Moved

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")
_BYTE = 8
MOST_BITS = 32
"""How many words a mask can hold."""


class MoveDates(Protocol):
    """Adds the moved dates to a frame, in an engine's own way."""

    def __call__(self, frame: Frame, moved: tuple[Moved, ...]) -> Frame:
        """The frame with a column for each of them."""


def worked_out(frame: Frame, plan: Plan, move: MoveDates) -> Frame:
    """The frame with the columns of every step of the plan; it holds our columns of facts."""
    frame = frame.with_columns(columns_of(plan.settled))
    if plan.moved:
        frame = move(frame, plan.moved)
    for step in plan.steps:
        frame = frame.with_columns(columns_of(step))
    return frame


def mask(text: Text, bit: Callable[[nw.Expr, nw.Expr], nw.Expr]) -> nw.Expr:
    """A bit for each word of a text that is to be written, the first the lowest; null nowhere.

    ``bit`` gives a number where a column is true, and else 0, in the way that is quickest on an engine.
    """
    parts = []
    for start in range(0, len(text.words), _BYTE):
        byte = text.words[start : start + _BYTE]
        bits = (bit(nw.col(name), nw.lit(1 << place, nw.UInt8)) for place, (name, _) in enumerate(byte))
        parts.append(reduce(add, bits).cast(nw.UInt32) * nw.lit(1 << start, nw.UInt32))
    return reduce(add, parts) * nw.col(text.where).cast(nw.UInt32)


def place(choice: Choice) -> nw.Expr:
    """The place of the chosen word among the words and, last, the one otherwise; null where there is none."""
    found = nw.lit(len(choice.words), nw.UInt8)
    for number, (name, _) in reversed([*enumerate(choice.words)]):
        found = nw.when(nw.col(name)).then(nw.lit(number, nw.UInt8)).otherwise(found)
    return nw.when(nw.col(choice.where)).then(found)


def joined(text: Text) -> nw.Expr:
    """The text, in an engine's own strings."""
    if not text.words:
        return nw.lit("")
    parts = [nw.when(nw.col(name)).then(nw.lit(word)) for name, word in text.words]
    found = nw.concat_str(parts, separator=";", ignore_nulls=True)
    return nw.when(nw.col(text.where)).then(found).otherwise(nw.lit(""))


def chosen(choice: Choice) -> nw.Expr:
    """The chosen word, in an engine's own strings."""
    found = nw.lit(choice.otherwise)
    for name, word in reversed(choice.words):
        found = nw.when(nw.col(name)).then(nw.lit(word)).otherwise(found)
    return nw.when(nw.col(choice.where)).then(found)
