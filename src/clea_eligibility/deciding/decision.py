"""Deciding a dossier: a typed outcome with a finding for every rule."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, TypeVar

from attrs import frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.deciding._findings import Finding, Status
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import of_type
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet

__all__ = [
    "Decision",
    "Eligible",
    "Finding",
    "Ineligible",
    "Outcome",
    "Status",
    "Undetermined",
    "compiled_rules",
    "decide",
]

Outcome: TypeAlias = Literal["eligible", "ineligible", "undetermined"]
"""What a decision comes to."""


@frozen(repr=False, kw_only=True)
class Decided:
    """What all decisions have."""

    presumed: tuple[Finding, ...]
    contested: tuple[Rule, ...]
    dossier: Dossier
    rules: RuleSet

    _repr_html_ = shown_in_notebooks

    def __reduce__(self) -> "tuple[Callable[[Dossier, RuleSet], Decision], tuple[Dossier, RuleSet]]":
        """A copy or a pickle is the dossier and its rules: whoever opens it decides again, and comes to the same."""
        return decide, (self.dossier, self.rules)


@frozen(repr=False)
class Eligible(Decided):
    """The dossier meets the published criteria; whether the aid is granted is for the Region to decide (S22).

    ``amount`` is the flat amount in whole euros, paid to the evaluator after the evaluation (S21).
    """

    outcome: ClassVar[Literal["eligible"]] = "eligible"
    reasons: ClassVar[tuple[Finding, ...]] = ()
    missing: ClassVar[tuple[Fact, ...]] = ()
    documents_only: ClassVar[bool] = False
    payee: ClassVar[str | None] = "evaluator"

    amount: int
    findings: tuple[Finding, ...]

    @property
    def possible_amounts(self) -> tuple[int, ...]:
        """The amount, alone."""
        return (self.amount,)

    def __repr__(self) -> str:
        return f"Eligible(amount={self.amount})"


@frozen(repr=False)
class Ineligible(Decided):
    """The dossier fails the published criteria, whatever is still unknown.

    ``reasons`` holds every violated rule, in the order of the rule set.
    """

    outcome: ClassVar[Literal["ineligible"]] = "ineligible"
    amount: ClassVar[int] = 0
    possible_amounts: ClassVar[tuple[int, ...]] = ()
    missing: ClassVar[tuple[Fact, ...]] = ()
    payee: ClassVar[str | None] = None

    reasons: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def documents_only(self) -> bool:
        """True when only documents fail: the administration's "dossier incomplet", which can be completed."""
        return all(finding.rule.group == "document" for finding in self.reasons)

    def __repr__(self) -> str:
        return f"Ineligible(reasons={[finding.rule.code for finding in self.reasons]})"


@frozen(repr=False)
class Undetermined(Decided):
    """No rule is violated, but some facts are unknown.

    ``missing`` holds the facts to ask for now; ``possible_amounts`` the amounts, sorted, in whole euros, of every
    way of filling in the unknown facts that is eligible: there is at least one.
    """

    outcome: ClassVar[Literal["undetermined"]] = "undetermined"
    amount: ClassVar[None] = None
    reasons: ClassVar[tuple[Finding, ...]] = ()
    documents_only: ClassVar[bool] = False
    payee: ClassVar[str | None] = "evaluator"

    missing: tuple[Fact, ...]
    possible_amounts: tuple[int, ...]
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        missing = [fact.path for fact in self.missing]
        return f"Undetermined(missing={missing}, possible_amounts={list(self.possible_amounts)})"


if TYPE_CHECKING:
    from clea_eligibility.deciding._compiler import Compiled

_One = TypeVar("_One", Eligible, Ineligible, Undetermined)


def _quick(decided: type[_One]) -> Callable[..., _One]:
    """A function that makes a decision of its first field and of those that all decisions have.

    attrs sets every field of a frozen object by name, through ``object.__setattr__``, which takes as long as all the
    rules. Here each is put straight into its slot.
    """
    names = (decided.__match_args__[0], "findings", "presumed", "contested", "dossier", "rules")
    set_first, set_findings, set_presumed, set_contested, set_dossier, set_rules = (
        getattr(decided, name).__set__ for name in names
    )
    new = object.__new__

    def made(
        first: object,
        findings: tuple[Finding, ...],
        presumed: tuple[Finding, ...],
        contested: tuple[Rule, ...],
        dossier: Dossier,
        rules: RuleSet,
    ) -> _One:
        decision = new(decided)
        set_first(decision, first)
        set_findings(decision, findings)
        set_presumed(decision, presumed)
        set_contested(decision, contested)
        set_dossier(decision, dossier)
        set_rules(decision, rules)
        return decision

    return made


eligible: Callable[..., Eligible] = _quick(Eligible)
ineligible: Callable[..., Ineligible] = _quick(Ineligible)
_still_without_amounts = _quick(Undetermined)
_set_possible_amounts = Undetermined.possible_amounts.__set__  # type: ignore[attr-defined]


def undetermined(missing: tuple[Fact, ...], possible_amounts: tuple[int, ...], *shared: object) -> Undetermined:
    """An undetermined decision, made as the others are, of its fields in their order."""
    decision = _still_without_amounts(missing, *shared)
    _set_possible_amounts(decision, possible_amounts)
    return decision


Decision: TypeAlias = Eligible | Ineligible | Undetermined
"""One of the three outcomes: ``match`` them, and close the match with ``assert_never``."""


def decide(dossier: Dossier, rules: RuleSet = GUIDE) -> Decision:
    """Decide one dossier.

    Pure: it reads no clock, no file, no network and no environment, and raises for no valid dossier. An
    ineligible person is not an error.

    >>> from datetime import date
    >>> from clea_eligibility import Evaluation
    >>> decide(Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation(starts_on=date(2026, 4, 27))))
    Ineligible(reasons=['filed_three_weeks_before'])

    Any rule violated makes it ineligible; otherwise any rule unknown, undetermined. A dossier that no filling-in of
    its unknown facts can save is never undetermined: see ``dates_compatible``.
    """
    if type(dossier) is not Dossier:
        of_type(dossier, Dossier)
    compiled = compiled_rules(rules)
    findings, reasons, presumed, asks, rivals, _ = compiled.evaluate(dossier)
    amounts: tuple[int, ...] = ()
    if asks and not reasons:
        amounts = _possible_amounts(dossier, compiled)
        if not amounts:
            reasons = _none_is_eligible(dossier, compiled)
            findings = tuple(reasons[0] if finding.rule in compiled.joint else finding for finding in findings)
    contested = _contested(dossier, compiled, rivals, reasons, asks) if rivals else ()
    if reasons:
        return ineligible(reasons, findings, presumed, contested, dossier, rules)
    if asks:
        missing = tuple([fact for bit, fact in _FACT_BITS if asks & bit])
        return undetermined(missing, amounts, findings, presumed, contested, dossier, rules)
    amount = compiled.amounts[dossier.certification.kind, dossier.evaluation.stage]  # type: ignore[union-attr, index]
    return eligible(amount, findings, presumed, contested, dossier, rules)


def compiled_rules(rules: RuleSet) -> "Compiled":
    """The compiled form of a rule set, made on first use and kept on it."""
    compiled: Compiled | None = getattr(rules, "_compiled", None)
    if compiled is None:
        of_type(rules, RuleSet, "rules")
        from clea_eligibility.deciding._compiler import compile_rules  # the import of the library does not wait for it

        compiled = compile_rules(rules)
        object.__setattr__(rules, "_compiled", compiled)
    return compiled


def _contested(
    dossier: Dossier, compiled: "Compiled", rivals: tuple[int, ...], reasons: tuple[Finding, ...], asks: int
) -> tuple[Rule, ...]:
    """The rules of which another reading comes to another outcome."""
    contested: list[Rule] = []
    for index in sorted(rivals):
        rule, other = compiled.rivals[index]
        # Another reading of a rule changes its finding, and whether the dates can meet: a third that fails will fail.
        own = (rule, *compiled.joint)
        if rule in contested or any(finding.rule not in own for finding in reasons):
            continue
        fails, is_open = _outcome(dossier, compiled_rules(other))
        if fails != bool(reasons) or (not fails and is_open != bool(asks)):
            contested.append(rule)
    return tuple(contested)


def _outcome(dossier: Dossier, compiled: "Compiled") -> tuple[bool, bool]:
    """Whether a dossier fails, and whether there is something to ask."""
    reasons, asks, _ = compiled.judged(dossier)
    return bool(reasons or (asks and not _possible_amounts(dossier, compiled))), bool(asks)


def _possible_amounts(dossier: Dossier, compiled: "Compiled") -> tuple[int, ...]:
    """The amounts of every filling-in that is eligible, given that no rule is violated."""
    kind = dossier.certification and dossier.certification.kind
    stage = dossier.evaluation and dossier.evaluation.stage
    if kind and stage and compiled.shared.is_plain:
        return (compiled.amounts[kind, stage],)
    amounts = {
        euros
        for (its_kind, its_stage), euros in compiled.amounts.items()
        if kind in (None, its_kind) and stage in (None, its_stage) and compiled.possible(dossier, its_kind, its_stage)
    }
    return tuple(sorted(amounts))


def _none_is_eligible(dossier: Dossier, compiled: "Compiled") -> tuple[Finding, ...]:
    """The reason, where no rule is violated and yet no filling-in is eligible."""
    return (Finding(compiled.joint[0], Status.VIOLATED, compiled.irreconcilable(dossier)),)


def judged(dossier: Dossier, compiled: "Compiled") -> tuple[tuple[Finding, ...], int, int]:
    """The reasons of a decision, the facts to ask for and the date rules that bind, as :meth:`Compiled.judged`."""
    reasons, asks, binding = compiled.judged(dossier)
    if asks and not reasons and not _possible_amounts(dossier, compiled):
        reasons = _none_is_eligible(dossier, compiled)
    return reasons, asks, binding


_FACT_BITS = tuple((1 << index, fact) for index, fact in enumerate(FACTS))
