"""The date rules of a dossier on a calendar, a row for each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import fill
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import matplotlib.pyplot as plt
from attrs import field, frozen
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from clea_eligibility.deciding.decision import Decision, Status
from clea_eligibility.deciding.engine import decide
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import FILING_DAY
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._looks import BLUE, GREEN, GREY, SKY, STATUSES, VERDICTS, Look, verdict_of
from clea_eligibility.explain.plans import window_said
from clea_eligibility.planning import Window, rule_windows, windows
from clea_eligibility.plots._calendar import SMALL, WIDTH, edges, label_days, legend_below, place
from clea_eligibility.rules._conditions import DatesCompatible
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE
from clea_eligibility.text import Language, Text, known_language, short_day, typeset
from clea_eligibility.whatif import _words as whatif_words
from clea_eligibility.whatif._grids import fact_named, result_said

Side: TypeAlias = Literal["left", "right"]

_ROW = 0.66
"""Inches for a row."""
_NEAR = 120
"""Days: the end of a bar that is farther than this from what is planned does not widen the picture."""
_NARROW = 0.3
"""Of the width: a bar that is narrower has its days beside it."""
_MARGIN = 0.06
"""Of the width, left and right of the first and last day."""

_FILING = next(fact for fact in FACTS if FILING_DAY in fact.levers)
_EVALUATION = tuple(fact for fact in FACTS if any(lever.how == "moved_together" for lever in fact.levers))
_OPEN = Window(None, None)
_PLANNED = (_FILING, *_EVALUATION)
_MARKERS: Mapping[Status, str] = MappingProxyType({Status.SATISFIED: "o", Status.VIOLATED: "X"})
"""The shape of a mark by how the rule stands; a diamond for all else."""


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
    Filed three weeks before the
    evaluation
    ✗ not met

    Draws on ``ax``, or on a figure of its own, and returns the axes. Raises :class:`CleaError` for a language other
    than French (``fr``) and English (``en``), and :class:`TypeError` for anything but a dossier, a rule set, a date.
    """
    known_language(lang)
    decision = decide(dossier, rules)
    band = windows(dossier, rules, today=today)[_FILING.path]
    rows = list(_rows(decision, lang))
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDTH, 1.7 + _ROW * len(rows)), layout="constrained")
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
        look = STATUSES[finding.status]
        status = typeset(f"{look.mark} {whatif_words.STATUSES[finding.status].say(lang)}", lang)
        name = f"{fill(finding.rule.label(lang), 30)}\n{status}"
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
    return tuple((fact, day) for fact, day in stated if day is not None and day != dates.NO_END)


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
        planned = [place(day) for _, day in _known(_PLANNED, self.decision.dossier)]
        planned += [place(self.present_day)] if self.present_day else []
        ends = [place(day) for row in self.rows for _, day in (*row.judged, *row.others)]
        windows_ = [row.window for row in self.rows] + [self.band]
        ends += [place(day) for window in windows_ if window for day in (window.earliest, window.latest) if day]
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
        ax.set_yticks(range(len(self.rows)), names, fontsize=SMALL + 0.5, parse_math=False)  # labels may have a $
        ax.tick_params(axis="y", length=0)
        ax.spines[["left", "right", "top"]].set_visible(False)
        verdict = VERDICTS[verdict_of(self.decision)].mark
        title = f"{verdict} {result_said(self.decision, self.lang)}"
        ax.set_title(fill(title, 62), loc="left", fontweight="bold", fontsize=SMALL + 2.5, pad=30)
        if self.limits[0] == self.limits[1]:
            ax.set_xticks([])
            ax.text(0.5, 0.5, words.NO_DATES.say(self.lang), transform=ax.transAxes, ha="center", color=GREY)
            return
        ax.set_xlim(*self.limits)
        ax.tick_params(axis="x", labelsize=SMALL)
        label_days(ax.xaxis, self.lang, between="\n")
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
            legend_below(ax, list({patch.get_label(): patch for patch in legend}.values()), 0.5)

    def draw_band(self) -> Iterator[Patch]:
        """The filing days that all date rules allow, down the whole picture."""
        if self.band is None:
            yield Patch(facecolor="none", edgecolor="none", label=words.NO_FILING_DAY.say(self.lang))
        if self.band is None or self.band == _OPEN:
            return
        days = window_said(self.band, self.lang)
        label = typeset(words.FILING_WINDOW.say(self.lang).format(days=days), self.lang)
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
        if last is not None and place(last) < start:
            self.write(start, y, f"← {self.day(last)}", "left")
        elif first is not None and place(first) < start:
            self.write(start, y, f"← {self.day(first)}", "left")
        elif first is not None and place(first) <= end:
            self.write(left, y, self.day(first), "right" if is_narrow else "left")
        if first is not None and place(first) > end:
            self.write(end, y, f"{self.day(first)} →", "right")
        elif last is not None and place(last) > end:
            self.write(end, y, f"{self.day(last)} →", "right")
        elif last is not None and place(last) >= start and last != first:
            self.write(right, y, self.day(last), "left" if is_narrow else "right")

    def draw_judged(self, y: int, row: _Row) -> None:
        """The judged days: a mark; where there are several, on a bar from the first to the last."""
        if not row.judged:
            return
        days = [day for _, day in row.judged]
        left, right = edges(min(days), max(days))
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
            said, side = " – ".join(dict.fromkeys(self.day(day) for day in days)), self.side(days[0])
            self.write(left if side == "left" else right, y, said, side)

    def draw_others(self, y: int, row: _Row) -> None:
        """Other dates of a rule, unless they are where its bar begins or ends anyway."""
        ends = (row.window.earliest, row.window.latest) if row.window else ()
        for fact, day in row.others:
            if day not in ends and place(day) == min(max(place(day), self.limits[0]), self.limits[1]):
                self.mark(place(day), y, "D", "white")
                text = words.DATED.say(self.lang).format(name=fact_named(fact.path, self.lang), day=self.day(day))
                self.write(place(day), y, typeset(text, self.lang), self.side(day), below=True)

    def draw_line(self, day: date | None, name: Text, style: tuple[float, tuple[float, ...]], points: int) -> None:
        """A day down the whole picture, with its name above."""
        if day is None:
            return
        self.ax.axvline(place(day), color="black", linewidth=1.2, linestyle=style, zorder=2)
        self.ax.annotate(
            f"{name.say(self.lang)} {self.day(day)}",
            (place(day), 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, points),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
        )

    # Small things

    def within(self, window: Window) -> tuple[float, float]:
        """Where a window begins and ends, or the picture does."""
        start, end = self.limits
        left = start if window.earliest is None else edges(window.earliest, window.earliest)[0]
        right = end if window.latest is None else edges(window.latest, window.latest)[1]
        return min(max(left, start), end), min(max(right, start), end)

    def mark(self, x: float, y: int, marker: str, colour: str) -> None:
        self.ax.plot([x], [y], marker=marker, markersize=10, markerfacecolor=colour, markeredgecolor="black", zorder=4)

    def side(self, day: date) -> Side:
        """How a text is aligned with a day so that it does not leave the picture."""
        return "right" if place(day) > sum(self.limits) / 2 else "left"

    def write(self, x: float, y: int, text: str, side: Side, *, below: bool = False) -> None:
        """A text above or below what is drawn at a place."""
        self.ax.annotate(
            text,
            (x, y + (0.19 if below else -0.19)),
            xytext=(0, -2 if below else 2),
            textcoords="offset points",
            ha=side,
            va="top" if below else "bottom",
            fontsize=SMALL - 0.5,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.9},
        )

    def day(self, day: date) -> str:
        return short_day(day, self.lang)
