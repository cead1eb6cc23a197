"""Cases on both sides of a rule's boundary: dossiers a fact or two apart, and how the rule stands for each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen
from words import MARKS, value_in_words

from clea_eligibility import (
    FACTS,
    CertificationKind,
    Decision,
    Dossier,
    EvaluationStage,
    Fact,
    IdentityDocumentKind,
    InvalidDossier,
    Rule,
    RuleSet,
    Status,
    decide,
)
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX
from clea_eligibility.explain import sentences
from clea_eligibility.rules import ALWAYS, DatesCompatible
from clea_eligibility.rules._conditions import paths
from clea_eligibility.text import Language

Stated = Mapping[str, Any]
"""What a dossier states, by path."""

BASE: Stated = MappingProxyType(
    {
        "filed_on": date(2026, 3, 2),
        "applicant.is_job_seeker": True,
        "applicant.department": "79",
        "applicant.identity_document.kind": IdentityDocumentKind.PASSPORT,
        "applicant.identity_document.valid_until": date(2026, 6, 30),
        "applicant.proof_of_residence.issued_on": date(2026, 1, 15),
        "certification.kind": CertificationKind.SOCLE,
        "evaluation.stage": EvaluationStage.INITIAL,
        "evaluation.starts_on": date(2026, 4, 1),
        "evaluation.ends_on": date(2026, 4, 2),
        "evaluator.department": "86",
        "evaluator.accreditation.valid_from": date(2026, 1, 1),
        "evaluator.accreditation.valid_until": date(2026, 12, 31),
        "quote.from_evaluator": True,
        "quote.names_applicant": True,
    }
)
"""A dossier that meets every rule, and whose dates have their boundaries nearby."""

NOT_STATED = "not stated"
_EVALUATION = ("evaluation.starts_on", "evaluation.ends_on")
_REACH = 400
"""Days before and after the day of the base dossier among which a boundary is looked for."""
_SETTLED = (Status.SATISFIED, Status.VIOLATED, Status.NOT_APPLICABLE)
_MANY, _SEVERAL = 20, 5


@frozen
class Case:
    """One row: what it says of the facts that the rule reads, which date was moved, how the rule stands.

    There is one status for each reading of the rule, or one for all of them.
    """

    said: Mapping[str, str]
    moved: str | None
    statuses: tuple[Status, ...]


def dossier_of(stated: Stated) -> Dossier:
    """The dossier that states these facts; those left out are unknown."""
    dossier: Dossier = _model(Dossier, stated)
    return dossier


def _model(cls: type, stated: Stated) -> Any:
    prefix = PREFIX[cls]
    return cls(
        **{
            name: _model(kind, stated) if kind in PREFIX else stated.get(prefix + name)
            for name, kind in FIELD_TYPES[cls].items()
        }
    )


def status_of(decision: Decision, code: str) -> Status:
    """How one rule stands in a decision."""
    return next(finding.status for finding in decision.findings if finding.rule.code == code)


def reread(rule: Rule, rules: RuleSet) -> list[RuleSet]:
    """The rule set under each reading of the rule, the default first; alone where there is one reading only."""
    names = [reading.name for reading in rules.readings_of(rule.code)]
    return [rules.read(**{rule.code: name}) for name in names] or [rules]


def statuses(rule: Rule, rule_sets: Sequence[RuleSet], stated: Stated) -> tuple[Status, ...] | None:
    """How the rule stands under each rule set; ``None`` where no dossier could state these facts."""
    try:
        dossier = dossier_of(stated)
    except InvalidDossier:
        return None
    return tuple(status_of(decide(dossier, rules), rule.code) for rules in rule_sets)


def said_day(day: date | None, lang: Language) -> str:
    """A day in full, on one line, so that columns of days stay legible."""
    return value_in_words(day, lang).replace(" ", "\u00a0")


def mark(status: Status, lang: Language) -> str:
    """How the rule stands, on one line."""
    return MARKS[status].say(lang).replace(" ", "\u00a0")


def cases(rule: Rule, rules: RuleSet) -> tuple[list[Fact], list[Case]]:
    """The facts that the cases of a rule are about, in the order in which it reads them, and the cases."""
    base, read = _base(rule), _facts_read(rule)
    plain = [fact for fact in read if fact.type != "date"]
    found = list(_date_cases(rule, reread(rule, rules), base, [fact for fact in read if fact.type == "date"]))
    if not found:
        found = list(_plain_cases(rule, rules, base, plain))
    elif rule.presumed is not None:  # the dates decide where the plain facts are not stated
        unsaid: dict[str, str] = {fact.path: NOT_STATED for fact in plain}
        stated = [case for case in _plain_cases(rule, rules, base, plain) if case.said != unsaid]
        found = stated + [evolve(case, said={**unsaid, **case.said}) for case in found]
    if _is_about_all_dates(rule):
        moved = {case.moved for case in found}
        return [fact for fact in read if fact.path in moved or fact.path in _EVALUATION], found
    return [fact for fact in read if any(case.said.get(fact.path) for case in found)], found


def _is_about_all_dates(rule: Rule) -> bool:
    return rule.requires == DatesCompatible()


def _base(rule: Rule) -> Stated:
    """The base dossier; nobody has said when the evaluation is, for the rule about dates that are unknown."""
    return {path: value for path, value in BASE.items() if not (_is_about_all_dates(rule) and path in _EVALUATION)}


def _facts_read(rule: Rule) -> list[Fact]:
    if _is_about_all_dates(rule):
        return [fact for fact in FACTS if fact.type == "date"]
    conditions = (rule.applies, rule.requires, rule.presumed or ALWAYS)
    return [FACT_BY_PATH[path] for path in dict.fromkeys(path for condition in conditions for path in paths(condition))]


# Facts that are no dates


def _plain_cases(rule: Rule, rules: RuleSet, base: Stated, facts: Sequence[Fact]) -> Iterator[Case]:
    """A tree of questions: one fact after the other is asked for, until the rule stands settled."""
    objects = {_object(fact) for fact in facts if fact.is_presence_flag}
    asked = {fact.path for fact in FACTS if fact in facts or _object(fact) in objects}
    stated = {path: value for path, value in base.items() if path not in asked}
    return _branches(rule, rules, stated, {}, facts)


def _object(fact: Fact) -> str:
    return fact.path.rpartition(".")[0]


def _branches(
    rule: Rule, rules: RuleSet, stated: Stated, said: Mapping[str, str], facts: Sequence[Fact]
) -> Iterator[Case]:
    fact, *rest = facts
    by_status: dict[Status, list[Any]] = {}
    for value in _values(fact):
        by_status.setdefault(_now(rule, rules, {**stated, fact.path: value}), []).append(value)
    for status, values in sorted(by_status.items(), key=lambda item: item[0] is not Status.SATISFIED):
        if status in _SETTLED or not rest:
            yield Case({**said, fact.path: _said(values)}, None, (status,))
            continue
        for value in values:
            more = {**said, fact.path: _said([value])}
            yield from _branches(rule, rules, {**stated, fact.path: value}, more, rest)
    if not fact.is_presence_flag or not rest:
        yield Case({**said, fact.path: NOT_STATED}, None, (_now(rule, rules, stated),))


def _now(rule: Rule, rules: RuleSet, stated: Stated) -> Status:
    return status_of(decide(dossier_of(stated), rules), rule.code)


def _values(fact: Fact) -> Sequence[Any]:
    if fact.type == "bool":
        return (True, False)
    return [fact.python_type(value) for value in fact.values]


def _said(values: Sequence[Any]) -> str:
    if len(values) > _MANY:
        return "any other, such as 37 or 49"  # departments are the only fact with so many values
    if len(values) > _SEVERAL:
        return " ".join(map(str, values))
    return " or ".join(value_in_words(value, "en") for value in values)


# Dates


def _date_cases(rule: Rule, rule_sets: Sequence[RuleSet], base: Stated, facts: Sequence[Fact]) -> Iterator[Case]:
    """For each date, the days on which the rule stands otherwise than on the day before or after."""
    for moved in facts:
        for stated, found in _around_boundaries(rule, rule_sets, base, moved.path):
            yield Case({fact.path: said_day(stated.get(fact.path), "en") for fact in facts}, moved.path, found)


def _around_boundaries(
    rule: Rule, rule_sets: Sequence[RuleSet], base: Stated, path: str
) -> Iterator[tuple[Stated, tuple[Status, ...]]]:
    if path not in base:
        return
    on_each_day = []
    for count in range(-_REACH, _REACH + 1):
        stated = {**base, path: base[path] + timedelta(days=count)}
        found = statuses(rule, rule_sets, stated)
        if found is not None:
            on_each_day.append((stated, found))
    for index, (stated, found) in enumerate(on_each_day):
        neighbours = on_each_day[max(index - 1, 0) : index + 2]
        if any(other != found for _, other in neighbours):
            yield stated, found


# What the library says


def what_is_said(rule: Rule, rules: RuleSet) -> str | None:
    """The sentence about the first of these dossiers that does not meet the rule."""
    for stated in _candidates(rule, rules):
        for sentence in sentences(decide(dossier_of(stated), rules), "en"):
            if sentence.rule.code == rule.code and sentence.status is Status.VIOLATED:
                return sentence.text
    return None


def _candidates(rule: Rule, rules: RuleSet) -> Iterator[Stated]:
    base, read = _base(rule), _facts_read(rule)
    for fact in read:
        if fact.type == "date":
            yield from (stated for stated, _ in _around_boundaries(rule, [rules], base, fact.path))
    for stage in EvaluationStage:
        start = {**base, "evaluation.stage": stage}
        for fact in (fact for fact in read if fact.type != "date"):
            absent = {path: value for path, value in start.items() if _object(FACT_BY_PATH[path]) != _object(fact)}
            for value in ("49",) if fact.type == "str" else _values(fact):
                yield {**(absent if fact.is_presence_flag else start), fact.path: value}


def days_decided(rule: Rule, rules: RuleSet, days: Mapping[str, date]) -> tuple[Status, ...]:
    """How the rule stands for a dossier that states these days and nothing else; raises where there can be none."""
    found = statuses(rule, reread(rule, rules), days)
    if found is None:
        raise ValueError(f"no dossier could state {dict(days)}")
    return found
