"""The smallest repairs: hand cases from the page, and every set of changes by brute force."""

import copy
import pickle
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from typing import Any, Final

import attrs
import pytest
from brute_force import (
    ACCREDITED_FROM,
    ACCREDITED_UNTIL,
    ENDS,
    FILED,
    IDENTITY_UNTIL,
    PROOF_ISSUED,
    STARTS,
    compare,
    date_rules,
    filled_in,
)
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from making import ELIGIBLE, Facts, codes, dossier_of, eligible_but
from small_calendars import AGE, EVERY_READING, FLAG_OF_RULE, NOTICE, Reading, dates_of, small_calendars

from clea_eligibility import (
    FACTS,
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    EvaluationStage,
    IdentityDocumentKind,
    InitialOutcome,
    Rule,
    RuleSet,
    decide,
)
from clea_eligibility.planning import Repairs, Window, repairs
from clea_eligibility.rules import AllOf, AnyOf, Condition, Day, Is, NotAfter, OneOf, Same, Unknown, Unless

ONE_DAY = relativedelta(days=1)
REGION = ("16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87")
ACCEPTED_KINDS = (
    IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
    IdentityDocumentKind.PASSPORT,
    IdentityDocumentKind.RESIDENCE_PERMIT,  # one that authorises work
)
NO_END = date(9999, 12, 31)
HELD: Final = "evaluator.accreditation.held"
ACCREDITED_FOR: Final = "evaluator.accreditation.certification"
LOCATED: Final = "evaluator.department"
SOCLE = CertificationKind.SOCLE
IDENTITY, KIND, PERMITS_WORK = (f"applicant.identity_document.{name}" for name in ("provided", "kind", "permits_work"))
PROOF, ATTESTS = (f"applicant.proof_of_residence.{name}" for name in ("provided", "attests_main_residence"))
QUOTE: Final = "quote.provided"
QUOTED_BY: Final = "quote.from_evaluator"
QUOTED_FOR: Final = "quote.names_applicant"


def of(changes: Facts, **more: Any) -> Repairs:
    return repairs(eligible_but(changes), **more)


def said(found: Repairs) -> list[tuple[list[str], tuple[str, ...], dict[str, str]]]:
    """Levers, actors and changes of each repair."""
    return [
        ([lever.name for lever in repair.levers], repair.actors, {path: str(it) for path, it in repair.changes.items()})
        for repair in found
    ]


# By hand: an eligible dossier filed on 2 March 2026, with a proof of 15 January, for 1 and 2 April


def test_late_by_three_days_files_earlier_or_moves_the_evaluation() -> None:
    assert said(of({FILED: date(2026, 3, 14)})) == [
        (["filing_day"], ("applicant",), {FILED: "[2026-01-15, 2026-03-11]"}),
        (
            ["evaluation_dates"],
            ("evaluator",),
            {STARTS: "[2026-04-04, 2027-12-30]", ENDS: "[2026-04-05, 2027-12-31]"},
        ),
    ]
    filing, evaluation = of({FILED: date(2026, 3, 14)})
    assert filing.nearest == {FILED: date(2026, 3, 11)}
    assert evaluation.nearest == {STARTS: date(2026, 4, 4), ENDS: date(2026, 4, 5)}


def test_an_old_proof_is_replaced_or_the_filing_is_made_in_its_time() -> None:
    assert said(of({PROOF_ISSUED: date(2025, 11, 30)})) == [
        (["filing_day"], ("applicant",), {FILED: "[2025-11-30, 2026-02-27]"}),
        (["proof_of_residence"], ("applicant",), {PROOF_ISSUED: "[2025-12-03, 2026-03-02]", ATTESTS: "True"}),
    ]


def test_an_identity_document_that_is_over_is_replaced_by_one_of_its_kind_or_of_another() -> None:
    assert said(of({IDENTITY_UNTIL: date(2026, 3, 1)})) == [
        (["filing_day"], ("applicant",), {FILED: "[2026-01-15, 2026-03-01]"}),
        (["identity_document"], ("applicant",), {KIND: "passport", IDENTITY_UNTIL: "[2026-03-02, +∞)"}),
    ]
    assert of({IDENTITY_UNTIL: date(2026, 3, 1)})[1].choices == {KIND: ACCEPTED_KINDS}


def test_a_document_of_another_kind_is_replaced_by_one_that_is_accepted() -> None:
    (repair,) = of({KIND: IdentityDocumentKind.OTHER})
    assert repair.changes == {
        KIND: IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        IDENTITY_UNTIL: Window(date(2026, 3, 2), None),
    }
    assert repair.choices == {KIND: ACCEPTED_KINDS}


def test_a_residence_permit_is_replaced_by_one_that_authorises_work() -> None:
    (repair,) = of({KIND: IdentityDocumentKind.RESIDENCE_PERMIT, PERMITS_WORK: False})
    assert repair.changes == {
        KIND: IdentityDocumentKind.RESIDENCE_PERMIT,
        PERMITS_WORK: True,
        IDENTITY_UNTIL: Window(date(2026, 3, 2), None),
    }
    assert repair.choices == {KIND: ACCEPTED_KINDS}


def test_what_does_not_matter_of_a_passport_is_not_asked_of_the_next() -> None:
    repair = of({IDENTITY_UNTIL: date(2026, 3, 1), PERMITS_WORK: False})[1]
    assert repair.changes == {
        KIND: IdentityDocumentKind.PASSPORT,
        IDENTITY_UNTIL: Window(date(2026, 3, 2), None),
    }


def test_dates_that_nothing_bounds_are_no_part_of_a_repair() -> None:
    (repair,) = repairs(dossier_of({LOCATED: "49"}))
    assert repair.changes == {LOCATED: "16", QUOTED_BY: True, QUOTED_FOR: True}


def test_a_missing_quote_comes_from_the_evaluator_or_with_another_one() -> None:
    quote = {QUOTE: "True", QUOTED_BY: "True", QUOTED_FOR: "True"}
    its_own = {
        LOCATED: "87",
        ACCREDITED_FOR: "socle",
        ACCREDITED_FROM: "(-∞, 2026-04-01]",
        ACCREDITED_UNTIL: "[2026-04-02, +∞)",
    }
    assert said(of({QUOTE: False, QUOTED_BY: None, QUOTED_FOR: None})) == [
        (["quote"], ("evaluator",), quote),
        (["another_evaluator"], ("applicant",), {**its_own, **quote}),
    ]


def test_an_evaluator_out_of_the_region_is_replaced_by_any_in_it() -> None:
    (repair,) = of({LOCATED: "49"})
    assert [lever.name for lever in repair.levers] == ["another_evaluator"]
    assert repair.choices == {LOCATED: REGION}
    assert repair.changes[LOCATED] == "16"
    assert repair.changes[ACCREDITED_FOR] == CertificationKind.SOCLE


def test_an_accreditation_for_another_certification_needs_another_evaluator() -> None:
    (repair,) = of({ACCREDITED_FOR: CertificationKind.NUMERIQUE})
    assert repair.changes[ACCREDITED_FOR] == CertificationKind.SOCLE
    assert repair.choices == {LOCATED: REGION}


def test_an_accreditation_that_ends_too_early_has_three_repairs() -> None:
    found = of({ACCREDITED_UNTIL: date(2026, 3, 31)})
    assert [([lever.name for lever in repair.levers], repair.actors) for repair in found] == [
        (["evaluation_dates"], ("evaluator",)),
        (["accreditation_dates"], ("evaluator",)),
        (["another_evaluator"], ("applicant",)),
    ]
    assert found[0].nearest == {STARTS: date(2026, 3, 30), ENDS: date(2026, 3, 31)}
    assert found[1].changes == {ACCREDITED_UNTIL: Window(date(2026, 4, 2), None)}


def test_two_faults_are_repaired_by_two_changes_that_go_together() -> None:
    found = of({FILED: date(2026, 3, 14), PROOF_ISSUED: date(2025, 11, 30), STARTS: date(2026, 3, 20), ENDS: None})
    both = [repair for repair in found if [lever.name for lever in repair.levers] == ["filing_day"]]
    assert said(of({FILED: date(2026, 3, 14)}))[0][0] == ["filing_day"]
    assert both[0].changes == {FILED: Window(date(2025, 11, 30), date(2026, 2, 27))}  # one change repairs both
    assert [[lever.name for lever in repair.levers] for repair in found] == [
        ["filing_day"],
        ["proof_of_residence", "evaluation_dates"],
    ]
    assert found[1].actors == ("applicant", "evaluator")
    assert found[1].nearest == {PROOF_ISSUED: date(2025, 12, 15), ATTESTS: True, STARTS: date(2026, 4, 4)}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"applicant.is_job_seeker": False}, "job_seeker"),
        ({"applicant.department": "49"}, "lives_in_region"),
        ({"filing_open": False, FILED: None}, "filing_open"),  # nobody moves a day that nobody knows
        (
            {"evaluation.stage": EvaluationStage.FINAL, "evaluation.initial_outcome": InitialOutcome.CERTIFIED},
            "final_after_unsuccessful_initial",
        ),
    ],
)
def test_what_nobody_can_change_is_said_to_be_beyond_repair(fault: Facts, code: str) -> None:
    found = of({**fault, QUOTE: False})
    assert len(found) == 0
    assert codes(found.beyond_repair) == [code]


def test_everything_that_is_beyond_repair_is_named() -> None:
    found = of({"applicant.is_job_seeker": False, "certification.kind": CertificationKind.MANAGEMENT, QUOTE: False})
    assert codes(found.beyond_repair) == ["job_seeker", "certification_covered"]


@pytest.mark.parametrize("changes", [{}, {STARTS: None}, {FILED: None, "filing_open": None}])
def test_what_is_not_ineligible_needs_no_repair(changes: Facts) -> None:
    found = of(changes)
    assert (found, found.beyond_repair) == ((), ())


def test_unknown_facts_stay_unknown() -> None:
    (repair,) = of({QUOTED_FOR: None, LOCATED: "49", "applicant.is_job_seeker": None})
    decision = decide(repair.apply(eligible_but({QUOTED_FOR: None, LOCATED: "49", "applicant.is_job_seeker": None})))
    assert [fact.path for fact in decision.missing] == ["applicant.is_job_seeker"]
    assert repair.changes[QUOTED_FOR] is True  # a new quote comes with the new evaluator


def test_an_evaluation_of_which_only_the_start_is_known_moves_alone() -> None:
    repair = next(repair for repair in of({STARTS: date(2026, 3, 20), ENDS: None}) if repair.actors == ("evaluator",))
    assert repair.changes == {STARTS: Window(date(2026, 3, 23), date(2027, 12, 31))}


def test_what_never_ends_stays_so() -> None:
    repair = of({LOCATED: "49", ACCREDITED_UNTIL: NO_END})[0]
    assert repair.nearest[ACCREDITED_UNTIL] == NO_END


def test_a_day_that_no_dossier_can_state_is_no_repair() -> None:
    last = date(2199, 12, 31)
    spring = {IDENTITY_UNTIL: NO_END, ACCREDITED_UNTIL: NO_END, PROOF_ISSUED: date(2199, 12, 1)}
    one_day = of({**spring, FILED: date(2199, 12, 20), STARTS: last, ENDS: last})
    assert [[lever.name for lever in repair.levers] for repair in one_day] == [["filing_day"]]
    first = date(2199, 12, 1)
    thirty_days = of({**spring, PROOF_ISSUED: date(2199, 11, 1), FILED: first, STARTS: first, ENDS: date(2199, 12, 30)})
    assert [[lever.name for lever in repair.levers] for repair in thirty_days] == [["filing_day"]]


# Today


def test_a_late_filing_is_not_made_in_the_past() -> None:
    late = {FILED: date(2026, 3, 14)}
    assert [lever.name for repair in of(late, today=date(2026, 3, 14)) for lever in repair.levers] == [
        "evaluation_dates"
    ]
    assert of(late, today=date(2026, 3, 10))[0].changes == {FILED: Window(date(2026, 3, 10), date(2026, 3, 11))}


def test_a_new_proof_may_be_older_than_today_but_is_not_filed_in_the_past() -> None:
    old = {PROOF_ISSUED: date(2025, 11, 30)}
    (repair,) = of(old, today=date(2026, 3, 5))
    assert [lever.name for lever in repair.levers] == ["filing_day", "proof_of_residence"]
    assert repair.changes == {
        FILED: Window(date(2026, 3, 5), date(2026, 3, 11)),
        PROOF_ISSUED: Window(date(2025, 12, 6), date(2026, 3, 5)),
        ATTESTS: True,
    }


def test_what_is_new_is_found_to_suit_the_filing_and_does_not_bind_it() -> None:
    (repair,) = of({IDENTITY_UNTIL: date(2026, 3, 1)}, today=date(2026, 3, 5))
    assert repair.changes[FILED] == Window(date(2026, 3, 5), date(2026, 3, 11))
    assert repair.changes[IDENTITY_UNTIL] == Window(date(2026, 3, 5), None)


def test_a_missing_quote_completes_a_dossier_today_at_the_earliest() -> None:
    missing = {QUOTE: False, QUOTED_BY: None, QUOTED_FOR: None}
    found = of(missing, today=date(2026, 3, 11))
    assert [[lever.name for lever in repair.levers] for repair in found] == [
        ["filing_day", "quote"],
        ["filing_day", "another_evaluator"],
    ]
    assert found[0].nearest[FILED] == date(2026, 3, 11)
    later = of(missing, today=date(2026, 3, 12))
    assert [[lever.name for lever in repair.levers] for repair in later] == [
        ["filing_day", "evaluation_dates", "quote"],
        ["filing_day", "evaluation_dates", "another_evaluator"],
    ]


def test_too_late_to_file_is_repaired_though_no_rule_is_violated_yet() -> None:
    unfiled = {FILED: None}
    assert of(unfiled) == ()
    assert of(unfiled, today=date(2026, 3, 11)) == ()
    assert said(of(unfiled, today=date(2026, 3, 12))) == [
        (
            ["evaluation_dates"],
            ("evaluator",),
            {STARTS: "[2026-04-02, 2027-12-30]", ENDS: "[2026-04-03, 2027-12-31]"},
        )
    ]


def test_dates_that_today_leaves_no_room_for_are_beyond_repair() -> None:
    until_june = NotAfter(Day(FILED), Day(date(2026, 6, 30)))
    rules = GUIDE.evolve(id="until-june", requires={NOTICE: until_june})
    late = {FILED: date(2026, 7, 1), STARTS: date(2026, 8, 1), ENDS: date(2026, 8, 1)}
    assert of(late, rules=rules)[0].levers[0].name == "filing_day"
    found = of(late, rules=rules, today=date(2026, 7, 1))
    assert len(found) == 0
    assert [(codes([one]), codes(one.between)) for one in found.beyond_repair] == [(["dates_compatible"], [NOTICE])]
    about_dates = {
        "dates_compatible",
        "accreditation_covers_evaluation",
        "identity_document_valid",
        "proof_of_residence_recent",
    }
    alone = rules.evolve(id="alone", rules=tuple(rule for rule in rules.rules if rule.code not in about_dates))
    assert codes(of(late, rules=alone, today=date(2026, 7, 1)).beyond_repair) == [NOTICE]


# What was said of the filing day


FEBRUARY: Facts = {PROOF_ISSUED: date(2026, 2, 1), STARTS: date(2026, 4, 20), ENDS: date(2026, 4, 20)}


def test_what_was_filed_while_filing_was_closed_is_filed_again_once_it_is_presumed_open() -> None:
    closed = {**FEBRUARY, FILED: date(2026, 2, 2), "filing_open": False}
    (repair,) = of(closed, today=date(2026, 3, 2))
    assert repair.changes == {FILED: Window(date(2026, 3, 2), date(2026, 3, 30))}
    repaired = repair.apply(eligible_but(closed))
    assert (repaired.filing_open, decide(repaired).outcome) == (None, "eligible")


def test_a_day_on_which_nothing_more_has_to_be_asked_is_nearer_than_others() -> None:
    (repair,) = of({**FEBRUARY, FILED: date(2026, 2, 2), "filing_open": False})
    assert repair.nearest == {FILED: date(2026, 3, 1)}
    assert repair.changes == {FILED: Window(date(2026, 2, 3), date(2026, 3, 30))}  # not on the day that was closed


def test_that_filing_was_open_is_asked_of_a_day_of_which_nobody_said_so() -> None:
    late = {**FEBRUARY, FILED: date(2026, 3, 9), STARTS: date(2026, 3, 5), ENDS: date(2026, 3, 5)}
    repair, _ = of(late)
    assert repair.changes == {FILED: Window(date(2026, 2, 1), date(2026, 2, 12))}
    decision = decide(repair.apply(eligible_but(late)))
    assert [fact.path for fact in decision.missing] == ["filing_open"]


# Rules of one's own


def requiring(requires: Condition) -> RuleSet:
    return GUIDE.evolve(id="other", requires={NOTICE: requires})


def test_a_day_that_month_ends_leave_out_is_stepped_over() -> None:
    a_month_before = AllOf((NotAfter(Day(FILED, months=1), Day(STARTS)), NotAfter(Day(STARTS), Day(FILED, months=1))))
    rules = requiring(a_month_before)
    # No day is a month before 30 March 2026, and 28 March is nearer than 1 April.
    unfiled = {FILED: None, STARTS: date(2026, 3, 30), ENDS: date(2026, 3, 30)}
    assert decide(eligible_but(unfiled), rules).outcome == "ineligible"
    (repair,) = of(unfiled, rules=rules)
    assert repair.nearest == {STARTS: date(2026, 3, 28), ENDS: date(2026, 3, 28)}


def test_requirements_that_no_value_meets_are_no_repair() -> None:
    rules = GUIDE.evolve(
        id="contradictory",
        rules=(
            *GUIDE.rules,
            attrs.evolve(GUIDE.rule("evaluator_in_region"), code="in_anjou", requires=OneOf(LOCATED, ("49",))),
        ),
    )
    assert of({LOCATED: "33"}, rules=rules) == ()


def test_a_rule_that_hangs_on_what_nobody_changes_is_beyond_repair_though_it_reads_more() -> None:
    both = AllOf((Is("applicant.is_job_seeker", True), Is(QUOTE, True)))
    rules = GUIDE.evolve(id="both", requires={"quote_provided": both, "job_seeker": Is("filing_open", True)})
    found = of({"applicant.is_job_seeker": False}, rules=rules)
    assert (len(found), codes(found.beyond_repair)) == (0, ["quote_provided"])


def test_days_that_no_calendar_has_are_no_repair() -> None:
    found = of({}, rules=requiring(NotAfter(Day(FILED, months=12 * 8000), Day(STARTS))))
    assert (len(found), codes(found.beyond_repair)) == (0, [NOTICE])


def with_rule(requires: Condition, *others: Condition) -> RuleSet:
    own = (Rule(f"own_{place}", "criterion", requires=it) for place, it in enumerate((requires, *others)))
    return GUIDE.evolve(id="with", rules=(*GUIDE.rules, *own))


def test_an_evaluation_that_keeps_its_length_never_takes_one_day() -> None:
    length = {STARTS: date(2026, 6, 1), ENDS: date(2026, 6, 3)}
    too_soon = {FILED: date(2026, 5, 20), PROOF_ISSUED: date(2026, 5, 1), ACCREDITED_FOR: CertificationKind.MANAGEMENT}
    for one_day in (NotAfter(Day(ENDS), Day(STARTS)), Same(STARTS, ENDS)):
        found = of({**length, **too_soon}, rules=with_rule(one_day))
        assert len(found) == 0
        assert "own_0" in codes(found.beyond_repair)


CLOSED_IN_AUGUST = Unless(
    AllOf((NotAfter(Day(date(2026, 8, 1)), Day(FILED)), NotAfter(Day(FILED), Day(date(2026, 8, 31)))))
)
IN_SUMMER: Facts = {PROOF_ISSUED: date(2026, 7, 1), STARTS: date(2026, 12, 1), ENDS: date(2026, 12, 2)}


def test_a_filing_moves_out_of_the_days_that_a_rule_closes() -> None:
    found = of({**IN_SUMMER, FILED: date(2026, 8, 10)}, rules=with_rule(CLOSED_IN_AUGUST))
    assert said(found)[0] == (["filing_day"], ("applicant",), {FILED: "[2026-07-01, 2026-07-31]"})
    (repair,) = of({**IN_SUMMER, FILED: date(2026, 8, 10)}, rules=with_rule(CLOSED_IN_AUGUST), today=date(2026, 8, 11))
    assert repair.changes == {FILED: Window(date(2026, 9, 1), date(2026, 9, 30))}


def test_a_filing_that_is_still_to_come_needs_a_day_that_no_rule_closes() -> None:
    until_september = {**IN_SUMMER, FILED: None, PROOF_ISSUED: date(2026, 5, 25)}
    assert of(until_september, rules=with_rule(CLOSED_IN_AUGUST), today=date(2026, 7, 31)) == ()
    found = of(until_september, rules=with_rule(CLOSED_IN_AUGUST), today=date(2026, 8, 1))
    assert [lever.name for lever in found[0].levers] == ["proof_of_residence"]
    assert found[0].changes[PROOF_ISSUED] == Window(date(2026, 5, 2), date(2026, 11, 10))


def test_what_must_be_known_is_no_obstacle_while_it_is_open() -> None:
    before_may = Unless(Unless(NotAfter(Day(FILED), Day(date(2026, 4, 30)))))
    found = of({**IN_SUMMER, PROOF_ISSUED: date(2026, 3, 1), FILED: date(2026, 5, 10)}, rules=with_rule(before_may))
    assert said(found) == [(["filing_day"], ("applicant",), {FILED: "[2026-03-01, 2026-04-30]"})]


def test_that_something_new_is_there_is_said_where_a_rule_looks_at_whether_it_is_known() -> None:
    held = Unless(Unless(Is(HELD, True)))
    without = {HELD: None, ACCREDITED_FOR: None, ACCREDITED_FROM: None, ACCREDITED_UNTIL: None}
    (repair,) = of(without, rules=GUIDE.evolve(id="held", requires={"evaluator_accredited": held}))
    assert [lever.name for lever in repair.levers] == ["another_evaluator"]
    assert decide(repair.apply(eligible_but(without))).outcome == "eligible"


def test_a_value_that_the_rest_of_a_repair_refuses_is_not_promised() -> None:
    in_gironde = AnyOf((Is(LOCATED, "33"), Is(ACCREDITED_FOR, CertificationKind.NUMERIQUE)))
    (repair,) = of({LOCATED: "49"}, rules=with_rule(in_gironde))
    assert repair.nearest[LOCATED] == "33"
    assert LOCATED not in repair.choices


def test_of_two_values_that_would_do_together_with_others_one_is_chosen() -> None:
    # Any department would do with the right accreditation, and any accreditation in the right department.
    either = Rule("either", "criterion", requires=AnyOf((Is(LOCATED, "33"), Is(ACCREDITED_FOR, SOCLE))))
    named = Rule("named", "criterion", requires=AnyOf((Is(QUOTED_FOR, True), Is("filing_open", True))))
    rules = RuleSet(
        "either", (GUIDE.rule("certification_covered"), either, named, GUIDE.rule("dates_compatible")), GUIDE.tariff
    )
    neither = dossier_of({LOCATED: "49", ACCREDITED_FOR: CertificationKind.NUMERIQUE})
    (repair,) = repairs(neither, rules)
    assert repair.nearest == {ACCREDITED_FOR: SOCLE}
    assert repair.choices == {ACCREDITED_FOR: tuple(CertificationKind)}  # the others in department 33
    assert decide(repair.apply(neither), rules).outcome == "undetermined"


def test_what_has_an_end_may_not_do_where_what_has_none_does() -> None:
    centuries = NotAfter(Day(FILED, months=12 * 300), Day(IDENTITY_UNTIL))
    repair = of({}, rules=with_rule(centuries))[0]
    assert (repair.nearest[IDENTITY_UNTIL], repair.changes[IDENTITY_UNTIL]) == (NO_END, Window(NO_END, None))


def test_too_many_days_to_try_are_refused_with_the_rules_that_leave_them() -> None:
    never = AllOf((Unless(Unless(Unknown(FILED))), NotAfter(Day(STARTS, months=1), Day(FILED, days=400))))
    with pytest.raises(CleaError, match=r"^with: no repair was found or ruled out .*: .*own_0"):
        of({}, rules=with_rule(never, NotAfter(Day(FILED, days=30), Day(FILED, months=1))))


# As objects


def test_repairs_can_be_copied_and_sent_and_print_what_they_change() -> None:
    found = of({FILED: date(2026, 3, 14)})
    for again in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert isinstance(again, Repairs)
        assert again == found
        assert (again.dossier, again.beyond_repair) == (found.dossier, ())
    assert repr(found) == (
        "Repair(filing_day by applicant; filed_on: [2026-01-15, 2026-03-11])\n"
        "Repair(evaluation_dates by evaluator; "
        "evaluation.starts_on: [2026-04-04, 2027-12-30], evaluation.ends_on: [2026-04-05, 2027-12-31])"
    )
    assert "evaluator.department: one of 16 17 19 23" in repr(of({LOCATED: "49"}))
    assert repr(of({})) == "no repair needed"
    away = {"applicant.department": "49"}
    assert repr(of(away)) == "no repair: ['lives_in_region'] are violated whatever changes"
    assert {found[0]} == {copy.copy(found[0])}


def test_nonsense_is_refused() -> None:
    with pytest.raises(TypeError, match="expected a Dossier"):
        repairs("nonsense")  # type: ignore[arg-type]


# By brute force: every set of changes, every value and every day


DATES_OF = {
    "filing_day": (FILED,),
    "identity_document": (IDENTITY_UNTIL,),
    "proof_of_residence": (PROOF_ISSUED,),
    "evaluation_dates": (STARTS, ENDS),
    "another_evaluator": (ACCREDITED_FROM, ACCREDITED_UNTIL),
    "accreditation_dates": (ACCREDITED_FROM, ACCREDITED_UNTIL),
    "quote": (),
}
NEW_QUOTE: dict[str, tuple[object, ...]] = {QUOTE: (True,), QUOTED_BY: (True, False), QUOTED_FOR: (True, False)}
VALUES_OF: dict[str, dict[str, tuple[object, ...]]] = {
    "identity_document": {IDENTITY: (True,), KIND: tuple(IdentityDocumentKind), PERMITS_WORK: (True, False)},
    "proof_of_residence": {PROOF: (True,), ATTESTS: (True, False)},
    "quote": NEW_QUOTE,
    "another_evaluator": {HELD: (True,), LOCATED: ("33", "49"), ACCREDITED_FOR: tuple(CertificationKind), **NEW_QUOTE},
}
DATE_RULES = {*date_rules("same_weekday", "anniversary_excluded"), "dates_compatible"}
FAULTS: tuple[Facts, ...] = (
    {KIND: IdentityDocumentKind.OTHER},
    {KIND: IdentityDocumentKind.RESIDENCE_PERMIT, PERMITS_WORK: False},
    {ATTESTS: False},
    {LOCATED: "49"},
    {ACCREDITED_FOR: CertificationKind.NUMERIQUE},
    {QUOTE: False, QUOTED_BY: None, QUOTED_FOR: None},
    {QUOTED_FOR: False},
    {HELD: False},
    {"applicant.is_job_seeker": False},
)


@st.composite
def faulty(draw: DrawFn) -> Facts:
    """A small calendar in a dossier with a fault or two, or with none."""
    faults = draw(st.lists(st.sampled_from(FAULTS), max_size=2))
    return {**ELIGIBLE, **draw(small_calendars()), **{path: it for fault in faults for path, it in fault.items()}}


def some_values_do(facts: Facts, levers: tuple[str, ...], rules: RuleSet) -> bool:
    """Whether some values of what is replaced leave no rule violated but those about dates."""
    options = {path: values for lever in levers for path, values in VALUES_OF.get(lever, {}).items()}
    return any(
        not {finding.rule.code for finding in decide(dossier_of({**facts, **values}), rules).reasons} - DATE_RULES
        for values in (dict(zip(options, chosen, strict=True)) for chosen in product(*options.values()))
    )


def some_days_do(facts: Facts, levers: tuple[str, ...], reading: Reading, today: date | None) -> bool:
    """Whether some days for the dates that the levers change, and for the unknown ones, satisfy every date rule."""
    flags = {path for lever in levers for path in VALUES_OF.get(lever, {})}
    comparisons = [
        comparison
        for code, own in date_rules(reading[NOTICE], reading[AGE]).items()
        if facts.get(FLAG_OF_RULE.get(code, "")) is not False or FLAG_OF_RULE[code] in flags
        for comparison in own
    ]
    moved = {path for lever in levers for path in DATES_OF[lever]}
    if STARTS in moved and facts[STARTS] and facts[ENDS]:  # then the end is so many days after the start
        length = relativedelta(days=(facts[ENDS] - facts[STARTS]).days)
        comparisons = [
            attrs.evolve(it, earlier=STARTS, earlier_by=length) if it.earlier == ENDS else it for it in comparisons
        ]
    dates = {**dates_of(facts), **dict.fromkeys(moved)}
    if today is not None:
        dates["today"] = today
        still_to_come = ({PROOF_ISSUED, STARTS, FILED} & moved) | ({FILED} if facts[FILED] is None else set())
        comparisons += [compare("today", lambda one, other: one <= other, path) for path in still_to_come]
    return filled_in(comparisons, dates) is not None


def every_repair(facts: Facts, reading: Reading, today: date | None) -> Iterator[set[str]]:
    """Every smallest set of changes that is enough."""
    rules, found = GUIDE.read(**reading), list[set[str]]()
    refiled = today is not None and facts[FILED] is not None and facts[FILED] < today
    for size in range(len(DATES_OF) + 1):
        for levers in combinations(DATES_OF, size):
            brings_something_new = set(levers) & VALUES_OF.keys()
            if any(one <= set(levers) for one in found) or (
                refiled and brings_something_new and "filing_day" not in levers
            ):
                continue
            if some_values_do(facts, levers, rules) and some_days_do(facts, levers, reading, today):
                found.append(set(levers))
                yield set(levers)


@pytest.mark.no_cover
@settings(max_examples=15)
@given(
    faulty(),
    st.sampled_from(EVERY_READING),
    st.none() | st.dates(date(2025, 11, 25), date(2026, 4, 15)),
)
def test_repairs_are_exactly_the_smallest_sets_of_changes_that_are_enough(
    facts: Facts, reading: Reading, today: date | None
) -> None:
    found = repairs(dossier_of(facts), GUIDE.read(**reading), today=today)
    expected = [levers for levers in every_repair(facts, reading, today) if levers]
    assert sorted(sorted(lever.name for lever in repair.levers) for repair in found) == sorted(map(sorted, expected))


def is_met(dossier: Dossier, rules: RuleSet) -> bool:
    return decide(dossier, rules).outcome != "ineligible"


@settings(max_examples=40)
@given(faulty(), st.sampled_from(EVERY_READING))
def test_each_repair_is_enough_and_its_windows_end_where_it_no_longer_is(facts: Facts, reading: Reading) -> None:
    rules = GUIDE.read(**reading)
    dossier = dossier_of(facts)
    found = repairs(dossier, rules)
    if is_met(dossier, rules):
        assert (found, found.beyond_repair) == ((), ())
    else:
        assert bool(found) is not bool(found.beyond_repair)
    for repair in found:
        assert set(repair.changes) == set(repair.nearest)
        assert is_met(repair.apply(dossier), rules)
        mended: dict[str, Any] = {**facts, **dict(repair.nearest.items())}
        new = {path for lever in repair.levers if lever.how == "replaced" for path in DATES_OF[lever.name]}
        for path, window in repair.changes.items():
            if isinstance(window, Window):
                kept = mended if path in new else {**mended, **dict.fromkeys(new)}
                for day in filter(None, (window.earliest, window.latest)):
                    for near in (day - ONE_DAY, day, day + ONE_DAY):
                        together: dict[str, Any] = {path: near}
                        if (
                            path in (STARTS, ENDS)
                            and {STARTS, ENDS} <= mended.keys()
                            and mended[STARTS]
                            and mended[ENDS]
                        ):
                            shift = relativedelta(days=(near - mended[path]).days)
                            together = {STARTS: mended[STARTS] + shift, ENDS: mended[ENDS] + shift}
                        assert _met_or_impossible({**kept, **together}, rules) is (near in window), (path, near)
            elif path in repair.choices:
                fact = next(fact for fact in FACTS if fact.path == path)
                for value in fact.values:
                    typed = fact.python_type(value)
                    free = {**mended, path: typed, PERMITS_WORK: None if path == KIND else mended[PERMITS_WORK]}
                    assert is_met(dossier_of(free), rules) is (typed in repair.choices[path])


def _met_or_impossible(facts: Facts, rules: RuleSet) -> bool:
    for earlier, later in ((STARTS, ENDS), (ACCREDITED_FROM, ACCREDITED_UNTIL)):
        if facts[earlier] and facts[later] and facts[later] < facts[earlier]:
            return False
    return is_met(dossier_of(facts), rules)
