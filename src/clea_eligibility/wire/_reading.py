"""From JSON to a dossier, read strictly, with every problem at once.

cattrs builds each object and gathers the errors of its fields; :func:`_problems` translates them.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import accumulate, chain
from operator import itemgetter
from types import MappingProxyType
from typing import Any, cast

from attrs import evolve
from cattrs import Converter
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, override

from clea_eligibility.dossier._checks import only_one, what_to_state, wrong_type
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
from clea_eligibility.errors import (
    EXPECTED,
    MOST_PROBLEMS,
    InvalidDossier,
    Problem,
    Text,
    folded,
    joined,
    look_alike,
    meant,
    nearest,
    pointer_of,
    problem,
    said,
    shown_name,
    too_many,
    way_out,
)

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
        "too_many_problems": "a hundred problems are listed; so many more are not",
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
_MOST_HINTS = 20


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
        try:
            data = _DECODER.decode(decoded)
        except json.JSONDecodeError:
            raise
        except ValueError:  # of thousands of digits Python makes no int
            data = _CAREFUL_DECODER.decode(decoded)
    except json.JSONDecodeError as error:
        where = {"line": f"{error.lineno:,}", "column": f"{error.colno:,}", "why": error.msg}
        words = Text(
            "ce n’est pas du JSON (ligne {line}, colonne {column}){hint}",
            "not JSON: {why} (line {line}, column {column}){hint}",
        )
        raise _no_dossier("not_json", words.filled(**where, hint=_other_encoding(text))) from None
    return dossier_from_dict(_made(data, Dossier))


def dossier_from_paths(facts: Mapping[str, Any]) -> Dossier:
    """The dossier of which these facts are stated by path, as a form or a table has them.

    Args:
        facts: JSON values by path; ``None`` is unknown.

    Raises:
        InvalidDossier: As :func:`dossier_from_dict` does. The ``pointer`` of a problem is that of its key in ``facts``.

    >>> dossier_from_paths({"applicant.department": "33", "filed_on": "2026-03-02", "quote.provided": None})
    Dossier(filed_on=datetime.date(2026, 3, 2), applicant=Applicant(department='33'), quote=Quote())
    >>> dossier_from_paths({"filed_on": "2026-02-30", "applicant.departement": "33"})
    Traceback (most recent call last):
        ...
    clea_eligibility.errors.InvalidDossier: filed_on: expected a day that exists, written YYYY-MM-DD, got '2026-02-30'
    "applicant.departement": unknown key; did you mean 'applicant.department'?
    """
    try:
        members = facts if isinstance(facts, Repeated) else dict(facts.items())
    except Exception:  # whatever a mapping of somebody's own may raise
        expected = Text("des valeurs par chemin", "values by path")
        raise InvalidDossier([wrong_type("", expected, facts, joined())]) from None
    nested: dict[str, Any] = {}
    for path in FACT_BY_PATH.keys() & members.keys():
        *holders, name = path.split(".")
        within = nested
        for holder in holders:
            within = within.setdefault(holder, {})
        within[name] = members[path]
    unknown: list[object] = [key for key in members if key not in FACT_BY_PATH]
    problems: list[Problem] = []
    try:
        dossier = dossier_from_dict(nested)
        if not unknown:
            return dossier
    except InvalidDossier as refused:
        problems += (evolve(wrong, pointer=pointer_of(wrong.path)) for wrong in refused.problems)
    raise InvalidDossier([*problems, *_unknown_paths(unknown)])


def _unknown_paths(keys: list[object]) -> Iterator[Problem]:
    for index, key in enumerate(keys[:MOST_PROBLEMS]):
        if not isinstance(key, str):
            yield _no_text([], key)
            continue
        near = nearest(key, FACT_BY_PATH)
        found = meant(near, [near]) if near else look_alike(key, FACT_BY_PATH.__contains__) or _place(key)
        hint = joined(_SEMICOLON, found) if found and index < _MOST_HINTS else joined()
        yield problem(_key_shown(key), "unknown_key", joined(_UNKNOWN_KEY, hint), pointer_of(key))
    if len(keys) > MOST_PROBLEMS:
        yield too_many(len(keys) - MOST_PROBLEMS)


# From text to parsed JSON


class Repeated(dict[str, Any]):
    """An object that states some keys more than once; of each, the last value."""

    def __init__(self, members: Mapping[str, Any], pairs: Collection[tuple[str, Any]]) -> None:
        super().__init__(members)
        self._pairs = pairs

    @property
    def keys_repeated(self) -> frozenset[str]:
        return frozenset([key for key, times in Counter(map(itemgetter(0), self._pairs)).items() if times > 1])


def members_of(pairs: Collection[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Repeated(members, pairs)


def _made(value: Any, kind: type) -> Any:
    """A value as parsed: an object, and the objects within it that stand where a dossier has something.

    Until then it is a tuple of its pairs. Of any other object nobody reads a word, so it stays one: to make a million
    of them, and to have the garbage collector look at them, would take many times as long as to parse them.
    """
    if type(value) is not tuple:
        return value
    members, kinds = members_of(value), FIELD_TYPES.get(kind, {})
    for name, inner in members.items():
        if type(inner) is tuple and name in kinds:
            members[name] = _made(inner, kinds[name])
    return members


class NotJson(str):
    """``NaN``, ``Infinity`` or ``-Infinity``: Python takes them for JSON. No fact has such a value."""


_NOT_JSON = MappingProxyType({name: NotJson(name) for name in ("NaN", "Infinity", "-Infinity")}).__getitem__


def check_depth(text: str) -> None:
    """Refuse a JSON text nested so deep that following it may exhaust the stack, on any system."""
    if _openings(text) <= _DEEPEST:
        return
    if "\\" in text:
        text = text.replace("\\\\", "").replace('\\"', "")
    if text.count('"') <= _FEW:  # what they quote may be millions of brackets
        text = "".join(text.split('"')[::2])
    if _openings(text) <= _DEEPEST:
        return
    marks = text.encode("ascii", "ignore").translate(_AS_BRACKETS, _NO_MARKS).replace(b'""', b"")
    brackets = b"".join(marks.split(b'"')[::2])
    depth, shrinks = 0, True
    while shrinks:  # without the innermost pairs, nesting is less deep by one
        shorter = brackets.replace(b"[]", b"")
        depth += len(shorter) < len(brackets)
        shrinks = 5 * len(shorter) < 4 * len(brackets)
        brackets = shorter
    if any(depth + more > _DEEPEST for more in accumulate(map(_STEPS.__getitem__, brackets))):
        words = Text(
            "des objets ou des listes s’emboîtent sur plus de {most} niveaux",
            "objects or lists are nested more than {most} deep",
        )
        raise _no_dossier("too_deep", words.filled(most=_DEEPEST))


def _openings(text: str) -> int:
    return text.count("{") + text.count("[")


_FEW = 1_000
_AS_BRACKETS = bytes.maketrans(b"{}", b"[]")
_NO_MARKS = bytes(set(range(128)) - set(b'[]{}"'))
_STEPS: Mapping[int, int] = MappingProxyType({ord("["): 1, ord("]"): -1})


def _decoded(text: object) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    if not isinstance(text, bytes):
        raise InvalidDossier([wrong_type("", Text("un texte JSON", "JSON text"), text, joined())])
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = Text("ce n’est pas de l’UTF-8 (octet {byte}){hint}", "not UTF-8: {why} (byte {byte}){hint}")
        found = words.filled(why=error.reason, byte=f"{error.start:,}", hint=_other_encoding(text))
        raise _no_dossier("not_json", found) from None


def _other_encoding(text: str | bytes) -> Text:
    """The end of a message about bytes that are UTF-16 or UTF-32."""
    name = json.detect_encoding(text) if isinstance(text, bytes) else "utf-8"
    if name.startswith("utf-8"):
        return joined()
    words = Text(
        "\u202f; cela ressemble à de l’{name}\u00a0: encodez en UTF-8", "; it looks like {name}: encode it as UTF-8"
    )
    return words.filled(name=name[:6].upper())


def _no_dossier(code: str, words: Text) -> InvalidDossier:
    return InvalidDossier([problem("", code, words)])


def _integer(digits: str) -> int:
    # No fact is a number, so this one will only be shown, and as a huge one if it is longer. Of thousands of
    # digits Python would make no int but an error.
    return int(digits[:_ENOUGH_DIGITS])


_ENOUGH_DIGITS = 21
_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_constant=_NOT_JSON)
_CAREFUL_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_int=_integer, parse_constant=_NOT_JSON)


# From parsed JSON to objects: functions that cattrs generates, and in words what they refuse

CONVERTER = Converter()
_Reader = Callable[[Any, Any], Any]
"""Reads a value. The second argument is the type, which cattrs passes though the reader knows it."""


def object_reader(cls: type, *, inner: bool = False) -> _Reader:
    """Read a model; the reader of a dossier is made of those of its parts."""
    prefix, kinds = PREFIX[cls], FIELD_TYPES[cls]
    readers: dict[str, Any] = {name: override(struct_hook=_reader(kind)) for name, kind in kinds.items()}
    build: _Reader = make_dict_structure_fn(cls, CONVERTER, _cattrs_detailed_validation=True, **readers)
    facts = [name for name, kind in kinds.items() if kind not in PREFIX]

    def read(value: Any, _: Any) -> Any:
        members = value
        if type(value) is not dict:
            if value is None and inner:
                return None
            if not isinstance(value, Mapping):
                raise InvalidDossier([_problem_with(cls, prefix.removesuffix("."), value)])
            try:
                members = value if isinstance(value, Repeated) else dict(value)
            except Exception:  # whatever a mapping of somebody's own may raise
                raise InvalidDossier([_problem_with(cls, prefix.removesuffix("."), value)]) from None
        problems: list[Problem] = []
        try:
            model = build(members, cls)
            if type(members) is dict and members.keys() <= kinds.keys():
                return model
        except ClassValidationError as errors:
            problems += _problems(errors, cls, members)
            bad = {_field(cls, wrong) for wrong in problems}
            try:  # the model sees the facts only if all can be read, so it now gets the others: it compares dates
                build({name: members[name] for name in facts if name in members and name not in bad}, cls)
            except ClassValidationError as more:
                problems += _problems(more, cls, members)
        raise InvalidDossier(_in_order(problems, cls, members))

    return read


def _reader(kind: type) -> _Reader:
    if kind in PREFIX:
        return object_reader(kind, inner=True)
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
    of_fields, others = errors.group_exceptions()
    for error, note in of_fields:
        if isinstance(error, InvalidDossier):  # of an object within this one
            yield from error.problems
        else:
            yield _problem_with(FIELD_TYPES[cls][note.name], PREFIX[cls] + note.name, members[note.name])
    for error in others:
        yield from cast(InvalidDossier, error).problems


def _problem_with(kind: type, path: str, value: object) -> Problem:
    if isinstance(value, NotJson):
        return problem(path, "not_json", Text("{it} n’est pas du JSON", "{it} is no JSON").filled(it=value))
    if kind in PREFIX:
        return wrong_type(path, _AN_OBJECT, value, way_out(value, kind))
    if issubclass(kind, date):
        if not isinstance(value, str):
            return wrong_type(path, _A_DAY_AS_TEXT, value, way_out(value, date, as_text=True))
        found = look_alike(value, _is_day)
        hint = joined() if found is None else joined(_SEMICOLON, found)
        return problem(path, "not_a_date", EXPECTED.filled(expected=_A_DAY, got=said(value), hint=hint))
    values = [str(member) for member in cast(type[StrEnum], kind)]
    if not isinstance(value, str):
        expected = joined(Text("l’une des valeurs ", "one of: "), ", ".join(values))
        return wrong_type(path, expected, value, what_to_state(path, value, kind))
    word = FRENCH_WORDS.get(folded(value))
    hint = only_one(path, value, kind) or meant(str(word) if isinstance(word, kind) else value, values)
    words = Text("valeur inconnue {got}\u202f; {hint}", "unknown value {got}; {hint}")
    return problem(path, "unknown_value", words.filled(got=said(value), hint=hint))


_AN_OBJECT = Text("un objet", "an object")
_A_DAY = Text("un jour qui existe, écrit AAAA-MM-JJ", "a day that exists, written YYYY-MM-DD")
_A_DAY_AS_TEXT = Text("un jour en texte, écrit AAAA-MM-JJ", "a day as text, written YYYY-MM-DD")


def _is_day(text: str) -> bool:
    try:
        return _read_day(text, date) is not None
    except ValueError:
        return False


def _in_order(problems: Iterable[Problem], cls: type, members: Mapping[Any, Any]) -> list[Problem]:
    """The problems of an object by field, each after its repetition; then those of the unknown keys."""
    repeated = members.keys_repeated if isinstance(members, Repeated) else frozenset()
    by_field: dict[str, list[Problem]] = {
        name: [stated_twice(PREFIX[cls] + name)] if name in repeated else [] for name in FIELD_TYPES[cls]
    }
    not_listed: list[Problem] = []  # those of an inner object
    for wrong in problems:
        by_field.get(_field(cls, wrong), not_listed).append(wrong)
    unknown = [key for key in members if key not in by_field]
    return [*chain.from_iterable(by_field.values()), *not_listed, *_unknown_keys(cls, unknown, repeated)]


def _field(cls: type, wrong: Problem) -> str:
    return wrong.path.removeprefix(PREFIX[cls]).partition(".")[0]


def _unknown_keys(cls: type, keys: list[object], repeated: frozenset[str]) -> Iterator[Problem]:
    holder = PREFIX[cls].split(".")[:-1]
    for index, key in enumerate(keys[:MOST_PROBLEMS]):
        if not isinstance(key, str):
            yield _no_text(holder, key)
            continue
        path, pointer = PREFIX[cls] + _key_shown(key), pointer_of(*holder, key)
        if key in repeated:
            yield stated_twice(path, pointer)
        # So many unknown keys are no slips of the pen; finding the nearest known one takes its time.
        hint = joined(_SEMICOLON, _right_key(cls, key)) if index < _MOST_HINTS else joined()
        yield problem(path, "unknown_key", joined(_UNKNOWN_KEY, hint), pointer)
    rest = keys[MOST_PROBLEMS:]
    if rest:  # and no objects are made of those that nobody will see
        yield too_many(len(rest) + sum(key in repeated for key in rest if repeated))


def _no_text(holder: list[str], key: object) -> Problem:
    words = Text("attendu\u00a0: un texte comme clé\u202f; reçu\u00a0: {got}", "expected text as a key, got {got}")
    return problem(".".join(holder), "unknown_key", words.filled(got=said(key)))


_UNKNOWN_KEY = Text("clé inconnue", "unknown key")
_SEMICOLON = Text("\u202f; ", "; ")


def _key_shown(key: str) -> str:
    """The key in a path; one with a dot in quotes, since it names no fact."""
    if "." not in key or len(key) > _LONGEST_KEY:
        return shown_name(key)
    return json.dumps(key, ensure_ascii=not key.isprintable())


def _right_key(cls: type, key: str) -> Text:
    known, prefix = FIELD_TYPES[cls], PREFIX[cls]
    path = nearest(prefix + key, _PATHS) if "." in key else None
    if path is not None and path.startswith(prefix):
        nested = "…"
        for name in reversed(path.removeprefix(prefix).split(".")):
            nested = f'{{"{name}": {nested}}}'
        if path == prefix + key:
            return joined(Text("les objets s’emboîtent\u00a0: écrivez ", "objects nest: write "), nested)
        return joined(Text("vouliez-vous dire ", "did you mean "), nested, Text("\u202f?", "?"))
    return meant(key, known) if folded(key) in known else _place(key) or meant(key, known)


def _place(key: str) -> Text | None:
    places = _places().get(folded(key), ())
    words = Text("sa place est {fr}", "its place is {en}")
    return words.filled(fr=" ou ".join(places), en=" or ".join(places)) if places else None


_PATHS = (*(prefix.removesuffix(".") for prefix in PREFIX.values() if prefix), *FACT_BY_PATH)
"""The objects of a dossier, and its facts."""


def _ends(path: str) -> Iterator[str]:
    """The ends of a path, folded: as somebody writes it who puts it into the wrong object."""
    names = path.split(".")
    return ("_".join(names[first:]) for first in range(len(names)))


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """By an end of its path: where something stands."""
    places: dict[str, tuple[str, ...]] = {}
    for path in _PATHS:
        for end in _ends(path):
            places[end] = (*places.get(end, ()), path)
    return places


def stated_twice(path: str, pointer: str | None = None) -> Problem:
    words = Text("la clé figure plus d’une fois", "the key is stated more than once")
    return problem(path, "duplicate_key", words, pointer)


_READ = object_reader(Dossier)
