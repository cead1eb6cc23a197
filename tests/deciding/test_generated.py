"""The code that the library writes for itself: it reads well, and says what the plain ways say."""

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import attrs
import pytest
from making import between, dossier_of, eligible_but, status_of

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    Dossier,
    Evaluation,
    EvaluationStage,
    InvalidDossier,
    RuleSet,
    decide,
)
from clea_eligibility.deciding.decision import compiled_rules
from clea_eligibility.dossier._checks import settling, type_of
from clea_eligibility.dossier.models import DEPARTMENTS, PREFIX, PRESENCE_FLAG
from clea_eligibility.rules import Day, Is, NotAfter, Reading

STARTS, ENDS = Day("evaluation.starts_on"), Day("evaluation.ends_on")


class Text(str):
    """A text that is more than a text."""


class Moment(date):
    """A day that is more than a day."""


class Other(StrEnum):
    """An enumeration of another library, with a word of this one."""

    SOCLE = "socle"


ODD_VALUES = [
    None,
    True,
    False,
    0,
    1,
    "",
    "33",
    "20",
    Text("33"),
    *CertificationKind,
    *EvaluationStage,
    "socle",
    Other.SOCLE,
    date(2026, 3, 2),
    date(1900, 1, 1),
    date(1899, 12, 31),
    date(2199, 12, 31),
    date(2200, 1, 1),
    date(9999, 12, 31),
    Moment(2026, 3, 2),
    datetime(2026, 3, 2, tzinfo=UTC),
    Evaluation(),
    [],
]


def quick_check(model: type) -> Callable[[Any], str]:
    """What the code written for a class does with an object: settle it, or leave it to the careful check."""
    noted: list[str] = []
    names: dict[str, Any] = {
        "settle_with_care": lambda _: noted.append("with care"),
        "set_attribute": lambda _, name, value: noted.append(f"{name} = {value}"),
        "FIRST_DAY": date(1900, 1, 1),
        "LAST_DAY": date(2199, 12, 31),
    }
    for attribute in attrs.fields(model):
        names |= {type_of(attribute).__name__: type_of(attribute), f"{attribute.name.upper()}_VALUES": DEPARTMENTS}
    exec(settling(model, PRESENCE_FLAG[model]), names)  # noqa: S102

    def check(values: Any) -> str:
        noted.clear()
        names["settle"](values)
        return ", ".join(noted)

    return check


class Holder:
    """Anything with the fields of a model."""

    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)


@pytest.mark.parametrize("model", PREFIX, ids=lambda model: model.__name__)
def test_the_quick_check_of_a_model_lets_pass_what_the_careful_one_leaves_as_it_is(model: Any) -> None:
    check, flag = quick_check(model), PRESENCE_FLAG[model]
    for name in [attribute.name for attribute in attrs.fields(model)]:
        passed = 0
        for value in ODD_VALUES:
            values = {attribute.name: None for attribute in attrs.fields(model)} | {name: value}
            quick = check(Holder(**values))
            passed += "with care" not in quick
            try:
                built = model(**values)
            except InvalidDossier:
                assert "with care" in quick, (name, value)
                continue
            kept = getattr(built, name)
            assert "with care" in quick or type(kept) is type(value), (name, value)
            assert kept == value
            assert flag in (None, name) or (f"{flag} = True" in quick) == (getattr(built, flag) is True)
        assert passed >= 1  # unknown, at least


@pytest.mark.parametrize("model", PREFIX, ids=lambda model: model.__name__)
def test_the_check_of_a_model_names_its_fields_and_types_alone(model: type) -> None:
    tree = ast.parse(settling(model, PRESENCE_FLAG[model]))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    fields = attrs.fields(model)
    own = {field.name for field in fields} | {type_of(field).__name__ for field in fields} | {"self", "type"}

    assert names - own <= {"settle_with_care", "set_attribute", "FIRST_DAY", "LAST_DAY", "DEPARTMENT_VALUES"}


# Days on the way that nobody knows

LASTS_A_MONTH = attrs.evolve(
    GUIDE.rule("job_seeker"), code="lasts_a_month", requires=NotAfter(Day("evaluation.starts_on", months=1), ENDS)
)
MONTH_LONG = GUIDE.evolve(id="month-long", rules=(*GUIDE.rules, LASTS_A_MONTH))
FILED_ON_10_JANUARY = {"filed_on": date(2026, 1, 10), "evaluation.starts_on": None, "evaluation.ends_on": None}


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (date(2026, 2, 28), []),  # it starts on 31 January at the earliest, and may end a month later: 28 February
        (date(2026, 2, 27), ["filed_three_weeks_before", "lasts_a_month"]),
    ],
)
def test_months_on_the_way_over_an_unknown_day_are_months(ends_on: date, expected: list[str]) -> None:
    dossier = dossier_of({**FILED_ON_10_JANUARY, "evaluation.ends_on": ends_on})

    assert between(decide(dossier, MONTH_LONG)) == expected


def test_the_fewest_rules_that_cannot_hold_together_are_named() -> None:
    dossier = dossier_of({**FILED_ON_10_JANUARY, "evaluator.accreditation.valid_until": date(2026, 2, 1)})

    assert between(decide(dossier, GUIDE)) == []
    assert between(decide(dossier, MONTH_LONG)) == [
        "filed_three_weeks_before",
        "accreditation_covers_evaluation",
        "lasts_a_month",
    ]


ROUND = GUIDE.evolve(
    id="round",
    requires={"filed_three_weeks_before": NotAfter(Day("filed_on", months=1), STARTS)},
    rules=(
        *GUIDE.rules,
        attrs.evolve(GUIDE.rule("job_seeker"), code="thirty_days", requires=NotAfter(STARTS, Day("filed_on", days=30))),
    ),
    readings=(
        Reading("filed_three_weeks_before", "a_month", NotAfter(Day("filed_on", months=1), STARTS)),
        Reading("filed_three_weeks_before", "four_weeks", NotAfter(Day("filed_on", days=28), STARTS)),
        *(reading for reading in GUIDE.readings if reading.rule != "filed_three_weeks_before"),
    ),
)


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        # Filed in February, 28 days later will do: the proof was issued at most three months before.
        (date(2026, 1, 1), []),
        (date(2026, 12, 2), []),
    ],
)
def test_unknown_days_that_push_each_other_on_are_found_all_the_same(issued_on: date, expected: list[str]) -> None:
    unknown = {"filed_on": None, "evaluation.starts_on": None, "evaluation.ends_on": None}
    dossier = eligible_but(
        {
            **unknown,
            "applicant.proof_of_residence.issued_on": issued_on,
            "evaluator.accreditation.valid_until": date(9999, 12, 31),
        }
    )

    assert between(decide(dossier, ROUND)) == expected


def test_unknown_days_that_push_each_other_beyond_a_known_one_cannot_meet() -> None:
    # Filed from 1 July on, 30 days are never a month before September, and the accreditation ends in August.
    dossier = eligible_but(
        {
            "filed_on": None,
            "evaluation.starts_on": None,
            "evaluation.ends_on": None,
            "applicant.proof_of_residence.issued_on": date(2026, 7, 1),
            "evaluator.accreditation.valid_until": date(2026, 8, 31),
        }
    )

    assert between(decide(dossier, ROUND)) == [
        "filed_three_weeks_before",
        "accreditation_covers_evaluation",
        "proof_of_residence_recent",
        "thirty_days",
    ]


MANY = GUIDE.evolve(  # thousands of ways from the filing over the start and the end to the end of the accreditation
    id="many",
    rules=(
        *GUIDE.rules,
        *(
            attrs.evolve(GUIDE.rule("job_seeker"), code=f"rule_{place}", requires=requires)
            for place, requires in enumerate(
                [
                    *(NotAfter(Day("filed_on", days=days), STARTS) for days in range(30)),
                    *(NotAfter(Day("evaluation.starts_on", days=days), ENDS) for days in range(30)),
                ]
            )
        ),
    ),
)


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (date(2026, 3, 9), []),  # 29 days and 29 days after 10 January
        (date(2026, 3, 8), ["rule_29", "rule_59"]),
    ],
)
def test_however_many_rules_bind_the_dates_the_fewest_are_named(ends_on: date, expected: list[str]) -> None:
    dossier = dossier_of({**FILED_ON_10_JANUARY, "evaluation.ends_on": ends_on})

    assert between(decide(dossier, MANY)) == expected


# A requirement that something is not so

NO_JOB_SEEKER = GUIDE.evolve(id="no-job-seeker", requires={"job_seeker": Is("applicant.is_job_seeker", False)})


@pytest.mark.parametrize(
    ("stated", "status", "outcome"),
    [(False, "satisfied", "eligible"), (True, "violated", "ineligible"), (None, "unknown", "undetermined")],
)
def test_unknown_is_not_false_where_false_is_required(stated: bool | None, status: str, outcome: str) -> None:
    decision = decide(eligible_but({"applicant.is_job_seeker": stated}), NO_JOB_SEEKER)

    assert status_of(decision, "job_seeker") == status
    assert decision.outcome == outcome


# Rules that hang on the kind or the stage

SHORT_NOTICE = attrs.evolve(
    GUIDE.rule("filed_three_weeks_before"),
    code="six_weeks_for_a_final_one",
    applies=Is("evaluation.stage", EvaluationStage.FINAL),
    requires=NotAfter(Day("filed_on", days=42), STARTS),
    reading=None,
)
BY_STAGE = GUIDE.evolve(id="by-stage", rules=(*GUIDE.rules, SHORT_NOTICE))


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [(date(2026, 4, 12), (450,)), (date(2026, 4, 13), (250, 450))],  # filed on 2 March
)
def test_an_amount_is_possible_where_the_rules_of_its_stage_allow_it(starts_on: date, expected: tuple[int]) -> None:
    dossier = eligible_but(
        {"evaluation.stage": None, "evaluation.starts_on": starts_on, "evaluation.ends_on": starts_on}
    )

    assert decide(dossier, BY_STAGE).possible_amounts == expected


@pytest.mark.parametrize("rules", [GUIDE, MONTH_LONG, ROUND, BY_STAGE], ids=lambda rules: rules.id)
def test_the_code_of_a_rule_set_loads_facts_and_constants_and_calls_little(rules: RuleSet) -> None:
    tree = ast.parse(compiled_rules(rules).source)
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}

    days = {name for name in called if name.endswith(".toordinal")}

    assert called - days <= {"tuple", "not_after", "conflict", "conflict_between", "pushed", "has_room"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While | ast.Import | ast.Global)]


def test_a_dossier_that_states_nothing_is_decided_by_every_rule_set() -> None:
    for rules in (GUIDE, MONTH_LONG, ROUND, BY_STAGE):
        assert decide(Dossier(), rules).outcome == "undetermined"


def test_contested_rules_stand_in_the_order_of_the_rules_whichever_is_noticed_first() -> None:
    # Filed three months after a proof of 31 August; with a start 22 days later, no day is left before the 21 December.
    dossier = eligible_but(
        {
            "filed_on": date(2025, 11, 30),
            "applicant.proof_of_residence.issued_on": date(2025, 8, 31),
            "evaluation.starts_on": None,
            "evaluation.ends_on": None,
            "evaluator.accreditation.valid_until": date(2025, 12, 21),
        }
    )
    decision = decide(dossier, GUIDE.read(proof_of_residence_recent="counted_backwards"))

    assert decision.outcome == "undetermined"
    assert [rule.code for rule in decision.contested] == ["filed_three_weeks_before", "proof_of_residence_recent"]
