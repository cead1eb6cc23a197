"""The vocabulary: every fact of the contract, in its order, and the presence flags."""

import copy
import pickle
from datetime import date
from enum import Enum
from typing import get_args

import attrs
import pytest
from making import dossier_of

from clea_eligibility import (
    FACTS,
    Accreditation,
    CertificationKind,
    Dossier,
    EvaluationStage,
    IdentityDocument,
    IdentityDocumentKind,
    InitialOutcome,
)
from clea_eligibility.dossier.facts import FactPath, fact

# The contract's table of facts, copied by hand: path, type.
VOCABULARY = [
    ("filed_on", "date"),
    ("filing_open", "bool"),
    ("applicant.is_job_seeker", "bool"),
    ("applicant.department", "str"),
    ("applicant.identity_document.provided", "bool"),
    ("applicant.identity_document.kind", "enum"),
    ("applicant.identity_document.permits_work", "bool"),
    ("applicant.identity_document.valid_until", "date"),
    ("applicant.proof_of_residence.provided", "bool"),
    ("applicant.proof_of_residence.issued_on", "date"),
    ("applicant.proof_of_residence.attests_main_residence", "bool"),
    ("certification.kind", "enum"),
    ("evaluation.stage", "enum"),
    ("evaluation.starts_on", "date"),
    ("evaluation.ends_on", "date"),
    ("evaluation.initial_outcome", "enum"),
    ("evaluator.department", "str"),
    ("evaluator.accreditation.held", "bool"),
    ("evaluator.accreditation.certification", "enum"),
    ("evaluator.accreditation.valid_from", "date"),
    ("evaluator.accreditation.valid_until", "date"),
    ("quote.provided", "bool"),
    ("quote.from_evaluator", "bool"),
    ("quote.names_applicant", "bool"),
]


class TestVocabulary:
    """Every fact of the contract, in its order."""

    def test_the_facts_are_those_of_the_contract(self) -> None:
        assert [(fact.path, fact.type) for fact in FACTS] == VOCABULARY

    @pytest.mark.parametrize(
        ("enum", "values"),
        [
            (IdentityDocumentKind, ["national_identity_card", "passport", "residence_permit", "other"]),
            (CertificationKind, ["socle", "numerique", "management"]),
            (EvaluationStage, ["initial", "final"]),
            (InitialOutcome, ["certified", "not_certified"]),
        ],
    )
    def test_enums_are_strings(self, enum: type[Enum], values: list[str]) -> None:
        assert [str(member) for member in enum] == values
        assert [member.value for member in enum] == values
        assert all(isinstance(member, str) for member in enum)

    def test_every_fact_asks_a_question_in_french_and_in_english(self) -> None:
        questions = [fact.question(lang) for fact in FACTS for lang in ("fr", "en")]

        assert all(question.endswith("?") for question in questions)
        assert len(set(questions)) == 2 * len(VOCABULARY)

    def test_every_fact_names_who_answers_and_who_can_change_it(self) -> None:
        assert {fact.answered_by for fact in FACTS} == {"applicant", "evaluator", "region"}
        assert {fact.changed_by for fact in FACTS} <= {"applicant", "evaluator", "region", "nobody"}

    def test_type_checkers_know_the_same_paths(self) -> None:
        assert get_args(FactPath) == tuple(fact.path for fact in FACTS)

    def test_a_fact_is_shown_by_its_path(self) -> None:
        assert repr(FACTS[0]) == "Fact('filed_on')"


@pytest.mark.parametrize("path", get_args(FactPath))
def test_there_is_one_of_each_fact(path: FactPath) -> None:
    known = fact(path)

    assert copy.copy(known) is copy.deepcopy(known) is known
    assert pickle.loads(pickle.dumps(known)) is known


class TestPresenceFlags:
    """Stated, it stands; not stated, it is true as soon as any other fact of the same object is known."""

    CASES = (
        ("applicant.identity_document", "provided", "kind", IdentityDocumentKind.OTHER),
        ("applicant.identity_document", "provided", "permits_work", False),
        ("applicant.identity_document", "provided", "valid_until", date(2020, 1, 1)),
        ("applicant.proof_of_residence", "provided", "issued_on", date(2020, 1, 1)),
        ("applicant.proof_of_residence", "provided", "attests_main_residence", False),
        ("evaluator.accreditation", "held", "certification", CertificationKind.MANAGEMENT),
        ("evaluator.accreditation", "held", "valid_from", date(2020, 1, 1)),
        ("evaluator.accreditation", "held", "valid_until", date(2020, 1, 1)),
        ("quote", "provided", "from_evaluator", False),
        ("quote", "provided", "names_applicant", False),
    )

    @pytest.mark.parametrize(("owner", "flag", "name", "value"), CASES)
    def test_any_other_known_fact_settles_it(self, owner: str, flag: str, name: str, value: object) -> None:
        told = dossier_of({f"{owner}.{name}": value})

        assert told == dossier_of({f"{owner}.{name}": value, f"{owner}.{flag}": True})
        assert told != dossier_of({f"{owner}.{name}": value, f"{owner}.{flag}": False})
        assert flag_of(told, f"{owner}.{flag}") is True

    @pytest.mark.parametrize(("owner", "flag", "name", "value"), CASES)
    def test_stated_false_it_stands(self, owner: str, flag: str, name: str, value: object) -> None:
        told = dossier_of({f"{owner}.{name}": value, f"{owner}.{flag}": False})

        assert flag_of(told, f"{owner}.{flag}") is False

    @pytest.mark.parametrize(("model", "flag"), [(IdentityDocument, "provided"), (Accreditation, "held")])
    def test_an_empty_object_says_nothing(self, model: type, flag: str) -> None:
        assert getattr(model(), flag) is None
        assert getattr(model(**{flag: True}), flag) is True
        assert getattr(model(**{flag: False}), flag) is False

    def test_there_are_four(self) -> None:
        assert [fact.path for fact in FACTS if fact.is_presence_flag] == [
            "applicant.identity_document.provided",
            "applicant.proof_of_residence.provided",
            "evaluator.accreditation.held",
            "quote.provided",
        ]

    def test_a_settled_flag_stays_when_what_settled_it_is_forgotten(self) -> None:
        passport = IdentityDocument(kind=IdentityDocumentKind.PASSPORT)

        assert attrs.evolve(passport, kind=None) == IdentityDocument(provided=True)


def flag_of(dossier: Dossier, path: str) -> object:
    value: object = dossier
    for name in path.split("."):
        value = getattr(value, name)
    return value
