"""The words of plans, in French and English."""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.dossier.models import IdentityDocumentKind
from clea_eligibility.text import Text

REPAIR = Text("Pour y remédier :", "To put this right:")
ALL_OF = Text("Pour y remédier, il faut tout cela :", "To put this right, all of this is needed:")
IN_ANY_CASE = Text("Dans tous les cas :", "In any case:")
AND_ONE_OF = Text("Et l'une de ces solutions :", "And any one of these:")
LEFT_OPEN = Text("Une fois cela fait, il reste à établir :", "Once this is done, it remains to be established:")
REPAIRS = Text("Pour y remédier, une seule de ces solutions suffit :", "To put this right, any one of these is enough:")
MORE_REPAIRS: tuple[Text, Text] = (
    Text("Une autre solution existe, qui demande davantage.", "One more solution exists, which takes more."),
    Text(
        "{count} autres solutions existent, qui demandent davantage.", "{count} more solutions exist, which take more."
    ),
)
NO_REPAIR = Text("Aucune correction du dossier ne lève ce motif :", "Nothing in the dossier can change this:")
NOTHING_HELPS = (
    Text("Aucune correction du dossier ne lève ce motif.", "Nothing in the dossier can change this."),
    Text("Aucune correction du dossier ne lève ces motifs.", "Nothing in the dossier can change these."),
)
NOTHING_HELPS_OF = (
    Text(
        "Aucune correction du dossier ne permet de respecter la règle {labels}.",
        "Nothing in the dossier can be changed so that the rule {labels} is met.",
    ),
    Text(
        "Aucune correction du dossier ne permet de respecter les règles {labels}.",
        "Nothing in the dossier can be changed so that the rules {labels} are met.",
    ),
)
"""Of one reason, and of several."""
NO_DAY_LEFT = Text(
    "Aucun jour ne convient avant 2200, où s'arrête le calendrier de l'outil.",
    "No day would do before 2200, where the calendar of this tool ends.",
)
FRESH_REQUEST: Mapping[str, Text] = MappingProxyType(
    {
        "certification_covered": Text(
            "La page de la Région n'exclut pas une nouvelle demande pour CléA Socle ou CléA Numérique.",
            "The Region's page does not rule out a fresh request for CléA Socle or CléA Numérique.",
        ),
        "filing_open": Text(
            "La page de la Région n'exclut pas une nouvelle demande une fois le dépôt en ligne ouvert.",
            "The Region's page does not rule out a fresh request once online filing is open.",
        ),
    }
)
"""A fresh request that the page leaves open where a rule of it is violated for good."""

PASSED_UNLESS_FILED: Mapping[str, Text] = MappingProxyType(
    {
        "filed_three_weeks_before": Text(
            "Sauf si le dossier était complet au plus tard le {day}, il est trop tard pour l'évaluation qui commence "
            "le {start}.",
            "Unless the dossier was complete by {day}, it is too late for the evaluation that starts on {start}.",
        ),
        "identity_document_valid": Text(
            "Sauf si le dossier était complet au plus tard le {day}, dernier jour de validité de la pièce d'identité, "
            "celle-ci ne convient plus.",
            "Unless the dossier was complete by {day}, the last day of the identity document, this document no longer "
            "does.",
        ),
        "proof_of_residence_recent": Text(
            "Sauf si le dossier était complet au plus tard le {day}, le justificatif de domicile est devenu trop "
            "ancien.",
            "Unless the dossier was complete by {day}, the proof of residence has become too old.",
        ),
    }
)
"""The same where nobody knows whether the dossier was filed."""

IDENTITY_UNTIL = Text(
    "Le demandeur joint une pièce d'identité{kinds}, dont la validité se termine {window}",
    "The applicant adds an identity document{kinds}, whose last day falls {window}",
)
EVERY_IDENTITY_DOCUMENT = (
    IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
    IdentityDocumentKind.PASSPORT,
    IdentityDocumentKind.RESIDENCE_PERMIT,
)
IDENTITY = Text("Le demandeur joint une pièce d'identité{kinds}", "The applicant adds an identity document{kinds}")
IDENTITY_IN_FORCE = Text(
    "Le demandeur joint une pièce d'identité en cours de validité le jour du dépôt{kinds}",
    "The applicant adds an identity document in force on the filing day{kinds}",
)
EVERY_KIND = Text(
    " (carte nationale, passeport, ou titre de séjour qui permet de travailler en métropole)",
    " (national card, passport, or residence permit that authorises work in metropolitan France)",
)
SOME_KINDS = Text(", d'un type accepté : {values}", ", of a kind that is accepted: {values}")
ANOTHER_PROOF = Text(
    "Le demandeur joint un autre justificatif de domicile", "The applicant adds another proof of residence"
)
A_PROOF = Text("Le demandeur joint un justificatif de domicile", "The applicant adds a proof of residence")
RECENT_PROOF = Text(
    ", daté de moins de trois mois le jour du dépôt ({days})", ", less than three months old on the filing day ({days})"
)
PROOF_FOR = Text("{earliest} ou après, pour un dépôt le {filed}", "{earliest} or later, for a filing on {filed}")
PROOF_DATED = Text(", daté {dated}", ", dated {dated}")
OF_DAY = Text("du {first}", "{first}")
OF_DAY_OR_LATER = Text("du {day} au plus tôt", "{day} or later")
OF_DAY_OR_EARLIER = Text("du {day} au plus tard", "{day} at the latest")
OF_DAYS_BETWEEN = Text(
    "d'un jour compris entre le {first} et le {last} inclus", "from {first} to {last}, both days included"
)
PROOF_ATTESTS = Text(", qui montre où il réside à titre principal", ", which shows where they mainly live")
A_QUOTE = (
    Text(
        "L'organisme évaluateur établit un devis, que le demandeur joint au dossier",
        "The evaluator draws up a quote, and the applicant adds it",
    ),
    Text(
        "L'organisme évaluateur établit un devis aux nom et prénom du demandeur, que celui-ci joint au dossier",
        "The evaluator draws up a quote in the applicant's name and first name, and the applicant adds it",
    ),
)
QUOTE_OF_ANOTHER = (
    Text(
        "Le demandeur joint un devis établi par un autre évaluateur",
        "The applicant adds a quote drawn up by another evaluator",
    ),
    Text(
        "Le demandeur joint un devis établi à ses nom et prénom par un autre évaluateur",
        "The applicant adds a quote drawn up in their name and first name by another evaluator",
    ),
)
"""A quote, and one that has to bear the applicant's name."""
OTHER_EVALUATOR = Text("Le demandeur s'adresse à un autre évaluateur", "The applicant turns to another evaluator")
ACCREDITED_AFTER_ALL = Text(
    "Si l'organisme évaluateur détient une habilitation pour {kind} qui couvre toute l'évaluation, il en justifie ; "
    "sinon, ",
    "If the evaluator holds an accreditation for {kind} that covers the whole evaluation, they show it; if not, ",
)
IN_REGION = Text(", situé en Nouvelle-Aquitaine", ", located in Nouvelle-Aquitaine")
IN_DEPARTMENTS = Text(", situé dans l'un des départements {values}", ", located in one of the departments {values}")
IN_DEPARTMENT = Text(", situé {place}", ", located {place}")
ACCREDITED_FOR = Text(", habilité pour {values}", ", accredited for {values}")
ACCREDITED = Text(", habilité", ", accredited")
AT_LEAST = Text(" au moins {days}", " at least {days}")
AT_LEAST_FROM = Text(" dès le {first} ou avant", " from {first} or before")
AT_LEAST_UNTIL = Text(" au moins jusqu'au {last}", " at least until {last}")
WHOLE_EVALUATION = Text(" pour toute l'évaluation", " for the whole evaluation")
COVERING = Text(
    "L'organisme évaluateur justifie d'une habilitation couvrant toute l'évaluation",
    "The evaluator shows an accreditation covering the whole evaluation",
)
ANOTHER_ACCREDITATION = Text(
    "L'organisme évaluateur justifie d'une autre habilitation", "The evaluator shows another accreditation"
)
BY_RENEWAL = Text(" (par renouvellement, par exemple)", " (by renewal, for instance)")
RENEWED_FROM = Text(", qui commence {window}", ", which begins {window}")
RENEWED_UNTIL = Text(", qui se termine {window}", ", which ends {window}")
MOVED_LATER = Text(
    "L'organisme évaluateur reporte l'évaluation : {days}", "The evaluator postpones the evaluation: {days}"
)
MOVED_EARLIER = Text(
    "L'organisme évaluateur avance l'évaluation : {days}", "The evaluator brings the evaluation forward: {days}"
)
MOVED = Text("L'organisme évaluateur déplace l'évaluation : {days}", "The evaluator moves the evaluation: {days}")
SET_ANEW = Text("Ce nouvel évaluateur fixe l'évaluation : {days}", "The new evaluator sets the evaluation: {days}")
SET_AFTER_ALL = Text(
    "Les dates prévues sont passées. Si l'évaluation n'a pas commencé, l'organisme évaluateur en fixe de nouvelles : "
    "{days}. Si elle a commencé, il est trop tard pour la déplacer",
    "The planned dates have passed. If the evaluation has not begun, the evaluator sets new ones: {days}. If it has "
    "begun, it is too late to move it",
)
AT_THE_EARLIEST = (
    Text("début au plus tôt {first}", "a start at the earliest {first}"),
    Text("au plus tôt {first}", "at the earliest {first}"),
)
AT_THE_LATEST = (
    Text("fin au plus tard {last}", "an end at the latest {last}"),
    Text("au plus tard {last}", "at the latest {last}"),
)
"""Of an evaluation of which the first or the last day alone is known, and of one of which both are."""
STARTING = Text(
    " ; l'évaluation commencerait au plus tôt le {first}{safe}",
    "; the evaluation would start on {first} at the earliest{safe}",
)
FILED = (
    Text("Le demandeur dépose le dossier complet {window}", "The applicant files the complete dossier {window}"),
    Text(
        "Une fois le dépôt en ligne ouvert, le demandeur dépose le dossier complet {window}",
        "Once online filing is open, the applicant files the complete dossier {window}",
    ),
)
"""Of a dossier, and of one for which filing is stated to be closed."""
FILED_IF_NOT = Text(
    "Dans ce second cas, le demandeur dépose le dossier complet {window}",
    "In this second case, the applicant files the complete dossier {window}",
)

PROVISOS: Mapping[object, Text] = MappingProxyType(
    {
        IdentityDocumentKind.RESIDENCE_PERMIT: Text(
            " (un titre de séjour doit autoriser à travailler en France métropolitaine)",
            " (a residence permit has to authorise work in metropolitan France)",
        ),
    }
)
"""What has to be added where a value is among those that would do."""
