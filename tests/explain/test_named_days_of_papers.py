"""Every day that a decision, a checklist or a table of last days names is possible; nothing is said twice.

The days of plans are held by ``test_named_days``.
"""

import re
from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_named_days import (
    EVERY_READING,
    TODAYS,
    check_evaluation,
    check_filing,
    days_in,
    evaluated,
    filed,
    is_of_this_age,
    is_possible,
)

from clea_eligibility import FACTS, Dossier, Evaluation, Status, decide
from clea_eligibility.dossier.facts import FACT_BY_PATH, FactPath
from clea_eligibility.explain import advise, checklist, deadlines, explain
from clea_eligibility.explain._days import completed
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.text import LANGUAGES
from clea_eligibility.whatif import change

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
ONE_DAY = timedelta(days=1)
LONG_AGO = date(1900, 1, 1)
EVALUATION: tuple[FactPath, ...] = ("evaluation.starts_on", "evaluation.ends_on")
OTHERWISE = (
    *("The dossier was complete", "The dossier is complete", "The last day to file depends"),
    *("No filing day", "Before you file"),
)
"""How lines without a day to check begin."""
PAPERS = {
    "Identity document": "applicant.identity_document.",
    "Proof of residence": "applicant.proof_of_residence.",
    "Quote for the evaluation": "quote.",
}
FINE = (Status.SATISFIED, Status.PRESUMED, Status.NOT_APPLICABLE)


def only(line: str) -> date:
    (day,) = days_in(line)
    return day


# Decisions


def check_explanation(dossier: Dossier) -> None:
    decision = decide(dossier)
    for line in explain(decision, "en").splitlines():
        bare = line.removeprefix("- ")
        if bare.startswith("The dossier meets the time limits") and days_in(bare):
            check_filing(bare, completed(decision) if decision.documents_only else dossier, LONG_AGO)
        elif bare.startswith(("For a dossier complete on", "The evaluation can", "The evaluation, which")):
            check_evaluation(bare, dossier)
        elif bare.startswith("The last filing day that is safe"):
            assert is_possible(filed(dossier, only(bare)), EVERY_READING)
            assert not is_possible(filed(dossier, only(bare) + ONE_DAY), EVERY_READING)


# Checklists


def is_complete(dossier: Dossier) -> bool:
    return all(found.status in FINE for found in decide(dossier).findings if found.rule.group == "document")


def check_checklist(dossier: Dossier, today: date) -> None:
    said = checklist(dossier, "en", today=today)
    days = {path: FACT_BY_PATH[path].of(dossier) for path in EVALUATION}
    evaluation = change(Dossier(), days)
    planned = dossier.filed_on if dossier.filed_on is None or dossier.filed_on >= today else None
    is_declared = planned is not None and is_possible(filed(evaluation, planned))
    late: list[date] = []
    last = LONG_AGO
    parts = said.split("\n\n")
    for line in parts[3 if parts[2].startswith("From what is stated") else 2].splitlines():
        if line.startswith("Filed on"):
            late = days_in(line)
            assert late == [dossier.filed_on]
            assert not is_possible(filed(evaluation, only(line)))
        elif line.startswith("Last day to file the complete dossier"):
            last = only(line)
            assert all(today <= last < day for day in late)
            assert is_possible(filed(evaluation, last))
        elif line.startswith("To be on the safe side"):
            safe, too_late = days_in(line)
            assert today <= safe < too_late == last
            assert is_possible(filed(evaluation, safe), EVERY_READING)
            assert is_possible(filed(evaluation, last), EVERY_READING) or "of the three weeks," in line
        elif line.startswith("Under a stricter reading"):
            assert is_possible(filed(evaluation, last), EVERY_READING) or "of the three weeks," in line
        elif line.startswith("With your present") and last == LONG_AGO:
            for name, by in re.findall(r"present ([a-z ]+): by ([^.]*)\.", line):
                kept = PAPERS["Proof of residence" if name == "proof of residence" else "Identity document"]
                paper = change(Dossier(), {f.path: f.of(dossier) for f in FACTS if f.path.startswith(kept)})
                assert today <= only(by)
                assert is_possible(filed(paper, only(by)))
                assert not is_possible(filed(paper, only(by) + ONE_DAY), EVERY_READING)
        elif line.startswith("With your present"):
            *each, of_all, safe = days_in(line) if "to be safe" in line else [*days_in(line), last, last]
            assert all(today <= day < of_all for day in each)
            assert is_possible(filed(evaluation, of_all))
            assert is_possible(filed(evaluation, safe), EVERY_READING) or "to be safe" not in line
        elif line.startswith("It is too late"):
            complete, start = days_in(line)
            day = dossier.filed_on or today
            assert complete == (day if is_complete(dossier) else max(today, day))
            done = filed(Dossier(), complete)
            assert start >= today
            assert is_possible(evaluated(done, start), EVERY_READING)
            assert not is_possible(evaluated(done, start - ONE_DAY), EVERY_READING)
        elif line.startswith(("For a dossier complete on", "The evaluation can", "The evaluation, which")):
            done = completed(decide(dossier))
            check_evaluation(line, change(done, {"filed_on": dossier.filed_on}) if is_declared else done)
        else:
            assert line.startswith(OTHERWISE), line
    found = re.search(r"Dated (.*) or later, for a dossier that is complete on (.*)\.", said)
    assert found is not None
    earliest, day = days_in(found[0])
    if is_declared:
        assert day == dossier.filed_on
    check_papers(said, dossier, earliest, day)


def check_papers(said: str, dossier: Dossier, earliest: date, day: date) -> None:
    """The days of a checklist are those for one filing day; a ticked paper will do on it."""
    dated = Dossier(filed_on=day)
    proof: FactPath = "applicant.proof_of_residence.issued_on"
    if earliest > LONG_AGO:
        assert is_possible(change(dated, {proof: earliest}), EVERY_READING)
        assert not is_possible(change(dated, {proof: earliest - ONE_DAY}), EVERY_READING)
    findings = decide(filed(dossier, day) if dossier.filed_on != day else dossier).findings
    for mark, title in re.findall(r"^\[(.)\] ([\w ]+),", said, re.MULTILINE):
        if title in PAPERS:
            of_paper = [
                found.status
                for found in findings
                if found.rule.group == "document" and any(f.path.startswith(PAPERS[title]) for f in found.rule.facts)
            ]
            assert mark == " " or all(status in FINE for status in of_paper), title


# What is said as a whole


def check_texts(dossier: Dossier, today: date) -> None:
    for lang in LANGUAGES:
        for text in (
            explain(decide(dossier), lang),
            advise(dossier, lang, today=today),
            checklist(dossier, lang, today=today),
        ):
            assert "{" not in text
            assert "None" not in text
            assert "  " not in re.sub(r"^ +", "", text, flags=re.MULTILINE)
            if lang == "fr":
                assert not re.search(r" [;:?!»€]|« |\w'\w", text), text
                assert not re.search(rf"\d ({MONTHS})", text)
    for text in (explain(decide(dossier), "fr"), advise(dossier, "fr", today=today)):
        lines = [line for line in text.splitlines() if line]
        sentences = [line for line in lines if not line.startswith("- La règle")]
        assert len(set(sentences)) == len(sentences), text


@settings(max_examples=100, phases=[Phase.generate])
@given(dossier=near_boundary_dossiers().filter(is_of_this_age), today=TODAYS, near=st.integers(-30, 30))
def test_every_day_near_the_bounds_is_possible(dossier: Dossier, today: date, near: int) -> None:
    today = today if dossier.filed_on is None else dossier.filed_on + timedelta(days=near)
    check_explanation(dossier)
    check_checklist(dossier, today)
    check_texts(dossier, today)


@settings(max_examples=100, phases=[Phase.generate])
@given(dossier=dossiers().filter(is_of_this_age), today=TODAYS)
def test_every_day_is_possible(dossier: Dossier, today: date) -> None:
    check_explanation(dossier)
    check_checklist(dossier, today)
    check_texts(dossier, today)


@settings(max_examples=40, phases=[Phase.generate])
@given(start=st.dates(date(1901, 1, 1), date(2199, 12, 31)))
def test_every_day_of_a_table_of_last_days_is_the_last(start: date) -> None:
    (row,) = deadlines(start, start)
    planned = Dossier(evaluation=Evaluation(starts_on=start))
    assert row.last is not None
    assert row.safe is not None
    assert is_possible(filed(planned, row.last))
    assert not is_possible(filed(planned, row.last + ONE_DAY))
    assert is_possible(filed(planned, row.safe), EVERY_READING)
    assert not is_possible(filed(planned, row.safe + ONE_DAY), EVERY_READING)
