"""Days that a text names: by when a dossier must be complete, when an evaluation can take place, and a table."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, compiled_rules
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.changing import Varying
from clea_eligibility.dossier.dates import LAST_DAY, NO_END
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FactPath
from clea_eligibility.dossier.models import Dossier, Evaluation
from clea_eligibility.editions import GUIDE
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import has_of_page, is_of_page, value_said, window_said
from clea_eligibility.planning._windows import PLACES, Window, days_of, open_windows, windows
from clea_eligibility.rules._conditions import NotAfter
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import REOPENED
from clea_eligibility.text import Language, Text, full_day, known_language, listed, long_day, typeset, weekday

_THREE_WEEKS = "filed_three_weeks_before"
FILED: FactPath = "filed_on"
_FILING_PLACE, _NEVER = PLACES[FILED], NO_END.toordinal()
STARTS: FactPath = "evaluation.starts_on"
ENDS: FactPath = "evaluation.ends_on"
_SAID = {fact.path: fact.on_day for fact in FACTS if fact.on_day}
_PAPERS: Mapping[FactPath, str] = {
    fact.path: lever.name for fact in FACTS for lever in fact.levers if lever.name in words.PAPERS
}


def with_facts(dossier: Dossier, facts: Mapping[FactPath, Any]) -> Dossier:
    """The dossier with other facts, and without what was said of a day among them."""
    stated = {**facts, **{path: None for path, day in _SAID.items() if day in facts}}
    others = {path: value for path, value in stated.items() if FACT_BY_PATH[path].of(dossier) != value}
    made: Dossier = dossier
    if others:
        made, _ = Varying(Dossier, dossier, others).with_values(others)
    return made


def without(dossier: Dossier, *facts: FactPath) -> Dossier:
    return with_facts(dossier, dict.fromkeys(facts))


def completed(decision: Decision) -> Dossier:
    """The dossier without the papers that fail, still to be filed: what it will be once others take their place."""
    failing = _papers_of((found.rule for found in decision.reasons if found.rule.group == "document"), decision.rules)
    return without(decision.dossier, FILED, *(path for path, paper in _PAPERS.items() if paper in failing))


def days_between(first: date | None, last: date | None, lang: Language) -> str:
    """The days of an evaluation, of which one may be unknown.

    >>> days_between(date(2026, 5, 11), date(2026, 5, 12), "en"), days_between(date(2026, 5, 1), date(2026, 5, 1), "fr")
    ('on 11 and 12 May 2026', 'le 1er mai 2026')
    """
    said = {name: value_said(day, lang) for name, day in (("first", first), ("last", last))}
    if first is None or last is None:
        return (words.FROM_DAY_ON if last is None else words.UNTIL_DAY).say(lang, **said)
    if first == last:
        return words.ON_ONE_DAY.say(lang, **said)
    if last.toordinal() - first.toordinal() == 1 and first.month == last.month:
        said["first"] = said["first"].split()[0]
        return words.ON_TWO_DAYS.say(lang, **said)
    return words.FROM_DAY_TO_DAY.say(lang, **said)


@frozen
class ByWhen:
    #: The days, with what would have to be done afterwards; nothing where every day will do.
    said: str
    #: The days left for the filing.
    window: Window
    #: The last day that every reading admits.
    safe: date | None = None


def by_when(
    dossier: Dossier, rules: RuleSet, lang: Language, today: date | None = None, apart: tuple[NotAfter, ...] = ()
) -> ByWhen | None:
    """By when a dossier must be complete; ``None`` where it was filed, or where no day will do.

    ``apart`` binds open dates that move together.
    """
    filed = FACT_BY_PATH[FILED].of(dossier)
    if filed is not None and (today is None or filed <= today):
        return None
    unfiled = without(dossier, FILED)
    (window,) = open_windows(unfiled, rules, today, FILED, apart=apart)
    if window is None:
        return None
    is_before = FACT_BY_PATH[STARTS].of(dossier) is None and has_of_page(rules, _THREE_WEEKS)
    said = [words.BEFORE_IT_STARTS.say(lang)] if is_before else []
    if window.latest is None or window.latest > LAST_DAY:
        return ByWhen("".join(said), window)
    (strict,) = open_windows(unfiled, rules.in_every_reading(), today, FILED, apart=apart)
    safe = latest_of(strict)
    is_from_today = today is None or window.earliest is None or window.earliest <= today
    if is_from_today and window.earliest != window.latest:
        days = words.BY.say(lang, day=long_day(window.latest, lang))
    else:
        days = window_said(window, lang)
    said.append(days + _beside(window.latest, safe, lang, today))
    bounding = _bounding(unfiled, rules, window.latest)
    then = ""
    if any(rule.code == _THREE_WEEKS for rule in bounding):
        then = words.THEN_LATER.say(lang)
    elif papers := _ageing(bounding, rules):
        names = _papers_said(papers, lang)
        then = words.THEN_OTHER_PAPERS.say(lang, papers=names) + _last_day_then(unfiled, papers, rules, lang, today)
    return ByWhen(words.AND_BY.say(lang).join(said) + then, window, safe)


def _beside(last: date, safe: date | None, lang: Language, today: date | None) -> str:
    """The last day that every reading admits, where that is another, or that there is none."""
    if safe == last:
        return ""
    return words.SAFE_DAY.say(lang, day=long_day(safe, lang)) if safe else words.NO_SAFE_FILING[today is None].say(lang)


def _last_day_then(unfiled: Dossier, papers: list[str], rules: RuleSet, lang: Language, today: date | None) -> str:
    """The last day to file for an evaluation that is planned, once other papers have taken the place of some."""
    if FACT_BY_PATH[STARTS].of(unfiled) is None:
        return ""
    renewed = without(unfiled, *(path for path, paper in _PAPERS.items() if paper in papers))
    (window,) = open_windows(renewed, rules, today, FILED)
    (strict,) = open_windows(renewed, rules.in_every_reading(), today, FILED)
    last, safe = latest_of(window), latest_of(strict)
    if last is None:
        return ""
    return words.LAST_DAY_THEN.say(lang, day=long_day(last, lang), beside=_beside(last, safe, lang, today))


def last_days(unfiled: Dossier, rules: RuleSet) -> Iterator[tuple[Rule, date]]:
    """The rules that bound the filing day, each with the last day that it admits by itself."""
    network = compiled_rules(rules).network
    days, limits = days_of(unfiled, network), dict[int, int]()
    for edge, later, _ in network.steps[1][_FILING_PLACE]:
        known = days[later] if edge.rules != network.own_order else None
        if known not in (None, _NEVER):
            limits[edge.rules] = min(limits.get(edge.rules, _NEVER), edge.pull(known))
    for bit in sorted(limits):
        if limits[bit] > 0:  # else no calendar has the day
            yield network.rules[bit.bit_length() - 1], date.fromordinal(limits[bit])


def _bounding(unfiled: Dossier, rules: RuleSet, last: date) -> list[Rule]:
    return [rule for rule, day in last_days(unfiled, rules) if day == last]


def _papers_of(told: Iterable[Rule], rules: RuleSet) -> list[str]:
    """The papers that some rules are about, by the names of the changes that replace them."""
    by_code = compiled_rules(rules).read
    read = frozenset[str]().union(*(by_code[rule.code] for rule in told))
    return list(dict.fromkeys(paper for path, paper in _PAPERS.items() if path in read))


def _ageing(bounding: Iterable[Rule], rules: RuleSet) -> list[str]:
    return [paper for paper in _papers_of(bounding, rules) if paper in words.PAPER_NAMES]


def _papers_said(papers: Iterable[str], lang: Language) -> str:
    return listed([words.PAPER_NAMES[name].say(lang) for name in papers], words.AND, lang)


def papers_ageing(dossier: Dossier, rules: RuleSet, last: date, lang: Language) -> str:
    """The papers that make a day the last one for the filing; nothing where the evaluation does."""
    bounding = _bounding(without(dossier, FILED), rules, last)
    papers = [] if any(rule.code == _THREE_WEEKS for rule in bounding) else _ageing(bounding, rules)
    return _papers_said(papers, lang) if papers else ""


def passed_said(
    dossier: Dossier, rules: RuleSet, lang: Language, today: date, wordings: Mapping[str, Text] = words.PASSED
) -> Iterator[tuple[Rule, str]]:
    """The rules that no filing from today on can meet any more, and what to say of each."""
    start = value_said(FACT_BY_PATH[STARTS].of(dossier), lang)
    for rule, last in last_days(without(dossier, FILED), rules):
        if last < today:
            text = wordings[rule.code] if is_of_page(rule) else words.TOO_LATE_TO_FILE
            yield rule, text.say(lang, day=long_day(last if is_of_page(rule) else today, lang), start=start)


def filing_said(
    found: ByWhen | None, dossier: Dossier, rules: RuleSet, lang: Language, today: date | None = None
) -> str | None:
    """By when a dossier that is still to be filed must be complete, and what would have to be done afterwards."""
    if found is None or not found.said:
        return None
    last = found.window.latest
    opening = opening_said(dossier, rules, last, lang) if today is None and last is not None else None
    return " ".join(filter(None, [words.COMPLETE_BY[today is not None].say(lang, days=found.said), opening]))


def opening_said(
    dossier: Dossier, rules: RuleSet, day: date, lang: Language, text: Text = words.PRESUMED_OPEN
) -> str | None:
    """What those who may file before filing is presumed to be open are told: unless otherwise, who presumes it."""
    if day >= REOPENED or dossier.filing_open or not has_of_page(rules, "filing_open"):
        return None
    return text.say(lang, day=long_day(REOPENED, lang))


def evaluation_said(dossier: Dossier, rules: RuleSet, lang: Language, today: date | None = None) -> str | None:
    """Between which days the evaluation can take place.

    ``None`` where nothing bounds it, where it lies in the past, and where it is planned for a dossier that was filed.
    """
    filed, starts, ends = (FACT_BY_PATH[path].of(dossier) for path in (FILED, STARTS, ENDS))
    if starts is not None and (today is None or starts < today or (filed is not None and filed <= today)):
        return None
    last_of = STARTS if starts is None and ends is not None else ENDS
    opened = without(dossier, STARTS, last_of)
    if filed is None and today is not None and opening_said(dossier, rules, today, lang):
        (left,) = open_windows(opened, rules, today, FILED)
        if left and REOPENED in left:
            filed, opened = REOPENED, with_facts(opened, {FILED: REOPENED})
    first, last = open_windows(opened, rules, today, STARTS, last_of)
    if first is None or last is None:
        return None
    earliest, latest = first.earliest and max(first.earliest, today or first.earliest), last.latest
    if earliest is not None and earliest > min(latest or LAST_DAY, LAST_DAY):  # no dossier can state a later day
        return None
    if earliest is None and latest is None:
        return None
    text = words.EVALUATION_ON if earliest == latest else words.EVALUATION_WHEN
    end = "" if ends is None else long_day(ends, lang)
    if last_of == STARTS:
        text = words.EVALUATION_STARTS
    safe = safe_start(opened, rules, earliest, latest, lang, today)
    line = text.say(lang, days=days_between(earliest, latest, lang), safe=safe, end=end)
    if filed is None and today is not None:
        (left,) = open_windows(opened, rules, today, FILED)
        filed = left and left.earliest
    if filed is None or earliest is None:
        return line
    when = words.FOR_A_FILING.say(lang, day=long_day(filed, lang))
    return when[0].upper() + when[1:] + line[0].lower() + line[1:]


def safe_start(
    opened: Dossier,
    rules: RuleSet,
    start: date | None,
    last: date | None,
    lang: Language,
    today: date | None,
    apart: tuple[NotAfter, ...] = (),
) -> str:
    """From which day on an evaluation can start under every reading, where that is not the first day of all.

    Or that there is no such day.
    """
    (first,) = open_windows(opened, rules.in_every_reading(), today, STARTS, apart=apart)
    if first is None or (last and first.earliest and last < first.earliest):
        return words.NO_SAFE_DAY.say(lang)
    if start is None or first.earliest is None or not start < first.earliest <= LAST_DAY:
        return ""
    text = words.SAFE_ALONE if first.earliest == last else words.EVALUATION_SAFE
    return text.say(lang, first=long_day(first.earliest, lang))


# The last days to file, for each day on which an evaluation could start

_TITLE = Text("Derniers jours pour déposer un dossier complet", "Last days to file a complete dossier")
_HEADS = (
    Text("Début de l'évaluation", "Evaluation starts"),
    Text("Jour sûr", "Safe day"),
    Text("Dernier jour", "Last day"),
)
_NO_DAY = "–"
_NOTES = (
    Text(
        "Ce jour-là, à l'heure de Paris, le formulaire et toutes les pièces sont déposés.",
        "On that day, Paris time, the form and every document are in.",
    ),
    Text(
        "Le jour sûr convient dans toutes les lectures du texte ; le dernier jour, dans la lecture retenue.",
        "The safe day will do however the text is read; the last day, as it is read here.",
    ),
)
_SAFE_EVENT = Text(
    "CléA : jour sûr pour déposer (évaluation du {start})", "CléA: safe day to file (evaluation of {start})"
)
_LAST_EVENT = Text(
    "CléA : dernier jour pour déposer (évaluation du {start})", "CléA: last day to file (evaluation of {start})"
)
_LONGEST_LINE = 75
"""Octets of a line of iCalendar, its end left out (RFC 5545, 3.1)."""


@frozen
class Deadline:
    """The days by which a dossier must be complete, were the evaluation to start on ``starts_on``.

    >>> found = Deadline(date(2026, 3, 2), last=date(2026, 2, 9), safe=date(2026, 2, 8))
    >>> found.last - found.safe
    datetime.timedelta(days=1)
    """

    starts_on: date
    #: The last day under the readings that the rules follow; ``None`` where they set none.
    last: date | None
    #: The last day under every admissible reading; ``None`` where the rules set none, or where no day is safe.
    safe: date | None


@frozen(repr=False)
class Deadlines:
    """The last days to file, a row for each day on which an evaluation could start: ``str()`` is a table in words."""

    rows: tuple[Deadline, ...]
    lang: Language
    rules: RuleSet

    def __iter__(self) -> Iterator[Deadline]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> Deadline:
        return self.rows[place]

    def __str__(self) -> str:
        said = [
            [head.say(self.lang) for head in _HEADS],
            *([self._said(day) for day in (row.starts_on, row.safe, row.last)] for row in self.rows),
        ]
        widths = [max(map(len, column)) for column in zip(*said, strict=True)]
        lines = (
            "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in said
        )
        notes = "\n".join(note.say(self.lang) for note in _NOTES)
        return typeset("\n\n".join([_TITLE.say(self.lang), "\n".join(lines), notes]), self.lang)

    __repr__ = __str__

    def to_csv(self) -> str:
        r"""The rows as CSV, with a header: ISO days, and the weekdays' names in the language of the table.

        >>> print(deadlines(date(2026, 3, 2), date(2026, 3, 2), "en").to_csv(), end="")
        starts_on,starts_on_weekday,safe,safe_weekday,last,last_weekday
        2026-03-02,Monday,2026-02-08,Sunday,2026-02-09,Monday
        """
        names = ("starts_on", "safe", "last")
        lines = [
            [column for name in names for column in (name, f"{name}_weekday")],
            *([cell for name in names for cell in self._cells(getattr(row, name))] for row in self.rows),
        ]
        return "".join(f"{','.join(line)}\n" for line in lines)  # no day and no weekday has a comma

    def to_icalendar(self) -> str:
        r"""The days as a calendar (RFC 5545): for each row an event on the safe day, and one on the last.

        The events keep their names from one export to the next, so that a calendar takes them up once. No clock is
        read: they bear the day on which the page was transcribed, or for rules of one's own the first of the rows.
        """
        source = self.rules.source
        stamp = source.transcribed_on if source is not None else None
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//clea-eligibility//deadlines//" + self.lang.upper()]
        for row in self.rows:
            for name, day, text in (("safe", row.safe, _SAFE_EVENT), ("last", row.last, _LAST_EVENT)):
                if day is not None:
                    said = text.say(self.lang, start=full_day(row.starts_on, self.lang))
                    lines += [
                        "BEGIN:VEVENT",
                        f"UID:{row.starts_on:%Y%m%d}-{name}-{_escaped(self.rules.id)}@clea-eligibility",
                        f"DTSTAMP:{stamp or self.rows[0].starts_on:%Y%m%d}T000000Z",
                        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                        f"SUMMARY:{_escaped(typeset(said, self.lang))}",
                        "TRANSP:TRANSPARENT",
                        "END:VEVENT",
                    ]
        return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])

    def _said(self, day: date | None) -> str:
        return _NO_DAY if day is None else full_day(day, self.lang)

    def _cells(self, day: date | None) -> tuple[str, str]:
        return ("", "") if day is None else (day.isoformat(), weekday(day, self.lang))


def deadlines(first: date, last: date, lang: Language = "fr", *, rules: RuleSet = GUIDE) -> Deadlines:
    """For each day of a range on which an evaluation could start, the last day to file and the safe one.

    Both are days on which the dossier is complete. Weekends and holidays are days like any other: the page postpones
    no deadline for them. A day on which no evaluation could start under the rules has no row.

    Raises:
        CleaError: ``last`` is before ``first``, a day lies outside of those that a dossier can state, or the language
            is neither French (``fr``) nor English (``en``).
        TypeError: For anything but two dates and a rule set.

    >>> print(deadlines(date(2026, 3, 2), date(2026, 3, 3), "en"))
    Last days to file a complete dossier
    <BLANKLINE>
    Evaluation starts     Safe day                Last day
    Monday 2 March 2026   Sunday 8 February 2026  Monday 9 February 2026
    Tuesday 3 March 2026  Monday 9 February 2026  Tuesday 10 February 2026
    <BLANKLINE>
    On that day, Paris time, the form and every document are in.
    The safe day will do however the text is read; the last day, as it is read here.
    """
    known_language(lang)
    return Deadlines(tuple(_rows(first, last, rules)), lang, rules)


def _rows(first: date, last: date, rules: RuleSet) -> Iterator[Deadline]:
    every = rules.in_every_reading()
    for day in dates.days(first, last):
        dossier = Dossier(evaluation=Evaluation(starts_on=day))
        filing = windows(dossier, rules)["filed_on"]
        if filing is not None:
            safe = windows(dossier, every)["filed_on"]
            yield Deadline(day, filing.latest, latest_of(safe))


def latest_of(window: Window | None) -> date | None:
    """The last day of a window; ``None`` where it has none, or where there is no window."""
    return None if window is None else window.latest


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text


def _folded(line: str) -> str:
    """A line, broken where it is longer than iCalendar likes, but inside no letter."""
    lines, room = [""], _LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            lines.append("")
            room = _LONGEST_LINE - 1  # a line that goes on begins with a space
        lines[-1] += letter
        room -= size
    return "\r\n ".join(lines)
