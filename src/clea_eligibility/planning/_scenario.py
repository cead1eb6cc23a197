"""A dossier of which somebody may change a part: whether that is enough, and what the nearest change is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, reduce
from itertools import pairwise
from operator import or_
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field, frozen

from clea_eligibility.deciding._compiler import Compiled
from clea_eligibility.deciding.decision import Finding, Status, decide, judged
from clea_eligibility.deciding.network import Bounds, Network
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import Lever
from clea_eligibility.dossier.changing import Changes, Varying
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import CleaError
from clea_eligibility.planning._windows import DATE_FACTS, PLACES, Window, between, bound_by, floors, latest, ordinals
from clea_eligibility.rules._conditions import Day, NotAfter, Value, paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet

_FIRST, _LAST, _NO_END = dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal(), dates.NO_END.toordinal()
_MOST_TRIES = 20_000


@frozen(slots=False, eq=False)
class Effort:
    """One question about a dossier: what is asked again and again in it, and how much was tried already."""

    rules: RuleSet
    compiled: Compiled
    dossier: Dossier
    today: date | None
    #: What the dossier states of every date, of all else that somebody can change, and of what was said of such a date.
    values: Changes = field(init=False)
    #: Makes the dossier with other values.
    varying: Varying = field(init=False)
    #: Days that dates are not to be before, whichever levers are pulled.
    floors: Bounds = field(init=False)
    tried: list[None] = field(factory=list)

    @values.default
    def _values(self) -> Changes:
        return {fact.path: fact.of(self.dossier) for fact in _CHANGING}

    @varying.default
    def _varying(self) -> Varying:
        return Varying(Dossier, self.dossier, [*self.values])

    @floors.default
    def _floors(self) -> Bounds:
        return floors([self.values[path] for path in PLACES], self.today)

    def made(self, values: Changes) -> Dossier:
        made: Dossier
        made, _ = self.varying.with_values({**self.values, **values})
        return made

    def judged(self, dossier: Dossier) -> tuple[tuple[Finding, ...], int, int]:
        if len(self.tried) >= _MOST_TRIES:
            read = {rule.code: {*paths(rule.requires), *paths(rule.applies)} for rule in self.rules.rules}
            codes = [code for code, facts in read.items() if not facts.isdisjoint(PLACES)] or [*read]
            raise CleaError(
                f"{self.rules.id}: no repair was found or ruled out within {_MOST_TRIES} dossiers; "
                f"these rules leave too many days and values to try: {', '.join(codes)}"
            )
        self.tried.append(None)
        return judged(dossier, self.compiled)

    def passing(self, fact: Fact, values: Collection[Value], passes: Callable[[Value], bool]) -> list[Value]:
        """The values that pass a test of the dossier; of those that no rule tells apart one is tried."""
        sorts = self.compiled.sorts[fact.path]
        tried: dict[object, bool] = {}
        for value in values:
            if sorts[value] not in tried:
                tried[sorts[value]] = passes(value)
        return [value for value in values if tried[sorts[value]]]


@frozen(slots=False, eq=False)
class Opening:
    """The part of a dossier that some levers leave open, and what binds it."""

    effort: Effort
    #: The levers, a bit mask over :data:`LEVERS`.
    levers: int
    #: The facts that the levers change.
    freed: tuple[Fact, ...]
    #: Those of something new.
    replaced: tuple[Fact, ...]
    #: Known facts about the present day of a freed date.
    said: tuple[Fact, ...]
    #: For each date that moves with others these others.
    together: Mapping[Fact, tuple[Fact, ...]]
    #: Dates that move together stay as far apart as they are.
    apart: tuple[NotAfter, ...]
    #: Days that a date still to be chosen is not to be before.
    lowest: Bounds
    #: The scenarios so far, by the values that they state.
    made: "dict[tuple[Any, ...], Scenario | None]" = field(factory=dict)

    @cached_property
    def network(self) -> Network:
        return bound_by(self.effort.compiled.network, self.apart)

    @cached_property
    def compared(self) -> Network:
        """The comparisons of the rules, and those that moving together and the lowest days add."""
        lows = ((fact, low) for fact, low in zip(DATE_FACTS, self.lowest, strict=False) if low is not None)
        soonest = [NotAfter(Day(date.fromordinal(low)), Day(fact.path)) for fact, low in lows]
        return bound_by(self.effort.compiled.comparisons, (*self.apart, *soonest))

    @cached_property
    def is_free(self) -> bool:
        return not self.together and all(low is None for low in self.lowest)

    def said_of(self, fact: Fact) -> list[Fact]:
        return [other for other in self.said if other.on_day == fact.path]


Choices: TypeAlias = Mapping[FactPath, tuple[Value, ...]]
"""For each fact of something new that is no date the values that would do, where some would not."""


@frozen(slots=False, eq=False)
class Scenario:
    """A dossier in which everything is left open that the chosen levers change, but for what is chosen of it."""

    opening: Opening
    #: What ``dossier`` states of the facts that may change.
    values: Changes
    dossier: Dossier

    @property
    def effort(self) -> Effort:
        return self.opening.effort

    # What stands in the way

    @cached_property
    def _judged(self) -> tuple[tuple[Finding, ...], int, int]:
        return self.effort.judged(self.dossier)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        return self._judged[0]

    @property
    def violated(self) -> tuple[Finding, ...]:
        """What is violated, but for the rule that dates be compatible."""
        return tuple(finding for finding in self.reasons if finding.rule not in self.effort.compiled.joint)

    @property
    def asks(self) -> int:
        """The facts that the rules ask for, a bit mask over all."""
        return self._judged[1]

    @cached_property
    def binding(self) -> int:
        """The date rules that surely apply, and go on to do so, a bit mask over those of the network."""
        binding = self._judged[2]
        for bit, facts in self.effort.compiled.turning:
            if not facts.isdisjoint(self._unknown()):
                binding &= ~bit
        return binding

    @cached_property
    def days(self) -> Bounds:
        return self._days(self.opening.network)

    @cached_property
    def lows(self) -> Bounds | None:
        """The earliest day of every date; ``None`` where some date is left no day."""
        return self.opening.network.earliest(self.days, self.binding, self.opening.lowest)

    @cached_property
    def highs(self) -> Bounds | None:
        """The latest day of every date."""
        return latest(self.opening.network, self.days, self.binding)

    @cached_property
    def can_be_met(self) -> bool:
        """Whether some choice of the open facts leaves no rule violated.

        A rule may read days otherwise than as bounds: then the days that nothing may be before, and those that are kept
        apart, may still leave none.
        """
        if any(True for _ in self._unmendable()):
            return False
        return self.opening.is_free or self.lows is not None

    def _unmendable(self) -> Iterator[tuple[Rule, ...]]:
        """The rules of each reason that stays whatever is chosen: what is violated may not be once more is known."""
        for finding in self.reasons:
            rules, unknown = (finding.rule, *finding.between), self._unknown()
            if not any(unknown & self.effort.compiled.looked_at[rule.code] for rule in rules):
                yield rules

    def nogoods(self) -> Iterator[tuple[int, int]]:
        """Levers, and those of them that are pulled here: whichever others are, the scenario cannot be met."""
        stuck = [*self._unmendable()] or [self._between()]
        for rules in filter(None, stuck):
            touched = reduce(or_, map(levers_of, rules))
            yield touched, touched & self.opening.levers

    def _between(self) -> tuple[Rule, ...]:
        """A smallest set of date rules that leave the open dates no day; none where they have days."""
        network = self.opening.network
        conflict = network.conflict(self.days, self.binding, self.opening.lowest)
        return tuple(rule for index, rule in enumerate(network.rules) if conflict >> index & 1)

    @cached_property
    def is_met(self) -> bool:
        """The same, where the days that a date is not to be before have each a day at last."""
        lows = zip(DATE_FACTS, self.opening.lowest, strict=False)
        return self.can_be_met and self._has_days(
            [(fact, low) for fact, low in lows if low is not None and self.values[fact.path] is None]
        )

    def _has_days(self, unknown: list[tuple[Fact, int]]) -> bool:
        if not unknown:
            return True
        (fact, low), *others = unknown
        return any(scenario._has_days(others) for scenario in self._on_days(fact, low, self.hull(fact)))

    def is_done(self, values: Changes) -> bool:
        """Whether the dossier with values of the scenario is not ineligible, and what is unknown here has days."""
        return not self.effort.judged(self.effort.made(values))[0] and self.is_met

    def _unknown(self) -> set[str]:
        return {fact.path for fact in self.opening.freed if self.values[fact.path] is None}

    def obstacles(self) -> tuple[Finding, ...]:
        """What stands in the way of the scenario.

        Violated rules; else rules whose dates cannot hold together; else what is violated on the first day that a date
        could have.
        """
        if self.violated:
            return self.violated
        between = self._between()
        if between:
            joint = tuple(Finding(rule, Status.VIOLATED, between) for rule in self.effort.compiled.joint)
            return joint or tuple(Finding(rule, Status.VIOLATED) for rule in between)
        lows = zip(DATE_FACTS, self.opening.lowest, strict=False)
        soonest = {fact.path: date.fromordinal(low) for fact, low in lows if low}
        return decide((self.stating(soonest) or self).dossier, self.effort.rules).reasons

    # What is chosen

    def solutions(self) -> "Iterator[tuple[Scenario, Choices]]":
        """The scenarios in which everything is chosen that must be, the nearest first, with the values to choose from.

        First the values of what is new, then dates, so that they go together: those that move, then those of what is
        new, which is found to suit.
        """
        order = sorted(self.opening.freed, key=self.opening.replaced.__contains__)
        days = [fact for fact in order if fact.type == "date"]
        values = [fact for fact in self.opening.replaced if fact.type != "date"]
        if not values or any(True for _ in self._solutions(days, {})):  # else no values need be tried
            yield from self._solutions(values + days, {})

    def _solutions(self, facts: list[Fact], choices: "Choices") -> "Iterator[tuple[Scenario, Choices]]":
        if not facts:
            yield self, choices
            return
        fact, *others = facts
        if fact.type == "date":
            for scenario in self._dated(fact):
                yield from scenario._solutions(others, choices)
        else:
            for scenario, values in self._valued(fact):
                yield from scenario._solutions(others, {**choices, fact.path: values} if values else choices)

    def _dated(self, fact: Fact) -> Iterable["Scenario"]:
        """The scenario on the days that would do, the nearest to the present one first.

        What is new and had no day before takes the last that would do, else the first; none where nothing bounds it.
        """
        present: date | None = self.effort.values[fact.path]
        if self.values[fact.path] is not None or (present is None and fact not in self.opening.replaced):
            return (self,)  # it moved with another, or nobody knows it
        window = self.hull(fact)
        wanted = present if present or window is None else window.latest or window.earliest
        if window is not None and wanted is None:
            return (self,)
        return self._on_days(fact, wanted.toordinal() if wanted else None, window)

    def _on_days(self, fact: Fact, wanted: int | None, window: Window | None) -> Iterator["Scenario"]:
        """The scenario on a day of each section of those that would do, outwards from the one that is wanted.

        Days come last on which something is unknown that was said of the present day.
        """
        if window is None or wanted is None:
            return
        said = self.opening.said_of(fact)
        asked = sum(1 << FACTS.index(other) for other in said) if said and self._cuts(fact) is not None else 0
        asking = []
        for day in self._outward(fact, window, wanted):
            scenario = self._fitting(fact, day)
            if scenario is not None and asked & scenario.asks:
                asking.append(scenario)
            elif scenario is not None:
                yield scenario
        yield from asking

    def _outward(self, fact: Fact, window: Window, wanted: int) -> Iterator[date]:
        low, high = _limits(window)
        no_end = fact.may_have_no_end and window.latest in (None, dates.NO_END)
        if no_end and (wanted == _NO_END or low > high):
            yield dates.NO_END
        if low > high:
            return
        near = min(max(wanted, low), high)
        yield date.fromordinal(near)
        later, earlier = self._sections(fact, near, low, high)
        for day in sorted((*later, *earlier), key=lambda day: (abs(day - near), day)):
            yield date.fromordinal(day)
        if no_end and wanted != _NO_END:
            yield dates.NO_END

    def _valued(self, fact: Fact) -> "Iterator[tuple[Scenario, tuple[Value, ...]]]":
        """The scenario with the values that would do, the present one first; with none where all would do.

        With each come all that would do, unless all would. These are the facts that the rules then ask for, and those
        that were stated of what is replaced.
        """
        present = self.effort.values[fact.path]
        if present is None and not self.asks >> FACTS.index(fact) & 1:
            yield self, ()
            if not self._is_looked_at(fact):
                return
        domain = self.effort.compiled.sorts[fact.path]
        values = [True] if fact.is_presence_flag else sorted(domain, key=lambda value: value != present)
        tried: dict[Value, Scenario | None] = {}

        def fits(value: Value) -> bool:
            tried[value] = self._fitting(fact, value)
            return tried[value] is not None

        fitting = self.effort.passing(fact, values, fits)
        if len(fitting) == len(domain):
            yield self, ()
            if present is None and not self._is_looked_at(fact):
                return
        doing = tuple(filter({*fitting}.__contains__, domain))
        made = (tried.get(value) or self.stating({fact.path: value}) for value in fitting)
        yield from ((scenario, doing) for scenario in made if scenario is not None)

    def _is_looked_at(self, fact: Fact) -> bool:
        return any(fact.path in facts for facts in self.effort.compiled.looked_at.values())

    def _fitting(self, fact: Fact, value: Value | date) -> "Scenario | None":
        scenario = self.stating({fact.path: value})
        return scenario if scenario is not None and scenario.can_be_met else None

    def stating(self, values: Changes) -> "Scenario | None":
        """The scenario with other values, and what hangs on them; ``None`` if such a dossier cannot be.

        Dates that move together do so; what was said of the present day is known on that day alone.
        """
        present, chosen = self.effort.values, {**self.values, **values}
        for path, value in values.items():
            fact = FACT_BY_PATH[path]
            for other in self.opening.said_of(fact):
                chosen[other.path] = present[other.path] if value == present[path] else None
            for other in self.opening.together.get(fact, ()):
                day = value and present[other.path].toordinal() + value.toordinal() - present[path].toordinal()
                if day is not None and not _FIRST <= day <= _LAST:
                    return None
                chosen[other.path] = day and date.fromordinal(day)
        key, made = tuple(chosen.values()), self.opening.made
        if key not in made:
            dossier, problems = self.effort.varying.with_values(chosen)
            made[key] = None if problems else Scenario(self.opening, chosen, dossier)
        return made[key]

    # Days

    def window(self, fact: Fact) -> Window:
        """The days in a row, around the one that is chosen, that a date may take while all that is known stays.

        Dates that move together with it do so. What is new is still to be found: its dates are open, unless the window
        is that of one of them.
        """
        day: date = self.values[fact.path]
        replaced = self.opening.replaced
        new = () if fact in replaced else tuple(other for other in replaced if other.type == "date")
        opened = self.stating(dict.fromkeys(other.path for other in (fact, *new))) or self
        if not opened._stands_on(fact, day):
            opened = self.stating({fact.path: None}) or self  # a rule asks for a day of what is new
        hull = opened.hull(fact) or Window(day, day)
        (low, high), first, last = _limits(hull), hull.earliest, hull.latest
        near = min(day, date.fromordinal(max(low, high)))
        if near != day and not opened._stands_on(fact, near):
            return Window(day, last)  # what has no end will do, and not what ends
        later, earlier = opened._sections(fact, near.toordinal(), low, high)
        fails = opened._first_that_fails(fact, earlier)
        first = first if fails is None else date.fromordinal(fails + 1)
        fails = opened._first_that_fails(fact, later)
        if fails is not None:
            last = date.fromordinal(fails - 1)
        elif last is None and fact.may_have_no_end and not opened._stands_on(fact, dates.NO_END):
            last = dates.LAST_DAY
        return Window(first, last)

    def _first_that_fails(self, fact: Fact, days: list[int]) -> int | None:
        return next((day for day in days if not self._stands_on(fact, date.fromordinal(day))), None)

    def _stands_on(self, fact: Fact, value: Value | date) -> bool:
        scenario = self.stating({fact.path: value})
        return scenario is not None and not scenario.reasons and scenario.can_be_met

    def values_that_do(self, path: FactPath, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """Those of some values of a fact of something new that would do while all else that is chosen stays."""
        fact, chosen = FACT_BY_PATH[path], self.values[path]
        others = [value for value in values if value != chosen]
        doing = {chosen, *self.effort.passing(fact, others, lambda value: self._stands_on(fact, value))}
        return tuple(value for value in values if value in doing)

    def told(self, choices: "Choices") -> "Scenario":
        """The scenario with what the dossier states of the facts for which nothing is chosen, but for dates."""
        kept = [fact.path for fact in self.opening.freed if fact.type != "date" and fact.path not in choices]
        return (self.stating({path: self.effort.values[path] for path in kept}) if kept else None) or self

    def _sections(self, fact: Fact, near: int, low: int, high: int) -> tuple[list[int], list[int]]:
        """The first days of the sections after a day, and the last days of those before it, outwards, within limits."""
        cuts = self._cuts(fact)
        if cuts is None:
            return [*range(near + 1, high + 1)], [*range(near - 1, low - 1, -1)]
        return (
            sorted(day for day in cuts if near < day <= high),
            sorted((day - 1 for day in cuts if low < day <= near), reverse=True),
        )

    def _cuts(self, fact: Fact) -> set[int] | None:
        """The days on which it may turn what a date does: as the rules compare it, and as the opening binds it."""
        compared = self.opening.compared
        found = compared.cuts(self._days(compared, *self.opening.together.get(fact, ())), PLACES[fact.path])
        if found is not None and self.opening.said_of(fact):
            present = self.effort.values[fact.path].toordinal()
            found |= {present, present + 1}
        return found

    def _days(self, network: Network, *opened: Fact) -> Bounds:
        return ordinals([None if fact in opened else self.values[fact.path] for fact in DATE_FACTS], network)

    def hull(self, fact: Fact) -> Window | None:
        """The days between the bounds of an open date; there may be some among them that will not do."""
        lows, highs, place = self.lows, self.highs, PLACES[fact.path]
        return None if lows is None or highs is None else between(lows[place], highs[place])


def scenario_of(effort: Effort, levers: int) -> Scenario:
    """The dossier with some levers: something new is provided at any rate, everything else is left open."""
    freed = tuple(fact for fact in _CHANGING if levers & _OWN[fact])
    replaced = tuple(fact for fact in freed if levers & NEW & _OWN[fact])
    present = effort.values
    opened = {fact.path: fact.is_presence_flag or None for fact in freed}
    said = tuple(
        fact for fact in _SAID if fact.on_day in opened and None not in (present[fact.on_day], fact.of(effort.dossier))
    )
    opened.update((fact.path, None) for fact in said)
    lowest = list(effort.floors)
    if effort.today is not None:
        for fact in freed:
            if fact.not_backdated:
                lowest[PLACES[fact.path]] = effort.today.toordinal()
    together: dict[Fact, tuple[Fact, ...]] = {}
    for earlier, later in _moving(levers, effort.dossier):
        together[earlier] = (*together.get(earlier, ()), later)
        together[later] = (*together.get(later, ()), earlier)
    opening = Opening(effort, levers, freed, replaced, said, together, kept_apart(levers, effort.dossier), lowest)
    values = {**present, **opened}
    made, _ = effort.varying.with_values(values)
    return Scenario(opening, values, made)


LEVERS: tuple[Lever, ...] = tuple(dict.fromkeys(lever for fact in FACTS for lever in fact.levers))
"""Every change that somebody can make, in the order of the facts."""
BITS: Mapping[str, int] = MappingProxyType({lever.name: 1 << place for place, lever in enumerate(LEVERS)})
"""The bit of each, by name: a set of them is a bit mask."""
NEW = sum(BITS[lever.name] for lever in LEVERS if lever.how == "replaced")
_CHANGING = tuple(fact for fact in FACTS if fact.levers or fact.on_day or fact in DATE_FACTS)
_SAID = tuple(fact for fact in FACTS if fact.on_day)
_OWN = {fact: sum(BITS[lever.name] for lever in fact.levers) for fact in FACTS}
_PAIRS = tuple(
    (BITS[lever.name], *pair)
    for lever in LEVERS
    if lever.how == "moved_together"
    for pair in pairwise(fact for fact in DATE_FACTS if lever in fact.levers)
)
"""Neighbouring dates that move together, each pair under the bit of its lever."""


def _moving(levers: int, dossier: Dossier) -> Iterator[tuple[Fact, Fact]]:
    """The pairs of known dates that the levers move together."""
    for lever, earlier, later in _PAIRS:
        if levers & lever and None not in (earlier.of(dossier), later.of(dossier)):
            yield earlier, later


def kept_apart(levers: int, dossier: Dossier) -> tuple[NotAfter, ...]:
    """That the dates which levers move together stay as far apart as they are in a dossier."""
    bounds: list[NotAfter] = []
    for earlier, later in _moving(levers, dossier):
        moved = Day(earlier.path, days=(later.of(dossier) - earlier.of(dossier)).days)
        bounds += [NotAfter(moved, Day(later.path)), NotAfter(Day(later.path), moved)]
    return tuple(bounds)


def levers_of(rule: Rule) -> int:
    """The levers that change something that the rule reads, or the day of which it was said: a bit mask."""
    read = [FACT_BY_PATH[path] for path in (*paths(rule.requires), *paths(rule.applies))]
    return reduce(or_, (_OWN[fact] | (_OWN[FACT_BY_PATH[fact.on_day]] if fact.on_day else 0) for fact in read), 0)


def _limits(window: Window) -> tuple[int, int]:
    """The first and the last day of a window that a dossier can state, but for the one that is no end (ordinals)."""
    first = _FIRST if window.earliest is None else max(window.earliest.toordinal(), _FIRST)
    last = _LAST if window.latest is None else min(window.latest.toordinal(), _LAST)
    return first, last
