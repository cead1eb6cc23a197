"""What rules share: the facts that have to be tried together before anybody can say that a dossier may still succeed.

Rule by rule, Kleene's logic says whether a requirement can still hold; it is exact as long as no fact is read twice.
Facts that are read twice are few and have few values, known when a rule set is compiled: each is tried. So are
comparisons of days that are more than bounds, and whether a date that a rule would rather not know stays unknown.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from attrs import field, frozen

from clea_eligibility.dossier.facts import FACTS, FLAG_OF, fact
from clea_eligibility.errors import CleaError
from clea_eligibility.rules._conditions import (
    ALWAYS,
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
from clea_eligibility.rules._reach import OPEN, Bound, Scalar, values_of
from clea_eligibility.rules._rule import Rule

KIND, STAGE = "certification.kind", "evaluation.stage"
MOST_TRIES = 20_000
"""More combinations than this of what rules share are refused."""
_MOST_LOOKED_INTO = 5_000
_MOST_STATES = 20_000
_FEW_VALUES = 8


@frozen
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
    domains = _Domains(rules, reduced)
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
    values |= {path: _known(values[path]) for path in (KIND, STAGE)}
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


def _plain_paths(rules: Sequence[Rule]) -> list[str]:
    """The facts that the rules read, dates apart, with the certification and the stage."""
    read = {KIND, STAGE, *(path for rule in rules for path in _read(rule))}
    read.update(FLAG_OF[path] for path in list(read) if path in FLAG_OF)
    return [found.path for found in FACTS if found.path in read and found.type != "date"]


def parts_of(rules: Iterable[Rule]) -> Iterator[Condition]:
    """Every condition in the rules that has no parts."""
    for rule in rules:
        for condition in rule.conditions:
            yield from (part for part in nodes(condition) if not isinstance(part, AllOf | AnyOf | Unless))


class _Domains(dict[str, tuple[Any, ...]]):
    """The values of each fact that rules tell apart, one of each sort, made when they are asked for.

    ``None`` is among them if some rule would rather not know the fact, or whether there is the object that it is part
    of. Facts that are compared with each other have their sorts in common, with all values of each, or at least as many
    as there are such facts. Where it is ``reduced``, a value that some rule refuses whatever else is the case is left
    out.
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
        sets = [set(values_of(part)) for part in self.parts if isinstance(part, Is | OneOf) and part.path in group]
        kept: dict[tuple[bool, ...], list[Any]] = {}
        for value in domain:
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
    return [path for path in _plain_paths(rules) if count[path] > 1]


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


def _is_settled(path: str, domains: _Domains, rules: Sequence[Rule]) -> bool:
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

    if not domains[path] or not any(part.path == path for rule in rules for part in _unconditional(rule)):
        return False
    return all(
        alike(condition)
        for rule in rules
        for condition in (rule.applies, AllOf(tuple(_less(rule, path))), rule.presumed or ALWAYS)
    )


def _less(rule: Rule, path: str) -> Iterator[Condition]:
    """What a rule requires besides that a fact has certain values."""
    own = [part for part in _unconditional(rule) if part.path == path]
    yield from (part for part in conjuncts(rule.requires) if part not in own)


# One rule by itself


def _is_exact_alone(rule: Rule, linked: Sequence[str], settled: Collection[str], domains: _Domains) -> bool:
    """Whether the rule can stand as soon as nothing that is known forbids it, once what is linked is settled.

    Facts that it reads twice may then be left to it, and so may comparisons of days: whatever these come to.
    """
    twice = [path for path in _read_twice(rule) if path not in linked]
    compared = list(dict.fromkeys(comparisons_of(rule)))
    bounded = [Bound(bound) for bound in date_bounds(rule.requires)]
    dates = {path for path in _rather_unknown(rule) if fact(path).type == "date"}
    if dates:
        return False
    if not twice and not compared:
        return True
    read = list(dict.fromkeys(path for path in _read(rule) if fact(path).type != "date"))
    choices: dict[Any, tuple[Any, ...]] = {
        path: domains[path] if path in linked or path in settled else (*_known(domains[path]), OPEN) for path in read
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
            tried = product(*((*_known(domains[path]), None) for path in open_facts))
            if not any(Scalar(decided | dict(zip(open_facts, values, strict=True))).stands(rule) for values in tried):
                return False
    return True


def _known(values: Iterable[Any]) -> tuple[Any, ...]:
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
    if prod(len(_known(values)) + len(values) for values in found.values.values()) > _MOST_LOOKED_INTO:
        return True
    concerned = [rule for rule in found.rules if found.reads[rule.code]]
    states = _States(found)
    known: dict[tuple[Rule, tuple[Any, ...]], set[frozenset[tuple[Any, ...]]]] = {}
    for stated in product(*((*_known(values), OPEN) for values in found.values.values())):
        partly = dict(zip(found.values, stated, strict=True))
        free = [path for path, value in partly.items() if value is OPEN]
        choices = list(product(*(found.values[path] for path in free)))
        ruled_out = []
        for rule in concerned:
            own = {path: partly[path] for path in states.read(rule) if path in partly}
            key = rule, tuple(own.values())
            if key not in known:
                known[key] = _ruled_out(rule, found, own, states)
            places = [place for place, path in enumerate(free) if path in own]
            parts = [tuple([choice[place] for place in places]) for choice in choices]
            ruled_out.append(
                {frozenset(place for place, part in enumerate(parts) if part in out) for out in known[key]}
            )
        if _cover(frozenset(range(len(choices))), ruled_out):
            return True
    return False


class _States:
    """What may be stated of what a rule reads."""

    def __init__(self, found: Shared) -> None:
        self.found = found
        self.every, self.reduced = _Domains(found.rules, reduced=False), _Domains(found.rules, reduced=True)

    def read(self, rule: Rule) -> list[str]:
        """The facts that a rule reads, dates apart, those to be tried in their order."""
        read = dict.fromkeys(path for path in _read(rule) if fact(path).type != "date")
        return [
            *(path for path in self.found.values if path in read),
            *(path for path in read if path not in self.found.values),
        ]

    def of(self, path: str) -> tuple[Any, ...]:
        """What may be stated of a fact that is not tried."""
        return _known(self.reduced[path]) if path in self.found.settled else (*self.every[path], OPEN)


def _ruled_out(
    rule: Rule, found: Shared, stated: Mapping[str, Any], states: _States
) -> set[frozenset[tuple[Any, ...]]]:
    """The choices that a rule may rule out: a set for each way in which all else may be stated.

    The rule is not violated yet. A choice is of values for what it shares with others and nobody has stated.
    """
    free = [path for path, value in stated.items() if value is OPEN]
    choices = list(product(*(found.values[path] for path in free)))
    of: dict[Any, tuple[Any, ...]] = {
        path: (stated[path],) if path in stated else states.of(path) for path in states.read(rule)
    }
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
    own = [(found.on_or_after, found.path) for found in FACTS if found.on_or_after is not None]
    return any(
        later == earlier and isinstance(later, str) and (pair in bounds or following in bounds)
        for pair in (*bounds, *own)
        for following in (*bounds, *own)
        for later, earlier in [(pair[1], following[0])]
    )
