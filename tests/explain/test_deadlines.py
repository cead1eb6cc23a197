"""The last days to file: rows by hand, as a table, as CSV, and as a calendar that another library reads."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest

from clea_eligibility import GUIDE, CleaError, InvalidDossier
from clea_eligibility.explain import Deadline, deadlines
from clea_eligibility.rules import Day, Is, NotAfter, Rule

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 3)
NEVER_LATE = GUIDE.evolve(id="never-late", requires={"filed_three_weeks_before": Is("quote.provided", True)})
FILED_FROM_MARCH = GUIDE.evolve(
    id="from-march",
    rules=(*GUIDE.rules, Rule("filed_from_march", "criterion", requires=NotAfter(Day(FIRST), Day("filed_on")))),
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


@pytest.mark.parametrize(
    ("starts_on", "last", "safe"),
    [
        (date(2026, 3, 2), date(2026, 2, 9), date(2026, 2, 8)),
        (date(2024, 3, 21), date(2024, 2, 29), date(2024, 2, 28)),  # a leap day
        (date(2026, 4, 7), date(2026, 3, 17), date(2026, 3, 16)),  # clocks change in between
        (date(2026, 1, 2), date(2025, 12, 12), date(2025, 12, 11)),
        (date(2026, 5, 25), date(2026, 5, 4), date(2026, 5, 3)),  # Whit Monday; a Sunday is as good as any day
    ],
)
def test_the_last_day_is_three_weeks_before_and_the_safe_one_a_day_earlier(
    starts_on: date, last: date, safe: date
) -> None:
    assert list(deadlines(starts_on, starts_on)) == [Deadline(starts_on, last, safe)]


def test_every_day_of_the_range_has_a_row() -> None:
    found = deadlines(date(2026, 1, 1), date(2026, 12, 31))

    assert len(found) == 365
    assert [row.starts_on for row in found][:2] == [date(2026, 1, 1), date(2026, 1, 2)]
    assert found[364].last == date(2026, 12, 10)


def test_rules_under_another_reading_have_its_last_day() -> None:
    (row,) = deadlines(date(2026, 3, 2), date(2026, 3, 2), rules=GUIDE.read(filed_three_weeks_before="clear_days"))

    assert (row.last, row.safe) == (date(2026, 2, 8), date(2026, 2, 8))


def test_rules_that_set_no_last_day_have_none() -> None:
    found = deadlines(FIRST, FIRST, "en", rules=NEVER_LATE)

    assert list(found) == [Deadline(FIRST, None, None)]
    assert str(found).splitlines()[3] == "Sunday 1 March 2026  –         –"
    assert found.to_csv().splitlines()[1] == "2026-03-01,Sunday,,,,"
    assert "VEVENT" not in found.to_icalendar()


def test_a_day_on_which_no_evaluation_can_start_has_no_row() -> None:
    found = deadlines(date(2026, 3, 20), date(2026, 3, 23), rules=FILED_FROM_MARCH)

    assert list(found) == [
        Deadline(date(2026, 3, 22), last=date(2026, 3, 1), safe=None),
        Deadline(date(2026, 3, 23), last=date(2026, 3, 2), safe=date(2026, 3, 1)),
    ]


# As text


def test_the_table_in_french() -> None:
    assert plain(str(deadlines(FIRST, LAST))).splitlines() == [
        "Derniers jours pour déposer un dossier complet",
        "",
        "Début de l'évaluation   Jour sûr                 Dernier jour",
        "dimanche 1er mars 2026  samedi 7 février 2026    dimanche 8 février 2026",
        "lundi 2 mars 2026       dimanche 8 février 2026  lundi 9 février 2026",
        "mardi 3 mars 2026       lundi 9 février 2026     mardi 10 février 2026",
        "",
        "Ce jour-là, à l'heure de Paris, le formulaire et toutes les pièces sont déposés.",
        "Le jour sûr convient dans toutes les lectures du texte ; le dernier jour, dans la lecture retenue.",
    ]
    assert repr(deadlines(FIRST, LAST)) == str(deadlines(FIRST, LAST))


def test_the_rows_as_csv() -> None:
    assert deadlines(FIRST, LAST).to_csv() == (
        "starts_on,starts_on_weekday,safe,safe_weekday,last,last_weekday\n"
        "2026-03-01,dimanche,2026-02-07,samedi,2026-02-08,dimanche\n"
        "2026-03-02,lundi,2026-02-08,dimanche,2026-02-09,lundi\n"
        "2026-03-03,mardi,2026-02-09,lundi,2026-02-10,mardi\n"
    )


# As a calendar


def test_a_calendar_has_the_safe_day_and_the_last_one_of_each_row() -> None:
    calendar = icalendar.Calendar.from_ical(deadlines(date(2026, 3, 2), LAST).to_icalendar())
    events = calendar.walk("VEVENT")

    assert calendar["VERSION"] == "2.0"
    assert [(event.decoded("DTSTART"), plain(str(event["SUMMARY"]))) for event in events] == [
        (date(2026, 2, 8), "CléA : jour sûr pour déposer (évaluation du lundi 2 mars 2026)"),
        (date(2026, 2, 9), "CléA : dernier jour pour déposer (évaluation du lundi 2 mars 2026)"),
        (date(2026, 2, 9), "CléA : jour sûr pour déposer (évaluation du mardi 3 mars 2026)"),
        (date(2026, 2, 10), "CléA : dernier jour pour déposer (évaluation du mardi 3 mars 2026)"),
    ]
    assert {event.decoded("DTSTAMP") for event in events} == {datetime(2026, 11, 23, tzinfo=UTC)}
    assert len({event["UID"] for event in events}) == 4
    assert not [error for event in (calendar, *events) for error in event.errors]
    assert all(event["TRANSP"] == "TRANSPARENT" for event in events)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_lines_of_a_calendar_end_and_break_as_they_should(lang: Any) -> None:
    text = deadlines(date(2026, 9, 30), date(2026, 10, 1), lang).to_icalendar()
    lines = text.encode().split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines) == (lang == "fr")  # English is shorter
    assert b"\n" not in b"".join(lines)
    assert all(line.decode() for line in lines[:-1])  # no letter is cut in two


def test_names_of_rules_of_ones_own_are_written_so_that_they_can_be_read() -> None:
    mine = NEVER_LATE.evolve(id=r"a, b; c\d", rules=GUIDE.rules)
    (event, *_) = icalendar.Calendar.from_ical(deadlines(FIRST, FIRST, rules=mine).to_icalendar()).walk("VEVENT")

    assert event.decoded("DTSTAMP") == datetime(2026, 3, 1, tzinfo=UTC)
    assert event["UID"] == r"20260301-safe-a, b; c\d@clea-eligibility"


# What is taken


def test_a_range_runs_forward() -> None:
    with pytest.raises(CleaError, match="2026-03-01 is before 2026-03-03"):
        deadlines(LAST, FIRST)


@pytest.mark.parametrize("day", ["2026-03-01", None, datetime(2026, 3, 1, tzinfo=UTC)])
def test_a_range_has_plain_dates(day: Any) -> None:
    with pytest.raises(TypeError, match="expected a date without a time"):
        deadlines(day, LAST)


def test_a_range_has_days_that_a_dossier_can_state() -> None:
    with pytest.raises(InvalidDossier, match=r"evaluation\.starts_on"):
        deadlines(date(2200, 1, 1), date(2200, 1, 1))


def test_other_languages_are_refused() -> None:
    lang: Any = "de"
    with pytest.raises(CleaError, match="lang: expected 'fr' or 'en'"):
        deadlines(FIRST, LAST, lang)
