"""Moments to days in Paris: against the time-zone database where there is one, and without it."""

import calendar
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clea_eligibility import CleaError
from clea_eligibility.evidence import paris_day

PARIS = ZoneInfo("Europe/Paris")
FIRST_MOMENT = datetime(1995, 12, 31, 23, tzinfo=UTC)
LAST_MOMENT = datetime(2199, 12, 31, 22, 59, 59, 999_999, tzinfo=UTC)
MOMENTS = st.integers(0, int((LAST_MOMENT - FIRST_MOMENT).total_seconds())).map(
    lambda seconds: FIRST_MOMENT + timedelta(seconds=seconds)
)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-02-09T22:59:59Z", date(2026, 2, 9)),
        ("2026-02-09T23:00:00Z", date(2026, 2, 10)),
        ("2026-02-09T23:30:00Z", date(2026, 2, 10)),
        ("2026-06-29T21:59:59Z", date(2026, 6, 29)),
        ("2026-06-29T22:00:00Z", date(2026, 6, 30)),
        ("2026-02-09T23:59:59+01:00", date(2026, 2, 9)),
        ("2026-02-10T00:00:00+01:00", date(2026, 2, 10)),
        ("2026-02-10T00:30:00+02:00", date(2026, 2, 9)),
        ("2026-02-09T13:00:00-10:00", date(2026, 2, 10)),  # from Tahiti
        ("2026-03-28T22:59:59Z", date(2026, 3, 28)),  # the eve of summer time
        ("2026-03-29T21:59:59Z", date(2026, 3, 29)),  # its first day
        ("2026-03-29T22:00:00Z", date(2026, 3, 30)),
        ("2026-10-24T22:00:00Z", date(2026, 10, 25)),  # the eve of winter time
        ("2026-10-25T22:59:59Z", date(2026, 10, 25)),  # its first day has 25 hours
        ("2026-10-25T23:00:00Z", date(2026, 10, 26)),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1)),
        ("2024-02-28T23:00:00Z", date(2024, 2, 29)),
    ],
)
def test_the_day_is_the_one_in_paris(moment: str, day: date) -> None:
    assert paris_day(datetime.fromisoformat(moment)) == day


@pytest.mark.parametrize("month", [3, 10])
def test_every_half_hour_around_each_clock_change_agrees_with_the_time_zone_database(month: int) -> None:
    for year in range(1996, 2200):
        last_sunday = max(week[calendar.SUNDAY] for week in calendar.monthcalendar(year, month))
        change = datetime(year, month, last_sunday, 1, tzinfo=UTC)
        for half_hours in range(-60, 61):
            moment = change + timedelta(minutes=30 * half_hours)
            assert paris_day(moment) == moment.astimezone(PARIS).date(), moment


@given(MOMENTS)
def test_any_moment_agrees_with_the_time_zone_database(moment: datetime) -> None:
    assert paris_day(moment) == moment.astimezone(PARIS).date()


@given(MOMENTS, st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours))))
def test_the_zone_in_which_a_moment_is_written_does_not_matter(moment: datetime, zone: tzinfo) -> None:
    assert paris_day(moment.astimezone(zone)) == paris_day(moment)


def test_the_hour_that_a_clock_shows_twice_is_two_moments_of_one_day() -> None:
    twice = [datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=fold) for fold in (0, 1)]
    assert [paris_day(moment) for moment in twice] == [date(2026, 10, 25)] * 2


def test_a_day_is_a_plain_date() -> None:
    assert type(paris_day(datetime(2026, 2, 9, tzinfo=UTC))) is date


@pytest.mark.parametrize("moment", [FIRST_MOMENT, FIRST_MOMENT.astimezone(PARIS)])
def test_the_first_moment_of_1996_in_paris_is_in(moment: datetime) -> None:
    assert paris_day(moment) == date(1996, 1, 1)


def test_the_last_moment_of_2199_in_paris_is_in() -> None:
    assert paris_day(LAST_MOMENT) == date(2199, 12, 31)


@pytest.mark.parametrize(
    "moment",
    [
        FIRST_MOMENT - timedelta(microseconds=1),
        LAST_MOMENT + timedelta(microseconds=1),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_moment_out_of_range_is_refused(moment: datetime) -> None:
    with pytest.raises(CleaError, match=r"is out of range: expected a day from 1996-01-01 to 2199-12-31 in Paris"):
        paris_day(moment)


class Nowhere(tzinfo):
    """A zone that does not say how far it is from UTC."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    tzname = dst = utcoffset


@pytest.mark.parametrize("zone", [None, Nowhere()])
def test_a_moment_without_a_time_zone_is_refused(zone: tzinfo | None) -> None:
    with pytest.raises(CleaError, match=r"^2026-02-09 23:30:00 has no time zone: add the one in which"):
        paris_day(datetime(2026, 2, 9, 23, 30, tzinfo=zone))


@pytest.mark.parametrize(
    "offset",
    [
        timedelta(minutes=9),  # Paris, as pytz gives it in a constructor
        timedelta(minutes=-1),  # London
        timedelta(minutes=9, seconds=21),
        timedelta(hours=1, minutes=14),
        timedelta(hours=1, microseconds=1),
    ],
)
def test_an_offset_of_no_time_zone_is_refused_with_the_reason(offset: timedelta) -> None:
    moment = datetime(2026, 2, 9, 23, 55, tzinfo=timezone(offset))
    with pytest.raises(CleaError) as refused:
        paris_day(moment)
    assert str(refused.value) == (
        f"{moment}: no time zone of today has this offset, all are multiples of fifteen minutes; "
        "with pytz, take zone.localize(…) instead of tzinfo=zone"
    )


@pytest.mark.parametrize(("minutes", "day"), [(345, 9), (765, 9), (-210, 10), (0, 10)])
def test_an_offset_of_quarters_of_an_hour_is_taken(minutes: int, day: int) -> None:
    moment = datetime(2026, 2, 9, 23, 30, tzinfo=timezone(timedelta(minutes=minutes)))
    assert paris_day(moment) == date(2026, 2, day)


@pytest.mark.parametrize(
    ("value", "shown"), [(date(2026, 2, 9), "a date"), ("2026-02-09T23:30:00Z", "'2026-02-09T23:30:00Z'")]
)
def test_what_is_no_moment_is_refused(value: Any, shown: str) -> None:
    with pytest.raises(CleaError, match=f"^expected a datetime with a time zone, got {shown}$"):
        paris_day(value)


def test_no_time_zone_data_is_needed() -> None:
    program = """
import sys
sys.modules["zoneinfo"] = sys.modules["tzdata"] = sys.modules["dateutil.tz"] = None
from datetime import datetime
from clea_eligibility.evidence import paris_day
print(paris_day(datetime.fromisoformat("2026-02-09T23:30:00Z")))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "2026-02-10\n"


def test_deciding_needs_no_evidence() -> None:
    program = "import sys, clea_eligibility; print([name for name in sys.modules if 'evidence' in name])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
