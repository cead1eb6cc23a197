"""A plan, the same for every engine: the columns to work out, step by step, and the words that they stand for."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any, Protocol, TypeAlias, TypeVar

import narwhals.stable.v2 as nw
from attrs import field, frozen

from clea_eligibility.frames._expressions import Truth
from clea_eligibility.frames._vocabulary import Moved

Frame = TypeVar("Frame", "nw.DataFrame[Any]", "nw.LazyFrame[Any]")
Step: TypeAlias = Mapping[str, Truth]
Words: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a column of truth values and the word that stands for it."""
Bit: TypeAlias = Callable[[nw.Expr, nw.Expr], nw.Expr]
"""A number where a column is true, and else 0, in the way that is quickest on an engine."""
PART = 10
"""How many words have one table of the texts that they make."""
_BYTE = 8
_MOST_BITS = 32


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
        words = [word for _, word in self.words]
        parts = [words[start : start + PART] for start in range(0, len(words), PART)]
        return [
            [";".join(word for place, word in enumerate(part) if bits >> place & 1) for bits in range(1 << len(part))]
            for part in parts
        ]

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
        """The place of the chosen word in :meth:`table`; null where there is none."""
        return self._first(nw.lit(place, nw.UInt8) for place in range(len(self.words) + 1))

    def chosen(self) -> nw.Expr:
        """The chosen word, in an engine's own strings."""
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
        """The frame with the columns of every step; it holds our columns of facts."""
        frame = frame.with_columns(_columns_of(self.settled))
        if self.moved:
            frame = move(frame, self.moved)
        for step in self.steps:
            if step:
                frame = frame.with_columns(_columns_of(step))
        return frame

    def written(self) -> dict[str, nw.Expr]:
        """The output columns, in an engine's own strings."""
        texts = {name: text.joined() for name, text in self.texts.items()}
        values = {name: nw.col(found) for name, found in self.values.items()}
        return {**values, **texts, **{name: one.chosen() for name, one in self.choices.items()}}

    def numbers(self, bit: Bit) -> dict[str, nw.Expr]:
        """The output columns, masks and places instead of texts where an engine can look these up."""
        masks = {name: text.mask(bit) for name, text in self.texts.items() if text.has_mask}
        return self.written() | masks | {name: choice.place() for name, choice in self.choices.items()}


def _columns_of(step: Step) -> list[nw.Expr]:
    return [
        (nw.lit(truth, nw.Boolean) if isinstance(truth, bool) else truth).alias(name) for name, truth in step.items()
    ]
