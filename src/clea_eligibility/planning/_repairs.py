"""The smallest sets of changes that make an ineligible dossier eligible, and who makes them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.deciding._tables import Tabular, joined, plain
from clea_eligibility.deciding.decision import Finding, decide
from clea_eligibility.dossier.actions import (
    ACCREDITATION_DATES,
    ANOTHER_EVALUATOR,
    EVALUATION_DATES,
    FILING_DAY,
    IDENTITY_DOCUMENT,
    PROOF_OF_RESIDENCE,
    QUOTE,
    Lever,
)
from clea_eligibility.dossier.changing import Changes, Varying
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.planning._scenario import BITS, LEVERS, NEW, Choices, Effort, Scenario, levers_of, scenario_of
from clea_eligibility.planning._windows import Answers, Window, checked
from clea_eligibility.rules._conditions import Value
from clea_eligibility.rules._ruleset import RuleSet


@frozen(repr=False)
class Repair:
    """One set of changes that is enough, none of which can be left out."""

    #: The changes, with who makes each.
    levers: tuple[Lever, ...]
    #: By path what they come to: for a date the days it may take while the other changes are the nearest ones, else one
    #: value that will do; of what is replaced, all that is asked of the new one.
    changes: Mapping[FactPath, Window | Value] = field(hash=False)
    #: The same with a day for each date, the nearest to the present one; of a filing day, if there is one, the nearest
    #: on which nothing is asked that was said of the present day. Together they make the dossier eligible, or
    #: undetermined where facts were unknown before.
    nearest: Mapping[FactPath, date | Value] = field(hash=False)
    #: By path all values that would do, where there are several: each with some choice of what else is new and not
    #: among the changes, such as the department of another evaluator.
    choices: Mapping[FactPath, tuple[Value, ...]] = field(hash=False)
    #: What it was found for.
    dossier: Dossier = field(eq=False)
    rules: RuleSet = field(eq=False)
    today: date | None = field(eq=False)

    @property
    def actors(self) -> tuple[str, ...]:
        """Who has to change something: ``applicant``, ``evaluator``, or both."""
        return tuple(dict.fromkeys(lever.changed_by for lever in self.levers))

    def apply(self, dossier: Dossier) -> Dossier:
        """The dossier with the nearest changes made; what was said of a filing day is unknown of another."""
        values = values_after(self, dossier)
        made: Dossier
        made, _ = Varying(Dossier, dossier, values).with_values(values)
        return made

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        levers = " and ".join(f"{lever.name} by {lever.changed_by}" for lever in self.levers)
        changes = (f"{path}: {self._said(path)}" for path in self.changes)
        return f"Repair({levers}; {', '.join(changes)})"

    def _said(self, path: FactPath) -> str:
        values = self.choices.get(path, (self.changes[path],))
        return str(values[0]) if len(values) == 1 else f"one of {' '.join(map(str, values))}"

    def __reduce__(self) -> tuple[Any, ...]:
        by_path = [dict(found) for found in (self.changes, self.nearest, self.choices)]
        return _repair, (self.levers, by_path, self.dossier, self.rules, self.today)


def values_after(repair: Repair, dossier: Dossier) -> Changes:
    """The values that the nearest changes give the facts of a dossier; what was said of another day is unknown."""
    moved = {path for path, value in repair.nearest.items() if value != FACT_BY_PATH[path].of(dossier)}
    return {**repair.nearest, **{fact.path: None for fact in FACTS if fact.on_day in moved}}


def _repair(levers: tuple[Lever, ...], by_path: Iterable[Mapping[FactPath, Any]], *asked: Any) -> Repair:
    changes, nearest, choices = map(MappingProxyType, by_path)
    return Repair(levers, changes, nearest, choices, *asked)


def _values(values: Iterable[Value]) -> str:
    return joined(str(plain(value)) for value in values)


class Repairs(Answers[Repair], Tabular):
    """The repairs of a dossier, the slightest first; none where it needs none, or where none can help."""

    dossier: Dossier
    rules: RuleSet
    today: date | None
    #: Why nothing can help: the rules that stay violated whatever anybody changes.
    beyond_repair: tuple[Finding, ...]

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for each change of each repair.

        The repairs are counted from 1; ``actors`` are all who have to change something. For a date, ``earliest`` and
        ``latest`` bound the days that it may take; for other facts, ``values`` are those that would do. ``nearest`` is
        the value that is nearest to the present one. Actors and values are joined by ``;``.
        """
        return [
            {
                "repair": number,
                "actors": joined(repair.actors),
                "path": path,
                "earliest": change.earliest if isinstance(change, Window) else None,
                "latest": change.latest if isinstance(change, Window) else None,
                "values": "" if isinstance(change, Window) else _values(repair.choices.get(path, (change,))),
                "nearest": plain(repair.nearest[path]),
            }
            for number, repair in enumerate(self, 1)
            for path, change in repair.changes.items()
        ]

    def _columns(self) -> Iterable[tuple[str, str]]:
        yield from (("repair", "int"), ("actors", "text"), ("path", "text"), ("earliest", "date"), ("latest", "date"))
        yield from (("values", "text"), ("nearest", "text"))

    def __repr__(self) -> str:
        if self:
            return "\n".join(map(repr, self))
        codes = [finding.rule.code for finding in self.beyond_repair]
        return f"no repair: {codes} are violated whatever changes" if codes else "no repair needed"


def repairs(dossier: Dossier, rules: RuleSet = GUIDE, *, today: date | None = None) -> Repairs:
    """The smallest sets of changes that make an ineligible dossier eligible.

    Each set is enough, and none of its changes can be left out; a larger set may stand beside a smaller one that
    changes something else. Who can change what stands in the metadata of the models (:class:`Fact.levers`).

    >>> from clea_eligibility import Evaluation
    >>> late = Evaluation(starts_on=date(2026, 4, 27), ends_on=date(2026, 4, 28))
    >>> for repair in repairs(Dossier(filed_on=date(2026, 4, 10), evaluation=late)):
    ...     print(repair)
    Repair(filing_day by applicant; filed_on: (-∞, 2026-04-06])
    Repair(evaluation_dates by evaluator; evaluation.starts_on: [2026-05-01, +∞), evaluation.ends_on: [2026-05-02, +∞))

    With ``today``, nothing is done in the past: a filing or an evaluation that moves is not dated before it, and a
    filing day that is unknown is still to come. A new proof of residence may be older: people fetch a bill that they
    have. What is new is filed from today on: a dossier
    filed before moves its filing day, too, since it counts on the day on which it is complete (S9). Without ``today``,
    the past is open.

    >>> dossier = Dossier(filed_on=date(2026, 4, 10), evaluation=late)
    >>> [repair.actors for repair in repairs(dossier, today=date(2026, 4, 10))]
    [('evaluator',)]

    Where nothing can help, ``beyond_repair`` says why:

    >>> from clea_eligibility import Applicant
    >>> repairs(Dossier(applicant=Applicant(department="49"))).beyond_repair
    (Finding('lives_in_region', 'violated'),)

    Whether filing was open is a fact about the filing day: of another day it is unknown, and then presumed or asked.

    Raises :class:`TypeError` for anything but a dossier, a rule set and a date, and :class:`CleaError`, with the rules,
    where rules of your own leave too many days to try.
    """
    compiled = checked(dossier, rules, today)

    def answer(found: Iterable[Repair] = (), beyond_repair: Iterable[Finding] = ()) -> Repairs:
        return Repairs(found, dossier=dossier, rules=rules, today=today, beyond_repair=tuple(beyond_repair))

    if (today is None or dossier.filed_on is not None) and decide(dossier, rules).outcome != "ineligible":
        return answer()
    effort = Effort(rules, compiled, dossier, today)
    as_it_is = scenario_of(effort, 0)
    if as_it_is.is_met:  # on some day from today on
        return answer()
    hopeless = [finding for finding in as_it_is.violated if not levers_of(finding.rule)]
    if hopeless:
        return answer(beyond_repair=hopeless)
    filed_before = today is not None and dossier.filed_on is not None and dossier.filed_on < today
    found: list[Repair] = []
    settled = [*as_it_is.nogoods()]
    if filed_before:  # else what is filed is what was (S9)
        settled += [(bit | _FILING_DAY, bit) for bit in _NEW_ONES]
    waiting = _SETS
    while True:
        for levers, pulled in settled:
            waiting = [chosen for chosen in waiting if chosen & levers != pulled]
        if not waiting:
            break
        chosen = waiting[0]
        scenario = scenario_of(effort, chosen)
        repair = repair_of(scenario)
        if repair is not None:
            found.append(repair)
        settled = [(chosen, chosen)] if repair is not None else [(-1, chosen), *scenario.nogoods()]
    if found:
        return answer(sorted(found, key=_effort_of))
    return answer(beyond_repair=scenario_of(effort, _SETS[-1]).obstacles() or as_it_is.obstacles())


_EFFORT = (
    FILING_DAY,
    QUOTE,
    PROOF_OF_RESIDENCE,
    IDENTITY_DOCUMENT,
    EVALUATION_DATES,
    ACCREDITATION_DATES,
    ANOTHER_EVALUATOR,
)
"""Changes from the slightest to the heaviest."""


def _effort_of(repair: Repair) -> list[int]:
    """The heaviest change counts first: a paper is obtained before dates move, and those before people change."""
    return sorted(map(_EFFORT.index, repair.levers), reverse=True)


_FILING_DAY = BITS[FILING_DAY.name]
_NEW_ONES = tuple(bit for bit in BITS.values() if bit & NEW)
_SETS = [sum(bits) for size in range(1, len(LEVERS) + 1) for bits in combinations(BITS.values(), size)]
"""Every set of levers, as a bit mask: the fewest first."""


def repair_of(scenario: Scenario) -> Repair | None:
    """The repair that a scenario allows; ``None`` where its levers are not enough."""
    for chosen, choices in scenario.solutions() if scenario.is_met else ():
        told = chosen.told(choices)
        repair = _described(chosen, told, choices)
        if told.is_done(values_after(repair, scenario.effort.dossier)):
            return repair
    return None


def _described(chosen: Scenario, told: Scenario, choices: Choices) -> Repair:
    opening, present = told.opening, told.effort.values
    values = {fact: fact.of(told.dossier) for fact in opening.freed}
    windows = {fact: told.window(fact) for fact in values if fact.type == "date" and values[fact] is not None}
    changed: list[Fact] = []
    for fact, value in values.items():
        if fact not in windows:
            is_said = fact.path in choices and not (fact.is_presence_flag and present[fact.path] == value)
        elif fact in opening.replaced:
            is_said = windows[fact] != Window(None, None)  # something bounds what is new
        else:
            is_said = value != present[fact.path]
        if is_said:
            changed.append(fact)
    nearest = {fact.path: values[fact] for fact in changed}
    changes = {fact.path: windows.get(fact, values[fact]) for fact in changed}
    several = {path: does for path, values in choices.items() if len(does := chosen.values_that_do(path, values)) > 1}
    levers = tuple(lever for lever in LEVERS if opening.levers & BITS[lever.name])
    effort = told.effort
    return _repair(levers, (changes, nearest, several), effort.dossier, effort.rules, effort.today)
