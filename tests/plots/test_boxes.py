"""Texts in pictures, measured: none covers another, none is cut, none stands on a line; on random calendars.

``--pictures`` says how many are drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from random import Random
from typing import Any, TypeAlias
from xml.etree import ElementTree

import attrs
import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from drawn import draw_dossier
from making import ELIGIBLE, Facts, dossier_of
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from clea_eligibility import GUIDE, CertificationKind, Dossier, EvaluationStage
from clea_eligibility.dossier.facts import FactPath
from clea_eligibility.explain._layout import day_ticks
from clea_eligibility.frames import decide_frame, dossiers_to_frame, reasons_table, transitions
from clea_eligibility.html import calendar_svg
from clea_eligibility.planning import timeline, windows
from clea_eligibility.plots import plot_curve, plot_outcomes, plot_reasons, plot_sweep, plot_timeline, plot_transitions
from clea_eligibility.text import LANGUAGES, Language
from clea_eligibility.whatif import days, sweep

Box: TypeAlias = tuple[float, float, float, float]
"""Where a text begins and ends, across and down."""
Boxes: TypeAlias = Sequence[tuple[str, Box]]

SVG = "{http://www.w3.org/2000/svg}"
LINES = ("filing", "today")
LATE: Facts = {**ELIGIBLE, "filed_on": date(2026, 3, 12)}
ONCE_WRONG = (310,)
"""Seeds of calendars whose texts were in the way once."""


@pytest.fixture(autouse=True)
def _figures_are_closed() -> Iterator[None]:
    mpl.use("Agg")
    yield
    plt.close("all")


def calendars(config: pytest.Config) -> Iterator[tuple[Dossier, date | None]]:
    """Dossiers with their present day, of which one in four has none."""
    for seed in sorted({*range(config.getoption("pictures")), *ONCE_WRONG}):
        random = Random(seed)  # noqa: S311
        dossier = draw_dossier(random, GUIDE)
        near = (dossier.filed_on or date(2026, 3, 12)).toordinal()
        days = [near + random.randint(-120, 120), near + random.randint(-3, 3), near]
        today = date.fromordinal(random.choice(days)) if random.random() < 0.75 else None
        yield dossier, today


def complaints(texts: Boxes, frame: Box, lines: Iterable[Box] = ()) -> list[str]:
    """What is wrong with where texts stand: half a unit does not count."""
    found = [f"{said} is cut" for said, box in texts if not _within(box, frame)]
    found += [f"{one} covers {other}" for (one, a), (other, b) in combinations(texts, 2) if _overlap(a, b)]
    found += [f"{said} covers a line" for said, box in texts for line in lines if _overlap(box, line, 0)]
    return found


def _within(box: Box, frame: Box) -> bool:
    return (
        frame[0] - 0.5 <= box[0] and box[1] <= frame[1] + 0.5 and frame[2] - 0.5 <= box[2] and box[3] <= frame[3] + 0.5
    )


def _overlap(a: Box, b: Box, most: float = 0.5) -> bool:
    return min(a[1], b[1]) - max(a[0], b[0]) > most and min(a[3], b[3]) - max(a[2], b[2]) > most


def painted(axes: Sequence[Axes]) -> list[str]:
    """What is wrong with a figure, every text of which is measured in pixels."""
    figure: Any = axes[0].figure
    figure.draw_without_rendering()
    texts = [text for ax in axes for text in seen(ax) if text.get_text().strip()]
    boxes = [(text.get_text(), _box(text.get_window_extent())) for text in texts]
    lines = [_box(line.get_window_extent()) for ax in axes for line in ax.lines if line.get_gid() in LINES]
    return complaints(boxes, _box(figure.bbox), [(x - 0.1, x + 0.1, top, bottom) for x, _, top, bottom in lines])


def seen(ax: Axes) -> Iterator[Text]:
    """Every text of axes that is seen: outside of a calendar also what stands around them."""
    yield from ax.texts
    if ax.axison:
        for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            yield axis.label
            yield from (tick.label1 for tick in axis.get_major_ticks() if min(limits) <= tick.get_loc() <= max(limits))
        yield from (text for text in ax.findobj(Text) if text.get_text() in (ax.get_title(), ax.get_title(loc="left")))
        legend = ax.get_legend()
        yield from legend.get_texts() if legend else ()


def _box(found: Any) -> Box:
    return found.x0, found.x1, found.y0, found.y1


@pytest.mark.no_cover
def test_no_text_of_a_random_calendar_is_in_the_way(pytestconfig: pytest.Config) -> None:
    for number, (dossier, today) in enumerate(calendars(pytestconfig)):
        lang = LANGUAGES[number % 2]
        with plt.rc_context({"figure.dpi": (72, 100, 160)[number % 3]}):
            assert painted([plot_timeline(dossier, today=today, lang=lang)]) == [], (number, lang)
        plt.close("all")


@pytest.mark.no_cover
def test_no_text_of_a_random_svg_is_in_the_way(pytestconfig: pytest.Config) -> None:
    for number, (dossier, today) in enumerate(calendars(pytestconfig)):
        for lang in LANGUAGES:
            for width in (320, 390, 720):
                svg = calendar_svg(dossier, today=today, lang=lang, width=width)
                assert svg_complaints(svg) == [], (number, lang, width)


def svg_complaints(drawn: str) -> list[str]:
    """What is wrong with an SVG, whose texts are taken to be in a wide font."""
    svg = ElementTree.fromstring(drawn)  # noqa: S314  # our own
    left, top, wide, high = map(float, (svg.get("viewBox") or "").split())
    boxes = [_svg_box(found) for found in svg.iter(f"{SVG}text")]
    lines = [
        (at["x1"] - 0.1, at["x2"] + 0.1, at["y1"], at["y2"])
        for found in svg.iter(f"{SVG}line")
        if (found.get("class") or "").removeprefix("clea-") in LINES
        for at in [{name: float(found.get(name, 0)) for name in ("x1", "x2", "y1", "y2")}]
    ]
    return complaints(boxes, (left, left + wide, top, top + high), lines)


def _svg_box(found: ElementTree.Element) -> tuple[str, Box]:
    said, size, anchor = found.text or "", float(found.get("font-size", 0)), found.get("text-anchor")
    wide = sum(_wide(letter, found.get("font-weight") == "bold") for letter in said) * size
    x, y = float(found.get("x", 0)), float(found.get("y", 0))
    start = x - {"end": wide, "middle": wide / 2, None: 0}[anchor]
    return said, (start, start + wide, y - 0.76 * size, y + 0.24 * size)


@cache
def _wide(letter: str, is_bold: bool) -> float:
    """How wide a letter is, of its height, in the widest of the fonts that pages are commonly shown in."""
    font = FontProperties(family="DejaVu Sans", weight="bold" if is_bold else "normal", size=100)
    wide, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    return float(wide) / 100


@pytest.mark.parametrize(
    ("layout", "lang"), [(None, "fr"), ("constrained", "en"), ("compressed", "fr"), ("tight", "en"), ("tight", "fr")]
)
def test_nothing_is_cut_in_a_grid(layout: Any, lang: Language) -> None:
    figure, grid = plt.subplots(2, 2, figsize=(11, 8), layout=layout)
    for ax in grid.flat:
        plot_timeline(dossier_of(LATE), today=date(2026, 3, 2), lang=lang, ax=ax)

    assert painted([*grid.flat]) == []
    assert min(text.get_fontsize() for ax in grid.flat for text in ax.texts) > 4
    figure.set_size_inches(7, 5)
    assert painted([*grid.flat]) == []


@pytest.mark.parametrize("layout", [None, "constrained", "tight"])
def test_sweeps_and_a_calendar_share_a_figure(layout: Any) -> None:
    _, grid = plt.subplots(2, 2, figsize=(11, 8), layout=layout)
    dossier = dossier_of(LATE)
    over: dict[FactPath, Any] = {"filed_on": days(date(2026, 1, 1), date(2026, 4, 30))}
    other: dict[FactPath, Any] = {"certification.kind": [*CertificationKind, None], "quote.provided": [True, False]}
    plot_sweep(sweep(dossier, over), ax=grid[0, 0])
    plot_sweep(sweep(dossier, {**over, "quote.provided": [True, None]}), ax=grid[0, 1], lang="en")
    plot_sweep(sweep(dossier, other), ax=grid[1, 0])
    plot_timeline(dossier, ax=grid[1, 1])

    assert painted([*grid.flat]) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", [None, "constrained"])
def test_populations_share_a_figure(layout: Any, lang: Language) -> None:
    everywhere = GUIDE.evolve(id="everywhere", rules=GUIDE.rules[1:])
    random = Random(0)  # noqa: S311
    dossiers = [draw_dossier(random, GUIDE) for _ in range(60)]
    frame = dossiers_to_frame(dossiers)
    decided, changed = decide_frame(frame), transitions(frame, GUIDE, everywhere)
    reasons = reasons_table(decided, lang)
    own = [
        plot_reasons(reasons, lang=lang),
        plot_outcomes(decided, lang=lang),
        plot_transitions(changed, GUIDE, everywhere, lang=lang),
        plot_curve({1: changed, 20: changed}, "x", lang=lang),
    ]
    _, grid = plt.subplots(2, 2, figsize=(11, 8), layout=layout)
    plot_reasons(reasons, lang=lang, ax=grid[0, 0])
    plot_outcomes(decided, lang=lang, ax=grid[0, 1])
    plot_transitions(changed, GUIDE, everywhere, lang=lang, ax=grid[1, 0])
    plot_curve({1: changed, 20: changed}, "x", lang=lang, ax=grid[1, 1])

    assert [painted([ax]) for ax in own] == [[], [], [], []]
    assert painted([*grid.flat]) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_cut_in_a_picture_as_wide_as_a_phone(lang: Language) -> None:
    random = Random(0)  # noqa: S311
    frame = dossiers_to_frame([draw_dossier(random, GUIDE) for _ in range(60)])
    everywhere = GUIDE.evolve(id="everywhere", rules=GUIDE.rules[1:])
    changed = transitions(frame, GUIDE, everywhere)
    over: dict[FactPath, Any] = {"certification.kind": [*CertificationKind, None], "quote.provided": [None]}
    layouts = (None, "constrained", None, "constrained", "constrained")
    axes = [plt.subplots(figsize=(3.6, 3), layout=layout)[1] for layout in layouts]
    for ax in axes[:2]:
        plot_transitions(changed, GUIDE, everywhere, lang=lang, ax=ax)
    plot_curve({1: changed, 20: changed}, "x", lang=lang, ax=axes[2])
    plot_reasons(reasons_table(decide_frame(frame), lang), lang=lang, ax=axes[3])
    plot_sweep(sweep(dossier_of(LATE), over), lang=lang, ax=axes[4])

    assert [painted([ax]) for ax in axes] == [[]] * 5


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layout", [None, "tight", "constrained"])
def test_a_grid_of_four_outcomes_as_wide_as_a_phone_is_not_cut(layout: Any, lang: Language) -> None:
    over: dict[FactPath, Any] = {"quote.provided": [True, False], "evaluator.department": ["33", "49", None]}
    _, ax = plt.subplots(figsize=(3.6, 3), layout=layout)
    plot_sweep(sweep(dossier_of(ELIGIBLE), over), lang=lang, ax=ax)

    assert painted([ax]) == []
    assert ax.bbox.height / ax.figure.dpi > 0.4
    assert min(float(text.get_fontsize()) for text in seen(ax)) > 6


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [None, (3.6, 3)])
def test_a_grid_has_room_beside_a_legend_of_nine_outcomes(size: tuple[float, float] | None, lang: Language) -> None:
    over: dict[FactPath, Any] = {
        "certification.kind": [*CertificationKind, None],
        "evaluation.stage": [*EvaluationStage, None],
    }
    swept = sweep(dossier_of({**ELIGIBLE, "evaluator.accreditation.certification": None}), over)
    ax = plot_sweep(swept, lang=lang, ax=size and plt.subplots(figsize=size)[1])

    assert painted([ax]) == []
    assert len(ax.texts) == 10  # each region says how it comes out


def test_a_picture_as_wide_as_a_phone_has_several_reasons() -> None:
    random = Random(0)  # noqa: S311
    frame = dossiers_to_frame([draw_dossier(random, GUIDE) for _ in range(60)])
    _, ax = plt.subplots(figsize=(3.6, 3.6))
    plot_reasons(reasons_table(decide_frame(frame), "fr"), ax=ax)

    assert painted([ax]) == []
    assert len(ax.get_yticks()) == 4


def test_marks_are_in_a_font_that_has_them() -> None:
    with plt.rc_context({"font.family": "STIXGeneral"}):  # which lacks ✗
        ax = plot_timeline(dossier_of(LATE), lang="en")
        assert painted([ax]) == []  # and matplotlib warns of no glyph


@pytest.mark.parametrize("label", ["x" * 300, "un mot " * 40, "a\u00a0" * 90])
def test_a_label_of_ones_own_is_not_cut(label: str) -> None:
    rules = tuple(attrs.evolve(rule, label_fr=label, label_en=label) for rule in GUIDE.rules)
    own = GUIDE.evolve(id="own", rules=rules)

    assert painted([plot_timeline(dossier_of(LATE), own)]) == []
    for width in (300, 720):
        assert svg_complaints(calendar_svg(dossier_of(LATE), own, width=width)) == []


def test_a_dark_picture_is_light_on_dark() -> None:
    with plt.style.context("dark_background"):
        ax = plot_timeline(dossier_of(LATE), today=date(2026, 3, 2), lang="en")

    assert {text.get_color() for text in ax.texts} == {"white"}
    assert {line.get_color() for line in ax.lines if line.get_gid() in LINES} == {"white"}


def test_a_timeline_and_windows_are_drawn_too() -> None:
    dossier, today = dossier_of(LATE), date(2026, 3, 2)
    found = (timeline(dossier, "filed_on"), windows(dossier, today=today))
    axes = [plot_timeline(one, lang="en") for one in found]
    said = [{text.get_text().replace("\u00a0", " ") for text in ax.texts} for ax in axes]

    assert [painted([ax]) for ax in axes] == [[], []]
    assert {"✓ €450", "✗"} <= said[0]
    assert "today 2 Mar 2026" in said[1]


@pytest.mark.parametrize("room", [1, 2, 5, 12])
def test_the_days_on_an_axis_are_in_order_within_it_and_few(room: int) -> None:
    """Whatever days are shown, from a week to a century, and however many have room."""
    for length in (7, 8, 13, 14, 29, 30, 31, 59, 60, 89, 120, 365, 366, 1000, 3653, 36525):
        for first in range(date(2026, 1, 1).toordinal(), date(2026, 3, 2).toordinal(), 3):
            days = day_ticks(first - 0.5, first + length, lambda days: len(days) > room)

            assert days == sorted(set(days))
            assert 1 <= len(days) <= min(max(room, 1), 9)
            assert first <= days[0].toordinal()
            assert days[-1].toordinal() <= first + length
            apart = [later.toordinal() - earlier.toordinal() for earlier, later in pairwise(days)]
            assert max(apart, default=1) <= 1.15 * min(apart, default=1)  # 31 days after 28
