"""Dossiers to measure on: known whole, with unknown facts, and thousands at the bounds of the rules."""

import warnings

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import HypothesisWarning
from hypothesis.strategies import SearchStrategy

from clea_eligibility import Dossier
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.testing import dossiers, eligible_dossiers, near_boundary_dossiers
from clea_eligibility.wire import dossier_from_dict

KNOWN = {
    "filed_on": "2026-03-02",
    "filing_open": True,
    "applicant": {
        "is_job_seeker": True,
        "department": "33",
        "identity_document": {
            "provided": True,
            "kind": "residence_permit",
            "permits_work": True,
            "valid_until": "2030-06-30",
        },
        "proof_of_residence": {"provided": True, "issued_on": "2026-01-15", "attests_main_residence": True},
    },
    "certification": {"kind": "socle"},
    "evaluation": {
        "stage": "final",
        "starts_on": "2026-04-01",
        "ends_on": "2026-04-02",
        "initial_outcome": "not_certified",
    },
    "evaluator": {
        "department": "87",
        "accreditation": {
            "held": True,
            "certification": "socle",
            "valid_from": "2025-01-01",
            "valid_until": "2027-12-31",
        },
    },
    "quote": {"provided": True, "from_evaluator": True, "names_applicant": True},
}
"""States every fact, and is eligible."""


def known() -> Dossier:
    """The dossier that states every fact."""
    return dossier_from_dict(KNOWN)


def without(*paths: FactPath) -> Dossier:
    """The same, in which some facts are unknown."""
    return changed(known(), dict.fromkeys(paths))


def many(count: int, *, unknowns: bool) -> list[Dossier]:
    """So many different dossiers, always the same ones: two in three near the boundaries of the rules."""
    third = count // 3
    return [
        *_drawn(near_boundary_dossiers(unknowns=unknowns), third * 2),
        *_drawn(eligible_dossiers(unknowns=unknowns), count - third * 2 - third // 2),
        *_drawn(dossiers(unknowns=unknowns), third // 2),
    ]


def _drawn(strategy: SearchStrategy[Dossier], count: int) -> list[Dossier]:
    found: list[Dossier] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(dossier: Dossier) -> None:
        found.append(dossier)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        keep()
    return found
