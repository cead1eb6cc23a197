"""Dates run from 1900-01-01 to 2199-12-31; the two ``valid_until`` also take 9999-12-31: the contract, section 1."""

from datetime import date

import pytest
from making import dossier_of

from clea_eligibility import InvalidDossier

NO_END = "9999-12-31"
VALID_UNTIL = ["applicant.identity_document.valid_until", "evaluator.accreditation.valid_until"]
OTHER_DATES = [
    "filed_on",
    "applicant.proof_of_residence.issued_on",
    "evaluation.starts_on",
    "evaluation.ends_on",
    "evaluator.accreditation.valid_from",
]


@pytest.mark.parametrize("path", VALID_UNTIL + OTHER_DATES)
@pytest.mark.parametrize("iso", ["1900-01-01", "1900-01-02", "2199-12-30", "2199-12-31"])
def test_a_date_from_1900_to_2199_is_taken(path: str, iso: str) -> None:
    assert dossier_of({path: date.fromisoformat(iso)}) != dossier_of({})


@pytest.mark.parametrize("path", VALID_UNTIL + OTHER_DATES)
@pytest.mark.parametrize("iso", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-30"])
def test_a_date_before_1900_or_after_2199_is_out_of_range(path: str, iso: str) -> None:
    with pytest.raises(InvalidDossier) as refusal:
        dossier_of({path: date.fromisoformat(iso)})

    assert [(problem.path, problem.code) for problem in refusal.value.problems] == [(path, "out_of_range")]


@pytest.mark.parametrize("path", VALID_UNTIL)
def test_a_valid_until_may_have_no_end(path: str) -> None:
    assert dossier_of({path: date.fromisoformat(NO_END)}) != dossier_of({})


@pytest.mark.parametrize("path", OTHER_DATES)
def test_no_other_date_may_have_no_end(path: str) -> None:
    with pytest.raises(InvalidDossier) as refusal:
        dossier_of({path: date.fromisoformat(NO_END)})

    assert [(problem.path, problem.code) for problem in refusal.value.problems] == [(path, "out_of_range")]
