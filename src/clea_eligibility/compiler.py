"""From a rule set to one Python function: readable when printed, equal to the plain interpreter of the tests.

The source is made from the rule set alone. Facts become local variables named after the ends of their paths;
values, findings and questions become constants of the function's namespace. Each rule is a few lines: ``holds``
is True, False or None, and the finding follows.
"""

from collections.abc import Callable, Iterator
from textwrap import wrap

import attrs
from attrs import frozen

from clea_eligibility.conditions import (
    AllOf,
    Condition,
    DatesCompatible,
    paths,
)
from clea_eligibility.decision import Finding, Status
from clea_eligibility.expressions import Expressions, guarded, indented, two_valued
from clea_eligibility.facts import FACTS
from clea_eligibility.joint import Network, comparisons, network
from clea_eligibility.models import CertificationKind, Dossier, EvaluationStage
from clea_eligibility.ruleset import Reading, Rule, RuleSet

KIND, STAGE = "certification.kind", "evaluation.stage"
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


class _Writer(Expressions):
    """Writes the source of one rule set, and collects the constants that it names."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.network = network(rules)
        self.rivals: list[tuple[Rule, RuleSet]] = []
        self.read = self._facts_read()
        super().__init__(self.read)
        self.names["conflict"] = self.network.conflict

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
        yield from indented(self.load("", "dossier"))
        yield f"    {kind} = {kind} or assumed_kind"
        yield f"    {stage} = {stage} or assumed_stage"
        yield "    reasons = presumed = rivals = ()"
        yield "    asks = date_rules = 0"
        yield from indented(self.ask(KIND))
        yield from indented(self.ask(STAGE))
        joint = [rule for rule in self.rules.rules if isinstance(rule.requires, DatesCompatible)]
        for rule in self.rules.rules:
            if rule not in joint:
                yield from ("", f"    # {rule.code}: {', '.join(rule.statements)}")
                yield from indented(self.rule(rule))
        for rule in joint:
            yield from ("", f"    # {rule.code}: {', '.join(rule.statements)}")
            yield from indented(self.joint(rule))
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
                yield from indented(f"{line.replace(' ', ' = ')} = None" for line in wrap(" ".join(inner), _WIDTH))
                yield "else:"
                yield from indented(self.load(f"{path}.", variable))

    # One rule

    def rule(self, rule: Rule) -> Iterator[str]:
        applied = [*self.holds("holds", rule.requires), *self.status_lines(rule), *self.rival_readings(rule)]
        if rule.applies == AllOf(()):
            yield from applied
        else:
            yield f"if {self.false(rule.applies)}:"
            yield f"    {_finding(rule)} = {self.status(rule, Status.NOT_APPLICABLE)}"
            yield "else:"
            yield from indented(applied)

    def status_lines(self, rule: Rule) -> Iterator[str]:
        """The status of a rule that applies, or may apply, by ``holds``."""
        finding = _finding(rule)
        joins = [f"date_rules |= {1 << self.network.rules.index(rule)}"] if rule in self.network.rules else []
        surely = guarded(self.true(rule.applies), joins) if joins and not two_valued(rule.applies) else joins
        yield "if holds:"
        yield f"    {finding} = {self.status(rule, Status.SATISFIED)}"
        yield from indented(surely)
        if not two_valued(rule.applies):
            yield f"elif not ({self.true(rule.applies)}):"
            yield f"    {finding} = {self.status(rule, Status.UNKNOWN)}"
            yield from indented(self.asks(rule.applies))
            yield from indented(guarded("holds is None", self.asks_of_requirement(rule)))
        yield "elif holds is None:"
        yield from indented(joins)
        yield from indented(self.presumed_or_unknown(rule))
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
                yield from indented(presumed)
                yield "else:"
                yield from indented(unknown)

    def asks_of_requirement(self, rule: Rule) -> list[str]:
        """What to ask where the requirement is unknown: what its presumption hangs on, else what it hangs on."""
        match rule.presumed:
            case None:
                return list(self.asks(rule.requires))
            case AllOf(()):
                return []
            case presumed if two_valued(presumed):
                return guarded(self.false(presumed), self.asks(rule.requires))
            case presumed:
                return [
                    f"if {self.unknown(presumed)}:",
                    *indented(self.asks(presumed)),
                    f"elif {self.false(presumed)}:",
                    *indented(list(self.asks(rule.requires)) or ["pass"]),
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

    # Constants

    def status(self, rule: Rule, status: Status) -> str:
        return self.named(f"{rule.code}_{status}", Finding(rule, status))


def _finding(rule: Rule) -> str:
    return f"found_{rule.code}"


def _conditions(rule: Rule) -> Iterator[Condition]:
    yield from (rule.applies, rule.requires)
    if rule.presumed is not None:
        yield rule.presumed
