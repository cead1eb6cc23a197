"""Calendar arithmetic on days of our own choosing; ``test_laws`` compares all of it with ``relativedelta``."""

from datetime import date

import pytest

from clea_eligibility.deciding.network import Edge
from clea_eligibility.dossier import dates
from clea_eligibility.rules import Day, NotAfter


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 2, 28), -3, date(2025, 11, 28)),
    ],
)
def test_a_day_that_a_month_does_not_have_becomes_its_last(day: date, months: int, reached: date) -> None:
    assert dates.shifted(day, months=months) == reached
    assert dates.add_months(day.toordinal(), months) == reached.toordinal()


def test_months_go_on_beyond_the_years_that_a_date_can_hold() -> None:
    # January and March 10000 have 31 days, February 29: 400 divides 10000.
    assert dates.add_months(date(9999, 12, 31).toordinal(), 3) == date(9999, 12, 31).toordinal() + 31 + 29 + 31
    # The month before 1 January 1 is a December.
    assert dates.add_months(date(1, 1, 1).toordinal(), -1) == date(1, 1, 1).toordinal() - 31


@pytest.mark.parametrize(
    ("bound", "months", "days", "latest", "earliest"),
    [
        (date(2026, 3, 2), 0, 21, date(2026, 2, 9), date(2026, 2, 9)),
        (date(2026, 2, 28), 3, 0, date(2025, 11, 30), date(2025, 11, 28)),
        (date(2026, 2, 28), 3, -1, date(2025, 12, 1), date(2025, 12, 1)),
        (date(2026, 5, 31), 3, 0, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 5, 30), 3, 1, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 5, 15), 3, 0, date(2026, 2, 15), date(2026, 2, 15)),
    ],
)
def test_the_way_back_from_a_shift(bound: date, months: int, days: int, latest: date, earliest: date) -> None:
    assert dates.latest_before(bound.toordinal(), months, days) == latest.toordinal()
    assert dates.earliest_after(bound.toordinal(), months, days) == earliest.toordinal()


def test_both_sides_of_a_comparison_are_shifted() -> None:
    march, february = date(2026, 3, 1), date(2026, 2, 28)
    assert dates.not_after(march, 0, 0, february, 0, 1)
    assert not dates.not_after(march, 0, 1, february, 0, 1)
    assert dates.not_after(march, 0, -1, february, 0, 0)
    assert not dates.not_after(march, 0, 0, february, 0, -1)
    assert dates.not_after(date(2025, 11, 30), 3, 0, february, 0, 0)
    assert not dates.not_after(date(2025, 11, 30), 3, 1, february, 0, 0)


def test_a_month_is_28_to_31_days() -> None:
    assert (dates.fewest_days(1), dates.most_days(1)) == (28, 31)
    assert (dates.fewest_days(-1), dates.most_days(-1)) == (-31, -28)
    assert (dates.fewest_days(0), dates.most_days(0)) == (0, 0)


def test_months_come_before_days() -> None:
    assert dates.shifted(date(2026, 1, 30), months=1, days=2) == date(2026, 3, 2)
    edge = Edge.of(NotAfter(Day("filed_on", months=1, days=2), Day("evaluation.starts_on")))
    assert edge.push(date(2026, 1, 30).toordinal()) == date(2026, 3, 2).toordinal()
    back = Edge.of(NotAfter(Day("filed_on"), Day("evaluation.starts_on", months=1, days=2)))
    assert back.pull(date(2026, 1, 30).toordinal()) == date(2026, 3, 2).toordinal()


@pytest.mark.parametrize("months", [0, 1, 3, -3, 12, -25])
def test_tables_of_days_say_what_single_days_do(months: int) -> None:
    first, last = date(1999, 1, 17).toordinal(), date(2005, 3, 30).toordinal()
    days = range(first, last + 1)

    assert dates.moved_days(months, first, last) == [dates.add_months(day, months) for day in days]
    assert dates.earliest_days(months, first, last) == [dates.earliest_after(day, months, 0) for day in days]
