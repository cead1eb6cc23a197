"""The same dossiers and decisions with nothing around them: attrs classes without validators, cattrs without checks.

What the library does besides – refusing what is wrong, settling presence flags, saying every problem at once – is the
difference.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import attrs
from cattrs import Converter

from clea_eligibility import Decision, Dossier
from clea_eligibility.dossier.facts import Fact
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX


def _bare(model: type) -> type:
    fields: dict[str, Any] = {
        name: attrs.field(default=None, type=cast(type, (_bare(kind) if kind in PREFIX else kind) | None))
        for name, kind in FIELD_TYPES[model].items()
    }
    BARE[model] = attrs.make_class(model.__name__, fields, frozen=True, slots=True, kw_only=True)
    return BARE[model]


BARE: dict[type, type] = {}
_bare(Dossier)
"""For every model the same attrs class, without validators."""


def values_of(dossier: Any) -> Callable[[Callable[[type], type]], Callable[[], Any]]:
    """What builds a dossier from its values, with the classes that are asked for."""

    def builder(classes: Callable[[type], type]) -> Callable[[], Any]:
        names: dict[str, Any] = {}

        def call(model: Any) -> str:
            cls = type(model)
            names[cls.__name__] = classes(cls)
            arguments = []
            for name in FIELD_TYPES[cls]:
                value = getattr(model, name)
                if type(value) in PREFIX:
                    arguments.append(f"{name}={call(value)}")
                elif value is not None:
                    constant = f"{cls.__name__}_{name}"
                    names[constant] = value
                    arguments.append(f"{name}={constant}")
            return f"{cls.__name__}({', '.join(arguments)})"

        return cast(Callable[[], Any], eval(f"lambda: {call(dossier)}", names))  # noqa: S307 - our own classes

    return builder


@attrs.frozen
class Finding:
    """A finding as JSON has it."""

    rule: str
    status: str
    basis: str
    statements: list[str]


@attrs.frozen
class Question:
    """What to ask, in both languages."""

    fr: str
    en: str


@attrs.frozen
class Missing:
    """A missing fact as JSON has it."""

    fact: str
    type: str
    question: Question
    answered_by: str


@attrs.frozen
class Document:
    """A decision as JSON has it."""

    outcome: str
    amount: int | None
    possible_amounts: list[int]
    currency: str
    payee: str | None
    reasons: list[str]
    documents_only: bool
    presumed: list[str]
    contested: list[str]
    missing: list[Missing]
    findings: list[Finding]
    rules: str


def document(decision: Decision) -> Document:
    """The decision with the shape of its JSON, made before the clock starts."""

    def asked(fact: Fact) -> Missing:
        return Missing(fact.path, fact.type, Question(fact.question("fr"), fact.question("en")), fact.answered_by)

    return Document(
        decision.outcome,
        decision.amount,
        list(decision.possible_amounts),
        "EUR",
        decision.payee,
        [finding.rule.code for finding in decision.reasons],
        decision.documents_only,
        [finding.rule.code for finding in decision.presumed],
        [rule.code for rule in decision.contested],
        [asked(fact) for fact in decision.missing],
        [
            Finding(finding.rule.code, str(finding.status), finding.rule.basis, list(finding.rule.statements))
            for finding in decision.findings
        ],
        decision.rules.id,
    )


def _converter() -> Converter:
    converter = Converter()
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    return converter


_CONVERTER = _converter()


def read(text: str) -> Any:
    """The dossier of a JSON text, as cattrs reads it."""
    return _CONVERTER.structure(json.loads(text), BARE[Dossier])


def write(made: Document) -> str:
    """The JSON text of a decision, as cattrs writes it."""
    return json.dumps(_CONVERTER.unstructure(made), ensure_ascii=False)
