"""A whole service's path: the records behind one request on a portal, turned into facts, and the facts decided.

The records have the shapes of API Particulier v3 (job seeker), API Recherche d'entreprises (evaluator) and Démarches
simplifiées (request). What the service has to read off the documents themselves stands in ``DOCUMENTS``.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clea_eligibility import (
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    Dossier,
    Eligible,
    Evaluation,
    EvaluationStage,
    Evaluator,
    IdentityDocument,
    IdentityDocumentKind,
    Ineligible,
    ProofOfResidence,
    Quote,
    Undetermined,
    decide,
)
from clea_eligibility.evidence import (
    department_of,
    identity_card_valid_until,
    merge_accreditations,
    paris_day,
    same_person,
)

Record = Mapping[str, Any]

JOB_SEEKER: Record = {
    "identite": {
        "nom_naissance": "LEVEQUE",
        "nom_usage": "DUPOND",
        "prenom": "MARIE ANGE JEANNE",
        "date_naissance": "1983-05-17",
    },
    "inscription": {"date_debut": "2025-10-01", "date_fin": None, "categorie": {"code": "1", "libelle": "…"}},
    "adresse": {"code_postal": "37160", "code_cog_insee_commune": "86042", "localite": "BUXEUIL"},
}

EVALUATOR: Record = {
    "siege": {"siret": "10000000100017", "code_postal": "75012", "etat_administratif": "A"},
    "matching_etablissements": [
        {"siret": "10000000100017", "est_siege": True, "code_postal": "75012", "etat_administratif": "A"},
        {"siret": "10000000100025", "est_siege": False, "code_postal": "87032", "etat_administratif": "A"},
    ],
}

ACCREDITATIONS: tuple[Record, ...] = (  # as Certif Pro lists them, by establishment
    {"siret": "10000000100025", "certification": "socle", "du": "2026-03-13", "au": "2029-03-12"},
    {"siret": "10000000100025", "certification": "socle", "du": "2023-03-13", "au": "2026-03-12"},
    {"siret": "10000000100025", "certification": "numerique", "du": "2024-01-01", "au": "2024-12-31"},
)

REQUEST: Record = {
    "dateDepot": "2026-02-18T09:12:44Z",
    "datePassageEnConstruction": "2026-02-18T23:20:05Z",  # complete: the quote came in twenty minutes past midnight
    "certification": "socle",
    "evaluation": "initial",
    "dateDebutEvaluation": "2026-03-12",
    "dateFinEvaluation": "2026-03-20",
    "siretEvaluateur": "10000000100025",
}

DOCUMENTS: Record = {
    "identite": {"type": "carte_identite", "delivree_le": "2013-04-02", "valable_jusqu_au": "2023-04-01"},
    "domicile": {"etabli_le": "2026-01-15"},
    "devis": {"siret": "10000000100025", "nom": "Mme Marie-Ange DUPOND"},
}


def main() -> None:
    """Decide the request above, and print what the service would say."""
    match decide(dossier_from_records(JOB_SEEKER, EVALUATOR, ACCREDITATIONS, REQUEST, DOCUMENTS)):
        case Eligible(amount):
            print(f"meets the published criteria: {amount} euros")
        case Ineligible(reasons):
            print("fails the published criteria:", *(finding.rule.label("en") for finding in reasons), sep="\n- ")
        case Undetermined(missing):
            print("cannot be decided yet:", *(fact.question("en") for fact in missing), sep="\n- ")


def dossier_from_records(
    job_seeker: Record, evaluator: Record, accreditations: tuple[Record, ...], request: Record, documents: Record
) -> Dossier:
    """The facts behind the records. What they do not tell stays unknown."""
    identity = job_seeker["identite"]
    quote = documents["devis"]
    starts_on, ends_on = (day(request[name]) for name in ("dateDebutEvaluation", "dateFinEvaluation"))
    certification, siret = CertificationKind(request["certification"]), request["siretEvaluateur"]
    return Dossier(
        filed_on=paris_day(datetime.fromisoformat(request["datePassageEnConstruction"])),
        filing_open=True,  # it was received
        applicant=Applicant(
            is_job_seeker=looks_for_a_job(job_seeker["inscription"]),
            department=department_of(commune=job_seeker["adresse"]["code_cog_insee_commune"]),
            identity_document=identity_document(documents["identite"], born_on=day(identity["date_naissance"])),
            proof_of_residence=ProofOfResidence(issued_on=day(documents["domicile"]["etabli_le"])),
        ),
        certification=Certification(kind=certification),
        evaluation=Evaluation(stage=EvaluationStage(request["evaluation"]), starts_on=starts_on, ends_on=ends_on),
        evaluator=Evaluator(
            department=department_of(postal_code=establishment(evaluator, siret)["code_postal"]),
            accreditation=merge_accreditations(
                [accreditation(record) for record in accreditations if record["siret"] == siret],
                certification,
                starts_on,
                ends_on,
            ),
        ),
        quote=Quote(
            from_evaluator=quote["siret"] == siret,
            names_applicant=same_person(
                quote["nom"],
                birth_family_name=identity["nom_naissance"],
                used_family_name=identity["nom_usage"],
                given_names=identity["prenom"],
            ),
        ),
    )


def day(text: str) -> date:
    """A calendar day as records write it."""
    return date.fromisoformat(text)


def looks_for_a_job(registration: Record) -> bool | None:
    """Who is registered does; who is not may still: ask."""
    return True if registration["date_fin"] is None else None


def identity_document(record: Record, born_on: date) -> IdentityDocument:
    """A French identity card; its holder was of age when it was issued, or not."""
    issued_on = day(record["delivree_le"])
    of_age = (issued_on.year, issued_on.month, issued_on.day) >= (born_on.year + 18, born_on.month, born_on.day)
    return IdentityDocument(
        kind=IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        valid_until=identity_card_valid_until(day(record["valable_jusqu_au"]), issued_on, of_age),
    )


def establishment(company: Record, siret: str) -> Record:
    """The establishment that evaluates: the head office may be anywhere."""
    return next(one for one in company["matching_etablissements"] if one["siret"] == siret)


def accreditation(record: Record) -> Accreditation:
    """One period on Certif Pro's list."""
    return Accreditation(
        certification=CertificationKind(record["certification"]),
        valid_from=day(record["du"]),
        valid_until=day(record["au"]),
    )


if __name__ == "__main__":
    main()
