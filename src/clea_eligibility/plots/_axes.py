"""What stands in the axes of a picture and around them, as large as they allow: letters, lines, labels, a legend."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from textwrap import fill
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
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


#: Inches: as wide as a notebook shows without shrinking; how wide a letter is; between axes and other things.
_WIDTH, LETTER, _PAD = 8.0, 0.07, 0.08
#: Points: the size of letters in the picture and below it.
_SMALL = 8.5
#: Letters become smaller in steps of this where the axes are small, down to a share of their size.
STEP, SMALLEST = 0.94, 0.2
#: How a text stands in the middle of what is painted.
_BEHIND = MappingProxyType({"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none", "alpha": 0.85})
CENTRED: Mapping[str, Any] = MappingProxyType({"ha": "center", "va": "center", "color": "black", "bbox": _BEHIND})


def filled(text: str, room: float) -> str:
    """A text that is broken after so many inches."""
    return fill(text, max(10, int(room / LETTER)))


def inches(ax: Axes) -> tuple[float, float]:
    return ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi


def axes(ax: Axes | None, high: float) -> tuple[Axes, bool, float, float]:
    """Where to draw, whether in a figure of its own, and about how wide and high in inches, beside labels."""
    if ax is None:
        _, own = plt.subplots(figsize=(_WIDTH, high), layout="constrained")
        return own, True, *inches(own)
    wide, high = inches(ax)
    return ax, False, 0.6 * wide, 0.5 * high


def around(ax: Axes, part: Any) -> list[float]:
    """How many inches a part reaches out of its axes: to the left, down, to the right, and up."""
    found = part.get_tightbbox()
    out = (found.min - ax.bbox.min, ax.bbox.max - found.max) if found else ((0, 0),) * 2
    return [max(0.0, -float(side) / ax.figure.dpi) for sides in out for side in sides]


def _set_letters(ax: Axes) -> None:
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


def finish(
    ax: Axes,
    title: str,
    patches: Sequence[Patch],
    *,
    is_own: bool,
    ticked: Callable[[float, float], None] = lambda *_: None,
) -> Axes:
    """Write what stands around axes, with a legend below, all of it where the axes were: letters shrink until it is.

    A figure of its own grows instead, so that the axes become as high as it was. ``ticked`` sets ticks that hang on
    the room: so many inches, in letters of full size, across for all and down for the axes.
    """
    figure: Any = ax.figure.figure
    slot, (wide, high) = ax.get_position(), inches(ax)
    across, down = slot.width / wide, slot.height / high
    if figure.get_layout_engine():
        edges = figure.subplotpars
        wide = wide / (edges.right - edges.left) - 4 * _PAD
        high = figure.get_figheight() if is_own else high / (edges.top - edges.bottom) - 4 * _PAD
    name, share, rest = ax.get_xlabel(), 1.0, high if is_own else high / 2
    while True:
        small = share * _SMALL
        ticked(wide / share, rest / share)
        ax.tick_params(labelsize=small)
        for text in (*ax.texts, ax.yaxis.label):
            text.set_fontsize(small)
        _set_letters(ax)
        left, *_ = around(ax, ax.yaxis)
        ax.set_xlabel(filled(name, (wide - left) / share), fontsize=small)
        titled = ax.set_title(filled(title, 0.9 * wide / share), loc="left", fontsize=small + share)
        titled.set_transform(titled.get_transform() + ScaledTranslation(-left, 0, figure.dpi_scale_trans))
        if patches:
            below = ScaledTranslation(-left, -around(ax, ax.xaxis)[1] - _PAD, figure.dpi_scale_trans)
            ax.legend(
                handles=patches,
                labels=[filled(str(patch.get_label()), wide / share - 0.5) for patch in patches],
                loc="upper left",
                bbox_to_anchor=(0, 0),
                bbox_transform=ax.transAxes + below,
                borderaxespad=0,
                frameon=False,
                fontsize=small,
                handlelength=2.6,
                handleheight=1.3,
            )
        _set_letters(ax)
        left, low, right, up = around(ax, ax)
        rest = high - low - up
        if is_own:
            figure.set_figheight(high + low + up + 2 * _PAD)
        is_last = is_own or share < SMALLEST
        if is_last or rest > high / 5:
            if not laid_out(ax):
                size = max(0.2 * slot.width, across * (wide - left - right)), max(0.2 * slot.height, down * rest)
                ax.set_position((slot.x0 + across * left, slot.y0 + down * low, *size))
            if is_last or not _collide(ax, titled):
                return ax
        share *= STEP


def _collide(ax: Axes, title: Text) -> bool:
    """Whether ticks cover each other, or the title."""
    texts = [title]
    for side, axis in enumerate((ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        texts += [text for text in axis.get_ticklabels() if low <= text.get_position()[side] <= high]
    boxes = [text.get_window_extent().padded(1.5) for text in texts]
    return any(one.overlaps(other) for one, other in combinations(boxes, 2))
