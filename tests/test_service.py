"""The example of a web service, called over its HTTP interface."""

import asyncio
import json
import runpy
from pathlib import Path
from typing import Any

import httpx
import pytest

from clea_eligibility import decide
from clea_eligibility.wire import decision_to_dict, dossier_from_json, dossier_schema

EXAMPLES = Path(__file__).parents[1] / "examples"
OUTCOMES = {"on_the_last_day": "eligible", "late_by_one_day": "ineligible", "start_date_unknown": "undetermined"}


SERVICE = runpy.run_path(str(EXAMPLES / "service.py"))["app"]


def call(method: str, path: str, body: str | bytes = "") -> httpx.Response:
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


def test_another_language_is_422() -> None:
    assert posted("{}", "?lang=de").status_code == 422


def test_the_interface_is_described_by_the_schemas() -> None:
    described: Any = call("GET", "/openapi.json").json()["paths"]["/decisions"]["post"]
    as_json = json.loads(json.dumps(dossier_schema()))

    assert described["requestBody"]["content"]["application/json"]["schema"] == as_json
