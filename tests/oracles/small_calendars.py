"""Dossiers whose dates lie within a few months, on the boundaries, with few unknown: small enough for brute force."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import TypeAlias

from brute_force import (
    ACCREDITED_FROM,
    ACCREDITED_UNTIL,
    DATES,
    ENDS,
    FILED,
    IDENTITY_UNTIL,
    PROOF_ISSUED,
    READINGS,
    STARTS,
    THREE_MONTHS,
    THREE_WEEKS,
    Comparison,
    Dates,
    date_rules,
    violated,
)
from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from making import Facts

from clea_eligibility import CertificationKind, EvaluationStage

Reading: TypeAlias = dict[str, str]
"""For each clause that has several readings, the name of one."""

NOTICE, AGE = "filed_three_weeks_before", "proof_of_residence_recent"
EVERY_READING: tuple[Reading, ...] = tuple({NOTICE: notice, AGE: age} for notice, age in product(*READINGS.values()))
FLAG_OF_RULE = {
    "accreditation_covers_evaluation": "evaluator.accreditation.held",
    "identity_document_valid": "applicant.identity_document.provided",
    "proof_of_residence_recent": "applicant.proof_of_residence.provided",
}
MAY_BE_UNKNOWN: dict[str, tuple[object, ...]] = {
    "certification.kind": tuple(CertificationKind),
    "evaluation.stage": tuple(EvaluationStage),
    "applicant.is_job_seeker": (True, False),
    "evaluator.accreditation.certification": tuple(CertificationKind),
}
# Around month ends from which three months lead to a shorter month, leap February included, or to a longer one.
AWKWARD_ISSUE_DATES = tuple(
    first + relativedelta(days=offset)
    for first in (date(2025, 12, 1), date(2023, 12, 1), date(2024, 3, 1), date(2026, 3, 1), date(2026, 2, 1))
    for offset in (-1, 0, -2, -3)
)


@st.composite
def small_calendars(draw: DrawFn) -> Facts:
    """Seven dates on, before or after the boundaries of every reading, up to three of them unknown; few other facts.

    A document may be said to be absent, so that its rules do not apply, and two facts that are no dates be unknown.
    """

    def near(day: date, *offsets: int) -> date:
        return day + relativedelta(days=draw(st.sampled_from(offsets)))

    def some(values: list[str], most: int) -> set[str]:
        return draw(st.sets(st.sampled_from(values), max_size=most))

    issued = draw(st.sampled_from(AWKWARD_ISSUE_DATES))
    filed = near(draw(st.sampled_from((issued, issued + THREE_MONTHS))), 0, -1, 1, -2)
    starts = near(filed + THREE_WEEKS, 0, 1, -1)
    ends = near(starts, 0, 1)
    valid_from = near(starts, 0, -1, 1)
    facts = {
        FILED: filed,
        PROOF_ISSUED: issued,
        STARTS: starts,
        ENDS: ends,
        ACCREDITED_FROM: valid_from,
        ACCREDITED_UNTIL: max(near(ends, 0, -1, 1), valid_from),
        IDENTITY_UNTIL: near(filed, 0, -1, 1),
    }
    unknown = some(list(facts), 3) | some(list(MAY_BE_UNKNOWN), 2)
    absent = some(list(FLAG_OF_RULE.values()), 1)
    return {**facts, **dict.fromkeys(unknown), **dict.fromkeys(absent, False)}


def dates_of(facts: Facts) -> Dates:
    """The seven dates among the facts."""
    return {path: facts[path] for path in DATES}


def binding_rules(facts: Facts, reading: Reading) -> dict[str, tuple[Comparison, ...]]:
    """The date rules that apply and are not themselves violated."""
    return {
        code: comparisons
        for code, comparisons in date_rules(reading[NOTICE], reading[AGE]).items()
        if facts.get(FLAG_OF_RULE.get(code, "")) is not False and not violated(comparisons, dates_of(facts))
    }


def every_value(facts: Facts) -> Iterator[Facts]:
    """Every filling-in of the unknown facts that are no dates."""
    unknown = {path: values for path, values in MAY_BE_UNKNOWN.items() if path in facts}
    yield from (dict(zip(unknown, values, strict=True)) for values in product(*unknown.values()))
