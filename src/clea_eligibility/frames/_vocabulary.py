"""How facts stand in the columns that the rules are worked out on: truth values, day numbers and codes of values.

Engines differ in what they call a date and in what they compare, so each first turns its columns into these, under
names of our own without dots: truth values stay what they are, a date becomes a number of days, and a text the place
of its value in :func:`codes`, or :data:`NO_SUCH_VALUE`. Null is unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import frozen

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS, Fact, fact
from clea_eligibility.rules._conditions import Value

PREFIX = "clea__"
"""What the names of our own columns begin with, while we work."""
NO_SUCH_VALUE = -1
BEYOND = object()
"""Stands for a day that tables can hold, infinity included, and Python cannot."""
EPOCH = date(1970, 1, 1).toordinal()
"""Day 0."""
FIRST, LAST, NO_END = (day.toordinal() - EPOCH for day in (dates.FIRST_DAY, dates.LAST_DAY, dates.NO_END))


def _codes() -> Mapping[type, tuple[str, ...]]:
    values: dict[type, dict[str, None]] = {}
    for known in FACTS:
        values.setdefault(known.python_type, {}).update(dict.fromkeys(known.values))
    return MappingProxyType({kind: tuple(of_kind) for kind, of_kind in values.items()})


_CODES = _codes()


def codes(known: Fact) -> tuple[str, ...]:
    """Every value that facts of this type may take; the place of a value is its code."""
    return _CODES[known.python_type]


def code(path: str, value: Value) -> int:
    """The code of a value of the fact."""
    return codes(fact(path)).index(str(value))


def column(path: str) -> str:
    """The name of our column for the fact."""
    return PREFIX + path.replace(".", "__")


@frozen
class Move:
    """One step from a day to another, counted in ordinals.

    ``months`` moves by months, ``days`` by days after that; then, if ``reach`` is not 0, it is the earliest day that,
    moved by so many months, is on or after the one reached.
    """

    months: int = 0
    days: int = 0
    reach: int = 0

    def of(self, ordinal: int) -> int:
        """The day that a day becomes."""
        moved = dates.add_months(ordinal, self.months) + self.days
        return dates.earliest_after(moved, self.reach, 0) if self.reach else moved

    def of_all(self, days: Sequence[int]) -> Sequence[int]:
        """The same for many days, none before the one ahead of it."""
        table = dates.moved_days(self.months, days[0], days[-1])
        moved = table if isinstance(days, range) else [table[day - days[0]] for day in days]
        if self.days:
            moved = [day + self.days for day in moved]
        if not self.reach:
            return moved
        table = dates.earliest_days(self.reach, moved[0], moved[-1])
        return [table[day - moved[0]] for day in moved]


@frozen
class Moved:
    """A date fact after some moves that take more than an addition: a column of its own."""

    path: str
    moves: tuple[Move, ...]
    name: str

    def table(self) -> list[int]:
        """The ordinal that each day from FIRST to LAST becomes, and at the end what NO_END becomes."""
        days: Sequence[int] = range(dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal() + 1)
        for move in self.moves:
            days = move.of_all(days)
        return [*days, self.of(dates.NO_END.toordinal())]

    def of(self, ordinal: int) -> int:
        """The day that a day becomes."""
        for move in self.moves:
            ordinal = move.of(ordinal)
        return ordinal


def days_of(numbers: Iterable[int | None]) -> list[Any]:
    """The days of these numbers, counted from :data:`EPOCH`; :data:`BEYOND` for one that Python's calendar lacks."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return [
        number if number is None else date.fromordinal(EPOCH + number) if first <= EPOCH + number <= last else BEYOND
        for number in numbers
    ]
