"""From real records to facts: timestamps, postal codes, printed dates, lists of accreditations, names.

Each function names its source. Where a record cannot decide, the answer is ``None``: unknown, never a guess. No
decision needs this package.
"""

from clea_eligibility.evidence._days import identity_card_valid_until, merge_accreditations, paris_day
from clea_eligibility.evidence._names import same_person
from clea_eligibility.evidence._territory import department_of

__all__ = [
    "department_of",
    "identity_card_valid_until",
    "merge_accreditations",
    "paris_day",
    "same_person",
]
