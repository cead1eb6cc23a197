"""The outcomes of a sweep as a strip or a grid."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from textwrap import fill
from typing import Any, TypeAlias

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from attrs import evolve, frozen
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection
from matplotlib.legend import Legend
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.errors import CleaError
from clea_eligibility.explain._saying import (
    LOOKS,
    fact_named,
    in_brief,
    values_said,
    verdict_and_amount,
    verdict_of,
    verdict_said,
)
from clea_eligibility.text import Language, known_language, short_day
from clea_eligibility.whatif import Sweep
from clea_eligibility.whatif._sweeps import are_days_in_a_row, grid_of

_Lines: TypeAlias = Sequence[Sequence[Decision | None]]  # decisions by line of a grid, from top to bottom

# In inches: as wide as a notebook shows without shrinking; a letter and a line of text.
_WIDTH, _LETTER, _LINE = 8.0, 0.085, 0.2
#: Points: the size of letters in the picture and below it.
_SMALL = 8.5
#: What is added to a hatch for other amounts with the same verdict.
_DENSER = ("", "--", "||", "++")

# Days on an axis


def _place(day: date) -> float:
    """Where the middle of a day is drawn; the day reaches half a unit to either side."""
    return float(mdates.date2num(day))  # type: ignore[no-untyped-call]


def _edges(first: date, last: date) -> tuple[float, float]:
    """Where days in a row begin and end, the first and the last in."""
    return _place(first) - 0.5, _place(last) + 0.5


def _label_days(axis: Axis, lang: Language, between: str = " ") -> None:
    """Tick an axis at days and label them; ``between`` stands before the year."""

    def said(at: float, _: int) -> str:
        return between.join(short_day(mdates.num2date(at).date(), lang).rsplit(" ", 1))  # type: ignore[no-untyped-call]

    axis.set_major_locator(mdates.AutoDateLocator(minticks=3, maxticks=8))  # type: ignore[no-untyped-call]
    axis.set_major_formatter(FuncFormatter(said))


def _legend_below(ax: Axes, patches: list[Patch], inches: float) -> Legend:
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
        fontsize=_SMALL + 0.5,
        handlelength=2.6,
        handleheight=1.3,
    )


# A sweep


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
    ...     print(text.get_text())
    ? information missing, possible amount: €150, €250, €300 or €450
    ✗ published criteria not met, €0

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
        across, down, lines = _GridSide.of(sweep.paths[0], grid.rows, lang), None, tuple(zip(*grid.cells, strict=True))
    else:
        down, across = (_GridSide.of(*side, lang) for side in zip(sweep.paths, (grid.rows, grid.columns), strict=True))
        lines = grid.cells
    if ax is None:
        height = 1.0 if down is None else min(6.0, max(2.0, 0.45 * len(grid.rows)))
        _, ax = plt.subplots(figsize=(_WIDTH, height + 1.6), layout="constrained")
    across.label(ax.xaxis, is_across=True)
    ax.set_xlim(across.edges[0], across.edges[-1])
    if down is None:
        ax.set_ylim(1, 0)
        ax.set_yticks([])
    else:
        down.label(ax.yaxis, is_across=False)
        ax.set_title(fill(f"↓ {fact_named(down.path, lang)}", 90), loc="left", fontsize=_SMALL + 1.5)
        ax.set_ylim(down.edges[-1], down.edges[0])
    edges_down = down.edges if down else (0.0, 1.0)
    legend = _draw(ax, _blocks(lines, across.edges, edges_down), lang)
    _part(ax, lines, across.edges, edges_down)
    _legend_below(ax, list(legend.values()), 0.78)
    return ax


@frozen
class _GridSide:
    """One side of the grid: the edges between its lines, and what to write on them."""

    path: str
    values: tuple[tuple[Any, ...], ...]
    edges: tuple[float, ...]
    is_to_scale: bool
    lang: Language

    @classmethod
    def of(cls, path: str, values: tuple[tuple[Any, ...], ...], lang: Language) -> "_GridSide":
        is_to_scale = are_days_in_a_row(tuple(value for line in values for value in line))
        if is_to_scale:
            found = [_edges(line[0], line[-1]) for line in values]
            return cls(path, values, (*(start for start, _ in found), found[-1][1]), True, lang)
        return cls(path, values, tuple(map(float, range(len(values) + 1))), False, lang)

    def label(self, axis: Axis, *, is_across: bool) -> None:
        if is_across:
            axis.set_label_text(fill(fact_named(self.path, self.lang), 90))
        axis.set_tick_params(labelsize=_SMALL + 0.5)
        if self.is_to_scale:
            _label_days(axis, self.lang, between="\n" if is_across else " ")
            return
        room = max(10, 90 // len(self.values)) if is_across else 30
        said = [fill(values_said(line, self.lang, short_day), room) for line in self.values]
        axis.set_ticks([start + 0.5 for start in self.edges[:-1]], said)
        axis.set_tick_params(length=0)


@frozen
class _Block:
    """Neighbouring cells that come out alike, and where they lie."""

    decision: Decision | None
    left: float
    right: float
    top: float
    bottom: float


def _blocks(lines: _Lines, across: Sequence[float], down: Sequence[float]) -> Iterator[_Block]:
    """The cells, joined with those beside them, then with those below that are as wide."""
    above: dict[tuple[object, float, float], _Block] = {}
    for (top, bottom), line in zip(pairwise(down), lines, strict=True):
        reached = {}
        cells = zip(pairwise(across), line, strict=True)
        for alike, group in groupby(cells, key=lambda cell: verdict_and_amount(cell[1])):
            run = list(group)
            ((left, _), decision), ((_, right), _) = run[0], run[-1]
            started = above.pop((alike, left, right), _Block(decision, left, right, top, bottom))
            reached[alike, left, right] = evolve(started, bottom=bottom)
        yield from above.values()
        above = reached
    yield from above.values()


def _draw(ax: Axes, blocks: Iterable[_Block], lang: Language) -> dict[str, Patch]:
    """Draw the blocks; what the legend is to say of each verdict and amount."""
    legend: dict[str, Patch] = {}
    behind = {"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    for block in sorted(blocks, key=lambda block: (block.top, block.left)):
        look, said = LOOKS[verdict_of(block.decision)], verdict_said(block.decision, lang)
        if said not in legend:
            others = sum(str(patch.get_label()).startswith(look.mark) for patch in legend.values())
            hatch = look.hatch + _DENSER[others % len(_DENSER)]
            legend[said] = Patch(
                label=f"{look.mark} {said}", facecolor=look.tint(0.35), edgecolor=look.colour, hatch=hatch
            )
        drawn = Rectangle((block.left, block.top), block.right - block.left, block.bottom - block.top)
        drawn.update_from(legend[said])
        drawn.set(label=said, linewidth=0, antialiased=False)
        ax.add_patch(drawn)
        text = in_brief(block.decision, lang)
        if _has_room(ax, block, text):
            middle = (block.left + block.right) / 2, (block.top + block.bottom) / 2
            ax.text(*middle, text, ha="center", va="center", fontsize=_SMALL + 1, color="black", bbox=behind)
    return legend


def _part(ax: Axes, lines: _Lines, across: Sequence[float], down: Sequence[float]) -> None:
    """A line wherever neighbouring cells come out otherwise."""
    found = []
    for y, line in enumerate(lines):
        for x, decision in enumerate(line):
            if x and verdict_and_amount(line[x - 1]) != verdict_and_amount(decision):
                found.append([(across[x], down[y]), (across[x], down[y + 1])])
            if y and verdict_and_amount(lines[y - 1][x]) != verdict_and_amount(decision):
                found.append([(across[x], down[y]), (across[x + 1], down[y])])
    ax.add_collection(LineCollection(found, colors="black", linewidths=0.9, capstyle="projecting"))


def _has_room(ax: Axes, block: _Block, text: str) -> bool:
    """Whether a text fits into a block: roughly, in inches."""
    (left, bottom), (right, top) = ax.transData.transform([(block.left, block.bottom), (block.right, block.top)])
    return bool((right - left) / ax.figure.dpi > _LETTER * len(text) and (top - bottom) / ax.figure.dpi > _LINE)
