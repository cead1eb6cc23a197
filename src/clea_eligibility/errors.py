"""The errors of this library, and how they show a wrong value."""

from collections.abc import Iterable
from math import isfinite

from attrs import frozen

_LONGEST_SHOWN = 60


class CleaError(Exception):
    """Any error that this library raises on purpose."""


@frozen
class Problem:
    """One thing that is wrong with a dossier.

    ``path`` names the fact (``evaluation.starts_on``; empty for the dossier as a whole), ``code`` is
    stable and meant for programs, ``message`` is an English sentence meant for people.
    """

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'dossier'}: {self.message}"


class InvalidDossier(CleaError, ValueError):
    """What was given is no dossier; ``problems`` holds every reason, not only the first.

    >>> from clea_eligibility import Evaluation
    >>> from datetime import date
    >>> Evaluation(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 2))
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.ends_on: 2026-03-02 is before evaluation.starts_on, 2026-03-09
    """

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
        return f"the number {float(value)}" if isfinite(value) else "a huge number"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return f"a {shown_name(type(value).__name__)}"


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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the nearest known one, or all when they are few."""
    known = tuple(known)
    near = nearest(word, known)
    if near is not None:
        return f"did you mean {near!r}?"
    return f"expected one of: {', '.join(known)}"
