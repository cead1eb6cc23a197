"""The changes that somebody can make to a dossier, and who makes them."""

from typing import Literal

from attrs import frozen

from clea_eligibility.errors import Shown

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
"""Dates are moved, each to a day of its own; or moved together, all by as many days; or something new replaces all."""


@frozen(repr=False)
class Lever(Shown):
    """One change, made by one person; the metadata of the models' fields name the levers that change a fact."""

    #: The name of the change in results.
    name: str
    #: Who makes it.
    changed_by: Literal["applicant", "evaluator"]
    #: The way in which its facts change.
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
