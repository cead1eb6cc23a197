"""A decision in words: complete sentences, in French or English, for the people whom it concerns."""

from collections.abc import Iterable, Iterator
from itertools import chain

from attrs import frozen

from clea_eligibility.deciding.decision import Decision, Eligible, Finding, Status, Undetermined, decide
from clea_eligibility.dossier.facts import FACT_BY_PATH, Fact
from clea_eligibility.explain import _phrases as words
from clea_eligibility.explain._blanks import Blanks
from clea_eligibility.explain._phrases_of_rules import ANY_RULE, WORDINGS, Wording
from clea_eligibility.explain._saying import amounts_said, day_stated, label_said, verdict_of
from clea_eligibility.rules._conditions import Condition, date_bounds, paths
from clea_eligibility.rules._rule import Basis, Reading, Rule
from clea_eligibility.rules.guide import SECTIONS
from clea_eligibility.text import Language, Text, known_language, listed, quoted, typeset

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

_KIND, _STAGE = FACT_BY_PATH["certification.kind"], FACT_BY_PATH["evaluation.stage"]


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


def sentences(decision: Decision, lang: Language = "fr") -> tuple[Sentence, ...]:
    """A sentence for every rule that applies, satisfied ones too, in the order of the rules.

    Each ends with the numbers of the statements that the rule rests on. A date is named where it is known.

    >>> from datetime import date
    >>> from clea_eligibility import Dossier, Evaluation, decide
    >>> unplanned = Dossier(filed_on=date(2026, 4, 10), evaluation=Evaluation())
    >>> next(said.text for said in sentences(decide(unplanned), "en") if said.rule.code == "filed_three_weeks_before")
    'The dossier was filed on 10 April 2026; the evaluation must not start before 1 May 2026 (S9, S24).'

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
    """
    known_language(lang)
    speaker = _Speaker(decision, lang)
    return tuple(
        Sentence(finding.rule, finding.status, typeset(speaker.sentence(finding), lang))
        for finding in decision.findings
        if finding.status is not Status.NOT_APPLICABLE
    )


def explain(decision: Decision, lang: Language = "fr") -> str:
    """The decision in plain text, its parts separated by blank lines.

    The verdict and the amount stand first; then every reason, what is presumed, what depends on how the page is
    read, and what is missing with those who can say it. It never says that the aid is given: the Region decides (S22).

    >>> from datetime import date
    >>> from clea_eligibility import Dossier, Evaluation, decide
    >>> late = Dossier(filed_on=date(2026, 4, 7), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> print(explain(decide(late), "en").splitlines()[0])
    The dossier does not meet the published criteria. Amount: €0.

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
    """
    return "\n\n".join(map(str, parts(decision, lang)))


def parts(decision: Decision, lang: Language = "fr") -> tuple[Part, ...]:
    """The parts of the explanation, for those who set them otherwise than in plain text.

    >>> from clea_eligibility import Dossier, decide
    >>> verdict, reasons, *_ = parts(decide(Dossier(filing_open=False)), "en")
    >>> reasons.lines, reasons.items
    (('Reason:',), ('Online filing was closed on the filing day (S3, S4, S8). Rule stated by the page: ...',))

    Raises:
        CleaError: The language is neither French (``fr``) nor English (``en``).
    """
    known_language(lang)
    return tuple(
        Part(tuple(typeset(line, lang) for line in part.lines), tuple(typeset(item, lang) for item in part.items))
        for part in _Speaker(decision, lang).parts()
    )


def headline(decision: Decision, lang: Language = "fr") -> str:
    """The verdict and the amount, in one line.

    >>> from clea_eligibility import Dossier, decide
    >>> headline(decide(Dossier(filing_open=False)), "en")
    'The dossier does not meet the published criteria. Amount: €0.'
    """
    return typeset(_Speaker(decision, lang).verdict()[0], lang)


def sentence_of(decision: Decision, finding: Finding, lang: Language = "fr") -> str:
    """What there is to say of one finding about the dossier of a decision; it need not be one of its own."""
    return typeset(_Speaker(decision, lang).sentence(finding), lang)


def questions(decision: Decision, lang: Language = "fr") -> tuple[str, ...]:
    """What is missing: for each fact what to ask, and who can answer.

    >>> from clea_eligibility import Dossier, decide
    >>> print(questions(decide(Dossier()), "en")[0])
    On which day was, or would be, the complete dossier filed (Paris day)? Who can answer: the applicant (S3, S4, ...).
    """
    speaker = _Speaker(decision, lang)
    return tuple(typeset(speaker.question(fact), lang) for fact in decision.missing)


def source(basis: Basis, statements: Iterable[str], lang: Language) -> str:
    """How firmly the page carries a rule, and under which of its headings.

    >>> source("stated", ("S9", "S24"), "en")
    'Rule stated by the page: "Échéances", "Critères de sélection"'
    """
    how = words.BASIS[basis].say(lang)
    sections = dict.fromkeys(SECTIONS[statement].say(lang) for statement in statements if statement in SECTIONS)
    return words.NAMED.say(lang, name=how, said=", ".join(sections)) if sections else how


def cited(statements: Iterable[str]) -> str:
    """The numbers of statements as they follow a sentence, in brackets; nothing where there are none."""
    numbers = ", ".join(statements)
    return f" ({numbers})" if numbers else ""


@frozen
class _Speaker:
    """Says what there is to say of one decision, in one language."""

    decision: Decision
    lang: Language

    def parts(self) -> Iterator[Part]:
        decision = self.decision
        yield Part(self.verdict())
        heading = words.REASON if len(decision.reasons) == 1 else words.REASONS
        yield from self.section(heading, map(self.sourced, decision.reasons))
        yield from self.section(words.PRESUMPTIONS, map(self.sourced, decision.presumed))
        yield from self.section(words.CONTESTED, self.other_readings())
        yield from self.section(words.MISSING, map(self.question, decision.missing))
        yield from self.section(words.FROM_WHAT_IS_KNOWN, self.half_known())
        yield from self.not_checked()
        yield Part((self.say(words.RULES_APPLIED, id=decision.rules.id),))

    def section(self, heading: Text, items: Iterable[str]) -> Iterator[Part]:
        listed_items = tuple(items)
        if listed_items:
            yield Part((self.say(heading),), listed_items)

    def say(self, text: Text, **blanks: str) -> str:
        return text.say(self.lang, **blanks)

    def verdict(self) -> tuple[str, str]:
        """The verdict and the amount; then who decides, and what follows."""
        decision, verdict = self.decision, verdict_of(self.decision)
        rates = cited(self.tariff_statements()) if isinstance(decision, Eligible) else ""
        headline = self.say(words.HEADLINES[verdict], amount=amounts_said(decision, self.lang) + rates)
        return headline, " ".join(map(self.say, words.WHAT_FOLLOWS[verdict]))

    # One rule

    def sentence(self, finding: Finding) -> str:
        """What there is to say of a rule that applies, with the statements that it rests on."""
        return f"{self.worded(finding)[1]}{cited(_statements(finding))}."

    def sourced(self, finding: Finding) -> str:
        """The sentence, then where on the page the rule stands and how firmly."""
        return f"{self.sentence(finding)} {source(finding.rule.basis, _statements(finding), self.lang)}."

    def worded(self, finding: Finding) -> tuple[Wording, str]:
        """The wording that suits the finding best, and what it says."""
        given = {"label": label_said(finding.rule, self.lang), **self.conflict(finding.between)}
        blanks = Blanks(self.decision.dossier, _condition(finding), finding.status, self.lang, given)
        return next(blanks.filled((*WORDINGS.get(finding.rule.code, ()), *ANY_RULE)))

    def conflict(self, between: tuple[Rule, ...]) -> dict[str, str]:
        """The blanks about rules that cannot hold together."""
        if not between:
            return {}
        labels = listed([label_said(rule, self.lang) for rule in between], words.AND, self.lang)
        rules = self.say(words.ONE_RULE if len(between) == 1 else words.SEVERAL_RULES, labels=labels)
        if not any(any(date_bounds(rule.requires)) for rule in between):
            return {"irreconcilable": rules}
        return {"rules": rules, **self.known_dates(between)}

    def known_dates(self, between: tuple[Rule, ...]) -> dict[str, str]:
        read = {path for rule in between for path in paths(rule.requires)}
        stated = {path: day_stated(FACT_BY_PATH[path], self.decision.dossier, self.lang) for path in words.DATED}
        known = [self.say(words.DATED[path], day=day) for path, day in stated.items() if day and path in read]
        return {"dates": ", ".join(known)} if known else {}

    # What is open

    def other_readings(self) -> Iterator[str]:
        """A sentence for every reading under which the outcome would be another."""
        decision = self.decision
        for rule in decision.contested:
            for reading in decision.rules.readings_of(rule.code):
                if reading.name != rule.reading:
                    other = decide(decision.dossier, decision.rules.read(**{rule.code: reading.name}))
                    if other.outcome != decision.outcome:
                        said = f"{self.read_otherwise(rule, reading, other)}{cited(rule.statements)}."
                        yield f"{said} {source(rule.basis, rule.statements, self.lang)}."

    def read_otherwise(self, rule: Rule, reading: Reading, other: Decision) -> str:
        name = self.say(words.ANY_READING, name=quoted(reading.name, self.lang))
        given = {
            "label": label_said(rule, self.lang),
            "reading": self.say(reading.label) if reading.label else name,
            "outcome": self.say(words.WOULD_BE[verdict_of(other)]),
        }
        blanks = Blanks(self.decision.dossier, reading.requires, None, self.lang, given)
        return next(filter(None, map(blanks.fill, words.READ_OTHERWISE)))

    def question(self, fact: Fact) -> str:
        """A missing fact: what to ask, who can answer, and the statements that it is asked for."""
        who = self.say(words.CAN_ANSWER, who=self.say(words.WHO[fact.answered_by]))
        return f"{fact.question(self.lang)} {who}{cited(self.asked_for(fact))}."

    def asked_for(self, fact: Fact) -> list[str]:
        """The statements behind the unknown rules that read the fact, and behind the tariff where it does."""
        statements = {
            statement
            for finding in self.decision.findings
            if finding.status is Status.UNKNOWN and fact.path in _read(finding.rule)
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
        """What the known facts ask of the unknown ones, while the outcome is open."""
        if isinstance(self.decision, Undetermined):
            for finding in self.unknown():
                wording, _ = self.worded(finding)
                if "{" in wording.fr and wording not in ANY_RULE:
                    yield self.sourced(finding)

    def not_checked(self) -> Iterator[Part]:
        """The rules that nobody could check, where the outcome is settled without them."""
        labels = [finding.rule.label(self.lang) for finding in self.unknown()]
        if labels and not isinstance(self.decision, Undetermined):
            yield Part((self.say(words.NOT_CHECKED, labels=self.say(words.SEMICOLON).join(labels)),))

    def unknown(self) -> list[Finding]:
        return [finding for finding in self.decision.findings if finding.status is Status.UNKNOWN]


def _condition(finding: Finding) -> Condition:
    """What the finding is about: the presumption where it was presumed, else the requirement."""
    rule = finding.rule
    return rule.presumed if finding.status is Status.PRESUMED and rule.presumed else rule.requires


def _read(rule: Rule) -> set[str]:
    conditions = [rule.applies, rule.requires, *([rule.presumed] if rule.presumed else [])]
    return {path for condition in conditions for path in paths(condition)}


def _statements(finding: Finding) -> tuple[str, ...]:
    """The statements that a finding rests on: those of the rules in conflict, where it is about a conflict."""
    if not finding.between:
        return finding.rule.statements
    return tuple(sorted({one for rule in finding.between for one in rule.statements}, key=_by_number))


def _by_number(statement: str) -> tuple[int, str]:
    return len(statement), statement
