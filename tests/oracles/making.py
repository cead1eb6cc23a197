"""Dossiers for the tests: one that meets every rule of the page, and others a few facts away from it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from clea_eligibility import (
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    Decision,
    Dossier,
    Evaluation,
    EvaluationStage,
    Evaluator,
    Fact,
    Finding,
    IdentityDocument,
    IdentityDocumentKind,
    ProofOfResidence,
    Quote,
    Rule,
)

Facts = Mapping[str, Any]
"""Values by path; ``None`` is unknown."""
Model = TypeVar("Model")

# Every rule is satisfied, but for ``final_after_unsuccessful_initial``, which does not apply; so under every reading.
ELIGIBLE: Facts = {
    "filed_on": date(2026, 3, 2),
    "filing_open": True,
    "applicant.is_job_seeker": True,
    "applicant.department": "33",
    "applicant.identity_document.provided": True,
    "applicant.identity_document.kind": IdentityDocumentKind.PASSPORT,
    "applicant.identity_document.permits_work": None,
    "applicant.identity_document.valid_until": date(2030, 6, 30),
    "applicant.proof_of_residence.provided": True,
    "applicant.proof_of_residence.issued_on": date(2026, 1, 15),
    "applicant.proof_of_residence.attests_main_residence": True,
    "certification.kind": CertificationKind.SOCLE,
    "evaluation.stage": EvaluationStage.INITIAL,
    "evaluation.starts_on": date(2026, 4, 1),
    "evaluation.ends_on": date(2026, 4, 2),
    "evaluation.initial_outcome": None,
    "evaluator.department": "87",
    "evaluator.accreditation.held": True,
    "evaluator.accreditation.certification": CertificationKind.SOCLE,
    "evaluator.accreditation.valid_from": date(2025, 1, 1),
    "evaluator.accreditation.valid_until": date(2027, 12, 31),
    "quote.provided": True,
    "quote.from_evaluator": True,
    "quote.names_applicant": True,
}


def dossier_of(facts: Facts) -> Dossier:
    """The dossier that states these facts."""

    def part(model: type[Model], path: str, **parts: object) -> Model:
        own = {name: value for prefix, _, name, value in _split(facts) if prefix == path}
        return model(**own, **parts)

    return part(
        Dossier,
        "",
        applicant=part(
            Applicant,
            "applicant",
            identity_document=part(IdentityDocument, "applicant.identity_document"),
            proof_of_residence=part(ProofOfResidence, "applicant.proof_of_residence"),
        ),
        certification=part(Certification, "certification"),
        evaluation=part(Evaluation, "evaluation"),
        evaluator=part(Evaluator, "evaluator", accreditation=part(Accreditation, "evaluator.accreditation")),
        quote=part(Quote, "quote"),
    )


def _split(facts: Facts) -> Iterable[tuple[str, str, str, Any]]:
    return ((*path.rpartition("."), value) for path, value in facts.items())


def eligible_but(changes: Facts) -> Dossier:
    """The dossier that meets every rule, with some facts changed; ``None`` makes a fact unknown."""
    unknown_paths = changes.keys() - ELIGIBLE.keys()
    assert not unknown_paths, unknown_paths
    return dossier_of({**ELIGIBLE, **changes})


def status_of(decision: Decision, code: str) -> str:
    """How one rule stands in a decision."""
    return next(str(finding.status) for finding in decision.findings if finding.rule.code == code)


def between(decision: Decision) -> list[str]:
    """The date rules that a decision finds unable to hold together."""
    found = next(finding for finding in decision.findings if finding.rule.code == "dates_compatible")
    return codes(found.between)


def codes(found: Iterable[Finding | Rule]) -> list[str]:
    """The codes of findings or of rules, in their order."""
    return [item.rule.code if isinstance(item, Finding) else item.code for item in found]


def paths(facts: Iterable[Fact]) -> list[str]:
    """The paths of facts, in their order."""
    return [fact.path for fact in facts]
