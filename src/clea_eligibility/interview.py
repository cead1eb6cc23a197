"""An interview: the next question, until the outcome is settled.

It asks what a person knows rather than what a rule reads: a postal code for a department, what is printed on a card
for the last day on which it is in force. Nothing is asked that can no longer matter, that an answer has implied, or
that a presumption covers.

>>> start = Interview(today=date(2026, 3, 2))
>>> start.question.text("en")
'Are you looking for a job?'
>>> start.answer("yes").answer("75011").decision
Ineligible(reasons=['lives_in_region'])
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from clea_eligibility.deciding.decision import Decision, Eligible, Ineligible, Status, compiled_rules, decide
from clea_eligibility.dossier import dates
from clea_eligibility.dossier.changing import changed
from clea_eligibility.dossier.facts import FACT_BY_PATH, FACTS, Fact, FactPath
from clea_eligibility.dossier.models import DEPARTMENTS, CertificationKind, Dossier, IdentityDocumentKind
from clea_eligibility.editions import GUIDE
from clea_eligibility.errors import CleaError, InvalidDossier, folded, shown
from clea_eligibility.evidence import department_of, identity_card_valid_until
from clea_eligibility.explain._saying import value_said
from clea_eligibility.planning import windows
from clea_eligibility.planning._windows import checked
from clea_eligibility.rules._conditions import ALWAYS, Unknown, nodes, paths
from clea_eligibility.rules._rule import Rule
from clea_eligibility.rules._ruleset import RuleSet
from clea_eligibility.text import LANGUAGES, Language, Text, listed, long_day, quoted, typeset

__all__ = ["Interview", "InvalidAnswer", "Question", "QuestionKind"]

QuestionKind = Literal["choice", "date", "text"]
_Taken: TypeAlias = tuple[tuple[str, Any], ...]
"""The answers so far, by key and in order; ``None`` where the question was skipped."""


class InvalidAnswer(CleaError):
    """An answer that the question cannot take; it says why, and what would do, in both languages.

    >>> try:
    ...     Interview().answer("perhaps")
    ... except InvalidAnswer as refused:
    ...     print(refused.text("en"))
    'perhaps' is none of the choices: yes or no.
    """

    def __init__(self, fr: str, en: str) -> None:
        self._words = Text(fr, en)
        super().__init__(fr, en)

    def text(self, lang: Language = "fr") -> str:
        """What is wrong with the answer, in French (``fr``) or English (``en``)."""
        return typeset(self._words.say(lang), lang)

    def __str__(self) -> str:
        return self.text("en")


@frozen
class _Wording:
    """How a question is asked, and its line of help."""

    key: str
    text: Text
    help: Text
    #: The beginning of the sentence that says which days would do.
    bounds: Text | None = None


_POSTAL_HELP = Text(
    "Cinq chiffres, par exemple 33000. À défaut, le numéro du département (33) ; pour l'étranger, écrivez « 99 ».",
    "Five digits, such as 33000. Failing that, the number of the department (33); for abroad, write 99.",
)
_COMMUNE_HELP = Text(
    "Les cinq caractères du code INSEE, par exemple 33063 (ce n'est pas le code postal), ou le numéro du département.",
    "The five characters of the INSEE code, such as 33063 (not the postal code), or the number of the department.",
)
_ACCREDITED_FOR = Text(
    "Le certificat d'habilitation le dit ; pour CléA Management, écrivez « management ».",
    "The certificate of accreditation says so; for CléA Management, write management.",
)

_WORDINGS = (
    # What is known by heart, and most often settles it
    _Wording(
        "applicant.is_job_seeker",
        Text("Êtes-vous à la recherche d'un emploi ?", "Are you looking for a job?"),
        Text(
            "L'aide s'adresse aux demandeurs d'emploi. Elle ne dit pas s'il faut être inscrit : en cas de doute, "
            "demandez à la Région.",
            "The aid is for job seekers. It does not say whether you must be registered: if in doubt, ask the Region.",
        ),
    ),
    _Wording(
        "applicant.postal_code",
        Text("Quel est le code postal de votre résidence principale ?", "What is the postal code of your main home?"),
        _POSTAL_HELP,
    ),
    _Wording(
        "applicant.commune",
        Text(
            "Dans quelle commune se trouve votre résidence principale (code INSEE) ?",
            "In which commune is your main home (INSEE code)?",
        ),
        _COMMUNE_HELP,
    ),
    _Wording(
        "certification.kind",
        Text("Quelle certification CléA demandez-vous ?", "Which CléA certification are you applying for?"),
        Text(
            "L'aide porte sur ces deux-là ; pour CléA Management, écrivez « management ».",
            "The aid covers these two; for CléA Management, write management.",
        ),
    ),
    # The filing, before what has to lie three weeks after it
    _Wording(
        "filed_on",
        Text(
            "Quel jour avez-vous déposé, ou déposerez-vous, votre dossier complet ?",
            "On which day did you file, or will you file, your complete dossier?",
        ),
        Text(
            "Le jour où la dernière pièce est transmise, à l'heure de Paris, par exemple 27/04/2026.",
            "The day on which the last document is handed in, Paris time, such as 27/04/2026.",
        ),
        Text("Le dossier complet doit être déposé le {days}.", "The complete dossier must be filed on {days}."),
    ),
    _Wording(
        "filing_open",
        Text(
            "Le dépôt en ligne était-il ouvert ce jour-là ?",
            "Was online filing open on that day?",
        ),
        Text("Oui, si la plateforme a reçu votre dossier.", "Yes, if the platform has received your dossier."),
    ),
    _Wording(
        "evaluation.stage",
        Text(
            "Demandez-vous l'aide pour une évaluation initiale ou finale ?",
            "Is the aid for an initial or a final evaluation?",
        ),
        Text(
            "La première est l'évaluation initiale ; la finale vient après une initiale sans certification.",
            "The first one is the initial evaluation; the final one follows an initial one without a certificate.",
        ),
    ),
    _Wording(
        "evaluation.initial_outcome",
        Text(
            "L'évaluation initiale de la même certification a-t-elle abouti à la certification ?",
            "Did the initial evaluation for the same certification lead to the certificate?",
        ),
        Text(
            "Le jury vous l'a écrit : certifié, ou non certifié.", "The jury wrote to you: certified, or not certified."
        ),
    ),
    _Wording(
        "evaluation.starts_on",
        Text("Quel jour a lieu la première séance de l'évaluation ?", "On which day is the first session?"),
        Text(
            "Votre convocation ou votre devis l'indique, par exemple 27/04/2026 ou « 27 avril ».",
            "Your invitation or your quote says so, such as 27/04/2026 or 27 April.",
        ),
        Text("La première séance doit avoir lieu le {days}.", "The first session must be on {days}."),
    ),
    _Wording(
        "evaluation.ends_on",
        Text("Quel jour a lieu la dernière séance de l'évaluation ?", "On which day is the last session?"),
        Text("Le même jour s'il n'y a qu'une séance.", "The same day if there is only one session."),
        Text("La dernière séance doit avoir lieu le {days}.", "The last session must be on {days}."),
    ),
    _Wording(
        "evaluator.postal_code",
        Text(
            "Quel est le code postal de l'établissement qui réalise l'évaluation ?",
            "What is the postal code of the establishment that carries out the evaluation?",
        ),
        _POSTAL_HELP,
    ),
    _Wording(
        "evaluator.commune",
        Text(
            "Dans quelle commune se trouve l'établissement qui réalise l'évaluation (code INSEE) ?",
            "In which commune is the establishment that carries out the evaluation (INSEE code)?",
        ),
        _COMMUNE_HELP,
    ),
    _Wording(
        "evaluator.accreditation.held",
        Text(
            "Votre organisme évaluateur est-il habilité par Certif Pro ?",
            "Is your evaluator accredited by Certif Pro?",
        ),
        Text("L'organisme peut vous montrer son habilitation.", "The evaluator can show you its accreditation."),
    ),
    _Wording(
        "evaluator.accreditation.certification",
        Text("Pour quelle certification l'organisme est-il habilité ?", "For which certification is it accredited?"),
        _ACCREDITED_FOR,
    ),
    _Wording(
        "evaluator.accreditation.valid_from",
        Text("Quel est le premier jour de validité de l'habilitation ?", "What is the first day of the accreditation?"),
        Text("Demandez-le à l'organisme évaluateur.", "Ask the evaluator."),
        Text("L'habilitation doit commencer le {days}.", "The accreditation must begin on {days}."),
    ),
    _Wording(
        "evaluator.accreditation.valid_until",
        Text("Quel est le dernier jour de validité de l'habilitation ?", "What is the last day of the accreditation?"),
        Text("Demandez-le à l'organisme évaluateur.", "Ask the evaluator."),
        Text("L'habilitation doit se terminer le {days}.", "The accreditation must end on {days}."),
    ),
    # What has to be fetched from a drawer
    _Wording(
        "applicant.proof_of_residence.provided",
        Text("Joignez-vous un justificatif de domicile ?", "Will you enclose a proof of residence?"),
        Text("Une facture d'électricité ou d'eau, par exemple.", "A bill for electricity or water, for instance."),
    ),
    _Wording(
        "applicant.proof_of_residence.issued_on",
        Text("De quel jour date votre justificatif de domicile ?", "What is the date of your proof of residence?"),
        Text(
            "La date imprimée sur le document, avec son année : 27/02/2026.",
            "The date printed on it, with its year: 27/02/2026.",
        ),
        Text("Le justificatif doit dater du {days}.", "The proof must be dated {days}."),
    ),
    _Wording(
        "applicant.proof_of_residence.attests_main_residence",
        Text(
            "Ce justificatif montre-t-il où vous résidez à titre principal ?",
            "Does this proof show where you mainly live?",
        ),
        Text("Celui d'une résidence secondaire ne convient pas.", "That of a second home will not do."),
    ),
    _Wording(
        "applicant.identity_document.provided",
        Text("Joignez-vous une pièce d'identité ?", "Will you enclose an identity document?"),
        Text(
            "Carte nationale d'identité, passeport, ou titre de séjour qui permet de travailler en métropole.",
            "A national identity card, a passport, or a residence permit that authorises work in metropolitan France.",
        ),
    ),
    _Wording(
        "applicant.identity_document.kind",
        Text("De quelle pièce d'identité s'agit-il ?", "Which identity document is it?"),
        Text(
            "Pour un récépissé, répondez « autre » : c'est à la Région de l'apprécier.",
            "For a receipt, answer other: it is for the Region to assess it.",
        ),
    ),
    _Wording(
        "applicant.identity_document.permits_work",
        Text(
            "S'il s'agit d'un titre de séjour, autorise-t-il à travailler en France métropolitaine ?",
            "If it is a residence permit, does it authorise work in metropolitan France?",
        ),
        Text(
            "Le titre porte une mention, telle que « autorise son titulaire à travailler ».",
            "The permit says so, in words such as « autorise son titulaire à travailler ».",
        ),
    ),
    _Wording(
        "applicant.identity_document.valid_until",
        Text("Jusqu'à quel jour votre pièce d'identité est-elle valable ?", "Until when is your document in force?"),
        Text(
            "Le dernier jour de validité, par exemple 27/04/2031 ; « sans fin » s'il n'y en a pas.",
            "The last day on which it is in force, such as 27/04/2031; no end if there is none.",
        ),
        Text("La pièce doit être valable jusqu'au {days}.", "The document must be in force until {days}."),
    ),
    _Wording(
        "applicant.identity_document.printed_until",
        Text(
            "Quelle date de fin de validité est imprimée sur votre carte d'identité ?",
            "Which expiry date is printed on your identity card?",
        ),
        Text(
            "Recopiez-la même si elle est passée : certaines cartes restent valables cinq ans de plus.",
            "Copy it even if it is past: some cards remain valid for five more years.",
        ),
        Text("La carte doit être valable jusqu'au {days}.", "The card must be in force until {days}."),
    ),
    _Wording(
        "applicant.identity_document.issued_on",
        Text("Quel jour votre carte d'identité a-t-elle été délivrée ?", "On which day was your card issued?"),
        Text(
            "La date figure sur la carte. Délivrée du 2 janvier 2004 au 31 décembre 2013 à une personne majeure, une "
            "carte française reste valable cinq ans de plus.",
            "The date is on the card. A French card issued to an adult from 2 January 2004 to 31 December 2013 remains "
            "valid for five more years.",
        ),
    ),
    _Wording(
        "applicant.identity_document.adult_when_issued",
        Text(
            "Étiez-vous majeur le jour où votre carte d'identité a été délivrée ?",
            "Were you of age on the day on which your card was issued?",
        ),
        Text(
            "Dix-huit ans ou plus ce jour-là. Répondez « non » pour la carte d'un autre pays, qui n'est pas prolongée.",
            "Eighteen or older on that day. Answer no for the card of another country: it is not extended.",
        ),
    ),
    _Wording(
        "quote.provided",
        Text("Joignez-vous un devis ?", "Will you enclose a quote?"),
        Text("L'organisme évaluateur l'établit.", "The evaluator draws it up."),
    ),
    _Wording(
        "quote.from_evaluator",
        Text(
            "Le devis est-il établi par l'organisme qui vous évaluera ?",
            "Was the quote drawn up by the body that will evaluate you?",
        ),
        Text("Son nom figure en tête du devis.", "Its name is at the top of the quote."),
    ),
    _Wording(
        "quote.names_applicant",
        Text("Le devis porte-t-il vos nom et prénom ?", "Does the quote carry your name and first name?"),
        Text("Les deux doivent y figurer.", "Both must be there."),
    ),
)
"""Every question in the order in which it is asked: by object, first what is cheap to answer and settles most."""

_ORDER: tuple[str, ...] = tuple(wording.key for wording in _WORDINGS)
_CARD = "applicant.identity_document."
_CARD_KEYS = (f"{_CARD}printed_until", f"{_CARD}issued_on", f"{_CARD}adult_when_issued")
_CARD_ENDS: FactPath = "applicant.identity_document.valid_until"
_EXTENSION = 60
"""Months by which a card may be in force for longer than it prints."""
_RECORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "applicant.department": ("applicant.postal_code", "applicant.commune"),
        "evaluator.department": ("evaluator.postal_code", "evaluator.commune"),
    }
)
"""The facts of which nobody is asked, and what is asked instead."""
_NOT_OFFERED = (CertificationKind.MANAGEMENT,)
"""Values that are taken, but not offered: the aid does not cover them."""


@frozen
class Question:
    """One question: what is asked, of which kind, and what it may be answered with."""

    #: The path of the fact, or the name of the record that is asked for in its place.
    key: str
    #: ``choice``, ``date`` or ``text``.
    kind: QuestionKind
    #: The fact; ``None`` where a record is asked for.
    fact: Fact | None
    _wording: _Wording
    _values: tuple[Any, ...]
    _dossier: Dossier = field(repr=False)
    _rules: RuleSet = field(repr=False)

    def text(self, lang: Language = "fr") -> str:
        """What to ask, in French (``fr``) or English (``en``)."""
        return typeset(self._wording.text.say(lang), lang)

    def help(self, lang: Language = "fr") -> str:
        """One line that helps to answer: where the answer stands, an example, and the days that would do."""
        said = self._wording.help.say(lang)
        if self._wording.bounds is not None:
            window = windows(self._dossier, self._rules)[_CARD_ENDS if self.fact is None else self.fact.path]
            if window is not None and (window.earliest or window.latest):
                days = _days(window.earliest, window.latest, lang)
                said = f"{said} {self._wording.bounds.say(lang, days=days)}"
        return typeset(said, lang)

    def choices(self, lang: Language = "fr") -> tuple[tuple[Any, str], ...]:
        """What is offered, as pairs of a value and its label; nothing unless the kind is ``choice``."""
        said = ((value, value_said(value, lang)) for value in self._values if value not in _NOT_OFFERED)
        return tuple((value, words[0].upper() + words[1:]) for value, words in said)


@frozen
class Interview:
    """An interview about one dossier; it never changes: an answer gives another.

    Args:
        dossier: What is known already; that is not asked.
        rules: The rules to decide by.
        today: The day from which "27 April" is looked for; ``None`` where nobody may leave out the year.
        every_reason: Whether to go on after the first reason, until no rule is unknown.

    >>> interview = Interview(every_reason=True).answer("non").answer("33000").answer("numérique")
    >>> interview.question.key, interview.at_most
    ('filed_on', 21)
    >>> interview.back().question.choices("en")
    ((<CertificationKind.SOCLE: 'socle'>, 'CléA Socle'), (<CertificationKind.NUMERIQUE: 'numerique'>, 'CléA Numérique'))
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
        key = min(self._open(), key=_ORDER.index, default=None)
        return None if key is None else self._asked(key)

    @property
    def at_most(self) -> int:
        """How many questions are still to come, at most: the more is known, the fewer."""
        if not self._open():
            return 0
        return sum(len(self._left(path)) for path in self._readable())

    def answer(self, value: object) -> "Interview":
        """The interview after an answer to its question.

        Args:
            value: Text as a person types it, in French or English: a number of the choices, a label or ``oui``; a day
                such as ``27/04/2026``, ``27 avril`` or ``2026-04-27``. Or the value of the fact.

        Raises:
            InvalidAnswer: The question cannot take it.
            CleaError: There is nothing left to ask.
            TypeError: It is neither text nor a value of the type that the fact has.
        """
        question = self._pending()
        read = _read(question, value, self.today)
        dossier = self.dossier
        taken = (*self._taken, (question.key, read))
        changes = self._facts_of(question, read, dict(taken))
        try:
            dossier = changed(dossier, changes)
        except InvalidDossier:  # each day alone has been found sound
            raise InvalidAnswer(*_WRONG_ORDER) from None
        return self._then(dossier, taken)

    def skip(self) -> "Interview":
        """The interview after "I do not know": it goes on, and the decision says at the end what is missing.

        Raises:
            CleaError: There is nothing left to ask.
        """
        question = self._pending()
        taken = (*self._taken, (question.key, None))
        changes = self._card(dict(taken)) if question.key in _CARD_KEYS[1:] else {}
        return self._then(changed(self.dossier, changes), taken)

    def back(self) -> "Interview":
        """The interview before the last answer; at the start, itself."""
        return self if self._before is None else self._before

    def _then(self, dossier: Dossier, taken: _Taken) -> "Interview":
        after = Interview(dossier, rules=self.rules, today=self.today, every_reason=self.every_reason)
        object.__setattr__(after, "_taken", taken)
        object.__setattr__(after, "_before", self)
        return after

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
        keys = _RECORDS.get(path, (path,))
        if path == _CARD_ENDS:
            kind = FACT_BY_PATH[f"{_CARD}kind"]
            is_card = kind.of(self.dossier) is IdentityDocumentKind.NATIONAL_IDENTITY_CARD
            is_open = kind.of(self.dossier) is None and kind.path not in taken
            if is_card or is_open:
                keys = (_CARD_KEYS[0] if is_card else path, *_CARD_KEYS[1:])
            if _CARD_KEYS[0] in taken and taken[_CARD_KEYS[0]] is None:
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
        wording = _WORDINGS[_ORDER.index(key)]
        fact = FACT_BY_PATH.get(key)
        values: tuple[Any, ...] = ()
        if fact is None:
            is_card = key in _CARD_KEYS
            values = (True, False) if key == _CARD_KEYS[2] else ()
            kind: QuestionKind = "choice" if values else "date" if is_card else "text"
        else:
            kind = "date" if fact.type == "date" else "choice"
            values = fact.domain if kind == "choice" else ()
        return Question(key, kind, fact, wording, values, self.dossier, self.rules)

    # What an answer says

    def _facts_of(self, question: Question, value: Any, taken: Mapping[str, Any]) -> Mapping[FactPath, Any]:
        """What an answer states."""
        if question.fact is not None:
            return {question.fact.path: value}
        if question.key in _CARD_KEYS:
            return self._card(taken)
        path = next(FACT_BY_PATH[path].path for path, keys in _RECORDS.items() if question.key in keys)
        return {path: _department(question.key, value)}

    def _card(self, taken: Mapping[str, Any]) -> Mapping[FactPath, Any]:
        """The last day on which a card is in force, as far as what is known of it tells, or as far as it matters."""
        printed: date = taken[_CARD_KEYS[0]]
        issued_on, adult = (taken.get(key) for key in _CARD_KEYS[1:])
        try:
            until = identity_card_valid_until(printed, issued_on, adult)
        except CleaError:
            raise InvalidAnswer(
                f"La carte expirerait le {long_day(printed, 'fr')}, avant d'être délivrée. Vérifiez les deux dates.",
                f"The card would expire on {long_day(printed, 'en')}, before it was issued. Check both dates.",
            ) from None
        if until is None and not self._hangs_on_extension(printed):
            until = printed
        return {_CARD_ENDS: until}

    def _hangs_on_extension(self, printed: date) -> bool:
        """Whether it matters that a card may be in force for five years more; until the filing is known, it may."""
        if self.dossier.filed_on is None:
            return True
        last_days = (printed, dates.shifted(printed, months=_EXTENSION))
        with_each = [decide(changed(self.dossier, {_CARD_ENDS: day}), self.rules).findings for day in last_days]
        return with_each[0] != with_each[1]


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


# Days that would do


_OR_LATER = Text("{first} ou après", "{first} or later")
_OR_EARLIER = Text("{last} ou avant", "{last} or earlier")
_FROM_TO = Text("{first} au plus tôt, {last} au plus tard", "{first} at the earliest and {last} at the latest")
_OR = Text("ou", "or")


def _days(earliest: date | None, latest: date | None, lang: Language) -> str:
    first, last = (day and long_day(day, lang) for day in (earliest, latest))
    words = _OR_EARLIER if first is None else _OR_LATER if last is None else _FROM_TO
    return words.say(lang, first=first, last=last)


# Reading what people type

_WRONG_ORDER = (
    "La fin serait avant le début. Vérifiez les deux dates, ou revenez en arrière.",
    "The end would be before the beginning. Check both dates, or go back.",
)
_NO_YEAR = (
    "Écrivez aussi l'année, par exemple 27/04/2026.",
    "Write the year, too, such as 27/04/2026.",
)
_NO_DAY = (
    "Écrivez un jour qui existe, tel que 27/04/2026, « 27 avril 2026 » ou 2026-04-27",
    "Write a day that exists, such as 27/04/2026, 27 April 2026 or 2026-04-27",
)
_NO_END_WORDS = frozenset(("sans_fin", "sans_date_de_fin", "illimite", "illimitee", "no_end", "unlimited"))

_TODAY_WORDS = frozenset(("aujourd_hui", "today"))
_ABROAD_WORDS = frozenset(("etranger", "a_l_etranger", "abroad"))
_YES_WORDS = frozenset(("oui", "o", "yes", "y", "vrai", "true"))
_NO_WORDS = frozenset(("non", "n", "no", "faux", "false"))
_MONTHS: tuple[tuple[str, int], ...] = tuple(
    (folded(long_day(date(2000, month, 2), lang).split()[1]), month) for month in range(1, 13) for lang in LANGUAGES
)
_FEWEST_LETTERS = 3
_ORDINAL = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?")
_YEARS_TO_29_FEBRUARY = 9


def _read(question: Question, value: object, today: date | None) -> Any:
    """The value that an answer gives."""
    if isinstance(value, str):
        if value in question._values:
            return next(known for known in question._values if known == value)
        if question.kind == "text":
            return "".join(value.split())
        return _choice(question, value) if question.kind == "choice" else _day(question, value, today)
    if question.kind == "date" and dates.is_calendar_day(value):
        return _in_range(question, dates.plain(value))  # type: ignore[arg-type]
    if isinstance(value, bool) and value in question._values:
        return value
    expected = {"choice": "one of the choices", "date": "a date without a time"}.get(question.kind, "")
    raise TypeError(f"{question.key}: expected text{expected and ' or '}{expected}, got {shown(value)}")


def _choice(question: Question, text: str) -> Any:
    """The choice that a number, a value, a label or the beginning of one of its words stands for."""
    offered = question.choices()
    typed = folded(text)
    if typed.isdecimal() and 1 <= int(typed) <= len(offered):
        return offered[int(typed) - 1][0]
    names = {value: _names(value) for value in question._values}
    exact = [value for value in names if typed in names[value]]
    is_long = len(typed) >= _FEWEST_LETTERS
    near = [value for value in names if is_long and any(f"_{typed}" in f"_{name}" for name in names[value])]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    fr, en = (listed([value_said(value, lang) for value, _ in offered], _OR, lang) for lang in LANGUAGES)
    raise InvalidAnswer(
        f"{quoted(_shown(text), 'fr')} n'est pas l'une des réponses : {fr}.",
        f"{shown(text)} is none of the choices: {en}.",
    )


def _names(value: object) -> frozenset[str]:
    if isinstance(value, bool):
        return _YES_WORDS if value else _NO_WORDS
    return frozenset((folded(str(value)), *(folded(value_said(value, lang)) for lang in LANGUAGES)))


def _shown(text: str) -> str:
    return shown(text)[1:-1] if shown(text).endswith(("'", '"')) else shown(text)


def _day(question: Question, text: str, today: date | None) -> date:
    """The day that a person writes, day first; a year first is ISO."""
    typed = folded(text)
    if typed in _NO_END_WORDS and _may_have_no_end(question):
        return dates.NO_END
    if typed in _TODAY_WORDS and today is not None:
        return today
    parts = [part for part in typed.split("_") if part]
    if len(parts) == 3 and parts[0].isdecimal() and len(parts[0]) == 4:
        parts.reverse()
    elif len(parts) > 1 and _month(parts[0]) and not parts[0].isdecimal():
        parts[:2] = parts[1::-1]  # April 27
    number = _ORDINAL.fullmatch(parts[0]) if parts else None
    month = _month(parts[1]) if len(parts) in (2, 3) else None
    if number is None or month is None:
        raise InvalidAnswer(*(f"{words}." for words in _NO_DAY))
    if len(parts) == 3:
        found = _on(parts[2], month, int(number[1]))
    elif today is None:
        raise InvalidAnswer(*_NO_YEAR)
    else:
        years = range(today.year, today.year + _YEARS_TO_29_FEBRUARY)
        found = next((day for year in years if (day := _on(str(year), month, int(number[1]))) and day >= today), None)
    if found is None:
        raise InvalidAnswer(*(f"{words}." for words in _NO_DAY))
    return _in_range(question, found)


def _month(word: str) -> int | None:
    """The month of a number, or of a name in either language, of which the end may be missing."""
    if re.fullmatch("[0-9]{1,2}", word):
        return int(word)
    months = {month for name, month in _MONTHS if len(word) >= _FEWEST_LETTERS and name.startswith(word)}
    return months.pop() if len(months) == 1 else None


def _on(year: str, month: int, day: int) -> date | None:
    """A day by its numbers; ``None`` where there is none."""
    try:
        return dates.day_of_text(f"{year}-{month:02}-{day:02}")
    except ValueError:
        return None


def _may_have_no_end(question: Question) -> bool:
    return question.fact.may_have_no_end if question.fact else question.key == _CARD_KEYS[0]


def _in_range(question: Question, day: date) -> date:
    if dates.FIRST_DAY <= day <= dates.LAST_DAY or (day == dates.NO_END and _may_have_no_end(question)):
        return day
    fr, en = ([long_day(end, lang) for end in (dates.FIRST_DAY, dates.LAST_DAY)] for lang in LANGUAGES)
    raise InvalidAnswer(f"{_NO_DAY[0]}, du {fr[0]} au {fr[1]}.", f"{_NO_DAY[1]}, from {en[0]} to {en[1]}.")


def _department(key: str, text: str) -> str | None:
    """The department of a code, which may be its own."""
    code = text.upper()
    if code in DEPARTMENTS:
        return code
    if folded(text) in _ABROAD_WORDS:
        return "99"
    try:
        return department_of(commune=code) if key.endswith(".commune") else department_of(postal_code=code)
    except CleaError:
        help_line = _WORDINGS[_ORDER.index(key)].help
        raise InvalidAnswer(
            f"{quoted(_shown(text), 'fr')} n'est pas un tel code. {help_line.fr}",
            f"{shown(text)} is no such code. {help_line.en}",
        ) from None
