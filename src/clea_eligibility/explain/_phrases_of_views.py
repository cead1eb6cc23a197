"""The words of notebooks and pictures that explanations and plans do not have: headings, legends, axes."""

from clea_eligibility.text import Text

EVERY_RULE = Text("Toutes les règles", "Every rule")
RULE = Text("Règle", "Rule")
FACT = Text("Information", "Fact")
RESULT = Text("Résultat", "Result")
SENTENCE = Text("Constat", "Finding")
DATE = Text("Date", "Date")
DAYS = Text("Jours", "Days")
CHANGES = Text("Ce qui change alors", "What then changes")
NOTES = Text("À noter", "Notes")
NOT_MET = Text("non respecté : {rules}", "not met: {rules}")
COUNT = Text("Nombre", "Number")

AS_DATE_MOVES = Text(
    "Le résultat selon la date, tout le reste étant inchangé : {date}.",
    "The result by the date, all else unchanged: {date}.",
)
AS_FACTS_VARY = Text(
    "{count} dossiers, tout le reste étant inchangé : {facts}.", "{count} dossiers, all else unchanged: {facts}."
)
THIS_DAY = Text(" (dans le dossier : {day})", " (in the dossier: {day})")
IMPOSSIBLE = Text("dossier impossible", "impossible dossier")
ANY_DAY = Text("n'importe quel jour", "any day")
NO_DAY = Text("aucun jour ne convient", "no day will do")
NOT_ALONE = Text("changer cette seule date ne suffirait pas", "to change this date alone would not be enough")
NO_REPAIR_NEEDED = Text("Il n'y a rien à corriger.", "There is nothing to mend.")
CONTESTED = Text("dépend de la lecture de : {rules}", "depends on how the page is read: {rules}")
MORE = Text("… et {count} de plus.", "… and {count} more.")

EVALUATION = Text("Évaluation", "Evaluation")
TODAY = Text("aujourd'hui", "today")
FILING = Text("dépôt", "filing")
FILING_WINDOW = Text(
    "jours de dépôt que permettent toutes les règles de date : {days}", "filing days that all date rules allow: {days}"
)
NO_FILING_DAY = Text(
    "aucun jour de dépôt que permettent toutes les règles de date", "no filing day that all date rules allow"
)
ALLOWED = Text("jours admis par la règle", "days that the rule admits")
DATED = Text("{name} : {day}", "{name}: {day}")
NO_DATES = Text("aucune date connue", "no date is known")
