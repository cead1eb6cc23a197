"""Reading dossiers strictly, writing dossiers and decisions: against JSON written by hand."""

import json
import subprocess
import sys
from collections import OrderedDict
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusals import nested, only_message, refused

from clea_eligibility import (
    GUIDE,
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    Dossier,
    Eligible,
    Evaluation,
    EvaluationStage,
    Evaluator,
    IdentityDocument,
    IdentityDocumentKind,
    InitialOutcome,
    InvalidDossier,
    ProofOfResidence,
    Quote,
    RuleSet,
    decide,
)
from clea_eligibility.rules import AllOf
from clea_eligibility.wire import (
    PROBLEM_CODES,
    decision_to_dict,
    decision_to_json,
    dossier_from_dict,
    dossier_from_json,
    dossier_to_dict,
    dossier_to_json,
)

COMPLETE_TEXT = """\
{
  "filed_on": "2026-03-02",
  "filing_open": true,
  "applicant": {
    "is_job_seeker": true,
    "department": "2A",
    "identity_document": {
      "provided": true,
      "kind": "residence_permit",
      "permits_work": false,
      "valid_until": "9999-12-31"
    },
    "proof_of_residence": {
      "provided": true,
      "issued_on": "2024-02-29",
      "attests_main_residence": true
    }
  },
  "certification": {
    "kind": "management"
  },
  "evaluation": {
    "stage": "final",
    "starts_on": "2026-03-23",
    "ends_on": "2026-03-23",
    "initial_outcome": "not_certified"
  },
  "evaluator": {
    "department": "87",
    "accreditation": {
      "held": true,
      "certification": "numerique",
      "valid_from": "1900-01-01",
      "valid_until": "2199-12-31"
    }
  },
  "quote": {
    "provided": false,
    "from_evaluator": true,
    "names_applicant": false
  }
}"""
COMPLETE = Dossier(
    filed_on=date(2026, 3, 2),
    filing_open=True,
    applicant=Applicant(
        is_job_seeker=True,
        department="2A",
        identity_document=IdentityDocument(
            provided=True,
            kind=IdentityDocumentKind.RESIDENCE_PERMIT,
            permits_work=False,
            valid_until=date(9999, 12, 31),
        ),
        proof_of_residence=ProofOfResidence(provided=True, issued_on=date(2024, 2, 29), attests_main_residence=True),
    ),
    certification=Certification(kind=CertificationKind.MANAGEMENT),
    evaluation=Evaluation(
        stage=EvaluationStage.FINAL,
        starts_on=date(2026, 3, 23),
        ends_on=date(2026, 3, 23),
        initial_outcome=InitialOutcome.NOT_CERTIFIED,
    ),
    evaluator=Evaluator(
        department="87",
        accreditation=Accreditation(
            held=True,
            certification=CertificationKind.NUMERIQUE,
            valid_from=date(1900, 1, 1),
            valid_until=date(2199, 12, 31),
        ),
    ),
    quote=Quote(provided=False, from_evaluator=True, names_applicant=False),
)
UNKNOWN_IN_PLACES = {"applicant": {}, "evaluator": {"accreditation": {"held": False}}, "quote": {"provided": True}}


class TestReading:
    def test_a_complete_dossier_is_read_as_it_is_written(self) -> None:
        assert dossier_from_json(COMPLETE_TEXT) == COMPLETE

    def test_bytes_are_utf_8_with_or_without_a_byte_order_mark(self) -> None:
        assert dossier_from_json(COMPLETE_TEXT.encode()) == COMPLETE
        assert dossier_from_json(b"\xef\xbb\xbf" + COMPLETE_TEXT.encode()) == COMPLETE
        assert dossier_from_json("\ufeff" + COMPLETE_TEXT) == COMPLETE

    def test_null_and_a_missing_key_are_both_unknown(self) -> None:
        assert dossier_from_json('{"filed_on": null, "applicant": null, "evaluation": {"stage": null}}') == Dossier(
            evaluation=Evaluation()
        )
        assert dossier_from_json("{}") == Dossier()

    def test_an_empty_object_says_nothing_but_is_kept(self) -> None:
        assert dossier_from_dict({"quote": {}}) == Dossier(quote=Quote())
        assert Dossier(quote=Quote()) != Dossier()

    def test_a_presence_flag_follows_from_the_other_facts(self) -> None:
        assert dossier_from_dict({"quote": {"provided": None, "names_applicant": False}}) == Dossier(
            quote=Quote(provided=True, names_applicant=False)
        )

    @pytest.mark.parametrize("kind", [dict, OrderedDict, MappingProxyType])
    def test_any_mapping_is_an_object(self, kind: type) -> None:
        data = json.loads(COMPLETE_TEXT, object_hook=kind)
        assert dossier_from_dict(data) == COMPLETE

    def test_a_text_that_is_a_member_of_some_enumeration_is_a_text(self) -> None:
        class Code(StrEnum):
            GIRONDE = "33"

        data = {"applicant": {"department": Code.GIRONDE}, "certification": {"kind": CertificationKind.SOCLE}}
        assert dossier_from_dict(data) == Dossier(
            applicant=Applicant(department="33"), certification=Certification(kind=CertificationKind.SOCLE)
        )


class TestNothingIsConverted:
    @pytest.mark.parametrize("value", ["true", "false", "", 0, 1, 1.0, 10**400, [], [True], {}, {"x": 1}])
    def test_only_true_and_false_are_truth_values(self, value: object) -> None:
        assert refused({"filing_open": value}) == [("filing_open", "wrong_type")]

    @pytest.mark.parametrize(
        "text",
        [
            "20260302",
            "2026-W10-1",
            "2026W101",
            "2026-061",
            "2026-3-2",
            "2026-03-02T00:00:00",
            "2026-03-02 ",
            " 2026-03-02",
            "2026-03-02\n",
            "2026-03-0٢",
            "2026\ud80003-02",
            "02/03/2026",
            "2026-02-29",
            "2026-02-30",
            "0000-01-01",
            "-026-03-02",
            "",
        ],
    )
    def test_only_a_day_that_exists_written_with_its_dashes_is_a_date(self, text: str) -> None:
        assert refused({"filed_on": text}) == [("filed_on", "not_a_date")]

    @pytest.mark.parametrize("value", [20260302, 1e10, True, [], {}, b"2026-03-02"])
    def test_only_text_is_a_date(self, value: object) -> None:
        assert refused({"filed_on": value}) == [("filed_on", "wrong_type")]

    @pytest.mark.parametrize("value", [date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)])
    def test_a_python_date_is_no_json_and_the_message_says_what_to_do(self, value: date) -> None:
        assert refused({"filed_on": value}) == [("filed_on", "wrong_type")]
        assert "isoformat()" in only_message({"filed_on": value})

    @pytest.mark.parametrize(
        ("path", "day"),
        [
            ("filed_on", "1899-12-31"),
            ("filed_on", "2200-01-01"),
            ("filed_on", "9999-12-31"),
            ("evaluator.accreditation.valid_from", "9999-12-31"),
            ("evaluator.accreditation.valid_until", "9999-12-30"),
        ],
    )
    def test_a_day_out_of_range_is_refused(self, path: str, day: str) -> None:
        assert refused(nested(path, day)) == [(path, "out_of_range")]

    @pytest.mark.parametrize("value", ["Socle", "SOCLE", " socle", "CertificationKind.SOCLE", "", "\ud800"])
    def test_only_the_exact_word_is_a_kind(self, value: str) -> None:
        assert refused({"certification": {"kind": value}}) == [("certification.kind", "unknown_value")]

    @pytest.mark.parametrize("value", [0, False, [], ["socle"], {}, {"socle": True}])
    def test_only_text_is_a_kind(self, value: object) -> None:
        assert refused({"certification": {"kind": value}}) == [("certification.kind", "wrong_type")]

    @pytest.mark.parametrize("value", ["20", "00", "1", "96", "100", "2a", "33 ", "Gironde", "33000", ""])
    def test_only_a_code_that_exists_is_a_department(self, value: str) -> None:
        assert refused({"evaluator": {"department": value}}) == [("evaluator.department", "unknown_value")]

    @pytest.mark.parametrize("value", [33, 33.0, ["33"], True])
    def test_only_text_is_a_department(self, value: object) -> None:
        assert refused({"evaluator": {"department": value}}) == [("evaluator.department", "wrong_type")]

    @pytest.mark.parametrize("value", ["", "{}", 0, False, [], [{}]])
    def test_only_an_object_is_an_object(self, value: object) -> None:
        assert refused({"applicant": {"identity_document": value}}) == [("applicant.identity_document", "wrong_type")]


class TestWritingADossier:
    def test_a_complete_dossier_is_written_as_it_was_read(self) -> None:
        assert dossier_to_json(COMPLETE, indent=2) == COMPLETE_TEXT
        assert "\n" not in dossier_to_json(COMPLETE)

    def test_what_is_unknown_is_left_out_and_an_empty_object_kept(self) -> None:
        assert dossier_to_dict(dossier_from_dict(UNKNOWN_IN_PLACES)) == UNKNOWN_IN_PLACES
        assert dossier_to_dict(Dossier()) == {}

    def test_a_settled_presence_flag_is_written_out(self) -> None:
        assert dossier_to_dict(Dossier(quote=Quote(from_evaluator=False))) == {
            "quote": {"provided": True, "from_evaluator": False}
        }

    def test_only_plain_json_types_are_written(self) -> None:
        class Code(str):
            __slots__ = ()
            __str__ = str.__repr__

        kinds = Certification(kind=CertificationKind.SOCLE)
        written = dossier_to_dict(Dossier(applicant=Applicant(department=Code("33")), certification=kinds))
        assert written == {"applicant": {"department": "33"}, "certification": {"kind": "socle"}}
        assert type(written["applicant"]["department"]) is str
        assert type(written["certification"]["kind"]) is str


class TestWritingADecision:
    def test_an_eligible_dossier_in_full(self) -> None:
        text = """{
            "filed_on": "2026-03-02",
            "applicant": {
                "is_job_seeker": true,
                "department": "33",
                "identity_document": {"kind": "passport", "valid_until": "2026-03-02"},
                "proof_of_residence": {"issued_on": "2026-01-15"}
            },
            "certification": {"kind": "socle"},
            "evaluation": {"stage": "initial", "starts_on": "2026-03-23", "ends_on": "2026-03-24"},
            "evaluator": {
                "department": "87",
                "accreditation": {"certification": "socle", "valid_from": "2025-01-01", "valid_until": "2026-03-24"}
            },
            "quote": {"from_evaluator": true, "names_applicant": true}
        }"""
        decision = decide(dossier_from_json(text))
        assert isinstance(decision, Eligible)
        written = decision_to_dict(decision)
        assert written == {
            "outcome": "eligible",
            "amount": 450,
            "possible_amounts": [450],
            "currency": "EUR",
            "payee": "evaluator",
            "reasons": [],
            "documents_only": False,
            "presumed": ["filing_open", "proof_of_residence_attests"],
            "contested": ["filed_three_weeks_before"],
            "missing": [],
            "findings": [
                finding("filing_open", "presumed", "stated", "S3 S4 S8"),
                finding("job_seeker", "satisfied", "stated", "S13"),
                finding("lives_in_region", "satisfied", "stated", "S13"),
                finding("certification_covered", "satisfied", "stated", "S7"),
                finding("final_after_unsuccessful_initial", "not_applicable", "implied", "S15"),
                finding("filed_three_weeks_before", "satisfied", "stated", "S9 S24"),
                finding("evaluator_in_region", "satisfied", "stated", "S25"),
                finding("evaluator_accredited", "satisfied", "stated", "S26"),
                finding("accreditation_fits_certification", "satisfied", "implied", "S26"),
                finding("accreditation_covers_evaluation", "satisfied", "stated", "S26"),
                finding("identity_document_provided", "satisfied", "stated", "S33 S34"),
                finding("identity_document_accepted", "satisfied", "stated", "S34"),
                finding("identity_document_valid", "satisfied", "stated", "S34"),
                finding("proof_of_residence_provided", "satisfied", "stated", "S33 S35"),
                finding("proof_of_residence_attests", "presumed", "stated", "S35"),
                finding("proof_of_residence_recent", "satisfied", "stated", "S35"),
                finding("quote_provided", "satisfied", "stated", "S33 S36"),
                finding("quote_from_evaluator", "satisfied", "stated", "S36"),
                finding("quote_names_applicant", "satisfied", "stated", "S36"),
                finding("dates_compatible", "satisfied", "implied", "S9 S26 S34 S35"),
            ],
            "rules": "guide-2026",
        }
        assert list(written) == [
            *("outcome", "amount", "possible_amounts", "currency", "payee", "reasons", "documents_only"),
            *("presumed", "contested", "missing", "findings", "rules"),
        ]

    def test_dates_that_cannot_meet_name_the_rules_between_which_they_stand(self) -> None:
        dossier = Dossier(
            filed_on=date(2026, 6, 1), evaluator=Evaluator(accreditation=Accreditation(valid_until=date(2026, 6, 10)))
        )
        written = decision_to_dict(decide(dossier))
        assert (written["outcome"], written["amount"], written["possible_amounts"]) == ("ineligible", 0, [])
        assert (written["reasons"], written["payee"]) == (["dates_compatible"], None)
        assert written["findings"][-1] == {
            "rule": "dates_compatible",
            "status": "violated",
            "basis": "implied",
            "statements": ["S9", "S26", "S34", "S35"],
            "between": ["filed_three_weeks_before", "accreditation_covers_evaluation"],
        }
        assert [found["rule"] for found in written["findings"] if "between" in found] == ["dates_compatible"]

    def test_what_is_missing_is_asked_in_both_languages(self) -> None:
        written = decision_to_dict(decide(Dossier()))
        assert written["amount"] is None
        filed_on = written["missing"][0]
        assert list(filed_on) == ["fact", "type", "question", "answered_by"]
        assert (filed_on["fact"], filed_on["type"], filed_on["answered_by"]) == ("filed_on", "date", "applicant")
        assert list(filed_on["question"]) == ["fr", "en"]
        assert filed_on["question"]["fr"].startswith("Quel jour le dossier complet a-t-il été ou serait-il déposé")
        assert filed_on["question"]["en"].startswith("On which day was, or would be, the complete dossier filed")

    def test_only_plain_json_types_are_written(self) -> None:
        for dossier in (Dossier(), COMPLETE):
            assert {type(value) for value in leaves(decision_to_dict(decide(dossier)))} <= PLAIN_TYPES

    def test_its_json_is_the_same_and_keeps_french_letters(self) -> None:
        decision = decide(Dossier())
        assert json.loads(decision_to_json(decision)) == decision_to_dict(decision)
        assert "pièce d’identité" in decision_to_json(decision)
        assert decision_to_json(decision, indent=2).startswith('{\n  "outcome": "undetermined",')

    @pytest.mark.parametrize(
        "rules",
        [
            GUIDE,
            GUIDE.read(proof_of_residence_recent="counted_backwards"),
            GUIDE.evolve(id='of "our" own', requires={"job_seeker": AllOf(())}),
        ],
        ids=lambda rules: rules.id,
    )
    @pytest.mark.parametrize(
        "dossier",
        [
            Dossier(),
            COMPLETE,
            Dossier(filed_on=date(2026, 6, 1), evaluation=Evaluation(ends_on=date(2026, 6, 10))),
        ],
        ids=["nothing stated", "everything stated", "dates that cannot meet"],
    )
    def test_its_json_is_the_text_of_its_dict(self, dossier: Dossier, rules: RuleSet) -> None:
        decision = decide(dossier, rules)

        assert decision_to_json(decision) == json.dumps(decision_to_dict(decision), ensure_ascii=False)


PLAIN_TYPES = {str, int, bool, type(None)}


def finding(rule: str, status: str, basis: str, statements: str) -> dict[str, Any]:
    return {"rule": rule, "status": status, "basis": basis, "statements": statements.split()}


def leaves(data: Any) -> Any:
    """Every value in a JSON tree that is neither an object nor a list."""
    if type(data) in (dict, list):
        for part in data.values() if type(data) is dict else data:
            yield from leaves(part)
    else:
        yield data


def test_the_library_is_imported_without_json_or_cattrs() -> None:
    program = "import sys, clea_eligibility; print({'json', 'cattrs'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@given(st.text() | st.binary() | st.text(alphabet='{}[]":, \\untrefals012NaIiy-').map(lambda text: "{" + text))
def test_any_text_is_a_dossier_or_refused_in_printable_words(text: str | bytes) -> None:
    try:
        assert isinstance(dossier_from_json(text), Dossier)
    except InvalidDossier as refusal:
        for problem in refusal.problems:
            assert problem.code in PROBLEM_CODES
            assert problem.path.isprintable()
            assert problem.message.isprintable()
