"""From the dates on a French identity card to the last day on which it is in force."""

from datetime import date

from clea_eligibility.dossier import dates
from clea_eligibility.errors import CleaError, shown

_FIRST_EXTENDED = date(2004, 1, 2)
_LAST_EXTENDED = date(2013, 12, 31)
_TEN_YEARS = 120
_FIFTEEN_YEARS = 180
_EXTENSION = 60
"""Months."""


def identity_card_valid_until(
    printed: date | None, issued_on: date | None, adult_when_issued: bool | None
) -> date | None:
    """The last day in force of a French national identity card (S34), or ``None`` where the record cannot tell.

    Cards issued to adults from 2004-01-02 to 2013-12-31, both in, are in force five years longer than they print. Cards
    issued to minors are not, even if the holder is of age today. Cards of other states mean what they print.

    Source: decree 2013-1188 of 18 December 2013, and its notice for the cards that were in force on 1 January 2014.

    Args:
        printed: The last day that the card prints, included; ``None`` where the record does not have it.
        issued_on: The day of issue, if it is known.
        adult_when_issued: Whether the holder was of age on that day, if it is known.

    Returns:
        The last day in force. A card of those years that prints fifteen years is taken to have its extension already.
        One that prints neither ten nor fifteen contradicts itself: ``None``, for somebody to look at it.

    Raises:
        CleaError: If the card would expire before its issue, and for anything but plain dates and a truth value.

    >>> identity_card_valid_until(date(2023, 12, 30), date(2013, 12, 31), adult_when_issued=True)
    datetime.date(2028, 12, 30)
    >>> identity_card_valid_until(date(2023, 12, 30), date(2013, 12, 31), adult_when_issued=False)
    datetime.date(2023, 12, 30)
    >>> print(identity_card_valid_until(date(2023, 12, 30), date(2013, 12, 31), adult_when_issued=None))
    None

    29 February moves to 28:

    >>> identity_card_valid_until(date(2020, 2, 29), date(2010, 3, 1), adult_when_issued=True)
    datetime.date(2025, 2, 28)

    The age or the day of issue may be unknown where it cannot matter: no other card is extended, and an extended one
    prints ten years (give or take a day: some print the anniversary, some the eve).

    >>> identity_card_valid_until(date(2031, 9, 1), issued_on=None, adult_when_issued=None)
    datetime.date(2031, 9, 1)
    """
    if printed is None:
        return None
    _check(printed, issued_on, adult_when_issued)
    printed = dates.plain(printed)
    if issued_on is not None and printed < issued_on:
        raise CleaError(f"the card would expire on {printed}, before its issue on {issued_on}")
    if adult_when_issued is False or not _may_be_extended(printed, issued_on):
        return printed
    if issued_on is not None and _prints(printed, issued_on, _FIFTEEN_YEARS):
        return printed
    if issued_on is None or adult_when_issued is None or not _prints(printed, issued_on, _TEN_YEARS):
        return None
    return dates.shifted(printed, months=_EXTENSION)


def _check(printed: object, issued_on: object, adult_when_issued: object) -> None:
    if not dates.is_calendar_day(printed):
        raise CleaError(f"printed: expected a date without a time, got {shown(printed)}")
    if issued_on is not None and not dates.is_calendar_day(issued_on):
        raise CleaError(f"issued_on: expected a date without a time, or None, got {shown(issued_on)}")
    if adult_when_issued is not None and not isinstance(adult_when_issued, bool):
        raise CleaError(f"adult_when_issued: expected true, false or None, got {shown(adult_when_issued)}")


def _may_be_extended(printed: date, issued_on: date | None) -> bool:
    """Whether the card was issued in the years concerned; its printed day tells where the day of issue is unknown."""
    if issued_on is not None:
        return _FIRST_EXTENDED <= issued_on <= _LAST_EXTENDED
    return (
        dates.shifted(_FIRST_EXTENDED, months=_TEN_YEARS, days=-1)
        <= printed
        <= dates.shifted(_LAST_EXTENDED, months=_TEN_YEARS, days=1)
    )


def _prints(printed: date, issued_on: date, months: int) -> bool:
    """Whether a card prints a validity of this number of months, give or take a day."""
    anniversary = dates.shifted(issued_on, months=months)
    return dates.shifted(anniversary, days=-1) <= printed <= dates.shifted(anniversary, days=1)
