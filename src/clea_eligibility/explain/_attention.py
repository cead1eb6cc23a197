"""Points of attention: what stands beside a decision and changes nothing in it."""

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain._blanks import ordinal
from clea_eligibility.rules._conditions import AllOf, AnyOf, Condition, Is, NotAfter, Unknown
from clea_eligibility.rules._rule import Attention
from clea_eligibility.rules.guide import ATTENTION


def points_of(decision: Decision) -> tuple[Attention, ...]:
    """The points of attention of a decision by the rules of the page, or by one of their readings."""
    if decision.rules.source is None:
        return ()
    return tuple(point for point in ATTENTION if all(_surely(part, decision.dossier) for part in point.conditions))


def _surely(condition: Condition, dossier: Dossier) -> bool:
    """Whether a condition holds by what is known; points of attention are made of these."""
    match condition:
        case AllOf(parts):
            return all(_surely(part, dossier) for part in parts)
        case AnyOf(parts):
            return any(_surely(part, dossier) for part in parts)
        case Unknown(path):
            return FACT_BY_PATH[path].of(dossier) is None
        case NotAfter(earlier, later):
            first, last = ordinal(earlier, dossier), ordinal(later, dossier)
            return first is not None and last is not None and first <= last
        case _:
            return isinstance(condition, Is) and bool(FACT_BY_PATH[condition.path].of(dossier) == condition.value)
