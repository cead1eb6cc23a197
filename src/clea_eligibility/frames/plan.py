"""From a rule set to the columns of a decision: steps of expressions, the same for every engine.

Each step reads the columns of those before it. Statuses are columns of plain truth values; the codes and paths of a
decision are left as lists of such columns with their words, which each engine joins in its own quickest way.
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import TypeAlias

import narwhals.stable.v2 as nw
from attrs import field, frozen

from clea_eligibility.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Unknown,
    Unless,
    date_bounds,
    paths,
)
from clea_eligibility.decision import Status
from clea_eligibility.engine import compiled_rules
from clea_eligibility.facts import FACTS, fact
from clea_eligibility.frames.expressions import Expressions
from clea_eligibility.frames.logic import (
    Truth,
    all_of,
    any_of,
    as_column,
    negated,
    surely,
    surely_not,
    unknown,
)
from clea_eligibility.frames.paths import chains
from clea_eligibility.frames.vocabulary import FIRST, LAST, NO_END, NO_SUCH_VALUE, PREFIX, Moved, code, codes, column
from clea_eligibility.models import CertificationKind, EvaluationStage
from clea_eligibility.ruleset import Rule, RuleSet

KIND, STAGE = "certification.kind", "evaluation.stage"
TEXTS = ("reasons", "presumed", "contested", "missing", "problems")
"""The output columns that join codes or paths."""
Step: TypeAlias = Mapping[str, Truth]
Words: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a column of truth values and the word that stands for it."""


@frozen
class Plan:
    """What to work out, in this order: ``settled`` facts, ``moved`` dates, ``steps``; then the ``texts``.

    ``outputs`` names the column of each output that is no text; ``outcomes`` and ``findings`` hold lists of columns,
    the first true one of which names the value.
    """

    settled: Step
    moved: tuple[Moved, ...]
    steps: tuple[Step, ...]
    texts: Mapping[str, Words]
    choices: Mapping[str, Words]
    amount: str


def output_columns(rules: RuleSet, findings: bool) -> tuple[str, ...]:
    """The names of the columns that a decision adds, in their order."""
    of_rules = [f"finding.{rule.code}" for rule in rules.rules] if findings else []
    return ("outcome", "amount", *TEXTS, *of_rules)


def plan(rules: RuleSet, findings: bool) -> Plan:
    """The plan for a rule set; raises :class:`CleaError` for date rules that only single dossiers can be held to."""
    return _Planner(rules).plan(findings)


@frozen
class _Reading:
    """A rule as it stands in a rule set, under a number of its own."""

    rule: Rule
    number: int

    def column(self, status: str) -> str:
        return f"{PREFIX}{status}_{self.number}"

    def is_(self, status: str) -> nw.Expr:
        return nw.col(self.column(status))


@frozen
class _Planner:
    rules: RuleSet
    make: Expressions = field(factory=Expressions)
    readings: dict[Rule, _Reading] = field(init=False, factory=dict)
    rivals: tuple[tuple[str, RuleSet], ...] = field(init=False)

    @rivals.default
    def _rivals(self) -> tuple[tuple[str, RuleSet], ...]:
        return tuple(
            (rule.code, self.rules.read(**{rule.code: reading.name}))
            for rule in self.rules.rules
            for reading in self.rules.readings_of(rule.code)
            if reading.name != rule.reading
        )

    def plan(self, findings: bool) -> Plan:
        worlds = [self.rules, *(other for _, other in self.rivals)]
        statuses: dict[str, Truth] = {}
        for rule in (rule for world in worlds for rule in world.rules):
            if rule not in self.readings and not _is_joint(rule):
                self.readings[rule] = _Reading(rule, len(self.readings))
                statuses |= self.statuses(self.readings[rule])
        together = {_joint(number): self.incompatible(world) for number, world in enumerate(worlds)}
        judged: dict[str, Truth] = {}
        for number, world in enumerate(worlds):
            judged |= self.judged(number, world)
        judged[_BAD] = any_of(*(truth for truth, _ in self.problems()))
        texts, text_columns = self.texts()
        choices, choice_columns = self.choices(findings)
        amount: Step = {f"{PREFIX}amount": self.amount()}
        return Plan(
            settled=dict(self.settled()),
            moved=tuple(self.make.moved.values()),
            steps=(statuses, together, judged, {**choice_columns, **text_columns}, amount),
            texts=texts,
            choices=choices,
            amount=f"{PREFIX}amount",
        )

    def settled(self) -> Iterator[tuple[str, nw.Expr]]:
        """Presence flags: what is stated stands; else true as soon as another fact of the same object is known."""
        for flag in FACTS:
            if flag.is_presence_flag:
                prefix = flag.path.rpartition(".")[0] + "."
                others = [known for known in FACTS if known.path.startswith(prefix) and known is not flag]
                stated = nw.col(column(flag.path))
                any_known = reduce(or_, (~nw.col(column(other.path)).is_null() for other in others))
                yield column(flag.path), nw.when(stated.is_null() & any_known).then(nw.lit(True)).otherwise(stated)

    # One rule

    def statuses(self, reading: _Reading) -> dict[str, Truth]:
        rule = reading.rule
        applies, holds = self.make.truth(rule.applies), self.make.truth(rule.requires)
        presumed = False if rule.presumed is None else surely(self.make.truth(rule.presumed))
        sure, never = surely(applies), surely_not(applies)
        found: dict[str, Truth] = {
            "not_applicable": never,
            "violated": all_of(sure, surely_not(holds)),
            "presumed": all_of(sure, unknown(holds), presumed),
            "unknown": all_of(
                negated(never),
                negated(surely(holds)),
                any_of(unknown(applies), all_of(unknown(holds), negated(presumed))),
            ),
        }
        if any(date_bounds(rule.requires)):
            found["binds"] = all_of(sure, negated(surely_not(holds)))
        return {reading.column(status): truth for status, truth in found.items()}

    def incompatible(self, world: RuleSet) -> Truth:
        """Whether the dates cannot meet, under the rules that bind."""
        if not any(map(_is_joint, world.rules)):
            return False
        network = compiled_rules(world).network
        found = []
        for chain in chains(network, world.id):
            pushed, end = self.make.day(chain.start, chain.moves), self.make.day(chain.end, ())
            binding = [
                self.readings[rule].is_("binds") for place, rule in enumerate(network.rules) if chain.rules >> place & 1
            ]
            found.append(all_of(*binding, surely(pushed > end)))
        return any_of(*found)

    # The whole dossier

    def judged(self, number: int, world: RuleSet) -> dict[str, Truth]:
        own = [self.readings[rule] for rule in world.rules if not _is_joint(rule)]
        open_ = [nw.col(column(path)).is_null() for path in (KIND, STAGE)]
        return {
            _violated(number): any_of(nw.col(_joint(number)), *(reading.is_("violated") for reading in own)),
            _unknown(number): any_of(*open_, *(reading.is_("unknown") for reading in own)),
        }

    def contested(self, rule: str) -> Truth:
        violated, open_ = nw.col(_violated(0)), nw.col(_unknown(0))
        found = []
        for number, (code_, _) in enumerate(self.rivals, 1):
            if code_ == rule:
                other, still_open = nw.col(_violated(number)), nw.col(_unknown(number))
                found.append(_differ(violated, other) | (~violated & _differ(open_, still_open)))
        return any_of(*found)

    def problems(self) -> Iterator[tuple[Truth, str]]:
        """What makes a row impossible, in the order of the facts, with its code."""
        for known in FACTS:
            value = nw.col(column(known.path))
            if known.type == "date":
                yield self.out_of_range(known.path), "out_of_range"
            elif known.type != "bool":
                sound = [place for place, text in enumerate(codes(known)) if text in known.values]
                every = len(sound) == len(codes(known))
                yield surely(value == NO_SUCH_VALUE if every else ~value.is_in(sound)), "unknown_value"
            if known.on_or_after is not None:
                earlier = known.on_or_after
                in_range = (negated(self.out_of_range(path)) for path in (known.path, earlier))
                yield all_of(surely(value < nw.col(column(earlier))), *in_range), "wrong_order"

    def out_of_range(self, path: str) -> Truth:
        day = nw.col(column(path))
        outside = (day < FIRST) | (day > LAST)
        return surely(outside & (day != NO_END) if fact(path).may_have_no_end else outside)

    # What is written

    def texts(self) -> tuple[dict[str, Words], dict[str, Truth]]:
        sound = ~nw.col(_BAD)
        own = self.rules.rules
        lists: dict[str, list[tuple[Truth, str]]] = {
            "reasons": [(self.status(rule, "violated"), rule.code) for rule in own],
            "presumed": [(self.status(rule, "presumed"), rule.code) for rule in own if rule.presumed is not None],
            "contested": [(self.contested(rule.code), rule.code) for rule in own],
            "missing": [(all_of(nw.col(_unknown(0)), ~nw.col(_violated(0)), asks), path) for path, asks in self.asks()],
        }
        words: dict[str, Words] = {}
        columns: dict[str, Truth] = {}
        for name, found in lists.items():
            columns |= {f"{PREFIX}{name}_{i}": all_of(sound, truth) for i, (truth, _) in enumerate(found)}
            words[name] = tuple(
                (f"{PREFIX}{name}_{i}", word) for i, (truth, word) in enumerate(found) if truth is not False
            )
        problems = list(self.problems())
        columns |= {f"{PREFIX}problems_{i}": truth for i, (truth, _) in enumerate(problems)}
        words["problems"] = tuple((f"{PREFIX}problems_{i}", word) for i, (_, word) in enumerate(problems))
        return words, columns

    def status(self, rule: Rule, status: str) -> Truth:
        if _is_joint(rule):
            return nw.col(_joint(0)) if status == "violated" else False
        return self.readings[rule].is_(status)

    def choices(self, findings: bool) -> tuple[dict[str, Words], dict[str, Truth]]:
        sound, violated, open_ = ~nw.col(_BAD), nw.col(_violated(0)), nw.col(_unknown(0))
        lists: dict[str, list[tuple[Truth, str]]] = {
            "outcome": [
                (sound & violated, "ineligible"),
                (sound & ~violated & open_, "undetermined"),
                (sound & ~violated & ~open_, "eligible"),
            ]
        }
        for rule in self.rules.rules if findings else ():
            other = (Status.NOT_APPLICABLE, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN)
            stated = [(all_of(sound, self.status(rule, status)), str(status)) for status in other]
            satisfied = all_of(sound, *(negated(self.status(rule, status)) for status in other))
            lists[f"finding.{rule.code}"] = [*stated, (satisfied, str(Status.SATISFIED))]
        words: dict[str, Words] = {}
        columns: dict[str, Truth] = {}
        for place, (name, found) in enumerate(lists.items()):
            columns |= {f"{PREFIX}choice_{place}_{i}": truth for i, (truth, _) in enumerate(found)}
            words[name] = tuple((f"{PREFIX}choice_{place}_{i}", word) for i, (_, word) in enumerate(found))
        return words, columns

    def amount(self) -> nw.Expr:
        ineligible, _, eligible = (f"{PREFIX}choice_0_{place}" for place in range(3))
        amount = nw.lit(None, nw.Int64)
        for rate in reversed(self.rules.tariff.rates):
            paid = (nw.col(column(KIND)) == code(KIND, CertificationKind(rate.kind))) & (
                nw.col(column(STAGE)) == code(STAGE, EvaluationStage(rate.stage))
            )
            amount = nw.when(nw.col(eligible) & paid).then(nw.lit(rate.euros, nw.Int64)).otherwise(amount)
        return nw.when(nw.col(ineligible)).then(nw.lit(0, nw.Int64)).otherwise(amount)

    # What to ask

    def asks(self) -> Iterator[tuple[str, Truth]]:
        """When each fact is asked for, should the dossier be undetermined."""
        guards: dict[str, list[Truth]] = {KIND: [True], STAGE: [True]}
        for rule in self.rules.rules:
            if not _is_joint(rule):
                for path, guard in self.asks_of(rule):
                    guards.setdefault(path, []).append(all_of(self.readings[rule].is_("unknown"), guard))
        for known in FACTS:
            if known.path in guards:
                yield known.path, all_of(nw.col(column(known.path)).is_null(), any_of(*guards[known.path]))

    def asks_of(self, rule: Rule) -> Iterator[tuple[str, Truth]]:
        yield from self.hangs_on(rule.applies)
        match rule.presumed:
            case None:
                yield from self.hangs_on(rule.requires)
            case presumed if presumed != ALWAYS:
                found = self.make.truth(presumed)
                for path, guard in self.hangs_on(presumed):
                    yield path, all_of(unknown(self.make.truth(rule.requires)), guard)
                for path, guard in self.hangs_on(rule.requires):
                    yield path, all_of(surely_not(found), guard)

    def hangs_on(self, condition: Condition) -> Iterator[tuple[str, Truth]]:
        """The facts that an unknown condition may hang on, and when it does if they are unknown."""
        open_ = unknown(self.make.truth(condition))
        if open_ is False or isinstance(condition, Unless | Unknown):
            return
        if isinstance(condition, AllOf | AnyOf):
            for part in condition.conditions:
                for path, guard in self.hangs_on(part):
                    yield path, all_of(open_, guard)
        else:
            for path in dict.fromkeys(paths(condition)):
                yield path, open_


_BAD = f"{PREFIX}bad"


def _joint(number: int) -> str:
    return f"{PREFIX}joint_{number}"


def _violated(number: int) -> str:
    return f"{PREFIX}any_violated_{number}"


def _unknown(number: int) -> str:
    return f"{PREFIX}any_unknown_{number}"


def _differ(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    return (left & ~right) | (~left & right)


def _is_joint(rule: Rule) -> bool:
    return isinstance(rule.requires, DatesCompatible)


def columns_of(step: Step) -> list[nw.Expr]:
    """The columns that a step adds."""
    return [as_column(truth, name) for name, truth in step.items()]
