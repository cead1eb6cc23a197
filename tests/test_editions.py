"""Editions by name, and what a pickle or a copy refers to."""

import copy
import pickle

import pytest
from making import eligible_but

from clea_eligibility import GUIDE, GUIDE_2026, CleaError, RuleSet, decide
from clea_eligibility.editions import EDITIONS, rule_set

READ = (
    "guide-2026",
    "guide-2026+clear_days",
    "guide-2026+anniversary_included",
    "guide-2026+clear_days+counted_backwards",
)


def test_the_newest_edition_is_the_guide() -> None:
    assert list(EDITIONS) == ["guide-2026"]
    assert EDITIONS["guide-2026"] is GUIDE_2026 is GUIDE


@pytest.mark.parametrize("name", READ)
def test_a_name_gives_the_same_object_each_time(name: str) -> None:
    assert rule_set(name).id == name
    assert rule_set(name) is rule_set(rule_set(name).id)


def test_a_reading_is_the_same_object_however_it_is_come_by() -> None:
    both = GUIDE.read(proof_of_residence_recent="counted_backwards", filed_three_weeks_before="clear_days")

    assert rule_set("guide-2026+counted_backwards+clear_days+clear_days") is both
    assert GUIDE.read(filed_three_weeks_before="clear_days").read(proof_of_residence_recent="counted_backwards") is both
    assert both.read(filed_three_weeks_before="same_weekday") is rule_set("guide-2026+counted_backwards")


def test_the_name_of_a_default_may_stand() -> None:
    assert rule_set("guide-2026+same_weekday+anniversary_excluded") is GUIDE
    assert GUIDE.read(filed_three_weeks_before="same_weekday") is GUIDE


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("guide-2025", "there is no edition 'guide-2025'; did you mean 'guide-2026'?"),
        ("", "there is no edition ''; expected one of: guide-2026"),
        ("guide-2026+clear_day", "guide-2026 has no reading 'clear_day'; did you mean 'clear_days'?"),
        (
            "guide-2026+anniversary_included+counted_backwards",
            (
                "'guide-2026+anniversary_included+counted_backwards': anniversary_included and counted_backwards are "
                "readings of one rule, proof_of_residence_recent"
            ),
        ),
        (
            "guide-2026+clear_days+same_weekday",
            (
                "'guide-2026+clear_days+same_weekday': clear_days and same_weekday are readings of one rule, "
                "filed_three_weeks_before"
            ),
        ),
    ],
)
def test_what_is_no_name_is_refused_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(CleaError) as refused:
        rule_set(name)
    assert str(refused.value) == message


def test_a_name_is_a_text() -> None:
    with pytest.raises(TypeError, match=r"^name: expected a str, got the number 2026$"):
        rule_set(2026)  # type: ignore[arg-type]


def test_an_edition_says_what_it_transcribes_and_a_changed_one_does_not() -> None:
    read = GUIDE.read(filed_three_weeks_before="clear_days")
    assert read.source is GUIDE.source
    assert GUIDE.source is not None
    assert (GUIDE.source.publisher, str(GUIDE.source.transcribed_on)) == ("Région Nouvelle-Aquitaine", "2026-11-23")
    assert GUIDE.evolve(id="mine").source is None


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_and_copies_of_an_edition_are_the_edition(name: str, protocol: int) -> None:
    edition = rule_set(name)

    assert pickle.loads(pickle.dumps(edition, protocol)) is edition
    assert copy.copy(edition) is copy.deepcopy(edition) is edition


@pytest.mark.parametrize("changes", [{}, {"filing_open": False}, {"evaluation.starts_on": None}])
def test_a_pickled_decision_refers_to_its_rules_by_name(changes: dict[str, object]) -> None:
    decision = decide(eligible_but(changes), rule_set("guide-2026+clear_days"))
    pickled = pickle.dumps(decision)
    again = pickle.loads(pickled)

    assert again == decision == copy.deepcopy(decision)
    assert again.rules is decision.rules
    assert len(pickled) <= 2 * len(pickle.dumps(decision.dossier))


def test_rules_of_ones_own_are_pickled_whole() -> None:
    mine = GUIDE.evolve(id="mine", rules=GUIDE.rules[:4])
    again: RuleSet = pickle.loads(pickle.dumps(mine))

    assert again == mine
    assert decide(eligible_but({}), again) == decide(eligible_but({}), mine)
