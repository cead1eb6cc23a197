"""Days that a text names: by when a dossier must be complete, and when an evaluation can take place."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, compiled_rules
from clea_eligibility.dossier.changing import Varying
from clea_eligibility.dossier.dates import LAST_DAY, NO_END
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._deadlines import latest_of
from clea_eligibility.explain._saying import has_of_page, is_of_page, value_said, window_said
from clea_eligibility.planning._windows import PLACES, Window, days_of, open_windows
from clea_eligibility.rules._conditions import NotAfter, paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import REOPENED
from clea_eligibility.text import Language, Text, listed, long_day

_THREE_WEEKS = "filed_three_weeks_before"
FILED: FactPath = "filed_on"
_FILING_PLACE, _NEVER = PLACES[FILED], NO_END.toordinal()
STARTS: FactPath = "evaluation.starts_on"
ENDS: FactPath = "evaluation.ends_on"
_PAPERS: Mapping[FactPath, str] = {
    fact.path: lever.name for fact in FACTS for lever in fact.levers if lever.name in words.PAPERS
}


def with_facts(dossier: Dossier, facts: Mapping[FactPath, Any]) -> Dossier:
    """The dossier with other facts, and without what was said of a day among them."""
    stated = {**facts, **{fact.path: None for fact in FACTS if fact.on_day in facts}}
    if all(FACT_BY_PATH[path].of(dossier) == value for path, value in stated.items()):
        return dossier
    made: Dossier
    made, _ = Varying(Dossier, dossier, stated).with_values(stated)
    return made


def without(dossier: Dossier, *facts: FactPath) -> Dossier:
    return with_facts(dossier, dict.fromkeys(facts))


def completed(decision: Decision) -> Dossier:
    """The dossier without the papers that fail, still to be filed: what it will be once others take their place."""
    documents = [finding.rule for finding in decision.reasons if finding.rule.group == "document"]
    read = {path for rule in documents for condition in rule.conditions for path in paths(condition)}
    failing = {paper for path, paper in _PAPERS.items() if path in read}
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
    elif papers := _papers_of(bounding):
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
    for edge in network.edges:
        known = days[edge.later] if edge.earlier == _FILING_PLACE and edge.rules != network.own_order else None
        if known not in (None, _NEVER):
            limits[edge.rules] = min(limits.get(edge.rules, _NEVER), edge.pull(known))
    for bit in sorted(limits):
        if limits[bit] > 0:  # else no calendar has the day
            yield network.rules[bit.bit_length() - 1], date.fromordinal(limits[bit])


def _bounding(unfiled: Dossier, rules: RuleSet, last: date) -> list[Rule]:
    return [rule for rule, day in last_days(unfiled, rules) if day == last]


def _papers_of(bounding: Iterable[Rule]) -> list[str]:
    """The papers that rules are about, by the names of the changes that replace them."""
    levers = (lever.name for rule in bounding for fact in rule.facts for lever in fact.levers)
    return list(dict.fromkeys(name for name in levers if name in words.PAPER_NAMES))


def _papers_said(papers: Iterable[str], lang: Language) -> str:
    return listed([words.PAPER_NAMES[name].say(lang) for name in papers], words.AND, lang)


def papers_ageing(dossier: Dossier, rules: RuleSet, last: date, lang: Language) -> str:
    """The papers that make a day the last one for the filing; nothing where the evaluation does."""
    bounding = _bounding(without(dossier, FILED), rules, last)
    papers = [] if any(rule.code == _THREE_WEEKS for rule in bounding) else _papers_of(bounding)
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
