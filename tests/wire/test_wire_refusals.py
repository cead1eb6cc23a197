"""What is no dossier: every problem at once, in helpful words, and never another error."""

import json
from collections import UserDict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from refusals import nested, only_message, problems_of, refused, refused_text

from clea_eligibility import Dossier
from clea_eligibility.wire import PROBLEM_CODES, dossier_from_dict, dossier_from_json


class TestEveryProblemAtOnce:
    def test_in_the_order_of_the_facts_and_an_object_s_unknown_keys_last(self) -> None:
        text = """{
            "accreditation": {},
            "quote": {"provided": true, "names_applicant": "yes", "provided": true},
            "evaluator": {"department": "20", "accreditation": {"valid_from": "1899-12-31"}},
            "evaluation": {"initial_outcome": 1, "ends_on": "2026-03-02", "starts_on": "2026-03-09"},
            "certification": {"kind": "bureautique"},
            "applicant": {
                "departement": "33",
                "proof_of_residence": {"issued_on": NaN},
                "identity_document": [],
                "is_job_seeker": "false"
            },
            "filed_on": "20260302"
        }"""
        assert refused_text(text) == [
            ("filed_on", "not_a_date"),
            ("applicant.is_job_seeker", "wrong_type"),
            ("applicant.identity_document", "wrong_type"),
            ("applicant.proof_of_residence.issued_on", "not_json"),
            ("applicant.departement", "unknown_key"),
            ("certification.kind", "unknown_value"),
            ("evaluation.ends_on", "wrong_order"),
            ("evaluation.initial_outcome", "wrong_type"),
            ("evaluator.department", "unknown_value"),
            ("evaluator.accreditation.valid_from", "out_of_range"),
            ("quote.provided", "duplicate_key"),
            ("quote.names_applicant", "wrong_type"),
            ("accreditation", "unknown_key"),
        ]

    def test_dates_in_the_wrong_order_are_seen_beside_other_problems(self) -> None:
        accreditation = {"valid_from": "2026-03-09", "valid_until": "2026-03-08", "held": 1, "until": None}
        assert refused({"evaluator": {"accreditation": accreditation}}) == [
            ("evaluator.accreditation.held", "wrong_type"),
            ("evaluator.accreditation.valid_until", "wrong_order"),
            ("evaluator.accreditation.until", "unknown_key"),
        ]

    def test_an_unsound_date_is_in_no_order(self) -> None:
        assert refused({"evaluation": {"starts_on": "2026-03-09", "ends_on": "2026-03-00"}}) == [
            ("evaluation.ends_on", "not_a_date")
        ]

    def test_a_hundred_problems_are_listed_and_the_rest_is_counted(self) -> None:
        *listed, last = problems_of(dossier_from_dict, {f"key_{number}": None for number in range(10_000)})
        assert [problem.path for problem in listed] == [f"key_{number}" for number in range(100)]
        assert (last.path, last.pointer, last.code) == ("", "", "too_many_problems")
        assert last.message == "9,900 more problems"
        assert last.text("fr") == "9\u202f900 autres problèmes"

    def test_the_rest_of_an_inner_object_is_counted_too(self) -> None:
        many = {f"key_{number}": None for number in range(101)}
        *listed, last = problems_of(dossier_from_dict, {"quote": many, "filed_on": 1, **many})
        assert len(listed) == 100
        assert last.message == "103 more problems"

    def test_every_code_is_documented(self) -> None:
        assert set(PROBLEM_CODES) == {
            "not_json",
            "too_deep",
            "duplicate_key",
            "unknown_key",
            "wrong_type",
            "unknown_value",
            "not_a_date",
            "out_of_range",
            "wrong_order",
            "too_many_problems",
        }


class TestHints:
    @pytest.mark.parametrize(
        ("path", "word", "meant"),
        [
            ("evaluation.stage", "prealable", "initial"),
            ("evaluation.stage", "préalable", "initial"),
            ("evaluation.stage", "Préalable", "initial"),
            ("evaluation.stage", "pre\u0301alable", "initial"),
            ("evaluation.stage", "initiale", "initial"),
            ("evaluation.stage", "finale", "final"),
            ("evaluation.stage", "INITIAL", "initial"),
            ("evaluation.initial_outcome", "non certifié", "not_certified"),
            ("certification.kind", "clea", "socle"),
            ("certification.kind", "CléA", "socle"),
            ("certification.kind", "CléA Socle", "socle"),
            ("certification.kind", "numérique", "numerique"),
            ("applicant.identity_document.kind", "CNI", "national_identity_card"),
            ("applicant.identity_document.kind", "Carte nationale d'identité", "national_identity_card"),
            ("applicant.identity_document.kind", "carte_nationale_identite", "national_identity_card"),
            ("applicant.identity_document.kind", "passeport", "passport"),
            ("applicant.identity_document.kind", "titre de séjour", "residence_permit"),
            ("applicant.identity_document.kind", "residence-permit", "residence_permit"),
            ("applicant.identity_document.kind", "autre", "other"),
        ],
    )
    def test_a_wrong_word_points_to_the_right_one(self, path: str, word: str, meant: str) -> None:
        assert refused(nested(path, word)) == [(path, "unknown_value")]
        assert only_message(nested(path, word)).endswith(f"; did you mean '{meant}'?")

    def test_a_word_that_means_something_elsewhere_only_gets_the_list(self) -> None:
        assert only_message({"evaluation": {"stage": "cni"}}) == "unknown value 'cni'; expected one of: initial, final"

    @pytest.mark.parametrize(
        ("data", "hint"),
        [
            ({"filedOn": None}, "did you mean 'filed_on'?"),
            ({"applicant": {"departement": None}}, "did you mean 'department'?"),
            ({"applicant": {"Department": None}}, "did you mean 'department'?"),
            ({"evaluation": {"start_on": None}}, "did you mean 'starts_on'?"),
            ({"applicant.department": None}, 'objects nest: write {"applicant": {"department": …}}'),
            ({"filed.on": None}, 'did you mean {"filed_on": …}?'),
            ({"Applicant.departement": None}, 'did you mean {"applicant": {"department": …}}?'),
            ({"applicant": {"identity_document.kind": None}}, 'objects nest: write {"identity_document": {"kind": …}}'),
            ({"applicant": {"evaluation.stage": None}}, "its place is evaluation.stage"),
            ({"quote": {"zz.zz": None}}, "expected one of: provided, from_evaluator, names_applicant"),
            ({"applicant_department": None}, "its place is applicant.department"),
            ({"department": None}, "its place is applicant.department or evaluator.department"),
            ({"accreditation": None}, "its place is evaluator.accreditation"),
            ({"applicant": {"quote": None}}, "its place is quote"),
            ({"quote": {"zzz": None}}, "expected one of: provided, from_evaluator, names_applicant"),
        ],
    )
    def test_an_unknown_key_points_to_the_nearest_or_to_its_place(self, data: Any, hint: str) -> None:
        assert only_message(data) == f"unknown key; {hint}"

    @pytest.mark.parametrize(
        ("data", "path"),
        [
            ({"applicant.department": "33"}, '"applicant.department"'),
            ({"applicant": {"identity_document.kind": 1}}, 'applicant."identity_document.kind"'),
            ({'"é".x': 1}, '"\\"é\\".x"'),
            ({"x.\u202e": 1}, r'"x.\u202e"'),
            ({"." * 61: 1}, f"'{'.' * 60}'…"),
        ],
    )
    def test_the_path_of_a_key_with_a_dot_is_that_of_no_fact(self, data: Any, path: str) -> None:
        assert refused(data) == [(path, "unknown_key")]

    @pytest.mark.parametrize(
        ("path", "value", "hint"),
        [
            ("certification.kind", "socle, numérique", "there is one dossier for each certification (S28)"),
            ("certification.kind", "CléA Socle + CléA Numérique", "there is one dossier for each certification (S28)"),
            ("certification.kind", ["socle", "numerique"], "there is one dossier for each certification (S28)"),
            ("evaluation.stage", "initiale et finale", "there is one dossier for each kind of evaluation (S29)"),
            ("evaluator.accreditation.certification", "socle/numerique", "evidence.merge_accreditations"),
        ],
    )
    def test_several_values_where_there_is_one_get_the_reason(self, path: str, value: object, hint: str) -> None:
        assert hint in only_message(nested(path, value))

    @pytest.mark.parametrize("value", ["socle", "clea socle", "", "x" * 61, ["socle"], [], 1])
    def test_a_single_certification_that_is_written_otherwise_gets_no_such_reason(self, value: object) -> None:
        problems = [] if value == "socle" else problems_of(dossier_from_dict, nested("certification.kind", value))
        assert not any("S28" in problem.message for problem in problems)

    @pytest.mark.parametrize(
        ("value", "end"),
        [
            (date(2026, 3, 2), "got a date; in JSON a day is text: write its isoformat()"),
            (
                datetime.fromisoformat("2026-03-02 09:30"),
                ("got a datetime; in JSON a day is text: write its date().isoformat() if its clock is that of Paris"),
            ),
            (pd.Timestamp("2026-03-02"), "got a pandas.Timestamp; in JSON a day is text: write its date().isoformat()"),
            (
                pd.Timestamp("2026-03-02 09:30", tz="UTC"),
                (
                    "got a pandas.Timestamp; in JSON a day is text: "
                    "write its day in Paris, evidence.paris_day(…).isoformat()"
                ),
            ),
            (
                np.datetime64("2026-03-02"),
                'got a numpy.datetime64; in JSON a day is text: write its astype("datetime64[D]").item().isoformat()',
            ),
            (float("nan"), "got NaN (not a number); leave out what is unknown"),
            (pd.NaT, "got NaT; leave out what is unknown"),
            (20260302, "got the number 20260302"),
        ],
    )
    def test_what_is_no_text_but_a_day_or_nothing_is_told_the_way_out(self, value: object, end: str) -> None:
        assert only_message({"filed_on": value}) == f"expected a day as text, written YYYY-MM-DD, {end}"

    def test_nothing_in_place_of_an_object_is_told_the_way_out(self) -> None:
        assert only_message({"quote": float("nan")}).endswith("got NaN (not a number); leave out what is unknown")

    def test_only_the_first_twenty_unknown_keys_of_an_object_get_a_hint(self) -> None:
        problems = problems_of(dossier_from_dict, {f"filed_on_{number}": None for number in range(51)})
        assert problems[19].message == "unknown key; did you mean 'filed_on'?"
        assert problems[20].message == "unknown key"

    def test_a_wrong_value_is_shown_but_never_a_whole_object(self) -> None:
        assert only_message({"filed_on": {"secret": 1}}).endswith("got an object")
        assert only_message({"filing_open": 10**5000}).endswith("got a huge number")
        assert only_message({"filing_open": "x" * 1000}).endswith("(1,000 characters)")


class TestNoInputRaisesAnythingElse:
    @pytest.mark.parametrize("data", [None, 0, True, 1.5, "", "{}", b"{}", [], [{}], {1}, object(), Dossier()])
    def test_what_is_no_object_is_no_dossier(self, data: object) -> None:
        assert refused(data) == [("", "wrong_type")]

    @pytest.mark.parametrize("data", [None, 0, {}, [], bytearray(b"{}"), object()])
    def test_what_is_no_text_is_no_json(self, data: object) -> None:
        assert refused_text(data) == [("", "wrong_type")]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "{",
            "{}{}",
            "{'filed_on': null}",
            '{"filed_on": null,}',
            '{"filed_on": "\n"}',
            '{"filed_on": "\\x"}',
            "﻿﻿{}",
            "\x00",
            "\ud800",
            "NaN",
            "-Infinity",
            b"",
            b"\xff",
            b'{"filed_on": "\xe9"}',
            "{}".encode("utf-16"),
            b"\xed\xa0\x80",
        ],
    )
    def test_what_is_not_json_is_refused(self, text: str | bytes) -> None:
        assert refused_text(text) == [("", "not_json")]

    def test_an_error_in_json_is_located(self) -> None:
        (problem,) = problems_of(dossier_from_json, '{\n  "filed_on": oops}')
        assert "line 2, column 15" in problem.message

    @pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
    @pytest.mark.parametrize("path", ["filing_open", "filed_on", "quote", "certification.kind", "evaluator.department"])
    def test_what_only_python_takes_for_json_is_refused_where_it_stands(self, path: str, constant: str) -> None:
        text = json.dumps(nested(path, 0)).replace("0", constant)
        assert refused_text(text) == [(path, "not_json")]

    @pytest.mark.parametrize("opening", ["[", '{"applicant":', '[{"a":'])
    def test_nesting_without_end_is_too_deep(self, opening: str) -> None:
        assert refused_text(opening * 100_000) == [("", "too_deep")]
        closing = {"[": "]", "{": "}"}
        whole = opening * 100_000 + "0" + "".join(closing[mark] for mark in reversed(opening) if mark in "[{") * 100_000
        assert refused_text(whole) == [("", "too_deep")]

    def test_a_hundred_deep_is_read_and_one_more_is_too_deep(self) -> None:
        assert refused_text('{"x": ' + "[" * 99 + "]" * 99 + "}") == [("x", "unknown_key")]
        assert refused_text('{"x": ' + "[" * 100 + "]" * 100 + "}") == [("", "too_deep")]

    def test_only_brackets_that_are_open_at_once_and_in_no_text_make_it_deep(self) -> None:
        side_by_side = "[" + ", ".join(["[]"] * 200) + "]"
        assert refused_text('{"x": ' + side_by_side + ', "y": "' + "[" * 200 + '\\"[' + '"}') == [
            ("x", "unknown_key"),
            ("y", "unknown_key"),
        ]
        assert refused_text('{"x": "' + "[" * 200) == [("", "not_json")]
        assert refused_text('"' + '\\"[' * 100_000) == [("", "not_json")]

    @pytest.mark.parametrize("number", ["1" * 10_000, "-" + "9" * 1_000_000, "1e999999999", "0." + "1" * 100_000])
    def test_a_number_of_any_size_is_just_a_wrong_type(self, number: str) -> None:
        (problem,) = problems_of(dossier_from_json, f'{{"filing_open": {number}}}')
        assert (problem.path, problem.code) == ("filing_open", "wrong_type")
        assert len(problem.message) < 100

    def test_a_key_stated_twice_is_refused_even_with_the_same_value(self) -> None:
        assert refused_text('{"filed_on": null, "filed_on": null}') == [("filed_on", "duplicate_key")]
        assert refused_text('{"applicant": {}, "applicant": {"department": 1}}') == [
            ("applicant", "duplicate_key"),
            ("applicant.department", "wrong_type"),
        ]
        assert refused_text('{"x": 1, "x": 2, "x": 3}') == [("x", "duplicate_key"), ("x", "unknown_key")]
        assert refused_text('{"filed_on": {"x": 1, "x": 2}}') == [("filed_on", "wrong_type")]

    @pytest.mark.parametrize(
        ("key", "path"),
        [
            ("\ud800", r"quote.'\ud800'"),
            ("\x1b[2J", r"quote.'\x1b[2J'"),
            ("", "quote.''"),
            ("k" * 61, f"quote.'{'k' * 60}'…"),
            (1, "quote"),
            (None, "quote"),
            (("a", 10**5000), "quote"),
        ],
    )
    def test_a_strange_key_is_shown_harmlessly(self, key: object, path: str) -> None:
        assert refused({"quote": {key: None}}) == [(path, "unknown_key")]

    def test_an_object_inside_itself_is_read_no_deeper_than_a_dossier(self) -> None:
        endless: dict[str, Any] = {}
        endless.update(applicant=endless, evaluator=endless, filed_on=endless)
        assert ("applicant.evaluator", "unknown_key") in refused(endless)

    def test_a_mapping_that_finds_keys_it_does_not_list_is_read_by_its_list(self) -> None:
        class Headers(dict[str, Any]):
            def __contains__(self, key: object) -> bool:
                return True

            def __missing__(self, key: str) -> bool:
                return True

        assert dossier_from_dict(Headers(filing_open=False)) == Dossier(filing_open=False)

    def test_a_mapping_that_cannot_say_its_keys_is_no_object(self) -> None:
        class Closed(UserDict[str, Any]):
            def __iter__(self) -> Iterator[str]:
                raise OSError("closed")

            keys = __iter__  # type: ignore[assignment]

        assert refused({"quote": Closed(), "filing_open": 1}) == [
            ("filing_open", "wrong_type"),
            ("quote", "wrong_type"),
        ]

    def test_a_hundred_megabytes_of_text_are_refused(self) -> None:
        long = "x" * 100_000_000
        assert refused_text(long) == [("", "not_json")]
        assert refused_text(f'{{"filed_on": "{long}"}}') == [("filed_on", "not_a_date")]
        assert refused_text(f'{{"certification": {{"kind": "{long}"}}}}') == [("certification.kind", "unknown_value")]
        (problem,) = problems_of(dossier_from_json, f'{{"{long}": null}}')
        assert problem.code == "unknown_key"
        assert len(problem.path) < 100
        assert len(problem.message) < 200
