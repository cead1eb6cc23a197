"""The words of what-if questions, as data, and how a fact, a status and a verdict are said with them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clea_eligibility.deciding.decision import Decision, Status
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACTS, FLAG_OF, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain._phrases import DATES, NO, NO_END, NOT_KNOWN, OR, SEMICOLON, VALUES, YES
from clea_eligibility.rules._rule import Rule
from clea_eligibility.text import Language, Text, euros, listed, long_day, quoted

AS_IT_STANDS = Text("En l'état", "As it stands")
CHANGED = Text("Avec le changement", "With the change")
UNDER = Text("Selon les règles {id}", "Under the rules {id}")
CHANGED_UNDER = Text("Avec le changement, selon les règles {id}", "With the change, under the rules {id}")
VERDICT = Text("{when} : {verdict}.", "{when}: {verdict}.")
WHAT_CHANGES = Text("Ce qui change dans le dossier :", "What changes in the dossier:")
FACT_CHANGED = Text("{question} {after} (avant : {before}).", "{question} {after} (before: {before}).")
WHAT_STANDS_OTHERWISE = Text("Les règles qui changent de résultat :", "The rules that come out otherwise:")
ALL_STANDS = Text("Aucune règle ne change de résultat.", "No rule comes out otherwise.")
THEN = Text("{label} : {before}, puis {after}.", "{label}: {before}, then {after}.")
STILL = Text("{label} : {after}, mais pour une autre raison.", "{label}: {after}, but for another reason.")

DIFFERENCE = Text(
    "{what} selon les règles {old} : {before} ; selon les règles {new} : {after}. Par exemple : {facts}.",
    "{what} under the rules {old}: {before}; under the rules {new}: {after}. For instance: {facts}.",
)
THE_VERDICT = Text("Verdict", "Verdict")
ANSWERED = Text("{question} {answer}", "{question} {answer}")
STATES_NOTHING = Text("un dossier dont rien n'est connu", "a dossier of which nothing is known")

VERDICTS: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("critères publiés remplis, {amount}", "published criteria met, {amount}"),
        "ineligible": Text("critères publiés non remplis, {amount}", "published criteria not met, {amount}"),
        "incomplete": Text("dossier incomplet, {amount}", "incomplete dossier, {amount}"),
        "undetermined": Text(
            "informations manquantes, montant possible : {amount}", "information missing, possible amount: {amount}"
        ),
    }
)
STATUSES: Mapping[Status | None, Text] = MappingProxyType(
    {
        Status.SATISFIED: Text("respectée", "met"),
        Status.VIOLATED: Text("non respectée", "not met"),
        Status.PRESUMED: Text("présumée respectée", "presumed to be met"),
        Status.UNKNOWN: Text("à établir", "to be established"),
        Status.NOT_APPLICABLE: Text("sans objet", "not applicable"),
        None: Text("absente", "absent"),
    }
)
"""How a rule stands; ``None`` where it is not among the rules."""


def value_said(fact: Fact, value: Any, lang: Language) -> str:
    """The value of a fact in words.

    >>> from datetime import date
    >>> from clea_eligibility.dossier.facts import fact
    >>> value_said(fact("quote.provided"), None, "en"), value_said(fact("filed_on"), date(2026, 3, 1), "fr")
    ('unknown', '1er mars 2026')
    """
    if value is None:
        return NOT_KNOWN.say(lang)
    if fact.type == "bool":
        return (YES if value else NO).say(lang)
    if fact.type == "date":
        return NO_END.say(lang) if value == dates.NO_END else long_day(value, lang)
    return VALUES[value].say(lang) if value in VALUES else str(value)


def facts_said(dossier: Dossier, lang: Language) -> str:
    """What a dossier states, in one line; that a document is there goes without saying where more is known of it."""
    known = {fact: fact.of(dossier) for fact in FACTS if fact.of(dossier) is not None}
    implied = {FLAG_OF.get(fact.path) for fact in known}
    said = [fact_said(fact, value, lang) for fact, value in known.items() if value is False or fact.path not in implied]
    return f"{SEMICOLON.say(lang)} ".join(said) or STATES_NOTHING.say(lang)


def fact_said(fact: Fact, value: Any, lang: Language) -> str:
    """A fact and its value: a sentence on a date, else the question and the answer.

    >>> from datetime import date
    >>> from clea_eligibility.dossier.facts import fact
    >>> fact_said(fact("filed_on"), date(2026, 3, 1), "en"), fact_said(fact("quote.provided"), True, "en")
    ('dossier filed on 1 March 2026', 'Does the dossier contain a quote? yes')
    """
    said = value_said(fact, value, lang)
    if fact.path in DATES and value != dates.NO_END:
        return DATES[fact.path].say(lang).format(day=said)
    return ANSWERED.say(lang).format(question=fact.question(lang), answer=said)


def verdict_said(decision: Decision, lang: Language) -> str:
    """The outcome and the amount, in a few words."""
    amounts = decision.possible_amounts or (0,)
    amount = listed([euros(amount, lang) for amount in amounts], OR, lang)
    return VERDICTS["incomplete" if decision.documents_only else decision.outcome].say(lang).format(amount=amount)


def label_said(rule: Rule, lang: Language) -> str:
    """The name of a rule, in quotation marks."""
    return quoted(rule.label(lang), lang)
