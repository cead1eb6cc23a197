"""The Région Nouvelle-Aquitaine's aid towards a CléA certification: eligibility, reasons and flat amount."""

from clea_eligibility.decision import Decision, Eligible, Finding, Ineligible, Status, Undetermined
from clea_eligibility.engine import decide
from clea_eligibility.errors import CleaError, InvalidDossier, Problem
from clea_eligibility.facts import FACTS, Fact
from clea_eligibility.guide import GUIDE
from clea_eligibility.models import (
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    Dossier,
    Evaluation,
    EvaluationStage,
    Evaluator,
    IdentityDocument,
    IdentityDocumentKind,
    InitialOutcome,
    ProofOfResidence,
    Quote,
)
from clea_eligibility.ruleset import Rule, RuleSet

__all__ = [
    "FACTS",
    "GUIDE",
    "Accreditation",
    "Applicant",
    "Certification",
    "CertificationKind",
    "CleaError",
    "Decision",
    "Dossier",
    "Eligible",
    "Evaluation",
    "EvaluationStage",
    "Evaluator",
    "Fact",
    "Finding",
    "IdentityDocument",
    "IdentityDocumentKind",
    "Ineligible",
    "InitialOutcome",
    "InvalidDossier",
    "Problem",
    "ProofOfResidence",
    "Quote",
    "Rule",
    "RuleSet",
    "Status",
    "Undetermined",
    "decide",
]
