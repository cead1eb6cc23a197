"""What was found, as plain rows and as frames: the same columns whatever it is, typed even where nothing is known."""

import sys
from datetime import date
from typing import Final

import pandas as pd
import polars as pl
import pytest
from making import ELIGIBLE, dossier_of

from clea_eligibility import GUIDE, CleaError, Dossier
from clea_eligibility.deciding._tables import Tabular
from clea_eligibility.planning import repairs, timeline, windows
from clea_eligibility.whatif import compare, differences, sweep

#: The evaluation starts on 1 April: the last day to file is 11 March.
LATE: Final = dossier_of({**ELIGIBLE, "filed_on": date(2026, 3, 12)})


def test_windows_are_rows_of_dates() -> None:
    first, second, *_ = windows(LATE).rows()

    assert first == {
        "path": "filed_on",
        "stated": date(2026, 3, 12),
        "possible": True,
        "earliest": date(2026, 1, 15),
        "latest": date(2026, 3, 11),
    }
    assert second == {
        "path": "applicant.identity_document.valid_until",
        "stated": date(2030, 6, 30),
        "possible": False,
        "earliest": None,
        "latest": None,
    }


def test_a_timeline_is_rows_of_spans() -> None:
    found = timeline(LATE, "filed_on").rows()

    assert found[3] == {
        "earliest": date(2026, 3, 12),
        "latest": date(2026, 4, 14),
        "outcome": "ineligible",
        "amount": 0,
        "reasons": "filed_three_weeks_before",
        "presumed": "",
        "contested": "",
        "missing": "",
        "opened_by": "filed_three_weeks_before",
        "closed_by": "proof_of_residence_recent",
    }
    impossible = timeline(LATE, "evaluation.ends_on").rows()[0]
    assert (impossible["latest"], impossible["outcome"], impossible["reasons"]) == (date(2026, 3, 31), None, "")
    assert impossible["closed_by"] == "evaluation.starts_on"


def test_repairs_are_rows_of_changes() -> None:
    found = repairs(LATE).rows()

    assert [(row["repair"], row["actors"], row["path"], row["nearest"]) for row in found] == [
        (1, "applicant", "filed_on", "2026-03-11"),
        (2, "evaluator", "evaluation.starts_on", "2026-04-02"),
        (2, "evaluator", "evaluation.ends_on", "2026-04-03"),
    ]
    assert (found[0]["earliest"], found[0]["latest"], found[0]["values"]) == (date(2026, 1, 15), date(2026, 3, 11), "")
    *_, named = repairs(dossier_of({**ELIGIBLE, "quote.names_applicant": False})).rows()
    assert (named["path"], named["earliest"], named["values"]) == ("quote.names_applicant", None, "true")


def test_a_comparison_is_rows_of_what_differs() -> None:
    assert [tuple(row.values()) for row in compare(LATE, {"filed_on": date(2026, 3, 11)}).rows()] == [
        ("decision", "outcome", "ineligible", "eligible"),
        ("decision", "amount", "0", "450"),
        ("fact", "filed_on", "2026-03-12", "2026-03-11"),
        ("rule", "filed_three_weeks_before", "violated", "satisfied"),
    ]
    quote = compare(LATE, {"quote.names_applicant": None}).rows()[2]
    assert (quote["name"], quote["before"], quote["after"]) == ("quote.names_applicant", "true", None)


def test_differences_are_rows_of_what_two_rule_sets_find() -> None:
    *_, last = differences(GUIDE, GUIDE.read(proof_of_residence_recent="counted_backwards")).rows()

    assert last == {
        "rule": "proof_of_residence_recent",
        "before": "violated",
        "after": "satisfied",
        "before.amount": 0,
        "after.amount": None,
    }


@pytest.mark.parametrize(
    "made",
    [
        windows(LATE),
        timeline(LATE, "filed_on"),
        repairs(LATE),
        compare(LATE, {"filed_on": None}),
        differences(GUIDE, GUIDE),
        sweep(Dossier(), {"quote.provided": [True, None]}),
        repairs(dossier_of(ELIGIBLE)),
    ],
    ids=["windows", "timeline", "repairs", "comparison", "no differences", "sweep", "no repairs"],
)
class TestFrames:
    def test_they_hold_the_rows(self, made: Tabular) -> None:
        in_polars, in_pandas = made.to_polars(), made.to_pandas()

        assert in_polars.to_dicts() == made.rows()
        assert list(in_pandas.columns) == in_polars.columns
        assert in_pandas.astype(object).where(in_pandas.notna(), None).to_dict("records") == made.rows()

    def test_every_column_has_a_type(self, made: Tabular) -> None:
        assert not {pl.Null, pl.Object} & set(made.to_polars().dtypes)
        assert isinstance(made.to_pandas(), pd.DataFrame)

    def test_what_is_not_installed_is_named(self, made: Tabular, monkeypatch: pytest.MonkeyPatch) -> None:
        for package in ("polars", "pandas"):
            monkeypatch.setitem(sys.modules, package, None)
            with pytest.raises(CleaError, match=f"to_{package} needs {package}, which is not installed: pip install"):
                getattr(made, f"to_{package}")()


def test_a_table_of_nothing_has_to_say_its_rows() -> None:
    for ask in (Tabular().rows, Tabular().to_polars):
        with pytest.raises(NotImplementedError):
            ask()
