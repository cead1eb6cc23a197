"""Explanations, held against sentences and whole texts written by hand.

In the expected French, ``~`` stands for the no-break space and ``^`` for the narrow one, so that they can be seen.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from making import ELIGIBLE, Facts, eligible_but
from sentences_by_hand import APRIL, BY_HAND, NOT_PLANNED

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    CleaError,
    Decision,
    Dossier,
    EvaluationStage,
    Finding,
    IdentityDocumentKind,
    InitialOutcome,
    Rule,
    Status,
    decide,
)
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.explain import Sentence, headline, list_rules, parts, sentences
from clea_eligibility.explain import explain as explain_plainly
from clea_eligibility.explain._phrases import DATED, TO_ASK
from clea_eligibility.explain._phrases_of_rules import WORDINGS
from clea_eligibility.explain._saying import FACT_BY_END, Blanks
from clea_eligibility.rules import AllOf, Condition, Day, Is, NotAfter, OneOf, Reading, Same
from clea_eligibility.rules.guide import SECTIONS
from clea_eligibility.text import LANGUAGES, Language, Text
from clea_eligibility.wire import dossier_from_json

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
GIVEN = {"rules", "dates", "irreconcilable", "too_close", "accredited", "complete", "was", "dated_from", "had_to"}
GIVEN |= {"must", "as_asked"}
EXAMPLES = Path(__file__).parents[2] / "examples"
EXPLANATIONS = Path(__file__).parent / "explanations"


def visible(text: str) -> str:
    """The text with its unbreakable spaces made visible, and apostrophes as they are typed."""
    return text.replace("\u00a0", "~").replace("\u202f", "^").replace("\u2019", "'")


def explain(decision: Decision, lang: Any = "fr") -> str:
    """The explanation with the numbers of statements."""
    return explain_plainly(decision, lang, statements=True)


def known(lang: str) -> Language:
    return next(one for one in LANGUAGES if one == lang)


def said_of(code: str, decision: Decision, lang: Language) -> str:
    return next(visible(said.text) for said in sentences(decision, lang, statements=True) if said.rule.code == code)


def of_example(name: str) -> Decision:
    return decide(dossier_from_json((EXAMPLES / f"{name}.json").read_bytes()))


def every_text() -> list[tuple[Language, str]]:
    """Every explanation and sentence of the dossiers of this module and of the examples."""
    decisions = [decide(eligible_but(changes)) for changes, *_ in BY_HAND]
    decisions += [of_example(path.stem) for path in EXAMPLES.glob("*.json") if "decision" not in path.stem]
    decisions.append(decide(Dossier()))
    texts = [(lang, explain(decision, lang)) for decision in decisions for lang in LANGUAGES]
    return texts + [(lang, said.text) for made in decisions for lang in LANGUAGES for said in sentences(made, lang)]


@pytest.mark.parametrize(("changes", "code", "lang", "sentence"), BY_HAND)
def test_a_sentence_reads_as_written_by_hand(changes: Facts, code: str, lang: Language, sentence: str) -> None:
    assert said_of(code, decide(eligible_but(changes)), lang) == sentence


@pytest.mark.parametrize("file", sorted(EXPLANATIONS.iterdir()), ids=lambda file: file.stem)
def test_an_explanation_reads_as_written_by_hand(file: Path) -> None:
    name, lang = file.stem.split(".")
    assert visible(explain(of_example(name), known(lang))) + "\n" == file.read_text("utf-8")


def test_three_examples_are_explained_by_hand_in_both_languages() -> None:
    names = [file.stem.split(".")[0] for file in EXPLANATIONS.iterdir()]
    assert sorted(names) == sorted(2 * ["incomplete", "on_the_last_day", "start_date_unknown"])


def test_french_is_spoken_unless_another_language_is_asked_for() -> None:
    decision = decide(eligible_but({}))
    assert explain(decision) == explain(decision, "fr")
    assert sentences(decision) == sentences(decision, "fr")


def test_a_day_to_come_is_spoken_of_as_one() -> None:
    planned = decide(eligible_but({}))
    found = {one.rule.code: one.text for one in sentences(planned, "fr", today=date(2026, 2, 20))}
    assert [visible(found[code]) for code in ("filing_open", "filed_three_weeks_before")] == [
        "Le dépôt en ligne serait ouvert le 2~mars~2026.",
        "Le dossier serait complet le 2~mars~2026^; le dernier jour possible serait le 11~mars~2026.",
    ]
    assert [visible(found[code]) for code in ("identity_document_valid", "proof_of_residence_recent")] == [
        (
            "La pièce d'identité, valable jusqu'au 30~juin~2030, serait en cours de validité le 2~mars~2026, jour du "
            "dépôt."
        ),
        (
            "Le justificatif de domicile, daté du 15~janvier~2026, daterait de moins de trois mois le 2~mars~2026, "
            "jour du dépôt."
        ),
    ]


def test_what_is_filed_today_is_spoken_of_in_the_present() -> None:
    today = date(2026, 3, 2)
    codes = ("filing_open", "filed_three_weeks_before", "identity_document_valid", "proof_of_residence_recent")
    found = {one.rule.code: one.text for one in sentences(decide(eligible_but({})), "fr", today=today)}
    assert [visible(found[code]) for code in codes] == [
        "Le dépôt en ligne est ouvert le 2~mars~2026.",
        "Le dossier est complet le 2~mars~2026^; le dernier jour possible est le 11~mars~2026.",
        "La pièce d'identité, valable jusqu'au 30~juin~2030, est en cours de validité le 2~mars~2026, jour du dépôt.",
        (
            "Le justificatif de domicile, daté du 15~janvier~2026, date de moins de trois mois le 2~mars~2026, jour du "
            "dépôt."
        ),
    ]
    late = decide(eligible_but({"filed_on": date(2026, 3, 12)}))
    assert [one.text for one in sentences(late, "en", today=date(2026, 3, 12)) if one.rule.code == codes[1]] == [
        (
            "The dossier is complete on 12 March 2026 but the evaluation starts on 1 April 2026; it had to be complete "
            "by 11 March 2026."
        )
    ]


SPRING: Facts = {
    "filed_on": date(2026, 4, 2),
    "evaluation.starts_on": date(2026, 5, 4),
    "evaluation.ends_on": date(2026, 5, 5),
    "applicant.proof_of_residence.issued_on": date(2026, 3, 20),
}
NO_QUOTE: Facts = {**SPRING, "quote.provided": False, "quote.from_evaluator": None, "quote.names_applicant": None}
OLD_BILL: Facts = {**NO_QUOTE, "applicant.proof_of_residence.issued_on": date(2026, 1, 8)}
VALID_UNTIL = "evaluator.accreditation.valid_until"
UNFILED: Facts = {
    **SPRING,
    "filed_on": None,
    "filing_open": None,
    "applicant.proof_of_residence.issued_on": date(2026, 4, 13),
}


@pytest.mark.parametrize(
    ("changes", "today", "french", "english"),
    [
        pytest.param(
            NO_QUOTE,
            None,
            "Le dossier respecte les délais s'il est complet, avec toutes ses pièces, au plus tard le "
            "13~avril~2026 (le 12~avril~2026 "
            "convient dans toutes les lectures)^; ensuite, il faudrait reporter l'évaluation.",
            "The dossier meets the time limits if it is complete, with all its documents, by 13 April 2026 (12 "
            "April 2026 is safe under every "
            "reading); after that, the evaluation would have to be postponed.",
            id="nobody says what day it is",
        ),
        pytest.param(
            NO_QUOTE,
            date(2026, 4, 12),
            "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 13~avril~2026 (le "
            "12~avril~2026 convient dans toutes les lectures)^; ensuite, il faudrait reporter l'évaluation.",
            "The dossier must be complete, with all its documents, by 13 April 2026 (12 April 2026 is safe under "
            "every reading); "
            "after that, the evaluation would have to be postponed.",
            id="the safe day is today",
        ),
        pytest.param(
            NO_QUOTE,
            date(2026, 4, 13),
            "Le dossier doit être complet, avec toutes ses pièces, le 13~avril~2026 (plus aucun jour "
            "de dépôt ne convient dans toutes les lectures)^; ensuite, il faudrait reporter l'évaluation.",
            "The dossier must be complete, with all its documents, on 13 April 2026 (no filing day left is safe "
            "under every "
            "reading); after that, the evaluation would have to be postponed.",
            id="the safe day was yesterday",
        ),
        pytest.param(
            NO_QUOTE,
            date(2026, 4, 14),
            "Complet à partir d'aujourd'hui, le dossier serait tardif pour l'évaluation qui commence le 4~mai~2026~: "
            "le dernier jour était le 13~avril~2026.",
            "Complete from today on, the dossier would be late for the evaluation that starts on 4 May 2026: the last "
            "day was 13 April 2026.",
            id="the last day was yesterday",
        ),
        pytest.param(
            OLD_BILL,
            date(2026, 4, 8),
            "Le justificatif de domicile est devenu trop ancien~: il convenait pour un dépôt le 7~avril~2026 au plus "
            "tard.",
            "The proof of residence has become too old: it was acceptable for a filing by 7 April 2026.",
            id="the bill has aged since yesterday",
        ),
        pytest.param(
            {**NO_QUOTE, "evaluation.starts_on": None, "evaluation.ends_on": None, VALID_UNTIL: date(2026, 6, 10)},
            date(2026, 5, 21),
            "À partir du 21~mai~2026, aucun jour de dépôt ne convient plus.",
            "From 21 May 2026 on, no filing day will do any more.",
            id="no evaluation would be within the accreditation any more",
        ),
        pytest.param(
            OLD_BILL,
            None,
            "Le dossier respecte les délais s'il est complet, avec toutes ses pièces, au plus tard le "
            "7~avril~2026^; ensuite, il faudrait "
            "remplacer le justificatif de domicile, car toutes les pièces s'apprécient à la même date, et le dernier "
            "jour serait alors le 13~avril~2026 (le 12~avril~2026 convient dans toutes les lectures).",
            "The dossier meets the time limits if it is complete, with all its documents, by 7 April 2026; after "
            "that, the proof of residence would have to "
            "be replaced, since all documents are judged as of the same day, and the last day would then be 13 April "
            "2026 (12 April 2026 is safe under every reading).",
            id="a bill ages first, and nobody says what day it is",
        ),
        pytest.param(
            UNFILED,
            None,
            "- Le dossier respecte les délais s'il est complet, avec toutes ses pièces, le 13~avril~2026 (aucun "
            "jour de dépôt ne convient "
            "dans toutes les lectures)^; ensuite, il faudrait reporter l'évaluation.",
            "- The dossier meets the time limits if it is complete, with all its documents, on 13 April 2026 (no "
            "filing day is safe under every reading); after that, the evaluation would have to be postponed.",
            id="not filed, and nobody says what day it is",
        ),
        pytest.param(
            UNFILED,
            date(2026, 4, 13),
            "- Le dossier doit être complet, avec toutes ses pièces, le 13~avril~2026 (plus aucun jour de dépôt "
            "ne convient dans "
            "toutes les lectures)^; ensuite, il faudrait reporter l'évaluation.",
            "- The dossier must be complete, with all its documents, on 13 April 2026 (no filing day left is "
            "safe under every reading); after that, the evaluation would have to be postponed.",
            id="not filed, and today is the last day",
        ),
    ],
)
def test_a_last_day_is_one_to_come_only_where_somebody_says_what_day_it_is(
    changes: Facts, today: date | None, french: str, english: str
) -> None:
    for lang, line in (("fr", french), ("en", english)):
        said = visible(explain_plainly(decide(eligible_but(changes)), known(lang), today=today))
        assert line in said.splitlines()


@pytest.mark.parametrize(("today", "is_in_time"), [(date(2026, 4, 13), True), (date(2026, 4, 14), False)])
def test_there_is_time_up_to_the_last_day(today: date, is_in_time: bool) -> None:
    incomplete = explain_plainly(decide(eligible_but(NO_QUOTE)), "en", today=today)
    assert ("Amount if the dossier is completed in time: €450." in incomplete) is is_in_time
    unfiled = {one.rule.code: one.text for one in sentences(decide(eligible_but(UNFILED)), "fr", today=today)}
    must = "doit" if is_in_time else "devait"
    assert visible(unfiled["filed_three_weeks_before"]) == (
        f"L'évaluation commence le 4~mai~2026^; le dossier {must} être complet au plus tard le 13~avril~2026."
    )


def test_no_last_day_is_told_of_other_papers_where_the_rules_set_none() -> None:
    """Without the three weeks nothing bounds the filing but the bill, then the card, and then nothing."""
    rules = tuple(rule for rule in GUIDE.rules if rule.code != "filed_three_weeks_before")
    no_hurry = GUIDE.evolve(id="no-hurry", rules=rules)
    bill = decide(eligible_but(OLD_BILL), no_hurry)
    assert "by 7 April 2026; after that" in explain_plainly(bill, "en")
    assert "and the last day would then be 30 June 2030." in explain_plainly(bill, "en")
    no_end: Facts = {**OLD_BILL, "applicant.identity_document.valid_until": date(9999, 12, 31)}
    endless = explain_plainly(decide(eligible_but(no_end), no_hurry), "en")
    assert "by 7 April 2026; after that" in endless
    assert "would then" not in endless


def test_an_accreditation_for_what_is_not_covered_is_no_second_reason_of_its_own() -> None:
    management: Facts = {
        "certification.kind": CertificationKind.MANAGEMENT,
        "evaluator.accreditation.certification": CertificationKind.MANAGEMENT,
    }
    code = "accreditation_fits_certification"
    assert said_of(code, decide(eligible_but(management)), "fr") == (
        "L'habilitation porte elle aussi sur CléA Management^; pour une certification que l'aide couvre, il en "
        "faudrait une autre (S26)."
    )
    other = eligible_but({**management, "certification.kind": CertificationKind.SOCLE})
    assert said_of(code, decide(other), "en") == (
        "The accreditation is for CléA Management; only CléA Socle and CléA Numérique will do (S26)."
    )
    one_kind = Is("certification.kind", CertificationKind.NUMERIQUE)
    covering = GUIDE.evolve(id="one-kind", requires={"certification_covered": one_kind})
    assert said_of(code, decide(eligible_but(management), covering), "en") == (
        "The accreditation is for CléA Management; only CléA Socle and CléA Numérique will do (S26)."
    )


@pytest.mark.parametrize(("lang", "said"), [("fr", "règle modifiée"), ("en", "rule changed")])
def test_a_conflict_with_a_changed_rule_is_none_of_the_pages(lang: Any, said: str) -> None:
    one_kind = GUIDE.evolve(
        id="one-kind", requires={"certification_covered": Is("certification.kind", CertificationKind.NUMERIQUE)}
    )
    facts = {"certification.kind": None, "evaluator.accreditation.certification": CertificationKind.SOCLE}
    decision = decide(eligible_but(facts), one_kind)
    assert [finding.rule.code for finding in decision.reasons] == ["dates_compatible"]
    found = explain(decision, lang)
    assert said in found.lower()
    assert "Critères de sélection" not in found
    assert "S26" not in found


def test_a_card_that_has_to_last_longer_under_other_rules_has_its_day_told() -> None:
    valid, filed = Day("applicant.identity_document.valid_until"), Day("filed_on", months=1)
    longer = GUIDE.evolve(id="longer", requires={"identity_document_valid": NotAfter(filed, valid)})
    short = eligible_but({"applicant.identity_document.valid_until": date(2026, 3, 31)})
    assert said_of("identity_document_valid", decide(short, longer), "en") == (
        "The identity document was valid until 31 March 2026 but the dossier was complete on 2 March 2026; it had to "
        "be valid at least until 2 April 2026."
    )


def test_a_day_that_a_rule_alone_leaves_is_no_range() -> None:
    date_rule = "proof_of_residence_recent"
    filed, issued = Day("filed_on"), Day("applicant.proof_of_residence.issued_on")
    same_day = GUIDE.evolve(
        id="same-day", requires={date_rule: AllOf((NotAfter(issued, filed), NotAfter(filed, issued)))}
    )
    unfiled = decide(eligible_but({"filed_on": None, "filing_open": None}), same_day)
    assert said_of(date_rule, unfiled, "fr") == (
        "Le justificatif de domicile est daté du 15~janvier~2026^; le dossier doit être complet le 15~janvier~2026."
    )
    undated = decide(eligible_but({"applicant.proof_of_residence.issued_on": None}), same_day)
    assert said_of(date_rule, undated, "en") == (
        "The dossier was complete on 2 March 2026; the proof of residence must be dated 2 March 2026."
    )


@pytest.mark.parametrize("speak", [explain, sentences])
def test_a_language_that_is_not_spoken_is_refused(speak: Any) -> None:
    with pytest.raises(CleaError, match=r"^lang: expected 'fr' or 'en', got 'de'$"):
        speak(decide(Dossier()), "de")


# The verdict


def test_the_verdict_and_the_amount_stand_first() -> None:
    first = [explain(of_example(name), "en").splitlines()[0] for name in ("numerique_final", "several_reasons")]
    assert first == [
        "The dossier meets the published criteria. Flat amount: €150 (S16, S20).",
        "The dossier does not meet the published criteria.",
    ]


def test_every_possible_amount_is_named() -> None:
    assert "Montants possibles~: 250~€ ou 450~€." in visible(explain(of_example("stage_unknown"), "fr"))
    assert "Possible amounts: €150, €250, €300 or €450." in explain(decide(Dossier()), "en")


def test_no_amount_is_named_where_other_papers_would_not_lead_to_one() -> None:
    final_alone = Rule("final_alone", "document", requires=Is("evaluation.stage", EvaluationStage.FINAL))
    decision = decide(eligible_but({}), GUIDE.evolve(id="final", rules=(*GUIDE.rules, final_alone)))
    assert headline(decision, "en") == (
        'Document missing or not in order: as it stands, the dossier does not meet the criteria of the rules "final".'
    )


def test_nobody_is_told_that_the_aid_is_given() -> None:
    for lang, text in every_text():
        only_if = text.replace("Si la Région accorde l\u2019aide", "").replace("If the Region grants the aid", "")
        assert not re.search("accord|octroy|attribu" if lang == "fr" else "grant|award", only_if, re.IGNORECASE)


def test_a_single_reason_is_headed_in_the_singular() -> None:
    assert "\nMotif~:\n" in visible(explain(of_example("late_by_one_day"), "fr"))
    assert "\nReason:\n" in explain(of_example("late_by_one_day"), "en")


def test_rules_that_nobody_could_check_are_named_where_the_outcome_is_settled() -> None:
    explained = visible(explain(decide(eligible_but({**APRIL, "quote.names_applicant": None})), "fr"))
    assert "\n\nNon vérifié, faute d'informations~: «^Devis au nom du demandeur^».\n\n" in explained


def test_the_days_left_are_said_of_each_date_once() -> None:
    assert explain(of_example("start_date_unknown"), "en").split("\n\n")[-2] == (
        "From what is known:\n- For a dossier complete on 6 April 2026, the evaluation can take place from 27 April "
        "2026 to 31 December 2026 (from 28 April 2026 on under every reading)."
    )


def test_what_only_repeats_a_question_is_not_said() -> None:
    assert "From what is known" not in explain(of_example("filed_before_reopening"), "en")


def test_numbers_of_statements_are_shown_to_those_who_ask_for_them() -> None:
    for changes, *_ in BY_HAND:
        for lang in LANGUAGES:
            decision = decide(eligible_but(changes))
            said = [explain_plainly(decision, lang), *(one.text for one in sentences(decision, lang))]
            assert not any(re.search(r"\(S\d", text) for text in said)


def test_rules_of_somebodys_own_speak_for_themselves() -> None:
    two_weeks = NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))
    rules = GUIDE.evolve(id="deux-semaines", requires={"filed_three_weeks_before": two_weeks})
    explained = visible(explain_plainly(decide(eligible_but({}), rules), "fr"))
    assert explained.startswith("Le dossier remplit les critères des règles «^deux-semaines^». Montant forfaitaire")
    assert explained.endswith("\n\nRègles appliquées~: deux-semaines.")
    assert "publiés" not in explained


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        (
            {
                "applicant.identity_document.kind": IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
                "applicant.identity_document.valid_until": date(2022, 3, 1),
            },
            (
                "Carte française délivrée entre le 2~janvier~2004 et le 31~décembre~2013 à une personne alors "
                "majeure^? Elle reste valable cinq ans de plus que la date imprimée^; une carte étrangère n'est pas prolongée."  # noqa: E501
            ),
        ),
        *(
            (
                {
                    "filed_on": None,
                    "filing_open": None,
                    "applicant.identity_document.kind": kind,
                    "applicant.identity_document.valid_until": date(2021, 6, 15),
                },
                (
                    "Carte française délivrée entre le 2~janvier~2004 et le 31~décembre~2013 à une personne alors "
                    "majeure^? Elle reste valable cinq ans de plus que la date imprimée^; une carte étrangère "
                    "n'est pas prolongée."
                ),
            )
            for kind in (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, None)
        ),
        (
            {"evaluation.stage": None, "evaluation.initial_outcome": InitialOutcome.CERTIFIED},
            (
                "L'évaluation initiale a déjà donné la certification~: une évaluation finale n'aurait plus "
                "d'objet, une nouvelle évaluation initiale serait à vérifier avec le demandeur."
            ),
        ),
        (
            {"evaluation.initial_outcome": InitialOutcome.CERTIFIED},
            (
                "Une évaluation initiale est demandée alors qu'une précédente a déjà donné la certification~: à "
                "vérifier avec le demandeur."
            ),
        ),
        (
            {"applicant.identity_document.kind": IdentityDocumentKind.OTHER},
            (
                "La page de la Région ne nomme pas ce document (un récépissé de demande de titre de séjour, par "
                "exemple)~: il appartient à la Région de l'apprécier."
            ),
        ),
    ],
)
def test_a_point_of_attention_stands_beside_the_verdict(changes: Facts, point: str) -> None:
    decision = decide(eligible_but(changes))
    assert f"\n\nPoints d'attention~:\n- {point}\n" in visible(explain_plainly(decision, "fr"))
    own = GUIDE.evolve(id="own")
    assert "Points d'attention" not in visible(explain_plainly(decide(eligible_but(changes), own), "fr"))


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, date(2026, 3, 2)),  # in force
        (IdentityDocumentKind.PASSPORT, date(2022, 3, 1)),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, None),
    ],
)
def test_no_extension_is_hinted_at_where_none_would_do(kind: IdentityDocumentKind, until: date | None) -> None:
    changes = {"applicant.identity_document.kind": kind, "applicant.identity_document.valid_until": until}
    assert "Points" not in explain_plainly(decide(eligible_but(changes)), "en")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "fr",
            (
                "\n- Même si cette carte est de celles qui restent valables cinq ans de plus que la date imprimée, "
                "elle ne l'est plus le jour du dépôt.\n"
            ),
        ),
        (
            "en",
            (
                "\n- Even if this card is one of those that stay valid five years beyond the printed date, it no "
                "longer is on the filing day.\n"
            ),
        ),
    ],
)
def test_a_card_that_five_years_more_would_not_save_says_so(lang: Any, said: str) -> None:
    until = "applicant.identity_document.valid_until"
    card = {"applicant.identity_document.kind": IdentityDocumentKind.NATIONAL_IDENTITY_CARD}
    assert said in visible(explain_plainly(decide(eligible_but({**card, until: date(2021, 3, 1)})), lang))
    extended = explain_plainly(decide(eligible_but({**card, until: date(2021, 3, 2)})), lang)  # to the filing day
    assert said not in visible(extended)


@pytest.mark.parametrize("until", [date(2021, 2, 28), date(2026, 3, 1)])
def test_no_extension_is_hinted_at_for_a_filing_to_come_where_none_would_do(until: date) -> None:
    unfiled = {"filed_on": None, "filing_open": None, "applicant.identity_document.valid_until": until}
    card = {**unfiled, "applicant.identity_document.kind": IdentityDocumentKind.NATIONAL_IDENTITY_CARD}
    assert "Points" not in explain_plainly(decide(eligible_but(card)), "en")


def test_a_last_filing_day_before_the_reopening_is_told_with_the_presumption() -> None:
    early = {"filed_on": None, "filing_open": None, "evaluation.starts_on": date(2026, 3, 16)}
    assert (
        "\n- Le dossier respecte les délais s'il est complet, avec toutes ses pièces, au plus tard le "
        "23~février~2026 (le 22~février~2026 convient dans toutes les lectures)^; ensuite, il faudrait reporter "
        "l'évaluation. L'outil ne présume le dépôt en ligne ouvert qu'à partir du 1er~mars~2026^; avant ce jour, "
        "il faut s'assurer qu'il l'est.\n"
    ) in visible(explain_plainly(decide(eligible_but(early)), "fr"))


def test_it_is_said_at_once_that_both_other_readings_accept() -> None:
    changes = {"filed_on": date(2026, 2, 28), "applicant.proof_of_residence.issued_on": date(2025, 11, 30)}
    assert visible(explain_plainly(decide(eligible_but(changes)), "fr")).splitlines()[1] == (
        "Selon toutes les autres lectures de la règle «^Justificatif de domicile de moins de trois mois^», le dossier "
        "remplirait les critères publiés."
    )


# What each rule says


def test_a_form_is_given_one_sentence_for_every_rule_that_applies() -> None:
    decision = decide(eligible_but({}))
    applying = [(found.rule, found.status) for found in decision.findings if found.status != "not_applicable"]
    assert [(said.rule, said.status) for said in sentences(decision, "en")] == applying
    assert len(applying) == 19


def test_a_sentence_cannot_be_changed() -> None:
    sentence = Sentence(GUIDE.rules[0], Status.SATISFIED, "…")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        sentence.text = ""  # type: ignore[misc]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", [status for status in Status if status != "not_applicable"])
@pytest.mark.parametrize("facts", [{}, APRIL, dict.fromkeys(ELIGIBLE)], ids=["eligible", "late", "empty"])
def test_every_rule_says_a_whole_sentence_in_every_status(facts: Facts, status: Status, lang: Language) -> None:
    findings = tuple(Finding(rule, status) for rule in GUIDE.rules)
    decision = attrs.evolve(decide(eligible_but(facts)), findings=findings)
    said = sentences(decision, lang, statements=True)
    assert len(said) == 20
    for sentence in said:
        assert re.fullmatch(r"[A-ZÀÉ][^{}]+[^ .] \(S\d+(, S\d+)*\)\.", sentence.text), sentence.text
        assert "None" not in sentence.text
        assert "  " not in sentence.text


def test_every_rule_has_words_of_its_own_for_every_status_that_it_can_take() -> None:
    never_unknown = {"dates_compatible", "proof_of_residence_attests"}
    for rule in GUIDE.rules:
        expected = {Status.SATISFIED, Status.VIOLATED}
        expected |= {Status.PRESUMED} if rule.presumed is not None else set()
        expected |= {Status.UNKNOWN} if rule.code not in never_unknown else set()
        assert {wording.status for wording in WORDINGS[rule.code]} == expected, rule.code


def test_no_words_are_kept_for_rules_that_do_not_exist() -> None:
    assert set(WORDINGS) == {rule.code for rule in GUIDE.rules}


@pytest.mark.parametrize("code", WORDINGS)
def test_both_languages_fill_the_same_blanks_with_known_facts(code: str) -> None:
    for wording in WORDINGS[code]:
        blanks = re.findall(r"\{([^}]*)\}", wording.fr)
        assert set(re.findall(r"\{([^}]*)\}", wording.en)) == set(blanks)
        assert {blank.split()[-1] for blank in blanks} <= FACT_BY_END.keys() | GIVEN
        assert wording.when is None or wording.when[0] in FACT_BY_END


def test_no_date_is_named_that_nobody_has_stated() -> None:
    for lang in LANGUAGES:
        assert not re.search(
            r"\d{4}",
            explain(decide(Dossier()), lang)
            .replace("23 November 2026", "")
            .replace("23\u00a0novembre\u00a02026", "")
            .replace("2004", "")
            .replace("2013", ""),
        )


def test_what_has_no_end_is_given_no_last_day() -> None:
    endless = {path: date(9999, 12, 31) for path in ELIGIBLE if path.endswith("valid_until")}
    for changes in (endless, {**endless, "filed_on": None}, {**endless, **NOT_PLANNED}):
        for lang in LANGUAGES:
            decision = decide(eligible_but(changes))
            said = [explain(decision, lang), *(sentence.text for sentence in sentences(decision, lang))]
            assert not any("9999" in text for text in said)


# Other rules, other readings


def test_another_notice_gives_another_bound() -> None:
    two_weeks = NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))
    rules = GUIDE.evolve(id="two-weeks", requires={"filed_three_weeks_before": two_weeks})
    late = eligible_but({**APRIL, "evaluation.starts_on": date(2026, 4, 20)})
    assert said_of("filed_three_weeks_before", decide(late, rules), "fr").endswith(
        "il devait l'être au plus tard le 6~avril~2026."
    )


def test_a_changed_rule_is_named_by_what_it_is_about() -> None:
    two_weeks = NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))
    quote = Is("quote.from_evaluator", value=False)
    rules = GUIDE.evolve(id="own", requires={"filed_three_weeks_before": two_weeks, "job_seeker": quote})
    listed = visible(list_rules(rules, "fr"))
    assert "\n\nDélai entre le dépôt et le début de l'évaluation (filed_three_weeks_before)\n" in listed
    assert "\n\njob_seeker (job_seeker)\n" in listed  # it is about something else altogether
    renamed = GUIDE.evolve(
        id="named",
        requires={"filed_three_weeks_before": two_weeks},
        labels={"filed_three_weeks_before": ("Deux semaines d'avance", "Two weeks ahead")},
    )
    assert "\n\nTwo weeks ahead (filed_three_weeks_before)\n" in list_rules(renamed, "en")


def test_another_reading_gives_another_bound() -> None:
    clear_days = GUIDE.read(filed_three_weeks_before="clear_days")
    decision = decide(eligible_but({**APRIL, "filed_on": date(2026, 4, 6)}), clear_days)
    assert said_of("filed_three_weeks_before", decision, "en").endswith("by 5 April 2026 (S9, S24).")
    assert "if each week ran from a day to the same day of the next week, the last day would be 6 April 2026 and " in (
        explained := explain(decision, "en")
    )
    assert "the dossier would meet the published criteria (S9, S24)." in explained
    assert explained.endswith(
        "\n\nRules transcribed from the Guide des aides on 23 November 2026, under the reading clear_days."
    )


def test_a_period_counted_backwards_ends_with_the_month() -> None:
    backwards = GUIDE.read(proof_of_residence_recent="counted_backwards")
    decision = decide(eligible_but({"applicant.proof_of_residence.issued_on": date(2025, 11, 30)}), backwards)
    assert said_of("proof_of_residence_recent", decision, "fr").endswith(
        "tout devait être réuni au plus tard le 28~février~2026, ou le justificatif dater du 3~décembre~2025 au plus "
        "tôt (S35)."
    )


def test_of_two_bounds_the_narrower_one_is_said() -> None:
    both = AllOf(tuple(NotAfter(Day("filed_on", days=days), Day("evaluation.starts_on")) for days in (14, 21, 7)))
    rules = GUIDE.evolve(id="twice", requires={"filed_three_weeks_before": both})
    code = "filed_three_weeks_before"
    assert "by 6 April 2026" in said_of(code, decide(eligible_but(APRIL), rules), "en")
    assert "must not start before 23 March 2026" in said_of(code, decide(eligible_but(NOT_PLANNED), rules), "en")


def test_a_bound_that_has_no_end_is_no_bound() -> None:
    dossier = eligible_but({"applicant.identity_document.valid_until": date(9999, 12, 31)})
    condition = GUIDE.rule("identity_document_valid").requires
    by = Text("avant {latest filed_on}", "by {latest filed_on}")
    assert Blanks(dossier, condition, None, "en", lambda _: None).fill(by) is None
    assert Blanks(eligible_but({}), condition, None, "en", lambda _: None).fill(by) == "by 30 June 2030"


def test_a_reading_that_would_leave_the_dossier_incomplete_says_so() -> None:
    backwards = GUIDE.read(proof_of_residence_recent="anniversary_included")
    decision = decide(eligible_but({"applicant.proof_of_residence.issued_on": date(2025, 12, 2)}), backwards)
    explained = visible(explain(decision, "fr"))
    assert (
        "si le délai, compté depuis le justificatif, excluait son dernier jour, "
        "le dernier jour serait le 1er~mars~2026 et une pièce ne conviendrait pas (S35)."
    ) in explained
    assert (
        "si le délai se comptait à rebours depuis le jour du dépôt, le dernier jour serait le 1er~mars~2026 "
        "et une pièce ne conviendrait pas (S35)."
    ) in explained


def test_a_reading_without_words_is_called_by_its_name() -> None:
    a_month = Reading(
        "filed_three_weeks_before", "a_month", NotAfter(Day("filed_on", months=1), Day("evaluation.starts_on"))
    )
    rules = GUIDE.evolve(id="month", readings=(*GUIDE.readings, a_month))
    decision = decide(eligible_but({"filed_on": date(2026, 3, 5)}), rules)
    assert (
        "lire autrement~: selon la lecture «^a_month^», le dernier jour serait le 1er~mars~2026 et le dossier ne "
        in (visible(explain(decision, "fr")))
    )
    assert 'read otherwise: under the reading "a_month", the last day would be 1 March 2026 and ' in explain(
        decision, "en"
    )


SIGNED = Rule(
    code="quote_signed",
    group="document",
    basis="implied",
    statements=(),
    label_fr="Devis signé : deux fois",
    label_en="Quote signed twice",
    requires=Is("quote.from_evaluator", True),
)


@pytest.mark.parametrize(
    ("from_evaluator", "fr", "en"),
    [
        (True, "La règle «^Devis signé~: deux fois^» est respectée.", 'The rule "Quote signed twice" is met.'),
        (
            False,
            "La règle «^Devis signé~: deux fois^» n'est pas respectée.",
            'The rule "Quote signed twice" is not met.',
        ),
        (
            None,
            "Il reste à établir si la règle «^Devis signé~: deux fois^» est respectée.",
            'It remains to be established whether the rule "Quote signed twice" is met.',
        ),
    ],
)
def test_a_rule_added_by_a_user_speaks_by_its_label(from_evaluator: bool | None, fr: str, en: str) -> None:
    rules = GUIDE.evolve(id="signed", rules=(*GUIDE.rules, SIGNED))
    decision = decide(eligible_but({"quote.from_evaluator": from_evaluator}), rules)
    assert said_of("quote_signed", decision, "fr") == fr
    assert said_of("quote_signed", decision, "en") == en


def test_a_rule_that_cites_nothing_is_explained_without_headings() -> None:
    rules = GUIDE.evolve(id="signed", rules=(*GUIDE.rules, SIGNED))
    explained = explain(decide(eligible_but({"quote.from_evaluator": False}), rules), "en")
    assert '- The rule "Quote signed twice" is not met. Rule implied by the Region\'s page.\n' in explained


@pytest.mark.parametrize(
    ("code", "condition", "sentence"),
    [
        (
            "certification_covered",
            Is("certification.kind", CertificationKind.SOCLE),
            'The rule "Certification asked for" is not met; it requires: certification.kind = socle.',
        ),
        (
            "accreditation_fits_certification",
            AllOf(
                (
                    Same("certification.kind", "evaluator.accreditation.certification"),
                    OneOf("evaluator.accreditation.certification", (CertificationKind.SOCLE,)),
                )
            ),
            (
                'The rule "Certification that the accreditation is for" is not met; it requires: certification.kind = '
                "evaluator.accreditation.certification and evaluator.accreditation.certification in (socle)."
            ),
        ),
    ],
)
def test_the_certifications_that_are_accepted_follow_the_rule(code: str, condition: Condition, sentence: str) -> None:
    numerique = dict.fromkeys(
        ("certification.kind", "evaluator.accreditation.certification"), CertificationKind.NUMERIQUE
    )
    rules = GUIDE.evolve(id="socle-only", requires={code: condition})
    assert said_of(code, decide(eligible_but(numerique), rules), "en") == sentence


def test_a_rule_whose_words_no_longer_fit_its_condition_speaks_by_its_label() -> None:
    rules = GUIDE.evolve(id="odd", requires={"filed_three_weeks_before": Is("quote.from_evaluator", False)})
    assert said_of("filed_three_weeks_before", decide(eligible_but({}), rules), "en") == (
        'The rule "filed_three_weeks_before" is not met; it requires: quote.from_evaluator is false.'
    )


# The page


def test_every_statement_has_its_place_on_the_page() -> None:
    assert list(SECTIONS) == [f"S{number}" for number in range(1, 41)]
    assert [SECTIONS[one].en for one in ("S4", "S9", "S13", "S15", "S26", "S35")] == [
        "banner",
        '"Échéances"',
        '"Bénéficiaires"',
        '"Montant"',
        '"Critères de sélection"',
        '"Comment faire ma demande ?"',
    ]


def test_every_reading_every_date_and_everybody_who_answers_has_words() -> None:
    assert all(reading.label is not None for reading in GUIDE.readings)
    assert list(DATED) == [fact.path for fact in FACTS if fact.type == "date"]
    assert set(TO_ASK) == {fact.answered_by for fact in FACTS}


# Typography


def test_french_marks_stand_after_unbreakable_spaces() -> None:
    french = [text for lang, text in every_text() if lang == "fr"]
    assert french
    for text in french:
        assert not re.search(r"[^\u202f][;!?]", text), text
        assert not re.search(r"[^\u00a0][:€]", text), text
        assert not re.search(r"[^\u202f]»|«[^\u202f]", text), text
        assert not re.search(r"['“”\"]", text), text
        assert not re.search(rf"\d(er)? ({MONTHS})|({MONTHS}) \d", text), text


def test_english_has_plain_spaces_and_quotes() -> None:
    for lang, text in every_text():
        if lang == "en":
            assert not re.search(r"[\u00a0\u202f«»’“”]", text), text


def test_the_parts_speak_of_a_filing_by_its_day_and_today() -> None:
    late = decide(dossier_from_json((EXAMPLES / "late_by_one_day.json").read_bytes()))
    said = {
        day: next(item for part in parts(late, "fr", today=day) for item in part.items)
        for day in (date(2026, 4, 6), date(2026, 4, 7), date(2026, 4, 8))
    }
    assert visible(said[date(2026, 4, 6)]).startswith("Le dossier serait complet le 7~avril~2026 alors que")
    assert visible(said[date(2026, 4, 7)]).startswith("Le dossier est complet le 7~avril~2026 alors que")
    assert visible(said[date(2026, 4, 8)]).startswith("Le dossier était complet le 7~avril~2026 alors que")
