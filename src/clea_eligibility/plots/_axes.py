"""What stands around the axes of a picture: labels, a legend, and how they stay where the axes were."""

from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from clea_eligibility.plots._letters import family

#: Inches: as wide as a notebook shows without shrinking; how wide a letter is.
WIDTH, LETTER = 8.0, 0.085
#: Points: the size of letters in the picture and below it.
SMALL = 8.5


def filled(text: str, ax: Axes, less: float = 0.0) -> str:
    """A text that is broken where the axes end, so many inches before that."""
    return fill(text, max(12, int((inches(ax)[0] - less) / LETTER)))


def inches(ax: Axes) -> tuple[float, float]:
    return ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi


def legend_below(ax: Axes, patches: list[Patch], below: float) -> Legend:
    """A legend outside of the picture, so many inches below the axes: ticks and the axis's name lie between."""
    offset = ScaledTranslation(0, -below, ax.figure.dpi_scale_trans)
    return ax.legend(
        handles=patches,
        labels=[filled(str(patch.get_label()), ax, 0.7) for patch in patches],
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + offset,
        borderaxespad=0,
        frameon=False,
        fontsize=SMALL + 0.5,
        handlelength=2.6,
        handleheight=1.3,
    )


def set_letters(ax: Axes) -> None:
    """Every text in a font that has the marks."""
    texts: Any = ax.findobj(Text)
    for text in texts:
        text.set_fontfamily(family())


def laid_out(ax: Axes) -> bool:
    """Let the layout engine of the figure place the axes, if it has one."""
    figure: Any = ax.figure.figure
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    return engine is not None


def fit(ax: Axes) -> None:
    """Make axes so small that their labels and legend lie where the axes were, unless a layout engine sees to it."""
    if laid_out(ax):
        return
    figure: Any = ax.figure.figure
    slot = ax.get_position()
    drawn: Any = ax.get_tightbbox(figure.canvas.get_renderer())
    outer = drawn.transformed(figure.transFigure.inverted())
    left, low = max(0.0, slot.x0 - outer.x0), max(0.0, slot.y0 - outer.y0)
    right, high = max(0.0, outer.x1 - slot.x1), max(0.0, outer.y1 - slot.y1)
    width, height = slot.width - left - right, slot.height - low - high
    ax.set_position((slot.x0 + left, slot.y0 + low, max(0.2 * slot.width, width), max(0.2 * slot.height, height)))
