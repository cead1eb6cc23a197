"""Dates that cannot meet, whatever the unknown ones are: the contract, section 4."""

from datetime import date

import pytest
from making import ELIGIBLE, Facts, between, codes, dossier_of, eligible_but, status_of

from clea_eligibility import CertificationKind, decide

NO_END = date(9999, 12, 31)
OPEN_DATES: Facts = {  # all the rest is met
    **ELIGIBLE,
    "filed_on": None,
    "applicant.identity_document.valid_until": None,
    "applicant.proof_of_residence.issued_on": None,
    "evaluation.starts_on": None,
    "evaluation.ends_on": None,
    "evaluator.accreditation.valid_from": None,
    "evaluator.accreditation.valid_until": None,
}
FILED, STARTS, ENDS = "filed_on", "evaluation.starts_on", "evaluation.ends_on"
ISSUED = "applicant.proof_of_residence.issued_on"
DOCUMENT_ENDS = "applicant.identity_document.valid_until"
ACCREDITED_FROM, ACCREDITED_UNTIL = "evaluator.accreditation.valid_from", "evaluator.accreditation.valid_until"
WEEKS, COVERS = "filed_three_weeks_before", "accreditation_covers_evaluation"
IN_FORCE, RECENT = "identity_document_valid", "proof_of_residence_recent"


@pytest.mark.parametrize(
    ("dates", "rules"),
    [
        pytest.param(
            {FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 10)},
            [WEEKS, COVERS],
            id="no start is three weeks after filing and inside the accreditation",
        ),
        pytest.param(
            {FILED: date(2026, 6, 1), ENDS: date(2026, 6, 21)},
            [WEEKS],
            id="the evaluation ends before it could start",
        ),
        pytest.param(
            {ACCREDITED_FROM: date(2026, 6, 11), ENDS: date(2026, 6, 10)},
            [COVERS],
            id="the accreditation begins after the known end",
        ),
        pytest.param(
            {STARTS: date(2026, 6, 11), ACCREDITED_UNTIL: date(2026, 6, 10)},
            [COVERS],
            id="the accreditation ends before the known start",
        ),
        pytest.param(
            {DOCUMENT_ENDS: date(2026, 6, 1), ISSUED: date(2026, 6, 2)},
            [IN_FORCE, RECENT],
            id="the proof is issued when the identity document has expired",
        ),
        pytest.param(
            {ISSUED: date(2026, 6, 2), STARTS: date(2026, 6, 22)},
            [WEEKS, RECENT],
            id="the proof is issued when it is too late to file",
        ),
        pytest.param(
            {ISSUED: date(2026, 6, 2), ENDS: date(2026, 6, 22)},
            [WEEKS, RECENT],
            id="the proof is issued too late for the end",
        ),
        pytest.param(
            {ISSUED: date(2026, 6, 2), ACCREDITED_UNTIL: date(2026, 6, 22)},
            [WEEKS, COVERS, RECENT],
            id="the proof is issued too late for the accreditation",
        ),
    ],
)
def test_a_smallest_set_of_rules_is_named(dates: Facts, rules: list[str]) -> None:
    decision = decide(dossier_of({**OPEN_DATES, **dates}))

    assert codes(decision.reasons) == ["dates_compatible"]
    assert between(decision) == rules
    assert decision.possible_amounts == ()


@pytest.mark.parametrize(
    "dates",
    [
        pytest.param({}, id="no date is known"),
        pytest.param({FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 22)}, id="one day is left"),
        pytest.param({FILED: date(2026, 6, 1), ENDS: date(2026, 6, 22)}, id="it may start on the day it ends"),
        pytest.param({ACCREDITED_FROM: date(2026, 6, 10), ENDS: date(2026, 6, 10)}, id="first day, last session"),
        pytest.param({STARTS: date(2026, 6, 10), ACCREDITED_UNTIL: date(2026, 6, 10)}, id="last day, first session"),
        pytest.param({DOCUMENT_ENDS: date(2026, 6, 2), ISSUED: date(2026, 6, 2)}, id="filed on the day of both"),
        pytest.param({ISSUED: date(2026, 6, 1), STARTS: date(2026, 6, 22)}, id="filed on the day of the proof"),
        pytest.param({ISSUED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 22)}, id="all on one day"),
        pytest.param({FILED: date(2026, 6, 1), DOCUMENT_ENDS: NO_END}, id="a document without an end"),
        pytest.param({FILED: date(2026, 6, 1), ACCREDITED_UNTIL: NO_END}, id="an accreditation without an end"),
    ],
)
def test_dates_that_can_meet_leave_the_dossier_undetermined(dates: Facts) -> None:
    decision = decide(dossier_of({**OPEN_DATES, **dates}))

    assert status_of(decision, "dates_compatible") == "satisfied"
    assert between(decision) == []
    assert decision.outcome == "undetermined"
    assert decision.possible_amounts == (450,)


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({STARTS: date(1900, 1, 5)}, "undetermined"),
        ({ENDS: date(1900, 1, 1)}, "undetermined"),
        ({ACCREDITED_UNTIL: date(1900, 1, 1)}, "undetermined"),
        ({FILED: date(2199, 12, 31)}, "undetermined"),
        ({ISSUED: date(2199, 12, 31)}, "undetermined"),
        ({FILED: date(1900, 1, 1)}, "undetermined"),
        ({FILED: date(2199, 12, 11), ENDS: date(2199, 12, 31)}, "ineligible"),
    ],
)
def test_unknown_days_are_unlimited(dates: Facts, outcome: str) -> None:
    assert decide(dossier_of({**OPEN_DATES, **dates})).outcome == outcome


@pytest.mark.parametrize(
    ("dates", "rules"),
    [
        pytest.param(
            {ISSUED: date(2026, 6, 10), STARTS: date(2026, 6, 20), DOCUMENT_ENDS: date(2026, 6, 9)},
            [WEEKS, RECENT],
            id="the proof is too new for the start and for the identity document: weeks comes first",
        ),
        pytest.param(
            {ISSUED: date(2026, 6, 10), ENDS: date(2026, 6, 20), ACCREDITED_FROM: date(2026, 6, 21)},
            [COVERS],
            id="a single rule before an earlier pair",
        ),
        pytest.param(
            {FILED: date(2026, 6, 1), ENDS: date(2026, 6, 20), ACCREDITED_FROM: date(2026, 6, 21)},
            [WEEKS],
            id="of two single rules the first",
        ),
    ],
)
def test_of_several_sets_a_smallest_is_named_and_on_a_tie_the_first_in_the_order_of_the_rules(
    dates: Facts, rules: list[str]
) -> None:
    assert between(decide(dossier_of({**OPEN_DATES, **dates}))) == rules


@pytest.mark.parametrize(
    "otherwise",
    [
        {"filing_open": False},
        {"applicant.department": "75"},
        {"certification.kind": CertificationKind.MANAGEMENT},
        {"applicant.identity_document.provided": False},
        {DOCUMENT_ENDS: date(2020, 1, 1)},
        {ISSUED: date(2020, 1, 1)},
        {"quote.provided": False},
    ],
)
def test_it_is_said_whatever_else_is_violated(otherwise: Facts) -> None:
    cannot_meet = {FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 10)}
    decision = decide(dossier_of({**OPEN_DATES, **cannot_meet, **otherwise}))

    assert len(decision.reasons) > 1
    assert codes(decision.reasons)[-1] == "dates_compatible"
    assert between(decision) == [WEEKS, COVERS]


def test_a_date_rule_that_is_violated_itself_binds_no_other() -> None:
    # The accreditation begins after the known start: that rule says so itself.
    decision = decide(
        dossier_of(
            {
                **OPEN_DATES,
                FILED: date(2026, 6, 1),
                STARTS: date(2026, 6, 30),
                ACCREDITED_FROM: date(2026, 7, 1),
                ACCREDITED_UNTIL: date(2026, 7, 1),
            }
        )
    )

    assert codes(decision.reasons) == [COVERS]
    assert status_of(decision, "dates_compatible") == "satisfied"


def test_dates_that_are_all_known_are_judged_rule_by_rule() -> None:
    decision = decide(eligible_but({FILED: date(2026, 3, 20), ACCREDITED_UNTIL: date(2026, 4, 1)}))

    assert codes(decision.reasons) == [WEEKS, COVERS]
    assert status_of(decision, "dates_compatible") == "satisfied"


@pytest.mark.parametrize(
    ("dates", "absent"),
    [
        ({FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 10)}, "evaluator.accreditation.held"),
        ({ENDS: date(2026, 6, 1), ACCREDITED_FROM: date(2026, 6, 10)}, "evaluator.accreditation.held"),
        ({ISSUED: date(2026, 6, 2), STARTS: date(2026, 6, 10)}, "applicant.proof_of_residence.provided"),
        (
            {ISSUED: date(2026, 6, 2), DOCUMENT_ENDS: date(2026, 6, 1)},
            "applicant.identity_document.provided",
        ),
    ],
)
def test_what_is_known_to_be_absent_binds_nothing(dates: Facts, absent: str) -> None:
    with_it = decide(dossier_of({**OPEN_DATES, **dates}))
    without_it = decide(dossier_of({**OPEN_DATES, **dates, absent: False}))

    assert status_of(with_it, "dates_compatible") == "violated"
    assert status_of(without_it, "dates_compatible") == "satisfied"


def test_an_accreditation_of_which_only_dates_are_known_binds() -> None:
    decision = decide(dossier_of({FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 10)}))

    assert codes(decision.reasons) == ["dates_compatible"]
