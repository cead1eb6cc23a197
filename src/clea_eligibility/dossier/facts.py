"""The vocabulary: one typed object for each fact that a dossier may state, read off the models."""

import builtins
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

import attrs
from attrs import field, frozen

from clea_eligibility.dossier.actions import Lever
from clea_eligibility.dossier.models import FIELD_TYPES, LABELS, PREFIX, Dossier
from clea_eligibility.errors import CleaError, did_you_mean, of_type, shown
from clea_eligibility.text import Language, Text

__all__ = ["FACTS", "FACT_BY_PATH", "FLAG_OF", "Fact", "FactPath", "FactType", "fact"]

FactType = Literal["date", "bool", "enum", "str"]
FactPath = Literal[
    "filed_on",
    "filing_open",
    "applicant.is_job_seeker",
    "applicant.department",
    "applicant.identity_document.provided",
    "applicant.identity_document.kind",
    "applicant.identity_document.permits_work",
    "applicant.identity_document.valid_until",
    "applicant.proof_of_residence.provided",
    "applicant.proof_of_residence.issued_on",
    "applicant.proof_of_residence.attests_main_residence",
    "certification.kind",
    "evaluation.stage",
    "evaluation.starts_on",
    "evaluation.ends_on",
    "evaluation.initial_outcome",
    "evaluator.department",
    "evaluator.accreditation.held",
    "evaluator.accreditation.certification",
    "evaluator.accreditation.valid_from",
    "evaluator.accreditation.valid_until",
    "quote.provided",
    "quote.from_evaluator",
    "quote.names_applicant",
]
"""The paths of the facts, for type checkers: one that is misspelt is an error where it is written.

A path that comes as text from elsewhere has this type once it is looked up: ``fact(text).path``.
"""


@frozen(repr=False, eq=False)
class Fact:
    """One fact: where it stands, its possible values, the question to ask, and whom. There is one object of each.

    >>> fact("evaluation.starts_on").question("en")
    'On which day does the evaluation start (first session)?'
    """

    #: Where the fact stands in a dossier.
    path: FactPath
    #: The type of its values in Python.
    python_type: "builtins.type"
    #: ``date``, ``bool``, ``enum`` or ``str``.
    type: FactType
    #: The values of an ``enum`` or a ``str``, as JSON writes them.
    values: tuple[str, ...]
    #: What to ask.
    _question: Text
    #: ``applicant``, ``evaluator`` or ``region``.
    answered_by: str
    #: The changes that somebody can make to it, the slightest first.
    levers: tuple[Lever, ...]
    #: Whether it is true as soon as another fact of the same object is known.
    is_presence_flag: bool
    #: The path of the date that this one never precedes.
    on_or_after: FactPath | None
    #: Whether it may be 9999-12-31.
    may_have_no_end: bool
    #: Whether its date lies on or after the day on which somebody changes it.
    not_backdated: bool
    #: The path of the date of which the fact was said: of another day it is unknown.
    on_day: FactPath | None
    #: What to ask instead once another fact is known to have a value.
    _once: tuple[FactPath, Any, Text] | None
    _names: tuple[str, ...] = field(init=False)

    @_names.default
    def _path_split(self) -> tuple[str, ...]:
        return tuple(self.path.split("."))

    @property
    def changed_by(self) -> str:
        """Who makes the slightest change to it: ``applicant``, ``evaluator`` or ``nobody``."""
        return self.levers[0].changed_by if self.levers else "nobody"

    @property
    def domain(self) -> tuple[Any, ...]:
        """Every value of the fact in Python; of a date none, since there are too many days.

        >>> fact("evaluation.stage").domain
        (<EvaluationStage.INITIAL: 'initial'>, <EvaluationStage.FINAL: 'final'>)
        """
        if self.type == "bool":
            return (True, False)
        return tuple(self.python_type(value) for value in self.values)

    def question(self, lang: Language = "fr", dossier: Dossier | None = None) -> str:
        """The question to ask, in French (``fr``) or English (``en``); of a dossier, as what it states allows.

        >>> from clea_eligibility import Applicant, IdentityDocument, IdentityDocumentKind
        >>> permit = IdentityDocument(kind=IdentityDocumentKind.RESIDENCE_PERMIT)
        >>> stated = Dossier(applicant=Applicant(identity_document=permit))
        >>> fact("applicant.identity_document.permits_work").question("en", stated)
        'Does the residence permit authorise work in metropolitan France?'
        """
        if self._once is not None and dossier is not None:
            path, value, text = self._once
            if FACT_BY_PATH[path].of(dossier) == value:
                return text.say(lang)
        return self._question.say(lang)

    def choices(self, lang: Language = "fr") -> tuple[tuple[str | bool, str], ...]:
        """The values of the fact as JSON writes them, each with its label; of a day none.

        >>> fact("evaluation.stage").choices("fr")
        (('initial', 'Initiale'), ('final', 'Finale'))
        """
        if self.type == "bool":
            return tuple((value, words.say(lang)) for value, words in _TRUTHS.items())
        if self.type == "enum":
            return tuple((member.value, LABELS[member].say(lang)) for member in self.domain)
        return tuple((value, value) for value in self.values)

    def of(self, dossier: Dossier) -> Any:
        """The value that ``dossier`` states; ``None`` where it is unknown.

        >>> fact("quote.provided").of(Dossier()) is None
        True
        """
        value: Any = dossier
        for name in self._names:
            value = getattr(value, name)
            if value is None:
                return None
        return value

    def __repr__(self) -> str:
        return f"Fact({self.path!r})"

    def __reduce__(self) -> "tuple[Callable[[str], Fact], tuple[str]]":
        return fact, (self.path,)  # there is one of each: a copy of a decision speaks of the same facts


_TRUTHS: Mapping[bool, Text] = MappingProxyType({True: Text("Oui", "Yes"), False: Text("Non", "No")})


def _facts_of(cls: type) -> Iterator[Fact]:
    prefix = PREFIX[cls]
    for attribute in attrs.fields(cls):
        kind = FIELD_TYPES[cls][attribute.name]
        metadata = attribute.metadata
        if kind in PREFIX:
            yield from _facts_of(kind)
            continue
        earlier, day, once = (metadata.get(name) for name in ("on_or_after", "on_day", "once"))
        yield Fact(
            path=prefix + attribute.name,
            type=_type_of(kind),
            python_type=kind,
            values=tuple(map(str, kind)) if issubclass(kind, StrEnum) else tuple(sorted(metadata.get("values", ()))),
            question=metadata["question"],
            answered_by=metadata["answered_by"],
            levers=metadata["levers"],
            is_presence_flag=metadata.get("presence", False),
            on_or_after=prefix + earlier if earlier else None,
            may_have_no_end=metadata.get("may_have_no_end", False),
            not_backdated=metadata.get("not_backdated", False),
            on_day=prefix + day if day else None,
            once=(prefix + once[0], *once[1:]) if once else None,
        )


def _type_of(kind: type) -> FactType:
    if issubclass(kind, date):
        return "date"
    return "bool" if kind is bool else "enum" if issubclass(kind, StrEnum) else "str"


FACTS: tuple[Fact, ...] = tuple(_facts_of(Dossier))
"""Every fact, in the order of a dossier."""
FACT_BY_PATH: Mapping[str, Fact] = MappingProxyType({fact.path: fact for fact in FACTS})
"""The same, by path."""
FLAG_OF: Mapping[str, str] = MappingProxyType(
    {
        fact.path: flag.path
        for flag in FACTS
        if flag.is_presence_flag
        for fact in FACTS
        if fact is not flag and fact.path.startswith(f"{flag.path.rpartition('.')[0]}.")
    }
)
"""For each other fact of an object that has a presence flag, the path of the flag."""


def fact(path: str) -> Fact:
    """The fact at ``path``.

    Raises:
        CleaError: Where there is none; the message names the nearest path.

    >>> fact("evaluation.start_on")
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.CleaError: there is no fact 'evaluation.start_on'; did you mean 'evaluation.starts_on'?
    """
    of_type(path, str, "path")
    found = FACT_BY_PATH.get(path)
    if found is None:
        raise CleaError(f"there is no fact {shown(path)}; {did_you_mean(str(path), FACT_BY_PATH)}")
    return found
