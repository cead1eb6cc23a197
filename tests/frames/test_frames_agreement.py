"""``decide_frame`` gives the verdicts of ``decide``, to the last null, on every engine and under every rule set."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from framing import COLUMNS, HEADINGS, SCHEMA, WORDS, aimed_rows, as_decided, as_written, expected, table_of
from test_adding_a_rule import NEARER, SOONER
from test_engine import EVOLVED, READINGS, ROUND, RULE_SETS

from clea_eligibility import GUIDE, RuleSet
from clea_eligibility.frames import decide_frame, facts_from
from clea_eligibility.rules import Day, NotAfter

pytestmark = pytest.mark.engines
FEWER = 2_000


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> pl.DataFrame:
    return table_of(aimed_rows(request.config.getoption("--frame-rows")))


@pytest.fixture(scope="module")
def verdicts(table: pl.DataFrame) -> pl.DataFrame:
    return expected(table.iter_rows(named=True))


def on_polars(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    return decide_frame(table, **options)


def on_polars_lazily(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    return decide_frame(table.lazy(), **options).collect()


def on_polars_streaming(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    return decide_frame(table.lazy(), **options).collect(engine="streaming")


def on_pyarrow(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    return _polars(decide_frame(table.to_arrow(), **options))


def on_numpy_pandas(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    frame = table.to_pandas()
    for path, dtype in SCHEMA.items():
        if dtype == pl.Date:
            frame[path] = frame[path].astype("datetime64[us]")
    return _from_pandas(decide_frame(frame, **options))


def on_pandas_of_objects(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    frame = pd.DataFrame({name: pd.Series(table[name].to_list(), dtype=object) for name in table.columns})
    return _from_pandas(decide_frame(frame, **options))


def on_nullable_pandas(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    frame = pd.DataFrame({name: pd.Series(table[name].to_list(), dtype=object) for name in table.columns})
    for path, dtype in SCHEMA.items():
        if dtype != pl.Date:
            frame[path] = frame[path].astype("boolean" if dtype == pl.Boolean else "string")
    return _from_pandas(decide_frame(frame, **options))


def on_arrow_pandas(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    return _from_pandas(decide_frame(table.to_arrow().to_pandas(types_mapper=pd.ArrowDtype), **options))


def on_duckdb(table: pl.DataFrame, **options: Any) -> pl.DataFrame:
    arrow = table.with_row_index("clea row").to_arrow()
    with duckdb.connect() as connection:
        decided = decide_frame(connection.from_arrow(arrow), **options).to_arrow_table()
    return _polars(decided).sort("clea row").drop("clea row")


def _from_pandas(frame: pd.DataFrame) -> pl.DataFrame:
    return pl.from_pandas(frame)


def _polars(arrow: Any) -> pl.DataFrame:
    frame = pl.from_arrow(arrow)
    assert isinstance(frame, pl.DataFrame)
    return frame


ENGINES = [
    on_polars,
    on_polars_lazily,
    on_polars_streaming,
    on_pyarrow,
    on_numpy_pandas,
    on_pandas_of_objects,
    on_nullable_pandas,
    on_arrow_pandas,
    on_duckdb,
]
ONE_OF_EACH = [on_polars, on_pyarrow, on_duckdb]
Engine = Callable[..., pl.DataFrame]


def differences(decided: pl.DataFrame, verdicts: pl.DataFrame, table: pl.DataFrame) -> list[Any]:
    """The first rows that differ, of the first column that does."""
    assert decided.columns == [*table.columns, *verdicts.columns]
    for name in verdicts.columns:
        found = decided[name].cast(verdicts[name].dtype)
        wrong = found.ne_missing(verdicts[name])
        if wrong.any():
            shown = table.with_columns(found.alias("found"), verdicts[name].alias("expected")).filter(wrong)
            return [name, len(shown), *shown.head(2).to_dicts()]
    return []


# First, and not traced for coverage: so is not, either, what makes the rows and their verdicts.
@pytest.mark.no_cover
def test_the_rows_are_telling(verdicts: pl.DataFrame) -> None:
    # A proof is only as good as its rows: every outcome, status and problem must be among them, many times.
    assert min(verdicts["outcome"].drop_nulls().value_counts()["count"].to_list()) > verdicts.height // 50
    assert verdicts.filter(pl.col("finding.dates_compatible") == "violated").height > verdicts.height // 100
    assert verdicts.filter(pl.col("contested") != "").height > verdicts.height // 50
    assert set(verdicts["contested"]) >= {"", "filed_three_weeks_before", "proof_of_residence_recent"}
    assert set(";".join(verdicts["problems"].unique()).split(";")) == {
        "",
        "out_of_range",
        "unknown_value",
        "wrong_order",
    }
    assert verdicts["missing"].n_unique() > 200


@pytest.mark.parametrize("decided_on", ENGINES)
def test_every_verdict_is_that_of_decide(decided_on: Engine, table: pl.DataFrame, verdicts: pl.DataFrame) -> None:
    assert not differences(decided_on(table, findings=True), verdicts, table)


FROM_BOTH_SIDES = SOONER.evolve(
    id="from both sides",
    requires={
        "identity_document_valid": NotAfter(
            Day("filed_on", months=1, days=-3), Day("applicant.identity_document.valid_until", months=-1)
        )
    },
)


OTHER_RULES = [*(rules for rules in RULE_SETS if rules is not ROUND), NEARER, SOONER, FROM_BOTH_SIDES]


@pytest.fixture(scope="module", params=OTHER_RULES, ids=lambda rules: rules.id)
def other_rules(request: pytest.FixtureRequest) -> tuple[RuleSet, pl.DataFrame, pl.DataFrame]:
    rows = aimed_rows(FEWER, seed=1)
    return request.param, table_of(rows), expected(rows, request.param)


@pytest.mark.parametrize("decided_on", ONE_OF_EACH)
def test_other_rules_are_decided_alike(
    decided_on: Engine, other_rules: tuple[RuleSet, pl.DataFrame, pl.DataFrame]
) -> None:
    rules, table, verdicts = other_rules

    assert not differences(decided_on(table, rules=rules, findings=True), verdicts, table)


def test_every_reading_is_among_the_other_rules() -> None:
    assert {GUIDE, EVOLVED, *READINGS} <= set(OTHER_RULES)


# Tables as they come

MAKES: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "lazy": pl.DataFrame.lazy,
    "pyarrow": pl.DataFrame.to_arrow,
    "pandas": pl.DataFrame.to_pandas,
    "pandas on arrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


@pytest.fixture(scope="module")
def as_it_comes(request: pytest.FixtureRequest) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A table as an office writes it, and what ``decide`` says of the dossiers that it means."""
    rows = aimed_rows(request.config.getoption("--frame-rows"), seed=2, mistakes=0)
    table, unread = as_written(rows)
    return table.with_row_index("clea row"), as_decided(rows, unread)


@pytest.mark.no_cover
def test_the_tables_are_telling(as_it_comes: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    _, meant = as_it_comes

    assert min(meant["outcome"].drop_nulls().value_counts()["count"].to_list()) > meant.height // 50
    assert meant.height // 100 < meant.filter(pl.col("unread") != "").height < meant.height // 20
    assert meant["unread"].str.split(": ").list.first().n_unique() > len(HEADINGS) // 2


@pytest.mark.parametrize("engine", MAKES)
def test_a_table_as_it_comes_is_decided_as_decide_would(
    engine: str, as_it_comes: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    table, meant = as_it_comes

    decided = decide_frame(facts_from(MAKES[engine](table), HEADINGS, WORDS))

    if isinstance(decided, pl.LazyFrame):
        decided = decided.collect()
    if isinstance(decided, duckdb.DuckDBPyRelation):
        decided = decided.to_arrow_table()
    found = decided if isinstance(decided, pl.DataFrame) else pl.DataFrame(decided)
    found = found.sort("clea row")
    for name in ("unread", *COLUMNS):
        wrong = found[name].cast(meant.schema[name]).ne_missing(meant[name])
        assert not wrong.any(), [name, *(frame.filter(wrong).row(0, named=True) for frame in (table, found, meant))]
