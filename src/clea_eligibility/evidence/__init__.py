"""From real records to facts: timestamps, postal codes, printed dates, lists of accreditations, names.

Each function has a module of its own and names its source. Where a record cannot decide, the answer is ``None``:
unknown, never a guess. No decision needs this package.
"""

from clea_eligibility.evidence._accreditations import merge_accreditations
from clea_eligibility.evidence._identity_cards import identity_card_valid_until
from clea_eligibility.evidence._names import same_person
from clea_eligibility.evidence._territory import department_of
from clea_eligibility.evidence._timestamps import paris_day

__all__ = [
    "department_of",
    "identity_card_valid_until",
    "merge_accreditations",
    "paris_day",
    "same_person",
]
