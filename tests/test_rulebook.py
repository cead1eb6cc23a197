"""What the documentation makes from the rules: words, cases on both sides of each boundary, tables."""

import re
from datetime import date

import attrs
import pytest
from cases import BASE, Case, cases, days_decided, dossier_of, what_is_said
from making import ELIGIBLE
from rulebook import (
    DOCS,
    deadlines_table,
    decided_dossier,
    decided_table,
    facts_table,
    rules_in_brief,
    rules_page,
    tariff_table,
    undecided_table,
)
from words import NOUNS, in_words

from clea_eligibility import FACTS, GUIDE, Eligible, Rule, Status, decide
from clea_eligibility.rules import ALWAYS, AnyOf, Day, Is, NotAfter, Unknown
from clea_eligibility.text import LANGUAGES, Language

MET, FAILS, PRESUMED, OPEN = Status.SATISFIED, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN
NOT_CONCERNED = Status.NOT_APPLICABLE


def told(rule: str) -> list[tuple[list[str], tuple[Status, ...]]]:
    """Each case of a rule of the page: what it says of the facts, in their order, and how the rule stands."""
    facts, found = cases(GUIDE.rule(rule), GUIDE)
    return [([case.said.get(fact.path, "") for fact in facts], case.statuses) for case in found]


@pytest.mark.parametrize(
    ("rule", "lang", "words"),
    [
        (
            "filed_three_weeks_before",
            "en",
            "the filing day plus 3 weeks is on or before the first day of the evaluation",
        ),
        (
            "filed_three_weeks_before",
            "fr",
            "le jour du dépôt plus 3 semaines tombe au plus tard le premier jour de l’évaluation",
        ),
        (
            "proof_of_residence_recent",
            "en",
            (
                "the date of the proof is on or before the filing day and "
                "the filing day is before the date of the proof plus 3 months"
            ),
        ),
        ("certification_covered", "fr", "la certification demandée est CléA Socle ou CléA Numérique"),
        ("final_after_unsuccessful_initial", "fr", "l’évaluation initiale est restée sans certification"),
        (
            "identity_document_accepted",
            "en",
            (
                "the identity document is a national identity card or a passport; or else "
                "the identity document is a residence permit and "
                '"If it is a residence permit, does it authorise work in metropolitan France?" is answered yes'
            ),
        ),
        (
            "quote_names_applicant",
            "fr",
            "«\u202fLe devis porte-t-il le nom et le prénom du demandeur\u202f?\u202f»\u00a0: oui",
        ),
    ],
)
def test_a_requirement_reads_as_a_clause(rule: str, lang: Language, words: str) -> None:
    assert in_words(GUIDE.rule(rule).requires, lang) == words


def test_conditions_that_no_rule_requires_read_as_clauses_too() -> None:
    a_month_earlier = NotAfter(Day("filed_on", months=-1), Day(date(2026, 3, 1)))

    assert in_words(ALWAYS, "en") == "always"
    assert in_words(AnyOf((Is("quote.provided", True), Unknown("filed_on"))), "en") == (
        '"Does the dossier contain a quote?" is answered yes or the dossier does not state the filing day'
    )
    assert in_words(a_month_earlier, "fr") == "le jour du dépôt moins 1 mois tombe au plus tard le 1er mars 2026"
    assert in_words(GUIDE.rule("quote_names_applicant").applies, "en") == (
        'unless "Does the dossier contain a quote?" is answered no'
    )


def test_every_fact_has_a_name_in_both_languages() -> None:
    assert list(NOUNS) == [fact.path for fact in FACTS]
    assert all(noun.fr and noun.en for noun in NOUNS.values())


def test_the_dossier_behind_the_cases_meets_every_rule() -> None:
    assert isinstance(decide(dossier_of(BASE)), Eligible)
    assert BASE.keys() <= ELIGIBLE.keys()


@pytest.mark.parametrize("rule", GUIDE.rules, ids=str)
def test_every_rule_is_shown_on_both_sides_of_its_boundary(rule: Rule) -> None:
    _, found = cases(rule, GUIDE)

    assert {MET, FAILS} <= {status for case in found for status in case.statuses}
    assert what_is_said(rule, GUIDE)


def test_a_date_rule_is_shown_on_the_day_before_the_day_and_the_day_after() -> None:
    assert told("filed_three_weeks_before") == [
        (["10\u00a0March\u00a02026", "1\u00a0April\u00a02026"], (MET, MET)),
        (["11\u00a0March\u00a02026", "1\u00a0April\u00a02026"], (MET, FAILS)),
        (["12\u00a0March\u00a02026", "1\u00a0April\u00a02026"], (FAILS, FAILS)),
        (["2\u00a0March\u00a02026", "22\u00a0March\u00a02026"], (FAILS, FAILS)),
        (["2\u00a0March\u00a02026", "23\u00a0March\u00a02026"], (MET, FAILS)),
        (["2\u00a0March\u00a02026", "24\u00a0March\u00a02026"], (MET, MET)),
    ]


def test_a_rule_without_dates_is_shown_for_every_value() -> None:
    assert told("final_after_unsuccessful_initial") == [
        (["initial", ""], (NOT_CONCERNED,)),
        (["final", "not followed by the certificate"], (MET,)),
        (["final", "followed by the certificate"], (FAILS,)),
        (["final", "not stated"], (PRESUMED,)),
        (["not stated", ""], (OPEN,)),
    ]
    assert told("evaluator_in_region")[:2] == [
        (["16 17 19 23 24 33 40 47 64 79 86 87"], (MET,)),
        (["any other, such as 37 or 49"], (FAILS,)),
    ]


def test_a_presumption_is_shown_on_its_first_day() -> None:
    assert told("filing_open") == [
        (["yes", ""], (MET,)),
        (["no", ""], (FAILS,)),
        (["not stated", "28\u00a0February\u00a02026"], (OPEN,)),
        (["not stated", "1\u00a0March\u00a02026"], (PRESUMED,)),
    ]


def test_dates_that_cannot_meet_are_shown_while_the_evaluation_is_unknown() -> None:
    # Filed on 2 March: three weeks later is 23 March. The accreditation ends on 31 December: 10 December is in time.
    assert [(said, statuses) for said, statuses in told("dates_compatible")] == [
        (["10\u00a0December\u00a02026", "unknown", "unknown", "31\u00a0December\u00a02026"], (MET,)),
        (["11\u00a0December\u00a02026", "unknown", "unknown", "31\u00a0December\u00a02026"], (FAILS,)),
        (["2\u00a0March\u00a02026", "unknown", "unknown", "22\u00a0March\u00a02026"], (FAILS,)),
        (["2\u00a0March\u00a02026", "unknown", "unknown", "23\u00a0March\u00a02026"], (MET,)),
    ]


def test_a_new_rule_has_its_section_without_a_word_about_it() -> None:
    new = attrs.evolve(GUIDE.rule("job_seeker"), code="no_filing_on_new_year", label_en="Not on New Year's Day")
    new = attrs.evolve(new, requires=NotAfter(Day(date(2026, 1, 2)), Day("filed_on")))
    page = rules_page(GUIDE.evolve(id="more", rules=(*GUIDE.rules, new)))

    assert "## Not on New Year's Day" in page
    assert "**Requires:** the filing day is on or after 2 January 2026." in page
    assert (
        "| **1\u00a0January\u00a02026** | ✗\u00a0not\u00a0met |\n| **2\u00a0January\u00a02026** | ✓\u00a0met |" in page
    )


def test_the_page_has_a_section_for_every_rule_and_a_row_for_every_fact() -> None:
    page, french = rules_page(), rules_in_brief("fr")

    assert all(f"(rule-{rule.code})=\n## {rule.label('en')}\n" in page for rule in GUIDE.rules)
    assert all(f"| [{rule.label('fr')}](#rule-{rule.code}) |" in french for rule in GUIDE.rules)
    assert all(f"| `{fact.path}`<br>" in facts_table(lang) for fact in FACTS for lang in LANGUAGES)


def test_last_days_are_a_table_in_both_languages() -> None:
    # 4 May less three weeks is 13 April, a Monday as well; a day earlier is safe.
    assert deadlines_table("fr", "2026-05-04", "2026-05-04").splitlines() == [
        "| Début de l’évaluation | Jour sûr | Dernier jour |",
        "|---|---|---|",
        "| lundi 4 mai 2026 | dimanche 12 avril 2026 | lundi 13 avril 2026 |",
    ]
    assert deadlines_table("en", "2026-05-04", "2026-05-04").splitlines()[2] == (
        "| Monday 4 May 2026 | Sunday 12 April 2026 | Monday 13 April 2026 |"
    )


def test_amounts_are_shown_in_both_languages() -> None:
    assert tariff_table("en").splitlines()[2] == "| CléA Socle | initial | €450 |"
    assert tariff_table("fr").splitlines()[5] == "| CléA Numérique | finale | 150\u00a0€ |"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_statement_that_nobody_decides_is_listed_with_its_reason(lang: Language) -> None:
    rows = undecided_table(lang).splitlines()[2:]

    assert [row.split(" | ")[0].strip("| ") for row in rows] == [
        *("S1", "S2", "S5", "S6", "S10", "S11", "S12", "S22", "S23", "S27", "S30", "S31", "S32"),
        *("S37", "S38", "S39", "S40"),
    ]
    assert "decided by nobody" not in undecided_table("en")
    assert "aucune règle" not in undecided_table("fr")


ASKED = re.findall(
    r"^```\{decided-dossier\} (.*)\n((?:[^`].*\n)*)```", (DOCS / "fr-questions.md").read_text("utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("expected", "changes"), ASKED)
def test_the_dossiers_of_the_french_questions_are_decided_as_written(expected: str, changes: str) -> None:
    assert decided_dossier(expected, changes.splitlines(), "fr")


def test_every_answer_in_french_but_one_has_a_dossier() -> None:
    """How long the Region may be silent is no matter of a dossier."""
    questions = (DOCS / "fr-questions.md").read_text("utf-8").split("\n### ")[1:]

    assert len(questions) == len(re.findall("^### ", (DOCS / "questions.md").read_text("utf-8"), re.MULTILINE)) - 3
    assert [text.splitlines()[0] for text in questions if "{decided-dossier}" not in text] == [
        "Deux mois sans réponse. Qu'est-ce que cela veut dire ?"
    ]


def test_a_dossier_that_is_asked_about_shows_what_is_other_and_what_is_said() -> None:
    lines = ['evaluator.department = "49"', "quote.names_applicant = false"]

    assert decided_dossier("ineligible: evaluator_in_region, quote_names_applicant", lines, "fr").splitlines() == [
        (
            "> *Le même dossier (département de l’organisme évaluateur\u00a0: Maine-et-Loire (49)\u202f; "
            "devis aux nom et prénom du demandeur\u00a0: non)*<br>"
        ),
        "> **Le dossier ne remplit pas les critères publiés.**",
        ">",
        "> - L’établissement évaluateur se trouve en Maine-et-Loire (49), hors de Nouvelle-Aquitaine.",
        ">",
        "> - Le devis ne porte pas le nom et le prénom du demandeur.",
    ]


def test_a_dossier_that_comes_out_otherwise_breaks_the_build() -> None:
    with pytest.raises(ValueError, match="expected 'eligible: 450', got 'ineligible: quote_names_applicant'"):
        decided_dossier("eligible: 450", ["quote.names_applicant = false"], "fr")


def test_days_written_by_hand_are_decided_under_every_reading() -> None:
    lines = ["applicant.proof_of_residence.issued_on, filed_on", "2024-11-30, 2025-02-28 # the end of February"]

    assert decided_table("proof_of_residence_recent", lines, "en").splitlines()[2] == (
        "| 30\u00a0November\u00a02024 | 28\u00a0February\u00a02025 "
        "| ✗\u00a0not\u00a0met | ✓\u00a0met | ✓\u00a0met | the end of February |"
    )
    assert decided_table("filing_open", ["filed_on", "2026-03-01"], "fr").splitlines() == [
        "| jour du dépôt | règle respectée |",
        "|---|---|",
        "| 1er\u00a0mars\u00a02026 | ≈\u00a0présumée |",
    ]


def test_days_that_no_dossier_could_state_break_the_build() -> None:
    days = {"evaluation.starts_on": date(2026, 3, 2), "evaluation.ends_on": date(2026, 3, 1)}

    with pytest.raises(ValueError, match="no dossier could state"):
        days_decided(GUIDE.rule("accreditation_covers_evaluation"), GUIDE, days)


def test_a_case_says_nothing_of_what_does_not_matter() -> None:
    _, found = cases(GUIDE.rule("accreditation_fits_certification"), GUIDE)

    management = {"evaluator.accreditation.held": "yes", "evaluator.accreditation.certification": "CléA Management"}
    assert Case(management, None, (FAILS,)) in found
