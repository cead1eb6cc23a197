"""The example of a web service, called over its HTTP interface."""

import asyncio
import json
import runpy
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import openapi_spec_validator
import pytest
from jsonschema import Draft202012Validator

from clea_eligibility import decide
from clea_eligibility.wire import decision_to_dict, dossier_from_json, dossier_schema

EXAMPLES = Path(__file__).parents[1] / "examples"
OUTCOMES = {"on_the_last_day": "eligible", "late_by_one_day": "ineligible", "start_date_unknown": "undetermined"}


SERVICE = runpy.run_path(str(EXAMPLES / "service.py"))["app"]


def call(method: str, path: str, body: str | bytes | AsyncIterator[bytes] = "") -> httpx.Response:
    """What the service answers, called as a web server would call it."""

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(app=SERVICE)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.request(method, path, content=body)

    return asyncio.run(answer())


def posted(body: str | bytes, query: str = "") -> httpx.Response:
    return call("POST", f"/decisions{query}", body)


@pytest.mark.parametrize(("name", "outcome"), OUTCOMES.items())
def test_every_outcome_is_an_answer(name: str, outcome: str) -> None:
    sent = (EXAMPLES / f"{name}.json").read_bytes()
    answer = posted(sent)

    assert answer.status_code == 200
    said = answer.json()
    explanation = said.pop("explanation")
    assert said["outcome"] == outcome
    assert said == decision_to_dict(decide(dossier_from_json(sent)))
    assert "La décision revient à la Région" in explanation


def test_the_explanation_comes_in_the_language_asked_for() -> None:
    answer = posted((EXAMPLES / "late_by_one_day.json").read_bytes(), "?lang=en")

    assert answer.json()["explanation"].startswith("The dossier does not meet the published criteria.")


def test_every_problem_with_a_dossier_is_sent_back_as_422() -> None:
    answer = posted('{"filed_on": "20260302", "quote": {"provided": 1}, "department": "33"}')

    assert answer.status_code == 422
    assert [(problem["path"], problem["code"]) for problem in answer.json()["problems"]] == [
        ("filed_on", "not_a_date"),
        ("quote.provided", "wrong_type"),
        ("department", "unknown_key"),
    ]


@pytest.mark.parametrize("body", ["", "no JSON", "[]", '{"quote": {"provided": true, "provided": false}}'])
def test_what_is_no_dossier_is_422(body: str) -> None:
    assert posted(body).status_code == 422


def test_another_language_is_422_in_the_same_form() -> None:
    answer = posted("{}", "?lang=de")

    assert answer.status_code == 422
    assert [problem["path"] for problem in answer.json()["problems"]] == ["query.lang"]


def test_a_body_that_is_too_large_is_413_before_it_is_read_whole() -> None:
    parts = iter([b"{" + b" " * 40_000, b" " * 40_000])

    async def endless() -> AsyncIterator[bytes]:
        for part in parts:
            yield part
        raise AssertionError("read on")

    answer = call("POST", "/decisions", endless())

    assert answer.status_code == 413
    assert answer.json()["problems"] == [
        {"path": "", "pointer": "", "code": "too_large", "message": "more than 64,000 bytes"}
    ]
    assert posted(" " * 63_998 + "{}").status_code == 200


DESCRIBED: Any = call("GET", "/openapi.json").json()
OPERATION = DESCRIBED["paths"]["/decisions"]["post"]


def described(status: int) -> Draft202012Validator:
    """What the description says of an answer."""
    schema = OPERATION["responses"][str(status)]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": DESCRIBED["components"]})


def test_the_interface_is_described_as_openapi_wants_it() -> None:
    assert DESCRIBED["openapi"].startswith("3.1")
    openapi_spec_validator.validate(DESCRIBED)


def test_what_is_sent_is_described_by_the_schema_of_a_dossier() -> None:
    as_json = json.loads(json.dumps(dossier_schema()))

    assert OPERATION["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Dossier"}
    assert DESCRIBED["components"]["schemas"]["Dossier"].items() <= as_json.items()


def test_it_answers_what_its_description_says() -> None:
    for file in EXAMPLES.glob("*.json"):
        if not file.name.endswith(".decision.json"):
            described(200).validate(posted(file.read_bytes()).json())
    assert not described(200).is_valid(posted("{}").json() | {"explanation": None})
    assert not described(200).is_valid(posted("{}").json() | {"amount": 450})  # of an undetermined one, it is null
    for status, answer in ((422, posted("[]")), (422, posted("{}", "?lang=de")), (413, posted(" " * 64_001))):
        assert answer.status_code == status
        described(status).validate(answer.json())
    assert set(OPERATION["responses"]) == {"200", "413", "422"}


def test_codes_are_logged_and_nothing_that_a_person_typed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    posted((EXAMPLES / "late_by_one_day.json").read_bytes())
    posted('{"Camille Martin": 1, "filed_on": "le 2 mars"}')

    assert [record.getMessage() for record in caplog.records if record.name == "decisions"] == [
        "ineligible by guide-2026: ['filed_three_weeks_before']",
        "refused: ['not_a_date', 'unknown_key']",
    ]
