"""The outcomes of a sweep as a strip or a grid."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

import matplotlib.dates as mdates
from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.errors import CleaError
from clea_eligibility.explain._layout import day_ticks
from clea_eligibility.explain._saying import (
    LOOKS,
    fact_named,
    in_brief,
    values_said,
    verdict_and_amount,
    verdict_of,
    verdict_said,
)
from clea_eligibility.plots._axes import CENTRED, around, axes, filled, finish
from clea_eligibility.text import Language, known_language, short_day
from clea_eligibility.whatif import Sweep
from clea_eligibility.whatif._sweeps import are_days_in_a_row, grid_of

_Lines: TypeAlias = Sequence[Sequence[Decision | None]]  # decisions by line of a grid, from top to bottom

#: What is added to a hatch for other amounts with the same verdict.
_DENSER = ("", "--", "||", "++")


def _place(day: date) -> float:
    """Where the middle of a day is drawn."""
    return float(mdates.date2num(day))  # type: ignore[no-untyped-call]


def plot_sweep(sweep: Sweep, *, lang: Language = "fr", ax: Axes | None = None) -> Axes:
    """The outcomes of a sweep over one fact as a strip, or over two as a grid: the first from top to bottom.

    Days in a row are drawn to scale, other values side by side; neighbours that come out alike are one. Colour and
    hatch tell the verdicts apart, a mark and the amount stand where there is room, and the legend has the words.

    >>> from datetime import date
    >>> from clea_eligibility import Dossier, Evaluation
    >>> from clea_eligibility.whatif import days, sweep
    >>> planned = Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> ax = plot_sweep(sweep(planned, {"filed_on": days(date(2026, 3, 30), date(2026, 4, 12))}), lang="en")
    >>> for text in ax.get_legend().get_texts():
    ...     print(" ".join(text.get_text().split()))
    ? information missing, possible amounts: €150, €250, €300 or €450
    ✗ published criteria not met

    Args:
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: The sweep is over no fact or more than two, or has no points; or the language is neither French
            (``fr``) nor English (``en``).
    """
    known_language(lang)
    if len(sweep.paths) not in (1, 2):
        raise CleaError(f"a picture has room for a sweep over one fact or two, not over {len(sweep.paths)}")
    if not sweep.points:
        raise CleaError("there is nothing to draw: the sweep has no points")
    grid = grid_of(sweep)
    if len(sweep.paths) == 1:
        across, down, lines = _GridSide.of(grid.rows, lang), None, tuple(zip(*grid.cells, strict=True))
    else:
        down, across, lines = _GridSide.of(grid.rows, lang), _GridSide.of(grid.columns, lang), grid.cells
    ax, is_own, *_ = axes(ax, min(6.0, max(1.5, 0.5 * len(grid.rows))) if down else 1.0)
    ax.set_xlabel(fact_named(sweep.paths[-1], lang))
    ax.set_xlim(across.edges[0], across.edges[-1])
    ax.set_ylim(*((down.edges[-1], down.edges[0]) if down else (1, 0)))

    def ticked(wide: float, high: float) -> None:
        if down is None:
            ax.set_yticks([])
        else:
            down.label(ax.yaxis, high if down.is_to_scale else wide / 2.4, " ")
        room = wide - around(ax, ax.yaxis)[0]
        across.label(ax.xaxis, room if across.is_to_scale else room / len(across.values), "\n")

    legend, labels = _draw(ax, lines, across.edges, down.edges if down else (0.0, 1.0), lang)
    title = f"↓ {fact_named(sweep.paths[0], lang)}" if down else ""
    finish(ax, title, [*legend.values()], is_own=is_own, ticked=ticked)
    for text, room in labels:
        if not _has_room(ax, room, text):
            text.set_text(text.get_text()[0])
        if not _has_room(ax, room, text):
            text.remove()
    return ax


@frozen
class _GridSide:
    values: tuple[tuple[Any, ...], ...]
    edges: tuple[float, ...]
    is_to_scale: bool
    lang: Language

    @classmethod
    def of(cls, values: tuple[tuple[Any, ...], ...], lang: Language) -> "_GridSide":
        if is_to_scale := are_days_in_a_row(tuple(value for line in values for value in line)):
            edges = (*(_place(line[0]) - 0.5 for line in values), _place(values[-1][-1]) + 0.5)
        else:
            edges = tuple(map(float, range(len(values) + 1)))
        return cls(values, edges, is_to_scale, lang)

    def label(self, axis: Axis, room: float, between: str) -> None:
        """Tick an axis, so many inches long, or each value so long; ``between`` stands before the year of a day."""
        if self.is_to_scale:
            first, last = (edge + date.min.toordinal() - _place(date.min) for edge in (self.edges[0], self.edges[-1]))
            each = 0.75 if between == "\n" else 0.4
            days = day_ticks(first, last, lambda days: len(days) * each > room)
            said = [between.join(short_day(day, self.lang).rsplit(" ", 1)) for day in days]
            axis.set_ticks([*map(_place, days)], said)
            return
        said = [filled(values_said(line, self.lang, short_day), min(2.6, room)) for line in self.values]
        axis.set_ticks([start + 0.5 for start in self.edges[:-1]], said)
        axis.set_tick_params(length=0)


# Regions

_Cell: TypeAlias = tuple[int, int]
_Rectangle: TypeAlias = tuple[float, float, float, float]  # left, right, top, bottom


def _regions(lines: _Lines) -> Iterator[frozenset[_Cell]]:
    alike = {(y, x): verdict_and_amount(decision) for y, line in enumerate(lines) for x, decision in enumerate(line)}
    left = dict.fromkeys(alike)
    while left:
        found, waiting = set(), [next(iter(left))]
        while waiting:
            y, x = cell = waiting.pop()
            if cell in left:
                del left[cell]
                found.add(cell)
                beside = ((y, x - 1), (y, x + 1), (y - 1, x), (y + 1, x))
                waiting += (other for other in beside if other in left and alike[other] == alike[cell])
        yield frozenset(found)


def _outline(cells: frozenset[_Cell], across: Sequence[float], down: Sequence[float]) -> Path:
    """The border of a region, in one piece or several, so that paint has no seams between cells."""
    ahead: dict[_Cell, list[_Cell]] = {}
    for y, x in cells:
        for start, end, other in (
            ((y, x), (y, x + 1), (y - 1, x)),
            ((y, x + 1), (y + 1, x + 1), (y, x + 1)),
            ((y + 1, x + 1), (y + 1, x), (y + 1, x)),
            ((y + 1, x), (y, x), (y, x - 1)),
        ):
            if other not in cells:
                ahead.setdefault(start, []).append(end)
    points, codes = [], []
    while ahead:
        start = corner = next(iter(ahead))
        loop = [start]
        while True:
            ends = ahead[corner]
            following = ends.pop()
            if not ends:
                del ahead[corner]
            corner = following
            loop.append(corner)
            if corner == start:
                break
        points += [(across[x], down[y]) for y, x in loop]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(loop) - 2), Path.CLOSEPOLY]
    return Path(points, codes)


def _largest(cells: frozenset[_Cell], across: Sequence[float], down: Sequence[float]) -> _Rectangle:
    top_of: dict[_Cell, int] = {}
    found = []
    for y, x in sorted(cells):
        top_of[y, x] = top = top_of.get((y - 1, x), y)
        for first in range(x, -1, -1):
            if (y, first) not in cells:
                break
            top = max(top, top_of[y, first])
            box = (across[first], across[x + 1], down[top], down[y + 1])
            found.append(((box[1] - box[0]) * (box[3] - box[2]), box))
    return max(found)[1]


def _draw(
    ax: Axes, lines: _Lines, across: Sequence[float], down: Sequence[float], lang: Language
) -> tuple[dict[str, Patch], list[tuple[Text, _Rectangle]]]:
    """Draw the regions; what the legend is to say of each verdict and amount, and labels with the room they have."""
    legend: dict[str, Patch] = {}
    labels = []
    for cells in _regions(lines):
        y, x = min(cells)
        decision = lines[y][x]
        look, said = LOOKS[verdict_of(decision)], verdict_said(decision, lang)
        if said not in legend:
            others = sum(str(patch.get_label()).startswith(look.mark) for patch in legend.values())
            hatch = look.hatch + _DENSER[others % len(_DENSER)]
            legend[said] = Patch(
                label=f"{look.mark} {said}", facecolor=look.tint(0.35), edgecolor=look.colour, hatch=hatch
            )
        outline = _outline(cells, across, down)
        drawn = PathPatch(outline)
        drawn.update_from(legend[said])
        drawn.set(label=said, linewidth=0)
        ax.add_patch(drawn)
        ax.add_patch(PathPatch(outline, gid="outline", facecolor="none", edgecolor="black", linewidth=0.9))
        room = _largest(cells, across, down)
        middle = (room[0] + room[1]) / 2, (room[2] + room[3]) / 2
        text = ax.text(*middle, in_brief(decision, lang), **CENTRED)
        text.set_in_layout(False)
        labels.append((text, room))
    return legend, labels


def _has_room(ax: Axes, room: _Rectangle, text: Text) -> bool:
    left, right, top, bottom = room
    (x, y), (to_x, to_y) = ax.transData.transform([(left, bottom), (right, top)])
    box = text.get_window_extent()
    return bool(to_x - x > 1.1 * box.width and abs(to_y - y) > 1.3 * box.height)
