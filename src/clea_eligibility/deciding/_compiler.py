"""From a rule set to plain Python functions: readable when printed, equal to the plain interpreter of the tests.

The source is made from the rule set alone. Facts become local variables named after the ends of their paths;
values, findings and questions become constants of the function's namespace. Every rule is taken to be satisfied;
a few lines for each say what is found where it is not. ``holds`` is True, False or None.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING

from attrs import frozen

from clea_eligibility.deciding._expressions import Expressions, bracketed, guarded, indented
from clea_eligibility.deciding._findings import Finding, Status
from clea_eligibility.deciding.network import Chain, Network, comparisons, dates_of, network, pushed, rules_of
from clea_eligibility.dossier.facts import FACTS, fact
from clea_eligibility.dossier.models import CertificationKind, Dossier, EvaluationStage
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    Condition,
    Is,
    OneOf,
    Same,
    Unknown,
    Unless,
    Value,
    conjuncts,
    is_of_dates,
    looked_at,
    nodes,
    paths,
    two_valued,
)
from clea_eligibility.rules._rule import Reading, Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import KIND, STAGE, Shared, parts_of, refuse_too_many, shared, values_of

if TYPE_CHECKING:
    from clea_eligibility.deciding._tries import Tries

_PATHS = tuple(known.path for known in FACTS)
Findings = tuple[Finding, ...]
Evaluate = Callable[
    [Dossier],
    tuple[Findings, Findings, Findings, int, tuple[int, ...], int],
]
Possible = Callable[..., bool]


@frozen(eq=False, repr=False, slots=False)
class Compiled:
    """A rule set made into functions.

    ``evaluate(dossier)`` returns the findings of all rules, those violated, those presumed, the facts to ask for (a
    bit mask over ``FACTS``), the indexes of the ``rivals``, the rule sets under another reading, that might decide
    otherwise, and the date rules that surely apply and are not violated (a bit mask over those of ``network``).
    ``evaluated`` is its text. ``shared`` is what is tried for unknown facts. ``amounts`` are those of the tariff, by
    kind and stage; ``joint`` the rules about the dates together; ``comparisons`` those of
    :func:`clea_eligibility.deciding.network.comparisons`.
    """

    evaluated: str
    evaluate: Evaluate
    shared: Shared
    rivals: tuple[tuple[Rule, RuleSet], ...]
    joint: tuple[Rule, ...]
    amounts: Mapping[tuple[CertificationKind, EvaluationStage], int]
    network: Network
    comparisons: Network

    @cached_property
    def possible(self) -> Possible:
        """Whether some filling-in of a dossier's unknown facts is eligible: ``possible(dossier, kind, stage)``.

        No rule may be violated. Its kind and stage are taken to be these where it does not state them.
        """
        return self._tries().function

    @cached_property
    def sorts(self) -> Mapping[str, Mapping[Value, object]]:
        """For each fact its values, days left out, each with its sort: no rule tells values of one sort apart."""
        telling: dict[str, list[Condition]] = {path: [] for path in _PATHS}
        for part in parts_of(self.shared.rules):
            for path in paths(part):
                telling[path].append(part)
        found = {}
        for path, parts in telling.items():
            sets = [values_of(part) for part in parts if isinstance(part, Is | OneOf)]
            is_compared = any(isinstance(part, Same) for part in parts)
            domain = fact(path).domain
            found[path] = {value: value if is_compared else tuple([value in each for each in sets]) for value in domain}
        return found

    @cached_property
    def turning(self) -> tuple[tuple[int, set[str]], ...]:
        """Date rules, by bit, that may no longer apply once some facts are known."""
        turning = [looked_at(rule.applies) for rule in self.network.rules]
        return tuple((1 << place, facts) for place, facts in enumerate(turning) if facts)

    @cached_property
    def read(self) -> Mapping[str, frozenset[str]]:
        """The facts that each rule reads, by its code."""
        return self._by_code(lambda rule: (path for condition in rule.conditions for path in paths(condition)))

    @cached_property
    def looked_at(self) -> Mapping[str, frozenset[str]]:
        """The facts of which each rule asks whether they are known, by its code."""
        return self._by_code(lambda rule: looked_at(rule.applies, rule.requires))

    def _by_code(self, facts: Callable[[Rule], Iterable[str]]) -> Mapping[str, frozenset[str]]:
        return {rule.code: frozenset(facts(rule)) for rule in (*self.shared.rules, *self.joint)}

    @cached_property
    def _possible_of_some(self) -> Possible:
        """``possible`` for some of the rules, given by their bits."""
        return self._tries(of_some=True).function

    def _tries(self, *, of_some: bool = False) -> "Tries":
        from clea_eligibility.deciding._tries import Tries  # a dossier that states everything does not wait for it

        found = shared(self.shared.rules, reduced=False) if of_some else self.shared
        return Tries(self.network, found, of_some=of_some)

    @property
    def source(self) -> str:
        """The text of ``evaluate`` and ``possible``."""
        return f"{self.evaluated}\n\n{self._tries().source}"

    def judged(self, dossier: Dossier) -> tuple[Findings, int, int]:
        """What is violated, what is to be asked, and which date rules bind: the last two as bit masks."""
        _, reasons, _, asks, _, binding = self.evaluate(dossier)
        return reasons, asks, binding

    def irreconcilable(self, dossier: Dossier) -> tuple[Rule, ...]:
        """A smallest set of rules that no filling-in reconciles, the first in their order; none may be violated."""
        rules = self.shared.rules
        unknown = {path for path in _PATHS if fact(path).of(dossier) is None}
        open_ = [1 << place for place, rule in enumerate(rules) if any(known.path in unknown for known in rule.facts)]
        ways = list(
            product(
                CertificationKind if KIND in unknown else [None],
                EvaluationStage if STAGE in unknown else [None],
            )
        )
        chosen = next(
            chosen
            for size in range(1, len(open_) + 1)
            for chosen in map(sum, combinations(open_, size))
            if not any(self._possible_of_some(dossier, kind, stage, chosen) for kind, stage in ways)
        )
        return tuple(rule for place, rule in enumerate(rules) if chosen >> place & 1)


def compile_rules(rules: RuleSet) -> Compiled:
    """Compile a rule set.

    Raises :class:`CleaError` where its rules, or one of their readings, share too much, or no dates satisfy them.
    """
    found = shared(rules.rules)
    refuse_too_many(found, rules.id)
    writer = _Writer(rules, simple=found.is_plain and not found.moves_dates)
    source = "\n".join(writer.evaluate()) + "\n"
    exec(compile(source, f"<rules {rules.id!a}>", "exec"), writer.names)
    return Compiled(
        source,
        writer.names["evaluate"],
        found,
        tuple(writer.rivals),
        tuple(rule for rule in rules.rules if rule.is_joint),
        {(rate.kind, rate.stage): rate.euros for rate in reversed(rules.tariff.rates)},
        writer.network,
        comparisons(rules),
    )


class _Writer(Expressions):
    """Writes the source of one rule set, and collects the constants that it names."""

    def __init__(self, rules: RuleSet, *, simple: bool) -> None:
        self.rules = rules
        self.simple = simple
        self.network = network(rules)
        self.chains = self.network.chains()
        self.rivals: list[tuple[Rule, RuleSet]] = []
        self.undecided: list[tuple[str, tuple[Chain, ...], str]] = []
        read = {KIND, STAGE, *self.network.nodes, *(known.path for rule in rules.rules for known in rule.facts)}
        read.update(path for reading in rules.readings for path in paths(reading.requires))
        super().__init__([fact.path for fact in FACTS if fact.path in read])
        self.names["conflict"] = self.network.conflict
        self.names["pushed"] = pushed

    # The functions as a whole

    def evaluate(self) -> Iterator[str]:
        """Every rule, and what is asked, presumed and contested besides."""
        rules = self.rules.rules
        satisfied = self.named("every_rule_satisfied", tuple(Finding(rule, Status.SATISFIED) for rule in rules))
        yield "def evaluate(dossier):"
        yield f"    {f'Decide by the rules {self.rules.id}.'!a}"
        yield from indented(self.load("", "dossier"))
        yield f"    found = [*{satisfied}]  # where nothing else is found"
        yield "    reasons = presumed = rivals = ()"
        yield "    asks = 0"
        yield f"    date_rules = {(1 << len(self.network.rules)) - 1}"
        yield from indented(self.ask(KIND))
        yield from indented(self.ask(STAGE))
        joint = [rule for rule in rules if rule.is_joint]
        for rule in [*(rule for rule in rules if rule not in joint), *joint]:
            yield from ("", f"    {_heading(rule)}")
            yield from indented(self.joint(rule) if rule in joint else self.rule(rule))
        yield ""
        if joint and joint[-1] is not rules[-1]:  # it was looked at last, and stands earlier
            violated = self.named("violated", Status.VIOLATED)
            yield f"    reasons = tuple(finding for finding in found if finding.status is {violated})"
        yield "    return tuple(found), reasons, presumed, asks, rivals, date_rules"

    # One rule

    def rule(self, rule: Rule) -> Iterator[str]:
        """What is found of a rule, unless it is satisfied."""
        holds, lines = self.requirement(rule)
        applied = [*lines, *self.not_satisfied(rule, holds)]
        rivals = list(self.rival_readings(rule))
        if rule.applies == ALWAYS:
            yield from (*applied, *rivals)
        else:
            yield f"if {self.surely(rule.applies, False)}:"
            yield f"    {self.finds(rule, Status.NOT_APPLICABLE)}"
            yield from indented(self.leaves(rule))
            yield "else:"
            in_doubt = may_yet_hold(rule.applies)
            yield from indented([*applied, *(() if in_doubt else rivals)])
            yield from rivals if in_doubt else ()

    def requirement(self, rule: Rule) -> tuple[str, list[str]]:
        """Whether the requirement surely holds, as an expression, and the lines that go before it."""
        has_one_reading = len(self.rules.readings_of(rule.code)) < 2
        match rule.requires:
            case Is(path, True) if has_one_reading:
                return self.variables[path], []
            case Is() | OneOf() if has_one_reading:
                return self.surely(rule.requires, True), []
            case requires:
                return "holds", list(self.holds("holds", requires))

    def is_unknown(self, rule: Rule, holds: str) -> str:
        """Whether the requirement is unknown, given that it does not surely hold."""
        return "holds is None" if holds == "holds" else self.unknown(rule.requires)

    def not_satisfied(self, rule: Rule, holds: str) -> Iterator[str]:
        """The status of a rule that applies, or may apply, where it does not hold for sure."""
        leaves = self.leaves(rule)
        yield f"if not {bracketed(holds)}:"
        if two_valued(rule.applies):
            yield f"    if {self.is_unknown(rule, holds)}:"
        else:
            yield f"    if not {bracketed(self.surely(rule.applies, True))}:"
            yield f"        {self.finds(rule, Status.UNKNOWN)}"
            yield from indented(indented([*leaves, *self.asks(rule.applies)]))
            yield from indented(indented(guarded(self.is_unknown(rule, holds), self.asks_of_requirement(rule))))
            yield f"    elif {self.is_unknown(rule, holds)}:"
        yield from indented(indented(self.presumed_or_unknown(rule)))
        yield "    else:"
        yield f"        {self.finds(rule, Status.VIOLATED)}"
        yield f"        reasons += ({self.status(rule, Status.VIOLATED)},)"
        yield from indented(indented(leaves))
        if leaves and not two_valued(rule.applies):
            yield f"elif not {bracketed(self.surely(rule.applies, True))}:"
            yield from indented(leaves)

    def leaves(self, rule: Rule) -> list[str]:
        """A date rule that does not surely apply, or is violated, does not bind the dates."""
        return [f"date_rules -= {1 << self.network.rules.index(rule)}"] if rule in self.network.rules else []

    def presumed_or_unknown(self, rule: Rule) -> Iterator[str]:
        """The status of a rule that surely applies and whose requirement is unknown."""
        presumed = [
            self.finds(rule, Status.PRESUMED),
            f"presumed += ({self.status(rule, Status.PRESUMED)},)",
        ]
        unknown = [self.finds(rule, Status.UNKNOWN), *self.asks_of_requirement(rule)]
        match rule.presumed:
            case None:
                yield from unknown
            case AllOf(()):
                yield from presumed
            case _:
                yield f"if {self.surely(rule.presumed, True)}:"
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
            case presumed:
                on_presumption = guarded(self.unknown(presumed), self.asks(presumed))
                on_requirement = guarded(self.surely(presumed, False), self.asks(rule.requires))
                return [*on_presumption, *on_requirement]

    # Other readings

    def rival_readings(self, rule: Rule) -> Iterator[str]:
        """Note the readings under which this rule stands otherwise, or under which unknown dates may not meet."""
        readings = [reading for reading in self.rules.readings_of(rule.code) if reading.name != rule.reading]
        rivals = [self.rival(rule, reading) for reading in readings]
        chains = [self.chains_of(rival) for rival in rivals]
        near = self.may_differ([rule.requires, *(reading.requires for reading in readings)])
        if self.chains is None or None in chains or not self.simple or may_yet_hold(rule.applies):
            near = None
        tests: list[str] = []
        for reading, rival, other_chains in zip(readings, rivals, chains, strict=True):
            noted = f"rivals += ({len(self.rivals)},)  {_comment(reading.name)}"
            self.rivals.append((rule, rival))
            looked_at = (*nodes(rule.requires), *nodes(reading.requires))
            if may_yet_hold(rule.applies) or any(isinstance(part, Unless | Unknown) for part in looked_at):
                tests.append(noted)  # what it is worth may change as soon as more is known
            elif near:
                tests += [f"otherwise = {self.plain(reading.requires)}", "if otherwise is not holds:", f"    {noted}"]
                self.undecided.append((self.something_unknown(rule.requires), other_chains or (), noted))
            else:
                tests += [*self.holds("otherwise", reading.requires)]
                tests += ["if otherwise is not holds or holds is None:", f"    {noted}"]
        yield from guarded(near, tests) if near else tests

    def rival(self, rule: Rule, reading: Reading) -> RuleSet:
        """The rules under another reading, which are asked for their outcome alone, so without rivals of their own."""
        read = self.rules.read(**{rule.code: reading.name})
        rival = object.__new__(RuleSet)  # what is left has been checked
        rival.__setstate__({**read.__getstate__(), "readings": ()})
        if not all(map(is_of_dates, conjuncts(reading.requires))):
            refuse_too_many(shared(rival.rules), rival.id)  # before the first decision asks it
        return rival

    def chains_of(self, rival: RuleSet) -> tuple[Chain, ...] | None:
        """The chains of a rival, if they bind the same dates by rules of the same codes."""
        other = network(rival)  # refuses a reading that no dates could satisfy before the first decision asks it
        same_codes = [rule.code for rule in other.rules] == [rule.code for rule in self.network.rules]
        return other.chains() if same_codes and other.nodes == self.network.nodes else None

    # The dates together

    def joint(self, rule: Rule) -> Iterator[str]:
        """Whether known days leave the unknown ones room: by the chains over these, the fewest rules first."""
        if self.chains is None:
            self.names["conflict_between"] = lambda between: self.conflict(rule, between)
            found = "conflict_between(between)"
        else:
            masks = [rules_of(chain, self.network) for chain in self.chains]
            found = f"{self.named('conflicts', {mask: self.conflict(rule, mask) for mask in masks})}[between]"
        conflict = ["if between:", f"    {self.found(rule)} = {found}", f"    reasons += ({self.found(rule)},)"]
        yield "between = 0"
        if self.chains is None:
            yield f"days = ({', '.join(self.day(of) for of in self.network.nodes)})"
            yield "if None in days:"
            yield "    between = conflict([day and day.toordinal() for day in days], date_rules)"
            yield from conflict
        else:
            other_chains = [chain for _, chains, _ in self.undecided for chain in chains]
            on_the_way = [of for chain in [*self.chains, *other_chains] for of in dates_of(chain, self.network)[1:-1]]
            some_unknown = " or ".join(f"{self.day(of)} is None" for of in dict.fromkeys(on_the_way))
            tests = [*self.fewest_rules(self.chains), *conflict, *self.undecided_readings(self.chains)]
            yield from guarded(some_unknown, tests) if on_the_way else ()

    def fewest_rules(self, chains: tuple[Chain, ...]) -> Iterator[str]:
        """The rules of the first chain that leaves no room."""
        for number, chain in enumerate(chains):
            yield f"{'elif' if number else 'if'} {self.leaves_no_room(chain)}:"
            yield f"    between = {rules_of(chain, self.network)}"

    def undecided_readings(self, own: tuple[Chain, ...]) -> Iterator[str]:
        """Note the readings of rules that are unknown, where the dates that can meet under one cannot under another."""
        while self.undecided:
            unknown, chains, noted = self.undecided.pop()
            more = [chain for chain in chains if chain not in own]
            if more:
                yield f"if ({unknown}) and ("
                yield "    between"
                yield from (f"    or ({self.leaves_no_room(chain)})" for chain in more)
                yield "):"
                yield f"    {noted}"

    def leaves_no_room(self, chain: Chain) -> str:
        """Whether a chain of binding rules leads over unknown dates to a known day that comes too early for it."""
        first, *between, last = [self.day(of) for of in dates_of(chain, self.network)]
        binding = rules_of(chain, self.network)
        known = [self.day(of) for of in dates_of(chain, self.network) if isinstance(of, str)]
        return " and ".join(
            [
                *(f"{date} is None" for date in between),
                *(f"{date} is not None" for date in (first, last) if date in known),
                f"date_rules & {binding}" + (f" == {binding}" if binding.bit_count() > 1 else ""),
                self.too_early(first, chain, last),
            ]
        )

    # Findings

    def conflict(self, rule: Rule, between: int) -> Finding:
        """The finding that some date rules cannot hold together."""
        rules = enumerate(self.network.rules)
        return Finding(rule, Status.VIOLATED, tuple(date_rule for place, date_rule in rules if between >> place & 1))

    def found(self, rule: Rule) -> str:
        """The place of a rule's finding."""
        return f"found[{self.rules.rules.index(rule)}]"

    def finds(self, rule: Rule, status: Status) -> str:
        """Find that a rule has a status."""
        return f"{self.found(rule)} = {self.status(rule, status)}"

    def status(self, rule: Rule, status: Status) -> str:
        """The finding that a rule has a status."""
        return self.named(f"{rule.code}_{status}", Finding(rule, status))


def may_yet_hold(condition: Condition) -> bool:
    """Whether a condition that fails may hold once more is known: it looks at what is not stated."""
    inner = [part for whole in nodes(condition) if isinstance(whole, Unless) for part in nodes(whole.condition)]
    return any(isinstance(part, Unless) for part in inner) or any(
        isinstance(part, Unknown) for part in nodes(condition)
    )


def _heading(rule: Rule) -> str:
    return _comment(f"{rule.code}: {', '.join(rule.statements)}")


def _comment(text: str) -> str:
    """A text of a rule set as a comment in its source: ``ascii`` leaves it no way to end the line."""
    return f"# {ascii(text)[1:-1]}"
