"""A decision in words: complete sentences, in French or English, for the people whom it concerns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from itertools import chain

from attrs import frozen

from clea_eligibility.deciding.decision import (
    Decided,
    Decision,
    Eligible,
    Finding,
    Status,
    Undetermined,
    compiled_rules,
    decide,
)
from clea_eligibility.dossier.dates import NO_END
from clea_eligibility.dossier.facts import FACT_BY_PATH, Fact, FactPath
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.errors import of_type
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._days import (
    ByWhen,
    by_when,
    completed,
    days_between,
    evaluation_said,
    filing_said,
    last_days,
    passed_said,
)
from clea_eligibility.explain._phrases_of_rules import ANY_RULE, CHANGED_RULE, WORDINGS, Wording
from clea_eligibility.explain._saying import (
    PAGE,
    Blanks,
    amounts_said,
    criteria_said,
    day_stated,
    is_of_page,
    points_of,
    rule_named,
    value_said,
    verdict_of,
)
from clea_eligibility.rules._conditions import AllOf, Condition, conjuncts, date_bounds, notation, paths
from clea_eligibility.rules._rule import Basis, Reading, Rule
from clea_eligibility.rules.guide import SECTIONS
from clea_eligibility.text import Language, Text, euros, known_language, listed, long_day, quoted, typeset

__all__ = [
    "Part",
    "Sentence",
    "cited",
    "explain",
    "headline",
    "parts",
    "questions",
    "sentence_of",
    "sentences",
    "source",
]

_VALID: tuple[FactPath, ...] = ("evaluator.accreditation.valid_from", "evaluator.accreditation.valid_until")
_KIND, _STAGE = FACT_BY_PATH["certification.kind"], FACT_BY_PATH["evaluation.stage"]
_FOR = FACT_BY_PATH["evaluator.accreditation.certification"]


@frozen
class Sentence:
    """What there is to say of one rule, for forms that show each sentence by its field."""

    rule: Rule
    status: Status
    text: str


@frozen
class Part:
    """A part of an explanation."""

    lines: tuple[str, ...]
    #: What the last line announces.
    items: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join([*self.lines, *(f"- {item}" for item in self.items)])


def sentences(
    decision: Decision, lang: Language = "fr", *, statements: bool = False, today: date | None = None
) -> tuple[Sentence, ...]:
    """A sentence for every rule that applies, satisfied ones too, in the order of the rules.

    A date is named where it is known. With ``statements``, each ends with the numbers of the statements that the rule
    rests on. A filing day after ``today`` is spoken of as planned.

    >>> from datetime import date
    >>> from clea_eligibility import Dossier, Evaluation, decide
    >>> unplanned = Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation())
    >>> next(said.text for said in sentences(decide(unplanned), "en") if said.rule.code == "filed_three_weeks_before")
    'The dossier was complete on 10 April 2026; the evaluation must not start before 1 May 2026.'

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
    """
    known_language(lang)
    speaker = Speaker(decision, lang, statements, today)
    return tuple(
        Sentence(finding.rule, finding.status, typeset(speaker.sentence(finding), lang))
        for finding in decision.findings
        if finding.status is not Status.NOT_APPLICABLE
    )


def explain(decision: Decision, lang: Language = "fr", *, statements: bool = False, today: date | None = None) -> str:
    """The decision in plain text, its parts separated by blank lines.

    The verdict and the amount stand first; then every reason, what is presumed, what depends on how the page is
    read, and what is missing with those who can say it. It never says that the aid is given: the Region decides (S22).

    Args:
        statements: Whether sentences end with the numbers of the statements that they rest on.
        today: A filing day after it is spoken of as planned, and no day to file is named that lies before it. Without,
            such a day may be past.

    >>> from datetime import date
    >>> from clea_eligibility import Dossier, Evaluation, decide
    >>> late = Dossier(filed_on=date(2026, 4, 7), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> print(explain(decide(late), "en").splitlines()[0])
    The dossier does not meet the published criteria.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
    """
    known_language(lang)
    return typeset("\n\n".join(map(str, Speaker(decision, lang, statements, today).parts())), lang)


def parts(
    decision: Decision, lang: Language = "fr", *, statements: bool = False, today: date | None = None
) -> tuple[Part, ...]:
    """The parts of :func:`explain`, for those who set them otherwise than in plain text.

    >>> from clea_eligibility import Dossier, decide
    >>> verdict, reasons, *_ = parts(decide(Dossier(filing_open=False)), "en")
    >>> reasons.lines, reasons.items
    (('Reason:',), ('Online filing is stated to be closed. Rule stated by the Region...',))

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
    """
    known_language(lang)
    return tuple(
        Part(tuple(typeset(line, lang) for line in part.lines), tuple(typeset(item, lang) for item in part.items))
        for part in Speaker(decision, lang, statements, today).parts()
    )


def headline(decision: Decision, lang: Language = "fr", *, statements: bool = False) -> str:
    """The verdict and the amount, in one line.

    >>> from clea_eligibility import Dossier, decide
    >>> headline(decide(Dossier(filing_open=False)), "en")
    'The dossier does not meet the published criteria.'
    """
    return typeset(Speaker(decision, lang, statements).headline(), lang)


def sentence_of(decision: Decision, finding: Finding, lang: Language = "fr", *, statements: bool = False) -> str:
    """What there is to say of one finding about the dossier of a decision; it need not be one of its own."""
    return typeset(Speaker(decision, lang, statements).sentence(finding), lang)


def questions(decision: Decision, lang: Language = "fr", *, statements: bool = False) -> tuple[str, ...]:
    """What is missing: what to ask of each fact.

    >>> from clea_eligibility import Dossier, decide
    >>> questions(decide(Dossier()), "en")[0]
    'On which day was, or would be, the complete dossier filed (Paris time)?'
    """
    speaker = Speaker(decision, lang, statements)
    return tuple(typeset(speaker.question(fact), lang) for fact in decision.missing)


def source(basis: Basis, statements: Iterable[str], lang: Language) -> str:
    """How firmly the page carries a rule, and under which of its headings.

    >>> print(source("stated", ("S9", "S24"), "en"))
    Rule stated by the Region's page ("Échéances", "Critères de sélection")
    """
    how = words.BASIS[basis].say(lang)
    sections = dict.fromkeys(SECTIONS[statement].say(lang) for statement in statements if statement in SECTIONS)
    return f"{how} ({', '.join(sections)})" if sections else how


def cited(statements: Iterable[str]) -> str:
    """The numbers of statements as they follow a sentence, in brackets; nothing where there are none."""
    numbers = ", ".join(statements)
    return f" ({numbers})" if numbers else ""


@frozen(slots=False, eq=False)
class Speaker:
    decision: Decision
    lang: Language
    statements: bool = False
    today: date | None = None

    def __attrs_post_init__(self) -> None:
        of_type(self.decision, Decided)

    def parts(self) -> Iterator[Part]:
        decision = self.decision
        contested = (*self.contested(), *self.last_safe_day())
        yield Part((self.headline(), *contested, " ".join(self.follows()), *self.deadline()))
        yield from self.section(words.ATTENTION, (self.say(point.text) for point in points_of(decision)))
        heading = words.REASON if len(decision.reasons) == 1 else words.REASONS
        yield from self.section(heading, map(self.sourced, decision.reasons))
        yield from self.section(words.PRESUMPTIONS, map(self.presumed, decision.presumed))
        yield from self.section(words.CONTESTED, self.other_readings())
        for heading, asked in self.questions():
            yield from self.section(heading, asked)
        yield from self.section(words.FROM_WHAT_IS_KNOWN, self.half_known())
        yield from self.not_checked()
        yield Part((self.rules_applied(),))

    def section(self, heading: Text, items: Iterable[str]) -> Iterator[Part]:
        listed_items = tuple(items)
        if listed_items:
            yield Part((self.say(heading),), listed_items)

    def say(self, text: Text, **blanks: str) -> str:
        return text.say(self.lang, **blanks)

    def cited(self, statements: Iterable[str]) -> str:
        return cited(statements) if self.statements else ""

    def headline(self) -> str:
        decision, verdict = self.decision, verdict_of(self.decision)
        criteria = criteria_said(decision.rules, self.lang)
        if len(decision.possible_amounts) > 1:
            verdict = "several amounts"
        rates = self.cited(self.tariff_statements()) if isinstance(decision, Eligible) else ""
        said = self.say(words.HEADLINES[verdict], criteria=criteria, amount=amounts_said(decision, self.lang) + rates)
        if verdict == "incomplete":
            amounts = decide(self.completed, decision.rules).possible_amounts if self.by_when else ()
            if amounts:
                amount = listed([euros(amount, self.lang) for amount in amounts], words.OR, self.lang)
                said += self.say(words.AMOUNT_ONCE_COMPLETE, amount=amount)
        return said

    def follows(self) -> Iterator[str]:
        numbers = {number: self.cited((number,)) for number in ("S9", "S21", "S22")}
        for text in words.WHAT_FOLLOWS[verdict_of(self.decision)]:
            yield self.say(text, **numbers)

    def region_decides(self) -> Iterator[str]:
        yield self.say(words.WHAT_FOLLOWS["ineligible"][0], S22=self.cited(("S22",)))
        labels = [rule_named(finding.rule, self.lang) for finding in self.decision.presumed]
        if labels:
            yield self.say(words.PRESUMES, labels=self.say(words.SEMICOLON).join(labels))

    @property
    def read(self) -> Mapping[str, frozenset[str]]:
        return compiled_rules(self.decision.rules).read

    @cached_property
    def completed(self) -> Dossier:
        return completed(self.decision)

    @cached_property
    def by_when(self) -> ByWhen | None:
        return by_when(self.completed, self.decision.rules, self.lang, self.today)

    def deadline(self) -> Iterator[str]:
        """By which day a dossier of which only papers fail must be complete, or that this day has passed."""
        if not self.decision.documents_only:
            return
        dossier, rules = self.completed, self.decision.rules
        if self.by_when is None and self.today is not None:
            passed = dict.fromkeys(said for _, said in passed_said(dossier, rules, self.lang, self.today))
            yield from passed or [self.say(words.TOO_LATE_TO_FILE, day=long_day(self.today, self.lang))]
        yield from filter(None, [filing_said(self.by_when, dossier, rules, self.lang, self.today)])

    def contested(self) -> Iterator[str]:
        decision, others = self.decision, [other for _, _, other in self.rivals]
        if others:
            verdicts = {verdict_of(other) for other in others}
            first, *more = decision.contested
            count = len(decision.rules.readings_of(first.code)) - 1
            is_all = not more and len(others) == count > 1 and len(verdicts) == 1
            text, label = words.OTHERWISE_IN_ALL if is_all else words.OTHERWISE_IN, rule_named(first, self.lang)
            for verdict in sorted(verdicts):
                yield self.say(text, label=label, outcome=self.would_be(verdict, others))

    def last_safe_day(self) -> Iterator[str]:
        """The last filing day on which no reading decides otherwise, where one does."""
        if self.rivals and self.decision.outcome != "ineligible" and self.by_when and self.by_when.safe:
            yield self.say(words.LAST_SAFE_DAY, day=long_day(self.by_when.safe, self.lang))

    def would_be(self, verdict: str, others: list[Decision]) -> str:
        rules = next(other.rules for other in others if verdict_of(other) == verdict)
        return self.say(words.WOULD_BE[verdict], criteria=criteria_said(rules, self.lang))

    def rules_applied(self) -> str:
        rules = self.decision.rules
        if rules.source is None:
            return self.say(words.RULES_APPLIED, id=rules.id)
        names = rules.id.split("+")[1:]
        reading = self.say(words.IN_READING, names=", ".join(names)) if names else ""
        return self.say(words.RULES_TRANSCRIBED, day=long_day(rules.source.transcribed_on, self.lang), reading=reading)

    # One rule

    def sentence(self, finding: Finding, said: str | None = None) -> str:
        return f"{said or self.worded(finding)[1]}{self.cited(_statements(finding))}."

    def sourced(self, finding: Finding, said: str | None = None) -> str:
        return f"{self.sentence(finding, said)} {source(_basis(finding), _statements(finding), self.lang)}."

    def presumed(self, finding: Finding) -> str:
        """What is presumed, and by whom: never by the page."""
        return f"{self.sentence(finding)} {self.say(words.PRESUMED_BY_US)}."

    def worded(self, finding: Finding) -> tuple[Wording, str]:
        blanks = Blanks(
            self.decision.dossier, _condition(finding), finding.status, self.lang, partial(self.blank, finding)
        )
        said_of = ((), tuple(rule.code for rule in finding.between if is_of_page(rule)))
        return blanks.first_filled(wording for wording in _wordings(finding.rule) if wording.between in said_of)

    def blank(self, finding: Finding, name: str) -> str | None:
        """What a blank that is no fact stands for in the words on a finding."""
        match name:
            case "label":
                return rule_named(finding.rule, self.lang)
            case "required":
                return notation(finding.rule.requires)
            case "accredited":
                return self.accredited()
            case "as_asked":
                return self.as_asked()
            case "must":
                last = dict(last_days(self.decision.dossier, self.decision.rules)).get(finding.rule)
                return self.say(words.MUST[self.today is not None and last is not None and last < self.today])
            case _ if name in words.ON_FILING:
                filed = self.decision.dossier.filed_on
                when = 0 if self.today is None or filed is None else 1 + (filed > self.today) - (filed < self.today)
                return self.say(words.ON_FILING[name][when])
            case _:
                return self.conflict(finding.between).get(name)

    def conflict(self, between: tuple[Rule, ...]) -> dict[str, str]:
        if not between:
            return {}
        labels = listed([rule_named(rule, self.lang) for rule in between], words.AND, self.lang)
        rules = self.say(words.ONE_RULE if len(between) == 1 else words.SEVERAL_RULES, labels=labels)
        if not any(any(date_bounds(rule.requires)) for rule in between):
            return {"irreconcilable": rules}
        return {"rules": rules, **self.known_dates(between)}

    def known_dates(self, between: tuple[Rule, ...]) -> dict[str, str]:
        read = {path for rule in between for path in paths(rule.requires)}
        stated = {path: day_stated(FACT_BY_PATH[path], self.decision.dossier, self.lang) for path in words.DATED}
        days = {path: day for path, day in stated.items() if day and path in read}
        known = [self.say(words.DATED[path], day=day) for path, day in days.items()]
        accredited = self.accredited()
        if accredited and days.keys() >= {*_VALID}:
            known[-2:] = [self.say(words.ACCREDITED_ON, days=accredited)]
        return {"dates": ", ".join(known)} if known else {}

    def as_asked(self) -> str | None:
        """The certification of the accreditation, where it is the one asked for, which the page does not cover."""
        kind, decision = _KIND.of(self.decision.dossier), self.decision
        if _FOR.of(decision.dossier) != kind:
            return None
        covered = (found.rule for found in decision.reasons if found.rule.code == "certification_covered")
        return value_said(kind, self.lang) if any(map(is_of_page, covered)) else None

    def accredited(self) -> str | None:
        """The days of the accreditation, where both its first and its last are known."""
        first, last = (FACT_BY_PATH[path].of(self.decision.dossier) for path in _VALID)
        return None if None in (first, last) or last == NO_END else days_between(first, last, self.lang)

    # What is open

    @cached_property
    def rivals(self) -> list[tuple[Rule, Reading, Decision]]:
        """Every reading under which the outcome would be another, and what it would be."""
        decision, found = self.decision, []
        for rule in decision.contested:
            for reading in decision.rules.readings_of(rule.code):
                if reading.name != rule.reading:
                    other = decide(decision.dossier, decision.rules.read(**{rule.code: reading.name}))
                    if other.outcome != decision.outcome:
                        found.append((rule, reading, other))
        return found

    def other_readings(self) -> Iterator[str]:
        for rule, reading, other in self.rivals:
            said = f"{self.read_otherwise(rule, reading, other)}{self.cited(rule.statements)}."
            yield f"{said} {source(rule.basis, rule.statements, self.lang)}."

    def read_otherwise(self, rule: Rule, reading: Reading, other: Decision) -> str:
        name = self.say(words.ANY_READING, name=quoted(reading.name, self.lang))
        given = {
            "label": rule_named(rule, self.lang),
            "reading": self.say(reading.label) if reading.label else name,
            "outcome": self.would_be(verdict_of(other), [other]),
        }
        blanks = Blanks(self.decision.dossier, reading.requires, None, self.lang, given.get)
        return next(filter(None, map(blanks.fill, words.READ_OTHERWISE)))

    def questions(self) -> Iterator[tuple[Text, list[str]]]:
        for who, heading in words.TO_ASK.items():
            asked = [self.question(fact) for fact in self.decision.missing if fact.answered_by == who]
            if asked:
                yield heading, asked

    def question(self, fact: Fact) -> str:
        return f"{fact.question(self.lang, self.decision.dossier)}{self.cited(self.asked_for(fact))}"

    def asked_for(self, fact: Fact) -> list[str]:
        """The statements behind the unknown rules that read the fact, and behind the tariff where it does."""
        statements = {
            statement
            for finding in self.decision.findings
            if finding.status is Status.UNKNOWN and fact.path in self.read[finding.rule.code]
            for statement in finding.rule.statements
        }
        if fact in (_KIND, _STAGE):
            statements.update(self.tariff_statements())
        return sorted(statements, key=_by_number)

    def tariff_statements(self) -> tuple[str, ...]:
        """The statements of the rates that the dossier, as far as it is known, may lead to."""
        kind, stage = _KIND.of(self.decision.dossier), _STAGE.of(self.decision.dossier)
        rates = self.decision.rules.tariff.rates
        found = (rate.statements for rate in rates if kind in (None, rate.kind) and stage in (None, rate.stage))
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def half_known(self) -> Iterator[str]:
        """What the known facts ask of the unknown ones, while the outcome is open: of each date once."""
        decision = self.decision
        if isinstance(decision, Undetermined):
            asked = {fact.path for fact in decision.missing}
            lines = [(line, paths) for line, paths in self.day_lines() if line and not asked.isdisjoint(paths)]
            yield from (line for line, _ in lines)
            covered = {path for _, paths in lines for path in paths}
            for finding in self.unknown():
                if not self.open_dates(finding) or not self.open_dates(finding) <= covered:
                    yield from (self.sourced(finding, told) for told in self.half_told(finding))

    def open_dates(self, finding: Finding) -> set[str]:
        """The dates that a rule reads and that are asked for."""
        asked = {fact.path for fact in self.decision.missing}
        return {path for path in self.read[finding.rule.code] if path in asked and path in words.DATE_NAMES}

    def half_told(self, finding: Finding) -> Iterator[str]:
        """What the known facts ask of the unknown ones under an unknown rule; nothing where they ask nothing."""
        wording, told = self.worded(finding)
        is_own = wording not in (*ANY_RULE, *CHANGED_RULE)
        if is_own and "{" in wording.fr and wording.fr[:8] != "Il reste":
            yield told

    def day_lines(self) -> Iterator[tuple[str | None, tuple[str, ...]]]:
        dossier, rules = self.decision.dossier, self.decision.rules
        found = by_when(dossier, rules, self.lang, self.today)
        found = found if found and found.window.latest else None  # else it is the rule alone that says so
        yield filing_said(found, dossier, rules, self.lang, self.today), ("filed_on",)
        yield evaluation_said(dossier, rules, self.lang, self.today), ("evaluation.starts_on", "evaluation.ends_on")

    def not_checked(self) -> Iterator[Part]:
        """The rules that nobody could check, where the outcome is settled without them."""
        told = {rule for finding in self.decision.reasons for rule in finding.between}
        labels = [rule_named(finding.rule, self.lang) for finding in self.unknown() if finding.rule not in told]
        if labels and not isinstance(self.decision, Undetermined):
            yield Part((self.say(words.NOT_CHECKED, labels=self.say(words.SEMICOLON).join(labels)),))

    def unknown(self) -> list[Finding]:
        return [finding for finding in self.decision.findings if finding.status is Status.UNKNOWN]


def _wordings(rule: Rule) -> tuple[Wording, ...]:
    """What may be said of a rule: of one that is not the page's, no more than that it is not met and what it requires.

    The days that it admits are said where it is about the same dates, and about nothing else.
    """
    page = PAGE.get(rule.code)
    own = WORDINGS.get(rule.code, ())
    if page is None or is_of_page(rule):
        return (*own, *ANY_RULE)
    is_dates = set(conjuncts(rule.requires)) == set(date_bounds(rule.requires)) and page.presumed == rule.presumed
    is_alike = is_dates and page.applies == rule.applies and {*paths(rule.requires)} == {*paths(page.requires)}
    bounds = (wording for wording in own if re.search(r"\{(latest|earliest|only) ", wording.fr))
    return (*(bounds if is_alike else ()), *CHANGED_RULE)


def _condition(finding: Finding) -> Condition:
    """What the finding is about: the presumption where it was presumed, else the requirement, or those in conflict."""
    rule = finding.rule
    if finding.between:
        return AllOf(tuple(rule.requires for rule in finding.between))
    return rule.presumed if finding.status is Status.PRESUMED and rule.presumed else rule.requires


def _basis(finding: Finding) -> Basis:
    """What a finding rests on: a conflict with a changed rule is none of the page's."""
    return "changed" if any(rule.basis == "changed" for rule in finding.between) else finding.rule.basis


def _statements(finding: Finding) -> tuple[str, ...]:
    """The statements that a finding rests on: those of the rules in conflict, where it is about a conflict."""
    if not finding.between:
        return finding.rule.statements
    if _basis(finding) == "changed":
        return ()
    return tuple(sorted({one for rule in finding.between for one in rule.statements}, key=_by_number))


def _by_number(statement: str) -> tuple[int, str]:
    return len(statement), statement
