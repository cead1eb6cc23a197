"""What a type checker sees of deciding: an outcome is one of three, and each is what it says."""

from datetime import date
from typing import Literal, assert_never, assert_type

from clea_eligibility import (
    GUIDE,
    Applicant,
    CertificationKind,
    Decision,
    Dossier,
    Eligible,
    Evaluation,
    EvaluationStage,
    Fact,
    Finding,
    Ineligible,
    Rule,
    Status,
    Undetermined,
    decide,
)
from clea_eligibility.explain import explain

dossier = Dossier(filed_on=date(2026, 3, 9), applicant=Applicant(is_job_seeker=True, department="79"))
decision = decide(dossier, GUIDE)
assert_type(decision, Eligible | Ineligible | Undetermined)


def every_outcome_is_matched(decision: Decision) -> str:
    match decision:
        case Eligible(amount):
            assert_type(amount, int)
            return f"{amount} €"
        case Ineligible(reasons):
            assert_type(reasons, tuple[Finding, ...])
            return ", ".join(reason.rule.code for reason in reasons)
        case Undetermined(missing, possible_amounts):
            assert_type(missing, tuple[Fact, ...])
            assert_type(possible_amounts, tuple[int, ...])
            return ", ".join(fact.question("fr") for fact in missing)
        case _:
            assert_never(decision)


def an_outcome_is_forgotten(decision: Decision) -> str:
    match decision:
        case Eligible(amount):
            return f"{amount} €"
        case Ineligible():
            return "no"
        case _:
            assert_never(decision)  # type: ignore[arg-type]


# What all three outcomes offer

assert_type(decision.outcome, Literal["eligible", "ineligible", "undetermined"])
assert_type(decision.amount, int | None)
assert_type(decision.possible_amounts, tuple[int, ...])
assert_type(decision.reasons, tuple[Finding, ...])
assert_type(decision.missing, tuple[Fact, ...])
assert_type(decision.presumed, tuple[Finding, ...])
assert_type(decision.contested, tuple[Rule, ...])
assert_type(decision.documents_only, bool)
assert_type(decision.payee, str | None)
assert_type(decision.dossier, Dossier)
assert_type(decision.findings[0].status, Status)

# What is wrong is a type error where it is written

decision.outcome == "refused"  # type: ignore[comparison-overlap]
decision.granted  # type: ignore[union-attr]
Dossier(filed=date(2026, 3, 9))  # type: ignore[call-arg]
Dossier(date(2026, 3, 9))  # type: ignore[call-arg]
Dossier(filed_on="2026-03-09")  # type: ignore[arg-type]
Dossier(applicant={"department": "79"})  # type: ignore[arg-type]
Applicant(department=79)  # type: ignore[arg-type]
Applicant(is_job_seeker="yes")  # type: ignore[arg-type]
Evaluation(stage="initial")  # type: ignore[arg-type]
Evaluation(stage=CertificationKind.SOCLE)  # type: ignore[arg-type]
EvaluationStage.MIDDLE  # type: ignore[attr-defined]
dossier.filed_on = None  # type: ignore[misc]
decide("dossier.json")  # type: ignore[arg-type]
decide(dossier, "guide-2026")  # type: ignore[arg-type]
explain(decision, "de")  # type: ignore[arg-type]
GUIDE.rule("job_seeker").label("it")  # type: ignore[arg-type]
