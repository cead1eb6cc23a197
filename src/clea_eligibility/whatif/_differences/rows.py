"""What a rule can come to under two rule sets: every case that its conditions tell apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date
from itertools import product
from typing import Any, TypeAlias, assert_never

from attrs import frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FLAG_OF, fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._conditions import (
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
    date_bounds,
    nodes,
    paths,
)
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.whatif._differences.arrangements import are_possible, contrary
from clea_eligibility.whatif._differences.work import Work

Pair: TypeAlias = tuple[RuleSet, RuleSet]
"""The two rule sets: the one before and the one after."""
Facts: TypeAlias = Mapping[str, Any]
"""What is stated, by path: ``None`` for nothing, True for some day where the fact is a date."""

KIND, STAGE = "certification.kind", "evaluation.stage"


@frozen
class Stated:
    """What is stated, and for each comparison of two stated days whether it holds."""

    facts: Facts
    holds: Mapping[Condition, bool]

    def truth(self, condition: Condition) -> bool | None:
        """Whether a condition holds; ``None`` where that is unknown."""
        match condition:
            case Is(path, value):
                return self.truth(OneOf(path, (value,)))
            case OneOf(path, values):
                return None if self.facts[path] is None else self.facts[path] in values
            case Same(left, right):
                if fact(left).type == "date":
                    return self.truth(AllOf(tuple(_comparisons(condition))))
                both = (self.facts[left], self.facts[right])
                return None if None in both else both[0] == both[1]
            case NotAfter() | DatesCompatible():
                return self.holds.get(condition)
            case AllOf(parts):
                truths = {self.truth(part) for part in parts}
                return False if False in truths else None if None in truths else True
            case AnyOf(parts):
                truths = {self.truth(part) for part in parts}
                return True if True in truths else None if None in truths else False
            case Unless(inner):
                return self.truth(inner) is not True
            case Unknown(path):
                return self.facts[path] is None
            case _:
                assert_never(condition)

    def standing(self, rule: Rule | None) -> tuple[Status | None, bool]:
        """The status of a rule, and whether it binds the unknown dates."""
        if rule is None:
            return None, False
        applies, holds = self.truth(rule.applies), self.truth(rule.requires)
        if applies is False:
            status = Status.NOT_APPLICABLE
        elif holds is True:
            status = Status.SATISFIED
        elif applies and holds is False:
            status = Status.VIOLATED
        elif applies and rule.presumed is not None and self.truth(rule.presumed):
            status = Status.PRESUMED
        else:
            status = Status.UNKNOWN
        return status, bool(applies) and holds is not False and any(date_bounds(rule.requires))


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

    @property
    def size(self) -> int:
        """How many facts are stated."""
        return size(self.facts)


@frozen
class Table:
    """Every case of the rule with one code, the fewest facts first; ``rules`` are ``None`` where there is none."""

    code: str
    rules: tuple[Rule | None, Rule | None]
    rows: tuple[Row, ...]

    @property
    def reads(self) -> set[str]:
        """The facts that its cases are about."""
        return set(self.rows[0].facts) if self.rows else set()

    def where(self, wanted: Callable[[Row], bool]) -> "Table":
        """The table with the cases that are wanted, and no others."""
        return Table(self.code, self.rules, tuple(row for row in self.rows if wanted(row)))

    @property
    def is_same(self) -> bool:
        """Whether both rule sets have the rule and mean the same by it: it never comes out otherwise."""
        before, after = self.rules
        return before is not None and after is not None and list(conditions(before)) == list(conditions(after))


def conditions(rule: Rule) -> Iterator[Condition]:
    """The conditions by which a rule is decided."""
    yield from (rule.applies, rule.requires)
    if rule.presumed is not None:
        yield rule.presumed


def rules_by_code(rule_sets: Pair) -> Iterator[tuple[Rule, tuple[Rule | None, Rule | None]]]:
    """For every code a rule that has it, and those of the two rule sets; first the codes of the first rule set."""
    before, after = ({rule.code: rule for rule in rules.rules} for rules in rule_sets)
    for code, rule in {**before, **after}.items():
        yield rule, (before.get(code), after.get(code))


def tables(rule_sets: Pair, work: Work) -> tuple[Table, ...]:
    """A table for every code but those of rules about the dates together."""
    told_apart = values_told_apart(rule_sets)
    rules = []
    for rule, pair in rules_by_code(rule_sets):
        if not any(is_joint(one) for one in pair):
            work.codes = (rule.code,)
            rules.append(Table(rule.code, pair, tuple(sorted(_rows(pair, told_apart, work), key=lambda row: row.size))))
    return (*rules, *_partners(set().union(*(table.reads for table in rules)), told_apart))


def kinds_and_stages() -> Table:
    """Every kind and stage as the cases of a rule: unknown as long as one of them is."""
    rows = []
    for kind, stage in product((None, *fact(KIND).domain), (None, *fact(STAGE).domain)):
        status = Status.UNKNOWN if None in (kind, stage) else Status.SATISFIED
        rows.append(Row({KIND: kind, STAGE: stage}, statuses=(status, status)))
    return Table("", (None, None), tuple(sorted(rows, key=lambda row: row.size)))


def is_joint(rule: Rule | None) -> bool:
    """Whether a rule is about the dates together."""
    return rule is not None and isinstance(rule.requires, DatesCompatible)


def size(facts: Facts) -> int:
    """How many facts are stated."""
    return sum(value is not None for value in facts.values())


def dossier_of(facts: Facts, days: Mapping[str, date]) -> Dossier:
    """The dossier that states the facts, its dates on these days."""
    return changed(
        Dossier(), {fact(path).path: days.get(path, value) for path, value in facts.items() if value is not None}
    )


def values_told_apart(rule_sets: Pair) -> dict[str, tuple[Any, ...]]:
    """For each fact that is no date, enough of its values: one of those that no condition tells from each other.

    Facts that are compared with each other share their values: of each sort, as many as there are such facts. The
    tariff tells every kind and every stage apart.
    """
    rules = (*rule_sets[0].rules, *rule_sets[1].rules)
    parts = [part for rule in rules for condition in conditions(rule) for part in nodes(condition)]
    named: dict[str, list[tuple[Any, ...]]] = {
        path: [(value,) for value in fact(path).domain] for path in (KIND, STAGE)
    }
    for part in parts:
        for path in paths(part):
            if fact(path).type != "date":
                named.setdefault(path, [])
        match part:
            case Is(path, value):
                named[path].append((value,))
            case OneOf(path, values):
                named[path].append(values)
    groups = {path: {path} for path in named}
    for part in parts:
        if isinstance(part, Same) and part.left in groups:
            together = groups[part.left] | groups[part.right]
            groups |= dict.fromkeys(together, together)
    return {
        path: _sorts(
            fact(path).domain, [values for other in sorted(groups[path]) for values in named[other]], groups[path]
        )
        for path in named
    }


def _sorts(domain: tuple[Any, ...], named: list[tuple[Any, ...]], group: set[str]) -> tuple[Any, ...]:
    sorts: dict[tuple[bool, ...], list[Any]] = {}
    in_their_order = dict.fromkeys([*(value for values in named for value in values), *domain])
    for value in in_their_order:
        sort = sorts.setdefault(tuple(value in values for values in named), [])
        if len(sort) < len(group):
            sort.append(value)
    return tuple(value for sort in sorts.values() for value in sort)


def _rows(
    pair: tuple[Rule | None, Rule | None], told_apart: Mapping[str, tuple[Any, ...]], work: Work
) -> Iterator[Row]:
    read = [condition for rule in pair if rule for condition in conditions(rule)]
    comparisons = dict.fromkeys(comparison for condition in read for comparison in _comparisons(condition))
    for facts in _statements({path for condition in read for path in paths(condition)}, told_apart):
        known = [path for path, value in facts.items() if value is not None and fact(path).type == "date"]
        compared = [one for one in comparisons if all(_is_known(day.of, known) for day in (one.earlier, one.later))]
        for holds in product((True, False), repeat=len(compared)):
            work.add(20)
            bounds = tuple(one if held else contrary(one) for one, held in zip(compared, holds, strict=True))
            if not bounds or are_possible(bounds, work):
                stated = Stated(facts, dict(zip(compared, holds, strict=True)))
                (before, binds_before), (after, binds_after) = (stated.standing(rule) for rule in pair)
                yield Row(facts, bounds, (before, after), (binds_before, binds_after))


def _partners(read: set[str], told_apart: Mapping[str, tuple[Any, ...]]) -> Iterator[Table]:
    """The cases of two dates that have an order of their own, where the rules read one of them and not the other."""
    for later in FACTS:
        pair = {later.on_or_after or later.path, later.path}
        if len(pair & read) == 1 < len(pair):
            rows = (Row(facts) for facts in _statements(pair, told_apart))
            yield Table(f"{later.path} and its partner", (None, None), tuple(sorted(rows, key=lambda row: row.size)))


def _comparisons(condition: Condition) -> Iterator[NotAfter]:
    """The comparisons of days of a condition; two dates that are to be the same are compared both ways."""
    for part in nodes(condition):
        match part:
            case NotAfter():
                yield part
            case Same(left, right) if fact(left).type == "date":
                yield from (NotAfter(Day(left), Day(right)), NotAfter(Day(right), Day(left)))


def _statements(read: Set[str], told_apart: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Every choice of what is stated of some facts and of the presence flags of their objects."""
    read = read | {FLAG_OF[path] for path in read if path in FLAG_OF}
    choices = {
        path: (None, True) if fact(path).type == "date" else (None, *told_apart.get(path, (True,)))
        for path in FACT_BY_PATH
        if path in read
    }
    for values in product(*choices.values()):
        facts = dict(zip(choices, values, strict=True))
        if all(facts[FLAG_OF[path]] is not None for path in facts if path in FLAG_OF and facts[path] is not None):
            yield facts


def _is_known(day: str | date, known: Iterable[str]) -> bool:
    return isinstance(day, date) or day in known
