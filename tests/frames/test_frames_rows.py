"""Dossiers become rows of a frame and dossiers again, on every engine."""

from datetime import date
from typing import Any, Literal

import duckdb
import pandas as pd
import polars as pl
import pytest
from framing import PATHS, SCHEMA, aimed_rows, as_json
from making import ELIGIBLE, eligible_but

from clea_eligibility import CleaError, Dossier, InvalidDossier, decide
from clea_eligibility.frames import decide_frame, dossiers_to_frame, frame_to_dossiers
from clea_eligibility.wire import dossier_from_dict

pytestmark = pytest.mark.engines
DOSSIERS = [
    *(dossier_from_dict(as_json(row)) for row in aimed_rows(200, seed=2, mistakes=0)),
    eligible_but({"evaluator.accreditation.valid_until": date(9999, 12, 31)}),
    eligible_but(dict.fromkeys(ELIGIBLE)),
]
Backend = Literal["polars", "pandas", "pyarrow"]
every_backend = pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])


def facts(dossier: Dossier) -> dict[str, Any]:
    return {path: dossiers_to_frame([dossier])[path][0] for path in PATHS}


@every_backend
def test_dossiers_come_back_as_they_were(backend: Backend) -> None:
    frame = dossiers_to_frame(DOSSIERS, backend)
    back = frame_to_dossiers(frame)

    assert type(frame).__module__.split(".")[0] == backend
    assert dossiers_to_frame(back).equals(dossiers_to_frame(DOSSIERS))
    assert back[-2] == DOSSIERS[-2]


@every_backend
def test_their_rows_are_decided_alike(backend: Backend) -> None:
    decided = decide_frame(dossiers_to_frame(DOSSIERS, backend))

    assert list(map(str, decided["outcome"])) == [decide(dossier).outcome for dossier in DOSSIERS]


@every_backend
def test_of_no_dossiers_there_is_an_empty_frame_with_every_column(backend: Backend) -> None:
    frame = dossiers_to_frame([], backend)

    assert frame_to_dossiers(frame) == []
    assert list(frame.column_names if backend == "pyarrow" else frame.columns) == PATHS


def test_facts_are_written_as_dates_truth_values_and_text() -> None:
    frame = dossiers_to_frame(iter(DOSSIERS))

    assert dict(frame.schema) == SCHEMA
    assert frame["certification.kind"].to_list()[-2:] == ["socle", None]


def test_a_lazy_frame_and_a_relation_are_read_too() -> None:
    frame = dossiers_to_frame(DOSSIERS)
    relation = duckdb.from_arrow(frame.to_arrow())

    assert frame_to_dossiers(frame.lazy()) == frame_to_dossiers(frame) == frame_to_dossiers(relation)


def test_missing_columns_and_other_columns_do_not_matter() -> None:
    frame = pl.DataFrame({"name": ["x", "y"], "filing_open": [True, None]})

    assert frame_to_dossiers(frame) == [Dossier(filing_open=True), Dossier()]


def test_text_of_any_kind_is_read() -> None:
    frame = pl.DataFrame({"evaluation.stage": pl.Series(["final"], dtype=pl.Categorical)})

    assert str(frame_to_dossiers(frame)[0].evaluation.stage) == "final"  # type: ignore[union-attr]


def test_every_problem_is_told_with_its_row() -> None:
    frame = pl.DataFrame({"applicant.department": ["33", "20", None], "evaluation.stage": ["final", None, "x"]})

    with pytest.raises(InvalidDossier) as refused:
        frame_to_dossiers(frame)

    found = [(problem.path, problem.code, problem.message.split(":")[0]) for problem in refused.value.problems]
    assert found == [
        ("applicant.department", "unknown_value", "row 1"),
        ("evaluation.stage", "unknown_value", "row 2"),
    ]


def test_days_beyond_every_calendar_are_problems_on_every_engine() -> None:
    days = pl.Series([20_000, 2**31 - 1, -719_163], dtype=pl.Int32).cast(pl.Date)
    stages = ["final", "x", None]
    frame = pl.DataFrame({"evaluation.starts_on": days, "evaluation.ends_on": days, "evaluation.stage": stages})
    table = frame.to_arrow()
    found = []
    for same in (frame, table, duckdb.from_arrow(table), table.to_pandas(types_mapper=pd.ArrowDtype)):
        with pytest.raises(InvalidDossier) as refused:
            frame_to_dossiers(same)
        found.append([(problem.path, problem.code, problem.message) for problem in refused.value.problems])

    message = "the day is not between 1900-01-01 and 2199-12-31"
    assert [(path, code) for path, code, _ in found[0]] == [
        ("evaluation.stage", "unknown_value"),
        ("evaluation.starts_on", "out_of_range"),
        ("evaluation.ends_on", "out_of_range"),
        ("evaluation.starts_on", "out_of_range"),
        ("evaluation.ends_on", "out_of_range"),
    ]
    assert [text for _, _, text in found[0]][1:] == [f"row {row}: {message}" for row in (1, 1, 2, 2)]
    assert found == [found[0]] * 4


def test_a_wrong_type_is_named_by_its_column() -> None:
    with pytest.raises(CleaError, match="column 'filed_on': expected dates without a time, found Int64"):
        frame_to_dossiers(pl.DataFrame({"filed_on": [1]}))
