"""Decisions, dossiers, plans and rules as HTML for notebooks and pages, in French or English: ``view``."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from clea_eligibility.deciding.decision import Decision, Eligible, Finding, Ineligible, Status, Undetermined, decide
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import shown
from clea_eligibility.explain import _phrases, _phrases_of_plans
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._saying import (
    LOOKS,
    STATUS_LOOKS,
    Look,
    fact_named,
    facts_said,
    in_brief,
    known_said,
    rule_title,
    rules_named,
    status_said,
    value_said,
    values_said,
    verdict_of,
    verdict_said,
    window_said,
)
from clea_eligibility.explain.decisions import cited, headline, parts, sentence_of, sentences, source
from clea_eligibility.explain.plans import repair_said
from clea_eligibility.explain.rules import carried, rate_said, read_otherwise, rule_said
from clea_eligibility.html._markup import Html, calendar_svg, element, items, lines, page, table
from clea_eligibility.planning import Repair, Repairs, Timeline, Window, Windows
from clea_eligibility.planning._windows import standing_windows
from clea_eligibility.rules._rule import Reading, Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import NO_BREAK, Language, Text, known_language, listed, number, quoted, short_day, typeset
from clea_eligibility.whatif import Comparison, Difference, Differences, Sweep
from clea_eligibility.whatif._sweeps import grid_of

__all__ = ["Html", "calendar_svg", "view"]

#: More rows or columns than these do not help anybody who reads.
_MOST_LINES = 60


def view(viewed: Any, lang: Language = "fr") -> Html:
    """What a cell of a notebook can end with as HTML, for a notebook or a page of your own.

    Dossiers; rule sets, rules, and the differences of rule sets; decisions and their findings; comparisons, timelines,
    windows, repairs and sweeps. Where rules that are not the page's decided, it says so.

    The HTML stands alone: it has no script, loads nothing, suits light and dark pages, and says in words what it
    shows in colour. Every text is escaped.

    >>> from clea_eligibility import Dossier, decide
    >>> html = view(decide(Dossier(filing_open=False)), "en")
    >>> html[:28], "The dossier does not meet the published criteria." in html, "<script" in html
    ('<div class="clea" lang="en">', True, False)

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
        TypeError: What is to be viewed is none of these.
    """
    known_language(lang)
    return page(lang, *_content(viewed, lang), *_under(viewed, lang))


def _under(viewed: Any, lang: Language) -> Iterator[Html]:
    """Which rules decided, where they are not the page's and nothing else says so."""
    if isinstance(viewed, Timeline | Windows | Repairs | Sweep) and viewed.rules.source is None:
        yield element("p", _say(words.UNDER, lang, id=rules_named(viewed.rules, lang)), class_="clea-quiet")


@singledispatch
def _content(viewed: object, *_: object) -> Iterator[Html]:
    raise TypeError(
        "expected a dossier, decision, finding, rule, rule set, difference, comparison, timeline, sweep, windows or "
        f"repairs, got {shown(viewed)}"
    )


# A dossier


@_content.register
def _dossier(dossier: Dossier, lang: Language) -> Iterator[Html]:
    known = sum(fact.of(dossier) is not None for fact in FACTS)
    yield element("p", _say(words.KNOWN_OF_DOSSIER, lang, known=str(known), every=str(len(FACTS))))
    heads = _heads(lang, words.FACT, words.VALUE)
    for prefix, called in words.OBJECTS.items():
        facts = [fact for fact in FACTS if fact.path.rpartition(".")[0] == prefix]
        yield table(
            heads, ([fact.question(lang, dossier), _stated(fact, dossier, lang)] for fact in facts), called.say(lang)
        )


def _stated(fact: Fact, dossier: Dossier, lang: Language) -> str:
    value = fact.of(dossier)
    said = _value(value, lang)
    return _marked(STATUS_LOOKS[Status.UNKNOWN], said) if value is None else said


# Rules


@_content.register
def _rules(rules: RuleSet, lang: Language) -> Iterator[Html]:
    yield element("p", _say(_phrases.TITLE, lang, id=rules_named(rules, lang)), class_="clea-verdict")
    yield _rules_listed([(rule, rules.readings_of(rule.code)) for rule in rules.rules], lang)
    heads = _heads(lang, _phrases.TARIFF, words.AMOUNT)
    yield table(heads, ([typeset(said, lang) for said in rate_said(rate, lang)] for rate in rules.tariff.rates))


@_content.register
def _rule(rule: Rule, lang: Language) -> Iterator[Html]:
    yield _rules_listed([(rule, ())], lang)


def _rules_listed(rules: Iterable[tuple[Rule, Iterable[Reading]]], lang: Language) -> Html:
    heads = _heads(lang, words.RULE, words.SOURCE, words.CONDITION)
    rows = []
    for rule, readings in rules:
        said = (typeset(line, lang) for line in (*rule_said(rule, lang), *read_otherwise(rule, readings, lang)))
        rows.append(
            [lines([rule_title(rule, lang), *_code(rule)]), typeset(carried(rule, lang), lang), lines(list(said))]
        )
    return table(heads, rows)


def _code(rule: Rule) -> Iterator[Html]:
    if rule.code != rule.label_fr or rule.code != rule.label_en:
        yield Html(element("code", rule.code).replace("_", "_<wbr>"))


@_content.register
def _finding(finding: Finding, lang: Language) -> Iterator[Html]:
    heads = _heads(lang, words.RULE, words.RESULT, words.SOURCE)
    says = typeset(source(finding.rule.basis, finding.rule.statements, lang) + cited(finding.rule.statements), lang)
    between = _joined((rule_title(rule, lang) for rule in finding.between), lang)
    notes = [_say(words.BETWEEN, lang, rules=between)] if between else []
    yield table(heads, [[rule_title(finding.rule, lang), _status(finding.status, lang), lines([says, *notes])]])


# How two rule sets differ


@_content.register
def _differences(found: Differences, lang: Language) -> Iterator[Html]:
    before, after = (rules_named(rules, lang) for rules in (found.before, found.after))
    if not found:
        yield element("p", _say(words.NO_DIFFERENCE, lang, before=before, after=after))
        return
    heads = [_say(words.WHAT_DIFFERS, lang)]
    heads += [*(_say(words.UNDER, lang, id=side) for side in (before, after)), _say(words.FOR_INSTANCE, lang)]
    yield table(heads, (_different(one, lang) for one in found[:_MOST_LINES]))
    yield from _more(words.MORE_ROWS, len(found) - _MOST_LINES, lang)


@_content.register
def _difference(found: Difference, lang: Language) -> Iterator[Html]:
    before, after = found.comparison.before.rules, found.comparison.after.rules
    yield from _differences(Differences([found], before=before, after=after), lang)
    yield element("details", element("summary", _say(words.WHOLE_EXAMPLE, lang)), *_content(found.witness, lang))


def _different(found: Difference, lang: Language) -> list[str]:
    """One row: what differs, how it comes out under each rule set, and of a dossier that shows it what it hangs on."""
    findings = [one for changed in found.comparison.findings for one in (changed.before, changed.after) if one]
    read = {fact for finding in findings for fact in finding.rule.facts or FACTS}
    if found.rule is None:
        what = _say(words.THE_VERDICT, lang)
        sides = [_result(decision, lang) for decision in (found.comparison.before, found.comparison.after)]
        read |= {FACT_BY_PATH["certification.kind"], FACT_BY_PATH["evaluation.stage"]}
    else:
        what, sides = rule_title(found.rule, lang), [_status(status, lang) for status in found.statuses]
    return [what, *sides, typeset(facts_said(found.witness, lang, [fact for fact in FACTS if fact in read]), lang)]


# A decision


@_content.register(Eligible | Ineligible | Undetermined)
def _decision(decision: Decision, lang: Language) -> Iterator[Html]:
    verdict, *others = parts(decision, lang)
    first, *following = verdict.lines
    yield _verdict(decision, first)
    yield from (element("p", line, class_="clea-quiet") for line in following)
    for part in others:
        *lines, last = part.lines
        yield from (element("p", line) for line in lines)
        yield element("p", last, class_="clea-heading" if part.items else "clea-quiet")
        if part.items:
            yield items("ul", part.items)
    yield element("details", element("summary", _say(words.EVERY_RULE, lang)), _findings(decision, lang))


def _findings(decision: Decision, lang: Language) -> Html:
    heads = _heads(lang, words.RULE, words.RESULT, words.SENTENCE)
    said = {sentence.rule.code: sentence.text for sentence in sentences(decision, lang)}
    rows = (
        [rule_title(finding.rule, lang), _status(finding.status, lang), said.get(finding.rule.code, "")]
        for finding in decision.findings
    )
    return table(heads, rows)


# Two decisions


@_content.register
def _comparison(comparison: Comparison, lang: Language) -> Iterator[Html]:
    sides = [typeset(side, lang) for side in comparison.sides(lang)]
    before, after = _result(comparison.before, lang), _result(comparison.after, lang)
    yield table([_say(words.RESULT, lang), *sides], [[_say(words.THE_VERDICT, lang), before, after]])
    facts = [
        [varied.fact.question(lang), *(_value(value, lang) for value in (varied.before, varied.after))]
        for varied in comparison.facts
    ]
    if facts:
        yield table([_say(words.FACT, lang), *sides], facts, _say(words.WHAT_CHANGES, lang))
    if not comparison.findings:
        yield element("p", _say(words.ALL_STANDS, lang))
        return
    sentence = {said.rule.code: said.text for said in sentences(comparison.after, lang)}
    rows = [
        [
            rule_title(finding.rule, lang),
            *(_status(status, lang) for status in finding.statuses),
            sentence.get(finding.rule.code, ""),
        ]
        for finding in comparison.findings
    ]
    heads = [_say(words.RULE, lang), *sides, _say(words.SENTENCE, lang)]
    yield table(heads, rows, _say(words.WHAT_STANDS_OTHERWISE, lang))


# Days


@_content.register
def _windows(found: Windows, lang: Language) -> Iterator[Html]:
    standing = standing_windows(found.dossier, found.rules, today=found.today)
    alike: dict[tuple[str, ...], list[str]] = {}
    for path, window in found.items():
        name, *said = _window(FACT_BY_PATH[path], window, standing[path], found, lang)
        alike.setdefault(tuple(said), []).append(name)
    heads = _heads(lang, words.DATE, words.RESULT, words.DAYS)
    yield table(heads, ([lines(names), *said] for said, names in alike.items()), _say(words.WINDOWS, lang))


def _window(fact: Fact, window: Window | None, standing: Window | None, found: Windows, lang: Language) -> list[str]:
    """One date: its name, whether the day that it has will do, and the days that would."""
    known = fact.of(found.dossier)
    name = _say(_phrases.DATE_NAMES[fact.path], lang)
    if known is None:
        return [name, "", _days(window, lang)]
    if standing is not None and known in standing:
        mark, days, missed = _mark(STATUS_LOOKS[Status.SATISFIED]), _days(standing, lang), None
    elif window is not None:
        mark, days, missed = _mark(STATUS_LOOKS[Status.VIOLATED]), _days(window, lang), window
    else:
        mark, days, missed = Html(), _say(words.NOT_ALONE, lang), None
    return [name, mark, typeset(days + known_said(known, missed, lang), lang)]


@_content.register
def _timeline(spans: Timeline, lang: Language) -> Iterator[Html]:
    known = FACT_BY_PATH[spans.path].of(spans.dossier)
    caption = _say(words.AS_DATE_MOVES, lang, date=fact_named(spans.path, lang))
    heads = _heads(lang, words.DAYS, words.RESULT, words.NOTES, words.THEN_CHANGES)
    rows = []
    for span in spans:
        days = _days(Window(span.earliest, span.latest), lang)
        if known is not None and known in span:
            days += _say(words.THIS_DAY, lang, day=value_said(known, lang))
        causes = _joined((_cause(cause, lang) for cause in span.opened_by), lang)
        rows.append([days, _result(span.decision, lang), _notes(span.decision, lang), causes])
    yield table(heads, rows, caption)


def _cause(cause: Rule | Fact, lang: Language) -> str:
    return fact_named(cause.path, lang) if isinstance(cause, Fact) else rule_title(cause, lang)


def _notes(decision: Decision | None, lang: Language) -> Html:
    notes = []
    if decision is not None:
        for text, rules in (
            (words.NOT_MET, [finding.rule for finding in decision.reasons]),
            (words.HANGS_ON_READING, decision.contested),
        ):
            if rules:
                labels = _joined((rule_title(rule, lang) for rule in rules), lang)
                notes.append(_say(text, lang, rules=labels))
    return lines(notes)


# What to change


@_content.register
def _repairs(found: Repairs, lang: Language) -> Iterator[Html]:
    decision = decide(found.dossier, found.rules)
    yield _verdict(decision, headline(decision, lang))
    if found:
        yield _heading(_phrases_of_plans.REPAIR if len(found) == 1 else _phrases_of_plans.REPAIRS, lang)
        yield items("ol" if len(found) > 1 else "ul", (repair_said(repair, lang) for repair in found))
    elif found.beyond_repair:
        yield _heading(_phrases_of_plans.NO_REPAIR, lang)
        yield items("ul", (sentence_of(decision, finding, lang) for finding in found.beyond_repair))
    else:
        yield element("p", _say(words.NO_REPAIR_NEEDED, lang))


@_content.register
def _repair(repair: Repair, lang: Language) -> Iterator[Html]:
    yield element("p", repair_said(repair, lang))


# Many at once


@_content.register
def _sweep(swept: Sweep, lang: Language) -> Iterator[Html]:
    names = (
        listed([quoted(fact_named(path, lang), lang) for path in swept.paths], _phrases.AND, lang)
        if swept.paths
        else "–"
    )
    yield element("p", _say(words.AS_FACTS_VARY, lang, count=number(len(swept), lang), facts=names))
    if not swept.points:
        return
    if len(swept.paths) == 1:
        yield from _one_fact(swept, lang)
    elif len(swept.paths) == 2:
        yield from _two_facts(swept, lang)
    counts = Counter(_result(point.decision, lang) for point in swept)
    heads = _heads(lang, words.RESULT, words.COUNT)
    yield table(heads, ([result, number(count, lang)] for result, count in counts.most_common()))


def _one_fact(swept: Sweep, lang: Language) -> Iterator[Html]:
    (path,) = swept.paths
    grid = grid_of(swept, lambda decision: (_result(decision, lang), _notes(decision, lang)))
    rows = [
        [typeset(values_said(values, lang), lang), _result(decision, lang), _notes(decision, lang)]
        for values, (decision,) in zip(grid.rows, grid.cells, strict=True)
    ]
    yield table([fact_named(path, lang), *_heads(lang, words.RESULT, words.NOTES)], rows[:_MOST_LINES])
    yield from _more(words.MORE_ROWS, len(rows) - _MOST_LINES, lang)


def _two_facts(swept: Sweep, lang: Language) -> Iterator[Html]:
    down, across = swept.paths
    grid = grid_of(swept)
    heads = [f"{fact_named(down, lang)} ↓ · {fact_named(across, lang)} →"]
    heads += [values_said(values, lang, short_day) for values in grid.columns[:_MOST_LINES]]
    rows = [
        [values_said(values, lang, short_day), *(_cell(decision, lang) for decision in line[:_MOST_LINES])]
        for values, line in zip(grid.rows, grid.cells, strict=True)
    ]
    yield table(heads, rows[:_MOST_LINES])
    yield from _more(words.MORE_COLUMNS, len(grid.columns) - _MOST_LINES, lang)
    yield from _more(words.MORE_ROWS, len(rows) - _MOST_LINES, lang)


def _cell(decision: Decision | None, lang: Language) -> Html:
    return _looking(LOOKS[verdict_of(decision)], in_brief(decision, lang))


def _more(text: Text, count: int, lang: Language) -> Iterator[Html]:
    if count > 0:
        yield element("p", _say(text, lang, count=number(count, lang)), class_="clea-quiet")


# Words and marks


def _say(text: Text, lang: Language, **blanks: str) -> str:
    return typeset(text.say(lang, **blanks), lang)


def _heads(lang: Language, *texts: Text) -> list[str]:
    return [_say(text, lang) for text in texts]


def _verdict(decision: Decision, said: str) -> Html:
    return element("p", _mark(LOOKS[verdict_of(decision)]), f" {said}", class_="clea-verdict")


def _heading(text: Text, lang: Language) -> Html:
    return element("p", _say(text, lang), class_="clea-heading")


def _joined(several: Iterable[str], lang: Language) -> str:
    return _say(_phrases.SEMICOLON, lang).join(several)


def _value(value: Any, lang: Language) -> str:
    return typeset(value_said(value, lang), lang)


def _days(window: Window | None, lang: Language) -> str:
    return typeset(window_said(window, lang), lang)


def _mark(look: Look) -> Html:
    """A mark alone, beside words that say the same."""
    return _looking(look, look.mark, **{"aria-hidden": "true"})


def _marked(look: Look, said: str) -> Html:
    return _looking(look, f"{look.mark}{NO_BREAK}{said}")


def _looking(look: Look, text: str, **attributes: str) -> Html:
    return element("span", text, class_="clea-look", style=f"--clea-look:{look.colour}", **attributes)


def _result(decision: Decision | None, lang: Language) -> Html:
    return _marked(LOOKS[verdict_of(decision)], verdict_said(decision, lang))


def _status(status: Status | None, lang: Language) -> Html:
    return _marked(STATUS_LOOKS[status], typeset(status_said(status, lang), lang))
