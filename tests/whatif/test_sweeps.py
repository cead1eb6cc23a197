"""Sweeps: every combination of some values, decided as each would be alone."""

import builtins
import pickle
import sys
from collections.abc import Iterator
from datetime import date
from itertools import product
from types import ModuleType
from typing import Any, Final

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import eligible_but

from clea_eligibility import (
    FACTS,
    GUIDE,
    CertificationKind,
    CleaError,
    Dossier,
    Evaluation,
    EvaluationStage,
    Fact,
    InvalidDossier,
    RuleSet,
    decide,
)
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.testing import dossiers, near_boundary_dossiers
from clea_eligibility.whatif import Sweep, change, days, sweep
from clea_eligibility.whatif import _sweeps as sweeps

ANY_DOSSIERS = near_boundary_dossiers() | dossiers()
CLEAR_DAYS = GUIDE.read(filed_three_weeks_before="clear_days")
FILED: Final = "filed_on"
STARTS: Final = "evaluation.starts_on"
ENDS: Final = "evaluation.ends_on"


@st.composite
def axes(draw: st.DrawFn) -> dict[FactPath, list[Any]]:
    """Up to three facts, each with up to three values, taken from other dossiers; unknown among them."""
    others = draw(st.lists(ANY_DOSSIERS, max_size=3))
    varied: list[Fact] = draw(st.lists(st.sampled_from(FACTS), max_size=3, unique=True))
    return {fact.path: [fact.of(other) for other in others] for fact in varied}


class TestEveryPointIsDecidedAsItWouldBeAlone:
    @settings(max_examples=settings().max_examples // 2)
    @pytest.mark.no_cover
    @given(ANY_DOSSIERS, axes(), st.sampled_from([GUIDE, CLEAR_DAYS]))
    def test_in_the_order_of_the_product(
        self, dossier: Dossier, over: dict[FactPath, list[Any]], rules: RuleSet
    ) -> None:
        swept = sweep(dossier, over, rules)

        assert [point.changes for point in swept] == [
            dict(zip(over, values, strict=True)) for values in product(*over.values())
        ]
        for point in swept:
            try:
                changed = change(dossier, point.changes)
            except InvalidDossier as refused:
                problems = refused.problems
                assert (point.decision, point.dossier, point.outcome, point.amount) == (None,) * 4
                assert point.problems == problems
            else:
                assert point.decision == decide(changed, rules)
                assert point.dossier == changed
                assert (point.outcome, point.amount) == (decide(changed, rules).outcome, decide(changed, rules).amount)
                assert point.problems == ()

    def test_what_does_not_vary_is_built_once(self) -> None:
        dossier = eligible_but({})
        swept = sweep(dossier, {FILED: days(date(2026, 3, 1), date(2026, 3, 3)), STARTS: [date(2026, 4, 1), None]})

        assert {id(point.dossier and point.dossier.applicant) for point in swept} == {id(dossier.applicant)}
        assert len({id(point.dossier and point.dossier.evaluation) for point in swept}) == 2

    def test_a_combination_that_could_not_be_a_dossier_is_a_point_that_says_so(self) -> None:
        swept = sweep(eligible_but({}), {STARTS: [date(2026, 4, 2), date(2026, 4, 3)]})

        assert [point.outcome for point in swept] == ["eligible", None]
        assert [problem.path for problem in swept[1].problems] == [ENDS]
        assert repr(swept[1]) == "Point(evaluation.starts_on=2026-04-03: problems=['wrong_order'])"
        assert repr(swept) == "Sweep(evaluation.starts_on: 1 eligible, 1 impossible)"

    def test_both_wrong_orders_are_said_at_once(self) -> None:
        first: Final = "evaluator.accreditation.valid_from"
        last: Final = "evaluator.accreditation.valid_until"
        swept = sweep(eligible_but({}), {STARTS: [date(2027, 1, 1)], first: [date(2030, 1, 1)], last: [None]})
        assert [problem.path for problem in swept[0].problems] == [ENDS]
        swept = sweep(eligible_but({}), {STARTS: [date(2027, 1, 1)], first: [date(2030, 1, 1)]})
        assert [problem.path for problem in swept[0].problems] == [ENDS, last]

    def test_no_path_is_one_point_and_no_value_is_none(self) -> None:
        assert [point.decision for point in sweep(eligible_but({}), {})] == [decide(eligible_but({}))]
        assert repr(sweep(eligible_but({}), {FILED: ()})) == "Sweep(filed_on: no points)"


class TestItIsASequence:
    swept = sweep(
        eligible_but({}), {FILED: days(date(2026, 3, 10), date(2026, 3, 12)), "quote.provided": (True, False)}
    )

    def test_it_is_sized_and_indexed(self) -> None:
        assert len(self.swept) == 6
        assert self.swept[-1].changes == {FILED: date(2026, 3, 12), "quote.provided": False}
        assert self.swept[1:3] == (self.swept[1], self.swept[2])
        assert self.swept[5] in self.swept
        with pytest.raises(IndexError):
            self.swept[6]

    def test_it_keeps_what_was_tried(self) -> None:
        assert self.swept.paths == (FILED, "quote.provided")
        assert self.swept.values == (days(date(2026, 3, 10), date(2026, 3, 12)), (True, False))
        assert self.swept.rules is GUIDE

    def test_it_is_a_value(self) -> None:
        again = pickle.loads(pickle.dumps(self.swept))

        assert again == self.swept
        assert hash(again[0]) == hash(self.swept[0])

    def test_values_may_be_iterated_once(self) -> None:
        def seen_once() -> Iterator[date]:
            yield from days(date(2026, 3, 10), date(2026, 3, 12))

        assert sweep(eligible_but({}), {FILED: seen_once(), "quote.provided": iter((True, False))}) == self.swept
        assert len(sweep(eligible_but({}), {"certification.kind": CertificationKind})) == 3


class TestProblems:
    def test_every_problem_is_named_once_and_at_once(self) -> None:
        with pytest.raises(InvalidDossier) as refused:
            sweep(
                eligible_but({}),
                {
                    "evaluation.start_on": [date(2026, 3, 1), "tomorrow"],  # type: ignore[dict-item]
                    "filing": 3,  # type: ignore[dict-item]
                    FILED: [date(2026, 3, 1), "2026-03-02", "2026-03-02", date(1899, 12, 31), []],
                    "applicant.department": "33",
                    "evaluation.stage": ["final", EvaluationStage.INITIAL],
                },
            )

        assert str(refused.value).splitlines() == [
            "evaluation.start_on: there is no such fact; did you mean 'evaluation.starts_on'?",
            "filing: there is no such fact; did you mean 'filing_open'?",
            "filing: expected the values to try, one after the other, got the number 3",
            "filed_on: expected a date without a time, got '2026-03-02'",
            "filed_on: 1899-12-31 is not between 1900-01-01 and 2199-12-31",
            "filed_on: expected a date without a time, got a list",
            "applicant.department: expected the values to try, one after the other, got '33'",
            (
                "evaluation.stage: got the text 'final', no member of EvaluationStage; "
                "did you mean 'EvaluationStage.FINAL'?"
            ),
        ]

    def test_only_a_dossier_is_swept(self) -> None:
        with pytest.raises(TypeError, match="Dossier"):
            sweep(Evaluation(), {})  # type: ignore[arg-type]


class TestRows:
    swept = sweep(
        eligible_but({"evaluator.department": None}),
        {
            "certification.kind": [CertificationKind.SOCLE, None],
            FILED: [date(2026, 3, 2)],
            "quote.provided": [True, None, False],
            STARTS: [date(2026, 4, 1), date(2026, 4, 3)],
        },
    )

    def test_a_row_holds_the_values_and_the_decision(self) -> None:
        row = sweep(eligible_but({"filing_open": None}), {"certification.kind": [CertificationKind.SOCLE]}).rows()

        assert row == [
            {
                "certification.kind": "socle",
                "outcome": "eligible",
                "amount": 450,
                "reasons": "",
                "presumed": "filing_open",
                "contested": "",
                "missing": "",
                "problems": "",
            }
        ]
        assert type(row[0]["certification.kind"]) is str

    def test_codes_are_joined_in_their_order(self) -> None:
        rows = self.swept.rows()

        assert len(rows) == 12
        assert rows[0]["missing"] == "evaluator.department"
        assert rows[6]["missing"] == "certification.kind;evaluator.department"
        assert (rows[4]["reasons"], rows[4]["amount"], rows[4]["missing"]) == ("quote_provided", 0, "")
        assert (rows[1]["outcome"], rows[1]["amount"], rows[1]["problems"]) == (None, None, "wrong_order")
        last_day = sweep(eligible_but({}), {FILED: [date(2026, 3, 11)]}).rows()
        assert last_day[0]["contested"] == "filed_three_weeks_before"

    def test_polars(self) -> None:
        frame = self.swept.to_polars()

        assert frame.rows(named=True) == self.swept.rows()
        assert frame.schema == {
            "certification.kind": polars.String,
            FILED: polars.Date,
            "quote.provided": polars.Boolean,
            STARTS: polars.Date,
            "outcome": polars.String,
            "amount": polars.Int64,
            "reasons": polars.String,
            "presumed": polars.String,
            "contested": polars.String,
            "missing": polars.String,
            "problems": polars.String,
        }

    def test_pandas(self) -> None:
        frame = self.swept.to_pandas()
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")

        assert rows == self.swept.rows()
        assert [str(kind) for kind in frame.dtypes] == ["string", "object", "boolean", "object", "string", "Int64"] + [
            "string"
        ] * 5

    @pytest.mark.parametrize("unknown", [FILED, "quote.provided", "evaluator.department"])
    def test_columns_keep_their_types_where_everything_is_missing(self, unknown: FactPath) -> None:
        swept = sweep(Dossier(), {unknown: [None]})

        assert swept.to_polars().rows(named=True) == swept.rows()
        assert swept.to_pandas()["amount"].isna().all()
        assert len(sweep(Dossier(), {unknown: []}).to_polars().columns) == 8
        assert (
            list(sweep(Dossier(), {unknown: []}).to_pandas().columns)
            == sweep(Dossier(), {unknown: []}).to_polars().columns
        )

    def test_what_never_ends_keeps_its_day(self) -> None:
        swept = sweep(Dossier(), {"evaluator.accreditation.valid_until": [date(9999, 12, 31), date(1900, 1, 1)]})

        for frame in (swept.to_polars(), swept.to_pandas()):
            assert list(frame["evaluator.accreditation.valid_until"]) == [date(9999, 12, 31), date(1900, 1, 1)]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python in which none of the packages is installed that only a few functions need."""
    load = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name in {"polars", "pandas", "tqdm"}:
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)


class TestPackagesThatFewNeed:
    @pytest.mark.usefixtures("without")
    @pytest.mark.parametrize("package", ["polars", "pandas"])
    def test_a_frame_without_its_package_is_refused_by_name(self, package: str) -> None:
        with pytest.raises(
            CleaError, match=rf"^to_{package} needs {package}, which is not installed: pip install {package}$"
        ):
            getattr(sweep(Dossier(), {}), f"to_{package}")()

    @pytest.mark.usefixtures("without")
    def test_progress_without_tqdm_is_refused_only_if_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweeps, "_LONG", 0)

        assert len(sweep(Dossier(), {})) == 1
        with pytest.raises(CleaError, match=r"^progress=True needs tqdm, which is not installed: pip install tqdm$"):
            sweep(Dossier(), {}, progress=True)


class TestProgress:
    """What is captured is no terminal; a long sweep is one of more than no points, here."""

    def shown(self, capsys: pytest.CaptureFixture[str], **how: Any) -> str:
        sweep(Dossier(), {FILED: days(date(2026, 3, 1), date(2026, 3, 3))}, **how)
        return capsys.readouterr().err

    def test_it_can_be_forced_and_forbidden(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "3/3" in self.shown(capsys, progress=True)
        assert self.shown(capsys) == ""
        monkeypatch.setattr(sweeps, "_LONG", 0)
        assert self.shown(capsys, progress=False) == ""

    def test_a_long_sweep_shows_it_on_a_terminal_only(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweeps, "_LONG", 2)
        assert self.shown(capsys) == ""
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert "3/3" in self.shown(capsys)
        monkeypatch.setattr(sweeps, "_LONG", 3)
        assert self.shown(capsys) == ""


def test_a_sweep_is_typed() -> None:
    swept: Sweep = sweep(Dossier(), {FILED: [None]})
    point = swept[0]
    assert point.row()["outcome"] == "undetermined"
