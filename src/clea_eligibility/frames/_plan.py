"""From a rule set to the columns of a decision: steps of expressions, the same for every engine.

Each step reads the columns of those before it. Statuses are columns of plain truth values; the codes and paths of a
decision are left as lists of such columns with their words, which each engine joins in its own quickest way.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import TypeAlias

import narwhals.stable.v2 as nw
from attrs import field, frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.deciding.network import network
from clea_eligibility.dossier.facts import FACTS, fact
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage
from clea_eligibility.frames._expressions import Expressions
from clea_eligibility.frames._logic import (
    Truth,
    all_of,
    any_of,
    as_column,
    negated,
    surely,
    surely_not,
    unknown,
)
from clea_eligibility.frames._paths import chains
from clea_eligibility.frames._tries import Tries
from clea_eligibility.frames._vocabulary import FIRST, LAST, NO_END, NO_SUCH_VALUE, PREFIX, Moved, code, codes, column
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Is,
    Unknown,
    Unless,
    date_bounds,
    paths,
)
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import Shared, can_be_irreconcilable, shared

KIND, STAGE = "certification.kind", "evaluation.stage"
TEXTS = ("reasons", "presumed", "contested", "missing", "problems")
"""The output columns that join codes or paths."""
Step: TypeAlias = Mapping[str, Truth]
Words: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a column of truth values and the word that stands for it."""


@frozen
class Text:
    """The words whose columns are true, joined by semicolons; nothing unless the column ``where`` is true."""

    words: Words
    where: str


@frozen
class Choice:
    """The word of the first column that is true, ``otherwise`` where none is; null unless the column ``where`` is."""

    words: Words
    otherwise: str
    where: str


@frozen
class Plan:
    """What to work out, in this order: ``settled`` facts, ``moved`` dates, ``steps``; then ``texts`` and ``choices``.

    ``texts`` and ``choices`` are the output columns of text, by name; ``amount`` is the column of the amount.
    """

    settled: Step
    moved: tuple[Moved, ...]
    steps: tuple[Step, ...]
    texts: Mapping[str, Text]
    choices: Mapping[str, Choice]
    amount: str


def output_columns(rules: RuleSet, findings: bool) -> tuple[str, ...]:
    """The names of the columns that a decision adds, in their order."""
    of_rules = [f"finding.{rule.code}" for rule in rules.rules] if findings else []
    return ("outcome", "amount", *TEXTS, *of_rules)


def plan(rules: RuleSet, findings: bool) -> Plan:
    """The plan for a rule set; raises :class:`CleaError` for date rules that only single dossiers can be held to."""
    return _Planner(rules, findings).plan()


@frozen
class _Reading:
    """A rule as it stands in a rule set, under a number of its own: a column for each status that it may have."""

    number: int
    statuses: Mapping[str, Truth]

    def column(self, status: str) -> str:
        return f"{PREFIX}{status}_{self.number}"

    def is_(self, status: str) -> Truth:
        return nw.col(self.column(status)) if status in self.statuses else False


@frozen
class _Planner:
    rules: RuleSet
    findings: bool
    make: Expressions = field(factory=Expressions)
    required: dict[Condition, Truth] = field(init=False, factory=dict)
    """What rules require, most of it as columns: much is asked of each."""
    readings: dict[Rule, _Reading] = field(init=False, factory=dict)
    rivals: tuple[tuple[str, RuleSet], ...] = field(init=False)
    """Each other reading of a rule: its code, and the rules so read."""

    @rivals.default
    def _rivals(self) -> tuple[tuple[str, RuleSet], ...]:
        return tuple(
            (rule.code, self.rules.read(**{rule.code: reading.name}))
            for rule in self.rules.rules
            for reading in self.rules.readings_of(rule.code)
            if reading.name != rule.reading
        )

    def plan(self) -> Plan:
        worlds = [self.rules, *(other for _, other in self.rivals)]
        every_rule = dict.fromkeys(rule for world in worlds for rule in world.rules if not _is_joint(rule))
        requirements = self.requirements(every_rule)
        for number, rule in enumerate(every_rule):
            self.readings[rule] = _Reading(number, self.statuses(rule))
        joint, each_joint = _in_worlds(_joint, [self.incompatible(world) for world in worlds])
        violated, each_violated = _in_worlds(
            _violated, [{**self.found(world, "violated"), n: nw.col(_joint(n))} for n, world in enumerate(worlds)]
        )
        open_, each_open = _in_worlds(_open, [{**self.unstated(), **self.found(world, "unknown")} for world in worlds])
        contested, missing, problems = dict(self.contested()), dict(self.missing()), list(self.problems())
        if_contested, if_missing = _numbered("contested", contested.values()), _numbered("missing", missing.values())
        if_wrong = _numbered("problem", (truth for truth, _ in problems))
        bad = any_of(*map(nw.col, if_wrong))
        words = {
            "reasons": self.with_status("violated"),
            "presumed": self.with_status("presumed"),
            "contested": zip(if_contested, contested, strict=True),
            "missing": zip(if_missing, missing, strict=True),
            "problems": zip(if_wrong, (code_ for _, code_ in problems), strict=True),
        }
        stuck: dict[str, Truth] = {}
        tried: dict[str, Truth] = {}
        for number, world, found in self.irreconcilable(worlds):
            tries = Tries(found, network(world), self.make, self.rules.id, f"{PREFIX}tried_{number}")
            none_left = negated(any_of(*tries.possible()))
            stuck[_stuck(number)] = all_of(negated(nw.col(_violated(number))), nw.col(_open(number)), none_left)
            tried |= tries.columns
        failed = {
            _failed(number): any_of(
                nw.col(_violated(number)), *(nw.col(name) for name in stuck if name == _stuck(number))
            )
            for number in range(len(worlds))
        }
        verdict = {
            _INELIGIBLE: nw.col(_SOUND) & nw.col(_failed(0)),
            _UNDETERMINED: nw.col(_SOUND) & ~nw.col(_failed(0)) & nw.col(_open(0)),
            _AMOUNT: self.amount(),
        }
        return Plan(
            settled=dict(self.settled()),
            moved=tuple(self.make.moved.values()),
            steps=(
                requirements | if_wrong,
                {r.column(status): truth for r in self.readings.values() for status, truth in r.statuses.items()},
                joint | violated | open_ | {_BAD: bad, _SOUND: negated(bad)},
                each_joint,
                each_violated | each_open,
                tried,
                stuck,
                failed,
                verdict | if_contested | if_missing,
            ),
            texts={name: Text(tuple(pairs), _WHERE[name]) for name, pairs in words.items()},
            choices=dict(self.choices()),
            amount=_AMOUNT,
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

    def requirements(self, rules: Iterable[Rule]) -> dict[str, Truth]:
        """A column for each requirement that is more than a fact."""
        found: dict[str, Truth] = {}
        for requires in dict.fromkeys(rule.requires for rule in rules):
            truth = self.make.truth(requires)
            if isinstance(requires, Is) or isinstance(truth, bool):
                self.required[requires] = truth
            else:
                name = f"{PREFIX}required_{len(found)}"
                found[name], self.required[requires] = truth, nw.col(name)
        return found

    def statuses(self, rule: Rule) -> dict[str, Truth]:
        """Each status that the rule may have, as far as it is asked for; and whether it binds dates."""
        applies, holds = self.make.truth(rule.applies), self.required[rule.requires]
        presumed = False if rule.presumed is None else surely(self.make.truth(rule.presumed))
        in_doubt = all_of(unknown(holds), negated(presumed))
        if isinstance(rule.applies, Unless | Unknown) or isinstance(applies, bool):  # which always know
            sure, never = applies, negated(applies)
            still_open = all_of(sure, in_doubt)
        else:
            sure, never = surely(applies), surely_not(applies)
            still_open = all_of(negated(never), negated(surely(holds)), any_of(unknown(applies), in_doubt))
        found = {
            "violated": all_of(sure, surely_not(holds)),
            "presumed": all_of(sure, unknown(holds), presumed),
            "unknown": still_open,
        }
        if self.findings:
            found["not_applicable"] = never
        if any(date_bounds(rule.requires)):
            found["binds"] = all_of(sure, negated(surely_not(holds)))
        return {status: truth for status, truth in found.items() if truth is not False}

    def incompatible(self, world: RuleSet) -> dict[Hashable, Truth]:
        """Each way in which the dates cannot meet, under the rules that bind."""
        found: dict[Hashable, Truth] = {}
        if any(map(_is_joint, world.rules)):
            dates = network(world)
            for chain in chains(dates, world.id):
                pushed, end = self.make.day(chain.start, chain.moves), self.make.day(chain.end, ())
                binding = [self.readings[rule] for place, rule in enumerate(dates.rules) if chain.rules >> place & 1]
                key = (chain.start, chain.moves, chain.end, *(reading.number for reading in binding))
                found[key] = all_of(*(reading.is_("binds") for reading in binding), surely(pushed > end))
        return found

    def irreconcilable(self, worlds: Sequence[RuleSet]) -> Iterator[tuple[int, RuleSet, Shared]]:
        """The rule sets that a row may find irreconcilable though it violates no rule, and what they share."""
        for number, world in enumerate(worlds):
            found = shared(world.rules)
            if can_be_irreconcilable(found) and any(map(_is_joint, world.rules)):
                yield number, world, found

    # The whole dossier

    def found(self, world: RuleSet, status: str) -> dict[Hashable, Truth]:
        """Whether each rule has a status."""
        return {rule: self.readings[rule].is_(status) for rule in world.rules if not _is_joint(rule)}

    def unstated(self) -> dict[Hashable, Truth]:
        """Whether what every decision needs is unknown."""
        return {path: nw.col(column(path)).is_null() for path in (KIND, STAGE)}

    def contested(self) -> Iterator[tuple[str, Truth]]:
        """Whether another reading of a rule would come to another outcome."""
        violated, open_ = nw.col(_failed(0)), nw.col(_open(0))
        found: dict[str, list[Truth]] = {}
        for number, (rule, _) in enumerate(self.rivals, 1):
            differs = _differ(violated, nw.col(_failed(number)))
            found.setdefault(rule, []).append(differs | (~violated & _differ(open_, nw.col(_open(number)))))
        return ((rule, any_of(*truths)) for rule, truths in found.items())

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

    def with_status(self, status: str) -> Iterator[tuple[str, str]]:
        """The columns that say whether each rule has a status, and the codes of the rules."""
        for rule in self.rules.rules:
            if _is_joint(rule):
                if status == "violated":
                    yield _joint(0), rule.code
                    yield from ((_stuck(0), rule.code) for number, *_ in self.irreconcilable([self.rules]))
            elif status in self.readings[rule].statuses:
                yield self.readings[rule].column(status), rule.code

    def choices(self) -> Iterator[tuple[str, Choice]]:
        yield "outcome", Choice(((_failed(0), "ineligible"), (_open(0), "undetermined")), "eligible", _SOUND)
        if self.findings:
            found: dict[str, list[tuple[str, str]]] = {rule.code: [] for rule in self.rules.rules}
            for status in (Status.NOT_APPLICABLE, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN):
                for name, rule in self.with_status(str(status)):
                    found[rule].append((name, str(status)))
            for rule, words in found.items():
                yield f"finding.{rule}", Choice(tuple(words), str(Status.SATISFIED), _SOUND)

    def amount(self) -> nw.Expr:
        amount = nw.lit(None, nw.Int64)
        for rate in reversed(self.rules.tariff.rates):
            kind = nw.col(column(KIND)) == code(KIND, CertificationKind(rate.kind))
            stage = nw.col(column(STAGE)) == code(STAGE, EvaluationStage(rate.stage))
            amount = nw.when(kind & stage).then(nw.lit(rate.euros, nw.Int64)).otherwise(amount)
        amount = nw.when(nw.col(_open(0))).then(nw.lit(None, nw.Int64)).otherwise(amount)
        amount = nw.when(nw.col(_failed(0))).then(nw.lit(0, nw.Int64)).otherwise(amount)
        return nw.when(nw.col(_SOUND)).then(amount)

    # What to ask

    def missing(self) -> Iterator[tuple[str, Truth]]:
        """Whether each fact is asked for, should the dossier be undetermined."""
        guards: dict[str, list[Truth]] = {KIND: [True], STAGE: [True]}
        for rule in self.rules.rules:
            if not _is_joint(rule):
                for path, guard in self.asks_of(rule):
                    guards.setdefault(path, []).append(all_of(self.readings[rule].is_("unknown"), guard))
        for known in FACTS:
            if any(guard is not False for guard in guards.get(known.path, ())):
                yield known.path, all_of(nw.col(column(known.path)).is_null(), any_of(*guards[known.path]))

    def asks_of(self, rule: Rule) -> Iterator[tuple[str, Truth]]:
        yield from self.hangs_on(rule.applies)
        holds = self.required[rule.requires]
        match rule.presumed:
            case None:
                yield from self.hangs_on(rule.requires, unknown(holds))
            case presumed if presumed != ALWAYS:
                found = self.make.truth(presumed)
                for path, guard in self.hangs_on(presumed):
                    yield path, all_of(unknown(holds), guard)
                for path, guard in self.hangs_on(rule.requires, unknown(holds)):
                    yield path, all_of(surely_not(found), guard)

    def hangs_on(self, condition: Condition, open_: "Truth | None" = None) -> Iterator[tuple[str, Truth]]:
        """The facts that an unknown condition may hang on if they are unknown, and when it does.

        ``open_`` says when it is unknown; of a condition on a single fact that goes without saying.
        """
        if isinstance(condition, AllOf | AnyOf):
            open_ = unknown(self.make.truth(condition)) if open_ is None else open_
            for part in condition.conditions:
                for path, guard in self.hangs_on(part):
                    yield path, all_of(open_, guard)
        elif not isinstance(condition, Unless | Unknown):  # which always know
            for path in dict.fromkeys(paths(condition)):
                yield path, True


_BAD, _SOUND, _INELIGIBLE, _UNDETERMINED, _AMOUNT = (
    f"{PREFIX}{name}" for name in ("bad", "sound", "ineligible", "undetermined", "amount")
)
_WHERE = MappingProxyType(
    {"reasons": _INELIGIBLE, "presumed": _SOUND, "contested": _SOUND, "missing": _UNDETERMINED, "problems": _BAD}
)


def _joint(world: object) -> str:
    return f"{PREFIX}joint_{world}"


def _violated(world: object) -> str:
    return f"{PREFIX}any_violated_{world}"


def _stuck(world: object) -> str:
    return f"{PREFIX}irreconcilable_{world}"


def _failed(world: object) -> str:
    return f"{PREFIX}failed_{world}"


def _open(world: object) -> str:
    return f"{PREFIX}any_unknown_{world}"


def _numbered(name: str, truths: Iterable[Truth]) -> dict[str, Truth]:
    return {f"{PREFIX}{name}_{place}": truth for place, truth in enumerate(truths)}


def _in_worlds(
    named: Callable[[object], str], worlds: Sequence[Mapping[Hashable, Truth]]
) -> tuple[dict[str, Truth], dict[str, Truth]]:
    """A column for each world, true where one of its truths is; and, to come first, one for what all have in common."""
    first, *others = worlds
    common = {key for key in first if others and all(key in world for world in others)}
    ahead = {named("all"): any_of(*(truth for key, truth in first.items() if key in common))}
    return ahead, {
        named(number): any_of(nw.col(named("all")), *(truth for key, truth in world.items() if key not in common))
        for number, world in enumerate(worlds)
    }


def _differ(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    return (left & ~right) | (~left & right)


def _is_joint(rule: Rule) -> bool:
    return isinstance(rule.requires, DatesCompatible)


def columns_of(step: Step) -> list[nw.Expr]:
    """The columns that a step adds."""
    return [as_column(truth, name) for name, truth in step.items()]
