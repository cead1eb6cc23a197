"""What a calendar of the date rules shows: rows, days and words, before anybody says where."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from clea_eligibility.deciding.decision import Decision, Status, decide
from clea_eligibility.dossier.actions import FILING_DAY
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError, shown
from clea_eligibility.explain import _phrases
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._saying import (
    BLUE,
    LOOKS,
    STATUS_LOOKS,
    Look,
    fact_named,
    rule_title,
    rules_named,
    status_said,
    verdict_of,
    verdict_said,
    window_said,
)
from clea_eligibility.planning import Timeline, Window, Windows, rule_windows, windows
from clea_eligibility.rules._conditions import DatesCompatible
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import NO_BREAK, Language, Text, known_language, short_day, typeset

#: Days: what lies farther than this from what is planned does not widen the picture.
_NEAR = 120
#: Of the days shown: the margin before the first and after the last.
_MARGIN = 0.06
_FILING = next(fact for fact in FACTS if FILING_DAY in fact.levers)
_EVALUATION = tuple(fact for fact in FACTS if any(lever.how == "moved_together" for lever in fact.levers))
OPEN = Window(None, None)

#: What has a calendar: a dossier, or what was found about one.
Drawn: TypeAlias = Dossier | Timeline | Windows
Known: TypeAlias = tuple[tuple[Fact, date], ...]


@frozen
class Row:
    """One row: its name, the days that are admitted, the known days that are judged, and other ones."""

    name: str
    #: How the rule stands; ``None`` for a row of no rule.
    status: Status | None = None
    window: Window | None = None
    judged: Known = ()
    others: Known = ()
    #: The outcomes as a date moves, for the row of a timeline.
    spans: Timeline | tuple[()] = ()

    @property
    def look(self) -> Look:
        return Look(BLUE, "", "") if self.status is None else STATUS_LOOKS[self.status]

    def status_in(self, lang: Language) -> str:
        return "" if self.status is None else typeset(f"{self.look.mark} {status_said(self.status, lang)}", lang)

    def days_in(self, lang: Language) -> Iterator[str]:
        if self.window is not None:
            yield say(_phrases.NAMED, lang, name=words.ALLOWED.say(lang), said=window_said(self.window, lang))
        for fact, day in dict.fromkeys((*self.judged, *self.others)):
            yield dated(fact, day, lang)


@frozen
class Calendar:
    decision: Decision
    rows: tuple[Row, ...]
    #: The filing days that all date rules allow.
    band: Window | None
    filed: date | None
    today: date | None
    lang: Language
    #: The first and the last day shown, as ordinals; ``None`` where there is no day to show.
    limits: tuple[float, float] | None = field(init=False)

    @limits.default
    def _limits(self) -> tuple[float, float] | None:
        dossier = self.decision.dossier
        planned = [day.toordinal() for _, day in _known((_FILING, *_EVALUATION), dossier)]
        planned += [self.today.toordinal()] if self.today else []
        shown_ = [day for row in self.rows for _, day in (*row.judged, *row.others)]
        bars = [row.window for row in self.rows] + [self.band, *(span for row in self.rows for span in row.spans)]
        shown_ += [day for window in bars if window for day in (window.earliest, window.latest) if day]
        ends = [day.toordinal() for day in shown_]
        near = planned + [end for end in ends if min((abs(end - day) for day in planned), default=0) <= _NEAR]
        if not near:
            return None
        margin = max(3.0, _MARGIN * (max(near) - min(near)))
        return min(near) - 0.5 - margin, max(near) + 0.5 + margin

    @property
    def title(self) -> str:
        return f"{LOOKS[verdict_of(self.decision)].mark} {verdict_said(self.decision, self.lang)}"

    @property
    def under(self) -> str | None:
        """Whose rules decided, where they are not the page's."""
        rules = self.decision.rules
        return say(words.UNDER, self.lang, id=rules_named(rules, self.lang)) if rules.source is None else None

    @property
    def band_said(self) -> str | None:
        """What the band shows, or that there is none; nothing where every day will do."""
        if self.band is None:
            return say(words.NO_FILING_DAY[self.today is not None], self.lang)
        days = window_said(self.band, self.lang)
        return None if self.band == OPEN else say(words.FILING_WINDOW, self.lang, days=days)

    @property
    def lines(self) -> Iterator[tuple[str, date, str]]:
        """The days that run down all rows: which, when, and how they are called."""
        for kind, name, day in (("filing", words.FILING, self.filed), ("today", words.TODAY, self.today)):
            if day is not None:
                yield kind, day, typeset(f"{name.say(self.lang)} {in_short(day, self.lang)}", self.lang)

    def described(self) -> Iterator[str]:
        if self.under:
            yield self.under
        yield from (said for _, _, said in self.lines)
        if self.band_said:
            yield self.band_said
        for row in self.rows:
            name = " ".join([row.name, *([row.status_in(self.lang)] if row.status else [])])
            yield _phrases.SEMICOLON.say(self.lang).join([name, *row.days_in(self.lang)])


def calendar(drawn: Drawn, rules: RuleSet | None, today: date | None, lang: Language) -> Calendar:
    """The calendar of a dossier, or of what was found about one, which brings its rules and its present day."""
    known_language(lang)
    if isinstance(drawn, Timeline | Windows):
        if rules is not None:
            raise CleaError(f"rules: a timeline and windows bring theirs ({drawn.rules.id}); leave these out")
        rules = drawn.rules
        if isinstance(drawn, Windows) and today is None:
            today = drawn.today
    elif not isinstance(drawn, Dossier):
        raise TypeError(f"expected a Dossier, a Timeline or Windows, got {shown(drawn)}")
    dossier = drawn if isinstance(drawn, Dossier) else drawn.dossier
    rules = GUIDE if rules is None else rules
    band = windows(dossier, rules, today=today)[_FILING.path]  # checks what it is given
    decision = decide(dossier, rules)
    rows = [*_rows(decision, lang), *_moving(drawn, lang)]
    return Calendar(decision, tuple(rows), band, _day(_FILING, dossier), today, lang)


def _rows(decision: Decision, lang: Language) -> Iterator[Row]:
    dossier = decision.dossier
    alone = {found.rule.code: found for found in rule_windows(dossier, decision.rules)}
    for finding in decision.findings:
        label = typeset(rule_title(finding.rule, lang), lang)
        if finding.rule.code in alone:
            found = alone[finding.rule.code]
            applies = finding.status is not Status.NOT_APPLICABLE
            known = _known(found.judged, dossier) if applies else ()
            says_nothing = found.window == OPEN and finding.status is not Status.SATISFIED
            window = None if says_nothing else found.window
            yield Row(label, finding.status, window, known, _known(found.others, dossier))
        elif finding.rule.requires == DatesCompatible() and finding.status is Status.VIOLATED:
            yield Row(label, finding.status)
    known = _known(_EVALUATION, dossier)
    if known:
        yield Row(say(words.EVALUATION, lang), judged=known)


def _moving(drawn: Drawn, lang: Language) -> Iterator[Row]:
    if isinstance(drawn, Timeline):
        yield Row(say(words.OUTCOME_BY, lang, date=fact_named(drawn.path, lang)), spans=drawn)


def _known(facts: Iterable[Fact], dossier: Dossier) -> Known:
    stated = ((fact, _day(fact, dossier)) for fact in facts)
    return tuple((fact, day) for fact, day in stated if day is not None)


def _day(fact: Fact, dossier: Dossier) -> date | None:
    day: date | None = fact.of(dossier)
    return None if day == NO_END else day


def dated(fact: Fact, day: date, lang: Language) -> str:
    return say(_phrases.NAMED, lang, name=fact_named(fact.path, lang), said=in_short(day, lang))


def in_short(day: date, lang: Language) -> str:
    """A day where there is little room, in one piece."""
    return short_day(day, lang).replace(" ", NO_BREAK)


def say(text: Text, lang: Language, **blanks: str) -> str:
    return typeset(text.say(lang, **blanks), lang)
