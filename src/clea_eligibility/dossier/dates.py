"""The only calendar arithmetic: days moved by months and days, and the days that move to a given one.

A shift adds months first, then days. Adding months keeps the day of the month; where the month has no such
day, its last day is taken (art. 641 of the French code of civil procedure). ``relativedelta`` defines it:
:func:`shifted`. Bounds reach beyond the years that :class:`datetime.date` can hold, so what they need
counts days as ordinals (``date.toordinal``) without limit; the tests hold both equal on every day of 400 years.
"""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import cast

from dateutil.relativedelta import relativedelta

from clea_eligibility.errors import CleaError, Text, WrongTypeError, shown

__all__ = [
    "CYCLE",
    "FIRST_DAY",
    "LACKING",
    "LAST_DAY",
    "NO_END",
    "add_months",
    "day_of_ordinal",
    "day_of_text",
    "days",
    "earliest_after",
    "earliest_days",
    "fewest_days",
    "is_calendar_day",
    "latest_before",
    "most_days",
    "moved_days",
    "not_after",
    "paris_day",
    "plain",
    "shifted",
]


def _plain_class() -> type[date]:
    """``datetime.date`` itself.

    Tools that freeze the clock for a test put a subclass in its place, under every name that a module gives it. Its
    bound methods and its instances stay.
    """
    return cast(type[date], next(cls for cls in date.__mro__ if cls.__module__ == "datetime"))


day_of_ordinal = _plain_class().fromordinal
"""``date.fromordinal``, also under a frozen clock: the ``date`` and nothing more with this ordinal."""
day_of_text = _plain_class().fromisoformat
"""``date.fromisoformat``, also under a frozen clock."""


def plain(day: date) -> date:
    """The same day as a ``date`` and nothing more, whatever subclass it came in."""
    return day_of_ordinal(day.toordinal())


FIRST_DAY = plain(date(1900, 1, 1))
"""The first day that a fact may hold."""
LAST_DAY = plain(date(2199, 12, 31))
"""The last day that a fact may hold, but for :data:`NO_END`."""
NO_END = plain(date(9999, 12, 31))
"""The ``valid_until`` of a document or an accreditation that never ends."""

_SHORTEST_MONTH = 28
_CYCLE_YEARS = 400
CYCLE = 146_097
"""Days in 400 years, after which the calendar repeats itself."""
LACKING = tuple(date(year, 3, 1).toordinal() for year in (100, 200, 300))
"""The days, in such a cycle, before which a year that is divisible by four has no 29 February."""


def shifted(day: date, *, months: int = 0, days: int = 0) -> date:
    """``day`` moved by months, then by days.

    Raises:
        OverflowError, ValueError: Outside of the years 1 to 9999.

    >>> shifted(date(2025, 11, 30), months=3)
    datetime.date(2026, 2, 28)
    >>> shifted(date(2026, 2, 9), days=21)
    datetime.date(2026, 3, 2)
    """
    return day + relativedelta(months=months, days=days)


def calendar_day(value: object, name: str) -> None:
    """Raise :class:`WrongTypeError` if a value, which has a name among the arguments, is no date without a time."""
    if not is_calendar_day(value):
        raise WrongTypeError(f"{name}: expected a date without a time, got {shown(value)}")


def is_calendar_day(value: object) -> bool:
    """Whether the value is a plain date: a ``datetime``, which has an hour, is none.

    >>> is_calendar_day(date(2026, 3, 2)), is_calendar_day(datetime(2026, 3, 2))
    (True, False)
    """
    return isinstance(value, date) and not isinstance(value, datetime)


_LAST_BEFORE_FIRST = Text(
    "{last} précède {first} ; attendu : le premier jour, puis le dernier",
    "days: {last} is before {first}; expected the first day, then the last",
)


def days(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last, both in.

    Raises:
        CleaError: Where the last is before the first.
        TypeError: For anything but two dates.

    >>> [str(day) for day in days(date(2026, 2, 27), date(2026, 3, 1))]
    ['2026-02-27', '2026-02-28', '2026-03-01']
    """
    for day in (first, last):
        calendar_day(day, "days")
    if last < first:
        raise CleaError(_LAST_BEFORE_FIRST.filled(first=first, last=last))
    return tuple(map(day_of_ordinal, range(first.toordinal(), last.toordinal() + 1)))


def add_months(ordinal: int, months: int) -> int:
    """The ordinal of a day, moved by months: :func:`shifted` without its limits.

    >>> date.fromordinal(add_months(date(2026, 1, 31).toordinal(), 1))
    datetime.date(2026, 2, 28)
    """
    if not months:
        return ordinal
    cycles, rest = divmod(ordinal - 1, CYCLE)
    day = date.fromordinal(rest + 1)
    past, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    more, year = divmod(past - 1, _CYCLE_YEARS)
    first = date(year + 1, month + 1, 1).toordinal()
    next_first = date(year + 1 + (month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
    return min(first + day.day - 1, next_first - 1) + (cycles + more) * CYCLE


def moved_days(months: int, first: int, last: int) -> list[int]:
    """:func:`add_months` of every day from ``first`` to ``last``, at once: a table to look days up in.

    >>> first = date(2026, 1, 28).toordinal()
    >>> [date.fromordinal(day).day for day in moved_days(1, first, first + 4)]
    [28, 28, 28, 28, 1]
    """
    ahead = _day_of_month(first) - 1
    month = _month(first)
    count = (last - first + ahead) // 28 + 2  # no month is shorter
    starts = [_first_of(month + place) for place in range(min(months, 0), max(months, 0) + count)]
    own, reached = starts[max(-months, 0) :], starts[max(months, 0) :]
    moved: list[int] = []
    for here, next_here, there, next_there in zip(own, own[1:], reached, reached[1:], strict=False):
        kept = min(next_here - here, next_there - there)
        moved += range(there, there + kept)
        moved += [next_there - 1] * (next_here - here - kept)
    return moved[ahead : ahead + last - first + 1]


def earliest_days(months: int, first: int, last: int) -> list[int]:
    """:func:`earliest_after` of every day from ``first`` to ``last``, for a shift by months alone."""
    day = earliest_after(first, months, 0)
    moved = iter(moved_days(months, day, earliest_after(last, months, 0)))
    reached, found = next(moved), []
    for bound in range(first, last + 1):
        while reached < bound:
            reached, day = next(moved), day + 1
        found.append(day)
    return found


def latest_before(bound: int, months: int, days: int) -> int:
    """The latest day that, shifted by months and days, is on or before ``bound`` (ordinals).

    Where the bound ends its month, so may the day: 28, 29 and 30 November 2025 all reach 28 February 2026.

    >>> date.fromordinal(latest_before(date(2026, 2, 28).toordinal(), 3, 0))
    datetime.date(2025, 11, 30)
    """
    target = bound - days
    reached = add_months(target, -months)
    if months and _day_of_month(target + 1) == 1:  # the bound ends its month
        return add_months(reached - _day_of_month(reached) + 1, 1) - 1
    return reached


def earliest_after(bound: int, months: int, days: int) -> int:
    """The earliest day that, shifted by months and days, is on or after ``bound`` (ordinals).

    >>> date.fromordinal(earliest_after(date(2026, 5, 31).toordinal(), 3, 0))
    datetime.date(2026, 3, 1)
    """
    target = bound - days
    reached = add_months(target, -months)
    return reached if not months or _day_of_month(reached) == _day_of_month(target) else reached + 1


def not_after(left: date, left_months: int, left_days: int, right: date, right_months: int, right_days: int) -> bool:
    """Whether ``left``, shifted, is on or before ``right``, shifted.

    >>> not_after(date(2026, 2, 9), 0, 21, date(2026, 3, 2), 0, 0)
    True
    """
    left_reached = _months_later(left, left_months) + left_days
    return left_reached <= _months_later(right, right_months) + right_days


def _months_later(day: date, months: int) -> int:
    """:func:`add_months` of a date: at once where every month has such a day."""
    if not months:
        return day.toordinal()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= _SHORTEST_MONTH and MINYEAR <= year <= MAXYEAR:
        return date(year, month + 1, day.day).toordinal()
    return add_months(day.toordinal(), months)


def fewest_days(months: int) -> int:
    """No day is moved by less than this when it is moved by ``months`` (a bound, not always reached).

    >>> fewest_days(3), most_days(3), fewest_days(-3), most_days(-3)
    (84, 93, -93, -84)
    """
    return min(28 * months, 31 * months)


def most_days(months: int) -> int:
    """No day is moved by more than this when it is moved by ``months`` (a bound, not always reached)."""
    return max(28 * months, 31 * months)


def _month(ordinal: int) -> int:
    """The number of a day's month, counted from that of day 1."""
    cycles, rest = divmod(ordinal - 1, CYCLE)
    day = date.fromordinal(rest + 1)
    return (cycles * _CYCLE_YEARS + day.year - 1) * 12 + day.month - 1


def _first_of(month: int) -> int:
    cycles, rest = divmod(month, _CYCLE_YEARS * 12)
    return date(rest // 12 + 1, rest % 12 + 1, 1).toordinal() + cycles * CYCLE


def _day_of_month(ordinal: int) -> int:
    return date.fromordinal((ordinal - 1) % CYCLE + 1).day


def paris_day(moment: datetime) -> date:
    """The calendar day in Paris at a moment, which has a time zone.

    One hour ahead of UTC, two from the last Sunday of March to the last Sunday of October; clocks change at 01:00 UTC.
    So it has been since 1996 (directives 94/21/EC, then 2000/84/EC). No time-zone data is read: some systems have none.

    >>> paris_day(datetime(2026, 3, 28, 23, 0, tzinfo=UTC)), paris_day(datetime(2026, 3, 29, 22, 0, tzinfo=UTC))
    (datetime.date(2026, 3, 29), datetime.date(2026, 3, 30))
    """
    utc = moment.astimezone(UTC)
    is_summer = _clocks_change(utc.year, month=3) <= utc < _clocks_change(utc.year, month=10)
    return plain(utc + relativedelta(hours=2 if is_summer else 1))


def _clocks_change(year: int, month: int) -> datetime:
    """01:00 UTC on the last Sunday of March or October, which both have 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - relativedelta(days=last.isoweekday() % 7)
