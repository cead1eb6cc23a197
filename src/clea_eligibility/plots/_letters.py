"""What is as large as the axes allow: letters, in a font that has every mark, and lines."""

from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox

#: A font that comes with matplotlib and has the marks; it lends others what they lack.
_HAS_MARKS = "DejaVu Sans"
_HINTED, _LARGE = 1.08, 100.0


def family() -> list[str]:
    """The fonts that are set, and one that has the marks."""
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
