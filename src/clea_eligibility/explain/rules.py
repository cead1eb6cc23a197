"""The rules themselves, for people and for programs: what each requires, when it is presumed, what it cites."""

from collections.abc import Iterator
from typing import Any

from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import value_said
from clea_eligibility.explain.decisions import cited, source
from clea_eligibility.rules._conditions import ALWAYS, notation
from clea_eligibility.rules._rule import Rate, Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import LANGUAGES, Language, euros, known_language, typeset

__all__ = ["list_rules", "notation", "rules_to_dict"]


def list_rules(rules: RuleSet, lang: Language = "fr") -> str:
    r"""Every rule in plain text, then the flat amounts.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).

    >>> from clea_eligibility import GUIDE
    >>> print(list_rules(GUIDE, "en").split("\n\n")[6])
    filed_three_weeks_before: Dossier filed complete at least three weeks before the evaluation starts
    - Criterion. Rule stated by the page: "Échéances", "Critères de sélection" (S9, S24)
    - Requires: filed_on + 3 weeks <= evaluation.starts_on
    - Other reading, clear_days: filed_on + 22 days <= evaluation.starts_on
    """
    known_language(lang)
    blocks = [
        words.TITLE.say(lang, id=rules.id),
        *("\n- ".join(_rule_lines(rule, rules, lang)) for rule in rules.rules),
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


def _rule_lines(rule: Rule, rules: RuleSet, lang: Language) -> Iterator[str]:
    yield words.NAMED.say(lang, name=rule.code, said=rule.label(lang))
    yield f"{words.GROUPS[rule.group].say(lang)}. {source(rule.basis, rule.statements, lang)}{cited(rule.statements)}"
    if rule.applies != ALWAYS:
        yield words.APPLIES.say(lang, condition=notation(rule.applies))
    yield words.REQUIRES.say(lang, condition=notation(rule.requires))
    if rule.presumed == ALWAYS:
        yield words.PRESUMED_ALWAYS.say(lang)
    elif rule.presumed is not None:
        yield words.PRESUMED_IF.say(lang, condition=notation(rule.presumed))
    for reading in rules.readings_of(rule.code):
        if reading.name != rule.reading:
            yield words.OTHER_READING.say(lang, name=reading.name, condition=notation(reading.requires))


def _rate_line(rate: Rate, lang: Language) -> str:
    paid_for = f"{value_said(rate.kind, lang)}, {value_said(rate.stage, lang)}"
    return words.NAMED.say(lang, name=paid_for, said=euros(rate.euros, lang)) + cited(rate.statements)


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
