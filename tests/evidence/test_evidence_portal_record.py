"""The example of a whole service's path: as it stands, and with other records."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from making import codes, paths

from clea_eligibility import Decision, decide

EXAMPLE = Path(__file__).parents[2] / "examples" / "portal_record.py"
RECORDS = ("JOB_SEEKER", "EVALUATOR", "ACCREDITATIONS", "REQUEST", "DOCUMENTS")


def decided(name: str, change: dict[str, Any]) -> Decision:
    """The decision of the example with one record changed: ``change`` replaces its entries."""
    example = runpy.run_path(str(EXAMPLE))
    example[name] = {**example[name], **change}
    return decide(example["dossier_from_records"](*(example[record] for record in RECORDS)))


def test_the_example_runs() -> None:
    ran = subprocess.run([sys.executable, str(EXAMPLE)], capture_output=True, text=True, check=True)
    assert ran.stdout == "meets the published criteria: 450 euros\n"


@pytest.mark.parametrize(
    ("name", "change", "reasons"),
    [
        ("REQUEST", {"datePassageEnConstruction": "2026-02-19T22:59:59Z"}, []),
        ("REQUEST", {"datePassageEnConstruction": "2026-02-19T23:00:00Z"}, ["filed_three_weeks_before"]),
        ("JOB_SEEKER", {"adresse": {"code_cog_insee_commune": "79224"}}, ["lives_in_region"]),
        (
            "REQUEST",
            {"siretEvaluateur": "10000000100017"},
            ["evaluator_in_region", "evaluator_accredited", "quote_from_evaluator"],
        ),
        ("REQUEST", {"certification": "numerique"}, ["accreditation_covers_evaluation"]),
        ("DOCUMENTS", {"devis": {"siret": "10000000100025", "nom": "Marie LEVESQUE"}}, ["quote_names_applicant"]),
    ],
)
def test_other_records_are_decided_as_they_should(name: str, change: dict[str, Any], reasons: list[str]) -> None:
    assert codes(decided(name, change).reasons) == reasons


def test_what_the_records_cannot_tell_is_asked_for() -> None:
    no_longer_registered = decided("JOB_SEEKER", {"inscription": {"date_fin": "2025-12-31"}})
    assert paths(no_longer_registered.missing) == ["applicant.is_job_seeker"]
