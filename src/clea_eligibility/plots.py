"""Pictures, with matplotlib: the date rules of a dossier on a calendar, and the outcomes of a sweep.

They draw what deciding and planning found, and decide nothing. Colours are those of Okabe and Ito; marks, hatches and
words say the same without them. Needs the extra ``plot``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from textwrap import fill
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from attrs import evolve, field, frozen
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection
from matplotlib.legend import Legend
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation

from clea_eligibility.deciding.decision import Decision, Status, decide
from clea_eligibility.dossier.actions import FILING_DAY
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import (
    BLUE,
    GREEN,
    GREY,
    LOOKS,
    SKY,
    STATUS_LOOKS,
    Look,
    fact_named,
    in_brief,
    rule_title,
    status_said,
    values_said,
    verdict_and_amount,
    verdict_of,
    verdict_said,
    window_said,
)
from clea_eligibility.planning import Window, rule_windows, windows
from clea_eligibility.rules._conditions import DatesCompatible
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, Text, known_language, short_day, typeset
from clea_eligibility.whatif import Sweep
from clea_eligibility.whatif._sweeps import are_days_in_a_row, grid_of

__all__ = ["plot_sweep", "plot_timeline"]

_Side: TypeAlias = Literal["left", "right"]
_Lines: TypeAlias = Sequence[Sequence[Decision | None]]  # decisions by line of a grid, from top to bottom

# In inches: as wide as a notebook shows without shrinking; a row of a calendar; a letter and a line of text.
_WIDTH, _ROW, _LETTER, _LINE = 8.0, 0.66, 0.085, 0.2
#: Points: the size of letters in the picture and below it.
_SMALL = 8.5
#: Days: the end of a bar that is farther than this from what is planned does not widen the picture.
_NEAR = 120
# Of the width: a bar that is narrower has its days beside it; the margin left and right of the first and last day.
_NARROW, _MARGIN = 0.3, 0.06
#: What is added to a hatch for other amounts with the same verdict.
_DENSER = ("", "--", "||", "++")
#: The shape of a mark by how the rule stands; a diamond for all else.
_MARKERS: Mapping[Status, str] = MappingProxyType({Status.SATISFIED: "o", Status.VIOLATED: "X"})

_FILING = next(fact for fact in FACTS if FILING_DAY in fact.levers)
_EVALUATION = tuple(fact for fact in FACTS if any(lever.how == "moved_together" for lever in fact.levers))
_OPEN = Window(None, None)


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


# A calendar


def plot_timeline(
    dossier: Dossier,
    rules: RuleSet = GUIDE,
    *,
    today: date | None = None,
    lang: Language = "fr",
    ax: Axes | None = None,
) -> Axes:
    """The date rules of a dossier on a calendar: a row for each, and one for the evaluation.

    The bar of a row covers the days that the rule, alone, admits for the date that it judges, both ends in: for most
    rules the filing day, for the accreditation the evaluation (:func:`clea_eligibility.planning.rule_windows`). A
    mark says where that date lies and how the rule stands; a hollow mark is another date of the rule. Down the rows
    run the filing day, today if it is given, and a band: the filing days that all date rules together allow.

    >>> from clea_eligibility import Evaluation
    >>> late = Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> print(plot_timeline(late, lang="en").get_yticklabels()[0].get_text())
    Dossier filed complete at
    least three weeks before the
    evaluation starts
    ✗ not met

    Args:
        today: The band begins on this day at the earliest.
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
        TypeError: An argument is no dossier, no rule set or no plain date.
    """
    known_language(lang)
    decision = decide(dossier, rules)
    band = windows(dossier, rules, today=today)[_FILING.path]
    rows = list(_rows(decision, lang))
    if ax is None:
        _, ax = plt.subplots(figsize=(_WIDTH, 1.7 + _ROW * len(rows)), layout="constrained")
    _Drawing(ax, decision, rows, band, today, lang).draw()
    return ax


@frozen
class _Row:
    """What one row shows: its name, the days that are admitted, the known days that are judged, and other ones."""

    name: str
    look: Look
    marker: str  # of matplotlib; none for what no rule judges
    window: Window | None = None
    judged: tuple[tuple[Fact, date], ...] = ()
    others: tuple[tuple[Fact, date], ...] = ()


def _rows(decision: Decision, lang: Language) -> Iterator[_Row]:
    dossier = decision.dossier
    alone = {found.rule.code: found for found in rule_windows(dossier, decision.rules)}
    for finding in decision.findings:
        look = STATUS_LOOKS[finding.status]
        status = typeset(f"{look.mark} {status_said(finding.status, lang)}", lang)
        name = f"{fill(rule_title(finding.rule, lang), 30)}\n{status}"
        marker = _MARKERS.get(finding.status, "D")
        if finding.rule.code in alone:
            found = alone[finding.rule.code]
            applies = finding.status is not Status.NOT_APPLICABLE
            known = _known(found.judged, dossier) if applies else ()
            says_nothing = found.window == _OPEN and finding.status is not Status.SATISFIED
            window = None if says_nothing else found.window
            yield _Row(name, look, marker, window, known, _known(found.others, dossier))
        elif finding.rule.requires == DatesCompatible() and finding.status is Status.VIOLATED:
            yield _Row(name, look, marker)
    known = _known(_EVALUATION, dossier)
    if known:
        yield _Row(words.EVALUATION.say(lang), Look(BLUE, "", ""), "", judged=known)


def _known(facts: Iterable[Fact], dossier: Dossier) -> tuple[tuple[Fact, date], ...]:
    stated = ((fact, fact.of(dossier)) for fact in facts)
    return tuple((fact, day) for fact, day in stated if day is not None and day != NO_END)


@frozen
class _Drawing:
    """Draws the rows from top to bottom."""

    ax: Axes
    decision: Decision
    rows: list[_Row]
    band: Window | None
    present_day: date | None
    lang: Language
    limits: tuple[float, float] = field(init=False)

    @limits.default
    def _limits(self) -> tuple[float, float]:
        """Where the picture begins and ends; at one place where there is no day to draw."""
        planned = [_place(day) for _, day in _known((_FILING, *_EVALUATION), self.decision.dossier)]
        planned += [_place(self.present_day)] if self.present_day else []
        ends = [_place(day) for row in self.rows for _, day in (*row.judged, *row.others)]
        windows_ = [row.window for row in self.rows] + [self.band]
        ends += [_place(day) for window in windows_ if window for day in (window.earliest, window.latest) if day]
        near = [end for end in ends if min((abs(end - day) for day in planned), default=0) <= _NEAR]
        if not near and not planned:
            return 0.0, 0.0
        first, last = min(planned + near), max(planned + near)
        margin = max(3.0, _MARGIN * (last - first))
        return first - margin, last + margin

    def draw(self) -> None:
        ax = self.ax
        ax.set_ylim(max(len(self.rows), 1) - 0.5, -0.5)
        names = [row.name for row in self.rows]
        ax.set_yticks(range(len(self.rows)), names, fontsize=_SMALL + 0.5, parse_math=False)  # labels may have a $
        ax.tick_params(axis="y", length=0)
        ax.spines[["left", "right", "top"]].set_visible(False)
        verdict = LOOKS[verdict_of(self.decision)].mark
        title = f"{verdict} {verdict_said(self.decision, self.lang)}"
        ax.set_title(fill(title, 62), loc="left", fontweight="bold", fontsize=_SMALL + 2.5, pad=30)
        if self.limits[0] == self.limits[1]:
            ax.set_xticks([])
            ax.text(0.5, 0.5, words.NO_DATES.say(self.lang), transform=ax.transAxes, ha="center", color=GREY)
            return
        ax.set_xlim(*self.limits)
        ax.tick_params(axis="x", labelsize=_SMALL)
        _label_days(ax.xaxis, self.lang, between="\n")
        legend = list(self.draw_band())
        for y, row in enumerate(self.rows):
            ax.axhline(y + 0.5, color=GREY, linewidth=0.4, alpha=0.5)
            legend += self.draw_bar(y, row)
            self.draw_judged(y, row)
            self.draw_others(y, row)
        filed = _FILING.of(self.decision.dossier)
        self.draw_line(filed, words.FILING, (0, (5, 2)), 4)
        self.draw_line(self.present_day, words.TODAY, (0, (1, 1.5)), 4 if filed is None else 17)
        if legend:
            _legend_below(ax, list({patch.get_label(): patch for patch in legend}.values()), 0.5)

    def draw_band(self) -> Iterator[Patch]:
        """The filing days that all date rules allow, down the whole picture."""
        if self.band is None:
            yield Patch(facecolor="none", edgecolor="none", label=words.NO_FILING_DAY.say(self.lang))
        if self.band is None or self.band == _OPEN:
            return
        days = window_said(self.band, self.lang)
        label = typeset(words.FILING_WINDOW.say(self.lang, days=days), self.lang)
        left, right = self.within(self.band)
        self.ax.axvspan(left, right, facecolor=(GREEN, 0.13), edgecolor=(GREEN, 0.6), linewidth=0.8, zorder=0)
        yield Patch(facecolor=(GREEN, 0.13), edgecolor=(GREEN, 0.6), label=label)

    def draw_bar(self, y: int, row: _Row) -> Iterator[Patch]:
        """The days that a rule admits, with the first and the last."""
        window = row.window
        if window is None:
            return
        style: dict[str, Any] = {"facecolor": (SKY, 0.45), "edgecolor": BLUE, "linewidth": 0.8}
        left, right = self.within(window)
        self.ax.add_patch(Rectangle((left, y - 0.17), right - left, 0.34, gid="bar", **style))
        yield Patch(label=words.ALLOWED.say(self.lang), **style)
        self.write_ends(y, window)

    def write_ends(self, y: int, window: Window) -> None:
        """The first and the last day of a bar, beside it where it is narrow; an arrow where it leaves the picture."""
        (start, end), (left, right) = self.limits, self.within(window)
        is_narrow = right - left < _NARROW * (end - start)
        first, last = window.earliest, window.latest
        if last is not None and _place(last) < start:
            self.write(start, y, f"← {short_day(last, self.lang)}", "left")
        elif first is not None and _place(first) < start:
            self.write(start, y, f"← {short_day(first, self.lang)}", "left")
        elif first is not None and _place(first) <= end:
            self.write(left, y, short_day(first, self.lang), "right" if is_narrow else "left")
        if first is not None and _place(first) > end:
            self.write(end, y, f"{short_day(first, self.lang)} →", "right")
        elif last is not None and _place(last) > end:
            self.write(end, y, f"{short_day(last, self.lang)} →", "right")
        elif last is not None and _place(last) >= start and last != first:
            self.write(right, y, short_day(last, self.lang), "left" if is_narrow else "right")

    def draw_judged(self, y: int, row: _Row) -> None:
        """The judged days: a mark; where there are several, on a bar from the first to the last."""
        if not row.judged:
            return
        days = [day for _, day in row.judged]
        left, right = _edges(min(days), max(days))
        if len(days) > 1:
            style: dict[str, Any] = {
                "facecolor": row.look.tint(0.6),
                "edgecolor": row.look.colour,
                "hatch": row.look.hatch,
            }
            self.ax.add_patch(Rectangle((left, y - 0.12), right - left, 0.24, gid="judged", zorder=3, **style))
        if len(days) == 1 or row.marker:
            self.mark((left + right) / 2, y, row.marker or "D", row.look.colour)
        if not row.marker:
            said, side = " – ".join(dict.fromkeys(short_day(day, self.lang) for day in days)), self.side(days[0])
            self.write(left if side == "left" else right, y, said, side)

    def draw_others(self, y: int, row: _Row) -> None:
        """Other dates of a rule, unless they are where its bar begins or ends anyway."""
        ends = (row.window.earliest, row.window.latest) if row.window else ()
        for fact, day in row.others:
            if day not in ends and _place(day) == min(max(_place(day), self.limits[0]), self.limits[1]):
                self.mark(_place(day), y, "D", "white")
                text = words.NAMED.say(self.lang, name=fact_named(fact.path, self.lang), said=short_day(day, self.lang))
                self.write(_place(day), y, typeset(text, self.lang), self.side(day), below=True)

    def draw_line(self, day: date | None, name: Text, style: tuple[float, tuple[float, ...]], points: int) -> None:
        """A day down the whole picture, with its name above."""
        if day is None:
            return
        self.ax.axvline(_place(day), color="black", linewidth=1.2, linestyle=style, zorder=2)
        self.ax.annotate(
            f"{name.say(self.lang)} {short_day(day, self.lang)}",
            (_place(day), 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, points),
            textcoords="offset points",
            ha="center",
            fontsize=_SMALL,
        )

    # Small things

    def within(self, window: Window) -> tuple[float, float]:
        """Where a window begins and ends, or the picture does."""
        start, end = self.limits
        left = start if window.earliest is None else _edges(window.earliest, window.earliest)[0]
        right = end if window.latest is None else _edges(window.latest, window.latest)[1]
        return min(max(left, start), end), min(max(right, start), end)

    def mark(self, x: float, y: int, marker: str, colour: str) -> None:
        self.ax.plot([x], [y], marker=marker, markersize=10, markerfacecolor=colour, markeredgecolor="black", zorder=4)

    def side(self, day: date) -> _Side:
        """How a text is aligned with a day so that it does not leave the picture."""
        return "right" if _place(day) > sum(self.limits) / 2 else "left"

    def write(self, x: float, y: int, text: str, side: _Side, *, below: bool = False) -> None:
        """A text above or below what is drawn at a place."""
        self.ax.annotate(
            text,
            (x, y + (0.19 if below else -0.19)),
            xytext=(0, -2 if below else 2),
            textcoords="offset points",
            ha=side,
            va="top" if below else "bottom",
            fontsize=_SMALL - 0.5,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.9},
        )
