"""The smallest sets of changes that make an ineligible dossier eligible, and who makes them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from clea_eligibility._notebook import shown_in_notebooks
from clea_eligibility.deciding.decision import Finding
from clea_eligibility.deciding.engine import decide
from clea_eligibility.dossier.actions import FILING_DAY, Lever
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.planning._days import checked, restated
from clea_eligibility.planning._scenario import Case, Effort, case_of
from clea_eligibility.planning._windows import Window
from clea_eligibility.rules._conditions import Value, paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE

LEVERS: tuple[Lever, ...] = tuple(dict.fromkeys(lever for fact in FACTS for lever in fact.levers))
"""Every change that somebody can make, in the order of the facts."""


@frozen(repr=False)
class Repair:
    """One set of changes that is enough, none of which can be left out.

    ``levers`` are the changes, with who makes each. ``changes`` gives by path what they come to: for a date the days it
    may take while the other changes are the nearest ones, else one value that will do; of what is replaced, all that is
    asked of the new one. ``nearest`` gives a day for each date instead, the nearest to the present one (of a filing
    day, if there is one, the nearest on which nothing is asked that was said of the present day); together they
    make the dossier eligible, or undetermined where facts were unknown before. ``choices`` gives all values that would
    do, where there are several.
    """

    levers: tuple[Lever, ...]
    changes: Mapping[FactPath, Window | Value] = field(hash=False)
    nearest: Mapping[FactPath, date | Value] = field(hash=False)
    choices: Mapping[FactPath, tuple[Value, ...]] = field(hash=False)

    @property
    def actors(self) -> tuple[str, ...]:
        """Who has to change something: ``applicant``, ``evaluator``, or both."""
        return tuple(dict.fromkeys(lever.changed_by for lever in self.levers))

    def apply(self, dossier: Dossier) -> Dossier:
        """The dossier with the nearest changes made; what was said of a filing day is unknown of another."""
        moved = {path for path, value in self.nearest.items() if value != FACT_BY_PATH[path].of(dossier)}
        return restated(dossier, {**self.nearest, **{fact.path: None for fact in FACTS if fact.on_day in moved}})

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        levers = " and ".join(f"{lever.name} by {lever.changed_by}" for lever in self.levers)
        changes = (f"{path}: {self._said(path)}" for path in self.changes)
        return f"Repair({levers}; {', '.join(changes)})"

    def _said(self, path: FactPath) -> str:
        values = self.choices.get(path, (self.changes[path],))
        return str(values[0]) if len(values) == 1 else f"one of {' '.join(map(str, values))}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _repair, (self.levers, dict(self.changes), dict(self.nearest), dict(self.choices))


def _repair(levers: tuple[Lever, ...], *by_path: Mapping[FactPath, Any]) -> Repair:
    return Repair(levers, *map(MappingProxyType, by_path))


class Repairs(tuple[Repair, ...]):
    """The repairs of a dossier, those of the fewest changes first; none where it needs none, or where none can help.

    ``beyond_repair`` says why nothing can help: the rules that stay violated whatever anybody changes.
    """

    dossier: Dossier
    rules: RuleSet
    beyond_repair: tuple[Finding, ...]

    def __new__(
        cls, found: Iterable[Repair], *, dossier: Dossier, rules: RuleSet, beyond_repair: tuple[Finding, ...]
    ) -> "Repairs":
        """Repairs, what they were asked of, and why there are none."""
        made = super().__new__(cls, found)
        made.dossier, made.rules, made.beyond_repair = dossier, rules, beyond_repair
        return made

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        if self:
            return "\n".join(map(repr, self))
        codes = [finding.rule.code for finding in self.beyond_repair]
        return f"no repair: {codes} are violated whatever changes" if codes else "no repair needed"

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (tuple(self),), {name: getattr(self, name) for name in Repairs.__annotations__}


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

    With ``today``, nothing is done in the past: a filing, a new proof of residence or an evaluation that moves is not
    dated before it, and a filing day that is unknown is still to come. What is new is filed from today on: a dossier
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
        return Repairs(found, dossier=dossier, rules=rules, beyond_repair=tuple(beyond_repair))

    if (today is None or dossier.filed_on is not None) and decide(dossier, rules).outcome != "ineligible":
        return answer()
    effort = Effort(rules, compiled, dossier, today)
    as_it_is = case_of(effort, ())
    if as_it_is.is_met():  # on some day from today on
        return answer()
    open_levers = {finding: _levers_of(finding.rule) for finding in as_it_is.violated()}
    hopeless = [finding for finding, levers in open_levers.items() if not levers]
    if hopeless:
        return answer(beyond_repair=hopeless)
    filed_before = today is not None and dossier.filed_on is not None and dossier.filed_on < today
    found: list[Repair] = []
    for size in range(1, len(LEVERS) + 1):
        for levers in combinations(LEVERS, size):
            is_smallest = not any(set(repair.levers) <= set(levers) for repair in found)
            helps = all(own.intersection(levers) for own in open_levers.values())
            if is_smallest and helps and not (filed_before and _needs_filing_again(levers)):
                repair = _made(case_of(effort, levers))
                if repair is not None:
                    found.append(repair)
    if found:
        return answer(found)
    return answer(beyond_repair=case_of(effort, LEVERS).obstacles() or as_it_is.obstacles())


def _needs_filing_again(levers: tuple[Lever, ...]) -> bool:
    """Whether the levers bring something new, but leave the filing day where it is: what is filed is what was (S9)."""
    return FILING_DAY not in levers and any(lever.how == "replaced" for lever in levers)


def _levers_of(rule: Rule) -> set[Lever]:
    """The levers that change something that the rule reads."""
    read = [FACT_BY_PATH[path] for path in (*paths(rule.requires), *paths(rule.applies))]
    read += [FACT_BY_PATH[fact.on_day] for fact in read if fact.on_day is not None]
    return {lever for fact in read for lever in fact.levers}


def _made(case: Case) -> Repair | None:
    """The repair that the levers of a case allow; ``None`` where they are not enough."""
    if not case.is_met():
        return None
    made = ((chosen, _described(chosen)) for chosen in case.solutions())
    return next((repair for chosen, repair in made if chosen.told().is_done(repair.apply(case.effort.dossier))), None)


def _described(chosen: Case) -> Repair:
    case = chosen.told()
    dated = {fact for fact in case.freed if fact.type == "date" and fact.of(case.opened) is not None}
    windows = {fact: case.window(fact) for fact in dated}
    said = {fact for fact in dated if _is_said(case, fact, windows[fact])}
    valued = {FACT_BY_PATH[path] for path in case.choices if not _is_settled(case, FACT_BY_PATH[path])}
    changed = [fact for fact in case.freed if fact in said | valued]
    nearest = {fact.path: fact.of(case.opened) for fact in changed}
    changes = {fact.path: windows.get(fact, nearest[fact.path]) for fact in changed}
    several = {path: values for path in case.choices if len(values := chosen.values_that_do(path)) > 1}
    return _repair(case.levers, changes, nearest, several)


def _is_settled(case: Case, flag: Fact) -> bool:
    """Whether a presence flag is what it was: something is there before and after."""
    return flag.is_presence_flag and case.effort.values[flag.path] == flag.of(case.opened)


def _is_said(case: Case, fact: Fact, window: Window) -> bool:
    """Whether a date is a part of the repair: one that moves, or one of something new that something bounds."""
    if fact in case.replaced:
        return window != Window(None, None)
    return bool(fact.of(case.opened) != case.effort.values[fact.path])
