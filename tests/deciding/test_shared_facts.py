"""Rule sets of somebody's own whose rules share facts: decided exactly, by values worked out by hand."""

from datetime import date
from itertools import product

import polars as pl
import pytest
from attrs import evolve
from making import codes, paths

from clea_eligibility import (
    GUIDE,
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    CleaError,
    Dossier,
    Evaluation,
    EvaluationStage,
    Evaluator,
    Ineligible,
    InitialOutcome,
    Quote,
    RuleSet,
    Status,
    decide,
)
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.explain import explain, sentences
from clea_eligibility.frames import decide_frame, dossiers_to_frame
from clea_eligibility.rules import (
    AllOf,
    AnyOf,
    Condition,
    Day,
    Is,
    NotAfter,
    OneOf,
    Rate,
    Reading,
    Rule,
    Same,
    Tariff,
    Unknown,
    Unless,
)

KIND, STAGE = "certification.kind", "evaluation.stage"
SOCLE, NUMERIQUE, MANAGEMENT = CertificationKind
INITIAL, FINAL = STAGES = tuple(EvaluationStage)
EVERY_RATE = Tariff(tuple(Rate(kind, stage, 100) for kind, stage in product(CertificationKind, EvaluationStage)))
NUMERIQUE_ALONE = GUIDE.evolve(id="numerique-alone", requires={"certification_covered": OneOf(KIND, (NUMERIQUE,))})
FINAL_ALONE = GUIDE.evolve(
    id="final-alone", rules=(*GUIDE.rules, Rule("final_alone", "criterion", requires=Is(STAGE, FINAL)))
)
ACCREDITED_FOR_SOCLE = Dossier(evaluator=Evaluator(accreditation=Accreditation(certification=SOCLE)))


def with_rule(requires: Condition) -> RuleSet:
    return GUIDE.evolve(id="mine", rules=(*GUIDE.rules, Rule("mine", "criterion", requires=requires)))


def alone(requires: Condition) -> RuleSet:
    rule = Rule("mine", "criterion", requires=requires)
    return RuleSet("mine", (rule, GUIDE.rule("dates_compatible")), EVERY_RATE)


def between(dossier: Dossier, rules: RuleSet) -> list[str]:
    decision = decide(dossier, rules)
    assert isinstance(decision, Ineligible)
    assert codes(decision.reasons) == ["dates_compatible"]
    return codes(decision.reasons[0].between)


def test_an_accreditation_for_socle_cannot_serve_where_numerique_alone_is_paid() -> None:
    assert between(ACCREDITED_FOR_SOCLE, NUMERIQUE_ALONE) == [
        "certification_covered",
        "accreditation_fits_certification",
    ]


def test_who_has_the_certificate_has_no_final_evaluation_where_only_that_is_paid() -> None:
    certified = Dossier(evaluation=Evaluation(initial_outcome=InitialOutcome.CERTIFIED))

    assert between(certified, FINAL_ALONE) == ["final_after_unsuccessful_initial", "final_alone"]


def test_two_rules_about_one_fact_that_nobody_can_satisfy() -> None:
    abroad = with_rule(OneOf("applicant.department", ("99",)))

    assert between(Dossier(), abroad) == ["lives_in_region", "mine"]
    assert decide(Dossier(applicant=Applicant(department="33")), abroad).outcome == "ineligible"


def test_one_rule_that_nobody_can_satisfy_stands_alone() -> None:
    both = AllOf((Is("filing_open", True), Is("filing_open", False)))

    assert between(Dossier(), with_rule(both)) == ["mine"]


def test_a_rule_may_require_that_a_fact_is_unknown() -> None:
    unstated = with_rule(Unknown("quote.from_evaluator"))

    # Without a quote the evaluator need not have drawn it up: only the three together leave no way.
    assert between(Dossier(), unstated) == ["quote_provided", "quote_from_evaluator", "mine"]


def test_what_is_read_twice_may_stay_unstated_with_its_object() -> None:
    attests = "applicant.proof_of_residence.attests_main_residence"
    either = [AnyOf((Is(attests, value), Is(STAGE, INITIAL))) for value in (True, False)]
    rules = (
        Rule("attests", "criterion", requires=either[0]),
        Rule("does_not", "criterion", requires=either[1]),
        Rule("no_proof", "criterion", requires=Unknown("applicant.proof_of_residence.provided")),
        GUIDE.rule("dates_compatible"),
    )
    initial, final = (Dossier(certification=Certification(kind=SOCLE), evaluation=Evaluation(stage=s)) for s in STAGES)

    assert decide(initial, RuleSet("unstated", rules, EVERY_RATE)).outcome == "eligible"
    assert between(final, RuleSet("unstated", rules, EVERY_RATE)) == ["attests", "does_not"]


def test_departments_that_must_not_be_the_same() -> None:
    apart = GUIDE.evolve(
        id="apart",
        rules=(
            *GUIDE.rules,
            Rule("apart", "criterion", requires=Unless(Same("applicant.department", "evaluator.department"))),
        ),
        requires={"evaluator_in_region": Is("evaluator.department", "33")},
    )

    assert between(Dossier(applicant=Applicant(department="33")), apart) == ["evaluator_in_region", "apart"]
    assert decide(Dossier(applicant=Applicant(department="24")), apart).outcome == "undetermined"


def test_the_amounts_are_those_of_what_can_still_be() -> None:
    assert decide(Dossier(), NUMERIQUE_ALONE).possible_amounts == (150, 300)
    assert decide(Dossier(), FINAL_ALONE).possible_amounts == (150, 250)
    on_one_of_two_days = with_rule(AnyOf((Is(STAGE, INITIAL), Is("filing_open", False))))
    assert decide(Dossier(), on_one_of_two_days).possible_amounts == (300, 450)


def test_bounds_of_two_stages_contradict_each_other_in_no_dossier() -> None:
    rules = RuleSet(
        "stages",
        (
            Rule(
                "a",
                "criterion",
                requires=NotAfter(Day("filed_on", days=1), Day("evaluation.starts_on")),
                applies=Is(STAGE, INITIAL),
            ),
            Rule(
                "b",
                "criterion",
                requires=NotAfter(Day("evaluation.starts_on"), Day("filed_on")),
                applies=Is(STAGE, FINAL),
            ),
            GUIDE.rule("dates_compatible"),
        ),
        EVERY_RATE,
    )
    filed = Dossier(filed_on=date(2026, 4, 1), evaluation=Evaluation(starts_on=date(2026, 4, 1)))

    assert decide(Dossier(), rules).outcome == "undetermined"
    assert paths(decide(filed, rules).missing) == [KIND, STAGE]
    assert decide(
        Dossier(certification=Certification(kind=SOCLE), evaluation=Evaluation(stage=FINAL)), rules
    ).possible_amounts == (100,)


@pytest.mark.parametrize(
    ("requires", "dossier", "status"),
    [
        (AnyOf((Unknown("filing_open"), Is("filing_open", True))), Dossier(), "satisfied"),
        (AllOf((Unless(Unknown("filing_open")), Is("filing_open", True))), Dossier(), "violated"),
        (
            AnyOf((AllOf((Is(KIND, SOCLE), Is(STAGE, INITIAL))), AllOf((Is(KIND, NUMERIQUE), Is(STAGE, FINAL))))),
            Dossier(certification=Certification(kind=MANAGEMENT)),
            "violated",
        ),
        (
            AllOf((AllOf((Is("applicant.is_job_seeker", True), OneOf("applicant.department", ("33",)))),)),
            Dossier(applicant=Applicant(department="75")),
            "violated",
        ),
    ],
)
def test_parts_that_read_the_same_facts_may_be_settled_though_these_are_unknown(
    requires: Condition, dossier: Dossier, status: str
) -> None:
    rules = alone(requires)

    assert decide(dossier, rules).findings[0].status == status
    assert decide_frame(dossiers_to_frame([dossier]), rules, findings=True)["finding.mine"].to_list() == [status]


def test_what_always_knows_is_not_asked_for() -> None:
    rules = alone(AllOf((Unless(Is("quote.provided", False)), Is("filing_open", True))))
    decided = decide_frame(dossiers_to_frame([Dossier()]), rules)

    assert paths(decide(Dossier(), rules).missing) == ["filing_open", KIND, STAGE]
    assert decided["missing"].to_list() == ["filing_open;certification.kind;evaluation.stage"]


def test_a_reading_that_also_compares_with_a_fixed_day_is_decided() -> None:
    code = "filed_three_weeks_before"

    def from_march(days: int) -> Condition:
        return AllOf(
            (
                NotAfter(Day(date(2026, 3, 1)), Day("filed_on")),
                NotAfter(Day("filed_on", days=days), Day("evaluation.starts_on")),
            )
        )

    rules = GUIDE.evolve(
        id="from-march",
        requires={code: from_march(21)},
        readings=(Reading(code, "weeks", from_march(21)), Reading(code, "clear", from_march(22))),
    )

    assert codes(decide(Dossier(filed_on=date(2026, 2, 1)), rules).reasons) == [code]
    on_the_last_day = Dossier(filed_on=date(2026, 4, 6), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    assert codes(decide(on_the_last_day, rules).contested) == [code]


def test_frames_come_to_the_same() -> None:
    dossiers = [ACCREDITED_FOR_SOCLE, Dossier(), Dossier(certification=Certification(kind=SOCLE))]
    decided = decide_frame(dossiers_to_frame(dossiers), NUMERIQUE_ALONE).select("outcome", "reasons")

    assert decided.equals(
        pl.DataFrame(
            {
                "outcome": ["ineligible", "undetermined", "ineligible"],
                "reasons": ["dates_compatible", "", "certification_covered"],
            }
        )
    )


def test_frames_see_that_an_accreditation_cannot_end_before_it_begins() -> None:
    covered = NotAfter(Day("evaluation.ends_on"), Day("evaluator.accreditation.valid_until"))
    filed_afterwards = Rule(
        "filed_afterwards", "criterion", applies=covered, requires=NotAfter(Day("evaluation.ends_on"), Day("filed_on"))
    )
    rules = RuleSet("afterwards", (filed_afterwards, GUIDE.rule("dates_compatible")), EVERY_RATE)
    begins_on_the_last_day = Dossier(
        filed_on=date(2026, 3, 2),
        evaluation=Evaluation(ends_on=date(2026, 4, 1)),
        evaluator=Evaluator(accreditation=Accreditation(valid_from=date(2026, 4, 1))),
    )
    begins_a_day_sooner = evolve(
        begins_on_the_last_day, evaluator=Evaluator(accreditation=Accreditation(valid_from=date(2026, 3, 31)))
    )

    decided = decide_frame(dossiers_to_frame([begins_on_the_last_day, begins_a_day_sooner]), rules)

    assert decided["outcome"].to_list() == ["ineligible", "undetermined"]
    assert [decide(each, rules).outcome for each in (begins_on_the_last_day, begins_a_day_sooner)] == [
        "ineligible",
        "undetermined",
    ]


def test_words_speak_of_dates_only_where_dates_have_a_part_in_it() -> None:
    said = explain(decide(ACCREDITED_FOR_SOCLE, NUMERIQUE_ALONE), "en")
    assert "Whatever the answers to what is missing, the dossier cannot satisfy " in said
    assert "choice of the missing dates" not in said

    held = Is("evaluator.accreditation.held", True)
    requires = GUIDE.rule("accreditation_covers_evaluation").requires
    rules = GUIDE.evolve(id="held", requires={"accreditation_covers_evaluation": AllOf((held, requires))})
    ten_days = Dossier(
        filed_on=date(2026, 6, 1), evaluator=Evaluator(accreditation=Accreditation(valid_until=date(2026, 6, 10)))
    )
    decision = decide(ten_days, rules)
    assert codes(decision.reasons[0].between) == ["filed_three_weeks_before", "accreditation_covers_evaluation"]
    sentence = next(said.text for said in sentences(decision, "en") if said.status is Status.VIOLATED)
    assert sentence.startswith("Whatever the missing dates, they cannot satisfy ")


TRUTHS = tuple(found.path for found in FACTS if found.type == "bool")
FILED, STARTS, ENDS = Day("filed_on"), Day("evaluation.starts_on"), Day("evaluation.ends_on")
ISSUED = Day("applicant.proof_of_residence.issued_on")
MET_TOGETHER = GUIDE.rule("dates_compatible")
ON_ONE_DAY = Dossier(filed_on=date(2026, 4, 1), evaluation=Evaluation(starts_on=date(2026, 4, 1)))


def test_rules_that_share_more_than_can_be_tried_are_refused() -> None:
    in_order = AllOf((NotAfter(ISSUED, FILED), NotAfter(FILED, STARTS), NotAfter(STARTS, ENDS)))
    some = Rule("some", "criterion", requires=AnyOf(tuple(Is(path, True) for path in TRUTHS)), applies=in_order)
    not_all = Rule("not_all", "criterion", requires=AnyOf(tuple(Is(path, False) for path in TRUTHS)))

    # Ten facts that are true or false, and three orders of days that hold, do not hold or stay open: 1,024 times 27.
    with pytest.raises(CleaError, match=r"much: its rules share too much .* 27,648 combinations .*; expected at most"):
        decide(Dossier(), RuleSet("much", (some, not_all, MET_TOGETHER), EVERY_RATE))


def test_a_reading_under_which_rules_share_too_much_is_refused_before_the_first_decision() -> None:
    in_order = AllOf((NotAfter(ISSUED, FILED), NotAfter(FILED, STARTS), NotAfter(STARTS, ENDS)))
    mild, strong = Is(TRUTHS[0], True), AnyOf(tuple(Is(path, True) for path in TRUTHS))
    some = Rule("some", "criterion", requires=mild, applies=in_order, reading="mild")
    not_all = Rule("not_all", "criterion", requires=AnyOf(tuple(Is(path, False) for path in TRUTHS)))
    readings = (Reading("some", "mild", mild), Reading("some", "strong", strong))
    rules = RuleSet("much", (some, not_all, MET_TOGETHER), EVERY_RATE, readings)

    with pytest.raises(CleaError, match=r"^much\+strong: its rules share too much .* 27,648 combinations"):
        decide(Dossier(), rules)


def test_what_is_too_much_to_look_into_needs_dates_compatible() -> None:
    some, not_all = (
        Rule(code, "criterion", requires=AnyOf(tuple(Is(path, value) for path in TRUTHS[:8])))
        for code, value in (("some", True), ("not_all", False))
    )

    with pytest.raises(CleaError, match="DatesCompatible"):
        RuleSet("eight", (some, not_all), EVERY_RATE)
    assert decide(Dossier(), RuleSet("eight", (some, not_all, MET_TOGETHER), EVERY_RATE)).outcome == "undetermined"


def test_a_rule_may_read_ten_facts_twice() -> None:
    every, none = (AllOf(tuple(Is(path, value) for path in TRUTHS)) for value in (True, False))
    alike = Rule("alike", "criterion", requires=AnyOf((every, none)), applies=NotAfter(FILED, STARTS))
    not_both = AnyOf((Is("filing_open", False), Is("applicant.is_job_seeker", False)))
    rules = RuleSet("alike", (alike, Rule("not_both", "criterion", requires=not_both), MET_TOGETHER), EVERY_RATE)

    assert decide(ON_ONE_DAY, rules).outcome == "undetermined"
    # All ten have to be false.
    assert between(evolve(ON_ONE_DAY, quote=Quote(from_evaluator=True)), rules) == ["alike", "not_both"]
    assert decide(evolve(ON_ONE_DAY, filing_open=False), rules).outcome == "undetermined"
    assert decide(Dossier(quote=Quote(from_evaluator=True)), rules).outcome == "undetermined"  # it may not apply


def test_a_rule_that_never_applies_forbids_nothing() -> None:
    never = Rule(
        "never", "criterion", requires=AllOf((Is("filing_open", True), NotAfter(FILED, STARTS))), applies=AnyOf(())
    )
    closed = Rule("closed", "criterion", requires=Is("filing_open", False), applies=NotAfter(FILED, ENDS))
    rules = RuleSet("never", (never, closed, MET_TOGETHER), EVERY_RATE)
    late = Dossier(
        filing_open=False,
        filed_on=date(2026, 4, 2),
        certification=Certification(kind=SOCLE),
        evaluation=Evaluation(stage=FINAL, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 3)),
    )

    assert decide(late, rules).outcome == "eligible"
    assert codes(decide(evolve(late, filing_open=True), rules).reasons) == ["closed"]
    # It may still be filed after the evaluation has ended: then neither applies.
    assert decide(Dossier(filing_open=True), rules).outcome == "undetermined"


def test_a_reading_that_also_reads_another_date_is_decided() -> None:
    code = "filed_three_weeks_before"

    def after_the_proof(days: int) -> Condition:
        return AllOf((NotAfter(ISSUED, FILED), NotAfter(Day("filed_on", days=days), STARTS)))

    rules = GUIDE.evolve(
        id="after-the-proof",
        requires={code: after_the_proof(21)},
        readings=(Reading(code, "weeks", after_the_proof(21)), Reading(code, "clear", after_the_proof(22))),
    )
    on_the_last_day = Dossier(filed_on=date(2026, 4, 6), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    a_day_sooner = evolve(on_the_last_day, filed_on=date(2026, 4, 5))

    assert codes(decide(on_the_last_day, rules).contested) == [code]
    assert codes(decide(a_day_sooner, rules).contested) == []
