"""What to do about a dossier, in words: sentences written by hand, in both languages."""

from datetime import date
from typing import Any

import pytest
from brute_force import ACCREDITED_FROM, ACCREDITED_UNTIL, ENDS, FILED, IDENTITY_UNTIL, PROOF_ISSUED, STARTS
from making import Facts, eligible_but

from clea_eligibility import FACTS, GUIDE, CertificationKind, CleaError, Dossier, IdentityDocumentKind, RuleSet
from clea_eligibility.explain import advise
from clea_eligibility.explain._phrases import DATE_NAMES
from clea_eligibility.explain.plans import repair_said
from clea_eligibility.planning import repairs
from clea_eligibility.rules import AllOf, Condition, Day, Is, NotAfter, OneOf

QUOTE: Facts = {"quote.provided": False, "quote.from_evaluator": None, "quote.names_applicant": None}
TODAY = date(2026, 3, 5)
LATE = date(2026, 3, 14)
SPRING: Facts = {
    FILED: date(2026, 4, 2),
    STARTS: date(2026, 5, 4),
    ENDS: date(2026, 5, 5),
    PROOF_ISSUED: date(2026, 3, 20),
}


def advice(changes: Facts, lang: Any, today: date = TODAY, **more: Any) -> str:
    """What is advised, with plain spaces and apostrophes as they are typed."""
    said = advise(eligible_but(changes), lang, today=today, **more)
    return said.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


# An eligible dossier filed on 2 March 2026, with a proof of 15 January, for 1 and 2 April, but for these facts.
BY_HAND: list[tuple[Facts, date, str, str]] = [
    (
        {**SPRING, PROOF_ISSUED: date(2025, 12, 15)},
        date(2026, 4, 4),
        (
            "- Le demandeur joint un autre justificatif de domicile, daté de moins de trois mois le jour du dépôt "
            "(5 janvier 2026 ou après, pour un dépôt le 4 avril 2026), qui montre où il réside à titre principal. "
            "Le demandeur dépose le dossier complet le 13 avril 2026 au plus tard."
        ),
        (
            "- The applicant adds another proof of residence, less than three months old on the filing day "
            "(5 January 2026 or later, for a filing on 4 April 2026), which shows where they mainly live. "
            "The applicant files the complete dossier on 13 April 2026 at the latest."
        ),
    ),
    (
        {**SPRING, **QUOTE},
        date(2026, 4, 4),
        (
            "Pour rester dans les délais, il doit être complet au plus tard le 13 avril 2026 (le 12 avril 2026 "
            "convient dans toutes les lectures) ; ensuite, il faudrait reporter l'évaluation."
        ),
        (
            "To be in time, it must be complete by 13 April 2026 (12 April 2026 is safe under every reading); after "
            "that, the evaluation would have to be postponed."
        ),
    ),
    (
        {**SPRING, **QUOTE, PROOF_ISSUED: date(2026, 1, 8)},
        date(2026, 4, 4),
        (
            "Pour que les pièces jointes conviennent encore, il doit être complet au plus tard le 7 avril 2026 ; "
            "ensuite, il faudrait aussi en remplacer une : toutes sont jugées au même jour."
        ),
        (
            "For the documents in it to do still, it must be complete by 7 April 2026; after that, one of them would "
            "have to be replaced, too: all are judged on the same day."
        ),
    ),
    (
        {**SPRING, **QUOTE},
        date(2026, 4, 4),
        (
            "1. L'organisme évaluateur établit un devis aux nom et prénom du demandeur, qui le joint au dossier. "
            "Le demandeur dépose le dossier complet le 13 avril 2026 au plus tard.\n"
            "2. Le demandeur joint un devis établi à ses nom et prénom par un autre évaluateur, situé en "
            "Nouvelle-Aquitaine, habilité pour CléA Socle au moins les 4 et 5 mai 2026."
        ),
        (
            "1. The evaluator draws up a quote in the applicant's name and first name, and the applicant adds it. "
            "The applicant files the complete dossier on 13 April 2026 at the latest.\n"
            "2. The applicant adds a quote drawn up in their name and first name by another evaluator, located in "
            "Nouvelle-Aquitaine, accredited for CléA Socle at least on 4 and 5 May 2026."
        ),
    ),
    (
        {FILED: LATE},
        LATE,
        (
            "- L'organisme évaluateur reporte l'évaluation : au plus tôt les 4 et 5 avril 2026, au plus tard les 30 et "
            "31 décembre 2027. Ce résultat dépend de la lecture du texte ; dans toutes les lectures conviennent : une "
            "évaluation au plus tôt les 5 et 6 avril 2026, au plus tard les 30 et 31 décembre 2027."
        ),
        (
            "- The evaluator postpones the evaluation: on 4 and 5 April 2026 at the earliest, on 30 and 31 December "
            "2027 at the latest. This depends on how the page is read; what is safe under every reading: an "
            "evaluation on 5 and 6 April 2026 at the earliest, on 30 and 31 December 2027 at the latest."
        ),
    ),
    (
        {ACCREDITED_UNTIL: date(2026, 3, 31)},
        TODAY,
        (
            "1. L'organisme évaluateur avance l'évaluation : au plus tôt les 23 et 24 mars 2026, au plus tard les 30 "
            "et 31 mars 2026.\n2. L'organisme évaluateur justifie d'une habilitation couvrant toute l'évaluation (par "
            "renouvellement, par exemple)."
        ),
        (
            "1. The evaluator brings the evaluation forward: on 23 and 24 March 2026 at the earliest, on 30 and 31 "
            "March 2026 at the latest.\n2. The evaluator shows an accreditation covering the whole evaluation (by "
            "renewal, for instance)."
        ),
    ),
    (
        {IDENTITY_UNTIL: date(2026, 3, 1)},
        TODAY,
        (
            "- Le demandeur joint une pièce d'identité valable le 5 mars 2026 (carte nationale, passeport, ou titre "
            "de séjour qui permet de travailler en métropole). Le demandeur dépose le dossier complet le 11 mars 2026 "
            "au plus tard."
        ),
        (
            "- The applicant adds an identity document valid on 5 March 2026 (national card, passport, or residence "
            "permit that authorises work in metropolitan France). The applicant files the complete dossier on 11 March "
            "2026 at the latest."
        ),
    ),
    (
        {"applicant.department": "49"},
        TODAY,
        "\n\nAucune correction du dossier ne lève ce motif.",
        "\n\nNothing in the dossier can change this.",
    ),
    (
        {"certification.kind": CertificationKind.MANAGEMENT, "applicant.department": "49"},
        TODAY,
        (
            "Aucune correction du dossier ne lève ces motifs : « Résidence principale en Nouvelle-Aquitaine » ; "
            "« Certification couverte par l'aide »."
        ),
        (
            'Nothing in the dossier can change these: "Main residence in Nouvelle-Aquitaine"; "Certification covered '
            'by the aid".'
        ),
    ),
    (
        {"certification.kind": CertificationKind.MANAGEMENT},
        TODAY,
        "La page n'exclut pas une nouvelle demande : pour CléA Socle ou CléA Numérique.",
        "The page does not rule out a fresh request: for CléA Socle or CléA Numérique.",
    ),
    (
        {STARTS: None, ENDS: None},
        TODAY,
        (
            "L'évaluation peut avoir lieu du 23 mars 2026 au 31 décembre 2027 (à partir du 24 mars 2026 dans toutes "
            "les lectures)."
        ),
        "The evaluation can take place from 23 March 2026 to 31 December 2027 (from 24 March 2026 on under every",
    ),
    (
        {FILED: None, "filing_open": None},
        TODAY,
        "Dossier complet à déposer au plus tard le 11 mars 2026 (le 10 mars 2026 convient dans toutes les lectures).",
        "The complete dossier must be filed by 11 March 2026 (10 March 2026 is safe under every reading).",
    ),
    (
        {FILED: None, "filing_open": None},
        LATE,
        "À partir du 14 mars 2026, aucun jour de dépôt ne convient plus.",
        "From 14 March 2026 on, no filing day will do any more.",
    ),
    (
        {FILED: date(2026, 3, 12)},
        TODAY,
        "- Le dossier serait complet le 12 mars 2026 alors que l'évaluation commence le 1er avril 2026 ; il devrait",
        "- The dossier would be complete on 12 March 2026 but the evaluation starts on 1 April 2026; it would have to",
    ),
    (
        {FILED: date(2026, 3, 11)},
        TODAY,
        (
            "Selon une autre lecture de la page, le dossier ne remplirait pas les critères publiés.\n"
            "Le dernier jour de dépôt qui convient dans toutes les lectures est le 10 mars 2026."
        ),
        (
            "Under another reading of the page, the dossier would not meet the published criteria.\n"
            "The last filing day that is safe under every reading is 10 March 2026."
        ),
    ),
    (
        {"evaluator.department": "49"},
        LATE,
        "Ce nouvel évaluateur reporte l'évaluation : au plus tôt les 4 et 5 avril 2026.",
        "The new evaluator postpones the evaluation: on 4 and 5 April 2026 at the earliest.",
    ),
    (
        {STARTS: None},
        TODAY,
        "À demander à l'organisme évaluateur :\n- Quel jour l'évaluation commence",
        "To ask the evaluator:\n- On which day does",
    ),
]


@pytest.mark.parametrize(("changes", "today", "french", "english"), BY_HAND)
def test_the_advice_is_written_as_a_person_would(changes: Facts, today: date, french: str, english: str) -> None:
    assert french in advice(changes, "fr", today)
    assert english in advice(changes, "en", today)


def test_verdict_reasons_repairs_and_deadline_stand_in_this_order() -> None:
    assert advice({**SPRING, **QUOTE}, "en", date(2026, 4, 4)).split("\n\n")[:2] == [
        (
            "Document missing or not in order: as it stands, the dossier does not meet the published criteria. "
            "Amount if the dossier is completed in time: €450."
        ),
        "Reason:\n- The dossier does not contain a quote.",
    ]
    starts = [part.splitlines()[0] for part in advice({**SPRING, **QUOTE}, "fr", date(2026, 4, 4)).split("\n\n")[1:3]]
    assert starts == ["Motif :", "Pour y remédier, une seule de ces solutions suffit :"]


def test_today_has_to_be_said() -> None:
    with pytest.raises(TypeError, match="today"):
        advise(eligible_but({}))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="today: expected a date, got None"):
        advise(eligible_but({}), today=None)  # type: ignore[arg-type]


def test_nothing_is_advised_for_the_past() -> None:
    said = advice({FILED: LATE}, "en", LATE)
    assert "files the complete dossier" not in said


def test_a_dossier_beyond_repair_has_its_reason_once_and_no_calendar() -> None:
    said = advice({"applicant.department": "49"}, "fr")
    assert said.count("hors de Nouvelle-Aquitaine") == 1
    assert "2026" not in said


def test_what_is_eligible_has_nothing_to_change_whatever_the_day() -> None:
    said = advice({}, "en", date(2100, 1, 1))
    assert said == "The dossier meets the published criteria. Flat amount: €450."


def test_statements_are_numbered_for_those_who_ask() -> None:
    assert "(S13)" not in advice({"applicant.department": "49"}, "fr")
    assert "hors de Nouvelle-Aquitaine (S13)." in advice({"applicant.department": "49"}, "fr", statements=True)


def test_dates_that_today_leaves_no_room_for_are_named() -> None:
    until_june = NotAfter(Day(FILED), Day(date(2026, 6, 30)))
    rules: RuleSet = GUIDE.evolve(id="until-june", requires={"filed_three_weeks_before": until_june})
    said = advice({FILED: None, "filing_open": None}, "en", date(2026, 7, 1), rules=rules)
    assert "From 1 July 2026 on, no filing day will do any more.\n" in said
    assert "Nothing in the dossier can change this:\n- Whatever the missing dates, they cannot satisfy the rule" in said


def test_an_evaluator_that_other_rules_want_elsewhere_is_said_to_be_there() -> None:
    for departments, said in ((("75",), "located in department 75"), (("75", "92"), "departments 75 or 92")):
        rules = GUIDE.evolve(id="paris", requires={"evaluator_in_region": OneOf("evaluator.department", departments)})
        assert said in advice({}, "en", rules=rules)


def test_other_kinds_of_papers_are_listed() -> None:
    passport = GUIDE.evolve(
        id="passport",
        requires={"identity_document_accepted": Is("applicant.identity_document.kind", IdentityDocumentKind.PASSPORT)},
    )
    card: Facts = {"applicant.identity_document.kind": IdentityDocumentKind.NATIONAL_IDENTITY_CARD}
    assert "an identity document valid on 5 March 2026, of a kind that is accepted: passport." in advice(
        card, "en", rules=passport
    )
    until = NotAfter(Day(IDENTITY_UNTIL), Day(date(2026, 12, 31)))
    ending = GUIDE.evolve(
        id="ending",
        requires={"identity_document_valid": AllOf((until, GUIDE.rule("identity_document_valid").requires))},
    )
    assert "whose last day falls between 5 March 2026 and 31 December 2026 inclusive" in advice({}, "en", rules=ending)


HELD = Is("evaluator.accreditation.held", True)
ANY_ACCREDITATION = {"accreditation_fits_certification": HELD, "accreditation_covers_evaluation": HELD}
NOT_HELD: Facts = {"evaluator.accreditation.held": False}


@pytest.mark.parametrize(
    ("requires", "changes", "said"),
    [
        pytest.param(
            {"identity_document_accepted": Is("applicant.identity_document.provided", True)},
            {IDENTITY_UNTIL: date(2026, 3, 1)},
            "The applicant adds an identity document valid on 5 March 2026. The applicant files",
            id="an identity document of any kind",
        ),
        pytest.param(
            {"identity_document_valid": Is("applicant.identity_document.provided", True)},
            {"applicant.identity_document.kind": IdentityDocumentKind.OTHER},
            (
                "The applicant adds an identity document in force on the filing day (national card, passport, or "
                "residence permit that authorises work in metropolitan France). The applicant files"
            ),
            id="an identity document with any last day",
        ),
        pytest.param(
            {"proof_of_residence_recent": Is("applicant.proof_of_residence.provided", True)},
            {"applicant.proof_of_residence.attests_main_residence": False},
            "The applicant adds another proof of residence, which shows where they mainly live. The applicant files",
            id="a proof of residence of any age",
        ),
        pytest.param(
            {"evaluator_in_region": HELD, **ANY_ACCREDITATION},
            {**NOT_HELD, ACCREDITED_FROM: None, ACCREDITED_UNTIL: None},
            "quote drawn up in their name and first name by another evaluator. The applicant files",
            id="another evaluator, wherever and whenever accredited",
        ),
        pytest.param(
            ANY_ACCREDITATION,
            NOT_HELD,
            "by another evaluator, located in Nouvelle-Aquitaine, accredited. The applicant files",
            id="another evaluator, whenever accredited, though days are known of the present one",
        ),
        pytest.param(
            {"evaluator_in_region": HELD},
            NOT_HELD,
            "by another evaluator, accredited for CléA Socle at least on 1 and 2 April 2026. The applicant files",
            id="another evaluator, wherever",
        ),
        pytest.param(
            {"accreditation_covers_evaluation": NotAfter(Day(ACCREDITED_FROM), Day(STARTS))},
            NOT_HELD,
            "in Nouvelle-Aquitaine, accredited for CléA Socle from 1 April 2026 or before. The applicant files",
            id="another evaluator, accredited for however long",
        ),
        pytest.param(
            {"accreditation_covers_evaluation": NotAfter(Day(ENDS), Day(ACCREDITED_UNTIL))},
            NOT_HELD,
            "in Nouvelle-Aquitaine, accredited for CléA Socle at least until 2 April 2026. The applicant files",
            id="another evaluator, accredited from whenever",
        ),
    ],
)
def test_nothing_is_asked_of_what_is_new_that_other_rules_do_not_ask(
    requires: dict[str, Condition], changes: Facts, said: str
) -> None:
    assert said in advice(changes, "en", rules=GUIDE.evolve(id="lenient", requires=requires))


def test_an_evaluation_that_can_be_as_early_as_one_likes_has_its_last_days_alone() -> None:
    unfiled: Facts = {FILED: None, PROOF_ISSUED: None, ACCREDITED_FROM: None, ACCREDITED_UNTIL: date(2026, 3, 31)}
    earlier = repairs(eligible_but(unfiled))[0]
    assert repair_said(earlier, "en").replace("\u00a0", " ") == (
        "The evaluator brings the evaluation forward: on 30 and 31 March 2026 at the latest."
    )


def test_a_repair_alone_names_its_days() -> None:
    accredited = repairs(eligible_but({ACCREDITED_UNTIL: date(2026, 3, 31)}), today=TODAY)[1]
    assert repair_said(accredited, "en").endswith(
        "(by renewal, for instance), which ends on 2 April 2026 at the earliest."
    )


def test_an_empty_dossier_has_no_last_day() -> None:
    assert advise(Dossier(), "en", today=TODAY).endswith(
        "The evaluation can take place from 26 March 2026 on (from 27 March 2026 on under every reading)."
    )


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(CleaError, match="expected 'fr' or 'en', got 'de'"):
        advise(Dossier(), "de", today=TODAY)  # type: ignore[arg-type]


def test_every_date_has_a_name() -> None:
    assert list(DATE_NAMES) == [fact.path for fact in FACTS if fact.type == "date"]
