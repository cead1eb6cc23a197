"""The outcomes of a sweep over one fact, or over a grid of two."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from textwrap import fill
from typing import Any, TypeAlias

import matplotlib.pyplot as plt
from attrs import evolve, frozen
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection
from matplotlib.patches import Patch, Rectangle

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.dossier.facts import Fact
from clea_eligibility.errors import CleaError
from clea_eligibility.explain._looks import VERDICTS, Look, verdict_of
from clea_eligibility.plots._calendar import SMALL, WIDTH, edges, label_days, legend_below
from clea_eligibility.text import NO_BREAK, Language, euros, known_language, short_day
from clea_eligibility.whatif import Sweep
from clea_eligibility.whatif._grids import (
    are_days_in_a_row,
    fact_named,
    grid_of,
    result_said,
    values_said,
    verdict_and_amount,
)
from clea_eligibility.whatif._words import value_said

_Lines: TypeAlias = Sequence[Sequence[Decision | None]]
"""Decisions by line of the grid, from top to bottom."""
_LETTER, _LINE = 0.085, 0.2
"""Inches that a letter and a line of text take."""
_DENSER = ("", "--", "||", "++")
"""What is added to a hatch for other amounts with the same verdict."""


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

    Draws on ``ax``, or on a figure of its own, and returns the axes. Raises :class:`CleaError` for a sweep over no
    fact or more than two, for one without points, and for a language other than French (``fr``) and English (``en``).
    """
    known_language(lang)
    if len(sweep.paths) not in (1, 2):
        raise CleaError(f"a picture has room for a sweep over one fact or two, not over {len(sweep.paths)}")
    if not sweep.points:
        raise CleaError("there is nothing to draw: the sweep has no points")
    grid = grid_of(sweep)
    if len(sweep.paths) == 1:
        across, down, lines = _Side.of(sweep.paths[0], grid.rows, lang), None, tuple(zip(*grid.cells, strict=True))
    else:
        down, across = (_Side.of(*side, lang) for side in zip(sweep.paths, (grid.rows, grid.columns), strict=True))
        lines = grid.cells
    if ax is None:
        height = 1.0 if down is None else min(6.0, max(2.0, 0.45 * len(grid.rows)))
        _, ax = plt.subplots(figsize=(WIDTH, height + 1.6), layout="constrained")
    across.label(ax.xaxis, is_across=True)
    ax.set_xlim(across.edges[0], across.edges[-1])
    if down is None:
        ax.set_ylim(1, 0)
        ax.set_yticks([])
    else:
        down.label(ax.yaxis, is_across=False)
        ax.set_title(fill(f"↓ {fact_named(down.path, lang)}", 90), loc="left", fontsize=SMALL + 1.5)
        ax.set_ylim(down.edges[-1], down.edges[0])
    edges_down = down.edges if down else (0.0, 1.0)
    legend = _draw(ax, _blocks(lines, across.edges, edges_down), lang)
    _part(ax, lines, across.edges, edges_down)
    legend_below(ax, list(legend.values()), 0.78)
    return ax


@frozen
class _Side:
    """One side of the grid: the edges between its lines, and what to write on them."""

    path: str
    values: tuple[tuple[Any, ...], ...]
    edges: tuple[float, ...]
    is_to_scale: bool
    lang: Language

    @classmethod
    def of(cls, path: str, values: tuple[tuple[Any, ...], ...], lang: Language) -> "_Side":
        is_to_scale = are_days_in_a_row(tuple(value for line in values for value in line))
        if is_to_scale:
            found = [edges(line[0], line[-1]) for line in values]
            return cls(path, values, (*(start for start, _ in found), found[-1][1]), True, lang)
        return cls(path, values, tuple(map(float, range(len(values) + 1))), False, lang)

    def label(self, axis: Axis, *, is_across: bool) -> None:
        if is_across:
            axis.set_label_text(fill(fact_named(self.path, self.lang), 90))
        axis.set_tick_params(labelsize=SMALL + 0.5)
        if self.is_to_scale:
            label_days(axis, self.lang, between="\n" if is_across else " ")
            return
        room = max(10, 90 // len(self.values)) if is_across else 30
        said = [fill(values_said(self.path, line, self.lang, _value_said), room) for line in self.values]
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


def _blocks(lines: _Lines, across: Sequence[float], down: Sequence[float]) -> list[_Block]:
    """The cells, joined with those beside them, then with those below that are as wide."""
    found: list[_Block] = []
    above: dict[object, int] = {}
    for (top, bottom), line in zip(pairwise(down), lines, strict=True):
        reached: dict[object, int] = {}
        cells = zip(pairwise(across), line, strict=True)
        for alike, run in groupby(cells, key=lambda cell: verdict_and_amount(cell[1])):
            ((left, right), decision), *others = run
            right = others[-1][0][1] if others else right
            key = (alike, left, right)
            if key in above:
                found[above[key]] = evolve(found[above[key]], bottom=bottom)
                reached[key] = above[key]
            else:
                reached[key] = len(found)
                found.append(_Block(decision, left, right, top, bottom))
        above = reached
    return found


def _draw(ax: Axes, blocks: list[_Block], lang: Language) -> dict[str, Patch]:
    """Draw the blocks; what the legend is to say of each verdict and amount."""
    legend: dict[str, Patch] = {}
    for block in blocks:
        look, said = VERDICTS[verdict_of(block.decision)], result_said(block.decision, lang)
        if said not in legend:
            known = sum(str(patch.get_label()).startswith(look.mark) for patch in legend.values())
            legend[said] = Patch(label=f"{look.mark} {said}", **_style(look, known))
        drawn = Rectangle((block.left, block.top), block.right - block.left, block.bottom - block.top)
        drawn.update_from(legend[said])
        drawn.set(label=said, linewidth=0, antialiased=False)
        ax.add_patch(drawn)
        text = _short(block.decision, look, lang)
        if _has_room(ax, block, text):
            _write(ax, (block.left + block.right) / 2, (block.top + block.bottom) / 2, text)
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


def _style(look: Look, known: int) -> dict[str, Any]:
    """How blocks with a verdict are filled; ``known`` counts the other amounts with the same verdict."""
    return {
        "facecolor": look.tint(0.35),
        "edgecolor": look.colour,
        "hatch": look.hatch + _DENSER[known % len(_DENSER)],
    }


def _short(decision: Decision | None, look: Look, lang: Language) -> str:
    amounts = [euros(amount, lang) for amount in decision.possible_amounts] if decision else []
    return NO_BREAK.join([look.mark, *([" / ".join(amounts)] if amounts else [])])


def _write(ax: Axes, x: float, y: float, text: str) -> None:
    behind = {"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    ax.text(x, y, text, ha="center", va="center", fontsize=SMALL + 1, color="black", bbox=behind)


def _value_said(fact: Fact, value: Any, lang: Language) -> str:
    has_end = fact.type == "date" and value not in (None, NO_END)
    return short_day(value, lang) if has_end else value_said(fact, value, lang)
