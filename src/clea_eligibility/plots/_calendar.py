"""Days on an axis: where a day is drawn, and how its ticks are labelled."""

from datetime import date
from textwrap import fill

import matplotlib.dates as mdates
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.legend import Legend
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation

from clea_eligibility.text import Language, short_day

WIDTH = 8.0
"""Inches: as wide as a notebook shows without shrinking."""
SMALL = 8.5
"""Points: the size of letters in the picture and below it."""


def place(day: date) -> float:
    """Where the middle of a day is drawn; the day reaches half a unit to either side."""
    return float(mdates.date2num(day))  # type: ignore[no-untyped-call]


def edges(first: date, last: date) -> tuple[float, float]:
    """Where days in a row begin and end, the first and the last in."""
    return place(first) - 0.5, place(last) + 0.5


def label_days(axis: Axis, lang: Language, between: str = " ") -> None:
    """Tick an axis at days and label them; ``between`` stands before the year."""

    def said(at: float, _: int) -> str:
        return between.join(short_day(mdates.num2date(at).date(), lang).rsplit(" ", 1))  # type: ignore[no-untyped-call]

    axis.set_major_locator(mdates.AutoDateLocator(minticks=3, maxticks=8))  # type: ignore[no-untyped-call]
    axis.set_major_formatter(FuncFormatter(said))


def legend_below(ax: Axes, patches: list[Patch], inches: float) -> Legend:
    """A legend outside of the picture, so many inches below the axes: ticks and the axis's name lie between."""
    below = ScaledTranslation(0, -inches, ax.figure.dpi_scale_trans)
    return ax.legend(
        handles=patches,
        labels=[fill(str(patch.get_label()), 66) for patch in patches],
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        borderaxespad=0,
        frameon=False,
        fontsize=SMALL + 0.5,
        handlelength=2.6,
        handleheight=1.3,
    )
