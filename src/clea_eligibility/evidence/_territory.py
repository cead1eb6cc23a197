"""From a postal code or a commune code to the department."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import overload

from clea_eligibility.dossier.models import DEPARTMENTS
from clea_eligibility.errors import CleaError, WrongTypeError, shown

_NOT_GIVEN = "(not given)"
_POSTAL_CODE = re.compile(r"[0-9]{5}")
_COMMUNE_CODE = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")

_POSTAL_EXCEPTIONS: Mapping[str, str | None] = MappingProxyType(
    {
        "37120": None,  # shared with Pouant (86) until 2023
        "37160": None,  # shared with Buxeuil (86)
        "94390": "91",
        "97133": "977",
        "97150": "978",
        "98799": "989",
    }
)
"""Postal codes shared across the border of the region, and those that lie wholly in another department."""

_POSTAL_PREFIXES: Mapping[str, str] = MappingProxyType(
    {"200": "2A", "201": "2A", "203": "2A", "207": "2A", "202": "2B", "204": "2B", "206": "2B", "980": "99"}
)
"""Corsica, with its CEDEX codes, and Monaco, which is abroad but has French postal codes."""

_COMMUNES_MOVED: Mapping[str, str | None] = MappingProxyType(
    {
        code: department
        for department, codes in {
            "25": "39012",
            "44": "49144",
            "49": "44060 79224",  # 79224: Le Puy-Saint-Bonnet, part of Cholet
            "50": "14507 14513",
            "51": "02344",
            "52": "51494",
            "54": "55227",
            "59": "02285",
            "62": "80072 80831",
            "69": "01132 01168 01256 01326 01394 01395 38079 38088 38119 38122 38123 38143 38164 38178 38201 38202 "
            "38220 38233 38234 38327 38371 38411 38441 38447 38461 38482 38491 38493 38502 38510",
            "70": "52210",
            "78": "91143 91620",
            "91": "28131",
            "977": "97123",  # Saint-Barthélemy and Saint-Martin, which left Guadeloupe in 2007
            "978": "97127",
            None: "99100",  # how records of births write France, without saying where
        }.items()
        for code in codes.split()
    }
)
"""Commune codes that do not begin with the department in which their territory lies."""


@overload
def department_of(*, postal_code: str | None) -> str | None: ...
@overload
def department_of(*, commune: str | None) -> str | None: ...
def department_of(*, postal_code: str | None = _NOT_GIVEN, commune: str | None = _NOT_GIVEN) -> str | None:
    """The department of a postal code or of a commune (S13, S25); ``None`` where the code alone cannot tell.

    Give one of the two, and the commune if there is a choice. Where the record has ``None``, so has the dossier.

    Sources: the official geographic code 2026 and La Poste's list of postal codes, both as packaged in
    ``@etalab/decoupage-administratif`` 6.0.0 (Licence Ouverte); checked on every commune of that list. 37120 was on
    both sides of the border in older lists.

    Args:
        postal_code: Five digits, of CEDEX addresses too, which no list of communes has.
        commune: The code of the official geographic code (INSEE): five characters, capitals.

    Raises:
        CleaError: For text that is no such code, and for numbers, which have lost their leading zeros.

    A commune gives the exact department, even where it has moved to another:

    >>> department_of(commune="86042"), department_of(commune="2A004"), department_of(commune="97411")
    ('86', '2A', '974')
    >>> department_of(commune="79224")  # Le Puy-Saint-Bonnet is part of Cholet today
    '49'

    Country codes give ``99``, abroad. Codes that left use with a department keep their first two digits if they are
    those of a department (Seine and Seine-et-Oise, 1968: other departments today, none in the region) and give
    ``None`` otherwise (Corsica, ``20…``, until 1976).

    A postal code is never wrong about **the region**, which is all that the rules read: a code whose communes lie on
    both sides of its border is ``None``. But a code that departments on the same side share gives its first digits:

    >>> department_of(postal_code="33077"), department_of(postal_code="01000"), department_of(postal_code="20200")
    ('33', '01', '2B')
    >>> print(department_of(postal_code="37160"))  # Descartes (37) and Buxeuil (86): ask for the commune
    None
    >>> department_of(postal_code="33220")  # also two communes of Dordogne
    '33'

    Army post offices (``00…``) and other codes of no department are ``None``; Monaco is ``99``.

    ``"75"`` is two things, the region Nouvelle-Aquitaine and the department of Paris, and no code of either kind:

    >>> department_of(postal_code="75")
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.CleaError: postal_code: expected five digits, such as '33000' or '01000', got '75'
    """
    if (postal_code is _NOT_GIVEN) is (commune is _NOT_GIVEN):
        raise CleaError("expected a postal_code or a commune: one of the two")
    if postal_code is None or commune is None:
        return None
    return _of_commune(commune) if postal_code is _NOT_GIVEN else _of_postal_code(postal_code)


def _of_commune(code: str) -> str | None:
    if not (isinstance(code, str) and _COMMUNE_CODE.fullmatch(code)):
        error = CleaError if isinstance(code, str) else WrongTypeError
        raise error(
            f"commune: expected the five characters of an INSEE code, such as '33063' or '2A004', got {shown(code)}"
        )
    return _COMMUNES_MOVED[code] if code in _COMMUNES_MOVED else _of_prefix(code)


def _of_postal_code(code: str) -> str | None:
    if not (isinstance(code, str) and _POSTAL_CODE.fullmatch(code)):
        error = CleaError if isinstance(code, str) else WrongTypeError
        raise error(f"postal_code: expected five digits, such as '33000' or '01000', got {shown(code)}")
    if code in _POSTAL_EXCEPTIONS:
        return _POSTAL_EXCEPTIONS[code]
    if code.startswith("99"):  # in a commune code only, these are countries
        return None
    return _POSTAL_PREFIXES.get(code[:3]) or _of_prefix(code)


def _of_prefix(code: str) -> str | None:
    """Overseas three characters, elsewhere two."""
    return next((prefix for prefix in (code[:3], code[:2]) if prefix in DEPARTMENTS), None)
