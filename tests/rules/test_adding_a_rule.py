"""A rule added to a copy of the page decides, and is told of, everywhere: no other file has to know it.

So does a fact.
"""

import json
import pickle
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from making import Facts, between, codes, dossier_of, eligible_but, paths, status_of

import clea_eligibility
from clea_eligibility import GUIDE, CleaError, Dossier, EvaluationStage, Quote, Rule, decide
from clea_eligibility.explain import explain, sentences
from clea_eligibility.rules import AllOf, AnyOf, Day, Is, NotAfter, OneOf, Rate, Reading, Same, Tariff, Unknown, Unless
from clea_eligibility.wire import decision_to_dict

# Pages that say a little more: the evaluation takes place in the applicant's department; it starts within two months.
NEAR_HOME = Rule(
    code="evaluated_near_home",
    group="criterion",
    basis="implied",
    statements=("S13", "S25"),
    label_fr="Évaluation dans le département du demandeur",
    label_en="Evaluation in the applicant's department",
    requires=Same("applicant.department", "evaluator.department"),
)
STARTS_SOON = Rule(
    code="starts_within_two_months",
    group="criterion",
    basis="stated",
    statements=("S9",),
    label_fr="Évaluation dans les deux mois du dépôt",
    label_en="Evaluation within two months of filing",
    requires=NotAfter(Day("evaluation.starts_on"), Day("filed_on", months=2)),
)
NEARER = GUIDE.evolve(id="nearer", rules=(*GUIDE.rules, NEAR_HOME))
SOONER = GUIDE.evolve(id="sooner", rules=(*GUIDE.rules, STARTS_SOON))


class TestAPlainRule:
    """The applicant and the evaluator of ``eligible_but`` are in Gironde and in Haute-Vienne."""

    @pytest.mark.parametrize(
        ("department", "status", "outcome"),
        [("33", "satisfied", "eligible"), ("87", "violated", "ineligible"), (None, "unknown", "undetermined")],
    )
    def test_it_decides(self, department: str | None, status: str, outcome: str) -> None:
        decision = decide(eligible_but({"evaluator.department": department}), NEARER)

        assert status_of(decision, "evaluated_near_home") == status
        assert decision.outcome == outcome

    def test_it_is_a_reason_after_those_of_the_page(self) -> None:
        decision = decide(eligible_but({"filing_open": False}), NEARER)

        assert codes(decision.reasons) == ["filing_open", "evaluated_near_home"]
        assert codes(decision.findings) == [*codes(GUIDE.rules), "evaluated_near_home"]

    def test_what_it_hangs_on_is_asked_for(self) -> None:
        covered = GUIDE.rule("certification_covered")
        only_these = GUIDE.evolve(id="only-these", rules=(covered, NEAR_HOME), readings=())
        decision = decide(Dossier(), only_these)

        assert paths(decision.missing) == [
            "applicant.department",
            "certification.kind",
            "evaluation.stage",
            "evaluator.department",
        ]

    @pytest.mark.parametrize(
        ("is_job_seeker", "department", "status"),
        [
            (True, "75", "satisfied"),
            (False, "33", "satisfied"),
            (False, "75", "violated"),
            (True, None, "satisfied"),
            (None, "33", "satisfied"),
            (None, "75", "unknown"),
            (False, None, "unknown"),
            (None, None, "unknown"),
        ],
    )
    def test_it_may_be_met_in_two_ways(self, is_job_seeker: bool | None, department: str | None, status: str) -> None:
        either = AnyOf((Is("applicant.is_job_seeker", True), OneOf("applicant.department", ("33", "64"))))
        rules = GUIDE.evolve(id="either", requires={"job_seeker": either})
        decision = decide(
            eligible_but({"applicant.is_job_seeker": is_job_seeker, "applicant.department": department}), rules
        )

        assert status_of(decision, "job_seeker") == status

    @pytest.mark.parametrize(
        ("department", "filing_open", "status"),
        [
            ("33", True, "satisfied"),
            ("33", None, "violated"),
            ("87", True, "violated"),
            ("87", None, "violated"),
            (None, True, "unknown"),
            (None, None, "violated"),
        ],
    )
    def test_it_may_require_that_something_is_stated(
        self, department: str | None, filing_open: bool | None, status: str
    ) -> None:
        stated = AllOf((Same("applicant.department", "evaluator.department"), Unless(Unknown("filing_open"))))
        rules = GUIDE.evolve(id="stated", requires={"quote_provided": stated})
        decision = decide(eligible_but({"evaluator.department": department, "filing_open": filing_open}), rules)

        assert status_of(decision, "quote_provided") == status

    def test_it_may_apply_to_some_dossiers_and_be_presumed_in_others(self) -> None:
        rule = Rule(
            code="near_home_at_last",
            group="document",
            basis="stated",
            statements=("S25",),
            label_fr="Évaluation finale dans le département",
            label_en="Final evaluation in the department",
            applies=Is("evaluation.stage", EvaluationStage.FINAL),
            requires=Same("applicant.department", "evaluator.department"),
            presumed=Is("quote.from_evaluator", True),
        )
        rules = GUIDE.evolve(id="at-last", rules=(*GUIDE.rules, rule))

        def status(changes: Facts) -> str:
            return status_of(decide(eligible_but(changes), rules), "near_home_at_last")

        final = {"evaluation.stage": EvaluationStage.FINAL}
        elsewhere_unknown = {"evaluator.department": None}
        assert status({}) == "not_applicable"
        assert status(final) == "violated"
        assert status({"evaluation.stage": None}) == "unknown"
        assert status({**final, "evaluator.department": "33"}) == "satisfied"
        assert status({**final, **elsewhere_unknown}) == "presumed"
        assert status({**final, **elsewhere_unknown, "quote.from_evaluator": False}) == "unknown"

    def test_it_is_kept_under_another_reading(self) -> None:
        reread = NEARER.read(filed_three_weeks_before="clear_days")
        last_day = {"filed_on": date(2026, 3, 11), "evaluator.department": "33"}

        assert reread.id == "nearer+clear_days"
        assert codes(decide(eligible_but(last_day), reread).reasons) == ["filed_three_weeks_before"]
        assert codes(decide(eligible_but({}), reread).reasons) == ["evaluated_near_home"]
        assert codes(decide(eligible_but(last_day), NEARER).contested) == ["filed_three_weeks_before"]

    def test_it_may_have_readings_of_its_own(self) -> None:
        anywhere_in_region = Reading(rule="evaluated_near_home", name="in_region", requires=AllOf(()))
        same = Reading(rule="evaluated_near_home", name="same_department", requires=NEAR_HOME.requires)
        rules = GUIDE.evolve(id="two-ways", rules=NEARER.rules, readings=(*GUIDE.readings, same, anywhere_in_region))
        decision = decide(eligible_but({}), rules)

        assert codes(decision.contested) == ["evaluated_near_home"]
        assert decide(eligible_but({}), rules.read(evaluated_near_home="in_region")).outcome == "eligible"

    @pytest.mark.parametrize(
        ("lang", "label"),
        [
            ("fr", "Évaluation dans le département du demandeur"),
            ("en", "Evaluation in the applicant's department"),
        ],
    )
    @pytest.mark.parametrize("department", ["33", "87", None])
    def test_it_is_explained_by_its_label(self, lang: str, label: str, department: str | None) -> None:
        decision = decide(eligible_but({"evaluator.department": department}), NEARER)
        *_, last = sentences(decision, lang, statements=True)  # type: ignore[arg-type]

        assert last.rule is NEAR_HOME
        assert last.status == status_of(decision, "evaluated_near_home")
        assert label in last.text
        assert "S13, S25" in last.text
        if decision.outcome == "ineligible":
            assert last.text in explain(decision, lang, statements=True)  # type: ignore[arg-type]

    def test_it_is_written_as_json(self) -> None:
        written = decision_to_dict(decide(eligible_but({}), NEARER))

        assert written["reasons"] == ["evaluated_near_home"]
        assert written["findings"][-1] == {
            "rule": "evaluated_near_home",
            "status": "violated",
            "basis": "implied",
            "statements": ["S13", "S25"],
        }
        assert written["rules"] == "nearer"


class TestADateRule:
    """Filed on 2 March for 1 April, in ``eligible_but``: within two months."""

    @pytest.mark.parametrize(
        ("starts", "status"),
        [
            (date(2026, 5, 1), "satisfied"),
            (date(2026, 5, 2), "satisfied"),
            (date(2026, 5, 3), "violated"),
            (None, "unknown"),
        ],
    )
    def test_it_decides(self, starts: date | None, status: str) -> None:
        decision = decide(eligible_but({"evaluation.starts_on": starts, "evaluation.ends_on": starts}), SOONER)

        assert status_of(decision, "starts_within_two_months") == status

    @pytest.mark.parametrize(
        ("accredited_from", "expected"),
        [
            (date(2026, 5, 1), []),
            (date(2026, 5, 2), []),
            (date(2026, 5, 3), ["accreditation_covers_evaluation", "starts_within_two_months"]),
        ],
    )
    def test_it_takes_part_in_the_dates_that_must_meet(self, accredited_from: date, expected: list[str]) -> None:
        no_start = {
            "evaluation.starts_on": None,
            "evaluation.ends_on": None,
            "evaluator.accreditation.valid_from": accredited_from,
        }
        decision = decide(eligible_but(no_start), SOONER)

        assert between(decision) == expected
        assert decision.outcome == ("ineligible" if expected else "undetermined")
        assert decide(eligible_but(no_start), GUIDE).outcome == "undetermined"

    def test_it_bounds_the_filing_day_from_the_other_side(self) -> None:
        # The identity document ends on 31 January: two months later is 31 March at the latest.
        dates: Facts = {"filed_on": None, "applicant.identity_document.valid_until": date(2026, 1, 31)}
        on_the_last_day = {**dates, "evaluation.starts_on": date(2026, 3, 31), "evaluation.ends_on": date(2026, 3, 31)}
        a_day_later = {**dates, "evaluation.starts_on": date(2026, 4, 1), "evaluation.ends_on": date(2026, 4, 1)}

        assert between(decide(eligible_but(on_the_last_day), SOONER)) == []
        assert between(decide(eligible_but(a_day_later), SOONER)) == [
            "identity_document_valid",
            "starts_within_two_months",
        ]

    def test_it_binds_with_a_fixed_day_too(self) -> None:
        until_summer = Rule(
            code="filed_before_summer",
            group="criterion",
            basis="stated",
            statements=("S8",),
            label_fr="Dépôt avant l'été",
            label_en="Filed before summer",
            requires=NotAfter(Day("filed_on"), Day(date(2026, 6, 30))),
        )
        rules = GUIDE.evolve(id="until-summer", rules=(until_summer, *GUIDE.rules))
        in_autumn = dossier_of({"applicant.proof_of_residence.issued_on": date(2026, 9, 1)})

        assert between(decide(in_autumn, rules)) == ["filed_before_summer", "proof_of_residence_recent"]
        assert between(decide(in_autumn, GUIDE)) == []

    @pytest.mark.parametrize("lang", ["fr", "en"])
    def test_it_is_explained(self, lang: str) -> None:
        too_late = {"evaluation.starts_on": date(2026, 5, 3), "evaluation.ends_on": date(2026, 5, 3)}
        decision = decide(eligible_but(too_late), SOONER)

        assert STARTS_SOON.label(lang) in explain(decision, lang, statements=True)  # type: ignore[arg-type]

    @pytest.mark.parametrize("lang", ["fr", "en"])
    def test_dates_that_cannot_meet_are_explained_by_it(self, lang: str) -> None:
        no_start = {
            "evaluation.starts_on": None,
            "evaluation.ends_on": None,
            "evaluator.accreditation.valid_from": date(2026, 5, 3),
        }

        assert STARTS_SOON.label(lang) in explain(decide(eligible_but(no_start), SOONER), lang)  # type: ignore[arg-type]

    def test_it_is_written_as_json(self) -> None:
        written = decision_to_dict(decide(eligible_but({"evaluation.starts_on": None}), SOONER))

        assert written["findings"][-1]["rule"] == "starts_within_two_months"
        assert written["findings"][-1]["status"] == "unknown"
        assert [asked["fact"] for asked in written["missing"]] == ["evaluation.starts_on"]


class TestOtherChanges:
    """A copy may also say less, say it otherwise, or pay otherwise; the page itself stays what it is."""

    def test_a_rule_may_be_left_out(self) -> None:
        without = GUIDE.evolve(id="always-open", rules=GUIDE.rules[1:])

        assert decide(eligible_but({"filing_open": False}), without).outcome == "eligible"

    def test_a_rule_may_require_something_else(self) -> None:
        two_weeks = NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))
        rules = GUIDE.evolve(id="two-weeks", requires={"filed_three_weeks_before": two_weeks})
        on_the_last_day = {"filed_on": date(2026, 3, 18)}

        assert decide(eligible_but(on_the_last_day), rules).outcome == "eligible"
        assert decide(eligible_but({"filed_on": date(2026, 3, 19)}), rules).outcome == "ineligible"
        assert codes(decide(eligible_but(on_the_last_day), rules).contested) == []
        assert decide(eligible_but(on_the_last_day), GUIDE).outcome == "ineligible"

    def test_the_tariff_may_be_another(self) -> None:
        doubled = Tariff(tuple(Rate(rate.kind, rate.stage, 2 * rate.euros) for rate in GUIDE.tariff.rates))
        rules = GUIDE.evolve(id="doubled", tariff=doubled)

        assert decide(eligible_but({}), rules).amount == 900
        assert decide(eligible_but({"evaluation.stage": None}), rules).possible_amounts == (500, 900)

    def test_the_page_stays_what_it_is(self) -> None:
        assert len(GUIDE.rules) == 20
        assert len(NEARER.rules) == len(SOONER.rules) == 21
        assert decide(eligible_but({}), NEARER).outcome == "ineligible"
        assert decide(eligible_but({})).outcome == "eligible"


LAST_LINE_OF_QUOTE = """
        "Does the quote carry the applicant's name and first name?",
        answered_by="applicant",
        levers=(QUOTE, ANOTHER_EVALUATOR),
    )
"""
FACT = """\
    signed: bool | None = _fact(
        "Le devis est-il signé ?",
        "Is the quote signed?",
        answered_by="evaluator",
        levers=(QUOTE,),
    )
"""
ASKED = """
import json
from clea_eligibility import GUIDE, Dossier, InvalidDossier, Quote, Rule, decide
from clea_eligibility.explain import explain
from clea_eligibility.frames import decide_frame
from clea_eligibility.planning import repairs
from clea_eligibility.rules import Is
from clea_eligibility.whatif import compare
from clea_eligibility.wire import decision_to_dict, dossier_from_json, dossier_schema, dossier_to_dict
import polars as pl

signed = Rule("quote_signed", "document", requires=Is("quote.signed", True))
rules = GUIDE.evolve(id="signed", rules=(*GUIDE.rules, signed))
unsigned = dossier_from_json('{"quote": {"signed": false}}')
try:
    dossier_from_json('{"quote": {"signd": true}}')
except InvalidDossier as error:
    hint = str(error)
print(json.dumps({
    "written": dossier_to_dict(unsigned),
    "schema": dossier_schema()["properties"]["quote"]["properties"]["signed"],
    "hint": hint,
    "reasons": decision_to_dict(decide(unsigned, rules))["reasons"],
    "missing": [asked["question"]["en"] for asked in decision_to_dict(decide(Dossier(), rules))["missing"]],
    "explained": explain(decide(unsigned, rules), "fr"),
    "repair": [repair.actors for repair in repairs(unsigned, rules)],
    "compared": compare(unsigned, {"quote.signed": True}, rules).after.outcome,
    "in a frame": decide_frame(pl.DataFrame({"quote.signed": [False, None]}), rules)["reasons"].to_list(),
}))
"""

OPENED = """
import pickle, sys
from clea_eligibility import Quote
old = pickle.loads(bytes.fromhex(sys.argv[1]))
assert old == Quote(provided=True, names_applicant=True) and old.signed is None
print(pickle.dumps(Quote(signed=True)).hex())
"""


@pytest.fixture(scope="module")
def with_the_fact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a copy of the library stands that has one fact more."""
    copy = tmp_path_factory.mktemp("copy") / "clea_eligibility"
    shutil.copytree(Path(clea_eligibility.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    models = copy / "dossier" / "models.py"
    before, last_line, after = models.read_text("utf-8").partition(LAST_LINE_OF_QUOTE)
    assert last_line
    models.write_text(before + last_line + FACT + after, "utf-8")
    return copy.parent


@pytest.fixture(scope="module")
def said(with_the_fact: Path) -> dict[str, Any]:
    """What the copy says."""
    python = [sys.executable, "-c", ASKED]
    found = subprocess.run(python, cwd=with_the_fact, capture_output=True, text=True, check=True)
    answers: dict[str, Any] = json.loads(found.stdout)
    return answers


class TestAFact:
    """A field added to a copy of the library is read, asked for, explained and repaired by all other files."""

    def test_json_states_it(self, said: dict[str, Any]) -> None:
        assert said["written"] == {"quote": {"provided": True, "signed": False}}
        assert said["schema"] == {"type": ["boolean", "null"], "description": "Is the quote signed?"}
        assert "did you mean 'signed'?" in said["hint"]

    def test_a_rule_that_reads_it_decides(self, said: dict[str, Any]) -> None:
        assert said["reasons"] == ["quote_signed"]
        assert said["in a frame"] == ["quote_signed", ""]
        assert said["compared"] == "undetermined"

    def test_it_is_asked_for_and_explained(self, said: dict[str, Any]) -> None:
        assert "Is the quote signed?" in said["missing"]
        assert "quote_signed" in said["explained"]

    def test_who_can_change_it_is_told_to(self, said: dict[str, Any]) -> None:
        assert said["repair"] == [["evaluator"]]

    def test_pickles_made_before_still_load_and_those_made_with_it_are_refused_before(
        self, with_the_fact: Path
    ) -> None:
        old = pickle.dumps(Quote(names_applicant=True)).hex()
        python = [sys.executable, "-c", OPENED, old]
        new = subprocess.run(python, cwd=with_the_fact, capture_output=True, text=True, check=True).stdout

        with pytest.raises(CleaError, match=r"^Quote: this version of clea-eligibility knows no fact signed; read"):
            pickle.loads(bytes.fromhex(new))
