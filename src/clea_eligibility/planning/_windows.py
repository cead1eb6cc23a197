"""The days that each date may take."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from clea_eligibility._notebook import shown_in_notebooks
from clea_eligibility.deciding.network import Bounds
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import CleaError, did_you_mean, shown
from clea_eligibility.planning._days import DATE_FACTS, binding_rules, checked, days_of, floors, without_ends
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE

_LAST = date.max.toordinal()


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
class Windows(Mapping[FactPath, Window | None]):
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
    does a filing, a proof of residence or an evaluation move to a day before it.

    For rule sets of your own that tie two dates to each other within less than a month's difference in length, some
    days between the ends may be none that would do; :func:`timeline` shows them.

    Raises :class:`TypeError` for anything but a dossier, a rule set and a date.
    """
    return _windows(dossier, rules, today, moved_from=today)


def standing_windows(dossier: Dossier, rules: RuleSet = GUIDE, *, today: date | None = None) -> Windows:
    """The same windows, for dates that need not move: one that is known may lie in the past, and stay there."""
    return _windows(dossier, rules, today, moved_from=None)


def _windows(dossier: Dossier, rules: RuleSet, today: date | None, moved_from: date | None) -> Windows:
    compiled = checked(dossier, rules, today)
    network, binding = compiled.network, binding_rules(compiled, dossier)
    days = days_of(dossier, network)
    lowest = floors(days, today)
    lows, highs = network.earliest(days, binding, lowest), network.latest(without_ends(days), binding)
    found: dict[FactPath, Window | None] = {}
    for place, fact in enumerate(DATE_FACTS):
        if days[place] is None:
            found[fact.path] = window_at(place, lows, highs)
        else:
            freed = [*days]
            freed[place] = None
            lowest_moved = [*lowest]
            lowest_moved[place] = moved_from.toordinal() if moved_from is not None and fact.not_backdated else None
            found[fact.path] = window_at(
                place, network.earliest(freed, binding, lowest_moved), network.latest(without_ends(freed), binding)
            )
    return Windows(dossier, rules, today, found)


def window_at(place: int, lows: Bounds | None, highs: Bounds | None) -> Window | None:
    """The window of one date between its bounds; ``None`` where there are none, or where no calendar has its days."""
    if lows is None or highs is None:
        return None
    low, high = lows[place], highs[place]
    if (low is not None and low > _LAST) or (high is not None and high < 1):
        return None
    return Window(
        None if low is None or low < 1 else date.fromordinal(low),
        None if high is None or high > _LAST else date.fromordinal(high),
    )
