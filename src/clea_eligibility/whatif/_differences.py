"""Every way in which two rule sets can decide differently, each with a smallest dossier that shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, product
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import evolve, frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.deciding._tables import Tabular
from clea_eligibility.deciding.decision import Decision, Status
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import CleaError, of_type
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._saying import (
    facts_said,
    is_of_page,
    rule_named,
    rules_named,
    status_said,
    verdict_said,
)
from clea_eligibility.planning._windows import Answers
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import KIND, STAGE
from clea_eligibility.text import Language, known_language, typeset
from clea_eligibility.whatif._arrangements import Way, Work, ways
from clea_eligibility.whatif._cases import Pair, Row, Table, kinds_and_stages, rules_by_code, tables, told_apart
from clea_eligibility.whatif._comparisons import Comparison, compare
from clea_eligibility.whatif._search import Conflict, Fillings, Found, Goal, smallest

Outcomes: TypeAlias = tuple[object, object]
"""What the two rule sets find: two statuses; or two verdicts, each an outcome and, where it is eligible, an amount."""


@frozen(repr=False)
class Difference:
    """One way in which two rule sets can decide differently: the verdict (``rule`` is ``None``) or one rule.

    ``witness`` is a smallest dossier, one that states the fewest facts, that shows it; ``comparison`` holds what the
    two rule sets decide of it.
    """

    rule: Rule | None
    comparison: Comparison

    @property
    def _decisions(self) -> tuple[Decision, Decision]:
        return self.comparison.before, self.comparison.after

    @property
    def witness(self) -> Dossier:
        """A smallest dossier that the two rule sets decide so."""
        return self.comparison.before.dossier

    @property
    def statuses(self) -> tuple[Status | None, Status | None]:
        """How the rule stands in the two decisions; ``None`` where it is not among the rules, or there is no rule."""
        code = self.rule and self.rule.code
        before, after = (
            next((finding.status for finding in decision.findings if finding.rule.code == code), None)
            for decision in self._decisions
        )
        return before, after

    @property
    def before(self) -> str | None:
        """The outcome, or the status of the rule, under the first rule set; ``None`` where it has no such rule."""
        return self.statuses[0] if self.rule else self.comparison.before.outcome

    @property
    def after(self) -> str | None:
        """The same under the second rule set."""
        return self.statuses[1] if self.rule else self.comparison.after.outcome

    @property
    def amounts(self) -> tuple[int | None, int | None]:
        """The amounts of the two decisions, in whole euros: 0 when ineligible, ``None`` when undetermined."""
        return self.comparison.before.amount, self.comparison.after.amount

    def explain(self, lang: Language = "fr") -> str:
        """The difference in a sentence, with what the witness states.

        >>> from clea_eligibility import GUIDE
        >>> _, *others = differences(GUIDE, GUIDE.read(filed_three_weeks_before="clear_days"))
        >>> print(others[-1].explain("en"))
        "Dates that can be met together" under the rules guide-2026: met; under the rules ...: not met. For instance...

        Raises :class:`CleaError` for a language other than French (``fr``) and English (``en``).
        """
        known_language(lang)
        if self.rule is None:
            what = words.THE_VERDICT.say(lang)
            before, after = (verdict_said(decision, lang) for decision in self._decisions)
        else:  # by a name that is true of it in both rule sets
            own = [rule for each in self._decisions for rule in each.rules.rules if rule.code == self.rule.code]
            what = rule_named(next((rule for rule in own if not is_of_page(rule)), self.rule), lang)
            before, after = (status_said(status, lang) for status in self.statuses)
        old, new = (rules_named(decision.rules, lang) for decision in self._decisions)
        facts = facts_said(self.witness, lang)
        said = words.DIFFERENCE.say(lang, what=what, before=before, after=after, old=old, new=new, facts=facts)
        return typeset(said, lang)

    _repr_html_ = shown_in_notebooks

    def _shows(self) -> Outcomes:
        """What was found of the rule, or each verdict with its amount."""
        if self.rule is not None:
            return self.statuses
        before, after = (
            (decision.outcome, decision.amount if decision.outcome == "eligible" else None)
            for decision in self._decisions
        )
        return before, after

    def __repr__(self) -> str:
        what = "" if self.rule is None else f"{self.rule.code}: "
        outcomes = [
            f"{found} {amount}" if found == "eligible" else str(found)
            for found, amount in zip((self.before, self.after), self.amounts, strict=True)
        ]
        return f"Difference({what}{' -> '.join(outcomes)}, {self.witness!r})"


class Differences(Answers[Difference], Tabular):
    """The differences of two rule sets: those of the verdicts, then those of each rule; none where there is none."""

    before: RuleSet
    after: RuleSet

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for each difference: the code of its rule, or ``None``; what is found; and the amounts."""
        return [
            {
                "rule": difference.rule and difference.rule.code,
                "before": difference.before,
                "after": difference.after,
                "before.amount": difference.amounts[0],
                "after.amount": difference.amounts[1],
            }
            for difference in self
        ]

    def _columns(self) -> Iterable[tuple[str, str]]:
        yield from ((name, "text") for name in ("rule", "before", "after"))
        yield from ((name, "int") for name in ("before.amount", "after.amount"))


def differences(before: RuleSet, after: RuleSet) -> Differences:
    """Every pair of different verdicts and, rule by rule, of different statuses that some dossier comes to.

    First every pair of verdicts (outcome and amount) that differ, then, rule by rule, every pair of statuses; a rule
    that only one of the two has stands nowhere (``None``) in the other. All dossiers count, whatever they leave
    unknown. Nothing is tried out: the conditions tell only so many cases apart. So an empty tuple says that the two
    decide every dossier alike: outcome, amount and the status of every rule. (They may still differ in words, in the
    order of the reasons, in what is contested.)

    >>> from clea_eligibility import GUIDE
    >>> backwards = GUIDE.read(proof_of_residence_recent="counted_backwards")
    >>> *_, last = differences(GUIDE, backwards)
    >>> last.rule, last.before, last.after
    (Rule('proof_of_residence_recent'), <Status.VIOLATED: 'violated'>, <Status.SATISFIED: 'satisfied'>)
    >>> last.witness.filed_on, last.witness.applicant.proof_of_residence
    (datetime.date(2026, 4, 30), ProofOfResidence(provided=True, issued_on=datetime.date(2026, 1, 31)))
    >>> differences(GUIDE, GUIDE.evolve(id="the same"))
    ()

    Args:
        before: The rule set before the change.
        after: The rule set after it.

    Returns:
        The differences, each with a smallest dossier that shows it, which ``decide`` has decided under both rule sets.

    Raises:
        CleaError: Where the rule sets cannot be compared; the message names the rules. Unknown dates may push each
            other on and on (think of two dates that are a month apart at the least and thirty days at the most), or
            the rules tell too many cases apart.
    """
    of_type(before, RuleSet, "before")
    of_type(after, RuleSet, "after")
    return Differences(_Finder(before, after).differences(), before=before, after=after)


_NOT_VIOLATED: frozenset[Status | None] = frozenset((None, *Status)) - {Status.VIOLATED}
_ADMITTED: Mapping[str, frozenset[Status | None]] = MappingProxyType(
    {
        "eligible": _NOT_VIOLATED - {Status.UNKNOWN},
        "undetermined": _NOT_VIOLATED,
        "ineligible": frozenset((None, *Status)),
    }
)
"""How a rule may stand where the outcome is so."""


class _Finder:
    """Sets the goals whose smallest dossiers are the witnesses."""

    def __init__(self, before: RuleSet, after: RuleSet) -> None:
        self._rules: Pair = (before, after)
        self._work = Work(f"{before.id} and {after.id}")
        values = told_apart(self._rules)
        self._tables = tables(self._rules, values, self._work)
        self._alike = {table.code for table in self._tables if table.is_same}
        self._unlike = {table.code for table in self._tables} - self._alike
        self._rates = kinds_and_stages()
        self._has_joint = tuple(any(rule.is_joint for rule in rules.rules) for rules in self._rules)
        before_fills, after_fills = (
            Fillings((*self._tables, self._rates), side, values, self._work) for side in (0, 1)
        )
        self._fillings = (before_fills, after_fills)

    def differences(self) -> Iterator[Difference]:
        witnesses = chain(((None, expected, found) for expected, found in self._verdicts()), self._statuses())
        for rule, expected, found in witnesses:
            shown = Difference(rule, compare(found.dossier(), rules=self._rules[0], under=self._rules[1]))
            outcomes = shown._shows()
            if outcomes != expected:
                what = "verdicts" if rule is None else f"how rule {rule.code} stands"
                before, after = expected
                raise CleaError(
                    f"{self._work.pair}: {what} cannot be compared; expected {before}, then {after}, "
                    f"but decide finds {outcomes[0]}, then {outcomes[1]}, of {shown.witness!r}"
                )
            yield shown

    @cached_property
    def _ways(self) -> list[tuple[Way, ...]]:
        """For each rule set the ways on which dates may find no day; none where no rule looks at the dates together."""
        return [
            ways(rules, self._work) if has_joint else ()
            for rules, has_joint in zip(self._rules, self._has_joint, strict=True)
        ]

    @cached_property
    def _conflicts(self) -> list[list[Conflict]]:
        """For each rule set what no filling-in makes eligible, whichever rules it is that cannot be met together."""
        return [
            fillings.conflicts() if has_joint else []
            for fillings, has_joint in zip(self._fillings, self._has_joint, strict=True)
        ]

    def _smallest(self, goals: Iterable[Goal]) -> Found | None:
        best: Found | None = None
        for goal in goals:
            best = smallest(self._work, self._fillings, goal, best.size if best else None) or best
        return best

    # Verdicts

    def _verdicts(self) -> Iterator[tuple[Outcomes, Found]]:
        for before, after in product(_ADMITTED, repeat=2):
            for paid_before, paid_after in product(self._amounts(0, before), self._amounts(1, after)):
                if (before, paid_before) != (after, paid_after):
                    found = self._smallest(self._goals((before, after), (paid_before, paid_after)))
                    if found is not None:
                        yield ((before, paid_before), (after, paid_after)), found

    def _amounts(self, side: int, outcome: str) -> Sequence[int | None]:
        return sorted({rate.euros for rate in self._rules[side].tariff.rates}) if outcome == "eligible" else (None,)

    def _goals(self, outcomes: tuple[str, str], amounts: tuple[int | None, int | None]) -> Iterator[Goal]:
        """Goals of which every dossier that is decided so reaches one, and no other dossier does.

        Where one rule set finds it ineligible, it violates a rule there, or no filling-in is eligible; in the other
        none is violated, and some filling-in is. Where one finds it eligible and the other undetermined, a rule is
        unknown there, and none in the other.
        """
        before, after = (
            outcome == "eligible" or (has_joint and outcome == "undetermined")
            for outcome, has_joint in zip(outcomes, self._has_joint, strict=True)
        )
        goal = Goal(
            tables=(*(self._admitted(table, outcomes) for table in self._tables), self._paid(amounts)),
            can_be_eligible=(before, after),
            accepts=lambda rows: all(
                any(row.statuses[side] is Status.UNKNOWN for row in rows)
                for side in (0, 1)
                if outcomes[side] == "undetermined"
            ),
        )
        if outcomes == ("eligible", "eligible"):
            yield goal
        elif "ineligible" in outcomes:
            side = outcomes.index("ineligible")
            yield from self._where_one_is(Status.VIOLATED, side, goal)
            yield from self._where_none_is_eligible(side, goal)
        else:
            yield from self._where_one_is(Status.UNKNOWN, outcomes.index("undetermined"), goal)

    def _admitted(self, table: Table, outcomes: tuple[str, str]) -> Table:
        before, after = (_ADMITTED[outcome] for outcome in outcomes)
        return table.where(lambda row: row.statuses[0] in before and row.statuses[1] in after)

    def _paid(self, amounts: tuple[int | None, int | None]) -> Table:
        def is_paid(row: Row) -> bool:
            kind, stage = row.facts[KIND], row.facts[STAGE]
            return all(
                amount is None or amount == rules.tariff.amount(kind, stage)
                for rules, amount in zip(self._rules, amounts, strict=True)
            )

        return self._rates.where(is_paid)

    def _where_one_is(self, status: Status, side: int, goal: Goal) -> Iterator[Goal]:
        for table in goal.tables:
            yield goal.with_tables({table.code: table.where(lambda row: row.statuses[side] is status)})

    def _where_none_meet(self, side: int, goal: Goal) -> Iterator[Goal]:
        for way in self._ways[side]:
            if not goal.can_meet[1 - side] or not way.codes <= self._alike:
                cases = {
                    table.code: table.where(lambda row: row.binds[side])
                    for table in goal.tables
                    if table.code in way.codes
                }
                yield evolve(goal.with_tables(cases), facts=way.facts, wanted=way.closed)

    def _where_none_is_eligible(self, side: int, goal: Goal) -> Iterator[Goal]:
        """The goal, where no rule is violated on one side and yet no filling-in is eligible there."""
        tables = tuple(table.where(lambda row: row.statuses[side] in _NOT_VIOLATED) for table in goal.tables)
        for conflict in self._conflicts[side] if self._unlike else ():
            first = goal.first.union(table.code for table in tables if not table.reads.isdisjoint(conflict.facts))
            yield evolve(goal, tables=tables, first=first, facts=conflict.facts, wanted=conflict.wanted)

    # Rules

    def _statuses(self) -> Iterator[tuple[Rule, Outcomes, Found]]:
        by_code = {table.code: table for table in self._tables}
        for rule, (before, after) in rules_by_code(self._rules):
            if len({one.is_joint for one in (before, after) if one is not None}) > 1:
                raise CleaError(
                    f"rule {rule.code} is about the dates together in one rule set only: give it another code there"
                )
            if rule.is_joint:
                yield from ((rule, *found) for found in self._dates_together(before, after))
            else:
                smallest: dict[tuple[Status | None, Status | None], Row] = {}
                for row in by_code[rule.code].rows:
                    if row.statuses not in smallest and self._work.has_days(row.facts, row.bounds):
                        smallest[row.statuses] = row
                yield from (
                    (rule, pair, Found(row.facts, row.bounds)) for pair, row in smallest.items() if pair[0] != pair[1]
                )

    def _dates_together(self, before: Rule | None, after: Rule | None) -> Iterator[tuple[Outcomes, Found]]:
        """Where what can be met together differs; a rule that is absent on one side differs wherever it stands."""
        stands: list[tuple[Status | None, ...]] = [
            (None,) if rule is None else (Status.VIOLATED, Status.SATISFIED) for rule in (before, after)
        ]
        for pair in product(stands[0], stands[1]):
            if pair[0] != pair[1]:
                found = self._smallest(self._together(pair))
                if found is not None:
                    yield pair, found

    def _together(self, statuses: tuple[Status | None, Status | None]) -> Iterator[Goal]:
        """Goals of which every dossier reaches one where the dates together stand so, and no other dossier does.

        Dates that can meet are compatible where some filling-in is eligible, and also where a rule is violated.
        """
        before, after = (status is Status.SATISFIED for status in statuses)
        goals: Iterable[Goal] = (Goal(tables=self._tables, can_meet=(before, after)),)
        if Status.VIOLATED in statuses:
            side = statuses.index(Status.VIOLATED)
            (goal,) = goals
            goals = chain(self._where_none_meet(side, goal), self._where_none_is_eligible(side, goal))
        for goal in goals:
            if Status.SATISFIED in statuses:
                yield evolve(goal, can_be_eligible=(before, after))
                yield from self._where_one_is(Status.VIOLATED, statuses.index(Status.SATISFIED), goal)
            else:
                yield goal
