"""Synthetic tables of dossiers: dates near the bounds of the rules, one fact in twenty unknown, a few impossible rows.

The same seed gives the same table. No real person, evaluator or filing stands behind a row.
"""

from collections.abc import Sequence
from typing import Any

import numpy
import polars

from clea_eligibility.dossier.facts import FACTS
from clea_eligibility.rules.guide import REGION

UNKNOWN = 0.05
OTHER_DEPARTMENTS = ("75", "2A", "49")


def population(rows: int, seed: int = 0, unknown: float = UNKNOWN) -> polars.DataFrame:
    """A table of dossiers, its columns named by the paths of their facts."""
    rng = numpy.random.default_rng(seed)

    def often(value: bool, chance: float) -> polars.Series:
        return polars.Series(numpy.where(rng.random(rows) < chance, value, not value))

    def one_of(values: Sequence[str], chances: Sequence[float]) -> polars.Series:
        return polars.Series(list(values), dtype=polars.String).gather(rng.choice(len(values), rows, p=chances))

    def department(chance: float) -> polars.Series:
        inside = [chance / len(REGION)] * len(REGION)
        outside = [(1 - chance) / len(OTHER_DEPARTMENTS)] * len(OTHER_DEPARTMENTS)
        return one_of((*REGION, *OTHER_DEPARTMENTS), (*inside, *outside))

    def days(*choices: int) -> Any:
        return rng.choice(choices, rows) + rng.choice((0, 0, 0, 0, -1, 1), rows)

    filed = numpy.datetime64("2026-01-15") + rng.integers(0, 700, rows)
    issued = filed - days(0, 10, 30, 60, 80, 89, 90, 91)
    starts = filed + days(21, 22, 30, 40, 60)
    ends = starts + rng.choice((0, 0, 1, 3, 10), rows)
    from_ = starts - days(0, 100, 300, 600)
    until = ends + days(0, 60, 300, 600)
    dates = {
        "filed_on": filed,
        "applicant.proof_of_residence.issued_on": issued,
        "applicant.identity_document.valid_until": filed + days(0, 300, 2000, 3000),
        "evaluation.starts_on": starts,
        "evaluation.ends_on": ends,
        "evaluator.accreditation.valid_from": from_,
        "evaluator.accreditation.valid_until": until,
    }
    kinds = ("socle", "numerique", "management")
    others = {
        "filing_open": often(True, 0.98),
        "applicant.department": department(0.97),
        "evaluator.department": department(0.97),
        "applicant.identity_document.kind": one_of(
            ("national_identity_card", "passport", "residence_permit", "other"), (0.6, 0.2, 0.18, 0.02)
        ),
        "certification.kind": one_of(kinds, (0.6, 0.38, 0.02)),
        "evaluator.accreditation.certification": one_of(kinds, (0.59, 0.4, 0.01)),
        "evaluation.stage": one_of(("initial", "final"), (0.7, 0.3)),
        "evaluation.initial_outcome": one_of(("not_certified", "certified"), (0.95, 0.05)),
    }
    columns = {}
    for fact in FACTS:
        if fact.type == "date":
            column = polars.Series(dates[fact.path].astype("datetime64[D]"))
        else:
            column = others[fact.path] if fact.path in others else often(True, 0.98)
        known = polars.Series(rng.random(rows) >= unknown)
        columns[fact.path] = polars.select(polars.when(known).then(column)).to_series()
    return polars.DataFrame(columns)
