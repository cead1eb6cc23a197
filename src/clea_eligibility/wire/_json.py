"""JSON in and out: dossiers read strictly, with every problem at once; decisions and dossiers written.

Reading converts nothing but text into dates and enum members: ``"false"``, ``1``, ``"20260302"`` and
``"2026-03-02T00:00:00"`` are refused. Whatever the input, reading raises nothing but
:class:`~clea_eligibility.InvalidDossier`, in time linear in its size; :data:`PROBLEM_CODES` are its codes.

A dossier is read twice only if something is wrong with it: first by functions that cattrs generates, which stop
at the first doubt; then by a plain reader that looks at every fact on its own.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from clea_eligibility.deciding.decision import Decision, Finding, Status
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.errors import shown
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules.guide import GUIDE
from clea_eligibility.text import LANGUAGES
from clea_eligibility.wire._diagnosis import (
    PROBLEM_CODES,
    NotJson,
    check_depth,
    members_of,
    parsed_day,
    read_carefully,
    refusal,
)
from clea_eligibility.wire._schema import CURRENCY, decision_schema, dossier_schema

__all__ = [
    "PROBLEM_CODES",
    "decision_schema",
    "decision_to_dict",
    "decision_to_json",
    "dossier_from_dict",
    "dossier_from_json",
    "dossier_schema",
    "dossier_to_dict",
    "dossier_to_json",
]


def dossier_from_dict(data: Mapping[str, Any]) -> Dossier:
    """The dossier that ``data`` states, as parsed from JSON: mappings, text, ``True``, ``False`` and ``None``.

    ``None`` or a missing key is unknown, for facts and for the objects that hold them. Raises
    :class:`InvalidDossier` with every problem: in the order of a dossier's facts, the unknown keys of an object
    after its known ones.

    >>> dossier_from_dict({"evaluation": {"stage": "prealable", "starts_on": "20260302"}, "department": "33"})
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.stage: unknown value 'prealable'; did you mean 'initial'?
    evaluation.starts_on: expected a day that exists, written YYYY-MM-DD, got '20260302'
    department: unknown key; its place is applicant.department or evaluator.department
    """
    try:
        dossier: Dossier = _STRUCTURE(data, Dossier)
        return dossier
    except (ForbiddenExtraKeysError, LookupError, TypeError, ValueError):
        pass  # what is wrong, if anything, is for the careful reader to say
    return read_carefully(data)


def dossier_from_json(text: str | bytes) -> Dossier:
    """The dossier that a JSON text states; bytes are UTF-8, with or without a byte order mark.

    Raises :class:`InvalidDossier` as :func:`dossier_from_dict` does, and for what is not JSON. A key stated twice
    is refused too, where most readers would silently keep the last.

    >>> dossier_from_json('{"quote": {"provided": true, "provided": false}}')
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: quote.provided: the key is stated more than once
    """
    return dossier_from_dict(_parsed(text))


def dossier_to_dict(dossier: Dossier) -> dict[str, Any]:
    """The dossier as plain JSON types, without what is unknown: :func:`dossier_from_dict` gives it back.

    >>> from clea_eligibility import Applicant, Quote
    >>> dossier_to_dict(Dossier(filed_on=date(2026, 3, 2), applicant=Applicant(), quote=Quote(names_applicant=True)))
    {'filed_on': '2026-03-02', 'applicant': {}, 'quote': {'provided': True, 'names_applicant': True}}
    """
    data: dict[str, Any] = _UNSTRUCTURE(dossier)
    return data


def dossier_to_json(dossier: Dossier, indent: int | None = None) -> str:
    """The dossier as JSON text; ``indent`` is a number of spaces, ``None`` for one line."""
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
    missing = [_missing_to_dict(fact) for fact in decision.missing]
    return _members(decision, missing, [_finding_to_dict(finding) for finding in decision.findings])


def decision_to_json(decision: Decision, indent: int | None = None) -> str:
    """The decision as JSON text; ``indent`` is a number of spaces, ``None`` for one line."""
    if indent is not None:
        return json.dumps(decision_to_dict(decision), ensure_ascii=False, indent=indent)
    # Most of the text is the same in every decision. No text in JSON can look like the place that is filled here.
    missing = ", ".join([_MISSING[fact.path] for fact in decision.missing])
    findings = ", ".join([_finding_text(finding) for finding in decision.findings])
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


def _finding_text(finding: Finding) -> str:
    rule, texts = _FINDINGS.get(finding.rule.code, _NO_RULE)
    if rule is finding.rule and not finding.between:
        return texts[finding.status]
    return _ENCODER.encode(_finding_to_dict(finding))


_ENCODER = json.JSONEncoder(ensure_ascii=False)
_GAPS = '"missing": [], "findings": []'
_MISSING = MappingProxyType({fact.path: _ENCODER.encode(_missing_to_dict(fact)) for fact in FACTS})
_FINDINGS = MappingProxyType(
    {
        rule.code: (rule, {status: _ENCODER.encode(_finding_to_dict(Finding(rule, status))) for status in Status})
        for rule in GUIDE.rules
    }
)
"""The findings of the page's rules as text, by code; other rule sets share most of these rules."""
_NO_RULE: tuple[Rule | None, dict[Status, str]] = (None, {})


# From text to objects


def _parsed(text: object) -> Any:
    decoded = _decoded(text)
    check_depth(decoded)
    try:
        return _DECODER.decode(decoded)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno:,}, column {error.colno:,}"
        raise refusal("", "not_json", f"not JSON: {error.msg} ({place})") from None


def _decoded(text: object) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    if not isinstance(text, bytes):
        raise refusal("", "wrong_type", f"expected JSON text, got {shown(text)}")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("", "not_json", f"not UTF-8: {error.reason} (byte {error.start:,})") from None


def _integer(digits: str) -> int:
    # No fact is a number, so this one will only be shown, and as a huge one if it is longer. Of thousands of
    # digits Python would make no int but an error.
    return int(digits[:_ENOUGH_DIGITS])


_ENOUGH_DIGITS = 21
_DECODER = json.JSONDecoder(object_pairs_hook=members_of, parse_int=_integer, parse_constant=NotJson)


# From objects to dossiers and back: functions that cattrs generates

_Hook = Callable[[Any, Any], Any]


def _quick_object(cls: type) -> _Hook:
    hooks: dict[str, Any] = {name: override(struct_hook=_quick_hook(kind)) for name, kind in FIELD_TYPES[cls].items()}
    build: _Hook = make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False, **hooks
    )

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise TypeError
        return build(value, cls)

    return structure


def _quick_hook(kind: type) -> _Hook:
    if kind in PREFIX:
        structure = _quick_object(kind)
        return lambda value, cls: None if value is None else structure(value, cls)
    if issubclass(kind, date):
        return lambda value, _: None if value is None else parsed_day(value)
    if issubclass(kind, StrEnum):
        members: dict[object, StrEnum | None] = {None: None, **{str(member): member for member in kind}}
        return lambda value, _: members[value]
    return _as_it_is


def _as_it_is(value: Any, _: Any) -> Any:
    """Truth values and codes stay what they are: the models refuse all others."""
    return value


def _writer(cls: type) -> Callable[[Any], dict[str, Any]]:
    hooks: dict[str, Any] = {
        name: override(unstruct_hook=_writing_hook(kind)) for name, kind in FIELD_TYPES[cls].items()
    }
    return make_dict_unstructure_fn(cls, _CONVERTER, _cattrs_omit_if_default=True, **hooks)


def _writing_hook(kind: type) -> Callable[[Any], Any]:
    if kind in PREFIX:
        return _writer(kind)
    if issubclass(kind, date):
        return date.isoformat
    return bool if kind is bool else str.__str__  # the text itself, whatever subclass of str holds it


_CONVERTER = Converter()
_STRUCTURE = _quick_object(Dossier)
_UNSTRUCTURE = _writer(Dossier)
