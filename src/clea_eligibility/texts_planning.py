"""The words of a plan: the days that would do, and what somebody can change.

Blanks: ``{window}`` is filled with one of :data:`WINDOWS`, ``{values}`` with the values that would do.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.language import Text
from clea_eligibility.levers import (
    ACCREDITATION_DATES,
    ANOTHER_EVALUATOR,
    EVALUATION_DATES,
    FILING_DAY,
    IDENTITY_DOCUMENT,
    PROOF_OF_RESIDENCE,
    QUOTE,
    Lever,
)
from clea_eligibility.models import IdentityDocumentKind

REPAIR = Text("Pour y remédier :", "To mend it:")
REPAIRS = Text("Pour y remédier, l'un ou l'autre suffit :", "To mend it, any one of these is enough:")
NO_REPAIR = Text("Personne ne peut y remédier :", "Nobody can mend this:")
WINDOWS = Text(
    "Les jours possibles de chaque date, les autres dates connues restant où elles sont :",
    "The days that each date may take, the other known dates staying where they are:",
)
NO_OTHER_DATE = Text(
    "Changer une seule autre date ne suffirait pas.", "To change any other date alone would not be enough."
)
NO_SINGLE_DATE = Text("Changer une seule date ne suffirait pas.", "To change one date alone would not be enough.")
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
ENDLESS = Text("sans fin", "without end")

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
            "La personne qui demande l'aide joint une autre pièce d'identité",
            "The applicant adds another identity document",
        ),
        PROOF_OF_RESIDENCE: Text(
            "La personne qui demande l'aide joint un autre justificatif de domicile",
            "The applicant adds another proof of residence",
        ),
        QUOTE: Text("L'organisme évaluateur établit un devis", "The evaluator draws up a quote"),
        EVALUATION_DATES: Text("L'organisme évaluateur déplace l'évaluation", "The evaluator moves the evaluation"),
        ANOTHER_EVALUATOR: Text(
            "La personne qui demande l'aide joint le devis d'un autre organisme évaluateur",
            "The applicant adds the quote of another evaluator",
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
        (IDENTITY_DOCUMENT, "applicant.identity_document.permits_work"): Text(
            ", qui autorise à travailler en France métropolitaine", ", which authorises work in metropolitan France"
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
        (EVALUATION_DATES, "evaluation.ends_on"): Text(" et se termine {window}", " and ends {window}"),
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
            " et se termine {window}", " and ends {window}"
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
