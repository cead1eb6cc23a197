"""From JSON to a dossier, read strictly, with every problem at once.

cattrs builds the objects and gathers what is wrong with each of them; :func:`_object_reader` turns that into problems.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any

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
"""What French administrations call the values of enums, without accents: suggested, never accepted."""

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
        raise _refusal("", "not_json", f"not JSON: {error.msg} ({place})") from None
    if isinstance(data, NotJson):
        raise InvalidDossier([_not_json("", data)])
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
            raise _refusal("", "too_deep", f"objects or lists are nested more than {_DEEPEST} deep")


def _decoded(text: object) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    if not isinstance(text, bytes):
        raise _refusal("", "wrong_type", f"expected JSON text, got {shown(text)}")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal("", "not_json", f"not UTF-8: {error.reason} (byte {error.start:,})") from None


def _integer(digits: str) -> int:
    # No fact is a number, so this one will only be shown, and as a huge one if it is longer. Of thousands of
    # digits Python would make no int but an error.
    return int(digits[:_ENOUGH_DIGITS])


_ENOUGH_DIGITS = 21
_DECODER = json.JSONDecoder(object_pairs_hook=members_of, parse_int=_integer, parse_constant=NotJson)


# From parsed JSON to objects: functions that cattrs generates

_Reader = Callable[[Any, Any], Any]
"""What reads a value; its second argument, the type that cattrs passes, says nothing new."""


def _object_reader(cls: type) -> _Reader:
    prefix = PREFIX[cls]
    readers: dict[str, Any] = {
        name: override(struct_hook=_reader(kind, prefix + name)) for name, kind in FIELD_TYPES[cls].items()
    }
    build: _Reader = make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **readers
    )

    facts = [name for name, kind in FIELD_TYPES[cls].items() if kind not in PREFIX]

    def read(value: Any, _: Any) -> Any:
        members = value
        if type(value) is not dict:
            if value is None and prefix:
                return None
            members = _members(cls, value)
        problems: list[Problem] = []
        try:
            model = build(members, cls)
            if type(members) is dict:
                return model
        except ClassValidationError as errors:
            problems += _problems(errors)
            bad = {_field(cls, problem) for problem in problems}
            try:  # whether the model takes the facts that are left: it compares dates
                build({name: members[name] for name in facts if name in members and name not in bad}, cls)
            except ClassValidationError as more:
                problems += _problems(more)
        raise InvalidDossier(_in_order(cls, members, problems))

    return read


def _members(cls: type, value: object) -> dict[str, Any]:
    """The members of an object, whatever mapping holds them; a :class:`Repeated` stays one."""
    if not isinstance(value, Mapping):
        raise _wrong_type(PREFIX[cls].removesuffix("."), "an object", value, way_out(value, cls))
    return value if isinstance(value, Repeated) else dict(value)


def _problems(errors: ClassValidationError) -> Iterator[Problem]:
    """What the readers of the fields, or the model, refuse. Unknown keys are found where their order is known."""
    for error in errors.exceptions:
        if isinstance(error, InvalidDossier):
            yield from error.problems
        elif not isinstance(error, ForbiddenExtraKeysError):
            raise error


def _in_order(cls: type, members: Mapping[Any, Any], problems: Iterable[Problem]) -> list[Problem]:
    """The problems of an object by field, each with its repetition first; then those of its unknown keys."""
    repeated = members.keys_repeated if isinstance(members, Repeated) else frozenset()
    by_field: dict[str, list[Problem]] = {
        name: [_stated_twice(PREFIX[cls] + name)] if name in repeated else [] for name in FIELD_TYPES[cls]
    }
    for problem in problems:
        name = _field(cls, problem)
        value = members[name]
        by_field[name].append(_not_json(problem.path, value) if isinstance(value, NotJson) else problem)
    unknown = [key for key in members if key not in by_field]
    return [*chain.from_iterable(by_field.values()), *_unknown_keys(cls, unknown, repeated)]


def _field(cls: type, problem: Problem) -> str:
    """The field of an object that a problem lies in."""
    return problem.path.removeprefix(PREFIX[cls]).partition(".")[0]


def _reader(kind: type, path: str) -> _Reader:
    if kind in PREFIX:
        return _object_reader(kind)
    if issubclass(kind, date):
        return _day_reader(path)
    return _enum_reader(kind, path) if issubclass(kind, StrEnum) else _as_it_is


def _as_it_is(value: Any, _: Any) -> Any:
    """A truth value or a code, which the model takes as it is or refuses."""
    return value


def _day_reader(path: str) -> _Reader:
    def read(value: Any, _: Any) -> date | None:
        if value is None:
            return None
        try:
            # Of a whole book, fromisoformat would make a book of an error; and it takes weeks: 2026-W10-1.
            if len(value) == _DAY_LENGTH and (day := day_of_text(value)).isoformat() == value:
                return day
        except (TypeError, ValueError):
            pass  # as good as any other text that is no day
        raise _no_day(path, value)

    return read


def _no_day(path: str, value: object) -> InvalidDossier:
    if not isinstance(value, str):
        return _wrong_type(path, "a day as text, written YYYY-MM-DD", value, way_out(value, date, as_text=True))
    return _refusal(path, "not_a_date", f"expected a day that exists, written YYYY-MM-DD, got {shown(value)}")


def _enum_reader(kind: type[StrEnum], path: str) -> _Reader:
    members: Mapping[object, StrEnum] = {str(member): member for member in kind}

    def read(value: Any, _: Any) -> StrEnum | None:
        if value is None:
            return None
        try:
            return members[value]
        except (LookupError, TypeError, ValueError):
            raise _no_member(path, value, kind) from None

    return read


def _no_member(path: str, value: object, kind: type[StrEnum]) -> InvalidDossier:
    values = [str(member) for member in kind]
    if not isinstance(value, str):
        return _wrong_type(path, f"one of: {', '.join(values)}", value, what_to_state(path, value, kind))
    meant = FRENCH_WORDS.get(folded(value))
    hint = f"did you mean {str(meant)!r}?" if isinstance(meant, kind) else did_you_mean(value, values)
    hint = only_one(path, value, kind) or hint
    return _refusal(path, "unknown_value", f"unknown value {shown(value)}; {hint}")


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


def _not_json(path: str, constant: NotJson) -> Problem:
    return Problem(path, "not_json", f"{constant} is no JSON")


def _stated_twice(path: str) -> Problem:
    return Problem(path, "duplicate_key", "the key is stated more than once")


def _wrong_type(path: str, expected: str, value: object, hint: str) -> InvalidDossier:
    return _refusal(path, "wrong_type", f"expected {expected}, got {shown(value)}{hint}")


def _refusal(path: str, code: str, message: str) -> InvalidDossier:
    return InvalidDossier([Problem(path, code, message)])


_CONVERTER = Converter()
_READ = _object_reader(Dossier)
