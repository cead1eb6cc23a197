"""The date rules by brute force: a hand-written table, ``relativedelta``, and every day of a small calendar.

It shares nothing with the library. A rule is a list of comparisons, each true of a pair of days or not; whether
unknown dates can satisfy some of them is found by trying every day for every date.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from operator import le, lt
from typing import Final, TypeAlias

from attrs import frozen
from dateutil.relativedelta import relativedelta

Dates: TypeAlias = Mapping[str, date | None]
"""The seven dates of a dossier by path; ``None`` is unknown."""
Calendar: TypeAlias = tuple[date, ...]
"""A few days in a row."""

FILED: Final = "filed_on"
STARTS: Final = "evaluation.starts_on"
ENDS: Final = "evaluation.ends_on"
ACCREDITED_FROM: Final = "evaluator.accreditation.valid_from"
ACCREDITED_UNTIL: Final = "evaluator.accreditation.valid_until"
IDENTITY_UNTIL: Final = "applicant.identity_document.valid_until"
PROOF_ISSUED: Final = "applicant.proof_of_residence.issued_on"
DATES: Final = (FILED, STARTS, ENDS, ACCREDITED_FROM, ACCREDITED_UNTIL, IDENTITY_UNTIL, PROOF_ISSUED)

AS_IT_IS = relativedelta()
THREE_WEEKS = relativedelta(weeks=3)
THREE_MONTHS = relativedelta(months=3)


@frozen
class Comparison:
    """One date, moved, comes before another, moved (``lt``), or at the latest on the same day (``le``)."""

    earlier: str
    earlier_by: relativedelta
    holds: Callable[[date, date], bool]
    later: str
    later_by: relativedelta

    def accepts(self, earlier: date, later: date) -> bool:
        """Whether two days compare so."""
        return self.holds(moved(earlier, self.earlier_by), moved(later, self.later_by))


def moved(day: date, by: relativedelta) -> date:
    """The day as ``relativedelta`` moves it."""
    return day if by is AS_IT_IS else day + by


def compare(earlier: str, holds: Callable[[date, date], bool], later: str) -> Comparison:
    """A comparison of two dates as they are."""
    return Comparison(earlier, AS_IT_IS, holds, later, AS_IT_IS)


NOT_DATED_AFTER_FILING = compare(PROOF_ISSUED, le, FILED)

# The readings of the two clauses that have several, the default first.
READINGS: dict[str, dict[str, tuple[Comparison, ...]]] = {
    "filed_three_weeks_before": {
        "same_weekday": (Comparison(FILED, THREE_WEEKS, le, STARTS, AS_IT_IS),),
        "clear_days": (Comparison(FILED, THREE_WEEKS, lt, STARTS, AS_IT_IS),),
    },
    "proof_of_residence_recent": {
        "anniversary_excluded": (
            NOT_DATED_AFTER_FILING,
            Comparison(FILED, AS_IT_IS, lt, PROOF_ISSUED, THREE_MONTHS),
        ),
        "anniversary_included": (
            NOT_DATED_AFTER_FILING,
            Comparison(FILED, AS_IT_IS, le, PROOF_ISSUED, THREE_MONTHS),
        ),
        "counted_backwards": (
            NOT_DATED_AFTER_FILING,
            Comparison(FILED, -THREE_MONTHS, lt, PROOF_ISSUED, AS_IT_IS),
        ),
    },
}

ORDER_OF_DATES = (compare(STARTS, le, ENDS), compare(ACCREDITED_FROM, le, ACCREDITED_UNTIL))


def date_rules(notice: str, age: str) -> dict[str, tuple[Comparison, ...]]:
    """What the date rules compare, in their order, under a reading of each of the two clauses."""
    return {
        "filed_three_weeks_before": READINGS["filed_three_weeks_before"][notice],
        "accreditation_covers_evaluation": (
            compare(ACCREDITED_FROM, le, STARTS),
            compare(ENDS, le, ACCREDITED_UNTIL),
        ),
        "identity_document_valid": (compare(FILED, le, IDENTITY_UNTIL),),
        "proof_of_residence_recent": READINGS["proof_of_residence_recent"][age],
    }


def violated(comparisons: Iterable[Comparison], dates: Dates) -> bool:
    """Whether the known dates alone break one of the comparisons."""
    for comparison in comparisons:
        earlier, later = dates[comparison.earlier], dates[comparison.later]
        if earlier is not None and later is not None and not comparison.accepts(earlier, later):
            return True
    return False


def smallest_conflict(rules: Mapping[str, tuple[Comparison, ...]], dates: Dates) -> list[str]:
    """The first of the smallest sets of rules that no days at all satisfy together; empty if there is none."""
    for size in range(1, len(rules) + 1):
        for chosen in combinations(rules, size):
            if filled_in((comparison for code in chosen for comparison in rules[code]), dates) is None:
                return list(chosen)
    return []


def filled_in(comparisons: Iterable[Comparison], dates: Dates) -> Dates | None:
    """All dates, with days for the unknown ones that satisfy the comparisons and the order of dates, if there are any.

    Only days from 30 before the first known date to 30 after the last, and a few more, are tried, which is enough.
    Let *m* be the first known date. The days m − 30 for the filing, the proof, the first day of the accreditation
    and the last day of the identity document, m − 1 for the start and m for the other dates, satisfy every rule
    under every reading. If some days satisfy a set of rules, then so does, for each date, the later of its day and
    the day just named: no comparison breaks, since moving days never changes their order. No known date has moved,
    and no date is before m − 30. In the same way, with M for the first four, M + 29 for the start and M + 30 for
    the others, where M is the last known date, none is after M + 30.
    """
    comparisons = [*comparisons, *ORDER_OF_DATES]
    if violated(comparisons, dates):
        return None
    known = sorted(day for day in dates.values() if day is not None)
    first, last = known[0].toordinal() - 30, known[-1].toordinal() + 30
    calendar = days_between(first // 64 * 64, last // 64 * 64 + 63)  # few different ones, so that links are met again
    suitable = {
        path: subset(not violated(comparisons, {**dates, path: day}) for day in calendar)
        for path, known_day in dates.items()
        if known_day is None
    }
    links = [link(one, calendar) for one in comparisons if {one.earlier, one.later} <= suitable.keys()]
    places = _places(suitable, links, len(calendar))
    return None if places is None else {**dates, **{path: calendar[place] for path, place in places.items()}}


@cache
def days_between(first: int, last: int) -> Calendar:
    """Every day from the first to the last, both in (ordinals)."""
    return tuple(map(date.fromordinal, range(first, last + 1)))


def subset(suits: Iterable[bool]) -> int:
    """Some days of a calendar, as an integer with one bit for each day."""
    return sum(1 << place for place, suit in enumerate(suits) if suit)


@frozen
class Link:
    """A comparison in a calendar: for each day of one date, the days that the other may be."""

    earlier: str
    later: str
    later_days: list[int]
    earlier_days: list[int]


@cache
def link(comparison: Comparison, calendar: Calendar) -> Link:
    """Every pair of days of the calendar, compared."""
    earlier = [moved(day, comparison.earlier_by) for day in calendar]
    later = [moved(day, comparison.later_by) for day in calendar]
    return Link(
        comparison.earlier,
        comparison.later,
        [subset(comparison.holds(day, other) for other in later) for day in earlier],
        [subset(comparison.holds(other, day) for other in earlier) for day in later],
    )


def _places(suitable: Mapping[str, int], links: Sequence[Link], size: int) -> dict[str, int] | None:
    """For each date a place among its suitable days, such that all links hold; every combination is tried."""
    if not suitable:
        return {}
    path, *others = suitable
    for place in range(size):
        if suitable[path] >> place & 1:
            left = {other: suitable[other] for other in others}
            for one in links:
                if path == one.earlier:
                    left[one.later] &= one.later_days[place]
                elif path == one.later:
                    left[one.earlier] &= one.earlier_days[place]
            if all(left.values()):
                found = _places(left, [one for one in links if path not in (one.earlier, one.later)], size)
                if found is not None:
                    return {path: place, **found}
    return None
