"""JSON Lines, slice by slice: a dossier on each line, nested as ``decide`` takes it or flat, by paths.

Polars reads lines alike: those that state nothing but what a column can hold, each key once, in an order in which some
others do. Every other line is in doubt, and read here as ``wire`` reads a dossier.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl
from attrs import evolve, frozen

from clea_eligibility.dossier.models import FIELD_TYPES, PREFIX, Dossier
from clea_eligibility.errors import CleaError, Problem, Text, problem
from clea_eligibility.frames._notation import Notation, read_column
from clea_eligibility.frames._on_polars import POLARS
from clea_eligibility.frames._rows import stated, unread_problems
from clea_eligibility.frames._vocabulary import UNREAD, meant
from clea_eligibility.frames.files._slices import BYTES, FACT_TYPES, ROWS, Slice, at_row, problems_of, with_facts
from clea_eligibility.wire._reading import NotJson, Repeated, check_depth, dossier_from_json, members_of, stated_twice

OPENED = "opened"
"""The column of what a line says, as text, up to the brace that closes it: more keys may follow."""
_MARK = b"\xef\xbb\xbf"
_BLANK = " \t\r\n"
_MANY = 20
"""So many digits make a number that a message calls huge; of thousands, Python makes an error."""
_SAMPLE = 100
"""So many lines tell what the others are like."""
_MOST_KEYS = 100
"""So many keys, of as many characters, do lines have that are read at once: regular expressions have a largest size."""
_JSON_TYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {path: dtype if dtype == pl.Boolean else pl.String() for path, dtype in FACT_TYPES.items()}
)
"""What JSON states a fact by."""
_INNER: Mapping[type, Mapping[str, type]] = MappingProxyType(
    {cls: {key: kind for key, kind in fields.items() if kind in PREFIX} for cls, fields in FIELD_TYPES.items()}
)
"""The objects in each object of a dossier, by their keys."""
_ORDER = tuple(FACT_TYPES)
_OBJECTS = frozenset(prefix.removesuffix(".") for prefix in PREFIX.values() if prefix)
_PATHS = frozenset(path for path in FACT_TYPES if "." in path)
_OURS = _OBJECTS | frozenset(FACT_TYPES)


class _Huge(int):
    """A number that passes through as it is written. To Python it is just huge: no fact is a number."""

    digits: str

    def __new__(cls, digits: str) -> "_Huge":
        huge = super().__new__(cls, 10**_MANY)
        huge.digits = digits
        return huge


@frozen
class _Line:
    """What one line says: its facts, the ``others`` by key, and ``problems`` if it is no dossier.

    ``opened`` is what is to be written of it, up to where more keys may follow.
    """

    opened: str
    facts: Mapping[str, Any]
    others: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


@frozen
class _Part:
    """Some lines and their numbers: which of them are alike, and what the others say, by their places."""

    rows: Sequence[int]
    lines: pl.Series
    alike: pl.Series
    form: "_Form"
    doubtful: Mapping[int, _Line]


class JsonLines:
    """A JSON Lines file of dossiers.

    With ``as_text``, its lines are to be written as they came, with more keys. Otherwise they become a table: first the
    ``others``, keys that are no facts, in the order in which they first occur, as text; then all facts. ``taken`` are
    keys that no line may have.
    """

    def __init__(
        self, source: Path, as_text: bool, notation: Notation | None, ignore: Collection[str], taken: Iterable[str]
    ) -> None:
        self._source, self._as_text, self._notation, self._ignore = source, as_text, notation, ignore
        self._taken = frozenset(taken) if notation is None else {*taken, UNREAD}
        self._ours = _OURS.difference(ignore)
        self.others: dict[str, None] = {}
        if not as_text:
            for _ in self._parts():
                pass  # to know every key before the first row is written
        columns = [OPENED] if as_text else list(self.others)
        self._facts = [path for path in FACT_TYPES if path not in ignore]
        types = {path: _JSON_TYPES[path] for path in self._facts} | ({} if notation is None else {UNREAD: pl.String()})
        self._read: pl.Schema = pl.Schema({**dict.fromkeys(columns, pl.String()), **types})
        self.schema: pl.Schema = pl.Schema({**self._read, **{path: FACT_TYPES[path] for path in self._facts}})
        written = [OPENED] if as_text else [*columns, *self._facts]
        self.written: pl.Schema = pl.Schema({name: self.schema[name] for name in written})

    def slices(self) -> Iterator[Slice]:
        """Its rows, numbered as an editor numbers lines. Blank lines are left out, but counted."""
        for part in self._parts():
            alike = part.form.read(part.lines.filter(part.alike), self._read)
            others = pl.DataFrame([self._row(line) for line in part.doubtful.values()], self._read, orient="row")
            places = pl.Series([*part.alike.arg_true().to_list(), *part.doubtful], dtype=pl.UInt32)
            raw = pl.concat([alike, others])[places.arg_sort()]
            typed, lost = with_facts(raw.select(self._facts))
            refused = {place: line.problems for place, line in part.doubtful.items() if line.problems}
            for place, row in zip(lost, raw[lost].select(self._facts).iter_rows(named=True), strict=True):
                refused.setdefault(place, problems_of(stated(row)))
            frame = raw.with_columns(typed)
            yield Slice(frame, frame.select(*self.written), part.rows, refused)

    def _row(self, line: _Line) -> list[Any]:
        others = {_encodable(key): _as_text(value) for key, value in line.others.items()}
        row = {**({OPENED: line.opened} if self._as_text else others), **line.facts}
        return [row.get(name) for name in self._read]

    def _parts(self) -> Iterator[_Part]:
        start, size = 1, 0
        lines: list[bytes] = []
        with self._source.open("rb") as file:
            for line in file:  # not all at once: whoever interrupts that would wait for the next line
                lines.append(line)
                size += len(line)
                if len(lines) == ROWS or size > BYTES:
                    yield self._part(start, lines)
                    start, size, lines = start + len(lines), 0, []
        if lines:
            yield self._part(start, lines)

    def _part(self, start: int, raw: Sequence[bytes]) -> _Part:
        texts = pl.Series([_text(line) for line in raw], dtype=pl.String)
        kept = (texts.str.strip_chars_start(_BLANK) != "").fill_null(True).arg_true()
        texts, rows, form = texts[kept], (kept.cast(pl.Int64) + start).to_list(), _Form(self._as_text, self._notation)
        # Where a fact is to be ignored, each line is in doubt.
        for row, text in zip(rows, texts.head(_SAMPLE if self._ours == _OURS else 0), strict=False):
            members = _members(text)
            form.learn(Dossier, members)
            self._note(row, *self._divided(self._as_read(members, [])))
        alike = form.has(texts)
        doubtful = {}
        for place in (~alike).arg_true().to_list():
            doubtful[place] = self._carefully(raw[rows[place] - start], rows[place])
        return _Part(rows, texts, alike, form, doubtful)

    def _as_read(self, members: Mapping[str, Any], unread: list[str]) -> Mapping[str, Any]:
        if self._notation is None:
            return members
        repeated = members.keys_repeated if isinstance(members, Repeated) else frozenset()
        named = [(self._notation.names.get(key, key), key, value) for key, value in members.items()]
        renamed = members_of([(name, value) for name, key, value in named for _ in range(1 + (key in repeated))])
        _read_in(self._notation, Dossier, renamed, unread)
        return renamed

    def _divided(self, members: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        ours = {key: value for key, value in members.items() if key in self._ours}
        return ours, {key: value for key, value in members.items() if key not in ours}

    def _note(self, row: int, ours: Mapping[str, Any], others: Iterable[str]) -> None:
        """Note the keys of a line that are no facts; raises :class:`CleaError` for one that may not be there."""
        for key in others:
            if key in self._taken:
                raise CleaError(_KEY_TAKEN.filled(where=at_row(self._source, row), key=repr(key)))
            path = None if key in self.others or key in self._ignore else meant(key)
            if path is not None and path not in dict(_facts_of(Dossier, ours)):
                words = _KEY_MEANT.filled(where=at_row(self._source, row), key=repr(key), path=repr(path))
                raise CleaError(words)
            self.others[_encodable(key)] = None

    def _carefully(self, raw: bytes, row: int) -> _Line:
        text = _text(raw) or ""
        try:
            members = _decoded(text)
            is_json = _is_json(members)
        except ValueError:
            members = None
        if not isinstance(members, dict):
            # With the mark that every reader takes away: without one, it might take away what we have not.
            return _Line("{", {}, {}, problems_of(_MARK + raw.removeprefix(_MARK), dossier_from_json))
        unread: list[str] = []
        members = self._as_read(members, unread)
        ours, others = self._divided(members)
        self._note(row, ours, others)
        repeated = members.keys_repeated & ours.keys() if isinstance(members, Repeated) else frozenset()
        problems = _problems(ours, repeated)
        if not all(map(_is_json, others.values())):
            problems = (*problems, problem("", "not_json", _NO_JSON))
        facts = dict(_facts_of(Dossier, ours))
        if unread:
            # What is wrong with what a column can hold, the decision says itself.
            said = problems == problems_of(stated(facts))
            facts[UNREAD] = ";".join(unread)
            problems = () if said else (*unread_problems(facts[UNREAD]), *problems)
        return _Line(text[:-1] + (", " if members else "") if is_json else "{", facts, others, problems)


def _text(raw: bytes) -> str | None:
    """A line as text, ``None`` if it is none; files with a mark each may have been put together."""
    try:
        return raw.removeprefix(_MARK).rstrip(_BLANK.encode()).decode()
    except UnicodeDecodeError:
        return None


# Lines alike, read at once

_PLAIN = r'"[ !#-\[\]-~]*"'
"""A text that may be a fact: whatever a fact may be is ASCII, and needs no escape."""
_ANY_TEXT = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"'
_SIMPLE = rf"(?:{_ANY_TEXT}|-?(?:0|[1-9][0-9]{{0,17}})(?:\.[0-9]{{1,17}})?(?:[eE][-+]?[0-9]{{1,2}})?|true|false|null)"
_ANYTHING = rf"(?:{_SIMPLE}|\[(?:{_SIMPLE}(?:, ?{_SIMPLE})*)?\]|\{{(?:(?:, ?{_ANY_TEXT}: ?{_SIMPLE})+|,)\}})"
"""What a key that is no fact may state, if nothing is to be done with it."""
_UNESCAPED = r'"[^"\\\x00-\x1f]*"'
_INTEGER = "0|-?[1-9][0-9]{0,17}"
_SAME_TEXT = rf"(?:{_UNESCAPED}|{_INTEGER}|true|false|null)"
"""What such a key may state that Polars and :func:`_as_text` write in the same way."""
_AS_READ: Mapping[type, tuple[pl.DataType, str]] = MappingProxyType(
    {
        str: (pl.String(), _UNESCAPED),
        bool: (pl.Boolean(), "true|false"),
        int: (pl.Int64(), _INTEGER),
        float: (pl.Float64(), r"[1-9][0-9]{0,14}\.0"),
    }
)
"""What a column can hold of what a fact may be stated by, for a notation to say what it means."""


class _Form:
    """Keys in an order in which lines state them, any of them or none: each line that does can be read at once."""

    def __init__(self, as_text: bool, notation: Notation | None) -> None:
        self._as_text, self._notation = as_text, notation
        self._names: Mapping[str, str] = {} if notation is None else notation.names
        self._keys: dict[type, list[str]] = {cls: [] for cls in PREFIX}
        self._kinds: dict[str, type] = {}

    def learn(self, cls: type, members: Mapping[str, Any]) -> None:
        """Find a place for the keys of an object, beside those of others."""
        known, place = self._keys[cls], 0
        for key, value in members.items():
            if key in known:
                place = known.index(key) + 1
            elif self._may_stand_in(cls, key):
                known.insert(place, key)
                place += 1
            name = self._named(cls, key)
            if value is not None:
                self._kinds.setdefault(PREFIX[cls] + name, type(value))
            kind = _INNER[cls].get(name)
            if kind is not None and isinstance(value, dict):
                self.learn(kind, value)

    def _named(self, cls: type, key: str) -> str:
        return self._names.get(key, key) if cls is Dossier else key

    def _may_stand_in(self, cls: type, key: str) -> bool:
        if cls is not Dossier:
            return key in FIELD_TYPES[cls]
        if len(self._keys[cls]) == _MOST_KEYS or len(key) > _MOST_KEYS:
            return False
        name, names = self._named(cls, key), {self._named(cls, known) for known in self._keys[cls]}
        excluded = _PATHS if name in _OBJECTS else _OBJECTS if name in _PATHS else frozenset[str]()
        is_plain = key.isprintable() and '"' not in key and "\\" not in key
        return is_plain and name not in names and excluded.isdisjoint(names)

    def has(self, lines: pl.Series) -> pl.Series:
        """Whether each line is in this form; one that is null is not."""
        # With a comma before every key, any of them may be missing.
        with_commas = lines.str.replace_all("{", "{,", literal=True)
        return with_commas.str.contains(rf"^\{{{self._members(Dossier)}\}}$").fill_null(False)

    def _members(self, cls: type) -> str:
        return "".join(f'(?:, ?"{pl.escape_regex(key)}": ?{self._value(cls, key)})?' for key in self._keys[cls])

    def _value(self, cls: type, key: str) -> str:
        name = self._named(cls, key)
        kind, path = _INNER[cls].get(name), PREFIX[cls] + name
        if kind is not None:
            return rf"(?:\{{(?:{self._members(kind)}|,)\}}|null)"
        if path not in _JSON_TYPES:
            return _ANYTHING if self._as_text else _SAME_TEXT
        _, values = self._column(path)
        return f"(?:{values}|null)"

    def _column(self, path: str) -> tuple[pl.DataType, str]:
        if self._notation is None:
            return _JSON_TYPES[path], "true|false" if _JSON_TYPES[path] == pl.Boolean else _PLAIN
        return _AS_READ.get(self._kinds.get(path, str), _AS_READ[str])

    def read(self, lines: pl.Series, schema: pl.Schema) -> pl.DataFrame:
        text = lines.str.join("\n").cast(pl.Binary).item()
        # Polars wants a key, where there is none.
        found = pl.read_ndjson(text, schema=self._types(Dossier) or {"": pl.String()})
        stated = dict(self._columns(Dossier, found))
        if self._notation is not None:
            stated |= _facts_in(stated, evolve(self._notation, names={}))
        if self._as_text:
            stated[OPENED] = lines.str.strip_suffix("}") + ", "
        nothing = pl.Series([None], dtype=pl.Null)
        return pl.DataFrame(
            [stated.get(name, nothing.new_from_index(0, len(lines))).alias(name) for name in schema], schema
        )

    def _types(self, cls: type) -> dict[str, pl.DataType]:
        types: dict[str, pl.DataType] = {}
        for key in self._keys[cls]:
            name = self._named(cls, key)
            kind, path = _INNER[cls].get(name), PREFIX[cls] + name
            inner = {} if kind is None else self._types(kind)
            if inner:
                types[key] = pl.Struct(inner)
            elif kind is None and path in _JSON_TYPES:
                types[key], _ = self._column(path)
            elif kind is None and not self._as_text:
                types[key] = pl.String()
        return types

    def _columns(self, cls: type, found: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
        for key in self._types(cls):
            name, value = self._named(cls, key), found[key]
            kind = _INNER[cls].get(name)
            yield from [(PREFIX[cls] + name, value)] if kind is None else self._columns(kind, value.struct.unnest())


def _facts_in(stated: Mapping[str, pl.Series], notation: Notation) -> dict[str, pl.Series]:
    """The facts in columns that are so written, in what JSON states them by."""
    found = pl.DataFrame([values.alias(path) for path, values in stated.items() if path in FACT_TYPES])
    read = POLARS.read(found, notation, ()) if found.columns else found
    return {name: values.cast(_JSON_TYPES.get(name, pl.String())) for name, values in read.to_dict().items()}


# One line in doubt


def _members(text: str | None) -> Mapping[str, Any]:
    try:
        members = _decoded(text or "")
    except ValueError:
        return {}
    return members if isinstance(members, dict) else {}


def _read_in(notation: Notation, cls: type, members: dict[str, Any], unread: list[str]) -> None:
    for key, value in members.items():
        path, kind = PREFIX[cls] + key, _INNER[cls].get(key)
        if kind is not None and isinstance(value, dict):
            _read_in(notation, kind, value, unread)
        elif path in FACT_TYPES:
            (read,) = read_column(notation, path, [value], [unread])
            members[key] = read.isoformat() if isinstance(read, date) else read


_KEY_TAKEN = Text(
    "{where} : la clé {key} est de celles que l'examen ajoute : renommez la vôtre",
    "{where}: key {key} is one that the decision adds: rename yours",
)
_KEY_MEANT = Text(
    "{where} : la clé {key} n'est pas une information ; nommez-la {path}, ou passez ignore=({key},), --ignore en "
    "ligne de commande, si elle n'en est pas une",
    "{where}: key {key} is no fact; rename it to {path}, or pass ignore=({key},), --ignore on the command "
    "line, if it is none",
)
_NO_JSON = Text("NaN et Infinity ne sont pas du JSON", "NaN and Infinity are no JSON")


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_json, value.values()))
    return all(map(_is_json, value)) if isinstance(value, list) else not isinstance(value, NotJson)


def _facts_of(cls: type, members: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The facts of an object and of those in it, in columns that can hold them."""
    for name, value in members.items():
        path, kind = PREFIX[cls] + name, _INNER[cls].get(name)
        if kind is not None and isinstance(value, dict):
            yield from _facts_of(kind, value)
        elif path in _JSON_TYPES and _is_sound(value, _JSON_TYPES[path]):
            yield path, value


def _is_sound(value: object, dtype: pl.DataType) -> bool:
    """Whether a column can hold it: whatever a fact may be is ASCII, where it is text."""
    return isinstance(value, bool) if dtype == pl.Boolean else type(value) is str and value.isascii()


def _problems(ours: Mapping[str, Any], repeated: Set[str]) -> tuple[Problem, ...]:
    if not ours.keys() <= _JSON_TYPES.keys():
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
