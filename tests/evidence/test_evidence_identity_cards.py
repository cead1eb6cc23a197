"""What a French identity card prints, and until when it is in force. Expected days are written by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from clea_eligibility import CleaError
from clea_eligibility.evidence import identity_card_valid_until

MIDNIGHT = datetime(2023, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "issued_on", "until"),
    [
        (date(2014, 1, 1), date(2004, 1, 2), date(2019, 1, 1)),  # the first day of issue
        (date(2014, 1, 2), date(2004, 1, 2), date(2019, 1, 2)),
        (date(2020, 3, 14), date(2010, 3, 15), date(2025, 3, 14)),
        (date(2020, 3, 15), date(2010, 3, 15), date(2025, 3, 15)),
        (date(2023, 12, 30), date(2013, 12, 31), date(2028, 12, 30)),  # the last day of issue
        (date(2023, 12, 31), date(2013, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_card_issued_to_an_adult_in_those_years_is_in_force_five_years_longer(
    printed: date, issued_on: date, until: date
) -> None:
    assert identity_card_valid_until(printed, issued_on, adult_when_issued=True) == until


@pytest.mark.parametrize(
    ("printed", "issued_on"),
    [
        (date(2013, 12, 31), date(2004, 1, 1)),  # the day before those years
        (date(2028, 12, 31), date(2014, 1, 1)),  # the day after: fifteen years are printed
        (date(2031, 9, 1), date(2021, 9, 2)),  # the new format: ten years again
        (date(2027, 6, 13), date(2012, 6, 14)),  # its extension is in the record already
        (date(2027, 6, 14), date(2012, 6, 14)),
    ],
)
@pytest.mark.parametrize("adult_when_issued", [True, False, None])
def test_other_cards_mean_what_they_print(printed: date, issued_on: date, adult_when_issued: bool | None) -> None:
    assert identity_card_valid_until(printed, issued_on, adult_when_issued) == printed


@pytest.mark.parametrize("issued_on", [date(2013, 12, 31), None])
def test_a_card_issued_to_a_minor_means_what_it_prints(issued_on: date | None) -> None:
    assert identity_card_valid_until(date(2023, 12, 30), issued_on, adult_when_issued=False) == date(2023, 12, 30)


def test_the_age_at_issue_is_asked_for_where_it_matters() -> None:
    assert identity_card_valid_until(date(2023, 12, 30), date(2013, 12, 31), adult_when_issued=None) is None


@pytest.mark.parametrize("adult_when_issued", [True, None])
@pytest.mark.parametrize("printed", [date(2014, 1, 1), date(2020, 6, 30), date(2024, 1, 1)])
def test_the_day_of_issue_is_asked_for_where_it_matters(printed: date, adult_when_issued: bool | None) -> None:
    assert identity_card_valid_until(printed, None, adult_when_issued) is None


@pytest.mark.parametrize("adult_when_issued", [True, None])
@pytest.mark.parametrize("printed", [date(2013, 12, 31), date(2024, 1, 2), date(2028, 12, 31), date(2031, 9, 1)])
def test_a_day_printed_outside_of_the_ten_years_that_follow_tells_enough(
    printed: date, adult_when_issued: bool | None
) -> None:
    assert identity_card_valid_until(printed, None, adult_when_issued) == printed


@pytest.mark.parametrize(
    ("printed", "issued_on", "until"),
    [
        (date(2020, 2, 29), date(2010, 3, 1), date(2025, 2, 28)),
        (date(2018, 2, 27), date(2008, 2, 29), date(2023, 2, 27)),
        (date(2018, 2, 28), date(2008, 2, 29), date(2023, 2, 28)),
        (date(2018, 3, 1), date(2008, 2, 29), date(2023, 3, 1)),
        (date(2022, 2, 28), date(2012, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_card_that_begins_or_ends_on_29_february_is_extended_too(printed: date, issued_on: date, until: date) -> None:
    assert identity_card_valid_until(printed, issued_on, adult_when_issued=True) == until


@pytest.mark.parametrize(
    "printed", [date(2012, 6, 14), date(2015, 6, 13), date(2022, 6, 12), date(2022, 6, 16), date(2027, 6, 12)]
)
@pytest.mark.parametrize("adult_when_issued", [True, None])
def test_a_card_that_prints_neither_ten_years_nor_fifteen_is_for_somebody_to_look_at(
    printed: date, adult_when_issued: bool | None
) -> None:
    assert identity_card_valid_until(printed, date(2012, 6, 14), adult_when_issued) is None


def test_a_record_without_the_last_day_of_a_card_cannot_tell() -> None:
    assert identity_card_valid_until(None, date(2012, 6, 14), adult_when_issued=True) is None


def test_a_card_that_would_expire_before_its_issue_is_refused() -> None:
    with pytest.raises(CleaError, match=r"^the card would expire on 2012-06-13, before its issue on 2012-06-14$"):
        identity_card_valid_until(date(2012, 6, 13), date(2012, 6, 14), adult_when_issued=False)


@pytest.mark.parametrize(
    ("printed", "issued_on", "adult_when_issued", "message"),
    [
        ("2023-12-30", None, True, "printed: expected a date without a time, got '2023-12-30'"),
        (MIDNIGHT, None, True, "printed: expected a date without a time, got a datetime"),
        (date(2023, 12, 30), 2013, True, "issued_on: expected a date without a time, got the number 2013"),
        (date(2023, 12, 30), MIDNIGHT, True, "issued_on: expected a date without a time, got a datetime"),
        (date(2023, 12, 30), None, 1, "adult_when_issued: expected a bool, got the number 1"),
        (date(2023, 12, 30), None, "false", "adult_when_issued: expected a bool, got 'false'"),
    ],
)
def test_what_is_no_date_or_no_boolean_is_refused(
    printed: Any, issued_on: Any, adult_when_issued: Any, message: str
) -> None:
    with pytest.raises(CleaError) as caught:
        identity_card_valid_until(printed, issued_on, adult_when_issued)
    assert str(caught.value) == message
