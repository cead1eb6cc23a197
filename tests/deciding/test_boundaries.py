"""Every date bound on the day before, the day and the day after, written by hand from the page.

Each row is a claim; the statement that it comes from (S9) is in the comment above its table.
"""

from datetime import date

import pytest
from making import codes, dossier_of, eligible_but, paths, status_of

from clea_eligibility import GUIDE, Decision, RuleSet, decide

WEEKS = "filed_three_weeks_before"
MONTHS = "proof_of_residence_recent"
DEFAULT = GUIDE
CLEAR_DAYS = GUIDE.read(filed_three_weeks_before="clear_days")
ANNIVERSARY_INCLUDED = GUIDE.read(proof_of_residence_recent="anniversary_included")
COUNTED_BACKWARDS = GUIDE.read(proof_of_residence_recent="counted_backwards")
NO_END = "9999-12-31"
YES, NO = "satisfied", "violated"


def day(iso: str) -> date:
    return date.fromisoformat(iso)


# S9, S24: filed complete three weeks before the evaluation starts. A filing day, the day on which the evaluation
# starts, whether that is three weeks before under same_weekday (the default) and under clear_days.
THREE_WEEKS = [
    # Monday 2 March: Monday 9 February is three weeks before
    ("2026-02-08", "2026-03-02", YES, YES),
    ("2026-02-09", "2026-03-02", YES, NO),
    ("2026-02-10", "2026-03-02", NO, NO),
    # across a leap day
    ("2024-02-28", "2024-03-21", YES, YES),
    ("2024-02-29", "2024-03-21", YES, NO),
    ("2024-03-01", "2024-03-21", NO, NO),
    # across the night that has an hour less: days are counted, not hours
    ("2026-03-16", "2026-04-07", YES, YES),
    ("2026-03-17", "2026-04-07", YES, NO),
    ("2026-03-18", "2026-04-07", NO, NO),
    # across a year's end
    ("2025-12-11", "2026-01-02", YES, YES),
    ("2025-12-12", "2026-01-02", YES, NO),
    ("2025-12-13", "2026-01-02", NO, NO),
    # Whit Monday: an evaluation on a holiday is not put off
    ("2026-05-03", "2026-05-25", YES, YES),
    ("2026-05-04", "2026-05-25", YES, NO),
    ("2026-05-05", "2026-05-25", NO, NO),
    # the last day to file is Labour Day, a Friday: the next working day is too late
    ("2026-04-30", "2026-05-22", YES, YES),
    ("2026-05-01", "2026-05-22", YES, NO),
    ("2026-05-02", "2026-05-22", NO, NO),
    ("2026-05-04", "2026-05-22", NO, NO),
    # the last day to file is a Sunday: Monday is too late
    ("2026-05-02", "2026-05-24", YES, YES),
    ("2026-05-03", "2026-05-24", YES, NO),
    ("2026-05-04", "2026-05-24", NO, NO),
    # the first and the last evaluation that a dossier can state
    ("1900-01-10", "1900-02-01", YES, YES),
    ("1900-01-11", "1900-02-01", YES, NO),
    ("1900-01-12", "1900-02-01", NO, NO),
    ("2199-12-09", "2199-12-31", YES, YES),
    ("2199-12-10", "2199-12-31", YES, NO),
    ("2199-12-11", "2199-12-31", NO, NO),
    # filed on the first day of the evaluation, and after it
    ("2026-03-02", "2026-03-02", NO, NO),
    ("2026-03-03", "2026-03-02", NO, NO),
]


def filed_before_evaluation(filed: str, starts: str, rules: RuleSet) -> Decision:
    """Everything else is met: the accreditation and the identity document never end, the proof is of the day."""
    return decide(
        eligible_but(
            {
                "filed_on": day(filed),
                "applicant.proof_of_residence.issued_on": day(filed),
                "applicant.identity_document.valid_until": day(NO_END),
                "evaluation.starts_on": day(starts),
                "evaluation.ends_on": day(starts),
                "evaluator.accreditation.valid_from": day("1900-01-01"),
                "evaluator.accreditation.valid_until": day(NO_END),
            }
        ),
        rules,
    )


@pytest.mark.parametrize(("filed", "starts", "same_weekday", "clear_days"), THREE_WEEKS)
def test_three_weeks_before_ends_on_the_same_weekday(
    filed: str, starts: str, same_weekday: str, clear_days: str
) -> None:
    by_default = filed_before_evaluation(filed, starts, DEFAULT)
    reread = filed_before_evaluation(filed, starts, CLEAR_DAYS)

    assert status_of(by_default, WEEKS) == same_weekday
    assert status_of(reread, WEEKS) == clear_days
    assert codes(by_default.reasons) == ([WEEKS] if same_weekday == NO else [])
    assert codes(reread.reasons) == ([WEEKS] if clear_days == NO else [])


@pytest.mark.parametrize(("filed", "starts", "same_weekday", "clear_days"), THREE_WEEKS)
def test_three_weeks_are_contested_on_the_last_day_only(
    filed: str, starts: str, same_weekday: str, clear_days: str
) -> None:
    expected = [WEEKS] if same_weekday != clear_days else []

    assert codes(filed_before_evaluation(filed, starts, DEFAULT).contested) == expected
    assert codes(filed_before_evaluation(filed, starts, CLEAR_DAYS).contested) == expected


# S35: a proof less than three months old. The day of the proof, the filing day, and whether it is recent when the
# anniversary is excluded (the default), when it is included, and when months are counted backwards from the filing.
THREE_MONTHS = [
    # an ordinary day: 2 December to 2 March
    ("2025-12-02", "2026-03-01", YES, YES, YES),
    ("2025-12-02", "2026-03-02", NO, YES, NO),
    ("2025-12-02", "2026-03-03", NO, NO, NO),
    # 30 November: the third month ends with February
    ("2024-11-30", "2025-02-27", YES, YES, YES),
    ("2024-11-30", "2025-02-28", NO, YES, YES),
    ("2024-11-30", "2025-03-01", NO, NO, NO),
    ("2024-11-29", "2025-02-27", YES, YES, YES),
    ("2024-11-29", "2025-02-28", NO, YES, YES),
    ("2024-11-29", "2025-03-01", NO, NO, NO),
    ("2024-11-28", "2025-02-27", YES, YES, YES),
    ("2024-11-28", "2025-02-28", NO, YES, NO),
    ("2024-11-28", "2025-03-01", NO, NO, NO),
    ("2024-11-27", "2025-02-26", YES, YES, YES),
    ("2024-11-27", "2025-02-27", NO, YES, NO),
    ("2024-11-27", "2025-02-28", NO, NO, NO),
    ("2024-12-01", "2025-02-28", YES, YES, YES),
    ("2024-12-01", "2025-03-01", NO, YES, NO),
    ("2024-12-01", "2025-03-02", NO, NO, NO),
    # the same in a leap year
    ("2023-11-30", "2024-02-28", YES, YES, YES),
    ("2023-11-30", "2024-02-29", NO, YES, YES),
    ("2023-11-30", "2024-03-01", NO, NO, NO),
    ("2023-11-29", "2024-02-28", YES, YES, YES),
    ("2023-11-29", "2024-02-29", NO, YES, NO),
    ("2023-11-29", "2024-03-01", NO, NO, NO),
    # dated on a leap day
    ("2024-02-29", "2024-05-28", YES, YES, YES),
    ("2024-02-29", "2024-05-29", NO, YES, NO),
    ("2024-02-29", "2024-05-30", NO, NO, NO),
    ("2024-02-29", "2024-05-31", NO, NO, NO),
    # 28 February, no leap year: filed on 29, 30 or 31 May, three months back is 28 February each time
    ("2025-02-28", "2025-05-27", YES, YES, YES),
    ("2025-02-28", "2025-05-28", NO, YES, NO),
    ("2025-02-28", "2025-05-29", NO, NO, NO),
    ("2025-02-28", "2025-05-31", NO, NO, NO),
    # 31 January: April has 30 days
    ("2025-01-31", "2025-04-29", YES, YES, YES),
    ("2025-01-31", "2025-04-30", NO, YES, YES),
    ("2025-01-31", "2025-05-01", NO, NO, NO),
    ("2025-01-30", "2025-04-29", YES, YES, YES),
    ("2025-01-30", "2025-04-30", NO, YES, NO),
    ("2025-01-30", "2025-05-01", NO, NO, NO),
    # 31 May to 31 August: three months of 92 days
    ("2025-05-31", "2025-08-30", YES, YES, YES),
    ("2025-05-31", "2025-08-31", NO, YES, NO),
    ("2025-05-31", "2025-09-01", NO, NO, NO),
    # across a year's end, and from one
    ("2025-10-31", "2026-01-30", YES, YES, YES),
    ("2025-10-31", "2026-01-31", NO, YES, NO),
    ("2025-10-31", "2026-02-01", NO, NO, NO),
    ("2025-12-31", "2026-03-30", YES, YES, YES),
    ("2025-12-31", "2026-03-31", NO, YES, NO),
    ("2025-12-31", "2026-04-01", NO, NO, NO),
    # 30 September to 30 December, which does not end its month
    ("2025-09-30", "2025-12-29", YES, YES, YES),
    ("2025-09-30", "2025-12-30", NO, YES, NO),
    ("2025-09-30", "2025-12-31", NO, NO, NO),
    # the anniversary is Labour Day, a Friday: the first working day after it, a Monday, is too late in every reading
    ("2026-02-01", "2026-04-30", YES, YES, YES),
    ("2026-02-01", "2026-05-01", NO, YES, NO),
    ("2026-02-01", "2026-05-04", NO, NO, NO),
    # 91 days later, and still less than three months
    ("2025-06-15", "2025-09-14", YES, YES, YES),
    # no proof is dated after the filing, in no reading; on its day it may be
    ("2026-03-01", "2026-03-02", YES, YES, YES),
    ("2026-03-02", "2026-03-02", YES, YES, YES),
    ("2026-03-03", "2026-03-02", NO, NO, NO),
    # the first and the last days that a dossier can state: three months lead beyond them
    ("1900-01-01", "1900-01-01", YES, YES, YES),
    ("1900-01-01", "1900-03-31", YES, YES, YES),
    ("1900-01-01", "1900-04-01", NO, YES, NO),
    ("1900-01-01", "1900-04-02", NO, NO, NO),
    ("2199-09-30", "2199-12-29", YES, YES, YES),
    ("2199-09-30", "2199-12-30", NO, YES, NO),
    ("2199-09-30", "2199-12-31", NO, NO, NO),
    ("2199-12-31", "2199-12-31", YES, YES, YES),
]
THREE_MONTHS_COLUMNS = ("issued", "filed", "excluded", "included", "backwards")


def proved_on(issued: str, filed: str, rules: RuleSet) -> Decision:
    """Everything else is met, the dates of the evaluation apart, on which nothing here depends."""
    return decide(
        eligible_but(
            {
                "filed_on": day(filed),
                "applicant.proof_of_residence.issued_on": day(issued),
                "applicant.identity_document.valid_until": day(NO_END),
                "evaluation.starts_on": None,
                "evaluation.ends_on": None,
                "evaluator.accreditation.valid_until": day(NO_END),
            }
        ),
        rules,
    )


@pytest.mark.parametrize(THREE_MONTHS_COLUMNS, THREE_MONTHS)
def test_three_months_keep_the_day_of_the_month_or_take_its_last(
    issued: str, filed: str, excluded: str, included: str, backwards: str
) -> None:
    assert status_of(proved_on(issued, filed, DEFAULT), MONTHS) == excluded
    assert status_of(proved_on(issued, filed, ANNIVERSARY_INCLUDED), MONTHS) == included
    assert status_of(proved_on(issued, filed, COUNTED_BACKWARDS), MONTHS) == backwards


@pytest.mark.parametrize(THREE_MONTHS_COLUMNS, THREE_MONTHS)
def test_three_months_are_contested_where_the_readings_part(
    issued: str, filed: str, excluded: str, included: str, backwards: str
) -> None:
    expected = [MONTHS] if len({excluded, included, backwards}) > 1 else []

    assert codes(proved_on(issued, filed, DEFAULT).contested) == expected
    assert codes(proved_on(issued, filed, ANNIVERSARY_INCLUDED).contested) == expected
    assert codes(proved_on(issued, filed, COUNTED_BACKWARDS).contested) == expected


def test_one_clause_is_reread_at_a_time() -> None:
    # Filed on 2 March: three months after 2 December and three weeks before 23 March, both to the day.
    on_both_bounds = eligible_but(
        {
            "applicant.proof_of_residence.issued_on": day("2025-12-02"),
            "evaluation.starts_on": day("2026-03-23"),
            "evaluation.ends_on": day("2026-03-23"),
        }
    )

    assert codes(decide(on_both_bounds, DEFAULT).contested) == [MONTHS]
    assert codes(decide(on_both_bounds, ANNIVERSARY_INCLUDED).contested) == [WEEKS, MONTHS]
    assert codes(decide(on_both_bounds, CLEAR_DAYS).contested) == []


def test_a_reading_that_changes_nothing_of_the_outcome_is_not_contested() -> None:
    last_day = {"evaluation.starts_on": day("2026-03-23"), "evaluation.ends_on": day("2026-03-23")}

    assert codes(decide(eligible_but(last_day)).contested) == [WEEKS]
    assert codes(decide(eligible_but({**last_day, "applicant.department": "75"})).contested) == []


def test_an_undetermined_dossier_can_be_contested() -> None:
    last_day = {"evaluation.starts_on": day("2026-03-23"), "evaluation.ends_on": None}
    decision = decide(eligible_but(last_day))

    assert decision.outcome == "undetermined"
    assert codes(decision.contested) == [WEEKS]


def test_dates_that_only_one_reading_lets_meet_are_contested() -> None:
    # Filed on 2 March: three weeks later is 23 March, the last day of the accreditation.
    decision = decide(
        eligible_but(
            {
                "evaluation.starts_on": None,
                "evaluation.ends_on": None,
                "evaluator.accreditation.valid_until": day("2026-03-23"),
            }
        )
    )

    assert decision.outcome == "undetermined"
    assert codes(decision.contested) == [WEEKS]


# S26: the accreditation covers the evaluation, from its first session to its last, both days in.
# The evaluation runs from 1 to 2 April 2026.
@pytest.mark.parametrize(
    ("valid_from", "expected"),
    [("2026-03-31", YES), ("2026-04-01", YES), ("2026-04-02", NO)],
)
def test_the_accreditation_begins_on_the_first_session_at_the_latest(valid_from: str, expected: str) -> None:
    decision = decide(eligible_but({"evaluator.accreditation.valid_from": day(valid_from)}))

    assert status_of(decision, "accreditation_covers_evaluation") == expected
    assert codes(decision.reasons) == (["accreditation_covers_evaluation"] if expected == NO else [])


@pytest.mark.parametrize(
    ("valid_until", "expected"),
    [("2026-04-01", NO), ("2026-04-02", YES), ("2026-04-03", YES), (NO_END, YES)],
)
def test_the_accreditation_ends_on_the_last_session_at_the_earliest(valid_until: str, expected: str) -> None:
    decision = decide(eligible_but({"evaluator.accreditation.valid_until": day(valid_until)}))

    assert status_of(decision, "accreditation_covers_evaluation") == expected
    assert codes(decision.reasons) == (["accreditation_covers_evaluation"] if expected == NO else [])


def test_an_accreditation_of_one_day_covers_an_evaluation_of_that_day() -> None:
    one_day = {
        "evaluation.starts_on": day("2026-04-01"),
        "evaluation.ends_on": day("2026-04-01"),
        "evaluator.accreditation.valid_from": day("2026-04-01"),
        "evaluator.accreditation.valid_until": day("2026-04-01"),
    }

    assert decide(eligible_but(one_day)).outcome == "eligible"


# S34: the identity document is in force on the filing day, its last day included. A Sunday is a day like another.
@pytest.mark.parametrize(
    ("valid_until", "filed", "expected"),
    [
        ("2026-03-01", "2026-03-02", NO),
        ("2026-03-02", "2026-03-02", YES),
        ("2026-03-03", "2026-03-02", YES),
        (NO_END, "2026-03-02", YES),
        ("2026-02-28", "2026-03-01", NO),
        ("2024-02-29", "2024-02-29", YES),
        ("2024-02-29", "2024-03-01", NO),
        ("1900-01-01", "1900-01-01", YES),
        ("1900-01-01", "1900-01-02", NO),
        ("2199-12-30", "2199-12-31", NO),
        ("2199-12-31", "2199-12-31", YES),
    ],
)
def test_the_last_day_of_the_identity_document_counts(valid_until: str, filed: str, expected: str) -> None:
    changes = {"filed_on": day(filed), "applicant.identity_document.valid_until": day(valid_until)}

    assert status_of(decide(eligible_but(changes)), "identity_document_valid") == expected


# S3, S4: online filing is presumed open on or after 1 March 2026; before, only a stated fact decides.
@pytest.mark.parametrize(
    ("filed", "expected", "asked"),
    [
        ("1900-01-01", "unknown", ["filing_open"]),
        ("2025-06-02", "unknown", ["filing_open"]),
        ("2026-02-01", "unknown", ["filing_open"]),
        ("2026-02-28", "unknown", ["filing_open"]),
        ("2026-03-01", "presumed", []),
        ("2026-03-02", "presumed", []),
        ("2199-12-31", "presumed", []),
    ],
)
def test_filing_is_presumed_open_from_the_first_of_march(filed: str, expected: str, asked: list[str]) -> None:
    decision = decide(dossier_of({"filed_on": day(filed)}))

    assert status_of(decision, "filing_open") == expected
    assert [path for path in paths(decision.missing) if path.startswith("fil")] == asked


@pytest.mark.parametrize("filed", ["2025-06-02", "2026-02-28", "2026-03-01", "2026-03-02"])
def test_a_stated_fact_decides_whether_filing_was_open_on_any_day(filed: str) -> None:
    opened = decide(dossier_of({"filed_on": day(filed), "filing_open": True}))
    closed = decide(dossier_of({"filed_on": day(filed), "filing_open": False}))

    assert status_of(opened, "filing_open") == "satisfied"
    assert status_of(closed, "filing_open") == "violated"
