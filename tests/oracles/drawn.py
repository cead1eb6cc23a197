"""Rule sets and dossiers drawn at random: rules of every kind that share a few facts, and days that nearly fit.

A rule set may be one that ``RuleSet`` refuses: then drawing it raises ``CleaError``.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

import attrs
from making import dossier_of

from clea_eligibility import GUIDE, CertificationKind, Dossier, EvaluationStage, Rule, RuleSet, decide
from clea_eligibility.dossier.dates import shifted
from clea_eligibility.dossier.facts import FACTS, FLAG_OF, Fact, fact
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
    Same,
    Tariff,
    Unknown,
    Unless,
)
from clea_eligibility.rules._conditions import nodes, paths

PATHS: list[str] = [fact.path for fact in FACTS]
DATES: list[str] = [fact.path for fact in FACTS if fact.type == "date"]
DEPARTMENTS = ("33", "87", "75", "2A")
"""The departments that drawn rules and dossiers name."""
AROUND = date(2026, 2, 27)
"""Days are drawn from here on: over a month's end."""
FIXED = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31)]
AMOUNTS = (450, 250, 300, 150, 500, 450)
TARIFF = Tariff(
    tuple(
        Rate(kind, stage, AMOUNTS[place])
        for place, (kind, stage) in enumerate((kind, stage) for kind in CertificationKind for stage in EvaluationStage)
    )
)
"""An amount for every certification, one of them twice: also for ``management``, which the page does not pay for."""

NAMES = ("first", "second", "third")
"""Of the readings of a rule."""


def draw_rule_set(random: Random) -> RuleSet:
    """A rule set of its own, or now and then one that is made from the page's."""
    rules = _evolved(random) if random.random() < 0.15 else _Drawing(random, _pool(random)).rule_set()
    decide(Dossier(), rules)  # which also refuses what is refused no sooner
    return rules


def draw_small_rule_set(random: Random) -> RuleSet:
    """A rule set of few facts, whose days are a day apart at most and near the first of March: to try every day."""
    pool = [*random.sample(DATES, 2), *random.sample([KIND, "quote.provided", "quote.from_evaluator", HELD], 2)]
    witness = {path: random.randrange(1, 4) for path in pool}
    drawing = _Drawing(random, pool, (0, 0, 0, 1), months=(0,), fixed=FIXED[1:2], most_rules=4, witness=witness)
    rules = drawing.rule_set()
    decide(Dossier(), rules)
    return rules


def draw_small_dossier(random: Random, rules: RuleSet) -> Dossier:
    """A dossier of known stage, of one kind or any, whose known days are the first of March or next to it."""
    named = _named_by(rules)
    facts: dict[str, Any] = {STAGE: random.choice(tuple(EvaluationStage))}
    for path in read_by(rules):
        if random.random() < 0.5:
            day = FIXED[1] + timedelta(random.choice((-1, 0, 1)))
            facts[path] = day if path in DATES else _value(random, fact(path), day, named)
    return dossier_of(_in_order(facts))


KIND, STAGE, HELD = "certification.kind", "evaluation.stage", "evaluator.accreditation.held"


def _pool(random: Random) -> list[str]:
    """Three to seven facts for the rules to share: some dates, mostly the kind or the stage, some others."""
    pool = random.sample(DATES, random.choice((0, 1, 2, 2, 3, 3, 4)))
    pool += [path for path in (KIND, STAGE) if random.random() < 0.6]
    others = [path for path in PATHS if path not in (*DATES, KIND, STAGE)]
    if pool and random.random() < 0.3:  # the flag of a document whose day is read, say
        pool += {FLAG_OF[path] for path in pool if path in FLAG_OF}
    if random.random() < 0.2:
        pool += ["evaluator.accreditation.certification"]
    pool = sorted(set(pool))
    while len(pool) < 3 or (len(pool) < 7 and random.random() < 0.5):
        pool.append(random.choice([path for path in others if path not in pool]))
    return pool[:7]


@attrs.frozen
class _Drawing:
    random: Random
    pool: list[str]
    shifts: tuple[int, ...] = (0, 0, 0, 0, 1, -1, 2, 5, 7, -7, 21, 30, -30)
    months: tuple[int, ...] = (0, 0, 0, 0, 0, 0, 1, 1, -1, 3)
    fixed: list[date] = FIXED
    most_rules: int = 7
    witness: dict[str, int] = attrs.field(factory=dict)
    """A day for each date, on which most comparisons hold: else no days at all would do for most rule sets."""

    def rule_set(self) -> RuleSet:
        count = min(self.random.randint(2, 7), self.random.randint(2, 7), self.most_rules)
        rules = [self.rule(f"rule_{number}") for number in range(1, count + 1)]
        read, readings = self.readings(rules)
        if self.random.random() < 0.85:
            read.insert(self.random.choice((len(read), len(read), 0)), DATES_RULE)
        return RuleSet("drawn", tuple(read), TARIFF, tuple(readings))

    def readings(self, rules: list[Rule]) -> tuple[list[Rule], list[Reading]]:
        """The rules, some of them with one or two other readings, and the readings."""
        others = {rule.code: self.random.choice((0, 0, 0, 1, 2)) for rule in rules}
        readings = []
        for rule in rules:
            if others[rule.code]:
                words = [rule.requires, *(self.other(rule.requires) for _ in range(others[rule.code]))]
                names = [f"{rule.code}_{name}" for name in NAMES]
                readings += [Reading(rule.code, name, word) for name, word in zip(names, words, strict=False)]
        read = [attrs.evolve(rule, reading=f"{rule.code}_{NAMES[0]}") if others[rule.code] else rule for rule in rules]
        return read, readings

    def other(self, condition: Condition) -> Condition:
        """Another reading of a requirement: a little other, or quite another."""
        match condition:
            case NotAfter(earlier, later):
                return NotAfter(attrs.evolve(earlier, days=earlier.days + self.random.choice((-1, 1, 2))), later)
            case AllOf(parts) if parts and self.random.random() < 0.8:
                place = self.random.randrange(len(parts))
                return AllOf((*parts[:place], self.other(parts[place]), *parts[place + 1 :]))
            case _:
                return self.requirement()

    def rule(self, code: str) -> Rule:
        return Rule(
            code,
            self.random.choice(("criterion", "document")),
            self.random.choice(("stated", "implied")),
            ("S1",),
            code,
            code,
            requires=self.requirement(),
            applies=self.applies(),
            presumed=self.presumed(),
        )

    def requirement(self) -> Condition:
        if self.dates and self.random.random() < 0.45:
            bounds = [self.bound() for _ in range(self.random.choice((1, 1, 2)))]
            more = [self.condition(1)] if self.random.random() < 0.2 else []
            return bounds[0] if len(bounds) == 1 and not more else AllOf((*bounds, *more))
        return self.condition(self.random.choice((0, 0, 1, 2, 3)))

    def applies(self) -> Condition:
        flags = [path for path in self.pool if fact(path).is_presence_flag]
        chance = self.random.random()
        if chance < 0.6:
            return ALWAYS
        if chance < 0.75 and flags:
            return Unless(Is(self.random.choice(flags), False))
        return self.condition(self.random.choice((0, 0, 1, 2)))

    def presumed(self) -> Condition | None:
        chance = self.random.random()
        if chance < 0.65:
            return None
        if chance < 0.78:
            return ALWAYS
        if chance < 0.88:
            return Unknown(self.random.choice(self.pool))
        return self.condition(self.random.choice((0, 1)))

    @property
    def dates(self) -> list[str]:
        return [path for path in self.pool if fact(path).type == "date"]

    def condition(self, depth: int, *, days: bool = True) -> Condition:
        """A condition of so many levels; it compares ``days`` only outside of any-of."""
        if depth == 0:
            return self.atom(days=days)
        match self.random.choice(("all", "any", "any", "unless", "atom")):
            case "all":
                return AllOf(
                    tuple(self.condition(depth - 1, days=days) for _ in range(self.random.choice((1, 2, 2, 3))))
                )
            case "any":
                days = days and self.random.random() < 0.05  # refused then, most likely
                return AnyOf(
                    tuple(self.condition(depth - 1, days=days) for _ in range(self.random.choice((1, 2, 2, 3))))
                )
            case "unless":
                return Unless(self.condition(depth - 1, days=days))
            case _:
                return self.atom(days=days)

    def atom(self, *, days: bool) -> Condition:
        path = self.random.choice(self.pool)
        known = fact(path)
        alike = [other for other in self.pool if other != path and fact(other).python_type is known.python_type]
        if self.random.random() < 0.15:
            return Unknown(path)
        if known.type == "date":
            if not days:
                return Unknown(path)
            return self.bound()
        if alike and known.type != "bool" and self.random.random() < 0.5:
            return Same(path, self.random.choice(alike))
        if alike and self.random.random() < 0.1:
            return Same(path, self.random.choice(alike))
        values = _domain(known)
        if self.random.random() < 0.5:
            return Is(path, True if known.type == "bool" and self.random.random() < 0.7 else self.random.choice(values))
        return OneOf(path, tuple(self.random.sample(values, self.random.randint(1, max(1, len(values) - 1)))))

    def bound(self) -> Condition:
        """A comparison of two dates, or of one and a fixed day; rarely, that two are the same."""
        left = self.random.choice(self.dates)
        others = [path for path in self.dates if path != left]
        if others and self.random.random() < 0.08:
            return Same(left, self.random.choice(others))
        if others and self.random.random() < 0.8:
            right: str | date = self.random.choice(others)
        else:
            right = left if self.random.random() < 0.05 else self.random.choice(self.fixed)
        sides = self.day(left), self.day(right) if self.random.random() < 0.3 else Day(right)
        if self.random.random() < 0.9:
            sides = min(sides, sides[::-1], key=lambda sides: self.on_witness(sides[0]) > self.on_witness(sides[1]))
        return NotAfter(*sides)

    def on_witness(self, day: Day) -> date:
        if isinstance(day.of, date):
            return shifted(day.of, months=day.months, days=day.days)
        if day.of not in self.witness:
            self.witness[day.of] = self.random.randrange(40)
        return shifted(AROUND + timedelta(self.witness[day.of]), months=day.months, days=day.days)

    def day(self, of: str | date) -> Day:
        return Day(of, months=self.random.choice(self.months), days=self.random.choice(self.shifts))


DATES_RULE = Rule("dates_compatible", "criterion", "implied", ("S9",), "dates", "dates", requires=DatesCompatible())


def _domain(known: Fact) -> tuple[Any, ...]:
    return DEPARTMENTS if known.type == "str" else known.domain


def _evolved(random: Random) -> RuleSet:
    """The page, with some rules that require something else, without some, and with rules of somebody's own."""
    drawing = _Drawing(random, _pool(random))
    changed = random.sample([rule.code for rule in GUIDE.rules[:-1]], random.choice((0, 1, 2)))
    gone = random.sample([rule.code for rule in GUIDE.rules[:-1]], random.choice((0, 0, 8, 14)))
    more = [drawing.rule(f"rule_{number}") for number in range(random.choice((0, 1, 2)))]
    kept = [rule for rule in GUIDE.rules if rule.code not in gone]
    return GUIDE.evolve(
        id="drawn-from-guide",
        requires={code: drawing.requirement() for code in changed if code not in gone},
        rules=(*more, *kept),
        tariff=TARIFF,
    )


def draw_dossier(random: Random, rules: RuleSet) -> Dossier:
    """A dossier that states some of what the rules read; its days are some days, or a month, apart.

    Half of the time a third of it is unknown, else two thirds. What the dossier does not state is unknown, but for the
    presence flags. Where two dates stand in the wrong order they are exchanged.
    """
    read = read_by(rules)
    named = _named_by(rules)
    chance = random.choice((0.1, 0.35, 0.35, 0.65, 0.65, 0.9))
    anchor = AROUND if random.random() < 0.8 else AROUND + timedelta(random.randrange(400))
    facts: dict[str, Any] = {
        path: None if random.random() < chance else _value(random, fact(path), anchor, named) for path in read
    }
    return dossier_of(_in_order(facts))


def _in_order(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts, with two dates exchanged where they stand in the wrong order."""
    for known in FACTS:
        earlier, later = facts.get(known.on_or_after or ""), facts.get(known.path)
        if known.on_or_after and earlier and later and later < earlier:
            facts |= {known.on_or_after: later, known.path: earlier}
    return facts


def _conditions(rules: RuleSet) -> list[Condition]:
    conditions = [condition for rule in rules.rules for condition in (rule.applies, rule.requires, rule.presumed)]
    conditions += [reading.requires for reading in rules.readings]
    return [condition for condition in conditions if condition is not None]


def read_by(rules: RuleSet) -> list[str]:
    """The facts that the rules read under any reading, and those that every decision needs, in their order."""
    read = {KIND, STAGE}.union(*map(paths, _conditions(rules)))
    return [path for path in PATHS if path in read]


def _named_by(rules: RuleSet) -> list[tuple[str, Any]]:
    """The values that the rules name, once for each time, with their facts."""
    atoms = [node for condition in _conditions(rules) for node in nodes(condition)]
    single = [(node.path, node.value) for node in atoms if isinstance(node, Is)]
    return single + [(node.path, value) for node in atoms if isinstance(node, OneOf) for value in node.values]


def _value(random: Random, known: Fact, anchor: date, named: list[tuple[str, Any]]) -> object:
    if random.random() < 0.6 and (values := [value for path, value in named if path == known.path]):
        return random.choice(values)
    if known.type == "date":
        if known.may_have_no_end and random.random() < 0.1:
            return date(9999, 12, 31)
        return anchor + timedelta(random.choice((0, 0, 1, 1, 2, 3, 5, 7, 8, 9, 21, 22, 28, 30, 31, 32, 33, 60, 90)))
    if known.type == "bool":
        return random.random() < 0.75
    return random.choice(_domain(known))
