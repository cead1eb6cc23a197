"""PySpark gives the verdicts of ``decide`` too, in a time zone far from Paris: ``nox -s full`` runs this."""

import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pyspark.sql import SparkSession

from clea_eligibility import GUIDE, CleaError
from clea_eligibility.frames import (
    compare_rules,
    decide_frame,
    facts_from,
    frame_problems,
    frame_to_dossiers,
    reasons_table,
    transitions,
)

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from framing import COLUMNS, HEADINGS, PATHS, SCHEMA, WORDS, aimed_rows, as_decided, as_written, expected, table_of
from test_adding_a_rule import SOONER
from test_engine import EVOLVED

# What PySpark says of every pandas from 3 on as soon as its workers run Python, whether they use pandas or not.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
SPARK_TYPES = {pl.Date: "date", pl.Boolean: "boolean", pl.String: "string"}


@pytest.fixture(scope="module", params=["America/Sao_Paulo", "Pacific/Kiritimati"])
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYSPARK_PYTHON", sys.executable)  # its workers need the packages that we have
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


def test_two_rule_sets_are_compared_and_counted_as_polars_does(spark: Any, tmp_path: Path) -> None:
    table = table_of(aimed_rows(5_000, seed=2)).with_row_index("clea row")
    table.write_parquet(tmp_path / "in.parquet")
    frame = spark.read.parquet(str(tmp_path / "in.parquet"))
    compare_rules(frame, GUIDE, SOONER).write.parquet(str(tmp_path / "out"))
    found = pl.read_parquet(tmp_path / "out" / "*.parquet").sort("clea row")
    wanted = compare_rules(table, GUIDE, SOONER)

    assert found.columns == wanted.columns
    assert [name for name in wanted.columns if found[name].ne_missing(wanted[name].cast(found[name].dtype)).any()] == []
    counted = transitions(frame, GUIDE, SOONER)
    assert [tuple(row) for row in counted.collect()] == transitions(table, GUIDE, SOONER).rows()
    assert "Python" not in counted._jdf.queryExecution().toString()


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


def test_each_problem_has_a_row_with_a_key_of_any_type(spark: Any) -> None:
    columns = "`a number` decimal(10, 2), filed_on date, `evaluation.stage` string, unread string, other array<int>"
    rows = [
        (Decimal("1.50"), date(2026, 4, 10), "final", "", [1]),
        (Decimal("2.50"), None, "prealable", "quote.provided: z", None),
        (Decimal("3.50"), date(1800, 1, 1), None, None, None),
    ]
    frame = spark.createDataFrame(rows, columns).repartition(2)
    found = frame_problems(frame, key="a number")

    assert found.dtypes[0] == ("a number", "decimal(10,2)")
    assert sorted(tuple(row)[:4] for row in found.collect()) == [
        (Decimal("2.50"), "evaluation.stage", "unknown_value", "prealable"),
        (Decimal("2.50"), "quote.provided", "unreadable", "z"),
        (Decimal("3.50"), "filed_on", "out_of_range", "1800-01-01"),
    ]
    assert frame_problems(frame.where("unread = ''"), key="a number").collect() == []


def test_each_reason_has_a_row_with_a_key(spark: Any) -> None:
    clear_days = GUIDE.read(filed_three_weeks_before="clear_days")
    columns = "`a.b` string, filed_on date, `evaluation.starts_on` date, `quote.provided` boolean"
    monday = date(2026, 4, 27)
    rows = [("x", date(2026, 4, 6), monday, False), ("y", date(2026, 4, 5), monday, False), ("z", None, None, None)]
    decided = decide_frame(spark.createDataFrame(rows, columns), clear_days)
    found = reasons_table(decided, "en", clear_days, key="a.b")

    assert found.columns == ["a.b", "code", "label", "group", "basis"]
    assert sorted(tuple(row)[:2] for row in found.collect()) == [
        ("x", "filed_three_weeks_before"),
        ("x", "quote_provided"),
        ("y", "quote_provided"),
    ]
    assert {row["label"] for row in found.collect()} == {
        rule.label_en for rule in GUIDE.rules if rule.code in ("filed_three_weeks_before", "quote_provided")
    }


def test_tables_about_tables_are_lazy_and_refuse_before_any_work(spark: Any) -> None:
    failing = spark.sql("SELECT CAST(raise_error('executed') AS BOOLEAN) AS filing_open, 1 AS id")
    with pytest.raises(Exception, match="executed"):  # not before it is collected
        frame_problems(failing, key="id").collect()
    with pytest.raises(CleaError, match="name a column of it as key"):
        frame_problems(failing)
    with pytest.raises(CleaError, match="there is no column 'ids'; did you mean 'id'"):
        frame_problems(failing, key="ids")
    with pytest.raises(CleaError, match="there is no column 'reasons'"):
        reasons_table(failing, key="id")
    with pytest.raises(CleaError, match="column 'filing_open': expected truth values, found int"):
        frame_problems(spark.sql("SELECT 1 AS filing_open, 1 AS id"), key="id")
    with pytest.raises(Exception, match="'x' is no rule of guide-2026"):  # in a worker
        reasons_table(spark.sql("SELECT 'x' AS reasons, 1 AS id"), key="id").collect()


def test_a_table_as_it_comes_is_decided_as_decide_would(spark: Any, tmp_path: Path) -> None:
    rows = aimed_rows(100_000, seed=2, mistakes=0)
    table, unread = as_written(rows)
    for place in range(4):
        (tmp_path / "in").mkdir(exist_ok=True)
        table.with_row_index("clea row")[place::4].write_parquet(tmp_path / "in" / f"{place}.parquet")

    decided = decide_frame(facts_from(spark.read.parquet(str(tmp_path / "in")), HEADINGS, WORDS))

    with redirect_stdout(StringIO()) as plan:
        decided.explain(extended=True)
    assert "Project" in plan.getvalue()
    assert not re.search("python|udf|arroweval|mapin", plan.getvalue(), re.IGNORECASE)
    decided.write.parquet(str(tmp_path / "out"))
    found, meant = pl.read_parquet(tmp_path / "out" / "*.parquet").sort("clea row"), as_decided(rows, unread)
    assert [name for name in meant.columns if found[name].ne_missing(meant[name].cast(found[name].dtype)).any()] == []


def test_days_words_and_numbers_are_read_and_the_rest_is_said(spark: Any) -> None:
    columns = (
        "filed_on string, `quote.provided` int, `applicant.department` double, `evaluation.starts_on` timestamp_ntz"
    )
    moments = [datetime(2026, 4, 27), datetime(2026, 4, 27, 9), None, None]  # noqa: DTZ001
    frame = spark.createDataFrame(
        [
            ("06/04/2026", 1, 33.0, moments[0]),
            ("31/04/2026", 2, 1.0, moments[1]),
            (" 6/4/2026\u00a0", 0, float("nan"), None),
            ("sans fin", None, 12345678.0, None),
        ],
        columns,
    )
    made = facts_from(frame, values={"filed_on": {"Sans fin": date(2026, 1, 1)}})

    assert made.dtypes[:4] == [
        ("filed_on", "date"),
        ("quote.provided", "boolean"),
        ("applicant.department", "string"),
        ("evaluation.starts_on", "date"),
    ]
    assert [tuple(row) for row in made.collect()] == [
        (date(2026, 4, 6), True, "33", date(2026, 4, 27), ""),
        (
            None,
            None,
            None,
            None,
            f"filed_on: 31/04/2026;applicant.department: 1.0;evaluation.starts_on: {moments[1]};quote.provided: 2",
        ),
        (date(2026, 4, 6), False, None, None, ""),
        (date(2026, 1, 1), None, None, None, "applicant.department: 12345678.0"),
    ]


def test_what_is_typed_stays_and_moments_are_no_days(spark: Any) -> None:
    frame = spark.sql(
        "SELECT DATE '2026-04-06' AS filed_on, TRUE AS `quote.provided`, 'final' AS `evaluation.stage`, "
        "TIMESTAMP '2026-04-27 00:00:00' AS `evaluation.starts_on`, TRUE AS `evaluation.ends_on`"
    )

    (row,) = facts_from(frame).collect()

    assert tuple(row) == (
        date(2026, 4, 6),
        True,
        "final",
        None,
        None,
        "evaluation.starts_on: 2026-04-27 00:00:00;evaluation.ends_on: true",
    )


def test_facts_are_read_lazily_and_what_cannot_be_meant_is_refused(spark: Any) -> None:
    failing = facts_from(spark.sql("SELECT CAST(raise_error('executed') AS STRING) AS filed_on"))
    with pytest.raises(Exception, match="executed"):  # not before it is collected
        failing.collect()
    with pytest.raises(CleaError, match="no column 'Depot'"):
        facts_from(spark.createDataFrame([("x",)], "filed_on string"), {"Depot": "filed_on"})
    with pytest.raises(CleaError, match="column 'applicant' is named like a part of a dossier"):
        facts_from(spark.createDataFrame([("x", (1,))], "filed_on string, applicant struct<a: int>"))


def test_the_code_of_the_page_decides_a_folder_of_parquet(spark: Any, tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "frames.md").read_text("utf-8")
    (code,) = re.findall(r"^```py\n(from pyspark.*?)^```", page, re.DOTALL | re.MULTILINE)
    for folder in ("extract", "decisions"):  # Spark has a working directory of its own
        code = code.replace(f'"{folder}"', repr(str(tmp_path / folder)))
    written = "`Déposé le` string, `Début` string, `Département` int, `Devis` string"
    rows = [("06/04/2026", "27/04/2026", 33, "joint"), ("07/04/2026", "27/04/2026", 87, "manquant")]
    spark.createDataFrame([*rows, ("31/04/2026", "27/04/2026", 1, "joint")], written).write.parquet(
        str(tmp_path / "extract")
    )
    names = {
        "Déposé le": "filed_on",
        "Début": "evaluation.starts_on",
        "Département": "applicant.department",
        "Devis": "quote.provided",
    }
    known = {"spark": spark, "names": names, "facts_from": facts_from, "decide_frame": decide_frame}

    exec(code, known)  # noqa: S102 - our own page

    outcomes = {row["outcome"]: row["count"] for row in known["outcomes"].collect()}
    assert outcomes == {"undetermined": 1, "ineligible": 1, None: 1}
    reasons = {(row["code"], row["alone"], row["count"]) for row in known["reasons"].collect()}
    assert reasons == {("filed_three_weeks_before", False, 1), ("quote_provided", False, 1)}
    assert pl.read_parquet(tmp_path / "decisions" / "*.parquet").height == 3
