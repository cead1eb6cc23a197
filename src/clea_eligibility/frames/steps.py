"""What all engines share: the plan's steps through Narwhals, and text where an engine has no quicker way."""

from functools import reduce
from operator import add
from typing import Any, Protocol, TypeVar

import narwhals.stable.v2 as nw

from clea_eligibility.frames.plan import Plan, Words, columns_of
from clea_eligibility.frames.vocabulary import Moved

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")
_BYTE = 8


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


def mask(words: Words) -> nw.Expr:
    """A bit for each word whose column is true, the first the lowest; null nowhere."""
    eights = []
    for start in range(0, len(words), _BYTE):
        bits = [
            nw.when(nw.col(name)).then(nw.lit(1 << place, nw.UInt8)).otherwise(nw.lit(0, nw.UInt8))
            for place, (name, _) in enumerate(words[start : start + _BYTE])
        ]
        byte = reduce(add, bits)
        eights.append(byte if len(words) <= _BYTE else byte.cast(nw.Int64) * (1 << start))
    return reduce(add, eights).cast(nw.Int64)


def joined(words: Words) -> nw.Expr:
    """The words whose columns are true, joined by semicolons."""
    if not words:
        return nw.lit("")
    parts = [nw.when(nw.col(name)).then(nw.lit(word)) for name, word in words]
    return nw.concat_str(parts, separator=";", ignore_nulls=True)


def chosen(words: Words) -> nw.Expr:
    """The word of the first column that is true; null where none is."""
    found = nw.lit(None, nw.String)
    for name, word in reversed(words):
        found = nw.when(nw.col(name)).then(nw.lit(word)).otherwise(found)
    return found
