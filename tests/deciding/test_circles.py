"""Rules of somebody's own that move dates round by months, and what is left of a circle."""

from datetime import date
from itertools import product

import pytest
from making import Facts, between, dossier_of

from clea_eligibility import GUIDE, CertificationKind, EvaluationStage, Rule, RuleSet, decide
from clea_eligibility.planning import timeline
from clea_eligibility.rules import ALWAYS, AllOf, Condition, Day, Is, NotAfter, Rate, Tariff

EVERY_RATE = Tariff(tuple(Rate(kind, stage, 100) for kind, stage in product(CertificationKind, EvaluationStage)))
FINAL: Facts = {"evaluation.stage": EvaluationStage.FINAL}
FILED, STARTS, ENDS = "filed_on", "evaluation.starts_on", "evaluation.ends_on"
ISSUED, ACCREDITED_UNTIL = "applicant.proof_of_residence.issued_on", "evaluator.accreditation.valid_until"


def circle(*bounds: tuple[Day, Day], applies: Condition = ALWAYS) -> RuleSet:
    requires = AllOf(tuple(NotAfter(earlier, later) for earlier, later in bounds))
    mine = Rule("mine", "criterion", requires=requires, applies=applies)
    return RuleSet("mine", (mine, GUIDE.rule("dates_compatible")), EVERY_RATE)


def test_three_months_may_never_be_85_days() -> None:
    # No three months on end have fewer than 87 days, though each may have but 28.
    rules = circle(
        (Day(FILED, months=1), Day(STARTS)),
        (Day(STARTS, months=1), Day(ENDS)),
        (Day(ENDS, months=1), Day(ACCREDITED_UNTIL)),
        (Day(ACCREDITED_UNTIL, days=-85), Day(FILED)),
        applies=Is("evaluation.stage", EvaluationStage.FINAL),
    )
    final = dossier_of(FINAL)

    assert between(decide(final, rules)) == ["mine"]
    assert between(decide(dossier_of({**FINAL, FILED: date(2026, 1, 31)}), rules)) == ["mine"]
    assert decide(dossier_of({FILED: date(2026, 1, 31)}), rules).outcome == "undetermined"


def test_a_month_is_30_days_at_the_end_of_one_of_31() -> None:
    rules = circle(
        (Day(ISSUED), Day(FILED)),
        (Day(FILED, months=1), Day(STARTS)),
        (Day(STARTS, days=-30), Day(FILED)),
        (Day(STARTS), Day(ACCREDITED_UNTIL)),
    )

    # From March on, the first day a month after which is 30 days later is the 31st: 30 April.
    for issued in (date(2026, 3, 10), date(2026, 3, 2)):
        enough = {ISSUED: issued, ACCREDITED_UNTIL: date(2026, 4, 30)}
        too_soon = {ISSUED: issued, ACCREDITED_UNTIL: date(2026, 4, 29)}
        assert decide(dossier_of(enough), rules).outcome == "undetermined"
        assert between(decide(dossier_of(too_soon), rules)) == ["mine"]


@pytest.mark.parametrize("issued", [pytest.param(date(2026, 3, 2), marks=pytest.mark.no_cover), date(2026, 3, 30)])
def test_the_days_that_would_do_lie_beyond_the_circle(issued: date) -> None:
    rules = circle(
        (Day(ISSUED), Day(FILED)),
        (Day(FILED, months=1), Day(STARTS)),
        (Day(STARTS, days=-30), Day(FILED)),
        (Day(STARTS), Day(ACCREDITED_UNTIL)),
    )
    spans = timeline(dossier_of({ISSUED: issued}), "evaluator.accreditation.valid_until", rules)

    assert [(span.earliest, span.decision.outcome) for span in spans if span.decision] == [
        (None, "ineligible"),
        (date(2026, 4, 30), "undetermined"),
    ]
