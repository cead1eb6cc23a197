"""What deciding a dossier gives: a typed outcome with a finding for every rule."""

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias, TypeVar

import attrs
from attrs import field, frozen

from clea_eligibility._notebook import shown_in_notebooks
from clea_eligibility.dossier.facts import Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet

__all__ = [
    "Decision",
    "Eligible",
    "Finding",
    "Ineligible",
    "Status",
    "Undetermined",
    "eligible",
    "ineligible",
    "undetermined",
]


class Status(StrEnum):
    """How one rule stands."""

    NOT_APPLICABLE = "not_applicable"
    SATISFIED = "satisfied"
    VIOLATED = "violated"
    PRESUMED = "presumed"
    UNKNOWN = "unknown"


@frozen(repr=False)
class Finding:
    """How one rule stands for one dossier.

    ``between`` is empty but for a violated ``dates_compatible``: a smallest set of date rules that no choice of
    the unknown dates can satisfy together.
    """

    rule: Rule
    status: Status
    between: tuple[Rule, ...] = ()

    def __repr__(self) -> str:
        between = f", between={[rule.code for rule in self.between]}" if self.between else ""
        return f"Finding({self.rule.code!r}, {str(self.status)!r}{between})"


@frozen(repr=False)
class Eligible:
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
    presumed: tuple[Finding, ...] = field(kw_only=True)
    contested: tuple[Rule, ...] = field(kw_only=True)
    dossier: Dossier = field(kw_only=True)
    rules: RuleSet = field(kw_only=True)

    @property
    def possible_amounts(self) -> tuple[int, ...]:
        """The amount, alone."""
        return (self.amount,)

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        return f"Eligible(amount={self.amount})"


@frozen(repr=False)
class Ineligible:
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
    presumed: tuple[Finding, ...] = field(kw_only=True)
    contested: tuple[Rule, ...] = field(kw_only=True)
    dossier: Dossier = field(kw_only=True)
    rules: RuleSet = field(kw_only=True)

    @property
    def documents_only(self) -> bool:
        """True when only documents fail: the administration's "dossier incomplet", which can be completed."""
        return all(finding.rule.group == "document" for finding in self.reasons)

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        return f"Ineligible(reasons={[finding.rule.code for finding in self.reasons]})"


@frozen(repr=False)
class Undetermined:
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
    presumed: tuple[Finding, ...] = field(kw_only=True)
    contested: tuple[Rule, ...] = field(kw_only=True)
    dossier: Dossier = field(kw_only=True)
    rules: RuleSet = field(kw_only=True)

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        missing = [fact.path for fact in self.missing]
        return f"Undetermined(missing={missing}, possible_amounts={list(self.possible_amounts)})"


_Decided = TypeVar("_Decided", Eligible, Ineligible, Undetermined)


def _quick(decided: type[_Decided]) -> Callable[..., _Decided]:
    """A function that makes a decision of its first field and of those that all decisions have.

    attrs sets every field of a frozen object by name, through ``object.__setattr__``, which takes as long as all the
    rules. Here each is put straight into its slot.
    """
    names = (attrs.fields(decided)[0].name, "findings", "presumed", "contested", "dossier", "rules")
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
    ) -> _Decided:
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
