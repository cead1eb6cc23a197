"""What a case officer would write of one rule, in one dossier: sentences written by hand.

``~`` stands for the no-break space and ``^`` for the narrow one, so that they can be seen.
"""

from datetime import date

from making import Facts

from clea_eligibility import CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome
from clea_eligibility.text import Language

APRIL = {
    "filed_on": date(2026, 4, 10),
    "evaluation.starts_on": date(2026, 4, 27),
    "evaluation.ends_on": date(2026, 4, 28),
    "applicant.proof_of_residence.issued_on": date(2026, 3, 2),
}
NOT_PLANNED = {"evaluation.starts_on": None, "evaluation.ends_on": None}
NOT_ACCREDITED = {
    "evaluator.accreditation.held": False,
    "evaluator.accreditation.certification": None,
    "evaluator.accreditation.valid_from": None,
    "evaluator.accreditation.valid_until": None,
}
NO_IDENTITY_DOCUMENT = {
    "applicant.identity_document.provided": False,
    "applicant.identity_document.kind": None,
    "applicant.identity_document.valid_until": None,
}
JUNE = {
    **NOT_PLANNED,
    "filed_on": date(2026, 6, 1),
    "applicant.proof_of_residence.issued_on": date(2026, 5, 4),
    "evaluator.accreditation.valid_until": date(2026, 6, 10),
}

# Filed on 2 March 2026 for an evaluation on 1 and 2 April, but for these facts.
BY_HAND: list[tuple[Facts, str, Language, str]] = [
    (
        APRIL,
        "filed_three_weeks_before",
        "fr",
        (
            "Le dossier était complet le 10~avril~2026 alors que l'évaluation commence le 27~avril~2026^; "
            "il devait l'être au plus tard le 6~avril~2026 (S9, S24)."
        ),
    ),
    (
        APRIL,
        "filed_three_weeks_before",
        "en",
        (
            "The dossier was complete on 10 April 2026 but the evaluation starts on 27 April 2026; "
            "it had to be complete by 6 April 2026 (S9, S24)."
        ),
    ),
    (
        {"evaluation.starts_on": date(2026, 3, 22)},
        "filed_three_weeks_before",
        "fr",
        (
            "Le dossier était complet le 2~mars~2026 alors que l'évaluation commence le 22~mars~2026^; "
            "il devait l'être au plus tard le 1er~mars~2026 (S9, S24)."
        ),
    ),
    (
        {},
        "filed_three_weeks_before",
        "en",
        "The dossier was complete on 2 March 2026; the last day possible was 11 March 2026 (S9, S24).",
    ),
    (
        NOT_PLANNED,
        "filed_three_weeks_before",
        "fr",
        "Le dossier était complet le 2~mars~2026^; l'évaluation doit commencer au plus tôt le 23~mars~2026 (S9, S24).",
    ),
    (
        {"filed_on": None},
        "filed_three_weeks_before",
        "en",
        "The evaluation starts on 1 April 2026; the dossier must be complete by 11 March 2026 (S9, S24).",
    ),
    (
        {"filed_on": None, **NOT_PLANNED},
        "filed_three_weeks_before",
        "fr",
        "Il reste à établir quel jour le dossier est complet et quel jour l'évaluation commence (S9, S24).",
    ),
    (
        {"filing_open": None},
        "filing_open",
        "fr",
        (
            "Le dépôt en ligne est présumé ouvert le 2~mars~2026, comme tous les jours à partir du 1er~mars~2026 "
            "(S3, S4, S8)."
        ),
    ),
    (
        {"filing_open": False},
        "filing_open",
        "en",
        "Online filing is stated to be closed on 2 March 2026, the day of filing (S3, S4, S8).",
    ),
    (
        {"applicant.is_job_seeker": False},
        "job_seeker",
        "fr",
        "Le demandeur ne cherche pas d'emploi (S13).",
    ),
    (
        {"applicant.department": "49"},
        "lives_in_region",
        "en",
        "The main residence is in Maine-et-Loire (49), outside Nouvelle-Aquitaine (S13).",
    ),
    (
        {"applicant.department": "974"},
        "lives_in_region",
        "fr",
        "La résidence principale se trouve à La Réunion (974), hors de Nouvelle-Aquitaine (S13).",
    ),
    (
        {"applicant.department": "86"},
        "lives_in_region",
        "fr",
        "La résidence principale se trouve dans la Vienne (86), en Nouvelle-Aquitaine (S13).",
    ),
    (
        {"evaluator.department": "01"},
        "evaluator_in_region",
        "fr",
        "L'établissement évaluateur se trouve dans l'Ain (01), hors de Nouvelle-Aquitaine (S25).",
    ),
    (
        {"evaluator.department": "79"},
        "evaluator_in_region",
        "en",
        "The evaluating establishment is in Deux-Sèvres (79), which lies in Nouvelle-Aquitaine (S25).",
    ),
    (
        {"applicant.department": "99"},
        "lives_in_region",
        "fr",
        "La résidence principale se trouve à l'étranger, et non en Nouvelle-Aquitaine (S13).",
    ),
    (
        {"certification.kind": CertificationKind.MANAGEMENT},
        "certification_covered",
        "fr",
        "L'aide ne couvre pas CléA Management, mais seulement CléA Socle et CléA Numérique (S7).",
    ),
    (
        {"evaluation.stage": EvaluationStage.FINAL, "evaluation.initial_outcome": InitialOutcome.CERTIFIED},
        "final_after_unsuccessful_initial",
        "en",
        "The initial evaluation already led to the certificate; a final one serves no purpose any more (S15).",
    ),
    (
        {"evaluation.stage": EvaluationStage.FINAL},
        "final_after_unsuccessful_initial",
        "fr",
        (
            "L'évaluation initiale est présumée n'avoir pas abouti à la certification, puisqu'une finale est demandée "
            "(S15)."
        ),
    ),
    (
        {"evaluator.department": "49"},
        "evaluator_in_region",
        "fr",
        "L'établissement évaluateur se trouve en Maine-et-Loire (49), hors de Nouvelle-Aquitaine (S25).",
    ),
    (NOT_ACCREDITED, "evaluator_accredited", "en", "The evaluator does not hold a Certif Pro accreditation (S26)."),
    (
        {"evaluator.accreditation.certification": CertificationKind.NUMERIQUE},
        "accreditation_fits_certification",
        "fr",
        "L'habilitation porte sur CléA Numérique alors que la demande porte sur CléA Socle (S26).",
    ),
    (
        {"evaluator.accreditation.certification": None},
        "accreditation_fits_certification",
        "en",
        "The accreditation is presumed to be for the certification asked for (S26).",
    ),
    (
        {"evaluator.accreditation.valid_until": date(2026, 4, 1)},
        "accreditation_covers_evaluation",
        "fr",
        (
            "L'habilitation prend fin le 1er~avril~2026 alors que l'évaluation se termine le 2~avril~2026^; "
            "elle devait durer au moins jusqu'au 2~avril~2026 (S26)."
        ),
    ),
    (
        {
            "evaluator.accreditation.valid_from": date(2026, 4, 2),
            "evaluator.accreditation.valid_until": date(2026, 4, 2),
        },
        "accreditation_covers_evaluation",
        "en",
        (
            "The accreditation begins on 2 April 2026 but the evaluation starts on 1 April 2026; "
            "it had to begin by 1 April 2026 (S26)."
        ),
    ),
    (
        {
            "evaluation.ends_on": date(2026, 4, 10),
            "evaluator.accreditation.valid_from": date(2026, 4, 2),
            "evaluator.accreditation.valid_until": date(2026, 4, 9),
        },
        "accreditation_covers_evaluation",
        "fr",
        (
            "L'habilitation est valable du 2~avril~2026 au 9~avril~2026^; pour couvrir toute l'évaluation, elle devait "
            "commencer au plus tard le 1er~avril~2026 et durer au moins jusqu'au 10~avril~2026 (S26)."
        ),
    ),
    (
        {"evaluator.accreditation.valid_from": None, "evaluator.accreditation.valid_until": None},
        "accreditation_covers_evaluation",
        "en",
        (
            "To cover the whole evaluation, the accreditation must begin by 1 April 2026 "
            "and last at least until 2 April 2026 (S26)."
        ),
    ),
    (
        {"evaluator.accreditation.valid_from": date(2026, 4, 1), "evaluator.accreditation.valid_until": None},
        "accreditation_covers_evaluation",
        "en",
        "The evaluation ends on 2 April 2026; the accreditation must last at least until 2 April 2026 (S26).",
    ),
    (
        {
            "evaluator.accreditation.valid_from": date(2026, 4, 1),
            "evaluator.accreditation.valid_until": date(2026, 4, 1),
        },
        "accreditation_covers_evaluation",
        "en",
        (
            "The accreditation ends on 1 April 2026 but the evaluation ends on 2 April 2026; "
            "it had to last at least until 2 April 2026 (S26)."
        ),
    ),
    (
        NO_IDENTITY_DOCUMENT,
        "identity_document_provided",
        "fr",
        "Aucune pièce d'identité n'est jointe au dossier (S33, S34).",
    ),
    (
        {
            "applicant.identity_document.kind": IdentityDocumentKind.RESIDENCE_PERMIT,
            "applicant.identity_document.permits_work": False,
        },
        "identity_document_accepted",
        "en",
        "The residence permit does not authorise work in metropolitan France (S34).",
    ),
    (
        {"applicant.identity_document.kind": IdentityDocumentKind.OTHER},
        "identity_document_accepted",
        "fr",
        (
            "La pièce d'identité n'est ni une carte nationale d'identité, ni un passeport, ni un titre de séjour "
            "autorisant à travailler en France métropolitaine (S34)."
        ),
    ),
    (
        {"applicant.identity_document.valid_until": date(2026, 3, 1)},
        "identity_document_valid",
        "fr",
        (
            "La pièce d'identité n'est valable que jusqu'au 1er~mars~2026 alors que le dossier était complet "
            "le 2~mars~2026 (S34)."
        ),
    ),
    (
        {"applicant.proof_of_residence.issued_on": date(2026, 3, 3)},
        "proof_of_residence_recent",
        "en",
        (
            "The proof of residence is dated 3 March 2026 but the dossier was complete on 2 March 2026; "
            "it had to be dated 2 March 2026 at the latest (S35)."
        ),
    ),
    (
        {"applicant.proof_of_residence.issued_on": date(2025, 11, 30)},
        "proof_of_residence_recent",
        "fr",
        (
            "Le justificatif de domicile est daté du 30~novembre~2025 alors que le dossier était complet "
            "le 2~mars~2026^; tout devait être réuni au plus tard le 27~février~2026, ou le justificatif dater "
            "du 3~décembre~2025 au plus tôt (S35)."
        ),
    ),
    (
        {"filed_on": date(2026, 5, 30), "applicant.proof_of_residence.issued_on": date(2026, 2, 10)},
        "proof_of_residence_recent",
        "fr",
        (
            "Le justificatif de domicile est daté du 10~février~2026 alors que le dossier était complet "
            "le 30~mai~2026^; tout devait être réuni au plus tard le 9~mai~2026, ou le justificatif dater "
            "du 1er~mars~2026 au plus tôt (S35)."
        ),
    ),
    (
        {"applicant.proof_of_residence.issued_on": None},
        "proof_of_residence_recent",
        "en",
        (
            "The dossier was complete on 2 March 2026; the proof of residence must be dated from 3 December 2025 "
            "to 2 March 2026, both days included (S35)."
        ),
    ),
    (
        {"applicant.proof_of_residence.attests_main_residence": None},
        "proof_of_residence_attests",
        "fr",
        "Le justificatif de domicile est présumé attester la résidence principale (S35).",
    ),
    (
        {"quote.names_applicant": False},
        "quote_names_applicant",
        "en",
        "The quote does not carry the applicant's name and first name (S36).",
    ),
    (
        {"filed_on": None, "filing_open": False},
        "filing_open",
        "fr",
        "Le dépôt en ligne est indiqué comme fermé (S3, S4, S8).",
    ),
    (
        {
            "filed_on": None,
            "applicant.identity_document.valid_until": date(2021, 6, 15),
            "applicant.proof_of_residence.issued_on": date(2026, 2, 20),
        },
        "dates_compatible",
        "fr",
        (
            "La pièce d'identité est valable jusqu'au 15~juin~2021, avant même la date du justificatif de domicile "
            "(20~février~2026)~: aucun jour de dépôt ne convient aux deux (S34, S35)."
        ),
    ),
    (
        {
            "filed_on": None,
            "evaluation.starts_on": date(2026, 2, 24),
            "applicant.proof_of_residence.issued_on": date(2026, 2, 20),
        },
        "dates_compatible",
        "en",
        (
            "The evaluation starts on 24 February 2026; the dossier had to be complete by 3 February 2026, even before "
            "the date of the proof of residence (20 February 2026) (S9, S24, S35)."
        ),
    ),
    (
        {"evaluator.accreditation.certification": CertificationKind.MANAGEMENT},
        "accreditation_fits_certification",
        "fr",
        "L'habilitation porte sur CléA Management^; seules conviennent CléA Socle et CléA Numérique (S26).",
    ),
    (
        JUNE,
        "dates_compatible",
        "fr",
        (
            "Quelle que soit la date de l'évaluation, elle serait trop proche du dépôt ou hors habilitation~: "
            "dossier complet le 1er~juin~2026, habilitation valable du 1er~janvier~2025 au 10~juin~2026 "
            "(S9, S24, S26)."
        ),
    ),
    (
        {"evaluation.starts_on": None, "evaluator.accreditation.valid_from": date(2026, 4, 3)},
        "dates_compatible",
        "en",
        (
            'Whatever the missing dates, they cannot satisfy the rule "Accreditation covering the whole evaluation"; '
            "known dates: evaluation ending on 2 April 2026, accreditation valid from 3 April 2026 "
            "to 31 December 2027 (S26)."
        ),
    ),
]
