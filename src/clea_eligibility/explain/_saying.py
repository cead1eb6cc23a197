"""How a value, a day, a fact, a status and an outcome are said and look, and what fills the blanks of a wording."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Status
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.dates import NO_END, is_calendar_day
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FLAG_OF, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._phrases_of_rules import Wording
from clea_eligibility.planning._windows import Window
from clea_eligibility.rules._conditions import (
    AllOf,
    AnyOf,
    Condition,
    Day,
    Is,
    NotAfter,
    OneOf,
    Unknown,
    conjuncts,
    date_bounds,
    paths,
)
from clea_eligibility.rules._rule import Attention, Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import ATTENTION, READINGS, RULES
from clea_eligibility.text import NO_BREAK, Language, Text, euros, listed, long_day, quoted, typeset

# Values and days


def value_said(value: Any, lang: Language, written: Callable[[date, Language], str] = long_day) -> str:
    """The value of a fact in words; ``written`` writes a day.

    >>> value_said(None, "en"), value_said(date(2026, 3, 1), "fr"), value_said("974", "fr")
    ('unknown', '1er mars 2026', 'La Réunion (974)')
    """
    if value is None:
        return words.NOT_KNOWN.say(lang)
    if isinstance(value, bool):
        return (words.YES if value else words.NO).say(lang)
    if is_calendar_day(value):
        return words.NO_END.say(lang) if value == NO_END else written(value, lang)
    known = words.VALUES.get(value) or words.NAMES.get(value)
    return str(value) if known is None else known.say(lang)


def values_said(values: tuple[Any, ...], lang: Language, written: Callable[[date, Language], str] = long_day) -> str:
    """Values in a row: days by the first and the last, others one by one; departments by their codes."""
    said = [value if value in words.NAMES else value_said(value, lang, written) for value in values]
    if len(said) > 2 and all(map(is_calendar_day, values)):
        return f"{said[0]} … {said[-1]}"
    return ", ".join(said)


def day_stated(fact: Fact, dossier: Dossier, lang: Language) -> str | None:
    """The day that the dossier states, in full; ``None`` where it is unknown or has no end."""
    day = fact.of(dossier)
    return None if day is None or day == NO_END else long_day(day, lang)


def window_said(window: Window | None, lang: Language, nearest: date | None = None) -> str:
    """The days of a window; the nearest of them too where there are two ends to choose from.

    >>> window_said(Window(date(2026, 5, 1), None), "en"), window_said(Window(None, None), "en")
    ('on 1 May 2026 at the earliest', 'any day')
    """
    if window is None:
        return words.ON_NO_DAY.say(lang)
    match window.earliest, window.latest:
        case None, None:
            text = words.ON_ANY_DAY
        case None, _:
            text = words.UNTIL
        case _, None:
            text = words.FROM
        case earliest, latest if earliest == latest:
            text = words.ON
        case _:
            text = words.FROM_TO if nearest is None else words.FROM_TO_NEAREST
    days = {"earliest": window.earliest, "latest": window.latest, "nearest": nearest}
    return text.say(lang, **{name: value_said(day, lang) for name, day in days.items()})


def known_said(known: date, missed: Window | None, lang: Language) -> str:
    """The day that a date has, in brackets, and in which direction it misses the window that it is not in."""
    is_late = missed is not None and missed.latest is not None and known > missed.latest
    text = words.KNOWN if missed is None else words.TOO_LATE if is_late else words.TOO_EARLY
    return text.say(lang, day=value_said(known, lang))


# Facts


def fact_named(path: str, lang: Language) -> str:
    """What a fact is called: a date by its name, others by what is asked."""
    return words.DATE_NAMES[path].say(lang) if path in words.DATE_NAMES else FACT_BY_PATH[path].question(lang)


def fact_said(fact: Fact, value: Any, lang: Language, dossier: Dossier | None = None) -> str:
    """A fact and its value: a sentence on a date, else the question, as it is asked of a dossier, and the answer.

    >>> from clea_eligibility.dossier.facts import fact
    >>> fact_said(fact("filed_on"), date(2026, 3, 1), "en"), fact_said(fact("quote.provided"), True, "en")
    ('dossier complete on 1 March 2026', 'Does the dossier contain a quote? yes')
    """
    said = value_said(value, lang)
    if fact.path in words.DATED and value != NO_END:
        return words.DATED[fact.path].say(lang, day=said)
    return f"{fact.question(lang, dossier)} {said}"


def facts_said(dossier: Dossier, lang: Language, facts: Iterable[Fact] = FACTS) -> str:
    """What a dossier states, in one line; that a document is there goes without saying where more is known of it."""
    known = {fact: fact.of(dossier) for fact in facts if fact.of(dossier) is not None}
    implied = {FLAG_OF.get(fact.path) for fact in known}
    shown_ = {fact: value for fact, value in known.items() if value is False or fact.path not in implied}
    said = [fact_said(fact, value, lang, dossier) for fact, value in shown_.items()]
    return words.SEMICOLON.say(lang).join(said) or words.STATES_NOTHING.say(lang)


# Rules and outcomes

PAGE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})


def is_of_page(rule: Rule) -> bool:
    """Whether a rule applies, requires and presumes what the page does, under one of its readings.

    >>> from clea_eligibility.rules import Is
    >>> is_of_page(RULES[0]), is_of_page(Rule("job_seeker", "criterion", requires=Is("quote.provided", True)))
    (True, False)
    """
    page = PAGE.get(rule.code)
    if page is rule:
        return True
    if page is None or (rule.applies, rule.presumed) != (page.applies, page.presumed):
        return False
    return rule.requires in (page.requires, *(each.requires for each in READINGS if each.rule == rule.code))


def has_of_page(rules: RuleSet, code: str) -> bool:
    """Whether a rule set has a rule of the page, so that it may be said in short."""
    return any(rule.code == code and is_of_page(rule) for rule in rules.rules)


def criteria_said(rules: RuleSet, lang: Language) -> str:
    """Whose criteria they are: those that were published, or those of somebody's own rules."""
    if rules.source is not None:
        return words.PUBLISHED_CRITERIA.say(lang)
    return words.OWN_CRITERIA.say(lang, id=quoted(rules.id, lang))


def rules_named(rules: RuleSet, lang: Language) -> str:
    """The id of a rule set, with a word where its rules are not those of the page under one of its readings.

    >>> from clea_eligibility import GUIDE
    >>> rules_named(GUIDE, "en"), rules_named(GUIDE.evolve(id="two-weeks"), "en")
    ('guide-2026', "two-weeks (not the page's)")
    """
    return rules.id if rules.source is not None else words.NOT_THE_PAGES.say(lang, id=rules.id)


def rule_title(rule: Rule, lang: Language) -> str:
    """The name of a rule: its label, unless that is the page's and the rule is not.

    Such a rule is named by what it is about, or where it reads something else than the page's, by its code.

    >>> from attrs import evolve
    >>> from clea_eligibility.rules import Is
    >>> rule_title(evolve(RULES[1], requires=Is("applicant.is_job_seeker", False)), "en")
    'Search for a job'
    """
    page = PAGE.get(rule.code)
    if page is None or is_of_page(rule) or (rule.label_fr, rule.label_en) != (page.label_fr, page.label_en):
        return rule.label(lang)
    is_about_the_same = set(paths(rule.requires)) <= set(paths(page.requires)) and rule.code in words.TOPICS
    return words.TOPICS[rule.code].say(lang) if is_about_the_same else rule.code


def rule_named(rule: Rule, lang: Language) -> str:
    return quoted(rule_title(rule, lang), lang)


def status_said(status: Status | None, lang: Language) -> str:
    return words.STATUSES[status].say(lang)


def verdict_of(decision: Decision | None) -> str:
    """The outcome, ``incomplete`` where only documents fail, and ``impossible`` where there could be no dossier.

    >>> from clea_eligibility import decide
    >>> from clea_eligibility.dossier.models import Quote
    >>> verdict_of(decide(Dossier(quote=Quote(provided=False)))), verdict_of(None)
    ('incomplete', 'impossible')
    """
    if decision is None:
        return "impossible"
    return "incomplete" if decision.documents_only else decision.outcome


def verdict_and_amount(decision: Decision | None) -> object:
    """What has to be equal for two outcomes to look alike."""
    return verdict_of(decision), decision and decision.possible_amounts


def verdict_said(decision: Decision | None, lang: Language) -> str:
    if decision is None:
        return typeset(words.VERDICTS["impossible"].say(lang), lang)
    verdict = "several amounts" if len(decision.possible_amounts) > 1 else verdict_of(decision)
    criteria = words.CRITERIA[decision.rules.source is not None].say(lang)
    return typeset(words.VERDICTS[verdict].say(lang, criteria=criteria, amount=amounts_said(decision, lang)), lang)


def amounts_said(decision: Decision, lang: Language) -> str:
    return listed([euros(amount, lang) for amount in decision.possible_amounts or (0,)], words.OR, lang)


# The blanks of a wording: what a dossier states, and the days and values that a condition admits

_BLANK = re.compile(r"\{(?:(latest|earliest|only|accepted|in) )?([a-z_.]+)\}")


def _by_end() -> Iterator[tuple[str, Fact]]:
    ends = [(fact.path.split(".", skip)[-1], fact) for fact in FACTS for skip in range(fact.path.count(".") + 1)]
    taken = [end for end, _ in ends]
    return ((end, fact) for end, fact in ends if taken.count(end) == 1)


#: Each fact by every end of its path that no other fact shares: ``starts_on``, ``accreditation.valid_until``.
FACT_BY_END: Mapping[str, Fact] = MappingProxyType(dict(_by_end()))


@frozen
class Blanks:
    dossier: Dossier
    condition: Condition
    #: How the rule stands, which settles of what the bounds speak: of the facts that miss them where it is violated,
    #: of the unknown ones where it is unknown, else of all.
    status: Status | None
    lang: Language
    #: What the blanks that are no facts stand for, by name.
    given: Callable[[str], str | None]

    def first_filled(self, wordings: Iterable[Wording]) -> tuple[Wording, str]:
        """The first wording of the status whose blanks can all be filled, and what it then says."""
        suiting = (wording for wording in wordings if wording.status is self.status and self._is_case(wording))
        return next((wording, said) for wording in suiting if (said := self.fill(wording)) is not None)

    def _is_case(self, wording: Wording) -> bool:
        if wording.when is None:
            return True
        end, value = wording.when
        return bool(FACT_BY_END[end].of(self.dossier) == value)

    def fill(self, text: Text) -> str | None:
        """What the text says; ``None`` where a blank stands for something unknown or out of place."""
        said, *parts = _BLANK.split(text.say(self.lang))
        for about, name, rest in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            word = self._word(about, name)
            if word is None:
                return None
            said += word + rest
        return said

    def _word(self, about: str | None, name: str) -> str | None:
        if name not in FACT_BY_END:
            return self.given(name)
        fact = FACT_BY_END[name]
        match about:
            case None if fact.type == "date":
                return day_stated(fact, self.dossier, self.lang)
            case None:
                value = fact.of(self.dossier)
                return None if value is None else value_said(value, self.lang)
            case "in":
                department = fact.of(self.dossier)
                return None if department is None else words.PLACES[department].say(self.lang)
            case "accepted":
                return self._accepted(fact)
            case "only":
                first, last = (self._bound(fact, is_latest=is_latest) for is_latest in (False, True))
                return first if first == last else None
            case _:
                return self._bound(fact, is_latest=about == "latest")

    def _accepted(self, fact: Fact) -> str | None:
        lists = (part for part in conjuncts(self.condition) if isinstance(part, OneOf) and part.path == fact.path)
        values = next((part.values for part in lists), ())
        known = fact.of(self.dossier)
        if not values or not self._concerns(known, is_missed=known not in values):
            return None
        return listed([value_said(value, self.lang) for value in values], words.AND, self.lang)

    def _bound(self, fact: Fact, *, is_latest: bool) -> str | None:
        """The nearest of the days that the other dates of the condition set to this one."""
        moved_back = dates.latest_before if is_latest else dates.earliest_after
        limits = [
            moved_back(known, own.months, own.days)
            for bound in date_bounds(self.condition)
            for own, other in [(bound.earlier, bound.later) if is_latest else (bound.later, bound.earlier)]
            if own.of == fact.path and (known := ordinal(other, self.dossier)) is not None
        ]
        if not limits:
            return None
        limit = min(limits) if is_latest else max(limits)
        known = fact.of(self.dossier)
        is_missed = known is not None and (known.toordinal() > limit if is_latest else known.toordinal() < limit)
        if not self._concerns(known, is_missed=is_missed) or not 1 <= limit <= date.max.toordinal():
            return None
        return long_day(date.fromordinal(limit), self.lang)

    def _concerns(self, known: object, *, is_missed: bool) -> bool:
        if self.status is Status.VIOLATED:
            return known is None or is_missed
        return self.status is not Status.UNKNOWN or known is None


def ordinal(day: Day, dossier: Dossier) -> int | None:
    """A day of a condition, moved as it says; ``None`` where it is unknown or has no end."""
    known = day.of if isinstance(day.of, date) else FACT_BY_END[day.of].of(dossier)
    if known is None or known == NO_END:
        return None
    return dates.add_months(known.toordinal(), day.months) + day.days


# Points of attention: what stands beside a decision and changes nothing in it


def points_of(decision: Decision) -> tuple[Attention, ...]:
    """The points of attention of a decision by the rules of the page, or by one of their readings."""
    if decision.rules.source is None:
        return ()
    return tuple(point for point in ATTENTION if all(_surely(part, decision.dossier) for part in point.conditions))


def _surely(condition: Condition, dossier: Dossier) -> bool:
    """Whether a condition holds by what is known; points of attention are made of these."""
    match condition:
        case AllOf(parts):
            return all(_surely(part, dossier) for part in parts)
        case AnyOf(parts):
            return any(_surely(part, dossier) for part in parts)
        case Unknown(path):
            return FACT_BY_PATH[path].of(dossier) is None
        case NotAfter(earlier, later):
            first, last = ordinal(earlier, dossier), ordinal(later, dossier)
            return first is not None and last is not None and first <= last
        case _:
            return isinstance(condition, Is) and bool(FACT_BY_PATH[condition.path].of(dossier) == condition.value)


# Looks


@frozen
class Look:
    """How something looks: nobody needs to see the colour."""

    #: Of Okabe and Ito's palette, which colour-blind people can tell apart.
    colour: str
    mark: str
    #: Of matplotlib.
    hatch: str

    def tint(self, share: float) -> str:
        """The colour thinned with white, of which ``share`` is left: opaque, for through paint SVG shows no hatch.

        >>> Look("#D55E00", "✗", "///").tint(0.5)
        '#eaae80'
        """
        parts = (int(self.colour[place : place + 2], 16) for place in (1, 3, 5))
        return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)


GREEN, VERMILLION, ORANGE, BLUE, SKY, GREY = "#009E73", "#D55E00", "#E69F00", "#0072B2", "#56B4E9", "#808080"

#: How outcomes look, by what :func:`verdict_of` says.
LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "eligible": Look(GREEN, "✓", ""),
        "ineligible": Look(VERMILLION, "✗", "///"),
        "incomplete": Look(ORANGE, "◐", "\\\\\\"),
        "undetermined": Look(BLUE, "?", "..."),
        "impossible": Look(GREY, "–", "xx"),
    }
)
#: How a rule's status looks; ``None`` where the rule is not among the rules.
STATUS_LOOKS: Mapping[Status | None, Look] = MappingProxyType(
    {
        Status.SATISFIED: LOOKS["eligible"],
        Status.VIOLATED: LOOKS["ineligible"],
        Status.PRESUMED: Look(SKY, "≈", ""),
        Status.UNKNOWN: LOOKS["undetermined"],
        Status.NOT_APPLICABLE: LOOKS["impossible"],
        None: Look(GREY, "∅", "xx"),
    }
)


def in_brief(decision: Decision | None, lang: Language) -> str:
    """The mark of an outcome and its amounts, for a cell of a grid."""
    amounts = [euros(amount, lang) for amount in decision.possible_amounts] if decision else []
    mark, between = LOOKS[verdict_of(decision)].mark, f"{NO_BREAK}/{NO_BREAK}"
    return NO_BREAK.join([mark, between.join(amounts)] if amounts else [mark])
