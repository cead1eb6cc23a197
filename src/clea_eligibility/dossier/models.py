"""A dossier: immutable classes in which ``None`` means unknown.

The metadata of each field hold its question in French and English, who can answer it, and the changes that somebody
can make to it. :mod:`clea_eligibility.dossier.facts` turns them into objects, which everything else reads.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

import attrs
from attrs import field, frozen

from clea_eligibility._protocols import core_schema, json_schema, shown_in_notebooks
from clea_eligibility.dossier._checks import known, settler, type_of
from clea_eligibility.dossier.actions import (
    ACCREDITATION_DATES,
    ANOTHER_EVALUATOR,
    EVALUATION_DATES,
    FILING_DAY,
    IDENTITY_DOCUMENT,
    NOBODY,
    PROOF_OF_RESIDENCE,
    QUOTE,
    Lever,
)
from clea_eligibility.errors import CleaError, shown_name
from clea_eligibility.text import Text

__all__ = [
    "DEPARTMENTS",
    "FIELD_TYPES",
    "LABELS",
    "PREFIX",
    "PRESENCE_FLAG",
    "Accreditation",
    "Applicant",
    "Certification",
    "CertificationKind",
    "Dossier",
    "Evaluation",
    "EvaluationStage",
    "Evaluator",
    "IdentityDocument",
    "IdentityDocumentKind",
    "InitialOutcome",
    "ProofOfResidence",
    "Quote",
]

DEPARTMENTS = frozenset(
    [f"{number:02}" for number in range(1, 96) if number != 20]
    + ["2A", "2B", *map(str, range(971, 979)), "984", *map(str, range(986, 990)), "99"]
)
"""Every department code that a dossier may state: metropolitan, overseas, and ``99`` for abroad."""
_A_DEPARTMENT = Text("un code de département comme '33' ou '2A'", "a department code such as '33' or '2A'")


class IdentityDocumentKind(StrEnum):
    """The kind of identity document (S34)."""

    NATIONAL_IDENTITY_CARD = "national_identity_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"
    OTHER = "other"


class CertificationKind(StrEnum):
    """The CléA certification (S7); ``MANAGEMENT`` exists, but this aid does not cover it."""

    SOCLE = "socle"
    NUMERIQUE = "numerique"
    MANAGEMENT = "management"


class EvaluationStage(StrEnum):
    """The kind of evaluation (S14)."""

    INITIAL = "initial"
    FINAL = "final"


class InitialOutcome(StrEnum):
    """What an earlier initial evaluation led to (S15)."""

    CERTIFIED = "certified"
    NOT_CERTIFIED = "not_certified"


LABELS: Mapping[StrEnum, Text] = MappingProxyType(
    {
        IdentityDocumentKind.NATIONAL_IDENTITY_CARD: Text("Carte nationale d’identité", "National identity card"),
        IdentityDocumentKind.PASSPORT: Text("Passeport", "Passport"),
        IdentityDocumentKind.RESIDENCE_PERMIT: Text("Titre de séjour", "Residence permit"),
        IdentityDocumentKind.OTHER: Text("Autre", "Other"),
        CertificationKind.SOCLE: Text("CléA Socle", "CléA Socle"),
        CertificationKind.NUMERIQUE: Text("CléA Numérique", "CléA Numérique"),
        CertificationKind.MANAGEMENT: Text("CléA Management", "CléA Management"),
        EvaluationStage.INITIAL: Text("Initiale", "Initial"),
        EvaluationStage.FINAL: Text("Finale", "Final"),
        InitialOutcome.CERTIFIED: Text("Certification obtenue", "Certified"),
        InitialOutcome.NOT_CERTIFIED: Text("Certification non obtenue", "Not certified"),
    }
)
"""What forms show for the members of the enums."""


def _fact(fr: str, en: str, *, answered_by: str, levers: tuple[Lever, ...], **more: Any) -> Any:
    """A field of the vocabulary; :class:`clea_eligibility.dossier.facts.Fact` says what the metadata mean."""
    return field(
        default=None,
        metadata={"question": Text(fr, en), "answered_by": answered_by, "levers": levers, **more},
    )


class _Model:
    """What the models share: nobody subclasses one, and its code leaves out what is unknown."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        if _Model not in cls.__bases__:
            raise TypeError(
                f"{cls.__name__}: no model can be subclassed; a dossier states the facts of its vocabulary alone"
            )

    def __attrs_post_init__(self) -> None:
        """Check the values: :func:`settler` writes this for each model, once every class is there."""

    def __reduce__(self) -> "tuple[Callable[..., _Model], tuple[type[_Model], dict[str, Any]]]":
        return _restored, (type(self), {name: getattr(self, name) for name in known(self)})

    __get_pydantic_core_schema__: ClassVar[Any] = classmethod(core_schema)
    __get_pydantic_json_schema__: ClassVar[Any] = classmethod(json_schema)

    def __repr__(self) -> str:
        values = ((name, getattr(self, name)) for name in known(self))
        return f"{type(self).__name__}({', '.join(f'{name}={_as_code(value)}' for name, value in values)})"


def _restored(cls: type, values: dict[str, Any]) -> Any:
    """The model that was pickled, perhaps by a version that knew fewer facts: those are unknown."""
    unknown = [name for name in values if name not in attrs.fields_dict(cls)]
    if unknown:
        names = ", ".join(map(shown_name, unknown))
        raise CleaError(
            f"{cls.__name__}: this version of clea-eligibility knows no fact {names}; read it with a newer one"
        )
    return cls(**values)


def _as_code(value: object) -> str:
    return f"{type(value).__name__}.{value.name}" if isinstance(value, StrEnum) else repr(value)


@frozen(kw_only=True, repr=False)
class IdentityDocument(_Model):
    """The applicant's identity document (S34)."""

    provided: bool | None = _fact(
        "Une pièce d'identité est-elle jointe au dossier ?",
        "Does the dossier contain an identity document?",
        answered_by="applicant",
        levers=(IDENTITY_DOCUMENT,),
        presence=True,
    )
    kind: IdentityDocumentKind | None = _fact(
        "De quelle pièce d'identité s'agit-il : carte nationale d'identité, passeport, titre de séjour ou autre ?",
        "Which identity document is it: a national identity card, a passport, a residence permit or another?",
        answered_by="applicant",
        levers=(IDENTITY_DOCUMENT,),
    )
    permits_work: bool | None = _fact(
        "S'il s'agit d'un titre de séjour, autorise-t-il à travailler en France métropolitaine ?",
        "If it is a residence permit, does it authorise work in metropolitan France?",
        answered_by="applicant",
        levers=(IDENTITY_DOCUMENT,),
        once=(
            "kind",
            IdentityDocumentKind.RESIDENCE_PERMIT,
            Text(
                "Le titre de séjour autorise-t-il à travailler en France métropolitaine ?",
                "Does the residence permit authorise work in metropolitan France?",
            ),
        ),
    )
    valid_until: date | None = _fact(
        "Quel est le dernier jour de validité de la pièce d'identité (une carte française délivrée entre 2004 et 2013 "
        "à une personne majeure reste valable cinq ans de plus que la date imprimée) ?",
        "What is the last day on which the identity document is in force (a French card issued between 2004 and 2013 "
        "to an adult stays valid five years beyond the printed date)?",
        answered_by="applicant",
        levers=(IDENTITY_DOCUMENT,),
        may_have_no_end=True,
    )


@frozen(kw_only=True, repr=False)
class ProofOfResidence(_Model):
    """The proof of the applicant's main residence (S35)."""

    provided: bool | None = _fact(
        "Un justificatif de domicile est-il joint au dossier ?",
        "Does the dossier contain a proof of residence?",
        answered_by="applicant",
        levers=(PROOF_OF_RESIDENCE,),
        presence=True,
    )
    issued_on: date | None = _fact(
        "De quel jour date le justificatif de domicile ?",
        "On which day was the proof of residence issued?",
        answered_by="applicant",
        levers=(PROOF_OF_RESIDENCE,),
    )
    attests_main_residence: bool | None = _fact(
        "Le justificatif montre-t-il où le demandeur réside à titre principal ?",
        "Does the proof show where the applicant mainly lives?",
        answered_by="applicant",
        levers=(PROOF_OF_RESIDENCE,),
    )


@frozen(kw_only=True, repr=False)
class Applicant(_Model):
    """The person who applies for the aid (S13), with their documents."""

    is_job_seeker: bool | None = _fact(
        "Le demandeur est-il à la recherche d'un emploi ?",
        "Is the applicant looking for a job?",
        answered_by="applicant",
        levers=NOBODY,
    )
    department: str | None = _fact(
        "Dans quel département se trouve la résidence principale du demandeur ?",
        "In which department does the applicant mainly live?",
        answered_by="applicant",
        levers=NOBODY,
        values=DEPARTMENTS,
        expected=_A_DEPARTMENT,
    )
    identity_document: IdentityDocument | None = None
    proof_of_residence: ProofOfResidence | None = None


@frozen(kw_only=True, repr=False)
class Certification(_Model):
    """The certification asked for: exactly one in a dossier (S28)."""

    kind: CertificationKind | None = _fact(
        "Quelle certification CléA est demandée : Socle ou Numérique ?",
        "Which CléA certification is asked for: Socle or Numérique?",
        answered_by="applicant",
        levers=NOBODY,
    )


@frozen(kw_only=True, repr=False)
class Evaluation(_Model):
    """The evaluation to be paid for: exactly one in a dossier (S29)."""

    stage: EvaluationStage | None = _fact(
        "S'agit-il d'une évaluation initiale ou finale ?",
        "Is it an initial or a final evaluation?",
        answered_by="applicant",
        levers=NOBODY,
    )
    starts_on: date | None = _fact(
        "Quel jour l'évaluation commence-t-elle (première séance) ?",
        "On which day does the evaluation start (first session)?",
        answered_by="evaluator",
        levers=(EVALUATION_DATES,),
        not_backdated=True,
    )
    ends_on: date | None = _fact(
        "Quel jour l'évaluation se termine-t-elle (dernière séance) ?",
        "On which day does the evaluation end (last session)?",
        answered_by="evaluator",
        levers=(EVALUATION_DATES,),
        on_or_after="starts_on",
    )
    initial_outcome: InitialOutcome | None = _fact(
        "L'évaluation initiale de la même certification a-t-elle abouti à la certification ?",
        "Did the initial evaluation for the same certification lead to the certificate?",
        answered_by="applicant",
        levers=NOBODY,
    )


@frozen(kw_only=True, repr=False)
class Accreditation(_Model):
    """The evaluator's Certif Pro accreditation (S26)."""

    held: bool | None = _fact(
        "L'organisme évaluateur détient-il une habilitation Certif Pro ?",
        "Does the evaluator hold a Certif Pro accreditation?",
        answered_by="evaluator",
        levers=(ANOTHER_EVALUATOR,),
        presence=True,
    )
    certification: CertificationKind | None = _fact(
        "Pour quelle certification l'organisme évaluateur est-il habilité ?",
        "For which certification is the evaluator accredited?",
        answered_by="evaluator",
        levers=(ANOTHER_EVALUATOR,),
    )
    valid_from: date | None = _fact(
        "Quel est le premier jour de validité de l'habilitation ?",
        "What is the first day on which the accreditation is valid?",
        answered_by="evaluator",
        levers=(ACCREDITATION_DATES, ANOTHER_EVALUATOR),
    )
    valid_until: date | None = _fact(
        "Quel est le dernier jour de validité de l'habilitation ?",
        "What is the last day on which the accreditation is valid?",
        answered_by="evaluator",
        levers=(ACCREDITATION_DATES, ANOTHER_EVALUATOR),
        on_or_after="valid_from",
        may_have_no_end=True,
    )


@frozen(kw_only=True, repr=False)
class Evaluator(_Model):
    """The establishment that carries out the evaluation (S25), not its head office."""

    department: str | None = _fact(
        "Dans quel département se trouve l'établissement qui réalise l'évaluation ?",
        "In which department is the establishment that carries out the evaluation?",
        answered_by="evaluator",
        levers=(ANOTHER_EVALUATOR,),
        values=DEPARTMENTS,
        expected=_A_DEPARTMENT,
    )
    accreditation: Accreditation | None = None


@frozen(kw_only=True, repr=False)
class Quote(_Model):
    """The evaluator's quote (S36)."""

    provided: bool | None = _fact(
        "Un devis est-il joint au dossier ?",
        "Does the dossier contain a quote?",
        answered_by="applicant",
        levers=(QUOTE, ANOTHER_EVALUATOR),
        presence=True,
    )
    from_evaluator: bool | None = _fact(
        "Le devis est-il établi par l'organisme évaluateur du dossier ?",
        "Was the quote drawn up by the evaluator of this dossier?",
        answered_by="evaluator",
        levers=(QUOTE, ANOTHER_EVALUATOR),
    )
    names_applicant: bool | None = _fact(
        "Le devis porte-t-il le nom et le prénom du demandeur ?",
        "Does the quote carry the applicant's name and first name?",
        answered_by="applicant",
        levers=(QUOTE, ANOTHER_EVALUATOR),
    )


@frozen(kw_only=True, repr=False)
class Dossier(_Model):
    """One request for the aid: one certification (S28), one evaluation (S29).

    Every field may be left out: it is then unknown, which is neither true nor false. Nothing is converted: a
    ``datetime`` is no date, ``1`` is not true, ``"socle"`` is not ``CertificationKind.SOCLE``.

    Raises:
        InvalidDossier: For a wrong type, an unknown department, a date before 1900 or after 2199 (only a
            ``valid_until`` may be 9999-12-31, "no end"), and for a pair of dates in the wrong order.

    >>> Dossier(filed_on=date(2026, 3, 9), quote=Quote(names_applicant=True))
    Dossier(filed_on=datetime.date(2026, 3, 9), quote=Quote(provided=True, names_applicant=True))
    """

    filed_on: date | None = _fact(
        "Quel jour le dossier complet a-t-il été ou serait-il déposé (à l'heure de Paris) ?",
        "On which day was, or would be, the complete dossier filed (Paris time)?",
        answered_by="applicant",
        levers=(FILING_DAY,),
        not_backdated=True,
    )
    filing_open: bool | None = _fact(
        "Le dépôt en ligne était-il ouvert le jour du dépôt du dossier (oui, si la plateforme l'a reçu) ?",
        "Was online filing open on the day on which the dossier was filed (yes, if the platform received it)?",
        answered_by="region",
        levers=NOBODY,
        on_day="filed_on",
    )
    applicant: Applicant | None = None
    certification: Certification | None = None
    evaluation: Evaluation | None = None
    evaluator: Evaluator | None = None
    quote: Quote | None = None

    _repr_html_ = shown_in_notebooks


def _walk(cls: type, prefix: str = "") -> Iterator[tuple[type, str]]:
    """Every model from ``cls`` down, with the path of its facts up to the last dot."""
    yield cls, prefix
    for attribute in attrs.fields(cls):
        kind = type_of(attribute)
        if attrs.has(kind):
            yield from _walk(kind, f"{prefix}{attribute.name}.")


def _arguments(cls: type) -> str:
    """What each field means, for the documentation of its class."""
    lines = ["", "    Args:"]
    for attribute in attrs.fields(cls):
        kind = type_of(attribute)
        question = attribute.metadata.get("question")
        said = question.en if question else str(kind.__doc__).partition("\n")[0]
        values = (
            f" One of: {', '.join(f'{kind.__name__}.{member.name}' for member in kind)}."
            if issubclass(kind, StrEnum)
            else ""
        )
        lines.append(f"        {attribute.name}: {said}{values} ``None`` is unknown.")
    return "\n".join(lines) + "\n    "


PREFIX: Mapping[type, str] = MappingProxyType(dict(_walk(Dossier)))
"""Where in a dossier each model stands: each stands in one place only."""
FIELD_TYPES: Mapping[type, Mapping[str, type]] = MappingProxyType(
    {cls: {attribute.name: type_of(attribute) for attribute in attrs.fields(cls)} for cls in PREFIX}
)
"""The type of each field of each model, without ``None``."""
PRESENCE_FLAG: Mapping[type, str | None] = MappingProxyType(
    {
        cls: next((attribute.name for attribute in attrs.fields(cls) if attribute.metadata.get("presence")), None)
        for cls in PREFIX
    }
)
"""The presence flag of each model that has one."""
for _model, _prefix in PREFIX.items():
    _model.__doc__ = f"{str(_model.__doc__).rstrip()}\n{_arguments(_model)}"
    _model.__attrs_post_init__ = settler(_model, _prefix, PRESENCE_FLAG[_model])  # type: ignore[attr-defined]
