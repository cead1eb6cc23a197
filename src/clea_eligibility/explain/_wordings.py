"""How the person who applies is asked each question: in the order in which the interview asks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.dossier.models import IdentityDocumentKind
from clea_eligibility.text import Text


@frozen
class Wording:
    key: str
    text: Text
    help: Text
    #: The sentence that says which days would do, and what stands before each of them in French.
    bounds: Text | None = None
    article: str = "le"
    #: How to answer without any such thing: a form may have a button for that.
    skip: Text | None = None
    #: How it is asked once another fact has a value: the fact, the value, the text.
    once: tuple[FactPath, Any, Text] | None = None


_POSTAL_HELP = Text(
    "Cinq chiffres, par exemple 33000. À défaut, le numéro ou le nom du département ; pour l'étranger, écrivez « 99 ».",
    "Five digits, such as 33000. Failing that, the number or the name of the department; for abroad, write 99.",
)
_DEPARTMENT_HELP = Text(
    "Son numéro ou son nom, par exemple 33 ou Gironde ; « 99 » pour l'étranger. Le code INSEE de la commune convient "
    "aussi.",
    "Its number or its name, such as 33 or Gironde; 99 for abroad. The INSEE code of the commune will do, too.",
)
_NONE_ENCLOSED = Text("Passez la question si vous n'en joignez pas.", "Skip the question if you enclose none.")

WORDINGS = (
    Wording(
        "applicant.proof_of_residence.issued_on",
        Text(
            "Si vous joignez un justificatif de domicile, de quel jour date-t-il ?",
            "If you enclose a proof of residence, what is its date?",
        ),
        Text(
            "La date imprimée sur une facture d'électricité ou d'eau, par exemple, avec l'année : 27/02/2026.",
            "The date printed on a bill for electricity or water, for instance, with its year: 27/02/2026.",
        ),
        Text("Le justificatif doit dater {days}.", "The proof must be dated {days}."),
        article="du",
        skip=_NONE_ENCLOSED,
    ),
    Wording(
        "applicant.proof_of_residence.provided",
        Text("Joignez-vous un justificatif de domicile ?", "Will you enclose a proof of residence?"),
        Text("Une facture d'électricité ou d'eau, par exemple.", "A bill for electricity or water, for instance."),
    ),
    Wording(
        "applicant.proof_of_residence.attests_main_residence",
        Text(
            "Ce justificatif montre-t-il où vous résidez à titre principal ?",
            "Does this proof show where you mainly live?",
        ),
        Text("Celui d'une résidence secondaire ne convient pas.", "That of a second home will not do."),
    ),
    Wording(
        "filed_on",
        Text(
            "Quel jour avez-vous déposé, ou déposerez-vous, votre dossier complet ?",
            "On which day did you file, or will you file, your complete dossier?",
        ),
        Text(
            "Le jour où la dernière pièce est transmise, à l'heure de Paris, par exemple 27/04/2026.",
            "The day on which the last document is handed in, Paris time, such as 27/04/2026.",
        ),
        Text("Le dossier complet doit être déposé {days}.", "The complete dossier must be filed on {days}."),
        skip=Text("Si ce jour n'est pas fixé, passez la question.", "If no day is set, skip the question."),
    ),
    Wording(
        "filing_open",
        Text(
            "Le dépôt en ligne était-il ouvert le jour du dépôt ?",
            "Was online filing open on the filing day?",
        ),
        Text("Oui, si la plateforme a reçu votre dossier.", "Yes, if the platform has received your dossier."),
    ),
    Wording(
        "applicant.identity_document.kind",
        Text("Si vous joignez une pièce d'identité, laquelle ?", "If you enclose an identity document, which one?"),
        Text(
            "Pour un récépissé, répondez « Autre document » : c'est à la Région de l'apprécier.",
            "For a receipt, answer 'Another document': it is for the Region to assess it.",
        ),
        skip=_NONE_ENCLOSED,
    ),
    Wording(
        "applicant.identity_document.provided",
        Text("Joignez-vous une pièce d'identité ?", "Will you enclose an identity document?"),
        Text(
            "Carte nationale d'identité, passeport, ou titre de séjour qui permet de travailler en métropole.",
            "A national identity card, a passport, or a residence permit that authorises work in metropolitan France.",
        ),
    ),
    Wording(
        "applicant.identity_document.valid_until",
        Text(
            "Si vous joignez une pièce d'identité, jusqu'à quel jour est-elle valable ?",
            "If you enclose an identity document, until when is it in force?",
        ),
        Text(
            "Le dernier jour de validité, par exemple 27/04/2031 ; « sans fin » s'il n'y en a pas.",
            "The last day on which it is in force, such as 27/04/2031; no end if there is none.",
        ),
        Text("La pièce doit être valable {days}.", "The document must be in force until {days}."),
        article="jusqu'au",
        once=(
            "applicant.identity_document.provided",
            True,
            Text(
                "Jusqu'à quel jour votre pièce d'identité est-elle valable ?", "Until when is your document in force?"
            ),
        ),
    ),
    Wording(
        "applicant.identity_document.printed_until",
        Text(
            "Quelle date de fin de validité est imprimée sur votre carte d'identité ?",
            "Which expiry date is printed on your identity card?",
        ),
        Text(
            "Recopiez-la même si elle est passée : certaines cartes restent valables cinq ans de plus.",
            "Copy it even if it is past: some cards remain valid for five more years.",
        ),
        Text("La carte doit être valable {days}.", "The card must be in force until {days}."),
        article="jusqu'au",
    ),
    Wording(
        "applicant.identity_document.issued_on",
        Text("Quel jour votre carte d'identité a-t-elle été délivrée ?", "On which day was your card issued?"),
        Text(
            "La date figure sur la carte. Délivrée du 2 janvier 2004 au 31 décembre 2013 à une personne majeure, une "
            "carte française reste valable cinq ans de plus.",
            "The date is on the card. A French card issued to an adult from 2 January 2004 to 31 December 2013 remains "
            "valid for five more years.",
        ),
    ),
    Wording(
        "applicant.identity_document.adult_when_issued",
        Text(
            "Aviez-vous 18 ans ou plus le jour où votre carte d'identité a été délivrée ?",
            "Were you 18 or over on the day on which your card was issued?",
        ),
        Text(
            "Pour une carte d'un autre pays, choisissez « non » : la date imprimée compte.",
            "For a card of another country, choose no: the printed date counts.",
        ),
    ),
    Wording(
        "applicant.identity_document.permits_work",
        Text(
            "Si vous joignez un titre de séjour, autorise-t-il à travailler en France métropolitaine ?",
            "If you enclose a residence permit, does it authorise work in metropolitan France?",
        ),
        Text(
            "Le titre porte une mention, telle que « autorise son titulaire à travailler ».",
            "The permit says so, in words such as « autorise son titulaire à travailler ».",
        ),
        once=(
            "applicant.identity_document.kind",
            IdentityDocumentKind.RESIDENCE_PERMIT,
            Text(
                "Votre titre de séjour autorise-t-il à travailler en France métropolitaine ?",
                "Does your residence permit authorise work in metropolitan France?",
            ),
        ),
    ),
    Wording(
        "quote.names_applicant",
        Text(
            "Si vous joignez un devis, porte-t-il vos nom et prénom ?",
            "If you enclose a quote, does it carry your name and first name?",
        ),
        Text("Les deux doivent y figurer.", "Both must be there."),
        skip=_NONE_ENCLOSED,
    ),
    Wording(
        "quote.provided",
        Text("Joignez-vous un devis ?", "Will you enclose a quote?"),
        Text("L'organisme évaluateur l'établit.", "The evaluator draws it up."),
    ),
    Wording(
        "quote.from_evaluator",
        Text(
            "Le devis est-il établi par l'organisme qui vous évaluera ?",
            "Was the quote drawn up by the body that will evaluate you?",
        ),
        Text("Son nom figure en tête du devis.", "Its name is at the top of the quote."),
    ),
    Wording(
        "evaluator.accreditation.valid_until",
        Text(
            "Si votre organisme évaluateur est habilité par Certif Pro, quel est le dernier jour de l'habilitation ?",
            "If your evaluator is accredited by Certif Pro, what is the last day of the accreditation?",
        ),
        Text("Demandez-le à l'organisme évaluateur.", "Ask the evaluator."),
        Text("L'habilitation doit se terminer {days}.", "The accreditation must end on {days}."),
        skip=Text("Passez la question s'il n'est pas habilité.", "Skip the question if it is not accredited."),
    ),
    Wording(
        "evaluator.accreditation.held",
        Text(
            "Votre organisme évaluateur est-il habilité par Certif Pro ?",
            "Is your evaluator accredited by Certif Pro?",
        ),
        Text("L'organisme peut vous montrer son habilitation.", "The evaluator can show you its accreditation."),
    ),
    Wording(
        "evaluator.postal_code",
        Text(
            "Quel est le code postal de l'établissement qui réalise l'évaluation ?",
            "What is the postal code of the establishment that carries out the evaluation?",
        ),
        _POSTAL_HELP,
    ),
    Wording(
        "evaluator.commune",
        Text(
            "Dans quel département se trouve l'établissement qui réalise l'évaluation ?",
            "In which department is the establishment that carries out the evaluation?",
        ),
        _DEPARTMENT_HELP,
    ),
    Wording(
        "evaluator.accreditation.valid_from",
        Text(
            "Quel est le premier jour de l'habilitation de votre organisme évaluateur ?",
            "What is the first day of your evaluator's accreditation?",
        ),
        Text("Demandez-le à l'organisme évaluateur.", "Ask the evaluator."),
        Text("L'habilitation doit commencer {days}.", "The accreditation must begin on {days}."),
    ),
    Wording(
        "evaluator.accreditation.certification",
        Text("Pour quelle certification l'organisme est-il habilité ?", "For which certification is it accredited?"),
        Text(
            "Le certificat d'habilitation le dit ; s'il nomme les deux, choisissez celle que vous demandez.",
            "The certificate of accreditation says so; if it names both, choose the one that you ask for.",
        ),
    ),
    Wording(
        "evaluation.starts_on",
        Text("Quel jour a lieu la première séance de l'évaluation ?", "On which day is the first session?"),
        Text(
            "Votre convocation ou votre devis l'indique, par exemple 27/04/2026 ou « 27 avril ».",
            "Your invitation or your quote says so, such as 27/04/2026 or 27 April.",
        ),
        Text("La première séance doit avoir lieu {days}.", "The first session must be on {days}."),
    ),
    Wording(
        "evaluation.ends_on",
        Text("Quel jour a lieu la dernière séance de l'évaluation ?", "On which day is the last session?"),
        Text("Le même jour s'il n'y a qu'une séance.", "The same day if there is only one session."),
        Text("La dernière séance doit avoir lieu {days}.", "The last session must be on {days}."),
    ),
    Wording(
        "evaluation.stage",
        Text(
            "Demandez-vous l'aide pour une évaluation initiale ou finale ?",
            "Is the aid for an initial or a final evaluation?",
        ),
        Text(
            "Initiale : votre première évaluation pour cette certification ; finale : après une évaluation initiale "
            "sans certification.",
            "Initial: your first evaluation for this certification; final: after an initial evaluation without a "
            "certificate.",
        ),
    ),
    Wording(
        "evaluation.initial_outcome",
        Text(
            "L'évaluation initiale de la même certification a-t-elle abouti à la certification ?",
            "Did the initial evaluation for the same certification lead to the certificate?",
        ),
        Text(
            "Le jury vous l'a écrit : certifié, ou non certifié.", "The jury wrote to you: certified, or not certified."
        ),
    ),
    Wording(
        "applicant.postal_code",
        Text("Quel est le code postal de votre résidence principale ?", "What is the postal code of your main home?"),
        _POSTAL_HELP,
    ),
    Wording(
        "applicant.commune",
        Text(
            "Dans quel département se trouve votre résidence principale ?",
            "In which department is your main home?",
        ),
        _DEPARTMENT_HELP,
    ),
    Wording(
        "applicant.is_job_seeker",
        Text("Êtes-vous à la recherche d'un emploi ?", "Are you looking for a job?"),
        Text(
            "L'aide s'adresse aux demandeurs d'emploi. La page de la Région ne dit pas s'il faut être inscrit à France "
            "Travail : en cas de doute, demandez à la Région.",
            "The aid is for job seekers. The Region's page does not say whether you must be registered with France "
            "Travail: if in doubt, ask the Region.",
        ),
    ),
    Wording(
        "certification.kind",
        Text("Quelle certification CléA demandez-vous ?", "Which CléA certification are you applying for?"),
        Text(
            "L'aide porte sur CléA Socle et CléA Numérique, non sur CléA Management.",
            "The aid covers CléA Socle and CléA Numérique, not CléA Management.",
        ),
    ),
)
"""Every question in the order in which it is asked: ``benchmarks/questions.py`` finds none that asks less.

What tells that a document is there comes before whether it is: the second is then asked only of those who skipped the
first.
"""

ORDER: tuple[str, ...] = tuple(wording.key for wording in WORDINGS)
CARD = "applicant.identity_document."
CARD_KEYS = (f"{CARD}printed_until", f"{CARD}issued_on", f"{CARD}adult_when_issued")
CARD_ENDS: FactPath = "applicant.identity_document.valid_until"
EXTENSION = 60
"""Months by which a card may be in force for longer than it prints."""
RECORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "applicant.department": ("applicant.postal_code", "applicant.commune"),
        "evaluator.department": ("evaluator.postal_code", "evaluator.commune"),
    }
)
"""The facts of which nobody is asked, and what is asked instead."""
