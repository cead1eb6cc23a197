"""An interview: the next question, until the outcome is settled.

It asks what a person knows rather than what a rule reads: a postal code for a department, what is printed on a card
for the last day on which it is in force. Nothing is asked that can no longer matter, that an answer has implied, or
that a presumption covers.

>>> start = Interview(today=date(2026, 3, 2))
>>> start.question.text("en")
'If you enclose a proof of residence, what is its date?'
>>> start.answer("27/12/2025").answer("27 March").decision
Ineligible(reasons=['proof_of_residence_recent'])
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from attrs import field, frozen

from clea_eligibility.deciding.decision import Decision, Eligible, Ineligible, Status, compiled_rules, decide
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, FLAG_OF, FactPath
from clea_eligibility.dossier.models import Dossier, IdentityDocumentKind
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError, InvalidDossier, did_you_mean, shown
from clea_eligibility.evidence import identity_card_valid_until
from clea_eligibility.explain._wordings import CARD, CARD_ENDS, CARD_KEYS, EXTENSION, ORDER, RECORDS, WORDINGS
from clea_eligibility.interview._questions import (
    WRONG_ORDER,
    InvalidAnswer,
    Question,
    QuestionKind,
    read_answer,
    read_department,
)
from clea_eligibility.planning._windows import checked
from clea_eligibility.rules._conditions import ALWAYS, Unknown, nodes, paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import long_day

__all__ = ["Interview", "InvalidAnswer", "Question", "QuestionKind"]

_Taken: TypeAlias = tuple[tuple[str, Any], ...]
"""The answers so far, by key and in order; ``None`` where the question was skipped."""


@frozen
class Interview:
    """An interview about one dossier; it never changes: an answer gives another.

    Args:
        dossier: What is known already; that is not asked.
        rules: The rules to decide by.
        today: The day from which "27 April" is looked for; ``None`` where nobody may leave out the year.
        every_reason: Whether to go on after the first reason, until no rule is unknown.

    >>> interview = Interview(every_reason=True).skip().answer("non")
    >>> interview.question.key, interview.at_most
    ('filed_on', 23)
    >>> interview.back().question.choices("en")
    ((True, 'Yes'), (False, 'No'))
    """

    dossier: Dossier = field(factory=Dossier)
    rules: RuleSet = field(default=GUIDE, kw_only=True)
    today: date | None = field(default=None, kw_only=True)
    every_reason: bool = field(default=False, kw_only=True)
    _taken: _Taken = field(default=(), init=False)
    _before: "Interview | None" = field(default=None, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        checked(self.dossier, self.rules, self.today)
        if not isinstance(self.every_reason, bool):
            raise TypeError(f"every_reason: expected True or False, got {shown(self.every_reason)}")

    @property
    def decision(self) -> Decision:
        """The decision on what is known so far."""
        return decide(self.dossier, self.rules)

    @property
    def question(self) -> Question | None:
        """The next question; ``None`` once the outcome is settled, or nothing is left to ask but what was skipped."""
        key = min(self._open(), key=ORDER.index, default=None)
        return None if key is None else self._asked(key)

    @property
    def at_most(self) -> int:
        """How many questions are still to come, at most: the more is known, the fewer."""
        if not self._open():
            return 0
        return sum(len(self._left(path)) for path in self._readable())

    def about(self, key: str) -> Question:
        """The question about a fact or a record, whether it is asked now, has been answered, or will not be asked.

        >>> Interview().about("applicant.department").key
        'applicant.postal_code'

        Args:
            key: The path of a fact, or the key of a question.

        Raises:
            CleaError: There is no such question.
        """
        asked = RECORDS.get(key, (key,))[0]
        if asked not in ORDER:
            raise CleaError(f"there is no question about {shown(key)}; {did_you_mean(str(key), ORDER)}")
        return self._asked(asked)

    def answer(self, value: object, *, about: str | None = None) -> "Interview":
        """The interview after an answer to its question, or to another one, which may have been answered before.

        >>> Interview().answer("05/01/2026").answer("oui", about="applicant.is_job_seeker").question.key
        'filed_on'

        Args:
            value: Text as a person types it, in French or English: a number of the choices, a label or ``oui``; a day
                such as ``27/04/2026``, ``27 avril`` or ``2026-04-27``. Or the value of the fact.
            about: Which question is answered, as in :meth:`about`; unless given, the next one.

        Raises:
            InvalidAnswer: The question cannot take it.
            CleaError: There is nothing left to ask, or no such question.
            TypeError: It is neither text nor a value of the type that the fact has.
        """
        question = self._pending() if about is None else self.about(about)
        read = read_answer(question, value, self.today)
        dossier = self.dossier
        taken = (*self._taken, (question.key, read))
        changes = self._facts_of(question, read, dict(taken))
        try:
            dossier = changed(dossier, changes)
        except InvalidDossier:  # each day alone has been found sound
            raise InvalidAnswer(*WRONG_ORDER) from None
        return self._then(dossier, taken)

    def skip(self, *, about: str | None = None) -> "Interview":
        """The interview after "I do not know": it goes on, and the decision says at the end what is missing.

        Args:
            about: Which question is skipped, as in :meth:`about`: what it stated is unknown again. Unless given, the
                next one.

        Raises:
            CleaError: There is nothing left to ask, or no such question.
        """
        question = self._pending() if about is None else self.about(about)
        taken = (*self._taken, (question.key, None))
        changes = self._card(dict(taken)) if question.key in CARD_KEYS[1:] else self._taken_back(question.key)
        return self._then(changed(self.dossier, changes), taken)

    def back(self) -> "Interview":
        """The interview before the last answer; at the start, itself."""
        return self if self._before is None else self._before

    def _then(self, dossier: Dossier, taken: _Taken) -> "Interview":
        after = Interview(dossier, rules=self.rules, today=self.today, every_reason=self.every_reason)
        object.__setattr__(after, "_taken", taken)
        object.__setattr__(after, "_before", self)
        return after

    def _taken_back(self, key: str) -> Mapping[FactPath, Any]:
        """What is known once an answer is taken back: no longer that there is an object which nothing else tells of."""
        path, start = _stated_by(key), self
        changes: dict[FactPath, Any] = {path: None}
        if path in FLAG_OF:
            while start._before is not None:
                start = start._before
            flag = FACT_BY_PATH[FLAG_OF[path]]
            changes[flag.path] = dict(self._taken).get(flag.path, flag.of(start.dossier))
        return changes

    def _pending(self) -> Question:
        question = self.question
        if question is None:
            raise CleaError("the interview is settled, there is nothing left to answer; back() returns to a question")
        return question

    # What is asked

    def _open(self) -> set[str]:
        """The key of the next question about each fact that is to be asked for now."""
        if isinstance(self.decision, Eligible) or (isinstance(self.decision, Ineligible) and not self.every_reason):
            return set()
        _, _, _, asks, _, _ = compiled_rules(self.rules).evaluate(self.dossier)
        left = (self._left(fact.path) for bit, fact in enumerate(FACTS) if asks & 1 << bit)
        return {keys[0] for keys in left if keys}

    def _left(self, path: str) -> tuple[str, ...]:
        """The questions about an unknown fact that are left, in their order, at most."""
        taken = dict(self._taken)
        keys = RECORDS.get(path, (path,))
        if path == CARD_ENDS:
            kind = FACT_BY_PATH[f"{CARD}kind"]
            is_card = kind.of(self.dossier) is IdentityDocumentKind.NATIONAL_IDENTITY_CARD
            is_open = kind.of(self.dossier) is None and kind.path not in taken
            if is_card or is_open:
                keys = (CARD_KEYS[0] if is_card else path, *CARD_KEYS[1:])
            if CARD_KEYS[0] in taken and taken[CARD_KEYS[0]] is None:
                return ()
        return tuple(key for key in keys if key not in taken)

    def _readable(self) -> Iterator[str]:
        """The unknown facts that some rule may still read."""
        findings = self.decision.findings
        open_rules = [each.rule for each in findings if each.status is Status.UNKNOWN or _looks_at_unknowns(each.rule)]
        read = {path for rule in open_rules for path in _asked_for(rule)}
        read |= {"certification.kind", "evaluation.stage"}
        return (fact.path for fact in FACTS if fact.path in read and fact.of(self.dossier) is None)

    def _asked(self, key: str) -> Question:
        wording = WORDINGS[ORDER.index(key)]
        fact = FACT_BY_PATH.get(key)
        values: tuple[Any, ...] = ()
        if fact is None:
            is_card = key in CARD_KEYS
            values = (True, False) if key == CARD_KEYS[2] else ()
            kind: QuestionKind = "choice" if values else "date" if is_card else "text"
        else:
            kind = "date" if fact.type == "date" else "choice"
            values = fact.domain if kind == "choice" else ()
        return Question(key, kind, fact, wording, values, self.dossier, self.rules, self.today)

    # What an answer says

    def _facts_of(self, question: Question, value: Any, taken: Mapping[str, Any]) -> Mapping[FactPath, Any]:
        if question.fact is not None:
            return {question.fact.path: value}
        if question.key in CARD_KEYS:
            return self._card(taken)
        return {_stated_by(question.key): read_department(question.key, value)}

    def _card(self, taken: Mapping[str, Any]) -> Mapping[FactPath, Any]:
        """The last day on which a card is in force, as far as what is known of it tells, or as far as it matters."""
        printed: date | None = taken.get(CARD_KEYS[0])
        if printed is None:
            return {}
        issued_on, adult = (taken.get(key) for key in CARD_KEYS[1:])
        try:
            until = identity_card_valid_until(printed, issued_on, adult)
        except CleaError:
            raise InvalidAnswer(
                f"La carte expirerait le {long_day(printed, 'fr')}, avant d'être délivrée. Vérifiez les deux dates.",
                f"The card would expire on {long_day(printed, 'en')}, before it was issued. Check both dates.",
            ) from None
        if until is None and not self._hangs_on_extension(printed):
            until = printed
        return {CARD_ENDS: until}

    def _hangs_on_extension(self, printed: date) -> bool:
        """Whether it matters that a card may be in force for five years more; until the filing is known, it may."""
        if self.dossier.filed_on is None:
            return True
        last_days = (printed, dates.shifted(printed, months=EXTENSION))
        with_each = [decide(changed(self.dossier, {CARD_ENDS: day}), self.rules).findings for day in last_days]
        return with_each[0] != with_each[1]


def _stated_by(key: str) -> FactPath:
    path = CARD_ENDS if key in CARD_KEYS else next((path for path, keys in RECORDS.items() if key in keys), key)
    return FACT_BY_PATH[path].path


def _looks_at_unknowns(rule: Rule) -> bool:
    """Whether a rule that has been settled may be open again once more is known."""
    conditions = (rule.requires, rule.applies, rule.presumed or ALWAYS)
    return any(isinstance(node, Unknown) for condition in conditions for node in nodes(condition))


def _asked_for(rule: Rule) -> Iterator[str]:
    """The facts that may be asked for because of a rule: not those that its presumption always covers."""
    yield from paths(rule.applies)
    if rule.presumed == ALWAYS:
        return
    presumed = rule.presumed or ALWAYS
    covered = presumed.path if isinstance(presumed, Unknown) else None
    yield from (path for path in (*paths(presumed), *paths(rule.requires)) if path != covered)
