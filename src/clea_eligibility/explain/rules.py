"""Rule sets described, as text and as plain data: what each rule requires, when it is presumed, what it cites."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from clea_eligibility.errors import of_type
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import rule_title, value_said
from clea_eligibility.explain.decisions import cited, source
from clea_eligibility.rules._conditions import ALWAYS, notation
from clea_eligibility.rules._rule import Rate, Reading, Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import READINGS, RULES, SENTENCES
from clea_eligibility.text import LANGUAGES, Language, euros, known_language, typeset

__all__ = [
    "carried",
    "list_rules",
    "notation",
    "rate_said",
    "read_otherwise",
    "rule_lines",
    "rule_said",
    "rules_to_dict",
    "sentence_on",
]


def list_rules(rules: RuleSet, lang: Language = "fr") -> str:
    r"""Every rule in a sentence, with its other readings, then the flat amounts.

    A rule that is not the page's has no sentence of its own: it is said by its label, and by its conditions as
    :func:`notation` writes them.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).

    >>> from clea_eligibility import GUIDE
    >>> print(list_rules(GUIDE, "en").split("\n\n")[6])
    Dossier filed complete at least three weeks before the evaluation starts (filed_three_weeks_before)
    The dossier is filed complete at least three weeks before the evaluation starts: by the same day of the ...
    Criterion. Rule stated by the Region's page ("Échéances", "Critères de sélection") (S9, S24)
    Otherwise read: Three whole weeks lie between the day on which the dossier is filed complete and the day on ...
    """
    known_language(lang)
    of_type(rules, RuleSet, "rules")
    blocks = [
        words.TITLE.say(lang, id=rules.id),
        *("\n".join(rule_lines(rule, rules.readings_of(rule.code), lang)) for rule in rules.rules),
        "\n- ".join([words.TARIFF.say(lang), *(_rate_line(rate, lang) for rate in rules.tariff.rates)]),
    ]
    return typeset("\n\n".join(blocks), lang)


def sentence_on(rule: Rule, lang: Language = "fr") -> str | None:
    """A rule of the page in one sentence, under the reading that it follows; ``None`` for any other rule.

    >>> from clea_eligibility import GUIDE
    >>> sentence_on(GUIDE.rule("job_seeker"), "en")
    'The applicant is looking for a job.'
    """
    for own in RULES:
        if (own.code, own.applies, own.presumed) == (rule.code, rule.applies, rule.presumed):
            if own.requires == rule.requires:
                return typeset(SENTENCES[own.code].say(lang), lang)
            for reading in READINGS:
                if (reading.rule, reading.requires) == (rule.code, rule.requires):
                    return _on_reading(reading, lang)
    return None


def _on_reading(reading: Reading, lang: Language) -> str:
    name = f"{reading.rule}.{reading.name}"
    return typeset(SENTENCES[name if name in SENTENCES else reading.rule].say(lang), lang)


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


def rule_lines(rule: Rule, readings: Iterable[Reading], lang: Language) -> Iterator[str]:
    """What there is to say of a rule: its name, what it comes to, how firmly the page carries it, other readings."""
    yield f"{rule_title(rule, lang)} ({rule.code})"
    yield from rule_said(rule, lang)
    yield carried(rule, lang)
    yield from read_otherwise(rule, readings, lang)


def rule_said(rule: Rule, lang: Language) -> Iterator[str]:
    """What a rule comes to: a sentence, or its conditions where no sentence is known."""
    sentence = sentence_on(rule, lang)
    if sentence is not None:
        yield sentence
    else:
        yield from _conditions(rule, lang)


def carried(rule: Rule, lang: Language) -> str:
    """How firmly the page carries a rule."""
    return f"{words.GROUPS[rule.group].say(lang)}. {source(rule.basis, rule.statements, lang)}{cited(rule.statements)}"


def read_otherwise(rule: Rule, readings: Iterable[Reading], lang: Language) -> Iterator[str]:
    """What the other readings of a rule come to."""
    for reading in readings:
        if reading.name != rule.reading:
            read = sentence_on(attrs.evolve(rule, requires=reading.requires), lang)
            yield words.ANOTHER_READING.say(lang, said=notation(reading.requires) if read is None else read)


def _conditions(rule: Rule, lang: Language) -> Iterator[str]:
    if rule.applies != ALWAYS:
        yield words.APPLIES.say(lang, condition=notation(rule.applies))
    yield words.REQUIRES.say(lang, condition=notation(rule.requires))
    if rule.presumed == ALWAYS:
        yield words.PRESUMED_ALWAYS.say(lang)
    elif rule.presumed is not None:
        yield words.PRESUMED_IF.say(lang, condition=notation(rule.presumed))


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
