"""PySpark gives the verdicts of ``decide`` too, in a time zone far from Paris: ``nox -s full`` runs this."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pyspark.sql import SparkSession

from clea_eligibility import GUIDE, CleaError
from clea_eligibility.frames import decide_frame, frame_to_dossiers

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from framing import COLUMNS, PATHS, SCHEMA, aimed_rows, expected, table_of
from test_adding_a_rule import SOONER
from test_engine import EVOLVED

SPARK_TYPES = {pl.Date: "date", pl.Boolean: "boolean", pl.String: "string"}


@pytest.fixture(scope="module", params=["America/Sao_Paulo", "Pacific/Kiritimati"])
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.session.timeZone", request.param)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "3g")
        .getOrCreate()
    )
    yield session
    session.stop()


def differences(session: Any, rows: list[dict[str, Any]], tmp_path: Path, **options: Any) -> list[Any]:
    table = table_of(rows).with_row_index("clea row")
    table.write_parquet(tmp_path / "in.parquet")
    decided = decide_frame(session.read.parquet(str(tmp_path / "in.parquet")), findings=True, **options)
    decided.write.parquet(str(tmp_path / "out"))
    found = pl.read_parquet(tmp_path / "out" / "*.parquet").sort("clea row")
    verdicts = expected(rows, **options)
    assert found.columns == [*table.columns, *verdicts.columns]
    return [name for name in verdicts.columns if found[name].ne_missing(verdicts[name].cast(found[name].dtype)).any()]


def test_every_verdict_is_that_of_decide(spark: Any, tmp_path: Path) -> None:
    assert differences(spark, aimed_rows(100_000), tmp_path) == []


@pytest.mark.parametrize("rules", [SOONER, EVOLVED], ids=lambda rules: rules.id)
def test_other_rules_are_decided_alike(spark: Any, tmp_path: Path, rules: Any) -> None:
    assert differences(spark, aimed_rows(5_000, seed=1), tmp_path, rules=rules) == []


def test_names_types_and_laziness(spark: Any) -> None:
    frame = spark.createDataFrame([("x", None, "final")], "`a.b` string, filed_on void, `evaluation.stage` string")
    decided = decide_frame(frame)

    assert decided.columns == ["a.b", "filed_on", "evaluation.stage", *COLUMNS]
    assert decided.collect()[0]["outcome"] == "undetermined"
    failing = decide_frame(spark.sql("SELECT CAST(raise_error('executed') AS BOOLEAN) AS filing_open"))
    with pytest.raises(Exception, match="executed"):  # not before it is collected
        failing.collect()
    with pytest.raises(CleaError, match="column 'filing_open': expected truth values, found int"):
        decide_frame(spark.createDataFrame([(1,)], "filing_open int"))
    with pytest.raises(CleaError, match="column 'outcome' is one that the decision adds"):
        decide_frame(spark.createDataFrame([(1,)], "OUTCOME int"))


def test_an_empty_frame_stays_empty(spark: Any) -> None:
    columns = ", ".join(f"`{name}` {SPARK_TYPES[dtype]}" for name, dtype in SCHEMA.items())
    decided = decide_frame(spark.createDataFrame([], columns), findings=True)

    assert decided.collect() == []
    assert decided.columns == [*PATHS, *COLUMNS, *(f"finding.{rule.code}" for rule in GUIDE.rules)]


def test_columns_of_nothing_are_unknown(spark: Any) -> None:
    typed = ", ".join(f"`{name}` {SPARK_TYPES[dtype]}" for name, dtype in SCHEMA.items())
    of_no_type = ", ".join(f"`{name}` void" for name in PATHS)
    found = [
        decide_frame(spark.createDataFrame([(None,) * len(PATHS)], columns)).select(*COLUMNS).collect()
        for columns in (typed, of_no_type)
    ]

    (row,) = expected([dict.fromkeys(PATHS)]).select(COLUMNS).rows()
    assert [list(map(tuple, rows)) for rows in found] == [[row]] * 2


def test_a_frame_without_facts_is_refused(spark: Any) -> None:
    with pytest.raises(CleaError, match=r"^no column is named by the path of a fact"):
        decide_frame(spark.createDataFrame([("x",)], "name string"))


def test_impossible_rows_and_presence_flags_are_seen(spark: Any) -> None:
    frame = spark.createDataFrame(
        [("20", None, None), ("33", None, True), ("33", False, True)],
        "`applicant.department` string, `quote.provided` boolean, `quote.from_evaluator` boolean",
    )
    impossible, flagged, denied = decide_frame(frame, findings=True).collect()

    assert (impossible["outcome"], impossible["amount"], impossible["problems"]) == (None, None, "unknown_value")
    assert (flagged["finding.quote_provided"], flagged["finding.quote_from_evaluator"]) == ("satisfied", "satisfied")
    assert (denied["finding.quote_provided"], denied["finding.quote_from_evaluator"]) == ("violated", "not_applicable")


def test_dossiers_are_read(spark: Any) -> None:
    (dossier,) = frame_to_dossiers(spark.createDataFrame([(date(2026, 3, 2), 1)], "filed_on date, name int"))

    assert dossier.filed_on == date(2026, 3, 2)
