"""The page: every rule, reading and amount of the Region's public guide, in the page's order.

Statements (``S9``) are those of the register in the documentation, ``docs/statements.md``; the page is the guide
to the aids of the Région Nouvelle-Aquitaine, "Aides individuelles aux certifications CléA", as published for 2026.
"""

from datetime import date
from types import MappingProxyType

from clea_eligibility.dossier.models import CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
)
from clea_eligibility.rules._rule import Attention, Rate, Reading, Rule, Source, Tariff
from clea_eligibility.text import Text

__all__ = [
    "ATTENTION",
    "COVERED",
    "ENDS",
    "FILED",
    "PROOF_ISSUED",
    "READINGS",
    "REGION",
    "REOPENED",
    "RULES",
    "SECTIONS",
    "SENTENCES",
    "SOURCE",
    "STARTS",
    "TARIFF",
    "THREE_MONTHS",
    "THREE_WEEKS",
]

REGION = ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87")
"""The twelve departments of Nouvelle-Aquitaine."""

COVERED = (CertificationKind.SOCLE, CertificationKind.NUMERIQUE)
"""The two certifications that the aid covers (S7)."""

REOPENED = date(2026, 3, 1)
"""From this day on, online filing is presumed open: it was to open again during February 2026 (S4)."""

THREE_WEEKS = 21
"""Days of notice before the evaluation (S9)."""

THREE_MONTHS = 3
"""Months that a proof of residence stays recent (S35)."""

FILED = Day("filed_on")
STARTS = Day("evaluation.starts_on")
ENDS = Day("evaluation.ends_on")
PROOF_ISSUED = Day("applicant.proof_of_residence.issued_on")

_NOT_DATED_AFTER_FILING = NotAfter(PROOF_ISSUED, FILED)

_HEADINGS = (
    (Text("« Publics concernés »", '"Publics concernés"'), range(1, 2)),
    (Text("« Domaines secondaires »", '"Domaines secondaires"'), range(2, 3)),
    (Text("bandeau d'information", "banner"), range(3, 5)),
    (Text("introduction", "introduction"), range(5, 8)),
    (Text("« Échéances »", '"Échéances"'), range(8, 10)),
    (Text("« Objectifs »", '"Objectifs"'), range(10, 13)),
    (Text("« Bénéficiaires »", '"Bénéficiaires"'), range(13, 14)),
    (Text("« Montant »", '"Montant"'), range(14, 22)),
    (Text("« Critères de sélection »", '"Critères de sélection"'), range(22, 27)),
    (Text("« Comment faire ma demande ? »", '"Comment faire ma demande ?"'), range(27, 41)),
)
SECTIONS = MappingProxyType({f"S{number}": heading for heading, numbers in _HEADINGS for number in numbers})
"""Where on the page each statement stands: its heading, or the part of the page that has none."""

READINGS = (
    # Weeks end on the same weekday: filed 21 days before is in time. No shift for Sundays and holidays.
    Reading(
        rule="filed_three_weeks_before",
        name="same_weekday",
        requires=NotAfter(Day("filed_on", days=THREE_WEEKS), STARTS),
        label=Text(
            "si chaque semaine se comptait d'un jour au même jour de la semaine suivante",
            "if each week ran from a day to the same day of the next week",
        ),
    ),
    # Three weeks lie wholly between the two days.
    Reading(
        rule="filed_three_weeks_before",
        name="clear_days",
        requires=NotAfter(Day("filed_on", days=THREE_WEEKS + 1), STARTS),
        label=Text(
            "si ni le jour du dépôt ni celui où l'évaluation commence ne comptaient",
            "if neither the filing day nor the day on which the evaluation starts counted",
        ),
    ),
    # "Less than" is strict: on the day three months later the proof is too old.
    Reading(
        rule="proof_of_residence_recent",
        name="anniversary_excluded",
        requires=AllOf(
            (
                _NOT_DATED_AFTER_FILING,
                NotAfter(Day("filed_on", days=1), Day("applicant.proof_of_residence.issued_on", months=THREE_MONTHS)),
            )
        ),
        label=Text(
            "si le délai, compté depuis le justificatif, excluait son dernier jour",
            "if the period, counted from the proof, left out its last day",
        ),
    ),
    # The three months run to the midnight that ends that day.
    Reading(
        rule="proof_of_residence_recent",
        name="anniversary_included",
        requires=AllOf(
            (
                _NOT_DATED_AFTER_FILING,
                NotAfter(FILED, Day("applicant.proof_of_residence.issued_on", months=THREE_MONTHS)),
            )
        ),
        label=Text(
            "si le délai, compté depuis le justificatif, comprenait son dernier jour",
            "if the period, counted from the proof, included its last day",
        ),
    ),
    # Counted from the filing day back to the proof.
    Reading(
        rule="proof_of_residence_recent",
        name="counted_backwards",
        requires=AllOf(
            (
                _NOT_DATED_AFTER_FILING,
                NotAfter(Day("filed_on", months=-THREE_MONTHS, days=1), PROOF_ISSUED),
            )
        ),
        label=Text(
            "si le délai se comptait à rebours depuis le jour du dépôt",
            "if the period were counted backwards from the filing day",
        ),
    ),
)

_DEFAULT = {reading.rule: reading for reading in reversed(READINGS)}

TARIFF = Tariff(
    (
        Rate(CertificationKind.SOCLE, EvaluationStage.INITIAL, 450, ("S16", "S17")),
        Rate(CertificationKind.SOCLE, EvaluationStage.FINAL, 250, ("S16", "S18")),
        Rate(CertificationKind.NUMERIQUE, EvaluationStage.INITIAL, 300, ("S16", "S19")),
        Rate(CertificationKind.NUMERIQUE, EvaluationStage.FINAL, 150, ("S16", "S20")),
    )
)

_UNLESS_NOT_HELD = Unless(Is("evaluator.accreditation.held", False))
_UNLESS_NO_IDENTITY_DOCUMENT = Unless(Is("applicant.identity_document.provided", False))
_UNLESS_NO_PROOF = Unless(Is("applicant.proof_of_residence.provided", False))
_UNLESS_NO_QUOTE = Unless(Is("quote.provided", False))

RULES = (
    Rule(
        code="filing_open",
        group="criterion",
        basis="stated",
        statements=("S3", "S4", "S8"),
        label_fr="Dépôt en ligne ouvert",
        label_en="Online filing open",
        requires=Is("filing_open", True),
        presumed=NotAfter(Day(REOPENED), FILED),
    ),
    Rule(
        code="job_seeker",
        group="criterion",
        basis="stated",
        statements=("S13",),
        label_fr="À la recherche d'un emploi",
        label_en="Looking for a job",
        requires=Is("applicant.is_job_seeker", True),
    ),
    Rule(
        code="lives_in_region",
        group="criterion",
        basis="stated",
        statements=("S13",),
        label_fr="Résidence principale en Nouvelle-Aquitaine",
        label_en="Main residence in Nouvelle-Aquitaine",
        requires=OneOf("applicant.department", REGION),
    ),
    Rule(
        code="certification_covered",
        group="criterion",
        basis="stated",
        statements=("S7",),
        label_fr="Certification couverte par l'aide",
        label_en="Certification covered by the aid",
        requires=OneOf("certification.kind", COVERED),
    ),
    Rule(
        code="final_after_unsuccessful_initial",
        group="criterion",
        basis="implied",
        statements=("S15",),
        label_fr="Évaluation finale après une initiale sans certification",
        label_en="Final evaluation after an initial one without the certificate",
        applies=Is("evaluation.stage", EvaluationStage.FINAL),
        requires=Is("evaluation.initial_outcome", InitialOutcome.NOT_CERTIFIED),
        presumed=ALWAYS,
    ),
    Rule(
        code="filed_three_weeks_before",
        group="criterion",
        basis="stated",
        statements=("S9", "S24"),
        label_fr="Dossier déposé complet au moins trois semaines avant le début de l'évaluation",
        label_en="Dossier filed complete at least three weeks before the evaluation starts",
        requires=_DEFAULT["filed_three_weeks_before"].requires,
        reading=_DEFAULT["filed_three_weeks_before"].name,
    ),
    Rule(
        code="evaluator_in_region",
        group="criterion",
        basis="stated",
        statements=("S25",),
        label_fr="Organisme évaluateur situé en Nouvelle-Aquitaine",
        label_en="Evaluator located in Nouvelle-Aquitaine",
        requires=OneOf("evaluator.department", REGION),
    ),
    Rule(
        code="evaluator_accredited",
        group="criterion",
        basis="stated",
        statements=("S26",),
        label_fr="Organisme évaluateur habilité par Certif Pro",
        label_en="Evaluator accredited by Certif Pro",
        requires=Is("evaluator.accreditation.held", True),
    ),
    Rule(
        code="accreditation_fits_certification",
        group="criterion",
        basis="implied",
        statements=("S26",),
        label_fr="Habilitation pour la certification demandée",
        label_en="Accreditation for the certification asked for",
        applies=_UNLESS_NOT_HELD,
        requires=AllOf(
            (
                OneOf("evaluator.accreditation.certification", COVERED),
                Same("evaluator.accreditation.certification", "certification.kind"),
            )
        ),
        presumed=Unknown("evaluator.accreditation.certification"),
    ),
    Rule(
        code="accreditation_covers_evaluation",
        group="criterion",
        basis="stated",
        statements=("S26",),
        label_fr="Habilitation couvrant toute l'évaluation",
        label_en="Accreditation covering the whole evaluation",
        applies=_UNLESS_NOT_HELD,
        requires=AllOf(
            (
                NotAfter(Day("evaluator.accreditation.valid_from"), STARTS),
                NotAfter(ENDS, Day("evaluator.accreditation.valid_until")),
            )
        ),
    ),
    Rule(
        code="identity_document_provided",
        group="document",
        basis="stated",
        statements=("S33", "S34"),
        label_fr="Pièce d'identité jointe",
        label_en="Identity document provided",
        requires=Is("applicant.identity_document.provided", True),
    ),
    Rule(
        code="identity_document_accepted",
        group="document",
        basis="stated",
        statements=("S34",),
        label_fr="Pièce d'identité acceptée",
        label_en="Identity document accepted",
        applies=_UNLESS_NO_IDENTITY_DOCUMENT,
        requires=AnyOf(
            (
                OneOf(
                    "applicant.identity_document.kind",
                    (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, IdentityDocumentKind.PASSPORT),
                ),
                AllOf(
                    (
                        Is("applicant.identity_document.kind", IdentityDocumentKind.RESIDENCE_PERMIT),
                        Is("applicant.identity_document.permits_work", True),
                    )
                ),
            )
        ),
    ),
    Rule(
        code="identity_document_valid",
        group="document",
        basis="stated",
        statements=("S34",),
        label_fr="Pièce d'identité en cours de validité",
        label_en="Identity document in force",
        applies=_UNLESS_NO_IDENTITY_DOCUMENT,
        requires=NotAfter(FILED, Day("applicant.identity_document.valid_until")),
    ),
    Rule(
        code="proof_of_residence_provided",
        group="document",
        basis="stated",
        statements=("S33", "S35"),
        label_fr="Justificatif de domicile joint",
        label_en="Proof of residence provided",
        requires=Is("applicant.proof_of_residence.provided", True),
    ),
    Rule(
        code="proof_of_residence_attests",
        group="document",
        basis="stated",
        statements=("S35",),
        label_fr="Justificatif attestant la résidence principale",
        label_en="Proof attesting the main residence",
        applies=_UNLESS_NO_PROOF,
        requires=Is("applicant.proof_of_residence.attests_main_residence", True),
        presumed=ALWAYS,
    ),
    Rule(
        code="proof_of_residence_recent",
        group="document",
        basis="stated",
        statements=("S35",),
        label_fr="Justificatif de domicile de moins de trois mois",
        label_en="Proof of residence less than three months old",
        applies=_UNLESS_NO_PROOF,
        requires=_DEFAULT["proof_of_residence_recent"].requires,
        reading=_DEFAULT["proof_of_residence_recent"].name,
    ),
    Rule(
        code="quote_provided",
        group="document",
        basis="stated",
        statements=("S33", "S36"),
        label_fr="Devis joint",
        label_en="Quote provided",
        requires=Is("quote.provided", True),
    ),
    Rule(
        code="quote_from_evaluator",
        group="document",
        basis="stated",
        statements=("S36",),
        label_fr="Devis établi par l'organisme évaluateur",
        label_en="Quote drawn up by the evaluator",
        applies=_UNLESS_NO_QUOTE,
        requires=Is("quote.from_evaluator", True),
    ),
    Rule(
        code="quote_names_applicant",
        group="document",
        basis="stated",
        statements=("S36",),
        label_fr="Devis au nom du demandeur",
        label_en="Quote in the applicant's name",
        applies=_UNLESS_NO_QUOTE,
        requires=Is("quote.names_applicant", True),
    ),
    Rule(
        code="dates_compatible",
        group="criterion",
        basis="implied",
        statements=("S9", "S26", "S34", "S35"),
        label_fr="Dates compatibles entre elles",
        label_en="Dates that can be met together",
        requires=DatesCompatible(),
    ),
)

SENTENCES = MappingProxyType(
    {
        "filing_open": Text(
            "Le dépôt en ligne est ouvert le jour du dépôt ; l'outil le présume à partir du 1er mars 2026.",
            "Online filing is open on the filing day; from 1 March 2026 on this tool presumes so.",
        ),
        "job_seeker": Text("Le demandeur recherche un emploi.", "The applicant is looking for a job."),
        "lives_in_region": Text(
            "La résidence principale du demandeur se trouve en Nouvelle-Aquitaine.",
            "The applicant's main residence is in Nouvelle-Aquitaine.",
        ),
        "certification_covered": Text(
            "La demande porte sur CléA Socle ou sur CléA Numérique.",
            "The application is for CléA Socle or for CléA Numérique.",
        ),
        "final_after_unsuccessful_initial": Text(
            "Une évaluation finale suit une évaluation initiale de la même certification qui n'a pas abouti à la "
            "certification ; l'outil le présume, sauf indication contraire.",
            "A final evaluation follows an initial one of the same certification that did not give the certificate; "
            "this tool presumes so unless the dossier says otherwise.",
        ),
        "filed_three_weeks_before": Text(
            "Le dossier est déposé complet au moins trois semaines avant le début de l'évaluation : au plus tard le "
            "même jour de la semaine, trois semaines plus tôt.",
            "The dossier is filed complete at least three weeks before the evaluation starts: by the same day of the "
            "week, three weeks earlier, at the latest.",
        ),
        "filed_three_weeks_before.clear_days": Text(
            "Trois semaines entières séparent le jour où le dossier est déposé complet de celui où l'évaluation "
            "commence, sans compter ces deux jours.",
            "Three whole weeks lie between the day on which the dossier is filed complete and the day on which the "
            "evaluation starts, neither of which counts.",
        ),
        "evaluator_in_region": Text(
            "L'établissement qui réalise l'évaluation se trouve en Nouvelle-Aquitaine.",
            "The establishment that carries out the evaluation is in Nouvelle-Aquitaine.",
        ),
        "evaluator_accredited": Text(
            "L'organisme évaluateur est habilité par Certif Pro.", "The evaluator is accredited by Certif Pro."
        ),
        "accreditation_fits_certification": Text(
            "L'habilitation porte sur la certification demandée ; l'outil le présume si le dossier ne dit pas "
            "sur laquelle elle porte.",
            "The accreditation is for the certification asked for; this tool presumes so where the dossier does "
            "not say which one it is for.",
        ),
        "accreditation_covers_evaluation": Text(
            "L'habilitation est en cours de validité du premier au dernier jour de l'évaluation.",
            "The accreditation is in force from the first day of the evaluation to the last.",
        ),
        "identity_document_provided": Text(
            "Le dossier contient une pièce d'identité.", "The dossier contains an identity document."
        ),
        "identity_document_accepted": Text(
            "La pièce d'identité est une carte nationale d'identité, un passeport, ou un titre de séjour qui autorise "
            "à travailler en France métropolitaine.",
            "The identity document is a national identity card, a passport, or a residence permit that authorises "
            "work in metropolitan France.",
        ),
        "identity_document_valid": Text(
            "La pièce d'identité est en cours de validité le jour du dépôt, son dernier jour compris.",
            "The identity document is in force on the filing day, its last day included.",
        ),
        "proof_of_residence_provided": Text(
            "Le dossier contient un justificatif de domicile.", "The dossier contains a proof of residence."
        ),
        "proof_of_residence_attests": Text(
            "Le justificatif montre où se trouve la résidence principale ; l'outil le présume, sauf indication "
            "contraire.",
            "The proof shows where the applicant mainly lives; this tool presumes so unless the dossier says "
            "otherwise.",
        ),
        "proof_of_residence_recent": Text(
            "Le justificatif ne date pas d'après le dépôt, et il a moins de trois mois ce jour-là ; trois mois jour "
            "pour jour après sa date, il est trop ancien.",
            "The proof is not dated after the filing day, and less than three months old on it; three months to the "
            "day after its date it is too old.",
        ),
        "proof_of_residence_recent.anniversary_included": Text(
            "Le justificatif ne date pas d'après le dépôt, qui a lieu au plus tard trois mois jour pour jour après sa "
            "date.",
            "The proof is not dated after the filing day, which is three months to the day after its date at the "
            "latest.",
        ),
        "proof_of_residence_recent.counted_backwards": Text(
            "Le justificatif ne date pas d'après le dépôt, et il est postérieur au jour qui le précède de trois mois.",
            "The proof is not dated after the filing day, but after the day that comes three months before it.",
        ),
        "quote_provided": Text(
            "Le dossier contient un devis de l'évaluation.", "The dossier contains a quote for the evaluation."
        ),
        "quote_from_evaluator": Text(
            "Le devis est établi par l'organisme qui réalise l'évaluation.",
            "The quote is drawn up by the body that carries out the evaluation.",
        ),
        "quote_names_applicant": Text(
            "Le devis porte le nom et le prénom du demandeur.", "The quote bears the applicant's name and first name."
        ),
        "dates_compatible": Text(
            "Les dates que le dossier ne dit pas encore peuvent être choisies de sorte que toutes les règles de date "
            "soient respectées.",
            "The dates that the dossier does not state yet can be chosen so that every rule about dates is met.",
        ),
    }
)
"""Each rule in one sentence, by its code; under another than the default reading, by its code and the reading."""


_CARD_KIND, _CARD_UNTIL = "applicant.identity_document.kind", "applicant.identity_document.valid_until"
_NOT_FILED = Unknown("filed_on")
_IS_CARD = Is(_CARD_KIND, IdentityDocumentKind.NATIONAL_IDENTITY_CARD)
_OF_THOSE_YEARS = NotAfter(Day(_CARD_UNTIL), Day(date(2023, 12, 31)))  # the day that the last of these cards prints

ATTENTION = (
    Attention(
        code="card_may_be_extended",
        conditions=(
            _OF_THOSE_YEARS,
            AnyOf((_IS_CARD, Unknown(_CARD_KIND))),
            AnyOf(
                tuple(
                    AllOf((known, NotAfter(Day(_CARD_UNTIL, days=1), day), NotAfter(day, Day(_CARD_UNTIL, months=60))))
                    for known, day in ((AllOf(()), FILED), (_NOT_FILED, Day(REOPENED)))
                )
            ),
        ),
        text=Text(
            "Carte française délivrée entre le 2 janvier 2004 et le 31 décembre 2013 à une personne alors majeure ? "
            "Elle reste valable cinq ans de plus que la date imprimée ; une carte étrangère n'est pas prolongée.",
            "A French card issued between 2 January 2004 and 31 December 2013 to a person who was then of age? "
            "It stays valid five years beyond the printed date; a foreign card has no such extension.",
        ),
    ),
    Attention(
        code="card_expired_even_if_extended",
        conditions=(_OF_THOSE_YEARS, _IS_CARD, NotAfter(Day(_CARD_UNTIL, months=60, days=1), FILED)),
        text=Text(
            "Même si cette carte est de celles qui restent valables cinq ans de plus que la date imprimée, elle ne "
            "l'est plus le jour du dépôt.",
            "Even if this card is one of those that stay valid five years beyond the printed date, it no longer is on "
            "the filing day.",
        ),
    ),
    Attention(
        code="initial_already_certified",
        conditions=(
            Is("evaluation.stage", EvaluationStage.INITIAL),
            Is("evaluation.initial_outcome", InitialOutcome.CERTIFIED),
        ),
        text=Text(
            "Une évaluation initiale est demandée alors qu'une précédente a déjà donné la certification : "
            "à vérifier avec le demandeur.",
            "An initial evaluation is asked for although an earlier one already gave the certificate: "
            "to be checked with the applicant.",
        ),
    ),
    Attention(
        code="already_certified",
        conditions=(Unknown("evaluation.stage"), Is("evaluation.initial_outcome", InitialOutcome.CERTIFIED)),
        text=Text(
            "L'évaluation initiale a déjà donné la certification : une évaluation finale n'aurait plus d'objet, "
            "une nouvelle évaluation initiale serait à vérifier avec le demandeur.",
            "The initial evaluation already gave the certificate: a final one would serve no purpose, "
            "another initial one would have to be checked with the applicant.",
        ),
    ),
    Attention(
        code="other_document",
        conditions=(Is(_CARD_KIND, IdentityDocumentKind.OTHER),),
        text=Text(
            "La page de la Région ne nomme pas ce document (un récépissé de demande de titre de séjour, par exemple) : "
            "il appartient à la Région de l'apprécier.",
            "The Region's page does not name this document (a receipt for a residence permit, for instance): "
            "it is for the Region to assess it.",
        ),
    ),
)
"""Points of attention, in the order in which they are said."""

SOURCE = Source(
    title="Guide des aides : aides individuelles aux certifications CléA",
    publisher="Région Nouvelle-Aquitaine",
    transcribed_on=date(2026, 11, 23),
)
"""What these rules transcribe."""
