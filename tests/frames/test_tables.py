"""Tables as they come: what is read of them, what is refused, and what is listed of their rows."""

from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from framing import COLUMNS, PATHS, aimed_rows, expected

from clea_eligibility import GUIDE, CleaError, InvalidDossier
from clea_eligibility.frames import decide_frame, facts_from, frame_problems, frame_to_dossiers, reasons_table

pytestmark = pytest.mark.engines
MAKES: dict[str, Any] = {
    "polars": lambda frame: frame,
    "lazy": pl.DataFrame.lazy,
    "arrow": pl.DataFrame.to_arrow,
    "pandas": pl.DataFrame.to_pandas,
    "pandas with nulls": lambda frame: frame.to_pandas().convert_dtypes(),
    "pandas on arrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}
every_engine = pytest.mark.parametrize("engine", MAKES)
ordered_engines = pytest.mark.parametrize("engine", [engine for engine in MAKES if engine != "duckdb"])


def listed(frame: Any) -> list[tuple[Any, ...]]:
    """The rows of a frame of any engine, unknown as ``None``."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if isinstance(frame, pd.DataFrame):
        frame = pl.from_pandas(frame).with_columns(pl.col(pl.Datetime).dt.date())
    return [tuple(row.values()) for row in frame.to_pylist()] if isinstance(frame, pa.Table) else list(frame.rows())


class TestFactsFrom:
    @every_engine
    def test_dates_words_and_numbers_are_read_and_the_rest_is_said(self, engine: str) -> None:
        table = pl.DataFrame(
            {
                "Dépôt": ["06/04/2026", "31/04/2026", " 6/4/2026 ", "06/04/26", "2026-04-06", None, ""],
                "Emploi": ["oui", "NON", "peut-être", "", None, "1", " Oui "],
                "Pièce": ["Carte d’identité", "passport", "PASSPORT", "x", "", None, "carte d’identité"],
                "note": ["a", "b", "c", "d", "e", "f", "g"],
            }
        )
        names = {
            "Dépôt": "filed_on",
            "Emploi": "applicant.is_job_seeker",
            "Pièce": "applicant.identity_document.kind",
        }
        values = {"applicant.identity_document.kind": {"Carte d’identité": "national_identity_card"}}
        card = "national_identity_card"

        made = facts_from(MAKES[engine](table), names, values)

        assert type(made) is type(MAKES[engine](table))
        assert listed(made) == [
            (date(2026, 4, 6), True, card, "a", ""),
            (None, False, "passport", "b", "filed_on: 31/04/2026"),
            (
                date(2026, 4, 6),
                None,
                None,
                "c",
                "applicant.is_job_seeker: peut-être;applicant.identity_document.kind: PASSPORT",
            ),
            (None, None, None, "d", "filed_on: 06/04/26;applicant.identity_document.kind: x"),
            (None, None, None, "e", "filed_on: 2026-04-06"),
            (None, None, None, "f", "applicant.is_job_seeker: 1"),
            (None, True, card, "g", ""),
        ]

    @every_engine
    def test_departments_that_became_numbers_are_read_unless_a_zero_is_lost(self, engine: str) -> None:
        table = pl.DataFrame(
            {"applicant.department": [33.0, 64.0, None, 971.0], "evaluator.department": ["33.0", "2A", "01", "07"]}
        )

        made = listed(facts_from(MAKES[engine](table)))

        assert made == [("33", "33", ""), ("64", "2A", ""), (None, "01", ""), ("971", "07", "")]

    @every_engine
    def test_a_lost_zero_is_said(self, engine: str) -> None:
        ((found, unread),) = listed(facts_from(MAKES[engine](pl.DataFrame({"applicant.department": [1]}))))

        assert (found, unread) == (None, "applicant.department: 1")

    @every_engine
    def test_ones_and_noughts_are_truth_values(self, engine: str) -> None:
        made = listed(facts_from(MAKES[engine](pl.DataFrame({"quote.provided": [1, 0, 2]}))))

        assert made == [(True, ""), (False, ""), (None, "quote.provided: 2")]

    @every_engine
    def test_words_of_ones_own_are_truth_values(self, engine: str) -> None:
        frame = MAKES[engine](pl.DataFrame({"quote.provided": ["VRAI", "faux", "1", "oui"]}))

        made = listed(facts_from(frame, true=("VRAI", 1), false="FAUX"))

        assert made == [(True, ""), (False, ""), (True, ""), (None, "quote.provided: oui")]

    @every_engine
    def test_midnights_are_days(self, engine: str) -> None:
        moments = [datetime.fromisoformat("2026-04-06"), datetime.fromisoformat("2026-04-06T09:00")]
        frame = MAKES[engine](pl.DataFrame({"filed_on": moments}))

        read, unread = listed(facts_from(frame))

        assert read == (date(2026, 4, 6), "")
        assert unread[0] is None
        assert unread[1].startswith("filed_on: 2026-04-06 09:00:00")

    @every_engine
    def test_what_is_typed_stays(self, engine: str) -> None:
        frame = pl.DataFrame({"filed_on": [date(2026, 4, 6)], "quote.provided": [True], "evaluation.stage": ["final"]})

        assert listed(facts_from(MAKES[engine](frame))) == [(date(2026, 4, 6), True, "final", "")]

    @every_engine
    def test_a_value_of_another_kind_is_unread(self, engine: str) -> None:
        frame = pl.DataFrame(
            {"filed_on": [46118], "quote.provided": [date(2026, 4, 6)], "evaluation.starts_on": [True]}
        )

        *facts, unread = listed(facts_from(MAKES[engine](frame)))[0]

        assert facts == [None, None, None]
        assert [part.split(": ")[0] for part in unread.split(";")] == [
            "filed_on",
            "evaluation.starts_on",
            "quote.provided",
        ]

    @pytest.mark.parametrize(
        ("dates", "text"), [("%Y-%m-%d", "2026-04-06"), ("%d%m%Y", "06042026"), ("%d.%m.%Y", "6.4.2026")]
    )
    @pytest.mark.parametrize("engine", ["polars", "duckdb"])
    def test_days_may_be_written_otherwise(self, dates: str, text: str, engine: str) -> None:
        frame = MAKES[engine](pl.DataFrame({"filed_on": [text, "6/4/2026"]}))

        assert listed(facts_from(frame, dates=dates)) == [(date(2026, 4, 6), ""), (None, "filed_on: 6/4/2026")]

    @every_engine
    def test_a_row_with_something_unread_is_a_bad_one(self, engine: str) -> None:
        decided = decide_frame(facts_from(MAKES[engine](pl.DataFrame({"filed_on": ["soon", "06/04/2026"]}))))
        names = decided.collect_schema().names() if isinstance(decided, pl.LazyFrame) else list(decided.columns)
        names = decided.column_names if isinstance(decided, pa.Table) else names

        bad, good = (dict(zip(names, row, strict=True)) for row in listed(decided))

        assert (bad["outcome"], bad["amount"], bad["problems"]) == (None, None, "unreadable")
        assert (bad["documents_only"], bad["possible_amounts"]) == (None, "")
        assert (good["outcome"], good["problems"]) == ("undetermined", "")

    @pytest.mark.parametrize("engine", ["pandas", "arrow"])
    def test_categories_are_words(self, engine: str) -> None:
        table = pl.DataFrame({"quote.provided": pl.Series(["oui", "x", None], dtype=pl.Categorical)})

        made = listed(facts_from(MAKES[engine](table)))

        assert made == [(True, ""), (None, "quote.provided: x"), (None, "")]

    @every_engine
    def test_rows_written_in_french_are_decided_as_decide_would(self, engine: str) -> None:
        rows = aimed_rows(200, seed=3, mistakes=0)
        words = {True: "oui", False: "non"}
        written = {
            path: [
                f"{value:%d/%m/%Y}" if isinstance(value, date) else words.get(value, value)
                for value in (row[path] for row in rows)
            ]
            for path in PATHS
        }
        table = pl.DataFrame(written, schema=dict.fromkeys(PATHS, pl.String))

        found = listed(decide_frame(facts_from(MAKES[engine](table))))

        assert [row[-len(COLUMNS) :] for row in found] == expected(rows).select(COLUMNS).rows()

    def test_nothing_is_executed_before_a_lazy_frame_is_collected(self) -> None:
        def fail(_: pl.DataFrame) -> pl.DataFrame:
            raise AssertionError

        lazy = pl.LazyFrame({"filed_on": ["06/04/2026"]}).map_batches(fail, schema={"filed_on": pl.String})

        assert isinstance(decide_frame(facts_from(lazy)), pl.LazyFrame)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"names": {"Depot": "filed_on"}}, "no column 'Depot'; did you mean 'Dépôt'"),
            ({"names": {"Dépôt": "filled_on"}}, "'filled_on' is no fact; did you mean 'filed_on'"),
            ({"names": {"Dépôt": "quote.provided"}}, "column 'quote.provided' would be there twice"),
            ({"values": {"quote": {}}}, "'quote' is no fact"),
            ({"values": {"quote.provided": {"x": "oui"}}}, "expected True or False, got 'oui'"),
            ({"values": {"filed_on": {"x": "2026-04-06"}}}, "expected a date, got '2026-04-06'"),
            ({"values": {"evaluation.stage": {"x": "finale"}}}, "'finale' is none; did you mean 'final'"),
            ({"dates": "%d/%m/%y"}, "expected %d, %m and %Y"),
            ({"dates": "%d of %m %Y"}, "expected %d, %m and %Y"),
        ],
    )
    def test_what_does_not_exist_is_refused_before_any_work(self, options: Any, message: str) -> None:
        frame = pl.LazyFrame({"Dépôt": ["06/04/2026"], "quote.provided": [True]})

        with pytest.raises(CleaError, match=message):
            facts_from(frame, **options)

    def test_a_column_of_what_is_unread_is_not_overwritten(self) -> None:
        with pytest.raises(CleaError, match="column 'unread' is there already"):
            facts_from(pl.DataFrame({"filed_on": [None], "unread": [1]}))

    def test_a_value_may_stand_for_a_day(self) -> None:
        for engine in ("polars", "duckdb"):
            frame = MAKES[engine](pl.DataFrame({"applicant.identity_document.valid_until": ["illimitée"]}))
            values = {"applicant.identity_document.valid_until": {"illimitée": date(9999, 12, 31)}}

            assert listed(facts_from(frame, values=values)) == [(date(9999, 12, 31), "")]

    @pytest.mark.parametrize(
        ("function", "engines"),
        [
            (facts_from, "Polars, pandas, PyArrow, DuckDB or PySpark"),
            (frame_problems, "Polars, pandas, PyArrow, DuckDB or PySpark"),
            (reasons_table, "Polars, pandas, PyArrow, DuckDB or PySpark"),
        ],
    )
    def test_what_is_no_frame_is_a_type_error(self, function: Any, engines: str) -> None:
        with pytest.raises(TypeError, match=f"expected a frame of {engines}, not builtins.list$"):
            function([])


MEANT = {
    "Filed_On": "filed_on",
    "filed on": "filed_on",
    "filled_on": "filed_on",
    "field_on": "filed_on",
    "filed_om": "filed_on",
    "filed_o": "filed_on",
    "evaluation_starts_on": "evaluation.starts_on",
    "Evaluation-Starts-On": "evaluation.starts_on",
    "evaluation.startson": "evaluation.starts_on",
    "identity_document_kind": "applicant.identity_document.kind",
    "accreditation.valid_from": "evaluator.accreditation.valid_from",
    "starts_on": "evaluation.starts_on",
    "is_job_seeker": "applicant.is_job_seeker",
}


class TestMeant:
    @pytest.mark.parametrize(("name", "path"), MEANT.items())
    @pytest.mark.parametrize("function", [decide_frame, facts_from, frame_problems, frame_to_dossiers])
    def test_a_column_that_was_surely_meant_as_a_fact_is_refused(self, name: str, path: str, function: Any) -> None:
        frame = pl.DataFrame({"quote.provided": [True], name: [None]})

        with pytest.raises(CleaError, match=f"column '{name}' is no fact; rename it to '{path}', or pass ignore"):
            function(frame)
        function(frame, ignore=[name])
        function(frame.with_columns(pl.lit(None).alias(path)))

    @every_engine
    def test_so_it_is_on_every_engine(self, engine: str) -> None:
        with pytest.raises(CleaError, match="column 'Filed_On' is no fact"):
            decide_frame(MAKES[engine](pl.DataFrame({"quote.provided": [True], "Filed_On": [None]})))

    def test_ordinary_words_pass(self) -> None:
        words = [
            "department",
            "kind",
            "stage",
            "held",
            "certification",
            "note",
            "id",
            "number",
            "valid_until",
            "provided",
            "quote",
            "applicant",
            "x",
        ]
        frame = pl.DataFrame({"quote.provided": [True], **{word: ["x"] for word in words}, "a" * 90: [1]})

        assert decide_frame(frame)["problems"].to_list() == [""]

    @pytest.mark.parametrize("engine", ["polars", "lazy", "arrow", "pandas", "pandas on arrow", "duckdb"])
    @pytest.mark.parametrize("name", ["applicant", "identity_document", "Evaluator", "applicant.identity_document"])
    def test_a_struct_named_like_a_part_of_a_dossier_is_refused(self, engine: str, name: str) -> None:
        frame = MAKES[engine](pl.DataFrame({"quote.provided": [True], name: [{"kind": "passport"}], "x": [{"a": 1}]}))

        with pytest.raises(CleaError, match=f"column '{name}' is named like a part of a dossier"):
            decide_frame(frame)
        decide_frame(frame, ignore=(name,))

    def test_a_struct_passes_if_its_facts_are_columns(self) -> None:
        facts: dict[str, list[Any]] = {path: [None] for path in PATHS}

        assert decide_frame(pl.DataFrame({**facts, "applicant": [{"a": 1}]})).height == 1

    def test_a_level_of_a_multi_index_named_like_a_part_is_refused(self) -> None:
        index = pd.MultiIndex.from_tuples([("evaluation", "starts_on"), ("x", 1)])

        with pytest.raises(CleaError, match=r"column \('evaluation', 'starts_on'\) is named like a part of a dossier"):
            decide_frame(pd.DataFrame([[None, 1]], columns=index))
        with pytest.raises(CleaError, match=r"column \('filed_on', ''\) is named like a part of a dossier"):
            decide_frame(pd.DataFrame([[None]], columns=pd.MultiIndex.from_tuples([("filed_on", "")])))

    @every_engine
    def test_a_frame_without_facts_is_refused_with_the_nearest_names(self, engine: str) -> None:
        with pytest.raises(
            CleaError, match="no column is named by the path of a fact; expected names such as filed_on"
        ):
            decide_frame(MAKES[engine](pl.DataFrame({"fileds_on": [None], "z": [None]})), ignore=["fileds_on"])

    @every_engine
    def test_a_column_of_another_type_is_refused_with_a_remedy(self, engine: str) -> None:
        remedy = r"convert it: CAST\(… AS DATE\)" if engine == "duckdb" else "facts_from reads such columns"

        with pytest.raises(CleaError, match=f"column 'filed_on': expected dates without a time, found .*; {remedy}$"):
            decide_frame(MAKES[engine](pl.DataFrame({"filed_on": [46118]})))

    def test_a_column_of_what_is_unread_is_text(self) -> None:
        frame = pl.DataFrame({"filing_open": [True], "unread": [3]})

        with pytest.raises(CleaError, match="column 'unread': expected text, found Int64"):
            decide_frame(frame)
        assert decide_frame(frame, ignore=["unread"])["problems"].to_list() == [""]


class TestProblems:
    FRAME = pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "filed_on": [date(2026, 4, 10), None, date(1800, 1, 1)],
            "evaluation.stage": ["final", "prealable", None],
            "unread": ["", "filed_on: 1;2;quote.provided: z;whatever", None],
        }
    )
    WANTED = (
        ("b", 1, "filed_on", "unreadable", "1;2", "'1;2' could not be read"),
        ("b", 1, "evaluation.stage", "unknown_value", "prealable", None),
        ("b", 1, "quote.provided", "unreadable", "z;whatever", None),
        ("c", 2, "filed_on", "out_of_range", "1800-01-01", None),
    )

    @every_engine
    def test_each_problem_has_a_row_with_a_key(self, engine: str) -> None:
        found = listed(frame_problems(MAKES[engine](self.FRAME), key="id"))

        assert [row[:4] for row in found] == [(key, *rest[:3]) for key, _, *rest in self.WANTED]
        assert found[0][4] == "'1;2' could not be read"

    @ordered_engines
    def test_or_with_the_place_of_the_row(self, engine: str) -> None:
        found = listed(frame_problems(MAKES[engine](self.FRAME)))

        assert [row[:4] for row in found] == [(place, *rest[:3]) for _, place, *rest in self.WANTED]

    @every_engine
    def test_of_no_rows_there_are_none(self, engine: str) -> None:
        assert listed(frame_problems(MAKES[engine](self.FRAME.clear()), key="id")) == []

    def test_what_is_unread_of_no_fact_is_a_problem_of_the_row(self) -> None:
        frame = pl.DataFrame({"filing_open": [True], "unread": ["an accident"]})

        assert frame_problems(frame).select("path", "value").rows() == [("", "an accident")]
        with pytest.raises(InvalidDossier, match="row 0: 'an accident' could not be read"):
            frame_to_dossiers(frame)

    def test_duckdb_needs_a_key(self) -> None:
        with pytest.raises(CleaError, match="name a column of it as key"):
            frame_problems(duckdb.from_arrow(self.FRAME.to_arrow()))

    @pytest.mark.parametrize("engine", ["polars", "lazy"])
    def test_a_key_that_is_no_column_is_refused(self, engine: str) -> None:
        with pytest.raises(CleaError, match="there is no column 'ids'; did you mean 'id'"):
            frame_problems(MAKES[engine](self.FRAME), key="ids")


class TestReasons:
    FRAME = pl.DataFrame(
        {
            "id": [7, 8, 9],
            "filed_on": [date(2026, 4, 10), None, date(1800, 1, 1)],
            "evaluation.starts_on": [date(2026, 4, 27)] * 3,
            "quote.provided": [False, False, None],
        }
    )

    @every_engine
    def test_each_reason_has_a_row(self, engine: str) -> None:
        found = listed(reasons_table(decide_frame(MAKES[engine](self.FRAME)), key="id"))

        assert [row[:2] for row in found] == [
            (7, "filed_three_weeks_before"),
            (7, "quote_provided"),
            (8, "quote_provided"),
        ]
        rule = GUIDE.rule("quote_provided")
        assert found[2] == (8, rule.code, rule.label_fr, "document", "stated")

    @ordered_engines
    def test_with_the_place_of_its_row(self, engine: str) -> None:
        found = listed(reasons_table(decide_frame(MAKES[engine](self.FRAME)), lang="en"))

        assert [row[0] for row in found] == [0, 0, 1]
        assert found[2][2] == GUIDE.rule("quote_provided").label_en

    def test_documents_only_is_said_of_each_row(self) -> None:
        assert decide_frame(self.FRAME)["documents_only"].to_list() == [False, True, None]

    def test_a_frame_that_is_not_decided_is_refused(self) -> None:
        with pytest.raises(CleaError, match="there is no column 'reasons'"):
            reasons_table(self.FRAME.lazy())

    def test_reasons_of_other_rules_are_refused(self) -> None:
        with pytest.raises(CleaError, match="'x' is no rule of guide-2026"):
            reasons_table(pl.DataFrame({"reasons": ["x", None]}))


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        ({}, "150;250;300;450"),
        ({"certification.kind": "socle"}, "250;450"),
        ({"certification.kind": "numerique", "evaluation.stage": "final"}, "150"),
        ({"evaluation.stage": "initial"}, "300;450"),
        ({"evaluation.initial_outcome": "certified"}, "300;450"),
        ({"evaluator.accreditation.certification": "socle"}, "250;450"),
        ({"certification.kind": "management"}, ""),
        ({"quote.provided": False}, ""),
        ({"evaluation.stage": "x"}, ""),
    ],
)
def test_possible_amounts_are_those_that_the_rules_leave(row: dict[str, Any], amounts: str) -> None:
    frame = pl.DataFrame({"filing_open": [True], **{path: [value] for path, value in row.items()}})

    assert decide_frame(frame)["possible_amounts"].to_list() == [amounts]
