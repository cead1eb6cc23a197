"""From a rule set to the plan of a decision: steps of expressions, the same for every engine.

Statuses are columns of plain truth values; the codes and paths of a decision are left as lists of such columns with
their words, which each engine joins in its own quickest way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from types import MappingProxyType

import narwhals.stable.v2 as nw
from attrs import field, frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.deciding.network import network
from clea_eligibility.dossier.facts import FACTS, fact
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage
from clea_eligibility.frames._steps import (
    Choice,
    Expressions,
    Plan,
    Step,
    Text,
    Truth,
    Words,
    all_of,
    any_of,
    negated,
    surely,
    surely_not,
    unknown,
)
from clea_eligibility.frames._tries import Columns, Tries, broken_chains
from clea_eligibility.frames._vocabulary import FIRST, LAST, NO_END, NO_SUCH_VALUE, PREFIX, UNREAD, code, codes, column
from clea_eligibility.rules._conditions import (
    ALWAYS,
    Condition,
    DatesCompatible,
    Is,
    Unknown,
    Unless,
    date_bounds,
    hangs_on,
)
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import KIND, STAGE, can_be_irreconcilable, shared

TEXTS = ("reasons", "presumed", "contested", "missing", "problems")
"""The output columns that join codes or paths."""
_BAD, _SOUND, _JOINT, _INELIGIBLE, _UNDETERMINED, _POSSIBLE, _AMOUNT, _DOCUMENTS_ONLY = (
    f"{PREFIX}{name}"
    for name in ("bad", "sound", "joint", "ineligible", "undetermined", "possible", "amount", "documents_only")
)
_WHERE = MappingProxyType(
    {
        "reasons": _INELIGIBLE,
        "presumed": _SOUND,
        "contested": _SOUND,
        "missing": _UNDETERMINED,
        "problems": _BAD,
        "possible_amounts": _POSSIBLE,
    }
)


def output_columns(rules: RuleSet, findings: bool) -> tuple[str, ...]:
    of_rules = [f"finding.{rule.code}" for rule in rules.rules] if findings else []
    return ("outcome", "amount", *TEXTS, "documents_only", "possible_amounts", *of_rules)


def plan(rules: RuleSet, findings: bool) -> Plan:
    """The plan for a rule set, made on first use and kept on it.

    Raises :class:`CleaError` for date rules that only single dossiers can be held to.
    """
    if findings not in rules._plans:
        rules._plans[findings] = Planner(rules, findings).plan()
    return rules._plans[findings]  # type: ignore[no-any-return]


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
class Planner:
    """Plans a rule set, and, by number, the rule sets in which one rule is read otherwise: its own has number 0."""

    rules: RuleSet
    findings: bool
    make: Expressions = field(factory=Expressions)
    #: What rules require, most of it as columns: much is asked of each.
    required: dict[Condition, Truth] = field(init=False, factory=dict)
    readings: dict[Rule, _Reading] = field(init=False, factory=dict)
    #: The code of each rule that has another reading, and the rules so read.
    rivals: tuple[tuple[str, RuleSet], ...] = field(init=False)

    @rivals.default
    def _rivals(self) -> tuple[tuple[str, RuleSet], ...]:
        return tuple(
            (rule.code, self.rules.read(**{rule.code: reading.name}))
            for rule in self.rules.rules
            for reading in self.rules.readings_of(rule.code)
            if reading.name != rule.reading
        )

    def plan(self) -> Plan:
        tried = Columns()
        possible_amounts = self.possible_amounts(tried)
        steps, problems = self.decided([self.rules, *(other for _, other in self.rivals)], tried)
        words = {
            "contested": dict(self.contested()),
            "missing": dict(self.missing()),
            "possible_amounts": possible_amounts,
        }
        if_ = {name: _numbered(name, truths.values()) for name, truths in words.items()}
        fails, is_open = _col("failed", 0), _col("any_unknown", 0)
        verdict = {
            _JOINT: _col("incompatible", 0) | (fails & ~_col("any_violated", 0)),
            _INELIGIBLE: nw.col(_SOUND) & fails,
            _UNDETERMINED: nw.col(_SOUND) & ~fails & is_open,
            _POSSIBLE: nw.col(_SOUND) & ~fails,
            _AMOUNT: self.amount(0, self.rules),
        }
        texts = {
            "reasons": self.with_status("violated"),
            "presumed": self.with_status("presumed"),
            **{name: zip(if_[name], words[name], strict=True) for name in words},
            "problems": problems,
        }
        return Plan(
            settled=dict(self.settled()),
            moved=tuple(self.make.moved.values()),
            steps=(
                *steps,
                {**verdict, **{name: truth for truths in if_.values() for name, truth in truths.items()}},
                {_DOCUMENTS_ONLY: self.documents_only()},
            ),
            values={"amount": _AMOUNT, "documents_only": _DOCUMENTS_ONLY},
            texts={name: Text(tuple(pairs), _WHERE[name]) for name, pairs in texts.items()},
            choices=dict(self.choices()),
        )

    def decided(self, worlds: Sequence[RuleSet], tried: Columns) -> tuple[tuple[Step, ...], Words]:
        """The steps to whether each row fails or is open in every world, and what may make a row impossible."""
        every_rule = dict.fromkeys(rule for world in worlds for rule in _own(world))
        requirements = self.requirements(every_rule)
        for number, rule in enumerate(every_rule):
            self.readings[rule] = _Reading(number, self.statuses(rule))
        incompatible = _numbered("incompatible", map(self.incompatible, worlds))
        violated = (any_of(*self.found(world, "violated"), _col("incompatible", n)) for n, world in enumerate(worlds))
        open_ = (any_of(*self.found(world, "unknown"), *map(_is_null, (KIND, STAGE))) for world in worlds)
        failed = [
            any_of(_col("any_violated", number), all_of(_col("any_unknown", number), self.irreconcilable(world, tried)))
            for number, world in enumerate(worlds)
        ]
        problems = list(self.problems())
        if_wrong = _numbered("problem", (truth for truth, _ in problems))
        bad = any_of(*map(nw.col, if_wrong))
        steps: tuple[Step, ...] = (
            requirements | self.make.early | if_wrong,
            {r.column(status): truth for r in self.readings.values() for status, truth in r.statuses.items()},
            incompatible | {_BAD: bad, _SOUND: negated(bad)},
            _numbered("any_violated", violated) | _numbered("any_unknown", open_),
            *tried.steps,
            _numbered("failed", failed),
        )
        return steps, tuple(zip(if_wrong, (code_ for _, code_ in problems), strict=True))

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

    # The whole dossier

    def incompatible(self, world: RuleSet) -> Truth:
        if not any(map(_is_joint, world.rules)):
            return False
        chains = broken_chains(network(world), self.make, world.id)
        return any_of(
            *(all_of(*(self.readings[rule].is_("binds") for rule in rules), early) for rules, early in chains)
        )

    def irreconcilable(self, world: RuleSet, tried: Columns) -> Truth:
        found = shared(world.rules)
        if not (any(map(_is_joint, world.rules)) and can_be_irreconcilable(found)):
            return False
        return negated(Tries(world, found, self.make, tried).possible())

    def found(self, world: RuleSet, status: str) -> Iterator[Truth]:
        return (self.readings[rule].is_(status) for rule in _own(world))

    def contested(self) -> Iterator[tuple[str, Truth]]:
        fails, is_open = _col("failed", 0), _col("any_unknown", 0)
        found: dict[str, list[Truth]] = {}
        for number, (rule, _) in enumerate(self.rivals, 1):
            differs = _differ(fails, _col("failed", number)) | (~fails & _differ(is_open, _col("any_unknown", number)))
            found.setdefault(rule, []).append(differs)
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
        yield nw.col(column(UNREAD)), "unreadable"

    def out_of_range(self, path: str) -> Truth:
        day = nw.col(column(path))
        outside = (day < FIRST) | (day > LAST)
        return surely(outside & (day != NO_END) if fact(path).may_have_no_end else outside)

    # What is written

    def with_status(self, status: str) -> Iterator[tuple[str, str]]:
        for rule in self.rules.rules:
            if _is_joint(rule):
                if status == "violated":
                    yield _JOINT, rule.code
            elif status in self.readings[rule].statuses:
                yield self.readings[rule].column(status), rule.code

    def choices(self) -> Iterator[tuple[str, Choice]]:
        yield "outcome", outcome(0)
        if self.findings:
            found: dict[str, list[tuple[str, str]]] = {rule.code: [] for rule in self.rules.rules}
            for status in (Status.NOT_APPLICABLE, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN):
                for name, rule in self.with_status(status):
                    found[rule].append((name, str(status)))
            for rule, words in found.items():
                yield f"finding.{rule}", Choice(tuple(words), str(Status.SATISFIED), _SOUND)

    def amount(self, number: int, world: RuleSet) -> nw.Expr:
        """Whole euros in the world of this number: 0 when ineligible, null when undetermined or impossible."""
        nothing = nw.lit(None, nw.Int64)
        amount = nothing
        for rate in reversed(world.tariff.rates):
            kind = nw.col(column(KIND)) == code(KIND, CertificationKind(rate.kind))
            stage = nw.col(column(STAGE)) == code(STAGE, EvaluationStage(rate.stage))
            amount = nw.when(kind & stage).then(nw.lit(rate.euros, nw.Int64)).otherwise(amount)
        amount = nw.when(_col("any_unknown", number)).then(nothing).otherwise(amount)
        amount = nw.when(_col("failed", number)).then(nw.lit(0, nw.Int64)).otherwise(amount)
        return nw.when(nw.col(_SOUND)).then(amount)

    def documents_only(self) -> nw.Expr:
        """Whether nothing but documents fails; null for a row that no dossier could be."""
        groups = {rule.code: rule.group for rule in self.rules.rules}
        others = (nw.col(name) for name, code_ in self.with_status("violated") if groups[code_] != "document")
        only = all_of(nw.col(_INELIGIBLE), negated(any_of(*others)))
        return nw.when(nw.col(_SOUND)).then(only)

    def possible_amounts(self, tried: Columns) -> dict[str, Truth]:
        """Whether each amount is possible, in a row that does not fail."""
        possible = Tries(self.rules, shared(self.rules.rules), self.make, tried, kept=(KIND, STAGE)).each()
        found: dict[int, list[Truth]] = {}
        for rate in self.rules.tariff.rates:
            given = ((KIND, CertificationKind(rate.kind)), (STAGE, EvaluationStage(rate.stage)))
            open_ = (negated(surely_not(self.make.truth(Is(path, value)))) for path, value in given)
            found.setdefault(rate.euros, []).append(all_of(possible(dict(given)), *open_))
        return {str(euros): any_of(*truths) for euros, truths in sorted(found.items())}

    # What to ask

    def missing(self) -> Iterator[tuple[str, Truth]]:
        guards: dict[str, list[Truth]] = {KIND: [True], STAGE: [True]}
        for rule in _own(self.rules):
            for path, guard in self.asks_of(rule):
                guards.setdefault(path, []).append(all_of(self.readings[rule].is_("unknown"), guard))
        for known in FACTS:
            if any(guard is not False for guard in guards.get(known.path, ())):
                yield known.path, all_of(_is_null(known.path), any_of(*guards[known.path]))

    def asks_of(self, rule: Rule) -> Iterator[tuple[str, Truth]]:
        yield from self.hangs_on(rule.applies)
        is_unknown = unknown(self.required[rule.requires])
        if rule.presumed is None:
            yield from self.hangs_on(rule.requires, is_unknown)
        elif rule.presumed != ALWAYS:
            yield from self.hangs_on(rule.presumed, is_unknown)
            yield from self.hangs_on(rule.requires, is_unknown, surely_not(self.make.truth(rule.presumed)))

    def hangs_on(self, condition: Condition, *guards: Truth) -> Iterator[tuple[str, Truth]]:
        for around, path in hangs_on(condition):
            yield path, all_of(*guards, *(unknown(self.truth(outer)) for outer in around))

    def truth(self, condition: Condition) -> Truth:
        return self.required[condition] if condition in self.required else self.make.truth(condition)


def outcome(number: int) -> Choice:
    words = (f"{PREFIX}failed_{number}", "ineligible"), (f"{PREFIX}any_unknown_{number}", "undetermined")
    return Choice(words, "eligible", _SOUND)


def _numbered(name: str, truths: Iterable[Truth]) -> dict[str, Truth]:
    return {f"{PREFIX}{name}_{number}": truth for number, truth in enumerate(truths)}


def _col(name: str, number: int) -> nw.Expr:
    return nw.col(f"{PREFIX}{name}_{number}")


def _is_null(path: str) -> nw.Expr:
    return nw.col(column(path)).is_null()


def _differ(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    return (left & ~right) | (~left & right)


def _own(rules: RuleSet) -> list[Rule]:
    """The rules that look at a row's own facts."""
    return [rule for rule in rules.rules if not _is_joint(rule)]


def _is_joint(rule: Rule) -> bool:
    return isinstance(rule.requires, DatesCompatible)
