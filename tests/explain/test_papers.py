"""The checklist and the draft of a letter: whole texts written by hand, and the lines that they do not reach."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import html5lib
import pytest
from making import ELIGIBLE, Facts, dossier_of, eligible_but

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    EvaluationStage,
    IdentityDocumentKind,
    InitialOutcome,
    InvalidDossier,
    RuleSet,
    decide,
)
from clea_eligibility.explain import checklist, request_for_documents
from clea_eligibility.explain.papers import checklist_sheet, letter_sheet
from clea_eligibility.html._markup import printable
from clea_eligibility.rules import Day, Is, NotAfter, Rule
from clea_eligibility.text import LANGUAGES, Language, in_french

WRITTEN = dict(
    re.findall(
        r"==== (\w+ (?:fr|en))\n(.*?)\n(?=====|\Z)",
        (Path(__file__).parent / "papers_as_read.txt").read_text("utf-8"),
        re.DOTALL,
    )
)
STARTS, ISSUED = "evaluation.starts_on", "applicant.proof_of_residence.issued_on"
CARD, VALID = "applicant.identity_document.kind", "applicant.identity_document.valid_until"
NO_QUOTE: Facts = {"quote.provided": False, "quote.from_evaluator": None, "quote.names_applicant": None}
NO_QUOTE_KNOWN: Facts = {**NO_QUOTE, "quote.provided": None}
APRIL: Facts = {"evaluation.starts_on": date(2026, 4, 20), "evaluation.ends_on": date(2026, 4, 21)}
TO_GATHER: Facts = {
    "certification.kind": CertificationKind.SOCLE,
    "evaluation.stage": EvaluationStage.INITIAL,
    "evaluation.starts_on": date(2026, 5, 4),
    "evaluation.ends_on": date(2026, 5, 5),
}


def nothing_but(facts: Facts) -> Dossier:
    return dossier_of({**dict.fromkeys(ELIGIBLE), **facts})


def listed(dossier: Dossier, today: date, lang: Language = "en", rules: RuleSet = GUIDE) -> list[str]:
    return checklist(dossier, lang, today=today, rules=rules).splitlines()


def drafted(dossier: Dossier, by: date, lang: Language = "en", rules: RuleSet = GUIDE) -> list[str]:
    return request_for_documents(decide(dossier, rules), lang, by=by).splitlines()


BY_HAND: dict[str, Callable[[Language], list[str]]] = {
    "list_to_gather": lambda lang: listed(nothing_but(TO_GATHER), date(2026, 4, 2), lang),
    "list_of_what_is_filed": lambda lang: listed(eligible_but({}), date(2026, 3, 10), lang),
    "list_too_late": lambda lang: listed(
        eligible_but({**NO_QUOTE, "applicant.is_job_seeker": False, "evaluator.department": "49"}),
        date(2026, 3, 20),
        lang,
    ),
    "letter_for_a_quote": lambda lang: drafted(eligible_but(NO_QUOTE), date(2026, 3, 9), lang),
    "letter_for_old_papers": lambda lang: drafted(
        eligible_but(
            {
                **NO_QUOTE_KNOWN,
                "certification.kind": None,
                "applicant.is_job_seeker": False,
                CARD: IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
                VALID: date(2022, 8, 31),
                ISSUED: date(2025, 12, 5),  # still good on 2 March, when the form was filed, but not on 11 March
            }
        ),
        date(2026, 3, 11),
        lang,
    ),
    "letter_past_the_limit": lambda lang: drafted(eligible_but(NO_QUOTE), date(2026, 3, 16), lang),
    "letter_for_nothing": lambda lang: drafted(eligible_but({}), date(2026, 3, 12), lang),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BY_HAND)
def test_a_paper_reads_as_written_by_hand(name: str, lang: Language) -> None:
    assert "\n".join(BY_HAND[name](lang)) == WRITTEN[f"{name} {lang}"]


def test_every_text_written_by_hand_is_tried() -> None:
    assert list(WRITTEN) == [f"{name} {lang}" for name in BY_HAND for lang in LANGUAGES]


# By when


def test_no_list_is_made_on_a_day_on_which_no_dossier_can_be_filed() -> None:
    with pytest.raises(InvalidDossier, match="9999-12-31 is not between 1900-01-01 and 2199-12-31"):
        checklist(Dossier(), today=date.max)
    assert "Made on Tuesday 31 December 2199." in checklist(Dossier(), "en", today=date(2199, 12, 31))


def deadline(facts: Facts, today: date, rules: RuleSet = GUIDE) -> list[str]:
    """What the list says of the day, in English."""
    found = listed(eligible_but({"filed_on": None, "filing_open": None, **facts}), today, rules=rules)
    return found[5 : found.index("To provide with the application:") - 2]


@pytest.mark.parametrize(
    ("filed_on", "today", "said"),
    [
        (date(2026, 3, 10), date(2026, 3, 20), ["The dossier was complete in time, on Tuesday 10 March 2026."]),
        (
            date(2026, 3, 11),
            date(2026, 3, 20),
            [
                "The dossier was complete in time, on Wednesday 11 March 2026.",
                "Under a stricter reading of the three weeks, it is too late already.",
            ],
        ),
        (
            date(2026, 3, 12),
            date(2026, 4, 1),
            [
                (
                    "It is too late for this evaluation. With a dossier complete on Thursday 12 March 2026, an "
                    "evaluation could start on Friday 3 April 2026 or later, however the text is read."
                )
            ],
        ),
        (date(2026, 3, 12), date(2026, 4, 2), ["The dossier was complete on Thursday 12 March 2026."]),
    ],
)
def test_a_list_says_how_a_dossier_that_was_filed_stands(filed_on: date, today: date, said: list[str]) -> None:
    """The evaluation starts on 1 April 2026; once it has begun, it is too late to move it."""
    found = listed(eligible_but({"filed_on": filed_on}), today)
    end = found.index("To provide with the application:")
    assert [line for line in found[5:end] if not line.startswith(("-", "From")) and line] == said


@pytest.mark.parametrize(
    ("facts", "today", "said"),
    [
        (
            {},
            date(2026, 3, 11),
            [
                "Last day to file the complete dossier: Wednesday 11 March 2026.",
                "Under a stricter reading of the three weeks, it is too late already.",
            ],
        ),
        (
            {STARTS: date(2026, 9, 1), "evaluation.ends_on": date(2026, 9, 1)},  # the proof is of 15 January
            date(2026, 3, 11),
            [
                "Last day to file the complete dossier: Tuesday 14 April 2026.",
                (
                    "With your present proof of residence: by 14 April 2026. With a more recent proof: by Tuesday "
                    "11 August 2026; to be safe, Monday 10 August 2026."
                ),
            ],
        ),
        (
            # The passport is good until 10 March, the proof of 20 December until 19 March.
            {VALID: date(2026, 3, 10), ISSUED: date(2025, 12, 20), **APRIL},
            date(2026, 3, 2),
            [
                "Last day to file the complete dossier: Tuesday 10 March 2026.",
                (
                    "With your present identity document: by 10 March 2026. With your present proof of residence: by "
                    "19 March 2026. With more recent documents: by Monday 30 March 2026; to be safe, Sunday 29 March "
                    "2026."
                ),
            ],
        ),
        (
            # The permit is in force today, but no longer on the day that is planned.
            {
                CARD: IdentityDocumentKind.RESIDENCE_PERMIT,
                "applicant.identity_document.permits_work": True,
                VALID: date(2026, 3, 10),
                "filed_on": date(2026, 3, 14),
                **APRIL,
            },
            date(2026, 3, 2),
            [
                "Last day to file the complete dossier, with a renewed permit: Monday 30 March 2026.",
                (
                    "To be on the safe side, file it by Sunday 29 March 2026 at the latest: under a stricter reading "
                    "of the three weeks, 30 March 2026 would be too late."
                ),
                "With your present residence permit: by 10 March 2026.",
            ],
        ),
        (
            # The permit is not in force today: it gives no day.
            {
                CARD: IdentityDocumentKind.RESIDENCE_PERMIT,
                "applicant.identity_document.permits_work": True,
                VALID: date(2026, 3, 1),
                **APRIL,
            },
            date(2026, 3, 2),
            [
                "Last day to file the complete dossier: Monday 30 March 2026.",
                (
                    "To be on the safe side, file it by Sunday 29 March 2026 at the latest: under a stricter reading "
                    "of the three weeks, 30 March 2026 would be too late."
                ),
            ],
        ),
        (
            # A document of another kind is to be replaced anyway: its last day bounds nothing.
            {CARD: IdentityDocumentKind.OTHER, VALID: date(2026, 3, 20), **APRIL},
            date(2026, 3, 2),
            [
                "Last day to file the complete dossier: Monday 30 March 2026.",
                (
                    "To be on the safe side, file it by Sunday 29 March 2026 at the latest: under a stricter reading "
                    "of the three weeks, 30 March 2026 would be too late."
                ),
            ],
        ),
        (
            {STARTS: None, "evaluation.ends_on": None},
            date(2026, 3, 11),
            [
                "The last day to file depends on the day on which the evaluation starts, which is not stated.",
                (
                    "For a dossier complete on 11 March 2026, the evaluation can take place from 1 April 2026 to "
                    "31 December 2027 (from 2 April 2026 on under every reading)."
                ),
                "With your present proof of residence: by 14 April 2026.",
            ],
        ),
        (
            {STARTS: None, "evaluation.ends_on": None, ISSUED: date(2025, 12, 12), VALID: date(2026, 3, 20)},
            date(2026, 3, 11),
            [
                "The last day to file depends on the day on which the evaluation starts, which is not stated.",
                (
                    "For a dossier complete on 11 March 2026, the evaluation can take place from 1 April 2026 to "
                    "31 December 2027 (from 2 April 2026 on under every reading)."
                ),
                (
                    "With your present identity document: by 20 March 2026. With your present proof of residence: by "
                    "11 March 2026."
                ),
            ],
        ),
        (
            {ISSUED: date(2025, 11, 1)},  # another proof is needed, and can be had
            date(2026, 3, 4),
            [
                "Last day to file the complete dossier: Wednesday 11 March 2026.",
                (
                    "To be on the safe side, file it by Tuesday 10 March 2026 at the latest: under a stricter reading "
                    "of the three weeks, 11 March 2026 would be too late."
                ),
            ],
        ),
        (
            {"evaluator.accreditation.valid_until": date(2026, 3, 31)},  # nobody's filing day can mend that
            date(2026, 3, 4),
            [
                "From what is stated, this application does not meet the published criteria:",
                (
                    "- The accreditation ends on 31 March 2026 but the evaluation ends on 2 April 2026; the "
                    "accreditation has to last at least until 2 April 2026."
                ),
                "",
                "Last day to file the complete dossier: Wednesday 11 March 2026.",
                (
                    "To be on the safe side, file it by Tuesday 10 March 2026 at the latest: under a stricter reading "
                    "of the three weeks, 11 March 2026 would be too late."
                ),
            ],
        ),
    ],
)
def test_the_day_by_which_the_dossier_is_complete(facts: Facts, today: date, said: list[str]) -> None:
    assert deadline(facts, today) == said


PERMIT: Facts = {CARD: IdentityDocumentKind.RESIDENCE_PERMIT, "applicant.identity_document.permits_work": True}
RECEIPT = "    A receipt for a permit: it is for the Region to assess it."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({**PERMIT, VALID: date(2026, 3, 10)}, True),  # will do on the last day with it, and not for long
        ({**PERMIT, VALID: date(2026, 3, 1)}, True),
        ({**PERMIT, VALID: date(2026, 12, 31)}, False),
        ({VALID: date(2026, 3, 10)}, False),  # a passport
    ],
)
def test_who_renews_a_permit_reads_what_a_receipt_is_worth(facts: Facts, said: bool) -> None:
    found = listed(eligible_but({"filed_on": None, **APRIL, **facts}), date(2026, 3, 2))

    assert found.count(RECEIPT) == said


@pytest.mark.parametrize(
    ("kind", "present", "renewed"),
    [
        (IdentityDocumentKind.RESIDENCE_PERMIT, "residence permit", "a renewed permit"),
        (IdentityDocumentKind.PASSPORT, "identity document", "a renewed document"),
        (None, "identity document", "a renewed document"),
    ],
)
def test_a_paper_that_somebody_has_is_called_by_its_kind(
    kind: IdentityDocumentKind | None, present: str, renewed: str
) -> None:
    _, said = deadline({**PERMIT, CARD: kind, VALID: date(2026, 3, 10), **APRIL}, date(2026, 3, 2))

    assert said == (
        f"With your present {present}: by 10 March 2026. With {renewed}: by Monday 30 March 2026; to be safe, Sunday "
        "29 March 2026."
    )


@pytest.mark.parametrize(
    ("facts", "amounts"),
    [
        ({}, ["€450"]),
        (NO_QUOTE, ["€450"]),  # what is not there yet can be added
        ({"evaluation.stage": None}, []),
        ({"applicant.is_job_seeker": False}, []),
        ({"filed_on": None, "evaluation.starts_on": date(2026, 3, 12)}, []),  # too late for the evaluation
    ],
)
def test_the_amount_is_said_where_it_is_one_and_can_be_had(facts: Facts, amounts: list[str]) -> None:
    found = "\n".join(listed(eligible_but(facts), date(2026, 3, 10)))

    assert re.findall(r"Amount of the aid, if the Region grants it: (€[0-9]+)\.", found) == amounts


def test_where_the_text_is_read_in_one_way_there_is_one_last_day() -> None:
    only = GUIDE.evolve(id="one-reading", readings=(), rules=tuple(_unread(rule) for rule in GUIDE.rules))

    assert deadline({}, date(2026, 3, 4), only) == ["Last day to file the complete dossier: Wednesday 11 March 2026."]


def _unread(rule: Rule) -> Rule:
    return attrs.evolve(rule, reading=None)


def test_rules_may_leave_no_day_at_all() -> None:
    over = GUIDE.evolve(
        id="over",
        rules=(
            *GUIDE.rules,
            Rule("filed_in_2025", "criterion", requires=NotAfter(Day("filed_on"), Day(date(2025, 12, 31)))),
        ),
    )

    assert deadline({}, date(2026, 3, 4), over) == ["No filing day will do."]
    assert not [
        line for line in drafted(eligible_but(NO_QUOTE), date(2026, 3, 9), rules=over) if "comes too early" in line
    ]


def test_the_day_that_the_dossier_plans_is_the_day_of_its_papers() -> None:
    planned = {**TO_GATHER, "filed_on": date(2026, 4, 8), "filing_open": False}
    found = listed(nothing_but(planned), date(2026, 4, 2))

    assert "    Dated 9 January 2026 or later, for a dossier that is complete on 8 April 2026." in found
    assert "- Online filing is stated to be closed on 8 April 2026, the day of filing." in found


def test_where_no_day_is_in_time_the_list_is_for_the_day_that_is_planned() -> None:
    found = listed(nothing_but({**TO_GATHER, "filed_on": date(2026, 4, 20)}), date(2026, 4, 18))

    assert (
        "It is too late for this evaluation. With a dossier complete on Monday 20 April 2026, an evaluation could "
        "start on Tuesday 12 May 2026 or later, however the text is read."
    ) in found
    assert "    Dated 21 January 2026 or later, for a dossier that is complete on 20 April 2026." in found


# Today 2 March 2026, the evaluation on 24 and 25 March: three weeks before it is 3 March, and 2 March read strictly.
SOON: Facts = {**TO_GATHER, STARTS: date(2026, 3, 24), "evaluation.ends_on": date(2026, 3, 25)}
WITH = {
    "fr": (
        in_french("le dossier complet, avec un justificatif plus récent :"),
        in_french("Avec votre justificatif de domicile actuel : au plus tard le 2 mars 2026."),
    ),
    "en": (
        "the complete dossier, with a more recent proof:",
        "With your present proof of residence: by 2 March 2026.",
    ),
}
"""A proof of 3 December is in force on 2 March, and no longer on the last day."""
LAST_AND_SAFE = {
    "fr": [
        in_french("Dernier jour pour déposer le dossier complet : mardi 3 mars 2026."),
        in_french(
            "Pour plus de sûreté, déposez-le le lundi 2 mars 2026 au plus tard : dans une lecture plus stricte des "
            "trois semaines, le 3 mars 2026 serait trop tard."
        ),
    ],
    "en": [
        "Last day to file the complete dossier: Tuesday 3 March 2026.",
        (
            "To be on the safe side, file it by Monday 2 March 2026 at the latest: under a stricter reading of the "
            "three weeks, 3 March 2026 would be too late."
        ),
    ],
}


@pytest.mark.parametrize(
    ("lang", "dated", "wrong"),
    [
        (
            "fr",
            in_french("    Daté du 4 décembre 2025 ou après, pour un dossier complet le 3 mars 2026."),
            in_french("    Le vôtre, daté du 3 décembre 2025, ne convient pas pour un dossier complet le 3 mars 2026."),
        ),
        (
            "en",
            "    Dated 4 December 2025 or later, for a dossier that is complete on 3 March 2026.",
            "    Yours, dated 3 December 2025, will not do for a dossier that is complete on 3 March 2026.",
        ),
    ],
)
def test_a_list_is_for_the_filing_day_that_is_planned_where_that_is_in_time(
    lang: Language, dated: str, wrong: str
) -> None:
    planned = nothing_but({**SOON, "filed_on": date(2026, 3, 3), ISSUED: date(2025, 12, 3)})
    found = listed(planned, date(2026, 3, 2), lang)

    with_another, with_this_one = WITH[lang]
    last, safe = LAST_AND_SAFE[lang]
    assert with_another in found[5]
    assert found[5].split()[-3:] == last.split()[-3:]
    assert found[6:8] == [safe, with_this_one]
    assert dated in found
    assert wrong in found


@pytest.mark.parametrize(
    ("lang", "late", "dated"),
    [
        (
            "fr",
            in_french("Déposé le mercredi 4 mars 2026, le dossier serait en retard."),
            in_french("    Daté du 3 décembre 2025 ou après, pour un dossier complet le 2 mars 2026."),
        ),
        (
            "en",
            "Filed on Wednesday 4 March 2026, the dossier would be late.",
            "    Dated 3 December 2025 or later, for a dossier that is complete on 2 March 2026.",
        ),
    ],
)
def test_a_filing_day_that_is_too_late_is_said_to_be(lang: Language, late: str, dated: str) -> None:
    found = listed(nothing_but({**SOON, "filed_on": date(2026, 3, 4)}), date(2026, 3, 2), lang)

    assert found[5:8] == [late, *LAST_AND_SAFE[lang]]
    assert dated in found


def test_a_day_may_hang_on_how_the_three_months_of_the_proof_are_read() -> None:
    lenient = GUIDE.read(proof_of_residence_recent="anniversary_included")
    papers: Facts = {STARTS: date(2026, 9, 1), "evaluation.ends_on": date(2026, 9, 1)}  # the proof is of 15 January

    assert deadline(papers, date(2026, 3, 11), lenient)[:2] == [
        "Last day to file the complete dossier: Wednesday 15 April 2026.",
        (
            "To be on the safe side, file it by Tuesday 14 April 2026 at the latest: under a stricter reading of the "
            "three months of the proof, 15 April 2026 would be too late."
        ),
    ]


def test_what_was_filed_with_a_fault_is_complete_from_today_on() -> None:
    found = listed(eligible_but({**NO_QUOTE, "filing_open": False}), date(2026, 3, 4))

    assert "Last day to file the complete dossier: Wednesday 11 March 2026." in found
    assert not [line for line in found if "Online filing" in line]


# Which papers


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {CARD: IdentityDocumentKind.RESIDENCE_PERMIT, "applicant.identity_document.permits_work": False},
            "  Yours is not accepted.",
        ),
        (
            {"applicant.proof_of_residence.attests_main_residence": False},
            "  Yours does not show where you mainly live.",
        ),
        (
            {"quote.from_evaluator": False},
            "  Yours is not drawn up by the body that carries out the evaluation.",
        ),
        ({"quote.names_applicant": False}, "  Yours is not in your name and first name."),
    ],
)
def test_what_is_wrong_with_a_paper(facts: Facts, line: str) -> None:
    assert line in drafted(eligible_but(facts), date(2026, 3, 9))


@pytest.mark.parametrize(
    ("kind", "until", "hinted"),
    [
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, date(2021, 3, 9), True),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, date(2021, 3, 8), False),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, date(2023, 12, 31), True),  # what the last of these cards says
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, date(2024, 1, 1), False),
        (IdentityDocumentKind.PASSPORT, date(2022, 3, 9), False),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, date(2026, 3, 9), False),
        (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, None, False),
    ],
)
def test_a_card_may_be_valid_for_five_years_more(kind: str, until: date | None, hinted: bool) -> None:
    found = drafted(eligible_but({CARD: kind, VALID: until, **NO_QUOTE}), date(2026, 3, 9))

    assert any("If it is a French card" in line for line in found) == hinted
    assert not hinted or not any("in force only until" in line for line in found)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 5, 4), date(2026, 5, 4), "For: CléA certification, on 4 May 2026."),
        (date(2026, 5, 4), None, "For: CléA certification, from 4 May 2026 on."),
        (None, date(2026, 5, 4), "For: CléA certification."),
    ],
)
def test_which_evaluation_it_is(first: date | None, last: date | None, said: str) -> None:
    assert said in listed(nothing_but({STARTS: first, "evaluation.ends_on": last}), date(2026, 4, 2))


def test_a_letter_without_an_evaluation_day_says_nothing_of_it() -> None:
    found = drafted(nothing_but(NO_QUOTE), date(2026, 3, 9))

    assert not any("starts on" in line or "Careful" in line or "comes too early" in line for line in found)
    assert "Subject: documents to provide for your application, CléA certification" in found


def test_a_letter_says_until_when_a_paper_that_will_do_goes_on_to_do_so() -> None:
    """The evaluation of 1 April leaves time until 11 March; a bill of 8 December is too old on 8 March."""
    ageing = eligible_but({**NO_QUOTE, ISSUED: date(2025, 12, 8), VALID: date(2026, 3, 10)})
    good_until = [line for line in drafted(ageing, date(2026, 3, 5)) if "already in the dossier" in line]
    days = {"Identity document": "Tuesday 10 March 2026", "Proof of residence": "Saturday 7 March 2026"}
    said = "already in the dossier: it will do if the dossier is complete by"
    then = "After that, it would have to be replaced."
    assert good_until == [f"{paper}, {said} {day}. {then}" for paper, day in days.items()]
    aged = [line for line in drafted(ageing, date(2026, 3, 9)) if "already in the dossier" in line]
    assert aged == good_until[:1]


def test_rules_of_ones_own_say_what_they_ask_by_their_labels() -> None:
    signed = Rule("quote_signed", "document", label_en="Quote signed", requires=Is("quote.names_applicant", False))
    rules = GUIDE.evolve(
        id="mine",
        rules=(
            signed,
            *(rule for rule in GUIDE.rules if rule.code not in ("evaluator_in_region", "quote_names_applicant")),
        ),
        requires={
            "identity_document_accepted": Is(CARD, IdentityDocumentKind.PASSPORT),
            "identity_document_valid": NotAfter(Day("filed_on", months=3), Day(VALID)),
            "proof_of_residence_recent": NotAfter(Day(ISSUED), Day("filed_on")),
        },
    )
    found = listed(eligible_but({}), date(2026, 3, 4), rules=rules)

    assert '    Required: "Kind of identity document".' in found
    assert "    In force until 10 June 2026 at least, for a dossier that is complete on 10 March 2026." in found
    assert '    Required: "Age of the proof of residence".' in found
    assert [line for line in found if "signed" in line] == [
        '    Not met: "Quote signed".',
        '    Required: "Quote signed".',
    ]
    assert found[2] == "Made on Wednesday 4 March 2026."


def test_rules_without_papers_or_evaluators_have_no_such_entries() -> None:
    bare = GUIDE.evolve(id="bare", rules=(GUIDE.rule("job_seeker"), GUIDE.rule("certification_covered")), readings=())
    found = listed(eligible_but({}), date(2026, 3, 4), rules=bare)

    assert [line for line in found if line.startswith("[")] == ["[x] Application form, to be filled in by you, online"]
    assert "For the evaluator to confirm, but for what is ticked:" not in found


# What no paper can mend


VENDEE: Facts = {"evaluator.department": "85"}
NEEDED = "You need another evaluator, and a quote drawn up by it."
NOT_MET = "From what is stated, this application does not meet the published criteria:"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (VENDEE, "- The evaluating establishment is in Vendée (85), outside Nouvelle-Aquitaine."),
        (
            {
                "evaluator.accreditation.held": False,
                "evaluator.accreditation.certification": None,
                "evaluator.accreditation.valid_from": None,
                "evaluator.accreditation.valid_until": None,
            },
            "- The evaluator does not hold a Certif Pro accreditation.",
        ),
        (
            {"certification.kind": CertificationKind.NUMERIQUE},
            "- The accreditation is for CléA Socle but the dossier asks for CléA Numérique.",
        ),
    ],
)
def test_another_evaluator_draws_up_another_quote(facts: Facts, said: str) -> None:
    found = listed(eligible_but({"filed_on": None, **facts}), date(2026, 3, 4))

    assert found[found.index("For the evaluator to confirm, but for what is ticked:") - 1] == NEEDED
    assert found[5:8] == [NOT_MET, said, ""]
    assert [line[:3] for line in found if line.startswith("[")] == ["[x]", "[x]", *["[ ]"] * 6]


def test_an_evaluator_may_stay_where_it_can_renew_its_accreditation() -> None:
    found = listed(eligible_but({"evaluator.accreditation.valid_until": date(2026, 4, 1)}), date(2026, 3, 2))

    assert found[5:8] == [
        NOT_MET,
        (
            "- The accreditation ends on 1 April 2026 but the evaluation ends on 2 April 2026; the accreditation has "
            "to last at least until 2 April 2026."
        ),
        "",
    ]
    assert NEEDED not in found


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"applicant.department": "49"}, "- The main residence is in Maine-et-Loire (49), outside Nouvelle-Aquitaine."),
        (
            {
                "evaluation.stage": EvaluationStage.FINAL,
                "evaluation.initial_outcome": InitialOutcome.CERTIFIED,
                **VENDEE,  # no evaluator would do
            },
            (
                "- The initial evaluation already led to the certificate; a final one serves no purpose any more.\n"
                "- The evaluating establishment is in Vendée (85), outside Nouvelle-Aquitaine."
            ),
        ),
        (
            {"filed_on": date(2026, 3, 12)},  # complete a day too late
            (
                "- The dossier was complete on 12 March 2026 but the evaluation starts on 1 April 2026; it had to be "
                "complete by 11 March 2026."
            ),
        ),
        (
            {
                "filed_on": date(2026, 4, 1),
                STARTS: None,
                "evaluation.ends_on": None,
                "evaluator.accreditation.valid_until": date(2026, 4, 21),
                "evaluator.accreditation.valid_from": date(2024, 1, 1),
            },
            (
                "- Whatever the date of the evaluation, it would be too close to the filing or outside the "
                "accreditation: dossier complete on 1 April 2026, accreditation valid from 1 January 2024 to 21 April "
                "2026."
            ),
        ),
    ],
)
def test_criteria_that_are_not_met_come_first(facts: Facts, said: str) -> None:
    found = listed(eligible_but(facts), date(2026, 3, 13))
    reasons = said.splitlines()

    assert found[5 : 7 + len(reasons)] == [NOT_MET, *reasons, ""]
    assert NEEDED not in found


def test_what_is_open_is_listed_although_something_fails() -> None:
    found = listed(eligible_but({**NO_QUOTE, "applicant.is_job_seeker": None}), date(2026, 3, 2))

    assert found[found.index("Still to be established:") + 1] == "[ ] Are you looking for a job?"


@pytest.mark.parametrize(
    ("facts", "today", "asked"),
    [
        ({"filed_on": date(2026, 2, 20)}, date(2026, 2, 19), False),  # of a day to come nobody knows
        ({"filed_on": date(2026, 2, 20), ISSUED: date(2026, 2, 2)}, date(2026, 2, 21), True),
    ],
)
def test_whether_filing_was_open_is_asked_of_a_day_of_the_past(facts: Facts, today: date, asked: bool) -> None:
    found = listed(eligible_but({"filing_open": None, **facts}), today)
    to_look = (
        "Before you file, make sure that online filing is open: the Region's page says that it opens again in February "
        "2026, but not on which day."
    )

    assert ("[ ] Was online filing open on the filing day?" in found) == asked
    assert (to_look in found) != asked


# What an officer is told


ANOTHER_DOCUMENT = (
    "The Region's page does not name this document (a receipt for a residence permit, for instance): it is for the "
    "Region to assess it."
)


def test_a_document_that_the_page_does_not_name_is_to_be_assessed() -> None:
    dossier = eligible_but({CARD: IdentityDocumentKind.OTHER})

    assert f"[To be looked at: {ANOTHER_DOCUMENT}]" in drafted(dossier, date(2026, 3, 9))
    assert f"    {ANOTHER_DOCUMENT}" in listed(dossier, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"filed_on": date(2026, 3, 12)},
            [
                "The dossier was complete on Thursday 12 March 2026.",
                (
                    "[To be looked at: The dossier was complete on 12 March 2026 but the evaluation starts on 1 April "
                    "2026; it had to be complete by 11 March 2026.]"
                ),
            ],
        ),
        (
            {"filed_on": date(2026, 3, 11)},
            [
                "The dossier was complete in time, on Wednesday 11 March 2026.",
                (
                    "[Careful: complete on Wednesday 11 March 2026, the dossier would be late if the text is read "
                    "otherwise; the safe day is Tuesday 10 March 2026.]"
                ),
            ],
        ),
        (
            {STARTS: None, "evaluation.ends_on": None, **VENDEE},
            [
                "The dossier was complete on Monday 2 March 2026.",
                "[To be looked at: The evaluating establishment is in Vendée (85), outside Nouvelle-Aquitaine.]",
                (
                    "[Still to be established: On which day does the evaluation start (first session)? On which day "
                    "does the evaluation end (last session)?]"
                ),
            ],
        ),
        (
            {
                "filed_on": None,
                STARTS: None,
                "evaluation.ends_on": None,
                "evaluator.accreditation.valid_from": date(2024, 1, 1),
                "evaluator.accreditation.valid_until": date(2026, 3, 29),
            },
            [
                "There is no document to ask for, for a dossier complete on Monday 9 March 2026.",
                (
                    "[To be looked at: Whatever the date of the evaluation, it would be too close to the filing or "
                    "outside the accreditation: dossier complete on 9 March 2026, accreditation valid from 1 January "
                    "2024 to 29 March 2026.]"
                ),
                (
                    "[Still to be established: On which day does the evaluation start (first session)? On which day "
                    "does the evaluation end (last session)?]"
                ),
            ],
        ),
        (
            {"filed_on": None, "evaluation.stage": None},
            [
                "There is no document to ask for, for a dossier complete on Monday 9 March 2026.",
                "[Still to be established: Is it an initial or a final evaluation?]",
            ],
        ),
    ],
)
def test_where_nothing_is_to_be_asked_the_officer_reads_how_the_dossier_stands(facts: Facts, said: list[str]) -> None:
    assert drafted(eligible_but(facts), date(2026, 3, 9))[2:] == said


# What is taken, and how it is set


@pytest.mark.parametrize("day", ["2026-04-02", None, datetime(2026, 4, 2, tzinfo=UTC)])
def test_days_are_plain_dates(day: Any) -> None:
    with pytest.raises(TypeError, match="today: expected a date without a time"):
        checklist(Dossier(), today=day)
    with pytest.raises(TypeError, match="by: expected a date without a time"):
        request_for_documents(decide(Dossier()), by=day)


def test_other_languages_are_refused() -> None:
    lang: Any = "de"
    with pytest.raises(CleaError, match="lang: expected 'fr' or 'en'"):
        checklist(Dossier(), lang, today=date(2026, 4, 2))
    with pytest.raises(CleaError, match="lang: expected 'fr' or 'en'"):
        request_for_documents(decide(Dossier()), lang, by=date(2026, 4, 2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_to_print_says_the_same(lang: Language) -> None:
    dossier, today = eligible_but(NO_QUOTE), date(2026, 3, 4)
    for sheet in (checklist_sheet(dossier, lang, today=today), letter_sheet(decide(dossier), lang, by=today)):
        page = printable(sheet, lang)
        parsed = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        body = parsed.find("body")
        shown = [text.strip() for text in body.itertext() if text.strip()]
        lines = [re.sub(r"^(\[.\]|-)? *", "", line) for line in str(sheet).splitlines() if line]

        assert parsed.attrib["lang"] == lang
        assert [text for text in shown if text not in "☐☑–"] == [line for line in lines if line]
        assert "@page{size:A4" in page
        assert "<script" not in page
        assert "http" not in page
