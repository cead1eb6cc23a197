"""Each rule alone: violated, unknown, satisfied, not applicable."""

from datetime import date

import pytest
from making import ELIGIBLE, Facts, codes, eligible_but, paths, status_of

from clea_eligibility import GUIDE, CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome, decide

CODES = codes(GUIDE.rules)  # held against the contract in ``test_rule_table``
FINAL: Facts = {"evaluation.stage": EvaluationStage.FINAL}


def nothing_known_of(part: str) -> Facts:
    return {path: None for path in ELIGIBLE if path.startswith(f"{part}.")}


def test_a_dossier_that_meets_every_rule_is_eligible() -> None:
    decision = decide(eligible_but({}))

    assert decision.outcome == "eligible"
    assert {finding.rule.code: str(finding.status) for finding in decision.findings} == {
        **dict.fromkeys(CODES, "satisfied"),
        "final_after_unsuccessful_initial": "not_applicable",
    }


def test_a_final_evaluation_after_an_initial_one_without_the_certificate_meets_every_rule() -> None:
    decision = decide(eligible_but({**FINAL, "evaluation.initial_outcome": InitialOutcome.NOT_CERTIFIED}))

    assert decision.outcome == "eligible"
    assert {str(finding.status) for finding in decision.findings} == {"satisfied"}


# What breaks each rule and no other, while all else is met; filed on 2 March for 1 and 2 April 2026.
VIOLATED_ALONE: dict[str, Facts] = {
    "filing_open": {"filing_open": False},
    "job_seeker": {"applicant.is_job_seeker": False},
    "lives_in_region": {"applicant.department": "75"},  # Paris; the Region's own code is 75 too
    "certification_covered": {
        "certification.kind": CertificationKind.MANAGEMENT,
        "evaluator.accreditation.certification": None,
    },
    "final_after_unsuccessful_initial": {**FINAL, "evaluation.initial_outcome": InitialOutcome.CERTIFIED},
    "filed_three_weeks_before": {"filed_on": date(2026, 3, 12)},
    "evaluator_in_region": {"evaluator.department": "49"},  # Cholet, ten minutes away
    "evaluator_accredited": {"evaluator.accreditation.held": False},
    "accreditation_fits_certification": {"evaluator.accreditation.certification": CertificationKind.NUMERIQUE},
    "accreditation_covers_evaluation": {"evaluator.accreditation.valid_until": date(2026, 4, 1)},
    "identity_document_provided": {"applicant.identity_document.provided": False},
    "identity_document_accepted": {"applicant.identity_document.kind": IdentityDocumentKind.OTHER},
    "identity_document_valid": {"applicant.identity_document.valid_until": date(2026, 3, 1)},
    "proof_of_residence_provided": {"applicant.proof_of_residence.provided": False},
    "proof_of_residence_attests": {"applicant.proof_of_residence.attests_main_residence": False},
    "proof_of_residence_recent": {"applicant.proof_of_residence.issued_on": date(2025, 12, 2)},
    "quote_provided": {"quote.provided": False},
    "quote_from_evaluator": {"quote.from_evaluator": False},
    "quote_names_applicant": {"quote.names_applicant": False},
    "dates_compatible": {
        "filed_on": date(2026, 3, 2),
        "evaluation.starts_on": None,
        "evaluation.ends_on": None,
        "evaluator.accreditation.valid_until": date(2026, 3, 22),
    },
}


@pytest.mark.parametrize("code", CODES)
def test_one_violated_rule_is_the_one_reason(code: str) -> None:
    decision = decide(eligible_but(VIOLATED_ALONE[code]))

    assert decision.outcome == "ineligible"
    assert codes(decision.reasons) == [code]


# What is not known, the rules that are not satisfied then, and the facts that are asked for.
UNKNOWN_ALONE: list[tuple[Facts, dict[str, str], list[str]]] = [
    ({"filed_on": date(2026, 2, 28), "filing_open": None}, {"filing_open": "unknown"}, ["filing_open"]),
    ({"filed_on": date(2026, 3, 1), "filing_open": None}, {"filing_open": "presumed"}, []),
    (
        {"filed_on": None, "filing_open": None},
        {
            "filing_open": "unknown",
            "filed_three_weeks_before": "unknown",
            "identity_document_valid": "unknown",
            "proof_of_residence_recent": "unknown",
        },
        ["filed_on"],
    ),
    (
        {"filed_on": None},
        {
            "filed_three_weeks_before": "unknown",
            "identity_document_valid": "unknown",
            "proof_of_residence_recent": "unknown",
        },
        ["filed_on"],
    ),
    ({"applicant.is_job_seeker": None}, {"job_seeker": "unknown"}, ["applicant.is_job_seeker"]),
    ({"applicant.department": None}, {"lives_in_region": "unknown"}, ["applicant.department"]),
    (
        {"certification.kind": None},
        {"certification_covered": "unknown", "accreditation_fits_certification": "unknown"},
        ["certification.kind"],
    ),
    (
        {"certification.kind": None, "evaluator.accreditation.certification": None},
        {"certification_covered": "unknown", "accreditation_fits_certification": "presumed"},
        ["certification.kind"],
    ),
    ({"evaluation.stage": None}, {"final_after_unsuccessful_initial": "unknown"}, ["evaluation.stage"]),
    (
        {"evaluation.stage": None, "evaluation.initial_outcome": InitialOutcome.CERTIFIED},
        {"final_after_unsuccessful_initial": "unknown"},
        ["evaluation.stage"],
    ),
    (
        {"evaluation.stage": None, "evaluation.initial_outcome": InitialOutcome.NOT_CERTIFIED},
        {"final_after_unsuccessful_initial": "satisfied"},
        ["evaluation.stage"],
    ),
    (FINAL, {"final_after_unsuccessful_initial": "presumed"}, []),
    (
        {"evaluation.starts_on": None},
        {"filed_three_weeks_before": "unknown", "accreditation_covers_evaluation": "unknown"},
        ["evaluation.starts_on"],
    ),
    (
        {"filed_on": None, "evaluation.starts_on": None},
        {
            "filed_three_weeks_before": "unknown",
            "accreditation_covers_evaluation": "unknown",
            "identity_document_valid": "unknown",
            "proof_of_residence_recent": "unknown",
        },
        ["filed_on", "evaluation.starts_on"],
    ),
    ({"evaluation.ends_on": None}, {"accreditation_covers_evaluation": "unknown"}, ["evaluation.ends_on"]),
    ({"evaluator.department": None}, {"evaluator_in_region": "unknown"}, ["evaluator.department"]),
    (
        nothing_known_of("evaluator.accreditation"),
        {
            "evaluator_accredited": "unknown",
            "accreditation_fits_certification": "presumed",
            "accreditation_covers_evaluation": "unknown",
        },
        [
            "evaluator.accreditation.held",
            "evaluator.accreditation.valid_from",
            "evaluator.accreditation.valid_until",
        ],
    ),
    ({"evaluator.accreditation.certification": None}, {"accreditation_fits_certification": "presumed"}, []),
    (
        {"evaluator.accreditation.valid_from": None},
        {"accreditation_covers_evaluation": "unknown"},
        ["evaluator.accreditation.valid_from"],
    ),
    (
        {"evaluator.accreditation.valid_until": None},
        {"accreditation_covers_evaluation": "unknown"},
        ["evaluator.accreditation.valid_until"],
    ),
    (
        {"evaluation.ends_on": None, "evaluator.accreditation.valid_until": date(9999, 12, 31)},
        {"accreditation_covers_evaluation": "unknown"},  # it could only come out well, and is asked for all the same
        ["evaluation.ends_on"],
    ),
    (
        nothing_known_of("applicant.identity_document"),
        {
            "identity_document_provided": "unknown",
            "identity_document_accepted": "unknown",
            "identity_document_valid": "unknown",
        },
        [
            "applicant.identity_document.provided",
            "applicant.identity_document.kind",
            "applicant.identity_document.permits_work",
            "applicant.identity_document.valid_until",
        ],
    ),
    (
        {"applicant.identity_document.kind": None},
        {"identity_document_accepted": "unknown"},
        ["applicant.identity_document.kind", "applicant.identity_document.permits_work"],
    ),
    (
        {"applicant.identity_document.kind": IdentityDocumentKind.RESIDENCE_PERMIT},
        {"identity_document_accepted": "unknown"},
        ["applicant.identity_document.permits_work"],
    ),
    (
        {"applicant.identity_document.valid_until": None},
        {"identity_document_valid": "unknown"},
        ["applicant.identity_document.valid_until"],
    ),
    (
        nothing_known_of("applicant.proof_of_residence"),
        {
            "proof_of_residence_provided": "unknown",
            "proof_of_residence_attests": "presumed",
            "proof_of_residence_recent": "unknown",
        },
        ["applicant.proof_of_residence.provided", "applicant.proof_of_residence.issued_on"],
    ),
    (
        {"applicant.proof_of_residence.attests_main_residence": None},
        {"proof_of_residence_attests": "presumed"},
        [],
    ),
    (
        {"applicant.proof_of_residence.issued_on": None},
        {"proof_of_residence_recent": "unknown"},
        ["applicant.proof_of_residence.issued_on"],
    ),
    (
        nothing_known_of("quote"),
        {"quote_provided": "unknown", "quote_from_evaluator": "unknown", "quote_names_applicant": "unknown"},
        ["quote.provided", "quote.from_evaluator", "quote.names_applicant"],
    ),
    ({"quote.from_evaluator": None}, {"quote_from_evaluator": "unknown"}, ["quote.from_evaluator"]),
    ({"quote.names_applicant": None}, {"quote_names_applicant": "unknown"}, ["quote.names_applicant"]),
]


def _what(value: object) -> str | None:
    return "+".join(value) if isinstance(value, dict) else None


@pytest.mark.parametrize(("changes", "expected", "asked"), UNKNOWN_ALONE, ids=_what)
def test_an_unknown_fact_leaves_open_what_reads_it_and_is_asked_for(
    changes: Facts, expected: dict[str, str], asked: list[str]
) -> None:
    decision = decide(eligible_but(changes))
    expected = {
        **dict.fromkeys(CODES, "satisfied"),
        "final_after_unsuccessful_initial": "not_applicable",
        **expected,
    }

    assert {finding.rule.code: str(finding.status) for finding in decision.findings} == expected
    assert paths(decision.missing) == asked
    assert codes(decision.presumed) == [code for code in CODES if expected[code] == "presumed"]
    assert decision.outcome == ("undetermined" if asked else "eligible")


# What keeps rules from applying, whatever else is said of the thing that is not there.
@pytest.mark.parametrize(
    ("changes", "violated", "not_applicable"),
    [
        (
            {
                "evaluator.accreditation.held": False,
                "evaluator.accreditation.certification": CertificationKind.MANAGEMENT,
                "evaluator.accreditation.valid_until": date(2025, 1, 1),
            },
            "evaluator_accredited",
            ["accreditation_fits_certification", "accreditation_covers_evaluation"],
        ),
        (
            {
                "applicant.identity_document.provided": False,
                "applicant.identity_document.kind": IdentityDocumentKind.OTHER,
                "applicant.identity_document.valid_until": date(2020, 1, 1),
            },
            "identity_document_provided",
            ["identity_document_accepted", "identity_document_valid"],
        ),
        (
            {
                "applicant.proof_of_residence.provided": False,
                "applicant.proof_of_residence.attests_main_residence": False,
                "applicant.proof_of_residence.issued_on": date(2020, 1, 1),
            },
            "proof_of_residence_provided",
            ["proof_of_residence_attests", "proof_of_residence_recent"],
        ),
        (
            {"quote.provided": False, "quote.from_evaluator": False, "quote.names_applicant": False},
            "quote_provided",
            ["quote_from_evaluator", "quote_names_applicant"],
        ),
    ],
    ids=["accreditation", "identity document", "proof of residence", "quote"],
)
def test_what_is_not_there_is_not_judged(changes: Facts, violated: str, not_applicable: list[str]) -> None:
    decision = decide(eligible_but(changes))

    assert codes(decision.reasons) == [violated]
    assert {code: status_of(decision, code) for code in CODES} == {
        **dict.fromkeys(CODES, "satisfied"),
        "final_after_unsuccessful_initial": "not_applicable",
        violated: "violated",
        **dict.fromkeys(not_applicable, "not_applicable"),
    }
