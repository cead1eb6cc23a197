"""Where a calendar has its bars, marks and words: computed once, for whoever paints them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from attrs import evolve, field, frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.facts import Fact
from clea_eligibility.explain import _phrases
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._calendar import OPEN, Calendar, Row, dated, in_short, say
from clea_eligibility.explain._saying import (
    BLUE,
    GREEN,
    GREY,
    LOOKS,
    SKY,
    in_brief,
    status_said,
    verdict_of,
    verdict_said,
    window_said,
)
from clea_eligibility.planning import Window
from clea_eligibility.text import NO_BREAK, Language

#: How wide a text is that is so high, in bold or not, in the unit of the picture.
Measure: TypeAlias = Callable[[str, float, bool], float]

#: The colour of letters, which is the painter's.
INK = "ink"

# In heights of a letter.
_PAD, _GAP, _LINE = 1.0, 0.5, 1.32
_TITLE, _QUIET = 1.25, 0.94
#: Pictures that are narrower have the names of rows above the bars; those that are wider, on the left, as wide as this.
_NARROW, _NAMES = 46.0, 19.0
_BAR, _JUDGED, _MARK = 1.05, 0.7, 0.58
#: How far a text may stand from what it names.
_NEAR = 3.5
#: Of the width: a bar that is narrower has its days beside it.
_SHORT = 0.3
#: The most ticks.
_TICKS = 8

#: The shape of a mark by how the rule stands; a diamond for all else.
_SHAPES = MappingProxyType({Status.SATISFIED: "circle", Status.VIOLATED: "cross"})


@frozen
class Box:
    """A filled box; ``opacity`` is of the filling."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    fill: str
    opacity: float
    edge: str | None = None
    row: int | None = None


@frozen
class Line:
    """A line; ``dashes`` alternate with gaps."""

    kind: str
    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    width: float
    dashes: tuple[float, ...] = ()


@frozen
class Mark:
    """A circle, cross or diamond, hollow where it has no filling; ``radius`` is half its width."""

    kind: str
    x: float
    y: float
    radius: float
    shape: str
    fill: str | None
    row: int | None = None


@frozen
class Words:
    """One line of text; ``y`` is where its letters stand, ``x`` where it starts, or its middle or end."""

    kind: str
    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    bold: bool = False
    row: int | None = None


Shape: TypeAlias = Box | Line | Mark | Words


@frozen
class Picture:
    """Shapes, the first below the others, in a frame that begins at 0, 0 at the top left."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    #: The ordinal of the day at the left edge, and how wide a day is.
    first: float
    day: float


def lay_out(calendar: Calendar, width: float, size: float, measure: Measure) -> Picture:
    """The calendar in a frame of that width, with letters of that size: as high as it has to be."""
    return _Layout(calendar, width, size, measure).picture()


@frozen
class _Text:
    text: str
    #: What it names, and whether it would rather start or end there.
    x: float
    side: str
    #: What is said below the name of the row where there is no place.
    elsewhere: str


@frozen
class _Placed:
    """A line of text that has its place: across, and in lanes counted from the bar."""

    text: str
    start: float
    end: float
    anchor: str
    lane: int

    def words(self, kind: str, base: float, size: float, row: int | None = None) -> Words:
        return Words(
            kind, self.end if self.anchor == "end" else self.start, base, self.text, size, self.anchor, row=row
        )


@frozen
class _Layout:
    calendar: Calendar
    width: float
    size: float
    measure: Measure
    is_narrow: bool = field(init=False)
    #: Where the days begin and end, across.
    left: float = field(init=False)
    right: float = field(init=False)

    @is_narrow.default
    def _is_narrow(self) -> bool:
        return self.width < _NARROW * self.size

    @left.default
    def _left(self) -> float:
        return (_PAD if self.is_narrow else _PAD + _NAMES + 1) * self.size

    @right.default
    def _right(self) -> float:
        return self.width - _PAD * self.size

    @property
    def lang(self) -> Language:
        return self.calendar.lang

    # From top to bottom

    def picture(self) -> Picture:
        shapes: list[Shape] = []
        y = _PAD * self.size * 0.6
        y = self.write(shapes, "title", self.calendar.title, y, size=_TITLE * self.size, bold=True)
        if self.calendar.under:
            y = self.write(shapes, "under", self.calendar.under, y)
        limits = self.calendar.limits
        first, last = limits or (0.0, 1.0)
        y += 0.5 * self.size
        y = self.head(shapes, y) if limits else y
        charts = []
        if self.is_narrow and self.obstacles():
            charts.append((y - 0.2 * self.size, y := y + self.size))
        for number, row in enumerate(self.calendar.rows):
            chart, end = self.row(shapes, number, row, y)
            charts.append((chart, end))
            y = end
        below: list[Shape] = []
        if limits:
            below += self.through(charts)
            y = self.ticks(shapes, y)
            y = self.legend(shapes, y + 0.6 * self.size)
        else:
            y = self.write(shapes, "label", say(words.NO_DATES, self.lang), y + 0.5 * self.size)
        day = (self.right - self.left) / (last - first)
        height = y + _PAD * self.size * 0.6
        return Picture(self.width, height, (*below, *shapes), first - self.left / day, day)

    def head(self, shapes: list[Shape], y: float) -> float:
        """The names of the days that run down the picture, in one line or two."""
        size = _QUIET * self.size
        found: list[_Placed] = []
        for _, day, said in self.calendar.lines:
            wide = self.measure(said, size, False)
            start = min(max(self.at(day) - wide / 2, self.left), self.right - wide)
            lane = min({0, 1} - _taken(found, start, start + wide, _GAP * self.size))
            found.append(_Placed(said, start, start + wide, "start", lane))
        lanes = 1 + max((name.lane for name in found), default=-1)
        for name, (kind, *_) in zip(found, self.calendar.lines, strict=True):
            shapes.append(name.words(f"{kind} name", y + (lanes - name.lane - 0.32) * _LINE * size, size))
        return y + lanes * _LINE * size + 0.3 * self.size

    def row(self, shapes: list[Shape], number: int, row: Row, top: float) -> tuple[float, float]:
        """A row: its name, its bar and marks, and as many lines of texts above and below as they need.

        It says where its days begin and end, from top to bottom.
        """
        above, homeless = self.placed(self.texts_above(row), -1, [self.at(day) for _, day in self.others(row)])
        below, more = self.placed(self.texts_below(row), 1)
        names = self.names(row, dict.fromkeys(text.elsewhere for text in (*homeless, *more)))
        quiet, space, half = _QUIET * self.size, 0.45 * self.size, _BAR * self.size / 2
        lanes, lanes_below = (1 + max((text.lane for text in texts), default=-1) for texts in (above, below))
        high = sum(size * _LINE for _, _, size in names)
        chart = (lanes + lanes_below) * _LINE * quiet + 2 * half + 1.2 * space
        if self.is_narrow:
            names_at, chart_at, end = top + space, top + 1.2 * space + high, top + high + chart + 2 * space
        else:
            end = top + max(high, chart) + 2 * space
            names_at, chart_at = (top + end - high) / 2, (top + end - chart) / 2
        middle = chart_at + lanes * _LINE * quiet + half + 0.6 * space
        shapes.append(Line("rule", _PAD * self.size, end, self.right, end, GREY, 0.05 * self.size))
        for kind, text, size in names:
            names_at += size * _LINE
            shapes.append(Words(kind, _PAD * self.size, names_at - 0.32 * size, text, size, row=number))
        if self.calendar.limits:
            shapes += self.drawn(number, row, middle)
        over, under = middle - half - 0.6 * space - 0.1 * self.size, middle + half + _LINE * quiet - 0.05 * self.size
        shapes += [text.words("label", over - text.lane * _LINE * quiet, quiet, number) for text in above]
        shapes += [text.words("label", under + text.lane * _LINE * quiet, quiet, number) for text in below]
        return (chart_at if self.is_narrow else top), end

    def names(self, row: Row, said: Iterable[str]) -> list[tuple[str, str, float]]:
        """The lines of a row's name, and what found no place beside its bar."""
        room = self.width - 2 * _PAD * self.size if self.is_narrow else _NAMES * self.size
        status = row.status_in(self.lang)
        return [
            (kind, line, size)
            for kind, text, size in (
                ("name", row.name, self.size),
                *([("status", status, self.size)] if status else []),
                *(("days", text, _QUIET * self.size) for text in said),
            )
            for line in self.wrapped(text, room, size)
        ]

    def through(self, charts: Iterable[tuple[float, float]]) -> Iterator[Shape]:
        """The band, and the days that run down the whole picture, but for the names above the bars."""
        parts: list[tuple[float, float]] = []
        for top, bottom in charts:
            parts[-1:] = [(parts[-1][0], bottom)] if parts and parts[-1][1] == top else [*parts[-1:], (top, bottom)]
        band = self.calendar.band
        for top, bottom in parts:
            if band is not None and band != OPEN:
                left, right = self.within(band)
                yield Box("band", left, top, right - left, bottom - top, GREEN, 0.22)
            for kind, day, _ in self.calendar.lines:
                x, dashes = self.at(day), (0.6, 0.25) if kind == "filing" else (0.15, 0.22)
                yield Line(kind, x, top, x, bottom, INK, 0.14 * self.size, tuple(self.size * dash for dash in dashes))

    def ticks(self, shapes: list[Shape], y: float) -> float:
        """Days below the picture, and the year where it changes."""
        size, (first, last) = _QUIET * self.size, self.calendar.limits or (0, 0)

        def placed(days: Sequence[date]) -> Iterator[tuple[date, list[str], float, float]]:
            """What is written below each day, where its middle is within the picture, and how wide it is."""
            years = set()
            for day in days:
                said, year = _parted(day, self.lang)
                lines = [said] if year in years else [said, year]
                years.add(year)
                wide = max(self.measure(line, size, False) for line in lines)
                inset = (wide - self.size) / 2
                yield day, lines, min(max(self.at(day), self.left + inset), self.right - inset), wide

        def collide(days: Sequence[date]) -> bool:
            ends = ((middle, wide) for *_, middle, wide in placed(days))
            return any(b - a < (wide_a + wide_b) / 2 + self.size for (a, wide_a), (b, wide_b) in pairwise(ends))

        for day, lines, middle, _ in placed(day_ticks(first, last, collide)):
            x = self.at(day)
            shapes.append(Line("tick", x, y, x, y + 0.3 * self.size, INK, 0.07 * self.size))
            for number, line in enumerate(lines, start=1):
                shapes.append(Words("tick", middle, y + number * _LINE * size, line, size, "middle"))
        return y + 2 * _LINE * size + 0.5 * self.size

    def legend(self, shapes: list[Shape], y: float) -> float:
        wide = 2.4 * self.size
        for swatch, text in self.meanings(shapes):
            middle, x = y + 0.66 * self.size, _PAD * self.size
            for shape in swatch:
                if isinstance(shape, Mark):
                    shapes.append(evolve(shape, kind="swatch", row=None, x=x + 0.4 * wide, y=middle))
                else:
                    high = 0.8 * self.size
                    box = evolve(shape, kind="swatch", row=None, x=x, y=middle - high / 2)
                    shapes.append(evolve(box, width=0.8 * wide, height=high))
            y = self.write(shapes, "legend", text, y, indent=wide if swatch else 0)
        return y

    def meanings(self, shapes: Sequence[Shape]) -> Iterator[tuple[tuple[Box | Mark, ...], str]]:
        said = self.calendar.band_said
        if said is not None:
            yield (Box("band", 0, 0, 0, 0, GREEN, 0.22),) if self.calendar.band else (), said
        found: dict[str, dict[type, Box | Mark]] = {}
        for shape in shapes:
            if isinstance(shape, Box | Mark) and shape.row is not None:
                meaning = self.meaning(shape, self.calendar.rows[shape.row])
                found.setdefault(meaning, {}).setdefault(type(shape), shape)
        for meaning, swatch in found.items():
            yield tuple(swatch[sort] for sort in (Box, Mark) if sort in swatch), meaning

    def meaning(self, shape: Box | Mark, row: Row) -> str:
        if shape.kind == "bar":
            return say(words.ALLOWED, self.lang)
        if shape.kind.startswith("span "):
            decision = row.spans[int(shape.kind.split()[1])].decision
            return f"{LOOKS[verdict_of(decision)].mark} {verdict_said(decision, self.lang)}"
        if shape.kind == "other":
            return say(words.OTHER_DAY, self.lang)
        if row.status is None:
            return say(words.KNOWN_DAYS, self.lang)
        return say(
            words.JUDGED_DAYS.get(row.status, words.JUDGED_DAY), self.lang, status=status_said(row.status, self.lang)
        )

    # In a row

    def drawn(self, number: int, row: Row, middle: float) -> Iterator[Shape]:
        if row.window is not None:
            yield self.box("bar", row.window, middle, _BAR, SKY, 0.45, BLUE, number)
        for place, span in enumerate(row.spans):
            look = LOOKS[verdict_of(span.decision)]
            left, right = self.within(span)
            if right > left:
                yield self.box(f"span {place}", span, middle, _BAR, look.colour, 0.45, look.colour, number)
                yield from self.brief(
                    in_brief(span.decision, self.lang), look.mark, (left + right) / 2, right - left, middle
                )
        if row.judged:
            days = [day for _, day in row.judged]
            known = Window(min(days), max(days))
            if len(days) > 1:
                yield self.box("judged", known, middle, _JUDGED, row.look.colour, 0.6, INK, number)
            if len(days) == 1 or row.status is not None:
                shape = _SHAPES.get(row.status, "diamond") if row.status else "diamond"
                x = sum(self.within(known)) / 2
                yield Mark("judged", x, middle, _MARK * self.size, shape, row.look.colour, number)
        for _, day in self.others(row):
            yield Mark("other", self.at(day), middle, _MARK * self.size, "diamond", None, number)

    def brief(self, said: str, mark: str, x: float, room: float, middle: float) -> Iterator[Words]:
        """An outcome in its bar, or its mark, where there is room beside the lines."""
        size = _QUIET * self.size
        for text in (said, mark):
            wide = self.measure(text, size, False) + _GAP * size
            if wide < room and not any(abs(line - x) < wide / 2 for line in self.obstacles()):
                yield Words("brief", x, middle + 0.36 * size, text, size, "middle")
                return

    def box(
        self, kind: str, window: Window, middle: float, high: float, fill: str, opacity: float, edge: str, row: int
    ) -> Box:
        left, right = self.within(window)
        high *= self.size
        return Box(kind, left, middle - high / 2, right - left, high, fill, opacity, edge, row)

    def others(self, row: Row) -> Iterator[tuple[Fact, date]]:
        """Other dates of a rule, unless they are where its bar begins or ends anyway."""
        ends = (row.window.earliest, row.window.latest) if row.window else ()
        return ((fact, day) for fact, day in row.others if day not in ends and self.left <= self.at(day) <= self.right)

    def texts_above(self, row: Row) -> Iterator[_Text]:
        """The first and the last day of a bar, beside it where it is narrow; an arrow where it leaves the picture."""
        if self.calendar.limits is None:
            return
        if row.window is not None:
            first, last = row.window.earliest, row.window.latest
            left, right = self.within(row.window)
            is_short = right - left < _SHORT * (self.right - self.left)
            (start, end), lang = self.calendar.limits, self.lang
            days = say(_phrases.NAMED, lang, name=words.ALLOWED.say(lang), said=window_said(row.window, lang))
            if last is not None and last.toordinal() < start:
                yield _Text(f"←{NO_BREAK}{in_short(last, lang)}", self.left, "start", days)
            elif first is not None and first.toordinal() < start:
                yield _Text(f"←{NO_BREAK}{in_short(first, lang)}", self.left, "start", days)
            elif first is not None and first.toordinal() <= end:
                yield _Text(in_short(first, lang), left, "end" if is_short else "start", days)
            if first is not None and first.toordinal() > end:
                yield _Text(f"{in_short(first, lang)}{NO_BREAK}→", self.right, "end", days)
            elif last is not None and last.toordinal() > end:
                yield _Text(f"{in_short(last, lang)}{NO_BREAK}→", self.right, "end", days)
            elif last is not None and last.toordinal() >= start and last != first:
                yield _Text(in_short(last, lang), right, "start" if is_short else "end", days)
        elif row.judged and row.status is None:
            known = [day for _, day in row.judged]
            said = " – ".join(dict.fromkeys(in_short(day, self.lang) for day in known))
            left, right = self.within(Window(min(known), max(known)))
            place, side = (left, "start") if self.is_left(known[0]) else (right, "end")
            yield _Text(said, place, side, said)

    def texts_below(self, row: Row) -> Iterator[_Text]:
        if self.calendar.limits is not None:
            for fact, day in self.others(row):
                said = dated(fact, day, self.lang)
                yield _Text(said, self.at(day), "start" if self.is_left(day) else "end", said)

    def placed(
        self, texts: Iterable[_Text], step: int, marks: Sequence[float] = ()
    ) -> tuple[list[_Placed], list[_Text]]:
        """The texts that find a place, clear of all others, the lines and the marks, in one line or two; and the rest.

        Lines follow each other up or down: ``step`` is the lane of the second less that of the first.
        """
        found: list[_Placed] = []
        homeless = []
        for text in texts:
            places = (self.places(lines, text, found, marks) for lines in ([text.text], text.text.rsplit(" ", 1)))
            lines, place = next(((lines, place) for lines, place in places if place), ([], None))
            if place is None:
                homeless.append(text)
                continue
            start, end, anchor, lane = place
            first = lane if step > 0 else lane + len(lines) - 1
            found += (_Placed(line, start, end, anchor, first + step * number) for number, line in enumerate(lines))
        return found, homeless

    def places(
        self, lines: list[str], text: _Text, found: Sequence[_Placed], marks: Sequence[float]
    ) -> tuple[list[str], tuple[float, float, str, int] | None]:
        """The best place of a text in so many lines: where it starts and ends, how it is aligned, its lowest lane."""
        size, gap = _QUIET * self.size, _GAP * self.size
        wide = max(self.measure(line, size, False) for line in lines)
        edges = self.within(self.calendar.band) if self.calendar.band else ()
        starts = [(text.x, "start"), (text.x - wide, "end")][:: 1 if text.side == "start" else -1]
        starts += [(self.left, "start"), (self.right - wide, "end")]
        for x in self.obstacles():
            starts += [(x + gap, "start"), (x - gap - wide, "end")]
        free = [
            (lane, any(start < x < start + wide for x in edges), number)
            for number, (start, _) in enumerate(starts)
            if self.left - 0.01 <= start and start + wide <= self.right + 0.01
            if start - text.x <= _NEAR * self.size and text.x - start - wide <= _NEAR * self.size
            if not any(start - 0.9 * gap < x < start + wide + 0.9 * gap for x in self.obstacles())
            if not any(start - _MARK * self.size < x < start + wide + _MARK * self.size for x in marks)
            for lane in range(3)
            if not _taken(found, start, start + wide, gap) & {*range(lane, lane + len(lines))}
        ]
        if not free:
            return lines, None
        lane, _, number = min(free)
        start, anchor = starts[number]
        return lines, (start, start + wide, anchor, lane)

    # Small things

    def at(self, day: date) -> float:
        return self.across(day.toordinal())

    def across(self, ordinal: float) -> float:
        first, last = self.calendar.limits or (0.0, 1.0)
        return self.left + (ordinal - first) * (self.right - self.left) / (last - first)

    def within(self, window: Window) -> tuple[float, float]:
        """Where a window begins and ends, or the picture does."""
        left = self.left if window.earliest is None else self.across(window.earliest.toordinal() - 0.5)
        right = self.right if window.latest is None else self.across(window.latest.toordinal() + 0.5)
        return min(max(left, self.left), self.right), min(max(right, self.left), self.right)

    def is_left(self, day: date) -> bool:
        return self.at(day) <= (self.left + self.right) / 2

    def obstacles(self) -> list[float]:
        """Where lines run down that no text may cover."""
        return [self.at(day) for _, day, _ in self.calendar.lines]

    def write(
        self,
        shapes: list[Shape],
        kind: str,
        text: str,
        y: float,
        *,
        size: float = 0.0,
        bold: bool = False,
        indent: float = 0.0,
    ) -> float:
        """A paragraph as wide as the picture; where the next may begin."""
        size = size or self.size
        x = _PAD * self.size + indent
        for line in self.wrapped(text, self.right - x, size, bold):
            y += size * _LINE
            shapes.append(Words(kind, x, y - 0.32 * size, line, size, bold=bold))
        return y

    def wrapped(self, text: str, room: float, size: float, bold: bool = False) -> list[str]:
        """The lines of a text, broken between words, and within those that are wider than the room."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if self.measure(longer, size, bold) <= room:
                lines[-1:] = [longer]
                continue
            rest = word
            while len(rest) > 1 and self.measure(rest, size, bold) > room:
                end = len(rest) - 1
                while end > 1 and self.measure(rest[:end], size, bold) > room:
                    end -= 1
                lines.append(rest[:end])
                rest = rest[end:]
            lines.append(rest)
        return lines


def _parted(day: date, lang: Language) -> tuple[str, str]:
    """A day without its year, and the year."""
    said, _, year = in_short(day, lang).rpartition(NO_BREAK)
    return said, year


def _taken(found: Iterable[_Placed], start: float, end: float, gap: float) -> set[int]:
    """The lanes in which a stretch would come too close to the texts that were placed."""
    return {placed.lane for placed in found if start < placed.end + gap and placed.start < end + gap}


# Days on an axis

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100)


def day_ticks(first: float, last: float, collide: Callable[[Sequence[date]], bool]) -> list[date]:
    """Days to label between two ordinals: Mondays, first days of a month or year; few enough not to collide."""
    low, high = max(1, int(-(-first // 1))), min(date.max.toordinal(), int(last))
    for days in _rounded(low, high):
        if days and len(days) <= _TICKS and not collide(days):
            return days
    return [date.fromordinal(low)]


def _rounded(low: int, high: int) -> Iterator[list[date]]:
    for step in _DAYS:
        if (high - low) // step <= _TICKS:
            start = low if step < 7 else low + (1 - low) % 7  # day 1 is a Monday
            yield [date.fromordinal(day) for day in range(start, high + 1, step)]
    first, last = date.fromordinal(low), date.fromordinal(high)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for step in (*_MONTHS, *(12 * years for years in _YEARS)):
        if len(months) // step <= _TICKS + 1:
            days = (date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0)
            yield [day for day in days if first <= day]
