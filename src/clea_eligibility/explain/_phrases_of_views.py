"""The words of comparisons, notebooks and pictures, in French and English."""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.deciding.decision import Status
from clea_eligibility.explain._phrases import VERDICTS
from clea_eligibility.text import Text

# Comparisons

AS_IT_STANDS = Text("En l'état", "As it stands")
CHANGED = Text("Avec le changement", "With the change")
UNDER = Text("Selon les règles {id}", "Under the rules {id}")
CHANGED_UNDER = Text("Avec le changement, selon les règles {id}", "With the change, under the rules {id}")
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

# Notebooks and pictures

WINDOWS = Text("Marge de chaque date, les autres restant inchangées :", "Margin of each date, the others unchanged:")

EVERY_RULE = Text("Toutes les règles", "Every rule")
RULE = Text("Règle", "Rule")
FACT = Text("Information", "Fact")
RESULT = Text("Résultat", "Result")
SENTENCE = Text("Constat", "Finding")
DATE = Text("Date", "Date")
DAYS = Text("Jours", "Days")
THEN_CHANGES = Text("Ce qui change alors", "What then changes")
NOTES = Text("À noter", "Notes")
NOT_MET = Text("non respecté : {rules}", "not met: {rules}")
COUNT = Text("Nombre", "Number")

AS_DATE_MOVES = Text(
    "Le résultat selon la date, tout le reste étant inchangé : {date}.",
    "The result by the date, all else unchanged: {date}.",
)
AS_FACTS_VARY = Text(
    "Dossiers : {count}. Ce qui varie : {facts} ; le reste est inchangé.",
    "Dossiers: {count}. What varies: {facts}; all else is unchanged.",
)
THIS_DAY = Text(" (dans le dossier : {day})", " (in the dossier: {day})")

NOT_ALONE = Text("changer cette seule date ne suffirait pas", "to change this date alone would not be enough")
NO_REPAIR_NEEDED = Text("Il n'y a rien à corriger.", "There is nothing to mend.")
HANGS_ON_READING = Text("dépend de la lecture de : {rules}", "depends on how the page is read: {rules}")
MORE_ROWS = Text("↓ autres lignes : {count}", "↓ more rows: {count}")
MORE_COLUMNS = Text("→ autres colonnes : {count}", "→ more columns: {count}")
KNOWN_OF_DOSSIER = Text("Informations connues : {known} sur {every}.", "Facts known: {known} of {every}.")
VALUE = Text("Valeur", "Value")
SOURCE = Text("Source", "Source")
CONDITION = Text("Condition", "Condition")
AMOUNT = Text("Montant", "Amount")
BETWEEN = Text("ne tiennent pas ensemble : {rules}", "cannot hold together: {rules}")
WHAT_DIFFERS = Text("Ce qui diffère", "What differs")
FOR_INSTANCE = Text("Par exemple", "For instance")
WHOLE_EXAMPLE = Text("L'exemple en entier", "The whole example")
NO_DIFFERENCE = Text(
    "Ces deux jeux de règles décident tous les dossiers de la même façon : {before} et {after}.",
    "These two rule sets decide every dossier alike: {before} and {after}.",
)
OBJECTS: Mapping[str, Text] = MappingProxyType(
    {
        "": Text("Dossier", "Dossier"),
        "applicant": Text("Personne qui demande l'aide", "Applicant"),
        "applicant.identity_document": Text("Pièce d'identité", "Identity document"),
        "applicant.proof_of_residence": Text("Justificatif de domicile", "Proof of residence"),
        "certification": Text("Certification", "Certification"),
        "evaluation": Text("Évaluation", "Evaluation"),
        "evaluator": Text("Organisme évaluateur", "Evaluator"),
        "evaluator.accreditation": Text("Habilitation", "Accreditation"),
        "quote": Text("Devis", "Quote"),
    }
)
"""What the objects of a dossier are called, by the beginning of their paths."""

EVALUATION = Text("Évaluation", "Evaluation")
TODAY = Text("aujourd'hui", "today")
FILING = Text("dépôt", "filing")
FILING_WINDOW = Text(
    "jours de dépôt qui respectent toutes les règles de dates : {days}", "filing days that meet all date rules: {days}"
)
NO_FILING_DAY = (
    Text("avec ces dates, aucun jour de dépôt ne convient", "with these dates, no filing day will do"),
    Text("avec ces dates, plus aucun jour de dépôt ne convient", "with these dates, no filing day is left"),
)
"""At any time, and from a day on."""
ALLOWED = Text("jours admis par la règle", "days that the rule admits")
NO_DATES = Text("aucune date connue", "no date is known")
JUDGED_DAY = Text("date à vérifier, règle {status}", "date that the rule judges, rule {status}")
JUDGED_DAYS: Mapping[Status | None, Text] = MappingProxyType(
    {
        Status.SATISFIED: Text("date qui respecte la règle", "date that meets the rule"),
        Status.VIOLATED: Text("date qui ne respecte pas la règle", "date that does not meet the rule"),
    }
)
"""The day that a rule judges, where that is settled."""
OTHER_DAY = Text("autre date à prendre en compte", "another date that the rule depends on")
KNOWN_DAYS = Text("dates connues de l'évaluation", "known dates of the evaluation")
OUTCOME_BY = Text("Résultat selon la date : {date}", "Result by the date: {date}")

OUTCOMES: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("critères remplis", "criteria met"),
        "undetermined": Text("informations manquantes", "information missing"),
        "incomplete": VERDICTS["incomplete"],
        "ineligible": Text("critères non remplis", "criteria not met"),
        "impossible": VERDICTS["impossible"],
    }
)
"""Outcomes without amounts, for many dossiers at once."""
RULES_NOT_MET = Text(
    "Règles non respectées (dossiers concernés : {count})", "Rules that are not met (dossiers concerned: {count})"
)
ALONE = Text("seule règle non respectée du dossier", "the only rule of the dossier that is not met")
WITH_OTHERS = Text("avec d'autres règles", "with other rules")
DOSSIERS = Text("dossiers", "dossiers")
NO_DAY = Text("date inconnue", "unknown date")
BY_MONTH = Text("Dossiers par mois : {date}", "Dossiers by month: {date}")
BEFORE_AFTER = Text(
    "Dossiers dont le résultat change : {count} sur {every} ; montants : {euros}",
    "Dossiers that come out otherwise: {count} of {every}; amounts: {euros}",
)
AMOUNTS_AGAINST = Text("Montants par rapport aux règles {id}", "Amounts against the rules {id}")
