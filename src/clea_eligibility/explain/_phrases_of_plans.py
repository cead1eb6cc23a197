"""The words of a plan: the days that would do, and what somebody can change.

Blanks: ``{window}`` is filled with one of :data:`WINDOWS`, ``{values}`` with the values that would do.
"""

from collections.abc import Mapping
from types import MappingProxyType

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
from clea_eligibility.dossier.models import IdentityDocumentKind
from clea_eligibility.text import Text

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
ANY_DAY = Text("Les règles ne bornent encore aucune date.", "The rules do not bound any date yet.")

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

DATES: Mapping[str, Text] = MappingProxyType(
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
