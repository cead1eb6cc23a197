"""What conditions can still come to, and what rules share: facts to be tried together before a dossier may succeed.

Rule by rule, Kleene's logic says whether a requirement can still hold; it is exact as long as no fact is read twice.
Facts that are read twice are few and have few values, known when a rule set is compiled: each is tried. So are
comparisons of days that are more than bounds, and whether a date that a rule would rather not know stays unknown.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, product
from math import prod
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from clea_eligibility.dossier.facts import FACTS, FLAG_OF, fact
from clea_eligibility.errors import CleaError, Shown
from clea_eligibility.rules._conditions import (
    ALWAYS,
    OWN_ORDERS,
    AllOf,
    AnyOf,
    Condition,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    conjuncts,
    date_bounds,
    is_of_dates,
    nodes,
    paths,
)
from clea_eligibility.rules._rule import Rule

KIND, STAGE = "certification.kind", "evaluation.stage"
MOST_TRIES = 20_000
"""More combinations than this of what rules share are refused."""
_MOST_LOOKED_INTO = 5_000
_MOST_STATES = 20_000
_FEW_VALUES = 8
OPEN = object()
"""Stands for a fact, or a comparison of days, that may still come out either way."""
Truth = TypeVar("Truth")
Want: TypeAlias = bool | None
"""The truth that a condition is to come to; ``None`` is unknown."""


# What conditions can come to


@frozen(repr=False)
class Bound(Shown):
    """A comparison of days that must hold for its rule to hold."""

    of: NotAfter


class Reach(ABC, Generic[Truth]):
    """Whether conditions can still come to a truth, given the same of the parts that they are made of.

    Exact where nothing is read twice. Answers are truth values, lines of source or columns: whatever ``all_of`` and
    ``any_of`` join.
    """

    settled: frozenset[str] = frozenset()
    """Facts that nothing tells from their being unknown any more: what is said of them stands."""

    @abstractmethod
    def can(self, part: Any, want: Want) -> Truth:
        """Whether a part that has no parts of its own can come to a truth."""

    @staticmethod
    @abstractmethod
    def all_of(*truths: Truth) -> Truth:
        """Every truth holds."""

    @staticmethod
    @abstractmethod
    def any_of(*truths: Truth) -> Truth:
        """At least one truth holds."""

    def __call__(self, condition: Any, want: Want) -> Truth:
        """Whether a condition can come to a truth."""
        match condition:
            case AllOf(parts):
                return self._joined(parts, want, decided=False)
            case AnyOf(parts):
                return self._joined(parts, want, decided=True)
            case Unless(inner) if not set(paths(inner)) <= self.settled:
                if want is None:
                    return self.any_of()
                return self(inner, True) if want is False else self.any_of(self(inner, False), self(inner, None))
            case _:
                return self.can(condition, want)

    def _joined(self, parts: Sequence[Any], want: Want, *, decided: bool) -> Truth:
        """An all-of (or, in a mirror, an any-of): one part that is ``decided`` decides it."""
        if want is decided:
            return self.any_of(*(self(part, decided) for part in parts))
        if want is not None:
            return self.all_of(*(self(part, want) for part in parts))
        open_ = [self(part, None) for part in parts]
        not_deciding = [self.any_of(self(part, not decided), truth) for part, truth in zip(parts, open_, strict=True)]
        return self.any_of(
            *(
                self.all_of(truth, *not_deciding[:place], *not_deciding[place + 1 :])
                for place, truth in enumerate(open_)
            )
        )

    def stands(self, rule: Rule) -> Truth:
        """Whether a rule can come out satisfied, presumed or not applicable."""
        requires, presumed = split(rule), ALWAYS if rule.presumed is None else rule.presumed
        presumable = (
            self.any_of()
            if rule.presumed is None
            else self.all_of(self(rule.applies, True), self(requires, None), self(presumed, True))
        )
        return self.any_of(self(rule.applies, False), self(requires, True), presumable)


class Scalar(Reach[bool]):
    """What can be reached from a state: of each fact and each comparison a value, ``None`` (stays unknown) or open."""

    def __init__(self, state: Mapping[Any, Any]) -> None:
        self.state = state

    @staticmethod
    def all_of(*truths: bool) -> bool:
        """Every truth holds."""
        return all(truths)

    @staticmethod
    def any_of(*truths: bool) -> bool:
        """At least one truth holds."""
        return any(truths)

    def can(self, part: Any, want: Want) -> bool:
        """Whether a part can come to a truth."""
        state = self.state
        match part:
            case Is(path) | OneOf(path):
                return want in _truths(state[path], lambda value: value in values_of(part), path)
            case Unknown(path):
                return want is (state[path] is None) or (state[path] is OPEN and want is True)
            case Same(left, right) if part not in state:
                one, other = state[left], state[right]
                if one is OPEN:
                    one, other = other, one
                if other is not OPEN or one is None:
                    return want is (None if one is None or other is None else one == other)
                return one is OPEN or want in _truths(OPEN, lambda value: value == one, left)
            case _:
                return state[part] is OPEN or want is state[part]


def _truths(value: Any, holds: Callable[[Any], bool], path: str) -> set[Want]:
    if value is OPEN:
        return {None, *map(holds, fact(path).domain)}
    return {None if value is None else holds(value)}


def days_of(part: NotAfter | Same) -> list[str | date]:
    """The two days of a comparison."""
    return [part.earlier.of, part.later.of] if isinstance(part, NotAfter) else [part.left, part.right]


def split(rule: Rule) -> Condition:
    """What a rule requires, its bounds marked as such."""
    bounds = [Bound(bound) for bound in date_bounds(rule.requires)]
    others = [part for part in conjuncts(rule.requires) if not is_of_dates(part)]
    return AllOf((*bounds, *others)) if bounds else rule.requires  # type: ignore[arg-type]


def values_of(part: Is | OneOf) -> tuple[Any, ...]:
    """The values of which the fact is to have one."""
    return (part.value,) if isinstance(part, Is) else part.values


# What rules share


@frozen(eq=False, repr=False)
class Shared:
    """What has to be tried for some rules: together, they hold where each holds under one of these choices.

    ``values`` are those of each fact to be tried, the certification and the stage first; ``None`` among them leaves
    it unknown. ``comparisons`` of two days are tried both ways, ``staying`` are the dates that may better stay unknown.
    """

    rules: tuple[Rule, ...]
    values: Mapping[str, tuple[Any, ...]]
    comparisons: tuple[NotAfter | Same, ...]
    staying: tuple[str, ...]
    settled: frozenset[str]
    """Facts of which some rule requires a value that the others do not tell from their being unknown."""
    partners: Mapping[str, tuple[str, ...]]
    """For some facts those that they are compared with, whose values are to be tried as well: not all are listed."""
    reads: Mapping[str, frozenset[str]] = field(init=False)
    """For each rule, by code, what is tried of what it reads."""

    @reads.default
    def _reads(self) -> Mapping[str, frozenset[str]]:
        return {rule.code: frozenset(self._items(rule)) for rule in self.rules}

    def _items(self, rule: Rule) -> Iterator[str]:
        for path in _read(rule):
            if path in self.values or path in self.staying:
                yield path
            if FLAG_OF.get(path) in self.values:
                yield FLAG_OF[path]
        yield from (str(part) for part in comparisons_of(rule) if part in self.comparisons)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to be tried but the certification and the stage."""
        return len(self.values) == 2 and not self.comparisons and not self.staying

    @property
    def moves_dates(self) -> bool:
        """Whether what is tried has a bearing on the dates."""
        bounded = any(self.reads[rule.code] for rule in self.rules if any(date_bounds(rule.requires)))
        return bool(self.comparisons) or bounded

    @property
    def tries(self) -> int:
        """How many choices there are, at the most."""
        counts = [*map(len, self.values.values()), *(3 for _ in self.comparisons), *(2 for _ in self.staying)]
        return prod(counts)


def shared(rules: Iterable[Rule], *, reduced: bool = True) -> Shared:
    """What has to be tried for these rules, taken together; ``DatesCompatible`` is left out.

    ``reduced`` leaves out values that some rule refuses whatever else is the case. Without, the result holds for every
    part of the rules.
    """
    rules = tuple(rule for rule in rules if not rule.is_joint)
    domains = Domains(rules, reduced)
    several = [path for path in _linked(rules, domains.rather_unknown) if path not in (KIND, STAGE)]
    settled = frozenset(path for path in several if reduced and _is_settled(path, domains, rules))
    linked = [KIND, STAGE, *(path for path in several if path not in settled)]
    comparisons: dict[NotAfter | Same, None] = {}
    staying: dict[str, None] = {}
    for rule in rules:
        if not _is_exact_alone(rule, linked, settled, domains):
            linked += [path for path in _read_twice(rule) if path not in linked]
            comparisons |= dict.fromkeys(comparisons_of(rule))
            staying |= dict.fromkeys(path for path in _rather_unknown(rule) if fact(path).type == "date")
    values = {path: domains[path] for path in linked}
    values |= {path: known_values(values[path]) for path in (KIND, STAGE)}
    partners = {path: tuple(domains.compared_with(path)) for path in values if len(fact(path).domain) > _FEW_VALUES}
    partners = {path: others for path, others in partners.items() if others}
    return Shared(rules, values, tuple(comparisons), tuple(staying), settled, partners)


def refuse_too_many(found: Shared, name: str) -> None:
    """Raise :class:`CleaError` where rules share more than can be tried."""
    if found.tries > MOST_TRIES:
        words = [*found.values, *map(str, found.comparisons), *found.staying]
        raise CleaError(
            f"{name}: its rules share too much to be decided exactly: {found.tries:,} combinations of "
            f"{', '.join(words[:12])}{' …' if len(words) > 12 else ''}; expected at most {MOST_TRIES:,}"
        )


# Facts


def comparisons_of(rule: Rule) -> Iterator[NotAfter | Same]:
    """The comparisons of two days in a rule that are no bounds of it."""
    others = [part for part in conjuncts(rule.requires) if not is_of_dates(part)]
    for condition in (rule.applies, *others, rule.presumed):
        if condition is not None:
            yield from (part for part in nodes(condition) if is_of_dates(part))


def _read(rule: Rule) -> Iterator[str]:
    """The facts that a rule reads, as often as it does."""
    for condition in rule.conditions:
        yield from paths(condition)


def parts_of(rules: Iterable[Rule]) -> Iterator[Condition]:
    """Every condition in the rules that has no parts."""
    for rule in rules:
        for condition in rule.conditions:
            yield from (part for part in nodes(condition) if not isinstance(part, AllOf | AnyOf | Unless))


class Domains(dict[str, tuple[Any, ...]]):
    """The values of each fact that rules tell apart, one of each sort, made when they are asked for.

    ``None`` is among them if some rule would rather not know the fact, or whether there is the object that it is part
    of. Facts that are compared with each other have their sorts in common, with all values of each, or at least as many
    as there are such facts; of each sort the values that a rule names come first. Where it is ``reduced``, a value that
    some rule refuses whatever else is the case is left out.
    """

    def __init__(self, rules: Sequence[Rule], reduced: bool) -> None:
        self.parts = tuple(parts_of(rules))
        self.required = [part for rule in rules for part in _unconditional(rule)] if reduced else []
        unknown = {path for rule in rules for path in _rather_unknown(rule)}
        self.rather_unknown = unknown | {path for path, flag in FLAG_OF.items() if flag in unknown}

    def compared_with(self, path: str) -> list[str]:
        """The facts with which rules compare a fact, directly or by way of others."""
        group, before = [path], 0
        while len(group) > before:
            before = len(group)
            both = [(part.left, part.right) for part in self.parts if isinstance(part, Same) and not is_of_dates(part)]
            group += dict.fromkeys(other for pair in both if {*pair} & {*group} for other in pair if other not in group)
        return group[1:]

    def __missing__(self, path: str) -> tuple[Any, ...]:
        group = [path, *self.compared_with(path)]
        domain = fact(path).domain
        of_each = len(group) if len(group) == 1 or len(domain) > _FEW_VALUES else len(domain)
        named = [values_of(part) for part in self.parts if isinstance(part, Is | OneOf) and part.path in group]
        kept: dict[tuple[bool, ...], list[Any]] = {}
        sets = [frozenset(values) for values in named]
        for value in dict.fromkeys([*chain(*named), *domain]):
            kept.setdefault(tuple([value in values for values in sets]), []).append(value)
        found = tuple(value for alike in kept.values() for value in alike[:of_each])
        found = (*found, None) if path in self.rather_unknown else found
        for part in self.required:
            if part.path == path:
                found = tuple(value for value in found if value in values_of(part))
        self[path] = found
        return found


def _rather_unknown(rule: Rule) -> set[str]:
    """The facts of which a rule may come out better as long as they are unknown."""
    found: set[str] = set()
    for condition in rule.conditions:
        for part in nodes(condition):
            if isinstance(part, Unless | Unknown):
                found.update(paths(part))
    if rule.presumed is not None:
        found.update(paths(rule.requires))
    return found


def _linked(rules: Sequence[Rule], rather_unknown: set[str]) -> list[str]:
    """The facts that more than one rule reads, dates apart."""
    count = Counter(path for rule in rules for path in set(_read(rule)))
    for flag in {flag for path, flag in FLAG_OF.items() if count[path]} & rather_unknown:
        count[flag] += 1  # who states another fact of the object states the flag
    return [known.path for known in FACTS if known.type != "date" and count[known.path] > 1]


def _read_twice(rule: Rule) -> list[str]:
    """The facts that a rule reads more than once, or in a way that only some values tell apart; dates apart."""
    count = Counter(_read(rule))
    never_apart = {
        part.path
        for part in parts_of((rule,))
        if isinstance(part, Is | OneOf) and set(values_of(part)) >= set(fact(part.path).domain)
    }
    plain = [known.path for known in rule.facts if known.type != "date"]
    return [path for path in plain if count[path] > 1 or path in never_apart]


def _unconditional(rule: Rule) -> Iterator[Is | OneOf]:
    """What a rule requires of single facts, whatever else is the case."""
    if rule.applies == ALWAYS and rule.presumed is None:
        yield from (part for part in conjuncts(rule.requires) if isinstance(part, Is | OneOf))


def _is_settled(path: str, domains: Domains, rules: Sequence[Rule]) -> bool:
    """Whether no rule tells the values that a fact may have from its being unknown, but for those that require them."""

    def alike(condition: Condition) -> bool:
        match condition:
            case _ if path not in paths(condition):
                return True
            case AllOf(parts) | AnyOf(parts):
                return all(map(alike, parts))
            case Unless(inner) if set(paths(inner)) == {path}:
                truths = {Scalar({path: value})(inner, True) for value in (None, *domains[path])}
                return len(truths) == 1
            case _:
                return False

    own = {rule.code: [part for part in _unconditional(rule) if part.path == path] for rule in rules}
    return (
        bool(domains[path])
        and any(own.values())
        and all(
            alike(condition)
            for rule in rules
            for condition in (rule.applies, *conjuncts(rule.requires), rule.presumed or ALWAYS)
            if condition not in own[rule.code]
        )
    )


# One rule by itself


def _is_exact_alone(rule: Rule, linked: Sequence[str], settled: Collection[str], domains: Domains) -> bool:
    """Whether the rule can stand as soon as nothing that is known forbids it, once what is linked is settled.

    Facts that it reads twice may then be left to it, and so may comparisons of days: whatever these come to.
    """
    twice = [path for path in _read_twice(rule) if path not in linked]
    compared = list(dict.fromkeys(comparisons_of(rule)))
    bounded = [Bound(bound) for bound in date_bounds(rule.requires)]
    if any(fact(path).type == "date" for path in _rather_unknown(rule)):
        return False
    if not twice and not compared:
        return True
    read = list(dict.fromkeys(path for path in _read(rule) if fact(path).type != "date"))
    choices: dict[Any, tuple[Any, ...]] = {
        path: domains[path] if path in linked or path in settled else (*known_values(domains[path]), OPEN)
        for path in read
    }
    choices |= dict.fromkeys(compared, (True, False, OPEN))
    choices |= dict.fromkeys(bounded, (True, False))
    if prod(map(len, choices.values())) > _MOST_STATES:
        return False
    for chosen in product(*choices.values()):
        state = dict(zip(choices, chosen, strict=True))
        if not Scalar(state).stands(rule):
            continue
        open_parts = [part for part in compared if state[part] is OPEN]
        open_facts = [path for path in twice if state[path] is OPEN]
        for truths in product((True, False), repeat=len(open_parts)):
            decided = state | dict(zip(open_parts, truths, strict=True))
            tried = product(*((*known_values(domains[path]), None) for path in open_facts))
            if not any(Scalar(decided | dict(zip(open_facts, values, strict=True))).stands(rule) for values in tried):
                return False
    return True


def known_values(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values but for ``None``."""
    return tuple(value for value in values if value is not None)


# Whether there is a dossier that nothing can save, though it violates none of the rules


def needs_dates_compatible(rules: Sequence[Rule]) -> bool:
    """Whether there may be a dossier that violates none of the rules and that nothing can save."""
    return _bounds_meet(rules) or can_be_irreconcilable(shared(rules))


def can_be_irreconcilable(found: Shared) -> bool:
    """Whether some dossier may find the rules irreconcilable, though it violates none and its dates have room.

    Not looked into, and so taken for possible, where dates have a part in it, or an object that is to stay unstated, or
    where there are too many ways in which a dossier may state the facts and another may fill it in.
    """
    read = {path for rule in found.rules for path in _read(rule)}
    flagged = any(path in read and None in found.values.get(flag, ()) for path, flag in FLAG_OF.items())
    if flagged or found.comparisons or found.staying or found.moves_dates:
        return True
    if prod(len(known_values(values)) + len(values) for values in found.values.values()) > _MOST_LOOKED_INTO:
        return True
    every, reduced = Domains(found.rules, reduced=False), Domains(found.rules, reduced=True)
    untried = {
        path: known_values(reduced[path]) if path in found.settled else (*every[path], OPEN)
        for path in read
        if path not in found.values and fact(path).type != "date"
    }
    concerned = [(rule, {*_read(rule)}) for rule in found.rules if found.reads[rule.code]]
    known: dict[tuple[Rule, tuple[Any, ...]], set[frozenset[tuple[Any, ...]]]] = {}
    for stated in product(*((*known_values(values), OPEN) for values in found.values.values())):
        partly = dict(zip(found.values, stated, strict=True))
        free = [path for path, value in partly.items() if value is OPEN]
        choices = list(product(*(found.values[path] for path in free)))
        ruled_out = []
        for rule, its_paths in concerned:
            own = {path: value for path, value in partly.items() if path in its_paths}
            key = rule, tuple(own.values())
            if key not in known:
                known[key] = _ruled_out(rule, found, own, untried)
            places = [place for place, path in enumerate(free) if path in own]
            parts = [tuple([choice[place] for place in places]) for choice in choices]
            ruled_out.append(
                {frozenset(place for place, part in enumerate(parts) if part in out) for out in known[key]}
            )
        if _cover(frozenset(range(len(choices))), ruled_out):
            return True
    return False


def _ruled_out(
    rule: Rule, found: Shared, stated: Mapping[str, Any], untried: Mapping[str, tuple[Any, ...]]
) -> set[frozenset[tuple[Any, ...]]]:
    """The choices that a rule may rule out: a set for each way in which all else may be stated.

    The rule is not violated yet. A choice is of values for what it shares with others and nobody has stated.
    ``untried`` are the values that may be stated of the facts that are not tried.
    """
    free = [path for path, value in stated.items() if value is OPEN]
    choices = list(product(*(found.values[path] for path in free)))
    of: dict[Any, tuple[Any, ...]] = {path: (value,) for path, value in stated.items()}
    of |= {path: untried[path] for path in _read(rule) if path in untried}
    of |= dict.fromkeys(comparisons_of(rule), (True, False, OPEN))
    of |= {Bound(bound): (True, False) for bound in date_bounds(rule.requires)}
    found_out = set()
    for values in product(*of.values()):
        state = dict(zip(of, values, strict=True))
        if Scalar(state).stands(rule):
            tried = ((choice, state | dict(zip(free, choice, strict=True))) for choice in choices)
            found_out.add(frozenset(choice for choice, chosen in tried if not Scalar(chosen).stands(rule)))
    return found_out


def _cover(left: frozenset[int], ruled_out: Sequence[set[frozenset[int]]]) -> bool:
    """Whether nothing is left, once each rule has ruled out one of its sets."""
    if not left or not ruled_out:
        return not left
    first, *others = ruled_out
    return any(_cover(left - out, others) for out in first if not any(out < more for more in first))


def _bounds_meet(rules: Sequence[Rule]) -> bool:
    """Whether some date stands between two others: known days may then leave it no room."""
    bounds = [(bound.earlier.of, bound.later.of) for rule in rules for bound in date_bounds(rule.requires)]
    every = [*bounds, *((order.earlier.of, order.later.of) for order in OWN_ORDERS)]
    return any(
        into[1] == onward[0] and isinstance(into[1], str) and (into in bounds or onward in bounds)
        for into, onward in product(every, repeat=2)
    )
