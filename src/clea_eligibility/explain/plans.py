"""What to do, in words: the days that each date may take, and what would repair an ineligible dossier."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Status
from clea_eligibility.deciding.engine import decide
from clea_eligibility.dossier.actions import FILING_DAY, Lever
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain import _phrases as texts
from clea_eligibility.explain import _phrases_of_plans as words
from clea_eligibility.explain.decisions import headline, questions, sentence_of, sentences
from clea_eligibility.planning import Repair, Repairs, Window, Windows, repairs, windows
from clea_eligibility.planning._windows import standing_windows
from clea_eligibility.rules._conditions import Value
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE
from clea_eligibility.text import Language, Text, known_language, listed, long_day, typeset

__all__ = ["advise", "known_said", "repair_advised", "repair_said", "window_said"]


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
    - The evaluator moves the evaluation, which then starts on 1 May 2026 at the earliest, to end on 2 May 2026 ...
    <BLANKLINE>
    To change one date alone would not be enough.

    With ``today``, nothing is advised for a day of the past: see :func:`clea_eligibility.planning.repairs`.

    Raises :class:`CleaError` for a language other than French (``fr``) and English (``en``).
    """
    known_language(lang)
    standing, moving = standing_windows(dossier, rules, today=today), windows(dossier, rules, today=today)
    adviser = _Adviser(decide(dossier, rules), standing, moving, lang)
    return typeset("\n\n".join(adviser.paragraphs(repairs(dossier, rules, today=today))), lang)


@frozen
class _Adviser:
    """Says what to do about the dossier of one decision, in one language.

    ``standing`` are the windows in which known dates may stay, ``moving`` those to which dates may move.
    """

    decision: Decision
    standing: Windows
    moving: Windows
    lang: Language

    def paragraphs(self, found: Repairs) -> Iterator[str]:
        yield headline(self.decision, self.lang)
        reasons = [said.text for said in sentences(self.decision, self.lang) if said.status is Status.VIOLATED]
        yield from self.section(texts.REASON if len(reasons) == 1 else texts.REASONS, reasons)
        yield from self.too_late()
        beyond_repair = [sentence_of(self.decision, finding, self.lang) for finding in found.beyond_repair]
        yield from self.section(words.NO_REPAIR, beyond_repair)
        heading = words.REPAIR if len(found) == 1 else words.REPAIRS
        advised = [repair_advised(repair, self.decision, self.lang) for repair in found]
        yield from self.section(heading, advised, numbered=len(found) > 1)
        yield from self.section(texts.MISSING, list(questions(self.decision, self.lang)))
        yield from self.calendar()

    def calendar(self) -> Iterator[str]:
        lines = list(filter(None, (self.line(fact) for fact in map(FACT_BY_PATH.__getitem__, self.moving))))
        yield from self.section(words.WINDOWS, lines)
        if None in self.standing.values():
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
        dossier = self.decision.dossier
        known, standing, window = fact.of(dossier), self.standing[fact.path], self.moving[fact.path]
        flag = next((other for other in FACTS if other.is_presence_flag and _holder(other) == _holder(fact)), None)
        if flag is not None and flag.of(dossier) is False:
            return None
        state = ""
        if known is not None:
            stays = standing is not None and known in standing
            window = standing if stays else window
            state = known_said(known, None if stays else window, self.lang)
        if window in (None, Window(None, None)):
            return None
        colon = Text(" :", ":").say(self.lang)
        return f"{words.DATES[fact.path].say(self.lang)}{colon} {window_said(window, self.lang)}{state}"

    def too_late(self) -> Iterator[str]:
        """What to say where no day is left for a filing that is still to be made."""
        day = self.moving.today
        filing = next(path for path in self.standing if FILING_DAY in FACT_BY_PATH[path].levers)
        is_open = FACT_BY_PATH[filing].of(self.decision.dossier) is None and not self.decision.reasons
        if day is not None and is_open and self.standing[filing] is None:
            yield words.TOO_LATE_TO_FILE.say(self.lang).format(day=_day(day, self.lang))


def _holder(fact: Fact) -> str:
    return fact.path.rpartition(".")[0]


# Days


def known_said(known: date, missed: Window | None, lang: Language) -> str:
    """The day that a date has, in brackets, and in which direction it misses the window that it is not in."""
    is_late = missed is not None and missed.latest is not None and known > missed.latest
    text = words.KNOWN if missed is None else words.TOO_LATE if is_late else words.TOO_EARLY
    return text.say(lang).format(day=_day(known, lang))


def window_said(window: Window, lang: Language, nearest: date | None = None) -> str:
    """The days of a window that has an end; the nearest of them too where there are two ends to choose from.

    >>> window_said(Window(date(2026, 5, 1), None), "en")
    'on 1 May 2026 at the earliest'
    """
    if window.earliest is None:
        text = words.UNTIL
    elif window.latest is None:
        text = words.FROM
    elif window.earliest == window.latest:
        text = words.ON
    else:
        text = words.FROM_TO if nearest is None else words.FROM_TO_NEAREST
    ends = {"earliest": window.earliest, "latest": window.latest, "nearest": nearest}
    return text.say(lang).format(**{name: day and _day(day, lang) for name, day in ends.items()})


def _day(day: date, lang: Language) -> str:
    return texts.NO_END.say(lang) if day == NO_END else long_day(day, lang)


# What to change


def repair_advised(repair: Repair, decision: Decision, lang: Language = "fr") -> str:
    """One repair of the dossier of a decision, and whether its nearest days hang on how the page is read."""
    said = repair_said(repair, lang)
    repaired = decide(repair.apply(decision.dossier), decision.rules)
    return f"{said} {words.ON_THE_NEAREST_DAY.say(lang)}" if repaired.contested else said


def repair_said(repair: Repair, lang: Language = "fr") -> str:
    """One repair: a sentence for each thing that somebody does."""
    return typeset(" ".join(f"{_pulled(lever, repair, lang)}." for lever in repair.levers), lang)


def _pulled(lever: Lever, repair: Repair, lang: Language) -> str:
    """What somebody does, and for each fact that changes, how."""
    said = words.LEVERS[lever].say(lang)
    for path, change in repair.changes.items():
        how = words.CHANGES.get((lever, path))
        if how is not None:
            said += how.say(lang).format(**_blank(path, change, repair, lang))
    return said


def _blank(path: FactPath, change: Window | Value, repair: Repair, lang: Language) -> dict[str, str]:
    if isinstance(change, Window):
        nearest = repair.nearest[path]
        return {"window": window_said(change, lang, nearest if isinstance(nearest, date) else None)}
    values = repair.choices.get(path, (change,))
    provisos = [words.PROVISOS[value].say(lang) for value in values if value in words.PROVISOS]
    return {"values": listed([_value(value, lang) for value in values], texts.OR, lang) + "".join(provisos)}


def _value(value: Value, lang: Language) -> str:
    return texts.VALUES[value].say(lang) if isinstance(value, str) and value in texts.VALUES else str(value)
