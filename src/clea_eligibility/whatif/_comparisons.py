"""One other dossier: some facts changed, or the evaluation moved, and its decision beside the first one."""

from collections.abc import Iterable, Iterator
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import frozen

from clea_eligibility._protocols import shown_in_notebooks
from clea_eligibility.deciding._tables import Tabular, plain
from clea_eligibility.deciding.decision import Decision, Finding, Status, decide
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.actions import EVALUATION_DATES
from clea_eligibility.dossier.changing import Changes, changed, checked
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import InvalidDossier, Text, problem, shown
from clea_eligibility.explain import _phrases, sentences
from clea_eligibility.explain import _phrases_of_views as words
from clea_eligibility.explain._saying import rule_named, rules_named, status_said, value_said, verdict_said
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import Language, known_language, typeset


def change(dossier: Dossier, changes: Changes) -> Dossier:
    """The dossier with other values at some paths, all put in at once; ``None`` makes a fact unknown.

    Two dates may move past each other's present day, since only the dossier as a whole has to be one:

    >>> from clea_eligibility import Evaluation
    >>> spring = Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 2)))
    >>> change(spring, {"evaluation.starts_on": date(2026, 9, 1), "evaluation.ends_on": date(2026, 9, 2)})
    Dossier(evaluation=Evaluation(starts_on=datetime.date(2026, 9, 1), ends_on=datetime.date(2026, 9, 2)))

    The presence flags (``provided``, ``held``) stay what they are in any dossier. Stated false, a flag stands, and the
    other facts of its object stay, though no rule asks for them. Made unknown while another fact of its object is
    known, it is true. And it stays true when the last other fact becomes unknown: that the document is there is
    known. Whoever does not know that either makes the flag unknown as well.

    >>> from clea_eligibility import Quote
    >>> signed = Dossier(quote=Quote(names_applicant=True))
    >>> change(signed, {"quote.names_applicant": None})
    Dossier(quote=Quote(provided=True))
    >>> change(signed, {"quote.names_applicant": None, "quote.provided": None})
    Dossier()

    Raises:
        InvalidDossier: There is no fact at a path, a fact cannot take a value (nothing is converted), or two dates
            stand in the wrong order. It has every problem at once.

    >>> change(signed, {"filed": date(2026, 9, 1), "evaluation.stage": "finale"})
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: filed: there is no such fact; did you mean 'filed_on'?
    evaluation.stage: got the text 'finale', no member of EvaluationStage; did you mean 'EvaluationStage.FINAL'?
    """
    return changed(dossier, changes)


def postpone(dossier: Dossier, days: int) -> Dossier:
    """The dossier with its evaluation so many days later: first and last session together; earlier, if negative.

    A date that is unknown stays unknown.

    >>> from clea_eligibility import Evaluation
    >>> postpone(Dossier(evaluation=Evaluation(starts_on=date(2026, 4, 1))), 7)
    Dossier(evaluation=Evaluation(starts_on=datetime.date(2026, 4, 8)))

    Raises:
        InvalidDossier: A date would leave the years that a dossier may speak of.
        TypeError: The days are no whole number.
    """
    if not isinstance(days, int) or isinstance(days, bool):
        raise TypeError(f"days: expected a whole number of days, got {shown(days)}")
    known = {fact.path: fact.of(checked(dossier)) for fact in FACTS if EVALUATION_DATES in fact.levers}
    targets = {path: day.toordinal() + days for path, day in known.items() if day is not None}
    problems = [
        problem(
            path,
            "out_of_range",
            _MOVED_TOO_FAR.filled(day=known[path], days=days, first=dates.FIRST_DAY, last=dates.LAST_DAY),
        )
        for path, target in targets.items()
        if not dates.FIRST_DAY.toordinal() <= target <= dates.LAST_DAY.toordinal()
    ]
    if problems:
        raise InvalidDossier(problems)
    return changed(dossier, {path: date.fromordinal(target) for path, target in targets.items()})


_MOVED_TOO_FAR = Text(
    "{day}, déplacé de {days} jours, n'est pas entre {first} et {last}",
    "{day} moved by {days:,} days is not between {first} and {last}",
)


@frozen(repr=False)
class ChangedFact:
    """A fact that the two dossiers state differently."""

    fact: Fact
    #: Its value; ``None`` where it is unknown.
    before: Any
    after: Any

    def __repr__(self) -> str:
        return f"ChangedFact({self.fact.path!r}, {self.before!r}, {self.after!r})"


@frozen(repr=False)
class ChangedFinding:
    """A rule that comes out otherwise."""

    rule: Rule
    #: ``None`` where the rule is not among those that decided.
    before: Finding | None
    after: Finding | None

    @property
    def statuses(self) -> tuple[Status | None, Status | None]:
        """How the rule stands before and after."""
        return self.before.status if self.before else None, self.after.status if self.after else None

    def __repr__(self) -> str:
        before, after = (status and str(status) for status in self.statuses)
        return f"ChangedFinding({self.rule.code!r}, {before!r}, {after!r})"


@frozen(repr=False)
class Comparison(Tabular):
    """Two decisions, and the facts and findings in which they differ."""

    before: Decision
    after: Decision

    @property
    def facts(self) -> tuple[ChangedFact, ...]:
        """What the two dossiers state differently, in the order of a dossier."""
        stated = ((fact, fact.of(self.before.dossier), fact.of(self.after.dossier)) for fact in FACTS)
        return tuple(ChangedFact(*three) for three in stated if three[1] != three[2])

    @property
    def findings(self) -> tuple[ChangedFinding, ...]:
        """The rules that come out otherwise: those of ``after`` in their order, then those that are gone.

        A rule comes out otherwise if it has another status, or names other rules that cannot hold together.
        """
        before = {finding.rule.code: finding for finding in self.before.findings}
        after = {finding.rule.code: finding for finding in self.after.findings}
        pairs = ((before.get(code), after.get(code)) for code in {**after, **before})
        return tuple(
            ChangedFinding((new or old).rule, old, new)  # type: ignore[union-attr]
            for old, new in pairs
            if _outcome(old) != _outcome(new)
        )

    def rows(self) -> list[dict[str, Any]]:
        """A plain ``dict`` for the outcome, the amount, each fact and each rule that differ; all values are text.

        ``of`` is ``decision``, ``fact`` or ``rule``; ``name`` is ``outcome``, ``amount``, a path or a code; unknown is
        ``None``, and so is the status of a rule that is not among the rules.
        """
        decided: list[tuple[str, str, Any, Any]] = [
            ("decision", "outcome", self.before.outcome, self.after.outcome),
            ("decision", "amount", self.before.amount, self.after.amount),
        ]
        facts = [("fact", varied.fact.path, varied.before, varied.after) for varied in self.facts]
        rules = [("rule", finding.rule.code, *finding.statuses) for finding in self.findings]
        return [
            {"of": of, "name": name, "before": plain(before), "after": plain(after)}
            for of, name, before, after in (*decided, *facts, *rules)
        ]

    def _columns(self) -> Iterable[tuple[str, str]]:
        return ((name, "text") for name in ("of", "name", "before", "after"))

    def sides(self, lang: Language = "fr") -> tuple[str, str]:
        """What to call the decision before, and the one after.

        >>> compare(Dossier(), {"filing_open": True}).sides("en")
        ('As it stands', 'With the change')
        """
        before, after = (rules_named(decision.rules, lang) for decision in (self.before, self.after))
        if self.before.rules.id == self.after.rules.id:
            first, second = words.AS_IT_STANDS, words.CHANGED
        else:
            first, second = words.UNDER, words.CHANGED_UNDER if self.facts else words.UNDER
        return first.say(lang, id=before), second.say(lang, id=after)

    def explain(self, lang: Language = "fr") -> str:
        """The comparison in plain text, its parts separated by blank lines.

        >>> from datetime import date
        >>> from clea_eligibility import Evaluation
        >>> late = Dossier(filed_on=date(2026, 4, 7), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
        >>> print(compare(late, {"filed_on": date(2026, 4, 6)}).explain("en"))
        As it stands: published criteria not met.
        With the change: information missing, possible amounts: €150, €250, €300 or €450.
        <BLANKLINE>
        What changes in the dossier:
        - On which day was, or would be, the complete dossier filed (Paris time)? 6 April 2026 (before: 7 April 2026).
        <BLANKLINE>
        The rules that come out otherwise:
        - "Dossier filed complete at least three weeks before the evaluation starts": not met, then met. The dossier ...

        Raises:
            CleaError: The language is neither French (``fr``) nor English (``en``).
        """
        known_language(lang)
        return typeset("\n\n".join(self._paragraphs(lang)), lang)

    def _paragraphs(self, lang: Language) -> Iterator[str]:
        yield "\n".join(
            f"{_phrases.NAMED.say(lang, name=when, said=verdict_said(decision, lang))}."
            for when, decision in zip(self.sides(lang), (self.before, self.after), strict=True)
        )
        if self.facts:
            yield "\n- ".join([words.WHAT_CHANGES.say(lang), *(_fact_said(fact, lang) for fact in self.facts)])
        if self.findings:
            yield "\n- ".join([words.WHAT_STANDS_OTHERWISE.say(lang), *self._findings_said(lang)])
        else:
            yield words.ALL_STANDS.say(lang)

    def _findings_said(self, lang: Language) -> Iterator[str]:
        sentence = {said.rule.code: said.text for said in sentences(self.after, lang)}
        for finding in self.findings:
            before, after = finding.statuses
            said = (words.STILL if before == after else words.THEN).say(
                lang,
                label=rule_named(finding.rule, lang),
                before=status_said(before, lang),
                after=status_said(after, lang),
            )
            yield " ".join(filter(None, [said, sentence.get(finding.rule.code)]))

    _repr_html_ = shown_in_notebooks

    def __repr__(self) -> str:
        return f"Comparison({self.before!r}, {self.after!r}, {list(self.findings)!r})"


def compare(
    dossier: Dossier,
    changes: Changes | Dossier = MappingProxyType({}),
    rules: RuleSet = GUIDE,
    *,
    under: RuleSet | None = None,
) -> Comparison:
    """Decide a dossier as it stands and with some facts changed, and say what comes out otherwise.

    Args:
        changes: Values by path; or another dossier, such as a postponed one.
        under: Other rules for the changed dossier; without ``changes``, for the same one.

    Raises:
        InvalidDossier: The changes are refused, as by :func:`change`.

    >>> from datetime import date
    >>> from clea_eligibility import Evaluation
    >>> late = Dossier(filed_on=date(2026, 4, 6), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> compare(late, under=GUIDE.read(filed_three_weeks_before="clear_days")).findings
    (ChangedFinding('filed_three_weeks_before', 'satisfied', 'violated'),)
    """
    other = changes if isinstance(changes, Dossier) else changed(dossier, changes)
    return Comparison(decide(dossier, rules), decide(other, rules if under is None else under))


def _outcome(finding: Finding | None) -> object:
    return finding and (finding.status, [rule.code for rule in finding.between])


def _fact_said(varied: ChangedFact, lang: Language) -> str:
    before, after = value_said(varied.before, lang), value_said(varied.after, lang)
    return words.FACT_CHANGED.say(lang, question=varied.fact.question(lang), before=before, after=after)
