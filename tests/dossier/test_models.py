"""What a dossier may state and what is refused as it is built: the contract, section 1."""

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest
from making import ELIGIBLE, dossier_of, eligible_but

import clea_eligibility
from clea_eligibility import (
    FACTS,
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    CleaError,
    Dossier,
    Evaluation,
    Evaluator,
    IdentityDocument,
    InvalidDossier,
    ProofOfResidence,
    Quote,
)

MODELS: list[type] = [
    Dossier,
    Applicant,
    IdentityDocument,
    ProofOfResidence,
    Certification,
    Evaluation,
    Evaluator,
    Accreditation,
    Quote,
]

DATES = [fact.path for fact in FACTS if fact.type == "date"]
BOOLS = [fact.path for fact in FACTS if fact.type == "bool"]
ENUMS = [fact.path for fact in FACTS if fact.type == "enum"]
DEPARTMENT_FACTS = [fact.path for fact in FACTS if fact.type == "str"]


def problems(build: Callable[[], object]) -> list[tuple[str, str]]:
    """The path and the code of every problem for which a dossier is refused."""
    with pytest.raises(InvalidDossier) as refusal:
        build()
    return [(problem.path, problem.code) for problem in refusal.value.problems]


class TestShape:
    """All immutable attrs classes: keyword-only, hashable, every field optional."""

    @pytest.mark.parametrize("model", MODELS)
    def test_every_field_may_be_left_out(self, model: type) -> None:
        empty = model()

        assert [getattr(empty, field.name) for field in attrs.fields(model)] == [None] * len(attrs.fields(model))
        assert empty == model()
        assert hash(empty) == hash(model())

    @pytest.mark.parametrize("model", MODELS)
    def test_models_take_keywords_only(self, model: type) -> None:
        with pytest.raises(TypeError):
            model(None)

    @pytest.mark.parametrize("model", MODELS)
    def test_models_are_immutable(self, model: type) -> None:
        empty = model()
        for name in [field.name for field in attrs.fields(model)] + ["something_new"]:
            with pytest.raises(AttributeError):
                setattr(empty, name, None)

    @pytest.mark.parametrize("model", MODELS)
    def test_a_misspelt_field_is_refused(self, model: type) -> None:
        with pytest.raises(TypeError, match="start_on"):
            model(start_on=date(2026, 3, 2))

    @pytest.mark.parametrize("model", MODELS)
    def test_models_are_not_subclassed(self, model: type) -> None:
        with pytest.raises(TypeError, match=r"^Mine: no model can be subclassed; a dossier states the facts of "):
            type("Mine", (model,), {})

    def test_models_differ_as_soon_as_one_fact_does(self) -> None:
        assert len({dossier_of({**ELIGIBLE, path: None}) for path in ELIGIBLE}) > 15
        assert eligible_but({}) != eligible_but({"quote.from_evaluator": False})
        assert len({model() for model in MODELS}) == len(MODELS)

    @pytest.mark.parametrize(
        "value",
        [
            Dossier(),
            eligible_but({}),
            eligible_but({"evaluator.accreditation.valid_until": date(9999, 12, 31), "filed_on": None}),
            Evaluator(department="2A"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_a_repr_evaluates_back_with_enums_by_name(self, value: object) -> None:
        assert evaluated(repr(value)) == value

    def test_a_repr_leaves_out_what_is_unknown(self) -> None:
        assert repr(Quote(names_applicant=False)) == "Quote(provided=True, names_applicant=False)"
        assert repr(Dossier()) == "Dossier()"


def evaluated(text: str) -> object:
    """A repr as Python reads it, where the names of the library and ``datetime`` are known."""
    import datetime as datetime_module

    ast.parse(text, mode="eval")
    return eval(text, {**vars(clea_eligibility), "datetime": datetime_module})  # noqa: S307 - our own repr


class TestDates:
    """Plain calendar days, never datetimes; their ranges stand in ``test_date_ranges``."""

    @pytest.mark.parametrize("path", DATES)
    @pytest.mark.parametrize(
        "wrong",
        [
            datetime(2026, 3, 2),  # noqa: DTZ001 - a naive one is meant
            datetime(2026, 3, 2, 23, 30, tzinfo=UTC),
            "2026-03-02",
            20260302,
            1772409600.0,
            True,
            (2026, 3, 2),
        ],
        ids=repr,
    )
    def test_what_is_no_plain_date_is_refused(self, path: str, wrong: object) -> None:
        assert problems(lambda: dossier_of({path: wrong})) == [(path, "wrong_type")]

    def test_a_subclass_of_date_becomes_a_plain_date(self) -> None:
        class Timestampish(date):
            def __eq__(self, other: object) -> bool:
                raise AssertionError("would be compared as a subclass")

            __hash__ = date.__hash__

        dossier = Dossier(filed_on=Timestampish(2026, 3, 2))

        assert type(dossier.filed_on) is date
        assert dossier == Dossier(filed_on=date(2026, 3, 2))

    def test_an_evaluation_never_ends_before_it_starts(self) -> None:
        start = date(2026, 4, 2)

        assert problems(lambda: Evaluation(starts_on=start, ends_on=date(2026, 4, 1))) == [
            ("evaluation.ends_on", "wrong_order")
        ]
        assert Evaluation(starts_on=start, ends_on=date(2026, 4, 2)).ends_on == start
        assert Evaluation(starts_on=start, ends_on=date(2026, 4, 3)).starts_on == start
        assert Evaluation(ends_on=date(2026, 4, 1)).starts_on is None

    def test_an_accreditation_never_ends_before_it_begins(self) -> None:
        begin = date(2026, 4, 2)

        assert problems(lambda: Accreditation(valid_from=begin, valid_until=date(2026, 4, 1))) == [
            ("evaluator.accreditation.valid_until", "wrong_order")
        ]
        assert Accreditation(valid_from=begin, valid_until=begin).valid_until == begin
        assert Accreditation(valid_from=begin, valid_until=date(9999, 12, 31)).valid_from == begin

    def test_the_order_of_any_other_dates_is_no_matter_of_shape(self) -> None:
        upside_down = {
            "filed_on": date(2026, 5, 1),
            "applicant.identity_document.valid_until": date(2026, 3, 1),
            "applicant.proof_of_residence.issued_on": date(2026, 6, 1),
            "evaluation.starts_on": date(2026, 4, 1),
            "evaluator.accreditation.valid_from": date(2026, 4, 3),
        }

        assert eligible_but(upside_down).filed_on == date(2026, 5, 1)


class TestBools:
    """True, false or unknown; nothing else is taken for them."""

    @pytest.mark.parametrize("path", BOOLS)
    @pytest.mark.parametrize("wrong", [1, 0, 1.0, "true", "false", "", [], date(2026, 3, 2)], ids=repr)
    def test_what_is_not_true_or_false_is_refused(self, path: str, wrong: object) -> None:
        assert problems(lambda: dossier_of({path: wrong})) == [(path, "wrong_type")]

    @pytest.mark.parametrize("path", BOOLS)
    @pytest.mark.parametrize("value", [True, False])
    def test_true_and_false_are_taken(self, path: str, value: bool) -> None:
        assert dossier_of({path: value}) != dossier_of({path: not value})


class OtherKind(StrEnum):
    """An enum that has the same words, and is another."""

    SOCLE = "socle"
    PASSPORT = "passport"
    FINAL = "final"


class TestEnums:
    """Members of the enum itself; their words are read by ``wire``."""

    @pytest.mark.parametrize("path", ENUMS)
    @pytest.mark.parametrize(
        "wrong",
        ["socle", "passport", "final", "certified", "", 1, True, OtherKind.SOCLE, OtherKind.FINAL, CertificationKind],
        ids=repr,
    )
    def test_what_is_no_member_is_refused(self, path: str, wrong: object) -> None:
        ((refused, code),) = problems(lambda: dossier_of({path: wrong}))

        assert refused == path
        assert code in {"wrong_type", "unknown_value"}

    @pytest.mark.parametrize("path", ENUMS)
    def test_text_that_is_no_key_is_refused_like_other_text(self, path: str) -> None:
        assert problems(lambda: dossier_of({path: Unhashable("socle")})) == [(path, "wrong_type")]

    def test_a_member_of_another_of_our_enums_is_refused(self) -> None:
        assert problems(lambda: Evaluation(stage=CertificationKind.SOCLE))  # type: ignore[arg-type]

    def test_the_national_word_for_initial_is_pointed_out(self) -> None:
        with pytest.raises(InvalidDossier, match=r"EvaluationStage\.INITIAL|initial"):
            Evaluation(stage="prealable")  # type: ignore[arg-type]


class Unhashable(str):
    """Text that is no key, and equals nothing."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = None  # type: ignore[assignment]


class TestDepartments:
    """Codes of departments, as strings: Corsica has no 20, overseas codes have three digits, abroad is 99."""

    CODES = (
        [f"{number:02}" for number in range(1, 20)]
        + [str(number) for number in range(21, 96)]
        + ["2A", "2B"]
        + ["971", "972", "973", "974", "975", "976", "977", "978"]
        + ["984", "986", "987", "988", "989"]
        + ["99"]
    )

    @pytest.mark.parametrize("path", DEPARTMENT_FACTS)
    def test_every_department_is_taken(self, path: str) -> None:
        assert len({dossier_of({path: code}) for code in self.CODES}) == 110

    @pytest.mark.parametrize("path", DEPARTMENT_FACTS)
    @pytest.mark.parametrize(
        "wrong",
        [
            "20",
            "00",
            "96",
            "97",
            "98",
            "970",
            "979",
            "983",
            "985",
            "990",
            "1",
            "016",
            "075",
            "2a",
            "2C",
            "33 ",
            " 33",
            "٣٣",
            "33063",
            "Gironde",
            "",
        ],
        ids=repr,
    )
    def test_what_is_no_code_is_refused(self, path: str, wrong: str) -> None:
        assert problems(lambda: dossier_of({path: wrong})) == [(path, "unknown_value")]

    @pytest.mark.parametrize("path", DEPARTMENT_FACTS)
    def test_a_subclass_of_str_becomes_plain_text(self, path: str) -> None:
        dossier = dossier_of({path: Unhashable("33")})

        (stated,) = (fact.of(dossier) for fact in FACTS if fact.path == path)
        assert type(stated) is str
        assert dossier == dossier_of({path: "33"})
        assert hash(dossier) == hash(dossier_of({path: "33"}))
        assert problems(lambda: dossier_of({path: Unhashable("20")})) == [(path, "unknown_value")]

    @pytest.mark.parametrize("path", DEPARTMENT_FACTS)
    @pytest.mark.parametrize("wrong", [33, 33.0, True, ["33"], b"33"], ids=repr)
    def test_what_is_no_string_is_refused(self, path: str, wrong: object) -> None:
        assert problems(lambda: dossier_of({path: wrong})) == [(path, "wrong_type")]


class TestParts:
    """A nested model left out is ``None``; anything but that model is refused."""

    @pytest.mark.parametrize(
        ("build", "path"),
        [
            (lambda wrong: Dossier(applicant=wrong), "applicant"),
            (lambda wrong: Dossier(certification=wrong), "certification"),
            (lambda wrong: Dossier(evaluation=wrong), "evaluation"),
            (lambda wrong: Dossier(evaluator=wrong), "evaluator"),
            (lambda wrong: Dossier(quote=wrong), "quote"),
            (lambda wrong: Applicant(identity_document=wrong), "applicant.identity_document"),
            (lambda wrong: Applicant(proof_of_residence=wrong), "applicant.proof_of_residence"),
            (lambda wrong: Evaluator(accreditation=wrong), "evaluator.accreditation"),
        ],
    )
    @pytest.mark.parametrize("wrong", [{}, "passport", True, Dossier()], ids=repr)
    def test_another_object_is_refused(self, build: Callable[[Any], object], path: str, wrong: object) -> None:
        assert problems(lambda: build(wrong)) == [(path, "wrong_type")]


class TestRefusals:
    """An error names everything that is wrong, where it is, in stable codes."""

    def test_every_problem_of_an_object_is_told_at_once(self) -> None:
        wrong: dict[str, Any] = {
            "stage": "initial",
            "starts_on": datetime(2026, 3, 2),  # noqa: DTZ001 - a naive one is meant
            "ends_on": date(1066, 10, 14),
            "initial_outcome": 3,
        }

        assert problems(lambda: Evaluation(**wrong)) == [
            ("evaluation.stage", "wrong_type"),
            ("evaluation.starts_on", "wrong_type"),
            ("evaluation.ends_on", "out_of_range"),
            ("evaluation.initial_outcome", "wrong_type"),
        ]

    def test_the_order_of_two_dates_is_judged_even_where_another_field_is_wrong(self) -> None:
        wrong: dict[str, Any] = {"stage": 1, "starts_on": date(2026, 4, 2), "ends_on": date(2026, 4, 1)}

        assert problems(lambda: Evaluation(**wrong)) == [
            ("evaluation.stage", "wrong_type"),
            ("evaluation.ends_on", "wrong_order"),
        ]

    def test_a_date_out_of_range_is_in_no_wrong_order(self) -> None:
        assert problems(lambda: Evaluation(starts_on=date(2026, 4, 2), ends_on=date(1066, 10, 14))) == [
            ("evaluation.ends_on", "out_of_range")
        ]

    @pytest.mark.parametrize(
        ("build", "message"),
        [
            (
                lambda: Dossier(filed_on=pd.Timestamp("2026-03-02")),
                "filed_on: expected a date without a time, got a pandas.Timestamp; take its date()",
            ),
            (
                lambda: Dossier(filed_on=datetime(2026, 3, 2, tzinfo=UTC)),
                (
                    "filed_on: expected a date without a time, got a datetime; "
                    "take its day in Paris, evidence.paris_day(…)"
                ),
            ),
            (
                lambda: Dossier(filed_on=pd.NaT),  # type: ignore[arg-type]
                "filed_on: expected a date without a time, got NaT; leave out what is unknown",
            ),
            (
                lambda: Dossier(filing_open=np.bool_(True)),  # type: ignore[arg-type]
                f"filing_open: expected true or false, got a numpy.{np.bool_.__name__}; take its item()",
            ),
            (
                lambda: Applicant(department=float("nan")),  # type: ignore[arg-type]
                (
                    "applicant.department: expected a department code such as '33' or '2A', "
                    "got NaN (not a number); leave out what is unknown"
                ),
            ),
            (
                lambda: Certification(kind=pd.NA),  # type: ignore[arg-type]
                "certification.kind: expected CertificationKind, got NA; leave out what is unknown",
            ),
            (
                lambda: Certification(kind="socle et numerique"),  # type: ignore[arg-type]
                (
                    "certification.kind: got the text 'socle et numerique', no member of CertificationKind; "
                    "there is one dossier for each certification (S28): state one here"
                ),
            ),
            (
                lambda: Evaluation(stage=("initial", "final")),  # type: ignore[arg-type]
                (
                    "evaluation.stage: expected EvaluationStage, got a tuple; "
                    "there is one dossier for each kind of evaluation (S29): state one here"
                ),
            ),
        ],
    )
    def test_what_other_libraries_make_is_named_and_told_the_way_out(
        self, build: Callable[[], object], message: str
    ) -> None:
        with pytest.raises(InvalidDossier) as refused:
            build()
        assert str(refused.value) == message

    def test_a_refusal_is_an_error_of_this_library_and_a_value_error(self) -> None:
        assert issubclass(InvalidDossier, CleaError)
        assert issubclass(InvalidDossier, ValueError)

    def test_the_text_of_a_refusal_has_a_line_for_each_problem(self) -> None:
        with pytest.raises(InvalidDossier) as refusal:
            Quote(from_evaluator=1, names_applicant="yes")  # type: ignore[arg-type]

        first, second = str(refusal.value).splitlines()
        assert first.startswith("quote.from_evaluator: ")
        assert second.startswith("quote.names_applicant: ")

    def test_changing_a_model_checks_it_again(self) -> None:
        evaluation = Evaluation(starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 2))

        assert problems(lambda: attrs.evolve(evaluation, starts_on=date(2026, 4, 3))) == [
            ("evaluation.ends_on", "wrong_order")
        ]
