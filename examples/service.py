"""A web service around the library: a dossier in, a decision out, every problem at once.

Run it with ``uvicorn service:app``; it needs ``fastapi`` and ``uvicorn``.
"""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from clea_eligibility import InvalidDossier, decide, wire
from clea_eligibility.explain import explain
from clea_eligibility.text import Language

app = FastAPI(title="Does a CléA dossier meet the published criteria?")
DOSSIER = {"application/json": {"schema": wire.dossier_schema()}}


@app.post("/decisions", openapi_extra={"requestBody": {"required": True, "content": DOSSIER}})
async def decisions(request: Request, lang: Language = "fr") -> dict[str, object]:
    """The decision, with its explanation in French or English."""
    decision = decide(wire.dossier_from_json(await request.body()))
    return {**wire.decision_to_dict(decision), "explanation": explain(decision, lang)}


@app.exception_handler(InvalidDossier)
async def no_dossier(request: Request, error: InvalidDossier) -> JSONResponse:
    """What was sent is no dossier: 422, as for any input that FastAPI refuses."""
    members = ("path", "pointer", "code", "message")
    problems = [{name: getattr(problem, name) for name in members} for problem in error.problems]
    return JSONResponse({"problems": problems}, status_code=422)
