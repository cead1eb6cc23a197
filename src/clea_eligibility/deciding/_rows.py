"""A decision as the cells of a row."""

from typing import Any

from clea_eligibility._tables import joined
from clea_eligibility.deciding.decision import Decision

DECIDED = (
    ("outcome", "text"),
    ("amount", "int"),
    *((name, "text") for name in ("reasons", "presumed", "contested", "missing")),
)
"""The columns of a decision, each with its type."""


def row_of(decision: Decision | None) -> dict[str, Any]:
    """A decision by column; where there is none, for want of a dossier, nulls and empty texts."""
    return {
        "outcome": decision and decision.outcome,
        "amount": decision and decision.amount,
        "reasons": joined(finding.rule.code for finding in decision.reasons) if decision else "",
        "presumed": joined(finding.rule.code for finding in decision.presumed) if decision else "",
        "contested": joined(rule.code for rule in decision.contested) if decision else "",
        "missing": joined(fact.path for fact in decision.missing) if decision else "",
    }
