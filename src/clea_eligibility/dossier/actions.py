"""The changes that somebody can make to a dossier, and who makes them."""

from typing import Literal

from attrs import frozen

__all__ = [
    "ACCREDITATION_DATES",
    "ANOTHER_EVALUATOR",
    "EVALUATION_DATES",
    "FILING_DAY",
    "IDENTITY_DOCUMENT",
    "NOBODY",
    "PROOF_OF_RESIDENCE",
    "QUOTE",
    "How",
    "Lever",
]

How = Literal["moved", "moved_together", "replaced"]


@frozen
class Lever:
    """One change, made by one person: the facts that it changes name it in the metadata of the models' fields.

    ``changed_by`` is ``applicant`` or ``evaluator``. ``how`` says what happens to the facts: dates are ``moved``,
    each to a day of its own, or ``moved_together``, all by the same number of days; or all is ``replaced`` as a
    whole, by something new that is added to the dossier.
    """

    name: str
    changed_by: Literal["applicant", "evaluator"]
    how: How


FILING_DAY = Lever("filing_day", "applicant", "moved")
IDENTITY_DOCUMENT = Lever("identity_document", "applicant", "replaced")
PROOF_OF_RESIDENCE = Lever("proof_of_residence", "applicant", "replaced")
QUOTE = Lever("quote", "evaluator", "replaced")
EVALUATION_DATES = Lever("evaluation_dates", "evaluator", "moved_together")
ACCREDITATION_DATES = Lever("accreditation_dates", "evaluator", "moved")
ANOTHER_EVALUATOR = Lever("another_evaluator", "applicant", "replaced")
NOBODY: tuple[Lever, ...] = ()
"""The levers of what nobody can change."""
