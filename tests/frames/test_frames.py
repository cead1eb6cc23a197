"""What ``decide_frame`` promises of the frames around the verdicts: names, types, unknowns, laziness."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from framing import COLUMNS, PATHS, SCHEMA, aimed_rows, expected, table_of
from making import dossier_of
from test_frames_agreement import FROM_BOTH_SIDES, ONE_OF_EACH, Engine, differences

from clea_eligibility import GUIDE, CertificationKind, CleaError, EvaluationStage, Rule, RuleSet, decide
from clea_eligibility.frames import decide_frame
from clea_eligibility.frames._on_polars import texts_of
from clea_eligibility.frames._steps import Text
from clea_eligibility.rules import AllOf, AnyOf, Day, Is, NotAfter, OneOf, Rate, Same, Tariff, Unless

pytestmark = pytest.mark.engines
KIND, STAGE = "certification.kind", "evaluation.stage"
EVERY_RATE = Tariff(tuple(Rate(kind, stage, 300) for kind, stage in product(CertificationKind, EvaluationStage)))
CODES = [rule.code for rule in GUIDE.rules]
LATE = {"filed_on": date(2026, 4, 10), "evaluation.starts_on": date(2026, 4, 27)}
MISSING_OF_NOTHING = (
    "filed_on;applicant.is_job_seeker;applicant.department;applicant.identity_document.provided;"
    "applicant.identity_document.kind;applicant.identity_document.permits_work;applicant.identity_document.valid_until;"
    "applicant.proof_of_residence.provided;applicant.proof_of_residence.issued_on;certification.kind;evaluation.stage;"
    "evaluation.starts_on;evaluation.ends_on;evaluator.department;evaluator.accreditation.held;"
    "evaluator.accreditation.valid_from;evaluator.accreditation.valid_until;quote.provided;quote.from_evaluator;"
    "quote.names_applicant"
)

Made = dict[str, list[Any]]


def polars(columns: Made) -> Any:
    return pl.DataFrame(columns)


def lazy_polars(columns: Made) -> Any:
    return pl.LazyFrame(columns)


def arrow(columns: Made) -> Any:
    return pa.table(columns)


def pandas(columns: Made) -> Any:
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})


def pandas_on_arrow(columns: Made) -> Any:
    return pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype)


def a_duckdb(columns: Made) -> Any:
    return duckdb.from_arrow(pa.table(columns))


def rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame of any engine, unknown as ``None``."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if isinstance(frame, pd.DataFrame):
        frame = frame.astype(object).where(frame.notna(), None)
        return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]
    found: list[dict[str, Any]] = frame.to_pylist() if isinstance(frame, pa.Table) else frame.to_dicts()
    return found


def on(*makes: Any, later: tuple[Any, ...] = ()) -> pytest.MarkDecorator:
    """The frames that a case is tried on: some in every run, the ``later`` ones with the other ``engines`` tests."""
    return pytest.mark.parametrize("make", [*makes, *(pytest.param(make, marks=pytest.mark.engines) for make in later)])


every_engine = on(polars, later=(lazy_polars, arrow, pandas, pandas_on_arrow, a_duckdb))
one_of_each_at_once = on(polars, arrow, pandas, a_duckdb, later=(lazy_polars, pandas_on_arrow))
engines_with_capitals = on(polars, later=(lazy_polars, arrow, pandas))
Make = Callable[[Made], Any]


class TestColumns:
    @one_of_each_at_once
    def test_the_same_kind_of_frame_comes_back_with_the_new_columns_at_its_end(self, make: Make) -> None:
        frame = make({"name": ["x"], "filed_on": [LATE["filed_on"]]})
        decided = decide_frame(frame)

        assert type(decided) is type(frame)
        assert list(rows(decided)[0]) == ["name", "filed_on", *COLUMNS]

    @one_of_each_at_once
    def test_findings_are_columns_on_request(self, make: Make) -> None:
        (row,) = rows(decide_frame(make({path: [day] for path, day in LATE.items()}), findings=True))

        assert list(row)[2:] == [*COLUMNS, *(f"finding.{code}" for code in CODES)]
        assert row["finding.filed_three_weeks_before"] == "violated"
        assert row["finding.final_after_unsuccessful_initial"] == "unknown"
        assert row["finding.filing_open"] == "presumed"
        assert (row["outcome"], row["amount"], row["reasons"]) == ("ineligible", 0, "filed_three_weeks_before")
        assert row["presumed"] == "filing_open;accreditation_fits_certification;proof_of_residence_attests"

    @every_engine
    def test_a_missing_column_is_unknown_in_every_row(self, make: Make) -> None:
        first, second = rows(decide_frame(make({"name": ["a", "b"], "filing_open": [True, True]})))

        assert first == {
            "name": "a",
            "filing_open": True,
            "outcome": "undetermined",
            "amount": None,
            "reasons": "",
            "presumed": "accreditation_fits_certification;proof_of_residence_attests",
            "contested": "",
            "missing": MISSING_OF_NOTHING,
            "problems": "",
            "documents_only": False,
            "possible_amounts": "150;250;300;450",
        }
        assert second == {**first, "name": "b"}

    @every_engine
    def test_other_columns_pass_through_whatever_their_names(self, make: Make) -> None:
        columns: Made = {
            "a.b": [1],
            'say "when"': ["x"],
            "évaluation": [True],
            "filed_on ": [2.5],
            "quote.provided": [None],
        }
        (row,) = rows(decide_frame(make(columns), ignore=["filed_on "]))

        assert {name: row[name] for name in columns} == {name: values[0] for name, values in columns.items()}

    @every_engine
    @pytest.mark.parametrize("name", COLUMNS)
    def test_a_column_named_like_an_output_is_refused(self, make: Make, name: str) -> None:
        with pytest.raises(CleaError, match=f"column '{name}' is one that the decision adds: rename yours"):
            decide_frame(make({name: ["x"]}))

    @every_engine
    def test_a_finding_is_an_output_only_where_it_is_asked_for(self, make: Make) -> None:
        frame = make({"finding.job_seeker": ["x"], "quote.provided": [None]})

        assert rows(decide_frame(frame))[0]["finding.job_seeker"] == "x"
        with pytest.raises(CleaError, match=r"column 'finding\.job_seeker' is one that the decision adds"):
            decide_frame(frame, findings=True)

    def test_duckdb_knows_no_capitals(self) -> None:
        with pytest.raises(CleaError, match="column 'outcome' is one that the decision adds"):
            decide_frame(a_duckdb({"Outcome": ["x"]}))

    @engines_with_capitals
    def test_the_other_engines_do(self, make: Make) -> None:
        assert rows(decide_frame(make({"Outcome": ["x"], "quote.provided": [None]})))[0]["Outcome"] == "x"

    @every_engine
    def test_names_that_are_used_while_deciding_are_refused(self, make: Make) -> None:
        with pytest.raises(CleaError, match="column 'clea__x': names that begin with 'clea__' are used while deciding"):
            decide_frame(make({"clea__x": [1]}))

    @pytest.mark.parametrize("make", [arrow, pandas])
    def test_a_fact_is_one_column(self, make: Make) -> None:
        if make is arrow:
            frame: Any = pa.Table.from_arrays([pa.array([True])] * 2, names=["filing_open"] * 2)
        else:
            frame = pd.DataFrame([[True, True]], columns=["filing_open", "filing_open"])

        with pytest.raises(CleaError, match="column 'filing_open' is there 2 times"):
            decide_frame(frame)

    def test_what_is_no_frame_is_refused(self) -> None:
        with pytest.raises(TypeError, match=r"expected a frame of Polars, .*, not builtins.dict"):
            decide_frame({"filed_on": []})


class TestTypes:
    @every_engine
    @pytest.mark.parametrize(
        ("path", "values", "expected"),
        [
            ("filed_on", ["2026-03-02"], "dates without a time"),
            ("filed_on", [datetime(2026, 3, 2, 8)], "dates without a time"),  # noqa: DTZ001
            ("filed_on", [20260302], "dates without a time"),
            ("filing_open", [1], "truth values"),
            ("filing_open", ["true"], "truth values"),
            ("filing_open", [1.0], "truth values"),
            ("certification.kind", [3], "text"),
            ("applicant.department", [33], "text"),
            ("applicant.department", [33.0], "text"),
            ("evaluation.stage", [True], "text"),
            ("evaluation.stage", [date(2026, 3, 2)], "text"),
        ],
    )
    def test_a_wrong_type_is_named_with_what_was_expected(
        self, make: Make, path: str, values: list[Any], expected: str
    ) -> None:
        with pytest.raises(CleaError, match=f"column '{path}': expected {expected}, found "):
            decide_frame(make({path: values}))

    def test_pandas_numbers_are_no_days(self) -> None:
        with pytest.raises(CleaError, match="column 'filed_on': expected dates without a time, found int64"):
            decide_frame(pd.DataFrame({"filed_on": [20260302]}))

    @one_of_each_at_once
    def test_every_wrong_column_is_named_at_once(self, make: Make) -> None:
        with pytest.raises(CleaError) as refused:
            decide_frame(make({"filed_on": ["x"], "filing_open": [1], "outcome": ["x"]}))

        assert str(refused.value).count("\n") == 2

    @pytest.mark.parametrize(
        ("values", "found"),
        [
            (pd.Series([pd.Timestamp("2026-03-02 08:00")]), "with times of day"),
            (pd.Series([pd.Timestamp("2026-03-02", tz="Europe/Paris")]), "moments in a time zone"),
            (pd.Series([datetime(2026, 3, 2, 8)], dtype=object), "with times of day"),  # noqa: DTZ001
            (pd.Series([pd.Timestamp("2026-03-02", tz="UTC")], dtype=object), "moments in a time zone"),
            (pd.Series([date(2026, 3, 2), "x"], dtype=object), "mixed"),
            # Before and after a date, which is what pandas takes the whole column for.
            (pd.Series([date(2026, 3, 2), datetime(2026, 3, 2, 8)], dtype=object), "with times of day"),  # noqa: DTZ001
            (pd.Series([datetime(2026, 3, 2, 8), date(2026, 3, 2)], dtype=object), "with times of day"),  # noqa: DTZ001
            (pd.Series([None, date(2026, 3, 2), pd.Timestamp(1)], dtype=object), "with times of day"),
            (pd.Series([date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC)], dtype=object), "in a time zone"),
            (pd.Series([date(2026, 3, 2), datetime(2026, 3, 2, 8)], dtype="category"), "category"),  # noqa: DTZ001
            (pd.Series([np.datetime64("2026-03-02T08")], dtype=object), "with times of day"),
            (pd.Series([1], dtype=pd.ArrowDtype(pa.date64())), "date64.* with times of day"),
            (pd.Series([pd.Timestamp("2026-03-02 08:00")], dtype=pd.ArrowDtype(pa.timestamp("s"))), "timestamp"),
            (pd.Series([pd.Timestamp("2026-03-02", tz="UTC")], dtype=pd.ArrowDtype(pa.timestamp("s", "UTC"))), "UTC"),
        ],
    )
    def test_pandas_moments_are_no_days(self, values: Any, found: str) -> None:
        with pytest.raises(CleaError, match=f"column 'filed_on': expected dates without a time, found .*{found}"):
            decide_frame(pd.DataFrame({"filed_on": values}))

    @pytest.mark.engines
    @pytest.mark.parametrize(
        "values",
        [
            pd.Series([date(2026, 3, 2), None], dtype=object),
            pd.Series([pd.Timestamp("2026-03-02"), pd.NaT]),
            pd.Series([datetime(2026, 3, 2), None], dtype=object),  # noqa: DTZ001
            pd.Series([pd.Timestamp("2026-03-02"), pd.NA], dtype=object),
            pd.Series([np.datetime64("2026-03-02"), np.datetime64("NaT")], dtype=object),
            pd.Series([np.datetime64("2026-03-02T00:00:00.000000000"), None], dtype=object),
            pd.Series([pd.Timestamp("2026-03-02"), None], dtype="category"),
            pd.Series([date(2026, 3, 2), None], dtype="category"),
            pd.Series([date(2026, 3, 2), None], dtype=pd.ArrowDtype(pa.date64())),
            pd.Series([date(2026, 3, 2), None], dtype=pd.ArrowDtype(pa.date32())),
            pd.Series([pd.Timestamp("2026-03-02"), None], dtype=pd.ArrowDtype(pa.timestamp("us"))),
        ],
    )
    def test_pandas_dates_and_naive_midnights_are_days(self, values: Any) -> None:
        decided = decide_frame(pd.DataFrame({"filed_on": values}), findings=True)

        assert list(decided["finding.filing_open"]) == ["presumed", "unknown"]

    def test_pandas_dates_and_midnights_may_be_mixed(self) -> None:
        days = [date(2026, 3, 2), datetime(2026, 2, 27), np.datetime64("2026-03-02"), pd.NaT]  # noqa: DTZ001
        found = ["presumed", "unknown", "presumed", "unknown"]
        for values, statuses in ((days, found), (days[::-1], found[::-1])):
            decided = decide_frame(pd.DataFrame({"filed_on": pd.Series(values, dtype=object)}), findings=True)
            assert list(decided["finding.filing_open"]) == statuses

    def test_arrow_dates_with_times_of_day_are_no_days(self) -> None:
        moments, midnights = (pa.array([count], pa.int64()).cast(pa.date64()) for count in (1_000, 86_400_000))
        with pytest.raises(CleaError, match=r"'filed_on': expected dates without a time, found date64.* times of day"):
            decide_frame(pa.table({"filed_on": moments}))
        assert decide_frame(pa.table({"filed_on": midnights})).column("problems").to_pylist() == [""]

    @pytest.mark.parametrize("day", [2**31 - 1, -(2**31) + 1, 2_932_897, -719_163])
    def test_days_beyond_every_calendar_are_out_of_range(self, day: int) -> None:
        days = pa.array([day, 20_000, None], pa.int32()).cast(pa.date32())
        paths = ["filed_on", "evaluation.starts_on", "evaluator.accreditation.valid_until"]
        table = pa.table(dict.fromkeys(paths, days))
        problems = ["out_of_range;out_of_range;out_of_range", "", ""]
        frames: list[Any] = [table, pl.from_arrow(table), table.to_pandas(types_mapper=pd.ArrowDtype)]
        for frame in frames:
            assert list(map(str, decide_frame(frame)["problems"])) == problems
        relation = decide_frame(duckdb.from_arrow(table)).project("problems")
        assert [found for (found,) in relation.fetchall()] == problems

    def test_infinity_is_out_of_range_on_duckdb(self) -> None:
        for day in ("infinity", "-infinity"):
            for path in ("filed_on", "evaluation.ends_on", "evaluator.accreditation.valid_until"):
                relation: Any = duckdb.sql(f"""SELECT DATE '{day}' AS "{path}" """)
                assert decide_frame(relation).project("outcome, problems").fetchall() == [(None, "out_of_range")]

    def test_pandas_days_beyond_every_calendar_are_out_of_range(self) -> None:
        far = pd.Series([np.datetime64("300000-01-01"), np.datetime64(2**40, "D"), date(2026, 3, 2)], dtype=object)
        assert decide_frame(pd.DataFrame({"filed_on": far}))["problems"].tolist() == ["out_of_range"] * 2 + [""]

    @pytest.mark.engines
    @pytest.mark.parametrize(
        "values",
        [
            pd.Series([True, None, False], dtype=object),
            pd.Series([True, float("nan"), False], dtype=object),
            pd.Series([True, pd.NA, False], dtype=object),
            pd.Series([True, None, False], dtype="boolean"),
            pd.Series([True, None, False], dtype=pd.ArrowDtype(pa.bool_())),
            pd.Series([True, None, False], dtype="category"),
        ],
    )
    def test_pandas_truth_values_may_be_of_any_kind(self, values: Any) -> None:
        decided = decide_frame(pd.DataFrame({"quote.provided": values}), findings=True)

        assert list(decided["finding.quote_provided"]) == ["satisfied", "unknown", "violated"]

    @pytest.mark.engines
    @pytest.mark.parametrize(
        "values",
        [
            pd.Series(["final", None, "initial"], dtype="category"),
            pd.Series(["final", float("nan"), "initial"], dtype=object),
            pd.Series(["final", None, "initial"], dtype="string"),
            pd.Series(["final", None, "initial"], dtype="str"),
            pd.Series(["final", None, "initial"], dtype=pd.ArrowDtype(pa.large_string())),
            pd.Series(["final", None, "initial"], dtype=pd.ArrowDtype(pa.dictionary(pa.int8(), pa.string()))),
        ],
    )
    def test_pandas_text_may_be_of_any_kind(self, values: Any) -> None:
        decided = decide_frame(pd.DataFrame({"evaluation.stage": values}), findings=True)

        assert list(decided["finding.final_after_unsuccessful_initial"]) == ["presumed", "unknown", "not_applicable"]

    @pytest.mark.engines
    @pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["final", "x"])])
    def test_polars_text_may_be_of_any_kind(self, dtype: Any) -> None:
        frame = pl.DataFrame({"evaluation.stage": pl.Series(["final", None, "x"], dtype=dtype)})

        assert decide_frame(frame)["problems"].to_list() == ["", "", "unknown_value"]

    @pytest.mark.engines
    @pytest.mark.parametrize(
        "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
    )
    def test_arrow_text_may_be_of_any_kind(self, kind: Any) -> None:
        table = pa.table({"evaluation.stage": pa.array(["final", None, "x"], pa.string()).cast(kind)})

        assert decide_frame(table)["problems"].to_pylist() == ["", "", "unknown_value"]

    def test_duckdb_text_may_be_an_enum(self) -> None:
        relation = duckdb.sql("""SELECT 'final'::ENUM('final', 'x') AS "evaluation.stage" """)

        assert rows(decide_frame(relation))[0]["problems"] == ""


class TestUnknown:
    @one_of_each_at_once
    @pytest.mark.parametrize("path", ["filed_on", "filing_open", "evaluation.stage"])
    def test_a_column_of_nothing_is_unknown(self, make: Make, path: str) -> None:
        nothing = rows(decide_frame(make({"name": ["x"], "quote.provided": [None]})))[0]
        (row,) = rows(decide_frame(make({"name": ["x"], "quote.provided": [None], path: [None]})))

        assert row == {**nothing, path: None}

    @pytest.mark.parametrize("make", [polars, arrow, pandas])
    @pytest.mark.parametrize("path", ["filed_on", "filing_open", "evaluation.stage"])
    def test_so_is_one_of_numbers_that_are_none(self, make: Make, path: str) -> None:
        (row,) = rows(decide_frame(make({path: [float("nan")]})))

        assert row["missing"] == MISSING_OF_NOTHING

    @every_engine
    def test_a_presence_flag_follows_the_other_facts_of_its_object(self, make: Make) -> None:
        columns: Made = {
            "quote.provided": [None, None, False, True],
            "quote.from_evaluator": [None, False, True, None],
        }
        decided = rows(decide_frame(make(columns), findings=True))

        assert [row["finding.quote_provided"] for row in decided] == ["unknown", "satisfied", "violated", "satisfied"]
        assert [row["finding.quote_from_evaluator"] for row in decided] == [
            "unknown",
            "violated",
            "not_applicable",
            "unknown",
        ]
        assert [row["quote.provided"] for row in decided] == columns["quote.provided"]

    @one_of_each_at_once
    def test_an_impossible_row_has_problems_and_no_outcome(self, make: Make) -> None:
        columns: Made = {
            "applicant.department": ["33", "20", None],
            "certification.kind": ["socle", "Socle", None],
            "evaluation.starts_on": [date(2026, 5, 4), date(2026, 5, 4), date(2200, 1, 1)],
            "evaluation.ends_on": [date(2026, 5, 4), date(2026, 5, 3), date(2026, 5, 4)],
        }
        fine, wrong, late = rows(decide_frame(make(columns), findings=True))

        assert (fine["outcome"], fine["problems"]) == ("undetermined", "")
        assert wrong["problems"] == "unknown_value;unknown_value;wrong_order"
        assert late["problems"] == "out_of_range"
        for row in (wrong, late):
            said = [row[name] for name in COLUMNS if name != "problems"]
            assert said == [None, None, "", "", "", "", None, ""]
            assert {row[f"finding.{code}"] for code in CODES} == {None}


class TestText:
    @pytest.mark.parametrize("count", [11, 22, 23, 30])
    def test_polars_writes_any_number_of_codes(self, count: int) -> None:
        words = [f"code_{place}" for place in range(count)]
        masks = [0, 1, 1 << count - 1, 0b101, (1 << count) - 1, 1]
        texts = ["", "code_0", words[-1], "code_0;code_2", ";".join(words), "code_0"]

        series = pl.Series(masks, dtype=pl.UInt32)
        tables = [*map(pl.Series, Text(tuple((word, word) for word in words), "where").tables())]
        assert texts_of(series, count, tables).to_list() == texts


class TestFrames:
    @every_engine
    def test_an_empty_frame_stays_empty(self, make: Make) -> None:
        decided = decide_frame(make({path: [] for path in PATHS}), findings=True)

        assert rows(decided) == []
        names = decided.collect_schema().names() if isinstance(decided, pl.LazyFrame) else decided.columns
        shown = decided.column_names if isinstance(decided, pa.Table) else list(names)
        assert shown == [*PATHS, *COLUMNS, *(f"finding.{code}" for code in CODES)]

    @pytest.mark.parametrize("frame", [pl.DataFrame(), pl.LazyFrame(), pa.table({}), pd.DataFrame(index=[5, 5])])
    def test_one_without_columns_is_refused(self, frame: Any) -> None:
        with pytest.raises(CleaError, match="no column is named by the path of a fact"):
            decide_frame(frame)

    def test_pandas_keeps_its_index_whatever_it_is(self) -> None:
        frame = pd.DataFrame({"filing_open": [True, False, True]}, index=[7, 7, 3])
        decided = decide_frame(frame)

        assert list(decided.index) == [7, 7, 3]
        assert list(decided["reasons"]) == ["", "filing_open", ""]
        assert list(frame.columns) == ["filing_open"]

    @pytest.mark.parametrize(("make", "dtype"), [(pandas, "Int64"), (pandas_on_arrow, "int64[pyarrow]")])
    def test_pandas_amounts_are_whole_numbers(self, make: Make, dtype: str) -> None:
        assert str(decide_frame(make({"filing_open": [True, False]}))["amount"].dtype) == dtype

    def test_lazy_polars_reads_nothing_before_it_is_collected(self) -> None:
        read: list[object] = []

        def source(*asked: object) -> Any:
            read.append(asked)
            yield pl.DataFrame({"filing_open": [False]})

        lazy = pl.io.plugins.register_io_source(source, schema={"filing_open": pl.Boolean})
        decided = decide_frame(lazy)

        assert read == []
        assert decided.collect()["reasons"].to_list() == ["filing_open"]
        assert len(read) == 1

    def test_duckdb_runs_nothing_before_it_is_asked(self) -> None:
        # A division that fails as soon as it is executed.
        failing = "SELECT error('executed')::BOOLEAN AS filing_open"
        relation: Any = duckdb.sql(failing)
        decided = decide_frame(relation)

        with pytest.raises(duckdb.Error, match="executed"):
            decided.fetchall()


class TestOtherRules:
    def rule(self, requires: Any, code: str = "other") -> Rule:
        return Rule(
            code=code,
            group="criterion",
            basis="stated",
            statements=("S9",),
            label_fr="Autre",
            label_en="Other",
            requires=requires,
        )

    def test_dates_that_rules_push_round_in_a_circle_are_refused(self) -> None:
        # A month on and 30 days back: from February on, that is not far enough back, again and again.
        starts = Day("evaluation.starts_on")
        circle = AllOf((NotAfter(Day("filed_on", months=1), starts), NotAfter(starts, Day("filed_on", days=30))))
        rules = GUIDE.evolve(
            id="circle",
            rules=(
                *(rule for rule in GUIDE.rules if rule.code in ("certification_covered", "dates_compatible")),
                self.rule(circle),
            ),
            readings=(),
        )

        assert decide_dates(rules) == "undetermined"
        with pytest.raises(CleaError, match=r"circle: its date rules push .* on in a circle"):
            decide_frame(pl.DataFrame({"filed_on": [date(2026, 2, 2)]}), rules)

    @pytest.mark.parametrize("decided_on", ONE_OF_EACH)
    def test_months_may_be_counted_forth_and_back(self, decided_on: Engine) -> None:
        found = aimed_rows(300, seed=3)
        table = table_of(found)

        decided = decided_on(table, rules=FROM_BOTH_SIDES, findings=True)
        assert not differences(decided, expected(found, FROM_BOTH_SIDES), table)

    @every_engine
    @pytest.mark.parametrize(
        ("requires", "statuses"),
        [
            (AllOf(()), ["satisfied"] * 3),
            (AnyOf(()), ["violated"] * 3),
            (Is("filing_open", False), ["violated", "satisfied", "unknown"]),
            (OneOf("filing_open", (True, False)), ["satisfied", "satisfied", "unknown"]),
            (AnyOf((AllOf(()), Is("filing_open", True))), ["satisfied"] * 3),
            (AllOf((AnyOf(()), Is("filing_open", True))), ["violated"] * 3),
            (NotAfter(Day(date(2026, 1, 31), months=1), Day(date(2026, 2, 28))), ["satisfied"] * 3),
            (
                NotAfter(Day(date(2026, 3, 2), days=-1), Day("filed_on", months=1, days=-1)),
                ["violated", "satisfied", "unknown"],
            ),
        ],
    )  # fmt: skip
    def test_rules_may_be_as_simple_or_as_odd_as_the_language(
        self, make: Make, requires: Any, statuses: list[str]
    ) -> None:
        rules = GUIDE.evolve(id="other", rules=(self.rule(requires), *GUIDE.rules[3:4]), readings=())
        columns: Made = {
            "filing_open": [True, False, None],
            "filed_on": [date(2026, 1, 31), date(2026, 2, 2), None],
        }
        decided = rows(decide_frame(make(columns), rules, findings=True))

        assert [row["finding.other"] for row in decided] == statuses
        assert {row["problems"] for row in decided} == {""}

    @every_engine
    def test_rules_may_be_many(self, make: Make) -> None:
        codes = [f"other_{place}" for place in range(70)]
        many = (self.rule(Is("filing_open", True), code) for code in codes)
        rules = GUIDE.evolve(id="many", rules=(*many, *GUIDE.rules[3:4]), readings=())

        closed, open_ = rows(decide_frame(make({"filing_open": [False, True]}), rules))
        assert (closed["reasons"], open_["reasons"]) == (";".join(codes), "")

    @every_engine
    def test_there_may_be_no_rule_at_all_but_that_dates_meet(self, make: Make) -> None:
        rules = RuleSet("none", (GUIDE.rule("dates_compatible"),), EVERY_RATE)
        columns: Made = {KIND: ["socle", None], STAGE: ["initial", "initial"]}

        sure, open_ = rows(decide_frame(make(columns), rules))
        assert (sure["outcome"], sure["amount"]) == ("eligible", 300)
        assert (open_["outcome"], open_["missing"], open_["possible_amounts"]) == ("undetermined", KIND, "300")

    @every_engine
    def test_whether_rules_apply_may_hang_on_the_order_of_two_days(self, make: Make) -> None:
        filed, starts = Day("filed_on"), Day("evaluation.starts_on")
        open_ = Is("filing_open", True)
        rules = RuleSet(
            "one way or the other",
            (
                Rule("before", "criterion", requires=open_, applies=NotAfter(filed, starts)),
                Rule("after", "criterion", requires=open_, applies=NotAfter(starts, filed)),
                GUIDE.rule("dates_compatible"),
            ),
            EVERY_RATE,
        )
        day = date(2026, 4, 1)
        columns: Made = {
            "filing_open": [False, False, False, True, None],
            "filed_on": [None, day, day, day, day],
            "evaluation.starts_on": [None, None, day, day, None],
        }

        found = rows(decide_frame(make(columns), rules))
        # Every two days stand in one order or the other, so that who may not file has no days left.
        assert [row["reasons"] for row in found] == ["dates_compatible", "dates_compatible", "before;after", "", ""]
        assert [row["outcome"] for row in found] == ["ineligible"] * 3 + ["undetermined"] * 2

    def test_departments_that_rules_compare_more_than_once_are_refused(self) -> None:
        same = Same("applicant.department", "evaluator.department")
        rules = RuleSet(
            "both",
            (self.rule(same, "same"), self.rule(Unless(same), "apart"), GUIDE.rule("dates_compatible")),
            EVERY_RATE,
        )

        with pytest.raises(CleaError) as refused:
            decide_frame(pl.DataFrame({"filing_open": [True]}), rules)
        assert str(refused.value) == (
            "both: its rules compare applicant.department, evaluator.department, which cannot be decided for a whole "
            "frame; decide each dossier on its own"
        )

    def test_rules_that_share_more_than_can_be_tried_on_a_frame_are_refused(self) -> None:
        truths = [path for path, dtype in SCHEMA.items() if dtype == pl.Boolean][:8]
        in_order = NotAfter(Day("filed_on"), Day("evaluation.starts_on"))
        rules = RuleSet(
            "much",
            (
                Rule("some", "criterion", requires=AnyOf(tuple(Is(path, True) for path in truths)), applies=in_order),
                self.rule(AnyOf(tuple(Is(path, False) for path in truths)), "not_all"),
                GUIDE.rule("dates_compatible"),
            ),
            EVERY_RATE,
        )

        # Eight facts that are true or false, and two days in order, not in order or left open: 256 times three.
        with pytest.raises(CleaError, match=r"^much: its rules share 768 combinations of .*, more than the 128 that"):
            decide_frame(pl.DataFrame({"filing_open": [True]}), rules)

    def test_duckdb_writes_nothing_where_no_rule_presumes(self) -> None:
        rules = GUIDE.evolve(id="other", rules=(self.rule(Is("filing_open", True)), *GUIDE.rules[3:4]), readings=())

        assert rows(decide_frame(a_duckdb({"filing_open": [True]}), rules))[0]["presumed"] == ""


def decide_dates(rules: Any) -> str:
    return decide(dossier_of({"filed_on": date(2026, 2, 2)}), rules).outcome
