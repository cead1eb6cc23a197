"""The days that a text names: when an evaluation can take place, worked out by hand."""

from datetime import date

import pytest
from making import Facts, dossier_of

from clea_eligibility import GUIDE
from clea_eligibility.explain._days import evaluation_said, last_days
from clea_eligibility.rules import Day, NotAfter

FILED, UNTIL = "filed_on", "evaluator.accreditation.valid_until"
IN_TIME: Facts = {FILED: date(2026, 3, 1), UNTIL: date(2026, 4, 30)}


@pytest.mark.parametrize(
    ("facts", "today", "said"),
    [
        pytest.param({}, None, None, id="nothing bounds it"),
        pytest.param(
            {UNTIL: date(2027, 12, 31)},
            None,
            "The evaluation can take place until 31 December 2027.",
            id="only the accreditation bounds it",
        ),
        pytest.param(
            {FILED: date(2026, 3, 1)},
            None,
            (
                "For a dossier complete on 1 March 2026, the evaluation can take place from 22 March 2026 on "
                "(from 23 March 2026 on under every reading)."
            ),
            id="only the filing bounds it",
        ),
        pytest.param(
            IN_TIME,
            date(2026, 3, 2),
            (
                "For a dossier complete on 1 March 2026, the evaluation can take place from 22 March 2026 to "
                "30 April 2026 (from 23 March 2026 on under every reading)."
            ),
            id="both bound it",
        ),
        pytest.param(
            IN_TIME,
            date(2026, 3, 24),
            (
                "For a dossier complete on 1 March 2026, the evaluation can take place from 24 March 2026 to "
                "30 April 2026."
            ),
            id="days that have gone by are not named",
        ),
        pytest.param(IN_TIME, date(2026, 5, 1), None, id="the last of its days was yesterday"),
        pytest.param(
            {FILED: date(2026, 6, 1), UNTIL: date(2026, 6, 10)},
            None,
            None,
            id="no evaluation is three weeks after filing and inside the accreditation",
        ),
        pytest.param(
            {FILED: date(2026, 6, 1), UNTIL: date(2026, 6, 22)},
            None,
            (
                "For a dossier complete on 1 June 2026, the evaluation can take place on 22 June 2026 alone (no day is "
                "safe under every reading)."
            ),
            id="one day is left, and none under every reading",
        ),
        pytest.param(
            {FILED: date(2199, 12, 10)},
            None,
            "For a dossier complete on 10 December 2199, the evaluation can take place from 31 December 2199 on.",
            id="a dossier can state no later day",
        ),
        pytest.param(
            {FILED: date(2026, 3, 2), UNTIL: date(2026, 3, 24)},
            date(2026, 3, 2),
            (
                "For a dossier complete on 2 March 2026, the evaluation can take place on 23 and 24 March 2026 "
                "(24 March 2026 alone, under every reading)."
            ),
            id="of two days left one is safe",
        ),
        pytest.param(
            {"evaluation.ends_on": date(2026, 3, 31)},
            date(2026, 3, 2),
            (
                "For a dossier complete on 2 March 2026, the evaluation, which ends on 31 March 2026, can start from "
                "23 March 2026 to 31 March 2026 (from 24 March 2026 on under every reading)."
            ),
            id="its end is known",
        ),
        pytest.param({FILED: date(2199, 12, 11)}, None, None, id="no dossier can state the day"),
    ],
)
def test_the_days_of_an_evaluation_are_those_between_its_bounds(
    facts: Facts, today: date | None, said: str | None
) -> None:
    found = evaluation_said(dossier_of(facts), GUIDE, "en", today)

    assert (found and found.replace("\u00a0", " ")) == said


def test_a_last_day_before_the_first_of_the_calendar_is_none() -> None:
    eight_thousand_years = NotAfter(Day(FILED, days=3_000_000), Day("evaluation.starts_on"))
    rules = GUIDE.evolve(id="never", requires={"filed_three_weeks_before": eight_thousand_years})
    papers: Facts = {"applicant.identity_document.valid_until": date(2030, 6, 30)}
    found = last_days(dossier_of({"evaluation.starts_on": date(2026, 4, 27), **papers}), rules)

    assert [(rule.code, day) for rule, day in found] == [("identity_document_valid", date(2030, 6, 30))]
