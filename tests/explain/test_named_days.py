"""Every day that a plan names is possible by ``decide``, as of today; and a solution applied gives what it promises."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clea_eligibility import GUIDE, Dossier, RuleSet, decide
from clea_eligibility.explain import advise
from clea_eligibility.explain._days import completed
from clea_eligibility.planning import repairs
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.whatif import change

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
PAIR = re.compile(rf"on (\d{{1,2}}) and (\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
EVERY_READING = tuple(
    GUIDE.read(filed_three_weeks_before=weeks.name, proof_of_residence_recent=months.name)
    for weeks in GUIDE.readings_of("filed_three_weeks_before")
    for months in GUIDE.readings_of("proof_of_residence_recent")
)


def days_in(text: str) -> list[date]:
    """The days that a text names, in their order; both days of ``on 1 and 2 May 2026``."""
    text = PAIR.sub(r"on \1 \3 \4 and \2 \3 \4", text)
    return [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in DAY.findall(text)]


def is_possible(dossier: Dossier, rules: tuple[RuleSet, ...] = (GUIDE,)) -> bool:
    return all(decide(dossier, each).outcome != "ineligible" for each in rules)


def filed(dossier: Dossier, day: date) -> Dossier:
    return change(dossier, {"filed_on": day, "filing_open": None})


def evaluated(dossier: Dossier, day: date) -> Dossier:
    return change(dossier, {"evaluation.starts_on": day, "evaluation.ends_on": day})


def check_filing(said: str, dossier: Dossier, today: date) -> None:
    last, *safe = days_in(said)
    assert last >= today
    assert is_possible(filed(dossier, last))
    for day in safe:
        assert today <= day < last
        assert is_possible(filed(dossier, day), EVERY_READING)
    if not safe and "no filing day left is safe" not in said:
        assert is_possible(filed(dossier, last), EVERY_READING)
    assert not is_possible(filed(dossier, last + timedelta(days=1)))


def check_evaluation(said: str, dossier: Dossier, today: date) -> None:
    everyday, _, safe = said.partition("(from")
    for day in days_in(everyday):
        assert day >= today
        assert is_possible(evaluated(dossier, day))
    for day in days_in(safe):
        assert day >= today
        assert is_possible(evaluated(dossier, day), EVERY_READING)


def check_solution(said: str, today: date) -> None:
    """The days of filings and evaluations that a solution names do not lie in the past."""
    for sentence in re.split(r"(?<=\.) ", said):
        if re.search("evaluation:|an evaluation|files the|a filing", sentence):
            proofs = re.sub(r"a proof dated[^;.]*|adds an?(other)? proof.*", "", sentence)
            assert all(day >= today for day in days_in(proofs)), sentence


def lines_of(said: str) -> Iterator[str]:
    yield from (line for part in said.split("\n\n") for line in part.split("\n"))


def check(dossier: Dossier, today: date) -> None:
    said, decision = advise(dossier, "en", today=today), decide(dossier)
    for line in lines_of(said):
        if line.startswith("The complete dossier must be filed by"):
            check_filing(line, dossier, today)
        elif line.startswith(("To be in time,", "For the documents in it")):
            check_filing(line, completed(decision), today)
        elif line.startswith("The evaluation can take place"):
            check_evaluation(line, dossier, today)
        elif re.match(r"(\d\.|-) The (evaluator|applicant|new)", line):
            check_solution(line, today)
    found = repairs(dossier, today=today)
    for repair in found:
        assert is_possible(repair.apply(dossier))
    assert len(re.findall(r"^\d\. ", said, re.MULTILINE)) <= 5
    if found.beyond_repair:
        assert "can take place" not in said
        assert "must be" not in said.partition("Nothing in the dossier")[2]
    paragraphs = [line for line in lines_of(said) if line.startswith("- ")]
    assert len(set(paragraphs)) == len(paragraphs)


TODAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@settings(max_examples=500, phases=[Phase.generate])
@given(dossier=near_boundary_dossiers(), today=TODAYS, near=st.integers(-30, 30))
def test_every_day_that_a_plan_names_near_the_bounds_is_possible(dossier: Dossier, today: date, near: int) -> None:
    filed_on = dossier.filed_on
    check(dossier, today if filed_on is None else filed_on + timedelta(days=near))


@settings(max_examples=500, phases=[Phase.generate])
@given(dossier=dossiers(), today=TODAYS)
def test_every_day_that_a_plan_names_is_possible(dossier: Dossier, today: date) -> None:
    check(dossier, today)
