"""Days that a text names: by when a dossier must be complete, and when an evaluation can take place."""

from datetime import date

from clea_eligibility.deciding.decision import Decision
from clea_eligibility.dossier.changing import Varying
from clea_eligibility.dossier.dates import LAST_DAY
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._saying import is_of_page
from clea_eligibility.planning._windows import Window, open_windows
from clea_eligibility.rules._conditions import paths
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import REOPENED
from clea_eligibility.text import Language, Text, long_day

_FILING: FactPath = "filed_on"
_STARTS: FactPath = "evaluation.starts_on"
_ENDS: FactPath = "evaluation.ends_on"
_PAPERS = {fact.path: lever.name for fact in FACTS for lever in fact.levers if lever.name in words.PAPERS}
_DATES_OF_PAPERS = [path for path in _PAPERS if FACT_BY_PATH[path].type == "date"]


def without(dossier: Dossier, *facts: FactPath) -> Dossier:
    """The dossier with these facts unknown, and what was said of a day among them."""
    gone = dict.fromkeys([*facts, *(fact.path for fact in FACTS if fact.on_day in facts)])
    made: Dossier
    made, _ = Varying(Dossier, dossier, gone).with_values(gone)
    return made


def completed(decision: Decision) -> Dossier:
    """The dossier without the papers that fail: what it will be once others take their place."""
    documents = [finding.rule for finding in decision.reasons if finding.rule.group == "document"]
    conditions = [condition for rule in documents for condition in rule.conditions]
    read = {path for condition in conditions for path in paths(condition)}
    failing = {paper for path, paper in _PAPERS.items() if path in read}
    return without(decision.dossier, *(path for path, paper in _PAPERS.items() if paper in failing))


def days_between(first: date, last: date, lang: Language) -> str:
    """The days of an evaluation.

    >>> days_between(date(2026, 5, 11), date(2026, 5, 12), "en"), days_between(date(2026, 5, 1), date(2026, 5, 1), "fr")
    ('on 11 and 12 May 2026', 'le 1er mai 2026')
    """
    said = {"first": long_day(first, lang), "last": long_day(last, lang)}
    if first == last:
        return words.ON_ONE_DAY.say(lang, **said)
    if last.toordinal() - first.toordinal() == 1 and first.month == last.month:
        said["first"] = said["first"].split()[0]
        return words.ON_TWO_DAYS.say(lang, **said)
    return words.FROM_DAY_TO_DAY.say(lang, **said)


def last_filing_day(dossier: Dossier, rules: RuleSet, today: date | None) -> tuple[date, date | None] | None:
    """The last day to file, and the last that every reading admits; ``None`` where there is no such day or no bound."""
    unfiled = without(dossier, _FILING)
    (window,) = open_windows(unfiled, rules, today, _FILING)
    if window is None or window.latest is None:
        return None
    (safe,) = open_windows(unfiled, rules.in_every_reading(), today, _FILING)
    return window.latest, None if safe is None else safe.latest


def _last_day_said(texts: tuple[Text, Text], last: date, safe: date | None, lang: Language, today: date | None) -> str:
    """A sentence on the last day to file, and in brackets the last that every reading admits.

    Of two texts the second is said where nobody knows what day it is.
    """
    if safe is None:
        beside = words.NO_SAFE_FILING[today is None].say(lang)
    else:
        beside = "" if safe == last else words.SAFE_DAY.say(lang, day=long_day(safe, lang))
    return texts[today is None].say(lang, day=long_day(last, lang), safe=beside)


def filing_said(dossier: Dossier, rules: RuleSet, lang: Language, today: date | None) -> str | None:
    """By which day a dossier that is still to be filed must be complete; ``None`` where nothing bounds it."""
    filed = FACT_BY_PATH[_FILING].of(dossier)
    if filed is not None and (today is None or filed < today):
        return None
    found = last_filing_day(dossier, rules, today)
    return found and _last_day_said(words.COMPLETE_BY, *found, lang, today)


def opening_said(dossier: Dossier, rules: RuleSet, day: date, lang: Language) -> str | None:
    """That filing is presumed open from some day on, and by whom, for those who may file on a day before it."""
    is_asked = any(rule.code == "filing_open" and is_of_page(rule) for rule in rules.rules)
    if day >= REOPENED or dossier.filing_open or not is_asked:
        return None
    return words.PRESUMED_OPEN.say(lang, day=long_day(REOPENED, lang))


def evaluation_said(dossier: Dossier, rules: RuleSet, lang: Language, today: date | None) -> str | None:
    """Between which days the evaluation can take place; ``None`` where nothing bounds it, or it lies in the past."""
    starts = FACT_BY_PATH[_STARTS].of(dossier)
    if starts is not None and (today is None or starts < today):
        return None
    opened = without(dossier, _STARTS, _ENDS)
    first, last = open_windows(opened, rules, today, _STARTS, _ENDS)
    if first is None or last is None:
        return None
    earliest, latest = first.earliest and max(first.earliest, today or first.earliest), last.latest
    if earliest is not None and earliest > min(latest or LAST_DAY, LAST_DAY):  # no dossier can state a later day
        return None
    match earliest, latest:
        case None, None:
            return None
        case None, _:
            text = words.EVALUATION_UNTIL
        case _, None:
            text = words.EVALUATION_FROM
        case _ if earliest == latest:
            text = words.EVALUATION_ON
        case _:
            text = words.EVALUATION_BETWEEN
    said = {name: long_day(day, lang) for name, day in (("first", earliest), ("last", latest)) if day}
    (safe,) = open_windows(opened, rules.in_every_reading(), today, _STARTS)
    return text.say(lang, safe=_safe_start(safe, earliest, lang), **said)


def _safe_start(safe: Window | None, start: date | None, lang: Language) -> str:
    """From which day on an evaluation can start under every reading, where that is not the first day of all.

    Or that there is no such day.
    """
    if safe is None:
        return words.NO_SAFE_DAY.say(lang)
    if start is None or safe.earliest is None or not start < safe.earliest <= LAST_DAY:
        return ""
    return words.EVALUATION_SAFE.say(lang, first=long_day(safe.earliest, lang))


def deadline_said(completed: Dossier, rules: RuleSet, lang: Language, today: date | None) -> str | None:
    """By which day a dossier of which only papers fail must be complete, and what would have to be done afterwards.

    Args:
        completed: The dossier without the papers that fail.
    """
    found = last_filing_day(completed, rules, today)
    if found is None:
        return None
    last, *_ = open_windows(without(completed, _FILING), rules, today, _FILING, *_DATES_OF_PAPERS)
    is_by_papers = last is None or last.latest != found[0]
    return _last_day_said(words.THEN_OTHER_PAPERS if is_by_papers else words.THEN_LATER, *found, lang, today)
