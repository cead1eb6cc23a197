"""Deciding a dossier: the compiled rules, and what their findings amount to."""

from typing import TYPE_CHECKING

from clea_eligibility.decision import Decision, Finding, eligible, ineligible, undetermined
from clea_eligibility.facts import FACTS
from clea_eligibility.guide import GUIDE
from clea_eligibility.models import Dossier
from clea_eligibility.ruleset import Rule, RuleSet

if TYPE_CHECKING:
    from clea_eligibility.compiler import Compiled


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
    findings, reasons, presumed, asks, rivals, _ = compiled.evaluate(dossier, None, None)
    contested = _contested(dossier, compiled, rivals, reasons, asks) if rivals else ()
    if reasons:
        return ineligible(reasons, findings, presumed, contested, dossier, rules)
    if asks:
        missing = tuple([fact for bit, fact in _FACT_BITS if asks & bit])
        amounts = _possible_amounts(dossier, compiled)
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
        from clea_eligibility.compiler import compile_rules  # the import of the library does not wait for it

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
        _, other_reasons, _, other_asks, _, _ = compiled_rules(other).evaluate(dossier, None, None)
        if bool(other_reasons) != bool(reasons) or (not reasons and bool(other_asks) != bool(asks)):
            contested.append(rule)
    return tuple(contested)


def _possible_amounts(dossier: Dossier, compiled: "Compiled") -> tuple[int, ...]:
    kind = dossier.certification and dossier.certification.kind
    stage = dossier.evaluation and dossier.evaluation.stage
    if kind and stage:
        return (compiled.amounts[kind, stage],)
    amounts = {
        euros
        for (its_kind, its_stage), euros in compiled.amounts.items()
        if kind in (None, its_kind)
        and stage in (None, its_stage)
        and not compiled.refuses(dossier, its_kind, its_stage)
    }
    return tuple(sorted(amounts))


_FACT_BITS = tuple((1 << index, fact) for index, fact in enumerate(FACTS))
