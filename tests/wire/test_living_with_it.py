"""What services do with dossiers, refusals and decisions: queues, forms, frameworks, storage."""

import json
import pickle
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from refusals import only_message, problems_of

from clea_eligibility import (
    FACTS,
    GUIDE,
    Applicant,
    CleaError,
    Dossier,
    Evaluation,
    InvalidDossier,
    Problem,
    Quote,
    decide,
)
from clea_eligibility.dossier.facts import fact
from clea_eligibility.evidence import identity_card_valid_until, paris_day, same_person
from clea_eligibility.wire import (
    decision_from_dict,
    decision_to_dict,
    dossier_from_dict,
    dossier_from_json,
    dossier_from_paths,
)

LATE = Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation(starts_on=date(2026, 4, 27)))


class TestRefusals:
    def test_every_error_is_a_value_error(self) -> None:
        assert issubclass(InvalidDossier, CleaError)
        assert issubclass(CleaError, ValueError)

    @pytest.mark.parametrize("problems", ["no dossier", [1]])
    def test_it_is_made_of_problems_alone(self, problems: Any) -> None:
        with pytest.raises(TypeError, match="InvalidDossier takes problems, not "):
            InvalidDossier(problems)

    @pytest.mark.parametrize("count", [1, 2000])
    def test_it_survives_pickles_and_queues_that_keep_json(self, count: int) -> None:
        error = InvalidDossier(Problem(f"key{index}", "unknown_key", "unknown key") for index in range(count))
        for again in (pickle.loads(pickle.dumps(error)), type(error)(*json.loads(json.dumps(error.args)))):
            assert again.problems == error.problems
            assert str(again) == str(error)
            assert [one.text("fr") for one in again.problems] == [one.text("fr") for one in error.problems]

    @pytest.mark.parametrize("letter", ["x", "é", "\U0001f600", "\\u0001"])
    def test_megabytes_of_nonsense_are_refused_in_64_kilobytes(self, letter: str) -> None:
        text = "{" + ",".join(f'"{letter * 40}{index}":1' for index in range(100_000)) + "}"
        with pytest.raises(InvalidDossier) as caught:
            dossier_from_json(text)
        assert len(json.dumps(caught.value.args)) <= 64_000

    @pytest.mark.parametrize(
        ("data", "pointer"),
        [
            ({"applicant": {"department": 1}}, "/applicant/department"),
            ({"applicant": {"a/b~c": 1}}, "/applicant/a~1b~0c"),
            ({"applicant": {"": 1}}, "/applicant/"),
            ({"applicant": {"x" * 61: 1}}, "/applicant"),
            ({"applicant": {"\ud800": 1}}, "/applicant"),
            ({"applicant": {1: 1}}, "/applicant"),
            ([], ""),
        ],
    )
    def test_a_pointer_leads_to_the_place(self, data: Any, pointer: str) -> None:
        (problem,) = problems_of(dossier_from_dict, data)
        assert problem.pointer == pointer

    def test_constructors_report_every_problem(self) -> None:
        wrong: dict[str, Any] = {"filed_on": "2026", "filing_open": 1, "quote": {}}
        with pytest.raises(InvalidDossier) as caught:
            Dossier(**wrong)
        assert [problem.pointer for problem in caught.value.problems] == ["/filed_on", "/filing_open", "/quote"]

    @pytest.mark.parametrize(
        ("value", "en", "fr"),
        [
            ("33000", "of a postal code, evidence.department_of", "d’un code postal, evidence.department_of"),
            (33000, "of a postal code, evidence.department_of", "d’un code postal, evidence.department_of"),
            ("2a", "did you mean '2A'?", "vouliez-vous dire '2A'\u202f?"),
            ("1", "did you mean '01'?", "vouliez-vous dire '01'\u202f?"),
            (1, "did you mean '01'?", "vouliez-vous dire '01'\u202f?"),
            ("2\N{CYRILLIC CAPITAL LETTER A}", "did you mean '2A'? CYRILLIC CAPITAL LETTER A (U+0410)", "signe"),
        ],
    )
    def test_what_was_meant_by_a_department(self, value: object, en: str, fr: str) -> None:
        (problem,) = problems_of(dossier_from_dict, {"applicant": {"department": value}})
        assert en in problem.message == problem.text("en")
        assert fr in problem.text() == problem.text("fr")

    def test_no_department_is_near_to_a_word(self) -> None:
        assert only_message({"applicant": {"department": "Gironde"}}).endswith("got 'Gironde'")

    @pytest.mark.parametrize(
        ("data", "meant"),
        [
            ({"certification": {"kind": "s\N{CYRILLIC SMALL LETTER O}cle"}}, "socle"),
            ({"filed_on": "2026\N{EN DASH}03\N{EN DASH}02"}, "2026-03-02"),
            ({"qu\N{CYRILLIC SMALL LETTER O}te": {}}, "quote"),
        ],
    )
    def test_letters_that_look_like_others_are_named(self, data: Any, meant: str) -> None:
        assert f"did you mean '{meant}'? " in only_message(data)

    def test_a_look_alike_of_no_day_gets_no_hint(self) -> None:
        assert only_message({"filed_on": "2026\N{EN DASH}03\N{EN DASH}32"}).endswith("03\N{EN DASH}32'")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
    def test_another_encoding_is_named(self, encoding: str) -> None:
        (problem,) = problems_of(dossier_from_json, "{}".encode(encoding))
        assert problem.message.endswith(f"; it looks like {encoding[:6].upper()}: encode it as UTF-8")
        assert "encodez en UTF-8" in problem.text("fr")

    def test_nesting_is_judged_before_anything_is_read(self) -> None:
        (problem,) = problems_of(dossier_from_json, "[" * 101)
        assert problem.text("fr") == "des objets ou des listes s’emboîtent sur plus de 100 niveaux"


class TestByPath:
    def test_facts_make_a_dossier(self) -> None:
        given = {"applicant.department": "33", "filed_on": "2026-03-02", "quote.provided": None}
        assert dossier_from_paths(given) == Dossier(
            filed_on=date(2026, 3, 2), applicant=Applicant(department="33"), quote=Quote()
        )

    def test_every_problem_is_beside_its_field(self) -> None:
        given: dict[Any, Any] = {"quote.provided": 1, "applicant.departement": "33", "department": "33", 1: 1}
        found = [(one.path, one.pointer, one.code) for one in problems_of(dossier_from_paths, given)]
        assert found == [
            ("quote.provided", "/quote.provided", "wrong_type"),
            ('"applicant.departement"', "/applicant.departement", "unknown_key"),
            ("department", "/department", "unknown_key"),
            ("", "", "unknown_key"),
        ]

    def test_many_unknown_paths_are_counted(self) -> None:
        *_, last = problems_of(dossier_from_paths, {f"key.{index}": 1 for index in range(150)})
        assert last.message == "50 more problems"

    @pytest.mark.parametrize("given", [None, 1, "filed_on", "", b"", [], (), [("filed_on", "2026-01-01")]])
    def test_what_is_no_mapping_is_refused(self, given: Any) -> None:
        assert [one.code for one in problems_of(dossier_from_paths, given)] == ["wrong_type"]


class TestStoredDecisions:
    @pytest.mark.parametrize("dossier", [Dossier(), LATE])
    @pytest.mark.parametrize("rules", [GUIDE, GUIDE.read(filed_three_weeks_before="clear_days")])
    def test_a_decision_comes_back(self, dossier: Dossier, rules: Any) -> None:
        stored = decision_to_dict(decide(dossier, rules)) | {"new": 1}
        again = decision_from_dict(json.loads(json.dumps(stored)), dossier)
        assert again == decide(dossier, rules)
        assert again.rules is rules

    @pytest.mark.parametrize(
        "change", [{"outcome": "eligible"}, {"amount": 450}, {"reasons": []}, {"findings": []}, {"findings": None}]
    )
    def test_what_does_not_fit_is_refused(self, change: dict[str, Any]) -> None:
        with pytest.raises(CleaError, match=f"^the decision is not one on this dossier.*{next(iter(change))}"):
            decision_from_dict(decision_to_dict(decide(LATE)) | change, LATE)

    @pytest.mark.parametrize("name", ["guide-1999", None])
    def test_its_rule_set_is_an_edition(self, name: Any) -> None:
        with pytest.raises(CleaError):
            decision_from_dict({"rules": name}, LATE)

    def test_what_is_no_object_is_a_type_error(self) -> None:
        with pytest.raises(TypeError, match="data: expected a Mapping, got a list"):
            decision_from_dict([], LATE)  # type: ignore[arg-type]


class Form(BaseModel):
    dossiers: list[Dossier]
    applicant: Applicant | None = None


class TestPydantic:
    def test_a_dossier_is_read_and_written(self) -> None:
        form = Form.model_validate_json('{"dossiers": [{"filed_on": "2026-03-02"}]}')
        assert form.dossiers == [Dossier(filed_on=date(2026, 3, 2))]
        assert json.loads(form.model_dump_json())["dossiers"] == [{"filed_on": "2026-03-02"}]
        assert TypeAdapter(Dossier).validate_python(LATE) is LATE

    def test_every_problem_is_at_its_place(self) -> None:
        wrong = {"dossiers": [{"filing_open": 1, "quote": {"a/b": 1}}], "applicant": {"department": "33000"}}
        with pytest.raises(ValidationError) as caught:
            Form.model_validate(wrong)
        assert [(one["type"], one["loc"]) for one in caught.value.errors()] == [
            ("wrong_type", ("dossiers", 0, "filing_open")),
            ("unknown_key", ("dossiers", 0, "quote", "a/b")),
            ("unknown_value", ("applicant", "department")),
        ]

    def test_it_is_described(self) -> None:
        assert "department" in TypeAdapter(Applicant).json_schema()["properties"]


class TestForms:
    def test_choices_have_labels_in_both_languages(self) -> None:
        assert fact("evaluation.stage").choices("fr") == (("initial", "Initiale"), ("final", "Finale"))
        assert fact("quote.provided").choices("en") == ((True, "Yes"), (False, "No"))
        assert ("33", "33") in fact("applicant.department").choices()
        assert fact("filed_on").choices() == ()

    def test_french_is_spoken_unless_english_is_asked_for(self) -> None:
        assert fact("filed_on").question() == fact("filed_on").question("fr")
        assert GUIDE.rule("filing_open").label() == GUIDE.rule("filing_open").label("fr")

    @pytest.mark.parametrize("fact", FACTS, ids=str)
    def test_help_explains_each_field(self, fact: Any) -> None:
        assert any(fact.question("en") in str(model.__doc__) for model in (*_models(), Dossier))


def _models() -> list[type]:
    from clea_eligibility.dossier.models import PREFIX

    return list(PREFIX)


def test_models_have_small_pickles() -> None:
    assert pickle.loads(pickle.dumps(LATE)) == LATE
    assert len(pickle.dumps(LATE)) < 300


def test_what_a_record_does_not_have_is_unknown() -> None:
    assert paris_day(None) is None
    assert identity_card_valid_until(None, None, adult_when_issued=None) is None
    assert same_person(None, birth_family_name="Martin", given_names="Anne") is None
