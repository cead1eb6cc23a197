"""What to do, in words: the days that each date may take, and what would repair an ineligible dossier."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from clea_eligibility import texts
from clea_eligibility import texts_planning as words
from clea_eligibility.conditions import Value
from clea_eligibility.dates import NO_END
from clea_eligibility.decision import Decision, Status
from clea_eligibility.engine import decide
from clea_eligibility.explain import headline, questions, sentence_of, sentences
from clea_eligibility.facts import FACT_BY_PATH, Fact, Language, known_language
from clea_eligibility.guide import GUIDE
from clea_eligibility.language import Text, listed, long_day, typeset
from clea_eligibility.levers import Lever
from clea_eligibility.models import Dossier
from clea_eligibility.planning import Repair, Repairs, Window, Windows, repairs, windows
from clea_eligibility.ruleset import RuleSet


def advise(dossier: Dossier, lang: Language = "fr", *, today: date | None = None, rules: RuleSet = GUIDE) -> str:
    """What to do about a dossier, in plain text: the verdict, what would mend it, and the days that would do.

    >>> from clea_eligibility import Evaluation
    >>> late = Evaluation(starts_on=date(2026, 4, 27), ends_on=date(2026, 4, 28))
    >>> print(advise(Dossier(filed_on=date(2026, 4, 10), evaluation=late), "en", today=date(2026, 4, 12)))
    The dossier does not meet the published criteria. Amount: €0.
    <BLANKLINE>
    Reason:
    - The dossier was filed on 10 April 2026 but the evaluation starts on 27 April 2026; it had to be filed by ...
    <BLANKLINE>
    To mend it:
    - The evaluator moves the evaluation, which then starts on 1 May 2026 at the earliest and ends on 2 May 2026 ...
    <BLANKLINE>
    To change one date alone would not be enough.

    With ``today``, nothing is advised for a day of the past: see :func:`clea_eligibility.planning.repairs`.

    Raises :class:`CleaError` for a language other than French (``fr``) and English (``en``).
    """
    known_language(lang)
    adviser = _Adviser(decide(dossier, rules), windows(dossier, rules), windows(dossier, rules, today=today), lang)
    return typeset("\n\n".join(adviser.paragraphs(repairs(dossier, rules, today=today))), lang)


@frozen
class _Adviser:
    """Says what to do about the dossier of one decision, in one language.

    ``fitting`` are the windows in which known dates may stay, ``moving`` those to which dates may move.
    """

    decision: Decision
    fitting: Windows
    moving: Windows
    lang: Language

    def paragraphs(self, found: Repairs) -> Iterator[str]:
        yield headline(self.decision, self.lang)
        reasons = [said.text for said in sentences(self.decision, self.lang) if said.status is Status.VIOLATED]
        yield from self.section(texts.REASON if len(reasons) == 1 else texts.REASONS, reasons)
        beyond_repair = [sentence_of(self.decision, finding, self.lang) for finding in found.beyond_repair]
        yield from self.section(words.NO_REPAIR, beyond_repair)
        heading = words.REPAIR if len(found) == 1 else words.REPAIRS
        yield from self.section(heading, [self.repair(repair) for repair in found], numbered=len(found) > 1)
        yield from self.section(texts.MISSING, list(questions(self.decision, self.lang)))
        yield from self.calendar()

    def calendar(self) -> Iterator[str]:
        lines = list(filter(None, (self.line(fact) for fact in map(FACT_BY_PATH.__getitem__, self.moving))))
        yield from self.section(words.WINDOWS, lines)
        if None in self.moving.values():
            yield (words.NO_OTHER_DATE if lines else words.NO_SINGLE_DATE).say(self.lang)
        elif not lines:
            yield words.ANY_DAY.say(self.lang)

    def section(self, heading: Text, items: list[str], *, numbered: bool = False) -> Iterator[str]:
        marks = [f"{number}." if numbered else "-" for number in range(1, len(items) + 1)]
        if items:
            lines = (f"{mark} {item}" for mark, item in zip(marks, items, strict=True))
            yield "\n".join([heading.say(self.lang), *lines])

    # Days

    def line(self, fact: Fact) -> str | None:
        """One date: what it is called, the days it may take, and the day it has; ``None`` where nothing bounds it."""
        known, fitting, window = fact.of(self.decision.dossier), self.fitting[fact.path], self.moving[fact.path]
        state = ""
        if known is not None:
            stays = fitting is not None and known in fitting
            window = fitting if stays else window
            state = self.state(known, None if stays else window)
        if window in (None, Window(None, None)):
            return None
        return f"{words.DATES[fact.path].say(self.lang)}{Text(' :', ':').say(self.lang)} {self.days(window)}{state}"

    def state(self, known: date, missed: Window | None) -> str:
        """The day that a date has, and in which direction it misses the window that it is not in."""
        is_late = missed is not None and missed.latest is not None and known > missed.latest
        text = words.KNOWN if missed is None else words.TOO_LATE if is_late else words.TOO_EARLY
        return text.say(self.lang).format(day=self.day(known))

    def days(self, window: Window, nearest: date | None = None) -> str:
        """The days of a window; the nearest of them too where there are two ends to choose from."""
        if window.earliest is None:
            text = words.UNTIL
        elif window.latest is None:
            text = words.FROM
        elif window.earliest == window.latest:
            text = words.ON
        else:
            text = words.FROM_TO if nearest is None else words.FROM_TO_NEAREST
        ends = {"earliest": window.earliest, "latest": window.latest, "nearest": nearest}
        return text.say(self.lang).format(**{name: day and self.day(day) for name, day in ends.items()})

    def day(self, day: date) -> str:
        return words.ENDLESS.say(self.lang) if day == NO_END else long_day(day, self.lang)

    # What to change

    def repair(self, repair: Repair) -> str:
        """One repair: a sentence for each lever."""
        return " ".join(f"{self.pulled(lever, repair)}." for lever in repair.levers)

    def pulled(self, lever: Lever, repair: Repair) -> str:
        """What somebody does, and for each fact that changes, how."""
        said = words.LEVERS[lever].say(self.lang)
        for path, change in repair.changes.items():
            how = words.CHANGES.get((lever, path))
            if how is not None:
                said += how.say(self.lang).format(**self.blank(path, change, repair))
        return said

    def blank(self, path: str, change: Window | Value, repair: Repair) -> dict[str, str]:
        if isinstance(change, Window):
            nearest = repair.nearest[path]
            return {"window": self.days(change, nearest if isinstance(nearest, date) else None)}
        values = repair.choices.get(path, (change,))
        provisos = [words.PROVISOS[value].say(self.lang) for value in values if value in words.PROVISOS]
        return {"values": listed([self.value(value) for value in values], texts.OR, self.lang) + "".join(provisos)}

    def value(self, value: Value) -> str:
        return texts.VALUES[value].say(self.lang) if isinstance(value, str) and value in texts.VALUES else str(value)
