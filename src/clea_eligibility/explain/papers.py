"""The papers of everyday work: an applicant's checklist, and an officer's draft of a request for missing documents."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Finding, Status, decide
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.dates import is_calendar_day, shifted
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS
from clea_eligibility.dossier.models import Dossier, IdentityDocumentKind
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import shown
from clea_eligibility.explain import _phrases_of_papers as words
from clea_eligibility.explain._days import opening_said
from clea_eligibility.explain._saying import is_of_page, rule_named, rule_title, value_said
from clea_eligibility.explain.deadlines import latest_of
from clea_eligibility.planning import windows
from clea_eligibility.rules._conditions import date_bounds
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, full_day, known_language, long_day, typeset

__all__ = ["Entry", "Section", "Sheet", "checklist", "checklist_sheet", "letter_sheet", "request_for_documents"]

_START, _END = FACT_BY_PATH["evaluation.starts_on"], FACT_BY_PATH["evaluation.ends_on"]
_KIND, _STAGE = FACT_BY_PATH["certification.kind"], FACT_BY_PATH["evaluation.stage"]
_FILED, _ISSUED = FACT_BY_PATH["filed_on"], FACT_BY_PATH["applicant.proof_of_residence.issued_on"]
_CARD, _VALID = (
    FACT_BY_PATH["applicant.identity_document.kind"],
    FACT_BY_PATH["applicant.identity_document.valid_until"],
)
_EVALUATOR, _ACCREDITATION = "evaluator.", "evaluator.accreditation."
_LET_GO = (*(paper.prefix for paper in words.PAPERS if paper.date_path), _ACCREDITATION)
_SUBSETS = tuple(some for size in range(len(_LET_GO) + 1) for some in combinations(_LET_GO, size))
"""What may have to be replaced before any filing day will do, the fewest first."""
_FINE = (Status.SATISFIED, Status.PRESUMED, Status.NOT_APPLICABLE)
_FIVE_YEARS = 60


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
    day on which it was filed complete, the one that it names if that is still to come and in time, else the safe day.

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

    It names what is wrong with each, were the dossier complete on ``by``, and what follows. It is never a decision, and
    bears no name: blanks and notes for the officer stand in square brackets.

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
    if not is_calendar_day(today):
        raise TypeError(f"today: expected a date without a time, got {shown(today)}")
    plan = _planned(dossier, rules, today)
    writer = _Writer(_on(dossier, plan.day), plan.rules, plan.day, lang)
    made_on = words.MADE_ON.say(lang, today=full_day(today, lang))
    if rules.source is not None:
        made_on += " " + words.FROM_SOURCE.say(lang, day=long_day(rules.source.transcribed_on, lang))
    form = Entry(words.FORM.say(lang), (words.FORM_LINE.say(lang),), ticked=plan.filed)
    means_complete = () if plan.filed else (words.COMPLETE.say(lang),)
    to_tick = (words.TO_CONFIRM, tuple(writer.of_the_evaluator())), (words.STILL_OPEN, tuple(writer.still_open()))
    return _set(
        lang,
        words.CHECKLIST.say(lang),
        Section((made_on, words.FOR.say(lang, evaluation=writer.evaluation()))),
        Section((*_deadline(plan, dossier, rules, today, lang), *writer.first_of_all(), *means_complete)),
        Section((words.TO_PROVIDE.say(lang),), (*writer.papers(), form)),
        *(Section((text.say(lang),), entries) for text, entries in to_tick if entries),
        Section((words.NOT_A_DECISION.say(lang),)),
    )


def letter_sheet(decision: Decision, lang: Language = "fr", *, by: date) -> Sheet:
    """The sections of :func:`request_for_documents`, for those who set them otherwise than in plain text."""
    known_language(lang)
    if not is_calendar_day(by):
        raise TypeError(f"by: expected a date without a time, got {shown(by)}")
    dossier, rules = decision.dossier, decision.rules
    writer = _Writer(_on(dossier, by), rules, by, lang)
    asked = tuple(Entry(writer.title(paper), writer.lines(paper)) for paper in words.PAPERS if writer.wrong(paper))
    last, safe = _last_days(dossier, rules)
    notes, said_by = [*_about_the_day(by, last, safe, lang), *writer.notes()], full_day(by, lang)
    if not asked:
        nothing = words.NOTHING_TO_ASK.say(lang, by=said_by)
        return _set(lang, words.LETTER.say(lang), Section((nothing, *notes)))
    follows = [words.WHAT_FOLLOWS.say(lang)]
    if last is not None and by <= last:
        limit = safe if safe is not None and by <= safe else last
        start, said_limit = full_day(_START.of(dossier), lang), full_day(limit, lang)
        follows.append(words.ELSE_POSTPONED.say(lang, start=start, last=said_limit))
    return _set(
        lang,
        words.LETTER.say(lang),
        Section((words.DRAFT.say(lang), *notes)),
        Section((words.SENDER.say(lang), words.RECIPIENT.say(lang), words.PLACE_AND_DAY.say(lang))),
        Section((words.REFERENCE.say(lang), words.SUBJECT.say(lang, evaluation=writer.evaluation()))),
        Section((words.DEAR.say(lang),)),
        Section((words.PLEASE.say(lang, by=said_by),), asked),
        Section((*follows, words.NO_ANSWER.say(lang), words.NOT_DECIDED.say(lang))),
        Section((words.REGARDS.say(lang), words.SIGNED.say(lang))),
    )


def _set(lang: Language, title: str, *sections: Section) -> Sheet:
    """The sheet, with the typography of the language."""

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
    #: The last day that the evaluation alone allows, where that is another.
    without_papers: date | None = None
    #: The rule of the page on whose reading alone the safe day hangs, where that is not the last.
    strict: str | None = None
    #: Where the day is too late: the first on which the evaluation could start.
    starts_on: date | None = None


def _planned(dossier: Dossier, rules: RuleSet, today: date) -> _Plan:
    every, filed_on = rules.in_every_reading(), dossier.filed_on
    if filed_on is not None and filed_on < today:
        documents = [found for found in decide(dossier, rules).findings if found.rule.group == "document"]
        if all(found.status in _FINE for found in documents):
            return _Plan(filed_on, rules, filed=True)
    declared = None if filed_on is None or filed_on < today else filed_on
    unfiled = _on(dossier, None)
    for wanted in dict.fromkeys((declared, None)):
        for followed in (every, rules):
            for dropped in _SUBSETS:
                rest = _without(unfiled, dropped)
                window = windows(rest, followed, today=today)[_FILED.path]
                if window is not None and (wanted is None or wanted in window):
                    return _in_time(wanted, rest, followed, rules, today)
    undated = changed(_without(unfiled, _LET_GO), {_START.path: None, _END.path: None})
    possible = windows(undated, every, today=today)[_START.path]
    return _Plan(today, every, in_time=False, starts_on=None if possible is None else possible.earliest)


def _in_time(planned: date | None, rest: Dossier, followed: RuleSet, rules: RuleSet, today: date) -> _Plan:
    """The plan where some filing day from today on will do, ``rest`` being what is left of the dossier."""
    if _START.of(rest) is None:
        return _Plan(planned or today, followed)
    ends = [
        latest_of(windows(left, each, today=today)[_FILED.path])
        for each in (rules, rules.in_every_reading())
        for left in (rest, _without(rest, _LET_GO))
    ]
    last, alone, safe, safe_alone = ends
    latest, without = (last, alone) if followed is rules else (safe, safe_alone)
    return _Plan(
        planned or latest or today,
        followed,
        last=last,
        safe=safe,
        without_papers=without if without != latest else None,
        strict=None if safe == last else _read_strictly(rest, rules, last, today),
    )


def _read_strictly(rest: Dossier, rules: RuleSet, last: date | None, today: date) -> str | None:
    """The code of the rule of the page that another reading alone makes stricter; ``None`` where there are several."""
    codes = set()
    for reading in rules.readings:
        latest = latest_of(windows(rest, rules.read(**{reading.rule: reading.name}), today=today)[_FILED.path])
        if last is not None and (latest is None or latest < last):
            codes.add(reading.rule)
    found = [rule.code for rule in rules.rules if rule.code in codes and is_of_page(rule)]
    return found[0] if len(codes) == len(found) == 1 else None


def _last_days(dossier: Dossier, rules: RuleSet) -> tuple[date | None, date | None]:
    """The last day to file for the evaluation alone, and the safe one; nothing where it is not known when it starts."""
    if _START.of(dossier) is None:
        return None, None
    rest = _without(_on(dossier, None), _LET_GO)
    last, safe = (windows(rest, followed)[_FILED.path] for followed in (rules, rules.in_every_reading()))
    return latest_of(last), latest_of(safe)


def _on(dossier: Dossier, day: date | None) -> Dossier:
    """The dossier, filed on a day; what was said of another day is not known of this one."""
    if dossier.filed_on in (None, day):
        return changed(dossier, {_FILED.path: day})
    return changed(dossier, {_FILED.path: day, **{fact.path: None for fact in FACTS if fact.on_day == _FILED.path}})


def _without(dossier: Dossier, prefixes: tuple[str, ...]) -> Dossier:
    """The dossier without what it says of some of its parts."""
    return (
        changed(dossier, {fact.path: None for fact in FACTS if fact.path.startswith(prefixes)}) if prefixes else dossier
    )


def _deadline(plan: _Plan, dossier: Dossier, rules: RuleSet, today: date, lang: Language) -> Iterator[str]:
    """By when the dossier must be complete."""
    days = {"last": plan.last, "safe": plan.safe, "earliest": plan.starts_on, "today": today, "day": plan.day}
    said = {name: full_day(day, lang) for name, day in days.items() if day is not None}
    if plan.filed:
        yield words.FILED.say(lang, **said)
    elif not plan.in_time:
        yield (words.NO_DAY if plan.starts_on is None else words.TOO_LATE).say(lang, **said)
    elif plan.last is None:
        yield words.START_UNKNOWN.say(lang)
    else:
        yield from _last_day(plan, plan.last, dossier, rules, today, lang)
    if plan.without_papers is not None:
        yield words.PAPER_LIMITS.say(lang, last=full_day(plan.without_papers, lang))
    opening = None if plan.filed else opening_said(dossier, rules, today, lang)
    if opening is not None:
        yield opening


def _last_day(plan: _Plan, last: date, dossier: Dossier, rules: RuleSet, today: date, lang: Language) -> Iterator[str]:
    """The last day, then the safe one and why; before them, that the day on which it is to be filed is too late."""
    filed, (last_of_all, _) = dossier.filed_on, _last_days(dossier, rules)
    if filed is not None and last_of_all is not None and filed > max(last_of_all, today):
        yield words.LATE.say(lang, filed=full_day(filed, lang))
    yield words.LAST_DAY.say(lang, last=full_day(last, lang))
    if plan.safe != last:
        of = words.READ_STRICTLY.get(plan.strict, words.READ_STRICTLY[None]).say(lang)
        if plan.safe is None:
            yield words.NO_SAFE_DAY.say(lang, of=of)
        else:
            days = {"safe": full_day(plan.safe, lang), "late": long_day(last, lang)}
            yield words.SAFE_DAY.say(lang, of=of, **days)


def _about_the_day(by: date, last: date | None, safe: date | None, lang: Language) -> Iterator[str]:
    """What an officer should know of the day that the letter sets."""
    if last is not None and by > last:
        yield words.TOO_LATE_BY.say(lang, by=full_day(by, lang), last=full_day(last, lang))
    elif safe is not None and by > safe:
        yield words.UNSAFE_BY.say(lang, by=full_day(by, lang), safe=full_day(safe, lang))


# The papers


class _Writer:
    """Says what a dossier that is complete on one day still needs, in one language."""

    def __init__(self, dossier: Dossier, rules: RuleSet, day: date, lang: Language) -> None:
        self._dossier, self._day, self._lang = dossier, day, lang
        decision = decide(dossier, rules)
        self._findings, self._missing = decision.findings, decision.missing
        self._dates = windows(Dossier(filed_on=day), rules.in_every_reading())

    def evaluation(self) -> str:
        """Which evaluation the aid is asked for, and when it takes place, as far as that is known."""
        kind, stage = _KIND.of(self._dossier), _STAGE.of(self._dossier)
        named = [words.ANY_EVALUATION.say(self._lang) if kind is None else value_said(kind, self._lang)]
        stages = [] if stage is None else [value_said(stage, self._lang)]
        return ", ".join([*named, *stages, *self._when()])

    def _when(self) -> Iterator[str]:
        first, last = _START.of(self._dossier), _END.of(self._dossier)
        if first is not None:
            text = words.STARTS if last is None else words.ONE_DAY if first == last else words.FROM_TO
            days = {"first": long_day(first, self._lang), "last": last and long_day(last, self._lang)}
            yield text.say(self._lang, **days)

    def papers(self) -> Iterator[Entry]:
        """Every document that a rule asks for; its box is ticked if the dossier has one that will do."""
        for paper in words.PAPERS:
            found = self._about(paper)
            if found:
                yield Entry(self.title(paper), self.lines(paper), all(each.status in _FINE for each in found))

    def title(self, paper: words.Paper) -> str:
        return f"{paper.name.say(self._lang)}, {paper.from_whom.say(self._lang)}"

    def lines(self, paper: words.Paper) -> tuple[str, ...]:
        """What is wrong with a document, and what is asked of it."""
        return (*self.wrong(paper), *self._extended(paper), *self._asked(paper), *self._dated(paper))

    def wrong(self, paper: words.Paper) -> tuple[str, ...]:
        """What is wrong with a document."""
        known = {"valid_until": _VALID.of(self._dossier), "issued_on": _ISSUED.of(self._dossier), "day": self._day}
        blanks = {name: value_said(day, self._lang) for name, day in known.items()}
        return tuple(
            words.WRONG[found.rule.code].say(self._lang, **blanks)
            if found.rule.code in words.WRONG
            else words.NOT_MET.say(self._lang, label=rule_named(found.rule, self._lang))
            for found in self._about(paper)
            if found.status is Status.VIOLATED
        )

    def _about(self, paper: words.Paper) -> list[Finding]:
        return [
            found for found in self._findings if found.rule.group == "document" and _reads(found.rule, paper.prefix)
        ]

    def _asked(self, paper: words.Paper) -> Iterator[str]:
        for rule in (found.rule for found in self._about(paper)):
            if rule.code in words.ASKED and rule.basis != "changed":
                asked = words.ASKED[rule.code]
                if asked is not None:
                    yield asked.say(self._lang)
            elif not _is_dated(rule):
                yield words.OF_ONES_OWN.say(self._lang, label=rule_named(rule, self._lang))

    def _dated(self, paper: words.Paper) -> Iterator[str]:
        window = self._dates[paper.date_path] if paper.date_path is not None else None
        if paper.dated is not None and window is not None and window.earliest is not None:
            days = {"earliest": long_day(window.earliest, self._lang), "day": long_day(self._day, self._lang)}
            yield paper.dated.say(self._lang, **days)

    def _extended(self, paper: words.Paper) -> Iterator[str]:
        """That a French identity card may be valid for longer than it says."""
        kind, until = _CARD.of(self._dossier), _VALID.of(self._dossier)
        is_card = paper.date_path == _VALID.path and kind is IdentityDocumentKind.NATIONAL_IDENTITY_CARD
        if is_card and until is not None and until < self._day <= shifted(until, months=_FIVE_YEARS):
            yield words.EXTENDED_CARD.say(self._lang)

    def of_the_evaluator(self) -> Iterator[Entry]:
        """What the rules ask of the evaluator; what is only presumed is not ticked."""
        for found in self._findings:
            rule = found.rule
            if rule.group == "criterion" and _reads(rule, _EVALUATOR):
                wrong = [words.WHAT_IS_STATED.say(self._lang)] if found.status is Status.VIOLATED else []
                when = self._when() if _is_dated(rule) else ()
                lines = (*wrong, *(words.VALID.say(self._lang, when=days) for days in when))
                yield Entry(rule_title(rule, self._lang), lines, found.status is Status.SATISFIED)

    def still_open(self) -> Iterator[Entry]:
        """What else is to be known before the outcome is: no paper, no date, nothing about the evaluator."""
        own = (_EVALUATOR, *(paper.prefix for paper in words.PAPERS))
        for fact in self._missing:
            if fact.type != "date" and not fact.path.startswith(own):
                yield Entry(fact.question(self._lang), (), ticked=False)

    # What else there is to know

    def first_of_all(self) -> Iterator[str]:
        """The criteria that are not met, which no paper can mend; dates and the evaluator have their own lines."""
        found = [rule for rule in self._standing("criterion", Status.VIOLATED) if not _reads(rule, _EVALUATOR)]
        labels = [rule_named(rule, self._lang) for rule in found if not (rule.is_joint or _is_dated(rule))]
        if labels:
            yield words.FIRST_OF_ALL.say(self._lang, labels=", ".join(labels))

    def notes(self) -> Iterator[str]:
        """What an officer should look at before a letter is sent."""
        for text, rules in (
            (words.ALSO_NOT_MET, self._standing("criterion", Status.VIOLATED)),
            (words.TO_CHECK, self._standing("document", Status.UNKNOWN)),
        ):
            if rules:
                yield text.say(self._lang, labels=", ".join(rule_named(rule, self._lang) for rule in rules))

    def _standing(self, group: str, status: Status) -> list[Rule]:
        return [found.rule for found in self._findings if (found.rule.group, found.status) == (group, status)]


def _is_dated(rule: Rule) -> bool:
    return any(True for _ in date_bounds(rule.requires))


def _reads(rule: Rule, prefix: str) -> bool:
    return any(fact.path.startswith(prefix) for fact in rule.facts)
