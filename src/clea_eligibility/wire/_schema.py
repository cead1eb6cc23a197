"""JSON Schemas (2020-12) of dossiers and decisions, made from the models and a rule set."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from clea_eligibility.deciding.decision import Eligible, Ineligible, Status, Undetermined
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import of_type
from clea_eligibility.rules._conditions import DatesCompatible, date_bounds
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules._sharing import can_be_irreconcilable, shared
from clea_eligibility.text import LANGUAGES

CURRENCY = "EUR"
"""The currency of every amount."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY_LENGTH = len("YYYY-MM-DD")
_Schema = dict[str, Any]
_ID = "urn:clea-eligibility"
_VERSION = 2
"""Of what the schemas promise: it grows with every change that an old reader would not take."""


def dossier_schema(*, ref_template: str | None = None) -> _Schema:
    """The JSON Schema of a dossier.

    It agrees with :func:`~clea_eligibility.wire.dossier_from_json` on every JSON text, with three exceptions that JSON
    Schema cannot express: dates in the wrong order, days that do not exist such as 30 February, keys stated twice.

    Args:
        ref_template: For a document that has components of its own, such as ``"#/components/schemas/{model}"``. The
            schema then has neither an ``$id`` nor ``$defs``.

    >>> dossier_schema()["properties"]["certification"]["properties"]["kind"]["enum"]
    ['socle', 'numerique', 'management', None]
    """
    schema = {"title": "A request for the aid towards one CléA evaluation", **model_schema(Dossier)}
    return schema if ref_template is not None else {"$schema": _DIALECT, "$id": f"{_ID}:dossier:{_VERSION}", **schema}


def decision_schema(rules: RuleSet = GUIDE, *, ref_template: str | None = None) -> _Schema:
    """The JSON Schema of this rule set's decisions, as :func:`~clea_eligibility.wire.decision_to_dict` writes them.

    It holds for every admissible reading of the rules, and says what is promised: later versions may write more keys.

    Args:
        rules: The rule set.
        ref_template: For a document that has components of its own: what stands for ``$ref``, such as
            ``"#/components/schemas/{model}"``. The schema then has no ``$id``; put what is under its ``$defs``,
            ``CleaFinding`` and ``CleaMissing``, among these components, by the same names.

    >>> decision_schema()["properties"]["possible_amounts"]["items"]["enum"]
    [150, 250, 300, 450]
    """
    from urllib.parse import quote  # an id of one's own may hold what an address may not

    of_type(rules, RuleSet, "rules")
    models = {"CleaFinding": _finding_schema(rules), "CleaMissing": _missing_schema()}

    def model(name: str) -> _Schema:
        return models[name] if ref_template is None else {"$ref": ref_template.format(model=name)}

    amount = {"type": "integer", "enum": sorted({rate.euros for rate in rules.tariff.rates})}
    properties = {
        "outcome": {"type": "string", "enum": [kind.outcome for kind in (Eligible, Ineligible, Undetermined)]},
        "amount": {"type": ["integer", "null"], "description": "Whole euros; 0 when ineligible."},
        "possible_amounts": _set_of(amount),
        "currency": {"type": "string", "const": CURRENCY},
        "payee": {"type": ["string", "null"], "description": "Who is paid; nobody when ineligible."},
        "reasons": _set_of(_code_of(rules.rules)),
        "documents_only": {"type": "boolean", "description": "True when nothing but documents makes it ineligible."},
        "presumed": _set_of(_code_of(rule for rule in rules.rules if rule.presumed is not None)),
        "contested": _set_of(_code_of(rule for rule in rules.rules if len(rules.readings_of(rule.code)) > 1)),
        "missing": _set_of(model("CleaMissing")),
        "findings": {
            "type": "array",
            "items": model("CleaFinding"),
            "minItems": len(rules.rules),
            "description": "One for each rule, in the order of the rule set.",
        },
        "rules": {"type": "string", "enum": _ids(rules)},
    }
    schema = {
        "title": "A decision on a request for the aid towards one CléA evaluation",
        **_open_object(properties),
        "oneOf": _outcome_schemas(amount),
    }
    if ref_template is not None:
        return {**schema, "$defs": models}
    return {"$schema": _DIALECT, "$id": f"{_ID}:decision:{_VERSION}:{quote(rules.id, safe='+')}", **schema}


# Dossiers


def model_schema(cls: type) -> _Schema:
    """The JSON Schema of a model, to stand in a document of somebody's own."""
    properties = {}
    for name, kind in FIELD_TYPES[cls].items():
        if kind in PREFIX:
            properties[name] = {**model_schema(kind), "type": ["object", "null"]}
        else:
            properties[name] = _fact_schema(FACT_BY_PATH[PREFIX[cls] + name])
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fact_schema(fact: Fact) -> _Schema:
    described = {"description": fact.question("en")}
    if fact.type == "bool":
        return {"type": ["boolean", "null"], **described}
    if fact.type == "date":
        # The length matters where "$" also matches before a final line break, as it does in Python.
        day = {"format": "date", "pattern": _day_pattern(fact), "maxLength": _DAY_LENGTH}
        return {"type": ["string", "null"], **day, **described}
    return {"type": ["string", "null"], "enum": [*fact.values, None], **described}


def _day_pattern(fact: Fact) -> str:
    centuries = range(dates.FIRST_DAY.year // 100, dates.LAST_DAY.year // 100 + 1)
    day = f"({'|'.join(map(str, centuries))})[0-9]{{2}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    return f"^({day}|{dates.NO_END})$" if fact.may_have_no_end else f"^{day}$"


# Decisions


def _outcome_schemas(euros: _Schema) -> list[_Schema]:
    none, some, one = {"maxItems": 0}, {"minItems": 1}, {"minItems": 1, "maxItems": 1}
    no = {"const": False}
    eligible = {"possible_amounts": one, "reasons": none, "documents_only": no, "missing": none}
    ineligible = {"possible_amounts": none, "reasons": some, "missing": none}
    undetermined = {"possible_amounts": some, "reasons": none, "documents_only": no, "missing": some}
    return [
        {"properties": {"outcome": {"const": kind.outcome}, "amount": amount, "payee": {"const": kind.payee}, **more}}
        for kind, amount, more in (
            (Eligible, euros, eligible),
            (Ineligible, {"const": Ineligible.amount}, ineligible),
            (Undetermined, {"const": Undetermined.amount}, undetermined),
        )
    ]


def _missing_schema() -> _Schema:
    question: _Schema = {lang: {"type": "string", "minLength": 1} for lang in LANGUAGES}
    return {
        "title": "CleaMissing",
        "description": "A fact to ask for.",
        **_open_object(
            {
                "fact": {"type": "string", "enum": [fact.path for fact in FACTS]},
                "type": {"type": "string", "enum": _each(fact.type for fact in FACTS)},
                "question": _open_object(question),
                "answered_by": {"type": "string", "enum": _each(fact.answered_by for fact in FACTS)},
            }
        ),
    }


def _finding_schema(rules: RuleSet) -> _Schema:
    together = _each(code for rule in rules.rules for code in _between(rule, rules))
    properties = {
        "rule": _code_of(rules.rules),
        "status": {"type": "string", "enum": [str(status) for status in Status]},
        "basis": {"type": "string", "enum": _each(rule.basis for rule in rules.rules)},
        "statements": {"type": "array", "items": {"type": "string"}},
        "between": {**_set_of({"type": "string", "enum": together}), "minItems": 1},
    }
    finding = _open_object(properties)
    finding["required"].remove("between")
    joint = [rule.code for rule in rules.rules if rule.requires == DatesCompatible()]
    is_joint = {"properties": {"rule": {"enum": joint}, "status": {"const": str(Status.VIOLATED)}}}
    described = {"title": "CleaFinding", "description": "How one rule stands.", **finding}
    return described | {"if": is_joint, "then": {"required": ["between"]}, "else": {"properties": {"between": False}}}


def _between(rule: Rule, rules: RuleSet) -> Iterator[str]:
    """The rules that may stand between the joint one's, if this is the joint one."""
    if rule.requires == DatesCompatible():
        others = [other for other in rules.rules if other is not rule]
        dated = [other for other in others if any(date_bounds(other.requires))]
        chosen = others if can_be_irreconcilable(shared(rules.rules)) else dated
        yield from (other.code for other in chosen)


def _ids(rules: RuleSet) -> list[str]:
    choices = [[(rule.code, reading.name) for reading in rules.readings_of(rule.code)] for rule in rules.rules]
    return _each(rules.read(**dict(choice)).id for choice in product(*filter(None, choices)))


def _open_object(properties: _Schema) -> _Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _code_of(rules: Iterable[Rule]) -> _Schema:
    return {"type": "string", "enum": [rule.code for rule in rules]}


def _each(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _set_of(items: _Schema) -> _Schema:
    return {"type": "array", "items": items, "uniqueItems": True}
