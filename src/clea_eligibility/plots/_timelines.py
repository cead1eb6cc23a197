"""A calendar of the date rules, painted with matplotlib."""

from datetime import date
from types import MappingProxyType
from typing import assert_never

import matplotlib as mpl
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from clea_eligibility.explain._calendar import Calendar, Drawn, calendar
from clea_eligibility.explain._layout import INK, Box, Line, Mark, Picture, Shape, Words, lay_out
from clea_eligibility.plots._axes import SMALLEST, STEP, Letters, Stroke, Widths, family, inches, laid_out
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language

#: Points: the width of a picture of its own, as wide as a notebook shows without shrinking, and the size of letters.
_WIDTH, _SIZE = 576.0, 9.0
_MARKERS = MappingProxyType({"circle": "o", "cross": "X", "diamond": "D"})
#: How far a diamond reaches, of what matplotlib takes for its size.
_DIAMOND = 0.75


def plot_timeline(
    dossier: Drawn,
    rules: RuleSet | None = None,
    *,
    today: date | None = None,
    lang: Language = "fr",
    ax: Axes | None = None,
) -> Axes:
    """The date rules of a dossier on a calendar: a row for each, and one for the evaluation.

    The bar of a row covers the days that the rule, alone, admits for the date that it judges, both ends in: for most
    rules the filing day, for the accreditation the evaluation (:func:`clea_eligibility.planning.rule_windows`). A
    mark says where that date lies and how the rule stands; a hollow mark is another date of the rule. Down the rows
    run the filing day, today if it is given, and a band: the filing days that all date rules together allow. A
    timeline adds a row with the outcomes as its date moves.

    Everything is drawn inside of the axes, whose first coordinate is the day: letters become smaller where there is
    little room. :func:`clea_eligibility.html.calendar_svg` draws the same without matplotlib.

    >>> from clea_eligibility import Dossier, Evaluation
    >>> late = Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> [text.get_text() for text in plot_timeline(late, lang="en").texts if text.get_gid() == "title"]
    ['✗ published criteria not met']

    Args:
        dossier: A dossier, or a timeline or windows, which bring their rules.
        rules: They decide; those of ``guide-2026`` where nothing else is said.
        today: The band begins on this day at the earliest.
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: Rules are given to what brings its own; or the language is neither French (``fr``) nor English
            (``en``).
        TypeError: An argument is none of these.
    """
    shown = calendar(dossier, rules, today, lang)
    if ax is None:
        picture = lay_out(shown, _WIDTH, _SIZE, Widths().of)
        ax = plt.figure(figsize=(picture.width / 72, picture.height / 72)).add_axes((0.0, 0.0, 1.0, 1.0))
    else:
        ax.set_axis_off()
        picture = _fitting(shown, ax)
    _paint(picture, ax)
    return ax


def _fitting(shown: Calendar, ax: Axes) -> Picture:
    """The picture with the largest letters for which the axes are high enough."""
    laid_out(ax)
    width, height = (side * 72 for side in inches(ax))
    share, measure = 1.0, Widths().of
    while True:
        picture = lay_out(shown, width / share, _SIZE, measure)
        if picture.height * share <= height or share < SMALLEST:
            return picture
        share *= STEP


def _paint(picture: Picture, ax: Axes) -> None:
    ax.set_axis_off()
    epoch = float(mdates.date2num(date.min)) - date.min.toordinal()  # type: ignore[no-untyped-call]
    left = picture.first + epoch
    ax.set_xlim(left, left + picture.width / picture.day)
    ax.set_ylim(picture.height, 0)
    for shape in picture.shapes:
        artist = _artist(shape, picture, left)
        artist.set_gid(shape.kind if isinstance(shape, Line) or shape.row is None else f"{shape.kind} {shape.row}")
        ax.add_artist(artist)


def _artist(shape: Shape, picture: Picture, left: float) -> Artist:
    def day(x: float) -> float:
        return left + x / picture.day

    match shape:
        case Box():
            return Rectangle(
                (day(shape.x), shape.y),
                shape.width / picture.day,
                shape.height,
                facecolor=(shape.fill, shape.opacity),
                edgecolor=_colour(shape.edge or "none"),
                linewidth=0.8,
            )
        case Line():
            return Stroke(
                picture.width,
                picture.height,
                [day(shape.x), day(shape.to_x)],
                [shape.y, shape.to_y],
                color=_colour(shape.colour),
                linewidth=shape.width,
                linestyle=(0, tuple(dash / shape.width for dash in shape.dashes)) if shape.dashes else "-",
            )
        case Mark():
            return Stroke(
                picture.width,
                picture.height,
                [day(shape.x)],
                [shape.y],
                marker=_MARKERS[shape.shape],
                markersize=2 * shape.radius * (_DIAMOND if shape.shape == "diamond" else 1),
                markerfacecolor=shape.fill or "none",
                markeredgecolor=_colour(INK),
                linestyle="none",
            )
        case Words():
            return Letters(
                picture.width,
                picture.height,
                day(shape.x),
                shape.y,
                shape.text,
                size=shape.size,
                color=_colour(INK),
                family=family(),
                weight="bold" if shape.bold else "normal",
                ha={"start": "left", "middle": "center", "end": "right"}[shape.anchor],
                va="baseline",
                parse_math=False,
            )
        case _:
            assert_never(shape)


def _colour(colour: str) -> str:
    return str(mpl.rcParams["text.color"]) if colour == INK else colour
