"""JSON Lines, slice by slice: a dossier on each line, nested as ``decide`` takes it or flat, by paths."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import isfinite
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any

import polars as pl
from attrs import define

from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.errors import CleaError, Problem, Text, problem
from clea_eligibility.frames._rows import stated
from clea_eligibility.frames.files._slices import BYTES, FACT_TYPES, ROWS, Slice, at_row, problems_of, with_facts
from clea_eligibility.wire._reading import NotJson, Repeated, check_depth, dossier_from_json, members_of, stated_twice

OPENED = "opened"
"""The column of what a line says, as text, up to the brace that closes it: more keys may follow."""
_MARK = b"\xef\xbb\xbf"
_BLANK = " \t\r\n"
_MANY = 20
"""So many digits make a number that a message calls huge; of thousands, Python makes an error."""
_KINDS: Mapping[str, type] = MappingProxyType(
    {path: bool if dtype == pl.Boolean else str for path, dtype in FACT_TYPES.items()}
)
"""What JSON states a fact by."""
_ORDER = tuple(FACT_TYPES)
_OURS = frozenset([*FACT_TYPES, *(prefix.removesuffix(".") for prefix in PREFIX.values() if prefix)])


class _Huge(int):
    """A number that passes through as it is written. To Python it is just huge: no fact is a number."""

    digits: str

    def __new__(cls, digits: str) -> "_Huge":
        huge = super().__new__(cls, 10**_MANY)
        huge.digits = digits
        return huge


@define
class _Line:
    """What one line says: a value for each fact, the ``others`` by key, and ``problems`` if it is no dossier.

    ``text`` is what is to be written of it, and ``comma`` what must follow before more keys can.
    """

    text: str
    comma: str
    facts: tuple[Any, ...]
    others: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


class JsonLines:
    """A JSON Lines file of dossiers.

    With ``as_text``, its lines are to be written as they came, with more keys. Otherwise they become a table: first the
    ``others``, keys that are no facts, in the order in which they first occur, as text; then all facts. ``taken`` are
    keys that no line may have.
    """

    def __init__(self, source: Path, as_text: bool, taken: Iterable[str]) -> None:
        self._source, self._as_text, self._taken = source, as_text, frozenset(taken)
        self.others: dict[str, None] = {}
        if not as_text:
            for _ in self._lines():
                pass  # to know every key before the first row is written
        self._columns = tuple(self.others)
        self.schema: pl.Schema = pl.Schema({**dict.fromkeys(self._columns, pl.String()), **FACT_TYPES})
        self.written: pl.Schema = pl.Schema({OPENED: pl.String()}) if as_text else self.schema

    def slices(self) -> Iterator[Slice]:
        """Its rows, numbered as an editor numbers lines. Blank lines are left out, but counted."""
        rows: list[int] = []
        lines: list[_Line] = []
        size = 0
        for number, line in self._lines():
            rows.append(number)
            lines.append(line)
            size += len(line.text)
            if len(lines) == ROWS or size > BYTES:
                yield self._slice(rows, lines)
                rows, lines, size = [], [], 0
        if lines:
            yield self._slice(rows, lines)

    def _slice(self, rows: list[int], lines: list[_Line]) -> Slice:
        for place in _doubtful(_columns(lines)):
            lines[place] = _read_carefully(lines[place].text.encode())
        others = [{_encodable(key): _as_text(value) for key, value in line.others.items()} for line in lines]
        columns = [pl.Series(key, [texts.get(key) for texts in others], pl.String) for key in self._columns]
        for (path, kind), values in zip(_KINDS.items(), _columns(lines), strict=True):
            columns.append(pl.Series(path, values, pl.Boolean if kind is bool else pl.String))
        frame, lost = with_facts(pl.DataFrame(columns))
        refused = {place: line.problems for place, line in enumerate(lines) if line.problems}
        for place in lost:
            refused.setdefault(place, problems_of(stated(dict(zip(_KINDS, lines[place].facts, strict=True)))))
        written = pl.DataFrame({OPENED: [line.text[:-1] + line.comma for line in lines]}) if self._as_text else frame
        return Slice(frame, written, rows, refused)

    def _lines(self) -> Iterator[tuple[int, _Line]]:
        with self._source.open("rb") as file:
            for number, raw in enumerate(file, 1):
                text = raw.removeprefix(_MARK)  # files with a mark each may have been put together
                if text.strip(_BLANK.encode()):
                    line = _read(text)
                    for key in self._taken & line.others.keys():
                        raise CleaError(_KEY_TAKEN.filled(where=at_row(self._source, number), key=repr(key)))
                    self.others.update(dict.fromkeys(map(_encodable, line.others)))
                    yield number, line


# One line: read quickly, or, where there is any doubt about it, carefully


def _read(raw: bytes) -> _Line:
    try:
        text = raw.decode().rstrip(_BLANK)
        members = _decoded(text)
    except ValueError:
        return _read_carefully(raw)
    if type(members) is not dict or "NaN" in text or "Infinity" in text:
        return _read_carefully(raw)
    ours, others = (members, {}) if members.keys() <= _KINDS.keys() else _divided(members)
    facts, is_sound = _facts_of(ours)
    return _Line(text, ", " if members else "", _values(facts), others) if is_sound else _read_carefully(raw)


def _facts_of(ours: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """The facts that keys of a dossier state, flat or nested, and whether they state nothing else."""
    if ours.keys() <= _KINDS.keys():
        return ours, True
    facts: dict[str, Any] = {}
    is_sound = _gathered(Dossier, ours, facts)
    return facts, is_sound


def _values(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values alone, in the order of facts: what a line weighs is what deciding a file of them takes."""
    return tuple(map(facts.get, _KINDS))


def _columns(lines: Sequence[_Line]) -> Iterator[tuple[Any, ...]]:
    return zip(*(line.facts for line in lines), strict=True)


def _doubtful(columns: Iterable[Sequence[Any]]) -> set[int]:
    """The places of the lines with a fact that no column can hold."""
    doubtful: set[int] = set()
    for kind, values in zip(_KINDS.values(), columns, strict=True):
        if not set(map(type, values)) <= {kind, NoneType} or (
            kind is str and not "".join(filter(None, values)).isascii()
        ):
            doubtful.update(place for place, value in enumerate(values) if not _is_sound(value, kind))
    return doubtful


def _is_sound(value: object, kind: type) -> bool:
    """Whether a column can hold it: whatever a fact may be is ASCII, where it is text."""
    return value is None or (type(value) is kind and (kind is bool or str(value).isascii()))


def _read_carefully(raw: bytes) -> _Line:
    try:
        text = raw.decode().rstrip(_BLANK)
        members = _decoded(text)
        is_json = _is_json(members)
    except ValueError:
        members = None
    if not isinstance(members, dict):
        # With the mark that every reader takes away: without one, it might take away what we have not.
        return _Line("{}", "", _values({}), {}, problems_of(_MARK + raw, dossier_from_json))
    ours, others = _divided(members)
    facts, _ = _facts_of(ours)
    repeated = members.keys_repeated & ours.keys() if isinstance(members, Repeated) else frozenset()
    problems = _problems(ours, repeated)
    if not all(map(_is_json, others.values())):
        problems = (*problems, problem("", "not_json", _NO_JSON))
    sound = {path: value for path, value in facts.items() if _is_sound(value, _KINDS[path])}
    comma = ", " if members and is_json else ""
    return _Line(text if is_json else "{}", comma, _values(sound), others, problems)


_KEY_TAKEN = Text(
    "{where} : la clé {key} est de celles que l'examen ajoute : renommez la vôtre",
    "{where}: key {key} is one that the decision adds: rename yours",
)
_NO_JSON = Text("NaN et Infinity ne sont pas du JSON", "NaN and Infinity are no JSON")


def _divided(members: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys that dossiers have, and the others."""
    ours: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in members.items():
        (ours if key in _OURS else others)[key] = value
    return ours, others


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_json, value.values()))
    return all(map(_is_json, value)) if isinstance(value, list) else not isinstance(value, NotJson)


def _gathered(cls: type, members: Mapping[str, Any], facts: dict[str, Any]) -> bool:
    """Gather the facts of an object and of those in it; false where it holds more than that."""
    is_sound = type(members) is dict
    for name, value in members.items():
        kind = FIELD_TYPES[cls].get(name)
        if kind is None:
            is_sound = False
        elif kind not in PREFIX:
            facts[PREFIX[cls] + name] = value
        elif value is not None:
            is_sound = isinstance(value, dict) and _gathered(kind, value, facts) and is_sound
    return is_sound


def _problems(ours: Mapping[str, Any], repeated: Set[str]) -> tuple[Problem, ...]:
    if not ours.keys() <= _KINDS.keys():
        twice = [(key, value) for key, value in ours.items() for _ in range(1 + (key in repeated))]
        return problems_of(members_of(twice))
    found = [stated_twice(path) for path in repeated]
    return tuple(sorted((*found, *problems_of(stated(ours))), key=lambda problem: _ORDER.index(problem.path)))


def _as_text(value: Any) -> str | None:
    """A value that is no fact, in a table: text as it is, everything else as JSON."""
    if value is None or isinstance(value, str):
        return value if value is None else _encodable(value)
    return _encodable(_as_json(value))


def _as_json(value: Any) -> str:
    """As :func:`json.dumps` would write it, but for the numbers that Python does not hold as they are written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_as_json(key)}: {_as_json(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_json, value)) + "]"
    return value.digits if isinstance(value, _Huge) else json.dumps(value, ensure_ascii=False)


def _encodable(text: str) -> str:
    """The text without what is no Unicode: JSON can write halves of surrogate pairs."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _decoded(text: str) -> Any:
    check_depth(text)
    return _DECODER.decode(text)


def _integer(digits: str) -> int:
    return int(digits) if len(digits) < _MANY else _Huge(digits)


def _real(digits: str) -> float:
    real = float(digits)
    return real if isfinite(real) else _Huge(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=members_of, parse_int=_integer, parse_float=_real, parse_constant=NotJson)
