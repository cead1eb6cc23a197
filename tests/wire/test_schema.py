"""The JSON Schemas: valid themselves, and of one mind with the reader and the writer."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Any

import openapi_spec_validator
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from making import dossier_of, eligible_but
from refusals import nested

from clea_eligibility import (
    FACTS,
    GUIDE,
    CertificationKind,
    Dossier,
    EvaluationStage,
    InvalidDossier,
    Problem,
    Rule,
    RuleSet,
    decide,
)
from clea_eligibility.rules import Is, Rate, Tariff
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.wire import (
    decision_schema,
    decision_to_dict,
    dossier_from_dict,
    dossier_from_json,
    dossier_schema,
    dossier_to_dict,
    dossier_to_json,
)

DOSSIER = Draft202012Validator(dossier_schema())
DECISION = Draft202012Validator(decision_schema())
READINGS = [
    GUIDE.read(filed_three_weeks_before=notice, proof_of_residence_recent=age)
    for notice, age in product(
        ["same_weekday", "clear_days"], ["anniversary_excluded", "anniversary_included", "counted_backwards"]
    )
]

NO_SUCH_DAYS = ["2026-02-30", "2025-02-29", "2026-04-31"]
WORDS = [
    *("", "true", "false", "null", "33", "2A", "2a", "20", "99", "socle", "Socle", "initial", "prealable", "passport"),
    *("certified", "not_certified", "numerique", "management", "other", "\ud800", "\x00", "33\n"),
    *("2026-03-02", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "9999-12-31", "2024-02-29", *NO_SUCH_DAYS),
    *("20260302", "2026-W10-1", "2026-3-2", "2026-00-10", "2026-13-10", "2026-12-32", "2026-12-00", "2026-03-02\n"),
    *(" 2026-03-02", "2026-03-02 ", "2026-03-02T00:00:00", "2026-03-0٢", "0000-00-00"),
]
NAMES = sorted({name for fact in FACTS for name in fact.path.split(".")})
KEYS = st.sampled_from([*NAMES, "departement", "applicant.department", "", "\ud800"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
ANY_JSON = st.recursive(
    SCALARS | st.text(max_size=12) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@st.composite
def nearly_dossiers(draw: st.DrawFn) -> Any:
    """A dossier as JSON, with up to three values, known or not, put anywhere."""
    data = dossier_to_dict(draw(dossiers() | near_boundary_dossiers()))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(list(objects_in(data))))
        key = draw(st.sampled_from(list(place)) | KEYS if place else KEYS)
        place[key] = draw(st.sampled_from(WORDS) | ANY_JSON)
    return data


def objects_in(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An object and the objects in it."""
    yield data
    for member in data.values():
        if isinstance(member, dict):
            yield from objects_in(member)


def problems_of(read: Callable[[Any], Dossier], data: Any) -> tuple[Problem, ...]:
    """What is wrong, if anything."""
    try:
        read(data)
    except InvalidDossier as refusal:
        return refusal.problems
    return ()


def no_schema_can_express(problem: Problem) -> bool:
    no_such_day = problem.code == "not_a_date" and problem.message.endswith(tuple(f"'{day}'" for day in NO_SUCH_DAYS))
    return no_such_day or problem.code == "wrong_order"


class TestDossiers:
    def test_the_schema_is_one(self) -> None:
        Draft202012Validator.check_schema(dossier_schema())
        assert dossier_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert dossier_schema()["$id"].startswith("urn:")

    def test_each_call_makes_a_new_one(self) -> None:
        dossier_schema()["properties"].clear()
        decision_schema()["oneOf"][0]["properties"]["reasons"].clear()
        assert dossier_schema() == DOSSIER.schema
        assert decision_schema() == DECISION.schema

    def test_an_object_of_the_schema_in_full(self) -> None:
        schema = dossier_schema()["properties"]["certification"]
        assert schema == {
            "type": ["object", "null"],
            "properties": {
                "kind": {
                    "type": ["string", "null"],
                    "enum": ["socle", "numerique", "management", None],
                    "description": "Which CléA certification is asked for: Socle or Numérique?",
                }
            },
            "additionalProperties": False,
        }

    @pytest.mark.parametrize(
        ("path", "last"), [("filed_on", "2199-12-31"), ("evaluator.accreditation.valid_until", "9999-12-31")]
    )
    def test_a_day_is_a_date_in_range(self, path: str, last: str) -> None:
        days = ["1899-12-31", "1900-01-01", "2000-02-29", "2199-12-31", "2200-01-01", "9999-12-30", "9999-12-31"]
        accepted = [day for day in days if DOSSIER.is_valid(nested(path, day))]
        assert accepted == ["1900-01-01", "2000-02-29", *dict.fromkeys(["2199-12-31", last])]

    def test_a_department_is_one_of_110_codes(self) -> None:
        codes = dossier_schema()["properties"]["applicant"]["properties"]["department"]["enum"]
        metropolitan = [f"{number:02}" for number in [*range(1, 20), *range(21, 96)]]
        overseas = ["971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988", "989"]
        assert len(codes) == len(set(codes)) == 111
        assert set(codes) == {*metropolitan, *overseas, "2A", "2B", "99", None}

    @pytest.mark.no_cover
    @given(nearly_dossiers() | ANY_JSON)
    @example({"filed_on": "2026-03-02\n"})
    @example({"filing_open": 1})
    @example({"filing_open": 0.0})
    @example({"certification": {"kind": None}, "evaluation": None})
    @example(None)
    def test_schema_and_reader_agree(self, data: Any) -> None:
        problems = problems_of(dossier_from_dict, data)
        assert DOSSIER.is_valid(data) is all(map(no_schema_can_express, problems))
        assert problems_of(dossier_from_json, json.dumps(data)) == problems

    @pytest.mark.no_cover
    @given(dossiers() | near_boundary_dossiers())
    def test_every_dossier_survives_there_and_back(self, dossier: Dossier) -> None:
        assert DOSSIER.is_valid(dossier_to_dict(dossier))
        assert dossier_from_dict(dossier_to_dict(dossier)) == dossier
        assert dossier_from_json(dossier_to_json(dossier)) == dossier


ELIGIBLE = decision_to_dict(decide(eligible_but({})))
INELIGIBLE = decision_to_dict(decide(eligible_but({"filed_on": date(2026, 3, 15)})))
UNDETERMINED = decision_to_dict(decide(eligible_but({"evaluation.starts_on": None})))
IMPOSSIBLE = decision_to_dict(
    decide(dossier_of({"filed_on": date(2026, 6, 1), "evaluator.accreditation.valid_until": date(2026, 6, 10)}))
)


class TestDecisions:
    def test_the_schema_is_one(self) -> None:
        Draft202012Validator.check_schema(decision_schema())

    def test_these_decisions_are_what_they_are_called(self) -> None:
        assert [ELIGIBLE["outcome"], ELIGIBLE["amount"]] == ["eligible", 450]
        assert [INELIGIBLE["outcome"], INELIGIBLE["reasons"]] == ["ineligible", ["filed_three_weeks_before"]]
        assert [UNDETERMINED["outcome"], UNDETERMINED["missing"][0]["fact"]] == ["undetermined", "evaluation.starts_on"]
        assert [IMPOSSIBLE["outcome"], IMPOSSIBLE["reasons"]] == ["ineligible", ["dates_compatible"]]

    @pytest.mark.no_cover
    @given(dossiers() | near_boundary_dossiers(), st.sampled_from(READINGS))
    def test_every_decision_under_every_reading_is_described(self, dossier: Dossier, rules: Any) -> None:
        assert [error.message for error in DECISION.iter_errors(decision_to_dict(decide(dossier, rules)))] == []

    def test_later_versions_may_write_more(self) -> None:
        finding = {**ELIGIBLE["findings"][0], "label": "new"}
        assert DECISION.is_valid({**ELIGIBLE, "granted": True, "findings": [finding, *ELIGIBLE["findings"][1:]]})

    def test_whole_it_needs_nothing_else_and_with_a_template_refers_to_components(self) -> None:
        assert "$ref" not in json.dumps([decision_schema(), dossier_schema()])
        schema = decision_schema(ref_template="#/components/schemas/{model}")
        models = schema.pop("$defs")
        assert set(models) == {"CleaFinding", "CleaMissing"}
        assert schema["properties"]["findings"]["items"] == {"$ref": "#/components/schemas/CleaFinding"}
        assert not {"$id", "$schema"} & {*schema, *dossier_schema(ref_template="#/components/schemas/{model}")}

    @pytest.mark.parametrize("options", [{}, {"ref_template": "#/components/schemas/{model}"}])
    def test_it_stands_in_an_openapi_document(self, options: dict[str, Any]) -> None:
        decision = decision_schema(**options)
        schemas = {**decision.pop("$defs", {}), "Decision": decision, "Dossier": dossier_schema(**options)}
        answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Decision"}}}
        operation = {"responses": {"200": {"description": "decided", "content": answer}}}
        openapi_spec_validator.validate(
            {
                "openapi": "3.1.0",
                "info": {"title": "CléA", "version": "1"},
                "paths": {"/decisions": {"post": operation}},
                "components": {"schemas": schemas},
            }
        )

    @pytest.mark.parametrize("key", list(ELIGIBLE))
    def test_no_key_may_be_missing(self, key: str) -> None:
        assert not DECISION.is_valid({name: value for name, value in ELIGIBLE.items() if name != key})

    @pytest.mark.parametrize(
        "change",
        [
            {"outcome": "granted"},
            {"outcome": "ineligible"},
            {"outcome": "undetermined"},
            {"amount": None},
            {"amount": 0},
            {"amount": 451},
            {"amount": "450"},
            {"possible_amounts": []},
            {"possible_amounts": [250, 450]},
            {"possible_amounts": [449]},
            {"currency": "€"},
            {"payee": None},
            {"payee": "applicant"},
            {"reasons": ["job_seeker"]},
            {"documents_only": True},
            {"documents_only": None},
            {"presumed": ["job_seeker"]},
            {"presumed": ["filing_open", "filing_open"]},
            {"contested": ["job_seeker"]},
            {"missing": UNDETERMINED["missing"]},
            {"findings": ELIGIBLE["findings"][:-1]},
            {"findings": [{**ELIGIBLE["findings"][0], "basis": "rumoured"}, *ELIGIBLE["findings"][1:]]},
            {"findings": [{**ELIGIBLE["findings"][0], "statements": "S3"}, *ELIGIBLE["findings"][1:]]},
            {"findings": [{**ELIGIBLE["findings"][0], "status": "maybe"}, *ELIGIBLE["findings"][1:]]},
            {"findings": [{**ELIGIBLE["findings"][0], "between": ["job_seeker"]}, *ELIGIBLE["findings"][1:]]},
            {"findings": [*ELIGIBLE["findings"][:-1], IMPOSSIBLE["findings"][-1] | {"status": "satisfied"}]},
            {"rules": "guide-2025"},
            {"rules": "guide-2026+clear_days+clear_days"},
        ],
    )
    def test_nothing_else_is_an_eligible_decision(self, change: dict[str, Any]) -> None:
        assert DECISION.is_valid(ELIGIBLE)
        assert not DECISION.is_valid({**ELIGIBLE, **change})

    @pytest.mark.parametrize(
        "change",
        [
            {"amount": 450},
            {"amount": None},
            {"possible_amounts": [450]},
            {"payee": "evaluator"},
            {"reasons": []},
            {"reasons": ["no_such_rule"]},
            {"missing": UNDETERMINED["missing"]},
        ],
    )
    def test_nothing_else_is_an_ineligible_decision(self, change: dict[str, Any]) -> None:
        assert DECISION.is_valid(INELIGIBLE)
        assert not DECISION.is_valid({**INELIGIBLE, **change})

    @pytest.mark.parametrize(
        "change",
        [
            {"amount": 0},
            {"amount": 450},
            {"possible_amounts": []},
            {"payee": None},
            {"reasons": ["job_seeker"]},
            {"documents_only": True},
            {"missing": []},
            {"missing": ["evaluation.starts_on"]},
            {"missing": [{**UNDETERMINED["missing"][0], "fact": "evaluation.begins_on"}]},
            {"missing": [{**UNDETERMINED["missing"][0], "type": "datetime"}]},
            {"missing": [{**UNDETERMINED["missing"][0], "question": {"fr": "Quand ?"}}]},
            {"missing": [{**UNDETERMINED["missing"][0], "answered_by": "nobody"}]},
        ],
    )
    def test_nothing_else_is_an_undetermined_decision(self, change: dict[str, Any]) -> None:
        assert DECISION.is_valid(UNDETERMINED)
        assert not DECISION.is_valid({**UNDETERMINED, **change})

    @pytest.mark.parametrize("between", [[], ["job_seeker"], ["identity_document_valid"] * 2, None])
    def test_dates_that_cannot_meet_stand_between_date_rules(self, between: Any) -> None:
        assert DECISION.is_valid(IMPOSSIBLE)
        *others, last = IMPOSSIBLE["findings"]
        assert not DECISION.is_valid({**IMPOSSIBLE, "findings": [*others, {**last, "between": between}]})
        without = {name: value for name, value in last.items() if name != "between"}
        assert not DECISION.is_valid({**IMPOSSIBLE, "findings": [*others, without]})

    def test_a_new_rule_is_described_as_well(self) -> None:
        rule = Rule(
            code="lives_in_gironde",
            group="criterion",
            basis="stated",
            statements=("S99",),
            label_fr="Réside en Gironde",
            label_en="Lives in Gironde",
            requires=Is("applicant.department", "33"),
        )
        rules = GUIDE.evolve(id="gironde", rules=(*GUIDE.rules, rule))
        decision = decision_to_dict(decide(eligible_but({}), rules))
        Draft202012Validator.check_schema(decision_schema(rules))
        assert Draft202012Validator(decision_schema(rules)).is_valid(decision)
        assert not DECISION.is_valid(decision)

    def test_no_rules_have_no_findings(self) -> None:
        rates = tuple(Rate(kind, stage, 1) for kind, stage in product(CertificationKind, EvaluationStage))
        none = RuleSet("none", (), Tariff(rates))
        Draft202012Validator.check_schema(decision_schema(none))
        assert Draft202012Validator(decision_schema(none)).is_valid(decision_to_dict(decide(eligible_but({}), none)))

    def test_the_name_of_a_rule_set_may_hold_what_an_address_may_not(self) -> None:
        schema = decision_schema(GUIDE.evolve(id="C:\\rules #2, été"))
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == "urn:clea-eligibility:decision:2:C%3A%5Crules%20%232%2C%20%C3%A9t%C3%A9"
        assert schema["properties"]["rules"]["enum"][0] == "C:\\rules #2, été"
