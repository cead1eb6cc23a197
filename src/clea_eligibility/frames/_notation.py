"""How a table writes facts: by which names, words and days."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from clea_eligibility.dossier.facts import FACT_BY_PATH, Fact, fact
from clea_eligibility.errors import CleaError, Text, lines, meant, of_type, said
from clea_eligibility.frames._vocabulary import UNREAD, kind_of, overlooked

_DIRECTIVES = MappingProxyType({"d": "[0-9]{1,2}", "m": "[0-9]{1,2}", "Y": "[1-9][0-9]{3}"})
NOUGHTS = r"^([0-9]{1,3})[.,]0+$"
"""A small whole number with decimals: its group has none."""


def _text(value: Any) -> str:
    return re.sub(NOUGHTS, r"\1", str(value).strip())


def _word(value: Any) -> str:
    return _text(value).lower()


def _words(words: Iterable[Any]) -> frozenset[str]:
    return frozenset(map(_word, [words] if isinstance(words, str) else words))


_DATES = Text(
    "« dates » : attendu : %d, %m et %Y, une fois chacun, avec des séparateurs ; reçu : {got}",
    "dates: expected %d, %m and %Y, once each, with separators, got {got}",
)
_NO_FACT = Text("{path} n'est pas une information ; {hint}", "{path} is no fact; {hint}")
_VALUE = Text(
    "« values », {path} : attendu : {expected} ; reçu : {got}", "values of {path}: expected {expected}, got {got}"
)
_NO_VALUE = Text("« values », {path} : {value} n'en est pas une ; {hint}", "values of {path}: {value} is none; {hint}")
_TRUE_OR_FALSE = Text("True ou False", "True or False")
_A_DATE = Text("une date", "a date")


def pattern(dates: str) -> tuple[str, list[int]]:
    """The regular expression of days that are so written, and its groups that hold year, month and day."""
    parts = re.split("%(.)", dates)
    known, between = parts[1::2], parts[::2]
    if sorted(known) != ["Y", "d", "m"] or not all(re.fullmatch(r"[^\w%'\"]*", text) for text in between):
        raise CleaError(_DATES.filled(got=said(dates)))
    tight = not all(between[1:-1])
    found = [f"({'[0-9]{2}' if tight and name != 'Y' else _DIRECTIVES[name]})" for name in known]
    whole = "".join(re.escape(text) + part for text, part in zip(between, [*found, ""], strict=True))
    return whole, [1 + known.index(part) for part in "Ymd"]


def _form_of(dates: str) -> str:
    of_type(dates, str, "dates")
    pattern(dates.strip())
    return dates.strip()


def _no_fact(path: object) -> Text:
    return _NO_FACT.filled(path=said(path), hint=meant(str(path), FACT_BY_PATH))


def _named(names: Mapping[str, str]) -> Mapping[str, str]:
    """The names, if they lead to facts."""
    of_type(names, Mapping, "names")
    problems = [_no_fact(path) for path in names.values() if path not in FACT_BY_PATH]
    if problems:
        raise CleaError(lines(problems))
    return names


def _given(values: Mapping[str, Mapping[Any, Any]]) -> dict[str, dict[str, Any]]:
    """The values of ours by the words of theirs, if all of them are any."""
    of_type(values, Mapping, "values")
    problems: list[Text] = []
    found = {}
    for path, words in values.items():
        if path not in FACT_BY_PATH:
            problems.append(_no_fact(path))
            continue
        known, kind = fact(path), kind_of(fact(path))
        for ours in words.values():
            if kind == "bool" and not isinstance(ours, bool):
                problems.append(_VALUE.filled(path=path, expected=_TRUE_OR_FALSE, got=said(ours)))
            elif kind == "date" and (not isinstance(ours, date) or isinstance(ours, datetime)):
                problems.append(_VALUE.filled(path=path, expected=_A_DATE, got=said(ours)))
            elif kind == "text" and str(ours) not in known.values:
                hint = meant(str(ours), known.values)
                problems.append(_NO_VALUE.filled(path=path, value=said(ours), hint=hint))
        found[path] = {_word(theirs): str(ours) if kind == "text" else ours for theirs, ours in words.items()}
    if problems:
        raise CleaError(lines(problems))
    return found


@frozen
class Notation:
    """How a table writes facts; raises :class:`CleaError` for paths, values and ways to write days that do not exist.

    >>> Notation(dates="%d.%m.%Y", true=("oui", "VRAI")).true == {"oui", "vrai"}
    True
    """

    #: The paths of the facts that columns of other names state, by these names.
    names: Mapping[str, str] = field(default=MappingProxyType({}), converter=_named)
    #: By path what words of the table stand for; capitals make no difference.
    values: Mapping[str, Mapping[Any, Any]] = field(default=MappingProxyType({}), converter=_given)
    #: How days are written as text: ``%d``, ``%m`` and ``%Y`` in any order, with what separates them.
    dates: str = field(default="%d/%m/%Y", converter=_form_of)
    #: What stands for true, besides truth values and the number 1.
    true: Collection[Any] = field(default=("oui",), converter=_words)
    #: What stands for false, besides truth values and the number 0.
    false: Collection[Any] = field(default=("non",), converter=_words)


def words(notation: Notation, path: str) -> dict[str, Any]:
    truths = dict.fromkeys(notation.false, False) | dict.fromkeys(notation.true, True)
    return {**(truths if kind_of(fact(path)) == "bool" else {}), **notation.values.get(path, {})}


def read_column(notation: Notation, path: str, values: Iterable[Any], unread: Sequence[list[str]]) -> list[Any]:
    """The facts in a column; what cannot be read is noted with its row."""
    stands_for, day, seen = words(notation, path), pattern(notation.dates), dict[Any, Any]()
    found = []
    for row, value in enumerate(values):
        nothing = value is None or value != value or not str(value).strip()
        key = None if nothing else (type(value), str(value))
        if key is not None and key not in seen:
            seen[key] = _value(fact(path), value, stands_for, *day)
        found.append(seen.get(key))
        if key is not None and seen[key] is None:
            unread[row].append(f"{path}: {str(value).lower() if isinstance(value, bool) else value}")
    return found


def _value(known: Fact, value: Any, stands_for: Mapping[str, Any], day: str, groups: Iterable[int]) -> Any:
    kind, text = kind_of(known), _text(value)
    if isinstance(value, bool):
        return value if kind == "bool" else None
    if text.lower() in stands_for:
        return stands_for[text.lower()]
    if kind == "text":
        return text if text in known.values else None
    if kind == "bool":
        return None if isinstance(value, str) else {"0": False, "1": True}.get(text)
    if isinstance(value, datetime):
        is_day = value.tzinfo is None and str(value)[10:] in ("", " 00:00:00")
        return date(value.year, value.month, value.day) if is_day else None
    if isinstance(value, date):
        return value
    found = re.fullmatch(day, text)
    try:
        return None if found is None else date(*(int(found[group]) for group in groups))
    except ValueError:
        return None


_NO_COLUMN = Text("il n'y a pas de colonne {name} ; {hint}", "there is no column {name}; {hint}")
_TWICE = Text("la colonne {column} figurerait deux fois", "column {column} would be there twice")
_UNREAD_THERE = Text(
    "la colonne {column} existe déjà : renommez la vôtre", "column {column} is there already: rename yours"
)


def renamed(
    columns: Sequence[Any], names: Mapping[str, str], nested: Collection[object], ignore: Collection[object]
) -> list[Any]:
    """The names that columns take; raises :class:`CleaError` where they cannot."""
    problems = [
        _NO_COLUMN.filled(name=said(theirs), hint=meant(str(theirs), map(str, columns)))
        for theirs in names
        if theirs not in columns
    ]
    found = [names.get(name, name) for name in columns]
    problems += [_TWICE.filled(column=repr(path)) for path in FACT_BY_PATH if found.count(path) > 1]
    problems += [_UNREAD_THERE.filled(column=repr(UNREAD))] if UNREAD in found else []
    kept = [name for place, name in enumerate(found) if columns[place] in nested]
    problems += overlooked(found, kept, ignore)
    if problems:
        raise CleaError(lines(problems))
    return found
