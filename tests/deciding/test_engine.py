"""``decide`` against its specification, the plain interpreter; and the interpreter's dates against brute force."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import attrs
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st
from interpreter import ORDERINGS, Interpretation, can_hold, date_bounds
from making import ELIGIBLE, between, codes, dossier_of, paths

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    Dossier,
    EvaluationStage,
    IdentityDocumentKind,
    InitialOutcome,
    Rule,
    RuleSet,
    decide,
)
from clea_eligibility.rules import AllOf, AnyOf, Day, Is, NotAfter, OneOf, Reading, Unknown

pytestmark = pytest.mark.no_cover  # which makes them quicker: the hand-written tests reach every branch

# Random dossiers: each date stands at a bound that another puts on it, or a day or two off; then facts are forgotten.

NO_END = date(9999, 12, 31)
FILING_DAYS = [
    date(2026, 2, 28),
    date(2026, 3, 1),
    date(2026, 3, 31),
    date(2024, 2, 29),
    date(2025, 5, 31),
    date(2199, 12, 1),
    date(1900, 1, 2),
]
OTHER_VALUES: dict[str, list[Any]] = {
    "applicant.department": ["64", "75", "2A"],
    "evaluator.department": ["16", "49", "99"],
    "applicant.identity_document.kind": list(IdentityDocumentKind),
    "certification.kind": list(CertificationKind),
    "evaluator.accreditation.certification": list(CertificationKind),
    "evaluation.stage": list(EvaluationStage),
    "evaluation.initial_outcome": list(InitialOutcome),
}
IN_BETWEEN = [  # what links the other dates to each other, once it is forgotten
    [],
    ["filed_on"],
    ["evaluation.starts_on"],
    ["evaluation.starts_on", "evaluation.ends_on"],
    ["filed_on", "evaluation.starts_on"],
    ["filed_on", "evaluation.starts_on", "evaluation.ends_on"],
]
NOT_DATES = [path for path in ELIGIBLE if not path.endswith(("_on", "valid_from", "valid_until"))]


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    def off(day: date, *days: int) -> date:
        result = day + timedelta(draw(st.sampled_from(days)) + draw(st.sampled_from([0, 0, 0, -1, 1, -25])))
        return min(max(result, date(1900, 1, 1)), date(2199, 12, 31))

    filed = draw(st.sampled_from(FILING_DAYS))
    starts = off(filed, 21, 21, 22, 40)
    ends = max(starts, off(starts, 0, 2))
    valid_from = off(starts, 0, -300)
    facts: dict[str, Any] = {
        **ELIGIBLE,
        "filed_on": filed,
        "applicant.identity_document.valid_until": draw(st.sampled_from([off(filed, 0, 300), NO_END])),
        "applicant.proof_of_residence.issued_on": off(filed, 0, -30, -89, -90, -91),
        "evaluation.starts_on": starts,
        "evaluation.ends_on": ends,
        "evaluator.accreditation.valid_from": valid_from,
        "evaluator.accreditation.valid_until": draw(st.sampled_from([max(valid_from, off(ends, 0, 60)), NO_END])),
    }
    for path in draw(st.sets(st.sampled_from(NOT_DATES), max_size=2)):
        facts[path] = draw(st.sampled_from(OTHER_VALUES.get(path, [True, True, False])))
    facts |= dict.fromkeys(draw(st.sampled_from(IN_BETWEEN)))
    facts |= dict.fromkeys(draw(st.sets(st.sampled_from(sorted(facts)), max_size=8)))
    return dossier_of(facts)


# Rule sets: the page under each pair of readings, and pages that say something else

READINGS = [
    GUIDE.read(filed_three_weeks_before=weeks, proof_of_residence_recent=months)
    for weeks in ("same_weekday", "clear_days")
    for months in ("anniversary_excluded", "anniversary_included", "counted_backwards")
]
FILED, STARTS, ENDS = Day("filed_on"), Day("evaluation.starts_on"), Day("evaluation.ends_on")
DATE_RULE = Rule(
    code="filed_within_a_month",
    group="document",
    basis="stated",
    statements=("S9",),
    label_fr="Dossier déposé dans le mois qui précède",
    label_en="Filed within the month before",
    applies=Is("evaluation.stage", EvaluationStage.INITIAL),
    requires=AllOf((NotAfter(STARTS, Day("filed_on", months=1)), NotAfter(Day(date(2025, 12, 1)), FILED))),
)
PLAIN_RULE = Rule(
    code="lives_near",
    group="criterion",
    basis="implied",
    statements=("S13",),
    label_fr="Réside à proximité",
    label_en="Lives nearby",
    applies=OneOf("evaluator.department", ("87", "16")),
    requires=AnyOf((OneOf("applicant.department", ("33", "64")), Is("filing_open", True), Unknown("filed_on"))),
    presumed=AllOf((NotAfter(Day("evaluation.ends_on", days=-30), Day(date(2026, 3, 1))), Is("quote.provided", True))),
)
EVOLVED = GUIDE.evolve(id="evolved", rules=(DATE_RULE, *GUIDE.rules, PLAIN_RULE))
TWO_WEEKS = GUIDE.evolve(
    id="two-weeks", requires={"filed_three_weeks_before": NotAfter(Day("filed_on", days=14), STARTS)}
)
VALID_UNTIL = Day("applicant.identity_document.valid_until")
LASTING_RULE = attrs.evolve(
    PLAIN_RULE, code="lasts_a_month", requires=NotAfter(Day("evaluation.starts_on", months=1), ENDS), reading="a_month"
)
NOT_CERTIFIED = InitialOutcome.NOT_CERTIFIED
FOR_SOCLE = Is("certification.kind", CertificationKind.SOCLE)
LASTING = GUIDE.evolve(  # months on the way from one known day to another; readings of other facts, or of other dates
    id="lasting",
    rules=(
        *(attrs.evolve(rule, reading="filed") if rule.code.endswith("_valid") else rule for rule in GUIDE.rules),
        LASTING_RULE,
        attrs.evolve(PLAIN_RULE, code="not_alone", requires=Is("quote.from_evaluator", False)),
        attrs.evolve(PLAIN_RULE, code="not_certified_before", requires=Is("evaluation.initial_outcome", NOT_CERTIFIED)),
        attrs.evolve(PLAIN_RULE, code="for_socle", applies=FOR_SOCLE, requires=Is("quote.names_applicant", False)),
    ),
    readings=(
        *GUIDE.readings,
        Reading("lasts_a_month", "a_month", LASTING_RULE.requires),
        Reading("lasts_a_month", "four_weeks", NotAfter(Day("evaluation.starts_on", days=28), ENDS)),
        Reading("identity_document_valid", "filed", NotAfter(FILED, VALID_UNTIL)),
        Reading("identity_document_valid", "to_the_end", NotAfter(ENDS, VALID_UNTIL)),
    ),
)
ROUND = GUIDE.evolve(  # a month apart at the least, thirty days at the most: unknown dates push each other on
    id="round",
    requires={"filed_three_weeks_before": NotAfter(Day("filed_on", months=1), STARTS)},
    rules=(
        *GUIDE.rules,
        attrs.evolve(PLAIN_RULE, code="filed_thirty_days_before", requires=NotAfter(STARTS, Day("filed_on", days=30))),
    ),
)
RULE_SETS = [
    *READINGS,
    EVOLVED,
    EVOLVED.read(proof_of_residence_recent="counted_backwards"),
    TWO_WEEKS,
    LASTING,
    LASTING.read(lasts_a_month="four_weeks"),
    ROUND,
]


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.id)
@settings(max_examples=settings().max_examples // 2)
@given(dossier=dossiers())
@example(dossier=Dossier())
def test_decide_says_what_the_interpreter_says(dossier: Dossier, rules: RuleSet) -> None:
    decision = decide(dossier, rules)
    expected = Interpretation(dossier, rules)

    assert {finding.rule.code: finding.status for finding in decision.findings} == expected.statuses
    assert codes(decision.findings) == codes(rules.rules)
    assert between(decision) == expected.between
    assert decision.outcome == expected.outcome
    assert decision.amount == expected.amount
    assert decision.possible_amounts == tuple(expected.possible_amounts)
    assert codes(decision.reasons) == codes(expected.of_status("violated"))
    assert codes(decision.presumed) == codes(expected.of_status("presumed"))
    assert codes(decision.contested) == expected.contested
    assert paths(decision.missing) == expected.missing
    assert decision.documents_only == expected.documents_only
    assert decision.payee == expected.payee
    assert decision.dossier is dossier
    assert decision.rules is rules


# The interpreter's own dates, against trying every day

WINDOW = [date(2025, 10, 1) + timedelta(days) for days in range(300)]
LINKED = ["filed_on", "evaluation.starts_on", "evaluation.ends_on", "applicant.proof_of_residence.issued_on"]


@settings(max_examples=settings().max_examples // 4)
@given(
    rules=st.sampled_from(READINGS),
    forgotten=st.sets(st.sampled_from(LINKED), min_size=1, max_size=2),
    filed=st.sampled_from([date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 15)]),
    age=st.sampled_from([0, 89, 90, 91, 100]),
    notice=st.sampled_from([0, 20, 21, 22]),
    slack=st.sampled_from([-1, 0, 1]),
)
def test_dates_can_hold_where_trying_every_day_finds_some_that_do(
    rules: RuleSet, forgotten: set[str], filed: date, age: int, notice: int, slack: int
) -> None:
    ends = filed + timedelta(notice)
    facts = {
        "filed_on": filed,
        "evaluation.starts_on": ends,
        "evaluation.ends_on": ends,
        "applicant.proof_of_residence.issued_on": filed - timedelta(age),
        "applicant.identity_document.valid_until": filed + timedelta(slack),
        "evaluator.accreditation.valid_from": ends - timedelta(1),
        "evaluator.accreditation.valid_until": ends + timedelta(slack),
    }
    known = {path: day for path, day in facts.items() if path not in forgotten}
    bounds = [bound for rule in rules.rules for bound in date_bounds(rule.requires)]

    days = Interpretation(dossier_of(known), rules).days
    assert can_hold(bounds, days) == some_days_hold([*bounds, *ORDERINGS], known, sorted(forgotten))


def some_days_hold(bounds: list[NotAfter], known: dict[str, date], unknown: list[str]) -> bool:
    if not unknown:
        return all(in_order(bound, known) for bound in bounds if {bound.earlier.of, bound.later.of} <= known.keys())
    for day in WINDOW:
        days = {**known, unknown[0]: day}
        touched = [bound for bound in bounds if unknown[0] in (bound.earlier.of, bound.later.of)]
        if some_days_hold(touched, days, []) and some_days_hold(bounds, days, unknown[1:]):
            return True
    return False


def in_order(bound: NotAfter, days: dict[str, date]) -> bool:
    earlier, later = bound.earlier, bound.later
    return moved(days[str(earlier.of)], earlier) <= moved(days[str(later.of)], later)


@cache
def moved(day: date, by: Day) -> date:
    return day + relativedelta(months=by.months, days=by.days)
