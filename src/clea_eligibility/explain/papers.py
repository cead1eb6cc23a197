"""The papers of everyday work: an applicant's checklist, and an officer's draft of a request for missing documents."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations

from attrs import frozen

from clea_eligibility.deciding.decision import Decided, Decision, Finding, Status, compiled_rules, decide
from clea_eligibility.dossier.actions import ANOTHER_EVALUATOR
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.dates import add_months, calendar_day
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.dossier.models import Dossier, IdentityDocumentKind
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import of_type
from clea_eligibility.explain import _phrases_of_papers as words
from clea_eligibility.explain._days import completed, days_between, evaluation_said, latest_of, opening_said, without
from clea_eligibility.explain._saying import (
    amounts_said,
    criteria_said,
    is_of_page,
    points_of,
    rule_named,
    rule_title,
    value_said,
)
from clea_eligibility.explain._wordings import ORDER, RECORDS, WORDINGS
from clea_eligibility.explain.decisions import sentences
from clea_eligibility.planning import windows
from clea_eligibility.rules._conditions import date_bounds, paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import THREE_MONTHS
from clea_eligibility.text import Language, Text, full_day, known_language, long_day, quoted, typeset

__all__ = ["Entry", "Section", "Sheet", "checklist", "checklist_sheet", "letter_sheet", "request_for_documents"]

_START, _END = FACT_BY_PATH["evaluation.starts_on"], FACT_BY_PATH["evaluation.ends_on"]
_KIND, _STAGE = FACT_BY_PATH["certification.kind"], FACT_BY_PATH["evaluation.stage"]
_FILED, _ISSUED = FACT_BY_PATH["filed_on"], FACT_BY_PATH["applicant.proof_of_residence.issued_on"]
_VALID = FACT_BY_PATH["applicant.identity_document.valid_until"]
_DOCUMENT = FACT_BY_PATH["applicant.identity_document.kind"]
_EVALUATOR, _ACCREDITATION = "evaluator.", "evaluator.accreditation."
_LET_GO = (*(paper.prefix for paper in words.PAPERS if paper.date_path), _ACCREDITATION)
_SUBSETS = tuple(some for size in range(len(_LET_GO) + 1) for some in combinations(_LET_GO, size))
"""What may have to be replaced before any filing day will do, the fewest first."""
_FINE = (Status.SATISFIED, Status.PRESUMED, Status.NOT_APPLICABLE)
_EXTENDED = "card_may_be_extended"


@frozen
class Entry:
    """A thing to bring or to check: what it is, and what is said of it."""

    title: str
    lines: tuple[str, ...]
    #: Whether its box is ticked; ``None`` where it has none.
    ticked: bool | None = None

    def __str__(self) -> str:
        mark = "-" if self.ticked is None else "[x]" if self.ticked else "[ ]"
        return "\n".join([f"{mark} {self.title}", *(f"{' ' * len(mark)} {line}" for line in self.lines)])


@frozen
class Section:
    """Lines, and the entries that the last of them announces."""

    lines: tuple[str, ...]
    entries: tuple[Entry, ...] = ()

    def __str__(self) -> str:
        return "\n".join([*self.lines, *map(str, self.entries)])


@frozen
class Sheet:
    """One sheet of paper."""

    title: str
    sections: tuple[Section, ...]

    def __str__(self) -> str:
        return "\n\n".join([self.title, *map(str, self.sections)])


def checklist(dossier: Dossier, lang: Language = "fr", *, today: date, rules: RuleSet = GUIDE) -> str:
    """One page for the applicant and the adviser: each paper, the days that it must bear, who supplies it.

    It begins with the last day on which the complete dossier can be filed, and where a stricter reading gives an
    earlier one, with that. A box is ticked where the dossier states a paper that will do on the day in question: the
    day on which it was filed complete, the one that it names if that is still to come and in time, else the safe day;
    where no day is in time any more, the one that it names, else today.

    Args:
        today: The day on which the list is made: nothing is filed before it.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
        TypeError: For anything but a dossier, a date and a rule set.

    >>> from clea_eligibility import Evaluation
    >>> may = Evaluation(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 5))
    >>> for line in checklist(Dossier(evaluation=may), "en", today=date(2026, 4, 2)).splitlines()[5:7]:
    ...     print(line)
    Last day to file the complete dossier: Monday 13 April 2026.
    To be on the safe side, file it by Sunday 12 April 2026 at the latest: under a stricter reading of the three ...
    """
    return str(checklist_sheet(dossier, lang, today=today, rules=rules))


def request_for_documents(decision: Decision, lang: Language = "fr", *, by: date) -> str:
    r"""The draft of a letter that asks for the documents that are missing or will not do, for an officer to sign.

    It names what is wrong with each, were the dossier complete on ``by``, and what follows; or that it was complete on
    its own day. It is never a decision, and bears no name: blanks and notes for the officer stand in square brackets.

    Args:
        by: The day by which the dossier is to be complete.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
        TypeError: ``by`` is no date.

    >>> from clea_eligibility import decide
    >>> from clea_eligibility.dossier.models import Quote
    >>> draft = request_for_documents(decide(Dossier(quote=Quote(provided=False))), "en", by=date(2026, 4, 13))
    >>> print(draft[draft.index("- Quote"):].split("\n\n")[0])
    - Quote for the evaluation, to be supplied by the evaluator
      This document is missing.
      Drawn up by the body that carries out the evaluation.
      In your name and first name.
    """
    return str(letter_sheet(decision, lang, by=by))


def checklist_sheet(dossier: Dossier, lang: Language = "fr", *, today: date, rules: RuleSet = GUIDE) -> Sheet:
    """The sections of :func:`checklist`, for those who set them otherwise than in plain text."""
    known_language(lang)
    calendar_day(today, "today")
    of_type(dossier, Dossier)
    plan = _planned(dossier, rules, today)
    writer = _Writer(_on(dossier, plan.day), rules, plan.rules, lang, is_planned=not plan.filed)
    made_on = words.MADE_ON.say(lang, today=full_day(today, lang))
    form = [words.FORM_LINE.say(lang)]
    if rules.source is not None:
        form.append(words.ONLINE.say(lang, title=quoted(rules.source.title, lang), publisher=rules.source.publisher))
        made_on += " " + words.FROM_SOURCE.say(lang, day=long_day(rules.source.transcribed_on, lang))
    amount = _amount(plan, dossier, rules, lang)
    not_met = words.NOT_MET_AS_STATED.say(lang, criteria=criteria_said(rules, lang))
    reasons = (Entry(said, ()) for said in writer.not_met(lambda rule: _is_told(rule, plan)))
    another = (words.ANOTHER_EVALUATOR.say(lang),) if writer.is_another_needed else ()
    return _set(
        lang,
        words.CHECKLIST.say(lang),
        Section((made_on, " ".join([words.FOR.say(lang, evaluation=writer.evaluation()), *amount]))),
        *_if_any((not_met,), reasons),
        Section(tuple(_deadline(plan, dossier, rules, today, lang))),
        Section(
            (words.TO_PROVIDE.say(lang),),
            (*writer.papers(plan.ageing), Entry(words.FORM.say(lang), tuple(form), plan.filed)),
        ),
        *_if_any((*another, words.TO_CONFIRM.say(lang)), writer.of_the_evaluator()),
        *_if_any((words.STILL_OPEN.say(lang),), writer.still_open()),
        Section((words.NOT_A_DECISION.say(lang),)),
    )


def letter_sheet(decision: Decision, lang: Language = "fr", *, by: date) -> Sheet:
    """The sections of :func:`request_for_documents`, for those who set them otherwise than in plain text."""
    known_language(lang)
    calendar_day(by, "by")
    of_type(decision, Decided)
    dossier, rules, filed = decision.dossier, decision.rules, _complete_on(decision)
    day = by if filed is None else filed
    writer = _Writer(_on(dossier, day), rules, rules, lang, is_planned=filed is None)
    asked = tuple(Entry(writer.title(paper), writer.lines(paper)) for paper in words.PAPERS if writer.wrong(paper))
    last, safe = _last_days(dossier, rules)
    days = {"by": full_day(day, lang), "start": _START.of(dossier) and full_day(_START.of(dossier), lang)}
    notes = list(writer.notes())
    if safe is not None and last is not None and safe < day <= last:
        notes.insert(0, words.UNSAFE_BY.say(lang, safe=full_day(safe, lang), **days))
    if not asked:
        nothing = words.NOTHING_TO_ASK.say(lang, **days) if filed is None else _filed_said(dossier, rules, filed, lang)
        return _set(lang, words.LETTER.say(lang), Section((nothing, *notes)))
    follows = [words.WHAT_FOLLOWS.say(lang)]
    first = _first_start(dossier, rules, by)
    in_time = last if last is not None and by <= last else None
    if in_time is not None:
        follows.append(words.ELSE_POSTPONED.say(lang, last=_last_said(in_time, safe, lang), **days))
    elif last is not None and first is not None:
        follows.append(words.TOO_EARLY.say(lang, earliest=full_day(first, lang), **days))
    follows += _ageing_said(filter(writer.has, words.PAPERS), dossier, rules, in_time, lang)
    return _set(
        lang,
        words.LETTER.say(lang),
        Section((words.DRAFT.say(lang), *notes)),
        Section((words.SENDER.say(lang), words.RECIPIENT.say(lang), words.PLACE_AND_DAY.say(lang))),
        Section((words.REFERENCE.say(lang), words.SUBJECT.say(lang, evaluation=writer.evaluation()))),
        Section((words.DEAR.say(lang),)),
        Section((words.PLEASE.say(lang, **days),), asked),
        Section((*follows, words.NO_ANSWER.say(lang, **days), words.NOT_DECIDED.say(lang))),
        Section((words.REGARDS.say(lang), words.SIGNED.say(lang))),
    )


def _ageing_said(
    papers: Iterable[words.Paper], dossier: Dossier, rules: RuleSet, in_time: date | None, lang: Language
) -> Iterator[str]:
    """Until when the papers that will do go on to do so, where that is not to the last day to file.

    Where the evaluation has no such day, only of what grows old by itself: an identity document lasts for years.
    """
    undated = without(_on(dossier, None), _START.path, _END.path)
    for paper in papers:
        last, safe = (_last_with(paper, undated, each) for each in (rules, rules.in_every_reading()))
        if last is not None and (last < in_time if in_time else paper.date_path == _ISSUED.path):
            yield words.STILL_GOOD.say(lang, paper=paper.name.say(lang), last=_last_said(last, safe, lang))


def _if_any(lines: tuple[str, ...], entries: Iterable[Entry]) -> Iterator[Section]:
    found = tuple(entries)
    if found:
        yield Section(lines, found)


def _set(lang: Language, title: str, *sections: Section) -> Sheet:
    def said(plain: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(typeset(line, lang) for line in plain)

    def entries(plain: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(Entry(typeset(entry.title, lang), said(entry.lines), entry.ticked) for entry in plain)

    set_ = tuple(Section(said(section.lines), entries(section.entries)) for section in sections)
    return Sheet(typeset(title, lang), set_)


# The day


@frozen
class _Plan:
    """The day on which a dossier is or was complete, and the rules under which its papers are looked at."""

    day: date
    rules: RuleSet
    #: Whether it is the day of the past on which the dossier was filed complete.
    filed: bool = False
    #: Whether a filing on this day is in time for the evaluation.
    in_time: bool = True
    #: The last days on which the papers that the dossier has, and the evaluation, allow a filing.
    last: date | None = None
    safe: date | None = None
    #: The papers in force today that will no longer do on the last day that the evaluation alone allows, with their own
    #: last days; then those of them that will no longer do on the day itself.
    ageing: tuple[tuple[words.Paper, date], ...] = ()
    replaced: tuple[words.Paper, ...] = ()
    #: The rule of the page on whose reading alone the safe day hangs, where that is not the last.
    strict: str | None = None
    #: Where the day is too late: the first on which the evaluation could start.
    starts_on: date | None = None


def _planned(dossier: Dossier, rules: RuleSet, today: date) -> _Plan:
    every, filed_on = rules.in_every_reading(), dossier.filed_on
    complete = _complete_on(decide(dossier, rules))
    if complete is not None and complete < today:
        return _Plan(complete, rules, filed=True)
    declared = None if filed_on is None or filed_on < today else filed_on
    unfiled = completed(decide(_on(dossier, None), rules))
    for wanted in dict.fromkeys((declared, None)):
        for followed in (every, rules):
            for dropped in _SUBSETS:
                window = windows(_without(unfiled, dropped), followed, today=today)[_FILED.path]
                if window is not None and (wanted is None or wanted in window):
                    return _in_time(wanted, unfiled, dropped, followed, rules, today)
    day = declared or today
    first = _first_start(dossier, rules, day)
    return _Plan(day, every, in_time=False, ageing=_ageing(unfiled, every, today), starts_on=first)


def _complete_on(decision: Decision) -> date | None:
    documents = (found for found in decision.findings if found.rule.group == "document")
    return decision.dossier.filed_on if all(found.status in _FINE for found in documents) else None


def _first_start(dossier: Dossier, rules: RuleSet, day: date) -> date | None:
    """The first day on which an evaluation could start, in every reading, for a dossier that is complete on a day."""
    undated = without(_without(_on(dossier, day), _LET_GO), _START.path, _END.path)
    possible = windows(undated, rules.in_every_reading())[_START.path]
    return None if possible is None else possible.earliest


def _in_time(
    planned: date | None,
    unfiled: Dossier,
    dropped: tuple[str, ...],
    followed: RuleSet,
    rules: RuleSet,
    today: date,
) -> _Plan:
    """The plan where some filing day from today on will do, once a few parts of the dossier are replaced."""
    rest = _without(unfiled, dropped)
    if _START.of(rest) is None:
        return _Plan(planned or today, followed, ageing=_ageing(unfiled, followed, today))
    last, safe = (_latest(rest, each, today) for each in (rules, rules.in_every_reading()))
    alone = _latest(_without(rest, _LET_GO), followed, today)
    ageing = _ageing(unfiled, followed, today, alone)
    return _Plan(
        planned or (last if followed is rules else safe) or today,
        followed,
        last=last,
        safe=safe,
        ageing=ageing,
        replaced=tuple(paper for paper, _ in ageing if paper.prefix in dropped),
        strict=None if safe == last else _read_strictly(rest, rules, last, today),
    )


def _ageing(
    unfiled: Dossier, rules: RuleSet, today: date, until: date | None = None
) -> tuple[tuple[words.Paper, date], ...]:
    """The papers in force today that do not last until a day, or where there is none, as long as a new bill would."""
    undated = without(unfiled, _START.path, _END.path)
    last = until.toordinal() if until else add_months(today.toordinal(), THREE_MONTHS)
    each = ((paper, _last_with(paper, undated, rules, today)) for paper in words.PAPERS if paper.date_path)
    return tuple((paper, day) for paper, day in each if day is not None and day.toordinal() < last)


def _read_strictly(rest: Dossier, rules: RuleSet, last: date | None, today: date | None) -> str | None:
    """The code of the rule of the page that another reading alone makes stricter; ``None`` where there are several."""
    codes = set()
    for reading in rules.readings:
        latest = _latest(rest, rules.read(**{reading.rule: reading.name}), today)
        if last is not None and (latest is None or latest < last):
            codes.add(reading.rule)
    found = [rule.code for rule in rules.rules if rule.code in codes and is_of_page(rule)]
    return found[0] if len(codes) == len(found) == 1 else None


def _last_days(dossier: Dossier, rules: RuleSet) -> tuple[date | None, date | None]:
    """The last day to file for the evaluation alone, and the safe one; nothing where it is not known when it starts."""
    if _START.of(dossier) is None:
        return None, None
    rest = _without(_on(dossier, None), _LET_GO)
    return _latest(rest, rules), _latest(rest, rules.in_every_reading())


def _last_with(paper: words.Paper, dossier: Dossier, rules: RuleSet, today: date | None = None) -> date | None:
    """The last day on which a dossier can be filed with one paper of its own, whatever the others are."""
    return _latest(_without(dossier, tuple(prefix for prefix in _LET_GO if prefix != paper.prefix)), rules, today)


def _latest(dossier: Dossier, rules: RuleSet, today: date | None = None) -> date | None:
    return latest_of(windows(dossier, rules, today=today)[_FILED.path])


def _on(dossier: Dossier, day: date | None) -> Dossier:
    """The dossier, filed on a day; what was said of another day is not known of this one."""
    if dossier.filed_on in (None, day):
        return changed(dossier, {_FILED.path: day})
    return changed(dossier, {_FILED.path: day, **{fact.path: None for fact in FACTS if fact.on_day == _FILED.path}})


def _without(dossier: Dossier, prefixes: tuple[str, ...]) -> Dossier:
    return without(dossier, *(fact.path for fact in FACTS if fact.path.startswith(prefixes)))


def _deadline(plan: _Plan, dossier: Dossier, rules: RuleSet, today: date, lang: Language) -> Iterator[str]:
    if plan.filed:
        yield from _stands(plan.day, dossier, rules, today, lang)
    elif not plan.in_time:
        earliest = plan.starts_on and full_day(plan.starts_on, lang)
        yield (words.TOO_LATE if earliest else words.NO_DAY).say(lang, day=full_day(plan.day, lang), earliest=earliest)
    elif plan.last is None:
        yield words.START_UNKNOWN.say(lang)
        done = _on(completed(decide(dossier, rules)), plan.day if plan.day == dossier.filed_on else None)
        if decide(done, rules).outcome != "ineligible":
            yield from filter(None, [evaluation_said(done, rules, lang, today)])
    else:
        yield from _last_day(plan, plan.last, dossier, rules, today, lang)
    last, safe = _last_days(dossier, rules)
    if plan.ageing:
        each = [(_held(paper, dossier)[0].say(lang), long_day(day, lang)) for paper, day in plan.ageing]
        if last and plan.last and plan.last != last:
            every = tuple(paper for paper, _ in plan.ageing)
            each.append((_renewed(every, dossier, lang), _last_said(last, safe, lang)))
        yield " ".join(words.WITH_PAPER.say(lang, paper=paper, day=day) for paper, day in each)
    if not plan.filed:
        yield from filter(None, [opening_said(dossier, rules, today, lang, words.NOT_OPEN_YET)])
        yield words.COMPLETE.say(lang)


def _amount(plan: _Plan, dossier: Dossier, rules: RuleSet, lang: Language) -> Iterator[str]:
    """The amount of the aid, where it is a single one, and the dossier is in time or can be."""
    decision = decide(dossier if plan.filed else completed(decide(_on(dossier, None), rules)), rules)
    if plan.in_time and len(decision.possible_amounts) == 1:
        yield words.AMOUNT.say(lang, amount=amounts_said(decision, lang))


def _held(paper: words.Paper, dossier: Dossier) -> tuple[Text, Text]:
    kind = _DOCUMENT.of(dossier)
    return words.HELD[kind if paper.date_path == _VALID.path and kind in words.HELD else paper.prefix]


def _renewed(papers: tuple[words.Paper, ...], dossier: Dossier, lang: Language) -> str:
    return (_held(papers[0], dossier)[1] if len(papers) == 1 else words.OTHER_PAPERS).say(lang)


def _filed_said(dossier: Dossier, rules: RuleSet, day: date, lang: Language) -> str:
    last, _ = _last_days(dossier, rules)
    return (words.FILED if last is None or day > last else words.FILED_IN_TIME).say(lang, day=full_day(day, lang))


def _stands(day: date, dossier: Dossier, rules: RuleSet, today: date, lang: Language) -> Iterator[str]:
    """On which day a dossier was filed; where that was late, from which day on an evaluation still to come could be."""
    (last, safe), start = _last_days(dossier, rules), _START.of(dossier)
    first = _first_start(dossier, rules, day) if last and day > last and start >= today else None
    if first is not None:
        yield words.TOO_LATE.say(lang, day=full_day(day, lang), earliest=full_day(first, lang))
    else:
        yield _filed_said(dossier, rules, day, lang)
        if last and day <= last and (safe is None or day > safe):
            strict = _read_strictly(_without(_on(dossier, None), _LET_GO), rules, last, None)
            yield words.NO_SAFE_DAY.say(lang, of=_of_what(strict, lang))


def _of_what(strict: str | None, lang: Language) -> str:
    return words.READ_STRICTLY.get(strict, words.READ_STRICTLY[None]).say(lang)


def _last_said(last: date, safe: date | None, lang: Language) -> str:
    said = full_day(last, lang)
    return said if safe in (None, last) else words.LAST_AND_SAFE.say(lang, last=said, safe=full_day(safe, lang))


def _last_day(plan: _Plan, last: date, dossier: Dossier, rules: RuleSet, today: date, lang: Language) -> Iterator[str]:
    """The last day, then the safe one and why; before them, that the day on which it is to be filed is too late."""
    filed, (last_of_all, _) = dossier.filed_on, _last_days(dossier, rules)
    if filed is not None and last_of_all is not None and filed > max(last_of_all, today):
        yield words.LATE.say(lang, filed=full_day(filed, lang))
    text = words.LAST_DAY_WITH if plan.replaced else words.LAST_DAY
    papers = _renewed(plan.replaced, dossier, lang) if plan.replaced else ""
    yield text.say(lang, last=full_day(last, lang), papers=papers)
    if plan.safe != last:
        of = _of_what(plan.strict, lang)
        if plan.safe is None:
            yield words.NO_SAFE_DAY.say(lang, of=of)
        else:
            days = {"safe": full_day(plan.safe, lang), "late": long_day(last, lang)}
            yield words.SAFE_DAY.say(lang, of=of, **days)


def _is_told(rule: Rule, plan: _Plan) -> bool:
    """Whether a checklist says by the last day that a rule is not met."""
    is_of_the_day = not plan.in_time if rule.is_joint else _is_of_the_filing(rule)
    return is_of_the_day and not plan.filed


# The papers


class _Writer:
    """Says what a dossier that is complete on one day still needs, in one language.

    Its documents are looked at under ``followed``, everything else under ``rules``.
    """

    def __init__(
        self, dossier: Dossier, rules: RuleSet, followed: RuleSet, lang: Language, *, is_planned: bool
    ) -> None:
        self._dossier, self._lang, self._is_planned = dossier, lang, is_planned
        self._day = value_said(dossier.filed_on, lang)
        decision = decide(dossier, rules)
        self._criteria = [found for found in decision.findings if found.rule.group == "criterion"]
        self._documents = [found for found in decide(dossier, followed).findings if found.rule.group == "document"]
        self._points = points_of(decision)
        said = sentences(decision, lang, today=date.min if is_planned else None)
        self._said = {sentence.rule: sentence.text for sentence in said}
        asks = compiled_rules(rules).evaluate(dossier)[3]
        self._open = [fact for bit, fact in enumerate(FACTS) if asks >> bit & 1]
        self._dates = windows(Dossier(filed_on=dossier.filed_on), rules.in_every_reading())
        levers = [{lever for fact in rule.facts for lever in fact.levers} for rule in self._failing() if rule.facts]
        #: Whether the evaluator cannot stay, and all else could be put right.
        self.is_another_needed = all(levers) and {ANOTHER_EVALUATOR} in levers

    def evaluation(self) -> str:
        kind, stage = _KIND.of(self._dossier), _STAGE.of(self._dossier)
        named = [words.ANY_EVALUATION.say(self._lang) if kind is None else value_said(kind, self._lang)]
        stages = [] if stage is None else [value_said(stage, self._lang)]
        return ", ".join([*named, *stages, *self._when()])

    def _when(self) -> Iterator[str]:
        first, last = _START.of(self._dossier), _END.of(self._dossier)
        if first is not None:
            yield days_between(first, last, self._lang)

    def papers(self, ageing: Iterable[tuple[words.Paper, date]]) -> Iterator[Entry]:
        """Every document that a rule asks for; its box is ticked if the dossier has one that will do."""
        for paper in words.PAPERS:
            found = self._about(paper)
            if found:
                lines = (*self.lines(paper), *self._pointed(paper.prefix))
                if self._is_permit(paper) and (paper in dict(ageing) or self.wrong(paper)):
                    lines += (words.RECEIPT.say(self._lang),)
                yield Entry(self.title(paper), lines, all(each.status in _FINE and self._stays(each) for each in found))

    def _is_permit(self, paper: words.Paper) -> bool:
        return paper.date_path == _VALID.path and _DOCUMENT.of(self._dossier) is IdentityDocumentKind.RESIDENCE_PERMIT

    def title(self, paper: words.Paper) -> str:
        return f"{paper.name.say(self._lang)}, {paper.from_whom.say(self._lang)}"

    def lines(self, paper: words.Paper) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.wrong(paper), *self._asked(paper))))

    def wrong(self, paper: words.Paper) -> tuple[str, ...]:
        known = {"valid_until": _VALID.of(self._dossier), "issued_on": _ISSUED.of(self._dossier)}
        blanks = {"day": self._day, **{name: value_said(day, self._lang) for name, day in known.items()}}
        is_extended = any(point.code == _EXTENDED for point in self._points)
        said = []
        for rule in (found.rule for found in self._about(paper) if found.status is Status.VIOLATED):
            text = words.WRONG.get(rule.code, words.NOT_MET)
            text = words.EXTENDED_CARD if is_extended and _VALID in rule.facts else text
            said.append(text.say(self._lang, label=rule_named(rule, self._lang), **blanks))
        return tuple(said)

    def has(self, paper: words.Paper) -> bool:
        """Whether the dossier has a document that will do, and that bears a date."""
        is_dated = paper.date_path is not None and FACT_BY_PATH[paper.date_path].of(self._dossier) is not None
        return is_dated and not self.wrong(paper)

    def _about(self, paper: words.Paper) -> list[Finding]:
        return [found for found in self._documents if _reads(found.rule, paper.prefix)]

    def _asked(self, paper: words.Paper) -> Iterator[str]:
        window = self._dates[paper.date_path] if paper.date_path is not None else None
        earliest = None if window is None or window.earliest is None else long_day(window.earliest, self._lang)
        for rule in (found.rule for found in self._about(paper)):
            text: Text | None = words.OF_ONES_OWN
            if rule.code in words.ASKED and rule.basis != "changed":
                text = words.ASKED[rule.code]
            elif _is_dated(rule) and earliest is not None:
                text = paper.dated
            if text is not None:
                yield text.say(self._lang, label=rule_named(rule, self._lang), earliest=earliest, day=self._day)

    def _pointed(self, prefix: str = "") -> Iterator[str]:
        """The points of attention about some facts, but for the one that is said of a card that fails."""
        for point in self._points:
            about = (path for condition in point.conditions for path in paths(condition))
            if point.code != _EXTENDED and any(path.startswith(prefix) for path in about):
                yield point.text.say(self._lang)

    def _stays(self, found: Finding) -> bool:
        """Whether what was found is not of an evaluator that cannot stay."""
        return not (self.is_another_needed and any(ANOTHER_EVALUATOR in fact.levers for fact in found.rule.facts))

    def of_the_evaluator(self) -> Iterator[Entry]:
        """What the rules ask of the evaluator; what is only presumed, or of days that cannot stay, is not ticked."""
        is_moved = any(map(_is_of_the_filing, self._failing()))
        for found in self._criteria:
            rule = found.rule
            if _reads(rule, _EVALUATOR):
                when = self._when() if _is_dated(rule) and not is_moved else ()
                lines = tuple(words.VALID.say(self._lang, when=days) for days in when)
                stays = self._stays(found) and not (is_moved and _is_dated(rule))
                ticked = found.status is Status.SATISFIED and stays
                yield Entry(rule_title(rule, self._lang), lines, ticked)

    def still_open(self) -> Iterator[Entry]:
        """What else there is to ask: no paper, no date, nothing about the evaluator or a day to come."""
        own = (_EVALUATOR, *(paper.prefix for paper in words.PAPERS))
        for fact in self._open:
            if fact.type != "date" and not fact.path.startswith(own) and not (fact.on_day and self._is_planned):
                key = RECORDS.get(fact.path, (fact.path,))[0]
                yield Entry(WORDINGS[ORDER.index(key)].text.say(self._lang), (), ticked=False)

    # What else there is to know

    def _failing(self) -> list[Rule]:
        return [found.rule for found in self._criteria if found.status is Status.VIOLATED]

    def not_met(self, is_told: Callable[[Rule], bool] = lambda _: False) -> list[str]:
        """What is said of the criteria that are not met, but for those that are told of elsewhere."""
        return [self._said[rule] for rule in self._failing() if not is_told(rule)]

    def notes(self) -> Iterator[str]:
        for text, said in (
            (words.TO_EXAMINE, [*self.not_met(), *self._pointed()]),
            (words.TO_ESTABLISH, [fact.question(self._lang, self._dossier) for fact in self._open]),
        ):
            if said:
                yield text.say(self._lang, said=" ".join(said))


def _is_dated(rule: Rule) -> bool:
    return any(True for _ in date_bounds(rule.requires))


def _is_of_the_filing(rule: Rule) -> bool:
    return _is_dated(rule) and _reads(rule, _FILED.path)


def _reads(rule: Rule, prefix: str) -> bool:
    return any(fact.path.startswith(prefix) for fact in rule.facts)
