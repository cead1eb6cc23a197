"""The contract's tables of rules, readings and amounts, copied by hand from section 2 and 3."""

from datetime import date

import pytest
from making import ELIGIBLE, Facts, codes, dossier_of

from clea_eligibility import GUIDE, CertificationKind, EvaluationStage, decide
from clea_eligibility.rules import ALWAYS, Condition, Day, Is, NotAfter, Unknown, Unless

IN_WORDS: dict[str, Condition | None] = {
    "always": ALWAYS,
    "never": None,
    "stage is final": Is("evaluation.stage", EvaluationStage.FINAL),
    "unless held is false": Unless(Is("evaluator.accreditation.held", False)),
    "unless the identity document's provided is false": Unless(Is("applicant.identity_document.provided", False)),
    "unless the proof's provided is false": Unless(Is("applicant.proof_of_residence.provided", False)),
    "unless the quote's provided is false": Unless(Is("quote.provided", False)),
    "if filed_on >= 2026-03-01": NotAfter(Day(date(2026, 3, 1)), Day("filed_on")),
    "if accreditation.certification is unknown": Unknown("evaluator.accreditation.certification"),
}

UNLESS_NOT_HELD = "unless held is false"
UNLESS_NO_DOCUMENT = "unless the identity document's provided is false"
UNLESS_NO_PROOF = "unless the proof's provided is false"
UNLESS_NO_QUOTE = "unless the quote's provided is false"

# code, group, basis, applies, presumed when unknown, statements
TABLE = [
    ("filing_open", "criterion", "stated", "always", "if filed_on >= 2026-03-01", "S3 S4 S8"),
    ("job_seeker", "criterion", "stated", "always", "never", "S13"),
    ("lives_in_region", "criterion", "stated", "always", "never", "S13"),
    ("certification_covered", "criterion", "stated", "always", "never", "S7"),
    ("final_after_unsuccessful_initial", "criterion", "implied", "stage is final", "always", "S15"),
    ("filed_three_weeks_before", "criterion", "stated", "always", "never", "S9 S24"),
    ("evaluator_in_region", "criterion", "stated", "always", "never", "S25"),
    ("evaluator_accredited", "criterion", "stated", "always", "never", "S26"),
    (
        "accreditation_fits_certification",
        "criterion",
        "implied",
        UNLESS_NOT_HELD,
        "if accreditation.certification is unknown",
        "S26",
    ),
    ("accreditation_covers_evaluation", "criterion", "stated", UNLESS_NOT_HELD, "never", "S26"),
    ("identity_document_provided", "document", "stated", "always", "never", "S33 S34"),
    ("identity_document_accepted", "document", "stated", UNLESS_NO_DOCUMENT, "never", "S34"),
    ("identity_document_valid", "document", "stated", UNLESS_NO_DOCUMENT, "never", "S34"),
    ("proof_of_residence_provided", "document", "stated", "always", "never", "S33 S35"),
    ("proof_of_residence_attests", "document", "stated", UNLESS_NO_PROOF, "always", "S35"),
    ("proof_of_residence_recent", "document", "stated", UNLESS_NO_PROOF, "never", "S35"),
    ("quote_provided", "document", "stated", "always", "never", "S33 S36"),
    ("quote_from_evaluator", "document", "stated", UNLESS_NO_QUOTE, "never", "S36"),
    ("quote_names_applicant", "document", "stated", UNLESS_NO_QUOTE, "never", "S36"),
    ("dates_compatible", "criterion", "implied", "always", "never", "S9 S26 S34 S35"),
]
CODES = [code for code, *_ in TABLE]


def test_the_guide_is_the_contract_s_table_row_by_row() -> None:
    rows = [
        (rule.code, rule.group, rule.basis, rule.applies, rule.presumed, " ".join(rule.statements))
        for rule in GUIDE.rules
    ]

    assert rows == [
        (code, group, basis, IN_WORDS[applies], IN_WORDS[presumed], statements)
        for code, group, basis, applies, presumed, statements in TABLE
    ]


def test_the_guide_reads_the_two_clauses_that_admit_more_than_one_reading() -> None:
    assert [(reading.rule, reading.name) for reading in GUIDE.readings] == [
        ("filed_three_weeks_before", "same_weekday"),
        ("filed_three_weeks_before", "clear_days"),
        ("proof_of_residence_recent", "anniversary_excluded"),
        ("proof_of_residence_recent", "anniversary_included"),
        ("proof_of_residence_recent", "counted_backwards"),
    ]
    assert {rule.code: rule.reading for rule in GUIDE.rules if rule.reading} == {
        "filed_three_weeks_before": "same_weekday",
        "proof_of_residence_recent": "anniversary_excluded",
    }


@pytest.mark.parametrize("facts", [{}, ELIGIBLE, {"quote.provided": False}], ids=["nothing", "everything", "no quote"])
def test_every_rule_has_a_finding_in_the_order_of_the_table(facts: Facts) -> None:
    assert codes(decide(dossier_of(facts)).findings) == CODES


def test_every_rule_has_a_label_of_its_own_in_french_and_in_english() -> None:
    labels = [rule.label(lang) for rule in GUIDE.rules for lang in ("fr", "en")]

    assert all(labels)
    assert len(set(labels)) == 40


# S7, S14, S16 to S20
def test_the_tariff_has_four_amounts() -> None:
    amounts = {
        (str(kind), str(stage)): GUIDE.tariff.amount(kind, stage)
        for kind in CertificationKind
        for stage in EvaluationStage
    }

    assert amounts == {
        ("socle", "initial"): 450,
        ("socle", "final"): 250,
        ("numerique", "initial"): 300,
        ("numerique", "final"): 150,
        ("management", "initial"): None,
        ("management", "final"): None,
    }
