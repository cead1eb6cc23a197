"""Hypothesis strategies for dossiers: any, eligible, and near the boundaries of the date rules.

For services that use this library and want to test themselves with it; needs the extra ``testing``. Facts and
their values are read off the vocabulary, boundaries off the rules: what is added there is drawn here. Examples shrink
to dossiers that state nothing but what matters.

Once this module is imported, ``st.from_type`` draws what is valid of every model: a :class:`~clea_eligibility.Dossier`
like :func:`dossiers`, and each of its parts.

A service that stores dossiers may test, for instance, that nothing is lost on the way::

    @given(near_boundary_dossiers())
    def test_a_stored_dossier_is_decided_as_before(dossier):
        assert decide(load(store(dossier))).outcome == decide(dossier).outcome
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import product
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from clea_eligibility.deciding.decision import Eligible, decide
from clea_eligibility.deciding.network import Network, network
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS, Fact, FactPath, fact
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    date_bounds,
)
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import values_of

__all__ = ["ChooseDay", "Stated", "Way", "dossiers", "eligible_dossiers", "near_boundary_dossiers"]

Stated: TypeAlias = dict[FactPath, Any]
"""What a dossier states, by path."""
Way: TypeAlias = Mapping[str, tuple[Any, ...]]
"""One way to satisfy conditions: the values that each fact may then take; any, for a fact that is not there."""
ChooseDay: TypeAlias = Callable[[DrawFn, int, int], int]
"""Draws a day, given the first and the last that it may be (ordinals)."""

_FIRST, _LAST = dates.FIRST_DAY.toordinal(), dates.LAST_DAY.toordinal()
_DATES = tuple(fact for fact in FACTS if fact.type == "date")
_OTHERS = tuple(fact for fact in FACTS if fact.type != "date")
_PATHS = tuple(fact.path for fact in FACTS)
_OBJECTS = tuple(prefix.removesuffix(".") for prefix in PREFIX.values() if prefix)
_TYPICAL = date(2026, 3, 2).toordinal()
_YEAR = 366
_SOMETIMES = st.sampled_from((False, False, False, True))
_TELLING_YEARS = (2026, 2025, 2024, 2100)
"""This aid's years, a leap year, and one that looks like one."""


def dossiers(*, unknowns: bool = True) -> SearchStrategy[Dossier]:
    """Every dossier that can be: few are eligible, and dates hardly ever meet.

    Objects may be missing or empty, flags may be false where other facts of the object are known. With
    ``unknowns=False`` every fact is stated.
    """
    return _objects(Dossier, unknowns=unknowns)


def eligible_dossiers(rules: RuleSet = GUIDE, *, unknowns: bool = True) -> SearchStrategy[Dossier]:
    """Dossiers that ``rules`` find :class:`~clea_eligibility.Eligible`, made so, not picked out.

    Unknown is only what a presumption covers or no rule reads; with ``unknowns=False`` every fact is stated.

    Raises :class:`CleaError` for rules that no dossier which states every fact can satisfy.
    """
    complete = _satisfying(_ways_to_satisfy(rules), [_within_years(network(rules))], _any_day)
    if not unknowns:
        return complete.map(_dossier)
    return st.builds(_eligible_without, st.just(rules), complete, st.lists(st.sampled_from(_PATHS), unique=True))


def near_boundary_dossiers(rules: RuleSet = GUIDE, *, unknowns: bool = True) -> SearchStrategy[Dossier]:
    """Dossiers whose dates stand on a boundary of ``rules``, the day before, or the day after.

    The boundaries are those of every date rule under every reading, and of the order of two dates; around month
    ends, the end of February, year ends, the fixed days of the rules and the ends of the range. Most other facts are
    such that the dates decide. With ``unknowns=False`` every fact is stated.

    Raises :class:`CleaError` for rules that no dossier which states every fact can satisfy.
    """
    complete = _nudged(
        _satisfying(_ways_to_satisfy(rules), list(map(_within_years, _networks(rules))), _on_the_boundaries_of(rules))
    )
    return (_with_unknowns(complete) if unknowns else complete).map(_dossier)


# From what is stated to a dossier


def _objects(cls: type, *, unknowns: bool = True) -> SearchStrategy[Any]:
    complete = st.fixed_dictionaries({fact.path: _values(fact) for fact in FACTS if fact.path.startswith(PREFIX[cls])})
    stated = _with_unknowns(complete) if unknowns else complete
    return stated.map(lambda facts: _model(cls, _in_order(facts)))


def _dossier(stated: Stated) -> Dossier:
    dossier: Dossier = _model(Dossier, _in_order(stated))
    return dossier


def _model(cls: type, stated: Mapping[str, Any]) -> Any:
    prefix = PREFIX[cls]
    values = {}
    for name, kind in FIELD_TYPES[cls].items():
        path = prefix + name
        if kind not in PREFIX:
            values[name] = stated.get(path)
        elif any(_is_in(known, path) for known in stated):
            values[name] = _model(kind, stated)
    return cls(**values)


def _in_order(stated: Stated) -> dict[str, Any]:
    """The same, with two dates exchanged where they stand in the wrong order."""
    ordered = dict[str, Any](stated.items())
    for later in _DATES:
        if later.on_or_after is not None:
            days = [ordered[path] for path in (later.on_or_after, later.path) if ordered.get(path) is not None]
            if len(days) == 2:
                ordered[later.on_or_after], ordered[later.path] = sorted(days)
    return ordered


@st.composite
def _with_unknowns(draw: DrawFn, complete: SearchStrategy[Stated]) -> Stated:
    """Some of what is stated, be it almost all or little; ``None`` stands for an object that is there, but empty."""
    stated = draw(complete)
    chance = draw(st.sampled_from((8, 30, 100)))
    for path in (*_OBJECTS, *_PATHS):
        fate = draw(st.integers(0, chance))
        if fate == 0:
            stated = _without(stated, path)
        elif fate == 1:
            stated = {known: None if _is_in(known, path) else value for known, value in stated.items()}
    return stated


def _without(stated: Stated, gone: str) -> Stated:
    return {path: value for path, value in stated.items() if not _is_in(path, gone)}


def _is_in(path: str, whole: str) -> bool:
    return path == whole or path.startswith(f"{whole}.")


def _eligible_without(rules: RuleSet, stated: Stated, blanks: Iterable[str]) -> Dossier:
    for blank in blanks:
        less = _without(stated, blank)
        if isinstance(decide(_dossier(less), rules), Eligible):
            stated = less
    return _dossier(stated)


# Values of facts that are no dates


def _values(fact: Fact) -> SearchStrategy[Any]:
    if fact.type != "date":
        return st.sampled_from(fact.domain)
    ends = [dates.FIRST_DAY, dates.LAST_DAY] + [dates.NO_END] * fact.may_have_no_end
    return st.dates(dates.FIRST_DAY, dates.LAST_DAY) | st.sampled_from(ends)


def _ways_to_satisfy(rules: RuleSet) -> tuple[Way, ...]:
    """Every way to satisfy the rules, but for their dates: each rule holds or does not apply."""
    ways = _together([_ways(rule.requires) + _ways(rule.applies, False) for rule in rules.rules])
    if not ways:
        raise CleaError(f"{rules.id}: no dossier that states every fact can satisfy the rules")
    return tuple(ways)


def _ways(condition: Condition, want: bool = True) -> list[Way]:
    match condition:
        case Is(path) | OneOf(path):
            return [{path: tuple(value for value in fact(path).domain if (value in values_of(condition)) is want)}]
        case Same(left, right):
            pairs = product(fact(left).domain, repeat=2)
            return [{left: (one,), right: (other,)} for one, other in pairs if (one == other) is want]
        case AllOf(parts) | AnyOf(parts):
            each = [_ways(part, want) for part in parts]
            return _together(each) if isinstance(condition, AllOf) is want else [way for ways in each for way in ways]
        case Unless(inner):
            return _ways(inner, not want)
        case Unknown():
            return [] if want else [{}]
        case _:
            return [{}] if want else []  # what dates require, the dates see to


def _together(alternatives: Iterable[list[Way]]) -> list[Way]:
    """Every choice of one way from each that leaves every fact a value."""
    return reduce(lambda ways, more: list(_joined(ways, more)), alternatives, [{}])


def _joined(ways: list[Way], more: list[Way]) -> Iterator[Way]:
    for one, other in product(ways, more):
        both = {**one, **other}
        for path in one.keys() & other.keys():
            both[path] = tuple(value for value in one[path] if value in other[path])
        if all(both.values()):
            yield both


def _others(draw: DrawFn, ways: Sequence[Way]) -> Stated:
    way = draw(st.sampled_from(ways))
    return {fact.path: draw(st.sampled_from(way.get(fact.path, fact.domain))) for fact in _OTHERS}


# Dates that satisfy the rules


@st.composite
def _satisfying(draw: DrawFn, ways: Sequence[Way], nets: Sequence[Network], choose: ChooseDay) -> Stated:
    """What satisfies the rules of one of the networks; ``choose`` draws each date from what the others leave it."""
    stated = _others(draw, ways)
    net = draw(st.sampled_from(nets))
    days = [of.toordinal() if isinstance(of, date) else None for of in net.nodes]
    every = net.own_order - 1
    for wanted in draw(st.permutations(_DATES)):
        lows, highs = net.earliest(days, every), net.latest(days, every)
        index = net.nodes.index(wanted.path)
        days[index] = chosen = choose(draw, lows[index], highs[index])  # type: ignore[index, arg-type]
        endless = wanted.may_have_no_end and not any(
            edge.earlier == index and edge.rules < net.own_order for edge in net.edges
        )
        stated[wanted.path] = dates.NO_END if endless and draw(_SOMETIMES) else date.fromordinal(chosen)
    return stated


def _within_years(net: Network) -> Network:
    """The network in which every date keeps to the years that a dossier may speak of, whatever the rules."""
    first, last = Day(dates.FIRST_DAY), Day(dates.LAST_DAY)
    days = [Day(fact.path) for fact in _DATES]
    return net.with_bounds(
        (net.own_order, bound) for day in days for bound in (NotAfter(first, day), NotAfter(day, last))
    )


def _any_day(draw: DrawFn, low: int, high: int) -> int:
    soon = min(max(low, _TYPICAL) + 60, high)
    return draw(st.integers(min(max(low, _TYPICAL), high), soon) | st.integers(low, high))


# Dates on the boundaries of the rules


@st.composite
def _nudged(draw: DrawFn, strategy: SearchStrategy[Stated]) -> Stated:
    """The same, with a few dates a day earlier or later, and perhaps another value of a fact that is no date."""
    stated = draw(strategy)
    for other in draw(st.lists(st.sampled_from(_OTHERS), max_size=1)):
        stated[other.path] = draw(_values(other))
    for nudged in draw(st.lists(st.sampled_from(_DATES), max_size=3)):
        day = stated[nudged.path].toordinal() + draw(st.sampled_from((-1, 1)))
        stated[nudged.path] = date.fromordinal(min(max(day, _FIRST), _LAST))
    return stated


def _on_the_boundaries_of(rules: RuleSet) -> ChooseDay:
    """Where the other dates bind a date, mostly the first or the last day that they leave it; else an awkward day."""
    awkward_days = _awkward_days(rules)

    def choose(draw: DrawFn, low: int, high: int) -> int:
        boundaries = [day for day in (low, high) if _FIRST + _YEAR < day < _LAST - _YEAR]
        if boundaries and not draw(_SOMETIMES):
            return draw(st.sampled_from(boundaries))
        return min(max(low, draw(awkward_days)), high)

    return choose


def _awkward_days(rules: RuleSet) -> SearchStrategy[int]:
    conditions = [condition for rule in rules.rules for condition in (rule.requires, rule.presumed or ALWAYS)]
    bounds = [bound for condition in conditions for bound in date_bounds(condition)]
    fixed = {day.of for bound in bounds for day in (bound.earlier, bound.later) if isinstance(day.of, date)}
    days = [*sorted(day.toordinal() - eve for day in fixed for eve in (0, 1)), _FIRST, _LAST]
    return (
        st.builds(_month_end, st.sampled_from(_TELLING_YEARS), st.integers(1, 12))
        | st.builds(_month_end, st.integers(dates.FIRST_DAY.year, dates.LAST_DAY.year), st.sampled_from((2, 12)))
        | st.sampled_from(days)
    )


def _month_end(year: int, month: int) -> int:
    return dates.add_months(date(year, month, 1).toordinal(), 1) - 1


def _networks(rules: RuleSet) -> Iterator[Network]:
    codes = dict.fromkeys(reading.rule for reading in rules.readings)
    for readings in product(*(rules.readings_of(code) for code in codes)):
        yield network(rules.read(**{reading.rule: reading.name for reading in readings}))


for _cls in PREFIX:
    st.register_type_strategy(_cls, _objects(_cls))
