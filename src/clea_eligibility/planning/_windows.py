"""The days that each date may take under all date rules together, and those that each date rule alone admits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from attrs import frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.deciding._compiler import Compiled
from clea_eligibility.deciding._tables import Tabular
from clea_eligibility.deciding.decision import compiled_rules
from clea_eligibility.deciding.network import Bounds, Network
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import FILING_DAY, Lever
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError, did_you_mean, of_type, shown
from clea_eligibility.rules._conditions import NotAfter, date_bounds
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet

_LAST = date.max.toordinal()
DATE_FACTS: tuple[Fact, ...] = tuple(fact for fact in FACTS if fact.type == "date")
"""The facts that are dates: the first nodes of every network, in this order."""
PLACES = {fact.path: place for place, fact in enumerate(DATE_FACTS)}
"""Where each date stands among them."""
_FILING = next(place for place, fact in enumerate(DATE_FACTS) if FILING_DAY in fact.levers)
_NO_END = dates.NO_END.toordinal()
_T = TypeVar("_T")


@frozen
class Window:
    """Days in a row, from ``earliest`` to ``latest``, both in; ``None`` where there is no bound.

    >>> print(Window(date(2026, 3, 16), date(2026, 5, 31)), Window(None, date(2026, 4, 6)))
    [2026-03-16, 2026-05-31] (-∞, 2026-04-06]
    >>> date(2026, 4, 6) in Window(None, date(2026, 4, 6))
    True
    """

    earliest: date | None
    latest: date | None

    def __attrs_post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise CleaError(f"a window cannot end on {self.latest}, before it begins on {self.earliest}")

    def __contains__(self, day: date) -> bool:
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def nearest(self, day: date) -> date:
        """The day of the window that is the fewest days away from ``day``.

        >>> Window(None, date(2026, 4, 6)).nearest(date(2026, 4, 10))
        datetime.date(2026, 4, 6)
        """
        if self.earliest is not None and day < self.earliest:
            return self.earliest
        return self.latest if self.latest is not None and day > self.latest else day

    def __str__(self) -> str:
        start = "(-∞" if self.earliest is None else f"[{self.earliest}"
        return f"{start}, {'+∞)' if self.latest is None else f'{self.latest}]'}"


@frozen(eq=False, repr=False)
class Windows(Mapping[FactPath, Window | None], Tabular):
    """For every date fact the days it may take, by path, in the order of a dossier; ``None`` where no day will do."""

    dossier: Dossier
    rules: RuleSet
    today: date | None
    _by_path: Mapping[FactPath, Window | None]

    def __getitem__(self, path: FactPath) -> Window | None:
        if path not in self._by_path:
            raise KeyError(f"there is no date {shown(path)}; {did_you_mean(str(path), self._by_path)}")
        return self._by_path[path]

    def __iter__(self) -> Iterator[FactPath]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._by_path)

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for each date: its ``path``, the day ``stated``, whether any day will do, and the bounds."""
        return [
            {
                "path": path,
                "stated": FACT_BY_PATH[path].of(self.dossier),
                "possible": window is not None,
                "earliest": window and window.earliest,
                "latest": window and window.latest,
            }
            for path, window in self.items()
        ]

    def _columns(self) -> Iterable[tuple[str, str]]:
        return ("path", "text"), ("stated", "date"), ("possible", "bool"), ("earliest", "date"), ("latest", "date")

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        width = max(map(len, self))
        return "\n".join(f"{path:<{width}}  {window or 'no day will do'}" for path, window in self.items())


def windows(dossier: Dossier, rules: RuleSet = GUIDE, *, today: date | None = None) -> Windows:
    """For every date fact the days it may take, for at least one consistent choice of the unknown dates.

    Only the date rules that surely apply are looked at, and the other known dates stay as they are: a window says of
    a known date where it could move, alone. What else is wrong is the business of :func:`decide`. Both ends of a
    window are in; days have no limit, so that an end may lie outside of those that a dossier can state.

    >>> from clea_eligibility import Applicant, Evaluation, ProofOfResidence
    >>> proof = ProofOfResidence(issued_on=date(2026, 2, 28))
    >>> july = Evaluation(starts_on=date(2026, 7, 1))
    >>> windows(Dossier(applicant=Applicant(proof_of_residence=proof), evaluation=july))
    filed_on                                 [2026-02-28, 2026-05-27]
    applicant.identity_document.valid_until  [2026-02-28, +∞)
    applicant.proof_of_residence.issued_on   (-∞, 2026-06-10]
    evaluation.starts_on                     [2026-03-21, +∞)
    evaluation.ends_on                       [2026-07-01, +∞)
    evaluator.accreditation.valid_from       (-∞, 2026-07-01]
    evaluator.accreditation.valid_until      [2026-07-01, +∞)

    With ``today``, what is still to be done is not done in the past: an unknown filing day is not before it, nor
    does a filing or an evaluation move to a day before it. A proof of residence may be older: people have bills.

    For rule sets of your own that tie two dates to each other within less than a month's difference in length, some
    days between the ends may be none that would do; :func:`timeline` shows them.

    Raises :class:`TypeError` for anything but a dossier, a rule set and a date.
    """
    return _windows(dossier, rules, today, moved_from=today)


def safe_windows(dossier: Dossier, rules: RuleSet = GUIDE, *, today: date | None = None) -> Windows:
    """The windows under the rules that require all their admissible readings at once: days that nobody can contest.

    >>> from clea_eligibility import Evaluation
    >>> start = Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> windows(start)["filed_on"].latest, safe_windows(start)["filed_on"].latest
    (datetime.date(2026, 4, 6), datetime.date(2026, 4, 5))

    Raises :class:`TypeError` for anything but a dossier, a rule set and a date.
    """
    checked(dossier, rules, today)
    return windows(dossier, rules.in_every_reading(), today=today)


def standing_windows(dossier: Dossier, rules: RuleSet = GUIDE, *, today: date | None = None) -> Windows:
    """The same windows, for dates that need not move: one that is known may lie in the past, and stay there."""
    return _windows(dossier, rules, today, moved_from=None)


def open_windows(
    dossier: Dossier, rules: RuleSet, today: date | None, *paths: FactPath, apart: Iterable[NotAfter] = ()
) -> list[Window | None]:
    """The windows of some dates that are unknown, sooner than all of them; ``apart`` binds dates that move together."""
    compiled = checked(dossier, rules, today)
    network = bound_by(compiled.network, apart)
    days = days_of(dossier, network)
    places = [PLACES[path] for path in paths]
    return windows_at(places, network, days, binding_rules(compiled, dossier), floors(days, today))


def _windows(dossier: Dossier, rules: RuleSet, today: date | None, moved_from: date | None) -> Windows:
    compiled = checked(dossier, rules, today)
    network, binding = compiled.network, binding_rules(compiled, dossier)
    days = days_of(dossier, network)
    lowest = floors(days, today)
    unknown = [place for place in range(len(DATE_FACTS)) if days[place] is None]
    found = dict(zip(unknown, windows_at(unknown, network, days, binding, lowest), strict=True))
    for place, fact in enumerate(DATE_FACTS):
        if place not in found:
            moved = moved_from.toordinal() if moved_from is not None and fact.not_backdated else None
            lowest_moved = [*lowest[:place], moved, *lowest[place + 1 :]]
            (found[place],) = windows_at([place], network, days, binding, lowest_moved)
    return Windows(dossier, rules, today, {fact.path: found[place] for place, fact in enumerate(DATE_FACTS)})


def windows_at(
    places: Sequence[int], network: Network, days: Bounds, active: int, lowest: Bounds | None = None
) -> list[Window | None]:
    """The windows of some dates, were none of them known; ``None`` where no calendar has a day that would do."""
    freed = [None if place in places else day for place, day in enumerate(days)]
    lows, highs = network.earliest(freed, active, lowest), latest(network, freed, active)
    if lows is None or highs is None:
        return [None] * len(places)
    return [between(lows[place], highs[place]) for place in places]


def latest(network: Network, days: Bounds, active: int) -> Bounds | None:
    """The latest day of every date; what never ends is no bound."""
    return network.latest([None if day == _NO_END else day for day in days], active)


def between(low: int | None, high: int | None) -> Window | None:
    if (low is not None and low > _LAST) or (high is not None and high < 1):
        return None
    return Window(
        None if low is None or low < 1 else date.fromordinal(low),
        None if high is None or high > _LAST else date.fromordinal(high),
    )


@frozen
class RuleWindow:
    """A date rule alone: the dates that it judges, the others that it reads, and the days that it admits.

    The judged dates, which move together, are a filing day or an evaluation where the rule reads one, unless what
    would bound them is unknown. ``window`` has no ends where the rule does not apply, knows too little to bind
    anything, or reads a date without an end; it is ``None`` where no day will do.
    """

    rule: Rule
    judged: tuple[Fact, ...]
    others: tuple[Fact, ...]
    window: Window | None


def rule_windows(dossier: Dossier, rules: RuleSet = GUIDE) -> tuple[RuleWindow, ...]:
    """For every date rule, as if it were the only one, the days that it admits, both ends in, in the rules' order.

    >>> from clea_eligibility import Applicant, Evaluation, IdentityDocument
    >>> applicant = Applicant(identity_document=IdentityDocument(valid_until=date(2026, 3, 31)))
    >>> dossier = Dossier(applicant=applicant, evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> for found in rule_windows(dossier):
    ...     print(found.rule.code, found.judged, found.window)
    filed_three_weeks_before (Fact('filed_on'),) (-∞, 2026-04-06]
    accreditation_covers_evaluation (Fact('evaluation.starts_on'), Fact('evaluation.ends_on')) (-∞, +∞)
    identity_document_valid (Fact('filed_on'),) (-∞, 2026-03-31]
    proof_of_residence_recent (Fact('filed_on'),) (-∞, +∞)

    Raises :class:`TypeError` for anything but a dossier and a rule set.
    """
    compiled = checked(dossier, rules, None)
    binding = binding_rules(compiled, dossier)
    return tuple(_alone(rule, 1 << bit & binding, compiled, dossier) for bit, rule in enumerate(compiled.network.rules))


def _alone(rule: Rule, active: int, compiled: Compiled, dossier: Dossier) -> RuleWindow:
    read = {day.of for bound in date_bounds(rule.requires) for day in (bound.earlier, bound.later)}
    facts = tuple(fact for fact in DATE_FACTS if fact.path in read)
    candidates = [
        RuleWindow(rule, judged, tuple(fact for fact in facts if fact not in judged), window)
        for judged in _groups(facts)
        for window in [_window(judged, active, compiled, dossier)]
    ]
    telling = (
        found
        for found in candidates
        if found.window != _OPEN or any(fact.of(dossier) == dates.NO_END for fact in found.others)
    )
    return next(telling, candidates[0] if candidates else RuleWindow(rule, (), facts, _OPEN))


def _groups(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
    """The dates that may be judged, first those that somebody can simply move: what moves together is judged so."""
    moved = {fact: lever for fact in facts if (lever := _moving(fact)) is not None}
    for lever in dict.fromkeys(moved.values()):
        yield tuple(fact for fact in moved if moved[fact] == lever)
    yield from ((fact,) for fact in facts if fact not in moved)


def _moving(fact: Fact) -> Lever | None:
    return next((lever for lever in fact.levers if lever.how != "replaced"), None)


def _window(judged: tuple[Fact, ...], active: int, compiled: Compiled, dossier: Dossier) -> Window | None:
    network = compiled.network
    found = windows_at([PLACES[fact.path] for fact in judged], network, days_of(dossier, network), active)
    first, last = found[0], found[-1]
    return first and last and Window(first.earliest, last.latest)


_OPEN = Window(None, None)


# What windows, timelines and repairs ask of a dossier


class Answers(tuple[_T, ...]):
    """What was found, in order, and what it was found for: the annotated attributes of a subclass."""

    def __new__(cls, found: Iterable[_T], **asked: Any) -> "Answers[_T]":
        """What was found, and by name what it was found for."""
        made = super().__new__(cls, found)
        for name in cls.__annotations__:
            setattr(made, name, asked[name])
        return made

    _repr_html_ = shown_in_notebooks

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (tuple(self),), {name: getattr(self, name) for name in type(self).__annotations__}


def checked(dossier: Dossier, rules: RuleSet, today: date | None) -> Compiled:
    """The compiled rules; raises :class:`TypeError` for anything but a dossier, a rule set and, if given, a date."""
    of_type(dossier, Dossier)
    of_type(rules, RuleSet, "rules")
    if today is not None:
        dates.calendar_day(today, "today")
    return compiled_rules(rules)


def bound_by(network: Network, bounds: Iterable[NotAfter]) -> Network:
    return network.with_bounds((network.own_order, bound) for bound in bounds)


def days_of(dossier: Dossier, network: Network) -> Bounds:
    return ordinals([fact.of(dossier) for fact in DATE_FACTS], network)


def ordinals(stated: list[Any], network: Network) -> Bounds:
    return [day and day.toordinal() for day in (*stated, *network.nodes[len(stated) :])]


def floors(days: Bounds, today: date | None) -> Bounds:
    """For each date a day that it cannot be before: today for a filing that is still to be made."""
    lowest: Bounds = [None] * len(days)
    if today is not None and days[_FILING] is None:
        lowest[_FILING] = today.toordinal()
    return lowest


def binding_rules(compiled: Compiled, dossier: Dossier) -> int:
    """The date rules that surely apply to a dossier, violated or not: a bit mask over those of the network."""
    reasons, _, binding = compiled.judged(dossier)
    for finding in reasons:
        if finding.rule in compiled.network.rules:
            binding |= 1 << compiled.network.rules.index(finding.rule)
    return binding
