"""Every way in which two rule sets can decide differently: none missed, none invented, each witness smallest."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import permutations, product
from typing import TypeAlias

import pytest
from attrs import evolve
from brute_force import READINGS
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from making import Facts, dossier_of

from clea_eligibility import (
    FACTS,
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    EvaluationStage,
    Rule,
    RuleSet,
    decide,
)
from clea_eligibility.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
)
from clea_eligibility.engine import compiled_rules
from clea_eligibility.ruleset import Rate, Tariff
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.whatif import Difference

FILED, STARTS, ENDS = "filed_on", "evaluation.starts_on", "evaluation.ends_on"
NOTICE, AGE = "filed_three_weeks_before", "proof_of_residence_recent"
ISSUED = "applicant.proof_of_residence.issued_on"
UNTIL = "evaluator.accreditation.valid_until"

What: TypeAlias = tuple[str | None, object, object]
"""The code of a rule and two statuses; or ``None`` and two verdicts, each an outcome and an amount."""


def found(differences: Iterable[Difference]) -> dict[What, int]:
    """How many facts the witness of each difference states; no difference is listed twice."""
    sizes: dict[What, int] = {}
    for one in differences:
        what = (
            (None, (one.before, one.amounts[0]), (one.after, one.amounts[1]))
            if one.rule is None
            else (one.rule.code, one.before, one.after)
        )
        assert what not in sizes
        sizes[what] = size(one.witness)
    return sizes


def shown_by(dossier: Dossier, before: RuleSet, after: RuleSet) -> Iterator[What]:
    """The differences that a dossier shows, by deciding it twice."""
    old, new = decide(dossier, before), decide(dossier, after)
    if (old.outcome, old.amount) != (new.outcome, new.amount):
        yield (None, (old.outcome, old.amount), (new.outcome, new.amount))
    statuses = [{finding.rule.code: finding.status for finding in decision.findings} for decision in (old, new)]
    for code in {**statuses[0], **statuses[1]}:
        if statuses[0].get(code) != statuses[1].get(code):
            yield code, statuses[0].get(code), statuses[1].get(code)


def size(dossier: Dossier) -> int:
    return sum(fact.of(dossier) is not None for fact in FACTS)


def requiring(id: str, **requires: Condition) -> RuleSet:
    return GUIDE.evolve(id=id, requires=requires)


def without(code: str) -> RuleSet:
    return GUIDE.evolve(id=f"without-{code}", rules=tuple(rule for rule in GUIDE.rules if rule.code != code))


def paying(amounts: dict[int, int]) -> RuleSet:
    tariff = Tariff(tuple(evolve(rate, euros=amounts.get(rate.euros, rate.euros)) for rate in GUIDE.tariff.rates))
    return GUIDE.evolve(id="paying", tariff=tariff)


DAYS_OF_NOTICE = {days: requiring(f"notice-{days}", **{NOTICE: NotAfter(Day(FILED, days=days), Day(STARTS))}) for days in (14, 21, 30)}  # fmt: skip
TWO_WEEKS = DAYS_OF_NOTICE[14]
NOTICE_OF_A_MONTH = requiring("a-month", **{NOTICE: NotAfter(Day(FILED, months=1), Day(STARTS))})
PROOF_OF_NINETY_DAYS = requiring(
    "ninety-days", **{AGE: AllOf((NotAfter(Day(ISSUED), Day(FILED)), NotAfter(Day(FILED), Day(ISSUED, days=90))))}
)
OTHER_REGION = requiring("other-region", lives_in_region=OneOf("applicant.department", ("33", "75", "2A")))
NEAR_HOME = Rule(
    code="evaluated_near_home",
    group="criterion",
    basis="implied",
    statements=("S13", "S25"),
    label_fr="Évaluation dans le département du demandeur",
    label_en="Evaluation in the applicant's department",
    requires=Same("applicant.department", "evaluator.department"),
)
NEARER = GUIDE.evolve(id="nearer", rules=(NEAR_HOME, *GUIDE.rules))
STARTS_SOON = evolve(
    NEAR_HOME,
    code="starts_soon",
    requires=NotAfter(Day(STARTS), Day(FILED, months=2)),
    presumed=Is("filing_open", True),
)
SOONER = GUIDE.evolve(id="sooner", rules=(*GUIDE.rules, STARTS_SOON))
EVERY_READING = [GUIDE.read(**{NOTICE: notice, AGE: age}) for notice, age in product(READINGS[NOTICE], READINGS[AGE])]
NEVER_DIFFERENT = {
    "another id": GUIDE.evolve(id="another"),
    "another order": GUIDE.evolve(id="reordered", rules=GUIDE.rules[::-1]),
    "other words": GUIDE.evolve(
        id="words", rules=tuple(evolve(rule, label_en="?", statements=(), basis="implied") for rule in GUIDE.rules)
    ),
    "no readings": GUIDE.evolve(id="unread", readings=()),
    "a bound said otherwise": requiring("otherwise", **{NOTICE: NotAfter(Day(FILED), Day(STARTS, days=-21))}),
    "a bound said twice": requiring(
        "twice", **{NOTICE: AllOf((NotAfter(Day(FILED, days=7), Day(STARTS)), NotAfter(Day(FILED, days=21), Day(STARTS))))}
    ),
    "values in another order": requiring(
        "order", lives_in_region=OneOf("applicant.department", GUIDE.rule("lives_in_region").requires.values[::-1])  # type: ignore[union-attr]
    ),
    "nested conditions": requiring("nested", job_seeker=AllOf((AnyOf((Is("applicant.is_job_seeker", True),)), ALWAYS))),
    "rates that nobody gets": GUIDE.evolve(
        id="rates",
        tariff=Tariff((*GUIDE.tariff.rates, Rate(CertificationKind.MANAGEMENT, EvaluationStage.FINAL, 450))),
    ),
}  # fmt: skip
OTHERS = [
    *EVERY_READING[1:],
    *DAYS_OF_NOTICE.values(),
    NOTICE_OF_A_MONTH,
    PROOF_OF_NINETY_DAYS,
    OTHER_REGION,
    NEARER,
    SOONER,
    paying({450: 500, 150: 0}),
    without("quote_provided"),
    without("filing_open"),
    without("dates_compatible"),
    without("accreditation_covers_evaluation"),
]
PAIRS = [(GUIDE, other) for other in OTHERS] + [(other, GUIDE) for other in OTHERS] + list(permutations(EVERY_READING[1:], 2))  # fmt: skip


@cache
def differences(before: RuleSet, after: RuleSet) -> dict[What, int]:
    return found(before.differs(after))


class TestWhatRandomDossiersShow:
    """Dossiers aimed at the bounds of both rule sets show nothing that is not listed, and none is smaller."""

    @settings(max_examples=300)
    @given(st.sampled_from(PAIRS), st.data())
    def test_is_listed_with_a_witness_that_states_no_more(
        self, pair: tuple[RuleSet, RuleSet], data: st.DataObject
    ) -> None:
        before, after = pair
        dossier = data.draw(near_boundary_dossiers(before) | near_boundary_dossiers(after) | dossiers())
        listed = differences(before, after)
        for what in shown_by(dossier, before, after):
            assert listed[what] <= size(dossier)

    @given(st.sampled_from(list(NEVER_DIFFERENT.values())), near_boundary_dossiers() | dossiers())
    def test_is_nothing_where_nothing_is_listed(self, other: RuleSet, dossier: Dossier) -> None:
        assert list(shown_by(dossier, GUIDE, other)) == []


@pytest.mark.parametrize("other", NEVER_DIFFERENT.values(), ids=NEVER_DIFFERENT)
def test_rule_sets_that_never_decide_differently(other: RuleSet) -> None:
    assert GUIDE.differs(other) == ()
    assert other.differs(GUIDE) == ()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].id} {pair[1].id}")
def test_a_witness_shows_its_difference_and_every_fact_of_it_counts(pair: tuple[RuleSet, RuleSet]) -> None:
    before, after = pair
    for one in before.differs(after):
        ((what, facts),) = found([one]).items()
        stated = {fact.path: fact.of(one.witness) for fact in FACTS}
        assert what in set(shown_by(one.witness, before, after))
        assert one.comparison.before == decide(one.witness, before)
        assert one.comparison.after == decide(one.witness, after)
        for path, value in stated.items():
            smaller = dossier_of({**stated, path: None})
            if value is not None and size(smaller) < facts:
                assert what not in set(shown_by(smaller, before, after))


# Small rule sets, with every dossier that they tell apart

CALENDAR = [date(2026, 3, day) for day in range(1, 9)]
MIDDLE = Day(date(2026, 3, 4))
GIVEN, BY_EVALUATOR = Is("quote.provided", True), Is("quote.from_evaluator", True)
EVERY_RATE = tuple(Rate(kind, stage, 100) for kind, stage in product(CertificationKind, EvaluationStage))


def smallest_shown(before: RuleSet, after: RuleSet) -> dict[What, int]:
    """By brute force: every difference, with the size of a smallest dossier that shows it."""
    sizes: dict[What, int] = {}
    for dossier in every_dossier():
        for what in shown_by(dossier, before, after):
            sizes[what] = min(size(dossier), sizes.get(what, 99))
    return sizes


@cache
def every_dossier() -> tuple[Dossier, ...]:
    """Whatever is said of the quote and of three dates; the kind and the stage, which no rule reads, both or neither."""
    paid = {"certification.kind": CertificationKind.SOCLE, "evaluation.stage": EvaluationStage.INITIAL}
    made = []
    for filed, starts, ends in product((None, *CALENDAR), repeat=3):
        for provided, from_evaluator, also in product((None, True, False), (None, True, False), ({}, paid)):
            facts: Facts = {
                FILED: filed, STARTS: starts, ENDS: ends,
                "quote.provided": provided, "quote.from_evaluator": from_evaluator, **also,
            }  # fmt: skip
            if starts is None or ends is None or starts <= ends:
                made.append(dossier_of(facts))
    return tuple(dict.fromkeys(made))


comparisons = st.sampled_from(
    [
        NotAfter(Day(FILED), Day(STARTS)),
        NotAfter(Day(FILED, days=1), Day(STARTS)),
        NotAfter(Day(FILED, days=1), Day(ENDS)),
        NotAfter(Day(ENDS), Day(FILED, days=2)),
        NotAfter(Day(STARTS), Day(ENDS, days=-1)),
        NotAfter(Day(ENDS), Day(STARTS)),
        NotAfter(MIDDLE, Day(STARTS)),
        NotAfter(Day(FILED), MIDDLE),
    ]
)
simple = st.sampled_from(
    [GIVEN, BY_EVALUATOR, Is("quote.provided", False), Same("quote.provided", "quote.from_evaluator")]
)
requirements = (
    comparisons
    | simple
    | st.builds(lambda one, other: AllOf((one, other)), comparisons, comparisons | simple)
    | st.builds(lambda one, other: AnyOf((one, other)), simple, simple)
)
rules = st.builds(
    Rule,
    code=st.sampled_from(["first", "second", "third"]),
    group=st.just("criterion"),
    basis=st.just("stated"),
    statements=st.just(()),
    label_fr=st.just("Règle"),
    label_en=st.just("Rule"),
    requires=requirements,
    applies=st.sampled_from([ALWAYS, ALWAYS, Unless(Is("quote.provided", False)), BY_EVALUATOR, Unless(NotAfter(MIDDLE, Day(FILED)))]),
    presumed=st.sampled_from([None, None, ALWAYS, Unknown(FILED), GIVEN, NotAfter(MIDDLE, Day(FILED)), Same(STARTS, ENDS)]),
)  # fmt: skip
JOINT = evolve(NEAR_HOME, code="dates_compatible", requires=DatesCompatible())


@st.composite
def small_rule_sets(draw: st.DrawFn) -> tuple[RuleSet, RuleSet]:
    """Up to three rules, and others made by changing, dropping or adding one; both mostly with the joint one."""
    drawn = draw(st.lists(rules, min_size=1, max_size=3, unique_by=lambda rule: rule.code))
    other = draw(rules)
    changed = [rule for rule in drawn if rule.code != other.code] + [other] * draw(st.integers(0, 1))
    euros = draw(st.sampled_from([100, 100, 110]))
    joint = [[JOINT] if draw(st.sampled_from([True, True, True, False])) else [] for _ in range(2)]
    before = RuleSet(id="before", rules=(*drawn, *joint[0]), tariff=Tariff(EVERY_RATE))
    after = RuleSet(
        id="after", rules=(*changed, *joint[1]), tariff=Tariff(tuple(evolve(rate, euros=euros) for rate in EVERY_RATE))
    )
    try:
        compiled_rules(before)
        compiled_rules(after)
    except CleaError:
        assume(False)
    return before, after


class TestSmallRuleSets:
    @settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
    @given(small_rule_sets())
    def test_exactly_what_brute_force_shows_with_the_smallest_witnesses(self, pair: tuple[RuleSet, RuleSet]) -> None:
        assert differences.__wrapped__(*pair) == smallest_shown(*pair)
