"""Points of attention: what stands beside a decision and changes nothing in it."""

from datetime import date

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._conditions import AllOf, Condition, Day, Is, NotAfter
from clea_eligibility.rules.guide import ATTENTION, Attention


def points_of(decision: Decision) -> tuple[Attention, ...]:
    """The points of attention of a decision by the rules of the page, or by one of their readings."""
    if decision.rules.source is None:
        return ()
    return tuple(point for point in ATTENTION if _surely(point.condition, decision.dossier))


def _surely(condition: Condition, dossier: Dossier) -> bool:
    match condition:
        case Is(path, value):
            return bool(FACT_BY_PATH[path].of(dossier) == value)
        case NotAfter(earlier, later):
            days = _ordinal(earlier, dossier), _ordinal(later, dossier)
            return None not in days and days[0] <= days[1]  # type: ignore[operator]
        case AllOf(parts):
            return all(_surely(part, dossier) for part in parts)
        case _:
            raise AssertionError(condition)


def _ordinal(day: Day, dossier: Dossier) -> int | None:
    known = day.of if isinstance(day.of, date) else FACT_BY_PATH[day.of].of(dossier)
    return None if known is None else dates.add_months(known.toordinal(), day.months) + day.days
