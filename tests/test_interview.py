"""The interview: what it asks, in which order, what it takes for an answer, and what it comes to."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import eligible_but

from clea_eligibility import (
    GUIDE,
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    CleaError,
    Dossier,
    Evaluation,
    EvaluationStage,
    Evaluator,
    IdentityDocument,
    IdentityDocumentKind,
    ProofOfResidence,
    Quote,
    Rule,
    decide,
)
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FACTS, FLAG_OF, FactPath, fact
from clea_eligibility.explain._wordings import WORDINGS
from clea_eligibility.interview import Interview, InvalidAnswer, Question
from clea_eligibility.planning import windows
from clea_eligibility.rules import Is
from clea_eligibility.testing import dossiers, eligible_dossiers, near_boundary_dossiers
from clea_eligibility.text import LANGUAGES

TODAY = date(2026, 3, 2)
NO_END = date(9999, 12, 31)
JOB = "applicant.is_job_seeker"
ALL = st.one_of(dossiers(), near_boundary_dossiers(), eligible_dossiers())
WALKS = settings(max_examples=max(200, settings().max_examples))
POSTAL_CODES = {"2A": "20000", "2B": "20200"}


def plain(text: str) -> str:
    """French without the marks of a printer."""
    return text.replace("\u2019", "'").replace("\u202f", " ").replace("\u00a0", " ")


def reply(interview: Interview, dossier: Dossier) -> Interview:
    """The interview after the next question was answered from a dossier, as a person would who has it at hand."""
    question = interview.question
    assert question is not None
    value = answer_from(dossier, question)
    return interview.skip() if value is None else interview.answer(value)


def answer_from(dossier: Dossier, question: Question) -> object:
    """What a dossier says to a question: of an object that is not there, that it is not there, and nothing else."""
    path = path_of(question)
    if path in FLAG_OF and fact(FLAG_OF[path]).of(dossier) is False:
        return None
    value = fact(path).of(dossier)
    match question.key.rpartition(".")[2]:
        case "postal_code" if value == "99":
            return None
        case "postal_code":
            return value and POSTAL_CODES.get(value, f"{value:0<5}")
        case "commune":
            return value and "99132"
        case "issued_on" if question.fact is None:
            return None
        case "adult_when_issued":
            return "non"
        case _:
            return value


def path_of(question: Question) -> str:
    """The fact that a question is about."""
    if question.fact is not None:
        return question.fact.path
    holder = question.key.rpartition(".")[0]
    return f"{holder}.valid_until" if holder.endswith("identity_document") else f"{holder}.department"


def walk(interview: Interview, dossier: Dossier) -> Iterator[Interview]:
    """Every state of an interview that is answered from a dossier."""
    yield interview
    while interview.question is not None:
        interview = reply(interview, dossier)
        yield interview


def without_presumed(dossier: Dossier) -> Dossier:
    """The dossier without the facts that the presumptions of the page cover."""
    is_presumed_open = dossier.filed_on is None or dossier.filed_on >= date(2026, 3, 1)
    return changed(
        dossier,
        {
            "filing_open": None if is_presumed_open else dossier.filing_open,
            "evaluation.initial_outcome": None,
            "evaluator.accreditation.certification": None,
            "applicant.proof_of_residence.attests_main_residence": None,
        },
    )


# Whatever the dossier


@WALKS
@given(ALL)
def test_answered_from_a_dossier_it_comes_to_its_outcome(dossier: Dossier) -> None:
    *_, end = walk(Interview(), dossier)

    assert end.decision.outcome == decide(without_presumed(dossier)).outcome


@WALKS
@given(ALL)
def test_with_every_reason_it_comes_to_all_reasons(dossier: Dossier) -> None:
    *_, end = walk(Interview(every_reason=True), dossier)

    assert end.decision.findings == decide(without_presumed(dossier)).findings


@WALKS
@given(ALL, st.booleans())
def test_no_more_questions_come_than_it_says_and_back_leads_to_the_start(dossier: Dossier, every_reason: bool) -> None:
    states = list(walk(Interview(today=TODAY, every_reason=every_reason), dossier))

    for left, state in enumerate(reversed(states)):
        assert state.at_most >= left
    for earlier, later in pairwise(states):
        assert later.back() is earlier
    assert states[0].back() is states[0]
    assert states[-1].at_most == 0
    keys = [state.question.key for state in states if state.question]
    assert len(keys) == len(set(keys))


@WALKS
@given(ALL)
def test_no_question_is_asked_that_could_change_nothing(dossier: Dossier) -> None:
    for state in walk(Interview(), dossier):
        if state.question is not None:
            before = (state.decision.findings, state.decision.missing)
            after = [state.answer(value) for value in values(state)]

            assert any(before != (each.decision.findings, each.decision.missing) for each in after)


def values(state: Interview) -> list[Any]:
    """Values that may be answered: all, or of dates those around the days that would do."""
    question = state.question
    assert question is not None
    if question.kind == "text":
        return ["33000", "75011"] if question.key.endswith("postal_code") else ["33063", "75111"]
    if question.kind == "choice":
        return list(question._values)
    document = state.dossier.applicant and state.dossier.applicant.identity_document
    if question.key.endswith(".issued_on") and document and document.kind == "national_identity_card":
        printed = dict(state._taken)["applicant.identity_document.printed_until"]
        return [date(printed.year - 10, 1, 1), date(printed.year - 1, 1, 1)]
    path = question.key.replace("printed_until", "valid_until")
    window = windows(state.dossier)[path]  # type: ignore[index]
    candidates = [date(1900, 1, 1), date(2199, 12, 31)]
    candidates += [day for day in (window.earliest, window.latest) if day] if window else []
    return [day for day in candidates if date(1900, 1, 1) <= day <= date(2199, 12, 31) and fits(state, day)]


def fits(state: Interview, day: date) -> bool:
    try:
        state.answer(day)
    except InvalidAnswer:
        return False
    return True


def test_every_fact_has_its_question_in_both_languages() -> None:
    keys = {wording.key for wording in WORDINGS}
    departments = {"applicant.department", "evaluator.department"}

    assert {fact.path for fact in FACTS} - departments <= keys
    assert len(keys) == len(FACTS) - 2 + 7
    for wording in WORDINGS:
        for text in (wording.text, wording.help):
            assert text.fr
            assert text.en


# From a dossier in words


def asked_for(interview: Interview) -> str:
    assert interview.question is not None
    return interview.question.key


def at(key: str, interview: Interview | None = None) -> Interview:
    """The interview once everything before a question has been skipped."""
    interview = interview or Interview(today=TODAY)
    while asked_for(interview) != key:
        interview = interview.skip()
    return interview


def asked_after(interview: Interview) -> list[str]:
    """The questions that come if every one of them is skipped."""
    keys = []
    while interview.question is not None:
        keys.append(asked_for(interview))
        interview = interview.skip()
    return keys


@pytest.mark.parametrize(
    ("told", "answer", "whether", "rest"),
    [
        ("applicant.proof_of_residence.issued_on", "05/01/2026", "applicant.proof_of_residence.provided", []),
        (
            "applicant.identity_document.kind",
            "passeport",
            "applicant.identity_document.provided",
            ["applicant.identity_document.valid_until", "applicant.identity_document.permits_work"],
        ),
        ("quote.names_applicant", "oui", "quote.provided", ["quote.from_evaluator"]),
        (
            "evaluator.accreditation.valid_until",
            "31/12/2027",
            "evaluator.accreditation.held",
            ["evaluator.accreditation.valid_from"],
        ),
    ],
)
def test_whether_a_thing_is_there_is_asked_only_of_those_who_skipped_what_tells_it(
    told: str, answer: str, whether: str, rest: list[str]
) -> None:
    start = at(told, Interview(every_reason=True))
    skipped = start.skip()

    assert asked_for(skipped) == whether
    assert [key for key in asked_after(skipped.answer("oui")) if key in rest] == rest
    assert not {whether, *rest} & set(asked_after(skipped.answer("non")))
    assert whether not in asked_after(start.answer(answer))


def test_a_dossier_in_words_leads_to_its_verdict() -> None:
    """Looking for a job, lives in Bordeaux; Socle, initial, one session; an old card extended by five years."""
    typed = [
        ("applicant.proof_of_residence.issued_on", "2026-01-05"),
        ("filed_on", "2 mars"),
        ("applicant.identity_document.kind", "carte"),
        ("applicant.identity_document.printed_until", "30/12/2023"),
        ("applicant.identity_document.issued_on", "31 décembre 2013"),
        ("applicant.identity_document.adult_when_issued", "oui"),
        ("quote.names_applicant", "O"),
        ("quote.from_evaluator", "oui"),
        ("evaluator.accreditation.valid_until", "31 December 2027"),
        ("evaluator.postal_code", "16000"),
        ("evaluator.accreditation.valid_from", "01/01/2025"),
        ("evaluation.starts_on", "27 avril"),
        ("evaluation.ends_on", "27/04/2026"),
        ("evaluation.stage", "1"),
        ("applicant.postal_code", "33 000"),
        ("applicant.is_job_seeker", "yes"),
        ("certification.kind", "socle"),
    ]
    interview = Interview(today=TODAY)
    for key, answer in typed:
        assert asked_for(interview) == key
        interview = interview.answer(answer)

    assert interview.question is None
    assert interview.decision.outcome == "eligible"
    assert interview.decision.amount == 450
    assert interview.dossier == Dossier(
        filed_on=date(2026, 3, 2),
        applicant=Applicant(
            is_job_seeker=True,
            department="33",
            identity_document=IdentityDocument(
                kind=IdentityDocumentKind.NATIONAL_IDENTITY_CARD, valid_until=date(2028, 12, 30)
            ),
            proof_of_residence=ProofOfResidence(issued_on=date(2026, 1, 5)),
        ),
        certification=Certification(kind=CertificationKind.SOCLE),
        evaluation=Evaluation(stage=EvaluationStage.INITIAL, starts_on=date(2026, 4, 27), ends_on=date(2026, 4, 27)),
        evaluator=Evaluator(
            department="16", accreditation=Accreditation(valid_from=date(2025, 1, 1), valid_until=date(2027, 12, 31))
        ),
        quote=Quote(from_evaluator=True, names_applicant=True),
    )


def test_one_reason_ends_it_unless_every_reason_is_wanted() -> None:
    ended = at(JOB).answer("non")
    going_on = at(JOB, Interview(every_reason=True)).answer("non")

    assert ended.question is None
    assert ended.decision.outcome == going_on.decision.outcome == "ineligible"
    assert asked_for(going_on) == "certification.kind"
    with pytest.raises(CleaError, match="settled"):
        ended.answer("oui")
    with pytest.raises(CleaError, match="settled"):
        ended.skip()


def test_what_is_skipped_is_missing_at_the_end_and_not_asked_again() -> None:
    interview = Interview()
    while interview.question is not None:
        interview = interview.skip()

    assert interview.dossier == Dossier()
    assert interview.decision.missing == decide(Dossier()).missing


# Answers in any order


def test_an_answer_replaces_the_one_before_and_the_next_question_stays() -> None:
    seeker = "applicant.is_job_seeker"
    interview = Interview(today=TODAY).answer("non", about=seeker).answer("oui", about=seeker).answer("05/01/2026")

    proof = ProofOfResidence(issued_on=date(2026, 1, 5))
    assert interview.dossier == Dossier(applicant=Applicant(is_job_seeker=True, proof_of_residence=proof))
    assert interview.question == Interview(interview.dossier, today=TODAY).question


def test_a_question_that_nobody_has_asked_may_be_answered() -> None:
    interview = Interview(today=TODAY).answer("27 avril", about="evaluation.starts_on")

    assert interview.dossier == Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    assert interview.about("evaluation.starts_on").kind == "date"
    assert interview.question == Interview(interview.dossier, today=TODAY).question


def test_where_no_day_is_asked_for_the_help_names_none() -> None:
    assert Interview().about("applicant.proof_of_residence.attests_main_residence").help("en") == (
        "That of a second home will not do."
    )


def test_the_fact_that_stands_behind_a_record_may_name_its_question() -> None:
    interview = Interview()

    assert interview.about("evaluator.department") == interview.about("evaluator.postal_code")
    answered = interview.answer("64000", about="evaluator.department")
    assert answered.dossier == Dossier(evaluator=Evaluator(department="64"))


def test_what_was_answered_is_unknown_again_once_it_is_skipped() -> None:
    answered = Interview().answer("05/01/2026").answer("64000", about="applicant.postal_code")
    forgotten = answered.skip(about="applicant.proof_of_residence.issued_on")

    assert forgotten.dossier.applicant == Applicant(department="64")
    assert asked_for(forgotten) == "applicant.proof_of_residence.provided"


def test_what_else_tells_that_there_is_an_accreditation_stays_when_an_answer_is_taken_back() -> None:
    ends, begins = (f"evaluator.accreditation.valid_{end}" for end in ("until", "from"))
    both = Interview().answer("31/12/2027", about=ends).answer("01/01/2025", about=begins)
    told = Interview().answer("oui", about="evaluator.accreditation.held").answer("31/12/2027", about=ends)

    for interview in (both.skip(about=ends), told.skip(about=ends)):
        assert interview.dossier.evaluator is not None
        assert interview.dossier.evaluator.accreditation is not None
        assert interview.dossier.evaluator.accreditation.held is True


def test_an_end_before_a_beginning_is_refused_whichever_is_changed() -> None:
    both = (
        Interview().answer("27/04/2026", about="evaluation.starts_on").answer("28/04/2026", about="evaluation.ends_on")
    )

    with pytest.raises(InvalidAnswer, match="before the beginning"):
        both.answer("29/04/2026", about="evaluation.starts_on")
    with pytest.raises(InvalidAnswer, match="before the beginning"):
        both.answer("26/04/2026", about="evaluation.ends_on")


def test_when_a_card_was_issued_says_nothing_while_nobody_has_said_what_is_printed_on_it() -> None:
    card = "applicant.identity_document."
    issued = Interview().answer("02/03/2013", about=f"{card}issued_on")
    assert issued.dossier == Dossier()

    adult = issued.answer("oui", about=f"{card}adult_when_issued").answer("01/03/2023", about=f"{card}printed_until")
    assert adult.dossier == Dossier(
        applicant=Applicant(identity_document=IdentityDocument(valid_until=date(2028, 3, 1)))
    )


def test_there_are_questions_about_facts_and_records_only() -> None:
    wrong = "evaluation.start_on"
    with pytest.raises(
        CleaError, match=r"no question about 'evaluation\.start_on'; did you mean 'evaluation\.starts_on'"
    ):
        Interview().about(wrong)
    with pytest.raises(CleaError, match="no question about"):
        Interview().answer("oui", about=wrong)
    with pytest.raises(CleaError, match="no question about"):
        Interview().skip(about=wrong)


# Records


def test_a_postal_code_across_the_border_is_settled_by_the_department_or_the_commune() -> None:
    start = at("applicant.postal_code", Interview(Dossier(applicant=Applicant(is_job_seeker=True))))
    shared = start.answer("37160")

    assert asked_for(shared) == "applicant.commune"
    assert shared.answer("86042").dossier.applicant == Applicant(is_job_seeker=True, department="86")
    assert shared.answer("Vienne").dossier.applicant == Applicant(is_job_seeker=True, department="86")
    assert shared.answer("37115").decision.outcome == "ineligible"
    assert shared.question is not None
    assert shared.question.text("en") == "In which department is your main home?"
    assert asked_for(start.skip()) == "applicant.commune"
    assert asked_for(start.skip().skip()) == "certification.kind"


@pytest.mark.parametrize(
    ("typed", "department"),
    [
        ("33000", "33"),
        ("33 000", "33"),
        ("2a", "2A"),
        ("75", "75"),
        ("20200", "2B"),
        ("Étranger", "99"),
        ("à l'étranger", "99"),
        ("abroad", "99"),
        ("Gironde", "33"),
        ("la Réunion", "974"),
        ("VIENNE", "86"),
        ("haute vienne", "87"),
        ("l'Ain", "01"),
        ("Territoire de  Belfort", "90"),
        ("French Guiana", "973"),
    ],
)
def test_a_department_is_taken_for_a_postal_code(typed: str, department: str) -> None:
    start = at("applicant.postal_code", Interview(Dossier(applicant=Applicant(is_job_seeker=True)), every_reason=True))
    after = start.answer(typed)

    assert after.dossier.applicant == Applicant(is_job_seeker=True, department=department)


CARD = "applicant.identity_document."


def at_the_card(filed_on: date | None = TODAY) -> Interview:
    document = IdentityDocument(kind=IdentityDocumentKind.NATIONAL_IDENTITY_CARD)
    evaluation = Evaluation(starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 1), stage=EvaluationStage.INITIAL)
    found = Interview(
        Dossier(
            filed_on=filed_on,
            filing_open=True,
            applicant=Applicant(
                is_job_seeker=True,
                department="33",
                identity_document=document,
                proof_of_residence=ProofOfResidence(issued_on=filed_on or TODAY),
            ),
            certification=Certification(kind=CertificationKind.SOCLE),
            evaluation=evaluation,
            evaluator=Evaluator(
                department="33",
                accreditation=Accreditation(valid_from=date(2015, 1, 1), valid_until=NO_END),
            ),
        )
    )
    return found if filed_on else found.skip()


def ends(interview: Interview) -> date | None:
    applicant = interview.dossier.applicant
    assert applicant is not None
    assert applicant.identity_document is not None
    return applicant.identity_document.valid_until


def test_a_card_that_may_be_extended_is_asked_about() -> None:
    start = at_the_card()
    assert asked_for(start) == f"{CARD}printed_until"
    printed = start.answer("15/06/2022")
    assert asked_for(printed) == f"{CARD}issued_on"
    issued = printed.answer("16/06/2012")
    assert asked_for(issued) == f"{CARD}adult_when_issued"
    question = issued.question
    assert question is not None
    assert (question.kind, question.fact) == ("choice", None)

    assert ends(issued.answer("oui")) == date(2027, 6, 15)
    assert ends(issued.answer("non")) == date(2022, 6, 15)
    assert issued.answer("non").decision.outcome == "ineligible"
    assert ends(printed.answer("16/06/2020")) == date(2022, 6, 15)
    assert ends(printed.skip().answer("non")) == date(2022, 6, 15)
    assert ends(printed.skip().answer("oui")) is None
    assert asked_for(printed.skip().answer("oui")) == "quote.names_applicant"
    assert asked_for(printed.skip().skip()) == "quote.names_applicant"


def test_a_card_is_not_asked_about_further_where_five_years_change_nothing() -> None:
    assert ends(at_the_card(date(2021, 3, 2)).answer("15/06/2022")) == date(2022, 6, 15)
    assert ends(at_the_card().answer("15/06/2020")) == date(2020, 6, 15)
    assert ends(at_the_card().answer("15/06/2031")) == date(2031, 6, 15)
    assert ends(at_the_card().answer("sans fin")) == NO_END
    assert asked_for(at_the_card().skip()) == "quote.names_applicant"


def test_a_card_may_matter_while_the_filing_is_unknown() -> None:
    assert asked_for(at_the_card(None).answer("15/06/2022")) == f"{CARD}issued_on"


def test_a_card_does_not_expire_before_its_issue() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        at_the_card().answer("15/06/2022").answer("16/06/2022")

    assert plain(refused.value.text("fr")).startswith("La carte expirerait le 15 juin 2022, avant d'être délivrée.")
    assert str(refused.value) == "The card would expire on 15 June 2022, before it was issued. Check both dates."


CONDITIONAL = (
    "If you enclose an identity document, until when is it in force?",
    "If you enclose a residence permit, does it authorise work in metropolitan France?",
)


def test_of_a_document_of_an_unknown_kind_the_last_day_is_asked() -> None:
    start = at_the_card()
    assert start.dossier.applicant is not None
    unknown = Interview(
        changed(start.dossier, {f"{CARD}kind": None})  # type: ignore[dict-item]
    )
    assert asked_for(unknown) == f"{CARD}kind"
    assert asked_for(unknown.skip()) == f"{CARD}valid_until"
    assert asked_for(unknown.skip().skip()) == f"{CARD}permits_work"
    both = [unknown.about(f"{CARD}{name}").text("en") for name in ("valid_until", "permits_work")]
    assert both == ["Until when is your document in force?", CONDITIONAL[1]]
    permit = unknown.answer("residence_permit")
    assert (
        permit.about(f"{CARD}permits_work").text("en")
        == "Does your residence permit authorise work in metropolitan France?"
    )
    empty = [Interview().about(f"{CARD}{name}").text("en") for name in ("valid_until", "permits_work")]
    assert empty == list(CONDITIONAL)
    assert asked_for(unknown.answer("passport")) == f"{CARD}valid_until"
    assert ends(unknown.answer("passport").answer("no end")) == NO_END


# What is taken for a day

SOON = at("filed_on")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27/04/2026", date(2026, 4, 27)),
        ("27-4-2026", date(2026, 4, 27)),
        ("27.04.2026", date(2026, 4, 27)),
        ("2026-04-27", date(2026, 4, 27)),
        ("27 avril 2026", date(2026, 4, 27)),
        ("27 AVR. 2026", date(2026, 4, 27)),
        ("1er août 2026", date(2026, 8, 1)),
        ("27 April 2026", date(2026, 4, 27)),
        ("April 27, 2026", date(2026, 4, 27)),
        ("27th April", date(2026, 4, 27)),
        ("27 avril", date(2026, 4, 27)),
        ("27/04", date(2026, 4, 27)),
        ("2 mars", date(2026, 3, 2)),
        ("1 mars", date(2027, 3, 1)),
        ("29 février", date(2028, 2, 29)),
        ("aujourd'hui", TODAY),
        ("today", TODAY),
        (date(2026, 4, 27), date(2026, 4, 27)),
    ],
)
def test_days_as_people_type_them(typed: object, day: date) -> None:
    assert asked_for(SOON) == "filed_on"
    assert SOON.answer(typed).dossier.filed_on == day


@pytest.mark.parametrize(
    "typed",
    [
        "30/02/2026",
        "30/02/26",
        "27/04/٢٦",
        "31022026",
        "31 avril",
        "samedi 31 avril 2026",
        "31/12/1899",
        "01/01/2200",
        date(1899, 12, 31),
        NO_END,
    ],
)
def test_a_day_that_does_not_exist_is_refused_in_both_languages(typed: object) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        SOON.answer(typed)

    assert plain(refused.value.text("fr")).startswith("Écrivez un jour qui existe, tel que 27/04/2026")
    assert refused.value.text("en").startswith("Write a day that exists, such as 27/04/2026")


@pytest.mark.parametrize(
    "typed",
    [
        *("", "demain", "lundi", "27 jui 2026", "27 ma 2026", "27", "avril", "1/2/3/4", "x" * 99, "٢٧/٠٤/٢٠٢٦"),
        *("septembre 2028", "depuis 2025", "sans fin", "1201202", "٢٧٠٤٢٠٢٦", "mer 25 mars 2026"),
    ],
)
def test_what_is_not_written_as_a_date_is_refused_in_both_languages(typed: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        SOON.answer(typed)

    assert plain(refused.value.text("fr")) == (
        "Écrivez la date comme 27/04/2026, « 27 avril 2026 » ou 2026-04-27. Si vous ne connaissez pas le jour, passez "
        "la question."
    )
    assert refused.value.text("en") == (
        "Write the date like 27/04/2026, 27 April 2026 or 2026-04-27. If you do not know the day, skip the question."
    )


@pytest.mark.parametrize(
    "typed",
    [
        *("25032026", "25/03/26", "25 mars 26", "mercredi 25 mars 2026", "Wednesday, 25 March 2026", "MERCREDI 25/03"),
        "Wednesday March 25 2026",
    ],
)
def test_a_day_is_read_as_it_is_typed_on_a_telephone(typed: str) -> None:
    assert SOON.answer(typed).dossier.filed_on == date(2026, 3, 25)


@pytest.mark.parametrize("typed", ["mardi 25 mars 2026", "Tuesday 25 March", "sunday 25/03/26"])
def test_a_day_of_the_week_has_to_be_that_of_the_date(typed: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        SOON.answer(typed)

    assert plain(refused.value.text("fr")) == (
        "Le 25 mars 2026 n'est pas ce jour de la semaine, mais un mercredi. Vérifiez la date."
    )
    assert refused.value.text("en") == "25 March 2026 is not that day of the week but a Wednesday. Check the date."


def test_a_day_without_its_year_needs_today() -> None:
    start = at("filed_on", Interview())

    assert start.answer("27 avril 2026").dossier.filed_on == date(2026, 4, 27)
    for typed in ("27 avril", "27/04", "29 February"):
        with pytest.raises(InvalidAnswer, match="Write the year, too"):
            start.answer(typed)
    with pytest.raises(InvalidAnswer, match="Write the date like"):
        start.answer("today")


def test_an_end_before_its_beginning_is_refused() -> None:
    evaluation = Evaluation(starts_on=date(2026, 6, 2))
    start = at("evaluation.ends_on", Interview(Dossier(filed_on=TODAY, evaluation=evaluation)))

    with pytest.raises(InvalidAnswer, match="The end would be before the beginning"):
        start.answer("1 juin 2026")


def test_values_of_other_types_are_type_errors() -> None:
    wrong: list[tuple[Interview, object]] = [
        (at(JOB), 1),
        (at(JOB), None),
        (at(JOB), date(2026, 4, 27)),
        (SOON, True),
        (SOON, datetime(2026, 4, 27, tzinfo=UTC)),
        (at("applicant.postal_code"), 33000),
    ]
    for interview, value in wrong:
        with pytest.raises(TypeError, match=f"{asked_for(interview)}: expected text"):
            interview.answer(value)
    with pytest.raises(TypeError, match="every_reason"):
        Interview(every_reason=1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a Dossier"):
        Interview({})  # type: ignore[arg-type]


# What is taken for a choice


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("1", CertificationKind.SOCLE),
        ("2", CertificationKind.NUMERIQUE),
        ("numerique", CertificationKind.NUMERIQUE),
        ("Numérique", CertificationKind.NUMERIQUE),
        ("CLÉA NUMÉRIQUE", CertificationKind.NUMERIQUE),
        ("soc", CertificationKind.SOCLE),
        ("management", CertificationKind.MANAGEMENT),
        (CertificationKind.SOCLE, CertificationKind.SOCLE),
    ],
)
def test_choices_by_number_value_or_label(typed: str, kind: CertificationKind) -> None:
    assert at("certification.kind").answer(typed).dossier.certification == Certification(kind=kind)


@pytest.mark.parametrize("typed", ["3", "0", "cléa", "", "so", "oui", EvaluationStage.INITIAL])
def test_what_is_no_choice_is_refused_with_the_choices(typed: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        at("certification.kind").answer(typed)
    assert plain(refused.value.text("fr")).endswith("n'est pas l'une des réponses : CléA Socle ou CléA Numérique.")
    assert refused.value.text("en").endswith("is none of the choices: CléA Socle or CléA Numérique.")


@pytest.mark.parametrize("typed", ["oui", "Oui", "o", "YES", "y", "vrai", "true", "1", True])
def test_yes(typed: object) -> None:
    assert at(JOB).answer(typed).dossier == Dossier(applicant=Applicant(is_job_seeker=True))


@pytest.mark.parametrize("typed", ["non", "N", "no", "faux", "false", "2", False])
def test_no(typed: object) -> None:
    assert at(JOB).answer(typed).dossier == Dossier(applicant=Applicant(is_job_seeker=False))


def test_a_code_that_is_none_is_refused_with_the_way_out() -> None:
    start = at("applicant.postal_code")

    with pytest.raises(InvalidAnswer) as refused:
        start.answer("Bordeaux")
    assert plain(refused.value.text("fr")) == (
        "« Bordeaux » n'est pas reconnu : les noms de communes ne le sont pas. Écrivez le code postal, ou le numéro ou "
        "le nom du département."
    )
    with pytest.raises(InvalidAnswer) as refused:
        start.answer("B" * 99)
    assert "(99 characters) is not recognised" in refused.value.text("en")
    with pytest.raises(InvalidAnswer) as refused:
        start.skip().answer("Dax")
    assert plain(refused.value.text("fr")) == (
        "« Dax » n'est pas reconnu : les noms de communes ne le sont pas. Écrivez le numéro ou le nom du département."
    )
    assert refused.value.text("en") == (
        "'Dax' is not recognised: names of towns are not. Write the number or the name of the department."
    )


# What is said


@pytest.mark.parametrize(("today", "hinted"), [(date(2026, 3, 1), True), (date(2026, 3, 2), False), (None, True)])
def test_days_that_lie_wholly_in_the_past_are_no_hint_for_a_filing(today: date | None, hinted: bool) -> None:
    filing = Interview(today=today).answer(date(2025, 12, 2)).about("filed_on")  # a proof that is good until 1 March
    last = {
        "fr": "1er mars 2026",
        "en": "1 March 2026",
    }

    assert [last[lang] in plain(filing.help(lang)) for lang in LANGUAGES] == [hinted, hinted]


# A proof of 2 December is good until 1 March, a passport until 15 January; the evaluation could wait until 2027.
PROOF: FactPath = "applicant.proof_of_residence.issued_on"
UNTIL: FactPath = "applicant.identity_document.valid_until"


@pytest.mark.parametrize(
    ("stated", "today", "fr", "en"),
    [
        (
            {PROOF: date(2025, 12, 2)},
            None,
            (
                "Le dossier complet doit être déposé le 2 décembre 2025 au plus tôt et le 1er mars 2026 au plus tard. "
                "Ensuite, il faudrait remplacer le justificatif de domicile."
            ),
            (
                "The complete dossier must be filed on 2 December 2025 at the earliest and 1 March 2026 at the latest. "
                "After that, the proof of residence would have to be replaced."
            ),
        ),
        (
            {PROOF: date(2025, 12, 2), UNTIL: date(2026, 1, 15)},
            date(2025, 12, 2),
            (
                "Le dossier complet doit être déposé le 15 janvier 2026 ou avant. Ensuite, il faudrait remplacer la "
                "pièce d'identité."
            ),
            (
                "The complete dossier must be filed on 15 January 2026 or earlier. After that, the identity document "
                "would have to be replaced."
            ),
        ),
        (
            {PROOF: date(2025, 12, 2)},
            date(2025, 12, 1),
            (
                "le 2 décembre 2025 au plus tôt et le 1er mars 2026 au plus tard. Ensuite, il faudrait remplacer le "
                "justificatif de domicile."
            ),
            (
                "on 2 December 2025 at the earliest and 1 March 2026 at the latest. After that, the proof of residence "
                "would have to be replaced."
            ),
        ),
        (
            {"evaluation.starts_on": date(2026, 1, 26), PROOF: date(2025, 12, 2)},
            date(2025, 12, 3),
            "Le dossier complet doit être déposé le 5 janvier 2026 ou avant.",
            "The complete dossier must be filed on 5 January 2026 or earlier.",
        ),
    ],
)
def test_a_filing_has_no_bound_in_the_past_and_a_last_day_names_the_paper_that_ages(
    stated: Mapping[FactPath, Any], today: date | None, fr: str, en: str
) -> None:
    filing = Interview(changed(Dossier(), stated), today=today).about("filed_on")

    assert plain(filing.help("fr")).endswith(fr)
    assert filing.help("en").endswith(en)


def test_days_that_the_order_of_two_dates_says_anyhow_are_left_out() -> None:
    ends: Mapping[FactPath, Any] = {"evaluator.accreditation.valid_until": date(2027, 1, 14)}
    accredited = Interview(changed(Dossier(), ends)).about("evaluator.accreditation.valid_from")
    assert accredited.help("en") == "Ask the evaluator."
    both = Interview(changed(Dossier(), {**ends, "evaluation.starts_on": date(2027, 1, 11)}))
    assert both.about("evaluator.accreditation.valid_from").help("en").endswith("begin on 11 January 2027 or earlier.")
    last = both.about("evaluation.ends_on")
    assert last.help("en").endswith("The last session must be on 14 January 2027 or earlier.")


def test_a_question_says_which_days_would_do() -> None:
    first = Interview().question
    assert first is not None
    assert first.help("en").endswith("Skip the question if you enclose none.")
    filing = SOON.question
    assert filing is not None
    assert filing.help("en") == (
        "The day on which the last document is handed in, Paris time, such as 27/04/2026. If no day is set, skip the "
        "question."
    )
    stated = at("filed_on", Interview(Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 27))))).question
    assert stated is not None
    assert plain(stated.help("fr")).endswith("Le dossier complet doit être déposé le 6 avril 2026 ou avant.")
    proof = Interview(changed(at_the_card().dossier, {"applicant.proof_of_residence.issued_on": None})).question
    assert proof is not None
    assert proof.key == "applicant.proof_of_residence.issued_on"
    assert plain(proof.help("fr")).endswith(
        "Le justificatif doit dater du 3 décembre 2025 au plus tôt et du 2 mars 2026 au plus tard."
    )
    assert proof.help("en").endswith(
        "The proof must be dated 3 December 2025 at the earliest and 2 March 2026 at the latest."
    )
    start = at("evaluation.starts_on", SOON.answer("2 mars 2026")).question
    assert start is not None
    assert start.help("en").endswith("The first session must be on 23 March 2026 or later.")


def test_where_no_day_will_do_none_is_named() -> None:
    late = Dossier(filed_on=date(2026, 4, 7), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    question = at("applicant.proof_of_residence.issued_on", Interview(late, every_reason=True)).question

    assert question is not None
    assert question.help("en") == (
        "The date printed on a bill for electricity or water, for instance, with its year: 27/02/2026. "
        "Skip the question if you enclose none."
    )


def test_of_a_dossier_that_states_all_nothing_is_asked() -> None:
    whole = Interview(eligible_but({}), every_reason=True)

    assert (whole.question, whole.at_most) == (None, 0)


# Rules of one's own


def test_what_rules_of_ones_own_read_is_asked_for() -> None:
    attests = "applicant.proof_of_residence.attests_main_residence"
    known = changed(at_the_card().answer("15/06/2031").dossier, {"quote.names_applicant": True, "quote.provided": True})
    required = Rule("proof_shows_home", "document", label_fr="Domicile", label_en="Home", requires=Is(attests, True))
    strict = GUIDE.evolve(id="strict", rules=(*GUIDE.rules, required))

    assert asked_for(Interview(known)) == "quote.from_evaluator"
    assert asked_for(Interview(known, rules=strict)) == attests
    assert Interview(known, rules=strict).at_most == Interview(known).at_most + 1
