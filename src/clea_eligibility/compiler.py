"""From a rule set to one Python function: readable when printed, equal to the plain interpreter of the tests.

The source is made from the rule set alone. Facts become local variables named after the ends of their paths;
values, findings and questions become constants of the function's namespace. Each rule is a few lines: ``holds``
is True, False or None, and the finding follows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from textwrap import wrap
from typing import Any

import attrs
from attrs import frozen

from clea_eligibility import dates
from clea_eligibility.conditions import (
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
    paths,
)
from clea_eligibility.decision import Finding, Status
from clea_eligibility.facts import FACTS
from clea_eligibility.joint import Network, comparisons, network
from clea_eligibility.models import CertificationKind, Dossier, EvaluationStage
from clea_eligibility.ruleset import Reading, Rule, RuleSet

KIND, STAGE = "certification.kind", "evaluation.stage"
_ATOMS = (Is, OneOf, Same, NotAfter)
_WIDTH = 110

Findings = tuple[Finding, ...]
Evaluate = Callable[
    [Dossier, CertificationKind | None, EvaluationStage | None],
    tuple[Findings, Findings, Findings, int, tuple[int, ...], int],
]


@frozen
class Compiled:
    """A rule set made into a function.

    ``evaluate(dossier, assumed_kind, assumed_stage)`` assumes a kind and a stage where the dossier does not state
    them. It returns the findings of all rules, those violated, those presumed, the facts to ask for (a bit mask over
    ``FACTS``), the indexes of the ``rivals``, the rule sets under another reading, that might decide otherwise, and
    the date rules that surely apply and are not violated (a bit mask over those of ``network``). ``source`` is its
    text. ``comparisons`` are those of :func:`clea_eligibility.joint.comparisons`.
    """

    source: str
    evaluate: Evaluate
    rivals: tuple[tuple[Rule, RuleSet], ...]
    network: Network
    comparisons: Network


def compile_rules(rules: RuleSet, *, outcome_only: bool = False) -> Compiled:
    """Compile a rule set; raises :class:`CleaError` where no dates satisfy its rules, or one of their readings.

    For the outcome only, it does not matter which of the date rules that cannot hold together are the fewest.
    """
    writer = _Writer(rules)
    if outcome_only:
        writer.names["conflict"] = writer.network.some_conflict
    source = "\n".join(writer.lines()) + "\n"
    exec(compile(source, f"<rules {rules.id}>", "exec"), writer.names)
    return Compiled(source, writer.names["evaluate"], tuple(writer.rivals), writer.network, comparisons(rules))


class _Writer:
    """Writes the source of one rule set, and collects the constants that it names."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.network = network(rules)
        self.names: dict[str, Any] = {"not_after": dates.not_after, "conflict": self.network.conflict}
        self.rivals: list[tuple[Rule, RuleSet]] = []
        self.read = self._facts_read()
        self.variables = _variables(self.read)

    def _facts_read(self) -> list[str]:
        conditions = [condition for rule in self.rules.rules for condition in _conditions(rule)]
        conditions += [reading.requires for reading in self.rules.readings]
        read = {KIND, STAGE, *self.network.nodes, *(path for condition in conditions for path in paths(condition))}
        return [fact.path for fact in FACTS if fact.path in read]

    # The function as a whole

    def lines(self) -> Iterator[str]:
        kind, stage = self.variables[KIND], self.variables[STAGE]
        yield "def evaluate(dossier, assumed_kind, assumed_stage):"
        yield f'    """Decide by the rules {self.rules.id}."""'
        yield from _indented(self.load("", "dossier"))
        yield f"    {kind} = {kind} or assumed_kind"
        yield f"    {stage} = {stage} or assumed_stage"
        yield "    reasons = presumed = rivals = ()"
        yield "    asks = date_rules = 0"
        yield from _indented(self.ask(KIND))
        yield from _indented(self.ask(STAGE))
        joint = [rule for rule in self.rules.rules if isinstance(rule.requires, DatesCompatible)]
        for rule in self.rules.rules:
            if rule not in joint:
                yield from ("", f"    # {rule.code}: {', '.join(rule.statements)}")
                yield from _indented(self.rule(rule))
        for rule in joint:
            yield from ("", f"    # {rule.code}: {', '.join(rule.statements)}")
            yield from _indented(self.joint(rule))
        yield ""
        yield "    findings = ("
        yield from (f"        {_finding(rule)}," for rule in self.rules.rules)
        yield "    )"
        if joint and joint[-1] is not self.rules.rules[-1]:  # it was looked at last, and stands earlier
            violated = self.named("violated", Status.VIOLATED)
            yield f"    reasons = tuple(finding for finding in findings if finding.status is {violated})"
        yield "    return findings, reasons, presumed, asks, rivals, date_rules"

    def load(self, prefix: str, holder: str) -> Iterator[str]:
        """Load the facts below ``prefix`` from the object in the variable ``holder``."""
        below = [path for path in self.read if path.startswith(prefix)]
        for name in dict.fromkeys(path[len(prefix) :].split(".")[0] for path in below):
            path = prefix + name
            variable = self.variables[path]
            yield f"{variable} = {holder}.{name}"
            inner = [self.variables[known] for known in self.variables if known.startswith(f"{path}.")]
            if inner:
                yield f"if {variable} is None:"
                yield from _indented(f"{line.replace(' ', ' = ')} = None" for line in wrap(" ".join(inner), _WIDTH))
                yield "else:"
                yield from _indented(self.load(f"{path}.", variable))

    # One rule

    def rule(self, rule: Rule) -> Iterator[str]:
        applied = [*self.holds("holds", rule.requires), *self.status_lines(rule), *self.rival_readings(rule)]
        if rule.applies == AllOf(()):
            yield from applied
        else:
            yield f"if {self.false(rule.applies)}:"
            yield f"    {_finding(rule)} = {self.status(rule, Status.NOT_APPLICABLE)}"
            yield "else:"
            yield from _indented(applied)

    def status_lines(self, rule: Rule) -> Iterator[str]:
        """The status of a rule that applies, or may apply, by ``holds``."""
        finding = _finding(rule)
        joins = [f"date_rules |= {1 << self.network.rules.index(rule)}"] if rule in self.network.rules else []
        surely = _guarded(self.true(rule.applies), joins) if joins and not _two_valued(rule.applies) else joins
        yield "if holds:"
        yield f"    {finding} = {self.status(rule, Status.SATISFIED)}"
        yield from _indented(surely)
        if not _two_valued(rule.applies):
            yield f"elif not ({self.true(rule.applies)}):"
            yield f"    {finding} = {self.status(rule, Status.UNKNOWN)}"
            yield from _indented(self.asks(rule.applies))
            yield from _indented(_guarded("holds is None", self.asks_of_requirement(rule)))
        yield "elif holds is None:"
        yield from _indented(joins)
        yield from _indented(self.presumed_or_unknown(rule))
        yield "else:"
        yield f"    {finding} = {self.status(rule, Status.VIOLATED)}"
        yield f"    reasons += ({finding},)"

    def presumed_or_unknown(self, rule: Rule) -> Iterator[str]:
        presumed = [
            f"{_finding(rule)} = {self.status(rule, Status.PRESUMED)}",
            f"presumed += ({_finding(rule)},)",
        ]
        unknown = [f"{_finding(rule)} = {self.status(rule, Status.UNKNOWN)}", *self.asks_of_requirement(rule)]
        match rule.presumed:
            case None:
                yield from unknown
            case AllOf(()):
                yield from presumed
            case _:
                yield f"if {self.true(rule.presumed)}:"
                yield from _indented(presumed)
                yield "else:"
                yield from _indented(unknown)

    def asks_of_requirement(self, rule: Rule) -> list[str]:
        """What to ask where the requirement is unknown: what its presumption hangs on, else what it hangs on."""
        match rule.presumed:
            case None:
                return list(self.asks(rule.requires))
            case AllOf(()):
                return []
            case presumed if _two_valued(presumed):
                return _guarded(self.false(presumed), self.asks(rule.requires))
            case presumed:
                return [
                    f"if {self.unknown(presumed)}:",
                    *_indented(self.asks(presumed)),
                    f"elif {self.false(presumed)}:",
                    *_indented(list(self.asks(rule.requires)) or ["pass"]),
                ]

    def rival_readings(self, rule: Rule) -> Iterator[str]:
        """Note the readings under which this rule would stand otherwise, or is not known to stand as it does."""
        for reading in self.rules.readings_of(rule.code):
            if reading.name != rule.reading:
                yield from self.holds("otherwise", reading.requires)
                yield "if otherwise is not holds or holds is None:"
                yield f"    rivals += ({len(self.rivals)},)  # {reading.name}"
                self.rivals.append((rule, self.rival(rule, reading)))

    def rival(self, rule: Rule, reading: Reading) -> RuleSet:
        """The rules under another reading, which are asked for their outcome alone, so without rivals of their own."""
        rival = attrs.evolve(self.rules.read(**{rule.code: reading.name}), readings=())
        network(rival)  # refuses a reading that no dates could satisfy before the first decision asks it
        return rival

    def joint(self, rule: Rule) -> Iterator[str]:
        size = len(self.network.rules)
        chosen = [[self.network.rules[i] for i in range(size) if mask >> i & 1] for mask in range(1 << size)]
        conflicts = self.named("conflicts", tuple(Finding(rule, Status.VIOLATED, tuple(rules)) for rules in chosen))
        yield f"{_finding(rule)} = {self.status(rule, Status.SATISFIED)}"
        yield f"days = ({', '.join(self.day(of) for of in self.network.nodes)})"
        yield "if None in days:"
        yield "    between = conflict([day and day.toordinal() for day in days], date_rules)"
        yield "    if between:"
        yield f"        {_finding(rule)} = {conflicts}[between]"
        yield f"        reasons += ({_finding(rule)},)"

    # What a condition is worth

    def holds(self, name: str, condition: Condition) -> Iterator[str]:
        """Set ``name`` to True, False or None."""
        match condition:
            case Is(path, True):
                yield f"{name} = {self.variables[path]}"
            case _ if _two_valued(condition):
                yield f"{name} = {self.true(condition)}"
            case _:
                yield f"if {self.something_unknown(condition)}:"
                yield from _indented(self.unsure(name, condition))
                yield "else:"
                yield f"    {name} = {self.plain(condition)}"

    def unsure(self, name: str, condition: Condition) -> Iterator[str]:
        """Set ``name`` where some fact that the condition reads is unknown."""
        atoms = isinstance(condition, AllOf | AnyOf) and all(isinstance(part, _ATOMS) for part in condition.conditions)
        match condition:
            case AllOf(parts) | AnyOf(parts) if all(set(paths(part)) == set(paths(condition)) for part in parts):
                yield f"{name} = None"
            case AllOf() if atoms:
                yield f"{name} = False if {self.false(condition)} else None"
            case AnyOf() if atoms:
                yield f"{name} = True if {self.true(condition)} else None"
            case AllOf() | AnyOf():
                yield f"if {self.true(condition)}:"
                yield f"    {name} = True"
                yield f"elif {self.false(condition)}:"
                yield f"    {name} = False"
                yield "else:"
                yield f"    {name} = None"
            case _:
                yield f"{name} = None"

    def unknown(self, condition: Condition) -> str:
        """Whether the condition neither surely holds nor surely fails."""
        match condition:
            case Is() | OneOf() | Same() | NotAfter():
                return self.something_unknown(condition)
            case _:
                return f"not ({_bracketed(self.true(condition))} or {_bracketed(self.false(condition))})"

    def something_unknown(self, condition: Condition) -> str:
        return " or ".join(f"{self.variables[path]} is None" for path in dict.fromkeys(paths(condition))) or "False"

    def plain(self, condition: Condition) -> str:
        """Whether the condition holds, where every fact that it reads is known."""
        match condition:
            case Is(path, bool() as value):
                return self.variables[path] if value else f"not {self.variables[path]}"
            case Is(path, value):
                return f"{self.variables[path]} {'is' if isinstance(value, StrEnum) else '=='} {self.constant(value)}"
            case OneOf(path, values):
                return f"{self.variables[path]} in {self.named(f'{self.variables[path]}_values', frozenset(values))}"
            case Same(left, right):
                return f"{self.variables[left]} == {self.variables[right]}"
            case NotAfter(earlier, later):
                return self.not_after(earlier, later)
            case AllOf(parts):
                return " and ".join(_bracketed(self.plain(part)) for part in parts) or "True"
            case AnyOf(parts):
                return " or ".join(_bracketed(self.plain(part)) for part in parts) or "False"
            case _:
                return self.true(condition)

    def true(self, condition: Condition) -> str:
        """Whether the condition surely holds."""
        match condition:
            case Is(path, bool() as value):
                return f"{self.variables[path]} is {value}"
            case Same() | NotAfter():
                return " and ".join([*self.known(condition), _bracketed(self.plain(condition))])
            case AllOf(parts):
                return " and ".join(_bracketed(self.true(part)) for part in parts) or "True"
            case AnyOf(parts):
                return " or ".join(_bracketed(self.true(part)) for part in parts) or "False"
            case Unless(inner):
                return f"not ({self.true(inner)})"
            case Unknown(path):
                return f"{self.variables[path]} is None"
            case _:
                return self.plain(condition)  # None is no value of a fact

    def false(self, condition: Condition) -> str:
        """Whether the condition surely fails."""
        match condition:
            case Is(path, bool() as value):
                return f"{self.variables[path]} is {not value}"
            case AllOf(parts):
                return " or ".join(_bracketed(self.false(part)) for part in parts) or "False"
            case AnyOf(parts):
                return " and ".join(_bracketed(self.false(part)) for part in parts) or "True"
            case Unless(inner):
                return self.true(inner)
            case Unknown(path):
                return f"{self.variables[path]} is not None"
            case _:
                return " and ".join([*self.known(condition), f"not ({self.plain(condition)})"])

    def known(self, condition: Condition) -> list[str]:
        return [f"{self.variables[path]} is not None" for path in dict.fromkeys(paths(condition))]

    def not_after(self, earlier: Day, later: Day) -> str:
        left, right = self.day(earlier.of), self.day(later.of)
        gap = earlier.days - later.days
        if not earlier.months and not later.months:
            if gap in (0, 1):
                return f"{left} {'<=' if gap == 0 else '<'} {right}"
            return f"{right} - {left} >= {self.constant(timedelta(gap))}"
        enough = gap + dates.most_days(earlier.months) - dates.fewest_days(later.months)
        exactly = f"not_after({left}, {earlier.months}, {earlier.days}, {right}, {later.months}, {later.days})"
        return f"{right} - {left} >= {self.constant(timedelta(enough))} or {exactly}"

    def day(self, of: str | date) -> str:
        return self.variables[of] if isinstance(of, str) else self.constant(of)

    # What to ask

    def asks(self, condition: Condition) -> Iterator[str]:
        """Ask for the facts that a condition, unknown as a whole, still hangs on."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                simple = [part for part in parts if not isinstance(part, AllOf | AnyOf)]
                for path in dict.fromkeys(path for part in simple for path in paths(part)):
                    yield from self.ask(path)
                for part in parts:
                    if part not in simple:
                        yield from _guarded(self.unknown(part), self.asks(part))
            case _:
                read = list(dict.fromkeys(paths(condition)))
                if len(read) == 1:
                    yield f"asks |= {self.question(read[0])}"
                else:
                    for path in read:
                        yield from self.ask(path)

    def ask(self, path: str) -> Iterator[str]:
        yield f"if {self.variables[path]} is None:"
        yield f"    asks |= {self.question(path)}"

    def question(self, path: str) -> str:
        bit = 1 << next(index for index, fact in enumerate(FACTS) if fact.path == path)
        return self.named(f"ask_{self.variables[path]}", bit)

    # Constants

    def status(self, rule: Rule, status: Status) -> str:
        return self.named(f"{rule.code}_{status}", Finding(rule, status))

    def constant(self, value: Any) -> str:
        if isinstance(value, timedelta):
            return self.named(f"days_{value.days}".replace("-", "minus_"), value)
        if isinstance(value, date):
            return self.named(f"day_{value:%Y_%m_%d}", value)
        return self.named(f"value_{''.join(letter if letter.isalnum() else '_' for letter in value)}", value)

    def named(self, word: str, value: Any) -> str:
        """The name of a constant: its word in capitals, numbered where other values have taken the word."""
        name, number = word.upper(), 1
        while self.names.setdefault(name, value) != value:
            number += 1
            name = f"{word.upper()}_{number}"
        return name


def _variables(read: list[str]) -> dict[str, str]:
    """A variable for each fact read and each object on the way to it: the shortest end of its path that is its own."""
    ways = [path.split(".")[:depth] for path in read for depth in range(1, path.count(".") + 2)]
    ends = {".".join(way): ["_".join(way[-size:]) for size in range(1, len(way) + 1)] for way in ways}
    taken = Counter(end for own in ends.values() for end in own)
    return {path: next((end for end in own if taken[end] == 1), own[-1]) for path, own in ends.items()}


def _finding(rule: Rule) -> str:
    return f"found_{rule.code}"


def _conditions(rule: Rule) -> Iterator[Condition]:
    yield from (rule.applies, rule.requires)
    if rule.presumed is not None:
        yield rule.presumed


def _two_valued(condition: Condition) -> bool:
    """Whether the condition is true or false whatever is unknown."""
    match condition:
        case Unless() | Unknown():
            return True
        case AllOf(parts) | AnyOf(parts):
            return all(map(_two_valued, parts))
        case _:
            return False


def _bracketed(expression: str) -> str:
    return f"({expression})" if " " in expression else expression


def _guarded(guard: str, lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    return [f"if {guard}:", *_indented(lines)] if lines else []


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" if line else "" for line in lines)
