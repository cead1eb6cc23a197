"""Rules that turn on closed lists, value by value: stages, departments, identity documents, certifications."""

import pytest
from making import eligible_but, paths, status_of

from clea_eligibility import CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome, decide


# S15: the stage, what the initial evaluation led to, the status of final_after_unsuccessful_initial.
@pytest.mark.parametrize(
    ("stage", "initial_outcome", "expected"),
    [
        (EvaluationStage.INITIAL, InitialOutcome.NOT_CERTIFIED, "not_applicable"),
        (EvaluationStage.INITIAL, InitialOutcome.CERTIFIED, "not_applicable"),
        (EvaluationStage.INITIAL, None, "not_applicable"),
        (EvaluationStage.FINAL, InitialOutcome.NOT_CERTIFIED, "satisfied"),
        (EvaluationStage.FINAL, InitialOutcome.CERTIFIED, "violated"),
        (EvaluationStage.FINAL, None, "presumed"),
        (None, InitialOutcome.NOT_CERTIFIED, "satisfied"),
        (None, InitialOutcome.CERTIFIED, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_a_final_evaluation_follows_an_unsuccessful_initial_one(
    stage: EvaluationStage | None, initial_outcome: InitialOutcome | None, expected: str
) -> None:
    decision = decide(eligible_but({"evaluation.stage": stage, "evaluation.initial_outcome": initial_outcome}))

    assert status_of(decision, "final_after_unsuccessful_initial") == expected


# S13, S25: the twelve departments of Nouvelle-Aquitaine, of all departments and territories.
IN_REGION = ["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"]
METROPOLITAN = [f"{number:02}" for number in range(1, 96) if number != 20] + ["2A", "2B"]
OVERSEAS = ["971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988", "989"]
ABROAD = "99"


@pytest.mark.parametrize("department", [*METROPOLITAN, *OVERSEAS, ABROAD])
def test_the_region_has_twelve_departments(department: str) -> None:
    expected = "satisfied" if department in IN_REGION else "violated"
    applicant = decide(eligible_but({"applicant.department": department}))
    evaluator = decide(eligible_but({"evaluator.department": department}))

    assert status_of(applicant, "lives_in_region") == expected
    assert status_of(applicant, "evaluator_in_region") == "satisfied"
    assert status_of(evaluator, "evaluator_in_region") == expected
    assert status_of(evaluator, "lives_in_region") == "satisfied"


# S34: the kind of identity document, whether it permits work, the status, the facts that are asked for.
KIND, PERMITS_WORK = "applicant.identity_document.kind", "applicant.identity_document.permits_work"


@pytest.mark.parametrize(
    ("kind", "permits_work", "expected", "asked"),
    [
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, True, "satisfied", []),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, False, "satisfied", []),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, None, "satisfied", []),
        (IdentityDocumentKind.PASSPORT, True, "satisfied", []),
        (IdentityDocumentKind.PASSPORT, False, "satisfied", []),
        (IdentityDocumentKind.PASSPORT, None, "satisfied", []),
        (IdentityDocumentKind.RESIDENCE_PERMIT, True, "satisfied", []),
        (IdentityDocumentKind.RESIDENCE_PERMIT, False, "violated", []),
        (IdentityDocumentKind.RESIDENCE_PERMIT, None, "unknown", [PERMITS_WORK]),
        (IdentityDocumentKind.OTHER, True, "violated", []),
        (IdentityDocumentKind.OTHER, False, "violated", []),
        (IdentityDocumentKind.OTHER, None, "violated", []),
        (None, True, "unknown", [KIND]),
        (None, False, "unknown", [KIND]),
        (None, None, "unknown", [KIND, PERMITS_WORK]),
    ],
)
def test_only_a_residence_permit_must_permit_work(
    kind: IdentityDocumentKind | None, permits_work: bool | None, expected: str, asked: list[str]
) -> None:
    decision = decide(eligible_but({KIND: kind, PERMITS_WORK: permits_work}))

    assert status_of(decision, "identity_document_accepted") == expected
    assert paths(decision.missing) == asked


# S7, S26: the certification asked for, the one that the evaluator is accredited for, the status of
# certification_covered and of accreditation_fits_certification.
SOCLE, NUMERIQUE, MANAGEMENT = CertificationKind.SOCLE, CertificationKind.NUMERIQUE, CertificationKind.MANAGEMENT


@pytest.mark.parametrize(
    ("asked_for", "accredited_for", "covered", "fits"),
    [
        (SOCLE, SOCLE, "satisfied", "satisfied"),
        (SOCLE, NUMERIQUE, "satisfied", "violated"),
        (SOCLE, MANAGEMENT, "satisfied", "violated"),
        (SOCLE, None, "satisfied", "presumed"),
        (NUMERIQUE, SOCLE, "satisfied", "violated"),
        (NUMERIQUE, NUMERIQUE, "satisfied", "satisfied"),
        (NUMERIQUE, MANAGEMENT, "satisfied", "violated"),
        (NUMERIQUE, None, "satisfied", "presumed"),
        (MANAGEMENT, SOCLE, "violated", "violated"),
        (MANAGEMENT, NUMERIQUE, "violated", "violated"),
        (MANAGEMENT, MANAGEMENT, "violated", "violated"),
        (MANAGEMENT, None, "violated", "presumed"),
        (None, SOCLE, "unknown", "unknown"),
        (None, NUMERIQUE, "unknown", "unknown"),
        (None, MANAGEMENT, "unknown", "violated"),
        (None, None, "unknown", "presumed"),
    ],
)
def test_the_accreditation_is_for_the_certification_asked_for(
    asked_for: CertificationKind | None, accredited_for: CertificationKind | None, covered: str, fits: str
) -> None:
    changes = {"certification.kind": asked_for, "evaluator.accreditation.certification": accredited_for}
    decision = decide(eligible_but(changes))

    assert status_of(decision, "certification_covered") == covered
    assert status_of(decision, "accreditation_fits_certification") == fits
