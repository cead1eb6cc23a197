"""What rules do to many dossiers: reasons, outcomes by month, a reform, and a parameter's curve."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Polygon
from matplotlib.ticker import FuncFormatter, MaxNLocator

from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError, did_you_mean, shown
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._calendar import say
from clea_eligibility.explain._saying import BLUE, GREY, LOOKS, SKY, Look, fact_named, rules_named
from clea_eligibility.plots._axes import CENTRED, LETTER, axes, filled, finish
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import NO_BREAK, Language, euros, known_language, number, short_day, typeset

_ALONE, _WITH_OTHERS = Look(BLUE, "", ""), Look(SKY, "", "///")
#: Inches: as wide as the name of a month has to have, and as high as the bar of a reason.
_MONTH, _ROW = 0.55, 0.5


def plot_reasons(reasons: Any, *, key: str = "row", lang: Language = "fr", ax: Axes | None = None) -> Axes:
    """The rules that dossiers do not meet, the most frequent on top: how often alone, and how often with others.

    >>> import polars as pl
    >>> from clea_eligibility.frames import decide_frame, reasons_table
    >>> closed = decide_frame(pl.DataFrame({"filing_open": [False, False], "quote.provided": [True, False]}))
    >>> ax = plot_reasons(reasons_table(closed, "en"), lang="en")
    >>> [" ".join(label.get_text().split()) for label in ax.get_yticklabels()]
    ['Online filing open', 'Quote provided']

    Args:
        reasons: What :func:`clea_eligibility.frames.reasons_table` returns, in the same language; of any engine.
        key: The column that tells the dossiers apart, where ``reasons_table`` was given one.
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: A column is missing; or the language is neither French (``fr``) nor English (``en``).
        TypeError: The reasons are no frame.
    """
    known_language(lang)
    rows, codes, labels = _columns(reasons, (key, "code", "label"), "reasons_table")
    together = Counter(rows)
    named = dict(zip(codes, labels, strict=True))
    alone = Counter(code for row, code in zip(rows, codes, strict=True) if together[row] == 1)
    found = Counter(codes)
    order = sorted(named, key=lambda code: (-found[code], code))
    ax, is_own, wide, high = axes(ax, 0.2 + _ROW * max(len(order), 1))
    drawn = order if is_own else order[: max(1, int(high / 0.3))]
    for place, code in enumerate(drawn):
        _bar(ax, place, 0, alone[code], _ALONE)
        _bar(ax, place, alone[code], found[code] - alone[code], _WITH_OTHERS)
        ax.text(found[code], place, f"{NO_BREAK}{number(found[code], lang)}", va="center")
    ax.set_ylim(max(len(drawn), 1) - 0.5, -0.5)
    ax.set_xlim(0, (1 + 1.2 / wide) * max(found.values(), default=1))
    _count(ax.xaxis, lang, wide)
    left_out = len(order) - len(drawn)
    more = [say(words.MORE_ROWS, lang, count=number(left_out, lang))] if left_out else []
    ax.set_xlabel(" – ".join([words.DOSSIERS.say(lang), *more]))
    title = say(words.RULES_NOT_MET, lang, count=number(len(together), lang))
    legend = [(_ALONE, say(words.ALONE, lang)), (_WITH_OTHERS, say(words.WITH_OTHERS, lang))]

    def ticked(wide: float, _: float) -> None:
        ax.set_yticks(range(len(drawn)), [filled(typeset(named[code], lang), wide / 2.6) for code in drawn])

    return _finished(ax, title, legend, is_own=is_own, ticked=ticked)


def plot_outcomes(
    decided: Any, *, by: str = "filed_on", rules: RuleSet = GUIDE, lang: Language = "fr", ax: Axes | None = None
) -> Axes:
    r"""The outcomes of many dossiers by the month of a date, those that only documents are missing from apart.

    >>> from datetime import date
    >>> import polars as pl
    >>> from clea_eligibility.frames import decide_frame
    >>> filed = {"filed_on": [date(2026, 3, 2), date(2026, 4, 7), None], "filing_open": [False, None, None]}
    >>> ax = plot_outcomes(decide_frame(pl.DataFrame(filed)), lang="en")
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['Mar\n2026', 'Apr\n2026', 'unknown\ndate']

    Args:
        decided: What :func:`clea_eligibility.frames.decide_frame` returns; of any engine.
        by: The column with the date.
        rules: Those that decided; the title names them where they are not the page's.
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: A column is missing; or the language is neither French (``fr``) nor English (``en``).
        TypeError: What was decided is no frame.
    """
    known_language(lang)
    outcomes, documents_only, days = _columns(decided, ("outcome", "documents_only", by), "decide_frame")
    verdicts = (
        "impossible" if outcome not in LOOKS else "incomplete" if only is not None and bool(only) else outcome
        for outcome, only in zip(outcomes, documents_only, strict=True)
    )
    found = Counter(zip(map(_month, days), verdicts, strict=True))
    months = sorted({month for month, _ in found}, key=lambda month: (month is None, month or 0))
    known = [month for month in months if month is not None]
    places = {month: float(month - known[0]) for month in known}
    if None in months:
        places[None] = max(places.values(), default=-1.5) + 1.5  # type: ignore[index]
    ax, is_own, wide, _ = axes(ax, 2.8)
    legend = []
    bottom: Counter[int | None] = Counter()
    for verdict, text in words.OUTCOMES.items():
        counts = {month: found[month, verdict] for month in months if found[month, verdict]}
        for month, count in counts.items():
            ax.bar(places[month], count, 0.7, bottom[month], **_style(LOOKS[verdict]))  # type: ignore[index]
            bottom[month] += count
        if counts:
            legend.append((LOOKS[verdict], f"{LOOKS[verdict].mark} {say(text, lang)}"))
    ax.set_xlim(-0.6, max(places.values(), default=0) + 0.6)
    ax.set_ylim(0, 1.05 * max(bottom.values(), default=1))
    step = -int(-(max(places.values(), default=0) + 1.2) * _MONTH // wide)
    end = places.get(None, float("inf"))  # type: ignore[call-overload]
    named = {
        place: _named(month, lang)
        for month, place in places.items()
        if month is None or (place % step == 0 and place + step <= end + 0.5)
    }
    ax.set_xticks([*named], [*named.values()])
    _count(ax.yaxis, lang, wide)
    ax.set_ylabel(words.DOSSIERS.say(lang))
    name = fact_named(by, lang) if by in FACT_BY_PATH else by
    title = say(words.BY_MONTH, lang, date=name)
    if not rules.source:
        title += f". {say(words.UNDER, lang, id=rules_named(rules, lang))}"
    return _finished(ax, title, legend, is_own=is_own)


def plot_transitions(
    found: Any, before: RuleSet, after: RuleSet, *, lang: Language = "fr", ax: Axes | None = None
) -> Axes:
    r"""The outcomes of many dossiers before and after a reform, and between them who comes out otherwise.

    >>> import polars as pl
    >>> from clea_eligibility.frames import transitions
    >>> open_ = pl.DataFrame({"filing_open": [True, False, None, False]})
    >>> always = GUIDE.evolve(id="always-open", rules=GUIDE.rules[1:])
    >>> ax = plot_transitions(transitions(open_, GUIDE, always), GUIDE, always, lang="en")
    >>> ax.get_title(loc="left"), [label.get_text() for label in ax.get_yticklabels()]
    ('Dossiers that come out otherwise: 2 of 4; amounts: €0', ['guide-2026', "always-open\n(not the page's)"])

    Args:
        found: What :func:`clea_eligibility.frames.transitions` returns for these rule sets; of any engine.
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: A column is missing; or the language is neither French (``fr``) nor English (``en``).
        TypeError: What was found is no frame.
    """
    known_language(lang)
    columns = _columns(found, ("before", "after", "rows", "euros"), "transitions")
    sides = [[outcome if outcome in LOOKS else "impossible" for outcome in side] for side in columns[:2]]
    order = [*words.OUTCOMES]
    pairs = [*zip(*sides, map(int, columns[2]), map(int, columns[3]), strict=True)]
    pairs.sort(key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    every = sum(rows for _, _, rows, _ in pairs)
    changed = sum(rows for old, new, rows, _ in pairs if old != new)
    ax, is_own, wide, _ = axes(ax, 2.2)
    legend = {}
    starts: dict[tuple[int, str], float] = {}
    for side in (0, 1):
        start = 0
        for verdict in order:
            size = sum(pair[2] for pair in pairs if pair[side] == verdict)
            starts[side, verdict] = start
            look = LOOKS[verdict]
            if size:
                _bar(ax, side, start, size, look, 0.3)
                legend[verdict] = look, f"{look.mark} {say(words.OUTCOMES[verdict], lang)}"
            said = f"{look.mark} {number(size, lang)}"
            if size * wide > (len(said) + 2) * LETTER * every:
                ax.text(start + size / 2, side, said, **CENTRED)
            start += size
    for old, new, rows, _ in pairs:
        left, right = starts[0, old], starts[1, new]
        starts[0, old] += rows
        starts[1, new] += rows
        corners = [(left, 0.15), (left + rows, 0.15), (right + rows, 0.85), (right, 0.85)]
        colour = (GREY, 0.2) if old == new else (LOOKS[new].colour, 0.6)
        ax.add_patch(Polygon(corners, facecolor=colour, edgecolor="none"))
    ax.set_xlim(0, max(every, 1))
    ax.set_ylim(1.25, -0.25)
    ax.set_yticks([0, 1], [rules_named(rules, lang).replace(" (", "\n(") for rules in (before, after)])
    _count(ax.xaxis, lang, wide)
    ax.set_xlabel(words.DOSSIERS.say(lang))
    more = _signed(sum(pair[3] for pair in pairs), lang)
    title = say(words.BEFORE_AFTER, lang, count=number(changed, lang), every=number(every, lang), euros=more)
    return _finished(ax, title, [legend[verdict] for verdict in order if verdict in legend], is_own=is_own)


def plot_curve(
    found: Mapping[Any, Any], name: str, *, before: RuleSet = GUIDE, lang: Language = "fr", ax: Axes | None = None
) -> Axes:
    """What a parameter of the rules costs or saves, value by value.

    >>> import polars as pl
    >>> from clea_eligibility.frames import transitions
    >>> from clea_eligibility.rules import Day, NotAfter
    >>> def notice(days):
    ...     in_time = NotAfter(Day("filed_on", days=days), Day("evaluation.starts_on"))
    ...     return GUIDE.evolve(id=f"notice-{days}", requires={"filed_three_weeks_before": in_time})
    >>> nobody = pl.DataFrame({"filing_open": [False]})
    >>> found = {days: transitions(nobody, GUIDE, notice(days)) for days in (0, 21, 42)}
    >>> plot_curve(found, "days of notice", lang="en").get_title(loc="left")
    'Amounts against the rules guide-2026'

    Args:
        found: For each value what :func:`clea_eligibility.frames.transitions` returns for the rules with that value.
        name: What varies, in the language.
        before: The rules that the others were compared with.
        ax: Where to draw; a figure of its own is made where there is none.

    Raises:
        CleaError: There are no values, or a column is missing; or the language is neither French (``fr``) nor English
            (``en``).
        TypeError: What was found for a value is no frame.
    """
    known_language(lang)
    if not found:
        raise CleaError("there is nothing to draw: no value has transitions")
    curve = {value: sum(map(int, *_columns(frame, ("euros",), "transitions"))) for value, frame in found.items()}
    ax, is_own, *_ = axes(ax, 3.2)
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.plot([*curve], [*curve.values()], color=BLUE, marker="o", markersize=3, linewidth=1.4)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda at, _: _signed(round(at), lang)))
    ax.locator_params(integer=True, min_n_ticks=1)
    ax.set_xlabel(typeset(name, lang))
    title = say(words.AMOUNTS_AGAINST, lang, id=rules_named(before, lang))
    return _finished(ax, title, (), is_own=is_own)


# What they share


def _columns(frame: Any, names: Sequence[str], made_by: str) -> list[list[Any]]:
    import narwhals.stable.v2 as nw  # which whoever has such a frame has

    native = nw.from_native(frame, pass_through=True)
    if not isinstance(native, nw.DataFrame | nw.LazyFrame):
        raise TypeError(f"expected a frame, as {made_by} returns it, got {shown(frame)}")
    known = native.collect_schema().names()
    for name in names:
        if name not in known:
            raise CleaError(
                f"there is no column {shown(name)}, {did_you_mean(name, known)}; pass what {made_by} returns"
            )
    whole = native.lazy().select(*names).collect()
    return [whole[name].to_list() for name in names]


def _month(day: Any) -> int | None:
    """The months of a day since year 0; ``None`` where it is unknown, as the day of pandas that is none."""
    return day.year * 12 + day.month - 1 if isinstance(day, date) and day == day else None


def _named(month: int | None, lang: Language) -> str:
    if month is None:
        return say(words.NO_DAY, lang).replace(" ", "\n")
    _, *said = short_day(date(month // 12, month % 12 + 1, 1), lang).split()
    return "\n".join(said)


def _bar(ax: Axes, place: float, start: float, size: float, look: Look, high: float = 0.7) -> None:
    if size:
        ax.barh(place, size, high, start, **_style(look))


def _style(look: Look) -> dict[str, Any]:
    share = 0.45 if look.mark or look.hatch else 0.9
    return {"facecolor": look.tint(share), "edgecolor": look.colour, "hatch": look.hatch, "linewidth": 0.8}


def _count(axis: Any, lang: Language, wide: float) -> None:
    axis.set_major_locator(MaxNLocator(nbins=max(1, min(5, int(wide))), integer=True))
    axis.set_major_formatter(FuncFormatter(lambda at, _: number(round(at), lang)))


def _signed(amount: int, lang: Language) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return typeset(f"{sign}{euros(abs(amount), lang)}", lang)


def _finished(ax: Axes, title: str, legend: Sequence[tuple[Look, str]], **how: Any) -> Axes:
    ax.spines[["top", "right"]].set_visible(False)
    return finish(ax, title, [Patch(label=said, **_style(look)) for look, said in legend], **how)
