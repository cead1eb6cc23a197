"""The words of explanations, plans, comparisons, notebooks and pictures, in French and English.

``{braces}`` are blanks. What is said of each rule stands in ``_phrases_of_rules``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome
from clea_eligibility.text import Text

# Decisions

ANY_READING = Text("selon la lecture {name}", "under the reading {name}")
READ_OTHERWISE = (
    Text(
        "La règle {label} peut se lire autrement : {reading}, le dernier jour serait le {latest filed_on} et {outcome}",
        "The rule {label} can be read otherwise: {reading}, the last day would be {latest filed_on} and {outcome}",
    ),
    Text(
        "La règle {label} peut se lire autrement : {reading}, {outcome}",
        "The rule {label} can be read otherwise: {reading}, {outcome}",
    ),
)
"""What is said of a rule under another reading: the first whose blanks can all be filled."""
WOULD_BE: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("le dossier remplirait {criteria}", "the dossier would meet {criteria}"),
        "ineligible": Text("le dossier ne remplirait pas {criteria}", "the dossier would not meet {criteria}"),
        "incomplete": Text("une pièce ne conviendrait pas", "a document would not do"),
        "undetermined": Text(
            "il manquerait des informations pour conclure", "information would be missing to come to a conclusion"
        ),
    }
)
PUBLISHED_CRITERIA = Text("les critères publiés", "the published criteria")
OWN_CRITERIA = Text("les critères des règles {id}", "the criteria of the rules {id}")
HEADLINES: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text(
            "Le dossier remplit {criteria}. Montant forfaitaire : {amount}.",
            "The dossier meets {criteria}. Flat amount: {amount}.",
        ),
        "ineligible": Text("Le dossier ne remplit pas {criteria}.", "The dossier does not meet {criteria}."),
        "incomplete": Text(
            "Pièce manquante ou non conforme : en l'état, le dossier ne remplit pas {criteria}.",
            "Document missing or not in order: as it stands, the dossier does not meet {criteria}.",
        ),
        "undetermined": Text(
            "Il manque des informations pour dire si le dossier remplit {criteria}. Montant possible : {amount}.",
            "Information is missing to say whether the dossier meets {criteria}. Possible amount: {amount}.",
        ),
        "several amounts": Text(
            "Il manque des informations pour dire si le dossier remplit {criteria}. Montants possibles : {amount}.",
            "Information is missing to say whether the dossier meets {criteria}. Possible amounts: {amount}.",
        ),
    }
)
"""What a decision is, at the head of its explanation."""
AMOUNT_ONCE_COMPLETE = Text(
    " Montant si le dossier est complété à temps : {amount}.", " Amount if the dossier is completed in time: {amount}."
)
OTHERWISE_IN = Text(
    "Selon une autre lecture de la page de la Région, {outcome}.",
    "Under another reading of the Region's page, {outcome}.",
)
OTHERWISE_IN_ALL = Text(
    "Selon toutes les autres lectures de la règle {label}, {outcome}.",
    "Under all other readings of the rule {label}, {outcome}.",
)
LAST_SAFE_DAY = Text(
    "Le dernier jour de dépôt qui convient dans toutes les lectures est le {day}.",
    "The last filing day that is safe under every reading is {day}.",
)
ATTENTION = Text("Points d'attention :", "Points of attention:")
VERDICTS: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("{criteria} remplis, {amount}", "{criteria} met, {amount}"),
        "ineligible": Text("{criteria} non remplis", "{criteria} not met"),
        "incomplete": Text("pièce manquante ou non conforme", "document missing or not in order"),
        "undetermined": Text(
            "informations manquantes, montant possible : {amount}", "information missing, possible amount: {amount}"
        ),
        "several amounts": Text(
            "informations manquantes, montants possibles : {amount}", "information missing, possible amounts: {amount}"
        ),
        "impossible": Text("dossier impossible", "impossible dossier"),
    }
)
"""The same in a few words; ``impossible`` where there can be no dossier."""
CRITERIA = (Text("critères", "criteria"), Text("critères publiés", "published criteria"))
"""Somebody's own in short, and those of the page."""
TOPICS: Mapping[str, Text] = MappingProxyType(
    {
        "filing_open": Text("Ouverture du dépôt en ligne", "Opening of online filing"),
        "job_seeker": Text("Recherche d'un emploi", "Search for a job"),
        "lives_in_region": Text("Lieu de la résidence principale", "Place of the main residence"),
        "certification_covered": Text("Certification demandée", "Certification asked for"),
        "final_after_unsuccessful_initial": Text(
            "Résultat de l'évaluation initiale", "Outcome of the initial evaluation"
        ),
        "filed_three_weeks_before": Text(
            "Délai entre le dépôt et le début de l'évaluation",
            "Time between the filing and the start of the evaluation",
        ),
        "evaluator_in_region": Text("Lieu de l'organisme évaluateur", "Place of the evaluator"),
        "evaluator_accredited": Text("Habilitation de l'organisme évaluateur", "Accreditation of the evaluator"),
        "accreditation_fits_certification": Text(
            "Certification sur laquelle porte l'habilitation", "Certification that the accreditation is for"
        ),
        "accreditation_covers_evaluation": Text(
            "Dates de l'habilitation et de l'évaluation", "Dates of the accreditation and of the evaluation"
        ),
        "identity_document_provided": Text("Présence d'une pièce d'identité", "Presence of an identity document"),
        "identity_document_accepted": Text("Type de pièce d'identité", "Kind of identity document"),
        "identity_document_valid": Text("Validité de la pièce d'identité", "Validity of the identity document"),
        "proof_of_residence_provided": Text(
            "Présence d'un justificatif de domicile", "Presence of a proof of residence"
        ),
        "proof_of_residence_attests": Text(
            "Ce que montre le justificatif de domicile", "What the proof of residence shows"
        ),
        "proof_of_residence_recent": Text("Ancienneté du justificatif de domicile", "Age of the proof of residence"),
        "quote_provided": Text("Présence d'un devis", "Presence of a quote"),
        "quote_from_evaluator": Text("Auteur du devis", "Author of the quote"),
        "quote_names_applicant": Text("Nom que porte le devis", "Name that the quote bears"),
    }
)
"""What each rule of the page is about, whatever it requires of that: the name of one that was changed."""
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
_REGION_DECIDES = Text("La décision revient à la Région{S22}.", "The decision rests with the Region{S22}.")
_PAID_TO = Text(
    "Si la Région accorde l'aide, elle la verse à l'évaluateur une fois l'évaluation terminée{S21}.",
    "If the Region grants the aid, it pays the evaluator once the evaluation is over{S21}.",
)
_CAN_BE_COMPLETED = Text(
    "Seules des pièces sont en cause : le jour où le dossier est complet compte comme jour du dépôt{S9}.",
    "Only documents are at fault: the day on which the dossier is complete counts as its filing day{S9}.",
)
WHAT_FOLLOWS: Mapping[str, tuple[Text, ...]] = MappingProxyType(
    {
        "eligible": (_REGION_DECIDES, _PAID_TO),
        "ineligible": (_REGION_DECIDES,),
        "incomplete": (_CAN_BE_COMPLETED, _REGION_DECIDES),
        "undetermined": (_REGION_DECIDES, _PAID_TO),
    }
)

REASON = Text("Motif :", "Reason:")
REASONS = Text("Motifs :", "Reasons:")
PRESUMPTIONS = Text("Ce qui est présumé :", "What is presumed:")
CONTESTED = Text("Ce qui dépend de la lecture du texte :", "What depends on how the page is read:")
FROM_WHAT_IS_KNOWN = Text("Au vu de ce qui est connu :", "From what is known:")
NOT_CHECKED = Text("Non vérifié, faute d'informations : {labels}.", "Not checked, for lack of information: {labels}.")
RULES_APPLIED = Text("Règles appliquées : {id}.", "Rules applied: {id}.")
RULES_TRANSCRIBED = Text(
    "Règles relevées sur le Guide des aides le {day}{reading}.",
    "Rules transcribed from the Guide des aides on {day}{reading}.",
)
IN_READING = Text(", selon la lecture {names}", ", under the reading {names}")

TO_ASK: Mapping[str, Text] = MappingProxyType(
    {
        "applicant": Text("À demander au demandeur :", "To ask the applicant:"),
        "evaluator": Text("À demander à l'organisme évaluateur :", "To ask the evaluator:"),
        "region": Text("À demander à la Région :", "To ask the Region:"),
    }
)
"""What is missing, by who can answer."""
BASIS: Mapping[str, Text] = MappingProxyType(
    {
        "stated": Text("Règle énoncée par la page de la Région", "Rule stated by the Region's page"),
        "implied": Text("Règle déduite de la page de la Région", "Rule implied by the Region's page"),
        "changed": Text(
            "Règle modifiée, qui n'est pas celle de la page de la Région", "Rule changed; not that of the Region's page"
        ),
    }
)

PRESUMES = Text(
    "L'outil présume, sans que la page de la Région le dise : {labels}.",
    "This tool presumes, though the Region's page does not say so: {labels}.",
)
PRESUMED_BY_US = Text(
    "Présomption de l'outil ; la page de la Région ne le dit pas",
    "Presumed by this tool; the Region's page does not say so",
)

AND = Text("et", "and")
OR = Text("ou", "or")
SEMICOLON = Text(" ; ", "; ")
NAMED = Text("{name} : {said}", "{name}: {said}")
ONE_RULE = Text("la règle {labels}", "the rule {labels}")
SEVERAL_RULES = Text("à la fois les règles {labels}", "the rules {labels} together")
ON_FILING: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "complete": (
            Text("Le dossier était complet", "The dossier was complete"),
            Text("Le dossier serait complet", "The dossier would be complete"),
        ),
        "was": (Text("était", "was"), Text("serait", "would be")),
        "dated_from": (Text("datait", "was"), Text("daterait", "would be")),
        "had_to": (Text("devait", "had to"), Text("devrait", "would have to")),
    }
)
"""Of a day in the past, and of one that is planned."""
MUST = (Text("doit", "must"), Text("devait", "had to"))
"""Of a last day that is still to come, and of one that has passed."""
ACCREDITED_ON = Text("habilitation valable {days}", "accreditation valid {days}")

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
NO_END = Text("sans date de fin", "no end date")

DATED: Mapping[str, Text] = MappingProxyType(
    {
        "filed_on": Text("dossier complet le {day}", "dossier complete on {day}"),
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


PAPERS = ("identity_document", "proof_of_residence", "quote")
"""The changes by which the applicant gives other papers."""
REPAIR = Text("Pour y remédier :", "To put this right:")
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
WINDOWS = Text("Marge de chaque date, les autres restant inchangées :", "Margin of each date, the others unchanged:")
TOO_LATE_TO_FILE = Text(
    "À partir du {day}, aucun jour de dépôt ne convient plus.", "From {day} on, no filing day will do any more."
)
PASSED: Mapping[str, Text] = MappingProxyType(
    {
        "filed_three_weeks_before": Text(
            "Il est trop tard pour l'évaluation qui commence le {start} : le dossier devait être complet au plus tard "
            "le {day}.",
            "It is too late for the evaluation that starts on {start}: the dossier had to be complete by {day}.",
        ),
        "identity_document_valid": Text(
            "La date de validité de la pièce d'identité ({day}) est dépassée.",
            "The last day of the identity document ({day}) has passed.",
        ),
        "proof_of_residence_recent": Text(
            "Le justificatif de domicile est devenu trop ancien : il convenait pour un dépôt le {day} au plus tard.",
            "The proof of residence has become too old: it was acceptable for a filing by {day}.",
        ),
    }
)
"""What is said today of a rule that no filing can meet any more, by the last day on which one could."""
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
PAPER_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "identity_document": Text("la pièce d'identité", "the identity document"),
        "proof_of_residence": Text("le justificatif de domicile", "the proof of residence"),
    }
)
"""The papers that age, by the change that replaces each."""
COMPLETE_BY = (
    Text(
        "Le dossier respecte les délais s'il est complet, avec toutes ses pièces, {days}.",
        "The dossier meets the time limits if it is complete, with all its documents, {days}.",
    ),
    Text(
        "Le dossier doit être complet, avec toutes ses pièces, {days}.",
        "The dossier must be complete, with all its documents, {days}.",
    ),
)
"""Where nobody knows what day it is, and where somebody does."""
BEFORE_IT_STARTS = Text(
    "au moins trois semaines avant le début de l'évaluation", "at least three weeks before the evaluation starts"
)
BY = Text("au plus tard le {day}", "by {day}")
AND_BY = Text(", et ", ", and ")
THEN_LATER = Text(
    " ; ensuite, il faudrait reporter l'évaluation", "; after that, the evaluation would have to be postponed"
)
THEN_OTHER_PAPERS = Text(
    " ; ensuite, il faudrait remplacer {papers}, car toutes les pièces s'apprécient à la même date",
    "; after that, {papers} would have to be replaced, since all documents are judged as of the same day",
)
LAST_DAY_THEN = Text(
    ", et le dernier jour serait alors le {day}{beside}", ", and the last day would then be {day}{beside}"
)
SAFE_DAY = Text(" (le {day} convient dans toutes les lectures)", " ({day} is safe under every reading)")
NO_SAFE_FILING = (
    Text(
        " (plus aucun jour de dépôt ne convient dans toutes les lectures)",
        " (no filing day left is safe under every reading)",
    ),
    Text(" (aucun jour de dépôt ne convient dans toutes les lectures)", " (no filing day is safe under every reading)"),
)
NO_SAFE_DAY = Text(" (aucun jour ne convient dans toutes les lectures)", " (no day is safe under every reading)")
PRESUMED_OPEN = Text(
    "L'outil ne présume le dépôt en ligne ouvert qu'à partir du {day} ; avant ce jour, il faut s'assurer qu'il l'est.",
    "This tool presumes online filing open only from {day} on; before that day, make sure that it is.",
)
FOR_A_FILING = Text("pour un dossier complet le {day}, ", "for a dossier complete on {day}, ")
EVALUATION_WHEN = Text("L'évaluation peut avoir lieu {days}{safe}.", "The evaluation can take place {days}{safe}.")
EVALUATION_ON = Text(
    "L'évaluation ne peut avoir lieu que {days}{safe}.", "The evaluation can take place {days} alone{safe}."
)
EVALUATION_STARTS = Text(
    "L'évaluation, qui se termine le {end}, peut commencer {days}{safe}.",
    "The evaluation, which ends on {end}, can start {days}{safe}.",
)
EVALUATION_SAFE = Text(" (à partir du {first} dans toutes les lectures)", " (from {first} on under every reading)")
SAFE_ALONE = Text(" (le {first} seulement, dans toutes les lectures)", " ({first} alone, under every reading)")
ON_ONE_DAY = Text("le {first}", "on {first}")
ON_TWO_DAYS = Text("les {first} et {last}", "on {first} and {last}")
FROM_DAY_ON = Text("à partir du {first}", "from {first} on")
UNTIL_DAY = Text("jusqu'au {last}", "until {last}")
FROM_DAY_TO_DAY = Text("du {first} au {last}", "from {first} to {last}")

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
        "L'organisme évaluateur établit un devis aux nom et prénom du demandeur, qui le joint au dossier",
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

# Rules

GROUPS: Mapping[str, Text] = MappingProxyType(
    {"criterion": Text("Critère", "Criterion"), "document": Text("Pièce du dossier", "Document")}
)
APPLIES = Text("S'applique : {condition}", "Applies: {condition}")
REQUIRES = Text("Exige : {condition}", "Requires: {condition}")
PRESUMED_IF = Text(
    "Présumée, faute d'information, si : {condition}", "Presumed, for lack of information, if: {condition}"
)
PRESUMED_ALWAYS = Text("Présumée, faute d'information", "Presumed, for lack of information")
ANOTHER_READING = Text("Autre lecture : {said}", "Otherwise read: {said}")
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
    "Dossiers : {count}. Ce qui varie : {facts} ; le reste est inchangé.",
    "Dossiers: {count}. What varies: {facts}; all else is unchanged.",
)
THIS_DAY = Text(" (dans le dossier : {day})", " (in the dossier: {day})")
ON_ANY_DAY = Text("n'importe quel jour", "any day")
ON_NO_DAY = Text("aucun jour ne convient", "no day will do")
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
NO_FILING_DAY = Text("avec ces dates, aucun jour de dépôt ne convient", "with these dates, no filing day will do")
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
