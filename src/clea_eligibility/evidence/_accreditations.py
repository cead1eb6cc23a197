"""From several accreditation periods to the one accreditation that decides."""

from collections.abc import Iterable
from datetime import date

from clea_eligibility.dossier import dates
from clea_eligibility.dossier.models import Accreditation, Certification, CertificationKind, Evaluation
from clea_eligibility.errors import CleaError, shown

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
    periods = tuple(_checked(period, index) for index, period in enumerate(periods))
    possible = [period for period in periods if period.held is not False]
    if not any(period.held for period in possible):
        return Accreditation(held=None if possible else False)
    if certification is None:
        return _common([_decisive(possible, kind, evaluation) for kind in CertificationKind])
    return _decisive(possible, certification, evaluation)


def _checked(period: object, index: int) -> Accreditation:
    if not isinstance(period, Accreditation):
        raise CleaError(f"periods[{index}]: expected an Accreditation, got {shown(period)}")
    return period


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
