"""The last days on which a dossier can be filed, for each day on which an evaluation could start."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from clea_eligibility.dossier.dates import days
from clea_eligibility.dossier.models import Dossier, Evaluation
from clea_eligibility.editions import GUIDE
from clea_eligibility.planning import Window, windows
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, Text, full_day, known_language, typeset, weekday

__all__ = ["Deadline", "Deadlines", "deadlines", "latest_of"]

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
    for day in days(first, last):
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
