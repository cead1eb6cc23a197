"""The rules themselves, for people and for programs: what each requires, when it is presumed, what it cites."""

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import value_said
from clea_eligibility.explain.decisions import cited, source
from clea_eligibility.rules._conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
)
from clea_eligibility.rules._rule import Rate, Reading, Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import LANGUAGES, Language, euros, known_language, typeset

__all__ = ["list_rules", "notation", "rate_said", "rule_lines", "rules_to_dict"]


def list_rules(rules: RuleSet, lang: Language = "fr") -> str:
    r"""Every rule in plain text, then the flat amounts.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).

    >>> from clea_eligibility import GUIDE
    >>> print(list_rules(GUIDE, "en").split("\n\n")[6])
    filed_three_weeks_before: Filed three weeks before the evaluation
    - Criterion. Rule stated by the page: "Échéances", "Critères de sélection" (S9, S24)
    - Requires: filed_on + 3 weeks <= evaluation.starts_on
    - Other reading, clear_days: filed_on + 22 days <= evaluation.starts_on
    """
    known_language(lang)
    blocks = [
        words.TITLE.say(lang, id=rules.id),
        *("\n- ".join(rule_lines(rule, rules.readings_of(rule.code), lang)) for rule in rules.rules),
        "\n- ".join([words.TARIFF.say(lang), *(_rate_line(rate, lang) for rate in rules.tariff.rates)]),
    ]
    return typeset("\n\n".join(blocks), lang)


def rules_to_dict(rules: RuleSet) -> dict[str, Any]:
    """The rule set as plain JSON types; conditions are written as :func:`notation` writes them."""
    return {
        "id": rules.id,
        "rules": [_rule_to_dict(rule) for rule in rules.rules],
        "readings": [
            {"rule": reading.rule, "name": reading.name, "requires": notation(reading.requires)}
            for reading in rules.readings
        ],
        "tariff": [
            {
                "certification": rate.kind,
                "stage": rate.stage,
                "amount": rate.euros,
                "statements": list(rate.statements),
            }
            for rate in rules.tariff.rates
        ],
        "currency": "EUR",
    }


def notation(condition: Condition) -> str:
    """A condition on one line, with facts by their paths and values as they stand in JSON.

    >>> notation(AnyOf((Is("quote.provided", True), Unknown("filed_on"))))
    'quote.provided or filed_on is unknown'
    """
    match condition:
        case Is(path, bool() as value):
            return path if value else f"{path} is false"
        case Is(path, value):
            return f"{path} = {value}"
        case OneOf(path, values):
            return f"{path} in ({', '.join(map(str, values))})"
        case Same(left, right):
            return f"{left} = {right}"
        case NotAfter():
            return str(condition)
        case AllOf(parts):
            return " and ".join(map(_part, parts)) or "always"
        case AnyOf(parts):
            return " or ".join(map(_part, parts)) or "never"
        case Unless(inner):
            return f"unless {_part(inner)}"
        case Unknown(path):
            return f"{path} is unknown"
        case DatesCompatible():
            return "the date rules can hold together"
        case _:
            assert_never(condition)


def _part(condition: Condition) -> str:
    several = isinstance(condition, AllOf | AnyOf) and len(condition.conditions) > 1
    return f"({notation(condition)})" if several else notation(condition)


def rule_lines(rule: Rule, readings: Iterable[Reading], lang: Language) -> Iterator[str]:
    """What there is to say of a rule: its name; how firmly the page carries it; then what it comes to, line by line."""
    yield words.NAMED.say(lang, name=rule.code, said=rule.label(lang))
    yield f"{words.GROUPS[rule.group].say(lang)}. {source(rule.basis, rule.statements, lang)}{cited(rule.statements)}"
    if rule.applies != ALWAYS:
        yield words.APPLIES.say(lang, condition=notation(rule.applies))
    yield words.REQUIRES.say(lang, condition=notation(rule.requires))
    if rule.presumed == ALWAYS:
        yield words.PRESUMED_ALWAYS.say(lang)
    elif rule.presumed is not None:
        yield words.PRESUMED_IF.say(lang, condition=notation(rule.presumed))
    for reading in readings:
        if reading.name != rule.reading:
            yield words.OTHER_READING.say(lang, name=reading.name, condition=notation(reading.requires))


def rate_said(rate: Rate, lang: Language) -> tuple[str, str]:
    """What an amount is paid for, and the amount with the statements that say so."""
    return f"{value_said(rate.kind, lang)}, {value_said(rate.stage, lang)}", euros(rate.euros, lang) + cited(
        rate.statements
    )


def _rate_line(rate: Rate, lang: Language) -> str:
    paid_for, paid = rate_said(rate, lang)
    return words.NAMED.say(lang, name=paid_for, said=paid)


def _rule_to_dict(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "group": rule.group,
        "basis": rule.basis,
        "statements": list(rule.statements),
        "label": {lang: rule.label(lang) for lang in LANGUAGES},
        "applies": notation(rule.applies),
        "requires": notation(rule.requires),
        "presumed": None if rule.presumed is None else notation(rule.presumed),
        "reading": rule.reading,
    }
