"""Pictures of many dossiers, read off what was drawn: counted by hand, the same from every engine."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import duckdb
import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from clea_eligibility import GUIDE, CleaError
from clea_eligibility.frames import decide_frame, reasons_table, transitions
from clea_eligibility.plots import plot_curve, plot_outcomes, plot_reasons, plot_transitions
from clea_eligibility.text import LANGUAGES, Language

each_language = pytest.mark.parametrize("lang", LANGUAGES)
ALWAYS_OPEN = GUIDE.evolve(id="always-open", rules=GUIDE.rules[1:])
#: The first fails alone for the closed filing, the second and third for that and the quote, the last for the quote.
FRAME = pl.DataFrame(
    {
        "number": ["A", "B", "C", "D", "E"],
        "filed_on": [date(2026, 3, 2), date(2026, 3, 31), date(2026, 5, 1), None, None],
        "filing_open": [False, False, False, None, None],
        "quote.provided": [None, False, False, False, None],
    }
)


@pytest.fixture(autouse=True)
def _figures_are_closed() -> Iterator[None]:
    mpl.use("Agg")
    yield
    plt.close("all")


def with_times(frame: pd.DataFrame) -> pd.DataFrame:
    """Days as pandas has them by itself."""
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in frame.columns if name == "filed_on"})


ENGINES: dict[str, Any] = {
    "polars": lambda frame: frame,
    "lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pandas with times": lambda frame: with_times(frame.to_pandas()),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}
each_engine = pytest.mark.parametrize("made", ENGINES.values(), ids=ENGINES)


def lengths(ax: Axes, *, is_across: bool = True) -> list[tuple[float, float, float]]:
    """Each bar: where it lies, where it starts, and how long it is."""
    found = []
    for bar in ax.patches:
        if isinstance(bar, Rectangle):
            (x, y), wide, high = bar.get_xy(), bar.get_width(), bar.get_height()
            numbers = (y + high / 2, x, wide) if is_across else (x + wide / 2, y, high)
            found.append(tuple(round(float(number), 6) for number in numbers))
    return found  # type: ignore[return-value]


def written(ax: Axes, format: str) -> bytes:
    figure: Any = ax.figure
    file = BytesIO()
    figure.savefig(file, format=format)
    return file.getvalue()


def title(ax: Axes) -> str:
    return " ".join(ax.get_title(loc="left").split())


def legend(ax: Axes) -> list[str]:
    found = ax.get_legend()
    return [text.get_text() for text in found.get_texts()] if found else []


@each_engine
def test_reasons_are_counted_alone_and_with_others(made: Any) -> None:
    reasons = reasons_table(made(decide_frame(FRAME)), "en", key="number")
    ax = plot_reasons(reasons, key="number", lang="en")

    assert [label.get_text() for label in ax.get_yticklabels()] == ["Online filing open", "Quote provided"]
    assert lengths(ax) == [(0, 0, 1), (0, 1, 2), (1, 0, 1), (1, 1, 2)]
    assert title(ax) == "Rules that are not met (dossiers concerned: 4)"
    assert legend(ax) == ["the only rule of the dossier that is not met", "with other rules"]


@each_engine
def test_outcomes_are_counted_by_month_and_incomplete_ones_apart(made: Any) -> None:
    ax = plot_outcomes(made(decide_frame(FRAME)), lang="en")

    assert [label.get_text().replace("\n", " ") for label in ax.get_xticklabels()] == [
        *("Mar 2026", "May 2026", "unknown date")
    ]
    assert legend(ax) == ["? information missing", "◐ document missing or not in order", "✗ criteria not met"]
    assert sorted(lengths(ax, is_across=False)) == [(0, 0, 2), (2, 0, 1), (3.5, 0, 1), (3.5, 1, 1)]


@each_engine
def test_a_reform_shows_who_comes_out_otherwise(made: Any) -> None:
    found = transitions(made(FRAME), GUIDE, ALWAYS_OPEN)
    ax = plot_transitions(found, GUIDE, ALWAYS_OPEN, lang="en")

    # A alone is helped: B and C lack the quote as well.
    assert title(ax) == "Dossiers that come out otherwise: 1 of 5; amounts: €0"
    assert lengths(ax) == [(0, 0, 1), (0, 1, 4), (1, 0, 2), (1, 2, 3)]
    flows = sorted(sorted({float(x) for x, _ in flow.get_xy()}) for flow in ax.patches if isinstance(flow, Polygon))
    assert flows == [[0, 1], [1, 2], [2, 5]]


@each_engine
def test_a_curve_adds_up_what_each_value_costs(made: Any) -> None:
    rows = {"before": ["ineligible", None], "after": ["eligible", None], "rows": [2, 1], "euros": [900, 0]}
    saved = {**rows, "euros": [-450, 0]}
    ax = plot_curve({7: made(pl.DataFrame(rows)), 28: made(pl.DataFrame(saved))}, "days", lang="en")
    (curve,) = [line for line in ax.lines if len(line.get_xdata()) == 2 and list(line.get_xdata()) == [7, 28]]  # type: ignore[arg-type]

    assert list(curve.get_ydata()) == [900, -450]  # type: ignore[arg-type]
    assert ax.yaxis.get_major_formatter()(-450, 0) == "−€450"
    assert ax.get_xlabel() == "days"


def test_a_curve_that_costs_nothing_says_zero_once() -> None:
    same = transitions(FRAME, GUIDE, GUIDE.evolve(id="same"))
    ax = plot_curve({0: same, 10: same}, "days", lang="en")
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    low, high = ax.get_ylim()

    assert [tick.label1.get_text() for tick in ax.yaxis.get_major_ticks() if low <= tick.get_loc() <= high] == ["€0"]


@each_language
def test_both_languages_say_it(lang: Language) -> None:
    decided = decide_frame(FRAME)
    drawn = [
        plot_reasons(reasons_table(decided, lang), lang=lang),
        plot_outcomes(decided, lang=lang),
        plot_transitions(transitions(FRAME, GUIDE, ALWAYS_OPEN), GUIDE, ALWAYS_OPEN, lang=lang),
        plot_curve({1: transitions(FRAME, GUIDE, ALWAYS_OPEN)}, "x", lang=lang),
    ]

    assert [title(ax) for ax in drawn] == {
        "fr": [
            "Règles non respectées (dossiers concernés : 4)",
            "Dossiers par mois : Dépôt du dossier",
            "Dossiers dont le résultat change : 1 sur 5 ; montants : 0 €",
            "Montants par rapport aux règles guide-2026",
        ],
        "en": [
            "Rules that are not met (dossiers concerned: 4)",
            "Dossiers by month: Filing of the dossier",
            "Dossiers that come out otherwise: 1 of 5; amounts: €0",
            "Amounts against the rules guide-2026",
        ],
    }[lang]


def test_rules_that_are_not_the_pages_are_named_as_such() -> None:
    decided = decide_frame(FRAME, ALWAYS_OPEN)
    outcomes = plot_outcomes(decided, rules=ALWAYS_OPEN, lang="en")
    reform = plot_transitions(transitions(FRAME, GUIDE, ALWAYS_OPEN), GUIDE, ALWAYS_OPEN, lang="en")
    curve = plot_curve({1: transitions(FRAME, ALWAYS_OPEN, GUIDE)}, "x", before=ALWAYS_OPEN, lang="en")
    named = "always-open (not the page's)"

    assert title(outcomes) == f"Dossiers by month: Filing of the dossier. Under the rules {named}"
    assert [label.get_text().replace("\n", " ") for label in reform.get_yticklabels()] == ["guide-2026", named]
    assert title(curve) == f"Amounts against the rules {named}"


def test_many_months_leave_out_names_and_one_row_has_no_dossier() -> None:
    months = [date(2020 + month // 12, month % 12 + 1, 1) for month in range(48)]
    frame = pl.DataFrame({"filed_on": [*months, date(1800, 1, 1)], "filing_open": [False] * 49})
    decided = decide_frame(frame).with_columns(filed_on=pl.Series([*months, months[0]]))
    ax = plot_outcomes(decided)
    places = [float(place) for place in ax.get_xticks()]

    assert 4 < len(places) < 16
    assert len({b - a for a, b in pairwise(places)}) == 1
    assert legend(ax)[-1] == "– dossier impossible"


def test_what_has_no_room_is_counted() -> None:
    codes = [rule.code for rule in GUIDE.rules]
    frame = pl.DataFrame({"row": range(len(codes)), "code": codes, "label": [rule.label("en") for rule in GUIDE.rules]})
    _, axes = plt.subplots(2, 2)
    ax = plot_reasons(frame, lang="en", ax=axes[0, 0])
    left_out = len(codes) - len(ax.get_yticks())

    assert left_out > 10
    assert ax.get_xlabel() == f"dossiers – ↓ more rows: {left_out}"


def test_nothing_at_all_is_drawn_too() -> None:
    nothing = FRAME.head(0)
    decided = decide_frame(nothing)
    drawn = [
        plot_reasons(reasons_table(decided)),
        plot_outcomes(decided),
        plot_transitions(transitions(nothing, GUIDE, ALWAYS_OPEN), GUIDE, ALWAYS_OPEN),
    ]

    for ax in drawn:
        written(ax, "png")
        assert not [bar for bar in ax.patches if isinstance(bar, Rectangle)]


@pytest.mark.parametrize("format", ["svg", "pdf"])
def test_pictures_are_written_as_vectors(format: str) -> None:
    _, axes = plt.subplots(1, 2)
    plot_outcomes(decide_frame(FRAME), ax=axes[0])
    found = plot_reasons(reasons_table(decide_frame(FRAME)), ax=axes[1])

    assert len(written(found, format)) > 1_000


def test_what_is_expected_is_said() -> None:
    with pytest.raises(TypeError, match="expected a frame, as reasons_table returns it, got the number 3"):
        plot_reasons(3)
    with pytest.raises(CleaError, match=r"there is no column 'outcome'.*; pass what decide_frame returns"):
        plot_outcomes(FRAME)
    with pytest.raises(CleaError, match="there is no column 'when'"):
        plot_outcomes(decide_frame(FRAME), by="when")
    with pytest.raises(CleaError, match=r"there is no column 'before'.*; pass what transitions returns"):
        plot_transitions(pd.DataFrame({"rows": [1]}), GUIDE, ALWAYS_OPEN)
    with pytest.raises(CleaError, match="there is nothing to draw: no value has transitions"):
        plot_curve({}, "days")
    with pytest.raises(CleaError, match="expected 'fr' or 'en', got 'de'"):
        plot_curve({}, "days", lang="de")  # type: ignore[arg-type]
