"""The words that explanations are made of, as data, in French and English.

The wordings of each rule stand in ``_phrases_of_criteria`` and ``_phrases_of_documents``.
A wording is a clause without its full stop, with blanks to fill:

- ``{starts_on}``: what the dossier states of a fact, named by an end of its path that no other fact shares;
- ``{latest filed_on}``, ``{earliest filed_on}``: the days between which the rule, by the other dates, keeps this one;
- ``{accepted certification.kind}``: the values of the fact that the rule admits;
- ``{label}``: the name of the rule;
- ``{rules}``, ``{dates}``: for ``dates_compatible``, the rules that no dates can satisfy, and the dates that they know;
  ``{irreconcilable}``: the rules that nothing can satisfy together, where dates have no part in it.

Where a rule is violated, the bounds and values are said only of a fact that misses them; where it is unknown,
only of a fact that is unknown. Of the wordings of one status, the first whose blanks can all be filled is said.
"""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.models import CertificationKind, EvaluationStage, IdentityDocumentKind, InitialOutcome
from clea_eligibility.text import Text

MET, FAILS, PRESUMED, UNKNOWN = Status.SATISFIED, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN

ABROAD = "99"
"""The department code of those who live abroad."""


@frozen
class Wording:
    """One way of saying how a rule stands; ``when`` names a fact and the value without which it is not said."""

    status: Status
    fr: str
    en: str
    when: tuple[str, str] | None = None

    @property
    def text(self) -> Text:
        """The clause in both languages, its blanks still open."""
        return Text(self.fr, self.en)


ANY_RULE = (
    Wording(MET, "La règle {label} est respectée", "The rule {label} is met"),
    Wording(FAILS, "La règle {label} n'est pas respectée", "The rule {label} is not met"),
    Wording(PRESUMED, "La règle {label} est présumée respectée", "The rule {label} is presumed to be met"),
    Wording(
        UNKNOWN,
        "Il reste à établir si la règle {label} est respectée",
        "It remains to be established whether the rule {label} is met",
    ),
)
"""What is said of a rule that has no words of its own, or none that can be filled."""

READINGS: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("filed_three_weeks_before", "same_weekday"): Text(
            "si chaque semaine se compte d'un jour au même jour de la semaine suivante",
            "if each week runs from a day to the same day of the next week",
        ),
        ("filed_three_weeks_before", "clear_days"): Text(
            "si le délai est franc, sans compter le jour du dépôt ni celui où l'évaluation commence",
            "if the period is a clear one, which counts neither the filing day nor the day on which the evaluation "
            "starts",
        ),
        ("proof_of_residence_recent", "anniversary_excluded"): Text(
            "si le délai, compté depuis le justificatif, ne comprend pas son dernier jour",
            "if the period, counted from the proof, leaves out its last day",
        ),
        ("proof_of_residence_recent", "anniversary_included"): Text(
            "si le délai, compté depuis le justificatif, comprend son dernier jour",
            "if the period, counted from the proof, includes its last day",
        ),
        ("proof_of_residence_recent", "counted_backwards"): Text(
            "si le délai se compte à rebours depuis le jour du dépôt",
            "if the period is counted backwards from the filing day",
        ),
    }
)
"""What each reading supposes, by rule and name."""
ANY_READING = Text("selon la lecture {name}", "under the reading {name}")
READ_OTHERWISE = (
    Text(
        "La règle {label} peut se lire autrement : {reading} (dernier jour pour déposer : {latest filed_on}), "
        "{outcome}",
        "The rule {label} can be read otherwise: {reading} (last day to file: {latest filed_on}), {outcome}",
    ),
    Text(
        "La règle {label} peut se lire autrement : {reading}, {outcome}",
        "The rule {label} can be read otherwise: {reading}, {outcome}",
    ),
)
"""What is said of a rule under another reading: the first whose blanks can all be filled."""
WOULD_BE: Mapping[str, Text] = MappingProxyType(
    {
        "eligible": Text("le dossier remplirait les critères publiés", "the dossier would meet the published criteria"),
        "ineligible": Text(
            "le dossier ne remplirait pas les critères publiés", "the dossier would not meet the published criteria"
        ),
        "incomplete": Text("le dossier serait incomplet", "the dossier would be incomplete"),
        "undetermined": Text(
            "il manquerait des informations pour conclure", "information would be missing to come to a conclusion"
        ),
    }
)

ELIGIBLE = Text(
    "Le dossier remplit les critères publiés. Montant forfaitaire : {amount}.",
    "The dossier meets the published criteria. Flat amount: {amount}.",
)
INELIGIBLE = Text(
    "Le dossier ne remplit pas les critères publiés. Montant : {amount}.",
    "The dossier does not meet the published criteria. Amount: {amount}.",
)
INCOMPLETE = Text(
    "Dossier incomplet : en l'état, il ne remplit pas les critères publiés. Montant : {amount}.",
    "Incomplete dossier: as it stands, it does not meet the published criteria. Amount: {amount}.",
)
UNDETERMINED = Text(
    "Il manque des informations pour dire si le dossier remplit les critères publiés. Montant possible : {amount}.",
    "Information is missing to say whether the dossier meets the published criteria. Possible amount: {amount}.",
)
REGION_DECIDES = Text("La décision revient à la Région (S22).", "The decision rests with the Region (S22).")
PAID_TO = Text(
    "Si elle est favorable, l'aide est payée à l'organisme évaluateur après l'évaluation (S21).",
    "If it is favourable, the aid is paid to the evaluator after the evaluation (S21).",
)
CAN_BE_COMPLETED = Text(
    "Seules des pièces sont en cause : le dossier peut être complété ; "
    "c'est alors le jour où il est complet qui compte comme jour du dépôt (S9).",
    "Only documents are at fault: the dossier can be completed; "
    "the day on which it is complete then counts as its filing day (S9).",
)

REASON = Text("Motif :", "Reason:")
REASONS = Text("Motifs :", "Reasons:")
PRESUMPTIONS = Text("Ce qui est présumé :", "What is presumed:")
CONTESTED = Text("Ce qui dépend de la lecture du texte :", "What depends on how the page is read:")
MISSING = Text("Ce qui manque :", "What is missing:")
FROM_WHAT_IS_KNOWN = Text("Au vu de ce qui est connu :", "From what is known:")
NOT_CHECKED = Text("Non vérifié, faute d'informations : {labels}.", "Not checked, for want of information: {labels}.")
RULES_APPLIED = Text("Règles appliquées : {id}.", "Rules applied: {id}.")

CAN_ANSWER = Text("Peut répondre : {who}", "Who can answer: {who}")
WHO: Mapping[str, Text] = MappingProxyType(
    {
        "applicant": Text("la personne qui demande l'aide", "the applicant"),
        "evaluator": Text("l'organisme évaluateur", "the evaluator"),
        "region": Text("la Région", "the Region"),
    }
)
BASIS: Mapping[str, Text] = MappingProxyType(
    {
        "stated": Text("Règle énoncée par la page", "Rule stated by the page"),
        "implied": Text("Règle déduite de la page", "Rule implied by the page"),
        "changed": Text("Règle modifiée, qui n'est pas celle de la page", "Rule changed; not the page's"),
    }
)
WHERE = Text("{how} : {sections}", "{how}: {sections}")

AND = Text("et", "and")
OR = Text("ou", "or")
SEMICOLON = Text(" ;", ";")
ONE_RULE = Text("la règle {labels}", "the rule {labels}")
SEVERAL_RULES = Text("à la fois les règles {labels}", "the rules {labels} together")

VALUES: Mapping[str, Text] = MappingProxyType(
    {
        CertificationKind.SOCLE: Text("CléA Socle", "CléA Socle"),
        CertificationKind.NUMERIQUE: Text("CléA Numérique", "CléA Numérique"),
        CertificationKind.MANAGEMENT: Text("CléA Management", "CléA Management"),
        IdentityDocumentKind.NATIONAL_IDENTITY_CARD: Text("carte nationale d'identité", "national identity card"),
        IdentityDocumentKind.PASSPORT: Text("passeport", "passport"),
        IdentityDocumentKind.RESIDENCE_PERMIT: Text("titre de séjour", "residence permit"),
        IdentityDocumentKind.OTHER: Text("autre document", "another document"),
        EvaluationStage.INITIAL: Text("évaluation initiale", "initial evaluation"),
        EvaluationStage.FINAL: Text("évaluation finale", "final evaluation"),
        InitialOutcome.CERTIFIED: Text("certification obtenue", "certificate obtained"),
        InitialOutcome.NOT_CERTIFIED: Text("certification non obtenue", "certificate not obtained"),
    }
)
"""The values of the facts that sentences name."""
YES = Text("oui", "yes")
NO = Text("non", "no")
NOT_KNOWN = Text("inconnu", "unknown")
NO_END = Text("sans fin", "no end")

DATES: Mapping[str, Text] = MappingProxyType(
    {
        "filed_on": Text("dépôt du dossier le {day}", "dossier filed on {day}"),
        "applicant.identity_document.valid_until": Text(
            "pièce d'identité valable jusqu'au {day}", "identity document valid until {day}"
        ),
        "applicant.proof_of_residence.issued_on": Text(
            "justificatif de domicile daté du {day}", "proof of residence dated {day}"
        ),
        "evaluation.starts_on": Text("début de l'évaluation le {day}", "evaluation starting on {day}"),
        "evaluation.ends_on": Text("fin de l'évaluation le {day}", "evaluation ending on {day}"),
        "evaluator.accreditation.valid_from": Text(
            "habilitation valable à partir du {day}", "accreditation valid from {day}"
        ),
        "evaluator.accreditation.valid_until": Text(
            "habilitation valable jusqu'au {day}", "accreditation valid until {day}"
        ),
    }
)
"""How a list of known dates says each of them."""


def _headed(heading: str) -> Text:
    return Text(f"« {heading} »", f'"{heading}"')


_SECTIONS = (
    (_headed("Publics concernés"), range(1, 2)),
    (_headed("Domaines secondaires"), range(2, 3)),
    (Text("bandeau d'information", "banner"), range(3, 5)),
    (Text("introduction", "introduction"), range(5, 8)),
    (_headed("Échéances"), range(8, 10)),
    (_headed("Objectifs"), range(10, 13)),
    (_headed("Bénéficiaires"), range(13, 14)),
    (_headed("Montant"), range(14, 22)),
    (_headed("Critères de sélection"), range(22, 27)),
    (_headed("Comment faire ma demande ?"), range(27, 41)),
)
SECTIONS: Mapping[str, Text] = MappingProxyType(
    {f"S{number}": section for section, numbers in _SECTIONS for number in numbers}
)
"""Where on the page each statement stands: its heading, or the part of the page that has none."""
