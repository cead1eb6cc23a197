"""What findings amount to: outcomes, amounts, what is missing, and dates that cannot meet."""

from datetime import date
from typing import assert_never

import pytest
from making import Facts, codes, dossier_of, eligible_but, paths

from clea_eligibility import (
    GUIDE,
    CertificationKind,
    Decision,
    Dossier,
    Eligible,
    EvaluationStage,
    Fact,
    Finding,
    IdentityDocumentKind,
    Ineligible,
    InitialOutcome,
    Status,
    Undetermined,
    decide,
)

SOCLE, NUMERIQUE, MANAGEMENT = CertificationKind
INITIAL, FINAL = EvaluationStage
NO_END = date(9999, 12, 31)


def asking_for(kind: CertificationKind | None, stage: EvaluationStage | None) -> Facts:
    return {
        "certification.kind": kind,
        "evaluation.stage": stage,
        "evaluator.accreditation.certification": None,
    }


class TestPrecedence:
    """Any rule violated: ineligible; else any rule unknown, or the stage or kind: undetermined; else eligible."""

    def test_a_violated_rule_outweighs_unknown_ones(self) -> None:
        decision = decide(dossier_of({"applicant.is_job_seeker": False}))

        assert decision.outcome == "ineligible"
        assert codes(decision.reasons) == ["job_seeker"]
        assert "unknown" in {finding.status for finding in decision.findings}

    def test_an_unknown_rule_outweighs_satisfied_and_presumed_ones(self) -> None:
        decision = decide(eligible_but({"filing_open": None, "quote.from_evaluator": None}))

        assert decision.outcome == "undetermined"
        assert codes(decision.presumed) == ["filing_open"]

    def test_presumed_rules_make_no_dossier_undetermined(self) -> None:
        decision = decide(
            eligible_but(
                {
                    "filing_open": None,
                    "evaluation.stage": FINAL,
                    "evaluator.accreditation.certification": None,
                    "applicant.proof_of_residence.attests_main_residence": None,
                }
            )
        )

        assert decision.outcome == "eligible"
        assert codes(decision.presumed) == [
            "filing_open",
            "final_after_unsuccessful_initial",
            "accreditation_fits_certification",
            "proof_of_residence_attests",
        ]
        assert {finding.status for finding in decision.presumed} == {Status.PRESUMED}

    def test_an_unknown_stage_makes_it_undetermined_where_no_rule_is_unknown(self) -> None:
        after_failure = {"evaluation.stage": None, "evaluation.initial_outcome": InitialOutcome.NOT_CERTIFIED}
        decision = decide(eligible_but(after_failure))

        assert "unknown" not in {finding.status for finding in decision.findings}
        assert decision.outcome == "undetermined"
        assert paths(decision.missing) == ["evaluation.stage"]

    def test_every_violated_rule_is_a_reason_in_the_order_of_the_rules(self) -> None:
        decision = decide(
            eligible_but(
                {
                    "quote.names_applicant": False,
                    "filing_open": False,
                    "evaluator.department": "49",
                    "applicant.identity_document.provided": False,
                    "filed_on": date(2026, 3, 31),
                }
            )
        )

        assert codes(decision.reasons) == [
            "filing_open",
            "filed_three_weeks_before",
            "evaluator_in_region",
            "identity_document_provided",
            "quote_names_applicant",
        ]
        assert {finding.status for finding in decision.reasons} == {Status.VIOLATED}

    def test_a_dossier_that_says_nothing_is_undetermined(self) -> None:
        assert decide(Dossier()).outcome == "undetermined"


class TestAmounts:
    """S16 to S20: flat amounts in whole euros; S21: paid to the evaluator."""

    @pytest.mark.parametrize(
        ("kind", "stage", "euros"),
        [(SOCLE, INITIAL, 450), (SOCLE, FINAL, 250), (NUMERIQUE, INITIAL, 300), (NUMERIQUE, FINAL, 150)],
    )
    def test_the_amount_is_flat(self, kind: CertificationKind, stage: EvaluationStage, euros: int) -> None:
        decision = decide(eligible_but(asking_for(kind, stage)))

        assert isinstance(decision, Eligible)
        assert decision.amount == euros
        assert type(decision.amount) is int
        assert decision.possible_amounts == (euros,)
        assert decision.payee == "evaluator"

    def test_an_ineligible_dossier_gets_nothing(self) -> None:
        decision = decide(eligible_but({"applicant.is_job_seeker": False, "evaluation.stage": None}))

        assert decision.outcome == "ineligible"
        assert decision.amount == 0
        assert decision.possible_amounts == ()
        assert decision.payee is None

    def test_a_certification_that_is_not_covered_has_no_amount(self) -> None:
        decision = decide(eligible_but(asking_for(MANAGEMENT, INITIAL)))

        assert codes(decision.reasons) == ["certification_covered"]
        assert (decision.amount, decision.possible_amounts) == (0, ())

    @pytest.mark.parametrize(
        ("changes", "euros"),
        [
            (asking_for(SOCLE, None), (250, 450)),
            (asking_for(NUMERIQUE, None), (150, 300)),
            (asking_for(None, INITIAL), (300, 450)),
            (asking_for(None, FINAL), (150, 250)),
            (asking_for(None, None), (150, 250, 300, 450)),
            ({**asking_for(SOCLE, None), "evaluation.initial_outcome": InitialOutcome.CERTIFIED}, (450,)),
            ({**asking_for(SOCLE, None), "evaluation.initial_outcome": InitialOutcome.NOT_CERTIFIED}, (250, 450)),
            ({**asking_for(None, None), "evaluation.initial_outcome": InitialOutcome.CERTIFIED}, (300, 450)),
            ({**asking_for(None, INITIAL), "evaluator.accreditation.certification": NUMERIQUE}, (300,)),
            ({**asking_for(None, None), "evaluator.accreditation.certification": SOCLE}, (250, 450)),
            ({**asking_for(SOCLE, INITIAL), "quote.provided": None, "quote.from_evaluator": None}, (450,)),
            ({"applicant.is_job_seeker": None}, (450,)),
        ],
    )
    def test_possible_amounts_are_those_of_every_filling_in_that_is_eligible(
        self, changes: Facts, euros: tuple[int, ...]
    ) -> None:
        open_too = {**changes, "quote.names_applicant": None}

        decision = decide(eligible_but(open_too))

        assert isinstance(decision, Undetermined)
        assert decision.amount is None
        assert decision.possible_amounts == euros
        assert decision.payee == "evaluator"


class TestMissing:
    """The unknown facts to ask for now, in the order of the facts, each once."""

    def test_of_an_empty_dossier_all_is_asked_but_what_is_presumed_or_hangs_on_the_filing_day(self) -> None:
        decision = decide(Dossier())

        assert paths(decision.missing) == [
            "filed_on",
            "applicant.is_job_seeker",
            "applicant.department",
            "applicant.identity_document.provided",
            "applicant.identity_document.kind",
            "applicant.identity_document.permits_work",
            "applicant.identity_document.valid_until",
            "applicant.proof_of_residence.provided",
            "applicant.proof_of_residence.issued_on",
            "certification.kind",
            "evaluation.stage",
            "evaluation.starts_on",
            "evaluation.ends_on",
            "evaluator.department",
            "evaluator.accreditation.held",
            "evaluator.accreditation.valid_from",
            "evaluator.accreditation.valid_until",
            "quote.provided",
            "quote.from_evaluator",
            "quote.names_applicant",
        ]

    def test_the_filing_day_is_asked_instead_of_whether_filing_was_open(self) -> None:
        assert paths(decide(eligible_but({"filing_open": None, "filed_on": None})).missing) == ["filed_on"]

    def test_an_answer_may_raise_a_question(self) -> None:
        before_march = {"filing_open": None, "filed_on": date(2026, 2, 10)}

        assert paths(decide(eligible_but(before_march)).missing) == ["filing_open"]

    def test_whether_a_passport_permits_work_is_not_asked(self) -> None:
        passport = {"applicant.identity_document.kind": IdentityDocumentKind.PASSPORT}

        assert "applicant.identity_document.permits_work" not in paths(decide(dossier_of(passport)).missing)

    def test_a_fact_that_several_rules_hang_on_is_asked_once(self) -> None:
        unknown = {"evaluation.starts_on": None, "evaluator.accreditation.valid_from": None}

        assert paths(decide(eligible_but(unknown)).missing) == [
            "evaluation.starts_on",
            "evaluator.accreditation.valid_from",
        ]

    def test_what_is_asked_are_facts_that_know_their_question_and_who_answers(self) -> None:
        (start,) = decide(eligible_but({"evaluation.starts_on": None})).missing

        assert isinstance(start, Fact)
        assert start.path == "evaluation.starts_on"
        assert start.type == "date"
        assert start.answered_by == "evaluator"
        assert start.question("fr").endswith("?")
        assert start.question("en").endswith("?")

    @pytest.mark.parametrize("changes", [{}, {"quote.names_applicant": False, "quote.from_evaluator": None}])
    def test_nothing_is_asked_of_a_dossier_that_is_decided(self, changes: Facts) -> None:
        assert decide(eligible_but(changes)).missing == ()


class TestDocumentsOnly:
    """True where documents alone are at fault: the applicant can complete the dossier."""

    @pytest.mark.parametrize(
        ("changes", "documents_only"),
        [
            ({"quote.provided": False}, True),
            ({"quote.provided": False, "applicant.identity_document.provided": False}, True),
            ({"quote.provided": False, "applicant.is_job_seeker": None}, True),
            ({"applicant.proof_of_residence.issued_on": date(2025, 1, 1)}, True),
            ({"quote.provided": False, "applicant.is_job_seeker": False}, False),
            ({"evaluator.accreditation.held": False}, False),
            ({"quote.names_applicant": None}, False),
            ({}, False),
        ],
    )
    def test_documents_only(self, changes: Facts, documents_only: bool) -> None:
        assert decide(eligible_but(changes)).documents_only is documents_only

    def test_dates_that_cannot_meet_are_more_than_documents(self) -> None:
        expired_before_issue = {
            "filed_on": None,
            "applicant.proof_of_residence.issued_on": date(2026, 3, 10),
            "applicant.identity_document.valid_until": date(2026, 3, 9),
        }
        decision = decide(eligible_but(expired_before_issue))

        assert codes(decision.reasons) == ["dates_compatible"]
        assert decision.documents_only is False


def told(decision: Decision) -> str:
    """A decision taken apart by position, and closed: a type checker sees that no outcome is left."""
    match decision:
        case Eligible(amount, findings):
            return f"{amount} euros, {len(findings)} findings"
        case Ineligible(reasons, findings):
            return f"{len(reasons)} reasons, {len(findings)} findings"
        case Undetermined(missing, possible_amounts, findings):
            return f"{len(missing)} missing, {len(possible_amounts)} amounts, {len(findings)} findings"
        case _:
            assert_never(decision)


class TestShape:
    """The classes that other programs match."""

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, "450 euros, 20 findings"),
            ({"filing_open": False, "quote.provided": False}, "2 reasons, 20 findings"),
            ({"evaluation.stage": None, "quote.from_evaluator": None}, "2 missing, 2 amounts, 20 findings"),
        ],
    )
    def test_decisions_match_by_position(self, changes: Facts, expected: str) -> None:
        assert told(decide(eligible_but(changes))) == expected

    @pytest.mark.parametrize("changes", [{}, {"filing_open": False}, {"evaluation.stage": None}])
    def test_a_decision_knows_what_it_decided_and_by_which_rules(self, changes: Facts) -> None:
        dossier = eligible_but(changes)
        rules = GUIDE.read(filed_three_weeks_before="clear_days")
        decision = decide(dossier, rules)

        assert decision.dossier is dossier
        assert decision.rules is rules
        assert decide(dossier).rules is GUIDE

    @pytest.mark.parametrize("changes", [{}, {"filing_open": False}, {"evaluation.stage": None}])
    def test_a_decision_cannot_be_changed(self, changes: Facts) -> None:
        decision = decide(eligible_but(changes))

        for name in ("findings", "dossier", "amount", "possible_amounts", "reasons", "missing", "payee", "new"):
            with pytest.raises(AttributeError):
                setattr(decision, name, None)

    def test_a_finding_names_a_rule_and_its_status(self) -> None:
        (reason,) = decide(eligible_but({"quote.provided": False})).reasons

        assert reason == Finding(GUIDE.rule("quote_provided"), Status.VIOLATED)
        assert reason.between == ()

    def test_the_five_statuses_are_words(self) -> None:
        assert [str(status) for status in Status] == [
            "not_applicable",
            "satisfied",
            "violated",
            "presumed",
            "unknown",
        ]


class TestRuleSets:
    """A decision names the rules that made it."""

    def test_the_guide_has_its_name(self) -> None:
        assert GUIDE.id == "guide-2026"

    def test_readings_append_their_names(self) -> None:
        both = GUIDE.read(filed_three_weeks_before="clear_days", proof_of_residence_recent="counted_backwards")

        assert GUIDE.read(filed_three_weeks_before="clear_days").id == "guide-2026+clear_days"
        assert both.id == "guide-2026+clear_days+counted_backwards"
        assert both.rule("filed_three_weeks_before").reading == "clear_days"
        assert both.rule("proof_of_residence_recent").reading == "counted_backwards"

    def test_reading_by_default_is_the_guide(self) -> None:
        assert GUIDE.read(filed_three_weeks_before="same_weekday") == GUIDE
        assert GUIDE.read() == GUIDE
        assert GUIDE.read(filed_three_weeks_before="clear_days").read(filed_three_weeks_before="same_weekday") == GUIDE

    def test_readings_leave_the_guide_as_it_was(self) -> None:
        last_day = eligible_but({"filed_on": date(2026, 3, 11)})
        clear_days = GUIDE.read(filed_three_weeks_before="clear_days")

        assert [decide(last_day, rules).outcome for rules in (GUIDE, clear_days, GUIDE)] == [
            "eligible",
            "ineligible",
            "eligible",
        ]
