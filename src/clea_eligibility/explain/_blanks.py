"""Filling the blanks of a wording: what a dossier states, and the days and values that a condition admits."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain._phrases import AND, VALUES, Wording
from clea_eligibility.rules._conditions import AllOf, Condition, Day, Is, OneOf, Value, date_bounds
from clea_eligibility.text import Language, listed, long_day

_BLANK = re.compile(r"\{(?:(latest|earliest|accepted) )?([a-z_.]+)\}")


def _by_end() -> Iterator[tuple[str, Fact]]:
    ends = [(fact.path.split(".", skip)[-1], fact) for fact in FACTS for skip in range(fact.path.count(".") + 1)]
    taken = [end for end, _ in ends]
    return ((end, fact) for end, fact in ends if taken.count(end) == 1)


FACT_BY_END: Mapping[str, Fact] = MappingProxyType(dict(_by_end()))
"""Each fact by every end of its path that no other fact shares: ``starts_on``, ``accreditation.valid_until``."""


def day_said(fact: Fact, dossier: Dossier, lang: Language) -> str | None:
    """The day that the dossier states, in full; ``None`` where it is unknown or has no end."""
    day = fact.of(dossier)
    return None if day is None or day == dates.NO_END else long_day(day, lang)


@frozen
class Blanks:
    """What blanks stand for, in one dossier and under one condition.

    ``status`` is how the rule stands, which settles of what the bounds speak: of the facts that miss them where it
    is violated, of the unknown ones where it is unknown, else of all. ``given`` are blanks that are filled already.
    """

    dossier: Dossier
    condition: Condition
    status: Status | None
    lang: Language
    given: Mapping[str, str]

    def filled(self, wordings: Iterable[Wording]) -> Iterator[tuple[Wording, str]]:
        """The wordings of the status whose blanks can all be filled, and what each then says."""
        return (
            (wording, said)
            for wording in wordings
            if wording.status is self.status and self._suits(wording)
            if (said := self.fill(wording.text.say(self.lang))) is not None
        )

    def fill(self, template: str) -> str | None:
        """What the template says; ``None`` where a blank stands for something unknown or out of place."""
        words = {blank[0]: self._word(blank[1], blank[2]) for blank in _BLANK.finditer(template)}
        if None in words.values():
            return None
        return _BLANK.sub(lambda blank: str(words[blank[0]]), template)

    def _suits(self, wording: Wording) -> bool:
        if wording.when is None:
            return True
        end, value = wording.when
        return bool(FACT_BY_END[end].of(self.dossier) == value)

    def _word(self, about: str | None, name: str) -> str | None:
        if name in self.given:
            return self.given[name]
        fact = FACT_BY_END.get(name)
        if fact is None:
            return None
        match about:
            case None:
                return self._stated(fact)
            case "accepted":
                return self._accepted(fact)
            case _:
                return self._bound(fact, latest=about == "latest")

    def _stated(self, fact: Fact) -> str | None:
        value = fact.of(self.dossier)
        if value is None or fact.type == "date":
            return day_said(fact, self.dossier, self.lang)
        return self._value(value)

    def _accepted(self, fact: Fact) -> str | None:
        values = _accepted(self.condition, fact.path)
        known = fact.of(self.dossier)
        if not values or not self._concerns(known, missed=known not in values):
            return None
        return listed([self._value(value) for value in values], AND, self.lang)

    def _value(self, value: Value) -> str:
        return VALUES[value].say(self.lang) if isinstance(value, str) and value in VALUES else str(value)

    def _bound(self, fact: Fact, *, latest: bool) -> str | None:
        limits = list(self._latest(fact.path) if latest else self._earliest(fact.path))
        if not limits:
            return None
        limit = min(limits) if latest else max(limits)
        known = fact.of(self.dossier)
        missed = known is not None and (known.toordinal() > limit if latest else known.toordinal() < limit)
        if not self._concerns(known, missed=missed) or not 1 <= limit <= date.max.toordinal():
            return None
        return long_day(date.fromordinal(limit), self.lang)

    def _concerns(self, known: object, *, missed: bool) -> bool:
        if self.status is Status.VIOLATED:
            return known is not None and missed
        return self.status is not Status.UNKNOWN or known is None

    def _latest(self, path: str) -> Iterator[int]:
        for bound in date_bounds(self.condition):
            later = self._ordinal(bound.later)
            if bound.earlier.of == path and later is not None:
                yield dates.latest_before(later, bound.earlier.months, bound.earlier.days)

    def _earliest(self, path: str) -> Iterator[int]:
        for bound in date_bounds(self.condition):
            earlier = self._ordinal(bound.earlier)
            if bound.later.of == path and earlier is not None:
                yield dates.earliest_after(earlier, bound.later.months, bound.later.days)

    def _ordinal(self, day: Day) -> int | None:
        known = day.of if isinstance(day.of, date) else FACT_BY_END[day.of].of(self.dossier)
        if known is None or known == dates.NO_END:
            return None
        return dates.add_months(known.toordinal(), day.months) + day.days


def _accepted(condition: Condition, path: str) -> tuple[Value, ...]:
    match condition:
        case Is(of, value) if of == path:
            return (value,)
        case OneOf(of, values) if of == path:
            return values
        case AllOf(parts):
            return next(filter(None, (_accepted(part, path) for part in parts)), ())
        case _:
            return ()
