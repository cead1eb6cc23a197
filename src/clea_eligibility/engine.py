"""Deciding a dossier: the compiled rules, and what their findings amount to."""

from typing import TYPE_CHECKING

from clea_eligibility.decision import Decision, Eligible, Ineligible, Undetermined
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
    contested = _contested(dossier, compiled, rivals, _outcome(reasons, asks)) if rivals else ()
    if reasons:
        return Ineligible(reasons, findings, presumed=presumed, contested=contested, dossier=dossier, rules=rules)
    if asks:
        return Undetermined(
            tuple(fact for index, fact in enumerate(FACTS) if asks >> index & 1),
            _possible_amounts(dossier, rules, compiled),
            findings,
            presumed=presumed,
            contested=contested,
            dossier=dossier,
            rules=rules,
        )
    amount = rules.tariff.amount(dossier.certification.kind, dossier.evaluation.stage)  # type: ignore[union-attr, arg-type]
    return Eligible(amount, findings, presumed=presumed, contested=contested, dossier=dossier, rules=rules)  # type: ignore[arg-type]


def compiled_rules(rules: RuleSet, *, outcome_only: bool = False) -> "Compiled":
    """The compiled form of a rule set, made on first use and kept on it."""
    try:
        compiled: Compiled | None = rules._compiled
    except AttributeError:
        name = type(rules).__name__
        raise TypeError(f"decide takes a RuleSet, not {name}: GUIDE is one, GUIDE.evolve makes others") from None
    if compiled is None:
        from clea_eligibility.compiler import compile_rules  # the import of the library does not wait for it

        compiled = compile_rules(rules, outcome_only=outcome_only)
        object.__setattr__(rules, "_compiled", compiled)
    return compiled


def _outcome(reasons: object, asks: int) -> str:
    return "ineligible" if reasons else "undetermined" if asks else "eligible"


def _contested(dossier: Dossier, compiled: "Compiled", rivals: tuple[int, ...], outcome: str) -> tuple[Rule, ...]:
    contested = []
    for index in rivals:
        rule, other = compiled.rivals[index]
        if rule not in contested:
            _, reasons, _, asks, _, _ = compiled_rules(other, outcome_only=True).evaluate(dossier, None, None)
            if _outcome(reasons, asks) != outcome:
                contested.append(rule)
    return tuple(contested)


def _possible_amounts(dossier: Dossier, rules: RuleSet, compiled: "Compiled") -> tuple[int, ...]:
    kind = dossier.certification and dossier.certification.kind
    stage = dossier.evaluation and dossier.evaluation.stage
    amounts = {
        rate.euros
        for rate in rules.tariff.rates
        if kind in (None, rate.kind)
        and stage in (None, rate.stage)
        and ((kind and stage) or not compiled.evaluate(dossier, rate.kind, rate.stage)[1])
    }
    return tuple(sorted(amounts))
