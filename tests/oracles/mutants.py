"""Mutants: rule sets that differ from the page's in one detail, made from the rules as data."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from attrs import evolve, frozen

from clea_eligibility import FACTS, GUIDE, RuleSet
from clea_eligibility.dossier.facts import fact
from clea_eligibility.errors import CleaError
from clea_eligibility.rules import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Rate,
    Reading,
    Rule,
    Same,
    Tariff,
    Unknown,
    Unless,
)

NEVER = AnyOf(())
DATES = tuple(fact.path for fact in FACTS if fact.type == "date")
ADDED_DEPARTMENTS = ("75", "85", "49", "18", "99", "971")
"""Paris, whose number the Region has, neighbours, abroad and overseas."""


@frozen
class Mutant:
    """A rule set with one detail changed, and which; ``None`` where no rule set can have it."""

    change: str
    rules: RuleSet | None


def mutants_that_decide_otherwise() -> Iterator[Mutant]:
    """Every mutant of what rules require, where they apply, what is presumed, and how their words are read."""
    for index, rule in enumerate(GUIDE.rules):
        for change, mutated in _behaviours(rule):
            rules = _replaced(GUIDE.rules, index, mutated)
            yield _mutant(f"{rule.code}: {change}", rules=rules, readings=_as_read(mutated))
    followed = {rule.reading for rule in GUIDE.rules}
    for index, reading in enumerate(GUIDE.readings):
        for change, requires in conditions(reading.requires) if reading.name not in followed else ():
            readings = _replaced(GUIDE.readings, index, evolve(reading, requires=requires))
            yield _mutant(f"{reading.name}: {change}", readings=readings)
        yield _mutant(f"{reading.name} is no reading", readings=_replaced(GUIDE.readings, index))


def _as_read(rule: Rule) -> tuple[Reading, ...]:
    """The readings of the guide, with what this rule requires as its default."""
    others = [reading for reading in GUIDE.readings if (reading.rule, reading.name) != (rule.code, rule.reading)]
    return (Reading(rule.code, rule.reading, rule.requires), *others) if rule.reading else GUIDE.readings


def mutants_of_the_table() -> Iterator[Mutant]:
    """Every mutant of what is listed: the rules, their order, group, basis and statements, readings, amounts."""
    for index, rule in enumerate(GUIDE.rules):
        yield _mutant(
            f"{rule.code} dropped",
            rules=_replaced(GUIDE.rules, index),
            readings=tuple(reading for reading in GUIDE.readings if reading.rule != rule.code),
        )
        for change, mutated in _descriptions(rule):
            yield _mutant(f"{rule.code}: {change}", rules=_replaced(GUIDE.rules, index, mutated))
    for index, (before, after) in enumerate(pairwise(GUIDE.rules)):
        yield _mutant(f"{after.code} before {before.code}", rules=_swapped(GUIDE.rules, index, index + 1))
    for one, other in combinations(range(len(GUIDE.readings)), 2):
        yield _mutant(f"readings {one} and {other} swapped", readings=_swapped(GUIDE.readings, one, other))
    for change, rates in _tariffs(GUIDE.tariff.rates):
        yield _mutant(change, tariff=Tariff(rates))


def _mutant(
    change: str,
    rules: tuple[Rule, ...] = GUIDE.rules,
    tariff: Tariff = GUIDE.tariff,
    readings: tuple[Reading, ...] = GUIDE.readings,
) -> Mutant:
    try:
        return Mutant(change, RuleSet(GUIDE.id, rules, tariff, readings))
    except CleaError:
        return Mutant(change, None)


def _replaced(items: tuple[Any, ...], index: int, *others: Any) -> tuple[Any, ...]:
    return (*items[:index], *others, *items[index + 1 :])


def _swapped(items: tuple[Any, ...], one: int, other: int) -> tuple[Any, ...]:
    swapped = list(items)
    swapped[one], swapped[other] = items[other], items[one]
    return tuple(swapped)


# Rules


def _behaviours(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for change, requires in (*conditions(rule.requires), ("requires nothing", ALWAYS)):
        yield f"requires: {change}", evolve(rule, requires=requires)
    if rule.requires != DatesCompatible():  # which always applies, and is never unknown
        for change, applies in (*conditions(rule.applies), ("always", ALWAYS), ("never", NEVER)):
            if applies != rule.applies:
                yield f"applies: {change}", evolve(rule, applies=applies)
        for change, presumed in _presumptions(rule):
            if presumed != rule.presumed:
                yield f"presumed: {change}", evolve(rule, presumed=presumed)
    for reading in GUIDE.readings_of(rule.code)[1:]:
        yield f"read as {reading.name}", evolve(rule, requires=reading.requires, reading=reading.name)


def _presumptions(rule: Rule) -> Iterator[tuple[str, Condition | None]]:
    yield "never", None
    yield "always", ALWAYS
    if rule.presumed is not None:
        yield from conditions(rule.presumed)


def _descriptions(rule: Rule) -> Iterator[tuple[str, Rule]]:
    yield "of the other group", evolve(rule, group="criterion" if rule.group == "document" else "document")
    yield "on the other basis", evolve(rule, basis="implied" if rule.basis == "stated" else "stated")
    for index, statement in enumerate(rule.statements):
        yield f"without {statement}", evolve(rule, statements=_replaced(rule.statements, index))
        yield f"S1 for {statement}", evolve(rule, statements=_replaced(rule.statements, index, "S1"))


def _tariffs(rates: tuple[Rate, ...]) -> Iterator[tuple[str, tuple[Rate, ...]]]:
    for index, rate in enumerate(rates):
        yield f"no rate for {rate.kind} {rate.stage}", _replaced(rates, index)
        for more in (-1, 1):
            changed = evolve(rate, euros=rate.euros + more)
            yield f"{rate.kind} {rate.stage}: {more:+} €", _replaced(rates, index, changed)
    for one, other in combinations(range(len(rates)), 2):
        exchanged = _replaced(rates, one, evolve(rates[one], euros=rates[other].euros))
        exchanged = _replaced(exchanged, other, evolve(rates[other], euros=rates[one].euros))
        yield f"amounts {one} and {other} swapped", exchanged


# Conditions


def conditions(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs in one detail, and in which."""
    match condition:
        case Is(path, value):
            for other in _values(path):
                if other != value:
                    yield f"{path} is {other}", Is(path, other)
        case OneOf(path, values):
            yield from _sets(path, values)
        case Same(left, right):
            yield f"{left} may differ from {right}", ALWAYS
        case NotAfter():
            yield from _bounds(condition)
        case AllOf(parts):
            if parts:
                yield "any instead of all", AnyOf(parts)
            yield from ((change, AllOf(others)) for change, others in _parts(parts))
        case AnyOf(parts):
            yield "all instead of any", AllOf(parts)
            yield from ((change, AnyOf(others)) for change, others in _parts(parts))
        case Unless(inner):
            yield "not unless", inner
            yield from ((f"unless {change}", Unless(other)) for change, other in conditions(inner))
        case Unknown(path):
            yield from ((f"{other.path} unknown", Unknown(other.path)) for other in FACTS if other.path != path)
        case DatesCompatible():
            return


def _parts(parts: tuple[Condition, ...]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    for index, part in enumerate(parts):
        yield f"part {index + 1} dropped", _replaced(parts, index)
        for change, other in conditions(part):
            yield change, _replaced(parts, index, other)


def _values(path: str) -> tuple[Any, ...]:
    found = fact(path)
    if found.type == "bool":
        return (True, False)
    return tuple(value if found.type == "str" else found.python_type(value) for value in found.values)


def _sets(path: str, values: tuple[Any, ...]) -> Iterator[tuple[str, Condition]]:
    for index, value in enumerate(values):
        yield f"{path}: without {value}", OneOf(path, _replaced(values, index))
    added = ADDED_DEPARTMENTS if fact(path).type == "str" else _values(path)
    for value in added:
        if value not in values:
            yield f"{path}: with {value}", OneOf(path, (*values, value))


def _bounds(bound: NotAfter) -> Iterator[tuple[str, Condition]]:
    yield "the other way round", NotAfter(bound.later, bound.earlier)
    for side in ("earlier", "later"):
        for change, day in _days(getattr(bound, side)):
            yield f"{side}: {change}", evolve(bound, **{side: day})


def _days(day: Day) -> Iterator[tuple[str, Day]]:
    for more in (-1, 1):
        yield f"{more:+} day", evolve(day, days=day.days + more)
        yield f"{more:+} month", evolve(day, months=day.months + more)
    if isinstance(day.of, str):
        for path in DATES:
            if path != day.of:
                yield f"{path} instead", evolve(day, of=path)
