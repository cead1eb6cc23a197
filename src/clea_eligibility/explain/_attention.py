"""Points of attention: what stands beside a decision and changes nothing in it."""

from datetime import date

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._conditions import Day, Is, NotAfter
from clea_eligibility.rules._rule import Attention
from clea_eligibility.rules.guide import ATTENTION


def points_of(decision: Decision) -> tuple[Attention, ...]:
    """The points of attention of a decision by the rules of the page, or by one of their readings."""
    if decision.rules.source is None:
        return ()
    return tuple(point for point in ATTENTION if all(_surely(part, decision.dossier) for part in point.conditions))


def _surely(condition: Is | NotAfter, dossier: Dossier) -> bool:
    if isinstance(condition, Is):
        return bool(FACT_BY_PATH[condition.path].of(dossier) == condition.value)
    earlier, later = (_ordinal(day, dossier) for day in (condition.earlier, condition.later))
    return earlier is not None and later is not None and earlier <= later


def _ordinal(day: Day, dossier: Dossier) -> int | None:
    known = day.of if isinstance(day.of, date) else FACT_BY_PATH[day.of].of(dossier)
    return None if known is None else dates.add_months(known.toordinal(), day.months) + day.days
