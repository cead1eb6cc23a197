"""From records that hold days to the days that decide: timestamps, identity cards, periods of accreditation."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import overload

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.models import Accreditation, Certification, CertificationKind, Evaluation
from clea_eligibility.errors import CleaError, WrongTypeError, of_type, shown

# Timestamps

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
        raise WrongTypeError(f"expected a datetime with a time zone, got {shown(moment)}")
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


# Identity cards

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
    dates.calendar_day(printed, "printed")
    if issued_on is not None:
        dates.calendar_day(issued_on, "issued_on")
    if adult_when_issued is not None:
        of_type(adult_when_issued, bool, "adult_when_issued")


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


# Accreditations

_Span = tuple[int, int]
"""First and last day, as ordinals, both in."""
_UNKNOWN_START = 0
_UNKNOWN_END = dates.NO_END.toordinal() + 1


def merge_accreditations(
    periods: Iterable[Accreditation],
    certification: CertificationKind | None,
    starts_on: date | None,
    ends_on: date | None,
) -> Accreditation:
    """The one accreditation that decides, out of all that an evaluator has held (S26).

    Source: the page asks for an accreditation that covers the evaluation; the lists of accredited evaluators give
    successive periods for each certification.

    Args:
        periods: Every period that is known, in any order; a suspended accreditation is two. Periods count as one if
            they overlap, repeat one another or follow one another without a gap: the next begins on the day after.
        certification: The certification asked for. While it is unknown, the result states only what it would state for
            Socle, for Numérique and for Management alike.
        starts_on: The first day of the evaluation. Where one of the two days is unknown the other takes its place.
        ends_on: Its last day.

    Returns:
        The merged period that covers the evaluation, if one does; else the one that holds its first day, else the one
        nearest to that day (the earlier of two). Where both days are unknown, the period that ends last. Without any
        period, ``Accreditation(held=False)``.

    Raises:
        CleaError: For a period that is no :class:`Accreditation`.
        InvalidDossier: For an evaluation or a certification that no dossier could state.

    >>> from clea_eligibility import Accreditation, CertificationKind
    >>> socle = CertificationKind.SOCLE
    >>> renewed = [
    ...     Accreditation(certification=socle, valid_from=date(2026, 1, 1), valid_until=date(2028, 12, 31)),
    ...     Accreditation(certification=socle, valid_from=date(2023, 1, 1), valid_until=date(2025, 12, 31)),
    ... ]
    >>> merge_accreditations(renewed, socle, date(2025, 12, 30), date(2026, 1, 5)).valid_until
    datetime.date(2028, 12, 31)

    Only the periods of ``certification`` count. One that does not say its certification is presumed to be of it, as the
    rules presume, and then neither does the result. An evaluator accredited for other certifications only gets one of
    these, so that the decision says what is wrong:

    >>> merge_accreditations(renewed, CertificationKind.NUMERIQUE, date(2026, 3, 2), date(2026, 3, 2)).certification
    <CertificationKind.SOCLE: 'socle'>

    A period of which one day is unknown never makes up a coverage, and never hides one: if it decides, that day is
    unknown in the result. ``valid_until`` 9999-12-31 is known: no end.

    >>> merge_accreditations([Accreditation(valid_from=date(2023, 1, 1))], socle, date(2026, 3, 2), date(2026, 3, 2))
    Accreditation(held=True, valid_from=datetime.date(2023, 1, 1))
    """
    Certification(kind=certification)
    evaluation = Evaluation(starts_on=starts_on, ends_on=ends_on)
    periods = tuple(periods)
    for index, period in enumerate(periods):
        of_type(period, Accreditation, f"periods[{index}]")
    possible = [period for period in periods if period.held is not False]
    if not any(period.held for period in possible):
        return Accreditation(held=None if possible else False)
    if certification is None:
        return _common([_decisive(possible, kind, evaluation) for kind in CertificationKind])
    return _decisive(possible, certification, evaluation)


def _decisive(periods: list[Accreditation], kind: CertificationKind, evaluation: Evaluation) -> Accreditation:
    """The surest coverage for one certification, else the nearest period."""
    if not any(period.certification in (kind, None) for period in periods):
        kind = next(other for other in CertificationKind if any(period.certification is other for period in periods))
    presumed = [period for period in periods if period.certification in (kind, None)]
    stated = [period for period in presumed if period.certification is not None]
    first, last = evaluation.starts_on or evaluation.ends_on, evaluation.ends_on or evaluation.starts_on
    if first is None or last is None:
        ends_last = _merged(presumed)[-1]
        return _accreditation(ends_last, kind if ends_last in _merged(stated) else None)
    start, end = first.toordinal(), last.toordinal()
    for chosen, certification in ((_dated(stated), kind), (_dated(presumed), None), (stated, kind), (presumed, None)):
        for span in _merged(chosen):
            if span[0] <= start and end <= span[1]:
                return _accreditation(span, certification)
    nearest = min(_merged(presumed), key=lambda span: max(span[0] - start, 0, start - span[1]))
    return _accreditation(nearest, kind if nearest in _merged(stated) else None)


def _dated(periods: list[Accreditation]) -> list[Accreditation]:
    return [period for period in periods if period.valid_from is not None and period.valid_until is not None]


def _merged(periods: list[Accreditation]) -> list[_Span]:
    """Spans with at least a day between them, in order; an unknown day is as far away as can be."""
    merged: list[_Span] = []
    for first, last in sorted(map(_span, periods)):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _span(period: Accreditation) -> _Span:
    return (
        _UNKNOWN_START if period.valid_from is None else period.valid_from.toordinal(),
        _UNKNOWN_END if period.valid_until is None else period.valid_until.toordinal(),
    )


def _accreditation(span: _Span, certification: CertificationKind | None) -> Accreditation:
    first, last = span
    return Accreditation(
        held=True,
        certification=certification,
        valid_from=None if first == _UNKNOWN_START else dates.day_of_ordinal(first),
        valid_until=None if last == _UNKNOWN_END else dates.day_of_ordinal(last),
    )


def _common(accreditations: list[Accreditation]) -> Accreditation:
    """An accreditation with the facts on which all agree."""
    one, *others = accreditations
    facts = {name: getattr(one, name) for name in ("certification", "valid_from", "valid_until")}
    return Accreditation(
        held=True,
        **{name: fact for name, fact in facts.items() if all(getattr(other, name) == fact for other in others)},
    )
