"""What to do about a dossier, in words: sentences written by hand, in both languages."""

from datetime import date
from typing import Any

import pytest
from brute_force import ACCREDITED_UNTIL, ENDS, FILED, IDENTITY_UNTIL, PROOF_ISSUED, STARTS
from making import Facts, eligible_but

from clea_eligibility import (
    FACTS,
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    IdentityDocumentKind,
    RuleSet,
)
from clea_eligibility.explain import advise
from clea_eligibility.explain._phrases import CHANGES, DATE_NAMES
from clea_eligibility.explain._phrases import LEVERS as WORDS_OF_LEVERS
from clea_eligibility.planning._repairs import LEVERS
from clea_eligibility.rules import Day, NotAfter

QUOTE = {"quote.provided": False, "quote.from_evaluator": None, "quote.names_applicant": None}
TODAY = date(2026, 3, 14)


def advice(changes: Facts, lang: Any, **more: Any) -> str:
    """What is advised, with plain spaces."""
    return advise(eligible_but(changes), lang, **more).replace("\u00a0", " ").replace("\u202f", " ")


# An eligible dossier filed on 2 March 2026, with a proof of 15 January, for 1 and 2 April, but for one fault.
BY_HAND: list[tuple[Facts, str, str]] = [
    (
        {FILED: date(2026, 3, 14)},
        (
            "1. La personne qui demande l'aide dépose le dossier entre le 15 janvier 2026 et le 11 mars 2026 inclus "
            "(au plus près : le 11 mars 2026)."
        ),
        (
            "1. The applicant files the dossier between 15 January 2026 and 11 March 2026 inclusive "
            "(the nearest: 11 March 2026)."
        ),
    ),
    (
        {FILED: date(2026, 3, 14), ACCREDITED_UNTIL: date(9999, 12, 31)},
        (
            "2. L'organisme évaluateur déplace l'évaluation, qui commence alors le 4 avril 2026 au plus tôt, "
            "pour finir le 5 avril 2026 au plus tôt."
        ),
        (
            "2. The evaluator moves the evaluation, which then starts on 4 April 2026 at the earliest, "
            "to end on 5 April 2026 at the earliest."
        ),
    ),
    (
        {PROOF_ISSUED: date(2025, 11, 30)},
        (
            "2. La personne qui demande l'aide joint un justificatif de domicile, "
            "établi entre le 3 décembre 2025 et le 2 mars 2026 inclus (au plus près : le 3 décembre 2025), "
            "qui montre où elle réside à titre principal."
        ),
        (
            "2. The applicant adds a proof of residence, issued between 3 December 2025 "
            "and 2 March 2026 inclusive (the nearest: 3 December 2025), which shows where they mainly live."
        ),
    ),
    (
        {"applicant.proof_of_residence.attests_main_residence": False, FILED: None},
        (
            "- La personne qui demande l'aide joint un justificatif de domicile, "
            "établi le 11 mars 2026 au plus tard, "
            "qui montre où elle réside à titre principal."
        ),
        (
            "- The applicant adds a proof of residence, issued on 11 March 2026 at the latest, "
            "which shows where they mainly live."
        ),
    ),
    (
        {IDENTITY_UNTIL: date(2026, 3, 1)},
        (
            "2. La personne qui demande l'aide joint une pièce d'identité, d'un type accepté : "
            "carte nationale d'identité, passeport ou titre de séjour "
            "(un titre de séjour doit autoriser à travailler en France métropolitaine), "
            "dont la validité se termine le 2 mars 2026 au plus tôt."
        ),
        (
            "2. The applicant adds an identity document, of a kind that is accepted: "
            "national identity card, passport or residence permit "
            "(a residence permit has to authorise work in metropolitan France), "
            "whose last day falls on 2 March 2026 at the earliest."
        ),
    ),
    (
        {"applicant.identity_document.kind": IdentityDocumentKind.OTHER},
        (
            "- La personne qui demande l'aide joint une pièce d'identité, d'un type accepté : "
            "carte nationale d'identité, passeport ou titre de séjour "
            "(un titre de séjour doit autoriser à travailler en France métropolitaine), "
            "dont la validité se termine le 2 mars 2026 au plus tôt."
        ),
        (
            "- The applicant adds an identity document, of a kind that is accepted: "
            "national identity card, passport or residence permit "
            "(a residence permit has to authorise work in metropolitan France), "
            "whose last day falls on 2 March 2026 at the earliest."
        ),
    ),
    (
        {
            "applicant.identity_document.kind": IdentityDocumentKind.RESIDENCE_PERMIT,
            "applicant.identity_document.permits_work": False,
        },
        (
            "- La personne qui demande l'aide joint une pièce d'identité, d'un type accepté : "
            "carte nationale d'identité, passeport ou titre de séjour "
            "(un titre de séjour doit autoriser à travailler en France métropolitaine), "
            "dont la validité se termine le 2 mars 2026 au plus tôt."
        ),
        (
            "- The applicant adds an identity document, of a kind that is accepted: "
            "national identity card, passport or residence permit "
            "(a residence permit has to authorise work in metropolitan France), "
            "whose last day falls on 2 March 2026 at the earliest."
        ),
    ),
    (
        QUOTE,
        "2. L'organisme évaluateur établit un devis au nom et au prénom de la personne qui demande l'aide.",
        "2. The evaluator draws up a quote in the applicant's name and first name.",
    ),
    (
        {"evaluator.department": "49", "evaluator.accreditation.certification": CertificationKind.NUMERIQUE},
        (
            "- La personne qui demande l'aide joint un devis établi à son nom et à son prénom "
            "par un autre évaluateur, situé dans l'un des "
            "départements 16, 17, 19, 23, 24, 33, 40, 47, 64, 79, 86 ou 87, habilité pour CléA Socle, "
            "dont l'habilitation commence le 1er avril 2026 au plus tard "
            "et dont l'habilitation se termine le 2 avril 2026 au plus tôt."
        ),
        (
            "- The applicant adds a quote drawn up in their name and first name by another evaluator, "
            "located in one of the departments "
            "16, 17, 19, 23, 24, 33, 40, 47, 64, 79, 86 or 87, accredited for CléA Socle, "
            "whose accreditation begins on 1 April 2026 at the latest "
            "and whose accreditation ends on 2 April 2026 at the earliest."
        ),
    ),
    (
        {ACCREDITED_UNTIL: date(2026, 3, 31)},
        "3. L'organisme évaluateur obtient une habilitation, qui se termine le 2 avril 2026 au plus tôt.",
        "3. The evaluator obtains an accreditation, which ends on 2 April 2026 at the earliest.",
    ),
    (
        {ACCREDITED_UNTIL: date(2026, 3, 31)},
        "- Dernier jour de validité de l'habilitation : le 2 avril 2026 au plus tôt (date connue : 31 mars",
        "- Last day of the accreditation: on 2 April 2026 at the earliest (known: 31 March 2026, too early)",
    ),
    (
        {ACCREDITED_UNTIL: date(9999, 12, 31)},
        "- Dernier jour de validité de l'habilitation : le 2 avril 2026 au plus tôt (date connue : sans fin)",
        "- Last day of the accreditation: on 2 April 2026 at the earliest (known: no end)",
    ),
    (
        {FILED: date(2026, 3, 14)},
        "- Dépôt du dossier : entre le 15 janvier 2026 et le 11 mars 2026 inclus (date connue : 14 mars",
        "- Filing of the dossier: between 15 January 2026 and 11 March 2026 inclusive (known: 14 March 2026, too late)",
    ),
    (
        {FILED: date(2026, 3, 14)},
        "Changer une seule autre date ne suffirait pas.",
        "To change any other date alone would not be enough.",
    ),
    (
        {FILED: date(2026, 3, 14), ACCREDITED_UNTIL: date(2026, 3, 31)},
        "Changer une seule date ne suffirait pas.",
        "To change one date alone would not be enough.",
    ),
    (
        {FILED: date(2026, 3, 14)},
        "Pour y remédier, une seule de ces solutions suffit :",
        "To mend it, any one of these is enough:",
    ),
    ({"evaluator.department": "49"}, "Pour y remédier :", "To mend it:"),
    (
        {"applicant.department": "49"},
        (
            "Personne ne peut y remédier :\n"
            "- La résidence principale se trouve dans le département 49, hors de "
            "Nouvelle-Aquitaine (S13)."
        ),
        ("Nobody can mend this:\n- The main residence is in department 49, outside Nouvelle-Aquitaine (S13)."),
    ),
    (
        {STARTS: None, ENDS: None},
        "- Début de l'évaluation : entre le 23 mars 2026 et le 31 décembre 2027 inclus\n",
        "- Start of the evaluation: between 23 March 2026 and 31 December 2027 inclusive\n",
    ),
    (
        {STARTS: None},
        "Ce qui manque :\n- Quel jour l'évaluation commence",
        "What is missing:\n- On which day does",
    ),
]


@pytest.mark.parametrize(("changes", "french", "english"), BY_HAND)
def test_the_advice_is_written_as_a_person_would(changes: Facts, french: str, english: str) -> None:
    assert french in advice(changes, "fr")
    assert english in advice(changes, "en")


def test_verdict_reasons_repairs_and_days_stand_in_this_order() -> None:
    assert advice(QUOTE, "en").split("\n\n")[:2] == [
        "Incomplete dossier: as it stands, it does not meet the published criteria. Amount: €0.",
        "Reason:\n- The dossier does not contain a quote (S33, S36).",
    ]
    starts = [part.splitlines()[0] for part in advice(QUOTE, "fr").split("\n\n")[1:]]
    assert starts == [
        "Motif :",
        "Pour y remédier, une seule de ces solutions suffit :",
        "Les jours possibles de chaque date, les autres dates connues restant inchangées :",
    ]


def test_nothing_is_advised_for_the_past() -> None:
    said = advice({FILED: date(2026, 3, 14)}, "en", today=TODAY)
    assert "files the dossier" not in said
    assert "The evaluator moves the evaluation, which then starts between 4 April 2026" in said


def test_a_known_date_that_may_stay_is_not_said_to_be_wrong_for_lying_in_the_past() -> None:
    said = advice({"evaluator.department": "49"}, "en", today=TODAY)
    assert (
        "- Date of the proof of residence: between 3 December 2025 and 2 March 2026 inclusive (known: 15 January"
        in said
    )


def test_it_says_when_it_is_too_late_to_file() -> None:
    late: Facts = {FILED: None, "filing_open": None}
    said = advice(late, "en", today=TODAY)
    assert "From 14 March 2026 on, no filing day will do any more." in said
    assert "- Start of the evaluation" not in said  # its end would have to move with it
    assert "The evaluator moves the evaluation" in said
    assert "À partir du 14 mars 2026, aucun jour de dépôt ne convient plus." in advice(late, "fr", today=TODAY)


def test_what_is_eligible_has_nothing_to_change_whatever_the_day() -> None:
    said = advice({}, "en", today=date(2100, 1, 1))
    assert "enough" not in said
    assert "mend" not in said


def test_it_says_when_the_nearest_day_hangs_on_a_reading() -> None:
    said = advice({FILED: date(2026, 3, 14)}, "en")
    assert "(the nearest: 11 March 2026). On the nearest day, the outcome depends on how the page is read." in said


def test_the_dates_of_what_is_not_there_are_not_said() -> None:
    facts: Facts = {"evaluator.accreditation.held": False, "applicant.identity_document.provided": False}
    said = advice(facts, "en")
    assert "accreditation:" not in said
    assert "identity document:" not in said


def test_dates_that_today_leaves_no_room_for_are_named() -> None:
    until_june = NotAfter(Day(FILED), Day(date(2026, 6, 30)))
    rules: RuleSet = GUIDE.evolve(id="until-june", requires={"filed_three_weeks_before": until_june})
    said = advice({FILED: None, "filing_open": None}, "en", today=date(2026, 7, 1), rules=rules)
    no_day = 'No choice of the missing dates can satisfy the rule "Filed three weeks before the evaluation".'
    assert f"Nobody can mend this:\n- {no_day}" in said


def test_an_empty_dossier_has_no_bounds() -> None:
    assert advise(Dossier(), "en").endswith("The rules do not bound any date yet.")
    assert advise(Dossier()).endswith("Les règles ne bornent encore aucune date.")


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(CleaError, match="expected 'fr' or 'en', got 'de'"):
        advise(Dossier(), "de")  # type: ignore[arg-type]


def test_every_lever_and_every_date_has_words() -> None:
    assert set(WORDS_OF_LEVERS) == set(LEVERS)
    assert list(DATE_NAMES) == [fact.path for fact in FACTS if fact.type == "date"]
    assert {lever for lever, _ in CHANGES} == set(LEVERS)
    assert all(lever in fact.levers for lever, path in CHANGES for fact in FACTS if fact.path == path)
