"""Timelines and repairs under rule sets drawn at random: day by day, and by some of the changes that could be made."""

from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest
from drawn import draw_dossier, draw_small_rule_set

from clea_eligibility import FACTS, CleaError, Decision, Dossier, Fact, RuleSet, decide
from clea_eligibility.dossier.actions import Lever
from clea_eligibility.dossier.changing import Varying
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.planning import Repair, Window, repairs, timeline
from clea_eligibility.planning._scenario import LEVERS

DATES = [fact for fact in FACTS if fact.type == "date"]
DAYS = [date(2026, 2, 20) + timedelta(days) for days in range(40)]
SAID = ("outcome", "findings", "contested", "missing", "possible_amounts")
SEEDS = range(20)


def drawn(seed: int) -> tuple[Random, RuleSet]:
    random = Random(seed)  # noqa: S311
    while True:
        try:
            rules = draw_small_rule_set(random)
            decide(Dossier(), rules)
        except CleaError:
            continue
        return random, rules


def made(dossier: Dossier, values: dict[str, Any]) -> Dossier | None:
    """The dossier with other values; ``None`` where there can be none. What was said of another day is unknown."""
    for fact in FACTS:
        if fact.on_day in values and values[fact.on_day] != FACT_BY_PATH[fact.on_day].of(dossier):
            values = {**values, fact.path: None}
    found, problems = Varying(Dossier, dossier, values).with_values(values)  # type: ignore[arg-type]
    return None if problems else found


def is_met(dossier: Dossier | None, rules: RuleSet) -> bool:
    return dossier is not None and decide(dossier, rules).outcome != "ineligible"


def said(decision: Decision | None) -> list[object] | None:
    return None if decision is None else [getattr(decision, name) for name in SAID]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_day_of_a_timeline_has_its_decision(seed: int) -> None:
    random, rules = drawn(seed)
    for dossier in (draw_dossier(random, rules) for _ in range(2)):
        fact = random.choice(DATES)
        line = timeline(dossier, fact.path, rules)
        for day in (date(1900, 1, 1), *DAYS, date(2199, 12, 31)):
            found, problems = Varying(Dossier, dossier, [fact.path]).with_values({fact.path: day})
            assert said(None if problems else decide(found, rules)) == said(line.at(day).decision), (dossier, day)


@pytest.mark.parametrize("seed", SEEDS)
def test_repairs_hold_on_their_days_and_none_smaller_is_missed(seed: int) -> None:
    random, rules = drawn(seed)
    for dossier in (draw_dossier(random, rules) for _ in range(3)):
        found = repairs(dossier, rules)
        assert bool(found or found.beyond_repair) is not is_met(dossier, rules)
        for repair in found:
            assert is_met(repair.apply(dossier), rules)
            for path, window in repair.changes.items():
                if isinstance(window, Window):
                    for day in DAYS:
                        if day in window:
                            assert is_met(on_day(repair, dossier, FACT_BY_PATH[path], day), rules), (repair, day)
        for levers in (chosen for size in (1, 2) for chosen in combinations(LEVERS, size)):
            if found.beyond_repair or not any(set(repair.levers) <= set(levers) for repair in found):
                tried = [made(dossier, some_changes(random, dossier, levers)) for _ in range(5)]
                assert is_met(dossier, rules) or not any(is_met(one, rules) for one in tried), levers


def on_day(repair: Repair, dossier: Dossier, fact: Fact, day: date) -> Dossier | None:
    """The dossier repaired, on another day; dates that move together do so, and those of what is new are unknown."""
    values: dict[str, Any] = {str(path): value for path, value in repair.nearest.items()} | {fact.path: day}
    together = [lever for lever in repair.levers if lever in fact.levers and lever.how == "moved_together"]
    new = [lever for lever in repair.levers if lever.how == "replaced"]
    for other in DATES:
        if {*together} & {*other.levers} and other.of(dossier) is not None:
            values[other.path] = other.of(dossier) + (day - fact.of(dossier))
        elif {*new} & {*other.levers} and not {*new} & {*fact.levers}:
            values[other.path] = None
    return made(dossier, values)


def some_changes(random: Random, dossier: Dossier, levers: tuple[Lever, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    moved = timedelta(random.randrange(-20, 20))
    for fact in FACTS:
        hows = {lever.how for lever in levers if lever in fact.levers}
        known = fact.of(dossier)
        if "replaced" in hows:
            chosen = DAYS if fact.type == "date" else [True] if fact.is_presence_flag else fact.domain
            values[fact.path] = random.choice(chosen)
        elif "moved_together" in hows and known is not None:
            values[fact.path] = known + moved
        elif "moved" in hows and known is not None:
            values[fact.path] = random.choice(DAYS)
    return values
