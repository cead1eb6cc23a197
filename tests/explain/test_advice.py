"""What to do about a dossier, in words: sentences written by hand, in both languages."""

from datetime import date
from typing import Any

import pytest
from brute_force import ACCREDITED_FROM, ACCREDITED_UNTIL, ENDS, FILED, IDENTITY_UNTIL, PROOF_ISSUED, STARTS
from making import Facts, eligible_but
from sentences_by_hand import NOT_ACCREDITED

from clea_eligibility import FACTS, GUIDE, CertificationKind, CleaError, Dossier, IdentityDocumentKind, RuleSet
from clea_eligibility.explain import advise, checklist
from clea_eligibility.explain._phrases import DATE_NAMES
from clea_eligibility.explain.plans import repair_said
from clea_eligibility.planning import repairs
from clea_eligibility.rules import AllOf, Condition, Day, Is, NotAfter, OneOf

QUOTE: Facts = {"quote.provided": False, "quote.from_evaluator": None, "quote.names_applicant": None}
NO_END = date(9999, 12, 31)
AS_TYPED = str.maketrans("\u00a0\u202f\u2019", "  '")
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
    return advise(eligible_but(changes), lang, today=today, **more).translate(AS_TYPED)


# An eligible dossier filed on 2 March 2026, with a proof of 15 January, for 1 and 2 April, but for these facts.
BY_HAND: list[tuple[Facts, date, str, str]] = [
    (
        {**SPRING, PROOF_ISSUED: date(2025, 12, 15)},
        date(2026, 4, 4),
        (
            "- Le demandeur joint un autre justificatif de domicile, daté de moins de trois mois le jour du dépôt "
            "(5 janvier 2026 ou après, pour un dépôt le 4 avril 2026 ; 14 janvier 2026 ou après, pour un dépôt le "
            "13 avril 2026), qui montre où il réside à titre principal.\n\nLe dossier doit être complet, avec toutes "
            "ses pièces, au plus tard le 13 avril 2026 (le 12 avril 2026 convient dans toutes les lectures) ; ensuite, "
            "il faudrait reporter l'évaluation."
        ),
        (
            "- The applicant adds another proof of residence, less than three months old on the filing day "
            "(5 January 2026 or later, for a filing on 4 April 2026; 14 January 2026 or later, for a filing on "
            "13 April 2026), which shows where they mainly live.\n\nThe dossier must be complete, with all its "
            "documents, by 13 April 2026 (12 April 2026 is safe under every reading); after that, the evaluation "
            "would have to be postponed."
        ),
    ),
    (
        {**SPRING, **QUOTE},
        date(2026, 4, 4),
        (
            "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 13 avril 2026 (le 12 avril 2026 "
            "convient dans toutes les lectures) ; ensuite, il faudrait reporter l'évaluation."
        ),
        (
            "The dossier must be complete, with all its documents, by 13 April 2026 (12 April 2026 is safe under every "
            "reading); after that, the evaluation would have to be postponed."
        ),
    ),
    (
        {**SPRING, **QUOTE, PROOF_ISSUED: date(2026, 1, 8)},
        date(2026, 4, 4),
        (
            "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 7 avril 2026 ; ensuite, il faudrait "
            "remplacer le justificatif de domicile, car toutes les pièces s'apprécient à la même date, et le dernier "
            "jour serait alors le 13 avril 2026 (le 12 avril 2026 convient dans toutes les lectures)."
        ),
        (
            "The dossier must be complete, with all its documents, by 7 April 2026; after that, the proof of residence "
            "would have to be replaced, since all documents are judged as of the same day, and the last day would then "
            "be 13 April 2026 (12 April 2026 is safe under every reading)."
        ),
    ),
    (
        {**SPRING, **QUOTE},
        date(2026, 4, 4),
        (
            "Pour y remédier :\n- L'organisme évaluateur établit un devis aux nom et prénom du demandeur, que celui-ci "
            "joint au dossier.\n\nLe dossier doit être complet"
        ),
        (
            "To put this right:\n- The evaluator draws up a quote in the applicant's name and first name, and the "
            "applicant adds it.\n\nThe dossier must be complete"
        ),
    ),
    (
        {FILED: LATE},
        LATE,
        (
            "- L'organisme évaluateur reporte l'évaluation : au plus tôt les 4 et 5 avril 2026 (à partir du 5 avril "
            "2026 dans toutes les lectures), au plus tard les 30 et 31 décembre 2027."
        ),
        (
            "- The evaluator postpones the evaluation: at the earliest on 4 and 5 April 2026 (from 5 April 2026 on "
            "under every reading), at the latest on 30 and 31 December 2027."
        ),
    ),
    (
        {ACCREDITED_UNTIL: date(2026, 3, 31)},
        TODAY,
        (
            "1. L'organisme évaluateur avance l'évaluation : au plus tôt les 23 et 24 mars 2026 (à partir du 24 mars "
            "2026 dans toutes les lectures), au plus tard les 30 et 31 mars 2026.\n2. L'organisme évaluateur justifie "
            "d'une habilitation couvrant toute l'évaluation (par "
            "renouvellement, par exemple)."
        ),
        (
            "1. The evaluator brings the evaluation forward: at the earliest on 23 and 24 March 2026 (from 24 March "
            "2026 on under every reading), at the latest on 30 and 31 March 2026.\n2. The evaluator shows an "
            "accreditation covering the whole evaluation (by "
            "renewal, for instance)."
        ),
    ),
    (
        {IDENTITY_UNTIL: date(2026, 3, 1)},
        TODAY,
        (
            "- Le demandeur joint une pièce d'identité en cours de validité le jour du dépôt (carte nationale, "
            "passeport, ou titre de séjour qui permet de travailler en métropole).\n\nLe dossier doit être complet, "
            "avec toutes ses pièces, au plus tard le 11 mars 2026 (le 10 mars 2026 convient dans toutes les lectures)"
        ),
        (
            "- The applicant adds an identity document in force on the filing day (national card, passport, or "
            "residence permit that authorises work in metropolitan France).\n\nThe dossier must be complete, with all "
            "its documents, by 11 March 2026 (10 March 2026 is safe under every reading)"
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
            "Aucune correction du dossier ne permet de respecter les règles « Résidence principale en "
            "Nouvelle-Aquitaine » et « Certification couverte par l'aide »."
        ),
        (
            'Nothing in the dossier can be changed so that the rules "Main residence in Nouvelle-Aquitaine" and '
            '"Certification covered by the aid" are met.'
        ),
    ),
    (
        {"certification.kind": CertificationKind.MANAGEMENT},
        TODAY,
        "La page de la Région n'exclut pas une nouvelle demande pour CléA Socle ou CléA Numérique.",
        "The Region's page does not rule out a fresh request for CléA Socle or CléA Numérique.",
    ),
    (
        {STARTS: None, ENDS: None},
        TODAY,
        (
            "Pour un dossier complet le 2 mars 2026, l'évaluation peut avoir lieu du 23 mars 2026 au 31 décembre 2027 "
            "(à partir du 24 mars 2026 dans toutes les lectures)."
        ),
        "For a dossier complete on 2 March 2026, the evaluation can take place from 23 March 2026 to 31 December 2027",
    ),
    (
        {FILED: None, "filing_open": None},
        TODAY,
        "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 11 mars 2026 (le 10 mars 2026 convient",
        "The dossier must be complete, with all its documents, by 11 March 2026 (10 March 2026 is safe under every",
    ),
    (
        {FILED: None, "filing_open": None},
        LATE,
        (
            "Sauf si le dossier était complet au plus tard le 11 mars 2026, il est trop tard pour l'évaluation qui "
            "commence le 1er avril 2026."
        ),
        (
            "Unless the dossier was complete by 11 March 2026, it is too late for the evaluation that starts on 1 "
            "April 2026."
        ),
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
            "Selon une autre lecture de la page de la Région, le dossier ne remplirait pas les critères publiés.\n"
            "La décision revient à la Région."
        ),
        (
            "Under another reading of the Region's page, the dossier would not meet the published criteria.\n"
            "The decision rests with the Region."
        ),
    ),
    (
        {"evaluator.department": "49"},
        LATE,
        "Ce nouvel évaluateur fixe l'évaluation : pour un dossier complet le 14 mars 2026, au plus tôt les 4 et 5",
        "The new evaluator sets the evaluation: for a dossier complete on 14 March 2026, at the earliest on 4 and 5",
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
            "Amount if the dossier is completed in time: €450.\nThe decision rests with the Region."
        ),
        "Reason:\n- The dossier does not contain a quote.",
    ]
    starts = [part.splitlines()[0] for part in advice({**SPRING, **QUOTE}, "fr", date(2026, 4, 4)).split("\n\n")[1:3]]
    assert starts == ["Motif :", "Pour y remédier :"]


def test_today_has_to_be_said() -> None:
    with pytest.raises(TypeError, match="today"):
        advise(eligible_but({}))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="today: expected a date without a time, got null"):
        advise(eligible_but({}), today=None)  # type: ignore[arg-type]


def test_nothing_is_advised_for_the_past() -> None:
    said = advice({FILED: LATE}, "en", date(2026, 3, 15))
    assert "files the complete dossier" not in said


def test_a_dossier_beyond_repair_has_its_reason_once_and_no_calendar() -> None:
    said = advice({"applicant.department": "49"}, "fr")
    assert said.count("hors de Nouvelle-Aquitaine") == 1
    assert "2026" not in said


def test_what_is_eligible_has_nothing_to_change_whatever_the_day() -> None:
    said = advice({}, "en", date(2100, 1, 1))
    assert said == "The dossier meets the published criteria. Flat amount: €450.\nThe decision rests with the Region."


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
    for departments, said in (
        (("75",), "located in Paris (75)"),
        (("75", "92"), "departments Paris (75) or Hauts-de-Seine (92)"),
    ):
        rules = GUIDE.evolve(id="paris", requires={"evaluator_in_region": OneOf("evaluator.department", departments)})
        assert said in advice({}, "en", rules=rules)


def test_other_kinds_of_papers_are_listed() -> None:
    passport = GUIDE.evolve(
        id="passport",
        requires={"identity_document_accepted": Is("applicant.identity_document.kind", IdentityDocumentKind.PASSPORT)},
    )
    card: Facts = {"applicant.identity_document.kind": IdentityDocumentKind.NATIONAL_IDENTITY_CARD}
    assert "an identity document in force on the filing day, of a kind that is accepted: passport." in advice(
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
            "The applicant adds an identity document in force on the filing day.\n\nThe dossier must",
            id="an identity document of any kind",
        ),
        pytest.param(
            {"identity_document_valid": Is("applicant.identity_document.provided", True)},
            {"applicant.identity_document.kind": IdentityDocumentKind.OTHER},
            (
                "The applicant adds an identity document (national card, passport, or "
                "residence permit that authorises work in metropolitan France).\n\nThe dossier must"
            ),
            id="an identity document with any last day",
        ),
        pytest.param(
            {"proof_of_residence_recent": Is("applicant.proof_of_residence.provided", True)},
            {"applicant.proof_of_residence.attests_main_residence": False},
            "The applicant adds another proof of residence, which shows where they mainly live.\n\nThe dossier must",
            id="a proof of residence of any age",
        ),
        pytest.param(
            {"evaluator_in_region": HELD, **ANY_ACCREDITATION},
            {**NOT_HELD, ACCREDITED_FROM: None, ACCREDITED_UNTIL: None},
            "quote drawn up in their name and first name by another evaluator, accredited.\n\nThe dossier must",
            id="another evaluator, wherever and whenever accredited",
        ),
        pytest.param(
            ANY_ACCREDITATION,
            NOT_HELD,
            "by another evaluator, located in Nouvelle-Aquitaine, accredited.\n\nThe dossier must",
            id="another evaluator, whenever accredited, though days are known of the present one",
        ),
        pytest.param(
            {"evaluator_in_region": HELD},
            NOT_HELD,
            "by another evaluator, accredited for CléA Socle at least on 1 and 2 April 2026.\n\nThe dossier must",
            id="another evaluator, wherever",
        ),
        pytest.param(
            {"accreditation_covers_evaluation": NotAfter(Day(ACCREDITED_FROM), Day(STARTS))},
            NOT_HELD,
            "in Nouvelle-Aquitaine, accredited for CléA Socle from 1 April 2026 or before.\n\nThe dossier must",
            id="another evaluator, accredited for however long",
        ),
        pytest.param(
            {"accreditation_covers_evaluation": NotAfter(Day(ENDS), Day(ACCREDITED_UNTIL))},
            NOT_HELD,
            "in Nouvelle-Aquitaine, accredited for CléA Socle at least until 2 April 2026.\n\nThe dossier must",
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
        "The evaluator brings the evaluation forward: at the latest on 30 and 31 March 2026. The applicant files the "
        "complete dossier at least three weeks before the evaluation starts, and by 9 March 2026 (8 March 2026 is safe "
        "under every reading)."
    )


def test_a_repair_alone_says_what_it_says_among_others() -> None:
    ends_early = eligible_but({**SPRING, FILED: date(2026, 4, 12), ACCREDITED_UNTIL: date(2026, 5, 4)})
    assert repair_said(repairs(ends_early, today=TODAY)[0], "en").replace("\u00a0", " ") == (
        "The evaluator brings the evaluation forward: for a dossier complete on 20 March 2026, at the earliest on 10 "
        "and 11 April 2026 (from 11 April 2026 on under every reading), at the latest on 3 and 4 May 2026. The "
        "applicant files the complete dossier at least three weeks before the evaluation starts, and between 20 March "
        "2026 and 12 April 2026 inclusive (11 April 2026 is safe under every reading)."
    )
    own = repair_said(repairs(ends_early, GUIDE.evolve(id="own"), today=TODAY)[0], "en").replace("\u00a0", " ")
    assert own.startswith("The evaluator moves the evaluation: for a dossier complete on 20 March 2026, on 3 and 4 May")
    accredited = repairs(eligible_but({ACCREDITED_UNTIL: date(2026, 3, 31)}), today=TODAY)[1]
    assert repair_said(accredited, "en") == (
        "The evaluator shows an accreditation covering the whole evaluation (by renewal, for instance)."
    )


def test_an_empty_dossier_has_no_last_day() -> None:
    assert advise(Dossier(), "en", today=TODAY).endswith(
        "\nFor a dossier complete on 5 March 2026, the evaluation can take place from 26 March 2026 on (from 27 March "
        "2026 on under every reading)."
    )


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(CleaError, match="expected 'fr' or 'en', got 'de'"):
        advise(Dossier(), "de", today=TODAY)  # type: ignore[arg-type]


def of_the_page(*codes: str) -> RuleSet:
    """These rules of the page, and none of its others but those that make an amount sure."""
    kept = (*codes, "certification_covered", "dates_compatible")
    return GUIDE.evolve(id="fewer", rules=tuple(rule for rule in GUIDE.rules if rule.code in kept))


def test_nothing_is_asked_of_a_paper_that_no_rule_asks() -> None:
    other: Facts = {"applicant.identity_document.kind": IdentityDocumentKind.OTHER}
    found = advice(other, "fr", rules=of_the_page("identity_document_provided", "identity_document_accepted"))
    assert (
        "- Le demandeur joint une pièce d'identité (carte nationale, passeport, ou titre de séjour qui permet de "
        "travailler en métropole).\n- Le demandeur dépose le dossier complet le 5 mars 2026 au plus tôt."
    ) in found
    found = advice(QUOTE, "en", rules=of_the_page("quote_provided"))
    assert found.endswith(
        "To put this right, all of this is needed:\n- The evaluator draws up a quote, and the applicant adds it.\n"
        "- The applicant files the complete dossier on 5 March 2026 at the earliest."
    )
    of_another: Facts = {"quote.from_evaluator": False}
    found = advice(of_another, "en", rules=of_the_page("quote_provided", "quote_from_evaluator"))
    assert "In any case:\n- The applicant files the complete dossier on 5 March 2026 at the earliest.\n\n" in found
    assert "1. The evaluator draws up a quote, and the applicant adds it.\n" in found
    assert found.endswith("2. The applicant adds a quote drawn up by another evaluator.")


def test_an_evaluator_is_said_to_be_accredited_where_that_is_all_that_is_asked() -> None:
    found = advice(NOT_ACCREDITED, "fr", rules=of_the_page("evaluator_accredited"))
    assert "- Le demandeur s'adresse à un autre évaluateur, habilité.\n- Le demandeur dépose" in found
    kinds = OneOf("applicant.identity_document.kind", (IdentityDocumentKind.RESIDENCE_PERMIT,))
    permits = GUIDE.evolve(id="permits", requires={"identity_document_accepted": kinds})
    assert "of a kind that is accepted: residence permit." in advice({}, "en", rules=permits)


def test_another_accreditation_is_not_said_to_cover_what_no_rule_asks_it_to() -> None:
    until = NotAfter(Day(date(2028, 6, 30)), Day(ACCREDITED_UNTIL))
    rules = GUIDE.evolve(id="long", requires={"accreditation_covers_evaluation": until})
    assert (
        "L'organisme évaluateur justifie d'une autre habilitation (par renouvellement, par exemple), qui se termine le "
        "30 juin 2028 au plus tôt."
    ) in advice({}, "fr", rules=rules)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 2, 1), None, "justificatif de domicile, daté du 1er février 2026 au plus tôt.\n"),
        (None, date(2025, 12, 31), "justificatif de domicile, daté du 31 décembre 2025 au plus tard.\n"),
        (date(2026, 2, 1), date(2026, 2, 1), "justificatif de domicile, daté du 1er février 2026.\n"),
        (
            date(2026, 2, 1),
            date(2026, 2, 9),
            "justificatif de domicile, daté d'un jour compris entre le 1er février 2026 et le 9 février 2026 inclus.\n",
        ),
    ],
)
def test_a_proof_is_dated_as_other_rules_ask(first: date | None, last: date | None, said: str) -> None:
    bounds = [NotAfter(Day(first), Day(PROOF_ISSUED))] if first else []
    bounds += [NotAfter(Day(PROOF_ISSUED), Day(last))] if last else []
    rules = GUIDE.evolve(
        id="dated",
        requires={
            "proof_of_residence_recent": AllOf(tuple(bounds)),
            "proof_of_residence_attests": Is("applicant.proof_of_residence.provided", True),
        },
    )
    assert said in advice({PROOF_ISSUED: date(2026, 1, 15)}, "fr", rules=rules)


def test_a_dossier_that_is_still_to_be_filed_is_told_the_safe_days_too() -> None:
    assert (
        "- L'organisme évaluateur reporte l'évaluation : pour un dossier complet le 14 mars 2026, au plus tôt les 4 et "
        "5 avril 2026 (à partir du 5 avril 2026 dans toutes les lectures), au plus tard les 30 et 31 décembre 2027."
    ) in advice({FILED: None, "filing_open": None}, "fr", LATE)


def test_the_days_of_a_proof_are_those_that_every_reading_admits() -> None:
    included = GUIDE.read(proof_of_residence_recent="anniversary_included")
    filed = date(2026, 3, 2)
    assert (
        "- Le demandeur joint un autre justificatif de domicile, daté de moins de trois mois le jour du dépôt "
        "(3 décembre 2025 ou après, pour un dépôt le 2 mars 2026 ; 12 décembre 2025 ou après, pour un dépôt le 11 mars "
        "2026), qui montre où il réside à titre principal.\n"
    ) in advice({FILED: filed, PROOF_ISSUED: date(2025, 11, 1)}, "fr", filed, rules=included)


# A dossier to be filed on 3 March 2026, three weeks before the evaluation; read strictly, 2 March is the last day.
SOON: Facts = {FILED: date(2026, 3, 3), STARTS: date(2026, 3, 24), ENDS: date(2026, 3, 25), **QUOTE}


@pytest.mark.parametrize(
    ("today", "french", "english"),
    [
        (
            date(2026, 3, 2),
            "au plus tard le 3 mars 2026 (le 2 mars 2026 convient dans toutes les lectures) ; ensuite, il faudrait",
            "by 3 March 2026 (2 March 2026 is safe under every reading); after that, the evaluation would",
        ),
        (
            date(2026, 3, 3),
            "le 3 mars 2026 (plus aucun jour de dépôt ne convient dans toutes les lectures) ; ensuite, il faudrait",
            "on 3 March 2026 (no filing day left is safe under every reading); after that, the evaluation would",
        ),
    ],
)
def test_the_day_by_which_every_solution_is_filed_is_told_once(today: date, french: str, english: str) -> None:
    for lang, said in (("fr", french), ("en", english)):
        found = advice(SOON, lang, today)
        assert found.count("3 mars 2026" if lang == "fr" else "3 March 2026") == 1
        assert said in found


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "fr",
            (
                "1. Le demandeur dépose le dossier complet le 3 mars 2026 (plus aucun jour de dépôt ne convient dans "
                "toutes les lectures) ; ensuite, il faudrait reporter l'évaluation.\n"
                "2. L'organisme évaluateur reporte l'évaluation : pour un dossier complet le 4 mars 2026, au plus tôt "
                "les 25 et 26 mars 2026 (à partir du 26 mars 2026 dans toutes les lectures), "
            ),
        ),
        (
            "en",
            (
                "1. The applicant files the complete dossier on 3 March 2026 (no filing day left is safe under every "
                "reading); after that, the evaluation would have to be postponed.\n"
                "2. The evaluator postpones the evaluation: for a dossier complete on 4 March 2026, at the earliest on "
                "25 and 26 March 2026 (from 26 March 2026 on under every reading), "
            ),
        ),
    ],
)
def test_solutions_that_move_different_days_each_tell_their_own(lang: Any, said: str) -> None:
    late = {**SOON, FILED: date(2026, 3, 4), **dict.fromkeys(QUOTE, True)}
    assert said in advice(late, lang, date(2026, 3, 3))


# A proof that is dated after the filing of 2 April 2026: another one, at once; or the same, and a later evaluation.
AFTERWARDS: Facts = {**SPRING, STARTS: date(2026, 5, 13), ENDS: date(2026, 5, 13), PROOF_ISSUED: date(2026, 5, 4)}


@pytest.mark.parametrize(
    ("lang", "filed", "postponed"),
    [
        (
            "fr",
            (
                "Le demandeur dépose le dossier complet au plus tard le 22 avril 2026 (le 21 avril 2026 convient dans "
                "toutes les lectures) ; ensuite, il faudrait reporter l'évaluation.\n2. "
            ),
            "2. L'organisme évaluateur reporte l'évaluation : pour un dossier complet le 4 mai 2026, ",
        ),
        (
            "en",
            (
                "The applicant files the complete dossier by 22 April 2026 (21 April 2026 is safe under every "
                "reading); after that, the evaluation would have to be postponed.\n2. "
            ),
            "2. The evaluator postpones the evaluation: for a dossier complete on 4 May 2026, ",
        ),
    ],
)
def test_a_day_to_file_by_stands_in_its_solution_where_another_moves_the_evaluation(
    lang: Any, filed: str, postponed: str
) -> None:
    found = advice(AFTERWARDS, lang, date(2026, 4, 10))
    assert filed in found
    assert postponed in found
    assert found.count("22 avril" if lang == "fr" else "22 April") == 2  # of the proof for that day, and of the filing
    assert len(found.split("\n\n")) == 3  # the verdict, the reason, the solutions


def test_days_that_hang_on_the_filing_day_are_not_said_of_one_of_many() -> None:
    unplanned: Facts = {STARTS: None, ENDS: None, ACCREDITED_UNTIL: date(2026, 3, 20)}
    found = advice(unplanned, "fr")
    assert (
        "habilité pour CléA Socle pour toute l'évaluation ; l'évaluation commencerait au plus tôt le 26 mars 2026 (à "
        "partir du 27 mars 2026 dans toutes les lectures). Le demandeur dépose le dossier complet au moins trois "
        "semaines avant le début de l'évaluation, et au plus tard le 14 avril 2026 ; ensuite, il faudrait remplacer le "
        "justificatif de domicile"
    ) in found
    assert (
        "couvrant toute l'évaluation (par renouvellement, par exemple) ; l'évaluation commencerait au plus tôt le "
        "23 mars 2026 (à partir du 24 mars 2026 dans toutes les lectures)."
    ) in found


def test_a_single_day_is_no_range() -> None:
    one_day: Facts = {STARTS: None, ENDS: None, ACCREDITED_FROM: date(2026, 6, 22), ACCREDITED_UNTIL: date(2026, 6, 22)}
    assert advice(one_day, "fr").endswith(" mars 2026, l'évaluation ne peut avoir lieu que le 22 juin 2026.")
    assert advice(one_day, "en").endswith(" March 2026, the evaluation can take place on 22 June 2026 alone.")
    soon = {**one_day, ACCREDITED_FROM: date(2026, 3, 20), ACCREDITED_UNTIL: date(2026, 3, 20)}
    assert "dossier complet le 2 mars 2026, habilitation valable le 20 mars 2026." in advice(soon, "fr")


def test_where_no_day_is_safe_for_the_evaluation_that_is_said() -> None:
    squeezed: Facts = {STARTS: None, ENDS: None, ACCREDITED_FROM: None, ACCREDITED_UNTIL: date(2026, 3, 23)}
    assert (
        "l'évaluation ne peut avoir lieu que le 23 mars 2026 (aucun jour ne convient dans toutes les lectures)."
    ) in advice(squeezed, "fr")


def test_a_safe_day_in_the_past_is_no_advice() -> None:
    on_time: Facts = {FILED: date(2026, 3, 11)}
    assert "(10 March 2026 is safe under every reading)" in advice(on_time, "en", date(2026, 3, 10))
    assert "10 March 2026" not in advice(on_time, "en", date(2026, 3, 11))


def test_the_day_from_which_filing_is_presumed_open_is_said_to_be_the_tools() -> None:
    presumed = (
        "L'outil ne présume le dépôt en ligne ouvert qu'à partir du 1er mars 2026 ; avant ce jour, il faut s'assurer "
        "qu'il l'est."
    )
    closed: Facts = {FILED: date(2026, 2, 10), "filing_open": False}
    found = advice(closed, "fr", date(2026, 2, 5))
    assert (
        "- Une fois le dépôt en ligne ouvert, le demandeur dépose le dossier complet au plus tard le 11 mars 2026 (le "
        "10 mars 2026 convient dans toutes les lectures) ; ensuite, il faudrait reporter l'évaluation.\n"
    ) in found
    assert found.endswith(f"\n\n{presumed}")
    unfiled: Facts = {FILED: None, "filing_open": None}
    assert advice(unfiled, "fr", date(2026, 2, 28)).endswith(f"\n\n{presumed}")
    assert presumed not in advice(unfiled, "fr", date(2026, 3, 1))
    assert presumed not in advice({FILED: date(2026, 2, 27)}, "fr", date(2026, 2, 26))  # stated to be open
    to_look = (
        "Avant de déposer, vérifiez que le dépôt en ligne est ouvert : la page de la Région annonce sa réouverture en "
        "février 2026, sans dire quel jour."
    )
    assert to_look in checklist(eligible_but(unfiled), today=date(2026, 2, 28)).translate(AS_TYPED)
    assert to_look not in checklist(eligible_but(unfiled), today=date(2026, 3, 1)).translate(AS_TYPED)


def test_every_date_has_a_name() -> None:
    assert list(DATE_NAMES) == [fact.path for fact in FACTS if fact.type == "date"]


# What a case officer found when she read every plan. Filed on no day yet, unless it is said; today is 2 March 2026.
UNFILED: Facts = {
    FILED: None,
    "filing_open": None,
    STARTS: date(2026, 4, 20),
    ENDS: date(2026, 4, 21),
    PROOF_ISSUED: date(2026, 2, 20),
}
MARCH = date(2026, 3, 2)
BY_30_MARCH = (
    "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 30 mars 2026 (le 29 mars 2026 convient dans "
    "toutes les lectures) ; ensuite, il faudrait reporter l'évaluation."
)


@pytest.mark.parametrize(
    ("changes", "today", "said"),
    [
        pytest.param(
            {IDENTITY_UNTIL: date(2021, 6, 15)},
            MARCH,
            ["\n\nPour y remédier :\n- Le demandeur joint une pièce d'identité en cours", BY_30_MARCH],
            id="a card that is out of date",
        ),
        pytest.param(
            {PROOF_ISSUED: date(2025, 10, 1)},
            MARCH,
            [
                (
                    "\n\nSauf si le dossier était complet au plus tard le 31 décembre 2025, le justificatif de "
                    "domicile est devenu trop ancien.\n\n"
                ),
                (
                    "(3 décembre 2025 ou après, pour un dépôt le 2 mars 2026 ; 31 décembre 2025 ou après, pour un "
                    "dépôt le 30 "
                ),
                BY_30_MARCH,
            ],
            id="a bill that has aged",
        ),
        pytest.param(
            {IDENTITY_UNTIL: date(2022, 10, 10), PROOF_ISSUED: None, "applicant.proof_of_residence.provided": False},
            MARCH,
            [
                (
                    "\n\nSauf si le dossier était complet au plus tard le 10 octobre 2022, dernier jour de validité de "
                    "la pièce d'identité, celle-ci ne convient plus.\n\n"
                ),
                BY_30_MARCH,
            ],
            id="a card that is out of date, and no bill",
        ),
        pytest.param(
            {"filing_open": False},
            MARCH,
            [
                (
                    "- Le dépôt en ligne est indiqué comme fermé.\n\nUne fois le dépôt en ligne ouvert, le demandeur "
                    "dépose le "
                    "dossier complet au plus tard le 30 mars 2026 (le 29 mars 2026 convient dans toutes les "
                    "lectures) ; ensuite, il faudrait reporter l'évaluation."
                )
            ],
            id="filing is closed, and nothing was filed",
        ),
        pytest.param(
            {STARTS: date(2026, 2, 24), ENDS: date(2026, 3, 6)},
            MARCH,
            [
                "- L'évaluation commence le 24 février 2026 ; le dossier devait être complet au plus tard le 3 février",
                (
                    "- Les dates prévues sont passées. Si l'évaluation n'a pas commencé, l'organisme évaluateur "
                    "en fixe de nouvelles : pour un dossier complet le 2 mars 2026, au plus tôt du 23 mars 2026 "
                    "au 2 avril 2026 (à partir "
                    "du 24 mars 2026 dans toutes les lectures), au plus tard du 21 décembre 2027 au 31 décembre 2027. "
                    "Si elle "
                    "a commencé, il est trop tard pour la déplacer.\n- Le demandeur dépose le dossier complet au "
                    "moins trois semaines avant le début de l'évaluation, et au plus tard le 19 mai 2026 ;"
                ),
            ],
            id="an evaluation that has begun",
        ),
        pytest.param(
            {STARTS: None, ENDS: date(2026, 3, 31)},
            MARCH,
            [
                (
                    "au moins trois semaines avant le début de l'évaluation, et au plus tard le 10 mars 2026 (le 9 "
                    "mars 2026 "
                ),
                (
                    "l'évaluation, qui se termine le 31 mars 2026, peut commencer du 23 mars 2026 au 31 mars 2026 (à "
                    "partir "
                ),
            ],
            id="the start of the evaluation is unknown",
        ),
        pytest.param(
            {FILED: date(2026, 4, 2), "filing_open": True, ENDS: None},
            MARCH,
            [
                (
                    "reporte l'évaluation : pour un dossier complet le 2 avril 2026, début au plus tôt le 23 avril "
                    "2026 (à "
                ),
                "fin au plus tard le 31 décembre 2027.",
                "\n\nUne fois cela fait, il reste à établir :\n- Quel jour l'évaluation se termine",
            ],
            id="the end of the evaluation is unknown",
        ),
        pytest.param(
            {"evaluator.department": "85"}, MARCH, ["20 et 21 avril 2026.\n\n" + BY_30_MARCH], id="another evaluator"
        ),
        pytest.param(
            {"evaluator.accreditation.certification": CertificationKind.NUMERIQUE},
            MARCH,
            [
                (
                    "- Si l'organisme évaluateur détient une habilitation pour CléA Socle qui couvre toute "
                    "l'évaluation, il en justifie ; sinon, le demandeur joint un devis"
                ),
                BY_30_MARCH,
            ],
            id="an accreditation for the other certification",
        ),
        pytest.param(
            {**QUOTE, FILED: MARCH, "filing_open": True, STARTS: date(2026, 3, 30), ENDS: date(2026, 3, 31)},
            date(2026, 3, 10),
            [
                "ne remplit pas les critères publiés.\n",
                (
                    "\n\nComplet à partir d'aujourd'hui, le dossier serait tardif pour l'évaluation qui commence le "
                    "30 mars 2026 : le dernier jour était le 9 mars 2026.\n\nPour y remédier, il faut tout cela :\n- "
                    "L'organisme évaluateur établit un devis aux nom et prénom du demandeur, que celui-ci joint au "
                    "dossier.\n"
                ),
                "- L'organisme évaluateur reporte l'évaluation : pour un dossier complet le 10 mars 2026, au plus tôt",
                "\n- Le demandeur dépose le dossier complet au moins trois semaines avant le début de l'évaluation",
            ],
            id="too late for the evaluation",
        ),
        pytest.param(
            {FILED: date(2026, 3, 30), "filing_open": True, ACCREDITED_UNTIL: date(2026, 4, 20)},
            MARCH,
            [
                (
                    "1. L'organisme évaluateur avance l'évaluation : pour un dossier complet le 2 mars 2026, au plus "
                    "tôt les 23 "
                    "et 24 mars 2026 (à partir du 24 mars 2026 dans toutes les lectures), au plus tard les 19 et 20 "
                    "avril 2026."
                )
            ],
            id="an accreditation that ends a day too soon",
        ),
        pytest.param(
            {
                FILED: date(2026, 6, 1),
                STARTS: None,
                ENDS: None,
                PROOF_ISSUED: date(2026, 5, 4),
                ACCREDITED_UNTIL: date(2026, 6, 10),
            },
            MARCH,
            [
                "L'évaluation peut avoir lieu jusqu'au 10 juin 2026.\n2.",
                (
                    "; l'évaluation commencerait au plus tôt le 22 juin 2026 (à partir du 23 juin 2026 dans toutes les "
                    "lectures). Le"
                ),
            ],
            id="no evaluation fits",
        ),
        pytest.param(
            {FILED: date(2026, 3, 29), "filing_open": True, ACCREDITED_UNTIL: date(2026, 4, 20)},
            MARCH,
            ["avance l'évaluation : pour un dossier complet le 2 mars 2026, au plus tôt les 23 et 24 mars 2026 (à"],
            id="the planned filing day leaves one day for the evaluation, and none under every reading",
        ),
        pytest.param(
            {STARTS: None, ENDS: None, PROOF_ISSUED: date(2026, 1, 1), ACCREDITED_UNTIL: date(2026, 3, 10)},
            MARCH,
            ["\n\nÀ partir du 2 mars 2026, aucun jour de dépôt ne convient plus.\n\n"],
            id="rules together leave no filing day",
        ),
        pytest.param(
            {FILED: date(2026, 3, 5), "filing_open": False, STARTS: None, ENDS: None, ACCREDITED_UNTIL: NO_END},
            MARCH,
            [
                "Une fois le dépôt en ligne ouvert, le demandeur dépose le dossier complet au moins trois semaines",
                "remplacer le justificatif de domicile, car toutes les pièces s'apprécient à la même date.\n",
            ],
            id="filing is closed, and nothing bounds the evaluation",
        ),
    ],
)
def test_an_officer_would_sign(changes: Facts, today: date, said: list[str]) -> None:
    found = advice({**UNFILED, **changes}, "fr", today)
    for sentence in said:
        assert sentence in found
    assert "Ce résultat dépend" not in found
    assert "Montant si le dossier est complété" not in found or "serait tardif" not in found
