"""Two decisions side by side: what was changed, and which rules come out otherwise."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from attrs import frozen

from clea_eligibility._notebook import shown_in_notebooks
from clea_eligibility.deciding.decision import Decision, Finding
from clea_eligibility.deciding.engine import decide
from clea_eligibility.dossier.changing import Changes, changed
from clea_eligibility.dossier.facts import FACTS, Fact
from clea_eligibility.dossier.models import Dossier
from clea_eligibility.explain import sentences
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.rules.guide import GUIDE
from clea_eligibility.text import Language, known_language, typeset
from clea_eligibility.whatif import _words as words


@frozen(repr=False)
class ChangedFact:
    """A fact that the two dossiers state differently; ``None`` is unknown."""

    fact: Fact
    before: Any
    after: Any

    def __repr__(self) -> str:
        return f"ChangedFact({self.fact.path!r}, {self.before!r}, {self.after!r})"


@frozen(repr=False)
class ChangedFinding:
    """A rule that comes out otherwise; ``None`` where it is not among the rules that decided."""

    rule: Rule
    before: Finding | None
    after: Finding | None

    def __repr__(self) -> str:
        statuses = [finding and str(finding.status) for finding in (self.before, self.after)]
        return f"ChangedFinding({self.rule.code!r}, {statuses[0]!r}, {statuses[1]!r})"


@frozen(repr=False)
class Comparison:
    """Two decisions: ``before`` and ``after``, with the facts and the findings in which they differ.

    Findings differ where the status of a rule does, or the rules ``between`` which dates cannot meet.
    """

    before: Decision
    after: Decision

    @property
    def facts(self) -> tuple[ChangedFact, ...]:
        """What the two dossiers state differently, in the order of a dossier."""
        stated = ((fact, fact.of(self.before.dossier), fact.of(self.after.dossier)) for fact in FACTS)
        return tuple(ChangedFact(*three) for three in stated if three[1] != three[2])

    @property
    def findings(self) -> tuple[ChangedFinding, ...]:
        """The rules that come out otherwise: those of ``after`` in their order, then those that are gone."""
        before = {finding.rule.code: finding for finding in self.before.findings}
        after = {finding.rule.code: finding for finding in self.after.findings}
        pairs = ((before.get(code), after.get(code)) for code in {**after, **before})
        return tuple(
            ChangedFinding((new or old).rule, old, new)  # type: ignore[union-attr]
            for old, new in pairs
            if _outcome(old) != _outcome(new)
        )

    def sides(self, lang: Language = "fr") -> tuple[str, str]:
        """What to call the decision before, and the one after.

        >>> compare(Dossier(), {"filing_open": True}).sides("en")
        ('As it stands', 'With the change')
        """
        before, after = self.before.rules.id, self.after.rules.id
        if before == after:
            first, second = words.AS_IT_STANDS, words.CHANGED
        else:
            first, second = words.UNDER, words.CHANGED_UNDER if self.facts else words.UNDER
        return first.say(lang).format(id=before), second.say(lang).format(id=after)

    def explain(self, lang: Language = "fr") -> str:
        """The comparison in plain text, its parts separated by blank lines.

        >>> from datetime import date
        >>> from clea_eligibility import Evaluation
        >>> late = Dossier(filed_on=date(2026, 4, 7), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
        >>> print(compare(late, {"filed_on": date(2026, 4, 6)}).explain("en"))
        As it stands: published criteria not met, €0.
        With the change: information missing, possible amount: €150, €250, €300 or €450.
        <BLANKLINE>
        What changes in the dossier:
        - On which day was, or would be, the complete dossier filed (Paris day)? 6 April 2026 (before: 7 April 2026).
        <BLANKLINE>
        The rules that come out otherwise:
        - "Filed three weeks before the evaluation": not met, then met. The dossier was filed on 6 April 2026; ...

        Raises :class:`CleaError` for a language other than French (``fr``) and English (``en``).
        """
        known_language(lang)
        return typeset("\n\n".join(self._paragraphs(lang)), lang)

    def _paragraphs(self, lang: Language) -> Iterator[str]:
        yield "\n".join(
            words.VERDICT.say(lang).format(when=when, verdict=words.verdict_said(decision, lang))
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
            before, after = (found.status if found else None for found in (finding.before, finding.after))
            said = (words.STILL if before == after else words.THEN).say(lang)
            statuses = {"before": words.STATUSES[before].say(lang), "after": words.STATUSES[after].say(lang)}
            said = said.format(label=words.label_said(finding.rule, lang), **statuses)
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

    Instead of ``changes``, another dossier may be given, such as a postponed one. ``under`` are other rules for the
    changed dossier; without ``changes``, for the same one.

    >>> from datetime import date
    >>> from clea_eligibility import Evaluation
    >>> late = Dossier(filed_on=date(2026, 4, 6), evaluation=Evaluation(starts_on=date(2026, 4, 27)))
    >>> compare(late, under=GUIDE.read(filed_three_weeks_before="clear_days")).findings
    (ChangedFinding('filed_three_weeks_before', 'satisfied', 'violated'),)

    Raises :class:`InvalidDossier` as :func:`change` does.
    """
    other = changes if isinstance(changes, Dossier) else changed(dossier, changes)
    return Comparison(decide(dossier, rules), decide(other, rules if under is None else under))


def _outcome(finding: Finding | None) -> object:
    return finding and (finding.status, [rule.code for rule in finding.between])


def _fact_said(varied: ChangedFact, lang: Language) -> str:
    before, after = (words.value_said(varied.fact, value, lang) for value in (varied.before, varied.after))
    question = varied.fact.question(lang)
    return words.FACT_CHANGED.say(lang).format(question=question, before=before, after=after)
