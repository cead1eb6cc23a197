"""A web service around the library: a dossier in, a decision out, every problem at once.

Run it with ``uvicorn service:app``; it needs ``fastapi`` and ``uvicorn``.
"""

import json
import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from clea_eligibility import InvalidDossier, Language, Problem, decide, wire
from clea_eligibility.explain import explain

LARGEST = 64_000
"""More bytes than this are no dossier: one takes less than two thousand."""

COMPONENTS: dict[str, Any] = {}
"""The schemas by their names in the description of the service."""


def component(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A reference to a schema, which goes among the components with all that it defines."""
    whole = json.loads(json.dumps(schema).replace("#/$defs/", "#/components/schemas/"))
    COMPONENTS.update(whole.pop("$defs", {}))
    COMPONENTS[name] = {key: value for key, value in whole.items() if key not in ("$schema", "$id")}
    return {"$ref": f"#/components/schemas/{name}"}


DECISION = wire.decision_schema()
ANSWER = {
    **DECISION,
    "title": "A decision, with its explanation",
    "properties": {**DECISION["properties"], "explanation": {"type": "string"}},
    "required": [*DECISION["required"], "explanation"],
}
PROBLEM = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("path", "pointer", "code", "message")},
    "required": ["path", "pointer", "code", "message"],
}
PROBLEMS = {
    "type": "object",
    "properties": {"problems": {"type": "array", "items": component("Problem", PROBLEM)}},
    "required": ["problems"],
}

app = FastAPI(title="Does a CléA dossier meet the published criteria?")
log = logging.getLogger("decisions")


def of(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """What is sent, or answered: JSON of this schema."""
    return {"description": description, "content": {"application/json": {"schema": component(name, schema)}}}


SENT = {"required": True, **of("Dossier", wire.dossier_schema(), "A dossier, as far as it is known.")}
ANSWERED: dict[int | str, dict[str, Any]] = {
    200: of("Answer", ANSWER, "The decision, whatever it is."),
    413: of("Problems", PROBLEMS, "Too much for a dossier."),
    422: of("Problems", PROBLEMS, "No dossier, and why."),
}


@app.post("/decisions", response_model=None, openapi_extra={"requestBody": SENT}, responses=ANSWERED)
async def decisions(request: Request, lang: Language = "fr") -> dict[str, object] | JSONResponse:
    """The decision, with its explanation in French or English."""
    body = b""
    async for part in request.stream():  # a header may say anything of the length
        body += part
        if len(body) > LARGEST:
            return refused(413, [Problem("", "too_large", f"more than {LARGEST:,} bytes")])
    decision = decide(wire.dossier_from_json(body))
    log.info("%s by %s: %s", decision.outcome, decision.rules.id, [finding.rule.code for finding in decision.reasons])
    return {**wire.decision_to_dict(decision), "explanation": explain(decision, lang)}


@app.exception_handler(InvalidDossier)
async def no_dossier(request: Request, error: InvalidDossier) -> JSONResponse:
    """What was sent is no dossier."""
    return refused(422, error.problems)


@app.exception_handler(RequestValidationError)
async def no_request(request: Request, error: RequestValidationError) -> JSONResponse:
    """What FastAPI itself refuses, such as a language that nobody speaks here, in the same form."""
    return refused(422, [Problem(".".join(map(str, one["loc"])), one["type"], one["msg"]) for one in error.errors()])


def refused(status: int, problems: "list[Problem] | tuple[Problem, ...]") -> JSONResponse:
    """Every problem. Codes are logged, and no more: paths and messages may repeat what a person typed."""
    log.info("refused: %s", [problem.code for problem in problems])
    content = [{name: getattr(problem, name) for name in PROBLEM["required"]} for problem in problems]
    return JSONResponse({"problems": content}, status_code=status)


def openapi() -> dict[str, Any]:
    """The description, with the components as they are: FastAPI itself would lose what may be null alone."""
    described = FastAPI.openapi(app)
    described["components"] = {"schemas": COMPONENTS}
    return described


app.openapi = openapi  # type: ignore[method-assign]
