"""Filling the blanks of a wording: what a dossier states, and the days and values that a condition admits."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Status
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain._phrases import AND, PLACES
from clea_eligibility.explain._phrases_of_rules import Wording
from clea_eligibility.explain._saying import day_stated, value_said
from clea_eligibility.rules._conditions import (
    AllOf,
    AnyOf,
    Condition,
    Day,
    Is,
    NotAfter,
    OneOf,
    Unknown,
    conjuncts,
    date_bounds,
)
from clea_eligibility.rules._rule import Attention
from clea_eligibility.rules.guide import ATTENTION
from clea_eligibility.text import Language, Text, listed, long_day

_BLANK = re.compile(r"\{(?:(latest|earliest|only|accepted|in) )?([a-z_.]+)\}")


def _by_end() -> Iterator[tuple[str, Fact]]:
    ends = [(fact.path.split(".", skip)[-1], fact) for fact in FACTS for skip in range(fact.path.count(".") + 1)]
    taken = [end for end, _ in ends]
    return ((end, fact) for end, fact in ends if taken.count(end) == 1)


#: Each fact by every end of its path that no other fact shares: ``starts_on``, ``accreditation.valid_until``.
FACT_BY_END: Mapping[str, Fact] = MappingProxyType(dict(_by_end()))


@frozen
class Blanks:
    dossier: Dossier
    condition: Condition
    #: How the rule stands, which settles of what the bounds speak: of the facts that miss them where it is violated,
    #: of the unknown ones where it is unknown, else of all.
    status: Status | None
    lang: Language
    #: What the blanks that are no facts stand for, by name.
    given: Callable[[str], str | None]

    def first_filled(self, wordings: Iterable[Wording]) -> tuple[Wording, str]:
        """The first wording of the status whose blanks can all be filled, and what it then says."""
        suiting = (wording for wording in wordings if wording.status is self.status and self._is_case(wording))
        return next((wording, said) for wording in suiting if (said := self.fill(wording)) is not None)

    def _is_case(self, wording: Wording) -> bool:
        if wording.when is None:
            return True
        end, value = wording.when
        return bool(FACT_BY_END[end].of(self.dossier) == value)

    def fill(self, text: Text) -> str | None:
        """What the text says; ``None`` where a blank stands for something unknown or out of place."""
        said, *parts = _BLANK.split(text.say(self.lang))
        for about, name, rest in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            word = self._word(about, name)
            if word is None:
                return None
            said += word + rest
        return said

    def _word(self, about: str | None, name: str) -> str | None:
        if name not in FACT_BY_END:
            return self.given(name)
        fact = FACT_BY_END[name]
        match about:
            case None if fact.type == "date":
                return day_stated(fact, self.dossier, self.lang)
            case None:
                value = fact.of(self.dossier)
                return None if value is None else value_said(value, self.lang)
            case "in":
                department = fact.of(self.dossier)
                return None if department is None else PLACES[department].say(self.lang)
            case "accepted":
                return self._accepted(fact)
            case "only":
                first, last = (self._bound(fact, is_latest=is_latest) for is_latest in (False, True))
                return first if first == last else None
            case _:
                return self._bound(fact, is_latest=about == "latest")

    def _accepted(self, fact: Fact) -> str | None:
        lists = (part for part in conjuncts(self.condition) if isinstance(part, OneOf) and part.path == fact.path)
        values = next((part.values for part in lists), ())
        known = fact.of(self.dossier)
        if not values or not self._concerns(known, is_missed=known not in values):
            return None
        return listed([value_said(value, self.lang) for value in values], AND, self.lang)

    def _bound(self, fact: Fact, *, is_latest: bool) -> str | None:
        """The nearest of the days that the other dates of the condition set to this one."""
        moved_back = dates.latest_before if is_latest else dates.earliest_after
        limits = [
            moved_back(known, own.months, own.days)
            for bound in date_bounds(self.condition)
            for own, other in [(bound.earlier, bound.later) if is_latest else (bound.later, bound.earlier)]
            if own.of == fact.path and (known := ordinal(other, self.dossier)) is not None
        ]
        if not limits:
            return None
        limit = min(limits) if is_latest else max(limits)
        known = fact.of(self.dossier)
        is_missed = known is not None and (known.toordinal() > limit if is_latest else known.toordinal() < limit)
        if not self._concerns(known, is_missed=is_missed) or not 1 <= limit <= date.max.toordinal():
            return None
        return long_day(date.fromordinal(limit), self.lang)

    def _concerns(self, known: object, *, is_missed: bool) -> bool:
        if self.status is Status.VIOLATED:
            return known is None or is_missed
        return self.status is not Status.UNKNOWN or known is None


def ordinal(day: Day, dossier: Dossier) -> int | None:
    """A day of a condition, moved as it says; ``None`` where it is unknown or has no end."""
    known = day.of if isinstance(day.of, date) else FACT_BY_END[day.of].of(dossier)
    if known is None or known == dates.NO_END:
        return None
    return dates.add_months(known.toordinal(), day.months) + day.days


# Points of attention: what stands beside a decision and changes nothing in it


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
