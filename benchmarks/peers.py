"""The page's rules in other Python rule libraries, from PyPI: the codes of the violated rules, and the amount.

Dossiers that state every fact, that is all that they are asked about: none of these libraries knows what is missing,
presumed or contested. ``dates_compatible`` is left out, since known days are always compatible: the other date rules
say all there is to say. The facts come as each library wants them, prepared before the clock starts. Where a library
has no calendar months, the host counts the days until three months have passed, or the rule is written in years,
months and days.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from operator import itemgetter
from typing import Any

from clea_eligibility import Dossier
from clea_eligibility.dossier.dates import shifted
from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.editions import GUIDE
from clea_eligibility.rules.guide import REGION

Facts = Mapping[str, Any]
Verdict = tuple[int, list[str]]
"""The amount, and the codes of the violated rules, in the page's order."""

AMOUNTS = {
    ("socle", "initial"): 450,
    ("socle", "final"): 250,
    ("numerique", "initial"): 300,
    ("numerique", "final"): 150,
}
CODES = tuple(rule.code for rule in GUIDE.rules if rule.code != "dates_compatible")


def flat(dossier: Dossier) -> dict[str, Any]:
    """The facts side by side, named by their paths with underscores for dots; enums as text."""
    values = {fact.path.replace(".", "_"): fact.of(dossier) for fact in FACTS}
    return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}


def with_iso_dates(facts: Facts) -> dict[str, Any]:
    """The facts as JSON has them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _expressions(**words: str) -> dict[str, str]:
    """When each rule is satisfied, in a language of infix operators: its own words are given."""
    held = "evaluator_accreditation_held == false"
    no_identity = "applicant_identity_document_provided == false"
    kind = "applicant_identity_document_kind"
    accredited_for = "evaluator_accreditation_certification"
    no_proof = "applicant_proof_of_residence_provided == false"
    no_quote = "quote_provided == false"
    o, a = words["or_"], words["and_"]
    return {
        "filing_open": "filing_open == true",
        "job_seeker": "applicant_is_job_seeker == true",
        "lives_in_region": f"applicant_department in {words['region']}",
        "certification_covered": f"certification_kind in {words['covered']}",
        "final_after_unsuccessful_initial": f"evaluation_stage == 'initial' {o} "
        "evaluation_initial_outcome == 'not_certified'",
        "filed_three_weeks_before": words["three_weeks"],
        "evaluator_in_region": f"evaluator_department in {words['region']}",
        "evaluator_accredited": "evaluator_accreditation_held == true",
        "accreditation_fits_certification": f"{held} {o} ({accredited_for} in {words['covered']} {a} "
        f"{accredited_for} == certification_kind)",
        "accreditation_covers_evaluation": f"{held} {o} ({words['covers']})",
        "identity_document_provided": "applicant_identity_document_provided == true",
        "identity_document_accepted": f"{no_identity} {o} {kind} in {words['card_or_passport']} {o} "
        f"({kind} == 'residence_permit' {a} applicant_identity_document_permits_work == true)",
        "identity_document_valid": f"{no_identity} {o} {words['valid']}",
        "proof_of_residence_provided": "applicant_proof_of_residence_provided == true",
        "proof_of_residence_attests": f"{no_proof} {o} applicant_proof_of_residence_attests_main_residence == true",
        "proof_of_residence_recent": f"{no_proof} {o} ({words['recent']})",
        "quote_provided": "quote_provided == true",
        "quote_from_evaluator": f"{no_quote} {o} quote_from_evaluator == true",
        "quote_names_applicant": f"{no_quote} {o} quote_names_applicant == true",
    }


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(repr(value) for value in values)


def _amount(and_: str) -> str:
    expression = "0"
    for (kind, stage), euros in AMOUNTS.items():
        expression = f"(certification_kind == '{kind}' {and_} evaluation_stage == '{stage}') ? {euros} : ({expression})"
    return expression


_COMPARED = {
    "covers": "evaluator_accreditation_valid_from <= evaluation_starts_on {a} "
    "evaluation_ends_on <= evaluator_accreditation_valid_until",
    "valid": "applicant_identity_document_valid_until >= filed_on",
}
_ISSUED = "applicant_proof_of_residence_issued_on"


# zen-engine


def _zen_expressions() -> dict[str, str]:
    return _expressions(
        or_="or",
        and_="and",
        region=f"[{_listed(REGION)}]",
        covered="['socle', 'numerique']",
        card_or_passport="['national_identity_card', 'passport']",
        three_weeks="d(filed_on) <= d(evaluation_starts_on).sub(21, 'd')",
        covers="d(evaluator_accreditation_valid_from) <= d(evaluation_starts_on) "
        "and d(evaluation_ends_on) <= d(evaluator_accreditation_valid_until)",
        valid="d(applicant_identity_document_valid_until) >= d(filed_on)",
        recent=f"d({_ISSUED}) <= d(filed_on) and d({_ISSUED}).add(3, 'M') > d(filed_on)",
    )


def _zen_failed() -> str:
    wrong = ", ".join(f"({holds}) ? '' : '{code}'" for code, holds in _zen_expressions().items())
    return f"filter([{wrong}], # != '')"


def zen_expression() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """zen-engine's expression language alone, without a decision graph: its quickest way."""
    zen: Any = import_module("zen")

    failed, amount = zen.compile_expression(_zen_failed()), zen.compile_expression(_amount("and"))

    def decide(facts: Any) -> Verdict:
        codes = failed.evaluate(facts)
        return (0 if codes else amount.evaluate(facts)), codes

    return with_iso_dates, decide


def zen_engine() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """zen-engine: a decision graph of one node with two expressions."""
    zen: Any = import_module("zen")

    expressions = [
        {"id": "1", "key": "failed", "value": _zen_failed()},
        {"id": "2", "key": "amount", "value": f"len($.failed) > 0 ? 0 : ({_amount('and')})"},
    ]
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "Request", "type": "inputNode"},
            {
                "id": "rules",
                "name": "Rules",
                "type": "expressionNode",
                "content": {"expressions": expressions, "passThrough": False},
            },
            {"id": "out", "name": "Response", "type": "outputNode"},
        ],
        "edges": [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rules"},
            {"id": "b", "type": "edge", "sourceId": "rules", "targetId": "out"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def decide(facts: Any) -> Verdict:
        result = decision.evaluate(facts)["result"]
        return result["amount"], result["failed"]

    return with_iso_dates, decide


# rule-engine, and the two implementations of CEL


def _recent_by_parts(months: str, day: str, days_end: str, and_: str, or_: str) -> str:
    """Less than three months old, in years, months and days; ``days_end`` says that filing does not end its month."""
    return (
        f"{_ISSUED} <= filed_on {and_} ({months} < 3 {or_} "
        f"({months} == 3 {and_} {_ISSUED}{day} > filed_on{day} {and_} {days_end}))"
    )


def rule_engine() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """rule-engine: one rule for each code, looped over by the host."""
    rule_engine: Any = import_module("rule_engine")

    months = f"((filed_on.year * 12 + filed_on.month) - ({_ISSUED}.year * 12 + {_ISSUED}.month))"
    written = _expressions(
        or_="or",
        and_="and",
        region=f"{{{_listed(REGION)}}}",
        covered="{'socle', 'numerique'}",
        card_or_passport="{'national_identity_card', 'passport'}",
        three_weeks="filed_on <= evaluation_starts_on - t'P21D'",
        covers=_COMPARED["covers"].format(a="and"),
        valid=_COMPARED["valid"],
        recent=_recent_by_parts(months, ".day", "(filed_on + t'P1D').day != 1", "and", "or"),
    )
    rules = [(code, rule_engine.Rule(holds)) for code, holds in written.items()]
    amount = rule_engine.Rule(_amount("and"))

    def decide(facts: Any) -> Verdict:
        codes = [code for code, rule in rules if not rule.matches(facts)]
        return (0 if codes else int(amount.evaluate(facts))), codes

    return dict, decide


def _cel() -> tuple[str, str]:
    months = (
        f"((filed_on.getFullYear() * 12 + filed_on.getMonth()) - ({_ISSUED}.getFullYear() * 12 + {_ISSUED}.getMonth()))"
    )
    written = _expressions(
        or_="||",
        and_="&&",
        region=f"[{_listed(REGION)}]",
        covered="['socle', 'numerique']",
        card_or_passport="['national_identity_card', 'passport']",
        three_weeks="filed_on <= evaluation_starts_on - duration('504h')",
        covers=_COMPARED["covers"].format(a="&&"),
        valid=_COMPARED["valid"],
        recent=_recent_by_parts(months, ".getDate()", "(filed_on + duration('24h')).getDate() != 1", "&&", "||"),
    )
    wrong = ", ".join(f"({holds}) ? '' : '{code}'" for code, holds in written.items())
    return f"[{wrong}].filter(code, code != '')", _amount("&&")


def _with_instants(facts: Facts) -> dict[str, Any]:
    return {
        name: datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else value
        for name, value in facts.items()
    }


def cel_rust() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """common-expression-language: CEL, in Rust."""
    cel: Any = import_module("cel")

    failed, amount = map(cel.compile, _cel())

    def decide(facts: Any) -> Verdict:
        codes = failed.execute(facts)
        return (0 if codes else amount.execute(facts)), codes

    return _with_instants, decide


def cel_python() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """cel-python: CEL, in Python."""
    celpy: Any = import_module("celpy")

    environment = celpy.Environment()
    failed, amount = [environment.program(environment.compile(text)) for text in _cel()]

    def prepared(facts: Facts) -> Any:
        return {
            name: celpy.celtypes.TimestampType(value) if isinstance(value, date) else celpy.json_to_cel(value)
            for name, value in _with_instants(facts).items()
        }

    def decide(facts: Any) -> Verdict:
        codes = [str(code) for code in failed.evaluate(facts)]
        return (0 if codes else int(amount.evaluate(facts))), codes

    return prepared, decide


# JsonLogic


def json_logic() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """panzi-json-logic: JsonLogic; the host adds operations for days and months."""
    apply: Any = import_module("json_logic").jsonLogic
    builtins: Any = import_module("json_logic.builtins").BUILTINS

    def days_later(_data: Any = None, day: str = "", days: int = 0, *_: Any) -> str:
        return shifted(date.fromisoformat(day), days=days).isoformat()

    def months_later(_data: Any = None, day: str = "", months: int = 0, *_: Any) -> str:
        return shifted(date.fromisoformat(day), months=months).isoformat()

    operations = {**builtins, "daysLater": days_later, "monthsLater": months_later}

    def var(name: str) -> dict[str, Any]:
        return {"var": name}

    def unless(flag: str, holds: Any) -> dict[str, Any]:
        return {"or": [{"===": [var(flag), False]}, holds]}

    held, identity = "evaluator_accreditation_held", "applicant_identity_document_provided"
    proof, kind = "applicant_proof_of_residence_provided", var("applicant_identity_document_kind")
    accredited_for, covered = var("evaluator_accreditation_certification"), ["socle", "numerique"]
    holds = {
        "filing_open": var("filing_open"),
        "job_seeker": var("applicant_is_job_seeker"),
        "lives_in_region": {"in": [var("applicant_department"), list(REGION)]},
        "certification_covered": {"in": [var("certification_kind"), covered]},
        "final_after_unsuccessful_initial": {
            "or": [
                {"===": [var("evaluation_stage"), "initial"]},
                {"===": [var("evaluation_initial_outcome"), "not_certified"]},
            ]
        },
        "filed_three_weeks_before": {"<=": [{"daysLater": [var("filed_on"), 21]}, var("evaluation_starts_on")]},
        "evaluator_in_region": {"in": [var("evaluator_department"), list(REGION)]},
        "evaluator_accredited": var(held),
        "accreditation_fits_certification": unless(
            held,
            {"and": [{"in": [accredited_for, covered]}, {"===": [accredited_for, var("certification_kind")]}]},
        ),
        "accreditation_covers_evaluation": unless(
            held,
            {
                "and": [
                    {"<=": [var("evaluator_accreditation_valid_from"), var("evaluation_starts_on")]},
                    {"<=": [var("evaluation_ends_on"), var("evaluator_accreditation_valid_until")]},
                ]
            },
        ),
        "identity_document_provided": var(identity),
        "identity_document_accepted": unless(
            identity,
            {
                "or": [
                    {"in": [kind, ["national_identity_card", "passport"]]},
                    {"and": [{"===": [kind, "residence_permit"]}, var("applicant_identity_document_permits_work")]},
                ]
            },
        ),
        "identity_document_valid": unless(
            identity, {">=": [var("applicant_identity_document_valid_until"), var("filed_on")]}
        ),
        "proof_of_residence_provided": var(proof),
        "proof_of_residence_attests": unless(proof, var("applicant_proof_of_residence_attests_main_residence")),
        "proof_of_residence_recent": unless(
            proof,
            {
                "and": [
                    {"<=": [var(_ISSUED), var("filed_on")]},
                    {">": [{"monthsLater": [var(_ISSUED), 3]}, var("filed_on")]},
                ]
            },
        ),
        "quote_provided": var("quote_provided"),
        "quote_from_evaluator": unless("quote_provided", var("quote_from_evaluator")),
        "quote_names_applicant": unless("quote_provided", var("quote_names_applicant")),
    }
    failed = {"filter": [[{"if": [holds[code], "", code]} for code in CODES], {"!==": [var(""), ""]}]}
    cases: list[Any] = []
    for (its_kind, its_stage), euros in AMOUNTS.items():
        same_kind, same_stage = (
            {"===": [var("certification_kind"), its_kind]},
            {"===": [var("evaluation_stage"), its_stage]},
        )
        cases += [{"and": [same_kind, same_stage]}, euros]
    amount = {"if": [*cases, 0]}

    def decide(facts: Any) -> Verdict:
        codes = apply(failed, facts, operations)
        return (0 if codes else apply(amount, facts, operations)), codes

    return with_iso_dates, decide


# business-rules


def _in_a_list(name: str) -> Callable[[Facts], list[Any]]:
    return lambda facts: [facts[name]]


def business_rules() -> tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]:
    """business-rules: one rule for each code, whose action notes it; days and months are counted by the host."""
    library: Any = import_module("business_rules")
    actions_of: Any = import_module("business_rules.actions")
    fields: Any = import_module("business_rules.fields")
    variables_of: Any = import_module("business_rules.variables")
    boolean = variables_of.boolean_rule_variable
    number = variables_of.numeric_rule_variable
    select = variables_of.select_rule_variable

    class Variables(variables_of.BaseVariables):  # type: ignore[misc]
        def __init__(self, facts: Facts) -> None:
            self.facts = facts

    class Actions(actions_of.BaseActions):  # type: ignore[misc]
        def __init__(self) -> None:
            self.codes: list[str] = []
            self.euros = 0

        @actions_of.rule_action(params={"code": fields.FIELD_TEXT})  # type: ignore[untyped-decorator]
        def fail(self, code: str) -> None:
            self.codes.append(code)

        @actions_of.rule_action(params={"euros": fields.FIELD_NUMERIC})  # type: ignore[untyped-decorator]
        def grant(self, euros: int) -> None:
            self.euros = euros

    def variable(name: str, kind: Any, value: Callable[[Facts], Any]) -> None:
        def read(self: Any) -> Any:
            return value(self.facts)

        read.__name__ = name
        setattr(Variables, name, kind()(read))

    def apart(later: str, earlier: str) -> Callable[[Facts], int]:
        return lambda facts: (facts[later] - facts[earlier]).days

    days = {
        "notice": apart("evaluation_starts_on", "filed_on"),
        "before_start": apart("evaluation_starts_on", "evaluator_accreditation_valid_from"),
        "after_end": apart("evaluator_accreditation_valid_until", "evaluation_ends_on"),
        "identity_left": apart("applicant_identity_document_valid_until", "filed_on"),
        "proof_age": apart("filed_on", _ISSUED),
        "proof_left": lambda facts: (shifted(facts[_ISSUED], months=3) - facts["filed_on"]).days,
    }
    for name, value in days.items():
        variable(name, number, value)
    for fact in FACTS:
        name = fact.path.replace(".", "_")
        if fact.type == "bool":
            variable(name, boolean, itemgetter(name))
        elif fact.type != "date":
            variable(name, select, _in_a_list(name))
    variable(
        "accredited_for_it",
        boolean,
        lambda facts: facts["evaluator_accreditation_certification"] == facts["certification_kind"],
    )

    def is_(name: str, operator: str, value: Any = True) -> dict[str, Any]:
        return {"name": name, "operator": operator, "value": value}

    def none_of(name: str, values: tuple[str, ...]) -> dict[str, Any]:
        return {"all": [is_(name, "does_not_contain", value) for value in values]}

    held, identity = "evaluator_accreditation_held", "applicant_identity_document_provided"
    proof, kind = "applicant_proof_of_residence_provided", "applicant_identity_document_kind"
    covered = ("socle", "numerique")
    fails = {
        "filing_open": is_("filing_open", "is_false"),
        "job_seeker": is_("applicant_is_job_seeker", "is_false"),
        "lives_in_region": none_of("applicant_department", REGION),
        "certification_covered": none_of("certification_kind", covered),
        "final_after_unsuccessful_initial": {
            "all": [
                is_("evaluation_stage", "contains", "final"),
                is_("evaluation_initial_outcome", "does_not_contain", "not_certified"),
            ]
        },
        "filed_three_weeks_before": is_("notice", "less_than", 21),
        "evaluator_in_region": none_of("evaluator_department", REGION),
        "evaluator_accredited": is_(held, "is_false"),
        "accreditation_fits_certification": {
            "all": [
                is_(held, "is_true"),
                {
                    "any": [
                        none_of("evaluator_accreditation_certification", covered),
                        is_("accredited_for_it", "is_false"),
                    ]
                },
            ]
        },
        "accreditation_covers_evaluation": {
            "all": [
                is_(held, "is_true"),
                {"any": [is_("before_start", "less_than", 0), is_("after_end", "less_than", 0)]},
            ]
        },
        "identity_document_provided": is_(identity, "is_false"),
        "identity_document_accepted": {
            "all": [
                is_(identity, "is_true"),
                none_of(kind, ("national_identity_card", "passport")),
                {
                    "any": [
                        is_(kind, "does_not_contain", "residence_permit"),
                        is_("applicant_identity_document_permits_work", "is_false"),
                    ]
                },
            ]
        },
        "identity_document_valid": {"all": [is_(identity, "is_true"), is_("identity_left", "less_than", 0)]},
        "proof_of_residence_provided": is_(proof, "is_false"),
        "proof_of_residence_attests": {
            "all": [is_(proof, "is_true"), is_("applicant_proof_of_residence_attests_main_residence", "is_false")]
        },
        "proof_of_residence_recent": {
            "all": [
                is_(proof, "is_true"),
                {"any": [is_("proof_age", "less_than", 0), is_("proof_left", "less_than_or_equal_to", 0)]},
            ]
        },
        "quote_provided": is_("quote_provided", "is_false"),
        "quote_from_evaluator": {"all": [is_("quote_provided", "is_true"), is_("quote_from_evaluator", "is_false")]},
        "quote_names_applicant": {"all": [is_("quote_provided", "is_true"), is_("quote_names_applicant", "is_false")]},
    }
    rules = [
        {"conditions": {"all": [fails[code]]}, "actions": [{"name": "fail", "params": {"code": code}}]}
        for code in CODES
    ]
    grants = [
        {
            "conditions": {
                "all": [
                    is_("certification_kind", "contains", its_kind),
                    is_("evaluation_stage", "contains", its_stage),
                ]
            },
            "actions": [{"name": "grant", "params": {"euros": euros}}],
        }
        for (its_kind, its_stage), euros in AMOUNTS.items()
    ]

    def decide(facts: Any) -> Verdict:
        variables, actions = Variables(facts), Actions()
        library.run_all(rule_list=rules, defined_variables=variables, defined_actions=actions)
        if not actions.codes:
            library.run_all(
                rule_list=grants, defined_variables=variables, defined_actions=actions, stop_on_first_trigger=True
            )
        return actions.euros, actions.codes

    return dict, decide


PEERS: Mapping[str, Callable[[], tuple[Callable[[Facts], Any], Callable[[Any], Verdict]]]] = {
    "zen-engine, expressions alone": zen_expression,
    "zen-engine": zen_engine,
    "common-expression-language": cel_rust,
    "panzi-json-logic": json_logic,
    "business-rules": business_rules,
    "rule-engine": rule_engine,
    "cel-python": cel_python,
}
"""By name: what makes a library ready, giving how facts are prepared for it and how it decides."""
