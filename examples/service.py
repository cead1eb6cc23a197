"""A web service around the library: a dossier in, a decision out, every problem at once.

Run it with ``uvicorn service:app``; it needs ``fastapi`` and ``uvicorn``.
"""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from clea_eligibility import InvalidDossier, decide
from clea_eligibility.explain import explain
from clea_eligibility.facts import Language
from clea_eligibility.wire import decision_schema, decision_to_dict, dossier_from_json, dossier_schema

app = FastAPI(title="Does a CléA dossier meet the published criteria?")
IN = {"requestBody": {"required": True, "content": {"application/json": {"schema": dossier_schema()}}}}
OUT: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"schema": decision_schema()}}}}


@app.post("/decisions", openapi_extra=IN, responses=OUT)
async def decisions(request: Request, lang: Language = "fr") -> dict[str, Any]:
    """The decision, with its explanation in French or English."""
    decision = decide(dossier_from_json(await request.body()))
    return {**decision_to_dict(decision), "explanation": explain(decision, lang)}


@app.exception_handler(InvalidDossier)
async def no_dossier(request: Request, error: InvalidDossier) -> JSONResponse:
    """What was sent is no dossier: 422, as for any input that FastAPI refuses."""
    problems = [{"path": problem.path, "code": problem.code, "message": problem.message} for problem in error.problems]
    return JSONResponse({"problems": problems}, status_code=422)
