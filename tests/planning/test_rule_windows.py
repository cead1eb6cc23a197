"""What each date rule admits alone, by hand from the page."""

from datetime import date

import attrs
import pytest
from making import ELIGIBLE, Facts, dossier_of

from clea_eligibility import GUIDE, Dossier, Rule, RuleSet
from clea_eligibility.planning import RuleWindow, Window, rule_windows
from clea_eligibility.rules import AllOf, Condition, Day, NotAfter

FILED, STARTS, ENDS = "filed_on", "evaluation.starts_on", "evaluation.ends_on"
VALID_FROM, VALID_UNTIL = "evaluator.accreditation.valid_from", "evaluator.accreditation.valid_until"
NO_END = date(9999, 12, 31)


def by_code(facts: Facts, rules: RuleSet = GUIDE) -> dict[str, RuleWindow]:
    return {found.rule.code: found for found in rule_windows(dossier_of(facts), rules)}


def with_rule(requires: Condition) -> RuleSet:
    rule = attrs.evolve(GUIDE.rule("job_seeker"), code="added", requires=requires)
    return GUIDE.evolve(id="more", rules=(*GUIDE.rules, rule))


def judged(found: RuleWindow) -> list[str]:
    return [fact.path for fact in found.judged]


def test_there_is_one_for_each_date_rule_in_the_order_of_the_rules() -> None:
    assert list(by_code(ELIGIBLE)) == [
        "filed_three_weeks_before",
        "accreditation_covers_evaluation",
        "identity_document_valid",
        "proof_of_residence_recent",
    ]


def test_a_filing_day_is_judged_by_the_evaluation_the_document_and_the_proof() -> None:
    found = by_code(ELIGIBLE)  # evaluation from 1 April, proof of 15 January, passport until 30 June 2030

    assert found["filed_three_weeks_before"].window == Window(None, date(2026, 3, 11))
    assert found["identity_document_valid"].window == Window(None, date(2030, 6, 30))
    assert found["proof_of_residence_recent"].window == Window(date(2026, 1, 15), date(2026, 4, 14))
    assert {tuple(judged(found[code])) for code in found} == {(FILED,), (STARTS, ENDS)}


def test_an_evaluation_is_judged_by_the_accreditation_as_a_whole() -> None:
    found = by_code(ELIGIBLE)["accreditation_covers_evaluation"]

    assert judged(found) == [STARTS, ENDS]
    assert [fact.path for fact in found.others] == [VALID_FROM, VALID_UNTIL]
    assert found.window == Window(date(2025, 1, 1), date(2027, 12, 31))


def test_a_missed_window_is_shown_all_the_same() -> None:
    found = by_code({**ELIGIBLE, FILED: date(2026, 3, 12)})["filed_three_weeks_before"]

    assert found.window == Window(None, date(2026, 3, 11))


def test_another_date_is_judged_where_nothing_known_bounds_the_filing_day() -> None:
    found = by_code({FILED: date(2026, 5, 31), "applicant.identity_document.valid_until": None})

    assert judged(found["filed_three_weeks_before"]) == [STARTS]
    assert found["filed_three_weeks_before"].window == Window(date(2026, 6, 21), None)
    assert judged(found["proof_of_residence_recent"]) == ["applicant.proof_of_residence.issued_on"]
    assert found["proof_of_residence_recent"].window == Window(date(2026, 3, 1), date(2026, 5, 31))


def test_what_never_ends_is_no_bound() -> None:
    found = by_code({**ELIGIBLE, VALID_UNTIL: NO_END})["accreditation_covers_evaluation"]

    assert found.window == Window(date(2025, 1, 1), None)


def test_a_document_that_never_ends_admits_every_filing_day() -> None:
    found = by_code({**ELIGIBLE, "applicant.identity_document.valid_until": NO_END})["identity_document_valid"]

    assert (judged(found), found.window) == ([FILED], Window(None, None))


def test_a_rule_that_does_not_apply_bounds_nothing() -> None:
    found = by_code({FILED: date(2026, 3, 2), "applicant.proof_of_residence.provided": False})

    assert found["proof_of_residence_recent"].window == Window(None, None)


def test_nothing_known_bounds_nothing() -> None:
    assert {found.window for found in rule_windows(Dossier())} == {Window(None, None)}


def test_a_rule_that_is_added_has_its_own() -> None:
    found = by_code(ELIGIBLE, with_rule(NotAfter(Day(VALID_FROM, months=6), Day(FILED))))["added"]

    assert judged(found) == [FILED]
    assert found.window == Window(date(2025, 7, 1), None)


def test_a_rule_that_other_dates_break_admits_no_day() -> None:
    ends_early = NotAfter(Day(VALID_UNTIL), Day(date(2026, 1, 1)))  # it ends in 2027
    filed_before = NotAfter(Day(FILED), Day(STARTS))

    assert by_code(ELIGIBLE, with_rule(AllOf((ends_early, filed_before))))["added"].window is None


def test_a_rule_about_fixed_days_judges_no_date() -> None:
    fixed = NotAfter(Day(date(2026, 1, 1)), Day(date(2026, 1, 2)))
    found = by_code(ELIGIBLE, with_rule(fixed))["added"]

    assert (found.judged, found.others, found.window) == ((), (), Window(None, None))


def test_only_a_dossier_has_rule_windows() -> None:
    with pytest.raises(TypeError, match="expected a Dossier"):
        rule_windows({})  # type: ignore[arg-type]


def test_each_names_its_rule() -> None:
    assert all(isinstance(found.rule, Rule) for found in rule_windows(Dossier()))
