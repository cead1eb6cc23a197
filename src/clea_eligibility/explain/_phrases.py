"""The words of decisions, days and departments, in French and English.

``{braces}`` are blanks. What one kind of text alone says stands in ``_phrases_of_…``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.models import (
    LABELS,
    CertificationKind,
    EvaluationStage,
    IdentityDocumentKind,
    InitialOutcome,
)
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
    "Le jour où le dossier est complet compte comme jour du dépôt{S9}.",
    "The day on which the dossier is complete counts as its filing day{S9}.",
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
MUST = (Text("doit", "must"), Text("devait", "had to"))
"""Of a last day that is still to come, and of one that has passed."""
ON_FILING: Mapping[str, tuple[Text, Text, Text]] = MappingProxyType(
    {
        "complete": (
            Text("Le dossier était complet", "The dossier was complete"),
            Text("Le dossier est complet", "The dossier is complete"),
            Text("Le dossier serait complet", "The dossier would be complete"),
        ),
        "was": (Text("était", "was"), Text("est", "is"), Text("serait", "would be")),
        "dated_from": (Text("datait", "was"), Text("date", "is"), Text("daterait", "would be")),
        "had_to": (MUST[1], MUST[1], Text("devrait", "would have to")),
    }
)
"""Of a filing in the past, of one today, and of one that is planned."""
ACCREDITED_ON = Text("habilitation valable {days}", "accreditation valid {days}")

VALUES: Mapping[str, Text] = MappingProxyType(
    {
        **{kind: LABELS[kind] for kind in CertificationKind},
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

STATES_NOTHING = Text("un dossier dont rien n'est connu", "a dossier of which nothing is known")

# Days

PAPERS = ("identity_document", "proof_of_residence", "quote")
"""The changes by which the applicant gives other papers."""

TOO_LATE_TO_FILE = Text(
    "À partir du {day}, aucun jour de dépôt ne convient plus.", "From {day} on, no filing day will do any more."
)
PASSED: Mapping[str, Text] = MappingProxyType(
    {
        "filed_three_weeks_before": Text(
            "Complet à partir d'aujourd'hui, le dossier serait tardif pour l'évaluation qui commence le {start} : le "
            "dernier jour était le {day}.",
            "Complete from today on, the dossier would be late for the evaluation that starts on {start}: the last day "
            "was {day}.",
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

ON_ANY_DAY = Text("n'importe quel jour", "any day")
ON_NO_DAY = Text("aucun jour ne convient", "no day will do")

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

# Departments

_IN: Mapping[str, str] = MappingProxyType(
    {
        "en ": (
            "07 Ardèche · 09 Ariège · 16 Charente · 17 Charente-Maritime · 19 Corrèze · 2A Corse-du-Sud · "
            "2B Haute-Corse · 21 Côte-d'Or · 24 Dordogne · 28 Eure-et-Loir · 31 Haute-Garonne · 33 Gironde · "
            "35 Ille-et-Vilaine · 37 Indre-et-Loire · 38 Isère · 43 Haute-Loire · 44 Loire-Atlantique · 48 Lozère · "
            "49 Maine-et-Loire · 52 Haute-Marne · 53 Mayenne · 54 Meurthe-et-Moselle · 57 Moselle · 70 Haute-Saône · "
            "71 Saône-et-Loire · 73 Savoie · 74 Haute-Savoie · 76 Seine-Maritime · 77 Seine-et-Marne · 85 Vendée · "
            "87 Haute-Vienne · 93 Seine-Saint-Denis · 971 Guadeloupe · 972 Martinique · 973 Guyane · "
            "987 Polynésie française · 988 Nouvelle-Calédonie"
        ),
        "dans la ": (
            "23 Creuse · 26 Drôme · 42 Loire · 50 Manche · 51 Marne · 55 Meuse · 58 Nièvre · 72 Sarthe · 80 Somme · "
            "86 Vienne"
        ),
        "dans le ": (
            "14 Calvados · 15 Cantal · 18 Cher · 25 Doubs · 29 Finistère · 30 Gard · 32 Gers · 39 Jura · "
            "41 Loir-et-Cher · 45 Loiret · 46 Lot · 47 Lot-et-Garonne · 56 Morbihan · 59 Nord · 62 Pas-de-Calais · "
            "63 Puy-de-Dôme · 67 Bas-Rhin · 68 Haut-Rhin · 69 Rhône · 81 Tarn · 82 Tarn-et-Garonne · 83 Var · "
            "84 Vaucluse · 90 Territoire de Belfort · 94 Val-de-Marne · 95 Val-d'Oise"
        ),
        "dans les ": (
            "04 Alpes-de-Haute-Provence · 05 Hautes-Alpes · 06 Alpes-Maritimes · 08 Ardennes · 13 Bouches-du-Rhône · "
            "22 Côtes-d'Armor · 40 Landes · 64 Pyrénées-Atlantiques · 65 Hautes-Pyrénées · 66 Pyrénées-Orientales · "
            "78 Yvelines · 79 Deux-Sèvres · 88 Vosges · 92 Hauts-de-Seine · "
            "984 Terres australes et antarctiques françaises"
        ),
        "dans l'": (
            "01 Ain · 02 Aisne · 03 Allier · 10 Aube · 11 Aude · 12 Aveyron · 27 Eure · 34 Hérault · 36 Indre · "
            "60 Oise · 61 Orne · 89 Yonne · 91 Essonne"
        ),
        "à ": (
            "75 Paris · 974 La Réunion · 975 Saint-Pierre-et-Miquelon · 976 Mayotte · 977 Saint-Barthélemy · "
            "978 Saint-Martin · 986 Wallis-et-Futuna · 989 Clipperton"
        ),
    }
)
"""The departments, as French says that somebody is in one."""
_IN_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "973": "French Guiana",
        "975": "Saint Pierre and Miquelon",
        "984": "the French Southern and Antarctic Lands",
        "986": "Wallis and Futuna",
        "987": "French Polynesia",
        "988": "New Caledonia",
    }
)
"""Those that English calls otherwise."""


def _named(code: str, name: str) -> tuple[str, str]:
    return f"{name} ({code})", f"{_IN_ENGLISH.get(code, name)} ({code})"


_ABROAD = MappingProxyType({"99": Text("à l'étranger", "abroad")})
_BY_CODE = {
    code: (before, *_named(code, name))
    for before, listed in _IN.items()
    for code, name in (one.split(" ", 1) for one in listed.split(" · "))
}
NAMES: Mapping[str, Text] = MappingProxyType(
    {**{code: Text(fr, en) for code, (_, fr, en) in _BY_CODE.items()}, **_ABROAD}
)
PLACES: Mapping[str, Text] = MappingProxyType(
    {**{code: Text(before + fr, f"in {en}") for code, (before, fr, en) in _BY_CODE.items()}, **_ABROAD}
)
"""The same as the place where somebody is."""
