"""Two rule sets over one table: what ``compare_rules`` and ``transitions`` say, worked out by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import duckdb
import polars as pl
import pytest
from framing import aimed_rows, table_of
from making import ELIGIBLE
from test_frames import Made, Make, one_of_each_at_once, rows

from clea_eligibility import GUIDE, CertificationKind, CleaError, EvaluationStage
from clea_eligibility.frames import compare_rules, decide_frame, transitions
from clea_eligibility.rules import Day, NotAfter, Rate, Tariff

TWO_WEEKS: Final = GUIDE.evolve(
    id="two-weeks",
    requires={"filed_three_weeks_before": NotAfter(Day("filed_on", days=14), Day("evaluation.starts_on"))},
    tariff=Tariff((Rate(CertificationKind.SOCLE, EvaluationStage.INITIAL, 500), *GUIDE.tariff.rates[1:])),
)
#: The evaluation starts on 1 April: 11 March is the last day for three weeks, 18 March for two.
IN_TIME, A_DAY_LATE, TOO_LATE = date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 19)
NEW: Final = ("before.outcome", "before.amount", "after.outcome", "after.amount")


def made(*changes: Mapping[str, Any]) -> Made:
    """Columns of dossiers that meet the criteria (Socle, initial) but for some facts."""
    columns: Made = {"number": list(range(len(changes)))}
    for path, value in ELIGIBLE.items():
        columns[path] = [_stated(change.get(path, value)) for change in changes]
    return columns


def _stated(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


POPULATION: Final = made(
    {"filed_on": IN_TIME},
    {"filed_on": A_DAY_LATE},
    {"filed_on": A_DAY_LATE},
    {"filed_on": TOO_LATE},
    {"filed_on": IN_TIME, "quote.names_applicant": None},
    {"filed_on": A_DAY_LATE, "quote.names_applicant": None},
    {"filed_on": IN_TIME, "evaluation.stage": "prealable"},
)


@one_of_each_at_once
class TestOnEveryEngine:
    def test_each_row_is_decided_under_both(self, make: Make) -> None:
        frame = make(POPULATION)
        compared = compare_rules(frame, GUIDE, TWO_WEEKS)
        found = sorted(rows(compared), key=lambda row: row["number"])

        assert type(compared) is type(frame)
        assert list(found[0]) == [*POPULATION, *NEW]
        assert [tuple(row[name] for name in NEW) for row in found] == [
            ("eligible", 450, "eligible", 500),
            ("ineligible", 0, "eligible", 500),
            ("ineligible", 0, "eligible", 500),
            ("ineligible", 0, "ineligible", 0),
            ("undetermined", None, "undetermined", None),
            ("ineligible", 0, "undetermined", None),
            (None, None, None, None),
        ]

    def test_every_pair_of_outcomes_is_counted_with_its_euros(self, make: Make) -> None:
        frame = make(POPULATION | {"a.b": [1] * 7, 'say "when"': ["x"] * 7})
        counted = transitions(frame, GUIDE, TWO_WEEKS)

        assert type(counted) is type(frame)
        assert [tuple(row.values()) for row in rows(counted)] == [
            ("eligible", "eligible", 1, 50),
            ("ineligible", "eligible", 2, 1000),
            ("ineligible", "ineligible", 1, 0),
            ("ineligible", "undetermined", 1, 0),
            ("undetermined", "undetermined", 1, 0),
            (None, None, 1, 0),
        ]
        assert list(rows(counted)[0]) == ["before", "after", "rows", "euros"]

    def test_what_was_paid_and_is_so_no_longer_is_less(self, make: Make) -> None:
        columns = made({"filed_on": IN_TIME}, {"filed_on": A_DAY_LATE})

        found = rows(transitions(make(columns), TWO_WEEKS, GUIDE))
        assert [tuple(row.values()) for row in found] == [
            ("eligible", "eligible", 1, -50),
            ("eligible", "ineligible", 1, -500),
        ]

    def test_a_table_without_rows_has_no_transitions(self, make: Make) -> None:
        table = make(POPULATION)
        nothing = table.limit(0) if isinstance(table, duckdb.DuckDBPyRelation) else table[:0]

        assert rows(transitions(nothing, GUIDE, TWO_WEEKS)) == []

    @pytest.mark.parametrize("name", NEW)
    def test_a_column_named_like_one_to_come_is_refused(self, make: Make, name: str) -> None:
        with pytest.raises(CleaError, match=f"column '{name}' is one that the decision adds: rename yours"):
            compare_rules(make({"filed_on": [IN_TIME], name: ["x"]}), GUIDE, TWO_WEEKS)


class TestBothRuleSets:
    def test_they_decide_as_each_alone_does(self) -> None:
        frame = table_of(aimed_rows(3000))
        other = GUIDE.read(proof_of_residence_recent="counted_backwards", filed_three_weeks_before="clear_days")
        compared = compare_rules(frame, other, TWO_WEEKS)

        for side, rules in (("before", other), ("after", TWO_WEEKS)):
            alone = decide_frame(frame, rules)
            assert compared[f"{side}.outcome"].to_list() == alone["outcome"].to_list()
            assert compared[f"{side}.amount"].to_list() == alone["amount"].to_list()

    def test_nothing_changes_where_they_are_the_same(self) -> None:
        frame = pl.DataFrame(POPULATION)

        assert transitions(frame, GUIDE, GUIDE)["euros"].sum() == 0
        assert transitions(frame, GUIDE, GUIDE)["rows"].sum() == 7

    def test_a_lazy_frame_is_not_executed(self) -> None:
        lazy = pl.LazyFrame(POPULATION).map_batches(_executed, schema=pl.LazyFrame(POPULATION).collect_schema())
        counted = transitions(lazy, GUIDE, TWO_WEEKS)

        with pytest.raises(ValueError, match="executed"):
            counted.collect()

    def test_the_columns_of_a_relation_may_be_called_before_and_after(self) -> None:
        relation = duckdb.from_arrow(pl.DataFrame(POPULATION | {"before": [1] * 7, "rows": [1] * 7}).to_arrow())

        assert sum(row["rows"] for row in rows(transitions(relation, GUIDE, TWO_WEEKS))) == 7

    def test_what_is_no_frame_is_refused(self) -> None:
        for ask in (compare_rules, transitions):
            with pytest.raises(TypeError, match="expected a frame of Polars, pandas, PyArrow, DuckDB or PySpark"):
                ask([], GUIDE, TWO_WEEKS)


def _executed(_: pl.DataFrame) -> pl.DataFrame:
    raise ValueError("executed")
