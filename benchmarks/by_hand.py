"""The page's rules written out by hand: what a careful person would write in place of ``decide``, for speed.

No rule here is data, no reading or amount can be replaced, and whoever changes a rule has to find every place where it
shows. It is checked to give decisions equal to those of ``decide`` before it is timed.
"""

from calendar import monthrange
from datetime import date, timedelta

from clea_eligibility import (
    FACTS,
    GUIDE,
    Accreditation,
    Applicant,
    Certification,
    CertificationKind,
    Decision,
    Dossier,
    Eligible,
    Evaluation,
    EvaluationStage,
    Evaluator,
    Finding,
    IdentityDocument,
    IdentityDocumentKind,
    Ineligible,
    InitialOutcome,
    ProofOfResidence,
    Quote,
    Rule,
    Status,
    Undetermined,
)

# Nothing is known of an object that is not there.
NO_APPLICANT = Applicant()
NO_IDENTITY_DOCUMENT = IdentityDocument()
NO_PROOF = ProofOfResidence()
NO_CERTIFICATION = Certification()
NO_EVALUATION = Evaluation()
NO_EVALUATOR = Evaluator()
NO_ACCREDITATION = Accreditation()
NO_QUOTE = Quote()

SOCLE, NUMERIQUE, MANAGEMENT = CertificationKind
INITIAL, FINAL = EvaluationStage
PERMIT = IdentityDocumentKind.RESIDENCE_PERMIT
CARD_OR_PASSPORT = (IdentityDocumentKind.NATIONAL_IDENTITY_CARD, IdentityDocumentKind.PASSPORT)
NOT_CERTIFIED = InitialOutcome.NOT_CERTIFIED
REGION = frozenset(["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"])
AMOUNTS = {(SOCLE, INITIAL): 450, (SOCLE, FINAL): 250, (NUMERIQUE, INITIAL): 300, (NUMERIQUE, FINAL): 150}
REOPENED = date(2026, 3, 1)
THREE_WEEKS, MORE_THAN_THREE_WEEKS = timedelta(21), timedelta(22)

RULES = {rule.code: rule for rule in GUIDE.rules}
SATISFIED, VIOLATED, PRESUMED, UNKNOWN, NOT_APPLICABLE = [
    {code: Finding(rule, status) for code, rule in RULES.items()}
    for status in (Status.SATISFIED, Status.VIOLATED, Status.PRESUMED, Status.UNKNOWN, Status.NOT_APPLICABLE)
]
WEEKS_RULE, COVERS_RULE = RULES["filed_three_weeks_before"], RULES["accreditation_covers_evaluation"]
VALID_RULE, RECENT_RULE = RULES["identity_document_valid"], RULES["proof_of_residence_recent"]


def _five(code: str) -> tuple[Finding, ...]:
    return SATISFIED[code], VIOLATED[code], UNKNOWN[code], PRESUMED[code], NOT_APPLICABLE[code]


OPEN_YES, OPEN_NO, OPEN_UNKNOWN, OPEN_PRESUMED, _ = _five("filing_open")
SEEKER_YES, SEEKER_NO, SEEKER_UNKNOWN, _, _ = _five("job_seeker")
LIVES_YES, LIVES_NO, LIVES_UNKNOWN, _, _ = _five("lives_in_region")
COVERED_YES, COVERED_NO, COVERED_UNKNOWN, _, _ = _five("certification_covered")
FINAL_YES, FINAL_NO, FINAL_UNKNOWN, FINAL_PRESUMED, FINAL_NA = _five("final_after_unsuccessful_initial")
WEEKS_YES, WEEKS_NO, WEEKS_UNKNOWN, _, _ = _five("filed_three_weeks_before")
NEAR_YES, NEAR_NO, NEAR_UNKNOWN, _, _ = _five("evaluator_in_region")
HELD_YES, HELD_NO, HELD_UNKNOWN, _, _ = _five("evaluator_accredited")
FITS_YES, FITS_NO, FITS_UNKNOWN, FITS_PRESUMED, FITS_NA = _five("accreditation_fits_certification")
COVERS_YES, COVERS_NO, COVERS_UNKNOWN, _, COVERS_NA = _five("accreditation_covers_evaluation")
IDENTITY_YES, IDENTITY_NO, IDENTITY_UNKNOWN, _, _ = _five("identity_document_provided")
ACCEPTED_YES, ACCEPTED_NO, ACCEPTED_UNKNOWN, _, ACCEPTED_NA = _five("identity_document_accepted")
VALID_YES, VALID_NO, VALID_UNKNOWN, _, VALID_NA = _five("identity_document_valid")
PROOF_YES, PROOF_NO, PROOF_UNKNOWN, _, _ = _five("proof_of_residence_provided")
ATTESTS_YES, ATTESTS_NO, _, ATTESTS_PRESUMED, ATTESTS_NA = _five("proof_of_residence_attests")
RECENT_YES, RECENT_NO, RECENT_UNKNOWN, _, RECENT_NA = _five("proof_of_residence_recent")
QUOTE_YES, QUOTE_NO, QUOTE_UNKNOWN, _, _ = _five("quote_provided")
FROM_YES, FROM_NO, FROM_UNKNOWN, _, FROM_NA = _five("quote_from_evaluator")
NAMES_YES, NAMES_NO, NAMES_UNKNOWN, _, NAMES_NA = _five("quote_names_applicant")
DATES_YES = SATISFIED["dates_compatible"]


def decide_by_hand(dossier: Dossier) -> Decision:
    """The decision that ``decide`` gives."""
    filed_on = dossier.filed_on
    applicant = dossier.applicant or NO_APPLICANT
    identity = applicant.identity_document or NO_IDENTITY_DOCUMENT
    proof = applicant.proof_of_residence or NO_PROOF
    kind = (dossier.certification or NO_CERTIFICATION).kind
    evaluation = dossier.evaluation or NO_EVALUATION
    stage, starts_on, ends_on = evaluation.stage, evaluation.starts_on, evaluation.ends_on
    evaluator = dossier.evaluator or NO_EVALUATOR
    accreditation = evaluator.accreditation or NO_ACCREDITATION
    quote = dossier.quote or NO_QUOTE
    reasons: list[Finding] = []
    presumed: list[Finding] = []
    missing: set[str] = set()

    if dossier.filing_open:
        filing_open = OPEN_YES
    elif dossier.filing_open is None:
        if filed_on is None:
            filing_open = OPEN_UNKNOWN
            missing.add("filed_on")
        elif filed_on >= REOPENED:
            filing_open = OPEN_PRESUMED
            presumed.append(OPEN_PRESUMED)
        else:
            filing_open = OPEN_UNKNOWN
            missing.add("filing_open")
    else:
        filing_open = OPEN_NO
        reasons.append(OPEN_NO)

    if applicant.is_job_seeker:
        job_seeker = SEEKER_YES
    elif applicant.is_job_seeker is None:
        job_seeker = SEEKER_UNKNOWN
        missing.add("applicant.is_job_seeker")
    else:
        job_seeker = SEEKER_NO
        reasons.append(SEEKER_NO)

    if applicant.department in REGION:
        lives = LIVES_YES
    elif applicant.department is None:
        lives = LIVES_UNKNOWN
        missing.add("applicant.department")
    else:
        lives = LIVES_NO
        reasons.append(LIVES_NO)

    if kind is SOCLE or kind is NUMERIQUE:
        covered = COVERED_YES
    elif kind is None:
        covered = COVERED_UNKNOWN
        missing.add("certification.kind")
    else:
        covered = COVERED_NO
        reasons.append(COVERED_NO)

    if stage is INITIAL:
        final = FINAL_NA
    elif stage is None:
        final = FINAL_YES if evaluation.initial_outcome is NOT_CERTIFIED else FINAL_UNKNOWN
        missing.add("evaluation.stage")
    elif evaluation.initial_outcome is NOT_CERTIFIED:
        final = FINAL_YES
    elif evaluation.initial_outcome is None:
        final = FINAL_PRESUMED
        presumed.append(FINAL_PRESUMED)
    else:
        final = FINAL_NO
        reasons.append(FINAL_NO)

    if filed_on is None or starts_on is None:
        weeks = WEEKS_UNKNOWN
        if filed_on is None:
            missing.add("filed_on")
        if starts_on is None:
            missing.add("evaluation.starts_on")
    elif starts_on - filed_on >= THREE_WEEKS:
        weeks = WEEKS_YES
    else:
        weeks = WEEKS_NO
        reasons.append(WEEKS_NO)

    if evaluator.department in REGION:
        near = NEAR_YES
    elif evaluator.department is None:
        near = NEAR_UNKNOWN
        missing.add("evaluator.department")
    else:
        near = NEAR_NO
        reasons.append(NEAR_NO)

    covers = COVERS_NA
    if accreditation.held is False:
        held, fits = HELD_NO, FITS_NA
        reasons.append(HELD_NO)
    else:
        if accreditation.held:
            held = HELD_YES
        else:
            held = HELD_UNKNOWN
            missing.add("evaluator.accreditation.held")
        accredited_for = accreditation.certification
        if accredited_for is None:
            fits = FITS_PRESUMED
            presumed.append(FITS_PRESUMED)
        elif accredited_for is MANAGEMENT or (kind is not None and kind is not accredited_for):
            fits = FITS_NO
            reasons.append(FITS_NO)
        elif kind is None:
            fits = FITS_UNKNOWN
        else:
            fits = FITS_YES
        valid_from, valid_until = accreditation.valid_from, accreditation.valid_until
        if (valid_from and starts_on and starts_on < valid_from) or (ends_on and valid_until and valid_until < ends_on):
            covers = COVERS_NO
            reasons.append(COVERS_NO)
        elif valid_from and starts_on and ends_on and valid_until:
            covers = COVERS_YES
        else:
            covers = COVERS_UNKNOWN
            if valid_from is None:
                missing.add("evaluator.accreditation.valid_from")
            if starts_on is None:
                missing.add("evaluation.starts_on")
            if ends_on is None:
                missing.add("evaluation.ends_on")
            if valid_until is None:
                missing.add("evaluator.accreditation.valid_until")

    valid = VALID_NA
    if identity.provided is False:
        identified, accepted = IDENTITY_NO, ACCEPTED_NA
        reasons.append(IDENTITY_NO)
    else:
        if identity.provided:
            identified = IDENTITY_YES
        else:
            identified = IDENTITY_UNKNOWN
            missing.add("applicant.identity_document.provided")
        if identity.kind in CARD_OR_PASSPORT or (identity.kind is PERMIT and identity.permits_work):
            accepted = ACCEPTED_YES
        elif identity.kind is None or (identity.kind is PERMIT and identity.permits_work is None):
            accepted = ACCEPTED_UNKNOWN
            if identity.kind is None:
                missing.add("applicant.identity_document.kind")
            if identity.permits_work is None:
                missing.add("applicant.identity_document.permits_work")
        else:
            accepted = ACCEPTED_NO
            reasons.append(ACCEPTED_NO)
        if filed_on is None or identity.valid_until is None:
            valid = VALID_UNKNOWN
            if filed_on is None:
                missing.add("filed_on")
            if identity.valid_until is None:
                missing.add("applicant.identity_document.valid_until")
        elif filed_on <= identity.valid_until:
            valid = VALID_YES
        else:
            valid = VALID_NO
            reasons.append(VALID_NO)

    recent = RECENT_NA
    if proof.provided is False:
        proved, attests = PROOF_NO, ATTESTS_NA
        reasons.append(PROOF_NO)
    else:
        if proof.provided:
            proved = PROOF_YES
        else:
            proved = PROOF_UNKNOWN
            missing.add("applicant.proof_of_residence.provided")
        if proof.attests_main_residence:
            attests = ATTESTS_YES
        elif proof.attests_main_residence is None:
            attests = ATTESTS_PRESUMED
            presumed.append(ATTESTS_PRESUMED)
        else:
            attests = ATTESTS_NO
            reasons.append(ATTESTS_NO)
        if filed_on is None or proof.issued_on is None:
            recent = RECENT_UNKNOWN
            if filed_on is None:
                missing.add("filed_on")
            if proof.issued_on is None:
                missing.add("applicant.proof_of_residence.issued_on")
        elif _is_recent(proof.issued_on, filed_on):
            recent = RECENT_YES
        else:
            recent = RECENT_NO
            reasons.append(RECENT_NO)

    from_evaluator, names = FROM_NA, NAMES_NA
    if quote.provided is False:
        quoted = QUOTE_NO
        reasons.append(QUOTE_NO)
    else:
        if quote.provided:
            quoted = QUOTE_YES
        else:
            quoted = QUOTE_UNKNOWN
            missing.add("quote.provided")
        if quote.from_evaluator:
            from_evaluator = FROM_YES
        elif quote.from_evaluator is None:
            from_evaluator = FROM_UNKNOWN
            missing.add("quote.from_evaluator")
        else:
            from_evaluator = FROM_NO
            reasons.append(FROM_NO)
        if quote.names_applicant:
            names = NAMES_YES
        elif quote.names_applicant is None:
            names = NAMES_UNKNOWN
            missing.add("quote.names_applicant")
        else:
            names = NAMES_NO
            reasons.append(NAMES_NO)

    together = DATES_YES
    if filed_on is None or starts_on is None or ends_on is None:
        active = (
            weeks is not WEEKS_NO,
            covers is not COVERS_NO and covers is not COVERS_NA,
            valid is not VALID_NO and valid is not VALID_NA,
            recent is not RECENT_NO and recent is not RECENT_NA,
        )
        conflict = _conflict(dossier, identity, proof, evaluation, accreditation, active, THREE_WEEKS)
        if conflict:
            together = Finding(RULES["dates_compatible"], Status.VIOLATED, conflict)
            reasons.append(together)

    contested: tuple[Rule, ...] = ()
    if not reasons:
        if weeks is WEEKS_YES:
            if starts_on - filed_on == THREE_WEEKS:  # type: ignore[operator]
                contested = (WEEKS_RULE,)
        elif _conflict(dossier, identity, proof, evaluation, accreditation, active, MORE_THAN_THREE_WEEKS):
            contested = (WEEKS_RULE,)
        if recent is RECENT_YES and not _is_recent_counted_backwards(proof.issued_on, filed_on):  # type: ignore[arg-type]
            contested += (RECENT_RULE,)
    elif recent is RECENT_NO and len(reasons) == 1 and _is_recent_in_any_reading(proof.issued_on, filed_on):  # type: ignore[arg-type]
        contested = (RECENT_RULE,)

    findings = (
        filing_open,
        job_seeker,
        lives,
        covered,
        final,
        weeks,
        near,
        held,
        fits,
        covers,
        identified,
        accepted,
        valid,
        proved,
        attests,
        recent,
        quoted,
        from_evaluator,
        names,
        together,
    )
    if reasons:
        return Ineligible(
            tuple(reasons),
            findings,
            presumed=tuple(presumed),
            contested=contested,
            dossier=dossier,
            rules=GUIDE,
        )
    if missing:
        return Undetermined(
            tuple([fact for fact in FACTS if fact.path in missing]),
            _possible_amounts(kind, stage, accreditation.certification, evaluation.initial_outcome),
            findings,
            presumed=tuple(presumed),
            contested=contested,
            dossier=dossier,
            rules=GUIDE,
        )
    return Eligible(
        AMOUNTS[kind, stage],  # type: ignore[index]
        findings,
        presumed=tuple(presumed),
        contested=contested,
        dossier=dossier,
        rules=GUIDE,
    )


def _is_recent(issued_on: date, filed_on: date) -> bool:
    """Issued on or before the filing, and filed before the day three months later: the month's last, if it is short."""
    months = _months(issued_on, filed_on)
    if months == 3:
        return filed_on.day < issued_on.day and not _ends_its_month(filed_on)
    return issued_on <= filed_on and months < 3


def _is_recent_counted_backwards(issued_on: date, filed_on: date) -> bool:
    """Issued after the day three months before the filing: the month's last, if it is short."""
    months = _months(issued_on, filed_on)
    if months == 3:
        return issued_on.day > filed_on.day
    return issued_on <= filed_on and months < 3


def _is_recent_in_any_reading(issued_on: date, filed_on: date) -> bool:
    """Counted backwards, or filed on the very day three months later, at the latest."""
    months = _months(issued_on, filed_on)
    if months == 3:
        return filed_on.day <= issued_on.day
    return issued_on <= filed_on and months < 3


def _months(issued_on: date, filed_on: date) -> int:
    return (filed_on.year - issued_on.year) * 12 + filed_on.month - issued_on.month


def _ends_its_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _conflict(
    dossier: Dossier,
    identity: IdentityDocument,
    proof: ProofOfResidence,
    evaluation: Evaluation,
    accreditation: Accreditation,
    active: tuple[bool, bool, bool, bool],
    notice: timedelta,
) -> tuple[Rule, ...]:
    """The fewest date rules that cannot hold together: a chain of them leads over unknown days to one too early."""
    filed_on, starts_on, ends_on = dossier.filed_on, evaluation.starts_on, evaluation.ends_on
    valid_from, valid_until = accreditation.valid_from, accreditation.valid_until
    weeks, covers, valid, recent = active
    issued_on = proof.issued_on if filed_on is None and recent else None
    last = ends_on if ends_on or not covers else valid_until
    if starts_on is None:
        if weeks and filed_on and ends_on and ends_on - filed_on < notice:
            return (WEEKS_RULE,)
        if covers and valid_from and ends_on and ends_on < valid_from:
            return (COVERS_RULE,)
        if weeks and filed_on and last and last - filed_on < notice:
            return (WEEKS_RULE, COVERS_RULE)
    elif covers and ends_on is None and valid_until and valid_until < starts_on:
        return (COVERS_RULE,)
    if issued_on:
        first = starts_on or ends_on
        if weeks and first and first - issued_on < notice:
            return (WEEKS_RULE, RECENT_RULE)
        if valid and identity.valid_until and identity.valid_until < issued_on:
            return (VALID_RULE, RECENT_RULE)
        if weeks and first is None and last and last - issued_on < notice:
            return (WEEKS_RULE, COVERS_RULE, RECENT_RULE)
    return ()


def _possible_amounts(
    kind: CertificationKind | None,
    stage: EvaluationStage | None,
    accredited_for: CertificationKind | None,
    initial_outcome: InitialOutcome | None,
) -> tuple[int, ...]:
    """The amounts of every kind and stage that the rules would accept, sorted."""
    if kind and stage:
        return (AMOUNTS[kind, stage],)
    kind = kind or accredited_for
    if stage is None and initial_outcome is not None and initial_outcome is not NOT_CERTIFIED:
        stage = INITIAL
    return tuple(
        sorted(
            amount
            for (its_kind, its_stage), amount in AMOUNTS.items()
            if kind in (None, its_kind) and stage in (None, its_stage)
        )
    )
