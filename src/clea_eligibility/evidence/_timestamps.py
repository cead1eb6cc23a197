"""From a timestamp to the calendar day in Paris."""

from datetime import UTC, date, datetime
from typing import overload

from clea_eligibility.dossier import dates
from clea_eligibility.errors import CleaError, shown

_FIRST_MOMENT = datetime(1995, 12, 31, 23, tzinfo=UTC)
"""1 January 1996, 00:00 in Paris: from then on, one rule says when clocks change."""
_QUARTER = 15 * 60
"""Of an hour, in seconds."""
_END = datetime(2199, 12, 31, 23, tzinfo=UTC)
"""The midnight that ends the last day that a fact may hold."""


@overload
def paris_day(moment: datetime) -> date: ...
@overload
def paris_day(moment: None) -> None: ...
def paris_day(moment: datetime | None) -> date | None:
    """The day in Paris of a timestamp, for a portal that records the moment of filing (S9).

    Source: directive 2000/84/EC on summer time, and 94/21/EC before it; the function reads no time-zone data. It is
    exact from the Paris day 1996-01-01, when the rule of today took effect, to 2199-12-31 if that rule stands.

    Args:
        moment: A timestamp with any time zone. A portal that writes UTC is up to two hours behind the day that counts.
            ``None``, where the record has no timestamp, stays ``None``.

    Raises:
        CleaError: For a timestamp without a time zone, which may be of either day; for one outside of these days; and
            for an offset that is no multiple of fifteen minutes. No time zone of today has such an offset, but a
            ``pytz`` zone that is passed to a constructor gives local mean time, nine minutes for Paris.

    >>> paris_day(datetime.fromisoformat("2026-02-09T23:30:00Z"))
    datetime.date(2026, 2, 10)
    >>> paris_day(datetime.fromisoformat("2026-06-29T22:00:00Z"))
    datetime.date(2026, 6, 30)
    >>> paris_day(datetime.fromisoformat("2026-02-10T00:30:00+01:00"))
    datetime.date(2026, 2, 10)

    >>> paris_day(datetime(2026, 2, 9, 23, 30))
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.CleaError: 2026-02-09 23:30:00 has no time zone: add the one in which it was recorded
    """
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        raise CleaError(f"expected a datetime with a time zone, got {shown(moment)}")
    offset = moment.utcoffset()
    if offset is None:
        raise CleaError(f"{moment} has no time zone: add the one in which it was recorded")
    if offset.total_seconds() % _QUARTER:
        raise CleaError(
            f"{moment}: no time zone of today has this offset, all are multiples of fifteen minutes; "
            "with pytz, take zone.localize(…) instead of tzinfo=zone"
        )
    if not _FIRST_MOMENT <= moment < _END:
        raise CleaError(f"{moment} is out of range: expected a day from 1996-01-01 to {dates.LAST_DAY} in Paris")
    return dates.paris_day(moment)
