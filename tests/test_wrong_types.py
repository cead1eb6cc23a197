"""A value of a wrong Python type is a ``TypeError``, whichever function it is given to, and a ``CleaError`` as well."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from clea_eligibility import FACTS, GUIDE, CleaError, Dossier, decide
from clea_eligibility.dossier.facts import fact
from clea_eligibility.editions import rule_set
from clea_eligibility.evidence import (
    department_of,
    identity_card_valid_until,
    merge_accreditations,
    paris_day,
    same_person,
)
from clea_eligibility.explain import advise, checklist, explain, list_rules, request_for_documents, sentences
from clea_eligibility.frames import compare_rules, decide_frame, facts_from, reasons_table, transitions
from clea_eligibility.planning import repairs, safe_windows, timeline, windows
from clea_eligibility.whatif import change, compare, differences, sweep
from clea_eligibility.wire import (
    decision_from_dict,
    decision_schema,
    decision_to_dict,
    decision_to_json,
    dossier_to_dict,
    dossier_to_json,
)

DOSSIER, DAY = Dossier(), date(2026, 4, 1)
DECISION = decide(DOSSIER)
FRAME = pl.DataFrame({"filing_open": [True]})
DECIDED = decide_frame(FRAME)
WRONG: Any = 1
NONE: Any = None

A_DOSSIER, A_DECISION = "expected a Dossier, as wire", "expected a decision, as decide"
RULES = "rules: expected a RuleSet, as GUIDE is one"
CALLS: dict[str, tuple[Callable[[], object], str]] = {
    "decide": (lambda: decide(WRONG), A_DOSSIER),
    "decide under": (lambda: decide(DOSSIER, NONE), RULES),
    "explain": (lambda: explain(NONE), A_DECISION),
    "explain a dossier": (lambda: explain(WRONG), A_DECISION),
    "explain in": (lambda: explain(DECISION, NONE), "lang: expected a str, got null"),
    "sentences": (lambda: sentences(NONE), A_DECISION),
    "advise": (lambda: advise(NONE, today=DAY), A_DOSSIER),
    "advise under": (lambda: advise(DOSSIER, today=DAY, rules=NONE), RULES),
    "checklist": (lambda: checklist(NONE, today=DAY), A_DOSSIER),
    "request": (lambda: request_for_documents(NONE, by=DAY), A_DECISION),
    "request by": (lambda: request_for_documents(DECISION, by=WRONG), "by: expected a date without a time"),
    "list rules": (lambda: list_rules(WRONG), RULES),
    "windows": (lambda: windows(NONE), A_DOSSIER),
    "safe windows": (lambda: safe_windows(DOSSIER, NONE), RULES),
    "repairs": (lambda: repairs(DOSSIER, NONE), RULES),
    "timeline": (lambda: timeline(DOSSIER, WRONG), "path: expected a str, got the number 1"),
    "fact": (lambda: fact(WRONG), "path: expected a str"),
    "change": (lambda: change(DOSSIER, NONE), "changes: expected a Mapping, got null"),
    "change a list": (lambda: change(DOSSIER, []), "changes: expected a Mapping, got a list"),  # type: ignore[arg-type]
    "compare": (lambda: compare(DOSSIER, NONE), "changes: expected a Mapping"),
    "sweep": (lambda: sweep(DOSSIER, []), "over: expected a Mapping"),  # type: ignore[arg-type]
    "differences": (lambda: differences(GUIDE, NONE), "after: expected a RuleSet"),
    "frame under": (lambda: decide_frame(FRAME, NONE), RULES),
    "compare rules": (lambda: compare_rules(FRAME, GUIDE, NONE), "after: expected a RuleSet"),
    "transitions": (lambda: transitions(FRAME, WRONG, GUIDE), "before: expected a RuleSet"),
    "reasons": (lambda: reasons_table(DECIDED, rules=NONE), RULES),
    "names": (lambda: facts_from(FRAME, names=WRONG), "names: expected a Mapping"),
    "values": (lambda: facts_from(FRAME, values=WRONG), "values: expected a Mapping"),
    "dates": (lambda: facts_from(FRAME, dates=NONE), "dates: expected a str"),
    "to dict": (lambda: dossier_to_dict(WRONG), A_DOSSIER),
    "to JSON": (lambda: dossier_to_json(NONE), A_DOSSIER),
    "decision to dict": (lambda: decision_to_dict(WRONG), A_DECISION),
    "decision to JSON": (lambda: decision_to_json(NONE), A_DECISION),
    "decision from dict": (lambda: decision_from_dict(NONE, DOSSIER), "data: expected a Mapping, got null"),
    "schema": (lambda: decision_schema(WRONG), RULES),
    "edition": (lambda: rule_set(NONE), "name: expected a str"),
    "rule": (lambda: GUIDE.rule(WRONG), "code: expected a str"),
    "reading": (
        lambda: GUIDE.read(filed_three_weeks_before=WRONG),
        "filed_three_weeks_before: expected a str, got the number 1",
    ),
    "evolve": (lambda: GUIDE.evolve(id="other", requires=[]), "requires: expected a Mapping"),  # type: ignore[arg-type]
    "labels": (lambda: GUIDE.evolve(id="other", labels=NONE), "labels: expected a Mapping"),
    "paris day": (lambda: paris_day(WRONG), "expected a datetime with a time zone"),
    "card": (lambda: identity_card_valid_until(DAY, WRONG, NONE), "issued_on: expected a date without a time"),
    "postal code": (lambda: department_of(postal_code=WRONG), "postal_code: expected five digits"),
    "commune": (lambda: department_of(commune=WRONG), "commune: expected the five characters"),
    "period": (lambda: merge_accreditations([WRONG], NONE, NONE, NONE), r"periods\[0\]: expected an Accreditation"),
    "name": (
        lambda: same_person(WRONG, birth_family_name="Martin", given_names="Anne"),
        "expected names as text, got the number 1",
    ),
    "question": (lambda: FACTS[0].question(WRONG), "lang: expected a str"),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_type_is_a_type_error(call: str) -> None:
    make, message = CALLS[call]
    with pytest.raises(TypeError, match=f"^{message}") as refused:
        make()
    assert isinstance(refused.value, CleaError)
