"""What stands in the axes of a picture and around them, as large as they allow: letters, lines, labels, a legend."""

from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox, ScaledTranslation

#: A font that comes with matplotlib and has the marks; it lends others what they lack.
_HAS_MARKS = "DejaVu Sans"
_HINTED, _LARGE = 1.08, 100.0


def family() -> list[str]:
    return [*mpl.rcParams["font.family"], _HAS_MARKS]


class Widths(dict[tuple[str, bool], float]):
    """How wide letters are in the fonts that are set, of their height; each is measured once."""

    def __missing__(self, key: tuple[str, bool]) -> float:
        letter, bold = key
        font = FontProperties(family=family(), size=_LARGE, weight="bold" if bold else "normal")
        wide, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
        self[key] = float(wide) / _LARGE * _HINTED
        return self[key]

    def of(self, text: str, size: float, bold: bool) -> float:
        """How wide a text is at most, in points: hinted letters are wider than drawn ones."""
        return sum(self[letter, bold] for letter in text) * size


def _share(artist: Any, width: float, height: float) -> float:
    """How large the axes are, of what was laid out in points; never larger than that."""
    box, points = artist.axes.bbox, artist.axes.figure.dpi / 72
    return float(min(1.0, box.width / points / width, box.height / points / height))


class Letters(Text):
    """A text whose letters shrink with its axes, for which it was laid out in so many points."""

    def __init__(self, width: float, height: float, *args: Any, size: float, **kwargs: Any) -> None:
        super().__init__(*args, size=size, clip_on=False, **kwargs)
        self._laid_out = width, height, size

    def _fit(self) -> None:
        *sides, size = self._laid_out
        self.set_fontsize(size * _share(self, *sides))

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:
        self._fit()
        return super().get_window_extent(renderer, dpi)

    def draw(self, renderer: Any) -> None:
        self._fit()
        super().draw(renderer)


class Stroke(Line2D):
    """A line or a mark that shrinks in the same way."""

    def __init__(self, width: float, height: float, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, clip_on=False, solid_capstyle="butt", **kwargs)
        self._laid_out = width, height, self.get_markersize()

    def draw(self, renderer: Any) -> None:
        *sides, size = self._laid_out
        self.set_markersize(size * _share(self, *sides))
        super().draw(renderer)


#: Inches: as wide as a notebook shows without shrinking; how wide a letter is.
WIDTH, LETTER = 8.0, 0.085
#: Points: the size of letters in the picture and below it.
SMALL = 8.5


def filled(text: str, ax: Axes, less: float = 0.0) -> str:
    """A text that is broken where the axes end, so many inches before that."""
    return fill(text, max(12, int((inches(ax)[0] - less) / LETTER)))


def inches(ax: Axes) -> tuple[float, float]:
    return ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi


def _aside(ax: Axes, below: float) -> ScaledTranslation:
    """From the corner of the axes to where the labels beside them begin, and so many inches down."""
    labels = ax.yaxis.get_tightbbox()
    left = labels.x0 - ax.bbox.x0 if labels else 0.0
    return ScaledTranslation(left / ax.figure.dpi, -below, ax.figure.dpi_scale_trans)


def entitle(ax: Axes, title: str) -> None:
    """A title that begins where the labels beside the axes do."""
    written = ax.set_title(filled(title, ax), loc="left", fontsize=SMALL + 1.5)
    written.set_transform(written.get_transform() + _aside(ax, 0))


def legend_below(ax: Axes, patches: list[Patch], below: float) -> Legend:
    """A legend outside of the picture, so many inches below the axes: ticks and the axis's name lie between."""
    return ax.legend(
        handles=patches,
        labels=[filled(str(patch.get_label()), ax, 0.7) for patch in patches],
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + _aside(ax, below),
        borderaxespad=0,
        frameon=False,
        fontsize=SMALL + 0.5,
        handlelength=2.6,
        handleheight=1.3,
    )


def set_letters(ax: Axes) -> None:
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
    drawn: Any = ax.get_tightbbox()
    outer = drawn.transformed(figure.transFigure.inverted())
    left, low = max(0.0, slot.x0 - outer.x0), max(0.0, slot.y0 - outer.y0)
    right, high = max(0.0, outer.x1 - slot.x1), max(0.0, outer.y1 - slot.y1)
    width, height = slot.width - left - right, slot.height - low - high
    ax.set_position((slot.x0 + left, slot.y0 + low, max(0.2 * slot.width, width), max(0.2 * slot.height, height)))
