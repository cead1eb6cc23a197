"""What is said of each document, by status, in French and English."""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.dossier.models import IdentityDocumentKind
from clea_eligibility.explain._phrases import FAILS, MET, PRESUMED, UNKNOWN, Wording

_PERMIT = ("identity_document.kind", IdentityDocumentKind.RESIDENCE_PERMIT)

DOCUMENTS: Mapping[str, tuple[Wording, ...]] = MappingProxyType(
    {
        "identity_document_provided": (
            Wording(MET, "Une pièce d'identité est jointe au dossier", "The dossier contains an identity document"),
            Wording(
                FAILS,
                "Aucune pièce d'identité n'est jointe au dossier",
                "The dossier does not contain an identity document",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si une pièce d'identité est jointe au dossier",
                "It remains to be established whether the dossier contains an identity document",
            ),
        ),
        "identity_document_accepted": (
            Wording(
                MET,
                "La pièce d'identité est de celles que la Région accepte ({identity_document.kind})",
                "The identity document is of a kind that the Region accepts ({identity_document.kind})",
            ),
            Wording(
                FAILS,
                "Le titre de séjour ne permet pas de travailler en France métropolitaine",
                "The residence permit does not allow its holder to work in metropolitan France",
                when=_PERMIT,
            ),
            Wording(
                FAILS,
                "La pièce d'identité n'est ni une carte nationale d'identité, ni un passeport, ni un titre de séjour "
                "permettant de travailler en France métropolitaine",
                "The identity document is neither a national identity card, nor a passport, nor a residence permit "
                "that allows its holder to work in metropolitan France",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le titre de séjour permet de travailler en France métropolitaine",
                "It remains to be established whether the residence permit allows its holder to work "
                "in metropolitan France",
                when=_PERMIT,
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la pièce d'identité est de celles que la Région accepte",
                "It remains to be established whether the identity document is of a kind that the Region accepts",
            ),
        ),
        "identity_document_valid": (
            Wording(
                MET,
                "La pièce d'identité, valable jusqu'au {identity_document.valid_until}, était en cours de validité "
                "le {filed_on}, jour du dépôt",
                "The identity document, valid until {identity_document.valid_until}, was in force on {filed_on}, "
                "the filing day",
            ),
            Wording(
                MET,
                "La pièce d'identité était en cours de validité le {filed_on}, jour du dépôt",
                "The identity document was in force on {filed_on}, the filing day",
            ),
            Wording(
                FAILS,
                "La pièce d'identité était valable jusqu'au {identity_document.valid_until} alors que le dossier "
                "a été déposé le {filed_on} ; elle devait l'être au moins jusqu'au "
                "{earliest identity_document.valid_until}",
                "The identity document was valid until {identity_document.valid_until} but the dossier was filed on "
                "{filed_on}; it had to be valid at least until {earliest identity_document.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "La pièce d'identité est valable jusqu'au {identity_document.valid_until} ; le dossier doit être "
                "déposé au plus tard le {latest filed_on}",
                "The identity document is valid until {identity_document.valid_until}; the dossier must be filed "
                "by {latest filed_on} at the latest",
            ),
            Wording(
                UNKNOWN,
                "Le dossier a été déposé le {filed_on} ; la pièce d'identité doit être valable au moins jusqu'au "
                "{earliest identity_document.valid_until}",
                "The dossier was filed on {filed_on}; the identity document must be valid at least until "
                "{earliest identity_document.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la pièce d'identité est en cours de validité le jour du dépôt",
                "It remains to be established whether the identity document is in force on the filing day",
            ),
        ),
        "proof_of_residence_provided": (
            Wording(
                MET, "Un justificatif de domicile est joint au dossier", "The dossier contains a proof of residence"
            ),
            Wording(
                FAILS,
                "Aucun justificatif de domicile n'est joint au dossier",
                "The dossier does not contain a proof of residence",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si un justificatif de domicile est joint au dossier",
                "It remains to be established whether the dossier contains a proof of residence",
            ),
        ),
        "proof_of_residence_attests": (
            Wording(
                MET,
                "Le justificatif de domicile atteste la résidence principale",
                "The proof of residence shows where the applicant mainly lives",
            ),
            Wording(
                FAILS,
                "Le justificatif de domicile n'atteste pas la résidence principale",
                "The proof of residence does not show where the applicant mainly lives",
            ),
            Wording(
                PRESUMED,
                "Le justificatif de domicile est présumé attester la résidence principale",
                "The proof of residence is presumed to show where the applicant mainly lives",
            ),
        ),
        "proof_of_residence_recent": (
            Wording(
                MET,
                "Le justificatif de domicile, daté du {issued_on}, était assez récent le {filed_on}, jour du dépôt",
                "The proof of residence, dated {issued_on}, was recent enough on {filed_on}, the filing day",
            ),
            Wording(
                FAILS,
                "Le justificatif de domicile est daté du {issued_on} alors que le dossier a été déposé le {filed_on} ; "
                "il devait dater du {latest issued_on} au plus tard",
                "The proof of residence is dated {issued_on} but the dossier was filed on {filed_on}; "
                "it had to be dated {latest issued_on} at the latest",
            ),
            Wording(
                FAILS,
                "Le justificatif de domicile est daté du {issued_on} alors que le dossier a été déposé le {filed_on} ; "
                "il fallait déposer au plus tard le {latest filed_on} ou joindre un justificatif daté "
                "du {earliest issued_on} au plus tôt",
                "The proof of residence is dated {issued_on} but the dossier was filed on {filed_on}; "
                "it had to be filed by {latest filed_on} at the latest, or with a proof dated "
                "{earliest issued_on} or later",
            ),
            Wording(
                UNKNOWN,
                "Le justificatif de domicile est daté du {issued_on} ; le dossier doit être déposé entre "
                "le {earliest filed_on} et le {latest filed_on}, ces deux jours compris",
                "The proof of residence is dated {issued_on}; the dossier must be filed from {earliest filed_on} "
                "to {latest filed_on}, both days included",
            ),
            Wording(
                UNKNOWN,
                "Le dossier a été déposé le {filed_on} ; le justificatif de domicile doit dater du "
                "{earliest issued_on} au plus tôt et du {latest issued_on} au plus tard",
                "The dossier was filed on {filed_on}; the proof of residence must be dated from {earliest issued_on} "
                "to {latest issued_on}, both days included",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le justificatif de domicile est assez récent le jour du dépôt",
                "It remains to be established whether the proof of residence is recent enough on the filing day",
            ),
        ),
        "quote_provided": (
            Wording(MET, "Un devis est joint au dossier", "The dossier contains a quote"),
            Wording(FAILS, "Aucun devis n'est joint au dossier", "The dossier does not contain a quote"),
            Wording(
                UNKNOWN,
                "Il reste à établir si un devis est joint au dossier",
                "It remains to be established whether the dossier contains a quote",
            ),
        ),
        "quote_from_evaluator": (
            Wording(
                MET,
                "Le devis est établi par l'organisme évaluateur du dossier",
                "The quote was drawn up by the evaluator of this dossier",
            ),
            Wording(
                FAILS,
                "Le devis n'est pas établi par l'organisme évaluateur du dossier",
                "The quote was not drawn up by the evaluator of this dossier",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le devis vient de l'organisme évaluateur du dossier",
                "It remains to be established whether the quote was drawn up by the evaluator of this dossier",
            ),
        ),
        "quote_names_applicant": (
            Wording(
                MET,
                "Le devis porte le nom et le prénom de la personne qui demande l'aide",
                "The quote carries the applicant's name and first name",
            ),
            Wording(
                FAILS,
                "Le devis ne porte pas le nom et le prénom de la personne qui demande l'aide",
                "The quote does not carry the applicant's name and first name",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le devis porte le nom et le prénom de la personne qui demande l'aide",
                "It remains to be established whether the quote carries the applicant's name and first name",
            ),
        ),
    }
)
"""The wordings of each document rule, by code."""
