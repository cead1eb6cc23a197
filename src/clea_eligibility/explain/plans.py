"""What to do, in words: the days that each date may take, and what would repair an ineligible dossier."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Status, decide
from clea_eligibility.dossier.actions import FILING_DAY, Lever
from clea_eligibility.dossier.facts import FACT_BY_PATH, FLAG_OF, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import known_said, value_said, window_said
from clea_eligibility.explain.decisions import headline, questions, sentence_of, sentences
from clea_eligibility.planning import Repair, Repairs, Window, Windows, repairs, windows
from clea_eligibility.planning._windows import standing_windows
from clea_eligibility.rules._conditions import Value
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, Text, known_language, listed, typeset

__all__ = ["advise", "repair_advised", "repair_said"]


def advise(dossier: Dossier, lang: Language = "fr", *, today: date | None = None, rules: RuleSet = GUIDE) -> str:
    """What to do about a dossier, in plain text: the verdict, what would mend it, and the days that would do.

    Args:
        today: Nothing is advised for a day before it: see :func:`clea_eligibility.planning.repairs`.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).

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
    """
    known_language(lang)
    standing, moving = standing_windows(dossier, rules, today=today), windows(dossier, rules, today=today)
    adviser = _Adviser(decide(dossier, rules), standing, moving, lang)
    return typeset("\n\n".join(adviser.paragraphs(repairs(dossier, rules, today=today))), lang)


@frozen
class _Adviser:
    """Says what to do about the dossier of one decision, in one language."""

    decision: Decision
    #: Where known dates may stay.
    standing: Windows
    #: Where dates may move.
    moving: Windows
    lang: Language

    def paragraphs(self, found: Repairs) -> Iterator[str]:
        yield headline(self.decision, self.lang)
        reasons = [said.text for said in sentences(self.decision, self.lang) if said.status is Status.VIOLATED]
        yield from self.section(words.REASON if len(reasons) == 1 else words.REASONS, reasons)
        yield from self.too_late()
        beyond_repair = [sentence_of(self.decision, finding, self.lang) for finding in found.beyond_repair]
        yield from self.section(words.NO_REPAIR, beyond_repair)
        heading = words.REPAIR if len(found) == 1 else words.REPAIRS
        advised = [repair_advised(repair, self.decision, self.lang) for repair in found]
        yield from self.section(heading, advised, numbered=len(found) > 1)
        yield from self.section(words.MISSING, list(questions(self.decision, self.lang)))
        yield from self.calendar()

    def calendar(self) -> Iterator[str]:
        lines = list(filter(None, (self.line(FACT_BY_PATH[path]) for path in self.moving)))
        yield from self.section(words.WINDOWS, lines)
        if None in self.standing.values():
            yield (words.NO_OTHER_DATE if lines else words.NO_SINGLE_DATE).say(self.lang)
        elif not lines:
            yield words.NO_DATE_BOUND.say(self.lang)

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
        flag = FLAG_OF.get(fact.path)
        if flag is not None and FACT_BY_PATH[flag].of(dossier) is False:
            return None
        state = ""
        if known is not None:
            stays = standing is not None and known in standing
            window = standing if stays else window
            state = known_said(known, None if stays else window, self.lang)
        if window in (None, Window(None, None)):
            return None
        said = window_said(window, self.lang) + state
        return words.NAMED.say(self.lang, name=words.DATE_NAMES[fact.path].say(self.lang), said=said)

    def too_late(self) -> Iterator[str]:
        """What to say where no day is left for a filing that is still to be made."""
        day = self.moving.today
        filing = next(path for path in self.standing if FILING_DAY in FACT_BY_PATH[path].levers)
        is_open = FACT_BY_PATH[filing].of(self.decision.dossier) is None and not self.decision.reasons
        if day is not None and is_open and self.standing[filing] is None:
            yield words.TOO_LATE_TO_FILE.say(self.lang, day=value_said(day, self.lang))


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
            said += how.say(lang, **_blank(path, change, repair, lang))
    return said


def _blank(path: FactPath, change: Window | Value, repair: Repair, lang: Language) -> dict[str, str]:
    if isinstance(change, Window):
        nearest = repair.nearest[path]
        return {"window": window_said(change, lang, nearest if isinstance(nearest, date) else None)}
    values = repair.choices.get(path, (change,))
    provisos = [words.PROVISOS[value].say(lang) for value in values if value in words.PROVISOS]
    return {"values": listed([value_said(value, lang) for value in values], words.OR, lang) + "".join(provisos)}
