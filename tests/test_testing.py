"""The public strategies draw what they promise."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from clea_eligibility import (
    FACTS,
    GUIDE,
    Certification,
    CleaError,
    Decision,
    Dossier,
    Eligible,
    EvaluationStage,
    Fact,
    Ineligible,
    RuleSet,
    Undetermined,
    decide,
)
from clea_eligibility.dossier.facts import fact
from clea_eligibility.dossier.models import PREFIX
from clea_eligibility.rules import AllOf, AnyOf, Condition, Day, Is, NotAfter, OneOf, Same, Unknown, Unless
from clea_eligibility.testing import dossiers, eligible_dossiers, near_boundary_dossiers

CLEAR_DAYS = GUIDE.read(filed_three_weeks_before="clear_days", proof_of_residence_recent="counted_backwards")
FILED, ISSUED = fact("filed_on"), fact("applicant.proof_of_residence.issued_on")


def rules_that_require(condition: Condition) -> RuleSet:
    """The guide, which in place of ``job_seeker`` requires something else."""
    return GUIDE.evolve(id="other", requires={"job_seeker": condition})


def drawn(strategy: st.SearchStrategy[Dossier], examples: int) -> list[Decision]:
    """The decisions on what a strategy draws, the same in every run."""
    decisions: list[Decision] = []

    @settings(max_examples=examples, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def draw(dossier: Dossier) -> None:
        decisions.append(decide(dossier))

    draw()
    return decisions


@pytest.fixture(scope="module")
def any_decisions() -> list[Decision]:
    return drawn(dossiers(), 500)


@pytest.fixture(scope="module")
def eligible_decisions() -> list[Decision]:
    return drawn(eligible_dossiers(), 400)


def find_near_a_boundary(shows: Callable[[Dossier], bool]) -> Dossier:
    """A dossier of this kind, however rare it is: it fails where there is none.

    What Hypothesis draws hangs on the constants of the modules that are imported by then, too.
    """
    drawn_at_most = settings(max_examples=20_000, phases=[Phase.generate], database=None)
    return find(near_boundary_dossiers(), shows, settings=drawn_at_most)


OTHER_CONDITIONS = {
    "a day after": NotAfter(Day("filed_on", months=1, days=1), Day("evaluation.starts_on")),
    "a fixed day": NotAfter(Day(date(2026, 5, 31)), Day("filed_on")),
    "a last day": NotAfter(Day("evaluator.accreditation.valid_until"), Day("evaluation.ends_on", months=1)),
    "the same": Same("applicant.department", "evaluator.department"),
    "not the same": Unless(Same("applicant.identity_document.permits_work", "filing_open")),
    "none of": Unless(OneOf("applicant.department", ("33", "87"))),
    "neither": Unless(AnyOf((Is("applicant.department", "33"), Is("evaluation.stage", EvaluationStage.FINAL)))),
    "not both": Unless(AllOf((Is("applicant.department", "33"), Is("evaluation.stage", EvaluationStage.FINAL)))),
    "twice not": Unless(Unless(Is("evaluation.stage", EvaluationStage.FINAL))),
    "known": Unless(Unknown("applicant.identity_document.permits_work")),
    "either": AnyOf((Is("applicant.department", "75"), Is("applicant.department", "64"))),
}
"""Requirements unlike those of the guide."""


class TestEligibleDossiers:
    """Every dossier drawn is eligible, under whatever rules."""

    def test_they_are_eligible(self, eligible_decisions: list[Decision]) -> None:
        assert {type(decision) for decision in eligible_decisions} == {Eligible}

    @given(eligible_dossiers(CLEAR_DAYS))
    def test_they_are_eligible_under_other_readings(self, dossier: Dossier) -> None:
        assert isinstance(decide(dossier, CLEAR_DAYS), Eligible)

    @pytest.mark.parametrize("condition", OTHER_CONDITIONS.values(), ids=OTHER_CONDITIONS)
    @settings(max_examples=15)
    @given(data=st.data())
    def test_they_are_eligible_under_rules_of_any_kind(self, condition: Condition, data: st.DataObject) -> None:
        rules = rules_that_require(condition)
        assert isinstance(decide(data.draw(eligible_dossiers(rules)), rules), Eligible)

    def test_every_amount_is_drawn(self, eligible_decisions: list[Decision]) -> None:
        assert {decision.amount for decision in eligible_decisions} == {450, 250, 300, 150}

    def test_every_presumption_is_drawn(self, eligible_decisions: list[Decision]) -> None:
        assert {finding.rule.code for decision in eligible_decisions for finding in decision.presumed} == {
            "filing_open",
            "final_after_unsuccessful_initial",
            "accreditation_fits_certification",
            "proof_of_residence_attests",
        }

    def test_endless_accreditations_are_drawn(self, eligible_decisions: list[Decision]) -> None:
        until = fact("evaluator.accreditation.valid_until")
        assert any(until.of(decision.dossier) == date(9999, 12, 31) for decision in eligible_decisions)

    @pytest.mark.parametrize(
        "impossible",
        [
            Unknown("quote.names_applicant"),
            Is("filing_open", False),
            Unless(NotAfter(Day("filed_on"), Day("evaluation.starts_on"))),
        ],
    )
    def test_rules_that_no_complete_dossier_satisfies_are_refused(self, impossible: Condition) -> None:
        with pytest.raises(CleaError, match="no dossier that states every fact can satisfy"):
            eligible_dossiers(rules_that_require(impossible))


@pytest.mark.no_cover
class TestNearBoundaryDossiers:
    """Both sides of every boundary are drawn, and every outcome."""

    @pytest.mark.parametrize(
        "code",
        [
            "filed_three_weeks_before",
            "accreditation_covers_evaluation",
            "identity_document_valid",
            "proof_of_residence_recent",
            "dates_compatible",
        ],
    )
    def test_every_date_rule_is_violated_alone(self, code: str) -> None:
        find_near_a_boundary(lambda dossier: [reason.rule.code for reason in decide(dossier).reasons] == [code])

    @pytest.mark.parametrize("outcome", [Eligible, Ineligible, Undetermined])
    def test_every_outcome_is_contested(self, outcome: type) -> None:
        find_near_a_boundary(lambda dossier: bool(isinstance(found := decide(dossier), outcome) and found.contested))

    @pytest.mark.parametrize(
        ("what", "holds"),
        [
            ("the last day of February", lambda filed, _: (filed.month, filed.day) == (2, 28)),
            ("29 February", lambda filed, _: (filed.month, filed.day) == (2, 29)),
            ("the last day of a year", lambda filed, _: (filed.month, filed.day) == (12, 31)),
            ("the day of reopening", lambda filed, _: filed == date(2026, 3, 1)),
            ("the eve of it", lambda filed, _: filed == date(2026, 2, 28)),
            ("three months to the day", lambda filed, issued: filed.day == issued.day and _months(issued, filed) == 3),
            (
                "three months less a day",
                lambda filed, issued: filed.day + 1 == issued.day and _months(issued, filed) == 3,
            ),
            ("a month end after a longer one", lambda filed, issued: filed.day == 30 and issued.day == 31),
        ],
    )
    def test_awkward_days_are_drawn(self, what: str, holds: Callable[[date, date], bool]) -> None:
        def shows(dossier: Dossier) -> bool:
            filed, issued = FILED.of(dossier), ISSUED.of(dossier)
            return bool(filed and issued and holds(filed, issued))

        assert find_near_a_boundary(shows), what


def _months(earlier: date, later: date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month


class TestDossiers:
    """Whatever a dossier may be is drawn."""

    @pytest.mark.parametrize("model", PREFIX)
    def test_from_type_draws_every_model_and_each_of_its_values(self, model: type) -> None:
        found: list[Any] = []

        @settings(max_examples=100, derandomize=True, database=None, phases=[Phase.generate])
        @given(st.from_type(model))
        def collect(value: object) -> None:
            found.append(value)

        collect()
        assert {type(value) for value in found} == {model}
        for attribute in attrs.fields(model):
            stated = [getattr(value, attribute.name) for value in found]
            assert None in stated
            assert len(set(stated)) > 2

    def test_one_may_state_nothing(self, any_decisions: list[Decision]) -> None:
        assert Dossier() in [decision.dossier for decision in any_decisions]

    def test_an_object_may_be_missing_or_empty(self, any_decisions: list[Decision]) -> None:
        assert {None, Certification()} <= {decision.dossier.certification for decision in any_decisions}

    def test_a_flag_may_deny_what_other_facts_describe(self, any_decisions: list[Decision]) -> None:
        quotes = [decision.dossier.quote for decision in any_decisions if decision.dossier.quote]
        assert any(quote.provided is False and quote.names_applicant for quote in quotes)

    @pytest.mark.parametrize("wanted", FACTS, ids=lambda wanted: wanted.path)
    def test_every_fact_is_sometimes_known_and_sometimes_not(self, wanted: Fact, any_decisions: list[Decision]) -> None:
        assert {wanted.of(decision.dossier) is None for decision in any_decisions} == {True, False}


@pytest.mark.parametrize(
    "strategy",
    [
        dossiers(unknowns=False),
        eligible_dossiers(unknowns=False),
        near_boundary_dossiers(unknowns=False),
        near_boundary_dossiers(CLEAR_DAYS, unknowns=False),
    ],
    ids=["any", "eligible", "near a boundary", "near a boundary of other readings"],
)
@settings(max_examples=50)
@given(data=st.data())
def test_without_unknowns_every_fact_is_stated(strategy: st.SearchStrategy[Dossier], data: st.DataObject) -> None:
    dossier = data.draw(strategy)
    assert all(fact.of(dossier) is not None for fact in FACTS)
