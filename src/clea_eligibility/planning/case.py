"""A dossier of which somebody may change a part: whether that is enough, and what the nearest change is."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from attrs import evolve, frozen

from clea_eligibility import dates
from clea_eligibility.compiler import Compiled
from clea_eligibility.conditions import DatesCompatible, Value
from clea_eligibility.decision import Finding, Status
from clea_eligibility.facts import FACTS, Fact, FactPath
from clea_eligibility.joint import Bounds, Network
from clea_eligibility.levers import Lever
from clea_eligibility.models import Dossier
from clea_eligibility.planning.days import DATE_FACTS, PLACES, days_of, floors, restated, without_ends
from clea_eligibility.planning.window import Window, window_at
from clea_eligibility.ruleset import RuleSet


@frozen
class Case:
    """A dossier, and the same with everything left open that the chosen levers change.

    ``freed`` are the facts that they change, ``replaced`` those of something new; ``network`` keeps dates that move
    together as far apart as they are; ``lowest`` gives days that a date still to be chosen is not to be before.
    """

    compiled: Compiled
    dossier: Dossier
    opened: Dossier
    levers: tuple[Lever, ...]
    freed: tuple[Fact, ...]
    replaced: tuple[Fact, ...]
    network: Network
    lowest: Bounds

    def violated(self) -> tuple[Finding, ...]:
        """The rules that are violated whatever the open facts, without the one that dates be compatible."""
        return self._judged().violated

    def can_be_met(self) -> bool:
        """Whether some choice of the open facts leaves no rule violated."""
        judged = self._judged()
        return not judged.violated and self.network.earliest(judged.days, judged.binding, self.lowest) is not None

    def obstacles(self, rules: RuleSet) -> tuple[Finding, ...]:
        """What stands in the way of the case: violated rules, else rules whose dates cannot hold together, if any."""
        judged = self._judged()
        if judged.violated:
            return judged.violated
        conflict = self.network.conflict(judged.days, judged.binding, self.lowest)
        between = tuple(rule for index, rule in enumerate(self.network.rules) if conflict >> index & 1)
        joint = [rule for rule in rules.rules if rule.requires == DatesCompatible()]
        if joint and between:
            return tuple(Finding(rule, Status.VIOLATED, between) for rule in joint)
        return tuple(Finding(rule, Status.VIOLATED) for rule in between)

    def window(self, fact: Fact) -> Window | None:
        """The days that a date may take while all that is known stays, but for the dates that move together with it.

        What is new is still to be found: its dates are open, unless the window is that of one of them.
        """
        judged = self._judged()
        days = list(judged.days)
        for place, other in enumerate(DATE_FACTS):
            is_new = other in self.replaced and fact not in self.replaced
            if other == fact or is_new or self.together(fact, other):
                days[place] = None
        return window_at(
            PLACES[fact.path],
            self.network.earliest(days, judged.binding, self.lowest),
            self.network.latest(without_ends(days), judged.binding),
        )

    def together(self, one: Fact, other: Fact) -> bool:
        """Whether two dates are moved together by a chosen lever."""
        return any(lever.how == "moved_together" for lever in self.levers if {lever} <= {*one.levers} & {*other.levers})

    def choices(self) -> dict[FactPath, tuple[Value, ...]] | None:
        """For each fact of something new that is no date: the values that would do, the present one first.

        These are the facts that the rules then ask for, and those that were stated of what is replaced, where some
        value would not do. Each is chosen in turn: the values of the next depend on the first value of this one.
        ``None`` where some fact has none.
        """
        found: dict[FactPath, tuple[Value, ...]] = {}
        case = self
        for fact in self.replaced:
            present = fact.of(self.dossier)
            if fact.type == "date" or (present is None and not case._asks_for(fact)):
                continue
            values = sorted(_values(fact), key=lambda value: value != present)
            fitting = tuple(value for value in values if case.stating(fact, value).can_be_met())
            if not fitting:
                return None
            if len(fitting) < len(values):
                found[fact.path] = fitting
                case = case.stating(fact, fitting[0])
        return found

    def nearest_days(self) -> dict[FactPath, date] | None:
        """The nearest day for each open date that was known, and for each of something new that something bounds.

        Dates are chosen in turn, so that they go together: first those that move, then those of what is new, which is
        found to suit. If it had no day before, it takes the last that would do, else the first. ``None`` where a date
        has no day that a dossier can state.
        """
        found: dict[FactPath, date] = {}
        case = self
        for fact in sorted(self.freed, key=self.replaced.__contains__):
            present = fact.of(self.dossier)
            if fact.type != "date" or (present is None and fact not in self.replaced):
                continue
            window = case.window(fact)
            if window is None:
                return None
            wanted = window.latest or window.earliest if present is None else window.nearest(present)
            if wanted is None:
                continue
            near = (day for day in _outward(wanted, fact) if day in window)
            day = next((day for day in near if case.stating(fact, day).can_be_met()), None)
            if day is None:
                return None
            found[fact.path] = day
            case = case.stating(fact, day)
        return found

    def stating(self, fact: Fact, value: Value | date) -> "Case":
        """The case with a value chosen for an open fact."""
        return evolve(self, opened=restated(self.opened, {fact.path: value}))

    def _judged(self) -> "_Judged":
        _, reasons, _, asks, _, binding = self.compiled.evaluate(self.opened)
        violated = tuple(finding for finding in reasons if finding.rule.requires != DatesCompatible())
        return _Judged(violated, asks, binding, days_of(self.opened, self.network))

    def _asks_for(self, fact: Fact) -> bool:
        return bool(self._judged().asks >> FACTS.index(fact) & 1)


@frozen
class _Judged:
    """What the rules say of a case as far as it is known."""

    violated: tuple[Finding, ...]
    asks: int
    binding: int
    days: Bounds


def case_of(compiled: Compiled, dossier: Dossier, levers: tuple[Lever, ...], today: date | None) -> Case:
    """The case of a dossier and some levers: something new is provided at any rate, everything else is left open."""
    chosen = set(levers)
    freed = tuple(fact for fact in FACTS if chosen.intersection(fact.levers))
    new = {lever for lever in levers if lever.how == "replaced"}
    replaced = tuple(fact for fact in freed if new.intersection(fact.levers))
    opened = restated(dossier, {fact.path: fact.is_presence_flag or None for fact in freed})
    network = compiled.network
    days = days_of(dossier, network)
    lowest = floors(days_of(opened, network), today)
    for fact in freed:
        if fact.not_backdated and today is not None:
            lowest[PLACES[fact.path]] = today.toordinal()
    for lever in levers:
        if lever.how == "moved_together":
            for earlier, later in pairwise(PLACES[fact.path] for fact in DATE_FACTS if lever in fact.levers):
                first, last = days[earlier], days[later]
                if first is not None and last is not None:
                    network = network.kept_apart(earlier, later, last - first)
    return Case(compiled, dossier, opened, levers, freed, replaced, network, lowest)


def _values(fact: Fact) -> tuple[Value, ...]:
    match fact.type:
        case "bool":
            return (True, False)
        case "enum":
            return tuple(fact.python_type)  # type: ignore[arg-type]
        case _:
            return fact.values


def _outward(wanted: date, fact: Fact) -> Iterator[date]:
    """A day, then the days of a month around it that a dossier can state.

    Under the rules of the page the first will do. Rules of your own may leave out days at the end of a month.
    """
    if fact.may_have_no_end and wanted == dates.NO_END:
        return iter((wanted,))
    day, first, last = wanted.toordinal(), dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal()
    around = (near for away in range(32) for near in sorted({day - away, day + away}))
    return (date.fromordinal(near) for near in around if first <= near <= last)
