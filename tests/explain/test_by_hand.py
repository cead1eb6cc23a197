"""What two people wrote of the odd dossiers before they saw what is said of them: sentences that were otherwise."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from odd_dossiers import odd_dossiers

from clea_eligibility import decide
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.explain import advise, explain
from clea_eligibility.text import LANGUAGES, Language
from clea_eligibility.whatif import change

AS_TYPED = str.maketrans("\u00a0\u202f\u2019", "  '")
THREE_MONTHS = {
    "fr": "la règle « Justificatif de domicile de moins de trois mois »",
    "en": 'the rule "Proof of residence less than three months old"',
}
APRIL_14 = date(2026, 4, 14)


def plan(name: str, lang: Language, today: date | None = None) -> str:
    dossier, its_today = odd_dossiers()[name]
    return advise(dossier, lang, today=today or its_today).translate(AS_TYPED)


# By dossier: the day, if it is not the dossier's own; what its plan says, in French and English; and what it does not.
PLANS: list[tuple[str, date | None, str, str, tuple[str, str]]] = [
    (
        # The last evaluation is on 30 and 31 December 2027, and 30 December less three weeks is 9 December.
        "late_with_an_old_bill_and_an_old_card",
        None,
        "et au plus tard le 9 décembre 2027 (le 8 décembre 2027 convient dans toutes les lectures).",
        "and by 9 December 2027 (8 December 2027 is safe under every reading).",
        ("10 décembre", "10 December"),
    ),
    (
        "no_quote_and_a_bill_that_ages",
        APRIL_14,
        "et au plus tard le 9 décembre 2027 (le 8 décembre 2027 convient dans toutes les lectures).",
        "and by 9 December 2027 (8 December 2027 is safe under every reading).",
        ("10 décembre", "10 December"),
    ),
    (
        "late_with_an_old_bill_and_an_old_card",
        None,
        "métropole).\n- Le demandeur joint un autre justificatif de domicile, daté",
        "metropolitan France).\n- The applicant adds another proof of residence, less",
        ("une seule de ces solutions", "any one of these"),
    ),
    (
        "late_by_a_week",
        None,
        (
            "Pour y remédier :\n- L'organisme évaluateur reporte l'évaluation : au plus tôt les 11 et 12 mai 2026 (à "
            "partir du 12 mai 2026 dans toutes les lectures), au plus tard les 30 et 31 décembre 2027."
        ),
        (
            "To put this right:\n- The evaluator postpones the evaluation: at the earliest on 11 and 12 May 2026 (from "
            "12 May 2026 on under every reading), at the latest on 30 and 31 December 2027."
        ),
        ("dépose le dossier", "files the complete dossier"),
    ),
    (
        # Another bill is filed with the dossier, today or later.
        "bill_of_30_november",
        None,
        "Le dossier doit être complet, avec toutes ses pièces, au plus tard le 13 avril 2026 (le 12 avril 2026",
        "The dossier must be complete, with all its documents, by 13 April 2026 (12 April 2026",
        ("lectures de la page", "readings of the Region's page"),
    ),
    (
        "bill_of_30_november",
        None,
        f"Selon toutes les autres lectures de {THREE_MONTHS['fr']}, le dossier remplirait les critères publiés.",
        f"Under all other readings of {THREE_MONTHS['en']}, the dossier would meet the published criteria.",
        ("all had to", "all had to"),
    ),
    (
        "not_accredited",
        None,
        (
            "- Le demandeur joint un devis établi à ses nom et prénom par un autre évaluateur, situé en Nouvelle-"
            "Aquitaine, habilité pour CléA Socle au moins les 4 et 5 mai 2026.\n\nLe dossier doit être complet"
        ),
        (
            "- The applicant adds a quote drawn up in their name and first name by another evaluator, located in "
            "Nouvelle-Aquitaine, accredited for CléA Socle at least on 4 and 5 May 2026.\n\nThe dossier must be"
        ),
        ("Si l'organisme évaluateur", "If the evaluator"),
    ),
    (
        "accreditation_for_the_other_certification",
        None,
        (
            "- Si l'organisme évaluateur détient une habilitation pour CléA Socle qui couvre toute l'évaluation, il en "
            "justifie ; sinon, le demandeur joint un devis établi à ses nom et prénom par un autre évaluateur, situé "
            "en Nouvelle-Aquitaine, habilité pour CléA Socle au moins les 4 et 5 mai 2026.\n- Dans ce second cas, le "
            "demandeur dépose le dossier complet au plus tard le 13 avril 2026 (le 12 avril 2026 convient dans toutes "
            "les lectures) ; ensuite, il faudrait reporter l'évaluation."
        ),
        (
            "- If the evaluator holds an accreditation for CléA Socle that covers the whole evaluation, they show it; "
            "if not, the applicant adds a quote drawn up in their name and first name by another evaluator, located in "
            "Nouvelle-Aquitaine, accredited for CléA Socle at least on 4 and 5 May 2026.\n- In this second case, the "
            "applicant files the complete dossier by 13 April 2026 (12 April 2026 is safe under every reading); after "
            "that, the evaluation would have to be postponed."
        ),
        ("Le dossier doit être complet", "The dossier must be complete"),
    ),
    (
        # Too late to file again for 4 May: the new evaluator says when, and says it once.
        "accreditation_for_the_other_certification",
        date(2026, 4, 16),
        (
            "habilité pour CléA Socle pour toute l'évaluation.\n- Ce nouvel évaluateur fixe l'évaluation : pour un "
            "dossier complet le 16 avril 2026, au plus tôt les 7 et 8 mai 2026"
        ),
        (
            "accredited for CléA Socle for the whole evaluation.\n- The new evaluator sets the evaluation: for a "
            "dossier complete on 16 April 2026, at the earliest on 7 and 8 May 2026"
        ),
        ("commencerait", "would start"),
    ),
    (
        "no_proof",
        None,
        "pour un dépôt le 13 avril 2026), qui montre où il réside à titre principal.",
        "for a filing on 13 April 2026), which shows where they mainly live.",
        ("un autre", "another"),
    ),
    (
        "no_paper_at_all",
        None,
        "qui montre où il réside à titre principal.\n- L'organisme évaluateur établit un devis aux nom et prénom du",
        "which shows where they mainly live.\n- The evaluator draws up a quote in the applicant's name and first name",
        ("un autre évaluateur", "another evaluator"),
    ),
    (
        "quote_without_a_name",
        None,
        "Pour y remédier :\n- L'organisme évaluateur établit un devis aux nom et prénom du demandeur, que celui",
        "To put this right:\n- The evaluator draws up a quote in the applicant's name and first name, and the",
        ("un autre évaluateur", "another evaluator"),
    ),
    (
        # Filed again with another quote, on 4 April at the earliest.
        "no_day_for_the_evaluation",
        None,
        (
            "habilité pour CléA Socle pour toute l'évaluation ; l'évaluation commencerait au plus tôt le 25 avril 2026 "
            "(à partir du 26 avril 2026 dans toutes les lectures)."
        ),
        (
            "accredited for CléA Socle for the whole evaluation; the evaluation would start on 25 April 2026 at the "
            "earliest (from 26 April 2026 on under every reading)."
        ),
        ("qui commencerait", "which would start"),
    ),
    (
        "on_the_last_day_of_one_reading",
        None,
        "au plus tard le 13 avril 2026 (le 12 avril 2026 convient dans toutes les lectures)",
        "by 13 April 2026 (12 April 2026 is safe under every reading)",
        ("Le dernier jour de dépôt", "The last filing day"),
    ),
    (
        "nothing_known_of_the_accreditation",
        None,
        (
            "\n\nPour couvrir toute l'évaluation, l'habilitation doit commencer au plus tard le 4 mai 2026 et durer au "
            "moins jusqu'au 5 mai 2026."
        ),
        "\n\nTo cover the whole evaluation, the accreditation must begin by 4 May 2026 and last at least until 5 May",
        ("peut avoir lieu", "can take place"),
    ),
    (
        "start_without_an_end",
        None,
        "l'évaluation doit se terminer au plus tard le 31 décembre 2027.",
        "the evaluation must not end after 31 December 2027.",
        ("peut avoir lieu", "can take place"),
    ),
    ("eligible", None, "450 €.\nLa décision revient à la Région.", "€450.\nThe decision rests", ("avoir lieu", "take")),
    (
        "planned",
        None,
        "Pour un dossier complet le 8 avril 2026, l'évaluation peut avoir lieu du 29 avril 2026 au 31 décembre 2027",
        "For a dossier complete on 8 April 2026, the evaluation can take place from 29 April 2026 to 31 December 2027",
        ("si l'évaluation", "if the evaluation"),
    ),
    (
        "accreditation_begins_too_late",
        None,
        "\n2. L'organisme évaluateur justifie d'une habilitation couvrant toute l'évaluation.\n",
        "\n2. The evaluator shows an accreditation covering the whole evaluation.\n",
        ("renouvellement", "renewal"),
    ),
    (
        "accreditation_begins_too_late",
        None,
        "l'évaluation commence le 4 mai 2026 ; l'habilitation doit commencer au plus tard le 4 mai 2026.",
        "the evaluation starts on 4 May 2026; the accreditation has to begin by 4 May 2026.",
        ("devait commencer", "had to begin"),
    ),
    (
        "accreditation_ends_between_the_sessions",
        None,
        "l'évaluation se termine le 5 mai 2026 ; l'habilitation doit durer au moins jusqu'au 5 mai 2026.",
        "the evaluation ends on 5 May 2026; the accreditation has to last at least until 5 May 2026.",
        ("devait durer", "had to last"),
    ),
    (
        "end_of_days",
        None,
        "\n\nAucun jour ne convient avant 2200, où s'arrête le calendrier de l'outil.",
        "\n\nNo day would do before 2200, where the calendar of this tool ends.",
        ("ne lève", "Nothing in the dossier"),
    ),
    (
        "not_filed_and_too_late",
        None,
        (
            "\n\nSauf si le dossier était complet au plus tard le 13 avril 2026, il est trop tard pour l'évaluation "
            "qui commence le 4 mai 2026.\n\n"
        ),
        (
            "\n\nUnless the dossier was complete by 13 April 2026, it is too late for the evaluation that starts on "
            "4 May 2026.\n\n"
        ),
        ("Il est trop tard", "It is too late"),
    ),
    (
        "old_bill",
        None,
        "tout devait être réuni au plus tard le 14 mars 2026, ou le justificatif dater du 3 janvier 2026 au plus tôt.",
        "everything had to be in by 14 March 2026, or the proof had to be dated 3 January 2026 or later.",
        ("peut avoir lieu", "all had to"),
    ),
    (
        # Before March, the tool does not presume that anything can be filed.
        "not_filed_before_the_reopening",
        None,
        (
            "Pour un dossier complet le 1er mars 2026, l'évaluation peut avoir lieu du 22 mars 2026 au 31 décembre "
            "2027 (à partir du 23 mars 2026 dans toutes les lectures)."
        ),
        (
            "For a dossier complete on 1 March 2026, the evaluation can take place from 22 March 2026 to 31 December "
            "2027 (from 23 March 2026 on under every reading)."
        ),
        ("10 février", "10 February"),
    ),
]


@pytest.mark.parametrize(("name", "today", "french", "english", "unsaid"), PLANS)
def test_a_plan_says_what_people_wrote(
    name: str, today: date | None, french: str, english: str, unsaid: tuple[str, str]
) -> None:
    for lang, said, not_said in zip(LANGUAGES, (french, english), unsaid, strict=True):
        found = plan(name, lang, today)
        assert said in found
        assert not_said not in found


def test_another_evaluator_helps_where_the_quote_is_another_bodys() -> None:
    assert "2. Le demandeur joint un devis établi à ses nom et prénom par un autre évaluateur" in plan(
        "quote_of_another_body", "fr"
    )


def test_solutions_beyond_five_are_counted() -> None:
    """Filed sooner or with other papers; and the evaluation moved, another accreditation or another evaluator."""
    ageing = change(
        odd_dossiers()["accreditation_ends_between_the_sessions"][0],
        {
            "filed_on": date(2026, 4, 12),
            "applicant.identity_document.valid_until": date(2026, 4, 10),
            "applicant.proof_of_residence.issued_on": date(2026, 1, 8),
        },
    )
    found = advise(ageing, "fr", today=date(2026, 4, 4)).translate(AS_TYPED)
    assert "\n5. " in found
    assert "\n6. " not in found
    assert "\n\nUne autre solution existe, qui demande davantage." in found


def test_a_dossier_that_was_complete_today_is_not_to_be_filed() -> None:
    assert plan("eligible", "en", date(2026, 4, 2)) == plan("eligible", "en")
    assert "must be complete" in plan("planned", "en", date(2026, 4, 7))
    assert "must be complete" not in plan("planned", "en", date(2026, 4, 8))


def test_an_evaluation_before_the_reopening_is_reckoned_from_today() -> None:
    """On 10 March at the latest: the dossier had to be complete by 17 February."""
    soon = change(
        odd_dossiers()["not_filed_before_the_reopening"][0],
        {"evaluation.starts_on": date(2026, 3, 10), "evaluation.ends_on": date(2026, 3, 10)},
    )
    ending = change(soon, {"evaluator.accreditation.valid_until": date(2026, 3, 10)})
    assert (
        "For a dossier complete on 10 February 2026, the evaluation can take place from 3 March 2026 to 10 March"
        in (advise(ending, "en", today=date(2026, 2, 10)).translate(AS_TYPED))
    )


def test_of_a_dossier_of_which_nothing_is_known_nothing_is_said_to_be_known() -> None:
    dossier, _ = odd_dossiers()["nothing_known"]
    assert "From what is known" not in explain(decide(dossier), "en")
    assert "Au vu de ce qui est connu" not in explain(decide(dossier), "fr")


def test_a_card_is_not_said_to_have_run_out_before_it_has() -> None:
    expiring = change(odd_dossiers()["planned"][0], {"applicant.identity_document.valid_until": date(2026, 4, 7)})
    found = explain(decide(expiring), "fr", today=date(2026, 4, 4)).translate(AS_TYPED)
    assert "La pièce d'identité n'est valable que jusqu'au 7 avril 2026 alors que le dossier serait complet" in found


def test_no_first_day_of_an_evaluation_is_named_that_no_dossier_can_state() -> None:
    """Complete on the last day of all, three weeks before 21 January 2200."""
    ending: Mapping[FactPath, Any] = {
        "filed_on": date(2199, 12, 31),
        "evaluation.starts_on": None,
        "evaluation.ends_on": None,
        "evaluator.accreditation.held": False,
    }
    dossier = change(odd_dossiers()["end_of_days"][0], ending)

    said = advise(dossier, "en", today=date(2199, 12, 31)).translate(AS_TYPED)

    assert "by another evaluator" in said
    assert "2200" not in said
