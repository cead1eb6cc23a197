"""Decisions, comparisons, plans and sweeps as a notebook shows them: HTML without a script, in French or English."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from clea_eligibility.deciding.decision import Decision, Eligible, Ineligible, Status, Undetermined
from clea_eligibility.deciding.engine import decide
from clea_eligibility.dossier.facts import FACT_BY_PATH, Fact
from clea_eligibility.errors import shown
from clea_eligibility.explain import _phrases as texts
from clea_eligibility.explain import _phrases_of_plans as texts_planning
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._looks import STATUSES, VERDICTS, Look, verdict_of
from clea_eligibility.explain.decisions import headline, parts, sentence_of, sentences
from clea_eligibility.explain.plans import known_said, repair_advised, repair_said, window_said
from clea_eligibility.html._markup import Html, element, items, page, table
from clea_eligibility.planning import Repair, Repairs, Timeline, Window, Windows
from clea_eligibility.planning._windows import standing_windows
from clea_eligibility.rules._rule import Rule
from clea_eligibility.text import NO_BREAK, Language, Text, euros, known_language, listed, number, quoted, typeset
from clea_eligibility.whatif import Comparison, Sweep
from clea_eligibility.whatif import _words as whatif_words
from clea_eligibility.whatif._grids import fact_named, grid_of, result_said, values_said

__all__ = ["view"]

_MOST_LINES = 60
"""More rows or columns than these do not help anybody who reads."""


def view(viewed: Any, lang: Language = "fr") -> Html:
    """A decision, comparison, timeline, sweep, windows or repairs as HTML, for a notebook or a page of your own.

    The HTML stands alone: it has no script, loads nothing, suits light and dark pages, and says in words what it
    shows in colour. Every text is escaped.

    >>> from clea_eligibility import Dossier, decide
    >>> html = view(decide(Dossier(filing_open=False)), "en")
    >>> html[:28], "The dossier does not meet the published criteria. Amount: €0." in html, "<script" in html
    ('<div class="clea" lang="en">', True, False)

    Raises :class:`CleaError` for a language other than French (``fr``) and English (``en``), and :class:`TypeError`
    for anything else to view.
    """
    known_language(lang)
    return page(lang, *_content(viewed, lang))


@singledispatch
def _content(viewed: object, *_: object) -> Iterator[Html]:
    raise TypeError(f"expected a decision, comparison, timeline, sweep, windows or repairs, got {shown(viewed)}")


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
    said = {sentence.rule.code: sentence.text for sentence in sentences(decision, lang)}
    return table(
        [_say(words.RULE, lang), _say(words.RESULT, lang), _say(words.SENTENCE, lang)],
        [
            [finding.rule.label(lang), _status(finding.status, lang), said.get(finding.rule.code, "")]
            for finding in decision.findings
        ],
    )


# Two decisions


@_content.register
def _comparison(comparison: Comparison, lang: Language) -> Iterator[Html]:
    sides = [typeset(side, lang) for side in comparison.sides(lang)]
    facts, findings = comparison.facts, comparison.findings
    yield table(["", *sides], [[_say(words.RESULT, lang), *(_result(side, lang) for side in _both(comparison))]])
    if facts:
        said = [
            [varied.fact.question(lang), *(_value(varied.fact, value, lang) for value in (varied.before, varied.after))]
            for varied in facts
        ]
        yield table([_say(words.FACT, lang), *sides], said, _say(whatif_words.WHAT_CHANGES, lang))
    if not findings:
        yield element("p", _say(whatif_words.ALL_STANDS, lang))
        return
    sentence = {said.rule.code: said.text for said in sentences(comparison.after, lang)}
    rows = [
        [
            finding.rule.label(lang),
            *(_status(side.status if side else None, lang) for side in (finding.before, finding.after)),
            sentence.get(finding.rule.code, ""),
        ]
        for finding in findings
    ]
    heads = [_say(words.RULE, lang), *sides, _say(words.SENTENCE, lang)]
    yield table(heads, rows, _say(whatif_words.WHAT_STANDS_OTHERWISE, lang))


def _both(comparison: Comparison) -> tuple[Decision, Decision]:
    return comparison.before, comparison.after


# Days


@_content.register
def _windows(found: Windows, lang: Language) -> Iterator[Html]:
    standing = standing_windows(found.dossier, found.rules, today=found.today)
    rows = [_window(FACT_BY_PATH[path], window, standing[path], found, lang) for path, window in found.items()]
    heads = [_say(words.DATE, lang), "", _say(words.DAYS, lang)]
    yield table(heads, rows, _say(texts_planning.WINDOWS, lang))


def _window(fact: Fact, window: Window | None, standing: Window | None, found: Windows, lang: Language) -> list[str]:
    """One date: its name, whether the day that it has will do, and the days that would."""
    known = fact.of(found.dossier)
    name = _say(texts_planning.DATES[fact.path], lang)
    if known is None:
        return [name, "", _days(window, lang)]
    if standing is not None and known in standing:
        mark, said = _mark(STATUSES[Status.SATISFIED]), f"{_days(standing, lang)}{known_said(known, None, lang)}"
    elif window is not None:
        mark, said = _mark(STATUSES[Status.VIOLATED]), f"{_days(window, lang)}{known_said(known, window, lang)}"
    else:
        mark, said = Html(), f"{words.NOT_ALONE.say(lang)}{known_said(known, None, lang)}"
    return [name, mark, typeset(said, lang)]


@_content.register
def _timeline(spans: Timeline, lang: Language) -> Iterator[Html]:
    known = FACT_BY_PATH[spans.path].of(spans.dossier)
    caption = _say(words.AS_DATE_MOVES, lang, date=fact_named(spans.path, lang))
    heads = [_say(head, lang) for head in (words.DAYS, words.RESULT, words.NOTES, words.CHANGES)]
    rows = []
    for span in spans:
        days = _days(Window(span.earliest, span.latest), lang)
        if known is not None and known in span:
            said = words.THIS_DAY.say(lang).format(day=_value(FACT_BY_PATH[spans.path], known, lang))
            days = typeset(f"{days}{said}", lang)
        causes = _joined((_cause(cause, lang) for cause in span.opened_by), lang)
        rows.append([days, _result(span.decision, lang), _notes(span.decision, lang), causes])
    yield table(heads, rows, caption)


def _cause(cause: Rule | Fact, lang: Language) -> str:
    return fact_named(cause.path, lang) if isinstance(cause, Fact) else cause.label(lang)


def _notes(decision: Decision | None, lang: Language) -> Html:
    """The rules that are not met, and those on whose reading the outcome depends."""
    lines = []
    if decision is not None:
        for text, rules in (
            (words.NOT_MET, [finding.rule for finding in decision.reasons]),
            (words.CONTESTED, decision.contested),
        ):
            if rules:
                labels = _joined((rule.label(lang) for rule in rules), lang)
                lines.append(element("div", _say(text, lang, rules=labels)))
    return Html("".join(lines))


# What to change


@_content.register
def _repairs(found: Repairs, lang: Language) -> Iterator[Html]:
    decision = decide(found.dossier, found.rules)
    yield _verdict(decision, headline(decision, lang))
    if found:
        yield _heading(texts_planning.REPAIR if len(found) == 1 else texts_planning.REPAIRS, lang)
        yield items("ol" if len(found) > 1 else "ul", (repair_advised(repair, decision, lang) for repair in found))
    elif found.beyond_repair:
        yield _heading(texts_planning.NO_REPAIR, lang)
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
        listed([quoted(fact_named(path, lang), lang) for path in swept.paths], texts.AND, lang) if swept.paths else "–"
    )
    yield element("p", _say(words.AS_FACTS_VARY, lang, count=number(len(swept), lang), facts=names))
    if swept.points and len(swept.paths) == 1:
        yield from _one_fact(swept, lang)
    elif swept.points and len(swept.paths) == 2:
        yield from _two_facts(swept, lang)
    counts = Counter(_result(point.decision, lang) for point in swept)
    heads = [_say(words.RESULT, lang), _say(words.COUNT, lang)]
    yield table(heads, ([result, number(count, lang)] for result, count in counts.most_common()))


def _one_fact(swept: Sweep, lang: Language) -> Iterator[Html]:
    (path,) = swept.paths
    grid = grid_of(swept, lambda decision: (_result(decision, lang), _notes(decision, lang)))
    rows = [
        [values_said(path, values, lang), _result(decision, lang), _notes(decision, lang)]
        for values, (decision,) in zip(grid.rows, grid.cells, strict=True)
    ]
    yield table([fact_named(path, lang), _say(words.RESULT, lang), _say(words.NOTES, lang)], rows[:_MOST_LINES])
    yield from _more(len(rows) - _MOST_LINES, lang)


def _two_facts(swept: Sweep, lang: Language) -> Iterator[Html]:
    down, across = swept.paths
    grid = grid_of(swept)
    heads = [f"{fact_named(down, lang)} ↓ · {fact_named(across, lang)} →"]
    heads += [values_said(across, values, lang) for values in grid.columns[:_MOST_LINES]]
    rows = [
        [values_said(down, values, lang), *(_cell(decision, lang) for decision in line[:_MOST_LINES])]
        for values, line in zip(grid.rows, grid.cells, strict=True)
    ]
    yield table(heads, rows[:_MOST_LINES])
    yield from _more(max(len(rows), len(grid.columns)) - _MOST_LINES, lang)


def _cell(decision: Decision | None, lang: Language) -> Html:
    amounts = [euros(amount, lang) for amount in decision.possible_amounts] if decision else []
    look = VERDICTS[verdict_of(decision)]
    return _looking(look, NO_BREAK.join([look.mark, *([f"{NO_BREAK}/{NO_BREAK}".join(amounts)] if amounts else [])]))


def _more(count: int, lang: Language) -> Iterator[Html]:
    if count > 0:
        yield element("p", _say(words.MORE, lang, count=number(count, lang)), class_="clea-quiet")


# Words and marks


def _say(text: Text, lang: Language, **blanks: str) -> str:
    return typeset(text.say(lang).format(**blanks), lang)


def _verdict(decision: Decision, said: str) -> Html:
    return element("p", _mark(VERDICTS[verdict_of(decision)]), f" {said}", class_="clea-verdict")


def _heading(text: Text, lang: Language) -> Html:
    return element("p", _say(text, lang), class_="clea-heading")


def _joined(several: Iterable[str], lang: Language) -> str:
    return f"{_say(texts.SEMICOLON, lang)} ".join(several)


def _value(fact: Fact, value: Any, lang: Language) -> str:
    return typeset(whatif_words.value_said(fact, value, lang), lang)


def _days(window: Window | None, lang: Language) -> str:
    if window is None:
        return _say(words.NO_DAY, lang)
    return _say(words.ANY_DAY, lang) if window == Window(None, None) else window_said(window, lang)


def _mark(look: Look) -> Html:
    """A mark alone, beside words that say the same."""
    return element("span", look.mark, class_="clea-look", style=f"--clea-look:{look.colour}", **{"aria-hidden": "true"})


def _looking(look: Look, text: str) -> Html:
    return element("span", text, class_="clea-look", style=f"--clea-look:{look.colour}")


def _result(decision: Decision | None, lang: Language) -> Html:
    look = VERDICTS[verdict_of(decision)]
    return _looking(look, f"{look.mark}{NO_BREAK}{result_said(decision, lang)}")


def _status(status: Status | None, lang: Language) -> Html:
    look = STATUSES[status]
    return _looking(look, f"{look.mark}{NO_BREAK}{_say(whatif_words.STATUSES[status], lang)}")
