"""Cases that the boundary tables have no row for, each written because a mutant of the rules asked for it."""

from datetime import date

from making import codes, eligible_but

from clea_eligibility import GUIDE, decide

CLEAR_DAYS = GUIDE.read(filed_three_weeks_before="clear_days")


# S9: filed 20 days before the first session, which no reading accepts; the proof is older, the last session later.
def test_what_no_reading_accepts_is_not_contested_under_another_reading_either() -> None:
    decision = decide(
        eligible_but(
            {
                "filed_on": date(2026, 3, 3),
                "applicant.proof_of_residence.issued_on": date(2026, 1, 15),
                "evaluation.starts_on": date(2026, 3, 23),
                "evaluation.ends_on": date(2026, 3, 24),
            }
        ),
        CLEAR_DAYS,
    )

    assert codes(decision.reasons) == ["filed_three_weeks_before"]
    assert codes(decision.contested) == []
