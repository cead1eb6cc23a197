"""The words of explanations, plans, comparisons, notebooks and pictures, in French and English.

``{braces}`` are blanks. What is said of each rule stands in ``_phrases_of_rules``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.actions import (
    ACCREDITATION_DATES,
    ANOTHER_EVALUATOR,
    EVALUATION_DATES,
    FILING_DAY,
    IDENTITY_DOCUMENT,
    PROOF_OF_RESIDENCE,
    QUOTE,
    Lever,
)
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome
from clea_eligibility.text import Text

# Decisions

ANY_READING = Text("selon la lecture {name}", "under the reading {name}")
READ_OTHERWISE = (
    Text(
        "La règle {label} peut se lire autrement : {reading} (dernier jour pour déposer : {latest filed_on}), "
        "{outcome}",
        "The rule {label} can be read otherwise: {reading} (last day to file: {latest filed_on}), {outcome}",
    ),
    Text(
        "La règle {label} peut se lire autrement : {reading}, {outcome}",
        "The rule {label} can be read otherwise: {reading}, {outcome}",
    ),
)
"""What is said of a rule under another reading: the first whose blanks can all be filled."""
WOULD_BE: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("le dossier remplirait les critères publiés", "the dossier would meet the published criteria"),
        "ineligible": Text(
            "le dossier ne remplirait pas les critères publiés", "the dossier would not meet the published criteria"
        ),
        "incomplete": Text("le dossier serait incomplet", "the dossier would be incomplete"),
        "undetermined": Text(
            "il manquerait des informations pour conclure", "information would be missing to come to a conclusion"
        ),
    }
)
"""What a decision would be under another reading."""
HEADLINES: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text(
            "Le dossier remplit les critères publiés. Montant forfaitaire : {amount}.",
            "The dossier meets the published criteria. Flat amount: {amount}.",
        ),
        "ineligible": Text(
            "Le dossier ne remplit pas les critères publiés. Montant : {amount}.",
            "The dossier does not meet the published criteria. Amount: {amount}.",
        ),
        "incomplete": Text(
            "Dossier incomplet : en l'état, il ne remplit pas les critères publiés. Montant : {amount}.",
            "Incomplete dossier: as it stands, it does not meet the published criteria. Amount: {amount}.",
        ),
        "undetermined": Text(
            "Il manque des informations pour dire si le dossier remplit les critères publiés. "
            "Montant possible : {amount}.",
            "Information is missing to say whether the dossier meets the published criteria. "
            "Possible amount: {amount}.",
        ),
    }
)
"""What a decision is, at the head of its explanation."""
VERDICTS: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("critères publiés remplis, {amount}", "published criteria met, {amount}"),
        "ineligible": Text("critères publiés non remplis, {amount}", "published criteria not met, {amount}"),
        "incomplete": Text("dossier incomplet, {amount}", "incomplete dossier, {amount}"),
        "undetermined": Text(
            "informations manquantes, montant possible : {amount}", "information missing, possible amount: {amount}"
        ),
        "impossible": Text("dossier impossible", "impossible dossier"),
    }
)
"""The same in a few words; ``impossible`` where there can be no dossier."""
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
_REGION_DECIDES = Text("La décision revient à la Région (S22).", "The decision rests with the Region (S22).")
_PAID_TO = Text(
    "Si elle est favorable, l'aide est payée à l'organisme évaluateur après l'évaluation (S21).",
    "If it is favourable, the aid is paid to the evaluator after the evaluation (S21).",
)
_CAN_BE_COMPLETED = Text(
    "Seules des pièces sont en cause : le dossier peut être complété ; "
    "c'est alors le jour où il est complet qui compte comme jour du dépôt (S9).",
    "Only documents are at fault: the dossier can be completed; "
    "the day on which it is complete then counts as its filing day (S9).",
)
WHAT_FOLLOWS: Mapping[str, tuple[Text, ...]] = MappingProxyType(
    {
        "eligible": (_REGION_DECIDES, _PAID_TO),
        "ineligible": (_REGION_DECIDES,),
        "incomplete": (_CAN_BE_COMPLETED, _REGION_DECIDES),
        "undetermined": (_REGION_DECIDES, _PAID_TO),
    }
)
"""What is said after the verdict."""

REASON = Text("Motif :", "Reason:")
REASONS = Text("Motifs :", "Reasons:")
PRESUMPTIONS = Text("Ce qui est présumé :", "What is presumed:")
CONTESTED = Text("Ce qui dépend de la lecture du texte :", "What depends on how the page is read:")
MISSING = Text("Ce qui manque :", "What is missing:")
FROM_WHAT_IS_KNOWN = Text("Au vu de ce qui est connu :", "From what is known:")
NOT_CHECKED = Text("Non vérifié, faute d'informations : {labels}.", "Not checked, for want of information: {labels}.")
RULES_APPLIED = Text("Règles appliquées : {id}.", "Rules applied: {id}.")

CAN_ANSWER = Text("Peut répondre : {who}", "Who can answer: {who}")
WHO: Mapping[str, Text] = MappingProxyType(
    {
        "applicant": Text("la personne qui demande l'aide", "the applicant"),
        "evaluator": Text("l'organisme évaluateur", "the evaluator"),
        "region": Text("la Région", "the Region"),
    }
)
BASIS: Mapping[str, Text] = MappingProxyType(
    {
        "stated": Text("Règle énoncée par la page", "Rule stated by the page"),
        "implied": Text("Règle déduite de la page", "Rule implied by the page"),
        "changed": Text("Règle modifiée, qui n'est pas celle de la page", "Rule changed; not the page's"),
    }
)

AND = Text("et", "and")
OR = Text("ou", "or")
SEMICOLON = Text(" ; ", "; ")
NAMED = Text("{name} : {said}", "{name}: {said}")
ONE_RULE = Text("la règle {labels}", "the rule {labels}")
SEVERAL_RULES = Text("à la fois les règles {labels}", "the rules {labels} together")

VALUES: Mapping[str, Text] = MappingProxyType(
    {
        CertificationKind.SOCLE: Text("CléA Socle", "CléA Socle"),
        CertificationKind.NUMERIQUE: Text("CléA Numérique", "CléA Numérique"),
        CertificationKind.MANAGEMENT: Text("CléA Management", "CléA Management"),
        IdentityDocumentKind.NATIONAL_IDENTITY_CARD: Text("carte nationale d'identité", "national identity card"),
        IdentityDocumentKind.PASSPORT: Text("passeport", "passport"),
        IdentityDocumentKind.RESIDENCE_PERMIT: Text("titre de séjour", "residence permit"),
        IdentityDocumentKind.OTHER: Text("autre document", "another document"),
        EvaluationStage.INITIAL: Text("évaluation initiale", "initial evaluation"),
        EvaluationStage.FINAL: Text("évaluation finale", "final evaluation"),
        InitialOutcome.CERTIFIED: Text("certification obtenue", "certificate obtained"),
        InitialOutcome.NOT_CERTIFIED: Text("certification non obtenue", "certificate not obtained"),
    }
)
"""The values of the facts that sentences name."""
YES = Text("oui", "yes")
NO = Text("non", "no")
NOT_KNOWN = Text("inconnu", "unknown")
NO_END = Text("sans fin", "no end")

DATED: Mapping[str, Text] = MappingProxyType(
    {
        "filed_on": Text("dépôt du dossier le {day}", "dossier filed on {day}"),
        "applicant.identity_document.valid_until": Text(
            "pièce d'identité valable jusqu'au {day}", "identity document valid until {day}"
        ),
        "applicant.proof_of_residence.issued_on": Text(
            "justificatif de domicile daté du {day}", "proof of residence dated {day}"
        ),
        "evaluation.starts_on": Text("début de l'évaluation le {day}", "evaluation starting on {day}"),
        "evaluation.ends_on": Text("fin de l'évaluation le {day}", "evaluation ending on {day}"),
        "evaluator.accreditation.valid_from": Text(
            "habilitation valable à partir du {day}", "accreditation valid from {day}"
        ),
        "evaluator.accreditation.valid_until": Text(
            "habilitation valable jusqu'au {day}", "accreditation valid until {day}"
        ),
    }
)
"""How a list of known dates says each of them."""

# Plans

REPAIR = Text("Pour y remédier :", "To mend it:")
REPAIRS = Text("Pour y remédier, une seule de ces solutions suffit :", "To mend it, any one of these is enough:")
NO_REPAIR = Text("Personne ne peut y remédier :", "Nobody can mend this:")
WINDOWS = Text(
    "Les jours possibles de chaque date, les autres dates connues restant inchangées :",
    "The days that each date may take, the other known dates staying where they are:",
)
NO_OTHER_DATE = Text(
    "Changer une seule autre date ne suffirait pas.", "To change any other date alone would not be enough."
)
NO_SINGLE_DATE = Text("Changer une seule date ne suffirait pas.", "To change one date alone would not be enough.")
TOO_LATE_TO_FILE = Text(
    "À partir du {day}, aucun jour de dépôt ne convient plus.", "From {day} on, no filing day will do any more."
)
ON_THE_NEAREST_DAY = Text(
    "Au jour le plus proche, le résultat dépend de la lecture du texte.",
    "On the nearest day, the outcome depends on how the page is read.",
)
NO_DATE_BOUND = Text("Les règles ne bornent encore aucune date.", "The rules do not bound any date yet.")

FROM_TO = Text("entre le {earliest} et le {latest} inclus", "between {earliest} and {latest} inclusive")
FROM_TO_NEAREST = Text(
    "entre le {earliest} et le {latest} inclus (au plus près : le {nearest})",
    "between {earliest} and {latest} inclusive (the nearest: {nearest})",
)
ON = Text("le {earliest}", "on {earliest}")
FROM = Text("le {earliest} au plus tôt", "on {earliest} at the earliest")
UNTIL = Text("le {latest} au plus tard", "on {latest} at the latest")
KNOWN = Text(" (date connue : {day})", " (known: {day})")
TOO_EARLY = Text(" (date connue : {day}, trop tôt)", " (known: {day}, too early)")
TOO_LATE = Text(" (date connue : {day}, trop tard)", " (known: {day}, too late)")

DATE_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "filed_on": Text("Dépôt du dossier", "Filing of the dossier"),
        "applicant.identity_document.valid_until": Text(
            "Dernier jour de validité de la pièce d'identité", "Last day of the identity document"
        ),
        "applicant.proof_of_residence.issued_on": Text(
            "Date du justificatif de domicile", "Date of the proof of residence"
        ),
        "evaluation.starts_on": Text("Début de l'évaluation", "Start of the evaluation"),
        "evaluation.ends_on": Text("Fin de l'évaluation", "End of the evaluation"),
        "evaluator.accreditation.valid_from": Text(
            "Premier jour de validité de l'habilitation", "First day of the accreditation"
        ),
        "evaluator.accreditation.valid_until": Text(
            "Dernier jour de validité de l'habilitation", "Last day of the accreditation"
        ),
    }
)
"""What each date is called."""

LEVERS: Mapping[Lever, Text] = MappingProxyType(
    {
        FILING_DAY: Text("La personne qui demande l'aide dépose le dossier", "The applicant files the dossier"),
        IDENTITY_DOCUMENT: Text(
            "La personne qui demande l'aide joint une pièce d'identité", "The applicant adds an identity document"
        ),
        PROOF_OF_RESIDENCE: Text(
            "La personne qui demande l'aide joint un justificatif de domicile",
            "The applicant adds a proof of residence",
        ),
        QUOTE: Text("L'organisme évaluateur établit un devis", "The evaluator draws up a quote"),
        EVALUATION_DATES: Text("L'organisme évaluateur déplace l'évaluation", "The evaluator moves the evaluation"),
        ANOTHER_EVALUATOR: Text(
            "La personne qui demande l'aide joint un devis établi à son nom et à son prénom par un autre évaluateur",
            "The applicant adds a quote drawn up in their name and first name by another evaluator",
        ),
        ACCREDITATION_DATES: Text(
            "L'organisme évaluateur obtient une habilitation", "The evaluator obtains an accreditation"
        ),
    }
)
"""What somebody does; what follows says how."""

CHANGES: Mapping[tuple[Lever, str], Text] = MappingProxyType(
    {
        (FILING_DAY, "filed_on"): Text(" {window}", " {window}"),
        (IDENTITY_DOCUMENT, "applicant.identity_document.kind"): Text(
            ", d'un type accepté : {values}", ", of a kind that is accepted: {values}"
        ),
        (IDENTITY_DOCUMENT, "applicant.identity_document.valid_until"): Text(
            ", dont la validité se termine {window}", ", whose last day falls {window}"
        ),
        (PROOF_OF_RESIDENCE, "applicant.proof_of_residence.issued_on"): Text(", établi {window}", ", issued {window}"),
        (PROOF_OF_RESIDENCE, "applicant.proof_of_residence.attests_main_residence"): Text(
            ", qui montre où elle réside à titre principal", ", which shows where they mainly live"
        ),
        (QUOTE, "quote.names_applicant"): Text(
            " au nom et au prénom de la personne qui demande l'aide", " in the applicant's name and first name"
        ),
        (EVALUATION_DATES, "evaluation.starts_on"): Text(
            ", qui commence alors {window}", ", which then starts {window}"
        ),
        (EVALUATION_DATES, "evaluation.ends_on"): Text(", pour finir {window}", ", to end {window}"),
        (ANOTHER_EVALUATOR, "evaluator.department"): Text(
            ", situé dans l'un des départements {values}", ", located in one of the departments {values}"
        ),
        (ANOTHER_EVALUATOR, "evaluator.accreditation.certification"): Text(
            ", habilité pour {values}", ", accredited for {values}"
        ),
        (ANOTHER_EVALUATOR, "evaluator.accreditation.valid_from"): Text(
            ", dont l'habilitation commence {window}", ", whose accreditation begins {window}"
        ),
        (ANOTHER_EVALUATOR, "evaluator.accreditation.valid_until"): Text(
            " et dont l'habilitation se termine {window}", " and whose accreditation ends {window}"
        ),
        (ACCREDITATION_DATES, "evaluator.accreditation.valid_from"): Text(
            ", qui commence {window}", ", which begins {window}"
        ),
        (ACCREDITATION_DATES, "evaluator.accreditation.valid_until"): Text(
            ", qui se termine {window}", ", which ends {window}"
        ),
    }
)
"""How, by the fact that changes."""

PROVISOS: Mapping[object, Text] = MappingProxyType(
    {
        IdentityDocumentKind.RESIDENCE_PERMIT: Text(
            " (un titre de séjour doit autoriser à travailler en France métropolitaine)",
            " (a residence permit has to authorise work in metropolitan France)",
        ),
    }
)
"""What has to be added where a value is among those that would do."""

# Rules

GROUPS: Mapping[str, Text] = MappingProxyType(
    {"criterion": Text("Critère", "Criterion"), "document": Text("Pièce du dossier", "Document")}
)
APPLIES = Text("S'applique : {condition}", "Applies: {condition}")
REQUIRES = Text("Exige : {condition}", "Requires: {condition}")
PRESUMED_IF = Text(
    "Présumée, faute d'information, si : {condition}", "Presumed, for want of information, if: {condition}"
)
PRESUMED_ALWAYS = Text("Présumée, faute d'information", "Presumed, for want of information")
OTHER_READING = Text("Autre lecture, {name} : {condition}", "Other reading, {name}: {condition}")
NOT_THE_PAGES = Text("{id} (pas celles de la page)", "{id} (not the page's)")
TITLE = Text("Règles {id}", "Rules {id}")
TARIFF = Text("Montants forfaitaires", "Flat amounts")

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
STATES_NOTHING = Text("un dossier dont rien n'est connu", "a dossier of which nothing is known")

# Notebooks and pictures

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
    "{count} dossiers, tout le reste étant inchangé : {facts}.", "{count} dossiers, all else unchanged: {facts}."
)
THIS_DAY = Text(" (dans le dossier : {day})", " (in the dossier: {day})")
ON_ANY_DAY = Text("n'importe quel jour", "any day")
ON_NO_DAY = Text("aucun jour ne convient", "no day will do")
NOT_ALONE = Text("changer cette seule date ne suffirait pas", "to change this date alone would not be enough")
NO_REPAIR_NEEDED = Text("Il n'y a rien à corriger.", "There is nothing to mend.")
HANGS_ON_READING = Text("dépend de la lecture de : {rules}", "depends on how the page is read: {rules}")
MORE_ROWS = Text("↓ {count} lignes de plus", "↓ {count} more rows")
MORE_COLUMNS = Text("→ {count} colonnes de plus", "→ {count} more columns")
KNOWN_OF_DOSSIER = Text("Informations connues : {known} sur {every}.", "Facts known: {known} of {every}.")
VALUE = Text("Valeur", "Value")
SOURCE = Text("Source", "Source")
CONDITION = Text("Condition", "Condition")
AMOUNT = Text("Montant", "Amount")
BETWEEN = Text("ne tiennent pas ensemble : {rules}", "cannot hold together: {rules}")
WHAT_DIFFERS = Text("Ce qui diffère", "What differs")
FOR_INSTANCE = Text("Par exemple", "For instance")
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
    "jours de dépôt que permettent toutes les règles de date : {days}", "filing days that all date rules allow: {days}"
)
NO_FILING_DAY = Text(
    "aucun jour de dépôt que permettent toutes les règles de date", "no filing day that all date rules allow"
)
ALLOWED = Text("jours admis par la règle", "days that the rule admits")
NO_DATES = Text("aucune date connue", "no date is known")
