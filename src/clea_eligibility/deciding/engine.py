"""Deciding a dossier: the compiled rules, and what their findings amount to."""

from typing import TYPE_CHECKING

from clea_eligibility.deciding.decision import Decision, Finding, Status, eligible, ineligible, undetermined
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE

__all__ = ["compiled_rules", "decide"]

if TYPE_CHECKING:
    from clea_eligibility.deciding._compiler import Compiled


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
        raise TypeError(f"decide takes a Dossier, not {type(dossier).__name__}: wire.dossier_from_dict makes one")
    compiled = compiled_rules(rules)
    findings, reasons, presumed, asks, rivals, _ = compiled.evaluate(dossier)
    amounts: tuple[int, ...] = ()
    if asks and not reasons:
        amounts = _possible_amounts(dossier, compiled)
        if not amounts:
            findings, reasons = _none_is_eligible(dossier, compiled, findings)
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
    try:
        compiled: Compiled | None = rules._compiled
    except AttributeError:
        name = type(rules).__name__
        raise TypeError(f"decide takes a RuleSet, not {name}: GUIDE is one, GUIDE.evolve makes others") from None
    if compiled is None:
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
    _, reasons, _, asks, _, _ = compiled.evaluate(dossier)
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


def _none_is_eligible(
    dossier: Dossier, compiled: "Compiled", findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings, and the reason, where no rule is violated and yet no filling-in is eligible."""
    between = compiled.irreconcilable(dossier)
    reason = Finding(compiled.joint[0], Status.VIOLATED, between)
    return tuple(reason if finding.rule in compiled.joint else finding for finding in findings), (reason,)


_FACT_BITS = tuple((1 << index, fact) for index, fact in enumerate(FACTS))
