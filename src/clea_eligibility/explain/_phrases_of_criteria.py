"""What is said of each criterion, by status, in French and English."""

from collections.abc import Mapping
from types import MappingProxyType

from clea_eligibility.explain._phrases import ABROAD, FAILS, MET, PRESUMED, UNKNOWN, Wording

CRITERIA: Mapping[str, tuple[Wording, ...]] = MappingProxyType(
    {
        "filing_open": (
            Wording(MET, "Le dépôt en ligne était ouvert le {filed_on}", "Online filing was open on {filed_on}"),
            Wording(MET, "Le dépôt en ligne était ouvert", "Online filing was open"),
            Wording(
                FAILS,
                "Le dépôt en ligne était fermé le {filed_on}, jour du dépôt",
                "Online filing was closed on {filed_on}, the day of filing",
            ),
            Wording(
                FAILS, "Le dépôt en ligne était fermé le jour du dépôt", "Online filing was closed on the filing day"
            ),
            Wording(
                PRESUMED,
                "Le dépôt en ligne est présumé ouvert le {filed_on}, comme tous les jours à partir du "
                "{earliest filed_on}",
                "Online filing is presumed open on {filed_on}, as on every day from {earliest filed_on}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le dépôt en ligne était ouvert le {filed_on}",
                "It remains to be established whether online filing was open on {filed_on}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le dépôt en ligne était ouvert le jour du dépôt",
                "It remains to be established whether online filing was open on the filing day",
            ),
        ),
        "job_seeker": (
            Wording(MET, "La personne qui demande l'aide cherche un emploi", "The applicant is looking for a job"),
            Wording(
                FAILS,
                "La personne qui demande l'aide ne cherche pas d'emploi",
                "The applicant is not looking for a job",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la personne qui demande l'aide cherche un emploi",
                "It remains to be established whether the applicant is looking for a job",
            ),
        ),
        "lives_in_region": (
            Wording(
                MET,
                "La résidence principale se trouve en Nouvelle-Aquitaine (département {applicant.department})",
                "The main residence is in Nouvelle-Aquitaine (department {applicant.department})",
            ),
            Wording(
                FAILS,
                "La résidence principale se trouve à l'étranger, et non en Nouvelle-Aquitaine",
                "The main residence is abroad, not in Nouvelle-Aquitaine",
                when=("applicant.department", ABROAD),
            ),
            Wording(
                FAILS,
                "La résidence principale se trouve dans le département {applicant.department}, hors de "
                "Nouvelle-Aquitaine",
                "The main residence is in department {applicant.department}, outside Nouvelle-Aquitaine",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la résidence principale se trouve en Nouvelle-Aquitaine",
                "It remains to be established whether the main residence is in Nouvelle-Aquitaine",
            ),
        ),
        "certification_covered": (
            Wording(MET, "L'aide couvre la certification {certification.kind}", "The aid covers {certification.kind}"),
            Wording(
                FAILS,
                "L'aide ne couvre pas {certification.kind}, mais seulement {accepted certification.kind}",
                "The aid does not cover {certification.kind}, only {accepted certification.kind}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir quelle certification est demandée",
                "It remains to be established which certification is asked for",
            ),
        ),
        "final_after_unsuccessful_initial": (
            Wording(
                MET,
                "L'évaluation initiale n'a pas abouti à la certification",
                "The initial evaluation did not lead to the certificate",
            ),
            Wording(
                FAILS,
                "L'évaluation initiale a déjà abouti à la certification ; une évaluation finale n'a plus d'objet",
                "The initial evaluation already led to the certificate; a final one has no purpose",
            ),
            Wording(
                PRESUMED,
                "L'évaluation initiale est présumée n'avoir pas abouti à la certification, puisqu'une finale est "
                "demandée",
                "The initial evaluation is presumed not to have led to the certificate, since a final one is asked for",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation initiale a abouti à la certification ; il reste à établir si une finale est demandée",
                "The initial evaluation led to the certificate; it remains to be established whether a final one "
                "is asked for",
                when=("initial_outcome", "certified"),
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'évaluation demandée est initiale ou finale",
                "It remains to be established whether an initial or a final evaluation is asked for",
            ),
        ),
        "filed_three_weeks_before": (
            Wording(
                MET,
                "Le dossier a été déposé le {filed_on} ; il pouvait l'être jusqu'au {latest filed_on}",
                "The dossier was filed on {filed_on}; the last day to do so was {latest filed_on}",
            ),
            Wording(
                FAILS,
                "Le dossier a été déposé le {filed_on} alors que l'évaluation commence le {starts_on} ; "
                "il fallait le déposer au plus tard le {latest filed_on}",
                "The dossier was filed on {filed_on} but the evaluation starts on {starts_on}; "
                "it had to be filed by {latest filed_on} at the latest",
            ),
            Wording(
                UNKNOWN,
                "Le dossier a été déposé le {filed_on} ; l'évaluation doit commencer au plus tôt le "
                "{earliest starts_on}",
                "The dossier was filed on {filed_on}; the evaluation must not start before {earliest starts_on}",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation commence le {starts_on} ; le dossier doit être déposé au plus tard le {latest filed_on}",
                "The evaluation starts on {starts_on}; the dossier must be filed by {latest filed_on} at the latest",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir quel jour le dossier est déposé et quel jour l'évaluation commence",
                "It remains to be established when the dossier is filed and when the evaluation starts",
            ),
        ),
        "evaluator_in_region": (
            Wording(
                MET,
                "L'établissement évaluateur se trouve en Nouvelle-Aquitaine (département {evaluator.department})",
                "The evaluating establishment is in Nouvelle-Aquitaine (department {evaluator.department})",
            ),
            Wording(
                FAILS,
                "L'établissement évaluateur se trouve à l'étranger, et non en Nouvelle-Aquitaine",
                "The evaluating establishment is abroad, not in Nouvelle-Aquitaine",
                when=("evaluator.department", ABROAD),
            ),
            Wording(
                FAILS,
                "L'établissement évaluateur se trouve dans le département {evaluator.department}, "
                "hors de Nouvelle-Aquitaine",
                "The evaluating establishment is in department {evaluator.department}, outside Nouvelle-Aquitaine",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'établissement évaluateur se trouve en Nouvelle-Aquitaine",
                "It remains to be established whether the evaluating establishment is in Nouvelle-Aquitaine",
            ),
        ),
        "evaluator_accredited": (
            Wording(
                MET,
                "L'organisme évaluateur détient une habilitation Certif Pro",
                "The evaluator holds a Certif Pro accreditation",
            ),
            Wording(
                FAILS,
                "L'organisme évaluateur ne détient pas d'habilitation Certif Pro",
                "The evaluator does not hold a Certif Pro accreditation",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'organisme évaluateur détient une habilitation Certif Pro",
                "It remains to be established whether the evaluator holds a Certif Pro accreditation",
            ),
        ),
        "accreditation_fits_certification": (
            Wording(
                MET,
                "L'habilitation porte bien sur {accreditation.certification}",
                "The accreditation is indeed for {accreditation.certification}",
            ),
            Wording(
                FAILS,
                "L'habilitation porte sur {accreditation.certification}, alors que l'aide ne couvre que "
                "{accepted accreditation.certification}",
                "The accreditation is for {accreditation.certification}, but the aid covers only "
                "{accepted accreditation.certification}",
            ),
            Wording(
                FAILS,
                "L'habilitation porte sur {accreditation.certification} alors que le dossier demande "
                "{certification.kind}",
                "The accreditation is for {accreditation.certification} but the dossier asks for {certification.kind}",
            ),
            Wording(
                PRESUMED,
                "L'habilitation est présumée porter sur la certification demandée",
                "The accreditation is presumed to be for the certification asked for",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation porte sur {accreditation.certification} ; il reste à établir si c'est la "
                "certification demandée",
                "The accreditation is for {accreditation.certification}; it remains to be established whether that "
                "is the certification asked for",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'habilitation porte sur la certification demandée",
                "It remains to be established whether the accreditation is for the certification asked for",
            ),
        ),
        "accreditation_covers_evaluation": (
            Wording(MET, "L'habilitation couvre toute l'évaluation", "The accreditation covers the whole evaluation"),
            Wording(
                FAILS,
                "L'habilitation est valable du {valid_from} au {accreditation.valid_until} ; pour couvrir toute "
                "l'évaluation, elle devait commencer au plus tard le {latest valid_from} et durer au moins jusqu'au "
                "{earliest accreditation.valid_until}",
                "The accreditation is valid from {valid_from} to {accreditation.valid_until}; to cover the whole "
                "evaluation, it had to begin by {latest valid_from} at the latest and last at least until "
                "{earliest accreditation.valid_until}",
            ),
            Wording(
                FAILS,
                "L'habilitation commence le {valid_from} alors que l'évaluation commence le {starts_on} ; "
                "elle devait commencer au plus tard le {latest valid_from}",
                "The accreditation begins on {valid_from} but the evaluation starts on {starts_on}; "
                "it had to begin by {latest valid_from} at the latest",
            ),
            Wording(
                FAILS,
                "L'habilitation prend fin le {accreditation.valid_until} alors que l'évaluation se termine le "
                "{ends_on} ; elle devait durer au moins jusqu'au {earliest accreditation.valid_until}",
                "The accreditation ends on {accreditation.valid_until} but the evaluation ends on {ends_on}; "
                "it had to last at least until {earliest accreditation.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "Pour couvrir toute l'évaluation, l'habilitation doit commencer au plus tard le {latest valid_from} "
                "et durer au moins jusqu'au {earliest accreditation.valid_until}",
                "To cover the whole evaluation, the accreditation must begin by {latest valid_from} at the latest "
                "and last at least until {earliest accreditation.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation est valable du {valid_from} au {accreditation.valid_until} ; l'évaluation doit "
                "commencer au plus tôt le {earliest starts_on} et se terminer au plus tard le {latest ends_on}",
                "The accreditation is valid from {valid_from} to {accreditation.valid_until}; the evaluation must not "
                "start before {earliest starts_on} nor end after {latest ends_on}",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation prend fin le {accreditation.valid_until} ; l'évaluation doit se terminer au plus tard "
                "le {latest ends_on}",
                "The accreditation ends on {accreditation.valid_until}; the evaluation must not end after "
                "{latest ends_on}",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation commence le {valid_from} ; l'évaluation doit commencer au plus tôt le "
                "{earliest starts_on}",
                "The accreditation begins on {valid_from}; the evaluation must not start before {earliest starts_on}",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation se termine le {ends_on} ; l'habilitation doit durer au moins jusqu'au "
                "{earliest accreditation.valid_until}",
                "The evaluation ends on {ends_on}; the accreditation must last at least until "
                "{earliest accreditation.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation commence le {starts_on} ; l'habilitation doit commencer au plus tard le "
                "{latest valid_from}",
                "The evaluation starts on {starts_on}; the accreditation must begin by {latest valid_from} at the "
                "latest",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'habilitation couvre toute l'évaluation",
                "It remains to be established whether the accreditation covers the whole evaluation",
            ),
        ),
        "dates_compatible": (
            Wording(
                MET,
                "Les règles de dates ne se contredisent pas entre elles pour ce dossier",
                "The date rules do not contradict one another for this dossier",
            ),
            Wording(
                FAILS,
                "Aucun choix des dates manquantes ne permet de respecter {rules} ; dates connues : {dates}",
                "No choice of the missing dates can satisfy {rules}; known dates: {dates}",
            ),
            Wording(
                FAILS,
                "Aucun choix des dates manquantes ne permet de respecter {rules}",
                "No choice of the missing dates can satisfy {rules}",
            ),
            Wording(
                FAILS,
                "Quoi que l'on réponde à ce qui manque, le dossier ne peut pas respecter {irreconcilable}",
                "Whatever the answers to what is missing, the dossier cannot satisfy {irreconcilable}",
            ),
        ),
    }
)
"""The wordings of each criterion, by code."""
