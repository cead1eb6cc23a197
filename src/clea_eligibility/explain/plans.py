"""What to do, in words: what would put an ineligible dossier right, and by when."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

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
from clea_eligibility.dossier.facts import FACT_BY_PATH, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._attention import points_of
from clea_eligibility.explain._days import days_between, deadline_said, evaluation_said, filing_said, opening_said
from clea_eligibility.explain._departments import PLACES
from clea_eligibility.explain._saying import is_of_page, rule_named, value_said, window_said
from clea_eligibility.explain.decisions import Speaker
from clea_eligibility.planning import Repair, Repairs, Window, repairs
from clea_eligibility.rules._conditions import paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import REGION
from clea_eligibility.text import Language, Text, known_language, listed, long_day, number, typeset

__all__ = ["advise", "repair_said", "repairs_advised"]

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
_FILED: FactPath = "filed_on"
_STARTS: FactPath = "evaluation.starts_on"
_ENDS: FactPath = "evaluation.ends_on"
_PROOF: FactPath = "applicant.proof_of_residence.issued_on"
_CARD: FactPath = "applicant.identity_document.valid_until"
_FROM: FactPath = "evaluator.accreditation.valid_from"
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
    <BLANKLINE>
    Reason:
    - The dossier was complete on 10 April 2026 but the evaluation starts on 27 April 2026; it had to be complete by ...
    <BLANKLINE>
    To put this right:
    - The evaluator postpones the evaluation: on 1 and 2 May 2026 at the earliest. This depends on ...
    """
    known_language(lang)
    found = repairs(dossier, rules, today=_a_day(today))
    adviser = _Adviser(found, Speaker(decide(dossier, rules), lang, statements, today), today)
    return typeset("\n\n".join(adviser.paragraphs()), lang)


def _a_day(today: date) -> date:
    if today is None:
        raise TypeError("today: expected a date, got None: advice is given from a day on")
    return today


@frozen
class _Adviser:
    """Says what to do about the dossier of one decision, in one language."""

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
        yield "\n".join([self.speaker.headline(), *self.speaker.contested()])
        yield from self.section(words.ATTENTION, [point.text.say(lang) for point in points_of(decision)])
        reasons = [self.speaker.sentence(finding) for finding in decision.reasons]
        yield from self.section(words.REASON if len(reasons) == 1 else words.REASONS, reasons)
        if not reasons and (self.found or self.found.beyond_repair):
            yield words.TOO_LATE_TO_FILE.say(lang, day=long_day(today, lang))
        yield from self.beyond_repair()
        shown = self.found[:_MOST_REPAIRS]
        heading = words.REPAIR if len(self.found) == 1 else words.REPAIRS
        advised = repairs_advised(self.found, lang, most=_MOST_REPAIRS)
        yield from self.section(heading, advised, numbered=len(self.found) > 1)
        more = len(self.found) - len(shown)
        if more:
            yield words.MORE_REPAIRS[more > 1].say(lang, count=number(more, lang))
        for heading, asked in self.speaker.questions():
            yield from self.section(heading, asked)
        deadlines = tuple(self.deadlines())
        yield from deadlines
        if deadlines or any(FILING_DAY in repair.levers for repair in shown):
            yield from filter(None, [opening_said(decision.dossier, decision.rules, today, lang)])

    def beyond_repair(self) -> Iterator[str]:
        """That nothing helps: of which reasons, unless of all; and the fresh request that the page leaves open."""
        hopeless = [finding.rule for finding in self.found.beyond_repair]
        if not hopeless:
            return
        if hopeless == [finding.rule for finding in self.decision.reasons]:
            yield words.NOTHING_HELPS[len(hopeless) > 1].say(self.lang)
        elif set(hopeless) <= {finding.rule for finding in self.decision.reasons}:
            labels = listed([rule_named(rule, self.lang) for rule in hopeless], words.AND, self.lang)
            yield words.NOTHING_HELPS_OF[len(hopeless) > 1].say(self.lang, labels=labels)
        else:
            yield from self.section(words.NO_REPAIR, [*map(self.speaker.sentence, self.found.beyond_repair)])
        if all(rule.code in words.FRESH_REQUEST and is_of_page(rule) for rule in hopeless):
            yield from (words.FRESH_REQUEST[rule.code].say(self.lang) for rule in hopeless)

    def deadlines(self) -> Iterator[str]:
        """By when the dossier must be complete, and when the evaluation can take place; nothing where it is lost."""
        decision, lang, today = self.decision, self.lang, self.today
        dossier, rules = decision.dossier, decision.rules
        if decision.documents_only:
            said = [None if self.found.beyond_repair else deadline_said(decision, lang, today)]
        elif decision.reasons or self.found or self.found.beyond_repair:
            return
        else:
            said = [filing_said(dossier, rules, lang, today), evaluation_said(dossier, rules, lang, today)]
        lines = list(filter(None, said))
        if lines:
            yield "\n".join(lines)
        elif not decision.documents_only and decision.outcome == "undetermined":
            yield words.NO_DATE_BOUND.say(lang)

    def section(self, heading: Text, items: list[str], *, numbered: bool = False) -> Iterator[str]:
        marks = [f"{number}." if numbered else "-" for number in range(1, len(items) + 1)]
        if items:
            lines = (f"{mark} {item}" for mark, item in zip(marks, items, strict=True))
            yield "\n".join([heading.say(self.lang), *lines])


# What to change


def repairs_advised(found: Repairs, lang: Language = "fr", *, most: int | None = None) -> list[str]:
    """Repairs in words, each with the days that every reading admits where its days hang on how the page is read.

    Args:
        most: How many of them, from the first on; all of them where it is left out.
    """
    said = []
    strict: Repairs | None = None
    for repair in found[:most]:
        text = repair_said(repair, lang, found)
        if decide(repair.apply(found.dossier), found.rules).contested or found.dossier.filed_on is None:
            if strict is None:
                strict = repairs(found.dossier, found.rules.in_every_reading(), today=found.today)
            text += _safe(repair, strict, lang)
        said.append(typeset(text, lang))
    return said


def _safe(repair: Repair, strict: Repairs, lang: Language) -> str:
    """The days that every reading admits, of the same change, or with a day that moves besides."""
    same = set(repair.levers)
    safe = next((other for other in strict if same <= {*other.levers} <= {*same, FILING_DAY, EVALUATION_DATES}), None)
    if safe is None:
        return words.NONE_SAFE.say(lang)
    differing = [path for path, change in safe.changes.items() if repair.changes.get(path) != change]
    days = list(_safe_days(safe, differing, strict.today, lang))
    return words.OF_THESE_SAFE.say(lang, days=words.SEMICOLON.say(lang).join(days)) if days else ""


def _safe_days(safe: Repair, differing: list[FactPath], today: date | None, lang: Language) -> Iterator[str]:
    found = {path: window for path, window in safe.changes.items() if path in differing and isinstance(window, Window)}
    if _FILED in found:
        yield words.SAFE_FILING.say(lang, window=window_said(_from_today(found[_FILED], today), lang))
    if _STARTS in found:
        yield words.SAFE_EVALUATION.say(lang, days=_moved_days(safe, lang))
    if _PROOF in found:
        yield words.SAFE_PROOF.say(lang, dated=_dated(found[_PROOF], lang))


def _from_today(window: Window, today: date | None) -> Window:
    """The days of a filing: from today on, its last day alone needs to be said."""
    is_from_today = today is not None and window.earliest == today and window.latest not in (None, today)
    return evolve(window, earliest=None) if is_from_today else window


def _dated(window: Window, lang: Language) -> str:
    """Of which days a paper may be."""
    first, last = (None if day is None else long_day(day, lang) for day in (window.earliest, window.latest))
    if first == last or None not in (first, last):
        text = words.OF_DAY if first == last else words.OF_DAYS_BETWEEN
        return text.say(lang, first=first, last=last)
    return (words.OF_DAY_OR_EARLIER if first is None else words.OF_DAY_OR_LATER).say(lang, day=first or last)


def repair_said(repair: Repair, lang: Language = "fr", found: Repairs | None = None) -> str:
    """One repair: a sentence for each thing that somebody does."""
    speaker = _Repairer(repair, lang, found)
    order = sorted(repair.levers, key=_TOLD.index)
    return typeset(" ".join(f"{speaker.pulled(lever)}." for lever in order), lang)


def _moved_days(repair: Repair, lang: Language) -> str:
    """The first and the last days on which an evaluation that moves can take place."""
    found = [window for path in (_STARTS, _ENDS) if isinstance(window := repair.changes.get(path), Window)]
    start, end = found[0], found[-1]
    said = []
    if start.earliest and end.earliest:
        said.append(words.AT_THE_EARLIEST.say(lang, first=days_between(start.earliest, end.earliest, lang)))
    if start.latest and end.latest:
        last = days_between(start.latest, end.latest, lang)
        if start.earliest == start.latest:
            return last
        said.append(words.AT_THE_LATEST.say(lang, last=last))
    return ", ".join(said)


@frozen
class _Repairer:
    """Says what somebody does to put a dossier right."""

    repair: Repair
    lang: Language
    found: Repairs | None

    def pulled(self, lever: Lever) -> str:
        """What somebody does, and how."""
        match lever.name:
            case FILING_DAY.name:
                return self.filed()
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

    def change(self, path: FactPath) -> Window | None:
        window = self.repair.changes.get(path)
        return window if isinstance(window, Window) else None

    def filed(self) -> str:
        window = self.change(_FILED)
        found = window and _from_today(window, None if self.found is None else self.found.today)
        return words.FILED.say(self.lang, window=window_said(found, self.lang))

    def is_of_page(self, code: str) -> bool:
        """Whether a rule is the page's, so that it may be said in short."""
        return any(rule.code == code and is_of_page(rule) for rule in self.rules())

    def asks_for(self, path: FactPath) -> bool:
        """Whether some rule reads a fact; where the rules are not known, it is taken for granted."""
        return self.found is None or any(path in paths(rule.requires) for rule in self.rules())

    def rules(self) -> tuple[Rule, ...]:
        return () if self.found is None else self.found.rules.rules

    def values(self, path: FactPath) -> tuple[object, ...]:
        value = self.repair.changes.get(path)
        return self.repair.choices.get(path, () if value is None else (value,))

    def listed(self, values: tuple[object, ...]) -> str:
        return listed([value_said(value, self.lang) for value in values], words.OR, self.lang)

    def filing_day(self) -> date | None:
        day = self.repair.nearest.get(_FILED, None if self.found is None else self.found.dossier.filed_on)
        return day if isinstance(day, date) else None

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
        filed = self.change(_FILED)
        if window is None or (is_in_force and filed is not None and filed.earliest != filed.latest):
            return (words.IDENTITY_IN_FORCE if is_in_force else words.IDENTITY).say(self.lang, kinds=kinds)
        said = window_said(window, self.lang)
        if window.latest is None and window.earliest:
            said = words.ON.say(self.lang, earliest=long_day(window.earliest, self.lang))
            return words.IDENTITY_VALID.say(self.lang, window=said, kinds=kinds)
        return words.IDENTITY_UNTIL.say(self.lang, window=said, kinds=kinds)

    def proof(self) -> str:
        proof = FACT_BY_PATH["applicant.proof_of_residence.provided"]
        present = self.found is not None and proof.of(self.found.dossier)
        said = (words.ANOTHER_PROOF if present else words.A_PROOF).say(self.lang)
        window, filed = self.change(_PROOF), self.filing_day()
        if window is not None and window.earliest and filed and self.is_of_page("proof_of_residence_recent"):
            days = {"earliest": long_day(window.earliest, self.lang), "filed": long_day(filed, self.lang)}
            said += words.RECENT_PROOF.say(self.lang, **days)
        elif window is not None:
            said += words.PROOF_DATED.say(self.lang, dated=_dated(window, self.lang))
        attests = "applicant.proof_of_residence.attests_main_residence" in self.repair.changes
        return said + words.PROOF_ATTESTS.say(self.lang) if attests else said

    def evaluation(self) -> str:
        who = words.THIS_EVALUATOR if ANOTHER_EVALUATOR in self.repair.levers else words.THE_EVALUATOR
        window, near = self.change(_STARTS), self.repair.nearest.get(_STARTS)
        how = words.MOVED
        if window is not None and near != window.latest and near == window.earliest:
            how = words.MOVED_LATER
        elif window is not None and near != window.earliest and near == window.latest:
            how = words.MOVED_EARLIER
        return how.say(self.lang, who=who.say(self.lang), days=_moved_days(self.repair, self.lang))

    def accreditation(self) -> str:
        is_of_page = self.is_of_page("accreditation_covers_evaluation")
        said = (words.RENEWED if is_of_page else words.ANOTHER_ACCREDITATION).say(self.lang)
        if is_of_page and FILING_DAY not in self.repair.levers:
            return said if self._knows_evaluation() else said + self._accredited_days()
        return said + self._accredited_days()

    def _knows_evaluation(self) -> bool:
        dossier = None if self.found is None else self.found.dossier
        return dossier is not None and all(FACT_BY_PATH[path].of(dossier) is not None for path in (_STARTS, _ENDS))

    def _accredited_days(self) -> str:
        first, last = self.change(_FROM), self.change(_UNTIL)
        said = words.RENEWED_FROM.say(self.lang, window=window_said(first, self.lang)) if first else ""
        return said + (words.RENEWED_UNTIL.say(self.lang, window=window_said(last, self.lang)) if last else "")

    def quote_of_another(self) -> str:
        if not any(path.startswith("quote.") for path in self.repair.changes):
            return words.OTHER_EVALUATOR.say(self.lang)
        return words.QUOTE_OF_ANOTHER["quote.names_applicant" in self.repair.changes].say(self.lang)

    def another_evaluator(self) -> str:
        lang = self.lang
        said = self.quote_of_another()
        departments = self.values("evaluator.department")
        if set(departments) == set(REGION):
            said += words.IN_REGION.say(lang)
        elif len(departments) == 1:
            said += words.IN_DEPARTMENT.say(lang, place=PLACES[str(departments[0])].say(lang))
        elif departments:
            said += words.IN_DEPARTMENTS.say(lang, values=self.listed(departments))
        first, last = (self.change(path) if self.asks_for(path) else None for path in (_FROM, _UNTIL))
        kinds = self.values("evaluator.accreditation.certification")
        if kinds:
            said += words.ACCREDITED_FOR.say(lang, values=self.listed(kinds))
        elif first or last or self.repair.changes.get(_HELD):
            said += words.ACCREDITED.say(lang)
        is_open = FILING_DAY in self.repair.levers and not self._knows_evaluation()
        if (is_open or EVALUATION_DATES in self.repair.levers) and self.is_of_page("accreditation_covers_evaluation"):
            return said + words.WHOLE_EVALUATION.say(lang) if first or last else said
        if first and last and first.latest and last.earliest and first.latest <= last.earliest:
            return said + words.AT_LEAST.say(lang, days=days_between(first.latest, last.earliest, lang))
        near = self.repair.nearest  # where one day is bounded by the other alone, nothing is asked of it
        if first and first.latest and first.latest != near.get(_UNTIL):
            said += words.AT_LEAST_FROM.say(lang, first=long_day(first.latest, lang))
        if last and last.earliest and last.earliest != near.get(_FROM):
            said += words.AT_LEAST_UNTIL.say(lang, last=long_day(last.earliest, lang))
        return said
