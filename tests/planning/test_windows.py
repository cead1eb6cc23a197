"""The days that each date may take: hand cases from the page, and brute force over small calendars."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from brute_force import (
    ACCREDITED_FROM,
    ACCREDITED_UNTIL,
    DATES,
    ENDS,
    FILED,
    IDENTITY_UNTIL,
    PROOF_ISSUED,
    STARTS,
    date_rules,
    filled_in,
)
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from making import Facts, dossier_of
from small_calendars import AGE, EVERY_READING, FLAG_OF_RULE, NOTICE, Reading, dates_of, small_calendars

from clea_eligibility import GUIDE, CertificationKind, CleaError, Dossier, EvaluationStage, RuleSet
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.planning import Window, Windows, windows
from clea_eligibility.rules import Day, Is, NotAfter

NO_END = date(9999, 12, 31)
NOTHING_KNOWN: Facts = dict.fromkeys(DATES)


def of(dates: Mapping[str, Any], **more: Any) -> Windows:
    return windows(dossier_of(dates), **more)


# By hand


def test_the_last_day_to_file_is_three_weeks_before_the_evaluation_and_one_less_for_clear_days() -> None:
    dossier = dossier_of({STARTS: date(2026, 3, 2)})
    assert windows(dossier)[FILED] == Window(None, date(2026, 2, 9))
    assert windows(dossier, GUIDE.read(filed_three_weeks_before="clear_days"))[FILED] == Window(None, date(2026, 2, 8))


def test_a_proof_and_a_start_leave_the_days_between_them() -> None:
    found = of({PROOF_ISSUED: date(2026, 3, 16), STARTS: date(2026, 6, 21)})
    assert str(found[FILED]) == "[2026-03-16, 2026-05-31]"


@pytest.mark.parametrize(
    ("reading", "last"),
    [("anniversary_excluded", 27), ("anniversary_included", 28), ("counted_backwards", 28)],
)
def test_a_proof_of_the_last_of_november_serves_until_the_end_of_february(reading: str, last: int) -> None:
    found = of({PROOF_ISSUED: date(2025, 11, 30)}, rules=GUIDE.read(proof_of_residence_recent=reading))
    # Three months before 28 February is 28 November: backwards, the 30th is recent still, and so on 1 March no more.
    assert found[FILED] == Window(date(2025, 11, 30), date(2026, 2, last))


def test_a_date_that_is_known_says_where_it_could_move_alone() -> None:
    found = of({FILED: date(2026, 4, 10), STARTS: date(2026, 4, 27), ENDS: date(2026, 4, 28)})
    assert found[FILED] == Window(None, date(2026, 4, 6))
    assert found[STARTS] is None  # three weeks after the filing is after its own end
    assert found[ENDS] is None  # the filing is too late whatever the end is
    assert found[PROOF_ISSUED] is None


def test_where_no_start_fits_between_filing_and_accreditation_only_these_two_can_move() -> None:
    found = of({FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 10)})
    assert found[STARTS] is found[ENDS] is found[ACCREDITED_FROM] is found[IDENTITY_UNTIL] is None
    assert found[FILED] == Window(None, date(2026, 5, 20))
    assert found[ACCREDITED_UNTIL] == Window(date(2026, 6, 22), None)


def test_a_document_known_to_be_absent_binds_nothing() -> None:
    facts = {FILED: date(2026, 3, 2), PROOF_ISSUED: date(2020, 1, 1), "applicant.proof_of_residence.provided": False}
    assert of(facts)[FILED] == of(facts)[PROOF_ISSUED] == Window(None, None)


def test_what_else_is_wrong_is_not_its_business() -> None:
    dates = {FILED: date(2026, 3, 2), STARTS: date(2026, 4, 1)}
    wrong = {"applicant.is_job_seeker": False, "certification.kind": CertificationKind.MANAGEMENT}
    assert of(dates) == of({**dates, **wrong})


def test_nothing_known_bounds_nothing() -> None:
    assert dict(windows(Dossier())) == dict.fromkeys(of(NOTHING_KNOWN), Window(None, None))


def test_what_never_ends_is_no_bound() -> None:
    facts = {FILED: date(2026, 3, 2), ACCREDITED_UNTIL: NO_END, IDENTITY_UNTIL: NO_END}
    found = of(facts)
    assert (found[ENDS], found[FILED]) == (Window(date(2026, 3, 23), None), Window(None, None))
    assert found[ACCREDITED_UNTIL] == Window(date(2026, 3, 23), None)


def test_windows_are_a_mapping_in_the_order_of_a_dossier_that_prints_as_a_table() -> None:
    found = of({FILED: date(2026, 6, 1), ACCREDITED_UNTIL: date(2026, 6, 10)})
    assert len(found) == 7
    assert list(found) == [FILED, IDENTITY_UNTIL, PROOF_ISSUED, STARTS, ENDS, ACCREDITED_FROM, ACCREDITED_UNTIL]
    assert repr(found).splitlines()[0] == "filed_on                                 (-∞, 2026-05-20]"
    assert repr(found).splitlines()[3] == "evaluation.starts_on                     no day will do"
    assert repr(found).splitlines()[6] == "evaluator.accreditation.valid_until      [2026-06-22, +∞)"


def test_a_path_that_is_no_date_is_refused_with_the_nearest() -> None:
    with pytest.raises(KeyError, match=r"no date 'evaluation.start_on'; did you mean 'evaluation.starts_on'\?"):
        windows(Dossier())["evaluation.start_on"]  # type: ignore[index]
    assert windows(Dossier()).get("evaluation.stage") is None


def test_a_window_holds_both_of_its_ends_and_knows_the_nearest_day() -> None:
    window = Window(date(2026, 3, 16), date(2026, 5, 31))
    assert date(2026, 3, 16) in window
    assert date(2026, 5, 31) in window
    assert date(2026, 3, 15) not in window
    assert date(2026, 6, 1) not in window
    assert window.nearest(date(2026, 1, 1)) == date(2026, 3, 16)
    assert window.nearest(date(2026, 4, 1)) == date(2026, 4, 1)
    assert window.nearest(date(2027, 1, 1)) == date(2026, 5, 31)
    assert Window(None, None).nearest(date(2027, 1, 1)) == date(2027, 1, 1)
    assert str(Window(None, None)) == "(-∞, +∞)"
    assert str(Window(date(2026, 3, 16), None)) == "[2026-03-16, +∞)"


def test_a_window_begins_before_it_ends() -> None:
    with pytest.raises(CleaError, match="cannot end on 2026-03-15, before it begins on 2026-03-16"):
        Window(date(2026, 3, 16), date(2026, 3, 15))


# Today


TODAY = date(2026, 4, 1)


def test_an_unknown_filing_is_not_before_today_and_neither_is_what_follows_it() -> None:
    found = of({STARTS: date(2026, 6, 1)}, today=TODAY)
    assert found[FILED] == Window(TODAY, date(2026, 5, 11))
    assert found[IDENTITY_UNTIL] == Window(TODAY, None)
    assert found[PROOF_ISSUED] == Window(date(2026, 1, 2), date(2026, 5, 11))  # it may exist already


def test_too_late_to_file_at_all() -> None:
    found = of({STARTS: date(2026, 4, 21)}, today=TODAY)
    assert found[FILED] is None
    assert found[STARTS] == Window(date(2026, 4, 22), None)
    assert of({STARTS: date(2026, 4, 22)}, today=TODAY)[FILED] == Window(TODAY, TODAY)


def test_a_filing_of_the_past_stands_but_does_not_move_there() -> None:
    found = of({FILED: date(2026, 3, 2), STARTS: date(2026, 3, 20), PROOF_ISSUED: date(2026, 2, 1)}, today=TODAY)
    assert found[FILED] is None
    assert found[STARTS] == Window(TODAY, None)  # 23 March would do, but is over
    assert found[PROOF_ISSUED] is None  # the evaluation is too early whatever the proof
    soon = of({FILED: date(2026, 3, 2), STARTS: date(2026, 3, 23), PROOF_ISSUED: date(2026, 2, 1)}, today=TODAY)
    assert soon[PROOF_ISSUED] == Window(date(2025, 12, 3), date(2026, 3, 2))  # another bill, which is older than today
    assert soon[IDENTITY_UNTIL] == Window(date(2026, 3, 2), None)


# Other rules


def ruled(earlier: Day, later: Day) -> RuleSet:
    """The page, but for when a dossier is to be filed."""
    return GUIDE.evolve(id="other", requires={"filed_three_weeks_before": NotAfter(earlier, later)})


def test_a_fixed_day_of_a_rule_is_a_bound() -> None:
    until_june = ruled(Day(FILED), Day(date(2026, 6, 30)))
    assert windows(Dossier(), until_june)[FILED] == Window(None, date(2026, 6, 30))


def test_days_that_no_calendar_has_are_no_bounds_and_no_window() -> None:
    known = {FILED: date(2026, 3, 2)}
    ages_ago = ruled(Day(STARTS, months=12 * 2100), Day(FILED))
    assert of(known, rules=ages_ago)[STARTS] is None
    ages_hence = ruled(Day(FILED, months=12 * 8000), Day(STARTS))
    assert of(known, rules=ages_hence)[STARTS] is None
    easily = ruled(Day(FILED), Day(STARTS, months=12 * 2100))
    assert of(known, rules=easily)[STARTS] == Window(None, None)
    assert of({STARTS: date(2026, 3, 2)}, rules=ruled(Day(FILED), Day(STARTS, months=12 * 8000)))[FILED] == Window(
        None, None
    )


def test_a_rule_binds_only_where_it_surely_applies() -> None:
    finals_only = tuple(
        attrs.evolve(rule, applies=Is("evaluation.stage", EvaluationStage.FINAL)) if rule.code == NOTICE else rule
        for rule in GUIDE.rules
    )
    rules = GUIDE.evolve(id="finals-only", rules=finals_only)
    stages = {"final": Window(date(2026, 3, 23), None), "initial": Window(None, None), None: Window(None, None)}
    for stage, window in stages.items():
        facts = {FILED: date(2026, 3, 2), "evaluation.stage": stage and EvaluationStage(stage)}
        assert of(facts, rules=rules)[STARTS] == window


# Nonsense


@pytest.mark.parametrize(
    ("arguments", "more", "message"),
    [
        (("nonsense",), {}, "expected a Dossier, as wire.dossier_from_dict makes one, got 'nonsense'"),
        ((None,), {}, "expected a Dossier, as wire.dossier_from_dict makes one, got null"),
        ((Dossier(), None), {}, "rules: expected a RuleSet, as GUIDE is one and GUIDE.evolve makes others, got null"),
        ((Dossier(),), {"today": datetime(2026, 4, 1)}, "today: expected a date without a time"),  # noqa: DTZ001
        ((Dossier(),), {"today": "2026-04-01"}, "today: expected a date without a time, got '2026-04-01'"),
    ],
)
def test_nonsense_is_refused(arguments: Any, more: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        windows(*arguments, **more)


# By brute force


def some_choice(facts: Facts, reading: Reading, path: str, day: date) -> bool:
    """Whether, with this day, some choice of the unknown dates satisfies every date rule that applies."""
    comparisons = [
        comparison
        for code, own in date_rules(reading[NOTICE], reading[AGE]).items()
        if facts.get(FLAG_OF_RULE.get(code, "")) is not False
        for comparison in own
    ]
    return filled_in(comparisons, {**dates_of(facts), path: day}) is not None


@pytest.mark.no_cover
@settings(max_examples=60)
@given(
    reading=st.sampled_from(EVERY_READING),
    facts=small_calendars(),
    path=st.sampled_from(DATES),
    away=st.integers(-130, 130),
)
def test_windows_hold_exactly_the_days_that_some_choice_allows(
    reading: Reading, facts: Facts, path: FactPath, away: int
) -> None:
    window = windows(dossier_of(facts), GUIDE.read(**reading))[path]
    near = next((day for day in (facts[path], *facts.values()) if isinstance(day, date)), date(2026, 1, 31))
    days = {near + relativedelta(days=away)}
    if window is not None:
        for end in (window.earliest, window.latest):
            far = [] if end is None else [end - relativedelta(days=1), end, end + relativedelta(days=1)]
            days.update(far or [near - relativedelta(years=5), near + relativedelta(years=5)])
    for day in days:
        assert some_choice(facts, reading, path, day) is (window is not None and day in window), day
