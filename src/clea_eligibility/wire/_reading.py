"""From JSON to a dossier, read strictly, with every problem at once.

cattrs builds each object and gathers the errors of its fields; :func:`_problems` translates them.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any, cast

from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

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
"""The words of French administrations for members of enums, without accents: suggested, never accepted."""

_LONGEST_KEY = 60
_DAY_LENGTH = len("YYYY-MM-DD")
_DEEPEST = 100
"""A dossier is three deep. Python's own limit differs between systems, and in WebAssembly it comes too late."""
_NESTING = re.compile(r'[][{}]|"(?:[^"\\]|\\.)*+"?', re.DOTALL)
"""A bracket, or a whole text, in which brackets mean nothing."""
_MOST_HINTS = 50


def dossier_from_dict(data: Mapping[str, Any]) -> Dossier:
    """The dossier that parsed JSON states.

    Nothing is converted but text into days and members of enums: ``"false"``, ``1``, ``"20260302"`` and
    ``"2026-03-02T00:00:00"`` are refused.

    Args:
        data: Mappings, text, ``True``, ``False`` and ``None``. ``None`` or a missing key is unknown, for facts and
            for the objects that hold them.

    Raises:
        InvalidDossier: With every problem, in the order of a dossier's facts; the unknown keys of an object follow its
            known ones. No input raises anything else, and the time taken is linear in its size.

    >>> dossier_from_dict({"evaluation": {"stage": "prealable", "starts_on": "20260302"}, "department": "33"})
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: evaluation.stage: unknown value 'prealable'; did you mean 'initial'?
    evaluation.starts_on: expected a day that exists, written YYYY-MM-DD, got '20260302'
    department: unknown key; its place is applicant.department or evaluator.department
    """
    dossier: Dossier = _READ(data, Dossier)
    return dossier


def dossier_from_json(text: str | bytes) -> Dossier:
    """The dossier that a JSON text states.

    A key stated twice is refused, where most readers would silently keep the last.

    Args:
        text: Text, or UTF-8 with or without a byte order mark.

    Raises:
        InvalidDossier: As :func:`dossier_from_dict` does, and for what is not JSON.

    >>> dossier_from_json('{"quote": {"provided": true, "provided": false}}')
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: quote.provided: the key is stated more than once
    """
    decoded = _decoded(text)
    check_depth(decoded)
    try:
        data = _DECODER.decode(decoded)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno:,}, column {error.colno:,}"
        raise _no_dossier("not_json", f"not JSON: {error.msg} ({place})") from None
    return dossier_from_dict(data)


# From text to parsed JSON


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


def check_depth(text: str) -> None:
    """Refuse a JSON text nested so deep that following it may exhaust the stack, on any system."""
    if text.count("{") + text.count("[") <= _DEEPEST:
        return
    depth = 0
    for found in _NESTING.finditer(text):
        depth += 1 if found[0] in "{[" else -1 if found[0] in "}]" else 0
        if depth > _DEEPEST:
            raise _no_dossier("too_deep", f"objects or lists are nested more than {_DEEPEST} deep")


def _decoded(text: object) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    if not isinstance(text, bytes):
        raise _no_dossier("wrong_type", f"expected JSON text, got {shown(text)}")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_dossier("not_json", f"not UTF-8: {error.reason} (byte {error.start:,})") from None


def _no_dossier(code: str, message: str) -> InvalidDossier:
    """The error for a text as a whole."""
    return InvalidDossier([Problem("", code, message)])


def _integer(digits: str) -> int:
    # No fact is a number, so this one will only be shown, and as a huge one if it is longer. Of thousands of
    # digits Python would make no int but an error.
    return int(digits[:_ENOUGH_DIGITS])


_ENOUGH_DIGITS = 21
_DECODER = json.JSONDecoder(object_pairs_hook=members_of, parse_int=_integer, parse_constant=NotJson)


# From parsed JSON to objects: functions that cattrs generates, and in words what they refuse

CONVERTER = Converter()
_Reader = Callable[[Any, Any], Any]
"""Reads a value. The second argument is the type, which cattrs passes though the reader knows it."""


def _object_reader(cls: type) -> _Reader:
    prefix, kinds = PREFIX[cls], FIELD_TYPES[cls]
    readers: dict[str, Any] = {name: override(struct_hook=_reader(kind)) for name, kind in kinds.items()}
    build: _Reader = make_dict_structure_fn(
        cls, CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **readers
    )
    facts = [name for name, kind in kinds.items() if kind not in PREFIX]

    def read(value: Any, _: Any) -> Any:
        members = value
        if type(value) is not dict:
            if value is None and prefix:
                return None
            if not isinstance(value, Mapping):
                raise InvalidDossier([_problem_with(cls, prefix.removesuffix("."), value)])
            members = value if isinstance(value, Repeated) else dict(value)
        problems: list[Problem] = []
        try:
            model = build(members, cls)
            if type(members) is dict:
                return model
        except ClassValidationError as errors:
            problems += _problems(errors, cls, members)
            bad = {_field(cls, problem) for problem in problems}
            try:  # the model sees the facts only if all can be read, so it now gets the others: it compares dates
                build({name: members[name] for name in facts if name in members and name not in bad}, cls)
            except ClassValidationError as more:
                problems += _problems(more, cls, members)
        raise InvalidDossier(_in_order(problems, cls, members))

    return read


def _reader(kind: type) -> _Reader:
    if kind in PREFIX:
        return _object_reader(kind)
    if issubclass(kind, date):
        return _read_day
    if issubclass(kind, StrEnum):
        members: dict[object, StrEnum | None] = {None: None, **{str(member): member for member in kind}}
        return lambda value, _: members[value]
    return _read_as_it_is


def _read_day(value: Any, _: Any) -> date | None:
    if value is None:
        return None
    if len(value) != _DAY_LENGTH:  # fromisoformat would quote a whole book in its error
        raise ValueError
    day = day_of_text(value)
    if day.isoformat() != value:  # fromisoformat takes weeks too: 2026-W10-1
        raise ValueError
    return day


def _read_as_it_is(value: Any, _: Any) -> Any:
    """Read a truth value or a code: the model takes it as it is, or refuses it."""
    if type(value) is NotJson:
        raise ValueError
    return value


def _problems(errors: ClassValidationError, cls: type, members: Mapping[str, Any]) -> Iterator[Problem]:
    """Translate the errors of an object's fields, and of its model; :func:`_in_order` sees to the unknown keys."""
    of_fields, others = errors.group_exceptions()
    for error, note in of_fields:
        if isinstance(error, InvalidDossier):  # of an object within this one
            yield from error.problems
        else:
            yield _problem_with(FIELD_TYPES[cls][note.name], PREFIX[cls] + note.name, members[note.name])
    for error in others:
        if not isinstance(error, ForbiddenExtraKeysError):
            yield from cast(InvalidDossier, error).problems


def _problem_with(kind: type, path: str, value: object) -> Problem:
    """Say why no reader takes this value."""
    if isinstance(value, NotJson):
        return Problem(path, "not_json", f"{value} is no JSON")
    if kind in PREFIX:
        return _wrong_type(path, "an object", value, way_out(value, kind))
    if issubclass(kind, date):
        if not isinstance(value, str):
            hint = way_out(value, date, as_text=True)
            return _wrong_type(path, "a day as text, written YYYY-MM-DD", value, hint)
        return Problem(path, "not_a_date", f"expected a day that exists, written YYYY-MM-DD, got {shown(value)}")
    values = [str(member) for member in cast(type[StrEnum], kind)]
    if not isinstance(value, str):
        return _wrong_type(path, f"one of: {', '.join(values)}", value, what_to_state(path, value, kind))
    meant = FRENCH_WORDS.get(folded(value))
    hint = f"did you mean {str(meant)!r}?" if isinstance(meant, kind) else did_you_mean(value, values)
    return Problem(path, "unknown_value", f"unknown value {shown(value)}; {only_one(path, value, kind) or hint}")


def _in_order(problems: Iterable[Problem], cls: type, members: Mapping[Any, Any]) -> list[Problem]:
    """The problems of an object by field, each after its repetition; then those of the unknown keys."""
    repeated = members.keys_repeated if isinstance(members, Repeated) else frozenset()
    by_field: dict[str, list[Problem]] = {
        name: [_stated_twice(PREFIX[cls] + name)] if name in repeated else [] for name in FIELD_TYPES[cls]
    }
    for problem in problems:
        by_field[_field(cls, problem)].append(problem)
    unknown = [key for key in members if key not in by_field]
    return [*chain.from_iterable(by_field.values()), *_unknown_keys(cls, unknown, repeated)]


def _field(cls: type, problem: Problem) -> str:
    """The field of an object that a problem lies in."""
    return problem.path.removeprefix(PREFIX[cls]).partition(".")[0]


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


def _ends(path: str) -> Iterator[str]:
    """The ends of a path, folded: as somebody writes it who puts it into the wrong object."""
    names = path.split(".")
    return ("_".join(names[first:]) for first in range(len(names)))


def _places() -> Mapping[str, tuple[str, ...]]:
    """By an end of its path: where something stands."""
    places: dict[str, tuple[str, ...]] = {}
    for path in _PATHS:
        for end in _ends(path):
            places[end] = (*places.get(end, ()), path)
    return places


_PLACES = MappingProxyType(_places())


def _stated_twice(path: str) -> Problem:
    return Problem(path, "duplicate_key", "the key is stated more than once")


def _wrong_type(path: str, expected: str, value: object, hint: str) -> Problem:
    return Problem(path, "wrong_type", f"expected {expected}, got {shown(value)}{hint}")


_READ = _object_reader(Dossier)
