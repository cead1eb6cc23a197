"""From dossiers and decisions to JSON, and the models as fields of pydantic's."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from cattrs.gen import make_dict_unstructure_fn, override

from clea_eligibility.deciding.decision import Decided, Decision, Finding, Status, decide
from clea_eligibility.dossier.changing import checked
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.editions import GUIDE, rule_set
from clea_eligibility.errors import CleaError, InvalidDossier, of_type, shown
from clea_eligibility.rules._rule import Rule
from clea_eligibility.text import LANGUAGES
from clea_eligibility.wire._reading import CONVERTER, object_reader
from clea_eligibility.wire._schema import CURRENCY

_Texts: TypeAlias = Mapping[str, tuple[Rule | None, Mapping[Status, str]]]
"""The findings of a rule by their status, as text, by the rule's code."""


def dossier_to_dict(dossier: Dossier) -> dict[str, Any]:
    """The dossier as plain JSON types, without its unknown facts: :func:`dossier_from_dict` gives it back.

    >>> from clea_eligibility import Applicant, Quote
    >>> dossier_to_dict(Dossier(filed_on=date(2026, 3, 2), applicant=Applicant(), quote=Quote(names_applicant=True)))
    {'filed_on': '2026-03-02', 'applicant': {}, 'quote': {'provided': True, 'names_applicant': True}}
    """
    data: dict[str, Any] = _dossier_writer()(checked(dossier))
    return data


def dossier_to_json(dossier: Dossier, indent: int | None = None) -> str:
    """The dossier as JSON text.

    Args:
        dossier: The dossier.
        indent: A number of spaces; ``None`` for one line.
    """
    return json.dumps(dossier_to_dict(dossier), ensure_ascii=False, indent=indent)


def decision_to_dict(decision: Decision) -> dict[str, Any]:
    """The decision as plain JSON types; :func:`decision_schema` describes it.

    Amounts are whole euros. A finding has ``between``, the codes of the date rules that cannot hold together, only
    where there are any.

    >>> from clea_eligibility import decide
    >>> undetermined = decision_to_dict(decide(Dossier()))
    >>> undetermined["amount"], undetermined["possible_amounts"], undetermined["missing"][0]["fact"]
    (None, [150, 250, 300, 450], 'filed_on')
    """
    of_type(decision, Decided)
    missing = [_missing_to_dict(fact) for fact in decision.missing]
    return _members(decision, missing, [_finding_to_dict(finding) for finding in decision.findings])


def decision_from_dict(data: Mapping[str, Any], dossier: Dossier) -> Decision:
    """The decision that was stored, with the dossier that it was on.

    The dossier is decided again under the rule set that ``data`` names. What was decided must come out again: outcome,
    amount, possible amounts, reasons, and the status of each rule. Texts and unknown keys are ignored.

    Args:
        data: What :func:`decision_to_dict` wrote, perhaps in a later version, with more keys.
        dossier: The dossier that was decided.

    Raises:
        CleaError: For a rule set that is no published one, and for a decision that is not on this dossier.

    >>> from clea_eligibility import decide
    >>> stored = decision_to_dict(decide(Dossier()))
    >>> decision_from_dict(stored, Dossier()) == decide(Dossier())
    True
    """
    checked(dossier)
    of_type(data, Mapping, "data")
    name = data.get("rules")
    if not isinstance(name, str):
        raise CleaError(f"rules: expected the name of a rule set, got {shown(name)}")
    decision = decide(dossier, rule_set(name))
    again = decision_to_dict(decision)
    differing = [key for key in _DECIDED if key not in data or data[key] != again[key]]
    if _statuses(data) != _statuses(again):
        differing.append("findings")
    if differing:
        raise CleaError(f"the decision is not one on this dossier under {name}: {', '.join(differing)} differ")
    return decision


_DECIDED = ("outcome", "amount", "possible_amounts", "reasons")


def _statuses(data: Mapping[str, Any]) -> list[tuple[object, object]] | None:
    findings = data.get("findings")
    if not isinstance(findings, list) or not all(isinstance(finding, Mapping) for finding in findings):
        return None
    return [(finding.get("rule"), finding.get("status")) for finding in findings]


def decision_to_json(decision: Decision, indent: int | None = None) -> str:
    """The decision as JSON text.

    Args:
        decision: The decision.
        indent: A number of spaces; ``None`` for one line.
    """
    if indent is not None:
        return json.dumps(decision_to_dict(decision), ensure_ascii=False, indent=indent)
    of_type(decision, Decided)
    # Most of the text is the same in every decision. No text in JSON can look like the place that is filled here.
    of_facts, of_findings = _texts()
    missing = ", ".join([of_facts[fact.path] for fact in decision.missing])
    findings = ", ".join([_finding_text(finding, of_findings) for finding in decision.findings])
    with_gaps = _ENCODER.encode(_members(decision, [], []))
    return with_gaps.replace(_GAPS, f'"missing": [{missing}], "findings": [{findings}]', 1)


def _members(decision: Decision, missing: list[Any], findings: list[Any]) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "amount": decision.amount,
        "possible_amounts": list(decision.possible_amounts),
        "currency": CURRENCY,
        "payee": decision.payee,
        "reasons": [finding.rule.code for finding in decision.reasons],
        "documents_only": decision.documents_only,
        "presumed": [finding.rule.code for finding in decision.presumed],
        "contested": [rule.code for rule in decision.contested],
        "missing": missing,
        "findings": findings,
        "rules": decision.rules.id,
    }


def _missing_to_dict(fact: Fact) -> dict[str, Any]:
    return {
        "fact": fact.path,
        "type": fact.type,
        "question": {lang: fact.question(lang) for lang in LANGUAGES},
        "answered_by": fact.answered_by,
    }


def _finding_to_dict(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    found = {
        "rule": rule.code,
        "status": str(finding.status),
        "basis": rule.basis,
        "statements": list(rule.statements),
    }
    if finding.between:
        found["between"] = [other.code for other in finding.between]
    return found


def _finding_text(finding: Finding, known: _Texts) -> str:
    rule, texts = known.get(finding.rule.code, _NO_RULE)
    if rule is finding.rule and not finding.between:
        return texts[finding.status]
    return _ENCODER.encode(_finding_to_dict(finding))


_ENCODER = json.JSONEncoder(ensure_ascii=False)
_GAPS = '"missing": [], "findings": []'
_NO_RULE: tuple[Rule | None, Mapping[Status, str]] = (None, {})


@cache
def _texts() -> tuple[Mapping[str, str], _Texts]:
    """Each fact to ask for as text, by path, and the findings of the page's rules, of which others share most."""
    return {fact.path: _ENCODER.encode(_missing_to_dict(fact)) for fact in FACTS}, {
        rule.code: (rule, {status: _ENCODER.encode(_finding_to_dict(Finding(rule, status))) for status in Status})
        for rule in GUIDE.rules
    }


@cache
def _dossier_writer() -> Callable[[Dossier], dict[str, Any]]:
    return object_writer(Dossier)


def object_writer(cls: type) -> Callable[[Any], dict[str, Any]]:
    """Write a model; the writer of a dossier is made of those of its parts."""
    hooks: dict[str, Any] = {
        name: override(unstruct_hook=_writing_hook(kind)) for name, kind in FIELD_TYPES[cls].items()
    }
    return make_dict_unstructure_fn(cls, CONVERTER, _cattrs_omit_if_default=True, **hooks)


def _writing_hook(kind: type) -> Callable[[Any], Any]:
    if kind in PREFIX:
        return object_writer(kind)
    if issubclass(kind, date):
        return date.isoformat
    return bool if kind is bool else str.__str__  # the text itself, whatever subclass of str holds it


# Models as fields of pydantic's: read by the strict reader, every problem at its place


def core_schema_of(cls: type) -> dict[str, Any]:
    """A validator and a serializer of a model, in the plain data that pydantic takes for a schema.

    A model is taken as it is, anything else as parsed JSON.
    """
    read, holders = object_reader(cls), PREFIX[cls].count(".")

    def validate(value: object) -> object:
        if type(value) is cls:
            return value
        try:
            return read(value, cls)
        except InvalidDossier as refused:
            from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError  # it is there: it asked

            details = [
                InitErrorDetails(
                    type=PydanticCustomError(problem.code, "{message}", {"message": problem.message}),
                    loc=_keys(problem.pointer)[holders:],
                    input=value,
                )
                for problem in refused.problems
            ]
        raise ValidationError.from_exception_data(cls.__name__, details)

    return {
        "type": "function-plain",
        "function": {"type": "no-info", "function": validate},
        "serialization": {"type": "function-plain", "function": object_writer(cls)},
    }


def _keys(pointer: str) -> tuple[str, ...]:
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:])
