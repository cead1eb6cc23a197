"""Deciding reads the dossier and the rules, and nothing else; dossiers, rule sets and decisions are values."""

import copy
import pickle
from collections.abc import Callable
from datetime import date

import pytest
from making import dossier_of, eligible_but

from clea_eligibility import (
    GUIDE,
    Certification,
    CertificationKind,
    Dossier,
    Evaluation,
    EvaluationStage,
    RuleSet,
    decide,
)


def pickled_and_back(value: object) -> object:
    return pickle.loads(pickle.dumps(value))


DOSSIERS = {
    "nothing stated": Dossier(),
    "eligible": eligible_but({}),
    "ineligible": eligible_but({"quote.provided": False}),
    "undetermined": eligible_but({"evaluation.stage": None}),
    "dates that cannot meet": dossier_of(
        {"filed_on": date(2026, 6, 1), "evaluator.accreditation.valid_until": date(2026, 6, 10)}
    ),
}
each_dossier = pytest.mark.parametrize("dossier", DOSSIERS.values(), ids=DOSSIERS)
each_way_to_copy = pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, pickled_and_back], ids=["copy", "deepcopy", "pickle"]
)


@each_dossier
def test_deciding_twice_gives_equal_decisions(dossier: Dossier) -> None:
    assert decide(dossier) == decide(dossier)
    assert hash(decide(dossier)) == hash(decide(dossier))


def test_decisions_of_different_dossiers_differ() -> None:
    decisions = {decide(dossier) for dossier in DOSSIERS.values()}

    assert len(decisions) == 5


def test_deciding_leaves_dossier_and_rules_as_they_were() -> None:
    dossier, rules = eligible_but({"evaluation.stage": None}), GUIDE.read(filed_three_weeks_before="clear_days")
    before = pickle.dumps(dossier), repr(rules.rules), hash(rules)
    decide(dossier, rules)

    assert (pickle.dumps(dossier), repr(rules.rules), hash(rules)) == before


@each_way_to_copy
@each_dossier
def test_dossiers_and_decisions_can_be_copied_and_pickled(
    dossier: Dossier, duplicate: Callable[[object], object]
) -> None:
    for value in (dossier, decide(dossier)):
        assert duplicate(value) == value
        assert hash(duplicate(value)) == hash(value)
        assert repr(duplicate(value)) == repr(value)


@each_way_to_copy
def test_a_copy_of_the_guide_decides_like_the_guide(duplicate: Callable[[RuleSet], RuleSet]) -> None:
    decide(Dossier())
    twin = duplicate(GUIDE)

    assert twin == GUIDE
    assert hash(twin) == hash(GUIDE)
    for dossier in DOSSIERS.values():
        assert decide(dossier, twin) == decide(dossier)


def test_equal_dossiers_are_equal_however_they_were_built() -> None:
    stated = Dossier(
        certification=Certification(kind=CertificationKind.SOCLE), evaluation=Evaluation(stage=EvaluationStage.INITIAL)
    )
    built = Dossier(
        evaluation=Evaluation(stage=EvaluationStage.INITIAL),
        certification=Certification(kind=CertificationKind.SOCLE),
        quote=None,
    )

    assert stated == built
    assert hash(stated) == hash(built)
    assert decide(stated) == decide(built)


def test_an_empty_object_says_nothing() -> None:
    empty_parts = decide(dossier_of({}))
    nothing = decide(Dossier())

    assert empty_parts.findings == nothing.findings
    assert empty_parts.missing == nothing.missing


@pytest.mark.parametrize("wrong", [None, {}, "dossier", Evaluation(), Dossier, [Dossier()]])
def test_only_a_dossier_is_decided(wrong: object) -> None:
    with pytest.raises(TypeError, match="Dossier"):
        decide(wrong)  # type: ignore[arg-type]
