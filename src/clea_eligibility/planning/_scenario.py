"""A dossier of which somebody may change a part: whether that is enough, and what the nearest change is."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from attrs import evolve, field, frozen

from clea_eligibility.deciding._compiler import Compiled
from clea_eligibility.deciding.decision import Finding, Status
from clea_eligibility.deciding.engine import decide
from clea_eligibility.deciding.network import Bounds, Edge, Network
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import Lever
from clea_eligibility.dossier.changing import Changes, Varying
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import CleaError
from clea_eligibility.planning._cuts import cuts
from clea_eligibility.planning._days import DATE_FACTS, PLACES, days_of, floors, without_ends
from clea_eligibility.planning._windows import Window, window_at
from clea_eligibility.rules._conditions import ALWAYS, Condition, DatesCompatible, Unknown, Unless, Value, nodes, paths
from clea_eligibility.rules._ruleset import RuleSet

_FIRST, _LAST, _NO_END = dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal(), dates.NO_END.toordinal()
_MOST_TRIES = 20_000


@frozen
class Effort:
    """One question about a dossier: what is asked again and again in it, and how much was tried already.

    ``values`` are those of all facts that somebody can change, and of what was said of such a date; ``varying`` makes
    the dossier with others. ``compared`` are the comparisons of the rules with those that some cases add to them.
    """

    rules: RuleSet
    compiled: Compiled
    dossier: Dossier
    today: date | None
    values: Changes = field(init=False)
    varying: Varying = field(init=False)
    days: Bounds = field(init=False)
    tried: list[None] = field(factory=list)
    compared: dict[object, Network] = field(factory=dict)

    @values.default
    def _values(self) -> Changes:
        return {fact.path: fact.of(self.dossier) for fact in FACTS if fact.levers or fact.on_day}

    @varying.default
    def _varying(self) -> Varying:
        return Varying(Dossier, self.dossier, [*self.values])

    @days.default
    def _days(self) -> Bounds:
        return days_of(self.dossier, self.compiled.network)

    def violated(self, dossier: Dossier) -> tuple[Finding, ...]:
        """What is violated of a dossier; raises :class:`CleaError` where too many were tried."""
        if len(self.tried) >= _MOST_TRIES:
            codes = [rule.code for rule in self.rules.rules]
            read = [rule.code for rule in self.rules.rules if self._reads_days(rule.requires, rule.applies)] or codes
            raise CleaError(
                f"{self.rules.id}: no repair was found or ruled out within {_MOST_TRIES} dossiers; "
                f"these rules leave too many days and values to try: {', '.join(read)}"
            )
        self.tried.append(None)
        return decide(dossier, self.rules).reasons

    def may_turn(self, finding: Finding, unknown: set[FactPath]) -> bool:
        """Whether what is violated may not be once more is known: an unless, or that a fact is unknown, looks at it."""
        return any(
            not unknown.isdisjoint(_looked_at(condition))
            for rule in (finding.rule, *finding.between)
            for condition in (rule.requires, rule.applies)
        )

    def asks_whether_known(self, fact: Fact) -> bool:
        """Whether a rule does not ask for the fact, but looks at whether it is known."""
        read = (condition for rule in self.rules.rules for condition in (rule.requires, rule.applies))
        return any(fact.path in _looked_at(condition) for condition in read)

    @staticmethod
    def _reads_days(*conditions: object) -> bool:
        return any(path in PLACES for condition in conditions for path in paths(condition))  # type: ignore[arg-type]


@frozen
class Case:
    """A dossier, and the same with everything left open that the chosen levers change.

    ``freed`` are the facts that they change, ``replaced`` those of something new; ``values`` are those that they have
    in ``opened``. ``network`` keeps dates that move together as far apart as they are (``apart``); ``lowest`` gives
    days that a date still to be chosen is not to be before; ``said`` are known facts about the present day of a freed
    date. ``choices`` gives for each fact of something new that is no
    date the values that would do, where some would not.
    """

    effort: Effort
    values: Changes
    opened: Dossier
    levers: tuple[Lever, ...]
    freed: tuple[Fact, ...]
    replaced: tuple[Fact, ...]
    network: Network
    said: tuple[Fact, ...]
    apart: tuple[tuple[int, int, int], ...]
    lowest: Bounds
    choices: Mapping[FactPath, tuple[Value, ...]] = field(factory=dict)

    # What stands in the way

    def violated(self) -> tuple[Finding, ...]:
        """The rules that are violated whatever the open facts, without the one that dates be compatible."""
        return self._judged().violated

    def can_be_met(self) -> bool:
        """Whether some choice of the open facts leaves no rule violated.

        A rule may read days otherwise than as bounds: then the days that nothing may be before, and those that are kept
        apart, may still leave none.
        """
        reasons = self.effort.violated(self.opened)
        if reasons:
            unknown = self._unknown()
            if not all(self.effort.may_turn(finding, unknown) for finding in reasons):
                return False
        if not self.apart and all(low is None for low in self.lowest):
            return True
        judged = self._judged()
        return self.network.earliest(judged.days, judged.binding, self.lowest) is not None

    def is_met(self) -> bool:
        """The same, where the days that a date is not to be before have each a day at last."""
        return self.can_be_met() and self._has_days(
            [fact for fact in DATE_FACTS if self.lowest[PLACES[fact.path]] is not None and fact.of(self.opened) is None]
        )

    def _has_days(self, unknown: list[Fact]) -> bool:
        return not unknown or any(
            case._has_days(unknown[1:]) for case in self._on_days(unknown[0], self.lowest[PLACES[unknown[0].path]])
        )

    def is_done(self, dossier: Dossier) -> bool:
        """Whether a dossier made of the case is not ineligible, and what is unknown in the case has its days."""
        return not self.effort.violated(dossier) and self.is_met()

    def stands(self) -> bool:
        """Whether the case, as far as it is known, is not ineligible, and can be met."""
        return not self.effort.violated(self.opened) and self.can_be_met()

    def _unknown(self) -> set[FactPath]:
        return {fact.path for fact in self.freed if self.values[fact.path] is None}

    def obstacles(self) -> tuple[Finding, ...]:
        """What stands in the way of the case.

        Violated rules; else rules whose dates cannot hold together; else what is violated on the first day that a date
        could have.
        """
        judged = self._judged()
        if judged.violated:
            return judged.violated
        conflict = self.network.conflict(judged.days, judged.binding, self.lowest)
        between = tuple(rule for index, rule in enumerate(self.network.rules) if conflict >> index & 1)
        joint = [rule for rule in self.effort.rules.rules if rule.requires == DatesCompatible()]
        if joint and between:
            return tuple(Finding(rule, Status.VIOLATED, between) for rule in joint)
        if between:
            return tuple(Finding(rule, Status.VIOLATED) for rule in between)
        lowest = {fact.path: date.fromordinal(low) for fact, low in zip(DATE_FACTS, self.lowest, strict=False) if low}
        soonest = self.stating(lowest) or self
        return decide(soonest.opened, self.effort.rules).reasons

    # What is chosen

    def solutions(self) -> Iterator["Case"]:
        """The cases in which everything is chosen that must be, the nearest first.

        First the values of what is new, then dates, so that they go together: those that move, then those of what is
        new, which is found to suit.
        """
        order = sorted(self.freed, key=lambda fact: (fact.type == "date", fact in self.replaced))
        of_dates = [fact for fact in order if fact.type == "date"]
        if any(True for _ in self._solutions(of_dates)):  # else no values need be tried
            yield from self._solutions([fact for fact in order if fact.type == "date" or fact in self.replaced])

    def _solutions(self, facts: list[Fact]) -> Iterator["Case"]:
        if not facts:
            yield self
            return
        options = self._dated(facts[0]) if facts[0].type == "date" else self._valued(facts[0])
        for case in options:
            yield from case._solutions(facts[1:])

    def _dated(self, fact: Fact) -> Iterator["Case"]:
        """The case on the days that would do, the nearest to the present one first.

        What is new and had no day before takes the last that would do, else the first; none where nothing bounds it.
        """
        present: date | None = self.effort.values[fact.path]
        if fact.of(self.opened) is not None or (present is None and fact not in self.replaced):
            return iter((self,))  # it moved with another, or nobody knows it
        window = self.hull(fact)
        wanted = present if present or window is None else window.latest or window.earliest
        if window is not None and wanted is None:
            return iter((self,))
        return self._on_days(fact, wanted.toordinal() if wanted else None, window)

    def _on_days(self, fact: Fact, wanted: int | None, window: Window | None = None) -> Iterator["Case"]:
        """The case on a day of each section of those that would do, outwards from the one that is wanted.

        Days come last on which something is unknown that was said of the present day.
        """
        window = window or self.hull(fact)
        if window is None or wanted is None:
            return
        said = self._said_of(fact)
        asked = sum(1 << FACTS.index(other) for other in said) if said and self._cuts(fact) is not None else 0
        asking = []
        for day in self._outward(fact, window, wanted):
            case = self._fitting(fact, day)
            if case is not None and asked & case._judged().asks:
                asking.append(case)
            elif case is not None:
                yield case
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
        later, earlier = self._turning(fact, near, low, high)
        for day in sorted((*later, *earlier), key=lambda day: (abs(day - near), day)):
            yield date.fromordinal(day)
        if no_end and wanted != _NO_END:
            yield dates.NO_END

    def _valued(self, fact: Fact) -> Iterator["Case"]:
        """The case with the values that would do, the present one first; with none where all would do.

        These are the facts that the rules then ask for, and those that were stated of what is replaced.
        """
        present = self.effort.values[fact.path]
        if present is None and not self._judged().asks >> FACTS.index(fact) & 1:
            yield self
            if not self.effort.asks_whether_known(fact):
                return
        values = [True] if fact.is_presence_flag else sorted(fact.domain, key=lambda value: value != present)
        fitting = {value: case for value in values if (case := self._fitting(fact, value)) is not None}
        if len(fitting) == len(fact.domain):
            yield self
            if present is None and not self.effort.asks_whether_known(fact):
                return
        chosen = {**self.choices, fact.path: tuple(value for value in fact.domain if value in fitting)}
        yield from (evolve(case, choices=chosen) for case in fitting.values())

    def _fitting(self, fact: Fact, value: Value | date) -> "Case | None":
        case = self.stating({fact.path: value})
        return case if case is not None and case.can_be_met() else None

    def stating(self, values: Changes) -> "Case | None":
        """The case with other values of open facts, and of what hangs on them; ``None`` if such a dossier cannot be.

        Dates that move together do so; what was said of the present day is known on that day alone.
        """
        chosen = {**self.values, **values}
        for path, value in values.items():
            fact = FACT_BY_PATH[path]
            present = self.effort.values[fact.path]
            for other in self._said_of(fact):
                chosen[other.path] = self.effort.values[other.path] if value == present else None
            for other in self._together(fact):
                day = value and self.effort.values[other.path].toordinal() + value.toordinal() - present.toordinal()
                if day is not None and not _FIRST <= day <= _LAST:
                    return None
                chosen[other.path] = day and date.fromordinal(day)
        opened, problems = self.effort.varying.with_values(chosen)
        return None if problems else evolve(self, values=chosen, opened=opened)

    def _said_of(self, fact: Fact) -> list[Fact]:
        return [other for other in self.said if other.on_day == fact.path]

    def _together(self, fact: Fact) -> Iterator[Fact]:
        for earlier, later, _ in self.apart:
            if PLACES.get(fact.path) in (earlier, later):
                yield DATE_FACTS[later if PLACES[fact.path] == earlier else earlier]

    # Days

    def window(self, fact: Fact) -> Window:
        """The days in a row, around the one that is chosen, that a date may take while all that is known stays.

        Dates that move together with it do so. What is new is still to be found: its dates are open, unless the window
        is that of one of them.
        """
        day = fact.of(self.opened)
        new = () if fact in self.replaced else tuple(other for other in self.replaced if other.type == "date")
        opened = self.stating(dict.fromkeys(other.path for other in (fact, *new)))
        if opened is None or not opened._stands_on(fact, day):
            opened = self.stating({fact.path: None})  # a rule asks for a day of what is new
        hull = opened.hull(fact) if opened is not None else None
        if opened is None or hull is None:
            return Window(day, day)
        (low, high), first, last = _limits(hull), hull.earliest, hull.latest
        near = min(day, date.fromordinal(max(low, high)))
        if near != day and not opened._stands_on(fact, near):
            return Window(day, last)  # what has no end will do, and not what ends
        later, earlier = opened._turning(fact, near.toordinal(), low, high)
        for turning in earlier:
            if not opened._stands_on(fact, date.fromordinal(turning)):
                first = date.fromordinal(turning + 1)
                break
        for turning in later:
            if not opened._stands_on(fact, date.fromordinal(turning)):
                last = date.fromordinal(turning - 1)
                break
        else:
            if last is None and fact.may_have_no_end and not opened._stands_on(fact, dates.NO_END):
                last = dates.LAST_DAY
        return Window(first, last)

    def _stands_on(self, fact: Fact, value: Value | date) -> bool:
        case = self.stating({fact.path: value})
        return case is not None and case.stands()

    def values_that_do(self, path: FactPath) -> tuple[Value, ...]:
        """The values of a fact of something new that would do while all else that is chosen stays."""
        fact = FACT_BY_PATH[path]
        chosen = self.values[path]
        return tuple(value for value in self.choices[path] if value == chosen or self._stands_on(fact, value))

    def told(self) -> "Case":
        """The case with what the dossier states of the facts for which nothing is chosen, but for dates."""
        kept = [fact.path for fact in self.freed if fact.type != "date" and fact.path not in self.choices]
        return self.stating({path: self.effort.values[path] for path in kept}) or self

    def _turning(self, fact: Fact, near: int, low: int, high: int) -> tuple[list[int], list[int]]:
        """The first days of the sections after a day, and the last days of those before it, outwards, within limits."""
        turning = self._cuts(fact)
        if turning is None:
            return [*range(near + 1, high + 1)], [*range(near - 1, low - 1, -1)]
        return (
            sorted(day for day in turning if near < day <= high),
            sorted((day - 1 for day in turning if low < day <= near), reverse=True),
        )

    def _cuts(self, fact: Fact) -> set[int] | None:
        """The days on which it may turn what a date does: as the rules compare it, and as the case binds it."""
        key = (self.apart, tuple(self.lowest))
        network = self.effort.compared.get(key)
        if network is None:
            network = self.effort.compared[key] = _compared(self.effort.compiled.comparisons, self.apart, self.lowest)
        days = days_of(self.opened, network)
        for other in self._together(fact):
            days[PLACES[other.path]] = None
        found = cuts(network, days, PLACES[fact.path])
        if found is not None and self._said_of(fact):
            present = self.effort.values[fact.path].toordinal()
            found |= {present, present + 1}
        return found

    def hull(self, fact: Fact) -> Window | None:
        """The days between the bounds of an open date; there may be some among them that will not do."""
        judged = self._judged()
        return window_at(
            PLACES[fact.path],
            self.network.earliest(judged.days, judged.binding, self.lowest),
            self.network.latest(without_ends(judged.days), judged.binding),
        )

    def _judged(self) -> "_Judged":
        _, reasons, _, asks, _, binding = self.effort.compiled.evaluate(self.opened)
        violated = tuple(finding for finding in reasons if finding.rule.requires != DatesCompatible())
        unknown = self._unknown()
        for bit, rule in enumerate(self.network.rules):
            if rule.applies != ALWAYS and not unknown.isdisjoint(_looked_at(rule.applies)):
                binding &= ~(1 << bit)
        return _Judged(violated, asks, binding, days_of(self.opened, self.network))


@frozen
class _Judged:
    """What the rules say of a case as far as it is known."""

    violated: tuple[Finding, ...]
    asks: int
    binding: int
    days: Bounds


def case_of(effort: Effort, levers: tuple[Lever, ...]) -> Case:
    """The case of a dossier and some levers: something new is provided at any rate, everything else is left open."""
    names = {lever.name for lever in levers}
    freed = tuple(fact for fact, its_names in _LEVERS_OF if not names.isdisjoint(its_names))
    new = {lever.name for lever in levers if lever.how == "replaced"}
    replaced = tuple(fact for fact, its_names in _LEVERS_OF if not new.isdisjoint(its_names)) if new else ()
    present, days, today = effort.values, effort.days, effort.today
    opened = {fact.path: fact.is_presence_flag or None for fact in freed}
    said = tuple(
        fact for fact in _SAID if fact.on_day in opened and present[fact.on_day] and present[fact.path] is not None
    )
    opened.update((fact.path, None) for fact in said)
    lowest = floors(days, today)
    for fact in freed:
        if fact.not_backdated and today is not None:
            lowest[PLACES[fact.path]] = today.toordinal()
    apart = tuple(
        (earlier, later, last - first)
        for lever in levers
        if lever.how == "moved_together"
        for earlier, later in pairwise(
            PLACES[fact.path] for fact in freed if fact in DATE_FACTS and lever in fact.levers
        )
        if (first := days[earlier]) is not None and (last := days[later]) is not None
    )
    network = effort.compiled.network
    for pair in apart:
        network = network.kept_apart(*pair)
    values = {**present, **opened}
    made, _ = effort.varying.with_values(values)
    return Case(effort, values, made, levers, freed, replaced, network, said, apart, lowest)


_LEVERS_OF = tuple((fact, frozenset(lever.name for lever in fact.levers)) for fact in FACTS if fact.levers)
_SAID = tuple(fact for fact in FACTS if fact.on_day)


def _looked_at(condition: Condition) -> Iterator[str]:
    """The facts of which a condition asks whether they are known: what it says may turn once they are."""
    for node in nodes(condition):
        if isinstance(node, Unless | Unknown):
            yield from paths(node)


def _compared(network: Network, apart: Iterable[tuple[int, int, int]], lowest: Bounds) -> Network:
    """The comparisons of the rules, and those that a case adds to them."""
    for pair in apart:
        network = network.kept_apart(*pair)
    bounds = [(place, date.fromordinal(low)) for place, low in enumerate(lowest) if low is not None]
    edges = [Edge(1, len(network.nodes) + count, (0, 0), place, (0, 0)) for count, (place, _) in enumerate(bounds)]
    nodes = (*network.nodes, *(day for _, day in bounds))
    return Network(nodes, network.rules, (*network.edges, *edges), network.reach)


def _limits(window: Window) -> tuple[int, int]:
    """The first and the last day of a window that a dossier can state, but for the one that is no end (ordinals)."""
    first = _FIRST if window.earliest is None else max(window.earliest.toordinal(), _FIRST)
    last = _LAST if window.latest is None else min(window.latest.toordinal(), _LAST)
    return first, last
