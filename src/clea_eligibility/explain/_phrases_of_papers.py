"""The words of the papers of everyday work: the checklist of an applicant, and the letter that asks for documents."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.text import Text


@frozen
class Paper:
    """A document of the dossier: where its facts stand, and what it is called."""

    prefix: str
    name: Text
    from_whom: Text
    #: The date that it bears, and how the earliest day that will do is said where no rule of the page says it.
    date_path: FactPath | None = None
    dated: Text | None = None


PAPERS = (
    Paper(
        "applicant.identity_document.",
        Text("Pièce d'identité", "Identity document"),
        Text("à fournir par vous", "to be supplied by you"),
        "applicant.identity_document.valid_until",
        Text(
            "En cours de validité au moins jusqu'au {earliest}, pour un dossier complet le {day}.",
            "In force until {earliest} at least, for a dossier that is complete on {day}.",
        ),
    ),
    Paper(
        "applicant.proof_of_residence.",
        Text("Justificatif de domicile", "Proof of residence"),
        Text("à fournir par vous", "to be supplied by you"),
        "applicant.proof_of_residence.issued_on",
        Text(
            "Daté du {earliest} ou après, pour un dossier complet le {day}.",
            "Dated {earliest} or later, for a dossier that is complete on {day}.",
        ),
    ),
    Paper(
        "quote.",
        Text("Devis de l'évaluation", "Quote for the evaluation"),
        Text("à fournir par l'organisme évaluateur", "to be supplied by the evaluator"),
    ),
)

ASKED: Mapping[str, Text | None] = MappingProxyType(
    {
        "identity_document_provided": None,
        "identity_document_accepted": Text(
            "Carte nationale d'identité, passeport, ou titre de séjour qui autorise à travailler en France "
            "métropolitaine.",
            "A national identity card, a passport, or a residence permit that authorises work in metropolitan France.",
        ),
        "identity_document_valid": Text(
            "En cours de validité le jour où le dossier est complet.",
            "In force on the day on which the dossier is complete.",
        ),
        "proof_of_residence_provided": None,
        "proof_of_residence_attests": Text(
            "Il doit montrer où se trouve votre résidence principale.", "It must show where you mainly live."
        ),
        "quote_provided": None,
        "quote_from_evaluator": Text(
            "Établi par l'organisme qui réalise l'évaluation.", "Drawn up by the body that carries out the evaluation."
        ),
        "quote_names_applicant": Text("À vos nom et prénom.", "In your name and first name."),
    }
)
"""What each rule of the page asks of a document; the name of the document says it where there is nothing to add."""

WRONG: Mapping[str, Text] = MappingProxyType(
    {
        "identity_document_provided": Text("Cette pièce manque.", "This document is missing."),
        "identity_document_accepted": Text(
            "La vôtre ne figure pas parmi les pièces acceptées.", "Yours is not accepted."
        ),
        "identity_document_valid": Text(
            "La vôtre n'est valable que jusqu'au {valid_until}.",
            "Yours is in force only until {valid_until}.",
        ),
        "proof_of_residence_provided": Text("Cette pièce manque.", "This document is missing."),
        "proof_of_residence_attests": Text(
            "Le vôtre ne montre pas où se trouve votre résidence principale.",
            "Yours does not show where you mainly live.",
        ),
        "proof_of_residence_recent": Text(
            "Le vôtre, daté du {issued_on}, ne convient pas pour un dossier complet le {day}.",
            "Yours, dated {issued_on}, will not do for a dossier that is complete on {day}.",
        ),
        "quote_provided": Text("Cette pièce manque.", "This document is missing."),
        "quote_from_evaluator": Text(
            "Le vôtre n'est pas établi par l'organisme qui réalise l'évaluation.",
            "Yours is not drawn up by the body that carries out the evaluation.",
        ),
        "quote_names_applicant": Text(
            "Le vôtre n'est pas à vos nom et prénom.",
            "Yours is not in your name and first name.",
        ),
    }
)
OF_ONES_OWN = Text("À respecter : {label}.", "Required: {label}.")
NOT_MET = Text("Non respecté : {label}.", "Not met: {label}.")
EXTENDED_CARD = Text(
    "La date imprimée sur la pièce jointe est le {valid_until}. S'il s'agit d'une carte française délivrée entre le "
    "2 janvier 2004 et le 31 décembre 2013, alors que vous étiez majeur(e), elle vaut cinq ans de plus : signalez-le, "
    "sans joindre d'autre pièce. Sinon, joignez une autre pièce.",
    "The date printed on the one provided is {valid_until}. If it is a French card issued between 2 January 2004 and "
    "31 December 2013, when you were of age, it is valid for five years more: say so, and add nothing. Otherwise add "
    "another document.",
)
LAST_AND_SAFE = Text("{last} ; pour plus de sûreté, le {safe}", "{last}; to be safe, {safe}")

ANY_EVALUATION = Text("certification CléA", "CléA certification")

# The checklist

CHECKLIST = Text(
    "Pièces à réunir pour votre demande d'aide à la certification CléA",
    "What to gather for your application for the aid towards CléA",
)
MADE_ON = Text("Liste établie le {today}.", "Made on {today}.")
FROM_SOURCE = Text(
    "Règles relevées sur le Guide des aides de la Région le {day}.", "Rules as read on the Region's page on {day}."
)
FOR = Text("Pour : {evaluation}.", "For: {evaluation}.")
AMOUNT = Text(
    "Montant de l'aide, si la Région l'accorde : {amount}.", "Amount of the aid, if the Region grants it: {amount}."
)
FILED = Text("Le dossier était complet le {day}.", "The dossier was complete on {day}.")
FILED_IN_TIME = Text(
    "Le dossier était complet le {day}, dans les délais.", "The dossier was complete in time, on {day}."
)
LATE = Text("Déposé le {filed}, le dossier serait en retard.", "Filed on {filed}, the dossier would be late.")
LAST_DAY = Text(
    "Dernier jour pour déposer le dossier complet : {last}.", "Last day to file the complete dossier: {last}."
)
LAST_DAY_WITH = Text(
    "Dernier jour pour déposer le dossier complet, avec {papers} : {last}.",
    "Last day to file the complete dossier, with {papers}: {last}.",
)
SAFE_DAY = Text(
    "Pour plus de sûreté, déposez-le le {safe} au plus tard : dans une lecture plus stricte {of}, le {late} serait "
    "trop tard.",
    "To be on the safe side, file it by {safe} at the latest: under a stricter reading {of}, {late} would be too late.",
)
NO_SAFE_DAY = Text(
    "Dans une lecture plus stricte {of}, il est déjà trop tard.",
    "Under a stricter reading {of}, it is too late already.",
)
READ_STRICTLY: Mapping[str | None, Text] = MappingProxyType(
    {
        "filed_three_weeks_before": Text("des trois semaines", "of the three weeks"),
        "proof_of_residence_recent": Text("des trois mois du justificatif", "of the three months of the proof"),
        None: Text("du texte", "of the page"),
    }
)
"""What a stricter reading is of, by the rule of the page; ``None`` of several, and of others."""
WITH_PAPER = Text("Avec {paper} : au plus tard le {day}.", "With {paper}: by {day}.")
HELD: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "residence_permit": (
            Text("votre titre de séjour actuel", "your present residence permit"),
            Text("un titre renouvelé", "a renewed permit"),
        ),
        "applicant.identity_document.": (
            Text("votre pièce d'identité actuelle", "your present identity document"),
            Text("une pièce renouvelée", "a renewed document"),
        ),
        "applicant.proof_of_residence.": (
            Text("votre justificatif de domicile actuel", "your present proof of residence"),
            Text("un justificatif plus récent", "a more recent proof"),
        ),
    }
)
"""What a paper that somebody has is called, by its kind, else by its place; and what takes its place."""
OTHER_PAPERS = Text("des pièces plus récentes", "more recent documents")
NOT_OPEN_YET = Text(
    "Avant de déposer, vérifiez que le dépôt en ligne est ouvert : la page de la Région annonce sa réouverture en "
    "février 2026, sans dire quel jour.",
    "Before you file, make sure that online filing is open: the Region's page says that it opens again in February "
    "2026, but not on which day.",
)
TOO_LATE = Text(
    "Il est trop tard pour cette évaluation. Avec un dossier complet le {day}, une évaluation pourrait commencer le "
    "{earliest} ou après, quelle que soit la lecture du texte.",
    "It is too late for this evaluation. With a dossier complete on {day}, an evaluation could start on {earliest} "
    "or later, however the text is read.",
)
NO_DAY = Text("Aucun jour de dépôt ne convient.", "No filing day will do.")
START_UNKNOWN = Text(
    "Le dernier jour pour déposer dépend du jour où l'évaluation commence, qui n'est pas indiqué.",
    "The last day to file depends on the day on which the evaluation starts, which is not stated.",
)
COMPLETE = Text(
    "Le dossier est complet le jour où le formulaire et toutes les pièces sont déposés en ligne, à l'heure de Paris.",
    "The dossier is complete on the day on which the form and every document have been filed online, Paris time.",
)
NOT_MET_AS_STATED = Text(
    "D'après ce qui est indiqué, cette demande ne remplit pas {criteria} :",
    "From what is stated, this application does not meet {criteria}:",
)
TO_PROVIDE = Text("À joindre à la demande :", "To provide with the application:")
FORM = Text("Formulaire de demande, à remplir par vous, en ligne", "Application form, to be filled in by you, online")
FORM_LINE = Text(
    "Une demande pour chaque certification, et pour chaque type d'évaluation (initiale, finale).",
    "An application for each certification, and for each kind of evaluation (initial, final).",
)
ONLINE = Text("Pour la déposer, voir la page {title} ({publisher}).", "To file it, see the page {title} ({publisher}).")
RECEIPT = Text(
    "Un récépissé de titre : c'est à la Région de l'apprécier.",
    "A receipt for a permit: it is for the Region to assess it.",
)
TO_CONFIRM = Text(
    "À faire confirmer par l'organisme évaluateur, sauf ce qui est coché :",
    "For the evaluator to confirm, but for what is ticked:",
)
STILL_OPEN = Text("Reste à établir :", "Still to be established:")
ANOTHER_EVALUATOR = Text(
    "Il vous faut un autre organisme évaluateur, et un devis établi par lui.",
    "You need another evaluator, and a quote drawn up by it.",
)
VALID = Text("Valable au moins {when}.", "Valid at least {when}.")
NOT_A_DECISION = Text(
    "Cette liste n'est pas une décision : la Région étudie le dossier et décide seule.",
    "This checklist is not a decision: the Region studies the dossier, and alone decides.",
)

# The letter

LETTER = Text("Demande de pièces complémentaires", "Request for documents")
DRAFT = Text(
    "[Projet : à relire, à compléter et à signer. Les lignes entre crochets sont à remplir ou à retirer.]",
    "[Draft: to be read, completed and signed. What stands in square brackets is to be filled in or taken out.]",
)
NOTHING_TO_ASK = Text(
    "Aucune pièce n'est à demander pour un dossier complet le {by}.",
    "There is no document to ask for, for a dossier complete on {by}.",
)
UNSAFE_BY = Text(
    "[Attention : complet le {by}, le dossier serait tardif selon une autre lecture du texte ; jour sûr : {safe}.]",
    "[Careful: complete on {by}, the dossier would be late if the text is read otherwise; the safe day is {safe}.]",
)
TO_EXAMINE = Text("[À examiner : {said}]", "[To be looked at: {said}]")
TO_ESTABLISH = Text("[Reste à établir : {said}]", "[Still to be established: {said}]")
SENDER = Text("[Service, adresse]", "[Office, address]")
RECIPIENT = Text("[Nom et prénom, adresse du demandeur]", "[Name and first name, address of the applicant]")
PLACE_AND_DAY = Text("[Lieu], le [date]", "[Place], [date]")
REFERENCE = Text("Dossier n° [référence]", "Dossier no. [reference]")
SUBJECT = Text(
    "Objet : pièces à fournir pour votre demande d'aide, {evaluation}",
    "Subject: documents to provide for your application, {evaluation}",
)
DEAR = Text("[Madame, Monsieur],", "Dear [Madam or Sir],")
PLEASE = Text(
    "Des pièces de votre demande manquent ou ne conviennent pas. Merci de déposer en ligne, au plus tard le {by} :",
    "Documents of your application are missing or will not do. Please file online, by {by} at the latest:",
)
WHAT_FOLLOWS = Text(
    "Votre dossier sera complet le jour où la dernière de ces pièces sera déposée, à l'heure de Paris ; c'est ce jour "
    "qui compte pour le délai à respecter avant l'évaluation.",
    "Your dossier will be complete on the day on which the last of these documents is filed, Paris time; that day "
    "counts for the time to be left before the evaluation.",
)
ELSE_POSTPONED = Text(
    "L'évaluation commence le {start} : pour un dossier complet, le dernier jour est le {last}. Au-delà, elle devrait "
    "être reportée pour que l'aide puisse être demandée.",
    "The evaluation starts on {start}: for a complete dossier, the last day is {last}. After that, it would have to be "
    "postponed for the aid to be asked for.",
)
STILL_GOOD = Text(
    "{paper}, déjà au dossier : cette pièce convient si le dossier est complet au plus tard le {last}. Ensuite, il "
    "faudrait la remplacer.",
    "{paper}, already in the dossier: it will do if the dossier is complete by {last}. After that, it would have to be "
    "replaced.",
)
TOO_EARLY = Text(
    "L'évaluation prévue le {start} vient trop tôt. Avec un dossier complet le {by}, l'aide pourrait être demandée "
    "pour une évaluation que l'organisme fixerait au {earliest} ou après.",
    "The evaluation planned for {start} comes too early. With a dossier complete on {by}, the aid could be asked for "
    "if the evaluator set an evaluation for {earliest} or later.",
)
NO_ANSWER = Text(
    "[Sans réponse le {by}, votre demande sera examinée dans l'état où elle se trouve.]",
    "[Without an answer by {by}, your application will be examined as it stands.]",
)
NOT_DECIDED = Text(
    "Cette lettre n'est pas une décision : la Région étudiera le dossier complet et vous informera de la suite.",
    "This letter is not a decision: the Region will study the complete dossier and tell you what it decides.",
)
REGARDS = Text("Je vous prie d'agréer, [Madame, Monsieur], mes salutations distinguées.", "Yours faithfully,")
SIGNED = Text("[Nom, qualité, signature]", "[Name, position, signature]")
