"""What the page asks the library: one question, as JSON, about everything that has been answered so far.

The page holds what was typed, by the key of the question; nothing is kept here. Every rule and nearly every word comes
from the library.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain
from typing import Any

from attrs import evolve

from clea_eligibility import FACTS, GUIDE, Decision, Dossier, Eligible, InvalidDossier, Status, decide
from clea_eligibility.deciding.decision import compiled_rules
from clea_eligibility.dossier.actions import ACCREDITATION_DATES, ANOTHER_EVALUATOR, EVALUATION_DATES
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.dossier.facts import FACT_BY_PATH, FLAG_OF, Fact
from clea_eligibility.dossier.models import DEPARTMENTS, IdentityDocumentKind
from clea_eligibility.explain import Part, advise, parts, questions, sentences
from clea_eligibility.explain._days import passed_said
from clea_eligibility.explain._phrases import PRESUMPTIONS, REASON, REASONS, TO_ASK
from clea_eligibility.explain._phrases_of_papers import PAPERS
from clea_eligibility.explain._phrases_of_plans import PASSED_UNLESS_FILED
from clea_eligibility.explain._phrases_of_views import OBJECTS
from clea_eligibility.explain._saying import LOOKS, amounts_said, value_said, verdict_of
from clea_eligibility.explain._wordings import CARD_ENDS, CARD_KEYS, ORDER, RECORDS
from clea_eligibility.explain.decisions import sentence_of
from clea_eligibility.explain.papers import Entry, Section, Sheet, checklist_sheet
from clea_eligibility.html import calendar_svg
from clea_eligibility.html._markup import printable
from clea_eligibility.interview import Interview, InvalidAnswer, Question
from clea_eligibility.planning import repairs, windows
from clea_eligibility.rules._conditions import paths
from clea_eligibility.rules.guide import SOURCE
from clea_eligibility.text import Language, Text, long_day, number, quoted, typeset
from clea_eligibility.wire import decision_to_json, dossier_from_json, dossier_to_json

Answers = Mapping[str, str | None]
"""What was typed, by the key of its question; ``None`` is "I do not know"."""

NOT_FILED = "not_filed"
"""The answer about the filing day of who has not filed yet: the verdict is that of a filing today."""
NOT_FILED_SAID = Text("Non déposé", "Not filed yet")
AS_OF = Text(
    "Le dossier n'est pas encore déposé : ce résultat est celui d'un dépôt aujourd'hui, le {day}.",
    "The dossier has not been filed yet: this is the result of a filing today, {day}.",
)

GIVEN_UP: Mapping[str, tuple[str, ...]] = {
    CARD_ENDS: CARD_KEYS,
    **dict.fromkeys(CARD_KEYS, (CARD_ENDS,)),
    "applicant.postal_code": ("applicant.commune",),
    "evaluator.postal_code": ("evaluator.commune",),
}
"""Two ways to state one fact: who takes one gives up the other."""
PLACES = tuple(chain.from_iterable(RECORDS.values()))
PLACE = RECORDS["evaluator.department"]
NUMBER = Text(
    "Ce numéro est en général formé des deux premiers chiffres du code postal : 40 pour 40100.",
    "As a rule, this number is the first two digits of the postal code: 40 for 40100.",
)
"""What to say to who wrote a name that is no department's."""
OF_EVALUATOR = tuple(
    key for fact in FACTS if ANOTHER_EVALUATOR in fact.levers for key in RECORDS.get(fact.path, (fact.path,))
)
"""What is to be answered anew about another evaluator: where it is, its accreditation and its quote."""
IN_FORM = tuple(path for fact in FACTS for path in ((*CARD_KEYS, CARD_ENDS) if fact.path == CARD_ENDS else [fact.path]))
"""What the form asks: every fact, and before the last day of a card what it says."""
HELPED = (*CARD_KEYS, "filing_open", "evaluator.accreditation.certification")
"""What the form explains below the question, as the interview does."""
BELONGS: Mapping[str, tuple[str, ...]] = {
    "applicant.identity_document.kind": ("applicant.identity_document.permits_work", CARD_ENDS, *CARD_KEYS),
    "certification.kind": ("evaluation.initial_outcome",),
    **{fact.on_day: (fact.path,) for fact in FACTS if fact.on_day},
}
"""What is said of one document, certification or day: of another one nobody has said it."""
FORGOTTEN: Mapping[str, Text] = {
    "applicant.identity_document.kind": Text(
        "Autre pièce : vos réponses sur la précédente sont effacées.",
        "Another document: your answers about the one before are cleared.",
    ),
    "certification.kind": Text(
        "Autre certification : la réponse sur l'évaluation initiale est effacée.",
        "Another certification: the answer about the initial evaluation is cleared.",
    ),
    "filed_on": Text(
        "Autre jour : la réponse sur l'ouverture du dépôt est effacée.",
        "Another day: the answer on whether filing was open is cleared.",
    ),
}
"""What to say once that has been forgotten."""
END_ASKED_AGAIN = Text(
    "Autre pièce : sa date de fin de validité est redemandée.",
    "Another document: its last day is asked again.",
)
EVALUATED = tuple(fact.path for fact in FACTS if EVALUATION_DATES in fact.levers)
ACCREDITED = tuple(fact.path for fact in FACTS if ACCREDITATION_DATES in fact.levers)
FROM_TODAY = Text("Pour un dépôt à partir d'aujourd'hui, {said}", "For a filing from today on, {said}")
"""How a hint begins whose days hold for a dossier that is still to be filed alone."""
ANOTHER = Text("autre évaluateur", "another evaluator")
"""How a plan names one."""
NOTED: Mapping[str, Text] = {"applicant": Text("demandeur", "applicant"), "readings": Text("lecture", "reading")}
"""Words of the library that the page explains where they are met first, by the key of what it says."""
PAPER = 640
"""Pixels: how wide the calendar is on a sheet of A4."""
MARK = re.compile(r"^(?:- |[0-9]+\. )")
"""What stands before each item of a list in plain text."""
NO_END_SAID = {"fr": "sans fin", "en": "no end"}
CARD_LABEL = Text(
    "Dernier jour de validité de votre carte d'identité, prolongation éventuelle comprise",
    "Last day on which your card is in force, any extension included",
)
CARD_EXTENDED = Text(
    "Carte prolongée de cinq ans : elle est valable jusqu'au {day}.",
    "The card is extended by five years: it is in force until {day}.",
)
CARD_COUNTED = Text(
    "La carte d'identité porte le {printed} ; l'outil compte cinq ans de plus (cartes d'adultes délivrées de 2004 à "
    "2013) et la retient jusqu'au {until}. La page de la Région n'en parle pas : un autre document serait plus sûr.",
    "The identity card says {printed}; this tool counts five years more (cards of adults issued from 2004 to 2013) "
    "and takes it to be valid until {until}. The Region's page does not speak of that: another document would be "
    "safer.",
)
IDENTITY_DOCUMENT = next(paper.name for paper in PAPERS if paper.date_path == CARD_ENDS)
"""How the list of papers begins its entry."""
ISSUED = ("applicant.proof_of_residence.issued_on", CARD_KEYS[1])
"""The days that have passed, as a rule, when somebody states them."""
TO_COME = Text(
    "Compris : {day}, qui n'est pas encore passé. Si l'année n'est pas la bonne, modifiez la date.",
    "Taken as: {day}, which is still to come. If the year is wrong, change the date.",
)
BANNERS: Mapping[str, Text] = {
    "eligible": Text("Critères publiés remplis", "Published criteria met"),
    "ineligible": Text("Critères publiés non remplis", "Published criteria not met"),
    "incomplete": Text("Pièce manquante ou non conforme", "Document missing or not in order"),
    "undetermined": Text("Il manque des informations", "Information is missing"),
}
"""What stands above everything, by what :func:`verdict_of` says."""
TO_CHECK = Text("{count}\u00a0points présumés, à vérifier", "{count}\u00a0points presumed, to be checked")
TO_CHECK_ONE = Text("1\u00a0point présumé, à vérifier", "1\u00a0point presumed, to be checked")
PRESUMED = Text(
    "Ce que l'outil présume, sans que la page de la Région le dise :",
    "What this tool presumes, though the Region's page does not say so:",
)
FOR_YOU = Text("À vous de répondre :", "For you to answer:")
CONFIRM = Text("À vérifier : {said}", "To be checked: {said}")
AS_READ = Text("selon la lecture retenue", "as the page is read here")
IF_MENDED = Text("{amount} si c'est corrigé", "{amount} if put right")
AMOUNT_IF_MENDED = Text(
    " Montant si le dossier est corrigé comme l'indique « Que faire, et quand » : {amount}.",
    ' Amount if the dossier is put right as "What to do, and when" says: {amount}.',
)
FROM_TO = Text("de {least} à {most}\u00a0€ selon la suite", "from €{least} to €{most}, depending on the rest")
FEW = 2
"""So many amounts are named one by one where something is to be mended first."""
NAME = Text("Nom du demandeur (vous) : {blank}", "Name of the applicant (you): {blank}")
MARK_SAID = Text("Repère : {mark}", "Reference: {mark}")
BLANK = "\u2026" * 16


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
    is_opened_unfiled = "open" in asked and stated.get("filed_on") == NOT_FILED
    answers = replaced(stated, asked["set"], today)
    interview, errors = replayed(answers, today, lang)
    wrong = next((key for key in asked["set"] if key in errors), None)
    unread = {} if wrong is None else {wrong: (answers[wrong], errors[wrong])}
    if wrong is not None and wrong == asked["asking"] and stated.get(wrong):
        answers = stated  # a correction that cannot be read takes nothing away
        interview, errors = replayed(answers, today, lang)
    forgotten = forgotten_said(stated, answers, asked["set"], interview, lang)
    answers = dated(answers, interview, lang)
    planned = to_plan(interview.dossier, answers)
    notes = notices(interview, today, lang)
    remarks = as_of(interview, planned, today, lang) | notes | forgotten
    about = asked["about"] or wrong
    return json.dumps(
        {
            "answers": answers,
            "opened": "open" in asked,
            "isOpenedUnfiled": is_opened_unfiled,
            "question": question_shown(interview, planned, about, answers, errors, unread, today, lang),
            "answered": answered(interview, answers, errors, lang),
            "notices": notes,
            "forgotten": forgotten,
            "fields": {field["path"]: field for field in fields(interview, answers, errors, remarks, lang)},
            "before": before(interview, about, answers),
            "ofEvaluator": of_evaluator(answers),
            "ofFormer": of_former(stated, answers, interview, today, lang),
            **({"form": form(lang)} if "form" in asked else {}),
            **outcome(interview, planned, today, asked["width"], asked["mark"], lang),
        }
    )


def form(lang: Language) -> list[dict[str, Any]]:
    """Everything for which the form asks, by the object that it is about: built once for each language."""
    about = Interview().about
    groups: dict[str, list[dict[str, Any]]] = {prefix: [] for prefix in OBJECTS}
    for path in IN_FORM:
        question = about(path)
        groups[path.rpartition(".")[0]].append(
            {
                "path": path,
                "key": question.key,
                "label": about(RECORDS.get(path, (path,))[-1]).text(lang),
                "kind": question.kind,
                "choices": [(value, typeset(label, lang)) for value, label in offered(question, lang)],
                "help": typeset(question._wording.help.say(lang), lang) if path in HELPED else "",
            }
        )
    return [
        {"legend": OBJECTS[prefix].say(lang), "fields": held, "isEvaluator": prefix == "evaluator"}
        for prefix, held in groups.items()
    ]


# What has been answered


def replaced(answers: Answers, changes: Answers, today: date) -> Answers:
    """The answers after some were given, changed, or, with an empty text, taken back.

    Once there is a document after all, what was skipped of it is asked again; once there is none, or another one, what
    was said of it is forgotten.
    """
    after = dict(answers)
    for key, text in changes.items():
        for rival in GIVEN_UP.get(key, ()):
            after.pop(rival, None)
        flag = flag_of(key)
        if text and after.get(flag) == "false":
            after.pop(flag)
        if text == "true" and after.get(key, text) != text:
            after = {other: said for other, said in after.items() if said is not None or flag_of(other) != key}
        if text == "false":
            after = {other: said for other, said in after.items() if said is None or flag_of(other) != key}
        if is_another(key, answers.get(key), text, today):
            after = {other: said for other, said in after.items() if other not in BELONGS[key] or other in changes}
        after[key] = text
    return {key: text for key, text in after.items() if text != ""}


def is_another(key: str, before: str | None, after: str | None, today: date) -> bool:
    """Whether an answer now names another document, certification or day than it did."""
    if key not in BELONGS or not before or not after:
        return False
    try:
        return bool(understood(key, before, today) != understood(key, after, today))
    except InvalidAnswer:
        return False


def understood(key: str, text: str, today: date) -> Any:
    """What is understood of an answer by itself."""
    return FACT_BY_PATH[key].of(taken(Interview(today=today), key, text).dossier)


def replayed(answers: Answers, today: date, lang: Language) -> tuple[Interview, dict[str, str]]:
    """The interview after these answers, in the order of the interview, and what is wrong with some of them."""
    interview, errors = Interview(today=today, every_reason=True), dict[str, str]()
    for key in ORDER:
        if key in answers:
            text = answers[key]
            try:
                interview = interview.skip(about=key) if text is None else taken(interview, key, text)
            except InvalidAnswer as refused:
                hint = [typeset(NUMBER.say(lang), lang)] if key in PLACES and re.search(r"[^\W\d_]", text or "") else []
                errors[key] = " ".join([refused.text(lang), *hint])
    return interview, errors


def taken(interview: Interview, key: str, text: str) -> Interview:
    """The interview after an answer; who has not filed yet is decided as if the dossier were filed today.

    Nobody is asked then what only a filing tells.
    """
    if text != NOT_FILED:
        return interview.answer(with_year(key, text, interview.today), about=key)
    for later in BELONGS[key]:
        interview = interview.skip(about=later)
    return interview.answer(interview.today, about=key)


def with_year(key: str, text: str, today: date | None) -> str:
    """A day of issue that is written without its year, with the latest year in which it has passed.

    The library takes a day without its year for the next such day.
    """
    if key in ISSUED and today is not None:
        for year in (today.year, today.year - 1):
            dated_text = f"{text} {year}"
            with suppress(InvalidAnswer):
                if understood_day(key, dated_text) <= today:
                    return dated_text
    return text


def understood_day(key: str, text: str) -> date:
    """The day that is understood of an answer that states its year."""
    day: date = dict(Interview().answer(text, about=key)._taken)[key]
    return day


def to_plan(dossier: Dossier, answers: Answers) -> Dossier:
    """The dossier to plan for and to save: one that is not filed has no filing day, nor what is said of such a day."""
    is_filed = answers.get("filed_on") != NOT_FILED
    return dossier if is_filed else evolve(dossier, filed_on=None, filing_open=None)


def dated(answers: Answers, interview: Interview, lang: Language) -> Answers:
    """The answers with the year of each day: "27 April" is not to be another day once today is another."""
    days = {key: typed(value, lang) for key, value in interview._taken if isinstance(value, date)}
    return {**answers, **{key: day for key, day in days.items() if answers[key] != NOT_FILED}}


def of_evaluator(answers: Answers) -> list[str]:
    """What was answered or skipped about the evaluator; nothing where its place alone is known, which is one answer."""
    is_known = any(answers.get(key) is not None for key in OF_EVALUATOR if key not in PLACE)
    return [key for key in OF_EVALUATOR if key in answers] if is_known else []


def of_former(stated: Answers, answers: Answers, interview: Interview, today: date, lang: Language) -> list[str]:
    """What is still answered about the evaluator before, if it is another one, now that it is elsewhere."""
    if all(stated.get(key) == answers.get(key) for key in PLACE):
        return []
    place = FACT_BY_PATH["evaluator.department"]
    places = {place.of(replayed(stated, today, lang)[0].dossier), place.of(interview.dossier)}
    return [key for key in of_evaluator(answers) if len(places - {None}) > 1 and key not in PLACE]


def answers_of(dossier: Dossier, lang: Language) -> Answers:
    """A dossier, as somebody would have typed it, without what follows: a document is there if more is known of it.

    One that states nothing of its filing is not filed yet: that is how such a dossier is saved.
    """
    about = Interview().about
    is_silent = dossier.filed_on is None and dossier.filing_open is None
    stated = {fact.path: value for fact in FACTS if (value := fact.of(dossier)) is not None}
    implied = {FLAG_OF.get(path) for path in stated}
    said = {about(path).key: typed(value, lang) for path, value in stated.items() if path not in implied}
    return {**({"filed_on": NOT_FILED} if is_silent else {}), **said}


def flag_of(key: str) -> str:
    """The flag that says whether there is the object of which a question asks; nothing where it has none."""
    return FLAG_OF.get(CARD_ENDS if key in CARD_KEYS else key, "")


def typed(value: Any, lang: Language) -> str:
    """A value, as somebody would type it."""
    if value == NO_END:
        return NO_END_SAID[lang]
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value).lower() if isinstance(value, bool) else value


# What is shown


def question_shown(
    interview: Interview,
    planned: Dossier,
    about: str | None,
    answers: Answers,
    errors: Mapping[str, str],
    refused: Mapping[str, tuple[str | None, str]],
    today: date,
    lang: Language,
) -> dict[str, Any] | None:
    """The question that is asked now: the one that somebody wants to correct, else the next.

    What was just refused stands in its field, with the reason.
    """
    question = interview.question if about is None else interview.about(about)
    if question is None:
        return None
    flag = flag_of(question.key)
    may_be_none = flag and (answers.get(question.key) or FACT_BY_PATH[flag].of(interview.dossier) is None)
    value, error = refused.get(question.key, (answers.get(question.key), errors.get(question.key)))
    is_unfiled = value == NOT_FILED
    return {
        "key": question.key,
        "kind": question.kind,
        "text": question.text(lang),
        "help": helped(evolve(question, dossier=planned), today, lang),
        "choices": offered(question, lang),
        "value": "" if is_unfiled else value,
        "isUnfiled": is_unfiled,
        "error": error,
        "isKept": question.key in refused and question.key not in errors,
        "flag": flag if may_be_none else None,
        "atMost": interview.at_most,
    }


def helped(question: Question, today: date, lang: Language) -> str:
    """What helps to answer, with the days that would do, from today on for a dossier that is still to be filed.

    An accreditation has to cover an evaluation: until that has a day, no day of it means anything to the reader.
    """
    text = typeset(question._wording.help.say(lang), lang)
    if question.key in ACCREDITED and all(FACT_BY_PATH[day].of(question._dossier) is None for day in EVALUATED):
        return text
    always, now = (question._helped(lang, (), day) for day in (None, today))
    if now and now != always:
        now = typeset(FROM_TODAY.say(lang, said=now[0].lower() + now[1:]), lang)
    return " ".join(filter(None, (text, now)))


def offered(question: Question, lang: Language) -> list[tuple[str, str]]:
    """The choices of a question, then those that a person may type, but that the aid does not cover."""
    every = question.fact.choices(lang) if question.fact and question.kind == "choice" else ()
    choices = {typed(value, lang): label for value, label in question.choices(lang)}
    others = {typed(value, lang): label for value, label in every}
    return list((choices | {value: label for value, label in others.items() if value not in choices}).items())


def answered(
    interview: Interview, answers: Answers, errors: Mapping[str, str], lang: Language
) -> list[dict[str, str | None]]:
    """Every question that has been answered, with the answer in words; ``None`` where it was "I do not know".

    What was said of a document that is not enclosed after all is left out.
    """
    values = {key: value_given(interview, key) for key in ORDER if key in answers and key not in errors}
    return [
        {
            "key": key,
            "text": typeset(label(interview, key, value, lang), lang),
            "said": None if value is None else capital(typeset(answer_said(answers[key], value, lang), lang)),
        }
        for key, value in values.items()
        if value is not None or answers[key] is None
    ]


def answer_said(answer: str | None, value: Any, lang: Language) -> str:
    """An answer in words."""
    return NOT_FILED_SAID.say(lang) if answer == NOT_FILED else value_said(value, lang)


def value_given(interview: Interview, key: str) -> Any:
    """What was understood of the answer to a question."""
    fact = FACT_BY_PATH.get(key)
    return dict(interview._taken).get(key) if fact is None else fact.of(interview.dossier)


def label(interview: Interview, key: str, value: Any, lang: Language) -> str:
    """What an answer is an answer to."""
    if key.endswith(".postal_code") and str(value).upper() in DEPARTMENTS:
        return interview.about(RECORDS[f"{key.partition('.')[0]}.department"][1]).text(lang)
    if key == CARD_ENDS and value is not None and is_card(interview):
        return CARD_LABEL.say(lang)
    return interview.about(key).text(lang)


def notices(interview: Interview, today: date, lang: Language) -> dict[str, str]:
    """What to say beside an answer: that a day of issue is still to come, or until when a card is extended."""
    said = {key: (TO_COME, day) for key in ISSUED if (day := value_given(interview, key)) is not None and day > today}
    if extension := extended(interview):
        said[CARD_KEYS[2]] = CARD_EXTENDED, extension[1]
    return {key: typeset(text.say(lang, day=long_day(day, lang)), lang) for key, (text, day) in said.items()}


def as_of(interview: Interview, planned: Dossier, today: date, lang: Language) -> dict[str, str]:
    """That the result is that of a filing today, where nothing is filed."""
    is_unfiled = planned != interview.dossier
    return {"filed_on": typeset(AS_OF.say(lang, day=long_day(today, lang)), lang)} if is_unfiled else {}


def extended(interview: Interview) -> tuple[date, date] | None:
    """The day that a card says and the one until which it is taken to be in force, where they differ."""
    printed, until = (value_given(interview, key) for key in (CARD_KEYS[0], CARD_ENDS))
    return None if printed is None or until in (printed, None) else (printed, until)


def counted(interview: Interview, lang: Language) -> list[str]:
    """That a card is taken to be in force for longer than it says."""
    days = [long_day(day, lang) for day in extended(interview) or ()]
    return [typeset(CARD_COUNTED.say(lang, printed=days[0], until=days[1]), lang)] if days else []


def forgotten_said(
    stated: Answers, answers: Answers, changes: Answers, interview: Interview, lang: Language
) -> dict[str, str]:
    """What to say of the answers that went with the document, certification or day that they were about."""
    said = {
        key: FORGOTTEN[key]
        for key, belonging in BELONGS.items()
        if changes.get(key) and any(stated.get(other) and other not in answers for other in belonging)
    }
    ends = (CARD_ENDS, *CARD_KEYS)
    if any(stated.get(key) for key in ends) and interview.question and interview.question.key in ends:
        said = {key: END_ASKED_AGAIN if CARD_ENDS in BELONGS[key] else text for key, text in said.items()}
    return {key: typeset(text.say(lang), lang) for key, text in said.items()}


def before(interview: Interview, about: str | None, answers: Answers) -> str | None:
    """The question that was answered before the one that is asked now."""
    key = about or (interview.question and interview.question.key)
    earlier = ORDER if key is None else ORDER[: ORDER.index(key)]
    return next((key for key in reversed(earlier) if key in answers), None)


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def fields(
    interview: Interview, answers: Answers, errors: Mapping[str, str], remarks: Mapping[str, str], lang: Language
) -> Iterator[dict[str, Any]]:
    """What stands in each field of the form, how it was understood, and what is wrong with it.

    The last day of a card is asked once: as what the card says, or, where somebody stated it so, as such.
    """
    unasked = (CARD_ENDS,) if is_card(interview) and not answers.get(CARD_ENDS) else CARD_KEYS
    for path in IN_FORM:
        key = interview.about(path).key
        value = value_given(interview, path)
        is_derived = value is not None and not answers.get(key)
        typed_in = typeset(NOT_FILED_SAID.say(lang), lang) if answers.get(key) == NOT_FILED else answers.get(key) or ""
        yield {
            "path": path,
            "isHidden": path in unasked,
            "value": typed(value, lang) if is_derived else typed_in,
            "said": "" if value is None else typeset(value_said(value, lang), lang),
            "derived": is_derived,
            "isUnfiled": answers.get(key) == NOT_FILED,
            "note": remarks.get(key, ""),
            "error": errors.get(key, ""),
        }


def outcome(
    interview: Interview, planned: Dossier, today: date, width: int, mark: str, lang: Language
) -> dict[str, Any]:
    """The verdict, its reasons and the picture for the dossier as it stands; the plan and the list for what is planned.

    The two differ where nothing is filed yet: what is said of the first is not said again of the second, nor that it
    might have been filed.
    """
    decision, dossier = interview.decision, interview.dossier
    is_unfiled = planned != dossier
    spoken = today - timedelta(is_unfiled)  # the day before, a filing today is still to come
    heads = [typeset(head.say(lang), lang) for head in (REASON, REASONS)]
    as_planned = {part.lines: part for part in parts(decision, lang, today=spoken) if part.lines[-1] in heads}
    explained = [as_planned.get(part.lines, part) for part in parts(decision, lang, today=today)]
    missing = dict(zip(questions(decision, lang), decision.missing, strict=True))
    asked = {typeset(fact.question(lang, dossier), lang): fact for fact in FACTS} | missing
    put = {said: asking(interview, fact) for said, fact in asked.items()}
    keys = {said: (interview.about(key).text(lang), key) for said, key in put.items()}
    verdict, *rest = (part for part in explained if part.lines[-1] != typeset(PRESUMPTIONS.say(lang), lang))
    _, *plan = paragraphs(advise(planned, lang, today=today), keys)
    told = {part.lines[-1] for part in explained[1:]}  # by when is said with the verdict, and again with what to do
    if is_unfiled:
        told |= {part.lines[-1] for part in parts(decide(planned), lang, today=today)[1:]}
        told |= {typeset(said, lang) for _, said in passed_said(planned, GUIDE, lang, today, PASSED_UNLESS_FILED)}
    counts = counted(interview, lang)
    after = mended(decision, planned, today)
    amount = amounts_said(after, lang) if after and after.possible_amounts else ""
    is_told = not amount or typeset(amount, lang) in verdict.lines[0]
    headline = verdict.lines[0] + ("" if is_told else typeset(AMOUNT_IF_MENDED.say(lang, amount=amount), lang))
    if after and len(after.possible_amounts) > FEW:
        headline = headline.replace(typeset(amount, lang), ranged(after.possible_amounts, lang))
    is_begun = interview != Interview(today=today, every_reason=True)  # before, nothing is presumed of anybody
    points = [*(presumed(interview, planned, today, lang) if is_begun else ()), *((said, None) for said in counts)]
    to_confirm = [(said, key) for said, key in points if key is not None]
    follows = {"lines": [*as_of(interview, planned, today, lang).values(), *verdict.lines[1:]], "items": []}
    *reasons, transcribed = (shown(part, keys) for part in rest if not missing.keys() & set(part.items))
    presumptions = {"lines": [typeset(PRESUMED.say(lang), lang)] if points else [], "items": points}
    reasons = [follows, *reasons, presumptions, transcribed]
    you = {typeset(TO_ASK["applicant"].say(lang), lang): typeset(FOR_YOU.say(lang), lang)}
    to_ask = [part for part in rest if missing.keys() & set(part.items)]
    unknown = [shown(Part(tuple(you.get(line, line) for line in part.lines), part.items), keys) for part in to_ask]
    satisfied = [said.text for said in sentences(decision, lang, today=spoken) if said.status is Status.SATISFIED]
    met = {"lines": [], "items": [(said, None) for said in satisfied]}
    sheet = remarked(checklist_sheet(planned, lang, today=today), counts, lang)
    plan = [part for part in plan if part["lines"][-1] not in told]
    day_drawn = drawn_from(dossier, planned, today)
    annotate([*reasons, *plan, *unknown, met], lang)
    return {
        "verdict": verdict_of(decision),
        "mark": LOOKS[verdict_of(decision)].mark,
        "headline": headline,
        "banner": banner(interview, after, len(to_confirm), lang),
        "settled": settled(decision),
        "reasons": reasons,
        "source": {"title": quoted(typeset(SOURCE.title, "fr"), lang), "publisher": SOURCE.publisher},
        "toConfirm": to_confirm,
        "met": met,
        "missing": unknown,
        "left": [*left(interview, planned, lang)],
        "plan": plan,
        "plansAnother": any(ANOTHER.say(lang) in line for part in plan for line in said_in(part)),
        "lines": [*lines(dossier, planned, day_drawn, today)],
        "pictures": [picture(dossier, day_drawn, wide, lang) for wide in (width, PAPER)],
        "isReadOnSheet": NOTED["readings"].say(lang) in str(sheet),
        "sheet": printable(marked(sheet, mark, lang), lang),
        "dossier": dossier_to_json(planned, indent=2),
        "decision": decision_to_json(decision, indent=2),
    }


def mended(decision: Decision, planned: Dossier, today: date) -> Decision | None:
    """The decision once the first solution is followed; ``None`` where there is nothing to mend, or no solution."""
    if decision.outcome != "ineligible":
        return None
    found = repairs(planned, today=today)
    return None if found.beyond_repair else decide(found[0].apply(planned) if found else planned)


def ranged(amounts: Iterable[int], lang: Language) -> str:
    """Several amounts as the least and the most of them."""
    least, most = (number(end(amounts), lang) for end in (min, max))
    return typeset(FROM_TO.say(lang, least=least, most=most), lang)


def banner(interview: Interview, after: Decision | None, to_confirm: int, lang: Language) -> str:
    """The verdict; the amount, and that another reading of the page would not give it; what is left to be checked.

    Of a dossier that can be mended, the amount that it would then give, where that is a single one.
    """
    decision = interview.decision
    said = [BANNERS[verdict_of(decision)].say(lang)]
    if isinstance(decision, Eligible):
        said += [amounts_said(decision, lang), *([AS_READ.say(lang)] if decision.contested else [])]
    if after and len(after.possible_amounts) == 1:
        said.append(IF_MENDED.say(lang, amount=amounts_said(after, lang)))
    if to_confirm and interview.question is None and verdict_of(decision) != "ineligible":
        said.append(TO_CHECK_ONE.say(lang) if to_confirm == 1 else TO_CHECK.say(lang, count=to_confirm))
    return typeset(" · ".join(said), lang)


def settled(decision: Decision) -> str | None:
    """What to say of the verdict while questions are left: that no answer to them can change it, or that it is open.

    The rules on dates taken together may yet give way to one rule of theirs, which a document alone may break.
    """
    if verdict_of(decision) == "undetermined":
        return None
    if not decision.documents_only:
        broken = (found.between or (found.rule,) for found in decision.reasons)
        lasts = any(all(rule.group == "criterion" for rule in rules) for rules in broken)
        return "settled" if lasts else "open_ineligible"
    is_open = any(found.status is Status.UNKNOWN and found.rule.group == "criterion" for found in decision.findings)
    return "open_incomplete" if is_open else "settled_incomplete"


def presumed(interview: Interview, planned: Dossier, today: date, lang: Language) -> Iterator[tuple[str, str | None]]:
    """What is presumed, and the question that confirms it; nobody can confirm what holds on a day to come."""
    dossier = interview.dossier
    for found in interview.decision.presumed:
        fact = next(fact for path in paths(found.rule.requires) if (fact := FACT_BY_PATH[path]).of(dossier) is None)
        said = sentence_of(interview.decision, found, lang)
        if fact.on_day and (planned.filed_on is None or planned.filed_on > today):
            yield said, None
        else:
            yield typeset(CONFIRM.say(lang, said=said[0].lower() + said[1:]), lang), asking(interview, fact)


def left(interview: Interview, planned: Dossier, lang: Language) -> Iterator[tuple[str, str]]:
    """The questions whose answers would still tell something, whatever the outcome, but for what a filing will tell."""
    asks = compiled_rules(GUIDE).evaluate(interview.dossier)[3]
    for bit, fact in enumerate(FACTS):
        if asks >> bit & 1 and (planned.filed_on or not fact.on_day):
            key = asking(interview, fact)
            yield interview.about(key).text(lang), key


def remarked(sheet: Sheet, remarks: Iterable[str], lang: Language) -> Sheet:
    """The sheet with remarks on the identity document."""
    title = typeset(IDENTITY_DOCUMENT.say(lang), lang)

    def entries(section: Section) -> Iterator[Entry]:
        for entry in section.entries:
            is_its_own = entry.title.startswith(title)
            yield evolve(entry, lines=(*entry.lines, *remarks)) if is_its_own else entry

    return evolve(sheet, sections=tuple(evolve(each, entries=tuple(entries(each))) for each in sheet.sections))


def marked(sheet: Sheet, mark: str, lang: Language) -> Sheet:
    """The sheet with a blank for a name to be written by hand, and with the mark by which somebody tells it apart."""
    lines = [NAME.say(lang, blank=BLANK), *([MARK_SAID.say(lang, mark=mark)] if mark else [])]
    own = Section(tuple(typeset(line, lang) for line in lines))
    return evolve(sheet, sections=(own, *sheet.sections))


def is_card(interview: Interview) -> bool:
    """Whether the identity document is a card, of which more has to be known than the day that it says."""
    kind = FACT_BY_PATH["applicant.identity_document.kind"].of(interview.dossier)
    return bool(kind is IdentityDocumentKind.NATIONAL_IDENTITY_CARD)


def asking(interview: Interview, fact: Fact) -> str:
    """The question to open in order to state a fact."""
    if fact.path == CARD_ENDS and is_card(interview):
        taken = dict(interview._taken)
        return next((key for key in CARD_KEYS if taken.get(key) is None), CARD_KEYS[0])
    return interview.about(fact.path).key


def shown(part: Part, keys: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """A part of an explanation, for the page: with each question that it names, what opens that."""
    return {"lines": part.lines, "items": [keys.get(item, (item, None)) for item in part.items]}


def said_in(part: Mapping[str, Any]) -> list[str]:
    """Everything that a part says."""
    return [*part["lines"], *(item for item, _ in part["items"])]


def annotate(shown_parts: Iterable[dict[str, Any]], lang: Language) -> None:
    """Put each note with the first part that uses its word; what is folded away comes last."""
    left = {key: word.say(lang) for key, word in NOTED.items()}
    for part in shown_parts:
        said = " ".join(said_in(part))
        part["notes"] = [key for key, word in left.items() if word in said]
        left = {key: word for key, word in left.items() if word not in said}


def paragraphs(text: str, keys: Mapping[str, tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Plain text as the page shows it: lines, then a list."""
    for paragraph in text.split("\n\n"):
        lines = tuple(line for line in paragraph.split("\n") if not MARK.match(line))
        items = tuple(MARK.sub("", line) for line in paragraph.split("\n") if MARK.match(line))
        yield {**shown(Part(lines, items), keys), "numbered": "\n1. " in paragraph}


def is_filed(planned: Dossier, today: date) -> bool:
    """Whether the filing day has come."""
    return planned.filed_on is not None and planned.filed_on <= today


def drawn_from(dossier: Dossier, planned: Dossier, today: date) -> date | None:
    """The day from which the calendar counts the filing days: today.

    None where no day of today or later matters: the dossier has been filed, or its dates leave none. It says then which
    days would have done, and not that none is left, which is no news to the one and not the end for the other.
    """
    return None if is_filed(planned, today) or windows(dossier, today=today)["filed_on"] is None else today


def lines(dossier: Dossier, planned: Dossier, day_drawn: date | None, today: date) -> Iterator[str]:
    """What to say of the lines of the calendar, and of its days where a plan has to find others."""
    if dossier != planned:
        yield "as_if_line"
    else:
        yield from (key for key, day in (("filing_line", dossier.filed_on), ("today_line", day_drawn)) if day)
    if day_drawn is None and not is_filed(planned, today):
        yield "stated_line"


def picture(dossier: Dossier, today: date | None, width: int, lang: Language) -> str:
    """The date rules on a calendar, as SVG; nothing while no date is known."""
    if all(fact.of(dossier) is None for fact in FACTS if fact.type == "date"):
        return ""
    return calendar_svg(dossier, today=today, lang=lang, width=width)
