"""The Région Nouvelle-Aquitaine's aid towards a CléA certification: eligibility, reasons and flat amount."""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers know better; to import typing takes its time

if TYPE_CHECKING:
    from clea_eligibility.deciding.decision import (
        Decision,
        Eligible,
        Finding,
        Ineligible,
        Outcome,
        Status,
        Undetermined,
        decide,
    )
    from clea_eligibility.dossier.facts import FACTS, Fact
    from clea_eligibility.dossier.models import (
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
    from clea_eligibility.editions import GUIDE, GUIDE_2026
    from clea_eligibility.errors import CleaError, InvalidDossier, Problem
    from clea_eligibility.rules._rule import Rule
    from clea_eligibility.rules._ruleset import RuleSet
    from clea_eligibility.text import Language

__all__ = [
    "FACTS",
    "GUIDE",
    "GUIDE_2026",
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
    "Language",
    "Outcome",
    "Problem",
    "ProofOfResidence",
    "Quote",
    "Rule",
    "RuleSet",
    "Status",
    "Undetermined",
    "__version__",
    "decide",
]

if not TYPE_CHECKING:  # pragma: no branch
    # A name is imported once somebody asks for it: so the command is soon ready for an interruption.
    from clea_eligibility._protocols import names_when_asked

    __getattr__, __dir__ = names_when_asked(
        globals(), "deciding.decision", "errors", "dossier.facts", "editions", "dossier.models", "rules", "text"
    )
