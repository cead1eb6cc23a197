"""What to do, in words: what would put an ineligible dossier right, and by when."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, decide
from clea_eligibility.dossier.actions import (
    ACCREDITATION_DATES,
    ANOTHER_EVALUATOR,
    EVALUATION_DATES,
    FILING_DAY,
    IDENTITY_DOCUMENT,
    PROOF_OF_RESIDENCE,
    QUOTE,
    Lever,
)
from clea_eligibility.dossier.dates import LAST_DAY, calendar_day
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.explain import _phrases
from clea_eligibility.explain import _phrases_of_plans as words
from clea_eligibility.explain._days import (
    ENDS,
    FILED,
    STARTS,
    ByWhen,
    by_when,
    days_between,
    evaluation_said,
    filing_said,
    opening_said,
    passed_said,
    safe_start,
    with_facts,
    without,
)
from clea_eligibility.explain._saying import has_of_page, is_of_page, points_of, rule_named, value_said, window_said
from clea_eligibility.explain.decisions import Speaker
from clea_eligibility.planning import Repair, Repairs, Window, repairs
from clea_eligibility.planning._scenario import BITS, kept_apart
from clea_eligibility.planning._windows import open_windows
from clea_eligibility.rules._conditions import NotAfter, date_bounds, paths
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import REGION
from clea_eligibility.text import Language, Text, known_language, listed, long_day, number, typeset

__all__ = ["advise", "repair_said"]

_MOST_REPAIRS = 5
_TOLD = (
    IDENTITY_DOCUMENT,
    PROOF_OF_RESIDENCE,
    QUOTE,
    ANOTHER_EVALUATOR,
    ACCREDITATION_DATES,
    EVALUATION_DATES,
    FILING_DAY,
)
"""The changes in the order in which a solution tells them."""
_PROOF: FactPath = "applicant.proof_of_residence.issued_on"
_CARD: FactPath = "applicant.identity_document.valid_until"
_FROM: FactPath = "evaluator.accreditation.valid_from"
_KIND: FactPath = "certification.kind"
_HELD: FactPath = "evaluator.accreditation.held"
_PERMITS_WORK: FactPath = "applicant.identity_document.permits_work"
_UNTIL: FactPath = "evaluator.accreditation.valid_until"


def advise(
    dossier: Dossier, lang: Language = "fr", *, today: date, rules: RuleSet = GUIDE, statements: bool = False
) -> str:
    """What to do about a dossier, in plain text: the verdict, what would put it right, and by when.

    The slightest changes come first: at most five solutions, the others counted.

    Args:
        today: Nothing is advised for a day before it: see :func:`clea_eligibility.planning.repairs`.
        statements: Whether sentences end with the numbers of the statements that they rest on.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).

    >>> from clea_eligibility import Evaluation
    >>> late = Evaluation(starts_on=date(2026, 4, 27), ends_on=date(2026, 4, 28))
    >>> print(advise(Dossier(filed_on=date(2026, 4, 10), evaluation=late), "en", today=date(2026, 4, 12)))
    The dossier does not meet the published criteria.
    The decision rests with the Region. This tool presumes, though the Region's page does not say so: "Online ...
    <BLANKLINE>
    Reason:
    - The dossier was complete on 10 April 2026 but the evaluation starts on 27 April 2026; it had to be complete by ...
    <BLANKLINE>
    To put this right:
    - The evaluator postpones the evaluation: at the earliest on 1 and 2 May 2026 (from 2 May 2026 on under ...
    """
    known_language(lang)
    calendar_day(today, "today")
    found = repairs(dossier, rules, today=today)
    adviser = _Adviser(found, Speaker(decide(dossier, rules), lang, statements, today), today)
    return typeset("\n\n".join(adviser.paragraphs()), lang)


@frozen(slots=False, eq=False)
class _Adviser:
    found: Repairs
    speaker: Speaker
    today: date

    @property
    def decision(self) -> Decision:
        return self.speaker.decision

    @property
    def lang(self) -> Language:
        return self.speaker.lang

    def paragraphs(self) -> Iterator[str]:
        decision, lang, today = self.decision, self.lang, self.today
        yield "\n".join([self.speaker.headline(), *self.speaker.contested(), " ".join(self.speaker.region_decides())])
        yield from self.section(_phrases.ATTENTION, [point.text.say(lang) for point in points_of(decision)])
        reasons = [self.speaker.sentence(finding) for finding in decision.reasons]
        yield from self.section(_phrases.REASON if len(reasons) == 1 else _phrases.REASONS, reasons)
        yield from self.passed()
        yield from self.beyond_repair()
        yield from self.solutions()
        for heading, asked in self.speaker.questions():
            yield from self.section(heading, asked)
        deadlines = tuple(self.deadlines())
        yield from deadlines
        if deadlines or any(each.by_when or FILING_DAY in each.repair.levers for each in self.repairers):
            yield from filter(None, [opening_said(decision.dossier, decision.rules, today, lang)])

    @property
    def shown(self) -> tuple[Repair, ...]:
        return self.worthwhile[:_MOST_REPAIRS]

    @cached_property
    def worthwhile(self) -> tuple[Repair, ...]:
        """The repairs but for another evaluator where the present one may draw up a quote."""
        sets = [{*repair.levers} for repair in self.found]
        if any(finding.rule.code == "quote_from_evaluator" for finding in self.decision.reasons):
            return self.found
        return tuple(
            repair
            for repair, levers in zip(self.found, sets, strict=True)
            if ANOTHER_EVALUATOR not in levers or (levers - {ANOTHER_EVALUATOR}) | {QUOTE} not in sets
        )

    @cached_property
    def repairers(self) -> "list[_Repairer]":
        return [_Repairer(repair, self.lang) for repair in self.shown]

    def passed(self) -> Iterator[str]:
        dossier, rules, found = self.decision.dossier, self.decision.rules, self.found
        if dossier.filed_on is None or any(FILING_DAY in repair.levers for repair in self.shown):
            told = {rule for finding in self.decision.reasons for rule in (finding.rule, *finding.between)}
            wordings = _phrases.PASSED if dossier.filed_on else words.PASSED_UNLESS_FILED
            passed = passed_said(dossier, rules, self.lang, self.today, wordings)
            said = [text for rule, text in passed if rule not in told]
            if not said and not told and (found or found.beyond_repair):
                said = [_phrases.TOO_LATE_TO_FILE.say(self.lang, day=long_day(self.today, self.lang))]
            yield from filter(None, ["\n".join(said)])

    def solutions(self) -> Iterator[str]:
        """What would help: first what is the same in every solution; then what is still to be established."""
        lang, more = self.lang, len(self.worthwhile) - len(self.shown)
        told = [each.sentences(with_deadline=not self.deadline) for each in self.repairers]
        common = [said for said in told[0] if all(said in others for others in told)] if len(told) > 1 > more else []
        yield from self.section(words.IN_ANY_CASE, common)
        if len(told) == 1:
            yield from self.section(words.ALL_OF if len(told[0]) > 1 else words.REPAIR, told[0])
        else:
            solutions = [" ".join(said for said in each if said not in common) for each in told]
            yield from self.section(words.AND_ONE_OF if common else words.REPAIRS, solutions, numbered=True)
        if more:
            yield words.MORE_REPAIRS[more > 1].say(lang, count=number(more, lang))
        if self.decision.reasons:
            asked = dict.fromkeys(fact for each in self.repairers for fact in each.left_open())
            yield from self.section(words.LEFT_OPEN, [self.speaker.question(fact) for fact in asked])

    @cached_property
    def deadline(self) -> str | None:
        """By when the dossier must be complete, where that is the same for all solutions and none says it."""
        said = {each.when() for each in self.repairers}
        return None if len(said) != 1 or any(map(_Repairer.says_when, self.repairers)) else said.pop()

    def beyond_repair(self) -> Iterator[str]:
        """That nothing helps: of which reasons, unless of all; and the fresh request that the page leaves open."""
        hopeless = [finding.rule for finding in self.found.beyond_repair]
        dossier, rules = self.decision.dossier, self.decision.rules
        if not hopeless:
            return
        if dossier.filed_on is None and [rule.code for rule in hopeless] == ["filing_open"]:
            found = by_when(dossier, rules, self.lang, self.today)
            yield words.FILED[True].say(self.lang, window=found.said if found else "") + "."
            return
        are_days = all(each.between or any(date_bounds(each.rule.requires)) for each in self.found.beyond_repair)
        if are_days and rules.source is not None:  # on the page, a later day always helps
            yield words.NO_DAY_LEFT.say(self.lang)
        elif hopeless == [finding.rule for finding in self.decision.reasons]:
            yield words.NOTHING_HELPS[len(hopeless) > 1].say(self.lang)
        elif set(hopeless) <= {finding.rule for finding in self.decision.reasons}:
            labels = listed([rule_named(rule, self.lang) for rule in hopeless], _phrases.AND, self.lang)
            yield words.NOTHING_HELPS_OF[len(hopeless) > 1].say(self.lang, labels=labels)
        else:
            yield from self.section(words.NO_REPAIR, [*map(self.speaker.sentence, self.found.beyond_repair)])
        if all(rule.code in words.FRESH_REQUEST and is_of_page(rule) for rule in hopeless):
            yield from (words.FRESH_REQUEST[rule.code].say(self.lang) for rule in hopeless)

    def deadlines(self) -> Iterator[str]:
        """By when the dossier must be complete, and when the evaluation can take place; nothing where it is lost."""
        decision, lang, today = self.decision, self.lang, self.today
        dossier, rules = decision.dossier, decision.rules
        said = [self.deadline]
        if not (decision.reasons or self.found or self.found.beyond_repair):
            found = by_when(dossier, rules, lang, today)
            filing = filing_said(found, dossier, rules, lang, today)
            evaluation = evaluation_said(dossier, rules, lang, today)
            covered: dict[str, str | None] = {FILED: filing, STARTS: evaluation, ENDS: evaluation}
            said = [filing, evaluation]
            for finding in self.speaker.unknown():
                if any(not covered.get(path) for path in self.speaker.open_dates(finding)):
                    said += [self.speaker.sentence(finding, told) for told in self.speaker.half_told(finding)]
        yield from filter(None, ["\n".join(filter(None, said))])

    def section(self, heading: Text, items: list[str], *, numbered: bool = False) -> Iterator[str]:
        marks = [f"{number}." if numbered else "-" for number in range(1, len(items) + 1)]
        if items:
            lines = (f"{mark} {item}" for mark, item in zip(marks, items, strict=True))
            yield "\n".join([heading.say(self.lang), *lines])


# What to change


def _dated(window: Window, lang: Language) -> str:
    first, last = (None if day is None else long_day(day, lang) for day in (window.earliest, window.latest))
    if first == last or None not in (first, last):
        text = words.OF_DAY if first == last else words.OF_DAYS_BETWEEN
        return text.say(lang, first=first, last=last)
    return (words.OF_DAY_OR_EARLIER if first is None else words.OF_DAY_OR_LATER).say(lang, day=first or last)


def repair_said(repair: Repair, lang: Language = "fr") -> str:
    """A sentence for each thing that somebody does."""
    return typeset(" ".join(_Repairer(repair, lang).sentences()), lang)


@frozen(slots=False, eq=False)
class _Repairer:
    repair: Repair
    lang: Language

    def sentences(self, *, with_deadline: bool = True) -> list[str]:
        """What is done, a sentence each; and by when the dossier is filed, unless that is said elsewhere."""
        told = [self.pulled(lever) for lever in sorted(self.repair.levers, key=_TOLD.index) if lever != FILING_DAY]
        if with_deadline:
            told += self.filed()
        return [f"{said}." for said in told]

    def says_when(self) -> bool:
        """Whether what is done says when the dossier is filed, or bears on it."""
        return EVALUATION_DATES in self.repair.levers or self.repair.levers == (FILING_DAY,) or self.is_refiled_if_not

    # The dossier once it is repaired

    @cached_property
    def repaired(self) -> Dossier:
        return self.repair.apply(self.repair.dossier)

    @cached_property
    def opened(self) -> Dossier:
        """The repaired dossier, with the days of what is new or moves left open."""
        levers = {*self.repair.levers}
        new = [fact.path for fact in FACTS if fact.type == "date" and not levers.isdisjoint(fact.levers)]
        if self.repaired.filed_on == self.today and any(lever.how == "replaced" for lever in levers):
            new.append(FILED)  # today or later, with what is new
        return without(self.repaired, *new)

    def left_open(self) -> Iterator[Fact]:
        """What is then still to be established, but for the filing day and what is said of it."""
        days = {FILED, *(fact.path for fact in FACTS if fact.on_day in self.repair.changes)}
        return (fact for fact in decide(self.repaired, self.rules).missing if fact.path not in days)

    @property
    def rules(self) -> RuleSet:
        return self.repair.rules

    @property
    def today(self) -> date | None:
        return self.repair.today

    @cached_property
    def apart(self) -> tuple[NotAfter, ...]:
        return kept_apart(sum(BITS[lever.name] for lever in self.repair.levers), self.repaired)

    @cached_property
    def by_when(self) -> ByWhen | None:
        found = by_when(self.opened, self.rules, self.lang, self.today, self.apart)
        return found if found and found.said else None

    def when(self) -> str | None:
        """By when the dossier must be complete."""
        return filing_said(self.by_when, self.opened, self.rules, self.lang, self.today)

    def filing_days(self) -> list[date]:
        """The first day on which the dossier may be filed, and the last where it is settled."""
        first, last = self.repaired.filed_on, None
        if self.by_when is not None:
            first = self.opened.filed_on or self.by_when.window.earliest or first
            last = None if self.stated(STARTS) is None else self.by_when.window.latest
        return [day for day in dict.fromkeys((first, last)) if day is not None]

    def stated(self, path: FactPath) -> Any:
        return FACT_BY_PATH[path].of(self.opened)

    def change(self, path: FactPath) -> Window | None:
        window = self.repair.changes.get(path)
        return window if isinstance(window, Window) else None

    def values(self, path: FactPath) -> tuple[object, ...]:
        value = self.repair.changes.get(path)
        return self.repair.choices.get(path, () if value is None else (value,))

    def is_of_page(self, code: str) -> bool:
        """Whether a rule is the page's, so that it may be said in short."""
        return has_of_page(self.rules, code)

    def asks_for(self, path: FactPath) -> bool:
        """Whether some rule reads a fact."""
        return any(path in paths(rule.requires) for rule in self.rules.rules)

    def listed(self, values: tuple[object, ...]) -> str:
        return listed([value_said(value, self.lang) for value in values], _phrases.OR, self.lang)

    # What is done

    def pulled(self, lever: Lever) -> str:
        match lever.name:
            case IDENTITY_DOCUMENT.name:
                return self.identity_document()
            case PROOF_OF_RESIDENCE.name:
                return self.proof()
            case QUOTE.name:
                return words.A_QUOTE["quote.names_applicant" in self.repair.changes].say(self.lang)
            case EVALUATION_DATES.name:
                return self.evaluation()
            case ACCREDITATION_DATES.name:
                return self.accreditation()
            case _:
                return self.another_evaluator()

    def filed(self) -> Iterator[str]:
        """When the dossier is filed, and by when an evaluation takes place that nobody planned."""
        found, changed = self.by_when, self.change(FILED)
        if found is None and changed is None:
            return
        window = found.said if found else window_said(changed, self.lang)
        is_closed = self.repair.dossier.filing_open is False
        text = words.FILED_IF_NOT if self.is_refiled_if_not else words.FILED[is_closed]
        yield text.say(self.lang, window=window)
        if self.repair.levers == (FILING_DAY,) and self.stated(STARTS) is None:
            (last,) = open_windows(self.opened, self.rules, self.today, ENDS)
            if last and last.latest:
                days = days_between(None, last.latest, self.lang)
                yield _phrases.EVALUATION_WHEN.say(self.lang, days=days, safe="").removesuffix(".")

    def identity_document(self) -> str:
        values = self.values("applicant.identity_document.kind")
        kept = [value for value in values if value in words.PROVISOS and self.asks_for(_PERMITS_WORK)]
        provisos = [words.PROVISOS[value].say(self.lang) for value in kept]
        kinds = ""
        if set(values) == set(words.EVERY_IDENTITY_DOCUMENT) and self.is_of_page("identity_document_accepted"):
            kinds = words.EVERY_KIND.say(self.lang)
        elif values:
            kinds = words.SOME_KINDS.say(self.lang, values=self.listed(values) + "".join(provisos))
        window = self.change(_CARD)
        is_in_force = self.is_of_page("identity_document_valid")
        if window is None or is_in_force:
            return (words.IDENTITY_IN_FORCE if is_in_force else words.IDENTITY).say(self.lang, kinds=kinds)
        return words.IDENTITY_UNTIL.say(self.lang, window=window_said(window, self.lang), kinds=kinds)

    def proof(self) -> str:
        proof = FACT_BY_PATH["applicant.proof_of_residence.provided"]
        said = (words.ANOTHER_PROOF if proof.of(self.repair.dossier) else words.A_PROOF).say(self.lang)
        window, filed = self.change(_PROOF), self.filing_days()
        if filed and self.is_of_page("proof_of_residence_recent"):
            days = _phrases.SEMICOLON.say(self.lang).join(map(self.dated, filed))
            said += words.RECENT_PROOF.say(self.lang, days=days)
        elif window is not None:
            said += words.PROOF_DATED.say(self.lang, dated=_dated(window, self.lang))
        attests = "applicant.proof_of_residence.attests_main_residence" in self.repair.changes
        is_asked = attests or self.is_of_page("proof_of_residence_attests")
        return said + words.PROOF_ATTESTS.say(self.lang) if is_asked else said

    def dated(self, filed: date) -> str:
        """From which day on a proof of residence is recent enough for a filing, under every reading."""
        opened = with_facts(without(self.opened, STARTS, ENDS), {FILED: filed})
        (window,) = open_windows(opened, self.rules.in_every_reading(), None, _PROOF)
        earliest = value_said(window and window.earliest, self.lang)
        return words.PROOF_FOR.say(self.lang, earliest=earliest, filed=long_day(filed, self.lang))

    def evaluation(self) -> str:
        start, end = self.moved(self.opened)
        safe, filed = self.safe_start(self.opened, start), next(iter(self.filing_days()), None)
        if safe == _phrases.NO_SAFE_DAY.say(self.lang) and self.by_when is not None:  # filed before, there may be
            unfiled = without(self.opened, FILED)
            start, end = self.moved(unfiled)
            safe, filed = self.safe_start(unfiled, start), self.by_when.window.earliest
        near = self.repair.nearest.get(STARTS)
        how = words.MOVED
        if ANOTHER_EVALUATOR in self.repair.levers:
            how = words.SET_ANEW
        elif self.is_past():
            how = words.SET_AFTER_ALL
        elif near != start.latest and near == start.earliest:
            how = words.MOVED_LATER
        elif near != start.earliest and near == start.latest:
            how = words.MOVED_EARLIER
        is_whole = None not in (self.change(STARTS), self.change(ENDS))
        is_choice = start.earliest != start.latest
        said = []
        if start.earliest and end.earliest:
            first = days_between(start.earliest, end.earliest, self.lang) + safe
            said.append(words.AT_THE_EARLIEST[is_whole].say(self.lang, first=first) if is_choice else first)
        if start.latest and end.latest and is_choice:
            last = days_between(start.latest, end.latest, self.lang)
            said.append(words.AT_THE_LATEST[is_whole].say(self.lang, last=last))
        is_hanging = filed is not None and self.by_when is not None
        when = _phrases.FOR_A_FILING.say(self.lang, day=value_said(filed, self.lang)) if is_hanging else ""
        return how.say(self.lang, days=when + ", ".join(said))

    def is_past(self) -> bool:
        """Whether the days of the evaluation have passed, or have begun to."""
        known = [FACT_BY_PATH[path].of(self.repair.dossier) for path in (STARTS, ENDS)]
        return self.today is not None and any(day is not None and day < self.today for day in known)

    def moved(self, opened: Dossier) -> tuple[Window, Window]:
        """The days on which an evaluation that moves can start, and end: the two are as far apart as they were."""
        found = [window for path in (STARTS, ENDS) if (window := self.change(path)) is not None]
        start, end = found[0], found[-1]
        is_page = self.today is not None and self.rules.source is not None
        first, last = open_windows(opened, self.rules, self.today, STARTS, ENDS) if is_page else (None, None)
        if first and last and first.earliest and start.earliest and end.earliest:
            # The nearest filing day bounds it in the repair; here any does.
            apart, earliest = end.earliest - start.earliest, max(first.earliest, self.today or first.earliest)
            return Window(earliest, last.latest and last.latest - apart), Window(earliest + apart, last.latest)
        return start, end

    def safe_start(self, opened: Dossier, start: Window) -> str:
        return safe_start(opened, self.rules, start.earliest, start.latest, self.lang, self.today, self.apart)

    def accreditation(self) -> str:
        if not self.is_of_page("accreditation_covers_evaluation"):
            return words.ANOTHER_ACCREDITATION.say(self.lang) + self.renewed() + self.accredited_days()
        return words.COVERING.say(self.lang) + self.renewed() + self.starting()

    def renewed(self) -> str:
        """That a renewal would do, unless the accreditation has to begin on another day."""
        return "" if self.change(_FROM) else words.BY_RENEWAL.say(self.lang)

    def starting(self) -> str:
        """When an evaluation that nobody planned could start at the earliest."""
        (start,) = open_windows(self.opened, self.rules, self.today, STARTS)
        if FACT_BY_PATH[STARTS].of(self.repaired) or start is None:
            return ""
        if start.earliest is None or start.earliest > LAST_DAY:
            return ""
        return words.STARTING.say(
            self.lang, first=long_day(start.earliest, self.lang), safe=self.safe_start(self.opened, start)
        )

    def accredited_days(self) -> str:
        first, last = self.change(_FROM), self.change(_UNTIL)
        said = words.RENEWED_FROM.say(self.lang, window=window_said(first, self.lang)) if first else ""
        return said + (words.RENEWED_UNTIL.say(self.lang, window=window_said(last, self.lang)) if last else "")

    @cached_property
    def is_accredited_perhaps(self) -> bool:
        """Whether the present evaluator may hold what is asked: an accreditation was stated, for something else."""
        of_page = map(self.is_of_page, ("accreditation_fits_certification", "accreditation_covers_evaluation"))
        reasons = decide(self.repair.dossier, self.rules).reasons
        return all(of_page) and [finding.rule.code for finding in reasons] == ["accreditation_fits_certification"]

    @property
    def is_refiled_if_not(self) -> bool:
        """Whether a filed dossier is to be filed anew only if that evaluator does not."""
        return self.is_accredited_perhaps and self.repaired.filed_on is not None and self.opened.filed_on is None

    def quote_of_another(self) -> str:
        if not any(path.startswith("quote.") for path in self.repair.changes):
            return words.OTHER_EVALUATOR.say(self.lang)
        return words.QUOTE_OF_ANOTHER["quote.names_applicant" in self.repair.changes].say(self.lang)

    def another_evaluator(self) -> str:
        lang = self.lang
        said = self.quote_of_another()
        kinds = self.values("evaluator.accreditation.certification")
        if self.is_of_page("accreditation_fits_certification") and self.stated(_KIND) is not None:
            kinds = (self.stated(_KIND),)
            if self.is_accredited_perhaps:
                said = words.ACCREDITED_AFTER_ALL.say(lang, kind=self.listed(kinds)) + said[0].lower() + said[1:]
        departments = self.values("evaluator.department")
        if set(departments) == set(REGION):
            said += words.IN_REGION.say(lang)
        elif len(departments) == 1:
            said += words.IN_DEPARTMENT.say(lang, place=_phrases.PLACES[str(departments[0])].say(lang))
        elif departments:
            said += words.IN_DEPARTMENTS.say(lang, values=self.listed(departments))
        first, last = (self.change(path) if self.asks_for(path) else None for path in (_FROM, _UNTIL))
        if kinds:
            said += words.ACCREDITED_FOR.say(lang, values=self.listed(kinds))
        elif first or last or self.repair.changes.get(_HELD):
            said += words.ACCREDITED.say(lang)
        is_open = None in (self.stated(STARTS), self.stated(ENDS))
        if is_open and self.is_of_page("accreditation_covers_evaluation"):
            return said + words.WHOLE_EVALUATION.say(lang) + self.starting() if first or last else said
        if first and last and first.latest and last.earliest and first.latest <= last.earliest:
            return said + words.AT_LEAST.say(lang, days=days_between(first.latest, last.earliest, lang))
        near = self.repair.nearest  # where one day is bounded by the other alone, nothing is asked of it
        if first and first.latest and first.latest != near.get(_UNTIL):
            said += words.AT_LEAST_FROM.say(lang, first=long_day(first.latest, lang))
        if last and last.earliest and last.earliest != near.get(_FROM):
            said += words.AT_LEAST_UNTIL.say(lang, last=long_day(last.earliest, lang))
        return said
