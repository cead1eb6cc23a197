"""What is said of each rule, by status, in French and English.

A wording is a clause without its full stop, with blanks to fill:

- ``{starts_on}``: what the dossier states of a fact, named by an end of its path that no other fact shares;
- ``{in evaluator.department}``: the place of a department, ``en Gironde (33)``;
- ``{latest filed_on}``, ``{earliest filed_on}``: the days between which the rule, by the other dates, keeps this one;
- ``{accepted certification.kind}``: the values of the fact that the rule admits;
- ``{only filed_on}``: the day that the rule, by the other dates, leaves to this one, where it is a single one;
- ``{label}``: the name of the rule;
- ``{complete}``, ``{was}``, ``{dated_from}``, ``{had_to}``: the filing in the past, today, or as it is planned;
- ``{must}``: what the last filing day asks, still to come or passed;
- ``{as_asked}``: the certification of the accreditation, where the dossier asks for it and the aid does not cover it;
- ``{accredited}``: the days of the accreditation, ``du 1er au 31 mai``;
- ``{rules}``, ``{dates}``: for ``dates_compatible``, the rules that no dates can satisfy, and the dates that they know;
  ``{irreconcilable}``: the rules that nothing can satisfy together, where dates have no part in it.

Where a rule is violated, the bounds and values are said only of a fact that misses them; where it is unknown,
only of a fact that is unknown. Of the wordings of one status, the first whose blanks can all be filled is said.
"""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from clea_eligibility.deciding.decision import Status
from clea_eligibility.dossier.models import CertificationKind, IdentityDocumentKind
from clea_eligibility.text import Text, in_french

MET, FAILS, PRESUMED, UNKNOWN = Status.SATISFIED, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN

ABROAD = "99"
"""The department code of those who live abroad."""
_PERMIT = ("identity_document.kind", IdentityDocumentKind.RESIDENCE_PERMIT)


@frozen
class Wording(Text):
    status: Status
    fr: str = field(converter=in_french)
    en: str
    #: A fact, and the value without which this is not said.
    when: tuple[str, str] | None = None
    #: The rules of the page that cannot hold together, without which this is not said.
    between: tuple[str, ...] = ()


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

CHANGED_RULE = (
    Wording(
        MET,
        "La règle {label} est respectée ; elle exige : {required}",
        "The rule {label} is met; it requires: {required}",
    ),
    Wording(
        FAILS,
        "La règle {label} n'est pas respectée ; elle exige : {required}",
        "The rule {label} is not met; it requires: {required}",
    ),
    Wording(
        UNKNOWN,
        "Il reste à établir si la règle {label} est respectée ; elle exige : {required}",
        "It remains to be established whether the rule {label} is met; it requires: {required}",
    ),
    *ANY_RULE,
)
"""What is said of a rule of the page that requires something else than the page."""

WORDINGS: Mapping[str, tuple[Wording, ...]] = MappingProxyType(
    {
        "filing_open": (
            Wording(MET, "Le dépôt en ligne {was} ouvert le {filed_on}", "Online filing {was} open on {filed_on}"),
            Wording(MET, "Le dépôt en ligne était ouvert", "Online filing was open"),
            Wording(
                FAILS,
                "Le dépôt en ligne est indiqué comme fermé le {filed_on}, jour du dépôt",
                "Online filing is stated to be closed on {filed_on}, the day of filing",
            ),
            Wording(FAILS, "Le dépôt en ligne est indiqué comme fermé", "Online filing is stated to be closed"),
            Wording(
                PRESUMED,
                "Le dépôt en ligne est présumé ouvert le {filed_on}, comme tous les jours à partir du "
                "{earliest filed_on}",
                "Online filing is presumed open on {filed_on}, as on every day from {earliest filed_on}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le dépôt en ligne était ouvert le {filed_on}",
                "It remains to be established whether online filing was open on {filed_on}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le dépôt en ligne était ouvert le jour du dépôt",
                "It remains to be established whether online filing was open on the filing day",
            ),
        ),
        "job_seeker": (
            Wording(MET, "Le demandeur cherche un emploi", "The applicant is looking for a job"),
            Wording(
                FAILS,
                "Le demandeur ne cherche pas d'emploi",
                "The applicant is not looking for a job",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le demandeur cherche un emploi",
                "It remains to be established whether the applicant is looking for a job",
            ),
        ),
        "lives_in_region": (
            Wording(
                MET,
                "La résidence principale se trouve {in applicant.department}, en Nouvelle-Aquitaine",
                "The main residence is {in applicant.department}, which lies in Nouvelle-Aquitaine",
            ),
            Wording(
                FAILS,
                "La résidence principale se trouve à l'étranger, et non en Nouvelle-Aquitaine",
                "The main residence is abroad, not in Nouvelle-Aquitaine",
                when=("applicant.department", ABROAD),
            ),
            Wording(
                FAILS,
                "La résidence principale se trouve {in applicant.department}, hors de Nouvelle-Aquitaine",
                "The main residence is {in applicant.department}, outside Nouvelle-Aquitaine",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la résidence principale se trouve en Nouvelle-Aquitaine",
                "It remains to be established whether the main residence is in Nouvelle-Aquitaine",
            ),
        ),
        "certification_covered": (
            Wording(MET, "L'aide couvre la certification {certification.kind}", "The aid covers {certification.kind}"),
            Wording(
                FAILS,
                "L'aide ne couvre pas {certification.kind}, mais seulement {accepted certification.kind}",
                "The aid does not cover {certification.kind}, only {accepted certification.kind}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir quelle certification est demandée",
                "It remains to be established which certification is asked for",
            ),
        ),
        "final_after_unsuccessful_initial": (
            Wording(
                MET,
                "L'évaluation initiale n'a pas abouti à la certification",
                "The initial evaluation did not lead to the certificate",
            ),
            Wording(
                FAILS,
                "L'évaluation initiale a déjà abouti à la certification ; une évaluation finale n'a plus d'objet",
                "The initial evaluation already led to the certificate; a final one serves no purpose any more",
            ),
            Wording(
                PRESUMED,
                "L'évaluation initiale est présumée n'avoir pas abouti à la certification, puisqu'une finale est "
                "demandée",
                "The initial evaluation is presumed not to have led to the certificate, since a final one is asked for",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation initiale a abouti à la certification ; il reste à établir si une finale est demandée",
                "The initial evaluation led to the certificate; it remains to be established whether a final one "
                "is asked for",
                when=("initial_outcome", "certified"),
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'évaluation demandée est initiale ou finale",
                "It remains to be established whether an initial or a final evaluation is asked for",
            ),
        ),
        "filed_three_weeks_before": (
            Wording(
                MET,
                "{complete} le {filed_on} ; le dernier jour possible {was} le {latest filed_on}",
                "{complete} on {filed_on}; the last day possible {was} {latest filed_on}",
            ),
            Wording(
                FAILS,
                "{complete} le {filed_on} alors que l'évaluation commence le {starts_on} ; "
                "il {had_to} l'être au plus tard le {latest filed_on}",
                "{complete} on {filed_on} but the evaluation starts on {starts_on}; "
                "it {had_to} be complete by {latest filed_on}",
            ),
            Wording(
                UNKNOWN,
                "{complete} le {filed_on} ; l'évaluation doit commencer au plus tôt le {earliest starts_on}",
                "{complete} on {filed_on}; the evaluation must not start before {earliest starts_on}",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation commence le {starts_on} ; le dossier {must} être complet au plus tard le "
                "{latest filed_on}",
                "The evaluation starts on {starts_on}; the dossier {must} be complete by {latest filed_on}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir quel jour le dossier est complet et quel jour l'évaluation commence",
                "It remains to be established when the dossier is complete and when the evaluation starts",
            ),
        ),
        "evaluator_in_region": (
            Wording(
                MET,
                "L'établissement évaluateur se trouve {in evaluator.department}, en Nouvelle-Aquitaine",
                "The evaluating establishment is {in evaluator.department}, which lies in Nouvelle-Aquitaine",
            ),
            Wording(
                FAILS,
                "L'établissement évaluateur se trouve à l'étranger, et non en Nouvelle-Aquitaine",
                "The evaluating establishment is abroad, not in Nouvelle-Aquitaine",
                when=("evaluator.department", ABROAD),
            ),
            Wording(
                FAILS,
                "L'établissement évaluateur se trouve {in evaluator.department}, hors de Nouvelle-Aquitaine",
                "The evaluating establishment is {in evaluator.department}, outside Nouvelle-Aquitaine",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'établissement évaluateur se trouve en Nouvelle-Aquitaine",
                "It remains to be established whether the evaluating establishment is in Nouvelle-Aquitaine",
            ),
        ),
        "evaluator_accredited": (
            Wording(
                MET,
                "L'organisme évaluateur détient une habilitation Certif Pro",
                "The evaluator holds a Certif Pro accreditation",
            ),
            Wording(
                FAILS,
                "L'organisme évaluateur ne détient pas d'habilitation Certif Pro",
                "The evaluator does not hold a Certif Pro accreditation",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'organisme évaluateur détient une habilitation Certif Pro",
                "It remains to be established whether the evaluator holds a Certif Pro accreditation",
            ),
        ),
        "accreditation_fits_certification": (
            Wording(
                MET,
                "L'habilitation porte bien sur {accreditation.certification}",
                "The accreditation is indeed for {accreditation.certification}",
            ),
            Wording(
                FAILS,
                "L'habilitation porte elle aussi sur {as_asked} ; pour une certification que l'aide couvre, il en "
                "faudrait une autre",
                "The accreditation is for {as_asked}, too; for a certification that the aid covers, another one would "
                "be needed",
            ),
            Wording(
                FAILS,
                "L'habilitation porte sur {accreditation.certification} ; seules conviennent "
                "{accepted accreditation.certification}",
                "The accreditation is for {accreditation.certification}; only {accepted accreditation.certification} "
                "will do",
                when=("accreditation.certification", CertificationKind.MANAGEMENT),
            ),
            Wording(
                FAILS,
                "L'habilitation porte sur {accreditation.certification} alors que la demande porte sur "
                "{certification.kind}",
                "The accreditation is for {accreditation.certification} but the dossier asks for {certification.kind}",
            ),
            Wording(
                PRESUMED,
                "L'habilitation est présumée porter sur la certification demandée",
                "The accreditation is presumed to be for the certification asked for",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation porte sur {accreditation.certification} ; il reste à établir si c'est la "
                "certification demandée",
                "The accreditation is for {accreditation.certification}; it remains to be established whether that "
                "is the certification asked for",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'habilitation porte sur la certification demandée",
                "It remains to be established whether the accreditation is for the certification asked for",
            ),
        ),
        "accreditation_covers_evaluation": (
            Wording(MET, "L'habilitation couvre toute l'évaluation", "The accreditation covers the whole evaluation"),
            Wording(
                FAILS,
                "L'habilitation est valable {accredited} ; pour couvrir toute "
                "l'évaluation, elle doit commencer au plus tard le {latest valid_from} et durer au moins jusqu'au "
                "{earliest accreditation.valid_until}",
                "The accreditation is valid {accredited}; to cover the whole "
                "evaluation, it has to begin by {latest valid_from} and last at least until "
                "{earliest accreditation.valid_until}",
            ),
            Wording(
                FAILS,
                "L'habilitation commence le {valid_from} alors que l'évaluation commence le {starts_on} ; "
                "l'habilitation doit commencer au plus tard le {latest valid_from}",
                "The accreditation begins on {valid_from} but the evaluation starts on {starts_on}; "
                "the accreditation has to begin by {latest valid_from}",
            ),
            Wording(
                FAILS,
                "L'habilitation prend fin le {accreditation.valid_until} alors que l'évaluation se termine le "
                "{ends_on} ; l'habilitation doit durer au moins jusqu'au {earliest accreditation.valid_until}",
                "The accreditation ends on {accreditation.valid_until} but the evaluation ends on {ends_on}; "
                "the accreditation has to last at least until {earliest accreditation.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "Pour couvrir toute l'évaluation, l'habilitation doit commencer au plus tard le {latest valid_from} "
                "et durer au moins jusqu'au {earliest accreditation.valid_until}",
                "To cover the whole evaluation, the accreditation must begin by {latest valid_from} "
                "and last at least until {earliest accreditation.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation est valable {accredited} ; l'évaluation doit "
                "commencer au plus tôt le {earliest starts_on} et se terminer au plus tard le {latest ends_on}",
                "The accreditation is valid {accredited}; the evaluation must not "
                "start before {earliest starts_on} nor end after {latest ends_on}",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation prend fin le {accreditation.valid_until} ; l'évaluation doit se terminer au plus tard "
                "le {latest ends_on}",
                "The accreditation ends on {accreditation.valid_until}; the evaluation must not end after "
                "{latest ends_on}",
            ),
            Wording(
                UNKNOWN,
                "L'habilitation commence le {valid_from} ; l'évaluation doit commencer au plus tôt le "
                "{earliest starts_on}",
                "The accreditation begins on {valid_from}; the evaluation must not start before {earliest starts_on}",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation se termine le {ends_on} ; l'habilitation doit durer au moins jusqu'au "
                "{earliest accreditation.valid_until}",
                "The evaluation ends on {ends_on}; the accreditation must last at least until "
                "{earliest accreditation.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "L'évaluation commence le {starts_on} ; l'habilitation doit commencer au plus tard le "
                "{latest valid_from}",
                "The evaluation starts on {starts_on}; the accreditation must begin by {latest valid_from}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si l'habilitation couvre toute l'évaluation",
                "It remains to be established whether the accreditation covers the whole evaluation",
            ),
        ),
        "dates_compatible": (
            Wording(
                MET,
                "Les règles de dates ne se contredisent pas entre elles pour ce dossier",
                "The date rules do not contradict one another for this dossier",
            ),
            Wording(
                FAILS,
                "Quelle que soit la date de l'évaluation, elle serait trop proche du dépôt ou hors habilitation : "
                "{dates}",
                "Whatever the date of the evaluation, it would be too close to the filing or outside the "
                "accreditation: {dates}",
                between=("filed_three_weeks_before", "accreditation_covers_evaluation"),
            ),
            Wording(
                FAILS,
                "L'évaluation commence le {starts_on} ; le dossier {had_to} être complet au plus tard le "
                "{latest filed_on}, avant même la date du justificatif de domicile ({issued_on})",
                "The evaluation starts on {starts_on}; the dossier {had_to} be complete by {latest filed_on}, even "
                "before the date of the proof of residence ({issued_on})",
                between=("filed_three_weeks_before", "proof_of_residence_recent"),
            ),
            Wording(
                FAILS,
                "La pièce d'identité est valable jusqu'au {identity_document.valid_until}, avant même la date du "
                "justificatif de domicile ({issued_on}) : aucun jour de dépôt ne convient aux deux",
                "The identity document is valid until {identity_document.valid_until}, even before the date of the "
                "proof of residence ({issued_on}): no filing day suits both",
                between=("identity_document_valid", "proof_of_residence_recent"),
            ),
            Wording(
                FAILS,
                "Quelles que soient les dates qui manquent, elles ne peuvent respecter {rules} ; "
                "dates connues : {dates}",
                "Whatever the missing dates, they cannot satisfy {rules}; known dates: {dates}",
            ),
            Wording(
                FAILS,
                "Quelles que soient les dates qui manquent, elles ne peuvent respecter {rules}",
                "Whatever the missing dates, they cannot satisfy {rules}",
            ),
            Wording(
                FAILS,
                "Quoi que l'on réponde à ce qui manque, le dossier ne peut pas respecter {irreconcilable}",
                "Whatever the answers to what is missing, the dossier cannot satisfy {irreconcilable}",
            ),
        ),
        "identity_document_provided": (
            Wording(MET, "Une pièce d'identité est jointe au dossier", "The dossier contains an identity document"),
            Wording(
                FAILS,
                "Aucune pièce d'identité n'est jointe au dossier",
                "The dossier does not contain an identity document",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si une pièce d'identité est jointe au dossier",
                "It remains to be established whether the dossier contains an identity document",
            ),
        ),
        "identity_document_accepted": (
            Wording(
                MET,
                "La pièce d'identité figure parmi les pièces acceptées ({identity_document.kind})",
                "The identity document is among those accepted ({identity_document.kind})",
            ),
            Wording(
                FAILS,
                "Le titre de séjour n'autorise pas à travailler en France métropolitaine",
                "The residence permit does not authorise work in metropolitan France",
                when=_PERMIT,
            ),
            Wording(
                FAILS,
                "La pièce d'identité n'est ni une carte nationale d'identité, ni un passeport, ni un titre de séjour "
                "autorisant à travailler en France métropolitaine",
                "The identity document is neither a national identity card, nor a passport, nor a residence permit "
                "that authorises work in metropolitan France",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le titre de séjour autorise à travailler en France métropolitaine",
                "It remains to be established whether the residence permit authorises work in metropolitan France",
                when=_PERMIT,
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la pièce d'identité figure parmi les pièces acceptées",
                "It remains to be established whether the identity document is among those accepted",
            ),
        ),
        "identity_document_valid": (
            Wording(
                MET,
                "La pièce d'identité, valable jusqu'au {identity_document.valid_until}, {was} en cours de validité "
                "le {filed_on}, jour du dépôt",
                "The identity document, valid until {identity_document.valid_until}, {was} in force on {filed_on}, "
                "the filing day",
            ),
            Wording(
                MET,
                "La pièce d'identité {was} en cours de validité le {filed_on}, jour du dépôt",
                "The identity document {was} in force on {filed_on}, the filing day",
            ),
            Wording(
                FAILS,
                "La pièce d'identité n'est valable que jusqu'au {identity_document.valid_until} alors que le dossier "
                "{was} complet le {filed_on}",
                "The identity document is valid only until {identity_document.valid_until} but the dossier {was} "
                "complete on {filed_on}",
            ),
            Wording(
                FAILS,
                "La pièce d'identité était valable jusqu'au {identity_document.valid_until} alors que le dossier "
                "{was} complet le {filed_on} ; elle {had_to} l'être au moins jusqu'au "
                "{earliest identity_document.valid_until}",
                "The identity document was valid until {identity_document.valid_until} but the dossier {was} complete "
                "on {filed_on}; it {had_to} be valid at least until {earliest identity_document.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "La pièce d'identité est valable jusqu'au {identity_document.valid_until} ; le dossier {must} être "
                "complet au plus tard le {latest filed_on}",
                "The identity document is valid until {identity_document.valid_until}; the dossier {must} be complete "
                "by {latest filed_on}",
            ),
            Wording(
                UNKNOWN,
                "{complete} le {filed_on} ; la pièce d'identité doit être valable au moins jusqu'au "
                "{earliest identity_document.valid_until}",
                "{complete} on {filed_on}; the identity document must be valid at least until "
                "{earliest identity_document.valid_until}",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si la pièce d'identité est en cours de validité le jour du dépôt",
                "It remains to be established whether the identity document is in force on the filing day",
            ),
        ),
        "proof_of_residence_provided": (
            Wording(
                MET, "Un justificatif de domicile est joint au dossier", "The dossier contains a proof of residence"
            ),
            Wording(
                FAILS,
                "Aucun justificatif de domicile n'est joint au dossier",
                "The dossier does not contain a proof of residence",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si un justificatif de domicile est joint au dossier",
                "It remains to be established whether the dossier contains a proof of residence",
            ),
        ),
        "proof_of_residence_attests": (
            Wording(
                MET,
                "Le justificatif de domicile atteste la résidence principale",
                "The proof of residence shows where the applicant mainly lives",
            ),
            Wording(
                FAILS,
                "Le justificatif de domicile n'atteste pas la résidence principale",
                "The proof of residence does not show where the applicant mainly lives",
            ),
            Wording(
                PRESUMED,
                "Le justificatif de domicile est présumé attester la résidence principale",
                "The proof of residence is presumed to show where the applicant mainly lives",
            ),
        ),
        "proof_of_residence_recent": (
            Wording(
                MET,
                "Le justificatif de domicile, daté du {issued_on}, {dated_from} de moins de trois mois le {filed_on}, "
                "jour du dépôt",
                "The proof of residence, dated {issued_on}, {dated_from} less than three months old on {filed_on}, "
                "the filing day",
            ),
            Wording(
                FAILS,
                "Le justificatif de domicile est daté du {issued_on} alors que le dossier {was} complet "
                "le {filed_on} ; "
                "il {had_to} dater du {latest issued_on} au plus tard",
                "The proof of residence is dated {issued_on} but the dossier {was} complete on {filed_on}; "
                "it {had_to} be dated {latest issued_on} at the latest",
            ),
            Wording(
                FAILS,
                "Le justificatif de domicile est daté du {issued_on} alors que le dossier {was} complet "
                "le {filed_on} ; "
                "tout {had_to} être réuni au plus tard le {latest filed_on}, ou le justificatif dater "
                "du {earliest issued_on} au plus tôt",
                "The proof of residence is dated {issued_on} but the dossier {was} complete on {filed_on}; "
                "everything {had_to} be in by {latest filed_on}, or the proof {had_to} be dated "
                "{earliest issued_on} or later",
            ),
            Wording(
                UNKNOWN,
                "Le justificatif de domicile est daté du {issued_on} ; le dossier {must} être complet le "
                "{only filed_on}",
                "The proof of residence is dated {issued_on}; the dossier {must} be complete on {only filed_on}",
            ),
            Wording(
                UNKNOWN,
                "{complete} le {filed_on} ; le justificatif de domicile doit dater du {only issued_on}",
                "{complete} on {filed_on}; the proof of residence must be dated {only issued_on}",
            ),
            Wording(
                UNKNOWN,
                "Le justificatif de domicile est daté du {issued_on} ; le dossier {must} être complet entre "
                "le {earliest filed_on} et le {latest filed_on}, ces deux jours compris",
                "The proof of residence is dated {issued_on}; the dossier {must} be complete from {earliest filed_on} "
                "to {latest filed_on}, both days included",
            ),
            Wording(
                UNKNOWN,
                "{complete} le {filed_on} ; le justificatif de domicile doit dater du "
                "{earliest issued_on} au plus tôt et du {latest issued_on} au plus tard",
                "{complete} on {filed_on}; the proof of residence must be dated from {earliest issued_on} "
                "to {latest issued_on}, both days included",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le justificatif de domicile date de moins de trois mois le jour du dépôt",
                "It remains to be established whether the proof of residence is less than three months old on the "
                "filing day",
            ),
        ),
        "quote_provided": (
            Wording(MET, "Un devis est joint au dossier", "The dossier contains a quote"),
            Wording(FAILS, "Aucun devis n'est joint au dossier", "The dossier does not contain a quote"),
            Wording(
                UNKNOWN,
                "Il reste à établir si un devis est joint au dossier",
                "It remains to be established whether the dossier contains a quote",
            ),
        ),
        "quote_from_evaluator": (
            Wording(
                MET,
                "Le devis est établi par l'organisme évaluateur du dossier",
                "The quote was drawn up by the evaluator of this dossier",
            ),
            Wording(
                FAILS,
                "Le devis n'est pas établi par l'organisme évaluateur du dossier",
                "The quote was not drawn up by the evaluator of this dossier",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le devis vient de l'organisme évaluateur du dossier",
                "It remains to be established whether the quote was drawn up by the evaluator of this dossier",
            ),
        ),
        "quote_names_applicant": (
            Wording(
                MET,
                "Le devis porte le nom et le prénom du demandeur",
                "The quote carries the applicant's name and first name",
            ),
            Wording(
                FAILS,
                "Le devis ne porte pas le nom et le prénom du demandeur",
                "The quote does not carry the applicant's name and first name",
            ),
            Wording(
                UNKNOWN,
                "Il reste à établir si le devis porte le nom et le prénom du demandeur",
                "It remains to be established whether the quote carries the applicant's name and first name",
            ),
        ),
    }
)
