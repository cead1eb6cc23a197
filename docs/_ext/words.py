"""Conditions and facts in words, French and English, for the pages that are generated from the rules."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import assert_never

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import EvaluationStage, IdentityDocumentKind, InitialOutcome
from clea_eligibility.explain._phrases import AND, OR
from clea_eligibility.explain._saying import value_said
from clea_eligibility.rules import (
    AllOf,
    AnyOf,
    Condition,
    DatesCompatible,
    Day,
    Is,
    NotAfter,
    OneOf,
    Same,
    Unknown,
    Unless,
)
from clea_eligibility.text import Language, Text, listed, long_day, quoted

NOUNS: Mapping[str, Text] = MappingProxyType(
    {
        "filed_on": Text("le jour du dépôt", "the filing day"),
        "filing_open": Text("dépôt en ligne ouvert", "online filing open"),
        "applicant.is_job_seeker": Text("recherche d'un emploi", "looking for a job"),
        "applicant.department": Text("le département de résidence", "the department of residence"),
        "applicant.identity_document.provided": Text("pièce d'identité jointe", "identity document provided"),
        "applicant.identity_document.kind": Text("la pièce d'identité", "the identity document"),
        "applicant.identity_document.permits_work": Text(
            "travail en France métropolitaine autorisé", "work in metropolitan France permitted"
        ),
        "applicant.identity_document.valid_until": Text(
            "le dernier jour de validité de la pièce d'identité", "the last day of the identity document"
        ),
        "applicant.proof_of_residence.provided": Text("justificatif de domicile joint", "proof of residence provided"),
        "applicant.proof_of_residence.issued_on": Text("le jour du justificatif", "the date of the proof"),
        "applicant.proof_of_residence.attests_main_residence": Text(
            "résidence principale attestée", "main residence attested"
        ),
        "certification.kind": Text("la certification demandée", "the certification asked for"),
        "evaluation.stage": Text("l'évaluation demandée", "the stage of the evaluation"),
        "evaluation.starts_on": Text("le premier jour de l'évaluation", "the first day of the evaluation"),
        "evaluation.ends_on": Text("le dernier jour de l'évaluation", "the last day of the evaluation"),
        "evaluation.initial_outcome": Text("l'évaluation initiale", "the initial evaluation"),
        "evaluator.department": Text("le département de l'organisme évaluateur", "the department of the evaluator"),
        "evaluator.accreditation.held": Text("habilitation détenue", "accreditation held"),
        "evaluator.accreditation.certification": Text(
            "la certification de l'habilitation", "the certification of the accreditation"
        ),
        "evaluator.accreditation.valid_from": Text(
            "le premier jour de validité de l'habilitation", "the first day of the accreditation"
        ),
        "evaluator.accreditation.valid_until": Text(
            "le dernier jour de validité de l'habilitation", "the last day of the accreditation"
        ),
        "quote.provided": Text("devis joint", "quote provided"),
        "quote.from_evaluator": Text("devis établi par l'organisme évaluateur", "quote drawn up by the evaluator"),
        "quote.names_applicant": Text("devis aux nom et prénom du demandeur", "quote in the applicant's name"),
    }
)
"""What each fact is called: in a sentence, or, if it is true or false, over a column."""

MARKS: Mapping[Status, Text] = MappingProxyType(
    {
        Status.SATISFIED: Text("✓ oui", "✓ met"),
        Status.VIOLATED: Text("✗ non", "✗ not met"),
        Status.PRESUMED: Text("≈ présumée", "≈ presumed"),
        Status.UNKNOWN: Text("? à établir", "? unknown"),
        Status.NOT_APPLICABLE: Text("–\u2060 sans objet", "–\u2060 does not apply"),
    }
)
"""How a rule stands, with a mark that does not depend on colour; in French, whether it is met.

A line may end after a dash, even before an unbreakable space, unless a word joiner follows.
"""

_IN_A_CLAUSE: Mapping[str, Text] = MappingProxyType(
    {
        EvaluationStage.INITIAL: Text("initiale", "initial"),
        EvaluationStage.FINAL: Text("finale", "final"),
        InitialOutcome.CERTIFIED: Text("suivie de la certification", "followed by the certificate"),
        InitialOutcome.NOT_CERTIFIED: Text("restée sans certification", "not followed by the certificate"),
        IdentityDocumentKind.NATIONAL_IDENTITY_CARD: Text("une carte nationale d'identité", "a national identity card"),
        IdentityDocumentKind.PASSPORT: Text("un passeport", "a passport"),
        IdentityDocumentKind.RESIDENCE_PERMIT: Text("un titre de séjour", "a residence permit"),
        IdentityDocumentKind.OTHER: Text("un autre document", "another document"),
    }
)
"""The values that a clause says with other words than a list."""
_IS = Text("{what} est {value}", "{what} is {value}")
_ONE_OF = Text("{what} est l'un de ceux-ci : {values}", "{what} is one of {values}")
_SAME = Text("{left} est aussi {right}", "{left} is also {right}")
_ON_OR_BEFORE = Text("{earlier} tombe au plus tard {later}", "{earlier} is on or before {later}")
_BEFORE = Text("{earlier} tombe avant {later}", "{earlier} is before {later}")
_NOT_STATED = Text("le dossier n'indique pas {what}", "the dossier does not state {what}")
_UNLESS = Text("sauf si {condition}", "unless {condition}")
_ANSWERED = Text("{question} : {answer}", "{question} is answered {answer}")
_ON_OR_AFTER = Text("{later} tombe au plus tôt {earlier}", "{later} is on or after {earlier}")
_FIXED = Text("le {day}", "{day}")
_OR_ELSE = Text(" ; ou bien ", "; or else ")
_ALWAYS = Text("toujours", "always")
_MEET = Text(
    "un choix des dates inconnues respecte toutes les règles de dates qui ne sont pas déjà enfreintes",
    "some choice of the unknown dates satisfies every date rule that is not already missed",
)
_MONTHS = Text("{count} mois", "{count} months")
_WEEKS = Text("{count} semaines", "{count} weeks")
_DAYS = Text("{count} jours", "{count} days")
_PLUS = Text("{day} plus {shift}", "{day} plus {shift}")
_MINUS = Text("{day} moins {shift}", "{day} minus {shift}")
_FEW = 5


def noun(path: str, lang: Language) -> str:
    """What a fact is called in a sentence."""
    return NOUNS[path].say(lang)


def value_in_words(value: object, lang: Language) -> str:
    """A value of a fact, as a clause says it."""
    said = _IN_A_CLAUSE.get(str(value))
    return said.say(lang) if said else value_said(value, lang)


def in_words(condition: Condition, lang: Language) -> str:
    """A condition as a clause that begins with a small letter and has no full stop."""
    match condition:
        case Is(path, bool() as value):
            question = quoted(FACT_BY_PATH[path].question(lang), lang)
            return _ANSWERED.say(lang, question=question, answer=value_in_words(value, lang))
        case Is(path, value):
            return _IS.say(lang, what=noun(path, lang), value=value_in_words(value, lang))
        case OneOf(path, values):
            said = [value_in_words(value, lang) for value in values]
            form = _IS if len(values) <= _FEW else _ONE_OF
            choice = listed(said, OR, lang)
            return form.say(lang, what=noun(path, lang), value=choice, values=choice)
        case Same(left, right):
            return _SAME.say(lang, left=noun(left, lang), right=noun(right, lang))
        case NotAfter(earlier, later) if isinstance(earlier.of, date):
            return _ON_OR_AFTER.say(lang, earlier=_day(earlier, lang), later=_day(later, lang))
        case NotAfter(earlier, later):
            if earlier.days == 1 and later.days == 0:  # whole days: "a day later at most" is "before"
                bare = Day(earlier.of, months=earlier.months)
                return _BEFORE.say(lang, earlier=_day(bare, lang), later=_day(later, lang))
            return _ON_OR_BEFORE.say(lang, earlier=_day(earlier, lang), later=_day(later, lang))
        case AllOf(parts):
            return listed([in_words(part, lang) for part in parts], AND, lang) if parts else _ALWAYS.say(lang)
        case AnyOf(parts) if any(isinstance(part, AllOf) for part in parts):
            return _OR_ELSE.say(lang).join(in_words(part, lang) for part in parts)
        case AnyOf(parts):
            return listed([in_words(part, lang) for part in parts], OR, lang)
        case Unless(inner):
            return _UNLESS.say(lang, condition=in_words(inner, lang))
        case Unknown(path):
            return _NOT_STATED.say(lang, what=noun(path, lang))
        case DatesCompatible():
            return _MEET.say(lang)
        case _:
            assert_never(condition)


def _day(day: Day, lang: Language) -> str:
    said = _FIXED.say(lang, day=long_day(day.of, lang)) if isinstance(day.of, date) else noun(day.of, lang)
    weeks, rest = divmod(day.days, 7)
    in_days = (_DAYS, day.days) if rest else (_WEEKS, weeks)
    for unit, count in ((_MONTHS, day.months), in_days):
        if count:
            shift = unit.say(lang, count=abs(count))
            said = (_PLUS if count > 0 else _MINUS).say(lang, day=said, shift=shift)
    return said
