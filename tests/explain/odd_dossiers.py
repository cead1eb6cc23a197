"""Dossiers that an officer, an adviser or an applicant meets: odd ones, late ones, and ones on the edge."""

from datetime import date

from making import Facts, eligible_but

from clea_eligibility import CertificationKind, Dossier, EvaluationStage, IdentityDocumentKind, InitialOutcome

TODAY = date(2026, 4, 4)
FILED, OPEN, CARD, KIND, PERMITS = (
    "filed_on",
    "filing_open",
    "applicant.identity_document.valid_until",
    "applicant.identity_document.kind",
    "applicant.identity_document.permits_work",
)
PROOF, STARTS, ENDS = "applicant.proof_of_residence.issued_on", "evaluation.starts_on", "evaluation.ends_on"
FROM, UNTIL = "evaluator.accreditation.valid_from", "evaluator.accreditation.valid_until"
HOME, PLACE = "applicant.department", "evaluator.department"
SPRING: Facts = {FILED: date(2026, 4, 2), STARTS: date(2026, 5, 4), ENDS: date(2026, 5, 5), PROOF: date(2026, 3, 20)}
UNFILED: Facts = {**SPRING, FILED: None, OPEN: None}
NO_QUOTE: Facts = {"quote.provided": False, "quote.from_evaluator": None, "quote.names_applicant": None}
NO_PROOF: Facts = {
    "applicant.proof_of_residence.provided": False,
    PROOF: None,
    "applicant.proof_of_residence.attests_main_residence": None,
}
NO_CARD: Facts = {"applicant.identity_document.provided": False, KIND: None, CARD: None}
NO_DATES: Facts = {STARTS: None, ENDS: None}
FINAL: Facts = {"evaluation.stage": EvaluationStage.FINAL}
NATIONAL_CARD: Facts = {KIND: IdentityDocumentKind.NATIONAL_IDENTITY_CARD}

ODD: dict[str, tuple[Facts, date]] = {
    "eligible": (SPRING, TODAY),
    "planned": ({**SPRING, FILED: date(2026, 4, 8)}, TODAY),
    "not_filed_yet": (UNFILED, TODAY),
    "not_filed_and_nearly_too_late": (UNFILED, date(2026, 4, 13)),
    "not_filed_and_too_late": (UNFILED, date(2026, 4, 14)),
    "not_filed_before_the_reopening": (
        {**UNFILED, STARTS: date(2026, 4, 1), ENDS: date(2026, 4, 2), PROOF: date(2026, 1, 20)},
        date(2026, 2, 10),
    ),
    "closed_on_the_filing_day": (
        {**SPRING, FILED: date(2026, 2, 10), OPEN: False, PROOF: date(2026, 1, 20)},
        date(2026, 2, 11),
    ),
    "open_but_nobody_said_so": ({**SPRING, OPEN: None}, TODAY),
    "no_quote": ({**SPRING, **NO_QUOTE}, TODAY),
    "no_quote_and_a_bill_that_ages": ({**SPRING, **NO_QUOTE, PROOF: date(2026, 1, 8)}, TODAY),
    "quote_of_another_body": ({**SPRING, "quote.from_evaluator": False}, TODAY),
    "quote_without_a_name": ({**SPRING, "quote.names_applicant": False}, TODAY),
    "no_proof": ({**SPRING, **NO_PROOF}, TODAY),
    "no_identity_document": ({**SPRING, **NO_CARD}, TODAY),
    "no_paper_at_all": ({**SPRING, **NO_PROOF, **NO_CARD, **NO_QUOTE}, TODAY),
    "old_bill": ({**SPRING, PROOF: date(2025, 12, 15)}, TODAY),
    "bill_of_tomorrow": ({**SPRING, PROOF: date(2026, 4, 3)}, TODAY),
    "bill_of_30_november": (
        {**SPRING, FILED: date(2026, 2, 28), PROOF: date(2025, 11, 30)},
        date(2026, 2, 28),
    ),
    "bill_for_a_second_home": (
        {**SPRING, "applicant.proof_of_residence.attests_main_residence": False},
        TODAY,
    ),
    "card_printed_until_2022": ({**SPRING, **NATIONAL_CARD, CARD: date(2022, 6, 1)}, TODAY),
    "card_long_out_of_date": ({**SPRING, **NATIONAL_CARD, CARD: date(2019, 6, 1)}, TODAY),
    "card_until_the_filing_day": ({**SPRING, **NATIONAL_CARD, CARD: date(2026, 4, 2)}, TODAY),
    "receipt_for_a_permit": ({**SPRING, KIND: IdentityDocumentKind.OTHER}, TODAY),
    "permit_without_work": ({**SPRING, KIND: IdentityDocumentKind.RESIDENCE_PERMIT, PERMITS: False}, TODAY),
    "permit_that_nobody_read": ({**SPRING, KIND: IdentityDocumentKind.RESIDENCE_PERMIT}, TODAY),
    "permit_without_end": (
        {**SPRING, KIND: IdentityDocumentKind.RESIDENCE_PERMIT, PERMITS: True, CARD: date(9999, 12, 31)},
        TODAY,
    ),
    "late_by_a_week": ({**SPRING, FILED: date(2026, 4, 20)}, date(2026, 4, 20)),
    "late_and_planned": ({**SPRING, FILED: date(2026, 4, 20)}, TODAY),
    "on_the_last_day_of_one_reading": ({**SPRING, FILED: date(2026, 4, 13)}, TODAY),
    "evaluation_over": (
        {**SPRING, FILED: date(2026, 3, 20), STARTS: date(2026, 4, 1), ENDS: date(2026, 4, 2)},
        date(2026, 5, 1),
    ),
    "no_days_for_the_evaluation": ({**SPRING, **NO_DATES}, TODAY),
    "start_without_an_end": ({**SPRING, ENDS: None}, TODAY),
    "one_day_left_for_the_evaluation": (
        {**SPRING, **NO_DATES, FROM: date(2026, 4, 23), UNTIL: date(2026, 4, 23)},
        TODAY,
    ),
    "no_day_for_the_evaluation": ({**SPRING, **NO_DATES, UNTIL: date(2026, 4, 20)}, TODAY),
    "accreditation_ends_between_the_sessions": ({**SPRING, UNTIL: date(2026, 5, 4)}, TODAY),
    "accreditation_begins_too_late": ({**SPRING, FROM: date(2026, 5, 5)}, TODAY),
    "accreditation_too_short_on_both_sides": (
        {**SPRING, ENDS: date(2026, 6, 30), FROM: date(2026, 5, 10), UNTIL: date(2026, 6, 15)},
        TODAY,
    ),
    "accreditation_for_the_other_certification": (
        {**SPRING, "evaluator.accreditation.certification": CertificationKind.NUMERIQUE},
        TODAY,
    ),
    "not_accredited": (
        {
            **SPRING,
            "evaluator.accreditation.held": False,
            "evaluator.accreditation.certification": None,
            FROM: None,
            UNTIL: None,
        },
        TODAY,
    ),
    "nothing_known_of_the_accreditation": (
        {
            **SPRING,
            "evaluator.accreditation.held": None,
            "evaluator.accreditation.certification": None,
            FROM: None,
            UNTIL: None,
        },
        TODAY,
    ),
    "evaluator_in_paris": ({**SPRING, PLACE: "75"}, TODAY),
    "evaluator_in_la_reunion_and_no_quote": ({**SPRING, **NO_QUOTE, PLACE: "974"}, TODAY),
    "evaluator_abroad": ({**SPRING, PLACE: "99"}, TODAY),
    "lives_in_la_reunion": ({**SPRING, HOME: "974"}, TODAY),
    "lives_abroad": ({**SPRING, HOME: "99"}, TODAY),
    "nobody_said_where_they_live": ({**SPRING, HOME: None}, TODAY),
    "not_looking_for_a_job": ({**SPRING, "applicant.is_job_seeker": False}, TODAY),
    "employed_and_far_away": ({**SPRING, "applicant.is_job_seeker": False, HOME: "13"}, TODAY),
    "clea_management_and_no_quote": (
        {**SPRING, **NO_QUOTE, "certification.kind": CertificationKind.MANAGEMENT},
        TODAY,
    ),
    "certification_unknown": ({**SPRING, "certification.kind": None}, TODAY),
    "kind_and_stage_unknown": ({**SPRING, "certification.kind": None, "evaluation.stage": None}, TODAY),
    "final_after_success": ({**SPRING, **FINAL, "evaluation.initial_outcome": InitialOutcome.CERTIFIED}, TODAY),
    "final_and_nobody_said_after_what": ({**SPRING, **FINAL}, TODAY),
    "initial_after_success": ({**SPRING, "evaluation.initial_outcome": InitialOutcome.CERTIFIED}, TODAY),
    "stage_unknown_after_success": (
        {**SPRING, "evaluation.stage": None, "evaluation.initial_outcome": InitialOutcome.CERTIFIED},
        TODAY,
    ),
    "late_with_an_old_bill_and_an_old_card": (
        {**SPRING, FILED: date(2026, 4, 15), PROOF: date(2025, 12, 1), CARD: date(2026, 1, 1)},
        date(2026, 4, 16),
    ),
    "everything_wrong": (
        {
            **SPRING,
            **NO_PROOF,
            **NO_CARD,
            **NO_QUOTE,
            FILED: date(2026, 4, 20),
            HOME: "49",
            PLACE: "49",
            "applicant.is_job_seeker": False,
        },
        date(2026, 4, 21),
    ),
    "end_of_days": (
        {
            **SPRING,
            FILED: date(2199, 12, 20),
            STARTS: date(2199, 12, 30),
            ENDS: date(2199, 12, 31),
            PROOF: date(2199, 12, 1),
            CARD: date(9999, 12, 31),
            UNTIL: date(9999, 12, 31),
        },
        date(2199, 12, 21),
    ),
}


def odd_dossiers() -> dict[str, tuple[Dossier, date]]:
    """Each by its name, with the day on which somebody asks what to do; and one of which nothing is known."""
    found = {name: (eligible_but(changes), today) for name, (changes, today) in ODD.items()}
    return {"nothing_known": (Dossier(), TODAY), **found}
