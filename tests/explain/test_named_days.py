"""Every day that a plan names is possible by ``decide``, as of today; and a solution applied gives what it promises."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clea_eligibility import FACTS, GUIDE, Dossier, RuleSet, decide
from clea_eligibility.dossier.actions import ANOTHER_EVALUATOR, EVALUATION_DATES, QUOTE
from clea_eligibility.dossier.dates import LAST_DAY
from clea_eligibility.dossier.facts import FACT_BY_PATH, FactPath
from clea_eligibility.explain import advise
from clea_eligibility.planning import Repair, Repairs, repairs
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
EVALUATION: tuple[FactPath, ...] = ("evaluation.starts_on", "evaluation.ends_on")
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


def is_of_this_age(dossier: Dossier) -> bool:
    """Whether the days before and after its own are days that a dossier may state."""
    days = [value for fact in FACTS if isinstance(value := fact.of(dossier), date) and value.year < 9999]
    return all(1901 <= day.year <= 2198 for day in days)


def is_possible(dossier: Dossier, rules: tuple[RuleSet, ...] = (GUIDE,)) -> bool:
    return all(decide(dossier, each).outcome != "ineligible" for each in rules)


def filed(dossier: Dossier, day: date) -> Dossier:
    return change(dossier, {"filed_on": day, "filing_open": None})


def evaluated(dossier: Dossier, day: date) -> Dossier:
    return change(dossier, {"evaluation.starts_on": day, "evaluation.ends_on": day})


def sessions(dossier: Dossier) -> timedelta | None:
    """How far apart the first and the last session are, which an evaluation keeps as it moves."""
    first, last = (FACT_BY_PATH[path].of(dossier) for path in EVALUATION)
    return last - first if first and last else None


def filings(dossier: Dossier, day: date, today: date, apart: timedelta | None) -> list[Dossier]:
    """The dossier filed on a day; where its evaluation moves as a whole, with each first day that may be the soonest.

    An evaluation that is possible on some days is possible on the soonest of them.
    """
    made = filed(dossier, day)
    if apart is None:
        return [made]
    soonest = [today, day + timedelta(weeks=3), day + timedelta(weeks=3, days=1)]
    soonest += filter(None, [FACT_BY_PATH["evaluator.accreditation.valid_from"].of(dossier)])
    evaluations = [(start, start + apart) for start in soonest if start + apart <= LAST_DAY]
    return [change(made, dict(zip(EVALUATION, days, strict=True))) for days in evaluations]


AGEING = {
    "identity document": "applicant.identity_document.",
    "proof of residence": "applicant.proof_of_residence.",
}


def starts(dossier: Dossier) -> bool:
    return dossier.evaluation is not None and dossier.evaluation.starts_on is not None


def check_filing(said: str, dossier: Dossier, today: date, apart: timedelta | None = None) -> None:
    """The last day named is the last that is possible; the safe one is, whatever the evaluation that is still open."""

    def may_be_filed(day: date, rules: tuple[RuleSet, ...] = (GUIDE,)) -> bool:
        return any(is_possible(made, rules) for made in filings(dossier, day, today, apart))

    said, _, then = said.partition(". ")[0].partition("; after")
    *first, last = days_in(said.partition(" (")[0])
    safe = days_in(said.partition(" (")[2])
    if not filings(dossier, last, today, apart):
        return  # an evaluation of more than a century may end after the last day that a dossier can state
    assert all(today <= day <= last and may_be_filed(day) for day in first)
    assert last >= today
    assert may_be_filed(last)
    for day in safe:
        assert today <= day < last
        assert may_be_filed(day, EVERY_READING)
    if not safe and "no filing day" not in said:
        assert may_be_filed(last, EVERY_READING)
    assert not may_be_filed(last + timedelta(days=1))
    aged = [prefix for name, prefix in AGEING.items() if f"the {name}" in then.partition("would have")[0]]
    assert ("would then be" in then) is bool(aged and starts(dossier))
    if "would then be" in then:
        others = {fact.path: None for fact in FACTS if fact.path.startswith(tuple(aged))}
        assert days_in(then)[0] > last
        check_filing(then.partition("would then ")[2], change(dossier, others), today, apart)


def check_evaluation(said: str, dossier: Dossier) -> None:
    """The first day is possible for a dossier complete on the day named, the safe one whatever the reading."""
    if said.startswith("For a dossier"):
        complete, _, said = said.partition(", the evaluation")
        dossier = filed(dossier, days_in(complete)[0]) if dossier.filed_on is None else dossier
        assert days_in(complete) == [dossier.filed_on]
    everyday, _, safe = re.sub("which ends on [^,]*", "", said).partition(" (")
    assert all(is_possible(evaluated(dossier, day)) for day in days_in(everyday))
    assert all(is_possible(evaluated(dossier, day), EVERY_READING) for day in days_in(safe))


def opened(dossier: Dossier, repair: Repair) -> Dossier:
    """The repaired dossier, but with the days open of what is new and of what moves."""
    levers = set(repair.levers)
    new = [fact.path for fact in FACTS if fact.type == "date" and not levers.isdisjoint(fact.levers)]
    return change(repair.apply(dossier), dict.fromkeys(new))


def told_of(dossier: Dossier, found: Repairs) -> list[Repair]:
    """The repairs that are told: not another evaluator where the present one need only draw up a quote."""
    sets = [{*repair.levers} for repair in found]
    is_another_bodys = dossier.quote is not None and dossier.quote.from_evaluator is False
    return [
        repair
        for repair, levers in zip(found, sets, strict=True)
        if is_another_bodys or ANOTHER_EVALUATOR not in levers or {*levers, QUOTE} - {ANOTHER_EVALUATOR} not in sets
    ]


def check_solution(said: str, dossier: Dossier, repair: Repair, today: date) -> None:
    """The days of filings and evaluations that a solution names are possible once it is applied."""
    made = opened(dossier, repair)
    apart = sessions(dossier) if EVALUATION_DATES in repair.levers else None
    for sentence in re.split(r"(?<=\.) ", said):
        if "files the complete dossier" in sentence and days_in(sentence):
            check_filing(sentence, made, today, apart)
        found = re.search(r"would start on ([^(]*) at the earliest(?: \(from ([^)]*))?", sentence)
        if found:
            check_start(days_in(found[1])[0], days_in(found[2] or ""), made, today)
        found = re.search(r"at the earliest (?P<days>on [^(,]*)(?: \((?P<safe>from [^)]*))?", sentence)
        if found and "a start" not in sentence and "The quote" not in sentence:
            complete = re.search(r"for a dossier complete on ([^,]*),", sentence)
            there = filed(made, days_in(complete[1])[0]) if complete else made
            days = days_in(found["days"])
            assert min(days) >= today
            assert apart in (None, days[-1] - days[0])
            assert is_possible(change(there, {"evaluation.starts_on": days[0], "evaluation.ends_on": days[-1]}))
            for day in days_in(found["safe"] or ""):
                lasting: dict[FactPath, date] = {"evaluation.ends_on": day + apart} if apart is not None else {}
                assert is_possible(change(evaluated(there, day), lasting), EVERY_READING)


def check_start(first: date, safe: list[date], made: Dossier, today: date) -> None:
    """The first day of an evaluation that nobody planned is possible for a filing that is; the day before is not."""
    issued = FACT_BY_PATH["applicant.proof_of_residence.issued_on"].of(made)
    soonest = [made.filed_on] if made.filed_on else [today, *([issued] if issued and issued > today else [])]
    tried = [filed(made, day) if day != made.filed_on else made for day in soonest]
    assert any(is_possible(evaluated(there, first)) for there in tried)
    assert not any(is_possible(evaluated(there, first - timedelta(days=1))) for there in tried)
    for day in safe:
        assert any(is_possible(evaluated(there, day), EVERY_READING) for there in tried)


def lines_of(said: str) -> Iterator[str]:
    yield from (line for part in said.split("\n\n") for line in part.split("\n"))


def check(dossier: Dossier, today: date) -> None:
    said, found = advise(dossier, "en", today=today), repairs(dossier, today=today)
    told = told_of(dossier, found)
    kept = [repair for repair in told[:5] if EVALUATION_DATES not in repair.levers]
    for line in lines_of(said):
        if line.startswith("The dossier must be complete") and days_in(line):
            for made in [opened(dossier, repair) for repair in kept] or [dossier]:
                check_filing(line, made, today)
        elif line.startswith("For a dossier complete on"):
            check_evaluation(line, dossier)
        elif re.match(r"\d\. ", line):
            check_solution(line, dossier, told[int(line[0]) - 1], today)
        elif line.startswith("- ") and len(told) == 1 and "In any case" not in said:
            check_solution(line, dossier, told[0], today)
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
@given(dossier=near_boundary_dossiers().filter(is_of_this_age), today=TODAYS, near=st.integers(-30, 30))
def test_every_day_that_a_plan_names_near_the_bounds_is_possible(dossier: Dossier, today: date, near: int) -> None:
    filed_on = dossier.filed_on
    check(dossier, today if filed_on is None else filed_on + timedelta(days=near))


@settings(max_examples=500, phases=[Phase.generate])
@given(dossier=dossiers().filter(is_of_this_age), today=TODAYS)
def test_every_day_that_a_plan_names_is_possible(dossier: Dossier, today: date) -> None:
    check(dossier, today)
