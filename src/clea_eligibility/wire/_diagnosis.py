"""The careful reader of dossiers: every fact on its own, every problem in words."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any

from clea_eligibility.dossier._checks import only_one, what_to_state
from clea_eligibility.dossier.dates import day_of_text
from clea_eligibility.dossier.facts import FACT_BY_PATH
from clea_eligibility.dossier.models import (
    FIELD_TYPES,
    PREFIX,
    CertificationKind,
    Dossier,
    EvaluationStage,
    IdentityDocumentKind,
)
from clea_eligibility.errors import InvalidDossier, Problem, did_you_mean, folded, nearest, shown, shown_name, way_out

PROBLEM_CODES: Mapping[str, str] = MappingProxyType(
    {
        "not_json": "the text is not JSON, or not UTF-8; NaN and Infinity are no JSON either",
        "too_deep": "the text nests objects or lists more than a hundred deep",
        "duplicate_key": "an object states the same key more than once",
        "unknown_key": "an object has a key that means nothing there",
        "wrong_type": "a value is of another type than its fact",
        "unknown_value": "a text is none of the values that its fact can take",
        "not_a_date": "a text is not a day that exists, written YYYY-MM-DD",
        "out_of_range": "a day lies outside of the years that a dossier may speak of",
        "wrong_order": "a day lies before the one that it can never precede",
    }
)
"""The stable codes of :class:`~clea_eligibility.Problem`, with their meanings."""

FRENCH_WORDS: Mapping[str, StrEnum] = MappingProxyType(
    {
        "prealable": EvaluationStage.INITIAL,  # the national word for it
        "cni": IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        "carte_identite": IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        "carte_d_identite": IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        "carte_nationale_identite": IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        "carte_nationale_d_identite": IdentityDocumentKind.NATIONAL_IDENTITY_CARD,
        "titre_de_sejour": IdentityDocumentKind.RESIDENCE_PERMIT,
        "carte_de_sejour": IdentityDocumentKind.RESIDENCE_PERMIT,
        "autre": IdentityDocumentKind.OTHER,
        "clea": CertificationKind.SOCLE,
    }
)
"""What French administrations call the values of enums, without accents: suggested, never accepted."""

_LONGEST_KEY = 60
_DEEPEST = 100
"""A dossier is three deep. Python's own limit differs between systems, and in WebAssembly it comes too late."""
_NESTING = re.compile(r'[][{}]|"(?:[^"\\]|\\.)*+"?', re.DOTALL)
"""A bracket, or a whole text, in which brackets mean nothing."""
_MOST_HINTS = 50


class Repeated(dict[str, Any]):
    """An object that states some keys more than once; of each, the last value."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.keys_repeated: frozenset[str] = frozenset(key for key in times if times[key] > 1)


def members_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these keys and values, as parsed."""
    members = dict(pairs)
    return members if len(members) == len(pairs) else Repeated(pairs)


class NotJson(str):
    """``NaN``, ``Infinity`` or ``-Infinity``: Python takes them for JSON. No fact has such a value."""


def read_carefully(data: object) -> Dossier:
    """The dossier that parsed JSON states; raises :class:`InvalidDossier` with everything that is wrong with it."""
    dossier: Dossier = _read_value(Dossier, "", data)
    return dossier


def check_depth(text: str) -> None:
    """Refuse a JSON text nested so deep that following it may exhaust the stack, on any system."""
    if text.count("{") + text.count("[") <= _DEEPEST:
        return
    depth = 0
    for found in _NESTING.finditer(text):
        depth += 1 if found[0] in "{[" else -1 if found[0] in "}]" else 0
        if depth > _DEEPEST:
            raise refusal("", "too_deep", f"objects or lists are nested more than {_DEEPEST} deep")


def refusal(path: str, code: str, message: str) -> InvalidDossier:
    """The error for a single problem."""
    return InvalidDossier([Problem(path, code, message)])


def parsed_day(text: str) -> date:
    """The day written as YYYY-MM-DD; raises :class:`ValueError` for any other way to write one."""
    if len(text) != len("YYYY-MM-DD"):  # fromisoformat would quote a whole book in its error
        raise ValueError
    day = day_of_text(text)
    if day.isoformat() != text:  # fromisoformat takes weeks too: 2026-W10-1
        raise ValueError
    return day


def _read_value(kind: type, path: str, value: object) -> Any:
    if isinstance(value, NotJson):
        raise refusal(path, "not_json", f"{value} is no JSON")
    if kind in PREFIX:
        return _read_object(kind, path, value)
    if issubclass(kind, date):
        return _read_day(path, value)
    if issubclass(kind, StrEnum):
        return _read_enum(kind, path, value)
    return value  # a truth value or a code, which the model takes as it is or refuses


def _read_object(cls: type, path: str, value: object) -> Any:
    if not isinstance(value, Mapping):
        raise _wrong_type(path, "an object", value, way_out(value, cls))
    members = dict(value)
    repeated = value.keys_repeated if isinstance(value, Repeated) else frozenset()
    prefix = PREFIX[cls]
    problems: dict[str, list[Problem]] = {name: [] for name in FIELD_TYPES[cls]}
    sound = {}
    for name, kind in FIELD_TYPES[cls].items():
        if name in repeated:
            problems[name].append(_stated_twice(prefix + name))
        try:
            sound[name] = None if members.get(name) is None else _read_value(kind, prefix + name, members[name])
        except InvalidDossier as refused:
            problems[name] += refused.problems
    model = None
    try:
        model = cls(**sound)
    except InvalidDossier as refused:
        for problem in refused.problems:
            problems[problem.path.removeprefix(prefix)].append(problem)
    unknown = [key for key in members if key not in problems]
    every = [*chain.from_iterable(problems.values()), *_unknown_keys(cls, unknown, repeated)]
    if every:
        raise InvalidDossier(every)
    return model


def _read_day(path: str, value: object) -> date:
    if not isinstance(value, str):
        raise _wrong_type(path, "a day as text, written YYYY-MM-DD", value, way_out(value, date, as_text=True))
    try:
        return parsed_day(value)
    except ValueError:
        expected = "expected a day that exists, written YYYY-MM-DD"
        raise refusal(path, "not_a_date", f"{expected}, got {shown(value)}") from None


def _read_enum(kind: type[StrEnum], path: str, value: object) -> StrEnum:
    values = [str(member) for member in kind]
    if not isinstance(value, str):
        raise _wrong_type(path, f"one of: {', '.join(values)}", value, what_to_state(path, value, kind))
    if value in values:
        return kind(value)
    meant = FRENCH_WORDS.get(folded(value))
    hint = f"did you mean {str(meant)!r}?" if isinstance(meant, kind) else did_you_mean(value, values)
    hint = only_one(path, value, kind) or hint
    raise refusal(path, "unknown_value", f"unknown value {shown(value)}; {hint}")


def _unknown_keys(cls: type, keys: list[object], repeated: frozenset[str]) -> Iterator[Problem]:
    for index, key in enumerate(keys):
        if not isinstance(key, str):
            yield Problem(PREFIX[cls] + shown(key), "unknown_key", f"expected text as a key, got {shown(key)}")
            continue
        path = PREFIX[cls] + _key_shown(key)
        if key in repeated:
            yield _stated_twice(path)
        # So many unknown keys are no slips of the pen; finding the nearest known one takes its time.
        hint = f"; {_right_key(cls, key)}" if index < _MOST_HINTS else ""
        yield Problem(path, "unknown_key", f"unknown key{hint}")


def _key_shown(key: str) -> str:
    """The key in a path; one with a dot in quotes, since it names no fact."""
    if "." not in key or len(key) > _LONGEST_KEY:
        return shown_name(key)
    return json.dumps(key, ensure_ascii=not key.isprintable())


def _right_key(cls: type, key: str) -> str:
    known, prefix = FIELD_TYPES[cls], PREFIX[cls]
    path = nearest(prefix + key, _PATHS) if "." in key else None
    if path is not None and path.startswith(prefix):
        nested = "…"
        for name in reversed(path.removeprefix(prefix).split(".")):
            nested = f'{{"{name}": {nested}}}'
        return f"objects nest: write {nested}" if path == prefix + key else f"did you mean {nested}?"
    end = folded(key)
    if end not in known and end in _PLACES:
        return f"its place is {' or '.join(_PLACES[end])}"
    return did_you_mean(key, known)


_PATHS = (*(prefix.removesuffix(".") for prefix in PREFIX.values() if prefix), *FACT_BY_PATH)
"""The objects of a dossier, and its facts."""


def _places() -> Mapping[str, tuple[str, ...]]:
    """By the end of its path, folded: where something stands that somebody may have put into the wrong object."""
    places: dict[str, tuple[str, ...]] = {}
    for path in _PATHS:
        names = path.split(".")
        for first in range(len(names)):
            end = "_".join(names[first:])
            places[end] = (*places.get(end, ()), path)
    return MappingProxyType(places)


_PLACES = _places()


def _stated_twice(path: str) -> Problem:
    return Problem(path, "duplicate_key", "the key is stated more than once")


def _wrong_type(path: str, expected: str, value: object, hint: str) -> InvalidDossier:
    return refusal(path, "wrong_type", f"expected {expected}, got {shown(value)}{hint}")
