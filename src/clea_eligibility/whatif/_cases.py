"""What a rule can come to under two rule sets: every case that its conditions tell apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias

from attrs import frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.facts import FACT_BY_PATH, FLAG_OF, fact
from clea_eligibility.rules._conditions import (
    OWN_ORDERS,
    NotAfter,
    bounds_of,
    contrary,
    date_bounds,
    is_of_dates,
    nodes,
    paths,
)
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import KIND, STAGE, Domains, Scalar
from clea_eligibility.whatif._arrangements import Work, are_possible

Pair: TypeAlias = tuple[RuleSet, RuleSet]
"""The two rule sets: the one before and the one after."""
Facts: TypeAlias = Mapping[str, Any]
"""What is stated, by path: ``None`` for nothing, True for some day where the fact is a date."""


@frozen
class Row:
    """One case: what is stated, how the stated days compare, and what the rule comes to in each rule set.

    ``statuses`` are ``None`` in a rule set without the rule; ``binds`` says where it is a date rule that binds the
    unknown dates, because it surely applies and is not violated.
    """

    facts: Facts
    bounds: tuple[NotAfter, ...] = ()
    statuses: tuple[Status | None, Status | None] = (None, None)
    binds: tuple[bool, bool] = (False, False)


@frozen(slots=False)
class Table:
    """Every case of the rule with one code, the fewest facts first; ``rules`` are ``None`` where there is none."""

    code: str
    rules: tuple[Rule | None, Rule | None]
    rows: tuple[Row, ...]

    @property
    def reads(self) -> set[str]:
        return set(self.rows[0].facts) if self.rows else set()

    @cached_property
    def values(self) -> Mapping[str, set[object]]:
        """What the cases state of each fact."""
        return {path: {row.facts[path] for row in self.rows} for path in self.reads}

    def where(self, wanted: Callable[[Row], bool]) -> "Table":
        return Table(self.code, self.rules, tuple(row for row in self.rows if wanted(row)))

    @property
    def is_same(self) -> bool:
        """Whether both rule sets have the rule and mean the same by it: it never comes out otherwise."""
        before, after = self.rules
        return before is not None and after is not None and before.conditions == after.conditions


def size(facts: Facts) -> int:
    return sum(value is not None for value in facts.values())


def rules_by_code(rule_sets: Pair) -> Iterator[tuple[Rule, tuple[Rule | None, Rule | None]]]:
    """For every code a rule that has it, and those of the two rule sets; first the codes of the first rule set."""
    before, after = ({rule.code: rule for rule in rules.rules} for rules in rule_sets)
    for code, rule in {**before, **after}.items():
        yield rule, (before.get(code), after.get(code))


def told_apart(rule_sets: Pair) -> Domains:
    """For each fact that is no date, enough of its values; the tariff tells every kind and every stage apart."""
    domains = Domains((*rule_sets[0].rules, *rule_sets[1].rules), reduced=False)
    domains |= {path: fact(path).domain for path in (KIND, STAGE)}
    return domains


def tables(rule_sets: Pair, values: Domains, work: Work) -> tuple[Table, ...]:
    """A table for every code but those of rules about the dates together."""
    rules = []
    for rule, pair in rules_by_code(rule_sets):
        if not any(one is not None and one.is_joint for one in pair):
            work.codes = (rule.code,)
            rules.append(_table(rule.code, _rows(pair, values, work), pair))
    return (*rules, *_partners(set().union(*(table.reads for table in rules)), values))


def kinds_and_stages() -> Table:
    """Every kind and stage as the cases of a rule: unknown as long as one of them is."""
    rows = []
    for kind, stage in product((None, *fact(KIND).domain), (None, *fact(STAGE).domain)):
        status = Status.UNKNOWN if None in (kind, stage) else Status.SATISFIED
        rows.append(Row({KIND: kind, STAGE: stage}, statuses=(status, status)))
    return _table("", rows)


def _table(code: str, rows: Iterable[Row], rules: tuple[Rule | None, Rule | None] = (None, None)) -> Table:
    return Table(code, rules, tuple(sorted(rows, key=lambda row: size(row.facts))))


def _rows(pair: tuple[Rule | None, Rule | None], values: Domains, work: Work) -> Iterator[Row]:
    read = [condition for rule in pair if rule for condition in rule.conditions]
    compared = dict.fromkeys(part for condition in read for part in nodes(condition) if is_of_dates(part))
    bounds = dict.fromkeys(bound for part in compared for bound in bounds_of(part))
    for facts in _statements({path for condition in read for path in paths(condition)}, values):
        unknown = {path for path, value in facts.items() if value is None}
        known = [bound for bound in bounds if unknown.isdisjoint((bound.earlier.of, bound.later.of))]
        for truths in product((True, False), repeat=len(known)):
            work.add(20)
            holds = dict(zip(known, truths, strict=True))
            kept_to = tuple(bound if held else contrary(bound) for bound, held in holds.items())
            if not kept_to or are_possible(kept_to, work):
                found = {part: _held(part, holds) for part in compared}
                (before, binds_before), (after, binds_after) = (_standing(rule, {**facts, **found}) for rule in pair)
                yield Row(facts, kept_to, (before, after), (binds_before, binds_after))


def _held(part: Any, holds: Mapping[NotAfter, bool]) -> bool | None:
    truths = [holds.get(bound) for bound in bounds_of(part)]
    return None if None in truths else all(truths)


def _standing(rule: Rule | None, state: Mapping[Any, Any]) -> tuple[Status | None, bool]:
    if rule is None:
        return None, False
    comes_to = Scalar(state)
    applies, fails = comes_to(rule.applies, True), comes_to(rule.requires, False)
    if comes_to(rule.applies, False):
        status = Status.NOT_APPLICABLE
    elif comes_to(rule.requires, True):
        status = Status.SATISFIED
    elif applies and fails:
        status = Status.VIOLATED
    elif applies and rule.presumed is not None and comes_to(rule.presumed, True):
        status = Status.PRESUMED
    else:
        status = Status.UNKNOWN
    return status, applies and not fails and any(date_bounds(rule.requires))


def _partners(read: set[str], values: Domains) -> Iterator[Table]:
    """The cases of two dates that have an order of their own, where the rules read one of them and not the other."""
    for order in OWN_ORDERS:
        pair = {str(order.earlier.of), str(order.later.of)}
        if len(pair & read) == 1:
            yield _table(f"{order.later.of} and its partner", map(Row, _statements(pair, values)))


def _statements(read: Set[str], values: Domains) -> Iterator[dict[str, Any]]:
    """Every choice of what is stated of some facts and of the presence flags of their objects."""
    read = read | {FLAG_OF[path] for path in read if path in FLAG_OF}
    choices = {
        path: (None, True) if known.type == "date" else dict.fromkeys((None, *values[path]))
        for path, known in FACT_BY_PATH.items()
        if path in read
    }
    for chosen in product(*choices.values()):
        facts = dict(zip(choices, chosen, strict=True))
        if all(facts[FLAG_OF[path]] is not None for path in facts if path in FLAG_OF and facts[path] is not None):
            yield facts
