"""The errors of this library, and how they show a wrong value."""

import sys
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from math import isfinite, isnan
from types import MappingProxyType

from attrs import frozen

__all__ = [
    "CleaError",
    "InvalidDossier",
    "Problem",
    "did_you_mean",
    "folded",
    "nearest",
    "shown",
    "shown_name",
    "way_out",
]

_LONGEST_SHOWN = 60
_NO_VALUES = MappingProxyType({"NaTType": "NaT", "NAType": "NA"})
"""What pandas writes where there is no value, by the name of its type."""
_PLAIN_MOMENTS = MappingProxyType({"datetime": datetime(1, 1, 1, tzinfo=UTC), "date": date.min})
"""One object of each type. It is also of the types that stand in for these while a clock is frozen."""


class CleaError(Exception):
    """Any error that this library raises on purpose."""


@frozen
class Problem:
    """One thing that is wrong with a dossier."""

    #: The path of the fact, such as ``evaluation.starts_on``; empty for the dossier as a whole.
    path: str
    #: A stable code for programs: one of :data:`clea_eligibility.wire.PROBLEM_CODES`.
    code: str
    #: An English sentence for people.
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'dossier'}: {self.message}"


class InvalidDossier(CleaError, ValueError):
    """The values given make no dossier.

    >>> from clea_eligibility import Evaluation
    >>> from datetime import date
    >>> Evaluation(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 2))
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.ends_on: 2026-03-02 is before evaluation.starts_on, 2026-03-09
    """

    #: Every reason, not only the first.
    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def shown(value: object) -> str:
    """``value`` as an error message shows it: short, on one line, with nothing that a terminal obeys.

    >>> shown("2026-02-30"), shown(None), shown([1, 2])
    ("'2026-02-30'", 'null', 'a list')
    >>> shown(float("nan"))
    'NaN (not a number)'
    """
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        if len(value) > _LONGEST_SHOWN:
            return f"{str.__repr__(value[:_LONGEST_SHOWN])}… ({len(value):,} characters)"
        return str.__repr__(value)
    if isinstance(value, int):
        return f"the number {int(value)}" if value.bit_length() < 64 else "a huge number"
    if isinstance(value, float):
        if isnan(value):
            return "NaN (not a number)"
        return f"the number {float(value)}" if isfinite(value) else "a huge number"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    name = type(value).__name__
    return _NO_VALUES[name] if name in _NO_VALUES else f"a {shown_name(_type_said(value))}"


def _type_said(value: object) -> str:
    """The name of a type; with that of its package, where neither Python nor this library made it."""
    kind = type(value)
    if isinstance(value, date):
        name = "datetime" if isinstance(value, datetime) else "date"
        if isinstance(_PLAIN_MOMENTS[name], kind):
            return name
    package = str(kind.__module__).partition(".")[0]
    is_known = package in sys.stdlib_module_names or package in ("__main__", __name__.partition(".")[0])
    return kind.__name__ if is_known else f"{package}.{kind.__name__}"


def way_out(value: object, kind: type, *, as_text: bool = False) -> str:
    """The end of a message about a value of a wrong type: what to state in its place, if that is known.

    Args:
        value: The value that was stated.
        kind: The type that was expected.
        as_text: Whether days are text there, as in JSON.

    >>> way_out(datetime(2026, 3, 2, 9, 30), date), way_out(date(2026, 3, 2), date, as_text=True)
    ('; take its date() if its clock is that of Paris', '; in JSON a day is text: write its isoformat()')
    """
    if type(value).__name__ in _NO_VALUES or (isinstance(value, float) and isnan(value)):
        return "; leave out what is unknown"
    if kind is bool and _type_said(value) in ("numpy.bool", "numpy.bool_"):
        return "; take its item()"
    if not issubclass(kind, date):
        return ""
    proviso = ""
    if isinstance(value, datetime) and value.tzinfo is not None:
        day = ["day in Paris, evidence.paris_day(…)"]
    elif isinstance(value, datetime):
        day = ["date()"]
        is_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        proviso = "" if is_midnight else " if its clock is that of Paris"
    elif _type_said(value) == "numpy.datetime64":
        day = ['astype("datetime64[D]")', "item()"]
    elif isinstance(value, date):
        day = []
    else:
        return ""
    if as_text:
        return f"; in JSON a day is text: write its {'.'.join([*day, 'isoformat()'])}{proviso}"
    return f"; take its {'.'.join(day)}{proviso}"


def shown_name(name: str) -> str:
    """A key or a name as a message shows it: as it is where that is harmless, quoted otherwise."""
    return name if name.isprintable() and 0 < len(name) <= _LONGEST_SHOWN else shown(name)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was probably meant to be, or ``None``.

    >>> nearest("pasport", ["passport", "residence_permit"])
    'passport'
    """
    if len(word) > _LONGEST_SHOWN:
        return None
    from difflib import get_close_matches  # only a mistake pays for the import

    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold().replace("-", "_"), by_folded, n=1)
    return by_folded[close[0]] if close else None


def folded(word: str) -> str:
    """The word in lower case, without accents, its parts joined by underscores; nothing for a whole text."""
    if len(word) > _LONGEST_SHOWN:
        return ""
    letters = [letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter)]
    return "_".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the nearest known one, or all when they are few."""
    known = tuple(known)
    near = nearest(word, known)
    if near is not None:
        return f"did you mean {near!r}?"
    return f"expected one of: {', '.join(known)}"
