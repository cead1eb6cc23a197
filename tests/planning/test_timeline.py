"""The decisions as one date moves: hand cases from the page, and every day of a small calendar."""

import copy
import pickle
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise, permutations
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
)
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ELIGIBLE, Facts, codes, dossier_of, eligible_but, status_of
from small_calendars import AGE, EVERY_READING, NOTICE, Reading, small_calendars

from clea_eligibility import FACTS, GUIDE, CleaError, Decision, Dossier, InvalidDossier, RuleSet, decide
from clea_eligibility.deciding.network import comparisons
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.planning import Span, Timeline, timeline
from clea_eligibility.planning._windows import PLACES, days_of
from clea_eligibility.rules import ALWAYS, AllOf, Condition, Day, NotAfter, Same, Unless

ONE_DAY = relativedelta(days=1)
NO_END = date(9999, 12, 31)


def spans(facts: Facts, path: FactPath, **more: Any) -> list[tuple[str | None, str | None, str | None]]:
    """First day, last day and outcome of each span."""
    return [
        (
            str(span.earliest) if span.earliest else None,
            str(span.latest) if span.latest else None,
            span.decision.outcome if span.decision else None,
        )
        for span in timeline(eligible_but(facts), path, **more)
    ]


# By hand: an eligible dossier filed on 2 March 2026, with a proof of 15 January, for 1 and 2 April


def test_the_filing_day_of_an_eligible_dossier() -> None:
    line = timeline(eligible_but({}), FILED)
    assert spans({}, FILED) == [
        (None, "2026-01-14", "ineligible"),  # before the proof
        ("2026-01-15", "2026-03-10", "eligible"),
        ("2026-03-11", "2026-03-11", "eligible"),  # three weeks before: not if they are clear
        ("2026-03-12", "2026-04-14", "ineligible"),
        ("2026-04-15", "2030-06-30", "ineligible"),  # the proof is three months old, too
        ("2030-07-01", None, "ineligible"),  # the passport is over, too
    ]
    assert [codes(span.closed_by) for span in line] == [  # type: ignore[arg-type]
        [AGE],
        [NOTICE],
        [NOTICE],
        ["proof_of_residence_recent"],
        ["identity_document_valid"],
        [],
    ]
    assert [span.opened_by for span in line[1:]] == [span.closed_by for span in line[:-1]]


def test_the_span_of_the_day_that_is_stated_decides_the_very_dossier() -> None:
    dossier = eligible_but({})
    for path in DATES:
        line = timeline(dossier, path)
        stated = next(fact for fact in FACTS if fact.path == path).of(dossier)
        assert line.at(stated).decision == decide(dossier)
    merged = timeline(eligible_but({IDENTITY_UNTIL: date(2031, 1, 1)}), IDENTITY_UNTIL)
    assert merged[-1].decision == decide(eligible_but({IDENTITY_UNTIL: date(2031, 1, 1)}))


def test_the_day_on_which_filing_is_presumed_open_again_turns_the_decision() -> None:
    assert spans({"filing_open": None, STARTS: date(2026, 7, 1), ENDS: date(2026, 7, 2)}, FILED)[:3] == [
        (None, "2026-01-14", "ineligible"),
        ("2026-01-15", "2026-02-28", "undetermined"),
        ("2026-03-01", "2026-04-14", "eligible"),
    ]


def test_an_evaluation_cannot_end_before_it_starts() -> None:
    line = timeline(eligible_but({}), ENDS)
    assert [(span.earliest, span.decision and span.decision.outcome) for span in line] == [
        (None, None),
        (date(2026, 4, 1), "eligible"),
        (date(2028, 1, 1), "ineligible"),
    ]
    assert line[0].closed_by == line[1].opened_by
    assert [str(cause) for cause in line[0].closed_by] == ["Fact('evaluation.starts_on')"]
    assert codes(line[1].closed_by) == ["accreditation_covers_evaluation"]  # type: ignore[arg-type]


def test_nor_start_after_it_ends() -> None:
    line = timeline(eligible_but({}), STARTS)
    assert line[-1] == Span(date(2026, 4, 3), None, None, opened_by=line[-2].closed_by)
    assert [str(cause) for cause in line[-2].closed_by] == ["Fact('evaluation.ends_on')"]


def test_what_the_dossier_states_of_the_date_does_not_matter() -> None:
    assert spans({FILED: None}, FILED) == spans({FILED: date(2040, 1, 1)}, FILED) == spans({}, FILED)


def test_a_date_that_changes_nothing_has_one_span_without_ends() -> None:
    absent: Facts = {
        IDENTITY_UNTIL: None,
        "applicant.identity_document.kind": None,
        "applicant.identity_document.provided": False,
    }
    (span,) = timeline(eligible_but(absent), IDENTITY_UNTIL)
    assert (span.earliest, span.latest, span.opened_by, span.closed_by) == (None, None, (), ())


def test_today_keeps_a_filing_out_of_the_past_and_nothing_else() -> None:
    assert spans({}, FILED, today=date(2026, 3, 11))[:2] == [
        (None, "2026-03-10", None),
        ("2026-03-11", "2026-03-11", "eligible"),
    ]
    assert timeline(eligible_but({}), FILED, today=date(2026, 3, 11))[0].closed_by == ()
    assert spans({}, PROOF_ISSUED, today=date(2026, 3, 11)) == spans({}, PROOF_ISSUED)


def test_a_timeline_knows_the_span_of_a_day_and_prints_them_all() -> None:
    line = timeline(eligible_but({}), FILED)
    assert line.at(date(2026, 3, 11)) is line[2]
    assert line.at(date(1900, 1, 1)) is line[0]
    assert line.at(date(2199, 12, 31)) is line[-1]
    assert repr(line).splitlines()[2] == (
        "[2026-03-11, 2026-03-11] Eligible(amount=450), contested: filed_three_weeks_before"
    )
    assert repr(timeline(eligible_but({}), ENDS)).splitlines()[:2] == [
        "(-∞, 2026-03-31] impossible",
        "[2026-04-01, 2027-12-31] Eligible(amount=450)",
    ]


def test_neighbours_that_would_print_alike_say_in_what_they_differ() -> None:
    line = timeline(eligible_but({"filing_open": None, PROOF_ISSUED: date(2026, 4, 1)}), FILED)
    assert repr(line).splitlines()[:2] == [
        "(-∞, 2026-02-28] Ineligible(reasons=['proof_of_residence_recent'])",
        "[2026-03-01, 2026-03-11] Ineligible(reasons=['proof_of_residence_recent']), other: filing_open",
    ]


def test_a_timeline_is_a_tuple_that_can_be_copied_and_sent() -> None:
    line = timeline(eligible_but({}), FILED, today=date(2026, 3, 1))
    assert isinstance(line, tuple)
    for again in (copy.deepcopy(line), pickle.loads(pickle.dumps(line))):
        assert isinstance(again, Timeline)
        assert again == line
        assert (again.path, again.dossier, again.rules) == (FILED, line.dossier, GUIDE)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("evaluation.start_on", r"there is no fact 'evaluation.start_on'; did you mean 'evaluation.starts_on'\?"),
        (["filed_on"], "path: expected a str, got a list"),
        ("evaluation.stage", "evaluation.stage is no date; expected one of: filed_on, "),
    ],
)
def test_a_path_that_is_no_date_is_refused(path: Any, message: str) -> None:
    with pytest.raises(CleaError, match=message):
        timeline(Dossier(), path)


def test_nonsense_is_refused() -> None:
    with pytest.raises(TypeError, match="expected a Dossier"):
        timeline("nonsense", FILED)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="today: expected a date"):
        timeline(Dossier(), FILED, today=datetime(2026, 1, 1))  # noqa: DTZ001


# Day by day


def without_dossier(decision: Decision | None) -> tuple[object, ...] | None:
    """Everything that a decision says."""
    if decision is None:
        return None
    return (
        decision.outcome,
        decision.amount,
        decision.possible_amounts,
        decision.findings,
        decision.reasons,
        decision.presumed,
        decision.missing,
        decision.contested,
    )


def decided_on(facts: Facts, path: FactPath, day: date, rules: RuleSet) -> tuple[object, ...] | None:
    try:
        dossier = dossier_of({**facts, path: day})
    except InvalidDossier:
        return None
    return without_dossier(decide(dossier, rules))


def around(facts: Facts, reach: int) -> Iterator[date]:
    """Every day near the known dates, and two that are far from them."""
    known = sorted(day for day in facts.values() if isinstance(day, date) and day != NO_END) or [date(2026, 3, 1)]
    day = known[0] - relativedelta(days=reach)
    while day <= min(known[-1] + relativedelta(days=reach), date(2199, 12, 31)):
        yield day
        day += ONE_DAY
    yield from (date(1900, 1, 1), date(2199, 12, 31))


def assert_exact(facts: Facts, path: FactPath, rules: RuleSet, reach: int = 100) -> None:
    line = timeline(dossier_of(facts), path, rules)
    for day in around(facts, reach):
        span = line.at(day)
        assert decided_on(facts, path, day, rules) == without_dossier(span.decision), day
        if span.decision is not None:
            assert getattr(span.decision.dossier, "filed_on", None) is not None or path != FILED
    assert (line[0].earliest, line[-1].latest) == (None, None)
    for before, after in pairwise(line):
        assert before.latest is not None
        assert before.latest + ONE_DAY == after.earliest
        assert without_dossier(before.decision) != without_dossier(after.decision)
        assert before.closed_by == after.opened_by


@pytest.mark.no_cover
@settings(max_examples=60)
@given(st.sampled_from(EVERY_READING), small_calendars(), st.sampled_from(DATES))
def test_every_day_lies_in_a_span_with_its_decision(reading: Reading, facts: Facts, path: FactPath) -> None:
    assert_exact(facts, path, GUIDE.read(**reading))


def ruled(requires: Condition, **more: Any) -> RuleSet:
    """The page, with another rule on the filing day."""
    changed = tuple(
        attrs.evolve(rule, requires=requires, reading=None, **more) if rule.code == NOTICE else rule
        for rule in GUIDE.rules
    )
    return GUIDE.evolve(id="other", rules=changed, readings=())


OTHER_RULES: dict[str, Condition] = {
    "exactly one month": AllOf(
        (NotAfter(Day(FILED, months=1), Day(STARTS)), NotAfter(Day(STARTS), Day(FILED, months=1)))
    ),
    "the same day": Same(FILED, STARTS),
    "not in the last week of the passport": NotAfter(Day(FILED, days=7), Day(IDENTITY_UNTIL)),
    "this spring": AllOf((NotAfter(Day(date(2026, 3, 1)), Day(FILED)), NotAfter(Day(FILED), Day(date(2026, 5, 31))))),
}


@pytest.mark.parametrize("requires", OTHER_RULES.values(), ids=OTHER_RULES)
@settings(max_examples=8)
@given(facts=small_calendars(), path=st.sampled_from(DATES))
def test_so_it_does_under_other_rules(requires: Condition, facts: Facts, path: FactPath) -> None:
    assert_exact(facts, path, ruled(requires), reach=70)


@pytest.mark.no_cover
def test_so_it_does_where_no_bound_says_on_which_days_dates_push_each_other_round() -> None:
    a_month_of_thirty_days = AllOf(
        (NotAfter(Day(FILED, months=1), Day(STARTS)), NotAfter(Day(STARTS), Day(FILED, days=30)))
    )
    facts: Facts = {**ELIGIBLE, STARTS: None, ENDS: None, PROOF_ISSUED: None}
    assert_exact(facts, FILED, ruled(a_month_of_thirty_days), reach=400)


@pytest.mark.parametrize(
    "round_trip",
    [
        (NotAfter(Day(FILED, days=30), Day(FILED, months=1)),),
        (NotAfter(Day(FILED, months=1), Day(STARTS)), NotAfter(Day(STARTS), Day(FILED, days=30))),
    ],
)
def test_no_days_are_named_where_dates_push_each_other_round(round_trip: tuple[Condition, ...]) -> None:
    compared = comparisons(ruled(AllOf(round_trip)))
    unknown = days_of(Dossier(), compared)
    known = days_of(dossier_of({STARTS: date(2026, 3, 1)}), compared)
    assert compared.cuts(unknown, PLACES[FILED]) is None
    assert (compared.cuts(known, PLACES[FILED]) is None) is (len(round_trip) == 1)


def test_no_days_are_named_where_the_ways_between_dates_are_too_many_to_follow() -> None:
    within_a_day = [
        NotAfter(Day(one, days=-days), Day(other)) for one, other in permutations(DATES, 2) for days in (0, 1)
    ]
    compared = comparisons(ruled(AllOf(tuple(within_a_day))))
    assert compared.cuts(days_of(dossier_of({STARTS: date(2026, 3, 1)}), compared), PLACES[FILED]) is None


def test_a_rule_that_applies_on_some_days_only_turns_the_decision_there() -> None:
    from_may_on = ruled(
        NotAfter(Day(FILED, days=21), Day(STARTS)), applies=Unless(NotAfter(Day(FILED), Day(date(2026, 4, 30))))
    )
    facts = {**ELIGIBLE, PROOF_ISSUED: date(2026, 3, 1)}
    assert_exact(facts, FILED, from_may_on)
    assert [str(span.earliest) for span in timeline(dossier_of(facts), FILED, from_may_on)] == [
        "None",
        "2026-03-01",
        "2026-05-01",
        "2026-06-01",
        "2030-07-01",
    ]


def test_what_never_ends_can_do_what_no_other_day_can() -> None:
    long = ruled(NotAfter(Day(FILED, months=12 * 300), Day(IDENTITY_UNTIL)))
    line = timeline(eligible_but({}), IDENTITY_UNTIL, long)
    assert [(str(span.earliest), str(span.latest), span.decision and span.decision.outcome) for span in line[-3:]] == [
        ("2026-03-02", "2199-12-31", "ineligible"),
        ("2200-01-01", "9999-12-30", None),
        ("9999-12-31", "None", "eligible"),
    ]
    assert line.at(NO_END).decision == decide(eligible_but({IDENTITY_UNTIL: NO_END}), long)
    assert (line[-2].opened_by, line[-2].closed_by) == ((), ())


@pytest.mark.no_cover
def test_the_last_day_that_a_dossier_can_state_has_its_own_decision() -> None:
    # two months and a day from 30 December are 61 days or 60: no 31 February; from 31 December, 60
    sixty_days = ruled(NotAfter(Day(FILED, months=2, days=1), Day(FILED, days=60)))
    line = timeline(Dossier(), FILED, sixty_days)
    statuses = [status_of(line.at(date(2199, 12, day)).decision, NOTICE) for day in (30, 31)]  # type: ignore[arg-type]
    assert statuses == ["violated", "satisfied"]


def test_a_comparison_that_must_fail_bounds_a_date_behind_an_unknown_one() -> None:
    long = Unless(NotAfter(Day(STARTS), Day(FILED, days=10)))
    assert (0, 11) in {edge.earlier_shift for edge in comparisons(ruled(long)).edges}
    facts: Facts = {**ELIGIBLE, ENDS: None, PROOF_ISSUED: date(2026, 3, 1)}
    assert_exact(facts, FILED, ruled(long))


def test_a_presumption_of_no_date_turns_nothing() -> None:
    assert GUIDE.rule("proof_of_residence_attests").presumed == ALWAYS
    assert [span.earliest for span in timeline(dossier_of({ACCREDITED_FROM: None}), ACCREDITED_UNTIL)] == [None]
