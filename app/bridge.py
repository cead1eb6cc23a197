"""What the page asks the library: one question, as JSON, about everything that has been answered so far.

The page holds what was typed, by the key of the question; nothing is kept here. Every rule and nearly every word comes
from the library.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clea_eligibility import FACTS, Dossier, Eligible, InvalidDossier
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.explain import Part, advise, headline, parts, questions
from clea_eligibility.explain._phrases import OBJECTS
from clea_eligibility.explain._saying import LOOKS, amounts_said, value_said, verdict_of
from clea_eligibility.explain.papers import checklist_sheet
from clea_eligibility.html import calendar_svg
from clea_eligibility.html._sheets import printable
from clea_eligibility.interview import Interview, InvalidAnswer, Question
from clea_eligibility.interview._wordings import ORDER
from clea_eligibility.text import Language, typeset
from clea_eligibility.wire import decision_to_json, dossier_from_json, dossier_to_json

Answers = Mapping[str, str | None]
"""What was typed, by the key of its question; ``None`` is "I do not know"."""

CARD = "applicant.identity_document."
PRINTED = (f"{CARD}printed_until", f"{CARD}issued_on", f"{CARD}adult_when_issued")
GIVEN_UP: Mapping[str, tuple[str, ...]] = {
    f"{CARD}valid_until": PRINTED,
    **dict.fromkeys(PRINTED, (f"{CARD}valid_until",)),
    "applicant.postal_code": ("applicant.commune",),
    "evaluator.postal_code": ("evaluator.commune",),
}
"""Two ways to state one fact: who takes one gives up the other."""
MARK = re.compile(r"^(?:- |[0-9]+\. )")
"""What stands before each item of a list in plain text."""
NO_END_SAID = {"fr": "sans fin", "en": "no end"}


def answer(request: str) -> str:
    """The reply to one request."""
    asked = json.loads(request)
    lang: Language = asked["lang"]
    today = date.fromisoformat(asked["today"])
    if "open" in asked:
        try:
            stated = answers_of(dossier_from_json(asked["open"]), lang)
        except InvalidDossier as refused:
            return json.dumps({"refused": [problem.text(lang) for problem in refused.problems]})
    else:
        stated = asked["answers"]
    answers = replaced(stated, asked["set"])
    interview, errors = replayed(answers, today, lang)
    answers = dated(answers, interview, errors, lang)
    about = asked["about"] or next((key for key in asked["set"] if key in errors), None)
    return json.dumps(
        {
            "answers": answers,
            "opened": "open" in asked,
            "question": question_shown(interview, about, answers, errors, lang),
            "answered": answered(interview, answers, errors, lang),
            "fields": {field["path"]: field for field in fields(interview, answers, errors, lang)},
            "before": before(interview, about, answers),
            **({"form": form(lang)} if "form" in asked else {}),
            **outcome(interview, today, asked["width"], lang),
        }
    )


def form(lang: Language) -> list[dict[str, Any]]:
    """Every fact in which the form asks, by the object that it is about: built once for each language."""
    empty = Interview()
    groups: dict[str, list[dict[str, Any]]] = {prefix: [] for prefix in OBJECTS}
    for fact in FACTS:
        choices = [(typed(value, lang), label) for value, label in fact.choices(lang)] if fact.type != "str" else []
        groups[fact.path.rpartition(".")[0]].append(
            {
                "path": fact.path,
                "key": empty.about(fact.path).key,
                "label": typeset(fact.question(lang), lang),
                "kind": "choice" if choices else empty.about(fact.path).kind,
                "choices": [(value, typeset(label, lang)) for value, label in choices],
            }
        )
    return [{"legend": OBJECTS[prefix].say(lang), "fields": held} for prefix, held in groups.items()]


# What has been answered


def replaced(answers: Answers, changes: Answers) -> Answers:
    """The answers after some were given, changed, or, with an empty text, taken back."""
    after = dict(answers)
    for key, text in changes.items():
        for rival in GIVEN_UP.get(key, ()):
            after.pop(rival, None)
        after[key] = text
    return {key: text for key, text in after.items() if text != ""}


def replayed(answers: Answers, today: date, lang: Language) -> tuple[Interview, dict[str, str]]:
    """The interview after these answers, in the order of the interview, and what is wrong with some of them."""
    interview, errors = Interview(today=today, every_reason=True), dict[str, str]()
    for key in ORDER:
        if key in answers:
            text = answers[key]
            try:
                interview = interview.skip(about=key) if text is None else interview.answer(text, about=key)
            except InvalidAnswer as refused:
                errors[key] = refused.text(lang)
    return interview, errors


def dated(answers: Answers, interview: Interview, errors: Mapping[str, str], lang: Language) -> Answers:
    """The answers with the year of each day: "27 April" is not to be another day once today is another."""
    stated: dict[str, str | None] = {}
    for fact in FACTS:
        day = fact.of(interview.dossier)
        if fact.type == "date" and day is not None and answers.get(fact.path) and fact.path not in errors:
            stated[fact.path] = typed(day, lang)
    return {**answers, **stated}


def answers_of(dossier: Dossier, lang: Language) -> Answers:
    """A dossier, as somebody would have typed it."""
    about = Interview().about
    stated = ((fact, fact.of(dossier)) for fact in FACTS)
    return {about(fact.path).key: typed(value, lang) for fact, value in stated if value is not None}


def typed(value: Any, lang: Language) -> str:
    """A value, as somebody would type it."""
    if value == NO_END:
        return NO_END_SAID[lang]
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value).lower() if isinstance(value, bool) else value


# What is shown


def question_shown(
    interview: Interview, about: str | None, answers: Answers, errors: Mapping[str, str], lang: Language
) -> dict[str, Any] | None:
    """The question that is asked now: the one that somebody wants to correct, else the next."""
    question = interview.question if about is None else interview.about(about)
    if question is None:
        return None
    return {
        "key": question.key,
        "kind": question.kind,
        "text": question.text(lang),
        "help": question.help(lang),
        "choices": offered(question, lang),
        "value": answers.get(question.key),
        "error": errors.get(question.key),
        "atMost": interview.at_most,
    }


def offered(question: Question, lang: Language) -> list[tuple[str, str]]:
    """The choices of a question, then those that a person may type, but that the aid does not cover."""
    every = question.fact.choices(lang) if question.fact and question.kind == "choice" else ()
    choices = {typed(value, lang): label for value, label in question.choices(lang)}
    others = {typed(value, lang): label for value, label in every}
    return list((choices | {value: label for value, label in others.items() if value not in choices}).items())


def answered(
    interview: Interview, answers: Answers, errors: Mapping[str, str], lang: Language
) -> list[dict[str, str | None]]:
    """Every question that has been answered, with the answer in words; ``None`` where it was "I do not know"."""
    return [
        {"key": key, "text": interview.about(key).text(lang), "said": said(interview, key, answers[key], lang)}
        for key in ORDER
        if key in answers and key not in errors
    ]


def said(interview: Interview, key: str, text: str | None, lang: Language) -> str | None:
    """An answer in words: how a day or a choice was understood."""
    if text is None:
        return None
    question = interview.about(key)
    if question.fact is not None:
        return capital(typeset(value_said(question.fact.of(interview.dossier), lang), lang))
    return dict(offered(question, lang)).get(text, text)


def before(interview: Interview, about: str | None, answers: Answers) -> str | None:
    """The question that was answered before the one that is asked now."""
    key = about or (interview.question and interview.question.key)
    earlier = ORDER if key is None else ORDER[: ORDER.index(key)]
    return next((key for key in reversed(earlier) if key in answers), None)


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def fields(
    interview: Interview, answers: Answers, errors: Mapping[str, str], lang: Language
) -> Iterator[dict[str, Any]]:
    """What stands in each field of the form, how it was understood, and what is wrong with it."""
    for fact in FACTS:
        key = interview.about(fact.path).key
        value = fact.of(interview.dossier)
        yield {
            "path": fact.path,
            "value": answers.get(key) or "",
            "said": "" if value is None else typeset(value_said(value, lang), lang),
            "error": errors.get(key, ""),
        }


def outcome(interview: Interview, today: date, width: int, lang: Language) -> dict[str, Any]:
    """The verdict, its reasons, the plan, the picture and the list, for the dossier as it stands."""
    decision, dossier = interview.decision, interview.dossier
    explained = parts(decision, lang, today=today)
    missing = set(questions(decision, lang))
    verdict, *rest = explained
    plan = paragraphs(advise(dossier, lang, today=today))[1:]
    told = {part.lines[-1] for part in explained}
    return {
        "verdict": verdict_of(decision),
        "mark": LOOKS[verdict_of(decision)].mark,
        "headline": headline(decision, lang),
        "brief": amounts_said(decision, lang) if isinstance(decision, Eligible) else "",
        "follows": verdict.lines[1:],
        "parts": [shown(part) for part in rest if not missing.intersection(part.items)],
        "missing": [shown(part) for part in rest if missing.intersection(part.items)],
        "plan": [part for part in plan if part["lines"][-1] not in told],
        "picture": picture(dossier, today, width, lang),
        "sheet": printable(checklist_sheet(dossier, lang, today=today), lang),
        "dossier": dossier_to_json(dossier, indent=2),
        "decision": decision_to_json(decision, indent=2),
    }


def shown(part: Part) -> dict[str, Any]:
    """A part of an explanation, for the page."""
    return {"lines": part.lines, "items": part.items}


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Plain text as the page shows it: lines, then a list."""
    found = []
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if not MARK.match(line)]
        items = [MARK.sub("", line) for line in paragraph.split("\n") if MARK.match(line)]
        found.append({"lines": lines, "items": items, "numbered": "\n1. " in paragraph})
    return found


def picture(dossier: Dossier, today: date, width: int, lang: Language) -> str:
    """The date rules on a calendar, as SVG; nothing while no date is known."""
    if all(fact.of(dossier) is None for fact in FACTS if fact.type == "date"):
        return ""
    return calendar_svg(dossier, today=today, lang=lang, width=width)
